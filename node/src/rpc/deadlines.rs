// SPDX-License-Identifier: Apache-2.0

//! `deadlines_*`: tasks that wait for their time.

use super::query::{Limit, Query};
use covenant_primitives::Page;
use covenant_runtime::{configs::Task, Hash};
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use pallet_deadlines::{
	runtime_api::{DeadlinesApi, Progress},
	Entry,
};

/// `at` is a block's hash; without it the answer is that of the last finalized block.
#[rpc(server)]
pub trait DeadlinesRpc {
	/// How far the tasks that are due have been carried out.
	#[method(name = "deadlines_progress")]
	fn progress(&self, at: Option<Hash>) -> RpcResult<Option<Progress>>;

	/// The tasks of a minute, counted from 1970, that wait. `cursor` is `next` of the page before.
	#[method(name = "deadlines_list")]
	fn list(
		&self,
		minute: u32,
		cursor: Option<Entry<Task>>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<Entry<Task>, Entry<Task>>>;
}

impl DeadlinesRpcServer for Query {
	fn progress(&self, at: Option<Hash>) -> RpcResult<Option<Progress>> {
		self.ask(at, |api, at| api.progress(at))
	}

	fn list(
		&self,
		minute: u32,
		cursor: Option<Entry<Task>>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<Entry<Task>, Entry<Task>>> {
		self.ask(at, |api, at| api.waiting(at, minute, cursor, limit.0))
	}
}
