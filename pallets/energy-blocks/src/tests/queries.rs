// SPDX-License-Identifier: Apache-2.0

//! What clients ask.

use super::*;
use crate::runtime_api::{BlockInfo, Page};
use serde_json::{json, to_value};

fn ids(page: Page<BlockInfo, BlockId>) -> Vec<u64> {
	let mut ids: Vec<_> = page.items.into_iter().map(|info| info.id.0).collect();
	ids.sort_unstable();
	ids
}

#[test]
fn blocks_are_found_by_their_owners() {
	ExtBuilder::build_and_execute(|| {
		for _ in 0..3 {
			created_small();
		}
		assert_ok!(give(FAMILYS, ID, NEIGHBOR));
		let of = |party| ids(EnergyBlocks::query_blocks(party, None, 10));
		assert_eq!((of(FAMILY), of(NEIGHBOR), of(HOTEL)), (vec![1, 2], vec![0], vec![]));
		let first = EnergyBlocks::query_blocks(FAMILY, None, 1);
		let second = EnergyBlocks::query_blocks(FAMILY, first.next, 1);
		assert_eq!((first.items.len(), second.items.len(), second.next), (1, 1, None));
		assert_ne!(first.items, second.items);
		assert_eq!(EnergyBlocks::query_block(BlockId(9)), None);
	});
}

fn created_small() {
	assert_ok!(create(FAMILYS, ROOF, 10));
}

#[test]
fn offers_are_found_by_interval() {
	ExtBuilder::build_and_execute(|| {
		offered();
		created_small();
		assert_ok!(EnergyBlocks::create(signed(FAMILYS), ROOF, NEXT, 10));
		assert_ok!(offer(FAMILYS, BlockId(2), 3, Some(HOTEL)));
		let at = |market, interval| ids(EnergyBlocks::query_offers(market, interval, None, 10));
		assert_eq!((at(MARKET, AT), at(MARKET, NEXT), at(FAR, AT)), (vec![0], vec![2], vec![]));
		lapse();
		assert_eq!((at(MARKET, AT), at(MARKET, NEXT)), (vec![], vec![2]));
		Now::mutate(|now| *now += 15 * MINUTE);
		assert_eq!(at(MARKET, NEXT), Vec::<u64>::new());
	});
}

#[test]
fn what_a_meter_used_is_traced_to_its_origin() {
	ExtBuilder::build_and_execute(|| {
		given();
		assert_ok!(EnergyBlocks::create(signed(HOTELS), BOILER, NEXT, 70));
		assert_ok!(give(HOTELS, BlockId(1), NEIGHBOR));
		assert_ok!(use_up(NEIGHBORS, BlockId(1), HOUSE));
		assert_ok!(use_up(NEIGHBORS, ID, HOUSE));
		let mut used = EnergyBlocks::query_used(HOUSE, TODAY, None, 10).items;
		used.sort_unstable_by_key(|info| info.id);
		let origins: Vec<_> =
			used.iter().map(|it| (it.block.meter, it.block.energy, it.block.green)).collect();
		assert_eq!(origins, [(ROOF, 400, true), (BOILER, 70, false)]);
		assert_eq!(EnergyBlocks::query_used(HOUSE, TODAY + 1, None, 10).items, []);
		assert_eq!(EnergyBlocks::query_used(ROOF, TODAY, None, 10).items, []);
		let here = |used_here, green_here| Flow { used_here, green_here, ..Flow::default() };
		assert_eq!(EnergyBlocks::flows(HOUSE, TODAY), [(30, here(400, 400)), (31, here(70, 0))]);
		assert_eq!(EnergyBlocks::flows(HOUSE, TODAY + 1), []);
		let shown = json!([
			{ "index": 30, "created": 400, "usedElsewhere": 400, "usedHere": 0, "greenHere": 0 },
		]);
		assert_eq!(to_value(EnergyBlocks::query_flows(ROOF, TODAY)).unwrap(), shown);
	});
}

#[test]
fn a_block_is_plain_json() {
	ExtBuilder::build_and_execute(|| {
		created();
		assert_ok!(offer(FAMILYS, ID, 90, Some(HOTEL)));
		let shown = json!({
			"id": 0,
			"market": 1,
			"meter": 1,
			"interval": AT,
			"energy": 400,
			"owner": { "person": 1 },
			"green": true,
			"offer": { "price": "90", "to": { "organization": 1 } },
			"status": "open",
			"day": TODAY,
			"lapses": START - 15 * MINUTE + 3 * DAY,
		});
		assert_eq!(to_value(EnergyBlocks::query_block(ID)).unwrap(), shown);
		assert_ok!(give(FAMILYS, ID, NEIGHBOR));
		assert_ok!(use_up(NEIGHBORS, ID, HOUSE));
		let shown = to_value(EnergyBlocks::query_block(ID)).unwrap();
		assert_eq!(shown["status"], json!({ "used": { "meter": 2 } }));
		assert_eq!(shown["offer"], json!(null));
	});
}
