// SPDX-License-Identifier: Apache-2.0

//! Mutual recognition: which licenses of other authorities count in an organization's own realm.

use crate::*;
use alloc::vec::Vec;
use frame_support::ensure;
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	/// Also of a retired type, whose licenses are still there, and of versions that are still to come.
	pub(crate) fn do_recognize(
		actor: ActorOf<T>,
		type_code: TypeCode,
		conditions: Conditions,
	) -> DispatchResult {
		let record = Self::type_of(type_code)?;
		ensure!(record.authority != actor.organization, Error::<T>::OwnType);
		ensure!(conditions.have_period(T::Time::now()), Error::<T>::InvalidPeriod);
		ensure!(conditions.have_versions(), Error::<T>::InvalidVersions);
		ensure!(conditions.jurisdiction.is_valid(), Error::<T>::InvalidJurisdiction);
		ensure!(
			record.jurisdiction.contains(&conditions.jurisdiction),
			Error::<T>::OutsideJurisdiction
		);
		let former = Recognitions::<T>::get(type_code, actor.organization);
		ensure!(former.as_ref() != Some(&conditions), Error::<T>::Unchanged);

		Recognitions::<T>::insert(type_code, actor.organization, &conditions);
		Self::deposit_event(Event::Recognized { actor, type_code, conditions });
		Ok(())
	}

	pub(crate) fn do_withdraw_recognition(
		actor: ActorOf<T>,
		type_code: TypeCode,
	) -> DispatchResult {
		Self::type_of(type_code)?;
		ensure!(
			Recognitions::<T>::take(type_code, actor.organization).is_some(),
			Error::<T>::NotRecognized
		);
		Self::deposit_event(Event::RecognitionWithdrawn { actor, type_code });
		Ok(())
	}

	/// Every reason why `asking` does not recognize `license`. Whoever issued it, or answers for its
	/// type, does.
	pub(crate) fn unrecognized(
		license: &LicenseOf<T>,
		record: &LicenseType,
		asking: OrganizationId,
		now: Moment,
	) -> Vec<Unrecognized> {
		if asking == license.issuer || asking == record.authority {
			return Vec::new();
		}
		match Recognitions::<T>::get(license.type_code(), asking) {
			Some(conditions) => {
				conditions.refuse(license.type_version, &license.jurisdiction, now).collect()
			}
			None => [Unrecognized::Type].into(),
		}
	}
}
