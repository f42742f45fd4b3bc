// SPDX-License-Identifier: Apache-2.0

use super::*;

#[test]
fn grid_companies_and_whoever_runs_the_market_register_meters() {
	ExtBuilder::build_and_execute(|| {
		Lacking::set([(OrganizationId(4), Capability::OperateMeters)].into());
		for (account, error) in [
			(operator(3), Error::<Test>::NotAuthorized.into()),
			(operator(4), DispatchError::Other("capability lacking")),
			(77, DispatchError::Other("no operator")),
		] {
			assert_noop!(
				Metering::register(signed(account), MARKET, point(0), HOUSEHOLD, device(0)),
				error
			);
		}
		assert_noop!(
			Metering::register(grid(), MarketId(1), point(0), HOUSEHOLD, device(0)),
			Error::<Test>::NotFound
		);
		registered();
		let exchange = signed(operator(1));
		assert_ok!(Metering::register(exchange, MARKET, point(1), FACTORY, device(1)));
		let meter = Meters::<Test>::get(ID).unwrap();
		assert_eq!((meter.first, meter.open, meter.since), (FIRST, TODAY, TODAY));
		assert_eq!(Metering::market(ID), Some(MARKET));
		assert_eq!(Metering::owner(ID, TODAY), Some(HOUSEHOLD));
		assert!(Metering::is_green(ID) && !Metering::is_green(MeterId(7)));
	});
}

#[test]
fn what_cannot_be_a_meter_is_refused() {
	ExtBuilder::build_and_execute(|| {
		registered();
		let with = |device| Metering::register(grid(), MARKET, point(1), HOUSEHOLD, device);
		for invalid in [
			Device { multiplier: 0, ..device(1) },
			Device { limit: 0, ..device(1) },
			Device { imports: false, exports: false, ..device(1) },
			Device { exports: false, ..device(1) },
		] {
			assert_noop!(with(invalid), Error::<Test>::InvalidDevice);
		}
		assert_noop!(with(device(0)), Error::<Test>::AlreadyExists);
		assert_noop!(
			Metering::register(grid(), MARKET, point(0), HOUSEHOLD, device(1)),
			Error::<Test>::AlreadyExists
		);
		assert_noop!(
			Metering::register(grid(), MARKET, GridPoint::default(), HOUSEHOLD, device(1)),
			Error::<Test>::InvalidPoint
		);
		assert_noop!(register(1, OUTSIDER), Error::<Test>::NotParticipant);
		for number in 1..4 {
			assert_ok!(register(number, HOUSEHOLD));
		}
		assert_noop!(register(4, HOUSEHOLD), Error::<Test>::TooMany);
	});
}

#[test]
fn another_device_comes_in_the_place_of_one() {
	ExtBuilder::build_and_execute(|| {
		registered();
		run(FIRST..FIRST + 4);
		let (last, first) = (Register { import: 9, export: 1 }, Register::default());
		let replace =
			|from, number| Metering::replace(grid(), ID, device(number), from, last, first);
		// Of the third interval something was read.
		assert_noop!(replace(FIRST + 3, 1), Error::<Test>::InvalidTime);
		assert_noop!(replace(FIRST + 6, 1), Error::<Test>::InvalidTime);
		assert_noop!(replace(FIRST + 4, 0), Error::<Test>::AlreadyExists);
		let exchange = signed(operator(1));
		assert_noop!(
			Metering::replace(exchange, ID, device(1), FIRST + 4, last, first),
			Error::<Test>::NotAuthorized
		);
		assert_noop!(
			Metering::replace(grid(), MeterId(9), device(1), FIRST + 4, last, first),
			Error::<Test>::NotFound
		);
		assert_ok!(replace(FIRST + 4, 1));
		assert_noop!(replace(FIRST + 4, 2), Error::<Test>::InvalidState);
		let (old, new) =
			(Meters::<Test>::get(ID).unwrap(), Meters::<Test>::get(MeterId(1)).unwrap());
		assert_eq!((old.status, old.last), (Status::Retired, Some(FIRST + 3)));
		assert_eq!((new.first, new.predecessor, new.owner), (FIRST + 4, Some(ID), HOUSEHOLD));
		assert_eq!(MeterAt::<Test>::get(MARKET, point(0)), Some(MeterId(1)));
		Now::set(TIMETABLE.end(FIRST + 4));
		let it = Message { meter: MeterId(1), ..message(0, FIRST + 4, 7, 0) };
		assert_eq!(read(message(4, FIRST + 4, 1, 0)), Err(Refusal::NotInService));
		assert_eq!(taken(vec![sign(it, 1)]), [Ok(())]);
		// Each closes its part of the day; together they have all of it.
		close_time(TODAY);
		assert_eq!(closed(TODAY), Ok(0));
		assert_ok!(close(&[MeterId(1)], TODAY));
		let days = [ID, MeterId(1)].map(|id| Metering::day(id, TODAY).unwrap());
		assert_eq!(days[0][35], reading(350, 10));
		assert_eq!(days[0][36], Reading::default());
		assert_eq!(days[1][36], reading(70, 0));
		assert!(days[1][37].substituted && !days[1][35].substituted);
		assert_eq!(closed(TODAY + 1), Err(NotClosed::NotNext));
	});
}

