// SPDX-License-Identifier: Apache-2.0

use super::*;

/// Half hours of the night are cheap, those of the morning dear.
fn tariff() {
	let bands = [[Band::Valley; 16], [Band::Peak; 16], [Band::Flat; 16]];
	BandsOf::set(bands.concat());
}

/// All prices are nothing but those of the first day.
fn priced(at: &[(usize, Price, Price)]) {
	published(0, 0);
	assert_ok!(publish(FIRST, prices_at(at)));
}

fn metered(party: Party) -> Counted {
	account(party).metered
}

fn contracted(party: Party) -> Contracted {
	account(party).contracted
}

/// Energy, and energy times real-time prices.
fn net(party: Party) -> (i128, i128) {
	let Counted { energy, product, .. } = metered(party);
	(energy, product)
}

/// The same, of contracts.
fn traded(party: Party) -> (i128, i128) {
	let Contracted { energy, product, .. } = contracted(party);
	(energy, product)
}

#[test]
fn what_was_given_less_what_was_taken_is_counted_by_interval() {
	ExtBuilder::build_and_execute(|| {
		tariff();
		priced(&[(0, 9, 300), (20, 9, 500), (40, 9, -100)]);
		join(&[ROOF, PLANT]);
		let both = Reading { import: 700, export: 1_000, substituted: false };
		reads(0, ROOF, FIRST, &[(0, took(2_000)), (20, gave(5_000)), (40, both)]);
		billed();
		let expected = Counted {
			connected: true,
			energy: 3_300,
			// −2,000 · 300 + 5,000 · 500 − 300 · 100.
			product: 1_870_000,
			import: Banded { sharp: 0, peak: 0, flat: 700, valley: 2_000 },
			// 2,000 Wh in half an hour.
			demand: 4_000,
			usage: Usage::default(),
		};
		assert_eq!(metered(ROOF), expected);
		assert_eq!(metered(PLANT), Counted::default());
		assert_eq!(run().import, 2_700);
	});
}

#[test]
fn every_day_has_its_own_prices() {
	ExtBuilder::build_and_execute(|| {
		published(0, 0);
		assert_ok!(publish(FIRST + 3, prices(0, 10)));
		assert_ok!(publish(END - 1, prices(0, 20)));
		join(&[PLANT]);
		reads(0, PLANT, FIRST - 1, &[(0, gave(1_000_000))]);
		reads(0, PLANT, FIRST, &[(0, gave(1))]);
		reads(0, PLANT, FIRST + 3, &[(0, gave(100))]);
		reads(0, PLANT, END - 1, &[(47, gave(10_000))]);
		reads(0, PLANT, END, &[(0, gave(1_000_000))]);
		billed();
		assert_eq!(net(PLANT), (10_101, 201_000));
	});
}

#[test]
fn substituted_readings_count() {
	ExtBuilder::build_and_execute(|| {
		priced(&[(0, 0, 3)]);
		join(&[HOUSE]);
		let substitute = Reading { import: 50, export: 0, substituted: true };
		reads(0, HOUSE, FIRST, &[(0, substitute)]);
		billed();
		assert_eq!(net(HOUSE), (-50, -150));
	});
}

#[test]
fn energy_in_blocks_that_were_used_is_settled_among_neighbors() {
	ExtBuilder::build_and_execute(|| {
		priced(&[(3, 0, 10), (7, 0, 1_000)]);
		join(&[ROOF, FACTORY]);
		reads(0, ROOF, FIRST, &[(3, gave(9_000))]);
		reads(1, FACTORY, FIRST, &[(3, took(10_000)), (7, took(1))]);
		// Of 7,000 in blocks 4,000 were used.
		let given = Flow { created: 7_000, used_elsewhere: 4_000, ..Default::default() };
		let taken = Flow { used_here: 4_000, green_here: 4_000, ..Default::default() };
		FlowsOf::mutate(|flows| {
			flows.insert((MeterId(0), FIRST), vec![(3, given)]);
			flows.insert((MeterId(1), FIRST), vec![(3, taken)]);
		});
		billed();
		assert_eq!(net(ROOF), (5_000, 50_000));
		// −6,000 · 10 − 1,000.
		assert_eq!(net(FACTORY), (-6_001, -61_000));
		// The grid carried it nevertheless.
		let Counted { import, demand, .. } = metered(FACTORY);
		assert_eq!((import.flat, demand), (10_001, 20_000));
	});
}

