// SPDX-License-Identifier: Apache-2.0

//! Which days are worked, and counting them. Days are local ones, counted from 1970.

use crate::{Config, Date, DayKind, Error, Event, Exceptions, Pallet, WeightInfo};
use alloc::collections::BTreeMap;
use covenant_primitives::{
	time::{self, DAY},
	Moment, WorkingDays,
};
use frame_support::{
	ensure,
	traits::{Get, Time},
	weights::Weight,
	BoundedVec,
};
use sp_runtime::DispatchResult;

/// How many days after the day of its `from` [`WorkingDays::after`] looks at. The most that can be
/// asked for, 255 working days, take a year without exceptions.
pub const SEARCH: u32 = 1_024;

/// How many days a word of [`Exceptions`] is about.
pub(crate) const WORD: u32 = u128::BITS;

/// The word that says whether `day` is an exception, and its bit there.
fn place(day: u32) -> (u32, u128) {
	(day / WORD, 1 << (day % WORD))
}

impl<T: Config> WorkingDays for Pallet<T> {
	fn after(from: Moment, days: u8) -> Moment {
		let first = Self::local_day(from);
		let bound = first.saturating_add(SEARCH);
		let last = match days.checked_sub(1) {
			None => first,
			Some(others) => Self::kinds(first.saturating_add(1)..=bound)
				.filter(|(_, kind)| *kind == DayKind::Working)
				.nth(others.into())
				.map_or(bound, |(day, _)| day),
		};
		Self::end_of(last)
	}

	fn weight() -> Weight {
		T::WeightInfo::after()
	}
}

impl<T: Config> Pallet<T> {
	/// The day that `at` lies in.
	pub(crate) fn local_day(at: Moment) -> u32 {
		time::day(at.saturating_add(T::UtcOffset::get()))
	}

	/// The moment at which `day` is over and the next one begins.
	fn end_of(day: u32) -> Moment {
		Moment::from(day).saturating_add(1).saturating_mul(DAY).saturating_sub(T::UtcOffset::get())
	}

	/// Each of `days` with its kind. In order, they take one read for each word.
	pub(crate) fn kinds(
		days: impl IntoIterator<Item = u32>,
	) -> impl Iterator<Item = (u32, DayKind)> {
		let mut last = None;
		days.into_iter().map(move |day| {
			let (word, bit) = place(day);
			let exceptions = match last {
				Some((read, exceptions)) if read == word => exceptions,
				_ => Exceptions::<T>::get(word),
			};
			last = Some((word, exceptions));
			let weekly = DayKind::weekly(day);
			(day, if exceptions & bit == 0 { weekly } else { weekly.opposite() })
		})
	}

	/// Makes `day` a day of the kind.
	pub(crate) fn set(day: u32, kind: DayKind) {
		let (word, bit) = place(day);
		Exceptions::<T>::mutate_exists(word, |exceptions| {
			let others = exceptions.unwrap_or_default() & !bit;
			let all = if kind == DayKind::weekly(day) { others } else { others | bit };
			*exceptions = (all != 0).then_some(all);
		});
	}

	pub(crate) fn do_declare(days: BoundedVec<(Date, DayKind), T::MaxChanges>) -> DispatchResult {
		ensure!(!days.is_empty(), Error::<T>::Empty);
		let today = Self::local_day(T::Time::now());
		let mut changes = BTreeMap::new();
		for (date, kind) in &days {
			let day = date.to_days().ok_or(Error::<T>::InvalidDate)?;
			ensure!(day >= today, Error::<T>::TooLate);
			ensure!(changes.insert(day, *kind).is_none(), Error::<T>::Duplicate);
		}
		for (day, kind) in changes {
			Self::set(day, kind);
		}
		Self::deposit_event(Event::Declared { days });
		Ok(())
	}
}
