// SPDX-License-Identifier: Apache-2.0

//! What the pallet keeps, and the rules that need no storage.

pub use covenant_primitives::{Purpose, PurposeCode, WrappedKey};

use covenant_primitives::{
	json, stored, time::MINUTE, Moment, ObjectId, OrganizationId, Party, PersonId, RequestId,
	Signatory,
};
use frame_support::{traits::ConstU32, BoundedVec};
use sp_core::H256;

/// What sort of file the plaintext is, as `type/subtype` (RFC 6838).
pub type MediaType = BoundedVec<u8, ConstU32<64>>;

/// Where the ciphertext can be fetched: a URL, as UTF-8 text.
pub type Location = BoundedVec<u8, ConstU32<256>>;

/// Where the ciphertext can be fetched, in order of preference.
pub type Locations = BoundedVec<Location, ConstU32<4>>;

/// Who votes on a request.
pub type Approvers = BoundedVec<Party, ConstU32<7>>;

stored! {
	/// An X25519 public key: a u-coordinate (RFC 7748).
	#[derive(Copy)]
	#[serde(transparent)]
	pub struct PublicKey(pub H256);

	/// An encryption key that a party published.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct EncryptionKey {
		/// The key.
		pub key: PublicKey,
		/// When it was published, in UTC milliseconds.
		pub since: Moment,
		/// When the next one took its place.
		pub replaced_at: Option<Moment>,
	}

	/// How the content is encrypted.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum CipherSuite {
		/// The age v1 file format, to one X25519 recipient.
		#[codec(index = 0)]
		AgeX25519,
	}

	/// What an object holds in one epoch.
	#[serde(rename_all = "camelCase")]
	pub struct Content {
		/// SHA-256 of the ciphertext.
		pub digest: H256,
		/// Length of the ciphertext in bytes.
		#[serde(with = "json::decimal")]
		pub size: u64,
		/// What sort of file the plaintext is.
		#[serde(with = "json::text")]
		pub media_type: MediaType,
		/// Where the ciphertext can be fetched.
		#[serde(with = "json::texts")]
		pub locations: Locations,
		/// How it is encrypted.
		pub suite: CipherSuite,
		/// The object's public key in this epoch, to which it is encrypted.
		pub recipient: PublicKey,
		/// The object's secret key, sealed to the arbiter's encryption key, so that the arbiter can
		/// grant where the owner is silent.
		pub escrow: Option<Escrow>,
	}

	/// An object's secret key in an arbiter's hands.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Escrow {
		/// The arbiter.
		pub arbiter: OrganizationId,
		/// To which of its encryption keys.
		pub key_version: u32,
		/// The secret key, sealed.
		pub wrapped: WrappedKey,
	}

	/// Whether an object can be asked for.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum ObjectStatus {
		/// It can.
		#[codec(index = 0)]
		Active,
		/// Its owner retired it. Nothing leads back from here.
		#[codec(index = 1)]
		Retired,
		/// Somebody had committed to its digest earlier. Nothing leads back from here.
		#[codec(index = 2)]
		Displaced {
			/// What the digest is now registered for.
			by: ObjectId,
		},
	}

	/// A sealed object.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Object {
		/// Whose data it is to give.
		pub owner: Party,
		/// The person whom it is about, if it is about one.
		pub subject: Option<PersonId>,
		/// Under which of the owner's policies requests are answered.
		pub policy: u32,
		/// How often it was encrypted anew.
		pub epoch: u32,
		/// Whether it can be asked for.
		pub status: ObjectStatus,
	}

	/// Who decides on a request.
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum Decision {
		/// Nobody: it is approved as soon as it is made (unconditional sharing).
		#[codec(index = 0)]
		Automatic,
		/// The owner.
		#[codec(index = 1)]
		Owner,
		/// So many of those who are named.
		#[codec(index = 2)]
		Approvers {
			/// How many must approve, from 1.
			threshold: u8,
			/// Out of whom, each named once.
			approvers: Approvers,
		},
	}

	/// How an owner answers requests.
	#[serde(rename_all = "camelCase")]
	pub struct Policy {
		/// Who decides.
		pub decision: Decision,
		/// Within how many working days a request is acknowledged; 0 if that is not promised.
		pub acknowledge_days: u8,
		/// Within how many working days a request is answered and, once it is approved, the key
		/// handed over. From 1.
		pub answer_days: u8,
		/// Who decides where the owner is silent, or the requester disputes a refusal.
		pub arbiter: Option<OrganizationId>,
		/// The longest period that can be asked for, in milliseconds.
		pub max_period: Moment,
		/// The most uses that can be asked for.
		pub max_uses: u32,
	}

	/// Why a request is refused.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum RefusalReason {
		/// No law or agreement entitles the requester.
		#[codec(index = 0)]
		NotEntitled,
		/// The data are not needed for the purpose.
		#[codec(index = 1)]
		NotNecessary,
		/// The statement of the purpose does not suffice.
		#[codec(index = 2)]
		StatementInsufficient,
		/// Personal data would be exposed.
		#[codec(index = 3)]
		Privacy,
		/// A trade secret would be exposed.
		#[codec(index = 4)]
		TradeSecret,
		/// A state secret would be exposed.
		#[codec(index = 5)]
		StateSecret,
		/// The object does not hold what is asked for, or is wrong.
		#[codec(index = 6)]
		Unsuitable,
		/// Anything else.
		#[codec(index = 7)]
		Other,
	}

	/// Why a grant is revoked.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum RevocationReason {
		/// The grantee used the data for something else.
		#[codec(index = 0)]
		Misuse,
		/// The purpose has been reached or is gone.
		#[codec(index = 1)]
		PurposeEnded,
		/// The person concerned no longer consents.
		#[codec(index = 2)]
		ConsentWithdrawn,
		/// It was granted by mistake.
		#[codec(index = 3)]
		Mistake,
		/// Anything else.
		#[codec(index = 4)]
		Other,
	}

	/// Where a request stands.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum RequestStatus {
		/// The owner or the approvers are to answer.
		#[codec(index = 0)]
		Pending,
		/// It is approved, and the owner is to hand the key over.
		#[codec(index = 1)]
		Approved,
		/// The arbiter is to decide.
		#[codec(index = 2)]
		Escalated {
			/// Why the request was refused, if it was.
			refused: Option<RefusalReason>,
		},
		/// The requester has the key.
		#[codec(index = 3)]
		Granted(Grant),
		/// It was refused.
		#[codec(index = 4)]
		Refused {
			/// Why.
			reason: RefusalReason,
			/// When, in UTC milliseconds.
			at: Moment,
			/// Whether the arbiter decided so, which is the end of it.
			upheld: bool,
		},
		/// The grant was revoked.
		#[codec(index = 5)]
		Revoked {
			/// Why.
			reason: RevocationReason,
		},
		/// The requester withdrew it.
		#[codec(index = 6)]
		Withdrawn,
	}

	/// A key in a requester's hands.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Grant {
		/// The epoch whose content the key opens.
		pub epoch: u32,
		/// To which of the requester's encryption keys it is sealed.
		pub key_version: u32,
		/// The object's secret key, sealed.
		pub wrapped: WrappedKey,
		/// How many uses are left.
		pub uses_left: u32,
	}

	/// What a requester asks for.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Terms {
		/// For what.
		pub purpose: Purpose,
		/// From when, in UTC milliseconds; it may lie in the past.
		pub from: Moment,
		/// Until when, itself excluded.
		pub until: Moment,
		/// How often.
		pub uses: u32,
	}

	/// A request, and the grant that came of it. It keeps what it needs of the policy that was in
	/// force when it was made.
	#[serde(rename_all = "camelCase")]
	pub struct Request {
		/// What is asked for.
		pub object: ObjectId,
		/// Who asks.
		pub requester: Party,
		/// For what, how long and how often.
		pub terms: Terms,
		/// When it was made, in UTC milliseconds.
		pub asked_at: Moment,
		/// Who decides.
		pub decision: Decision,
		/// Which of the approvers approved: a bit each, in their order.
		pub approvals: u8,
		/// Which of the approvers refused.
		pub refusals: u8,
		/// Within how many working days each next step is due.
		pub answer_days: u8,
		/// Who decides where the owner is silent, or the requester disputes a refusal; nobody if it
		/// is the requester whom the policy names.
		pub arbiter: Option<OrganizationId>,
		/// Until when it is to be acknowledged; `None` if that is not promised, or done.
		pub acknowledge_by: Option<Moment>,
		/// Until when whoever has to act next is to act.
		pub due: Moment,
		/// Whether that is over, and was reported.
		pub overdue: bool,
		/// Where it stands.
		pub status: RequestStatus,
	}

	/// What a grant is worth at a moment.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum GrantStanding {
		/// It can be used.
		#[codec(index = 0)]
		InForce,
		/// Its period has not begun.
		#[codec(index = 1)]
		NotYet,
		/// Its period is over.
		#[codec(index = 2)]
		Expired,
		/// It was used as often as was granted.
		#[codec(index = 3)]
		UsedUp,
		/// The object was encrypted anew, and the key opens the former content only.
		#[codec(index = 4)]
		Superseded,
		/// The object was retired, or belongs to somebody else.
		#[codec(index = 5)]
		ObjectClosed,
	}

	/// What an arbiter decides.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum Ruling {
		/// The requester is right: the owner is to hand the key over.
		#[codec(index = 0)]
		Approve,
		/// The requester is right, and here is the key, which the arbiter had in escrow.
		#[codec(index = 1)]
		Grant {
			/// To which of the requester's encryption keys it is sealed.
			key_version: u32,
			/// The object's secret key, sealed.
			wrapped: WrappedKey,
		},
		/// The request is refused for good.
		#[codec(index = 2)]
		Refuse(RefusalReason),
	}

	/// What happened to an object.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum Act {
		/// It was registered.
		#[codec(index = 0)]
		Registered,
		/// Other locations were named.
		#[codec(index = 1)]
		Relocated,
		/// Another policy holds for new requests.
		#[codec(index = 2)]
		PolicyChanged {
			/// Which of the owner's policies.
			policy: u32,
		},
		/// It was encrypted anew; grants of earlier epochs ended.
		#[codec(index = 3)]
		Rotated {
			/// The new epoch.
			epoch: u32,
		},
		/// It was retired.
		#[codec(index = 4)]
		Retired,
		/// It gave way to an earlier commitment.
		#[codec(index = 5)]
		Displaced {
			/// What the digest is now registered for.
			by: ObjectId,
		},
		/// Somebody asked for it.
		#[codec(index = 6)]
		Asked,
		/// The owner has seen the request.
		#[codec(index = 7)]
		Acknowledged,
		/// The request was approved by whoever acts here, or by policy.
		#[codec(index = 8)]
		Approved,
		/// The request was refused by whoever acts here, or fell due when there was nothing left to
		/// decide.
		#[codec(index = 9)]
		Refused {
			/// Why.
			reason: RefusalReason,
		},
		/// The key was handed over.
		#[codec(index = 10)]
		Granted,
		/// The requester disputes the refusal.
		#[codec(index = 11)]
		Disputed,
		/// The owner or the arbiter let the request fall due.
		#[codec(index = 12)]
		FellDue {
			/// The organization that was silent; `None` if a person was.
			silent: Option<OrganizationId>,
		},
		/// The data were used.
		#[codec(index = 13)]
		Used {
			/// A salted hash of what they were used for.
			statement: H256,
			/// How many uses are left.
			left: u32,
		},
		/// The grant was revoked.
		#[codec(index = 14)]
		Revoked {
			/// Why.
			reason: RevocationReason,
		},
		/// The requester withdrew the request.
		#[codec(index = 15)]
		Withdrawn,
	}

	/// What happens by itself when chain time passes.
	#[derive(Copy, PartialOrd, Ord)]
	#[serde(rename_all = "camelCase")]
	pub enum Task {
		/// Whoever has to act on a request was to act by now.
		#[codec(index = 0)]
		RequestDue(RequestId),
	}
}

