// SPDX-License-Identifier: Apache-2.0

//! What happens by itself when time passes, where it fails first: deadlines are not tried again.

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
		carry_out_due();
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
