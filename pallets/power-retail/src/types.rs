// SPDX-License-Identifier: Apache-2.0

//! What the pallet keeps, and the rules that need no storage.

mod history;

pub use history::*;

pub use covenant_primitives::{
	power::{
		charge, total, Band, Banded, ChargeLine, Day, Energy, IntervalUse, PackageTerms, Part,
		Price, Reference, Role, Tier, Usage, MAX_TIERS, MAX_USES,
	},
	PackageId,
};

use covenant_primitives::{json, stored, MarketId, Month, Party};
use frame_support::{traits::ConstU32, BoundedBTreeMap, BoundedVec};

/// The longest name of a package, in bytes.
pub const MAX_NAME: u32 = 128;

/// How many months ahead a package may end at most, when it is published.
pub const MAX_AHEAD: u32 = 60;

/// In how many different months subscriptions can end that are counted: those that are not over, where the
/// months of a market that is ahead of UTC are one further, and the last that is.
pub const MAX_ENDS: u32 = MAX_AHEAD + 2;

/// How many subscriptions end in which month.
pub type Ends = BoundedBTreeMap<Month, u32, ConstU32<MAX_ENDS>>;

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

/// How many subscriptions are current or to come in a month.
pub fn not_over(ends: &Ends, month: Month) -> u32 {
	ends.iter()
		.filter(|(until, _)| **until > month)
		.fold(0, |sum, (_, count)| sum.saturating_add(*count))
}

/// The first month after the last subscription that is over in a month.
pub fn last_over(ends: &Ends, month: Month) -> Option<Month> {
	ends.range(..=month).next_back().map(|(until, _)| *until)
}
