// SPDX-License-Identifier: Apache-2.0

//! What happens by itself when time passes, also where it fails first.

use super::*;

/// An envelope that expires, a budget that lapses and a redemption that times out, all due.
fn due() -> (EnvelopeId, BudgetId, RedemptionId) {
	endow(ALICE, 100);
	let method = RedemptionMethod::Payroll;
	assert_ok!(RedEnvelope::redeem(signed(ALICE), COMPANY, CNY, 100, method));
	let id = fill(funded(1_000), equal(100, 10));
	assert_ok!(claim(BOB, id));
	draw_all();
	let lapses = NextBudgetId::<Test>::get();
	let at = Some(START + DAY);
	assert_ok!(RedEnvelope::open_budget(signed(TREASURER), CNY, name("annual"), at));
	assert_ok!(RedEnvelope::fund(signed(TREASURER), lapses, 1_000));
	Now::mutate(|now| *now += 30 * DAY);
	(id, lapses, RedemptionId(0))
}

#[test]
fn all_that_is_due_happens() {
	ExtBuilder::build_and_execute(|| {
		let (id, lapses, redemption) = due();
		pass(0);
		assert_eq!(status(id), EnvelopeStatus::Expired);
		assert_eq!(budget(lapses).status, BudgetStatus::Ended);
		let status = Redemptions::<Test>::get(redemption).unwrap().status;
		assert_eq!(status, RedemptionStatus::TimedOut);
		assert_eq!(Agenda::get(), []);
	});
}

#[test]
fn what_is_due_while_the_books_fail_happens_later() {
	ExtBuilder::build_and_execute(|| {
		let (id, lapses, redemption) = due();
		BooksFail::set(true);
		assert_eq!(carry_out_due(), []);
		next_block();
		check();
		BooksFail::set(false);
		pass(DAY);
		draw_all();
		assert_eq!(status(id), EnvelopeStatus::Expired);
		assert_eq!(budget(lapses).status, BudgetStatus::Ended);
		let status = Redemptions::<Test>::get(redemption).unwrap().status;
		assert_eq!(status, RedemptionStatus::TimedOut);
	});
}

#[test]
fn what_fails_is_reported_and_tried_again_every_hour_until_it_is_done() {
	ExtBuilder::build_and_execute(|| {
		let (id, lapses, redemption) = due();
		let tasks = [Task::Expire(id), Task::Lapse(lapses), Task::RedemptionDue(redemption)];
		let since = Now::get();
		BooksFail::set(true);
		for hours in 0..3 {
			Now::set(since + hours * HOUR);
			events();
			let before = (progress(id), budget(lapses), wallet(ALICE), Vouchers::get().len());
			assert_eq!(carry_out_due(), []);
			assert_eq!(
				(progress(id), budget(lapses), wallet(ALICE), Vouchers::get().len()),
				before
			);
			check();
			let until = Now::get() + HOUR;
			let mut put_off = events();
			put_off.sort_by_key(|event| match event {
				Event::Postponed { task, .. } => Some(*task),
				_ => None,
			});
			// The text of an error is not stored.
			let error = DispatchError::Other("");
			assert_eq!(put_off, tasks.map(|task| Event::Postponed { task, until, error }));
			// Not before the hour is over.
			Now::set(until - 1);
			assert_eq!((carry_out_due(), events()), (vec![], vec![]));
		}
		BooksFail::set(false);
		pass(1);
		assert_eq!(Agenda::get(), []);
		assert_eq!(status(id), EnvelopeStatus::Expired);
		assert_eq!((budget(lapses).status, wallet(ALICE).balance), (BudgetStatus::Ended, 100));
	});
}

#[test]
fn what_was_put_off_and_done_in_the_meantime_is_not_done_again() {
	ExtBuilder::build_and_execute(|| {
		let (_, lapses, redemption) = due();
		let unclaimed = fill_with(funded(500), equal(1, 500), terms());
		Now::mutate(|now| *now += DAY);
		BooksFail::set(true);
		assert_eq!(carry_out_due(), []);
		BooksFail::set(false);
		assert_ok!(RedEnvelope::cancel(signed(TREASURER), unclaimed));
		assert_ok!(RedEnvelope::close_budget(signed(TREASURER), lapses));
		assert_ok!(RedEnvelope::withdraw_redemption(signed(ALICE), redemption));
		let before = (progress(unclaimed), budget(lapses), wallet(ALICE), free());
		pass(HOUR);
		assert_eq!((progress(unclaimed), budget(lapses), wallet(ALICE), free()), before);
		assert_eq!((status(unclaimed), Agenda::get()), (EnvelopeStatus::Canceled, vec![]));
	});
}

/// Also one whose shares were all claimed, of which a list left something.
#[test]
fn a_rest_that_cannot_go_back_when_the_last_share_is_drawn_does_so_later() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(1_000);
		let list = recipients(&[(ALICE, 50), (BOB, 30)]);
		let id = fill(budget, assigned(100, &list));
		for (index, account) in (0..).zip([ALICE, BOB]) {
			assert_ok!(show(account, id, place(&list, index)));
		}
		assert_ok!(RedEnvelope::close_budget(signed(TREASURER), budget));
		assert_eq!(Agenda::get(), []);
		assert_ok!(Assets::freeze_asset(signed(ISSUER), CNY));
		events();
		next_block();
		assert_eq!([ALICE, BOB].map(balance), [50, 30]);
		let (task, until) = (Task::Expire(id), Now::get() + HOUR);
		let error = pallet_assets::Error::<Test>::AssetNotLive.into();
		let drawn = Event::Drawn { envelope: id, first: 0, count: 2 };
		assert_eq!(events(), [drawn, Event::Postponed { task, until, error }]);
		assert_eq!((progress(id).left, held()), (20, 100));
		check();
		pass(HOUR);
		assert_eq!(held(), 100);
		assert_ok!(Assets::thaw_asset(signed(ISSUER), CNY));
		events();
		pass(HOUR);
		let status = EnvelopeStatus::Claimed;
		assert_eq!(events(), [Event::Emptied { envelope: id, status, returned: 20 }]);
		assert_eq!((held(), Agenda::get()), (80, vec![]));
	});
}

#[test]
fn tasks_weigh_what_was_measured() {
	ExtBuilder::build_and_execute(|| {
		type Weights = <Test as Config>::WeightInfo;
		for (task, weight) in [
			(Task::Expire(NO_ENVELOPE), Weights::expire()),
			(Task::Lapse(NO_BUDGET), Weights::lapse()),
			(Task::RedemptionDue(NO_REDEMPTION), Weights::time_out()),
		] {
			assert_eq!(<RedEnvelope as HandleDeadline<Task>>::weight(&task), weight);
		}
	});
}
