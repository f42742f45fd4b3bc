// SPDX-License-Identifier: Apache-2.0

//! Retailers end subscriptions.

use super::*;

/// The farm has Sun's package since November; it is December, and it can be ended from February on.
fn subscribed() -> PackageId {
	let id = offered(SUN);
	assert_ok!(subscribe(FARM, id, 1));
	go(2);
	id
}

#[test]
fn a_retailer_gives_notice() {
	ExtBuilder::build_and_execute(|| {
		let id = subscribed();
		for from in [0, 2, 3] {
			assert_noop!(end(SUN, id, FARM, from), Error::<Test>::TooEarly);
		}
		assert_noop!(end(SUN, PackageId(9), FARM, 4), Error::<Test>::NotFound);
		assert_noop!(end(WIND, id, FARM, 4), Error::<Test>::NotAuthorized);
		assert_noop!(end(FARM, id, FARM, 4), Error::<Test>::NotAuthorized);
		assert_noop!(end(SUN, id, FACTORY, 4), Error::<Test>::NotSubscribed);
		for from in [13, 14] {
			assert_noop!(end(SUN, id, FARM, from), Error::<Test>::NotSubscribed);
		}
		// A retailer that may not trade may.
		Barred::set([SUN].into());
		assert_ok!(end(SUN, id, FARM, 6));
		let event = |from| Event::SubscriptionEnded {
			package: id,
			party: FARM,
			from: month(from),
			by: by(SUN),
		};
		System::assert_last_event(event(6).into());
		assert_eq!(has(FARM), [(id, 1, 6)]);
		// Earlier, but not later.
		for from in [6, 7] {
			assert_noop!(end(SUN, id, FARM, from), Error::<Test>::NotSubscribed);
		}
		assert_ok!(end(SUN, id, FARM, 4));
		System::assert_last_event(event(4).into());
		assert_eq!(has(FARM), [(id, 1, 4)]);
		go(4);
		assert_eq!((Retail::supply(MARKET, FARM, month(4)), subscribers(id)), (None, 0));
		assert_noop!(end(SUN, id, FARM, 6), Error::<Test>::NotSubscribed);
	});
}

#[test]
fn whoever_was_ended_does_not_come_back() {
	ExtBuilder::build_and_execute(|| {
		let (id, wind) = (subscribed(), offered_by_wind());
		assert_ok!(end(SUN, id, FARM, 4));
		for from in [4, 5] {
			assert_noop!(subscribe(FARM, id, from), Error::<Test>::Ended);
		}
		// What was planned and taken back, or is, does not last longer either.
		assert_ok!(subscribe(FARM, wind, 3));
		assert_ok!(take_back(FARM));
		assert_ok!(unsubscribe(FARM, 3));
		assert_ok!(take_back(FARM));
		assert_eq!(has(FARM), [(id, 1, 4)]);
		assert_noop!(unsubscribe(FARM, 4), Error::<Test>::NotSubscribed);
		assert_ok!(subscribe(FARM, wind, 5));
		assert_eq!(has(FARM), [(id, 1, 4), (wind, 5, 9)]);
	});
}

fn offered_by_wind() -> PackageId {
	let id = NextPackageId::<Test>::get();
	assert_ok!(publish(WIND, PackageTerms::Fixed(3), 3, 9));
	id
}

#[test]
fn what_did_not_begin_does_not_come_about() {
	ExtBuilder::build_and_execute(|| {
		let (id, wind) = (subscribed(), offered_by_wind());
		assert_ok!(subscribe(FARM, wind, 5));
		assert_ok!(end(WIND, wind, FARM, 5));
		// What was current goes on.
		assert_eq!(has(FARM), [(id, 1, 13)]);
		assert_eq!((subscribers(id), subscribers(wind)), (1, 0));
		assert_noop!(subscribe(FARM, wind, 5), Error::<Test>::Ended);
		assert_noop!(end(WIND, wind, FARM, 4), Error::<Test>::NotSubscribed);
		Retail::do_try_state().unwrap();
		// Without one before there is none.
		assert_ok!(subscribe(FACTORY, wind, 6));
		assert_ok!(end(WIND, wind, FACTORY, 4));
		assert_eq!(Histories::<Test>::get(MARKET, FACTORY), History::default());
	});
}

#[test]
fn what_is_planned_ends_with_notice() {
	ExtBuilder::build_and_execute(|| {
		let (id, wind) = (subscribed(), offered_by_wind());
		assert_ok!(subscribe(FARM, wind, 3));
		assert_ok!(end(WIND, wind, FARM, 4));
		assert_eq!(has(FARM), [(id, 1, 3), (wind, 3, 4)]);
		// The current one is ended beside it, in case that the change is taken back.
		assert_ok!(end(SUN, id, FARM, 6));
		assert_eq!(has(FARM), [(id, 1, 3), (wind, 3, 4)]);
		assert_ok!(take_back(FARM));
		assert_eq!(has(FARM), [(id, 1, 6)]);
	});
}

#[test]
fn what_was_stays() {
	ExtBuilder::build_and_execute(|| {
		let (id, wind) = (subscribed(), offered_by_wind());
		assert_ok!(subscribe(FARM, wind, 3));
		go(3);
		// It changed already.
		assert_noop!(end(SUN, id, FARM, 5), Error::<Test>::NotSubscribed);
		assert_ok!(subscribe(FARM, id, 4));
		go(4);
		assert_ok!(end(SUN, id, FARM, 6));
		assert_eq!(has(FARM), [(id, 1, 3), (wind, 3, 4), (id, 4, 6)]);
	});
}

#[test]
fn a_released_person_is_ended() {
	ExtBuilder::build_and_execute(|| {
		let id = subscribed();
		Released::set([covenant_primitives::PersonId(2)].into());
		assert_noop!(unsubscribe(FARM, 3), DispatchError::Other("no person"));
		assert_ok!(end(SUN, id, FARM, 4));
		assert_eq!(has(FARM), [(id, 1, 4)]);
	});
}
