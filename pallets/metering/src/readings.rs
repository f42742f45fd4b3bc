// SPDX-License-Identifier: Apache-2.0

//! Readings: carried to the chain, and taken or refused one by one.

use crate::*;
use frame_support::ensure;
use sp_runtime::{traits::Zero, DispatchResult};

impl<T: Config> Pallet<T> {
	/// The first block of this chain.
	pub(crate) fn genesis() -> H256 {
		frame_system::Pallet::<T>::block_hash(
			frame_system::pallet_prelude::BlockNumberFor::<T>::zero(),
		)
	}

	pub(crate) fn do_submit(by: T::AccountId, messages: &[SignedMessage]) -> DispatchResult {
		let genesis = Self::genesis();
		Self::take_each(by, messages.iter().map(|it| (&it.message, it)), |meter, signed| {
			let payload = signed.message.payload(genesis);
			let signed = meter.device.key.signed(&payload, &signed.signature);
			signed.then_some(()).ok_or(Refusal::WrongSignature)
		})
	}

	/// Takes each reading that can be taken and of which `verify` has nothing to say.
	pub(crate) fn take_each<'a, Item: 'a>(
		by: T::AccountId,
		messages: impl ExactSizeIterator<Item = (&'a Message, &'a Item)>,
		verify: impl Fn(&Meter, &Item) -> Result<(), Refusal>,
	) -> DispatchResult {
		ensure!(messages.len() > 0, Error::<T>::Empty);
		let (mut taken, mut refused) = (0_u32, 0_u32);
		for (message, item) in messages {
			match Self::take(message, |meter| verify(meter, item)) {
				Ok(()) => taken = taken.saturating_add(1),
				Err(reason) => {
					refused = refused.saturating_add(1);
					let Message { meter, sequence, start, .. } = *message;
					Self::deposit_event(Event::Refused { meter, sequence, start, reason });
				}
			}
		}
		Self::deposit_event(Event::Submitted { taken, refused, by });
		Ok(())
	}

	/// Writes only when all is well. Whatever takes longest is verified last.
	fn take(
		message: &Message,
		verify: impl FnOnce(&Meter) -> Result<(), Refusal>,
	) -> Result<(), Refusal> {
		let id = message.meter;
		let meter = Meters::<T>::get(id).ok_or(Refusal::UnknownMeter)?;
		ensure!(meter.status != Status::Suspended, Refusal::Suspended);
		let timetable = T::Markets::timetable(meter.market).ok_or(Refusal::UnknownMeter)?;
		let interval = timetable.interval_at(message.start);
		ensure!(timetable.start(interval) == message.start, Refusal::NoInterval);
		ensure!(timetable.end(interval) <= T::Time::now(), Refusal::Future);
		ensure!(meter.is_in_service(interval), Refusal::NotInService);
		ensure!(meter.device.imports || message.import == 0, Refusal::WrongDirection);
		ensure!(meter.device.exports || message.export == 0, Refusal::WrongDirection);
		let import = meter.energy(message.import).ok_or(Refusal::OutOfRange)?;
		let export = meter.energy(message.export).ok_or(Refusal::OutOfRange)?;
		let day = timetable.day_of(interval);
		let place = usize::try_from(timetable.index_of(interval)).unwrap_or(usize::MAX);
		let closed = if day < meter.open { Days::<T>::get(id, day) } else { None };
		let unread = match &closed {
			Some(record) => record.readings.get(place).is_some_and(|it| it.substituted),
			None => !Readings::<T>::contains_key(id, interval),
		};
		ensure!(unread, Refusal::Replayed);
		let mut progress = ProgressOf::<T>::get(id);
		ensure!(message.sequence <= progress.next, Refusal::Gap);
		let locked = closed.is_some() && T::Settlements::is_locked(meter.market, day);
		ensure!(!locked, Refusal::Locked);
		verify(&meter)?;
		if message.sequence == progress.next {
			progress.next = progress.next.saturating_add(1);
		}
		progress.last = progress.last.max(Some(interval));
		ProgressOf::<T>::insert(id, progress);
		match closed {
			Some(record) => {
				Self::correct(id, day, record, (interval, place), Register { import, export });
			}
			None => Readings::<T>::insert(id, interval, Register { import, export }),
		}
		Ok(())
	}

	fn correct(
		id: MeterId,
		day: Day,
		mut record: DayRecord,
		(interval, place): (Interval, usize),
		Register { import, export }: Register,
	) {
		let is = Reading { import, export, substituted: false };
		if let Some(reading) = record.readings.get_mut(place) {
			let was = core::mem::replace(reading, is);
			Days::<T>::insert(id, day, record);
			Self::deposit_event(Event::Corrected { meter: id, interval, was, is });
		}
	}
}
