// SPDX-License-Identifier: Apache-2.0

//! What the pallet keeps, and the rules that need no storage.

pub use covenant_primitives::{
	catalog::{Kind, Per, Price, Share, MAX_SHARES},
	OrderId, QuoteId, Slots,
};

use covenant_primitives::{
	json, stored, time::DAY, Actor, Amount, AssetId, Capability, DemandId, LicenseId, Moment,
	OrganizationId, OrganizationKind, Party, Region, RequestId, ResourceId, TypeCode, WrappedKey,
};
use frame_support::{traits::ConstU32, BoundedBTreeSet, BoundedVec};
use sp_core::H256;

/// How many stages an order can have.
pub const MAX_STAGES: u32 = 16;

/// The longest window, in milliseconds.
pub const MAX_WINDOW: Moment = 366 * DAY;

/// Fees are told in basis points: so many are the whole.
pub const WHOLE: u16 = 10_000;

/// What is rated, each from 1 to 5: what was had, how true the description was, how fast it went, and how
/// one was dealt with. The other way round: how the resource was treated, how true the request was, how
/// fast it went, and how one was dealt with.
pub type Marks = [u8; 4];

/// What each stage costs, in minor units.
pub type Stages = BoundedVec<Amount, ConstU32<MAX_STAGES>>;

/// Kinds of organizations.
pub type Kinds = BoundedBTreeSet<OrganizationKind, ConstU32<8>>;

/// Divisions where organizations are registered.
pub type Regions = BoundedBTreeSet<Region, ConstU32<8>>;

/// Shares in what an order earns.
pub type Shares = BoundedVec<Share, ConstU32<MAX_SHARES>>;

