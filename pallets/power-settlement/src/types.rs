// SPDX-License-Identifier: Apache-2.0

//! What the pallet keeps.

pub use covenant_primitives::power::{
	Banded, Day, Energy, Pool, Price, Supply, Usage, MAX_INTERVALS, MAX_ITEMS,
};

use covenant_primitives::{
	id, json, stored, Amount, AssetId, ContractId, MarketId, MeterId, Moment, Month,
	OrganizationId, Party,
};
use frame_support::{traits::ConstU32, BoundedVec};

/// The most lines of a bill: one for each item that a participant pays, one for each that it gets, what
/// it sells to subscribers, and for the operator what is left in each pool.
pub const MAX_LINES: u32 = 80;

/// The longest reason of a dispute or a ruling, in bytes.
pub const MAX_REASON: u32 = 256;

/// A reason, as UTF-8 text.
pub type Reason = BoundedVec<u8, ConstU32<MAX_REASON>>;

/// What an input of a line is called.
pub type Name = BoundedVec<u8, ConstU32<16>>;

/// Prices of a day, as many as it has intervals.
pub type Prices = BoundedVec<Price, ConstU32<MAX_INTERVALS>>;

/// The lines of a bill.
pub type Lines = BoundedVec<Line, ConstU32<MAX_LINES>>;

/// Sums by item of the rules, in minor units.
pub type Sums = BoundedVec<i128, ConstU32<MAX_ITEMS>>;

id! {
	/// A run: one version of the settlement of a month.
	RunId(u64)
}

