// SPDX-License-Identifier: Apache-2.0

use super::*;

fn percent(percent: u32) -> Permill {
	Permill::from_percent(percent)
}

fn total() -> i128 {
	bills_of(ID).values().map(|bill| bill.total).sum()
}

/// `party` agreed so much capacity.
fn agree(party: Party, capacity: u32) {
	Participants::mutate(|all| all.insert(party, capacity));
}

#[test]
fn each_item_is_a_line_of_the_bill() {
	ExtBuilder::build_and_execute(|| {
		village();
		billed();
		use LineKind::*;
		let expected = [
			// 10 MWh for 45,000 and 2 for 42,000.
			(Contracts, 534_000),
			(DayAhead, 120_000),
			// A MWh, for 41,000 instead of 40,000.
			(Differences, 1_000),
			// A MWh beyond 15, which is no tenth of it.
			(RealTime, 50_000),
		];
		assert_eq!(lines(PLANT), expected);
		let expected = [
			(Contracts, -450_000),
			(DayAhead, -120_000),
			// 2 MWh of 13 were not used.
			(RealTime, 100_000),
			// That is 0.7 MWh beyond a tenth, at half of 40,000.
			(Deviation, -14_000),
			(Charge(4), -220_000),
			// 11 MWh in half an hour are 22,000 kW.
			(Charge(5), -660_000),
			(Charge(6), -1_000),
			(Charge(7), -11_000),
			// 11 of 12 parts of 14,000 and 16,000, and of 12,000.
			(Share(Pool::Deviation), 27_500),
			(Share(Pool::Surcharges), 11_000),
		];
		assert_eq!(lines(FACTORY), expected);
		let expected = [
			(Contracts, -84_000),
			(Differences, -1_000),
			(RealTime, 50_000),
			// 0.8 MWh beyond a tenth of 2.
			(Deviation, -16_000),
			(Sales, 60_000),
		];
		assert_eq!(lines(RETAILER), expected);
		let expected = [
			(Charge(4), -20_000),
			(Charge(5), -60_000),
			(Charge(6), -80),
			(Charge(7), -1_000),
			(Retail, -60_000),
			(Share(Pool::Deviation), 2_500),
			(Share(Pool::Surcharges), 1_000),
		];
		assert_eq!(lines(HOUSE), expected);
		// The grid takes no part in the market.
		let expected = [(Income(4), 240_000), (Income(5), 720_000), (Income(6), 1_080)];
		assert_eq!(lines(GRID), expected);
		assert_eq!(lines(EXCHANGE), [(Rest(Pool::Balancing), -200_000)]);
		assert_eq!((bills_of(ID).len(), total()), (6, 0));
		let Run { import, pools, divided, sum, accounts, .. } = run();
		assert_eq!((import, sum, accounts), (12 * MWH, 0, 6));
		let expected = Pools {
			balancing: -200_000,
			deviation: 30_000,
			surcharges: 12_000,
			..Pools::default()
		};
		assert_eq!(pools, expected);
		assert_eq!(divided, Pools { balancing: 0, ..expected });
		assert_eq!(account(RETAILER).sales, 60_000);
		assert_eq!((bill(PLANT).total, bill(FACTORY).due), (705_000, -1_337_500));
	});
}

#[test]
fn what_is_no_item_is_not_settled() {
	ExtBuilder::build_and_execute(|| {
		village();
		items(&[]);
		billed();
		assert_eq!(bills_of(ID).len(), 5);
		assert!(bills_of(ID).values().all(|bill| *bill == Bill::default()));
	});
}

#[test]
fn steps_of_any_size_come_to_the_same() {
	let come_to = |limits: &[u32]| {
		let mut found = None;
		ExtBuilder::build_and_execute(|| {
			village();
			assert_ok!(start());
			let mut limits = limits.iter().cycle();
			while !matches!(status(), Status::Preliminary { .. }) {
				assert_ok!(advance(*limits.next().unwrap()));
				check();
			}
			found = Some((bills_of(ID), Run { due: 0, ..run() }));
		});
		found.unwrap()
	};
	let at_once = come_to(&[1_000]);
	assert_eq!(come_to(&[1]), at_once);
	assert_eq!(come_to(&[2, 3, 7]), at_once);
	assert_eq!(at_once.0.len(), 6);
}

