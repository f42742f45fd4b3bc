// SPDX-License-Identifier: Apache-2.0

//! Months with something of everything, settled by the pallet and again by `scripts/recompute`, which is
//! written from the documentation alone.

use super::*;
use covenant_primitives::{
	power::{Role, Tier, Timetable},
	testing::person,
};
use serde_json::{json, to_value, Value};
use std::{fs, process::Command};

/// What each participant does, over and over.
const ROLES: [Role; 8] = [
	Role::Generator,
	Role::Retailer,
	Role::GridCompany,
	Role::Consumer,
	Role::Prosumer,
	Role::Consumer,
	Role::Storage,
	Role::Consumer,
];

/// Takes no part in the market, and is paid by its rules.
const AGENCY: Party = organization(99);

/// Numbers that only depend on the first: SplitMix64.
struct Dice(u64);

impl Dice {
	fn throw(&mut self) -> u64 {
		self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
		let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
		let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
		mixed ^ (mixed >> 31)
	}

	/// From 0 on, and less than that.
	fn below(&mut self, end: u64) -> u64 {
		self.throw() % end
	}

	fn within(&mut self, low: i64, high: i64) -> i64 {
		low + i64::try_from(self.below(u64::try_from(high - low).unwrap())).unwrap()
	}

	fn percent(&mut self, of_hundred: u64) -> bool {
		self.below(100) < of_hundred
	}

	fn pick<Value: Clone>(&mut self, of: &[Value]) -> Value {
		of[usize::try_from(self.below(of.len() as u64)).unwrap()].clone()
	}

	fn price(&mut self) -> Price {
		if self.percent(10) {
			self.within(-9_000, 0)
		} else {
			self.within(5_000, 90_000)
		}
	}

	fn banded<Value>(&mut self, mut value: impl FnMut(&mut Self) -> Value) -> Banded<Value> {
		Banded { sharp: value(self), peak: value(self), flat: value(self), valley: value(self) }
	}

	fn day(&mut self) -> Day {
		FIRST + Day::try_from(self.below((END - FIRST).into())).unwrap()
	}

	fn band(&mut self) -> Band {
		self.pick(&[Band::Sharp, Band::Peak, Band::Flat, Band::Valley])
	}

	fn reference(&mut self) -> Reference {
		self.pick(&[Reference::DayAhead, Reference::RealTime])
	}
}

/// Who takes part, what it does, and on how many intervals a day.
struct Town {
	dice: Dice,
	parties: Vec<(Party, Role)>,
	per_day: u64,
	/// Energy comes in multiples of so many Wh.
	grain: Energy,
}

impl Town {
	/// A month of so many participants, in intervals of so many minutes: the same for the same seed.
	fn settle(seed: u64, participants: usize, minutes: Moment, grain: Energy) -> Self {
		let timetable = Timetable { length: minutes * MINUTE, ..TIMETABLE };
		Times::set(timetable);
		let party = |place: usize| match ROLES[place % ROLES.len()] {
			// One of three consumers is a company.
			Role::Consumer | Role::Prosumer if !place.is_multiple_of(3) => person(1 + place as u64),
			_ => organization(2 + u32::try_from(place).unwrap()),
		};
		let role = |place: usize| match ROLES[place % ROLES.len()] {
			// There is one grid.
			Role::GridCompany if place > 2 => Role::Generator,
			role => role,
		};
		let parties = (0..participants).map(|place| (party(place), role(place))).collect();
		let per_day = timetable.per_day().into();
		let mut town = Self { dice: Dice(seed), parties, per_day, grain };
		town.take_part();
		town.set_rules();
		town.publish();
		town.supply();
		town.read_meters();
		town.use_blocks();
		town.agree();
		town.auction();
		town
	}

	fn of(&self, roles: &[Role]) -> Vec<Party> {
		let of = self.parties.iter().filter(|(_, role)| roles.contains(role));
		of.map(|(party, _)| *party).collect()
	}

