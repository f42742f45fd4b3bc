// SPDX-License-Identifier: Apache-2.0

//! What happens by itself when time passes, and what an organization leaves behind.

use crate::*;
use covenant_primitives::{HandleDeadline, Obligations, Outcome, Report};
use frame_support::{ensure, weights::Weight};
use sp_runtime::{
	traits::{BlakeTwo256, Hash},
	DispatchResult,
};

/// How much a batch that is struck counts.
const STRUCK: u16 = 50;

impl<T: Config> HandleDeadline<Task> for Pallet<T> {
	fn weight(_: &Task) -> Weight {
		<T as Config>::WeightInfo::strike().saturating_add(T::Credit::weight())
	}

	fn handle(Task::Strike { batch: id, index }: Task) -> DispatchResult {
		let (mut batch, _) = Self::take_challenge(id, index)?;
		if !batch.struck {
			batch.struck = true;
			Batches::<T>::insert(id, batch);
			let reference = BlakeTwo256::hash_of(&(id, index));
			let source = *b"cov/metr";
			let report = Report { outcome: Outcome::Breached, weight: STRUCK, source, reference };
			T::Credit::report(batch.operator, report);
		}
		Self::deposit_event(Event::Struck { batch: id, index });
		Ok(())
	}
}

/// An organization stays while it operates or has meters.
impl<T: Config> Obligations for Pallet<T> {
	fn ensure_settled(organization: OrganizationId) -> DispatchResult {
		ensure!(MetersInCharge::<T>::get(organization) == 0, Error::<T>::MetersInUse);
		Ok(())
	}

	fn weight() -> Weight {
		T::DbWeight::get().reads(1)
	}
}
