// SPDX-License-Identifier: Apache-2.0

//! What clients ask.

use crate::{runtime_api::*, *};
use covenant_primitives::Page;
use sp_runtime::traits::{BlakeTwo256, Hash};

impl<T: Config> Pallet<T> {
	/// See [`PowerMarketApi::market`].
	pub fn query_market(id: MarketId) -> Option<MarketInfo> {
		let market = Markets::<T>::get(id)?;
		let proposed = Proposals::<T>::get(id)
			.map(|proposal| Proposed { hash: BlakeTwo256::hash_of(&(id, &proposal)), proposal });
		let today = Self::today(&market);
		let version = Self::version_on(id, today).map(|(version, _)| version);
		Some(MarketInfo { id, market, today, version, proposed })
	}

	/// See [`PowerMarketApi::markets`].
	pub fn query_markets(cursor: Option<MarketId>, limit: u32) -> Page<MarketInfo, MarketId> {
		let first = cursor.map_or(0, |last| last.0.saturating_add(1));
		let ids = (first..NextMarketId::<T>::get().0).map(MarketId);
		Page::of(ids, limit, |id| Self::query_market(*id))
	}

	/// See [`PowerMarketApi::rules`].
	pub fn query_rules(id: MarketId, day: Option<Day>) -> Option<RulesInfo> {
		let day = match day {
			Some(day) => day,
			None => Self::today(&Markets::<T>::get(id)?),
		};
		let (version, from) = Self::version_on(id, day)?;
		Some(RulesInfo { version, from, rules: RulesFrom::<T>::get(id, from)? })
	}

	/// See [`PowerMarketApi::participant`].
	pub fn query_participant(id: MarketId, party: Party) -> Option<ParticipantInfo<T::AccountId>> {
		let market = Markets::<T>::get(id)?;
		let participant = Participants::<T>::get(id, party)?;
		let required = Self::required(id, &market, participant.at_stake);
		Some(ParticipantInfo { market: id, party, participant, required })
	}

	/// See [`PowerMarketApi::participants`].
	pub fn query_participants(
		id: MarketId,
		cursor: Option<Party>,
		limit: u32,
	) -> Page<ParticipantInfo<T::AccountId>, Party> {
		Page::under::<Participants<T>, _, _>(id, cursor, limit, |party| {
			Self::query_participant(id, *party)
		})
	}

	/// See [`PowerMarketApi::markets_of`].
	pub fn query_markets_of(
		party: Party,
		cursor: Option<MarketId>,
		limit: u32,
	) -> Page<ParticipantInfo<T::AccountId>, MarketId> {
		Page::under::<MarketsOf<T>, _, _>(party, cursor, limit, |id| {
			Self::query_participant(*id, party)
		})
	}
}
