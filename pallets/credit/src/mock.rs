// SPDX-License-Identifier: Apache-2.0

//! A runtime whose clock the tests set, with organizations 0 to 9.

use crate as pallet_credit;
use crate::*;
use core::cell::Cell;
use covenant_primitives::{
	time::DAY, Capability, Moment, OrganizationId, OrganizationKind, Organizations, Outcome,
	Report, ReportOutcome,
};
use frame_support::{derive_impl, parameter_types, traits::Time};
use sp_core::H256;
use sp_runtime::BuildStorage;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(RuntimeCall, RuntimeEvent, RuntimeError, RuntimeOrigin, RuntimeTask)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Credit = pallet_credit;
}

/// The day on which tests start.
pub const START: u32 = 20_000;
/// An organization on the chain.
pub const BANK: OrganizationId = OrganizationId(1);
/// Another one.
pub const SCHOOL: OrganizationId = OrganizationId(2);
/// None on the chain.
pub const NOBODY: OrganizationId = OrganizationId(10);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
}

parameter_types! {
	pub static HalfLife: u32 = 180;
	pub static PriorScore: u16 = 600;
	pub static PriorWeight: u32 = 10;
	pub static MaxItems: u32 = 4;
}

impl Config for Test {
	type Organizations = Chain;
	type Time = Clock;
	type HalfLife = HalfLife;
	type PriorScore = PriorScore;
	type PriorWeight = PriorWeight;
	type MaxItems = MaxItems;
	type WeightInfo = pallet_credit::weights::SubstrateWeight<Test>;
}

thread_local! {
	static NOW: Cell<Moment> = const { Cell::new(0) };
}

pub struct Clock;
impl Time for Clock {
	type Moment = Moment;

	fn now() -> Moment {
		NOW.get()
	}
}

pub struct Chain;
impl Organizations<u64> for Chain {
	fn exists(organization: OrganizationId) -> bool {
		organization < NOBODY
	}
	fn is_in_good_standing(organization: OrganizationId) -> bool {
		Self::exists(organization)
	}
	fn has_capability(_: OrganizationId, _: Capability) -> bool {
		false
	}
	fn kind(_: OrganizationId) -> Option<OrganizationKind> {
		None
	}
	fn account(organization: OrganizationId) -> u64 {
		organization.0.into()
	}
	fn person_limit(_: OrganizationId) -> u32 {
		0
	}
}

/// Sets chain time to the beginning of a day counted from 1970.
pub fn set_day(day: u32) {
	set_time(Moment::from(day) * DAY);
}

pub fn set_time(now: Moment) {
	NOW.set(now);
}

pub fn outcome(outcome: Outcome, weight: u16) -> Report {
	Report { outcome, weight, source: *b"cov/test", reference: H256::repeat_byte(7) }
}

/// Reports about `BANK`.
pub fn report(what: Outcome, weight: u16) {
	Credit::report(BANK, outcome(what, weight));
}

pub fn score_of(organization: OrganizationId) -> Option<u16> {
	<Credit as covenant_primitives::CreditScores>::score(organization)
}

/// The score of `BANK`.
pub fn score() -> u16 {
	score_of(BANK).unwrap()
}

/// All items of `BANK`, newest first.
pub fn items() -> Vec<runtime_api::CreditItem> {
	let mut items = Vec::new();
	let mut cursor = None;
	loop {
		let page = Credit::credit_items(BANK, cursor, u32::MAX);
		items.extend(page.items);
		cursor = page.next;
		if cursor.is_none() {
			return items;
		}
	}
}

/// All events of the pallet.
pub fn events() -> Vec<Event<Test>> {
	System::events()
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Credit(event) => Some(event),
			_ => None,
		})
		.collect()
}

pub struct ExtBuilder;
impl ExtBuilder {
	pub fn build() -> sp_io::TestExternalities {
		set_day(START);
		HalfLife::set(180);
		PriorScore::set(600);
		PriorWeight::set(10);
		MaxItems::set(4);
		let storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| System::set_block_number(1));
		ext
	}

	/// Runs `test`, then checks the invariants.
	pub fn build_and_execute(test: impl FnOnce()) {
		Self::build().execute_with(|| {
			test();
			Credit::do_try_state().unwrap();
		});
	}
}