	fn take_part(&mut self) {
		let Self { dice, parties, .. } = self;
		let capacities =
			parties.iter().map(|(party, _)| (*party, u32::try_from(dice.below(800)).unwrap()));
		Participants::set(capacities.collect());
	}

	/// Every kind of item there is, in any order but that pools are divided last.
	fn set_rules(&mut self) {
		let grid = Payee::Participant(self.of(&[Role::GridCompany])[0]);
		let generator = Payee::Participant(self.of(&[Role::Generator])[0]);
		let dice = &mut self.dice;
		BandsOf::set((0..48).map(|_| dice.band()).collect());
		let parts =
			|dice: &mut Dice, most| Permill::from_parts(u32::try_from(dice.below(most)).unwrap());
		let (tolerance, fee) = match self.grain {
			1 => (parts(dice, 200_000), parts(dice, 1_000_000)),
			_ => (Permill::zero(), Permill::from_percent(50)),
		};
		let tariff = |dice: &mut Dice| Basis::Energy(dice.banded(|it| it.within(-90, 30_000)));
		let mut chosen = vec![
			Item::Contracts,
			Item::Differences,
			Item::RealTime,
			Item::Deviation { tolerance, fee },
			Item::Retail,
			charge(tariff(dice), grid),
			charge(Basis::Demand(1 + 2 * dice.within(1, 2_000)), grid),
			charge(Basis::Capacity(dice.within(1, 3_000)), grid),
			charge(tariff(dice), Payee::Pool(Pool::LineLoss)),
			charge(Basis::Demand(dice.within(1, 500)), Payee::Pool(Pool::SystemOperation)),
			charge(Basis::Capacity(dice.within(-90, 90)), Payee::Pool(Pool::Surcharges)),
			charge(tariff(dice), Payee::Pool(Pool::Surcharges)),
			charge(tariff(dice), generator),
			charge(Basis::Demand(dice.within(1, 90)), Payee::Participant(AGENCY)),
		];
		for place in (1..chosen.len()).rev() {
			let other = usize::try_from(dice.below(1 + place as u64)).unwrap();
			chosen.swap(place, other);
		}
		let mut pools = Pools::ALL.to_vec();
		// Of one pool, not always the same, everything is the operator's.
		pools.rotate_left(usize::try_from(dice.below(6)).unwrap());
		chosen.extend(pools.into_iter().skip(1).map(Item::Redistribution));
		items(&chosen);
	}

	fn publish(&mut self) {
		for day in FIRST..END {
			let mut all = || -> crate::Prices {
				let prices = (0..self.per_day).map(|_| self.dice.price());
				prices.collect::<Vec<_>>().try_into().unwrap()
			};
			let (day_ahead, real_time) = (all(), all());
			assert_ok!(publish(day, DayPrices { day_ahead, real_time }));
		}
	}

	/// A package of each kind, and whoever is supplied by one.
	fn supply(&mut self) {
		let retailers = self.of(&[Role::Retailer]);
		let users = self.of(&[Role::Consumer, Role::Prosumer, Role::Storage]);
		let dice = &mut self.dice;
		let spot = |dice: &mut Dice, reference| {
			let (fee, floor) = (dice.within(-3_000, 9_000), dice.within(-2_000, 4_000));
			PackageTerms::SpotPlusFee { reference, fee, floor, ceiling: 80_001 }
		};
		let tiers = [900_001, 4_000_000, Energy::MAX];
		let tiers = tiers.map(|up_to| Tier { up_to, price: dice.within(20_000, 90_000) });
		let packages = [
			PackageTerms::Fixed(dice.within(30_000, 80_000)),
			PackageTerms::TimeOfUse(dice.banded(|it| it.within(10_000, 99_000))),
			PackageTerms::Tiered(tiers.to_vec().try_into().unwrap()),
			spot(dice, Reference::DayAhead),
			spot(dice, Reference::RealTime),
		];
		let count = packages.len() as u64;
		Packages::set((0..).map(PackageId).zip(packages).collect());
		let mut supplies = BTreeMap::new();
		// Two of three have a retailer.
		for (place, user) in (0..).zip(users).filter(|(place, _)| place % 3 < 2) {
			let (retailer, package) = (dice.pick(&retailers), PackageId(place % count));
			supplies.insert(user, Supply { retailer, package });
		}
		SupplyOf::set(supplies);
	}

