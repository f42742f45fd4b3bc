// SPDX-License-Identifier: Apache-2.0

//! Packages are published and closed.

use super::*;

const FIXED: PackageTerms = PackageTerms::Fixed(500);

#[test]
fn retailers_publish() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(publish(SUN, FIXED, 1, 13));
		let package = Packages::<Test>::get(PackageId(0)).unwrap();
		assert_eq!((package.market, package.retailer, package.open), (MARKET, SUN, true));
		assert_eq!((package.from, package.until), (month(1), month(13)));
		let published = Event::Published { package: PackageId(0), details: package, by: by(SUN) };
		System::assert_last_event(published.into());
		assert_ok!(publish(WIND, FIXED, 5, 6));
		assert_eq!(NextPackageId::<Test>::get(), PackageId(2));
	});
}

#[test]
fn nobody_else_publishes() {
	ExtBuilder::build_and_execute(|| {
		for party in [FACTORY, BATTERY, PLANT, HOUSEHOLD, FARM, person(3)] {
			assert_noop!(publish(party, FIXED, 1, 2), Error::<Test>::InvalidRole);
		}
		assert_noop!(publish(organization(9), FIXED, 1, 2), DispatchError::Other("no participant"));
		Barred::set([SUN].into());
		assert_noop!(publish(SUN, FIXED, 1, 2), DispatchError::Other("barred"));
		Suspended::set([OrganizationId(1)].into());
		assert_noop!(publish(SUN, FIXED, 1, 2), DispatchError::Other("suspended"));
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(Retail::close(origin, PackageId(0)), DispatchError::BadOrigin);
		}
		assert_noop!(Retail::close(signed(50), PackageId(0)), DispatchError::Other("no person"));
	});
}

#[test]
fn names_are_read() {
	ExtBuilder::build_and_execute(|| {
		for name in [&b""[..], b"  ", b"a\nb", &[0xff]] {
			assert_noop!(
				Retail::publish(
					signer(SUN),
					MARKET,
					name.to_vec().try_into().unwrap(),
					FIXED,
					month(1),
					month(2)
				),
				Error::<Test>::InvalidName
			);
		}
	});
}

#[test]
fn packages_are_for_months_to_come() {
	ExtBuilder::build_and_execute(|| {
		for (from, until) in [(0, 12), (1, 1), (2, 1), (1, MAX_AHEAD + 1), (1, 100_000)] {
			assert_noop!(publish(SUN, FIXED, from, until), Error::<Test>::InvalidPeriod);
		}
		assert_ok!(publish(SUN, FIXED, 1, MAX_AHEAD));
		assert_ok!(publish(SUN, FIXED, MAX_AHEAD - 1, MAX_AHEAD));
		// It is November in China, and October elsewhere.
		Now::set(start(1));
		assert_noop!(publish(SUN, FIXED, 1, 12), Error::<Test>::InvalidPeriod);
		let name = b"abroad".to_vec().try_into().unwrap();
		assert_ok!(Retail::publish(signer(SUN), ABROAD, name, FIXED, month(1), month(2)));
		// In the last month of the calendar none is to come.
		Now::set(Moment::MAX);
		let name = b"late".to_vec().try_into().unwrap();
		let (from, until) = (Month::LAST.next(), Month::LAST.after(2));
		assert_noop!(
			Retail::publish(signer(SUN), MARKET, name, FIXED, from, until),
			Error::<Test>::InvalidPeriod
		);
		go(0);
	});
}

#[test]
fn terms_are_looked_at() {
	ExtBuilder::build_and_execute(|| {
		let spot = |fee, floor, ceiling| PackageTerms::SpotPlusFee {
			reference: Reference::RealTime,
			fee,
			floor,
			ceiling,
		};
		let tiers = PackageTerms::Tiered(vec![Tier { up_to: 5, price: 1 }].try_into().unwrap());
		assert_noop!(publish(SUN, tiers, 1, 2), Error::<Test>::InvalidTerms);
		assert_noop!(publish(SUN, spot(0, 2, 1), 1, 2), Error::<Test>::InvalidTerms);
		let (low, high) = BOUNDS;
		for terms in [
			PackageTerms::Fixed(low - 1),
			PackageTerms::Fixed(high + 1),
			spot(0, low - 1, high),
			spot(0, low, high + 1),
		] {
			assert_noop!(publish(SUN, terms, 1, 2), Error::<Test>::PriceOutOfBounds);
		}
		for terms in
			[PackageTerms::Fixed(low), PackageTerms::Fixed(high), spot(Price::MIN, low, high)]
		{
			assert_ok!(publish(SUN, terms, 1, 2));
		}
	});
}

#[test]
fn ids_do_not_wrap() {
	ExtBuilder::build_and_execute(|| {
		NextPackageId::<Test>::put(PackageId(u64::MAX));
		assert_noop!(publish(SUN, FIXED, 1, 2), sp_runtime::ArithmeticError::Overflow);
	});
}

#[test]
fn a_closed_package_takes_no_more() {
	ExtBuilder::build_and_execute(|| {
		let id = offered(SUN);
		assert_ok!(subscribe(HOUSEHOLD, id, 1));
		assert_noop!(close(SUN, PackageId(1)), Error::<Test>::NotFound);
		assert_noop!(close(WIND, id), Error::<Test>::NotAuthorized);
		// A retailer that may not trade may close.
		Barred::set([SUN].into());
		assert_ok!(close(SUN, id));
		System::assert_last_event(Event::Closed { package: id, by: by(SUN) }.into());
		assert_noop!(close(SUN, id), Error::<Test>::Closed);
		assert_noop!(subscribe(FARM, id, 1), Error::<Test>::Closed);
		// Those there are go on.
		assert_eq!(has(HOUSEHOLD), [(id, 1, 13)]);
	});
}
