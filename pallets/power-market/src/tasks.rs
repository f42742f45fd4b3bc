// SPDX-License-Identifier: Apache-2.0

//! What happens by itself when time passes, and what an organization leaves behind.

use crate::*;
use covenant_primitives::{HandleDeadline, Obligations, OrganizationId, Outcome, Report};
use frame_support::{ensure, weights::Weight};
use sp_runtime::{
	traits::{BlakeTwo256, Hash},
	DispatchResult,
};

/// How much a call that is not answered counts.
const DEFAULT: u16 = 20;

impl<T: Config> HandleDeadline<Task> for Pallet<T> {
	fn weight(_: &Task) -> Weight {
		<T as Config>::WeightInfo::end_call().saturating_add(T::Credit::weight())
	}

	fn handle(Task::EndCall { market, party }: Task) -> DispatchResult {
		let participant = Self::participant(market, party)?;
		let called = matches!(participant.standing, Standing::Called { .. });
		ensure!(called, Error::<T>::InvalidStanding);
		let standing = Standing::Defaulted;
		Participants::<T>::insert(market, party, Participant { standing, ..participant });
		if let Some(organization) = party.organization() {
			let reference = BlakeTwo256::hash_of(&(market, party));
			let source = *b"cov/powr";
			let report = Report { outcome: Outcome::Breached, weight: DEFAULT, source, reference };
			T::Credit::report(organization, report);
		}
		Self::deposit_event(Event::Defaulted { market, party });
		Ok(())
	}
}

/// An organization stays while it runs a market or takes part in one.
impl<T: Config> Obligations for Pallet<T> {
	fn ensure_settled(organization: OrganizationId) -> DispatchResult {
		let parts = Parts::<T>::get(Party::Organization(organization));
		ensure!(parts == 0, Error::<T>::TakesPart);
		Ok(())
	}

	fn weight() -> Weight {
		T::DbWeight::get().reads(1)
	}
}
