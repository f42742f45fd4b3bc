// SPDX-License-Identifier: Apache-2.0

//! Envelopes: their terms, who may claim, how far they are.

use super::{BudgetId, Spender};
use covenant_primitives::{
	json, stored, Amount, Book, LicenseId, Moment, Month, ObjectId, PersonId, Round, Salt,
	TypeCode, Unit,
};
use frame_support::{traits::ConstU32, BoundedVec};
use sp_core::H256;

/// The most shares of an envelope.
pub const MAX_SHARES: u32 = 100_000;

/// The most persons that an envelope names one by one.
pub const MAX_NAMED: u32 = 100;

/// The longest proof of a place in a list: of [`MAX_SHARES`].
pub const MAX_PROOF: u32 = 17;

/// All of a share, in basis points.
pub const BASIS_POINTS: u16 = 10_000;

/// What the content of a leaf of a list begins with.
pub const LIST_DOMAIN: [u8; 25] = *b"covenant envelope list v1";

/// What the message begins with that is signed with the key of a claim code.
pub const CODE_DOMAIN: [u8; 25] = *b"covenant envelope code v1";

/// Persons and what each of them gets.
pub type Named = BoundedVec<(PersonId, Amount), ConstU32<MAX_NAMED>>;

/// The nodes beside the way from a place in a list to its root.
pub type Proof = BoundedVec<H256, ConstU32<MAX_PROOF>>;

