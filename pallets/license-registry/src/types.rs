// SPDX-License-Identifier: Apache-2.0

//! What the pallet keeps, and the rules that need no storage.

mod certificates;
mod consents;
mod forms;

pub use certificates::*;
pub use consents::*;
pub use forms::*;

use covenant_primitives::{json, stored};
use frame_support::{
	traits::{ConstU32, Incrementable},
	BoundedVec,
};

stored! {
	/// A license: one version of a certificate. Counted up from 0, never used again.
	#[derive(Copy, PartialOrd, Ord, Default)]
	#[serde(transparent)]
	pub struct LicenseId(pub u64);

	/// A consent to the use of a license, or a request for one. Counted up from 0, never used again.
	#[derive(Copy, PartialOrd, Ord, Default)]
	#[serde(transparent)]
	pub struct ConsentId(pub u64);

	/// A part of the country: the first 2, 4 or 6 digits of its code (GB/T 2260), so a province, a
	/// city, a county; no digit for the nation. A city is written `3401`, not `340100`.
	#[serde(transparent)]
	pub struct Division(#[serde(with = "json::text")] pub BoundedVec<u8, ConstU32<6>>);
}

macro_rules! counted {
	($($name:ident),*) => {
		$(
			impl Incrementable for $name {
				fn increment(&self) -> Option<Self> {
					self.0.checked_add(1).map(Self)
				}

				fn initial_value() -> Option<Self> {
					Some(Self(0))
				}
			}
		)*
	};
}

counted!(LicenseId, ConsentId);

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
