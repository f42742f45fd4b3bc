// SPDX-License-Identifier: Apache-2.0

//! Claims: once each, while an envelope is open.

use super::*;
use covenant_primitives::Month;

#[test]
fn a_claim_reserves_the_next_share() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(1_000);
		let id = fill(budget, lucky(1_000, 3));
		events();
		posted();
		let month = Month::of(START, 0);
		for (share, account) in (0..).zip([CAROL, ALICE, BOB]) {
			assert_ok!(claim(account, id));
			let person = person(account);
			let event = Event::Claimed { person, envelope: id, share, round: 1 };
			assert_eq!(events(), [event]);
			let slot = Slot { person, round: 1, month, amount: None };
			assert_eq!(Slots::<Test>::get(id, share), Some(slot));
			assert_eq!(Claims::<Test>::get(person, id), Some(share));
			assert_eq!(progress(id).claimed, share + 1);
			assert_eq!(progress(id).left, 1_000);
		}
		// Nothing moves before the draw.
		assert_eq!(posted(), []);
		assert_eq!(Wallets::<Test>::iter().count(), 0);
	});
}

#[test]
fn a_person_claims_once() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(1_000);
		let id = fill(budget, equal(10, 10));
		assert_ok!(claim(ALICE, id));
		assert_noop!(claim(ALICE, id), Error::<Test>::AlreadyClaimed);
		draw_all();
		assert_noop!(claim(ALICE, id), Error::<Test>::AlreadyClaimed);
		// From another one it can.
		let other = fill(budget, equal(10, 10));
		assert_ok!(claim(ALICE, other));
		// A name is good for one claim too.
		let for_alice = fill(budget, named(&[(ALICE, 10), (BOB, 10)]));
		assert_ok!(claim(ALICE, for_alice));
		assert_noop!(claim(ALICE, for_alice), Error::<Test>::AlreadyClaimed);
	});
}

#[test]
fn as_many_claim_as_there_are_shares() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(1_000);
		let id = fill(budget, equal(10, 2));
		assert_ok!(claim(ALICE, id));
		assert_eq!(status(id), EnvelopeStatus::Open);
		assert_ok!(claim(BOB, id));
		assert_eq!(status(id), EnvelopeStatus::Claimed);
		assert_noop!(claim(CAROL, id), Error::<Test>::NoShareLeft);
		assert!(!OpenEnvelopes::<Test>::contains_key(COMPANY, id));
		// It does not expire any more.
		assert_eq!(Agenda::get(), []);
		events();
		next_block();
		let drawn = Event::Drawn { envelope: id, first: 0, count: 2 };
		let emptied = Event::Emptied { envelope: id, status: EnvelopeStatus::Claimed, returned: 0 };
		assert_eq!(events(), [drawn, emptied]);
		assert_noop!(claim(CAROL, id), Error::<Test>::NoShareLeft);
	});
}

#[test]
fn an_envelope_is_there() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(claim(ALICE, NO_ENVELOPE), Error::<Test>::EnvelopeNotFound);
	});
}

#[test]
fn only_persons_claim() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(1_000);
		let id = fill(budget, equal(10, 2));
		for account in [TREASURER, CLERK, STRANGER] {
			assert_noop!(claim(account, id), DispatchError::Other("no person"));
		}
		Released::mutate(|released| released.insert(person(BOB)));
		assert_noop!(claim(BOB, id), DispatchError::Other("no person"));
	});
}

#[test]
fn nothing_is_claimed_before_it_opens_or_after_it_expired() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(1_000);
		let (opens_at, expires_at) = (START + DAY, START + 3 * DAY);
		let id = fill_with(budget, equal(10, 5), Terms { opens_at, expires_at, ..terms() });
		for early in [START, opens_at - 1] {
			Now::set(early);
			assert_noop!(claim(ALICE, id), Error::<Test>::NotYetOpen);
		}
		Now::set(opens_at);
		assert_ok!(claim(ALICE, id));
		Now::set(expires_at - 1);
		assert_ok!(claim(BOB, id));
		// Before it is noticed, and after.
		for late in [expires_at, expires_at + DAY] {
			Now::set(late);
			assert_eq!(status(id), EnvelopeStatus::Open);
			assert_noop!(claim(CAROL, id), Error::<Test>::Expired);
		}
		pass(0);
		assert_eq!(status(id), EnvelopeStatus::Expired);
		assert_noop!(claim(CAROL, id), Error::<Test>::Expired);
	});
}

