// SPDX-License-Identifier: Apache-2.0

//! Whatever anybody does in whatever order: no place is booked twice, failures change nothing, and what
//! is told to be free can be booked.
//!
//! The model counts minutes where the pallet counts slots, and keeps bookings where it keeps numbers.

use super::*;
use alloc::{
	boxed::Box,
	collections::{BTreeMap, BTreeSet},
};
use frame_support::storage::{with_transaction, TransactionOutcome};
use proptest::prelude::*;
use sp_runtime::{traits::Dispatchable, StateVersion};

const RESOURCES: [ResourceId; 3] = [LAB, COURSE, MACHINE];

/// What can happen.
#[derive(Clone, Debug)]
enum Step {
	/// A call, by the owner of its resource or by another.
	Call(Call<Test>, bool),
	/// A closure of a resource is taken back; the number chooses.
	Reopen(ResourceId, usize),
	/// So many slots are booked, for so many, from the one so many minutes from now on.
	Book(ResourceId, u64, Moment, u16, u16),
	/// An order ends.
	Free(ResourceId, u64),
	/// So many minutes pass.
	Pass(Moment),
}

/// What there should be.
#[derive(Default)]
struct Model {
	calendars: BTreeMap<ResourceId, Calendar>,
	closures: BTreeMap<ResourceId, BTreeSet<(Moment, Moment)>>,
	bookings: Vec<(ResourceId, u64, Slots)>,
}

/// The minutes since 1970, local time, of slots.
fn minutes(calendar: &Calendar, slots: Slots) -> core::ops::Range<u64> {
	let length = u64::from(calendar.length);
	let from = u64::from(slots.first) * length;
	from..from + u64::from(slots.count) * length
}

/// When a minute begins.
fn moment(minute: u64) -> Moment {
	minute * MINUTE - 8 * HOUR
}

fn now_minute() -> u64 {
	(Now::get() + 8 * HOUR) / MINUTE
}

fn is_open(calendar: &Calendar, minute: u64) -> bool {
	// The 20,741st day is a Thursday.
	let weekday = (minute / 1_440 + 21_000 - 20_741 + 3) % 7;
	let hours = calendar.week[usize::try_from(weekday).unwrap()];
	(u64::from(hours.from)..u64::from(hours.until)).contains(&(minute % 1_440))
}

impl Model {
	fn closures(&self, resource: ResourceId) -> BTreeSet<(Moment, Moment)> {
		self.closures.get(&resource).cloned().unwrap_or_default()
	}

	fn has_bookings(&self, resource: ResourceId) -> bool {
		self.bookings.iter().any(|booking| booking.0 == resource)
	}

	/// How many places nobody but an order has in a minute.
	fn places(&self, resource: ResourceId, minute: u64, order: Option<u64>) -> u16 {
		let calendar = &self.calendars[&resource];
		let others = self.bookings.iter().filter(|(of, by, slots)| {
			*of == resource && Some(*by) != order && minutes(calendar, *slots).contains(&minute)
		});
		calendar.capacity - others.map(|(_, _, slots)| slots.units).sum::<u16>()
	}

	/// How many places are to be had in all of some slots.
	fn free(&self, resource: ResourceId, slots: Slots, order: Option<u64>) -> u16 {
		let Some(calendar) = self.calendars.get(&resource) else { return 0 };
		let period = minutes(calendar, slots);
		let (from, until) = (moment(period.start), moment(period.end));
		let in_time = Now::get() < from && until <= Now::get() + DAY * u64::from(calendar.horizon);
		let closed = self
			.closures(resource)
			.into_iter()
			.any(|closure| closure.0 < until && from < closure.1);
		if !in_time || closed || !period.clone().all(|minute| is_open(calendar, minute)) {
			return 0;
		}
		let places = period
			.step_by(calendar.length.into())
			.map(|minute| self.places(resource, minute, order));
		places.min().unwrap_or(0)
	}

	fn book(&mut self, resource: ResourceId, order: u64, slots: Slots) -> bool {
		let sound = (1..=48).contains(&slots.count) && slots.units > 0;
		let done = sound && slots.units <= self.free(resource, slots, Some(order));
		if done {
			self.bookings.retain(|booking| (booking.0, booking.1) != (resource, order));
			self.bookings.push((resource, order, slots));
		}
		done
	}

	fn set(&mut self, resource: ResourceId, calendar: Calendar) -> bool {
		let sound = calendar.week.iter().all(|hours| hours.from <= hours.until)
			&& calendar.capacity > 0
			&& calendar.horizon > 0;
		let keeps = self.calendars.get(&resource).is_none_or(|former| {
			let free = !self.has_bookings(resource);
			let keeps = calendar.length == former.length && former.capacity <= calendar.capacity;
			*former != calendar && (free || keeps)
		});
		if sound && keeps {
			self.calendars.insert(resource, calendar);
		}
		sound && keeps
	}

