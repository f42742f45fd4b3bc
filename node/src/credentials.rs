// SPDX-License-Identifier: Apache-2.0

//! Licenses as W3C Verifiable Credentials (Data Model 2.0), and their status lists (Bitstring Status
//! List 1.0).
//!
//! What is made here is not signed: a node has no issuer's key, and whoever asks one trusts it as far
//! as the chain. An issuer that hands the documents on, to who has no node, secures them first, by
//! Data Integrity or JOSE.

use base64::{engine::general_purpose::URL_SAFE_NO_PAD, Engine};
use chrono::{DateTime, Datelike, SecondsFormat};
use covenant_primitives::{Moment, OrganizationId, TypeCode};
use covenant_runtime::{AccountId, Hash};
use flate2::{write::GzEncoder, Compression};
use pallet_license_registry::{
	runtime_api::{LicenseInfo, StatusListInfo},
	Disclosure, Holder, StatusPurpose,
};
use pallet_organizations::runtime_api::OrganizationInfo;
use serde::{de::Error, Deserialize, Deserializer, Serialize};
use std::io::{self, Write};

/// The context of every credential (Data Model 2.0, 4.3).
const CREDENTIALS_V2: &str = "https://www.w3.org/ns/credentials/v2";

/// What the context does not define means what Covenant says.
const VOCABULARY: &str = "urn:covenant:terms:";

/// The longest address that documents can be put under.
const MAX_BASE: usize = 256;

/// Under which address documents are to be found. What is asked for without one has names that
/// lead nowhere by themselves: those of this chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base(String);

impl<'de> Deserialize<'de> for Base {
	fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
		let text = String::deserialize(from)?;
		let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
		let accepted = |c: char| c.is_ascii_alphanumeric() || "-._~:/[]@!$&'()*+,;=%".contains(c);
		match rest {
			Some(rest)
				if !rest.is_empty() && text.len() <= MAX_BASE && rest.chars().all(accepted) =>
			{
				Ok(Self(text.trim_end_matches('/').into()))
			}
			_ => Err(D::Error::custom(format!(
				"a base is an http or https address of at most {MAX_BASE} characters, without query \
				 and fragment"
			))),
		}
	}
}

impl Base {
	/// The names of the chain that began with this block.
	pub fn of_chain(genesis: Hash) -> Self {
		Self(format!("urn:covenant:{genesis:x}"))
	}

	fn issuer(&self, id: OrganizationId) -> String {
		format!("{}/organizations/{}", self.0, id.0)
	}

	fn license(&self, license: &LicenseInfo<AccountId>) -> String {
		format!("{}/licenses/{}", self.0, license.id.0)
	}
}

/// Which status list.
#[derive(Clone, Copy, Debug)]
pub struct StatusListRef {
	pub issuer: OrganizationId,
	pub type_code: TypeCode,
	pub purpose: StatusPurpose,
	pub list: u32,
}

impl StatusListRef {
	fn address(&self, base: &Base) -> String {
		let Self { issuer, type_code, purpose, list } = self;
		format!("{}/status-lists/{}/{type_code}/{}/{list}", base.0, issuer.0, word(*purpose))
	}
}

/// The purpose as the specification writes it.
fn word(purpose: StatusPurpose) -> &'static str {
	match purpose {
		StatusPurpose::Revocation => "revocation",
		StatusPurpose::Suspension => "suspension",
	}
}

/// A time as the specifications write it. `None` for a year that RFC 3339 cannot write.
fn time(moment: Moment) -> Option<String> {
	let time = DateTime::from_timestamp_millis(moment.try_into().ok()?)?;
	(time.year() <= 9_999).then(|| time.to_rfc3339_opts(SecondsFormat::AutoSi, true))
}

/// Bits as the specification encodes them: compressed by GZIP, in base64url, after the letter that
/// says so (multibase).
fn encoded_list(bits: &[u8]) -> io::Result<String> {
	let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
	encoder.write_all(bits)?;
	Ok(format!("u{}", URL_SAFE_NO_PAD.encode(encoder.finish()?)))
}

/// A context that defines terms.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Terms {
	#[serde(rename = "@vocab")]
	vocabulary: &'static str,
}

/// A status list as a credential of its issuer.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StatusListCredential {
	#[serde(rename = "@context")]
	context: [&'static str; 1],
	id: String,
	#[serde(rename = "type")]
	types: [&'static str; 2],
	issuer: String,
	valid_from: Option<String>,
	credential_subject: StatusList,
}

/// What a status list says.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StatusList {
	id: String,
	#[serde(rename = "type")]
	kind: &'static str,
	status_purpose: &'static str,
	encoded_list: String,
}

impl StatusListCredential {
	/// The credential of a list as it is at a block.
	pub fn new(which: StatusListRef, info: &StatusListInfo, base: &Base) -> io::Result<Self> {
		let id = which.address(base);
		Ok(Self {
			context: [CREDENTIALS_V2],
			types: ["VerifiableCredential", "BitstringStatusListCredential"],
			issuer: base.issuer(which.issuer),
			valid_from: time(info.at),
			credential_subject: StatusList {
				id: format!("{id}#list"),
				kind: "BitstringStatusList",
				status_purpose: word(which.purpose),
				encoded_list: encoded_list(&info.bits)?,
			},
			id,
		})
	}
}

