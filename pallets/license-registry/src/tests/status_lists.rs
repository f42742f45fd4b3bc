// SPDX-License-Identifier: Apache-2.0

//! Status lists, against the W3C vectors and a plain list of flags.

use super::*;
use proptest::prelude::*;

const REVOCATION: StatusPurpose = StatusPurpose::Revocation;
const SUSPENSION: StatusPurpose = StatusPurpose::Suspension;

fn bits(purpose: StatusPurpose, list: u32) -> Option<Vec<u8>> {
	Registry::query_status_list(CITY, code(), purpose, list).map(|info| info.bits)
}

/// Reads a bit as the specification says: "the first index, with a value of zero, is located at the
/// left-most bit".
fn is_set(bits: &[u8], index: usize) -> bool {
	bits[index / 8] >> (7 - index % 8) & 1 == 1
}

fn set(purpose: StatusPurpose) -> Vec<usize> {
	let bits = bits(purpose, 0).unwrap();
	(0..bits.len() * 8).filter(|index| is_set(&bits, *index)).collect()
}

fn chunks() -> usize {
	StatusBits::<Test>::iter_keys().count()
}

/// `vectors/status_list.json`, case `all_valid`, decoded.
#[test]
fn a_list_without_a_set_bit_is_that_of_the_vectors() {
	let vectors: serde_json::Value =
		serde_json::from_str(include_str!("../../vectors/status_list.json")).unwrap();
	let case = &vectors["all_valid"];
	assert_eq!(case["decoded"], "all zero");
	let length = usize::try_from(case["decoded_bytes"].as_u64().unwrap()).unwrap();
	ExtBuilder::build_and_execute(|| {
		issued();
		for purpose in [REVOCATION, SUSPENSION] {
			assert_eq!(bits(purpose, 0), Some(vec![0; length]));
		}
		assert_eq!(chunks(), 0);
	});
	assert_eq!(usize::try_from(LIST_ENTRIES).unwrap(), length * 8);
	assert_eq!(usize::try_from(CHUNK_ENTRIES).unwrap(), std::mem::size_of::<Chunk>() * 8);
}

#[test]
fn there_is_a_list_where_a_license_has_a_place() {
	ExtBuilder::build().execute_with(|| {
		registered();
		assert_eq!(bits(REVOCATION, 0), None);
		issue(draft(1));
		assert!(bits(REVOCATION, 0).is_some());
		assert_eq!(bits(REVOCATION, 1), None);
		assert_eq!(bits(REVOCATION, u32::MAX), None);
		assert_eq!(Registry::query_status_list(PROVINCE, code(), REVOCATION, 0), None);
		assert_eq!(Registry::query_status_list(CITY, other_code(), REVOCATION, 0), None);
		SeriesLength::<Test>::insert(series(), LIST_ENTRIES);
		assert_eq!(bits(REVOCATION, 1), None);
		SeriesLength::<Test>::insert(series(), LIST_ENTRIES + 1);
		assert!(bits(REVOCATION, 1).is_some());
		// The last ones that there can be.
		SeriesLength::<Test>::insert(series(), u32::MAX);
		assert!(bits(REVOCATION, u32::MAX / LIST_ENTRIES).is_some());
	});
}

#[test]
fn the_first_entry_is_the_highest_bit_of_the_first_byte() {
	ExtBuilder::build_and_execute(|| {
		registered();
		let batch: Vec<_> = (0..10).map(draft).collect();
		assert_ok!(Registry::issue_batch(signed(REGISTRAR), batch.try_into().unwrap()));
		for id in [0, 9] {
			let reason = WithholdingReason::Other;
			assert_ok!(Registry::withhold(signed(REGISTRAR), LicenseId(id), reason));
		}
		let bits = bits(SUSPENSION, 0).unwrap();
		assert_eq!(bits[..3], [0x80, 0x40, 0x00]);
		assert!(bits[2..].iter().all(|byte| *byte == 0));
	});
}

