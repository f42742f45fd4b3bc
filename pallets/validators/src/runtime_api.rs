// SPDX-License-Identifier: Apache-2.0

//! What clients ask about validators.

use crate::Bar;
use alloc::vec::Vec;
use codec::{Codec, Decode, Encode};
use covenant_primitives::{OrganizationId, Page};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// A registered validator.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ValidatorInfo<AccountId> {
	/// The organization that validates.
	pub organization: OrganizationId,
	/// The account whose session keys its node runs with.
	pub account: AccountId,
	/// Whether the organization is in good standing and lets the account validate for it.
	pub authorized: bool,
	/// Whether the account has session keys.
	pub has_keys: bool,
	/// Whether the account is in the current set.
	pub active: bool,
	/// Whether the account is in the next session's set.
	pub queued: bool,
	/// Whether it is in the current set but kept from acting.
	pub disabled: bool,
	/// The bar, if the organization is barred.
	pub bar: Option<Bar>,
}

/// A member of the current set.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MemberInfo<AccountId> {
	/// Its index, by which BABE and GRANDPA name it.
	pub index: u32,
	/// The account.
	pub account: AccountId,
	/// The organization it validates for in this session. None where the set came from the session
	/// pallet's genesis.
	pub organization: Option<OrganizationId>,
	/// Whether it is kept from acting.
	pub disabled: bool,
}

sp_api::decl_runtime_apis! {
	/// Validators and the current set.
	pub trait ValidatorsApi<AccountId>
	where
		AccountId: Codec,
	{
		/// The registered validators by organization, behind `cursor`.
		fn validators(
			cursor: Option<OrganizationId>,
			limit: u32,
		) -> Page<ValidatorInfo<AccountId>, OrganizationId>;

		/// An organization as a validator, if it is registered.
		fn validator(organization: OrganizationId) -> Option<ValidatorInfo<AccountId>>;

		/// The bar of an organization, also of one that is not registered any more.
		fn bar(organization: OrganizationId) -> Option<Bar>;

		/// The set of the current session, in the order of its indices.
		fn current_set() -> Vec<MemberInfo<AccountId>>;
	}
}
