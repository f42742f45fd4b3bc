// SPDX-License-Identifier: Apache-2.0

//! The chains that the node knows by name. Their genesis is a preset of the runtime.

use covenant_runtime::{configs::system::Ss58Prefix, opaque::Block, WASM_BINARY};
use sc_chain_spec::{ChainSpecExtension, Properties};
use sc_service::ChainType;
use serde::{Deserialize, Serialize};
use sp_genesis_builder::{DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET};

/// What a chain specification may hold beside the genesis.
#[derive(Default, Clone, Serialize, Deserialize, ChainSpecExtension)]
#[serde(rename_all = "camelCase")]
pub struct Extensions {
	/// Blocks that a node must follow at their height: the operators' way past a bad fork.
	pub fork_blocks: sc_client_api::ForkBlocks<Block>,
	/// Blocks that a node must not import.
	pub bad_blocks: sc_client_api::BadBlocks<Block>,
	/// Where light clients start, as `sync_state_genSyncSpec` writes it.
	pub light_sync_state: sc_sync_state_rpc::LightSyncStateExtension,
}

/// A chain specification.
pub type ChainSpec = sc_service::GenericChainSpec<Extensions>;

/// The symbol of the fee unit: a second of execution.
pub const TOKEN_SYMBOL: &str = "CVU";
/// A second in picoseconds.
pub const TOKEN_DECIMALS: u8 = 12;

fn properties() -> Properties {
	[
		("tokenSymbol".into(), TOKEN_SYMBOL.into()),
		("tokenDecimals".into(), TOKEN_DECIMALS.into()),
		("ss58Format".into(), Ss58Prefix::get().into()),
	]
	.into_iter()
	.collect()
}

fn preset(name: &str, id: &str, kind: ChainType, preset: &str) -> Result<ChainSpec, String> {
	let code = WASM_BINARY.ok_or("the node was built without its runtime (SKIP_WASM_BUILD)")?;
	Ok(ChainSpec::builder(code, Extensions::default())
		.with_name(name)
		.with_id(id)
		.with_protocol_id("covenant")
		.with_chain_type(kind)
		.with_properties(properties())
		.with_genesis_config_preset_name(preset)
		.build())
}

/// One validator, `//Alice`.
pub fn development() -> Result<ChainSpec, String> {
	preset("Covenant Development", "dev", ChainType::Development, DEV_RUNTIME_PRESET)
}

/// Four validators, `//Alice` to `//Dave`.
pub fn local() -> Result<ChainSpec, String> {
	preset("Covenant Local", "local", ChainType::Local, LOCAL_TESTNET_RUNTIME_PRESET)
}

#[cfg(test)]
mod tests {
	use super::*;
	use sc_service::ChainSpec as _;

	#[test]
	fn presets_build_and_carry_the_properties() {
		for spec in [development().unwrap(), local().unwrap()] {
			assert_eq!(spec.properties()["ss58Format"], 42);
			assert_eq!(spec.properties()["tokenSymbol"], TOKEN_SYMBOL);
			assert!(!spec.as_storage_builder().build_storage().unwrap().top.is_empty());
		}
	}
}
