// SPDX-License-Identifier: Apache-2.0

//! The runtime's constants, and what fits where.

use super::*;
use codec::{Encode, MaxEncodedLen};
use frame_support::traits::Hooks;

#[test]
fn the_constants_agree() {
	<Registry as Hooks<u64>>::integrity_test();
}

/// A batch of 200 of the longest drafts fits into a block many times over.
#[test]
fn a_batch_is_small() {
	assert!(200 * Draft::max_encoded_len() < 64 * 1_024);
	assert!(draft(1).encoded_size() < 220);
}

#[test]
fn a_batch_weighs_clearly_less_than_its_licenses_alone() {
	type Weights = weights::SubstrateWeight<Test>;
	let (single, batch) = (Weights::issue(), Weights::issue_batch(200));
	assert!(single.ref_time() * 200 > batch.ref_time() + batch.ref_time() / 4);
}
