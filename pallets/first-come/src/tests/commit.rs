// SPDX-License-Identifier: Apache-2.0

//! `commit`.

use super::*;
use sp_runtime::ArithmeticError;

#[test]
fn a_commitment_waits() {
	ExtBuilder::build_and_execute(|| {
		let commitment = opening(REGISTRAR).commitment();
		go_to(5);
		assert_ok!(Pallet::commit(signed(REGISTRAR), commitment));
		assert_eq!(
			Commitments::<Test>::get(commitment),
			Some(Commitment { by: Party::Organization(SCHOOL), precedence: 0, at: 5 })
		);
		assert_eq!(waiting(REGISTRAR), 1);
		assert_eq!(
			events(),
			[Event::Committed {
				by: signatory(REGISTRAR),
				commitment,
				precedence: 0,
				until: 5 + WINDOW,
			}]
		);
	});
}

#[test]
fn precedence_is_the_order_of_inclusion() {
	ExtBuilder::build_and_execute(|| {
		for account in [BOB, REGISTRAR, ALICE] {
			assert_ok!(commit(account, &opening(account)));
		}
		let precedence =
			|account| Commitments::<Test>::get(opening(account).commitment()).unwrap().precedence;
		assert_eq!([BOB, REGISTRAR, ALICE].map(precedence), [0, 1, 2]);

		// Not even that of a commitment that is gone is given out again.
		advance(1);
		assert_ok!(open(ALICE));
		assert_ok!(commit(ALICE, &opening(ALICE)));
		assert_eq!(precedence(ALICE), 3);
	});
}

#[test]
fn zero_hides_nothing() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(Pallet::commit(signed(ALICE), H256::zero()), Error::<Test>::InvalidCommitment);
	});
}

#[test]
fn a_commitment_waits_once() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(commit(ALICE, &opening(ALICE)));
		for account in [ALICE, BOB] {
			assert_noop!(commit(account, &opening(ALICE)), Error::<Test>::AlreadyExists);
		}
		// Also when its window is over: whoever made it sweeps it first, or takes another salt.
		advance(WINDOW + 1);
		assert_noop!(commit(ALICE, &opening(ALICE)), Error::<Test>::AlreadyExists);
		assert_ok!(Pallet::sweep(signed(ALICE), opening(ALICE).commitment()));
		assert_ok!(commit(ALICE, &opening(ALICE)));
	});
}

#[test]
fn a_party_has_only_so_many() {
	ExtBuilder::build_and_execute(|| {
		let nth = |n: u32| Opening { salt: [n as u8; 16], ..opening(REGISTRAR) };
		for n in 0..MOST {
			assert_ok!(commit(REGISTRAR, &nth(n)));
		}
		assert_noop!(commit(REGISTRAR, &nth(MOST)), Error::<Test>::TooMany);
		assert_ok!(commit(BANKER, &opening(BANKER)));

		// One is opened, one is swept: there is room for two.
		advance(1);
		assert_ok!(Pallet::register(&nth(0), 0));
		advance(WINDOW);
		assert_ok!(Pallet::sweep(signed(ALICE), nth(1).commitment()));
		assert_eq!(waiting(REGISTRAR), MOST - 2);
		assert_ok!(commit(REGISTRAR, &nth(MOST)));
		assert_ok!(commit(REGISTRAR, &nth(MOST + 1)));
		assert_noop!(commit(REGISTRAR, &nth(MOST + 2)), Error::<Test>::TooMany);
	});
}

#[test]
fn precedence_does_not_wrap() {
	ExtBuilder::build_and_execute(|| {
		NextPrecedence::<Test>::put(u64::MAX);
		assert_noop!(commit(ALICE, &opening(ALICE)), ArithmeticError::Overflow);
	});
}
