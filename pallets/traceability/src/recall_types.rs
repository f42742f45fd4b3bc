// SPDX-License-Identifier: Apache-2.0

//! What the pallet keeps of recalls and breaches.

pub use crate::windows::{Window, Windows, MAX_WINDOWS};

use crate::{EventId, RecallId, SensorId, Shipment, Target};
use covenant_primitives::{json, stored, LotId, Moment, OrganizationId, ReceivableId, ShipmentId};
use frame_support::{traits::ConstU32, BoundedVec};
use sp_core::H256;

/// The most lots that a recall begins with.
pub const MAX_ROOTS: u32 = 8;

/// The longest reason of a recall, in bytes.
pub const MAX_REASON: u32 = 256;

/// A lot in so many recalls at a time can be sent back, packed or unpacked; in more it stays where it is until
/// some have ended.
pub const MAX_MARKS: u32 = 4;

/// The lots that a recall begins with.
pub type Roots = BoundedVec<LotId, ConstU32<MAX_ROOTS>>;

/// Why something is recalled.
pub type Reason = BoundedVec<u8, ConstU32<MAX_REASON>>;

stored! {
	/// What goes from lots to all that came of them: a recall, or a breach.
	#[serde(rename_all = "camelCase")]
	pub struct Recall {
		/// Whose it is: whoever recalled them; of a breach, whoever put the sensor there or sent the shipment. They can
		/// be sent back to it.
		pub by: OrganizationId,
		/// Why.
		pub cause: Cause,
		/// What came of the lots before is not marked, in UTC milliseconds.
		pub since: Moment,
		/// In the breach of a shipment, the event in which that was sent: what came of the lots before it is not marked.
		pub after: Option<EventId>,
		/// When it began, in UTC milliseconds.
		pub at: Moment,
		/// How it is.
		pub status: RecallStatus,
		/// How many lots it has marked.
		pub marked: u64,
		/// How many entries its queue has had.
		pub tail: u64,
		/// The breach whose place it takes: that ends once this one has come to all that it can come to.
		pub supersedes: Option<RecallId>,
	}

	/// When the recalls of an organization go on by themselves.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Turn {
		/// When, in UTC milliseconds.
		pub due: Moment,
		/// The last one that went on: the turn is then the next one's, so that each comes forward.
		pub after: Option<RecallId>,
	}

	/// Why lots are marked.
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum Cause {
		/// Somebody recalled them.
		#[codec(index = 0)]
		Called {
			/// Which.
			lots: Roots,
			/// Why.
			#[serde(with = "json::text")]
			reason: Reason,
			/// The hash of the notice.
			digest: H256,
		},
		/// A sensor read what it may not.
		#[codec(index = 1)]
		Breach {
			/// Of what.
			target: Target,
			/// What it read.
			evidence: Evidence,
		},
	}

	/// A reading beyond a limit.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Evidence {
		/// The sensor.
		pub sensor: SensorId,
		/// The number of the reading; of a batch, that of its first one.
		pub sequence: u64,
		/// Whether it is a batch.
		pub batch: bool,
		/// The value, or the batch's lowest or highest.
		pub value: i64,
		/// When it was, in UTC milliseconds; of a batch, when that began.
		pub at: Moment,
	}

	/// How a recall is.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum RecallStatus {
		/// It goes from lot to lot.
		#[codec(index = 0)]
		Spreading {
			/// The entry of the queue that is being worked on.
			head: u64,
			/// How far that is.
			stage: Stage,
		},
		/// All that came of the lots is marked, and so is what will.
		#[codec(index = 1)]
		Open,
		/// It was ended, and marks are taken away.
		#[codec(index = 2)]
		Ending {
			/// How far that is.
			stage: EndStage,
		},
		/// It is over.
		#[codec(index = 3)]
		Ended {
			/// Since when, in UTC milliseconds.
			at: Moment,
		},
	}

	/// How far an entry of the queue is.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum Stage {
		/// The lots of a breach are being marked.
		#[codec(index = 0)]
		Roots {
			/// The place of the next one.
			next: u32,
		},
		/// Receivables are being frozen.
		#[codec(index = 1)]
		Receivables {
			/// Of what.
			of: Target,
			/// The last one: they are taken in the order of their ids, so that none is passed over if one is detached.
			after: Option<ReceivableId>,
		},
		/// Shipments that the lot was in are being looked at.
		#[codec(index = 2)]
		Shipments {
			/// The last one.
			after: Option<ShipmentId>,
		},
		/// Lots that the lot was inside of are being looked at.
		#[codec(index = 3)]
		Carriers {
			/// The last one.
			after: Option<LotId>,
		},
		/// Lots that came of it are being marked.
		#[codec(index = 4)]
		Descendants {
			/// The last one.
			after: Option<LotId>,
		},
	}

	/// How far the end of a recall is.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum EndStage {
		/// The queue is being emptied.
		#[codec(index = 0)]
		Queue {
			/// The next entry.
			head: u64,
		},
		/// Marks are being taken away.
		#[codec(index = 1)]
		Marks {
			/// The last lot.
			after: Option<LotId>,
		},
		/// Receivables are being let go.
		#[codec(index = 2)]
		Receivables {
			/// The last one.
			after: Option<ReceivableId>,
		},
		/// The times at which lots held goods are being forgotten.
		#[codec(index = 3)]
		Carriers {
			/// The last lot.
			after: Option<LotId>,
		},
	}

	/// An entry of the queue.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum Work {
		/// What came of a lot is to be marked, and what is owed for the lot frozen.
		#[codec(index = 0)]
		Visit {
			/// Which.
			lot: LotId,
		},
		/// What is owed for shipments of a lot is to be frozen that held one that is marked.
		#[codec(index = 1)]
		Carrier {
			/// Which.
			lot: LotId,
			/// When it held it.
			window: Window,
		},
	}

	/// A mark of a recall on a lot.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Mark {
		/// The lot by which it came to this one; `None` if the recall began with it.
		pub via: Option<LotId>,
		/// Whether it still counts.
		pub active: bool,
	}
}

