// SPDX-License-Identifier: Apache-2.0

//! Deadlines in 2026, as a program of its own computed them from the State Council's notice: in
//! Python, with `datetime`, a day at a time.

use super::*;

/// When it was asked, the working days, and the end of the last one, in UTC milliseconds.
const ANSWERS: [(&str, Moment, u8, Moment); 18] = [
	("Tuesday before National Day: to 10-12", 1_790_647_200_000, 5, 1_791_820_800_000),
	("Friday evening in a plain week: to 03-10", 1_772_791_200_000, 2, 1_773_158_400_000),
	("Friday before Spring Festival: to 02-24", 1_770_976_800_000, 2, 1_771_948_800_000),
	("Friday before a worked Saturday: to 10-12", 1_791_540_000_000, 2, 1_791_820_800_000),
	("03-10, 23:59:59: to 03-11", 1_773_158_399_000, 1, 1_773_244_800_000),
	("03-11, 00:00:00: to 03-12", 1_773_158_400_000, 1, 1_773_331_200_000),
	("03-10, 23:59:59, no days: to 03-10", 1_773_158_399_000, 0, 1_773_158_400_000),
	("five over the Spring Festival: to 02-27", 1_770_944_400_000, 5, 1_772_208_000_000),
	("ten over the Spring Festival: to 03-05", 1_770_944_400_000, 10, 1_772_726_400_000),
	("into 2027, of which nothing is declared: to 01-04", 1_798_689_600_000, 2, 1_799_078_400_000),
	("New Year's Eve 2025: to Sunday, 2026-01-04", 1_767_153_600_000, 1, 1_767_542_400_000),
	("New Year's Eve 2025: to 2026-01-05", 1_767_153_600_000, 2, 1_767_628_800_000),
	("New Year's Eve 2025: to 2026-01-29", 1_767_153_600_000, 20, 1_769_702_400_000),
	("the 248 working days of the year: to 2026-12-31", 1_767_153_600_000, 248, 1_798_732_800_000),
	("before Labor Day: to 05-11", 1_777_539_600_000, 5, 1_778_515_200_000),
	("Friday before a worked Sunday: to 09-24", 1_789_722_000_000, 5, 1_790_265_600_000),
	("over Mid-Autumn and National Day: to 10-15", 1_790_208_000_000, 10, 1_792_080_000_000),
	("the most that can be asked: to 2027-01-11", 1_767_196_800_000, 255, 1_799_683_200_000),
];

#[test]
fn deadlines_of_2026() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(declare(&notice_of_2026()));
		for (what, from, days, end) in ANSWERS {
			assert_eq!(Calendar::after(from, days), end, "{what}");
		}
	});
}

#[test]
fn working_days_of_each_month() {
	ExtBuilder { days: notice_of_2026() }.build_and_execute(|| {
		let worked =
			|month| Calendar::month(2026, month).iter().filter(|day| day.kind == Working).count();
		let months: Vec<_> = (1..=12).map(worked).collect();
		assert_eq!(months, [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23]);
		assert_eq!(months.iter().sum::<usize>(), 248);
	});
}