#[test]
fn bits_say_withheld_and_ended() {
	ExtBuilder::build_and_execute(|| {
		issued();
		let expect = |suspended: &[usize], revoked: &[usize]| {
			assert_eq!(set(SUSPENSION), suspended);
			assert_eq!(set(REVOCATION), revoked);
			assert_eq!(
				chunks(),
				usize::from(!suspended.is_empty()) + usize::from(!revoked.is_empty())
			);
			Registry::do_try_state().unwrap();
		};
		expect(&[], &[]);
		assert_ok!(Registry::withhold(signed(REGISTRAR), FIRST, WithholdingReason::Other));
		expect(&[0], &[]);
		assert_ok!(Registry::release(signed(REGISTRAR), FIRST));
		expect(&[], &[]);

		set_clock(START + DAY);
		assert_ok!(Registry::renew(signed(REGISTRAR), FIRST, renewal(1, 2)));
		expect(&[], &[0]);
		assert_ok!(Registry::withhold(signed(REGISTRAR), SECOND, WithholdingReason::Other));
		expect(&[1], &[0]);
		let reason = RevocationReason::Other;
		assert_ok!(Registry::revoke(signed(REGISTRAR), SECOND, reason, true));
		expect(&[], &[0, 1]);

		issue(draft(2));
		assert_ok!(Registry::cancel(signed(REGISTRAR), THIRD, CancellationReason::Other));
		expect(&[], &[0, 1, 2]);
		// Time sets none.
		issue(draft(3));
		set_clock(START + 9 * YEAR);
		expect(&[], &[0, 1, 2]);
	});
}

#[test]
fn each_series_has_its_own() {
	ExtBuilder::build_and_execute(|| {
		issued();
		transfer();
		assert_eq!(set(REVOCATION), [0]);
		let of_neighbor =
			Registry::query_status_list(NEIGHBOR, code(), REVOCATION, 0).unwrap().bits;
		assert_eq!(of_neighbor, vec![0; of_neighbor.len()]);
		assert_ok!(Registry::cancel(signed(COLLEAGUE), SECOND, CancellationReason::Other));
		let of_neighbor =
			Registry::query_status_list(NEIGHBOR, code(), REVOCATION, 0).unwrap().bits;
		assert!(is_set(&of_neighbor, 0));
	});
}

#[test]
fn licenses_know_their_places() {
	ExtBuilder::build().execute_with(|| {
		registered();
		// As if so many had been issued before.
		let position = LIST_ENTRIES + 1_025;
		SeriesLength::<Test>::insert(series(), position);
		issue(draft(1));
		let info = Registry::query_license(FIRST).unwrap();
		assert_eq!((info.status_list, info.status_list_index), (1, 1_025));
		assert_ok!(Registry::cancel(signed(REGISTRAR), FIRST, CancellationReason::Other));
		let bits = bits(REVOCATION, 1).unwrap();
		let set: Vec<_> = (0..bits.len() * 8).filter(|index| is_set(&bits, *index)).collect();
		assert_eq!(set, [1_025]);
		assert_eq!(bits[128], 0x40);
		assert_eq!(self::bits(REVOCATION, 0), Some(vec![0; 16_384]));
	});
}

proptest! {
	/// Setting and clearing bits of a chunk in any order leaves what a list of flags has.
	#[test]
	fn chunks_are_lists_of_flags(
		steps in prop::collection::vec((0..CHUNK_ENTRIES, any::<bool>()), 0..200),
	) {
		let mut chunk = [0; 128];
		let mut flags = vec![false; 1_024];
		for (entry, on) in steps {
			mark(&mut chunk, entry, on);
			flags[usize::try_from(entry).unwrap()] = on;
		}
		for (index, flag) in flags.into_iter().enumerate() {
			prop_assert_eq!(is_set(&chunk, index), flag);
		}
	}

	#[test]
	fn what_lies_beyond_a_chunk_is_not_in_it(entry in CHUNK_ENTRIES.., on in any::<bool>()) {
		let mut chunk = [0x5a; 128];
		mark(&mut chunk, entry, on);
		prop_assert_eq!(chunk, [0x5a; 128]);
	}

	/// Each position has a bit of its own in one list.
	#[test]
	fn a_position_is_a_chunk_and_an_entry(position in any::<u32>()) {
		let (chunk, entry) = chunk_of(position);
		prop_assert!(entry < CHUNK_ENTRIES);
		prop_assert_eq!(
			u64::from(chunk) * u64::from(CHUNK_ENTRIES) + u64::from(entry),
			u64::from(position)
		);
		prop_assert_eq!(chunk / LIST_CHUNKS, position / LIST_ENTRIES);
	}
}
