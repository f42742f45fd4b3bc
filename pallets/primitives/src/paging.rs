// SPDX-License-Identifier: Apache-2.0

//! Lists that are answered page by page.
//!
//! A list takes a cursor and a limit. The cursor is the key of the last item of the page before, so
//! that a page costs what it holds, however long the list is, and stays right when items come and
//! go between two pages.

use alloc::vec::Vec;
use codec::{Decode, Encode, FullCodec};
use frame_support::storage::IterableStorageDoubleMap;
use scale_info::{build::Fields, Path, Type, TypeInfo};
use serde::{Deserialize, Serialize};

/// The most items on a page. A limit beyond it counts as this many, and a limit of zero as one.
pub const MAX_PAGE: u32 = 100;

/// A part of a list.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize, Deserialize)]
pub struct Page<Item, Cursor> {
	/// The items, in the list's order.
	pub items: Vec<Item>,
	/// What to ask the next page with; `None` if this is the last one.
	pub next: Option<Cursor>,
}

/// Without a name: clients that name types after their paths alone, as polkadot.js does, would take pages of
/// one thing for pages of another.
impl<Item: TypeInfo + 'static, Cursor: TypeInfo + 'static> TypeInfo for Page<Item, Cursor> {
	type Identity = Self;

	fn type_info() -> Type {
		let fields = Fields::named()
			.field(|field| field.ty::<Vec<Item>>().name("items").type_name("Vec<Item>"))
			.field(|field| field.ty::<Option<Cursor>>().name("next").type_name("Option<Cursor>"));
		Type::builder().path(Path::default()).composite(fields)
	}
}

impl<Item, Cursor> Page<Item, Cursor> {
	/// The first `limit` of `keys`, which begin behind the cursor, each shown by `show`. A key for
	/// which there is nothing to show is passed over.
	pub fn of(
		keys: impl IntoIterator<Item = Cursor>,
		limit: u32,
		mut show: impl FnMut(&Cursor) -> Option<Item>,
	) -> Self {
		let mut keys = keys.into_iter();
		let mut items = Vec::new();
		let mut last = None;
		for key in keys.by_ref().take(capped(limit)) {
			items.extend(show(&key));
			last = Some(key);
		}
		Self { items, next: keys.next().and(last) }
	}
}

impl<Item, Cursor: FullCodec> Page<Item, Cursor> {
	/// What a double map holds under `first`, by its second keys, in the order of their hashes.
	pub fn under<Map, First, Value>(
		first: First,
		cursor: Option<Cursor>,
		limit: u32,
		show: impl FnMut(&Cursor) -> Option<Item>,
	) -> Self
	where
		Map: IterableStorageDoubleMap<First, Cursor, Value>,
		First: FullCodec,
		Value: FullCodec,
	{
		Self::of(keys_after::<Map, _, _, _>(first, cursor), limit, show)
	}
}

/// The second keys of a double map under `first`, in the order of their hashes, behind `last` if there is one.
pub fn keys_after<Map, First, Second, Value>(
	first: First,
	last: Option<Second>,
) -> Map::PartialKeyIterator
where
	Map: IterableStorageDoubleMap<First, Second, Value>,
	First: FullCodec,
	Second: FullCodec,
	Value: FullCodec,
{
	match last {
		Some(last) => {
			let last = Map::hashed_key_for(&first, last);
			Map::iter_key_prefix_from(first, last)
		}
		None => Map::iter_key_prefix(first),
	}
}

/// `limit` within what a page may hold.
pub fn capped(limit: u32) -> usize {
	// At most MAX_PAGE, which every usize holds.
	usize::try_from(limit.clamp(1, MAX_PAGE)).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
	use super::*;

	fn page(keys: core::ops::Range<u32>, limit: u32) -> Page<u32, u32> {
		Page::of(keys, limit, |key| (key % 2 == 0).then_some(*key))
	}

	#[test]
	fn pages_follow_one_another() {
		assert_eq!(page(0..5, 3), Page { items: alloc::vec![0, 2], next: Some(2) });
		assert_eq!(page(3..5, 3), Page { items: alloc::vec![4], next: None });
	}

	#[test]
	fn a_full_last_page_has_no_next() {
		assert_eq!(page(0..3, 3).next, None);
		assert_eq!(page(0..0, 3), Page { items: alloc::vec![], next: None });
	}

	#[test]
	fn pages_have_no_name_for_clients_to_confuse() {
		let type_info = Page::<u8, u32>::type_info();
		assert!(type_info.path.is_empty());
		assert_ne!(type_info, Page::<u16, u32>::type_info());
	}

	#[test]
	fn limits_are_capped() {
		assert_eq!(page(0..1_000, u32::MAX).next, Some(MAX_PAGE - 1));
		assert_eq!(page(0..1_000, 0).next, Some(0));
	}
}
