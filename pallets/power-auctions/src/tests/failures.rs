// SPDX-License-Identifier: Apache-2.0

//! Contracts that cannot be awarded at once.

use super::*;

const BOOK: Book<'static> = &[
	(SUN, true, &[(5, 4)]),
	(WIND, true, &[(6, 4)]),
	(CITY, false, &[(9, 3)]),
	(TOWN, false, &[(8, 3)]),
];

#[test]
fn others_are_awarded_meanwhile() {
	ExtBuilder::build_and_execute(|| {
		Refused::set([SUN, TOWN].into());
		revealed(BOOK, terms());
		pass(0);
		let clearance = Clearance { price: Some(8), quantity: 6 };
		assert_eq!(auction().status, Status::Settling(clearance));
		assert_eq!([WIND, CITY].map(won), [2, 3]);
		assert_eq!([SUN, TOWN].map(outcome), [None; 2]);
		// What they won is theirs, and their stakes stay until they have it.
		assert_eq!([SUN, TOWN].map(at_stake), [STAKE; 2]);
		assert_noop!(withdraw(SUN), Error::<Test>::InvalidState);
		let error = DispatchError::Exhausted;
		System::assert_has_event(Event::AwardFailed { auction: ID, party: SUN, error }.into());
		let failed = |party| Power::query_bid_of(ID, party).unwrap().revealed.unwrap().won;
		assert_eq!([SUN, TOWN].map(failed), [4, 3]);
		check();

		// One works again by the next time, the other one later.
		Refused::set([TOWN].into());
		pass(RETRY - 1);
		assert_eq!(outcome(SUN), None);
		pass(1);
		assert_eq!(won(SUN), 4);
		assert_eq!((outcome(TOWN), auction().bids), (None, 1));
		check();
		Refused::set([].into());
		pass(RETRY);
		assert_eq!(won(TOWN), 3);
		assert_eq!(auction().status, Status::Cleared(clearance));
		assert!(agenda::<Task>().is_empty());
	});
}

#[test]
fn nobody_needs_to_wait_for_the_next_time() {
	ExtBuilder::build_and_execute(|| {
		Refused::set([SUN].into());
		revealed(BOOK, terms());
		// Whatever the limit is, each bid is tried once.
		assert_ok!(clear(1_000));
		let failures = || {
			let failed = |event: &RuntimeEvent| {
				matches!(event, RuntimeEvent::Power(Event::AwardFailed { party: SUN, .. }))
			};
			System::events().iter().filter(|it| failed(&it.event)).count()
		};
		assert_eq!((failures(), auction().bids), (1, 1));
		assert_ok!(clear(1_000));
		assert_eq!((failures(), auction().bids), (2, 1));
		Refused::set([].into());
		assert_ok!(clear(1));
		assert_eq!((won(SUN), auction().bids), (4, 0));
		check();
		assert_ok!(clear(1));
		assert!(auction().status.is_final());
		assert!(agenda::<Task>().is_empty());
	});
}

#[test]
fn a_suspended_operator_holds_nothing_up() {
	ExtBuilder::build_and_execute(|| {
		revealed(BOOK, terms());
		Suspended::set([OPERATOR, SUN].map(|it| it.organization().unwrap()).into());
		Barred::set([CITY].into());
		pass(0);
		assert_eq!(auction().status, cleared(Some(8), 6));
	});
}
