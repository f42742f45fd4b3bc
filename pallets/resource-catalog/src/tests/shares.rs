// SPDX-License-Identifier: Apache-2.0

//! Whose what a resource earns is, to the last of 10¹⁶ parts.

use super::*;
use covenant_primitives::division::divide;
use proptest::prelude::*;

/// A basis point, and a part of it.
const POINT: u64 = UNIT / 10_000;

const OF_SCHOOL: Party = Party::Organization(SCHOOL);
const OF_COLLEGE: Party = Party::Organization(COLLEGE);
const OF_COMPANY: Party = Party::Organization(COMPANY);
const OF_AUTHOR: Party = Party::Person(AUTHOR);
const OF_EDITOR: Party = Party::Person(EDITOR);

/// What the shares are, and that they are all.
fn divides(id: ResourceId, expected: &[(Party, u64)]) {
	assert_eq!(shares(id), expected);
	assert_eq!(expected.iter().map(|(_, weight)| weight).sum::<u64>(), UNIT);
}

/// How `amount` is divided by the shares of a resource.
fn divided(id: ResourceId, amount: Amount) -> Vec<Amount> {
	let weights: Vec<_> = shares(id).into_iter().map(|(_, weight)| weight).collect();
	divide(amount, &weights).unwrap()
}

#[test]
fn nobody_shares_in_what_is_not_there() {
	ExtBuilder::build_and_execute(|| {
		assert_eq!(shares(NOWHERE), []);
	});
}

#[test]
fn an_owner_alone_has_all() {
	ExtBuilder::build_and_execute(|| {
		divides(course(DEAN), &[(OF_SCHOOL, UNIT)]);
	});
}

#[test]
fn the_owner_has_what_contributors_leave() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		assert_ok!(contribute(
			DEAN,
			id,
			&[person(AUTHOR, 3_333), organization(COLLEGE, 1), person(EDITOR, 66)]
		));
		divides(
			id,
			&[
				(OF_AUTHOR, 3_333 * POINT),
				(OF_COLLEGE, POINT),
				(OF_EDITOR, 66 * POINT),
				(OF_SCHOOL, 6_600 * POINT),
			],
		);
	});
}

#[test]
fn an_owner_that_gives_all_away_has_no_share() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		assert_ok!(contribute(DEAN, id, &[person(AUTHOR, 9_999), person(EDITOR, 1)]));
		divides(id, &[(OF_AUTHOR, 9_999 * POINT), (OF_EDITOR, POINT)]);
	});
}

/// Removes an organization from the chain.
fn remove(organization: OrganizationId) {
	Standing::mutate(|standing| standing.remove(&organization));
}

#[test]
fn what_an_organization_that_is_gone_would_have_is_the_owners() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		assert_ok!(contribute(DEAN, id, &[organization(COLLEGE, 3_000), person(AUTHOR, 1_000)]));
		suspend(COLLEGE, true);
		divides(
			id,
			&[(OF_COLLEGE, 3_000 * POINT), (OF_AUTHOR, 1_000 * POINT), (OF_SCHOOL, 6_000 * POINT)],
		);
		remove(COLLEGE);
		divides(id, &[(OF_AUTHOR, 1_000 * POINT), (OF_SCHOOL, 9_000 * POINT)]);
	});
}

#[test]
fn a_royalty_to_an_organization_that_is_gone_is_not_due() {
	ExtBuilder::build_and_execute(|| {
		let top = course(MANAGER);
		let parent = derived(RECTOR, top, MANAGER, 5_000);
		let id = derived(DEAN, parent, RECTOR, 2_000);
		assert_ok!(contribute(RECTOR, parent, &[person(AUTHOR, 5_000)]));
		assert_ok!(Catalog::retire(signed(RECTOR), parent));
		remove(COLLEGE);
		divides(id, &[(OF_SCHOOL, UNIT)]);
	});
}

#[test]
fn a_proposal_earns_nothing() {
	ExtBuilder::build_and_execute(|| {
		let [parent, id] = [course(DEAN), course(RECTOR)];
		assert_ok!(propose(RECTOR, id, parent, 10_000));
		divides(id, &[(OF_COLLEGE, UNIT)]);
	});
}

