// SPDX-License-Identifier: Apache-2.0

//! What fails leaves nothing behind, however far it came.

use super::*;
use frame_support::storage::with_storage_layer;
use sp_runtime::{StateVersion, TokenError};

fn root() -> alloc::vec::Vec<u8> {
	sp_io::storage::root(StateVersion::V1)
}

/// It fails, and there is no trace of it, not even an event.
fn fails(call: impl FnOnce() -> DispatchResult, error: impl Into<DispatchError>) {
	let (before, events) = (root(), System::events());
	assert_eq!(call(), Err(error.into()));
	assert_eq!(root(), before);
	assert_eq!(System::events(), events);
}

#[test]
fn an_order_that_cannot_be_paid_was_never_made() {
	ExtBuilder::build_and_execute(|| {
		let dear = offered(Kind::Course, price(FUNDS, Per::Use), at_once(Method::Statement));
		fails(|| request(MANAGER, dear, ask(FUNDS)), TokenError::FundsUnavailable);
		assert_eq!((NextOrderId::<Test>::get(), figures(SCHOOL)), (OrderId(0), Figures::default()));
	});
}

#[test]
fn money_is_not_held_for_slots_that_are_taken() {
	ExtBuilder::build_and_execute(|| {
		let lab = lab();
		ordered(lab, ask_hours(10));
		let taken = DispatchError::Other("taken");
		fails(|| request(RECTOR, lab, ask_hours(11)), taken);
		assert_eq!(organization_has(COLLEGE), FUNDS);
		let waits = conditions(Method::Attendance);
		assert_ok!(set_terms(DEAN, lab, waits));
		let id = ordered(lab, Ask { terms: 1, ..ask_hours(11) });
		fails(|| Market::approve(signed(DEAN), id), taken);
		assert_eq!((held(), figures(SCHOOL).answered), (150, 0));
	});
}

#[test]
fn nothing_is_collected_that_an_account_does_not_take() {
	ExtBuilder::build_and_execute(|| {
		let id = delivered();
		block(SCHOOL.0.into(), true);
		assert_ok!(accept(id));
		let collect = || Market::collect(signed(STRANGER), id, party(SCHOOL));
		fails(collect, TokenError::CannotCreate);
		assert_eq!(Unpaid::<Test>::get(id, party(SCHOOL)), 1_000);
		block(SCHOOL.0.into(), false);
		assert_ok!(collect());
	});
}

/// Orders are made together or not at all, if whoever signs says so.
#[test]
fn what_is_done_together_is_undone_together() {
	ExtBuilder::build_and_execute(|| {
		let (course, lab, said) = (course(), lab(), delivered());
		let together = || {
			with_storage_layer(|| {
				request(MANAGER, course, ask(1_000))?;
				request(MANAGER, lab, ask_hours(10))?;
				let made = OrderId(2);
				Market::reschedule(signed(MANAGER), made, hours(14, 1).first)?;
				cancel(MANAGER, made)?;
				accept(said)?;
				rate(MANAGER, said, [5; 4])?;
				accept(made)
			})
		};
		fails(together, Error::<Test>::WrongState);
		assert_eq!((NextOrderId::<Test>::get(), held()), (OrderId(1), 1_000));
		assert_eq!((Agenda::get().len(), Booked::iter().count(), Rated::get().len()), (1, 0, 0));
	});
}

/// A handler that fails is undone by whoever calls it, and these do not fail.
#[test]
fn what_falls_due_does_not_fail_for_want_of_an_account() {
	ExtBuilder::build_and_execute(|| {
		let ids = [begun(), delivered(), delivered(), delivered()];
		assert_ok!(accept_part(ids[2], 10));
		assert_ok!(dispute(MANAGER, ids[3]));
		for organization in [SCHOOL, COMPANY] {
			block(organization.0.into(), true);
		}
		pass(60 * DAY);
		assert!(ids.into_iter().all(|id| !status(id).is_open()));
		assert_eq!(held(), 4_000);
		for organization in [SCHOOL, COMPANY] {
			block(organization.0.into(), false);
			for id in ids {
				let _nothing = Market::collect(signed(STRANGER), id, party(organization));
			}
		}
		assert_eq!((held(), organization_has(SCHOOL)), (0, FUNDS + 1_510));
	});
}
