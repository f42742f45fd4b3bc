// SPDX-License-Identifier: Apache-2.0

use super::*;

#[test]
fn a_newcomer_has_the_prior_score() {
	ExtBuilder::build_and_execute(|| {
		assert_eq!(score(), 600);
		assert_eq!(score_of(NOBODY), None);
		assert_eq!(Credit::credit_score(NOBODY), None);
	});
}

#[test]
fn each_outcome_pulls_to_what_it_is_worth() {
	for (outcome, expected) in [(Fulfilled, 999), (Late, 500), (Breached, 0), (DisputeUpheld, 0)] {
		ExtBuilder::build_and_execute(|| {
			report(outcome, u16::MAX);
			assert_eq!(score(), expected);
		});
	}
}

#[test]
fn the_prior_weight_says_how_quickly_a_score_moves() {
	for (prior_weight, expected) in [(1, 37), (10, 240), (100, 521), (u32::MAX, 599)] {
		ExtBuilder::build_and_execute(|| {
			PriorWeight::set(prior_weight);
			report(Breached, 15);
			assert_eq!(score(), expected);
		});
	}
}

#[test]
fn a_report_counts_for_half_after_a_half_life() {
	ExtBuilder::build_and_execute(|| {
		report(Breached, 20);
		// 10 · 600 / (10 + 20)
		assert_eq!(score(), 200);
		set_time(u64::from(START + 1) * DAY - 1);
		assert_eq!(score(), 200);
		set_day(START + 1);
		assert_eq!(score(), 200);
		set_day(START + 180);
		// 10 · 600 / (10 + 10)
		assert_eq!(score(), 300);
		set_day(START + 360);
		assert_eq!(score(), 400);
		set_day(START + 180 * 60);
		assert_eq!(score(), 599);
		set_day(START + 180 * 200);
		assert_eq!(score(), 600);
		set_day(u32::MAX);
		assert_eq!(score(), 600);
	});
}

#[test]
fn a_day_moves_a_score_without_any_report() {
	ExtBuilder::build_and_execute(|| {
		report(Breached, 1_000);
		let today = score();
		set_day(START + 100);
		assert!(score() > today);
		// Nothing was written.
		assert_eq!(Records::<Test>::get(BANK).unwrap().day, START);
	});
}

#[test]
fn what_is_older_counts_less() {
	ExtBuilder::build_and_execute(|| {
		report(Breached, 10);
		set_day(START + 180);
		report(Fulfilled, 10);
		// (10 · 600 + 10 · 1000) / (10 + 5 + 10)
		assert_eq!(score(), 640);
	});
}

#[test]
fn a_billion_heavy_reports_do_not_overflow() {
	ExtBuilder::build_and_execute(|| {
		report(Fulfilled, u16::MAX);
		Records::<Test>::mutate(BANK, |record| {
			let record = record.as_mut().unwrap();
			let billion = 1_000_000_000;
			record.opening.weight = record.totals.weight * (billion - 1);
			record.opening.value = record.totals.value * (billion - 1);
			record.totals.weight *= billion;
			record.totals.value *= billion;
		});
		report(Fulfilled, u16::MAX);
		assert_eq!(score(), 999);
		set_day(START + 180 * 40);
		// Some 60 of 65,535,000,000,000 are left.
		assert_eq!(score(), 600 + 400 * 59 / (59 + 10));
	});
}

#[test]
fn a_score_says_what_it_is_made_of() {
	ExtBuilder::build_and_execute(|| {
		for _ in 0..5 {
			report(Fulfilled, 2);
		}
		set_day(START + 180);
		let score = Credit::credit_score(BANK).unwrap();
		assert_eq!(
			serde_json::to_value(&score).unwrap(),
			serde_json::json!({
				// (10 · 600 + 5 · 1000) / 15
				"score": 733,
				"day": START + 180,
				"halfLife": 180,
				"priorScore": 600,
				"priorWeight": 10,
				"weight": (5u128 << 64).to_string(),
				"value": (5_000u128 << 64).to_string(),
				"reports": 5,
				"items": 4,
				"prior": { "weight": "10000000", "points": 400_000_000 },
				"opening": { "weight": "1000000", "points": 66_666_666 },
			})
		);
	});
}
