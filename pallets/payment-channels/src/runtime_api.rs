// SPDX-License-Identifier: Apache-2.0

//! What clients ask about channels. Each `channels_*` method of the JSON-RPC is an alias of one query.

use crate::*;
use codec::{Decode, Encode};
pub use covenant_primitives::{Page, MAX_PAGE};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// A channel.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChannelInfo {
	/// The id.
	pub id: ChannelId,
	/// What is known of it.
	#[serde(flatten)]
	pub channel: Channel,
	/// What is left in it.
	#[serde(with = "covenant_primitives::json::decimal")]
	pub left: Amount,
}

sp_api::decl_runtime_apis! {
	/// The payment channels. Pages hold at most 100.
	pub trait ChannelsApi {
		/// A channel.
		fn channel(id: ChannelId) -> Option<ChannelInfo>;

		/// The channels of a party, on either side, in no particular order.
		fn channels(party: Party, cursor: Option<ChannelId>, limit: u32) -> Page<ChannelInfo, ChannelId>;
	}
}
