// SPDX-License-Identifier: Apache-2.0

//! What the aliases of runtime APIs have in common.

use crate::service::FullClient;
use covenant_primitives::Amount;
use covenant_runtime::{opaque::Block, Hash};
use jsonrpsee::{core::RpcResult, types::ErrorObjectOwned};
use serde::{de::Error, Deserialize, Deserializer, Serialize};
use sp_api::{ApiError, ApiRef, ProvideRuntimeApi};
use sp_blockchain::HeaderBackend;
use std::sync::Arc;

/// The most items on a page.
const MAX_LIMIT: u32 = 100;

/// The block that was asked about is unknown here, or its state was pruned.
pub const BLOCK_UNAVAILABLE: i32 = -32_001;
/// The runtime could not answer.
pub const RUNTIME_ERROR: i32 = -32_002;

/// How many items a page may hold, from 1 to 100. Anything else is refused as a wrong parameter.
#[derive(Clone, Copy, Debug)]
pub struct Limit(pub u32);

impl<'de> Deserialize<'de> for Limit {
	fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
		match u32::deserialize(from)? {
			limit @ 1..=MAX_LIMIT => Ok(Self(limit)),
			limit => Err(D::Error::custom(format!("a page holds 1 to 100 items, not {limit}"))),
		}
	}
}

/// What sort of digest something is: the id of a pallet, eight bytes of text.
#[derive(Clone, Copy, Debug)]
pub struct Domain(pub [u8; 8]);

impl<'de> Deserialize<'de> for Domain {
	fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
		let text = String::deserialize(from)?;
		text.as_bytes()
			.try_into()
			.map(Self)
			.map_err(|_| D::Error::custom("a domain has eight characters, as in cov/seal"))
	}
}

/// An amount: a decimal string; as a parameter a number as well.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[serde(transparent)]
pub struct Decimal(#[serde(with = "covenant_primitives::json::decimal")] pub Amount);

/// Asks runtime APIs.
#[derive(Clone)]
pub struct Query(Arc<FullClient>);

/// The runtime API at some block.
pub type Api<'a> = ApiRef<'a, <FullClient as ProvideRuntimeApi<Block>>::Api>;

impl Query {
	pub fn new(client: Arc<FullClient>) -> Self {
		Self(client)
	}

	/// The hash of the first block, which names the chain.
	pub fn genesis(&self) -> Hash {
		self.0.info().genesis_hash
	}

	/// Block `at`, or else the last finalized one.
	pub fn block(&self, at: Option<Hash>) -> Hash {
		at.unwrap_or_else(|| self.0.info().finalized_hash)
	}

	/// Asks at block `at`, or else at the last finalized one.
	pub fn ask<Answer>(
		&self,
		at: Option<Hash>,
		question: impl FnOnce(Api<'_>, Hash) -> Result<Answer, ApiError>,
	) -> RpcResult<Answer> {
		let at = self.block(at);
		question(self.0.runtime_api(), at).map_err(|error| {
			let code = match error {
				ApiError::UnknownBlock(_) | ApiError::StateBackendIsNotTrie => BLOCK_UNAVAILABLE,
				_ => RUNTIME_ERROR,
			};
			ErrorObjectOwned::owned(code, error.to_string(), None::<()>)
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn parameters_are_checked() {
		assert_eq!(serde_json::from_str::<Limit>("1").unwrap().0, 1);
		assert_eq!(serde_json::from_str::<Limit>("100").unwrap().0, 100);
		assert_eq!(serde_json::from_str::<Domain>("\"cov/seal\"").unwrap().0, *b"cov/seal");
		for wrong in ["\"cov\"", "\"cov/sealed\"", "8"] {
			assert!(serde_json::from_str::<Domain>(wrong).is_err(), "{wrong}");
		}
		for wrong in ["0", "101", "-1", "\"5\"", "null", "4294967296"] {
			assert!(serde_json::from_str::<Limit>(wrong).is_err(), "{wrong}");
		}
	}
}
