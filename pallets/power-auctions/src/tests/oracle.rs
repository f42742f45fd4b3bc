// SPDX-License-Identifier: Apache-2.0

//! Any small book is cleared as brute force would have it, however many steps are taken at a time.

use super::*;
use alloc::collections::{BTreeMap, BTreeSet};
use covenant_primitives::power::at_stake as worst;
use proptest::prelude::*;

/// What a party bids, and whether it reveals it.
type Sealed = (bool, BTreeMap<Price, Energy>, bool);

fn books() -> impl Strategy<Value = Vec<Sealed>> {
	let steps = prop::collection::btree_map(-6..6_i64, 1..25_u64, 1..3);
	prop::collection::vec((any::<bool>(), steps, prop::bool::weighted(0.9)), 0..6)
}

fn rules() -> impl Strategy<Value = PriceRule> {
	prop::sample::select(vec![
		PriceRule::LastAcceptedBid,
		PriceRule::LastAcceptedOffer,
		PriceRule::Midpoint,
	])
}

fn list((sells, steps, _): &Sealed) -> Vec<(Price, Energy)> {
	let ascending = steps.iter().map(|(price, quantity)| (*price, *quantity));
	if *sells {
		ascending.collect()
	} else {
		ascending.rev().collect()
	}
}

/// Places the bids, and reveals those that are revealed.
fn play(book: &[Sealed], rule: PriceRule) {
	assert_ok!(open_with(Terms { rule, ..terms() }));
	for (party, sealed) in parties().into_iter().zip(book) {
		bid(party, sealed.0, &list(sealed));
	}
	Now::set(terms().bids_until);
	for (party, sealed) in parties().into_iter().zip(book).filter(|(_, sealed)| sealed.2) {
		assert_ok!(reveal(party, sealed.0, &list(sealed)));
	}
	Now::set(terms().reveal_until);
}

/// All that matters in the end.
fn end() -> impl PartialEq + core::fmt::Debug {
	let mut awards = Awards::get();
	awards.sort_unstable();
	let deposits = Deposits::iter().collect::<BTreeMap<_, _>>();
	let won = |outcome| match outcome {
		Outcome::Awarded { sells, quantity, .. } => Some((sells, quantity)),
		_ => None,
	};
	let outcomes = Outcomes::<Test>::iter().map(|(_, party, outcome)| (party, won(outcome)));
	(auction(), awards, deposits, outcomes.collect::<BTreeMap<_, _>>())
}

/// How much of a side's steps is at this price or a better one.
fn volume(book: &[Sealed], sells: bool, price: Price) -> Energy {
	let side = book.iter().filter(|sealed| sealed.0 == sells && sealed.2);
	let steps = side.flat_map(|sealed| &sealed.1);
	let good = steps.filter(|(at, _)| if sells { **at <= price } else { **at >= price });
	good.map(|(_, quantity)| quantity).sum()
}

/// Checks what a side won, and returns its worst price that is accepted.
fn verify(book: &[Sealed], sells: bool, quantity: Energy) -> Option<Price> {
	let side: Vec<_> =
		parties().into_iter().zip(book).filter(|(_, it)| it.0 == sells && it.2).collect();
	let mut prices: Vec<_> = side
		.iter()
		.flat_map(|(_, it)| it.1.keys().copied())
		.collect::<BTreeSet<_>>()
		.into_iter()
		.collect();
	if !sells {
		prices.reverse();
	}
	let margin = prices.into_iter().find(|price| volume(book, sells, *price) >= quantity);
	let margin = margin.filter(|_| quantity > 0);
	let mut sum = 0;
	for (party, (_, steps, _)) in &side {
		let party_won = won(*party);
		sum += party_won;
		let Some(margin) = margin else {
			assert_eq!(party_won, 0);
			continue;
		};
		let better = |price: Price| if sells { price < margin } else { price > margin };
		let full: Energy =
			steps.iter().filter(|(price, _)| better(**price)).map(|(_, quantity)| quantity).sum();
		let at = steps.get(&margin).copied().unwrap_or_default();
		let total: Energy = side.iter().filter_map(|(_, it)| it.1.get(&margin)).sum();
		let filled = quantity + total - volume(book, sells, margin);
		let share = party_won.checked_sub(full).expect("all before the margin is accepted");
		assert!((share * total).abs_diff(at * filled) < total, "{share} of {at}: {filled}/{total}");
		assert!(share <= at);
	}
	assert_eq!(sum, quantity);
	margin
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(400))]

	#[test]
	fn as_much_as_can_be_is_traded_at_one_price(
		book in books(),
		rule in rules(),
		limits in prop::collection::vec(1..5_u32, 1..5),
	) {
		let mut at_once = None;
		ExtBuilder::build_and_execute(|| {
			play(&book, rule);
			pass(0);
			let Status::Cleared(Clearance { price, quantity }) = auction().status else {
				panic!("it is not over")
			};
			let most = (-6..6).map(|price| volume(&book, true, price).min(volume(&book, false, price)));
			assert_eq!(quantity, most.max().unwrap());
			let offer = verify(&book, true, quantity);
			let bid = verify(&book, false, quantity);
			let expected = offer.zip(bid).map(|(offer, bid)| match rule {
				PriceRule::LastAcceptedBid => bid,
				PriceRule::LastAcceptedOffer => offer,
				PriceRule::Midpoint => (offer + bid).div_euclid(2),
			});
			assert_eq!(price, expected);
			if let Some(((offer, price), bid)) = offer.zip(price).zip(bid) {
				assert!((offer..=bid).contains(&price));
			}
			for (party, sealed) in parties().into_iter().zip(&book) {
				let lost = if sealed.2 { 0 } else { STAKE / 10 };
				let total = terms().total(won(party)).unwrap();
				let kept = price.map_or(0, |price| exposure(total, worst((price, price), BOUNDS)));
				assert_eq!(Deposits::get(party), (COLLATERAL - lost, kept));
			}
			at_once = Some(end());
		});
		for limits in [vec![1], limits] {
			ExtBuilder::build_and_execute(|| {
				play(&book, rule);
				for limit in limits.into_iter().cycle() {
					assert_ok!(clear(limit));
					check();
					if auction().status.is_final() {
						break;
					}
				}
				assert_eq!(at_once.as_ref(), Some(&end()));
			});
		}
	}
}
