// SPDX-License-Identifier: Apache-2.0

//! Auctions are cleared.

use super::*;

/// One step of 1 each, of one party after the other.
fn unit_lots(offers: [Price; 7], bids: [Price; 7]) {
	let lots = offers.map(|price| (true, [(price, 1)])).into_iter();
	let lots = lots.chain(bids.map(|price| (false, [(price, 1)]))).collect::<Vec<_>>();
	let all = parties();
	let book: Vec<_> =
		all.iter().zip(&lots).map(|(party, (sells, list))| (*party, *sells, &list[..])).collect();
	revealed(&book, terms());
	pass(0);
}

/// The vectors of unit lots with the last accepted bid as price.
#[test]
fn the_last_accepted_bid_is_the_price() {
	ExtBuilder::build_and_execute(|| {
		unit_lots([1, 2, 3, 4, 5, 6, 7], [7, 6, 5, 4, 3, 2, 1]);
		assert_eq!(auction().status, cleared(Some(4), 4));
		let won: Vec<_> = parties()[..14].iter().map(|party| won(*party)).collect();
		assert_eq!(won, [1, 1, 1, 1, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0]);
	});
	ExtBuilder::build_and_execute(|| {
		unit_lots([10; 7], [1, 2, 3, 4, 10, 10, 10]);
		assert_eq!(auction().status, cleared(Some(10), 3));
		let won: Vec<_> = parties()[..14].iter().map(|party| won(*party)).collect();
		// Three of seven: ⌊3k/7⌋ grows at the third, fifth and seventh.
		assert_eq!(won, [0, 0, 1, 0, 1, 0, 1, 0, 0, 0, 0, 1, 1, 1]);
	});
}

/// The vector of the midpoint; and what the other rules make of the same book.
#[test]
fn the_rule_makes_the_price() {
	for (rule, price) in [
		(PriceRule::Midpoint, 2),
		(PriceRule::LastAcceptedBid, 3),
		(PriceRule::LastAcceptedOffer, 2),
	] {
		ExtBuilder::build_and_execute(|| {
			let book: Book = &[
				(CITY, false, &[(3, 1)]),
				(TOWN, false, &[(4, 2)]),
				(VILLAGE, false, &[(1, 5)]),
				(SUN, true, &[(2, 4)]),
				(WIND, true, &[(1, 1)]),
				(WATER, true, &[(6, 5)]),
			];
			revealed(book, Terms { rule, ..terms() });
			pass(0);
			assert_eq!(auction().status, cleared(Some(price), 3));
			let won = [CITY, TOWN, VILLAGE, SUN, WIND, WATER].map(won);
			assert_eq!(won, [1, 2, 0, 2, 1, 0]);
		});
	}
}

#[test]
fn prices_may_be_negative() {
	ExtBuilder::build_and_execute(|| {
		let book: Book = &[(SUN, true, &[(-30, 5), (4, 1)]), (CITY, false, &[(-7, 3)])];
		revealed(book, Terms { rule: PriceRule::Midpoint, ..terms() });
		pass(0);
		assert_eq!(auction().status, cleared(Some(-19), 3));
	});
}

#[test]
fn the_margin_is_shared_in_proportion() {
	ExtBuilder::build_and_execute(|| {
		let book: Book = &[
			(SUN, true, &[(10, 100)]),
			(WIND, true, &[(5, 7), (10, 50)]),
			(WATER, true, &[(10, 51), (11, 9)]),
			(CITY, false, &[(20, 107)]),
		];
		revealed(book, terms());
		pass(0);
		assert_eq!(auction().status, cleared(Some(20), 107));
		// 100 of 201, in the order of bids: ⌊100·100/201⌋ = 49, ⌊150·100/201⌋ = 74, 100.
		assert_eq!([SUN, WIND, WATER, CITY].map(won), [49, 7 + 25, 26, 107]);
	});
}

/// The order is that of first bids, even if they were replaced, whenever they were revealed.
#[test]
fn ordinals_break_ties() {
	for again in [None, Some(false), Some(true)] {
		ExtBuilder::build_and_execute(|| {
			opened();
			for party in [SUN, WIND] {
				bid(party, true, &[(1, 1)]);
			}
			bid(CITY, false, &[(1, 1)]);
			match again {
				Some(true) => {
					assert_ok!(withdraw(SUN));
					bid(SUN, true, &[(1, 1)]);
				}
				Some(false) => bid(SUN, true, &[(1, 1)]),
				None => {}
			}
			pass(HOUR);
			for (party, sells) in [(WIND, true), (CITY, false), (SUN, true)] {
				assert_ok!(reveal(party, sells, &[(1, 1)]));
			}
			pass(2 * HOUR);
			// ⌊k/2⌋ grows at the second.
			let last = if again == Some(true) { SUN } else { WIND };
			assert_eq!([SUN, WIND].map(won), [SUN, WIND].map(|party| Energy::from(party == last)));
		});
	}
}