#[test]
fn half_a_unit_is_rounded_up_for_either_side() {
	for (energy, price, seller, buyer) in [
		(500, 1_000, 1, 0),
		(499_999, 1, 0, 0),
		(500_001, 1, 1, -1),
		(500_000, -1, 0, 1),
		(500_001, -1, -1, 1),
		(1_500_000, 1, 2, -1),
	] {
		ExtBuilder::build_and_execute(|| {
			published(0, 0);
			items(&[Item::Contracts]);
			join(&[PLANT, FACTORY]);
			let days = (FIRST, FIRST + 1);
			let (plant, factory) = (Some(PLANT), Some(FACTORY));
			contract(0, vec![stretch(days, plant, factory, early(energy), fixed(price))]);
			billed();
			let totals = (bill(PLANT).total, bill(FACTORY).total);
			assert_eq!(totals, (seller, buyer), "{energy} at {price}");
			// What that leaves is the operator's.
			let rest = -seller - buyer;
			let expected = vec![(LineKind::Rest(Pool::Rounding), rest)];
			assert_eq!(lines(EXCHANGE), if rest == 0 { vec![] } else { expected });
			assert_eq!(run().pools.rounding, rest);
		});
	}
}

#[test]
fn a_line_is_rounded_once() {
	ExtBuilder::build_and_execute(|| {
		published(0, 0);
		items(&[Item::Contracts]);
		join(&[PLANT, FACTORY]);
		// Three contracts of 0.4 each.
		for id in 0..3 {
			let days = (FIRST, FIRST + 1);
			let (plant, factory) = (Some(PLANT), Some(FACTORY));
			contract(id, vec![stretch(days, plant, factory, early(400_000), fixed(1))]);
		}
		billed();
		assert_eq!((bill(PLANT).total, bill(FACTORY).total), (1, -1));
	});
}

#[test]
fn differences_and_auctions_are_rounded_apart() {
	ExtBuilder::build_and_execute(|| {
		published(0, 0);
		items(&[Item::Differences, Item::Contracts]);
		join(&[PLANT, FACTORY]);
		let days = (FIRST, FIRST + 1);
		let (plant, factory) = (Some(PLANT), Some(FACTORY));
		let difference = Pricing::Difference { price: 1, reference: Reference::DayAhead };
		let half = || early(500_000);
		contract(0, vec![stretch(days, plant, factory, half(), difference)]);
		contract(1, vec![stretch(days, plant, None, half(), fixed(1))]);
		contract(2, vec![stretch(days, None, factory, half(), fixed(1))]);
		contract(3, vec![stretch(days, plant, factory, half(), fixed(1))]);
		billed();
		let expected =
			[(LineKind::Differences, 1), (LineKind::Contracts, 1), (LineKind::DayAhead, 1)];
		assert_eq!(lines(PLANT), expected);
		// Lines of nothing are left out.
		assert_eq!(lines(FACTORY), []);
		assert_eq!(lines(EXCHANGE), [(LineKind::Rest(Pool::Rounding), -3)]);
	});
}

