// SPDX-License-Identifier: Apache-2.0

use super::*;
use crate::runtime_api::*;

#[test]
fn clients_learn_of_prices() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(publish(FIRST, prices_at(&[(1, 2, -3)])));
		let of_day = Settlement::query_prices(MARKET, FIRST).unwrap();
		assert_eq!((of_day.day_ahead[1], of_day.real_time[1]), (2, -3));
		assert_eq!(Settlement::query_prices(MARKET, FIRST + 1), None);
		assert_eq!(Settlement::query_prices(MarketId(1), FIRST), None);
	});
}

#[test]
fn clients_learn_of_runs() {
	ExtBuilder::build_and_execute(|| {
		debts();
		assert_eq!(Settlement::query_run(ID), None);
		assert_eq!(Settlement::query_latest(MARKET, SEPTEMBER), None);
		for _ in 0..3 {
			posted();
			if matches!(run_of(latest()).status, Status::Payable { .. }) {
				late();
			}
		}
		assert_eq!(Settlement::query_run(ID), Some(RunInfo { id: ID, run: run() }));
		let latest = Settlement::query_latest(MARKET, SEPTEMBER).unwrap();
		assert_eq!((latest.id, latest.run.version), (RunId(2), 2));
		assert_eq!(Settlement::query_latest(MARKET, Month(1)), None);
		let first = Settlement::query_runs(MARKET, None, 2);
		let second = Settlement::query_runs(MARKET, first.next, 2);
		assert_eq!((first.items.len(), second.items.len(), second.next), (2, 1, None));
		let mut ids: Vec<_> = first.items.iter().chain(&second.items).map(|it| it.id.0).collect();
		ids.sort_unstable();
		assert_eq!(ids, [0, 1, 2]);
		assert_eq!(Settlement::query_runs(MarketId(1), None, 9).items, []);
	});
}

#[test]
fn clients_learn_of_bills() {
	ExtBuilder::build_and_execute(|| {
		debts();
		assert_ok!(start());
		assert_eq!(Settlement::query_bill(ID, FACTORY), None);
		assert_ok!(advance(ALL));
		let info = Settlement::query_bill(ID, FACTORY).unwrap();
		assert_eq!((info.run, info.party, info.month), (ID, FACTORY, SEPTEMBER));
		assert_eq!((info.status, &info.bill), (status(), &bill(FACTORY)));
		// Nothing is owed until it is final.
		assert_eq!((info.bill.due, info.owes), (-100, 0));
		assert_eq!(Settlement::query_bills_of(FACTORY, None, 9).items, []);
		finalized();
		let owes = |party| Settlement::query_bill(ID, party).unwrap().owes;
		assert_eq!((owes(FACTORY), owes(PLANT)), (100, 0));
		assert_ok!(pay(FACTORY));
		assert_eq!(owes(FACTORY), 0);
		assert_eq!(Settlement::query_bill(ID, HOUSE), None);
		assert_eq!(Settlement::query_bill(NEXT, FACTORY), None);
		let mut found = Vec::new();
		let mut cursor = None;
		loop {
			let page = Settlement::query_bills(ID, cursor, 2);
			found.extend(page.items.into_iter().map(|it| it.party));
			cursor = page.next;
			if cursor.is_none() {
				break;
			}
		}
		found.sort_unstable();
		assert_eq!(found, [EXCHANGE, PLANT, WIND, RETAILER, FACTORY]);
		assert_eq!(Settlement::query_bills(NEXT, None, 9).items, []);
	});
}

#[test]
fn clients_learn_of_all_their_bills() {
	ExtBuilder::build_and_execute(|| {
		debts();
		posted();
		late();
		posted();
		let first = Settlement::query_bills_of(PLANT, None, 1);
		let second = Settlement::query_bills_of(PLANT, first.next, 1);
		let mut due: Vec<_> = first.items.iter().chain(&second.items).collect();
		due.sort_unstable_by_key(|it| it.run.0);
		let due: Vec<_> = due.iter().map(|it| (it.run, it.bill.due)).collect();
		assert_eq!((due, second.next), (vec![(ID, 90), (NEXT, 0)], None));
		assert_eq!(Settlement::query_bills_of(HOUSE, None, 9).items, []);
	});
}

