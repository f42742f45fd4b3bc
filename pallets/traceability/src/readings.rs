// SPDX-License-Identifier: Apache-2.0

//! Readings: carried to the chain one by one or in batches, and taken or refused one by one.
//!
//! They come in any order, so that what a relay holds back can be shown by another; their numbers show what is
//! missing.

use crate::*;
use covenant_primitives::{merkle, time::MINUTE};
use frame_support::ensure;
use sp_runtime::{traits::Zero, DispatchResult};

impl<T: Config> Pallet<T> {
	/// The first block of this chain.
	pub(crate) fn genesis() -> H256 {
		frame_system::Pallet::<T>::block_hash(
			frame_system::pallet_prelude::BlockNumberFor::<T>::zero(),
		)
	}

	/// Takes each that can be taken.
	fn take_each<'a, Item: 'a>(
		by: T::AccountId,
		items: impl ExactSizeIterator<Item = (SensorId, u64, &'a Item)>,
		mut take: impl FnMut(&Item) -> Result<(), Refusal>,
	) -> DispatchResult {
		ensure!(items.len() > 0, Error::<T>::Empty);
		let (mut taken, mut refused) = (0_u32, 0_u32);
		for (sensor, sequence, item) in items {
			match take(item) {
				Ok(()) => taken = taken.saturating_add(1),
				Err(reason) => {
					refused = refused.saturating_add(1);
					Self::deposit_event(Event::Refused { sensor, sequence, reason });
				}
			}
		}
		Self::deposit_event(Event::Submitted { taken, refused, by });
		Ok(())
	}

	pub(crate) fn do_submit(by: T::AccountId, readings: &[SignedReading]) -> DispatchResult {
		let genesis = Self::genesis();
		let items = readings.iter().map(|it| (it.reading.sensor, it.reading.sequence, it));
		Self::take_each(by, items, |it| {
			Self::take(&it.reading, true, |sensor| {
				let signed = sensor.key.signed(&it.reading.payload(genesis), &it.signature);
				signed.then_some(()).ok_or(Refusal::WrongSignature)
			})
		})
	}

	pub(crate) fn do_prove(
		by: T::AccountId,
		id: SensorId,
		first: u64,
		readings: &[ProvenReading],
	) -> DispatchResult {
		let StoredBatch { batch, whole } =
			Batches::<T>::get(id, first).ok_or(Error::<T>::NotFound)?;
		let items = readings.iter().map(|it| (it.reading.sensor, it.reading.sequence, it));
		Self::take_each(by, items, |it| {
			ensure!(it.reading.sensor == id, Refusal::WrongProof);
			// A batch that was judged as a whole has told its breach.
			Self::take(&it.reading, !whole, |_| {
				let place = batch.place(&it.reading).ok_or(Refusal::WrongProof)?;
				let leaf = it.reading.leaf(batch.count);
				let stands = merkle::verify(batch.root, batch.count, place, leaf, &it.proof);
				stands.then_some(()).ok_or(Refusal::WrongProof)
			})
		})
	}

	/// Refuses what begins before a sensor counts, or after, and what is of the future. Returns whether the sensor
	/// counts until the end.
	fn ensure_in_service(sensor: &Sensor, from: Moment, until: Moment) -> Result<bool, Refusal> {
		ensure!(until <= T::Time::now().saturating_add(MINUTE), Refusal::Future);
		let ended = match sensor.target {
			Target::Lot(_) => None,
			Target::Shipment(shipment) => {
				Shipments::<T>::get(shipment).and_then(|shipment| shipment.ended)
			}
		};
		let last = [sensor.until, ended].into_iter().flatten().min();
		let in_time = sensor.since <= from && last.is_none_or(|last| from <= last);
		ensure!(in_time, Refusal::NotInService);
		Ok(last.is_none_or(|last| until <= last))
	}

	/// Writes only when all is well. Whatever takes longest is verified last.
	fn take(
		reading: &Reading,
		judge: bool,
		verify: impl FnOnce(&Sensor) -> Result<(), Refusal>,
	) -> Result<(), Refusal> {
		let Reading { sensor: id, sequence, at, value } = *reading;
		let mut sensor = Sensors::<T>::get(id).ok_or(Refusal::UnknownSensor)?;
		Self::ensure_in_service(&sensor, at, at)?;
		ensure!(sensor.kind.is_possible(value), Refusal::Impossible);
		let next = sequence.checked_add(1).ok_or(Refusal::Impossible)?;
		ensure!(!Readings::<T>::contains_key(id, sequence), Refusal::Replayed);
		verify(&sensor)?;
		Readings::<T>::insert(id, sequence, StoredReading { at, value });
		sensor.next = sensor.next.max(next);
		sensor.readings = sensor.readings.saturating_add(1);
		Sensors::<T>::insert(id, sensor);
		if judge && sensor.range.is_some_and(|range| !range.holds(value)) {
			Self::breach(&sensor, Evidence { sensor: id, sequence, batch: false, value, at });
		}
		Ok(())
	}

	pub(crate) fn do_submit_batches(by: T::AccountId, batches: &[SignedBatch]) -> DispatchResult {
		let genesis = Self::genesis();
		let items = batches.iter().map(|it| (it.batch.sensor, it.batch.first, it));
		Self::take_each(by, items, |it| Self::take_batch(it, genesis))
	}

	fn take_batch(signed: &SignedBatch, genesis: H256) -> Result<(), Refusal> {
		let SignedBatch { batch, signature } = signed;
		let Batch { sensor: id, first, count, from, until, lowest, highest, .. } = *batch;
		let mut sensor = Sensors::<T>::get(id).ok_or(Refusal::UnknownSensor)?;
		ensure!(batch.is_sound(), Refusal::WrongBatch);
		let whole = Self::ensure_in_service(&sensor, from, until)?;
		let possible = [lowest, highest].iter().all(|value| sensor.kind.is_possible(*value));
		ensure!(possible, Refusal::Impossible);
		ensure!(!Batches::<T>::contains_key(id, first), Refusal::Replayed);
		let is_its_own = sensor.key.signed(&batch.payload(genesis), signature);
		ensure!(is_its_own, Refusal::WrongSignature);
		Batches::<T>::insert(id, first, StoredBatch { batch: *batch, whole });
		sensor.next = sensor.next.max(first.saturating_add(count.into()));
		sensor.batched = sensor.batched.saturating_add(count.into());
		Sensors::<T>::insert(id, sensor);
		let beyond = |range: Range| [lowest, highest].into_iter().find(|it| !range.holds(*it));
		if let Some(value) = sensor.range.filter(|_| whole).and_then(beyond) {
			let evidence = Evidence { sensor: id, sequence: first, batch: true, value, at: from };
			Self::breach(&sensor, evidence);
		}
		Ok(())
	}

	/// Has all that came of the goods marked, unless it is already.
	fn breach(sensor: &Sensor, evidence: Evidence) {
		let target = sensor.target;
		let begun = match target {
			Target::Shipment(id) => Self::breach_shipment(id, evidence),
			Target::Lot(id) => Self::breach_lot(id, sensor.by, evidence),
		};
		if let Some(recall) = begun {
			Self::deposit_event(Event::Breached { recall, target, evidence });
		}
	}

	/// Whether a breach that counts from `since` says more than the one that is known: that began later, or was
	/// ended, by an auditor who did not know of this one.
	fn is_news(known: Option<RecallId>, since: Moment) -> bool {
		let known = known.and_then(Recalls::<T>::get);
		known.is_none_or(|recall| !recall.is_open() || since < recall.since)
	}

	/// Nothing comes out of a shipment while it is on its way: a breach counts from when it was sent.
	fn breach_shipment(id: ShipmentId, evidence: Evidence) -> Option<RecallId> {
		let mut shipment = Shipments::<T>::get(id)?;
		let Shipment { from, sent, event, .. } = shipment;
		if !Self::is_news(shipment.breach, sent) {
			return None;
		}
		let cause = Cause::Breach { target: Target::Shipment(id), evidence };
		let recall = Self::begin(from, cause, sent, Some(event), None)?;
		shipment.breach = Some(recall);
		Shipments::<T>::insert(id, shipment);
		Some(recall)
	}

	/// A breach that was earlier marks all that a later one of the same organization's sensors does, and freezes
	/// all that that does. So it takes its place, lest readings that turn up one by one fill the lot with marks.
	fn breach_lot(id: LotId, by: OrganizationId, evidence: Evidence) -> Option<RecallId> {
		let mut lot = Lots::<T>::get(id)?;
		let since = evidence.at.min(T::Time::now());
		let known = Self::breach_by(id, by);
		if !Self::is_news(lot.breach, since) || !Self::is_news(known, since) {
			return None;
		}
		let base = known.and_then(Self::base_of);
		let cause = Cause::Breach { target: Target::Lot(id), evidence };
		let recall = Self::begin(by, cause, since, None, base.or(known))?;
		// One that is still on its way to take the place of another is not needed any more.
		if let Some(passed_over) = known.filter(|_| base.is_some()) {
			Self::supersede(passed_over, recall);
		}
		LastBreach::<T>::insert(id, by, recall);
		lot.breach = Some(recall);
		Lots::<T>::insert(id, lot);
		Some(recall)
	}

	/// The open breach of a lot that an organization's sensors told: the last one, or, if that was ended before it
	/// took another's place, that one.
	fn breach_by(lot: LotId, by: OrganizationId) -> Option<RecallId> {
		let last = LastBreach::<T>::get(lot, by)?;
		Self::open_recall(last).map(|_| last).or_else(|| Self::base_of(last))
	}

	/// The open recall whose place another is to take.
	fn base_of(id: RecallId) -> Option<RecallId> {
		let base = Recalls::<T>::get(id)?.supersedes?;
		Self::open_recall(base).map(|_| base)
	}
}
