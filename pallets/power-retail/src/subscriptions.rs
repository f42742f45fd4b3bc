// SPDX-License-Identifier: Apache-2.0

//! Who is supplied by which package in which month.

use crate::*;
use covenant_primitives::power::{Supplies, Supply};
use frame_support::ensure;
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Supplies for Pallet<T> {
	/// Of months longer ago than `Config::KeptMonths` it may be forgotten.
	fn supply(market: MarketId, party: Party, month: Month) -> Option<Supply> {
		let Subscription { package, retailer, .. } =
			Histories::<T>::get(market, party).at(month)?;
		Some(Supply { retailer, package })
	}

	fn terms(package: PackageId) -> Option<PackageTerms> {
		Packages::<T>::get(package).map(|package| package.terms)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(market: MarketId, party: Party, retailer: Party, month: Month) {
		benchmarking::set_up::<T>(market, party, retailer, month);
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_subscribe(by: SignatoryOf<T>, id: PackageId, from: Month) -> DispatchResult {
		let Package { market, retailer, open, from: first, until, .. } = Self::package(id)?;
		let party = by.party;
		let role = T::Markets::ensure_trader(market, party)?;
		let may = matches!(role, Role::Consumer | Role::Prosumer | Role::Storage);
		ensure!(may, Error::<T>::InvalidRole);
		ensure!(open, Error::<T>::Closed);
		let trades = T::Markets::ensure_trader(market, retailer) == Ok(Role::Retailer);
		ensure!(trades, Error::<T>::RetailerNotTrading);
		let now = Self::month(market)?;
		ensure!(now < from, Error::<T>::TooEarly);
		ensure!(first <= from && from < until, Error::<T>::OutOfPeriod);
		ensure!(!Ended::<T>::contains_key(id, party), Error::<T>::Ended);
		let change = Change { from, to: Some(Choice { package: id, retailer, until }) };
		Self::plan(market, party, now, change, |history| {
			let current = history.at(now);
			ensure!(current.is_none_or(|it| it.package != id), Error::<T>::NothingChanges);
			Ok(())
		})?;
		Self::deposit_event(Event::Subscribed { market, package: id, from, by });
		Ok(())
	}

	pub(crate) fn do_unsubscribe(
		by: SignatoryOf<T>,
		market: MarketId,
		until: Month,
	) -> DispatchResult {
		let now = Self::month(market)?;
		ensure!(now < until, Error::<T>::TooEarly);
		let change = Change { from: until, to: None };
		Self::plan(market, by.party, now, change, |history| {
			// As it would go on if nothing were planned.
			let mut history = history.clone();
			history.take_back(now);
			let goes_on = history.at(now).is_some_and(|it| it.covers(until));
			ensure!(goes_on, Error::<T>::NotSubscribed);
			Ok(())
		})?;
		Self::deposit_event(Event::Unsubscribed { market, until, by });
		Ok(())
	}

	/// Plans a change in the place of the one that was planned.
	fn plan(
		market: MarketId,
		party: Party,
		now: Month,
		change: Change,
		check: impl FnOnce(&History) -> DispatchResult,
	) -> DispatchResult {
		let before = Histories::<T>::get(market, party);
		check(&before)?;
		ensure!(before.planned(now) != Some(&change), Error::<T>::NothingChanges);
		let oldest = Month(now.0.saturating_sub(T::KeptMonths::get()));
		let mut history = before.clone();
		// There is room: see `integrity_test`.
		ensure!(history.plan(now, oldest, change), DispatchError::Exhausted);
		Self::record(market, party, &before, history)
	}

	pub(crate) fn do_take_back(by: SignatoryOf<T>, market: MarketId) -> DispatchResult {
		let now = Self::month(market)?;
		let before = Histories::<T>::get(market, by.party);
		let mut history = before.clone();
		let change = history.take_back(now).ok_or(Error::<T>::NothingPlanned)?;
		Self::record(market, by.party, &before, history)?;
		Self::deposit_event(Event::TakenBack { market, change, by });
		Ok(())
	}

	pub(crate) fn do_end(
		by: SignatoryOf<T>,
		id: PackageId,
		party: Party,
		from: Month,
	) -> DispatchResult {
		let market = Self::package_by(&by, id)?.market;
		let now = Self::month(market)?;
		ensure!(now.after(T::NoticeMonths::get()) < from, Error::<T>::TooEarly);
		let before = Histories::<T>::get(market, party);
		let mut history = before.clone();
		ensure!(history.end(now, id, from), Error::<T>::NotSubscribed);
		Ended::<T>::insert(id, party, from);
		Self::record(market, party, &before, history)?;
		Self::deposit_event(Event::SubscriptionEnded { package: id, party, from, by });
		Ok(())
	}

	/// Keeps a party's changed history, and what follows from it.
	fn record(
		market: MarketId,
		party: Party,
		before: &History,
		history: History,
	) -> DispatchResult {
		for it in before.subscriptions().filter(|it| !history.names(it.package)) {
			Customers::<T>::remove((market, it.retailer, it.package, party));
		}
		for it in history.subscriptions().filter(|it| !before.names(it.package)) {
			Customers::<T>::insert((market, it.retailer, it.package, party), ());
		}
		Self::recount(market, party, before, &history)?;
		if history.subscriptions().next().is_none() {
			Histories::<T>::remove(market, party);
		} else {
			Histories::<T>::insert(market, party, history);
		}
		Ok(())
	}
}
