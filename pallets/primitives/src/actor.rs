// SPDX-License-Identifier: Apache-2.0

//! Who does something, and the origins that establish it.
//!
//! The origins here succeed for every signed transaction and yield an [`Authorized`]: the actor, or
//! the reason why the signer may not act. `EnsureOrigin` alone can only say `BadOrigin`; whoever is
//! refused should learn whether the organization is suspended, the capability was never granted or
//! the account is nobody's operator. A call therefore opens with two question marks:
//!
//! ```text
//! let actor = T::IssuerOrigin::ensure_origin(origin)??;
//! ```

use crate::{Authority, Capability, Member, OrganizationId, PersonId, Persons};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::marker::PhantomData;
use frame_support::traits::{EnsureOrigin, EnsureOriginWithArg, Get, OriginTrait};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_runtime::DispatchError;

/// Who does something: the account that signs and the organization it acts for.
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
pub struct Actor<AccountId> {
	/// The account that signed.
	pub account: AccountId,
	/// The organization it acts for.
	pub organization: OrganizationId,
}

/// What an origin here yields for a signed transaction.
pub type Authorized<T> = Result<T, DispatchError>;

/// An operator, with or without capabilities, of an organization in good standing.
pub struct EnsureOperator<A>(PhantomData<A>);

/// An administrator of an organization in good standing.
pub struct EnsureAdministrator<A>(PhantomData<A>);

/// An operator to whom an organization in good standing gave the capability `C`.
pub struct EnsureCapability<A, C>(PhantomData<(A, C)>);

/// An enrolled person.
pub struct EnsurePerson<P>(PhantomData<P>);

/// A person whose membership of the organization in the argument is in force.
pub struct EnsureMember<P>(PhantomData<P>);

/// The signer, if `origin` is a signed one.
pub(crate) fn signer<O: OriginTrait<AccountId: Clone>>(origin: O) -> Result<O::AccountId, O> {
	match origin.as_signer().cloned() {
		Some(account) => Ok(account),
		None => Err(origin),
	}
}

/// An account of its own for each benchmark set-up.
#[cfg(feature = "runtime-benchmarks")]
fn benchmark_account<AccountId: Decode>(name: &[u8]) -> Result<AccountId, ()> {
	let entropy = <sp_runtime::traits::BlakeTwo256 as sp_runtime::traits::Hash>::hash(name);
	let mut input = sp_runtime::traits::TrailingZeroInput::new(entropy.as_ref());
	AccountId::decode(&mut input).map_err(drop)
}

#[cfg(feature = "runtime-benchmarks")]
fn successful_origin<O, A>(capability: Capability) -> Result<O, ()>
where
	O: OriginTrait<AccountId: Decode>,
	A: Authority<O::AccountId>,
{
	let account = benchmark_account(b"operator")?;
	A::set_up(&account, capability);
	Ok(O::signed(account))
}

impl<O, A> EnsureOrigin<O> for EnsureOperator<A>
where
	O: OriginTrait<AccountId: Clone + Decode>,
	A: Authority<O::AccountId>,
{
	type Success = Authorized<Actor<O::AccountId>>;

	fn try_origin(origin: O) -> Result<Self::Success, O> {
		signer(origin).map(|account| A::ensure_operator(&account))
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin() -> Result<O, ()> {
		successful_origin::<O, A>(Capability::Treasury)
	}
}

impl<O, A> EnsureOrigin<O> for EnsureAdministrator<A>
where
	O: OriginTrait<AccountId: Clone + Decode>,
	A: Authority<O::AccountId>,
{
	type Success = Authorized<Actor<O::AccountId>>;

	fn try_origin(origin: O) -> Result<Self::Success, O> {
		signer(origin).map(|account| A::ensure_administrator(&account))
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin() -> Result<O, ()> {
		successful_origin::<O, A>(Capability::Treasury)
	}
}

impl<O, A, C> EnsureOrigin<O> for EnsureCapability<A, C>
where
	O: OriginTrait<AccountId: Clone + Decode>,
	A: Authority<O::AccountId>,
	C: Get<Capability>,
{
	type Success = Authorized<Actor<O::AccountId>>;

	fn try_origin(origin: O) -> Result<Self::Success, O> {
		signer(origin).map(|account| A::ensure_capability(&account, C::get()))
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin() -> Result<O, ()> {
		successful_origin::<O, A>(C::get())
	}
}

impl<O, P> EnsureOrigin<O> for EnsurePerson<P>
where
	O: OriginTrait<AccountId: Clone + Decode>,
	P: Persons<O::AccountId>,
{
	type Success = Authorized<(O::AccountId, PersonId)>;

	fn try_origin(origin: O) -> Result<Self::Success, O> {
		signer(origin)
			.map(|account| P::ensure_person(&account).map(|person| (account.clone(), person)))
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin() -> Result<O, ()> {
		let account = benchmark_account(b"person")?;
		P::set_up(&account, OrganizationId(0));
		Ok(O::signed(account))
	}
}

impl<O, P> EnsureOriginWithArg<O, OrganizationId> for EnsureMember<P>
where
	O: OriginTrait<AccountId: Clone + Decode>,
	P: Persons<O::AccountId>,
{
	type Success = Authorized<Member<O::AccountId>>;

	fn try_origin(origin: O, organization: &OrganizationId) -> Result<Self::Success, O> {
		signer(origin).map(|account| P::ensure_member(&account, *organization))
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin(organization: &OrganizationId) -> Result<O, ()> {
		let account = benchmark_account(b"member")?;
		P::set_up(&account, *organization);
		Ok(O::signed(account))
	}
}
