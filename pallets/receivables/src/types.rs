// SPDX-License-Identifier: Apache-2.0

//! What the pallet keeps.

pub use covenant_primitives::receivables::{Fact, PartInfo};

use covenant_primitives::{
	interest::simple_interest,
	json, stored,
	time::{day, DAY},
	Amount, AssetId, InvoiceId, Moment, OrganizationId, PartId, ReceivableId, TypeCode,
};
use frame_support::{traits::ConstU32, BoundedVec};
use sp_core::H256;

/// The most documents that a receivable rests on.
pub const MAX_DOCUMENTS: u32 = 8;

/// The most conditions of a receivable.
pub const MAX_CONDITIONS: u32 = 8;

/// The most invoices of a receivable.
pub const MAX_INVOICES: u32 = 8;

/// Into how many parts one is split at a time, and how many are merged.
pub const MAX_PARTS: u32 = 16;

/// The documents of a receivable.
pub type Documents = BoundedVec<Document, ConstU32<MAX_DOCUMENTS>>;

/// The conditions of a draft.
pub type Conditions = BoundedVec<Condition, ConstU32<MAX_CONDITIONS>>;

/// The conditions of a receivable, and whether they are met.
pub type Requirements = BoundedVec<Requirement, ConstU32<MAX_CONDITIONS>>;

/// The invoices of a receivable, by their ids in the registry.
pub type InvoiceIds = BoundedVec<InvoiceId, ConstU32<MAX_INVOICES>>;

/// How much each part gets.
pub type Amounts = BoundedVec<Amount, ConstU32<MAX_PARTS>>;

/// Parts.
pub type PartIds = BoundedVec<PartId, ConstU32<MAX_PARTS>>;

/// An endorsement: the part that was passed on, and its number among those of that part, from 0.
pub type EndorsementId = (PartId, u32);

/// A day, counted from 1970, here in UTC.
pub use covenant_primitives::power::Day;

