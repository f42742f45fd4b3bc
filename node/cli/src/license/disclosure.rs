// SPDX-License-Identifier: Apache-2.0

//! Disclosures: what a holder shows of a license.
//!
//! ```json
//! {
//!   "license": { "id": 7 } or { "number": "1.2.156.3005.2.…" } or null,
//!   "root": "0x…",
//!   "fieldCount": 9,
//!   "disclosed": [{ "index": 2, "name": "…", "value": "…", "salt": "0x…", "proof": ["0x…", …] }, …]
//! }
//! ```
//!
//! `license` and `disclosed` are what the JSON-RPC method `licenses_check` takes. Whoever has the
//! root from elsewhere needs no node: `covenant_primitives::fields` says how a field is verified.

use super::{arguments::Named, frames, wallet::Wallet};
use crate::{
	failure::{Failure, Result},
	file,
};
use covenant_primitives::{
	fields::{self, Field, MAX_FIELDS},
	json, Salt,
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, path::Path};
use subxt::utils::H256;

/// A disclosure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Disclosure {
	#[serde(default)]
	pub license: Option<Named>,
	pub root: H256,
	pub field_count: u32,
	pub disclosed: Vec<Shown>,
}

/// A field that is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
	pub index: u32,
	pub name: String,
	pub value: String,
	#[serde(with = "json::hex")]
	pub salt: Salt,
	pub proof: Vec<H256>,
}

impl Disclosure {
	/// Shows the fields of these names.
	pub fn new(wallet: &Wallet, names: &[String], license: Option<Named>) -> Result<Self> {
		let own: Vec<_> = wallet.fields.iter().map(|field| &field.name).collect();
		let place = |name: &String| {
			own.iter().position(|other| *other == name).ok_or_else(|| {
				Failure::Usage(format!("the wallet has no field {name:?}; it has {own:?}"))
			})
		};
		// A field that is named twice is shown once.
		let places = names.iter().map(place).collect::<Result<BTreeSet<_>>>()?;
		let leaves = wallet.leaves();
		let show = |place: usize| {
			let index = u32::try_from(place).ok()?;
			let field = wallet.fields.get(place)?;
			Some(Shown {
				index,
				name: field.name.clone(),
				value: field.value.clone(),
				salt: field.salt,
				proof: fields::prove(&leaves, index)?
					.into_iter()
					.map(|node| H256(node.0))
					.collect(),
			})
		};
		let disclosed = places.into_iter().map(show).collect::<Option<_>>();
		let field_count = u32::try_from(leaves.len()).ok();
		disclosed
			.zip(field_count)
			.map(|(disclosed, field_count)| Self {
				license,
				root: wallet.root,
				field_count,
				disclosed,
			})
			.ok_or_else(|| Failure::Other("a field that cannot be proven".into()))
	}

	/// Reads a file, or `-` for standard input: JSON, or frames of QR codes, one on each line.
	pub fn load(path: &Path) -> Result<Self> {
		Self::parse(&file::read(path)?)
			.map_err(|why| Failure::Usage(format!("{}: {why}", path.display())))
	}

	fn parse(text: &str) -> std::result::Result<Self, String> {
		let start = text.trim_start_matches('\u{feff}').trim_start();
		let bytes = match start.get(..3) {
			Some(scheme) if scheme.eq_ignore_ascii_case("ur:") => frames::join(text)?,
			_ => start.as_bytes().to_vec(),
		};
		let disclosure: Self = serde_json::from_slice(&bytes)
			.map_err(|error| format!("neither a disclosure nor frames of one: {error}"))?;
		disclosure.ensure_distinct()?;
		Ok(disclosure)
	}

	/// Refuses what shows a field twice, or more fields than there can be.
	fn ensure_distinct(&self) -> std::result::Result<(), String> {
		let mut indices = BTreeSet::new();
		if let Some(twice) = self.disclosed.iter().find(|shown| !indices.insert(shown.index)) {
			return Err(format!("field {} is shown twice", twice.index));
		}
		match u32::try_from(indices.len()) {
			Ok(0..=MAX_FIELDS) => Ok(()),
			_ => Err(format!("more than {MAX_FIELDS} fields are shown")),
		}
	}

	/// As JSON without blanks.
	pub fn compact(&self) -> Result<String> {
		serde_json::to_string(self).map_err(|error| Failure::Other(error.to_string()))
	}

