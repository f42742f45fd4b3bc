// SPDX-License-Identifier: Apache-2.0

//! Filling envelopes.

use super::*;
use codec::{Decode, Encode};
use covenant_primitives::TypeCode;

fn attempt(budget: BudgetId, form: Form, terms: Terms) -> DispatchResult {
	RedEnvelope::fill(signed(TREASURER), budget, form, terms)
}

fn list_of(length: u32) -> List {
	List { root: H256::repeat_byte(1), length }
}

/// Every audience, valid.
fn audiences() -> [Audience; 5] {
	[
		Audience::Members,
		Audience::Unit(unit(PersonId(0))),
		Audience::Listed(list_of(3)),
		Audience::Licensed(type_code()),
		coded(CODE),
	]
}

#[test]
fn an_envelope_is_kept_as_it_was_filled() {
	let list = list_of(3);
	let forms = audiences().into_iter().flat_map(|audience| {
		let is_equal = Division::Equal { share: 100, audience: audience.clone() };
		let is_lucky = Division::Lucky { audience: audience.clone() };
		[
			(equal_for(audience.clone(), 100, 3), is_equal, 300, 300),
			(lucky_for(audience, 300, 3), is_lucky, 300, 0),
		]
	});
	let by_list = (Form::Assigned { total: 300, list }, Division::Assigned { list }, 300, 300);
	let by_name = (named(&[(ALICE, 90), (BOB, 110), (OUTSIDER, 100)]), Division::Named, 300, 300);
	for (form, division, total, unclaimed) in forms.chain([by_list, by_name]) {
		ExtBuilder::build_and_execute(|| {
			let id = funded(1_000);
			events();
			posted();
			let all_terms = [terms(), Terms { ranking: true, ..taxed(2_000) }];
			for (count, terms) in (0..).zip(all_terms) {
				let filled = fill_with(id, form.clone(), terms);
				let expected = Envelope {
					book: BOOK,
					budget: id,
					by: Filler { account: TREASURER, right: None },
					filled_at: START,
					division: division.clone(),
					total,
					shares: 3,
					terms,
					register: None,
				};
				assert_eq!((filled, envelope(filled)), (EnvelopeId(count), expected));
				let status = EnvelopeStatus::Open;
				let untouched = Progress { status, claimed: 0, drawn: 0, unclaimed, left: total };
				assert_eq!(progress(filled), untouched);
				let by = TREASURER;
				let (organization, budget) = (COMPANY, id);
				let event =
					Event::Filled { by, organization, budget, envelope: filled, total, shares: 3 };
				assert_eq!(events(), [event]);
				assert_eq!(posted(), [Occasion::Filled { envelope: filled }]);
				assert!(Agenda::get().contains(&(START + DAY, Task::Expire(filled))));
				assert!(EnvelopesOf::<Test>::contains_key(COMPANY, filled));
				assert!(OpenEnvelopes::<Test>::contains_key(COMPANY, filled));
			}
			assert_eq!((budget(id).available, budget(id).committed), (400, 600));
			assert_eq!((held(), free()), (1_000, FUNDS - 1_000));
			assert_eq!(Totals::get(BOOK, Account::Committed(id)), (0, 600));
		});
	}
}

#[test]
fn what_persons_are_named_for_is_kept() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(1_000);
		let id = fill(budget, named(&[(ALICE, 90), (OUTSIDER, 10)]));
		assert_eq!(Assignments::<Test>::get(id, person(ALICE)), Some(90));
		assert_eq!(Assignments::<Test>::get(id, person(OUTSIDER)), Some(10));
		assert_eq!(Assignments::<Test>::iter().count(), 2);
	});
}

#[test]
fn there_is_a_minor_unit_for_everybody_and_not_too_many_shares() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(FUNDS - 1);
		let forms = |total, shares| {
			let list = list_of(shares);
			[lucky(total, shares), Form::Assigned { total, list }]
		};
		for (total, shares) in [
			(0, 0),
			(10, 0),
			(0, 1),
			(9, 10),
			(99_999, 100_000),
			(200_000, 100_001),
			(Amount::MAX, u32::MAX),
		] {
			for form in forms(total, shares) {
				assert_noop!(attempt(budget, form, terms()), Error::<Test>::InvalidForm);
			}
		}
		for (total, shares) in [(1, 1), (10, 10), (100_000, 100_000), (100_001, 100_000)] {
			for form in forms(total, shares) {
				assert_ok!(attempt(budget, form, terms()));
			}
		}
		for (share, shares) in [(0, 0), (1, 0), (0, 1), (0, 10), (1, 100_001), (1, u32::MAX)] {
			assert_noop!(
				attempt(budget, equal(share, shares), terms()),
				Error::<Test>::InvalidForm
			);
		}
		for (share, shares) in [(1, 1), (1, 100_000), (2, 100_000)] {
			assert_ok!(attempt(budget, equal(share, shares), terms()));
		}
	});
}

#[test]
fn totals_that_overflow_are_refused() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(1_000);
		for (share, shares) in [(Amount::MAX, 2), (Amount::MAX / 2 + 1, 2), (1 << 112, 100_000)] {
			assert_noop!(
				attempt(budget, equal(share, shares), terms()),
				Error::<Test>::InvalidForm
			);
		}
		for amounts in [[Amount::MAX, 1], [1 << 127, 1 << 127]] {
			let form = named(&[(ALICE, amounts[0]), (BOB, amounts[1])]);
			assert_noop!(attempt(budget, form, terms()), Error::<Test>::InvalidForm);
		}
		// What does not overflow is not there.
		for form in [
			equal(Amount::MAX / 2, 2),
			lucky(Amount::MAX, 1),
			Form::Assigned { total: Amount::MAX, list: list_of(1) },
			named(&[(ALICE, Amount::MAX)]),
		] {
			assert_noop!(attempt(budget, form, terms()), Error::<Test>::InsufficientBudget);
		}
	});
}