stored! {
	/// What energy cost in each interval of a day, in minor units per MWh.
	#[serde(rename_all = "camelCase")]
	pub struct DayPrices {
		/// As it was traded the day before.
		pub day_ahead: Prices,
		/// As it was worth when it was delivered.
		pub real_time: Prices,
	}

	/// One version of the settlement of a month.
	#[serde(rename_all = "camelCase")]
	pub struct Run {
		/// The market.
		pub market: MarketId,
		/// The month, where the market is.
		pub month: Month,
		/// The version, counted from 0 for each month.
		pub version: u32,
		/// The version of this month before it.
		pub before: Option<RunId>,
		/// The last one that became final: this one posts differences to it only.
		pub base: Option<RunId>,
		/// The version of the market's rules by which it is settled.
		pub rules: u32,
		/// The organization that runs the market.
		pub operator: OrganizationId,
		/// The settlement asset.
		pub asset: AssetId,
		/// The month's price: the mean of all its day-ahead prices, rounded half up.
		pub price: Price,
		/// How it is.
		pub status: Status,
		/// How many parties have a bill.
		pub accounts: u32,
		/// What they took from the grid, in Wh.
		pub import: Energy,
		/// What each item of the rules brought in for its payee.
		#[serde(with = "json::decimals")]
		pub incomes: Sums,
		/// What came into the pools.
		pub pools: Pools,
		/// What was divided of it.
		pub divided: Pools,
		/// What the bills sum to that are closed.
		#[serde(with = "json::decimal")]
		pub sum: i128,
		/// How many disputes wait for a ruling.
		pub disputes: u32,
		/// What debtors owe.
		#[serde(with = "json::decimal")]
		pub owed: Amount,
		/// What they paid, or was drawn from their collateral.
		#[serde(with = "json::decimal")]
		pub collected: Amount,
		/// What creditors got of it.
		#[serde(with = "json::decimal")]
		pub paid_out: Amount,
		/// When it goes on by itself, in UTC milliseconds.
		pub due: Moment,
	}

	/// How a run is.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum Status {
		/// What was metered and contracted is counted.
		#[codec(index = 0)]
		Counting {
			/// What is counted next.
			next: Cursor,
		},
		/// Lines are computed.
		#[codec(index = 1)]
		Pricing {
			/// The last party whose were.
			last: Option<Party>,
		},
		/// What payments and pools bring is added, and bills are summed up.
		#[codec(index = 2)]
		Closing {
			/// The last party whose was.
			last: Option<Party>,
		},
		/// Bills can be disputed.
		#[codec(index = 3)]
		Preliminary {
			/// Until when, in UTC milliseconds.
			until: Moment,
		},
		/// A dispute was upheld: the bills hold no longer, another version takes their place.
		#[codec(index = 4)]
		Withdrawn,
		/// Bills are posted.
		#[codec(index = 5)]
		Posting {
			/// The last party whose was.
			last: Option<Party>,
		},
		/// Bills are final, and debtors pay.
		#[codec(index = 6)]
		Payable {
			/// Until when, in UTC milliseconds.
			until: Moment,
		},
		/// What was not paid is drawn from collateral.
		#[codec(index = 7)]
		Enforcing {
			/// The last party that was looked at.
			last: Option<Party>,
		},
		/// Creditors are paid.
		#[codec(index = 8)]
		Distributing {
			/// The last party that was looked at.
			last: Option<Party>,
		},
		/// Everybody paid, and was paid.
		#[codec(index = 9)]
		Settled,
		/// Something is missing, which creditors miss in proportion until it is paid.
		#[codec(index = 10)]
		Short,
	}

	/// What is counted next.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum Cursor {
		/// The participant after this one, or the first.
		#[codec(index = 0)]
		After(Option<Party>),
		/// A participant's next meter.
		#[codec(index = 1)]
		Meters {
			/// The participant.
			of: Party,
			/// After this meter, or the first.
			after: Option<MeterId>,
		},
		/// The rest of a meter's month.
		#[codec(index = 2)]
		Days {
			/// The participant.
			of: Party,
			/// Its meter.
			meter: MeterId,
			/// The first day of the rest.
			from: Day,
			/// The most that was taken from the grid in an interval before, in Wh.
			peak: Energy,
		},
		/// A participant's next contract.
		#[codec(index = 3)]
		Contracts {
			/// The participant.
			of: Party,
			/// After this contract, or the first.
			after: Option<ContractId>,
		},
	}

	/// What was counted of a party in a month. Products are energy times price, in Wh times minor units
	/// per MWh.
	#[derive(Copy, Default)]
	#[serde(rename_all = "camelCase")]
	pub struct Account {
		/// The capacity that it agreed, in kVA.
		pub capacity: u32,
		/// By whom it was supplied.
		pub supply: Option<Supply>,
		/// What its meters counted.
		pub metered: Counted,
		/// What it contracted.
		pub contracted: Contracted,
		/// What its subscribers pay for what it supplied.
		#[serde(with = "json::decimal")]
		pub sales: i128,
	}

	/// What meters counted.
	#[derive(Copy, Default)]
	#[serde(rename_all = "camelCase")]
	pub struct Counted {
		/// Whether there was a meter.
		pub connected: bool,
		/// What was given to the grid, less what was taken from it, in Wh: without energy in blocks that
		/// were used up, without what a retailer supplies, and with what is supplied to subscribers.
		#[serde(with = "json::decimal")]
		pub energy: i128,
		/// The same, times the real-time price of each interval.
		#[serde(with = "json::decimal")]
		pub product: i128,
		/// All that was taken from the grid, by band, in Wh.
		pub import: Banded<Energy>,
		/// The highest power of the month, in W: what each meter counted in its highest interval.
		pub demand: u64,
		/// What a retailer supplied.
		pub usage: Usage,
	}

	/// What was contracted.
	#[derive(Copy, Default)]
	#[serde(rename_all = "camelCase")]
	pub struct Contracted {
		/// Whether anything was.
		pub any: bool,
		/// What was sold, less what was bought, in Wh.
		#[serde(with = "json::decimal")]
		pub energy: i128,
		/// The same, times the real-time price of each interval.
		#[serde(with = "json::decimal")]
		pub product: i128,
		/// What was sold to others and bought from them, times the contracts' prices.
		#[serde(with = "json::decimal")]
		pub contracts: i128,
		/// What was sold and bought in auctions, times their prices.
		#[serde(with = "json::decimal")]
		pub day_ahead: i128,
		/// The energy of contracts for difference, times what their prices exceed the market's by.
		#[serde(with = "json::decimal")]
		pub differences: i128,
	}

	/// Money that is nobody's until it is divided, in minor units.
	#[derive(Copy, Default)]
	#[serde(rename_all = "camelCase")]
	pub struct Pools {
		/// See [`Pool::Balancing`].
		#[serde(with = "json::decimal")]
		pub balancing: i128,
		/// See [`Pool::Deviation`].
		#[serde(with = "json::decimal")]
		pub deviation: i128,
		/// See [`Pool::LineLoss`].
		#[serde(with = "json::decimal")]
		pub line_loss: i128,
		/// See [`Pool::SystemOperation`].
		#[serde(with = "json::decimal")]
		pub system_operation: i128,
		/// See [`Pool::Surcharges`].
		#[serde(with = "json::decimal")]
		pub surcharges: i128,
		/// See [`Pool::Rounding`].
		#[serde(with = "json::decimal")]
		pub rounding: i128,
	}

	/// What a party pays or gets for a month.
	#[derive(Default)]
	#[serde(rename_all = "camelCase")]
	pub struct Bill {
		/// Line by line; lines of nothing are left out.
		pub lines: Lines,
		/// What they sum to, in minor units: what the party gets, or pays if it is negative.
		#[serde(with = "json::decimal")]
		pub total: i128,
		/// What it differs by from the version that was final before.
		#[serde(with = "json::decimal")]
		pub due: i128,
		/// How much of that was paid.
		#[serde(with = "json::decimal")]
		pub paid: Amount,
	}

	/// A line of a bill.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Line {
		/// For what.
		pub of: LineKind,
		/// How much, in minor units: what the party gets, or pays if it is negative.
		#[serde(with = "json::decimal")]
		pub amount: i128,
	}

	/// What a line is for.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum LineKind {
		/// Energy of contracts with others.
		#[codec(index = 0)]
		Contracts,
		/// Energy of auctions.
		#[codec(index = 1)]
		DayAhead,
		/// Contracts for difference.
		#[codec(index = 2)]
		Differences,
		/// What was delivered beyond all that, or less.
		#[codec(index = 3)]
		RealTime,
		/// The fee for deviating.
		#[codec(index = 4)]
		Deviation,
		/// A charge, by its place among the rules' items.
		#[codec(index = 5)]
		Charge(u8),
		/// What others pay of that charge.
		#[codec(index = 6)]
		Income(u8),
		/// What a retailer supplied.
		#[codec(index = 7)]
		Retail,
		/// What was supplied to subscribers.
		#[codec(index = 8)]
		Sales,
		/// A share of a pool.
		#[codec(index = 9)]
		Share(Pool),
		/// What is left in a pool: the operator keeps it.
		#[codec(index = 10)]
		Rest(Pool),
	}

	/// What a party holds against a line of its bill.
	#[serde(rename_all = "camelCase")]
	pub struct Dispute {
		/// Why.
		#[serde(with = "json::text")]
		pub reason: Reason,
		/// What an arbiter said.
		pub ruling: Option<Ruling>,
	}

	/// What an arbiter says of a dispute.
	#[serde(rename_all = "camelCase")]
	pub struct Ruling {
		/// Which.
		pub arbiter: OrganizationId,
		/// Whether the line is wrong.
		pub upheld: bool,
		/// Why.
		#[serde(with = "json::text")]
		pub reason: Reason,
	}

	/// The run of a month that became final last.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Final {
		/// Which.
		pub run: RunId,
		/// Whether the month was paid for, by it or by one before.
		pub settled: bool,
	}

	/// What happens by itself.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum Task {
		/// A run goes on.
		#[codec(index = 0)]
		Advance(RunId),
	}
}

