// SPDX-License-Identifier: Apache-2.0

//! What a person may claim, and what it has to show.

use super::*;

/// What an account may claim of an organization, and what it has to show.
fn claimable(account: AccountId, organization: OrganizationId) -> Vec<(EnvelopeId, Needs)> {
	let of = person(account);
	let query = |c, limit| RedEnvelope::query_claimable(of, organization, c, limit);
	let items = all(query, |it| it.envelope.id);
	for Claimable { envelope, .. } in &items {
		assert_eq!(*envelope, shown(envelope.id));
	}
	items.into_iter().map(|it| (it.envelope.id, it.needs)).collect()
}

/// An envelope for each audience, equal and lucky, one by a list, and one that names Alice and the
/// outsider.
struct Offer {
	members: [EnvelopeId; 2],
	sales: [EnvelopeId; 2],
	listed: [EnvelopeId; 2],
	licensed: [EnvelopeId; 2],
	coded: [EnvelopeId; 2],
	assigned: EnvelopeId,
	named: EnvelopeId,
}

impl Offer {
	fn new() -> Self {
		let budget = funded(1_000);
		let list = lists::list(&recipients(&[(BOB, 0)])).unwrap();
		let by = |audience: Audience| {
			let even = fill(budget, equal_for(audience.clone(), 10, 2));
			[even, fill(budget, lucky_for(audience, 10, 2))]
		};
		Self {
			members: by(Audience::Members),
			sales: by(Audience::Unit(unit(person(ALICE)))),
			listed: by(Audience::Listed(list)),
			licensed: by(Audience::Licensed(type_code())),
			coded: by(coded(CODE)),
			assigned: fill(budget, assigned(10, &recipients(&[(BOB, 10)]))),
			named: fill(budget, named(&[(ALICE, 10), (OUTSIDER, 10)])),
		}
	}

	/// Those for which something has to be shown.
	fn to_show(&self) -> Vec<(EnvelopeId, Needs)> {
		let [listed, licensed, coded] = [
			(self.listed, Needs::Place),
			(self.licensed, Needs::License),
			(self.coded, Needs::Code),
		]
		.map(|(ids, needs)| ids.map(|id| (id, needs)));
		[&listed[..], &licensed, &coded, &[(self.assigned, Needs::Place)]].concat()
	}
}

fn without_needs(ids: &[EnvelopeId]) -> Vec<(EnvelopeId, Needs)> {
	ids.iter().map(|id| (*id, Needs::Nothing)).collect()
}

#[test]
fn a_member_may_claim_what_is_for_members_its_unit_and_itself() {
	ExtBuilder::build_and_execute(|| {
		let offer = Offer::new();
		let nothing = [&offer.members[..], &offer.sales].concat();
		let last = without_needs(&[offer.named]);
		let expected = [without_needs(&nothing), offer.to_show(), last].concat();
		assert_eq!(claimable(ALICE, COMPANY), expected);
	});
}

#[test]
fn nobody_may_claim_what_is_for_another_unit_or_names_others() {
	ExtBuilder::build_and_execute(|| {
		let offer = Offer::new();
		let expected = [without_needs(&offer.members), offer.to_show()].concat();
		assert_eq!(claimable(BOB, COMPANY), expected);
	});
}

#[test]
fn who_is_no_member_may_claim_what_needs_no_membership() {
	ExtBuilder::build_and_execute(|| {
		let offer = Offer::new();
		let expected = [offer.to_show(), without_needs(&[offer.named])].concat();
		assert_eq!(claimable(OUTSIDER, COMPANY), expected);
		Left::mutate(|left| left.insert(person(ALICE)));
		assert_eq!(claimable(ALICE, COMPANY), expected);
		Left::mutate(|left| left.insert(person(BOB)));
		assert_eq!(claimable(BOB, COMPANY), offer.to_show());
	});
}

#[test]
fn who_was_released_or_never_enrolled_may_claim_nothing() {
	ExtBuilder::build_and_execute(|| {
		Offer::new();
		Released::mutate(|released| released.insert(person(ALICE)));
		assert_eq!(claimable(ALICE, COMPANY), []);
		assert_eq!(claimable(OUTSIDER + 1, COMPANY), []);
	});
}

