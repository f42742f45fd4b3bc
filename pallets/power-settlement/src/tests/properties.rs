// SPDX-License-Identifier: Apache-2.0

//! Any month, and any calls in any order.

use super::*;
use proptest::{prelude::*, test_runner::TestRunner};

/// Who has meters and contracts.
const PARTIES: [Party; 6] = [PLANT, WIND, RETAILER, FACTORY, HOUSE, ROOF];

/// Who has a bill, or none at all.
const ALL_PARTIES: [Party; 9] =
	[EXCHANGE, PLANT, WIND, RETAILER, FACTORY, HOUSE, ROOF, GRID, organization(12)];

/// Readings, as of which interval, import and export.
type Day = Vec<(usize, Energy, Energy)>;

/// What a month of two days is settled from.
#[derive(Clone, Debug)]
struct Books {
	prices: Vec<(Price, Price)>,
	bands: Vec<Band>,
	items: Vec<Item>,
	capacities: Vec<u32>,
	/// Of each meter: whose it was, and what it read, on either day.
	meters: Vec<[Option<(Party, Day)>; 2]>,
	flows: Vec<(u64, u32, u16, Flow)>,
	/// Who sells whom, whether in an auction, on which days, what and for how much.
	contracts: Vec<(Party, Party, bool, [u32; 2], Profile, Pricing)>,
	supplies: Vec<(Party, Party, u32)>,
	packages: Vec<PackageTerms>,
}

fn party() -> impl Strategy<Value = Party> {
	prop::sample::select(PARTIES.to_vec())
}

fn price() -> impl Strategy<Value = Price> {
	prop_oneof![4 => 0..60_000_i64, 1 => -900..10_i64]
}

fn band() -> impl Strategy<Value = Band> {
	prop::sample::select(vec![Band::Sharp, Band::Peak, Band::Flat, Band::Valley])
}

fn banded<Value: Copy + std::fmt::Debug>(
	value: impl Strategy<Value = Value> + Clone,
) -> impl Strategy<Value = Banded<Value>> {
	(value.clone(), value.clone(), value.clone(), value)
		.prop_map(|(sharp, peak, flat, valley)| Banded { sharp, peak, flat, valley })
}

fn pools(all: &[Pool]) -> impl Strategy<Value = Pool> {
	prop::sample::select(all.to_vec())
}

fn charges() -> impl Strategy<Value = Item> {
	let basis = prop_oneof![
		banded(-50..40_000_i64).prop_map(Basis::Energy),
		(0..5_000_i64).prop_map(Basis::Demand),
		(0..900_i64).prop_map(Basis::Capacity),
	];
	let payee = prop_oneof![
		prop::sample::select(vec![GRID, PLANT, EXCHANGE, HOUSE]).prop_map(Payee::Participant),
		pools(&[Pool::LineLoss, Pool::SystemOperation, Pool::Surcharges]).prop_map(Payee::Pool),
	];
	(basis, payee).prop_map(|(basis, payee)| charge(basis, payee))
}

/// Rules with most of the items there are, in any order but that pools are divided last.
fn rules() -> impl Strategy<Value = Vec<Item>> {
	let parts = || (0..=1_000_000_u32).prop_map(Permill::from_parts);
	let single =
		(parts(), parts(), prop::sample::subsequence((0..5_usize).collect::<Vec<_>>(), 3..=5))
			.prop_map(|(tolerance, fee, chosen)| {
				let all = [
					Item::Contracts,
					Item::RealTime,
					Item::Retail,
					Item::Differences,
					Item::Deviation { tolerance, fee },
				];
				chosen.into_iter().map(|place| all[place]).collect::<Vec<_>>()
			});
	let charges = prop::collection::vec(charges(), 0..4);
	let divided = prop::sample::subsequence(Pools::ALL.to_vec(), 0..=6);
	(single, charges, divided).prop_flat_map(|(single, charges, divided)| {
		let divided: Vec<_> = divided.into_iter().map(Item::Redistribution).collect();
		let items = [single, charges].concat();
		Just(items).prop_shuffle().prop_map(move |items| [items, divided.clone()].concat())
	})
}

