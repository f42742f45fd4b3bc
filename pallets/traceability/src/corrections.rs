// SPDX-License-Identifier: Apache-2.0

//! Events that are wrong. They stay, marked.
//!
//! What an event did to quantities stays as well, and is put right by further events. Only if nothing has
//! happened since to what it made can it be undone at the same time.

use crate::*;
use frame_support::ensure;
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Returns how many edges were removed.
	pub(crate) fn do_declare_error(
		by: ActorOf<T>,
		id: EventId,
		reason: ErrorReason,
		corrective: Corrective,
		undo: bool,
	) -> Result<u32, DispatchError> {
		let record = Records::<T>::get(id).ok_or(Error::<T>::NotFound)?;
		ensure!(record.by.organization == by.organization, Error::<T>::NotAuthorized);
		ensure!(!Declarations::<T>::contains_key(id), Error::<T>::AlreadyDeclared);
		for corrected in &corrective {
			ensure!(*corrected != id, Error::<T>::InvalidCorrection);
			ensure!(Records::<T>::contains_key(corrected), Error::<T>::NotFound);
		}
		let edges = if undo { Self::undo(&by, id, &record.body)? } else { 0 };
		let at = T::Time::now();
		let declaration = Declaration { at, by, reason, corrective, undone: undo };
		Declarations::<T>::insert(id, &declaration);
		Self::deposit_event(Event::ErrorDeclared { event: id, declaration });
		Ok(edges)
	}

	fn undo(by: &ActorOf<T>, id: EventId, body: &Body) -> Result<u32, DispatchError> {
		match body {
			Body::Commission { portion } => {
				Self::unmake(by, portion.lot)?;
				Ok(0)
			}
			Body::Decommission { portion } => {
				let last = Self::lot(portion.lot)?.events.saturating_sub(1);
				let is_last = EventsOf::<T>::get(portion.lot, last) == Some(id);
				ensure!(is_last, Error::<T>::CannotUndo);
				Self::give_back(by, portion.lot, |lot| {
					lot.decommissioned = lot.decommissioned.saturating_sub(portion.quantity);
				})?;
				Ok(0)
			}
			Body::Transform { inputs, outputs, .. } => {
				let mut edges = 0_u32;
				for output in outputs {
					Self::unmake(by, output.lot)?;
					for input in inputs {
						EdgesDown::<T>::remove(input.lot, output.lot);
						EdgesUp::<T>::remove(output.lot, input.lot);
						edges = edges.saturating_add(1);
					}
				}
				for input in inputs {
					Self::give_back(by, input.lot, |lot| {
						lot.consumed = lot.consumed.saturating_sub(input.quantity);
					})?;
				}
				Ok(edges)
			}
			_ => Err(Error::<T>::CannotUndo.into()),
		}
	}

	/// Takes a lot away that `by` made and nothing happened to. Its code is free again.
	fn unmake(by: &ActorOf<T>, id: LotId) -> DispatchResult {
		let mut lot = Self::lot(id)?;
		let (target, organization) = (Target::Lot(id), by.organization);
		let untouched = lot.events == 1
			&& lot.place == Place::Free
			&& lot.custodian == organization
			&& ReceivablesOf::<T>::get(target).is_empty()
			&& LicensesOf::<T>::get(target).is_empty()
			&& SensorsOf::<T>::iter_key_prefix(target).next().is_none();
		ensure!(untouched && !Self::is_recalled(id), Error::<T>::CannotUndo);
		lot.decommissioned = lot.quantity;
		lot.void = true;
		LotWith::<T>::remove((organization, lot.product, &lot.code));
		LotsOf::<T>::remove(organization, id);
		Lots::<T>::insert(id, lot);
		Ok(())
	}

	/// Gives a lot back what an event took of it. It may have been used up by that.
	fn give_back(by: &ActorOf<T>, id: LotId, change: impl FnOnce(&mut Lot)) -> DispatchResult {
		let mut lot = Self::lot(id)?;
		let there = lot.place == Place::Free && lot.custodian == by.organization && !lot.void;
		ensure!(there, Error::<T>::CannotUndo);
		change(&mut lot);
		LotsOf::<T>::insert(by.organization, id, ());
		Lots::<T>::insert(id, lot);
		Ok(())
	}
}
