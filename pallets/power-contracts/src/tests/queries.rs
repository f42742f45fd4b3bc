// SPDX-License-Identifier: Apache-2.0

use super::*;

#[test]
fn clients_learn_of_contracts_and_what_waits() {
	ExtBuilder::build_and_execute(|| {
		agreed();
		assert_ok!(propose(TRADER, RETAILER));
		assert_ok!(change(PLANT, TOMORROW + 4, Change::End));
		let ids = |page: covenant_primitives::Page<runtime_api::ContractInfo, ContractId>| {
			let mut ids = page.items.into_iter().map(|it| it.id.0).collect::<Vec<_>>();
			ids.sort_unstable();
			ids
		};
		assert_eq!(ids(Trade::query_awaited(RETAILER, None, 5)), [0, 1]);
		assert_eq!(ids(Trade::query_proposed(TRADER, None, 5)), [1]);
		assert_eq!(ids(Trade::query_contracts(MARKET, RETAILER, false, None, 5)), [0]);
		let page = Trade::query_contracts(MARKET, RETAILER, false, Some(ID), 5);
		assert_eq!((page.items, page.next), (vec![], None));
		let info = Trade::query_contract(ID).unwrap();
		assert_eq!((info.versions.len(), info.stakes.len()), (1, 2));
		assert_eq!(info.change.unwrap().waiting, vec![RETAILER]);
		assert_eq!(Trade::query_contract(ContractId(9)), None);
	});
}

#[test]
fn deliveries_have_energy_and_price_for_each_interval() {
	ExtBuilder::build_and_execute(|| {
		PriceBounds::set((-1, 800));
		let banded = Profile::Banded(Banded { sharp: 0, peak: 30, flat: 0, valley: 10 });
		let pricing = Pricing::TimeOfUse(Banded { sharp: 0, peak: 9, flat: 0, valley: -1 });
		let days = (TOMORROW, TOMORROW + 1);
		assert_ok!(Trade::propose(
			signer(PLANT),
			MARKET,
			RETAILER,
			true,
			days,
			banded,
			pricing,
			answer_by()
		));
		assert_ok!(accept(RETAILER));
		let deliveries = Trade::query_deliveries(MARKET, RETAILER, TOMORROW);
		let it = &deliveries[0];
		assert_eq!((it.counterparty, it.sells), (Some(PLANT), false));
		assert_eq!(it.energy[15..17], [10, 30]);
		assert_eq!(it.prices[39..41], [9, -1]);
		assert_eq!(it.energy.len(), 48);
		let json = serde_json::to_value(Trade::query_contract(ID)).unwrap();
		assert_eq!(json["versions"][0]["seller"], serde_json::json!({"organization": 2}));
		assert_eq!(json["status"], "agreed");
		assert_eq!(Trade::query_deliveries(MarketId(4), RETAILER, TOMORROW), []);
	});
}
