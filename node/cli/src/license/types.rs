// SPDX-License-Identifier: Apache-2.0

//! License types: what they say, who issues them, who recognizes them.

use super::arguments::{call, code_value, type_code, Division};
use crate::{
	args::{id_value, optional, short_text, At, Global, Organization, Paging},
	failure::Result,
	node::Node,
	output::Report,
	time,
	transaction::Signing,
};
use clap::{Args, Subcommand};
use covenant_primitives::TypeCode;
use serde_json::{json, Value as Json};
use subxt::dynamic::Value;

/// A day in milliseconds.
const DAY: u64 = 24 * 60 * 60 * 1_000;

/// The longest name of a type and of a field, in bytes.
const MAX_NAME: usize = 128;
const MAX_FIELD_NAME: usize = 64;

/// The commands about types.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Show a license type with its present version
	Type {
		/// Its code
		#[arg(value_parser = type_code)]
		code: TypeCode,

		#[command(flatten)]
		at: At,
	},
	/// List the license types
	Types {
		#[command(flatten)]
		paging: Paging,
	},
	/// List the versions of a type, the oldest first
	Versions(Of),
	/// List who issues licenses of a type beside its authority
	Issuers(Of),
	/// List who recognizes a type, and on which conditions
	Recognitions(Of),
	/// Register a type, in version 1 (an operator with `issue-licenses` signs)
	RegisterType {
		/// Its code: a unified social credit code and three more characters
		#[arg(value_parser = type_code)]
		code: TypeCode,

		/// Where licenses of it are issued: 34, 3401, 340102 or nation
		#[arg(long, value_name = "DIVISION")]
		jurisdiction: Division,

		#[command(flatten)]
		form: Form,

		#[command(flatten)]
		signing: Signing,
	},
	/// Add a version to a type (an operator with `issue-licenses` of the authority signs)
	AmendType {
		/// Its code
		#[arg(value_parser = type_code)]
		code: TypeCode,

		#[command(flatten)]
		form: Form,

		#[command(flatten)]
		signing: Signing,
	},
	/// End the issuing of licenses of a type (an operator with `issue-licenses` of the authority
	/// signs)
	RetireType(SignedOf),
	/// Have another organization issue licenses of a type (an operator with `issue-licenses` of the
	/// authority signs)
	Appoint {
		/// The type's code
		#[arg(value_parser = type_code)]
		code: TypeCode,

		/// Id or unified social credit code
		organization: Organization,

		/// Where it issues: 34, 3401, 340102 or nation
		#[arg(long, value_name = "DIVISION")]
		jurisdiction: Division,

		#[command(flatten)]
		signing: Signing,
	},
	/// End the appointment of an issuer (an operator with `issue-licenses` of the authority signs)
	Dismiss {
		/// The type's code
		#[arg(value_parser = type_code)]
		code: TypeCode,

		/// Id or unified social credit code
		organization: Organization,

		#[command(flatten)]
		signing: Signing,
	},
	/// Take licenses of a type for valid in one's own realm, on these conditions (an operator with
	/// `issue-licenses` signs)
	Recognize {
		/// The type's code
		#[arg(value_parser = type_code)]
		code: TypeCode,

		#[command(flatten)]
		conditions: Conditions,

		#[command(flatten)]
		signing: Signing,
	},
	/// End one's own recognition of a type (an operator with `issue-licenses` signs)
	WithdrawRecognition(SignedOf),
}

/// A type, and which part of a list about it.
#[derive(Debug, Args)]
pub struct Of {
	/// The type's code
	#[arg(value_parser = type_code)]
	code: TypeCode,

	#[command(flatten)]
	paging: Paging,
}

/// A type and who signs.
#[derive(Debug, Args)]
pub struct SignedOf {
	/// The type's code
	#[arg(value_parser = type_code)]
	code: TypeCode,

	#[command(flatten)]
	signing: Signing,
}

/// Which licenses of a type are recognized.
#[derive(Debug, Args)]
pub struct Conditions {
	/// From when; as of now if not given
	#[arg(long, value_name = "TIME", value_parser = time::parse)]
	from: Option<u64>,

	/// Until when, itself excluded; with an open end if not given
	#[arg(long, value_name = "TIME", value_parser = time::parse)]
	until: Option<u64>,

