// SPDX-License-Identifier: Apache-2.0

//! Who pays for a transaction: no one. Enrolled accounts transact within a quota.
//!
//! An operator uses its organization's quota, a person its own, and the account of a released
//! person a small one that lets it move what it owns. A quota is counted in fee units by
//! `pallet-origin-restriction`: a burst that is used up by transactions and refilled with every
//! block. The estimate is taken before dispatch; what was not used is given back after it. It counts
//! execution and bytes, without the base cost of any transaction; a call that is free of fees is not
//! free of the quota.
//!
//! What a refused transaction is told (`InvalidTransaction::Custom`):
//!
//! | code | name | when |
//! | --- | --- | --- |
//! | 1 | [`NOT_ENROLLED`] | the signer is no operator, no person and no released person |
//! | 2 | [`TIP_REFUSED`] | a tip was offered: priority is not for sale |
//! | 3 | [`QUOTA_EXHAUSTED`] | the quota will not cover it within [`PATIENCE`] blocks |
//! | 4 | [`RELEASED`] | a released person may only move what it owns |
//!
//! Whether a transaction fits is asked twice. The pool keeps one that will fit within
//! [`PATIENCE`] blocks, so that a burst waits; a block under construction takes one that fits now
//! and answers `ExhaustsResources` otherwise, which leaves it in the pool. Priority falls with use,
//! so when the pool is full a flood makes way for those who have used little. A person's priority
//! falls also with what all persons of its enroller have used lately: whoever enrolls sock puppets
//! floods its own persons alone. Such use bounds nothing else: if nobody competes, it is welcome.

