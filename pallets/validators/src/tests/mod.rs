// SPDX-License-Identifier: Apache-2.0

//! One file a call or story.

mod accounts;
mod admission;
mod bars;
mod genesis;
mod history;
mod offences;
mod properties;
mod queries;
mod release;
mod sessions;
mod standing;

use crate::{mock::*, Error, Event};
use covenant_primitives::Actor;
use frame_support::{assert_noop, assert_ok, traits::DisabledValidators as _};
use sp_runtime::{DispatchError, DispatchResult};

fn admit(organization: u32, account: AccountId) -> DispatchResult {
	Validators::admit(RuntimeOrigin::root(), id(organization), account)
}

/// Admits an organization whose node has keys already.
fn admit_with_keys(organization: u32) {
	assert_ok!(set_keys(node(organization), node(organization)));
	assert_ok!(admit(organization, node(organization)));
}

fn retire(organization: u32) -> DispatchResult {
	Validators::retire(RuntimeOrigin::root(), id(organization))
}

fn bar(organization: u32) -> DispatchResult {
	Validators::bar(RuntimeOrigin::root(), id(organization))
}

fn lift_bar(organization: u32) -> DispatchResult {
	Validators::lift_bar(RuntimeOrigin::root(), id(organization))
}

fn set_account(signer: AccountId, account: AccountId) -> DispatchResult {
	Validators::set_account(RuntimeOrigin::signed(signer), account)
}

fn resign(signer: AccountId) -> DispatchResult {
	Validators::resign(RuntimeOrigin::signed(signer))
}

fn acting_for(organization: u32) -> Actor<AccountId> {
	Actor { account: administrator(organization), organization: id(organization) }
}

fn assert_event(event: Event<Test>) {
	System::assert_has_event(event.into());
}

fn events_of(select: impl Fn(&Event<Test>) -> bool) -> usize {
	System::read_events_for_pallet::<Event<Test>>().iter().filter(|event| select(event)).count()
}