	fn clear(&mut self, resource: ResourceId) -> bool {
		let done = self.calendars.contains_key(&resource) && !self.has_bookings(resource);
		if done {
			self.calendars.remove(&resource);
			self.closures.remove(&resource);
		}
		done
	}

	fn close(&mut self, resource: ResourceId, period: Period) -> bool {
		let now = Now::get();
		let mut closures = self.closures(resource);
		closures.retain(|(_, until)| *until > now);
		let apart = |it: &(Moment, Moment)| it.1 <= period.from || period.until <= it.0;
		let done = self.calendars.contains_key(&resource)
			&& period.from < period.until
			&& period.until > now
			&& closures.iter().all(apart)
			&& closures.len() < 32;
		if done {
			closures.insert((period.from, period.until));
			self.closures.insert(resource, closures);
		}
		done
	}

	fn reopen(&mut self, resource: ResourceId, period: Period) -> bool {
		let mut closures = self.closures(resource);
		let done = closures.remove(&(period.from, period.until));
		self.closures.insert(resource, closures);
		done
	}

	fn call(&mut self, call: &Call<Test>) -> bool {
		match *call {
			Call::set_calendar { resource, calendar } => self.set(resource, calendar),
			Call::clear_calendar { resource } => self.clear(resource),
			Call::close { resource, period } => self.close(resource, period),
			Call::reopen { resource, period } => self.reopen(resource, period),
			_ => unreachable!("there are four calls"),
		}
	}

	/// What the pallet keeps is what the model says.
	fn is_kept(&self) {
		let told =
			|(resource, order, slots): &(ResourceId, u64, Slots)| ((*resource, *order), *slots);
		let booked =
			Booked::<Test>::iter().map(|(resource, order, slots)| ((resource, order), slots));
		let bookings = self.bookings.iter().map(told).collect::<BTreeMap<_, _>>();
		assert_eq!(booked.collect::<BTreeMap<_, _>>(), bookings);
		assert_eq!(Calendars::<Test>::iter().collect::<BTreeMap<_, _>>(), self.calendars);
		for resource in RESOURCES {
			let closures = ClosuresOf::<Test>::get(resource);
			let kept = closures.iter().map(|it| (it.from, it.until)).collect::<Vec<_>>();
			assert_eq!(kept, self.closures(resource).into_iter().collect::<Vec<_>>());
		}
	}
}

/// At no time are more places booked than there are.
fn no_place_is_booked_twice() {
	for resource in RESOURCES {
		let Some(calendar) = Calendars::<Test>::get(resource) else { continue };
		let bookings: Vec<_> = Booked::<Test>::iter_prefix(resource)
			.map(|(_, slots)| (Schedule::period(resource, slots).unwrap(), slots.units))
			.collect();
		// The most are booked when one begins.
		for (Period { from: at, .. }, _) in &bookings {
			let then = bookings.iter().filter(|(it, _)| (it.from..it.until).contains(at));
			let units = then.map(|(_, units)| u32::from(*units)).sum::<u32>();
			assert!(units <= calendar.capacity.into(), "{units} places of {resource:?}");
		}
	}
}

fn operator(resource: ResourceId, owner: bool) -> AccountId {
	if (resource == MACHINE) == owner {
		MANAGER
	} else {
		DEAN
	}
}

fn resource_of(call: &Call<Test>) -> ResourceId {
	match call {
		Call::set_calendar { resource, .. }
		| Call::clear_calendar { resource }
		| Call::close { resource, .. }
		| Call::reopen { resource, .. } => *resource,
		_ => unreachable!("there are four calls"),
	}
}

fn dispatch(call: Call<Test>, owner: bool) -> DispatchResult {
	let account = operator(resource_of(&call), owner);
	let dispatched = RuntimeCall::from(call).dispatch(signed(account));
	dispatched.map(drop).map_err(|refused| refused.error)
}

fn slot_in(resource: ResourceId, minutes: Moment) -> u32 {
	let length = Calendars::<Test>::get(resource).map_or(60, |calendar| calendar.length);
	u32::try_from((now_minute() + minutes) / u64::from(length)).unwrap()
}

