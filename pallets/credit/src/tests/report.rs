// SPDX-License-Identifier: Apache-2.0

use super::*;
use frame_support::{assert_storage_noop, traits::Hooks};

#[test]
fn a_report_is_an_item_and_an_event() {
	ExtBuilder::build_and_execute(|| {
		set_time(u64::from(START) * DAY + 5);
		report(Fulfilled, 10);
		report(Breached, 20);
		assert_eq!(
			events(),
			[
				Event::Reported {
					organization: BANK,
					index: 0,
					report: outcome(Fulfilled, 10),
					at: u64::from(START) * DAY + 5,
					score: 800,
				},
				Event::Reported {
					organization: BANK,
					index: 1,
					report: outcome(Breached, 20),
					at: u64::from(START) * DAY + 5,
					score: 400,
				},
			]
		);
		assert_eq!(
			Items::<Test>::get(BANK, 1),
			Some(Item { report: outcome(Breached, 20), at: u64::from(START) * DAY + 5 })
		);
	});
}

#[test]
fn a_report_on_an_unknown_organization_is_dropped() {
	ExtBuilder::build_and_execute(|| {
		assert_storage_noop!(Credit::report(NOBODY, outcome(Fulfilled, 1)));
	});
}

#[test]
fn a_report_of_no_weight_is_dropped() {
	ExtBuilder::build_and_execute(|| {
		assert_storage_noop!(report(Breached, 0));
	});
}

#[test]
fn organizations_do_not_mix() {
	ExtBuilder::build_and_execute(|| {
		report(Breached, 10);
		Credit::report(SCHOOL, outcome(Fulfilled, 10));
		assert_eq!(score(), 300);
		assert_eq!(score_of(SCHOOL), Some(800));
		assert_eq!(Records::<Test>::get(SCHOOL).map(|record| record.next), Some(1));
	});
}

#[test]
fn the_oldest_item_makes_room_for_the_newest() {
	ExtBuilder::build_and_execute(|| {
		for day in 0..9 {
			set_day(START + day);
			report(Late, 1);
			let record = Records::<Test>::get(BANK).unwrap();
			assert_eq!(record.kept(), u64::from(day + 1).min(4));
		}
		let record = Records::<Test>::get(BANK).unwrap();
		assert_eq!((record.first, record.next), (5, 9));
		assert_eq!(Items::<Test>::iter().count(), 4);
	});
}

#[test]
fn after_fewer_items_are_kept_each_report_folds_two() {
	ExtBuilder::build_and_execute(|| {
		for _ in 0..4 {
			report(Late, 1);
		}
		MaxItems::set(1);
		for kept in [3, 2, 1, 1] {
			report(Late, 1);
			assert_eq!(Records::<Test>::get(BANK).unwrap().kept(), kept);
		}
		MaxItems::set(3);
		for kept in [2, 3, 3] {
			report(Late, 1);
			assert_eq!(Records::<Test>::get(BANK).unwrap().kept(), kept);
		}
	});
}

#[test]
fn constants_fit_together() {
	ExtBuilder::build_and_execute(Credit::integrity_test);
}

#[test]
#[should_panic = "half-life"]
fn a_half_life_of_nothing_is_refused() {
	ExtBuilder::build_and_execute(|| {
		HalfLife::set(0);
		Credit::integrity_test();
	});
}

#[test]
#[should_panic = "the prior score is no score"]
fn a_prior_score_above_the_best_is_refused() {
	ExtBuilder::build_and_execute(|| {
		PriorScore::set(1_001);
		Credit::integrity_test();
	});
}

#[test]
#[should_panic = "without a prior"]
fn a_prior_of_no_weight_is_refused() {
	ExtBuilder::build_and_execute(|| {
		PriorWeight::set(0);
		Credit::integrity_test();
	});
}

#[test]
#[should_panic = "no item would be kept"]
fn keeping_no_items_is_refused() {
	ExtBuilder::build_and_execute(|| {
		MaxItems::set(0);
		Credit::integrity_test();
	});
}
