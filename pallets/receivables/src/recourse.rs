// SPDX-License-Identifier: Apache-2.0

//! Recourse: once a receivable is in default, holders turn to whom they have their parts from.

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

	pub(crate) fn do_claim_recourse(by: ActorOf<T>, id: PartId) -> DispatchResult {
		let mut part = Self::leaf_of(&by, id)?;
		Self::ensure_status(&Self::receivable(part.receivable)?, Status::Defaulted)?;
		Self::ensure_idle(&part)?;
		let Endorsement { from: on, recourse, .. } = Self::endorsement_of(&part)?;
		ensure!(recourse, Error::<T>::NoRecourse);
		let until = T::Time::now().saturating_add(T::RecoursePeriod::get());
		T::Deadlines::schedule(until, Task::EndRecourse(id))?;
		RecourseOf::<T>::insert(on, id, ());
		// It was for a payment before it was due.
		Discounts::<T>::remove(id);
		part.status = PartStatus::Claimed { on, until };
		let of = part.receivable;
		Parts::<T>::insert(id, part);
		Self::tell(of, Event::RecourseClaimed { part: id, on, until, by });
		Ok(())
	}

	/// A part for which somebody is to pay, and who.
	fn claimed(id: PartId) -> Result<(Part, OrganizationId), DispatchError> {
		let part = Self::leaf(id)?;
		let PartStatus::Claimed { on, .. } = part.status else {
			return Err(Error::<T>::NotClaimed.into());
		};
		Ok((part, on))
	}

	pub(crate) fn do_pay_recourse(by: ActorOf<T>, id: PartId) -> DispatchResult {
		let (mut part, on) = Self::claimed(id)?;
		ensure!(on == by.organization, Error::<T>::NotAuthorized);
		let of = part.receivable;
		let receivable = Self::receivable(of)?;
		Self::ensure_status(&receivable, Status::Defaulted)?;
		let (to, amount) = (part.holder, part.amount);
		Self::transfer(of, receivable.asset, on, to, amount)?;
		Self::loosen(id, &mut part);
		part.last = Self::endorsement_of(&part)?.before;
		Self::pass(id, part, on);
		Self::tell(of, Event::RecoursePaid { part: id, to, amount, by });
		Ok(())
	}

	/// An endorser did not pay: its holder turns to the one before.
	pub(crate) fn end_recourse(id: PartId) -> DispatchResult {
		let (mut part, on) = Self::claimed(id)?;
		Self::report(on, part.receivable, Outcome::Breached, UNPAID);
		RecourseOf::<T>::remove(on, id);
		part.status = PartStatus::Idle;
		part.last = Self::endorsement_of(&part)?.before;
		let of = part.receivable;
		Parts::<T>::insert(id, part);
		Self::tell(of, Event::RecourseFailed { part: id, on });
		Ok(())
	}
}
