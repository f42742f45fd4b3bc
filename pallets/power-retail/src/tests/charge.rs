// SPDX-License-Identifier: Apache-2.0

//! What energy costs, without a chain.

use super::*;
use proptest::prelude::*;

const BANDS: [Band; 4] = [Band::Sharp, Band::Peak, Band::Flat, Band::Valley];

fn of(import: Energy, band: Band, spot: Price) -> IntervalUse {
	IntervalUse { import, band, spot }
}

fn tiered(tiers: &[(Energy, Price)]) -> PackageTerms {
	let tiers = tiers.iter().map(|(up_to, price)| Tier { up_to: *up_to, price: *price });
	PackageTerms::Tiered(tiers.collect::<Vec<_>>().try_into().unwrap())
}

fn spot(fee: Price, floor: Price, ceiling: Price) -> PackageTerms {
	PackageTerms::SpotPlusFee { reference: Reference::DayAhead, fee, floor, ceiling }
}

fn lines(terms: &PackageTerms, uses: &[IntervalUse]) -> Vec<(Part, Energy, i128)> {
	let lines = charge(terms, uses).unwrap();
	assert_eq!(total(&lines), lines.iter().map(|line| line.cost).sum::<i128>());
	lines.into_iter().map(|line| (line.part, line.energy, line.cost)).collect()
}

#[test]
fn one_price_is_rounded_once() {
	// Each alone would be rounded down.
	let uses = [of(400_000, Band::Peak, 0), of(400_000, Band::Flat, 0)];
	assert_eq!(lines(&PackageTerms::Fixed(1), &uses), [(Part::All, 800_000, 1)]);
	assert_eq!(lines(&PackageTerms::Fixed(-1), &uses), [(Part::All, 800_000, -1)]);
	let half = [of(500_000, Band::Flat, 0)];
	assert_eq!(lines(&PackageTerms::Fixed(3), &half), [(Part::All, 500_000, 2)]);
	assert_eq!(lines(&PackageTerms::Fixed(-3), &half), [(Part::All, 500_000, -1)]);
}

#[test]
fn each_band_has_its_line() {
	let terms =
		PackageTerms::TimeOfUse(Banded { sharp: 1_000, peak: 700, flat: 500, valley: -200 });
	let uses = [
		of(MWH, Band::Valley, 9),
		of(2 * MWH, Band::Sharp, 9),
		of(MWH / 1_000, Band::Sharp, 9),
		of(0, Band::Peak, 9),
	];
	let expected =
		[(Part::Band(Band::Sharp), 2 * MWH + 1_000, 2_001), (Part::Band(Band::Valley), MWH, -200)];
	assert_eq!(lines(&terms, &uses), expected);
}

#[test]
fn tiers_are_filled_one_after_the_other() {
	let terms = tiered(&[(2 * MWH, 500), (3 * MWH, 600), (Energy::MAX, 800)]);
	let month = |energy| lines(&terms, &[of(energy, Band::Flat, 0), of(0, Band::Sharp, 0)]);
	assert_eq!(month(2 * MWH), [(Part::Tier(0), 2 * MWH, 1_000)]);
	assert_eq!(month(2 * MWH + 1), [(Part::Tier(0), 2 * MWH, 1_000), (Part::Tier(1), 1, 0)]);
	assert_eq!(
		month(5 * MWH),
		[
			(Part::Tier(0), 2 * MWH, 1_000),
			(Part::Tier(1), MWH, 600),
			(Part::Tier(2), 2 * MWH, 1_600)
		]
	);
}

#[test]
fn spot_prices_are_kept_within_bounds() {
	let terms = spot(20, 0, 400);
	let at = |spot| lines(&terms, &[of(MWH, Band::Flat, spot)])[0].2;
	assert_eq!((at(100), at(-50), at(390), at(380)), (120, 0, 400, 400));
	assert_eq!((at(Price::MAX), at(Price::MIN)), (400, 0));
	let negative = spot(-30, -100, 400);
	let uses = [of(300_000, Band::Flat, 31), of(300_000, Band::Flat, 31), of(0, Band::Flat, 900)];
	assert_eq!(lines(&negative, &uses), [(Part::Spot, 600_000, 1)]);
}

