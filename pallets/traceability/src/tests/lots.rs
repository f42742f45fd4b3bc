// SPDX-License-Identifier: Apache-2.0

use super::*;

#[test]
fn an_owner_makes_lots_of_its_products() {
	ExtBuilder::build_and_execute(|| {
		let flour = product(MILL, Unit::Kilogram);
		assert_noop!(commission(BAKERY, flour, "a", 5), Error::<Test>::NotAuthorized);
		assert_noop!(commission(MILL, ProductId(9), "a", 5), Error::<Test>::NotFound);
		assert_noop!(commission(MILL, flour, "", 5), Error::<Test>::InvalidText);
		assert_noop!(commission(MILL, flour, "a", 0), Error::<Test>::InvalidQuantity);
		assert_ok!(commission(MILL, flour, "a", 5));
		assert_noop!(commission(MILL, flour, "a", 5), Error::<Test>::AlreadyExists);
		assert_ok!(commission(MILL, flour, "b", Quantity::MAX));
		assert_ok!(commission(MILL, product(MILL, Unit::Gram), "a", 1));
		let lot = get(LotId(0));
		assert_eq!((lot.custodian, lot.producer, lot.left()), (MILL, MILL, 5));
		assert_eq!(Goods::query_lot_with(MILL, flour, b"b".to_vec()).unwrap().id, LotId(1));
	});
}

#[test]
fn an_item_with_a_serial_number_is_one_piece() {
	ExtBuilder::build_and_execute(|| {
		let serial = |product, quantity| {
			Goods::commission(by(MILL), product, text("1"), quantity, true, now())
		};
		let (sacks, flour) = (product(MILL, Unit::Each), product(MILL, Unit::Gram));
		assert_noop!(serial(sacks, 2), Error::<Test>::InvalidQuantity);
		assert_noop!(serial(flour, 1), Error::<Test>::InvalidQuantity);
		assert_ok!(serial(sacks, 1));
		assert!(get(LotId(0)).serial);
	});
}

#[test]
fn events_are_not_of_times_and_places_unknown() {
	ExtBuilder::build_and_execute(|| {
		let id = lot(MILL, 5);
		let observe = |details| Goods::observe(by(MILL), lots(&[id]), details);
		let late = Details { at: Now::get() + MINUTE + 1, ..now() };
		assert_noop!(observe(late), Error::<Test>::InFuture);
		let nowhere = Details { location: Some(LocationId(0)), ..now() };
		assert_noop!(observe(nowhere), Error::<Test>::NotFound);
		assert_ok!(Goods::register_location(by(SHOP), text("yard"), None));
		assert_ok!(observe(Details { at: Now::get() + MINUTE, ..nowhere }));
		assert_ok!(observe(Details { at: 0, ..now() }));
	});
}

#[test]
fn the_custodian_sees_lots_and_ties_them_to_documents() {
	ExtBuilder::build_and_execute(|| {
		let (one, two) = (lot(MILL, 5), lot(MILL, 6));
		let observe = |who, ids: &[LotId], details| Goods::observe(by(who), lots(ids), details);
		assert_noop!(observe(MILL, &[], now()), Error::<Test>::Empty);
		assert_noop!(observe(MILL, &[one, one], now()), Error::<Test>::Duplicate);
		assert_noop!(observe(MILL, &[LotId(7)], now()), Error::<Test>::NotFound);
		assert_noop!(observe(BAKERY, &[one], now()), Error::<Test>::NotAuthorized);
		let digest = H256::repeat_byte(3);
		let details = Details {
			step: Some(BizStep::Storing),
			disposition: Some(Disposition::InProgress),
			digest: Some(digest),
			..now()
		};
		assert_ok!(observe(MILL, &[one, two], details));
		assert_eq!(get(two).disposition, Some(Disposition::InProgress));
		let documents: Documents =
			vec![Document { kind: DocumentKind::PurchaseOrder, digest }].try_into().unwrap();
		let link = |who, documents: &Documents, details| {
			Goods::link(by(who), lots(&[one]), documents.clone(), details)
		};
		assert_noop!(link(MILL, &Documents::default(), now()), Error::<Test>::Empty);
		assert_noop!(link(BAKERY, &documents, now()), Error::<Test>::NotAuthorized);
		assert_ok!(link(MILL, &documents, now()));
		// What is not said stays.
		assert_eq!(get(one).disposition, Some(Disposition::InProgress));
		let history = Goods::query_events_of(one, None, 9).items;
		let bodies = history.iter().map(|it| &it.record.body).collect::<Vec<_>>();
		assert_eq!(bodies[1], &Body::Observe { lots: lots(&[one, two]) });
		assert_eq!(bodies[2], &Body::Link { lots: lots(&[one]), documents });
		assert_eq!(history.len(), 3);
		let with = Goods::query_events_with(digest, None, 9).items;
		assert_eq!(with.iter().map(|it| it.id).collect::<Vec<_>>(), [history[1].id]);
	});
}

#[test]
fn some_of_a_lot_or_all_of_it_is_no_more() {
	ExtBuilder::build_and_execute(|| {
		let id = lot(MILL, 10);
		let gone = |who, id, quantity| Goods::decommission(by(who), id, quantity, now());
		assert_noop!(gone(MILL, LotId(9), 1), Error::<Test>::NotFound);
		assert_noop!(gone(BAKERY, id, 1), Error::<Test>::NotAuthorized);
		assert_noop!(gone(MILL, id, 0), Error::<Test>::InvalidQuantity);
		assert_noop!(gone(MILL, id, 11), Error::<Test>::InvalidQuantity);
		assert_ok!(gone(MILL, id, 3));
		assert_eq!(get(id).left(), 7);
		assert_noop!(gone(MILL, id, 8), Error::<Test>::InvalidQuantity);
		assert_ok!(gone(MILL, id, 7));
		assert_eq!(Goods::query_lots_of(MILL, None, 9).items, []);
		assert_noop!(gone(MILL, id, 1), Error::<Test>::UsedUp);
		assert_noop!(ship(MILL, BAKERY, &[id]), Error::<Test>::UsedUp);
		// Nobody sees what is no more.
		let seen = Goods::observe(by(MILL), lots(&[id]), now());
		assert_eq!(seen, Err(Error::<Test>::UsedUp.into()));
		let document = Document { kind: DocumentKind::Invoice, digest: H256::zero() };
		let documents = vec![document].try_into().unwrap();
		assert_noop!(Goods::link(by(MILL), lots(&[id]), documents, now()), Error::<Test>::UsedUp);
	});
}

#[test]
fn the_custodian_and_auditors_inspect() {
	ExtBuilder::build_and_execute(|| {
		let id = lot(MILL, 10);
		let inspect = |who, id, passed| Goods::inspect(by(who), id, passed, now());
		assert_noop!(inspect(MILL, LotId(9), true), Error::<Test>::NotFound);
		assert_noop!(inspect(BAKERY, id, true), Error::<Test>::NotAuthorized);
		assert_ok!(inspect(MILL, id, true));
		assert_ok!(inspect(AUDITOR, id, false));
		let found = get(id).inspection.unwrap();
		assert_eq!((found.passed, found.by), (false, AUDITOR));
		assert_ok!(Goods::decommission(by(MILL), id, 10, now()));
		assert_noop!(inspect(AUDITOR, id, true), Error::<Test>::UsedUp);
	});
}