	/// As JSON for people.
	pub fn pretty(&self) -> Result<String> {
		serde_json::to_string_pretty(self).map_err(|error| Failure::Other(error.to_string()))
	}

	/// Whether each field that is shown is one of those that `root` pins.
	pub fn genuine(&self, root: H256) -> Vec<bool> {
		let is_genuine = |shown: &Shown| {
			let proof: Vec<_> = shown.proof.iter().map(|node| node.0.into()).collect();
			let field = Field {
				salt: shown.salt,
				name: shown.name.as_bytes(),
				value: shown.value.as_bytes(),
			};
			self.root == root
				&& fields::verify(root.0.into(), self.field_count, shown.index, &field, &proof)
		};
		self.disclosed.iter().map(is_genuine).collect()
	}
}

#[cfg(test)]
pub mod tests {
	use super::*;
	use crate::license::wallet::tests::content;
	use proptest::prelude::*;

	pub fn wallet(count: usize) -> Wallet {
		Wallet::new(content(count)).unwrap()
	}

	pub fn disclosure(wallet: &Wallet, places: &[usize]) -> Disclosure {
		let names: Vec<_> = places.iter().map(|at| format!("field {at}")).collect();
		Disclosure::new(wallet, &names, None).unwrap()
	}

	#[test]
	fn fields_are_shown_with_their_proofs_and_nothing_else() {
		let wallet = wallet(9);
		let shown = disclosure(&wallet, &[7, 2, 7]);
		assert_eq!(shown.field_count, 9);
		let indices: Vec<_> = shown.disclosed.iter().map(|shown| shown.index).collect();
		assert_eq!(indices, [2, 7]);
		assert_eq!(shown.genuine(wallet.root), [true, true]);
		let text = shown.compact().unwrap();
		for (at, field) in wallet.fields.iter().enumerate() {
			assert_eq!(text.contains(&field.name), [2, 7].contains(&at), "{at}");
			assert_eq!(text.contains(&hex::encode(field.salt)), [2, 7].contains(&at), "{at}");
		}
		let failure = Disclosure::new(&wallet, &["other".into()], None).unwrap_err();
		assert!(matches!(&failure, Failure::Usage(why) if why.contains("\"field 8\"")));
	}

	#[test]
	fn disclosures_survive_each_form() {
		for license in [None, Some(Named::Id(7))] {
			let shown = Disclosure { license, ..disclosure(&wallet(20), &[0, 5, 19]) };
			let frames = frames::split(shown.compact().unwrap().as_bytes()).unwrap();
			assert!(frames.len() > 1);
			for text in [
				shown.compact().unwrap(),
				format!("\u{feff}\n{}", shown.pretty().unwrap()),
				frames.join("\n"),
				format!("\n{}", frames.join("\r\n").to_lowercase()),
			] {
				assert_eq!(Disclosure::parse(&text), Ok(shown.clone()));
			}
			let why = Disclosure::parse(&frames[1..].join("\n")).unwrap_err();
			assert!(why.contains("missing: 1"), "{why}");
		}
	}

	#[test]
	fn small_ones_fit_into_one_code() {
		let shown = disclosure(&wallet(1), &[0]);
		let frames = frames::split(shown.compact().unwrap().as_bytes()).unwrap();
		assert_eq!(frames.len(), 1);
		assert_eq!(Disclosure::parse(&frames[0]), Ok(shown));
	}

	/// The names that the node reads.
	#[test]
	fn json_is_what_a_check_takes() {
		let shown = Disclosure { license: Some(Named::Id(7)), ..disclosure(&wallet(2), &[1]) };
		let json: serde_json::Value = serde_json::from_str(&shown.compact().unwrap()).unwrap();
		let salt = format!("0x{}", hex::encode(shown.disclosed[0].salt));
		let expected = serde_json::json!({
			"license": { "id": 7 },
			"root": shown.root,
			"fieldCount": 2,
			"disclosed": [{
				"index": 1,
				"name": "field 1",
				"value": "值 1",
				"salt": salt,
				"proof": shown.disclosed[0].proof,
			}],
		});
		assert_eq!(json, expected);

		let query = serde_json::json!({ "license": shown.license, "disclosed": shown.disclosed });
		let query: pallet_license_registry::LicenseQuery = serde_json::from_value(query).unwrap();
		assert_eq!(query.disclosed[0].salt, shown.disclosed[0].salt);
	}

