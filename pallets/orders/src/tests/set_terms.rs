// SPDX-License-Identifier: Apache-2.0

//! On which terms resources can be ordered.

use super::*;
use covenant_primitives::{catalog::Note, Region};
use sp_runtime::{
	traits::{BlakeTwo256, Hash},
	ArithmeticError,
};

fn terms_of(resource: ResourceId) -> Terms {
	TermsOf::<Test>::get(resource).unwrap()
}

/// Whether the school can offer a course on such conditions.
fn taken(conditions: Conditions) -> DispatchResult {
	set_terms(DEAN, offer(SCHOOL, Kind::Course, None), conditions)
}

/// What is in range is taken, and what is beside it is not.
fn within(lowest: u64, highest: u64, conditions: impl Fn(u64) -> Conditions) {
	for value in [lowest, lowest + 1, highest - 1, highest] {
		assert_ok!(taken(conditions(value)));
	}
	for value in [lowest.checked_sub(1), Some(highest + 1), Some(u64::MAX)].into_iter().flatten() {
		assert_noop!(taken(conditions(value)), Error::<Test>::InvalidTerms);
	}
}

fn usual() -> Conditions {
	conditions(Method::Statement)
}

#[test]
fn terms_are_kept_noted_and_reported() {
	ExtBuilder::build_and_execute(|| {
		let resource = offer(SCHOOL, Kind::Course, None);
		let by = Actor { account: DEAN, organization: SCHOOL };
		for (revision, open) in [(0, true), (1, false)] {
			let eligibility = Eligibility { credit: 7, ..anybody() };
			let terms = Terms { revision, open, conditions: usual(), eligibility };
			let eligibility = terms.eligibility.clone();
			assert_ok!(Market::set_terms(signed(DEAN), resource, open, usual(), eligibility));
			assert_eq!(terms_of(resource), terms);
			let noted = Note::TermsSet { revision, terms: BlakeTwo256::hash_of(&terms) };
			assert_eq!(Notes::get().last(), Some(&(resource, noted)));
			System::assert_last_event(Event::TermsSet { resource, terms, by: by.clone() }.into());
		}
		assert_eq!((Notes::get().len(), TermsOf::<Test>::iter().count()), (2, 1));
	});
}

#[test]
fn windows_last_from_a_moment_to_a_leap_year() {
	ExtBuilder::build_and_execute(|| {
		assert_eq!(MAX_WINDOW, 366 * DAY);
		within(1, MAX_WINDOW, |answer| Conditions { answer, ..usual() });
		within(1, MAX_WINDOW, |delivery| Conditions { delivery, ..usual() });
		within(1, MAX_WINDOW, |acceptance| Conditions { acceptance, ..usual() });
		within(1, MAX_WINDOW, |period| Conditions { period: Some(period), ..usual() });
	});
}

#[test]
fn notice_can_be_nothing() {
	ExtBuilder::build_and_execute(|| {
		within(0, MAX_WINDOW, |notice| Conditions { notice, ..usual() });
	});
}

#[test]
fn a_fee_is_at_most_the_whole() {
	ExtBuilder::build_and_execute(|| {
		for fee in [0, 1, 9_999, 10_000] {
			assert_ok!(taken(Conditions { fee, ..usual() }));
		}
		for fee in [10_001, u16::MAX] {
			assert_noop!(taken(Conditions { fee, ..usual() }), Error::<Test>::InvalidTerms);
		}
	});
}

#[test]
fn each_kind_is_delivered_in_its_ways() {
	ExtBuilder::build_and_execute(|| {
		use Method::*;
		for kind in KINDS {
			let ways: &[Method] = match kind {
				Kind::Course | Kind::Equipment | Kind::Facility | Kind::ExpertTime => {
					&[Statement, Attendance]
				}
				Kind::Content => &[Key, Grant],
				Kind::DataSet => &[Key, Grant, Computation],
				Kind::Project => &[Milestones],
			};
			for method in METHODS {
				let resource = offer(SCHOOL, kind, None);
				let set = || set_terms(DEAN, resource, conditions(method));
				if ways.contains(&method) {
					assert_ok!(set());
				} else {
					assert_noop!(set(), Error::<Test>::WrongMethod);
				}
			}
		}
	});
}

#[test]
fn what_is_an_orders_own_is_approved() {
	ExtBuilder::build_and_execute(|| {
		for (kind, method) in [
			(Kind::Course, Method::Statement),
			(Kind::Course, Method::Attendance),
			(Kind::DataSet, Method::Key),
			(Kind::DataSet, Method::Grant),
		] {
			assert_ok!(set_terms(DEAN, offer(SCHOOL, kind, None), at_once(method)));
		}
		for (kind, method) in
			[(Kind::DataSet, Method::Computation), (Kind::Project, Method::Milestones)]
		{
			let resource = offer(SCHOOL, kind, None);
			let set = |conditions| set_terms(DEAN, resource, conditions);
			assert_noop!(set(at_once(method)), Error::<Test>::NeedsApproval);
			assert_ok!(set(conditions(method)));
		}
	});
}

