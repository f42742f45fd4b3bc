// SPDX-License-Identifier: Apache-2.0

//! What clients ask about licenses. Each `licenses_*` method of the JSON-RPC is an alias of one query,
//! or a W3C document of what some of them answer.

use crate::*;
use alloc::{string::String, vec::Vec};
use codec::{Codec, Decode, Encode};
pub use covenant_primitives::{Page, MAX_PAGE};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

macro_rules! answered {
	($($item:item)*) => {
		$(
			#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
			#[serde(rename_all = "camelCase")]
			$item
		)*
	};
}

answered! {
	/// A license type with its present version.
	pub struct LicenseTypeInfo {
		/// The code.
		pub type_code: TypeCode,
		/// Who registered it, where, in how many versions.
		#[serde(flatten)]
		pub license_type: LicenseType,
		/// What its present version says.
		pub form: Form,
	}

	/// A version of a type.
	pub struct TypeVersionInfo {
		/// Its number, from 1.
		pub version: u32,
		/// What it says, and since when.
		#[serde(flatten)]
		pub content: TypeVersion,
	}

	/// An organization that issues licenses of another one's type.
	pub struct IssuerInfo {
		/// The issuer.
		pub organization: OrganizationId,
		/// Where it issues, and since when.
		#[serde(flatten)]
		pub appointment: Appointment,
	}

	/// The recognition of a type.
	pub struct RecognitionInfo {
		/// Who recognizes it.
		pub organization: OrganizationId,
		/// On which conditions.
		#[serde(flatten)]
		pub conditions: Conditions,
	}

	/// A license with what follows from it.
	pub struct LicenseInfo<AccountId> {
		/// The id.
		pub id: LicenseId,
		/// The license.
		#[serde(flatten)]
		pub license: License<AccountId>,
		/// Its type.
		pub type_code: TypeCode,
		/// Where it stands at the queried block's time, by itself: see `check` for the rest.
		pub status_code: StatusCode,
		/// The version of the certificate that is in effect.
		pub current: LicenseId,
		/// The number of its status lists among those of its issuer and type.
		pub status_list: u32,
		/// Its place in them.
		pub status_list_index: u32,
	}

	/// An entry of a license's history.
	pub struct HistoryInfo<AccountId> {
		/// Its number, from 0.
		pub index: u32,
		/// The entry.
		#[serde(flatten)]
		pub entry: Entry<AccountId>,
	}

	/// An entry of a certificate's log of uses.
	pub struct UseInfo<AccountId> {
		/// Its number, from 0.
		pub index: u64,
		/// The entry.
		#[serde(flatten)]
		pub entry: Use<AccountId>,
	}

	/// A status list at a block.
	pub struct StatusListInfo {
		/// The bits: 131,072 in 16 KiB, the first one the highest bit of the first byte.
		#[serde(with = "covenant_primitives::json::hex")]
		pub bits: Vec<u8>,
		/// The block's time, in UTC milliseconds.
		pub at: Moment,
	}

	/// A consent with what it is worth.
	pub struct ConsentInfo {
		/// The id.
		pub id: ConsentId,
		/// The consent.
		#[serde(flatten)]
		pub consent: Consent,
		/// What it is worth at the queried block's time, the license aside.
		pub standing: ConsentStanding,
	}
}

sp_api::decl_runtime_apis! {
	/// License types, licenses, consents to their use, and checks.
	pub trait LicensesApi<AccountId> where AccountId: Codec {
		/// Whether a license is valid, and every reason why not; whether fields are its own.
		fn check(query: LicenseQuery) -> CheckReport;

		/// A license.
		fn license(id: LicenseId) -> Option<LicenseInfo<AccountId>>;

		/// The license with an identifier, which is written in the national form.
		fn license_by_number(number: String) -> Option<LicenseInfo<AccountId>>;

		/// The licenses for whose holder a party speaks, former versions included, at most 100 a
		/// page.
		fn licenses_of(holder: Party, cursor: Option<LicenseId>, limit: u32) -> Page<LicenseInfo<AccountId>, LicenseId>;

		/// The licenses of a type by an issuer, in the order of their positions, at most 100 a page.
		fn licenses_by(issuer: OrganizationId, type_code: TypeCode, cursor: Option<u32>, limit: u32) -> Page<LicenseInfo<AccountId>, u32>;

		/// What happened to a license, oldest first, at most 100 entries a page.
		fn history(license: LicenseId, cursor: Option<u32>, limit: u32) -> Page<HistoryInfo<AccountId>, u32>;

		/// The log of uses of the certificate that a license is a version of, oldest first, at most
		/// 100 entries a page.
		fn uses(license: LicenseId, cursor: Option<u64>, limit: u32) -> Page<UseInfo<AccountId>, u64>;

		/// A consent, or a request for one.
		fn consent(id: ConsentId) -> Option<ConsentInfo>;

		/// The consents to the use of the certificate that a license is a version of, and requests, at
		/// most 100 a page.
		fn consents_of(license: LicenseId, cursor: Option<ConsentId>, limit: u32) -> Page<ConsentInfo, ConsentId>;

		/// The consents that an organization was given or asked for, at most 100 a page.
		fn consents_to(organization: OrganizationId, cursor: Option<ConsentId>, limit: u32) -> Page<ConsentInfo, ConsentId>;

		/// A license type with its present version.
		fn license_type(type_code: TypeCode) -> Option<LicenseTypeInfo>;

		/// The license types, at most 100 a page.
		fn license_types(cursor: Option<TypeCode>, limit: u32) -> Page<LicenseTypeInfo, TypeCode>;

		/// The versions of a type, oldest first, at most 100 a page.
		fn type_versions(type_code: TypeCode, cursor: Option<u32>, limit: u32) -> Page<TypeVersionInfo, u32>;

		/// Who issues licenses of a type beside its authority, at most 100 a page.
		fn issuers(type_code: TypeCode, cursor: Option<OrganizationId>, limit: u32) -> Page<IssuerInfo, OrganizationId>;

		/// Who recognizes a type, at most 100 a page.
		fn recognitions(type_code: TypeCode, cursor: Option<OrganizationId>, limit: u32) -> Page<RecognitionInfo, OrganizationId>;

		/// A status list of an issuer and a type. `None` if no license has a place in it.
		fn status_list(issuer: OrganizationId, type_code: TypeCode, purpose: StatusPurpose, list: u32) -> Option<StatusListInfo>;
	}
}
