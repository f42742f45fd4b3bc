// SPDX-License-Identifier: Apache-2.0

//! Consents to the use of licenses: asked for, given, withdrawn, used.

use super::{
	arguments::{call, id_of, type_code, type_version, Named},
	licenses,
};
use crate::{
	args::{hash, id_value, At, Global, Organization, Paging, PurposeCode},
	failure::{unusable, Failure, Result},
	node::Node,
	output::Report,
	time,
	transaction::{Receipt, Signing},
};
use clap::{ArgGroup, Args, Subcommand};
use serde_json::{json, Value as Json};
use subxt::{dynamic::Value, utils::H256};

/// What a list of consents shows.
const COLUMNS: [&str; 7] =
	["id", "license", "organization", "status", "standing", "usesLeft", "since"];

/// The commands about consents.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Show a consent, or a request for one
	Consent {
		/// Its id
		consent: u64,

		#[command(flatten)]
		at: At,
	},
	/// List the consents to the use of a license, or to an organization, and requests
	#[command(group = ArgGroup::new("whose").required(true).multiple(false))]
	Consents {
		/// The license's id or identifier
		#[arg(long = "of", value_name = "LICENSE", group = "whose")]
		license: Option<Named>,

		/// Id or unified social credit code
		#[arg(long = "to", value_name = "ORGANIZATION", group = "whose")]
		organization: Option<Organization>,

		#[command(flatten)]
		paging: Paging,
	},
	/// Ask a holder to let one's organization use a license (an operator with `share-data` signs)
	RequestConsent {
		/// The license's id or identifier
		license: Named,

		#[command(flatten)]
		terms: Terms,

		#[command(flatten)]
		signing: Signing,
	},
	/// Let an organization use a license, unasked (the holder signs)
	Authorize {
		/// The license's id or identifier
		license: Named,

		/// Who may use it: id or unified social credit code
		organization: Organization,

		#[command(flatten)]
		terms: Terms,

		#[command(flatten)]
		signing: Signing,
	},
	/// Consent to what an organization asked for (the holder signs)
	GiveConsent(Of),
	/// Refuse what an organization asked for (the holder signs)
	RefuseConsent(Of),
	/// End a consent, or one's own request for one (the holder or the organization signs)
	WithdrawConsent(Of),
	/// Check a license and use a consent to it (an operator with `share-data` of the organization
	/// signs)
	///
	/// It succeeds only if the license is valid right then, and the holder sees it.
	Use {
		/// A salted hash of what it is used for
		#[arg(long, value_name = "HASH", value_parser = hash)]
		statement: H256,

		#[command(flatten)]
		of: Of,
	},
}

/// A consent and who signs.
#[derive(Debug, Args)]
pub struct Of {
	/// The consent's id
	consent: u64,

	#[command(flatten)]
	signing: Signing,
}

/// What a holder consents to.
#[derive(Debug, Args)]
pub struct Terms {
	/// The name of a field that is used; repeated
	#[arg(long = "field", value_name = "NAME", required = true)]
	fields: Vec<String>,

	/// For what
	#[arg(long, value_enum)]
	purpose: PurposeCode,

	/// A salted hash of the statement that the holder gets off chain
	#[arg(long, value_name = "HASH", value_parser = hash)]
	statement: H256,

	/// From when; as of now if not given
	#[arg(long, value_name = "TIME", value_parser = time::parse)]
	from: Option<u64>,

	/// Until when, itself excluded: 2026-09-01 (midnight UTC) or 2026-09-01T08:00:00+08:00
	#[arg(long, value_name = "TIME", value_parser = time::parse)]
	until: u64,

	/// How often
	#[arg(long, value_name = "NUMBER", default_value_t = 1)]
	uses: u32,
}

impl Terms {
	/// As an argument of a call about a license that is about to be sent.
	async fn value(&self, node: &Node, license: &Json) -> Result<Value> {
		let code = license["typeCode"].as_str().and_then(|code| type_code(code).ok());
		let version = license["typeVersion"].as_u64().and_then(|it| u32::try_from(it).ok());
		let (code, version) =
			code.zip(version).ok_or_else(|| unusable("a license without a type"))?;
		let (_, names) = type_version(node, code, Some(version), &At { at: None }).await?;
		Ok(self.with(bits(&self.fields, &names)?))
	}

	/// As an argument of a call, with the bit set of the fields.
	fn with(&self, fields: u64) -> Value {
		Value::named_composite([
			("fields", id_value(fields)),
			("purpose", self.purpose.value(self.statement)),
			("from", id_value(self.from.unwrap_or_default())),
			("until", id_value(self.until)),
			("uses", id_value(self.uses)),
		])
	}
}

/// The bit set of fields: the lowest bit for the first of the type's.
fn bits(fields: &[String], names: &[String]) -> Result<u64> {
	let bit = |name: &String| {
		names
			.iter()
			.position(|other| other == name)
			.and_then(|place| 1_u64.checked_shl(u32::try_from(place).ok()?))
			.ok_or_else(|| {
				Failure::Usage(format!("the license has no field {name:?}; it has {names:?}"))
			})
	};
	fields.iter().try_fold(0, |bits, name| Ok(bits | bit(name)?))
}

