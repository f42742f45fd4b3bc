// SPDX-License-Identifier: Apache-2.0

//! What settlement reads.

use super::*;
use covenant_primitives::power::Supply;

#[test]
fn who_is_supplied_in_a_month_is_told() {
	ExtBuilder::build_and_execute(|| {
		let (sun, wind) = (offered(SUN), offered(WIND));
		assert_ok!(subscribe(FARM, sun, 1));
		go(1);
		assert_ok!(subscribe(FARM, wind, 3));
		go(4);
		assert_ok!(unsubscribe(FARM, 5));
		let by_sun = Some(Supply { retailer: SUN, package: sun });
		let by_wind = Some(Supply { retailer: WIND, package: wind });
		let months = [None, by_sun, by_sun, by_wind, by_wind, None];
		for (at, supply) in (0..).zip(months) {
			assert_eq!(Retail::supply(MARKET, FARM, month(at)), supply, "{at}");
			assert_eq!(Retail::supply(ABROAD, FARM, month(at)), None);
			assert_eq!(Retail::supply(MARKET, FACTORY, month(at)), None);
		}
	});
}

#[test]
fn terms_are_told_as_long_as_anybody_asks() {
	ExtBuilder::build_and_execute(|| {
		let prices = Banded { sharp: 9, peak: 7, flat: 5, valley: 3 };
		let terms = PackageTerms::TimeOfUse(prices);
		assert_ok!(publish(SUN, terms.clone(), 1, 2));
		let id = offered(WIND);
		assert_ok!(close(SUN, PackageId(0)));
		go(40);
		assert_eq!(Retail::terms(PackageId(0)), Some(terms));
		assert_eq!(Retail::terms(id), Some(PackageTerms::Fixed(500)));
		assert_eq!(Retail::terms(PackageId(2)), None);
	});
}
