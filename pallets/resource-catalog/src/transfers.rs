// SPDX-License-Identifier: Apache-2.0

//! Resources that change hands: offered by the owner, accepted by the other organization.
//!
//! Contributors, derivation, rating and log go with a resource. A file does not: the sealed object stays
//! the former owner's, and the new one brings its own of the same plaintext.

use crate::*;
use frame_support::ensure;
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_offer_transfer(
		by: ActorOf<T>,
		id: ResourceId,
		to: OrganizationId,
	) -> DispatchResult {
		let resource = Self::owned(&by, id)?;
		ensure!(to != resource.owner, Error::<T>::OwnResource);
		ensure!(T::Organizations::is_in_good_standing(to), Error::<T>::UnknownParty);
		ensure!(!Transfers::<T>::contains_key(id), Error::<T>::TransferPending);
		Transfers::<T>::insert(id, to);
		Self::record(id, Some(by), Act::TransferOffered { to });
		Ok(())
	}

	pub(crate) fn do_cancel_transfer(by: ActorOf<T>, id: ResourceId) -> DispatchResult {
		let resource = Self::listed(id)?;
		let to = Transfers::<T>::get(id).ok_or(Error::<T>::NoTransfer)?;
		let is_a_side = [resource.owner, to].contains(&by.organization);
		ensure!(is_a_side, Error::<T>::NotAuthorized);
		Transfers::<T>::remove(id);
		Self::record(id, Some(by), Act::TransferCanceled);
		Ok(())
	}

	pub(crate) fn do_accept_transfer(
		by: ActorOf<T>,
		id: ResourceId,
		object: Option<ObjectId>,
	) -> DispatchResult {
		let former = Self::listed(id)?;
		let to = Transfers::<T>::get(id).ok_or(Error::<T>::NoTransfer)?;
		ensure!(to == by.organization, Error::<T>::NotAuthorized);
		let may = T::Organizations::is_in_good_standing(former.owner);
		ensure!(may, Error::<T>::OwnerSuspended);
		ensure!(former.content.is_some() == object.is_some(), Error::<T>::WrongContent);
		let content = match former.content.zip(object) {
			Some((content, object)) => {
				let content = Content { object, ..content };
				// The fingerprint is this resource's already, so there is nothing to open.
				Self::take_content(to, id, content, Default::default(), former.content)?;
				Some(content)
			}
			None => None,
		};
		let from = former.owner;
		let resource = Resource { owner: to, content, ..former.clone() };
		Self::reindex(id, &former, &resource);
		Self::count(from, false);
		Self::count(to, true);
		Transfers::<T>::remove(id);
		Resources::<T>::insert(id, resource);
		Self::record(id, Some(by), Act::Transferred { from });
		Ok(())
	}
}
