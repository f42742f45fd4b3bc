// SPDX-License-Identifier: Apache-2.0

//! A runtime whose clock the tests set, on China Standard Time.

use crate as pallet_working_days;
use crate::*;
use core::cell::Cell;
use covenant_primitives::{
	time::{DAY, HOUR},
	Moment,
};
use frame_support::{derive_impl, ord_parameter_types, parameter_types, traits::Time};
use frame_system::EnsureSignedBy;
use sp_runtime::BuildStorage;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(RuntimeCall, RuntimeEvent, RuntimeError, RuntimeOrigin, RuntimeTask)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Calendar = pallet_working_days;
}

pub type AccountId = u64;

/// Stands for the council.
pub const COUNCIL: AccountId = 1;
/// Anybody else.
pub const STRANGER: AccountId = 2;

/// China Standard Time.
pub const OFFSET: Moment = 8 * HOUR;

/// When the tests begin: 2025-11-10T00:00:00+08:00.
pub const START: Moment = 1_762_704_000_000;

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
}

ord_parameter_types! {
	pub const Council: AccountId = COUNCIL;
}

parameter_types! {
	pub static UtcOffset: Moment = OFFSET;
	pub static MaxChanges: u32 = 64;
}

impl Config for Test {
	type CalendarOrigin = EnsureSignedBy<Council, AccountId>;
	type MaxChanges = MaxChanges;
	type Time = Clock;
	type UtcOffset = UtcOffset;
	type WeightInfo = pallet_working_days::weights::SubstrateWeight<Test>;
}

thread_local! {
	static NOW: Cell<Moment> = const { Cell::new(START) };
}

pub struct Clock;
impl Time for Clock {
	type Moment = Moment;

	fn now() -> Moment {
		NOW.get()
	}
}

pub fn set_time(now: Moment) {
	NOW.set(now);
}

/// Midnight at the beginning of a local day counted from 1970.
pub fn midnight(day: u32) -> Moment {
	Moment::from(day) * DAY - OFFSET
}

/// All events of the pallet.
pub fn events() -> Vec<Event<Test>> {
	System::read_events_for_pallet::<Event<Test>>()
}

#[derive(Default)]
pub struct ExtBuilder {
	/// What genesis declares.
	pub days: Vec<(Date, DayKind)>,
}

impl ExtBuilder {
	pub fn build(self) -> sp_io::TestExternalities {
		set_time(START);
		UtcOffset::set(OFFSET);
		MaxChanges::set(64);
		let calendar = GenesisConfig { days: self.days, ..Default::default() };
		let config = RuntimeGenesisConfig { calendar, ..Default::default() };
		let mut ext = sp_io::TestExternalities::new(config.build_storage().unwrap());
		ext.execute_with(|| System::set_block_number(1));
		ext
	}

	/// Runs `test`, then checks the invariants.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			test();
			Calendar::do_try_state().unwrap();
		});
	}
}
