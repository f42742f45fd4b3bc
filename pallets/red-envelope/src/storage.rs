// SPDX-License-Identifier: Apache-2.0

//! What the pallet keeps on the chain.

use frame_support::pallet_macros::pallet_section;

/// The storage items, imported into the pallet's module.
#[pallet_section]
mod storage {
	/// The id of the next budget.
	#[pallet::storage]
	pub type NextBudgetId<T: Config> = StorageValue<_, BudgetId, ValueQuery>;

	/// Every budget that there ever was.
	#[pallet::storage]
	pub type Budgets<T: Config> = StorageMap<_, Twox64Concat, BudgetId, Budget>;

	/// The budgets of an organization that have none above them.
	#[pallet::storage]
	pub type BudgetsOf<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OrganizationId, Twox64Concat, BudgetId, ()>;

	/// How many of them have not ended.
	#[pallet::storage]
	pub type BudgetCount<T: Config> = StorageMap<_, Twox64Concat, OrganizationId, u32, ValueQuery>;

	/// The budgets below a budget.
	#[pallet::storage]
	pub type ChildrenOf<T: Config> =
		StorageDoubleMap<_, Twox64Concat, BudgetId, Twox64Concat, BudgetId, ()>;

	/// Who may spend a budget.
	#[pallet::storage]
	pub type SpendingRights<T: Config> =
		StorageDoubleMap<_, Twox64Concat, BudgetId, Blake2_128Concat, SpenderOf<T>, SpendingRight>;

	/// What is held of an organization's money.
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

	/// What was withheld as tax and not remitted.
	#[pallet::storage]
	pub type TaxDue<T: Config> = StorageMap<_, Twox64Concat, Book, Amount, ValueQuery>;

	/// How much a person may claim from an organization in a month.
	#[pallet::storage]
	pub type Caps<T: Config> = StorageMap<_, Twox64Concat, Book, Cap>;

	/// The id of the next envelope.
	#[pallet::storage]
	pub type NextEnvelopeId<T: Config> = StorageValue<_, EnvelopeId, ValueQuery>;

	/// Every envelope that was ever filled.
	#[pallet::storage]
	pub type Envelopes<T: Config> = StorageMap<_, Twox64Concat, EnvelopeId, EnvelopeOf<T>>;

	/// How far each envelope is.
	#[pallet::storage]
	pub type Progresses<T: Config> = StorageMap<_, Twox64Concat, EnvelopeId, Progress>;

	/// The envelopes of an organization.
	#[pallet::storage]
	pub type EnvelopesOf<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OrganizationId, Twox64Concat, EnvelopeId, ()>;

	/// Those of them that can still be claimed.
	#[pallet::storage]
	pub type OpenEnvelopes<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OrganizationId, Twox64Concat, EnvelopeId, ()>;

	/// What an envelope has for persons that it names. Forgotten when it is claimed.
	#[pallet::storage]
	pub type Assignments<T: Config> =
		StorageDoubleMap<_, Twox64Concat, EnvelopeId, Twox64Concat, PersonId, Amount>;

	/// Which share of an envelope a person claimed.
	#[pallet::storage]
	pub type Claims<T: Config> =
		StorageDoubleMap<_, Twox64Concat, PersonId, Twox64Concat, EnvelopeId, u32>;

	/// The claimed shares of an envelope.
	#[pallet::storage]
	pub type Slots<T: Config> =
		StorageDoubleMap<_, Twox64Concat, EnvelopeId, Twox64Concat, u32, Slot>;

	/// What was left of a lucky envelope before every 256th share, so that a draw can be computed again
	/// from there.
	#[pallet::storage]
	pub type Checkpoints<T: Config> =
		StorageDoubleMap<_, Twox64Concat, EnvelopeId, Twox64Concat, u32, Amount>;

	/// The envelopes with shares that wait for the seed of a round; 0 for those that wait for none.
	#[pallet::storage]
	pub type Waiting<T: Config> =
		StorageDoubleMap<_, Twox64Concat, Round, Twox64Concat, EnvelopeId, ()>;

	/// The first round that envelopes may wait for; `None` if none waits for any.
	#[pallet::storage]
	pub type FirstRound<T> = StorageValue<_, Round>;

	/// What persons have.
	#[pallet::storage]
	pub type Wallets<T: Config> =
		StorageDoubleMap<_, Twox64Concat, PersonId, Twox64Concat, Book, Wallet, ValueQuery>;

	/// What persons got in a month.
	#[pallet::storage]
	pub type Statements<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		(Book, Month),
		Twox64Concat,
		PersonId,
		Statement,
		ValueQuery,
	>;

	/// The id of the next redemption.
	#[pallet::storage]
	pub type NextRedemptionId<T: Config> = StorageValue<_, RedemptionId, ValueQuery>;

	/// Every redemption that was ever asked for.
	#[pallet::storage]
	pub type Redemptions<T: Config> = StorageMap<_, Twox64Concat, RedemptionId, Redemption>;

	/// The redemptions of a person.
	#[pallet::storage]
	pub type RedemptionsOf<T: Config> =
		StorageDoubleMap<_, Twox64Concat, PersonId, Twox64Concat, RedemptionId, ()>;

	/// The redemptions that wait for a finance desk.
	#[pallet::storage]
	pub type OpenRedemptions<T: Config> =
		StorageDoubleMap<_, Twox64Concat, Book, Twox64Concat, RedemptionId, ()>;
}
