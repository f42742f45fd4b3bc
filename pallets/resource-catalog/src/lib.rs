// SPDX-License-Identifier: Apache-2.0

//! # Resource catalog
//!
//! What schools, companies and departments offer one another: courses, content, data sets, equipment,
//! facilities, experts and projects. The catalog says what there is, whose it is, where it can be found,
//! what it is derived from and whose what it earns is.
//!
//! ## Words
//! | word | meaning |
//! | --- | --- |
//! | resource | something that an organization offers |
//! | listing | what its owner says of it: title, summary, tags, region, price |
//! | tag | a subject, of a vocabulary that the council keeps |
//! | region | a code of an administrative division, GB/T 2260 |
//! | content | a file that can be delivered: a sealed object (`pallet-sealed-data`) and its fingerprint |
//! | fingerprint | the SHA-256 digest of the plaintext |
//! | contributor | an organization or a person with a share in what a resource earns |
//! | derivation | a resource is made from another, its parent, whose owner agreed to a royalty |
//! | royalty | the part of what a resource earns that goes to its parent |
//! | share | a party's part of all that a resource earns |
//! | displaced | of a resource: somebody else had committed to its fingerprint earlier |
//! | tier | a rating from which on prices are raised, and by how much |
//! | log | all that happened to a resource, in order |
//! | demand | what an organization looks for: kind, subjects, region, quantity, time, budget |
//!
//! Prices are minor units of a settlement asset (fen). Shares and royalties are basis points.
//!
//! ## Calls
//! | call | who may | effect |
//! | --- | --- | --- |
//! | `add_tag`, `retire_tag` | the council | a subject is in the vocabulary; nothing new is listed under it |
//! | `set_tiers` | the council | by how much prices are raised as ratings rise |
//! | `list` | an operator with `ShareData` | a resource of its organization is offered |
//! | `revise` | the same, of the owner | what the listing says is changed: a new version |
//! | `replace_content` | the same | another file is delivered: a new version |
//! | `retire` | the same | the resource is out of the catalog, for good |
//! | `offer_transfer` | the same | another organization can have the resource |
//! | `cancel_transfer` | the same, or the other one | it cannot any more |
//! | `accept_transfer` | an operator with `ShareData` of the other one | it is the owner |
//! | `set_contributors` | an operator with `ShareData` of the owner | who shares in what the resource earns |
//! | `propose_derivation` | the same | says what the resource is derived from, and for which royalty |
//! | `agree_derivation` | an operator with `ShareData` of the parent's owner | from now on the royalty is due |
//! | `end_derivation` | the same; before it is agreed, the proposer as well | it is not any more |
//! | `post_demand` | an operator with `ShareData` | its organization looks for something |
//! | `withdraw_demand` | the same, of that organization | it does not any more |
//!
//! Organizations that are suspended do nothing of this, and nobody accepts a transfer from one. Their
//! resources stay in the catalog, marked. Names of tags need not be unique: the council sees to them.
//!
//! ## Life of a resource
//! ```text
//!           ┌─ revise, replace_content, accept_transfer ─┐
//!           ▼                                            │
//! list ─> Listed ────────────────────────────────────────┘
//!           ├── retire ──────────────────────────────────────────> Retired
//!           └── somebody opens an earlier commitment ────────────> Displaced
//! ```
//!
//! ## Content that is somebody else's
//! A fingerprint is registered once, for whoever committed to it first (`firstCome.commit` with the
//! domain [`DOMAIN`], then `list` within the window). A later one is refused, and `fingerprint` names the
//! first. Where a later committer listed earlier, its resource gives way when the earlier commitment is
//! opened. The fingerprint is the plaintext's: the same file encrypted anew is found out, a changed one
//! is not. Who can guess a file can tell from its fingerprint that it is listed.
//!
//! ## Whose what it earns is
//! See [`Pallet::shares`]: of what a resource earns the royalty goes to its parent, where it is divided in
//! the same way, up to three resources above; of the rest, contributors have their shares and the owner
//! what is left. Weights are exact to 10⁻¹⁶; money is divided by them with the largest remainder, where of
//! equal fractions the first listed goes first: contributors before the owner, and the resource before
//! its parent ([`covenant_primitives::division`]). Where an organization is no longer on the chain, its
//! share is the owner's, and a royalty to it is not due.
//!
//! ## Prices
//! What is listed is what is asked, unless the owner lets the council's tiers raise it: from a mean rating
//! of so many marks on by so much. An order costs what the price is then. Searches look at what is listed.
//!
//! ## Demands
//! See [`demands`]: what fits what is a published rule that either side asks the chain for, page by page.
//! Owners answer by offers, and one that is accepted becomes an order (`pallet-orders`).
//!
//! ## Finding
//! See [`index`]: on the chain are lists by kind, tag, region, owner, price and the beginning of the title,
//! each in the order of ids and of ratings. A listing writes up to 19 terms in two orders; a rating
//! rewrites those of one order, and only when the mean in tenths of a star changes. Nothing is derived by
//! the node, so that every node answers alike and can prove it. What the lists do not tell, such as the
//! exact amount within a power of two or a title beyond eight letters, is looked at in the resource.
//!
//! ## Invariants
//! * `offers_are_counted`: an organization offers as many resources as are counted.
//! * `lists_are_complete`: entries of the lists match resources that are offered one to one.
//! * `content_is_listed_once`: an object, and a fingerprint, is that of one resource.
//! * `derivation_has_no_cycles`: and no chain is longer than [`MAX_ANCESTORS`].
//! * `shares_sum_to_one`: and name nobody twice.
//! * `demands_are_listed`: open ones, once, and counted.
//! * `logs_have_no_gaps`.
//!
//! ## Errors
//! See [`Error`].

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod catalog;
mod council;
#[allow(clippy::cast_possible_truncation, reason = "derived codecs cast an enum's index")]
pub mod demands;
pub mod derivation;
mod errors;
mod events;
#[allow(clippy::cast_possible_truncation, reason = "derived codecs cast an enum's index")]
pub mod index;
#[cfg(test)]
mod mock;
mod obligations;
mod queries;
mod resources;
#[allow(clippy::cast_possible_truncation, reason = "derived codecs cast an enum's index")]
pub mod runtime_api;
mod storage;
#[cfg(test)]
mod tests;
mod transfers;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
#[allow(clippy::cast_possible_truncation, reason = "derived codecs cast an enum's index")]
pub mod types;
pub mod weights;

