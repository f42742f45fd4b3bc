// SPDX-License-Identifier: Apache-2.0

//! What the pallet keeps.

pub use covenant_primitives::power::{Day, Pricing, Profile};

use covenant_primitives::{json, stored, Amount, AuctionId, ContractId, MarketId, Moment, Party};
use frame_support::{traits::ConstU32, BoundedVec};

/// The most versions of a contract.
pub const MAX_VERSIONS: u32 = 32;

/// The days from which versions hold, ascending.
pub type Versions = BoundedVec<Day, ConstU32<MAX_VERSIONS>>;

/// Who has not agreed yet.
pub type Waiting = BoundedVec<Party, ConstU32<2>>;

stored! {
	/// A contract.
	#[serde(rename_all = "camelCase")]
	pub struct Contract {
		/// In which market.
		pub market: MarketId,
		/// The first day of delivery.
		pub from: Day,
		/// The first day after it.
		pub until: Day,
		/// The auction that it came of.
		pub auction: Option<AuctionId>,
		/// From which days its versions hold.
		pub versions: Versions,
		/// How it is.
		pub status: Status,
	}

	/// What holds from a day on.
	#[serde(rename_all = "camelCase")]
	pub struct Terms {
		/// Who sells; `None` if the market does, after an auction.
		pub seller: Option<Party>,
		/// Who buys; `None` if the market does.
		pub buyer: Option<Party>,
		/// What is delivered each day.
		pub profile: Profile,
		/// At what price.
		pub pricing: Pricing,
	}

	/// How a contract is.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum Status {
		/// One side proposed it.
		#[codec(index = 0)]
		Proposed {
			/// Which.
			by: Party,
			/// Until when the other can accept, in UTC milliseconds.
			answer_by: Moment,
		},
		/// It holds.
		#[codec(index = 1)]
		Agreed,
		/// It was delivered and settled; nothing is at stake any more.
		#[codec(index = 2)]
		Concluded,
	}

	/// How a contract is to change.
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum Change {
		/// Something else is delivered, or at another price.
		#[codec(index = 0)]
		Amend {
			/// What is delivered.
			profile: Profile,
			/// At what price.
			pricing: Pricing,
		},
		/// A third takes the place of the side that proposes it.
		#[codec(index = 1)]
		Transfer {
			/// Who.
			to: Party,
		},
		/// Nothing is delivered any more.
		#[codec(index = 2)]
		End,
	}

	/// A change that was proposed.
	#[serde(rename_all = "camelCase")]
	pub struct Proposal {
		/// From which day on.
		pub from: Day,
		/// What is to change.
		pub change: Change,
		/// Who proposed it.
		pub by: Party,
		/// Who has not agreed yet.
		pub waiting: Waiting,
		/// Until when they can, in UTC milliseconds.
		pub answer_by: Moment,
	}

	/// What happens by itself.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum Task {
		/// A contract was not accepted.
		#[codec(index = 0)]
		Lapse(ContractId),
		/// A change was not agreed.
		#[codec(index = 1)]
		LapseChange(ContractId),
		/// A contract was delivered, and there was time to settle it.
		#[codec(index = 2)]
		Conclude(ContractId),
	}

	/// What a side has at stake.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Stake {
		/// Who.
		pub party: Party,
		/// How much, in minor units.
		#[serde(with = "json::decimal")]
		pub amount: Amount,
	}
}

impl Contract {
	/// The day from which the version holds that is in force on a day of delivery.
	pub fn version_on(&self, day: Day) -> Option<Day> {
		let delivered = self.from <= day && day < self.until;
		let place = self.versions.partition_point(|from| *from <= day).checked_sub(1)?;
		self.versions.get(place).copied().filter(|_| delivered)
	}

	/// The day from which the last version holds.
	pub fn last_version(&self) -> Day {
		self.versions.last().copied().unwrap_or(self.from)
	}
}

impl Terms {
	/// Both sides, but the market.
	pub fn sides(&self) -> impl Iterator<Item = Party> {
		self.seller.into_iter().chain(self.buyer)
	}

	/// The side across from a party.
	pub fn other(&self, party: Party) -> Option<Party> {
		self.sides().find(|side| *side != party)
	}

	/// With another in the place of a side.
	pub fn with(mut self, out: Party, to: Party) -> Self {
		for side in [&mut self.seller, &mut self.buyer] {
			if *side == Some(out) {
				*side = Some(to);
			}
		}
		self
	}
}
