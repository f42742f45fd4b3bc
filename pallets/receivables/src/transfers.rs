// SPDX-License-Identifier: Apache-2.0

//! Passing parts on: offered, taken or returned; locked, unlocked and handed over by pallets that finance
//! them.

use crate::*;
use covenant_primitives::Party;
use frame_support::{ensure, weights::Weight};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Who holds a part is in good standing, and does not owe it.
	fn ensure_eligible(
		receivable: &Receivable,
		holder: OrganizationId,
		to: OrganizationId,
	) -> DispatchResult {
		ensure!(to != holder && to != receivable.debtor, Error::<T>::InvalidParty);
		Self::ensure_in_good_standing(to)
	}

	fn ensure_licensed(
		receivable: &Receivable,
		to: OrganizationId,
		license: Option<LicenseId>,
	) -> DispatchResult {
		let Some(type_code) = receivable.license else { return Ok(()) };
		let license = license.ok_or(Error::<T>::NoLicense)?;
		T::Licenses::ensure_held(Party::Organization(to), license, type_code)
	}

	pub(crate) fn do_offer(
		by: ActorOf<T>,
		id: PartId,
		to: OrganizationId,
		recourse: bool,
		answer_by: Moment,
	) -> DispatchResult {
		let (mut part, receivable) = Self::own(&by, id)?;
		Self::ensure_eligible(&receivable, part.holder, to)?;
		Self::ensure_answerable(answer_by, Moment::MAX)?;
		T::Deadlines::schedule(answer_by, Task::LapseOffer(id))?;
		OffersTo::<T>::insert(to, id, ());
		part.status = PartStatus::Offered { to, recourse, answer_by };
		let of = part.receivable;
		Self::rely_on(of, receivable);
		Parts::<T>::insert(id, part);
		Self::tell(of, Event::Offered { part: id, to, recourse, answer_by, by });
		Ok(())
	}

	/// A part that is offered: to whom, whether with recourse, and until when.
	fn offered(id: PartId) -> Result<(Part, OrganizationId, bool, Moment), DispatchError> {
		let part = Self::leaf(id)?;
		let PartStatus::Offered { to, recourse, answer_by } = part.status else {
			return Err(Error::<T>::NotOffered.into());
		};
		Ok((part, to, recourse, answer_by))
	}

	pub(crate) fn do_take(
		by: ActorOf<T>,
		id: PartId,
		amount: Amount,
		with_recourse: bool,
		license: Option<LicenseId>,
	) -> DispatchResult {
		let (part, to, recourse, answer_by) = Self::offered(id)?;
		ensure!(to == by.organization, Error::<T>::NotAuthorized);
		// It could have been offered otherwise when that was signed.
		let same = (part.amount, recourse) == (amount, with_recourse);
		ensure!(same, Error::<T>::NotOffered);
		ensure!(T::Time::now() < answer_by, Error::<T>::Expired);
		let receivable = Self::receivable(part.receivable)?;
		Self::ensure_status(&receivable, Status::Outstanding)?;
		Self::ensure_licensed(&receivable, to, license)?;
		Self::ensure_transferable(part.receivable, &receivable)?;
		Self::rely_on(part.receivable, receivable);
		Self::endorse(id, part, to, recourse)?;
		Self::deposit_event(Event::Taken { part: id, by });
		Ok(())
	}

	pub(crate) fn do_return(by: ActorOf<T>, id: PartId) -> DispatchResult {
		let (_, to, _, _) = Self::offered(id)?;
		ensure!(to == by.organization, Error::<T>::NotAuthorized);
		let of = Self::drop_offer(id)?;
		Self::tell(of, Event::Returned { part: id, by });
		Ok(())
	}

	pub(crate) fn do_recall(by: ActorOf<T>, id: PartId) -> DispatchResult {
		let (part, _, _, _) = Self::offered(id)?;
		ensure!(part.holder == by.organization, Error::<T>::NotAuthorized);
		let of = Self::drop_offer(id)?;
		Self::tell(of, Event::Recalled { part: id, by });
		Ok(())
	}

	/// Has the holder keep a part that it offered. Returns of which receivable.
	pub(crate) fn drop_offer(id: PartId) -> Result<ReceivableId, DispatchError> {
		let (mut part, to, _, answer_by) = Self::offered(id)?;
		OffersTo::<T>::remove(to, id);
		T::Deadlines::cancel(answer_by, Task::LapseOffer(id));
		part.status = PartStatus::Idle;
		let of = part.receivable;
		Parts::<T>::insert(id, part);
		Ok(of)
	}

	/// Others rely on a receivable from now on.
	fn rely_on(id: ReceivableId, receivable: Receivable) {
		if !receivable.relied_on {
			Receivables::<T>::insert(id, Receivable { relied_on: true, ..receivable });
		}
	}

	/// Locks a part that is not closed.
	fn lock_leaf(id: PartId, mut part: Part, receivable: Receivable) {
		let of = part.receivable;
		Self::rely_on(of, receivable);
		Self::loosen(id, &mut part);
		part.status = PartStatus::Locked;
		Parts::<T>::insert(id, part);
		Self::tell(of, Event::Locked { part: id });
	}

	/// Has a part change hands by an endorsement.
	fn endorse(id: PartId, mut part: Part, to: OrganizationId, recourse: bool) -> DispatchResult {
		Self::loosen(id, &mut part);
		let number = part.endorsements;
		let (from, before, at) = (part.holder, part.last, T::Time::now());
		let endorsement = Endorsement { from, to, recourse, at, before };
		Endorsements::<T>::insert(id, number, endorsement);
		part.endorsements = number.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		part.last = Some((id, number));
		let of = part.receivable;
		Self::pass(id, part, to);
		Self::tell(of, Event::Endorsed { part: id, number, endorsement });
		Ok(())
	}

	/// Keeps a part with another holder.
	pub(crate) fn pass(id: PartId, mut part: Part, to: OrganizationId) {
		PartsOf::<T>::remove((part.holder, part.receivable, id));
		PartsOf::<T>::insert((to, part.receivable, id), ());
		part.holder = to;
		Parts::<T>::insert(id, part);
	}
}

