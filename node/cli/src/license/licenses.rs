// SPDX-License-Identifier: Apache-2.0

//! Licenses as the chain has them, and as W3C credentials.

use super::{
	arguments::{id_of, type_code, Named, StatusPurpose},
	check::{Check, Presented},
};
use crate::{
	args::{At, Global, Organization, Paging, Party},
	failure::{Failure, Result},
	output::Report,
};
use clap::{ArgGroup, Subcommand};
use covenant_primitives::TypeCode;
use serde_json::{json, Value as Json};

/// The queries about licenses.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Check a license and fields that are shown; the exit status is 1 if not valid
	///
	/// A node says whether the license is valid, with every reason why not, and whether the fields
	/// are its own. With --root only the fields are checked, without a node.
	Check(Check),
	/// Show a license
	Show {
		/// Its id or identifier
		license: Named,

		#[command(flatten)]
		at: At,
	},
	/// List the licenses of a holder, or of a type by an issuer
	#[command(group = ArgGroup::new("whose").required(true).multiple(false))]
	List {
		/// `organization:3`, `organization:<code>` or `person:5`
		#[arg(long, value_name = "PARTY", group = "whose")]
		holder: Option<Party>,

		/// Id or unified social credit code
		#[arg(long, value_name = "ORGANIZATION", group = "whose", requires = "type_code")]
		issuer: Option<Organization>,

		/// The type's code
		#[arg(long, value_name = "CODE", requires = "issuer", value_parser = type_code)]
		type_code: Option<TypeCode>,

		#[command(flatten)]
		paging: Paging,
	},
	/// List what happened to a license, the oldest entry first
	History {
		/// Its id or identifier
		license: Named,

		#[command(flatten)]
		paging: Paging,
	},
	/// List who used a license with consent, the oldest entry first
	///
	/// The log is that of the certificate, so of all versions of the license.
	Uses {
		/// Its id or identifier
		license: Named,

		#[command(flatten)]
		paging: Paging,
	},
	/// Write a status list as a W3C Bitstring Status List credential
	StatusList {
		/// Id or unified social credit code
		#[arg(long, value_name = "ORGANIZATION")]
		issuer: Organization,

		/// The type's code
		#[arg(long, value_name = "CODE", value_parser = type_code)]
		type_code: TypeCode,

		/// What the list tells
		#[arg(long, value_enum)]
		purpose: StatusPurpose,

		/// The list's number, from 0
		#[arg(long, value_name = "NUMBER", default_value_t = 0)]
		list: u32,

		/// Under which address the document is published
		#[arg(long, value_name = "URL")]
		base: Option<String>,

		#[command(flatten)]
		at: At,
	},
	/// Write a license as a W3C Verifiable Credential, with the fields that are shown
	Export {
		#[command(flatten)]
		presented: Presented,

		/// Under which address the document is published
		#[arg(long, value_name = "URL")]
		base: Option<String>,

		#[command(flatten)]
		at: At,
	},
}

impl Command {
	/// Carries out the command.
	pub async fn run(self, global: &Global) -> Result<Report> {
		match self {
			Self::Check(check) => check.run(global).await,
			Self::Show { license, at } => {
				let record = license.get(&global.node().await?, &at).await?;
				let order = ["id", "number", "status", "statusCode", "current", "typeCode"];
				Ok(Report::record(record, &order))
			}
			Self::List { holder, issuer, type_code, paging } => {
				let node = global.node().await?;
				let at = &paging.at;
				let (method, params) = match (holder, issuer) {
					(Some(holder), _) => {
						("licenses_listByHolder", vec![holder.json(&node, at).await?])
					}
					(None, Some(issuer)) => (
						"licenses_listByIssuer",
						vec![json!(issuer.id(&node, at).await?), json!(type_code)],
					),
					(None, None) => return Err(Failure::Usage("whose licenses?".into())),
				};
				let page = node.list(method, params, &paging).await?;
				let columns = [
					"id",
					"number",
					"status",
					"statusCode",
					"issuer",
					"validFrom",
					"validUntil",
					"current",
				];
				Ok(Report::page(page, &columns))
			}
			Self::History { license, paging } => {
				let columns = ["index", "at", "by", "act"];
				list(global, "licenses_listHistory", &license, &paging, &columns).await
			}
			Self::Uses { license, paging } => {
				let columns = ["index", "at", "by", "consent", "license", "left", "statement"];
				list(global, "licenses_listUses", &license, &paging, &columns).await
			}
			Self::StatusList { issuer, type_code, purpose, list, base, at } => {
				let node = global.node().await?;
				let issuer = json!(issuer.id(&node, &at).await?);
				let params =
					vec![issuer, json!(type_code), purpose.json(), json!(list), json!(base)];
				let what = "license in this status list";
				Ok(document(node.find("licenses_getStatusList", params, &at, what).await?))
			}
			Self::Export { presented, base, at } => {
				let (node, license, shown) = presented.read(global, &at).await?;
				let query = json!({ "license": license, "disclosed": shown });
				let params = vec![query, json!(base)];
				Ok(document(node.find("licenses_getCredential", params, &at, license).await?))
			}
		}
	}
}

/// A list of what there is about a license. An unknown license would look as if there was nothing.
pub async fn list(
	global: &Global,
	method: &str,
	license: &Named,
	paging: &Paging,
	columns: &[&str],
) -> Result<Report> {
	let node = global.node().await?;
	let id = id_of(&license.get(&node, &paging.at).await?)?;
	let page = node.list(method, vec![json!(id)], paging).await?;
	Ok(Report::page(page, columns))
}

/// A document that is meant for others: people see what programs do.
fn document(json: Json) -> Report {
	let text = format!("{json:#}");
	Report::new(json, text)
}
