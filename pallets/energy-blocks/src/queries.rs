// SPDX-License-Identifier: Apache-2.0

//! What [`crate::runtime_api::EnergyBlocksApi`] is answered.

use crate::{runtime_api::*, *};
use alloc::vec::Vec;

impl<T: Config> Pallet<T> {
	/// See [`crate::runtime_api::EnergyBlocksApi`].
	pub fn query_block(id: BlockId) -> Option<BlockInfo> {
		let block = Blocks::<T>::get(id)?;
		let timetable = T::Markets::timetable(block.market)?;
		let day = timetable.day_of(block.interval);
		Some(BlockInfo { id, block, day, lapses: Self::lapses(&timetable, block.interval) })
	}

	/// See [`crate::runtime_api::EnergyBlocksApi`].
	pub fn query_blocks(
		party: Party,
		cursor: Option<BlockId>,
		limit: u32,
	) -> Page<BlockInfo, BlockId> {
		Page::under::<BlocksOf<T>, _, _>(party, cursor, limit, |id| Self::query_block(*id))
	}

	/// See [`crate::runtime_api::EnergyBlocksApi`].
	pub fn query_offers(
		market: MarketId,
		interval: Interval,
		cursor: Option<BlockId>,
		limit: u32,
	) -> Page<BlockInfo, BlockId> {
		let now = T::Time::now();
		Page::under::<OffersAt<T>, _, _>((market, interval), cursor, limit, |id| {
			Self::query_block(*id).filter(|info| now < info.lapses)
		})
	}

	/// See [`crate::runtime_api::EnergyBlocksApi`].
	pub fn query_flows(meter: MeterId, day: Day) -> Vec<FlowInfo> {
		let flows = Self::flows(meter, day).into_iter();
		flows.map(|(index, flow)| FlowInfo { index, flow }).collect()
	}

	/// See [`crate::runtime_api::EnergyBlocksApi`].
	pub fn query_used(
		meter: MeterId,
		day: Day,
		cursor: Option<BlockId>,
		limit: u32,
	) -> Page<BlockInfo, BlockId> {
		Page::under::<UsedAt<T>, _, _>((meter, day), cursor, limit, |id| Self::query_block(*id))
	}
}
