// SPDX-License-Identifier: Apache-2.0

//! Tests, one file a story.

mod advance;
mod counting;
mod disputes;
mod obligations;
mod payments;
mod prices;
mod pricing;
mod properties;
mod queries;
mod recompute;
mod resettlement;
mod start;
mod withdraw;

use crate::{mock::*, stages::RETRY, *};
use alloc::{collections::BTreeMap, vec, vec::Vec};
use covenant_primitives::{
	power::{
		Band, Banded, Basis, ChargeKind, Flow, Item, PackageTerms, Payee, Pricing, Profile,
		Reading, Reference, Stretch, MWH,
	},
	testing::{account_of, agenda, operator, organization, Lacking, Reports, Suspended},
	time::{DAY, MINUTE},
	Capability, OrganizationId, Outcome, PackageId,
};
use frame_support::{assert_noop, assert_ok, weights::Weight};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult, Permill};

const ID: RunId = RunId(0);
const NEXT: RunId = RunId(1);
/// The first day of September, and the first after it.
const FIRST: Day = 20_697;
const END: Day = 20_727;
/// Enough for a run to go on until it has to wait.
const ALL: u32 = 100_000;
/// Whoever it is.
const ANYBODY: u64 = 77;
const PACKAGE: PackageId = PackageId(0);

fn signed(account: u64) -> RuntimeOrigin {
	RuntimeOrigin::signed(account)
}

/// Signs for a party.
fn by(party: Party) -> RuntimeOrigin {
	signed(match party {
		Party::Organization(organization) => operator(organization.0),
		Party::Person(_) => account_of(party),
	})
}

/// The same in each interval.
fn prices(day_ahead: Price, real_time: Price) -> DayPrices {
	let all = |price| vec![price; 48].try_into().unwrap();
	DayPrices { day_ahead: all(day_ahead), real_time: all(real_time) }
}

/// Both are so in these intervals, and nothing in all others.
fn prices_at(at: &[(usize, Price, Price)]) -> DayPrices {
	let mut prices = prices(0, 0);
	for (place, day_ahead, real_time) in at {
		prices.day_ahead[*place] = *day_ahead;
		prices.real_time[*place] = *real_time;
	}
	prices
}

fn publish(day: Day, prices: DayPrices) -> DispatchResult {
	Settlement::publish_prices(by(EXCHANGE), MARKET, day, prices)
}

/// The same all September.
fn published(day_ahead: Price, real_time: Price) {
	for day in FIRST..END {
		assert_ok!(publish(day, prices(day_ahead, real_time)));
	}
}

fn join(parties: &[Party]) {
	Participants::mutate(|all| all.extend(parties.iter().map(|party| (*party, 0))));
}

fn items(items: &[Item]) {
	ItemsOf::set(items.to_vec());
}

fn took(import: Energy) -> Reading {
	Reading { import, ..Default::default() }
}

fn gave(export: Energy) -> Reading {
	Reading { export, ..Default::default() }
}

/// A day of a party's meter is closed: it read that in these intervals, and nothing in all others.
fn reads(meter: u64, owner: Party, day: Day, at: &[(usize, Reading)]) {
	let mut readings = vec![Reading::default(); 48];
	at.iter().for_each(|(place, reading)| readings[*place] = *reading);
	MetersOf::mutate(|meters| meters.insert((owner, MeterId(meter))));
	Readings::mutate(|days| days.insert((MeterId(meter), day), Some((owner, readings))));
}

fn fixed(price: Price) -> Pricing {
	Pricing::Fixed(price)
}

/// So much in the first interval of the day.
fn early(energy: Energy) -> Profile {
	Profile::Window { from: 0, until: 1, energy }
}

fn stretch(
	days: (Day, Day),
	seller: Option<Party>,
	buyer: Option<Party>,
	profile: Profile,
	pricing: Pricing,
) -> Stretch {
	Stretch { from: days.0, until: days.1, seller, buyer, profile, pricing }
}

fn contract(id: u64, stretches: Vec<Stretch>) {
	Stretches::mutate(|contracts| contracts.insert(ContractId(id), stretches));
}

/// `seller` sells `buyer` a MWh on the first of the month, for so much.
fn sells(id: u64, seller: Party, buyer: Party, price: Price) {
	let days = (FIRST, FIRST + 1);
	contract(id, vec![stretch(days, Some(seller), Some(buyer), early(MWH), fixed(price))]);
}

fn supplied(party: Party, retailer: Party, terms: PackageTerms) {
	SupplyOf::mutate(|all| all.insert(party, Supply { retailer, package: PACKAGE }));
	Packages::mutate(|all| all.insert(PACKAGE, terms));
}

fn charge(basis: Basis, payee: Payee) -> Item {
	Item::Charge { kind: ChargeKind::Transmission, basis, payee }
}

fn flat_charge(price: Price, payee: Payee) -> Item {
	charge(Basis::Energy(Banded { sharp: price, peak: price, flat: price, valley: price }), payee)
}

fn start() -> DispatchResult {
	Settlement::start(by(EXCHANGE), MARKET, SEPTEMBER)
}

fn advance_run(run: RunId, limit: u32) -> DispatchResult {
	let result = Settlement::advance(signed(ANYBODY), run, limit);
	result.map(drop).map_err(|error| error.error)
}

fn advance(limit: u32) -> DispatchResult {
	advance_run(ID, limit)
}

