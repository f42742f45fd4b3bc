// SPDX-License-Identifier: Apache-2.0

//! What can be done to an order in each of its states, and what cannot.

use super::*;
use alloc::vec::Vec;
use sp_runtime::{traits::Dispatchable, TransactionOutcome};

/// What is done to an order by whom it is for.
const CALLS: [&str; 14] = [
	"approve",
	"refuse",
	"withdraw",
	"cancel as buyer",
	"cancel as seller",
	"deliver",
	"accept",
	"accept part",
	"agree to part",
	"dispute as buyer",
	"dispute as seller",
	"rule",
	"rate as buyer",
	"rate as seller",
];

fn made(name: &str, order: OrderId) -> (AccountId, Call<Test>) {
	let (grounds, marks) = (H256::zero(), [3; 4]);
	match name {
		"approve" => (DEAN, Call::approve { order }),
		"refuse" => (DEAN, Call::refuse { order, reason: grounds }),
		"withdraw" => (MANAGER, Call::withdraw { order }),
		"cancel as buyer" => (MANAGER, Call::cancel { order }),
		"cancel as seller" => (DEAN, Call::cancel { order }),
		"deliver" => (DEAN, Call::deliver { order, evidence: statement() }),
		"accept" => (MANAGER, Call::accept { order }),
		"accept part" => (MANAGER, Call::accept_part { order, amount: 400 }),
		"agree to part" => (DEAN, Call::agree_part { order, amount: 400 }),
		"dispute as buyer" => (MANAGER, Call::dispute { order, grounds }),
		"dispute as seller" => (DEAN, Call::dispute { order, grounds }),
		"rule" => (JUDGE, Call::rule { order, paid: 1, at_fault: None }),
		"rate as buyer" => (MANAGER, Call::rate { order, marks }),
		_ => (DEAN, Call::rate { order, marks }),
	}
}

/// What happens if it is done, without doing it.
fn would(name: &str, order: OrderId) -> DispatchResult {
	let (account, call) = made(name, order);
	let done = frame_support::storage::with_transaction(|| {
		let done = RuntimeCall::from(call).dispatch(signed(account));
		TransactionOutcome::Rollback(Ok::<_, DispatchError>(done))
	});
	done.unwrap().map(drop).map_err(|refused| refused.error)
}

/// Only these can be done.
fn allows(order: OrderId, allowed: &[&str]) {
	for name in CALLS {
		let would = would(name, order);
		let state = status(order);
		if allowed.contains(&name) {
			assert_eq!(would, Ok(()), "{name} when {state:?}");
		} else {
			let not_its = match state {
				Status::Delivered => name == "dispute as seller",
				Status::Reduced { .. } => name == "dispute as buyer",
				_ => false,
			};
			let error =
				if not_its { Error::<Test>::NotAuthorized } else { Error::<Test>::WrongState };
			assert_eq!(would, Err(error.into()), "{name} when {state:?}");
		}
	}
}

#[test]
fn each_state_allows_what_is_drawn() {
	ExtBuilder::build_and_execute(|| {
		let asked = || ordered(course(), ask(1_000));
		let (waits, refused, withdrawn) = (asked(), asked(), asked());
		allows(waits, &["approve", "refuse", "withdraw"]);
		assert_ok!(Market::refuse(signed(DEAN), refused, H256::zero()));
		assert_ok!(Market::withdraw(signed(MANAGER), withdrawn));
		pass(HOUR);
		let over: Vec<_> = [waits, refused, withdrawn].to_vec();

		let (fails, canceled) = (begun(), [begun(), begun()]);
		allows(fails, &["cancel as buyer", "cancel as seller", "deliver"]);
		assert_ok!(cancel(MANAGER, canceled[0]));
		assert_ok!(cancel(DEAN, canceled[1]));
		pass(DAY);
		for id in over.into_iter().chain(canceled).chain([fails]) {
			allows(id, &[]);
		}

		let said = delivered();
		allows(said, &["accept", "accept part", "dispute as buyer"]);
		assert_ok!(accept_part(said, 400));
		allows(said, &["accept", "agree to part", "dispute as seller"]);
		assert_ok!(dispute(DEAN, said));
		allows(said, &["accept", "rule"]);
		assert_ok!(rule(said, 1, None));
		allows(said, &["rate as buyer", "rate as seller"]);
		let statuses = [Status::Lapsed, Status::Failed, Status::Settled];
		assert_eq!([waits, fails, said].map(status), statuses);
	});
}

#[test]
fn slots_that_have_begun_allow_to_say_so() {
	ExtBuilder::build_and_execute(|| {
		let id = booked(10);
		pass(10 * HOUR);
		for (name, error) in
			[("cancel as buyer", Error::<Test>::TooLate), ("rule", Error::<Test>::WrongState)]
		{
			assert_eq!(would(name, id), Err(error.into()));
		}
		for name in ["cancel as seller", "deliver", "accept"] {
			assert_eq!(would(name, id), Ok(()));
		}
	});
}