#[test]
fn no_more_is_used_than_was_metered() {
	ExtBuilder::build_and_execute(|| {
		priced(&[(0, 0, 10)]);
		join(&[ROOF]);
		reads(0, ROOF, FIRST, &[(0, Reading { import: 5, export: 8, substituted: false })]);
		let flow = Flow { used_elsewhere: 9, used_here: 9, ..Default::default() };
		// Nobody knows an interval 48 of this day.
		FlowsOf::mutate(|all| all.insert((MeterId(0), FIRST), vec![(0, flow), (48, flow)]));
		billed();
		assert_eq!((net(ROOF), metered(ROOF).import.flat), ((0, 0), 5));
	});
}

#[test]
fn a_meter_counts_for_whoever_had_it_on_that_day() {
	ExtBuilder::build_and_execute(|| {
		published(0, 1);
		join(&[HOUSE, ROOF]);
		reads(0, HOUSE, FIRST, &[(0, took(100))]);
		reads(0, ROOF, FIRST + 1, &[(0, took(20))]);
		reads(0, HOUSE, FIRST + 2, &[(0, took(3))]);
		billed();
		assert_eq!((net(HOUSE), net(ROOF)), ((-103, -103), (-20, -20)));
		assert_eq!((metered(HOUSE).demand, metered(ROOF).demand), (200, 40));
	});
}

#[test]
fn whoever_had_a_meter_in_another_month_has_none_in_this() {
	ExtBuilder::build_and_execute(|| {
		published(0, 1);
		join(&[HOUSE, ROOF]);
		reads(0, HOUSE, FIRST - 1, &[(0, took(100))]);
		reads(0, ROOF, FIRST, &[]);
		billed();
		assert_eq!(metered(HOUSE), Counted::default());
		// A meter that read nothing was there.
		assert_eq!(metered(ROOF), Counted { connected: true, ..Default::default() });
	});
}

#[test]
fn whoever_was_not_admitted_has_no_bill() {
	ExtBuilder::build_and_execute(|| {
		published(0, 1);
		join(&[PLANT, WIND, HOUSE]);
		Applied::set([PLANT, HOUSE].into());
		for (meter, party) in (0..).zip([PLANT, WIND, HOUSE]) {
			reads(meter, party, FIRST, &[(0, gave(5))]);
		}
		assert_ok!(start());
		assert_ok!(advance(1));
		let next = Cursor::After(Some(PLANT));
		assert_eq!(status(), Status::Counting { next });
		assert_ok!(advance(ALL));
		assert_eq!(bills_of(ID).into_keys().collect::<Vec<_>>(), [EXCHANGE, WIND]);
		assert_eq!(net(WIND), (5, 5));
	});
}

#[test]
fn a_run_waits_for_a_day_that_is_not_closed() {
	ExtBuilder::build_and_execute(|| {
		published(0, 1);
		join(&[HOUSE, PLANT]);
		reads(4, PLANT, FIRST, &[(0, gave(8))]);
		reads(5, HOUSE, FIRST, &[(0, took(100))]);
		reads(5, HOUSE, FIRST + 2, &[(0, took(7))]);
		Readings::mutate(|days| days.insert((MeterId(5), FIRST + 1), None));
		assert_ok!(start());
		assert_ok!(advance(ALL));
		let next = Cursor::Days { of: HOUSE, meter: MeterId(5), from: FIRST + 1, peak: 100 };
		let waits = Event::Waits { run: ID, meter: MeterId(5), day: FIRST + 1 };
		assert_eq!((status(), events().last()), (Status::Counting { next }, Some(&waits)));
		assert_eq!((run().due, tasks().len()), (Now::get() + RETRY, 1));
		assert_eq!(net(HOUSE), (-100, -100));
		// Neither callers nor tasks change that.
		assert_ok!(advance(ALL));
		pass(RETRY);
		assert_eq!(status(), Status::Counting { next });
		assert_eq!(net(HOUSE), (-100, -100));
		assert_eq!(events().iter().filter(|it| **it == waits).count(), 3);
		assert_eq!(tasks(), [(Now::get() + RETRY, Task::Advance(ID))]);
		reads(5, HOUSE, FIRST + 1, &[(0, took(60))]);
		pass(RETRY);
		assert!(status() != Status::Counting { next });
		assert_ok!(advance(ALL));
		assert_eq!((net(HOUSE), net(PLANT)), ((-167, -167), (8, 8)));
		assert_eq!(metered(HOUSE).demand, 200);
	});
}

