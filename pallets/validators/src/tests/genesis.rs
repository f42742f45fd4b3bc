// SPDX-License-Identifier: Apache-2.0

//! The first sets.

use super::*;
use crate::{GenesisConfig, OrganizationOf, Seat, Seats};
use sp_runtime::BuildStorage;

#[test]
fn the_first_validators_sit_in_the_first_two_sessions() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(set(), nodes(1..=4));
		let seats: Vec<_> =
			(1..=4).map(|i| Seat { organization: id(i), account: node(i) }).collect();
		assert_eq!(Seats::<Test>::get(0), seats);
		assert_eq!(Seats::<Test>::get(1), seats);
		assert_eq!(OrganizationOf::<Test>::get(node(3)), Some(id(3)));
		rotate();
		assert_eq!(announced_change(), None);
	});
}

#[test]
fn validators_without_keys_wait() {
	ExtBuilder::default().keys(nodes([1, 3])).build_and_execute(|| {
		assert_eq!(set(), nodes([1, 3]));
		assert_ok!(set_keys(node(2), 2));
		rotate_times(2);
		assert_eq!(set(), nodes([1, 2, 3]));
	});
}

#[test]
fn the_session_pallets_validators_serve_until_one_of_ours_has_keys() {
	ExtBuilder::default().keys(vec![777, 778]).build_and_execute(|| {
		rotate_times(3);
		assert_eq!(set(), [777, 778]);
		assert_ok!(set_keys(node(2), 2));
		rotate_times(2);
		assert_eq!(set(), nodes([2]));
	});
}

#[test]
fn a_wrong_validator_fails_with_its_reason() {
	let build = |validators: Vec<(u32, AccountId)>| {
		let genesis = GenesisConfig::<Test> {
			validators: validators.into_iter().map(|(i, account)| (id(i), account)).collect(),
		};
		std::panic::catch_unwind(|| {
			drop(ExtBuilder::default().validators(0).keys(vec![777]).build());
			genesis.build_storage().map(drop)
		})
		.map_err(|panic| *panic.downcast::<String>().unwrap())
	};
	assert!(build(vec![(1, node(1)), (2, spare(2))]).is_ok());
	for (validators, reason) in [
		(vec![(10, node(1))], "organization 10 may not validate with 11: UnknownOrganization"),
		(vec![(1, node(1)), (1, spare(1))], "AlreadyExists"),
		(vec![(1, node(2))], "NotAuthorized"),
		(vec![(1, 999)], "the account is nobody's operator"),
		((1..=8).map(|i| (i, node(i))).collect(), "TooMany"),
	] {
		let message = build(validators).unwrap_err();
		assert!(message.contains(reason), "{message}");
	}
}

#[test]
fn genesis_survives_json() {
	let genesis = GenesisConfig::<Test> { validators: vec![(id(1), node(1))] };
	let json = serde_json::to_string(&genesis).unwrap();
	assert_eq!(json, r#"{"validators":[[1,11]]}"#);
	let parsed: GenesisConfig<Test> = serde_json::from_str(&json).unwrap();
	assert_eq!(parsed.validators, genesis.validators);
	assert!(serde_json::from_str::<GenesisConfig<Test>>(r#"{"validator":[]}"#).is_err());
}

#[test]
fn constants_fit() {
	use frame_support::traits::Hooks;
	Validators::integrity_test();
}
