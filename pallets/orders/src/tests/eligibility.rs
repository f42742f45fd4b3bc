// SPDX-License-Identifier: Apache-2.0

//! Who may ask.

use super::*;
use alloc::collections::BTreeSet;
use covenant_primitives::{OrganizationKind, Region};

/// A free course for whoever is eligible.
fn course_for(eligibility: Eligibility) -> ResourceId {
	let course = offer(SCHOOL, Kind::Course, None);
	let conditions = Conditions { arbiter: None, ..conditions(Method::Statement) };
	assert_ok!(Market::set_terms(signed(DEAN), course, true, conditions, eligibility));
	course
}

fn only_kinds(kinds: &[OrganizationKind]) -> Eligibility {
	let kinds = kinds.iter().copied().collect::<BTreeSet<_>>().try_into().unwrap();
	Eligibility { kinds, ..anybody() }
}

fn only_regions(codes: &[u32]) -> Eligibility {
	let regions = codes.iter().map(|code| Region(*code)).collect::<BTreeSet<_>>();
	Eligibility { regions: regions.try_into().unwrap(), ..anybody() }
}

#[test]
fn who_is_not_asked_for_anything_may_ask() {
	ExtBuilder::build_and_execute(|| {
		let course = course_for(anybody());
		for account in [RECTOR, MANAGER, JUDGE, CLERK] {
			assert_ok!(request(account, course, ask(0)));
		}
	});
}

#[test]
fn kinds_are_let_in_or_not() {
	ExtBuilder::build_and_execute(|| {
		use OrganizationKind::*;
		let schools = course_for(only_kinds(&[School]));
		assert_noop!(request(MANAGER, schools, ask(0)), Error::<Test>::WrongKind);
		assert_ok!(request(RECTOR, schools, ask(0)));
		let both = course_for(only_kinds(&[Bank, School, Enterprise]));
		assert_noop!(request(JUDGE, both, ask(0)), Error::<Test>::WrongKind);
		assert_ok!(request(MANAGER, both, ask(0)));
		let all = [Department, School, Enterprise, Bank, GridCompany, Court, Notary, Other];
		assert_ok!(request(JUDGE, course_for(only_kinds(&all)), ask(0)));
	});
}

#[test]
fn regions_let_in_who_is_registered_there() {
	ExtBuilder::build_and_execute(|| {
		// The college is in Ningbo, the company in Shanghai, and the court nowhere.
		for (codes, college, company) in [
			(&[330_206][..], true, false),
			(&[330_200], true, false),
			(&[330_000], true, false),
			(&[330_106], false, false),
			(&[330_106, 310_000], false, true),
			(&[330_000, 310_104], true, true),
			(&[100_000], true, true),
		] {
			let course = course_for(only_regions(codes));
			for (account, may) in [(RECTOR, college), (MANAGER, company), (JUDGE, false)] {
				let asked = || request(account, course, ask(0));
				if may {
					assert_ok!(asked());
				} else {
					assert_noop!(asked(), Error::<Test>::WrongRegion);
				}
			}
		}
	});
}

#[test]
fn credit_is_at_least_so_good() {
	ExtBuilder::build_and_execute(|| {
		let course = course_for(Eligibility { credit: 600, ..anybody() });
		let asked = || request(MANAGER, course, ask(0));
		assert_noop!(asked(), Error::<Test>::CreditTooLow);
		for (score, may) in [(0, false), (599, false), (600, true), (1_000, true)] {
			Scores::set([(COMPANY, score), (COLLEGE, 1_000)].into());
			if may {
				assert_ok!(asked());
			} else {
				assert_noop!(asked(), Error::<Test>::CreditTooLow);
			}
		}
		Scores::set([].into());
		assert_ok!(request(MANAGER, course_for(anybody()), ask(0)));
	});
}

