// SPDX-License-Identifier: Apache-2.0

//! Contributors, derivation, and whose what a resource earns is.

use super::*;
use covenant_primitives::division::divide;

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

/// A chain of so many, each derived from the one before; all are the school's.
fn chain(length: u32) -> Vec<ResourceId> {
	let mut chain = vec![course(DEAN)];
	while chain.len() < length as usize {
		chain.push(derived(DEAN, *chain.last().unwrap(), DEAN, 1_000));
	}
	chain
}

#[test]
fn a_proposal_binds_nobody() {
	ExtBuilder::build_and_execute(|| {
		let [parent, id] = [course(DEAN), course(RECTOR)];
		assert_ok!(propose(RECTOR, id, parent, 2_000));
		assert!(!Derivatives::<Test>::contains_key(parent, id));
		assert_eq!(shares(id), [(Party::Organization(COLLEGE), UNIT)]);
		// The parent can still come to be derived.
		let above = course(DEAN);
		assert_ok!(propose(DEAN, parent, above, 1));
		assert_ok!(agree(DEAN, parent, 1));
		assert_ok!(agree(DEAN, id, 2_000));
		assert!(Derivatives::<Test>::contains_key(parent, id));
	});
}

#[test]
fn nothing_is_derived_from_what_is_not_there() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		assert_noop!(propose(DEAN, id, NOWHERE, 1), Error::<Test>::NotFound);
		assert_noop!(propose(DEAN, NOWHERE, id, 1), Error::<Test>::NotFound);
		assert_noop!(agree(DEAN, NOWHERE, 1), Error::<Test>::NotFound);
		assert_noop!(end(DEAN, NOWHERE), Error::<Test>::NotFound);
	});
}

#[test]
fn nothing_is_derived_from_itself() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		assert_noop!(propose(DEAN, id, id, 1), Error::<Test>::OwnResource);
	});
}

#[test]
fn nobody_proposes_for_anothers_resource() {
	ExtBuilder::build_and_execute(|| {
		let [parent, id] = [course(DEAN), course(RECTOR)];
		for other in [DEAN, MANAGER] {
			assert_noop!(propose(other, id, parent, 1), Error::<Test>::NotAuthorized);
		}
	});
}

#[test]
fn a_royalty_is_at_most_the_whole() {
	ExtBuilder::build_and_execute(|| {
		let [parent, id] = [course(DEAN), course(RECTOR)];
		for royalty in [10_001, u16::MAX] {
			assert_noop!(propose(RECTOR, id, parent, royalty), Error::<Test>::InvalidShares);
		}
		assert_ok!(propose(RECTOR, id, parent, 10_000));
	});
}

/// To say where something comes from costs nothing.
#[test]
fn a_royalty_can_be_nothing() {
	ExtBuilder::build_and_execute(|| {
		let parent = course(DEAN);
		let id = derived(RECTOR, parent, DEAN, 0);
		assert_eq!(shares(id), [(Party::Organization(COLLEGE), UNIT)]);
		assert_eq!(Catalog::query_derivatives(parent, None, 9).items.len(), 1);
	});
}

#[test]
fn a_resource_has_one_parent() {
	ExtBuilder::build_and_execute(|| {
		let [parent, other, id] = [course(DEAN), course(DEAN), course(RECTOR)];
		assert_ok!(propose(RECTOR, id, parent, 1));
		for again in [parent, other] {
			assert_noop!(propose(RECTOR, id, again, 2), Error::<Test>::AlreadyDerived);
		}
		assert_ok!(agree(DEAN, id, 1));
		assert_noop!(propose(RECTOR, id, other, 2), Error::<Test>::AlreadyDerived);
		// Once it is not any more, it can be another's.
		assert_ok!(end(DEAN, id));
		assert_ok!(propose(RECTOR, id, other, 2));
		assert_ok!(agree(DEAN, id, 2));
		assert!(!Derivatives::<Test>::contains_key(parent, id));
		assert!(Derivatives::<Test>::contains_key(other, id));
	});
}

#[test]
fn the_parents_owner_alone_agrees() {
	ExtBuilder::build_and_execute(|| {
		let [parent, id] = [course(DEAN), course(RECTOR)];
		assert_ok!(propose(RECTOR, id, parent, 1));
		for other in [RECTOR, MANAGER] {
			assert_noop!(agree(other, id, 1), Error::<Test>::NotAuthorized);
		}
		assert_ok!(agree(DEAN, id, 1));
	});
}

