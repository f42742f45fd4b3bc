// SPDX-License-Identifier: Apache-2.0

use super::*;
use sp_runtime::traits::BadOrigin;

/// The day on which tests begin, at eight in the morning.
const TODAY: Day = 20_741;

#[test]
fn whoever_runs_the_market_publishes_prices() {
	ExtBuilder::build_and_execute(|| {
		let all = prices_at(&[(3, -5, 7), (47, 2, 0)]);
		assert_ok!(publish(FIRST, all.clone()));
		assert_eq!(Settlement::query_prices(MARKET, FIRST), Some(all));
		assert_eq!(Settlement::query_prices(MARKET, FIRST + 1), None);
		let actor = covenant_primitives::Actor { account: 101, organization: OrganizationId(1) };
		let event = Event::PricesPublished { market: MARKET, day: FIRST, by: actor };
		assert_eq!(events(), [event]);
	});
}

#[test]
fn nobody_else_does() {
	ExtBuilder::build_and_execute(|| {
		let publish =
			|origin, market| Settlement::publish_prices(origin, market, FIRST, prices(1, 1));
		assert_noop!(publish(by(PLANT), MARKET), Error::<Test>::NotAuthorized);
		assert_noop!(publish(by(EXCHANGE), MarketId(1)), Error::<Test>::NotFound);
		assert_noop!(publish(by(HOUSE), MARKET), DispatchError::Other("no operator"));
		assert_noop!(publish(RuntimeOrigin::none(), MARKET), BadOrigin);
		assert_noop!(publish(RuntimeOrigin::root(), MARKET), BadOrigin);
		Lacking::set([(OrganizationId(1), Capability::OperateMarket)].into());
		let lacks = DispatchError::Other("capability lacking");
		assert_noop!(publish(by(EXCHANGE), MARKET), lacks);
		Suspended::set([OrganizationId(1)].into());
		assert_noop!(publish(by(EXCHANGE), MARKET), DispatchError::Other("suspended"));
	});
}

#[test]
fn a_day_has_prices_once_it_is_over() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(publish(TODAY - 1, prices(1, 1)));
		assert_noop!(publish(TODAY, prices(1, 1)), Error::<Test>::TooEarly);
		assert_noop!(publish(Day::MAX, prices(1, 1)), Error::<Test>::TooEarly);
		let end = TIMETABLE.start_of_day(TODAY + 1);
		Now::set(end - 1);
		assert_noop!(publish(TODAY, prices(1, 1)), Error::<Test>::TooEarly);
		Now::set(end);
		assert_ok!(publish(TODAY, prices(1, 1)));
	});
}

#[test]
fn every_interval_has_both_prices() {
	ExtBuilder::build_and_execute(|| {
		let of = |count| Prices::try_from(vec![1; count]).unwrap();
		for (day_ahead, real_time) in [(47, 48), (49, 48), (48, 47), (48, 49), (0, 48), (48, 0)] {
			let prices = DayPrices { day_ahead: of(day_ahead), real_time: of(real_time) };
			assert_noop!(publish(FIRST, prices), Error::<Test>::InvalidPrices);
		}
		Times::mutate(|times| times.length = 15 * MINUTE);
		assert_noop!(publish(FIRST, prices(1, 1)), Error::<Test>::InvalidPrices);
		assert_ok!(publish(FIRST, DayPrices { day_ahead: of(96), real_time: of(96) }));
	});
}

#[test]
fn prices_keep_within_bounds() {
	ExtBuilder::build_and_execute(|| {
		for beyond in [-100_001, 10_000_001] {
			for prices in [prices_at(&[(47, beyond, 0)]), prices_at(&[(0, 0, beyond)])] {
				assert_noop!(publish(FIRST, prices), Error::<Test>::PriceOutOfBounds);
			}
		}
		assert_ok!(publish(FIRST, prices(-100_000, 10_000_000)));
	});
}

#[test]
fn there_are_no_prices_before_there_are_rules() {
	ExtBuilder::build_and_execute(|| {
		RulesSince::set(FIRST + 20);
		assert_noop!(publish(FIRST - 1, prices(1, 1)), Error::<Test>::NoRules);
		// The month is settled by the rules of its last day.
		assert_ok!(publish(FIRST, prices(1, 1)));
	});
}

#[test]
fn prices_are_put_right_by_publishing_them_again() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(publish(FIRST, prices(1, 2)));
		assert_ok!(publish(FIRST, prices(3, 4)));
		assert_eq!(Settlement::query_prices(MARKET, FIRST), Some(prices(3, 4)));
		assert_eq!(events().len(), 2);
	});
}

/// How a run is, without the details.
fn name(status: &Status) -> String {
	format!("{status:?}").chars().take_while(|it| it.is_alphabetic()).collect()
}

#[test]
fn prices_of_a_month_that_is_settled_do_not_change() {
	ExtBuilder::build_and_execute(|| {
		debts();
		assert_ok!(start());
		let mut seen = Vec::new();
		for _ in 0..100 {
			let before = name(&status());
			if seen.last() != Some(&before) {
				seen.push(before);
			}
			for day in [FIRST, END - 1] {
				assert_noop!(publish(day, prices(1, 1)), Error::<Test>::Fixed);
			}
			match status() {
				Status::Preliminary { until } | Status::Payable { until } => Now::set(until),
				_ => {}
			}
			if advance(1).is_err() {
				break;
			}
		}
		// Once bills are final it is because of that, paid or not.
		let all = ["Counting", "Pricing", "Closing", "Preliminary", "Posting", "Payable"];
		assert_eq!(seen, [&all[..], &["Enforcing", "Distributing", "Short"]].concat());
		assert_ok!(publish(END, prices(1, 1)));
		RulesSince::set(FIRST - 1);
		assert_ok!(publish(FIRST - 1, prices(1, 1)));
	});
}

#[test]
fn prices_change_after_a_run_was_withdrawn() {
	ExtBuilder::build_and_execute(|| {
		debts();
		billed();
		assert_ok!(dispute(FACTORY, 0));
		assert_ok!(rule(FACTORY, 0, true));
		assert_ok!(publish(FIRST, prices(1, 1)));
		assert_ok!(start());
		assert_noop!(publish(FIRST, prices(2, 2)), Error::<Test>::Fixed);
	});
}

#[test]
fn prices_of_a_month_that_was_final_stay_even_when_a_later_run_is_withdrawn() {
	ExtBuilder::build_and_execute(|| {
		debts();
		posted();
		late();
		billed();
		let court = signed(operator(COURT));
		assert_ok!(Settlement::dispute(by(FACTORY), NEXT, 0, text("no")));
		assert_ok!(Settlement::rule(court, NEXT, FACTORY, 0, true, text("right")));
		assert_eq!(run_of(NEXT).status, Status::Withdrawn);
		assert_noop!(publish(FIRST, prices(1, 1)), Error::<Test>::Fixed);
	});
}
