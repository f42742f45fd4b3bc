// SPDX-License-Identifier: Apache-2.0

//! What the pallet keeps, how bids are sealed, and how they are sorted.

use alloc::vec::Vec;
use codec::Encode;
use covenant_primitives::{
	first_come::Salt,
	json,
	power::{Day, Energy, Price, PriceRule},
	stored, Amount, AuctionId, ContractId, MarketId, Moment, OrganizationId, Party,
};
use frame_support::{traits::ConstU32, BoundedVec};
use sp_core::H256;
use sp_runtime::{
	traits::{BlakeTwo256, Hash},
	Permill,
};

/// What the seal of a bid begins with, so that it is nothing else.
pub const DOMAIN: &[u8; 22] = b"covenant sealed bid v1";

/// The most steps of a bid.
pub const MAX_STEPS: u32 = 20;

/// The steps of a bid, in merit order: the cheapest offer first, or the dearest bid.
pub type Steps = BoundedVec<Step, ConstU32<MAX_STEPS>>;

stored! {
	/// What an operator decides of an auction.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Terms {
		/// The first day of delivery.
		pub from: Day,
		/// The first day after it.
		pub until: Day,
		/// The part of each day in which it is delivered.
		pub window: Window,
		/// Until when bids are taken, in UTC milliseconds.
		pub bids_until: Moment,
		/// Until when they are revealed, in UTC milliseconds.
		pub reveal_until: Moment,
		/// How the price is found.
		pub rule: PriceRule,
		/// The least stake of a bid, in minor units.
		#[serde(with = "json::decimal")]
		pub bond: Amount,
		/// The share of its stake that a bid loses if it is not revealed, in millionths.
		pub penalty: Permill,
	}

	/// A part of the day, in intervals from 0. The whole day makes a flat product.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Window {
		/// The first.
		pub from: u16,
		/// The first that it is not.
		pub until: u16,
	}

	/// An auction.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Auction {
		/// In which market.
		pub market: MarketId,
		/// Who opened it, as the market's operator.
		pub operator: OrganizationId,
		/// What it decided.
		#[serde(flatten)]
		pub terms: Terms,
		/// The lowest price that may be named, in minor units per MWh.
		pub floor: Price,
		/// The highest.
		pub ceiling: Price,
		/// How many bids there ever were. It numbers the next one.
		pub placed: u32,
		/// How many there are that were not settled.
		pub bids: u32,
		/// How many were revealed.
		pub revealed: u32,
		/// What those offer, in Wh an interval.
		pub offered: Energy,
		/// What those to buy ask for.
		pub demanded: Energy,
		/// How it is.
		pub status: Status,
	}

	/// How an auction is.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum Status {
		/// Bids are taken, then revealed, as the clock says.
		#[codec(index = 0)]
		Open,
		/// Bids and offers are matched.
		#[codec(index = 1)]
		Matching,
		/// The price is found; contracts are awarded and stakes freed.
		#[codec(index = 2)]
		Settling(Clearance),
		/// All is done.
		#[codec(index = 3)]
		Cleared(Clearance),
		/// It does not take place; stakes are freed.
		#[codec(index = 4)]
		Canceling,
		/// It did not take place.
		#[codec(index = 5)]
		Canceled,
	}

	/// What came out of an auction.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Clearance {
		/// The price of all that is traded, in minor units per MWh; `None` if nothing is.
		pub price: Option<Price>,
		/// How much is sold, and bought, in Wh an interval.
		pub quantity: Energy,
	}

	/// A step of a bid: so much more at this price.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Step {
		/// The worst price at which it is wanted, in minor units per MWh.
		pub price: Price,
		/// How much, in Wh an interval.
		pub quantity: Energy,
	}

	/// A sealed bid.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Bid {
		/// Its number in the auction, from 0. A bid that takes another's place keeps it.
		pub ordinal: u32,
		/// Its seal: see [`seal`].
		pub commitment: H256,
		/// What is at stake for it, in minor units.
		#[serde(with = "json::decimal")]
		pub stake: Amount,
		/// What it is, once that is told.
		pub revealed: Option<Revealed>,
	}

	/// What a revealed bid comes to.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Revealed {
		/// Whether it is one to sell.
		pub sells: bool,
		/// How much its steps sum to, in Wh an interval.
		pub offered: Energy,
		/// How much of it was accepted so far.
		pub won: Energy,
	}

	/// A step in the book.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Lot {
		/// Whose it is.
		pub party: Party,
		/// How much, in Wh an interval.
		pub quantity: Energy,
	}

	/// What a bid came to in the end.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum Outcome {
		/// A contract.
		#[codec(index = 0)]
		Awarded {
			/// Whether it sells.
			sells: bool,
			/// How much, in Wh an interval.
			quantity: Energy,
			/// The contract.
			contract: ContractId,
		},
		/// Nothing: no step was accepted.
		#[codec(index = 1)]
		Rejected,
		/// Nothing: it was not revealed.
		#[codec(index = 2)]
		Forfeited {
			/// What it lost, in minor units.
			#[serde(with = "json::decimal")]
			penalty: Amount,
		},
	}

	/// A price such that bytewise order is merit order: big-endian with the sign flipped, and for bids
	/// to buy the complement of that.
	#[derive(Copy, PartialOrd, Ord)]
	#[serde(transparent)]
	pub struct Level(#[serde(with = "json::hex")] pub [u8; 8]);

	/// Where a step stands in the book: its level, then the ordinal of its bid, big-endian.
	#[derive(Copy, PartialOrd, Ord)]
	#[serde(transparent)]
	pub struct Place(#[serde(with = "json::hex")] pub [u8; 12]);

	/// The last level of a side of which anything is accepted.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Margin {
		/// Which.
		pub level: Level,
		/// How much there is at it.
		pub total: Energy,
		/// How much of that is accepted.
		pub filled: Energy,
	}

	/// How far the clearing of an auction is.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Clearing {
		/// What is being done.
		pub stage: Stage,
		/// Where offers stop being accepted.
		pub offers: Option<Margin>,
		/// Where bids to buy do.
		pub bids: Option<Margin>,
		/// What is matched so far, in Wh an interval.
		pub quantity: Energy,
		/// When it goes on by itself.
		pub due: Moment,
	}

	/// What is being done to clear an auction.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum Stage {
		/// The levels of both sides are matched.
		#[codec(index = 0)]
		Matching,
		/// What was matched is shared out among the steps of a side.
		#[codec(index = 1)]
		Sharing {
			/// Of which side.
			sells: bool,
			/// The last step that had its share.
			last: Option<Place>,
			/// How much of the margin lies before the next.
			before: Energy,
		},
		/// Bids are settled one by one.
		#[codec(index = 2)]
		Settling {
			/// Whose was the last.
			last: Option<Party>,
		},
	}

	/// What happens by itself.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum Task {
		/// An auction is cleared a bit further.
		#[codec(index = 0)]
		Clear(AuctionId),
	}
}

