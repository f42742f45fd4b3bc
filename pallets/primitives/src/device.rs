// SPDX-License-Identifier: Apache-2.0

//! Devices that sign what they measure: meters and sensors.

use crate::stored;
use sp_core::{ed25519, sr25519};
use sp_io::crypto::{ed25519_verify, sr25519_verify};

/// A device's signature, by whichever scheme its key is of.
pub type DeviceSignature = [u8; 64];

stored! {
	/// The public key of a device.
	#[derive(Copy, PartialOrd, Ord)]
	#[serde(rename_all = "camelCase")]
	pub enum DeviceKey {
		/// Ed25519.
		#[codec(index = 0)]
		Ed25519(ed25519::Public),
		/// Schnorr over Ristretto 25519.
		#[codec(index = 1)]
		Sr25519(sr25519::Public),
	}
}

impl DeviceKey {
	/// Whether the device signed `payload`.
	pub fn signed(&self, payload: &[u8], signature: &DeviceSignature) -> bool {
		match self {
			Self::Ed25519(key) => ed25519_verify(&(*signature).into(), payload, key),
			Self::Sr25519(key) => sr25519_verify(&(*signature).into(), payload, key),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use sp_core::Pair;

	#[test]
	fn both_schemes_are_verified_and_neither_for_the_other() {
		let (ed, sr) = (ed25519::Pair::from_seed(&[1; 32]), sr25519::Pair::from_seed(&[1; 32]));
		let (by_ed, by_sr) = (ed.sign(b"12 Wh").0, sr.sign(b"12 Wh").0);
		let (ed, sr) = (DeviceKey::Ed25519(ed.public()), DeviceKey::Sr25519(sr.public()));
		assert!(ed.signed(b"12 Wh", &by_ed) && sr.signed(b"12 Wh", &by_sr));
		assert!(!ed.signed(b"12 Wh", &by_sr) && !sr.signed(b"12 Wh", &by_ed));
		assert!(!ed.signed(b"13 Wh", &by_ed) && !sr.signed(b"13 Wh", &by_sr));
	}
}
