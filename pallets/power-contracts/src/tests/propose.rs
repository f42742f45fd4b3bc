// SPDX-License-Identifier: Apache-2.0

use super::*;

#[test]
fn both_sides_agree_and_put_at_stake_what_it_can_cost() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(propose(PLANT, RETAILER));
		assert_eq!((at_stake(PLANT), at_stake(RETAILER)), (0, 0));
		assert_noop!(accept(PLANT), Error::<Test>::NotAuthorized);
		assert_noop!(accept(TRADER), Error::<Test>::NotAuthorized);
		assert_ok!(accept(RETAILER));
		assert_noop!(accept(RETAILER), Error::<Test>::InvalidState);
		assert_noop!(Trade::decline(signer(PLANT), ID), Error::<Test>::InvalidState);
		assert_eq!((at_stake(PLANT), at_stake(RETAILER)), (192_000, 192_000));
		assert_eq!(traded(PLANT, TOMORROW), (48_000_000, 0));
		assert_eq!(traded(RETAILER, TOMORROW + 9), (0, 48_000_000));
		for day in [TODAY, TOMORROW + 10] {
			assert_eq!(traded(PLANT, day), (0, 0));
		}
		let settled = |id| <Trade as Obligations>::ensure_settled(OrganizationId(id));
		assert_noop!(settled(2), Error::<Test>::OpenContracts);
		assert_ok!(settled(4));
		let settled = |party| <Trade as Commitments>::ensure_settled(MARKET, party);
		assert_noop!(settled(RETAILER), Error::<Test>::OpenContracts);
		assert_ok!(settled(TRADER));
	});
}

#[test]
fn who_may_sell_and_buy_depends_on_the_role() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(propose(HOUSEHOLD, RETAILER), Error::<Test>::InvalidRole);
		assert_noop!(propose(GRID, RETAILER), Error::<Test>::InvalidRole);
		assert_noop!(propose(PLANT, GRID), Error::<Test>::InvalidRole);
		assert_noop!(propose(PLANT, PLANT), Error::<Test>::InvalidParty);
		assert_noop!(propose(PLANT, OUTSIDER), DispatchError::Other("no participant"));
		assert_noop!(propose(OUTSIDER, PLANT), DispatchError::Other("no participant"));
		assert_noop!(
			Trade::accept(RuntimeOrigin::signed(77), ID),
			DispatchError::Other("no person")
		);
		// The household buys, and may be the one who proposes.
		let days = (TOMORROW, TOMORROW + 1);
		let pricing = Pricing::Fixed(PRICE);
		assert_ok!(Trade::propose(
			signer(HOUSEHOLD),
			MARKET,
			PLANT,
			false,
			days,
			flat(),
			pricing,
			answer_by()
		));
		assert_ok!(accept(PLANT));
		assert_eq!(traded(HOUSEHOLD, TOMORROW), (0, 48_000_000));
	});
}

#[test]
fn what_cannot_be_delivered_is_refused() {
	ExtBuilder::build_and_execute(|| {
		let propose = |market, days, profile, pricing, answer_by| {
			Trade::propose(signer(PLANT), market, RETAILER, true, days, profile, pricing, answer_by)
		};
		let fixed = Pricing::Fixed(PRICE);
		let days = (TOMORROW, TOMORROW + 1);
		let soon = answer_by();
		let gate = TIMETABLE.start_of_day(TOMORROW) - 2 * HOUR;
		let uncountable = Energy::MAX / 48 / 366 + 1;
		for (result, error) in [
			(propose(MarketId(1), days, flat(), fixed, soon), Error::<Test>::UnknownMarket),
			(propose(MARKET, (TOMORROW, TOMORROW), flat(), fixed, soon), Error::InvalidPeriod),
			(propose(MARKET, (TOMORROW, TODAY), flat(), fixed, soon), Error::InvalidPeriod),
			(
				propose(MARKET, (TOMORROW, TOMORROW + 367), flat(), fixed, soon),
				Error::InvalidPeriod,
			),
			(propose(MARKET, (TODAY, TOMORROW), flat(), fixed, soon), Error::GateClosed),
			(propose(MARKET, days, flat(), fixed, Now::get()), Error::InvalidAnswerTime),
			(propose(MARKET, days, flat(), fixed, gate + 1), Error::InvalidAnswerTime),
			(propose(MARKET, days, Profile::Flat(0), fixed, soon), Error::InvalidProfile),
			(propose(MARKET, days, Profile::Flat(Energy::MAX), fixed, soon), Error::InvalidProfile),
			(propose(MARKET, days, Profile::Flat(uncountable), fixed, soon), Error::InvalidProfile),
			(
				propose(MARKET, days, flat(), Pricing::Fixed(BOUNDS.1 + 1), soon),
				Error::PriceOutOfBounds,
			),
			(
				propose(MARKET, days, flat(), Pricing::Fixed(BOUNDS.0 - 1), soon),
				Error::PriceOutOfBounds,
			),
		] {
			assert_eq!(result, Err(error.into()));
		}
		let far = (TOMORROW + 30, TOMORROW + 31);
		let late = propose(MARKET, far, flat(), fixed, Now::get() + 7 * DAY + 1);
		assert_eq!(late, Err(Error::<Test>::InvalidAnswerTime.into()));
		assert_ok!(propose(MARKET, (TOMORROW, TOMORROW + 366), Profile::Flat(1), fixed, gate));
	});
}

