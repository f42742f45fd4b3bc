// SPDX-License-Identifier: Apache-2.0

//! Draws within the weight that a block has for them.

use super::*;
use crate::mock::Reserve;
use frame_support::traits::{Get, Hooks};
use frame_system::limits::BlockWeights;
use sp_runtime::Perbill;

type Weights = <Test as Config>::WeightInfo;

/// What drawing `count` shares of one envelope takes, after looking at so many rounds.
fn weight(rounds: u64, count: u32) -> Weight {
	Weights::look() * rounds + Weights::draw(count)
}

/// A little less of both parts.
fn less(weight: Weight) -> Weight {
	weight.saturating_sub(Weight::from_parts(1, 1))
}

fn claim_all(count: u64, id: EnvelopeId) {
	for account in ALICE..ALICE + count {
		assert_ok!(claim(account, id));
	}
}

fn drawn(id: EnvelopeId) -> u32 {
	progress(id).drawn
}

#[test]
fn as_many_are_drawn_as_there_is_weight_for() {
	ExtBuilder::build_and_execute(|| {
		let id = fill(funded(1_000), equal(10, 30));
		claim_all(30, id);
		let mut so_far = 0;
		for (poll, idle, count) in [
			(Weight::zero(), Weight::zero(), 0),
			(Weights::look(), Weights::look(), 0),
			(less(weight(1, 1)), less(weight(1, 1)), 0),
			(weight(1, 1), Weight::zero(), 1),
			(Weight::zero(), weight(1, 1), 1),
			(weight(1, 7), Weight::zero(), 7),
			(less(weight(1, 7)), Weight::zero(), 6),
			(weight(1, 2), weight(1, 3), 5),
		] {
			block(poll, idle);
			so_far += count;
			assert_eq!(drawn(id), so_far);
			check();
		}
		// One part alone is not enough.
		block(Weight::from_parts(u64::MAX, 0), Weight::from_parts(0, u64::MAX));
		assert_eq!(drawn(id), so_far);
		block(Weight::MAX, Weight::zero());
		assert_eq!(drawn(id), 30);
	});
}

#[test]
fn what_is_used_is_what_is_said() {
	ExtBuilder::build_and_execute(|| {
		let id = fill(funded(1_000), equal(10, 30));
		assert_eq!(RedEnvelope::on_idle(1, Weight::MAX), Weights::look());
		claim_all(10, id);
		// Nothing waits for a round, so that only those are looked at that wait for none.
		assert_eq!(RedEnvelope::on_idle(1, weight(1, 4)), weight(1, 4));
		assert_eq!(RedEnvelope::on_idle(1, Weight::MAX), weight(1, 6));
		assert_eq!(RedEnvelope::on_idle(1, Weight::MAX), Weights::look());
		assert_eq!(RedEnvelope::on_idle(1, Weight::zero()), Weight::zero());
	});
}

#[test]
fn before_transactions_no_more_than_the_reserve_is_used() {
	ExtBuilder::build_and_execute(|| {
		let id = fill(funded(10_000), equal(10, 400));
		claim_all(200, id);
		let weights: BlockWeights = <Test as frame_system::Config>::BlockWeights::get();
		let all = weights.max_block;
		// Rounded up, and by less than a share.
		let part = weight(1, 20).ref_time().div_ceil(all.ref_time() / 1_000_000_000);
		Reserve::set(Perbill::from_parts(part.try_into().unwrap()));
		block(Weight::MAX, Weight::zero());
		assert_eq!(drawn(id), 20);
		block(weight(1, 3), Weight::zero());
		assert_eq!(drawn(id), 23);
		// After transactions, whatever is left.
		block(Weight::MAX, weight(1, 50));
		assert_eq!(drawn(id), 93);
	});
}

#[test]
fn a_round_is_drawn_over_several_blocks() {
	ExtBuilder::build_and_execute(|| {
		let id = fill(funded(10_000), lucky(10_000, 40));
		claim_all(30, id);
		next_round();
		next_round();
		let mut blocks = 0;
		while drawn(id) < 30 {
			assert_eq!(FirstRound::<Test>::get(), Some(1));
			block(weight(2, 7), Weight::zero());
			blocks += 1;
			assert_eq!(drawn(id), 30.min(7 * blocks));
			check();
		}
		assert_eq!((blocks, FirstRound::<Test>::get()), (5, None));
		let all = expected(id, 10_000, 40, [1; 30]);
		assert_eq!((ALICE..ALICE + 30).map(balance).collect::<Vec<_>>(), all);
	});
}