stored! {
	/// An entry of an object's log.
	pub struct Entry<AccountId> {
		/// When, in UTC milliseconds.
		pub at: Moment,
		/// Who acted; `None` for what happened by itself.
		pub by: Option<Signatory<AccountId>>,
		/// The request that it is about, if it is about one.
		pub request: Option<RequestId>,
		/// What happened.
		pub act: Act,
	}
}

/// The u-coordinates of small order (RFC 7748, section 7), without the highest bit, which X25519
/// ignores. A secret shared with one of them is known to everybody.
const SMALL_ORDER: [[u8; 32]; 7] = [
	[0; 32],
	coordinate(1, 0, 0),
	[
		0xe0, 0xeb, 0x7a, 0x7c, 0x3b, 0x41, 0xb8, 0xae, 0x16, 0x56, 0xe3, 0xfa, 0xf1, 0x9f, 0xc4,
		0x6a, 0xda, 0x09, 0x8d, 0xeb, 0x9c, 0x32, 0xb1, 0xfd, 0x86, 0x62, 0x05, 0x16, 0x5f, 0x49,
		0xb8, 0x00,
	],
	[
		0x5f, 0x9c, 0x95, 0xbc, 0xa3, 0x50, 0x8c, 0x24, 0xb1, 0xd0, 0xb1, 0x55, 0x9c, 0x83, 0xef,
		0x5b, 0x04, 0x44, 0x5c, 0xc4, 0x58, 0x1c, 0x8e, 0x86, 0xd8, 0x22, 0x4e, 0xdd, 0xd0, 0x9f,
		0x11, 0x57,
	],
	coordinate(0xec, 0xff, 0x7f),
	coordinate(0xed, 0xff, 0x7f),
	coordinate(0xee, 0xff, 0x7f),
];

