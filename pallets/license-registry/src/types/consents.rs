// SPDX-License-Identifier: Apache-2.0

//! Consents to the use of licenses, and the log of uses.

use super::{ConsentId, LicenseId};
use covenant_primitives::{json, stored, Actor, Moment, OrganizationId, Party, Purpose};
use sp_core::H256;

stored! {
	/// What a holder consents to.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Terms {
		/// Which fields: a bit each, the lowest for the first field of the type's version.
		#[serde(with = "json::decimal")]
		pub fields: u64,
		/// For what.
		pub purpose: Purpose,
		/// From when, in UTC milliseconds; it may lie in the past.
		pub from: Moment,
		/// Until when, itself excluded.
		pub until: Moment,
		/// How often.
		pub uses: u32,
	}

	/// Where a consent stands.
	#[derive(Copy)]
	#[serde(tag = "state", rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum ConsentStatus {
		/// The organization asked, the holder is to answer.
		#[codec(index = 0)]
		Requested,
		/// The holder consented.
		#[codec(index = 1)]
		Given {
			/// The party that spoke for the holder then.
			by: Party,
			/// When, in UTC milliseconds.
			at: Moment,
		},
		/// The holder refused. Nothing leads back from here.
		#[codec(index = 2)]
		Refused {
			/// When, in UTC milliseconds.
			at: Moment,
		},
		/// The holder or the organization withdrew it. Nothing leads back from here.
		#[codec(index = 3)]
		Withdrawn {
			/// Who did.
			by: Party,
			/// When, in UTC milliseconds.
			at: Moment,
		},
	}

	/// A consent, or a request for one.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Consent {
		/// The license it was asked or given for. It holds for later versions of the certificate
		/// too, as long as they have the same fields.
		pub license: LicenseId,
		/// Who may use it.
		pub organization: OrganizationId,
		/// To what.
		pub terms: Terms,
		/// When it was asked for, or given unasked, in UTC milliseconds.
		pub since: Moment,
		/// How many uses are left.
		pub uses_left: u32,
		/// Where it stands.
		pub status: ConsentStatus,
	}

	/// What a consent is worth at a moment, the license aside.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum ConsentStanding {
		/// It can be used.
		#[codec(index = 0)]
		InForce,
		/// The holder has not consented, or refused.
		#[codec(index = 1)]
		NotGiven,
		/// It was withdrawn.
		#[codec(index = 2)]
		Withdrawn,
		/// Its period has not begun.
		#[codec(index = 3)]
		NotYet,
		/// Its period is over.
		#[codec(index = 4)]
		Expired,
		/// It was used as often as was consented to.
		#[codec(index = 5)]
		UsedUp,
		/// Another party speaks for the holder since, and has not consented.
		#[codec(index = 6)]
		HolderReplaced,
		/// The certificate's present version has other fields.
		#[codec(index = 7)]
		FieldsChanged,
		/// Nobody speaks for the holder any more, nor could withdraw it.
		#[codec(index = 8)]
		HolderGone,
	}

	/// An entry of the log of uses.
	pub struct Use<AccountId> {
		/// When, in UTC milliseconds.
		pub at: Moment,
		/// In which block.
		pub block: u32,
		/// Who used it, and for whom.
		pub by: Actor<AccountId>,
		/// With which consent.
		pub consent: ConsentId,
		/// In which version.
		pub license: LicenseId,
		/// A salted hash of what it was used for.
		pub statement: H256,
		/// How many uses are left.
		pub left: u32,
	}
}

impl Terms {
	/// Whether a consent to them can be used at some time after `now`, for a license of so many
	/// fields.
	pub fn are_possible(&self, field_count: u32, now: Moment) -> bool {
		let beyond = self.fields.checked_shr(field_count).unwrap_or(0);
		self.fields != 0
			&& beyond == 0
			&& self.until > self.from
			&& self.until > now
			&& self.uses > 0
	}
}

impl Consent {
	/// What it is worth at `now`, while `holder`, or nobody, speaks for the holder, if the certificate
	/// has or has not the `same_fields` as when it was asked for or given.
	pub fn standing(
		&self,
		same_fields: bool,
		holder: Option<Party>,
		now: Moment,
	) -> ConsentStanding {
		match self.status {
			ConsentStatus::Requested | ConsentStatus::Refused { .. } => ConsentStanding::NotGiven,
			ConsentStatus::Withdrawn { .. } => ConsentStanding::Withdrawn,
			ConsentStatus::Given { .. } if holder.is_none() => ConsentStanding::HolderGone,
			ConsentStatus::Given { by, .. } if holder != Some(by) => {
				ConsentStanding::HolderReplaced
			}
			ConsentStatus::Given { .. } if self.terms.until <= now => ConsentStanding::Expired,
			ConsentStatus::Given { .. } if self.uses_left == 0 => ConsentStanding::UsedUp,
			ConsentStatus::Given { .. } if !same_fields => ConsentStanding::FieldsChanged,
			ConsentStatus::Given { .. } if now < self.terms.from => ConsentStanding::NotYet,
			ConsentStatus::Given { .. } => ConsentStanding::InForce,
		}
	}
}