#[test]
fn clients_learn_what_was_counted() {
	ExtBuilder::build_and_execute(|| {
		village();
		billed();
		let first = Settlement::query_accounts(ID, None, 4);
		let second = Settlement::query_accounts(ID, first.next, 4);
		let all: Vec<_> = first.items.into_iter().chain(second.items).collect();
		assert_eq!((all.len(), second.next), (6, None));
		assert!(all.iter().all(|it| it.account == account(it.party)));
		assert_eq!(Settlement::query_accounts(NEXT, None, 4).items, []);
	});
}

#[test]
fn clients_learn_of_disputes() {
	ExtBuilder::build_and_execute(|| {
		village();
		billed();
		assert_eq!(Settlement::query_disputes(ID, None, 9).items, []);
		for (party, line) in [(FACTORY, 0), (FACTORY, 3), (HOUSE, 1)] {
			assert_ok!(dispute(party, line));
		}
		assert_ok!(rule(FACTORY, 3, false));
		let first = Settlement::query_disputes(ID, None, 2);
		let second = Settlement::query_disputes(ID, first.next, 2);
		let mut all: Vec<_> = first.items.into_iter().chain(second.items).collect();
		all.sort_unstable_by_key(|it| (it.party, it.line));
		let found: Vec<_> =
			all.iter().map(|it| (it.party, it.line, it.dispute.ruling.is_some())).collect();
		assert_eq!(found, [(FACTORY, 0, false), (FACTORY, 3, true), (HOUSE, 1, false)]);
		assert_eq!(Settlement::query_disputes(NEXT, None, 9).items, []);
	});
}

/// How a line is explained: by which formula, and from what.
fn explained(party: Party, of: LineKind) -> (Formula, Vec<(String, i128)>) {
	let all = Settlement::query_explain(ID, party);
	let it = all.into_iter().find(|it| it.line.of == of).unwrap();
	let name = |input: &Input| String::from_utf8(input.name.to_vec()).unwrap();
	(it.formula, it.inputs.iter().map(|it| (name(it), it.value)).collect())
}

#[test]
fn every_line_is_explained() {
	ExtBuilder::build_and_execute(|| {
		village();
		billed();
		let assert = |party, of, formula, inputs: &[(&str, i128)]| {
			let inputs = inputs.iter().map(|(name, value)| ((*name).into(), *value)).collect();
			assert_eq!(explained(party, of), (formula, inputs));
		};
		use LineKind::*;
		assert(PLANT, Contracts, Formula::Product, &[("product", 534_000_000_000)]);
		assert(PLANT, DayAhead, Formula::Product, &[("product", 120_000_000_000)]);
		assert(PLANT, Differences, Formula::Product, &[("product", 1_000_000_000)]);
		let inputs = [
			("energy", -11_000_000),
			("energyProduct", -550_000_000_000),
			("contractEnergy", -13_000_000),
			("contractProduct", -650_000_000_000),
		];
		assert(FACTORY, RealTime, Formula::Imbalance, &inputs);
		let inputs = [
			("energy", -11_000_000),
			("contractEnergy", -13_000_000),
			("tolerance", 100_000),
			("excess", 700_000),
			("price", 40_000),
			("fee", 500_000),
		];
		assert(FACTORY, Deviation, Formula::Fee, &inputs);
		let inputs = [
			("sharp", 0),
			("sharpPrice", 20_000),
			("peak", 0),
			("peakPrice", 20_000),
			("flat", 11_000_000),
			("flatPrice", 20_000),
			("valley", 0),
			("valleyPrice", 20_000),
		];
		assert(FACTORY, Charge(4), Formula::EnergyCharge, &inputs);
		let inputs = [("demand", 22_000_000), ("price", 30)];
		assert(FACTORY, Charge(5), Formula::DemandCharge, &inputs);
		let inputs = [("capacity", 100), ("price", 10)];
		assert(FACTORY, Charge(6), Formula::CapacityCharge, &inputs);
		assert(GRID, Income(5), Formula::Sum, &[("sum", 720_000)]);
		assert(RETAILER, Sales, Formula::Sum, &[("sum", 60_000)]);
		assert(HOUSE, Retail, Formula::Package, &[("cost", 60_000)]);
		let inputs = [("pool", 30_000), ("import", 11_000_000), ("allImport", 12_000_000)];
		assert(FACTORY, Share(Pool::Deviation), Formula::Share, &inputs);
		let inputs = [("pool", -200_000), ("divided", 0), ("rest", -200_000)];
		assert(EXCHANGE, Rest(Pool::Balancing), Formula::Rest, &inputs);
	});
}

