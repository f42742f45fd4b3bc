// SPDX-License-Identifier: Apache-2.0

//! Bids are revealed.

use super::*;

/// One has bid; it is time to reveal.
fn bidden(party: Party, sells: bool, list: &[(Price, Energy)], stake: Amount) {
	opened();
	assert_ok!(bid_with(party, sells, list, stake));
	Now::set(terms().bids_until);
}

#[test]
fn a_revealed_bid_stands_in_the_book() {
	ExtBuilder::build_and_execute(|| {
		let list = [(30, 2), (20, 3), (-5, 4)];
		bidden(CITY, false, &list, STAKE);
		// Those of the day on which it was opened hold.
		PriceBounds::set(Some((0, 1)));
		assert_ok!(reveal(CITY, false, &list));
		let revealed = Bids::<Test>::get(ID, CITY).unwrap().revealed;
		assert_eq!(revealed, Some(Revealed { sells: false, offered: 9, won: 0 }));
		let by = Signatory { account: operator(7), party: CITY };
		let event = Event::Revealed { auction: ID, sells: false, steps: steps(&list), by };
		System::assert_last_event(event.into());
		let book: Vec<_> = crate::Book::<Test>::iter_prefix((ID, false))
			.map(|(place, lot)| (place.level().price(false), lot.quantity))
			.collect();
		assert_eq!(book, list);
		let Auction { revealed, offered, demanded, .. } = auction();
		assert_eq!((revealed, offered, demanded), (1, 0, 9));
		assert_noop!(reveal(CITY, false, &list), Error::<Test>::AlreadyRevealed);
	});
}

#[test]
fn only_what_was_sealed_is_revealed() {
	ExtBuilder::build_and_execute(|| {
		let list = [(1, 1), (2, 1)];
		opened();
		bid(SUN, true, &list);
		// Whoever copies a seal gains nothing.
		assert_ok!(Power::bid(by(WIND), ID, sealed(SUN, true, &list), STAKE));
		Now::set(terms().bids_until);
		let wrong = DispatchError::from(Error::<Test>::WrongCommitment);
		assert_noop!(reveal(WIND, true, &list), wrong);
		assert_noop!(reveal(SUN, false, &list), wrong);
		assert_noop!(reveal(SUN, true, &[(1, 1)]), wrong);
		assert_noop!(reveal(SUN, true, &[(1, 1), (2, 2)]), wrong);
		let salted = Power::reveal(by(SUN), ID, true, steps(&list), [4; 16]);
		assert_noop!(salted, wrong);
		assert_noop!(reveal(WATER, true, &list), Error::<Test>::NoBid);
		let elsewhere = Power::reveal(by(SUN), AuctionId(1), true, steps(&list), SALT);
		assert_noop!(elsewhere, Error::<Test>::NotFound);
		let nobody = Power::reveal(signed(50), ID, true, steps(&list), SALT);
		assert_noop!(nobody, DispatchError::Other("no person"));
		assert_ok!(reveal(SUN, true, &list));
	});
}

#[test]
fn bids_are_revealed_in_time() {
	ExtBuilder::build_and_execute(|| {
		opened();
		bid(SUN, true, &[(1, 1)]);
		bid(WIND, true, &[(1, 1)]);
		Now::set(terms().bids_until - 1);
		assert_noop!(reveal(SUN, true, &[(1, 1)]), Error::<Test>::TooEarly);
		Now::set(terms().reveal_until - 1);
		assert_ok!(reveal(SUN, true, &[(1, 1)]));
		Now::set(terms().reveal_until);
		assert_noop!(reveal(WIND, true, &[(1, 1)]), Error::<Test>::Expired);
		pass(0);
		assert_noop!(reveal(WIND, true, &[(1, 1)]), Error::<Test>::InvalidState);
	});
}

