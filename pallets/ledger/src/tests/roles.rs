// SPDX-License-Identifier: Apache-2.0

//! Who may call what, line by line of the crate's table.

use super::*;
use sp_runtime::traits::Dispatchable;

type RuntimeCall = <Test as frame_system::Config>::RuntimeCall;

fn dispatch(call: Call<Test>, origin: RuntimeOrigin) -> Result<(), DispatchError> {
	RuntimeCall::from(call).dispatch(origin).map(drop).map_err(|error| error.error)
}

/// Every call, each of which would succeed.
fn calls() -> [Call<Test>; 2] {
	let period = month(START);
	let (debit, credit) = (Expense(2), Expense(1));
	let document = document();
	[
		Call::adjust { asset: CNY, period, debit, credit, amount: 1, document },
		Call::close { asset: CNY, period },
	]
}

/// An expense of the company in a month that is over.
fn spent() {
	spend(1, 5);
	go_to("2026-07");
}

#[test]
fn nothing_is_unsigned_or_roots() {
	ExtBuilder::build_and_execute(|| {
		spent();
		for call in calls() {
			for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
				assert_noop!(dispatch(call.clone(), origin), DispatchError::BadOrigin);
			}
		}
	});
}

#[test]
fn an_operator_with_treasury_keeps_the_books() {
	ExtBuilder::build_and_execute(|| {
		spent();
		for call in calls() {
			assert_ok!(dispatch(call, signed(BOOKKEEPER)));
		}
	});
}

#[test]
fn an_operator_without_treasury_does_not() {
	ExtBuilder::build_and_execute(|| {
		spent();
		for call in calls() {
			assert_noop!(dispatch(call, signed(CLERK)), DispatchError::Other("no capability"));
		}
	});
}

#[test]
fn a_stranger_does_not() {
	ExtBuilder::build_and_execute(|| {
		spent();
		for call in calls() {
			assert_noop!(
				dispatch(call, signed(STRANGER)),
				DispatchError::Other("nobody's operator")
			);
		}
	});
}

#[test]
fn a_suspended_organization_does_not() {
	ExtBuilder::build_and_execute(|| {
		spent();
		Suspended::set([COMPANY].into());
		for call in calls() {
			assert_noop!(dispatch(call, signed(BOOKKEEPER)), DispatchError::Other("suspended"));
		}
		// What happens to it is posted all the same.
		spend(1, 5);
	});
}

#[test]
fn another_organization_keeps_its_own_books_only() {
	ExtBuilder::build_and_execute(|| {
		spent();
		for call in calls() {
			assert_noop!(dispatch(call, signed(BANKER)), Error::<Test>::NotFound);
		}
	});
}