#[test]
fn what_was_not_contracted_has_the_real_time_price() {
	ExtBuilder::build_and_execute(|| {
		published(0, 0);
		assert_ok!(publish(FIRST, prices_at(&[(0, 0, 100), (1, 0, -40), (2, 0, 70)])));
		items(&[Item::RealTime]);
		join(&[PLANT, FACTORY, ROOF]);
		reads(0, PLANT, FIRST, &[(0, gave(3 * MWH)), (1, gave(MWH))]);
		reads(1, FACTORY, FIRST, &[(0, took(MWH))]);
		reads(2, ROOF, FIRST, &[(1, gave(MWH))]);
		let days = (FIRST, FIRST + 1);
		let window = Profile::Window { from: 0, until: 3, energy: 2 * MWH };
		contract(0, vec![stretch(days, Some(PLANT), Some(FACTORY), window, fixed(1))]);
		billed();
		// (3 − 2) · 100 + (1 − 2) · (−40) + (0 − 2) · 70.
		assert_eq!(lines(PLANT), []);
		// (2 − 1) · 100 + 2 · (−40) + 2 · 70.
		assert_eq!(lines(FACTORY), [(LineKind::RealTime, 160)]);
		assert_eq!(lines(ROOF), [(LineKind::RealTime, -40)]);
		assert_eq!(lines(EXCHANGE), [(LineKind::Rest(Pool::Balancing), -120)]);
	});
}

/// The plant sold so much, and delivered so much, when the month's price is so. Returns its fee.
fn fee(sold: Energy, delivered: Energy, price: Price, tolerance: u32, fee: u32) -> i128 {
	let mut found = 0;
	ExtBuilder::build_and_execute(|| {
		published(price, 0);
		items(&[Item::Deviation { tolerance: percent(tolerance), fee: percent(fee) }]);
		join(&[PLANT]);
		reads(0, PLANT, FIRST, &[(0, gave(delivered))]);
		if sold > 0 {
			let days = (FIRST, FIRST + 1);
			contract(0, vec![stretch(days, Some(PLANT), None, early(sold), fixed(1))]);
		}
		billed();
		found = -bill(PLANT).total;
		let expected = vec![(LineKind::Rest(Pool::Deviation), found)];
		assert_eq!(lines(EXCHANGE), if found == 0 { vec![] } else { expected });
	});
	found
}

#[test]
fn deviations_within_the_band_are_free() {
	for delivered in [900_000, 1_000_000, 1_100_000] {
		assert_eq!(fee(MWH, delivered, 40_000, 10, 50), 0);
	}
}

#[test]
fn deviations_beyond_the_band_cost_a_part_of_the_price() {
	// 0.1 MWh and 0.2 MWh beyond, and all but the band.
	assert_eq!(fee(MWH, 1_200_000, 40_000, 10, 50), 2_000);
	assert_eq!(fee(MWH, 700_000, 40_000, 10, 50), 4_000);
	assert_eq!(fee(MWH, 0, 40_000, 10, 50), 18_000);
	assert_eq!(fee(MWH, 0, 40_000, 0, 100), 40_000);
	// A tenth of 1,000,009 Wh is 100,000, rounded down: 13 Wh beyond are 0.52, and 12 are 0.48.
	assert_eq!(fee(1_000_009, 1_100_022, 40_000, 10, 100), 1);
	assert_eq!(fee(1_000_009, 1_100_021, 40_000, 10, 100), 0);
	// 1.48, 1.52, 0.5 and 0.48.
	assert_eq!(fee(MWH, 1_000_037, 40_000, 0, 100), 1);
	assert_eq!(fee(MWH, 1_000_038, 40_000, 0, 100), 2);
	assert_eq!(fee(MWH, 1_000_025, 40_000, 0, 50), 1);
	assert_eq!(fee(MWH, 1_000_024, 40_000, 0, 50), 0);
}

#[test]
fn deviations_cost_nothing_while_power_is_worth_less_than_nothing() {
	assert_eq!(fee(MWH, 0, -40_000, 10, 50), 0);
	assert_eq!(fee(MWH, 0, 0, 10, 50), 0);
}

#[test]
fn whoever_has_no_contract_does_not_deviate() {
	assert_eq!(fee(0, MWH, 40_000, 10, 50), 0);
}