fn latest() -> RunId {
	Latest::<Test>::get(MARKET, SEPTEMBER).unwrap()
}

fn run_of(id: RunId) -> Run {
	Runs::<Test>::get(id).unwrap()
}

fn run() -> Run {
	run_of(ID)
}

fn status() -> Status {
	run().status
}

fn account(party: Party) -> crate::Account {
	Accounts::<Test>::get(ID, party).unwrap()
}

fn bill_of(id: RunId, party: Party) -> Bill {
	Bills::<Test>::get(id, party).unwrap()
}

fn bill(party: Party) -> Bill {
	bill_of(ID, party)
}

fn lines(party: Party) -> Vec<(LineKind, i128)> {
	bill(party).lines.iter().map(|line| (line.of, line.amount)).collect()
}

fn bills_of(id: RunId) -> BTreeMap<Party, Bill> {
	Bills::<Test>::iter_prefix(id).collect()
}

/// A new run gets as far as bills.
fn billed() -> RunId {
	assert_ok!(start());
	let id = latest();
	// A call ends once it has read many intervals with blocks.
	while !matches!(run_of(id).status, Status::Preliminary { .. }) {
		assert_ok!(advance_run(id, ALL));
	}
	id
}

/// The last run's bills become final.
fn finalized() {
	let Status::Preliminary { until } = run_of(latest()).status else { panic!("no bills") };
	Now::set(until);
	assert_ok!(advance_run(latest(), ALL));
	assert!(run_of(latest()).status.is_final());
}

/// Nobody disputes anything.
fn posted() -> RunId {
	let id = billed();
	finalized();
	id
}

/// The last run's debtors had time enough.
fn late() {
	let Status::Payable { until } = run_of(latest()).status else { panic!("not payable") };
	Now::set(until);
	assert_ok!(advance_run(latest(), ALL));
}

fn pay(party: Party) -> DispatchResult {
	Settlement::pay(by(party), ID)
}

fn text(text: &str) -> Reason {
	text.as_bytes().to_vec().try_into().unwrap()
}

fn dispute(party: Party, line: u8) -> DispatchResult {
	Settlement::dispute(by(party), ID, line, text("too much"))
}

fn rule(party: Party, line: u8, upheld: bool) -> DispatchResult {
	let court = signed(operator(COURT));
	Settlement::rule(court, ID, party, line, upheld, text("heard"))
}

fn money(party: Party) -> Amount {
	Assets::balance(CNY, account_of(party))
}

/// What a party has more than in the beginning.
fn gain(party: Party) -> i128 {
	i128::try_from(money(party)).unwrap() - i128::try_from(MONEY).unwrap()
}

/// What lies between debtors and creditors.
fn pot() -> Amount {
	Assets::balance(CNY, Settlement::account())
}

fn tasks() -> Vec<(Moment, Task)> {
	agenda()
}

fn events() -> Vec<Event<Test>> {
	let ours = |event| match event {
		RuntimeEvent::Settlement(event) => Some(event),
		_ => None,
	};
	System::events().into_iter().filter_map(|it| ours(it.event)).collect()
}

/// A month with something of everything. The factory uses 11 of the 13 MWh that it bought, the plant
/// delivers 16 of 15 that it sold, and the house takes a MWh of the 2 that its retailer bought.
fn village() {
	published(40_000, 50_000);
	let grid = Payee::Participant(GRID);
	items(&[
		Item::Contracts,
		Item::Differences,
		Item::RealTime,
		Item::Deviation { tolerance: Permill::from_percent(10), fee: Permill::from_percent(50) },
		flat_charge(20_000, grid),
		charge(Basis::Demand(30), grid),
		charge(Basis::Capacity(10), grid),
		flat_charge(1_000, Payee::Pool(Pool::Surcharges)),
		Item::Retail,
		Item::Redistribution(Pool::Deviation),
		Item::Redistribution(Pool::Surcharges),
	]);
	join(&[PLANT, RETAILER]);
	Participants::mutate(|all| all.extend([(FACTORY, 100), (HOUSE, 8)]));
	reads(0, PLANT, FIRST, &[(0, gave(16 * MWH))]);
	reads(1, FACTORY, FIRST, &[(0, took(11 * MWH))]);
	reads(2, HOUSE, FIRST, &[(0, took(MWH))]);
	supplied(HOUSE, RETAILER, PackageTerms::Fixed(60_000));
	let trade = |id, seller, buyer, energy, pricing| {
		contract(id, vec![stretch((FIRST, FIRST + 1), seller, buyer, early(energy), pricing)]);
	};
	trade(0, Some(PLANT), Some(FACTORY), 10 * MWH, fixed(45_000));
	trade(1, Some(PLANT), Some(RETAILER), 2 * MWH, fixed(42_000));
	trade(2, Some(PLANT), None, 3 * MWH, fixed(40_000));
	trade(3, None, Some(FACTORY), 3 * MWH, fixed(40_000));
	let difference = Pricing::Difference { price: 41_000, reference: Reference::DayAhead };
	trade(4, Some(PLANT), Some(RETAILER), MWH, difference);
}

/// The factory owes 100 and the retailer 50; the plant is due 90 and the wind farm 60.
fn debts() {
	published(0, 0);
	items(&[Item::Contracts]);
	join(&[PLANT, WIND, RETAILER, FACTORY]);
	sells(0, PLANT, FACTORY, 90);
	sells(1, WIND, FACTORY, 10);
	sells(2, WIND, RETAILER, 50);
}
