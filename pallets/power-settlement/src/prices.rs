// SPDX-License-Identifier: Apache-2.0

//! Prices of the market, which its operator publishes.

use crate::*;
use covenant_primitives::power::{round_to, PowerMarkets};
use frame_support::ensure;
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn ensure_runs(by: &ActorOf<T>, market: MarketId) -> DispatchResult {
		let operator = T::Markets::operator(market).ok_or(Error::<T>::NotFound)?;
		ensure!(operator == by.organization, Error::<T>::NotAuthorized);
		Ok(())
	}

	pub(crate) fn do_publish_prices(
		by: ActorOf<T>,
		market: MarketId,
		day: Day,
		prices: DayPrices,
	) -> DispatchResult {
		Self::ensure_runs(&by, market)?;
		let timetable = T::Markets::timetable(market).ok_or(Error::<T>::NotFound)?;
		let over = timetable.start_of_day(day.saturating_add(1)) <= T::Time::now();
		ensure!(over, Error::<T>::TooEarly);
		ensure!(!Self::are_fixed(market, day), Error::<T>::Fixed);
		// A market's first rules may begin within a month, and hold for all of it here.
		let (_, until) = Self::days(Month::of_day(day))?;
		let rules = Self::rules(market, until)?;
		let (low, high) = (rules.floor, rules.ceiling);
		for of_kind in [&prices.day_ahead, &prices.real_time] {
			let whole = u32::try_from(of_kind.len()) == Ok(timetable.per_day());
			ensure!(whole, Error::<T>::InvalidPrices);
			let within = of_kind.iter().all(|price| (low..=high).contains(price));
			ensure!(within, Error::<T>::PriceOutOfBounds);
		}
		PricesOf::<T>::insert(market, day, prices);
		Self::deposit_event(Event::PricesPublished { market, day, by });
		Ok(())
	}

	/// Whether the prices of a day can change no more: a run of the month reads them, or one was final.
	fn are_fixed(market: MarketId, day: Day) -> bool {
		let locked = <Self as Settlements>::is_locked(market, day);
		locked || Finals::<T>::contains_key(market, Month::of_day(day))
	}

	/// The mean of all day-ahead prices from a day to another, rounded half up.
	pub(crate) fn month_price(
		market: MarketId,
		from: Day,
		until: Day,
	) -> Result<Price, DispatchError> {
		let (mut sum, mut count) = (0_i128, 0_u64);
		for day in from..until {
			let prices = PricesOf::<T>::get(market, day).ok_or(Error::<T>::NoPrices)?;
			for price in prices.day_ahead {
				// At most some thousand prices of 64 bits.
				sum = sum.saturating_add(price.into());
				count = count.saturating_add(1);
			}
		}
		let mean = round_to(sum, count);
		Ok(Price::try_from(mean).map_err(|_| Error::<T>::InvalidPrices)?)
	}
}

impl<T: Config> Settlements for Pallet<T> {
	fn is_locked(market: MarketId, day: Day) -> bool {
		let latest = Latest::<T>::get(market, Month::of_day(day));
		let run = latest.and_then(Runs::<T>::get);
		run.is_some_and(|run| run.status.is_locked())
	}

	fn is_settled(market: MarketId, day: Day) -> bool {
		Finals::<T>::get(market, Month::of_day(day)).is_some_and(|last| last.settled)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(market: MarketId, day: Day) {
		let last = Final { run: RunId::default(), settled: true };
		Finals::<T>::insert(market, Month::of_day(day), last);
	}
}
