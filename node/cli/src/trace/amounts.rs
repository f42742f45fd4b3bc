// SPDX-License-Identifier: Apache-2.0

//! Amounts of goods, exact: with units of measure in documents, in whole units on the chain.

use covenant_epcis::{Decimal, Quantity};
use serde::Deserialize;
use std::fmt;

/// What a product is counted in on the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Unit {
	Each,
	Milligram,
	Gram,
	Kilogram,
	Milliliter,
	Liter,
	Millimeter,
	Meter,
}

/// What units measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dimension {
	Count,
	Mass,
	Volume,
	Length,
}

/// A unit of measure in documents (UN/ECE Recommendation 20), none for pieces, and how many
/// pieces, milligrams, milliliters or millimeters it is: always a power of ten.
#[derive(Debug, PartialEq, Eq)]
pub struct Measure {
	pub uom: Option<&'static str>,
	pub dimension: Dimension,
	factor: u128,
}

const fn measure(uom: Option<&'static str>, dimension: Dimension, factor: u128) -> Measure {
	Measure { uom, dimension, factor }
}

/// The measures that are understood. The first of a factor is the one that is written.
pub const MEASURES: [Measure; 13] = [
	measure(None, Dimension::Count, 1),
	measure(Some("H87"), Dimension::Count, 1),
	measure(Some("EA"), Dimension::Count, 1),
	measure(Some("C62"), Dimension::Count, 1),
	measure(Some("MGM"), Dimension::Mass, 1),
	measure(Some("GRM"), Dimension::Mass, 1_000),
	measure(Some("KGM"), Dimension::Mass, 1_000_000),
	measure(Some("TNE"), Dimension::Mass, 1_000_000_000),
	measure(Some("MLT"), Dimension::Volume, 1),
	measure(Some("LTR"), Dimension::Volume, 1_000),
	measure(Some("MMT"), Dimension::Length, 1),
	measure(Some("CMT"), Dimension::Length, 10),
	measure(Some("MTR"), Dimension::Length, 1_000),
];

/// So many pieces, milligrams, milliliters or millimeters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
	pub dimension: Dimension,
	smallest: u128,
	/// How many of them the unit is that it was written in.
	written_in: u128,
}

impl Dimension {
	/// The unit of which all others are whole.
	pub fn smallest(self) -> Unit {
		match self {
			Self::Count => Unit::Each,
			Self::Mass => Unit::Milligram,
			Self::Volume => Unit::Milliliter,
			Self::Length => Unit::Millimeter,
		}
	}
}

impl Unit {
	/// The finest of a dimension last.
	const ALL: [Self; 8] = [
		Self::Each,
		Self::Kilogram,
		Self::Gram,
		Self::Milligram,
		Self::Liter,
		Self::Milliliter,
		Self::Meter,
		Self::Millimeter,
	];

	pub fn dimension(self) -> Dimension {
		match self {
			Self::Each => Dimension::Count,
			Self::Milligram | Self::Gram | Self::Kilogram => Dimension::Mass,
			Self::Milliliter | Self::Liter => Dimension::Volume,
			Self::Millimeter | Self::Meter => Dimension::Length,
		}
	}

	fn factor(self) -> u128 {
		match self {
			Self::Each | Self::Milligram | Self::Milliliter | Self::Millimeter => 1,
			Self::Gram | Self::Liter | Self::Meter => 1_000,
			Self::Kilogram => 1_000_000,
		}
	}

	/// The measure that is written for it.
	pub fn measure(self) -> &'static Measure {
		let is_it = |it: &&Measure| it.dimension == self.dimension() && it.factor == self.factor();
		MEASURES.iter().find(is_it).unwrap_or(&MEASURES[0])
	}

	/// In what a new product is counted so that all of these amounts are whole: in the unit that
	/// the first was written in, or a finer one. None if they are not measured alike.
	pub fn of(amounts: &[Amount]) -> Option<Self> {
		let first = amounts.first()?;
		if amounts.iter().any(|amount| amount.dimension != first.dimension) {
			return None;
		}
		let fits = |unit: &Self| {
			unit.dimension() == first.dimension
				&& unit.factor() <= first.written_in
				&& amounts.iter().all(|amount| amount.smallest.is_multiple_of(unit.factor()))
		};
		Self::ALL.into_iter().find(fits)
	}
}