/// 32 bytes: the first, all between, the last.
const fn coordinate(first: u8, between: u8, last: u8) -> [u8; 32] {
	let mut bytes = [between; 32];
	bytes[0] = first;
	bytes[31] = last;
	bytes
}

impl PublicKey {
	/// Whether a secret can be shared with it.
	pub fn is_valid(&self) -> bool {
		let mut bytes = self.0.to_fixed_bytes();
		bytes[31] &= 0x7f;
		!SMALL_ORDER.contains(&bytes)
	}
}

impl Content {
	/// Whether the fields can be right at all.
	pub fn is_valid(&self) -> bool {
		!self.digest.is_zero()
			&& self.size > 0
			&& is_media_type(&self.media_type)
			&& are_locations(&self.locations)
			&& self.recipient.is_valid()
	}
}

/// Whether there is a location and each is text without control characters or blanks.
pub fn are_locations(locations: &Locations) -> bool {
	let is_location = |location: &Location| {
		!location.is_empty()
			&& core::str::from_utf8(location)
				.is_ok_and(|text| !text.chars().any(|c| c.is_control() || c.is_whitespace()))
	};
	!locations.is_empty() && locations.iter().all(is_location)
}

/// `type/subtype` in visible ASCII, with parameters or without.
fn is_media_type(text: &[u8]) -> bool {
	let mut parts = text.splitn(2, |c| *c == b'/');
	let visible = |part: Option<&[u8]>| {
		part.is_some_and(|part| {
			!part.is_empty() && part.iter().all(|c| c.is_ascii_graphic() || *c == b' ')
		})
	};
	visible(parts.next()) && visible(parts.next())
}

