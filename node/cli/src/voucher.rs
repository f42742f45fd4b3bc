// SPDX-License-Identifier: Apache-2.0

//! Vouchers of payment channels, signed and verified without a node.

use crate::{
	args::{hash, hex_bytes, Account},
	failure::{Failure, Result},
	file,
	key::Key,
	output::Report,
	time,
};
use clap::Subcommand;
use codec::Decode;
use covenant_primitives::{ChannelId, Voucher};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::path::PathBuf;
use subxt::utils::H256;

/// The commands about vouchers.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Sign a voucher
	///
	/// It promises the payee of a channel so much all together: what was promised before is in it. With
	/// `--json` it prints the file that `verify` reads and that the payee keeps.
	Sign {
		/// The channel
		channel: u64,

		/// The asset of the channel
		#[arg(long, default_value_t = 1)]
		asset: u32,

		/// All that is promised, in minor units (fen)
		#[arg(long, value_name = "FEN")]
		amount: u128,

		/// Until when it can be claimed (2026-09-01T08:00Z)
		#[arg(long, value_name = "TIME", value_parser = time::parse)]
		expires: u64,

		/// The hash of the chain's first block: `chain_getBlockHash(0)` of any node
		#[arg(long, value_name = "HASH", value_parser = hash)]
		genesis: H256,

		#[command(flatten)]
		key: Key,
	},
	/// Say whether a voucher was signed by a key, for a chain
	///
	/// Whoever accepts it looks at the channel as well: `channels_get` tells the signer, the deposit and
	/// what was claimed. The exit status is 1 if it was not.
	Verify {
		/// The voucher: what `sign --json` printed
		file: PathBuf,

		/// Whose key signs for the channel
		#[arg(long, value_name = "ACCOUNT")]
		signer: Account,

		/// The hash of the chain's first block
		#[arg(long, value_name = "HASH", value_parser = hash)]
		genesis: H256,
	},
}

/// How a voucher was signed; the number of the scheme in `MultiSignature`.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Scheme {
	Ed25519 = 0,
	Sr25519 = 1,
}

/// A voucher as it is handed over.
#[derive(Debug, Serialize, Deserialize)]
struct Signed {
	#[serde(flatten)]
	voucher: Voucher,
	scheme: Scheme,
	signature: String,
}

impl Signed {
	fn is_by(&self, signer: &Account, genesis: H256) -> Result<bool> {
		let wrong = |why: String| Failure::Usage(format!("the voucher's signature: {why}"));
		let bytes = hex_bytes(&self.signature).map_err(wrong)?;
		if bytes.len() != 64 {
			return Err(wrong(format!("expected 64 bytes, got {}", bytes.len())));
		}
		let encoded = [vec![self.scheme as u8], bytes].concat();
		let signature = Decode::decode(&mut encoded.as_slice())
			.map_err(|error: codec::Error| wrong(error.to_string()))?;
		Ok(self.voucher.is_signed(genesis.0.into(), &signature, &signer.0 .0.into()))
	}
}

impl Command {
	/// Carries out the command.
	pub fn run(self) -> Result<Report> {
		match self {
			Self::Sign { channel, asset, amount, expires, genesis, key } => {
				let pair = key.load()?;
				let voucher = Voucher { channel: ChannelId(channel), asset, amount, expires };
				let signature = pair.sign(&voucher.payload(genesis.0.into()));
				let signature = format!("0x{}", hex::encode(signature.0));
				let signed = Signed { voucher, scheme: Scheme::Sr25519, signature };
				let mut json = json!(signed);
				json["signer"] = json!(pair.public_key().to_account_id().to_string());
				Ok(Report::record(json, &["channel", "asset", "amount", "expires"]))
			}
			Self::Verify { file, signer, genesis } => {
				let text = file::read(&file)?;
				let signed: Signed = serde_json::from_str(&text).map_err(|error| {
					Failure::Usage(format!("{}: not a voucher: {error}", file.display()))
				})?;
				let yes = signed.is_by(&signer, genesis)?;
				let said = format!(
					"{} signed by {signer} for this chain",
					if yes { "it was" } else { "it was not" }
				);
				Ok(Report::answer(yes, json!({ "signed": yes }), said))
			}
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn signed() -> Signed {
		let voucher =
			Voucher { channel: ChannelId(3), asset: 1, amount: 250, expires: 1_800_000_000_000 };
		let pair = crate::key::development("//Alice").unwrap();
		let signature = pair.sign(&voucher.payload([7; 32].into()));
		let signature = format!("0x{}", hex::encode(signature.0));
		Signed { voucher, scheme: Scheme::Sr25519, signature }
	}

	#[test]
	fn a_voucher_is_signed_by_its_key_for_its_chain() {
		let [alice, bob]: [Account; 2] = ["//Alice", "//Bob"].map(|name| name.parse().unwrap());
		assert!(signed().is_by(&alice, H256([7; 32])).unwrap());
		assert!(!signed().is_by(&bob, H256([7; 32])).unwrap());
		assert!(!signed().is_by(&alice, H256([8; 32])).unwrap());
		let mut more = signed();
		more.voucher.amount += 1;
		assert!(!more.is_by(&alice, H256([7; 32])).unwrap());
		let other = Signed { scheme: Scheme::Ed25519, ..signed() };
		assert!(!other.is_by(&alice, H256([7; 32])).unwrap());
	}

	#[test]
	fn a_voucher_survives_json_and_a_broken_one_is_explained() {
		let text = serde_json::to_string(&signed()).unwrap();
		assert!(text.contains(r#""amount":"250""#) && text.contains(r#""scheme":"sr25519""#));
		let alice: Account = "//Alice".parse().unwrap();
		let read: Signed = serde_json::from_str(&text).unwrap();
		assert!(read.is_by(&alice, H256([7; 32])).unwrap());
		for signature in ["0x00", "x", "0xzz"] {
			let broken = Signed { signature: signature.into(), ..signed() };
			assert!(broken.is_by(&alice, H256([7; 32])).is_err(), "{signature}");
		}
	}
}