/// Has a step taken, here and in the model: both agree whether it is. What is done is told, and what is
/// refused changes nothing.
fn take(step: Step, model: &mut Model) {
	let (expected, act): (bool, Box<dyn FnOnce() -> bool>) = match step {
		Step::Call(call, owner) => {
			let expected = owner && model.call(&call);
			(expected, Box::new(move || dispatch(call, owner).is_ok()))
		}
		Step::Reopen(resource, choice) => {
			let closures: Vec<_> = model.closures(resource).into_iter().collect();
			let Some(index) = choice.checked_rem(closures.len()) else { return };
			let (from, until) = closures[index];
			let period = Period { from, until };
			return take(Step::Call(Call::reopen { resource, period }, true), model);
		}
		Step::Book(resource, order, minutes, count, units) => {
			let slots = Slots { first: slot_in(resource, minutes), count, units };
			let expected = model.book(resource, order, slots);
			(expected, Box::new(move || Schedule::book(resource, order, slots).is_ok()))
		}
		Step::Free(resource, order) => {
			let left = model.bookings.len();
			model.bookings.retain(|booking| (booking.0, booking.1) != (resource, order));
			let act = move || {
				<Schedule as Bookings>::free(resource, order);
				!System::events().is_empty()
			};
			(model.bookings.len() < left, Box::new(act))
		}
		Step::Pass(minutes) => return Now::mutate(|now| *now += minutes * MINUTE),
	};
	let root = || sp_io::storage::root(StateVersion::V1);
	System::reset_events();
	let before = (!expected).then(root);
	assert_eq!(act(), expected);
	assert_eq!(System::events().len(), usize::from(expected));
	if before.is_some() {
		assert_eq!(Some(root()), before);
	}
}

fn watch(step: Step, model: &mut Model) {
	take(step, model);
	model.is_kept();
	no_place_is_booked_twice();
	Schedule::do_try_state().unwrap();
}

/// Every slot that can be booked, and some before and behind them, with the places that are to be had.
fn brute_force(model: &Model, resource: ResourceId) -> Vec<(u32, u16)> {
	let Some(calendar) = model.calendars.get(&resource) else { return Vec::new() };
	let ahead = 1_440 * u64::from(calendar.horizon) + 2 * u64::from(calendar.length);
	let slots = slot_in(resource, 0) - 2..slot_in(resource, ahead);
	slots
		.map(|first| (first, model.free(resource, Slots { first, count: 1, units: 1 }, None)))
		.collect()
}

fn listed(resource: ResourceId, from: Moment, limit: u32) -> Vec<(u32, u16)> {
	let (mut seen, mut cursor) = (Vec::new(), None);
	loop {
		let page = Schedule::query_free_slots(resource, from, cursor, limit);
		seen.extend(page.items.into_iter().map(|info| (info.slot, info.places)));
		assert!(page.next.is_none() || page.next > cursor);
		cursor = page.next;
		if cursor.is_none() {
			break seen;
		}
	}
}

/// As many places can be booked in a slot as are told, and not one more.
fn is_to_be_had(resource: ResourceId, first: u32, places: u16) {
	let book = |units| {
		with_transaction(|| {
			let slots = Slots { first, count: 1, units };
			let booked = Schedule::book(resource, u64::MAX, slots);
			TransactionOutcome::Rollback(Ok::<_, DispatchError>(booked.is_ok()))
		})
		.unwrap()
	};
	assert!(places == 0 || book(places), "{places} places are free");
	assert!(!book(places + 1), "no more than {places} places are free");
	let period = Schedule::period(resource, Slots { first, count: 1, units: 1 }).unwrap();
	assert_eq!(Schedule::is_free(resource, period.from), places > 0);
}

fn resources() -> impl Strategy<Value = ResourceId> {
	prop::sample::select(RESOURCES.to_vec())
}

fn any_hours() -> impl Strategy<Value = Hours> {
	prop_oneof![
		6 => Just(ALL_DAY),
		3 => Just(Hours { from: 9 * 60, until: 17 * 60 }),
		2 => (0..1_440_u16, 0..720_u16)
			.prop_map(|(from, long)| Hours { from, until: (from + long).min(1_440) }),
		1 => Just(Hours::default()),
	]
}

fn calendars() -> impl Strategy<Value = Calendar> {
	let length = prop_oneof![
		4 => Just(60),
		4 => prop::sample::select(vec![30, 45, 120, 240, 720, 1_440]),
	];
	let week = prop::array::uniform7(any_hours());
	let capacity = prop_oneof![1 => Just(0), 30 => 1..5_u16];
	let horizon = prop_oneof![1 => Just(0), 30 => 1..5_u16];
	let broken = prop::bool::weighted(0.03);
	(length, week, capacity, horizon, broken).prop_map(
		|(length, mut week, capacity, horizon, broken)| {
			if broken {
				week[3] = Hours { from: 2, until: 1 };
			}
			Calendar { length, week, capacity, horizon }
		},
	)
}

