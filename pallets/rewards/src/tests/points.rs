// SPDX-License-Identifier: Apache-2.0

//! What counts.

use super::*;

fn points(organization: OrganizationId) -> u64 {
	Points::<Test>::get(month(0), organization)
}

#[test]
fn what_was_had_counts_by_its_rating() {
	ExtBuilder::build_and_execute(|| {
		rate(COMPANY, SCHOOL, 50);
		rate(COMPANY, COLLEGE, 32);
		rate(SPONSOR, SCHOOL, 10);
		assert_eq!((points(SCHOOL), points(COLLEGE), points(COMPANY)), (60, 32, 0));
		assert_eq!(AllPoints::<Test>::get(month(0)), 92);
		let counted = Event::Counted { month: month(0), owner: SCHOOL, user: SPONSOR, points: 10 };
		System::assert_last_event(counted.into());
	});
}

#[test]
fn a_pair_counts_so_often_in_a_month_whoever_it_was() {
	ExtBuilder::build_and_execute(|| {
		rate(COMPANY, SCHOOL, 50);
		rate(SCHOOL, COMPANY, 50);
		rate(COMPANY, SCHOOL, 50);
		System::reset_events();
		rate(COMPANY, SCHOOL, 50);
		rate(SCHOOL, COMPANY, 50);
		assert_eq!((points(SCHOOL), points(COMPANY)), (100, 50));
		assert_eq!(System::events(), []);
		rate(COMPANY, COLLEGE, 50);
		assert_eq!(points(COLLEGE), 50);
		pass(1);
		rate(COMPANY, SCHOOL, 40);
		assert_eq!(Points::<Test>::get(month(1), SCHOOL), 40);
		assert_eq!(points(SCHOOL), 100);
	});
}

#[test]
fn nobody_counts_for_itself() {
	ExtBuilder::build_and_execute(|| {
		rate(SCHOOL, SCHOOL, 50);
		assert_eq!(points(SCHOOL), 0);
	});
}

#[test]
fn months_are_those_of_local_time() {
	ExtBuilder::build_and_execute(|| {
		Now::set(START - 1);
		rate(COMPANY, SCHOOL, 50);
		assert_eq!(points(SCHOOL), 0);
		Now::set(START);
		rate(COMPANY, SCHOOL, 50);
		assert_eq!(points(SCHOOL), 50);
		Now::set(START + 31 * DAY - 1);
		rate(COMPANY, SCHOOL, 50);
		assert_eq!(points(SCHOOL), 100);
	});
}
