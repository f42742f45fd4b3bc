// SPDX-License-Identifier: Apache-2.0

//! Objects: registered, encrypted anew, closed.
//!
//! A digest is registered for an object once and for ever, also when the object is retired or its
//! content replaced: an old ciphertext stays whose it was. If somebody turns out to have committed to
//! one of its digests earlier, the object gives way as a whole, for its owner registered what was
//! not its own to register.

use crate::*;
use covenant_primitives::{Opening, Registration};
use frame_support::{ensure, traits::Incrementable};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// The object, if `by` acts for its owner.
	pub(crate) fn owned(by: &SignatoryOf<T>, object: ObjectId) -> Result<Object, DispatchError> {
		let record = Objects::<T>::get(object).ok_or(Error::<T>::NotFound)?;
		ensure!(record.owner == by.party, Error::<T>::NotAuthorized);
		Ok(record)
	}

	/// The same, if the object is active.
	fn owned_active(by: &SignatoryOf<T>, object: ObjectId) -> Result<Object, DispatchError> {
		let record = Self::owned(by, object)?;
		ensure!(record.status == ObjectStatus::Active, Error::<T>::ObjectClosed);
		Ok(record)
	}

	pub(crate) fn do_register(
		by: SignatoryOf<T>,
		content: Content,
		salt: Salt,
		policy: u32,
		subject: Option<PersonId>,
	) -> DispatchResult {
		Self::ensure_content(&content, &Self::policy(by.party, policy)?)?;
		if let Some(person) = subject {
			ensure!(Self::exists(Party::Person(person)), Error::<T>::UnknownParty);
			ObjectsAbout::<T>::insert(person, NextObjectId::<T>::get(), ());
		}

		let object = NextObjectId::<T>::get();
		NextObjectId::<T>::put(object.increment().ok_or(ArithmeticError::Overflow)?);
		let epoch = 0;
		let status = ObjectStatus::Active;
		let record = Object { owner: by.party, subject, policy, epoch, status };
		ObjectsOf::<T>::insert(by.party, object, ());
		Self::pin(by, object, record, content, salt, Act::Registered)
	}

	pub(crate) fn do_rotate(
		by: SignatoryOf<T>,
		object: ObjectId,
		content: Content,
		salt: Salt,
	) -> DispatchResult {
		let record = Self::owned_active(&by, object)?;
		Self::ensure_content(&content, &Self::policy(record.owner, record.policy)?)?;
		let present = Contents::<T>::get(object, record.epoch).ok_or(Error::<T>::NotFound)?;
		// Who has the former key would have this one.
		ensure!(content.recipient != present.recipient, Error::<T>::InvalidContent);
		let epoch = record.epoch.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		Self::pin(by, object, Object { epoch, ..record }, content, salt, Act::Rotated { epoch })
	}

	/// Writes an object with the content of its present epoch, whose digest the owner committed to.
	fn pin(
		by: SignatoryOf<T>,
		object: ObjectId,
		record: Object,
		content: Content,
		salt: Salt,
		act: Act,
	) -> DispatchResult {
		let opening = Opening { domain: DOMAIN, digest: content.digest, salt, party: record.owner };
		let displaced = T::FirstCome::register(&opening, object.0)?;
		Contents::<T>::insert(object, record.epoch, content);
		Objects::<T>::insert(object, record);
		Self::record(object, Some(by), None, act);
		if let Some(Registration { reference, .. }) = displaced {
			Self::displace(ObjectId(reference), object);
		}
		Ok(())
	}

	/// Closes an object whose digest was registered for an earlier commitment.
	fn displace(object: ObjectId, by: ObjectId) {
		if object == by {
			return;
		}
		Objects::<T>::mutate_extant(object, |record| {
			record.status = ObjectStatus::Displaced { by };
		});
		Self::record(object, None, None, Act::Displaced { by });
	}

	fn ensure_content(content: &Content, policy: &Policy) -> DispatchResult {
		ensure!(content.is_valid(), Error::<T>::InvalidContent);
		if let Some(Escrow { arbiter, key_version, .. }) = content.escrow {
			ensure!(policy.arbiter == Some(arbiter), Error::<T>::InvalidEscrow);
			let present = Self::present_key(Party::Organization(arbiter));
			ensure!(present == Some(key_version), Error::<T>::InvalidEscrow);
		}
		Ok(())
	}

	pub(crate) fn do_relocate(
		by: SignatoryOf<T>,
		object: ObjectId,
		locations: Locations,
	) -> DispatchResult {
		let record = Self::owned_active(&by, object)?;
		ensure!(are_locations(&locations), Error::<T>::InvalidContent);
		let present = Contents::<T>::get(object, record.epoch).ok_or(Error::<T>::NotFound)?;
		Contents::<T>::insert(object, record.epoch, Content { locations, ..present });
		Self::record(object, Some(by), None, Act::Relocated);
		Ok(())
	}

	pub(crate) fn do_change_policy(
		by: SignatoryOf<T>,
		object: ObjectId,
		policy: u32,
	) -> DispatchResult {
		let record = Self::owned_active(&by, object)?;
		Self::policy(record.owner, policy)?;
		Objects::<T>::insert(object, Object { policy, ..record });
		Self::record(object, Some(by), None, Act::PolicyChanged { policy });
		Ok(())
	}

	pub(crate) fn do_retire(by: SignatoryOf<T>, object: ObjectId) -> DispatchResult {
		let record = Self::owned_active(&by, object)?;
		Objects::<T>::insert(object, Object { status: ObjectStatus::Retired, ..record });
		Self::record(object, Some(by), None, Act::Retired);
		Ok(())
	}
}

impl<T: Config> covenant_primitives::SealedObjects for Pallet<T> {
	fn owner(object: ObjectId) -> Option<Party> {
		let record = Objects::<T>::get(object)?;
		(record.status == ObjectStatus::Active).then_some(record.owner)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(owner: Party) -> ObjectId {
		let object = NextObjectId::<T>::get();
		let status = ObjectStatus::Active;
		let record = Object { owner, subject: None, policy: 0, epoch: 0, status };
		Objects::<T>::insert(object, record);
		object
	}
}
