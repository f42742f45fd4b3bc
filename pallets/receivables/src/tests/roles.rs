// SPDX-License-Identifier: Apache-2.0

//! Who may not do anything.

use super::*;
use covenant_primitives::Capability;

type Call = crate::Call<Test>;

/// Every call that an organization makes.
fn calls() -> Vec<Call> {
	let (receivable, part, asset, limit) = (ID, WHOLE, CNY, 1);
	vec![
		Call::set_line { asset, limit },
		Call::set_guarantee { debtor: MAKER, asset, limit },
		Call::draft { counterparty: MAKER, as_debtor: false, terms: terms() },
		Call::accept { receivable, amount: AMOUNT },
		Call::decline { receivable },
		Call::withdraw { receivable },
		Call::guarantee { receivable },
		Call::split { part, amounts: amounts(&[1, AMOUNT - 1]) },
		Call::merge { parts: parts(&[0, 1]) },
		Call::offer { part, to: TIER2, recourse: false, answer_by: START + DAY },
		Call::take { part, amount: AMOUNT, recourse: false, license: None },
		Call::return_part { part },
		Call::recall { part },
		Call::pay { receivable },
		Call::offer_discount { part, amount_off: 1, until: START + DAY },
		Call::withdraw_discount { part },
		Call::take_discount { part, at_most: AMOUNT },
		Call::pay_guaranteed { receivable },
		Call::repay { receivable },
		Call::forgive { receivable },
		Call::claim_recourse { part },
		Call::pay_recourse { part },
		Call::credit_note { part, amount: 1, digest: DIGEST },
		Call::propose_cancellation { receivable, digest: DIGEST },
		Call::withdraw_cancellation { receivable },
		Call::consent { part },
		Call::dispute { receivable, part: None, arbiter: COURT, reason: DIGEST },
		Call::rule { receivable, upheld: true, reason: DIGEST },
	]
}

/// Those that anybody makes.
fn open_calls() -> Vec<Call> {
	vec![
		Call::settle_condition { receivable: ID, index: 0 },
		Call::advance { receivable: ID, limit: 1 },
		Call::collect { organization: TIER1, asset: CNY },
	]
}

fn error(call: Call, origin: RuntimeOrigin) -> DispatchError {
	use frame_support::traits::UnfilteredDispatchable;
	call.dispatch_bypass_filter(origin).unwrap_err().error
}

#[test]
fn strangers_suspended_ones_and_those_without_the_right_do_nothing() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		for call in calls() {
			let stranger = RuntimeOrigin::signed(77);
			assert_eq!(error(call, stranger), DispatchError::Other("no operator"));
		}
		Suspended::set([TIER1].into());
		for call in calls() {
			assert_eq!(error(call, signer(TIER1)), DispatchError::Other("suspended"));
		}
		Suspended::set([].into());
		Lacking::set([(TIER1, Capability::Treasury), (TIER1, Capability::Arbitrate)].into());
		for call in calls() {
			assert_eq!(error(call, signer(TIER1)), DispatchError::Other("capability lacking"));
		}
	});
}

#[test]
fn nobody_signs_for_no_one() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		for call in calls().into_iter().chain(open_calls()) {
			assert_eq!(error(call.clone(), RuntimeOrigin::none()), DispatchError::BadOrigin);
			assert_eq!(error(call, RuntimeOrigin::root()), DispatchError::BadOrigin);
		}
		let all = calls().len() + open_calls().len();
		assert_eq!(all, <Call as frame_support::traits::GetCallName>::get_call_names().len());
	});
}

#[test]
fn what_is_unknown_is_not_found() {
	ExtBuilder::build_and_execute(|| {
		for call in calls().into_iter().skip(3).chain(open_calls()) {
			let found = error(call.clone(), signer(TIER1));
			let expected: DispatchError = match call {
				Call::collect { .. } => Error::<Test>::NothingOwed.into(),
				_ => Error::<Test>::NotFound.into(),
			};
			assert_eq!(found, expected, "{call:?}");
		}
	});
}
