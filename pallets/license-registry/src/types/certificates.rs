// SPDX-License-Identifier: Apache-2.0

//! Certificates: their licenses, where those stand and why, their bits in status lists.

use super::{Division, LicenseId};
use alloc::vec::Vec;
use covenant_primitives::{
	json, license_number::MAX_LENGTH, stored, Actor, LicenseNumber, Moment, OrganizationId, Party,
	TypeCode,
};
use frame_support::{traits::ConstU32, BoundedVec};
use sp_core::H256;

/// An identifier in the national form, as text; `covenant_primitives::license_number` reads it.
pub type NumberText = BoundedVec<u8, ConstU32<MAX_LENGTH>>;

/// So many entries of a status list are kept together.
pub const CHUNK_ENTRIES: u32 = 1_024;

/// The bits of so many entries, in the order of a W3C Bitstring Status List: the first entry is the
/// highest bit of the first byte.
pub type Chunk = [u8; 128];

/// So many chunks make a status list.
pub const LIST_CHUNKS: u32 = 128;

/// How many entries a status list has: the least that the W3C specification allows, 16 KiB.
pub const LIST_ENTRIES: u32 = LIST_CHUNKS * CHUNK_ENTRIES;

stored! {
	/// Whom a license is for.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Holder {
		/// A salted hash that hides who it is and pins it.
		pub commitment: H256,
		/// Who speaks for the holder: the party's accounts, whichever they are at the time.
		pub party: Party,
	}

	/// What an issuer says about a license that is to be.
	#[serde(rename_all = "camelCase")]
	pub struct Draft {
		/// The identifier. It names the type.
		#[serde(with = "json::text")]
		pub number: NumberText,
		/// The type's version whose fields the tree has: the present one.
		pub type_version: u32,
		/// For where it is issued.
		pub jurisdiction: Division,
		/// Whom it is for.
		pub holder: Holder,
		/// The root of the tree of its salted fields (`covenant_primitives::fields`).
		pub root: H256,
		/// From when it is valid, in UTC milliseconds.
		pub valid_from: Moment,
		/// Until when, itself excluded; `None` for an open end.
		pub valid_until: Option<Moment>,
		/// A license that this one stands on, in whichever version that is in effect.
		pub base: Option<LicenseId>,
	}

	/// How a license came to be: the operation codes in use for electronic certificates.
	#[derive(Copy)]
	pub enum Operation {
		/// 01: a certificate in its first version.
		#[codec(index = 1)]
		#[serde(rename = "01")]
		Issued,
		/// 02: the former version with another period.
		#[codec(index = 2)]
		#[serde(rename = "02")]
		Renewed,
		/// 08: the former version, by another issuer.
		#[codec(index = 8)]
		#[serde(rename = "08")]
		TransferredIn,
		/// 09: the former version with other content.
		#[codec(index = 9)]
		#[serde(rename = "09")]
		Amended,
	}

	/// Where a license stands: the status codes in use for electronic certificates. Code 99, other,
	/// is a license whose period has not begun.
	#[derive(Copy)]
	pub enum StatusCode {
		/// Valid (有效).
		#[codec(index = 1)]
		#[serde(rename = "01")]
		Valid,
		/// Withheld (暂扣).
		#[codec(index = 2)]
		#[serde(rename = "02")]
		Withheld,
		/// Revoked, as it should not have been issued (撤销).
		#[codec(index = 3)]
		#[serde(rename = "03")]
		Revoked,
		/// Canceled (注销).
		#[codec(index = 4)]
		#[serde(rename = "04")]
		Canceled,
		/// Lapsed (失效): its period is over, or another version took its place.
		#[codec(index = 5)]
		#[serde(rename = "05")]
		Lapsed,
		/// Transferred out (转出): another issuer's version took its place.
		#[codec(index = 6)]
		#[serde(rename = "06")]
		TransferredOut,
		/// Revoked as a sanction (吊销).
		#[codec(index = 7)]
		#[serde(rename = "07")]
		RevokedAsSanction,
		/// Anything else.
		#[codec(index = 99)]
		#[serde(rename = "99")]
		Other,
	}

	/// Why a license is withheld.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum WithholdingReason {
		/// As an administrative penalty (Administrative Penalty Law, art. 9).
		#[codec(index = 0)]
		Penalty,
		/// The holder is under investigation.
		#[codec(index = 1)]
		Investigation,
		/// A court ordered it.
		#[codec(index = 2)]
		CourtOrder,
		/// The holder has to put something right first.
		#[codec(index = 3)]
		Rectification,
		/// The holder asked for it.
		#[codec(index = 4)]
		HolderRequest,
		/// Anything else.
		#[codec(index = 5)]
		Other,
	}

	/// Why a license is canceled (Administrative License Law, art. 70).
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum CancellationReason {
		/// Its period is over and was not extended.
		#[codec(index = 0)]
		NotExtended,
		/// The person died or lost the capacity that the license takes.
		#[codec(index = 1)]
		PersonGone,
		/// The organization was dissolved.
		#[codec(index = 2)]
		OrganizationGone,
		/// The law or the facts that it was granted on changed, and the grant was withdrawn.
		#[codec(index = 3)]
		Withdrawn,
		/// What it permits became impossible through force majeure.
		#[codec(index = 4)]
		ForceMajeure,
		/// The holder asked for it.
		#[codec(index = 5)]
		HolderRequest,
		/// Anything else.
		#[codec(index = 6)]
		Other,
	}

	/// Why a license is revoked (Administrative License Law, art. 69 and 80).
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum RevocationReason {
		/// Officials abused their power or neglected their duty.
		#[codec(index = 0)]
		AbuseOfPower,
		/// It went beyond the issuer's competence.
		#[codec(index = 1)]
		BeyondCompetence,
		/// The procedure was broken.
		#[codec(index = 2)]
		Procedure,
		/// The holder did not fulfill the conditions.
		#[codec(index = 3)]
		ConditionsNotMet,
		/// The holder obtained it by deception or bribery.
		#[codec(index = 4)]
		Deception,
		/// The holder broke the law under it.
		#[codec(index = 5)]
		Violation,
		/// Anything else.
		#[codec(index = 6)]
		Other,
	}

	/// What an issuer decided about a license. Whether it lapsed is a matter of its period, and
	/// whether another version took its place one of its successor.
	#[derive(Copy)]
	#[serde(tag = "state", rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum Status {
		/// Nothing against it.
		#[codec(index = 0)]
		Active,
		/// It has no effect until it is released.
		#[codec(index = 1)]
		Withheld {
			/// Why.
			reason: WithholdingReason,
			/// Since when, in UTC milliseconds.
			at: Moment,
		},
		/// It ended. Nothing leads back from here.
		#[codec(index = 2)]
		Canceled {
			/// Why.
			reason: CancellationReason,
			/// When, in UTC milliseconds.
			at: Moment,
		},
		/// It was taken away. Nothing leads back from here.
		#[codec(index = 3)]
		Revoked {
			/// Why.
			reason: RevocationReason,
			/// Whether as a sanction.
			sanction: bool,
			/// When, in UTC milliseconds.
			at: Moment,
		},
	}

	/// What took a license's place.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Succession {
		/// The next version of the certificate.
		pub license: LicenseId,
		/// How it came to be.
		pub operation: Operation,
	}

	/// A license. The operator who issued it did so for the issuer.
	#[serde(rename_all = "camelCase")]
	pub struct License<AccountId> {
		/// The identifier. It names the type.
		pub number: LicenseNumber,
		/// The type's version whose fields the tree has.
		pub type_version: u32,
		/// Who issued it.
		pub issuer: OrganizationId,
		/// For where.
		pub jurisdiction: Division,
		/// Whom it is for.
		pub holder: Holder,
		/// The root of the tree of its salted fields.
		pub root: H256,
		/// From when it is valid, in UTC milliseconds.
		pub valid_from: Moment,
		/// Until when, itself excluded; `None` for an open end.
		pub valid_until: Option<Moment>,
		/// What an issuer decided about it.
		pub status: Status,
		/// Whom the issuer offered it to.
		pub offered_to: Option<OrganizationId>,
		/// How it came to be.
		pub operation: Operation,
		/// The certificate: the id of its first version.
		pub certificate: LicenseId,
		/// The version before it.
		pub predecessor: Option<LicenseId>,
		/// The version after it.
		pub successor: Option<Succession>,
		/// What it stands on.
		pub base: Option<LicenseId>,
		/// When it was issued, in UTC milliseconds.
		pub issued_at: Moment,
		/// In which block.
		pub issued_in: u32,
		/// By which operator of the issuer.
		pub issued_by: AccountId,
		/// Its place in the status lists of its issuer and type, from 0.
		pub position: u32,
		/// How many entries its history has, from 1.
		pub history_length: u32,
	}

	/// What happened to a license.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum Act {
		/// It was issued.
		#[codec(index = 0)]
		Issued {
			/// How it came to be.
			operation: Operation,
		},
		/// It was withheld.
		#[codec(index = 1)]
		Withheld {
			/// Why.
			reason: WithholdingReason,
		},
		/// It was released.
		#[codec(index = 2)]
		Released,
		/// It was canceled.
		#[codec(index = 3)]
		Canceled {
			/// Why.
			reason: CancellationReason,
		},
		/// It was revoked.
		#[codec(index = 4)]
		Revoked {
			/// Why.
			reason: RevocationReason,
			/// Whether as a sanction.
			sanction: bool,
		},
		/// It was offered to another issuer.
		#[codec(index = 5)]
		Offered {
			/// To whom.
			to: OrganizationId,
		},
		/// The offer was withdrawn.
		#[codec(index = 6)]
		OfferWithdrawn,
		/// Another version took its place.
		#[codec(index = 7)]
		Superseded {
			/// Which.
			by: Succession,
		},
		/// Another party speaks for the holder.
		#[codec(index = 8)]
		Reassigned {
			/// Who did.
			from: Party,
			/// Who does.
			to: Party,
		},
	}

	/// The licenses of one type by one issuer, which share status lists.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Series {
		/// The issuer.
		pub issuer: OrganizationId,
		/// The type.
		pub type_code: TypeCode,
	}

	/// What a bit of a status list says, if it is set.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum StatusPurpose {
		/// The license ended for good: revoked, canceled, or another version took its place.
		#[codec(index = 0)]
		Revocation,
		/// The license is withheld.
		#[codec(index = 1)]
		Suspension,
	}

	/// Why a license is not valid at a moment.
	#[derive(Copy)]
	#[serde(tag = "cause", rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum Cause {
		/// Its period has not begun.
		#[codec(index = 0)]
		NotYetValid {
			/// When it does.
			from: Moment,
		},
		/// Its period is over.
		#[codec(index = 1)]
		Expired {
			/// Since when.
			since: Moment,
		},
		/// It is withheld.
		#[codec(index = 2)]
		Withheld {
			/// Why.
			reason: WithholdingReason,
			/// Since when.
			since: Moment,
		},
		/// It was canceled.
		#[codec(index = 3)]
		Canceled {
			/// Why.
			reason: CancellationReason,
			/// When.
			since: Moment,
		},
		/// It was revoked.
		#[codec(index = 4)]
		Revoked {
			/// Why.
			reason: RevocationReason,
			/// Whether as a sanction.
			sanction: bool,
			/// When.
			since: Moment,
		},
		/// Another version took its place.
		#[codec(index = 5)]
		Superseded {
			/// The version that is in effect.
			by: LicenseId,
		},
		/// Another issuer's version took its place.
		#[codec(index = 6)]
		TransferredOut {
			/// The version that is in effect.
			by: LicenseId,
		},
	}

	/// An entry of a license's history.
	pub struct Entry<AccountId> {
		/// When, in UTC milliseconds.
		pub at: Moment,
		/// In which block.
		pub block: u32,
		/// Who acted, and for whom.
		pub by: Actor<AccountId>,
		/// What happened.
		pub act: Act,
	}
}

