// SPDX-License-Identifier: Apache-2.0

//! What other pallets ask about organizations, and what they are told.

use crate::{Actor, Capability, OrganizationId, Region};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::weights::Weight;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_runtime::{DispatchError, DispatchResult};

/// What sort of legal body an organization is. It carries no rights: capabilities do.
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
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub enum OrganizationKind {
	/// A government department.
	#[codec(index = 0)]
	Department,
	/// A school or university.
	#[codec(index = 1)]
	School,
	/// An enterprise.
	#[codec(index = 2)]
	Enterprise,
	/// A bank.
	#[codec(index = 3)]
	Bank,
	/// A grid company.
	#[codec(index = 4)]
	GridCompany,
	/// A court.
	#[codec(index = 5)]
	Court,
	/// A notary office.
	#[codec(index = 6)]
	Notary,
	/// Any other legal body.
	#[codec(index = 7)]
	Other,
}

/// Says for whom an account acts. Guards only read.
pub trait Authority<AccountId> {
	/// The organization that `account` is an operator of, whatever its standing.
	fn organization_of(account: &AccountId) -> Option<OrganizationId>;

	/// `account` as an operator of an organization in good standing, or why it is not.
	fn ensure_operator(account: &AccountId) -> Result<Actor<AccountId>, DispatchError>;

	/// `account` as an administrator of an organization in good standing, or why it is not.
	fn ensure_administrator(account: &AccountId) -> Result<Actor<AccountId>, DispatchError>;

	/// `account` as an operator to whom an organization in good standing gave `capability`, or why
	/// it is not.
	fn ensure_capability(
		account: &AccountId,
		capability: Capability,
	) -> Result<Actor<AccountId>, DispatchError>;

	/// Makes `account` an administrator with `capability` of a new organization in good standing.
	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(account: &AccountId, capability: Capability) -> OrganizationId;
}

/// Describes organizations.
pub trait Organizations<AccountId> {
	/// Whether the organization is on the chain, in whatever standing.
	fn exists(organization: OrganizationId) -> bool;

	/// Whether the organization is on the chain and not suspended.
	fn is_in_good_standing(organization: OrganizationId) -> bool;

	/// Whether the organization is in good standing and has `capability`.
	fn has_capability(organization: OrganizationId, capability: Capability) -> bool;

	/// The sort of legal body it is.
	fn kind(organization: OrganizationId) -> Option<OrganizationKind>;

	/// The account that owns the organization's money, asset roles and seats.
	fn account(organization: OrganizationId) -> AccountId;

	/// How many persons the organization may have enrolled at a time.
	fn person_limit(organization: OrganizationId) -> u32;
}

/// Says where organizations are registered.
pub trait Districts {
	/// The division that the organization's USCC names: its digits 3 to 8. `None` if there is no such
	/// organization, or it is registered nationally.
	fn district(organization: OrganizationId) -> Option<Region>;
}

/// Says whether an account has a role that another pallet gives. An account has one role only.
pub trait Enrollment<AccountId> {
	/// Whether `account` has a role here.
	fn is_enrolled(account: &AccountId) -> bool;
}

/// What an organization still owes or waits for. Each pallet that keeps such records says so, and
/// the runtime puts them in a tuple.
pub trait Obligations {
	/// Refuses, with the pallet's own error, while anything is owed or pending.
	fn ensure_settled(organization: OrganizationId) -> DispatchResult;

	/// The most that [`Self::ensure_settled`] may use.
	fn weight() -> Weight;
}

/// Is told when an organization's standing changes.
pub trait OnStandingChange {
	/// The organization was suspended, or removed while in good standing.
	fn on_loss(organization: OrganizationId);

	/// The organization was reinstated.
	fn on_reinstatement(organization: OrganizationId);

	/// The most that either may use.
	fn weight() -> Weight;
}

/// Lets go of what would keep an account's provider reference from being given back.
pub trait ReleaseAccount<AccountId> {
	/// Releases what this pallet holds for `account`.
	fn release(account: &AccountId) -> DispatchResult;

	/// The most that [`Self::release`] may use.
	fn weight() -> Weight;
}

#[impl_trait_for_tuples::impl_for_tuples(8)]
impl Obligations for Tuple {
	fn ensure_settled(organization: OrganizationId) -> DispatchResult {
		for_tuples!( #( Tuple::ensure_settled(organization)?; )* );
		Ok(())
	}

	fn weight() -> Weight {
		let mut weight = Weight::zero();
		for_tuples!( #( weight = weight.saturating_add(Tuple::weight()); )* );
		weight
	}
}

#[impl_trait_for_tuples::impl_for_tuples(8)]
impl OnStandingChange for Tuple {
	fn on_loss(organization: OrganizationId) {
		for_tuples!( #( Tuple::on_loss(organization); )* );
	}

	fn on_reinstatement(organization: OrganizationId) {
		for_tuples!( #( Tuple::on_reinstatement(organization); )* );
	}

	fn weight() -> Weight {
		let mut weight = Weight::zero();
		for_tuples!( #( weight = weight.saturating_add(Tuple::weight()); )* );
		weight
	}
}

impl<AccountId> ReleaseAccount<AccountId> for () {
	fn release(_: &AccountId) -> DispatchResult {
		Ok(())
	}

	fn weight() -> Weight {
		Weight::zero()
	}
}
