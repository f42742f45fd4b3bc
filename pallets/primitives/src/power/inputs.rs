// SPDX-License-Identifier: Apache-2.0

//! What a settlement of a month reads, record by record, so that it can go on where it stopped.

use super::{Day, Energy, PackageTerms, Pricing, Profile, Reading};
use crate::{stored, ContractId, MarketId, MeterId, Month, PackageId, Party};
use alloc::vec::Vec;

stored! {
	/// What became of a meter's energy in an interval, in Wh.
	#[derive(Copy, Default)]
	#[serde(rename_all = "camelCase")]
	pub struct Flow {
		/// Of the export: what is in blocks, used up or not.
		pub created: Energy,
		/// Of that: what was used up for other meters.
		pub used_elsewhere: Energy,
		/// Of the import: for what blocks of other meters were used up.
		pub used_here: Energy,
		/// Of that: what is green.
		pub green_here: Energy,
	}

	/// By whom a party is supplied in a month.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Supply {
		/// The retailer.
		pub retailer: Party,
		/// Its package.
		pub package: PackageId,
	}
}

/// What is known of a meter's day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Metered {
	/// The meter was not there.
	Nothing,
	/// The day is not closed.
	Open,
	/// The day is closed.
	Closed {
		/// Whose the meter was.
		owner: Party,
		/// Every interval, in order.
		readings: Vec<Reading>,
	},
}

/// What holds in a contract from a day to another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stretch {
	/// The first day.
	pub from: Day,
	/// The first day after it.
	pub until: Day,
	/// Who sells; `None` if the market does, after an auction.
	pub seller: Option<Party>,
	/// Who buys; `None` if the market does.
	pub buyer: Option<Party>,
	/// What is delivered each day.
	pub profile: Profile,
	/// At what price.
	pub pricing: Pricing,
}

/// Tells who takes part in markets.
pub trait Roster {
	/// Whoever comes after another in the market's list, or first in it, and the capacity that it agreed, in
	/// kVA; `None` in its place if it was not admitted.
	fn participant_after(market: MarketId, last: Option<Party>) -> Option<(Party, Option<u32>)>;

	/// The version of the rules in force on a day, counted from 0.
	fn rules_version(market: MarketId, day: Day) -> Option<u32>;
}

/// Tells what was metered.
pub trait MeterDays {
	/// Of the meters that are, or were once, a party's: the one that comes after another, or the first.
	fn meter_after(market: MarketId, party: Party, last: Option<MeterId>) -> Option<MeterId>;

	/// What is known of a meter's day.
	fn metered(meter: MeterId, day: Day) -> Metered;

	/// Makes a meter of `owner`'s with days that are closed, from one to another.
	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(market: MarketId, owner: Party, from: Day, until: Day) -> MeterId;
}

/// Tells what was delivered.
pub trait ContractMonths {
	/// Of a party's contracts that are not concluded: the one that comes after another, or the first.
	fn contract_after(
		market: MarketId,
		party: Party,
		last: Option<ContractId>,
	) -> Option<ContractId>;

	/// What holds in a contract from a day to another, in order.
	fn stretches(contract: ContractId, from: Day, until: Day) -> Vec<Stretch>;

	/// Makes a contract that `seller` has with `buyer` from a day to another, with as many versions as there
	/// can be.
	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(market: MarketId, seller: Party, buyer: Party, from: Day, until: Day) -> ContractId;
}

/// Tells who was supplied by which package.
pub trait Supplies {
	/// By whom a party is supplied in a month. It is forgotten after some months.
	fn supply(market: MarketId, party: Party, month: Month) -> Option<Supply>;

	/// What energy costs by a package.
	fn terms(package: PackageId) -> Option<PackageTerms>;

	/// Has `retailer` supply a party in a month and after it.
	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(market: MarketId, party: Party, retailer: Party, month: Month);
}

/// Tells what became of energy in blocks.
pub trait BlockFlows {
	/// The flows of a meter on a day in which there are blocks, by the intervals' places in it, in order.
	fn flows(meter: MeterId, day: Day) -> Vec<(u16, Flow)>;

	/// Whether no block of a day can be made or used any more. From then on only what was not used up
	/// leaves [`Flow::created`].
	fn is_final(market: MarketId, day: Day) -> bool;

	/// Gives a meter flows in the first `count` intervals of a day.
	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(meter: MeterId, day: Day, count: u16);
}