#[test]
fn contracts_that_cancel_out_leave_no_band() {
	ExtBuilder::build_and_execute(|| {
		published(40_000, 0);
		items(&[Item::Deviation { tolerance: percent(100), fee: percent(100) }]);
		join(&[PLANT, FACTORY]);
		reads(0, PLANT, FIRST, &[(0, gave(MWH))]);
		let days = (FIRST, FIRST + 1);
		let (plant, factory) = (Some(PLANT), Some(FACTORY));
		contract(0, vec![stretch(days, plant, factory, early(MWH), fixed(1))]);
		contract(1, vec![stretch(days, factory, plant, early(MWH), fixed(1))]);
		// Contracts for difference alone have nobody deviate.
		reads(1, HOUSE, FIRST, &[(0, gave(MWH))]);
		join(&[HOUSE]);
		let difference = Pricing::Difference { price: 1, reference: Reference::DayAhead };
		contract(2, vec![stretch(days, Some(HOUSE), factory, early(MWH), difference)]);
		billed();
		assert_eq!((bill(PLANT).total, bill(FACTORY).total), (-40_000, 0));
		assert_eq!(bill(HOUSE).total, 0);
	});
}

#[test]
fn energy_is_charged_by_band() {
	ExtBuilder::build_and_execute(|| {
		let bands = [[Band::Sharp; 12], [Band::Peak; 12], [Band::Flat; 12], [Band::Valley; 12]];
		BandsOf::set(bands.concat());
		published(0, 0);
		let prices = Banded { sharp: 1_000, peak: 100, flat: 10, valley: -1 };
		items(&[charge(Basis::Energy(prices), Payee::Participant(GRID))]);
		join(&[FACTORY]);
		let at = |place, energy: Energy| (place, took(energy * MWH));
		reads(0, FACTORY, FIRST, &[at(11, 1), at(12, 2), at(24, 3), at(47, 4), (46, gave(MWH))]);
		billed();
		// 1 · 1,000 + 2 · 100 + 3 · 10 − 4.
		assert_eq!(lines(FACTORY), [(LineKind::Charge(0), -1_226)]);
		assert_eq!(lines(GRID), [(LineKind::Income(0), 1_226)]);
		assert_eq!(*run().incomes, [1_226]);
	});
}

#[test]
fn demand_is_charged_in_kilowatts() {
	for (price, energy, charge) in [(30, 4_000, 240), (1, 249, 0), (1, 250, 1), (-1, 250, 0)] {
		ExtBuilder::build_and_execute(|| {
			published(0, 0);
			items(&[super::charge(Basis::Demand(price), Payee::Participant(GRID))]);
			join(&[FACTORY]);
			reads(0, FACTORY, FIRST, &[(0, took(energy))]);
			billed();
			assert_eq!(bill(FACTORY).total, -charge, "{energy} Wh at {price}");
			assert_eq!(bill(GRID).total, charge);
		});
	}
}

#[test]
fn capacity_is_charged_to_whoever_has_a_meter() {
	ExtBuilder::build_and_execute(|| {
		published(0, 0);
		items(&[charge(Basis::Capacity(7), Payee::Participant(GRID))]);
		agree(FACTORY, 100);
		agree(HOUSE, 8);
		agree(ROOF, 9);
		agree(PLANT, 0);
		reads(0, FACTORY, FIRST + 20, &[]);
		// A meter that was another month's is none.
		reads(1, ROOF, FIRST - 1, &[(0, took(5))]);
		reads(2, PLANT, FIRST, &[(0, took(5))]);
		billed();
		assert_eq!(lines(FACTORY), [(LineKind::Charge(0), -700)]);
		assert_eq!((lines(HOUSE), lines(ROOF), lines(PLANT)), (vec![], vec![], vec![]));
		assert_eq!(lines(GRID), [(LineKind::Income(0), 700)]);
	});
}

