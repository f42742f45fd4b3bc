// SPDX-License-Identifier: Apache-2.0

//! `channels_*`: small payments off chain.

use super::query::{Limit, Query};
use covenant_primitives::{ChannelId, Page, Party};
use covenant_runtime::Hash;
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use pallet_payment_channels::runtime_api::{ChannelInfo, ChannelsApi};

/// `at` is a block's hash; without it the answer is that of the last finalized block. What is unknown
/// is answered with `null`. Amounts are decimal strings, and `cursor` is `next` of the page before.
#[rpc(server)]
pub trait ChannelsRpc {
	/// A payment channel.
	#[method(name = "channels_get")]
	fn channel(&self, id: ChannelId, at: Option<Hash>) -> RpcResult<Option<ChannelInfo>>;

	/// The channels of a party such as `{"organization":4}`, on either side.
	#[method(name = "channels_list")]
	fn channels(
		&self,
		party: Party,
		cursor: Option<ChannelId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ChannelInfo, ChannelId>>;
}

impl ChannelsRpcServer for Query {
	fn channel(&self, id: ChannelId, at: Option<Hash>) -> RpcResult<Option<ChannelInfo>> {
		self.ask(at, |api, at| api.channel(at, id))
	}

	fn channels(
		&self,
		party: Party,
		cursor: Option<ChannelId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ChannelInfo, ChannelId>> {
		self.ask(at, |api, at| api.channels(at, party, cursor, limit.0))
	}
}