#[test]
fn an_arbiter_arbitrates_and_is_no_side() {
	ExtBuilder::build_and_execute(|| {
		let with = |arbiter| taken(Conditions { arbiter, ..usual() });
		assert_ok!(with(Some(COURT)));
		for wrong in [SCHOOL, COLLEGE, COMPANY, NOBODY] {
			assert_noop!(with(Some(wrong)), Error::<Test>::WrongArbiter);
		}
		let courts = offer(COURT, Kind::Course, None);
		assert_noop!(set_terms(JUDGE, courts, usual()), Error::<Test>::WrongArbiter);
		assert_ok!(set_terms(JUDGE, courts, Conditions { arbiter: None, ..usual() }));
		suspend(COURT, true);
		assert_noop!(with(Some(COURT)), Error::<Test>::WrongArbiter);
		assert_ok!(with(None));
		suspend(COURT, false);
		remove(COURT);
		assert_noop!(with(Some(COURT)), Error::<Test>::WrongArbiter);
	});
}

/// What it costs can change later, so that only orders need one.
#[test]
fn terms_of_what_costs_something_can_be_without_arbiter() {
	ExtBuilder::build_and_execute(|| {
		let conditions = Conditions { arbiter: None, ..usual() };
		assert_ok!(set_terms(DEAN, offer(SCHOOL, Kind::Course, price(1, Per::Use)), conditions));
	});
}

fn eligible(eligibility: Eligibility) -> DispatchResult {
	let resource = offer(SCHOOL, Kind::Course, None);
	Market::set_terms(signed(DEAN), resource, true, usual(), eligibility)
}

#[test]
fn no_credit_score_is_beyond_a_thousand() {
	ExtBuilder::build_and_execute(|| {
		for credit in [0, 1, 999, 1_000] {
			assert_ok!(eligible(Eligibility { credit, ..anybody() }));
		}
		for credit in [1_001, u16::MAX] {
			let wrong = Eligibility { credit, ..anybody() };
			assert_noop!(eligible(wrong), Error::<Test>::InvalidEligibility);
		}
	});
}

#[test]
fn regions_are_divisions() {
	ExtBuilder::build_and_execute(|| {
		let within = |codes: &[u32]| {
			let regions = codes.iter().map(|code| Region(*code));
			let regions = regions.collect::<alloc::collections::BTreeSet<_>>();
			eligible(Eligibility { regions: Regions::try_from(regions).unwrap(), ..anybody() })
		};
		assert_ok!(within(&[100_000]));
		assert_ok!(within(&[330_106, 310_000, 320_500]));
		for wrong in [&[0][..], &[330_006], &[990_000], &[330_106, 1]] {
			assert_noop!(within(wrong), Error::<Test>::InvalidEligibility);
		}
	});
}

#[test]
fn nothing_is_changed_by_the_same_terms() {
	ExtBuilder::build_and_execute(|| {
		let resource = course();
		let set = |open, conditions, eligibility| {
			Market::set_terms(signed(DEAN), resource, open, conditions, eligibility)
		};
		assert_noop!(set(true, usual(), anybody()), Error::<Test>::Unchanged);
		assert_ok!(set(false, usual(), anybody()));
		assert_noop!(set(false, usual(), anybody()), Error::<Test>::Unchanged);
		let other = Conditions { fee: 2_001, ..usual() };
		assert_ok!(set(false, other, anybody()));
		assert_ok!(set(false, other, Eligibility { credit: 1, ..anybody() }));
		// What was before is a change again.
		assert_ok!(set(true, usual(), anybody()));
		assert_eq!(terms_of(resource).revision, 4);
	});
}

#[test]
fn terms_are_not_changed_without_end() {
	ExtBuilder::build_and_execute(|| {
		let resource = course();
		let last = Terms { revision: u32::MAX, ..terms_of(resource) };
		TermsOf::<Test>::insert(resource, &last);
		let other = Conditions { fee: 1, ..usual() };
		assert_noop!(set_terms(DEAN, resource, other), ArithmeticError::Overflow);
	});
}

#[test]
fn only_what_is_offered_has_terms() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(set_terms(DEAN, NOWHERE, usual()), Error::<Test>::NotOffered);
		let resource = course();
		retire(resource);
		assert_noop!(
			set_terms(DEAN, resource, at_once(Method::Statement)),
			Error::<Test>::NotOffered
		);
	});
}

#[test]
fn only_its_owner_says_so() {
	ExtBuilder::build_and_execute(|| {
		let resource = course();
		let other = at_once(Method::Statement);
		assert_noop!(set_terms(RECTOR, resource, other), Error::<Test>::NotAuthorized);
		change(resource, |offer| offer.owner = COLLEGE);
		assert_noop!(set_terms(DEAN, resource, other), Error::<Test>::NotAuthorized);
		// Numbers go on with a new owner: nobody who saw the former's agrees to its.
		assert_ok!(set_terms(RECTOR, resource, other));
		assert_eq!(terms_of(resource).revision, 1);
	});
}
