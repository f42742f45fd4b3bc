// SPDX-License-Identifier: Apache-2.0

//! Arguments that several commands about sealed data take.

use crate::{
	args::{hash, words, At},
	chain,
	chain::Call,
	failure::{unusable, Failure, Result},
	node::Node,
	sealing::content::Sealed,
};
use serde::Deserialize;
use serde_json::{json, Value as Json};
use std::{fs, path::Path, str::FromStr};
use subxt::{dynamic::Value, utils::H256};

/// A call of the pallet.
pub fn call<const N: usize>(name: &str, arguments: [(&str, Value); N]) -> Call {
	chain::call("SealedData", name, arguments)
}

/// How an object is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
	Id(u64),
	Digest(H256),
}

impl FromStr for Named {
	type Err = String;

	fn from_str(text: &str) -> std::result::Result<Self, String> {
		if text.starts_with("0x") {
			return hash(text).map(Self::Digest);
		}
		text.parse().map(Self::Id).map_err(|_| "expected an object's id or a digest".into())
	}
}

impl Named {
	/// The object as the chain describes it.
	pub async fn get(&self, node: &Node, at: &At) -> Result<Json> {
		let (method, key, what) = match self {
			Self::Id(id) => ("sealed_getObject", json!(id), format!("object {id}")),
			Self::Digest(digest) => (
				"sealed_getObjectByDigest",
				json!(digest),
				format!("object with the digest {digest:?}"),
			),
		};
		node.find(method, vec![key], at, what).await
	}
}

/// A request as the chain describes it.
pub async fn get_request(node: &Node, id: u64, at: &At) -> Result<Json> {
	node.find("sealed_getRequest", vec![json!(id)], at, format!("request {id}")).await
}

/// Digest and size of an object's content, as the chain has them.
pub fn sealed(content: &Json) -> Result<Sealed> {
	let wrong = || unusable("an object without digest or size");
	let digest = content["digest"].as_str().and_then(|text| hash(text).ok()).ok_or_else(wrong)?;
	let size = content["size"].as_str().and_then(|text| text.parse().ok()).ok_or_else(wrong)?;
	Ok(Sealed { digest: digest.0, size })
}

/// What `covenant seal --json` said of a ciphertext.
#[derive(Debug, Deserialize)]
pub struct Receipt {
	pub digest: String,
	pub size: String,
	pub recipient: String,
}

impl Receipt {
	/// Reads a file of `covenant seal --json`.
	pub fn load(file: &Path) -> Result<Self> {
		let failure = |why: String| Failure::Usage(format!("{}: {why}", file.display()));
		let text = fs::read_to_string(file).map_err(|error| failure(error.to_string()))?;
		serde_json::from_str(&text).map_err(|error| failure(error.to_string()))
	}
}

words! {
	/// Why a request is refused.
	RefusalReason {
		/// No law or agreement entitles the requester
		NotEntitled,
		/// The data are not needed for the purpose
		NotNecessary,
		/// The statement of the purpose does not suffice
		StatementInsufficient,
		/// Personal data would be exposed
		Privacy,
		/// A trade secret would be exposed
		TradeSecret,
		/// A state secret would be exposed
		StateSecret,
		/// The object does not hold what is asked for, or is wrong
		Unsuitable,
		/// Anything else
		Other,
	}
}

words! {
	/// Why a grant is revoked.
	RevocationReason {
		/// The grantee used the data for something else
		Misuse,
		/// The purpose has been reached or is gone
		PurposeEnded,
		/// The person concerned no longer consents
		ConsentWithdrawn,
		/// It was granted by mistake
		Mistake,
		/// Anything else
		Other,
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn objects_are_ids_or_digests() {
		assert_eq!("7".parse(), Ok(Named::Id(7)));
		let digest = format!("0x{}", "07".repeat(32));
		assert_eq!(digest.parse(), Ok(Named::Digest(H256([7; 32]))));
		for text in ["", "-1", "0x07", "x"] {
			assert!(text.parse::<Named>().is_err(), "{text}");
		}
	}

	#[test]
	fn digest_and_size_are_read_from_content() {
		let digest = format!("0x{}", "07".repeat(32));
		let content = json!({ "digest": digest, "size": "9007199254740993" });
		let expected = Sealed { digest: [7; 32], size: 9_007_199_254_740_993 };
		assert_eq!(sealed(&content), Ok(expected));
		assert!(sealed(&json!({ "digest": digest })).is_err());
		assert!(sealed(&json!({ "size": "1" })).is_err());
	}
}
