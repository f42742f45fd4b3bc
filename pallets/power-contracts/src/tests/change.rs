// SPDX-License-Identifier: Apache-2.0

use super::*;

fn twice() -> Change {
	Change::Amend { profile: Profile::Flat(2_000_000), pricing: Pricing::Fixed(PRICE) }
}

#[test]
fn a_contract_is_amended_from_a_day_by_both() {
	ExtBuilder::build_and_execute(|| {
		agreed();
		assert_ok!(change(PLANT, TOMORROW + 4, twice()));
		assert_noop!(change(RETAILER, TOMORROW + 4, twice()), Error::<Test>::AlreadyProposed);
		assert_noop!(agree(PLANT), Error::<Test>::NotAuthorized);
		assert_noop!(agree(TRADER), Error::<Test>::NotAuthorized);
		assert_eq!(traded(PLANT, TOMORROW + 4), (48_000_000, 0));
		assert_ok!(agree(RETAILER));
		assert_noop!(agree(RETAILER), Error::<Test>::NotProposed);
		assert_eq!(traded(PLANT, TOMORROW + 3), (48_000_000, 0));
		assert_eq!(traded(PLANT, TOMORROW + 4), (96_000_000, 0));
		// Four days as before, six of twice as much.
		assert_eq!(at_stake(RETAILER), 4 * 19_200 + 6 * 38_400);
		// No change before the last version; on the same day, in its place.
		assert_noop!(change(PLANT, TOMORROW + 3, twice()), Error::<Test>::InvalidPeriod);
		let less = Change::Amend { profile: Profile::Flat(1), pricing: Pricing::Fixed(0) };
		assert_ok!(change(RETAILER, TOMORROW + 4, less));
		assert_ok!(agree(PLANT));
		assert_eq!(contract().versions.len(), 2);
		// What is given away still costs its seller the market's price: 288 Wh at 800.
		assert_eq!(at_stake(RETAILER), 4 * 19_200 + 1);
		assert_eq!(traded(PLANT, TOMORROW + 9), (48, 0));
	});
}

#[test]
fn a_third_takes_a_sides_place() {
	ExtBuilder::build_and_execute(|| {
		agreed();
		let to = |to| Change::Transfer { to };
		assert_noop!(change(RETAILER, TOMORROW, to(RETAILER)), Error::<Test>::InvalidParty);
		assert_noop!(change(RETAILER, TOMORROW, to(PLANT)), Error::<Test>::InvalidParty);
		assert_noop!(change(RETAILER, TOMORROW, to(GRID)), Error::<Test>::InvalidRole);
		assert_noop!(change(PLANT, TOMORROW, to(HOUSEHOLD)), Error::<Test>::InvalidRole);
		assert_noop!(change(TRADER, TOMORROW, to(TRADER)), Error::<Test>::NotAuthorized);
		assert_ok!(change(RETAILER, TOMORROW + 5, to(TRADER)));
		assert_ok!(agree(TRADER));
		assert_noop!(agree(TRADER), Error::<Test>::NotAuthorized);
		assert_eq!(at_stake(TRADER), 0);
		assert_ok!(agree(PLANT));
		let stakes = [PLANT, RETAILER, TRADER].map(at_stake);
		assert_eq!(stakes, [192_000, 96_000, 96_000]);
		assert_eq!(
			(traded(RETAILER, TOMORROW + 4), traded(RETAILER, TOMORROW + 5)),
			((0, 48_000_000), (0, 0))
		);
		assert_eq!(traded(TRADER, TOMORROW + 5), (0, 48_000_000));
		// Whoever has left has no say any more.
		assert_noop!(change(RETAILER, TOMORROW + 6, Change::End), Error::<Test>::NotAuthorized);
	});
}

#[test]
fn whoever_leaves_before_the_first_day_is_rid_of_it() {
	ExtBuilder::build_and_execute(|| {
		agreed();
		assert_ok!(change(RETAILER, TOMORROW, Change::Transfer { to: TRADER }));
		assert_ok!(agree(PLANT));
		assert_ok!(agree(TRADER));
		assert_eq!([PLANT, RETAILER, TRADER].map(at_stake), [192_000, 0, 192_000]);
		assert_ok!(<Trade as Commitments>::ensure_settled(MARKET, RETAILER));
		assert_eq!(contract().versions.len(), 1);
	});
}

#[test]
fn a_transfer_waits_for_all_and_for_collateral() {
	ExtBuilder::build_and_execute(|| {
		agreed();
		assert_ok!(change(RETAILER, TOMORROW + 5, Change::Transfer { to: TRADER }));
		assert_ok!(agree(PLANT));
		AtStake::insert(TRADER, COLLATERAL);
		assert_noop!(agree(TRADER), DispatchError::Other("collateral"));
		AtStake::insert(TRADER, 0);
		Barred::set([TRADER].into());
		assert_noop!(agree(TRADER), DispatchError::Other("barred"));
		Barred::set(Default::default());
		assert_ok!(agree(TRADER));
		assert_eq!(at_stake(TRADER), 96_000);
	});
}

