// SPDX-License-Identifier: Apache-2.0

//! Who may call what.

use super::*;
use frame_support::{
	dispatch::GetDispatchInfo,
	traits::{GetCallIndex, GetCallName},
};
use sp_runtime::traits::Dispatchable;

const PERIOD: Period = Period { from: START + HOUR, until: START + 2 * HOUR };

/// Every call, in an order in which the owner of a resource can make them.
fn calls(resource: ResourceId) -> [Call<Test>; 4] {
	[
		Call::set_calendar { resource, calendar: calendar(2) },
		Call::close { resource, period: PERIOD },
		Call::reopen { resource, period: PERIOD },
		Call::clear_calendar { resource },
	]
}

fn dispatch(call: &Call<Test>, origin: RuntimeOrigin) -> DispatchResult {
	let dispatched = RuntimeCall::from(call.clone()).dispatch(origin);
	dispatched.map(drop).map_err(|refused| refused.error)
}

fn refuses(resource: ResourceId, origin: RuntimeOrigin, error: impl Into<DispatchError>) {
	let error = error.into();
	for call in calls(resource) {
		assert_noop!(dispatch(&call, origin.clone()), error);
	}
}

/// The laboratory, open and closed for a while, so that nothing but the caller is in the way.
fn prepared() {
	lab(1);
	assert_ok!(close(PERIOD));
}

#[test]
fn every_call_is_in_the_table() {
	let mut here = calls(LAB).map(|call| call.get_call_name());
	here.sort();
	let mut all = Call::<Test>::get_call_names().to_vec();
	all.sort();
	assert_eq!(here[..], all);
}

#[test]
fn calls_keep_their_indices() {
	assert_eq!(calls(LAB).map(|call| call.get_call_index()), [0, 2, 3, 1]);
}

#[test]
fn the_owner_makes_each_call() {
	ExtBuilder::build_and_execute(|| {
		for (resource, account) in [(LAB, DEAN), (COURSE, DEAN), (MACHINE, MANAGER)] {
			for call in calls(resource) {
				assert_ok!(dispatch(&call, signed(account)));
			}
		}
		let called = RuntimeCall::from(calls(MACHINE)[0].clone()).dispatch(signed(MANAGER));
		assert_ok!(called);
		assert_eq!(Notes::get().last().unwrap().1, BY_MANAGER);
	});
}

#[test]
fn another_organization_calls_nothing() {
	ExtBuilder::build_and_execute(|| {
		prepared();
		refuses(LAB, signed(MANAGER), Error::<Test>::NotAuthorized);
		let called = Schedule::set_calendar(signed(MANAGER), MACHINE, calendar(1));
		assert_ok!(called);
		assert_ok!(Schedule::close(signed(MANAGER), MACHINE, PERIOD));
		refuses(MACHINE, signed(DEAN), Error::<Test>::NotAuthorized);
		refuses(FILE, signed(MANAGER), Error::<Test>::NotAuthorized);
	});
}

#[test]
fn a_stranger_calls_nothing() {
	ExtBuilder::build_and_execute(|| {
		prepared();
		for resource in [LAB, NOWHERE] {
			refuses(resource, signed(STRANGER), DispatchError::Other("no operator"));
		}
	});
}

#[test]
fn the_council_owns_nothing_and_nobody_is_no_one() {
	ExtBuilder::build_and_execute(|| {
		prepared();
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			refuses(LAB, origin, DispatchError::BadOrigin);
		}
	});
}

#[test]
fn what_is_not_there_has_no_calendar() {
	ExtBuilder::build_and_execute(|| {
		for account in [DEAN, MANAGER] {
			refuses(NOWHERE, signed(account), Error::<Test>::NotFound);
		}
	});
}

#[test]
fn what_is_gone_keeps_the_calendar_it_has() {
	ExtBuilder::build_and_execute(|| {
		prepared();
		Gone::mutate(|gone| gone.insert(LAB));
		for account in [DEAN, MANAGER] {
			refuses(LAB, signed(account), Error::<Test>::NotFound);
		}
		assert_eq!(Calendars::<Test>::get(LAB), Some(calendar(1)));
		Gone::mutate(|gone| gone.remove(&LAB));
		assert_ok!(dispatch(&calls(LAB)[3], signed(DEAN)));
	});
}

#[test]
fn what_is_noted_is_paid_for() {
	type Weights = <Test as Config>::WeightInfo;
	let note = MockCatalog::note_weight();
	let weights = [
		Weights::set_calendar().saturating_add(note),
		Weights::close(),
		Weights::reopen(),
		Weights::clear_calendar().saturating_add(note),
	];
	assert_eq!(calls(LAB).map(|call| call.get_dispatch_info().call_weight), weights);
	assert_eq!(Schedule::book_weight(), Weights::book());
	assert_eq!(Schedule::free_weight(), Weights::free());
}
