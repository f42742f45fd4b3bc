// SPDX-License-Identifier: Apache-2.0

//! What clients are answered, and what that is in JSON.

use super::*;
use crate::{draws::CHECKPOINT, runtime_api::*};
use core::fmt::Debug;
use serde::{de::DeserializeOwned, Serialize};
use serde_json::{json, to_value, Value};

const NOBODY: OrganizationId = OrganizationId(3);

/// A list, sorted, which is the same in pages of every size.
fn all<Item: PartialEq + Debug, Cursor, Key: Ord>(
	query: impl Fn(Option<Cursor>, u32) -> Page<Item, Cursor>,
	key: impl Fn(&Item) -> Key,
) -> Vec<Item> {
	let in_pages_of = |limit: u32| {
		let (mut items, mut cursor) = (Vec::new(), None);
		for _ in 0..1_000 {
			let page = query(cursor, limit);
			assert!(page.items.len() <= limit.clamp(1, MAX_PAGE) as usize);
			items.extend(page.items);
			cursor = page.next;
			if cursor.is_none() {
				items.sort_by_key(&key);
				return items;
			}
		}
		panic!("pages of {limit} never end");
	};
	let whole = in_pages_of(MAX_PAGE);
	for limit in [0, 1, 2, 3, 7, u32::MAX] {
		assert_eq!(in_pages_of(limit), whole, "in pages of {limit}");
	}
	whole
}

/// Of a list of 101, a page holds 100, however many are asked for.
fn is_capped<Item, Cursor>(query: impl Fn(Option<Cursor>, u32) -> Page<Item, Cursor>) {
	for limit in [100, 101, u32::MAX] {
		let first = query(None, limit);
		assert_eq!(first.items.len(), 100);
		let last = query(first.next, limit);
		assert_eq!((last.items.len(), last.next.is_none()), (1, true));
	}
}

fn nothing<Item, Cursor>() -> Page<Item, Cursor> {
	Page { items: Vec::new(), next: None }
}

// Budgets.

fn usable(id: BudgetId) -> bool {
	RedEnvelope::query_budget(id).unwrap().usable
}

fn close(id: BudgetId) {
	assert_ok!(RedEnvelope::close_budget(signed(TREASURER), id));
}

#[test]
fn a_budget_is_shown_as_it_is_kept() {
	ExtBuilder::build_and_execute(|| {
		let top = funded(100);
		let id = below(top, 30);
		let shown = BudgetInfo { id, budget: budget(id), usable: true };
		assert_eq!(RedEnvelope::query_budget(id), Some(shown));
		assert_eq!(RedEnvelope::query_budget(NO_BUDGET), None);
	});
}

#[test]
fn a_budget_is_usable_while_it_and_all_above_it_are_open() {
	ExtBuilder::build_and_execute(|| {
		let top = funded(0);
		let middle = below(top, 0);
		let bottom = below(middle, 0);
		let ids = [top, middle, bottom];
		assert_eq!(ids.map(usable), [true; 3]);
		for (id, expected) in
			[(top, [false; 3]), (middle, [true, false, false]), (bottom, [true, true, false])]
		{
			assert_ok!(RedEnvelope::freeze(signed(TREASURER), id));
			assert_eq!(ids.map(usable), expected);
			assert_ok!(RedEnvelope::unfreeze(signed(TREASURER), id));
			assert_eq!(ids.map(usable), [true; 3]);
		}
		close(bottom);
		assert_eq!(ids.map(usable), [true, true, false]);
	});
}

#[test]
fn a_budget_that_has_lapsed_is_not_usable_even_if_that_was_not_noticed() {
	ExtBuilder::build_and_execute(|| {
		let ids = [BudgetId(0), BudgetId(1)];
		let late = Some(START + 2 * DAY);
		assert_ok!(RedEnvelope::open_budget(signed(TREASURER), CNY, name("annual"), late));
		let early = Some(START + DAY);
		assert_ok!(RedEnvelope::open_sub_budget(signed(TREASURER), ids[0], name("part"), early));
		for (at, expected) in [
			(START + DAY - 1, [true, true]),
			(START + DAY, [true, false]),
			(START + 2 * DAY - 1, [true, false]),
			(START + 2 * DAY, [false, false]),
		] {
			Now::set(at);
			assert_eq!(ids.map(usable), expected);
			assert_eq!(ids.map(|id| budget(id).status), [BudgetStatus::Open; 2]);
		}
		pass(0);
		assert_eq!(ids.map(|id| budget(id).status), [BudgetStatus::Ended; 2]);
		assert_eq!(ids.map(usable), [false, false]);
	});
}

#[test]
fn budgets_with_none_above_them_are_listed_also_those_that_ended() {
	ExtBuilder::build_and_execute(|| {
		let ids = [0; 5].map(|_| funded(0));
		below(ids[0], 0);
		close(ids[3]);
		let rival = rivals(10);
		let of = |organization| {
			let query = |c, limit| RedEnvelope::query_budgets(organization, c, limit);
			all(query, |it| it.id)
		};
		let shown = ids.map(|id| RedEnvelope::query_budget(id).unwrap());
		assert_eq!(of(COMPANY), shown);
		assert_eq!(shown.map(|it| it.usable), [true, true, true, false, true]);
		assert_eq!(of(RIVAL), [RedEnvelope::query_budget(rival).unwrap()]);
		assert_eq!(RedEnvelope::query_budgets(NOBODY, None, 9), nothing());
	});
}

#[test]
fn sub_budgets_are_listed_below_the_next_one_above() {
	ExtBuilder::build_and_execute(|| {
		let top = funded(0);
		let ids = [0; 4].map(|_| below(top, 0));
		let grandchild = below(ids[1], 0);
		close(ids[2]);
		let under = |id| {
			let query = |c, limit| RedEnvelope::query_sub_budgets(id, c, limit);
			all(query, |it| it.id)
		};
		assert_eq!(under(top), ids.map(|id| RedEnvelope::query_budget(id).unwrap()));
		assert_eq!(under(ids[1]), [RedEnvelope::query_budget(grandchild).unwrap()]);
		for id in [grandchild, NO_BUDGET] {
			assert_eq!(RedEnvelope::query_sub_budgets(id, None, 9), nothing());
		}
	});
}

#[test]
fn a_page_of_budgets_holds_100_at_most() {
	ExtBuilder::build_and_execute(|| {
		let top = funded(0);
		(0..100).for_each(|_| close(funded(0)));
		(0..101).for_each(|_| close(below(top, 0)));
		is_capped(|c, limit| RedEnvelope::query_budgets(COMPANY, c, limit));
		is_capped(|c, limit| RedEnvelope::query_sub_budgets(top, c, limit));
	});
}

