// SPDX-License-Identifier: Apache-2.0

//! What the pallet reports.

use frame_support::pallet_macros::pallet_section;

/// The events, imported into the pallet's module.
#[pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A product was registered.
		ProductRegistered {
			/// The product.
			product: ProductId,
			/// As it is.
			details: Product,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// A location was registered.
		LocationRegistered {
			/// The location.
			location: LocationId,
			/// As it is.
			details: Location,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// Something happened to goods. The record says who recorded it.
		Recorded {
			/// The event.
			event: EventId,
			/// What it was.
			record: EventRecordOf<T>,
		},
		/// An event is wrong. The declaration says who declared it.
		ErrorDeclared {
			/// The event.
			event: EventId,
			/// What is wrong.
			declaration: DeclarationOf<T>,
		},
		/// A shipment was sent.
		Shipped {
			/// The shipment.
			shipment: ShipmentId,
			/// As it is.
			details: Shipment,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// A shipment is not on its way any more.
		ShipmentEnded {
			/// The shipment.
			shipment: ShipmentId,
			/// How it is.
			status: ShipmentStatus,
			/// Who did it; nobody if it happened by itself.
			by: Option<ActorOf<T>>,
		},
		/// Something was attached.
		Attached {
			/// To what.
			target: Target,
			/// What.
			attachment: Attachment,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// Something is not attached any more.
		Detached {
			/// To what.
			target: Target,
			/// What.
			attachment: Attachment,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// A sensor was registered.
		SensorRegistered {
			/// The sensor.
			sensor: SensorId,
			/// As it is.
			details: Sensor,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// A sensor is not there any more.
		SensorRetired {
			/// The sensor.
			sensor: SensorId,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// Readings or batches were submitted.
		Submitted {
			/// How many were taken.
			taken: u32,
			/// How many were refused.
			refused: u32,
			/// Who carried them.
			by: T::AccountId,
		},
		/// A reading or a batch was refused.
		Refused {
			/// Of which sensor.
			sensor: SensorId,
			/// Its number; of a batch, that of its first reading.
			sequence: u64,
			/// Why.
			reason: Refusal,
		},
		/// A sensor read what it may not.
		Breached {
			/// The recall that marks the goods.
			recall: RecallId,
			/// What the sensor is at.
			target: Target,
			/// What it read.
			evidence: Evidence,
		},
		/// Lots were recalled.
		Recalled {
			/// The recall.
			recall: RecallId,
			/// As it is.
			details: Recall,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// A recall came to a lot.
		Marked {
			/// The recall.
			recall: RecallId,
			/// The lot.
			lot: LotId,
			/// By which lot; none if it began with it.
			via: Option<LotId>,
		},
		/// A receivable was frozen.
		ReceivableFrozen {
			/// By which recall.
			recall: RecallId,
			/// Which.
			receivable: ReceivableId,
		},
		/// A receivable could not be frozen.
		NotFrozen {
			/// By which recall.
			recall: RecallId,
			/// Which.
			receivable: ReceivableId,
			/// Why.
			error: DispatchError,
		},
		/// A recall has come to all that it can come to.
		Spread {
			/// The recall.
			recall: RecallId,
			/// How many lots it marks.
			marked: u64,
		},
		/// A recall could not go on by itself. It is tried again.
		NotSpread {
			/// The recall.
			recall: RecallId,
			/// Why.
			error: DispatchError,
		},
		/// A recall was ended. Its marks are being taken away.
		EndBegun {
			/// The recall.
			recall: RecallId,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// Another breach marks all that one marks, which ends. Its marks are being taken away.
		Superseded {
			/// The one that ends.
			recall: RecallId,
			/// The one that takes its place.
			by: RecallId,
		},
		/// A mark was taken away.
		Unmarked {
			/// Of which recall.
			recall: RecallId,
			/// From which lot.
			lot: LotId,
		},
		/// A receivable goes on.
		ReceivableLetGo {
			/// By which recall it was frozen.
			recall: RecallId,
			/// Which.
			receivable: ReceivableId,
		},
		/// A receivable could not be let go.
		NotLetGo {
			/// By which recall it was frozen.
			recall: RecallId,
			/// Which.
			receivable: ReceivableId,
			/// Why.
			error: DispatchError,
		},
		/// A recall is over.
		RecallEnded {
			/// The recall.
			recall: RecallId,
		},
	}
}