#[test]
fn there_is_something_to_agree_to() {
	ExtBuilder::build_and_execute(|| {
		let [parent, id] = [course(DEAN), course(RECTOR)];
		assert_noop!(agree(DEAN, id, 1), Error::<Test>::NotDerived);
		assert_ok!(propose(RECTOR, id, parent, 1));
		assert_ok!(agree(DEAN, id, 1));
		assert_noop!(agree(DEAN, id, 1), Error::<Test>::NotDerived);
		assert_ok!(end(DEAN, id));
		assert_noop!(agree(DEAN, id, 1), Error::<Test>::NotDerived);
	});
}

/// Whoever agrees has seen the royalty.
#[test]
fn another_royalty_is_not_agreed_to() {
	ExtBuilder::build_and_execute(|| {
		let [parent, id] = [course(DEAN), course(RECTOR)];
		assert_ok!(propose(RECTOR, id, parent, 2_000));
		assert_ok!(end(RECTOR, id));
		assert_ok!(propose(RECTOR, id, parent, 1));
		for royalty in [0, 2, 2_000] {
			assert_noop!(agree(DEAN, id, royalty), Error::<Test>::OtherRoyalty);
		}
		assert_ok!(agree(DEAN, id, 1));
	});
}

#[test]
fn both_are_in_the_catalog_when_it_is_proposed() {
	ExtBuilder::build_and_execute(|| {
		let [gone, there] = [course(DEAN), course(DEAN)];
		assert_ok!(Catalog::retire(signed(DEAN), gone));
		assert_noop!(propose(DEAN, there, gone, 1), Error::<Test>::NotListed);
		assert_noop!(propose(DEAN, gone, there, 1), Error::<Test>::NotListed);
	});
}

#[test]
fn both_are_in_the_catalog_when_it_is_agreed() {
	ExtBuilder::build_and_execute(|| {
		let [gone, there] = [course(DEAN), course(DEAN)];
		let [under_gone, gone_too] = [course(DEAN), course(DEAN)];
		assert_ok!(propose(DEAN, under_gone, gone, 1));
		assert_ok!(propose(DEAN, gone_too, there, 1));
		for id in [gone, gone_too] {
			assert_ok!(Catalog::retire(signed(DEAN), id));
		}
		for id in [under_gone, gone_too] {
			assert_noop!(agree(DEAN, id, 1), Error::<Test>::NotListed);
			assert_ok!(end(DEAN, id));
		}
	});
}

#[test]
fn three_are_above_one_and_no_more() {
	ExtBuilder::build_and_execute(|| {
		let chain = chain(MAX_ANCESTORS + 1);
		assert_eq!(Catalog::ancestors(chain[3]).count(), 3);
		let id = course(RECTOR);
		assert_noop!(propose(RECTOR, id, chain[3], 1), Error::<Test>::TooDeep);
		assert_ok!(propose(RECTOR, id, chain[2], 1));
	});
}

#[test]
fn a_chain_that_grew_meanwhile_is_too_deep() {
	ExtBuilder::build_and_execute(|| {
		let chain = chain(MAX_ANCESTORS);
		let [parent, id] = [course(DEAN), course(RECTOR)];
		assert_ok!(propose(RECTOR, id, parent, 1));
		assert_ok!(propose(DEAN, parent, chain[2], 1));
		assert_ok!(agree(DEAN, parent, 1));
		assert_noop!(agree(DEAN, id, 1), Error::<Test>::TooDeep);
		// It is shorter when a part of it ends.
		assert_ok!(end(DEAN, chain[1]));
		assert_ok!(agree(DEAN, id, 1));
	});
}

#[test]
fn what_others_are_derived_from_is_not_derived() {
	ExtBuilder::build_and_execute(|| {
		let [parent, above] = [course(DEAN), course(DEAN)];
		let id = derived(RECTOR, parent, DEAN, 1);
		assert_noop!(propose(DEAN, parent, above, 1), Error::<Test>::HasDerivatives);
		assert_ok!(end(DEAN, id));
		assert_ok!(propose(DEAN, parent, above, 1));
		// Nor when somebody came between.
		assert_ok!(propose(RECTOR, id, parent, 1));
		assert_ok!(agree(DEAN, id, 1));
		assert_noop!(agree(DEAN, parent, 1), Error::<Test>::HasDerivatives);
	});
}

/// Three that propose one another in a ring: whatever the order, the last is refused.
#[test]
fn no_ring_is_closed() {
	for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
		ExtBuilder::build_and_execute(|| {
			let ring = [course(DEAN), course(RECTOR), course(MANAGER)];
			let owners = [DEAN, RECTOR, MANAGER];
			for (place, id) in ring.iter().enumerate() {
				assert_ok!(propose(owners[place], *id, ring[(place + 1) % 3], 1));
			}
			let mut agreed = 0;
			for place in order {
				agreed += u32::from(agree(owners[(place + 1) % 3], ring[place], 1).is_ok());
				assert_ok!(Catalog::do_try_state());
			}
			assert!((1..3).contains(&agreed));
			for (id, owner) in ring.into_iter().zip([RECTOR, MANAGER, DEAN]) {
				if !Derivations::<Test>::get(id).unwrap().agreed {
					assert_noop!(agree(owner, id, 1), Error::<Test>::HasDerivatives);
				}
			}
		});
	}
}

