// SPDX-License-Identifier: Apache-2.0

//! What organizations look for, and what fits it.
//!
//! A resource fits a demand if it is of its kind, has all of its subjects, lies in its region, costs at
//! most its budget for its quantity, or nothing, and belongs to another organization; both are in good
//! standing. If the demand names a time, what can be booked has a place at its beginning. The rule is one, [`fits`],
//! whichever side asks.
//!
//! Demands are listed once each, by kind and by the first of their subjects. What fits a resource stands
//! in the lists of its kind for each of its subjects, or without one: nine at most, which are gone
//! through together in the order of ids.

use crate::{runtime_api::*, *};
use alloc::vec::Vec;
use covenant_primitives::{paging::capped, readable, stored, HandleDeadline, Period};
use frame_support::{
	ensure,
	traits::{fungibles::Inspect, Incrementable},
	weights::Weight,
};
use sp_runtime::{ArithmeticError, DispatchResult};

/// How many entries of lists one query looks at.
const LOOKED_AT: u32 = 1_000;

stored! {
	/// A demand's place in a list: its id, big-endian.
	#[derive(Copy, PartialOrd, Ord)]
	pub struct DemandPosition(pub [u8; 8]);
}

impl From<DemandId> for DemandPosition {
	fn from(id: DemandId) -> Self {
		Self(id.0.to_be_bytes())
	}
}

impl From<DemandPosition> for DemandId {
	fn from(position: DemandPosition) -> Self {
		Self(u64::from_be_bytes(position.0))
	}
}

/// The list that a demand stands in.
pub(crate) fn list_of(wanted: &Wanted) -> (Kind, Option<TagId>) {
	(wanted.kind, wanted.tags.iter().next().copied())
}

/// Whether a resource that is offered fits a demand.
fn fits<T: Config>(demand: &Demand, id: ResourceId, resource: &Resource) -> bool {
	demand.wanted.affords(resource.listing.price) && suits::<T>(demand, id, resource)
}

