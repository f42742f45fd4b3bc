// SPDX-License-Identifier: Apache-2.0

//! Lots: made, seen, inspected, tied to documents, no more. And how events are recorded.

use crate::*;
use covenant_primitives::{time::MINUTE, Capability};
use frame_support::{ensure, traits::Incrementable};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn lot(id: LotId) -> Result<Lot, DispatchError> {
		Ok(Lots::<T>::get(id).ok_or(Error::<T>::NotFound)?)
	}

	/// Who has a lot: whoever has the outermost of what it is inside of.
	pub(crate) fn custodian(lot: &Lot) -> OrganizationId {
		let (mut custodian, mut parent) = (lot.custodian, lot.parent());
		for _ in 0..MAX_LEVELS {
			let Some(outer) = parent.and_then(Lots::<T>::get) else { break };
			(custodian, parent) = (outer.custodian, outer.parent());
		}
		custodian
	}

	/// A lot that `by` has, wherever it is.
	pub(crate) fn lot_with(by: &ActorOf<T>, id: LotId) -> Result<Lot, DispatchError> {
		let lot = Self::lot(id)?;
		ensure!(Self::custodian(&lot) == by.organization, Error::<T>::NotAuthorized);
		Ok(lot)
	}

	/// A lot of which something is left, and with which `by` can do as it likes.
	pub(crate) fn free_lot(by: &ActorOf<T>, id: LotId) -> Result<Lot, DispatchError> {
		let lot = Self::lot_with(by, id)?;
		match lot.place {
			Place::Free => {}
			Place::Inside { .. } => return Err(Error::<T>::Inside.into()),
			Place::InTransit { .. } => return Err(Error::<T>::InTransit.into()),
		}
		ensure!(lot.left() > 0, Error::<T>::UsedUp);
		Ok(lot)
	}

	pub(crate) fn ensure_distinct<Item: Ord>(
		items: impl IntoIterator<Item = Item>,
	) -> DispatchResult {
		let mut items = items.into_iter().collect::<alloc::vec::Vec<_>>();
		ensure!(!items.is_empty(), Error::<T>::Empty);
		let count = items.len();
		items.sort_unstable();
		items.dedup();
		ensure!(items.len() == count, Error::<T>::Duplicate);
		Ok(())
	}

	pub(crate) fn ensure_details(details: &Details) -> DispatchResult {
		let latest = T::Time::now().saturating_add(MINUTE);
		ensure!(details.at <= latest, Error::<T>::InFuture);
		let place = details.location.is_none_or(Locations::<T>::contains_key);
		ensure!(place, Error::<T>::NotFound);
		Ok(())
	}

	/// The id of an event that is to be recorded.
	pub(crate) fn next_event() -> Result<EventId, DispatchError> {
		let id = NextEventId::<T>::get();
		NextEventId::<T>::put(id.increment().ok_or(ArithmeticError::Overflow)?);
		Ok(id)
	}

	pub(crate) fn record(id: EventId, by: &ActorOf<T>, details: Details, body: Body) {
		if let Some(digest) = details.digest {
			EventsWith::<T>::insert(digest, id, ());
		}
		let record = EventRecord { recorded: T::Time::now(), by: by.clone(), details, body };
		Records::<T>::insert(id, &record);
		Self::deposit_event(Event::Recorded { event: id, record });
	}

	/// Puts an event among those of a lot, and keeps the lot.
	pub(crate) fn keep(
		id: LotId,
		mut lot: Lot,
		event: EventId,
		disposition: Option<Disposition>,
	) -> DispatchResult {
		EventsOf::<T>::insert(id, lot.events, event);
		lot.events = lot.events.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		lot.disposition = disposition.or(lot.disposition);
		Lots::<T>::insert(id, lot);
		Ok(())
	}

	/// Makes a lot.
	pub(crate) fn make(
		by: OrganizationId,
		output: Output,
		unit: Unit,
		origin: EventId,
		disposition: Option<Disposition>,
	) -> Result<LotId, DispatchError> {
		let Output { product, code, quantity, serial } = output;
		Self::ensure_readable(&code)?;
		let one = !serial || quantity == 1 && unit == Unit::Each;
		ensure!(quantity > 0 && one, Error::<T>::InvalidQuantity);
		let key = (by, product, &code);
		ensure!(!LotWith::<T>::contains_key(key), Error::<T>::AlreadyExists);
		let id = NextLotId::<T>::get();
		NextLotId::<T>::put(id.increment().ok_or(ArithmeticError::Overflow)?);
		LotWith::<T>::insert(key, id);
		LotsOf::<T>::insert(by, id, ());
		let lot = Lot {
			product,
			producer: by,
			code,
			serial,
			quantity,
			consumed: 0,
			decommissioned: 0,
			custodian: by,
			place: Place::Free,
			contents: 0,
			levels: 0,
			carried: false,
			events: 0,
			origin,
			void: false,
			disposition: None,
			inspection: None,
			breach: None,
		};
		Self::keep(id, lot, origin, disposition)?;
		Ok(id)
	}

	pub(crate) fn do_commission(
		by: ActorOf<T>,
		output: Output,
		details: Details,
	) -> DispatchResult {
		Self::ensure_details(&details)?;
		let product = Self::product(output.product)?;
		ensure!(product.owner == by.organization, Error::<T>::NotAuthorized);
		let quantity = output.quantity;
		let event = Self::next_event()?;
		let lot = Self::make(by.organization, output, product.unit, event, details.disposition)?;
		let portion = Portion { lot, quantity };
		Self::record(event, &by, details, Body::Commission { portion });
		Ok(())
	}

	/// Puts an event among those of lots that `by` has.
	fn note(by: &ActorOf<T>, lots: &[LotId], event: EventId, details: &Details) -> DispatchResult {
		Self::ensure_details(details)?;
		Self::ensure_distinct(lots)?;
		for id in lots {
			let lot = Self::lot_with(by, *id)?;
			ensure!(lot.left() > 0, Error::<T>::UsedUp);
			Self::keep(*id, lot, event, details.disposition)?;
		}
		Ok(())
	}

	pub(crate) fn do_observe(by: ActorOf<T>, lots: LotIds, details: Details) -> DispatchResult {
		let event = Self::next_event()?;
		Self::note(&by, &lots, event, &details)?;
		Self::record(event, &by, details, Body::Observe { lots });
		Ok(())
	}

	pub(crate) fn do_link(
		by: ActorOf<T>,
		lots: LotIds,
		documents: Documents,
		details: Details,
	) -> DispatchResult {
		ensure!(!documents.is_empty(), Error::<T>::Empty);
		let event = Self::next_event()?;
		Self::note(&by, &lots, event, &details)?;
		Self::record(event, &by, details, Body::Link { lots, documents });
		Ok(())
	}

	pub(crate) fn do_decommission(
		by: ActorOf<T>,
		portion: Portion,
		details: Details,
	) -> DispatchResult {
		Self::ensure_details(&details)?;
		let Portion { lot: id, quantity } = portion;
		let mut lot = Self::free_lot(&by, id)?;
		ensure!(lot.contents == 0, Error::<T>::NotEmpty);
		ensure!(quantity > 0 && quantity <= lot.left(), Error::<T>::InvalidQuantity);
		lot.decommissioned =
			lot.decommissioned.checked_add(quantity).ok_or(ArithmeticError::Overflow)?;
		if lot.left() == 0 {
			LotsOf::<T>::remove(by.organization, id);
		}
		let event = Self::next_event()?;
		Self::keep(id, lot, event, details.disposition)?;
		Self::record(event, &by, details, Body::Decommission { portion });
		Ok(())
	}

	/// Whether an operator acts for an auditor.
	pub(crate) fn audits(by: &ActorOf<T>) -> bool {
		T::Authority::ensure_capability(&by.account, Capability::Audit).is_ok()
	}

	pub(crate) fn do_inspect(
		by: ActorOf<T>,
		id: LotId,
		passed: bool,
		details: Details,
	) -> DispatchResult {
		Self::ensure_details(&details)?;
		let mut lot = Self::lot(id)?;
		let has = Self::custodian(&lot) == by.organization;
		ensure!(has || Self::audits(&by), Error::<T>::NotAuthorized);
		ensure!(lot.left() > 0, Error::<T>::UsedUp);
		let event = Self::next_event()?;
		lot.inspection = Some(Inspection { passed, by: by.organization, event });
		Self::keep(id, lot, event, details.disposition)?;
		Self::record(event, &by, details, Body::Inspect { lot: id, passed });
		Ok(())
	}
}
