// SPDX-License-Identifier: Apache-2.0

//! What the pallet keeps, and the rules that need no storage.

mod charge;
mod history;

pub use charge::*;
pub use history::*;

pub use covenant_primitives::power::{Band, Banded, Energy, Price, Reference, Role};

use covenant_primitives::{json, power::Day, stored, Date, MarketId, Month, Party};
use frame_support::{traits::ConstU32, BoundedBTreeMap, BoundedVec};

/// The longest name of a package, in bytes.
pub const MAX_NAME: u32 = 128;

/// The most tiers of a package.
pub const MAX_TIERS: u32 = 5;

/// How many months ahead a package may end at most, when it is published.
pub const MAX_AHEAD: u32 = 60;

/// In how many different months subscriptions that are not over can end: the months of a market that is
/// ahead of UTC are one further.
pub const MAX_ENDS: u32 = MAX_AHEAD + 1;

/// How many subscriptions end in which month.
pub type Ends = BoundedBTreeMap<Month, u32, ConstU32<MAX_ENDS>>;

covenant_primitives::id! {
	/// A package of a retailer.
	PackageId(u64)
}

stored! {
	/// What a retailer offers. It never changes, but that it takes no more subscriptions.
	#[serde(rename_all = "camelCase")]
	pub struct Package {
		/// In which market.
		pub market: MarketId,
		/// The organization whose it is.
		pub retailer: Party,
		/// Its name, as UTF-8 text.
		#[serde(with = "json::text")]
		pub name: BoundedVec<u8, ConstU32<MAX_NAME>>,
		/// What energy costs.
		pub terms: PackageTerms,
		/// The first month, where the market is.
		pub from: Month,
		/// The first month after it.
		pub until: Month,
		/// Whether it takes subscriptions.
		pub open: bool,
	}

	/// What energy costs, in minor units per MWh.
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum PackageTerms {
		/// One price.
		#[codec(index = 0)]
		Fixed(Price),
		/// A price for each band of the market's tariff.
		#[codec(index = 1)]
		TimeOfUse(Banded<Price>),
		/// The more energy in a month, the further tiers it reaches; each costs its own price.
		#[codec(index = 2)]
		Tiered(BoundedVec<Tier, ConstU32<MAX_TIERS>>),
		/// In each interval the market's price and a fee, within bounds.
		#[codec(index = 3)]
		SpotPlusFee {
			/// Which price of the market.
			reference: Reference,
			/// What is added, or taken off if it is negative.
			fee: Price,
			/// The least that energy costs.
			floor: Price,
			/// The most.
			ceiling: Price,
		},
	}

	/// A part of a month's energy with a price of its own.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Tier {
		/// Up to how much energy of a month, in Wh. The last tier has all the rest: 2^64 − 1.
		#[serde(with = "json::decimal")]
		pub up_to: Energy,
		/// In minor units per MWh.
		pub price: Price,
	}

	/// Whose subscriptions are counted.
	#[derive(Copy, PartialOrd, Ord)]
	#[serde(rename_all = "camelCase")]
	pub enum Tally {
		/// Those to a package.
		#[codec(index = 0)]
		Package(PackageId),
		/// Those to a retailer's packages in a market.
		#[codec(index = 1)]
		Retailer(MarketId, Party),
		/// Those of an organization in all markets, as their retailer or subscriber.
		#[codec(index = 2)]
		Organization(Party),
	}
}

impl PackageTerms {
	/// Whether they say for all energy what it costs.
	pub fn is_valid(&self) -> bool {
		match self {
			Self::Fixed(_) | Self::TimeOfUse(_) => true,
			Self::Tiered(tiers) => {
				tiers.first().is_some_and(|tier| tier.up_to > 0)
					&& tiers.is_sorted_by(|tier, next| tier.up_to < next.up_to)
					&& tiers.last().is_some_and(|tier| tier.up_to == Energy::MAX)
			}
			Self::SpotPlusFee { floor, ceiling, .. } => floor <= ceiling,
		}
	}

	/// Whether all energy costs something from the lowest to the highest price.
	pub fn is_within(&self, (low, high): (Price, Price)) -> bool {
		let within = |price: &Price| (low..=high).contains(price);
		match self {
			Self::Fixed(price) => within(price),
			Self::TimeOfUse(prices) => prices.all().iter().all(within),
			Self::Tiered(tiers) => tiers.iter().all(|tier| within(&tier.price)),
			Self::SpotPlusFee { floor, ceiling, .. } => within(floor) && within(ceiling),
		}
	}
}

/// The first day of a month, counted from 1970; `None` beyond the year 9999.
pub fn first_day(month: Month) -> Option<Day> {
	let year = u16::try_from(month.year()).ok()?;
	let month = u8::try_from(month.month()).ok()?;
	Date { year, month, day: 1 }.to_days()
}

/// The month so many months after another.
pub fn after(month: Month, months: u32) -> Month {
	Month(month.0.saturating_add(months))
}

/// How many subscriptions are current or to come in a month.
pub fn not_over(ends: &Ends, month: Month) -> u32 {
	ends.iter()
		.filter(|(until, _)| **until > month)
		.fold(0, |sum, (_, count)| sum.saturating_add(*count))
}