	/// Less than that, or else a few grains.
	fn energy(&mut self, end: Energy) -> Energy {
		match self.grain {
			1 => self.dice.below(end),
			// Seven at most, which is odd: of demand, halves of a kW.
			grain => self.dice.below(8) * grain,
		}
	}

	fn reading(&mut self, role: Role) -> Reading {
		let gives = self.dice.percent(50);
		let (import, export) = match role {
			Role::Generator => (self.energy(300), self.energy(900_000)),
			Role::Prosumer => (self.energy(4_000), self.energy(6_000)),
			Role::Storage if gives => (0, self.energy(80_000)),
			Role::Storage => (self.energy(90_000), 0),
			_ => (self.energy(40_000), 0),
		};
		Reading { import, export, substituted: self.dice.percent(5) }
	}

	/// A meter of each but retailers, two of some. Some are there for a part of the month only, or change
	/// hands.
	fn read_meters(&mut self) {
		let (mut meters, mut days) = (MetersOf::get(), MeterTable::new());
		let parties = self.parties.clone();
		let metered = parties.iter().filter(|(_, role)| *role != Role::Retailer);
		let twice = metered.clone().step_by(5);
		for (id, (owner, role)) in (0..).map(MeterId).zip(metered.chain(twice)) {
			let heir = self.dice.pick(&parties).0;
			let (moves, comes) = match self.dice.below(6) {
				0 => (self.dice.day(), FIRST - 1),
				1 => (END, self.dice.day()),
				_ => (END, FIRST - 1),
			};
			// The days around the month are not settled.
			for day in comes..=END {
				if self.dice.percent(2) {
					continue;
				}
				let owner = if day < moves { *owner } else { heir };
				let readings = (0..self.per_day).map(|_| self.reading(*role)).collect();
				meters.insert((owner, id));
				days.insert((id, day), Some((owner, readings)));
			}
		}
		MetersOf::set(meters);
		Readings::set(days);
	}

	/// Blocks of what some meters gave were used up for others, now and then more than was metered, since
	/// readings were corrected.
	fn use_blocks(&mut self) {
		let mut flows = BTreeMap::new();
		for (key, record) in Readings::get() {
			if !self.dice.percent(15) {
				continue;
			}
			let (_, readings) = record.unwrap();
			let mut of_day = Vec::new();
			for (index, Reading { import, export, .. }) in (0..).zip(readings) {
				if self.dice.percent(70) {
					continue;
				}
				let more = u64::from(self.dice.percent(5));
				let used_here = self.dice.below(import + 1) + more;
				let created = export + more;
				let used_elsewhere = self.dice.below(created + 1);
				of_day.push((index, Flow { created, used_elsewhere, used_here, green_here: 0 }));
			}
			flows.insert(key, of_day);
		}
		FlowsOf::set(flows);
	}

	fn profile(&mut self, kind: u64) -> Profile {
		let per_day = self.per_day;
		let energy = self.grain + self.energy(9_000);
		match kind % 4 {
			0 => Profile::Flat(energy),
			1 => {
				let from = self.dice.below(per_day - 1);
				let until = from + 1 + self.dice.below(per_day - from);
				let [from, until] = [from, until].map(|it| u16::try_from(it).unwrap());
				Profile::Window { from, until, energy }
			}
			2 => {
				let [sharp, peak, flat, valley] = [(); 4].map(|()| self.energy(9_000));
				Profile::Banded(Banded { sharp, peak, flat, valley })
			}
			_ => {
				let curve = (0..per_day).map(|_| self.energy(9_000)).collect::<Vec<_>>();
				Profile::Curve(curve.try_into().unwrap())
			}
		}
	}