fn day() -> impl Strategy<Value = Day> {
	let energy = || prop_oneof![3 => Just(0), 4 => 1..3_000_000_u64];
	prop::collection::vec((0..48_usize, energy(), energy()), 0..6)
}

fn profile() -> impl Strategy<Value = Profile> {
	let energy = 1..400_000_u64;
	prop_oneof![
		energy.clone().prop_map(Profile::Flat),
		(0..40_u16, 1..8_u16, energy.clone()).prop_map(|(from, length, energy)| Profile::Window {
			from,
			until: from + length,
			energy
		}),
		banded(energy.clone()).prop_map(Profile::Banded),
		prop::collection::vec(energy, 48)
			.prop_map(|curve| Profile::Curve(curve.try_into().unwrap())),
	]
}

fn reference() -> impl Strategy<Value = Reference> {
	prop::sample::select(vec![Reference::DayAhead, Reference::RealTime])
}

fn pricing() -> impl Strategy<Value = Pricing> {
	prop_oneof![
		2 => price().prop_map(Pricing::Fixed),
		1 => banded(0..60_000_i64).prop_map(Pricing::TimeOfUse),
		1 => (price(), reference())
			.prop_map(|(price, reference)| Pricing::Difference { price, reference }),
	]
}

fn package() -> impl Strategy<Value = PackageTerms> {
	prop_oneof![
		price().prop_map(PackageTerms::Fixed),
		banded(0..80_000_i64).prop_map(PackageTerms::TimeOfUse),
		(reference(), price()).prop_map(|(reference, fee)| PackageTerms::SpotPlusFee {
			reference,
			fee,
			floor: 5,
			ceiling: 70_000,
		}),
	]
}

fn books() -> impl Strategy<Value = Books> {
	let of_day = || prop::option::weighted(0.8, (party(), day()));
	let meters = prop::collection::vec((of_day(), of_day()).prop_map(|(a, b)| [a, b]), 1..6);
	let flow = (0..900_000_u64, 0..900_000_u64).prop_map(|(used_here, used_elsewhere)| Flow {
		created: used_elsewhere,
		used_elsewhere,
		used_here,
		green_here: 0,
	});
	let flows = prop::collection::vec((0..6_u64, 0..2_u32, 0..48_u16, flow), 0..6);
	let days = (0..2_u32, 1..3_u32).prop_map(|(from, length)| [from, from + length]);
	let contract = (party(), party(), prop::bool::weighted(0.6), days, profile(), pricing());
	let supply = (party(), prop::sample::select(vec![RETAILER, WIND, GRID]), 0..3_u32);
	let first = (
		prop::collection::vec((price(), price()), 96),
		prop::collection::vec(band(), 48),
		rules(),
		prop::collection::vec(0..500_u32, PARTIES.len()),
	);
	let second = (
		meters,
		flows,
		prop::collection::vec(contract, 0..8),
		prop::collection::vec(supply, 0..8),
		prop::collection::vec(package(), 3),
	);
	(first, second).prop_map(|(first, second)| {
		let (prices, bands, items, capacities) = first;
		let (meters, flows, contracts, supplies, packages) = second;
		Books { prices, bands, items, capacities, meters, flows, contracts, supplies, packages }
	})
}

