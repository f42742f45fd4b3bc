// SPDX-License-Identifier: Apache-2.0

//! February in a power market: two generators, a retailer, a factory, a school and a clinic, the grid
//! company, which runs the market, and a farm with a solar roof that gives energy to a neighbor and sells
//! some to a charging station, where a car pays by voucher. A reading is lost and turns up later, a price
//! is wrong and disputed, and the clinic does not pay in time. Every bill is computed by hand.

use crate::common::*;
use covenant_primitives::{
	power::{
		Band, Banded, Basis, ChargeKind, Day, Interval, Item, PackageTerms, Payee, Pool, Pricing,
		Profile, Reference, Role, Rules, Settlements, Substitution, Timetable, MWH,
	},
	AssetId, ChannelId, ContractId, CreditScores, DeviceKey, MarketId, MeterId, Month, Party,
	Voucher,
};
use covenant_runtime::{
	AccountId, Assets, Credit, Metering, Organizations, PowerContracts, PowerMarket,
	PowerSettlement, Runtime,
};
use frame_support::{assert_err, assert_ok};
use pallet_energy_blocks::{BlockId, Call as BlocksCall};
use pallet_metering::{Call as MeterCall, Device, Message, SignedMessage, Source};
use pallet_payment_channels::Call as ChannelCall;
use pallet_power_contracts::{Call as ContractCall, Status as ContractStatus};
use pallet_power_market::Call as MarketCall;
use pallet_power_retail::Call as RetailCall;
use pallet_power_settlement::{
	runtime_api::Formula, Call, DayPrices, Error, LineKind, Prices, RunId, Status,
};
use sp_core::{ed25519, sr25519, Pair};
use sp_runtime::{BoundedVec, MultiSignature, Permill};

const CNY: AssetId = covenant_runtime::genesis_config_presets::CNY;
const MARKET: MarketId = MarketId(0);
const HOUR: u64 = DAY / 24;
/// Half hours, in China.
const TIMES: Timetable = Timetable { length: HOUR / 2, offset: 8 * HOUR };
const PER_DAY: u32 = 48;
/// The first days of February and of March 2026.
const FEBRUARY: Day = 20_485;
const MARCH: Day = FEBRUARY + 28;
/// What the day-ahead and the real-time market paid in every interval, in fen per MWh.
const DAY_AHEAD: i64 = 40_000;
const REAL_TIME: i64 = 50_000;

fn february() -> Month {
	"2026-02".parse().unwrap()
}

fn text<const N: u32>(text: &str) -> BoundedVec<u8, sp_core::ConstU32<N>> {
	BoundedVec::truncate_from(text.as_bytes().to_vec())
}

/// Valley until eight, peak until eight in the evening.
fn rules() -> Rules {
	let bands = [[Band::Valley; 16].as_slice(), &[Band::Peak; 24], &[Band::Flat; 8]].concat();
	let all =
		|price| Basis::Energy(Banded { sharp: price, peak: price, flat: price, valley: price });
	let grid = Basis::Energy(Banded { sharp: 25_000, peak: 20_000, flat: 15_000, valley: 10_000 });
	let charge = |kind, basis, payee| Item::Charge { kind, basis, payee };
	let items = vec![
		Item::Contracts,
		Item::Differences,
		Item::RealTime,
		Item::Deviation { tolerance: Permill::from_percent(3), fee: Permill::from_percent(5) },
		charge(ChargeKind::Transmission, grid, Payee::Participant(Party::Organization(GRID))),
		charge(
			ChargeKind::SystemOperation,
			Basis::Demand(3_000),
			Payee::Pool(Pool::SystemOperation),
		),
		charge(ChargeKind::Surcharge, all(2_700), Payee::Pool(Pool::Surcharges)),
		Item::Retail,
		Item::Redistribution(Pool::Balancing),
		Item::Redistribution(Pool::Deviation),
	];
	Rules {
		gate_closure: HOUR,
		floor: -10_000,
		ceiling: 150_000,
		bands: bands.try_into().unwrap(),
		substitution: Substitution::LastWeek,
		min_collateral: 100_000,
		margin: Permill::from_percent(10),
		margin_period: DAY,
		items: items.try_into().unwrap(),
	}
}

