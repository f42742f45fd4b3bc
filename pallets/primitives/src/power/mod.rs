// SPDX-License-Identifier: Apache-2.0

//! Energy, prices and intervals, and how the pallets of the power market meet.
//!
//! Energy is counted in Wh, and prices are minor units of money per MWh. A market's days begin at
//! midnight where it is, and each is cut into intervals of one length. Days and intervals are counted
//! from 1970, so that an interval's day and its place in it are a division away.

mod inputs;
mod packages;
mod profile;
mod rules;
mod timetable;
mod traits;

pub use inputs::*;
pub use packages::*;
pub use profile::*;
pub use rules::*;
pub use timetable::*;
pub use traits::*;

use crate::{stored, Amount};

/// Energy in Wh.
pub type Energy = u64;

/// Minor units of money per MWh. It may be negative.
pub type Price = i64;

/// A day where the market is, counted from 1970-01-01.
pub type Day = u32;

/// An interval, counted from the midnight with which 1970 began where the market is.
pub type Interval = u32;

/// Wh in a MWh.
pub const MWH: Energy = 1_000_000;

stored! {
	/// What a participant does in a market.
	#[derive(Copy, PartialOrd, Ord)]
	#[serde(rename_all = "camelCase")]
	pub enum Role {
		/// Generates power.
		#[codec(index = 0)]
		Generator,
		/// Buys power for others.
		#[codec(index = 1)]
		Retailer,
		/// Uses power.
		#[codec(index = 2)]
		Consumer,
		/// Uses power, and generates some.
		#[codec(index = 3)]
		Prosumer,
		/// Stores power.
		#[codec(index = 4)]
		Storage,
		/// Transmits and distributes power.
		#[codec(index = 5)]
		GridCompany,
	}

	/// What a meter says of an interval.
	#[derive(Copy, Default)]
	#[serde(rename_all = "camelCase")]
	pub struct Reading {
		/// What was taken from the grid, in Wh.
		pub import: Energy,
		/// What was given to the grid, in Wh.
		pub export: Energy,
		/// Whether it stands for a reading that is missing.
		pub substituted: bool,
	}

	/// How a price is found where the last accepted bid and the last accepted offer differ.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum PriceRule {
		/// The lowest bid that is accepted, even in part.
		#[codec(index = 0)]
		LastAcceptedBid,
		/// The highest offer that is accepted, even in part.
		#[codec(index = 1)]
		LastAcceptedOffer,
		/// Half of both, rounded down.
		#[codec(index = 2)]
		Midpoint,
	}
}

/// What `energy` costs at `price`, see [`round`].
pub fn cost(energy: Energy, price: Price) -> i128 {
	round(i128::from(energy).saturating_mul(price.into()))
}

/// A sum of Wh times prices in minor units of money, rounded half up, see [`round_to`].
pub fn round(product: i128) -> i128 {
	round_to(product, MWH)
}

/// `product` in units of so many, rounded half up: half a unit goes towards plus infinity, so that what
/// one gets and the other pays is not always the same. Round once for both.
pub fn round_to(product: i128, unit: u64) -> i128 {
	let unit = i128::from(unit.max(1));
	let up = product.rem_euclid(unit) >= unit.div_euclid(2).saturating_add(unit.rem_euclid(2));
	product.div_euclid(unit).saturating_add(up.into())
}

/// The most that `energy` can cost either side at a price between the two, in minor units.
pub fn exposure(energy: Energy, (low, high): (Price, Price)) -> Amount {
	let worst = low.unsigned_abs().max(high.unsigned_abs());
	Amount::from(energy).saturating_mul(worst.into()).div_ceil(MWH.into())
}

/// Between which prices lies what energy can cost a side that trades it at a price within `price`: whoever
/// does not deliver it buys it, and whoever does not use it sells it, at a price within `bounds`.
pub fn at_stake((low, high): (Price, Price), bounds: (Price, Price)) -> (Price, Price) {
	(low.min(bounds.0.saturating_sub(high)), high.max(bounds.1.saturating_sub(low)))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn who_fails_a_contract_trades_at_the_markets_price() {
		for (price, bounds, worst) in [
			((0, 0), (0, 1_500), 1_500),
			((400, 400), (0, 1_500), 1_100),
			((1_000, 1_000), (0, 1_500), 1_000),
			((1_000, 1_000), (-100, 1_500), 1_100),
			((300, 900), (0, 1_500), 1_200),
			((-100, -100), (-100, 1_500), 1_600),
			((5, 5), (5, 5), 5),
			((i64::MIN, i64::MAX), (i64::MIN, i64::MAX), 1 << 63),
		] {
			assert_eq!(exposure(MWH, at_stake(price, bounds)), worst, "{price:?} {bounds:?}");
		}
	}

	#[test]
	fn costs_are_rounded_half_up() {
		for (product, units) in [
			(499_999, 0),
			(500_000, 1),
			(-500_000, 0),
			(-500_001, -1),
			(i128::MAX, i128::MAX / 1_000_000),
			(i128::MIN, i128::MIN / 1_000_000),
		] {
			assert_eq!(round(product), units, "{product}");
		}
		for (product, rounded) in [(2, 0), (3, 1), (7, 1), (8, 2), (-2, 0), (-3, -1), (-8, -2)] {
			assert_eq!(round_to(product, 5), rounded, "{product} of 5");
		}
		assert_eq!(round_to(-7, 0), -7);
		assert_eq!(cost(MWH, 300), 300);
		assert_eq!(cost(500_000, 1), 1);
		assert_eq!(cost(499_999, 1), 0);
		assert_eq!(cost(500_000, -1), 0);
		assert_eq!(cost(500_001, -1), -1);
		assert_eq!(cost(1_500_000, 3), 5);
		assert_eq!(cost(Energy::MAX, Price::MIN), -170_141_183_460_469_231_722_463_931_679_029);
		assert_eq!(exposure(500_001, (-3, 2)), 2);
		assert_eq!(
			exposure(Energy::MAX, (Price::MIN, 0)),
			170_141_183_460_469_231_722_463_931_679_030
		);
	}
}