impl Status {
	/// Whether the inputs may not change.
	pub fn is_locked(&self) -> bool {
		matches!(
			self,
			Self::Counting { .. }
				| Self::Pricing { .. }
				| Self::Closing { .. }
				| Self::Preliminary { .. }
				| Self::Posting { .. }
		)
	}

	/// Whether bills are final.
	pub fn is_final(&self) -> bool {
		self.is_paid_for()
			|| matches!(
				self,
				Self::Payable { .. } | Self::Enforcing { .. } | Self::Distributing { .. }
			)
	}

	/// Whether what there was to collect was paid out.
	pub fn is_paid_for(&self) -> bool {
		matches!(self, Self::Settled | Self::Short)
	}
}

impl Pools {
	/// All there are.
	pub const ALL: [Pool; 6] = [
		Pool::Balancing,
		Pool::Deviation,
		Pool::LineLoss,
		Pool::SystemOperation,
		Pool::Surcharges,
		Pool::Rounding,
	];

	/// What is in a pool.
	pub fn of(&self, pool: Pool) -> i128 {
		match pool {
			Pool::Balancing => self.balancing,
			Pool::Deviation => self.deviation,
			Pool::LineLoss => self.line_loss,
			Pool::SystemOperation => self.system_operation,
			Pool::Surcharges => self.surcharges,
			Pool::Rounding => self.rounding,
		}
	}

	/// The same, to be changed.
	pub fn of_mut(&mut self, pool: Pool) -> &mut i128 {
		match pool {
			Pool::Balancing => &mut self.balancing,
			Pool::Deviation => &mut self.deviation,
			Pool::LineLoss => &mut self.line_loss,
			Pool::SystemOperation => &mut self.system_operation,
			Pool::Surcharges => &mut self.surcharges,
			Pool::Rounding => &mut self.rounding,
		}
	}
}

impl Bill {
	/// What the party still has to pay.
	pub fn owes(&self) -> Amount {
		if self.due < 0 {
			self.due.unsigned_abs().saturating_sub(self.paid)
		} else {
			0
		}
	}
}
