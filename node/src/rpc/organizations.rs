// SPDX-License-Identifier: Apache-2.0

//! `organizations_*`: organizations, their operators and the council's seats.

use super::query::{Limit, Query};
use covenant_primitives::{OrganizationId, Page};
use covenant_runtime::{AccountId, Hash};
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use pallet_organizations::runtime_api::{
	OperatorInfo, OrganizationInfo, OrganizationsApi, SeatInfo,
};

/// `at` is a block's hash; without it the answer is that of the last finalized block. Who or what
/// is unknown is answered with `null`.
#[rpc(server)]
pub trait OrganizationsRpc {
	/// An organization.
	#[method(name = "organizations_get")]
	fn get(
		&self,
		id: OrganizationId,
		at: Option<Hash>,
	) -> RpcResult<Option<OrganizationInfo<AccountId>>>;

	/// The organization with a unified social credit code.
	#[method(name = "organizations_getByUscc")]
	fn get_by_uscc(
		&self,
		uscc: String,
		at: Option<Hash>,
	) -> RpcResult<Option<OrganizationInfo<AccountId>>>;

	/// Organizations by id. `cursor` is `next` of the page before.
	#[method(name = "organizations_list")]
	fn list(
		&self,
		cursor: Option<OrganizationId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<OrganizationInfo<AccountId>, OrganizationId>>;

	/// What an account may do, and for which organization.
	#[method(name = "organizations_getOperator")]
	fn get_operator(
		&self,
		account: AccountId,
		at: Option<Hash>,
	) -> RpcResult<Option<OperatorInfo<AccountId>>>;

	/// An organization's operators. `cursor` is `next` of the page before.
	#[method(name = "organizations_listOperators")]
	fn list_operators(
		&self,
		organization: OrganizationId,
		cursor: Option<AccountId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<OperatorInfo<AccountId>, AccountId>>;

	/// The account that owns an organization's money.
	#[method(name = "organizations_account")]
	fn account(&self, id: OrganizationId, at: Option<Hash>) -> RpcResult<Option<AccountId>>;

	/// The seats on the council.
	#[method(name = "organizations_seats")]
	fn seats(&self, at: Option<Hash>) -> RpcResult<Vec<SeatInfo<AccountId>>>;
}

impl OrganizationsRpcServer for Query {
	fn get(
		&self,
		id: OrganizationId,
		at: Option<Hash>,
	) -> RpcResult<Option<OrganizationInfo<AccountId>>> {
		self.ask(at, |api, at| api.organization(at, id))
	}

	fn get_by_uscc(
		&self,
		uscc: String,
		at: Option<Hash>,
	) -> RpcResult<Option<OrganizationInfo<AccountId>>> {
		self.ask(at, |api, at| api.organization_by_uscc(at, uscc.into_bytes()))
	}

	fn list(
		&self,
		cursor: Option<OrganizationId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<OrganizationInfo<AccountId>, OrganizationId>> {
		self.ask(at, |api, at| api.organizations(at, cursor, limit.0))
	}

	fn get_operator(
		&self,
		account: AccountId,
		at: Option<Hash>,
	) -> RpcResult<Option<OperatorInfo<AccountId>>> {
		self.ask(at, |api, at| api.operator(at, account))
	}

	fn list_operators(
		&self,
		organization: OrganizationId,
		cursor: Option<AccountId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<OperatorInfo<AccountId>, AccountId>> {
		self.ask(at, |api, at| api.operators(at, organization, cursor, limit.0))
	}

	fn account(&self, id: OrganizationId, at: Option<Hash>) -> RpcResult<Option<AccountId>> {
		self.ask(at, |api, at| api.account(at, id))
	}

	fn seats(&self, at: Option<Hash>) -> RpcResult<Vec<SeatInfo<AccountId>>> {
		self.ask(at, |api, at| api.seats(at))
	}
}
