// SPDX-License-Identifier: Apache-2.0

//! Who may call what, line by line of the crate's table.

use super::*;

#[test]
fn nothing_is_unsigned_or_roots() {
	ExtBuilder::build_and_execute(|| {
		let commitment = opening(ALICE).commitment();
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(Pallet::commit(origin.clone(), commitment), DispatchError::BadOrigin);
			assert_noop!(Pallet::sweep(origin, commitment), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn persons_and_operators_with_the_capability_commit() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(commit(ALICE, &opening(ALICE)));
		assert_ok!(commit(REGISTRAR, &opening(REGISTRAR)));
		let by: Vec<_> = events()
			.into_iter()
			.map(|event| match event {
				Event::Committed { by, .. } => by,
				other => panic!("{other:?}"),
			})
			.collect();
		assert_eq!(
			by,
			[
				Signatory {
					account: ALICE,
					party: Party::Person(covenant_primitives::PersonId(ALICE)),
				},
				Signatory { account: REGISTRAR, party: Party::Organization(SCHOOL) },
			]
		);
	});
}

#[test]
fn committing_takes_the_capability() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(commit(CLERK, &opening(CLERK)), DispatchError::Other("no capability"));
	});
}

#[test]
fn a_stranger_does_not_commit() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(
			commit(STRANGER, &opening(STRANGER)),
			DispatchError::Other("nobody's account")
		);
	});
}

#[test]
fn anyone_sweeps() {
	ExtBuilder::build_and_execute(|| {
		for sweeper in [ALICE, REGISTRAR, CLERK, STRANGER] {
			assert_ok!(commit(BOB, &opening(BOB)));
			advance(WINDOW + 1);
			assert_ok!(Pallet::sweep(signed(sweeper), opening(BOB).commitment()));
		}
	});
}
