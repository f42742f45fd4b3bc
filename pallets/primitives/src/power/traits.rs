// SPDX-License-Identifier: Apache-2.0

//! How the pallets of the power market meet.

use super::{
	Bands, Day, Interval, Price, Pricing, Profile, Reading, Role, Rules, Substitution, Timetable,
};
use crate::{
	Amount, AssetId, AuctionId, ContractId, MarketId, MeterId, Moment, OrganizationId, Party,
};
use alloc::vec::Vec;
use frame_support::weights::Weight;
use sp_runtime::{DispatchError, DispatchResult};

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
	fn weight() -> Weight;
}

#[impl_trait_for_tuples::impl_for_tuples(8)]
impl Commitments for Tuple {
	fn ensure_settled(market: MarketId, party: Party) -> DispatchResult {
		for_tuples!( #( Tuple::ensure_settled(market, party)?; )* );
		Ok(())
	}

	fn weight() -> Weight {
		let mut weight = Weight::zero();
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

/// Says which days are being settled, and which were.
pub trait Settlements {
	/// Whether a settlement of the market reads this day now: what is metered of it does not change
	/// meanwhile.
	fn is_locked(market: MarketId, day: Day) -> bool;

	/// Whether the day was settled and paid for, or collateral was drawn. Corrections may follow.
	fn is_settled(market: MarketId, day: Day) -> bool;

	/// Has a day be settled.
	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(market: MarketId, day: Day);
}

/// Takes the results of auctions, and tells what contracts deliver.
pub trait PowerContracts {
	/// Has `party` sell to the market, or buy from it, what it won in an auction. What it has at stake
	/// was committed by the auction and passes to the contract.
	fn award(award: Award) -> Result<ContractId, DispatchError>;

	/// The most that [`Self::award`] may use.
	fn weight() -> Weight;

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
