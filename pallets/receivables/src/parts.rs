// SPDX-License-Identifier: Apache-2.0

//! Parts: made, split, merged, closed.

use crate::*;
use frame_support::{ensure, traits::Incrementable};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// A part that is not closed.
	pub(crate) fn leaf(id: PartId) -> Result<Part, DispatchError> {
		let part = Parts::<T>::get(id).ok_or(Error::<T>::NotFound)?;
		ensure!(!part.status.is_closed(), Error::<T>::InvalidState);
		Ok(part)
	}

	/// A part of the signer's.
	pub(crate) fn leaf_of(by: &ActorOf<T>, id: PartId) -> Result<Part, DispatchError> {
		let part = Self::leaf(id)?;
		ensure!(part.holder == by.organization, Error::<T>::NotAuthorized);
		Ok(part)
	}

	/// A part of the signer's that it can change or pass on.
	pub(crate) fn own(by: &ActorOf<T>, id: PartId) -> Result<(Part, Receivable), DispatchError> {
		let part = Self::leaf_of(by, id)?;
		let receivable = Self::receivable(part.receivable)?;
		Self::ensure_status(&receivable, Status::Outstanding)?;
		Self::ensure_idle(&part)?;
		Ok((part, receivable))
	}

	pub(crate) fn ensure_idle(part: &Part) -> DispatchResult {
		ensure!(part.status == PartStatus::Idle, Error::<T>::NotIdle);
		Ok(())
	}

	/// Makes a part: the whole, or one that takes its place from `origin`, a part split from the same, if it
	/// is merged, or else the part that it is split from.
	pub(crate) fn make_part(
		receivable: ReceivableId,
		holder: OrganizationId,
		amount: Amount,
		origin: Option<Origin>,
	) -> Result<PartId, DispatchError> {
		let id = NextPartId::<T>::get();
		NextPartId::<T>::put(id.increment().ok_or(ArithmeticError::Overflow)?);
		let part = Part {
			receivable,
			holder,
			amount,
			face: amount,
			parent: origin.map(|it| it.parent),
			merged: origin.is_some_and(|it| it.merged),
			status: PartStatus::Idle,
			endorsements: 0,
			last: origin.and_then(|it| it.last),
			consent: None,
		};
		Parts::<T>::insert(id, part);
		PartsIn::<T>::insert(receivable, id, ());
		Leaves::<T>::insert(receivable, id, ());
		PartsOf::<T>::insert((holder, receivable, id), ());
		Ok(id)
	}

	/// Takes back what a part's holder offered, asked for or consented to. An offer or a claim leaves the
	/// part as it was before.
	pub(crate) fn loosen(id: PartId, part: &mut Part) {
		Discounts::<T>::remove(id);
		if let Some(number) = part.consent.take() {
			Proposals::<T>::mutate_extant(part.receivable, |proposal| {
				if proposal.number == number {
					proposal.consented = proposal.consented.saturating_sub(part.amount);
				}
			});
		}
		match part.status {
			PartStatus::Offered { to, answer_by, .. } => {
				OffersTo::<T>::remove(to, id);
				T::Deadlines::cancel(answer_by, Task::LapseOffer(id));
				part.status = PartStatus::Idle;
			}
			PartStatus::Claimed { on, until } | PartStatus::VoidClaimed { on, until } => {
				RecourseOf::<T>::remove(on, id);
				T::Deadlines::cancel(until, Task::EndRecourse(id));
				let void = part.status.is_closed();
				part.status = if void { PartStatus::Void } else { PartStatus::Idle };
			}
			_ => {}
		}
	}

	/// Closes a part. What of its receivable is outstanding is for the caller.
	pub(crate) fn close(id: PartId, mut part: Part, status: PartStatus) {
		Self::loosen(id, &mut part);
		Leaves::<T>::remove(part.receivable, id);
		PartsOf::<T>::remove((part.holder, part.receivable, id));
		part.status = status;
		Parts::<T>::insert(id, part);
	}

	pub(crate) fn do_split(by: ActorOf<T>, id: PartId, amounts: Amounts) -> DispatchResult {
		let (part, _) = Self::own(&by, id)?;
		let sum = amounts.iter().try_fold(0, |sum: Amount, it| sum.checked_add(*it));
		let whole = amounts.len() > 1 && !amounts.contains(&0) && sum == Some(part.amount);
		ensure!(whole, Error::<T>::InvalidAmount);
		let Part { receivable, holder, last, .. } = part;
		Self::close(id, part, PartStatus::Split);
		let origin = Origin { parent: id, merged: false, last };
		let mut into = PartIds::default();
		for amount in &amounts {
			let child = Self::make_part(receivable, holder, *amount, Some(origin))?;
			into.try_push(child).map_err(|_| Error::<T>::InvalidAmount)?;
		}
		Self::tell(receivable, Event::Split { part: id, into, amounts, by });
		Ok(())
	}

	pub(crate) fn do_merge(by: ActorOf<T>, ids: PartIds) -> DispatchResult {
		ensure!(ids.len() > 1, Error::<T>::NotSiblings);
		let into = NextPartId::<T>::get();
		let (mut sum, mut siblings) = (0, None);
		for id in &ids {
			// One that is named twice is closed by then.
			let (part, _) = Self::own(&by, *id)?;
			let parent = part.parent.ok_or(Error::<T>::NotSiblings)?;
			let of = siblings.get_or_insert((part.receivable, parent, part.last));
			let same = of.1 == parent && part.endorsements == 0;
			ensure!(same, Error::<T>::NotSiblings);
			sum = part.amount.checked_add(sum).ok_or(ArithmeticError::Overflow)?;
			Self::close(*id, part, PartStatus::Merged { into });
		}
		let (receivable, parent, last) = siblings.ok_or(Error::<T>::NotSiblings)?;
		let origin = Origin { parent, merged: true, last };
		Self::make_part(receivable, by.organization, sum, Some(origin))?;
		Self::tell(receivable, Event::Merged { parts: ids, into, by });
		Ok(())
	}
}

/// Where a part comes from.
#[derive(Clone, Copy)]
pub(crate) struct Origin {
	/// The part that it was split from.
	pub parent: PartId,
	/// Whether it was merged.
	pub merged: bool,
	/// The last endorsement of that part.
	pub last: Option<EndorsementId>,
}
