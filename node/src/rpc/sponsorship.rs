// SPDX-License-Identifier: Apache-2.0

//! `sponsorship_*`: what accounts may still use.

use super::query::Query;
use covenant_runtime::{
	sponsorship::{SponsorshipApi, Standing},
	AccountId, Hash,
};
use jsonrpsee::{core::RpcResult, proc_macros::rpc};

/// `at` is a block's hash; without it the answer is that of the last finalized block.
#[rpc(server)]
pub trait SponsorshipRpc {
	/// The quota that an account's transactions use; `null` for a stranger, whose transactions are
	/// refused.
	#[method(name = "sponsorship_standing")]
	fn standing(&self, account: AccountId, at: Option<Hash>) -> RpcResult<Option<Standing>>;
}

impl SponsorshipRpcServer for Query {
	fn standing(&self, account: AccountId, at: Option<Hash>) -> RpcResult<Option<Standing>> {
		self.ask(at, |api, at| api.standing(at, account))
	}
}