pub use covenant_primitives::Region;
pub use demands::DemandPosition;
pub use index::{Order, Position, Term};
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use covenant_primitives::{
	log, Actor, Amount, AssetId, Authorized, Bookings, Deadlines, DemandId, FirstCome, Moment,
	ObjectId, OrderId, OrganizationId, Organizations, Party, Persons, ResourceId, Salt,
	SealedObjects,
};
use frame_support::{
	pallet_macros::import_section,
	traits::{fungibles::Inspect, Get, Time},
};
use serde::{Deserialize, Serialize};
use sp_core::H256;
use sp_runtime::SaturatedConversion;

/// An [`Actor`] of the runtime.
pub type ActorOf<T> = Actor<<T as frame_system::Config>::AccountId>;

/// An [`Entry`] of the runtime.
pub type EntryOf<T> = Entry<<T as frame_system::Config>::AccountId>;

/// Makes what benchmarks need.
#[cfg(feature = "runtime-benchmarks")]
pub trait BenchmarkHelper {
	/// A settlement asset, which is made if need be.
	fn asset() -> AssetId;
}

#[import_section(errors::errors)]
#[import_section(events::events)]
#[import_section(storage::storage)]
#[allow(
	clippy::cast_possible_truncation,
	clippy::expect_used,
	clippy::unreachable,
	reason = "expansions of FRAME's macros"
)]
#[frame_support::pallet]
pub mod pallet {
	use super::{Task, *};
	use frame_support::pallet_prelude::*;
	use frame_system::pallet_prelude::*;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<Hash = H256> {
		/// The council.
		type CouncilOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// An operator who may share what an organization in good standing has.
		type OwnerOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = Authorized<ActorOf<Self>>>;

		/// The organizations.
		type Organizations: Organizations<Self::AccountId>;

		/// The persons.
		type Persons: Persons<Self::AccountId>;

		/// Where files are.
		type SealedObjects: SealedObjects;

		/// Whose fingerprints are.
		type FirstCome: FirstCome;

		/// What is booked.
		type Bookings: Bookings;

		/// The settlement assets.
		type Assets: Inspect<Self::AccountId, AssetId = AssetId, Balance = Amount>;

		/// Has demands end when their time is over.
		type Deadlines: Deadlines<Task>;

		/// Chain time.
		type Time: Time<Moment = Moment>;

		/// How many open demands an organization can have.
		#[pallet::constant]
		type MaxDemands: Get<u32>;

		/// What the calls weigh.
		type WeightInfo: WeightInfo;

		/// Makes what benchmarks need.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper;
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight = <T as Config>::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// Puts a subject into the vocabulary.
		#[pallet::call_index(0)]
		pub fn add_tag(origin: OriginFor<T>, name: TagName) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::do_add_tag(name)
		}