#[test]
fn contracts_take_over_what_they_expose() {
	ExtBuilder::build_and_execute(|| {
		let mwh = 1_000_000;
		let days = Terms { until: FIRST + 2, window: Window { from: 40, until: 48 }, ..terms() };
		let book: Book = &[
			(SUN, true, &[(100, 3 * mwh), (200, mwh)]),
			(WIND, true, &[(900, mwh)]),
			(CITY, false, &[(400, 2 * mwh)]),
		];
		revealed(book, days);
		pass(0);
		assert_eq!(auction().status, cleared(Some(400), 2 * mwh));
		// Who fails to deliver 32 MWh that sold at 400 buys them at 1,500 at most.
		let stake = 32 * 1_100;
		let mut awards = Awards::get();
		awards.sort_unstable();
		let award = |party, sells| (ID, party, sells, 2 * mwh, 400, stake);
		assert_eq!(awards, [award(SUN, true), award(CITY, false)]);
		assert_eq!([SUN, WIND, CITY].map(at_stake), [stake, 0, stake]);
		assert_eq!(outcome(WIND), Some(Outcome::Rejected));
		assert!(matches!(
			outcome(SUN),
			Some(Outcome::Awarded {
				sells: true,
				quantity: 2_000_000,
				contract: ContractId(1 | 2)
			}),
		));
	});
}

/// A stake covers the bidder's own prices; a better one exposes it no more.
#[test]
fn contracts_take_no_more_than_there_is() {
	ExtBuilder::build_and_execute(|| {
		let mwh = 1_000_000;
		opened();
		assert_ok!(bid_with(SUN, true, &[(500, mwh)], 48 * 1_000));
		bid(CITY, false, &[(1_500, mwh)]);
		pass(HOUR);
		assert_ok!(reveal(SUN, true, &[(500, mwh)]));
		assert_ok!(reveal(CITY, false, &[(1_500, mwh)]));
		pass(2 * HOUR);
		assert_eq!(auction().status, cleared(Some(1_500), mwh));
		// Who does not use what it bought at 1,500 sells it at -500 at worst.
		assert_eq!([SUN, CITY].map(at_stake), [48 * 1_000, 48 * 2_000]);
	});
}

#[test]
fn bids_that_are_not_revealed_lose_the_penalty() {
	ExtBuilder::build_and_execute(|| {
		opened();
		assert_ok!(bid_with(SUN, true, &[(1, 1)], 1_009));
		bid(WIND, true, &[(1, 1)]);
		bid(CITY, false, &[(2, 2)]);
		pass(HOUR);
		assert_ok!(reveal(WIND, true, &[(1, 1)]));
		assert_ok!(reveal(CITY, false, &[(2, 2)]));
		pass(2 * HOUR);
		assert_eq!(auction().status, cleared(Some(2), 1));
		assert_eq!(outcome(SUN), Some(Outcome::Forfeited { penalty: 100 }));
		assert_eq!(Deposits::get(SUN), (COLLATERAL - 100, 0));
		assert_eq!(Drawn::get(OPERATOR), 100);
		assert_eq!([WIND, CITY].map(won), [1, 1]);
	});
}

/// What others drew before is not there any more.
#[test]
fn a_penalty_takes_what_there_is() {
	ExtBuilder::build_and_execute(|| {
		opened();
		assert_ok!(bid_with(SUN, true, &[(1, 1)], 1_000));
		Markets::draw(MARKET, SUN, COLLATERAL - 30, WIND);
		pass(3 * HOUR);
		assert_eq!(outcome(SUN), Some(Outcome::Forfeited { penalty: 30 }));
		assert_eq!(Deposits::get(SUN), (0, 0));
	});
}

#[test]
fn nothing_is_traded_where_prices_do_not_meet() {
	for book in [
		&[(SUN, true, &[(5, 1)][..]), (CITY, false, &[(4, 1)])][..],
		&[(SUN, true, &[(5, 1)])],
		&[(CITY, false, &[(5, 1)])],
		&[],
	] {
		ExtBuilder::build_and_execute(|| {
			revealed(book, terms());
			pass(0);
			assert_eq!(auction().status, cleared(None, 0));
			for (party, ..) in book {
				assert_eq!((outcome(*party), at_stake(*party)), (Some(Outcome::Rejected), 0));
			}
			let quantity = 0;
			let clearance = Clearance { price: None, quantity };
			System::assert_has_event(Event::Cleared { auction: ID, clearance }.into());
			System::assert_last_event(Event::Closed { auction: ID }.into());
		});
	}
}

