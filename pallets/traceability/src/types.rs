// SPDX-License-Identifier: Apache-2.0

//! What the pallet keeps of goods.

pub use crate::{
	gs1::{Gln, Gtin},
	recall_types::*,
	sensor_types::*,
	units::{Dimension, Unit},
	vocabulary::*,
};

use covenant_primitives::{
	id, json, stored, Actor, LicenseId, LotId, Moment, OrganizationId, ReceivableId, ShipmentId,
	TypeCode,
};
use frame_support::{traits::ConstU32, BoundedVec};
use sp_core::H256;

/// The longest name of a product or a location, in bytes.
pub const MAX_NAME: u32 = 128;

/// The longest code of a lot, in bytes.
pub const MAX_CODE: u32 = 64;

/// The most lots that one event is about, on each side of a transformation.
pub const MAX_LOTS: u32 = 32;

/// How many levels of lots a lot can hold: the items in boxes on pallets in a container are three.
pub const MAX_LEVELS: u8 = 6;

/// The most documents that one event names.
pub const MAX_DOCUMENTS: u32 = 8;

/// The most events that correct one.
pub const MAX_CORRECTIVE: u32 = 8;

/// The most receivables that a shipment begins with.
pub const MAX_RECEIVABLES: u32 = 4;

/// The most licenses, and receivables, that are attached to a lot or a shipment.
pub const MAX_ATTACHED: u32 = 8;

/// An amount in the unit of a product.
pub type Quantity = u128;

/// A name of a product or a location.
pub type Name = BoundedVec<u8, ConstU32<MAX_NAME>>;

/// The number of a lot or a serial number.
pub type Code = BoundedVec<u8, ConstU32<MAX_CODE>>;

/// Lots of one event.
pub type LotIds = BoundedVec<LotId, ConstU32<MAX_LOTS>>;

/// Amounts of lots.
pub type Portions = BoundedVec<Portion, ConstU32<MAX_LOTS>>;

/// Lots to come.
pub type Outputs = BoundedVec<Output, ConstU32<MAX_LOTS>>;

/// Parts of a lot to come.
pub type Parts = BoundedVec<Part, ConstU32<MAX_LOTS>>;

/// Documents of business.
pub type Documents = BoundedVec<Document, ConstU32<MAX_DOCUMENTS>>;

/// Events that correct another.
pub type Corrective = BoundedVec<EventId, ConstU32<MAX_CORRECTIVE>>;

/// Receivables attached to something.
pub type TiedReceivables = BoundedVec<TiedReceivable, ConstU32<MAX_ATTACHED>>;

/// Licenses attached to something.
pub type TiedLicenses = BoundedVec<TiedLicense, ConstU32<MAX_ATTACHED>>;

id! {
	/// A product: what lots are of.
	ProductId(u64)

	/// A location.
	LocationId(u64)

	/// An event of goods.
	EventId(u64)

	/// A sensor, at a lot or a shipment.
	SensorId(u64)

	/// A recall, or a breach.
	RecallId(u64)
}