#[test]
fn a_royalty_is_divided_as_what_the_parent_earns() {
	ExtBuilder::build_and_execute(|| {
		let parent = course(DEAN);
		assert_ok!(contribute(DEAN, parent, &[person(AUTHOR, 3_000), person(EDITOR, 1_000)]));
		let id = derived(RECTOR, parent, DEAN, 1_500);
		divides(
			id,
			&[
				(OF_COLLEGE, 8_500 * POINT),
				(OF_AUTHOR, 450 * POINT),
				(OF_EDITOR, 150 * POINT),
				(OF_SCHOOL, 900 * POINT),
			],
		);
		// The parent itself owes nothing.
		divides(
			parent,
			&[(OF_AUTHOR, 3_000 * POINT), (OF_EDITOR, 1_000 * POINT), (OF_SCHOOL, 6_000 * POINT)],
		);
	});
}

#[test]
fn contributors_share_in_what_royalties_leave() {
	ExtBuilder::build_and_execute(|| {
		let parent = course(DEAN);
		let id = derived(RECTOR, parent, DEAN, 5_000);
		assert_ok!(contribute(RECTOR, id, &[person(AUTHOR, 2_000)]));
		divides(
			id,
			&[(OF_AUTHOR, 1_000 * POINT), (OF_COLLEGE, 4_000 * POINT), (OF_SCHOOL, 5_000 * POINT)],
		);
	});
}

#[test]
fn an_owner_of_both_has_one_share() {
	ExtBuilder::build_and_execute(|| {
		let parent = course(DEAN);
		assert_ok!(contribute(DEAN, parent, &[person(AUTHOR, 5_000)]));
		let id = derived(DEAN, parent, DEAN, 4_000);
		divides(id, &[(OF_SCHOOL, 8_000 * POINT), (OF_AUTHOR, 2_000 * POINT)]);
	});
}

/// The author, the college and the school are each in it several times, as owner, contributor or both.
#[test]
fn a_chain_of_four_names_each_party_once() {
	ExtBuilder::build_and_execute(|| {
		let first = course(DEAN);
		assert_ok!(contribute(DEAN, first, &[person(AUTHOR, 5_000), organization(COLLEGE, 2_500)]));
		let second = derived(RECTOR, first, DEAN, 2_000);
		assert_ok!(contribute(RECTOR, second, &[person(AUTHOR, 1_000)]));
		let third = derived(DEAN, second, RECTOR, 3_000);
		assert_ok!(contribute(DEAN, third, &[organization(COLLEGE, 1_000), person(EDITOR, 500)]));
		let fourth = derived(MANAGER, third, DEAN, 4_000);
		assert_ok!(contribute(MANAGER, fourth, &[person(AUTHOR, 100)]));
		// In basis points: 6,000 stay below; 4,000 reach the third, of which 1,200 go on to the second,
		// of which 240 go on to the first.
		divides(
			fourth,
			&[
				(OF_AUTHOR, (60 + 96 + 120) * POINT),
				(OF_COMPANY, 5_940 * POINT),
				(OF_COLLEGE, (280 + 864 + 60) * POINT),
				(OF_EDITOR, 140 * POINT),
				(OF_SCHOOL, (2_380 + 60) * POINT),
			],
		);
	});
}

#[test]
fn everything_can_go_to_the_top_of_a_chain() {
	ExtBuilder::build_and_execute(|| {
		let first = course(DEAN);
		assert_ok!(contribute(DEAN, first, &[person(AUTHOR, 1)]));
		let second = derived(RECTOR, first, DEAN, 10_000);
		// Of nothing, everybody has nothing.
		assert_ok!(contribute(RECTOR, second, &[person(EDITOR, 10_000)]));
		let third = derived(MANAGER, second, RECTOR, 10_000);
		divides(third, &[(OF_AUTHOR, POINT), (OF_SCHOOL, 9_999 * POINT)]);
	});
}

/// As small as it can be: a basis point of a basis point of a basis point of a basis point. All that
/// chains and shares can be is counted in these, so that nothing is rounded.
#[test]
fn the_smallest_share_is_one_of_all_parts() {
	ExtBuilder::build_and_execute(|| {
		let first = course(DEAN);
		assert_ok!(contribute(DEAN, first, &[person(AUTHOR, 1)]));
		let second = derived(RECTOR, first, DEAN, 1);
		let third = derived(MANAGER, second, RECTOR, 1);
		let fourth = derived(MANAGER, third, MANAGER, 1);
		divides(
			fourth,
			&[
				(OF_COMPANY, UNIT - 100_000_000),
				(OF_COLLEGE, 99_990_000),
				(OF_AUTHOR, 1),
				(OF_SCHOOL, 9_999),
			],
		);
	});
}