stored! {
	/// What a receivable is to say.
	#[serde(rename_all = "camelCase")]
	pub struct Terms {
		/// In what it is paid.
		pub asset: AssetId,
		/// How much is owed, in minor units.
		#[serde(with = "json::decimal")]
		pub amount: Amount,
		/// When it is due, in UTC milliseconds.
		pub due: Moment,
		/// The interest for delay, in basis points a year of 360 days.
		pub late_rate: u32,
		/// Of which type whoever takes a part holds a license.
		pub license: Option<TypeCode>,
		/// The only organization that can guarantee it; any if there is none.
		pub guarantor: Option<OrganizationId>,
		/// The only organization that decides disputes; whoever disputes names one if there is none.
		pub arbiter: Option<OrganizationId>,
		/// What it rests on.
		pub documents: Documents,
		/// What transfer and payment wait for.
		pub conditions: Conditions,
		/// Registered invoices of the supplier that stand for it alone: as many as are among the documents.
		pub invoices: InvoiceIds,
		/// Until when the other side can accept, in UTC milliseconds.
		pub answer_by: Moment,
	}

	/// A trade document, which stays off chain.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Document {
		/// What it is.
		pub kind: DocumentKind,
		/// A commitment to its number.
		pub number: H256,
		/// Its digest.
		pub digest: H256,
		/// What it says is owed, in minor units.
		#[serde(with = "json::decimal")]
		pub amount: Amount,
	}

	/// What a document is.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum DocumentKind {
		/// What was agreed.
		#[codec(index = 0)]
		Contract,
		/// What was billed.
		#[codec(index = 1)]
		Invoice,
		/// What was delivered.
		#[codec(index = 2)]
		Delivery,
		/// Anything else.
		#[codec(index = 3)]
		Other,
	}

	/// Something that transfer or payment waits for.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Condition {
		/// What has to be so.
		pub fact: Fact,
		/// What waits for it.
		pub gates: Gate,
	}

	/// What waits for a condition.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum Gate {
		/// Parts are not passed on.
		#[codec(index = 0)]
		Transfer,
		/// Nothing is paid, and nothing is due.
		#[codec(index = 1)]
		Payment,
	}

	/// A condition of a receivable.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Requirement {
		/// What has to be so.
		#[serde(flatten)]
		pub condition: Condition,
		/// Whether it was shown to be so, which counts for good.
		pub met: bool,
	}

	/// A receivable, or the draft of one.
	#[serde(rename_all = "camelCase")]
	pub struct Receivable {
		/// Who owes it.
		pub debtor: OrganizationId,
		/// The supplier: its first holder.
		pub creditor: OrganizationId,
		/// In what it is paid.
		pub asset: AssetId,
		/// How much was accepted, or in a draft asked for, in minor units: the face amount.
		#[serde(with = "json::decimal")]
		pub amount: Amount,
		/// What of it is owed to holders of parts.
		#[serde(with = "json::decimal")]
		pub outstanding: Amount,
		/// What of it was waived, by credit notes or by cancellation.
		#[serde(with = "json::decimal")]
		pub waived: Amount,
		/// What of it is paid for.
		#[serde(with = "json::decimal")]
		pub paid: Amount,
		/// When it is due, in UTC milliseconds.
		pub due: Moment,
		/// The interest for delay, in basis points a year of 360 days.
		pub late_rate: u32,
		/// Of which type whoever takes a part holds a license.
		pub license: Option<TypeCode>,
		/// The only organization that can guarantee it; any if there is none.
		pub named: Option<OrganizationId>,
		/// Who guarantees it.
		pub guarantor: Option<OrganizationId>,
		/// The only organization that decides disputes; whoever disputes names one if there is none.
		pub arbiter: Option<OrganizationId>,
		/// Whether others rely on it: a part was offered, put before banks or claimed.
		pub relied_on: bool,
		/// What the debtor owes the guarantor that has paid in its place.
		pub subrogation: Option<Subrogation>,
		/// How it is.
		pub status: Status,
		/// When something happens by itself, in UTC milliseconds.
		pub timer: Option<Moment>,
		/// How many conditions of transfer were not shown to be met.
		pub transfer_gates: u8,
		/// How many conditions of payment were not.
		pub payment_gates: u8,
		/// How many cancellations were proposed.
		pub proposals: u32,
		/// How often an arbiter ended all freezes for recalls.
		pub overruled: u32,
	}

	/// What a debtor owes a guarantor.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Subrogation {
		/// What the guarantor paid, with interest for delay.
		#[serde(with = "json::decimal")]
		pub amount: Amount,
		/// What of that was owed without interest: it counts for both lines until it is repaid.
		#[serde(with = "json::decimal")]
		pub principal: Amount,
		/// When it paid, in UTC milliseconds.
		pub since: Moment,
	}

	/// How a receivable is.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum Status {
		/// It was not accepted yet.
		#[codec(index = 0)]
		Draft {
			/// Whether the debtor drafted it.
			by_debtor: bool,
			/// Until when the other side can accept, in UTC milliseconds.
			answer_by: Moment,
		},
		/// It is owed, and not due, or payment waits for a condition.
		#[codec(index = 1)]
		Outstanding,
		/// It was not paid when it was due.
		#[codec(index = 2)]
		Overdue {
			/// When the guarantor is called, in UTC milliseconds.
			until: Moment,
		},
		/// The guarantor is to pay.
		#[codec(index = 3)]
		Called {
			/// Until when, in UTC milliseconds.
			until: Moment,
		},
		/// A dispute or a recall has stopped it.
		#[codec(index = 4)]
		Frozen {
			/// How it was before.
			before: Phase,
			/// Since when it is frozen, in UTC milliseconds.
			since: Moment,
			/// How many freezes for recalls were not undone.
			recalls: u32,
			/// Since when there have been any, in UTC milliseconds.
			recalled: Moment,
			/// What does not count as delay of recalls that are over, in milliseconds.
			excused: Moment,
		},
		/// Nobody paid in time.
		#[codec(index = 5)]
		Defaulted,
		/// It was paid, and holders are paid one by one.
		#[codec(index = 6)]
		Paying {
			/// What the parts sum to, in minor units.
			#[serde(with = "json::decimal")]
			principal: Amount,
			/// The interest for delay, in minor units.
			#[serde(with = "json::decimal")]
			interest: Amount,
			/// The last part that was paid.
			last: Option<PartId>,
		},
		/// Holders were paid by the guarantor, which the debtor owes it.
		#[codec(index = 7)]
		Subrogated,
		/// Nothing is owed any more.
		#[codec(index = 8)]
		Paid,
		/// It was cancelled, and its parts are closed one by one.
		#[codec(index = 9)]
		Cancelling {
			/// Whether an arbiter has it cancelled.
			void: bool,
			/// The last part that was closed.
			last: Option<PartId>,
		},
		/// It was cancelled.
		#[codec(index = 10)]
		Cancelled,
	}

	/// How a receivable is that can be frozen.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum Phase {
		/// See [`Status::Outstanding`].
		#[codec(index = 0)]
		Outstanding,
		/// See [`Status::Overdue`].
		#[codec(index = 1)]
		Overdue {
			/// When the guarantor is called, in UTC milliseconds.
			until: Moment,
		},
		/// See [`Status::Called`].
		#[codec(index = 2)]
		Called {
			/// Until when the guarantor is to pay, in UTC milliseconds.
			until: Moment,
		},
	}

	/// Part of a receivable.
	#[serde(rename_all = "camelCase")]
	pub struct Part {
		/// Of which.
		pub receivable: ReceivableId,
		/// Whose it is, or was last.
		pub holder: OrganizationId,
		/// How much, in minor units; or was when it was closed.
		#[serde(with = "json::decimal")]
		pub amount: Amount,
		/// How much it was at first.
		#[serde(with = "json::decimal")]
		pub face: Amount,
		/// The part that it was split from; none of the whole.
		pub parent: Option<PartId>,
		/// Whether it was merged from others that had been split from the same.
		pub merged: bool,
		/// How it is.
		pub status: PartStatus,
		/// How often it was passed on.
		pub endorsements: u32,
		/// The endorsement on which its holder has recourse, if that was given: its last, or the last of the
		/// part that it was split from.
		pub last: Option<EndorsementId>,
		/// To which proposal to cancel the receivable its holder consents.
		pub consent: Option<u32>,
	}

	/// How a part is.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum PartStatus {
		/// Its holder can pass it on.
		#[codec(index = 0)]
		Idle,
		/// It was offered to somebody.
		#[codec(index = 1)]
		Offered {
			/// To whom.
			to: OrganizationId,
			/// Whether with recourse.
			recourse: bool,
			/// Until when it can be taken, in UTC milliseconds.
			answer_by: Moment,
		},
		/// Somebody has claims on it.
		#[codec(index = 2)]
		Locked,
		/// Its holder takes recourse.
		#[codec(index = 3)]
		Claimed {
			/// To whom.
			on: OrganizationId,
			/// Until when it is to pay, in UTC milliseconds.
			until: Moment,
		},
		/// Closed: others took its place.
		#[codec(index = 4)]
		Split,
		/// Closed: it was merged with others.
		#[codec(index = 5)]
		Merged {
			/// Into which.
			into: PartId,
		},
		/// Closed: it is paid for.
		#[codec(index = 6)]
		Paid,
		/// Closed: nothing is owed for it, as its holder agreed.
		#[codec(index = 7)]
		Cancelled,
		/// Closed: nothing is owed for it, as an arbiter found. Its holder may have recourse.
		#[codec(index = 8)]
		Void,
		/// Closed like that, and its holder takes recourse.
		#[codec(index = 9)]
		VoidClaimed {
			/// To whom.
			on: OrganizationId,
			/// Until when it is to pay, in UTC milliseconds.
			until: Moment,
		},
	}

	/// That a part was passed on.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Endorsement {
		/// By whom.
		pub from: OrganizationId,
		/// To whom.
		pub to: OrganizationId,
		/// Whether whoever has it can ask `from` for the amount if nobody else pays.
		pub recourse: bool,
		/// When, in UTC milliseconds.
		pub at: Moment,
		/// The one before it.
		pub before: Option<EndorsementId>,
	}

	/// How much a debtor may owe in an asset.
	#[derive(Copy, Default)]
	#[serde(rename_all = "camelCase")]
	pub struct Line {
		/// How much, in minor units.
		#[serde(with = "json::decimal")]
		pub limit: Amount,
		/// How much it owes, to holders and to guarantors that paid.
		#[serde(with = "json::decimal")]
		pub outstanding: Amount,
		/// What of that is overdue.
		#[serde(with = "json::decimal")]
		pub overdue: Amount,
	}

	/// How much a guarantor guarantees for a debtor in an asset.
	#[derive(Copy, Default)]
	#[serde(rename_all = "camelCase")]
	pub struct Guarantee {
		/// How much at most, in minor units.
		#[serde(with = "json::decimal")]
		pub limit: Amount,
		/// How much now.
		#[serde(with = "json::decimal")]
		pub outstanding: Amount,
	}

	/// What a holder would take for a part now.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Discount {
		/// How much less than the part's amount, in minor units.
		#[serde(with = "json::decimal")]
		pub amount_off: Amount,
		/// Until when, in UTC milliseconds.
		pub until: Moment,
	}

	/// A proposal to cancel a receivable.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Proposal {
		/// Its number among those of the receivable.
		pub number: u32,
		/// Who proposed it.
		pub by: OrganizationId,
		/// The digest of the reasons.
		pub digest: H256,
		/// What the parts sum to whose holders consent, in minor units.
		#[serde(with = "json::decimal")]
		pub consented: Amount,
	}

	/// What somebody holds against a receivable.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Dispute {
		/// Who: the debtor or a holder.
		pub by: OrganizationId,
		/// Who decides.
		pub arbiter: OrganizationId,
		/// The digest of the reasons.
		pub reason: H256,
		/// Until when, in UTC milliseconds.
		pub until: Moment,
	}

	/// What an organization is to a receivable.
	#[derive(Copy, PartialOrd, Ord)]
	#[serde(rename_all = "camelCase")]
	pub enum Role {
		/// It owes it.
		#[codec(index = 0)]
		Debtor,
		/// It was its first holder.
		#[codec(index = 1)]
		Creditor,
		/// It guarantees it.
		#[codec(index = 2)]
		Guarantor,
	}

	/// What happens by itself.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum Task {
		/// A draft was not accepted.
		#[codec(index = 0)]
		Lapse(ReceivableId),
		/// A receivable is due, or a time that somebody had is over.
		#[codec(index = 1)]
		Due(ReceivableId),
		/// Holders are paid, or parts closed.
		#[codec(index = 2)]
		Distribute(ReceivableId),
		/// An offer was not taken.
		#[codec(index = 3)]
		LapseOffer(PartId),
		/// An endorser did not pay.
		#[codec(index = 4)]
		EndRecourse(PartId),
	}
}

