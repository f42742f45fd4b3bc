// SPDX-License-Identifier: Apache-2.0

//! What settlement reads of contracts.

use super::*;

/// From and until which day, who buys, Wh a half hour, and the price.
type Row = (Day, Day, Option<Party>, Energy, Price);

/// What holds in the plant's contract.
fn rows(from: Day, until: Day) -> Vec<Row> {
	let row = |it: Stretch| match (it.profile, it.pricing) {
		(Profile::Flat(energy), Pricing::Fixed(price)) if it.seller == Some(PLANT) => {
			(it.from, it.until, it.buyer, energy, price)
		}
		_ => panic!("none of these contracts is so"),
	};
	Trade::stretches(ID, from, until).into_iter().map(row).collect()
}

/// With a change to which everybody agreed.
fn changed(by: Party, from: Day, it: Change) {
	assert_ok!(change(by, from, it));
	while let Some((party, _)) = Awaited::<Test>::iter_keys().next() {
		assert_ok!(agree(party));
	}
}

fn amend(energy: Energy, price: Price) -> Change {
	Change::Amend { profile: Profile::Flat(energy), pricing: Pricing::Fixed(price) }
}

#[test]
fn a_contract_is_one_stretch_within_the_days_asked_for() {
	ExtBuilder::build_and_execute(|| {
		agreed();
		let row = |from, until| (from, until, Some(RETAILER), 1_000_000, PRICE);
		let all = [row(TOMORROW, TOMORROW + 10)];
		assert_eq!(rows(0, Day::MAX), all);
		assert_eq!(rows(TOMORROW, TOMORROW + 10), all);
		assert_eq!(rows(TODAY, TOMORROW + 1), [row(TOMORROW, TOMORROW + 1)]);
		assert_eq!(rows(TOMORROW + 3, TOMORROW + 5), [row(TOMORROW + 3, TOMORROW + 5)]);
		assert_eq!(rows(TOMORROW + 9, Day::MAX), [row(TOMORROW + 9, TOMORROW + 10)]);
		for (from, until) in [(0, TOMORROW), (TOMORROW + 10, Day::MAX), (TOMORROW, TOMORROW)] {
			assert_eq!(rows(from, until), []);
		}
		assert_eq!(Trade::stretches(ContractId(1), 0, Day::MAX), []);
	});
}

#[test]
fn each_version_is_a_stretch() {
	ExtBuilder::build_and_execute(|| {
		agreed();
		changed(PLANT, TOMORROW + 4, amend(7, 300));
		changed(RETAILER, TOMORROW + 6, Change::Transfer { to: TRADER });
		changed(PLANT, TOMORROW + 8, Change::End);
		let first = (TOMORROW, TOMORROW + 4, Some(RETAILER), 1_000_000, PRICE);
		let second = (TOMORROW + 4, TOMORROW + 6, Some(RETAILER), 7, 300);
		let third = (TOMORROW + 6, TOMORROW + 8, Some(TRADER), 7, 300);
		assert_eq!(rows(0, Day::MAX), [first, second, third]);
		assert_eq!(rows(TOMORROW, TOMORROW + 4), [first]);
		assert_eq!(rows(TOMORROW + 4, TOMORROW + 6), [second]);
		let parts = [
			(TOMORROW + 5, TOMORROW + 6, Some(RETAILER), 7, 300),
			(TOMORROW + 6, TOMORROW + 7, Some(TRADER), 7, 300),
		];
		assert_eq!(rows(TOMORROW + 5, TOMORROW + 7), parts);
		// What is concluded stays as it was, for corrections.
		pass(80 * DAY);
		assert_eq!(contract().status, Status::Concluded);
		assert_eq!(rows(0, Day::MAX), [first, second, third]);
	});
}

#[test]
fn a_version_that_never_comes_to_hold_is_none() {
	ExtBuilder::build_and_execute(|| {
		agreed();
		changed(PLANT, TOMORROW + 4, amend(7, 300));
		changed(PLANT, TOMORROW + 4, amend(8, 300));
		let first = (TOMORROW, TOMORROW + 4, Some(RETAILER), 1_000_000, PRICE);
		let second = (TOMORROW + 4, TOMORROW + 10, Some(RETAILER), 8, 300);
		assert_eq!(rows(0, Day::MAX), [first, second]);
		// It ends on the very day.
		changed(PLANT, TOMORROW + 4, Change::End);
		assert_eq!(rows(0, Day::MAX), [first]);
		assert_eq!(rows(TOMORROW + 4, Day::MAX), []);
	});
}