#[test]
fn the_next_page_of_budgets_begins_behind_the_last_one_shown() {
	ExtBuilder::build_and_execute(|| {
		(0..3).for_each(|_| drop(funded(0)));
		let whole = RedEnvelope::query_budgets(COMPANY, None, 3);
		assert_eq!((whole.items.len(), whole.next), (3, None));
		let first = RedEnvelope::query_budgets(COMPANY, None, 2);
		assert_eq!((&first.items[..], first.next), (&whole.items[..2], Some(whole.items[1].id)));
		let last = RedEnvelope::query_budgets(COMPANY, first.next, 2);
		assert_eq!((&last.items[..], last.next), (&whole.items[2..], None));
	});
}

fn grant(budget: BudgetId, spender: SpenderOf<Test>, ceiling: Amount) {
	let until = START + DAY;
	let grant =
		RedEnvelope::grant_right(signed(TREASURER), budget, spender, ceiling, START + HOUR, until);
	assert_ok!(grant);
}

fn rights(budget: BudgetId) -> Vec<RightInfo<AccountId>> {
	all(|c, limit| RedEnvelope::query_rights(budget, c, limit), |it| it.spender)
}

#[test]
fn rights_are_listed_until_they_are_revoked() {
	ExtBuilder::build_and_execute(|| {
		let (id, other) = (funded(1_000), funded(1_000));
		let (clerk, alice) = (Spender::Operator(CLERK), Spender::Person(person(ALICE)));
		let bob = Spender::Person(person(BOB));
		for (spender, ceiling) in [(bob, 70), (clerk, 500), (alice, 80)] {
			grant(id, spender, ceiling);
		}
		grant(other, alice, 90);
		Now::set(START + HOUR);
		fill_as(CLERK, id, equal(20, 2), terms());
		let shown = |spender, number, ceiling, used| {
			let (from, until) = (START + HOUR, START + DAY);
			let right = SpendingRight { number, ceiling, used, from, until };
			RightInfo { spender, right }
		};
		let (first, second) = (shown(clerk, 1, 500, 40), shown(alice, 2, 80, 0));
		let third = shown(bob, 0, 70, 0);
		assert_eq!(rights(id), [first.clone(), second.clone(), third]);
		assert_eq!(rights(other), [shown(alice, 0, 90, 0)]);
		assert_ok!(RedEnvelope::revoke_right(signed(TREASURER), id, bob));
		// Those whose time is over are listed.
		Now::set(START + DAY);
		assert_eq!(rights(id), [first, second]);
		assert_eq!(RedEnvelope::query_rights(NO_BUDGET, None, 9), nothing());
	});
}

#[test]
fn a_page_of_rights_holds_100_at_most() {
	ExtBuilder::build_and_execute(|| {
		let id = funded(0);
		(0..101).for_each(|number| grant(id, Spender::Person(PersonId(number)), 1));
		is_capped(|c, limit| RedEnvelope::query_rights(id, c, limit));
	});
}

#[test]
fn funds_are_what_is_held_what_is_due_as_tax_and_the_cap() {
	ExtBuilder::build_and_execute(|| {
		let funds = || RedEnvelope::query_funds(COMPANY, CNY);
		let none = FundsInfo { held: 0, tax_due: 0, cap: None };
		assert_eq!(funds(), none);
		let id = fill_with(funded(1_000), equal(100, 5), taxed(2_000));
		assert_eq!(funds(), FundsInfo { held: 1_000, ..none.clone() });
		assert_ok!(claim(ALICE, id));
		next_block();
		assert_eq!(funds(), FundsInfo { held: 1_000, tax_due: 20, cap: None });
		let cap = Some(Cap { shares: Some(3), amount: None });
		assert_ok!(RedEnvelope::set_cap(signed(TREASURER), CNY, cap));
		assert_ok!(RedEnvelope::withdraw(signed(ALICE), COMPANY, CNY, 80));
		assert_eq!(funds(), FundsInfo { held: 920, tax_due: 20, cap });
		assert_ok!(RedEnvelope::remit_tax(signed(TREASURER), CNY, 15, H256::zero()));
		assert_eq!(funds(), FundsInfo { held: 905, tax_due: 5, cap });
		for (organization, asset) in [(COMPANY, USD), (RIVAL, CNY), (NOBODY, CNY)] {
			assert_eq!(RedEnvelope::query_funds(organization, asset), none);
		}
	});
}

// Envelopes.

fn shown(id: EnvelopeId) -> EnvelopeInfo<AccountId> {
	RedEnvelope::query_envelope(id).unwrap()
}

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
		(0..4).for_each(|_| drop(fill(budget, equal(10, 2))));
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

// Claims and draws.

/// A claim is shown with its own share and round, and as drawn when this share is.
#[test]
fn a_claim_is_drawn_when_its_share_is() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(2_000);
		let (by_chance, even) = (fill(budget, lucky(1_000, 5)), fill(budget, equal(10, 5)));
		let claims = |account| {
			let query = |c, limit| RedEnvelope::query_claims(person(account), c, limit);
			all(query, |it| it.envelope)
		};
		let lucky = |share, round, drawn| ClaimInfo { envelope: by_chance, share, round, drawn };
		let equal = |drawn| ClaimInfo { envelope: even, share: 0, round: 0, drawn };
		assert_ok!(claim(BOB, by_chance));
		next_block();
		assert_ok!(claim(ALICE, by_chance));
		assert_ok!(claim(ALICE, even));
		assert_eq!(claims(BOB), [lucky(0, 1, false)]);
		assert_eq!(claims(ALICE), [lucky(1, 2, false), equal(false)]);
		next_block();
		assert_eq!(claims(BOB), [lucky(0, 1, false)]);
		assert_eq!(claims(ALICE), [lucky(1, 2, false), equal(true)]);
		next_block();
		assert_eq!(claims(BOB), [lucky(0, 1, true)]);
		assert_eq!(claims(ALICE), [lucky(1, 2, false), equal(true)]);
		next_block();
		assert_eq!(claims(ALICE), [lucky(1, 2, true), equal(true)]);
		assert_eq!(RedEnvelope::query_claims(person(CAROL), None, 9), nothing());
	});
}

/// Has so many persons claim, one after the other.
fn claim_all(count: u64, id: EnvelopeId) {
	for account in ALICE..ALICE + count {
		assert_ok!(claim(account, id));
	}
}