impl Status {
	/// How it is, if it can be frozen.
	pub fn phase(&self) -> Option<Phase> {
		match *self {
			Self::Outstanding => Some(Phase::Outstanding),
			Self::Overdue { until } => Some(Phase::Overdue { until }),
			Self::Called { until } => Some(Phase::Called { until }),
			_ => None,
		}
	}

	/// Whether the debtor can pay it, now or once it is no longer frozen.
	pub fn is_live(&self) -> bool {
		self.is_payable() || matches!(self, Self::Frozen { .. })
	}

	/// Whether the debtor can pay it.
	pub fn is_payable(&self) -> bool {
		self.phase().is_some() || *self == Self::Defaulted
	}

	/// Whether it was not paid in time.
	fn is_overdue(&self) -> bool {
		let before = match self {
			Self::Frozen { before, .. } => Some(*before),
			_ => self.phase(),
		};
		*self == Self::Defaulted || before.is_some_and(|it| it != Phase::Outstanding)
	}
}

impl From<Phase> for Status {
	fn from(phase: Phase) -> Self {
		match phase {
			Phase::Outstanding => Self::Outstanding,
			Phase::Overdue { until } => Self::Overdue { until },
			Phase::Called { until } => Self::Called { until },
		}
	}
}

impl PartStatus {
	/// Whether nothing happens to the part any more.
	pub fn is_closed(&self) -> bool {
		!matches!(self, Self::Idle | Self::Offered { .. } | Self::Locked | Self::Claimed { .. })
	}
}

