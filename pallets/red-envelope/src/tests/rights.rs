// SPDX-License-Identifier: Apache-2.0

//! Rights to spend a budget.

use super::*;

const OPERATOR: Spender<AccountId> = Spender::Operator(CLERK);
const PERSON: Spender<AccountId> = Spender::Person(PersonId(0));

/// Whoever has a right, and how.
const SPENDERS: [(AccountId, Spender<AccountId>); 2] = [(CLERK, OPERATOR), (ALICE, PERSON)];

fn grant(budget: BudgetId, spender: Spender<AccountId>, ceiling: Amount) -> DispatchResult {
	let until = START + 30 * DAY;
	RedEnvelope::grant_right(signed(TREASURER), budget, spender, ceiling, START, until)
}

fn revoke(budget: BudgetId, spender: Spender<AccountId>) -> DispatchResult {
	RedEnvelope::revoke_right(signed(TREASURER), budget, spender)
}

fn attempt(account: AccountId, budget: BudgetId, total: Amount) -> DispatchResult {
	RedEnvelope::fill(signed(account), budget, equal(total, 1), terms())
}

fn used(budget: BudgetId, spender: Spender<AccountId>) -> Amount {
	SpendingRights::<Test>::get(budget, spender).unwrap().used
}

/// A budget with a right of 500 for each of the two.
fn granted() -> BudgetId {
	let budget = funded(10_000);
	for (_, spender) in SPENDERS {
		assert_ok!(grant(budget, spender, 500));
	}
	budget
}

#[test]
fn operators_and_members_fill_up_to_a_ceiling() {
	ExtBuilder::build_and_execute(|| {
		let budget = granted();
		for (account, spender) in SPENDERS {
			for total in [501, 10_001] {
				assert_noop!(attempt(account, budget, total), Error::<Test>::CeilingExceeded);
			}
			let id = NextEnvelopeId::<Test>::get();
			assert_ok!(attempt(account, budget, 300));
			let number = SpendingRights::<Test>::get(budget, spender).unwrap().number;
			assert_eq!(envelope(id).by, Filler { account, right: Some((spender, number)) });
			assert_eq!(used(budget, spender), 300);
			assert_noop!(attempt(account, budget, 201), Error::<Test>::CeilingExceeded);
			assert_ok!(attempt(account, budget, 200));
			assert_noop!(attempt(account, budget, 1), Error::<Test>::CeilingExceeded);
		}
	});
}

#[test]
fn the_treasurer_needs_no_right() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(10_000);
		let id = fill(budget, equal(10_000, 1));
		assert_eq!(envelope(id).by, Filler { account: TREASURER, right: None });
		// Nor uses one that it has.
		let budget = funded(10);
		let spender = Spender::Operator(TREASURER);
		assert_ok!(grant(budget, spender, 1));
		fill(budget, equal(10, 1));
		assert_eq!(used(budget, spender), 0);
	});
}

#[test]
fn a_right_is_for_one_budget() {
	ExtBuilder::build_and_execute(|| {
		let root = granted();
		let part = below(root, 1_000);
		for (account, _) in SPENDERS {
			assert_noop!(attempt(account, part, 1), Error::<Test>::NoRight);
		}
		assert_noop!(attempt(BOB, root, 1), Error::<Test>::NoRight);
	});
}

#[test]
fn a_right_has_a_period() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(1_000);
		let (from, until) = (START + DAY, START + 2 * DAY);
		for (_, spender) in SPENDERS {
			assert_ok!(RedEnvelope::grant_right(
				signed(TREASURER),
				budget,
				spender,
				100,
				from,
				until
			));
		}
		for (account, _) in SPENDERS {
			for outside in [START, from - 1, until, until + DAY] {
				Now::set(outside);
				assert_noop!(attempt(account, budget, 1), Error::<Test>::RightNotInForce);
			}
			for inside in [from, until - 1] {
				Now::set(inside);
				assert_ok!(attempt(account, budget, 1));
			}
		}
		Now::set(START);
	});
}

#[test]
fn a_right_is_for_something_in_a_time_to_come() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(1_000);
		let grant = |ceiling, from, until| {
			RedEnvelope::grant_right(signed(TREASURER), budget, OPERATOR, ceiling, from, until)
		};
		for (ceiling, from, until) in [
			(0, START, START + 1),
			(1, START + 1, START + 1),
			(1, START + 2, START + 1),
			(1, START - 2, START - 1),
			(1, START - 1, START),
		] {
			assert_noop!(grant(ceiling, from, until), Error::<Test>::InvalidRight);
		}
		assert_ok!(grant(Amount::MAX, 0, Moment::MAX));
	});
}