stored! {
	/// A side of an order.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum Role {
		/// Who asked for it.
		#[codec(index = 0)]
		Buyer,
		/// Who owned the resource then.
		#[codec(index = 1)]
		Seller,
	}

	/// How what is ordered is delivered.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum Method {
		/// The seller says so, and pins its statement: admission to a course, a report.
		#[codec(index = 0)]
		Statement,
		/// The seller hands the key of the content over, sealed to the buyer.
		#[codec(index = 1)]
		Key,
		/// The seller grants the buyer's request for the sealed object (`pallet-sealed-data`), for so
		/// long or so many uses as are paid for.
		#[codec(index = 2)]
		Grant,
		/// Slots are booked, and once they begin either side says that it was there.
		#[codec(index = 3)]
		Attendance,
		/// The seller runs a program, whose digest it agreed to, on data that the buyer does not see, and
		/// hands over a report of the run and the key to the result, sealed to the buyer.
		#[codec(index = 4)]
		Computation,
		/// A project is delivered and paid for in stages.
		#[codec(index = 5)]
		Milestones,
	}

	/// Who may ask for a resource. What is empty or `None` is not looked at.
	#[serde(rename_all = "camelCase")]
	pub struct Eligibility {
		/// Organizations of these kinds.
		pub kinds: Kinds,
		/// Organizations registered in these divisions.
		pub regions: Regions,
		/// With at least this credit score.
		pub credit: u16,
		/// That hold a license of this type.
		pub license: Option<TypeCode>,
		/// That have this capability.
		pub capability: Option<Capability>,
	}

	/// What holds for orders. Windows are milliseconds of chain time.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Conditions {
		/// Whether the seller approves each order; else they are confirmed as they are made.
		pub approval: bool,
		/// How it is delivered.
		pub method: Method,
		/// How long a period is, if that is what the price is for.
		pub period: Option<Moment>,
		/// How long the seller has to answer.
		pub answer: Moment,
		/// How long the seller has to deliver, after confirmation, a stage's settlement, or the end of
		/// the slots.
		pub delivery: Moment,
		/// How long the buyer has to object to what was delivered, and the seller to a part that is
		/// offered for it.
		pub acceptance: Moment,
		/// Until how long before slots begin, or delivery is due, either side cancels for nothing.
		pub notice: Moment,
		/// What the seller keeps when the buyer cancels later, in basis points of what is held.
		pub fee: u16,
		/// Who decides disputes. What costs something has one.
		pub arbiter: Option<OrganizationId>,
		/// The hash of the contract to which whoever orders agrees.
		pub contract: H256,
	}

	/// On which terms a resource can be ordered.
	#[serde(rename_all = "camelCase")]
	pub struct Terms {
		/// How often they were changed.
		pub revision: u32,
		/// Whether orders are taken.
		pub open: bool,
		/// What holds for orders.
		#[serde(flatten)]
		pub conditions: Conditions,
		/// Who may ask.
		pub eligibility: Eligibility,
	}

	/// What a buyer asks for, as it sees it. An order comes about only if all is as it says.
	#[serde(rename_all = "camelCase")]
	pub struct Ask {
		/// The version of the resource.
		pub version: u32,
		/// The revision of its terms.
		pub terms: u32,
		/// All that it costs, in minor units; 0 if it is free.
		#[serde(with = "json::decimal")]
		pub total: Amount,
		/// How much, in what the price is for. With slots it is 1: they say how much.
		pub quantity: u32,
		/// Which slots; for attendance, and nothing else.
		pub slots: Option<Slots>,
		/// What each milestone costs; for projects, and nothing else.
		#[serde(with = "json::decimals")]
		pub stages: Stages,
		/// The digest of the program to run; for computations, and nothing else.
		pub program: Option<H256>,
		/// The request for the sealed object; for grants, and nothing else.
		pub request: Option<RequestId>,
		/// A license that the terms ask for.
		pub license: Option<LicenseId>,
		/// A salted hash of what it is for.
		pub purpose: H256,
	}

	/// How far an order is.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum Status {
		/// The seller is to answer.
		#[codec(index = 0)]
		Requested,
		/// The money is held, and the seller is to deliver.
		#[codec(index = 1)]
		Confirmed,
		/// The buyer can object.
		#[codec(index = 2)]
		Delivered,
		/// The buyer offers a part of what the stage costs, and the seller can object.
		#[codec(index = 3)]
		Reduced {
			/// The part.
			#[serde(with = "json::decimal")]
			amount: Amount,
		},
		/// The arbiter is to decide.
		#[codec(index = 4)]
		Disputed {
			/// Who objected.
			by: Role,
		},
		/// The buyer took the request back.
		#[codec(index = 5)]
		Withdrawn,
		/// The seller refused.
		#[codec(index = 6)]
		Refused,
		/// The seller did not answer.
		#[codec(index = 7)]
		Lapsed,
		/// A side gave it up.
		#[codec(index = 8)]
		Canceled {
			/// Which.
			by: Role,
		},
		/// The seller did not deliver.
		#[codec(index = 9)]
		Failed,
		/// All of it was paid, or decided.
		#[codec(index = 10)]
		Settled,
	}

	/// What an owner asks for what somebody looks for.
	#[serde(rename_all = "camelCase")]
	pub struct Bid {
		/// In what; `None` if it is free.
		pub asset: Option<AssetId>,
		/// What each stage costs; one stage but for projects.
		#[serde(with = "json::decimals")]
		pub stages: Stages,
		/// How much for that, in what the price is for. With slots they say how much.
		pub quantity: u32,
		/// Which slots; for attendance, and nothing else.
		pub slots: Option<Slots>,
		/// Until when it can be accepted, in UTC milliseconds.
		pub until: Moment,
	}

	/// What an owner offers for a demand.
	#[serde(rename_all = "camelCase")]
	pub struct Quote {
		/// The demand.
		pub demand: DemandId,
		/// The resource.
		pub resource: ResourceId,
		/// Its version then.
		pub version: u32,
		/// Its owner.
		pub seller: OrganizationId,
		/// What will hold for the order.
		#[serde(flatten)]
		pub conditions: Conditions,
		/// What the listed price is for.
		pub per: Option<Per>,
		/// What is asked.
		#[serde(flatten)]
		pub bid: Bid,
	}

	/// What a buyer adds to what is agreed on.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Own {
		/// The digest of the program to run; for computations, and nothing else.
		pub program: Option<H256>,
		/// The request for the sealed object; for grants, and nothing else.
		pub request: Option<RequestId>,
		/// A salted hash of what it is for.
		pub purpose: H256,
	}

	/// A resource that is ordered.
	#[serde(rename_all = "camelCase")]
	pub struct Order {
		/// The resource.
		pub resource: ResourceId,
		/// Its version when it was ordered.
		pub version: u32,
		/// Who asked for it.
		pub buyer: OrganizationId,
		/// Who owned it then.
		pub seller: OrganizationId,
		/// In what it is paid; `None` if it is free.
		pub asset: Option<AssetId>,
		/// What holds for it.
		#[serde(flatten)]
		pub conditions: Conditions,
		/// How much.
		pub quantity: u32,
		/// Which slots.
		pub slots: Option<Slots>,
		/// The program to run.
		pub program: Option<H256>,
		/// The sealed object that is granted.
		pub content: Option<covenant_primitives::ObjectId>,
		/// The request for it.
		pub request: Option<RequestId>,
		/// A salted hash of what it is for.
		pub purpose: H256,
		/// What each stage costs.
		#[serde(with = "json::decimals")]
		pub stages: Stages,
		/// The stage that it is in, from 0.
		pub stage: u8,
		/// How far it is.
		pub status: Status,
		/// Since when, in UTC milliseconds.
		pub since: Moment,
		/// Until when whoever is to act is to act; `None` if it is over.
		pub due: Option<Moment>,
	}

	/// What was delivered.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum Evidence {
		/// The hash of the seller's statement: for statements, attendance and milestones.
		#[codec(index = 0)]
		Statement(H256),
		/// The key of the content.
		#[codec(index = 1)]
		Key {
			/// To which of the buyer's encryption keys it is sealed.
			key_version: u32,
			/// The key, sealed.
			wrapped: WrappedKey,
		},
		/// The buyer's request was granted.
		#[codec(index = 2)]
		Grant,
		/// The program was run.
		#[codec(index = 3)]
		Result {
			/// The hash of the report of the run.
			report: H256,
			/// SHA-256 of the result, encrypted.
			result: H256,
			/// To which of the buyer's encryption keys the key is sealed.
			key_version: u32,
			/// The key of the result, sealed.
			wrapped: WrappedKey,
		},
	}

	/// What happened to an order. Money is in minor units of its asset.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum Act {
		/// It was asked for.
		#[codec(index = 0)]
		Requested {
			/// What it costs.
			#[serde(with = "json::decimal")]
			total: Amount,
		},
		/// It was confirmed.
		#[codec(index = 1)]
		Confirmed {
			/// What is held.
			#[serde(with = "json::decimal")]
			held: Amount,
		},
		/// The seller refused.
		#[codec(index = 2)]
		Refused {
			/// The hash of the reason.
			reason: H256,
		},
		/// The buyer took it back.
		#[codec(index = 3)]
		Withdrawn,
		/// The seller did not answer.
		#[codec(index = 4)]
		Lapsed,
		/// A side would have other slots.
		#[codec(index = 5)]
		RescheduleProposed {
			/// The slots.
			slots: Slots,
		},
		/// Other slots are booked.
		#[codec(index = 6)]
		Rescheduled {
			/// The slots.
			slots: Slots,
		},
		/// A stage was delivered.
		#[codec(index = 7)]
		Delivered {
			/// The stage.
			stage: u8,
		},
		/// The buyer offers a part for a stage.
		#[codec(index = 8)]
		Reduced {
			/// How much.
			#[serde(with = "json::decimal")]
			amount: Amount,
		},
		/// A side objected.
		#[codec(index = 9)]
		Disputed {
			/// The hash of the grounds.
			grounds: H256,
		},
		/// A stage was paid.
		#[codec(index = 10)]
		Paid {
			/// The stage.
			stage: u8,
			/// What was divided among those who share.
			#[serde(with = "json::decimal")]
			paid: Amount,
			/// What went back to the buyer.
			#[serde(with = "json::decimal")]
			returned: Amount,
			/// Why.
			cause: Cause,
		},
		/// It was given up.
		#[codec(index = 11)]
		Canceled {
			/// What was divided among those who share.
			#[serde(with = "json::decimal")]
			fee: Amount,
			/// What went back to the buyer.
			#[serde(with = "json::decimal")]
			returned: Amount,
		},
		/// The seller did not deliver.
		#[codec(index = 12)]
		Failed {
			/// What went back to the buyer.
			#[serde(with = "json::decimal")]
			returned: Amount,
		},
		/// A side rated the other.
		#[codec(index = 13)]
		Rated {
			/// How.
			marks: Marks,
		},
	}

	/// Why a stage was paid.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum Cause {
		/// The buyer accepted.
		#[codec(index = 0)]
		Accepted,
		/// Nobody objected in time.
		#[codec(index = 1)]
		Silence,
		/// The seller agreed to a part.
		#[codec(index = 2)]
		PartAgreed,
		/// The arbiter decided.
		#[codec(index = 3)]
		Ruled {
			/// Whose fault it was.
			at_fault: Option<Role>,
		},
		/// The arbiter did not decide in time: each side has half.
		#[codec(index = 4)]
		Halved,
	}

	/// An entry of the log of an order.
	#[serde(rename_all = "camelCase")]
	pub struct Entry<AccountId> {
		/// When, in UTC milliseconds.
		pub at: Moment,
		/// In which block.
		pub block: u32,
		/// Who; `None` if it happened by itself.
		pub by: Option<Actor<AccountId>>,
		/// What.
		pub act: Act,
	}

	/// What happens by itself.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum Task {
		/// Whoever was to act did not.
		#[codec(index = 0)]
		Due(OrderId),
	}

	/// What an organization did in a month, or what was done with a resource.
	#[derive(Copy, Default)]
	#[serde(rename_all = "camelCase")]
	pub struct Figures {
		/// Orders that were asked for.
		pub asked: u32,
		/// Those that the seller approved or refused.
		pub answered: u32,
		/// How long it took for them, all together, in milliseconds.
		#[serde(with = "json::decimal")]
		pub answer_time: u64,
		/// Orders that were settled.
		pub settled: u32,
		/// Orders that were not delivered.
		pub failed: u32,
		/// Units, uses or periods that were delivered.
		#[serde(with = "json::decimal")]
		pub used: u64,
		/// How long places were in use, all together, in minutes.
		#[serde(with = "json::decimal")]
		pub minutes: u64,
	}

	/// What an organization earned and spent in a month, in minor units of an asset.
	#[derive(Copy, Default)]
	#[serde(rename_all = "camelCase")]
	pub struct Turnover {
		/// What it earned: as seller, contributor, or owner of what was built on.
		#[serde(with = "json::decimal")]
		pub earned: Amount,
		/// What it spent as buyer.
		#[serde(with = "json::decimal")]
		pub spent: Amount,
	}
}