/// What is in the wallets of so many persons.
fn balances(count: u64) -> Vec<Amount> {
	(ALICE..ALICE + count).map(balance).collect()
}

#[test]
fn a_draw_is_shown_with_all_that_it_takes_to_compute_it() {
	ExtBuilder::build_and_execute(|| {
		let id = fill(funded(1_000), lucky(1_000, 3));
		assert_ok!(claim(CAROL, id));
		next_block();
		assert_ok!(claim(ALICE, id));
		assert_ok!(claim(BOB, id));
		draw_all();
		let amounts = [CAROL, ALICE, BOB].map(balance);
		assert_eq!(amounts.to_vec(), expected(id, 1_000, 3, [1, 2, 2]));
		let draw = |share, round, left, shares_left, amount| {
			let seed = seed(round);
			DrawInfo { share, round, seed, left, shares_left, amount }
		};
		let [first, second, third] = amounts;
		let items = vec![
			draw(0, 1, 1_000, 3, first),
			draw(1, 2, 1_000 - first, 2, second),
			draw(2, 2, third, 1, third),
		];
		assert_eq!(RedEnvelope::query_draws(id, None, 3), Page { items, next: None });
	});
}

/// 300 shares of 100,000, in two rounds.
fn drawn_across_a_checkpoint() -> EnvelopeId {
	let id = fill(funded(100_000), lucky(100_000, 300));
	claim_all(200, id);
	next_block();
	for account in ALICE + 200..ALICE + 300 {
		assert_ok!(claim(account, id));
	}
	draw_all();
	id
}

/// All 300 draws, in pages from the first share.
fn draws_from_the_start(id: EnvelopeId) -> Vec<DrawInfo> {
	let (mut draws, mut cursor) = (Vec::new(), None);
	for next in [Some(99), Some(199), None] {
		let page = RedEnvelope::query_draws(id, cursor, u32::MAX);
		assert_eq!((page.items.len(), page.next), (100, next));
		draws.extend(page.items);
		cursor = page.next;
	}
	draws
}

#[test]
fn draws_are_what_wallets_got_and_sum_to_the_total() {
	ExtBuilder::build_and_execute(|| {
		let id = drawn_across_a_checkpoint();
		let draws = draws_from_the_start(id);
		let amounts: Vec<_> = draws.iter().map(|it| it.amount).collect();
		assert_eq!(amounts, balances(300));
		assert_eq!(amounts.iter().sum::<Amount>(), 100_000);
		let mut left = 100_000;
		for (share, draw) in (0..).zip(&draws) {
			let round = if share < 200 { 1 } else { 2 };
			assert_eq!((draw.share, draw.round, draw.seed), (share, round, seed(round)));
			assert_eq!((draw.left, draw.shares_left), (left, 300 - share));
			left -= draw.amount;
		}
	});
}

#[test]
fn draws_go_on_from_any_share_as_from_the_start() {
	ExtBuilder::build_and_execute(|| {
		let id = drawn_across_a_checkpoint();
		let whole = draws_from_the_start(id);
		let last = CHECKPOINT - 1;
		for cursor in [0, 100, last - 30, last - 1, last, last + 1, 269, 270, 298] {
			let rest = &whole[usize::try_from(cursor).unwrap() + 1..];
			let page = RedEnvelope::query_draws(id, Some(cursor), 30);
			assert_eq!(page.items, rest[..rest.len().min(30)], "behind {cursor}");
			assert_eq!(page.next, (rest.len() > 30).then_some(cursor + 30));
		}
	});
}

#[test]
fn behind_the_last_share_there_are_no_draws() {
	ExtBuilder::build_and_execute(|| {
		let id = drawn_across_a_checkpoint();
		for cursor in [299, 300, 2 * CHECKPOINT - 1, 2 * CHECKPOINT, u32::MAX] {
			assert_eq!(RedEnvelope::query_draws(id, Some(cursor), 9), nothing());
		}
	});
}

#[test]
fn where_chance_does_not_decide_there_are_no_draws() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(100);
		let list = recipients(&[(ALICE, 10), (BOB, 10)]);
		let ids = [equal(10, 2), assigned(20, &list), named(&[(ALICE, 10), (BOB, 10)])]
			.map(|form| fill(budget, form));
		assert_ok!(claim(ALICE, ids[0]));
		assert_ok!(show(ALICE, ids[1], place(&list, 0)));
		assert_ok!(claim(ALICE, ids[2]));
		draw_all();
		assert_eq!(ids.map(|id| progress(id).drawn), [1; 3]);
		for id in ids.into_iter().chain([NO_ENVELOPE]) {
			assert_eq!(RedEnvelope::query_draws(id, None, 9), nothing());
		}
	});
}

#[test]
fn draws_stop_where_nothing_is_drawn_yet() {
	ExtBuilder::build_and_execute(|| {
		let id = fill(funded(1_000), lucky(1_000, 9));
		let draws = |limit| RedEnvelope::query_draws(id, None, limit);
		claim_all(2, id);
		// The seed is known before it is used.
		next_round();
		next_round();
		assert!(MockBeacon::seed(1).is_some());
		assert_eq!(draws(9), nothing());
		block(Weight::MAX, Weight::MAX);
		assert_ok!(claim(CAROL, id));
		let amounts: Vec<_> = draws(9).items.iter().map(|it| it.amount).collect();
		assert_eq!(amounts, expected(id, 1_000, 9, [1, 1]));
		assert_eq!((draws(9).next, draws(2).next, draws(1).next), (None, None, Some(0)));
		draw_all();
		assert_eq!((draws(9).items.len(), draws(2).next), (3, Some(1)));
	});
}

// Rankings.

/// The same as ever, with an open ranking.
fn open() -> Terms {
	Terms { ranking: true, ..terms() }
}

fn ranking(id: EnvelopeId, cursor: Option<u32>, limit: u32) -> Page<Ranked, u32> {
	RedEnvelope::query_ranking(id, cursor, limit).unwrap()
}

fn ranked(account: AccountId, share: u32, amount: Amount) -> Ranked {
	Ranked { person: person(account), share, amount }
}

#[test]
fn there_is_no_ranking_unless_it_was_chosen() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(100);
		let ids = [equal(10, 2), lucky(10, 2)].map(|form| fill(budget, form));
		for id in ids.into_iter().chain([NO_ENVELOPE]) {
			assert_eq!(RedEnvelope::query_ranking(id, None, 9), None);
		}
	});
}

