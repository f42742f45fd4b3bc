// SPDX-License-Identifier: Apache-2.0

//! The rules of a market: prices, collateral, and what is settled and how.

use super::{Banded, Bands, Price, HALF_HOURS};
use crate::{json, stored, Amount, Moment, Party};
use frame_support::{traits::ConstU32, BoundedVec};
use sp_runtime::Permill;

/// The most items in a market's rules.
pub const MAX_ITEMS: u32 = 32;

/// The items of a market's rules.
pub type Items = BoundedVec<Item, ConstU32<MAX_ITEMS>>;

stored! {
	/// What stands for a reading that is missing.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum Substitution {
		/// The meter's reading of the same interval a week before; nothing if there is none.
		#[codec(index = 0)]
		LastWeek,
		/// The average of the day's readings, rounded down; nothing if there are none.
		#[codec(index = 1)]
		Average,
		/// Nothing.
		#[codec(index = 2)]
		Zero,
	}

	/// Money that is nobody's until it is divided.
	#[derive(Copy, PartialOrd, Ord)]
	#[serde(rename_all = "camelCase")]
	pub enum Pool {
		/// What deviations in real time bring in or cost.
		#[codec(index = 0)]
		Balancing,
		/// Fees for deviations beyond the band.
		#[codec(index = 1)]
		Deviation,
		/// Line losses.
		#[codec(index = 2)]
		LineLoss,
		/// The operation of the system.
		#[codec(index = 3)]
		SystemOperation,
		/// Surcharges of the government.
		#[codec(index = 4)]
		Surcharges,
		/// What rounding leaves.
		#[codec(index = 5)]
		Rounding,
	}

	/// Who gets what a charge brings in.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum Payee {
		/// A participant.
		#[codec(index = 0)]
		Participant(Party),
		/// A pool.
		#[codec(index = 1)]
		Pool(Pool),
	}

	/// What a charge is for.
	#[derive(Copy, PartialOrd, Ord)]
	#[serde(rename_all = "camelCase")]
	pub enum ChargeKind {
		/// Transmission and distribution.
		#[codec(index = 0)]
		Transmission,
		/// Line loss.
		#[codec(index = 1)]
		LineLoss,
		/// The operation of the system.
		#[codec(index = 2)]
		SystemOperation,
		/// A surcharge of the government.
		#[codec(index = 3)]
		Surcharge,
	}

	/// What a charge is counted by.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum Basis {
		/// The energy taken from the grid: minor units per MWh, by band.
		#[codec(index = 0)]
		Energy(Banded<Price>),
		/// The highest power of the month: minor units per kW.
		#[codec(index = 1)]
		Demand(Price),
		/// The capacity that was agreed: minor units per kVA.
		#[codec(index = 2)]
		Capacity(Price),
	}

	/// A line of every bill: what a market settles, and how.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum Item {
		/// The energy of contracts, at their prices.
		#[codec(index = 0)]
		Contracts,
		/// The differences that contracts for difference have paid.
		#[codec(index = 1)]
		Differences,
		/// What was delivered beyond contracts, or less, at the real-time price.
		#[codec(index = 2)]
		RealTime,
		/// A fee for deviating from contracts beyond a band.
		#[codec(index = 3)]
		Deviation {
			/// The band, as a part of what was contracted.
			tolerance: Permill,
			/// The fee, as a part of the month's price.
			fee: Permill,
		},
		/// A charge on whoever takes power from the grid.
		#[codec(index = 4)]
		Charge {
			/// What it is for.
			kind: ChargeKind,
			/// What it is counted by.
			basis: Basis,
			/// Who gets it.
			payee: Payee,
		},
		/// What retailers charge by their packages.
		#[codec(index = 5)]
		Retail,
		/// What is in a pool is divided among those who took power from the grid, by energy.
		#[codec(index = 6)]
		Redistribution(Pool),
	}

	/// The rules of a market, which hold from a day on.
	#[serde(rename_all = "camelCase")]
	pub struct Rules {
		/// How long before a day begins its trade ends, in milliseconds.
		pub gate_closure: Moment,
		/// The lowest price, in minor units per MWh.
		pub floor: Price,
		/// The highest price.
		pub ceiling: Price,
		/// The band of each half hour of a day.
		pub bands: Bands,
		/// What stands for a reading that is missing.
		pub substitution: Substitution,
		/// The least collateral of whoever trades, in minor units.
		#[serde(with = "json::decimal")]
		pub min_collateral: Amount,
		/// The collateral for what is at stake, as a part of it.
		pub margin: Permill,
		/// How long a participant has to answer a call for collateral, in milliseconds.
		pub margin_period: Moment,
		/// What is settled, in the order of the bill.
		pub items: Items,
	}
}

impl Rules {
	/// Whether they can be a market's: prices that leave room, a band for each half hour, no item twice
	/// but charges, and each pool divided once at most, after all that goes into it.
	pub fn is_valid(&self) -> bool {
		let bands = u32::try_from(self.bands.len()) == Ok(HALF_HOURS);
		bands && self.floor <= self.ceiling && self.items_are_valid()
	}

	fn items_are_valid(&self) -> bool {
		self.items.iter().enumerate().all(|(place, item)| {
			let before = self.items.get(..place).unwrap_or_default();
			let after = self.items.get(place..).unwrap_or_default();
			match item {
				Item::Charge { .. } => true,
				Item::Redistribution(pool) => {
					!before.contains(item) && !after.iter().any(|it| it.feeds() == Some(*pool))
				}
				Item::Deviation { .. } => {
					!before.iter().any(|it| matches!(it, Item::Deviation { .. }))
				}
				_ => !before.contains(item),
			}
		})
	}

	/// The collateral for so much at stake.
	pub fn required(&self, at_stake: Amount) -> Amount {
		self.margin.mul_ceil(at_stake).max(self.min_collateral)
	}
}

impl Item {
	/// The pool that it fills, besides that of rounding.
	pub fn feeds(&self) -> Option<Pool> {
		match self {
			Self::RealTime => Some(Pool::Balancing),
			Self::Deviation { .. } => Some(Pool::Deviation),
			Self::Charge { payee: Payee::Pool(pool), .. } => Some(*pool),
			_ => None,
		}
	}
}