#[test]
fn nothing_costs_nothing() {
	for terms in [PackageTerms::Fixed(5), spot(5, 0, 9), tiered(&[(Energy::MAX, 5)])] {
		assert_eq!(charge(&terms, &[]), Some(vec![]));
		assert_eq!(charge(&terms, &[of(0, Band::Peak, 7)]), Some(vec![]));
	}
}

#[test]
fn what_is_beyond_all_measure_is_refused() {
	let most = of(Energy::MAX, Band::Flat, Price::MAX);
	let one = of(1, Band::Peak, Price::MAX);
	let open = spot(0, Price::MIN, Price::MAX);
	for terms in [PackageTerms::Fixed(5), tiered(&[(Energy::MAX, 5)]), open.clone()] {
		assert!(charge(&terms, &[most]).is_some());
		assert_eq!(charge(&terms, &[most, one]), None);
		assert_eq!(charge(&terms, &[most, of(1, Band::Flat, 0)]), None);
	}
	let least = lines(&open, &[of(Energy::MAX, Band::Flat, Price::MIN)]);
	assert_eq!(least[0].2, -170_141_183_460_469_231_722_463_931_679_029);
	let mut usage = Usage { product: i128::MAX, ..Usage::default() };
	assert_eq!(usage.add(&open, &of(1, Band::Flat, 1)), None);
}

#[test]
fn only_terms_for_all_energy_are_valid() {
	assert!(PackageTerms::Fixed(-1).is_valid());
	assert!(tiered(&[(1, 5), (2, 4), (3, 9), (4, 1), (Energy::MAX, 0)]).is_valid());
	for tiers in [
		&[][..],
		&[(5, 1)],
		&[(0, 1), (Energy::MAX, 1)],
		&[(5, 1), (5, 2), (Energy::MAX, 1)],
		&[(5, 1), (4, 2), (Energy::MAX, 1)],
		&[(Energy::MAX, 1), (Energy::MAX, 2)],
	] {
		assert!(!tiered(tiers).is_valid(), "{tiers:?}");
	}
	assert!(spot(Price::MIN, 5, 5).is_valid());
	assert!(!spot(0, 5, 4).is_valid());
}

#[test]
fn every_price_is_looked_at() {
	let prices = Banded { sharp: 9, peak: 7, flat: 5, valley: 3 };
	assert!(PackageTerms::TimeOfUse(prices).is_within((3, 9)));
	assert!(!PackageTerms::TimeOfUse(prices).is_within((4, 9)));
	assert!(!PackageTerms::TimeOfUse(prices).is_within((3, 8)));
	assert!(tiered(&[(1, 3), (Energy::MAX, 9)]).is_within((3, 9)));
	assert!(!tiered(&[(1, 3), (Energy::MAX, 9)]).is_within((3, 8)));
	assert!(spot(Price::MAX, 3, 9).is_within((3, 9)));
	assert!(!spot(0, 3, 9).is_within((4, 9)));
	assert!(!spot(0, 3, 9).is_within((3, 8)));
	assert!(!PackageTerms::Fixed(2).is_within((3, 9)));
}