impl Books {
	/// Has the month be so.
	fn open(&self) {
		BandsOf::set(self.bands.clone());
		items(&self.items);
		Participants::set(PARTIES.into_iter().zip(self.capacities.iter().copied()).collect());
		for day in FIRST..END {
			PricesOf::<Test>::insert(MARKET, day, prices(30_000, 30_000));
		}
		for (day, of_day) in (FIRST..).zip(self.prices.chunks(48)) {
			let at = of_day.iter().enumerate().map(|(place, (a, b))| (place, *a, *b));
			PricesOf::<Test>::insert(MARKET, day, prices_at(&at.collect::<Vec<_>>()));
		}
		for (meter, days) in (0..).zip(&self.meters) {
			for (day, of_day) in (FIRST..).zip(days) {
				let Some((owner, readings)) = of_day else { continue };
				let reading = |(import, export)| Reading { import, export, substituted: false };
				let at = readings.iter().map(|(place, a, b)| (*place, reading((*a, *b))));
				reads(meter, *owner, day, &at.collect::<Vec<_>>());
			}
		}
		let mut flows = BTreeMap::<_, BTreeMap<_, _>>::new();
		for (meter, day, place, flow) in &self.flows {
			let of_day = flows.entry((MeterId(*meter), FIRST + day)).or_default();
			of_day.insert(*place, *flow);
		}
		let flows = flows.into_iter().map(|(key, of_day)| (key, of_day.into_iter().collect()));
		FlowsOf::set(flows.collect());
		for (id, (seller, buyer, auction, days, profile, pricing)) in (0..).zip(&self.contracts) {
			let days = (FIRST + days[0], FIRST + days[1]);
			let between =
				|seller, buyer| vec![stretch(days, seller, buyer, profile.clone(), *pricing)];
			if *auction && matches!(pricing, Pricing::Fixed(_)) {
				contract(2 * id, between(Some(*seller), None));
				contract(2 * id + 1, between(None, Some(*buyer)));
			} else {
				contract(2 * id, between(Some(*seller), Some(*buyer)));
			}
		}
		let packages = (0..).zip(self.packages.clone());
		Packages::set(packages.map(|(id, terms)| (PackageId(id), terms)).collect());
		let supplies = self.supplies.iter().map(|(party, retailer, package)| {
			(*party, Supply { retailer: *retailer, package: PackageId((*package).into()) })
		});
		SupplyOf::set(supplies.collect());
	}
}

fn runner(cases: u32) -> TestRunner {
	TestRunner::new(ProptestConfig {
		failure_persistence: None,
		..ProptestConfig::with_cases(cases)
	})
}

#[test]
fn bills_sum_to_zero_whatever_the_month_and_the_steps_are() {
	let limits = || prop::collection::vec(1..9_u32, 1..5);
	let lines = core::cell::Cell::new([0; 11]);
	let run = runner(32).run(&(books(), limits()), |(books, limits)| {
		let mut at_once = None;
		ExtBuilder::build_and_execute(|| {
			books.open();
			billed();
			let bills = bills_of(ID);
			assert_eq!(bills.values().map(|bill| bill.total).sum::<i128>(), 0);
			// Of each bill three lines are rounded for this pool, by half a unit at most.
			let Run { pools, accounts, .. } = run();
			assert!(2 * pools.rounding.unsigned_abs() <= 3 * u128::from(accounts), "{pools:?}");
			for line in bills.values().flat_map(|bill| bill.lines.iter()) {
				let mut seen = lines.get();
				seen[usize::from(codec::Encode::encode(&line.of)[0])] += 1;
				lines.set(seen);
				assert!(line.amount != 0);
			}
			at_once = Some((bills, Run { due: 0, ..run() }));
		});
		ExtBuilder::build_and_execute(|| {
			books.open();
			assert_ok!(start());
			let mut limits = limits.iter().cycle();
			while !matches!(status(), Status::Preliminary { .. }) {
				assert_ok!(advance(*limits.next().unwrap()));
			}
			assert_eq!(Some((bills_of(ID), Run { due: 0, ..run() })), at_once);
		});
		Ok(())
	});
	run.unwrap();
	// Lines of each kind were among them.
	assert!(lines.get().iter().all(|count| *count > 0), "{:?}", lines.get());
}

#[derive(Clone, Debug)]
enum Act {
	Start,
	Advance(usize, u32),
	Dispute(usize, usize, u8),
	Rule(usize, usize, bool),
	Pay(usize, usize),
	Enforce(usize, usize),
	Collect(usize, usize),
	/// A party puts more aside.
	Deposit(Party, Amount),
	/// A party's account is blocked, frozen or neither.
	Close(Party, u8),
	/// A reading is corrected.
	Correct(u64, u32, usize, Energy),
	Pass(Moment),
	/// Time passes until something is due.
	Wait,
}

