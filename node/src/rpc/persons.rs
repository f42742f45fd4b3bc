// SPDX-License-Identifier: Apache-2.0

//! `persons_*`: persons, their memberships and recoveries.

use super::query::{Limit, Query};
use covenant_primitives::{OrganizationId, Page, PersonId};
use covenant_runtime::{AccountId, Hash};
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use pallet_persons::runtime_api::{
	EnrollmentInfo, MembershipInfo, PersonInfo, PersonsApi, RecoveryInfo,
};

/// `at` is a block's hash; without it the answer is that of the last finalized block. Who or what
/// is unknown is answered with `null`.
#[rpc(server)]
pub trait PersonsRpc {
	/// A person.
	#[method(name = "persons_get")]
	fn get(&self, id: PersonId, at: Option<Hash>) -> RpcResult<Option<PersonInfo<AccountId>>>;

	/// The person that an account signs for.
	#[method(name = "persons_getByAccount")]
	fn get_by_account(
		&self,
		account: AccountId,
		at: Option<Hash>,
	) -> RpcResult<Option<PersonInfo<AccountId>>>;

	/// The person with a commitment.
	#[method(name = "persons_getByCommitment")]
	fn get_by_commitment(
		&self,
		commitment: Hash,
		at: Option<Hash>,
	) -> RpcResult<Option<PersonInfo<AccountId>>>;

	/// How many persons an organization has enrolled, and how many it may.
	#[method(name = "persons_enrollment")]
	fn enrollment(
		&self,
		organization: OrganizationId,
		at: Option<Hash>,
	) -> RpcResult<EnrollmentInfo>;

	/// A person's membership of an organization.
	#[method(name = "persons_getMembership")]
	fn get_membership(
		&self,
		person: PersonId,
		organization: OrganizationId,
		at: Option<Hash>,
	) -> RpcResult<Option<MembershipInfo<AccountId>>>;

	/// The memberships of a person. `cursor` is `next` of the page before.
	#[method(name = "persons_listMemberships")]
	fn list_memberships(
		&self,
		person: PersonId,
		cursor: Option<OrganizationId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<MembershipInfo<AccountId>, OrganizationId>>;

	/// The members of an organization. `cursor` is `next` of the page before.
	#[method(name = "persons_listMembers")]
	fn list_members(
		&self,
		organization: OrganizationId,
		cursor: Option<PersonId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<MembershipInfo<AccountId>, PersonId>>;

	/// The recovery of a person's account that is under way.
	#[method(name = "persons_recovery")]
	fn recovery(
		&self,
		person: PersonId,
		at: Option<Hash>,
	) -> RpcResult<Option<RecoveryInfo<AccountId>>>;
}

impl PersonsRpcServer for Query {
	fn get(&self, id: PersonId, at: Option<Hash>) -> RpcResult<Option<PersonInfo<AccountId>>> {
		self.ask(at, |api, at| api.person(at, id))
	}

	fn get_by_account(
		&self,
		account: AccountId,
		at: Option<Hash>,
	) -> RpcResult<Option<PersonInfo<AccountId>>> {
		self.ask(at, |api, at| api.person_by_account(at, account))
	}

	fn get_by_commitment(
		&self,
		commitment: Hash,
		at: Option<Hash>,
	) -> RpcResult<Option<PersonInfo<AccountId>>> {
		self.ask(at, |api, at| api.person_by_commitment(at, commitment))
	}

	fn enrollment(
		&self,
		organization: OrganizationId,
		at: Option<Hash>,
	) -> RpcResult<EnrollmentInfo> {
		self.ask(at, |api, at| api.enrollment(at, organization))
	}

	fn get_membership(
		&self,
		person: PersonId,
		organization: OrganizationId,
		at: Option<Hash>,
	) -> RpcResult<Option<MembershipInfo<AccountId>>> {
		self.ask(at, |api, at| api.membership(at, person, organization))
	}

	fn list_memberships(
		&self,
		person: PersonId,
		cursor: Option<OrganizationId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<MembershipInfo<AccountId>, OrganizationId>> {
		self.ask(at, |api, at| api.memberships(at, person, cursor, limit.0))
	}

	fn list_members(
		&self,
		organization: OrganizationId,
		cursor: Option<PersonId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<MembershipInfo<AccountId>, PersonId>> {
		self.ask(at, |api, at| api.members(at, organization, cursor, limit.0))
	}

	fn recovery(
		&self,
		person: PersonId,
		at: Option<Hash>,
	) -> RpcResult<Option<RecoveryInfo<AccountId>>> {
		self.ask(at, |api, at| api.recovery(at, person))
	}
}