#[test]
fn an_envelope_takes_no_more_than_is_available() {
	ExtBuilder::build_and_execute(|| {
		let root = funded(1_000);
		let part = below(root, 400);
		for (budget, available) in [(root, 600), (part, 400)] {
			assert_noop!(
				attempt(budget, lucky(available + 1, 1), terms()),
				Error::<Test>::InsufficientBudget
			);
			assert_ok!(attempt(budget, lucky(available, 1), terms()));
			assert_noop!(attempt(budget, equal(1, 1), terms()), Error::<Test>::InsufficientBudget);
		}
	});
}

#[test]
fn an_audience_is_somebody() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(1_000);
		// Decoding does not check it.
		let invalid = TypeCode::decode(&mut &[b'!'; 21][..]).unwrap();
		for nobody in [
			Audience::Unit(Default::default()),
			Audience::Listed(list_of(0)),
			Audience::Listed(list_of(100_001)),
			Audience::Licensed(invalid),
		] {
			for form in [lucky_for(nobody.clone(), 10, 1), equal_for(nobody.clone(), 10, 1)] {
				assert_noop!(attempt(budget, form, terms()), Error::<Test>::InvalidForm);
			}
		}
		let long = Audience::Listed(list_of(100_000));
		assert_ok!(attempt(budget, equal_for(long, 1, 1), terms()));
	});
}

#[test]
fn persons_are_named_once_each_with_something() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(1_000);
		for nothing in [&[][..], &[(ALICE, 0)], &[(ALICE, 1), (BOB, 0)]] {
			assert_noop!(attempt(budget, named(nothing), terms()), Error::<Test>::InvalidForm);
		}
		for twice in [&[(ALICE, 1), (ALICE, 1)][..], &[(ALICE, 1), (BOB, 1), (ALICE, 2)]] {
			assert_noop!(attempt(budget, named(twice), terms()), Error::<Test>::Duplicate);
		}
		let unknown = named(&[(ALICE, 1), (OUTSIDER + 1, 1)]);
		assert_noop!(attempt(budget, unknown, terms()), Error::<Test>::UnknownPerson);
		Released::mutate(|released| released.insert(person(BOB)));
		assert_noop!(attempt(budget, named(&[(BOB, 1)]), terms()), Error::<Test>::UnknownPerson);
	});
}

#[test]
fn at_most_a_hundred_are_named() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(1_000);
		let amounts: Vec<_> =
			(ALICE..ALICE + 101).map(|account| (person(account), 1_u128)).collect();
		assert_ok!(attempt(
			budget,
			Form::Named(amounts[..100].to_vec().try_into().unwrap()),
			terms()
		));
		assert_eq!(Assignments::<Test>::iter().count(), 100);
		// One more cannot even be asked for.
		let encoded = [vec![3], amounts.encode()].concat();
		assert!(Form::decode(&mut encoded.as_slice()).is_err());
		let encoded = [vec![3], amounts[..100].encode()].concat();
		assert_eq!(Form::decode(&mut encoded.as_slice()).unwrap().named(), 100);
	});
}

#[test]
fn an_envelope_is_open_for_some_time_to_come() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(1_000);
		let longest = START + 366 * DAY;
		for (opens_at, expires_at) in [
			(START, START),
			(START - 2, START - 1),
			(START - 1, START),
			(START + 2, START + 1),
			(START + 1, START + 1),
			(START, longest + 1),
			(longest, longest + 1),
			(0, Moment::MAX),
		] {
			let terms = Terms { opens_at, expires_at, ..terms() };
			assert_noop!(attempt(budget, equal(1, 1), terms), Error::<Test>::InvalidTerms);
		}
		for (opens_at, expires_at) in
			[(0, START + 1), (START, START + 1), (START + 8 * DAY, longest), (longest - 1, longest)]
		{
			let terms = Terms { opens_at, expires_at, ..terms() };
			assert_ok!(attempt(budget, equal(1, 1), terms));
		}
	});
}

#[test]
fn no_more_than_all_of_a_share_is_withheld() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(1_000);
		for part in [10_001, u16::MAX] {
			assert_noop!(attempt(budget, equal(1, 1), taxed(part)), Error::<Test>::InvalidTerms);
		}
		for part in [0, 1, 10_000] {
			assert_ok!(attempt(budget, equal(1, 1), taxed(part)));
		}
	});
}

#[test]
fn who_may_not_spend_the_budget_fills_nothing() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(1_000);
		for (account, error) in [
			(CLERK, Error::<Test>::NoRight.into()),
			(ALICE, Error::<Test>::NoRight.into()),
			(RIVAL_TREASURER, Error::<Test>::NotAuthorized.into()),
			(OUTSIDER, DispatchError::Other("no member")),
			(STRANGER, DispatchError::Other("no person")),
		] {
			let filled = || RedEnvelope::fill(signed(account), budget, equal(1, 1), terms());
			assert_noop!(filled(), error);
		}
		suspend(COMPANY, true);
		assert_noop!(attempt(budget, equal(1, 1), terms()), DispatchError::Other("suspended"));
	});
}
