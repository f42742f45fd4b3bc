// SPDX-License-Identifier: Apache-2.0

//! What clients are answered, page by page.

use super::*;
use covenant_primitives::Page;
use std::collections::BTreeSet;

/// Every page of a list, two items each.
fn all<Item, Cursor: Copy>(
	mut page: impl FnMut(Option<Cursor>, u32) -> Page<Item, Cursor>,
) -> Vec<Item> {
	let mut items = Vec::new();
	let mut cursor = None;
	loop {
		let Page { items: more, next } = page(cursor, 2);
		assert!(more.len() <= 2);
		items.extend(more);
		cursor = next;
		if cursor.is_none() {
			return items;
		}
	}
}

#[test]
fn a_license_is_found_by_id_and_identifier() {
	ExtBuilder::build_and_execute(|| {
		renewed();
		let info = Registry::query_license(FIRST).unwrap();
		assert_eq!(info.license, license(FIRST));
		assert_eq!((info.id, info.current, info.type_code), (FIRST, SECOND, code()));
		assert_eq!(info.status_code, StatusCode::Lapsed);
		assert_eq!((info.status_list, info.status_list_index), (0, 0));
		let number = license_number(code(), 1, 2);
		let by_number = Registry::query_license_by_number(number.to_string()).unwrap();
		assert_eq!(Some(by_number), Registry::query_license(SECOND));
		assert_eq!(Registry::query_license(NO_LICENSE), None);
		let unknown = license_number(code(), 2, 1).to_string();
		for text in [unknown, "1.2.156".into()] {
			assert_eq!(Registry::query_license_by_number(text), None);
		}
	});
}

#[test]
fn licenses_are_listed_by_holder() {
	ExtBuilder::build_and_execute(|| {
		registered();
		let holder = Holder { party: party(ALICE), ..draft(0).holder };
		for serial in 0..5 {
			issue(Draft { holder, ..draft(serial) });
			issue(draft(serial + 10));
		}
		let of = |account| {
			let pages =
				all(|cursor, limit| Registry::query_licenses_of(party(account), cursor, limit));
			pages.into_iter().map(|info| info.id.0).collect::<BTreeSet<_>>()
		};
		assert_eq!(of(ALICE), [0, 2, 4, 6, 8].into());
		assert_eq!(of(MANAGER), [1, 3, 5, 7, 9].into());
		assert_eq!(of(BOB), [].into());
	});
}

#[test]
fn licenses_are_listed_by_issuer_and_type_in_their_order() {
	ExtBuilder::build_and_execute(|| {
		registered();
		for serial in 0..3 {
			issue(draft(serial));
			assert_ok!(Registry::issue(signed(GOVERNOR), draft(serial + 10)));
		}
		let by = |issuer, type_code| {
			all(|cursor, limit| Registry::query_licenses_by(issuer, type_code, cursor, limit))
				.into_iter()
				.map(|info| (info.id.0, info.license.position))
				.collect::<Vec<_>>()
		};
		assert_eq!(by(CITY, code()), [(0, 0), (2, 1), (4, 2)]);
		assert_eq!(by(PROVINCE, code()), [(1, 0), (3, 1), (5, 2)]);
		assert_eq!(by(CITY, other_code()), []);
		let beyond = Registry::query_licenses_by(CITY, code(), Some(u32::MAX), 9);
		assert_eq!(beyond, Page { items: vec![], next: None });
	});
}

#[test]
fn a_history_is_told_from_its_beginning() {
	ExtBuilder::build_and_execute(|| {
		issued();
		let reason = WithholdingReason::Rectification;
		set_clock(START + DAY);
		assert_ok!(Registry::withhold(signed(REGISTRAR), FIRST, reason));
		set_clock(START + 2 * DAY);
		assert_ok!(Registry::release(signed(REGISTRAR), FIRST));
		let entries = all(|cursor, limit| Registry::query_history(FIRST, cursor, limit));
		let entry = |at, block, act| Entry { at, block, by: actor(REGISTRAR), act };
		assert_eq!(
			entries.iter().map(|info| info.entry.clone()).collect::<Vec<_>>(),
			[
				entry(START, 1, Act::Issued { operation: Operation::Issued }),
				entry(START + DAY, 2, Act::Withheld { reason }),
				entry(START + 2 * DAY, 3, Act::Released),
			]
		);
		assert_eq!(entries.iter().map(|info| info.index).collect::<Vec<_>>(), [0, 1, 2]);
		let none = Page { items: vec![], next: None };
		assert_eq!(Registry::query_history(NO_LICENSE, None, 9), none);
		assert_eq!(Registry::query_history(FIRST, Some(u32::MAX), 9), none);
	});
}

