// SPDX-License-Identifier: Apache-2.0

//! Words of the Core Business Vocabulary (CBV 2.0, section 7), in JSON as EPCIS 2.0 writes them.

use covenant_primitives::stored;

stored! {
	/// Which step of business an event was.
	#[derive(Copy)]
	#[serde(rename_all = "snake_case")]
	pub enum BizStep {
		/// Goods were taken into possession after they were checked.
		#[codec(index = 0)]
		Accepting,
		/// A shipment arrived.
		#[codec(index = 1)]
		Arriving,
		/// Parts were put together into one that can be taken apart.
		#[codec(index = 2)]
		Assembling,
		/// Goods were picked up for later use or disposal.
		#[codec(index = 3)]
		Collecting,
		/// An identifier was given to goods for the first time.
		#[codec(index = 4)]
		Commissioning,
		/// Goods were handed to a third party that has them delivered.
		#[codec(index = 5)]
		Consigning,
		/// So many of a class were made.
		#[codec(index = 6)]
		CreatingClassInstance,
		/// Goods were counted in the course of work.
		#[codec(index = 7)]
		CycleCounting,
		/// An identifier was taken from goods.
		#[codec(index = 8)]
		Decommissioning,
		/// A shipment left.
		#[codec(index = 9)]
		Departing,
		/// Goods were destroyed.
		#[codec(index = 10)]
		Destroying,
		/// An assembly was taken apart.
		#[codec(index = 11)]
		Disassembling,
		/// Part of goods was given to a consumer or patient.
		#[codec(index = 12)]
		Dispensing,
		/// An identifier was written to a tag or printed.
		#[codec(index = 13)]
		Encoding,
		/// A consumer came or went with goods.
		#[codec(index = 14)]
		EnteringExiting,
		/// Goods were set apart for further checks.
		#[codec(index = 15)]
		Holding,
		/// Goods were inspected.
		#[codec(index = 16)]
		Inspecting,
		/// Goods became part of something that is used.
		#[codec(index = 17)]
		Installing,
		/// A tag was made unreadable.
		#[codec(index = 18)]
		Killing,
		/// Goods were put onto a vehicle.
		#[codec(index = 19)]
		Loading,
		/// Another step.
		#[codec(index = 20)]
		Other,
		/// Goods were put into a container.
		#[codec(index = 21)]
		Packing,
		/// Goods were selected for an order.
		#[codec(index = 22)]
		Picking,
		/// Goods were received.
		#[codec(index = 23)]
		Receiving,
		/// A part was taken out of what it was installed in.
		#[codec(index = 24)]
		Removing,
		/// The package of goods was changed.
		#[codec(index = 25)]
		Repackaging,
		/// Goods were repaired.
		#[codec(index = 26)]
		Repairing,
		/// One thing took the place of another.
		#[codec(index = 27)]
		Replacing,
		/// Identifiers were put aside for use.
		#[codec(index = 28)]
		Reserving,
		/// Goods were sold to a consumer.
		#[codec(index = 29)]
		RetailSelling,
		/// A sample was taken.
		#[codec(index = 30)]
		Sampling,
		/// Sensors reported.
		#[codec(index = 31)]
		SensorReporting,
		/// Goods were sent.
		#[codec(index = 32)]
		Shipping,
		/// Goods were made ready to be sent.
		#[codec(index = 33)]
		StagingOutbound,
		/// Goods were counted as inventory.
		#[codec(index = 34)]
		StockTaking,
		/// Goods were put where customers find them.
		#[codec(index = 35)]
		Stocking,
		/// Goods were put into or taken out of storage.
		#[codec(index = 36)]
		Storing,
		/// Goods were on the way.
		#[codec(index = 37)]
		Transporting,
		/// Goods were taken off a vehicle.
		#[codec(index = 38)]
		Unloading,
		/// Goods were taken out of a container.
		#[codec(index = 39)]
		Unpacking,
		/// Goods were not sent after all.
		#[codec(index = 40)]
		VoidShipping,
	}

	/// How goods are after an event.
	#[derive(Copy)]
	#[serde(rename_all = "snake_case")]
	pub enum Disposition {
		/// They are in use.
		#[codec(index = 0)]
		Active,
		/// They can be had.
		#[codec(index = 1)]
		Available,
		/// All that should be inside is taken to be there.
		#[codec(index = 2)]
		CompletenessInferred,
		/// All that should be inside is there.
		#[codec(index = 3)]
		CompletenessVerified,
		/// They are as specified.
		#[codec(index = 4)]
		Conformant,
		/// The container is closed.
		#[codec(index = 5)]
		ContainerClosed,
		/// The container is open.
		#[codec(index = 6)]
		ContainerOpen,
		/// They are damaged.
		#[codec(index = 7)]
		Damaged,
		/// They are destroyed.
		#[codec(index = 8)]
		Destroyed,
		/// All of them was dispensed.
		#[codec(index = 9)]
		Dispensed,
		/// They were given to disposal.
		#[codec(index = 10)]
		Disposed,
		/// Their identifier was written, and is not in use yet.
		#[codec(index = 11)]
		Encoded,
		/// They are past their date.
		#[codec(index = 12)]
		Expired,
		/// They go through the chain as usual.
		#[codec(index = 13)]
		InProgress,
		/// They are on the way.
		#[codec(index = 14)]
		InTransit,
		/// They are not in use any more.
		#[codec(index = 15)]
		Inactive,
		/// They are of another class than declared.
		#[codec(index = 16)]
		MismatchClass,
		/// They are others than declared.
		#[codec(index = 17)]
		MismatchInstance,
		/// They are more or fewer than declared.
		#[codec(index = 18)]
		MismatchQuantity,
		/// They have to be replaced.
		#[codec(index = 19)]
		NeedsReplacement,
		/// Nothing is known of where they come from.
		#[codec(index = 20)]
		NoPedigreeMatch,
		/// They are not as specified.
		#[codec(index = 21)]
		NonConformant,
		/// They cannot be sold.
		#[codec(index = 22)]
		NonSellableOther,
		/// A part of them was dispensed.
		#[codec(index = 23)]
		PartiallyDispensed,
		/// They are recalled.
		#[codec(index = 24)]
		Recalled,
		/// Their identifiers were put aside.
		#[codec(index = 25)]
		Reserved,
		/// They were sold to a consumer.
		#[codec(index = 26)]
		RetailSold,
		/// They were sent back.
		#[codec(index = 27)]
		Returned,
		/// Customers can buy and see them.
		#[codec(index = 28)]
		SellableAccessible,
		/// Customers can buy but not see them.
		#[codec(index = 29)]
		SellableNotAccessible,
		/// They were stolen.
		#[codec(index = 30)]
		Stolen,
		/// They cannot be had.
		#[codec(index = 31)]
		Unavailable,
		/// Nobody knows.
		#[codec(index = 32)]
		Unknown,
	}

	/// What a document of business is.
	#[derive(Copy)]
	pub enum DocumentKind {
		/// A bill of lading.
		#[codec(index = 0)]
		#[serde(rename = "bol")]
		BillOfLading,
		/// A certificate.
		#[codec(index = 1)]
		#[serde(rename = "cert")]
		Certificate,
		/// A despatch advice.
		#[codec(index = 2)]
		#[serde(rename = "desadv")]
		DespatchAdvice,
		/// An invoice.
		#[codec(index = 3)]
		#[serde(rename = "inv")]
		Invoice,
		/// A record of who had the goods.
		#[codec(index = 4)]
		#[serde(rename = "pedigree")]
		Pedigree,
		/// A purchase order.
		#[codec(index = 5)]
		#[serde(rename = "po")]
		PurchaseOrder,
		/// A confirmation of a purchase order.
		#[codec(index = 6)]
		#[serde(rename = "poc")]
		PurchaseOrderConfirmation,
		/// A production order.
		#[codec(index = 7)]
		#[serde(rename = "prodorder")]
		ProductionOrder,
		/// A receiving advice.
		#[codec(index = 8)]
		#[serde(rename = "recadv")]
		ReceivingAdvice,
		/// An authorization to send goods back.
		#[codec(index = 9)]
		#[serde(rename = "rma")]
		ReturnAuthorization,
		/// A test procedure.
		#[codec(index = 10)]
		#[serde(rename = "testprd")]
		TestProcedure,
		/// A result of tests.
		#[codec(index = 11)]
		#[serde(rename = "testres")]
		TestResult,
		/// An event earlier in the chain.
		#[codec(index = 12)]
		#[serde(rename = "upevt")]
		UpstreamEvent,
	}

	/// Why an event is wrong.
	#[derive(Copy)]
	#[serde(rename_all = "snake_case")]
	pub enum ErrorReason {
		/// It did not happen.
		#[codec(index = 0)]
		DidNotOccur,
		/// It happened in another way.
		#[codec(index = 1)]
		IncorrectData,
	}

	/// What an event does to a relation.
	#[derive(Copy)]
	#[serde(rename_all = "UPPERCASE")]
	pub enum Action {
		/// It begins.
		#[codec(index = 0)]
		Add,
		/// It was seen.
		#[codec(index = 1)]
		Observe,
		/// It ends.
		#[codec(index = 2)]
		Delete,
	}
}
