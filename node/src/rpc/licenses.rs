// SPDX-License-Identifier: Apache-2.0

//! `licenses_*`: license types, licenses, consents to their use, and checks; licenses and status
//! lists as W3C credentials.

use super::query::{Limit, Query};
use crate::credentials::{Base, LicenseCredential, StatusListCredential, StatusListRef};
use covenant_primitives::{OrganizationId, Page, Party, TypeCode};
use covenant_runtime::{AccountId, Hash};
use jsonrpsee::{
	core::RpcResult,
	proc_macros::rpc,
	types::{
		error::{INTERNAL_ERROR_CODE, INVALID_PARAMS_CODE},
		ErrorObjectOwned,
	},
};
use pallet_license_registry::{
	runtime_api::{
		ConsentInfo, HistoryInfo, IssuerInfo, LicenseInfo, LicenseTypeInfo, LicensesApi,
		RecognitionInfo, TypeVersionInfo, UseInfo,
	},
	CheckReport, ConsentId, Disclosure, Failure, LicenseId, LicenseQuery, LicenseRef,
	StatusPurpose,
};
use pallet_organizations::runtime_api::OrganizationsApi;
use serde::Deserialize;

/// A license and fields of it that are shown.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shown {
	/// `{"id": 7}` or `{"number": "1.2.156…"}`.
	license: LicenseRef,
	/// As `covenant license present` writes them.
	#[serde(default)]
	disclosed: Vec<Disclosure>,
}

/// `at` is a block's hash; without it the answer is that of the last finalized block. Who or what
/// is unknown is answered with `null`. A party is `{"organization": 3}` or `{"person": 5}`, and
/// `cursor` is `next` of the page before.
#[rpc(server)]
pub trait LicensesRpc {
	/// Whether a license is valid, and every reason why not; whether fields are its own.
	#[method(name = "licenses_check")]
	fn check(&self, query: LicenseQuery, at: Option<Hash>) -> RpcResult<CheckReport>;

	/// A license.
	#[method(name = "licenses_get")]
	fn get(&self, id: LicenseId, at: Option<Hash>) -> RpcResult<Option<LicenseInfo<AccountId>>>;

	/// The license with an identifier in the national form.
	#[method(name = "licenses_getByNumber")]
	fn get_by_number(
		&self,
		number: String,
		at: Option<Hash>,
	) -> RpcResult<Option<LicenseInfo<AccountId>>>;

