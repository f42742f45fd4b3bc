// SPDX-License-Identifier: Apache-2.0

//! Slots that are exchanged for others.

use super::*;

/// Asks for the slots from this hour of today on.
fn move_to(by: AccountId, id: OrderId, hour: u32) -> DispatchResult {
	Market::reschedule(signed(by), id, hours(hour, 3).first)
}

/// The same laboratory, of which each order is approved.
fn approved_lab() -> ResourceId {
	offered(Kind::Facility, price(50, Per::Slot), conditions(Method::Attendance))
}

fn approved(hour: u32) -> OrderId {
	confirmed(approved_lab(), ask_hours(hour))
}

/// The order has its slots from this hour on, and is due a day after their end.
fn has(id: OrderId, hour: u32) {
	let Order { resource, slots, due, status, .. } = order(id);
	let expected = Some(hours(hour, 3));
	assert_eq!((slots, Booked::get(resource, id.0)), (expected, expected));
	let ends = START + HOUR * Moment::from(hour + 3);
	assert_eq!((due, status), (Some(ends + DAY), Status::Confirmed));
}

fn proposed(id: OrderId) -> Option<(Role, Slots)> {
	Proposals::<Test>::get(id)
}

#[test]
fn a_buyer_who_needs_no_approval_moves_alone() {
	ExtBuilder::build_and_execute(|| {
		let id = booked(10);
		pass(5);
		assert_ok!(move_to(MANAGER, id, 15));
		has(id, 15);
		assert_eq!((order(id).since, proposed(id)), (START + 5, None));
		assert_eq!(last_act(id), Act::Rescheduled { slots: hours(15, 3) });
		assert_eq!((held(), Booked::iter().count()), (150, 1));
	});
}

#[test]
fn a_buyer_moves_alone_until_notice() {
	ExtBuilder::build_and_execute(|| {
		let ids = [booked(10), booked(10)];
		pass(4 * HOUR);
		assert_ok!(move_to(MANAGER, ids[0], 15));
		has(ids[0], 15);
		pass(1);
		assert_ok!(move_to(MANAGER, ids[1], 15));
		has(ids[1], 10);
		assert_eq!(proposed(ids[1]), Some((Role::Buyer, hours(15, 3))));
		assert_eq!(last_act(ids[1]), Act::RescheduleProposed { slots: hours(15, 3) });
		assert_ok!(move_to(DEAN, ids[1], 15));
		has(ids[1], 15);
	});
}

/// The notice is that of the slots which the order has, not of the first ones.
#[test]
fn notice_is_counted_from_the_present_slots() {
	ExtBuilder::build_and_execute(|| {
		let id = booked(10);
		assert_ok!(move_to(MANAGER, id, 20));
		pass(14 * HOUR);
		assert_ok!(move_to(MANAGER, id, 16));
		has(id, 16);
		assert_ok!(move_to(MANAGER, id, 21));
		has(id, 16);
	});
}

#[test]
fn a_seller_does_not_move_alone() {
	ExtBuilder::build_and_execute(|| {
		let id = booked(10);
		assert_ok!(move_to(DEAN, id, 15));
		has(id, 10);
		assert_eq!(proposed(id), Some((Role::Seller, hours(15, 3))));
		assert_ok!(move_to(MANAGER, id, 15));
		has(id, 15);
		assert_eq!(proposed(id), None);
	});
}

#[test]
fn what_is_approved_is_moved_by_both() {
	ExtBuilder::build_and_execute(|| {
		for [first, second] in [[MANAGER, DEAN], [DEAN, MANAGER]] {
			let id = approved(10);
			assert_ok!(move_to(first, id, 15));
			has(id, 10);
			assert_noop!(move_to(first, id, 15), Error::<Test>::Unchanged);
			assert_ok!(move_to(second, id, 15));
			has(id, 15);
			assert_eq!(proposed(id), None);
			let slots = hours(15, 3);
			let said = [Act::RescheduleProposed { slots }, Act::Rescheduled { slots }];
			assert_eq!(acts(id)[2..], said);
		}
	});
}

#[test]
fn another_proposal_replaces_the_first() {
	ExtBuilder::build_and_execute(|| {
		let id = approved(10);
		assert_ok!(move_to(MANAGER, id, 15));
		assert_ok!(move_to(MANAGER, id, 16));
		assert_eq!(proposed(id), Some((Role::Buyer, hours(16, 3))));
		// Who asks for what is not proposed any more proposes it.
		assert_ok!(move_to(DEAN, id, 15));
		has(id, 10);
		assert_eq!(proposed(id), Some((Role::Seller, hours(15, 3))));
		assert_ok!(move_to(MANAGER, id, 16));
		has(id, 10);
		assert_ok!(move_to(DEAN, id, 16));
		has(id, 16);
	});
}

#[test]
fn moving_alone_does_away_with_what_was_proposed() {
	ExtBuilder::build_and_execute(|| {
		let id = booked(10);
		assert_ok!(move_to(DEAN, id, 15));
		assert_ok!(move_to(MANAGER, id, 18));
		has(id, 18);
		assert_eq!(proposed(id), None);
	});
}

/// What was agreed to before does not bind after the slots were moved.
#[test]
fn what_is_back_where_it_was_is_proposed_anew() {
	ExtBuilder::build_and_execute(|| {
		let id = approved(10);
		for by in [MANAGER, DEAN] {
			assert_ok!(move_to(by, id, 15));
		}
		assert_ok!(move_to(DEAN, id, 10));
		has(id, 15);
		assert_ok!(move_to(MANAGER, id, 10));
		has(id, 10);
	});
}

#[test]
fn slots_are_exchanged_for_others() {
	ExtBuilder::build_and_execute(|| {
		for id in [booked(10), approved(10)] {
			for by in [MANAGER, DEAN] {
				assert_noop!(move_to(by, id, 10), Error::<Test>::Unchanged);
			}
		}
	});
}

