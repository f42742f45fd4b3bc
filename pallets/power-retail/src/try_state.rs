// SPDX-License-Identifier: Apache-2.0

//! The invariants, each recomputed from the primary records.

use crate::*;
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::packages_are_indexed()?;
		Self::histories_are_sound()?;
		Self::customers_are_indexed()?;
		Self::subscriptions_are_counted()
	}

	fn packages_are_indexed() -> Result<(), TryRuntimeError> {
		let (mut markets, mut retailers) = (BTreeSet::new(), BTreeSet::new());
		for (id, package) in Packages::<T>::iter() {
			ensure!(id < NextPackageId::<T>::get(), "a package has an id to come");
			ensure!(package.from < package.until, "a package has no month");
			ensure!(package.terms.is_valid(), "terms are not valid");
			ensure!(package.retailer.organization().is_some(), "a person is a retailer");
			markets.insert((package.market, id));
			retailers.insert((package.retailer, id));
		}
		let found = PackagesIn::<T>::iter_keys().collect::<BTreeSet<_>>();
		ensure!(found == markets, "packages are not indexed by market");
		let found = PackagesOf::<T>::iter_keys().collect::<BTreeSet<_>>();
		ensure!(found == retailers, "packages are not indexed by retailer");
		Ok(())
	}

	fn histories_are_sound() -> Result<(), TryRuntimeError> {
		for (market, party, history) in Histories::<T>::iter() {
			let now = Self::month(market)?;
			ensure!(history.subscriptions().next().is_some(), "a history says nothing");
			let ascend = history.0.is_sorted_by(|change, next| change.from < next.from);
			ensure!(ascend, "changes do not ascend");
			let planned = history.0.iter().filter(|change| change.from > now).count();
			ensure!(planned <= 1, "several changes are planned");
			for Change { from, to } in history.0 {
				let Some(Choice { package: id, retailer, until }) = to else { continue };
				let package = Packages::<T>::get(id).ok_or("a package is missing")?;
				let its = package.market == market && package.retailer == retailer;
				ensure!(its, "a package is of another market or retailer");
				let within = package.from <= from && from < until && until <= package.until;
				ensure!(within, "a subscription is not within its package");
				let ended = Ended::<T>::get(id, party).is_some_and(|month| month <= until);
				ensure!(ended || until == package.until, "a subscription ends too early");
			}
		}
		Ok(())
	}

	fn customers_are_indexed() -> Result<(), TryRuntimeError> {
		let mut customers = BTreeSet::new();
		for (market, party, history) in Histories::<T>::iter() {
			customers
				.extend(history.subscriptions().map(|it| (market, it.retailer, it.package, party)));
		}
		let found = Customers::<T>::iter_keys().collect::<BTreeSet<_>>();
		ensure!(found == customers, "customers are not indexed");
		Ok(())
	}

	fn subscriptions_are_counted() -> Result<(), TryRuntimeError> {
		let now = Self::earliest_month();
		let mut counts = BTreeMap::<_, u32>::new();
		let mut over = BTreeMap::<_, Month>::new();
		for (market, party, history) in Histories::<T>::iter() {
			for subscription in history.subscriptions() {
				let until = subscription.until;
				for tally in Self::tallies_of(market, party, &subscription) {
					if until > now {
						let count = counts.entry((tally, until)).or_default();
						*count = count.saturating_add(1);
					} else {
						let last = over.entry(tally).or_default();
						*last = until.max(*last);
					}
				}
			}
		}
		// What is as long over as this, where clocks are ahead of all others, may be forgotten.
		let kept = Month(now.next().0.saturating_sub(T::KeptMonths::get()));
		let mut found = BTreeMap::new();
		for (tally, ends) in Tallies::<T>::iter() {
			ensure!(ends.values().all(|count| *count > 0), "nothing is counted");
			let last = last_over(&ends, now);
			let known = over.remove(&tally);
			let forgot = known < last && last <= Some(kept);
			ensure!(last == known || forgot, "the last month that is over is another");
			let counted = ends.into_iter().filter(|(until, _)| *until > now);
			found.extend(counted.map(|(until, count)| ((tally, until), count)));
		}
		ensure!(over.is_empty(), "a month that is over is forgotten");
		ensure!(found == counts, "subscriptions are miscounted");
		Ok(())
	}
}