	fn pricing(&mut self, kind: u64) -> Pricing {
		let dice = &mut self.dice;
		match kind % 3 {
			0 => Pricing::Fixed(dice.price()),
			1 => Pricing::TimeOfUse(dice.banded(Dice::price)),
			_ => Pricing::Difference { price: dice.price(), reference: dice.reference() },
		}
	}

	/// Contracts of every profile at every pricing, amended and transferred in the middle of the month.
	fn agree(&mut self) {
		let sellers = self.of(&[Role::Generator, Role::Prosumer, Role::Storage, Role::Retailer]);
		let buyers = self.of(&[Role::Retailer, Role::Consumer, Role::Prosumer, Role::Storage]);
		for id in 0..12 + self.parties.len() as u64 {
			let (mut seller, mut buyer) = (self.dice.pick(&sellers), self.dice.pick(&buyers));
			let (mut profile, mut pricing) = (self.profile(id), self.pricing(id / 4));
			let mut days = [FIRST - 7, self.dice.day(), self.dice.day(), END + 7];
			days[1..3].sort_unstable();
			let mut stretches = Vec::new();
			for days in days.windows(2).filter(|days| days[0] < days[1]) {
				let sides = (Some(seller), Some(buyer));
				let (profile_now, pricing_now) = (profile.clone(), pricing);
				let days = (days[0], days[1]);
				if seller != buyer {
					stretches.push(stretch(days, sides.0, sides.1, profile_now, pricing_now));
				}
				match self.dice.below(4) {
					0 => seller = self.dice.pick(&sellers),
					1 => buyer = self.dice.pick(&buyers),
					2 => {
						let (profiles, pricings) = (self.dice.throw(), self.dice.throw());
						(profile, pricing) = (self.profile(profiles), self.pricing(pricings));
					}
					_ => break,
				}
			}
			contract(id, stretches);
		}
	}

	/// Each auction has some sell as much as others buy.
	fn auction(&mut self) {
		let sellers = self.of(&[Role::Generator, Role::Prosumer, Role::Storage]);
		let buyers = self.of(&[Role::Retailer, Role::Consumer]);
		let mut ids = 1_000..;
		for kind in 0..12 {
			let (profile, price) = (self.profile(kind), self.dice.price());
			let first = self.dice.day();
			let days = (first, (first + 3).min(END));
			for _ in 0..3 {
				let (seller, buyer) = (self.dice.pick(&sellers), self.dice.pick(&buyers));
				for (seller, buyer) in [(Some(seller), None), (None, Some(buyer))] {
					let award = stretch(days, seller, buyer, profile.clone(), fixed(price));
					contract(ids.next().unwrap(), vec![award]);
				}
			}
		}
	}
}

/// Power was worth less than nothing, all month.
fn surplus() {
	for day in FIRST..END {
		let mut prices = Settlement::query_prices(MARKET, day).unwrap();
		prices.day_ahead.iter_mut().for_each(|price| *price = -price.abs());
		assert_ok!(publish(day, prices));
	}
}

/// A reading of the month is corrected.
fn correct() {
	Readings::mutate(|days| {
		let mut days = days.iter_mut().filter(|((_, day), _)| (FIRST..END).contains(day));
		let (_, readings) = days.next().unwrap().1.as_mut().unwrap();
		readings[7].import += MWH / 2;
	});
}

