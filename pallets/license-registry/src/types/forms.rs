// SPDX-License-Identifier: Apache-2.0

//! Types: what they say, who issues licenses of them, who recognizes them.

use super::Division;
use alloc::collections::BTreeSet;
use covenant_primitives::{
	fields::MAX_FIELDS, json, readable, stored, Moment, OrganizationId, Party,
};
use frame_support::{traits::ConstU32, BoundedVec};

/// What a type is called, as UTF-8 text.
pub type Name = BoundedVec<u8, ConstU32<128>>;

/// What a field is called, as UTF-8 text.
pub type FieldName = BoundedVec<u8, ConstU32<64>>;

/// The fields of a type, in the order of the leaves of its licenses' trees.
pub type FieldNames = BoundedVec<FieldName, ConstU32<MAX_FIELDS>>;

stored! {
	/// Which licenses of a type there can be.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Rules {
		/// The longest period of validity, in milliseconds; `None` if it is not limited, and may
		/// have no end.
		pub max_period: Option<Moment>,
		/// Whether organizations hold them.
		pub organizations: bool,
		/// Whether persons hold them.
		pub persons: bool,
	}

	/// What a version of a type says.
	#[serde(rename_all = "camelCase")]
	pub struct Form {
		/// What the certificate is called.
		#[serde(with = "json::text")]
		pub name: Name,
		/// Its fields, 1 to 64, each name once.
		#[serde(with = "json::texts")]
		pub fields: FieldNames,
		/// Which licenses there can be.
		pub rules: Rules,
	}

	/// A version of a type.
	#[serde(rename_all = "camelCase")]
	pub struct TypeVersion {
		/// What it says.
		#[serde(flatten)]
		pub form: Form,
		/// Since when, in UTC milliseconds.
		pub since: Moment,
	}

	/// A license type.
	#[serde(rename_all = "camelCase")]
	pub struct LicenseType {
		/// Who registered it: it amends and retires it, appoints issuers, and is one itself.
		pub authority: OrganizationId,
		/// Where licenses of it are issued.
		pub jurisdiction: Division,
		/// The number of its present version; the first is 1.
		pub latest: u32,
		/// When it was retired, in UTC milliseconds.
		pub retired_at: Option<Moment>,
	}

	/// An organization issues licenses of another one's type.
	#[serde(rename_all = "camelCase")]
	pub struct Appointment {
		/// Where it does.
		pub jurisdiction: Division,
		/// Since when, in UTC milliseconds.
		pub since: Moment,
	}

	/// Which licenses of a type an organization takes for valid in its own realm.
	#[serde(rename_all = "camelCase")]
	pub struct Conditions {
		/// From when, in UTC milliseconds.
		pub from: Moment,
		/// Until when, itself excluded; `None` for an open end.
		pub until: Option<Moment>,
		/// From which version of the type, from 1.
		pub min_version: u32,
		/// Up to which, itself included; `None` for all later ones.
		pub max_version: Option<u32>,
		/// Issued for where.
		pub jurisdiction: Division,
	}

	/// Why an organization does not recognize a license.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum Unrecognized {
		/// It does not recognize the type.
		#[codec(index = 0)]
		Type,
		/// Not yet.
		#[codec(index = 1)]
		NotYet,
		/// No longer.
		#[codec(index = 2)]
		Ended,
		/// Not this version of the type.
		#[codec(index = 3)]
		Version,
		/// Not where the license was issued for.
		#[codec(index = 4)]
		Jurisdiction,
	}
}

impl Form {
	/// Whether the name says something.
	pub fn has_name(&self) -> bool {
		readable(&self.name).is_some()
	}

	/// Whether there are fields, each with a name of its own.
	pub fn has_fields(&self) -> bool {
		let distinct: BTreeSet<_> = self.fields.iter().collect();
		!self.fields.is_empty()
			&& distinct.len() == self.fields.len()
			&& self.fields.iter().all(|name| readable(name).is_some())
	}

	/// How many fields there are.
	pub fn field_count(&self) -> u32 {
		// No more than MAX_FIELDS.
		u32::try_from(self.fields.len()).unwrap_or(u32::MAX)
	}
}

impl Rules {
	/// Whether there can be a license under them.
	pub fn are_possible(&self) -> bool {
		self.max_period != Some(0) && (self.organizations || self.persons)
	}

	/// Whether `party` may hold a license.
	pub fn admit(&self, party: Party) -> bool {
		match party {
			Party::Organization(_) => self.organizations,
			Party::Person(_) => self.persons,
		}
	}

	/// Whether a license may be valid so long. It has to be valid at some time after `now`.
	pub fn allow(&self, from: Moment, until: Option<Moment>, now: Moment) -> bool {
		match until {
			Some(until) => {
				let length = until.saturating_sub(from);
				length > 0 && until > now && self.max_period.is_none_or(|max| length <= max)
			}
			None => self.max_period.is_none(),
		}
	}
}

impl Conditions {
	/// Whether a license can fulfill them after `now`.
	pub fn have_period(&self, now: Moment) -> bool {
		self.until.is_none_or(|until| until > self.from && until > now)
	}

	/// Whether there can be a version that they cover.
	pub fn have_versions(&self) -> bool {
		self.min_version > 0 && self.max_version.is_none_or(|max| max >= self.min_version)
	}

	/// Why they do not cover a license of this version and place at `now`, each reason.
	pub fn refuse(
		&self,
		type_version: u32,
		jurisdiction: &Division,
		now: Moment,
	) -> impl Iterator<Item = Unrecognized> {
		let wrong_version = type_version < self.min_version
			|| self.max_version.is_some_and(|max| type_version > max);
		[
			(now < self.from).then_some(Unrecognized::NotYet),
			self.until.is_some_and(|until| until <= now).then_some(Unrecognized::Ended),
			wrong_version.then_some(Unrecognized::Version),
			(!self.jurisdiction.contains(jurisdiction)).then_some(Unrecognized::Jurisdiction),
		]
		.into_iter()
		.flatten()
	}
}