#[test]
fn collateral_has_to_cover_both_sides() {
	ExtBuilder::build_and_execute(|| {
		agreed();
		let days = (TOMORROW, TOMORROW + 10);
		// 9,600 MWh for 800,000 fen and more.
		let large = Profile::Flat(20_000_000);
		let pricing = Pricing::Fixed(100);
		let large = |sells| {
			Trade::propose(
				signer(TRADER),
				MARKET,
				PLANT,
				sells,
				days,
				large.clone(),
				pricing,
				answer_by(),
			)
		};
		assert_ok!(large(true));
		assert_noop!(
			Trade::accept(signer(PLANT), ContractId(1)),
			DispatchError::Other("collateral")
		);
		assert_eq!((at_stake(TRADER), at_stake(PLANT)), (0, 192_000));
		Barred::set([TRADER].into());
		assert_noop!(Trade::accept(signer(PLANT), ContractId(1)), DispatchError::Other("barred"));
	});
}

#[test]
fn stakes_are_for_the_worst_price() {
	let stake = |pricing, bounds| {
		ExtBuilder::build().execute_with(|| {
			PriceBounds::set(bounds);
			let days = (TOMORROW, TOMORROW + 1);
			let profile = Profile::Window { from: 0, until: 1, energy: 1_000_000 };
			assert_ok!(Trade::propose(
				signer(PLANT),
				MARKET,
				RETAILER,
				true,
				days,
				profile,
				pricing,
				answer_by()
			));
			assert_ok!(accept(RETAILER));
			check();
			at_stake(PLANT)
		})
	};
	let bands = Banded { sharp: 9, peak: 7, flat: 5, valley: -20 };
	assert_eq!(stake(Pricing::TimeOfUse(bands), (-20, 9)), 29);
	assert_eq!(stake(Pricing::TimeOfUse(bands), (-50, 9)), 59);
	assert_eq!(stake(Pricing::Fixed(400), (0, 600)), 400);
	// Whoever gives energy away buys what it does not generate.
	assert_eq!(stake(Pricing::Fixed(0), (0, 1_500)), 1_500);
	assert_eq!(stake(Pricing::Fixed(400), (0, 1_500)), 1_100);
	let reference = Reference::DayAhead;
	let difference = Pricing::Difference { price: 400_000, reference };
	assert_eq!(stake(difference, (-100_000, 1_000_000)), 600_000);
}

#[test]
fn a_proposal_lapses_or_is_declined() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(propose(PLANT, RETAILER));
		let settled = || <Trade as Obligations>::ensure_settled(OrganizationId(2));
		assert_noop!(settled(), Error::<Test>::OpenContracts);
		assert_noop!(Trade::decline(signer(TRADER), ID), Error::<Test>::NotAuthorized);
		assert_ok!(Trade::decline(signer(RETAILER), ID));
		assert_ok!(settled());
		assert_noop!(Trade::decline(signer(RETAILER), ID), Error::<Test>::NotFound);
		assert_ok!(propose(PLANT, RETAILER));
		assert_ok!(Trade::decline(signer(PLANT), ContractId(1)));
		assert_ok!(propose(PLANT, RETAILER));
		Now::set(answer_by());
		assert_noop!(Trade::accept(signer(RETAILER), ContractId(2)), Error::<Test>::Expired);
		pass(0);
		System::assert_last_event(Event::Lapsed { contract: ContractId(2) }.into());
		assert_noop!(Trade::accept(signer(RETAILER), ContractId(2)), Error::<Test>::NotFound);
	});
}

#[test]
fn there_are_so_many_proposals_and_contracts_and_no_more() {
	ExtBuilder::build_and_execute(|| {
		let small = |by: Party, to| {
			let days = (TOMORROW, TOMORROW + 1);
			let pricing = Pricing::Fixed(1);
			Trade::propose(signer(by), MARKET, to, true, days, flat(), pricing, answer_by())
		};
		for _ in 0..4 {
			assert_ok!(small(PLANT, RETAILER));
		}
		assert_noop!(small(PLANT, RETAILER), Error::<Test>::TooMany);
		assert_ok!(small(TRADER, RETAILER));
		for id in 0..4 {
			assert_ok!(Trade::accept(signer(RETAILER), ContractId(id)));
		}
		assert_noop!(Trade::accept(signer(RETAILER), ContractId(4)), Error::<Test>::TooMany);
		assert_ok!(small(PLANT, TRADER));
		assert_noop!(Trade::accept(signer(TRADER), ContractId(5)), Error::<Test>::TooMany);
	});
}