impl Policy {
	/// Whether the policy can be kept at all. `owner` is not asked to arbitrate its own refusals.
	pub fn is_valid(&self, owner: Party) -> bool {
		let possible = match &self.decision {
			Decision::Automatic | Decision::Owner => true,
			Decision::Approvers { threshold, approvers } => {
				let named_once = approvers.iter().enumerate().all(|(index, party)| {
					!approvers.iter().take(index).any(|other| other == party)
				});
				named_once && (1..=approvers.len()).contains(&usize::from(*threshold))
			}
		};
		possible
			&& self.answer_days > 0
			&& self.acknowledge_days <= self.answer_days
			&& self.max_period >= MINUTE
			&& self.max_uses > 0
			&& self.arbiter.map(Party::Organization) != Some(owner)
	}

	/// Whether `terms` stay within the policy at `now`. What of the period is over does not count.
	pub fn allows(&self, terms: &Terms, now: Moment) -> bool {
		let from = terms.from.max(now);
		terms.until > from
			&& terms.until.saturating_sub(from) <= self.max_period
			&& (1..=self.max_uses).contains(&terms.uses)
	}
}

/// What a vote brings about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
	/// More votes are needed.
	Open,
	/// Enough approved.
	Approved,
	/// So many refused that not enough can approve any more.
	Refused,
}

