// SPDX-License-Identifier: Apache-2.0

//! What the pallet reports.

use frame_support::pallet_macros::pallet_section;

/// The events, imported into the pallet's module.
#[pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An owner says on which terms a resource can be ordered.
		TermsSet {
			/// The resource.
			resource: ResourceId,
			/// The terms.
			terms: Terms,
			/// Who says so.
			by: ActorOf<T>,
		},
		/// An owner offers something for a demand.
		Quoted {
			/// The quote.
			id: QuoteId,
			/// What it says.
			quote: Quote,
			/// Who says so.
			by: ActorOf<T>,
		},
		/// A quote is over.
		QuoteEnded {
			/// The quote.
			id: QuoteId,
			/// The order that came of it, if any did.
			order: Option<OrderId>,
		},
		/// Something happened to an order. These events are the entries of its log.
		Logged {
			/// The order.
			order: OrderId,
			/// The number of the entry in the order's log, from 0.
			index: u32,
			/// The entry.
			entry: EntryOf<T>,
		},
		/// Somebody got money of an order, or got it back.
		Paid {
			/// The order.
			order: OrderId,
			/// Who.
			party: Party,
			/// In what.
			asset: AssetId,
			/// How much.
			amount: Amount,
		},
		/// Somebody's account takes no money. It stays held until it is collected.
		NotPaid {
			/// The order.
			order: OrderId,
			/// Who.
			party: Party,
			/// In what.
			asset: AssetId,
			/// How much.
			amount: Amount,
			/// Why.
			error: DispatchError,
		},
	}
}
