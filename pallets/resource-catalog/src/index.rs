// SPDX-License-Identifier: Apache-2.0

//! Finding: posting lists on the chain, and how filters combine them.
//!
//! Each listed resource stands in one list for each term under which it can be found, in the order of
//! ids and again in that of ratings. A list is a prefix of the trie whose keys end with the position
//! itself, unhashed, so that it is in order and can be entered anywhere. A search goes through the lists
//! of its terms together, each time from where the last one got to: what it costs depends on what it
//! finds and passes over, not on how much there is. It gives up after a number of steps, with a cursor
//! to go on from.
//!
//! Positions are assigned by the chain, not chosen by users, so nobody can make a prefix deep.

use crate::{runtime_api::*, *};
use alloc::{string::String, vec, vec::Vec};
use codec::{Decode, Encode, MaxEncodedLen};
use covenant_primitives::{paging::capped, readable};
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;

/// How many characters of a title are indexed as its beginnings: so many, where it is as long.
const BEGINNINGS: [usize; 4] = [1, 2, 4, 8];

/// How many steps a search may take, and how many more for each item of the page.
const STEPS: u32 = 1_000;
const STEPS_PER_ITEM: u32 = 50;

/// By what resources are ordered.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub enum Order {
	/// By id: the oldest first.
	#[codec(index = 0)]
	Id,
	/// By rating, in tenths of a star: the best first, then the oldest; those without one last.
	#[codec(index = 1)]
	Rating,
}

/// Under what a resource is found.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub enum Term {
	/// That it is there.
	#[codec(index = 0)]
	All,
	/// Its kind.
	#[codec(index = 1)]
	Kind(Kind),
	/// A subject of it.
	#[codec(index = 2)]
	Tag(TagId),
	/// A division that it lies in.
	#[codec(index = 3)]
	Region(Region),
	/// Its owner.
	#[codec(index = 4)]
	Owner(OrganizationId),
	/// The beginning of its title, in small letters.
	#[codec(index = 5)]
	Title(BoundedVec<u8, ConstU32<64>>),
	/// That it is free.
	#[codec(index = 6)]
	Free,
	/// The asset of its price, and how many bits the amount has.
	#[codec(index = 7)]
	Price(AssetId, u8),
}

/// A place in a list: the order's rank, then the id, both big-endian.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub struct Position(#[serde(with = "covenant_primitives::json::hex")] pub [u8; 9]);

impl Position {
	/// Before all.
	const FIRST: Self = Self([0; 9]);

	/// Where a resource with such a rating stands.
	pub fn of(order: Order, id: ResourceId, rating: Rating) -> Self {
		let rank = match order {
			Order::Id => 0,
			Order::Rating => rating.mean().map_or(u8::MAX, |mean| u8::MAX.saturating_sub(mean)),
		};
		let mut bytes = [rank; 9];
		bytes[1..].copy_from_slice(&id.0.to_be_bytes());
		Self(bytes)
	}

	/// Which resource stands there.
	pub fn resource(self) -> ResourceId {
		let mut id = [0; 8];
		id.copy_from_slice(&self.0[1..]);
		ResourceId(u64::from_be_bytes(id))
	}

	fn number(self) -> u128 {
		let mut bytes = [0; 16];
		bytes[7..].copy_from_slice(&self.0);
		u128::from_be_bytes(bytes)
	}

	fn from_number(number: u128) -> Option<Self> {
		let bytes = number.to_be_bytes();
		let mut position = [0; 9];
		position.copy_from_slice(&bytes[7..]);
		bytes[..7].iter().all(|byte| *byte == 0).then_some(Self(position))
	}

	fn next(self) -> Option<Self> {
		Self::from_number(self.number().saturating_add(1))
	}

	fn previous(self) -> Option<Self> {
		self.number().checked_sub(1).and_then(Self::from_number)
	}
}

/// The first `count` characters of a title in small letters, or fewer if it is shorter.
fn beginning(title: &str, count: usize) -> String {
	small(title).take(count).collect()
}

