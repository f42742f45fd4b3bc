// SPDX-License-Identifier: Apache-2.0

//! Resources: listed, revised, retired; and content, which is listed once.
//!
//! The fingerprint of content belongs to whoever committed to it first (`pallet-first-come`). It stays
//! registered when the content is replaced or the resource retired: what was somebody's stays so. If an
//! earlier commitment to it is opened, the resource gives way for good.

use crate::*;
use covenant_primitives::{readable, Opening, Party, Registration};
use frame_support::{
	ensure,
	traits::{fungibles::Inspect, Incrementable},
};
use sp_runtime::{
	traits::{BlakeTwo256, Hash},
	ArithmeticError, DispatchError, DispatchResult,
};

impl<T: Config> Pallet<T> {
	/// Adds an entry to the log of a resource, and reports it.
	pub(crate) fn record(resource: ResourceId, by: Option<ActorOf<T>>, act: Act) {
		let block = frame_system::Pallet::<T>::block_number().saturated_into();
		let entry = Entry { at: T::Time::now(), block, by, act };
		let index = log::append::<LogLength<T>, Log<T>, _, _>(resource, &entry);
		Self::deposit_event(Event::Logged { resource, index, entry });
	}

	/// The resource.
	pub(crate) fn resource(id: ResourceId) -> Result<Resource, DispatchError> {
		Ok(Resources::<T>::get(id).ok_or(Error::<T>::NotFound)?)
	}

	/// The resource, if it is offered.
	pub(crate) fn listed(id: ResourceId) -> Result<Resource, DispatchError> {
		let resource = Self::resource(id)?;
		ensure!(resource.status == Status::Listed, Error::<T>::NotListed);
		Ok(resource)
	}

	/// The resource, if `by` acts for its owner and it is offered.
	pub(crate) fn owned(by: &ActorOf<T>, id: ResourceId) -> Result<Resource, DispatchError> {
		let resource = Self::resource(id)?;
		ensure!(resource.owner == by.organization, Error::<T>::NotAuthorized);
		ensure!(resource.status == Status::Listed, Error::<T>::NotListed);
		Ok(resource)
	}

	fn ensure_listing(listing: &Listing, former: Option<&Listing>) -> DispatchResult {
		let Listing { title, summary, tags, region, price, .. } = listing;
		let readable = readable(title).is_some() && readable(summary).is_some();
		ensure!(readable, Error::<T>::InvalidText);
		ensure!(region.is_valid(), Error::<T>::InvalidRegion);
		if let Some(price) = price {
			ensure!(price.amount > 0, Error::<T>::ZeroPrice);
			ensure!(T::Assets::asset_exists(price.asset), Error::<T>::UnknownAsset);
		}
		Self::ensure_tags(tags, former.map(|former| &former.tags))
	}

	/// Makes `content` that of the resource, for `owner`.
	pub(crate) fn take_content(
		owner: OrganizationId,
		id: ResourceId,
		content: Content,
		salt: Salt,
		former: Option<Content>,
	) -> DispatchResult {
		let party = Party::Organization(owner);
		ensure!(T::SealedObjects::owner(content.object) == Some(party), Error::<T>::UnknownObject);
		let in_use = ResourceOf::<T>::get(content.object).is_some_and(|by| by != id);
		ensure!(!in_use, Error::<T>::ObjectInUse);
		let registered = T::FirstCome::registration(DOMAIN, content.fingerprint);
		// What was this resource's once is so still.
		if registered.is_none_or(|it| it.reference != id.0) {
			let opening = Opening { domain: DOMAIN, digest: content.fingerprint, salt, party };
			let displaced = T::FirstCome::register(&opening, id.0)?;
			displaced.map_or(Ok(()), |displaced| Self::displace(displaced, id))?;
		}
		if let Some(former) = former {
			ResourceOf::<T>::remove(former.object);
		}
		ResourceOf::<T>::insert(content.object, id);
		Ok(())
	}

	/// A resource gives way to `by`, whose owner had committed earlier.
	fn displace(displaced: Registration, by: ResourceId) -> DispatchResult {
		let id = ResourceId(displaced.reference);
		let resource = Self::resource(id)?;
		Self::end(id, resource, Status::Displaced);
		Self::record(id, None, Act::Displaced { by });
		Ok(())
	}

	/// Takes a resource out of the catalog.
	fn end(id: ResourceId, resource: Resource, status: Status) {
		if resource.status == Status::Listed {
			Self::leave(id, &resource);
			Self::count(resource.owner, false);
			Transfers::<T>::remove(id);
			if let Some(content) = resource.content {
				ResourceOf::<T>::remove(content.object);
			}
		}
		Resources::<T>::insert(id, Resource { status, ..resource });
	}

	/// Counts a resource more or less of an organization.
	pub(crate) fn count(owner: OrganizationId, more: bool) {
		Offered::<T>::mutate_exists(owner, |count| {
			let now = count.unwrap_or_default();
			let after = if more { now.saturating_add(1) } else { now.saturating_sub(1) };
			*count = (after > 0).then_some(after);
		});
	}

	pub(crate) fn do_list(
		by: ActorOf<T>,
		kind: Kind,
		listing: Listing,
		content: Option<(Content, Salt)>,
	) -> DispatchResult {
		Self::ensure_listing(&listing, None)?;
		ensure!(kind.is_file() == content.is_some(), Error::<T>::WrongContent);
		let id = NextResourceId::<T>::get();
		NextResourceId::<T>::put(id.increment().ok_or(ArithmeticError::Overflow)?);
		if let Some((content, salt)) = content {
			Self::take_content(by.organization, id, content, salt, None)?;
		}
		let content = content.map(|(content, _)| content);
		let hash = BlakeTwo256::hash_of(&listing);
		let resource = Resource {
			owner: by.organization,
			kind,
			listing,
			content,
			version: 0,
			status: Status::Listed,
			rating: Rating::default(),
		};
		Self::enter(id, &resource);
		Self::count(by.organization, true);
		Resources::<T>::insert(id, resource);
		Self::record(id, Some(by), Act::Listed { listing: hash, content });
		Ok(())
	}

	pub(crate) fn do_revise(by: ActorOf<T>, id: ResourceId, listing: Listing) -> DispatchResult {
		let former = Self::owned(&by, id)?;
		Self::ensure_listing(&listing, Some(&former.listing))?;
		ensure!(listing != former.listing, Error::<T>::Unchanged);
		let version = former.version.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		let hash = BlakeTwo256::hash_of(&listing);
		let resource = Resource { listing, version, ..former.clone() };
		Self::reindex(id, &former, &resource);
		Resources::<T>::insert(id, resource);
		Self::record(id, Some(by), Act::Revised { version, listing: hash });
		Ok(())
	}

	pub(crate) fn do_replace_content(
		by: ActorOf<T>,
		id: ResourceId,
		content: Content,
		salt: Salt,
	) -> DispatchResult {
		let former = Self::owned(&by, id)?;
		ensure!(former.kind.is_file(), Error::<T>::WrongContent);
		ensure!(former.content != Some(content), Error::<T>::Unchanged);
		Self::take_content(former.owner, id, content, salt, former.content)?;
		let version = former.version.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		Resources::<T>::insert(id, Resource { content: Some(content), version, ..former });
		Self::record(id, Some(by), Act::ContentReplaced { version, content });
		Ok(())
	}

	pub(crate) fn do_retire(by: ActorOf<T>, id: ResourceId) -> DispatchResult {
		let resource = Self::owned(&by, id)?;
		Self::end(id, resource, Status::Retired);
		Self::record(id, Some(by), Act::Retired);
		Ok(())
	}
}