#[test]
fn json_is_exact() {
	let terms = tiered(&[(MWH, 5), (Energy::MAX, -6)]);
	let json = serde_json::to_string(&terms).unwrap();
	let tiers = r#"{"upTo":"1000000","price":5},{"upTo":"18446744073709551615","price":-6}"#;
	assert_eq!(json, format!(r#"{{"tiered":[{tiers}]}}"#));
	assert_eq!(serde_json::from_str::<PackageTerms>(&json).unwrap(), terms);
	let line = ChargeLine { part: Part::Tier(1), energy: 7, cost: i128::MIN };
	let json = serde_json::to_string(&line).unwrap();
	assert_eq!(serde_json::from_str::<ChargeLine>(&json).unwrap(), line);
	assert!(json.contains(r#""cost":"-1701"#), "{json}");
}

fn uses() -> impl Strategy<Value = Vec<IntervalUse>> {
	let interval = (0..5 * MWH, prop::sample::select(BANDS.to_vec()), -900..2_000 as Price);
	prop::collection::vec(interval.prop_map(|(import, band, spot)| of(import, band, spot)), 0..60)
}

fn sum(uses: &[IntervalUse], price: impl Fn(&IntervalUse) -> Price) -> i128 {
	uses.iter().map(|it| i128::from(it.import) * i128::from(price(it))).sum()
}

/// Half up, by another way than in the code.
fn rounded(product: i128) -> i128 {
	(2 * product + 1_000_000).div_euclid(2_000_000)
}

proptest! {
	#[test]
	fn charges_are_the_rounded_sums(
		uses in uses(),
		prices in prop::array::uniform4(-900..2_000 as Price),
		fee in -300..300 as Price,
		floor in -500..500 as Price,
		width in 0..1_000 as Price,
	) {
		let [sharp, peak, flat, valley] = prices;
		let all: Energy = uses.iter().map(|it| it.import).sum();
		let fixed = lines(&PackageTerms::Fixed(sharp), &uses);
		prop_assert_eq!(
			fixed,
			if all > 0 { vec![(Part::All, all, rounded(sum(&uses, |_| sharp)))] } else { vec![] }
		);
		let banded = Banded { sharp, peak, flat, valley };
		let by_band = charge(&PackageTerms::TimeOfUse(banded), &uses).unwrap();
		for line in &by_band {
			let Part::Band(band) = line.part else { panic!("{line:?}") };
			let its: Vec<_> = uses.iter().copied().filter(|it| it.band == band).collect();
			prop_assert_eq!(line.cost, rounded(sum(&its, |_| banded.of(band))));
		}
		prop_assert_eq!(by_band.iter().map(|line| line.energy).sum::<Energy>(), all);
		let terms = spot(fee, floor, floor + width);
		let expected = rounded(sum(&uses, |it| (it.spot + fee).clamp(floor, floor + width)));
		prop_assert_eq!(total(&charge(&terms, &uses).unwrap()), expected);
	}

	#[test]
	fn each_wh_is_in_its_tier(
		energy in 0..40 as Energy,
		bounds in prop::collection::btree_set(1..30 as Energy, 0..4),
		prices in prop::array::uniform5(-3..9 as Price),
	) {
		// In units of 250 kWh, so that a unit costs a quarter of the price.
		let unit = MWH / 4;
		let mut tiers: Vec<_> =
			bounds.iter().zip(prices).map(|(bound, price)| (bound * unit, price)).collect();
		tiers.push((Energy::MAX, prices[4]));
		let terms = tiered(&tiers);
		prop_assert!(terms.is_valid());
		let mut quarters = vec![0; tiers.len()];
		for place in 0..energy {
			let tier = tiers.iter().position(|(up_to, _)| place * unit < *up_to).unwrap();
			quarters[tier] += 1;
		}
		let expected: Vec<_> = (0..).zip(quarters).filter(|(_, count)| *count > 0).map(|(tier, count)| {
			let price = tiers[tier as usize].1;
			(Part::Tier(tier), count * unit, (2 * i128::from(count) * i128::from(price) + 4).div_euclid(8))
		}).collect();
		let uses = vec![of(unit, Band::Peak, 0); energy as usize];
		prop_assert_eq!(lines(&terms, &uses), expected);
	}

	#[test]
	fn a_month_may_be_gone_through_in_steps(uses in uses(), cut in 0..60_usize) {
		let terms = spot(10, 0, 900);
		let (first, second) = uses.split_at(cut.min(uses.len()));
		let mut usage = Usage::default();
		for it in first {
			usage.add(&terms, it).unwrap();
		}
		let stored = codec::Encode::encode(&usage);
		let mut usage: Usage = codec::Decode::decode(&mut &stored[..]).unwrap();
		for it in second {
			usage.add(&terms, it).unwrap();
		}
		prop_assert_eq!(usage.charge(&terms), charge(&terms, &uses));
	}
}
