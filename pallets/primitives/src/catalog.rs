// SPDX-License-Identifier: Apache-2.0

//! What the resource catalog tells other pallets, and what they tell it.

use crate::{
	json, stored, Actor, Amount, AssetId, DemandId, ObjectId, OrderId, OrganizationId, Party,
	ResourceId,
};
use alloc::vec::Vec;
use frame_support::weights::Weight;
use sp_core::H256;

/// The most parties that share in what a resource earns: contributors and owners of it and of the three
/// above it in the chain of derivation.
pub const MAX_SHARES: u32 = 36;

stored! {
	/// The sort of thing that is shared.
	#[derive(Copy, PartialOrd, Ord)]
	#[serde(rename_all = "camelCase")]
	pub enum Kind {
		/// A course.
		#[codec(index = 0)]
		Course,
		/// Teaching content: what is delivered is a file.
		#[codec(index = 1)]
		Content,
		/// A data set: what is delivered is a file.
		#[codec(index = 2)]
		DataSet,
		/// Equipment.
		#[codec(index = 3)]
		Equipment,
		/// A room, a laboratory, a site.
		#[codec(index = 4)]
		Facility,
		/// An expert's time.
		#[codec(index = 5)]
		ExpertTime,
		/// A project, done in milestones.
		#[codec(index = 6)]
		Project,
	}

	/// What a price is paid for.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum Per {
		/// Each use.
		#[codec(index = 0)]
		Use,
		/// Each slot that is booked.
		#[codec(index = 1)]
		Slot,
		/// Each unit of a quantity.
		#[codec(index = 2)]
		Quantity,
		/// Each period begun.
		#[codec(index = 3)]
		Period,
	}

	/// A price in a settlement asset.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Price {
		/// The asset.
		pub asset: AssetId,
		/// How much, in minor units; not zero.
		#[serde(with = "json::decimal")]
		pub amount: Amount,
		/// For what.
		pub per: Per,
	}

	/// A party's part of what a resource earns.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Share {
		/// Whose.
		pub party: Party,
		/// How much of 10¹⁶.
		#[serde(with = "json::decimal")]
		pub weight: u64,
	}

	/// What an owner decided of its resource elsewhere.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum Note {
		/// When it can be booked.
		#[codec(index = 0)]
		CalendarSet {
			/// The hash of the calendar.
			calendar: H256,
		},
		/// That it cannot be booked.
		#[codec(index = 1)]
		CalendarCleared,
		/// On which terms it can be ordered.
		#[codec(index = 2)]
		TermsSet {
			/// The number of the terms.
			revision: u32,
			/// Their hash.
			terms: H256,
		},
	}
}

impl Kind {
	/// Whether what is delivered is a file.
	pub fn is_file(self) -> bool {
		matches!(self, Self::Content | Self::DataSet)
	}

	/// Whether it can be booked for a time.
	pub fn is_bookable(self) -> bool {
		matches!(self, Self::Course | Self::Equipment | Self::Facility | Self::ExpertTime)
	}
}

/// A resource that is offered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Offer {
	/// Whose it is.
	pub owner: OrganizationId,
	/// What it is.
	pub kind: Kind,
	/// How often what is said of it, or the content, were changed.
	pub version: u32,
	/// What it costs now; `None` if it is free.
	pub price: Option<Price>,
	/// The sealed object that is delivered.
	pub content: Option<ObjectId>,
}

/// Describes resources.
pub trait Catalog<AccountId> {
	/// The resource, if it is offered.
	fn offer(resource: ResourceId) -> Option<Offer>;

	/// Who looks for something that a resource is, for whatever price. `None` if the demand is over, or
	/// the resource is not what it is for, not offered, or its own.
	fn looks_for(demand: DemandId, resource: ResourceId) -> Option<OrganizationId>;

	/// A demand is over: whoever had it ordered something.
	fn meet(demand: DemandId, order: OrderId);

	/// Whose what a resource earns is: at most [`MAX_SHARES`], and one for each party. The weights sum to
	/// 10¹⁶ if there is such a resource.
	fn shares(resource: ResourceId) -> Vec<Share>;

	/// Writes into the log of a resource what its owner decided.
	fn note(resource: ResourceId, by: Actor<AccountId>, note: Note);

	/// A verified user gave `marks` from 1 to 5, instead of those that it gave before.
	fn rate(resource: ResourceId, before: &[u8], marks: &[u8]);

	/// The most that [`Self::shares`] may use.
	fn shares_weight() -> Weight;

	/// The most that [`Self::looks_for`] and [`Self::meet`] may use together.
	fn meet_weight() -> Weight;

	/// The most that [`Self::note`] may use.
	fn note_weight() -> Weight;

	/// The most that [`Self::rate`] may use.
	fn rate_weight() -> Weight;

	/// Has `owner` offer a resource.
	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(owner: OrganizationId, kind: Kind, price: Option<Price>) -> ResourceId;

	/// Has an organization look for a resource.
	#[cfg(feature = "runtime-benchmarks")]
	fn set_up_demand(organization: OrganizationId, resource: ResourceId) -> DemandId;
}
