// SPDX-License-Identifier: Apache-2.0

//! What clients ask.

use super::*;
use serde_json::{from_value, json, to_value};

#[test]
fn auctions_are_listed_by_market() {
	ExtBuilder::build_and_execute(|| {
		(0..3).for_each(|_| opened());
		let page = Power::query_auctions(MARKET, None, 2);
		let rest = Power::query_auctions(MARKET, page.next, 2);
		let mut ids: Vec<_> =
			page.items.iter().chain(&rest.items).map(|auction| auction.id.0).collect();
		ids.sort_unstable();
		assert_eq!((page.items.len(), rest.next, ids), (2, None, vec![0, 1, 2]));
		assert!(Power::query_auctions(MarketId(2), None, 2).items.is_empty());
		assert_eq!(Power::query_auction(AuctionId(3)), None);
	});
}

#[test]
fn the_book_is_in_merit_order() {
	ExtBuilder::build_and_execute(|| {
		revealed(
			&[
				(SUN, true, &[(-3, 1), (5, 2)]),
				(WIND, true, &[(-4, 3), (5, 4)]),
				(CITY, false, &[(9, 5), (-4, 6)]),
				(TOWN, false, &[(9, 7), (8, 8)]),
			],
			terms(),
		);
		let book = |sells, limit| {
			let (mut lots, mut cursor) = (Vec::new(), None);
			loop {
				let page = Power::query_book(ID, sells, cursor, limit);
				lots.extend(page.items.into_iter().map(|lot| (lot.party, lot.price, lot.quantity)));
				cursor = page.next;
				if cursor.is_none() {
					break lots;
				}
			}
		};
		for limit in [1, 3, 100] {
			let offers = [(WIND, -4, 3), (SUN, -3, 1), (SUN, 5, 2), (WIND, 5, 4)];
			assert_eq!(book(true, limit), offers);
			let bids = [(CITY, 9, 5), (TOWN, 9, 7), (TOWN, 8, 8), (CITY, -4, 6)];
			assert_eq!(book(false, limit), bids);
		}
		pass(0);
		assert!(book(true, 1).is_empty() && book(false, 1).is_empty());
		let result = Power::query_result_of(ID, WIND);
		assert!(matches!(result, Some(Outcome::Awarded { sells: true, quantity: 7, .. })));
		assert_eq!((Power::query_bid_of(ID, WIND), Power::query_result_of(ID, MILL)), (None, None));
	});
}

#[test]
fn clients_seal_as_the_chain_does() {
	ExtBuilder::build_and_execute(|| {
		let list = [(1, 2), (3, 4)];
		let commitment = Power::query_commitment(ID, SUN, true, steps(&list), SALT);
		opened();
		assert_ok!(Power::bid(by(SUN), ID, commitment, STAKE));
		pass(HOUR);
		assert_ok!(reveal(SUN, true, &list));
	});
}

#[test]
fn what_is_known_is_plain_json() {
	ExtBuilder::build_and_execute(|| {
		revealed(&[(SUN, true, &[(5, 1)]), (CITY, false, &[(6, 1)])], terms());
		let bid = json!({
			"ordinal": 0,
			"commitment": to_value(sealed(SUN, true, &[(5, 1)])).unwrap(),
			"stake": "1000000",
			"revealed": { "sells": true, "offered": 1, "won": 0 },
		});
		assert_eq!(to_value(Power::query_bid_of(ID, SUN)).unwrap(), bid);
		let page = Power::query_book(ID, true, None, 1);
		let lot = json!({ "party": { "organization": 1 }, "price": 5, "quantity": 1 });
		assert_eq!(to_value(&page.items[0]).unwrap(), lot);
		let place = Place::new(Level::of(true, 5), 0);
		assert_eq!(to_value(place).unwrap(), json!("0x800000000000000500000000"));
		pass(0);
		let shown = json!({
			"id": 0,
			"market": 1,
			"operator": 20,
			"from": FIRST,
			"until": FIRST + 1,
			"window": { "from": 0, "until": 48 },
			"bidsUntil": START + HOUR,
			"revealUntil": START + 3 * HOUR,
			"rule": "lastAcceptedBid",
			"bond": "100",
			"penalty": 100_000,
			"floor": -500,
			"ceiling": 1_500,
			"placed": 2,
			"bids": 0,
			"revealed": 2,
			"offered": 1,
			"demanded": 1,
			"status": { "cleared": { "price": 6, "quantity": 1 } },
		});
		let info = Power::query_auction(ID).unwrap();
		assert_eq!(to_value(&info).unwrap(), shown);
		assert_eq!(from_value::<runtime_api::AuctionInfo>(shown).unwrap(), info);
		let Some(Outcome::Awarded { contract, .. }) = outcome(SUN) else { panic!("nothing") };
		let result = json!({ "awarded": { "sells": true, "quantity": 1, "contract": contract.0 } });
		assert_eq!(to_value(outcome(SUN)).unwrap(), result);
		let lost = to_value(Outcome::Forfeited { penalty: 7 }).unwrap();
		assert_eq!(lost, json!({ "forfeited": { "penalty": "7" } }));
	});
}