fn acts() -> impl Strategy<Value = Act> {
	let n = || 0..60_usize;
	let anybody = || prop::sample::select(ALL_PARTIES.to_vec());
	prop_oneof![
		6 => Just(Act::Start),
		12 => (n(), prop_oneof![2 => 0..9_u32, 3 => Just(100)]).prop_map(|(run, limit)| Act::Advance(run, limit)),
		14 => (15..60_usize, n(), 0..3_u8).prop_map(|(run, n, line)| Act::Dispute(run, n, line)),
		14 => (15..60_usize, n(), prop::bool::weighted(0.6)).prop_map(|(run, n, upheld)| Act::Rule(run, n, upheld)),
		10 => (n(), n()).prop_map(|(run, n)| Act::Pay(run, n)),
		5 => (n(), n()).prop_map(|(run, n)| Act::Enforce(run, n)),
		5 => (n(), n()).prop_map(|(run, n)| Act::Collect(run, n)),
		5 => (anybody(), 1..90_000_u128).prop_map(|(party, amount)| Act::Deposit(party, amount)),
		9 => (anybody(), 0..5_u8).prop_map(|(party, how)| Act::Close(party, how)),
		5 => (0..6_u64, 0..2_u32, 0..48_usize, 0..2_000_000_u64)
			.prop_map(|(meter, day, place, import)| Act::Correct(meter, day, place, import)),
		4 => prop_oneof![1..HOUR_OR_SO, 1..9 * DAY].prop_map(Act::Pass),
		14 => Just(Act::Wait),
	]
}

const HOUR_OR_SO: Moment = 90 * MINUTE;

/// One of these, or nobody who could be meant.
fn one<Key: Copy + Ord>(keys: impl Iterator<Item = Key>, n: usize, or: Key) -> Key {
	let mut keys: Vec<_> = keys.collect();
	keys.sort_unstable();
	// Now and then it is another.
	if keys.is_empty() || n.is_multiple_of(20) {
		or
	} else {
		keys[n % keys.len()]
	}
}

/// The last run mostly, or one of the others.
fn some_run(n: usize) -> RunId {
	let count = NextRunId::<Test>::get().0;
	let n = u64::try_from(n).unwrap();
	if n < 15 {
		RunId(n % (count + 1))
	} else {
		RunId(count.saturating_sub(1))
	}
}

fn bill_that(run: RunId, n: usize, so: impl Fn(&Bill) -> bool) -> Party {
	let bills = bills_of(run).into_iter().filter(|(_, bill)| so(bill));
	one(bills.map(|(party, _)| party), n, ALL_PARTIES[n % ALL_PARTIES.len()])
}

fn take(act: Act) -> DispatchResult {
	match act {
		Act::Start => start(),
		Act::Advance(run, limit) => advance_run(some_run(run), limit),
		Act::Dispute(run, n, line) => {
			let run = some_run(run);
			let party = bill_that(run, n, |bill| !bill.lines.is_empty());
			Settlement::dispute(by(party), run, line, text("no"))
		}
		Act::Rule(run, n, upheld) => {
			let run = some_run(run);
			let open = Disputes::<Test>::iter_prefix(run).filter(|(_, it)| it.ruling.is_none());
			let (party, line) = one(open.map(|(key, _)| key), n, (HOUSE, 0));
			let court = signed(operator(COURT));
			Settlement::rule(court, run, party, line, upheld, text("so"))
		}
		Act::Pay(run, n) => {
			let run = some_run(run);
			Settlement::pay(by(bill_that(run, n, |bill| bill.owes() > 0)), run)
		}
		Act::Enforce(run, n) => {
			let run = some_run(run);
			let party = bill_that(run, n, |bill| bill.owes() > 0);
			Settlement::enforce(signed(ANYBODY), run, party)
		}
		Act::Collect(run, n) => {
			let run = some_run(run);
			Settlement::collect(signed(ANYBODY), run, bill_that(run, n, |bill| bill.due > 0))
		}
		Act::Deposit(party, amount) => {
			CollateralOf::mutate(party, |all| *all += amount);
			Ok(())
		}
		Act::Close(party, how) => {
			let account = account_of(party);
			match how {
				0..=2 => Assets::block(signed(0), CNY, account),
				3 => Assets::freeze(signed(0), CNY, account),
				_ => Assets::thaw(signed(0), CNY, account),
			}
		}
		Act::Correct(meter, day, place, import) => {
			let key = (MeterId(meter), FIRST + day);
			if !Settlement::is_locked(MARKET, FIRST + day) {
				Readings::mutate(|days| {
					if let Some(Some((_, readings))) = days.get_mut(&key) {
						readings[place].import = import;
					}
				});
			}
			Ok(())
		}
		Act::Pass(time) => {
			pass(time);
			Ok(())
		}
		Act::Wait => {
			if let Some((due, _)) = tasks().into_iter().min_by_key(|(due, _)| *due) {
				pass(due.saturating_sub(Now::get()));
			}
			Ok(())
		}
	}
}