/// All that a run is computed from, and what it computed, as `scripts/recompute` reads it.
fn document(id: RunId) -> Value {
	let mut meters = BTreeMap::<MeterId, serde_json::Map<String, Value>>::new();
	for ((meter, day), record) in Readings::get() {
		let (owner, readings) = record.unwrap();
		let readings = readings.iter().map(|it| [it.import, it.export]).collect::<Vec<_>>();
		let flows = <Market as BlockFlows>::flows(meter, day);
		let flows = flows.into_iter().map(|(index, flow)| {
			let Flow { used_elsewhere, used_here, .. } = flow;
			json!({ "index": index, "usedElsewhere": used_elsewhere, "usedHere": used_here })
		});
		let flows = flows.collect::<Vec<_>>();
		let record = json!({ "owner": owner, "readings": readings, "flows": flows });
		meters.entry(meter).or_default().insert(day.to_string(), record);
	}
	let meters = meters.into_iter().map(|(id, days)| json!({ "id": id, "days": days }));
	let contracts = Stretches::get().into_iter().map(|(id, stretches)| {
		let stretches = stretches.into_iter().map(|it| {
			let Stretch { from, until, seller, buyer, profile, pricing } = it;
			json!({
				"from": from,
				"until": until,
				"seller": seller,
				"buyer": buyer,
				"profile": profile,
				"pricing": pricing,
			})
		});
		json!({ "id": id, "stretches": stretches.collect::<Vec<_>>() })
	});
	let packages = Packages::get().into_iter().map(|(id, terms)| (id.0.to_string(), terms));
	let run = Settlement::query_run(id).unwrap();
	let base = run.run.base.map(bills);
	json!({
		"market": { "timetable": Times::get() },
		"rules": Market::rules(MARKET, END - 1),
		"run": run,
		"from": FIRST,
		"until": END,
		"prices": (FIRST..END).map(|day| Settlement::query_prices(MARKET, day)).collect::<Vec<_>>(),
		"participants": pages(|cursor| {
			let page = Settlement::query_accounts(id, cursor, 100);
			(page.items.iter().map(|it| to_value(it).unwrap()).collect(), page.next)
		}),
		"meters": meters.collect::<Vec<_>>(),
		"contracts": contracts.collect::<Vec<_>>(),
		"packages": packages.collect::<BTreeMap<_, _>>(),
		"base": base,
		"bills": bills(id),
	})
}

fn bills(id: RunId) -> Vec<Value> {
	pages(|cursor| {
		let page = Settlement::query_bills(id, cursor, 100);
		(page.items.iter().map(|it| to_value(it).unwrap()).collect(), page.next)
	})
}

/// All that is on some pages.
fn pages(mut page: impl FnMut(Option<Party>) -> (Vec<Value>, Option<Party>)) -> Vec<Value> {
	let (mut items, mut next) = page(None);
	while next.is_some() {
		let (more, after) = page(next);
		items.extend(more);
		next = after;
	}
	items
}

/// How `scripts/recompute` ends with these arguments, and what it says.
fn run_script(arguments: &[&str]) -> (Option<i32>, String) {
	let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scripts/recompute");
	let output = Command::new("python3").arg(script).args(arguments).output().unwrap();
	let said = [output.stdout, output.stderr].concat();
	(output.status.code(), String::from_utf8(said).unwrap())
}

/// What it says of a document.
fn recompute(name: &str, document: &Value) -> (Option<i32>, String) {
	let file = std::env::temp_dir().join(format!("recompute-{}-{name}.json", std::process::id()));
	fs::write(&file, document.to_string()).unwrap();
	let result = run_script(&["--file", file.to_str().unwrap()]);
	fs::remove_file(file).unwrap();
	result
}

fn assert_agrees(name: &str, document: &Value) {
	let (code, said) = recompute(name, document);
	let count = document["bills"].as_array().unwrap().len();
	let differences = said.lines().rev().take(20).collect::<Vec<_>>();
	assert_eq!(code, Some(0), "{name}: {differences:#?}");
	assert!(said.ends_with(&format!("{count} bills agree\n")), "{name}: {differences:#?}");
}

