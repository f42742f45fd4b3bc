// SPDX-License-Identifier: Apache-2.0

//! Contributors, derivation, and whose what a resource earns is.

use super::*;
use covenant_primitives::division::divide;

const UNIT: u64 = crate::derivation::UNIT;

fn person(person: covenant_primitives::PersonId, share: u16) -> Contributor {
	Contributor { party: Party::Person(person), share }
}

fn organization(organization: OrganizationId, share: u16) -> Contributor {
	Contributor { party: Party::Organization(organization), share }
}

fn contribute(by: AccountId, id: ResourceId, contributors: &[Contributor]) -> DispatchResult {
	let contributors = Contributors::truncate_from(contributors.to_vec());
	Catalog::set_contributors(signed(by), id, contributors)
}

fn propose(by: AccountId, id: ResourceId, parent: ResourceId, royalty: u16) -> DispatchResult {
	Catalog::propose_derivation(signed(by), id, parent, royalty)
}

fn agree(by: AccountId, id: ResourceId, royalty: u16) -> DispatchResult {
	Catalog::agree_derivation(signed(by), id, royalty)
}

fn end(by: AccountId, id: ResourceId) -> DispatchResult {
	Catalog::end_derivation(signed(by), id)
}

fn course(by: AccountId) -> ResourceId {
	list(by, Kind::Course, listing("x"))
}

/// A course of `by` that is derived from another, whose owner agreed.
fn derived(by: AccountId, parent: ResourceId, owner: AccountId, royalty: u16) -> ResourceId {
	let id = course(by);
	assert_ok!(propose(by, id, parent, royalty));
	assert_ok!(agree(owner, id, royalty));
	id
}

fn shares(id: ResourceId) -> Vec<(Party, u64)> {
	Catalog::shares(id).into_iter().map(|share| (share.party, share.weight)).collect()
}

#[test]
fn contributors_share_no_more_than_the_whole() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		let refused = |contributors: &[Contributor], error: Error<Test>| {
			assert_noop!(contribute(DEAN, id, contributors), error);
		};
		refused(&[person(AUTHOR, 0)], Error::<Test>::InvalidShares);
		refused(&[person(AUTHOR, 6_000), person(EDITOR, 4_001)], Error::<Test>::InvalidShares);
		refused(&[person(AUTHOR, 1), person(AUTHOR, 2)], Error::<Test>::NamedTwice);
		refused(&[organization(SCHOOL, 1)], Error::<Test>::NamedTwice);
		refused(&[person(UNBORN, 1)], Error::<Test>::UnknownParty);
		refused(&[organization(NOBODY, 1)], Error::<Test>::UnknownParty);
		refused(&[], Error::<Test>::Unchanged);
		assert_noop!(contribute(RECTOR, id, &[]), Error::<Test>::NotAuthorized);
		assert_ok!(contribute(DEAN, id, &[person(AUTHOR, 6_000), organization(CLOSED, 4_000)]));
		assert_eq!(acts(id).last(), Some(&Act::ContributorsSet { owner: 0 }));
		assert_ok!(contribute(DEAN, id, &[]));
		assert_eq!(acts(id).last(), Some(&Act::ContributorsSet { owner: 10_000 }));
	});
}

#[test]
fn a_royalty_takes_the_parents_owner() {
	ExtBuilder::build_and_execute(|| {
		let parent = course(DEAN);
		let id = course(RECTOR);
		assert_noop!(agree(DEAN, id, 1), Error::<Test>::NotDerived);
		assert_noop!(end(DEAN, id), Error::<Test>::NotDerived);
		assert_noop!(propose(DEAN, id, parent, 1), Error::<Test>::NotAuthorized);
		assert_noop!(propose(RECTOR, id, parent, 10_001), Error::<Test>::InvalidShares);
		assert_noop!(propose(RECTOR, id, id, 1), Error::<Test>::OwnResource);
		assert_noop!(propose(RECTOR, id, ResourceId(9), 1), Error::<Test>::NotFound);
		assert_ok!(propose(RECTOR, id, parent, 2_000));
		assert_noop!(propose(RECTOR, id, parent, 1), Error::<Test>::AlreadyDerived);
		assert_eq!(shares(id), [(Party::Organization(COLLEGE), UNIT)], "nobody agreed yet");
		assert_noop!(agree(RECTOR, id, 2_000), Error::<Test>::NotAuthorized);
		assert_noop!(agree(DEAN, id, 1_999), Error::<Test>::OtherRoyalty);
		assert_ok!(agree(DEAN, id, 2_000));
		assert_noop!(agree(DEAN, id, 2_000), Error::<Test>::NotDerived);
		assert_eq!(
			acts(id)[1..],
			[Act::DerivationProposed { parent, royalty: 2_000 }, Act::DerivationAgreed]
		);
		let expected =
			[(Party::Organization(COLLEGE), UNIT / 5 * 4), (Party::Organization(SCHOOL), UNIT / 5)];
		assert_eq!(shares(id), expected);
		let derivatives = Catalog::query_derivatives(parent, None, 10).items;
		assert_eq!(derivatives.iter().map(|info| info.id).collect::<Vec<_>>(), [id]);
		// Only who gets the royalty waives it.
		for other in [RECTOR, MANAGER] {
			assert_noop!(end(other, id), Error::<Test>::NotAuthorized);
		}
		assert_ok!(end(DEAN, id));
		assert_eq!(shares(id), [(Party::Organization(COLLEGE), UNIT)]);
		// A proposal is taken back, or declined.
		for by in [RECTOR, DEAN] {
			assert_ok!(propose(RECTOR, id, parent, 1));
			assert_noop!(end(MANAGER, id), Error::<Test>::NotAuthorized);
			assert_ok!(end(by, id));
			assert_eq!(acts(id).last(), Some(&Act::DerivationEnded));
		}
	});
}

