// SPDX-License-Identifier: Apache-2.0

//! Energy, prices and intervals, and how the pallets of the power market meet.
//!
//! Energy is counted in Wh, and prices are minor units of money per MWh. A market's days begin at
//! midnight where it is, and each is cut into intervals of one length. Days and intervals are counted
//! from 1970, so that an interval's day and its place in it are a division away.

use crate::{
	json, stored, time::MINUTE, Amount, AssetId, AuctionId, ContractId, MarketId, MeterId, Moment,
	OrganizationId, Party,
};
use alloc::vec::Vec;
use frame_support::{traits::ConstU32, BoundedVec};
use sp_runtime::{DispatchError, DispatchResult, Permill};

/// Energy in Wh.
pub type Energy = u64;

/// Minor units of money per MWh. It may be negative.
pub type Price = i64;

/// A day where the market is, counted from 1970-01-01.
pub type Day = u32;

/// An interval, counted from the midnight with which 1970 began where the market is.
pub type Interval = u32;

/// Wh in a MWh.
pub const MWH: Energy = 1_000_000;

/// The most intervals in a day, of five minutes each.
pub const MAX_INTERVALS: u32 = 288;

/// Half hours in a day: the steps in which a tariff's bands change.
pub const HALF_HOURS: u32 = 48;

