// SPDX-License-Identifier: Apache-2.0

use super::*;
use covenant_primitives::time::MINUTE;

fn set(terms: Policy) -> sp_runtime::DispatchResult {
	SealedData::set_policy(signed(JUDGE), 0, terms)
}

#[test]
fn a_policy_is_set_and_set_anew() {
	ExtBuilder::build_and_execute(|| {
		for terms in [policy(Decision::Owner), policy(two_of_three())] {
			assert_ok!(SealedData::set_policy(signed(JUDGE), 2, terms.clone()));
			assert_eq!(Policies::<Test>::get(party(JUDGE), 2), Some(terms.clone()));
			let by = by(JUDGE).unwrap();
			assert_eq!(events(), [Event::PolicySet { by, policy: 2, terms }]);
		}
		assert_eq!(Policies::<Test>::iter().count(), 1);
	});
}

#[test]
fn persons_have_policies_too() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(SealedData::set_policy(signed(ALICE), 0, policy(Decision::Owner)));
		assert!(Policies::<Test>::contains_key(Party::Person(PersonId(0)), 0));
	});
}

#[test]
fn it_holds_for_requests_made_from_now_on() {
	ExtBuilder::build_and_execute(|| {
		asked_under(Decision::Owner);
		assert_ok!(SealedData::publish_key(signed(ALICE), key(50)));
		let other =
			Policy { acknowledge_days: 0, answer_days: 9, arbiter: None, ..policy(two_of_three()) };
		assert_ok!(set(other));
		assert_ok!(SealedData::ask(signed(ALICE), FIRST, terms()));

		let before = request();
		assert_eq!(before.decision, Decision::Owner);
		assert_eq!((before.answer_days, before.arbiter), (5, Some(DATA_OFFICE)));
		assert_eq!(before.acknowledge_by, Some(START + 2 * DAY));
		let after = Requests::<Test>::get(AGAIN).unwrap();
		assert_eq!(after.decision, two_of_three());
		assert_eq!((after.answer_days, after.arbiter), (9, None));
		assert_eq!(after.acknowledge_by, None);
		// Also the former one's next step.
		assert_ok!(SealedData::approve(signed(JUDGE), ASKED));
		assert_eq!(request().due, START + 5 * DAY);
	});
}

#[test]
fn what_contradicts_itself_is_refused() {
	ExtBuilder::build_and_execute(|| {
		let good = policy(Decision::Owner);
		let (bar, court) = (party(CHAIR), party(JUDGE));
		for bad in [
			Policy { answer_days: 0, acknowledge_days: 0, ..good.clone() },
			Policy { acknowledge_days: 6, ..good.clone() },
			Policy { max_period: MINUTE - 1, ..good.clone() },
			Policy { max_uses: 0, ..good.clone() },
			Policy { arbiter: Some(COURT), ..good.clone() },
			policy(approvers(0, &[])),
			policy(approvers(1, &[])),
			policy(approvers(0, &[bar])),
			policy(approvers(2, &[bar])),
			policy(approvers(1, &[bar, court, bar])),
		] {
			assert_noop!(set(bad), Error::<Test>::InvalidPolicy);
		}
		for good in [
			Policy { acknowledge_days: 5, ..good.clone() },
			Policy { acknowledge_days: 0, ..good.clone() },
			Policy { max_period: MINUTE, ..good.clone() },
			Policy { max_uses: 1, ..good.clone() },
			Policy { arbiter: None, ..good },
			policy(approvers(1, &[bar, court])),
			policy(approvers(2, &[bar, court])),
		] {
			assert_ok!(set(good));
		}
	});
}

#[test]
fn the_owner_of_a_policy_is_not_its_arbiter_but_may_be_another_ones() {
	ExtBuilder::build_and_execute(|| {
		let own = SealedData::set_policy(signed(ARBITER), 0, policy(Decision::Owner));
		assert_eq!(own, Err(Error::<Test>::InvalidPolicy.into()));
		assert_ok!(set(policy(Decision::Owner)));
	});
}

#[test]
fn an_arbiter_has_to_be_one() {
	ExtBuilder::build_and_execute(|| {
		let under = |arbiter| Policy { arbiter: Some(arbiter), ..policy(Decision::Owner) };
		assert_noop!(set(under(UNKNOWN)), Error::<Test>::UnknownParty);
		assert_noop!(set(under(BAR)), Error::<Test>::NotAnArbiter);
		suspend(DATA_OFFICE, true);
		assert_noop!(set(under(DATA_OFFICE)), Error::<Test>::NotAnArbiter);
	});
}

#[test]
fn approvers_are_on_the_chain() {
	ExtBuilder::build_and_execute(|| {
		let good = Party::Organization(BAR);
		for unknown in [Party::Organization(UNKNOWN), Party::Person(PersonId(9))] {
			let decision = approvers(1, &[good, unknown]);
			assert_noop!(set(policy(decision)), Error::<Test>::UnknownParty);
		}
		// A suspended one may come back.
		suspend(BAR, true);
		assert_ok!(set(policy(approvers(1, &[good, Party::Person(PersonId(2))]))));
	});
}

#[test]
fn numbers_end_before_the_maximum() {
	ExtBuilder::build_and_execute(|| {
		let terms = policy(Decision::Owner);
		assert_ok!(SealedData::set_policy(signed(JUDGE), 3, terms.clone()));
		for number in [4, u32::MAX] {
			assert_noop!(
				SealedData::set_policy(signed(JUDGE), number, terms.clone()),
				Error::<Test>::TooManyPolicies
			);
		}
	});
}