#[test]
fn steps_make_sense() {
	let many: Vec<_> = (0..=20).map(|price| (price, MaxQuantity::get())).collect();
	for (sells, list, error) in [
		(true, &[][..], Error::<Test>::NoSteps),
		(true, &[(1, 0)], Error::<Test>::ZeroAmount),
		(true, &[(1, 1), (1, 1)], Error::<Test>::UnorderedSteps),
		(true, &[(2, 1), (1, 1)], Error::<Test>::UnorderedSteps),
		(false, &[(1, 1), (2, 1)], Error::<Test>::UnorderedSteps),
		(false, &[(2, 1), (2, 1)], Error::<Test>::UnorderedSteps),
		(true, &[(BOUNDS.0 - 1, 1)], Error::<Test>::PriceOutOfBounds),
		(true, &[(BOUNDS.1 + 1, 1)], Error::<Test>::PriceOutOfBounds),
		(false, &[(Price::MIN, 1)], Error::<Test>::PriceOutOfBounds),
		(true, &many[..20], Error::<Test>::TooMuchEnergy),
		(true, &[(0, 1), (1, Energy::MAX)], Error::<Test>::TooMuchEnergy),
		(true, &[(0, 1_000_000_000_001)], Error::<Test>::TooMuchEnergy),
		// 1 GWh in each of 48 intervals.
		(true, &[(1_500, 1_000_000_000)], Error::<Test>::StakeTooLow),
	] {
		ExtBuilder::build_and_execute(|| {
			bidden(SUN, sells, list, STAKE);
			assert_noop!(reveal(SUN, sells, list), error);
		});
	}
	let twenty: Vec<_> = (0..20).map(|step| (BOUNDS.1 - 19 + step, 1)).collect();
	let free = (0, 0);
	for (list, bounds) in [
		(&twenty[..], BOUNDS),
		(&[(BOUNDS.0, 1), (BOUNDS.1, 1)], BOUNDS),
		(&[(0, MaxQuantity::get())], free),
	] {
		ExtBuilder::build_and_execute(|| {
			PriceBounds::set(Some(bounds));
			bidden(SUN, true, list, STAKE);
			assert_ok!(reveal(SUN, true, list));
		});
	}
	assert!(Steps::try_from(vec![Step { price: 0, quantity: 1 }; 21]).is_err());
}

#[test]
fn the_stake_covers_the_worst_price_over_all_days() {
	let list = [(-40, 1_000_000), (30, 1_000_000)];
	let week = Terms { until: FIRST + 7, window: Window { from: 10, until: 20 }, ..terms() };
	// 140 MWh that are sold at -40 and bought at 1,500.
	for (stake, covered) in [(215_600, true), (215_599, false)] {
		ExtBuilder::build_and_execute(|| {
			assert_ok!(open_with(week));
			assert_ok!(bid_with(SUN, true, &list, stake));
			Now::set(terms().bids_until);
			if covered {
				assert_ok!(reveal(SUN, true, &list));
			} else {
				assert_noop!(reveal(SUN, true, &list), Error::<Test>::StakeTooLow);
			}
		});
	}
}

#[test]
fn roles_decide_who_sells() {
	ExtBuilder::build_and_execute(|| {
		opened();
		bid(MILL, true, &[(1, 1)]);
		bid(SUN, true, &[(1, 1)]);
		bid(WIND, true, &[(1, 1)]);
		bid(HOUSE, true, &[(1, 1)]);
		Now::set(terms().bids_until);
		assert_noop!(reveal(MILL, true, &[(1, 1)]), Error::<Test>::WrongRole);
		Roles::mutate(|roles| roles.remove(&SUN));
		assert_noop!(reveal(SUN, true, &[(1, 1)]), Error::<Test>::WrongRole);
		assert_ok!(reveal(HOUSE, true, &[(1, 1)]));
		// A bid binds whether or not its party may trade any more.
		Barred::set([WIND].into());
		assert_ok!(reveal(WIND, true, &[(1, 1)]));
	});
}
