// SPDX-License-Identifier: Apache-2.0

//! Recognizing types, and what that means for checks.

use super::*;
use sp_runtime::DispatchResult;

fn recognize(conditions: Conditions) -> DispatchResult {
	Registry::recognize(signed(COLLEAGUE), code(), conditions)
}

/// Why the neighbor does not recognize the first license.
fn refused() -> Vec<Unrecognized> {
	let query = LicenseQuery { asking: Some(NEIGHBOR), ..query(FIRST) };
	failures_for(query)
		.into_iter()
		.map(|failure| match failure {
			Failure::NotRecognized { why } => why,
			other => panic!("{other:?}"),
		})
		.collect()
}

#[test]
fn a_type_is_recognized_on_conditions() {
	ExtBuilder::build_and_execute(|| {
		issued();
		assert_eq!(refused(), [Unrecognized::Type]);
		events();
		assert_ok!(recognize(conditions()));
		assert_eq!(Recognitions::<Test>::get(code(), NEIGHBOR), Some(conditions()));
		let (actor, type_code) = (actor(COLLEAGUE), code());
		assert_eq!(events(), [Event::Recognized { actor, type_code, conditions: conditions() }]);
		assert_eq!(refused(), []);
	});
}

#[test]
fn each_condition_counts() {
	ExtBuilder::build_and_execute(|| {
		issued();
		for (conditions, expected) in [
			(Conditions { from: START + 1, ..conditions() }, Unrecognized::NotYet),
			(Conditions { min_version: 2, ..conditions() }, Unrecognized::Version),
			(
				Conditions { jurisdiction: division("340103"), ..conditions() },
				Unrecognized::Jurisdiction,
			),
		] {
			assert_ok!(recognize(conditions));
			assert_eq!(refused(), [expected]);
		}
		assert_ok!(recognize(Conditions { max_version: Some(1), ..conditions() }));
		assert_eq!(refused(), []);
		assert_ok!(Registry::amend_type(signed(GOVERNOR), code(), form()));
		let amended = Draft { type_version: 2, ..next_draft(1, 2) };
		assert_ok!(Registry::amend(signed(REGISTRAR), FIRST, amended));
		let asked = LicenseQuery { asking: Some(NEIGHBOR), ..query(SECOND) };
		assert_eq!(failures_for(asked), [Failure::NotRecognized { why: Unrecognized::Version }]);
	});
}

#[test]
fn recognition_ends_with_its_period() {
	ExtBuilder::build_and_execute(|| {
		issued();
		let until = START + DAY;
		assert_ok!(recognize(Conditions { until: Some(until), ..conditions() }));
		set_clock(until - 1);
		assert_eq!(refused(), []);
		set_clock(until);
		assert_eq!(refused(), [Unrecognized::Ended]);
	});
}

#[test]
fn conditions_must_be_possible() {
	ExtBuilder::build_and_execute(|| {
		registered();
		let good = conditions();
		for (bad, error) in [
			(Conditions { until: Some(START), ..good.clone() }, Error::<Test>::InvalidPeriod),
			(
				Conditions { from: START - 2, until: Some(START - 1), ..good.clone() },
				Error::InvalidPeriod,
			),
			(
				Conditions { from: START + 2 * DAY, until: Some(START + DAY), ..good.clone() },
				Error::InvalidPeriod,
			),
			(Conditions { min_version: 0, ..good.clone() }, Error::InvalidVersions),
			(
				Conditions { min_version: 3, max_version: Some(2), ..good.clone() },
				Error::InvalidVersions,
			),
			(
				Conditions { jurisdiction: division("340"), ..good.clone() },
				Error::InvalidJurisdiction,
			),
			(Conditions { jurisdiction: division(""), ..good.clone() }, Error::OutsideJurisdiction),
			(Conditions { jurisdiction: division("31"), ..good }, Error::OutsideJurisdiction),
		] {
			assert_noop!(recognize(bad), error);
		}
		assert_noop!(
			Registry::recognize(signed(COLLEAGUE), other_code(), conditions()),
			Error::<Test>::TypeNotFound
		);
		assert_noop!(
			Registry::recognize(signed(GOVERNOR), code(), conditions()),
			Error::<Test>::OwnType
		);
	});
}

#[test]
fn saying_it_again_changes_something() {
	ExtBuilder::build_and_execute(|| {
		registered();
		assert_ok!(recognize(conditions()));
		assert_noop!(recognize(conditions()), Error::<Test>::Unchanged);
		assert_ok!(recognize(Conditions { until: None, ..conditions() }));
	});
}

#[test]
fn recognition_is_withdrawn() {
	ExtBuilder::build_and_execute(|| {
		issued();
		assert_noop!(
			Registry::withdraw_recognition(signed(COLLEAGUE), code()),
			Error::<Test>::NotRecognized
		);
		assert_noop!(
			Registry::withdraw_recognition(signed(COLLEAGUE), other_code()),
			Error::<Test>::TypeNotFound
		);
		assert_ok!(recognize(conditions()));
		events();
		assert_ok!(Registry::withdraw_recognition(signed(COLLEAGUE), code()));
		let (actor, type_code) = (actor(COLLEAGUE), code());
		assert_eq!(events(), [Event::RecognitionWithdrawn { actor, type_code }]);
		assert_eq!(refused(), [Unrecognized::Type]);
	});
}

#[test]
fn the_issuer_and_the_authority_need_none() {
	ExtBuilder::build_and_execute(|| {
		issued();
		for (asking, failures) in [
			(CITY, vec![]),
			(PROVINCE, vec![]),
			(BANK, vec![Failure::NotRecognized { why: Unrecognized::Type }]),
			(UNKNOWN, vec![Failure::NotRecognized { why: Unrecognized::Type }]),
		] {
			assert_eq!(
				failures_for(LicenseQuery { asking: Some(asking), ..query(FIRST) }),
				failures
			);
		}
		// Another issuer of the same type needs one: cities recognize each other's licenses.
		neighbor_appointed();
		assert_eq!(refused(), [Unrecognized::Type]);
	});
}