#[test]
fn many_are_derived_from_one() {
	ExtBuilder::build_and_execute(|| {
		let parent = course(DEAN);
		let mut children: Vec<_> =
			[RECTOR, MANAGER, DEAN].map(|by| derived(by, parent, DEAN, 1)).into();
		let mut found: Vec<_> = Derivatives::<Test>::iter_key_prefix(parent).collect();
		children.sort();
		found.sort();
		assert_eq!(found, children);
	});
}

#[test]
fn a_proposal_is_taken_back_or_declined() {
	ExtBuilder::build_and_execute(|| {
		let [parent, id] = [course(DEAN), course(RECTOR)];
		assert_noop!(end(RECTOR, id), Error::<Test>::NotDerived);
		for side in [RECTOR, DEAN] {
			assert_ok!(propose(RECTOR, id, parent, 1));
			assert_noop!(end(MANAGER, id), Error::<Test>::NotAuthorized);
			assert_ok!(end(side, id));
			assert_eq!(Derivations::<Test>::get(id), None);
			assert_noop!(end(side, id), Error::<Test>::NotDerived);
		}
	});
}

#[test]
fn who_owes_a_royalty_does_not_waive_it() {
	ExtBuilder::build_and_execute(|| {
		let parent = course(DEAN);
		let id = derived(RECTOR, parent, DEAN, 1);
		for other in [RECTOR, MANAGER] {
			assert_noop!(end(other, id), Error::<Test>::NotAuthorized);
		}
		assert_ok!(end(DEAN, id));
		assert_eq!(Derivations::<Test>::get(id), None);
		assert!(!Derivatives::<Test>::contains_key(parent, id));
	});
}

#[test]
fn a_retired_parent_still_earns() {
	ExtBuilder::build_and_execute(|| {
		let parent = course(DEAN);
		let id = derived(RECTOR, parent, DEAN, 2_500);
		assert_ok!(Catalog::retire(signed(DEAN), parent));
		let expected =
			[(Party::Organization(COLLEGE), UNIT / 4 * 3), (Party::Organization(SCHOOL), UNIT / 4)];
		assert_eq!(shares(id), expected);
		// Its owner waives the royalty as before.
		assert_noop!(end(RECTOR, id), Error::<Test>::NotAuthorized);
		assert_ok!(end(DEAN, id));
		assert_eq!(shares(id), [(Party::Organization(COLLEGE), UNIT)]);
	});
}

#[test]
fn a_retired_resource_stays_derived() {
	ExtBuilder::build_and_execute(|| {
		let parent = course(DEAN);
		let id = derived(RECTOR, parent, DEAN, 2_500);
		assert_ok!(Catalog::retire(signed(RECTOR), id));
		assert_eq!(shares(id).len(), 2);
		assert_noop!(end(RECTOR, id), Error::<Test>::NotAuthorized);
		assert_ok!(end(DEAN, id));
	});
}

#[test]
fn the_parents_new_owner_agrees_and_waives() {
	ExtBuilder::build_and_execute(|| {
		let [parent, id] = [course(DEAN), course(RECTOR)];
		assert_ok!(propose(RECTOR, id, parent, 1));
		assert_ok!(offer(DEAN, parent, COMPANY));
		assert_ok!(accept(MANAGER, parent, None));
		assert_noop!(agree(DEAN, id, 1), Error::<Test>::NotAuthorized);
		assert_noop!(end(DEAN, id), Error::<Test>::NotAuthorized);
		assert_ok!(agree(MANAGER, id, 1));
		assert_noop!(end(DEAN, id), Error::<Test>::NotAuthorized);
		assert_ok!(end(MANAGER, id));
	});
}

#[test]
fn the_resources_new_owner_takes_the_proposal_back() {
	ExtBuilder::build_and_execute(|| {
		let [parent, id] = [course(DEAN), course(RECTOR)];
		assert_ok!(propose(RECTOR, id, parent, 1));
		assert_ok!(offer(RECTOR, id, COMPANY));
		assert_ok!(accept(MANAGER, id, None));
		assert_noop!(end(RECTOR, id), Error::<Test>::NotAuthorized);
		assert_ok!(end(MANAGER, id));
	});
}
