// SPDX-License-Identifier: Apache-2.0

//! The invariants that the crate's documentation names, recomputed from the records.

use crate::*;
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::objects_are_indexed()?;
		Self::requests_are_indexed()?;
		Self::keys_are_counted()?;
		Self::grants_hold()
	}

	fn objects_are_indexed() -> Result<(), TryRuntimeError> {
		let next = NextObjectId::<T>::get();
		let (mut objects, mut about, mut contents, mut entries) = (0_usize, 0_usize, 0_u64, 0_u64);
		for (id, object) in Objects::<T>::iter() {
			ensure!(id < next, "an object has an id that was not given out");
			ensure!(ObjectsOf::<T>::contains_key(object.owner, id), "an owner misses an object");
			objects = objects.saturating_add(1);
			if let Some(person) = object.subject {
				ensure!(ObjectsAbout::<T>::contains_key(person, id), "a person misses an object");
				about = about.saturating_add(1);
			}

			let mut all_its_own = true;
			for epoch in 0..=object.epoch {
				let content = Contents::<T>::get(id, epoch).ok_or("an epoch has no content")?;
				ensure!(content.is_valid(), "a content is invalid");
				let registration = T::FirstCome::registration(DOMAIN, content.digest)
					.ok_or("a digest is not registered")?;
				all_its_own &= registration.reference == id.0;
			}
			contents = contents.saturating_add(object.epoch.into()).saturating_add(1);
			let displaced = matches!(object.status, ObjectStatus::Displaced { .. });
			ensure!(displaced != all_its_own, "a digest is registered to another object");

			let length = LogLength::<T>::get(id);
			ensure!(length > 0, "an object has no log");
			for index in 0..length {
				ensure!(Log::<T>::contains_key(id, index), "a log has a gap");
			}
			entries = entries.saturating_add(length);
		}
		let count = |keys: usize| u64::try_from(keys).unwrap_or(u64::MAX);
		ensure!(ObjectsOf::<T>::iter_keys().count() == objects, "an owner has an object too many");
		ensure!(ObjectsAbout::<T>::iter_keys().count() == about, "a person has an object too many");
		ensure!(count(Contents::<T>::iter_keys().count()) == contents, "a content has no epoch");
		ensure!(count(Log::<T>::iter_keys().count()) == entries, "an entry is in no log");
		Ok(())
	}

	fn requests_are_indexed() -> Result<(), TryRuntimeError> {
		let next = NextRequestId::<T>::get();
		let mut open = BTreeMap::<Party, u32>::new();
		let mut waiting = BTreeSet::new();
		let (mut requests, mut opened) = (0_usize, 0_usize);
		for (id, request) in Requests::<T>::iter() {
			let object = Objects::<T>::get(request.object).ok_or("a request is for nothing")?;
			ensure!(id < next, "a request has an id that was not given out");
			ensure!(
				RequestsFor::<T>::contains_key(request.object, id),
				"an object misses a request"
			);
			ensure!(
				RequestsBy::<T>::contains_key(request.requester, id),
				"a party misses a request"
			);
			ensure!(request.requester != object.owner, "an owner asks itself");
			requests = requests.saturating_add(1);
			waiting.extend(Self::awaited(&request, object.owner).into_iter().map(|by| (by, id)));
			if request.is_open() {
				opened = opened.saturating_add(1);
				let count = open.entry(request.requester).or_default();
				*count = count.saturating_add(1);
				ensure!(
					OpenRequests::<T>::get(request.object, request.requester) == Some(id),
					"an open request is not known as such"
				);
			} else {
				ensure!(!request.overdue, "a closed request is overdue");
			}
		}
		ensure!(RequestsFor::<T>::iter_keys().count() == requests, "a request too many is listed");
		ensure!(RequestsBy::<T>::iter_keys().count() == requests, "a party has a request too many");
		ensure!(OpenRequests::<T>::iter_keys().count() == opened, "a closed request is open");
		ensure!(
			OpenCount::<T>::iter().collect::<BTreeMap<_, _>>() == open,
			"open requests are miscounted"
		);
		ensure!(
			open.values().all(|count| *count <= T::MaxOpenRequests::get()),
			"a party has too many open requests"
		);
		ensure!(
			Waiting::<T>::iter_keys().collect::<BTreeSet<_>>() == waiting,
			"a request waits for the wrong party"
		);
		Ok(())
	}

	fn keys_are_counted() -> Result<(), TryRuntimeError> {
		let mut keys = 0_usize;
		for (party, count) in KeyCount::<T>::iter() {
			for version in 0..count {
				let record = EncryptionKeys::<T>::get(party, version).ok_or("a key is missing")?;
				ensure!(record.key.is_valid(), "a key is of small order");
				let present = version.checked_add(1) == Some(count);
				ensure!(record.replaced_at.is_none() == present, "the present key is not the last");
				keys = keys.saturating_add(1);
			}
		}
		ensure!(EncryptionKeys::<T>::iter_keys().count() == keys, "a key is not counted");
		Ok(())
	}

	fn grants_hold() -> Result<(), TryRuntimeError> {
		for request in Requests::<T>::iter_values() {
			let Some(grant) = request.grant() else { continue };
			let object = Objects::<T>::get(request.object).ok_or("a grant is for nothing")?;
			ensure!(
				grant.uses_left <= request.terms.uses,
				"a grant has uses that nobody asked for"
			);
			ensure!(grant.epoch <= object.epoch, "a grant is for a future epoch");
			ensure!(
				grant.key_version < KeyCount::<T>::get(request.requester),
				"a grant is to a key that does not exist"
			);
		}
		Ok(())
	}
}
