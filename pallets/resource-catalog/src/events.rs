// SPDX-License-Identifier: Apache-2.0

//! What the pallet reports.

use frame_support::pallet_macros::pallet_section;

/// The events, imported into the pallet's module.
#[pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// The council put a subject into the vocabulary.
		TagAdded {
			/// Its id.
			tag: TagId,
			/// Its name.
			name: TagName,
		},
		/// The council took a subject out of use.
		TagRetired {
			/// The subject.
			tag: TagId,
		},
		/// The council set by how much prices are raised.
		TiersSet {
			/// The tiers.
			tiers: Tiers,
		},
		/// An organization looks for something.
		DemandPosted {
			/// The demand.
			demand: DemandId,
			/// What it looks for.
			wanted: Wanted,
			/// Who says so.
			by: ActorOf<T>,
		},
		/// A demand is over.
		DemandEnded {
			/// The demand.
			demand: DemandId,
			/// Why.
			status: DemandStatus,
		},
		/// Something happened to a resource. These events are the entries of its log.
		Logged {
			/// The resource.
			resource: ResourceId,
			/// The number of the entry in the resource's log, from 0.
			index: u32,
			/// The entry.
			entry: EntryOf<T>,
		},
	}
}