#[test]
fn a_contract_ends_early_by_both() {
	ExtBuilder::build_and_execute(|| {
		agreed();
		assert_ok!(change(RETAILER, TOMORROW + 2, Change::End));
		assert_ok!(agree(PLANT));
		assert_eq!(contract().until, TOMORROW + 2);
		assert_eq!((at_stake(PLANT), at_stake(RETAILER)), (38_400, 38_400));
		assert_eq!(traded(PLANT, TOMORROW + 2), (0, 0));
		assert_noop!(change(PLANT, TOMORROW + 2, Change::End), Error::<Test>::InvalidPeriod);
	});
}

#[test]
fn a_change_is_for_days_whose_gate_is_open() {
	ExtBuilder::build_and_execute(|| {
		agreed();
		pass(DAY);
		assert_noop!(change(PLANT, TOMORROW, twice()), Error::<Test>::GateClosed);
		assert_noop!(change(PLANT, TOMORROW + 10, twice()), Error::<Test>::InvalidPeriod);
		let odd = Change::Amend { profile: Profile::Flat(0), pricing: Pricing::Fixed(1) };
		assert_noop!(change(PLANT, TOMORROW + 1, odd), Error::<Test>::InvalidProfile);
		let late = Now::get() + 8 * DAY;
		assert_noop!(
			Trade::propose_change(signer(PLANT), ID, TOMORROW + 9, twice(), late),
			Error::<Test>::InvalidAnswerTime
		);
		assert_noop!(
			Trade::propose_change(signer(PLANT), ContractId(7), TOMORROW + 9, twice(), late),
			Error::<Test>::NotFound
		);
	});
}

#[test]
fn a_change_lapses_or_is_declined() {
	ExtBuilder::build_and_execute(|| {
		agreed();
		let decline = |by| Trade::decline_change(signer(by), ID);
		assert_noop!(decline(PLANT), Error::<Test>::NotProposed);
		assert_ok!(change(RETAILER, TOMORROW + 5, Change::Transfer { to: TRADER }));
		assert_noop!(decline(HOUSEHOLD), Error::<Test>::NotAuthorized);
		assert_ok!(decline(TRADER));
		assert_ok!(change(RETAILER, TOMORROW + 5, Change::Transfer { to: TRADER }));
		assert_ok!(decline(RETAILER));
		assert_ok!(change(RETAILER, TOMORROW + 5, Change::End));
		Now::set(answer_by());
		assert_noop!(agree(PLANT), Error::<Test>::Expired);
		pass(0);
		System::assert_last_event(Event::ChangeLapsed { contract: ID }.into());
		assert_noop!(agree(PLANT), Error::<Test>::NotProposed);
	});
}

#[test]
fn there_are_so_many_versions_and_no_more() {
	ExtBuilder::build_and_execute(|| {
		PriceBounds::set((0, 1));
		let days = (TOMORROW, TOMORROW + 40);
		let pricing = Pricing::Fixed(1);
		assert_ok!(Trade::propose(
			signer(PLANT),
			MARKET,
			RETAILER,
			true,
			days,
			flat(),
			pricing,
			answer_by()
		));
		assert_noop!(change(PLANT, TOMORROW, twice()), Error::<Test>::InvalidState);
		assert_ok!(accept(RETAILER));
		let small = || Change::Amend { profile: Profile::Flat(1), pricing: Pricing::Fixed(1) };
		for version in 1..MAX_VERSIONS {
			assert_ok!(change(PLANT, TOMORROW + version, small()));
			assert_ok!(agree(RETAILER));
		}
		assert_ok!(change(PLANT, TOMORROW + MAX_VERSIONS, small()));
		assert_noop!(agree(RETAILER), Error::<Test>::TooMany);
	});
}

#[test]
fn a_contract_that_one_has_already_takes_no_room() {
	ExtBuilder::build_and_execute(|| {
		agreed();
		assert_ok!(change(RETAILER, TOMORROW + 5, Change::Transfer { to: TRADER }));
		assert_ok!(agree(PLANT));
		assert_ok!(agree(TRADER));
		let small = |to| {
			let days = (TOMORROW, TOMORROW + 1);
			let (profile, pricing) = (Profile::Flat(1), Pricing::Fixed(1));
			let id = NextContractId::<Test>::get();
			assert_ok!(Trade::propose(
				signer(PLANT),
				MARKET,
				to,
				true,
				days,
				profile,
				pricing,
				answer_by()
			));
			Trade::accept(signer(to), id)
		};
		for _ in 1..4 {
			assert_ok!(small(RETAILER));
		}
		assert_eq!(OpenCount::<Test>::get(RETAILER, MARKET), 4);
		assert_ok!(change(TRADER, TOMORROW + 6, Change::Transfer { to: RETAILER }));
		assert_ok!(agree(PLANT));
		assert_ok!(agree(RETAILER));
		assert_eq!(OpenCount::<Test>::get(RETAILER, MARKET), 4);
	});
}
