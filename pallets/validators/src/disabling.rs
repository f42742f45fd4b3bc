// SPDX-License-Identifier: Apache-2.0

//! Keeps excluded validators of the current set from acting until a set without them does.

use crate::{types::Exclusion, Bars, Config, Pallet, Seats, WeightInfo};
use alloc::{collections::BTreeMap, vec::Vec};
use core::cmp::Reverse;
use covenant_primitives::{OnStandingChange, OrganizationId, Organizations};
use frame_support::weights::Weight;
use pallet_session::{disabling::UpToLimitDisablingStrategy, Pallet as Session};

/// How many of a set of `validators` may be disabled: GRANDPA needs more than two thirds of the
/// votes, and disabling must not be what stops it.
pub(crate) fn limit(validators: usize) -> usize {
	UpToLimitDisablingStrategy::<3>::disable_limit(validators)
}

impl<T: Config> Pallet<T> {
	pub(crate) fn is_barred(organization: OrganizationId) -> bool {
		Bars::<T>::contains_key(organization)
	}

	fn exclusion(organization: OrganizationId) -> Option<Exclusion> {
		if Self::is_barred(organization) {
			Some(Exclusion::Barred)
		} else if !T::Organizations::is_in_good_standing(organization) {
			Some(Exclusion::Suspended)
		} else {
			None
		}
	}

	/// Disables whoever of the current set is excluded, as far as the limit lets, and enables all
	/// others.
	pub(crate) fn enforce() {
		Self::enforce_as(Self::exclusion);
	}

	fn enforce_as(exclusion: impl Fn(OrganizationId) -> Option<Exclusion>) {
		let disabled = Session::<T>::disabled_validators();
		let wanted = Self::wanted(&disabled, exclusion);
		for index in disabled.iter().filter(|index| !wanted.contains(index)) {
			Session::<T>::reenable_index(*index);
		}
		for index in wanted.iter().filter(|index| !disabled.contains(index)) {
			Session::<T>::disable_index(*index);
		}
	}

	/// Whom of the current set to disable, by index: the gravest first, then whoever is `disabled`
	/// already, so that nobody is enabled for another no worse.
	fn wanted(
		disabled: &[u32],
		exclusion: impl Fn(OrganizationId) -> Option<Exclusion>,
	) -> Vec<u32> {
		let set = Session::<T>::validators();
		let seats: BTreeMap<_, _> = Seats::<T>::get(Session::<T>::current_index())
			.into_iter()
			.map(|seat| (seat.account, seat.organization))
			.collect();
		let mut excluded: Vec<_> = (0_u32..)
			.zip(&set)
			.filter_map(|(index, account)| Some((index, exclusion(*seats.get(account)?)?)))
			.collect();
		excluded.sort_unstable_by_key(|(index, exclusion)| {
			(Reverse(*exclusion), !disabled.contains(index), *index)
		});
		excluded.into_iter().map(|(index, _)| index).take(limit(set.len())).collect()
	}

	fn is_seated_now(organization: OrganizationId) -> bool {
		Seats::<T>::get(Session::<T>::current_index())
			.iter()
			.any(|seat| seat.organization == organization)
	}

	#[cfg(any(feature = "std", feature = "try-runtime"))]
	pub(crate) fn is_enforced() -> bool {
		let disabled = Session::<T>::disabled_validators();
		let mut wanted = Self::wanted(&disabled, Self::exclusion);
		wanted.sort_unstable();
		wanted == disabled
	}
}

/// The organization's record may change before or after these are called: what they are told is
/// taken for its new standing.
impl<T: Config> OnStandingChange for Pallet<T> {
	fn on_loss(organization: OrganizationId) {
		if Self::is_seated_now(organization) {
			Self::enforce_as(|other| {
				Self::exclusion(other)
					.or_else(|| (other == organization).then_some(Exclusion::Suspended))
			});
		}
	}

	fn on_reinstatement(organization: OrganizationId) {
		if Self::is_seated_now(organization) {
			Self::enforce_as(|other| {
				Self::exclusion(other)
					.filter(|exclusion| other != organization || *exclusion != Exclusion::Suspended)
			});
		}
	}

	fn weight() -> Weight {
		<T as Config>::WeightInfo::standing_change()
	}
}

#[cfg(test)]
mod tests {
	use super::limit;

	#[test]
	fn fewer_than_a_third_are_disabled() {
		let limits = [0, 1, 3, 4, 6, 7, 100].map(limit);
		assert_eq!(limits, [0, 0, 0, 1, 1, 2, 33]);
	}
}