	/// From which version of the type
	#[arg(long, value_name = "NUMBER", default_value_t = 1)]
	min_version: u32,

	/// Up to which version, itself included; all later ones if not given
	#[arg(long, value_name = "NUMBER")]
	max_version: Option<u32>,

	/// Issued for where: 34, 3401, 340102 or nation
	#[arg(long, value_name = "DIVISION", default_value = "nation")]
	jurisdiction: Division,
}

impl Conditions {
	fn value(&self) -> Value {
		Value::named_composite([
			("from", id_value(self.from.unwrap_or_default())),
			("until", optional(self.until.map(id_value))),
			("min_version", id_value(self.min_version)),
			("max_version", optional(self.max_version.map(id_value))),
			("jurisdiction", self.jurisdiction.value()),
		])
	}
}

/// What a version of a type says.
#[derive(Debug, Args)]
pub struct Form {
	/// What the certificate is called
	#[arg(long)]
	name: String,

	/// The name of a field, in the order of the fields; repeated, at most 64
	#[arg(long = "field", value_name = "NAME", required = true)]
	fields: Vec<String>,

	/// The longest period of validity; not limited if not given
	#[arg(long, value_name = "DAYS")]
	max_period: Option<u32>,

	/// Organizations may hold it
	#[arg(long, required_unless_present = "persons")]
	organizations: bool,

	/// Persons may hold it
	#[arg(long)]
	persons: bool,
}

impl Form {
	fn value(&self) -> Result<Value> {
		let fields =
			self.fields.iter().map(|name| short_text("a field's name", name, MAX_FIELD_NAME));
		let fields = fields.collect::<Result<Vec<_>>>()?;
		let max_period = self.max_period.map(|days| id_value(u64::from(days) * DAY));
		let rules = Value::named_composite([
			("max_period", optional(max_period)),
			("organizations", Value::bool(self.organizations)),
			("persons", Value::bool(self.persons)),
		]);
		Ok(Value::named_composite([
			("name", short_text("a type's name", &self.name, MAX_NAME)?),
			("fields", Value::unnamed_composite(fields)),
			("rules", rules),
		]))
	}
}

impl Command {
	/// Carries out the command.
	pub async fn run(self, global: &Global) -> Result<Report> {
		match self {
			Self::Type { code, at } => {
				let node = global.node().await?;
				let what = format!("license type {code}");
				let record = node.find("licenses_getType", vec![json!(code)], &at, what).await?;
				let order = ["typeCode", "authority", "jurisdiction", "latest", "retiredAt"];
				Ok(Report::record_with(record, &order, "form"))
			}
			Self::Types { paging } => {
				let page = global.node().await?.list("licenses_listTypes", vec![], &paging).await?;
				Ok(types(page))
			}
			Self::Versions(of) => {
				let columns = ["version", "name", "since", "fields", "rules"];
				of.list(global, "licenses_listTypeVersions", &columns).await
			}
			Self::Issuers(of) => {
				let columns = ["organization", "jurisdiction", "since"];
				of.list(global, "licenses_listIssuers", &columns).await
			}
			Self::Recognitions(of) => {
				let columns =
					["organization", "from", "until", "minVersion", "maxVersion", "jurisdiction"];
				of.list(global, "licenses_listRecognitions", &columns).await
			}
			Self::RegisterType { code, jurisdiction, form, signing } => {
				let arguments = [
					("type_code", code_value(code)),
					("jurisdiction", jurisdiction.value()),
					("form", form.value()?),
				];
				signing.send(global, call("register_type", arguments)).await
			}
			Self::AmendType { code, form, signing } => {
				let arguments = [("type_code", code_value(code)), ("form", form.value()?)];
				signing.send(global, call("amend_type", arguments)).await
			}
			Self::RetireType(of) => of.send(global, "retire_type").await,
			Self::Appoint { code, organization, jurisdiction, signing } => {
				let signer = signing.signer()?;
				let node = global.node().await?;
				let arguments = [
					("type_code", code_value(code)),
					("organization", organization.value(&node).await?),
					("jurisdiction", jurisdiction.value()),
				];
				signer.send(&node, call("appoint_issuer", arguments)).await
			}
			Self::Dismiss { code, organization, signing } => {
				let signer = signing.signer()?;
				let node = global.node().await?;
				let arguments = [
					("type_code", code_value(code)),
					("organization", organization.value(&node).await?),
				];
				signer.send(&node, call("dismiss_issuer", arguments)).await
			}
			Self::Recognize { code, conditions, signing } => {
				let arguments =
					[("type_code", code_value(code)), ("conditions", conditions.value())];
				signing.send(global, call("recognize", arguments)).await
			}
			Self::WithdrawRecognition(of) => of.send(global, "withdraw_recognition").await,
		}
	}
}