stored! {
	/// How a market cuts time.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Timetable {
		/// How long an interval is, in milliseconds.
		pub length: Moment,
		/// How far clocks there are ahead of UTC, in milliseconds.
		pub offset: Moment,
	}

	/// What a participant does in a market.
	#[derive(Copy, PartialOrd, Ord)]
	#[serde(rename_all = "camelCase")]
	pub enum Role {
		/// Generates power.
		#[codec(index = 0)]
		Generator,
		/// Buys power for others.
		#[codec(index = 1)]
		Retailer,
		/// Uses power.
		#[codec(index = 2)]
		Consumer,
		/// Uses power, and generates some.
		#[codec(index = 3)]
		Prosumer,
		/// Stores power.
		#[codec(index = 4)]
		Storage,
		/// Transmits and distributes power.
		#[codec(index = 5)]
		GridCompany,
	}

	/// What a part of the day is in a tariff by time of use.
	#[derive(Copy, PartialOrd, Ord)]
	#[serde(rename_all = "camelCase")]
	pub enum Band {
		/// The dearest hours.
		#[codec(index = 0)]
		Sharp,
		/// Dear hours.
		#[codec(index = 1)]
		Peak,
		/// Plain hours.
		#[codec(index = 2)]
		Flat,
		/// Cheap hours.
		#[codec(index = 3)]
		Valley,
	}

	/// One of something for each band.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Banded<Value> {
		/// In the dearest hours.
		pub sharp: Value,
		/// In dear hours.
		pub peak: Value,
		/// In plain hours.
		pub flat: Value,
		/// In cheap hours.
		pub valley: Value,
	}

	/// What stands for a reading that is missing.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum Substitution {
		/// The meter's reading of the same interval a week before; nothing if there is none.
		#[codec(index = 0)]
		LastWeek,
		/// The average of the day's readings, rounded down; nothing if there are none.
		#[codec(index = 1)]
		Average,
		/// Nothing.
		#[codec(index = 2)]
		Zero,
	}

	/// What a meter says of an interval.
	#[derive(Copy, Default)]
	#[serde(rename_all = "camelCase")]
	pub struct Reading {
		/// What was taken from the grid, in Wh.
		pub import: Energy,
		/// What was given to the grid, in Wh.
		pub export: Energy,
		/// Whether it stands for a reading that is missing.
		pub substituted: bool,
	}

	/// How energy is spread over the intervals of a day, in Wh an interval.
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum Profile {
		/// The same in each.
		#[codec(index = 0)]
		Flat(Energy),
		/// The same in each of a part of the day.
		#[codec(index = 1)]
		Window {
			/// The first interval of the day, from 0.
			from: u16,
			/// The first that it is not.
			until: u16,
			/// In each.
			energy: Energy,
		},
		/// By the bands of the market's tariff.
		#[codec(index = 2)]
		Banded(Banded<Energy>),
		/// One by one, as many as the day has.
		#[codec(index = 3)]
		Curve(BoundedVec<Energy, ConstU32<MAX_INTERVALS>>),
	}

	/// Against which price of the market the difference is paid.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum Reference {
		/// The day-ahead price.
		#[codec(index = 0)]
		DayAhead,
		/// The real-time price.
		#[codec(index = 1)]
		RealTime,
	}

	/// What the energy of a contract costs.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum Pricing {
		/// One price.
		#[codec(index = 0)]
		Fixed(Price),
		/// A price for each band of the market's tariff.
		#[codec(index = 1)]
		TimeOfUse(Banded<Price>),
		/// No energy is delivered: the difference between this price and the market's is paid.
		#[codec(index = 2)]
		Difference {
			/// The contract's price.
			price: Price,
			/// The market's.
			reference: Reference,
		},
	}

	/// Money that is nobody's until it is divided.
	#[derive(Copy, PartialOrd, Ord)]
	#[serde(rename_all = "camelCase")]
	pub enum Pool {
		/// What deviations in real time bring in or cost.
		#[codec(index = 0)]
		Balancing,
		/// Fees for deviations beyond the band.
		#[codec(index = 1)]
		Deviation,
		/// Line losses.
		#[codec(index = 2)]
		LineLoss,
		/// The operation of the system.
		#[codec(index = 3)]
		SystemOperation,
		/// Surcharges of the government.
		#[codec(index = 4)]
		Surcharges,
		/// What rounding leaves.
		#[codec(index = 5)]
		Rounding,
	}

	/// Who gets what a charge brings in.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum Payee {
		/// A participant.
		#[codec(index = 0)]
		Participant(Party),
		/// A pool.
		#[codec(index = 1)]
		Pool(Pool),
	}

	/// What a charge is for.
	#[derive(Copy, PartialOrd, Ord)]
	#[serde(rename_all = "camelCase")]
	pub enum ChargeKind {
		/// Transmission and distribution.
		#[codec(index = 0)]
		Transmission,
		/// Line loss.
		#[codec(index = 1)]
		LineLoss,
		/// The operation of the system.
		#[codec(index = 2)]
		SystemOperation,
		/// A surcharge of the government.
		#[codec(index = 3)]
		Surcharge,
	}

	/// What a charge is counted by.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum Basis {
		/// The energy taken from the grid: minor units per MWh, by band.
		#[codec(index = 0)]
		Energy(Banded<Price>),
		/// The highest power of the month: minor units per kW.
		#[codec(index = 1)]
		Demand(Price),
		/// The capacity that was agreed: minor units per kVA.
		#[codec(index = 2)]
		Capacity(Price),
	}

	/// A line of every bill: what a market settles, and how.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum Item {
		/// The energy of contracts, at their prices.
		#[codec(index = 0)]
		Contracts,
		/// The differences that contracts for difference have paid.
		#[codec(index = 1)]
		Differences,
		/// What was delivered beyond contracts, or less, at the real-time price.
		#[codec(index = 2)]
		RealTime,
		/// A fee for deviating from contracts beyond a band.
		#[codec(index = 3)]
		Deviation {
			/// The band, as a part of what was contracted.
			tolerance: Permill,
			/// The fee, as a part of the month's price.
			fee: Permill,
		},
		/// A charge on whoever takes power from the grid.
		#[codec(index = 4)]
		Charge {
			/// What it is for.
			kind: ChargeKind,
			/// What it is counted by.
			basis: Basis,
			/// Who gets it.
			payee: Payee,
		},
		/// What retailers charge by their packages.
		#[codec(index = 5)]
		Retail,
		/// What is in a pool is divided among those who took power from the grid, by energy.
		#[codec(index = 6)]
		Redistribution(Pool),
	}

	/// The rules of a market, which hold from a day on.
	#[serde(rename_all = "camelCase")]
	pub struct Rules {
		/// How long before a day begins its trade ends, in milliseconds.
		pub gate_closure: Moment,
		/// The lowest price, in minor units per MWh.
		pub floor: Price,
		/// The highest price.
		pub ceiling: Price,
		/// The band of each half hour of a day.
		pub bands: Bands,
		/// What stands for a reading that is missing.
		pub substitution: Substitution,
		/// The least collateral of whoever trades, in minor units.
		#[serde(with = "json::decimal")]
		pub min_collateral: Amount,
		/// The collateral for what is at stake, as a part of it.
		pub margin: Permill,
		/// How long a participant has to answer a call for collateral, in milliseconds.
		pub margin_period: Moment,
		/// What is settled, in the order of the bill.
		pub items: Items,
	}

	/// How a price is found where the last accepted bid and the last accepted offer differ.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum PriceRule {
		/// The lowest bid that is accepted, even in part.
		#[codec(index = 0)]
		LastAcceptedBid,
		/// The highest offer that is accepted, even in part.
		#[codec(index = 1)]
		LastAcceptedOffer,
		/// Half of both, rounded down.
		#[codec(index = 2)]
		Midpoint,
	}
}