fn root() -> Vec<u8> {
	sp_io::storage::root(sp_runtime::StateVersion::V1)
}

fn is_over(run: &Run) -> bool {
	matches!(run.status, Status::Withdrawn | Status::Settled | Status::Short)
}

/// What a party has, and has put aside.
fn wealth(party: Party) -> i128 {
	i128::try_from(money(party) + CollateralOf::get(party)).unwrap()
}

/// What has to hold after each call, when parties had so much to begin with.
fn check_all(had: &BTreeMap<Party, i128>) {
	check();
	let runs: Vec<_> = Runs::<Test>::iter().collect();
	let (mut received, mut owing) = (BTreeMap::new(), BTreeMap::new());
	for (id, run) in &runs {
		for (party, bill) in bills_of(*id) {
			let paid = bill.due.signum() * i128::try_from(bill.paid).unwrap();
			*received.entry(party).or_insert(0) += paid;
			*owing.entry(party).or_insert(0) += u32::from(run.status.is_final() && bill.owes() > 0);
		}
	}
	// All money is where the bills say.
	let mut total = i128::try_from(pot()).unwrap();
	for (party, had) in had {
		let wealth = wealth(*party);
		let received = received.get(party).copied().unwrap_or_default();
		assert_eq!(wealth - had, received, "{party:?}");
		total += wealth;
	}
	assert_eq!(total, had.values().sum::<i128>());
	// Each run that is not over goes on once.
	let going = runs.iter().filter(|(_, run)| !is_over(run));
	let mut expected: Vec<_> = going.map(|(id, run)| (run.due, Task::Advance(*id))).collect();
	let mut found = tasks();
	let by_run = |(_, Task::Advance(id)): &(Moment, Task)| id.0;
	expected.sort_unstable_by_key(by_run);
	found.sort_unstable_by_key(by_run);
	assert_eq!(found, expected);
	// What keeps a party is what it owes.
	if !runs.iter().any(|(_, run)| matches!(run.status, Status::Posting { .. })) {
		owing.retain(|_, count| *count > 0);
		let debts = Debts::<Test>::iter().map(|(party, _, count)| (party, count));
		assert_eq!(debts.collect::<BTreeMap<_, _>>(), owing);
	}
}

/// All runs go on until nobody owes anything any more.
fn end(had: &mut BTreeMap<Party, i128>) {
	for party in ALL_PARTIES {
		assert_ok!(take(Act::Close(party, u8::MAX)));
	}
	let mut turns = 0;
	while !Runs::<Test>::iter_values().all(|run| is_over(&run)) {
		assert_ok!(take(Act::Wait));
		turns += 1;
		assert!(turns < 1_000, "it does not end");
	}
	for (id, run) in
		Runs::<Test>::iter().filter(|(_, run)| run.status == Status::Short).collect::<Vec<_>>()
	{
		for (party, bill) in bills_of(id) {
			let owes = bill.owes();
			if owes > 0 {
				assert_ok!(take(Act::Deposit(party, owes)));
				*had.get_mut(&party).unwrap() += i128::try_from(owes).unwrap();
				assert_ok!(Settlement::enforce(signed(ANYBODY), id, party));
			}
		}
		if run.collected == run.owed {
			for party in bills_of(id).into_keys() {
				let _ = Settlement::collect(signed(ANYBODY), id, party);
			}
		} else {
			assert_ok!(advance_run(id, ALL));
		}
		check_all(had);
	}
}