/// Who signs for the parties that the presets do not know, and which organizations they are.
struct Parties {
	coal: Party,
	wind: Party,
	retailer: Party,
	clinic: Party,
	farm: Party,
	station: Party,
}

const FACTORY: Party = Party::Organization(WORKS);
const NEIGHBOR: Party = Party::Organization(SCHOOL);
const GRID_COMPANY: Party = Party::Organization(GRID);

fn own(party: Party) -> AccountId {
	Organizations::account_of(party.organization().unwrap())
}

/// Has a party take part, with money and some of it as collateral.
fn join(by: impl Signer + Clone, party: Party, role: Role, collateral: u128) {
	let mint = AssetsCall::mint { id: CNY, beneficiary: own(party).into(), amount: ENDOWMENT };
	assert_ok!(send(Bob, act(mint)));
	let (market, capacity) = (MARKET, 1_000);
	assert_ok!(send(by.clone(), MarketCall::<Runtime>::join { market, role, capacity }));
	assert_ok!(send(Dave, MarketCall::<Runtime>::admit { market, party }));
	assert_ok!(send(by, MarketCall::<Runtime>::deposit { market, amount: collateral }));
}

fn admitted(number: u32, name: &str, role: Role, collateral: u128) -> Party {
	let party = Party::Organization(admit(uscc(number), account(name), &[]));
	join(&key(name), party, role, collateral);
	party
}

/// A market whose rules hold from the third of January on, and all who take part.
fn opened() -> Parties {
	let name = text("Zhejiang");
	assert_ok!(send(Dave, MarketCall::<Runtime>::open { name, asset: CNY, timetable: TIMES }));
	let from = TIMES.day_at(now()) + 2;
	let propose = MarketCall::<Runtime>::propose_rules { market: MARKET, from, rules: rules() };
	assert_ok!(send(Dave, propose));
	let hash = PowerMarket::query_market(MARKET).unwrap().proposed.unwrap().hash;
	decide(MarketCall::<Runtime>::consent { market: MARKET, hash });
	pass_until(TIMES.start_of_day(from));
	join(Dave, GRID_COMPANY, Role::GridCompany, 100_000);
	join(Eve, FACTORY, Role::Consumer, 20_000_000);
	join(Charlie, NEIGHBOR, Role::Consumer, 1_000_000);
	Parties {
		coal: admitted(1, "coal", Role::Generator, 20_000_000),
		wind: admitted(2, "wind", Role::Generator, 20_000_000),
		retailer: admitted(3, "retailer", Role::Retailer, 20_000_000),
		clinic: admitted(4, "clinic", Role::Consumer, 2_000_000),
		farm: admitted(5, "farm", Role::Prosumer, 100_000),
		station: admitted(6, "station", Role::Consumer, 100_000),
	}
}

/// A contract over all of February, in which `by` sells so much in each interval.
fn contract(
	by: impl Signer,
	buyer: (impl Signer, Party),
	energy: u64,
	pricing: Pricing,
) -> ContractId {
	let id = pallet_power_contracts::NextContractId::<Runtime>::get();
	let propose = ContractCall::<Runtime>::propose {
		market: MARKET,
		counterparty: buyer.1,
		sells: true,
		period: (FEBRUARY, MARCH),
		profile: Profile::Flat(energy),
		pricing,
		answer_by: now() + DAY,
	};
	assert_ok!(send(by, propose));
	assert_ok!(send(buyer.0, ContractCall::<Runtime>::accept { contract: id }));
	id
}

/// A package of the retailer's, and who subscribes to it from February on.
fn package(terms: PackageTerms, subscriber: impl Signer) {
	let package = pallet_power_retail::NextPackageId::<Runtime>::get();
	let (market, from, until) = (MARKET, february(), february().after(12));
	let name = text("Home");
	let publish = RetailCall::<Runtime>::publish { market, name, terms, from, until };
	assert_ok!(send(&key("retailer"), publish));
	assert_ok!(send(subscriber, RetailCall::<Runtime>::subscribe { package, from }));
}