/// The seal of a bid: BLAKE2b-256 of, one after the other,
///
/// | bytes | what |
/// | --- | --- |
/// | 22 | [`DOMAIN`] |
/// | 32 | the hash of the chain's first block |
/// | 8 | the auction's id, little-endian |
/// | 1 + 4 or 8 | the party: 0 and an organization's id, or 1 and a person's, little-endian |
/// | 1 | 1 to sell, 0 to buy |
/// | 1 | 4 times the number of steps: its compact encoding |
/// | 16 each | the steps: price, quantity, each in 8 bytes, little-endian |
/// | 16 | the salt: random, and never used again |
///
/// Nobody can guess what is sealed, and whoever copies the seal of another cannot reveal it.
pub fn seal(
	genesis: H256,
	auction: AuctionId,
	party: Party,
	sells: bool,
	steps: &Steps,
	salt: &Salt,
) -> H256 {
	let mut bytes = Vec::from(DOMAIN.as_slice());
	(genesis, auction, party, sells, steps, salt).encode_to(&mut bytes);
	BlakeTwo256::hash(&bytes)
}

impl Terms {
	/// How many days there are.
	pub fn days(&self) -> u32 {
		self.until.saturating_sub(self.from)
	}

	/// What `quantity` an interval comes to over all days.
	pub fn total(&self, quantity: Energy) -> Option<Energy> {
		let intervals = Energy::from(self.window.until.saturating_sub(self.window.from));
		quantity.checked_mul(intervals)?.checked_mul(self.days().into())
	}
}

