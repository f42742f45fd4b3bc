// SPDX-License-Identifier: Apache-2.0

//! What [`crate::runtime_api::RetailApi`] is answered.

use crate::{runtime_api::*, *};
use alloc::vec::Vec;

impl<T: Config> Pallet<T> {
	/// See [`crate::runtime_api::RetailApi`].
	pub fn query_package(id: PackageId) -> Option<PackageInfo> {
		let package = Packages::<T>::get(id)?;
		let now = Self::month(package.market).ok()?;
		Some(PackageInfo { id, package, subscribers: Self::counted(Tally::Package(id), now) })
	}

	/// See [`crate::runtime_api::RetailApi`].
	pub fn query_packages(
		market: MarketId,
		open_only: bool,
		cursor: Option<PackageId>,
		limit: u32,
	) -> Page<PackageInfo, PackageId> {
		Page::under::<PackagesIn<T>, _, _>(market, cursor, limit, |id| {
			Self::query_package(*id).filter(|info| info.package.open || !open_only)
		})
	}

	/// See [`crate::runtime_api::RetailApi`].
	pub fn query_packages_of(
		retailer: Party,
		cursor: Option<PackageId>,
		limit: u32,
	) -> Page<PackageInfo, PackageId> {
		Page::under::<PackagesOf<T>, _, _>(retailer, cursor, limit, |id| Self::query_package(*id))
	}

	/// See [`crate::runtime_api::RetailApi`].
	pub fn query_subscription(
		market: MarketId,
		party: Party,
		month: Month,
	) -> Option<Subscription> {
		Histories::<T>::get(market, party).at(month)
	}

	/// See [`crate::runtime_api::RetailApi`].
	pub fn query_subscriptions(market: MarketId, party: Party) -> Vec<Subscription> {
		Histories::<T>::get(market, party).subscriptions().collect()
	}

	/// See [`crate::runtime_api::RetailApi`].
	pub fn query_subscribers(
		id: PackageId,
		cursor: Option<Party>,
		limit: u32,
	) -> Page<Customer, Party> {
		let Some(Package { market, retailer, .. }) = Packages::<T>::get(id) else {
			return Page { items: Vec::new(), next: None };
		};
		let prefix = (market, retailer, id);
		let keys = match cursor {
			Some(last) => Customers::<T>::iter_key_prefix_from(
				prefix,
				Customers::<T>::hashed_key_for((market, retailer, id, last)),
			),
			None => Customers::<T>::iter_key_prefix(prefix),
		};
		Page::of(keys, limit, |party| {
			let history = Histories::<T>::get(market, *party);
			let subscription = history.subscriptions().filter(|it| it.package == id).last()?;
			Some(Customer { party: *party, subscription })
		})
	}

	/// See [`crate::runtime_api::RetailApi`]. For settlement as well.
	pub fn query_customers(
		market: MarketId,
		retailer: Party,
		month: Month,
		cursor: Option<CustomerCursor>,
		limit: u32,
	) -> Page<Customer, CustomerCursor> {
		let prefix = (market, retailer);
		let keys = match cursor {
			Some((package, last)) => Customers::<T>::iter_key_prefix_from(
				prefix,
				Customers::<T>::hashed_key_for((market, retailer, package, last)),
			),
			None => Customers::<T>::iter_key_prefix(prefix),
		};
		Page::of(keys, limit, |(package, party)| {
			let subscription = Self::query_subscription(market, *party, month)?;
			(subscription.package == *package).then_some(Customer { party: *party, subscription })
		})
	}

	/// See [`crate::runtime_api::RetailApi`].
	pub fn query_estimate(id: PackageId, uses: Vec<IntervalUse>) -> Option<Estimate> {
		let few = u32::try_from(uses.len()).is_ok_and(|count| count <= MAX_USES);
		let terms = Packages::<T>::get(id).filter(|_| few)?.terms;
		let lines = charge(&terms, &uses)?;
		Some(Estimate { total: total(&lines), lines })
	}
}
