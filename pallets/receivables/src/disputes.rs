// SPDX-License-Identifier: Apache-2.0

//! Receivables are frozen: by a dispute until an arbiter decides, by a recall of goods until it is over.

use crate::*;
use covenant_primitives::{Capability, Freezable, Outcome, ReceivableSides, Sides};
use frame_support::{ensure, weights::Weight};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

/// How much it counts that an arbiter did not decide.
pub const NOT_RULED: u16 = 10;

/// How much it counts for the supplier that a dispute was upheld.
pub const UPHELD: u16 = 50;

impl<T: Config> Pallet<T> {
	/// Nobody rules in its own affairs.
	fn is_impartial(id: ReceivableId, receivable: &Receivable, arbiter: OrganizationId) -> bool {
		let Receivable { debtor, creditor, guarantor, .. } = *receivable;
		let side = [Some(debtor), Some(creditor), guarantor].contains(&Some(arbiter));
		!side && PartsOf::<T>::iter_key_prefix((arbiter, id)).next().is_none()
	}

	/// Whoever was agreed on decides, as long as it may and has no part in it; else any arbiter of whom that is so.
	fn ensure_arbiter(
		id: ReceivableId,
		receivable: &Receivable,
		arbiter: OrganizationId,
	) -> DispatchResult {
		let fit = |it: &OrganizationId| {
			T::Organizations::has_capability(*it, Capability::Arbitrate)
				&& Self::is_impartial(id, receivable, *it)
		};
		let agreed = receivable.arbiter.filter(fit).is_none_or(|it| it == arbiter);
		ensure!(agreed && fit(&arbiter), Error::<T>::NotImpartial);
		Ok(())
	}

	pub(crate) fn do_dispute(
		by: ActorOf<T>,
		id: ReceivableId,
		part: Option<PartId>,
		arbiter: OrganizationId,
		reason: H256,
	) -> DispatchResult {
		let before = Self::receivable(id)?;
		let may = match part {
			None => before.debtor == by.organization,
			Some(part) => Self::leaf_of(&by, part)?.receivable == id,
		};
		ensure!(may, Error::<T>::NotAuthorized);
		let now = T::Time::now();
		let status = match before.status {
			// A recall has stopped it already.
			status @ Status::Frozen { .. } if !Disputes::<T>::contains_key(id) => status,
			status => {
				let phase = status.phase().ok_or(Error::<T>::InvalidState)?;
				Status::Frozen { before: phase, since: now, recalls: 0, recalled: now, excused: 0 }
			}
		};
		let disputed = Disputed::<T>::contains_key(id, by.organization);
		ensure!(!disputed, Error::<T>::AlreadyDisputed);
		Self::ensure_arbiter(id, &before, arbiter)?;
		let until = now.saturating_add(T::ArbitrationPeriod::get());
		Disputed::<T>::insert(id, by.organization, ());
		let dispute = Dispute { by: by.organization, arbiter, reason, until };
		Disputes::<T>::insert(id, dispute);
		let after = Receivable { status, timer: Some(until), ..before.clone() };
		Self::keep(id, &before, &after)?;
		Self::tell(id, Event::DisputeRaised { receivable: id, arbiter, reason, until, by });
		Ok(())
	}

	/// The arbiter of a dispute decides it. Of a recall alone one can only say that it does not stop this
	/// receivable: nobody holds that nothing is owed.
	pub(crate) fn do_rule(
		by: ActorOf<T>,
		id: ReceivableId,
		upheld: bool,
		reason: H256,
	) -> DispatchResult {
		let before = Self::receivable(id)?;
		let frozen = matches!(before.status, Status::Frozen { .. });
		ensure!(frozen, Error::<T>::InvalidState);
		let dispute = Disputes::<T>::get(id);
		match dispute {
			Some(dispute) => {
				ensure!(dispute.arbiter == by.organization, Error::<T>::NotAuthorized);
				ensure!(T::Time::now() < dispute.until, Error::<T>::Expired);
			}
			None => {
				ensure!(!upheld, Error::<T>::NotDisputed);
				Self::ensure_arbiter(id, &before, by.organization)?;
			}
		}
		Self::tell(id, Event::Ruled { receivable: id, upheld, reason, by });
		if upheld {
			Self::report(before.creditor, id, Outcome::DisputeUpheld, UPHELD);
			return Self::cancel(id, &before, true);
		}
		if dispute.is_some() {
			return Self::reject(id, &before);
		}
		let overruled = before.overruled.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		Self::thaw(id, &before, Receivable { overruled, ..before.clone() })
	}