fn small(title: &str) -> impl Iterator<Item = char> + '_ {
	title.trim().chars().flat_map(char::to_lowercase)
}

fn title_term(beginning: String) -> Term {
	Term::Title(BoundedVec::truncate_from(beginning.into_bytes()))
}

/// How many bits an amount has.
fn bits(amount: Amount) -> u8 {
	u8::try_from(Amount::BITS.saturating_sub(amount.leading_zeros())).unwrap_or(u8::MAX)
}

/// The terms under which a resource is found.
pub fn terms(resource: &Resource) -> Vec<Term> {
	let Resource { owner, kind, listing, .. } = resource;
	let mut terms = vec![Term::All, Term::Kind(*kind), Term::Owner(*owner)];
	terms.extend(listing.tags.iter().map(|tag| Term::Tag(*tag)));
	terms.extend(listing.region.divisions().map(Term::Region));
	let title = readable(&listing.title).unwrap_or_default();
	let length = small(title).count();
	let lengths = BEGINNINGS.into_iter().filter(|count| *count <= length);
	terms.extend(lengths.map(|count| title_term(beginning(title, count))));
	terms.push(match listing.price {
		Some(price) => Term::Price(price.asset, bits(price.amount)),
		None => Term::Free,
	});
	terms
}

/// What a resource must be, as lists: it must stand in one of each.
fn lists(filter: &Filter) -> Vec<Vec<Term>> {
	let mut lists = Vec::new();
	lists.extend(filter.owner.map(|owner| vec![Term::Owner(owner)]));
	lists.extend(filter.tags.iter().map(|tag| vec![Term::Tag(*tag)]));
	let title = filter.title.as_ref().map(|title| small(title).collect::<String>());
	if let Some(title) = title.filter(|title| !title.is_empty()) {
		let length = title.chars().count();
		let longest = BEGINNINGS.into_iter().rev().find(|count| *count <= length).unwrap_or(1);
		lists.push(vec![title_term(beginning(&title, longest))]);
	}
	let region = filter.region.filter(|region| *region != Region::COUNTRY);
	lists.extend(region.map(|region| vec![Term::Region(region)]));
	lists.extend(filter.kind.map(|kind| vec![Term::Kind(kind)]));
	match filter.price {
		Some(PriceFilter::Free) => lists.push(vec![Term::Free]),
		Some(PriceFilter::Within { asset, least, most }) => {
			let sizes = bits(least.max(1))..=bits(most);
			lists.push(sizes.map(|size| Term::Price(asset, size)).collect());
		}
		None => (),
	}
	if lists.is_empty() {
		lists.push(vec![Term::All]);
	}
	lists
}

/// Whether a resource is what the lists could not tell.
fn matches<T: Config>(filter: &Filter, id: ResourceId, resource: &Resource) -> bool {
	let title = match &filter.title {
		Some(wanted) => {
			let title = readable(&resource.listing.title).unwrap_or_default();
			let wanted: String = small(wanted).collect();
			small(title).collect::<String>().starts_with(&wanted)
		}
		None => true,
	};
	let price = match (filter.price, resource.listing.price) {
		(Some(PriceFilter::Within { least, most, .. }), Some(price)) => {
			(least..=most).contains(&price.amount)
		}
		_ => true,
	};
	title && price && filter.free_at.is_none_or(|at| T::Bookings::is_free(id, at))
}

/// What a step through lists came to.
enum Step {
	Found(Position),
	End,
	OutOfSteps,
}

impl<T: Config> Pallet<T> {
	/// Puts a resource into the lists.
	pub(crate) fn enter(id: ResourceId, resource: &Resource) {
		for order in [Order::Id, Order::Rating] {
			let position = Position::of(order, id, resource.rating);
			for term in terms(resource) {
				Index::<T>::insert((order, term), position, ());
			}
		}
	}

