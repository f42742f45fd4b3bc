// SPDX-License-Identifier: Apache-2.0

//! Bills are disputed line by line, and arbiters rule.

use crate::{stages::Pace, *};
use covenant_primitives::readable;
use frame_support::ensure;
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	fn ensure_reason(reason: &Reason) -> DispatchResult {
		ensure!(readable(reason).is_some(), Error::<T>::InvalidReason);
		Ok(())
	}

	pub(crate) fn do_dispute(
		by: SignatoryOf<T>,
		id: RunId,
		line: u8,
		reason: Reason,
	) -> DispatchResult {
		let mut run = Self::run(id)?;
		let Status::Preliminary { until } = run.status else {
			return Err(Error::<T>::InvalidState.into());
		};
		ensure!(T::Time::now() < until, Error::<T>::TooLate);
		Self::ensure_reason(&reason)?;
		let bill = Bills::<T>::get(id, by.party).ok_or(Error::<T>::NoBill)?;
		ensure!(bill.lines.get(usize::from(line)).is_some(), Error::<T>::NoLine);
		let key = (by.party, line);
		ensure!(!Disputes::<T>::contains_key(id, key), Error::<T>::AlreadyExists);
		run.disputes = run.disputes.saturating_add(1);
		Runs::<T>::insert(id, run);
		Disputes::<T>::insert(id, key, Dispute { reason, ruling: None });
		Self::deposit_event(Event::Disputed { run: id, line, by });
		Ok(())
	}

	pub(crate) fn do_rule(
		by: ActorOf<T>,
		id: RunId,
		party: Party,
		line: u8,
		upheld: bool,
		reason: Reason,
	) -> DispatchResult {
		let mut run = Self::run(id)?;
		let Status::Preliminary { until } = run.status else {
			return Err(Error::<T>::InvalidState.into());
		};
		Self::ensure_reason(&reason)?;
		let arbiter = by.organization;
		// Nobody rules in its own affairs.
		let runs = T::Markets::operator(run.market) == Some(arbiter);
		let own = runs || Bills::<T>::contains_key(id, Party::Organization(arbiter));
		ensure!(!own, Error::<T>::NotImpartial);
		let mut dispute = Disputes::<T>::get(id, (party, line)).ok_or(Error::<T>::NoDispute)?;
		ensure!(dispute.ruling.is_none(), Error::<T>::AlreadyRuled);
		dispute.ruling = Some(Ruling { arbiter, upheld, reason });
		Disputes::<T>::insert(id, (party, line), dispute);
		run.disputes = run.disputes.saturating_sub(1);
		if upheld {
			run.status = Status::Withdrawn;
			Self::reschedule(id, &mut run, None)?;
		} else if run.disputes == 0 && until <= T::Time::now() {
			// The run waited for this ruling only.
			Self::reschedule(id, &mut run, Some(T::Time::now()))?;
		}
		Runs::<T>::insert(id, run);
		Self::deposit_event(Event::Ruled { run: id, party, line, upheld, by });
		Ok(())
	}

	/// Bills are final when the time to dispute them is over and every dispute was rejected, or no arbiter
	/// ruled on it in time.
	pub(crate) fn end_disputes(run: &mut Run, until: Moment) -> Pace {
		let now = T::Time::now();
		let latest = until.saturating_add(T::ArbitrationPeriod::get());
		if now < until {
			return Pace::At(until);
		}
		if run.disputes > 0 && now < latest {
			return Pace::At(latest);
		}
		run.status = Status::Posting { last: None };
		Pace::On
	}
}
