// SPDX-License-Identifier: Apache-2.0

//! What [`crate::runtime_api::ChannelsApi`] is answered.

use crate::{runtime_api::*, *};

impl<T: Config> Pallet<T> {
	/// See [`crate::runtime_api::ChannelsApi`].
	pub fn query_channel(id: ChannelId) -> Option<ChannelInfo> {
		let channel = Channels::<T>::get(id)?;
		Some(ChannelInfo { id, left: channel.left(), channel })
	}

	/// See [`crate::runtime_api::ChannelsApi`].
	pub fn query_channels(
		party: Party,
		cursor: Option<ChannelId>,
		limit: u32,
	) -> Page<ChannelInfo, ChannelId> {
		Page::under::<ChannelsOf<T>, _, _>(party, cursor, limit, |id| Self::query_channel(*id))
	}
}
