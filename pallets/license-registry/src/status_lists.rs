// SPDX-License-Identifier: Apache-2.0

//! The bits of status lists (W3C Bitstring Status List v1.0).

use crate::*;
use alloc::vec::Vec;

impl<T: Config> Pallet<T> {
	/// Has the bits of `license` say what it says, of either purpose. Where they do, nothing is
	/// written.
	pub(crate) fn write_bits(license: &LicenseOf<T>) {
		let (chunk, entry) = chunk_of(license.position);
		for purpose in [StatusPurpose::Revocation, StatusPurpose::Suspension] {
			let key = (purpose, chunk);
			let before = StatusBits::<T>::get(license.series(), key).unwrap_or([0; 128]);
			let mut after = before;
			mark(&mut after, entry, license.is_marked(purpose));
			if after != before {
				let kept = (after != [0; 128]).then_some(after);
				StatusBits::<T>::set(license.series(), key, kept);
			}
		}
	}

	/// The bits of one list of a series, 16 KiB; `None` if no license has a place in it.
	pub(crate) fn bits_of(series: Series, purpose: StatusPurpose, list: u32) -> Option<Vec<u8>> {
		let first = list.checked_mul(LIST_ENTRIES)?;
		if first >= SeriesLength::<T>::get(series) {
			return None;
		}
		let chunks = chunk_of(first).0..;
		let bits = chunks
			.take(usize::try_from(LIST_CHUNKS).ok()?)
			.flat_map(|chunk| StatusBits::<T>::get(series, (purpose, chunk)).unwrap_or([0; 128]))
			.collect();
		Some(bits)
	}
}
