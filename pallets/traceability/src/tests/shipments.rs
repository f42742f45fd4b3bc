// SPDX-License-Identifier: Apache-2.0

use super::*;

fn reject(who: OrganizationId, id: ShipmentId) -> DispatchResult {
	Goods::reject(by(who), id, now()).map(drop).map_err(|it| it.error)
}

fn take_back(who: OrganizationId, id: ShipmentId) -> DispatchResult {
	Goods::recall_shipment(by(who), id, now()).map(drop).map_err(|it| it.error)
}

fn status(id: ShipmentId) -> ShipmentStatus {
	Shipments::<Test>::get(id).unwrap().status
}

#[test]
fn custody_changes_when_the_receiver_receives() {
	ExtBuilder::build_and_execute(|| {
		let (one, two) = (lot(MILL, 5), lot(MILL, 6));
		let id = shipped(MILL, BAKERY, &[one, two]);
		assert_eq!((custodian(one), get(one).place), (MILL, Place::InTransit { shipment: id }));
		assert_eq!(Goods::query_incoming(BAKERY, None, 9).items.len(), 1);
		for result in [
			ship(MILL, SHOP, &[one]),
			Goods::decommission(by(MILL), one, 1, now()),
			transform(MILL, &[(one, 1)], vec![output(get(one).product, "a", 1)], 0),
		] {
			assert_eq!(result, Err(Error::<Test>::InTransit.into()));
		}
		assert_ok!(Goods::observe(by(MILL), lots(&[one]), now()));
		assert_noop!(receive(BAKERY, ShipmentId(9)), Error::<Test>::NotFound);
		assert_noop!(receive(MILL, id), Error::<Test>::NotAuthorized);
		assert_noop!(receive(SHOP, id), Error::<Test>::NotAuthorized);
		assert_ok!(receive(BAKERY, id));
		System::assert_last_event(
			Event::ShipmentEnded {
				shipment: id,
				status: ShipmentStatus::Received,
				by: Some(Actor { account: operator(BAKERY.0), organization: BAKERY }),
			}
			.into(),
		);
		assert_noop!(receive(BAKERY, id), Error::<Test>::InvalidState);
		assert_noop!(reject(BAKERY, id), Error::<Test>::InvalidState);
		assert_noop!(take_back(MILL, id), Error::<Test>::InvalidState);
		assert_eq!((custodian(one), custodian(two)), (BAKERY, BAKERY));
		assert_eq!(Goods::query_lots_of(MILL, None, 9).items, []);
		let history = Goods::query_events_of(two, None, 9).items;
		let bodies = history.into_iter().map(|it| it.record.body).collect::<Vec<_>>();
		assert_eq!(bodies[1..], [Body::Ship { shipment: id }, Body::Receive { shipment: id }]);
		assert_noop!(ship(MILL, SHOP, &[one]), Error::<Test>::NotAuthorized);
	});
}

#[test]
fn a_shipment_is_rejected_called_back_or_lapses() {
	ExtBuilder::build_and_execute(|| {
		let one = lot(MILL, 5);
		let id = shipped(MILL, BAKERY, &[one]);
		assert_noop!(reject(SHOP, id), Error::<Test>::NotAuthorized);
		assert_ok!(reject(BAKERY, id));
		assert_eq!((status(id), custodian(one)), (ShipmentStatus::Rejected, MILL));
		let id = shipped(MILL, BAKERY, &[one]);
		assert_noop!(take_back(BAKERY, id), Error::<Test>::NotAuthorized);
		assert_ok!(take_back(MILL, id));
		assert_eq!((status(id), custodian(one)), (ShipmentStatus::TakenBack, MILL));
		let id = shipped(MILL, BAKERY, &[one]);
		Now::set(Now::get() + 10 * DAY);
		assert_noop!(receive(BAKERY, id), Error::<Test>::Expired);
		assert_noop!(reject(BAKERY, id), Error::<Test>::Expired);
		pass(0);
		System::assert_last_event(
			Event::ShipmentEnded { shipment: id, status: ShipmentStatus::Lapsed, by: None }.into(),
		);
		assert_eq!((status(id), custodian(one)), (ShipmentStatus::Lapsed, MILL));
		assert_eq!(get(one).place, Place::Free);
		moved(MILL, BAKERY, &[one]);
	});
}

#[test]
fn what_is_shipped_is_in_order() {
	ExtBuilder::build_and_execute(|| {
		let one = lot(MILL, 5);
		let send = |to, limits: Limits, answer_by| {
			let none = BoundedVec::default();
			Goods::ship(by(MILL), lots(&[one]), to, limits, none, answer_by, now())
		};
		let soon = Now::get() + DAY;
		let none = Limits::default;
		assert_noop!(send(MILL, none(), soon), Error::<Test>::InvalidParty);
		assert_noop!(send(NOBODY, none(), soon), Error::<Test>::InvalidParty);
		Suspended::set([SHOP].into());
		assert_noop!(send(SHOP, none(), soon), Error::<Test>::InvalidParty);
		assert_noop!(send(BAKERY, none(), Now::get()), Error::<Test>::InvalidAnswerTime);
		let late = Now::get() + 90 * DAY + 1;
		assert_noop!(send(BAKERY, none(), late), Error::<Test>::InvalidAnswerTime);
		let limit = |kind, min, max| Limit { kind, range: Range { min, max } };
		let cold = limit(SensorKind::Temperature, 0, 1);
		for wrong in [
			vec![cold, cold],
			vec![limit(SensorKind::Humidity, 2, 1)],
			vec![limit(SensorKind::Humidity, -1, 1)],
		] {
			let wrong = wrong.try_into().unwrap();
			assert_noop!(send(BAKERY, wrong, soon), Error::<Test>::InvalidRange);
		}
		assert_noop!(ship(MILL, BAKERY, &[]), Error::<Test>::Empty);
		assert_noop!(ship(MILL, BAKERY, &[one, one]), Error::<Test>::Duplicate);
		assert_noop!(ship(MILL, BAKERY, &[LotId(9)]), Error::<Test>::NotFound);
		let all = vec![cold, limit(SensorKind::Humidity, 0, 9), limit(SensorKind::Shock, 0, 9)];
		assert_ok!(send(BAKERY, all.try_into().unwrap(), late - 1));
	});
}

#[test]
fn nothing_is_stuck_with_who_is_suspended() {
	ExtBuilder::build_and_execute(|| {
		let one = lot(MILL, 5);
		let id = shipped(MILL, BAKERY, &[one]);
		Suspended::set([BAKERY].into());
		assert_noop!(receive(BAKERY, id), DispatchError::Other("suspended"));
		pass(10 * DAY);
		assert_eq!(status(id), ShipmentStatus::Lapsed);
		// The receiver takes what was sent by one that is suspended since.
		Suspended::set(BTreeSet::new());
		let id = shipped(MILL, BAKERY, &[one]);
		Suspended::set([MILL].into());
		assert_ok!(receive(BAKERY, id));
		assert_eq!(custodian(one), BAKERY);
	});
}

#[test]
fn as_many_lots_are_shipped_as_can_be() {
	ExtBuilder::build_and_execute(|| {
		let all = (0..MAX_LOTS).map(|_| lot(MILL, 1)).collect::<Vec<_>>();
		moved(MILL, BAKERY, &all);
		assert!(all.iter().all(|lot| custodian(*lot) == BAKERY));
	});
}