impl<AccountId> License<AccountId> {
	/// The type.
	pub fn type_code(&self) -> TypeCode {
		self.number.type_code()
	}

	/// The licenses that it shares status lists with.
	pub fn series(&self) -> Series {
		Series { issuer: self.issuer, type_code: self.type_code() }
	}

	/// Whether an issuer ended it for good.
	pub fn has_ended(&self) -> bool {
		matches!(self.status, Status::Canceled { .. } | Status::Revoked { .. })
	}

	/// Whether the period is over at `now`.
	fn has_expired(&self, now: Moment) -> bool {
		self.valid_until.is_some_and(|until| until <= now)
	}

	/// Every cause why it is not valid at `now`. `current` is the certificate's version in effect.
	pub fn causes(&self, current: LicenseId, now: Moment) -> Vec<Cause> {
		let decided = match self.status {
			Status::Active => None,
			Status::Withheld { reason, at } => Some(Cause::Withheld { reason, since: at }),
			Status::Canceled { reason, at } => Some(Cause::Canceled { reason, since: at }),
			Status::Revoked { reason, sanction, at } => {
				Some(Cause::Revoked { reason, sanction, since: at })
			}
		};
		let replaced = self.successor.map(|successor| match successor.operation {
			Operation::TransferredIn => Cause::TransferredOut { by: current },
			_ => Cause::Superseded { by: current },
		});
		let not_yet =
			(now < self.valid_from).then_some(Cause::NotYetValid { from: self.valid_from });
		let expired = self
			.valid_until
			.filter(|until| *until <= now)
			.map(|until| Cause::Expired { since: until });
		[decided, replaced, not_yet, expired].into_iter().flatten().collect()
	}