#[test]
fn slots_can_overlap_those_that_are_given_up() {
	ExtBuilder::build_and_execute(|| {
		let id = booked(10);
		for hour in [11, 10, 9, 12] {
			assert_ok!(move_to(MANAGER, id, hour));
			has(id, hour);
		}
	});
}

#[test]
fn an_order_keeps_its_slots_if_others_are_taken() {
	ExtBuilder::build_and_execute(|| {
		let lab = lab();
		let id = ordered(lab, ask_hours(10));
		ordered(lab, ask_hours(15));
		for hour in [13, 14, 15, 17] {
			assert_noop!(move_to(MANAGER, id, hour), DispatchError::Other("taken"));
			has(id, hour_of(id));
		}
		assert_ok!(move_to(MANAGER, id, 12));
		assert_noop!(move_to(MANAGER, id, 13), DispatchError::Other("taken"));
		has(id, 12);
		assert_ok!(move_to(MANAGER, id, 18));
		has(id, 18);
	});
}

fn hour_of(id: OrderId) -> u32 {
	order(id).slots.unwrap().first - hours(0, 1).first
}

#[test]
fn what_both_want_can_be_taken() {
	ExtBuilder::build_and_execute(|| {
		let lab = approved_lab();
		let id = confirmed(lab, ask_hours(10));
		assert_ok!(move_to(DEAN, id, 15));
		let other = confirmed(lab, ask_hours(16));
		assert_noop!(move_to(MANAGER, id, 15), DispatchError::Other("taken"));
		has(id, 10);
		assert_eq!(proposed(id), Some((Role::Seller, hours(15, 3))));
		assert_ok!(cancel(DEAN, other));
		assert_ok!(move_to(MANAGER, id, 15));
		has(id, 15);
	});
}

#[test]
fn nothing_is_moved_to_what_is_over() {
	ExtBuilder::build_and_execute(|| {
		let id = booked(20);
		pass(6 * HOUR);
		for hour in [0, 5, 6] {
			assert_noop!(move_to(MANAGER, id, hour), DispatchError::Other("no slots"));
		}
		assert_ok!(move_to(MANAGER, id, 7));
		has(id, 7);
	});
}

#[test]
fn nothing_is_moved_once_it_has_begun() {
	ExtBuilder::build_and_execute(|| {
		let ids = [booked(10), approved(10)];
		assert_ok!(move_to(DEAN, ids[1], 15));
		pass(10 * HOUR - 1);
		assert_ok!(move_to(MANAGER, ids[1], 16));
		assert_ok!(move_to(DEAN, ids[0], 15));
		pass(1);
		for id in ids {
			for (by, hour) in [(MANAGER, 15), (MANAGER, 17), (DEAN, 16), (DEAN, 17)] {
				assert_noop!(move_to(by, id, hour), Error::<Test>::TooLate);
			}
		}
	});
}

#[test]
fn what_was_late_is_not_late_any_more_once_moved() {
	ExtBuilder::build_and_execute(|| {
		let id = approved(10);
		pass(5 * HOUR);
		assert_ok!(move_to(MANAGER, id, 20));
		assert_ok!(move_to(DEAN, id, 20));
		assert_ok!(cancel(MANAGER, id));
		assert_eq!(last_act(id), Act::Canceled { fee: 0, returned: 150 });
	});
}

#[test]
fn what_has_no_slots_is_not_moved() {
	ExtBuilder::build_and_execute(|| {
		let id = begun();
		for by in [MANAGER, DEAN] {
			assert_noop!(move_to(by, id, 15), Error::<Test>::NotBookable);
		}
		assert_noop!(move_to(MANAGER, NO_ORDER, 15), Error::<Test>::NotFound);
	});
}

#[test]
fn only_what_is_confirmed_is_moved() {
	ExtBuilder::build_and_execute(|| {
		let asked = ordered(approved_lab(), ask_hours(10));
		let (gone, had) = (booked(10), booked(10));
		assert_ok!(cancel(MANAGER, gone));
		pass(30 * 60_000);
		let said = booked(1);
		pass(30 * 60_000 - 1);
		let waits = ordered(approved_lab(), ask_hours(10));
		pass(9 * HOUR + 1);
		assert_ok!(accept(had));
		assert_ok!(deliver(said, statement()));
		for id in [asked, gone, had, said, waits] {
			for by in [MANAGER, DEAN] {
				assert_noop!(move_to(by, id, 20), Error::<Test>::WrongState);
			}
		}
	});
}

#[test]
fn places_and_length_stay() {
	ExtBuilder::build_and_execute(|| {
		let slots = Slots { first: hours(10, 1).first, count: 2, units: 3 };
		let id = ordered(lab(), Ask { slots: Some(slots), ..ask(300) });
		assert_ok!(move_to(MANAGER, id, 12));
		assert_eq!(order(id).slots, Some(Slots { first: hours(12, 1).first, ..slots }));
		assert_eq!((order(id).quantity, held()), (6, 300));
	});
}

#[test]
fn a_proposal_ends_when_it_is_said_that_somebody_was_there() {
	ExtBuilder::build_and_execute(|| {
		let ids = [approved(10), approved(10), approved(10)];
		for id in ids {
			assert_ok!(move_to(MANAGER, id, 15));
		}
		pass(10 * HOUR);
		assert_ok!(deliver(ids[0], statement()));
		assert_ok!(accept(ids[1]));
		assert_eq!(ids.map(|id| proposed(id).is_some()), [false, false, true]);
		pass(3 * HOUR + DAY);
		assert_eq!((status(ids[2]), proposed(ids[2])), (Status::Failed, None));
	});
}
