// SPDX-License-Identifier: Apache-2.0

//! What energy costs by a package's terms, exactly: products of energy and price are summed up over the
//! month, and each line is rounded once.

use super::{Band, Banded, Energy, PackageTerms, Price, Tier};
use alloc::vec::Vec;
use covenant_primitives::{
	json,
	power::{cost, round, MAX_INTERVALS},
	stored,
};

/// The most intervals of a month.
pub const MAX_USES: u32 = 31 * MAX_INTERVALS;

stored! {
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
	#[derive(Copy)]
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

impl Default for Usage {
	fn default() -> Self {
		Self { energy: Banded { sharp: 0, peak: 0, flat: 0, valley: 0 }, product: 0 }
	}
}

impl Usage {
	/// Adds an interval. `None` if the sums are beyond all measure: it is of no more use then.
	#[must_use = "sums may be beyond all measure"]
	pub fn add(&mut self, terms: &PackageTerms, interval: &IntervalUse) -> Option<()> {
		let energy = match interval.band {
			Band::Sharp => &mut self.energy.sharp,
			Band::Peak => &mut self.energy.peak,
			Band::Flat => &mut self.energy.flat,
			Band::Valley => &mut self.energy.valley,
		};
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
