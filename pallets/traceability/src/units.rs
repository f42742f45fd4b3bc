// SPDX-License-Identifier: Apache-2.0

//! Units, and what cannot become more.

use crate::Quantity;
use covenant_primitives::stored;
use sp_core::U256;

stored! {
	/// What a product is counted in.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum Unit {
		/// Pieces.
		#[codec(index = 0)]
		Each,
		/// Milligrams.
		#[codec(index = 1)]
		Milligram,
		/// Grams.
		#[codec(index = 2)]
		Gram,
		/// Kilograms.
		#[codec(index = 3)]
		Kilogram,
		/// Milliliters.
		#[codec(index = 4)]
		Milliliter,
		/// Liters.
		#[codec(index = 5)]
		Liter,
		/// Millimeters.
		#[codec(index = 6)]
		Millimeter,
		/// Meters.
		#[codec(index = 7)]
		Meter,
	}
}

/// What units measure.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dimension {
	/// Number.
	Count,
	/// Mass.
	Mass,
	/// Volume.
	Volume,
	/// Length.
	Length,
}

impl Unit {
	/// What it measures.
	pub const fn dimension(self) -> Dimension {
		match self {
			Self::Each => Dimension::Count,
			Self::Milligram | Self::Gram | Self::Kilogram => Dimension::Mass,
			Self::Milliliter | Self::Liter => Dimension::Volume,
			Self::Millimeter | Self::Meter => Dimension::Length,
		}
	}

	/// How many of the smallest unit of the dimension it is: pieces, milligrams, milliliters, millimeters.
	pub const fn factor(self) -> u32 {
		match self {
			Self::Each | Self::Milligram | Self::Milliliter | Self::Millimeter => 1,
			Self::Gram | Self::Liter | Self::Meter => 1_000,
			Self::Kilogram => 1_000_000,
		}
	}
}

/// The dimension of all of these, if it is one.
pub fn one_dimension(units: impl IntoIterator<Item = Unit>) -> Option<Dimension> {
	let mut dimensions = units.into_iter().map(Unit::dimension);
	let first = dimensions.next()?;
	dimensions.all(|it| it == first).then_some(first)
}

/// The sum of those inputs that are measured as all outputs are. `None` if outputs are not measured alike, or no
/// input is measured so: then there is nothing to compare them with.
pub fn comparable(
	inputs: impl IntoIterator<Item = (Unit, Quantity)>,
	outputs: &[(Unit, Quantity)],
) -> Option<U256> {
	let dimension = one_dimension(outputs.iter().map(|(unit, _)| *unit))?;
	let alike = |(unit, _): &(Unit, Quantity)| unit.dimension() == dimension;
	let mut inputs = inputs.into_iter().filter(alike).peekable();
	inputs.peek()?;
	Some(total(inputs))
}

/// The sum in the smallest unit, which never overflows for fewer than 2^100 of them.
pub fn total(amounts: impl IntoIterator<Item = (Unit, Quantity)>) -> U256 {
	amounts.into_iter().fold(U256::zero(), |sum, (unit, quantity)| {
		let amount = U256::from(quantity).saturating_mul(unit.factor().into());
		sum.saturating_add(amount)
	})
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn units_of_one_dimension_are_summed() {
		// 2 kg and 3 g and 4 mg.
		let amounts = [(Unit::Kilogram, 2), (Unit::Gram, 3), (Unit::Milligram, 4)];
		assert_eq!(total(amounts), 2_003_004.into());
		assert_eq!(one_dimension(amounts.map(|(unit, _)| unit)), Some(Dimension::Mass));
		assert_eq!(one_dimension([Unit::Gram, Unit::Liter]), None);
		assert_eq!(one_dimension([]), None);
	}

	#[test]
	fn the_largest_amounts_are_summed() {
		let sum = total([(Unit::Kilogram, Quantity::MAX); 32]);
		assert_eq!(sum, U256::from(Quantity::MAX) * U256::from(32_000_000));
	}
}
