// SPDX-License-Identifier: Apache-2.0

//! Who sits in which session: plans the sets of `pallet-session`, and forgets old sessions.
//!
//! When `pallet-session` starts a session it first makes the queued set the current one, then asks
//! for the next. `None` repeats the set that has just become current, which is what was queued: no
//! pending change is undone. `None` is right only when keys are unchanged too. The session pallet
//! would notice changed keys by itself, but the historical root would be copied from the session
//! before, and equivocations with the new keys could not be proved. Nor would it notice that the
//! last of the set has no keys any more.

use crate::{Config, Event, Pallet, Seat, Seats, Validators, LOG_TARGET};
use alloc::vec::Vec;
use covenant_primitives::OrganizationId;
use frame_support::{traits::Get, BoundedVec};
use pallet_session::{
	historical::{HistoricalSessions, Pallet as Historical, StoredRange},
	Pallet as Session, SessionInterface,
};
use sp_runtime::traits::{Convert, OpaqueKeys};
use sp_staking::SessionIndex;

/// The most past sessions that are forgotten when one starts. More than one is waiting only after
/// [`Config::HistoryDepth`] was lowered.
const MAX_PRUNED: SessionIndex = 8;

/// The full identification of a validator: none. Its seat says all there is to know.
pub struct NoIdentification;

impl<AccountId> Convert<AccountId, Option<()>> for NoIdentification {
	fn convert(_: AccountId) -> Option<()> {
		Some(())
	}
}

impl<T: Config> Pallet<T> {
	/// Those who may sit in the next set, in the order of their organizations' ids.
	pub(crate) fn eligible() -> Vec<Seat<T::AccountId>> {
		let mut seats: Vec<_> = Validators::<T>::iter()
			.map(|(organization, validator)| Seat { organization, account: validator.account })
			.filter(|seat| Self::is_eligible(seat.organization, &seat.account))
			.collect();
		seats.sort_unstable_by_key(|seat| seat.organization);
		seats
	}

	pub(crate) fn is_eligible(organization: OrganizationId, account: &T::AccountId) -> bool {
		!Self::is_barred(organization)
			&& Self::ensure_authorized(organization, account).is_ok()
			&& Self::has_keys(account)
	}

	pub(crate) fn has_keys(account: &T::AccountId) -> bool {
		pallet_session::NextKeys::<T>::contains_key(account)
	}

	/// Plans the set of `session`; `None` repeats the current set with its current keys.
	fn plan(session: SessionIndex) -> Option<Vec<T::AccountId>> {
		// The set that has just become current: the next one is queued only after this.
		let current = Session::<T>::queued_keys();
		let previous = session.saturating_sub(1);

		let mut seats = BoundedVec::truncate_from(Self::eligible());
		let mut next = Self::with_keys(seats.iter().map(|seat| &seat.account));
		if next.is_empty() {
			next = Self::keep(&current);
			seats = Seats::<T>::get(previous);
			seats.retain(|seat| next.iter().any(|(account, _)| *account == seat.account));
			Self::deposit_event(Event::PreviousSetKept { session });
		}
		Seats::<T>::insert(session, seats);

		// A root to repeat is missing where the set came from the session pallet's genesis.
		let repeats = next == current && HistoricalSessions::<T>::contains_key(previous);
		if repeats || next.is_empty() {
			return None;
		}
		Some(next.into_iter().map(|(account, _)| account).collect())
	}

	/// What of the current set can go on: whoever has keys, or else all with those they run with.
	fn keep(current: &[(T::AccountId, T::Keys)]) -> Vec<(T::AccountId, T::Keys)> {
		let accounts = || current.iter().map(|(account, _)| account);
		let kept = Self::with_keys(accounts());
		if !kept.is_empty() {
			return kept;
		}
		for (account, keys) in current {
			Self::restore_keys(account, keys);
		}
		Self::with_keys(accounts())
	}

	fn with_keys<'a>(
		accounts: impl Iterator<Item = &'a T::AccountId>,
	) -> Vec<(T::AccountId, T::Keys)> {
		accounts
			.filter_map(|account| Some((account.clone(), Session::<T>::load_keys(account)?)))
			.collect()
	}

	/// Gives `account` the keys back that it runs with, if need be from an account that registered
	/// them since: nobody else can be seated, so none of its keys are in use.
	fn restore_keys(account: &T::AccountId, keys: &T::Keys) {
		for id in T::Keys::key_ids() {
			if let Some(owner) = Session::<T>::key_owner(*id, keys.get_raw(*id)) {
				if let Err(error) = <Session<T> as SessionInterface>::purge_keys(&owner) {
					log::error!(target: LOG_TARGET, "keys of {owner:?} not purged: {error:?}");
				}
			}
		}
		match <Session<T> as SessionInterface>::set_keys(account, keys.clone()) {
			Ok(()) => Self::deposit_event(Event::KeysRestored { account: account.clone() }),
			Err(error) => {
				log::error!(target: LOG_TARGET, "keys of {account:?} not restored: {error:?}")
			}
		}
	}

	/// Forgets sessions before the last [`Config::HistoryDepth`] ones.
	fn prune(current: SessionIndex) {
		let Some((first, _)) = StoredRange::<T>::get() else { return };
		let up_to =
			current.saturating_sub(T::HistoryDepth::get()).min(first.saturating_add(MAX_PRUNED));
		if up_to <= first {
			return;
		}
		(first..up_to).for_each(Seats::<T>::remove);
		Historical::<T>::prune_up_to(up_to);
	}
}

impl<T: Config> pallet_session::SessionManager<T::AccountId> for Pallet<T> {
	fn new_session(session: SessionIndex) -> Option<Vec<T::AccountId>> {
		Self::plan(session)
	}

	fn start_session(session: SessionIndex) {
		// A change of the set or of a key has just enabled everyone.
		Self::enforce();
		Self::prune(session);
	}

	fn end_session(_: SessionIndex) {}
}

impl<T: Config> pallet_session::historical::SessionManager<T::AccountId, ()> for Pallet<T> {
	fn new_session(session: SessionIndex) -> Option<Vec<(T::AccountId, ())>> {
		Self::plan(session).map(|set| set.into_iter().map(|account| (account, ())).collect())
	}

	fn start_session(session: SessionIndex) {
		<Self as pallet_session::SessionManager<_>>::start_session(session);
	}

	fn end_session(session: SessionIndex) {
		<Self as pallet_session::SessionManager<_>>::end_session(session);
	}
}
