// SPDX-License-Identifier: Apache-2.0

//! What the runtime API answers.

use crate::{
	runtime_api::{MemberInfo, ValidatorInfo},
	Bar, Bars, Config, Pallet, Seats, Validators,
};
use alloc::{collections::BTreeMap, vec::Vec};
use covenant_primitives::{OrganizationId, Page};
use pallet_session::Pallet as Session;

impl<T: Config> Pallet<T> {
	/// The registered validators by organization, behind `cursor`.
	pub fn validators(
		cursor: Option<OrganizationId>,
		limit: u32,
	) -> Page<ValidatorInfo<T::AccountId>, OrganizationId> {
		let mut rest: Vec<_> = Validators::<T>::iter_keys()
			.filter(|organization| cursor.is_none_or(|cursor| *organization > cursor))
			.collect();
		rest.sort_unstable();
		Page::of(rest, limit, |organization| Self::validator(*organization))
	}

	/// `organization` as a validator, if it is registered.
	pub fn validator(organization: OrganizationId) -> Option<ValidatorInfo<T::AccountId>> {
		let account = Validators::<T>::get(organization)?.account;
		let index = Session::<T>::validator_id_to_index(&account);
		Some(ValidatorInfo {
			authorized: Self::ensure_authorized(organization, &account).is_ok(),
			has_keys: Self::has_keys(&account),
			active: index.is_some(),
			queued: Self::is_queued(&account),
			disabled: index
				.is_some_and(|index| Session::<T>::disabled_validators().contains(&index)),
			bar: Self::bar_of(organization),
			organization,
			account,
		})
	}

	/// The bar of `organization`.
	pub fn bar_of(organization: OrganizationId) -> Option<Bar> {
		Bars::<T>::get(organization)
	}

	/// The set of the current session.
	pub fn current_set() -> Vec<MemberInfo<T::AccountId>> {
		let disabled = Session::<T>::disabled_validators();
		let seats: BTreeMap<_, _> = Seats::<T>::get(Session::<T>::current_index())
			.into_iter()
			.map(|seat| (seat.account, seat.organization))
			.collect();
		(0_u32..)
			.zip(Session::<T>::validators())
			.map(|(index, account)| MemberInfo {
				index,
				organization: seats.get(&account).copied(),
				disabled: disabled.contains(&index),
				account,
			})
			.collect()
	}
}
