// SPDX-License-Identifier: Apache-2.0

//! Tests, one file a call or story.

mod book;
mod clear_calendar;
mod close;
mod open_minutes;
mod properties;
mod queries;
mod reopen;
mod roles;
mod set_calendar;
mod types;

use crate::{mock::*, runtime_api::*, *};
use alloc::{vec, vec::Vec};
use covenant_primitives::{
	time::{DAY, HOUR, MINUTE},
	Bookings,
};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError, DispatchResult};

const BY_DEAN: ActorOf<Test> = Actor { account: DEAN, organization: SCHOOL };
const BY_MANAGER: ActorOf<Test> = Actor { account: MANAGER, organization: COMPANY };

const ALL_DAY: Hours = Hours { from: 0, until: DAY_MINUTES };

fn signed(account: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(account)
}

/// Slots of an hour from 9 to 17, Monday to Friday; two weeks ahead.
fn calendar(capacity: u16) -> Calendar {
	let open = Hours { from: 9 * 60, until: 17 * 60 };
	let week = [open, open, open, open, open, Hours::default(), Hours::default()];
	Calendar { length: 60, week, capacity, horizon: 14 }
}

/// Slots of so many minutes at any time; two weeks ahead.
fn always(length: u16, capacity: u16) -> Calendar {
	Calendar { length, week: [ALL_DAY; 7], ..calendar(capacity) }
}

fn set(calendar: Calendar) -> DispatchResult {
	Schedule::set_calendar(signed(DEAN), LAB, calendar)
}

/// The laboratory with so many places.
fn lab(capacity: u16) {
	assert_ok!(set(calendar(capacity)));
}

/// The number of the hour `hour` of the `day`th day, the first of which is today, a Thursday.
fn hour(day: u32, hour: u32) -> u32 {
	(20_741 + day) * 24 + hour
}

/// `count` hours from `hour` of today on, for one.
fn hours(first: u32, count: u16) -> Slots {
	Slots { first: hour(0, first), count, units: 1 }
}

/// From one hour to another, both counted from the beginning of today.
fn from_to(from: Moment, until: Moment) -> Period {
	Period { from: START + from * HOUR, until: START + until * HOUR }
}

fn book(order: u64, slots: Slots) -> DispatchResult {
	Schedule::book(LAB, order, slots)
}

fn booked(order: u64) -> Option<Slots> {
	Schedule::booked(LAB, order)
}

fn free(order: u64) {
	<Schedule as Bookings>::free(LAB, order);
}

fn clear() -> DispatchResult {
	Schedule::clear_calendar(signed(DEAN), LAB)
}

fn close(period: Period) -> DispatchResult {
	Schedule::close(signed(DEAN), LAB, period)
}

fn reopen(period: Period) -> DispatchResult {
	Schedule::reopen(signed(DEAN), LAB, period)
}

fn closures() -> Vec<Period> {
	ClosuresOf::<Test>::get(LAB).to_vec()
}

/// How many places are taken in an hour of today.
fn taken(at: u32) -> u16 {
	Taken::<Test>::get(LAB, hour(0, at))
}
