// SPDX-License-Identifier: Apache-2.0

use super::*;

fn merge(by: OrganizationId, ids: &[u64]) -> DispatchResult {
	Debts::merge(signer(by), parts(ids))
}

#[test]
fn parts_sum_to_what_was_split() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		let into = [AMOUNT / 2, AMOUNT / 2 - 1, 1];
		assert_noop!(split(MAKER, WHOLE, &into), Error::<Test>::NotAuthorized);
		assert_noop!(split(TIER1, PartId(9), &into), Error::<Test>::NotFound);
		for wrong in [
			&[][..],
			&[AMOUNT],
			&[AMOUNT, 0],
			&[AMOUNT - 1, 2],
			&[AMOUNT - 2, 1],
			&[Amount::MAX, AMOUNT + 1],
		] {
			assert_noop!(split(TIER1, WHOLE, wrong), Error::<Test>::InvalidAmount);
		}
		assert_ok!(split(TIER1, WHOLE, &into));
		let expected = Event::Split {
			part: WHOLE,
			into: parts(&[1, 2, 3]),
			amounts: amounts(&into),
			by: actor(TIER1),
		};
		assert_eq!(last_event(), expected);
		assert_eq!(part(0).status, PartStatus::Split);
		for (id, amount) in (1..).zip(into) {
			let it = part(id);
			assert_eq!((it.amount, it.face, it.parent), (amount, amount, Some(WHOLE)));
			assert_eq!((it.holder, it.status), (TIER1, PartStatus::Idle));
		}
		assert_noop!(split(TIER1, WHOLE, &into), Error::<Test>::InvalidState);
		// The last unit cannot be split.
		assert_noop!(split(TIER1, PartId(3), &[1, 0]), Error::<Test>::InvalidAmount);
	});
}

#[test]
fn a_part_is_split_into_sixteen_and_again() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		assert_ok!(split(TIER1, WHOLE, &[AMOUNT / 16; 16]));
		let mut last = PartId(16);
		for amount in (1..100).rev() {
			let rest = part(last.0).amount - amount;
			assert_ok!(split(TIER1, last, &[rest, amount]));
			// The first child is the next to be split.
			last = PartId(NextPartId::<Test>::get().0 - 2);
		}
		assert_eq!(Leaves::<Test>::iter_key_prefix(ID).count(), 16 + 99);
	});
}

#[test]
fn siblings_are_merged() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		assert_ok!(split(TIER1, WHOLE, &[100, 200, 300, AMOUNT - 600]));
		assert_noop!(merge(TIER1, &[]), Error::<Test>::NotSiblings);
		assert_noop!(merge(TIER1, &[1]), Error::<Test>::NotSiblings);
		assert_noop!(merge(TIER1, &[1, 1]), Error::<Test>::InvalidState);
		assert_noop!(merge(TIER1, &[1, 0]), Error::<Test>::InvalidState);
		assert_noop!(merge(TIER1, &[1, 9]), Error::<Test>::NotFound);
		assert_noop!(merge(TIER2, &[1, 2]), Error::<Test>::NotAuthorized);
		assert_ok!(merge(TIER1, &[1, 3]));
		let expected = Event::Merged { parts: parts(&[1, 3]), into: PartId(5), by: actor(TIER1) };
		assert_eq!(last_event(), expected);
		let it = part(5);
		assert_eq!((it.amount, it.parent, it.merged), (400, Some(WHOLE), true));
		assert_eq!(part(1).status, PartStatus::Merged { into: PartId(5) });
		assert_noop!(merge(TIER1, &[1, 2]), Error::<Test>::InvalidState);
		// What was merged is a sibling of the others, and can be split again.
		assert_ok!(merge(TIER1, &[5, 4, 2]));
		assert_eq!(part(6).amount, AMOUNT);
		assert_ok!(split(TIER1, PartId(6), &[1, AMOUNT - 1]));
		assert_noop!(merge(TIER1, &[6, 7]), Error::<Test>::InvalidState);
		assert_ok!(merge(TIER1, &[7, 8]));
		// All parents are what they were split from, and the whole has none.
		assert_noop!(merge(TIER1, &[9, 9]), Error::<Test>::InvalidState);
	});
}

#[test]
fn wholes_and_cousins_are_not_merged() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		assert_ok!(draft(terms()));
		assert_ok!(Debts::accept(signer(MAKER), ReceivableId(1), AMOUNT));
		assert_noop!(merge(TIER1, &[0, 1]), Error::<Test>::NotSiblings);
		assert_ok!(split(TIER1, PartId(0), &[1, AMOUNT - 1]));
		assert_ok!(split(TIER1, PartId(1), &[1, AMOUNT - 1]));
		assert_noop!(merge(TIER1, &[2, 4]), Error::<Test>::NotSiblings);
		assert_ok!(split(TIER1, PartId(3), &[1, AMOUNT - 2]));
		assert_noop!(merge(TIER1, &[2, 6]), Error::<Test>::NotSiblings);
	});
}

#[test]
fn what_was_passed_on_since_is_not_merged() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		passed(TIER1, WHOLE, TIER2, true);
		assert_ok!(split(TIER2, WHOLE, &[1, 2, AMOUNT - 3]));
		passed(TIER2, PartId(1), TIER3, false);
		assert_noop!(merge(TIER2, &[1, 2]), Error::<Test>::NotAuthorized);
		passed(TIER3, PartId(1), TIER2, false);
		assert_noop!(merge(TIER2, &[2, 1]), Error::<Test>::NotSiblings);
		assert_noop!(merge(TIER2, &[1, 2]), Error::<Test>::NotSiblings);
		// What the whole went through all parts share.
		assert_ok!(merge(TIER2, &[2, 3]));
		assert_eq!(part(4).last, Some((WHOLE, 0)));
	});
}

#[test]
fn what_is_not_idle_is_neither_split_nor_merged() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		assert_ok!(split(TIER1, WHOLE, &[2, AMOUNT - 2]));
		assert_ok!(offer(TIER1, PartId(1), TIER2, false));
		assert_noop!(split(TIER1, PartId(1), &[1, 1]), Error::<Test>::NotIdle);
		assert_noop!(merge(TIER1, &[2, 1]), Error::<Test>::NotIdle);
		assert_ok!(Debts::recall(signer(TIER1), PartId(1)));
		assert_ok!(Debts::lock(PartId(1), TIER1));
		assert_noop!(split(TIER1, PartId(1), &[1, 1]), Error::<Test>::NotIdle);
		assert_noop!(merge(TIER1, &[2, 1]), Error::<Test>::NotIdle);
	});
}

#[test]
fn what_is_due_frozen_or_paid_is_neither_split_nor_merged() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		assert_ok!(split(TIER1, WHOLE, &[2, AMOUNT - 2]));
		let refused = || {
			assert_noop!(split(TIER1, PartId(1), &[1, 1]), Error::<Test>::InvalidState);
			assert_noop!(merge(TIER1, &[2, 1]), Error::<Test>::InvalidState);
		};
		assert_ok!(freeze());
		refused();
		assert_ok!(unfreeze());
		pass_to(DUE);
		refused();
		assert_ok!(pay(MAKER));
		refused();
		distributed();
		refused();
	});
}