#[test]
fn what_may_be_claimed_is_asked_of_one_organization() {
	ExtBuilder::build_and_execute(|| {
		let budget = rivals(100);
		// Alice is a member of the company alone.
		fill_as(RIVAL_TREASURER, budget, equal(10, 2), terms());
		let id = fill_as(RIVAL_TREASURER, budget, named(&[(ALICE, 10)]), terms());
		assert_eq!(claimable(ALICE, RIVAL), [(id, Needs::Nothing)]);
		assert_eq!(claimable(ALICE, COMPANY), []);
		assert_eq!(claimable(ALICE, NOBODY), []);
	});
}

#[test]
fn what_was_claimed_may_not_be_claimed_again() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(100);
		let list = recipients(&[(ALICE, 10), (BOB, 10)]);
		let even = fill(budget, equal(10, 3));
		let by_list = fill(budget, assigned(20, &list));
		let by_name = fill(budget, named(&[(ALICE, 10), (BOB, 10)]));
		assert_ok!(claim(ALICE, even));
		assert_ok!(show(ALICE, by_list, place(&list, 0)));
		assert_ok!(claim(ALICE, by_name));
		assert_eq!(claimable(ALICE, COMPANY), []);
		next_block();
		assert_eq!(claimable(ALICE, COMPANY), []);
		let needs = [Needs::Nothing, Needs::Place, Needs::Nothing];
		let expected = [even, by_list, by_name].into_iter().zip(needs).collect::<Vec<_>>();
		assert_eq!(claimable(BOB, COMPANY), expected);
	});
}

#[test]
fn what_is_not_open_may_not_be_claimed() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(1_000);
		let [open, paused, canceled, empty] = [0; 4].map(|_| fill(budget, equal(10, 1)));
		let (opens_at, expires_at) = (START + HOUR, START + 3 * DAY);
		let later = fill_with(budget, equal(10, 1), Terms { opens_at, expires_at, ..terms() });
		assert_ok!(RedEnvelope::pause(signed(TREASURER), paused));
		assert_ok!(RedEnvelope::cancel(signed(TREASURER), canceled));
		assert_ok!(claim(BOB, empty));
		assert_eq!(claimable(ALICE, COMPANY), without_needs(&[open]));
		Now::set(opens_at);
		assert_eq!(claimable(ALICE, COMPANY), without_needs(&[open, later]));
		// One has expired, which was not noticed yet.
		Now::set(START + DAY);
		assert_eq!(claimable(ALICE, COMPANY), without_needs(&[later]));
		pass(2 * DAY);
		assert_eq!(claimable(ALICE, COMPANY), []);
	});
}

#[test]
fn nothing_may_be_claimed_of_a_suspended_organization() {
	ExtBuilder::build_and_execute(|| {
		Offer::new();
		let before = claimable(ALICE, COMPANY);
		suspend(COMPANY, true);
		assert_eq!(claimable(ALICE, COMPANY), []);
		suspend(COMPANY, false);
		assert_eq!(claimable(ALICE, COMPANY), before);
	});
}

#[test]
fn a_page_of_which_all_is_passed_over_goes_on() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(100);
		for _ in 0..4 {
			fill(budget, equal(10, 2));
		}
		let order: Vec<_> = OpenEnvelopes::<Test>::iter_key_prefix(COMPANY).collect();
		assert_ok!(claim(ALICE, order[0]));
		assert_ok!(claim(ALICE, order[1]));
		let page = |cursor, limit| {
			let page = RedEnvelope::query_claimable(person(ALICE), COMPANY, cursor, limit);
			(page.items.iter().map(|it| it.envelope.id).collect::<Vec<_>>(), page.next)
		};
		assert_eq!(page(None, 2), (Vec::new(), Some(order[1])));
		assert_eq!(page(Some(order[1]), 2), (order[2..].to_vec(), None));
		assert_eq!(page(None, 3), (vec![order[2]], Some(order[2])));
	});
}
