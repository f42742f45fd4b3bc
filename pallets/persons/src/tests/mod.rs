// SPDX-License-Identifier: Apache-2.0

mod enrollment;
mod guards;
mod memberships;
mod queries;
mod recovery;
mod release;
mod roles;
mod state_machine;
mod transfer;

use crate::{mock::*, *};
use covenant_primitives::time::DAY;
use frame_support::{assert_noop, assert_ok, BoundedVec};

type Pallet = crate::Pallet<Test>;
type RuntimeCall = <Test as frame_system::Config>::RuntimeCall;

const FIRST: PersonId = PersonId(0);
const SECOND: PersonId = PersonId(1);

fn text<B: frame_support::traits::Get<u32>>(text: &str) -> BoundedVec<u8, B> {
	text.as_bytes().to_vec().try_into().unwrap()
}

/// Offers `person` a membership of the operator's organization from now on.
fn offer(
	operator: AccountId,
	person: PersonId,
	until: Option<Moment>,
) -> frame_support::dispatch::DispatchResult {
	Pallet::offer_membership(
		signed(operator),
		person,
		text("physics"),
		text("student"),
		Now::get(),
		until,
	)
}

/// Makes the person that `account` signs for a member of the operator's organization.
fn join(operator: AccountId, account: AccountId, until: Option<Moment>) {
	let person = PersonByAccount::<Test>::get(account).unwrap();
	assert_ok!(offer(operator, person, until));
	assert_ok!(Pallet::accept_membership(signed(account), actor(operator).organization));
}

/// Has the operator's organization recover the person of `old`, which leaves its money behind.
fn recover_without_money(operator: AccountId, old: AccountId, new: AccountId) {
	let person = PersonByAccount::<Test>::get(old).unwrap();
	MoneyFrozen::set(true);
	assert_ok!(Pallet::request_recovery(signed(operator), person, new));
	advance_to(Now::get() + DELAY);
	MoneyFrozen::set(false);
	assert_eq!(Pallet::account_of(person), Some(new));
}

fn providers(account: AccountId) -> u32 {
	System::providers(&account)
}