#[test]
fn charges_go_to_those_whom_the_rules_name() {
	ExtBuilder::build_and_execute(|| {
		published(0, 0);
		items(&[
			flat_charge(10, Payee::Participant(GRID)),
			flat_charge(20, Payee::Participant(HOUSE)),
			flat_charge(30, Payee::Participant(GRID)),
			flat_charge(40, Payee::Participant(EXCHANGE)),
			flat_charge(50, Payee::Pool(Pool::LineLoss)),
			flat_charge(60, Payee::Pool(Pool::SystemOperation)),
			flat_charge(-70, Payee::Participant(GRID)),
		]);
		join(&[HOUSE, FACTORY]);
		reads(0, HOUSE, FIRST, &[(0, took(MWH))]);
		reads(1, FACTORY, FIRST, &[(0, took(2 * MWH))]);
		billed();
		use LineKind::*;
		let expected = [
			(Charge(0), -10),
			(Charge(1), -20),
			(Charge(2), -30),
			(Charge(3), -40),
			(Charge(4), -50),
			(Charge(5), -60),
			(Charge(6), 70),
			// It is paid as well.
			(Income(1), 60),
		];
		assert_eq!(lines(HOUSE), expected);
		assert_eq!(lines(GRID), [(Income(0), 30), (Income(2), 90), (Income(6), -210)]);
		let expected =
			[(Income(3), 120), (Rest(Pool::LineLoss), 150), (Rest(Pool::SystemOperation), 180)];
		assert_eq!(lines(EXCHANGE), expected);
		assert_eq!(*run().incomes, [30, 60, 90, 120, 0, 0, -210]);
	});
}

#[test]
fn packages_are_charged_by_their_terms() {
	let band = |peak, valley| Banded { sharp: 0, peak, flat: 0, valley };
	let tier = |up_to, price| covenant_primitives::power::Tier { up_to, price };
	let tiers = vec![tier(2 * MWH, 100), tier(Energy::MAX, 1_000)];
	let spot = PackageTerms::SpotPlusFee {
		reference: Reference::RealTime,
		fee: 5,
		floor: 0,
		ceiling: 100,
	};
	for (terms, cost) in [
		(PackageTerms::Fixed(300), 900),
		(PackageTerms::TimeOfUse(band(70, -1)), 139),
		(PackageTerms::Tiered(tiers.try_into().unwrap()), 1_200),
		// 2 MWh at 50 + 5 and one at −9 + 5, which is no less than nothing.
		(spot, 110),
	] {
		ExtBuilder::build_and_execute(|| {
			BandsOf::set([[Band::Valley; 24], [Band::Peak; 24]].concat());
			published(0, 0);
			assert_ok!(publish(FIRST, prices_at(&[(0, 0, -9), (47, 0, 50)])));
			items(&[Item::Retail]);
			join(&[HOUSE, RETAILER]);
			supplied(HOUSE, RETAILER, terms.clone());
			reads(0, HOUSE, FIRST, &[(0, took(MWH)), (47, took(2 * MWH))]);
			billed();
			assert_eq!(lines(HOUSE), [(LineKind::Retail, -cost)]);
			assert_eq!(lines(RETAILER), [(LineKind::Sales, cost)]);
			assert_eq!(lines(EXCHANGE), []);
		});
	}
}

#[test]
fn subscribers_are_added_up() {
	ExtBuilder::build_and_execute(|| {
		published(0, 0);
		items(&[Item::Retail]);
		join(&[HOUSE, ROOF, RETAILER]);
		supplied(HOUSE, RETAILER, PackageTerms::Fixed(-5));
		SupplyOf::mutate(|all| all.insert(ROOF, Supply { retailer: RETAILER, package: PACKAGE }));
		reads(0, HOUSE, FIRST, &[(0, took(MWH))]);
		reads(1, ROOF, FIRST, &[(0, took(2 * MWH))]);
		billed();
		assert_eq!(
			(lines(HOUSE), lines(ROOF)),
			(vec![(LineKind::Retail, 5)], vec![(LineKind::Retail, 10)],)
		);
		assert_eq!(lines(RETAILER), [(LineKind::Sales, -15)]);
	});
}

