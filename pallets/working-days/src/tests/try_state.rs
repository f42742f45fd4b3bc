// SPDX-License-Identifier: Apache-2.0

use super::*;

#[test]
fn broken_invariants_are_seen() {
	ExtBuilder::default().build_and_execute(|| {
		// 9999-12-31 is the day 2,932,896 = 22,913 · 128 + 32.
		for (word, bits, error) in [
			(160, 0, "a word is kept for nothing"),
			(22_913, 1 << 33, "an exception is no date"),
			(22_914, 1, "an exception is no date"),
			(u32::MAX, 1 << 127, "an exception is no date"),
		] {
			Exceptions::<Test>::insert(word, bits);
			assert_eq!(Calendar::do_try_state(), Err(error.into()));
			Exceptions::<Test>::remove(word);
		}
		Exceptions::<Test>::insert(22_913, 1 << 32);
		assert_ok!(Calendar::do_try_state());
	});
}
