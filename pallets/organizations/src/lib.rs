// SPDX-License-Identifier: Apache-2.0

//! # Organizations
//!
//! The legal bodies on the chain, and who may act for them.
//!
//! The council admits a legal body once, checks its unified social credit code and says what it may
//! do. From then on its own administrators say who acts for it, without asking the council: a key
//! that leaves the company leaves the chain in the same block, while money, asset roles and seats
//! stay with the organization.
//!
//! ## Words
//! - **Organization**: a legal body, known by an id that is never used again, with a USCC that no
//!   other organization on the chain has.
//! - **Capability**: what an organization may do. [`Treasury`](Capability::Treasury),
//!   [`ManageMembers`](Capability::ManageMembers) and [`ShareData`](Capability::ShareData) belong to
//!   every organization; the council grants the others.
//! - **Organization's account**: derived from the id and [`Config::PalletId`]. Nobody has its key;
//!   operators with the treasury capability move its money through [`act`](Pallet::act).
//! - **Operator**: an account that acts for exactly one organization, with some of its
//!   capabilities. What it may use is computed when asked: what it was given *and* its organization
//!   still holds. A capability that is withdrawn and granted again comes back to those who had it.
//! - **Administrator**: an operator who adds, changes and removes operators. Administration gives
//!   no capability. Whoever becomes one by the council's hand (admission, appointment, genesis)
//!   is given everything that the organization holds at that moment.
//! - **Seat**: a founding organization's place in the council. Its **delegate**, one of its
//!   operators, is the council member; a seat without a delegate has no vote.
//!
//! ## Who may do what
//! *Majority* is more than half of the council, *two thirds* two thirds of it or more. An
//! *administrator* is one of an organization in good standing; *administrator (any standing)* may
//! be one of a suspended organization too.
//!
//! | call | who may | effect |
//! | --- | --- | --- |
//! | `admit` | majority | a new organization in good standing; the account that it names becomes its first administrator; both accounts get a provider reference |
//! | `amend` | majority | corrects name, USCC or kind |
//! | `grant`, `withdraw` | majority | changes capabilities; operators lose what their organization loses |
//! | `suspend`, `reinstate` | majority | changes the standing |
//! | `remove` | majority; two thirds while it has a seat | deletes an organization that owes nothing, with its operators and its seat; its account's provider reference is given back |
//! | `set_quota` | majority | changes what it may use and how many persons it may enroll |
//! | `appoint_administrator` | majority; two thirds while it has a seat | makes an account the *only* administrator: for organizations whose administrators lost their keys, or lost them to somebody else |
//! | `grant_seat`, `withdraw_seat` | two thirds | changes the council's seats; its last member stays |
//! | `set_delegate` | administrator (any standing) | says which operator votes |
//! | `add_operator` | administrator | makes an account an operator and gives it a provider reference |
//! | `change_operator` | administrator | changes an operator's capabilities and administration |
//! | `remove_operator` | administrator (any standing) | ends an operator's role; its provider reference is given back |
//! | `hand_over` | administrator | moves administration from the signer to another operator |
//! | `act` | operator with the capability that [`Config::ActRights`] names, organization in good standing | sends a call from the organization's account; fails if that call fails |
//! | `leave` | operator (any standing) | ends the signer's own role |
//! | `release_account` | anyone who can send a transaction | gives a provider reference back that could not be given back before |
//!
//! ## Life of an organization
//! ```text
//! admit ──▶ Active ◀── reinstate ──┐
//!             │ └──── suspend ──▶ Suspended
//!             └─────── remove ◀────┘        (its USCC may be admitted again, as a new organization)
//! ```
//! A suspended organization can do nothing that needs a capability or good standing, and its
//! operators cannot become more. What makes it safer stays allowed: removing operators, leaving,
//! and naming the delegate, whose key may be the compromised one. It keeps its seat and its vote,
//! or else more than half of the council could suspend its way to two thirds.
//!
//! ## References on accounts
//! The organization's account and each operator's account hold one provider reference from here, so
//! that they can send transactions without owning anything. It is given back exactly once.
//! [`Config::AccountRelease`] first lets go of what is known to stand in the way (session keys).
//! If something else still needs it, what happens depends on who asked. A leaving operator gets
//! [`AccountInUse`](Error::AccountInUse) and can clear it up. An operator who is removed loses its
//! role in any case, as nobody may hold on to one by keeping its account busy: the reference
//! stays behind in [`RetainedAccounts`] until `release_account` or until the account becomes an
//! operator again. The same goes for the account of an organization that is removed: what it owns is
//! not in the way, or else anybody could keep an organization on the chain by sending it a fen. What
//! it leaves, the asset's admin hands over to whom it belongs (`assets.force_transfer`).
//!
//! ## Invariants
//! - **Codes**: [`OrganizationByUscc`] and [`Organizations`] are one to one.
//! - **Operators**: [`Operators`] and [`OperatorsOf`] are one to one, and each organization counts
//!   its operators and administrators right.
//! - **Administered**: every organization has an administrator and at most
//!   [`Config::MaxOperators`] operators.
//! - **Granted**: capabilities that belong to every organization are never recorded as granted.
//! - **Seated**: at most [`Config::MaxSeats`] seats, each of an organization; a delegate is an
//!   operator of the organization it votes for. The council's members are the delegates.
//! - **Provided**: the accounts of organizations, operators and [`RetainedAccounts`] have a provider
//!   reference; no operator's account is retained.
//!
//! ## Units
//! Times are chain time in UTC milliseconds. Quotas are in fee units, picoseconds of execution.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod act;
mod authority;
mod errors;
mod events;
mod genesis;
mod operators;
mod registry;
mod seats;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;