#[test]
fn there_is_no_ranking_of_amounts_from_a_list() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(100);
		let forms = [assigned(10, &recipients(&[(ALICE, 10)])), named(&[(ALICE, 10)])];
		for id in forms.map(|form| fill_with(budget, form, open())) {
			assert_eq!(RedEnvelope::query_ranking(id, None, 9), None);
		}
	});
}

#[test]
fn the_ranking_of_equal_shares_is_who_got_them_in_order() {
	ExtBuilder::build_and_execute(|| {
		let id = fill_with(funded(100), equal(10, 4), open());
		let order = [CAROL, ALICE, BOB];
		for account in order {
			assert_ok!(claim(account, id));
		}
		// Nothing is drawn yet.
		assert_eq!(ranking(id, None, 9), nothing());
		next_block();
		assert_eq!(order.map(balance), [10; 3]);
		assert_ok!(claim(CAROL + 1, id));
		let shown = [ranked(CAROL, 0, 10), ranked(ALICE, 1, 10), ranked(BOB, 2, 10)];
		assert_eq!(all(|c, limit| ranking(id, c, limit), |it| it.share), shown);
		let items = shown[1..2].to_vec();
		assert_eq!(ranking(id, Some(0), 1), Page { items, next: Some(1) });
		for cursor in [2, 3, u32::MAX] {
			assert_eq!(ranking(id, Some(cursor), 9), nothing());
		}
	});
}

#[test]
fn the_ranking_of_lucky_shares_is_what_wallets_got() {
	ExtBuilder::build_and_execute(|| {
		let id = fill_with(funded(1_000), lucky(1_000, 5), open());
		let order = [CAROL, ALICE, BOB, CAROL + 1];
		for account in order {
			assert_ok!(claim(account, id));
		}
		assert_eq!(ranking(id, None, 9), nothing());
		draw_all();
		assert_ok!(claim(CAROL + 2, id));
		let got = (0..).zip(order);
		let shown: Vec<_> =
			got.map(|(share, account)| ranked(account, share, balance(account))).collect();
		assert_eq!(all(|c, limit| ranking(id, c, limit), |it| it.share), shown);
		let items = shown[1..3].to_vec();
		assert_eq!(ranking(id, Some(0), 2), Page { items, next: Some(2) });
		assert_eq!(ranking(id, Some(3), 9), nothing());
	});
}

#[test]
fn a_ranking_is_before_tax() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(2_000);
		let terms = Terms { ranking: true, ..taxed(2_000) };
		let even = fill_with(budget, equal(100, 2), terms);
		let by_chance = fill_with(budget, lucky(1_000, 1), terms);
		assert_ok!(claim(ALICE, even));
		assert_ok!(claim(ALICE, by_chance));
		draw_all();
		assert_eq!(balance(ALICE), 880);
		assert_eq!(ranking(even, None, 9).items, [ranked(ALICE, 0, 100)]);
		assert_eq!(ranking(by_chance, None, 9).items, [ranked(ALICE, 0, 1_000)]);
	});
}

#[test]
fn a_page_of_draws_or_of_a_ranking_holds_100_at_most() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(10_000);
		let even = fill_with(budget, equal(10, 101), open());
		let by_chance = fill_with(budget, lucky(1_010, 101), open());
		for id in [even, by_chance] {
			claim_all(101, id);
		}
		draw_all();
		is_capped(|c, limit| RedEnvelope::query_draws(by_chance, c, limit));
		is_capped(|c, limit| ranking(even, c, limit));
		is_capped(|c, limit| ranking(by_chance, c, limit));
	});
}

// Wallets, statements and taxes.

#[test]
fn a_wallet_is_what_a_person_has_from_an_organization() {
	ExtBuilder::build_and_execute(|| {
		endow(ALICE, 100);
		redeem(ALICE, 60);
		let has = Wallet { balance: 40, redeeming: 60, redemptions: 1 };
		let wallet = |account, organization, asset| {
			let shown = RedEnvelope::query_wallet(person(account), organization, asset);
			assert_eq!(shown.book, Book { organization, asset });
			shown.wallet
		};
		assert_eq!(wallet(ALICE, COMPANY, CNY), has);
		for (account, organization, asset) in
			[(BOB, COMPANY, CNY), (ALICE, COMPANY, USD), (ALICE, RIVAL, CNY)]
		{
			assert_eq!(wallet(account, organization, asset), Wallet::default());
		}
	});
}

#[test]
fn wallets_from_all_organizations_are_listed_until_they_are_empty() {
	ExtBuilder::build_and_execute(|| {
		endow(ALICE, 100);
		let dollars = NextBudgetId::<Test>::get();
		assert_ok!(RedEnvelope::open_budget(signed(TREASURER), USD, name("dollars"), None));
		assert_ok!(RedEnvelope::fund(signed(TREASURER), dollars, 20));
		assert_ok!(claim(ALICE, fill(dollars, named(&[(ALICE, 20)]))));
		let of_rival = fill_as(RIVAL_TREASURER, rivals(3), named(&[(ALICE, 3)]), terms());
		assert_ok!(claim(ALICE, of_rival));
		next_block();
		let wallets = |account| {
			let query = |c, limit| RedEnvelope::query_wallets(person(account), c, limit);
			all(query, |it| it.book)
		};
		let shown = |book, balance| {
			let wallet = Wallet { balance, ..Wallet::default() };
			WalletInfo { book, wallet }
		};
		let in_dollars = Book { asset: USD, ..BOOK };
		let (first, second) = (shown(BOOK, 100), shown(in_dollars, 20));
		assert_eq!(wallets(ALICE), [first.clone(), second.clone(), shown(RIVAL_BOOK, 3)]);
		assert_ok!(RedEnvelope::withdraw(signed(ALICE), RIVAL, CNY, 3));
		assert_eq!(wallets(ALICE), [first, second]);
		assert_eq!(wallets(BOB), []);
	});
}

fn month(text: &str) -> Month {
	text.parse().unwrap()
}

/// Alice's statement of a month.
fn statement_of(text: &str) -> StatementInfo {
	RedEnvelope::query_statement(person(ALICE), COMPANY, CNY, month(text))
}

/// Her statement of a month in which nothing happens.
fn quiet(text: &str, sum: Amount) -> StatementInfo {
	StatementInfo {
		person: person(ALICE),
		month: month(text),
		opening: sum,
		claims: 0,
		incomes: Vec::new(),
		paid_out: 0,
		redeemed: 0,
		closing: sum,
	}
}

fn untaxed(purpose: Purpose, untaxed: Amount) -> IncomeInfo {
	IncomeInfo { purpose, income: Income { untaxed, ..Income::default() } }
}