#[test]
fn what_a_supplied_meter_took_before_an_open_day_is_counted_once() {
	ExtBuilder::build_and_execute(|| {
		published(0, 2);
		items(&[Item::Retail]);
		join(&[HOUSE]);
		supplied(HOUSE, RETAILER, PackageTerms::Fixed(1));
		Readings::mutate(|days| days.insert((MeterId(0), FIRST), None));
		reads(0, HOUSE, FIRST + 1, &[(0, took(7))]);
		assert_ok!(start());
		assert_ok!(advance(ALL));
		let next = Cursor::Days { of: HOUSE, meter: MeterId(0), from: FIRST, peak: 0 };
		assert_eq!(status(), Status::Counting { next });
		assert!(!Accounts::<Test>::contains_key(ID, RETAILER));
		reads(0, HOUSE, FIRST, &[(0, took(50))]);
		Readings::mutate(|days| days.insert((MeterId(0), END - 1), None));
		assert_ok!(advance(ALL));
		assert_ok!(advance(ALL));
		assert_eq!(net(RETAILER), (-57, -114));
		reads(0, HOUSE, END - 1, &[(0, took(600))]);
		assert_ok!(advance(ALL));
		assert_eq!(net(RETAILER), (-657, -1_314));
		assert_eq!(metered(HOUSE).usage.energy.flat, 657);
	});
}

#[test]
fn a_retailer_takes_the_place_of_its_subscriber() {
	ExtBuilder::build_and_execute(|| {
		tariff();
		priced(&[(0, 9, 300), (20, 9, 500)]);
		items(&[Item::Retail]);
		join(&[HOUSE, RETAILER]);
		let reference = Reference::DayAhead;
		let terms = PackageTerms::SpotPlusFee { reference, fee: 1, floor: 0, ceiling: 1_000 };
		supplied(HOUSE, RETAILER, terms);
		reads(0, HOUSE, FIRST, &[(0, took(3_000)), (20, gave(1_000))]);
		// Of its neighbor it has 1,000 that no retailer supplied.
		let flow = Flow { used_here: 1_000, ..Default::default() };
		FlowsOf::mutate(|flows| flows.insert((MeterId(0), FIRST), vec![(0, flow)]));
		// The retailer has a meter of its own.
		reads(1, RETAILER, FIRST, &[(20, took(10))]);
		billed();
		// What it gives to the grid stays its own.
		assert_eq!(net(HOUSE), (1_000, 500_000));
		assert_eq!(metered(HOUSE).import.valley, 3_000);
		// −2,000 · 300 − 10 · 500.
		assert_eq!(net(RETAILER), (-2_010, -605_000));
		assert_eq!(metered(RETAILER).import.peak, 10);
		let energy = Banded { valley: 2_000, ..Default::default() };
		// The day-ahead price and the fee: 2,000 · 10.
		assert_eq!(metered(HOUSE).usage, Usage { energy, product: 20_000 });
		let supply = Supply { retailer: RETAILER, package: PACKAGE };
		assert_eq!(account(HOUSE).supply, Some(supply));
		assert_eq!(account(RETAILER).supply, None);
	});
}

#[test]
fn packages_refer_to_real_time_prices_too() {
	ExtBuilder::build_and_execute(|| {
		priced(&[(0, 9, 300)]);
		items(&[Item::Retail]);
		join(&[HOUSE]);
		let reference = Reference::RealTime;
		let terms = PackageTerms::SpotPlusFee { reference, fee: 1, floor: 0, ceiling: 1_000 };
		supplied(HOUSE, RETAILER, terms);
		reads(0, HOUSE, FIRST, &[(0, took(10))]);
		billed();
		assert_eq!(metered(HOUSE).usage.product, 3_010);
	});
}

