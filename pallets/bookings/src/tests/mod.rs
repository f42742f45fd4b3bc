// SPDX-License-Identifier: Apache-2.0

//! Tests, one file a call or story.

mod book;
mod calendar;
mod properties;
mod queries;
mod types;

use crate::{mock::*, *};
use alloc::vec;
use covenant_primitives::{time::MINUTE, Bookings};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError, DispatchResult};

fn signed(account: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(account)
}

/// Slots of an hour from 9 to 17, Monday to Friday; two weeks ahead.
fn calendar(capacity: u16) -> Calendar {
	let open = Hours { from: 9 * 60, until: 17 * 60 };
	let week = [open, open, open, open, open, Hours::default(), Hours::default()];
	Calendar { length: 60, week, capacity, horizon: 14 }
}

/// The laboratory with so many places.
fn lab(capacity: u16) {
	assert_ok!(Schedule::set_calendar(signed(DEAN), LAB, calendar(capacity)));
}

/// The number of the hour `hour` of the `day`th day, the first of which is today, a Thursday.
fn hour(day: u32, hour: u32) -> u32 {
	(20_741 + day) * 24 + hour
}

/// `count` hours from `hour` of today on, for one.
fn hours(first: u32, count: u16) -> Slots {
	Slots { first: hour(0, first), count, units: 1 }
}

fn book(order: u64, slots: Slots) -> DispatchResult {
	Schedule::book(LAB, order, slots)
}
