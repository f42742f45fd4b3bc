// SPDX-License-Identifier: Apache-2.0

//! Claims, draws and rankings.

use super::*;
use crate::draws::CHECKPOINT;

/// A claim is shown with its own share and round, and as drawn when this share is.
#[test]
fn a_claim_is_drawn_when_its_share_is() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(2_000);
		let (by_chance, even) = (fill(budget, lucky(1_000, 5)), fill(budget, equal(10, 5)));
		let claims = |account| {
			let query = |c, limit| RedEnvelope::query_claims(person(account), c, limit);
			all(query, |it| it.envelope)
		};
		let lucky = |share, round, drawn| ClaimInfo { envelope: by_chance, share, round, drawn };
		let equal = |drawn| ClaimInfo { envelope: even, share: 0, round: 0, drawn };
		assert_ok!(claim(BOB, by_chance));
		next_block();
		assert_ok!(claim(ALICE, by_chance));
		assert_ok!(claim(ALICE, even));
		assert_eq!(claims(BOB), [lucky(0, 1, false)]);
		assert_eq!(claims(ALICE), [lucky(1, 2, false), equal(false)]);
		next_block();
		assert_eq!(claims(BOB), [lucky(0, 1, false)]);
		assert_eq!(claims(ALICE), [lucky(1, 2, false), equal(true)]);
		next_block();
		assert_eq!(claims(BOB), [lucky(0, 1, true)]);
		assert_eq!(claims(ALICE), [lucky(1, 2, false), equal(true)]);
		next_block();
		assert_eq!(claims(ALICE), [lucky(1, 2, true), equal(true)]);
		assert_eq!(RedEnvelope::query_claims(person(CAROL), None, 9), nothing());
	});
}

/// What is in the wallets of so many persons.
fn balances(count: u64) -> Vec<Amount> {
	(ALICE..ALICE + count).map(balance).collect()
}

#[test]
fn a_draw_is_shown_with_all_that_it_takes_to_compute_it() {
	ExtBuilder::build_and_execute(|| {
		let id = fill(funded(1_000), lucky(1_000, 3));
		assert_ok!(claim(CAROL, id));
		next_block();
		assert_ok!(claim(ALICE, id));
		assert_ok!(claim(BOB, id));
		draw_all();
		let amounts = [CAROL, ALICE, BOB].map(balance);
		assert_eq!(amounts.to_vec(), expected(id, 1_000, 3, [1, 2, 2]));
		let draw = |share, round, left, shares_left, amount| {
			let seed = seed(round);
			DrawInfo { share, round, seed, left, shares_left, amount }
		};
		let [first, second, third] = amounts;
		let items = vec![
			draw(0, 1, 1_000, 3, first),
			draw(1, 2, 1_000 - first, 2, second),
			draw(2, 2, third, 1, third),
		];
		assert_eq!(RedEnvelope::query_draws(id, None, 3), Page { items, next: None });
	});
}

/// 300 shares of 100,000, in two rounds.
fn drawn_across_a_checkpoint() -> EnvelopeId {
	let id = fill(funded(100_000), lucky(100_000, 300));
	claim_all(200, id);
	next_block();
	for account in ALICE + 200..ALICE + 300 {
		assert_ok!(claim(account, id));
	}
	draw_all();
	id
}

/// All 300 draws, in pages from the first share.
fn draws_from_the_start(id: EnvelopeId) -> Vec<DrawInfo> {
	let (mut draws, mut cursor) = (Vec::new(), None);
	for next in [Some(99), Some(199), None] {
		let page = RedEnvelope::query_draws(id, cursor, u32::MAX);
		assert_eq!((page.items.len(), page.next), (100, next));
		draws.extend(page.items);
		cursor = page.next;
	}
	draws
}

