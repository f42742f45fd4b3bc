// SPDX-License-Identifier: Apache-2.0

//! Markets and their rules.

use crate::*;
use covenant_primitives::{
	power::{Bands, PowerMarkets, Price, Roster, Substitution},
	readable, Capability, Month, OrganizationId,
};
use frame_support::{ensure, pallet_prelude::ConstU32, traits::Incrementable, BoundedVec};
use sp_runtime::{
	traits::{BlakeTwo256, Hash},
	ArithmeticError, DispatchError, DispatchResult,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn market(id: MarketId) -> Result<Market, DispatchError> {
		Ok(Markets::<T>::get(id).ok_or(Error::<T>::NotFound)?)
	}

	/// The market, if `by` acts for the organization that runs it.
	pub(crate) fn market_of(by: &ActorOf<T>, id: MarketId) -> Result<Market, DispatchError> {
		let market = Self::market(id)?;
		ensure!(market.operator == by.organization, Error::<T>::NotAuthorized);
		Ok(market)
	}

	/// The day that it is where the market is.
	pub(crate) fn today(market: &Market) -> Day {
		market.timetable.day_at(T::Time::now())
	}

	/// The version in force on a day, and the day from which it holds.
	pub(crate) fn version_on(id: MarketId, day: Day) -> Option<(u32, Day)> {
		let versions = VersionsOf::<T>::get(id);
		let version = versions.partition_point(|from| *from <= day).checked_sub(1)?;
		Some((u32::try_from(version).ok()?, *versions.get(version)?))
	}

	/// The rules in force on a day.
	pub(crate) fn rules_on(id: MarketId, day: Day) -> Option<Rules> {
		let (_, from) = Self::version_on(id, day)?;
		RulesFrom::<T>::get(id, from)
	}

	/// The rules in force today.
	pub(crate) fn rules_now(id: MarketId, market: &Market) -> Result<Rules, DispatchError> {
		Ok(Self::rules_on(id, Self::today(market)).ok_or(Error::<T>::NoRules)?)
	}

	pub(crate) fn do_open(
		by: ActorOf<T>,
		name: BoundedVec<u8, ConstU32<MAX_NAME>>,
		asset: AssetId,
		timetable: Timetable,
	) -> DispatchResult {
		ensure!(readable(&name).is_some(), Error::<T>::InvalidName);
		ensure!(T::Assets::asset_exists(asset), Error::<T>::UnknownAsset);
		ensure!(timetable.is_valid(), Error::<T>::InvalidTimetable);
		let id = NextMarketId::<T>::get();
		NextMarketId::<T>::put(id.increment().ok_or(ArithmeticError::Overflow)?);
		Self::count_part(Party::Organization(by.organization));
		let market = Market { operator: by.organization, name, asset, timetable };
		Markets::<T>::insert(id, &market);
		Self::deposit_event(Event::Opened { market: id, details: market, by });
		Ok(())
	}

	pub(crate) fn do_appoint(id: MarketId, operator: OrganizationId) -> DispatchResult {
		let market = Self::market(id)?;
		ensure!(market.operator != operator, Error::<T>::AlreadyExists);
		let may = T::Organizations::has_capability(operator, Capability::OperateMarket);
		ensure!(may, Error::<T>::NotInGoodStanding);
		Self::uncount_part(Party::Organization(market.operator));
		Self::count_part(Party::Organization(operator));
		Markets::<T>::insert(id, Market { operator, ..market });
		Self::deposit_event(Event::Appointed { market: id, operator });
		Ok(())
	}

	/// From a day to come, and after every other version. A month is settled by one version, so that all
	/// but the first begin with a month.
	fn ensure_later(id: MarketId, market: &Market, from: Day) -> DispatchResult {
		let last = VersionsOf::<T>::get(id).last().copied();
		let later = from > Self::today(market) && last.is_none_or(|last| from > last);
		ensure!(later, Error::<T>::TooEarly);
		let whole = last.is_none() || Month::of_day(from).first_day() == Some(from);
		ensure!(whole, Error::<T>::WithinMonth);
		Ok(())
	}

	pub(crate) fn do_propose_rules(
		by: ActorOf<T>,
		id: MarketId,
		proposal: Proposal,
	) -> DispatchResult {
		let market = Self::market_of(&by, id)?;
		ensure!(proposal.rules.is_valid(), Error::<T>::InvalidRules);
		Self::ensure_later(id, &market, proposal.from)?;
		let (from, rules_hash) = (proposal.from, BlakeTwo256::hash_of(&(id, &proposal)));
		Proposals::<T>::insert(id, proposal);
		Self::deposit_event(Event::RulesProposed { market: id, from, rules_hash, by });
		Ok(())
	}

	pub(crate) fn do_consent(id: MarketId, hash: H256) -> DispatchResult {
		let market = Self::market(id)?;
		let proposal = Proposals::<T>::take(id).ok_or(Error::<T>::OtherProposal)?;
		ensure!(BlakeTwo256::hash_of(&(id, &proposal)) == hash, Error::<T>::OtherProposal);
		let Proposal { from, rules } = proposal;
		Self::ensure_later(id, &market, from)?;
		let version = VersionsOf::<T>::try_mutate(id, |versions| {
			let version = u32::try_from(versions.len()).map_err(|_| Error::<T>::TooMany)?;
			versions.try_push(from).map_err(|_| Error::<T>::TooMany)?;
			Ok::<_, Error<T>>(version)
		})?;
		RulesFrom::<T>::insert(id, from, rules);
		Self::deposit_event(Event::RulesSet { market: id, version, from });
		Ok(())
	}
}

