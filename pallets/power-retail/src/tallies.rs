// SPDX-License-Identifier: Apache-2.0

//! How many subscriptions are current or to come. They are counted by the month they end in, so that
//! nothing has to be done when it comes. Of the months that are over the last is remembered.

use crate::*;
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// The month that it is where clocks are behind all others: nowhere is it an earlier one.
	pub(crate) fn earliest_month() -> Month {
		Month::of(T::Time::now(), 0)
	}

	/// Where a subscription of a party's is counted.
	pub(crate) fn tallies_of(
		market: MarketId,
		party: Party,
		subscription: &Subscription,
	) -> impl Iterator<Item = Tally> {
		let Subscription { package, retailer, .. } = *subscription;
		let own = party.organization().map(|_| Tally::Organization(party));
		[Tally::Package(package), Tally::Retailer(market, retailer), Tally::Organization(retailer)]
			.into_iter()
			.chain(own)
	}

	/// Counts what is new in a party's history, and what is not there any more.
	pub(crate) fn recount(
		market: MarketId,
		party: Party,
		before: &History,
		after: &History,
	) -> DispatchResult {
		let now = Self::earliest_month();
		let (before, after) = (before.not_over(now), after.not_over(now));
		let same =
			|a: &Subscription, b: &Subscription| (a.package, a.until) == (b.package, b.until);
		for gone in before.iter().filter(|it| !after.iter().any(|other| same(it, other))) {
			for tally in Self::tallies_of(market, party, gone) {
				Self::count(tally, now, gone.until, |count| count.checked_sub(1))?;
			}
		}
		for new in after.iter().filter(|it| !before.iter().any(|other| same(it, other))) {
			for tally in Self::tallies_of(market, party, new) {
				Self::count(tally, now, new.until, |count| count.checked_add(1))?;
			}
		}
		Ok(())
	}

	fn count(
		tally: Tally,
		now: Month,
		until: Month,
		change: impl FnOnce(u32) -> Option<u32>,
	) -> DispatchResult {
		Tallies::<T>::try_mutate_exists(tally, |stored| {
			let mut ends = stored.take().unwrap_or_default();
			let last = last_over(&ends, now);
			ends.retain(|month, _| *month > now || Some(*month) == last);
			let count = ends.remove(&until).unwrap_or_default();
			let count = change(count).ok_or(ArithmeticError::Overflow)?;
			if count > 0 {
				// There are no more months than that in which something can end.
				ends.try_insert(until, count).map_err(|_| DispatchError::Exhausted)?;
			}
			*stored = (!ends.is_empty()).then_some(ends);
			Ok(())
		})
	}

	/// How many subscriptions that a tally counts are current or to come in a month.
	pub(crate) fn counted(tally: Tally, month: Month) -> u32 {
		not_over(&Tallies::<T>::get(tally), month)
	}
}