/// A license as a credential.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LicenseCredential {
	#[serde(rename = "@context")]
	context: (&'static str, Terms),
	id: String,
	#[serde(rename = "type")]
	types: [&'static str; 2],
	#[serde(skip_serializing_if = "Option::is_none")]
	name: Option<String>,
	issuer: Issuer,
	valid_from: Option<String>,
	#[serde(skip_serializing_if = "Option::is_none")]
	valid_until: Option<String>,
	credential_subject: Subject,
	credential_status: [StatusEntry; 2],
}

/// Who issued a license.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Issuer {
	id: String,
	#[serde(skip_serializing_if = "Option::is_none")]
	name: Option<String>,
	#[serde(skip_serializing_if = "Option::is_none")]
	uscc: Option<String>,
}

/// What a license says: whom it is for, the root of its fields, and those that are shown.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Subject {
	number: String,
	type_code: String,
	type_version: u32,
	jurisdiction: pallet_license_registry::Division,
	holder: Holder,
	root: Hash,
	disclosed: Vec<Disclosure>,
}

/// Where a credential's status is to be looked up.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StatusEntry {
	id: String,
	#[serde(rename = "type")]
	kind: &'static str,
	status_purpose: &'static str,
	/// The specification wants the number as a text.
	status_list_index: String,
	status_list_credential: String,
}

