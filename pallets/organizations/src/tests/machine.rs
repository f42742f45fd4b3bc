// SPDX-License-Identifier: Apache-2.0

//! Random calls by random actors: nothing panics, no invariant breaks, and every provider reference
//! is accounted for.

use super::standing::REASON;
use crate::mock::*;
use proptest::prelude::*;

const ACCOUNTS: u8 = 8;

#[derive(Clone, Debug)]
enum Step {
	Send(AccountId, Call),
	/// Something else begins to need the account.
	Need(AccountId),
	/// It no longer does.
	Free(AccountId),
	/// Session keys are set.
	Keys(AccountId),
}

fn account() -> impl Strategy<Value = AccountId> {
	prop_oneof![
		12 => (1..=ACCOUNTS).prop_map(|number| AccountId::new([number; 32])),
		1 => organization().prop_map(Organizations::account_of),
	]
}

fn signer() -> impl Strategy<Value = AccountId> {
	prop_oneof![6 => account(), 1 => Just(MAJORITY), 2 => Just(TWO_THIRDS)]
}

fn organization() -> impl Strategy<Value = OrganizationId> {
	(0..6_u32).prop_map(OrganizationId)
}

fn some_capabilities() -> impl Strategy<Value = Capabilities> {
	prop::sample::subsequence(Capability::ALL.to_vec(), 0..=3).prop_map(|list| capabilities(&list))
}

fn code() -> impl Strategy<Value = [u8; 18]> {
	prop_oneof![
		9 => (0..8_u32).prop_map(|number| *uscc(number).as_bytes()),
		1 => Just(*b"91110000600037341N"),
	]
}

fn name(
) -> impl Strategy<Value = frame_support::BoundedVec<u8, frame_support::traits::ConstU32<32>>> {
	"[a-z]{0,8}".prop_map(|name| name.into_bytes().try_into().unwrap())
}

fn quota() -> impl Strategy<Value = Quota> {
	(any::<u128>(), any::<u128>(), any::<u32>())
		.prop_map(|(max, recovery_per_block, persons)| Quota { max, recovery_per_block, persons })
}

fn council_call() -> impl Strategy<Value = Call> {
	prop_oneof![
		(name(), code(), some_capabilities(), quota(), account()).prop_map(
			|(name, uscc, capabilities, quota, administrator)| Call::admit {
				name,
				uscc,
				kind: OrganizationKind::Other,
				capabilities,
				quota,
				administrator
			}
		),
		(organization(), prop::option::of(name()), prop::option::of(code())).prop_map(
			|(organization, name, uscc)| Call::amend { organization, name, uscc, kind: None }
		),
		(organization(), some_capabilities())
			.prop_map(|(organization, capabilities)| Call::grant { organization, capabilities }),
		(organization(), some_capabilities())
			.prop_map(|(organization, capabilities)| Call::withdraw { organization, capabilities }),
		organization().prop_map(|organization| Call::suspend { organization, reason: REASON }),
		organization().prop_map(|organization| Call::reinstate { organization }),
		organization().prop_map(|organization| Call::remove { organization }),
		(organization(), quota())
			.prop_map(|(organization, quota)| Call::set_quota { organization, quota }),
		(organization(), account()).prop_map(|(organization, administrator)| {
			Call::appoint_administrator { organization, administrator }
		}),
		organization().prop_map(|organization| Call::grant_seat { organization }),
		organization().prop_map(|organization| Call::withdraw_seat { organization }),
	]
}

fn own_call() -> impl Strategy<Value = Call> {
	prop_oneof![
		prop::option::of(account()).prop_map(|delegate| Call::set_delegate { delegate }),
		(account(), some_capabilities(), any::<bool>()).prop_map(
			|(account, capabilities, administrator)| Call::add_operator {
				account,
				capabilities,
				administrator
			}
		),
		(account(), some_capabilities(), any::<bool>()).prop_map(
			|(account, capabilities, administrator)| Call::change_operator {
				account,
				capabilities,
				administrator
			}
		),
		account().prop_map(|account| Call::remove_operator { account }),
		account().prop_map(|to| Call::hand_over { to }),
		Just(Call::leave {}),
		account().prop_map(|account| Call::release_account { account }),
		account().prop_map(|account| Call::act {
			call: Box::new(
				Call::add_operator {
					account,
					capabilities: Default::default(),
					administrator: true
				}
				.into()
			)
		}),
	]
}

fn step() -> impl Strategy<Value = Step> {
	prop_oneof![
		6 => (prop_oneof![Just(MAJORITY), Just(TWO_THIRDS)], council_call())
			.prop_map(|(signer, call)| Step::Send(signer, call)),
		8 => (account(), own_call()).prop_map(|(signer, call)| Step::Send(signer, call)),
		1 => (signer(), prop_oneof![council_call(), own_call()])
			.prop_map(|(signer, call)| Step::Send(signer, call)),
		1 => account().prop_map(Step::Need),
		1 => account().prop_map(Step::Free),
		1 => account().prop_map(Step::Keys),
	]
}

/// Whether this account has exactly the provider references that its roles give.
fn check_references(account: &AccountId) {
	let roles = [
		Operators::<Test>::contains_key(account),
		RetainedAccounts::<Test>::contains_key(account),
		Organizations::organization_of_account(account)
			.is_some_and(crate::Organizations::<Test>::contains_key),
	];
	let expected = roles.into_iter().filter(|role| *role).count();
	assert_eq!(providers(account) as usize, expected, "{account:?}");
}

fn carry_out(step: Step) {
	match step {
		Step::Send(signer, call) => drop(send(signer, call)),
		// Fails where the account does not exist.
		Step::Need(account) => drop(System::inc_consumers(&account)),
		Step::Free(account) => {
			let keys = u32::from(SessionKeys::is_set(&account));
			if System::consumers(&account) > keys {
				System::dec_consumers(&account);
			}
		}
		Step::Keys(account) => {
			if providers(&account) > 0 && !SessionKeys::is_set(&account) {
				SessionKeys::set(&account);
			}
		}
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn invariants_survive(steps in prop::collection::vec(step(), 1..50)) {
		ExtBuilder::default().build().execute_with(|| {
			for step in steps {
				carry_out(step);
				check_state();
				for number in 1..=ACCOUNTS {
					check_references(&AccountId::new([number; 32]));
				}
				for number in 0..8 {
					check_references(&Organizations::account_of(OrganizationId(number)));
				}
			}
		});
	}
}