impl fmt::Display for Unit {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Each => "pieces",
			Self::Milligram => "mg",
			Self::Gram => "g",
			Self::Kilogram => "kg",
			Self::Milliliter => "ml",
			Self::Liter => "l",
			Self::Millimeter => "mm",
			Self::Meter => "m",
		})
	}
}

impl Amount {
	/// One piece.
	pub const ONE: Self = Self { dimension: Dimension::Count, smallest: 1, written_in: 1 };

	/// So many units of the chain.
	pub fn new(quantity: u128, unit: Unit) -> Option<Self> {
		let smallest = quantity.checked_mul(unit.factor())?;
		Some(Self { dimension: unit.dimension(), smallest, written_in: unit.factor() })
	}

	/// Reads the quantity of a document.
	pub fn read(quantity: &Quantity) -> Result<Self, String> {
		let Some(number) = &quantity.quantity else {
			return Err("is not known, and the chain counts all that it has".into());
		};
		let uom = quantity.uom.as_deref();
		let measure = MEASURES.iter().find(|it| it.uom == uom).ok_or_else(|| {
			let known: Vec<_> = MEASURES.iter().filter_map(|it| it.uom).collect();
			let uom = uom.unwrap_or_default();
			format!("is in {uom}, and the chain takes {}", known.join(", "))
		})?;
		let smallest = scaled(number, measure.factor)
			.ok_or_else(|| format!("{number} is too fine or too large for the chain"))?;
		if smallest == 0 {
			return Err("is nothing".into());
		}
		Ok(Self { dimension: measure.dimension, smallest, written_in: measure.factor })
	}

	/// What amounts are together in the smallest unit. None if that is too large.
	pub fn total(amounts: impl IntoIterator<Item = Self>) -> Option<u128> {
		let mut amounts = amounts.into_iter();
		amounts.try_fold(0_u128, |sum, amount| sum.checked_add(amount.smallest))
	}

	/// In a unit of the chain.
	pub fn count(self, unit: Unit) -> Result<u128, String> {
		if self.dimension != unit.dimension() {
			return Err(format!("is not counted in {unit}, as the product is"));
		}
		if !self.smallest.is_multiple_of(unit.factor()) {
			return Err(format!("is not whole in {unit}, in which the product is counted"));
		}
		Ok(self.smallest / unit.factor())
	}

	/// As a document has it, in a measure of the same dimension.
	pub fn write(self, measure: &Measure) -> Option<Decimal> {
		let digits = measure.factor.to_string().len().saturating_sub(1);
		let padded = format!("{:0>width$}", self.smallest, width = digits + 1);
		let (whole, fraction) = padded.split_at(padded.len().checked_sub(digits)?);
		let fraction = fraction.trim_end_matches('0');
		let point = if fraction.is_empty() { "" } else { "." };
		format!("{whole}{point}{fraction}").parse().ok()
	}
}

/// A whole number, if it is not too large.
pub fn whole(number: &Decimal) -> Option<u128> {
	scaled(number, 1)
}

/// A number times a power of ten, if that is whole and not too large.
fn scaled(number: &Decimal, factor: u128) -> Option<u128> {
	let canonical = number.canonical();
	let (whole, fraction) = canonical.split_once('.').unwrap_or((&canonical, ""));
	let places = u32::try_from(fraction.len()).ok()?;
	let scale = 10_u128.checked_pow(places)?;
	let step = factor.checked_div(scale).filter(|step| step * scale == factor)?;
	format!("{whole}{fraction}").parse::<u128>().ok()?.checked_mul(step)
}

#[cfg(test)]
mod tests {
	use super::*;
	use covenant_epcis::Uri;

