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
const AGENCY: Party = organization(12);

/// How many packages there are.
const PACKAGES: u64 = 5;

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
}

impl Town {
	/// A month of so many participants, in intervals of so many minutes: the same for the same seed.
	fn settle(seed: u64, participants: usize, minutes: Moment) -> Self {
		let timetable = Timetable { length: minutes * MINUTE, ..TIMETABLE };
		Times::set(timetable);
		let party = |place: usize| match ROLES[place % ROLES.len()] {
			// Of every other three consumers one is a company.
			Role::Consumer | Role::Prosumer if place % 3 > 0 => person(1 + place as u64),
			_ => organization(20 + u32::try_from(place).unwrap()),
		};
		let role = |place: usize| match ROLES[place % ROLES.len()] {
			// There is one grid.
			Role::GridCompany if place > 2 => Role::Generator,
			role => role,
		};
		let parties = (0..participants).map(|place| (party(place), role(place))).collect();
		let per_day = timetable.per_day().into();
		let mut town = Self { dice: Dice(seed), parties, per_day };
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
		let capacities = parties.iter().map(|(party, _)| {
			(*party, u32::try_from(dice.below(800)).unwrap())
		});
		Participants::set(capacities.collect());
	}

	/// Every kind of item there is, with pools divided last.
	fn set_rules(&mut self) {
		let grid = Payee::Participant(self.of(&[Role::GridCompany])[0]);
		let generator = Payee::Participant(self.of(&[Role::Generator])[0]);
		let dice = &mut self.dice;
		BandsOf::set((0..48).map(|_| dice.band()).collect());
		let parts = |dice: &mut Dice, most| {
			Permill::from_parts(u32::try_from(dice.below(most)).unwrap())
		};
		let (tolerance, fee) = (parts(dice, 200_000), parts(dice, 1_000_000));
		let tariff = |dice: &mut Dice| Basis::Energy(dice.banded(|it| it.within(-90, 30_000)));
		let mut chosen = vec![
			Item::Contracts,
			Item::Differences,
			Item::RealTime,
			Item::Deviation { tolerance, fee },
			Item::Retail,
			charge(tariff(dice), grid),
			charge(Basis::Demand(dice.within(1, 4_000)), grid),
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
		let all: [PackageTerms; PACKAGES as usize] = [
			PackageTerms::Fixed(dice.within(30_000, 80_000)),
			PackageTerms::TimeOfUse(dice.banded(|it| it.within(10_000, 99_000))),
			PackageTerms::Tiered(tiers.to_vec().try_into().unwrap()),
			spot(dice, Reference::DayAhead),
			spot(dice, Reference::RealTime),
		];
		Packages::set((0..).map(PackageId).zip(all).collect());
		let mut supplies = BTreeMap::new();
		// Two of three have a retailer.
		for (place, user) in (0..).zip(users).filter(|(place, _)| place % 3 < 2) {
			let (retailer, package) = (dice.pick(&retailers), PackageId(place % PACKAGES));
			supplies.insert(user, Supply { retailer, package });
		}
		SupplyOf::set(supplies);
	}

	fn reading(&mut self, role: Role) -> Reading {
		let dice = &mut self.dice;
		let (import, export) = match role {
			Role::Generator => (dice.below(300), dice.below(900_000)),
			Role::Prosumer => (dice.below(4_000), dice.below(6_000)),
			Role::Storage if dice.percent(50) => (dice.below(90_000), 0),
			Role::Storage => (0, dice.below(80_000)),
			_ => (dice.below(40_000), 0),
		};
		Reading { import, export, substituted: dice.percent(5) }
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
		let (dice, per_day) = (&mut self.dice, self.per_day);
		let energy = 1 + dice.below(9_000);
		match kind % 4 {
			0 => Profile::Flat(energy),
			1 => {
				let from = dice.below(per_day - 1);
				let until = from + 1 + dice.below(per_day - from);
				let [from, until] = [from, until].map(|it| u16::try_from(it).unwrap());
				Profile::Window { from, until, energy }
			}
			2 => Profile::Banded(dice.banded(|it| it.below(9_000))),
			_ => {
				let curve = (0..per_day).map(|_| dice.below(9_000)).collect::<Vec<_>>();
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

	/// One of the readings was wrong.
	fn correct(&mut self) {
		Readings::mutate(|days| {
			let (_, readings) = days.get_mut(&(MeterId(3), FIRST + 5)).unwrap().as_mut().unwrap();
			readings[7].import += 400_000 + self.dice.below(9_000);
		});
	}
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
	fs::rename(file, std::format!("/tmp/doc-{name}.json")).unwrap();
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

/// A decimal string is one more than it was.
fn falsify(amount: &mut Value) {
	let number = amount.as_str().unwrap().parse::<i128>().unwrap();
	*amount = json!((number + 1).to_string());
}

#[test]
fn a_month_of_quarter_hours_is_recomputed() {
	ExtBuilder::build_and_execute(|| {
		let t = std::time::Instant::now();
		let town = Town::settle(1, 50, 15);
		std::eprintln!("gen {:?}", t.elapsed());
		let id = billed();
		let mut document = document(id);
		std::eprintln!("doc {:?}", t.elapsed());
		assert_agrees("quarters", &document);
		std::eprintln!("py {:?}", t.elapsed());

		// There was something of everything.
		let mut seen = BTreeMap::<String, u32>::new();
		for bill in bills_of(id).into_values() {
			for Line { of, .. } in bill.lines {
				let name = format!("{of:?}");
				*seen.entry(name.split('(').next().unwrap().into()).or_default() += 1;
			}
		}
		let kinds = [
			"Charge", "Contracts", "DayAhead", "Deviation", "Differences", "Income", "RealTime",
			"Rest", "Retail", "Sales", "Share",
		];
		assert_eq!(seen.keys().map(String::as_str).collect::<Vec<_>>(), kinds);
		assert!(["Contracts", "DayAhead", "Differences", "Retail"].iter().all(|it| seen[*it] > 10));

		let party = town.parties[33].0;
		let amount = bill_in(&mut document, party).pointer_mut("/lines/2/amount").unwrap();
		falsify(amount);
		let (code, said) = recompute("false", &document);
		assert_eq!(code, Some(1));
		assert!(said.ends_with("1 differences\n"));
	});
}
