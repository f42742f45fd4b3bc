// SPDX-License-Identifier: Apache-2.0

//! Any calls in any order, against a calendar that is kept month by month.

use super::*;
use alloc::collections::BTreeMap;
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Step {
	Publish(Party, MarketId, u32, u32),
	Close(Party, u64),
	Subscribe(Party, u64, u32),
	Unsubscribe(Party, MarketId, u32),
	TakeBack(Party, MarketId),
	End(Party, u64, Party, u32),
	Pass(u64),
	Bar(Party, bool),
	Settle(u32),
}

const PARTIES: [Party; 7] = [SUN, WIND, FACTORY, BATTERY, HOUSEHOLD, FARM, PLANT];

fn parties() -> impl Strategy<Value = Party> {
	prop::sample::select(PARTIES.to_vec())
}

fn retailers() -> impl Strategy<Value = Party> {
	prop_oneof![9 => prop::sample::select(vec![SUN, WIND]), 1 => parties()]
}

fn subscribers() -> impl Strategy<Value = Party> {
	prop_oneof![
		9 => prop::sample::select(vec![WIND, FACTORY, HOUSEHOLD, FARM]),
		1 => parties(),
	]
}

fn markets() -> impl Strategy<Value = MarketId> {
	prop_oneof![4 => Just(MARKET), 2 => Just(ABROAD), 1 => Just(MarketId(3))]
}

fn steps() -> impl Strategy<Value = Step> {
	prop_oneof![
		3 => (retailers(), markets(), 0..3_u32, 0..15_u32)
			.prop_map(|(by, market, from, length)| Step::Publish(by, market, from, length)),
		1 => (retailers(), 0..8_u64).prop_map(|(by, id)| Step::Close(by, id)),
		9 => (subscribers(), 0..8_u64, 0..5_u32)
			.prop_map(|(by, id, from)| Step::Subscribe(by, id, from)),
		3 => (subscribers(), markets(), 0..5_u32)
			.prop_map(|(by, market, until)| Step::Unsubscribe(by, market, until)),
		3 => (subscribers(), markets()).prop_map(|(by, market)| Step::TakeBack(by, market)),
		4 => (retailers(), 0..8_u64, subscribers(), 1..6_u32)
			.prop_map(|(by, id, party, from)| Step::End(by, id, party, from)),
		6 => (1..1_200_u64).prop_map(Step::Pass),
		1 => (parties(), prop::bool::weighted(0.3)).prop_map(|(party, is)| Step::Bar(party, is)),
		1 => (0..800_u32).prop_map(Step::Settle),
	]
}

/// What a party has in each month if nothing that is planned happens, and what is planned from a month on.
#[derive(Clone, Default)]
struct Calendar {
	months: BTreeMap<Month, PackageId>,
	planned: Option<(Month, BTreeMap<Month, PackageId>)>,
}

impl Calendar {
	fn seen(&self) -> BTreeMap<Month, PackageId> {
		let Some((from, planned)) = &self.planned else { return self.months.clone() };
		let before = self.months.range(..from).map(|(month, id)| (*month, *id));
		before.chain(planned.clone()).collect()
	}

	fn plan(&mut self, from: Month, planned: BTreeMap<Month, PackageId>) {
		self.planned = Some((from, planned));
	}

	fn begin(&mut self, now: Month) {
		if self.planned.as_ref().is_some_and(|(from, _)| *from <= now) {
			self.months = self.seen();
			self.planned = None;
		}
	}

	fn end(&mut self, package: PackageId, end: Month) {
		self.months.retain(|month, id| *id != package || *month < end);
		if let Some((from, planned)) = &mut self.planned {
			let its = planned.values().any(|id| *id == package);
			planned.retain(|month, id| *id != package || *month < end);
			if its && *from >= end {
				self.planned = None;
			}
		}
	}
}

#[derive(Default)]
struct Model(BTreeMap<(MarketId, Party), Calendar>);

impl Model {
	fn of(&mut self, market: MarketId, party: Party) -> &mut Calendar {
		self.0.entry((market, party)).or_default()
	}

