// SPDX-License-Identifier: Apache-2.0

//! Fields that a holder shows.

use super::*;
use proptest::prelude::*;

fn shown(disclosed: Vec<Disclosure>) -> Vec<Failure> {
	failures_for(LicenseQuery { disclosed, ..query(FIRST) })
}

#[test]
fn any_fields_are_shown_alone() {
	ExtBuilder::build_and_execute(|| {
		issued();
		for index in 0..9 {
			assert_eq!(shown(vec![disclosure(index)]), []);
		}
		assert_eq!(shown(vec![disclosure(7), disclosure(2)]), []);
		assert_eq!(shown((0..9).map(disclosure).collect()), []);
	});
}

#[test]
fn a_tampered_field_is_named() {
	ExtBuilder::build_and_execute(|| {
		issued();
		let good = disclosure(3);
		let mut short = good.proof.clone();
		short.pop();
		let long = [&good.proof[..], &[H256::zero()]].concat();
		for bad in [
			Disclosure { value: "安徽省".into(), ..good.clone() },
			Disclosure { value: String::new(), ..good.clone() },
			Disclosure { name: FIELDS[4].into(), ..good.clone() },
			Disclosure { salt: [0; 16], ..good.clone() },
			Disclosure { proof: vec![], ..good.clone() },
			Disclosure { proof: short, ..good.clone() },
			Disclosure { proof: long, ..good.clone() },
			Disclosure { proof: vec![H256::zero(); 10_000], ..good.clone() },
		] {
			let shown = shown(vec![disclosure(0), bad, disclosure(8)]);
			assert_eq!(shown, [Failure::TamperedField { index: 3 }]);
		}
	});
}

#[test]
fn a_field_is_shown_at_its_own_place() {
	ExtBuilder::build_and_execute(|| {
		issued();
		for place in (0..20).chain([u32::MAX]).filter(|place| *place != 3) {
			let elsewhere = Disclosure { index: place, ..disclosure(3) };
			assert_eq!(shown(vec![elsewhere]), [Failure::TamperedField { index: place }]);
			let name = FIELDS.get(usize::try_from(place).unwrap()).copied().unwrap_or_default();
			let renamed = Disclosure { index: place, name: name.into(), ..disclosure(3) };
			assert_eq!(shown(vec![renamed]), [Failure::TamperedField { index: place }]);
		}
	});
}

#[test]
fn a_field_of_another_license_is_none() {
	ExtBuilder::build_and_execute(|| {
		issued();
		let mut other = wallet();
		other[0].2 = "另一家公司".into();
		let root = fields::root(&tree(&other)).unwrap();
		issue(Draft { root, ..draft(2) });
		assert_eq!(shown(vec![disclosure(0)]), []);
		let query = LicenseQuery { disclosed: vec![disclosure(0)], ..query(SECOND) };
		assert_eq!(failures_for(query), [Failure::TamperedField { index: 0 }]);
	});
}

#[test]
fn fields_are_those_of_the_licenses_own_version() {
	ExtBuilder::build_and_execute(|| {
		issued();
		let form = Form { fields: names(&["a", "b"]), ..form() };
		assert_ok!(Registry::amend_type(signed(GOVERNOR), code(), form));
		assert_eq!(shown(vec![disclosure(5)]), []);
		// A former version still proves what it said, and says that it is a former one.
		let amended = Draft { type_version: 2, ..next_draft(1, 2) };
		assert_ok!(Registry::amend(signed(REGISTRAR), FIRST, amended));
		assert_eq!(shown(vec![disclosure(5)]), causes(&[Cause::Superseded { by: SECOND }]));
	});
}

#[test]
fn a_check_takes_64_fields() {
	ExtBuilder::build_and_execute(|| {
		issued();
		assert_eq!(u32::try_from(MAX_DISCLOSED).unwrap(), fields::MAX_FIELDS);
		assert_eq!(shown(vec![disclosure(0); MAX_DISCLOSED]), []);
		let too_many = vec![disclosure(0); MAX_DISCLOSED + 1];
		assert_eq!(shown(too_many), [Failure::TooManyFields]);
	});
}

fn any_disclosure() -> impl Strategy<Value = Disclosure> {
	let name = prop_oneof![prop::sample::select(FIELDS.to_vec()).prop_map(String::from), ".*"];
	let proof = prop::collection::vec(any::<[u8; 32]>().prop_map(H256), 0..8);
	(prop_oneof![0..10_u32, any::<u32>()], name, ".*", any::<[u8; 16]>(), proof).prop_map(
		|(index, name, value, salt, proof)| Disclosure { index, name, value, salt, proof },
	)
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn arbitrary_fields_are_never_the_licenses(
		disclosed in prop::collection::vec(any_disclosure(), 1..12),
	) {
		ExtBuilder::build_and_execute(|| {
			issued();
			let tampered: Vec<_> = disclosed
				.iter()
				.map(|it| Failure::TamperedField { index: it.index })
				.collect();
			assert_eq!(shown(disclosed), tampered);
		});
	}

	/// A field whose value, name, salt, place or proof is another one's is not accepted.
	#[test]
	fn mixed_fields_are_not_accepted(picks in prop::array::uniform5(0..9_u32)) {
		ExtBuilder::build_and_execute(|| {
			issued();
			let [index, name, value, salt, proof] = picks;
			let mixed = Disclosure {
				index,
				name: disclosure(name).name,
				value: disclosure(value).value,
				salt: disclosure(salt).salt,
				proof: disclosure(proof).proof,
			};
			let genuine = picks.iter().all(|pick| *pick == index);
			assert_eq!(shown(vec![mixed]).is_empty(), genuine);
		});
	}
}
