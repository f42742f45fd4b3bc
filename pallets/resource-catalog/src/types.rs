// SPDX-License-Identifier: Apache-2.0

//! What the pallet keeps, and the rules that need no storage.

pub use covenant_primitives::catalog::{Kind, Note, Per, Price, Share};

use crate::Region;
use covenant_primitives::{
	json, stored, time::DAY, Actor, Amount, AssetId, DemandId, Moment, ObjectId, OrderId,
	OrganizationId, Party, Period, ResourceId,
};
use frame_support::{traits::ConstU32, BoundedBTreeSet, BoundedVec};
use sp_core::H256;
use sp_runtime::Permill;

covenant_primitives::id! {
	/// A subject in the council's vocabulary. Never used again.
	TagId(u16)
}

/// The domain in which fingerprints of content are registered; see `pallet-first-come`.
pub const DOMAIN: [u8; 8] = *b"cov/catl";

/// How many tags a resource can have.
pub const MAX_TAGS: u32 = 8;

/// How many contributors share in what a resource earns, beside its owner.
pub const MAX_CONTRIBUTORS: u32 = 8;

/// How many resources can be above one in the chain of derivation.
pub const MAX_ANCESTORS: u32 = 3;

/// The longest time that a demand can wait for offers, in milliseconds.
pub const MAX_DEMAND: Moment = 366 * DAY;

/// Shares are told in basis points: so many are the whole.
pub const WHOLE: u16 = 10_000;

/// The name of a tag: UTF-8, at most so many bytes.
pub type TagName = BoundedVec<u8, ConstU32<64>>;

/// The title of a resource: UTF-8, at most so many bytes.
pub type Title = BoundedVec<u8, ConstU32<128>>;

/// What everybody may know of a resource: UTF-8, at most so many bytes.
pub type Summary = BoundedVec<u8, ConstU32<1_024>>;

/// The subjects of a resource.
pub type Tags = BoundedBTreeSet<TagId, ConstU32<MAX_TAGS>>;

/// The council's tiers of prices, from the lowest on.
pub type Tiers = BoundedVec<Tier, ConstU32<8>>;

/// The contributors of a resource, in the order in which remainders are dealt out.
pub type Contributors = BoundedVec<Contributor, ConstU32<MAX_CONTRIBUTORS>>;