stored! {
	/// What an envelope is for. Expense and tax are kept by it.
	#[derive(Copy, PartialOrd, Ord)]
	#[serde(rename_all = "camelCase")]
	pub enum Purpose {
		/// A bonus for work done.
		#[codec(index = 0)]
		Bonus,
		/// A benefit: meals, transport, a birthday.
		#[codec(index = 1)]
		Benefit,
		/// A festival's gift.
		#[codec(index = 2)]
		Festival,
		/// Expenses that are refunded.
		#[codec(index = 3)]
		ExpenseRefund,
		/// A prize.
		#[codec(index = 4)]
		Award,
		/// An allowance.
		#[codec(index = 5)]
		Allowance,
		/// Relief in need.
		#[codec(index = 6)]
		Relief,
		/// Marketing: gifts to customers.
		#[codec(index = 7)]
		Promotion,
		/// Anything else.
		#[codec(index = 8)]
		Other,
	}

	/// A list of persons, of whom each proves its place.
	///
	/// The tree is that of [`covenant_primitives::merkle`]. The content of a leaf is the BLAKE2b-256
	/// hash of the SCALE encoding of, in this order, [`LIST_DOMAIN`] (25 bytes), the length of the
	/// list (`u32`), a salt of 16 random bytes, the person (`u64`) and the amount (`u128`), which is 0
	/// where the list assigns none.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct List {
		/// The root of the tree.
		pub root: H256,
		/// How long the list is.
		pub length: u32,
	}

	/// Who may claim a share. It must be a person who is enrolled, in any case.
	#[serde(rename_all = "camelCase")]
	pub enum Audience {
		/// Members of the organization.
		#[codec(index = 0)]
		Members,
		/// Members of one of its units.
		#[codec(index = 1)]
		Unit(#[serde(with = "json::text")] Unit),
		/// Whoever is in a list.
		#[codec(index = 2)]
		Listed(List),
		/// Whoever holds a valid license of a type.
		#[codec(index = 3)]
		Licensed(TypeCode),
		/// Whoever knows a code. This is the Ed25519 public key that is made of it, see
		/// [`crate::codes`].
		#[codec(index = 4)]
		Coded(#[serde(with = "json::hex")] [u8; 32]),
	}

	/// How the money is divided, as it is asked for.
	pub enum Form {
		/// Every share is the same.
		#[codec(index = 0)]
		Equal {
			/// What each is worth.
			share: Amount,
			/// How many there are.
			shares: u32,
			/// Who may claim.
			audience: Audience,
		},
		/// Every share is drawn.
		#[codec(index = 1)]
		Lucky {
			/// What all are worth together.
			total: Amount,
			/// How many there are.
			shares: u32,
			/// Who may claim.
			audience: Audience,
		},
		/// Each person in a list gets what the list says.
		#[codec(index = 2)]
		Assigned {
			/// The sum of the list. Claims beyond it are refused.
			total: Amount,
			/// The list.
			list: List,
		},
		/// Each person that is named gets what is named. Everybody can read the amounts.
		#[codec(index = 3)]
		Named(Named),
	}

	/// How the money is divided, as it is kept.
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum Division {
		/// Every share is the same.
		#[codec(index = 0)]
		Equal {
			/// What each is worth.
			#[serde(with = "json::decimal")]
			share: Amount,
			/// Who may claim.
			audience: Audience,
		},
		/// Every share is drawn.
		#[codec(index = 1)]
		Lucky {
			/// Who may claim.
			audience: Audience,
		},
		/// By a list.
		#[codec(index = 2)]
		Assigned {
			/// The list.
			list: List,
		},
		/// Person by person, see [`crate::Assignments`].
		#[codec(index = 3)]
		Named,
	}

	/// What whoever fills an envelope says of it.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Terms {
		/// What it is for.
		pub purpose: Purpose,
		/// A hash of the greeting, which is given off chain.
		pub greeting: H256,
		/// Whether shares are taxable and, if so, which part of each is withheld, in basis points,
		/// rounded half up to the minor unit; 0 where tax is withheld elsewhere, as with wages.
		pub withholding: Option<u16>,
		/// Whether everybody may ask who got how much.
		pub ranking: bool,
		/// From when on shares can be claimed.
		pub opens_at: Moment,
		/// Until when, itself excluded. What is left then goes back by itself.
		pub expires_at: Moment,
	}

	/// Who filled an envelope.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Filler<AccountId> {
		/// The account that signed.
		pub account: AccountId,
		/// The right that was used and its number, if the account could not move all money anyway.
		pub right: Option<(Spender<AccountId>, u32)>,
	}

	/// An envelope, as it was filled.
	#[serde(rename_all = "camelCase")]
	pub struct Envelope<AccountId> {
		/// Whose money, and which.
		pub book: Book,
		/// Out of which budget.
		pub budget: BudgetId,
		/// By whom.
		pub by: Filler<AccountId>,
		/// When.
		pub filled_at: Moment,
		/// How it is divided.
		pub division: Division,
		/// What was put in.
		#[serde(with = "json::decimal")]
		pub total: Amount,
		/// How many shares it has.
		pub shares: u32,
		/// The rest.
		pub terms: Terms,
		/// The sealed object that says who is who, for auditors; see `attach_register`.
		pub register: Option<ObjectId>,
	}

	/// Whether an envelope can be claimed.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum EnvelopeStatus {
		/// From when it opens until it expires.
		#[codec(index = 0)]
		Open,
		/// Not until it is resumed. It expires all the same.
		#[codec(index = 1)]
		Paused,
		/// No more: all shares were claimed.
		#[codec(index = 2)]
		Claimed,
		/// No more: it was canceled before anybody claimed.
		#[codec(index = 3)]
		Canceled,
		/// No more: it expired.
		#[codec(index = 4)]
		Expired,
	}

	/// How far an envelope is. Shares are numbered from 0 in the order of their claims, and drawn in
	/// this order.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Progress {
		/// Whether it can be claimed.
		pub status: EnvelopeStatus,
		/// How many shares were claimed.
		pub claimed: u32,
		/// How many of them were drawn.
		pub drawn: u32,
		/// What claims with amounts of their own may still take.
		#[serde(with = "json::decimal")]
		pub unclaimed: Amount,
		/// What was not drawn yet.
		#[serde(with = "json::decimal")]
		pub left: Amount,
	}

	/// A claimed share.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Slot {
		/// Who claimed it.
		pub person: PersonId,
		/// The round of the beacon whose seed decides; 0 if nothing is left to chance.
		pub round: Round,
		/// The month in which it was claimed.
		pub month: Month,
		/// What it is worth, where a list says so. Forgotten when it is drawn.
		#[serde(with = "json::decimal_option")]
		pub amount: Option<Amount>,
	}

	/// What a claim shows beside who signs.
	pub enum Evidence {
		/// Nothing: membership, or having been named, is enough.
		#[codec(index = 0)]
		None,
		/// A place in a list.
		#[codec(index = 1)]
		Listed {
			/// The place, from 0.
			index: u32,
			/// The salt.
			salt: Salt,
			/// What the list assigns; 0 if nothing.
			amount: Amount,
			/// The proof.
			proof: Proof,
		},
		/// A license.
		#[codec(index = 2)]
		License(LicenseId),
		/// An Ed25519 signature with the key of the code over the claiming account, see
		/// [`crate::codes`].
		#[codec(index = 3)]
		Code(#[serde(with = "json::hex")] [u8; 64]),
	}

	/// How much a person may claim from an organization in a month.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Cap {
		/// How many shares.
		pub shares: Option<u32>,
		/// How much money. A share that was not drawn yet counts with the mean, rounded up.
		#[serde(with = "json::decimal_option")]
		pub amount: Option<Amount>,
	}
}