/// The most items in a market's rules.
pub const MAX_ITEMS: u32 = 32;

/// The items of a market's rules.
pub type Items = BoundedVec<Item, ConstU32<MAX_ITEMS>>;

/// The bands of a day's half hours.
pub type Bands = BoundedVec<Band, ConstU32<HALF_HOURS>>;

impl Rules {
	/// Whether they can be a market's: prices that leave room, a band for each half hour, no item twice
	/// but charges, and each pool divided once at most, after all that goes into it.
	pub fn is_valid(&self) -> bool {
		let bands = u32::try_from(self.bands.len()) == Ok(HALF_HOURS);
		bands && self.floor <= self.ceiling && self.items_are_valid()
	}

	fn items_are_valid(&self) -> bool {
		self.items.iter().enumerate().all(|(place, item)| {
			let before = self.items.get(..place).unwrap_or_default();
			let after = self.items.get(place..).unwrap_or_default();
			match item {
				Item::Charge { .. } => true,
				Item::Redistribution(pool) => {
					!before.contains(item) && !after.iter().any(|it| it.feeds() == Some(*pool))
				}
				Item::Deviation { .. } => {
					!before.iter().any(|it| matches!(it, Item::Deviation { .. }))
				}
				_ => !before.contains(item),
			}
		})
	}

	/// The collateral for so much at stake.
	pub fn required(&self, at_stake: Amount) -> Amount {
		self.margin.mul_ceil(at_stake).max(self.min_collateral)
	}
}

impl Item {
	/// The pool that it fills, besides that of rounding.
	pub fn feeds(&self) -> Option<Pool> {
		match self {
			Self::RealTime => Some(Pool::Balancing),
			Self::Deviation { .. } => Some(Pool::Deviation),
			Self::Charge { payee: Payee::Pool(pool), .. } => Some(*pool),
			_ => None,
		}
	}
}

impl<Value: Copy> Banded<Value> {
	/// That of a band.
	pub fn of(&self, band: Band) -> Value {
		match band {
			Band::Sharp => self.sharp,
			Band::Peak => self.peak,
			Band::Flat => self.flat,
			Band::Valley => self.valley,
		}
	}

	/// All four.
	pub fn all(&self) -> [Value; 4] {
		[self.sharp, self.peak, self.flat, self.valley]
	}
}

impl Timetable {
	const DAY: Moment = crate::time::DAY;

	/// Whether the intervals fill half hours, and are no shorter than five minutes.
	pub fn is_valid(&self) -> bool {
		const MINUTES: [Moment; 4] = [5, 10, 15, 30];
		let (minutes, rest) = (self.length / MINUTE, self.length % MINUTE);
		rest == 0 && MINUTES.contains(&minutes) && self.offset < Self::DAY
	}

	/// How many intervals a day has.
	pub fn per_day(&self) -> u32 {
		let count = Self::DAY.checked_div(self.length).unwrap_or(1);
		u32::try_from(count).unwrap_or(u32::MAX).max(1)
	}

	/// The day that `at`, in UTC milliseconds, lies in.
	pub fn day_at(&self, at: Moment) -> Day {
		crate::time::day(at.saturating_add(self.offset))
	}

