// SPDX-License-Identifier: Apache-2.0

use super::*;

#[test]
fn stakes_are_free_when_there_was_time_to_settle() {
	ExtBuilder::build_and_execute(|| {
		agreed();
		let conclude = || Trade::conclude(RuntimeOrigin::signed(77), ID);
		let over = TIMETABLE.start_of_day(TOMORROW + 10) + 60 * DAY;
		pass(over - 1 - Now::get());
		assert_noop!(conclude(), Error::<Test>::TooEarly);
		assert_eq!(at_stake(PLANT), 192_000);
		pass(1);
		System::assert_last_event(Event::Concluded { contract: ID }.into());
		assert_noop!(conclude(), Error::<Test>::InvalidState);
		assert_noop!(
			Trade::conclude(RuntimeOrigin::signed(77), ContractId(1)),
			Error::<Test>::NotFound
		);
		assert_eq!((at_stake(PLANT), at_stake(RETAILER)), (0, 0));
		assert_ok!(<Trade as Obligations>::ensure_settled(OrganizationId(2)));
		assert_eq!(traded(PLANT, TOMORROW), (0, 0));
		assert_eq!(Trade::query_contracts(MARKET, PLANT, true, None, 5).items.len(), 1);
		assert_eq!(Trade::query_contracts(MARKET, PLANT, false, None, 5).items, []);
	});
}

#[test]
fn an_early_end_is_concluded_early() {
	ExtBuilder::build_and_execute(|| {
		agreed();
		assert_ok!(change(RETAILER, TOMORROW + 2, Change::End));
		assert_ok!(agree(PLANT));
		pass(TIMETABLE.start_of_day(TOMORROW + 2) + 60 * DAY - Now::get());
		assert_eq!(contract().status, Status::Concluded);
		pass(20 * DAY);
		assert_eq!(at_stake(PLANT), 0);
	});
}

#[test]
fn anybody_concludes_what_did_not_happen_by_itself() {
	ExtBuilder::build_and_execute(|| {
		agreed();
		Now::set(TIMETABLE.start_of_day(TOMORROW + 10) + 60 * DAY);
		assert_ok!(Trade::conclude(RuntimeOrigin::signed(77), ID));
		pass(DAY);
		assert_eq!(contract().status, Status::Concluded);
	});
}

/// When there was time to settle what was agreed.
fn due() -> Moment {
	TIMETABLE.start_of_day(TOMORROW + 10) + 60 * DAY
}

#[test]
fn what_is_not_settled_waits_and_is_looked_at_every_day() {
	ExtBuilder::build_and_execute(|| {
		agreed();
		// All days but the last are settled.
		UnsettledFrom::set(TOMORROW + 9);
		let conclude = || Trade::conclude(RuntimeOrigin::signed(77), ID);
		pass(due() - 1 - Now::get());
		assert_noop!(conclude(), Error::<Test>::TooEarly);
		assert_eq!(agenda(), [(due(), Task::Conclude(ID))]);
		pass(1);
		assert_noop!(conclude(), Error::<Test>::NotSettled);
		assert_eq!(agenda(), [(due() + DAY, Task::Conclude(ID))]);
		check();
		pass(DAY);
		assert_eq!(agenda(), [(due() + 2 * DAY, Task::Conclude(ID))]);
		assert_eq!((contract().status, at_stake(PLANT)), (Status::Agreed, 192_000));
		let stays = <Trade as Commitments>::ensure_settled(MARKET, PLANT);
		assert_eq!(stays, Err(Error::<Test>::OpenContracts.into()));
		UnsettledFrom::set(TOMORROW + 10);
		pass(DAY - 1);
		assert_eq!(contract().status, Status::Agreed);
		pass(1);
		System::assert_last_event(Event::Concluded { contract: ID }.into());
		assert_eq!((at_stake(PLANT), at_stake(RETAILER)), (0, 0));
		assert_eq!(agenda::<Task>(), []);
	});
}

#[test]
fn a_task_comes_in_vain_if_somebody_was_earlier() {
	ExtBuilder::build_and_execute(|| {
		agreed();
		UnsettledFrom::set(TOMORROW);
		pass(due() - Now::get());
		UnsettledFrom::set(TOMORROW + 10);
		assert_ok!(Trade::conclude(RuntimeOrigin::signed(77), ID));
		check();
		assert_eq!(agenda(), [(due() + DAY, Task::Conclude(ID))]);
		System::reset_events();
		assert_ok!(Trade::handle(Task::Conclude(ID)));
		pass(DAY);
		assert_eq!(System::events(), []);
		assert_eq!(agenda::<Task>(), []);
		assert_eq!(contract().status, Status::Concluded);
	});
}

#[test]
fn an_early_end_is_settled_with_its_own_last_day() {
	ExtBuilder::build_and_execute(|| {
		agreed();
		assert_ok!(change(RETAILER, TOMORROW + 2, Change::End));
		assert_ok!(agree(PLANT));
		UnsettledFrom::set(TOMORROW + 1);
		pass(TIMETABLE.start_of_day(TOMORROW + 2) + 60 * DAY - Now::get());
		assert_eq!(contract().status, Status::Agreed);
		UnsettledFrom::set(TOMORROW + 2);
		assert_ok!(Trade::conclude(RuntimeOrigin::signed(77), ID));
		pass(DAY);
	});
}

#[test]
fn a_change_that_still_waits_is_forgotten() {
	ExtBuilder::build_and_execute(|| {
		agreed();
		assert_ok!(change(RETAILER, TOMORROW + 5, Change::Transfer { to: TRADER }));
		// Nothing has happened by itself since.
		Now::set(TIMETABLE.start_of_day(TOMORROW + 10) + 60 * DAY);
		assert_ok!(Trade::conclude(RuntimeOrigin::signed(77), ID));
		assert_eq!(Trade::query_awaited(TRADER, None, 5).items, []);
		assert_noop!(agree(TRADER), Error::<Test>::NotProposed);
	});
}
