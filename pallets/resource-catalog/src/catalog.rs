// SPDX-License-Identifier: Apache-2.0

//! What other pallets ask about resources, and what they have to say of them.

use crate::*;
use alloc::vec::Vec;
use covenant_primitives::catalog::{Catalog, Offer};
use frame_support::weights::Weight;

impl<T: Config> Catalog<T::AccountId> for Pallet<T> {
	fn offer(id: ResourceId) -> Option<Offer> {
		let resource = Resources::<T>::get(id).filter(|it| it.status == Status::Listed)?;
		let price = resource.price_now(&PriceTiers::<T>::get());
		let Resource { owner, kind, content, version, .. } = resource;
		let content = content.map(|content| content.object);
		Some(Offer { owner, kind, version, price, content })
	}

	fn looks_for(demand: DemandId, resource: ResourceId) -> Option<OrganizationId> {
		Self::who_looks_for(demand, resource)
	}

	fn meet(demand: DemandId, order: OrderId) {
		Self::met(demand, order);
	}

	fn shares(id: ResourceId) -> Vec<Share> {
		Self::shares(id)
	}

	fn note(id: ResourceId, by: ActorOf<T>, note: Note) {
		Self::record(id, Some(by), Act::Noted(note));
	}

	fn rate(id: ResourceId, before: &[u8], marks: &[u8]) {
		let Some(former) = Resources::<T>::get(id) else { return };
		let rating = former.rating.without(before).with(marks);
		let resource = Resource { rating, ..former.clone() };
		if former.status == Status::Listed {
			Self::reindex(id, &former, &resource);
		}
		Resources::<T>::insert(id, resource);
	}

	fn shares_weight() -> Weight {
		T::WeightInfo::shares()
	}

	fn meet_weight() -> Weight {
		T::WeightInfo::meet()
	}

	fn note_weight() -> Weight {
		T::WeightInfo::note()
	}

	fn rate_weight() -> Weight {
		T::WeightInfo::rate()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(owner: OrganizationId, kind: Kind, price: Option<Price>) -> ResourceId {
		crate::benchmarking::offered::<T>(owner, kind, price)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up_demand(organization: OrganizationId, resource: ResourceId) -> DemandId {
		crate::benchmarking::demanded::<T>(organization, resource)
	}
}
