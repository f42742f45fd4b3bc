// SPDX-License-Identifier: Apache-2.0

//! Fingerprints, compared with what Python's `hashlib.blake2b` makes of the documented bytes.

use super::*;
use crate::fingerprints::{fingerprint, partial, partials as all, Fields, Invalid, Number, Secret};
use proptest::prelude::*;

/// The bytes from 0 to 31.
fn secret() -> Secret {
	core::array::from_fn(|index| u8::try_from(index).unwrap())
}

fn fields() -> Fields {
	serde_json::from_str(
		r#"{
			"seller": "91110000600037341L",
			"buyer": "91110000600037340H",
			"number": "26442000000123456789",
			"date": "2026-10-15",
			"amount": "11300000"
		}"#,
	)
	.unwrap()
}

fn hex(digest: H256) -> String {
	format!("{digest:?}")
}

#[test]
fn exact_fingerprints_are_as_documented() {
	assert_eq!(
		hex(fingerprint(&fields(), &secret())),
		"0xa2a44f67b90e76d43c5931f6e2f91bf7f25a689cb2071dd0e59263706517c025"
	);
	let code = Some("044001900111".parse().unwrap());
	let paper = Fields { code, number: "00123456".parse().unwrap(), ..fields() };
	assert_eq!(
		hex(fingerprint(&paper, &secret())),
		"0xf986a80648392fff4b8c8e2a8d6cac1d83a1868fc48aa297e5e4eeb6a49c1627"
	);
}

#[test]
fn partial_fingerprints_are_as_documented() {
	let expected = [
		"0x57a0392ce7fa2c6c82819a325c3b0b39f18a6278fa0dee24785445c36e2aae14",
		"0x287dfca0d24449ea9ab0215bbf28af0a366f6378e6a22ccda868b0b858a1a8a8",
		"0xf78395f2cfecdc4d59b651b778ca44e51b58d27d8d32408eaeda1bd276264a74",
		"0xc7e3b283d4ee12b204ad735f33fa9fb177064f1862eb9d114382e702e8e636e3",
	];
	assert_eq!(PartialKind::ALL.map(|kind| hex(partial(kind, &fields(), &secret()))), expected);
	let made = all(&fields(), &secret(), None);
	assert_eq!(made.iter().map(|it| hex(it.digest)).collect::<Vec<_>>(), expected);
	assert_eq!(made.iter().map(|it| it.kind).collect::<Vec<_>>(), PartialKind::ALL);
	let two = all(&fields(), &secret(), Some(&[7; 32]));
	assert_eq!((two.len(), &two[..4]), (8, &made[..]));
	assert_eq!(two[4].digest, partial(PartialKind::NumberAndSeller, &fields(), &[7; 32]));
}

#[test]
fn the_secret_changes_all() {
	let (this, next) = (secret(), [7; 32]);
	assert_ne!(fingerprint(&fields(), &this), fingerprint(&fields(), &next));
	for kind in PartialKind::ALL {
		assert_ne!(partial(kind, &fields(), &this), partial(kind, &fields(), &next));
	}
}

/// What each field changes: the exact fingerprint always, of the partial ones those that have it.
#[test]
fn copies_agree_in_what_was_not_changed() {
	use PartialKind::*;
	let original = fields();
	let other = "11330105002500280N".parse().unwrap();
	let cases = [
		(Fields { seller: other, ..fields() }, vec![NumberAndAmount]),
		(Fields { buyer: other, ..fields() }, vec![NumberAndSeller, NumberAndAmount]),
		(Fields { code: Some("1".parse().unwrap()), ..fields() }, PartialKind::ALL.to_vec()),
		(
			Fields { number: "1".parse().unwrap(), ..fields() },
			vec![DateAmountParties, AmountAndParties],
		),
		(
			Fields { date: "2026-10-16".parse().unwrap(), ..fields() },
			vec![NumberAndSeller, NumberAndAmount, AmountAndParties],
		),
		(Fields { amount: 11_300_001, ..fields() }, vec![NumberAndSeller]),
	];
	for (copy, same) in cases {
		assert_ne!(fingerprint(&copy, &secret()), fingerprint(&original, &secret()));
		let agree = |kind: &PartialKind| {
			partial(*kind, &copy, &secret()) == partial(*kind, &original, &secret())
		};
		assert_eq!(PartialKind::ALL.into_iter().filter(agree).collect::<Vec<_>>(), same);
	}
}

#[test]
fn fields_do_not_run_into_one_another() {
	let number = |text: &str| text.parse::<Number>().unwrap();
	let one = Fields { code: Some(number("12")), number: number("3"), ..fields() };
	let two = Fields { code: Some(number("1")), number: number("23"), ..fields() };
	assert_ne!(fingerprint(&one, &secret()), fingerprint(&two, &secret()));
}

#[test]
fn numbers_are_read_as_people_write_them() {
	for text in ["0012 3456ab", "００１２３４５６ａｂ", "0012-3456/AB", "0012.3456\u{3000}Ab"]
	{
		assert_eq!(text.parse::<Number>(), "00123456AB".parse(), "{text}");
	}
	assert_ne!("0123".parse::<Number>(), "123".parse());
	let long = "1".repeat(33);
	for text in ["", " - ", "№1", "一二三", "12_3", "1\n2", long.as_str()] {
		assert_eq!(text.parse::<Number>(), Err(Invalid), "{text}");
	}
	assert!("1".repeat(32).parse::<Number>().is_ok());
	assert!(serde_json::from_str::<Number>(r#""?""#).is_err());
	let json = serde_json::to_value(fields()).unwrap();
	assert_eq!((&json["amount"], &json["code"]), (&"11300000".into(), &().into()));
	assert_eq!(serde_json::from_value::<Fields>(json).unwrap(), fields());
}

#[test]
fn the_largest_amount_has_a_fingerprint() {
	let largest = Fields { amount: u128::MAX, ..fields() };
	let least = Fields { amount: 0, ..fields() };
	assert_ne!(fingerprint(&largest, &secret()), fingerprint(&least, &secret()));
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(256))]

	#[test]
	fn any_text_is_read_or_refused(text in ".{0,40}") {
		if let Ok(number) = text.parse::<Number>() {
			let written = String::from(number.clone());
			prop_assert!((1..=32).contains(&written.len()));
			prop_assert_eq!(written.parse(), Ok(number));
		}
	}
}