#[test]
fn a_meter_changes_hands_at_midnight() {
	ExtBuilder::build_and_execute(|| {
		registered();
		let transfer = |to, from| Metering::transfer(grid(), ID, to, from);
		assert_noop!(transfer(FACTORY, TODAY), Error::<Test>::InvalidTime);
		assert_noop!(transfer(HOUSEHOLD, TODAY + 1), Error::<Test>::AlreadyExists);
		assert_noop!(transfer(OUTSIDER, TODAY + 1), Error::<Test>::NotParticipant);
		assert_noop!(
			Metering::transfer(signed(operator(1)), ID, FACTORY, TODAY + 1),
			Error::<Test>::NotAuthorized
		);
		assert_ok!(transfer(FACTORY, TODAY + 1));
		// Not twice before the first change came about.
		assert_noop!(transfer(HOUSEHOLD, TODAY + 2), Error::<Test>::InvalidTime);
		let owners = || [TODAY, TODAY + 1].map(|day| Metering::owner(ID, day).unwrap());
		assert_eq!(owners(), [HOUSEHOLD, FACTORY]);
		close_time(TODAY);
		assert_ok!(close(&[ID], TODAY));
		assert_ok!(transfer(HOUSEHOLD, TODAY + 3));
		assert_eq!(owners(), [HOUSEHOLD, FACTORY]);
		assert_eq!(Metering::owner(ID, TODAY + 3), Some(HOUSEHOLD));
		assert_eq!(MeterCount::<Test>::get(MARKET, FACTORY), 1);
	});
}

#[test]
fn a_suspended_meter_is_not_read() {
	ExtBuilder::build_and_execute(|| {
		registered();
		pass(HOUR);
		assert_noop!(Metering::suspend(signed(operator(1)), ID), Error::<Test>::NotAuthorized);
		assert_noop!(Metering::resume(grid(), ID), Error::<Test>::InvalidState);
		assert_ok!(Metering::suspend(grid(), ID));
		assert_noop!(Metering::suspend(grid(), ID), Error::<Test>::InvalidState);
		assert_eq!(read(message(0, FIRST, 1, 1)), Err(Refusal::Suspended));
		assert_ok!(Metering::resume(grid(), ID));
		assert_eq!(read(message(0, FIRST, 1, 1)), Ok(()));
	});
}

#[test]
fn organizations_and_participants_stay_while_they_have_meters() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(register(0, FACTORY));
		for id in [GRID, 3] {
			let result = <Metering as Obligations>::ensure_settled(OrganizationId(id));
			assert_eq!(result, Err(Error::<Test>::MetersInUse.into()));
		}
		let leaves = |party| <Metering as Commitments>::ensure_settled(MARKET, party);
		assert_noop!(leaves(FACTORY), Error::<Test>::MetersInUse);
		assert_ok!(leaves(HOUSEHOLD));
		assert_noop!(
			Metering::retire(signed(operator(1)), ID, FIRST),
			Error::<Test>::NotAuthorized
		);
		assert_noop!(Metering::retire(grid(), ID, FIRST - 1), Error::<Test>::InvalidTime);
		assert_noop!(Metering::retire(grid(), ID, FIRST + 1), Error::<Test>::InvalidTime);
		assert_ok!(Metering::retire(grid(), ID, FIRST));
		assert_noop!(Metering::retire(grid(), ID, FIRST), Error::<Test>::InvalidState);
		assert_noop!(
			Metering::transfer(grid(), ID, HOUSEHOLD, TODAY + 1),
			Error::<Test>::InvalidState
		);
		assert_noop!(Metering::skip(grid(), ID, 1), Error::<Test>::InvalidState);
		for id in [GRID, 3] {
			assert_ok!(<Metering as Obligations>::ensure_settled(OrganizationId(id)));
		}
		assert_ok!(leaves(FACTORY));
		// Another meter comes to the point.
		assert_ok!(Metering::register(grid(), MARKET, point(0), FACTORY, device(1)));
	});
}
