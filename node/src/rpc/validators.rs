// SPDX-License-Identifier: Apache-2.0

//! `validators_*`: who validates, and who is barred from it.

use super::query::{Limit, Query};
use covenant_primitives::{OrganizationId, Page};
use covenant_runtime::{AccountId, Hash};
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use pallet_validators::{
	runtime_api::{MemberInfo, ValidatorInfo, ValidatorsApi},
	Bar,
};

/// `at` is a block's hash; without it the answer is that of the last finalized block. Who or what
/// is unknown is answered with `null`.
#[rpc(server)]
pub trait ValidatorsRpc {
	/// The organizations that the council lets validate. `cursor` is `next` of the page before.
	#[method(name = "validators_list")]
	fn list(
		&self,
		cursor: Option<OrganizationId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ValidatorInfo<AccountId>, OrganizationId>>;

	/// An organization as a validator.
	#[method(name = "validators_get")]
	fn get(
		&self,
		organization: OrganizationId,
		at: Option<Hash>,
	) -> RpcResult<Option<ValidatorInfo<AccountId>>>;

	/// Why an organization is barred from validating.
	#[method(name = "validators_bar")]
	fn bar(&self, organization: OrganizationId, at: Option<Hash>) -> RpcResult<Option<Bar>>;

	/// The validators of the current session.
	#[method(name = "validators_currentSet")]
	fn current_set(&self, at: Option<Hash>) -> RpcResult<Vec<MemberInfo<AccountId>>>;
}

impl ValidatorsRpcServer for Query {
	fn list(
		&self,
		cursor: Option<OrganizationId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ValidatorInfo<AccountId>, OrganizationId>> {
		self.ask(at, |api, at| api.validators(at, cursor, limit.0))
	}

	fn get(
		&self,
		organization: OrganizationId,
		at: Option<Hash>,
	) -> RpcResult<Option<ValidatorInfo<AccountId>>> {
		self.ask(at, |api, at| api.validator(at, organization))
	}

	fn bar(&self, organization: OrganizationId, at: Option<Hash>) -> RpcResult<Option<Bar>> {
		self.ask(at, |api, at| api.bar(at, organization))
	}

	fn current_set(&self, at: Option<Hash>) -> RpcResult<Vec<MemberInfo<AccountId>>> {
		self.ask(at, |api, at| api.current_set(at))
	}
}