impl Of {
	/// Sends a call about the consent.
	async fn send(self, global: &Global, name: &str) -> Result<Report> {
		let call = call(name, [("consent", id_value(self.consent))]);
		self.signing.send(global, call).await
	}
}

impl Command {
	/// Carries out the command.
	pub async fn run(self, global: &Global) -> Result<Report> {
		match self {
			Self::Consent { consent, at } => {
				let node = global.node().await?;
				let what = format!("consent {consent}");
				let record =
					node.find("licenses_getConsent", vec![json!(consent)], &at, what).await?;
				let order = ["id", "license", "organization", "status", "standing", "usesLeft"];
				Ok(Report::record_with(record, &order, "terms"))
			}
			Self::Consents { license, organization, paging } => match (license, organization) {
				(Some(license), _) => {
					let method = "licenses_listConsents";
					licenses::list(global, method, &license, &paging, &COLUMNS).await
				}
				(None, Some(organization)) => {
					let node = global.node().await?;
					let id = json!(organization.id(&node, &paging.at).await?);
					let page = node.list("licenses_listConsentsTo", vec![id], &paging).await?;
					Ok(Report::page(page, &COLUMNS))
				}
				(None, None) => Err(Failure::Usage("whose consents?".into())),
			},
			Self::RequestConsent { license, terms, signing } => {
				let signer = signing.signer()?;
				let node = global.node().await?;
				let record = license.get(&node, &At { at: None }).await?;
				let arguments = [
					("license", id_value(id_of(&record)?)),
					("terms", terms.value(&node, &record).await?),
				];
				let receipt = signer.submit(&node, &call("request_consent", arguments)).await?;
				Ok(made(&receipt, "LicenseRegistry.ConsentRequested"))
			}
			Self::Authorize { license, organization, terms, signing } => {
				let signer = signing.signer()?;
				let node = global.node().await?;
				let record = license.get(&node, &At { at: None }).await?;
				let arguments = [
					("license", id_value(id_of(&record)?)),
					("organization", organization.value(&node).await?),
					("terms", terms.value(&node, &record).await?),
				];
				let receipt = signer.submit(&node, &call("authorize", arguments)).await?;
				Ok(made(&receipt, "LicenseRegistry.ConsentGiven"))
			}
			Self::GiveConsent(of) => of.send(global, "give_consent").await,
			Self::RefuseConsent(of) => of.send(global, "refuse_consent").await,
			Self::WithdrawConsent(of) => of.send(global, "withdraw_consent").await,
			Self::Use { statement, of } => {
				let signer = of.signing.signer()?;
				let node = global.node().await?;
				let arguments = [
					("consent", id_value(of.consent)),
					("statement", Value::from_bytes(statement)),
				];
				let receipt = signer.submit(&node, &call("use_consent", arguments)).await?;
				Ok(used(&receipt))
			}
		}
	}
}

/// The answer of a command that makes a consent or asks for one.
fn made(receipt: &Receipt, event: &str) -> Report {
	let consent = receipt.event(event).map_or(Json::Null, |fields| fields["consent"].clone());
	let text = format!("consent {consent}\n{}", receipt.text());
	Report::new(json!({ "consent": consent, "transaction": receipt.json() }), text)
}

/// The answer of a use: what the log says of it.
fn used(receipt: &Receipt) -> Report {
	let found = receipt.event("LicenseRegistry.Used").cloned().unwrap_or_default();
	let text = match found.is_null() {
		true => receipt.text(),
		false => format!(
			"valid: license {}, use {} of certificate {}, {} left\n{}",
			found["entry"]["license"],
			found["index"],
			found["certificate"],
			found["entry"]["left"],
			receipt.text()
		),
	};
	Report::new(json!({ "use": found, "transaction": receipt.json() }), text)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::license::tests::{encoded, has_the_words_of};
	use covenant_primitives as primitives;
	use pallet_license_registry as registry;

	#[test]
	fn terms_are_what_the_chain_takes() {
		assert!(has_the_words_of::<PurposeCode, primitives::PurposeCode>());
		let terms = Terms {
			fields: vec![],
			purpose: PurposeCode::OwnData,
			statement: H256([1; 32]),
			from: None,
			until: 9,
			uses: 2,
		};
		let expected = registry::Terms {
			fields: 1 << 63,
			purpose: primitives::Purpose {
				code: primitives::PurposeCode::OwnData,
				statement: [1; 32].into(),
			},
			from: 0,
			until: 9,
			uses: 2,
		};
		assert_eq!(encoded::<registry::Terms>(&terms.with(1 << 63)), expected);
	}

	#[test]
	fn fields_are_bits_in_the_order_of_the_type() {
		let names: Vec<_> = (0..64).map(|at| format!("field {at}")).collect();
		let bits = |places: &[usize]| {
			let fields: Vec<_> = places.iter().map(|at| format!("field {at}")).collect();
			super::bits(&fields, &names)
		};
		assert_eq!(bits(&[0]), Ok(1));
		assert_eq!(bits(&[2, 0, 2]), Ok(5));
		assert_eq!(bits(&[63]), Ok(1 << 63));
		assert!(matches!(bits(&[0, 64]), Err(Failure::Usage(_))));
	}
}