/// A meter that reads the same in every interval.
struct Meter {
	id: MeterId,
	device: ed25519::Pair,
	next: u64,
	import: u64,
	export: u64,
}

impl Meter {
	fn register(number: u8, owner: Party, import: u64, export: u64) -> Self {
		let device = ed25519::Pair::from_seed(&[number; 32]);
		let id = pallet_metering::NextMeterId::<Runtime>::get();
		let register = MeterCall::<Runtime>::register {
			market: MARKET,
			point: text(&format!("point {number}")),
			owner,
			device: Device {
				key: DeviceKey::Ed25519(device.public()),
				imports: import > 0,
				exports: export > 0,
				multiplier: 1_000,
				limit: 2 * MWH,
				source: (export > 0).then_some(Source::Solar),
			},
		};
		assert_ok!(send(Dave, register));
		Self { id, device, next: 0, import, export }
	}

	fn sign(&self, sequence: u64, interval: Interval, import: u64) -> SignedMessage {
		let message = Message {
			meter: self.id,
			sequence,
			start: TIMES.start(interval),
			import: import / 1_000,
			export: self.export / 1_000,
		};
		let payload = message.payload(frame_system::Pallet::<Runtime>::block_hash(0));
		SignedMessage { message, signature: self.device.sign(&payload).0 }
	}

	/// What it says of the intervals from a place of a day to another.
	fn read(&mut self, day: Day, places: core::ops::Range<u32>) -> Vec<SignedMessage> {
		let first = TIMES.first_of(day);
		places
			.map(|place| {
				self.next += 1;
				self.sign(self.next - 1, first + place, self.import)
			})
			.collect()
	}
}

fn submit(messages: Vec<SignedMessage>) {
	let messages = messages.try_into().unwrap();
	assert_ok!(send(Dave, MeterCall::<Runtime>::submit { messages }));
}

fn close_day(meters: &[Meter], day: Day) {
	let meters = meters.iter().map(|meter| meter.id).collect::<Vec<_>>().try_into().unwrap();
	assert_ok!(send(Dave, MeterCall::<Runtime>::close_days { meters, day }));
}

/// Where the school's meter is among the meters, and which of its readings is lost: that of ten half hours
/// after midnight, on the tenth of February.
const SCHOOLS: usize = 3;
const LOST: (Day, u32) = (FEBRUARY + 9, 10);

/// Meters read a day, which is closed in the afternoon of the next one.
fn read_day(meters: &mut [Meter], day: Day) {
	pass_until(TIMES.start_of_day(day + 1));
	let mut messages = Vec::new();
	for (place, meter) in meters.iter_mut().enumerate() {
		if (place, day) == (SCHOOLS, LOST.0) {
			submit(meter.read(day, 0..LOST.1));
			meter.next += 1;
			let skip = MeterCall::<Runtime>::skip { meter: meter.id, until: meter.next };
			assert_ok!(send(Dave, skip));
			messages.extend(meter.read(day, LOST.1 + 1..PER_DAY));
		} else {
			messages.extend(meter.read(day, 0..PER_DAY));
		}
	}
	submit(messages);
	pass(13 * HOUR);
	close_day(meters, day);
}

