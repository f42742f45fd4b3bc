// SPDX-License-Identifier: Apache-2.0

//! # Persons
//!
//! Citizens, employees and students act on the chain under accounts that an organization vouched
//! for, without a name or number of theirs ever being written down. This pallet knows which account
//! signs for which person, who is responsible for that, where the person belongs, and what happens
//! when a key is lost.
//!
//! ## Words
//! | word | meaning |
//! | --- | --- |
//! | person | whom an organization that may identify persons enrolled, once; an id for ever |
//! | commitment | a salted hash that hides who the person is and pins it. No two persons ever share one |
//! | account | signs for one person, and for nothing else. It can be replaced, the person stays |
//! | enroller | the organization that is responsible for a person's enrollment now |
//! | membership | a person belongs to an organization: unit, role, period. Many to many |
//! | recovery | another account takes the place of the person's, unless the old key objects |
//! | released account | signed for a person, no longer does, and may still move what it owns |
//!
//! ## Calls
//! | call | who may | effect |
//! | --- | --- | --- |
//! | `enroll`, `enroll_many` | an operator with `IdentifyPersons` | persons exist; each account gets a provider reference |
//! | `release` | the same, of the enroller | the person is gone, with its memberships |
//! | `resign` | the person | the same |
//! | `consent_transfer` | the person | lets another organization take over, or withdraws that |
//! | `take_over` | an operator with `IdentifyPersons` | becomes the enroller, if the person consented or the enroller cannot act |
//! | `forget` | anyone | a released account that owns nothing loses its record and its provider reference |
//! | `collect` | anyone | what a recovered person still owns at a former account, and is free, moves to its present one |
//! | `offer_membership`, `amend_membership`, `end_membership` | an operator with `ManageMembers`, for its own organization | a membership offered, changed or ended |
//! | `accept_membership`, `leave_membership` | the person | a membership in force, or gone |
//! | `sweep_membership` | anyone | a membership of an organization that was removed is gone |
//! | `request_recovery`, `cancel_recovery` | an operator with `IdentifyPersons`, of the enroller | a recovery pends, or no longer |
//! | `object` | the person, with the old key | the recovery is off |
//!
//! No other call than `collect` moves money. `Config::OnAccountReplaced` does, also when a recovery
//! completes.
//!
//! ## Life of a person
//! ```text
//!  enroll ──> Enrolled ── release, resign ──> Released
//!              │   ▲
//!              │   └── object, cancel_recovery, take_over: nothing changed;
//!              │       Config::RecoveryDelay passed: another account signs
//!              ▼   │
//!  request_recovery ── release, resign ──> Released
//! ```
//! A membership is `Offered`, then `Accepted`; it is gone when left, ended, or within minutes after
//! its period is over. An organization may amend it at any time: a person who disagrees leaves. A
//! period begins at `from` and ends just before `until`, in chain time (UTC milliseconds).
//!
//! A suspended organization cannot enroll, offer or recover. Its persons stay enrolled, and its
//! members stay members.
//!
//! Decisions and their reasons: commitments and responsibility in `enrollment.rs`, what an account
//! keeps after release in `accounts.rs`, what a recovery moves and who can stop it in `recovery.rs`.
//!
//! ## Invariants
//! * `one_account_one_person`: one to one are accounts and enrolled persons, commitments and persons.
//! * `counts`: [`EnrolledCount`] and [`Person::memberships`] are what counting yields.
//! * `memberships_are_indexed`: [`Memberships`] and [`MembersOf`] hold the same pairs, of enrolled
//!   persons only.
//! * `recoveries_have_persons`: a pending recovery is an enrolled person's and reserves its account.
//! * `one_provider`: an enrolled or released account has one provider reference from here.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod accounts;
mod enrollment;
mod errors;
mod events;
mod impls;
mod memberships;
mod recovery;
pub mod runtime_api;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
#[allow(clippy::cast_possible_truncation, reason = "derived codecs cast an enum's index")]
pub mod types;
pub mod weights;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use covenant_primitives::{
	time::MINUTE, Actor, Authorized, Deadlines, Enrollment, Moment, OnAccountReplaced,
	OrganizationId, Organizations, PersonId, Persons as _, ReleaseAccount, Unit,
};
use frame_support::{
	pallet_macros::import_section,
	traits::{Get, Time},
};
use sp_core::H256;
use sp_runtime::SaturatedConversion;

