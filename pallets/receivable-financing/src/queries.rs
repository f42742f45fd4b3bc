// SPDX-License-Identifier: Apache-2.0

//! What [`crate::runtime_api::FinancingApi`] is answered.

use crate::{runtime_api::*, *};
use alloc::vec::Vec;

impl<T: Config> Pallet<T> {
	/// See [`crate::runtime_api::FinancingApi`].
	pub fn query_request(id: FinancingId) -> Option<RequestInfo> {
		Some(RequestInfo { id, request: Requests::<T>::get(id)? })
	}

	/// See [`crate::runtime_api::FinancingApi`].
	pub fn query_request_on(part: PartId) -> Option<RequestInfo> {
		Self::query_request(RequestOn::<T>::get(part)?)
	}

	/// See [`crate::runtime_api::FinancingApi`].
	pub fn query_requests_to(
		bank: OrganizationId,
		cursor: Option<FinancingId>,
		limit: u32,
	) -> Page<RequestInfo, FinancingId> {
		Page::under::<RequestsTo<T>, _, _>(bank, cursor, limit, |id| Self::query_request(*id))
	}

	/// See [`crate::runtime_api::FinancingApi`].
	pub fn query_requests_of(
		holder: OrganizationId,
		cursor: Option<FinancingId>,
		limit: u32,
	) -> Page<RequestInfo, FinancingId> {
		Page::under::<RequestsOf<T>, _, _>(holder, cursor, limit, |id| Self::query_request(*id))
	}

	/// See [`crate::runtime_api::FinancingApi`].
	pub fn query_quotes(id: FinancingId) -> Vec<QuoteInfo> {
		let Some(request) = Requests::<T>::get(id) else { return Vec::new() };
		let part = T::Parts::part(request.part);
		let now = T::Time::now();
		let show = |bank| {
			let quote = Quotes::<T>::get(id, bank)?;
			let part = part.filter(|part| quote.stands(part.amount, request.claimed));
			let payout = part.map(|part| quote.terms.payout(part.amount, part.due, now));
			Some(QuoteInfo { bank, quote, payout: payout.unwrap_or_default() })
		};
		request.banks.into_iter().filter_map(show).collect()
	}

	/// See [`crate::runtime_api::FinancingApi`].
	pub fn query_loan(id: LoanId) -> Option<LoanInfo> {
		let loan = Loans::<T>::get(id)?;
		Some(LoanInfo { id, loan, debt: loan.debt(T::Time::now()) })
	}

	/// See [`crate::runtime_api::FinancingApi`].
	pub fn query_loan_on(part: PartId) -> Option<LoanInfo> {
		Self::query_loan(LoanOn::<T>::get(part)?)
	}

	/// See [`crate::runtime_api::FinancingApi`].
	pub fn query_loans_of(
		bank: OrganizationId,
		cursor: Option<LoanId>,
		limit: u32,
	) -> Page<LoanInfo, LoanId> {
		Page::under::<LoansOf<T>, _, _>(bank, cursor, limit, |id| Self::query_loan(*id))
	}

	/// See [`crate::runtime_api::FinancingApi`].
	pub fn query_loans_by(
		borrower: OrganizationId,
		cursor: Option<LoanId>,
		limit: u32,
	) -> Page<LoanInfo, LoanId> {
		Page::under::<LoansBy<T>, _, _>(borrower, cursor, limit, |id| Self::query_loan(*id))
	}

	/// See [`crate::runtime_api::FinancingApi`].
	pub fn query_claims_on(
		part: PartId,
		cursor: Option<ClaimId>,
		limit: u32,
	) -> Page<ClaimInfo, ClaimId> {
		Page::under::<ClaimsOn<T>, _, _>(part, cursor, limit, |id| Self::query_claim(*id))
	}

	/// See [`crate::runtime_api::FinancingApi`].
	pub fn query_claims_in(
		receivable: ReceivableId,
		cursor: Option<ClaimId>,
		limit: u32,
	) -> Page<ClaimInfo, ClaimId> {
		Page::under::<ClaimsIn<T>, _, _>(receivable, cursor, limit, |id| Self::query_claim(*id))
	}

	fn query_claim(id: ClaimId) -> Option<ClaimInfo> {
		Some(ClaimInfo { id, claim: Claims::<T>::get(id)? })
	}

	/// See [`crate::runtime_api::FinancingApi`].
	pub fn query_shares(part: PartId, amount: Amount) -> Vec<Share> {
		Self::shares(part, amount)
	}

	/// See [`crate::runtime_api::FinancingApi`].
	pub fn query_exposure(bank: OrganizationId, asset: AssetId) -> Exposure {
		Exposures::<T>::get(bank, asset)
	}

	/// See [`crate::runtime_api::FinancingApi`].
	pub fn query_owed(organization: OrganizationId, asset: AssetId) -> Amount {
		Owed::<T>::get(organization, asset)
	}
}
