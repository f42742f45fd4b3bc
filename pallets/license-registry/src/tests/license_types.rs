// SPDX-License-Identifier: Apache-2.0

use super::*;
use covenant_primitives::Uscc;
use sp_runtime::{ArithmeticError, DispatchResult};

fn register(form: Form) -> DispatchResult {
	Registry::register_type(signed(GOVERNOR), code(), division("34"), form)
}

/// Forms that say too little, and why.
fn bad_forms() -> Vec<(Form, Error<Test>)> {
	let name = |text: &[u8]| Form { name: text.to_vec().try_into().unwrap(), ..form() };
	let fields = |list: &[&str]| Form { fields: names(list), ..form() };
	let rules = |rules| Form { rules, ..form() };
	let Rules { max_period, .. } = form().rules;
	vec![
		(name(b""), Error::InvalidName),
		(name(b"  "), Error::InvalidName),
		(name(b"a\nb"), Error::InvalidName),
		(name(&[0xff]), Error::InvalidName),
		(fields(&[]), Error::InvalidFields),
		(fields(&["a", "b", "a"]), Error::InvalidFields),
		(fields(&["a", ""]), Error::InvalidFields),
		(fields(&["a", "b\t"]), Error::InvalidFields),
		(
			rules(Rules { max_period: Some(0), organizations: true, persons: true }),
			Error::InvalidRules,
		),
		(rules(Rules { max_period, organizations: false, persons: false }), Error::InvalidRules),
	]
}

#[test]
fn a_type_is_registered_in_version_one() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(register(form()));
		assert_eq!(
			Types::<Test>::get(code()),
			Some(LicenseType {
				authority: PROVINCE,
				jurisdiction: division("34"),
				latest: 1,
				retired_at: None,
			})
		);
		assert_eq!(
			TypeVersions::<Test>::get(code(), 1),
			Some(TypeVersion { form: form(), since: START })
		);
		let (actor, type_code, jurisdiction) = (actor(GOVERNOR), code(), division("34"));
		let event = Event::TypeRegistered { actor, type_code, jurisdiction, form: form() };
		assert_eq!(events(), [event]);
	});
}

#[test]
fn a_type_has_up_to_64_fields() {
	ExtBuilder::build_and_execute(|| {
		let list: Vec<_> = (0..64).map(|i| i.to_string()).collect();
		let list: Vec<_> = list.iter().map(String::as_str).collect();
		assert_ok!(register(Form { fields: names(&list), ..form() }));
	});
}

#[test]
fn a_code_is_registered_once() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(register(form()));
		for account in [GOVERNOR, COLLEAGUE] {
			assert_noop!(
				Registry::register_type(signed(account), code(), division("34"), form()),
				Error::<Test>::TypeExists
			);
		}
		assert_ok!(Registry::retire_type(signed(GOVERNOR), code()));
		assert_noop!(register(form()), Error::<Test>::TypeExists);
		assert_ok!(Registry::register_type(
			signed(COLLEAGUE),
			other_code(),
			division(""),
			unlimited()
		));
	});
}

#[test]
fn a_code_begins_with_a_credit_code() {
	use codec::Decode;
	ExtBuilder::build_and_execute(|| {
		let registrar: Uscc = "11100000000013338W".parse().unwrap();
		assert!(TypeCode::new(registrar, *b"01a").is_err());
		for bad in [b"11100000000013339W011", b"11100000000013338W01a", b"11100000000013338W01 "] {
			// As it may come out of a transaction.
			let bad = TypeCode::decode(&mut &bad[..]).unwrap();
			assert_noop!(
				Registry::register_type(signed(GOVERNOR), bad, division("34"), form()),
				Error::<Test>::InvalidTypeCode
			);
		}
	});
}

#[test]
fn a_jurisdiction_is_a_division() {
	ExtBuilder::build_and_execute(|| {
		for bad in ["3", "340100", "xx"] {
			assert_noop!(
				Registry::register_type(signed(GOVERNOR), code(), division(bad), form()),
				Error::<Test>::InvalidJurisdiction
			);
		}
	});
}

#[test]
fn a_form_says_something() {
	ExtBuilder::build_and_execute(|| {
		for (form, error) in bad_forms() {
			assert_noop!(register(form), error);
		}
	});
}

#[test]
fn an_amendment_is_the_next_version() {
	ExtBuilder::build_and_execute(|| {
		registered();
		events();
		set_clock(START + DAY);
		let other = Form { fields: names(&["a", "b"]), ..form() };
		assert_ok!(Registry::amend_type(signed(GOVERNOR), code(), other.clone()));
		assert_eq!(Types::<Test>::get(code()).unwrap().latest, 2);
		assert_eq!(TypeVersions::<Test>::get(code(), 1).unwrap().form, form());
		assert_eq!(
			TypeVersions::<Test>::get(code(), 2),
			Some(TypeVersion { form: other.clone(), since: START + DAY })
		);
		let (actor, type_code) = (actor(GOVERNOR), code());
		assert_eq!(events(), [Event::TypeAmended { actor, type_code, version: 2, form: other }]);
	});
}

#[test]
fn only_the_authority_amends_and_retires() {
	ExtBuilder::build_and_execute(|| {
		registered();
		for account in [REGISTRAR, COLLEAGUE] {
			assert_noop!(
				Registry::amend_type(signed(account), code(), form()),
				Error::<Test>::NotAuthorized
			);
			assert_noop!(
				Registry::retire_type(signed(account), code()),
				Error::<Test>::NotAuthorized
			);
		}
		for result in [
			Registry::amend_type(signed(GOVERNOR), other_code(), form()),
			Registry::retire_type(signed(GOVERNOR), other_code()),
		] {
			assert_eq!(result, Err(Error::<Test>::TypeNotFound.into()));
		}
	});
}

#[test]
fn an_amendment_says_something_too() {
	ExtBuilder::build_and_execute(|| {
		registered();
		for (form, error) in bad_forms() {
			assert_noop!(Registry::amend_type(signed(GOVERNOR), code(), form), error);
		}
	});
}

#[test]
fn versions_do_not_wrap() {
	ExtBuilder::build().execute_with(|| {
		registered();
		Types::<Test>::mutate_extant(code(), |record| record.latest = u32::MAX);
		assert_noop!(
			Registry::amend_type(signed(GOVERNOR), code(), form()),
			ArithmeticError::Overflow
		);
	});
}

#[test]
fn a_retired_type_stays_as_it_is() {
	ExtBuilder::build_and_execute(|| {
		issued();
		set_clock(START + DAY);
		events();
		assert_ok!(Registry::retire_type(signed(GOVERNOR), code()));
		let (actor, type_code) = (actor(GOVERNOR), code());
		assert_eq!(events(), [Event::TypeRetired { actor, type_code }]);
		assert_eq!(Types::<Test>::get(code()).unwrap().retired_at, Some(START + DAY));
		assert_noop!(Registry::retire_type(signed(GOVERNOR), code()), Error::<Test>::TypeRetired);
		assert_noop!(
			Registry::amend_type(signed(GOVERNOR), code(), form()),
			Error::<Test>::TypeRetired
		);
		// What was issued is checked as before, and recognized.
		assert_eq!(failures(FIRST), []);
		assert_ok!(Registry::recognize(signed(COLLEAGUE), code(), conditions()));
		neighbor_appointed();
	});
}
