// SPDX-License-Identifier: Apache-2.0

//! What lots are made of, and what was made of them, however many.
//!
//! What is made of a lot has a higher id than the lot. So lots are found in the order of their ids, back from the
//! highest and forward from the lowest: whatever leads to a lot was found before it, and only lots that are known
//! and not yet looked at have to be remembered from one page to the next. They are kept as runs of ids, since
//! lots that are made together have ids that follow one another.

use crate::{runtime_api::*, *};
use alloc::{collections::BTreeMap, vec::Vec};
use covenant_primitives::paging;
use frame_support::storage::IterableStorageDoubleMap;

/// The most edges and lots that one page looks at.
pub const MAX_STEPS: u32 = 2_000;

/// The most runs of ids in a cursor: enough for any graph of so many lots, and for most that are larger.
pub const MAX_RUNS: usize = 65_536;

/// The edge of a lot that comes after another, or the first.
pub(crate) fn edge_after<Map>(lot: LotId, last: Option<LotId>) -> Option<(LotId, Edge)>
where
	Map: IterableStorageDoubleMap<LotId, LotId, Edge>,
	Map::PrefixIterator: Iterator<Item = (LotId, Edge)>,
{
	let mut edges = match last {
		Some(last) => Map::iter_prefix_from(lot, Map::hashed_key_for(lot, last)),
		None => Map::iter_prefix(lot),
	};
	edges.next()
}

/// Runs of ids that do not touch, from their first to the one after their last.
#[derive(Default)]
struct Runs(BTreeMap<u64, u64>);

impl Runs {
	fn insert(&mut self, id: u64) {
		let Some(after) = id.checked_add(1) else { return };
		let before = self.0.range(..=id).next_back().map(|(from, until)| (*from, *until));
		let from = match before {
			Some((_, until)) if id < until => return,
			Some((from, until)) if id == until => from,
			_ => id,
		};
		let until = self.0.remove(&after).unwrap_or(after);
		self.0.insert(from, until);
	}

	/// Takes the lowest id out, or the highest.
	fn take(&mut self, lowest: bool) -> Option<u64> {
		let (from, until) = if lowest { self.0.pop_first() } else { self.0.pop_last() }?;
		let (id, from, until) = if lowest {
			(from, from.saturating_add(1), until)
		} else {
			let last = until.saturating_sub(1);
			(last, from, last)
		};
		if from < until {
			self.0.insert(from, until);
		}
		Some(id)
	}

	/// Drops the runs that are farthest while there are more than so many. Returns whether it did.
	fn cut(&mut self, most: usize, lowest: bool) -> bool {
		let mut cut = false;
		while self.0.len() > most {
			if lowest {
				self.0.pop_last();
			} else {
				self.0.pop_first();
			}
			cut = true;
		}
		cut
	}
}

impl<T: Config> Pallet<T> {
	/// Lots that `lot` is made of, or that are made of it if `forward`, behind the cursor: as many as are on a page,
	/// or are found in so many steps.
	pub(crate) fn walk(
		lot: LotId,
		forward: bool,
		cursor: Option<TraceCursor>,
		limit: u32,
		steps: u32,
		most_runs: usize,
	) -> Walk {
		let mut walk = Walk { found: Vec::new(), next: None, cut: false };
		let (mut known, mut at) = (Runs::default(), Some((lot, None)));
		if let Some(cursor) = cursor {
			let runs = cursor.known.into_iter().take(most_runs);
			let runs = runs.filter(|run| run.from < run.until);
			known.0.extend(runs.map(|run| (run.from.0, run.until.0)));
			at = cursor.at.map(|place| (place.lot, place.last));
		}
		for _ in 0..steps {
			if let Some((lot, last)) = at {
				let edge = if forward {
					edge_after::<EdgesDown<T>>(lot, last)
				} else {
					edge_after::<EdgesUp<T>>(lot, last)
				};
				if let Some((other, edge)) = &edge {
					// A cursor that was made up leads nowhere else than on.
					let onward = if forward { lot < *other } else { *other < lot };
					if edge.link == Link::Made && onward {
						known.insert(other.0);
						walk.cut |= known.cut(most_runs, forward);
					}
				}
				at = edge.map(|(other, _)| (lot, Some(other)));
			} else if walk.found.len() < paging::capped(limit) {
				let Some(id) = known.take(forward) else { break };
				walk.found.push(LotId(id));
				at = Some((LotId(id), None));
			} else {
				break;
			}
		}
		if at.is_some() || !known.0.is_empty() {
			let run = |(from, until)| Run { from: LotId(from), until: LotId(until) };
			let known = known.0.into_iter().map(run).collect();
			let at = at.map(|(lot, last)| TracePlace { lot, last });
			walk.next = Some(TraceCursor { known, at });
		}
		walk
	}
}

/// What was found on a page.
pub(crate) struct Walk {
	/// The lots, in the order of their ids.
	pub found: Vec<LotId>,
	/// Where to go on; `None` if there is no more.
	pub next: Option<TraceCursor>,
	/// Whether more lots were known at a time than a cursor holds, so that some are missing.
	pub cut: bool,
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	fn runs(ids: &[u64]) -> Runs {
		let mut runs = Runs::default();
		ids.iter().for_each(|id| runs.insert(*id));
		runs
	}

	#[test]
	fn ids_that_follow_one_another_are_one_run() {
		let runs = runs(&[5, 3, 4, 9, 3]);
		assert_eq!(runs.0.into_iter().collect::<Vec<_>>(), [(3, 6), (9, 10)]);
	}

	proptest! {
		#[test]
		fn ids_come_out_in_order_and_once(ids in prop::collection::vec(0..50_u64, 0..60), up: bool) {
			let mut runs = runs(&ids);
			let mut expected = ids;
			expected.sort_unstable();
			expected.dedup();
			if !up {
				expected.reverse();
			}
			let found = core::iter::from_fn(|| runs.take(up)).collect::<Vec<_>>();
			prop_assert_eq!(found, expected);
		}
	}
}