		/// Takes a subject out of use. What has it keeps it.
		#[pallet::call_index(1)]
		pub fn retire_tag(origin: OriginFor<T>, tag: TagId) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::do_retire_tag(tag)
		}

		/// Offers a resource. Content and data sets come with a file, whose fingerprint the organization
		/// committed to with this salt, and nothing else does.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::list().saturating_add(T::FirstCome::register_weight()))]
		pub fn list(
			origin: OriginFor<T>,
			kind: Kind,
			listing: Listing,
			content: Option<(Content, Salt)>,
		) -> DispatchResult {
			let actor = T::OwnerOrigin::ensure_origin(origin)??;
			Self::do_list(actor, kind, listing, content)
		}

		/// Changes what the listing says.
		#[pallet::call_index(3)]
		pub fn revise(
			origin: OriginFor<T>,
			resource: ResourceId,
			listing: Listing,
		) -> DispatchResult {
			let actor = T::OwnerOrigin::ensure_origin(origin)??;
			Self::do_revise(actor, resource, listing)
		}

		/// Has another file delivered. If its plaintext is the same, the salt is of no account.
		#[pallet::call_index(4)]
		#[pallet::weight(
			T::WeightInfo::replace_content().saturating_add(T::FirstCome::register_weight())
		)]
		pub fn replace_content(
			origin: OriginFor<T>,
			resource: ResourceId,
			content: Content,
			salt: Salt,
		) -> DispatchResult {
			let actor = T::OwnerOrigin::ensure_origin(origin)??;
			Self::do_replace_content(actor, resource, content, salt)
		}

		/// Takes a resource out of the catalog, for good.
		#[pallet::call_index(5)]
		pub fn retire(origin: OriginFor<T>, resource: ResourceId) -> DispatchResult {
			let actor = T::OwnerOrigin::ensure_origin(origin)??;
			Self::do_retire(actor, resource)
		}

		/// Offers a resource to another organization, which can accept until the offer is canceled.
		#[pallet::call_index(6)]
		pub fn offer_transfer(
			origin: OriginFor<T>,
			resource: ResourceId,
			to: OrganizationId,
		) -> DispatchResult {
			let actor = T::OwnerOrigin::ensure_origin(origin)??;
			Self::do_offer_transfer(actor, resource, to)
		}

		/// Takes the offer back, or declines it.
		#[pallet::call_index(7)]
		pub fn cancel_transfer(origin: OriginFor<T>, resource: ResourceId) -> DispatchResult {
			let actor = T::OwnerOrigin::ensure_origin(origin)??;
			Self::do_cancel_transfer(actor, resource)
		}

		/// Becomes the owner. If what is delivered is a file, with an own sealed object of the same
		/// plaintext.
		#[pallet::call_index(8)]
		pub fn accept_transfer(
			origin: OriginFor<T>,
			resource: ResourceId,
			object: Option<ObjectId>,
		) -> DispatchResult {
			let actor = T::OwnerOrigin::ensure_origin(origin)??;
			Self::do_accept_transfer(actor, resource, object)
		}

		/// Says who shares in what the resource earns, beside its owner.
		#[pallet::call_index(9)]
		pub fn set_contributors(
			origin: OriginFor<T>,
			resource: ResourceId,
			contributors: Contributors,
		) -> DispatchResult {
			let actor = T::OwnerOrigin::ensure_origin(origin)??;
			Self::do_set_contributors(actor, resource, contributors)
		}

		/// Says what the resource is derived from, and how much of what it earns the parent gets once its
		/// owner agrees.
		#[pallet::call_index(10)]
		pub fn propose_derivation(
			origin: OriginFor<T>,
			resource: ResourceId,
			parent: ResourceId,
			royalty: u16,
		) -> DispatchResult {
			let actor = T::OwnerOrigin::ensure_origin(origin)??;
			Self::do_propose_derivation(actor, resource, parent, royalty)
		}

		/// Agrees, as the owner of the parent, to the royalty that was proposed.
		#[pallet::call_index(11)]
		pub fn agree_derivation(
			origin: OriginFor<T>,
			resource: ResourceId,
			royalty: u16,
		) -> DispatchResult {
			let actor = T::OwnerOrigin::ensure_origin(origin)??;
			Self::do_agree_derivation(actor, resource, royalty)
		}

		/// Declines or waives the royalty, as the owner of the parent; or takes a proposal back.
		#[pallet::call_index(12)]
		pub fn end_derivation(origin: OriginFor<T>, resource: ResourceId) -> DispatchResult {
			let actor = T::OwnerOrigin::ensure_origin(origin)??;
			Self::do_end_derivation(actor, resource)
		}

		/// Says what the organization looks for.
		#[pallet::call_index(13)]
		pub fn post_demand(origin: OriginFor<T>, wanted: Wanted) -> DispatchResult {
			let actor = T::OwnerOrigin::ensure_origin(origin)??;
			Self::do_post_demand(actor, wanted)
		}

		/// Says that it does not look for it any more.
		#[pallet::call_index(14)]
		pub fn withdraw_demand(origin: OriginFor<T>, demand: DemandId) -> DispatchResult {
			let actor = T::OwnerOrigin::ensure_origin(origin)??;
			Self::do_withdraw_demand(actor, demand)
		}

		/// Says by how much prices are raised as ratings rise.
		#[pallet::call_index(15)]
		pub fn set_tiers(origin: OriginFor<T>, tiers: Tiers) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::do_set_tiers(tiers)
		}
	}
}