	/// Takes a resource out of the lists.
	pub(crate) fn leave(id: ResourceId, resource: &Resource) {
		for order in [Order::Id, Order::Rating] {
			let position = Position::of(order, id, resource.rating);
			for term in terms(resource) {
				Index::<T>::remove((order, term), position);
			}
		}
	}

	/// Goes from `before`, which is in the lists, to `after`.
	pub(crate) fn reindex(id: ResourceId, before: &Resource, after: &Resource) {
		let (old, new) = (terms(before), terms(after));
		for order in [Order::Id, Order::Rating] {
			let (from, to) =
				(Position::of(order, id, before.rating), Position::of(order, id, after.rating));
			for term in old.iter().filter(|term| from != to || !new.contains(term)) {
				Index::<T>::remove((order, term), from);
			}
			for term in new.iter().filter(|term| from != to || !old.contains(term)) {
				Index::<T>::insert((order, term), to, ());
			}
		}
	}

	/// The first position of the lists together that is not before `from`.
	fn seek(order: Order, list: &[Term], from: Position, steps: &mut u32) -> Step {
		let mut first: Option<Position> = None;
		for term in list {
			let Some(left) = steps.checked_sub(1) else { return Step::OutOfSteps };
			*steps = left;
			let key = (order, term);
			if Index::<T>::contains_key(key, from) {
				return Step::Found(from);
			}
			let after = Index::<T>::hashed_key_for(key, from);
			let next = Index::<T>::iter_key_prefix_from(key, after).next();
			first = match (first, next) {
				(Some(first), Some(next)) => Some(first.min(next)),
				(first, next) => first.or(next),
			};
		}
		first.map_or(Step::End, Step::Found)
	}

	/// The first position not before `from` that is in all of the lists.
	fn seek_all(
		order: Order,
		lists: &[Vec<Term>],
		from: Position,
		steps: &mut u32,
	) -> (Position, Step) {
		let mut at = from;
		loop {
			let before = at;
			for list in lists {
				match Self::seek(order, list, at, steps) {
					Step::Found(position) => at = position,
					other => return (at, other),
				}
			}
			if at == before {
				return (at, Step::Found(at));
			}
		}
	}

	/// See [`crate::runtime_api::CatalogApi`].
	pub fn query_search(
		filter: Filter,
		order: Order,
		cursor: Option<Position>,
		limit: u32,
	) -> Page<ResourceInfo, Position> {
		Self::search(&filter, order, cursor, limit, |_| true)
	}

	/// What matches a filter, and something beyond it.
	pub(crate) fn search(
		filter: &Filter,
		order: Order,
		cursor: Option<Position>,
		limit: u32,
		also: impl Fn(&ResourceInfo) -> bool,
	) -> Page<ResourceInfo, Position> {
		let limit = capped(limit);
		let per_item = u32::try_from(limit).unwrap_or(u32::MAX).saturating_mul(STEPS_PER_ITEM);
		let mut steps = STEPS.saturating_add(per_item);
		let lists = lists(filter);
		let mut items = Vec::new();
		let mut last = cursor;
		let mut from = match cursor {
			Some(cursor) => cursor.next(),
			None => Some(Position::FIRST),
		};
		while let Some(at) = from {
			match Self::seek_all(order, &lists, at, &mut steps) {
				(_, Step::End) => break,
				(reached, Step::OutOfSteps) => {
					return Page { items, next: reached.previous().or(last) }
				}
				(_, Step::Found(position)) => {
					let Some(left) = steps.checked_sub(1) else {
						return Page { items, next: position.previous().or(last) };
					};
					steps = left;
					let info = Self::query_resource(position.resource());
					let info = info
						.filter(|info| matches::<T>(filter, info.id, &info.resource) && also(info));
					if let Some(info) = info {
						if items.len() == limit {
							return Page { items, next: last };
						}
						items.push(info);
					}
					last = Some(position);
					from = position.next();
				}
			}
		}
		Page { items, next: None }
	}
}
