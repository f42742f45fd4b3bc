// SPDX-License-Identifier: Apache-2.0

//! Tests, one file a story.

mod batches;
mod days;
mod leaving;
mod meters;
mod properties;
mod queries;
mod readings;
mod settlement;

use crate::{mock::*, *};
use alloc::{vec, vec::Vec};
use covenant_primitives::{
	power::{Commitments, MeterDays, Metered, Metering as _},
	testing::{account_of, operator},
	time::{DAY, HOUR, MINUTE},
	Capability, Obligations, OrganizationId,
};
use frame_support::{assert_noop, assert_ok};
use sp_core::{ed25519, Pair};
use sp_runtime::{DispatchError, DispatchResult};

const ID: MeterId = MeterId(0);
const GENESIS: H256 = H256::repeat_byte(7);
/// The day on which tests begin, at eight in the morning.
const TODAY: Day = 20_741;
/// The interval that runs when they do.
const FIRST: Interval = TODAY * 96 + 32;

fn signed(account: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(account)
}

fn grid() -> RuntimeOrigin {
	signed(operator(GRID))
}

fn household() -> RuntimeOrigin {
	signed(account_of(HOUSEHOLD))
}

fn relay() -> RuntimeOrigin {
	signed(77)
}

/// The key of the device with this number.
fn key(number: u8) -> ed25519::Pair {
	ed25519::Pair::from_seed(&[number; 32])
}

/// A device that counts tens of Wh both ways, up to 10 kWh.
fn device(number: u8) -> Device {
	Device {
		key: DeviceKey::Ed25519(key(number).public()),
		imports: true,
		exports: true,
		multiplier: 10,
		limit: 10_000,
		source: Some(Source::Solar),
	}
}

fn point(number: u8) -> GridPoint {
	vec![b'a' + number; 3].try_into().unwrap()
}

fn register(number: u8, owner: Party) -> DispatchResult {
	Metering::register(grid(), MARKET, point(number), owner, device(number))
}

/// A meter of the household's.
fn registered() {
	assert_ok!(register(0, HOUSEHOLD));
}

/// What the device says: so many tens of Wh each way.
fn message(sequence: u64, interval: Interval, import: u64, export: u64) -> Message {
	Message { meter: ID, sequence, start: TIMETABLE.start(interval), import, export }
}

fn sign(message: Message, number: u8) -> SignedMessage {
	SignedMessage { message, signature: key(number).sign(&message.payload(GENESIS)).0 }
}

fn submit(messages: Vec<SignedMessage>) -> DispatchResult {
	Metering::submit(relay(), messages.try_into().unwrap())
}

/// Submits a reading of the first device's, and says why it was refused.
fn read(message: Message) -> Result<(), Refusal> {
	taken(vec![sign(message, 0)]).remove(0)
}

/// Submits readings, and says of each why it was refused.
fn taken(messages: Vec<SignedMessage>) -> Vec<Result<(), Refusal>> {
	let wanted = messages.iter().map(|it| it.message).collect::<Vec<_>>();
	System::reset_events();
	assert_ok!(submit(messages));
	refusals(&wanted)
}

fn refusals(wanted: &[Message]) -> Vec<Result<(), Refusal>> {
	let mut refused = Vec::new();
	let mut counts = (0, 0);
	for record in System::events() {
		match record.event {
			RuntimeEvent::Metering(Event::Refused { meter, sequence, start, reason }) => {
				refused.push((meter, sequence, start, reason));
			}
			RuntimeEvent::Metering(Event::Submitted { taken, refused, by }) => {
				assert_eq!(by, 77);
				counts = (taken as usize, refused as usize);
			}
			_ => {}
		}
	}
	assert_eq!(counts, (wanted.len() - refused.len(), refused.len()));
	let reason = |it: &Message| {
		let same = |(meter, sequence, start, _): &&(_, _, _, _)| {
			(*meter, *sequence, *start) == (it.meter, it.sequence, it.start)
		};
		refused.iter().find(same).map_or(Ok(()), |(.., reason)| Err(*reason))
	};
	wanted.iter().map(reason).collect()
}

/// Lets so many intervals pass, each read as soon as it is over: its number in the import.
fn run(intervals: core::ops::Range<u32>) {
	for interval in intervals {
		Now::set(Now::get().max(TIMETABLE.end(interval)));
		let next = ProgressOf::<Test>::get(ID).next;
		let count = u64::from(interval % 96);
		assert_eq!(read(message(next, interval, count, 1)), Ok(()));
	}
}

/// Goes on to when a day can be closed.
fn close_time(day: Day) {
	Now::set(Now::get().max(TIMETABLE.start_of_day(day + 1) + 6 * HOUR));
}

fn close(meters: &[MeterId], day: Day) -> DispatchResult {
	Metering::close_days(relay(), meters.to_vec().try_into().unwrap(), day)
}

/// Closes a day of the first meter's, or says why not.
fn closed(day: Day) -> Result<u32, NotClosed> {
	assert_ok!(close(&[ID], day));
	match System::events().pop().unwrap().event {
		RuntimeEvent::Metering(Event::DayClosed { substituted, .. }) => Ok(substituted),
		RuntimeEvent::Metering(Event::DayNotClosed { reason, .. }) => Err(reason),
		event => panic!("{event:?}"),
	}
}

/// Has another device come in the place of the first, from an interval on.
fn replaced(from: Interval) {
	let none = Register::default();
	assert_ok!(Metering::replace(grid(), ID, device(1), from, none, none));
}

fn reading(import: Energy, export: Energy) -> Reading {
	Reading { import, export, substituted: false }
}