#[test]
fn a_paused_envelope_is_not_claimed_and_expires() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(1_000);
		let id = fill(budget, equal(10, 5));
		assert_ok!(claim(ALICE, id));
		assert_ok!(RedEnvelope::pause(signed(TREASURER), id));
		assert_noop!(claim(BOB, id), Error::<Test>::Paused);
		// What was claimed is drawn.
		next_block();
		assert_eq!(balance(ALICE), 10);
		assert_ok!(RedEnvelope::resume(signed(TREASURER), id));
		assert_ok!(claim(BOB, id));
		assert_ok!(RedEnvelope::pause(signed(TREASURER), id));
		pass(DAY);
		assert_eq!(status(id), EnvelopeStatus::Expired);
		assert_noop!(claim(CAROL, id), Error::<Test>::Expired);
	});
}

#[test]
fn a_canceled_envelope_is_not_claimed() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(1_000);
		let id = fill(budget, equal(10, 5));
		assert_ok!(RedEnvelope::cancel(signed(TREASURER), id));
		assert_noop!(claim(ALICE, id), Error::<Test>::Canceled);
	});
}

#[test]
fn a_suspended_organizations_envelopes_are_not_claimed() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(1_000);
		let id = fill(budget, equal(10, 5));
		let by_name = fill(budget, named(&[(BOB, 10)]));
		assert_ok!(claim(ALICE, id));
		suspend(COMPANY, true);
		for id in [id, by_name] {
			assert_noop!(claim(BOB, id), Error::<Test>::OrganizationSuspended);
		}
		// What was claimed is drawn and paid.
		next_block();
		assert_ok!(RedEnvelope::withdraw(signed(ALICE), COMPANY, CNY, 10));
		suspend(COMPANY, false);
		assert_ok!(claim(BOB, id));
	});
}

#[test]
fn a_list_that_assigns_more_than_was_put_in_is_paid_as_far_as_it_goes() {
	ExtBuilder::build_and_execute(|| {
		let budget_id = funded(1_000);
		let list = recipients(&[(ALICE, 50), (BOB, 30), (CAROL, 40), (CAROL + 1, 20)]);
		let id = fill(budget_id, assigned(100, &list));
		assert_ok!(show(ALICE, id, place(&list, 0)));
		assert_ok!(show(BOB, id, place(&list, 1)));
		assert_eq!(progress(id).unclaimed, 20);
		assert_noop!(show(CAROL, id, place(&list, 2)), Error::<Test>::ListExceedsTotal);
		assert_ok!(show(CAROL + 1, id, place(&list, 3)));
		assert_eq!(progress(id).unclaimed, 0);
		next_block();
		assert_noop!(show(CAROL, id, place(&list, 2)), Error::<Test>::ListExceedsTotal);
		assert_eq!([ALICE, BOB, CAROL, CAROL + 1].map(balance), [50, 30, 0, 20]);
		// The share that was not claimed is worth nothing.
		pass(DAY);
		assert_eq!(status(id), EnvelopeStatus::Expired);
		assert_eq!((budget(budget_id).available, budget(budget_id).spent), (900, 100));
	});
}

#[test]
fn what_a_list_does_not_assign_goes_back_when_all_have_claimed() {
	ExtBuilder::build_and_execute(|| {
		let budget_id = funded(1_000);
		let list = recipients(&[(ALICE, 50), (BOB, 30)]);
		let id = fill(budget_id, assigned(100, &list));
		assert_ok!(show(BOB, id, place(&list, 1)));
		assert_ok!(show(ALICE, id, place(&list, 0)));
		assert_eq!(status(id), EnvelopeStatus::Claimed);
		assert_eq!((progress(id).unclaimed, progress(id).left), (20, 100));
		events();
		next_block();
		let drawn = Event::Drawn { envelope: id, first: 0, count: 2 };
		let emptied =
			Event::Emptied { envelope: id, status: EnvelopeStatus::Claimed, returned: 20 };
		assert_eq!(events(), [drawn, emptied]);
		assert_eq!((budget(budget_id).available, budget(budget_id).committed), (920, 0));
		assert_eq!([ALICE, BOB].map(balance), [50, 30]);
	});
}

#[test]
fn an_amount_is_forgotten_when_it_is_drawn_and_a_name_when_it_is_claimed() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(1_000);
		let list = recipients(&[(ALICE, 50), (BOB, 30)]);
		let by_list = fill(budget, assigned(100, &list));
		let by_name = fill(budget, named(&[(ALICE, 70), (BOB, 20)]));
		assert_ok!(show(ALICE, by_list, place(&list, 0)));
		assert_ok!(claim(ALICE, by_name));
		let amount = |id| Slots::<Test>::get(id, 0).unwrap().amount;
		assert_eq!([by_list, by_name].map(amount), [Some(50), Some(70)]);
		assert_eq!(
			Assignments::<Test>::iter_key_prefix(by_name).collect::<Vec<_>>(),
			[person(BOB)]
		);
		next_block();
		assert_eq!([by_list, by_name].map(amount), [None; 2]);
		assert_eq!(balance(ALICE), 120);
	});
}
