// SPDX-License-Identifier: Apache-2.0

//! The rules that need no storage.

use super::*;
use codec::Encode;

#[test]
fn a_mean_is_rounded_down_to_tenths() {
	let mean = |stars, count| Rating { stars, count }.mean();
	assert_eq!(mean(0, 0), None);
	assert_eq!(mean(1, 1), Some(10));
	assert_eq!(mean(5, 1), Some(50));
	assert_eq!(mean(14, 3), Some(46));
	assert_eq!(mean(49_999, 10_000), Some(49));
	assert_eq!(mean(5 * u64::from(u32::MAX), u32::MAX), Some(50));
}

#[test]
fn content_and_data_sets_are_files() {
	use Kind::*;
	let all = [Course, Content, DataSet, Equipment, Facility, ExpertTime, Project];
	let files: Vec<_> = all.into_iter().filter(|kind| kind.is_file()).collect();
	assert_eq!(files, [Content, DataSet]);
}

#[test]
fn a_resource_stands_after_better_and_older_ones() {
	let rated =
		|id, stars, count| Position::of(Order::Rating, ResourceId(id), Rating { stars, count });
	let order = [
		rated(9, 5, 1),
		rated(10, 50, 10),
		rated(1, 49, 10),
		rated(0, 1, 1),
		rated(0, 0, 0),
		rated(u64::MAX, 0, 0),
	];
	assert!(order.is_sorted());
	for (position, id) in order.into_iter().zip([9, 10, 1, 0, 0, u64::MAX]) {
		assert_eq!(position.resource(), ResourceId(id));
	}
	let by_id = |id| Position::of(Order::Id, ResourceId(id), Rating { stars: id, count: 1 });
	assert!([0, 1, 255, 256, u64::MAX].map(by_id).is_sorted());
}

#[test]
fn the_codec_keeps_its_indices() {
	let first = |bytes: Vec<u8>| bytes[0];
	assert_eq!(first(Kind::Course.encode()), 0);
	assert_eq!(first(Kind::Project.encode()), 6);
	assert_eq!(first(Per::Period.encode()), 3);
	assert_eq!(first(Status::Displaced.encode()), 2);
	assert_eq!(first(Act::Retired.encode()), 3);
	assert_eq!(first(Act::DerivationEnded.encode()), 11);
	assert_eq!(first(Order::Rating.encode()), 1);
	assert_eq!(first(Term::All.encode()), 0);
	assert_eq!(first(Term::Price(CNY, 1).encode()), 7);
}