#[test]
fn draws_are_what_wallets_got_and_sum_to_the_total() {
	ExtBuilder::build_and_execute(|| {
		let id = drawn_across_a_checkpoint();
		let draws = draws_from_the_start(id);
		let amounts: Vec<_> = draws.iter().map(|it| it.amount).collect();
		assert_eq!(amounts, balances(300));
		assert_eq!(amounts.iter().sum::<Amount>(), 100_000);
		let mut left = 100_000;
		for (share, draw) in (0..).zip(&draws) {
			let round = if share < 200 { 1 } else { 2 };
			assert_eq!((draw.share, draw.round, draw.seed), (share, round, seed(round)));
			assert_eq!((draw.left, draw.shares_left), (left, 300 - share));
			left -= draw.amount;
		}
	});
}

#[test]
fn draws_go_on_from_any_share_as_from_the_start() {
	ExtBuilder::build_and_execute(|| {
		let id = drawn_across_a_checkpoint();
		let whole = draws_from_the_start(id);
		let last = CHECKPOINT - 1;
		for cursor in [0, 100, last - 30, last - 1, last, last + 1, 269, 270, 298] {
			let rest = &whole[usize::try_from(cursor).unwrap() + 1..];
			let page = RedEnvelope::query_draws(id, Some(cursor), 30);
			assert_eq!(page.items, rest[..rest.len().min(30)], "behind {cursor}");
			assert_eq!(page.next, (rest.len() > 30).then_some(cursor + 30));
		}
	});
}

#[test]
fn behind_a_checkpoint_nothing_before_it_is_computed_again() {
	ExtBuilder::build_and_execute(|| {
		let id = drawn_across_a_checkpoint();
		let whole = draws_from_the_start(id);
		undone(|| {
			for share in 0..CHECKPOINT {
				Slots::<Test>::remove(id, share);
			}
			let page = RedEnvelope::query_draws(id, Some(CHECKPOINT - 1), 100);
			assert_eq!((page.items.as_slice(), page.next), (&whole[256..], None));
			assert_eq!(RedEnvelope::query_draws(id, Some(CHECKPOINT - 2), 100), nothing());
		});
	});
}

#[test]
fn behind_the_last_share_there_are_no_draws() {
	ExtBuilder::build_and_execute(|| {
		let id = drawn_across_a_checkpoint();
		for cursor in [299, 300, 2 * CHECKPOINT - 1, 2 * CHECKPOINT, u32::MAX] {
			assert_eq!(RedEnvelope::query_draws(id, Some(cursor), 9), nothing());
		}
	});
}

#[test]
fn where_chance_does_not_decide_there_are_no_draws() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(100);
		let list = recipients(&[(ALICE, 10), (BOB, 10)]);
		let ids = [equal(10, 2), assigned(20, &list), named(&[(ALICE, 10), (BOB, 10)])]
			.map(|form| fill(budget, form));
		assert_ok!(claim(ALICE, ids[0]));
		assert_ok!(show(ALICE, ids[1], place(&list, 0)));
		assert_ok!(claim(ALICE, ids[2]));
		draw_all();
		assert_eq!(ids.map(|id| progress(id).drawn), [1; 3]);
		for id in ids.into_iter().chain([NO_ENVELOPE]) {
			assert_eq!(RedEnvelope::query_draws(id, None, 9), nothing());
		}
	});
}

#[test]
fn draws_stop_where_nothing_is_drawn_yet() {
	ExtBuilder::build_and_execute(|| {
		let id = fill(funded(1_000), lucky(1_000, 9));
		let draws = |limit| RedEnvelope::query_draws(id, None, limit);
		claim_all(2, id);
		// The seed is known before it is used.
		next_round();
		next_round();
		assert!(MockBeacon::seed(1).is_some());
		assert_eq!(draws(9), nothing());
		block(Weight::MAX, Weight::MAX);
		assert_ok!(claim(CAROL, id));
		let amounts: Vec<_> = draws(9).items.iter().map(|it| it.amount).collect();
		assert_eq!(amounts, expected(id, 1_000, 9, [1, 1]));
		assert_eq!((draws(9).next, draws(2).next, draws(1).next), (None, None, Some(0)));
		draw_all();
		assert_eq!((draws(9).items.len(), draws(2).next), (3, Some(1)));
	});
}

/// The same as ever, with an open ranking.
fn open() -> Terms {
	Terms { ranking: true, ..terms() }
}

