// SPDX-License-Identifier: Apache-2.0

//! Grants: used and revoked.

use crate::*;
use frame_support::ensure;
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_record_use(
		by: SignatoryOf<T>,
		id: RequestId,
		statement: H256,
	) -> DispatchResult {
		let (mut request, record) = Self::requested(id)?;
		ensure!(request.requester == by.party, Error::<T>::NotAuthorized);
		match request.standing(&record, T::Time::now()).ok_or(Error::<T>::InvalidState)? {
			GrantStanding::InForce => (),
			GrantStanding::NotYet => Err(Error::<T>::NotYetInForce)?,
			GrantStanding::Expired => Err(Error::<T>::Expired)?,
			GrantStanding::UsedUp => Err(Error::<T>::UsedUp)?,
			GrantStanding::Superseded => Err(Error::<T>::Superseded)?,
			GrantStanding::ObjectClosed => Err(Error::<T>::ObjectClosed)?,
		}
		let RequestStatus::Granted(grant) = &mut request.status else {
			Err(Error::<T>::InvalidState)?
		};
		let left = grant.uses_left.checked_sub(1).ok_or(Error::<T>::UsedUp)?;
		grant.uses_left = left;
		let act = Act::Used { statement, left };
		Self::record(request.object, Some(by), Some(id), act);
		Requests::<T>::insert(id, request);
		Ok(())
	}

	pub(crate) fn do_revoke(
		by: SignatoryOf<T>,
		id: RequestId,
		reason: RevocationReason,
	) -> DispatchResult {
		let (request, record) = Self::owned_request(&by, id)?;
		let standing = request.standing(&record, T::Time::now());
		ensure!(standing.is_some(), Error::<T>::InvalidState);
		ensure!(standing != Some(GrantStanding::Expired), Error::<T>::Expired);
		Self::record(request.object, Some(by), Some(id), Act::Revoked { reason });
		Self::enter(id, record.owner, request, RequestStatus::Revoked { reason })
	}
}
