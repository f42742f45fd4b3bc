// SPDX-License-Identifier: Apache-2.0

//! Auctions are opened, and canceled.

use super::*;

#[test]
fn an_operator_opens_an_auction() {
	ExtBuilder::build_and_execute(|| {
		opened();
		let details = Auction {
			market: MARKET,
			operator: OPERATOR.organization().unwrap(),
			terms: terms(),
			floor: BOUNDS.0,
			ceiling: BOUNDS.1,
			placed: 0,
			bids: 0,
			revealed: 0,
			offered: 0,
			demanded: 0,
			status: Status::Open,
		};
		assert_eq!(auction(), details);
		let actor = Actor { account: OPERATORS, organization: details.operator };
		System::assert_last_event(Event::Opened { auction: ID, details, by: actor }.into());
		opened();
		assert_eq!(NextAuctionId::<Test>::get(), AuctionId(2));
	});
}

#[test]
fn only_the_markets_operator_opens_and_cancels() {
	ExtBuilder::build_and_execute(|| {
		let open = |account| Power::open(signed(account), MARKET, terms());
		assert_noop!(open(operator(1)), Error::<Test>::NotAuthorized);
		assert_noop!(open(1_001), DispatchError::Other("no operator"));
		assert_noop!(Power::open(RuntimeOrigin::root(), MARKET, terms()), DispatchError::BadOrigin);
		let elsewhere = Power::open(signed(OPERATORS), MarketId(2), terms());
		assert_noop!(elsewhere, Error::<Test>::UnknownMarket);
		opened();
		assert_noop!(Power::cancel(signed(operator(1)), ID), Error::<Test>::NotAuthorized);
		assert_noop!(Power::cancel(by(HOUSE), ID), DispatchError::Other("no operator"));
		let other = Power::cancel(signed(OPERATORS), AuctionId(1));
		assert_noop!(other, Error::<Test>::NotFound);
		Suspended::mutate(|suspended| suspended.insert(OPERATOR.organization().unwrap()));
		assert_noop!(open(OPERATORS), DispatchError::Other("suspended"));
		assert_noop!(cancel(), DispatchError::Other("suspended"));
	});
}

#[test]
fn terms_make_sense() {
	ExtBuilder::build_and_execute(|| {
		let good = terms();
		for (wrong, error) in [
			(Terms { until: FIRST, ..good }, Error::<Test>::InvalidDays),
			(Terms { until: 0, ..good }, Error::<Test>::InvalidDays),
			(Terms { until: FIRST + 32, ..good }, Error::<Test>::InvalidDays),
			(Terms { window: Window { from: 3, until: 3 }, ..good }, Error::<Test>::InvalidWindow),
			(Terms { window: Window { from: 0, until: 49 }, ..good }, Error::<Test>::InvalidWindow),
			(Terms { bids_until: START, ..good }, Error::<Test>::Expired),
			(Terms { reveal_until: START, ..good }, Error::<Test>::InvalidReveal),
			(
				Terms { reveal_until: good.bids_until + 30 * MINUTE - 1, ..good },
				Error::<Test>::InvalidReveal,
			),
			(
				Terms { reveal_until: good.bids_until + DAY + 1, ..good },
				Error::<Test>::InvalidReveal,
			),
			(
				Terms {
					bids_until: START + 27 * HOUR,
					reveal_until: START + 28 * HOUR + 1,
					..good
				},
				Error::<Test>::GateClosed,
			),
			(
				Terms { bids_until: Moment::MAX - HOUR, reveal_until: Moment::MAX, ..good },
				Error::<Test>::GateClosed,
			),
			(Terms { bond: 0, ..good }, Error::<Test>::ZeroAmount),
		] {
			assert_noop!(open_with(wrong), error);
		}
		PriceBounds::set(None);
		assert_noop!(open_with(good), Error::<Test>::UnknownMarket);
		PriceBounds::set(Some(BOUNDS));
		for right in [
			Terms { until: FIRST + 31, ..good },
			Terms { window: Window { from: 47, until: 48 }, ..good },
			Terms { bids_until: START + 1, reveal_until: START + 1 + 30 * MINUTE, ..good },
			Terms { bids_until: START + 27 * HOUR, reveal_until: START + 28 * HOUR, ..good },
		] {
			assert_ok!(open_with(right));
		}
	});
}

#[test]
fn a_canceled_auction_gives_stakes_back_step_by_step() {
	ExtBuilder::build_and_execute(|| {
		StepsPerTask::set(2);
		opened();
		for party in [SUN, WIND, CITY, TOWN, HOUSE] {
			bid(party, true, &[(1, 1)]);
		}
		assert_ok!(cancel());
		assert_eq!(auction().status, Status::Canceling);
		assert_noop!(cancel(), Error::<Test>::InvalidState);
		assert_noop!(bid_with(WATER, true, &[(1, 1)], STAKE), Error::<Test>::InvalidState);
		check();
		// Whoever does not want to wait takes its own.
		assert_ok!(withdraw(SUN));
		assert_eq!((at_stake(SUN), auction().bids), (0, 4));
		pass(0);
		check();
		assert_eq!(auction().bids, 2);
		assert_ok!(clear(1));
		assert_eq!(auction().bids, 1);
		check();
		pass(MINUTE);
		assert_eq!(auction().status, Status::Canceled);
		for party in [SUN, WIND, CITY, TOWN, HOUSE] {
			assert_eq!((at_stake(party), outcome(party)), (0, None));
			assert_noop!(withdraw(party), Error::<Test>::InvalidState);
		}
		assert_noop!(clear(1), Error::<Test>::InvalidState);
		let released = System::events().into_iter().filter(|it| {
			matches!(it.event, RuntimeEvent::Power(Event::Released { stake: STAKE, .. }))
		});
		assert_eq!(released.count(), 4);
	});
}

#[test]
fn nobody_cancels_once_bids_bind() {
	ExtBuilder::build_and_execute(|| {
		opened();
		Now::set(terms().bids_until);
		assert_noop!(cancel(), Error::<Test>::Expired);
		pass(2 * HOUR);
		assert_eq!(auction().status, cleared(None, 0));
		assert_noop!(cancel(), Error::<Test>::InvalidState);
	});
}

#[test]
fn whoever_is_engaged_stays() {
	ExtBuilder::build_and_execute(|| {
		let leave = |party: Party| {
			assert_eq!(
				<Power as Commitments>::ensure_settled(MARKET, party),
				<Power as Obligations>::ensure_settled(party.organization().unwrap()),
			);
			<Power as Commitments>::ensure_settled(MARKET, party)
		};
		let engaged = Err(Error::<Test>::Engaged.into());
		assert_ok!(leave(OPERATOR));
		opened();
		assert_eq!(leave(OPERATOR), engaged);
		bid(SUN, true, &[(1, 1)]);
		bid(WIND, true, &[(1, 1)]);
		assert_eq!(leave(SUN), engaged);
		assert_ok!(<Power as Commitments>::ensure_settled(MarketId(2), SUN));
		assert_ok!(leave(WATER));
		assert_ok!(withdraw(SUN));
		assert_ok!(leave(SUN));
		pass(3 * HOUR);
		assert_ok!(leave(WIND));
		assert_ok!(leave(OPERATOR));
	});
}
