// SPDX-License-Identifier: Apache-2.0

//! Packages of retailers, and what energy costs by their terms, exactly: products of energy and price are
//! summed up over the month, and each line is rounded once.

use super::{cost, round, Band, Banded, Energy, Price, Reference, MAX_INTERVALS};
use crate::{json, stored};
use alloc::vec::Vec;
use frame_support::{traits::ConstU32, BoundedVec};

/// The most tiers of a package.
pub const MAX_TIERS: u32 = 5;

/// The most intervals of a month.
pub const MAX_USES: u32 = 31 * MAX_INTERVALS;

stored! {
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

	/// What was taken from the grid in an interval.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct IntervalUse {
		/// In Wh.
		pub import: Energy,
		/// The interval's band.
		pub band: Band,
		/// The market's price that the terms refer to, in minor units per MWh. Only `SpotPlusFee` looks
		/// at it.
		pub spot: Price,
	}

	/// What was used in a month, as far as a package's terms ask. It is as large for a month as for an
	/// interval, so that a month may be gone through in steps.
	#[derive(Copy, Default)]
	#[serde(rename_all = "camelCase")]
	pub struct Usage {
		/// How much energy in each band, in Wh.
		pub energy: Banded<Energy>,
		/// With `SpotPlusFee`, the sum of energy times price over the intervals, in Wh times minor units
		/// per MWh.
		#[serde(with = "json::decimal")]
		pub product: i128,
	}

	/// What a line of a charge is for.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum Part {
		/// All energy, at one price.
		#[codec(index = 0)]
		All,
		/// What was used in a band.
		#[codec(index = 1)]
		Band(Band),
		/// What lies in a tier, counted from 0.
		#[codec(index = 2)]
		Tier(u32),
		/// All energy, at the price of each interval.
		#[codec(index = 3)]
		Spot,
	}

	/// A line of a charge.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct ChargeLine {
		/// For what.
		pub part: Part,
		/// How much energy, in Wh.
		pub energy: Energy,
		/// What it costs, in minor units, rounded half up.
		#[serde(with = "json::decimal")]
		pub cost: i128,
	}
}

/// What a month's energy costs: a line for each band or tier that was used, one else. `None` if the sums
/// are beyond all measure: energy beyond 2^64 Wh, or products beyond 2^127.
pub fn charge(terms: &PackageTerms, uses: &[IntervalUse]) -> Option<Vec<ChargeLine>> {
	let mut usage = Usage::default();
	for interval in uses {
		usage.add(terms, interval)?;
	}
	usage.charge(terms)
}

/// What the lines sum to.
pub fn total(lines: &[ChargeLine]) -> i128 {
	// A handful of products of 64-bit numbers, a millionth each, is far from the bounds.
	lines.iter().fold(0, |sum: i128, line| sum.saturating_add(line.cost))
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

	/// What energy costs in an interval with this price of the market, if that matters.
	fn spot_price(&self, spot: Price) -> Option<Price> {
		match self {
			// The bounds are prices, so that a sum that is none does not matter.
			Self::SpotPlusFee { fee, floor, ceiling, .. } => {
				Some(spot.saturating_add(*fee).max(*floor).min(*ceiling))
			}
			_ => None,
		}
	}
}

impl Usage {
	/// Adds an interval. `None` if the sums are beyond all measure: it is of no more use then.
	#[must_use = "sums may be beyond all measure"]
	pub fn add(&mut self, terms: &PackageTerms, interval: &IntervalUse) -> Option<()> {
		let energy = self.energy.of_mut(interval.band);
		*energy = energy.checked_add(interval.import)?;
		if let Some(price) = terms.spot_price(interval.spot) {
			let product = i128::from(interval.import).checked_mul(price.into())?;
			self.product = self.product.checked_add(product)?;
		}
		Some(())
	}

	/// What it costs by the terms with which it was summed up. See [`charge`].
	pub fn charge(&self, terms: &PackageTerms) -> Option<Vec<ChargeLine>> {
		let all = self.energy.all().into_iter().try_fold(0, Energy::checked_add)?;
		let line = |part, energy, price| ChargeLine { part, energy, cost: cost(energy, price) };
		let mut lines = match terms {
			PackageTerms::Fixed(price) => alloc::vec![line(Part::All, all, *price)],
			PackageTerms::TimeOfUse(prices) => [Band::Sharp, Band::Peak, Band::Flat, Band::Valley]
				.map(|band| line(Part::Band(band), self.energy.of(band), prices.of(band)))
				.into(),
			PackageTerms::Tiered(tiers) => {
				let mut before = 0;
				let tiers = (0..).zip(tiers).map(|(place, Tier { up_to, price })| {
					let reached = all.min(*up_to);
					let energy = reached.saturating_sub(before);
					before = reached;
					line(Part::Tier(place), energy, *price)
				});
				tiers.collect()
			}
			PackageTerms::SpotPlusFee { .. } => {
				alloc::vec![ChargeLine { part: Part::Spot, energy: all, cost: round(self.product) }]
			}
		};
		lines.retain(|line| line.energy > 0);
		Some(lines)
	}
}
