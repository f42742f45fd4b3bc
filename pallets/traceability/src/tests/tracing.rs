// SPDX-License-Identifier: Apache-2.0

use super::*;
use crate::runtime_api::TraceCursor;

/// What all pages together find, each with so many items and steps.
pub fn traced(
	lot: LotId,
	forward: bool,
	limit: u32,
	steps: u32,
	runs: usize,
) -> (Vec<LotId>, bool) {
	let (mut all, mut cut) = (Vec::new(), false);
	let mut cursor: Option<TraceCursor> = None;
	loop {
		let walk = Goods::walk(lot, forward, cursor, limit, steps, runs);
		assert!(walk.found.len() <= limit as usize);
		all.extend(walk.found);
		cut |= walk.cut;
		let Some(next) = walk.next else { break };
		assert!(next.known.len() <= runs);
		cursor = Some(next);
	}
	(all, cut)
}

#[test]
fn a_trace_goes_back_and_forward() {
	ExtBuilder::build_and_execute(|| {
		//  a ─> c ─┬─> d ─┬─> e
		//       b ─┘      └─> f
		let (a, b) = (lot(MILL, 9), lot(MILL, 9));
		let c = made(MILL, &[(a, 5)]);
		let d = made(MILL, &[(c, 1), (b, 1)]);
		let e = made(MILL, &[(d, 1)]);
		let f = made(MILL, &[(d, 1)]);
		let (forward, back) = (true, false);
		let ids = |lot, forward| {
			let trace = Goods::query_trace(lot, forward, None, 100);
			assert_eq!((trace.next, trace.cut), (None, false));
			trace.items.into_iter().map(|it| it.id).collect::<Vec<_>>()
		};
		assert_eq!(ids(a, forward), [c, d, e, f]);
		assert_eq!(ids(b, forward), [d, e, f]);
		assert_eq!(ids(e, forward), []);
		assert_eq!(ids(e, back), [d, c, b, a]);
		assert_eq!(ids(a, back), []);
		assert_eq!(ids(LotId(99), back), []);
		for limit in 1..4 {
			for steps in 1..9 {
				assert_eq!(traced(a, forward, limit, steps, 9).0, [c, d, e, f]);
				assert_eq!(traced(f, back, limit, steps, 9).0, [d, c, b, a]);
			}
		}
	});
}

#[test]
fn containers_are_no_ingredients() {
	ExtBuilder::build_and_execute(|| {
		let (pallet, a) = (item(MILL), lot(MILL, 9));
		pack(MILL, pallet, &[a]);
		assert_eq!(traced(pallet, true, 9, 99, 9).0, []);
		let down = Goods::query_edges_down(pallet, None, 9).items;
		assert_eq!(down[0].lot, a);
		assert_eq!(down[0].edge.link, Link::Inside);
	});
}

#[test]
fn a_lot_is_made_into_very_many() {
	ExtBuilder::build_and_execute(|| {
		let a = lot(MILL, 1_000);
		let mut expected = Vec::new();
		for n in 0..31 {
			let codes = (0..32).map(|m| format!("{n} {m}")).collect::<Vec<_>>();
			let all = codes.iter().map(|code| (code.as_str(), 1)).collect::<Vec<_>>();
			let first = NextLotId::<Test>::get().0;
			assert_ok!(Goods::split(by(MILL), a, parts(&all), now()));
			expected.extend((first..first + 32).map(LotId));
		}
		assert_eq!(traced(a, true, 100, 2_000, 500), (expected.clone(), false));
		let mut cursor = None;
		let mut found = Vec::new();
		loop {
			let trace = Goods::query_trace(a, true, cursor, 1_000);
			assert!(trace.items.len() <= 100);
			found.extend(trace.items.into_iter().map(|it| it.id));
			let Some(next) = trace.next else { break };
			cursor = Some(next);
		}
		assert_eq!(found, expected);
	});
}

#[test]
fn a_cursor_that_is_too_small_says_so() {
	ExtBuilder::build_and_execute(|| {
		let a = lot(MILL, 1_000);
		let mut every_other = Vec::new();
		for _ in 0..10 {
			every_other.push(made(MILL, &[(a, 1)]));
			lot(MILL, 1);
		}
		assert_eq!(traced(a, true, 3, 9, 10), (every_other.clone(), false));
		let (found, cut) = traced(a, true, 3, 9, 4);
		assert!(cut && found.len() < 10 && found.iter().all(|lot| every_other.contains(lot)));
	});
}

#[test]
fn a_cursor_that_was_made_up_leads_to_an_end() {
	ExtBuilder::build_and_execute(|| {
		let a = lot(MILL, 1_000);
		let run = |from, until| runtime_api::Run { from: LotId(from), until: LotId(until) };
		let known = vec![run(0, u64::MAX), run(5, 2), run(7, 9)];
		let at = Some(runtime_api::TracePlace { lot: a, last: Some(LotId(77)) });
		let trace = Goods::query_trace(a, true, Some(TraceCursor { known, at }), 100);
		assert!(trace.items.len() <= 100);
	});
}

/// Ten thousand lots in a chain and a tree: each page costs what it holds.
#[test]
fn a_large_graph_is_traced_page_by_page() {
	ExtBuilder::build_and_execute(|| {
		let mut layer = vec![lot(MILL, 100_000)];
		let mut count = 0;
		for n in 0..3 {
			let mut next = Vec::new();
			for lot in layer.into_iter().take(32) {
				let first = NextLotId::<Test>::get().0;
				let codes = (0..32).map(|m| format!("{n} {lot:?} {m}")).collect::<Vec<_>>();
				let each = get(lot).left() / 32;
				let all = codes.iter().map(|code| (code.as_str(), each)).collect::<Vec<_>>();
				assert_ok!(Goods::split(by(MILL), lot, parts(&all), now()));
				next.extend((first..first + 32).map(LotId));
			}
			count += next.len();
			layer = next;
		}
		let (found, cut) = traced(LotId(0), true, 100, 500, 64);
		assert_eq!((found.len(), cut), (count, false));
		assert!(found.is_sorted());
	});
}
