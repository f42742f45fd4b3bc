// SPDX-License-Identifier: Apache-2.0

//! A runtime whose clock the tests set and whose tasks weigh what the tests say.

use crate as pallet_deadlines;
use crate::*;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::cell::{Cell, RefCell};
use covenant_primitives::{
	time::{HOUR, MINUTE},
	Deadlines as _, HandleDeadline, Moment,
};
use frame_support::{
	derive_impl, parameter_types,
	traits::{Hooks, Time},
	weights::{Weight, WeightMeter},
};
use scale_info::TypeInfo;
use sp_runtime::{BuildStorage, DispatchError, DispatchResult, Perbill};

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(RuntimeCall, RuntimeEvent, RuntimeError, RuntimeOrigin, RuntimeTask)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Deadlines = pallet_deadlines;
}

/// What a block can bear, in units of reference time.
pub const BLOCK: u64 = 1_000;
/// The part of it that `on_poll` may use.
pub const RESERVE: u64 = 200;
/// The chain time at which tests start: in the middle of minute 100 · 60.
pub const START: Moment = 100 * HOUR + MINUTE / 2;

/// Reference time only; nothing here limits the size of proofs.
pub fn weight(units: u64) -> Weight {
	Weight::from_parts(units, 0)
}

parameter_types! {
	pub BlockWeights: frame_system::limits::BlockWeights =
		frame_system::limits::BlockWeights::simple_max(Weight::from_parts(BLOCK, u64::MAX));
	pub Reserve: Perbill = Perbill::from_rational(RESERVE, BLOCK);
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
	type BlockWeights = BlockWeights;
}

impl Config for Test {
	type Task = Task;
	type Handler = Handler;
	type Time = Clock;
	type Reserve = Reserve;
	type WeightInfo = Weights;
}

thread_local! {
	static NOW: Cell<Moment> = const { Cell::new(START) };
	static UPGRADE: Cell<u64> = const { Cell::new(1) };
	static DONE: RefCell<Vec<(Moment, Task)>> = const { RefCell::new(Vec::new()) };
}

pub struct Clock;
impl Time for Clock {
	type Moment = Moment;

	fn now() -> Moment {
		NOW.get()
	}
}

/// Round figures, so that tests can say how much fits.
pub struct Weights;
impl WeightInfo for Weights {
	fn walk(m: u32) -> Weight {
		weight(2 + u64::from(m))
	}
	fn carry_out() -> Weight {
		weight(4)
	}
	fn postpone() -> Weight {
		weight(4)
	}
	fn schedule() -> Weight {
		weight(4)
	}
	fn cancel() -> Weight {
		weight(4)
	}
}

/// What one pallet schedules.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	PartialOrd,
	Ord,
	serde::Serialize,
	serde::Deserialize,
)]
pub enum Work {
	/// Counts up [`Sum`] by a number; weighs 5.
	Add(u8),
	/// Counts up [`Sum`] by a number, schedules `Add` of it for `at`, and then fails; weighs 5.
	Fail(u8, Moment),
	/// Weighs as many units, times what the last upgrade made of it.
	Heavy(u64),
	/// Schedules itself for `0`, the given time, as often as the number says; weighs 5.
	Again(Moment, u8),
}

/// The tasks of all pallets.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	PartialOrd,
	Ord,
	serde::Serialize,
	serde::Deserialize,
)]
pub enum Task {
	Work(Work),
}

impl From<Work> for Task {
	fn from(work: Work) -> Self {
		Self::Work(work)
	}
}

#[frame_support::storage_alias]
pub type Sum = StorageValue<Deadlines, u64, frame_support::pallet_prelude::ValueQuery>;

pub struct Handler;
impl HandleDeadline<Task> for Handler {
	fn weight(Task::Work(work): &Task) -> Weight {
		match work {
			Work::Heavy(units) => weight(units * UPGRADE.get()),
			_ => weight(5),
		}
	}

	fn handle(task: Task) -> DispatchResult {
		DONE.with_borrow_mut(|done| done.push((Clock::now(), task)));
		let Task::Work(work) = task;
		match work {
			Work::Add(number) => Sum::mutate(|sum| *sum += u64::from(number)),
			Work::Fail(number, at) => {
				Sum::mutate(|sum| *sum += u64::from(number));
				schedule(at, Work::Add(number))?;
				return Err(DispatchError::Other("as told"));
			}
			Work::Heavy(_) => {}
			Work::Again(_, 0) => {}
			Work::Again(at, left) => schedule(at, Work::Again(at, left - 1))?,
		}
		Ok(())
	}
}

pub fn schedule(at: Moment, work: Work) -> DispatchResult {
	Deadlines::schedule(at, work)
}

pub fn cancel(at: Moment, work: Work) -> bool {
	Deadlines::cancel(at, work)
}

pub fn set_time(now: Moment) {
	NOW.set(now);
}

/// An upgrade after which `Heavy` weighs `factor` times as much.
pub fn upgrade(factor: u64) {
	UPGRADE.set(factor);
}

/// `on_poll` at `now`, in a block of which nothing else has used anything. Returns the weight used.
pub fn poll_at(now: Moment) -> u64 {
	poll_within(now, BLOCK)
}

/// `on_poll` at `now`, in a block that has `left`.
pub fn poll_within(now: Moment, left: u64) -> u64 {
	set_time(now);
	let mut meter = WeightMeter::with_limit(Weight::from_parts(left, u64::MAX));
	Deadlines::on_poll(System::block_number(), &mut meter);
	meter.consumed().ref_time()
}

/// `on_idle` at `now`, in a block that has `left`.
pub fn idle_at(now: Moment, left: u64) -> u64 {
	set_time(now);
	Deadlines::on_idle(System::block_number(), Weight::from_parts(left, u64::MAX)).ref_time()
}

/// What was carried out since the last look, and when.
pub fn done() -> Vec<(Moment, Work)> {
	DONE.take().into_iter().map(|(at, Task::Work(work))| (at, work)).collect()
}

/// What was carried out since the last look.
pub fn works() -> Vec<Work> {
	done().into_iter().map(|(_, work)| work).collect()
}

/// What waits, by bucket.
pub fn waiting() -> Vec<(u32, u32, Work)> {
	let mut all: Vec<_> = Waiting::<Test>::iter_keys()
		.map(|(bucket, Entry { minute, task: Task::Work(work) })| (bucket, minute, work))
		.collect();
	all.sort();
	all
}

pub struct ExtBuilder;
impl ExtBuilder {
	pub fn build() -> sp_io::TestExternalities {
		NOW.set(START);
		UPGRADE.set(1);
		DONE.take();
		let storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| System::set_block_number(1));
		ext
	}

	/// Runs `test` on a chain that has caught up, then checks the invariants.
	pub fn build_and_execute(test: impl FnOnce()) {
		Self::build().execute_with(|| {
			poll_at(START);
			test();
			Deadlines::do_try_state().unwrap();
		});
	}
}
