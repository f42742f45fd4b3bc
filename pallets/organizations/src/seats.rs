// SPDX-License-Identifier: Apache-2.0

//! Seats, their delegates, and the council that they make up.

use super::*;
use alloc::vec::Vec;
use frame_support::{
	ensure,
	traits::{ChangeMembers, EnsureOrigin, Get},
	weights::Weight,
};
use sp_runtime::{traits::BadOrigin, DispatchResult};

impl<T: Config> Pallet<T> {
	/// The council's members, sorted.
	pub fn delegates() -> Vec<T::AccountId> {
		let mut delegates: Vec<_> =
			Seats::<T>::iter_values().filter_map(|seat| seat.delegate).collect();
		delegates.sort();
		delegates
	}

	/// The most that a change of one council member may use.
	pub(crate) fn council_weight() -> Weight {
		<T as Config>::WeightInfo::change_council().saturating_add(T::CouncilWeight::get())
	}

	/// Whether two thirds of the council decided, not only more than half.
	pub(crate) fn ensure_council(origin: T::RuntimeOrigin) -> Result<bool, BadOrigin> {
		match T::TwoThirdsOrigin::try_origin(origin) {
			Ok(_) => Ok(true),
			Err(origin) => T::MajorityOrigin::ensure_origin(origin).map(|_| false),
		}
	}

	/// Refuses what changes who votes unless two thirds of the council decided it.
	pub(crate) fn ensure_may_touch_seat(
		organization: OrganizationId,
		by_two_thirds: bool,
	) -> DispatchResult {
		ensure!(
			by_two_thirds || !Seats::<T>::contains_key(organization),
			Error::<T>::TwoThirdsRequired
		);
		Ok(())
	}

	pub(crate) fn do_grant_seat(organization: OrganizationId) -> DispatchResult {
		let record = Self::organization(organization)?;
		ensure!(record.is_active(), Error::<T>::Suspended);
		Self::seat(organization)?;
		Self::deposit_event(Event::SeatGranted { organization });
		Ok(())
	}

	pub(crate) fn do_withdraw_seat(organization: OrganizationId) -> DispatchResult {
		Self::organization(organization)?;
		ensure!(Seats::<T>::contains_key(organization), Error::<T>::NotSeated);
		Self::unseat(organization)?;
		Self::deposit_event(Event::SeatWithdrawn { organization });
		Ok(())
	}

	pub(crate) fn do_set_delegate(
		signer: T::AccountId,
		delegate: Option<T::AccountId>,
	) -> DispatchResult {
		let (actor, _) = Self::administrator_in_any_standing(signer)?;
		Self::replace_delegate(actor.organization, delegate.clone())?;
		Self::deposit_event(Event::DelegateSet { actor, delegate });
		Ok(())
	}

	/// Adds a seat without a delegate.
	pub(crate) fn seat(organization: OrganizationId) -> DispatchResult {
		ensure!(!Seats::<T>::contains_key(organization), Error::<T>::AlreadySeated);
		ensure!(Seats::<T>::count() < T::MaxSeats::get(), Error::<T>::TooManySeats);
		Seats::<T>::insert(organization, Seat { delegate: None });
		Ok(())
	}

	/// Takes the seat, if there is one, and says whether the council lost a member.
	pub(crate) fn unseat(organization: OrganizationId) -> Result<bool, Error<T>> {
		let Some(seat) = Seats::<T>::get(organization) else { return Ok(false) };
		Seats::<T>::remove(organization);
		let had_delegate = seat.delegate.is_some();
		// Without a council nobody could ever grant a seat again.
		let mut others = Seats::<T>::iter_values();
		ensure!(
			!had_delegate || others.any(|seat| seat.delegate.is_some()),
			Error::<T>::LastDelegate
		);
		Self::change_council(None, seat.delegate);
		Ok(had_delegate)
	}

	pub(crate) fn replace_delegate(
		organization: OrganizationId,
		delegate: Option<T::AccountId>,
	) -> DispatchResult {
		let seat = Seats::<T>::get(organization).ok_or(Error::<T>::NotSeated)?;
		ensure!(seat.delegate != delegate, Error::<T>::NoChange);
		if let Some(account) = &delegate {
			ensure!(
				OperatorsOf::<T>::contains_key(organization, account),
				Error::<T>::OperatorNotFound
			);
		}
		Seats::<T>::insert(organization, Seat { delegate: delegate.clone() });
		Self::change_council(delegate, seat.delegate);
		Ok(())
	}

	/// Takes the council membership of an account that is no longer an operator. Says whether it
	/// had one.
	pub(crate) fn lose_delegate(organization: OrganizationId, account: &T::AccountId) -> bool {
		let is_delegate = Seats::<T>::get(organization)
			.is_some_and(|seat| seat.delegate.as_ref() == Some(account));
		if is_delegate {
			Seats::<T>::insert(organization, Seat { delegate: None });
			Self::change_council(None, Some(account.clone()));
			Self::deposit_event(Event::DelegateLost { organization, delegate: account.clone() });
		}
		is_delegate
	}

	/// Tells the council who came and who went, after the seats were changed.
	pub(crate) fn change_council(incoming: Option<T::AccountId>, outgoing: Option<T::AccountId>) {
		if incoming != outgoing {
			T::Council::change_members_sorted(
				incoming.as_slice(),
				outgoing.as_slice(),
				&Self::delegates(),
			);
		}
	}
}
