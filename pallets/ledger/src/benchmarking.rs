// SPDX-License-Identifier: Apache-2.0

//! Benchmarks.

use super::*;
use alloc::vec::Vec;
use covenant_primitives::{books::MAX_LINES, Books, Line};
use frame_benchmarking::v2::*;
use frame_support::traits::EnsureOrigin;

const ASSET: AssetId = 1;

/// The present month, where it matters: the clock of a benchmark has not started.
const NOW: Month = Month(700);

fn account<T: Config>(number: u32) -> T::Account {
	T::BenchmarkHelper::account(number)
}

/// Who keeps the books, and of which organization.
fn accountant<T: Config>() -> Result<(T::RuntimeOrigin, Book), BenchmarkError> {
	let origin =
		T::AccountantOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
	let actor = T::AccountantOrigin::ensure_origin(origin.clone())
		.map_err(|_| BenchmarkError::Weightless)??;
	Ok((origin, Book { organization: actor.organization, asset: ASSET }))
}

/// So many lines to as many accounts, which balance.
fn lines<T: Config>(count: u32) -> Vec<Line<T::Account>> {
	let others = (1..count).map(|number| Line::credit(account::<T>(number), 10));
	let sum = Amount::from(count.saturating_sub(1)).saturating_mul(10);
	others.chain([Line::debit(account::<T>(0), sum)]).collect()
}

#[benchmarks]
mod benchmarks {
	use super::*;

	// The accounts have been posted to before, in another month.
	#[benchmark]
	fn post(l: Linear<2, MAX_LINES>) -> Result<(), BenchmarkError> {
		let (_, book) = accountant::<T>()?;
		let occasion = T::BenchmarkHelper::occasion();
		let cause = Cause::Posted(occasion.clone());
		Pallet::<T>::do_post(book, NOW, None, cause, lines::<T>(l))?;

		#[block]
		{
			Pallet::<T>::post(book, None, occasion, lines::<T>(l))?;
		}

		assert!(Vouchers::<T>::contains_key(book, 2));
		Ok(())
	}

	#[benchmark]
	fn close() -> Result<(), BenchmarkError> {
		let (origin, book) = accountant::<T>()?;
		let before = Month(NOW.0 - 1);
		let cause = Cause::Posted(T::BenchmarkHelper::occasion());
		Pallet::<T>::do_post(book, before, None, cause, lines::<T>(2))?;

		#[block]
		{
			let actor = T::AccountantOrigin::ensure_origin(origin)
				.map_err(|_| BenchmarkError::Weightless)??;
			Pallet::<T>::now();
			Pallet::<T>::do_close(actor, NOW, ASSET, before)?;
		}

		assert!(Pallet::<T>::query_period(book.organization, ASSET, before).closed);
		Ok(())
	}

	// In a month that lies a year back; the account has a turnover in each one since.
	#[benchmark]
	fn adjust() -> Result<(), BenchmarkError> {
		let (origin, book) = accountant::<T>()?;
		let before = NOW.0 - closing::REACH;
		for period in before..=NOW.0 {
			let cause = Cause::Posted(T::BenchmarkHelper::occasion());
			Pallet::<T>::do_post(book, Month(period), None, cause, lines::<T>(2))?;
		}
		let (period, accounts) = (Month(before), [account::<T>(1), account::<T>(0)]);
		let document = H256::repeat_byte(1);

		#[block]
		{
			let actor = T::AccountantOrigin::ensure_origin(origin)
				.map_err(|_| BenchmarkError::Weightless)??;
			Pallet::<T>::now();
			Pallet::<T>::do_adjust(actor, NOW, ASSET, period, accounts, 5, document)?;
		}

		let vouchers = u64::from(closing::REACH) + 1;
		assert!(Vouchers::<T>::contains_key(book, vouchers + 1));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::at_the_beginning(), crate::mock::Test);
}
