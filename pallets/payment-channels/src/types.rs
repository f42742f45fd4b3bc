// SPDX-License-Identifier: Apache-2.0

//! What the pallet keeps.

pub use covenant_primitives::Voucher;

use covenant_primitives::{json, stored, Amount, AssetId, ChannelId, Moment, Party};
use sp_core::crypto::AccountId32;

stored! {
	/// Money put aside by one for another, to be claimed little by little.
	#[serde(rename_all = "camelCase")]
	pub struct Channel {
		/// Whose money it is.
		pub payer: Party,
		/// Who can claim it.
		pub payee: Party,
		/// In what.
		pub asset: AssetId,
		/// All that was put aside, in minor units.
		#[serde(with = "json::decimal")]
		pub deposit: Amount,
		/// All that was claimed.
		#[serde(with = "json::decimal")]
		pub claimed: Amount,
		/// Whose key signs vouchers.
		pub signer: AccountId32,
		/// How long vouchers can be claimed once the payer closes, in milliseconds.
		pub window: Moment,
		/// How it is.
		pub status: Status,
	}

	/// How a channel is.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum Status {
		/// Vouchers are claimed.
		#[codec(index = 0)]
		Open,
		/// The payer closes it.
		#[codec(index = 1)]
		Closing {
			/// Until when vouchers can be claimed still, in UTC milliseconds.
			until: Moment,
		},
		/// The rest went back.
		#[codec(index = 2)]
		Closed,
	}

	/// What happens by itself.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum Task {
		/// The time of a channel that is being closed is over.
		#[codec(index = 0)]
		Settle(ChannelId),
	}
}

impl Channel {
	/// What is left in it.
	pub fn left(&self) -> Amount {
		match self.status {
			Status::Closed => 0,
			_ => self.deposit.saturating_sub(self.claimed),
		}
	}

	/// Whether money can be put aside and claimed at `now`.
	pub fn is_in_use(&self, now: Moment) -> bool {
		match self.status {
			Status::Open => true,
			Status::Closing { until } => now < until,
			Status::Closed => false,
		}
	}
}
