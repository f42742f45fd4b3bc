// SPDX-License-Identifier: Apache-2.0

//! Random calls keep every invariant, and what one sells another buys.

use super::*;
use crate::runtime_api::DeliveryInfo;
use proptest::prelude::*;

/// Who does something: whoever may, or one of all; `None` stands for whoever may.
type Who = Option<Party>;

#[derive(Clone, Debug)]
enum Step {
	Propose(Party, Party, bool, u32, u32, u32, Pricing),
	Award(Party, bool, u32, u32, u32),
	Accept(Who, usize),
	Decline(Who, usize),
	Change(Who, usize, u32, Change),
	Agree(Who, usize),
	DeclineChange(Who, usize),
	Conclude(usize),
	Pass(Moment),
	Rules((Price, Price)),
	Settle(Option<Day>),
}

fn party() -> impl Strategy<Value = Party> {
	prop::sample::select(vec![PLANT, RETAILER, TRADER, HOUSEHOLD])
}

fn who() -> impl Strategy<Value = Who> {
	prop_oneof![3 => Just(None), 1 => party().prop_map(Some)]
}

fn pricing() -> impl Strategy<Value = Pricing> {
	let reference = Reference::RealTime;
	prop_oneof![
		(0..500_i64).prop_map(Pricing::Fixed),
		(0..500_i64).prop_map(move |price| Pricing::Difference { price, reference }),
	]
}

fn new_change() -> impl Strategy<Value = Change> {
	let amend = |(energy, pricing)| Change::Amend { profile: Profile::Flat(energy), pricing };
	prop_oneof![
		2 => (0..100_000_u64, pricing()).prop_map(amend),
		3 => party().prop_map(|to| Change::Transfer { to }),
		1 => Just(Change::End),
	]
}

fn step() -> impl Strategy<Value = Step> {
	let n = || 0..20_usize;
	let days = || (1..5_u32, 1..12_u32, 1..100_000_u32);
	prop_oneof![
		4 => (party(), party(), any::<bool>(), days(), pricing()).prop_map(
			|(a, b, sells, (from, days, energy), pricing)| {
				Step::Propose(a, b, sells, from, days, energy, pricing)
			}
		),
		1 => (party(), any::<bool>(), days())
			.prop_map(|(a, sells, (from, days, energy))| Step::Award(a, sells, from, days, energy)),
		5 => (who(), n()).prop_map(|(a, n)| Step::Accept(a, n)),
		1 => (who(), n()).prop_map(|(a, n)| Step::Decline(a, n)),
		6 => (who(), n(), 1..8_u32, new_change())
			.prop_map(|(a, n, from, change)| Step::Change(a, n, from, change)),
		8 => (who(), n()).prop_map(|(a, n)| Step::Agree(a, n)),
		1 => (who(), n()).prop_map(|(a, n)| Step::DeclineChange(a, n)),
		1 => n().prop_map(Step::Conclude),
		2 => prop_oneof![4 => 0..HOUR, 2 => 0..2 * DAY, 1 => 0..80 * DAY].prop_map(Step::Pass),
		1 => (-500..0_i64, 400..1_000_i64).prop_map(Step::Rules),
		1 => prop::option::of(0..90_u32).prop_map(Step::Settle),
	]
}

/// One of the contracts that are so, or one of the first.
fn some(n: usize, so: impl Fn(ContractId, &Contract) -> bool) -> ContractId {
	let all = Contracts::<Test>::iter().filter(|(id, it)| so(*id, it));
	let all = all.map(|(id, _)| id).collect::<Vec<_>>();
	let first = ContractId(u64::try_from(n).unwrap());
	if all.is_empty() {
		first
	} else {
		all[n % all.len()]
	}
}

fn proposed(n: usize) -> ContractId {
	some(n, |_, it| matches!(it.status, Status::Proposed { .. }))
}

fn in_force(n: usize) -> ContractId {
	some(n, |_, it| it.status == Status::Agreed)
}

fn changing(n: usize) -> ContractId {
	some(n, |id, _| Proposals::<Test>::contains_key(id))
}

/// Who is asked about a contract.
fn asked(who: Who, id: ContractId) -> RuntimeOrigin {
	let asked = Awaited::<Test>::iter_keys().find(|(_, it)| *it == id).map(|(party, _)| party);
	signer(who.or(asked).unwrap_or(OUTSIDER))
}

