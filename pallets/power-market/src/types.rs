// SPDX-License-Identifier: Apache-2.0

//! What the pallet keeps.

pub use covenant_primitives::power::{Day, Role, Rules, Timetable};

use covenant_primitives::{json, stored, Amount, AssetId, MarketId, Moment, OrganizationId, Party};
use frame_support::{traits::ConstU32, BoundedVec};

/// The longest name of a market, in bytes.
pub const MAX_NAME: u32 = 128;

/// The most versions of a market's rules: one a month for twenty years.
pub const MAX_VERSIONS: u32 = 240;

/// The days from which versions of the rules hold, ascending: version 0 first.
pub type Versions = BoundedVec<Day, ConstU32<MAX_VERSIONS>>;

stored! {
	/// A power market.
	#[serde(rename_all = "camelCase")]
	pub struct Market {
		/// The organization that runs it.
		pub operator: OrganizationId,
		/// Its name, as UTF-8 text.
		#[serde(with = "json::text")]
		pub name: BoundedVec<u8, ConstU32<MAX_NAME>>,
		/// In what it settles.
		pub asset: AssetId,
		/// How it cuts time.
		pub timetable: Timetable,
	}

	/// Rules that the operator proposes.
	#[serde(rename_all = "camelCase")]
	pub struct Proposal {
		/// From which day they hold.
		pub from: Day,
		/// What they are.
		pub rules: Rules,
	}

	/// A party that takes part in a market.
	#[serde(rename_all = "camelCase")]
	pub struct Participant<AccountId> {
		/// What it does there.
		pub role: Role,
		/// The capacity that it agreed with the grid company, in kVA.
		pub capacity: u32,
		/// On which account its collateral is held.
		pub account: AccountId,
		/// What is held, in minor units.
		#[serde(with = "json::decimal")]
		pub collateral: Amount,
		/// What it has at stake.
		#[serde(with = "json::decimal")]
		pub at_stake: Amount,
		/// How it stands.
		pub standing: Standing,
	}

	/// How a participant stands.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum Standing {
		/// The operator has not admitted it yet.
		#[codec(index = 0)]
		Applied,
		/// It trades.
		#[codec(index = 1)]
		Active,
		/// It was called for collateral, and trades again when that is there.
		#[codec(index = 2)]
		Called {
			/// Until when, in UTC milliseconds.
			until: Moment,
		},
		/// It did not answer the call.
		#[codec(index = 3)]
		Defaulted,
		/// The operator suspended it.
		#[codec(index = 4)]
		Suspended,
	}

	/// What happens by itself.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum Task {
		/// The time to answer a call for collateral is over.
		#[codec(index = 0)]
		EndCall {
			/// In which market.
			market: MarketId,
			/// Whose.
			party: Party,
		},
	}
}
