// SPDX-License-Identifier: Apache-2.0

//! Custody: it changes only when one side has sent and the other received.

use crate::*;
use frame_support::{ensure, traits::Incrementable};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn shipment(id: ShipmentId) -> Result<Shipment, DispatchError> {
		Ok(Shipments::<T>::get(id).ok_or(Error::<T>::NotFound)?)
	}

	/// A shipment that is on its way.
	pub(crate) fn on_its_way(id: ShipmentId) -> Result<Shipment, DispatchError> {
		let shipment = Self::shipment(id)?;
		ensure!(shipment.status == ShipmentStatus::InTransit, Error::<T>::InvalidState);
		Ok(shipment)
	}

	#[allow(clippy::too_many_arguments, reason = "as the call has them")]
	pub(crate) fn do_ship(
		by: ActorOf<T>,
		lots: LotIds,
		to: OrganizationId,
		limits: Limits,
		receivables: &[ReceivableId],
		answer_by: Moment,
		details: Details,
	) -> DispatchResult {
		Self::ensure_details(&details)?;
		Self::ensure_distinct(&lots)?;
		let (from, sent) = (by.organization, T::Time::now());
		let another = to != from && T::Organizations::is_in_good_standing(to);
		ensure!(another, Error::<T>::InvalidParty);
		let latest = sent.saturating_add(T::MaxTransit::get());
		ensure!(sent < answer_by && answer_by <= latest, Error::<T>::InvalidAnswerTime);
		Self::ensure_limits(&limits)?;

		let id = NextShipmentId::<T>::get();
		NextShipmentId::<T>::put(id.increment().ok_or(ArithmeticError::Overflow)?);
		let event = Self::next_event()?;
		let mut recalled = false;
		for lot in &lots {
			let mut shipped = Self::free_lot(&by, *lot)?;
			let recalls = Self::recalls_on(*lot)?;
			if !recalls.is_empty() {
				let back = recalls.iter().any(|(_, recall)| recall.by == to);
				ensure!(back, Error::<T>::Recalled);
				recalled = true;
			}
			shipped.place = Place::InTransit { shipment: id };
			ShipmentsOf::<T>::insert(lot, id, ());
			Self::keep(*lot, shipped, event, details.disposition)?;
		}
		if !receivables.is_empty() {
			ensure!(!recalled, Error::<T>::Recalled);
			Self::ensure_distinct(receivables)?;
			let target = Target::Shipment(id);
			let mut tied = TiedReceivables::default();
			for receivable in receivables {
				let tie = Self::tie(&by, target, *receivable)?;
				tied.try_push(tie).map_err(|_| Error::<T>::TooMany)?;
			}
			ReceivablesOf::<T>::insert(target, tied);
		}
		let status = ShipmentStatus::InTransit;
		let (ended, breach) = (None, None);
		let shipment =
			Shipment { from, to, lots, limits, event, sent, answer_by, status, ended, breach };
		T::Deadlines::schedule(answer_by, Task::Lapse(id))?;
		Shipments::<T>::insert(id, &shipment);
		Outgoing::<T>::insert(from, id, ());
		Incoming::<T>::insert(to, id, ());
		Self::record(event, &by, details, Body::Ship { shipment: id });
		Self::deposit_event(Event::Shipped { shipment: id, details: shipment, by });
		Ok(())
	}

	fn ensure_limits(limits: &Limits) -> DispatchResult {
		for (place, limit) in (0..).zip(limits) {
			let again = limits.iter().take(place).any(|it| it.kind == limit.kind);
			ensure!(!again && limit.range.is_valid(limit.kind), Error::<T>::InvalidRange);
		}
		Ok(())
	}

	/// Ends a shipment: its lots are with the receiver, or again with the sender. Returns how many.
	fn arrive(
		id: ShipmentId,
		mut shipment: Shipment,
		status: ShipmentStatus,
		by: Option<ActorOf<T>>,
		event: Option<(EventId, Option<Disposition>)>,
	) -> Result<u32, DispatchError> {
		let Shipment { from, to, answer_by, .. } = shipment;
		for lot in &shipment.lots {
			let mut arrived = Self::lot(*lot)?;
			arrived.place = Place::Free;
			if status == ShipmentStatus::Received {
				arrived.custodian = to;
				LotsOf::<T>::remove(from, lot);
				LotsOf::<T>::insert(to, lot, ());
			}
			match event {
				Some((event, disposition)) => Self::keep(*lot, arrived, event, disposition)?,
				None => Lots::<T>::insert(lot, arrived),
			}
		}
		shipment.status = status;
		shipment.ended = Some(T::Time::now());
		T::Deadlines::cancel(answer_by, Task::Lapse(id));
		Outgoing::<T>::remove(from, id);
		Incoming::<T>::remove(to, id);
		let count = u32::try_from(shipment.lots.len()).unwrap_or(MAX_LOTS);
		Shipments::<T>::insert(id, shipment);
		Self::deposit_event(Event::ShipmentEnded { shipment: id, status, by });
		Ok(count)
	}

	/// Takes a shipment, or does not. Returns how many lots are in it.
	pub(crate) fn do_answer(
		by: ActorOf<T>,
		id: ShipmentId,
		takes: bool,
		details: Details,
	) -> Result<u32, DispatchError> {
		Self::ensure_details(&details)?;
		let shipment = Self::on_its_way(id)?;
		ensure!(shipment.to == by.organization, Error::<T>::NotAuthorized);
		ensure!(T::Time::now() < shipment.answer_by, Error::<T>::Expired);
		let event = Self::next_event()?;
		let (status, body) = if takes {
			(ShipmentStatus::Received, Body::Receive { shipment: id })
		} else {
			(ShipmentStatus::Rejected, Body::Reject { shipment: id })
		};
		Self::record(event, &by, details, body);
		Self::arrive(id, shipment, status, Some(by), Some((event, details.disposition)))
	}

	pub(crate) fn do_recall_shipment(
		by: ActorOf<T>,
		id: ShipmentId,
		details: Details,
	) -> Result<u32, DispatchError> {
		Self::ensure_details(&details)?;
		let shipment = Self::on_its_way(id)?;
		ensure!(shipment.from == by.organization, Error::<T>::NotAuthorized);
		let event = Self::next_event()?;
		Self::record(event, &by, details, Body::TakeBack { shipment: id });
		let event = Some((event, details.disposition));
		Self::arrive(id, shipment, ShipmentStatus::TakenBack, Some(by), event)
	}

	/// Nobody received it in time.
	pub(crate) fn lapse(id: ShipmentId) -> DispatchResult {
		let shipment = Self::on_its_way(id)?;
		Self::arrive(id, shipment, ShipmentStatus::Lapsed, None, None).map(drop)
	}
}
