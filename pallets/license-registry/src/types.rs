// SPDX-License-Identifier: Apache-2.0

//! What the pallet keeps, and the rules that need no storage.

use alloc::{collections::BTreeSet, vec::Vec};
use covenant_primitives::{
	fields::MAX_FIELDS, json, license_number::MAX_LENGTH, stored, Actor, LicenseNumber, Moment,
	OrganizationId, Party, Purpose, TypeCode,
};
use frame_support::{
	traits::{ConstU32, Incrementable},
	BoundedVec,
};
use sp_core::H256;

/// What a type is called, as UTF-8 text.
pub type Name = BoundedVec<u8, ConstU32<128>>;

/// What a field is called, as UTF-8 text.
pub type FieldName = BoundedVec<u8, ConstU32<64>>;

/// The fields of a type, in the order of the leaves of its licenses' trees.
pub type FieldNames = BoundedVec<FieldName, ConstU32<MAX_FIELDS>>;

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
	/// A license: one version of a certificate. Counted up from 0, never used again.
	#[derive(Copy, PartialOrd, Ord, Default)]
	#[serde(transparent)]
	pub struct LicenseId(pub u64);

	/// A consent to the use of a license, or a request for one. Counted up from 0, never used again.
	#[derive(Copy, PartialOrd, Ord, Default)]
	#[serde(transparent)]
	pub struct ConsentId(pub u64);

	/// A part of the country: the first 2, 4 or 6 digits of its code (GB/T 2260), so a province, a
	/// city, a county; no digit for the nation. A city is written `3401`, not `340100`.
	#[serde(transparent)]
	pub struct Division(#[serde(with = "json::text")] pub BoundedVec<u8, ConstU32<6>>);

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
}

stored! {
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

macro_rules! counted {
	($($name:ident),*) => {
		$(
			impl Incrementable for $name {
				fn increment(&self) -> Option<Self> {
					self.0.checked_add(1).map(Self)
				}

				fn initial_value() -> Option<Self> {
					Some(Self(0))
				}
			}
		)*
	};
}

counted!(LicenseId, ConsentId);

impl Division {
	/// Whether it is written as it has to be.
	pub fn is_valid(&self) -> bool {
		self.0.len().is_multiple_of(2)
			&& self.0.iter().all(u8::is_ascii_digit)
			// 00 stands for the whole of what comes before it, which is written without.
			&& !self.0.chunks(2).any(|pair| pair == b"00")
	}

	/// Whether `other` lies in it, or is the same.
	pub fn contains(&self, other: &Self) -> bool {
		other.0.starts_with(&self.0)
	}
}

/// Whether `text` says something, in visible characters and blanks.
fn is_text(text: &[u8]) -> bool {
	core::str::from_utf8(text)
		.is_ok_and(|text| !text.trim().is_empty() && !text.chars().any(char::is_control))
}

impl Form {
	/// Whether the name says something.
	pub fn has_name(&self) -> bool {
		is_text(&self.name)
	}

	/// Whether there are fields, each with a name of its own.
	pub fn has_fields(&self) -> bool {
		let distinct: BTreeSet<_> = self.fields.iter().collect();
		!self.fields.is_empty()
			&& distinct.len() == self.fields.len()
			&& self.fields.iter().all(|name| is_text(name))
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
