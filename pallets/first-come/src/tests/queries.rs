// SPDX-License-Identifier: Apache-2.0

//! What clients ask.

use super::*;
use crate::runtime_api::{CommitmentInfo, RegistrationInfo};

#[test]
fn a_commitment_is_answered_while_it_waits() {
	ExtBuilder::build_and_execute(|| {
		let hash = opening(REGISTRAR).commitment();
		assert_eq!(Pallet::query_commitment(hash), None);
		assert_ok!(commit(REGISTRAR, &opening(REGISTRAR)));
		let info = CommitmentInfo {
			by: party(REGISTRAR),
			precedence: 0,
			at: 1,
			until: 1 + WINDOW,
			expired: false,
		};
		assert_eq!(Pallet::query_commitment(hash), Some(info.clone()));
		go_to(info.until);
		assert_eq!(Pallet::query_commitment(hash), Some(info.clone()));
		advance(1);
		assert_eq!(Pallet::query_commitment(hash), Some(CommitmentInfo { expired: true, ..info }));
		assert_ok!(Pallet::sweep(signed(ALICE), hash));
		assert_eq!(Pallet::query_commitment(hash), None);
	});
}

#[test]
fn a_registration_is_answered_provisional_and_settled() {
	ExtBuilder::build_and_execute(|| {
		assert_eq!(Pallet::query_registration(DOMAIN, digest()), None);
		committed(&[ALICE]);
		assert_ok!(Pallet::register(&opening(ALICE), 7));
		let info = RegistrationInfo {
			party: party(ALICE),
			reference: 7,
			precedence: 0,
			provisional_until: 1 + WINDOW,
			settled: false,
		};
		assert_eq!(Pallet::query_registration(DOMAIN, digest()), Some(info.clone()));
		go_to(info.provisional_until + 1);
		assert_eq!(
			Pallet::query_registration(DOMAIN, digest()),
			Some(RegistrationInfo { settled: true, ..info })
		);
		assert_eq!(Pallet::query_registration(*b"cov/else", digest()), None);
	});
}

#[test]
fn answers_are_plain_json() {
	ExtBuilder::build_and_execute(|| {
		committed(&[REGISTRAR, ALICE]);
		assert_ok!(Pallet::register(&opening(ALICE), 7));
		assert_eq!(
			serde_json::to_value(Pallet::query_commitment(opening(REGISTRAR).commitment()))
				.unwrap(),
			serde_json::json!({
				"by": { "organization": 1 },
				"precedence": 0,
				"at": 1,
				"until": 11,
				"expired": false,
			})
		);
		assert_eq!(
			serde_json::to_value(Pallet::query_registration(DOMAIN, digest())).unwrap(),
			serde_json::json!({
				"party": { "person": 1 },
				"reference": 7,
				"precedence": 1,
				"provisionalUntil": 12,
				"settled": false,
			})
		);
	});
}
