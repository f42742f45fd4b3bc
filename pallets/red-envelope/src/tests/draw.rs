// SPDX-License-Identifier: Apache-2.0

//! Draws: when, in which order, and what comes out.

use super::*;

/// Has everybody in `accounts` claim, one after the other.
fn claim_all(accounts: impl IntoIterator<Item = AccountId>, id: EnvelopeId) {
	for account in accounts {
		assert_ok!(claim(account, id));
	}
}

#[test]
fn nothing_is_drawn_before_the_round_is_over_that_a_claim_waits_for() {
	ExtBuilder::build_and_execute(|| {
		let id = fill(funded(1_000), lucky(1_000, 3));
		assert_ok!(claim(ALICE, id));
		assert_eq!((CurrentRound::get(), Slots::<Test>::get(id, 0).unwrap().round), (0, 1));
		// Whatever number of blocks the round takes, and the one after it, which decides.
		for round in [0, 1] {
			assert_eq!(MockBeacon::current(), round);
			for _ in 0..3 {
				block(Weight::MAX, Weight::MAX);
				assert_eq!((progress(id).drawn, balance(ALICE)), (0, 0));
			}
			next_round();
		}
		block(Weight::MAX, Weight::MAX);
		assert_eq!(progress(id).drawn, 1);
		assert_eq!(balance(ALICE), expected(id, 1_000, 3, [1])[0]);
	});
}

#[test]
fn what_is_not_left_to_chance_is_settled_in_the_next_block() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(1_000);
		let list = recipients(&[(ALICE, 20), (BOB, 30)]);
		let ids = [equal(10, 3), assigned(50, &list), named(&[(ALICE, 300), (CAROL, 1)])]
			.map(|form| fill(budget, form));
		assert_ok!(claim(ALICE, ids[0]));
		assert_ok!(show(ALICE, ids[1], place(&list, 0)));
		assert_ok!(claim(ALICE, ids[2]));
		assert_eq!(wallet(ALICE), Wallet::default());
		assert_eq!(ids.map(|id| Slots::<Test>::get(id, 0).unwrap().round), [0; 3]);
		assert!(!FirstRound::<Test>::exists());
		block(Weight::MAX, Weight::MAX);
		assert_eq!(balance(ALICE), 330);
		assert_eq!(ids.map(|id| progress(id).drawn), [1; 3]);
		assert_eq!(Waiting::<Test>::iter().count(), 0);
	});
}

#[test]
fn shares_are_drawn_in_the_order_of_their_claims() {
	ExtBuilder::build_and_execute(|| {
		let id = fill(funded(10_000), lucky(10_000, 10));
		let order = [7, 2, 9, 0, 4, 1, 8, 3, 6, 5].map(|number| ALICE + number);
		claim_all(order, id);
		draw_all();
		let drawn = expected(id, 10_000, 10, [1; 10]);
		assert_eq!(order.map(balance).to_vec(), drawn);
		assert_eq!(drawn.iter().sum::<Amount>(), 10_000);
		// Not everybody gets the same.
		assert!(drawn.iter().any(|amount| *amount != drawn[0]));
	});
}

#[test]
fn each_share_is_drawn_from_the_seed_of_its_own_round() {
	ExtBuilder::build_and_execute(|| {
		let id = fill(funded(10_000), lucky(10_000, 20));
		let mut rounds = Vec::new();
		for (step, account) in (0_u64..).zip(ALICE..ALICE + 15) {
			assert_ok!(claim(account, id));
			rounds.push(CurrentRound::get() + 1);
			// One, two or three in a round.
			if step % 3 > 0 || step > 9 {
				next_block();
			}
		}
		assert!(progress(id).drawn > 0 && progress(id).pending() > 0);
		draw_all();
		rounds.dedup();
		assert!(rounds.len() > 8);
		let of_slots = (0..15).map(|share| Slots::<Test>::get(id, share).unwrap().round);
		let drawn = expected(id, 10_000, 20, of_slots);
		assert_eq!((ALICE..ALICE + 15).map(balance).collect::<Vec<_>>(), drawn);
		assert_eq!(progress(id).left, 10_000 - drawn.iter().sum::<Amount>());
	});
}

#[test]
fn envelopes_of_the_same_round_are_drawn_apart() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(10_000);
		let ids = [0; 5].map(|_| fill(budget, lucky(1_000, 7)));
		for id in ids {
			assert_ok!(claim(ALICE, id));
		}
		draw_all();
		let drawn = ids.map(|id| expected(id, 1_000, 7, [1])[0]);
		assert_eq!(balance(ALICE), drawn.iter().sum());
		assert!(drawn.iter().any(|amount| *amount != drawn[0]));
	});
}