fn ranking(id: EnvelopeId, cursor: Option<u32>, limit: u32) -> Page<Ranked, u32> {
	RedEnvelope::query_ranking(id, cursor, limit).unwrap()
}

#[test]
fn there_is_no_ranking_unless_it_was_chosen() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(100);
		let ids = [equal(10, 2), lucky(10, 2)].map(|form| fill(budget, form));
		for id in ids.into_iter().chain([NO_ENVELOPE]) {
			assert_eq!(RedEnvelope::query_ranking(id, None, 9), None);
		}
	});
}

#[test]
fn there_is_no_ranking_of_amounts_from_a_list() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(100);
		let forms = [assigned(10, &recipients(&[(ALICE, 10)])), named(&[(ALICE, 10)])];
		for id in forms.map(|form| fill_with(budget, form, open())) {
			assert_eq!(RedEnvelope::query_ranking(id, None, 9), None);
		}
	});
}

#[test]
fn the_ranking_of_equal_shares_is_who_got_them_in_order() {
	ExtBuilder::build_and_execute(|| {
		let id = fill_with(funded(100), equal(10, 4), open());
		let order = [CAROL, ALICE, BOB];
		for account in order {
			assert_ok!(claim(account, id));
		}
		// Nothing is drawn yet.
		assert_eq!(ranking(id, None, 9), nothing());
		next_block();
		assert_eq!(order.map(balance), [10; 3]);
		assert_ok!(claim(CAROL + 1, id));
		let shown = [ranked(CAROL, 0, 10), ranked(ALICE, 1, 10), ranked(BOB, 2, 10)];
		assert_eq!(all(|c, limit| ranking(id, c, limit), |it| it.share), shown);
		let items = shown[1..2].to_vec();
		assert_eq!(ranking(id, Some(0), 1), Page { items, next: Some(1) });
		for cursor in [2, 3, u32::MAX] {
			assert_eq!(ranking(id, Some(cursor), 9), nothing());
		}
	});
}

#[test]
fn the_ranking_of_lucky_shares_is_what_wallets_got() {
	ExtBuilder::build_and_execute(|| {
		let id = fill_with(funded(1_000), lucky(1_000, 5), open());
		let order = [CAROL, ALICE, BOB, CAROL + 1];
		for account in order {
			assert_ok!(claim(account, id));
		}
		assert_eq!(ranking(id, None, 9), nothing());
		draw_all();
		assert_ok!(claim(CAROL + 2, id));
		let got = (0..).zip(order);
		let shown: Vec<_> =
			got.map(|(share, account)| ranked(account, share, balance(account))).collect();
		assert_eq!(all(|c, limit| ranking(id, c, limit), |it| it.share), shown);
		let items = shown[1..3].to_vec();
		assert_eq!(ranking(id, Some(0), 2), Page { items, next: Some(2) });
		assert_eq!(ranking(id, Some(3), 9), nothing());
	});
}

#[test]
fn a_ranking_is_before_tax() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(2_000);
		let terms = Terms { ranking: true, ..taxed(2_000) };
		let even = fill_with(budget, equal(100, 2), terms);
		let by_chance = fill_with(budget, lucky(1_000, 1), terms);
		assert_ok!(claim(ALICE, even));
		assert_ok!(claim(ALICE, by_chance));
		draw_all();
		assert_eq!(balance(ALICE), 880);
		assert_eq!(ranking(even, None, 9).items, [ranked(ALICE, 0, 100)]);
		assert_eq!(ranking(by_chance, None, 9).items, [ranked(ALICE, 0, 1_000)]);
	});
}

#[test]
fn a_page_of_draws_or_of_a_ranking_holds_100_at_most() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(10_000);
		let even = fill_with(budget, equal(10, 101), open());
		let by_chance = fill_with(budget, lucky(1_010, 101), open());
		for id in [even, by_chance] {
			claim_all(101, id);
		}
		draw_all();
		is_capped(|c, limit| RedEnvelope::query_draws(by_chance, c, limit));
		is_capped(|c, limit| ranking(even, c, limit));
		is_capped(|c, limit| ranking(by_chance, c, limit));
	});
}
