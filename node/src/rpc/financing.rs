// SPDX-License-Identifier: Apache-2.0

//! `financing_*`: how receivables are financed: requests, quotes, loans, claims.

use super::query::{Decimal, Limit, Query};
use covenant_primitives::{AssetId, OrganizationId, Page, PartId, ReceivableId};
use covenant_runtime::Hash;
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use pallet_receivable_financing::{
	runtime_api::{ClaimInfo, FinancingApi, LoanInfo, QuoteInfo, RequestInfo},
	ClaimId, Exposure, FinancingId, LoanId, Share,
};

/// `at` is a block's hash; without it the answer is that of the last finalized block. What is unknown
/// is answered with `null`. Amounts are decimal strings, and `cursor` is `next` of the page before.
#[rpc(server)]
pub trait FinancingRpc {
	/// A request that is open.
	#[method(name = "financing_getRequest")]
	fn request(&self, id: FinancingId, at: Option<Hash>) -> RpcResult<Option<RequestInfo>>;

	/// The request for a part.
	#[method(name = "financing_getRequestOn")]
	fn request_on(&self, part: PartId, at: Option<Hash>) -> RpcResult<Option<RequestInfo>>;

	/// The requests in which a bank is asked.
	#[method(name = "financing_listRequestsTo")]
	fn requests_to(
		&self,
		bank: OrganizationId,
		cursor: Option<FinancingId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<RequestInfo, FinancingId>>;

	/// The requests of a holder.
	#[method(name = "financing_listRequests")]
	fn requests_of(
		&self,
		holder: OrganizationId,
		cursor: Option<FinancingId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<RequestInfo, FinancingId>>;

	/// The quotes for a request, at most 8.
	#[method(name = "financing_listQuotes")]
	fn quotes(&self, request: FinancingId, at: Option<Hash>) -> RpcResult<Vec<QuoteInfo>>;

	/// A loan on which something is owed.
	#[method(name = "financing_getLoan")]
	fn loan(&self, id: LoanId, at: Option<Hash>) -> RpcResult<Option<LoanInfo>>;

	/// The loan for which a part is pledged.
	#[method(name = "financing_getLoanOn")]
	fn loan_on(&self, part: PartId, at: Option<Hash>) -> RpcResult<Option<LoanInfo>>;

	/// The loans of a bank.
	#[method(name = "financing_listLoansOf")]
	fn loans_of(
		&self,
		bank: OrganizationId,
		cursor: Option<LoanId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<LoanInfo, LoanId>>;

	/// The loans that an organization owes.
	#[method(name = "financing_listLoansBy")]
	fn loans_by(
		&self,
		borrower: OrganizationId,
		cursor: Option<LoanId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<LoanInfo, LoanId>>;

	/// The claims on a part, also those that do not count.
	#[method(name = "financing_listClaims")]
	fn claims_on(
		&self,
		part: PartId,
		cursor: Option<ClaimId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ClaimInfo, ClaimId>>;

	/// The claims on the parts of a receivable, also those on parts that were split, merged or paid.
	#[method(name = "financing_listClaimsIn")]
	fn claims_in(
		&self,
		receivable: ReceivableId,
		cursor: Option<ClaimId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ClaimInfo, ClaimId>>;

	/// What claims and a pledge would get if `amount` were paid for a part now, in the order in which they
	/// come. The rest is the holder's.
	#[method(name = "financing_getShares")]
	fn shares(&self, part: PartId, amount: Decimal, at: Option<Hash>) -> RpcResult<Vec<Share>>;

	/// What a bank has at stake.
	#[method(name = "financing_getExposure")]
	fn exposure(
		&self,
		bank: OrganizationId,
		asset: AssetId,
		at: Option<Hash>,
	) -> RpcResult<Exposure>;

	/// What an organization can collect, in minor units, as a decimal string in JSON.
	#[method(name = "financing_getOwed")]
	fn owed(
		&self,
		organization: OrganizationId,
		asset: AssetId,
		at: Option<Hash>,
	) -> RpcResult<Decimal>;
}

impl FinancingRpcServer for Query {
	fn request(&self, id: FinancingId, at: Option<Hash>) -> RpcResult<Option<RequestInfo>> {
		self.ask(at, |api, at| api.request(at, id))
	}

	fn request_on(&self, part: PartId, at: Option<Hash>) -> RpcResult<Option<RequestInfo>> {
		self.ask(at, |api, at| api.request_on(at, part))
	}

	fn requests_to(
		&self,
		bank: OrganizationId,
		cursor: Option<FinancingId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<RequestInfo, FinancingId>> {
		self.ask(at, |api, at| api.requests_to(at, bank, cursor, limit.0))
	}

	fn requests_of(
		&self,
		holder: OrganizationId,
		cursor: Option<FinancingId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<RequestInfo, FinancingId>> {
		self.ask(at, |api, at| api.requests_of(at, holder, cursor, limit.0))
	}

	fn quotes(&self, request: FinancingId, at: Option<Hash>) -> RpcResult<Vec<QuoteInfo>> {
		self.ask(at, |api, at| api.quotes(at, request))
	}

	fn loan(&self, id: LoanId, at: Option<Hash>) -> RpcResult<Option<LoanInfo>> {
		self.ask(at, |api, at| api.loan(at, id))
	}

	fn loan_on(&self, part: PartId, at: Option<Hash>) -> RpcResult<Option<LoanInfo>> {
		self.ask(at, |api, at| api.loan_on(at, part))
	}

	fn loans_of(
		&self,
		bank: OrganizationId,
		cursor: Option<LoanId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<LoanInfo, LoanId>> {
		self.ask(at, |api, at| api.loans_of(at, bank, cursor, limit.0))
	}

	fn loans_by(
		&self,
		borrower: OrganizationId,
		cursor: Option<LoanId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<LoanInfo, LoanId>> {
		self.ask(at, |api, at| api.loans_by(at, borrower, cursor, limit.0))
	}

	fn claims_on(
		&self,
		part: PartId,
		cursor: Option<ClaimId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ClaimInfo, ClaimId>> {
		self.ask(at, |api, at| api.claims_on(at, part, cursor, limit.0))
	}

	fn claims_in(
		&self,
		receivable: ReceivableId,
		cursor: Option<ClaimId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ClaimInfo, ClaimId>> {
		self.ask(at, |api, at| api.claims_in(at, receivable, cursor, limit.0))
	}

	fn shares(&self, part: PartId, amount: Decimal, at: Option<Hash>) -> RpcResult<Vec<Share>> {
		self.ask(at, |api, at| api.shares(at, part, amount.0))
	}

	fn exposure(
		&self,
		bank: OrganizationId,
		asset: AssetId,
		at: Option<Hash>,
	) -> RpcResult<Exposure> {
		self.ask(at, |api, at| api.exposure(at, bank, asset))
	}

	fn owed(
		&self,
		organization: OrganizationId,
		asset: AssetId,
		at: Option<Hash>,
	) -> RpcResult<Decimal> {
		self.ask(at, |api, at| api.owed(at, organization, asset)).map(Decimal)
	}
}