	/// A dispute was not decided in time.
	pub(crate) fn end_dispute(id: ReceivableId, before: &Receivable) -> DispatchResult {
		let dispute = Disputes::<T>::get(id).ok_or(Error::<T>::InvalidState)?;
		Self::report(dispute.arbiter, id, Outcome::Breached, NOT_RULED);
		Self::tell(id, Event::NotRuled { receivable: id, arbiter: dispute.arbiter });
		Self::reject(id, before)
	}

	/// A dispute is over, and changed nothing. Goods may still be recalled.
	fn reject(id: ReceivableId, before: &Receivable) -> DispatchResult {
		Disputes::<T>::remove(id);
		match before.status {
			Status::Frozen { recalls, .. } if recalls > 0 => {
				let after = Receivable { timer: None, ..before.clone() };
				Self::keep(id, before, &after)
			}
			_ => Self::thaw(id, before, before.clone()),
		}
	}

	/// Has a receivable go on where it was stopped: who had time has what was left of it. The time of recalls
	/// does not count as delay either.
	fn thaw(id: ReceivableId, before: &Receivable, mut after: Receivable) -> DispatchResult {
		let Status::Frozen { before: phase, since, .. } = before.status else {
			return Err(Error::<T>::InvalidState.into());
		};
		let now = T::Time::now();
		let frozen = now.saturating_sub(since);
		after.due = before.due.saturating_add(before.excused(now));
		let phase = match phase {
			Phase::Outstanding => Phase::Outstanding,
			Phase::Overdue { until } => Phase::Overdue { until: until.saturating_add(frozen) },
			Phase::Called { until } => Phase::Called { until: until.saturating_add(frozen) },
		};
		after.timer = Some(match phase {
			Phase::Outstanding => after.due.max(now),
			Phase::Overdue { until } | Phase::Called { until } => until,
		});
		after.status = phase.into();
		Self::tell(id, Event::Thawed { receivable: id });
		if after.due != before.due {
			Self::tell(id, Event::DueMoved { receivable: id, due: after.due });
		}
		Self::keep(id, before, &after)
	}
}

impl<T: Config> Freezable for Pallet<T> {
	fn freeze(id: ReceivableId) -> Result<u32, DispatchError> {
		let before = Self::receivable(id)?;
		let now = T::Time::now();
		let after = match before.status {
			Status::Frozen { before: phase, since, recalls, recalled, excused } => {
				let recalled = if recalls > 0 { recalled } else { now };
				let recalls = recalls.checked_add(1).ok_or(ArithmeticError::Overflow)?;
				let status = Status::Frozen { before: phase, since, recalls, recalled, excused };
				Receivable { status, ..before.clone() }
			}
			status => {
				let phase = status.phase().ok_or(Error::<T>::InvalidState)?;
				let (since, recalled) = (now, now);
				let status =
					Status::Frozen { before: phase, since, recalls: 1, recalled, excused: 0 };
				Receivable { status, timer: None, ..before.clone() }
			}
		};
		Self::tell(id, Event::Frozen { receivable: id });
		Self::keep(id, &before, &after)?;
		Ok(before.overruled)
	}

	fn unfreeze(id: ReceivableId, freeze: u32) -> DispatchResult {
		let before = Self::receivable(id)?;
		if before.overruled != freeze {
			return Ok(());
		}
		let Status::Frozen { before: phase, since, recalls, recalled, mut excused } = before.status
		else {
			return Ok(());
		};
		let Some(recalls) = recalls.checked_sub(1) else { return Ok(()) };
		if recalls == 0 {
			if !Disputes::<T>::contains_key(id) {
				return Self::thaw(id, &before, before.clone());
			}
			excused = before.excused(T::Time::now());
		}
		let status = Status::Frozen { before: phase, since, recalls, recalled, excused };
		Receivables::<T>::insert(id, Receivable { status, ..before });
		Ok::<_, DispatchError>(())
	}

	fn weight() -> Weight {
		let info = <T as Config>::WeightInfo::freeze();
		info.max(<T as Config>::WeightInfo::unfreeze())
	}
}

/// Who ties a receivable to goods.
impl<T: Config> ReceivableSides for Pallet<T> {
	fn sides(id: ReceivableId) -> Option<Sides> {
		let receivable = Receivables::<T>::get(id).filter(|it| it.status.is_live())?;
		let Receivable { creditor, debtor, relied_on, .. } = receivable;
		Some(Sides { creditor, debtor, relied_on })
	}

	fn weight() -> Weight {
		T::DbWeight::get().reads(1)
	}
}