#[test]
fn chains_are_short_and_open() {
	ExtBuilder::build_and_execute(|| {
		let first = course(DEAN);
		let second = derived(DEAN, first, DEAN, 1_000);
		assert_noop!(propose(DEAN, first, second, 1), Error::<Test>::HasDerivatives);
		let third = derived(DEAN, second, DEAN, 1_000);
		let fourth = derived(DEAN, third, DEAN, 1_000);
		let fifth = course(DEAN);
		assert_noop!(propose(DEAN, fifth, fourth, 1), Error::<Test>::TooDeep);
		// Two that propose one another, of which only one can be agreed.
		let [left, right] = [course(DEAN), course(DEAN)];
		assert_ok!(propose(DEAN, left, right, 1));
		assert_ok!(propose(DEAN, right, left, 1));
		assert_ok!(agree(DEAN, left, 1));
		assert_noop!(agree(DEAN, right, 1), Error::<Test>::HasDerivatives);
		// Nor a proposal from before the chain was so long.
		let late = course(DEAN);
		assert_ok!(propose(DEAN, late, third, 1));
		assert_ok!(agree(DEAN, late, 1));
	});
}

#[test]
fn a_chain_divides_to_the_last_part() {
	ExtBuilder::build_and_execute(|| {
		let first = course(DEAN);
		assert_ok!(contribute(DEAN, first, &[person(AUTHOR, 5_000)]));
		let second = derived(RECTOR, first, DEAN, 1_000);
		assert_ok!(contribute(RECTOR, second, &[person(EDITOR, 2_500), person(AUTHOR, 2_500)]));
		let third = derived(MANAGER, second, RECTOR, 3_333);
		let part = UNIT / 10_000;
		// 66.67 % for the company; of 33.33 %, nine tenths for the second, a tenth for the first.
		let to_second = part * 3_333 / 10 * 9;
		let to_first = part * 3_333 / 10;
		let expected = [
			(Party::Organization(COMPANY), part * 6_667),
			(Party::Person(EDITOR), to_second / 4),
			(Party::Person(AUTHOR), to_second / 4 + to_first / 2),
			(Party::Organization(COLLEGE), to_second / 2),
			(Party::Organization(SCHOOL), to_first / 2),
		];
		assert_eq!(shares(third), expected);
		assert_eq!(expected.iter().map(|(_, weight)| weight).sum::<u64>(), UNIT);
		let weights = expected.map(|(_, weight)| weight);
		// In fen: 66669.33, 7499.18, 9165.66, 14998.35 and 1666.48, so that two are left.
		assert_eq!(divide(99_999, &weights).unwrap(), [66_669, 7_499, 9_166, 14_998, 1_667]);
	});
}

#[test]
fn everything_can_be_a_royalty() {
	ExtBuilder::build_and_execute(|| {
		let parent = course(DEAN);
		let id = derived(RECTOR, parent, DEAN, 10_000);
		assert_eq!(shares(id), [(Party::Organization(SCHOOL), UNIT)]);
		// Also of what is out of the catalog.
		assert_ok!(Catalog::retire(signed(DEAN), parent));
		assert_eq!(shares(id), [(Party::Organization(SCHOOL), UNIT)]);
		let late = course(RECTOR);
		assert_noop!(propose(RECTOR, late, parent, 1), Error::<Test>::NotListed);
	});
}

#[test]
fn what_was_not_ones_own_earns_no_royalty() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(list_file(DEAN, "copy", content(SCHOOL, 1, 1, 5)));
		let id = derived(MANAGER, ResourceId(0), DEAN, 5_000);
		assert_eq!(shares(id).len(), 2);
		assert_ok!(list_file(RECTOR, "original", content(COLLEGE, 2, 1, 3)));
		assert_eq!(shares(id), [(Party::Organization(COMPANY), UNIT)]);
	});
}

#[test]
fn shares_are_the_new_owners() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		assert_ok!(contribute(DEAN, id, &[organization(COLLEGE, 1_000), person(AUTHOR, 1_000)]));
		assert_ok!(Catalog::offer_transfer(signed(DEAN), id, COLLEGE));
		assert_ok!(Catalog::accept_transfer(signed(RECTOR), id, None));
		let expected =
			[(Party::Organization(COLLEGE), UNIT / 10 * 9), (Party::Person(AUTHOR), UNIT / 10)];
		assert_eq!(shares(id), expected);
	});
}
