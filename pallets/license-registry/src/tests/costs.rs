// SPDX-License-Identifier: Apache-2.0

//! How many storage items a call writes.

use super::*;
use std::collections::{BTreeMap, BTreeSet};

type Items = BTreeMap<Vec<u8>, Vec<u8>>;

fn items() -> Items {
	let prefix = sp_io::hashing::twox_128(b"Registry");
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

/// How many of the pallet's items another value, or none, after `call`.
fn written(call: impl FnOnce()) -> usize {
	let before = items();
	call();
	let after = items();
	let keys: BTreeSet<_> = before.keys().chain(after.keys()).collect();
	keys.into_iter().filter(|key| before.get(*key) != after.get(*key)).count()
}

#[test]
fn issuing_one_license_writes_six_items() {
	ExtBuilder::build_and_execute(|| {
		registered();
		// Both the first one and later ones.
		for serial in 1..4 {
			assert_eq!(written(|| issue(draft(serial))), 6);
		}
		// Also on a base.
		assert_eq!(written(|| issue(Draft { base: Some(FIRST), ..draft(9) })), 6);
	});
}

#[test]
fn a_batch_writes_four_items_a_license_and_two() {
	ExtBuilder::build_and_execute(|| {
		issued();
		for (first, count) in [(100, 1_u32), (200, 2), (300, 200)] {
			let batch: Vec<_> = (first..first + count).map(draft).collect();
			let issue = || {
				assert_ok!(Registry::issue_batch(signed(REGISTRAR), batch.try_into().unwrap()));
			};
			assert_eq!(written(issue), usize::try_from(4 * count + 2).unwrap());
		}
	});
}

/// Whatever there is already.
#[test]
fn other_calls_write_a_constant_number() {
	ExtBuilder::build_and_execute(|| {
		registered();
		let batch: Vec<_> = (0..200).map(draft).collect();
		assert_ok!(Registry::issue_batch(signed(REGISTRAR), batch.try_into().unwrap()));
		set_clock(START + DAY);
		// Six of the new version; what is in effect; of the former, its record, history and bits.
		let renew = || {
			assert_ok!(Registry::renew(signed(REGISTRAR), FIRST, renewal(0, 2)));
		};
		assert_eq!(written(renew), 10);
		let reason = WithholdingReason::Other;
		let withhold = || {
			assert_ok!(Registry::withhold(signed(REGISTRAR), SECOND, reason));
		};
		assert_eq!(written(withhold), 3);
		let cancel = || {
			let reason = CancellationReason::Other;
			assert_ok!(Registry::cancel(signed(REGISTRAR), SECOND, reason));
		};
		assert_eq!(written(cancel), 4);
		let reassign = || {
			assert_ok!(Registry::reassign(signed(REGISTRAR), THIRD, party(ALICE)));
		};
		assert_eq!(written(reassign), 4);
		let authorize = || {
			assert_ok!(Registry::authorize(signed(ALICE), THIRD, BANK, terms()));
		};
		assert_eq!(written(authorize), 4);
		assert_eq!(
			written(|| {
				assert_ok!(use_it());
			}),
			3
		);
	});
}

/// How many nodes of the state's trie are read.
fn nodes_read(ext: &mut sp_io::TestExternalities, query: impl FnOnce()) -> usize {
	ext.execute_and_prove(query).1.iter_nodes().count()
}

/// What every query about licenses answers is a page of 20, or one item.
const QUERIES: [(&str, fn()); 8] = [
	("check", || assert!(check(SECOND).valid)),
	("license", || assert!(Registry::query_license(SECOND).is_some())),
	("license_by_number", || {
		let number = license_number(code(), 300, 1).to_string();
		assert!(Registry::query_license_by_number(number).is_some());
	}),
	("licenses_of", || {
		let holder = Party::Organization(COMPANY);
		assert_eq!(Registry::query_licenses_of(holder, None, 20).items.len(), 20);
	}),
	("licenses_by", || {
		assert_eq!(Registry::query_licenses_by(CITY, code(), Some(300), 20).items.len(), 20);
	}),
	("history", || assert_eq!(Registry::query_history(SECOND, None, 20).items.len(), 1)),
	("uses", || assert!(Registry::query_uses(SECOND, None, 20).items.is_empty())),
	("consents_of", || assert!(Registry::query_consents_of(SECOND, None, 20).items.is_empty())),
];

#[test]
fn what_is_answered_costs_the_same_whatever_there_is() {
	let mut ext = ExtBuilder::build();
	ext.execute_with(registered);
	let mut costs_with = |serials: std::ops::Range<u32>| {
		ext.execute_with(|| {
			for first in serials.step_by(200) {
				let batch: Vec<_> = (first..first + 200).map(draft).collect();
				assert_ok!(Registry::issue_batch(signed(REGISTRAR), batch.try_into().unwrap()));
			}
			System::reset_events();
		});
		ext.commit_all().unwrap();
		QUERIES.map(|(_, query)| nodes_read(&mut ext, query))
	};
	let (few, many) = (costs_with(0..400), costs_with(400..6_400));
	for (((name, _), few), many) in QUERIES.iter().zip(few).zip(many) {
		println!("{name}: {few} nodes among 400 licenses, {many} among 6,400");
		// Paths to 16 times as many keys are one node longer.
		assert!(many <= few + few / 2 + 4, "{name}: {few} nodes, then {many}");
	}
}