/// At noon of the fifteenth the farm makes a block of all that its roof gave to the grid in half an hour: a
/// third is for the school next door, the rest for the charging station.
fn share_the_sun(meters: &[Meter], parties: &Parties) {
	let noon = TIMES.first_of(FEBRUARY + 14) + 24;
	let (roof, school, station) = (meters[5].id, meters[SCHOOLS].id, meters[6].id);
	let farm = &key("farm");
	let create = BlocksCall::<Runtime>::create { meter: roof, interval: noon, energy: 60_000 };
	assert_ok!(send(farm, create));
	assert_ok!(send(farm, BlocksCall::<Runtime>::split { block: BlockId(0), energy: 20_000 }));
	let give = BlocksCall::<Runtime>::give { block: BlockId(1), to: NEIGHBOR };
	assert_ok!(send(farm, give));
	assert_ok!(send(Charlie, BlocksCall::<Runtime>::use_up { block: BlockId(1), meter: school }));
	let to = Some(parties.station);
	assert_ok!(send(farm, BlocksCall::<Runtime>::offer { block: BlockId(2), price: 1_500, to }));
	let (buyer, block) = (&key("station"), BlockId(2));
	assert_ok!(send(buyer, BlocksCall::<Runtime>::buy { block, price: 1_500 }));
	assert_ok!(send(buyer, BlocksCall::<Runtime>::use_up { block, meter: station }));
	// A car of the bank's charges there, and promises more with each kilowatt hour.
	let car = sr25519::Pair::from_seed(&[77; 32]);
	let open = ChannelCall::<Runtime>::open {
		payee: parties.station,
		asset: CNY,
		deposit: 5_000,
		signer: car.public().0.into(),
		window: DAY,
	};
	assert_ok!(send(Bob, open));
	let mut last = None;
	for kilowatt_hours in 1..=40 {
		let amount = 60 * kilowatt_hours;
		let expires = now() + DAY;
		let voucher = Voucher { channel: ChannelId(0), asset: CNY, amount, expires };
		let genesis = frame_system::Pallet::<Runtime>::block_hash(0);
		last = Some((voucher, MultiSignature::Sr25519(car.sign(&voucher.payload(genesis)))));
	}
	let (voucher, signature) = last.unwrap();
	let before = cny(&own(parties.station));
	assert_ok!(send(buyer, ChannelCall::<Runtime>::claim { voucher, signature }));
	assert_eq!(cny(&own(parties.station)), before + 2_400);
	assert_ok!(send(buyer, ChannelCall::<Runtime>::close { channel: ChannelId(0) }));
}

fn publish(day: Day, real_time: i64) {
	let prices = |price| Prices::truncate_from(vec![price; PER_DAY as usize]);
	let prices = DayPrices { day_ahead: prices(DAY_AHEAD), real_time: prices(real_time) };
	assert_ok!(send(Dave, Call::<Runtime>::publish_prices { market: MARKET, day, prices }));
}

fn start(month: &str) -> RunId {
	let run = pallet_power_settlement::NextRunId::<Runtime>::get();
	let month = month.parse().unwrap();
	assert_ok!(send(Dave, Call::<Runtime>::start { market: MARKET, month }));
	run
}

/// In January nothing was metered or delivered: it is settled by itself, with bills of nothing.
fn settle_january() {
	let run = start("2026-01");
	pass(10 * DAY);
	assert_eq!((status(run), total(run, FACTORY)), (Status::Settled, 0));
}

/// Anybody has a run go on until its bills can be disputed.
fn compute(run: RunId) {
	while !matches!(status(run), Status::Preliminary { .. }) {
		assert_ok!(send(Ferdie, Call::<Runtime>::advance { run, limit: 20 }));
	}
}

fn status(run: RunId) -> Status {
	PowerSettlement::query_run(run).unwrap().run.status
}

fn total(run: RunId, party: Party) -> i128 {
	let bill = PowerSettlement::query_bill(run, party).unwrap();
	bill.bill.total
}

fn lines(run: RunId, party: Party) -> Vec<(LineKind, i128)> {
	let bill = PowerSettlement::query_bill(run, party).unwrap();
	bill.bill.lines.iter().map(|line| (line.of, line.amount)).collect()
}

