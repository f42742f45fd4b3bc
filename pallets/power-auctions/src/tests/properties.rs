// SPDX-License-Identifier: Apache-2.0

//! Any calls in any order.

use super::*;
use proptest::{prelude::*, test_runner::TestRunner};

#[derive(Clone, Debug)]
enum Act {
	Open(AccountId, u64, u64, u16),
	Cancel(AccountId, u64),
	Bid(Party, u64, usize, Amount),
	Withdraw(Party, u64),
	Reveal(Party, u64, usize),
	Clear(u64, u32),
	Pass(Moment),
	Refuse(Party, bool),
	Bar(Party, bool),
}

/// What is bid for.
const BIDS: [(bool, &[(Price, Energy)]); 6] = [
	(true, &[(1, 5), (3, 7)]),
	(true, &[(3, 2)]),
	(true, &[(-2, 1), (3, 9), (8, 50)]),
	(false, &[(9, 4), (3, 3)]),
	(false, &[(3, 11)]),
	(false, &[(2, 1), (5, 1)]),
];

/// Those who bid come first, one for each of [`BIDS`]; all others are refused, or buy.
const ANYBODY: [Party; 10] =
	[SUN, WIND, HOUSE, CITY, TOWN, person(2), MILL, GRID, OPERATOR, OUTSIDER];

fn anybody() -> impl Strategy<Value = Party> {
	prop_oneof![6 => 0..6_usize, 1 => 6..10_usize].prop_map(|place| ANYBODY[place])
}

fn acts() -> impl Strategy<Value = Act> {
	let ids = || prop_oneof![3 => Just(0_u64), 1 => 1..3_u64];
	// A party's bid is mostly the same.
	let choice = || prop_oneof![12 => Just(None), 1 => (0..BIDS.len()).prop_map(Some)];
	let usual = |party: Party, choice: Option<usize>| {
		let place = ANYBODY.iter().position(|it| *it == party).unwrap_or(0);
		choice.unwrap_or(place.min(BIDS.len() - 1))
	};
	let operators = || prop::sample::select(vec![OPERATORS, OPERATORS, 101]);
	prop_oneof![
		4 => (operators(), 0..120_u64, 20..90_u64, 0..60_u16)
			.prop_map(|(by, bids, reveals, window)| Act::Open(by, bids, reveals, window)),
		2 => (operators(), 1..3_u64).prop_map(|(by, id)| Act::Cancel(by, id)),
		20 => (anybody(), ids(), choice(), 50..5_000_u128)
			.prop_map(move |(by, id, bid, stake)| Act::Bid(by, id, usual(by, bid), stake)),
		2 => (anybody(), ids()).prop_map(|(by, id)| Act::Withdraw(by, id)),
		30 => (anybody(), ids(), choice())
			.prop_map(move |(by, id, bid)| Act::Reveal(by, id, usual(by, bid))),
		6 => (ids(), 0..6_u32).prop_map(|(id, limit)| Act::Clear(id, limit)),
		6 => (1..30_u64).prop_map(Act::Pass),
		3 => (anybody(), any::<bool>()).prop_map(|(party, refused)| Act::Refuse(party, refused)),
		1 => (anybody(), any::<bool>()).prop_map(|(party, barred)| Act::Bar(party, barred)),
	]
}

fn seal_of(id: AuctionId, party: Party, choice: usize) -> (bool, Steps, H256) {
	let (sells, list) = BIDS[choice];
	(sells, steps(list), seal(GENESIS, id, party, sells, &steps(list), &SALT))
}

fn take(act: Act) -> DispatchResult {
	match act {
		Act::Open(by, bids, reveals, window) => {
			let bids_until = Now::get() + bids * MINUTE;
			let reveal_until = bids_until + reveals * MINUTE;
			let window = Window { from: 3, until: window };
			let terms = Terms { bids_until, reveal_until, window, ..terms() };
			Power::open(signed(by), MARKET, terms)
		}
		Act::Cancel(by, id) => Power::cancel(signed(by), AuctionId(id)),
		Act::Bid(party, id, choice, stake) => {
			let (_, _, commitment) = seal_of(AuctionId(id), party, choice);
			Power::bid(by(party), AuctionId(id), commitment, stake)
		}
		Act::Withdraw(party, id) => Power::withdraw(by(party), AuctionId(id)),
		Act::Reveal(party, id, choice) => {
			let (sells, steps, _) = seal_of(AuctionId(id), party, choice);
			Power::reveal(by(party), AuctionId(id), sells, steps, SALT)
		}
		Act::Clear(id, limit) => {
			Power::clear(signed(1), AuctionId(id), limit).map(drop).map_err(|error| error.error)
		}
		Act::Pass(minutes) => {
			pass(minutes * MINUTE);
			Ok(())
		}
		Act::Refuse(party, refused) => {
			Refused::mutate(|all| if refused { all.insert(party) } else { all.remove(&party) });
			Ok(())
		}
		Act::Bar(party, barred) => {
			Barred::mutate(|all| if barred { all.insert(party) } else { all.remove(&party) });
			Ok(())
		}
	}
}

fn root() -> Vec<u8> {
	sp_io::storage::root(sp_runtime::StateVersion::V1)
}

/// How many events are of a kind.
fn count(kind: impl Fn(&Event<Test>) -> bool) -> usize {
	let ours = |event: &RuntimeEvent| matches!(event, RuntimeEvent::Power(event) if kind(event));
	System::events().iter().filter(|it| ours(&it.event)).count()
}

#[test]
fn stakes_are_freed_or_pass_to_contracts() {
	let seen = core::cell::Cell::new([0; 4]);
	let mut runner = TestRunner::new(ProptestConfig {
		failure_persistence: None,
		..ProptestConfig::with_cases(40)
	});
	let sequences = prop::collection::vec(acts(), 60..200);
	let run = runner.run(&sequences, |acts| {
		ExtBuilder::build_and_execute(|| {
			StepsPerTask::set(3);
			assert_ok!(take(Act::Open(OPERATORS, 60, 60, 40)));
			for act in acts {
				let before = root();
				let refused = take(act.clone()).is_err();
				assert!(!refused || root() == before, "what is refused changes nothing: {act:?}");
				check();
			}
			// In the end all auctions are over, and nobody is engaged.
			Refused::set([].into());
			for _ in 0..12 {
				pass(HOUR);
				check();
			}
			assert!(Auctions::<Test>::iter_values().all(|auction| auction.status.is_final()));
			assert_eq!(Bids::<Test>::iter().count(), 0);
			assert_eq!(Engagements::<Test>::iter().count(), 0);
			assert_eq!(crate::Book::<Test>::iter().count() + Levels::<Test>::iter().count(), 0);
			assert!(agenda::<Task>().is_empty());
			let settled = |is: fn(&Outcome) -> bool| {
				count(|event| matches!(event, Event::Settled { outcome, .. } if is(outcome)))
			};
			let now = [
				settled(|it| matches!(it, Outcome::Awarded { .. })),
				settled(|it| matches!(it, Outcome::Rejected)),
				settled(|it| matches!(it, Outcome::Forfeited { .. })),
				count(|event| matches!(event, Event::AwardFailed { .. })),
			];
			seen.set(core::array::from_fn(|kind| seen.get()[kind] + now[kind]));
		});
		Ok(())
	});
	run.unwrap();
	// Each way in which a bid can end once bids bind was seen.
	assert!(seen.get().iter().all(|count| *count > 0), "{:?}", seen.get());
}