#[test]
fn retailers_without_a_part_in_the_market_are_charged_as_well() {
	ExtBuilder::build_and_execute(|| {
		published(0, 5);
		items(&[Item::Retail]);
		join(&[HOUSE]);
		supplied(HOUSE, RETAILER, PackageTerms::Fixed(7));
		reads(0, HOUSE, FIRST, &[(0, took(1_000))]);
		billed();
		assert_eq!(net(RETAILER), (-1_000, -5_000));
		assert_eq!(run().accounts, 3);
		assert!(Bills::<Test>::contains_key(ID, RETAILER));
	});
}

#[test]
fn a_retailer_may_supply_itself() {
	ExtBuilder::build_and_execute(|| {
		published(0, 5);
		items(&[Item::Retail, Item::RealTime]);
		join(&[RETAILER]);
		supplied(RETAILER, RETAILER, PackageTerms::Fixed(7));
		reads(0, RETAILER, FIRST, &[(0, took(MWH)), (1, gave(2 * MWH))]);
		billed();
		assert_eq!(net(RETAILER), (1_000_000, 5_000_000));
		let expected = [(LineKind::Retail, -7), (LineKind::RealTime, 5), (LineKind::Sales, 7)];
		assert_eq!(lines(RETAILER), expected);
	});
}

#[test]
fn a_market_without_retail_knows_no_subscribers() {
	ExtBuilder::build_and_execute(|| {
		published(0, 5);
		items(&[Item::RealTime]);
		join(&[HOUSE, RETAILER]);
		supplied(HOUSE, RETAILER, PackageTerms::Fixed(7));
		reads(0, HOUSE, FIRST, &[(0, took(1_000))]);
		billed();
		assert_eq!((net(HOUSE), net(RETAILER)), ((-1_000, -5_000), (0, 0)));
		assert_eq!(metered(HOUSE).usage, Usage::default());
	});
}

#[test]
fn the_demand_of_meters_is_added_each_by_its_own_peak() {
	ExtBuilder::build_and_execute(|| {
		published(0, 0);
		join(&[FACTORY]);
		reads(0, FACTORY, FIRST, &[(0, took(3_000)), (1, took(1_000))]);
		reads(0, FACTORY, FIRST + 5, &[(9, took(2_500))]);
		reads(1, FACTORY, FIRST, &[(0, took(1_000)), (1, gave(9_000))]);
		reads(1, FACTORY, FIRST + 1, &[(1, took(5_000))]);
		billed();
		// (3,000 + 5,000) Wh in half an hour each, though never in the same.
		assert_eq!(metered(FACTORY).demand, 16_000);
	});
}

#[test]
fn a_month_with_many_blocks_is_counted_in_steps() {
	ExtBuilder::build_and_execute(|| {
		published(0, 1);
		join(&[FACTORY]);
		let all = |import| (0..48).map(|place| (place, took(import))).collect::<Vec<_>>();
		let flow = Flow { used_here: 1, ..Default::default() };
		for day in 0..10_u32 {
			// The peak is in the first step.
			reads(0, FACTORY, FIRST + day, &all(if day == 2 { 900 } else { 500 }));
			let flows = (0..48).map(|place| (place, flow)).collect();
			FlowsOf::mutate(|all| all.insert((MeterId(0), FIRST + day), flows));
		}
		reads(1, FACTORY, FIRST, &[(0, took(100))]);
		assert_ok!(start());
		// 288 flows are those of six days.
		assert_ok!(advance(3));
		let next = Cursor::Days { of: FACTORY, meter: MeterId(0), from: FIRST + 6, peak: 900 };
		assert_eq!(status(), Status::Counting { next });
		assert_eq!(metered(FACTORY).demand, 0);
		assert_ok!(advance(1));
		let next = Cursor::Meters { of: FACTORY, after: Some(MeterId(0)) };
		assert_eq!(status(), Status::Counting { next });
		assert_eq!(metered(FACTORY).demand, 1_800);
		assert_ok!(advance(ALL));
		// 480 half hours of 500, of which a Wh is a neighbor's, 48 of them of 400 more, and 100.
		assert_eq!(net(FACTORY).0, -(480 * 499 + 48 * 400 + 100));
		assert_eq!(metered(FACTORY).demand, 2_000);
	});
}

