// SPDX-License-Identifier: Apache-2.0

//! Deadlines counted in working days, as administrative rules set them.

use crate::Moment;
use frame_support::weights::Weight;

/// Knows which days are worked.
pub trait WorkingDays {
	/// The moment at which the `days`-th working day after the day of `from` is over. The day of
	/// `from` itself does not count; 0 days end with it.
	fn after(from: Moment, days: u8) -> Moment;

	/// The most that [`Self::after`] may use.
	fn weight() -> Weight;
}