/// An [`Actor`] of the runtime.
pub type ActorOf<T> = Actor<<T as frame_system::Config>::AccountId>;

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

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// An operator who may identify persons for an organization in good standing.
		type EnrollOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = Authorized<ActorOf<Self>>>;

		/// An operator who may manage the members of an organization in good standing.
		type MembershipOrigin: EnsureOrigin<
			Self::RuntimeOrigin,
			Success = Authorized<ActorOf<Self>>,
		>;

		/// The organizations.
		type Organizations: Organizations<Self::AccountId>;

		/// Roles that an account cannot have beside a person's: an operator's.
		type OtherRoles: Enrollment<Self::AccountId>;

		/// Completes recoveries and ends memberships.
		type Deadlines: Deadlines<Task>;

		/// Chain time.
		type Time: Time<Moment = Moment>;

		/// Lets go of what would keep an account's provider reference.
		type AccountRelease: ReleaseAccount<Self::AccountId>;

		/// Moves what a person owns along when its account is replaced.
		type OnAccountReplaced: OnAccountReplaced<Self::AccountId>;

		/// How long the old key can object to a recovery, in milliseconds of chain time.
		#[pallet::constant]
		type RecoveryDelay: Get<Moment>;

		/// How many persons one call can enroll.
		#[pallet::constant]
		type MaxBatch: Get<u32>;

		/// How many memberships and offers of one a person can have.
		#[pallet::constant]
		type MaxMembershipsPerPerson: Get<u32>;

		/// What the calls weigh.
		type WeightInfo: WeightInfo;
	}

	/// The id of the next person.
	#[pallet::storage]
	pub type NextPersonId<T: Config> = StorageValue<_, PersonId, ValueQuery>;

	/// Everybody who was ever enrolled.
	#[pallet::storage]
	pub type Persons<T: Config> = StorageMap<_, Twox64Concat, PersonId, Person<T::AccountId>>;

	/// The enrolled person that an account signs for.
	#[pallet::storage]
	pub type PersonByAccount<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, PersonId>;

	/// The person behind a commitment, enrolled or released.
	#[pallet::storage]
	pub type PersonByCommitment<T: Config> = StorageMap<_, Blake2_128Concat, H256, PersonId>;

	/// How many enrolled persons an organization is responsible for.
	#[pallet::storage]
	pub type EnrolledCount<T: Config> =
		StorageMap<_, Twox64Concat, OrganizationId, u32, ValueQuery>;

	/// Memberships and offers of one, by person.
	#[pallet::storage]
	pub type Memberships<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		PersonId,
		Twox64Concat,
		OrganizationId,
		Membership<T::AccountId>,
	>;

	/// The same pairs as in [`Memberships`], by organization.
	#[pallet::storage]
	pub type MembersOf<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OrganizationId, Twox64Concat, PersonId, ()>;

	/// Pending recoveries.
	#[pallet::storage]
	pub type Recoveries<T: Config> = StorageMap<_, Twox64Concat, PersonId, Recovery<T::AccountId>>;

	/// The person that an account will sign for when a recovery completes.
	#[pallet::storage]
	pub type RecoveringTo<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, PersonId>;

	/// Accounts that no longer sign for a person and keep their provider reference.
	#[pallet::storage]
	pub type Released<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, ReleasedAccount>;

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::RecoveryDelay::get() >= MINUTE, "nobody can object in less than a minute");
			assert!(T::MaxBatch::get() > 0, "a batch must have room for somebody");
			assert!(T::MaxMembershipsPerPerson::get() > 0, "a person must be able to belong");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight = <T as Config>::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// Enrolls the person behind `commitment`, for whom `account` signs.
		#[pallet::call_index(0)]
		pub fn enroll(
			origin: OriginFor<T>,
			account: T::AccountId,
			commitment: H256,
		) -> DispatchResult {
			let actor = T::EnrollOrigin::ensure_origin(origin)??;
			Self::do_enroll(actor, alloc::vec![(account, commitment)])
		}

		/// Enrolls every person of `batch`, or nobody.
		#[pallet::call_index(1)]
		#[pallet::weight(<T as Config>::WeightInfo::enroll_many(batch.len().saturated_into()))]
		pub fn enroll_many(
			origin: OriginFor<T>,
			batch: BoundedVec<(T::AccountId, H256), T::MaxBatch>,
		) -> DispatchResult {
			let actor = T::EnrollOrigin::ensure_origin(origin)??;
			ensure!(!batch.is_empty(), Error::<T>::Empty);
			Self::do_enroll(actor, batch.into_inner())
		}

		/// Releases a person that the signer's organization is responsible for.
		#[pallet::call_index(2)]
		#[pallet::weight(Pallet::<T>::release_weight(T::MaxMembershipsPerPerson::get()))]
		pub fn release(origin: OriginFor<T>, person: PersonId) -> DispatchResultWithPostInfo {
			let actor = T::EnrollOrigin::ensure_origin(origin)??;
			let memberships = Self::do_release(actor, person)?;
			Ok(Some(Self::release_weight(memberships)).into())
		}

		/// Gives up the signer's enrollment.
		#[pallet::call_index(3)]
		#[pallet::weight(Pallet::<T>::resign_weight(T::MaxMembershipsPerPerson::get()))]
		pub fn resign(origin: OriginFor<T>) -> DispatchResultWithPostInfo {
			let (account, person) = Self::ensure_self(origin)?;
			let memberships = Self::do_resign(account, person)?;
			Ok(Some(Self::resign_weight(memberships)).into())
		}

		/// Lets the organization `to` take over the responsibility for the signer; `None` withdraws
		/// the consent.
		#[pallet::call_index(4)]
		pub fn consent_transfer(
			origin: OriginFor<T>,
			to: Option<OrganizationId>,
		) -> DispatchResult {
			let (account, person) = Self::ensure_self(origin)?;
			Self::do_consent_transfer(account, person, to)
		}

		/// Makes the signer's organization responsible for a person who consented, or whose enroller
		/// cannot act.
		#[pallet::call_index(5)]
		pub fn take_over(origin: OriginFor<T>, person: PersonId) -> DispatchResult {
			let actor = T::EnrollOrigin::ensure_origin(origin)??;
			Self::do_take_over(actor, person)
		}

		/// Takes the provider reference from a released account that owns nothing.
		#[pallet::call_index(6)]
		#[pallet::weight(Pallet::<T>::forget_weight())]
		pub fn forget(origin: OriginFor<T>, account: T::AccountId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_forget(account)
		}

		/// Offers a person a membership of the signer's organization.
		#[pallet::call_index(7)]
		pub fn offer_membership(
			origin: OriginFor<T>,
			person: PersonId,
			unit: Unit,
			role: Role,
			from: Moment,
			until: Option<Moment>,
		) -> DispatchResult {
			let actor = T::MembershipOrigin::ensure_origin(origin)??;
			Self::do_offer_membership(actor, person, Terms { unit, role, from, until })
		}

		/// Changes a membership of the signer's organization, or an offer of one.
		#[pallet::call_index(8)]
		pub fn amend_membership(
			origin: OriginFor<T>,
			person: PersonId,
			unit: Unit,
			role: Role,
			from: Moment,
			until: Option<Moment>,
		) -> DispatchResult {
			let actor = T::MembershipOrigin::ensure_origin(origin)??;
			Self::do_amend_membership(actor, person, Terms { unit, role, from, until })
		}

		/// Accepts the membership that `organization` offered the signer.
		#[pallet::call_index(9)]
		pub fn accept_membership(
			origin: OriginFor<T>,
			organization: OrganizationId,
		) -> DispatchResult {
			let (account, person) = Self::ensure_self(origin)?;
			Self::do_accept_membership(account, person, organization)
		}

		/// Leaves `organization`, or declines its offer.
		#[pallet::call_index(10)]
		pub fn leave_membership(
			origin: OriginFor<T>,
			organization: OrganizationId,
		) -> DispatchResult {
			let (account, person) = Self::ensure_self(origin)?;
			Self::do_leave_membership(account, person, organization)
		}

		/// Ends a membership of the signer's organization, or withdraws the offer.
		#[pallet::call_index(11)]
		pub fn end_membership(origin: OriginFor<T>, person: PersonId) -> DispatchResult {
			let actor = T::MembershipOrigin::ensure_origin(origin)??;
			Self::do_end_membership(actor, person)
		}

		/// Removes a membership of an organization that was removed.
		#[pallet::call_index(12)]
		pub fn sweep_membership(
			origin: OriginFor<T>,
			person: PersonId,
			organization: OrganizationId,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_sweep_membership(person, organization)
		}

		/// Has `new_account` sign for the person once `Config::RecoveryDelay` passed without an
		/// objection.
		#[pallet::call_index(13)]
		pub fn request_recovery(
			origin: OriginFor<T>,
			person: PersonId,
			new_account: T::AccountId,
		) -> DispatchResult {
			let actor = T::EnrollOrigin::ensure_origin(origin)??;
			Self::do_request_recovery(actor, person, new_account)
		}

		/// Ends the pending recovery of the signer.
		#[pallet::call_index(14)]
		pub fn object(origin: OriginFor<T>) -> DispatchResult {
			let (account, person) = Self::ensure_self(origin)?;
			Self::do_object(account, person)
		}

		/// Ends a pending recovery of a person that the signer's organization is responsible for.
		#[pallet::call_index(15)]
		pub fn cancel_recovery(origin: OriginFor<T>, person: PersonId) -> DispatchResult {
			let actor = T::EnrollOrigin::ensure_origin(origin)??;
			Self::do_cancel_recovery(actor, person)
		}

		/// Moves what a recovered person still owns at `account`, a former account of its, to its
		/// present one: what was on hold when the recovery completed.
		#[pallet::call_index(16)]
		#[pallet::weight(Pallet::<T>::collect_weight())]
		pub fn collect(origin: OriginFor<T>, account: T::AccountId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_collect(account)
		}
	}
}