impl Of {
	/// A list about the type. An unknown type would look as if there was nothing.
	async fn list(self, global: &Global, method: &str, columns: &[&str]) -> Result<Report> {
		let Self { code, paging } = self;
		let node: Node = global.node().await?;
		let what = format!("license type {code}");
		node.find("licenses_getType", vec![json!(code)], &paging.at, what).await?;
		let page = node.list(method, vec![json!(code)], &paging).await?;
		Ok(Report::page(page, columns))
	}
}

impl SignedOf {
	async fn send(self, global: &Global, name: &str) -> Result<Report> {
		let arguments = [("type_code", code_value(self.code))];
		self.signing.send(global, call(name, arguments)).await
	}
}

/// A page of types, for people with the names of their present versions.
fn types(page: Json) -> Report {
	let mut named = page.clone();
	for item in named["items"].as_array_mut().into_iter().flatten() {
		item["name"] = item["form"]["name"].take();
	}
	let columns = ["typeCode", "name", "authority", "jurisdiction", "latest", "retiredAt"];
	Report { json: page, ..Report::page(named, &columns) }
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::license::tests::encoded;
	use pallet_license_registry as registry;

	#[test]
	fn arguments_are_what_the_chain_takes() {
		let code: TypeCode = "11100000000013338W011".parse().unwrap();
		assert_eq!(encoded::<TypeCode>(&code_value(code)), code);
		let form = Form {
			name: "许可".into(),
			fields: vec!["n".into()],
			max_period: Some(2),
			organizations: false,
			persons: true,
		};
		let json = json!({
			"name": "许可",
			"fields": ["n"],
			"rules": { "maxPeriod": 2 * DAY, "organizations": false, "persons": true },
		});
		assert_eq!(json!(encoded::<registry::Form>(&form.value().unwrap())), json);
		let open = Form { fields: vec!["n".into(), "姓名".into()], max_period: None, ..form };
		let open = json!(encoded::<registry::Form>(&open.value().unwrap()));
		assert_eq!(open["fields"], json!(["n", "姓名"]));
		assert_eq!(open["rules"]["maxPeriod"], Json::Null);

		let conditions = |until, max_version, jurisdiction: &str| {
			let jurisdiction = jurisdiction.parse().unwrap();
			let own = Conditions { from: None, until, min_version: 1, max_version, jurisdiction };
			json!(encoded::<registry::Conditions>(&own.value()))
		};
		assert_eq!(
			conditions(Some(9), Some(3), "3401"),
			json!({ "from": 0, "until": 9, "minVersion": 1, "maxVersion": 3, "jurisdiction": "3401" })
		);
		assert_eq!(
			conditions(None, None, "nation"),
			json!({ "from": 0, "until": null, "minVersion": 1, "maxVersion": null, "jurisdiction": "" })
		);
	}

	#[test]
	fn types_are_listed_with_their_names() {
		let item = json!({ "typeCode": "1", "latest": 2, "form": { "name": "Permit" } });
		let page = json!({ "items": [item], "next": "1" });
		let report = types(page.clone());
		assert_eq!(report.json, page);
		assert!(report.text.contains("Permit") && report.text.ends_with("--cursor 1"));
	}

	#[test]
	fn names_are_bounded() {
		let form = |name: &str, field: &str| Form {
			name: name.into(),
			fields: vec![field.into()],
			max_period: Some(1),
			organizations: true,
			persons: false,
		};
		assert!(form(&"n".repeat(128), &"f".repeat(64)).value().is_ok());
		assert!(form(&"n".repeat(129), "f").value().is_err());
		assert!(form("n", &"f".repeat(65)).value().is_err());
		assert!(form("n", "").value().is_err());
	}
}
