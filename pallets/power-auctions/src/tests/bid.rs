// SPDX-License-Identifier: Apache-2.0

//! Bids are placed, replaced and withdrawn.

use super::*;

#[test]
fn a_bid_puts_its_stake_aside() {
	ExtBuilder::build_and_execute(|| {
		opened();
		assert_ok!(bid_with(SUN, true, &[(1, 1)], 100));
		let commitment = sealed(SUN, true, &[(1, 1)]);
		let stored = Bid { ordinal: 0, commitment, stake: 100, revealed: None };
		assert_eq!(Bids::<Test>::get(ID, SUN), Some(stored));
		let by = Signatory { account: operator(1), party: SUN };
		let event = Event::Placed { auction: ID, ordinal: 0, commitment, stake: 100, by };
		System::assert_last_event(event.into());
		assert_ok!(bid_with(HOUSE, false, &[(1, 1)], COLLATERAL));
		assert_eq!((at_stake(SUN), at_stake(HOUSE)), (100, COLLATERAL));
		assert_eq!((auction().placed, auction().bids), (2, 2));
	});
}

#[test]
fn a_bid_takes_the_place_of_the_last_one() {
	ExtBuilder::build_and_execute(|| {
		opened();
		bid(SUN, true, &[(1, 1)]);
		bid(WIND, true, &[(1, 1)]);
		for stake in [STAKE, 2 * STAKE, 100, COLLATERAL] {
			assert_ok!(bid_with(SUN, true, &[(2, 1)], stake));
			assert_eq!(at_stake(SUN), stake);
			check();
		}
		let beyond = bid_with(SUN, true, &[(2, 1)], COLLATERAL + 1);
		assert_noop!(beyond, DispatchError::Other("collateral"));
		let stored = Bids::<Test>::get(ID, SUN).unwrap();
		assert_eq!((stored.ordinal, stored.commitment), (0, sealed(SUN, true, &[(2, 1)])));
		assert_eq!((auction().placed, auction().bids), (2, 2));
	});
}

/// What is at stake already is not asked for again.
#[test]
fn whoever_is_short_may_put_less_at_stake() {
	ExtBuilder::build_and_execute(|| {
		opened();
		bid(SUN, true, &[(1, 1)]);
		Markets::draw(MARKET, SUN, COLLATERAL - STAKE / 2, WIND);
		let more = bid_with(SUN, true, &[(2, 1)], STAKE + 1);
		assert_noop!(more, DispatchError::Other("collateral"));
		for stake in [STAKE, STAKE - 1] {
			assert_ok!(bid_with(SUN, true, &[(2, 1)], stake));
			assert_eq!(at_stake(SUN), stake);
		}
	});
}

#[test]
fn traders_bid_and_nobody_else() {
	ExtBuilder::build_and_execute(|| {
		opened();
		Markets::join(OPERATOR, Role::Retailer);
		for (party, error) in [
			(GRID, Error::<Test>::WrongRole.into()),
			(OPERATOR, Error::<Test>::OwnMarket.into()),
			(OUTSIDER, DispatchError::Other("no participant")),
		] {
			assert_noop!(bid_with(party, false, &[(1, 1)], STAKE), error);
		}
		bid(MILL, false, &[(1, 1)]);
		Barred::set([MILL].into());
		assert_noop!(bid_with(MILL, false, &[(1, 1)], STAKE), DispatchError::Other("barred"));
		let nobody = Power::bid(signed(50), ID, H256::zero(), STAKE);
		assert_noop!(nobody, DispatchError::Other("no person"));
		assert_noop!(Power::withdraw(signed(50), ID), DispatchError::Other("no person"));
		Suspended::set([SUN.organization().unwrap()].into());
		assert_noop!(bid_with(SUN, true, &[(1, 1)], STAKE), DispatchError::Other("suspended"));
		covenant_primitives::testing::Released::set([covenant_primitives::PersonId(1)].into());
		assert_noop!(bid_with(HOUSE, true, &[(1, 1)], STAKE), DispatchError::Other("no person"));
	});
}

#[test]
fn stakes_are_no_less_than_the_bond_and_covered() {
	ExtBuilder::build_and_execute(|| {
		opened();
		assert_noop!(bid_with(SUN, true, &[(1, 1)], 99), Error::<Test>::StakeTooLow);
		assert_noop!(bid_with(SUN, true, &[(1, 1)], 0), Error::<Test>::StakeTooLow);
		for stake in [COLLATERAL + 1, Amount::MAX] {
			let bid = bid_with(SUN, true, &[(1, 1)], stake);
			assert_noop!(bid, DispatchError::Other("collateral"));
		}
	});
}

#[test]
fn an_auction_takes_so_many_bids() {
	ExtBuilder::build_and_execute(|| {
		MaxBidders::set(2);
		opened();
		bid(SUN, true, &[(1, 1)]);
		bid(WIND, true, &[(1, 1)]);
		assert_noop!(bid_with(CITY, false, &[(1, 1)], STAKE), Error::<Test>::TooManyBidders);
		bid(SUN, true, &[(2, 1)]);
		assert_ok!(withdraw(SUN));
		bid(CITY, false, &[(1, 1)]);
		// Ordinals are never used again.
		assert_eq!(Bids::<Test>::get(ID, CITY).unwrap().ordinal, 2);
	});
}

#[test]
fn a_bid_is_withdrawn_while_bids_are_taken() {
	ExtBuilder::build_and_execute(|| {
		opened();
		bid(SUN, true, &[(1, 1)]);
		assert_noop!(withdraw(WIND), Error::<Test>::NoBid);
		let elsewhere = Power::withdraw(by(SUN), AuctionId(1));
		assert_noop!(elsewhere, Error::<Test>::NotFound);
		assert_ok!(withdraw(SUN));
		assert_eq!((at_stake(SUN), auction().bids), (0, 0));
		assert_noop!(withdraw(SUN), Error::<Test>::NoBid);
		bid(SUN, true, &[(1, 1)]);
		Now::set(terms().bids_until - 1);
		bid(WIND, true, &[(1, 1)]);
		Now::set(terms().bids_until);
		assert_noop!(withdraw(SUN), Error::<Test>::Expired);
		assert_noop!(bid_with(SUN, true, &[(1, 1)], STAKE), Error::<Test>::Expired);
		let elsewhere = Power::bid(by(SUN), AuctionId(1), H256::zero(), STAKE);
		assert_noop!(elsewhere, Error::<Test>::NotFound);
	});
}