impl Recall {
	/// Whether its marks count.
	pub fn is_open(&self) -> bool {
		matches!(self.status, RecallStatus::Spreading { .. } | RecallStatus::Open)
	}

	/// Whether nothing is left of it.
	pub fn is_over(&self) -> bool {
		matches!(self.status, RecallStatus::Ended { .. })
	}

	/// Whether what an organization attached to marked goods is frozen: always in a recall; in a breach only what is
	/// its own, so that nobody has what it owes frozen by what it does to the goods.
	pub fn concerns(&self, organization: OrganizationId) -> bool {
		match self.cause {
			Cause::Called { .. } => true,
			Cause::Breach { .. } => self.by == organization,
		}
	}

	/// Whether what is owed for a shipment is frozen: in the breach of another, or of a lot, only if it arrived
	/// later than that began.
	pub fn reaches(&self, id: ShipmentId, shipment: &Shipment) -> bool {
		let target = Target::Shipment(id);
		let own = matches!(self.cause, Cause::Breach { target: of, .. } if of == target);
		let later = shipment.ended.is_none_or(|ended| self.since < ended);
		shipment.may_deliver() && (own || later)
	}

	/// Whether an organization called it itself. What such a one owes is not frozen: nobody puts its own debts off.
	pub fn is_called_by(&self, organization: OrganizationId) -> bool {
		matches!(self.cause, Cause::Called { .. }) && self.by == organization
	}

	/// Whether steps are left to be taken.
	pub fn is_working(&self) -> bool {
		matches!(self.status, RecallStatus::Spreading { .. } | RecallStatus::Ending { .. })
	}
}

impl Work {
	/// The lot.
	pub fn lot(&self) -> LotId {
		match self {
			Self::Visit { lot } | Self::Carrier { lot, .. } => *lot,
		}
	}

	/// Where it begins.
	pub fn first_stage(&self) -> Stage {
		match self {
			Self::Visit { lot } => Stage::Receivables { of: Target::Lot(*lot), after: None },
			Self::Carrier { .. } => Stage::Shipments { after: None },
		}
	}

	/// When what the lot was in held goods of the recall with it.
	pub fn window(&self) -> Window {
		match self {
			Self::Visit { .. } => Window::ALWAYS,
			Self::Carrier { window, .. } => *window,
		}
	}
}