fn withheld(purpose: Purpose, taxable: Amount, tax: Amount) -> IncomeInfo {
	IncomeInfo { purpose, income: Income { untaxed: 0, taxable, tax } }
}

#[test]
fn a_statement_opens_with_what_the_one_before_closed_with() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(1_000);
		let bonus = Terms { purpose: Purpose::Bonus, ..terms() };
		assert_ok!(claim(ALICE, fill_with(budget, equal(100, 2), taxed(2_000))));
		assert_ok!(claim(ALICE, fill_with(budget, equal(15, 2), bonus)));
		next_block();
		let october = StatementInfo {
			opening: 0,
			claims: 2,
			incomes: vec![untaxed(Purpose::Bonus, 15), withheld(Purpose::Festival, 100, 20)],
			..quiet("2026-10", 95)
		};
		assert_eq!(statement_of("2026-10"), october);
		pass(31 * DAY);
		assert_ok!(RedEnvelope::withdraw(signed(ALICE), COMPANY, CNY, 30));
		pass(30 * DAY);
		assert_eq!(MockBooks::period(), month("2026-12"));
		for expected in [
			quiet("2026-09", 0),
			october,
			StatementInfo { paid_out: 30, closing: 65, ..quiet("2026-11", 95) },
			quiet("2026-12", 65),
			// The next month, as far as it is known.
			quiet("2027-01", 65),
		] {
			assert_eq!(statement_of(&expected.month.to_string()), expected);
		}
	});
}

#[test]
fn a_statement_is_of_one_person_organization_and_asset() {
	ExtBuilder::build_and_execute(|| {
		endow(ALICE, 100);
		endow(BOB, 70);
		let of_rival = fill_as(RIVAL_TREASURER, rivals(3), named(&[(ALICE, 3)]), terms());
		assert_ok!(claim(ALICE, of_rival));
		next_block();
		let closing = |account, organization, asset| {
			let october = month("2026-10");
			RedEnvelope::query_statement(person(account), organization, asset, october).closing
		};
		assert_eq!(closing(ALICE, COMPANY, CNY), 100);
		assert_eq!(closing(BOB, COMPANY, CNY), 70);
		assert_eq!(closing(ALICE, RIVAL, CNY), 3);
		assert_eq!(closing(ALICE, COMPANY, USD), 0);
		assert_eq!(closing(CAROL, COMPANY, CNY), 0);
	});
}

#[test]
fn a_claim_is_of_its_month_and_its_income_of_that_of_the_draw() {
	ExtBuilder::build_and_execute(|| {
		let expires_at = START + 60 * DAY;
		let terms = Terms { expires_at, ..terms() };
		let id = fill_with(funded(1_000), lucky(1_000, 1), terms);
		assert_ok!(claim(ALICE, id));
		Now::set(START + 31 * DAY);
		draw_all();
		assert_eq!(statement_of("2026-10"), StatementInfo { claims: 1, ..quiet("2026-10", 0) });
		let incomes = vec![untaxed(Purpose::Festival, 1_000)];
		let november = StatementInfo { opening: 0, incomes, ..quiet("2026-11", 1_000) };
		assert_eq!(statement_of("2026-11"), november);
	});
}

#[test]
fn an_open_redemption_counts_until_it_is_paid() {
	ExtBuilder::build_and_execute(|| {
		endow(ALICE, 100);
		let incomes = vec![untaxed(Purpose::Festival, 100)];
		let october = StatementInfo { opening: 0, claims: 1, incomes, ..quiet("2026-10", 100) };
		let (paid, refused) = (redeem(ALICE, 60), redeem(ALICE, 10));
		assert_eq!(statement_of("2026-10"), october);
		pass(20 * DAY);
		assert_eq!(statement_of("2026-11"), quiet("2026-11", 100));
		confirm(paid);
		let november = StatementInfo { redeemed: 60, closing: 40, ..quiet("2026-11", 100) };
		assert_eq!(statement_of("2026-11"), november);
		reject(refused);
		assert_eq!(statement_of("2026-11"), november);
		assert_eq!(statement_of("2026-10"), october);
		pass(30 * DAY);
		assert_eq!(statement_of("2026-11"), november);
		assert_eq!(statement_of("2026-12"), quiet("2026-12", 40));
	});
}

fn tax_summary(text: &str) -> Vec<TaxInfo> {
	let month = month(text);
	let query = |c, limit| RedEnvelope::query_tax_summary(COMPANY, CNY, month, c, limit);
	all(query, |it| it.person)
}

#[test]
fn a_tax_summary_is_what_persons_drew_by_purpose() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(2_000);
		let bonus = Terms { purpose: Purpose::Bonus, ..taxed(300) };
		assert_ok!(claim(ALICE, fill_with(budget, equal(1_000, 1), bonus)));
		let festival = fill(budget, equal(50, 2));
		assert_ok!(claim(ALICE, festival));
		assert_ok!(claim(BOB, festival));
		next_block();
		let shown = |account, incomes| TaxInfo { person: person(account), incomes };
		let gift = || untaxed(Purpose::Festival, 50);
		let alice = shown(ALICE, vec![withheld(Purpose::Bonus, 1_000, 30), gift()]);
		assert_eq!(tax_summary("2026-10"), [alice, shown(BOB, vec![gift()])]);
		for (organization, asset, text) in
			[(COMPANY, CNY, "2026-11"), (COMPANY, USD, "2026-10"), (RIVAL, CNY, "2026-10")]
		{
			let page = RedEnvelope::query_tax_summary(organization, asset, month(text), None, 9);
			assert_eq!(page, nothing());
		}
	});
}

#[test]
fn who_drew_nothing_is_not_in_the_tax_summary() {
	ExtBuilder::build_and_execute(|| {
		endow(ALICE, 100);
		let undrawn = fill(funded(100), lucky(100, 5));
		assert_ok!(claim(BOB, undrawn));
		assert_eq!(statement(BOB).claims, 1);
		let gift = vec![untaxed(Purpose::Festival, 100)];
		let summary = [TaxInfo { person: person(ALICE), incomes: gift }];
		assert_eq!(tax_summary("2026-10"), summary);
		Now::set(START + 31 * DAY);
		assert_ok!(RedEnvelope::withdraw(signed(ALICE), COMPANY, CNY, 30));
		assert_eq!(statement(ALICE).paid_out, 30);
		assert_eq!(tax_summary("2026-11"), []);
		assert_eq!(tax_summary("2026-10"), summary);
	});
}

