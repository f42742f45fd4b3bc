// SPDX-License-Identifier: Apache-2.0

//! What the pallet keeps on the chain.

use frame_support::pallet_macros::pallet_section;

/// The storage items, imported into the pallet's module.
#[pallet_section]
mod storage {
	/// How much debtors may owe.
	#[pallet::storage]
	pub type Lines<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OrganizationId, Twox64Concat, AssetId, Line>;

	/// How much guarantors guarantee: by guarantor, debtor and asset.
	#[pallet::storage]
	pub type Guarantees<T: Config> = StorageNMap<
		_,
		(
			NMapKey<Twox64Concat, OrganizationId>,
			NMapKey<Twox64Concat, OrganizationId>,
			NMapKey<Twox64Concat, AssetId>,
		),
		Guarantee,
	>;

	/// In how many receivables that are owed an organization is debtor or guarantor.
	#[pallet::storage]
	pub type Open<T: Config> = StorageMap<_, Twox64Concat, OrganizationId, u32, ValueQuery>;

	/// The id of the next receivable.
	#[pallet::storage]
	pub type NextReceivableId<T: Config> = StorageValue<_, ReceivableId, ValueQuery>;

	/// The receivables, and the drafts that wait for an answer.
	#[pallet::storage]
	pub type Receivables<T: Config> = StorageMap<_, Twox64Concat, ReceivableId, Receivable>;

	/// What receivables rest on.
	#[pallet::storage]
	pub type DocumentsOf<T: Config> =
		StorageMap<_, Twox64Concat, ReceivableId, Documents, ValueQuery>;

	/// What receivables wait for.
	#[pallet::storage]
	pub type ConditionsOf<T: Config> =
		StorageMap<_, Twox64Concat, ReceivableId, Requirements, ValueQuery>;

	/// The invoices that stand for receivables.
	#[pallet::storage]
	pub type InvoicesOf<T: Config> =
		StorageMap<_, Twox64Concat, ReceivableId, InvoiceIds, ValueQuery>;

	/// The drafts that an organization is asked to accept.
	#[pallet::storage]
	pub type Awaited<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OrganizationId, Twox64Concat, ReceivableId, ()>;

	/// The drafts of an organization that wait for an answer.
	#[pallet::storage]
	pub type Drafted<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OrganizationId, Twox64Concat, ReceivableId, ()>;

	/// How many there are.
	#[pallet::storage]
	pub type DraftCount<T: Config> = StorageMap<_, Twox64Concat, OrganizationId, u32, ValueQuery>;

	/// The receivables of an organization, and what it is to them.
	#[pallet::storage]
	pub type ReceivablesOf<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OrganizationId, Twox64Concat, ReceivableId, Role>;

	/// The receivables that are due on a day, while their debtors can pay them; and in what.
	#[pallet::storage]
	pub type Maturing<T: Config> =
		StorageDoubleMap<_, Twox64Concat, Day, Twox64Concat, ReceivableId, AssetId>;

	/// The id of the next part.
	#[pallet::storage]
	pub type NextPartId<T: Config> = StorageValue<_, PartId, ValueQuery>;

	/// Every part that there ever was.
	#[pallet::storage]
	pub type Parts<T: Config> = StorageMap<_, Twox64Concat, PartId, Part>;

	/// All parts of a receivable.
	#[pallet::storage]
	pub type PartsIn<T: Config> =
		StorageDoubleMap<_, Twox64Concat, ReceivableId, Twox64Concat, PartId, ()>;

	/// Those that are not closed.
	#[pallet::storage]
	pub type Leaves<T: Config> =
		StorageDoubleMap<_, Twox64Concat, ReceivableId, Twox64Concat, PartId, ()>;

	/// The parts of a holder that are not closed.
	#[pallet::storage]
	pub type PartsOf<T: Config> = StorageNMap<
		_,
		(
			NMapKey<Twox64Concat, OrganizationId>,
			NMapKey<Twox64Concat, ReceivableId>,
			NMapKey<Twox64Concat, PartId>,
		),
		(),
	>;

	/// How parts were passed on.
	#[pallet::storage]
	pub type Endorsements<T: Config> =
		StorageDoubleMap<_, Twox64Concat, PartId, Twox64Concat, u32, Endorsement>;

	/// The parts that an organization is offered.
	#[pallet::storage]
	pub type OffersTo<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OrganizationId, Twox64Concat, PartId, ()>;

	/// What holders would take for their parts now.
	#[pallet::storage]
	pub type Discounts<T: Config> = StorageMap<_, Twox64Concat, PartId, Discount>;

	/// The parts for which an organization is to pay as endorser.
	#[pallet::storage]
	pub type RecourseOf<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OrganizationId, Twox64Concat, PartId, ()>;

	/// What could not be paid, because the account that it is for takes nothing.
	#[pallet::storage]
	pub type Owed<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		OrganizationId,
		Twox64Concat,
		AssetId,
		Amount,
		ValueQuery,
	>;

	/// The proposals to cancel receivables.
	#[pallet::storage]
	pub type Proposals<T: Config> = StorageMap<_, Twox64Concat, ReceivableId, Proposal>;

	/// The disputes that wait for a ruling.
	#[pallet::storage]
	pub type Disputes<T: Config> = StorageMap<_, Twox64Concat, ReceivableId, Dispute>;

	/// Who has disputed a receivable.
	#[pallet::storage]
	pub type Disputed<T: Config> =
		StorageDoubleMap<_, Twox64Concat, ReceivableId, Twox64Concat, OrganizationId, ()>;

	/// How many entries the history of a receivable has.
	#[pallet::storage]
	pub type HistoryLength<T: Config> = StorageMap<_, Twox64Concat, ReceivableId, u32, ValueQuery>;

	/// What happened to receivables, and to drafts that are gone.
	#[pallet::storage]
	pub type History<T: Config> =
		StorageDoubleMap<_, Twox64Concat, ReceivableId, Twox64Concat, u32, Entry>;
}