/// A side of a contract.
fn side(who: Who, id: ContractId, sells: bool) -> RuntimeOrigin {
	let last = Contracts::<Test>::get(id).map(|it| it.last_version());
	let terms = last.and_then(|last| TermsFrom::<Test>::get(id, last));
	let side =
		terms.and_then(|it| if sells { it.seller.or(it.buyer) } else { it.buyer.or(it.seller) });
	signer(who.or(side).unwrap_or(OUTSIDER))
}

fn today() -> Day {
	TIMETABLE.day_at(Now::get())
}

/// What an auction does with a bid that won.
fn award(party: Party, sells: bool, from: Day, days: u32, energy: u32) -> DispatchResult {
	let stake = Amount::from(energy) / 2_000;
	Market::commit(MARKET, party, stake)?;
	let profile = Profile::Window { from: 10, until: 12, energy: energy.into() };
	let (until, auction) = (from + days, AuctionId(7));
	let award =
		Award { market: MARKET, auction, party, sells, from, until, profile, price: PRICE, stake };
	Trade::award(award).map(drop)
}

fn take(step: Step) -> DispatchResult {
	match step {
		Step::Propose(by, to, sells, from, days, energy, pricing) => {
			let from = today() + from;
			let profile = Profile::Flat(energy.into());
			let period = (from, from + days);
			Trade::propose(signer(by), MARKET, to, sells, period, profile, pricing, answer_by())
		}
		Step::Award(party, sells, from, days, energy) => {
			frame_support::storage::with_storage_layer(|| {
				award(party, sells, today() + from, days, energy)
			})
		}
		Step::Accept(who, n) => Trade::accept(asked(who, proposed(n)), proposed(n)),
		Step::Decline(who, n) => Trade::decline(asked(who, proposed(n)), proposed(n)),
		Step::Change(who, n, from, change) => {
			let by = side(who, in_force(n), from % 2 == 0);
			Trade::propose_change(by, in_force(n), today() + from, change, answer_by())
		}
		Step::Agree(who, n) => Trade::agree_change(asked(who, changing(n)), changing(n)),
		Step::DeclineChange(who, n) => Trade::decline_change(asked(who, changing(n)), changing(n)),
		Step::Conclude(n) => Trade::conclude(signer(PLANT), in_force(n)),
		Step::Pass(time) => {
			pass(time);
			Ok(())
		}
		Step::Rules(bounds) => {
			PriceBounds::set(bounds);
			Ok(())
		}
		Step::Settle(ago) => {
			UnsettledFrom::set(ago.map_or(Day::MAX, |days| today() - days));
			Ok(())
		}
	}
}

/// Wh that are sold, and bought, of one another on a day.
fn bilateral(day: Day) -> (Energy, Energy) {
	let all = [PLANT, RETAILER, TRADER, HOUSEHOLD]
		.map(|party| Trade::query_deliveries(MARKET, party, day))
		.concat();
	let between = all.iter().filter(|it| it.counterparty.is_some());
	let (sold, bought) = between.partition::<Vec<_>, _>(|it| it.sells);
	let sum = |all: Vec<&DeliveryInfo>| all.iter().flat_map(|it| it.energy.iter()).sum();
	(sum(sold), sum(bought))
}

/// What settlement reads of a day is what is said of it elsewhere.
fn is_read(party: Party, day: Day) {
	let mut ids = after(party, None);
	ids.sort_unstable();
	let stretches = ids.into_iter().flat_map(|id| {
		let stretches = Trade::stretches(id, day, day + 1);
		assert!(stretches.iter().all(|it| (it.from, it.until) == (day, day + 1)));
		stretches.into_iter().map(move |it| (id, it))
	});
	let of = stretches.filter(|(_, it)| it.seller == Some(party) || it.buyer == Some(party));
	let found = of.map(|(id, it)| (id, it.seller == Some(party), it.profile, it.pricing));
	let deliveries = Trade::deliveries(MARKET, party, day).into_iter();
	let expected = deliveries.map(|it| (it.contract, it.sells, it.profile, it.pricing));
	assert_eq!(found.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn what_one_sells_another_buys(steps in prop::collection::vec(step(), 1..120)) {
		ExtBuilder::build_and_execute(|| {
			for step in steps {
				// What may be and what may not is for the other tests.
				let _ = take(step);
				check();
				for day in [today() - 1, today() + 1, today() + 8] {
					let (sold, bought) = bilateral(day);
					assert_eq!(sold, bought);
					for party in [PLANT, RETAILER, TRADER, HOUSEHOLD] {
						is_read(party, day);
					}
				}
			}
		});
	}
}