impl LicenseCredential {
	/// The credential of a license, showing `disclosed`, which are its fields. `name` is what its
	/// type is called.
	pub fn new(
		license: &LicenseInfo<AccountId>,
		name: Option<String>,
		issuer: Option<OrganizationInfo<AccountId>>,
		disclosed: Vec<Disclosure>,
		base: &Base,
	) -> Self {
		let entry = |purpose| {
			let list = StatusListRef {
				issuer: license.license.issuer,
				type_code: license.type_code,
				purpose,
				list: license.status_list,
			};
			let address = list.address(base);
			StatusEntry {
				id: format!("{address}#{}", license.status_list_index),
				kind: "BitstringStatusListEntry",
				status_purpose: word(purpose),
				status_list_index: license.status_list_index.to_string(),
				status_list_credential: address,
			}
		};
		let (name_of_issuer, uscc) = issuer.map(|it| (it.name, it.uscc.into())).unzip();
		let id = base.license(license);
		let issued_by = license.license.issuer;
		let license = &license.license;
		Self {
			context: (CREDENTIALS_V2, Terms { vocabulary: VOCABULARY }),
			id,
			types: ["VerifiableCredential", "License"],
			name,
			issuer: Issuer { id: base.issuer(issued_by), name: name_of_issuer, uscc },
			valid_from: time(license.valid_from),
			valid_until: license.valid_until.and_then(time),
			credential_subject: Subject {
				number: license.number.to_string(),
				type_code: license.type_code().to_string(),
				type_version: license.type_version,
				jurisdiction: license.jurisdiction.clone(),
				holder: license.holder,
				root: license.root,
				disclosed,
			},
			credential_status: [StatusPurpose::Revocation, StatusPurpose::Suspension].map(entry),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use flate2::read::GzDecoder;
	use pallet_license_registry::{
		License, LicenseId, Operation, Status, StatusCode, LIST_ENTRIES,
	};
	use serde_json::{json, Value};
	use std::io::Read;

	/// As a verifier does (Bitstring Status List 1.0, 3.4).
	fn decoded(encoded: &str) -> Vec<u8> {
		let compressed = URL_SAFE_NO_PAD.decode(encoded.strip_prefix('u').unwrap()).unwrap();
		let mut bits = Vec::new();
		GzDecoder::new(compressed.as_slice()).read_to_end(&mut bits).unwrap();
		bits
	}

	fn base(text: &str) -> Result<Base, serde_json::Error> {
		serde_json::from_value(json!(text))
	}

	fn type_code() -> TypeCode {
		"11100000000013338W011".parse().unwrap()
	}

	#[test]
	fn a_list_decodes_to_that_of_the_vectors() {
		let vectors: Value = serde_json::from_str(include_str!(
			"../../pallets/license-registry/vectors/status_list.json"
		))
		.unwrap();
		let length = usize::try_from(LIST_ENTRIES).unwrap() / 8;
		let ours = encoded_list(&vec![0; length]).unwrap();
		let theirs = vectors["all_valid"]["encodedList"].as_str().unwrap();
		assert_eq!(decoded(&ours), decoded(theirs));
		assert_eq!(decoded(&ours), vec![0; length]);
	}

	#[test]
	fn every_bit_survives() {
		let bits: Vec<u8> = (0..16_384_u32).map(|i| (i * i % 251) as u8).collect();
		assert_eq!(decoded(&encoded_list(&bits).unwrap()), bits);
	}

	#[test]
	fn a_list_is_a_credential() {
		let purpose = StatusPurpose::Suspension;
		let which =
			StatusListRef { issuer: OrganizationId(3), type_code: type_code(), purpose, list: 2 };
		let info = StatusListInfo { bits: vec![0x80; 16_384], at: 1_767_225_600_000 };
		let base = base("https://licenses.example/w3c/").unwrap();
		let credential = StatusListCredential::new(which, &info, &base).unwrap();
		let mut json = serde_json::to_value(credential).unwrap();
		let list = json["credentialSubject"]["encodedList"].take();
		assert_eq!(decoded(list.as_str().unwrap()), info.bits);
		let address =
			"https://licenses.example/w3c/status-lists/3/11100000000013338W011/suspension/2";
		assert_eq!(
			json,
			json!({
				"@context": ["https://www.w3.org/ns/credentials/v2"],
				"id": address,
				"type": ["VerifiableCredential", "BitstringStatusListCredential"],
				"issuer": "https://licenses.example/w3c/organizations/3",
				"validFrom": "2026-01-01T00:00:00Z",
				"credentialSubject": {
					"id": format!("{address}#list"),
					"type": "BitstringStatusList",
					"statusPurpose": "suspension",
					"encodedList": null,
				},
			})
		);
	}

	fn license() -> LicenseInfo<AccountId> {
		let number = "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U";
		let license = License {
			number: number.parse().unwrap(),
			type_version: 1,
			issuer: OrganizationId(3),
			jurisdiction: pallet_license_registry::Division(b"43".to_vec().try_into().unwrap()),
			holder: Holder {
				commitment: Hash::repeat_byte(1),
				party: covenant_primitives::Party::Organization(OrganizationId(4)),
			},
			root: Hash::repeat_byte(2),
			valid_from: 1_767_225_600_000,
			valid_until: None,
			status: Status::Active,
			offered_to: None,
			operation: Operation::Issued,
			certificate: LicenseId(7),
			predecessor: None,
			successor: None,
			base: None,
			issued_at: 0,
			issued_in: 0,
			issued_by: AccountId::new([0; 32]),
			position: LIST_ENTRIES + 5,
			history_length: 1,
		};
		LicenseInfo {
			id: LicenseId(7),
			type_code: license.type_code(),
			license,
			status_code: StatusCode::Valid,
			current: LicenseId(7),
			status_list: 1,
			status_list_index: 5,
		}
	}

	#[test]
	fn a_license_is_a_credential_that_says_where_its_status_is() {
		let base = Base::of_chain(Hash::repeat_byte(0xab));
		let credential =
			LicenseCredential::new(&license(), Some("营业执照".into()), None, Vec::new(), &base);
		let root = format!("urn:covenant:{}", "ab".repeat(32));
		let list =
			|purpose: &str| format!("{root}/status-lists/3/11100000000013338W011/{purpose}/1");
		let entry = |purpose: &str| {
			json!({
				"id": format!("{}#5", list(purpose)),
				"type": "BitstringStatusListEntry",
				"statusPurpose": purpose,
				"statusListIndex": "5",
				"statusListCredential": list(purpose),
			})
		};
		assert_eq!(
			serde_json::to_value(credential).unwrap(),
			json!({
				"@context": [
					"https://www.w3.org/ns/credentials/v2",
					{ "@vocab": "urn:covenant:terms:" },
				],
				"id": format!("{root}/licenses/7"),
				"type": ["VerifiableCredential", "License"],
				"name": "营业执照",
				"issuer": { "id": format!("{root}/organizations/3") },
				"validFrom": "2026-01-01T00:00:00Z",
				"credentialSubject": {
					"number": license().license.number.to_string(),
					"typeCode": "11100000000013338W011",
					"typeVersion": 1,
					"jurisdiction": "43",
					"holder": license().license.holder,
					"root": Hash::repeat_byte(2),
					"disclosed": [],
				},
				"credentialStatus": [entry("revocation"), entry("suspension")],
			})
		);
	}

	#[test]
	fn times_are_written_as_far_as_they_can_be() {
		assert_eq!(time(0).unwrap(), "1970-01-01T00:00:00Z");
		assert_eq!(time(253_402_300_799_999).unwrap(), "9999-12-31T23:59:59.999Z");
		assert_eq!(time(253_402_300_800_000), None);
		assert_eq!(time(Moment::MAX), None);
	}

	#[test]
	fn documents_are_put_under_web_addresses_only() {
		assert_eq!(base("https://a.example/").unwrap().0, "https://a.example");
		assert_eq!(base("http://[::1]:8080/x").unwrap().0, "http://[::1]:8080/x");
		let long = format!("https://{}", "a".repeat(MAX_BASE));
		for wrong in [
			"",
			"https://",
			"ftp://a",
			"a.example",
			"https://a?b",
			"https://a#b",
			"https://a b",
			&long,
		] {
			assert!(base(wrong).is_err(), "{wrong}");
		}
	}
}