	/// The interval that `at`, in UTC milliseconds, lies in.
	pub fn interval_at(&self, at: Moment) -> Interval {
		let count = at.saturating_add(self.offset).checked_div(self.length).unwrap_or(0);
		u32::try_from(count).unwrap_or(u32::MAX)
	}

	/// When an interval begins, in UTC milliseconds.
	pub fn start(&self, interval: Interval) -> Moment {
		self.length.saturating_mul(interval.into()).saturating_sub(self.offset)
	}

	/// When an interval is over, in UTC milliseconds.
	pub fn end(&self, interval: Interval) -> Moment {
		self.start(interval.saturating_add(1))
	}

	/// When a day begins, in UTC milliseconds.
	pub fn start_of_day(&self, day: Day) -> Moment {
		Self::DAY.saturating_mul(day.into()).saturating_sub(self.offset)
	}

	/// The first interval of a day.
	pub fn first_of(&self, day: Day) -> Interval {
		day.saturating_mul(self.per_day())
	}

	/// The day that an interval is of.
	pub fn day_of(&self, interval: Interval) -> Day {
		interval.checked_div(self.per_day()).unwrap_or(0)
	}

	/// The place of an interval in its day, from 0.
	pub fn index_of(&self, interval: Interval) -> u32 {
		interval.checked_rem(self.per_day()).unwrap_or(0)
	}

	/// The half hour that the interval at this place of a day lies in, from 0.
	pub fn half_hour_of(&self, index: u32) -> u32 {
		index.saturating_mul(HALF_HOURS).checked_div(self.per_day()).unwrap_or(0)
	}

	/// The band of the interval at this place of a day. What is not said is plain.
	pub fn band_of(&self, index: u32, bands: &[Band]) -> Band {
		let place = usize::try_from(self.half_hour_of(index)).unwrap_or(usize::MAX);
		bands.get(place).copied().unwrap_or(Band::Flat)
	}
}

impl Profile {
	/// Whether it fits days of so many intervals, and holds anything.
	pub fn fits(&self, per_day: u32) -> bool {
		match self {
			Self::Flat(energy) => *energy > 0,
			Self::Window { from, until, energy } => {
				*energy > 0 && from < until && u32::from(*until) <= per_day
			}
			Self::Banded(energy) => energy.all().iter().any(|energy| *energy > 0),
			Self::Curve(curve) => {
				u32::try_from(curve.len()) == Ok(per_day) && curve.iter().any(|energy| *energy > 0)
			}
		}
	}

	/// What it has in each interval of a day.
	pub fn of_day(&self, timetable: &Timetable, bands: &[Band]) -> Vec<Energy> {
		let at = |index: u32| match self {
			Self::Flat(energy) => *energy,
			Self::Window { from, until, energy } => {
				let within = (u32::from(*from)..u32::from(*until)).contains(&index);
				if within {
					*energy
				} else {
					0
				}
			}
			Self::Banded(energy) => energy.of(timetable.band_of(index, bands)),
			Self::Curve(curve) => {
				let place = usize::try_from(index).unwrap_or(usize::MAX);
				curve.get(place).copied().unwrap_or(0)
			}
		};
		(0..timetable.per_day()).map(at).collect()
	}

	/// The most that a day can have with these, whatever the bands are.
	pub fn most_of_day(&self, per_day: u32) -> Energy {
		let each = |energy: Energy, count: u32| energy.saturating_mul(count.into());
		match self {
			Self::Flat(energy) => each(*energy, per_day),
			Self::Window { from, until, energy } => {
				each(*energy, u32::from(until.saturating_sub(*from)))
			}
			Self::Banded(energy) => {
				each(energy.all().into_iter().max().unwrap_or_default(), per_day)
			}
			Self::Curve(curve) => {
				curve.iter().fold(0, |sum: Energy, energy| sum.saturating_add(*energy))
			}
		}
	}
}

impl Pricing {
	/// The price in a band.
	pub fn in_band(&self, band: Band) -> Price {
		match self {
			Self::Fixed(price) | Self::Difference { price, .. } => *price,
			Self::TimeOfUse(prices) => prices.of(band),
		}
	}

