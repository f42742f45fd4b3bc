// SPDX-License-Identifier: Apache-2.0

//! What clients ask about settlement.

use crate::*;
use alloc::vec::Vec;
use codec::{Decode, Encode};
use covenant_primitives::json;
pub use covenant_primitives::{Page, MAX_PAGE};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// A run.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RunInfo {
	/// The id.
	pub id: RunId,
	/// What is known of it.
	#[serde(flatten)]
	pub run: Run,
}

/// A bill.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BillInfo {
	/// In which run.
	pub run: RunId,
	/// Whose.
	pub party: Party,
	/// Of which month.
	pub month: Month,
	/// How the run is: whether the bill is final.
	pub status: Status,
	/// What it says.
	#[serde(flatten)]
	pub bill: Bill,
	/// What the party still has to pay, in minor units, once the bill is final.
	#[serde(with = "json::decimal")]
	pub owes: Amount,
}

/// What a party has to be charged with, and gets, and what was counted of it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AccountInfo {
	/// Whose.
	pub party: Party,
	/// What was counted.
	#[serde(flatten)]
	pub account: Account,
}

/// How a line was computed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Formula {
	/// `product / 1,000,000`, rounded half up.
	Product,
	/// `(energyProduct − contractProduct) / 1,000,000`, rounded half up.
	Imbalance,
	/// `−excess · price · fee / 10^12`, rounded half up before the sign; `fee` in millionths.
	Fee,
	/// `−(Σ band · bandPrice) / 1,000,000`, rounded half up before the sign.
	EnergyCharge,
	/// `−demand · price / 1,000`, rounded half up before the sign; `demand` in W, `price` per kW.
	DemandCharge,
	/// `−capacity · price`.
	CapacityCharge,
	/// What others pay: `sum`.
	Sum,
	/// What a package costs, line by line: see `RetailApi`; `−cost`.
	Package,
	/// `pool · import / allImport`, rounded half up.
	Share,
	/// What is left: `rest`.
	Rest,
}

/// What a line was computed from.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Input {
	/// What it is called in the formula.
	#[serde(with = "json::text")]
	pub name: Name,
	/// How much it is.
	#[serde(with = "json::decimal")]
	pub value: i128,
}

/// A line and where it comes from.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Explanation {
	/// The line.
	#[serde(flatten)]
	pub line: Line,
	/// How it was computed.
	pub formula: Formula,
	/// From what.
	pub inputs: Vec<Input>,
}

/// A dispute.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DisputeInfo {
	/// Whose bill it is.
	pub party: Party,
	/// The line's place, from 0.
	pub line: u8,
	/// What is said.
	#[serde(flatten)]
	pub dispute: Dispute,
}

sp_api::decl_runtime_apis! {
	/// The settlement of power. Pages hold at most 100. Months and days are where the market is.
	pub trait SettlementApi {
		/// The prices of a day.
		fn prices(market: MarketId, day: Day) -> Option<DayPrices>;

		/// A run.
		fn run(id: RunId) -> Option<RunInfo>;

		/// The last run of a month.
		fn latest(market: MarketId, month: Month) -> Option<RunInfo>;

		/// The runs of a market, in no particular order.
		fn runs(market: MarketId, cursor: Option<RunId>, limit: u32) -> Page<RunInfo, RunId>;

		/// A party's bill in a run, once it has lines.
		fn bill(run: RunId, party: Party) -> Option<BillInfo>;

		/// The bills of a run.
		fn bills(run: RunId, cursor: Option<Party>, limit: u32) -> Page<BillInfo, Party>;

		/// The bills of a party that became final, in no particular order.
		fn bills_of(party: Party, cursor: Option<RunId>, limit: u32) -> Page<BillInfo, RunId>;

		/// What was counted of the parties of a run.
		fn accounts(run: RunId, cursor: Option<Party>, limit: u32) -> Page<AccountInfo, Party>;

		/// Where each line of a party's bill comes from.
		fn explain(run: RunId, party: Party) -> Vec<Explanation>;

		/// The disputes of a run.
		fn disputes(run: RunId, cursor: Option<(Party, u8)>, limit: u32) -> Page<DisputeInfo, (Party, u8)>;
	}
}