#[test]
fn steps_that_end_with_the_month_end_the_meter() {
	ExtBuilder::build_and_execute(|| {
		published(0, 1);
		join(&[FACTORY]);
		let flow = Flow { used_here: 1, ..Default::default() };
		for day in END - 6..END {
			reads(0, FACTORY, day, &[(0, took(500))]);
			let flows = (0..48).map(|place| (place, flow)).collect();
			FlowsOf::mutate(|all| all.insert((MeterId(0), day), flows));
		}
		assert_ok!(start());
		assert_ok!(advance(3));
		let next = Cursor::Meters { of: FACTORY, after: Some(MeterId(0)) };
		assert_eq!(status(), Status::Counting { next });
		assert_eq!((net(FACTORY).0, metered(FACTORY).demand), (-6 * 499, 1_000));
	});
}

#[test]
fn a_contract_at_one_price() {
	ExtBuilder::build_and_execute(|| {
		published(350, 300);
		join(&[PLANT, FACTORY]);
		let days = (FIRST, FIRST + 2);
		let flat = Profile::Flat(1_000);
		contract(0, vec![stretch(days, Some(PLANT), Some(FACTORY), flat, fixed(400))]);
		billed();
		let expected = Contracted {
			any: true,
			// Two days of 48 half hours.
			energy: 96_000,
			product: 96_000 * 300,
			contracts: 96_000 * 400,
			day_ahead: 0,
			differences: 0,
		};
		assert_eq!(contracted(PLANT), expected);
		let expected = Contracted {
			any: true,
			energy: -96_000,
			product: -96_000 * 300,
			contracts: -96_000 * 400,
			..Default::default()
		};
		assert_eq!(contracted(FACTORY), expected);
		assert_eq!(net(PLANT), (0, 0));
	});
}

#[test]
fn a_contract_with_energy_and_prices_by_band() {
	ExtBuilder::build_and_execute(|| {
		tariff();
		published(0, 10);
		join(&[PLANT, FACTORY]);
		let energy = Profile::Banded(Banded { sharp: 99, peak: 30, flat: 20, valley: 10 });
		let price = Pricing::TimeOfUse(Banded { sharp: 99, peak: 700, flat: 500, valley: -200 });
		let days = (FIRST, FIRST + 1);
		contract(0, vec![stretch(days, Some(PLANT), Some(FACTORY), energy, price)]);
		billed();
		// 16 half hours of each band.
		assert_eq!(traded(PLANT), (960, 9_600));
		assert_eq!(contracted(PLANT).contracts, 16 * (30 * 700 + 20 * 500 - 10 * 200));
		assert_eq!(contracted(FACTORY).contracts, -464_000);
	});
}

#[test]
fn a_contract_for_a_part_of_the_day() {
	ExtBuilder::build_and_execute(|| {
		priced(&[(9, 0, 1_000), (10, 0, 100), (11, 0, -50), (12, 0, 1_000)]);
		join(&[PLANT, FACTORY]);
		let window = Profile::Window { from: 10, until: 12, energy: 500 };
		let days = (FIRST, FIRST + 1);
		contract(0, vec![stretch(days, Some(PLANT), Some(FACTORY), window, fixed(7))]);
		billed();
		// 500 · (100 − 50).
		assert_eq!((traded(PLANT), contracted(PLANT).contracts), ((1_000, 25_000), 7_000));
	});
}

#[test]
fn a_contract_with_a_curve() {
	ExtBuilder::build_and_execute(|| {
		priced(&[(1, 0, 1), (2, 0, 10), (47, 0, 100)]);
		join(&[PLANT, FACTORY]);
		let curve = Profile::Curve((0..48).collect::<Vec<_>>().try_into().unwrap());
		let days = (FIRST, FIRST + 1);
		contract(0, vec![stretch(days, Some(PLANT), Some(FACTORY), curve, fixed(2))]);
		billed();
		// 0 + … + 47, and 1 · 1 + 2 · 10 + 47 · 100.
		assert_eq!((traded(FACTORY), contracted(FACTORY).contracts), ((-1_128, -4_721), -2_256));
	});
}