#[test]
fn a_license_is_shown_by_whom_it_belongs_to() {
	ExtBuilder::build_and_execute(|| {
		let course = course_for(Eligibility { license: Some(type_code()), ..anybody() });
		let asked = |license| request(MANAGER, course, Ask { license, ..ask(0) });
		let seven = Some(LicenseId(7));
		assert_noop!(asked(None), Error::<Test>::NoLicense);
		assert_noop!(asked(seven), DispatchError::Other("no license"));
		LicenseHolder::set(Some(party(COLLEGE)));
		assert_noop!(asked(seven), DispatchError::Other("no license"));
		LicenseHolder::set(Some(party(COMPANY)));
		assert_noop!(asked(None), Error::<Test>::NoLicense);
		assert_noop!(asked(Some(LicenseId(8))), DispatchError::Other("no license"));
		assert_ok!(asked(seven));
	});
}

#[test]
fn a_license_of_another_type_does_not_do() {
	ExtBuilder::build_and_execute(|| {
		let other = "11100000000013338W028".parse().unwrap();
		let course = course_for(Eligibility { license: Some(other), ..anybody() });
		LicenseHolder::set(Some(party(COMPANY)));
		let asked = Ask { license: Some(LicenseId(7)), ..ask(0) };
		assert_noop!(request(MANAGER, course, asked), DispatchError::Other("no license"));
	});
}

#[test]
fn a_license_that_nobody_asks_for_is_not_looked_at() {
	ExtBuilder::build_and_execute(|| {
		let asked = Ask { license: Some(LicenseId(8)), ..ask(0) };
		assert_ok!(request(MANAGER, course_for(anybody()), asked));
	});
}

#[test]
fn a_capability_is_the_organizations() {
	ExtBuilder::build_and_execute(|| {
		let course = course_for(Eligibility { capability: Some(Capability::Audit), ..anybody() });
		for account in [MANAGER, JUDGE] {
			assert_noop!(request(account, course, ask(0)), Error::<Test>::NoCapability);
		}
		assert_ok!(request(RECTOR, course, ask(0)));
	});
}

#[test]
fn everything_that_is_asked_for_is_needed() {
	ExtBuilder::build_and_execute(|| {
		let all = Eligibility {
			kinds: only_kinds(&[OrganizationKind::School]).kinds,
			regions: only_regions(&[330_000]).regions,
			credit: 500,
			license: Some(type_code()),
			capability: Some(Capability::Audit),
		};
		Scores::set([(COLLEGE, 500)].into());
		LicenseHolder::set(Some(party(COLLEGE)));
		let shown = Ask { license: Some(LicenseId(7)), ..ask(0) };
		let asked = |it: &Eligibility| request(RECTOR, course_for(it.clone()), shown.clone());
		assert_ok!(asked(&all));
		let court = only_kinds(&[OrganizationKind::Court]).kinds;
		let shanghai = only_regions(&[310_000]).regions;
		let other = Some("11100000000013338W028".parse().unwrap());
		for (wrong, error) in [
			(Eligibility { kinds: court, ..all.clone() }, Error::<Test>::WrongKind.into()),
			(Eligibility { regions: shanghai, ..all.clone() }, Error::<Test>::WrongRegion.into()),
			(Eligibility { credit: 501, ..all.clone() }, Error::<Test>::CreditTooLow.into()),
			(Eligibility { license: other, ..all.clone() }, DispatchError::Other("no license")),
			(
				Eligibility { capability: Some(Capability::Notarize), ..all.clone() },
				Error::<Test>::NoCapability.into(),
			),
		] {
			let course = course_for(wrong);
			assert_noop!(request(RECTOR, course, shown.clone()), error);
		}
	});
}

/// Who may ask is looked at when it asks.
#[test]
fn who_was_eligible_keeps_its_order() {
	ExtBuilder::build_and_execute(|| {
		let course = course_for(Eligibility { credit: 600, ..anybody() });
		Scores::set([(COMPANY, 600)].into());
		let id = ordered(course, ask(0));
		Scores::set([(COMPANY, 10)].into());
		assert_ok!(Market::approve(signed(DEAN), id));
		assert_ok!(deliver(id, statement()));
		assert_ok!(accept(id));
	});
}