stored! {
	/// What lots are of.
	#[serde(rename_all = "camelCase")]
	pub struct Product {
		/// Whose.
		pub owner: OrganizationId,
		/// What it is called.
		#[serde(with = "json::text")]
		pub name: Name,
		/// Its number.
		pub gtin: Option<Gtin>,
		/// What it is counted in.
		pub unit: Unit,
	}

	/// A place.
	#[serde(rename_all = "camelCase")]
	pub struct Location {
		/// Whose.
		pub owner: OrganizationId,
		/// What it is called.
		#[serde(with = "json::text")]
		pub name: Name,
		/// Its number.
		pub gln: Option<Gln>,
	}

	/// Goods of one product that are alike, or one item with a serial number.
	#[serde(rename_all = "camelCase")]
	pub struct Lot {
		/// Of which product.
		pub product: ProductId,
		/// Who made it.
		pub producer: OrganizationId,
		/// Its number: the producer has no other of it among the lots of the product.
		#[serde(with = "json::text")]
		pub code: Code,
		/// Whether it is one item with a serial number.
		pub serial: bool,
		/// How much it was.
		#[serde(with = "json::decimal")]
		pub quantity: Quantity,
		/// How much of it was transformed.
		#[serde(with = "json::decimal")]
		pub consumed: Quantity,
		/// How much of it is no more.
		#[serde(with = "json::decimal")]
		pub decommissioned: Quantity,
		/// Who has it. What is inside another lot is where that is, whatever stands here.
		pub custodian: OrganizationId,
		/// Where it is.
		pub place: Place,
		/// How many lots are directly inside it or attached to it.
		pub contents: u32,
		/// No more than so many levels of lots are inside it.
		pub levels: u8,
		/// Whether it ever was inside another, or fixed to one.
		pub carried: bool,
		/// How many events it has.
		pub events: u32,
		/// The event that it came of.
		pub origin: EventId,
		/// Whether that was undone.
		pub void: bool,
		/// How it is.
		pub disposition: Option<Disposition>,
		/// What the last inspection found.
		pub inspection: Option<Inspection>,
		/// The breach that was found at it last.
		pub breach: Option<RecallId>,
	}

	/// Where a lot is.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum Place {
		/// With its custodian.
		#[codec(index = 0)]
		Free,
		/// Inside another lot, or attached to it: it moves with it, and nothing else happens to it.
		#[codec(index = 1)]
		Inside {
			/// Which.
			parent: LotId,
			/// How.
			bond: Bond,
		},
		/// On its way. Its custodian is the sender.
		#[codec(index = 2)]
		InTransit {
			/// In which shipment.
			shipment: ShipmentId,
		},
	}

	/// How lots are together.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum Bond {
		/// One holds the other, as a box does: an aggregation. What befalls it befalls its contents.
		#[codec(index = 0)]
		Content,
		/// One is fixed to the other, as a sensor is to a container: an association. Each stays what it is.
		#[codec(index = 1)]
		Fixture,
	}

	/// What an inspection found.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Inspection {
		/// Whether the lot passed.
		pub passed: bool,
		/// Who inspected it.
		pub by: OrganizationId,
		/// The event.
		pub event: EventId,
	}

	/// So much of a lot.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Portion {
		/// Which.
		pub lot: LotId,
		/// How much, in its product's unit.
		#[serde(with = "json::decimal")]
		pub quantity: Quantity,
	}

	/// A lot to come of a transformation.
	#[serde(rename_all = "camelCase")]
	pub struct Output {
		/// Of which product: the signer's, or one of the inputs'.
		pub product: ProductId,
		/// Its number.
		#[serde(with = "json::text")]
		pub code: Code,
		/// How much it is.
		#[serde(with = "json::decimal")]
		pub quantity: Quantity,
		/// Whether it is one item with a serial number.
		pub serial: bool,
	}

	/// A lot to come of a split.
	#[serde(rename_all = "camelCase")]
	pub struct Part {
		/// Its number.
		#[serde(with = "json::text")]
		pub code: Code,
		/// How much it is.
		#[serde(with = "json::decimal")]
		pub quantity: Quantity,
	}

	/// A document of business.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Document {
		/// What it is.
		pub kind: DocumentKind,
		/// Its hash.
		pub digest: H256,
	}

	/// What is said of every event.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Details {
		/// When it was, in UTC milliseconds; a minute from now at the latest.
		pub at: Moment,
		/// Which step of business it was.
		pub step: Option<BizStep>,
		/// How its lots are since then.
		pub disposition: Option<Disposition>,
		/// Where.
		pub location: Option<LocationId>,
		/// The canonical hash of the event off chain.
		pub digest: Option<H256>,
	}

	/// An event.
	#[serde(rename_all = "camelCase")]
	pub struct EventRecord<AccountId> {
		/// When it was recorded, in UTC milliseconds.
		pub recorded: Moment,
		/// Who did that.
		pub by: Actor<AccountId>,
		/// When it was, and how.
		#[serde(flatten)]
		pub details: Details,
		/// What happened.
		pub body: Body,
	}

	/// What happened.
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum Body {
		/// An object event that adds: a lot came to be.
		#[codec(index = 0)]
		Commission {
			/// Which, and how much of it.
			#[serde(flatten)]
			portion: Portion,
		},
		/// An object event that observes: lots were seen.
		#[codec(index = 1)]
		Observe {
			/// Which.
			lots: LotIds,
		},
		/// An object event that deletes: some of a lot is no more.
		#[codec(index = 2)]
		Decommission {
			/// Which, and how much of it.
			#[serde(flatten)]
			portion: Portion,
		},
		/// An aggregation or association event.
		#[codec(index = 3)]
		Gather {
			/// Which of the two.
			bond: Bond,
			/// Whether lots came to another, are there or left it.
			action: Action,
			/// What holds them.
			parent: LotId,
			/// Which.
			children: LotIds,
		},
		/// A transaction event: lots have to do with documents.
		#[codec(index = 4)]
		Link {
			/// Which lots.
			lots: LotIds,
			/// Which documents.
			documents: Documents,
		},
		/// A transformation event.
		#[codec(index = 5)]
		Transform {
			/// What was used up.
			inputs: Portions,
			/// What came of it.
			outputs: Portions,
			/// By how much that may be more, in the smallest unit of the dimension.
			#[serde(with = "json::decimal")]
			gain: Quantity,
		},
		/// An object event that observes: lots were sent.
		#[codec(index = 6)]
		Ship {
			/// In which shipment.
			shipment: ShipmentId,
		},
		/// An object event that observes: lots arrived.
		#[codec(index = 7)]
		Receive {
			/// In which shipment.
			shipment: ShipmentId,
		},
		/// An object event that observes: lots were not taken.
		#[codec(index = 8)]
		Reject {
			/// In which shipment.
			shipment: ShipmentId,
		},
		/// An object event that observes: lots were called back on their way.
		#[codec(index = 9)]
		TakeBack {
			/// In which shipment.
			shipment: ShipmentId,
		},
		/// An object event that observes: a lot was inspected.
		#[codec(index = 10)]
		Inspect {
			/// Which.
			lot: LotId,
			/// Whether it passed.
			passed: bool,
		},
	}

	/// That an event is wrong.
	#[serde(rename_all = "camelCase")]
	pub struct Declaration<AccountId> {
		/// When it was declared, in UTC milliseconds.
		pub at: Moment,
		/// By whom.
		pub by: Actor<AccountId>,
		/// Why.
		pub reason: ErrorReason,
		/// Which events are right.
		pub corrective: Corrective,
		/// Whether its effects were undone.
		pub undone: bool,
	}

	/// How one lot came to another.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Edge {
		/// In which way.
		pub link: Link,
		/// In which event, the last one if it was in more than one.
		pub event: EventId,
		/// When, as it was recorded, in UTC milliseconds; of what was inside or fixed, when it first came.
		pub since: Moment,
		/// What befalls the one at this time or before befalls the other, in UTC milliseconds: the time of a
		/// transformation; of what was inside or fixed, when it left, or the end of time while it is there.
		pub until: Moment,
	}

	/// In which way one lot came to another.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum Link {
		/// It was made of it.
		#[codec(index = 0)]
		Made,
		/// It was inside it; it may have been fixed to it as well.
		#[codec(index = 1)]
		Inside,
		/// It was fixed to it, and never inside it: only the breach of a shipment in which both were comes to it.
		#[codec(index = 2)]
		Fixed,
	}

	/// A shipment.
	#[serde(rename_all = "camelCase")]
	pub struct Shipment {
		/// Who sent it.
		pub from: OrganizationId,
		/// To whom.
		pub to: OrganizationId,
		/// What is in it.
		pub lots: LotIds,
		/// What its sensors may read.
		pub limits: Limits,
		/// The event in which it was sent.
		pub event: EventId,
		/// When it was sent, in UTC milliseconds.
		pub sent: Moment,
		/// Until when it can be received, in UTC milliseconds.
		pub answer_by: Moment,
		/// How it is.
		pub status: ShipmentStatus,
		/// When it came to that, in UTC milliseconds.
		pub ended: Option<Moment>,
		/// The breach that was found.
		pub breach: Option<RecallId>,
	}

	/// How a shipment is.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum ShipmentStatus {
		/// On its way.
		#[codec(index = 0)]
		InTransit,
		/// The receiver has it.
		#[codec(index = 1)]
		Received,
		/// The receiver did not take it: the sender has it.
		#[codec(index = 2)]
		Rejected,
		/// The sender called it back.
		#[codec(index = 3)]
		TakenBack,
		/// Nobody received it in time: the sender has it.
		#[codec(index = 4)]
		Lapsed,
	}

	/// What licenses, receivables and sensors are at.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum Target {
		/// A lot.
		#[codec(index = 0)]
		Lot(LotId),
		/// A shipment.
		#[codec(index = 1)]
		Shipment(ShipmentId),
	}

	/// What is attached to a lot or a shipment.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum Attachment {
		/// A license, of a type: a certificate of the goods or of whoever made them.
		#[codec(index = 0)]
		License(LicenseId, TypeCode),
		/// What is owed for the goods.
		#[codec(index = 1)]
		Receivable(ReceivableId),
	}

	/// A receivable that is attached to something.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct TiedReceivable {
		/// Which.
		pub receivable: ReceivableId,
		/// Who attached it.
		pub by: OrganizationId,
	}

	/// A license that is attached to something.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct TiedLicense {
		/// Which.
		pub license: LicenseId,
		/// Of which type.
		pub type_code: TypeCode,
		/// Who attached it.
		pub by: OrganizationId,
	}

	/// What happens by itself.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum Task {
		/// A shipment was not received in time.
		#[codec(index = 0)]
		Lapse(ShipmentId),
		/// The recalls of an organization go on spreading, or ending.
		#[codec(index = 1)]
		Spread(OrganizationId),
	}
}

impl Lot {
	/// How much is left of it.
	pub fn left(&self) -> Quantity {
		self.quantity.saturating_sub(self.consumed).saturating_sub(self.decommissioned)
	}

	/// What it is inside of.
	pub fn parent(&self) -> Option<LotId> {
		match self.place {
			Place::Inside { parent, .. } => Some(parent),
			_ => None,
		}
	}
}

impl Edge {
	/// Whether a recall of the one comes to the other. In the breach of a shipment events are compared, because
	/// those of one block have one time.
	pub fn conducts(&self, recall: &Recall) -> bool {
		let Some(sent_in) = recall.after else {
			return self.link != Link::Fixed && recall.since <= self.until;
		};
		let later = self.until == Moment::MAX || sent_in < self.event;
		// What was fixed to another later did not travel with it.
		later && (self.link != Link::Fixed || self.since <= recall.since)
	}
}

impl Shipment {
	/// Whether the receiver got it, or may yet.
	pub fn may_deliver(&self) -> bool {
		matches!(self.status, ShipmentStatus::InTransit | ShipmentStatus::Received)
	}
}