impl Terms {
	/// Whether they can be met from `now` on, with at most `lifetime` between now and the end.
	pub fn is_valid(&self, now: Moment, lifetime: Moment) -> bool {
		self.withholding.is_none_or(|part| part <= BASIS_POINTS)
			&& self.opens_at < self.expires_at
			&& now < self.expires_at
			&& self.expires_at <= now.saturating_add(lifetime)
	}

	/// What is withheld of a share.
	pub fn tax(&self, gross: Amount) -> Amount {
		const WHOLE: Amount = BASIS_POINTS as Amount;
		let part = Amount::from(self.withholding.unwrap_or(0));
		// In two steps, so that nothing overflows: the quotient's part is exact.
		let exact = (gross / WHOLE).saturating_mul(part);
		let rest = (gross % WHOLE).saturating_mul(part).saturating_add(WHOLE / 2) / WHOLE;
		exact.saturating_add(rest).min(gross)
	}
}

impl Form {
	/// What is put in, and for how many shares. `None` if that cannot be.
	pub fn total_and_shares(&self) -> Option<(Amount, u32)> {
		let (total, shares) = match self {
			Self::Equal { share, shares, .. } => (share.checked_mul((*shares).into())?, *shares),
			Self::Lucky { total, shares, .. } => (*total, *shares),
			Self::Assigned { total, list } => (*total, list.length),
			Self::Named(named) => {
				let sum = named.iter().try_fold(0, |sum: Amount, (_, amount)| {
					sum.checked_add(*amount).filter(|_| *amount > 0)
				})?;
				(sum, u32::try_from(named.len()).ok()?)
			}
		};
		// A minor unit for everybody, at least.
		((1..=MAX_SHARES).contains(&shares) && total >= shares.into()).then_some((total, shares))
	}
}

impl<AccountId> Envelope<AccountId> {
	/// What a share counts before it is drawn: what it is worth, or the mean, rounded up.
	pub fn expected(&self, amount: Option<Amount>) -> Amount {
		match (&self.division, amount) {
			(_, Some(amount)) => amount,
			(Division::Equal { share, .. }, None) => *share,
			(_, None) => self.total.div_ceil(Amount::from(self.shares).max(1)),
		}
	}

	/// Whether chance decides.
	pub fn is_lucky(&self) -> bool {
		matches!(self.division, Division::Lucky { .. })
	}
}

impl EnvelopeStatus {
	/// Whether nothing can be claimed any more.
	pub fn has_ended(self) -> bool {
		!matches!(self, Self::Open | Self::Paused)
	}
}

impl Progress {
	/// How many claimed shares are not drawn.
	pub fn pending(&self) -> u32 {
		self.claimed.saturating_sub(self.drawn)
	}
}
