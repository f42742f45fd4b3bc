// SPDX-License-Identifier: Apache-2.0

//! # Validators
//!
//! The validator set is the set of organizations that the council lets validate. There is no stake
//! and nothing to slash: what keeps a validator honest is that the consortium knows who it is. This
//! pallet plans each session's set for `pallet-session`, keeps a suspended or equivocating
//! organization from acting, and sees to it that the chain is never left without a validator.
//!
//! ## Words
//! - *validator*: an organization that the council admitted to validate.
//! - *validator account*: the account of one of its operators, with the capability to validate,
//!   that sets the session keys. It is the validator's id in `pallet-session`.
//! - *bar*: an exclusion from coming sets until the council lifts it. The council sets it, or an
//!   equivocation does. A suspension excludes as well, but is no bar: it ends when the organization
//!   is reinstated.
//! - *seat*: an organization's place in the set of one session. Seats are remembered for
//!   [`Config::HistoryDepth`] sessions, so that a late proof finds the organization even after it
//!   changed its validator account.
//! - *disabled*: in the current set, but its blocks are refused. At most `(n − 1) / 3` of `n`
//!   validators, rounded down, are disabled at a time: the barred before the suspended.
//!
//! ## Calls
//! | call | who may | effect |
//! | --- | --- | --- |
//! | [`admit`](Pallet::admit) | council | the organization validates from two sessions later, once its account has session keys |
//! | [`retire`](Pallet::retire) | council | out of the set two sessions later |
//! | [`bar`](Pallet::bar) | council | disabled at once within the limit, out of the set two sessions later, still registered |
//! | [`lift_bar`](Pallet::lift_bar) | council | enabled at once, in the set again two sessions later |
//! | [`set_account`](Pallet::set_account) | administrator of the organization | validates with another operator's account, once that has session keys |
//! | [`resign`](Pallet::resign) | administrator of the organization | as `retire` |
//!
//! No call moves money. Session keys are set with `session.set_keys` by the validator account.
//!
//! ## Life cycle
//! ```text
//!           admit                        equivocation, bar
//! (none) ─────────▶ registered ◀────────────────────────────▶ barred
//!    ▲                  │  │              lift_bar               │
//!    │ retire, resign   │  └─ seated in each planned set while    │
//!    └──────────────────┘     in good standing and with keys     │
//!    ▲                       retire, resign (the bar stays)      │
//!    └───────────────────────────────────────────────────────────┘
//! ```
//! A set that is planned when session `n` starts acts in session `n + 1`. A decision taken during a
//! session thus takes effect two sessions later.
//!
//! ## The set
//! Seated are, in the order of their ids, the organizations that are registered, not barred, in
//! good standing, whose account may still validate for them and has session keys. If there are none,
//! the current set stays; of those, whoever has lost its keys is left out, and if all have, they
//! get the keys back that they run with. An unchanged set with unchanged keys is not announced, so
//! that GRANDPA does not change its authorities, and the disabled are not enabled, each session.
//!
//! ## Invariants
//! - *OneAccountEach*: [`Validators`] and [`OrganizationOf`] are inverse to each other.
//! - *Bounded*: no more than [`Config::MaxValidators`] organizations are registered.
//! - *KnownOrganizations*: whoever is registered or barred is an organization on the chain.
//! - *NeverEmpty*: the current set has a member.
//! - *SeatsWithHistory*: seats are kept for exactly the sessions whose roots are kept.
//! - *Disabled*: whom the current state wants disabled is disabled, and nobody else, within the
//!   limit.
//!
//! ## Units
//! Sessions are counted as `pallet-session` does; times are chain time in UTC milliseconds.
//!
//! ## Errors
//! One for each cause, see [`Error`]. Why an account may not act or validate for its organization,
//! says the error of [`Config::Authority`].

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod disabling;
#[cfg(test)]
mod mock;
mod offences;
mod queries;
mod registry;
mod release;
pub mod runtime_api;
mod sessions;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
#[allow(clippy::cast_possible_truncation, reason = "derived codecs cast an enum's index")]
pub mod types;
pub mod weights;

