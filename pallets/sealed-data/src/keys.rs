// SPDX-License-Identifier: Apache-2.0

//! Encryption keys of parties.

use crate::*;
use covenant_primitives::{Access, SealedKeys};
use frame_support::ensure;
use sp_runtime::{ArithmeticError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_publish_key(by: SignatoryOf<T>, key: PublicKey) -> DispatchResult {
		ensure!(key.is_valid(), Error::<T>::InvalidKey);
		let now = T::Time::now();
		let version = KeyCount::<T>::get(by.party);
		let count = version.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		if let Some(former) = Self::present_key(by.party) {
			let record = EncryptionKeys::<T>::get(by.party, former).ok_or(Error::<T>::NoKey)?;
			ensure!(record.key != key, Error::<T>::AlreadyPublished);
			let replaced = EncryptionKey { replaced_at: Some(now), ..record };
			EncryptionKeys::<T>::insert(by.party, former, replaced);
		}
		let record = EncryptionKey { key, since: now, replaced_at: None };
		EncryptionKeys::<T>::insert(by.party, version, record);
		KeyCount::<T>::insert(by.party, count);
		Self::deposit_event(Event::KeyPublished { by, version, key });
		Ok(())
	}

	/// The number of the party's present encryption key.
	pub(crate) fn present_key(party: Party) -> Option<u32> {
		KeyCount::<T>::get(party).checked_sub(1)
	}

	/// Refuses an encryption key that the party had replaced before `since`. One that it replaced
	/// later will do: else a requester could keep an owner from answering by replacing its key again
	/// and again.
	pub(crate) fn ensure_in_use(party: Party, version: u32, since: Moment) -> DispatchResult {
		let key = EncryptionKeys::<T>::get(party, version).ok_or(Error::<T>::StaleKey)?;
		ensure!(key.replaced_at.is_none_or(|at| at >= since), Error::<T>::StaleKey);
		Ok(())
	}
}

impl<T: Config> SealedKeys for Pallet<T> {
	fn access(request: RequestId) -> Option<Access> {
		let record = Requests::<T>::get(request)?;
		let object = Objects::<T>::get(record.object)?;
		let standing = record.standing(&object, T::Time::now());
		let granted = matches!(
			standing,
			Some(GrantStanding::InForce | GrantStanding::NotYet | GrantStanding::UsedUp)
		);
		let can_be = record.is_open() && object.status == ObjectStatus::Active;
		let Request { object, requester, terms, .. } = record;
		let span = terms.until.saturating_sub(terms.from);
		let access = Access { object, requester, span, uses: terms.uses, granted };
		(granted || can_be).then_some(access)
	}

	fn present_key(party: Party) -> Option<u32> {
		Self::present_key(party)
	}

	fn is_in_use(party: Party, key_version: u32, since: Moment) -> bool {
		Self::ensure_in_use(party, key_version, since).is_ok()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up_grant(object: ObjectId, requester: Party) -> RequestId {
		use covenant_primitives::{Purpose, PurposeCode};
		let since = T::Time::now();
		let key = EncryptionKey { key: PublicKey(H256::repeat_byte(9)), since, replaced_at: None };
		EncryptionKeys::<T>::insert(requester, 0, key);
		KeyCount::<T>::insert(requester, 1);
		let id = NextRequestId::<T>::get();
		let purpose = Purpose { code: PurposeCode::Other, statement: H256::zero() };
		let grant = Grant { epoch: 0, key_version: 0, wrapped: WrappedKey([1; 80]), uses_left: 1 };
		let request = Request {
			object,
			requester,
			terms: Terms { purpose, from: since, until: Moment::MAX, uses: 1 },
			asked_at: since,
			decision: Decision::Owner,
			approvals: 0,
			refusals: 0,
			answer_days: 1,
			arbiter: None,
			acknowledge_by: None,
			due: since,
			overdue: false,
			status: RequestStatus::Granted(grant),
		};
		Requests::<T>::insert(id, request);
		id
	}
}
