// SPDX-License-Identifier: Apache-2.0

//! Licenses and receivables that are attached to goods, and the facts that payment waits for.

use crate::*;
use covenant_primitives::{Capability, Fact, Facts, Party};
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
				let breached = breach.is_some_and(|breach| !breach.is_over());
				breached || shipment.lots.into_iter().any(Self::is_recalled)
			}
		};
		ensure!(!recalled, Error::<T>::Recalled);
		Ok(())
	}

	/// Indexes a receivable of the signer's organization that is to be attached to something. Nobody has what others
	/// rely on frozen.
	pub(crate) fn tie(
		by: &ActorOf<T>,
		target: Target,
		receivable: ReceivableId,
	) -> Result<TiedReceivable, DispatchError> {
		let sides = T::Receivables::sides(receivable);
		let own = sides.filter(|sides| sides.creditor == by.organization);
		let sides = own.ok_or(Error::<T>::NotCreditor)?;
		ensure!(!sides.relied_on, Error::<T>::ReliedOn);
		TiedTo::<T>::insert(receivable, target, ());
		Ok(TiedReceivable { receivable, by: by.organization })
	}

	/// Whoever attached something takes it off, and whoever has the lot or sent the shipment: others leave nothing
	/// there that is in the way.
	fn ensure_detaches(by: &ActorOf<T>, target: Target, tied_by: OrganizationId) -> DispatchResult {
		let holder = match target {
			Target::Lot(lot) => Self::custodian(&Self::lot(lot)?),
			Target::Shipment(shipment) => Self::shipment(shipment)?.from,
		};
		let may = [tied_by, holder].contains(&by.organization);
		ensure!(may, Error::<T>::NotAuthorized);
		Ok(())
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
				let tie = Self::tie(&by, target, receivable)?;
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
		match attachment {
			Attachment::License(license, _) => LicensesOf::<T>::try_mutate_exists(target, |all| {
				let mut tied = all.take().ok_or(Error::<T>::NotAttached)?;
				let place = tied.iter().position(|it| it.license == license);
				let tie = tied.remove(place.ok_or(Error::<T>::NotAttached)?);
				Self::ensure_detaches(&by, target, tie.by)?;
				*all = Some(tied).filter(|tied| !tied.is_empty());
				Ok::<_, DispatchError>(())
			})?,
			Attachment::Receivable(receivable) => {
				Self::ensure_not_recalled(target)?;
				ReceivablesOf::<T>::try_mutate_exists(target, |all| {
					let mut tied = all.take().ok_or(Error::<T>::NotAttached)?;
					let place = tied.iter().position(|it| it.receivable == receivable);
					let tie = tied.remove(place.ok_or(Error::<T>::NotAttached)?);
					// As long as it is owed the tie protects its debtor.
					match T::Receivables::sides(receivable) {
						Some(sides) => {
							let debtor = sides.debtor == by.organization;
							ensure!(debtor, Error::<T>::NotAuthorized);
						}
						None => Self::ensure_detaches(&by, target, tie.by)?,
					}
					*all = Some(tied).filter(|tied| !tied.is_empty());
					Ok::<_, DispatchError>(())
				})?;
				TiedTo::<T>::remove(receivable, target);
			}
		}
		Self::deposit_event(Event::Detached { target, attachment, by });
		Ok(())
	}
}

/// A shipment of the supplier was received by who is to pay; a lot passed its last inspection, by who is to pay or
/// by an organization that audits, other than the supplier. Nobody is paid for its own word, or a friend's.
impl<T: Config> Facts for Pallet<T> {
	fn holds(fact: &Fact, by: OrganizationId, to: OrganizationId) -> bool {
		match fact {
			Fact::Delivered(shipment) => {
				let received = |it: Shipment| {
					(it.from, it.to, it.status) == (by, to, ShipmentStatus::Received)
				};
				Shipments::<T>::get(ShipmentId(*shipment)).is_some_and(received)
			}
			Fact::Inspected(lot) => {
				let inspection = Lots::<T>::get(LotId(*lot)).and_then(|lot| lot.inspection);
				inspection.is_some_and(|Inspection { passed, by: inspector, .. }| {
					let audits = || T::Organizations::has_capability(inspector, Capability::Audit);
					passed && inspector != by && (inspector == to || audits())
				})
			}
			Fact::Licensed(..) => false,
		}
	}

	fn weight() -> Weight {
		T::DbWeight::get().reads(2)
	}
}