#[test]
fn a_draw_can_be_computed_again_from_a_checkpoint() {
	ExtBuilder::build_and_execute(|| {
		let id = fill(funded(100_000), lucky(100_000, 320));
		claim_all(ALICE..ALICE + 200, id);
		next_block();
		claim_all(ALICE + 200..ALICE + 300, id);
		events();
		posted();
		draw_all();
		// 200 of one round, then of the next up to 300.
		let drawn = |first, count| Event::Drawn { envelope: id, first, count };
		assert_eq!(events(), [drawn(0, 200), drawn(200, 100)]);
		let occasion = |first, count| Occasion::Drawn { envelope: id, first, count };
		assert_eq!(posted(), [occasion(0, 200), occasion(200, 100)]);
		let round = |share| Slots::<Test>::get(id, share).unwrap().round;
		let all = expected(id, 100_000, 320, (0..300).map(round));
		assert_eq!((ALICE..ALICE + 300).map(balance).collect::<Vec<_>>(), all);
		assert_eq!(Checkpoints::<Test>::iter_prefix(id).count(), 2);
		assert_eq!(Checkpoints::<Test>::get(id, 0), Some(100_000));
		let mut left = Checkpoints::<Test>::get(id, 1).unwrap();
		assert_eq!(left, 100_000 - all[..256].iter().sum::<Amount>());
		for (share, amount) in (0..).zip(&all).skip(256) {
			let number = double_mean::number(seed(round(share)), id, share);
			assert_eq!(double_mean::draw(number, left, 320 - share), *amount);
			left -= amount;
		}
		assert_eq!(left, progress(id).left);
	});
}

#[test]
fn at_most_256_shares_are_posted_together() {
	ExtBuilder::build_and_execute(|| {
		let id = fill(funded(100_000), equal(10, 320));
		claim_all(ALICE..ALICE + 300, id);
		posted();
		next_block();
		let occasion = |first, count| Occasion::Drawn { envelope: id, first, count };
		assert_eq!(posted(), [occasion(0, 256), occasion(256, 44)]);
	});
}

#[test]
fn what_is_drawn_together_is_posted_as_a_sum() {
	ExtBuilder::build_and_execute(|| {
		let budget_id = funded(10_000);
		let terms = Terms { purpose: Purpose::Bonus, ..taxed(2_000) };
		let id = fill_with(budget_id, lucky(1_000, 4), terms);
		claim_all([ALICE, BOB, CAROL], id);
		draw_all();
		let shares = expected(id, 1_000, 4, [1; 3]);
		let gross: Amount = shares.iter().sum();
		let tax: Amount = shares.iter().map(|share| terms.tax(*share)).sum();
		let net = gross - tax;
		for (account, totals) in [
			(Account::Committed(budget_id), (gross, 1_000)),
			(Account::Spent(budget_id), (0, gross)),
			(Account::Expense(Purpose::Bonus), (gross, 0)),
			(Account::Payable, (0, net)),
			(Account::TaxPayable, (0, tax)),
		] {
			assert_eq!(Totals::get(BOOK, account), totals, "{account:?}");
		}
		assert_eq!((budget(budget_id).spent, budget(budget_id).committed), (gross, 1_000 - gross));
		assert_eq!(TaxDue::<Test>::get(BOOK), tax);
		assert_eq!([ALICE, BOB, CAROL].map(balance).iter().sum::<Amount>(), net);
		assert_eq!(Vouchers::get().last().unwrap().0, None);
	});
}

#[test]
fn what_was_claimed_before_the_end_is_drawn_and_the_rest_goes_back() {
	ExtBuilder::build_and_execute(|| {
		let budget_id = funded(10_000);
		let id = fill(budget_id, lucky(1_000, 5));
		claim_all([ALICE, BOB], id);
		Now::mutate(|now| *now += DAY);
		events();
		assert_eq!(carry_out_due(), []);
		assert_eq!(status(id), EnvelopeStatus::Expired);
		assert!(!OpenEnvelopes::<Test>::contains_key(COMPANY, id));
		assert_eq!((progress(id).left, budget(budget_id).committed), (1_000, 1_000));
		assert_eq!(events(), []);
		draw_all();
		let shares = expected(id, 1_000, 5, [1; 2]);
		assert_eq!([ALICE, BOB].map(balance).to_vec(), shares);
		let returned = 1_000 - shares[0] - shares[1];
		let drawn = Event::Drawn { envelope: id, first: 0, count: 2 };
		let status = EnvelopeStatus::Expired;
		assert_eq!(events(), [drawn, Event::Emptied { envelope: id, status, returned }]);
		assert_eq!(
			(budget(budget_id).available, budget(budget_id).committed),
			(9_000 + returned, 0)
		);
		assert_eq!((progress(id).left, progress(id).drawn), (0, 2));
	});
}