/// February has 28 · 48 = 1,344 intervals: 448 in the valley, 672 at the peak, 224 flat. In MWh:
///
/// | | E, metered | Q, contracted |
/// | --- | --- | --- |
/// | coal | 0.9 · 1,344 = 1,209.6 | 0.8 · 1,344 = 1,075.2 |
/// | wind | 537.6 | 336 |
/// | factory | −1,209.6 | −1,075.2 |
/// | school | 268.8 taken, of which 0.02 were the farm's and 268.78 the retailer's | |
/// | clinic | 134.4 taken, all the retailer's | |
/// | retailer | −(268.78 + 134.4) = −403.18 | −336 |
/// | farm | 80.64 − 0.06 = 80.58 | |
/// | station | −(67.2 − 0.04) = −67.16 | |
///
/// Σ(E − Q) = 147.84 MWh were lost on the way: at 50,000 a MWh the balancing pool has −7,392,000.
fn check_first_bills(run: RunId, parties: &Parties) {
	use LineKind::*;
	let Parties { coal, wind, retailer, clinic, farm, station } = *parties;
	// The fee: a twentieth of 40,000 for each MWh beyond three hundredths of Q.
	let of_coal = [
		(Contracts, 45_158_400), // 1,075.2 · 42,000
		(RealTime, 6_720_000),   // 134.4 · 50,000
		(Deviation, -204_288),   // (134.4 − 32.256) · 2,000
	];
	assert_eq!(lines(run, coal), of_coal);
	let of_wind = [
		(Contracts, 12_768_000), // 336 · 38,000
		(Differences, 134_400),  // 134.4 · (41,000 − 40,000)
		(RealTime, 10_080_000),  // 201.6 · 50,000
		(Deviation, -383_040),   // (201.6 − 10.08) · 2,000
	];
	assert_eq!(lines(run, wind), of_wind);
	let of_factory = [
		(Contracts, -45_158_400),
		(RealTime, -6_720_000),
		(Deviation, -204_288),
		(Charge(4), -19_152_000), // 0.9 · (448 · 10,000 + 672 · 20,000 + 224 · 15,000)
		(Charge(5), -5_400_000),  // 1,800 kW · 3,000
		(Charge(6), -3_265_920),  // 1,209.6 · 2,700
		(Share(Pool::Balancing), -5_322_240), // −7,392,000 · 1,209.6 / 1,680
		(Share(Pool::Deviation), 652_188), // 905,816 · 0.72 = 652,187.52
	];
	assert_eq!(lines(run, FACTORY), of_factory);
	let of_school = [
		(Charge(4), -4_256_000),
		(Charge(5), -1_200_000),
		(Charge(6), -725_760),
		(Retail, -13_976_560), // 268.78 · 52,000
		(Share(Pool::Balancing), -1_182_720),
		(Share(Pool::Deviation), 144_931),
	];
	assert_eq!(lines(run, NEIGHBOR), of_school);
	let of_clinic = [
		(Charge(4), -2_128_000),
		(Charge(5), -600_000),
		(Charge(6), -362_880),
		(Retail, -6_944_000), // 44.8 · 40,000 + 67.2 · 60,000 + 22.4 · 50,000
		(Share(Pool::Balancing), -591_360),
		(Share(Pool::Deviation), 72_465),
	];
	assert_eq!(lines(run, clinic), of_clinic);
	let of_station = [
		(RealTime, -3_358_000), // 67.16 · 50,000
		(Charge(4), -1_064_000),
		(Charge(5), -300_000),
		(Charge(6), -181_440),
		(Share(Pool::Balancing), -295_680),
		(Share(Pool::Deviation), 36_233),
	];
	assert_eq!(lines(run, station), of_station);
	let of_retailer = [
		(Contracts, -12_768_000),
		(Differences, -134_400),
		(RealTime, -3_359_000), // 67.18 · 50,000
		(Deviation, -114_200),  // (67.18 − 10.08) · 2,000
		(Sales, 20_920_560),    // 13,976,560 + 6,944,000
	];
	assert_eq!(lines(run, retailer), of_retailer);
	assert_eq!(lines(run, farm), [(RealTime, 4_029_000)]);
	let of_grid = [
		(Income(4), 26_600_000),
		(Rest(Pool::SystemOperation), 7_500_000),
		(Rest(Pool::Surcharges), 4_536_000),
		// The shares of 905,816 were rounded up to 905,817.
		(Rest(Pool::Rounding), -1),
	];
	assert_eq!(lines(run, GRID_COMPANY), of_grid);
}

/// What each gets or pays all together, so that it sums to nothing.
fn first_totals(parties: &Parties) -> [(Party, i128); 9] {
	[
		(parties.coal, 51_674_112),
		(parties.wind, 22_599_360),
		(parties.retailer, 4_544_960),
		(parties.farm, 4_029_000),
		(GRID_COMPANY, 38_635_999),
		(FACTORY, -84_570_660),
		(NEIGHBOR, -21_196_109),
		(parties.clinic, -10_553_775),
		(parties.station, -5_162_887),
	]
}

