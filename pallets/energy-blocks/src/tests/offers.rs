// SPDX-License-Identifier: Apache-2.0

//! Blocks that are offered and bought.

use super::*;

#[test]
fn the_price_goes_one_way_and_the_block_the_other() {
	ExtBuilder::build_and_execute(|| {
		offered();
		let was = block(ID);
		let terms = Offer { price: 90, to: None };
		assert_eq!(was.offer, Some(terms));
		last_event(Event::Offered { block: ID, offer: terms, by: by(FAMILYS, FAMILY) });
		assert_ok!(buy(HOTELS, ID, 90));
		assert_eq!(block(ID), Block { owner: HOTEL, offer: None, ..was });
		assert_eq!((has(FAMILY), has(HOTEL)), (FUNDS + 90, FUNDS - 90));
		let by = by(HOTELS, HOTEL);
		last_event(Event::Bought { block: ID, seller: FAMILY, asset: CNY, price: 90, by });
		// Not again.
		assert_noop!(buy(NEIGHBORS, ID, 90), Error::<Test>::NotOffered);
		assert_noop!(offer(FAMILYS, ID, 90, None), Error::<Test>::NotAuthorized);
		assert_ok!(offer(HOTELS, ID, 100, None));
		assert_ok!(buy(FAMILYS, ID, 100));
		assert_eq!((has(FAMILY), has(HOTEL)), (FUNDS - 10, FUNDS + 10));
	});
}

#[test]
fn buyers_pay_what_they_saw() {
	ExtBuilder::build_and_execute(|| {
		offered();
		assert_ok!(offer(FAMILYS, ID, 95, None));
		for price in [0, 90, 94, 96, Amount::MAX] {
			assert_noop!(buy(HOTELS, ID, price), Error::<Test>::WrongPrice);
		}
		assert_ok!(buy(HOTELS, ID, 95));
	});
}

#[test]
fn an_offer_may_be_for_one() {
	ExtBuilder::build_and_execute(|| {
		created();
		assert_ok!(offer(FAMILYS, ID, 90, Some(NEIGHBOR)));
		assert_noop!(buy(HOTELS, ID, 90), Error::<Test>::NotAuthorized);
		assert_ok!(buy(NEIGHBORS, ID, 90));
	});
}

#[test]
fn an_offer_is_withdrawn() {
	ExtBuilder::build_and_execute(|| {
		created();
		assert_noop!(withdraw_offer(FAMILYS, ID), Error::<Test>::NotOffered);
		assert_ok!(offer(FAMILYS, ID, 90, None));
		assert_noop!(withdraw_offer(HOTELS, ID), Error::<Test>::NotAuthorized);
		assert_noop!(withdraw_offer(FAMILYS, BlockId(9)), Error::<Test>::NotFound);
		assert_ok!(withdraw_offer(FAMILYS, ID));
		last_event(Event::OfferWithdrawn { block: ID, by: by(FAMILYS, FAMILY) });
		assert_eq!(block(ID).offer, None);
		assert_noop!(buy(HOTELS, ID, 90), Error::<Test>::NotOffered);
		assert_noop!(withdraw_offer(FAMILYS, ID), Error::<Test>::NotOffered);
	});
}

#[test]
fn what_cannot_be_an_offer_is_refused() {
	ExtBuilder::build_and_execute(|| {
		created();
		assert_noop!(offer(FAMILYS, ID, 0, None), Error::<Test>::ZeroPrice);
		assert_noop!(offer(FAMILYS, ID, 1, Some(FAMILY)), Error::<Test>::OwnBlock);
		assert_noop!(offer(FAMILYS, ID, 1, Some(OUTSIDER)), Error::<Test>::NotParticipant);
		assert_noop!(offer(HOTELS, ID, 1, None), Error::<Test>::NotAuthorized);
		assert_noop!(offer(FAMILYS, BlockId(9), 1, None), Error::<Test>::NotFound);
		assert_ok!(offer(FAMILYS, ID, Amount::MAX, None));
		lapse();
		assert_noop!(offer(FAMILYS, ID, 1, None), Error::<Test>::Lapsed);
		assert_ok!(withdraw_offer(FAMILYS, ID));
	});
}

#[test]
fn what_cannot_be_bought_is_refused() {
	ExtBuilder::build_and_execute(|| {
		offered();
		assert_noop!(buy(HOTELS, BlockId(9), 90), Error::<Test>::NotFound);
		assert_noop!(buy(FAMILYS, ID, 90), Error::<Test>::OwnBlock);
		MaxBlocks::set(0);
		assert_noop!(buy(HOTELS, ID, 90), Error::<Test>::TooMany);
		MaxBlocks::set(2);
		Asset::set(None);
		assert_noop!(buy(HOTELS, ID, 90), Error::<Test>::UnknownMarket);
		Asset::set(Some(CNY));
		lapse();
		assert_noop!(buy(HOTELS, ID, 90), Error::<Test>::Lapsed);
		Now::mutate(|now| *now -= 1);
		assert_ok!(buy(HOTELS, ID, 90));
	});
}

#[test]
fn nobody_buys_without_money() {
	ExtBuilder::build_and_execute(|| {
		created();
		// The last unit keeps the account.
		assert_ok!(offer(FAMILYS, ID, FUNDS, None));
		assert!(buy(HOTELS, ID, FUNDS).is_err());
		assert_eq!((block(ID).owner, has(HOTEL)), (FAMILY, FUNDS));
		assert_ok!(offer(FAMILYS, ID, FUNDS - 1, None));
		// A seller that takes no money keeps its block.
		assert_ok!(Assets::block(signed(ISSUER), CNY, FAMILYS));
		assert!(buy(HOTELS, ID, FUNDS - 1).is_err());
		assert_eq!((block(ID).owner, has(HOTEL)), (FAMILY, FUNDS));
		assert_ok!(Assets::thaw(signed(ISSUER), CNY, FAMILYS));
		assert_ok!(buy(HOTELS, ID, FUNDS - 1));
	});
}

#[test]
fn a_person_who_was_released_is_paid() {
	ExtBuilder::build_and_execute(|| {
		offered();
		Released::set([covenant_primitives::PersonId(1)].into());
		assert_ok!(buy(HOTELS, ID, 90));
		assert_eq!(has(FAMILY), FUNDS + 90);
	});
}
