// SPDX-License-Identifier: Apache-2.0

use super::*;

const GTIN: Gtin = Gtin(*b"10614141543219");
const GLN: Gln = Gln(*b"0614141999996");

#[test]
fn products_have_names_and_perhaps_numbers() {
	ExtBuilder::build_and_execute(|| {
		let register =
			|who, name, gtin| Goods::register_product(by(who), text(name), gtin, Unit::Gram);
		assert_noop!(register(MILL, "", None), Error::<Test>::InvalidText);
		assert_noop!(register(MILL, "a\u{200b}", None), Error::<Test>::InvalidText);
		let wrong = Gtin(*b"10614141543210");
		assert_noop!(register(MILL, "flour", Some(wrong)), Error::<Test>::InvalidKey);
		assert_ok!(register(MILL, "flour", Some(GTIN)));
		System::assert_last_event(
			Event::ProductRegistered {
				product: ProductId(0),
				details: Products::<Test>::get(ProductId(0)).unwrap(),
				by: Actor { account: operator(MILL.0), organization: MILL },
			}
			.into(),
		);
		assert_noop!(register(MILL, "rye", Some(GTIN)), Error::<Test>::AlreadyExists);
		assert_ok!(register(BAKERY, "flour", Some(GTIN)));
		assert_ok!(register(MILL, &"x".repeat(128), None));
		let mine = Goods::query_product_with(BAKERY, GTIN).unwrap();
		assert_eq!((mine.id, mine.product.owner), (ProductId(1), BAKERY));
	});
}

#[test]
fn locations_do_as_well() {
	ExtBuilder::build_and_execute(|| {
		let register = |who, name, gln| Goods::register_location(by(who), text(name), gln);
		assert_noop!(register(MILL, " ", None), Error::<Test>::InvalidText);
		let wrong = Gln(*b"0614141999995");
		assert_noop!(register(MILL, "silo", Some(wrong)), Error::<Test>::InvalidKey);
		assert_ok!(register(MILL, "silo", Some(GLN)));
		assert_noop!(register(MILL, "yard", Some(GLN)), Error::<Test>::AlreadyExists);
		assert_ok!(register(SHOP, "yard", Some(GLN)));
		assert_eq!(Goods::query_location_with(SHOP, GLN).unwrap().id, LocationId(1));
		assert_eq!(Goods::query_location_with(OUTSIDER, GLN), None);
	});
}

#[test]
fn only_operators_of_organizations_in_good_standing_act() {
	ExtBuilder::build_and_execute(|| {
		let register = |who| Goods::register_product(who, text("flour"), None, Unit::Gram);
		assert_noop!(register(relay()), DispatchError::Other("no operator"));
		assert_noop!(register(RuntimeOrigin::root()), DispatchError::BadOrigin);
		Suspended::set([MILL].into());
		assert_noop!(register(by(MILL)), DispatchError::Other("suspended"));
	});
}