	fn read(number: Option<&str>, uom: Option<&str>) -> Result<Amount, String> {
		Amount::read(&Quantity {
			class: Uri::new("urn:epc:class:lgtin:4012345.012345.1").unwrap(),
			quantity: number.map(|number| number.parse().unwrap()),
			uom: uom.map(Into::into),
		})
	}

	#[test]
	fn amounts_are_exact_in_any_unit() {
		for (number, uom, unit, count) in [
			("200", Some("KGM"), Unit::Kilogram, 200),
			("200.50", Some("KGM"), Unit::Gram, 200_500),
			("0.000001", Some("KGM"), Unit::Milligram, 1),
			("1.5e3", Some("GRM"), Unit::Gram, 1_500),
			("2", Some("TNE"), Unit::Kilogram, 2_000),
			("7", None, Unit::Each, 7),
			("7.0", Some("EA"), Unit::Each, 7),
			("12", Some("CMT"), Unit::Millimeter, 120),
			("0.25", Some("LTR"), Unit::Milliliter, 250),
		] {
			let amount = read(Some(number), uom).expect(number);
			assert_eq!(amount.count(unit), Ok(count), "{number}");
			let measure = MEASURES.iter().find(|it| it.uom == uom).unwrap();
			assert_eq!(amount.write(measure), Some(number.parse().unwrap()));
			let back = Amount::new(count, unit).unwrap();
			assert_eq!(back.write(measure), Some(number.parse().unwrap()), "{number}");
		}
	}

	#[test]
	fn what_is_not_whole_or_not_known_is_refused() {
		for (number, uom) in [
			(None, None),
			(Some("0"), Some("KGM")),
			(Some("0.5"), None),
			(Some("0.0000001"), Some("KGM")),
			(Some("1"), Some("BX")),
			(Some("340282366920938463463374607431768211456"), None),
			(Some("340282366920938463463374607431768211455"), Some("KGM")),
		] {
			assert!(read(number, uom).is_err(), "{number:?} {uom:?}");
		}
		let amount = read(Some("200.5"), Some("KGM")).unwrap();
		assert!(amount.count(Unit::Kilogram).is_err());
		assert!(amount.count(Unit::Liter).is_err());
		assert!(read(Some("3"), None).unwrap().count(Unit::Kilogram).is_err());
	}

	#[test]
	fn sums_are_in_the_smallest_unit() {
		let amounts = |numbers: &[(&str, Option<&str>)]| {
			Amount::total(numbers.iter().map(|(number, uom)| read(Some(number), *uom).unwrap()))
		};
		assert_eq!(amounts(&[("1", Some("KGM")), ("0.5", Some("GRM"))]), Some(1_000_500));
		assert_eq!(amounts(&[]), Some(0));
		let most = u128::MAX.to_string();
		assert_eq!(amounts(&[(&most, None)]), Some(u128::MAX));
		assert_eq!(amounts(&[(&most, None), ("1", None)]), None);
		for unit in Unit::ALL {
			let dimension = unit.dimension();
			let smallest = dimension.smallest();
			assert_eq!((smallest.dimension(), smallest.factor()), (dimension, 1));
		}
	}

	#[test]
	fn a_new_product_is_counted_so_that_all_is_whole() {
		let amount = |number, uom| read(Some(number), Some(uom)).unwrap();
		for (amounts, unit) in [
			(vec![amount("200", "KGM"), amount("1", "KGM")], Some(Unit::Kilogram)),
			(vec![amount("200", "KGM"), amount("1.5", "KGM")], Some(Unit::Gram)),
			(vec![amount("200", "GRM"), amount("1", "KGM")], Some(Unit::Gram)),
			(vec![amount("1", "TNE")], Some(Unit::Kilogram)),
			(vec![amount("1.5", "MTR")], Some(Unit::Millimeter)),
			(vec![Amount::ONE], Some(Unit::Each)),
			(vec![Amount::ONE, amount("1", "KGM")], None),
			(vec![], None),
		] {
			assert_eq!(Unit::of(&amounts), unit);
		}
	}
}