#[test]
fn a_page_of_the_tax_summary_of_which_all_is_passed_over_goes_on() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(1_000);
		claim_all(4, fill(budget, lucky(100, 5)));
		let october = month("2026-10");
		let order: Vec<_> = Statements::<Test>::iter_key_prefix((BOOK, october)).collect();
		let accounts = [order[2], order[3]].map(|person| ALICE + person.0);
		let id = fill(budget, named(&accounts.map(|account| (account, 5))));
		for account in accounts {
			assert_ok!(claim(account, id));
		}
		block(Weight::MAX, Weight::MAX);
		let page = |cursor, limit| {
			let page = RedEnvelope::query_tax_summary(COMPANY, CNY, october, cursor, limit);
			(page.items.iter().map(|it| it.person).collect::<Vec<_>>(), page.next)
		};
		assert_eq!(page(None, 2), (Vec::new(), Some(order[1])));
		assert_eq!(page(Some(order[1]), 2), (order[2..].to_vec(), None));
		assert_eq!(page(None, 3), (vec![order[2]], Some(order[2])));
	});
}

#[test]
fn a_page_of_the_tax_summary_holds_100_at_most() {
	ExtBuilder::build_and_execute(|| {
		claim_all(101, fill(funded(101), equal(1, 101)));
		next_block();
		let october = month("2026-10");
		is_capped(|c, limit| RedEnvelope::query_tax_summary(COMPANY, CNY, october, c, limit));
	});
}

// Redemptions.

/// Asks for a redemption of what a person has.
fn redeem(account: AccountId, amount: Amount) -> RedemptionId {
	let id = NextRedemptionId::<Test>::get();
	let method = RedemptionMethod::Payroll;
	assert_ok!(RedEnvelope::redeem(signed(account), COMPANY, CNY, amount, method));
	id
}

fn confirm(id: RedemptionId) {
	assert_ok!(RedEnvelope::confirm_redemption(signed(TREASURER), id, H256::repeat_byte(2)));
}

fn reject(id: RedemptionId) {
	let reason = RejectionReason::NotOffered;
	assert_ok!(RedEnvelope::reject_redemption(signed(TREASURER), id, reason));
}

fn redemptions(account: AccountId) -> Vec<RedemptionInfo> {
	let query = |c, limit| RedEnvelope::query_redemptions(person(account), c, limit);
	all(query, |it| it.id)
}

fn open_redemptions() -> Vec<RedemptionId> {
	let query = |c, limit| RedEnvelope::query_open_redemptions(COMPANY, CNY, c, limit);
	let items = all(query, |it| it.id);
	assert!(items.iter().all(|it| RedEnvelope::query_redemption(it.id).as_ref() == Some(it)));
	items.into_iter().map(|it| it.id).collect()
}

#[test]
fn a_redemption_is_shown_with_how_it_stands() {
	ExtBuilder::build_and_execute(|| {
		endow(ALICE, 100);
		redeem(ALICE, 1);
		Now::set(START + HOUR);
		let id = redeem(ALICE, 60);
		let redemption = Redemption {
			person: person(ALICE),
			book: BOOK,
			amount: 60,
			method: RedemptionMethod::Payroll,
			asked_at: START + HOUR,
			due: START + HOUR + 30 * DAY,
			status: RedemptionStatus::Open,
		};
		let shown =
			|status| Some(RedemptionInfo { id, redemption: Redemption { status, ..redemption } });
		assert_eq!(RedEnvelope::query_redemption(id), shown(RedemptionStatus::Open));
		confirm(id);
		let confirmed = RedemptionStatus::Confirmed(H256::repeat_byte(2));
		assert_eq!(RedEnvelope::query_redemption(id), shown(confirmed));
		assert_eq!(RedEnvelope::query_redemption(NO_REDEMPTION), None);
	});
}

#[test]
fn redemptions_of_a_person_stay_listed_when_they_are_answered() {
	ExtBuilder::build_and_execute(|| {
		endow(ALICE, 100);
		endow(BOB, 100);
		let ids = [redeem(ALICE, 1), redeem(BOB, 2), redeem(ALICE, 3), redeem(ALICE, 4)];
		confirm(ids[0]);
		reject(ids[2]);
		let info = |id| RedEnvelope::query_redemption(id).unwrap();
		assert_eq!(redemptions(ALICE), [ids[0], ids[2], ids[3]].map(info));
		assert_eq!(redemptions(BOB), [info(ids[1])]);
		assert_eq!(redemptions(CAROL), []);
	});
}

#[test]
fn a_redemption_waits_for_the_desk_until_it_is_answered() {
	ExtBuilder::build_and_execute(|| {
		endow(ALICE, 100);
		endow(BOB, 100);
		let ids = [ALICE, ALICE, BOB, ALICE, BOB].map(|account| redeem(account, 5));
		assert_eq!(open_redemptions(), ids);
		confirm(ids[1]);
		assert_eq!(open_redemptions(), [ids[0], ids[2], ids[3], ids[4]]);
		reject(ids[2]);
		assert_eq!(open_redemptions(), [ids[0], ids[3], ids[4]]);
		assert_ok!(RedEnvelope::withdraw_redemption(signed(ALICE), ids[0]));
		assert_eq!(open_redemptions(), [ids[3], ids[4]]);
		for (organization, asset) in [(COMPANY, USD), (RIVAL, CNY)] {
			let page = RedEnvelope::query_open_redemptions(organization, asset, None, 9);
			assert_eq!(page, nothing());
		}
		pass(30 * DAY);
		assert_eq!(open_redemptions(), []);
	});
}

#[test]
fn the_next_page_is_right_when_the_last_one_shown_was_answered() {
	ExtBuilder::build_and_execute(|| {
		endow(ALICE, 100);
		(0..3).for_each(|_| drop(redeem(ALICE, 5)));
		let order: Vec<_> = OpenRedemptions::<Test>::iter_key_prefix(BOOK).collect();
		let page = |cursor| {
			let page = RedEnvelope::query_open_redemptions(COMPANY, CNY, cursor, 2);
			(page.items.iter().map(|it| it.id).collect::<Vec<_>>(), page.next)
		};
		assert_eq!(page(None), (order[..2].to_vec(), Some(order[1])));
		confirm(order[1]);
		assert_eq!(page(Some(order[1])), (vec![order[2]], None));
	});
}

#[test]
fn a_page_of_redemptions_holds_100_at_most() {
	ExtBuilder::build_and_execute(|| {
		claim_all(101, fill(funded(101), equal(1, 101)));
		next_block();
		for _ in 0..100 {
			let id = redeem(ALICE, 1);
			assert_ok!(RedEnvelope::withdraw_redemption(signed(ALICE), id));
		}
		(ALICE..ALICE + 101).for_each(|account| drop(redeem(account, 1)));
		is_capped(|c, limit| RedEnvelope::query_redemptions(person(ALICE), c, limit));
		is_capped(|c, limit| RedEnvelope::query_open_redemptions(COMPANY, CNY, c, limit));
	});
}