fn periods() -> impl Strategy<Value = Period> {
	let hour = prop_oneof![Just(0), Just(HOUR), Just(HOUR / 2 + 1)];
	(0..240_u64, 0..24_u64, hour).prop_map(|(from, long, more)| {
		let from = START - DAY + from * HOUR;
		Period { from, until: from + long * HOUR / 2 + more }
	})
}

fn calls() -> impl Strategy<Value = Call<Test>> {
	prop_oneof![
		6 => (resources(), calendars())
			.prop_map(|(resource, calendar)| Call::set_calendar { resource, calendar }),
		1 => resources().prop_map(|resource| Call::clear_calendar { resource }),
		8 => (resources(), periods())
			.prop_map(|(resource, period)| Call::close { resource, period }),
		1 => (resources(), periods())
			.prop_map(|(resource, period)| Call::reopen { resource, period }),
	]
}

fn steps() -> impl Strategy<Value = Step> {
	let count = prop_oneof![1 => Just(0), 30 => 1..7_u16, 1 => Just(49)];
	let units = prop_oneof![1 => Just(0), 20 => 1..3_u16, 4 => 3..6_u16];
	prop_oneof![
		16 => (calls(), prop::bool::weighted(0.95))
			.prop_map(|(call, owner)| Step::Call(call, owner)),
		2 => (resources(), any::<usize>()).prop_map(|(of, choice)| Step::Reopen(of, choice)),
		30 => (resources(), 0..9_u64, 0..4 * 1_440_u64, count, units)
			.prop_map(|(of, by, ahead, count, units)| Step::Book(of, by, ahead, count, units)),
		6 => (resources(), 0..9_u64).prop_map(|(of, order)| Step::Free(of, order)),
		4 => (0..720_u64).prop_map(Step::Pass),
	]
}

/// Each resource is always open, and has two places.
fn prepared(model: &mut Model) {
	for resource in RESOURCES {
		let calendar = Calendar { horizon: 3, ..always(60, 2) };
		take(Step::Call(Call::set_calendar { resource, calendar }, true), model);
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(24))]

	#[test]
	fn no_place_is_booked_twice_and_what_fails_changes_nothing(
		steps in prop::collection::vec(steps(), 30..120),
	) {
		ExtBuilder::build_and_execute(|| {
			let mut model = Model::default();
			prepared(&mut model);
			for step in steps {
				watch(step, &mut model);
			}
		});
	}

	#[test]
	fn what_is_listed_is_what_can_be_booked(
		steps in prop::collection::vec(steps(), 10..80),
		from in START - DAY..START + 6 * DAY,
		limit in 0..50_u32,
	) {
		ExtBuilder::build_and_execute(|| {
			let mut model = Model::default();
			prepared(&mut model);
			for step in steps {
				take(step, &mut model);
			}
			for resource in RESOURCES {
				let all = brute_force(&model, resource);
				for (slot, places) in &all {
					is_to_be_had(resource, *slot, *places);
				}
				let free = all.into_iter().filter(|(_, places)| *places > 0);
				let free: Vec<_> = free.collect();
				assert_eq!(listed(resource, 0, limit), free);
				let later = |slot: u32| {
					let calendar = &model.calendars[&resource];
					moment(u64::from(slot) * u64::from(calendar.length)) >= from
				};
				let later: Vec<_> = free.into_iter().filter(|(slot, _)| later(*slot)).collect();
				assert_eq!(listed(resource, from, limit), later);
			}
		});
	}

	/// Whatever happened: when all orders have ended, calendars can be cleared, and nothing is left.
	#[test]
	fn everything_can_be_cleared(steps in prop::collection::vec(steps(), 10..80)) {
		ExtBuilder::build_and_execute(|| {
			let mut model = Model::default();
			prepared(&mut model);
			for step in steps {
				take(step, &mut model);
			}
			for (resource, order, _) in model.bookings.clone() {
				take(Step::Free(resource, order), &mut model);
			}
			for resource in model.calendars.clone().into_keys() {
				assert_ok!(dispatch(Call::clear_calendar { resource }, true));
			}
			assert_eq!(Calendars::<Test>::iter().count(), 0);
			assert_eq!(ClosuresOf::<Test>::iter().count(), 0);
			assert_eq!(Booked::<Test>::iter().count(), 0);
			assert_eq!(BookingCount::<Test>::iter().count(), 0);
			assert_eq!(Taken::<Test>::iter().count(), 0);
		});
	}
}