#[test]
fn uses_and_consents_are_the_certificates() {
	ExtBuilder::build_and_execute(|| {
		authorized();
		assert_ok!(Registry::request_consent(signed(COLLEAGUE), FIRST, terms()));
		assert_ok!(use_it());
		set_clock(START + DAY);
		assert_ok!(Registry::renew(signed(REGISTRAR), FIRST, renewal(1, 2)));
		assert_ok!(use_it());
		assert_ok!(use_it());
		for version in [FIRST, SECOND] {
			let uses = all(|cursor, limit| Registry::query_uses(version, cursor, limit));
			let told: Vec<_> =
				uses.iter().map(|info| (info.index, info.entry.license, info.entry.left)).collect();
			assert_eq!(told, [(0, FIRST, 2), (1, SECOND, 1), (2, SECOND, 0)]);
			let consents = all(|cursor, limit| Registry::query_consents_of(version, cursor, limit));
			let ids: BTreeSet<_> = consents.iter().map(|info| info.id).collect();
			assert_eq!(ids, [GIVEN, AGAIN].into());
		}
		let to = |organization| {
			all(|cursor, limit| Registry::query_consents_to(organization, cursor, limit))
				.into_iter()
				.map(|info| (info.id, info.standing))
				.collect::<Vec<_>>()
		};
		assert_eq!(to(BANK), [(GIVEN, ConsentStanding::UsedUp)]);
		assert_eq!(to(NEIGHBOR), [(AGAIN, ConsentStanding::NotGiven)]);
		assert_eq!(to(CITY), []);
		assert_eq!(Registry::query_consent(GIVEN).unwrap().consent, consent(GIVEN));
		assert_eq!(Registry::query_consent(NO_CONSENT), None);
		assert_eq!(Registry::query_uses(NO_LICENSE, None, 9).items, []);
		assert_eq!(Registry::query_consents_of(NO_LICENSE, None, 9).items, []);
	});
}

#[test]
fn types_are_listed_with_their_versions() {
	ExtBuilder::build_and_execute(|| {
		registered();
		for number in [*b"001", *b"002", *b"003"] {
			let registrar = "91110000600037341L".parse().unwrap();
			let type_code = TypeCode::new(registrar, number).unwrap();
			assert_ok!(Registry::register_type(
				signed(COLLEAGUE),
				type_code,
				division(""),
				unlimited()
			));
		}
		assert_ok!(Registry::amend_type(signed(GOVERNOR), code(), unlimited()));
		assert_ok!(Registry::amend_type(signed(GOVERNOR), code(), form()));

		let types = all(Registry::query_license_types);
		assert_eq!(types.len(), 4);
		let info = types.iter().find(|info| info.type_code == code()).unwrap();
		assert_eq!(Registry::query_license_type(code()).as_ref(), Some(info));
		assert_eq!((info.license_type.latest, &info.form), (3, &form()));
		assert_eq!(Registry::query_license_type(other_code()), None);

		let versions = all(|cursor, limit| Registry::query_type_versions(code(), cursor, limit));
		assert_eq!(versions.iter().map(|info| info.version).collect::<Vec<_>>(), [1, 2, 3]);
		assert_eq!(versions[1].content.form, unlimited());
		assert_eq!(Registry::query_type_versions(other_code(), None, 9).items, []);
		assert_eq!(Registry::query_type_versions(code(), Some(u32::MAX), 9).items, []);
	});
}

#[test]
fn issuers_and_recognitions_of_a_type_are_listed() {
	ExtBuilder::build_and_execute(|| {
		registered();
		neighbor_appointed();
		assert_ok!(Registry::recognize(signed(COLLEAGUE), code(), conditions()));
		let issuers = all(|cursor, limit| Registry::query_issuers(code(), cursor, limit));
		let told: BTreeSet<_> = issuers
			.iter()
			.map(|info| (info.organization, info.appointment.jurisdiction.0.to_vec()))
			.collect();
		assert_eq!(told, [(CITY, b"3401".to_vec()), (NEIGHBOR, b"3402".to_vec())].into());
		let recognitions = all(|cursor, limit| Registry::query_recognitions(code(), cursor, limit));
		assert_eq!(recognitions.len(), 1);
		assert_eq!(recognitions[0].organization, NEIGHBOR);
		assert_eq!(recognitions[0].conditions, conditions());
		assert_eq!(Registry::query_issuers(other_code(), None, 9).items, []);
		assert_eq!(Registry::query_recognitions(other_code(), None, 9).items, []);
	});
}
