// SPDX-License-Identifier: Apache-2.0

//! The calendar that is there from the start, as it is written in a chain spec.
//!
//! ```json
//! { "days": [["2026-10-01", "Rest"], ["2026-10-10", "Working"]] }
//! ```
//! Days of any number, past ones too: at genesis the clock of the chain has not started. A date that
//! is listed twice is an error.

#![allow(clippy::panic, reason = "there is no chain to go on with when its genesis is wrong")]

use crate::{Config, Date, DayKind, Pallet};
use alloc::collections::BTreeSet;

/// Makes each of `days` what it is listed as.
pub(crate) fn build<T: Config>(days: &[(Date, DayKind)]) {
	let mut seen = BTreeSet::new();
	for (date, kind) in days {
		match date.to_days() {
			Some(day) if seen.insert(day) => Pallet::<T>::set(day, *kind),
			Some(_) => panic!("genesis: the calendar lists {date} twice"),
			None => panic!("genesis: the calendar lists {date}, which does not exist"),
		}
	}
}