/// What a formula comes to, as its documentation says.
fn value(formula: Formula, inputs: &[(String, i128)]) -> i128 {
	let of = |name: &str| inputs.iter().find(|(it, _)| it == name).unwrap().1;
	let half_up = |product: i128, unit: i128| (2 * product + unit).div_euclid(2 * unit);
	match formula {
		Formula::Product => half_up(of("product"), 1_000_000),
		Formula::Imbalance => half_up(of("energyProduct") - of("contractProduct"), 1_000_000),
		Formula::Fee => -half_up(of("excess") * of("price") * of("fee"), 1_000_000_000_000),
		Formula::EnergyCharge => {
			let band = |band: &str| of(band) * of(&format!("{band}Price"));
			let sum = band("sharp") + band("peak") + band("flat") + band("valley");
			-half_up(sum, 1_000_000)
		}
		Formula::DemandCharge => -half_up(of("demand") * of("price"), 1_000),
		Formula::CapacityCharge => -of("capacity") * of("price"),
		Formula::Sum => of("sum"),
		Formula::Package => -of("cost"),
		Formula::Share => half_up(of("pool") * of("import"), of("allImport")),
		Formula::Rest => of("rest"),
	}
}

#[test]
fn explanations_come_to_the_lines() {
	ExtBuilder::build_and_execute(|| {
		village();
		billed();
		let mut count = 0;
		for party in bills_of(ID).into_keys() {
			for Explanation { line, .. } in Settlement::query_explain(ID, party) {
				let (formula, inputs) = explained(party, line.of);
				assert_eq!(value(formula, &inputs), line.amount, "{line:?}");
				count += 1;
			}
		}
		assert_eq!(count, bills_of(ID).values().map(|it| it.lines.len()).sum::<usize>());
		assert_eq!(Settlement::query_explain(ID, ROOF), []);
		assert_eq!(Settlement::query_explain(NEXT, PLANT), []);
	});
}

#[test]
fn answers_are_read_as_json() {
	ExtBuilder::build_and_execute(|| {
		village();
		billed();
		let json = |value| serde_json::to_value(value).unwrap();
		let run = serde_json::to_value(Settlement::query_run(ID)).unwrap();
		assert_eq!((&run["month"], &run["version"]), (&json("2026-09"), &serde_json::json!(0)));
		assert_eq!(run["pools"]["balancing"], "-200000");
		assert_eq!(run["incomes"][5], "720000");
		let bill = serde_json::to_value(Settlement::query_bill(ID, HOUSE)).unwrap();
		assert_eq!((&bill["total"], &bill["owes"]), (&json("-137580"), &json("0")));
		assert_eq!(bill["lines"][4]["of"], "retail");
		assert_eq!(bill["lines"][5]["of"], serde_json::json!({"share": "deviation"}));
		let explained = serde_json::to_value(Settlement::query_explain(ID, EXCHANGE)).unwrap();
		assert_eq!(explained[0]["formula"], "rest");
		assert_eq!(explained[0]["inputs"][0]["name"], "pool");
		assert_eq!(explained[0]["amount"], "-200000");
		let read: Option<BillInfo> = serde_json::from_value(bill).unwrap();
		assert_eq!(read, Settlement::query_bill(ID, HOUSE));
	});
}