#[test]
fn a_right_is_an_operators_or_a_members_of_the_organization() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(1_000);
		for account in [RIVAL_TREASURER, ALICE, STRANGER] {
			let spender = Spender::Operator(account);
			assert_noop!(grant(budget, spender, 1), Error::<Test>::UnknownSpender);
		}
		let nobody = Spender::Person(PersonId(PERSONS + 1));
		assert_noop!(grant(budget, nobody, 1), Error::<Test>::UnknownPerson);
		let outsider = Spender::Person(person(OUTSIDER));
		assert_noop!(grant(budget, outsider, 1), DispatchError::Other("no member"));
		Released::mutate(|released| released.insert(person(BOB)));
		let released = Spender::Person(person(BOB));
		assert_noop!(grant(budget, released, 1), Error::<Test>::UnknownPerson);
	});
}

#[test]
fn a_right_is_of_use_as_long_as_its_owner_belongs_to_the_organization() {
	ExtBuilder::build_and_execute(|| {
		let budget = granted();
		Left::mutate(|left| left.insert(person(ALICE)));
		assert_noop!(attempt(ALICE, budget, 1), DispatchError::Other("no member"));
		Left::set(Default::default());
		Released::mutate(|released| released.insert(person(ALICE)));
		assert_noop!(attempt(ALICE, budget, 1), DispatchError::Other("no person"));
		Released::set(Default::default());
		suspend(COMPANY, true);
		assert_noop!(attempt(ALICE, budget, 1), Error::<Test>::OrganizationSuspended);
		for account in [CLERK, TREASURER] {
			assert_noop!(attempt(account, budget, 1), DispatchError::Other("suspended"));
		}
		suspend(COMPANY, false);
		// Now somebody else's operator.
		Operators::mutate(|operators| operators.get_mut(&CLERK).unwrap().0 = RIVAL);
		assert_noop!(attempt(CLERK, budget, 1), Error::<Test>::NotAuthorized);
		Operators::mutate(|operators| operators.remove(&CLERK));
		assert_noop!(attempt(CLERK, budget, 1), DispatchError::Other("no person"));
	});
}

#[test]
fn granting_and_revoking_are_reported() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(1_000);
		events();
		assert_ok!(grant(budget, PERSON, 500));
		let (from, until) = (START, START + 30 * DAY);
		let right = SpendingRight { number: 0, ceiling: 500, used: 0, from, until };
		let by = treasurer();
		let spender = PERSON;
		assert_eq!(events(), [Event::RightGranted { by: by.clone(), budget, spender, right }]);
		assert_ok!(revoke(budget, PERSON));
		assert_eq!(events(), [Event::RightRevoked { by, budget, spender }]);
		for spender in [PERSON, OPERATOR] {
			assert_noop!(revoke(budget, spender), Error::<Test>::NoRight);
		}
	});
}

#[test]
fn granting_again_keeps_what_was_used() {
	ExtBuilder::build_and_execute(|| {
		let budget = granted();
		for (account, spender) in SPENDERS {
			assert_ok!(attempt(account, budget, 400));
			let before = SpendingRights::<Test>::get(budget, spender).unwrap();
			assert_ok!(grant(budget, spender, 450));
			let after = SpendingRights::<Test>::get(budget, spender).unwrap();
			assert_eq!(after, SpendingRight { ceiling: 450, ..before });
			assert_noop!(attempt(account, budget, 51), Error::<Test>::CeilingExceeded);
			// Also below what was used.
			assert_ok!(grant(budget, spender, 1));
			assert_noop!(attempt(account, budget, 1), Error::<Test>::CeilingExceeded);
			assert_ok!(grant(budget, spender, 401));
			assert_ok!(attempt(account, budget, 1));
		}
	});
}

#[test]
fn what_comes_back_can_be_filled_again() {
	ExtBuilder::build_and_execute(|| {
		let budget = granted();
		for (account, spender) in SPENDERS {
			let canceled = fill_as(account, budget, equal(100, 5), terms());
			assert_noop!(attempt(account, budget, 1), Error::<Test>::CeilingExceeded);
			assert_ok!(RedEnvelope::cancel(signed(account), canceled));
			assert_eq!(used(budget, spender), 0);
			let expires = fill_as(account, budget, equal(100, 5), terms());
			for claimant in [BOB, CAROL] {
				assert_ok!(claim(claimant, expires));
			}
			pass(DAY);
			assert_eq!(used(budget, spender), 200);
			// A list that assigns less than was put in.
			let list = recipients(&[(BOB, 100), (CAROL, 50)]);
			let less = fill_as(account, budget, assigned(300, &list), terms());
			assert_ok!(show(BOB, less, place(&list, 0)));
			assert_ok!(show(CAROL, less, place(&list, 1)));
			assert_eq!(used(budget, spender), 500);
			next_block();
			assert_eq!(used(budget, spender), 350);
			assert_ok!(attempt(account, budget, 150));
		}
	});
}

#[test]
fn what_comes_back_is_not_a_later_rights() {
	ExtBuilder::build_and_execute(|| {
		let budget = granted();
		for (account, spender) in SPENDERS {
			let before = fill_as(account, budget, equal(100, 3), terms());
			assert_ok!(revoke(budget, spender));
			assert_noop!(attempt(account, budget, 1), Error::<Test>::NoRight);
			assert_ok!(grant(budget, spender, 500));
			assert_eq!(used(budget, spender), 0);
			fill_as(account, budget, equal(100, 2), terms());
			assert_ok!(RedEnvelope::cancel(signed(TREASURER), before));
			assert_eq!(used(budget, spender), 200);
		}
		assert_eq!(crate::Budgets::<Test>::get(budget).unwrap().rights, 4);
	});
}

