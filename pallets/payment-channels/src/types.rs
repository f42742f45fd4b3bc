// SPDX-License-Identifier: Apache-2.0

//! What the pallet keeps, and what is signed.

use alloc::vec::Vec;
use codec::Encode;
use covenant_primitives::{json, stored, Amount, AssetId, ChannelId, Moment, Party};
use sp_core::{crypto::AccountId32, H256};
use sp_runtime::{traits::Verify, MultiSignature};

/// What a signed voucher begins with, so that it is nothing else.
pub const DOMAIN: &[u8] = b"covenant payment voucher v1";

/// What wallets put around bytes that they are asked to sign, so that they are no transaction.
const WRAP: (&[u8], &[u8]) = (b"<Bytes>", b"</Bytes>");

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

	/// A promise of the payer's key: the bearer's payee may have had so much all together.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Voucher {
		/// Out of which channel.
		pub channel: ChannelId,
		/// In what.
		pub asset: AssetId,
		/// How much, with all that was promised before.
		#[serde(with = "json::decimal")]
		pub amount: Amount,
		/// Until when it can be claimed, in UTC milliseconds.
		pub expires: Moment,
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
		self.deposit.saturating_sub(self.claimed)
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

impl Voucher {
	/// What is signed: [`DOMAIN`], the hash of the chain's first block, then the fields in their order,
	/// each little-endian: the channel in 8 bytes, the asset in 4, the amount in 16, the time in 8.
	pub fn payload(&self, genesis: H256) -> Vec<u8> {
		let mut payload = DOMAIN.to_vec();
		(genesis, self).encode_to(&mut payload);
		payload
	}

	/// Whether `signer` signed it for the chain with this first block, plainly or as wallets do.
	pub fn is_signed(
		&self,
		genesis: H256,
		signature: &MultiSignature,
		signer: &AccountId32,
	) -> bool {
		let payload = self.payload(genesis);
		let wrapped = [WRAP.0, &payload, WRAP.1].concat();
		signature.verify(payload.as_slice(), signer) || signature.verify(wrapped.as_slice(), signer)
	}
}
