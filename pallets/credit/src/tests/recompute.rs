// SPDX-License-Identifier: Apache-2.0

//! What the crate documentation promises to whoever recomputes a score.

use super::*;
use covenant_primitives::{time, Outcome};
use proptest::prelude::*;
use sp_core::U256;

/// A score recomputed from events alone, by the three steps that the crate documentation
/// publishes, in arithmetic of another width.
struct Outsider {
	day: u32,
	weight: U256,
	value: U256,
}

impl Outsider {
	fn decay(sum: U256, days: u32) -> U256 {
		let one = U256::one() << 63;
		let (halvings, rest) = (days / HalfLife::get(), days % HalfLife::get());
		let fraction = U256::from(rest) * one / U256::from(HalfLife::get());
		let mut root = one / 2;
		let mut mantissa = one;
		for k in 1..=63 {
			root = (root * one).integer_sqrt();
			if fraction.bit(63 - k) {
				mantissa = mantissa * root / one;
			}
		}
		(sum * mantissa / one) >> halvings
	}

	fn on(&self, day: u32) -> Self {
		let days = day - self.day;
		Self { day, weight: Self::decay(self.weight, days), value: Self::decay(self.value, days) }
	}

	fn score(&self) -> u16 {
		let unit = U256::one() << 64;
		let prior = unit * U256::from(PriorWeight::get());
		((prior * U256::from(PriorScore::get()) + self.value) / (prior + self.weight))
			.low_u32()
			.try_into()
			.unwrap()
	}

	/// Follows the events and checks each score on the way.
	fn follow(events: &[Event<Test>]) -> Self {
		let mut sums = Self { day: 0, weight: 0.into(), value: 0.into() };
		for (expected, event) in (0u64..).zip(events) {
			let Event::Reported { index, report, at, score, .. } = event else { continue };
			assert_eq!(*index, expected);
			let worth = match report.outcome {
				Fulfilled => 1_000u32,
				Late => 500,
				Breached | DisputeUpheld => 0,
			};
			sums = sums.on(time::day(*at));
			let weight = U256::from(report.weight) << 64;
			sums.weight += weight;
			sums.value += weight * U256::from(worth);
			assert_eq!(sums.score(), *score);
		}
		sums
	}
}

/// The points of all parts, in millionths, and how many items there are.
fn explained() -> (u64, u64) {
	let score = Credit::credit_score(BANK).unwrap();
	let items = items();
	assert_eq!(items.len() as u64, score.items);
	let points = items
		.iter()
		.map(|item| &item.contribution)
		.chain([&score.prior, &score.opening])
		.map(|part| u64::from(part.points))
		.sum();
	(points, score.items)
}

fn outcomes() -> impl Strategy<Value = Outcome> {
	prop_oneof![Just(Fulfilled), Just(Late), Just(Breached), Just(DisputeUpheld)]
}

fn days() -> impl Strategy<Value = u32> {
	prop_oneof![4 => Just(0u32), 4 => Just(1u32), 2 => 0..100u32, 1 => 0..5_000u32]
}

fn weights() -> impl Strategy<Value = u16> {
	prop_oneof![4 => 1..100u16, 1 => any::<u16>()]
}

#[test]
fn published_story() {
	// Computed by a program that knows nothing but the crate documentation.
	ExtBuilder::build_and_execute(|| {
		for (day, outcome, weight, expected) in [
			(20_000, Fulfilled, 5, 733),
			(20_000, Late, 3, 694),
			(20_030, Breached, 20, 317),
			(20_200, Fulfilled, 65_535, 999),
			(20_201, DisputeUpheld, 1, 999),
			(21_000, Late, 65_535, 521),
		] {
			set_day(day);
			report(outcome, weight);
			assert_eq!(score(), expected);
		}
		let Totals { weight, value } = Records::<Test>::get(BANK).unwrap().totals;
		assert_eq!(weight, 1_264_444_318_211_901_790_160_207);
		assert_eq!(value, 659_980_387_867_932_905_857_491_418);
	});
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(96))]

	#[test]
	fn events_are_enough_and_the_parts_make_the_whole(
		reports in prop::collection::vec((days(), outcomes(), weights()), 1..60),
		idle in days(),
		constants in (1..=36_500u32, 0..=1_000u16, 1..1_000u32, 1..30u32),
	) {
		ExtBuilder::build_and_execute(|| {
			let (half_life, prior_score, prior_weight, max_items) = constants;
			HalfLife::set(half_life);
			PriorScore::set(prior_score);
			PriorWeight::set(prior_weight);
			MaxItems::set(max_items);

			let mut today = START;
			for (days, outcome, weight) in reports {
				today += days;
				set_day(today);
				report(outcome, weight);
				Credit::do_try_state().unwrap();
			}
			today += idle;
			set_day(today);

			let sums = Outsider::follow(&events()).on(today);
			let score = Credit::credit_score(BANK).unwrap();
			assert_eq!(U256::from(score.weight), sums.weight);
			assert_eq!(U256::from(score.value), sums.value);
			assert_eq!(score.score, sums.score());

			let whole = u64::from(score.score) * 1_000_000;
			let (parts, items) = explained();
			assert!(parts + items + 3 >= whole, "{parts} {whole}");
			assert!(parts < whole + 1_000_001, "{parts} {whole}");
		});
	}

	#[test]
	fn it_is_the_formula(
		reports in prop::collection::vec((days(), outcomes(), weights()), 1..60),
		half_life in 1..3_650u32,
	) {
		ExtBuilder::build_and_execute(|| {
			HalfLife::set(half_life);
			let mut today = START;
			let mut seen = Vec::new();
			for (days, outcome, weight) in reports {
				today += days;
				set_day(today);
				report(outcome, weight);
				seen.push((today, outcome, weight));

				let (weight, value) = seen.iter().fold((10.0, 6_000.0), |(sum, value), item| {
					let age = f64::from(today - item.0) / f64::from(half_life);
					let left = f64::from(item.2) * (-age).exp2();
					(sum + left, value + left * f64::from(worth(item.1)))
				});
				let exact: f64 = value / weight;
				let score = f64::from(score());
				assert!(score <= exact + 1e-6 && exact < score + 1.0 + 1e-6, "{score} {exact}");
			}
		});
	}
}
