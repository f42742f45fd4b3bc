// SPDX-License-Identifier: Apache-2.0

//! Each invariant is noticed when it is broken.

use super::*;
use sp_runtime::TryRuntimeError;

/// Two commitments wait and a digest is registered; `damage` is done; the check says `why`.
fn notices(damage: impl FnOnce(), why: &'static str) {
	ExtBuilder::build().execute_with(|| {
		committed(&[ALICE, BOB, REGISTRAR]);
		assert_ok!(open(REGISTRAR));
		assert_ok!(Pallet::do_try_state());
		damage();
		assert_eq!(Pallet::do_try_state(), Err(TryRuntimeError::Other(why)));
	});
}

fn amend(account: AccountId, change: impl FnOnce(&mut Commitment)) {
	Commitments::<Test>::mutate_extant(opening(account).commitment(), change);
}

#[test]
fn a_wrong_count_is_noticed() {
	let why = "a party's commitments are miscounted";
	notices(|| OpenCommitments::<Test>::insert(party(ALICE), 2), why);
	notices(|| OpenCommitments::<Test>::remove(party(ALICE)), why);
	notices(|| OpenCommitments::<Test>::insert(party(BANKER), 0), why);
	notices(|| amend(ALICE, |commitment| commitment.by = party(BANKER)), why);
	notices(|| MaxOpen::set(0), "too many commitments of a party wait");
}

#[test]
fn a_precedence_that_is_anothers_is_noticed() {
	let why = "two have the same precedence";
	notices(|| amend(ALICE, |commitment| commitment.precedence = 1), why);
	notices(|| amend(ALICE, |commitment| commitment.precedence = 2), why);
	notices(|| NextPrecedence::<Test>::put(2), "a precedence was not given out");
	notices(NextPrecedence::<Test>::kill, "a precedence was not given out");
}

#[test]
fn a_wrong_order_is_noticed() {
	notices(|| amend(BOB, |it| it.at = 0), "precedence is not in the order of blocks");
	notices(|| amend(BOB, |it| it.at = block() + 1), "a commitment is from a block to come");
}

#[test]
fn zeros_are_noticed() {
	notices(
		|| {
			let commitment = Commitments::<Test>::take(opening(BOB).commitment()).unwrap();
			Commitments::<Test>::insert(H256::zero(), commitment);
		},
		"a commitment is zero",
	);
	notices(
		|| {
			let registration = Registrations::<Test>::take(DOMAIN, digest()).unwrap();
			Registrations::<Test>::insert(DOMAIN, H256::zero(), registration);
		},
		"a registered digest is zero",
	);
}
