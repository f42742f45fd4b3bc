// SPDX-License-Identifier: Apache-2.0

//! `sealed_*`: sealed objects, requests for them, and the log of both.

use super::query::{Limit, Query};
use covenant_primitives::{ObjectId, Page, Party, PersonId, RequestId};
use covenant_runtime::{AccountId, Hash};
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use pallet_sealed_data::{
	runtime_api::{EntryInfo, KeyInfo, ObjectInfo, PolicyInfo, RequestInfo, SealedApi},
	Content,
};

/// `at` is a block's hash; without it the answer is that of the last finalized block. Who or what
/// is unknown is answered with `null`. A party is `{"organization": 3}` or `{"person": 5}`, and
/// `cursor` is `next` of the page before.
#[rpc(server)]
pub trait SealedRpc {
	/// An object with its present content.
	#[method(name = "sealed_getObject")]
	fn object(&self, id: ObjectId, at: Option<Hash>) -> RpcResult<Option<ObjectInfo>>;

	/// The object that a ciphertext's SHA-256 digest is registered for.
	#[method(name = "sealed_getObjectByDigest")]
	fn object_by_digest(&self, digest: Hash, at: Option<Hash>) -> RpcResult<Option<ObjectInfo>>;

	/// What an object held in an epoch.
	#[method(name = "sealed_getContent")]
	fn content(&self, object: ObjectId, epoch: u32, at: Option<Hash>)
		-> RpcResult<Option<Content>>;

	/// The objects of an owner.
	#[method(name = "sealed_listObjects")]
	fn objects_of(
		&self,
		owner: Party,
		cursor: Option<ObjectId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ObjectInfo, ObjectId>>;

	/// The objects about a person.
	#[method(name = "sealed_listObjectsAbout")]
	fn objects_about(
		&self,
		person: PersonId,
		cursor: Option<ObjectId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ObjectInfo, ObjectId>>;

	/// A party's encryption key: the present one if `version` is `null`.
	#[method(name = "sealed_getEncryptionKey")]
	fn encryption_key(
		&self,
		party: Party,
		version: Option<u32>,
		at: Option<Hash>,
	) -> RpcResult<Option<KeyInfo>>;

	/// The policies under which an owner answers requests.
	#[method(name = "sealed_listPolicies")]
	fn policies(
		&self,
		owner: Party,
		cursor: Option<u32>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<PolicyInfo, u32>>;

	/// A request, and the grant that came of it.
	#[method(name = "sealed_getRequest")]
	fn request(&self, id: RequestId, at: Option<Hash>) -> RpcResult<Option<RequestInfo>>;

	/// The requests for an object.
	#[method(name = "sealed_listRequests")]
	fn requests_for(
		&self,
		object: ObjectId,
		cursor: Option<RequestId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<RequestInfo, RequestId>>;

	/// The requests that a party made.
	#[method(name = "sealed_listRequestsBy")]
	fn requests_by(
		&self,
		requester: Party,
		cursor: Option<RequestId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<RequestInfo, RequestId>>;

	/// The requests that wait for a party to act.
	#[method(name = "sealed_listRequestsWaiting")]
	fn requests_waiting(
		&self,
		party: Party,
		cursor: Option<RequestId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<RequestInfo, RequestId>>;

	/// The log of an object, the oldest entry first.
	#[method(name = "sealed_listLog")]
	fn log(
		&self,
		object: ObjectId,
		cursor: Option<u64>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<EntryInfo<AccountId>, u64>>;
}

impl SealedRpcServer for Query {
	fn object(&self, id: ObjectId, at: Option<Hash>) -> RpcResult<Option<ObjectInfo>> {
		self.ask(at, |api, at| api.object(at, id))
	}

	fn object_by_digest(&self, digest: Hash, at: Option<Hash>) -> RpcResult<Option<ObjectInfo>> {
		self.ask(at, |api, at| api.object_by_digest(at, digest))
	}

	fn content(
		&self,
		object: ObjectId,
		epoch: u32,
		at: Option<Hash>,
	) -> RpcResult<Option<Content>> {
		self.ask(at, |api, at| api.content(at, object, epoch))
	}

	fn objects_of(
		&self,
		owner: Party,
		cursor: Option<ObjectId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ObjectInfo, ObjectId>> {
		self.ask(at, |api, at| api.objects_of(at, owner, cursor, limit.0))
	}

	fn objects_about(
		&self,
		person: PersonId,
		cursor: Option<ObjectId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<ObjectInfo, ObjectId>> {
		self.ask(at, |api, at| api.objects_about(at, person, cursor, limit.0))
	}

	fn encryption_key(
		&self,
		party: Party,
		version: Option<u32>,
		at: Option<Hash>,
	) -> RpcResult<Option<KeyInfo>> {
		self.ask(at, |api, at| api.encryption_key(at, party, version))
	}

	fn policies(
		&self,
		owner: Party,
		cursor: Option<u32>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<PolicyInfo, u32>> {
		self.ask(at, |api, at| api.policies(at, owner, cursor, limit.0))
	}

	fn request(&self, id: RequestId, at: Option<Hash>) -> RpcResult<Option<RequestInfo>> {
		self.ask(at, |api, at| api.request(at, id))
	}

	fn requests_for(
		&self,
		object: ObjectId,
		cursor: Option<RequestId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<RequestInfo, RequestId>> {
		self.ask(at, |api, at| api.requests_for(at, object, cursor, limit.0))
	}

	fn requests_by(
		&self,
		requester: Party,
		cursor: Option<RequestId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<RequestInfo, RequestId>> {
		self.ask(at, |api, at| api.requests_by(at, requester, cursor, limit.0))
	}

	fn requests_waiting(
		&self,
		party: Party,
		cursor: Option<RequestId>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<RequestInfo, RequestId>> {
		self.ask(at, |api, at| api.requests_waiting(at, party, cursor, limit.0))
	}

	fn log(
		&self,
		object: ObjectId,
		cursor: Option<u64>,
		limit: Limit,
		at: Option<Hash>,
	) -> RpcResult<Page<EntryInfo<AccountId>, u64>> {
		self.ask(at, |api, at| api.log(at, object, cursor, limit.0))
	}
}