/// What comes out does not depend on how much weight each block had.
#[test]
fn rounds_that_pile_up_are_drawn_one_after_the_other() {
	let balances = |limit: Weight| {
		let mut balances = Vec::new();
		ExtBuilder::build_and_execute(|| {
			let budget = funded(100_000);
			let ids = [0; 6].map(|_| fill(budget, lucky(1_000, 20)));
			for round in 0..6 {
				for (number, id) in (0_u64..).zip(ids) {
					// Not every envelope in every round, and some once more.
					for person in 0..(number + round) % 3 {
						assert_ok!(claim(ALICE + 10 * round + person, id));
					}
				}
				block(limit, Weight::zero());
				next_round();
			}
			let mut blocks = 0;
			let mut first = FirstRound::<Test>::get().unwrap();
			while FirstRound::<Test>::exists() {
				block(limit, Weight::zero());
				next_round();
				check();
				let next = FirstRound::<Test>::get().unwrap_or(Round::MAX);
				assert!(first <= next);
				first = next;
				blocks += 1;
				assert!(blocks < 200, "it never ends");
			}
			assert_eq!(Waiting::<Test>::iter().count(), 0);
			for id in ids {
				assert_eq!(progress(id).pending(), 0);
				let round = |share| Slots::<Test>::get(id, share).unwrap().round;
				let shares = expected(id, 1_000, 20, (0..drawn(id)).map(round));
				assert_eq!(progress(id).left, 1_000 - shares.iter().sum::<Amount>());
			}
			balances = (ALICE..ALICE + 60).map(balance).collect();
		});
		balances
	};
	let at_once = balances(Weight::MAX);
	assert!(at_once.iter().any(|amount| *amount > 0));
	for limit in [weight(2, 1), weight(2, 2), weight(3, 5), weight(9, 9)] {
		assert_eq!(balances(limit), at_once);
	}
}

#[test]
fn an_envelope_that_waits_for_several_rounds_is_left_to_the_last() {
	ExtBuilder::build_and_execute(|| {
		let id = fill(funded(10_000), lucky(1_000, 20));
		assert_ok!(claim(ALICE, id));
		next_round();
		assert_ok!(claim(BOB, id));
		let rounds = || Waiting::<Test>::iter_keys().map(|(round, _)| round).collect::<Vec<_>>();
		assert_eq!(rounds().len(), 2);
		// The first one's round is over, but there is no weight.
		next_round();
		block(Weight::zero(), weight(1, 1));
		assert_eq!((drawn(id), rounds().len()), (0, 2));
		block(Weight::zero(), Weight::MAX);
		assert_eq!((drawn(id), rounds()), (1, vec![2]));
		next_round();
		block(Weight::zero(), Weight::MAX);
		assert_eq!((drawn(id), rounds()), (2, vec![]));
	});
}

/// Shares that chance does not decide wait for no round, but for room.
#[test]
fn without_room_nothing_is_lost() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(10_000);
		let [even, by_chance] = [equal(10, 10), lucky(100, 10)].map(|form| fill(budget, form));
		claim_all(10, even);
		claim_all(9, by_chance);
		for _ in 0..20 {
			block(Weights::look(), less(weight(1, 1)));
			next_round();
		}
		assert_eq!((drawn(even), drawn(by_chance)), (0, 0));
		pass(DAY);
		draw_all();
		assert_eq!((drawn(even), drawn(by_chance)), (10, 9));
		assert_eq!(status(by_chance), EnvelopeStatus::Expired);
		assert_eq!(progress(by_chance).left, 0);
	});
}

#[test]
fn a_draw_that_fails_is_paid_for() {
	ExtBuilder::build_and_execute(|| {
		let id = fill(funded(1_000), equal(10, 30));
		claim_all(30, id);
		BooksFail::set(true);
		assert_eq!(RedEnvelope::on_idle(1, weight(1, 7)), weight(1, 7));
		assert_eq!(drawn(id), 0);
	});
}