pub mod runtime_api;
#[allow(clippy::cast_possible_truncation, reason = "derived codecs cast an enum's index")]
pub mod types;
pub mod weights;

pub use act::ActRights;
pub use genesis::{GenesisOperator, GenesisOrganization};
pub use pallet::*;
pub use types::{Ground, Operator, Organization, Quota, Seat, Status, SuspensionReason};
pub use weights::WeightInfo;

use covenant_primitives::{
	uscc, Actor, Authority, Capabilities, Capability, Enrollment, Moment, Obligations,
	OnStandingChange, OrganizationId, OrganizationKind, ReleaseAccount, Uscc,
};

use frame_support::pallet_macros::import_section;

/// An organization as `T` stores it.
pub type OrganizationOf<T> = Organization<<T as Config>::MaxNameLength>;

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
	use super::*;
	use alloc::{boxed::Box, vec::Vec};
	use frame_support::{
		dispatch::{GetDispatchInfo, PostDispatchInfo},
		pallet_prelude::*,
		traits::{ChangeMembers, Time},
		DefaultNoBound, PalletId,
	};
	use frame_system::pallet_prelude::*;
	use sp_runtime::traits::Dispatchable;

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// The runtime's calls, for [`Pallet::act`].
		type RuntimeCall: Parameter
			+ Dispatchable<RuntimeOrigin = Self::RuntimeOrigin, PostInfo = PostDispatchInfo>
			+ GetDispatchInfo
			+ From<frame_system::Call<Self>>
			+ IsType<<Self as frame_system::Config>::RuntimeCall>;

		/// More than half of the council.
		type MajorityOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Two thirds of the council.
		type TwoThirdsOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// The council, whose members are the seats' delegates.
		type Council: ChangeMembers<Self::AccountId>;

		/// The most that a change of one council member may use in [`Config::Council`].
		#[pallet::constant]
		type CouncilWeight: Get<Weight>;

		/// What it takes to send a call from an organization's account, alone or nested in others.
		type ActRights: ActRights<<Self as Config>::RuntimeCall, Self::AccountId>;

		/// Chain time.
		type Time: Time<Moment = Moment>;

		/// Roles of accounts that exclude being an operator: persons.
		type OtherRoles: Enrollment<Self::AccountId>;

		/// Lets go of what would keep an account's provider reference from being given back.
		type AccountRelease: ReleaseAccount<Self::AccountId>;

		/// What organizations owe or wait for in other pallets.
		type Obligations: Obligations;

		/// Is told when an organization's standing changes.
		type OnStandingChange: OnStandingChange;

		/// The source of the organizations' accounts.
		#[pallet::constant]
		type PalletId: Get<PalletId>;

		/// The longest name, in bytes.
		#[pallet::constant]
		type MaxNameLength: Get<u32>;

		/// The most operators that an organization may have. Its administrators may fill all places
		/// but one: the last is there for an administrator whom the council appoints.
		#[pallet::constant]
		type MaxOperators: Get<u32>;

		/// The most seats in the council, not above the council's own bound on members.
		#[pallet::constant]
		type MaxSeats: Get<u32>;

		/// The quota of organizations whose genesis entry names none.
		#[pallet::constant]
		type DefaultQuota: Get<Quota>;

		/// Weights of the calls.
		type WeightInfo: WeightInfo;
	}

	/// The id of the next organization that is admitted.
	#[pallet::storage]
	pub type NextOrganizationId<T> = StorageValue<_, OrganizationId, ValueQuery>;

	/// The organizations on the chain.
	#[pallet::storage]
	pub type Organizations<T: Config> =
		StorageMap<_, Twox64Concat, OrganizationId, OrganizationOf<T>>;

	/// Which organization has a code.
	#[pallet::storage]
	pub type OrganizationByUscc<T> = StorageMap<_, Blake2_128Concat, Uscc, OrganizationId>;

	/// The accounts that act for organizations.
	#[pallet::storage]
	pub type Operators<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Operator>;

	/// The operators of each organization.
	#[pallet::storage]
	pub type OperatorsOf<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		OrganizationId,
		Blake2_128Concat,
		T::AccountId,
		(),
		OptionQuery,
	>;

	/// The seats in the council.
	#[pallet::storage]
	pub type Seats<T: Config> =
		CountedStorageMap<_, Twox64Concat, OrganizationId, Seat<T::AccountId>>;

	/// Accounts of former operators and removed organizations whose provider reference could not be
	/// given back.
	#[pallet::storage]
	pub type RetainedAccounts<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, (), OptionQuery>;

	/// Organizations that are there from the start.
	#[pallet::genesis_config]
	#[derive(DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// The organizations, whose ids count up from 0 in this order.
		#[serde(default)]
		pub organizations: Vec<GenesisOrganization<T::AccountId>>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			genesis::build::<T>(&self.organizations);
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::MaxNameLength::get() > 0, "organizations have names");
			assert!(T::MaxOperators::get() > 1, "a place for an operator and one for the council");
			assert!(T::MaxSeats::get() > 0, "a chain without sudo needs a council");
			assert_eq!(
				Self::organization_of_account(&Self::account_of(OrganizationId(u32::MAX))),
				Some(OrganizationId(u32::MAX)),
				"account ids must have room for an organization's id"
			);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight = <T as Config>::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// Admits a legal body as an organization in good standing. `administrator` becomes its
		/// first operator and is given everything that it holds.
		#[pallet::call_index(0)]
		pub fn admit(
			origin: OriginFor<T>,
			name: BoundedVec<u8, T::MaxNameLength>,
			uscc: [u8; uscc::LENGTH],
			kind: OrganizationKind,
			capabilities: Capabilities,
			quota: Quota,
			administrator: T::AccountId,
		) -> DispatchResult {
			T::MajorityOrigin::ensure_origin(origin)?;
			Self::do_admit(name, uscc, kind, capabilities, quota, administrator).map(|_| ())
		}

		/// Corrects what the council recorded about an organization; `None` leaves it as it is.
		#[pallet::call_index(1)]
		pub fn amend(
			origin: OriginFor<T>,
			organization: OrganizationId,
			name: Option<BoundedVec<u8, T::MaxNameLength>>,
			uscc: Option<[u8; uscc::LENGTH]>,
			kind: Option<OrganizationKind>,
		) -> DispatchResult {
			T::MajorityOrigin::ensure_origin(origin)?;
			Self::do_amend(organization, name, uscc, kind)
		}

		/// Grants capabilities, at least one of which the organization does not have.
		#[pallet::call_index(2)]
		pub fn grant(
			origin: OriginFor<T>,
			organization: OrganizationId,
			capabilities: Capabilities,
		) -> DispatchResult {
			T::MajorityOrigin::ensure_origin(origin)?;
			Self::do_grant(organization, capabilities)
		}

		/// Withdraws capabilities, all of which the organization has. Its operators lose them too.
		#[pallet::call_index(3)]
		pub fn withdraw(
			origin: OriginFor<T>,
			organization: OrganizationId,
			capabilities: Capabilities,
		) -> DispatchResult {
			T::MajorityOrigin::ensure_origin(origin)?;
			Self::do_withdraw(organization, capabilities)
		}

		/// Suspends an organization.
		#[pallet::call_index(4)]
		#[pallet::weight(<T as Config>::WeightInfo::suspend()
			.saturating_add(T::OnStandingChange::weight()))]
		pub fn suspend(
			origin: OriginFor<T>,
			organization: OrganizationId,
			reason: SuspensionReason,
		) -> DispatchResult {
			T::MajorityOrigin::ensure_origin(origin)?;
			Self::do_suspend(organization, reason)
		}

		/// Ends a suspension.
		#[pallet::call_index(5)]
		#[pallet::weight(<T as Config>::WeightInfo::reinstate()
			.saturating_add(T::OnStandingChange::weight()))]
		pub fn reinstate(origin: OriginFor<T>, organization: OrganizationId) -> DispatchResult {
			T::MajorityOrigin::ensure_origin(origin)?;
			Self::do_reinstate(organization)
		}

		/// Removes an organization that owes nothing, with its operators and its seat. What its
		/// account owns stays there.
		#[pallet::call_index(6)]
		#[pallet::weight(Pallet::<T>::remove_weight(T::MaxOperators::get(), true, true))]
		pub fn remove(
			origin: OriginFor<T>,
			organization: OrganizationId,
		) -> DispatchResultWithPostInfo {
			let by_two_thirds = Self::ensure_council(origin)?;
			Self::do_remove(organization, by_two_thirds)
		}

		/// Sets what an organization may use and how many persons it may enroll.
		#[pallet::call_index(7)]
		pub fn set_quota(
			origin: OriginFor<T>,
			organization: OrganizationId,
			quota: Quota,
		) -> DispatchResult {
			T::MajorityOrigin::ensure_origin(origin)?;
			Self::do_set_quota(organization, quota)
		}

		/// Makes an account the only administrator of an organization, in whatever standing, and
		/// gives it everything that the organization holds. Former administrators stay operators.
		#[pallet::call_index(8)]
		#[pallet::weight(<T as Config>::WeightInfo::appoint_administrator(T::MaxOperators::get()))]
		pub fn appoint_administrator(
			origin: OriginFor<T>,
			organization: OrganizationId,
			administrator: T::AccountId,
		) -> DispatchResultWithPostInfo {
			let by_two_thirds = Self::ensure_council(origin)?;
			Self::do_appoint_administrator(organization, by_two_thirds, administrator)
		}

		/// Gives an organization in good standing a seat in the council. It has no vote until a
		/// delegate is named.
		#[pallet::call_index(9)]
		pub fn grant_seat(origin: OriginFor<T>, organization: OrganizationId) -> DispatchResult {
			T::TwoThirdsOrigin::ensure_origin(origin)?;
			Self::do_grant_seat(organization)
		}

		/// Takes an organization's seat.
		#[pallet::call_index(10)]
		#[pallet::weight(<T as Config>::WeightInfo::withdraw_seat()
			.saturating_add(Pallet::<T>::council_weight()))]
		pub fn withdraw_seat(origin: OriginFor<T>, organization: OrganizationId) -> DispatchResult {
			T::TwoThirdsOrigin::ensure_origin(origin)?;
			Self::do_withdraw_seat(organization)
		}

		/// Names the operator who votes for the signer's organization, or nobody.
		#[pallet::call_index(11)]
		#[pallet::weight(<T as Config>::WeightInfo::set_delegate()
			.saturating_add(Pallet::<T>::council_weight()))]
		pub fn set_delegate(
			origin: OriginFor<T>,
			delegate: Option<T::AccountId>,
		) -> DispatchResult {
			let signer = ensure_signed(origin)?;
			Self::do_set_delegate(signer, delegate)
		}

		/// Makes an account an operator of the signer's organization.
		#[pallet::call_index(12)]
		pub fn add_operator(
			origin: OriginFor<T>,
			account: T::AccountId,
			capabilities: Capabilities,
			administrator: bool,
		) -> DispatchResult {
			let signer = ensure_signed(origin)?;
			Self::do_add_operator(signer, account, capabilities, administrator)
		}

		/// Sets the capabilities and the administration of an operator of the signer's
		/// organization, which may be the signer.
		#[pallet::call_index(13)]
		pub fn change_operator(
			origin: OriginFor<T>,
			account: T::AccountId,
			capabilities: Capabilities,
			administrator: bool,
		) -> DispatchResult {
			let signer = ensure_signed(origin)?;
			Self::do_change_operator(signer, account, capabilities, administrator)
		}

		/// Ends the role of an operator of the signer's organization.
		#[pallet::call_index(14)]
		#[pallet::weight(Pallet::<T>::end_role_weight(
			<T as Config>::WeightInfo::remove_operator(),
			true
		))]
		pub fn remove_operator(
			origin: OriginFor<T>,
			account: T::AccountId,
		) -> DispatchResultWithPostInfo {
			let signer = ensure_signed(origin)?;
			Self::do_remove_operator(signer, account)
		}

		/// Moves administration from the signer to another operator of its organization. The signer
		/// stays an operator.
		#[pallet::call_index(15)]
		pub fn hand_over(origin: OriginFor<T>, to: T::AccountId) -> DispatchResult {
			let signer = ensure_signed(origin)?;
			Self::do_hand_over(signer, to)
		}

		/// Sends `call` from the account of the signer's organization. It fails as a whole if
		/// `call` fails.
		#[pallet::call_index(16)]
		#[pallet::weight({
			let info = call.get_dispatch_info();
			(<T as Config>::WeightInfo::act().saturating_add(info.call_weight), info.class)
		})]
		pub fn act(
			origin: OriginFor<T>,
			call: Box<<T as Config>::RuntimeCall>,
		) -> DispatchResultWithPostInfo {
			let signer = ensure_signed(origin)?;
			Self::do_act(signer, *call)
		}

		/// Gives up the signer's own role.
		#[pallet::call_index(17)]
		#[pallet::weight(Pallet::<T>::end_role_weight(<T as Config>::WeightInfo::leave(), true))]
		pub fn leave(origin: OriginFor<T>) -> DispatchResultWithPostInfo {
			let signer = ensure_signed(origin)?;
			Self::do_leave(signer)
		}

		/// Gives back the provider reference of a former operator's account, once nothing needs it.
		#[pallet::call_index(18)]
		#[pallet::weight(<T as Config>::WeightInfo::release_account()
			.saturating_add(T::AccountRelease::weight()))]
		pub fn release_account(origin: OriginFor<T>, account: T::AccountId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_release_account(account)
		}
	}
}