/// How many events there were of kinds that do not happen in every month. They are forgotten then: the
/// more there are, the longer it takes to tell what changed.
fn count_events() -> [usize; 6] {
	let events = events();
	System::reset_events();
	let count = |kind: fn(&&Event<Test>) -> bool| events.iter().filter(kind).count();
	[
		count(|event| matches!(event, Event::Paid { .. })),
		count(|event| matches!(event, Event::PaidOut { .. })),
		count(|event| matches!(event, Event::NotPaidOut { .. })),
		count(|event| matches!(event, Event::Enforced { missing: 0, .. })),
		count(|event| matches!(event, Event::Enforced { drawn: 1.., missing: 1.., .. })),
		count(|event| matches!(event, Event::Settled { missing: 1.., .. })),
	]
}

#[test]
fn everybody_gets_what_is_due_whatever_is_called() {
	let seen = core::cell::Cell::new([0; 8]);
	let see = |now: &[usize]| {
		let mut all = seen.get();
		all.iter_mut().zip(now).for_each(|(count, more)| *count += more);
		seen.set(all);
	};
	let blocked = prop::option::weighted(0.8, prop::sample::select(ALL_PARTIES.to_vec()));
	let sequences = (books(), blocked, prop::collection::vec(acts(), 60..120));
	let run = runner(32).run(&sequences, |(books, blocked, acts)| {
		let mut ext = ExtBuilder::build();
		ext.execute_with(|| books.open());
		// It is quicker to tell what changed when all this is in the database.
		ext.commit_all().unwrap();
		ext.execute_with(|| {
			assert_ok!(start());
			if let Some(party) = blocked {
				assert_ok!(take(Act::Close(party, 0)));
			}
			let mut had: BTreeMap<_, _> =
				ALL_PARTIES.into_iter().map(|party| (party, wealth(party))).collect();
			let mut before = root();
			for act in acts {
				if take(act.clone()).is_err() {
					assert!(root() == before, "what is refused changes nothing: {act:?}");
					continue;
				}
				if let Act::Deposit(party, amount) = act {
					*had.get_mut(&party).unwrap() += i128::try_from(amount).unwrap();
				}
				check_all(&had);
				see(&count_events());
				before = root();
			}
			end(&mut had);
			see(&count_events());
			let statuses: Vec<_> = Runs::<Test>::iter_values().map(|run| run.status).collect();
			let ends = |status: &Status| matches!(status, Status::Settled | Status::Withdrawn);
			assert!(statuses.iter().all(ends), "{statuses:?}");
			assert!(tasks().is_empty());
			// Everybody has what the last version says, and nothing is left over.
			assert_eq!(pot(), 0);
			let last = Finals::<Test>::get(MARKET, SEPTEMBER);
			for (party, had) in &had {
				let bill = last.and_then(|last| Bills::<Test>::get(last.run, party));
				let total = bill.map_or(0, |bill| bill.total);
				assert_eq!(wealth(*party) - had, total, "{party:?}");
			}
			// Nobody is reported twice for the same bill.
			let mut reports: Vec<_> = Reports::get().iter().map(|(_, it)| it.reference).collect();
			let reported = reports.len();
			reports.sort_unstable();
			reports.dedup();
			assert_eq!(reports.len(), reported);
			let withdrawn = statuses.iter().filter(|status| **status == Status::Withdrawn).count();
			see(&[0, 0, 0, 0, 0, 0, withdrawn, statuses.len() - 1]);
		});
		Ok(())
	});
	run.unwrap();
	// Each of these was seen.
	assert!(seen.get().iter().all(|count| *count > 0), "{:?}", seen.get());
}