impl Status {
	/// Whether nothing will happen to it any more.
	pub fn is_final(&self) -> bool {
		matches!(self, Self::Cleared(_) | Self::Canceled)
	}
}

impl Level {
	/// The level of a price on a side.
	pub fn of(sells: bool, price: Price) -> Self {
		let mut bytes = price.to_be_bytes();
		bytes[0] ^= 0x80;
		Self(if sells { bytes } else { bytes.map(|byte| !byte) })
	}

	/// The price of a level of a side.
	pub fn price(self, sells: bool) -> Price {
		let mut bytes = if sells { self.0 } else { self.0.map(|byte| !byte) };
		bytes[0] ^= 0x80;
		Price::from_be_bytes(bytes)
	}
}

impl Place {
	/// The place of a bid's step at a level.
	pub fn new(level: Level, ordinal: u32) -> Self {
		let mut bytes = [0; 12];
		bytes[..8].copy_from_slice(&level.0);
		bytes[8..].copy_from_slice(&ordinal.to_be_bytes());
		Self(bytes)
	}

	/// The level that it lies at.
	pub fn level(self) -> Level {
		let mut bytes = [0; 8];
		bytes.copy_from_slice(&self.0[..8]);
		Level(bytes)
	}
}

impl Margin {
	/// What is left at it.
	pub fn left(&self) -> Energy {
		self.total.saturating_sub(self.filled)
	}
}

impl Clearing {
	/// At the beginning of a stage.
	pub fn at(stage: Stage, due: Moment) -> Self {
		Self { stage, offers: None, bids: None, quantity: 0, due }
	}

	/// What of a side is accepted up to where.
	pub fn margin(&self, sells: bool) -> Option<Margin> {
		if sells {
			self.offers
		} else {
			self.bids
		}
	}

	/// The one price of what was matched.
	pub fn price(&self, rule: PriceRule) -> Option<Price> {
		let offer = self.offers?.level.price(true);
		let bid = self.bids?.level.price(false);
		Some(match rule {
			PriceRule::LastAcceptedBid => bid,
			PriceRule::LastAcceptedOffer => offer,
			PriceRule::Midpoint => midpoint(offer, bid),
		})
	}
}

/// Half of both, rounded down.
fn midpoint(offer: Price, bid: Price) -> Price {
	let half = i128::from(offer).saturating_add(bid.into()).div_euclid(2);
	// It lies between the two.
	Price::try_from(half).unwrap_or(bid)
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	#[test]
	fn midpoints_are_rounded_down() {
		assert_eq!(midpoint(2, 3), 2);
		assert_eq!(midpoint(-3, -2), -3);
		assert_eq!(midpoint(-1, 2), 0);
		assert_eq!(midpoint(Price::MAX, Price::MAX), Price::MAX);
		assert_eq!(midpoint(Price::MIN, Price::MAX), -1);
	}

	#[test]
	fn a_seal_is_over_these_bytes() {
		let steps = [Step { price: -2, quantity: 3 }].to_vec().try_into().unwrap();
		let party = Party::Organization(OrganizationId(9));
		let mut bytes = b"covenant sealed bid v1".to_vec();
		bytes.extend([7; 32]);
		bytes.extend([5, 0, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 1, 4, 254]);
		bytes.extend([255; 7]);
		bytes.extend([3, 0, 0, 0, 0, 0, 0, 0]);
		bytes.extend([8; 16]);
		let genesis = H256::repeat_byte(7);
		let sealed = seal(genesis, AuctionId(5), party, true, &steps, &[8; 16]);
		assert_eq!(sealed.0, BlakeTwo256::hash(&bytes).0);
	}

	proptest! {
		#[test]
		fn bytewise_order_is_merit_order(one in any::<(Price, u32)>(), two in any::<(Price, u32)>()) {
			for sells in [true, false] {
				let place = |(price, ordinal)| Place::new(Level::of(sells, price), ordinal);
				let merit = if sells { one.0.cmp(&two.0) } else { two.0.cmp(&one.0) };
				let order = merit.then(one.1.cmp(&two.1));
				prop_assert_eq!(place(one).encode().cmp(&place(two).encode()), order);
				prop_assert_eq!(place(one).level().price(sells), one.0);
			}
		}
	}
}
