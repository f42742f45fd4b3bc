// SPDX-License-Identifier: Apache-2.0

//! What the pallet keeps, and the rules that need no storage.

pub use covenant_primitives::catalog::{Kind, Note, Per, Price, Share};

use crate::Region;
use covenant_primitives::{
	json, stored, Actor, Moment, ObjectId, OrganizationId, Party, ResourceId,
};
use frame_support::{traits::ConstU32, BoundedBTreeSet, BoundedVec};
use sp_core::H256;

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
