// SPDX-License-Identifier: Apache-2.0

//! Recourse: once a receivable is in default, or void, holders turn to whom they have their parts from.

use crate::*;
use covenant_primitives::Outcome;
use frame_support::ensure;
use sp_runtime::{DispatchError, DispatchResult};

/// How much it counts that an endorser did not pay.
pub const UNPAID: u16 = 50;

impl<T: Config> Pallet<T> {
	/// The endorsement on which a part's holder has recourse.
	fn endorsement_of(part: &Part) -> Result<Endorsement, DispatchError> {
		let (of, number) = part.last.ok_or(Error::<T>::NoRecourse)?;
		Ok(Endorsements::<T>::get(of, number).ok_or(Error::<T>::NoRecourse)?)
	}

	/// There is recourse for what nobody pays: after a default, or as an arbiter found that nothing was owed.
	fn ensure_unpaid(part: &Part) -> DispatchResult {
		match part.status {
			PartStatus::Void | PartStatus::VoidClaimed { .. } => Ok(()),
			_ => Self::ensure_status(&Self::receivable(part.receivable)?, Status::Defaulted),
		}
	}

	pub(crate) fn do_claim_recourse(by: ActorOf<T>, id: PartId) -> DispatchResult {
		let mut part = Parts::<T>::get(id).ok_or(Error::<T>::NotFound)?;
		ensure!(part.holder == by.organization, Error::<T>::NotAuthorized);
		Self::ensure_unpaid(&part)?;
		let until = T::Time::now().saturating_add(T::RecoursePeriod::get());
		let Endorsement { from: on, recourse, .. } = Self::endorsement_of(&part)?;
		ensure!(recourse, Error::<T>::NoRecourse);
		part.status = match part.status {
			PartStatus::Idle => PartStatus::Claimed { on, until },
			PartStatus::Void => PartStatus::VoidClaimed { on, until },
			_ => return Err(Error::<T>::NotIdle.into()),
		};
		T::Deadlines::schedule(until, Task::EndRecourse(id))?;
		RecourseOf::<T>::insert(on, id, ());
		// It was for a payment before it was due.
		Discounts::<T>::remove(id);
		let of = part.receivable;
		Parts::<T>::insert(id, part);
		Self::tell(of, Event::RecourseClaimed { part: id, on, until, by });
		Ok(())
	}

	/// A part for which somebody is to pay, and who.
	fn claimed(id: PartId) -> Result<(Part, OrganizationId), DispatchError> {
		let part = Parts::<T>::get(id).ok_or(Error::<T>::NotFound)?;
		match part.status {
			PartStatus::Claimed { on, .. } | PartStatus::VoidClaimed { on, .. } => Ok((part, on)),
			_ => Err(Error::<T>::NotClaimed.into()),
		}
	}

	pub(crate) fn do_pay_recourse(by: ActorOf<T>, id: PartId) -> DispatchResult {
		let (mut part, on) = Self::claimed(id)?;
		ensure!(on == by.organization, Error::<T>::NotAuthorized);
		Self::ensure_unpaid(&part)?;
		let (of, to, amount) = (part.receivable, part.holder, part.amount);
		Self::transfer(of, Self::receivable(of)?.asset, on, to, amount)?;
		Self::loosen(id, &mut part);
		part.last = Self::endorsement_of(&part)?.before;
		if part.status.is_closed() {
			Parts::<T>::insert(id, Part { holder: on, ..part });
		} else {
			Self::pass(id, part, on);
		}
		Self::tell(of, Event::RecoursePaid { part: id, to, amount, by });
		Ok(())
	}

	/// An endorser did not pay: its holder turns to the one before. Nobody failed if the debtor has paid.
	pub(crate) fn end_recourse(id: PartId) -> DispatchResult {
		let (mut part, on) = Self::claimed(id)?;
		let of = part.receivable;
		let unpaid = Self::ensure_unpaid(&part).is_ok();
		Self::loosen(id, &mut part);
		if unpaid {
			Self::report(on, of, Outcome::Breached, UNPAID);
			part.last = Self::endorsement_of(&part)?.before;
		}
		Parts::<T>::insert(id, part);
		if unpaid {
			Self::tell(of, Event::RecourseFailed { part: id, on });
		}
		Ok(())
	}
}