/// The factory, the house and the roof take so much, and the factory pays so much into a pool that is
/// divided.
fn divided(price: Price, taken: [Energy; 3]) {
	published(0, 0);
	items(&[
		charge(Basis::Capacity(price), Payee::Pool(Pool::Surcharges)),
		Item::Redistribution(Pool::Surcharges),
	]);
	agree(FACTORY, 1);
	join(&[HOUSE, ROOF]);
	for (meter, (party, energy)) in (0..).zip([FACTORY, HOUSE, ROOF].into_iter().zip(taken)) {
		reads(meter, party, FIRST, &[(0, took(energy))]);
	}
}

fn shares() -> [i128; 3] {
	[FACTORY, HOUSE, ROOF].map(|party| {
		let share = LineKind::Share(Pool::Surcharges);
		lines(party).iter().find(|(of, _)| *of == share).map_or(0, |(_, amount)| *amount)
	})
}

#[test]
fn pools_are_divided_by_what_was_taken() {
	for (price, taken, expected, rest) in [
		(100, [1, 1, 2], [25, 25, 50], 0),
		// 33.3 each: what is left is the operator's.
		(100, [1, 1, 1], [33, 33, 33], 1),
		// 66.7 each: it is the operator's as well.
		(200, [1, 1, 1], [67, 67, 67], -1),
		(1, [1, 0, 1], [1, 0, 1], -1),
		(5, [7, 0, 0], [5, 0, 0], 0),
	] {
		ExtBuilder::build_and_execute(|| {
			divided(price, taken);
			billed();
			assert_eq!(shares(), expected, "{price} among {taken:?}");
			let left = vec![(LineKind::Rest(Pool::Rounding), rest)];
			assert_eq!(lines(EXCHANGE), if rest == 0 { vec![] } else { left });
			assert_eq!(run().divided.surcharges, i128::from(price) - rest);
		});
	}
}

#[test]
fn pools_below_zero_are_divided_too() {
	for (price, taken, expected, rest) in [
		(-100, [1, 1, 2], [-25, -25, -50], 0),
		(-100, [1, 1, 1], [-33, -33, -33], -1),
		(-1, [1, 0, 1], [0, 0, 0], -1),
	] {
		ExtBuilder::build_and_execute(|| {
			divided(price, taken);
			billed();
			assert_eq!(shares(), expected, "{price} among {taken:?}");
			assert_eq!(run().pools.surcharges, i128::from(price));
			let left = vec![(LineKind::Rest(Pool::Rounding), rest)];
			assert_eq!(lines(EXCHANGE), if rest == 0 { vec![] } else { left });
		});
	}
}

#[test]
fn what_nobody_can_have_a_share_of_stays_the_operator_s() {
	ExtBuilder::build_and_execute(|| {
		divided(100, [0, 0, 0]);
		billed();
		assert_eq!(shares(), [0, 0, 0]);
		assert_eq!(lines(EXCHANGE), [(LineKind::Rest(Pool::Surcharges), 100)]);
		assert_eq!(run().divided, Pools::default());
	});
}

