// SPDX-License-Identifier: Apache-2.0

use super::*;

fn award(party: Party, sells: bool, energy: Energy) -> ContractId {
	let stake = Amount::from(energy) / 1_000;
	AtStake::mutate(party, |sum| *sum += stake);
	let profile = Profile::Window { from: 10, until: 12, energy };
	let (from, until) = (TOMORROW, TOMORROW + 3);
	let auction = AuctionId(7);
	let award =
		Award { market: MARKET, auction, party, sells, from, until, profile, price: PRICE, stake };
	Trade::award(award).unwrap()
}

#[test]
fn what_was_won_is_a_contract_with_the_market() {
	ExtBuilder::build_and_execute(|| {
		let sold = award(PLANT, true, 1_000_000);
		let bought = award(RETAILER, false, 1_000_000);
		assert_eq!((sold, bought), (ID, ContractId(1)));
		assert_eq!(at_stake(PLANT), 1_000);
		let deliveries = Trade::deliveries(MARKET, PLANT, TOMORROW + 2);
		assert_eq!(deliveries.len(), 1);
		assert_eq!((deliveries[0].counterparty, deliveries[0].sells), (None, true));
		assert_eq!(deliveries[0].pricing, Pricing::Fixed(PRICE));
		assert_eq!(traded(RETAILER, TOMORROW), (0, 2_000_000));
	});
}

#[test]
fn auctions_award_beyond_the_bound() {
	ExtBuilder::build_and_execute(|| {
		for _ in 0..6 {
			award(PLANT, true, 1_000);
		}
		assert_eq!(OpenCount::<Test>::get(PLANT, MARKET), 6);
		assert_ok!(propose(PLANT, RETAILER));
		assert_noop!(Trade::accept(signer(RETAILER), ContractId(6)), Error::<Test>::TooMany);
		let ids = Trade::deliveries(MARKET, PLANT, TOMORROW).into_iter().map(|it| it.contract.0);
		assert_eq!(ids.collect::<Vec<_>>(), [0, 1, 2, 3, 4, 5]);
	});
}

#[test]
fn what_was_cleared_passes_to_a_third_and_does_not_change_otherwise() {
	ExtBuilder::build_and_execute(|| {
		award(PLANT, true, 1_000_000);
		assert_noop!(change(PLANT, TOMORROW, Change::End), Error::<Test>::FromAuction);
		let amend = Change::Amend { profile: flat(), pricing: Pricing::Fixed(1) };
		assert_noop!(change(PLANT, TOMORROW, amend), Error::<Test>::FromAuction);
		assert_ok!(change(PLANT, TOMORROW + 1, Change::Transfer { to: TRADER }));
		assert_ok!(agree(TRADER));
		assert_eq!(traded(PLANT, TOMORROW), (2_000_000, 0));
		assert_eq!(traded(TRADER, TOMORROW + 1), (2_000_000, 0));
		assert_eq!((at_stake(PLANT), at_stake(TRADER)), (800, 1_600));
	});
}

#[test]
fn whoever_leaves_never_puts_more_at_stake() {
	ExtBuilder::build_and_execute(|| {
		// The auction committed 1,000, though three days at its price come to 2,400.
		award(PLANT, true, 1_000_000);
		AtStake::insert(PLANT, COLLATERAL);
		assert_ok!(change(PLANT, TOMORROW + 2, Change::Transfer { to: TRADER }));
		assert_ok!(agree(TRADER));
		AtStake::mutate(PLANT, |sum| *sum -= COLLATERAL - 1_000);
		assert_eq!((at_stake(PLANT), at_stake(TRADER)), (1_000, 800));
		// It takes its place back, and with it what that can cost.
		assert_ok!(change(TRADER, TOMORROW + 2, Change::Transfer { to: PLANT }));
		assert_ok!(agree(PLANT));
		assert_eq!((at_stake(PLANT), at_stake(TRADER)), (2_400, 0));
	});
}
