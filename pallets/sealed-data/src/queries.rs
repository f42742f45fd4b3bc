// SPDX-License-Identifier: Apache-2.0

//! What [`crate::runtime_api::SealedApi`] is answered.

use crate::{
	runtime_api::{EntryInfo, KeyInfo, ObjectInfo, PolicyInfo, RequestInfo},
	*,
};
use covenant_primitives::Page;

impl<T: Config> Pallet<T> {
	/// See [`crate::runtime_api::SealedApi`].
	pub fn query_object(id: ObjectId) -> Option<ObjectInfo> {
		let object = Objects::<T>::get(id)?;
		let content = Contents::<T>::get(id, object.epoch)?;
		Some(ObjectInfo { id, object, content, log_length: LogLength::<T>::get(id) })
	}

	/// See [`crate::runtime_api::SealedApi`].
	pub fn query_object_by_digest(digest: H256) -> Option<ObjectInfo> {
		let registration = T::FirstCome::registration(DOMAIN, digest)?;
		Self::query_object(ObjectId(registration.reference))
	}

	/// See [`crate::runtime_api::SealedApi`].
	pub fn query_content(object: ObjectId, epoch: u32) -> Option<Content> {
		Contents::<T>::get(object, epoch)
	}

	/// See [`crate::runtime_api::SealedApi`].
	pub fn query_objects_of(
		owner: Party,
		cursor: Option<ObjectId>,
		limit: u32,
	) -> Page<ObjectInfo, ObjectId> {
		Page::under::<ObjectsOf<T>, _, _>(owner, cursor, limit, |id| Self::query_object(*id))
	}

	/// See [`crate::runtime_api::SealedApi`].
	pub fn query_objects_about(
		person: PersonId,
		cursor: Option<ObjectId>,
		limit: u32,
	) -> Page<ObjectInfo, ObjectId> {
		Page::under::<ObjectsAbout<T>, _, _>(person, cursor, limit, |id| Self::query_object(*id))
	}

	/// See [`crate::runtime_api::SealedApi`].
	pub fn query_encryption_key(party: Party, version: Option<u32>) -> Option<KeyInfo> {
		let version = version.or_else(|| Self::present_key(party))?;
		let key = EncryptionKeys::<T>::get(party, version)?;
		Some(KeyInfo { version, key })
	}

	/// See [`crate::runtime_api::SealedApi`].
	pub fn query_policies(owner: Party, cursor: Option<u32>, limit: u32) -> Page<PolicyInfo, u32> {
		Page::under::<Policies<T>, _, _>(owner, cursor, limit, |number| {
			let policy = Policies::<T>::get(owner, number)?;
			Some(PolicyInfo { number: *number, policy })
		})
	}

	/// See [`crate::runtime_api::SealedApi`].
	pub fn query_request(id: RequestId) -> Option<RequestInfo> {
		let (request, object) = Self::requested(id).ok()?;
		let standing = request.standing(&object, T::Time::now());
		Some(RequestInfo { id, owner: object.owner, request, standing })
	}

	/// See [`crate::runtime_api::SealedApi`].
	pub fn query_requests_for(
		object: ObjectId,
		cursor: Option<RequestId>,
		limit: u32,
	) -> Page<RequestInfo, RequestId> {
		Page::under::<RequestsFor<T>, _, _>(object, cursor, limit, |id| Self::query_request(*id))
	}

	/// See [`crate::runtime_api::SealedApi`].
	pub fn query_requests_by(
		requester: Party,
		cursor: Option<RequestId>,
		limit: u32,
	) -> Page<RequestInfo, RequestId> {
		Page::under::<RequestsBy<T>, _, _>(requester, cursor, limit, |id| Self::query_request(*id))
	}

	/// See [`crate::runtime_api::SealedApi`].
	pub fn query_requests_waiting(
		party: Party,
		cursor: Option<RequestId>,
		limit: u32,
	) -> Page<RequestInfo, RequestId> {
		Page::under::<Waiting<T>, _, _>(party, cursor, limit, |id| Self::query_request(*id))
	}

	/// See [`crate::runtime_api::SealedApi`].
	pub fn query_log(
		object: ObjectId,
		cursor: Option<u64>,
		limit: u32,
	) -> Page<EntryInfo<T::AccountId>, u64> {
		let first = cursor.map_or(0, |last| last.saturating_add(1));
		Page::of(first..LogLength::<T>::get(object), limit, |index| {
			let entry = Log::<T>::get(object, index)?;
			Some(EntryInfo { index: *index, entry })
		})
	}
}
