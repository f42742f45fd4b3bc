// SPDX-License-Identifier: Apache-2.0

//! What clients ask about the financing of receivables.

use crate::*;
use alloc::vec::Vec;
use codec::{Decode, Encode};
use covenant_primitives::json;
pub use covenant_primitives::{Page, MAX_PAGE};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// A request that is open.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RequestInfo {
	/// The id.
	pub id: FinancingId,
	/// What is known of it.
	#[serde(flatten)]
	pub request: Request,
}

/// A quote.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct QuoteInfo {
	/// Whose.
	pub bank: OrganizationId,
	/// What is known of it.
	#[serde(flatten)]
	pub quote: Quote,
	/// What it would pay now; nothing if the part changed or was claimed since.
	#[serde(with = "json::decimal")]
	pub payout: Amount,
}

/// A loan on which something is owed.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LoanInfo {
	/// The id.
	pub id: LoanId,
	/// What is known of it.
	#[serde(flatten)]
	pub loan: Loan,
	/// Principal and interest, if it were repaid now.
	#[serde(with = "json::decimal")]
	pub debt: Amount,
}

/// A claim.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClaimInfo {
	/// The id.
	pub id: ClaimId,
	/// What is known of it.
	#[serde(flatten)]
	pub claim: Claim,
}

sp_api::decl_runtime_apis! {
	/// The financing of receivables. Pages hold at most 100, in no particular order.
	pub trait FinancingApi {
		/// A request that is open.
		fn request(id: FinancingId) -> Option<RequestInfo>;

		/// The request for a part.
		fn request_on(part: PartId) -> Option<RequestInfo>;

		/// The requests in which a bank is asked.
		fn requests_to(bank: OrganizationId, cursor: Option<FinancingId>, limit: u32) -> Page<RequestInfo, FinancingId>;

		/// The requests of a holder.
		fn requests_of(holder: OrganizationId, cursor: Option<FinancingId>, limit: u32) -> Page<RequestInfo, FinancingId>;

		/// The quotes for a request, at most 8.
		fn quotes(request: FinancingId) -> Vec<QuoteInfo>;

		/// A loan on which something is owed.
		fn loan(id: LoanId) -> Option<LoanInfo>;

		/// The loan for which a part is pledged.
		fn loan_on(part: PartId) -> Option<LoanInfo>;

		/// The loans of a bank.
		fn loans_of(bank: OrganizationId, cursor: Option<LoanId>, limit: u32) -> Page<LoanInfo, LoanId>;

		/// The loans that an organization owes.
		fn loans_by(borrower: OrganizationId, cursor: Option<LoanId>, limit: u32) -> Page<LoanInfo, LoanId>;

		/// The claims on a part, also those that do not count.
		fn claims_on(part: PartId, cursor: Option<ClaimId>, limit: u32) -> Page<ClaimInfo, ClaimId>;

		/// The claims on the parts of a receivable, also those that do not count, and those on parts that were
		/// split, merged or paid: claims follow the paper until the receivable is over.
		fn claims_in(receivable: ReceivableId, cursor: Option<ClaimId>, limit: u32) -> Page<ClaimInfo, ClaimId>;

		/// What claims and a pledge would get if `amount` were paid for a part now, in the order in which they
		/// come. The rest is the holder's.
		fn shares(part: PartId, amount: Amount) -> Vec<Share>;

		/// What a bank has at stake by loans and quotes. Parts that it holds are listed by the receivables.
		fn exposure(bank: OrganizationId, asset: AssetId) -> Exposure;

		/// What an organization can collect, in minor units, as a decimal string in JSON.
		fn owed(organization: OrganizationId, asset: AssetId) -> Amount;
	}
}