	/// Where it stands at `now`, in the codes in use for electronic certificates. What an issuer
	/// decided for good goes before what time does, and that before what can be undone.
	pub fn status_code(&self, now: Moment) -> StatusCode {
		match (self.status, self.successor) {
			(Status::Revoked { sanction: true, .. }, _) => StatusCode::RevokedAsSanction,
			(Status::Revoked { .. }, _) => StatusCode::Revoked,
			(Status::Canceled { .. }, _) => StatusCode::Canceled,
			(_, Some(Succession { operation: Operation::TransferredIn, .. })) => {
				StatusCode::TransferredOut
			}
			(_, Some(_)) => StatusCode::Lapsed,
			_ if self.has_expired(now) => StatusCode::Lapsed,
			(Status::Withheld { .. }, _) => StatusCode::Withheld,
			_ if now < self.valid_from => StatusCode::Other,
			(Status::Active, _) => StatusCode::Valid,
		}
	}

	/// Whether its bit is set in the list of this purpose.
	pub fn is_marked(&self, purpose: StatusPurpose) -> bool {
		match purpose {
			StatusPurpose::Revocation => self.has_ended() || self.successor.is_some(),
			StatusPurpose::Suspension => matches!(self.status, Status::Withheld { .. }),
		}
	}
}

/// The chunk of a license's bit, and the bit's place in it.
pub fn chunk_of(position: u32) -> (u32, u32) {
	(position / CHUNK_ENTRIES, position % CHUNK_ENTRIES)
}

/// Sets or clears the bit of an entry of a chunk.
pub fn mark(chunk: &mut Chunk, entry: u32, set: bool) {
	let mask = 0x80_u8.checked_shr(entry % 8).unwrap_or(0);
	let byte = usize::try_from(entry / 8).ok().and_then(|place| chunk.get_mut(place));
	if let Some(byte) = byte {
		*byte = if set { *byte | mask } else { *byte & !mask };
	}
}