use crate::{
	AccountId, Balance, Organizations, OriginCaller, Persons, Runtime, RuntimeCall, RuntimeOrigin,
	System, TransactionPayment,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use covenant_primitives::{Authority, OrganizationId, PersonId};
use frame_support::{
	dispatch::{DispatchInfo, Pays, PostDispatchInfo},
	weights::Weight,
};
use pallet_origin_restriction::{Allowance, RestrictOrigin, RestrictedEntity, Usage, Usages};
use pallet_persons::PersonStanding;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_runtime::{
	impl_tx_ext_default,
	traits::{AsSystemOriginSigner, Implication, TransactionExtension, Zero},
	transaction_validity::{
		InvalidTransaction, TransactionPriority, TransactionSource, TransactionValidityError,
		ValidTransaction,
	},
	DispatchResult, SaturatedConversion,
};

/// The signer is no operator, no person and no released person.
pub const NOT_ENROLLED: u8 = 1;
/// A tip was offered.
pub const TIP_REFUSED: u8 = 2;
/// The quota will not cover the transaction within [`PATIENCE`] blocks.
pub const QUOTA_EXHAUSTED: u8 = 3;
/// A released person may only move what it owns.
pub const RELEASED: u8 = 4;

/// Blocks that a transaction beyond its quota may wait in the pool: about a minute.
pub const PATIENCE: u32 = 32;

/// The priority of a transaction that leaves its sponsor's quota untouched.
const FULL_PRIORITY: Balance = 1_000_000;

type Validity<T> = Result<T, TransactionValidityError>;
type Restriction = RestrictOrigin<Runtime>;

fn refused<T>(code: u8) -> Validity<T> {
	Err(InvalidTransaction::Custom(code).into())
}

/// Whose quota a transaction uses.
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
#[serde(rename_all = "camelCase")]
pub enum Sponsor {
	/// The organization that the signer is an operator of.
	#[codec(index = 0)]
	Organization(OrganizationId),
	/// The person that the signer is.
	#[codec(index = 1)]
	Person(PersonId),
	/// The signer, a released person.
	#[codec(index = 2)]
	Released(AccountId),
	/// All persons that an organization is responsible for. It sponsors nothing; its use makes their
	/// priority.
	#[codec(index = 3)]
	PersonsOf(OrganizationId),
}

impl Sponsor {
	/// The sponsor of `account`; `None` for a stranger.
	pub fn of(account: &AccountId) -> Option<Self> {
		if let Some(organization) = Organizations::organization_of(account) {
			return Some(Self::Organization(organization));
		}
		Persons::standing_of(account).map(|standing| match standing {
			PersonStanding::Enrolled(person) => Self::Person(person),
			PersonStanding::Released => Self::Released(account.clone()),
		})
	}

	/// What [`Self::of`] and [`RestrictedEntity::allowance`] read: the operator, the organization,
	/// the person, the released account.
	fn lookup_weight() -> Weight {
		<Runtime as frame_system::Config>::DbWeight::get().reads(4)
	}

	/// What has been used and not refilled by the block that `System` is at.
	pub fn used(&self) -> Balance {
		Usages::<Runtime>::get(self).map_or(0, |usage| {
			let blocks = System::block_number().saturating_sub(usage.at_block);
			let refilled = self.allowance().recovery_per_block.saturating_mul(blocks.into());
			usage.used.saturating_sub(refilled)
		})
	}

	/// Whose use counts for the priority beside one's own.
	fn crowd(&self) -> Option<Self> {
		match self {
			Self::Person(person) => pallet_persons::Persons::<Runtime>::get(person)
				.map(|record| Self::PersonsOf(record.enrolled_by)),
			_ => None,
		}
	}

	/// What [`Self::crowd`] reads, and the use that is counted there.
	fn crowd_weight() -> Weight {
		<Runtime as frame_system::Config>::DbWeight::get().reads_writes(2, 1)
	}

	fn count(&self, fee: Balance) {
		let used = self.used().saturating_add(fee);
		Usages::<Runtime>::insert(self, Usage { used, at_block: System::block_number() });
	}

	fn give_back(&self, fee: Balance) {
		Usages::<Runtime>::mutate(self, |usage| {
			if let Some(usage) = usage {
				usage.used = usage.used.saturating_sub(fee);
			}
		});
	}

	/// The standing of the quota.
	pub fn standing(self) -> Standing {
		let Allowance { max, recovery_per_block } = self.allowance();
		let used = self.used();
		Standing {
			available: max.saturating_sub(used),
			sponsor: self,
			max,
			used,
			recovery_per_block,
		}
	}
}

impl RestrictedEntity<OriginCaller, Balance> for Sponsor {
	fn allowance(&self) -> Allowance<Balance> {
		match self {
			Self::Organization(organization) => match Organizations::quota(*organization) {
				Some(quota) => {
					Allowance { max: quota.max, recovery_per_block: quota.recovery_per_block }
				}
				// Removed: nothing to use, and what was used is forgotten at once.
				None => Allowance { max: 0, recovery_per_block: Balance::MAX },
			},
			Self::PersonsOf(_) => crate::configs::PersonsPriority::get(),
			Self::Person(_) => crate::configs::PersonQuota::get(),
			Self::Released(_) => crate::configs::ReleasedQuota::get(),
		}
	}

	fn restricted_entity(caller: &OriginCaller) -> Option<Self> {
		match caller {
			OriginCaller::system(frame_system::RawOrigin::Signed(account)) => Self::of(account),
			_ => None,
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmarked_restricted_origin() -> OriginCaller {
		let account = frame_benchmarking::account("sponsored", 0, 0);
		Organizations::set_up(&account, covenant_primitives::Capability::Treasury);
		OriginCaller::system(frame_system::RawOrigin::Signed(account))
	}
}

/// How much of a quota is left. All amounts are fee units: picoseconds of execution.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Standing {
	/// Whose quota it is.
	pub sponsor: Sponsor,
	/// The burst.
	#[serde(with = "covenant_primitives::json::decimal")]
	pub max: Balance,
	/// What has been used of it and not been refilled yet.
	#[serde(with = "covenant_primitives::json::decimal")]
	pub used: Balance,
	/// What is left of it.
	#[serde(with = "covenant_primitives::json::decimal")]
	pub available: Balance,
	/// What each block refills.
	#[serde(with = "covenant_primitives::json::decimal")]
	pub recovery_per_block: Balance,
}

sp_api::decl_runtime_apis! {
	/// What an account may still use.
	pub trait SponsorshipApi {
		/// The quota that transactions signed by `account` use, as this block leaves it; the next one
		/// refills it first;
		/// `None` for a stranger, whose transactions are refused.
		fn standing(account: AccountId) -> Option<Standing>;
	}
}

/// The fee units that a transaction of this weight and length uses.
fn fee(weight: Weight, len: usize) -> Balance {
	TransactionPayment::weight_to_fee(weight)
		.saturating_add(TransactionPayment::length_to_fee(len.saturated_into()))
}

/// Refuses the transactions of strangers in the pool, whatever coins they may own.
#[derive(Clone, PartialEq, Eq, Debug, Default, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct CheckEnrollment;

impl TransactionExtension<RuntimeCall> for CheckEnrollment {
	const IDENTIFIER: &'static str = "CheckEnrollment";
	type Implicit = ();
	type Pre = ();
	type Val = ();

	fn weight(&self, _: &RuntimeCall) -> Weight {
		Sponsor::lookup_weight()
	}

	fn validate(
		&self,
		origin: RuntimeOrigin,
		_: &RuntimeCall,
		_: &DispatchInfo,
		_: usize,
		_: (),
		_: &impl Implication,
		_: TransactionSource,
	) -> Validity<(ValidTransaction, (), RuntimeOrigin)> {
		if let Some(account) = origin.as_system_origin_signer() {
			if Sponsor::of(account).is_none() {
				return refused(NOT_ENROLLED);
			}
		}
		Ok((ValidTransaction::default(), (), origin))
	}

	impl_tx_ext_default!(RuntimeCall; prepare);
}

/// Counts a transaction against its sponsor's quota. On the wire and in metadata it is the stock
/// payment extension with its tip, which clients know; only a tip of zero is accepted.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct SponsoredPayment(#[codec(compact)] Balance);

impl SponsoredPayment {
	/// With this tip; any but zero is refused.
	pub fn from(tip: Balance) -> Self {
		Self(tip)
	}
}

/// What [`SponsoredPayment`] remembers between validation and dispatch.
pub enum Val {
	/// Unsigned, or waiting in the pool.
	Uncounted,
	/// The estimate fits the sponsor's quota.
	Counted(Use, pallet_origin_restriction::Val<Runtime>),
}

/// What [`SponsoredPayment`] remembers between dispatch and giving back.
pub enum Pre {
	/// Nothing was taken.
	Uncounted,
	/// The estimate was taken from the sponsor's quota.
	Counted(Use, pallet_origin_restriction::Pre<Runtime>),
}

/// What a transaction uses, by estimate.
pub struct Use {
	sponsor: Sponsor,
	crowd: Option<Sponsor>,
	estimate: Balance,
}

impl TransactionExtension<RuntimeCall> for SponsoredPayment {
	const IDENTIFIER: &'static str = "ChargeTransactionPayment";
	type Implicit = ();
	type Pre = Pre;
	type Val = Val;

	fn weight(&self, call: &RuntimeCall) -> Weight {
		Restriction::new(true)
			.weight(call)
			.saturating_add(Sponsor::lookup_weight())
			.saturating_add(Sponsor::crowd_weight())
	}

	fn validate(
		&self,
		origin: RuntimeOrigin,
		call: &RuntimeCall,
		info: &DispatchInfo,
		len: usize,
		_: (),
		implication: &impl Implication,
		source: TransactionSource,
	) -> Validity<(ValidTransaction, Val, RuntimeOrigin)> {
		let Some(account) = origin.as_system_origin_signer() else {
			return Ok((ValidTransaction::default(), Val::Uncounted, origin));
		};
		if !self.0.is_zero() {
			return refused(TIP_REFUSED);
		}
		let Some(sponsor) = Sponsor::of(account) else { return refused(NOT_ENROLLED) };
		if matches!(sponsor, Sponsor::Released(_)) && !moves_what_one_owns(call) {
			return refused(RELEASED);
		}

		let estimate = fee(info.total_weight(), len);
		let standing = sponsor.clone().standing();
		let crowd = sponsor.crowd();
		let own = priority(&standing, estimate);
		let priority =
			crowd.clone().map_or(own, |crowd| own.min(priority(&crowd.standing(), estimate)));
		let valid = ValidTransaction { priority, ..ValidTransaction::default() };
		if estimate > standing.available {
			return match source {
				TransactionSource::InBlock => Err(InvalidTransaction::ExhaustsResources.into()),
				_ if estimate > soon_available(&standing) => refused(QUOTA_EXHAUSTED),
				_ => Ok((valid, Val::Uncounted, origin)),
			};
		}
		let (_, counted, origin) =
			Restriction::new(true).validate(origin, call, info, len, (), implication, source)?;
		Ok((valid, Val::Counted(Use { sponsor, crowd, estimate }, counted), origin))
	}

	fn prepare(
		self,
		val: Val,
		origin: &RuntimeOrigin,
		call: &RuntimeCall,
		info: &DispatchInfo,
		len: usize,
	) -> Validity<Pre> {
		Ok(match val {
			Val::Uncounted => Pre::Uncounted,
			Val::Counted(usage, counted) => {
				let counted = Restriction::new(true).prepare(counted, origin, call, info, len)?;
				if let Some(crowd) = &usage.crowd {
					crowd.count(usage.estimate);
				}
				Pre::Counted(usage, counted)
			}
		})
	}

	fn post_dispatch_details(
		pre: Pre,
		info: &DispatchInfo,
		post_info: &PostDispatchInfo,
		len: usize,
		result: &DispatchResult,
	) -> Validity<Weight> {
		let Pre::Counted(Use { sponsor, crowd, estimate }, counted) = pre else {
			return Ok(Weight::zero());
		};
		// The restriction would give everything back if the call turned out to be free of fees.
		let paying = PostDispatchInfo { pays_fee: Pays::Yes, ..*post_info };
		let unspent = Restriction::post_dispatch_details(counted, info, &paying, len, result)?;
		let unused = estimate.saturating_sub(fee(post_info.calc_actual_weight(info), len));
		for user in core::iter::once(sponsor).chain(crowd) {
			user.give_back(unused);
		}
		Ok(unspent)
	}
}

/// What a quota can cover after [`PATIENCE`] blocks without use.
fn soon_available(standing: &Standing) -> Balance {
	standing
		.available
		.saturating_add(standing.recovery_per_block.saturating_mul(PATIENCE.into()))
		.min(standing.max)
}

/// The part of the quota that is left after a transaction, in millionths.
fn priority(standing: &Standing, estimate: Balance) -> TransactionPriority {
	standing
		.available
		.saturating_sub(estimate)
		.saturating_mul(FULL_PRIORITY)
		.checked_div(standing.max)
		.unwrap_or_default()
		.saturated_into()
}

/// Whether a call moves only what its signer owns.
fn moves_what_one_owns(call: &RuntimeCall) -> bool {
	use pallet_assets::Call as Assets;
	matches!(
		call,
		RuntimeCall::Assets(
			Assets::transfer { .. }
				| Assets::transfer_keep_alive { .. }
				| Assets::transfer_all { .. }
		)
	)
}
