// SPDX-License-Identifier: Apache-2.0

//! Benchmarks.

#![cfg(feature = "runtime-benchmarks")]

use super::*;
use covenant_primitives::{time::DAY, Moment, OrganizationId, Organizations, Outcome, Report};
use frame_benchmarking::v2::*;
use frame_support::traits::{Get, Time};
use sp_core::H256;

const ORGANIZATION: OrganizationId = OrganizationId(0);

fn report() -> Report {
	Report {
		outcome: Outcome::Late,
		weight: u16::MAX,
		source: *b"cov/benc",
		reference: H256::repeat_byte(1),
	}
}

#[benchmarks]
mod benchmarks {
	use super::*;

	// The sums are old, and two items are folded. The clock of a benchmark stands still, so the
	// time is passed in.
	#[benchmark]
	fn report() {
		let next = u64::from(T::MaxItems::get()) + 1;
		for index in 0..2 {
			Items::<T>::insert(ORGANIZATION, index, Item { report: super::report(), at: 0 });
		}
		let totals = Totals::new(u32::MAX, LATE);
		Records::<T>::insert(
			ORGANIZATION,
			Record { first: 0, next, day: 0, totals, opening: totals },
		);
		let now = Moment::from(T::HalfLife::get()).saturating_mul(2 * DAY) - DAY;

		#[block]
		{
			T::Organizations::exists(ORGANIZATION);
			T::Time::now();
			Pallet::<T>::do_report(now, ORGANIZATION, super::report());
		}

		let record = Records::<T>::get(ORGANIZATION);
		assert_eq!(record.map(|record| (record.first, record.next)), Some((2, next + 1)));
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder::build(), crate::mock::Test);
}