pub use pallet::*;
pub use release::PurgeKeys;
pub use sessions::NoIdentification;
pub use types::{Bar, Cause, Seat, Validator};
pub use weights::WeightInfo;

const LOG_TARGET: &str = "runtime::validators";

#[allow(
	clippy::cast_possible_truncation,
	clippy::expect_used,
	clippy::unreachable,
	reason = "expansions of FRAME's macros"
)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::vec::Vec;
	use covenant_primitives::{
		Actor, Authority, Authorized, Moment, OrganizationId, Organizations,
	};
	use frame_support::{pallet_prelude::*, traits::Time};
	use frame_system::pallet_prelude::*;
	use sp_staking::SessionIndex;

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config:
		frame_system::Config
		+ pallet_session::Config<ValidatorId = <Self as frame_system::Config>::AccountId>
		+ pallet_session::historical::Config<FullIdentification = ()>
	{
		/// Lets organizations validate and decides on bars.
		type CouncilOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// An administrator of an organization in good standing.
		type AdministratorOrigin: EnsureOrigin<
			Self::RuntimeOrigin,
			Success = Authorized<Actor<Self::AccountId>>,
		>;

		/// Says which account may validate for which organization.
		type Authority: Authority<Self::AccountId>;

		/// Says which organizations there are and in what standing.
		type Organizations: Organizations<Self::AccountId>;

		/// Chain time.
		type Time: Time<Moment = Moment>;

		/// The most organizations that validate. Each is looked at a few times a session, and all
		/// vote in each round of GRANDPA. Before it is lowered, no more may have sat in any session
		/// that is still kept.
		#[pallet::constant]
		type MaxValidators: Get<u32>;

		/// For how many past sessions an equivocation can be proved. GRANDPA's
		/// `MaxSetIdSessionEntries` and the longevity of reports should reach as far.
		#[pallet::constant]
		type HistoryDepth: Get<SessionIndex>;

		/// Weights of the calls and of what other pallets call.
		type WeightInfo: WeightInfo;
	}

	/// The organizations that validate.
	#[pallet::storage]
	pub type Validators<T: Config> =
		CountedStorageMap<_, Blake2_128Concat, OrganizationId, Validator<T::AccountId>>;

	/// The organization that validates with an account.
	#[pallet::storage]
	pub type OrganizationOf<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, OrganizationId>;

	/// The organizations that are barred until the council decides.
	#[pallet::storage]
	pub type Bars<T: Config> = StorageMap<_, Blake2_128Concat, OrganizationId, Bar>;

	/// Who validates in a session: the sessions that can still be proved, the current one and the
	/// one already planned.
	#[pallet::storage]
	pub type Seats<T: Config> = StorageMap<
		_,
		Twox64Concat,
		SessionIndex,
		BoundedVec<Seat<T::AccountId>, T::MaxValidators>,
		ValueQuery,
	>;

	/// Organizations come before this pallet in genesis, so that they are known here, and
	/// `pallet-session` after it, since it asks for the first two sets.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// The first validators: organization and validator account. The session pallet's genesis
		/// gives those accounts their keys.
		pub validators: Vec<(OrganizationId, T::AccountId)>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			for (organization, account) in &self.validators {
				let refusal = Pallet::<T>::do_admit(*organization, account.clone()).err();
				assert!(
					refusal.is_none(),
					"genesis: organization {} may not validate with {account:?}: {}",
					organization.0,
					refusal.map_or("", Into::into),
				);
			}
		}
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// The council let an organization validate.
		Admitted {
			/// The organization.
			organization: OrganizationId,
			/// Its validator account.
			account: T::AccountId,
		},
		/// The council ended an organization's validating.
		Retired {
			/// The organization.
			organization: OrganizationId,
			/// The validator account it had.
			account: T::AccountId,
		},
		/// An organization ended its own validating.
		Resigned {
			/// Who resigned for which organization.
			actor: Actor<T::AccountId>,
			/// The validator account it had.
			account: T::AccountId,
		},
		/// An organization validates with another account from now on.
		AccountChanged {
			/// Who changed it for which organization.
			actor: Actor<T::AccountId>,
			/// The validator account until now.
			from: T::AccountId,
			/// The new validator account.
			to: T::AccountId,
		},
		/// A proved equivocation was recorded. It is recorded again when another validator is
		/// reported for the same slot or round.
		OffenceRecorded {
			/// The validator account that equivocated.
			offender: T::AccountId,
			/// The organization that it validated for, unless it held no seat.
			organization: Option<OrganizationId>,
			/// The session in which it did so.
			session: SessionIndex,
		},
		/// An organization was barred until the council decides.
		Barred {
			/// The organization.
			organization: OrganizationId,
			/// Why.
			cause: Cause,
		},
		/// The council lifted a bar.
		BarLifted {
			/// The organization.
			organization: OrganizationId,
		},
		/// No organization could be seated, so the current set goes on.
		PreviousSetKept {
			/// The session for which it was kept.
			session: SessionIndex,
		},
		/// A validator without which the set would be empty had lost its session keys and got them
		/// back.
		KeysRestored {
			/// The validator account.
			account: T::AccountId,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// The organization does not validate.
		NotFound,
		/// No such organization is on the chain.
		UnknownOrganization,
		/// The organization validates already.
		AlreadyExists,
		/// An organization validates with this account already.
		AccountInUse,
		/// The account is an operator of another organization.
		NotAuthorized,
		/// As many organizations validate as may.
		TooMany,
		/// The organization is barred: the council lifts the bar first.
		Barred,
		/// The organization is not barred.
		NotBarred,
		/// The organization validates, or validates with this account: retire it or change its
		/// account first.
		StillValidating,
		/// The validator is in the current or the next set: wait until a set without it acts.
		StillSeated,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::MaxValidators::get() > 0, "a chain needs a validator");
			assert!(T::HistoryDepth::get() > 0, "equivocations are often proved a session later");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight = <T as Config>::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// Lets `organization` validate with `account`.
		///
		/// The organization is in good standing and has the capability to validate, and `account`
		/// is an operator to whom it gave that capability. It takes its seat two sessions after
		/// `account` has session keys.
		#[pallet::call_index(0)]
		pub fn admit(
			origin: OriginFor<T>,
			organization: OrganizationId,
			account: T::AccountId,
		) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::do_admit(organization, account)
		}

		/// Ends `organization`'s validating. A bar stays until it is lifted.
		#[pallet::call_index(1)]
		pub fn retire(origin: OriginFor<T>, organization: OrganizationId) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::do_retire(organization)
		}

		/// Bars `organization`, a validator, until the bar is lifted.
		#[pallet::call_index(2)]
		pub fn bar(origin: OriginFor<T>, organization: OrganizationId) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::do_bar(organization)
		}

		/// Lifts the bar of `organization`, whoever set it. Equivocations of earlier sessions bar
		/// it no more, should one be proved only now.
		#[pallet::call_index(3)]
		pub fn lift_bar(origin: OriginFor<T>, organization: OrganizationId) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::do_lift_bar(organization)
		}

		/// Has the organization validate with `account`, another of its operators that may.
		///
		/// Session keys do not move: `account` sets its own, and until it has, the organization
		/// gets no seat. To lose no session, set them first.
		#[pallet::call_index(4)]
		pub fn set_account(origin: OriginFor<T>, account: T::AccountId) -> DispatchResult {
			let actor = T::AdministratorOrigin::ensure_origin(origin)??;
			Self::do_set_account(actor, account)
		}

		/// Ends the organization's validating by its own decision. A bar stays until it is lifted.
		#[pallet::call_index(5)]
		pub fn resign(origin: OriginFor<T>) -> DispatchResult {
			let actor = T::AdministratorOrigin::ensure_origin(origin)??;
			Self::do_resign(actor)
		}
	}
}
