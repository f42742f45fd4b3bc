// SPDX-License-Identifier: Apache-2.0

//! When a lot held goods of a recall: times that are put together where they meet.

use alloc::vec::Vec;
use covenant_primitives::{stored, Moment};
use frame_support::{traits::ConstU32, BoundedVec};

/// The most windows that are kept of a lot in a recall. Of more, the two that are closest become one: what was sent
/// between them counts as well.
pub const MAX_WINDOWS: u32 = 32;

stored! {
	/// From a moment to another, without that.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Window {
		/// When it begins, in UTC milliseconds.
		pub from: Moment,
		/// When it is over, in UTC milliseconds.
		pub until: Moment,
	}

	/// Windows that do not meet, from the first to the last.
	#[derive(Default)]
	pub struct Windows(BoundedVec<Window, ConstU32<MAX_WINDOWS>>);
}

impl Window {
	/// All of time.
	pub const ALWAYS: Self = Self { from: 0, until: Moment::MAX };

	/// What is in both.
	pub fn within(self, other: Self) -> Self {
		Self { from: self.from.max(other.from), until: self.until.min(other.until) }
	}

	/// Whether a moment is in it.
	pub fn holds(self, at: Moment) -> bool {
		self.from <= at && at < self.until
	}

	fn is_empty(self) -> bool {
		self.until <= self.from
	}

	fn contains(self, other: Self) -> bool {
		self.from <= other.from && other.until <= self.until
	}

	/// Whether nothing is between them.
	fn meets(self, other: Self) -> bool {
		self.from <= other.until && other.from <= self.until
	}

	fn and(self, other: Self) -> Self {
		Self { from: self.from.min(other.from), until: self.until.max(other.until) }
	}
}

impl Windows {
	/// Puts a window in. Returns what is there that was not: the window, unless it lies in one that was there, and
	/// the gap that was closed to make room.
	pub fn add(&mut self, new: Window) -> [Option<Window>; 2] {
		if new.is_empty() || self.0.iter().any(|it| it.contains(new)) {
			return [None, None];
		}
		let mut all = merged(&self.0, new);
		let fits = u32::try_from(all.len()).is_ok_and(|count| count <= MAX_WINDOWS);
		let gap = if fits { None } else { gap(&all) };
		if let Some(gap) = gap {
			all = merged(&all, gap);
		}
		self.0 = BoundedVec::truncate_from(all);
		[Some(new), gap]
	}

	/// The windows.
	pub fn iter(&self) -> impl Iterator<Item = Window> + '_ {
		self.0.iter().copied()
	}
}

/// The windows, with another one in its place.
fn merged(windows: &[Window], new: Window) -> Vec<Window> {
	let (meeting, mut all) = windows.iter().partition::<Vec<Window>, _>(|it| it.meets(new));
	all.push(meeting.into_iter().fold(new, Window::and));
	all.sort_unstable_by_key(|it| it.from);
	all
}

/// The shortest time between two of them.
fn gap(windows: &[Window]) -> Option<Window> {
	let gaps = windows.iter().zip(windows.iter().skip(1));
	let gaps = gaps.map(|(one, next)| Window { from: one.until, until: next.from });
	gaps.min_by_key(|gap| gap.until.saturating_sub(gap.from))
}

#[cfg(test)]
mod tests {
	use super::*;
	use alloc::collections::BTreeSet;
	use proptest::prelude::*;

	fn window(from: Moment, until: Moment) -> Window {
		Window { from, until }
	}

	fn kept(windows: &Windows) -> Vec<(Moment, Moment)> {
		windows.iter().map(|it| (it.from, it.until)).collect()
	}

	#[test]
	fn windows_that_meet_are_one() {
		let mut windows = Windows::default();
		assert_eq!(windows.add(window(10, 20)), [Some(window(10, 20)), None]);
		assert_eq!(windows.add(window(30, 40)), [Some(window(30, 40)), None]);
		// Nothing is new in the first three.
		for (from, until) in [(12, 15), (10, 20), (5, 5)] {
			assert_eq!(windows.add(window(from, until)), [None, None]);
		}
		assert_eq!(kept(&windows), [(10, 20), (30, 40)]);
		// One that touches, and one that covers all.
		windows.add(window(20, 25));
		assert_eq!(kept(&windows), [(10, 25), (30, 40)]);
		windows.add(window(0, Moment::MAX));
		assert_eq!(kept(&windows), [(0, Moment::MAX)]);
	}

	#[test]
	fn of_too_many_those_that_are_closest_become_one() {
		let mut windows = Windows::default();
		for n in 0..u64::from(MAX_WINDOWS) {
			windows.add(window(n * 100, n * 100 + 10 + u64::from(n == 6)));
		}
		let last = window(10_000, Moment::MAX);
		assert_eq!(windows.add(last), [Some(last), Some(window(611, 700))]);
		let kept = kept(&windows);
		assert_eq!(kept.len(), MAX_WINDOWS as usize);
		assert!(kept.contains(&(600, 710)));
	}

	proptest! {
		#[test]
		fn what_is_new_is_all_that_is_there(
			all in prop::collection::vec((0..400_u64, 0..12_u64), 0..120),
		) {
			let (mut windows, mut put, mut told) = (Windows::default(), BTreeSet::new(), BTreeSet::new());
			let mut cut = false;
			for (from, length) in all {
				put.extend(from..from + length);
				let [new, gap] = windows.add(window(from, from + length));
				cut |= gap.is_some();
				for it in [new, gap].into_iter().flatten() {
					told.extend(it.from..it.until);
				}
				let kept = windows.iter().collect::<Vec<_>>();
				let points = kept.iter().flat_map(|it| it.from..it.until).collect::<BTreeSet<_>>();
				prop_assert!(kept.len() <= MAX_WINDOWS as usize);
				prop_assert!(kept.windows(2).all(|pair| pair[0].until < pair[1].from));
				prop_assert_eq!(&points, &told);
				prop_assert!(points.is_superset(&put));
				prop_assert!(cut || points == put);
			}
		}
	}
}