impl Receivable {
	/// What of it counts for the lines of the debtor and the guarantor, in minor units.
	pub fn exposure(&self) -> Amount {
		if self.status.is_live() {
			self.outstanding
		} else {
			self.subrogation.map_or(0, |it| it.principal)
		}
	}

	/// The same once the debtor does not owe its guarantor anything any more.
	pub fn without_subrogation(&self) -> Self {
		// Else holders are still being paid.
		let over = self.status == Status::Subrogated;
		let status = if over { Status::Paid } else { self.status };
		Self { subrogation: None, status, ..self.clone() }
	}

	/// How long recalls have stopped it by `now` since it was due, in milliseconds.
	pub fn excused(&self, now: Moment) -> Moment {
		match self.status {
			Status::Frozen { recalls: 0, excused, .. } => excused,
			Status::Frozen { recalled, excused, .. } => {
				excused.saturating_add(now.saturating_sub(recalled.max(self.due)))
			}
			_ => 0,
		}
	}

	/// What of that is overdue.
	pub fn overdue(&self) -> Amount {
		let overdue = self.status.is_overdue() || self.subrogation.is_some();
		if overdue {
			self.exposure()
		} else {
			0
		}
	}

	/// The day on which it is due, while its debtor can pay it.
	pub fn matures(&self) -> Option<Day> {
		self.status.is_live().then_some(day(self.due))
	}