#[test]
fn anybody_clears_once_it_is_time() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(clear(1), Error::<Test>::NotFound);
		revealed(&[(SUN, true, &[(5, 1)]), (CITY, false, &[(6, 1)])], terms());
		let unsigned = Power::clear(RuntimeOrigin::none(), ID, 1).map_err(|error| error.error);
		assert_noop!(unsigned, DispatchError::BadOrigin);
		Now::set(terms().reveal_until - 1);
		assert_noop!(clear(1), Error::<Test>::TooEarly);
		Now::set(terms().reveal_until);
		// The match and its end, a step and an end for each side, two bids and the end.
		for steps in 1..=9 {
			assert!(!auction().status.is_final(), "after {steps}");
			// None counts as one.
			assert_ok!(clear(steps % 2));
			check();
		}
		assert_eq!(auction().status, cleared(Some(6), 1));
		assert_noop!(clear(1), Error::<Test>::InvalidState);
	});
}

#[test]
fn steps_that_were_not_needed_are_given_back() {
	ExtBuilder::build_and_execute(|| {
		revealed(&[(SUN, true, &[(5, 1)]), (CITY, false, &[(6, 1)])], terms());
		let weight = |used| Some(Power::weight_of(used));
		assert_eq!(Power::clear(signed(1), ID, 4).unwrap().actual_weight, weight(4));
		assert_eq!(Power::clear(signed(1), ID, u32::MAX).unwrap().actual_weight, weight(5));
		assert!(Power::weight_of(4).ref_time() < Power::weight_of(5).ref_time());
		assert_eq!(Power::weight_of(0), Power::weight_of(1));
	});
}

/// Over as many minutes as it takes, and with everybody helping.
#[test]
fn large_auctions_are_cleared_by_themselves() {
	ExtBuilder::build_and_execute(|| {
		StepsPerTask::set(7);
		let lists: Vec<Vec<_>> =
			(0..18).map(|party| (0..20).map(|step| (step * 18 + party, 10)).collect()).collect();
		let down: Vec<Vec<_>> =
			lists.iter().map(|list| list.iter().copied().rev().collect()).collect();
		let book: Vec<_> = parties()
			.into_iter()
			.enumerate()
			.map(|(number, party)| {
				let sells = number % 2 == 0;
				(party, sells, &(if sells { &lists } else { &down })[number][..])
			})
			.collect();
		revealed(&book, terms());
		let mut minutes = 0;
		while !auction().status.is_final() {
			pass(if minutes == 0 { 0 } else { MINUTE });
			minutes += 1;
			check();
			if minutes % 10 == 0 {
				let _ = clear(3);
				check();
			}
		}
		// 90 matches, 360 steps of the book, 18 bids, and the ends; 7 at a time, with some help.
		assert!((60..80).contains(&minutes), "{minutes}");
		// Offers are at 0, 2, 4, … and bids at 359, 357, …: 90 of each meet.
		assert_eq!(auction().status, cleared(Some(181), 900));
		assert_eq!(parties().into_iter().step_by(2).map(won).sum::<Energy>(), 900);
	});
}

/// 27 sell and 25 buy, 20 steps each, all at the same 20 prices.
#[test]
fn a_thousand_steps_are_cleared() {
	ExtBuilder::build_and_execute(|| {
		let all: Vec<_> = (1..=52).map(person).collect();
		for number in 1..=52 {
			let id = covenant_primitives::PersonId(number);
			covenant_primitives::testing::Enrolled::mutate(|it| it.insert(id, 1_000 + number));
			Markets::join(person(number), Role::Prosumer);
		}
		let up: Vec<_> = (1..=20).map(|price| (price, 7)).collect();
		let down: Vec<_> = up.iter().copied().rev().collect();
		let (sellers, buyers) = all.split_at(27);
		let offers = sellers.iter().map(|party| (*party, true, &up[..]));
		let bids = buyers.iter().map(|party| (*party, false, &down[..]));
		revealed(&offers.chain(bids).collect::<Vec<_>>(), terms());
		assert_eq!(crate::Book::<Test>::iter().count(), 1_040);
		let mut minutes = 0;
		pass(0);
		while !auction().status.is_final() {
			pass(MINUTE);
			minutes += 1;
			check();
		}
		// 20 matches, 1,040 steps of the book, 52 bids and four ends, 50 at a time.
		assert_eq!(minutes, 22);
		// Ten levels of 189 are sold; 140 of the 175 at the eleventh level of bids are bought.
		assert_eq!(auction().status, cleared(Some(10), 1_890));
		assert!(sellers.iter().all(|party| won(*party) == 70));
		// 5.6 each.
		let shares: Vec<_> = buyers.iter().map(|party| won(*party) - 70).collect();
		assert!(shares.iter().all(|share| [5, 6].contains(share)), "{shares:?}");
		assert_eq!(shares.iter().sum::<Energy>(), 140);
	});
}
