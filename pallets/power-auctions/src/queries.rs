// SPDX-License-Identifier: Apache-2.0

//! What [`crate::runtime_api::AuctionsApi`] is answered.

use crate::{runtime_api::*, *};

impl<T: Config> Pallet<T> {
	/// See [`crate::runtime_api::AuctionsApi`].
	pub fn query_auction(id: AuctionId) -> Option<AuctionInfo> {
		Some(AuctionInfo { id, auction: Auctions::<T>::get(id)? })
	}

	/// See [`crate::runtime_api::AuctionsApi`].
	pub fn query_auctions(
		market: MarketId,
		cursor: Option<AuctionId>,
		limit: u32,
	) -> Page<AuctionInfo, AuctionId> {
		Page::under::<AuctionsOf<T>, _, _>(market, cursor, limit, |id| Self::query_auction(*id))
	}

	/// See [`crate::runtime_api::AuctionsApi`].
	pub fn query_bid_of(auction: AuctionId, party: Party) -> Option<Bid> {
		Bids::<T>::get(auction, party)
	}

	/// See [`crate::runtime_api::AuctionsApi`].
	pub fn query_book(
		auction: AuctionId,
		sells: bool,
		cursor: Option<Place>,
		limit: u32,
	) -> Page<LotInfo, Place> {
		let side = (auction, sells);
		Page::under::<Book<T>, _, _>(side, cursor, limit, |place| {
			let Lot { party, quantity } = Book::<T>::get(side, *place)?;
			Some(LotInfo { party, price: place.level().price(sells), quantity })
		})
	}

	/// See [`crate::runtime_api::AuctionsApi`].
	pub fn query_result_of(auction: AuctionId, party: Party) -> Option<Outcome> {
		Outcomes::<T>::get(auction, party)
	}

	/// See [`crate::runtime_api::AuctionsApi`].
	pub fn query_commitment(
		auction: AuctionId,
		party: Party,
		sells: bool,
		steps: Steps,
		salt: Salt,
	) -> H256 {
		seal(Self::genesis(), auction, party, sells, &steps, &salt)
	}
}
