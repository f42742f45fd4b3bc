// SPDX-License-Identifier: Apache-2.0

//! Who may call what, line by line of the crate's table.

use super::*;
use sp_runtime::{traits::Dispatchable, DispatchError, DispatchError::BadOrigin};

fn dispatch(call: crate::Call<Test>, origin: RuntimeOrigin) -> Result<(), DispatchError> {
	RuntimeCall::from(call).dispatch(origin).map(drop).map_err(|error| error.error)
}

/// What takes `IssueLicenses`.
fn issuer_calls() -> Vec<crate::Call<Test>> {
	let (type_code, license) = (code(), FIRST);
	let batch = vec![draft(1)].try_into().unwrap();
	vec![
		Call::register_type { type_code, jurisdiction: division(""), form: form() },
		Call::amend_type { type_code, form: form() },
		Call::retire_type { type_code },
		Call::appoint_issuer { type_code, organization: CITY, jurisdiction: division("34") },
		Call::dismiss_issuer { type_code, organization: CITY },
		Call::recognize { type_code, conditions: conditions() },
		Call::withdraw_recognition { type_code },
		Call::issue { draft: draft(2) },
		Call::issue_batch { batch },
		Call::renew { predecessor: FIRST, draft: renewal(1, 2) },
		Call::amend { predecessor: FIRST, draft: next_draft(1, 2) },
		Call::transfer_in { predecessor: FIRST, draft: transferred(2) },
		Call::offer_transfer { license, to: NEIGHBOR },
		Call::withdraw_transfer { license },
		Call::withhold { license, reason: WithholdingReason::Other },
		Call::release { license },
		Call::cancel { license, reason: CancellationReason::Other },
		Call::revoke { license, reason: RevocationReason::Other, sanction: false },
		Call::reassign { license, to: party(ALICE) },
	]
}

/// What persons and operators with `ShareData` may call.
fn party_calls() -> Vec<crate::Call<Test>> {
	let (license, terms, consent) = (FIRST, terms(), GIVEN);
	vec![
		Call::request_consent { license, terms },
		Call::authorize { license, organization: BANK, terms },
		Call::give_consent { consent },
		Call::refuse_consent { consent },
		Call::withdraw_consent { consent },
		Call::use_consent { consent, statement: H256::zero() },
	]
}

fn refuses(calls: Vec<crate::Call<Test>>, origin: RuntimeOrigin, error: impl Into<DispatchError>) {
	let error = error.into();
	for call in calls {
		assert_noop!(dispatch(call, origin.clone()), error);
	}
}

#[test]
fn the_lists_above_are_complete() {
	ExtBuilder::build_and_execute(|| {
		let calls = issuer_calls().len() + party_calls().len();
		assert_eq!(
			calls,
			<crate::Call<Test> as frame_support::traits::GetCallName>::get_call_names().len()
		);
	});
}

#[test]
fn nothing_is_unsigned_or_roots() {
	ExtBuilder::build_and_execute(|| {
		requested();
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			refuses(issuer_calls(), origin.clone(), BadOrigin);
			refuses(party_calls(), origin, BadOrigin);
		}
	});
}

#[test]
fn issuing_takes_the_capability() {
	ExtBuilder::build_and_execute(|| {
		requested();
		// An operator without it, and operators of organizations without it.
		for account in [CLERK, BANKER, MANAGER] {
			refuses(issuer_calls(), signed(account), DispatchError::Other("no capability"));
		}
		for account in [ALICE, STRANGER] {
			refuses(issuer_calls(), signed(account), DispatchError::Other("nobody's operator"));
		}
		suspend(CITY, true);
		refuses(issuer_calls(), signed(REGISTRAR), DispatchError::Other("suspended"));
	});
}

#[test]
fn consents_are_a_partys() {
	ExtBuilder::build_and_execute(|| {
		requested();
		refuses(party_calls(), signed(CLERK), DispatchError::Other("no capability"));
		refuses(party_calls(), signed(STRANGER), DispatchError::Other("no person"));
		suspend(COMPANY, true);
		refuses(party_calls(), signed(MANAGER), DispatchError::Other("suspended"));
	});
}

/// The calls that only a type's authority makes.
#[test]
fn a_type_is_its_authoritys() {
	ExtBuilder::build_and_execute(|| {
		issued();
		let calls = issuer_calls().drain(1..5).collect();
		refuses(calls, signed(REGISTRAR), Error::<Test>::NotAuthorized);
	});
}

/// The calls that only a license's issuer makes.
#[test]
fn a_license_is_its_issuers() {
	ExtBuilder::build_and_execute(|| {
		issued();
		neighbor_appointed();
		let calls: Vec<_> = issuer_calls()
			.into_iter()
			.skip(9)
			.filter(|call| !matches!(call, Call::transfer_in { .. }))
			.collect();
		assert_eq!(calls.len(), 9);
		for account in [GOVERNOR, COLLEAGUE] {
			refuses(calls.clone(), signed(account), Error::<Test>::NotAuthorized);
		}
		let take = Call::transfer_in { predecessor: FIRST, draft: transferred(2) };
		refuses(vec![take], signed(COLLEAGUE), Error::<Test>::NotOffered);
	});
}

/// The calls that only a license's holder, and only the organization, makes.
#[test]
fn a_consent_is_the_holders_and_the_organizations() {
	ExtBuilder::build_and_execute(|| {
		requested();
		let not_holder = party_calls().drain(1..4).collect();
		refuses(not_holder, signed(BANKER), Error::<Test>::NotAuthorized);
		let not_user = party_calls().drain(5..).collect();
		refuses(not_user, signed(MANAGER), Error::<Test>::NotAuthorized);
		let neither = party_calls().drain(4..).collect();
		refuses(neither, signed(BOB), Error::<Test>::NotAuthorized);
	});
}
