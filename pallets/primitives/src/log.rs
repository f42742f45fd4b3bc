// SPDX-License-Identifier: Apache-2.0

//! Logs: entries under a key that are added one behind another, numbered from 0, and stay.
//!
//! A pallet keeps how many there are under each key in one map, `Length`, and the entries in another, `Log`.

use crate::Page;
use codec::FullCodec;
use frame_support::{
	ensure,
	storage::{IterableStorageDoubleMap, IterableStorageMap, StorageDoubleMap, StorageMap},
};

/// Adds an entry, and returns its number.
pub fn append<Length, Log, Key, Entry>(key: Key, entry: &Entry) -> u32
where
	Length: StorageMap<Key, u32, Query = u32>,
	Log: StorageDoubleMap<Key, u32, Entry>,
	Key: FullCodec + Copy,
	Entry: FullCodec,
{
	let index = Length::get(key);
	Log::insert(key, index, entry);
	Length::insert(key, index.saturating_add(1));
	index
}

/// The entries under a key, oldest first, those after the one that `cursor` numbers.
pub fn page<Length, Log, Key, Entry>(key: Key, cursor: Option<u32>, limit: u32) -> Page<Entry, u32>
where
	Length: StorageMap<Key, u32, Query = u32>,
	Log: StorageDoubleMap<Key, u32, Entry, Query = Option<Entry>>,
	Key: FullCodec + Copy,
	Entry: FullCodec,
{
	let first = cursor.map_or(0, |last| last.saturating_add(1));
	Page::of(first..Length::get(key), limit, |index| Log::get(key, index))
}

/// Checks that each log has all its entries, and no entry is beyond the end of one.
pub fn check<Length, Log, Key, Entry>() -> Result<(), &'static str>
where
	Length: IterableStorageMap<Key, u32, Query = u32>,
	Log: IterableStorageDoubleMap<Key, u32, Entry>,
	Key: FullCodec + Copy,
	Entry: FullCodec,
{
	let mut entries = 0_usize;
	for (key, length) in Length::iter() {
		let whole = (0..length).all(|index| Log::contains_key(key, index));
		ensure!(whole, "a log has a gap");
		entries = entries.saturating_add(usize::try_from(length).unwrap_or(usize::MAX));
	}
	ensure!(Log::iter_keys().count() == entries, "an entry is in no log");
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use alloc::vec;
	use frame_support::{storage_alias, Twox64Concat};

	#[storage_alias]
	type Length =
		StorageMap<Pallet, Twox64Concat, u8, u32, frame_support::pallet_prelude::ValueQuery>;

	#[storage_alias]
	type Log = StorageDoubleMap<Pallet, Twox64Concat, u8, Twox64Concat, u32, u64>;

	#[test]
	fn entries_come_back_in_order_and_page_by_page() {
		sp_io::TestExternalities::default().execute_with(|| {
			assert_eq!([7, 8, 9].map(|it| append::<Length, Log, _, _>(1, &it)), [0, 1, 2]);
			assert_eq!(append::<Length, Log, _, _>(2, &1), 0);
			let first = page::<Length, Log, _, _>(1, None, 2);
			assert_eq!(first, Page { items: vec![7, 8], next: Some(1) });
			let rest = page::<Length, Log, _, _>(1, first.next, 2);
			assert_eq!(rest, Page { items: vec![9], next: None });
			let none = page::<Length, Log, _, _>(3, Some(u32::MAX), 2);
			assert_eq!(none, Page { items: vec![], next: None });
		});
	}

	#[test]
	fn gaps_and_strays_are_found() {
		sp_io::TestExternalities::default().execute_with(|| {
			append::<Length, Log, _, _>(1, &7);
			assert_eq!(check::<Length, Log, u8, u64>(), Ok(()));
			Log::insert(1, 1, 8);
			assert_eq!(check::<Length, Log, u8, u64>(), Err("an entry is in no log"));
			Length::insert(1, 3);
			assert_eq!(check::<Length, Log, u8, u64>(), Err("a log has a gap"));
		});
	}
}
