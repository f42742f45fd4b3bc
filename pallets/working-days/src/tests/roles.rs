// SPDX-License-Identifier: Apache-2.0

//! Who may call what, line by line of the crate's table.

use super::*;
use sp_runtime::DispatchError::BadOrigin;

#[test]
fn only_the_council_declares() {
	ExtBuilder::default().build_and_execute(|| {
		let days = || vec![(date(2026, 1, 1), Rest)].try_into().unwrap();
		for origin in
			[RuntimeOrigin::none(), RuntimeOrigin::root(), RuntimeOrigin::signed(STRANGER)]
		{
			assert_noop!(Calendar::declare(origin, days()), BadOrigin);
		}
		assert_ok!(Calendar::declare(RuntimeOrigin::signed(COUNCIL), days()));
	});
}