/// Whether it does but for its price.
fn suits<T: Config>(demand: &Demand, id: ResourceId, resource: &Resource) -> bool {
	let Wanted { kind, tags, region, period, .. } = &demand.wanted;
	let Resource { owner, listing, .. } = resource;
	resource.kind == *kind
		&& tags.iter().all(|tag| listing.tags.contains(tag))
		&& region.contains(listing.region)
		&& *owner != demand.organization
		&& period.is_none_or(|period| !kind.is_bookable() || T::Bookings::is_free(id, period.from))
		&& T::Organizations::is_in_good_standing(*owner)
		&& T::Organizations::is_in_good_standing(demand.organization)
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_post_demand(by: ActorOf<T>, wanted: Wanted) -> DispatchResult {
		let Wanted { tags, region, quantity, period, budget, summary, until, .. } = &wanted;
		let now = T::Time::now();
		ensure!(readable(summary).is_some(), Error::<T>::InvalidText);
		ensure!(region.is_valid(), Error::<T>::InvalidRegion);
		ensure!(*quantity > 0, Error::<T>::ZeroAmount);
		let sound = |period: Period| period.from < period.until && now < period.until;
		let in_time = now < *until && *until <= now.saturating_add(MAX_DEMAND);
		ensure!(period.is_none_or(sound) && in_time, Error::<T>::InvalidPeriod);
		if let Some(budget) = budget {
			ensure!(budget.amount > 0, Error::<T>::ZeroAmount);
			ensure!(T::Assets::asset_exists(budget.asset), Error::<T>::UnknownAsset);
		}
		Self::ensure_tags(tags, None)?;
		OpenDemands::<T>::try_mutate(by.organization, |count| {
			ensure!(*count < T::MaxDemands::get(), Error::<T>::TooManyDemands);
			*count = count.saturating_add(1);
			Ok::<_, Error<T>>(())
		})?;

		let id = NextDemandId::<T>::get();
		NextDemandId::<T>::put(id.increment().ok_or(ArithmeticError::Overflow)?);
		T::Deadlines::schedule(*until, Task::Expire(id))?;
		DemandIndex::<T>::insert(list_of(&wanted), DemandPosition::from(id), ());
		DemandsOf::<T>::insert(by.organization, id, ());
		let demand = Demand {
			organization: by.organization,
			wanted: wanted.clone(),
			since: now,
			status: DemandStatus::Open,
		};
		Demands::<T>::insert(id, demand);
		Self::deposit_event(Event::DemandPosted { demand: id, wanted, by });
		Ok(())
	}

	pub(crate) fn do_withdraw_demand(by: ActorOf<T>, id: DemandId) -> DispatchResult {
		let demand = Self::open_demand(id)?;
		ensure!(demand.organization == by.organization, Error::<T>::NotAuthorized);
		T::Deadlines::cancel(demand.wanted.until, Task::Expire(id));
		Self::end_demand(id, demand, DemandStatus::Withdrawn);
		Ok(())
	}

	fn open_demand(id: DemandId) -> Result<Demand, Error<T>> {
		let demand = Demands::<T>::get(id).ok_or(Error::<T>::NoDemand)?;
		let open = demand.status == DemandStatus::Open;
		if open {
			Ok(demand)
		} else {
			Err(Error::<T>::DemandOver)
		}
	}

	fn end_demand(id: DemandId, demand: Demand, status: DemandStatus) {
		DemandIndex::<T>::remove(list_of(&demand.wanted), DemandPosition::from(id));
		OpenDemands::<T>::mutate_exists(demand.organization, |count| {
			let left = count.unwrap_or_default().saturating_sub(1);
			*count = (left > 0).then_some(left);
		});
		Demands::<T>::insert(id, Demand { status, ..demand });
		Self::deposit_event(Event::DemandEnded { demand: id, status });
	}

	/// Who looks for a resource under this demand, for whatever price.
	pub(crate) fn who_looks_for(id: DemandId, resource: ResourceId) -> Option<OrganizationId> {
		let demand = Self::open_demand(id).ok()?;
		let offered = Self::listed(resource).ok()?;
		let suiting = suits::<T>(&demand, resource, &offered);
		(suiting && T::Time::now() < demand.wanted.until).then_some(demand.organization)
	}

	/// A demand came to an order.
	pub(crate) fn met(id: DemandId, order: OrderId) {
		if let Ok(demand) = Self::open_demand(id) {
			T::Deadlines::cancel(demand.wanted.until, Task::Expire(id));
			Self::end_demand(id, demand, DemandStatus::Met { order });
		}
	}

	fn demand_info(id: DemandId) -> Option<DemandInfo> {
		Some(DemandInfo { id, demand: Demands::<T>::get(id)? })
	}

	/// See [`crate::runtime_api::CatalogApi`].
	pub fn query_demand(id: DemandId) -> Option<DemandInfo> {
		Self::demand_info(id)
	}

	/// See [`crate::runtime_api::CatalogApi`].
	pub fn query_demands(
		organization: OrganizationId,
		cursor: Option<DemandId>,
		limit: u32,
	) -> Page<DemandInfo, DemandId> {
		Page::under::<DemandsOf<T>, _, _>(organization, cursor, limit, |id| Self::demand_info(*id))
	}

	/// See [`crate::runtime_api::CatalogApi`].
	pub fn query_resources_for(
		demand: DemandId,
		order: Order,
		cursor: Option<Position>,
		limit: u32,
	) -> Page<ResourceInfo, Position> {
		let Ok(demand) = Self::open_demand(demand) else {
			return Page { items: Vec::new(), next: None };
		};
		let Wanted { kind, tags, region, .. } = &demand.wanted;
		let filter = Filter {
			kind: Some(*kind),
			tags: tags.clone(),
			region: Some(*region),
			..Filter::default()
		};
		Self::search(&filter, order, cursor, limit, |info| {
			fits::<T>(&demand, info.id, &info.resource)
		})
	}

	/// See [`crate::runtime_api::CatalogApi`].
	pub fn query_demands_for(
		id: ResourceId,
		cursor: Option<DemandId>,
		limit: u32,
	) -> Page<DemandInfo, DemandId> {
		let mut items = Vec::new();
		let Ok(resource) = Self::listed(id) else { return Page { items, next: None } };
		let subjects = resource.listing.tags.iter().map(|tag| Some(*tag)).chain([None]);
		let mut lists = subjects
			.map(|tag| {
				let list = (resource.kind, tag);
				match cursor {
					Some(last) => {
						let last =
							DemandIndex::<T>::hashed_key_for(list, DemandPosition::from(last));
						DemandIndex::<T>::iter_key_prefix_from(list, last)
					}
					None => DemandIndex::<T>::iter_key_prefix(list),
				}
				.peekable()
			})
			.collect::<Vec<_>>();
		let mut last = cursor;
		for _ in 0..LOOKED_AT {
			let first = lists
				.iter_mut()
				.filter_map(|list| list.peek().copied().map(|position| (position, list)))
				.min_by_key(|(position, _)| *position);
			let Some((position, list)) = first else { return Page { items, next: None } };
			let info = Self::demand_info(position.into());
			let fitting = info.filter(|info| fits::<T>(&info.demand, id, &resource));
			if fitting.is_some() && items.len() == capped(limit) {
				return Page { items, next: last };
			}
			items.extend(fitting);
			last = Some(position.into());
			list.next();
		}
		Page { items, next: last }
	}
}

impl<T: Config> HandleDeadline<Task> for Pallet<T> {
	fn weight(_: &Task) -> Weight {
		<T as Config>::WeightInfo::expire()
	}

	fn handle(Task::Expire(id): Task) -> DispatchResult {
		let demand = Self::open_demand(id)?;
		ensure!(demand.wanted.until <= T::Time::now(), Error::<T>::InvalidPeriod);
		Self::end_demand(id, demand, DemandStatus::Expired);
		Ok(())
	}
}
