// SPDX-License-Identifier: Apache-2.0

mod commit;
mod constants;
mod copycat;
mod displacement;
mod invariants;
mod properties;
mod queries;
mod register;
mod release;
mod roles;
mod sweep;

use crate::{mock::*, *};
use covenant_primitives::{FirstCome as _, Opening};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use sp_runtime::DispatchError;

type Pallet = crate::Pallet<Test>;
type Registered = Result<Option<Registration>, DispatchError>;

const DOMAIN: [u8; 8] = *b"cov/test";

fn digest() -> H256 {
	H256::repeat_byte(0xd1)
}

/// What commits the party of `account` to the digest.
fn opening(account: AccountId) -> Opening {
	Opening {
		domain: DOMAIN,
		digest: digest(),
		salt: [account.to_le_bytes()[0]; 16],
		party: party(account),
	}
}

fn commit(account: AccountId, opening: &Opening) -> DispatchResult {
	Pallet::commit(signed(account), opening.commitment())
}

/// Opens what [`opening`] says of `account`, for the reference of the same number.
fn open(account: AccountId) -> Registered {
	Pallet::register(&opening(account), account)
}

/// Has each of `accounts` commit to the digest, in a block of its own.
fn committed(accounts: &[AccountId]) {
	for account in accounts {
		assert_ok!(commit(*account, &opening(*account)));
		advance(1);
	}
	System::reset_events();
}

/// To whom the digest belongs.
fn owner() -> Option<Party> {
	Pallet::registration(DOMAIN, digest()).map(|registration| registration.party)
}

fn waiting(account: AccountId) -> u32 {
	OpenCommitments::<Test>::get(party(account))
}