// JSON.

/// More than a double can carry.
const MUCH: Amount = 9_007_199_254_740_993;

/// The JSON is what is shown, and its text reads back as what was meant.
fn is_json<Info>(info: &Info, shown: Value)
where
	Info: Serialize + DeserializeOwned + PartialEq + Debug,
{
	assert_eq!(to_value(info).unwrap(), shown);
	let text = serde_json::to_string(info).unwrap();
	assert_eq!(&serde_json::from_str::<Info>(&text).unwrap(), info);
	assert_eq!(&serde_json::from_str::<Info>(&shown.to_string()).unwrap(), info);
}

fn hex(byte: &str) -> String {
	format!("0x{}", byte.repeat(32))
}

#[test]
fn a_budget_is_plain_json() {
	let top = Budget {
		children: 3,
		rights: 4,
		allotted: Amount::MAX,
		available: MUCH,
		passed_on: 5,
		committed: 6,
		spent: 7,
		..Budget::new(BOOK, None, name("年度"), None)
	};
	let mut info = BudgetInfo { id: BudgetId(8), budget: top, usable: true };
	let mut shown = json!({
		"id": 8,
		"book": { "organization": 1, "asset": 1 },
		"parent": null,
		"depth": 0,
		"name": "年度",
		"lapsesAt": null,
		"status": "open",
		"children": 3,
		"rights": 4,
		"allotted": "340282366920938463463374607431768211455",
		"available": "9007199254740993",
		"passedOn": "5",
		"committed": "6",
		"spent": "7",
		"usable": true,
	});
	is_json(&info, shown.clone());
	info.budget.parent = Some(BudgetId(2));
	info.budget.lapses_at = Some(START);
	shown["parent"] = json!(2);
	shown["lapsesAt"] = json!(START);
	for (status, text) in [(BudgetStatus::Frozen, "frozen"), (BudgetStatus::Ended, "ended")] {
		info.budget.status = status;
		shown["status"] = json!(text);
		is_json(&info, shown.clone());
	}
}

#[test]
fn a_right_is_plain_json() {
	let right =
		SpendingRight { number: 2, ceiling: MUCH, used: 1, from: START, until: START + DAY };
	for (spender, shown) in [
		(Spender::Operator(CLERK), json!({ "operator": CLERK })),
		(Spender::Person(PersonId(5)), json!({ "person": 5 })),
	] {
		let shown = json!({
			"spender": shown,
			"number": 2,
			"ceiling": "9007199254740993",
			"used": "1",
			"from": START,
			"until": START + DAY,
		});
		is_json(&RightInfo { spender, right }, shown);
	}
}

#[test]
fn funds_are_plain_json() {
	for (cap, shown) in [
		(None, Value::Null),
		(Some((Some(3), None)), json!({ "shares": 3, "amount": null })),
		(Some((None, Some(MUCH))), json!({ "shares": null, "amount": "9007199254740993" })),
	] {
		let cap = cap.map(|(shares, amount)| Cap { shares, amount });
		let shown = json!({ "held": "9007199254740993", "taxDue": "2", "cap": shown });
		is_json(&FundsInfo { held: MUCH, tax_due: 2, cap }, shown);
	}
}

/// An envelope in which nothing is left out, and its JSON.
fn envelope_info() -> (EnvelopeInfo<AccountId>, Value) {
	let envelope = Envelope {
		book: BOOK,
		budget: BudgetId(2),
		by: Filler { account: CLERK, right: Some((Spender::Operator(CLERK), 3)) },
		filled_at: START,
		division: Division::Equal { share: MUCH, audience: Audience::Members },
		total: 5 * MUCH,
		shares: 5,
		terms: Terms {
			purpose: Purpose::ExpenseRefund,
			greeting: H256::repeat_byte(1),
			withholding: Some(2_000),
			ranking: true,
			opens_at: START + HOUR,
			expires_at: START + DAY,
		},
		register: Some(ObjectId(4)),
	};
	let progress = Progress {
		status: EnvelopeStatus::Open,
		claimed: 2,
		drawn: 1,
		unclaimed: 3 * MUCH,
		left: 4 * MUCH,
	};
	let info =
		EnvelopeInfo { id: EnvelopeId(7), envelope, progress, shares_left: 3, is_open: true };
	let shown = json!({
		"id": 7,
		"book": { "organization": 1, "asset": 1 },
		"budget": 2,
		"by": { "account": CLERK, "right": [{ "operator": CLERK }, 3] },
		"filledAt": START,
		"division": { "equal": { "share": "9007199254740993", "audience": "members" } },
		"total": "45035996273704965",
		"shares": 5,
		"terms": {
			"purpose": "expenseRefund",
			"greeting": hex("01"),
			"withholding": 2_000,
			"ranking": true,
			"opensAt": START + HOUR,
			"expiresAt": START + DAY,
		},
		"register": 4,
		"progress": {
			"status": "open",
			"claimed": 2,
			"drawn": 1,
			"unclaimed": "27021597764222979",
			"left": "36028797018963972",
		},
		"sharesLeft": 3,
		"isOpen": true,
	});
	(info, shown)
}

#[test]
fn an_envelope_is_plain_json() {
	let (mut info, mut shown) = envelope_info();
	is_json(&info, shown.clone());
	info.envelope.by.right = None;
	info.envelope.terms.withholding = None;
	info.envelope.register = None;
	shown["by"]["right"] = Value::Null;
	shown["terms"]["withholding"] = Value::Null;
	shown["register"] = Value::Null;
	is_json(&info, shown);
}

#[test]
fn every_division_and_audience_is_plain_json() {
	let (mut info, mut shown) = envelope_info();
	let list = List { root: H256::repeat_byte(0xab), length: 9 };
	let list_shown = json!({ "root": hex("ab"), "length": 9 });
	let mut divisions = vec![
		(Division::Assigned { list }, json!({ "assigned": { "list": list_shown } })),
		(Division::Named, json!("named")),
	];
	for (audience, audience_shown) in [
		(Audience::Members, json!("members")),
		(Audience::Unit(unit(person(ALICE))), json!({ "unit": "sales" })),
		(Audience::Listed(list), json!({ "listed": list_shown })),
		(Audience::Licensed(type_code()), json!({ "licensed": "11100000000013338W011" })),
		(Audience::Coded([0xcd; 32]), json!({ "coded": hex("cd") })),
	] {
		let even = json!({ "share": "9007199254740993", "audience": audience_shown });
		let equal = Division::Equal { share: MUCH, audience: audience.clone() };
		divisions.push((equal, json!({ "equal": even })));
		let by_chance = json!({ "lucky": { "audience": audience_shown } });
		divisions.push((Division::Lucky { audience }, by_chance));
	}
	for (division, division_shown) in divisions {
		info.envelope.division = division;
		shown["division"] = division_shown;
		is_json(&info, shown.clone());
	}
}

