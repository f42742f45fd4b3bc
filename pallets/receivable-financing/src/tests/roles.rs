// SPDX-License-Identifier: Apache-2.0

//! Who may not do anything.

use super::*;
use covenant_primitives::Capability;

type Call = crate::Call<Test>;

/// Every call that an organization makes.
fn calls() -> Vec<Call> {
	let (request, loan, claim, part) = (ID, LOAN, CLAIM, PartId(9));
	vec![
		Call::request { part, banks: banks(&[BANK]), kind: sale(), answer_by: ANSWER_BY },
		Call::withdraw_request { request },
		Call::quote { request, terms: buying(true) },
		Call::withdraw_quote { request },
		Call::take_quote { request, bank: BANK, at_least: 0 },
		Call::repay { loan, amount: 1 },
		Call::refinance { loan, request, bank: BANK, at_least: 0 },
		Call::realize { loan, license: None },
		Call::forgive { loan },
		Call::claim { part, amount: 1, digest: DIGEST },
		Call::withdraw_claim { claim },
		Call::acknowledge { claim, noticed: None },
		Call::rule_claim { claim, upheld: true, noticed: None, on: None },
		Call::admit { admission: Admission { part, ..admission(THIRD, 1) } },
		Call::settle_claim { claim },
	]
}

/// The one that anybody makes.
fn collect() -> Call {
	Call::collect { organization: HOLDER, asset: CNY }
}

fn error(call: Call, origin: RuntimeOrigin) -> DispatchError {
	use frame_support::traits::UnfilteredDispatchable;
	call.dispatch_bypass_filter(origin).unwrap_err().error
}

#[test]
fn strangers_suspended_ones_and_those_without_the_right_do_nothing() {
	ExtBuilder::build_and_execute(|| {
		for call in calls() {
			let stranger = RuntimeOrigin::signed(77);
			assert_eq!(error(call, stranger), DispatchError::Other("no operator"));
		}
		Suspended::set([HOLDER].into());
		for call in calls() {
			assert_eq!(error(call, signer(HOLDER)), DispatchError::Other("suspended"));
		}
		Suspended::set([].into());
		Lacking::set([(HOLDER, Capability::Treasury), (HOLDER, Capability::Arbitrate)].into());
		for call in calls() {
			assert_eq!(error(call, signer(HOLDER)), DispatchError::Other("capability lacking"));
		}
	});
}

#[test]
fn money_and_arbitration_are_two_rights() {
	ExtBuilder::build_and_execute(|| {
		Lacking::set([(HOLDER, Capability::Arbitrate)].into());
		let refused = DispatchError::Other("capability lacking");
		for call in calls() {
			let arbitrates = matches!(call, Call::rule_claim { .. } | Call::admit { .. });
			assert_eq!(error(call, signer(HOLDER)) == refused, arbitrates);
		}
	});
}

#[test]
fn nobody_signs_for_no_one() {
	ExtBuilder::build_and_execute(|| {
		for call in calls().into_iter().chain([collect()]) {
			assert_eq!(error(call.clone(), RuntimeOrigin::none()), DispatchError::BadOrigin);
			assert_eq!(error(call, RuntimeOrigin::root()), DispatchError::BadOrigin);
		}
		let all = calls().len() + 1;
		assert_eq!(all, <Call as frame_support::traits::GetCallName>::get_call_names().len());
	});
}

#[test]
fn what_is_unknown_is_not_found() {
	ExtBuilder::build_and_execute(|| {
		for call in calls() {
			assert_eq!(error(call, signer(HOLDER)), Error::<Test>::NotFound.into());
		}
		assert_eq!(error(collect(), signer(HOLDER)), Error::<Test>::NothingOwed.into());
	});
}