fn assert_differs(name: &str, document: &Value, difference: &str) {
	let (code, said) = recompute(name, document);
	assert_eq!(code, Some(1), "{name}: {difference} was not found");
	assert!(said.contains(difference), "{name}: {difference} is not what was found");
	assert!(said.ends_with("1 differences\n"), "{name}: {difference} is not all that was found");
}

/// The bill of a party in a document.
fn bill_in(document: &mut Value, party: Party) -> &mut Value {
	let bills = document["bills"].as_array_mut().unwrap();
	bills.iter_mut().find(|bill| bill["party"] == json!(party)).unwrap()
}

/// What the script calls a party.
fn called(party: Party) -> String {
	match party {
		Party::Organization(organization) => format!("organization {}", organization.0),
		Party::Person(person) => format!("person {}", person.0),
	}
}

/// A decimal string is one more than it was.
fn falsify(amount: &mut Value) {
	let number = amount.as_str().unwrap().parse::<i128>().unwrap();
	*amount = json!((number + 1).to_string());
}

#[test]
fn a_month_of_quarter_hours_is_recomputed() {
	ExtBuilder::build_and_execute(|| {
		let town = Town::settle(1, 50, 15, 1);
		let id = billed();
		let mut document = document(id);
		assert_agrees("quarters", &document);

		// There was something of everything.
		let mut seen = BTreeMap::<String, u32>::new();
		for bill in bills_of(id).into_values() {
			for Line { of, .. } in bill.lines {
				let name = format!("{of:?}");
				*seen.entry(name.split('(').next().unwrap().into()).or_default() += 1;
			}
		}
		let kinds = [
			"Charge",
			"Contracts",
			"DayAhead",
			"Deviation",
			"Differences",
			"Income",
			"RealTime",
			"Rest",
			"Retail",
			"Sales",
			"Share",
		];
		assert_eq!(seen.keys().map(String::as_str).collect::<Vec<_>>(), kinds);
		assert!(["Contracts", "DayAhead", "Differences", "Retail"].iter().all(|it| seen[*it] > 10));

		let party = town.parties[33].0;
		let amount = bill_in(&mut document, party).pointer_mut("/lines/2/amount").unwrap();
		falsify(amount);
		assert_differs("quarters", &document, &format!("{}: ", called(party)));
	});
}

#[test]
fn any_month_is_recomputed_and_so_is_what_was_corrected_of_it() {
	for seed in 2..7 {
		ExtBuilder::build_and_execute(|| {
			// Halves of a MWh and of a kW come to halves of a fen.
			let grain = [1, 250, MWH / 2][usize::try_from(seed).unwrap() % 3];
			Town::settle(seed, 8, 30, grain);
			// Now and then something is not settled.
			let place = usize::try_from(seed).unwrap() * 5 % 14;
			if seed == 6 {
				surplus();
			}
			ItemsOf::mutate(|items| items.remove(place));
			let name = format!("seed-{seed}");
			let id = billed();
			assert_agrees(&name, &document(id));

			finalized();
			late();
			correct();
			// Contracts, capacities and supplies stay as they were.
			Participants::mutate(|all| all.values_mut().for_each(|capacity| *capacity += 1));
			let next = billed();
			assert_ne!(bills_of(next), bills_of(id));
			let corrected = document(next);
			assert!(corrected["base"].is_array());
			assert_agrees(&name, &corrected);
		});
	}
}