	/// The lowest and the highest price in it.
	pub fn range(&self) -> (Price, Price) {
		match self {
			Self::Fixed(price) | Self::Difference { price, .. } => (*price, *price),
			Self::TimeOfUse(prices) => prices
				.all()
				.into_iter()
				.fold((Price::MAX, Price::MIN), |(low, high), it| (low.min(it), high.max(it))),
		}
	}
}

/// What `energy` costs at `price`, see [`round`].
pub fn cost(energy: Energy, price: Price) -> i128 {
	round(i128::from(energy).saturating_mul(price.into()))
}

/// A sum of Wh times prices in minor units of money, rounded half up: half a unit goes towards plus
/// infinity, so that what one gets and the other pays is not always the same. Round once for both.
pub fn round(product: i128) -> i128 {
	let unit = i128::from(MWH);
	let up = product.rem_euclid(unit) >= unit / 2;
	product.div_euclid(unit).saturating_add(up.into())
}

/// The most that `energy` can cost either side at a price between the two, in minor units.
pub fn exposure(energy: Energy, (low, high): (Price, Price)) -> Amount {
	let worst = low.unsigned_abs().max(high.unsigned_abs());
	Amount::from(energy).saturating_mul(worst.into()).div_ceil(MWH.into())
}

/// What pallets of the power market ask about markets and their participants.
pub trait PowerMarkets {
	/// The organization that runs the market.
	fn operator(market: MarketId) -> Option<OrganizationId>;

	/// How the market cuts time.
	fn timetable(market: MarketId) -> Option<Timetable>;

	/// The settlement asset.
	fn asset(market: MarketId) -> Option<AssetId>;

	/// What a party does there, if it takes part, in whatever standing.
	fn role(market: MarketId, party: Party) -> Option<Role>;

	/// Refuses, with the market's own error, whoever may not trade there now: no participant, suspended,
	/// called for collateral, or no longer in good standing.
	fn ensure_trader(market: MarketId, party: Party) -> Result<Role, DispatchError>;

	/// The lowest and the highest price on a day, by the rules in force then.
	fn price_bounds(market: MarketId, day: Day) -> Option<(Price, Price)>;

	/// How long before a day begins its trade ends, in milliseconds, by the rules in force then.
	fn gate_closure(market: MarketId, day: Day) -> Moment;

	/// The bands of a day, by the rules in force then.
	fn bands(market: MarketId, day: Day) -> Bands;

	/// What stands for a reading that is missing, by the rules in force on that day.
	fn substitution(market: MarketId, day: Day) -> Substitution;

	/// The rules in force on a day.
	fn rules(market: MarketId, day: Day) -> Option<Rules>;

	/// Makes `party` a participant with this role of a market in `asset`, with collateral for whatever
	/// it does, and returns the market: a new one unless one is given.
	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(market: Option<MarketId>, party: Party, role: Role) -> MarketId;
}

/// What participants put aside so that they keep what they promise. Its required level follows what
/// they have at stake.
pub trait Collateral {
	/// Puts `amount` more at stake. Refused if the collateral does not cover it.
	fn commit(market: MarketId, party: Party, amount: Amount) -> DispatchResult;

	/// Puts `amount` less at stake.
	fn free(market: MarketId, party: Party, amount: Amount);

	/// Takes up to `amount` of the collateral for `to`, and returns how much it was. The required level
	/// stays: the participant is called for what is missing then.
	fn draw(market: MarketId, party: Party, amount: Amount, to: Party) -> Amount;
}

/// What a participant still has to do in a market before it can leave. Each pallet that keeps such
/// records says so, and the runtime puts them in a tuple.
pub trait Commitments {
	/// Refuses, with the pallet's own error, while anything is owed or pending.
	fn ensure_settled(market: MarketId, party: Party) -> DispatchResult;

	/// The most that [`Self::ensure_settled`] may use.
	fn weight() -> frame_support::weights::Weight;
}