	/// The licenses for whose holder a party speaks, former versions included.
	#[method(name = "licenses_listByHolder")]
	fn list_by_holder(
		&self,
		holder: Party,
		cursor: Option<LicenseId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<LicenseInfo<AccountId>, LicenseId>>;

	/// The licenses of a type by an issuer, as they were issued.
	#[method(name = "licenses_listByIssuer")]
	fn list_by_issuer(
		&self,
		issuer: OrganizationId,
		type_code: TypeCode,
		cursor: Option<u32>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<LicenseInfo<AccountId>, u32>>;

	/// What happened to a license, the oldest entry first.
	#[method(name = "licenses_listHistory")]
	fn list_history(
		&self,
		license: LicenseId,
		cursor: Option<u32>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<HistoryInfo<AccountId>, u32>>;

	/// Who used a certificate with its holder's consent, the oldest entry first.
	#[method(name = "licenses_listUses")]
	fn list_uses(
		&self,
		license: LicenseId,
		cursor: Option<u64>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<UseInfo<AccountId>, u64>>;

	/// A consent, or a request for one.
	#[method(name = "licenses_getConsent")]
	fn get_consent(&self, id: ConsentId, at: Option<Hash>) -> RpcResult<Option<ConsentInfo>>;

	/// The consents to the use of a certificate, and requests.
	#[method(name = "licenses_listConsents")]
	fn list_consents(
		&self,
		license: LicenseId,
		cursor: Option<ConsentId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ConsentInfo, ConsentId>>;

	/// The consents that an organization was given or asked for.
	#[method(name = "licenses_listConsentsTo")]
	fn list_consents_to(
		&self,
		organization: OrganizationId,
		cursor: Option<ConsentId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ConsentInfo, ConsentId>>;

	/// A license type with its present version.
	#[method(name = "licenses_getType")]
	fn get_type(&self, type_code: TypeCode, at: Option<Hash>)
		-> RpcResult<Option<LicenseTypeInfo>>;

	/// The license types.
	#[method(name = "licenses_listTypes")]
	fn list_types(
		&self,
		cursor: Option<TypeCode>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<LicenseTypeInfo, TypeCode>>;

	/// The versions of a type, the oldest first.
	#[method(name = "licenses_listTypeVersions")]
	fn list_type_versions(
		&self,
		type_code: TypeCode,
		cursor: Option<u32>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<TypeVersionInfo, u32>>;

	/// Who issues licenses of a type beside its authority.
	#[method(name = "licenses_listIssuers")]
	fn list_issuers(
		&self,
		type_code: TypeCode,
		cursor: Option<OrganizationId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<IssuerInfo, OrganizationId>>;

	/// Who recognizes a type, and on which conditions.
	#[method(name = "licenses_listRecognitions")]
	fn list_recognitions(
		&self,
		type_code: TypeCode,
		cursor: Option<OrganizationId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<RecognitionInfo, OrganizationId>>;

	/// A status list of an issuer and a type as a W3C credential (Bitstring Status List 1.0), not
	/// signed. `base` is the http or https address that it is put under; names of this chain if
	/// `null`. `null` if no license has a place in the list.
	#[method(name = "licenses_getStatusList")]
	fn get_status_list(
		&self,
		issuer: OrganizationId,
		type_code: TypeCode,
		purpose: StatusPurpose,
		list: u32,
		base: Option<Base>,
		at: Option<Hash>,
	) -> RpcResult<Option<StatusListCredential>>;

	/// A license as a W3C Verifiable Credential (Data Model 2.0), not signed. The fields that are
	/// shown have to be its own. `base` is as for `licenses_getStatusList`.
	#[method(name = "licenses_getCredential")]
	fn get_credential(
		&self,
		shown: Shown,
		base: Option<Base>,
		at: Option<Hash>,
	) -> RpcResult<Option<LicenseCredential>>;
}

/// Why a check refuses what was shown, if it does.
fn not_genuine(report: CheckReport) -> Option<ErrorObjectOwned> {
	let why = report.failures.into_iter().find_map(|failure| match failure {
		Failure::TamperedField { index } => Some(format!("field {index} is not the license's")),
		Failure::TooManyFields => Some("more fields than a license has".into()),
		_ => None,
	});
	why.map(|why| ErrorObjectOwned::owned(INVALID_PARAMS_CODE, why, None::<()>))
}

impl LicensesRpcServer for Query {
	fn check(&self, query: LicenseQuery, at: Option<Hash>) -> RpcResult<CheckReport> {
		self.ask(at, |api, at| api.check(at, query))
	}

	fn get(&self, id: LicenseId, at: Option<Hash>) -> RpcResult<Option<LicenseInfo<AccountId>>> {
		self.ask(at, |api, at| api.license(at, id))
	}

	fn get_by_number(
		&self,
		number: String,
		at: Option<Hash>,
	) -> RpcResult<Option<LicenseInfo<AccountId>>> {
		self.ask(at, |api, at| api.license_by_number(at, number))
	}

	fn list_by_holder(
		&self,
		holder: Party,
		cursor: Option<LicenseId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<LicenseInfo<AccountId>, LicenseId>> {
		self.ask(at, |api, at| api.licenses_of(at, holder, cursor, limit.0))
	}

	fn list_by_issuer(
		&self,
		issuer: OrganizationId,
		type_code: TypeCode,
		cursor: Option<u32>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<LicenseInfo<AccountId>, u32>> {
		self.ask(at, |api, at| api.licenses_by(at, issuer, type_code, cursor, limit.0))
	}

	fn list_history(
		&self,
		license: LicenseId,
		cursor: Option<u32>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<HistoryInfo<AccountId>, u32>> {
		self.ask(at, |api, at| api.history(at, license, cursor, limit.0))
	}

	fn list_uses(
		&self,
		license: LicenseId,
		cursor: Option<u64>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<UseInfo<AccountId>, u64>> {
		self.ask(at, |api, at| api.uses(at, license, cursor, limit.0))
	}

	fn get_consent(&self, id: ConsentId, at: Option<Hash>) -> RpcResult<Option<ConsentInfo>> {
		self.ask(at, |api, at| api.consent(at, id))
	}

	fn list_consents(
		&self,
		license: LicenseId,
		cursor: Option<ConsentId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ConsentInfo, ConsentId>> {
		self.ask(at, |api, at| api.consents_of(at, license, cursor, limit.0))
	}

	fn list_consents_to(
		&self,
		organization: OrganizationId,
		cursor: Option<ConsentId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ConsentInfo, ConsentId>> {
		self.ask(at, |api, at| api.consents_to(at, organization, cursor, limit.0))
	}

	fn get_type(
		&self,
		type_code: TypeCode,
		at: Option<Hash>,
	) -> RpcResult<Option<LicenseTypeInfo>> {
		self.ask(at, |api, at| api.license_type(at, type_code))
	}

	fn list_types(
		&self,
		cursor: Option<TypeCode>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<LicenseTypeInfo, TypeCode>> {
		self.ask(at, |api, at| api.license_types(at, cursor, limit.0))
	}

	fn list_type_versions(
		&self,
		type_code: TypeCode,
		cursor: Option<u32>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<TypeVersionInfo, u32>> {
		self.ask(at, |api, at| api.type_versions(at, type_code, cursor, limit.0))
	}

	fn list_issuers(
		&self,
		type_code: TypeCode,
		cursor: Option<OrganizationId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<IssuerInfo, OrganizationId>> {
		self.ask(at, |api, at| api.issuers(at, type_code, cursor, limit.0))
	}

	fn list_recognitions(
		&self,
		type_code: TypeCode,
		cursor: Option<OrganizationId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<RecognitionInfo, OrganizationId>> {
		self.ask(at, |api, at| api.recognitions(at, type_code, cursor, limit.0))
	}

	fn get_status_list(
		&self,
		issuer: OrganizationId,
		type_code: TypeCode,
		purpose: StatusPurpose,
		list: u32,
		base: Option<Base>,
		at: Option<Hash>,
	) -> RpcResult<Option<StatusListCredential>> {
		let base = base.unwrap_or_else(|| Base::of_chain(self.genesis()));
		let info = self.ask(at, |api, at| api.status_list(at, issuer, type_code, purpose, list))?;
		let which = StatusListRef { issuer, type_code, purpose, list };
		info.map(|info| StatusListCredential::new(which, &info, &base)).transpose().map_err(
			|error| ErrorObjectOwned::owned(INTERNAL_ERROR_CODE, error.to_string(), None::<()>),
		)
	}

	fn get_credential(
		&self,
		shown: Shown,
		base: Option<Base>,
		at: Option<Hash>,
	) -> RpcResult<Option<LicenseCredential>> {
		let Shown { license, disclosed } = shown;
		let base = base.unwrap_or_else(|| Base::of_chain(self.genesis()));
		let at = Some(self.block(at));
		let query = LicenseQuery { license, disclosed: disclosed.clone(), asking: None };
		let report = self.check(query, at)?;
		let Some(id) = report.license.as_ref().map(|license| license.id) else { return Ok(None) };
		if let Some(error) = not_genuine(report) {
			return Err(error);
		}
		self.ask(at, |api, at| {
			let Some(license) = api.license(at, id)? else { return Ok(None) };
			// The version itself is the one after that before it.
			let before = license.license.type_version.checked_sub(1);
			let versions = api.type_versions(at, license.type_code, before, 1)?;
			let name = versions.items.into_iter().next().map(|version| version.content.form.name);
			let name = name.map(|name| String::from_utf8_lossy(&name).into_owned());
			let issuer = api.organization(at, license.license.issuer)?;
			Ok(Some(LicenseCredential::new(&license, name, issuer, disclosed, &base)))
		})
	}
}