stored! {
	/// A subject of resources.
	#[serde(rename_all = "camelCase")]
	pub struct Tag {
		/// Its name.
		#[serde(with = "json::text")]
		pub name: TagName,
		/// Whether it is out of use: nothing new is listed under it.
		pub retired: bool,
	}

	/// What the owner says of a resource.
	#[serde(rename_all = "camelCase")]
	pub struct Listing {
		/// The title.
		#[serde(with = "json::text")]
		pub title: Title,
		/// What everybody may know.
		#[serde(with = "json::text")]
		pub summary: Summary,
		/// The hash of the full description, which is kept elsewhere.
		pub description: H256,
		/// The subjects.
		pub tags: Tags,
		/// Where it is.
		pub region: Region,
		/// What it costs; `None` if it is free.
		pub price: Option<Price>,
		/// Whether the price is raised by the council's tiers as the rating rises.
		pub tiered: bool,
	}

	/// By how much prices are raised from a rating on.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Tier {
		/// The least mean, in tenths of a star.
		pub mean: u8,
		/// Of at least so many marks.
		pub marks: u32,
		/// By how much, in basis points of what is listed.
		pub raise: u16,
	}

	/// A file that can be delivered.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Content {
		/// The sealed object, of the owner.
		pub object: ObjectId,
		/// The SHA-256 digest of the plaintext. However it is encrypted, it is listed once.
		pub fingerprint: H256,
	}

	/// Whether a resource is offered.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum Status {
		/// It is.
		#[codec(index = 0)]
		Listed,
		/// Its owner took it out of the catalog.
		#[codec(index = 1)]
		Retired,
		/// Somebody had committed to the fingerprint of its content earlier, and opened that.
		#[codec(index = 2)]
		Displaced,
	}

	/// What verified users gave it.
	#[derive(Copy, Default)]
	#[serde(rename_all = "camelCase")]
	pub struct Rating {
		/// The sum of the stars.
		pub stars: u64,
		/// For how many marks; each user gives one for each aspect.
		pub count: u32,
	}

	/// Something that an organization offers.
	#[serde(rename_all = "camelCase")]
	pub struct Resource {
		/// Whose it is.
		pub owner: OrganizationId,
		/// What it is.
		pub kind: Kind,
		/// What the owner says of it.
		#[serde(flatten)]
		pub listing: Listing,
		/// What can be delivered.
		pub content: Option<Content>,
		/// How often listing or content were changed.
		pub version: u32,
		/// Whether it is offered.
		pub status: Status,
		/// How it was rated.
		pub rating: Rating,
	}

	/// What an organization would pay for what it looks for, in all.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Budget {
		/// In what.
		pub asset: AssetId,
		/// At most so much, in minor units; not zero.
		#[serde(with = "json::decimal")]
		pub amount: Amount,
	}

	/// What an organization says of what it looks for.
	#[serde(rename_all = "camelCase")]
	pub struct Wanted {
		/// Of this kind.
		pub kind: Kind,
		/// With all of these subjects.
		pub tags: Tags,
		/// In this division.
		pub region: Region,
		/// So much, in what the price is for; not zero.
		pub quantity: u32,
		/// In this time. Of what can be booked, there is a place at its beginning.
		pub period: Option<Period>,
		/// For at most so much; `None` if it is to be free.
		pub budget: Option<Budget>,
		/// What everybody may know.
		#[serde(with = "json::text")]
		pub summary: Summary,
		/// The hash of the full description, which is kept elsewhere.
		pub description: H256,
		/// Until when, in UTC milliseconds.
		pub until: Moment,
	}

	/// How a demand is.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum DemandStatus {
		/// It waits for offers.
		#[codec(index = 0)]
		Open,
		/// It was taken back.
		#[codec(index = 1)]
		Withdrawn,
		/// Its time is over.
		#[codec(index = 2)]
		Expired,
		/// Something was ordered.
		#[codec(index = 3)]
		Met {
			/// The order.
			order: OrderId,
		},
	}

	/// What an organization looks for.
	#[serde(rename_all = "camelCase")]
	pub struct Demand {
		/// Who.
		pub organization: OrganizationId,
		/// What.
		#[serde(flatten)]
		pub wanted: Wanted,
		/// Since when, in UTC milliseconds.
		pub since: Moment,
		/// How it is.
		pub status: DemandStatus,
	}

	/// What happens by itself.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum Task {
		/// A demand's time is over.
		#[codec(index = 0)]
		Expire(DemandId),
	}

	/// Somebody who shares in what a resource earns.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Contributor {
		/// Who.
		pub party: Party,
		/// How much of what the resource earns after royalties, in basis points.
		pub share: u16,
	}

	/// That a resource is derived from another.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Derivation {
		/// The other one.
		pub parent: ResourceId,
		/// How much of what the resource earns goes to the parent, in basis points.
		pub royalty: u16,
		/// Whether the owner of the parent agreed.
		pub agreed: bool,
	}

	/// What happened to a resource.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum Act {
		/// It was listed.
		#[codec(index = 0)]
		Listed {
			/// The hash of the listing.
			listing: H256,
			/// The content.
			content: Option<Content>,
		},
		/// The owner changed what it says.
		#[codec(index = 1)]
		Revised {
			/// The version since then.
			version: u32,
			/// The hash of the listing.
			listing: H256,
		},
		/// The content was replaced.
		#[codec(index = 2)]
		ContentReplaced {
			/// The version since then.
			version: u32,
			/// The content.
			content: Content,
		},
		/// It was taken out of the catalog.
		#[codec(index = 3)]
		Retired,
		/// It gave way to whoever had committed to the fingerprint earlier.
		#[codec(index = 4)]
		Displaced {
			/// That party's resource.
			by: ResourceId,
		},
		/// It was offered to another organization.
		#[codec(index = 5)]
		TransferOffered {
			/// The other one.
			to: OrganizationId,
		},
		/// The offer was taken back, or declined.
		#[codec(index = 6)]
		TransferCanceled,
		/// It is another organization's.
		#[codec(index = 7)]
		Transferred {
			/// Whose it was.
			from: OrganizationId,
		},
		/// Who shares in what it earns was changed.
		#[codec(index = 8)]
		ContributorsSet {
			/// How much the owner keeps of what is left after royalties, in basis points.
			owner: u16,
		},
		/// The owner declared what it is derived from.
		#[codec(index = 9)]
		DerivationProposed {
			/// From what.
			parent: ResourceId,
			/// The royalty, in basis points.
			royalty: u16,
		},
		/// The owner of the parent agreed.
		#[codec(index = 10)]
		DerivationAgreed,
		/// It owes no royalty any more, or never came to.
		#[codec(index = 11)]
		DerivationEnded,
		/// The owner decided when, or on which terms, it can be had.
		#[codec(index = 12)]
		Noted(Note),
	}

	/// An entry of the log of a resource.
	#[serde(rename_all = "camelCase")]
	pub struct Entry<AccountId> {
		/// When, in UTC milliseconds.
		pub at: Moment,
		/// In which block.
		pub block: u32,
		/// Who; `None` if it happened by itself.
		pub by: Option<Actor<AccountId>>,
		/// What.
		pub act: Act,
	}
}

