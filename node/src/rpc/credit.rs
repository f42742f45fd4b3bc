// SPDX-License-Identifier: Apache-2.0

//! `credit_*`: organizations' credit scores and what they come from.

use super::query::{Limit, Query};
use covenant_primitives::{OrganizationId, Page};
use covenant_runtime::Hash;
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use pallet_credit::runtime_api::{CreditApi, CreditItem, CreditScore};

/// `at` is a block's hash; without it the answer is that of the last finalized block. Who or what
/// is unknown is answered with `null`.
#[rpc(server)]
pub trait CreditRpc {
	/// An organization's score, from 0 to 1000, with the totals it is computed from.
	#[method(name = "credit_score")]
	fn score(
		&self,
		organization: OrganizationId,
		at: Option<Hash>,
	) -> RpcResult<Option<CreditScore>>;

	/// The outcomes behind a score, the newest first, with what each counts for now. `cursor` is
	/// `next` of the page before.
	#[method(name = "credit_listItems")]
	fn list_items(
		&self,
		organization: OrganizationId,
		cursor: Option<u64>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<CreditItem, u64>>;
}

impl CreditRpcServer for Query {
	fn score(
		&self,
		organization: OrganizationId,
		at: Option<Hash>,
	) -> RpcResult<Option<CreditScore>> {
		self.ask(at, |api, at| api.score(at, organization))
	}

	fn list_items(
		&self,
		organization: OrganizationId,
		cursor: Option<u64>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<CreditItem, u64>> {
		self.ask(at, |api, at| api.items(at, organization, cursor, limit.0))
	}
}