fn reason() -> pallet_power_settlement::Reason {
	text("the price of the fifth is wrong")
}

/// The real-time price of a day is ten times too low, which the coal plant disputes. A court agrees.
fn dispute_a_price(parties: &Parties) {
	let run = start("2026-02");
	assert!(PowerSettlement::is_locked(MARKET, FEBRUARY + 4));
	compute(run);
	// It delivered 4.8 MWh more than it sold on that day, and got 45,000 a MWh too little.
	assert_eq!(total(run, parties.coal), 51_674_112 - 216_000);
	let dispute = |line| Call::<Runtime>::dispute { run, line, reason: reason() };
	assert_err!(send(Eve, dispute(99)), Error::<Runtime>::NoLine);
	assert_ok!(send(&key("coal"), dispute(1)));
	let party = parties.coal;
	let rule = |upheld| Call::<Runtime>::rule { run, party, line: 1, upheld, reason: reason() };
	assert_ok!(send(Ferdie, rule(true)));
	assert_eq!(status(run), Status::Withdrawn);
	assert!(!PowerSettlement::is_locked(MARKET, FEBRUARY + 4));
	publish(FEBRUARY + 4, REAL_TIME);
}

/// All but the clinic pay. Its collateral does not suffice, and whoever is due money waits for a part.
fn pay_but_one(run: RunId, parties: &Parties, before: &[u128; 9]) {
	let totals = first_totals(parties);
	assert_err!(send(Eve, Call::<Runtime>::pay { run }), Error::<Runtime>::InvalidState);
	pass(5 * DAY + HOUR);
	assert!(matches!(status(run), Status::Payable { .. }));
	assert_ok!(send(Eve, Call::<Runtime>::pay { run }));
	assert_err!(send(Eve, Call::<Runtime>::pay { run }), Error::<Runtime>::NothingDue);
	assert_ok!(send(Charlie, Call::<Runtime>::pay { run }));
	assert_ok!(send(&key("station"), Call::<Runtime>::pay { run }));
	let score = || Credit::score(parties.clinic.organization().unwrap());
	let trusted = score();
	pass(8 * DAY);
	assert_eq!(status(run), Status::Short);
	assert!(PowerSettlement::is_settled(MARKET, MARCH - 1));
	assert!(score() < trusted, "whoever does not pay loses credit");
	// 2,000,000 of 10,553,775 were drawn: 112,929,656 of 121,483,431 are there.
	let parts = [48_035_683, 21_008_115, 4_224_944, 3_745_313, 35_915_598];
	for (((party, _), part), before) in totals.iter().zip(parts).zip(before) {
		assert_eq!(cny(&own(*party)), before + part, "{party:?}");
	}
	assert_ok!(send(&key("clinic"), Call::<Runtime>::pay { run }));
	pass(HOUR);
	assert_eq!(status(run), Status::Settled);
	for ((party, total), before) in totals.iter().zip(before) {
		// What was drawn from collateral was not free before.
		let held = if *party == parties.clinic { 2_000_000 } else { 0 };
		let has = i128::try_from(cny(&own(*party))).unwrap();
		assert_eq!(has, i128::try_from(*before).unwrap() + total + held, "{party:?}");
	}
}

/// The lost reading turns up: 1.2 MWh in the place of 0.2. One MWh more costs the school 52,000 at its
/// retailer, 10,000 for the grid in the valley, 2,700 of surcharges, and 2,000 kW of demand 6,000,000; the
/// retailer earns 52,000, pays 50,000 for what it had not bought and a fee of 2,000 more. The pools change
/// with it, and so does every consumer's share of them, now of 1,681 MWh.
fn correct(meters: &[Meter], parties: &Parties, first: RunId) -> RunId {
	let school = &meters[SCHOOLS];
	let lost = u64::from(LOST.0 - FEBRUARY) * u64::from(PER_DAY) + u64::from(LOST.1);
	submit(vec![school.sign(lost, TIMES.first_of(LOST.0) + LOST.1, 1_200_000)]);
	let run = start("2026-02");
	compute(run);
	let differences = [
		(parties.coal, 0),
		(parties.wind, 0),
		(parties.retailer, 0),
		(parties.farm, 0),
		(GRID_COMPANY, 6_012_701),
		(FACTORY, 40_196),
		(NEIGHBOR, -6_059_596),
		(parties.clinic, 4_466),
		(parties.station, 2_233),
	];
	for (party, difference) in differences {
		assert_eq!(total(run, party), total(first, party) + difference, "{party:?}");
	}
	run
}

