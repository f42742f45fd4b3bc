// SPDX-License-Identifier: Apache-2.0

//! What the pallet keeps, and the rules that need no storage.

mod certificates;
mod consents;
mod forms;

pub use certificates::*;
pub use consents::*;
pub use forms::*;

pub use covenant_primitives::LicenseId;

use covenant_primitives::{json, stored};
use frame_support::{traits::ConstU32, BoundedVec};

stored! {
	/// A part of the country: the first 2, 4 or 6 digits of its code (GB/T 2260), so a province, a
	/// city, a county; no digit for the nation. A city is written `3401`, not `340100`.
	#[serde(transparent)]
	pub struct Division(#[serde(with = "json::text")] pub BoundedVec<u8, ConstU32<6>>);
}

covenant_primitives::id! {
	/// A consent to the use of a license, or a request for one. Never used again.
	ConsentId(u64)
}

impl Division {
	/// Whether it is written as it has to be.
	pub fn is_valid(&self) -> bool {
		self.0.len().is_multiple_of(2)
			&& self.0.iter().all(u8::is_ascii_digit)
			// 00 stands for the whole of what comes before it, which is written without.
			&& !self.0.chunks(2).any(|pair| pair == b"00")
	}

	/// Whether `other` lies in it, or is the same.
	pub fn contains(&self, other: &Self) -> bool {
		other.0.starts_with(&self.0)
	}
}