impl Ask {
	/// What the buyer adds to what is agreed on.
	pub(crate) fn own(&self) -> Own {
		Own { program: self.program, request: self.request, purpose: self.purpose }
	}
}

impl Method {
	/// Whether resources of a kind are delivered like this.
	pub fn fits(self, kind: Kind) -> bool {
		match kind {
			Kind::Course | Kind::Equipment | Kind::Facility | Kind::ExpertTime => {
				matches!(self, Self::Statement | Self::Attendance)
			}
			Kind::Content => matches!(self, Self::Key | Self::Grant),
			Kind::DataSet => matches!(self, Self::Key | Self::Grant | Self::Computation),
			Kind::Project => self == Self::Milestones,
		}
	}

	/// Whether each order is something of its own, which the seller has to agree to.
	pub fn needs_approval(self) -> bool {
		matches!(self, Self::Computation | Self::Milestones)
	}
}

impl Conditions {
	/// Whether they are sound.
	pub fn is_valid(&self) -> bool {
		let windows = [self.answer, self.delivery, self.acceptance];
		windows.into_iter().chain(self.period).all(|window| (1..=MAX_WINDOW).contains(&window))
			&& self.notice <= MAX_WINDOW
			&& self.fee <= WHOLE
	}
}

impl Status {
	/// Whether somebody is still to act.
	pub fn is_open(self) -> bool {
		matches!(
			self,
			Self::Requested
				| Self::Confirmed
				| Self::Delivered
				| Self::Reduced { .. }
				| Self::Disputed { .. }
		)
	}

