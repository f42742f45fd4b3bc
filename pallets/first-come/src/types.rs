// SPDX-License-Identifier: Apache-2.0

//! Types that know no `Config`.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use covenant_primitives::Party;
use scale_info::TypeInfo;

/// A commitment that waits.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Commitment {
	/// Who made it, and among whose it counts. Only the party in the hash can open it.
	pub by: Party,
	/// Its place among all commitments there ever were, from 0.
	pub precedence: u64,
	/// The block that it was made in.
	pub at: u32,
}

/// What can be done with a commitment in some block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Phase {
	/// It was made in this very block: nothing.
	Sealed,
	/// It can be opened.
	Open,
	/// It can be swept.
	Over,
}

impl Commitment {
	/// The last block in which it can be opened, if its window is `window` blocks long.
	pub fn until(&self, window: u32) -> u32 {
		self.at.saturating_add(window)
	}

	/// What can be done with it in the block `now`.
	pub fn phase(&self, now: u32, window: u32) -> Phase {
		if now <= self.at {
			Phase::Sealed
		} else if now <= self.until(window) {
			Phase::Open
		} else {
			Phase::Over
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use covenant_primitives::PersonId;

	fn phases(at: u32, window: u32, blocks: impl IntoIterator<Item = u32>) -> Vec<Phase> {
		let commitment = Commitment { by: Party::Person(PersonId(0)), precedence: 0, at };
		blocks.into_iter().map(|now| commitment.phase(now, window)).collect()
	}

	#[test]
	fn a_window_has_its_length_in_blocks_after_the_commitments_own() {
		use Phase::{Open, Over, Sealed};
		assert_eq!(phases(7, 1, 7..=9), [Sealed, Open, Over]);
		assert_eq!(phases(7, 3, 6..=11), [Sealed, Sealed, Open, Open, Open, Over]);
		assert_eq!(phases(0, 2, 0..=3), [Sealed, Open, Open, Over]);
	}

	#[test]
	fn a_window_at_the_last_block_number_does_not_wrap() {
		let last = u32::MAX;
		assert_eq!(phases(last - 1, 10, [last - 1, last]), [Phase::Sealed, Phase::Open]);
	}
}
