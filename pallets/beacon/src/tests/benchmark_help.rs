// SPDX-License-Identifier: Apache-2.0

//! What other pallets' benchmarks set up.

#![cfg(feature = "runtime-benchmarks")]

use super::*;

#[test]
fn a_round_that_was_asked_for_is_over() {
	ExtBuilder::build().execute_with(|| {
		System::set_block_number(1);
		for _ in 0..3 {
			let round = Beacon::set_up();
			assert!(Beacon::seed(round).is_some());
			assert!(Beacon::current() > round);
		}
	});
}
