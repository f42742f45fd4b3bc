// SPDX-License-Identifier: Apache-2.0

//! Who shares in what a resource earns, beside its owner.

use super::*;

#[test]
fn contributors_are_kept_in_their_order() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		let named = [person(EDITOR, 2_000), organization(COMPANY, 500), person(AUTHOR, 2_500)];
		assert_ok!(contribute(DEAN, id, &named));
		assert_eq!(ContributorsOf::<Test>::get(id).to_vec(), named);
		assert_eq!(acts(id).last(), Some(&Act::ContributorsSet { owner: 5_000 }));
	});
}

#[test]
fn a_share_is_more_than_nothing() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		for named in [vec![person(AUTHOR, 0)], vec![person(EDITOR, 1), person(AUTHOR, 0)]] {
			assert_noop!(contribute(DEAN, id, &named), Error::<Test>::InvalidShares);
		}
	});
}

#[test]
fn shares_are_not_more_than_the_whole() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		for named in [
			vec![person(AUTHOR, 10_001)],
			vec![person(AUTHOR, 10_000), person(EDITOR, 1)],
			vec![person(AUTHOR, 5_000), person(EDITOR, 5_000), organization(COMPANY, 1)],
			// Two of which the sum in 16 bits would be small.
			vec![person(AUTHOR, 32_768), person(EDITOR, 32_768)],
			vec![person(AUTHOR, u16::MAX), person(EDITOR, 1)],
		] {
			assert_noop!(contribute(DEAN, id, &named), Error::<Test>::InvalidShares);
		}
	});
}

#[test]
fn the_whole_can_be_given_away() {
	ExtBuilder::build_and_execute(|| {
		let [alone, with_others] = [course(DEAN), course(DEAN)];
		assert_ok!(contribute(DEAN, alone, &[person(AUTHOR, 10_000)]));
		assert_eq!(shares(alone), [(Party::Person(AUTHOR), UNIT)]);
		assert_ok!(contribute(DEAN, with_others, &[person(AUTHOR, 9_999), person(EDITOR, 1)]));
		for id in [alone, with_others] {
			assert_eq!(acts(id).last(), Some(&Act::ContributorsSet { owner: 0 }));
		}
	});
}

#[test]
fn nobody_is_named_twice() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		for twice in [person(AUTHOR, 1), organization(COMPANY, 1)] {
			let again = Contributor { share: 2, ..twice };
			for named in [vec![twice, again], vec![twice, person(EDITOR, 1), again]] {
				assert_noop!(contribute(DEAN, id, &named), Error::<Test>::NamedTwice);
			}
		}
	});
}

#[test]
fn the_owner_is_no_contributor() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		for named in
			[vec![organization(SCHOOL, 1)], vec![person(AUTHOR, 1), organization(SCHOOL, 1)]]
		{
			assert_noop!(contribute(DEAN, id, &named), Error::<Test>::NamedTwice);
		}
	});
}

#[test]
fn an_organization_and_a_person_of_the_same_number_are_two() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		// The person has the owner's number, and the college that of the other person.
		assert_eq!((AUTHOR.0, EDITOR.0), (SCHOOL.0.into(), COLLEGE.0.into()));
		assert_ok!(contribute(
			DEAN,
			id,
			&[person(AUTHOR, 1), person(EDITOR, 1), organization(COLLEGE, 1)]
		));
	});
}

#[test]
fn contributors_are_on_the_chain() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		for nobody in [person(UNBORN, 1), organization(NOBODY, 1)] {
			for named in [vec![nobody], vec![person(AUTHOR, 1), nobody]] {
				assert_noop!(contribute(DEAN, id, &named), Error::<Test>::UnknownParty);
			}
		}
	});
}

/// What it did is not undone by what became of it.
#[test]
fn a_suspended_organization_can_be_a_contributor() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		assert_ok!(contribute(DEAN, id, &[organization(CLOSED, 1)]));
	});
}

#[test]
fn something_changes() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		assert_noop!(contribute(DEAN, id, &[]), Error::<Test>::Unchanged);
		let named = [person(AUTHOR, 1), person(EDITOR, 1)];
		assert_ok!(contribute(DEAN, id, &named));
		assert_noop!(contribute(DEAN, id, &named), Error::<Test>::Unchanged);
		// Another order is another way to deal out what is left.
		assert_ok!(contribute(DEAN, id, &[named[1], named[0]]));
	});
}

#[test]
fn those_who_are_not_named_again_are_out() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		assert_ok!(contribute(DEAN, id, &[person(AUTHOR, 1_000), person(EDITOR, 1)]));
		assert_ok!(contribute(DEAN, id, &[person(EDITOR, 2)]));
		assert_eq!(ContributorsOf::<Test>::get(id).to_vec(), [person(EDITOR, 2)]);
		assert_ok!(contribute(DEAN, id, &[]));
		assert_eq!(acts(id).last(), Some(&Act::ContributorsSet { owner: 10_000 }));
		assert_eq!(shares(id), [(Party::Organization(SCHOOL), UNIT)]);
	});
}

#[test]
fn there_are_at_most_eight() {
	ExtBuilder::build_and_execute(|| {
		Guests::set((0..9).collect());
		let guests: Vec<_> = (1_000..1_009).map(|id| person(PersonId(id), 1_111)).collect();
		assert!(Contributors::try_from(guests.clone()).is_err());
		let id = course(DEAN);
		assert_ok!(contribute(DEAN, id, &guests[..8]));
		assert_eq!(acts(id).last(), Some(&Act::ContributorsSet { owner: 1_112 }));
		assert_eq!(shares(id).len(), 9);
		Guests::set(Vec::new());
	});
}

#[test]
fn the_owner_of_what_is_offered_names_them() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		let named = [person(AUTHOR, 1)];
		assert_noop!(contribute(DEAN, NOWHERE, &named), Error::<Test>::NotFound);
		for other in [RECTOR, MANAGER] {
			assert_noop!(contribute(other, id, &named), Error::<Test>::NotAuthorized);
		}
		assert_ok!(Catalog::retire(signed(DEAN), id));
		assert_noop!(contribute(DEAN, id, &named), Error::<Test>::NotListed);
	});
}

/// A contributor that becomes the owner has both, under one name, until it names others.
#[test]
fn a_contributor_that_became_the_owner_is_not_named_again() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		let named = [organization(COLLEGE, 1_000), person(AUTHOR, 500)];
		assert_ok!(contribute(DEAN, id, &named));
		assert_ok!(offer(DEAN, id, COLLEGE));
		assert_ok!(accept(RECTOR, id, None));
		let both = [
			(Party::Organization(COLLEGE), UNIT / 100 * 95),
			(Party::Person(AUTHOR), UNIT / 100 * 5),
		];
		assert_eq!(shares(id), both);
		let again = [named[0], person(EDITOR, 1)];
		assert_noop!(contribute(RECTOR, id, &again), Error::<Test>::NamedTwice);
		assert_ok!(contribute(RECTOR, id, &[organization(SCHOOL, 1), person(AUTHOR, 500)]));
	});
}
