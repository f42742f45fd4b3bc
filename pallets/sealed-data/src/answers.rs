// SPDX-License-Identifier: Apache-2.0

//! Answers to requests: decisions, votes, keys.

use crate::*;
use covenant_primitives::{Outcome as Kept, Report};
use frame_support::ensure;
use sp_runtime::DispatchResult;

impl<T: Config> From<NoVote> for Error<T> {
	fn from(no_vote: NoVote) -> Self {
		match no_vote {
			NoVote::NotAnApprover => Self::NotAnApprover,
			NoVote::AlreadyVoted => Self::AlreadyVoted,
		}
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_approve(by: SignatoryOf<T>, id: RequestId) -> DispatchResult {
		let (mut request, record) = Self::requested(id)?;
		let outcome = Self::decide(&by, &mut request, &record, true)?;
		Self::record(request.object, Some(by), Some(id), Act::Approved);
		match outcome {
			Outcome::Approved => {
				Self::report_in_time(record.owner, id, &request);
				Self::enter(id, record.owner, request, RequestStatus::Approved)
			}
			_ => {
				Requests::<T>::insert(id, request);
				Ok(())
			}
		}
	}

	pub(crate) fn do_refuse(
		by: SignatoryOf<T>,
		id: RequestId,
		reason: RefusalReason,
	) -> DispatchResult {
		let (mut request, record) = Self::requested(id)?;
		let outcome = Self::decide(&by, &mut request, &record, false)?;
		Self::record(request.object, Some(by), Some(id), Act::Refused { reason });
		match outcome {
			Outcome::Refused => {
				Self::report_in_time(record.owner, id, &request);
				let at = T::Time::now();
				let status = RequestStatus::Refused { reason, at, upheld: false };
				Self::enter(id, record.owner, request, status)
			}
			_ => {
				Requests::<T>::insert(id, request);
				Ok(())
			}
		}
	}

	/// What the word of `by` means for a pending request.
	fn decide(
		by: &SignatoryOf<T>,
		request: &mut Request,
		record: &Object,
		approve: bool,
	) -> Result<Outcome, sp_runtime::DispatchError> {
		ensure!(request.status == RequestStatus::Pending, Error::<T>::InvalidState);
		if let Decision::Approvers { .. } = request.decision {
			return Ok(request.vote(by.party, approve).map_err(Error::<T>::from)?);
		}
		ensure!(record.owner == by.party, Error::<T>::NotAuthorized);
		Ok(if approve { Outcome::Approved } else { Outcome::Refused })
	}

	pub(crate) fn do_grant(
		by: SignatoryOf<T>,
		id: RequestId,
		key_version: u32,
		wrapped: WrappedKey,
	) -> DispatchResult {
		let (request, record) = Self::owned_request(&by, id)?;
		let approvers_decide = matches!(request.decision, Decision::Approvers { .. });
		match request.status {
			RequestStatus::Approved => (),
			// To hand the key over says enough, unless it is for others to say.
			RequestStatus::Pending | RequestStatus::Escalated { .. } if !approvers_decide => (),
			_ => Err(Error::<T>::InvalidState)?,
		}
		if !matches!(request.status, RequestStatus::Escalated { .. }) {
			Self::report_in_time(record.owner, id, &request);
		}
		Self::hand_over(by, id, request, record, key_version, wrapped)
	}

	/// Turns a request into a grant.
	pub(crate) fn hand_over(
		by: SignatoryOf<T>,
		id: RequestId,
		request: Request,
		record: Object,
		key_version: u32,
		wrapped: WrappedKey,
	) -> DispatchResult {
		ensure!(record.status == ObjectStatus::Active, Error::<T>::ObjectClosed);
		ensure!(T::Time::now() < request.terms.until, Error::<T>::Expired);
		Self::ensure_in_use(request.requester, key_version, request.asked_at)?;
		let grant =
			Grant { epoch: record.epoch, key_version, wrapped, uses_left: request.terms.uses };
		Self::record(request.object, Some(by), Some(id), Act::Granted);
		Self::enter(id, record.owner, request, RequestStatus::Granted(grant))
	}

	/// Reports that `party` acted on `request`, unless it fell due before.
	pub(crate) fn report_in_time(party: Party, id: RequestId, request: &Request) {
		if !request.overdue {
			Self::report(party, id, Kept::Fulfilled);
		}
	}

	/// Reports how `party` kept what it owed to a request, if it is an organization.
	pub(crate) fn report(party: Party, id: RequestId, outcome: Kept) {
		if let Some(organization) = party.organization() {
			let mut reference = H256::zero();
			reference.0[24..].copy_from_slice(&id.0.to_be_bytes());
			let report = Report { outcome, weight: 1, source: DOMAIN, reference };
			T::Credit::report(organization, report);
		}
	}
}
