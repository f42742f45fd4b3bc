// SPDX-License-Identifier: Apache-2.0

//! That claims and draws cost the same however much there is.

use super::*;
use std::collections::{BTreeMap, BTreeSet};

type Items = BTreeMap<Vec<u8>, Vec<u8>>;

fn items() -> Items {
	let prefix = sp_io::hashing::twox_128(b"RedEnvelope");
	let mut items = Items::new();
	let mut key = prefix.to_vec();
	while let Some(next) = sp_io::storage::next_key(&key) {
		if !next.starts_with(&prefix) {
			break;
		}
		items.insert(next.clone(), sp_io::storage::get(&next).unwrap().to_vec());
		key = next;
	}
	items
}

/// How many of the pallet's items have another value, or none, after `call`.
fn written(call: impl FnOnce()) -> usize {
	let before = items();
	call();
	let after = items();
	let keys: BTreeSet<_> = before.keys().chain(after.keys()).collect();
	keys.into_iter().filter(|key| before.get(*key) != after.get(*key)).count()
}

fn claimed_by(account: AccountId, id: EnvelopeId) -> usize {
	written(|| {
		assert_ok!(claim(account, id));
	})
}

/// The share, the claim, the progress, the person's month; and for the first one of a round, that the
/// envelope waits for it.
#[test]
fn a_claim_writes_four_items_and_the_first_of_a_round_one_more() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(1_000_000);
		for shares in [10, 100_000] {
			let id = fill(budget, lucky(100_000, shares));
			let even = fill(budget, equal(1, shares));
			// The very first one also notes the round.
			let noted = usize::from(!FirstRound::<Test>::exists());
			assert_eq!(claimed_by(ALICE, id), 5 + noted);
			assert_eq!(claimed_by(ALICE, even), 5);
			for account in [BOB, CAROL] {
				assert_eq!(claimed_by(account, id), 4);
				assert_eq!(claimed_by(account, even), 4);
			}
		}
	});
}

#[test]
fn a_claim_writes_as_much_after_300_others() {
	ExtBuilder::build_and_execute(|| {
		let id = fill(funded(1_000_000), lucky(100_000, 100_000));
		for account in ALICE..ALICE + 300 {
			assert_ok!(claim(account, id));
		}
		assert_eq!(claimed_by(ALICE + 300, id), 4);
		draw_all();
		assert_eq!(claimed_by(ALICE + 301, id), 6);
		assert_eq!(claimed_by(ALICE + 302, id), 4);
	});
}

#[test]
fn filling_writes_as_much_for_100_000_shares_as_for_10() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(1_000_000);
		let filled = |form| {
			written(|| {
				fill(budget, form);
			})
		};
		let few = [equal(1, 10), lucky(10, 10)].map(filled);
		assert_eq!([equal(1, 100_000), lucky(100_000, 100_000)].map(filled), few);
	});
}

#[test]
fn expiry_writes_as_much_whatever_was_claimed() {
	let costs = [0, 1, 300].map(|claims| {
		let mut cost = 0;
		ExtBuilder::build_and_execute(|| {
			let id = fill(funded(1_000_000), equal(1, 100_000));
			for account in ALICE..ALICE + claims {
				assert_ok!(claim(account, id));
			}
			draw_all();
			cost = written(|| {
				assert_ok!(RedEnvelope::handle(Task::Expire(id)));
			});
			Agenda::kill();
		});
		cost
	});
	assert_eq!(costs, [costs[0]; 3]);
}

/// How many nodes of the state's trie are read.
fn nodes_read(ext: &mut sp_io::TestExternalities, act: impl FnOnce()) -> usize {
	ext.execute_and_prove(act).1.iter_nodes().count()
}

/// Nodes read by a claim from an envelope of so many shares with so many claims, and by drawing it.
fn reads(shares: u32, claims: u64) -> [usize; 2] {
	let mut ext = ExtBuilder::build();
	let claimant = ALICE + claims;
	let id = ext.execute_with(|| {
		let id = fill(funded(1_000_000), lucky(100_000, shares));
		for account in ALICE..claimant {
			assert_ok!(claim(account, id));
		}
		draw_all();
		System::reset_events();
		Vouchers::kill();
		id
	});
	ext.commit_all().unwrap();
	let to_claim = nodes_read(&mut ext, || {
		assert_ok!(claim(claimant, id));
	});
	ext.execute_with(|| {
		next_round();
		next_round();
		System::reset_events();
	});
	ext.commit_all().unwrap();
	let to_draw = nodes_read(&mut ext, || {
		block(Weight::MAX, Weight::zero());
		assert_eq!(progress(id).pending(), 0);
	});
	[to_claim, to_draw]
}

#[test]
fn claims_and_draws_read_the_same_whatever_there_is() {
	let few = reads(10, 1);
	for (shares, claims) in [(100_000, 1), (400, 300), (100_000, 300)] {
		for (few, many) in few.into_iter().zip(reads(shares, claims)) {
			println!("{few} nodes; {many} of {shares} shares after {claims} claims");
			// Paths to 300 times as many keys are some nodes longer.
			assert!(many <= few + 4);
		}
	}
	assert_eq!(reads(100_000, 1), few);
}