impl<T: Config> covenant_primitives::Parts for Pallet<T> {
	fn part(id: PartId) -> Option<PartInfo> {
		let part = Parts::<T>::get(id).filter(|part| !part.status.is_closed())?;
		let receivable = Receivables::<T>::get(part.receivable)?;
		let Receivable { asset, due, debtor, creditor, guarantor, status, .. } = receivable;
		Some(PartInfo {
			receivable: part.receivable,
			holder: part.holder,
			amount: part.amount,
			asset,
			due,
			debtor,
			creditor,
			guarantor,
			idle: status == Status::Outstanding && part.status == PartStatus::Idle,
		})
	}

	fn rely_on(id: PartId, holder: OrganizationId) -> DispatchResult {
		let part = Self::leaf(id)?;
		ensure!(part.holder == holder, Error::<T>::NotAuthorized);
		Self::rely_on(part.receivable, Self::receivable(part.receivable)?);
		Ok(())
	}

	fn lock(id: PartId, holder: OrganizationId) -> DispatchResult {
		let part = Self::leaf(id)?;
		ensure!(part.holder == holder, Error::<T>::NotAuthorized);
		let receivable = Self::receivable(part.receivable)?;
		Self::ensure_status(&receivable, Status::Outstanding)?;
		Self::ensure_idle(&part)?;
		Self::lock_leaf(id, part, receivable);
		Ok(())
	}

	fn seize(id: PartId) -> DispatchResult {
		let part = Self::leaf(id)?;
		let receivable = Self::receivable(part.receivable)?;
		if part.status != PartStatus::Locked {
			Self::lock_leaf(id, part, receivable);
		}
		Ok(())
	}

	fn is_over(id: ReceivableId) -> bool {
		Receivables::<T>::get(id).is_none_or(|it| {
			matches!(it.status, Status::Paid | Status::Subrogated | Status::Cancelled)
		})
	}

	fn unlock(id: PartId) {
		let part = Parts::<T>::get(id).filter(|part| part.status == PartStatus::Locked);
		if let Some(part) = part {
			let of = part.receivable;
			Parts::<T>::insert(id, Part { status: PartStatus::Idle, ..part });
			Self::tell(of, Event::Unlocked { part: id });
		}
	}

	fn hand_over(
		id: PartId,
		to: OrganizationId,
		recourse: bool,
		license: Option<LicenseId>,
	) -> DispatchResult {
		let part = Self::leaf(id)?;
		let receivable = Self::receivable(part.receivable)?;
		ensure!(receivable.status.is_payable(), Error::<T>::InvalidState);
		let free = matches!(part.status, PartStatus::Idle | PartStatus::Locked);
		ensure!(free, Error::<T>::NotIdle);
		Self::ensure_eligible(&receivable, part.holder, to)?;
		Self::ensure_licensed(&receivable, to, license)?;
		Self::ensure_transferable(part.receivable, &receivable)?;
		Self::rely_on(part.receivable, receivable);
		Self::endorse(id, part, to, recourse)
	}

	fn weight() -> Weight {
		let lock = <T as Config>::WeightInfo::lock();
		Self::transfer_weight(<T as Config>::WeightInfo::hand_over()).max(lock)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(holder: OrganizationId, asset: AssetId, amount: Amount) -> PartId {
		crate::benchmarking::set_up::<T>(holder, asset, amount)
	}
}