	/// What happens next by itself, and when.
	pub fn task(&self, id: ReceivableId) -> Option<(Moment, Task)> {
		let task = match self.status {
			Status::Draft { .. } => Task::Lapse(id),
			Status::Paying { .. } | Status::Cancelling { .. } => Task::Distribute(id),
			_ => Task::Due(id),
		};
		self.timer.map(|at| (at, task))
	}

	/// The interest for delay on what is outstanding, if it is paid at `now`. `None` if that is too much to
	/// be counted.
	pub fn interest(&self, now: Moment) -> Option<Amount> {
		late_interest(self.outstanding, self.late_rate, self.due, now)
	}
}

/// How many whole days late it is.
pub fn days_late(due: Moment, now: Moment) -> u64 {
	now.saturating_sub(due) / DAY
}

/// Interest for delay: `amount · rate · whole days late / (10,000 · 360)`, rounded half up to a minor unit.
/// `rate` is in basis points a year, the year has 360 days, a day 24 hours.
pub fn late_interest(amount: Amount, rate: u32, due: Moment, now: Moment) -> Option<Amount> {
	simple_interest(amount, rate, days_late(due, now))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn interest_is_for_whole_days_and_rounded_half_up() {
		let at = |amount, rate, now| late_interest(amount, rate, 5, 5 + now).unwrap();
		// 1,000,000.00 at 18 % for 10 days: 5,000.00.
		assert_eq!(at(100_000_000, 1_800, 10 * DAY), 500_000);
		assert_eq!(at(100_000_000, 1_800, 11 * DAY - 1), 500_000);
		assert_eq!(at(100_000_000, 1_800, DAY - 1), 0);
		// 3,600 at 5 % for a day is just a half.
		assert_eq!(at(3_600, 500, DAY), 1);
		assert_eq!(at(3_599, 500, DAY), 0);
		assert_eq!(at(10_799, 500, DAY), 1);
		assert_eq!(at(10_800, 500, DAY), 2);
		assert_eq!(late_interest(100_000_000, 1_800, 20 * DAY, DAY), Some(0));
		assert_eq!(late_interest(Amount::MAX, 10_000, 0, 360 * DAY), Some(Amount::MAX));
		assert_eq!(late_interest(Amount::MAX, 10_000, 0, 361 * DAY), None);
		assert_eq!(late_interest(Amount::MAX, u32::MAX, 0, Moment::MAX), None);
		assert_eq!(late_interest(0, u32::MAX, 0, Moment::MAX), Some(0));
	}

	#[test]
	fn amounts_are_texts_and_numbers_are_hex_in_json() {
		let requirement = Requirement {
			condition: Condition { fact: Fact::Delivered(7), gates: Gate::Payment },
			met: false,
		};
		let json = serde_json::to_value(requirement).unwrap();
		let expected =
			serde_json::json!({"fact": {"delivered": 7}, "gates": "payment", "met": false});
		assert_eq!(json, expected);
		let document = Document {
			kind: DocumentKind::Invoice,
			number: H256::repeat_byte(1),
			digest: H256::zero(),
			amount: 1 << 60,
		};
		let json = serde_json::to_value(document).unwrap();
		assert_eq!(json["amount"], "1152921504606846976");
		assert_eq!(json["kind"], "invoice");
		assert_eq!(serde_json::from_value::<Document>(json).unwrap(), document);
		let paying = Status::Paying { principal: 5, interest: 0, last: None };
		let json = serde_json::to_value(paying).unwrap();
		let expected = serde_json::json!({"principal": "5", "interest": "0", "last": null});
		assert_eq!(json["paying"], expected);
		assert_eq!(serde_json::from_value::<Status>(json).unwrap(), paying);
	}

	#[test]
	fn phases_are_those_that_can_be_frozen() {
		for status in
			[Status::Outstanding, Status::Overdue { until: 1 }, Status::Called { until: 2 }]
		{
			assert_eq!(status.phase().map(Status::from), Some(status));
			assert!(status.is_payable());
		}
		let before = Phase::Outstanding;
		let frozen = Status::Frozen { before, since: 0, recalls: 1, recalled: 0, excused: 0 };
		assert!(frozen.is_live() && !frozen.is_payable());
		assert_eq!(Status::Defaulted.phase(), None);
		assert!(!Status::Subrogated.is_live());
	}
}
