// SPDX-License-Identifier: Apache-2.0

//! What [`crate::runtime_api::CatalogApi`] is answered; see [`crate::index`] for searches.

use crate::{runtime_api::*, *};

impl<T: Config> Pallet<T> {
	/// See [`crate::runtime_api::CatalogApi`].
	pub fn query_resource(id: ResourceId) -> Option<ResourceInfo> {
		let resource = Resources::<T>::get(id)?;
		Some(ResourceInfo {
			id,
			owner_in_good_standing: T::Organizations::is_in_good_standing(resource.owner),
			price_now: resource.price_now(&PriceTiers::<T>::get()),
			mean: resource.rating.mean(),
			transfer_to: Transfers::<T>::get(id),
			derivation: Derivations::<T>::get(id),
			contributors: ContributorsOf::<T>::get(id),
			resource,
		})
	}

	/// See [`crate::runtime_api::CatalogApi`].
	pub fn query_derivatives(
		resource: ResourceId,
		cursor: Option<ResourceId>,
		limit: u32,
	) -> Page<ResourceInfo, ResourceId> {
		Page::under::<Derivatives<T>, _, _>(resource, cursor, limit, |id| Self::query_resource(*id))
	}

	/// See [`crate::runtime_api::CatalogApi`].
	pub fn query_log(
		resource: ResourceId,
		cursor: Option<u32>,
		limit: u32,
	) -> Page<EntryOf<T>, u32> {
		log::page::<LogLength<T>, Log<T>, _, _>(resource, cursor, limit)
	}

	/// See [`crate::runtime_api::CatalogApi`].
	pub fn query_fingerprint(fingerprint: H256) -> Option<Registration> {
		T::FirstCome::registration(DOMAIN, fingerprint)
	}

	/// See [`crate::runtime_api::CatalogApi`].
	pub fn query_tags(cursor: Option<TagId>, limit: u32) -> Page<TagInfo, TagId> {
		let first = cursor.map_or(0, |last| last.0.saturating_add(1));
		Page::of((first..NextTagId::<T>::get().0).map(TagId), limit, |id| {
			Some(TagInfo { id: *id, tag: Vocabulary::<T>::get(id)? })
		})
	}
}