#[test]
fn only_what_is_within_the_month_counts() {
	ExtBuilder::build_and_execute(|| {
		published(0, 0);
		assert_ok!(publish(FIRST, prices(0, 1)));
		assert_ok!(publish(END - 1, prices(0, 2)));
		join(&[PLANT, FACTORY]);
		let (plant, factory) = (Some(PLANT), Some(FACTORY));
		let of = |days, energy| stretch(days, plant, factory, early(energy), fixed(3));
		contract(0, vec![of((FIRST - 5, FIRST), 1), of((FIRST, FIRST + 1), 10)]);
		contract(1, vec![of((FIRST - 5, FIRST + 1), 100), of((END, END + 9), 1_000)]);
		contract(2, vec![of((END - 1, END + 40), 10_000)]);
		contract(3, vec![of((FIRST - 5, FIRST - 1), 100_000)]);
		contract(4, vec![of((FIRST - 5, END + 5), 1_000_000)]);
		billed();
		assert_eq!(traded(PLANT), (10 + 100 + 10_000 + 30_000_000, 110 + 20_000 + 3_000_000));
		assert_eq!(contracted(PLANT).contracts, 3 * 30_010_110);
	});
}

#[test]
fn a_contract_counts_for_whoever_has_it_on_that_day() {
	ExtBuilder::build_and_execute(|| {
		published(0, 1);
		join(&[PLANT, WIND, FACTORY]);
		let of = |from, until, seller, energy| {
			stretch((from, until), Some(seller), Some(FACTORY), early(energy), fixed(5))
		};
		let (changed, ended) = (FIRST + 10, FIRST + 12);
		contract(0, vec![of(FIRST, changed, PLANT, 10), of(changed, ended, WIND, 100)]);
		billed();
		assert_eq!((traded(PLANT), traded(WIND)), ((100, 100), (200, 200)));
		assert_eq!(traded(FACTORY), (-300, -300));
		assert_eq!(contracted(FACTORY).contracts, -1_500);
	});
}

#[test]
fn what_was_won_in_auctions_is_traded_with_the_market() {
	ExtBuilder::build_and_execute(|| {
		published(0, 10);
		join(&[PLANT, FACTORY]);
		let days = (FIRST, FIRST + 1);
		contract(0, vec![stretch(days, Some(PLANT), None, early(100), fixed(3))]);
		contract(1, vec![stretch(days, None, Some(FACTORY), early(60), fixed(4))]);
		billed();
		let expected = Contracted {
			any: true,
			energy: 100,
			product: 1_000,
			day_ahead: 300,
			..Default::default()
		};
		assert_eq!(contracted(PLANT), expected);
		let expected = Contracted {
			any: true,
			energy: -60,
			product: -600,
			day_ahead: -240,
			..Default::default()
		};
		assert_eq!(contracted(FACTORY), expected);
	});
}

#[test]
fn contracts_for_difference_deliver_nothing() {
	for (reference, difference) in [(Reference::DayAhead, 50), (Reference::RealTime, -100)] {
		ExtBuilder::build_and_execute(|| {
			published(350, 500);
			join(&[PLANT, FACTORY]);
			let price = Pricing::Difference { price: 400, reference };
			let days = (FIRST, FIRST + 2);
			contract(0, vec![stretch(days, Some(PLANT), Some(FACTORY), early(10), price)]);
			billed();
			let differences = 2 * 10 * difference;
			assert_eq!(contracted(PLANT), Contracted { differences, ..Default::default() });
			let differences = -differences;
			assert_eq!(contracted(FACTORY), Contracted { differences, ..Default::default() });
		});
	}
}

#[test]
fn differences_are_those_of_each_interval() {
	ExtBuilder::build_and_execute(|| {
		priced(&[(0, 100, 0), (1, -30, 0)]);
		join(&[PLANT, FACTORY]);
		let price = Pricing::Difference { price: 40, reference: Reference::DayAhead };
		let curve = [&[1, 10][..], &[0; 46]].concat();
		let curve = Profile::Curve(curve.try_into().unwrap());
		contract(0, vec![stretch((FIRST, FIRST + 1), Some(PLANT), Some(FACTORY), curve, price)]);
		billed();
		// 1 · (40 − 100) + 10 · (40 + 30).
		assert_eq!(contracted(PLANT).differences, 640);
	});
}

#[test]
fn a_contract_with_oneself_is_none() {
	ExtBuilder::build_and_execute(|| {
		published(0, 10);
		join(&[PLANT]);
		let days = (FIRST, END);
		contract(0, vec![stretch(days, Some(PLANT), Some(PLANT), early(10), fixed(9))]);
		billed();
		assert_eq!(contracted(PLANT), Contracted::default());
	});
}
