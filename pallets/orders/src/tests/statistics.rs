// SPDX-License-Identifier: Apache-2.0

//! What organizations did, earned and spent, month by month.

use super::*;
use covenant_primitives::time::MINUTE;

/// The first moment of November, local time.
const NOVEMBER: Moment = START + 17 * DAY;

fn in_month(organization: OrganizationId, month: &str) -> Figures {
	FiguresOf::<Test>::get(organization, month.parse::<Month>().unwrap())
}

fn turned_over(organization: OrganizationId, month: &str, asset: AssetId) -> (Amount, Amount) {
	let month = month.parse::<Month>().unwrap();
	let Turnover { earned, spent } = Turnovers::<Test>::get(organization, (month, asset));
	(earned, spent)
}

#[test]
fn a_month_begins_at_midnight_local_time() {
	ExtBuilder::build_and_execute(|| {
		let course = course();
		pass(17 * DAY - 1);
		ordered(course, ask(1_000));
		pass(1);
		assert_eq!(Now::get(), NOVEMBER);
		ordered(course, ask(1_000));
		ordered(course, ask(1_000));
		assert_eq!(in_month(SCHOOL, "2026-10").asked, 1);
		assert_eq!(in_month(SCHOOL, "2026-11").asked, 2);
	});
}

/// Everything that is counted, against what one counts by hand.
#[test]
fn what_was_done_in_two_months_is_counted() {
	ExtBuilder::build_and_execute(|| {
		let terms = Conditions { answer: 3 * DAY, ..conditions(Method::Statement) };
		let course = offered(Kind::Course, price(100, Per::Use), terms);
		share(course, &[(party(COLLEGE), UNIT / 4), (party(SCHOOL), UNIT / 4 * 3)]);
		let dollars = Some(Price { asset: USD, amount: 7, per: Per::Slot });
		let lab = offered(Kind::Facility, dollars, at_once(Method::Attendance));

		// October: answered after an hour, five minutes and a minute; one lapses.
		let five = ordered(course, Ask { quantity: 5, ..ask(500) });
		let refused = ordered(course, ask(100));
		ordered(course, ask(100));
		pass(MINUTE);
		assert_ok!(Market::refuse(signed(DEAN), refused, H256::zero()));
		let fails = ordered(course, ask(100));
		pass(5 * MINUTE);
		assert_ok!(Market::approve(signed(DEAN), fails));
		pass(HOUR - 6 * MINUTE);
		assert_ok!(Market::approve(signed(DEAN), five));
		assert_ok!(deliver(five, statement()));
		assert_ok!(accept(five));
		let slots = Slots { units: 2, ..hours(30, 3) };
		let booked = ordered(lab, Ask { slots: Some(slots), ..ask(42) });
		pass(29 * HOUR);
		assert_ok!(accept(booked));
		let part = confirmed(course, ask(100));
		assert_ok!(deliver(part, statement()));
		assert_ok!(accept_part(part, 40));
		assert_ok!(agree_part(part, 40));
		pass(3 * DAY);
		let october = Figures {
			asked: 6,
			answered: 4,
			answer_time: HOUR + 6 * MINUTE,
			settled: 3,
			failed: 1,
			used: 5 + 6 + 1,
			minutes: 360,
		};
		assert_eq!(in_month(SCHOOL, "2026-10"), october);
		assert_eq!(turned_over(SCHOOL, "2026-10", CNY), (375 + 30, 0));
		assert_eq!(turned_over(COLLEGE, "2026-10", CNY), (125 + 10, 0));
		assert_eq!(turned_over(COMPANY, "2026-10", CNY), (0, 540));
		assert_eq!(turned_over(SCHOOL, "2026-10", USD), (42, 0));
		assert_eq!(turned_over(COMPANY, "2026-10", USD), (0, 42));

		// What begins in October and ends in November is counted where it happens.
		let over = ordered(course, ask(100));
		pass(NOVEMBER - Now::get() - 1);
		let late = ordered(course, ask(100));
		pass(2);
		assert_ok!(Market::approve(signed(DEAN), late));
		pass(DAY - 1);
		assert_ok!(cancel(MANAGER, late));
		assert_eq!(status(over), Status::Lapsed);
		assert_eq!(in_month(SCHOOL, "2026-10"), Figures { asked: 8, ..october });
		let november = Figures { answered: 1, answer_time: 2, ..Figures::default() };
		assert_eq!(in_month(SCHOOL, "2026-11"), november);
		assert_eq!(turned_over(SCHOOL, "2026-11", CNY), (15, 0));
		assert_eq!(turned_over(COLLEGE, "2026-11", CNY), (5, 0));
		assert_eq!(turned_over(COMPANY, "2026-11", CNY), (0, 20));
		assert_eq!(turned_over(SCHOOL, "2026-10", CNY), (405, 0));

		// The same by resource.
		let of = |resource, month: &str| {
			FiguresFor::<Test>::get(resource, month.parse::<Month>().unwrap())
		};
		let of_lab = Figures { asked: 1, settled: 1, used: 6, minutes: 360, ..Figures::default() };
		assert_eq!(of(lab, "2026-10"), of_lab);
		let of_course = Figures { asked: 7, settled: 2, used: 6, minutes: 0, ..october };
		assert_eq!(of(course, "2026-10"), of_course);
		assert_eq!((of(course, "2026-11"), of(lab, "2026-11")), (november, Figures::default()));

		// Whoever buys, or only shares, did nothing that is counted.
		for organization in [COMPANY, COLLEGE, COURT] {
			for month in ["2026-10", "2026-11"] {
				assert_eq!(in_month(organization, month), Figures::default());
			}
		}
	});
}

