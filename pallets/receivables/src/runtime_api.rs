// SPDX-License-Identifier: Apache-2.0

//! What clients ask about receivables. JSON-RPC serves it under `receivables_*`.

use crate::*;
use codec::{Decode, Encode};
use covenant_primitives::json;
pub use covenant_primitives::{Page, MAX_PAGE};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// How many days are looked through for what falls due on them.
pub const MAX_WINDOW: Day = 366;

/// A receivable, or the draft of one.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReceivableInfo {
	/// The id.
	pub id: ReceivableId,
	/// What is known of it.
	#[serde(flatten)]
	pub receivable: Receivable,
	/// The interest for delay, if it were paid now.
	#[serde(with = "json::decimal")]
	pub interest: Amount,
	/// What it rests on.
	pub documents: Documents,
	/// What it waits for.
	pub conditions: Requirements,
	/// The invoices that stand for it.
	pub invoices: InvoiceIds,
	/// The proposal to cancel it.
	pub proposal: Option<Proposal>,
	/// The dispute that waits for a ruling.
	pub dispute: Option<Dispute>,
}

/// A part.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PartDetails {
	/// The id.
	pub id: PartId,
	/// What is known of it.
	#[serde(flatten)]
	pub part: Part,
	/// What its holder would take for it now.
	pub discount: Option<Discount>,
}

/// A step of the path that a part took.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Step {
	/// It changed hands.
	#[codec(index = 0)]
	Endorsed {
		/// The part.
		part: PartId,
		/// The number among its endorsements.
		number: u32,
		/// How.
		#[serde(flatten)]
		endorsement: Endorsement,
	},
	/// It was made: split from another, or the whole.
	#[codec(index = 1)]
	Made {
		/// The part.
		part: PartId,
		/// How much it was.
		#[serde(with = "json::decimal")]
		face: Amount,
		/// What it was split from.
		parent: Option<PartId>,
		/// Whether it was merged from others that had been.
		merged: bool,
	},
}

/// How much is left of what a debtor may owe.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Exposure {
	/// The line.
	#[serde(flatten)]
	pub line: Line,
	/// What can still be accepted.
	#[serde(with = "json::decimal")]
	pub available: Amount,
}

sp_api::decl_runtime_apis! {
	/// The receivables. Pages hold at most 100, in no particular order unless it is named.
	pub trait ReceivablesApi {
		/// A receivable, or the draft of one.
		fn receivable(id: ReceivableId) -> Option<ReceivableInfo>;

		/// A part.
		fn part(id: PartId) -> Option<PartDetails>;

		/// The parts of a holder that are not closed.
		fn parts_of(holder: OrganizationId, cursor: Option<PartId>, limit: u32) -> Page<PartDetails, PartId>;

		/// The receivables of an organization; with a role, in that one only.
		fn receivables_of(organization: OrganizationId, role: Option<Role>, cursor: Option<ReceivableId>, limit: u32) -> Page<ReceivableInfo, ReceivableId>;

		/// The drafts that an organization is asked to accept.
		fn awaited(organization: OrganizationId, cursor: Option<ReceivableId>, limit: u32) -> Page<ReceivableInfo, ReceivableId>;

		/// The drafts of an organization that nobody answered yet.
		fn drafted(organization: OrganizationId, cursor: Option<ReceivableId>, limit: u32) -> Page<ReceivableInfo, ReceivableId>;

		/// The parts that an organization is offered.
		fn offers_to(organization: OrganizationId, cursor: Option<PartId>, limit: u32) -> Page<PartDetails, PartId>;

		/// What is due, or was and is not paid, on the days from `from` until before `until`, counted from
		/// 1970 in UTC, at most 366, in the order of days; in an asset, or in any. Pages can hold less than
		/// `limit`.
		fn maturing(asset: Option<AssetId>, from: Day, until: Day, cursor: Option<(Day, ReceivableId)>, limit: u32) -> Page<ReceivableInfo, (Day, ReceivableId)>;

		/// The parts of a receivable that are not closed.
		fn leaves(receivable: ReceivableId, cursor: Option<PartId>, limit: u32) -> Page<PartDetails, PartId>;

		/// All parts of a receivable that there ever were: each names the one that it was split from.
		fn tree(receivable: ReceivableId, cursor: Option<PartId>, limit: u32) -> Page<PartDetails, PartId>;

		/// The path from a part back to the whole, the last step first, with all endorsements. The cursor is a
		/// part, and the number of the endorsement after which the page before ended; zero if that was how
		/// the part was made, else one more than the endorsement's number.
		fn path(part: PartId, cursor: Option<(PartId, u32)>, limit: u32) -> Page<Step, (PartId, u32)>;

		/// All that happened to a receivable and its parts, oldest first; also to a draft that is gone.
		fn history(receivable: ReceivableId, cursor: Option<u32>, limit: u32) -> Page<Entry, u32>;

		/// How much a debtor may owe, and owes.
		fn exposure(debtor: OrganizationId, asset: AssetId) -> Exposure;

		/// How much a guarantor guarantees for a debtor.
		fn guarantees(guarantor: OrganizationId, debtor: OrganizationId, asset: AssetId) -> Guarantee;

		/// The parts that an organization is asked to pay as endorser.
		fn recourse_of(organization: OrganizationId, cursor: Option<PartId>, limit: u32) -> Page<PartDetails, PartId>;

		/// What an organization can collect, in minor units, as a decimal string in JSON.
		fn owed(organization: OrganizationId, asset: AssetId) -> Amount;
	}
}