impl<T: Config> Roster for Pallet<T> {
	fn participant_after(market: MarketId, last: Option<Party>) -> Option<(Party, Option<u32>)> {
		let mut participants = match last {
			Some(last) => {
				let last = Participants::<T>::hashed_key_for(market, last);
				Participants::<T>::iter_prefix_from(market, last)
			}
			None => Participants::<T>::iter_prefix(market),
		};
		let (party, participant) = participants.next()?;
		let admitted = participant.standing != Standing::Applied;
		Some((party, admitted.then_some(participant.capacity)))
	}

	fn rules_version(market: MarketId, day: Day) -> Option<u32> {
		Self::version_on(market, day).map(|(version, _)| version)
	}
}

impl<T: Config> PowerMarkets for Pallet<T> {
	fn operator(market: MarketId) -> Option<OrganizationId> {
		Markets::<T>::get(market).map(|market| market.operator)
	}

	fn timetable(market: MarketId) -> Option<Timetable> {
		Markets::<T>::get(market).map(|market| market.timetable)
	}

	fn asset(market: MarketId) -> Option<AssetId> {
		Markets::<T>::get(market).map(|market| market.asset)
	}

	fn role(market: MarketId, party: Party) -> Option<Role> {
		let participant = Participants::<T>::get(market, party)?;
		(participant.standing != Standing::Applied).then_some(participant.role)
	}

	fn ensure_trader(id: MarketId, party: Party) -> Result<Role, DispatchError> {
		let market = Self::market(id)?;
		let participant = Self::participant(id, party)?;
		Self::ensure_active(&participant)?;
		let there = party.is_in_good_standing::<T::AccountId, T::Organizations, T::Persons>();
		ensure!(there, Error::<T>::NotInGoodStanding);
		let required = Self::rules_now(id, &market)?.required(participant.at_stake);
		ensure!(participant.collateral >= required, Error::<T>::InsufficientCollateral);
		Ok(participant.role)
	}

	fn price_bounds(market: MarketId, day: Day) -> Option<(Price, Price)> {
		Self::rules_on(market, day).map(|rules| (rules.floor, rules.ceiling))
	}

	fn gate_closure(market: MarketId, day: Day) -> Moment {
		Self::rules_on(market, day).map_or(0, |rules| rules.gate_closure)
	}

	fn bands(market: MarketId, day: Day) -> Bands {
		Self::rules_on(market, day).map(|rules| rules.bands).unwrap_or_default()
	}

	fn substitution(market: MarketId, day: Day) -> Substitution {
		Self::rules_on(market, day).map_or(Substitution::Zero, |rules| rules.substitution)
	}

	fn rules(market: MarketId, day: Day) -> Option<Rules> {
		Self::rules_on(market, day)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(market: Option<MarketId>, party: Party, role: Role) -> MarketId {
		benchmarking::set_up::<T>(market, party, role)
	}
}