/// A seller answers what it is asked for, and what is confirmed at once is not asked.
#[test]
fn only_its_own_answers_count() {
	ExtBuilder::build_and_execute(|| {
		let course = offered(Kind::Course, price(10, Per::Use), at_once(Method::Statement));
		ordered(course, ask(10));
		let waits = self::course();
		let ids = [ordered(waits, ask(1_000)), ordered(waits, ask(1_000))];
		assert_ok!(Market::withdraw(signed(MANAGER), ids[0]));
		pass(HOUR);
		assert_eq!(status(ids[1]), Status::Lapsed);
		let Figures { asked, answered, answer_time, .. } = figures(SCHOOL);
		assert_eq!((asked, answered, answer_time), (3, 0, 0));
	});
}

#[test]
fn a_project_counts_once_when_it_is_settled() {
	ExtBuilder::build_and_execute(|| {
		let id = project(&[100, 200]);
		assert_ok!(deliver(id, statement()));
		assert_ok!(accept(id));
		assert_eq!((figures(SCHOOL).settled, figures(SCHOOL).used), (0, 0));
		assert_eq!((turnover(SCHOOL), turnover(COMPANY)), ((100, 0), (0, 100)));
		assert_ok!(deliver(id, statement()));
		assert_ok!(accept(id));
		assert_eq!((figures(SCHOOL).settled, figures(SCHOOL).used), (1, 1));
		assert_eq!((turnover(SCHOOL), turnover(COMPANY)), ((300, 0), (0, 300)));
	});
}

/// A resource keeps what was done with it, whoever it belongs to.
#[test]
fn what_was_done_stays_with_the_resource_and_with_whom_did_it() {
	ExtBuilder::build_and_execute(|| {
		let course = course();
		let id = confirmed(course, ask(1_000));
		change(course, |offer| offer.owner = COLLEGE);
		ordered(course, ask(1_000));
		assert_ok!(deliver(id, statement()));
		assert_ok!(accept(id));
		let of_course = FiguresFor::<Test>::get(course, month());
		assert_eq!((of_course.asked, of_course.settled), (2, 1));
		assert_eq!((figures(SCHOOL).asked, figures(SCHOOL).settled), (1, 1));
		assert_eq!((figures(COLLEGE).asked, figures(COLLEGE).settled), (1, 0));
	});
}

#[test]
fn what_is_earned_is_counted_before_it_is_collected() {
	ExtBuilder::build_and_execute(|| {
		let id = delivered();
		block(SCHOOL.0.into(), true);
		assert_ok!(accept(id));
		assert_eq!(turnover(SCHOOL), (1_000, 0));
		block(SCHOOL.0.into(), false);
		pass(17 * DAY);
		assert_ok!(Market::collect(signed(STRANGER), id, party(SCHOOL)));
		assert_eq!(turnover(SCHOOL), (0, 0));
		assert_eq!(turned_over(SCHOOL, "2026-10", CNY), (1_000, 0));
	});
}

#[test]
fn what_goes_back_is_neither_earned_nor_spent() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(cancel(MANAGER, begun()));
		let id = begun();
		pass(DAY);
		assert_eq!(status(id), Status::Failed);
		assert_eq!(Turnovers::<Test>::iter().count(), 0);
	});
}

#[test]
fn what_persons_earn_is_not_counted() {
	ExtBuilder::build_and_execute(|| {
		let course = course();
		share(course, &[(Party::Person(AUTHOR), UNIT)]);
		let id = confirmed(course, ask(1_000));
		assert_ok!(deliver(id, statement()));
		assert_ok!(accept(id));
		assert_eq!((turnover(SCHOOL), turnover(COMPANY)), ((0, 0), (0, 1_000)));
		assert_eq!(Turnovers::<Test>::iter().count(), 1);
	});
}

/// How long places were in use is what was booked in the end.
#[test]
fn slots_that_were_moved_count_where_they_are() {
	ExtBuilder::build_and_execute(|| {
		let id = booked(10);
		assert_ok!(Market::reschedule(signed(MANAGER), id, hours(12, 1).first));
		pass(12 * HOUR);
		assert_ok!(deliver(id, statement()));
		assert_eq!(figures(SCHOOL).minutes, 0);
		pass(2 * DAY);
		let Figures { settled, used, minutes, .. } = figures(SCHOOL);
		assert_eq!((settled, used, minutes), (1, 3, 180));
	});
}
