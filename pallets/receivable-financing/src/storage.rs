// SPDX-License-Identifier: Apache-2.0

//! What the pallet keeps on the chain.

use frame_support::pallet_macros::pallet_section;

/// The storage items, imported into the pallet's module.
#[pallet_section]
mod storage {
	/// The id of the next request.
	#[pallet::storage]
	pub type NextFinancingId<T: Config> = StorageValue<_, FinancingId, ValueQuery>;

	/// The requests that are open.
	#[pallet::storage]
	pub type Requests<T: Config> = StorageMap<_, Twox64Concat, FinancingId, Request>;

	/// The request for a part.
	#[pallet::storage]
	pub type RequestOn<T: Config> = StorageMap<_, Twox64Concat, PartId, FinancingId>;

	/// The requests in which a bank is asked.
	#[pallet::storage]
	pub type RequestsTo<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OrganizationId, Twox64Concat, FinancingId, ()>;

	/// The requests of a holder.
	#[pallet::storage]
	pub type RequestsOf<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OrganizationId, Twox64Concat, FinancingId, ()>;

	/// What banks quote.
	#[pallet::storage]
	pub type Quotes<T: Config> =
		StorageDoubleMap<_, Twox64Concat, FinancingId, Twox64Concat, OrganizationId, Quote>;

	/// The id of the next loan.
	#[pallet::storage]
	pub type NextLoanId<T: Config> = StorageValue<_, LoanId, ValueQuery>;

	/// The loans on which something is owed.
	#[pallet::storage]
	pub type Loans<T: Config> = StorageMap<_, Twox64Concat, LoanId, Loan>;

	/// The loan for which a part is pledged.
	#[pallet::storage]
	pub type LoanOn<T: Config> = StorageMap<_, Twox64Concat, PartId, LoanId>;

	/// The loans of a bank.
	#[pallet::storage]
	pub type LoansOf<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OrganizationId, Twox64Concat, LoanId, ()>;

	/// The loans that an organization owes.
	#[pallet::storage]
	pub type LoansBy<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OrganizationId, Twox64Concat, LoanId, ()>;

	/// The id of the next claim.
	#[pallet::storage]
	pub type NextClaimId<T: Config> = StorageValue<_, ClaimId, ValueQuery>;

	/// The claims, also those that do not count.
	#[pallet::storage]
	pub type Claims<T: Config> = StorageMap<_, Twox64Concat, ClaimId, Claim>;

	/// The claims on a part.
	#[pallet::storage]
	pub type ClaimsOn<T: Config> =
		StorageDoubleMap<_, Twox64Concat, PartId, Twox64Concat, ClaimId, ()>;

	/// The claims on the parts of a receivable, also on those that are closed.
	#[pallet::storage]
	pub type ClaimsIn<T: Config> =
		StorageDoubleMap<_, Twox64Concat, ReceivableId, Twox64Concat, ClaimId, ()>;

	/// The claim of an organization on a part, or the last one that it had.
	#[pallet::storage]
	pub type ClaimBy<T: Config> =
		StorageDoubleMap<_, Twox64Concat, PartId, Twox64Concat, OrganizationId, ClaimId>;

	/// The claims on a part that count.
	#[pallet::storage]
	pub type Counted<T: Config> = StorageMap<_, Twox64Concat, PartId, ClaimIds, ValueQuery>;

	/// What a bank has at stake in an asset by loans and quotes.
	#[pallet::storage]
	pub type Exposures<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		OrganizationId,
		Twox64Concat,
		AssetId,
		Exposure,
		ValueQuery,
	>;

	/// How many requests, quotes, loans and claims that count an organization has.
	#[pallet::storage]
	pub type Open<T: Config> = StorageMap<_, Twox64Concat, OrganizationId, u32, ValueQuery>;

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
}