#[test]
fn units_that_are_left_go_to_the_largest_fractions() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		assert_ok!(contribute(DEAN, id, &[person(AUTHOR, 3_333), person(EDITOR, 3_333)]));
		// 3333.33…, 3333 and 3334 parts of 10,000.
		assert_eq!(divided(id, 1), [0, 0, 1]);
		assert_eq!(divided(id, 2), [1, 0, 1]);
		assert_eq!(divided(id, 10_001), [3_333, 3_333, 3_335]);
	});
}

#[test]
fn of_equal_fractions_the_first_gets_the_unit() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		assert_ok!(contribute(DEAN, id, &[person(AUTHOR, 5_000)]));
		assert_eq!(divided(id, 101), [51, 50]);
		assert_ok!(contribute(DEAN, id, &[person(AUTHOR, 2_500), person(EDITOR, 2_500)]));
		assert_eq!(divided(id, 1), [0, 0, 1], "the owner's half is the largest");
		assert_eq!(divided(id, 2), [1, 0, 1]);
	});
}

#[test]
fn all_the_money_there_could_be_is_divided() {
	ExtBuilder::build_and_execute(|| {
		let parent = course(DEAN);
		let id = derived(RECTOR, parent, DEAN, 5_000);
		assert_eq!(divided(id, Amount::MAX), [Amount::MAX / 2 + 1, Amount::MAX / 2]);
	});
}

/// Up to three contributors, whose shares are not more than the whole.
fn contributions() -> impl Strategy<Value = Vec<Contributor>> {
	let parties = [organization(CLOSED, 0), person(AUTHOR, 0), person(EDITOR, 0)];
	let parties = Just(parties.map(|contributor| contributor.party).to_vec()).prop_shuffle();
	(parties, prop::collection::vec(1..=5_000_u16, 0..=3)).prop_map(|(parties, shares)| {
		let mut left = WHOLE;
		let contributors = parties.into_iter().zip(shares).map_while(|(party, share)| {
			left = left.checked_sub(share)?;
			Some(Contributor { party, share })
		});
		contributors.collect()
	})
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(128))]

	/// Told without fractions: of 10⁴ to the power of two for each step and one more, a party has a
	/// whole number, which is its weight times a power of ten.
	#[test]
	fn shares_are_exact(
		royalties in prop::collection::vec(0..=WHOLE, 0..=3),
		contributions in prop::collection::vec(contributions(), 4),
		owners in prop::collection::vec(0..3_usize, 4),
	) {
		ExtBuilder::build_and_execute(|| {
			let owners: Vec<_> = owners.iter().map(|owner| [DEAN, RECTOR, MANAGER][*owner]).collect();
			let organizations: Vec<_> =
				owners.iter().map(|owner| Operators::get()[owner].0).collect();
			// From the top down.
			let mut ids = Vec::new();
			for place in 0..=royalties.len() {
				let id = course(owners[place]);
				if !contributions[place].is_empty() {
					assert_ok!(contribute(owners[place], id, &contributions[place]));
				}
				if let Some(parent) = ids.last().copied() {
					let royalty = royalties[place - 1];
					assert_ok!(propose(owners[place], id, parent, royalty));
					assert_ok!(agree(owners[place - 1], id, royalty));
				}
				ids.push(id);
			}

			let mut expected = alloc::collections::BTreeMap::<Party, u128>::new();
			// So many of `10_000.pow(below)` reach the place.
			let (mut reach, mut below) = (1_u128, 0);
			for place in (0..=royalties.len()).rev() {
				let royalty = place.checked_sub(1).map_or(0, |above| u128::from(royalties[above]));
				// In parts of `10_000.pow(below + 2)`, brought to 10¹⁶ or beyond.
				let rest = reach * (10_000 - royalty);
				let scale = 10_000_u128.pow(5 - (below + 2));
				let mut left = 10_000;
				for Contributor { party, share } in &contributions[place] {
					left -= u128::from(*share);
					*expected.entry(*party).or_default() += rest * u128::from(*share) * scale;
				}
				let owner = Party::Organization(organizations[place]);
				*expected.entry(owner).or_default() += rest * left * scale;
				reach *= royalty;
				below += 1;
			}
			expected.retain(|_, parts| *parts > 0);
			let found: alloc::collections::BTreeMap<_, _> = shares(*ids.last().unwrap())
				.into_iter()
				.map(|(party, weight)| (party, u128::from(weight) * 10_000))
				.collect();
			assert_eq!(found, expected);
		});
	}
}