impl Tier {
	/// Whether a rating has come so far.
	fn is_passed(&self, rating: Rating) -> bool {
		self.marks <= rating.count && rating.mean().is_some_and(|mean| self.mean <= mean)
	}
}

/// Whether tiers are sound: none asks for less than the one before, and each raises prices more.
pub fn are_tiers(tiers: &Tiers) -> bool {
	let steps = tiers.iter().zip(tiers.iter().skip(1));
	let rise = steps.clone().all(|(one, next)| {
		one.mean <= next.mean && one.marks <= next.marks && one.raise < next.raise
	});
	rise && tiers
		.iter()
		.all(|tier| (10..=50).contains(&tier.mean) && (1..=WHOLE).contains(&tier.raise))
}

impl Resource {
	/// What it costs now: what is listed, raised by the last tier that its rating passed, rounded down.
	pub fn price_now(&self, tiers: &Tiers) -> Option<Price> {
		let price = self.listing.price?;
		let mut passed =
			tiers.iter().filter(|tier| self.listing.tiered && tier.is_passed(self.rating));
		let raise = passed.next_back().map_or(0, |tier| u32::from(tier.raise).saturating_mul(100));
		let more = Permill::from_parts(raise).mul_floor(price.amount);
		Some(Price { amount: price.amount.saturating_add(more), ..price })
	}
}

impl Wanted {
	/// Whether something at such a price is within the budget.
	pub fn affords(&self, price: Option<Price>) -> bool {
		let Some(price) = price else { return true };
		let total = price.amount.checked_mul(self.quantity.into());
		let within = |budget: Budget| {
			budget.asset == price.asset && total.is_some_and(|total| total <= budget.amount)
		};
		self.budget.is_some_and(within)
	}
}

impl Rating {
	/// With further marks.
	pub fn with(self, marks: &[u8]) -> Self {
		marks.iter().fold(self, |Self { stars, count }, mark| Self {
			stars: stars.saturating_add((*mark).into()),
			count: count.saturating_add(1),
		})
	}

	/// Without marks that it has.
	pub fn without(self, marks: &[u8]) -> Self {
		marks.iter().fold(self, |Self { stars, count }, mark| Self {
			stars: stars.saturating_sub((*mark).into()),
			count: count.saturating_sub(1),
		})
	}

	/// The mean in tenths of a star, from 10 to 50, rounded down; `None` if nobody rated.
	pub fn mean(self) -> Option<u8> {
		let tenths = self.stars.saturating_mul(10).checked_div(self.count.into())?;
		u8::try_from(tenths).ok()
	}
}
