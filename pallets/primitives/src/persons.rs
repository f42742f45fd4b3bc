// SPDX-License-Identifier: Apache-2.0

//! What other pallets ask about persons.

use crate::{OrganizationId, PersonId};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, weights::Weight, BoundedVec};
use scale_info::TypeInfo;
use sp_runtime::{DispatchError, DispatchResult};

/// A part of an organization: a department or a class, as UTF-8 text or as a code.
pub type Unit = BoundedVec<u8, ConstU32<64>>;

/// A person who belongs to an organization.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Member<AccountId> {
	/// The account that signs for the person.
	pub account: AccountId,
	/// The person.
	pub person: PersonId,
	/// The organization the person belongs to.
	pub organization: OrganizationId,
	/// The part of the organization.
	pub unit: Unit,
}

/// Describes persons. Guards only read.
pub trait Persons<AccountId> {
	/// The person that `account` signs for.
	fn person_of(account: &AccountId) -> Option<PersonId>;

	/// The account that signs for `person`.
	fn account_of(person: PersonId) -> Option<AccountId>;

	/// The account that signs for `person`, or the last one that did if the person was released.
	fn last_account_of(person: PersonId) -> Option<AccountId> {
		Self::account_of(person)
	}

	/// `account` as a person, or why it is not one.
	fn ensure_person(account: &AccountId) -> Result<PersonId, DispatchError>;

	/// `account` as a person with an accepted membership of `organization` that is in force now, or
	/// why it is not one.
	fn ensure_member(
		account: &AccountId,
		organization: OrganizationId,
	) -> Result<Member<AccountId>, DispatchError>;

	/// Makes `account` a person with a membership of `organization` that is in force.
	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(account: &AccountId, organization: OrganizationId) -> PersonId;
}

/// Is told when another account took the place of a person's account whose key was lost.
pub trait OnAccountReplaced<AccountId> {
	/// `new` signs for `person` from now on, and `old` no longer does. On an error nothing that was
	/// written here remains; the replacement itself stands.
	fn on_replaced(person: PersonId, old: &AccountId, new: &AccountId) -> DispatchResult;

	/// The most that [`Self::on_replaced`] may use.
	fn weight() -> Weight;
}

#[impl_trait_for_tuples::impl_for_tuples(8)]
impl<AccountId> OnAccountReplaced<AccountId> for Tuple {
	fn on_replaced(person: PersonId, old: &AccountId, new: &AccountId) -> DispatchResult {
		for_tuples!( #( Tuple::on_replaced(person, old, new)?; )* );
		Ok(())
	}

	fn weight() -> Weight {
		let mut weight = Weight::zero();
		for_tuples!( #( weight = weight.saturating_add(Tuple::weight()); )* );
		weight
	}
}
