// SPDX-License-Identifier: Apache-2.0

//! What happens by itself when time passes, and what an organization leaves behind.

use crate::{clearing::Pace, *};
use covenant_primitives::{power::Commitments, time::MINUTE, HandleDeadline, Obligations};
use frame_support::{
	ensure,
	traits::{Get, Time},
	weights::Weight,
};
use sp_runtime::DispatchResult;

/// After how long contracts are tried again that could not be awarded, in milliseconds.
pub const RETRY: Moment = 10 * MINUTE;

impl<T: Config> HandleDeadline<Task> for Pallet<T> {
	fn weight(_: &Task) -> Weight {
		Self::weight_of(T::StepsPerTask::get())
			.saturating_add(<T as Config>::WeightInfo::reschedule())
	}

	/// If it fails, `clear` goes on whenever somebody asks for it.
	fn handle(Task::Clear(id): Task) -> DispatchResult {
		let wait = match Self::do_clear(id, T::StepsPerTask::get())? {
			(_, Pace::On) => MINUTE,
			(_, Pace::Later) => RETRY,
			(_, Pace::Over) => return Ok(()),
		};
		Self::reschedule(id, T::Time::now().saturating_add(wait))
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn reschedule(id: AuctionId, due: Moment) -> DispatchResult {
		T::Deadlines::schedule(due, Task::Clear(id))?;
		Clearings::<T>::mutate_extant(id, |clearing| clearing.due = due);
		Ok(())
	}
}

/// An organization stays until the auctions that it runs are over, and the bids that it placed are
/// settled.
impl<T: Config> Obligations for Pallet<T> {
	fn ensure_settled(organization: OrganizationId) -> DispatchResult {
		let party = Party::Organization(organization);
		let engaged = Engagements::<T>::iter_key_prefix(party).next().is_some();
		ensure!(!engaged, Error::<T>::Engaged);
		Ok(())
	}

	fn weight() -> Weight {
		T::DbWeight::get().reads(1)
	}
}

/// A participant stays until its bids in the market are settled.
impl<T: Config> Commitments for Pallet<T> {
	fn ensure_settled(market: MarketId, party: Party) -> DispatchResult {
		ensure!(!Engagements::<T>::contains_key(party, market), Error::<T>::Engaged);
		Ok(())
	}

	fn weight() -> Weight {
		T::DbWeight::get().reads(1)
	}
}
