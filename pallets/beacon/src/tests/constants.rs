// SPDX-License-Identifier: Apache-2.0

use super::*;
use codec::MaxEncodedLen;
use frame_support::traits::Hooks;

#[test]
fn constants_fit_together() {
	ExtBuilder::build_and_execute(Beacon::integrity_test);
}

#[test]
#[should_panic = "nobody could contribute"]
fn no_validators_are_refused() {
	ExtBuilder::build_and_execute(|| {
		MaxValidators::set(0);
		Beacon::integrity_test();
	});
}

#[test]
fn seeds_have_a_domain_of_their_own() {
	assert_eq!(&DOMAIN, b"cov/bcon");
}

#[test]
fn the_round_is_bounded() {
	ExtBuilder::build_and_execute(|| {
		// 34 contributions of 8 + 32 bytes, their number, the round's number, its first block, flags.
		assert_eq!(InProgressOf::<Test>::max_encoded_len(), 34 * 40 + 1 + 8 + 4 + 2);
	});
}
