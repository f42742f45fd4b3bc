// SPDX-License-Identifier: Apache-2.0

//! Promises to pay that are signed off chain, for payment channels.

use crate::{json, stored, Amount, AssetId, ChannelId, Moment};
use alloc::vec::Vec;
use codec::Encode;
use sp_core::{crypto::AccountId32, H256};
use sp_runtime::{traits::Verify, MultiSignature};

/// What a signed voucher begins with, so that it is nothing else.
pub const DOMAIN: &[u8] = b"covenant payment voucher v1";

/// What wallets put around bytes that they are asked to sign, so that they are no transaction.
const WRAP: (&[u8], &[u8]) = (b"<Bytes>", b"</Bytes>");

stored! {
	/// A promise of the payer's key: the payee may have had so much all together.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Voucher {
		/// Out of which channel.
		pub channel: ChannelId,
		/// In what.
		pub asset: AssetId,
		/// How much, with all that was promised before, in minor units.
		#[serde(with = "json::decimal")]
		pub amount: Amount,
		/// Until when it can be claimed, in UTC milliseconds.
		pub expires: Moment,
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