/// Why a vote does not count.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoVote {
	/// The party has none.
	NotAnApprover,
	/// The party has voted already.
	AlreadyVoted,
}

impl Decision {
	/// Who decides on a request of `requester`: nobody has a vote on its own. `None` if too few are
	/// left to approve it.
	pub fn on_request_of(self, requester: Party) -> Option<Self> {
		match self {
			Self::Approvers { threshold, mut approvers } => {
				approvers.retain(|approver| *approver != requester);
				(usize::from(threshold) <= approvers.len())
					.then_some(Self::Approvers { threshold, approvers })
			}
			other => Some(other),
		}
	}
}

impl Request {
	/// Counts the vote of `party` in the approvers' decision.
	pub fn vote(&mut self, party: Party, approve: bool) -> Result<Outcome, NoVote> {
		let Decision::Approvers { threshold, approvers } = &self.decision else {
			return Err(NoVote::NotAnApprover);
		};
		let position =
			approvers.iter().position(|other| *other == party).ok_or(NoVote::NotAnApprover)?;
		// There are no more approvers than bits.
		let bit = u32::try_from(position)
			.ok()
			.and_then(|shift| 1_u8.checked_shl(shift))
			.ok_or(NoVote::NotAnApprover)?;
		if (self.approvals | self.refusals) & bit != 0 {
			return Err(NoVote::AlreadyVoted);
		}
		let votes = if approve { &mut self.approvals } else { &mut self.refusals };
		*votes |= bit;

		let count = |votes: u8| usize::try_from(votes.count_ones()).unwrap_or(usize::MAX);
		let can_approve = approvers.len().saturating_sub(count(self.refusals));
		Ok(if count(self.approvals) >= usize::from(*threshold) {
			Outcome::Approved
		} else if can_approve < usize::from(*threshold) {
			Outcome::Refused
		} else {
			Outcome::Open
		})
	}

	/// The grant, if there is one.
	pub fn grant(&self) -> Option<&Grant> {
		match &self.status {
			RequestStatus::Granted(grant) => Some(grant),
			_ => None,
		}
	}

	/// Whether somebody still has to act.
	pub fn is_open(&self) -> bool {
		matches!(
			self.status,
			RequestStatus::Pending | RequestStatus::Approved | RequestStatus::Escalated { .. }
		)
	}

	/// What the grant is worth at `now`, while the object is as given.
	pub fn standing(&self, object: &Object, now: Moment) -> Option<GrantStanding> {
		let grant = self.grant()?;
		Some(match object.status {
			_ if self.terms.until <= now => GrantStanding::Expired,
			_ if grant.uses_left == 0 => GrantStanding::UsedUp,
			ObjectStatus::Retired | ObjectStatus::Displaced { .. } => GrantStanding::ObjectClosed,
			ObjectStatus::Active if grant.epoch != object.epoch => GrantStanding::Superseded,
			ObjectStatus::Active if now < self.terms.from => GrantStanding::NotYet,
			ObjectStatus::Active => GrantStanding::InForce,
		})
	}
}
