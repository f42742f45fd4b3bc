// SPDX-License-Identifier: Apache-2.0

//! Random calls, changes of standing, reports and sessions.

use super::*;
use crate::{Bars, Validators as Registered};
use covenant_primitives::{Authority, Obligations};
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Operation {
	Admit(u32, AccountId),
	Retire(u32),
	Resign(AccountId),
	SetAccount(AccountId, AccountId),
	Bar(u32),
	LiftBar(u32),
	Suspend(u32),
	Reinstate(u32),
	SetCapable(u32, bool),
	SetOperator(u32, AccountId, bool),
	RemoveOperator(AccountId),
	RemoveOrganization(u32),
	SetKeys(AccountId, u64),
	PurgeKeys(AccountId),
	Report(AccountId, u32, u64),
	Rotate,
}

use Operation::*;

fn organization() -> impl Strategy<Value = u32> {
	1..=ORGANIZATIONS + 1
}

fn account() -> impl Strategy<Value = AccountId> {
	(organization(), 0..3_u64).prop_map(|(organization, n)| administrator(organization) + n)
}

fn operation() -> impl Strategy<Value = Operation> {
	prop_oneof![
		2 => (organization(), account()).prop_map(|(i, account)| Admit(i, account)),
		4 => organization().prop_map(|i| Admit(i, node(i))),
		2 => organization().prop_map(Retire),
		1 => account().prop_map(Resign),
		1 => (account(), account()).prop_map(|(signer, account)| SetAccount(signer, account)),
		2 => organization().prop_map(|i| SetAccount(administrator(i), spare(i))),
		2 => organization().prop_map(Bar),
		3 => organization().prop_map(LiftBar),
		3 => organization().prop_map(Suspend),
		3 => organization().prop_map(Reinstate),
		1 => (organization(), any::<bool>()).prop_map(|(i, capable)| SetCapable(i, capable)),
		1 => (organization(), any::<bool>()).prop_map(|(i, may)| SetOperator(i, node(i), may)),
		2 => account().prop_map(RemoveOperator),
		1 => organization().prop_map(RemoveOrganization),
		4 => (account(), 0..8_u64).prop_map(|(account, key)| SetKeys(account, key)),
		3 => organization().prop_map(|i| SetKeys(node(i), node(i))),
		3 => account().prop_map(PurgeKeys),
		4 => (account(), 0..6_u32, 0..4_u64)
			.prop_map(|(account, ago, slot)| Report(account, ago, slot)),
		12 => Just(Rotate),
	]
}

fn apply(operation: Operation) {
	// Most operations are refused at one time or another; what matters is what they leave behind.
	let exists = |i| Registry::get().contains_key(&id(i));
	let is_plain_operator =
		|account| account % 10 != 0 && Table::organization_of(&account).is_some();
	let stands = |i| Registry::get()[&id(i)].in_good_standing;
	let _ = match operation {
		Admit(i, account) => admit(i, account),
		Retire(i) => retire(i),
		Resign(signer) => resign(signer),
		SetAccount(signer, account) => set_account(signer, account),
		Bar(i) => bar(i),
		LiftBar(i) => lift_bar(i),
		Suspend(i) if exists(i) && stands(i) => {
			suspend(i);
			Ok(())
		}
		Reinstate(i) if exists(i) && !stands(i) => {
			reinstate(i);
			Ok(())
		}
		SetCapable(i, capable) if exists(i) => {
			change(i, |it| it.capable = capable);
			Ok(())
		}
		SetOperator(i, account, may) if exists(i) => {
			change(i, |it| {
				it.operators.entry(account).and_modify(|it| *it = may);
			});
			Ok(())
		}
		Suspend(_) | Reinstate(_) | SetCapable(..) | SetOperator(..) => Ok(()),
		RemoveOperator(account) if is_plain_operator(account) => remove_operator(account),
		RemoveOperator(_) => Ok(()),
		RemoveOrganization(i) if exists(i) => frame_support::storage::with_storage_layer(|| {
			Validators::ensure_settled(id(i))?;
			remove_organization(i)
		}),
		RemoveOrganization(_) => Ok(()),
		SetKeys(account, key) => set_keys(account, key),
		PurgeKeys(account) => purge_keys(account),
		Report(account, ago, slot) => {
			let session = Session::current_index().saturating_sub(ago);
			report(account, session, slot).map_err(|_| "a duplicate".into())
		}
		Rotate => {
			rotate();
			Ok(())
		}
	};
}

/// Whom the crate documentation says to seat.
fn expected_set() -> Vec<AccountId> {
	let registry = Registry::get();
	let mut seated: Vec<_> = Registered::<Test>::iter()
		.filter(|(organization, validator)| {
			let record = &registry[organization];
			record.in_good_standing
				&& record.capable
				&& record.operators.get(&validator.account) == Some(&true)
				&& !Bars::<Test>::contains_key(organization)
				&& Session::load_keys(&validator.account).is_some()
		})
		.map(|(organization, validator)| (organization, validator.account))
		.collect();
	seated.sort_unstable();
	seated.into_iter().map(|(_, account)| account).collect()
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(96))]

	#[test]
	fn invariants_hold(
		validators in 1..=7_u32,
		operations in prop::collection::vec(operation(), 1..60),
	) {
		ExtBuilder::default().validators(validators).build_and_execute(|| {
			for operation in operations {
				let doing = format!("{operation:?}");
				apply(operation);
				if let Err(error) = Validators::do_try_state() {
					panic!("after {doing}: {error:?}");
				}
			}
			// Left alone, the chain seats whom it should, and is quiet then.
			let expected = expected_set();
			rotate_times(2);
			if !expected.is_empty() {
				assert_eq!(set(), expected);
			}
			rotate();
			assert_eq!(announced_change(), None);
		});
	}
}
