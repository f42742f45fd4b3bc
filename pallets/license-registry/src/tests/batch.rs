// SPDX-License-Identifier: Apache-2.0

//! Issuing many at once: all, or none.

use super::*;
use sp_runtime::DispatchResult;

fn attempt(drafts: Vec<Draft>) -> DispatchResult {
	Registry::issue_batch(signed(REGISTRAR), drafts.try_into().unwrap())
}

fn drafts(count: u32) -> Vec<Draft> {
	(0..count).map(draft).collect()
}

#[test]
fn two_hundred_are_issued_at_once() {
	ExtBuilder::build_and_execute(|| {
		issued();
		events();
		assert_ok!(attempt((100..300).map(draft).collect()));
		assert_eq!(NextLicenseId::<Test>::get(), LicenseId(201));
		assert_eq!(SeriesLength::<Test>::get(series()), 201);
		assert_eq!(license(LicenseId(200)).position, 200);
		assert_eq!(events().len(), 200);
		assert_eq!(failures(LicenseId(200)), []);
	});
}

#[test]
fn an_empty_batch_is_refused() {
	ExtBuilder::build_and_execute(|| {
		registered();
		assert_noop!(attempt(vec![]), Error::<Test>::Empty);
	});
}

#[test]
fn one_that_cannot_be_issued_stops_all() {
	ExtBuilder::build_and_execute(|| {
		registered();
		let good = draft(1);
		for (bad, error) in [
			(Draft { root: H256::zero(), ..good.clone() }, Error::<Test>::InvalidContent),
			(Draft { valid_until: None, ..good.clone() }, Error::InvalidPeriod),
			(Draft { jurisdiction: division("3402"), ..good.clone() }, Error::OutsideJurisdiction),
			(Draft { type_version: 2, ..good.clone() }, Error::StaleVersion),
			(Draft { base: Some(NO_LICENSE), ..good.clone() }, Error::InvalidBase),
			(next_draft(1, 2), Error::WrongSequence),
			(Draft { number: BoundedVec::new(), ..good }, Error::InvalidNumber),
		] {
			let error: sp_runtime::DispatchError = error.into();
			for place in [0, 3, 6] {
				let mut drafts: Vec<_> = (10..16).map(draft).collect();
				drafts.insert(place, bad.clone());
				assert_noop!(attempt(drafts), error);
			}
		}
		assert_eq!(NextLicenseId::<Test>::get(), FIRST);
	});
}

#[test]
fn an_identifier_is_used_once_within_a_batch_too() {
	ExtBuilder::build_and_execute(|| {
		issued();
		let mut twice: Vec<_> = (10..16).map(draft).collect();
		twice.push(draft(10));
		assert_noop!(attempt(twice), Error::<Test>::AlreadyIssued);
		let issued_before = vec![draft(10), draft(1)];
		assert_noop!(attempt(issued_before), Error::<Test>::AlreadyIssued);
	});
}

#[test]
fn a_batch_is_of_one_type() {
	ExtBuilder::build_and_execute(|| {
		registered();
		assert_ok!(Registry::register_type(
			signed(REGISTRAR),
			other_code(),
			division("34"),
			form()
		));
		let other = Draft { number: text(&license_number(other_code(), 1, 1)), ..draft(1) };
		assert_noop!(attempt(vec![draft(1), other.clone()]), Error::<Test>::TypeMismatch);
		assert_ok!(attempt(vec![other]));
	});
}

#[test]
fn what_a_single_license_needs_a_batch_needs() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(attempt(drafts(2)), Error::<Test>::TypeNotFound);
		registered();
		assert_noop!(
			Registry::issue_batch(signed(COLLEAGUE), drafts(2).try_into().unwrap()),
			Error::<Test>::NotAnIssuer
		);
		assert_ok!(Registry::retire_type(signed(GOVERNOR), code()));
		assert_noop!(attempt(drafts(2)), Error::<Test>::TypeRetired);
	});
}

#[test]
fn one_of_a_batch_may_stand_on_another() {
	ExtBuilder::build_and_execute(|| {
		registered();
		assert_ok!(attempt(vec![draft(1), Draft { base: Some(FIRST), ..draft(2) }]));
		assert_eq!(license(SECOND).base, Some(FIRST));
	});
}
