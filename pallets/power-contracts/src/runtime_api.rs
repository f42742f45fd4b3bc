// SPDX-License-Identifier: Apache-2.0

//! What clients ask about contracts.

use crate::*;
use alloc::vec::Vec;
use codec::{Decode, Encode};
use covenant_primitives::{
	power::{Energy, Price},
	AuctionId,
};
pub use covenant_primitives::{Page, MAX_PAGE};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// What holds from a day on.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
pub struct Version {
	/// From which day.
	pub from: Day,
	/// What.
	#[serde(flatten)]
	pub terms: Terms,
}

/// A contract.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContractInfo {
	/// The id.
	pub id: ContractId,
	/// In which market.
	pub market: MarketId,
	/// The first day of delivery.
	pub from: Day,
	/// The first day after it.
	pub until: Day,
	/// The auction that it came of.
	pub auction: Option<AuctionId>,
	/// How it is.
	pub status: Status,
	/// What holds from which day.
	pub versions: Vec<Version>,
	/// What each side has at stake.
	pub stakes: Vec<Stake>,
	/// The change that waits for an answer.
	pub change: Option<Proposal>,
}

/// What a contract has a party sell or buy on a day.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeliveryInfo {
	/// Which contract.
	pub contract: ContractId,
	/// To or from whom; nobody if it is the market.
	pub counterparty: Option<Party>,
	/// Whether it sells.
	pub sells: bool,
	/// How it is priced.
	pub pricing: Pricing,
	/// Wh in each interval.
	pub energy: Vec<Energy>,
	/// Minor units per MWh in each interval.
	pub prices: Vec<Price>,
}

sp_api::decl_runtime_apis! {
	/// The contracts over power. Pages hold at most 100, in no particular order.
	pub trait ContractsApi {
		/// A contract, or what may become one.
		fn contract(id: ContractId) -> Option<ContractInfo>;

		/// The contracts of a party in a market: those that are concluded if `past`, else the others.
		fn contracts(
			market: MarketId,
			party: Party,
			past: bool,
			cursor: Option<ContractId>,
			limit: u32,
		) -> Page<ContractInfo, ContractId>;

		/// The contracts that a party is asked about: to accept them, or a change.
		fn awaited(party: Party, cursor: Option<ContractId>, limit: u32) -> Page<ContractInfo, ContractId>;

		/// The contracts that a party proposed and nobody answered yet.
		fn proposed(party: Party, cursor: Option<ContractId>, limit: u32) -> Page<ContractInfo, ContractId>;

		/// What a party sells and buys on a day, interval by interval.
		fn deliveries(market: MarketId, party: Party, day: Day) -> Vec<DeliveryInfo>;
	}
}
