// SPDX-License-Identifier: Apache-2.0

//! What the pallet keeps on the chain.

use frame_support::pallet_macros::pallet_section;

/// The storage items, imported into the pallet's module.
#[pallet_section]
mod storage {
	/// The id of the next tag.
	#[pallet::storage]
	pub type NextTagId<T: Config> = StorageValue<_, TagId, ValueQuery>;

	/// The vocabulary: every tag that there ever was.
	#[pallet::storage]
	pub type Vocabulary<T: Config> = StorageMap<_, Twox64Concat, TagId, Tag>;

	/// By how much prices are raised as ratings rise.
	#[pallet::storage]
	pub type PriceTiers<T: Config> = StorageValue<_, Tiers, ValueQuery>;

	/// The id of the next resource.
	#[pallet::storage]
	pub type NextResourceId<T: Config> = StorageValue<_, ResourceId, ValueQuery>;

	/// Every resource that there ever was.
	#[pallet::storage]
	pub type Resources<T: Config> = StorageMap<_, Twox64Concat, ResourceId, Resource>;

	/// How many resources an organization offers.
	#[pallet::storage]
	pub type Offered<T: Config> = StorageMap<_, Twox64Concat, OrganizationId, u32, ValueQuery>;

	/// Which resource delivers a sealed object.
	#[pallet::storage]
	pub type ResourceOf<T: Config> = StorageMap<_, Twox64Concat, ObjectId, ResourceId>;

	/// To whom a resource is offered.
	#[pallet::storage]
	pub type Transfers<T: Config> = StorageMap<_, Twox64Concat, ResourceId, OrganizationId>;

	/// Who shares in what a resource earns after royalties, beside its owner.
	#[pallet::storage]
	pub type ContributorsOf<T: Config> =
		StorageMap<_, Twox64Concat, ResourceId, Contributors, ValueQuery>;

	/// What a resource is derived from.
	#[pallet::storage]
	pub type Derivations<T: Config> = StorageMap<_, Twox64Concat, ResourceId, Derivation>;

	/// What is derived from a resource, the parent's owner having agreed.
	#[pallet::storage]
	pub type Derivatives<T: Config> =
		StorageDoubleMap<_, Twox64Concat, ResourceId, Twox64Concat, ResourceId, ()>;

	/// The lists in which resources are found; see `index`.
	#[pallet::storage]
	pub type Index<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, (Order, Term), Identity, Position, ()>;

	/// The id of the next demand.
	#[pallet::storage]
	pub type NextDemandId<T: Config> = StorageValue<_, DemandId, ValueQuery>;

	/// Every demand that there ever was.
	#[pallet::storage]
	pub type Demands<T: Config> = StorageMap<_, Twox64Concat, DemandId, Demand>;

	/// The demands of an organization.
	#[pallet::storage]
	pub type DemandsOf<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OrganizationId, Twox64Concat, DemandId, ()>;

	/// How many open demands an organization has.
	#[pallet::storage]
	pub type OpenDemands<T: Config> = StorageMap<_, Twox64Concat, OrganizationId, u32, ValueQuery>;

	/// The open demands by kind and by one of their subjects, the first; see `demands`.
	#[pallet::storage]
	pub type DemandIndex<T: Config> =
		StorageDoubleMap<_, Twox64Concat, (Kind, Option<TagId>), Identity, DemandPosition, ()>;

	/// How many entries the log of a resource has.
	#[pallet::storage]
	pub type LogLength<T: Config> = StorageMap<_, Twox64Concat, ResourceId, u32, ValueQuery>;

	/// What happened to resources.
	#[pallet::storage]
	pub type Log<T: Config> =
		StorageDoubleMap<_, Twox64Concat, ResourceId, Twox64Concat, u32, EntryOf<T>>;
}
