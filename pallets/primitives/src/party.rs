// SPDX-License-Identifier: Apache-2.0

//! An organization or a person, where either may act, own or be asked.

use crate::{Authority, Authorized, Capability, OrganizationId, Organizations, PersonId, Persons};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::marker::PhantomData;
use frame_support::traits::{EnsureOrigin, Get, OriginTrait};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// An organization or a person.
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
#[serde(rename_all = "camelCase")]
pub enum Party {
	/// An organization.
	#[codec(index = 0)]
	Organization(OrganizationId),
	/// A person.
	#[codec(index = 1)]
	Person(PersonId),
}

impl Party {
	/// The organization, if it is one.
	pub fn organization(self) -> Option<OrganizationId> {
		match self {
			Self::Organization(organization) => Some(organization),
			Self::Person(_) => None,
		}
	}

	/// Whether it is an organization in good standing, or a person who was not released.
	pub fn is_in_good_standing<AccountId, O, P>(self) -> bool
	where
		O: Organizations<AccountId>,
		P: Persons<AccountId>,
	{
		match self {
			Self::Organization(organization) => O::is_in_good_standing(organization),
			Self::Person(person) => P::account_of(person).is_some(),
		}
	}

	/// The account that its money is on. A person who was released still has its own; `None` if there
	/// never was such a person.
	pub fn account<AccountId, O, P>(self) -> Option<AccountId>
	where
		O: Organizations<AccountId>,
		P: Persons<AccountId>,
	{
		match self {
			Self::Organization(organization) => Some(O::account(organization)),
			Self::Person(person) => P::last_account_of(person),
		}
	}
}

/// Who does something where organizations and persons may: the account that signs, and the party
/// it signs for.
#[derive(
	Clone,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub struct Signatory<AccountId> {
	/// The account that signed.
	pub account: AccountId,
	/// The party it signed for.
	pub party: Party,
}

/// An enrolled person, or an operator to whom an organization in good standing gave the capability
/// `C`.
pub struct EnsureParty<A, P, C>(PhantomData<(A, P, C)>);

impl<O, A, P, C> EnsureOrigin<O> for EnsureParty<A, P, C>
where
	O: OriginTrait<AccountId: Clone + Decode>,
	A: Authority<O::AccountId>,
	P: Persons<O::AccountId>,
	C: Get<Capability>,
{
	type Success = Authorized<Signatory<O::AccountId>>;

	/// An account has one role only: whoever is no operator is asked whether it is a person.
	fn try_origin(origin: O) -> Result<Self::Success, O> {
		let account = crate::actor::signer(origin)?;
		let party = match A::organization_of(&account) {
			Some(_) => A::ensure_capability(&account, C::get())
				.map(|actor| Party::Organization(actor.organization)),
			None => P::ensure_person(&account).map(Party::Person),
		};
		Ok(party.map(|party| Signatory { account, party }))
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin() -> Result<O, ()> {
		crate::EnsureCapability::<A, C>::try_successful_origin()
	}
}