#[test]
fn whatever_is_false_in_bills_is_found() {
	ExtBuilder::build_and_execute(|| {
		let town = Town::settle(7, 8, 30, 1);
		let id = billed();
		finalized();
		late();
		correct();
		let next = billed();
		let right = document(next);
		let party = town.parties[3].0;
		let of = called(party);
		let of_bill = |change: &dyn Fn(&mut Value), difference: &str| {
			let mut document = right.clone();
			change(bill_in(&mut document, party));
			assert_differs("bill", &document, difference);
		};
		let lines = bill_of(next, party).lines;
		assert!(lines.len() > 4 && bill_of(id, party) != bill_of(next, party));
		for place in [0, lines.len() / 2, lines.len() - 1] {
			let amount = format!("/lines/{place}/amount");
			of_bill(&|bill| falsify(bill.pointer_mut(&amount).unwrap()), &format!("{of}: "));
			let remove = |bill: &mut Value| {
				bill["lines"].as_array_mut().unwrap().remove(place);
			};
			of_bill(&remove, &format!("{of}: "));
		}
		of_bill(&|bill| falsify(&mut bill["total"]), &format!("{of}: total is"));
		of_bill(&|bill| falsify(&mut bill["due"]), &format!("{of}: due is"));
		let more = |bill: &mut Value| {
			let rest = json!({ "of": { "rest": "balancing" }, "amount": "1" });
			bill["lines"].as_array_mut().unwrap().push(rest);
		};
		of_bill(&more, &format!("{of}: rest balancing is 1 on chain"));

		let of_run = |change: &dyn Fn(&mut Value), difference: &str| {
			let mut document = right.clone();
			change(&mut document);
			assert_differs("run", &document, difference);
		};
		of_run(&|it| falsify(&mut it["run"]["pools"]["lineLoss"]), "the pool lineLoss is");
		of_run(&|it| it["run"]["price"] = json!(0), "the month's price is 0 on chain");
		let lose = |it: &mut Value| {
			let bills = it["bills"].as_array_mut().unwrap();
			bills.retain(|bill| bill["party"] != json!(party));
		};
		of_run(&lose, &format!("{of} has no bill on chain"));
		let invent = |it: &mut Value| {
			let bill = json!({ "party": { "person": 20 }, "lines": [], "total": "0" });
			it["bills"].as_array_mut().unwrap().push(bill);
		};
		of_run(&invent, "person 20 has a bill on chain only");

		// Somebody's energy that nobody is billed for.
		let mut document = right.clone();
		let day = document.pointer_mut(&format!("/meters/0/days/{}", FIRST + 1)).unwrap();
		day["owner"] = json!({ "person": 20 });
		let (code, said) = recompute("owner", &document);
		assert_eq!(code, Some(1));
		assert!(said.contains("person 20 has no bill on chain"));
	});
}

/// Published examples count in yuan.
const YUAN: Price = 100;

#[test]
fn two_settlements_and_a_difference_come_to_what_is_published() {
	ExtBuilder::build_and_execute(|| {
		published(300 * YUAN, 350 * YUAN);
		items(&[Item::Contracts, Item::Differences, Item::RealTime]);
		join(&[PLANT, FACTORY]);
		let days = (FIRST, FIRST + 1);
		let award = |id, seller, buyer| {
			let price = fixed(300 * YUAN);
			contract(id, vec![stretch(days, seller, buyer, early(100 * MWH), price)]);
		};
		award(0, Some(PLANT), None);
		award(1, None, Some(FACTORY));
		let difference = Pricing::Difference { price: 280 * YUAN, reference: Reference::DayAhead };
		let sides = (Some(PLANT), Some(FACTORY));
		contract(2, vec![stretch(days, sides.0, sides.1, early(50 * MWH), difference)]);
		reads(0, PLANT, FIRST, &[(0, gave(110 * MWH))]);
		reads(1, FACTORY, FIRST, &[(0, took(110 * MWH))]);
		let id = billed();
		let yuan = |amount: i128| amount * i128::from(YUAN);
		let expected = [
			(LineKind::DayAhead, yuan(30_000)),
			(LineKind::Differences, yuan(-1_000)),
			(LineKind::RealTime, yuan(3_500)),
		];
		assert_eq!(lines(PLANT), expected);
		assert_eq!(bill(PLANT).total, yuan(32_500));
		// The counterparties together.
		assert_eq!(bill(FACTORY).total, yuan(-32_500));
		assert_agrees("two-settlement", &document(id));
	});
}

