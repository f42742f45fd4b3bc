// SPDX-License-Identifier: Apache-2.0

//! How much energy is delivered in a day, and at what price.

use super::{Band, Banded, Energy, Price, Timetable, MAX_INTERVALS};
use crate::stored;
use alloc::vec::Vec;
use frame_support::{traits::ConstU32, BoundedVec};

stored! {
	/// How energy is spread over the intervals of a day, in Wh an interval.
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum Profile {
		/// The same in each.
		#[codec(index = 0)]
		Flat(Energy),
		/// The same in each of a part of the day.
		#[codec(index = 1)]
		Window {
			/// The first interval of the day, from 0.
			from: u16,
			/// The first that it is not.
			until: u16,
			/// In each.
			energy: Energy,
		},
		/// By the bands of the market's tariff.
		#[codec(index = 2)]
		Banded(Banded<Energy>),
		/// One by one, as many as the day has.
		#[codec(index = 3)]
		Curve(BoundedVec<Energy, ConstU32<MAX_INTERVALS>>),
	}

	/// Against which price of the market the difference is paid.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum Reference {
		/// The day-ahead price.
		#[codec(index = 0)]
		DayAhead,
		/// The real-time price.
		#[codec(index = 1)]
		RealTime,
	}

	/// What the energy of a contract costs.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum Pricing {
		/// One price.
		#[codec(index = 0)]
		Fixed(Price),
		/// A price for each band of the market's tariff.
		#[codec(index = 1)]
		TimeOfUse(Banded<Price>),
		/// No energy is delivered: the difference between this price and the market's is paid.
		#[codec(index = 2)]
		Difference {
			/// The contract's price.
			price: Price,
			/// The market's.
			reference: Reference,
		},
	}
}

impl Profile {
	/// Whether it fits days of so many intervals, and holds anything.
	pub fn fits(&self, per_day: u32) -> bool {
		match self {
			Self::Flat(energy) => *energy > 0,
			Self::Window { from, until, energy } => {
				*energy > 0 && from < until && u32::from(*until) <= per_day
			}
			Self::Banded(energy) => energy.all().iter().any(|energy| *energy > 0),
			Self::Curve(curve) => {
				u32::try_from(curve.len()) == Ok(per_day) && curve.iter().any(|energy| *energy > 0)
			}
		}
	}

	/// What it has in each interval of a day.
	pub fn of_day(&self, timetable: &Timetable, bands: &[Band]) -> Vec<Energy> {
		let at = |index: u32| match self {
			Self::Flat(energy) => *energy,
			Self::Window { from, until, energy } => {
				let within = (u32::from(*from)..u32::from(*until)).contains(&index);
				if within {
					*energy
				} else {
					0
				}
			}
			Self::Banded(energy) => energy.of(timetable.band_of(index, bands)),
			Self::Curve(curve) => {
				let place = usize::try_from(index).unwrap_or(usize::MAX);
				curve.get(place).copied().unwrap_or(0)
			}
		};
		(0..timetable.per_day()).map(at).collect()
	}

	/// The most that a day can have with these, whatever the bands are.
	pub fn most_of_day(&self, per_day: u32) -> Energy {
		let each = |energy: Energy, count: u32| energy.saturating_mul(count.into());
		match self {
			Self::Flat(energy) => each(*energy, per_day),
			Self::Window { from, until, energy } => {
				each(*energy, u32::from(until.saturating_sub(*from)))
			}
			Self::Banded(energy) => {
				each(energy.all().into_iter().max().unwrap_or_default(), per_day)
			}
			Self::Curve(curve) => {
				curve.iter().fold(0, |sum: Energy, energy| sum.saturating_add(*energy))
			}
		}
	}
}

impl Pricing {
	/// The price in a band.
	pub fn in_band(&self, band: Band) -> Price {
		match self {
			Self::Fixed(price) | Self::Difference { price, .. } => *price,
			Self::TimeOfUse(prices) => prices.of(band),
		}
	}

	/// The lowest and the highest price in it.
	pub fn range(&self) -> (Price, Price) {
		match self {
			Self::Fixed(price) | Self::Difference { price, .. } => (*price, *price),
			Self::TimeOfUse(prices) => prices
				.all()
				.into_iter()
				.fold((Price::MAX, Price::MIN), |(low, high), it| (low.min(it), high.max(it))),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::time::{HOUR, MINUTE};

	const QUARTERS: Timetable = Timetable { length: 15 * MINUTE, offset: 8 * HOUR };

	#[test]
	fn profiles_fill_a_day() {
		let bands = [[Band::Valley; 16], [Band::Peak; 16], [Band::Sharp; 16]].concat();
		let banded = Profile::Banded(Banded { sharp: 4, peak: 3, flat: 2, valley: 1 });
		let day = banded.of_day(&QUARTERS, &bands);
		assert_eq!(day, [[1; 32], [3; 32], [4; 32]].concat());
		assert_eq!(banded.most_of_day(96), 4 * 96);
		assert_eq!(banded.of_day(&QUARTERS, &[]), [2; 96]);
		let window = Profile::Window { from: 94, until: 96, energy: 7 };
		assert_eq!(window.of_day(&QUARTERS, &bands)[93..], [0, 7, 7]);
		assert_eq!(window.most_of_day(96), 14);
		assert!(window.fits(96) && !window.fits(48));
		assert_eq!(Profile::Flat(3).of_day(&QUARTERS, &bands), [3; 96]);
		let curve = Profile::Curve((0..96).collect::<Vec<_>>().try_into().unwrap());
		assert_eq!(curve.of_day(&QUARTERS, &bands)[95], 95);
		assert_eq!(curve.most_of_day(96), 95 * 96 / 2);
		assert!(curve.fits(96) && !curve.fits(288));
		for empty in [
			Profile::Flat(0),
			Profile::Window { from: 3, until: 3, energy: 1 },
			Profile::Window { from: 3, until: 4, energy: 0 },
			Profile::Banded(Banded { sharp: 0, peak: 0, flat: 0, valley: 0 }),
			Profile::Curve(alloc::vec![0; 96].try_into().unwrap()),
		] {
			assert!(!empty.fits(96), "{empty:?}");
		}
	}

	#[test]
	fn prices_depend_on_the_band() {
		let prices = Banded { sharp: 9, peak: 7, flat: 5, valley: -3 };
		assert_eq!(Pricing::TimeOfUse(prices).range(), (-3, 9));
		assert_eq!(Pricing::TimeOfUse(prices).in_band(Band::Valley), -3);
		assert_eq!(Pricing::Fixed(4).range(), (4, 4));
		let difference = Pricing::Difference { price: 4, reference: Reference::RealTime };
		assert_eq!(difference.in_band(Band::Sharp), 4);
	}
}
