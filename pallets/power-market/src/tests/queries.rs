// SPDX-License-Identifier: Apache-2.0

use super::*;
use crate::runtime_api::RulesInfo;

#[test]
fn clients_learn_of_markets_rules_and_participants() {
	ExtBuilder::build_and_execute(|| {
		assert_eq!(Power::query_market(ID), None);
		with_plant();
		assert_ok!(open());
		assert_ok!(propose(NOVEMBER, rules()));
		let info = Power::query_market(ID).unwrap();
		assert_eq!((info.today, info.version), (TODAY + 1, Some(0)));
		let proposal = Proposals::<Test>::get(ID).unwrap();
		assert_eq!(info.proposed.unwrap().hash, BlakeTwo256::hash_of(&(ID, &proposal)));
		let first = Power::query_markets(None, 1);
		assert_eq!((first.items[0].id, first.next), (ID, Some(ID)));
		let second = Power::query_markets(first.next, 5);
		assert_eq!((second.items[0].id, second.next), (MarketId(1), None));
		let expected = RulesInfo { version: 0, from: TODAY + 1, rules: rules() };
		assert_eq!(Power::query_rules(ID, None), Some(expected));
		assert_eq!(Power::query_rules(ID, Some(TODAY)), None);
		assert_ok!(Power::commit(ID, PLANT, 15_000));
		let plant = Power::query_participant(ID, PLANT).unwrap();
		assert_eq!((plant.required, plant.participant.collateral), (1_500, 2_000));
		joined(RETAILER, Role::Retailer, 0);
		let page = Power::query_participants(ID, None, 1);
		let rest = Power::query_participants(ID, page.next, 5);
		assert_eq!((page.items.len(), rest.items.len(), rest.next), (1, 1, None));
		assert_eq!(Power::query_markets_of(PLANT, None, 5).items, [plant]);
		assert_eq!(Power::query_markets_of(HOUSEHOLD, None, 5).items, []);
	});
}

#[test]
fn answers_are_plain_json() {
	ExtBuilder::build_and_execute(|| {
		with_plant();
		let json = serde_json::to_value(Power::query_participant(ID, PLANT)).unwrap();
		let expected = serde_json::json!({
			"market": 0, "party": {"organization": 2}, "role": "generator", "capacity": 100,
			"account": 2, "collateral": "2000", "atStake": "0", "standing": "active",
			"required": "1000",
		});
		assert_eq!(json, expected);
		let json = serde_json::to_value(Power::query_market(ID)).unwrap();
		assert_eq!(json["name"], "Zhejiang");
		assert_eq!(json["timetable"]["length"], 900_000);
	});
}
