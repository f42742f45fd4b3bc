// SPDX-License-Identifier: Apache-2.0

//! # Sealed data
//!
//! Documents stay where they are, encrypted. The chain pins each by the digest of its ciphertext,
//! says whose it is and who may have its key, for what, how long and how often, and keeps a log of
//! all that which nobody can quietly change. Owners answer within working days or lose credit; an
//! arbiter decides where they are silent.
//!
//! ## Words
//! | word | meaning |
//! | --- | --- |
//! | object | encrypted content off chain, pinned on chain; owned by a party, possibly about a person |
//! | party | an organization or a person |
//! | content | what an object holds in one epoch: digest, size, locations, suite, public key |
//! | epoch | how often the object was encrypted anew, from 0 |
//! | policy | how an owner answers requests: who decides, in how many working days, who arbitrates |
//! | request | a party asks for an object: purpose, period, number of uses |
//! | grant | the object's secret key of one epoch, sealed to the requester |
//! | escrow | the same, sealed to the arbiter, so that it can grant where the owner is silent |
//! | log | who did what to an object, and when |
//!
//! ## Calls
//! | call | who may | effect |
//! | --- | --- | --- |
//! | `publish_key` | a party | its next encryption key; grants to former ones stay |
//! | `set_policy` | a party | holds for requests made from now on |
//! | `register` | a party that committed to the digest | an object, unless an earlier commitment registered the digest |
//! | `relocate`, `change_policy` | the owner | other locations, another policy |
//! | `rotate` | the owner, after a commitment to the new digest | a new epoch: grants end |
//! | `retire` | the owner | the object is closed: grants end, no request is taken |
//! | `ask` | a party with an encryption key | a request; approved at once if the policy says so |
//! | `withdraw` | the requester | an open request is closed |
//! | `acknowledge` | the owner | the request is known to be seen |
//! | `approve`, `refuse` | the owner or each approver, as the policy says | a decision, or a vote on it |
//! | `grant` | the owner | the key is handed over, which approves what was the owner's to decide |
//! | `dispute` | the requester, within `Config::DisputePeriod` of a refusal, or when the key is overdue | the arbiter is to decide |
//! | `rule` | the arbiter's operator with `Arbitrate` | approves, grants from escrow, or refuses for good |
//! | `record_use` | the grantee | one use less, and the entry in the log that the law asks for |
//! | `revoke` | the owner | the grant ends |
//!
//! A party acts through an operator with `ShareData` of an organization in good standing, or through
//! a person's account. No call moves money.
//!
//! ## Life of a request
//! ```text
//!                ┌──────────── due: late ────────────┐
//!                │                                   ▼
//! ask ──> Pending ── refuse ──> Refused ─ dispute ─> Escalated ── rule ──> Refused for good
//!  │         │                                        │     │
//!  │         └── approve ──> Approved <── rule ───────┘     │
//!  │                          ▲   │                         │
//!  └── policy: automatic ─────┘   └── grant ──> Granted <───┘ grant, rule with the key
//!                                                │
//!                                                └── revoke ──> Revoked
//! ```
//! `withdraw` leads from each open state to `Withdrawn`, and `dispute` from `Approved`, too, to
//! `Escalated`, once the key is overdue. `grant` skips approval where it is not for others to give.
//! Without an arbiter, what nobody answers waits on.
//!
//! A grant also ends by itself: when its period is over, its uses are used up, or the object is
//! encrypted anew or closed. What that means for the key in the grantee's hands, no chain can change:
//! the owner encrypts anew.
//!
//! ## Clocks
//! Each step has a due time in working days (`Config::WorkingDays`), from the policy that held when
//! the request was made. What falls due is reported once, to the credit of whoever was to act:
//!
//! | step | who was to act | in time | late |
//! | --- | --- | --- | --- |
//! | answering a pending request | the owner | fulfilled | late, and the arbiter is to decide |
//! | handing the key over | the owner | fulfilled | breached |
//! | ruling | the arbiter | fulfilled | late |
//! | a refusal that the arbiter overrules | the owner | | dispute upheld |
//!
//! Each counts with weight 1. A person has no credit. Whoever was late can still act.
//!
//! A request whose object is closed when it falls due is refused for good, and nobody is blamed. So
//! is one whose period is over by then, unless it is the arbiter's to rule on: whoever was silent is
//! blamed, but not for a key that was due only after the period.
//!
//! Nobody votes on a request of its own, or rules on one: the requester is not among the approvers,
//! and if it is the arbiter whom the policy names, the request has none.
//!
//! Requests by one party for one object are taken one at a time, and `Config::MaxOpenRequests` by one
//! party at a time, so that nobody's credit can be worn down by a flood.
//!
//! ## What is visible
//! The chain's state is open to every node: ids, digests, purposes as codes, commitments to
//! statements, times. Who reads a document is thus known to every member of the consortium, as ids;
//! what it says, and the statement of the purpose, to nobody without the key. An object about a
//! person is listed under that person, whose account thereby finds every access.
//!
//! ## Invariants
//! * `objects_are_indexed`: each object is listed under its owner and subject, has content for every
//!   epoch and a log, and its digests are registered to it unless it was displaced.
//! * `requests_are_indexed`: each request is listed under its object and its requester; the open ones,
//!   and only they, are counted, and wait for whoever is to act.
//! * `keys_are_counted`: a party's encryption keys are numbered from 0; all but the last were replaced.
//! * `grants_hold`: a grant has no more uses left than asked for, an epoch that its object had, and is
//!   sealed to a key that its grantee published.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod access_log;
mod answers;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod disputes;
mod errors;
mod events;
mod keys;
#[cfg(test)]
mod mock;
mod objects;
mod policies;
mod queries;
mod requests;
pub mod runtime_api;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
#[allow(clippy::cast_possible_truncation, reason = "derived codecs cast an enum's index")]
pub mod types;
mod uses;
pub mod weights;

pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use covenant_primitives::{
	Actor, Authorized, Deadlines, FirstCome, Moment, ObjectId, Organizations, Party, PersonId,
	Persons, ReportOutcome, RequestId, Salt, Signatory, WorkingDays,
};
use frame_support::{
	pallet_macros::import_section,
	traits::{Get, Time},
};
use sp_core::H256;

/// An [`Actor`] of the runtime.
pub type ActorOf<T> = Actor<<T as frame_system::Config>::AccountId>;

/// A [`Signatory`] of the runtime.
pub type SignatoryOf<T> = Signatory<<T as frame_system::Config>::AccountId>;

/// An [`Entry`] of the runtime.
pub type EntryOf<T> = Entry<<T as frame_system::Config>::AccountId>;

/// In whose name digests are registered first come first served, and outcomes are reported.
pub const DOMAIN: [u8; 8] = *b"cov/seal";

#[import_section(errors::errors)]
#[import_section(events::events)]
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
	pub trait Config: frame_system::Config {
		/// A person, or an operator who may share the data of an organization in good standing.
		type PartyOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = Authorized<SignatoryOf<Self>>>;

		/// An operator who may arbitrate for an organization in good standing.
		type ArbiterOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = Authorized<ActorOf<Self>>>;

		/// The organizations.
		type Organizations: Organizations<Self::AccountId>;

		/// The persons.
		type Persons: Persons<Self::AccountId>;

		/// Registers digests in the order of their commitments.
		type FirstCome: FirstCome;

		/// Knows when a step is due.
		type WorkingDays: WorkingDays;

		/// Has what falls due noticed.
		type Deadlines: Deadlines<Task>;

		/// Takes what organizations kept and did not keep.
		type Credit: ReportOutcome;

		/// Chain time.
		type Time: Time<Moment = Moment>;

		/// How long a refusal can be disputed, in milliseconds of chain time.
		#[pallet::constant]
		type DisputePeriod: Get<Moment>;

		/// How many open requests a party can have.
		#[pallet::constant]
		type MaxOpenRequests: Get<u32>;

		/// How many policies a party can have.
		#[pallet::constant]
		type MaxPolicies: Get<u32>;

		/// What the calls weigh.
		type WeightInfo: WeightInfo;
	}

	/// How many encryption keys a party has published; the last one is its present one.
	#[pallet::storage]
	pub type KeyCount<T: Config> = StorageMap<_, Twox64Concat, Party, u32, ValueQuery>;

	/// Encryption keys by party and number.
	#[pallet::storage]
	pub type EncryptionKeys<T: Config> =
		StorageDoubleMap<_, Twox64Concat, Party, Twox64Concat, u32, EncryptionKey>;

	/// Policies by owner and number.
	#[pallet::storage]
	pub type Policies<T: Config> =
		StorageDoubleMap<_, Twox64Concat, Party, Twox64Concat, u32, Policy>;

	/// The id of the next object.
	#[pallet::storage]
	pub type NextObjectId<T: Config> = StorageValue<_, ObjectId, ValueQuery>;

	/// Every object that was ever registered.
	#[pallet::storage]
	pub type Objects<T: Config> = StorageMap<_, Twox64Concat, ObjectId, Object>;

	/// What an object held in each epoch.
	#[pallet::storage]
	pub type Contents<T: Config> =
		StorageDoubleMap<_, Twox64Concat, ObjectId, Twox64Concat, u32, Content>;

	/// The objects of an owner.
	#[pallet::storage]
	pub type ObjectsOf<T: Config> =
		StorageDoubleMap<_, Twox64Concat, Party, Twox64Concat, ObjectId, ()>;

	/// The objects about a person.
	#[pallet::storage]
	pub type ObjectsAbout<T: Config> =
		StorageDoubleMap<_, Twox64Concat, PersonId, Twox64Concat, ObjectId, ()>;

	/// The id of the next request.
	#[pallet::storage]
	pub type NextRequestId<T: Config> = StorageValue<_, RequestId, ValueQuery>;

	/// Every request that was ever made.
	#[pallet::storage]
	pub type Requests<T: Config> = StorageMap<_, Twox64Concat, RequestId, Request>;

	/// The requests for an object.
	#[pallet::storage]
	pub type RequestsFor<T: Config> =
		StorageDoubleMap<_, Twox64Concat, ObjectId, Twox64Concat, RequestId, ()>;

	/// The requests of a party.
	#[pallet::storage]
	pub type RequestsBy<T: Config> =
		StorageDoubleMap<_, Twox64Concat, Party, Twox64Concat, RequestId, ()>;

	/// The open request of a party for an object.
	#[pallet::storage]
	pub type OpenRequests<T: Config> =
		StorageDoubleMap<_, Twox64Concat, ObjectId, Twox64Concat, Party, RequestId>;

	/// How many open requests a party has.
	#[pallet::storage]
	pub type OpenCount<T: Config> = StorageMap<_, Twox64Concat, Party, u32, ValueQuery>;

	/// The requests that wait for a party to act: for the owner and the approvers while they are
	/// pending, for the owner when they are approved, for the arbiter when they are escalated.
	#[pallet::storage]
	pub type Waiting<T: Config> =
		StorageDoubleMap<_, Twox64Concat, Party, Twox64Concat, RequestId, ()>;

	/// How many entries an object's log has.
	#[pallet::storage]
	pub type LogLength<T: Config> = StorageMap<_, Twox64Concat, ObjectId, u64, ValueQuery>;

	/// The log of each object.
	#[pallet::storage]
	pub type Log<T: Config> =
		StorageDoubleMap<_, Twox64Concat, ObjectId, Twox64Concat, u64, EntryOf<T>>;

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::MaxOpenRequests::get() > 0, "nobody could ask");
			assert!(T::MaxPolicies::get() > 0, "nobody could answer");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight = <T as Config>::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// Publishes the party's next encryption key, to which keys are sealed from now on.
		#[pallet::call_index(0)]
		pub fn publish_key(origin: OriginFor<T>, key: PublicKey) -> DispatchResult {
			let by = T::PartyOrigin::ensure_origin(origin)??;
			Self::do_publish_key(by, key)
		}

		/// Sets one of the party's policies, which are numbered from 0 to before
		/// `Config::MaxPolicies`.
		#[pallet::call_index(1)]
		pub fn set_policy(origin: OriginFor<T>, policy: u32, terms: Policy) -> DispatchResult {
			let by = T::PartyOrigin::ensure_origin(origin)??;
			Self::do_set_policy(by, policy, terms)
		}

		/// Registers an object of the party. `salt` opens the commitment to the content's digest.
		#[pallet::call_index(2)]
		pub fn register(
			origin: OriginFor<T>,
			content: Content,
			salt: Salt,
			policy: u32,
			subject: Option<PersonId>,
		) -> DispatchResult {
			let by = T::PartyOrigin::ensure_origin(origin)??;
			Self::do_register(by, content, salt, policy, subject)
		}

		/// Names other locations of an object's present content.
		#[pallet::call_index(3)]
		pub fn relocate(
			origin: OriginFor<T>,
			object: ObjectId,
			locations: Locations,
		) -> DispatchResult {
			let by = T::PartyOrigin::ensure_origin(origin)??;
			Self::do_relocate(by, object, locations)
		}

		/// Has requests for an object answered under another of the owner's policies, from now on.
		#[pallet::call_index(4)]
		pub fn change_policy(
			origin: OriginFor<T>,
			object: ObjectId,
			policy: u32,
		) -> DispatchResult {
			let by = T::PartyOrigin::ensure_origin(origin)??;
			Self::do_change_policy(by, object, policy)
		}

		/// Replaces an object's content by one that was encrypted anew, to another key. Grants of
		/// former epochs end. `salt` opens the commitment to the new digest.
		#[pallet::call_index(5)]
		pub fn rotate(
			origin: OriginFor<T>,
			object: ObjectId,
			content: Content,
			salt: Salt,
		) -> DispatchResult {
			let by = T::PartyOrigin::ensure_origin(origin)??;
			Self::do_rotate(by, object, content, salt)
		}

		/// Closes an object for good.
		#[pallet::call_index(6)]
		pub fn retire(origin: OriginFor<T>, object: ObjectId) -> DispatchResult {
			let by = T::PartyOrigin::ensure_origin(origin)??;
			Self::do_retire(by, object)
		}

		/// Asks for the key to an object.
		#[pallet::call_index(7)]
		pub fn ask(origin: OriginFor<T>, object: ObjectId, terms: Terms) -> DispatchResult {
			let by = T::PartyOrigin::ensure_origin(origin)??;
			Self::do_ask(by, object, terms)
		}

		/// Closes an open request of the party.
		#[pallet::call_index(8)]
		pub fn withdraw(origin: OriginFor<T>, request: RequestId) -> DispatchResult {
			let by = T::PartyOrigin::ensure_origin(origin)??;
			Self::do_withdraw(by, request)
		}

		/// Lets the requester know that the request was seen.
		#[pallet::call_index(9)]
		pub fn acknowledge(origin: OriginFor<T>, request: RequestId) -> DispatchResult {
			let by = T::PartyOrigin::ensure_origin(origin)??;
			Self::do_acknowledge(by, request)
		}

		/// Approves a request, or votes for it.
		#[pallet::call_index(10)]
		#[pallet::weight(<T as Config>::WeightInfo::approve().saturating_add(T::Credit::weight()))]
		pub fn approve(origin: OriginFor<T>, request: RequestId) -> DispatchResult {
			let by = T::PartyOrigin::ensure_origin(origin)??;
			Self::do_approve(by, request)
		}

		/// Refuses a request, or votes against it.
		#[pallet::call_index(11)]
		#[pallet::weight(<T as Config>::WeightInfo::refuse().saturating_add(T::Credit::weight()))]
		pub fn refuse(
			origin: OriginFor<T>,
			request: RequestId,
			reason: RefusalReason,
		) -> DispatchResult {
			let by = T::PartyOrigin::ensure_origin(origin)??;
			Self::do_refuse(by, request, reason)
		}

		/// Hands the object's secret key over, sealed to the requester's encryption key of the number
		/// `key_version`: its present one, or one that it replaced since it asked.
		#[pallet::call_index(12)]
		#[pallet::weight(<T as Config>::WeightInfo::grant().saturating_add(T::Credit::weight()))]
		pub fn grant(
			origin: OriginFor<T>,
			request: RequestId,
			key_version: u32,
			wrapped: WrappedKey,
		) -> DispatchResult {
			let by = T::PartyOrigin::ensure_origin(origin)??;
			Self::do_grant(by, request, key_version, wrapped)
		}

		/// Has the arbiter decide on a refusal.
		#[pallet::call_index(13)]
		pub fn dispute(origin: OriginFor<T>, request: RequestId) -> DispatchResult {
			let by = T::PartyOrigin::ensure_origin(origin)??;
			Self::do_dispute(by, request)
		}

		/// Decides on an escalated request.
		#[pallet::call_index(14)]
		#[pallet::weight(
			<T as Config>::WeightInfo::rule()
				.saturating_add(T::Credit::weight())
				.saturating_add(T::Credit::weight())
		)]
		pub fn rule(origin: OriginFor<T>, request: RequestId, ruling: Ruling) -> DispatchResult {
			let actor = T::ArbiterOrigin::ensure_origin(origin)??;
			Self::do_rule(actor, request, ruling)
		}

		/// Records that the party used what it was granted. `statement` is a salted hash of what for.
		#[pallet::call_index(15)]
		pub fn record_use(
			origin: OriginFor<T>,
			request: RequestId,
			statement: H256,
		) -> DispatchResult {
			let by = T::PartyOrigin::ensure_origin(origin)??;
			Self::do_record_use(by, request, statement)
		}

		/// Ends a grant.
		#[pallet::call_index(16)]
		pub fn revoke(
			origin: OriginFor<T>,
			request: RequestId,
			reason: RevocationReason,
		) -> DispatchResult {
			let by = T::PartyOrigin::ensure_origin(origin)??;
			Self::do_revoke(by, request, reason)
		}
	}
}