	/// Whether money is held.
	pub fn holds(self) -> bool {
		self.is_open() && self != Self::Requested
	}
}

impl Role {
	/// The other side.
	pub fn other(self) -> Self {
		match self {
			Self::Buyer => Self::Seller,
			Self::Seller => Self::Buyer,
		}
	}
}

impl Order {
	/// The side of an organization.
	pub fn role_of(&self, organization: OrganizationId) -> Option<Role> {
		match organization {
			_ if organization == self.buyer => Some(Role::Buyer),
			_ if organization == self.seller => Some(Role::Seller),
			_ => None,
		}
	}

	/// The organization on a side.
	pub fn side(&self, role: Role) -> OrganizationId {
		match role {
			Role::Buyer => self.buyer,
			Role::Seller => self.seller,
		}
	}

	/// What it costs all together.
	pub fn total(&self) -> Amount {
		self.stages.iter().fold(0, |sum, amount| sum.saturating_add(*amount))
	}

	/// What the stage costs that it is in.
	pub fn stage_amount(&self) -> Amount {
		self.stages.get(usize::from(self.stage)).copied().unwrap_or(0)
	}

	/// What this stage and those after it cost.
	pub fn remaining(&self) -> Amount {
		let left = self.stages.iter().skip(self.stage.into());
		left.fold(0, |sum, amount| sum.saturating_add(*amount))
	}

	/// Whether it is over, and something of it was paid or decided.
	pub fn was_had(&self) -> bool {
		self.status == Status::Settled || !self.status.is_open() && self.stage > 0
	}

	/// Whether it is in its last stage.
	pub fn is_last_stage(&self) -> bool {
		usize::from(self.stage).saturating_add(1) >= self.stages.len()
	}
}

/// Whether every mark is from 1 to 5.
pub fn are_marks(marks: &Marks) -> bool {
	marks.iter().all(|mark| (1..=5).contains(mark))
}

/// The mean of marks in tenths, rounded down.
pub fn mean(marks: &Marks) -> u8 {
	let sum = marks.iter().fold(0_u16, |sum, mark| sum.saturating_add((*mark).into()));
	u8::try_from(sum.saturating_mul(10) / 4).unwrap_or(u8::MAX)
}

/// Whose what is.
pub(crate) fn party(organization: OrganizationId) -> Party {
	Party::Organization(organization)
}