#[test]
fn balancing_and_rounding_are_divided_as_other_pools() {
	ExtBuilder::build_and_execute(|| {
		published(0, 100);
		items(&[
			Item::Contracts,
			Item::RealTime,
			Item::Redistribution(Pool::Balancing),
			Item::Redistribution(Pool::Rounding),
		]);
		join(&[PLANT, FACTORY, HOUSE]);
		reads(0, PLANT, FIRST, &[(0, gave(4 * MWH))]);
		reads(1, FACTORY, FIRST, &[(0, took(MWH))]);
		reads(2, HOUSE, FIRST, &[(0, took(2 * MWH))]);
		let days = (FIRST + 1, FIRST + 2);
		// Two lines of a half: the plant has them both, as contracts and as auctions.
		let half = |seller, buyer| stretch(days, seller, buyer, early(5_000), fixed(100));
		contract(0, vec![half(Some(PLANT), Some(FACTORY))]);
		contract(1, vec![half(Some(PLANT), None)]);
		contract(2, vec![half(None, Some(FACTORY))]);
		billed();
		use LineKind::*;
		// Contracts of 10,000 Wh were not delivered, and are bought at the real-time price: for one.
		let expected = [(Contracts, 1), (DayAhead, 1), (RealTime, 399)];
		assert_eq!(lines(PLANT), expected);
		// The pools have −399 + 99 + 200, and −2.
		let expected =
			[(RealTime, -99), (Share(Pool::Balancing), -33), (Share(Pool::Rounding), -1)];
		assert_eq!(lines(FACTORY), expected);
		let expected =
			[(RealTime, -200), (Share(Pool::Balancing), -67), (Share(Pool::Rounding), -1)];
		assert_eq!(lines(HOUSE), expected);
		assert_eq!(lines(EXCHANGE), []);
		let Run { pools, divided, .. } = run();
		assert_eq!((pools.balancing, pools.rounding), (-100, -2));
		assert_eq!((divided.balancing, divided.rounding), (-100, -2));
	});
}

#[test]
fn the_operator_has_a_bill_like_everybody_and_what_is_left() {
	ExtBuilder::build_and_execute(|| {
		published(0, 10);
		items(&[Item::RealTime, flat_charge(3, Payee::Pool(Pool::Surcharges))]);
		join(&[EXCHANGE]);
		reads(0, EXCHANGE, FIRST, &[(0, took(MWH))]);
		billed();
		let expected = [
			(LineKind::RealTime, -10),
			(LineKind::Charge(1), -3),
			(LineKind::Rest(Pool::Balancing), 10),
			(LineKind::Rest(Pool::Surcharges), 3),
		];
		assert_eq!(lines(EXCHANGE), expected);
		assert_eq!(bill(EXCHANGE).total, 0);
	});
}

#[test]
fn the_longest_rules_have_room_in_a_bill() {
	ExtBuilder::build_and_execute(|| {
		published(40_000, 50_000);
		let all = [
			Pool::Balancing,
			Pool::Deviation,
			Pool::LineLoss,
			Pool::SystemOperation,
			Pool::Surcharges,
		];
		let mut list = vec![
			Item::Contracts,
			Item::Differences,
			Item::RealTime,
			Item::Deviation { tolerance: percent(0), fee: percent(50) },
			Item::Retail,
		];
		list.extend(all[2..].iter().map(|pool| flat_charge(5, Payee::Pool(*pool))));
		// The operator is paid by all others.
		list.extend((list.len()..32).map(|_| flat_charge(1, Payee::Participant(EXCHANGE))));
		items(&list);
		join(&[EXCHANGE, PLANT]);
		reads(0, EXCHANGE, FIRST, &[(0, took(MWH))]);
		reads(1, PLANT, FIRST, &[(0, took(MWH))]);
		supplied(EXCHANGE, EXCHANGE, PackageTerms::Fixed(9));
		let days = (FIRST, FIRST + 1);
		let exchange = Some(EXCHANGE);
		let difference = Pricing::Difference { price: 9, reference: Reference::DayAhead };
		contract(0, vec![stretch(days, exchange, Some(PLANT), early(2 * MWH), fixed(9))]);
		contract(1, vec![stretch(days, exchange, None, early(MWH), fixed(9))]);
		contract(2, vec![stretch(days, exchange, Some(PLANT), early(MWH), difference)]);
		// Half a unit, for the pool of rounding.
		contract(3, vec![stretch(days, Some(PLANT), exchange, early(500_000), fixed(1))]);
		billed();
		// 2 of contracts, 3 of differences, real time and deviations, 2 of retail; 27 charges, and 24 that
		// the operator gets; what is left in six pools.
		assert_eq!(lines(EXCHANGE).len(), 7 + 27 + 24 + 6);
		assert!(lines(EXCHANGE).len() <= usize::try_from(MAX_LINES).unwrap());
	});
}
