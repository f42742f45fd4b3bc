// SPDX-License-Identifier: Apache-2.0

use super::*;
use frame_support::traits::Hooks;

#[test]
fn constants_fit_together() {
	ExtBuilder::build_and_execute(Pallet::integrity_test);
}

#[test]
#[should_panic = "no commitment could ever be opened"]
fn a_window_of_nothing_is_refused() {
	ExtBuilder::build_and_execute(|| {
		OpeningWindow::set(0);
		Pallet::integrity_test();
	});
}

#[test]
#[should_panic = "nobody could commit"]
fn no_room_is_refused() {
	ExtBuilder::build_and_execute(|| {
		MaxOpen::set(0);
		Pallet::integrity_test();
	});
}