#[impl_trait_for_tuples::impl_for_tuples(8)]
impl Commitments for Tuple {
	fn ensure_settled(market: MarketId, party: Party) -> DispatchResult {
		for_tuples!( #( Tuple::ensure_settled(market, party)?; )* );
		Ok(())
	}

	fn weight() -> frame_support::weights::Weight {
		let mut weight = frame_support::weights::Weight::zero();
		for_tuples!( #( weight = weight.saturating_add(Tuple::weight()); )* );
		weight
	}
}

/// What pallets of the power market ask about meters.
pub trait Metering {
	/// The market that a meter is of.
	fn market(meter: MeterId) -> Option<MarketId>;

	/// Whose the meter was on a day.
	fn owner(meter: MeterId, day: Day) -> Option<Party>;

	/// What the device said of an interval; `None` if it said nothing, even if something was put in
	/// its place. It never changes.
	fn reading(meter: MeterId, interval: Interval) -> Option<Reading>;

	/// Every reading of a day that is closed, in order, with what was put in the place of those that
	/// are missing.
	fn day(meter: MeterId, day: Day) -> Option<Vec<Reading>>;

	/// Whether what the meter exports comes from sun, wind, water or biomass.
	fn is_green(meter: MeterId) -> bool;

	/// Makes a meter of `owner`'s with a reading in an interval that is over, and returns both.
	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(market: MarketId, owner: Party, reading: Reading) -> (MeterId, Interval);
}

/// Says which days are being settled: what is metered of them does not change meanwhile.
pub trait SettlementLocks {
	/// Whether a settlement of the market reads this day now.
	fn is_locked(market: MarketId, day: Day) -> bool;
}

impl SettlementLocks for () {
	fn is_locked(_: MarketId, _: Day) -> bool {
		false
	}
}

/// Takes the results of auctions, and tells what contracts deliver.
pub trait PowerContracts {
	/// Has `party` sell to the market, or buy from it, what it won in an auction. What it has at stake
	/// was committed by the auction and passes to the contract.
	fn award(award: Award) -> Result<ContractId, DispatchError>;

	/// The most that [`Self::award`] may use.
	fn weight() -> frame_support::weights::Weight;

	/// What a participant sells and buys on a day, in the order of the contracts' ids.
	fn deliveries(market: MarketId, party: Party, day: Day) -> Vec<Delivery>;
}

/// What a contract has a participant sell or buy on a day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Delivery {
	/// Which contract.
	pub contract: ContractId,
	/// To or from whom; `None` if it is the market, after an auction.
	pub counterparty: Option<Party>,
	/// Whether it sells.
	pub sells: bool,
	/// How much.
	pub profile: Profile,
	/// At what price.
	pub pricing: Pricing,
}

/// What a participant won in an auction.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Award {
	/// In which market.
	pub market: MarketId,
	/// In which auction.
	pub auction: AuctionId,
	/// Who.
	pub party: Party,
	/// Whether it sells.
	pub sells: bool,
	/// The first day of delivery.
	pub from: Day,
	/// The first day after it.
	pub until: Day,
	/// What is delivered each day.
	pub profile: Profile,
	/// At what price.
	pub price: Price,
	/// What was committed for it.
	pub stake: Amount,
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::time::{DAY, HOUR};

	const QUARTERS: Timetable = Timetable { length: 15 * MINUTE, offset: 8 * HOUR };

	#[test]
	fn time_is_cut_where_the_market_is() {
		// 2026-10-14T16:00:00Z is midnight in China.
		let midnight = 20_740 * DAY + 16 * HOUR;
		assert_eq!(QUARTERS.per_day(), 96);
		assert_eq!(QUARTERS.day_at(midnight), 20_741);
		assert_eq!(QUARTERS.day_at(midnight - 1), 20_740);
		let first = QUARTERS.interval_at(midnight);
		assert_eq!(first, 20_741 * 96);
		assert_eq!(QUARTERS.first_of(20_741), first);
		assert_eq!(QUARTERS.start(first), midnight);
		assert_eq!(QUARTERS.start_of_day(20_741), midnight);
		assert_eq!(QUARTERS.end(first), midnight + 15 * MINUTE);
		assert_eq!(QUARTERS.interval_at(midnight - 1), first - 1);
		assert_eq!((QUARTERS.day_of(first + 95), QUARTERS.index_of(first + 95)), (20_741, 95));
	}

