// SPDX-License-Identifier: Apache-2.0

//! What clients ask about markets. Each `power_*` method of the JSON-RPC is an alias of one query.

use crate::*;
use codec::{Codec, Decode, Encode};
pub use covenant_primitives::{json, Page, MAX_PAGE};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Rules that the council is asked for.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Proposed {
	/// What the council consents to.
	pub hash: H256,
	/// The rules.
	#[serde(flatten)]
	pub proposal: Proposal,
}

/// A market.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MarketInfo {
	/// The id.
	pub id: MarketId,
	/// What is known of it.
	#[serde(flatten)]
	pub market: Market,
	/// The day that it is there, counted from 1970.
	pub today: Day,
	/// The version of its rules that is in force.
	pub version: Option<u32>,
	/// What the council is asked for.
	pub proposed: Option<Proposed>,
}

/// Rules of a market.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RulesInfo {
	/// The version.
	pub version: u32,
	/// From which day it holds.
	pub from: Day,
	/// What the rules are.
	#[serde(flatten)]
	pub rules: Rules,
}

/// A participant.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ParticipantInfo<AccountId> {
	/// In which market.
	pub market: MarketId,
	/// Who.
	pub party: Party,
	/// What is known of it.
	#[serde(flatten)]
	pub participant: Participant<AccountId>,
	/// The collateral that it has to have.
	#[serde(with = "json::decimal")]
	pub required: Amount,
}

sp_api::decl_runtime_apis! {
	/// The power markets. Pages hold at most 100.
	pub trait PowerMarketApi<AccountId: Codec> {
		/// A market.
		fn market(id: MarketId) -> Option<MarketInfo>;

		/// The markets, by id.
		fn markets(cursor: Option<MarketId>, limit: u32) -> Page<MarketInfo, MarketId>;

		/// The rules in force on a day, or today.
		fn rules(id: MarketId, day: Option<Day>) -> Option<RulesInfo>;

		/// A participant of a market.
		fn participant(id: MarketId, party: Party) -> Option<ParticipantInfo<AccountId>>;

		/// The participants of a market, in no particular order.
		fn participants(
			id: MarketId,
			cursor: Option<Party>,
			limit: u32,
		) -> Page<ParticipantInfo<AccountId>, Party>;

		/// Where a party takes part, in no particular order.
		fn markets_of(
			party: Party,
			cursor: Option<MarketId>,
			limit: u32,
		) -> Page<ParticipantInfo<AccountId>, MarketId>;
	}
}
