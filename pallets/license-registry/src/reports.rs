// SPDX-License-Identifier: Apache-2.0

//! What checks are asked and answer. It is not stored.

use crate::*;
use alloc::{string::String, vec::Vec};
use codec::{Decode, Encode};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// The most fields that one check takes: as many as a license can have.
pub const MAX_DISCLOSED: usize = 64;

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
	/// Names a license.
	pub enum LicenseRef {
		/// By its id.
		Id(LicenseId),
		/// By its identifier in the national form.
		Number(String),
	}

	/// A field that a holder shows.
	pub struct Disclosure {
		/// Its place among the type's fields, from 0.
		pub index: u32,
		/// What it is.
		pub name: String,
		/// What it says.
		pub value: String,
		/// Its salt.
		#[serde(with = "covenant_primitives::json::hex")]
		pub salt: covenant_primitives::Salt,
		/// The nodes beside the way from its leaf to the root.
		pub proof: Vec<H256>,
	}

	/// What is to be checked.
	pub struct LicenseQuery {
		/// Which license.
		pub license: LicenseRef,
		/// Which of its fields, no more than [`MAX_DISCLOSED`].
		#[serde(default)]
		pub disclosed: Vec<Disclosure>,
		/// In whose realm: that organization has to recognize the license.
		#[serde(default)]
		pub asking: Option<OrganizationId>,
	}

	/// What a check found out.
	pub struct CheckReport {
		/// Whether the license is valid, and every field that was shown is its own.
		pub valid: bool,
		/// Every reason why not.
		pub failures: Vec<Failure>,
		/// What else is worth knowing. The license is valid all the same.
		pub warnings: Vec<Warning>,
		/// The license, if there is one.
		pub license: Option<CheckedLicense>,
		/// The block whose state was checked.
		pub block: u32,
		/// Its time, in UTC milliseconds.
		pub at: Moment,
	}

	/// What a check says about the license.
	pub struct CheckedLicense {
		/// The id.
		pub id: LicenseId,
		/// The identifier.
		pub number: LicenseNumber,
		/// The version of the certificate that is in effect.
		pub current: LicenseId,
		/// The type.
		pub type_code: TypeCode,
		/// The type's version.
		pub type_version: u32,
		/// Where it stands, by itself.
		pub status_code: StatusCode,
		/// Who issued it.
		pub issuer: OrganizationId,
		/// The issuer's credit score, from 0 to 1000; `None` if it is no longer on the chain.
		pub issuer_score: Option<u16>,
	}
}

/// Why a check fails.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(tag = "failure", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Failure {
	/// The identifier is none: it is mistyped or made up.
	#[codec(index = 0)]
	Malformed,
	/// There is no such license.
	#[codec(index = 1)]
	Unknown,
	/// The license itself is not valid.
	#[codec(index = 2)]
	License(Cause),
	/// A license that it stands on, directly or not, is not valid.
	#[codec(index = 3)]
	Base {
		/// Which, in its version in effect.
		license: LicenseId,
		/// Why.
		#[serde(flatten)]
		cause: Cause,
	},
	/// It stands on more licenses than are followed.
	#[codec(index = 4)]
	TooManyBases,
	/// The asking organization does not recognize it.
	#[codec(index = 5)]
	NotRecognized {
		/// Why not.
		why: Unrecognized,
	},
	/// More fields were shown than a check takes. None was checked.
	#[codec(index = 6)]
	TooManyFields,
	/// A field that was shown is not that of the license.
	#[codec(index = 7)]
	TamperedField {
		/// The place that it was shown for.
		index: u32,
	},
}

/// What is worth knowing about a license that may be valid.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(tag = "warning", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Warning {
	/// The issuer is suspended.
	#[codec(index = 0)]
	IssuerSuspended,
	/// The issuer no longer issues such licenses: it was dismissed, or lost the capability.
	#[codec(index = 1)]
	IssuerNotEntitled,
	/// The issuer is no longer on the chain.
	#[codec(index = 2)]
	IssuerGone,
	/// The issuer offered the license to another one.
	#[codec(index = 3)]
	Offered {
		/// To whom.
		to: OrganizationId,
	},
}