#[test]
fn a_month_is_traded_metered_settled_disputed_paid_and_corrected() {
	on_local_chain(|| {
		let parties = opened();
		contract(&key("coal"), (Eve, FACTORY), 800_000, Pricing::Fixed(42_000));
		let retailer = (&key("retailer"), parties.retailer);
		let of_wind = contract(&key("wind"), retailer, 250_000, Pricing::Fixed(38_000));
		let retailer = (&key("retailer"), parties.retailer);
		let reference = Reference::DayAhead;
		let difference = Pricing::Difference { price: 41_000, reference };
		contract(&key("wind"), retailer, 100_000, difference);
		package(PackageTerms::Fixed(52_000), Charlie);
		let by_band = Banded { sharp: 70_000, peak: 60_000, flat: 50_000, valley: 40_000 };
		package(PackageTerms::TimeOfUse(by_band), &key("clinic"));

		pass_until(TIMES.start_of_day(FEBRUARY));
		let mut meters = vec![
			Meter::register(1, parties.coal, 0, 900_000),
			Meter::register(2, parties.wind, 0, 400_000),
			Meter::register(3, FACTORY, 900_000, 0),
			Meter::register(4, NEIGHBOR, 200_000, 0),
			Meter::register(5, parties.clinic, 100_000, 0),
			Meter::register(6, parties.farm, 0, 60_000),
			Meter::register(7, parties.station, 50_000, 0),
		];
		(FEBRUARY - 31..FEBRUARY).for_each(|day| publish(day, REAL_TIME));
		for day in FEBRUARY..MARCH {
			read_day(&mut meters, day);
			if day == FEBRUARY + 14 {
				share_the_sun(&meters, &parties);
			}
			publish(day, if day == FEBRUARY + 4 { REAL_TIME / 10 } else { REAL_TIME });
		}
		let too_early = || Call::<Runtime>::start { market: MARKET, month: february() };
		assert_err!(send(Dave, too_early()), Error::<Runtime>::TooEarly);
		pass(10 * DAY);
		assert_err!(send(Dave, too_early()), Error::<Runtime>::EarlierMonth);
		settle_january();
		dispute_a_price(&parties);

		let run = start("2026-02");
		let before = first_totals(&parties).map(|(party, _)| cny(&own(party)));
		compute(run);
		check_first_bills(run, &parties);
		for (party, expected) in first_totals(&parties) {
			assert_eq!(total(run, party), expected, "{party:?}");
		}
		let [.., fee] = &PowerSettlement::query_explain(run, parties.coal)[..] else { panic!() };
		assert_eq!((fee.formula, fee.line.amount), (Formula::Fee, -204_288));
		pay_but_one(run, &parties, &before);

		let corrected = correct(&meters, &parties, run);
		pass(6 * DAY);
		assert_ok!(send(Charlie, Call::<Runtime>::pay { run: corrected }));
		pass(HOUR);
		assert_eq!(status(corrected), Status::Settled);
		assert_eq!(Assets::balance(CNY, PowerSettlement::account()), 0);
		// Contracts let go of what is at stake once they are settled and old enough.
		pass_until(TIMES.start_of_day(MARCH + 61));
		let status = PowerContracts::query_contract(of_wind).unwrap().status;
		assert_eq!(status, ContractStatus::Concluded);
		let wind = PowerMarket::query_participant(MARKET, parties.wind).unwrap();
		assert_eq!(wind.participant.at_stake, 0);
		assert_eq!(Metering::query_day(meters[SCHOOLS].id, LOST.0).unwrap().substituted, 0);
	});
}
