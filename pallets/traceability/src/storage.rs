// SPDX-License-Identifier: Apache-2.0

//! What the pallet keeps on the chain.

use frame_support::pallet_macros::pallet_section;

/// The storage items, imported into the pallet's module.
#[pallet_section]
mod storage {
	/// The id of the next product.
	#[pallet::storage]
	pub type NextProductId<T: Config> = StorageValue<_, ProductId, ValueQuery>;

	/// The products.
	#[pallet::storage]
	pub type Products<T: Config> = StorageMap<_, Twox64Concat, ProductId, Product>;

	/// The products of an organization.
	#[pallet::storage]
	pub type ProductsOf<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OrganizationId, Twox64Concat, ProductId, ()>;

	/// The product to which an organization gave a number.
	#[pallet::storage]
	pub type ProductWith<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OrganizationId, Blake2_128Concat, Gtin, ProductId>;

	/// The id of the next location.
	#[pallet::storage]
	pub type NextLocationId<T: Config> = StorageValue<_, LocationId, ValueQuery>;

	/// The locations.
	#[pallet::storage]
	pub type Locations<T: Config> = StorageMap<_, Twox64Concat, LocationId, Location>;

	/// The locations of an organization.
	#[pallet::storage]
	pub type LocationsOf<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OrganizationId, Twox64Concat, LocationId, ()>;

	/// The location to which an organization gave a number.
	#[pallet::storage]
	pub type LocationWith<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OrganizationId, Blake2_128Concat, Gln, LocationId>;

	/// The id of the next lot.
	#[pallet::storage]
	pub type NextLotId<T: Config> = StorageValue<_, LotId, ValueQuery>;

	/// Every lot that there ever was.
	#[pallet::storage]
	pub type Lots<T: Config> = StorageMap<_, Twox64Concat, LotId, Lot>;

	/// The lot that a producer gave a code, among those of a product.
	#[pallet::storage]
	pub type LotWith<T: Config> = StorageNMap<
		_,
		(
			NMapKey<Twox64Concat, OrganizationId>,
			NMapKey<Twox64Concat, ProductId>,
			NMapKey<Blake2_128Concat, Code>,
		),
		LotId,
	>;

	/// What an organization has, and is not inside of anything: lots of which something is left.
	#[pallet::storage]
	pub type LotsOf<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OrganizationId, Twox64Concat, LotId, ()>;

	/// What is directly inside a lot, or attached to it.
	#[pallet::storage]
	pub type ContentsOf<T: Config> =
		StorageDoubleMap<_, Twox64Concat, LotId, Twox64Concat, LotId, ()>;

	/// The id of the next event.
	#[pallet::storage]
	pub type NextEventId<T: Config> = StorageValue<_, EventId, ValueQuery>;

	/// The events.
	#[pallet::storage]
	pub type Records<T: Config> = StorageMap<_, Twox64Concat, EventId, EventRecordOf<T>>;

	/// The events of a lot, by their number.
	#[pallet::storage]
	pub type EventsOf<T: Config> =
		StorageDoubleMap<_, Twox64Concat, LotId, Twox64Concat, u32, EventId>;

	/// The events that have a hash off chain.
	#[pallet::storage]
	pub type EventsWith<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, H256, Twox64Concat, EventId, ()>;

	/// What is wrong about events.
	#[pallet::storage]
	pub type Declarations<T: Config> = StorageMap<_, Twox64Concat, EventId, DeclarationOf<T>>;

	/// From a lot to those that were made of it, or were inside it or fixed to it.
	#[pallet::storage]
	pub type EdgesDown<T: Config> =
		StorageDoubleMap<_, Twox64Concat, LotId, Twox64Concat, LotId, Edge>;

	/// From a lot to those that it was made of, or was inside of or fixed to.
	#[pallet::storage]
	pub type EdgesUp<T: Config> =
		StorageDoubleMap<_, Twox64Concat, LotId, Twox64Concat, LotId, Edge>;

	/// The id of the next shipment.
	#[pallet::storage]
	pub type NextShipmentId<T: Config> = StorageValue<_, ShipmentId, ValueQuery>;

	/// The shipments.
	#[pallet::storage]
	pub type Shipments<T: Config> = StorageMap<_, Twox64Concat, ShipmentId, Shipment>;

