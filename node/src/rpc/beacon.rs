// SPDX-License-Identifier: Apache-2.0

//! `beacon_*`: the randomness beacon.

use super::query::Query;
use covenant_primitives::Round;
use covenant_runtime::Hash;
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use pallet_beacon::runtime_api::{BeaconApi, RoundInfo, SeedInfo};

/// `at` is a block's hash; without it the answer is that of the last finalized block.
#[rpc(server)]
pub trait BeaconRpc {
	/// The round that is going on.
	#[method(name = "beacon_getRound")]
	fn current(&self, at: Option<Hash>) -> RpcResult<RoundInfo>;

	/// The seed of `round`; `None` if it is not over or was not asked for.
	#[method(name = "beacon_getSeed")]
	fn seed(&self, round: Round, at: Option<Hash>) -> RpcResult<Option<SeedInfo>>;
}

impl BeaconRpcServer for Query {
	fn current(&self, at: Option<Hash>) -> RpcResult<RoundInfo> {
		self.ask(at, |api, at| api.current(at))
	}

	fn seed(&self, round: Round, at: Option<Hash>) -> RpcResult<Option<SeedInfo>> {
		self.ask(at, |api, at| api.seed(at, round))
	}
}