	fn take(&mut self, step: Step) -> DispatchResult {
		let now = |market| Retail::month(market).unwrap_or(OCTOBER);
		let market_of = |id| Packages::<Test>::get(PackageId(id)).map_or(MARKET, |it| it.market);
		match step {
			Step::Publish(by, market, from, length) => {
				let name = b"any".to_vec().try_into().unwrap();
				let from = now(market).after(from);
				let terms = PackageTerms::Fixed(1);
				Retail::publish(signer(by), market, name, terms, from, from.after(length))?;
			}
			Step::Close(by, id) => close(by, PackageId(id))?,
			Step::Subscribe(by, id, from) => {
				let (market, id) = (market_of(id), PackageId(id));
				let from = now(market).after(from);
				Retail::subscribe(signer(by), id, from)?;
				let until = Packages::<Test>::get(id).unwrap().until;
				let months = (from.0..until.0).map(|month| (Month(month), id)).collect();
				self.of(market, by).plan(from, months);
			}
			Step::Unsubscribe(by, market, until) => {
				let until = now(market).after(until);
				Retail::unsubscribe(signer(by), market, until)?;
				self.of(market, by).plan(until, BTreeMap::new());
			}
			Step::TakeBack(by, market) => {
				Retail::take_back(signer(by), market)?;
				assert!(self.of(market, by).planned.take().is_some());
			}
			Step::End(by, id, party, from) => {
				let (market, id) = (market_of(id), PackageId(id));
				let from = now(market).after(from);
				Retail::end(signer(by), id, party, from)?;
				self.of(market, party).end(id, from);
			}
			Step::Pass(hours) => {
				Now::mutate(|now| *now += hours * HOUR);
				for ((market, _), calendar) in &mut self.0 {
					calendar.begin(now(*market));
				}
			}
			Step::Bar(party, true) => {
				Barred::mutate(|barred| barred.insert(party));
			}
			Step::Bar(party, false) => {
				Barred::mutate(|barred| barred.remove(&party));
			}
			Step::Settle(days) => UnsettledFrom::set(OCTOBER.first_day().unwrap() + days),
		}
		Ok(())
	}

	/// The chain says the same of every month that it has to know.
	fn check(&self) {
		Retail::do_try_state().unwrap();
		let mut counts = BTreeMap::<PackageId, u32>::new();
		let mut last = BTreeMap::<(MarketId, Party), Month>::new();
		for ((market, party), calendar) in &self.0 {
			let now = Retail::month(*market).unwrap();
			let seen = calendar.seen();
			let history = Histories::<Test>::get(market, party);
			for month in (now.0 - 18..now.0 + 66).map(Month) {
				let found = history.at(month).map(|it| it.package);
				assert_eq!(found, seen.get(&month).copied(), "{party:?} in {month}");
			}
			let not_over: alloc::collections::BTreeSet<_> =
				seen.range(now..).map(|(_, id)| *id).collect();
			for id in not_over {
				*counts.entry(id).or_default() += 1;
			}
			for (month, id) in seen.range(..now) {
				let retailer = Packages::<Test>::get(id).unwrap().retailer;
				let last = last.entry((*market, retailer)).or_default();
				*last = *month.max(last);
			}
			let free = <Retail as Commitments>::ensure_settled(*market, *party).is_ok();
			assert_eq!(free, seen.range(now..).next().is_none(), "{party:?}");
		}
		let mut supplied = BTreeMap::<(MarketId, Party), u32>::new();
		for (id, package) in Packages::<Test>::iter() {
			let count = counts.get(&id).copied().unwrap_or_default();
			assert_eq!(super::subscribers(id), count);
			*supplied.entry((package.market, package.retailer)).or_default() += count;
		}
		for ((market, retailer), count) in supplied {
			let last = last.get(&(market, retailer));
			let settled =
				last.is_none_or(|last| last.next().first_day().unwrap() <= UnsettledFrom::get());
			let free = <Retail as Commitments>::ensure_settled(market, retailer).is_ok();
			assert_eq!(free, count == 0 && settled, "{retailer:?}");
		}
	}
}

fn root() -> Vec<u8> {
	sp_io::storage::root(sp_runtime::StateVersion::V1)
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn months_that_began_never_change(steps in prop::collection::vec(steps(), 20..120)) {
		ExtBuilder::build_and_execute(|| {
			for id in 0..3 {
				let terms = PackageTerms::Fixed(1);
				assert_ok!(publish([SUN, WIND, SUN][id], terms, 1, [8, 30, 50][id]));
			}
			let mut model = Model::default();
			for step in steps {
				let before = root();
				if model.take(step).is_err() {
					assert_eq!(root(), before, "what is refused changes nothing");
				}
				model.check();
			}
			// In the end everybody can go.
			Now::mutate(|now| *now += Moment::from(MAX_AHEAD) * 31 * DAY);
			UnsettledFrom::set(Day::MAX);
			for party in PARTIES {
				for market in [MARKET, ABROAD] {
					assert_ok!(<Retail as Commitments>::ensure_settled(market, party));
				}
				if let Party::Organization(organization) = party {
					assert_ok!(<Retail as Obligations>::ensure_settled(organization));
				}
			}
		});
	}
}