	/// The shipments that a lot was in.
	#[pallet::storage]
	pub type ShipmentsOf<T: Config> =
		StorageDoubleMap<_, Twox64Concat, LotId, Twox64Concat, ShipmentId, ()>;

	/// What is on its way from an organization.
	#[pallet::storage]
	pub type Outgoing<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OrganizationId, Twox64Concat, ShipmentId, ()>;

	/// What is on its way to an organization.
	#[pallet::storage]
	pub type Incoming<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OrganizationId, Twox64Concat, ShipmentId, ()>;

	/// Receivables that are attached to something.
	#[pallet::storage]
	pub type ReceivablesOf<T: Config> =
		StorageMap<_, Twox64Concat, Target, TiedReceivables, ValueQuery>;

	/// What a receivable is attached to.
	#[pallet::storage]
	pub type TiedTo<T: Config> =
		StorageDoubleMap<_, Twox64Concat, ReceivableId, Twox64Concat, Target, ()>;

	/// Licenses that are attached to something.
	#[pallet::storage]
	pub type LicensesOf<T: Config> = StorageMap<_, Twox64Concat, Target, TiedLicenses, ValueQuery>;

	/// The id of the next sensor.
	#[pallet::storage]
	pub type NextSensorId<T: Config> = StorageValue<_, SensorId, ValueQuery>;

	/// The sensors.
	#[pallet::storage]
	pub type Sensors<T: Config> = StorageMap<_, Twox64Concat, SensorId, Sensor>;

	/// The sensors at something, those that were there as well.
	#[pallet::storage]
	pub type SensorsOf<T: Config> =
		StorageDoubleMap<_, Twox64Concat, Target, Twox64Concat, SensorId, ()>;

	/// What sensors read, by the number of the reading.
	#[pallet::storage]
	pub type Readings<T: Config> =
		StorageDoubleMap<_, Twox64Concat, SensorId, Twox64Concat, u64, StoredReading>;

	/// What sensors read in batches, by the number of the first reading.
	#[pallet::storage]
	pub type Batches<T: Config> =
		StorageDoubleMap<_, Twox64Concat, SensorId, Twox64Concat, u64, StoredBatch>;

	/// The id of the next recall.
	#[pallet::storage]
	pub type NextRecallId<T: Config> = StorageValue<_, RecallId, ValueQuery>;

	/// The recalls, and the breaches.
	#[pallet::storage]
	pub type Recalls<T: Config> = StorageMap<_, Twox64Concat, RecallId, Recall>;

	/// The lots that a recall marks, or marked.
	#[pallet::storage]
	pub type Marked<T: Config> =
		StorageDoubleMap<_, Twox64Concat, RecallId, Twox64Concat, LotId, Mark>;

	/// How many lots a recall marks of a lot and all that is inside it.
	#[pallet::storage]
	pub type Burdens<T: Config> =
		StorageDoubleMap<_, Twox64Concat, LotId, Twox64Concat, RecallId, u32>;

	/// What is to be worked on of a recall.
	#[pallet::storage]
	pub type Queue<T: Config> =
		StorageDoubleMap<_, Twox64Concat, RecallId, Twox64Concat, u64, Work>;

	/// The receivables that a recall has frozen, each with what undoes that.
	#[pallet::storage]
	pub type Frozen<T: Config> =
		StorageDoubleMap<_, Twox64Concat, RecallId, Twox64Concat, ReceivableId, u32>;

	/// The last breach of a lot that the sensors of an organization told.
	#[pallet::storage]
	pub type LastBreach<T: Config> =
		StorageDoubleMap<_, Twox64Concat, LotId, Twox64Concat, OrganizationId, RecallId>;

	/// When lots held goods that a recall marks, as far as it has come to them.
	#[pallet::storage]
	pub type Carried<T: Config> =
		StorageDoubleMap<_, Twox64Concat, RecallId, Twox64Concat, LotId, Windows, ValueQuery>;

	/// When the recalls of an organization go on by themselves. Those that somebody asked for meanwhile may leave
	/// nothing to be done then.
	#[pallet::storage]
	pub type NextSpread<T: Config> = StorageMap<_, Twox64Concat, OrganizationId, Turn>;

	/// The recalls of an organization that spread or end.
	#[pallet::storage]
	pub type Working<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OrganizationId, Twox64Concat, RecallId, ()>;
}
