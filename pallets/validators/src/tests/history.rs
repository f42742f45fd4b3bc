// SPDX-License-Identifier: Apache-2.0

//! What is kept of past sessions, and that it proves who held a key.

use super::*;
use crate::Seats;
use codec::Encode;
use frame_support::traits::KeyOwnerProofSystem;
use pallet_session::historical::{HistoricalSessions, StoredRange};
use sp_runtime::key_types::DUMMY;

/// The first and the last session that can be proved.
fn kept() -> (u32, u32) {
	let mut sessions: Vec<_> = HistoricalSessions::<Test>::iter_keys().collect();
	sessions.sort_unstable();
	let mut seats: Vec<_> = Seats::<Test>::iter_keys().collect();
	seats.sort_unstable();
	assert_eq!(sessions, seats, "a root for each seat");
	let (first, end) = StoredRange::<Test>::get().unwrap();
	assert_eq!(sessions, (first..end).collect::<Vec<_>>());
	(first, end - 1)
}

#[test]
fn so_many_sessions_are_kept() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(kept(), (0, 1));
		rotate_times(4);
		assert_eq!(kept(), (0, 5));
		rotate();
		assert_eq!(kept(), (1, 6));
		rotate_times(20);
		assert_eq!(kept(), (21, 26));
	});
}

#[test]
fn a_lower_depth_is_reached_in_steps() {
	ExtBuilder::default().build_and_execute(|| {
		HistoryDepth::set(20);
		rotate_times(20);
		assert_eq!(kept(), (0, 21));
		HistoryDepth::set(2);
		rotate();
		assert_eq!(kept(), (8, 22));
		rotate();
		assert_eq!(kept(), (16, 23));
		rotate();
		assert_eq!(kept(), (21, 24));
		HistoryDepth::set(4);
	});
}

#[test]
fn a_key_is_proved_in_later_sessions() {
	ExtBuilder::default().build_and_execute(|| {
		rotate();
		let key = (DUMMY, node(2).encode());
		let proof = Historical::prove(key.clone()).unwrap();
		for _ in 0..=HistoryDepth::get() {
			let owner = Historical::check_proof(key.clone(), proof.clone());
			assert_eq!(owner, Some((node(2), ())));
			rotate();
		}
		assert_eq!(Historical::check_proof(key, proof), None);
	});
}

/// The session pallet would repeat the root of the old keys if the set were not announced.
#[test]
fn a_changed_key_is_proved_in_later_sessions() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(set_keys(node(2), 1_002));
		rotate_times(2);
		let key = (DUMMY, 1_002_u64.encode());
		let proof = Historical::prove(key.clone()).unwrap();
		rotate();
		assert_eq!(Historical::check_proof(key, proof), Some((node(2), ())));
	});
}

#[test]
fn the_set_of_the_session_pallets_genesis_gets_a_root() {
	ExtBuilder::default().keys(vec![777]).build_and_execute(|| {
		assert_eq!(set(), [777]);
		rotate_times(2);
		assert_eq!(set(), [777]);
		let key = (DUMMY, 777_u64.encode());
		let proof = Historical::prove(key.clone()).unwrap();
		rotate();
		assert_eq!(Historical::check_proof(key, proof), Some((777, ())));
		assert_eq!(announced_change(), None);
	});
}