	#[test]
	fn malformed_disclosures_are_refused() {
		let shown = disclosure(&wallet(3), &[0, 1]);
		let mut twice = shown.clone();
		twice.disclosed.push(Shown { value: "other".into(), ..shown.disclosed[0].clone() });
		let why = Disclosure::parse(&twice.compact().unwrap()).unwrap_err();
		assert_eq!(why, "field 0 is shown twice");
		let mut many = shown.clone();
		many.disclosed =
			(0..65).map(|index| Shown { index, ..shown.disclosed[0].clone() }).collect();
		assert!(Disclosure::parse(&many.compact().unwrap()).unwrap_err().contains("more than 64"));

		let text = shown.compact().unwrap();
		for (from, to) in [
			("\"fieldCount\":3,", ""),
			("\"fieldCount\":3", "\"fieldCount\":-3"),
			("\"root\":\"0x", "\"root\":\"0x0"),
			("\"salt\":\"0x", "\"salt\":\"0x0"),
			("\"proof\":[\"0x", "\"proof\":[\"0xg"),
			("\"license\":null", "\"license\":{\"id\":-1}"),
			("\"license\":null", "\"license\":{\"number\":\"1.2.156\"}"),
			("\"index\":0", "\"index\":\"0\""),
			("\"index\":0", "\"index\":0,\"index\":1"),
		] {
			let changed = text.replacen(from, to, 1);
			assert_ne!(changed, text);
			assert!(Disclosure::parse(&changed).is_err(), "{to}");
		}
		for other in ["", "[]", "urn:x", "ur:", "ur:bytes/", &text[1..], &format!("{text}x")] {
			assert!(Disclosure::parse(other).is_err(), "{other}");
		}
		// Frames of something that is no disclosure.
		let frame = frames::split(b"hello").unwrap().remove(0);
		assert!(Disclosure::parse(&frame).is_err());
		// Who gave no license names none.
		assert!(Disclosure::parse(&text.replace("\"license\":null,", "")).is_ok());
	}

	#[test]
	fn every_change_is_noticed() {
		let wallet = wallet(9);
		let original = disclosure(&wallet, &[4]);
		type Change = fn(&mut Disclosure);
		let changes: [Change; 12] = [
			|it| it.root.0[31] ^= 1,
			|it| it.field_count += 1,
			|it| it.field_count = 0,
			|it| it.disclosed[0].index += 1,
			|it| it.disclosed[0].index = u32::MAX,
			|it| it.disclosed[0].name.push('x'),
			|it| it.disclosed[0].value.push('x'),
			|it| it.disclosed[0].salt[0] ^= 1,
			|it| it.disclosed[0].proof[1].0[0] ^= 1,
			|it| it.disclosed[0].proof.truncate(3),
			|it| it.disclosed[0].proof.push(H256([0; 32])),
			|it| it.disclosed[0].proof.swap(0, 1),
		];
		for (at, change) in changes.into_iter().enumerate() {
			let mut changed = original.clone();
			change(&mut changed);
			assert_eq!(changed.genuine(wallet.root), [false], "{at}");
		}
		assert_eq!(original.genuine(H256([1; 32])), [false]);
		// Another's fields are genuine under their own root only.
		let other = super::tests::wallet(9);
		assert_eq!(disclosure(&other, &[4]).genuine(wallet.root), [false]);
		let mut borrowed = original.clone();
		borrowed.disclosed.push(disclosure(&other, &[5]).disclosed.remove(0));
		assert_eq!(borrowed.genuine(wallet.root), [true, false]);
	}

	proptest! {
		#![proptest_config(ProptestConfig::with_cases(32))]

		#[test]
		fn whatever_is_shown_is_genuine(
			values in prop::collection::vec(".{0,20}", 1..=64),
			places in prop::collection::vec(any::<prop::sample::Index>(), 1..6),
		) {
			let content = values.iter().enumerate();
			let content = content.map(|(at, value)| (format!("field {at}"), value.clone()));
			let wallet = Wallet::new(content.collect()).unwrap();
			let places: Vec<_> = places.iter().map(|place| place.index(values.len())).collect();
			let shown = disclosure(&wallet, &places);
			let frames = frames::split(shown.compact().unwrap().as_bytes()).unwrap();
			let read = Disclosure::parse(&frames.join("\n")).unwrap();
			prop_assert_eq!(&read, &shown);
			prop_assert!(read.genuine(wallet.root).iter().all(|genuine| *genuine));
			for shown in &read.disclosed {
				prop_assert_eq!(&shown.value, &values[shown.index as usize]);
			}
		}
	}
}