#[test]
fn nobody_waits_for_a_round_when_all_is_drawn() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(10_000);
		let id = fill(budget, lucky(1_000, 9));
		assert_eq!(FirstRound::<Test>::get(), None);
		assert_ok!(claim(ALICE, id));
		assert_eq!(FirstRound::<Test>::get(), Some(1));
		next_block();
		assert_ok!(claim(BOB, id));
		assert_eq!(FirstRound::<Test>::get(), Some(1));
		next_block();
		assert_eq!(progress(id).drawn, 0);
		next_block();
		// The first one is drawn, the second one's round is going on.
		assert_eq!((progress(id).drawn, FirstRound::<Test>::get()), (1, Some(2)));
		next_block();
		assert_eq!((progress(id).drawn, FirstRound::<Test>::get()), (2, None));
		assert_eq!(Waiting::<Test>::iter().count(), 0);
		// After many rounds without a claim, it begins where the beacon is.
		(0..1_000).for_each(|_| next_round());
		assert_ok!(claim(CAROL, id));
		assert_eq!(FirstRound::<Test>::get(), Some(CurrentRound::get() + 1));
		draw_all();
		assert_eq!((progress(id).drawn, FirstRound::<Test>::get()), (3, None));
	});
}

/// What must not change when a draw fails.
fn money() -> impl PartialEq + core::fmt::Debug {
	(
		Wallets::<Test>::iter().count(),
		Statements::<Test>::iter().map(|(_, _, it)| (it.counted, it.net())).collect::<Vec<_>>(),
		Progresses::<Test>::iter().map(|(_, it)| it).collect::<Vec<_>>(),
		Budgets::<Test>::iter().map(|(_, it)| it).collect::<Vec<_>>(),
		Slots::<Test>::iter().map(|(_, _, it)| it).collect::<Vec<_>>(),
		(Checkpoints::<Test>::iter().count(), TaxDue::<Test>::iter().count(), held()),
		(Totals::iter().map(|(_, _, sums)| sums).collect::<Vec<_>>(), Vouchers::get()),
	)
}

#[test]
fn a_draw_that_fails_leaves_all_as_it_was_and_is_tried_again_with_the_next_round() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(10_000);
		let list = recipients(&[(ALICE, 20), (BOB, 30)]);
		let by_list = fill_with(budget, assigned(50, &list), taxed(100));
		let by_chance = fill_with(budget, lucky(1_000, 9), taxed(100));
		assert_ok!(show(ALICE, by_list, place(&list, 0)));
		claim_all([ALICE, BOB], by_chance);
		let before = money();
		events();
		BooksFail::set(true);
		// The text is not stored.
		let error = DispatchError::Other("");
		let failed = |envelope| Event::<Test>::DrawFailed { envelope, error };
		let waits = |round, id| Waiting::<Test>::contains_key(round, id);

		// Round 0 is going on; what asks then waits for round 1.
		block(Weight::MAX, Weight::MAX);
		assert_eq!(events(), [failed(by_list)]);
		assert!(!waits(0, by_list) && waits(1, by_list) && waits(1, by_chance));
		for _ in 0..3 {
			block(Weight::MAX, Weight::MAX);
			next_round();
			assert_eq!(money(), before);
			check();
		}
		// Once a round, and no more often.
		block(Weight::MAX, Weight::MAX);
		let mut reported = events();
		reported.sort_by_key(|event| event == &failed(by_chance));
		assert_eq!(reported, [failed(by_list), failed(by_chance)]);
		block(Weight::MAX, Weight::MAX);
		assert_eq!(events(), []);
		assert_eq!(money(), before);
		check();

		BooksFail::set(false);
		draw_all();
		// What was claimed is drawn from the seed that it always was to be drawn from.
		let net = |gross| gross - taxed(100).tax(gross);
		let shares = expected(by_chance, 1_000, 9, [1; 2]);
		assert_eq!([ALICE, BOB].map(balance), [net(20) + net(shares[0]), net(shares[1])]);
		assert_eq!(FirstRound::<Test>::get(), None);
		assert_eq!(Waiting::<Test>::iter().count(), 0);
	});
}

#[test]
fn claims_go_on_while_draws_fail() {
	ExtBuilder::build_and_execute(|| {
		let id = fill(funded(10_000), lucky(1_000, 4));
		BooksFail::set(true);
		for account in ALICE..ALICE + 4 {
			assert_ok!(claim(account, id));
			next_block();
			check();
		}
		draw_all();
		assert_eq!((status(id), progress(id).drawn), (EnvelopeStatus::Claimed, 0));
		BooksFail::set(false);
		draw_all();
		let drawn = expected(id, 1_000, 4, 1..5);
		assert_eq!((ALICE..ALICE + 4).map(balance).collect::<Vec<_>>(), drawn);
	});
}

#[test]
fn what_is_stored_is_not_trusted_blindly() {
	ExtBuilder::build().execute_with(|| {
		let id = fill(funded(10_000), named(&[(ALICE, 10)]));
		assert_ok!(claim(ALICE, id));
		Slots::<Test>::mutate(id, 0, |slot| slot.as_mut().unwrap().amount = None);
		events();
		block(Weight::MAX, Weight::MAX);
		let error = Error::<Test>::Inconsistent.into();
		assert_eq!(events(), [Event::DrawFailed { envelope: id, error }]);
		Slots::<Test>::remove(id, 0);
		draw_all();
		assert!(events().contains(&Event::DrawFailed { envelope: id, error }));
		assert_eq!(balance(ALICE), 0);
	});
}
