// SPDX-License-Identifier: Apache-2.0

//! What the pallet keeps on the chain.

use frame_support::pallet_macros::pallet_section;

/// The storage items, imported into the pallet's module.
#[pallet_section]
mod storage {
	/// On which terms resources can be ordered.
	#[pallet::storage]
	pub type TermsOf<T: Config> = StorageMap<_, Twox64Concat, ResourceId, Terms>;

	/// The id of the next order.
	#[pallet::storage]
	pub type NextOrderId<T: Config> = StorageValue<_, OrderId, ValueQuery>;

	/// Every order that there ever was.
	#[pallet::storage]
	pub type Orders<T: Config> = StorageMap<_, Twox64Concat, OrderId, Order>;

	/// The orders of an organization, and its side.
	#[pallet::storage]
	pub type OrdersOf<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OrganizationId, Twox64Concat, OrderId, Role>;

	/// The orders of a resource.
	#[pallet::storage]
	pub type OrdersFor<T: Config> =
		StorageDoubleMap<_, Twox64Concat, ResourceId, Twox64Concat, OrderId, ()>;

	/// How many open orders an organization has, on either side.
	#[pallet::storage]
	pub type OpenOrders<T: Config> = StorageMap<_, Twox64Concat, OrganizationId, u32, ValueQuery>;

	/// Whose what an order earns is, as it was when it was made.
	#[pallet::storage]
	pub type SharesOf<T: Config> = StorageMap<_, Twox64Concat, OrderId, Shares, ValueQuery>;

	/// What was delivered in each stage.
	#[pallet::storage]
	pub type Deliveries<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OrderId, Twox64Concat, u8, Evidence>;

	/// The slots that a side would have instead of those that are booked.
	#[pallet::storage]
	pub type Proposals<T: Config> = StorageMap<_, Twox64Concat, OrderId, (Role, Slots)>;

	/// What is held of an organization's money, for open orders and for what could not be paid.
	#[pallet::storage]
	pub type Held<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		OrganizationId,
		Twox64Concat,
		AssetId,
		Amount,
		ValueQuery,
	>;

	/// What could not be paid, because the account that it is for takes nothing.
	#[pallet::storage]
	pub type Unpaid<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OrderId, Twox64Concat, Party, Amount, ValueQuery>;

	/// How each side rated the other.
	#[pallet::storage]
	pub type MarksOf<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OrderId, Twox64Concat, Role, Marks>;

	/// The last order for which a buyer rated a resource: only that counts.
	#[pallet::storage]
	pub type LastRated<T: Config> =
		StorageDoubleMap<_, Twox64Concat, ResourceId, Twox64Concat, OrganizationId, OrderId>;

	/// What organizations did in each month.
	#[pallet::storage]
	pub type FiguresOf<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OrganizationId, Twox64Concat, Month, Figures, ValueQuery>;

	/// What was done with resources in each month.
	#[pallet::storage]
	pub type FiguresFor<T: Config> =
		StorageDoubleMap<_, Twox64Concat, ResourceId, Twox64Concat, Month, Figures, ValueQuery>;

	/// What organizations earned and spent in each month.
	#[pallet::storage]
	pub type Turnovers<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		OrganizationId,
		Twox64Concat,
		(Month, AssetId),
		Turnover,
		ValueQuery,
	>;

	/// The id of the next quote.
	#[pallet::storage]
	pub type NextQuoteId<T: Config> = StorageValue<_, QuoteId, ValueQuery>;

	/// What owners offer for demands.
	#[pallet::storage]
	pub type Quotes<T: Config> = StorageMap<_, Twox64Concat, QuoteId, Quote>;

	/// The quotes for a demand.
	#[pallet::storage]
	pub type QuotesFor<T: Config> =
		StorageDoubleMap<_, Twox64Concat, DemandId, Twox64Concat, QuoteId, ()>;

	/// How many quotes an owner has made that were not accepted or taken back.
	#[pallet::storage]
	pub type OpenQuotes<T: Config> = StorageMap<_, Twox64Concat, OrganizationId, u32, ValueQuery>;

	/// How many entries the log of an order has.
	#[pallet::storage]
	pub type LogLength<T: Config> = StorageMap<_, Twox64Concat, OrderId, u32, ValueQuery>;

	/// What happened to orders.
	#[pallet::storage]
	pub type Log<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OrderId, Twox64Concat, u32, EntryOf<T>>;
}