#[test]
fn every_status_of_an_envelope_is_plain_json() {
	let (mut info, mut shown) = envelope_info();
	for (status, text) in [
		(EnvelopeStatus::Open, "open"),
		(EnvelopeStatus::Paused, "paused"),
		(EnvelopeStatus::Claimed, "claimed"),
		(EnvelopeStatus::Canceled, "canceled"),
		(EnvelopeStatus::Expired, "expired"),
	] {
		info.progress.status = status;
		shown["progress"]["status"] = json!(text);
		is_json(&info, shown.clone());
	}
}

#[test]
fn what_may_be_claimed_is_an_envelope_and_what_it_needs() {
	let (envelope, mut shown) = envelope_info();
	for (needs, text) in [
		(Needs::Nothing, "nothing"),
		(Needs::Place, "place"),
		(Needs::License, "license"),
		(Needs::Code, "code"),
	] {
		shown["needs"] = json!(text);
		is_json(&Claimable { envelope: envelope.clone(), needs }, shown.clone());
	}
}

#[test]
fn claims_and_draws_are_plain_json() {
	is_json(
		&ClaimInfo { envelope: EnvelopeId(3), share: 4, round: 5, drawn: true },
		json!({ "envelope": 3, "share": 4, "round": 5, "drawn": true }),
	);
	let seed = H256::repeat_byte(6);
	is_json(
		&DrawInfo { share: 4, round: 5, seed, left: MUCH + 2, shares_left: 2, amount: MUCH },
		json!({
			"share": 4,
			"round": 5,
			"seed": hex("06"),
			"left": "9007199254740995",
			"sharesLeft": 2,
			"amount": "9007199254740993",
		}),
	);
	is_json(
		&ranked(BOB, 4, MUCH),
		json!({ "person": 1, "share": 4, "amount": "9007199254740993" }),
	);
}

/// The cursor of a list of wallets is whose money it is, and which.
#[test]
fn a_page_of_wallets_is_plain_json() {
	let wallet = Wallet { balance: MUCH, redeeming: 2, redemptions: 1 };
	is_json(
		&Page { items: vec![WalletInfo { book: BOOK, wallet }], next: Some(BOOK) },
		json!({
			"items": [{
				"organization": 1,
				"asset": 1,
				"balance": "9007199254740993",
				"redeeming": "2",
				"redemptions": 1,
			}],
			"next": { "organization": 1, "asset": 1 },
		}),
	);
}

#[test]
fn a_statement_is_plain_json() {
	let incomes = vec![withheld(Purpose::Bonus, MUCH, 3), untaxed(Purpose::Festival, 4)];
	let info = StatementInfo {
		person: PersonId(5),
		month: month("2026-01"),
		opening: MUCH,
		claims: 6,
		incomes,
		paid_out: 7,
		redeemed: 8,
		closing: Amount::MAX,
	};
	let shown = json!({
		"person": 5,
		"month": "2026-01",
		"opening": "9007199254740993",
		"claims": 6,
		"incomes": [
			{ "purpose": "bonus", "untaxed": "0", "taxable": "9007199254740993", "tax": "3" },
			{ "purpose": "festival", "untaxed": "4", "taxable": "0", "tax": "0" },
		],
		"paidOut": "7",
		"redeemed": "8",
		"closing": "340282366920938463463374607431768211455",
	});
	is_json(&info, shown);
}

#[test]
fn taxes_of_every_purpose_are_plain_json() {
	for (purpose, text) in [
		(Purpose::Bonus, "bonus"),
		(Purpose::Benefit, "benefit"),
		(Purpose::Festival, "festival"),
		(Purpose::ExpenseRefund, "expenseRefund"),
		(Purpose::Award, "award"),
		(Purpose::Allowance, "allowance"),
		(Purpose::Relief, "relief"),
		(Purpose::Promotion, "promotion"),
		(Purpose::Other, "other"),
	] {
		let incomes = vec![withheld(purpose, MUCH, 1)];
		let income = json!({
			"purpose": text,
			"untaxed": "0",
			"taxable": "9007199254740993",
			"tax": "1",
		});
		let shown = json!({ "person": 5, "incomes": [income] });
		is_json(&TaxInfo { person: PersonId(5), incomes }, shown);
	}
}

#[test]
fn a_redemption_is_plain_json() {
	use RedemptionMethod::*;
	let confirmed = RedemptionStatus::Confirmed(H256::repeat_byte(2));
	let rejected = RedemptionStatus::Rejected;
	for (method, method_shown, status, status_shown) in [
		(Payroll, "payroll", RedemptionStatus::Open, json!("open")),
		(MallVoucher, "mallVoucher", confirmed, json!({ "confirmed": hex("02") })),
		(
			Points,
			"points",
			rejected(RejectionReason::UnknownRecipient),
			json!({ "rejected": "unknownRecipient" }),
		),
		(
			Points,
			"points",
			rejected(RejectionReason::NotOffered),
			json!({ "rejected": "notOffered" }),
		),
		(
			Points,
			"points",
			rejected(RejectionReason::PaymentFailed),
			json!({ "rejected": "paymentFailed" }),
		),
		(Points, "points", rejected(RejectionReason::Other), json!({ "rejected": "other" })),
		(Points, "points", RedemptionStatus::Withdrawn, json!("withdrawn")),
		(Points, "points", RedemptionStatus::TimedOut, json!("timedOut")),
	] {
		let redemption = Redemption {
			person: PersonId(5),
			book: BOOK,
			amount: MUCH,
			method,
			asked_at: START,
			due: START + 30 * DAY,
			status,
		};
		let shown = json!({
			"id": 7,
			"person": 5,
			"book": { "organization": 1, "asset": 1 },
			"amount": "9007199254740993",
			"method": method_shown,
			"askedAt": START,
			"due": START + 30 * DAY,
			"status": status_shown,
		});
		is_json(&RedemptionInfo { id: RedemptionId(7), redemption }, shown);
	}
}
