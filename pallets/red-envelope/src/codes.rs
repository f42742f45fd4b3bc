// SPDX-License-Identifier: Apache-2.0

//! Claim codes.
//!
//! Whoever knows the code of an envelope may claim from it. The code never goes to the chain: it is
//! stretched to an Ed25519 key (RFC 8032), of which the envelope keeps the public part, and a claim
//! carries a signature over the claiming account. A signature that somebody copies from the
//! transaction pool is of use to nobody else.
//!
//! To make the key elsewhere: the seed is the BLAKE2b-256 hash of [`crate::CODE_DOMAIN`] (25 bytes)
//! followed by the code as UTF-8. Whoever knows the public part can try codes, so a code needs 80
//! random bits or more: 16 letters and digits, or 20 digits and more.
//!
//! The message is the SCALE encoding of [`crate::CODE_DOMAIN`] (25 bytes), the hash of block 0 (32
//! bytes), the envelope (`u64`) and the account (32 bytes).

use crate::{EnvelopeId, CODE_DOMAIN};
use alloc::vec::Vec;
use codec::Encode;
use sp_core::H256;
use sp_runtime::traits::{BlakeTwo256, Hash};

/// The seed of a code's key.
pub fn seed(code: &str) -> [u8; 32] {
	BlakeTwo256::hash(&[&CODE_DOMAIN[..], code.as_bytes()].concat()).0
}

/// What is signed with it.
pub fn message<AccountId: Encode>(genesis: H256, envelope: EnvelopeId, by: &AccountId) -> Vec<u8> {
	(CODE_DOMAIN, genesis, envelope, by).encode()
}
