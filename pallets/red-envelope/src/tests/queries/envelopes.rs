// SPDX-License-Identifier: Apache-2.0

//! Envelopes.

use super::*;

fn is_open(id: EnvelopeId) -> bool {
	shown(id).is_open
}

fn shares_left(id: EnvelopeId) -> u32 {
	shown(id).shares_left
}

#[test]
fn an_envelope_is_shown_as_it_is_kept() {
	ExtBuilder::build_and_execute(|| {
		let id = fill(funded(1_000), lucky(1_000, 5));
		assert_ok!(claim(ALICE, id));
		let (envelope, progress) = (envelope(id), progress(id));
		let info = EnvelopeInfo { id, envelope, progress, shares_left: 4, is_open: true };
		assert_eq!(RedEnvelope::query_envelope(id), Some(info));
		assert_eq!(RedEnvelope::query_envelope(NO_ENVELOPE), None);
	});
}

#[test]
fn an_envelope_is_open_from_when_it_opens_until_before_it_expires() {
	ExtBuilder::build_and_execute(|| {
		let (opens_at, expires_at) = (START + HOUR, START + DAY);
		let terms = Terms { opens_at, expires_at, ..terms() };
		let id = fill_with(funded(100), equal(10, 5), terms);
		for (at, expected) in [
			(START, false),
			(opens_at - 1, false),
			(opens_at, true),
			(expires_at - 1, true),
			(expires_at, false),
		] {
			Now::set(at);
			assert_eq!(is_open(id), expected, "at {at}");
			// It was not noticed yet that it expired.
			assert_eq!(status(id), EnvelopeStatus::Open);
		}
		pass(0);
		assert_eq!((is_open(id), status(id)), (false, EnvelopeStatus::Expired));
	});
}

#[test]
fn a_paused_envelope_is_not_open_and_keeps_its_shares() {
	ExtBuilder::build_and_execute(|| {
		let id = fill(funded(100), equal(10, 5));
		assert_ok!(claim(ALICE, id));
		assert_ok!(RedEnvelope::pause(signed(TREASURER), id));
		assert_eq!((is_open(id), shares_left(id)), (false, 4));
		assert_ok!(RedEnvelope::resume(signed(TREASURER), id));
		assert_eq!((is_open(id), shares_left(id)), (true, 4));
	});
}

#[test]
fn each_claim_leaves_a_share_less_drawn_or_not() {
	ExtBuilder::build_and_execute(|| {
		let id = fill(funded(100), equal(10, 3));
		for (account, left) in [(ALICE, 2), (BOB, 1), (CAROL, 0)] {
			assert_ok!(claim(account, id));
			assert_eq!((shares_left(id), is_open(id)), (left, left > 0));
			next_block();
			assert_eq!((shares_left(id), is_open(id)), (left, left > 0));
		}
	});
}

#[test]
fn an_envelope_that_ended_has_no_shares_left() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(100);
		let (expired, canceled) = (fill(budget, equal(10, 5)), fill(budget, equal(10, 5)));
		assert_ok!(claim(ALICE, expired));
		assert_ok!(RedEnvelope::cancel(signed(TREASURER), canceled));
		pass(DAY);
		for (id, ended) in
			[(expired, EnvelopeStatus::Expired), (canceled, EnvelopeStatus::Canceled)]
		{
			assert_eq!((status(id), shares_left(id), is_open(id)), (ended, 0, false));
		}
	});
}

#[test]
fn envelopes_are_listed_also_those_that_ended() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(100);
		let ids = [0; 5].map(|_| fill(budget, equal(10, 2)));
		assert_ok!(RedEnvelope::cancel(signed(TREASURER), ids[2]));
		let rival = fill_as(RIVAL_TREASURER, rivals(10), named(&[(ALICE, 10)]), terms());
		let of = |organization| {
			let query = |c, limit| RedEnvelope::query_envelopes(organization, c, limit);
			all(query, |it| it.id)
		};
		assert_eq!(of(COMPANY), ids.map(shown));
		assert_eq!(of(RIVAL), [shown(rival)]);
		assert_eq!(RedEnvelope::query_envelopes(NOBODY, None, 9), nothing());
	});
}

#[test]
fn a_page_of_envelopes_or_claims_holds_100_at_most() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(1_000);
		for _ in 0..101 {
			assert_ok!(claim(ALICE, fill(budget, equal(1, 2))));
		}
		let (alice, bob) = (person(ALICE), person(BOB));
		is_capped(|c, limit| RedEnvelope::query_envelopes(COMPANY, c, limit));
		is_capped(|c, limit| RedEnvelope::query_claimable(bob, COMPANY, c, limit));
		is_capped(|c, limit| RedEnvelope::query_claims(alice, c, limit));
		// What is passed over counts.
		let page = RedEnvelope::query_claimable(alice, COMPANY, None, u32::MAX);
		assert_eq!((page.items, page.next.is_some()), (Vec::new(), true));
	});
}
