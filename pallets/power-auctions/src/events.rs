// SPDX-License-Identifier: Apache-2.0

//! What the pallet reports.

use frame_support::pallet_macros::pallet_section;

/// The events, imported into the pallet's module.
#[pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An auction was opened.
		Opened {
			/// The auction.
			auction: AuctionId,
			/// As it is.
			details: Auction,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// An auction does not take place.
		Canceled {
			/// The auction.
			auction: AuctionId,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// A bid was placed, in the place of the party's last one if there was one.
		Placed {
			/// The auction.
			auction: AuctionId,
			/// The number of the bid.
			ordinal: u32,
			/// Its seal.
			commitment: H256,
			/// What is at stake for it.
			stake: Amount,
			/// Who did it.
			by: SignatoryOf<T>,
		},
		/// A bid was withdrawn.
		Withdrawn {
			/// The auction.
			auction: AuctionId,
			/// What is at stake no more.
			stake: Amount,
			/// Who did it.
			by: SignatoryOf<T>,
		},
		/// A bid was revealed.
		Revealed {
			/// The auction.
			auction: AuctionId,
			/// Whether it is one to sell.
			sells: bool,
			/// What it is.
			steps: Steps,
			/// Who did it.
			by: SignatoryOf<T>,
		},
		/// The price was found.
		Cleared {
			/// The auction.
			auction: AuctionId,
			/// The price and the quantity.
			clearance: Clearance,
		},
		/// A bid was settled.
		Settled {
			/// The auction.
			auction: AuctionId,
			/// Whose bid.
			party: Party,
			/// What it came to.
			outcome: Outcome,
		},
		/// What a bid won could not be awarded. It will be tried again.
		AwardFailed {
			/// The auction.
			auction: AuctionId,
			/// Whose bid.
			party: Party,
			/// Why.
			error: DispatchError,
		},
		/// The stake of a bid went back, as the auction was canceled.
		Released {
			/// The auction.
			auction: AuctionId,
			/// Whose bid.
			party: Party,
			/// What is at stake no more.
			stake: Amount,
		},
		/// An auction is over.
		Closed {
			/// The auction.
			auction: AuctionId,
		},
	}
}