#[test]
fn what_comes_back_without_a_right_is_the_budgets() {
	ExtBuilder::build_and_execute(|| {
		let id = granted();
		let envelope = fill_as(CLERK, id, equal(100, 3), terms());
		assert_ok!(revoke(id, OPERATOR));
		pass(DAY);
		assert_eq!(status(envelope), EnvelopeStatus::Expired);
		assert_eq!(budget(id).available, 10_000);
	});
}

#[test]
fn who_filled_an_envelope_manages_it_while_the_right_lasts() {
	ExtBuilder::build_and_execute(|| {
		let budget = granted();
		for (account, spender) in SPENDERS {
			let id = fill_as(account, budget, equal(1, 1), terms());
			let pause = |by| RedEnvelope::pause(signed(by), id);
			let others = [CLERK, ALICE, BOB, STRANGER, RIVAL_TREASURER];
			for other in others.into_iter().filter(|other| *other != account) {
				assert_noop!(pause(other), Error::<Test>::NotAuthorized);
			}
			assert_ok!(pause(account));
			assert_ok!(RedEnvelope::resume(signed(account), id));
			assert_ok!(RedEnvelope::attach_register(signed(account), id, Some(ObjectId(1))));
			assert_ok!(revoke(budget, spender));
			let refused = |account| {
				for call in [
					Call::pause { envelope: id },
					Call::resume { envelope: id },
					Call::cancel { envelope: id },
					Call::attach_register { envelope: id, register: None },
				] {
					assert_noop!(dispatch(call, signed(account)), Error::<Test>::NotAuthorized);
				}
			};
			refused(account);
			// Nor with another right, given later.
			assert_ok!(grant(budget, spender, 500));
			refused(account);
			assert_ok!(pause(TREASURER));
			assert_ok!(RedEnvelope::cancel(signed(TREASURER), id));
		}
	});
}

#[test]
fn a_person_manages_what_it_filled_with_its_new_account() {
	ExtBuilder::build_and_execute(|| {
		let id = fill_as(ALICE, granted(), equal(1, 1), terms());
		Replaced::set(Some((STRANGER, ALICE)));
		assert_noop!(RedEnvelope::pause(signed(ALICE), id), Error::<Test>::NotAuthorized);
		assert_ok!(RedEnvelope::pause(signed(STRANGER), id));
		assert_ok!(RedEnvelope::cancel(signed(STRANGER), id));
		Replaced::set(None);
	});
}

#[test]
fn what_the_treasurer_filled_nobody_elses_right_manages() {
	ExtBuilder::build_and_execute(|| {
		let budget = granted();
		let id = fill(budget, equal(1, 1));
		for account in [CLERK, ALICE] {
			assert_noop!(RedEnvelope::cancel(signed(account), id), Error::<Test>::NotAuthorized);
		}
		// Nor the treasurer, without the capability.
		Operators::mutate(|operators| operators.get_mut(&TREASURER).unwrap().1.clear());
		assert_noop!(RedEnvelope::cancel(signed(TREASURER), id), Error::<Test>::NotAuthorized);
	});
}

/// What filling takes, managing what was filled takes too.
#[test]
fn who_left_the_organization_manages_nothing() {
	ExtBuilder::build_and_execute(|| {
		let budget = granted();
		let envelopes =
			SPENDERS.map(|(account, _)| (account, fill_as(account, budget, equal(1, 1), terms())));
		Left::mutate(|left| left.insert(person(ALICE)));
		Operators::mutate(|operators| operators.remove(&CLERK));
		for (account, id) in envelopes {
			assert!(RedEnvelope::cancel(signed(account), id).is_err(), "{account}");
		}
	});
}

#[test]
fn who_is_of_a_suspended_organization_manages_nothing() {
	ExtBuilder::build_and_execute(|| {
		let budget = granted();
		let envelopes =
			SPENDERS.map(|(account, _)| (account, fill_as(account, budget, equal(1, 1), terms())));
		suspend(COMPANY, true);
		for (account, id) in envelopes {
			assert!(RedEnvelope::cancel(signed(account), id).is_err(), "{account}");
		}
		assert!(RedEnvelope::cancel(signed(TREASURER), envelopes[0].1).is_err());
	});
}

#[test]
fn a_right_that_is_over_manages_nothing() {
	ExtBuilder::build_and_execute(|| {
		let budget = granted();
		let late = Terms { expires_at: START + 60 * DAY, ..terms() };
		let envelopes =
			SPENDERS.map(|(account, _)| (account, fill_as(account, budget, equal(1, 1), late)));
		pass(30 * DAY);
		for (account, id) in envelopes {
			assert_noop!(RedEnvelope::cancel(signed(account), id), Error::<Test>::NotAuthorized);
		}
	});
}
