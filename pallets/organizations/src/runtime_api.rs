// SPDX-License-Identifier: Apache-2.0

//! Queries about organizations and operators, and what they answer. The `organizations_*` methods
//! of JSON-RPC are aliases of these.

use crate::{
	Config, NextOrganizationId, Operators, OperatorsOf, OrganizationByUscc, Organizations, Pallet,
	Quota, Seats, Status,
};
use alloc::{string::String, vec::Vec};
use codec::{Codec, Decode, Encode};
use covenant_primitives::{
	Capability, Moment, OrganizationId, OrganizationKind, Page, Uscc, MAX_PAGE,
};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// The most ids that one page of organizations looks at: ids of removed ones stay empty.
const MAX_SCAN: u32 = 1_000;

/// An organization.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrganizationInfo<AccountId> {
	/// Its id.
	pub id: OrganizationId,
	/// Its name.
	pub name: String,
	/// Its unified social credit code.
	pub uscc: Uscc,
	/// What sort of legal body it is.
	pub kind: OrganizationKind,
	/// Its standing.
	pub status: Status,
	/// Everything that it holds: what every organization holds and what the council granted.
	pub capabilities: Vec<Capability>,
	/// What its operators may use, and how many persons it may enroll.
	pub quota: Quota,
	/// Chain time of its admission in UTC milliseconds; 0 if it was there from genesis.
	pub admitted_at: Moment,
	/// How many operators it has, administrators included.
	pub operators: u32,
	/// How many of them are administrators.
	pub administrators: u32,
	/// The account that owns its money, asset roles and seats.
	pub account: AccountId,
	/// Whether it has a seat in the council.
	pub seated: bool,
	/// Who votes for it.
	pub delegate: Option<AccountId>,
}

/// An operator.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OperatorInfo<AccountId> {
	/// Its account.
	pub account: AccountId,
	/// The organization that it acts for.
	pub organization: OrganizationId,
	/// Whether that organization is in good standing. If not, the operator may use nothing.
	pub in_good_standing: bool,
	/// Whether it is an administrator.
	pub administrator: bool,
	/// What its administrators gave it.
	pub given: Vec<Capability>,
	/// The part of that which its organization still holds.
	pub capabilities: Vec<Capability>,
}

/// A seat in the council.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SeatInfo<AccountId> {
	/// The organization that has it.
	pub organization: OrganizationId,
	/// Who votes for it.
	pub delegate: Option<AccountId>,
}

sp_api::decl_runtime_apis! {
	/// The legal bodies on the chain and who may act for them.
	pub trait OrganizationsApi<AccountId>
	where
		AccountId: Codec,
	{
		/// The organization with this id, if it is on the chain.
		fn organization(id: OrganizationId) -> Option<OrganizationInfo<AccountId>>;

		/// The organization with this unified social credit code, given as its 18 ASCII
		/// characters. Invalid codes belong to nobody.
		fn organization_by_uscc(uscc: Vec<u8>) -> Option<OrganizationInfo<AccountId>>;

		/// The organizations in the order of their ids, from the one after `cursor` on.
		fn organizations(
			cursor: Option<OrganizationId>,
			limit: u32,
		) -> Page<OrganizationInfo<AccountId>, OrganizationId>;

		/// What an account's role is, if it is an operator.
		fn operator(account: AccountId) -> Option<OperatorInfo<AccountId>>;

		/// The operators of an organization, in no meaningful order, from the one after `cursor`
		/// on.
		fn operators(
			organization: OrganizationId,
			cursor: Option<AccountId>,
			limit: u32,
		) -> Page<OperatorInfo<AccountId>, AccountId>;

		/// The account that owns an organization's money, for every id that was ever given.
		fn account(id: OrganizationId) -> Option<AccountId>;

		/// The council's seats in the order of the organizations' ids.
		fn seats() -> Vec<SeatInfo<AccountId>>;
	}
}

/// What the runtime answers.
impl<T: Config> Pallet<T> {
	/// See [`OrganizationsApi`].
	pub fn organization_info(id: OrganizationId) -> Option<OrganizationInfo<T::AccountId>> {
		let record = Organizations::<T>::get(id)?;
		let seat = Seats::<T>::get(id);
		Some(OrganizationInfo {
			id,
			name: String::from_utf8_lossy(&record.name).into_owned(),
			uscc: record.uscc,
			kind: record.kind,
			status: record.status,
			capabilities: record.held().into_iter().collect(),
			quota: record.quota,
			admitted_at: record.admitted_at,
			operators: record.operators,
			administrators: record.administrators,
			account: Self::account_of(id),
			seated: seat.is_some(),
			delegate: seat.and_then(|seat| seat.delegate),
		})
	}

	/// See [`OrganizationsApi`].
	pub fn organization_info_by_uscc(uscc: &[u8]) -> Option<OrganizationInfo<T::AccountId>> {
		let uscc = Uscc::try_from(uscc).ok()?;
		Self::organization_info(OrganizationByUscc::<T>::get(uscc)?)
	}

	/// See [`OrganizationsApi`].
	pub fn organizations_page(
		cursor: Option<OrganizationId>,
		limit: u32,
	) -> Page<OrganizationInfo<T::AccountId>, OrganizationId> {
		let limit = limit.clamp(1, MAX_PAGE);
		let end = NextOrganizationId::<T>::get().0;
		let start = cursor.map_or(0, |last| last.0.saturating_add(1));
		let scan_end = end.min(start.saturating_add(MAX_SCAN));

		let mut items = Vec::new();
		let mut found = 0;
		let mut after = start;
		while after < scan_end && found < limit {
			if let Some(info) = Self::organization_info(OrganizationId(after)) {
				items.push(info);
				found = found.saturating_add(1);
			}
			after = after.saturating_add(1);
		}
		let next = (after < end).then(|| OrganizationId(after.saturating_sub(1)));
		Page { items, next }
	}

	/// See [`OrganizationsApi`].
	pub fn operator_info(account: T::AccountId) -> Option<OperatorInfo<T::AccountId>> {
		let operator = Operators::<T>::get(&account)?;
		let record = Organizations::<T>::get(operator.organization)?;
		Some(OperatorInfo {
			account,
			organization: operator.organization,
			in_good_standing: record.is_active(),
			administrator: operator.administrator,
			given: operator.capabilities.iter().copied().collect(),
			capabilities: operator.effective(&record),
		})
	}

	/// See [`OrganizationsApi`].
	pub fn operators_page(
		organization: OrganizationId,
		cursor: Option<T::AccountId>,
		limit: u32,
	) -> Page<OperatorInfo<T::AccountId>, T::AccountId> {
		let accounts = match cursor {
			Some(last) => OperatorsOf::<T>::iter_key_prefix_from(
				organization,
				OperatorsOf::<T>::hashed_key_for(organization, last),
			),
			None => OperatorsOf::<T>::iter_key_prefix(organization),
		};
		Page::of(accounts, limit, |account| Self::operator_info(account.clone()))
	}

	/// See [`OrganizationsApi`].
	pub fn known_account_of(id: OrganizationId) -> Option<T::AccountId> {
		(id < NextOrganizationId::<T>::get()).then(|| Self::account_of(id))
	}

	/// See [`OrganizationsApi`].
	pub fn seat_infos() -> Vec<SeatInfo<T::AccountId>> {
		let mut seats: Vec<_> = Seats::<T>::iter()
			.map(|(organization, seat)| SeatInfo { organization, delegate: seat.delegate })
			.collect();
		seats.sort_by_key(|seat| seat.organization);
		seats
	}
}
