// SPDX-License-Identifier: Apache-2.0

//! What the pallet keeps.

pub use covenant_primitives::power::Flow;

use covenant_primitives::{
	id, json,
	power::{Energy, Interval},
	stored, Amount, MarketId, MeterId, Party,
};

id! {
	/// A block of energy.
	BlockId(u64)
}

stored! {
	/// Energy that a meter exported in one interval.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Block {
		/// In which market.
		pub market: MarketId,
		/// The meter that exported it.
		pub meter: MeterId,
		/// When it did.
		pub interval: Interval,
		/// How much, in Wh.
		pub energy: Energy,
		/// Whose it is, or whose it was when it was used up.
		pub owner: Party,
		/// Whether it came from sun, wind or water.
		pub green: bool,
		/// For what it is to be had.
		pub offer: Option<Offer>,
		/// How it is.
		pub status: Status,
	}

	/// For what a block is to be had.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Offer {
		/// For the whole block, in minor units of the market's asset.
		#[serde(with = "json::decimal")]
		pub price: Amount,
		/// Who may buy it; `None` if anybody in the market may.
		pub to: Option<Party>,
	}

	/// How a block is.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum Status {
		/// It can be used until it lapses.
		#[codec(index = 0)]
		Open,
		/// It was used up.
		#[codec(index = 1)]
		Used {
			/// The meter that it was used for.
			meter: MeterId,
		},
	}
}