	#[test]
	fn only_lengths_that_fill_half_hours_do() {
		for minutes in 1..=120 {
			let timetable = Timetable { length: minutes * MINUTE, offset: 0 };
			assert_eq!(timetable.is_valid(), [5, 10, 15, 30].contains(&minutes), "{minutes}");
		}
		assert!(!Timetable { length: 30 * MINUTE, offset: DAY }.is_valid());
		assert!(!Timetable { length: 30 * MINUTE + 1, offset: 0 }.is_valid());
		assert_eq!(Timetable { length: 5 * MINUTE, offset: 0 }.per_day(), MAX_INTERVALS);
	}

	#[test]
	fn profiles_fill_a_day() {
		let bands = [[Band::Valley; 16], [Band::Peak; 16], [Band::Sharp; 16]].concat();
		let banded = Profile::Banded(Banded { sharp: 4, peak: 3, flat: 2, valley: 1 });
		let day = banded.of_day(&QUARTERS, &bands);
		assert_eq!(day, [[1; 32], [3; 32], [4; 32]].concat());
		assert_eq!(banded.most_of_day(96), 4 * 96);
		assert_eq!(banded.of_day(&QUARTERS, &[]), [2; 96]);
		let window = Profile::Window { from: 94, until: 96, energy: 7 };
		assert_eq!(window.of_day(&QUARTERS, &bands)[93..], [0, 7, 7]);
		assert_eq!(window.most_of_day(96), 14);
		assert!(window.fits(96) && !window.fits(48));
		assert_eq!(Profile::Flat(3).of_day(&QUARTERS, &bands), [3; 96]);
		let curve = Profile::Curve((0..96).collect::<Vec<_>>().try_into().unwrap());
		assert_eq!(curve.of_day(&QUARTERS, &bands)[95], 95);
		assert_eq!(curve.most_of_day(96), 95 * 96 / 2);
		assert!(curve.fits(96) && !curve.fits(288));
		for empty in [
			Profile::Flat(0),
			Profile::Window { from: 3, until: 3, energy: 1 },
			Profile::Window { from: 3, until: 4, energy: 0 },
			Profile::Banded(Banded { sharp: 0, peak: 0, flat: 0, valley: 0 }),
			Profile::Curve(alloc::vec![0; 96].try_into().unwrap()),
		] {
			assert!(!empty.fits(96), "{empty:?}");
		}
	}

	#[test]
	fn costs_are_rounded_half_up() {
		for (product, units) in [
			(499_999, 0),
			(500_000, 1),
			(-500_000, 0),
			(-500_001, -1),
			(i128::MAX, i128::MAX / 1_000_000),
			(i128::MIN, i128::MIN / 1_000_000),
		] {
			assert_eq!(round(product), units, "{product}");
		}
		assert_eq!(cost(MWH, 300), 300);
		assert_eq!(cost(500_000, 1), 1);
		assert_eq!(cost(499_999, 1), 0);
		assert_eq!(cost(500_000, -1), 0);
		assert_eq!(cost(500_001, -1), -1);
		assert_eq!(cost(1_500_000, 3), 5);
		assert_eq!(cost(Energy::MAX, Price::MIN), -170_141_183_460_469_231_722_463_931_679_029);
		assert_eq!(exposure(500_001, (-3, 2)), 2);
		assert_eq!(
			exposure(Energy::MAX, (Price::MIN, 0)),
			170_141_183_460_469_231_722_463_931_679_030
		);
	}

	#[test]
	fn prices_depend_on_the_band() {
		let prices = Banded { sharp: 9, peak: 7, flat: 5, valley: -3 };
		assert_eq!(Pricing::TimeOfUse(prices).range(), (-3, 9));
		assert_eq!(Pricing::TimeOfUse(prices).in_band(Band::Valley), -3);
		assert_eq!(Pricing::Fixed(4).range(), (4, 4));
		let difference = Pricing::Difference { price: 4, reference: Reference::RealTime };
		assert_eq!(difference.in_band(Band::Sharp), 4);
	}
}
