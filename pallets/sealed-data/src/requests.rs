// SPDX-License-Identifier: Apache-2.0

//! Requests: made, withdrawn, acknowledged, and how they go from one state to the next.

use crate::*;
use alloc::vec::Vec;
use frame_support::{ensure, traits::Incrementable};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_ask(by: SignatoryOf<T>, object: ObjectId, terms: Terms) -> DispatchResult {
		let record = Objects::<T>::get(object).ok_or(Error::<T>::NotFound)?;
		ensure!(record.status == ObjectStatus::Active, Error::<T>::ObjectClosed);
		let (owner, requester) = (record.owner, by.party);
		ensure!(requester != owner, Error::<T>::OwnObject);
		ensure!(Self::can_act(owner), Error::<T>::OwnerCannotAct);
		ensure!(Self::present_key(requester).is_some(), Error::<T>::NoKey);
		ensure!(!OpenRequests::<T>::contains_key(object, requester), Error::<T>::AlreadyRequested);
		let now = T::Time::now();
		let policy = Self::policy(owner, record.policy)?;
		ensure!(policy.allows(&terms, now), Error::<T>::InvalidTerms);
		let decision =
			policy.decision.on_request_of(requester).ok_or(Error::<T>::OwnApprovalNeeded)?;

		let id = NextRequestId::<T>::get();
		NextRequestId::<T>::put(id.increment().ok_or(ArithmeticError::Overflow)?);
		let acknowledge_by = (policy.acknowledge_days > 0)
			.then(|| T::WorkingDays::after(now, policy.acknowledge_days));
		let automatic = decision == Decision::Automatic;
		let request = Request {
			object,
			requester,
			terms,
			asked_at: now,
			decision,
			approvals: 0,
			refusals: 0,
			answer_days: policy.answer_days,
			// Nobody rules on a request of its own.
			arbiter: policy.arbiter.filter(|arbiter| Party::Organization(*arbiter) != requester),
			acknowledge_by,
			due: now,
			overdue: false,
			// Not entered yet.
			status: RequestStatus::Withdrawn,
		};
		RequestsFor::<T>::insert(object, id, ());
		RequestsBy::<T>::insert(requester, id, ());
		Self::record(object, Some(by), Some(id), Act::Asked);
		if automatic {
			Self::record(object, None, Some(id), Act::Approved);
			Self::enter(id, owner, request, RequestStatus::Approved)
		} else {
			Self::enter(id, owner, request, RequestStatus::Pending)
		}
	}

	pub(crate) fn do_withdraw(by: SignatoryOf<T>, id: RequestId) -> DispatchResult {
		let (request, record) = Self::requested(id)?;
		ensure!(request.requester == by.party, Error::<T>::NotAuthorized);
		ensure!(request.is_open(), Error::<T>::InvalidState);
		Self::record(request.object, Some(by), Some(id), Act::Withdrawn);
		Self::enter(id, record.owner, request, RequestStatus::Withdrawn)
	}

	pub(crate) fn do_acknowledge(by: SignatoryOf<T>, id: RequestId) -> DispatchResult {
		let (request, _) = Self::owned_request(&by, id)?;
		ensure!(request.status == RequestStatus::Pending, Error::<T>::InvalidState);
		ensure!(request.acknowledge_by.is_some(), Error::<T>::NothingToAcknowledge);
		let object = request.object;
		Requests::<T>::insert(id, Request { acknowledge_by: None, ..request });
		Self::record(object, Some(by), Some(id), Act::Acknowledged);
		Ok(())
	}

	/// The request, and the object that it is for.
	pub(crate) fn requested(id: RequestId) -> Result<(Request, Object), DispatchError> {
		let request = Requests::<T>::get(id).ok_or(Error::<T>::RequestNotFound)?;
		let record = Objects::<T>::get(request.object).ok_or(Error::<T>::NotFound)?;
		Ok((request, record))
	}

	/// The same, if `by` acts for the object's owner.
	pub(crate) fn owned_request(
		by: &SignatoryOf<T>,
		id: RequestId,
	) -> Result<(Request, Object), DispatchError> {
		let (request, record) = Self::requested(id)?;
		ensure!(record.owner == by.party, Error::<T>::NotAuthorized);
		Ok((request, record))
	}

	/// Stores `request` in the state `status`. Whoever is to act then finds it among what waits for
	/// it, and has the working days of the policy for it.
	pub(crate) fn enter(
		id: RequestId,
		owner: Party,
		mut request: Request,
		status: RequestStatus,
	) -> DispatchResult {
		let was_open = request.is_open();
		for party in Self::awaited(&request, owner) {
			Waiting::<T>::remove(party, id);
		}
		if was_open && !request.overdue && !T::Deadlines::cancel(request.due, Task::RequestDue(id))
		{
			::log::warn!(target: "runtime::sealed-data", "{id:?} was not waiting at {}", request.due);
		}

		request.status = status;
		request.overdue = false;
		for party in Self::awaited(&request, owner) {
			Waiting::<T>::insert(party, id, ());
		}
		if request.is_open() {
			request.due = T::WorkingDays::after(T::Time::now(), request.answer_days);
			T::Deadlines::schedule(request.due, Task::RequestDue(id))?;
		}
		match (was_open, request.is_open()) {
			(false, true) => Self::open(id, &request)?,
			(true, false) => Self::close(&request),
			_ => (),
		}
		Requests::<T>::insert(id, request);
		Ok(())
	}

	/// Who is to act on `request`.
	pub(crate) fn awaited(request: &Request, owner: Party) -> Vec<Party> {
		match (&request.status, &request.decision) {
			(RequestStatus::Pending, Decision::Approvers { approvers, .. }) => {
				approvers.iter().copied().chain([owner]).collect()
			}
			(RequestStatus::Pending | RequestStatus::Approved, _) => [owner].into(),
			(RequestStatus::Escalated { .. }, _) => {
				request.arbiter.map(Party::Organization).into_iter().collect()
			}
			_ => Vec::new(),
		}
	}

	fn open(id: RequestId, request: &Request) -> DispatchResult {
		let count = OpenCount::<T>::get(request.requester)
			.checked_add(1)
			.filter(|count| *count <= T::MaxOpenRequests::get())
			.ok_or(Error::<T>::TooManyRequests)?;
		OpenCount::<T>::insert(request.requester, count);
		OpenRequests::<T>::insert(request.object, request.requester, id);
		Ok(())
	}

	fn close(request: &Request) {
		OpenRequests::<T>::remove(request.object, request.requester);
		OpenCount::<T>::mutate_exists(request.requester, |count| {
			*count = count.and_then(|count| count.checked_sub(1)).filter(|count| *count > 0);
		});
	}
}