#[test]
fn a_contract_that_ends_before_it_began_holds_nothing() {
	ExtBuilder::build_and_execute(|| {
		agreed();
		changed(PLANT, TOMORROW, Change::End);
		assert_eq!(rows(0, Day::MAX), []);
	});
}

#[test]
fn the_market_is_a_side_after_an_auction() {
	ExtBuilder::build_and_execute(|| {
		let (from, until) = (TOMORROW, TOMORROW + 2);
		let (profile, auction) = (flat(), AuctionId(7));
		let award = Award {
			market: MARKET,
			auction,
			party: RETAILER,
			sells: false,
			from,
			until,
			profile: profile.clone(),
			price: PRICE,
			stake: 0,
		};
		assert_ok!(Trade::award(award), ID);
		let pricing = Pricing::Fixed(PRICE);
		let buyer = Some(RETAILER);
		let stretch = Stretch { from, until, seller: None, buyer, profile, pricing };
		assert_eq!(Trade::stretches(ID, 0, Day::MAX), [stretch]);
		assert_eq!(after(RETAILER, None), [ID]);
	});
}

/// A contract of the plant's for so many days from tomorrow on.
fn with(party: Party, days: u32) -> ContractId {
	let id = NextContractId::<Test>::get();
	let days = (TOMORROW, TOMORROW + days);
	let (profile, pricing) = (Profile::Flat(1), Pricing::Fixed(1));
	let by = signer(PLANT);
	assert_ok!(Trade::propose(by, MARKET, party, true, days, profile, pricing, answer_by()));
	assert_ok!(Trade::accept(signer(party), id));
	id
}

#[test]
fn each_contract_comes_once_until_it_is_concluded() {
	ExtBuilder::build_and_execute(|| {
		let parties = [RETAILER, TRADER, RETAILER, HOUSEHOLD];
		let ids = (1..).zip(parties).map(|(days, party)| with(party, days)).collect::<Vec<_>>();
		// What is merely proposed is none.
		assert_ok!(propose(TRADER, RETAILER));
		let sorted = |party| {
			let mut ids = after(party, None);
			ids.sort_unstable();
			ids
		};
		assert_eq!(sorted(PLANT), ids);
		assert_eq!(sorted(RETAILER), [ids[0], ids[2]]);
		assert_eq!(sorted(TRADER), [ids[1]]);
		assert_eq!(sorted(GRID), []);
		assert_eq!(Trade::contract_after(MarketId(1), PLANT, None), None);
		let order = after(PLANT, None);
		// One is concluded a day. Whoever was there goes on with the next.
		pass(TIMETABLE.start_of_day(TOMORROW) + 60 * DAY - Now::get());
		for (count, id) in ids.iter().enumerate() {
			let behind = order.iter().skip_while(|it| *it != id);
			let rest = behind.filter(|it| *it > id).copied().collect::<Vec<_>>();
			assert_eq!(after(PLANT, Some(*id)), rest);
			pass(DAY);
			assert_eq!(Contracts::<Test>::get(id).unwrap().status, Status::Concluded);
			assert_eq!(sorted(PLANT), ids[count + 1..]);
			assert_eq!(after(PLANT, Some(*id)), rest);
		}
	});
}

#[test]
fn whoever_delivered_has_the_contract_though_it_left() {
	ExtBuilder::build_and_execute(|| {
		agreed();
		changed(RETAILER, TOMORROW + 5, Change::Transfer { to: TRADER });
		for party in [PLANT, RETAILER, TRADER] {
			assert_eq!(after(party, None), [ID]);
		}
		// The trader is rid of it before it begins.
		changed(TRADER, TOMORROW + 5, Change::Transfer { to: HOUSEHOLD });
		assert_eq!(after(TRADER, None), []);
		assert_eq!(after(HOUSEHOLD, None), [ID]);
	});
}
