// SPDX-License-Identifier: Apache-2.0

//! What clients ask about sealed data. Each `sealed_*` method of the JSON-RPC is an alias of one
//! query.

use crate::*;
use codec::{Codec, Decode, Encode};
pub use covenant_primitives::{Page, MAX_PAGE};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// An object with its present content.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ObjectInfo {
	/// The id.
	pub id: ObjectId,
	/// Whose it is, which policy and epoch it is in, whether it can be asked for.
	#[serde(flatten)]
	pub object: Object,
	/// What it holds in its present epoch.
	pub content: Content,
	/// How many entries its log has.
	pub log_length: u64,
}

/// A request with what it is worth now.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RequestInfo {
	/// The id.
	pub id: RequestId,
	/// Whose the object is.
	pub owner: Party,
	/// The request.
	#[serde(flatten)]
	pub request: Request,
	/// What the grant is worth at the queried block's time, if there is one.
	pub standing: Option<GrantStanding>,
}

/// A party's encryption key.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KeyInfo {
	/// Its number among the party's, from 0.
	pub version: u32,
	/// The key, and when it was in use.
	#[serde(flatten)]
	pub key: EncryptionKey,
}

/// An owner's policy.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PolicyInfo {
	/// Its number among the owner's.
	pub number: u32,
	/// What it says.
	#[serde(flatten)]
	pub policy: Policy,
}

/// An entry of an object's log.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EntryInfo<AccountId> {
	/// Its number in the log, from 0.
	pub index: u64,
	/// The entry.
	#[serde(flatten)]
	pub entry: Entry<AccountId>,
}

sp_api::decl_runtime_apis! {
	/// Sealed objects, requests for them, and the log of both.
	pub trait SealedApi<AccountId> where AccountId: Codec {
		/// An object.
		fn object(id: ObjectId) -> Option<ObjectInfo>;

		/// The object that a ciphertext's digest is registered for: the first registration of it.
		fn object_by_digest(digest: H256) -> Option<ObjectInfo>;

		/// What an object held in an epoch.
		fn content(object: ObjectId, epoch: u32) -> Option<Content>;

		/// The objects of an owner, at most 100 a page.
		fn objects_of(owner: Party, cursor: Option<ObjectId>, limit: u32) -> Page<ObjectInfo, ObjectId>;

		/// The objects about a person, at most 100 a page.
		fn objects_about(person: PersonId, cursor: Option<ObjectId>, limit: u32) -> Page<ObjectInfo, ObjectId>;

		/// A party's encryption key; the present one if no number is given.
		fn encryption_key(party: Party, version: Option<u32>) -> Option<KeyInfo>;

		/// The policies of an owner, at most 100 a page.
		fn policies(owner: Party, cursor: Option<u32>, limit: u32) -> Page<PolicyInfo, u32>;

		/// A request.
		fn request(id: RequestId) -> Option<RequestInfo>;

		/// The requests for an object, at most 100 a page.
		fn requests_for(object: ObjectId, cursor: Option<RequestId>, limit: u32) -> Page<RequestInfo, RequestId>;

		/// The requests that a party made, at most 100 a page.
		fn requests_by(requester: Party, cursor: Option<RequestId>, limit: u32) -> Page<RequestInfo, RequestId>;

		/// The requests that wait for a party to act, at most 100 a page.
		fn requests_waiting(party: Party, cursor: Option<RequestId>, limit: u32) -> Page<RequestInfo, RequestId>;

		/// The log of an object, oldest entry first, at most 100 a page.
		fn log(object: ObjectId, cursor: Option<u64>, limit: u32) -> Page<EntryInfo<AccountId>, u64>;
	}
}
