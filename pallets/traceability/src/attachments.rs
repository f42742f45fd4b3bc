// SPDX-License-Identifier: Apache-2.0

//! Licenses and receivables that are attached to goods, and the facts that payment waits for.

use crate::*;
use covenant_primitives::{Fact, Facts, Party};
use frame_support::{ensure, weights::Weight};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Whoever has the lot, or sent the shipment that is on its way, attaches something to it.
	fn ensure_attaches(by: &ActorOf<T>, target: Target) -> DispatchResult {
		match target {
			Target::Lot(lot) => {
				Self::free_lot(by, lot)?;
			}
			Target::Shipment(shipment) => {
				let from = Self::on_its_way(shipment)?.from;
				ensure!(from == by.organization, Error::<T>::NotAuthorized);
			}
		}
		Ok(())
	}

	/// What is owed for recalled goods stays as it is.
	fn ensure_not_recalled(target: Target) -> DispatchResult {
		let recalled = match target {
			Target::Lot(lot) => Self::is_recalled(lot),
			Target::Shipment(shipment) => {
				let shipment = Self::shipment(shipment)?;
				let breach = shipment.breach.and_then(Recalls::<T>::get);
				let breached = breach.is_some_and(|breach| breach.ended().is_none());
				breached || shipment.lots.into_iter().any(Self::is_recalled)
			}
		};
		ensure!(!recalled, Error::<T>::Recalled);
		Ok(())
	}

	/// A receivable of the signer's organization, to be attached to something.
	pub(crate) fn tie(
		by: &ActorOf<T>,
		receivable: ReceivableId,
	) -> Result<TiedReceivable, DispatchError> {
		let creditor = T::Receivables::creditor(receivable);
		ensure!(creditor == Some(by.organization), Error::<T>::NotCreditor);
		Ok(TiedReceivable { receivable, by: by.organization })
	}

	pub(crate) fn do_attach(
		by: ActorOf<T>,
		target: Target,
		attachment: Attachment,
	) -> DispatchResult {
		Self::ensure_attaches(&by, target)?;
		match attachment {
			Attachment::License(license, type_code) => {
				let party = Party::Organization(by.organization);
				T::Licenses::ensure_held(party, license, type_code)?;
				LicensesOf::<T>::try_mutate(target, |tied| {
					let again = tied.iter().any(|it| it.license == license);
					ensure!(!again, Error::<T>::AlreadyExists);
					let tie = TiedLicense { license, type_code, by: by.organization };
					tied.try_push(tie).map_err(|_| Error::<T>::TooMany)
				})?;
			}
			Attachment::Receivable(receivable) => {
				Self::ensure_not_recalled(target)?;
				let tie = Self::tie(&by, receivable)?;
				ReceivablesOf::<T>::try_mutate(target, |tied| {
					let again = tied.iter().any(|it| it.receivable == receivable);
					ensure!(!again, Error::<T>::AlreadyExists);
					tied.try_push(tie).map_err(|_| Error::<T>::TooMany)
				})?;
			}
		}
		Self::deposit_event(Event::Attached { target, attachment, by });
		Ok(())
	}

	pub(crate) fn do_detach(
		by: ActorOf<T>,
		target: Target,
		attachment: Attachment,
	) -> DispatchResult {
		let organization = by.organization;
		match attachment {
			Attachment::License(license, _) => LicensesOf::<T>::try_mutate_exists(target, |all| {
				let mut tied = all.take().ok_or(Error::<T>::NotAttached)?;
				let place = tied.iter().position(|it| it.license == license);
				let tie = tied.remove(place.ok_or(Error::<T>::NotAttached)?);
				ensure!(tie.by == organization, Error::<T>::NotAuthorized);
				*all = Some(tied).filter(|tied| !tied.is_empty());
				Ok::<_, DispatchError>(())
			})?,
			Attachment::Receivable(receivable) => {
				Self::ensure_not_recalled(target)?;
				ReceivablesOf::<T>::try_mutate_exists(target, |all| {
					let mut tied = all.take().ok_or(Error::<T>::NotAttached)?;
					let place = tied.iter().position(|it| it.receivable == receivable);
					let tie = tied.remove(place.ok_or(Error::<T>::NotAttached)?);
					ensure!(tie.by == organization, Error::<T>::NotAuthorized);
					*all = Some(tied).filter(|tied| !tied.is_empty());
					Ok::<_, DispatchError>(())
				})?;
			}
		}
		Self::deposit_event(Event::Detached { target, attachment, by });
		Ok(())
	}
}

/// A shipment of the supplier was received; a lot passed its last inspection, which was not the supplier's own.
impl<T: Config> Facts for Pallet<T> {
	fn holds(fact: &Fact, by: OrganizationId) -> bool {
		match fact {
			Fact::Delivered(shipment) => {
				let shipment = Shipments::<T>::get(ShipmentId(*shipment));
				shipment.is_some_and(|it| it.from == by && it.status == ShipmentStatus::Received)
			}
			Fact::Inspected(lot) => {
				let inspection = Lots::<T>::get(LotId(*lot)).and_then(|lot| lot.inspection);
				inspection.is_some_and(|it| it.passed && it.by != by)
			}
			Fact::Licensed(..) => false,
		}
	}

	fn weight() -> Weight {
		T::DbWeight::get().reads(1)
	}
}