#[test]
fn a_load_that_used_less_than_it_bought_gets_the_rest_back() {
	for (day_ahead, real_time) in [(300, 350), (350, 300), (1, 0), (0, 1), (40, -7)] {
		ExtBuilder::build_and_execute(|| {
			published(day_ahead * YUAN, real_time * YUAN);
			items(&[Item::Contracts, Item::RealTime]);
			join(&[FACTORY]);
			let days = (FIRST, FIRST + 1);
			let price = fixed(day_ahead * YUAN);
			contract(0, vec![stretch(days, None, Some(FACTORY), early(500 * MWH), price)]);
			reads(0, FACTORY, FIRST, &[(0, took(480 * MWH))]);
			billed();
			let pays = 500 * day_ahead - 20 * real_time;
			assert_eq!(bill(FACTORY).total, i128::from(-pays * YUAN));
		});
	}
}

#[test]
fn a_deviation_beyond_the_band_costs_what_is_published() {
	ExtBuilder::build_and_execute(|| {
		published(400 * YUAN, 0);
		let (tolerance, fee) = (Permill::from_percent(3), Permill::from_percent(5));
		items(&[Item::Deviation { tolerance, fee }]);
		join(&[PLANT]);
		let days = (FIRST, FIRST + 1);
		let sold = stretch(days, Some(PLANT), None, early(1_000 * MWH), fixed(400 * YUAN));
		contract(0, vec![sold]);
		reads(0, PLANT, FIRST, &[(0, gave(1_050 * MWH))]);
		let id = billed();
		assert_eq!(account(PLANT).excess(tolerance), i128::from(20 * MWH));
		assert_eq!(lines(PLANT), [(LineKind::Deviation, i128::from(-400 * YUAN))]);
		assert_agrees("deviation", &document(id));
	});
}

#[test]
fn the_script_comes_to_what_is_published() {
	let vectors = concat!(env!("CARGO_MANIFEST_DIR"), "/src/tests/vectors.json");
	let (code, said) = run_script(&["--vectors", vectors]);
	assert_eq!((code, said.matches(": passed").count()), (Some(0), 3), "{said}");
	let right = fs::read_to_string(vectors).unwrap();
	for (value, other) in [("32500", "32501"), ("500*Pda", "501*Pda"), ("400}", "401}")] {
		let wrong = right.replacen(value, other, 1);
		assert_ne!(right, wrong);
		let file = std::env::temp_dir().join(format!("vectors-{}.json", std::process::id()));
		fs::write(&file, wrong).unwrap();
		let (code, said) = run_script(&["--vectors", file.to_str().unwrap()]);
		fs::remove_file(file).unwrap();
		assert_eq!((code, said.matches(": passed").count()), (Some(1), 2), "{said}");
	}
}

#[test]
fn the_script_says_when_there_is_nothing_to_compute_from() {
	let of_month = ["--market", "0", "--month", "2026-09"];
	let (code, said) = run_script(&[&["--url", "http://127.0.0.1:1"], &of_month[..]].concat());
	assert_eq!(code, Some(2));
	assert!(said.starts_with("no answer from http://127.0.0.1:1: "), "{said}");
	let mut document = json!({ "from": FIRST });
	for said in ["'until'", "'market'"] {
		assert_eq!(recompute("nothing", &document).0, Some(2));
		assert!(recompute("nothing", &document).1.contains(said));
		document["until"] = json!(END);
	}
	assert_eq!(recompute("floats", &json!({ "from": 0.5 })).0, Some(2));
	let (code, said) = run_script(&["--help"]);
	assert_eq!(code, Some(0));
	assert!(said.contains("--vectors"));
}
