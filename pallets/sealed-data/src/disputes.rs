// SPDX-License-Identifier: Apache-2.0

//! What happens where an owner is silent or refuses: deadlines, disputes, rulings.

use crate::*;
use covenant_primitives::{HandleDeadline, Outcome as Kept};
use frame_support::{ensure, weights::Weight};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_dispute(by: SignatoryOf<T>, id: RequestId) -> DispatchResult {
		let (request, record) = Self::requested(id)?;
		ensure!(request.requester == by.party, Error::<T>::NotAuthorized);
		let refused = match request.status {
			RequestStatus::Refused { upheld: true, .. } => Err(Error::<T>::RefusalFinal)?,
			RequestStatus::Refused { reason, at, .. } => {
				let until = at.saturating_add(T::DisputePeriod::get());
				ensure!(T::Time::now() < until, Error::<T>::RefusalFinal);
				Some(reason)
			}
			// Approved, but the key never came.
			RequestStatus::Approved if request.overdue => None,
			_ => Err(Error::<T>::InvalidState)?,
		};
		ensure!(request.arbiter.is_some(), Error::<T>::NoArbiter);
		ensure!(record.status == ObjectStatus::Active, Error::<T>::ObjectClosed);
		ensure!(
			OpenRequests::<T>::get(request.object, request.requester).is_none_or(|open| open == id),
			Error::<T>::AlreadyRequested
		);
		Self::record(request.object, Some(by), Some(id), Act::Disputed);
		Self::enter(id, record.owner, request, RequestStatus::Escalated { refused })
	}

	pub(crate) fn do_rule(actor: ActorOf<T>, id: RequestId, ruling: Ruling) -> DispatchResult {
		let (request, record) = Self::requested(id)?;
		ensure!(request.arbiter == Some(actor.organization), Error::<T>::NotAuthorized);
		let RequestStatus::Escalated { refused } = request.status else {
			Err(Error::<T>::InvalidState)?
		};
		let party = Party::Organization(actor.organization);
		Self::report_in_time(party, id, &request);
		if refused.is_some() && !matches!(ruling, Ruling::Refuse(_)) {
			Self::report(record.owner, id, Kept::DisputeUpheld);
		}

		let by = Signatory { account: actor.account, party };
		match ruling {
			Ruling::Approve => {
				Self::record(request.object, Some(by), Some(id), Act::Approved);
				Self::enter(id, record.owner, request, RequestStatus::Approved)
			}
			Ruling::Grant { key_version, wrapped } => {
				Self::hand_over(by, id, request, record, key_version, wrapped)
			}
			Ruling::Refuse(reason) => {
				Self::record(request.object, Some(by), Some(id), Act::Refused { reason });
				let at = T::Time::now();
				let status = RequestStatus::Refused { reason, at, upheld: true };
				Self::enter(id, record.owner, request, status)
			}
		}
	}

	/// Whoever was to act on a request has not.
	fn fall_due(id: RequestId) -> DispatchResult {
		let (mut request, record) = Self::requested(id)?;
		ensure!(request.is_open() && !request.overdue, Error::<T>::InvalidState);
		ensure!(request.due <= T::Time::now(), Error::<T>::NotDue);
		// The task is gone: there is nothing to cancel any more.
		request.overdue = true;

		let closed = record.status != ObjectStatus::Active;
		let over = request.terms.until <= request.due;
		// Whoever asks for a period that ends before the key is due may not get it.
		let too_short = over && request.status == RequestStatus::Approved;
		if !(closed || too_short) {
			Self::blame(id, &request, &record);
		}
		// A ruling is worth something also when the period is over.
		let to_rule = matches!(request.status, RequestStatus::Escalated { .. });
		if closed || over && !to_rule {
			// There is nothing left to decide.
			let reason = if closed { RefusalReason::Unsuitable } else { RefusalReason::Other };
			Self::record(request.object, None, Some(id), Act::Refused { reason });
			let at = T::Time::now();
			let status = RequestStatus::Refused { reason, at, upheld: true };
			return Self::enter(id, record.owner, request, status);
		}
		match request.status {
			RequestStatus::Pending if request.arbiter.is_some() => {
				let status = RequestStatus::Escalated { refused: None };
				Self::enter(id, record.owner, request, status)
			}
			_ => {
				Requests::<T>::insert(id, request);
				Ok(())
			}
		}
	}

	/// Reports and records who was silent.
	fn blame(id: RequestId, request: &Request, record: &Object) {
		let arbiter = request.arbiter.map(Party::Organization);
		let (silent, outcome) = match request.status {
			RequestStatus::Approved => (record.owner, Kept::Breached),
			RequestStatus::Escalated { .. } => (arbiter.unwrap_or(record.owner), Kept::Late),
			_ => (record.owner, Kept::Late),
		};
		Self::report(silent, id, outcome);
		let act = Act::FellDue { silent: silent.organization() };
		Self::record(request.object, None, Some(id), act);
	}
}

impl<T: Config> HandleDeadline<Task> for Pallet<T> {
	fn weight(_: &Task) -> Weight {
		<T as Config>::WeightInfo::request_due().saturating_add(T::Credit::weight())
	}

	fn handle(task: Task) -> DispatchResult {
		let Task::RequestDue(id) = task;
		Self::fall_due(id)
	}
}
