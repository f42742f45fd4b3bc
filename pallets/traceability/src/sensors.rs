// SPDX-License-Identifier: Apache-2.0

//! Sensors at lots and shipments.

use crate::*;
use frame_support::{ensure, traits::Incrementable};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn sensor(id: SensorId) -> Result<Sensor, DispatchError> {
		Ok(Sensors::<T>::get(id).ok_or(Error::<T>::NotFound)?)
	}

	/// A shipment's sensors are its sender's, and of its limits; a lot's are its custodian's.
	pub(crate) fn do_register_sensor(
		by: ActorOf<T>,
		target: Target,
		key: DeviceKey,
		kind: SensorKind,
		range: Option<Range>,
	) -> DispatchResult {
		let organization = by.organization;
		let (range, since) = match target {
			Target::Lot(lot) => {
				ensure!(Self::lot_with(&by, lot)?.left() > 0, Error::<T>::UsedUp);
				let valid = range.is_none_or(|range| range.is_valid(kind));
				ensure!(valid, Error::<T>::InvalidRange);
				(range, T::Time::now())
			}
			Target::Shipment(shipment) => {
				let shipment = Self::on_its_way(shipment)?;
				ensure!(shipment.from == organization, Error::<T>::NotAuthorized);
				ensure!(range.is_none(), Error::<T>::InvalidRange);
				let limit = shipment.limits.iter().find(|limit| limit.kind == kind);
				(limit.map(|limit| limit.range), shipment.sent)
			}
		};
		let id = NextSensorId::<T>::get();
		NextSensorId::<T>::put(id.increment().ok_or(ArithmeticError::Overflow)?);
		let sensor = Sensor {
			target,
			key,
			kind,
			range,
			by: organization,
			since,
			until: None,
			next: 0,
			readings: 0,
			batched: 0,
		};
		Sensors::<T>::insert(id, sensor);
		SensorsOf::<T>::insert(target, id, ());
		Self::deposit_event(Event::SensorRegistered { sensor: id, details: sensor, by });
		Ok(())
	}

	/// By whoever registered it, or has the lot now. What it read until then is still taken, and so is a batch that
	/// goes on beyond that. A shipment's sensors count until it ends: its sender does not choose what they tell.
	pub(crate) fn do_retire_sensor(by: ActorOf<T>, id: SensorId) -> DispatchResult {
		let mut sensor = Self::sensor(id)?;
		let (has, on_its_way) = match sensor.target {
			Target::Lot(lot) => (Self::custodian(&Self::lot(lot)?) == by.organization, false),
			Target::Shipment(shipment) => {
				(false, Self::shipment(shipment)?.status == ShipmentStatus::InTransit)
			}
		};
		ensure!(has || sensor.by == by.organization, Error::<T>::NotAuthorized);
		ensure!(!on_its_way, Error::<T>::InTransit);
		ensure!(sensor.until.is_none(), Error::<T>::InvalidState);
		sensor.until = Some(T::Time::now());
		Sensors::<T>::insert(id, sensor);
		Self::deposit_event(Event::SensorRetired { sensor: id, by });
		Ok(())
	}
}
