// SPDX-License-Identifier: Apache-2.0

//! What the sides have at stake: what all the days of a contract, those that were delivered as well, can
//! cost them until it is concluded.

use crate::*;
use alloc::{collections::BTreeMap, vec::Vec};
use covenant_primitives::power::{
	at_stake, exposure, Award, ContractMonths, Delivery, Energy, PowerContracts, Stretch,
};
use frame_support::weights::Weight;
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Remembers between which prices the market's lies.
	pub(crate) fn keep_bounds(id: ContractId, market: MarketId, version: Day) {
		BoundsFrom::<T>::set(id, version, T::Markets::price_bounds(market, version));
	}

	/// The prices between which lies what energy can cost a side.
	fn range(id: ContractId, version: Day, pricing: &Pricing) -> (Price, Price) {
		let bounds = BoundsFrom::<T>::get(id, version).unwrap_or_default();
		match pricing {
			Pricing::Difference { price, .. } => {
				(bounds.0.saturating_sub(*price), bounds.1.saturating_sub(*price))
			}
			_ => at_stake(pricing.range(), bounds),
		}
	}

	/// What each has at stake, by all versions.
	pub(crate) fn stakes(
		id: ContractId,
		contract: &Contract,
	) -> Result<BTreeMap<Party, Amount>, DispatchError> {
		let per_day = Self::timetable(contract.market)?.per_day();
		let ends = contract.versions.iter().skip(1).chain([&contract.until]);
		let mut stakes = BTreeMap::<Party, Amount>::new();
		for (from, until) in contract.versions.iter().zip(ends) {
			let terms = Self::terms(id, *from)?;
			let days = Energy::from(until.saturating_sub(*from));
			let energy = terms.profile.most_of_day(per_day).saturating_mul(days);
			let amount = exposure(energy, Self::range(id, *from, &terms.pricing));
			for party in terms.sides() {
				let stake = stakes.entry(party).or_default();
				*stake = stake.saturating_add(amount);
			}
		}
		Ok(stakes)
	}

	/// Puts at stake what the contract as it is now asks for. Refused if somebody's collateral does not
	/// cover it.
	pub(crate) fn restake(id: ContractId, contract: &Contract) -> DispatchResult {
		let market = contract.market;
		let last = Self::terms(id, contract.last_version())?;
		let stakes = Self::stakes(id, contract)?;
		let had = Stakes::<T>::iter_prefix(id).collect::<BTreeMap<_, _>>();
		// Whoever left before the first delivery has no part in it any more.
		for (party, amount) in had.iter().filter(|(party, _)| !stakes.contains_key(party)) {
			T::Markets::free(market, *party, *amount);
			Stakes::<T>::remove(id, party);
			Self::delist(id, market, *party);
		}
		for (party, amount) in stakes {
			let stays = last.sides().any(|side| side == party);
			let amount = match had.get(&party) {
				// What an auction committed can be less than its contract asks for now.
				Some(had) if !stays => amount.min(*had),
				_ => amount,
			};
			if had.get(&party) == Some(&amount) {
				continue;
			}
			let before = had.get(&party).copied().unwrap_or_default();
			if amount > before {
				T::Markets::commit(market, party, amount.saturating_sub(before))?;
			} else {
				T::Markets::free(market, party, before.saturating_sub(amount));
			}
			Stakes::<T>::insert(id, party, amount);
		}
		Ok(())
	}
}

impl<T: Config> ContractMonths for Pallet<T> {
	fn contract_after(
		market: MarketId,
		party: Party,
		last: Option<ContractId>,
	) -> Option<ContractId> {
		let prefix = (market, party);
		let mut contracts = match last {
			Some(last) => {
				let last = OpenContracts::<T>::hashed_key_for((market, party, last));
				OpenContracts::<T>::iter_key_prefix_from(prefix, last)
			}
			None => OpenContracts::<T>::iter_key_prefix(prefix),
		};
		contracts.next()
	}

	fn stretches(id: ContractId, from: Day, until: Day) -> Vec<Stretch> {
		let Some(contract) = Contracts::<T>::get(id) else { return Vec::new() };
		let ends = contract.versions.iter().skip(1).chain([&contract.until]);
		let versions = contract.versions.iter().zip(ends);
		let stretch = |(first, end): (&Day, &Day)| {
			let (from, until) = (from.max(*first), until.min(*end).min(contract.until));
			let terms = TermsFrom::<T>::get(id, first).filter(|_| from < until)?;
			let Terms { seller, buyer, profile, pricing } = terms;
			Some(Stretch { from, until, seller, buyer, profile, pricing })
		};
		versions.filter_map(stretch).collect()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(market: MarketId, seller: Party, buyer: Party, from: Day, until: Day) -> ContractId {
		benchmarking::set_up::<T>(market, seller, buyer, from, until)
	}
}

impl<T: Config> PowerContracts for Pallet<T> {
	fn award(award: Award) -> Result<ContractId, DispatchError> {
		let Award { market, auction, party, sells, from, until, profile, price, stake } = award;
		let (seller, buyer) = if sells { (Some(party), None) } else { (None, Some(party)) };
		let terms = Terms { seller, buyer, profile, pricing: Pricing::Fixed(price) };
		let contract = Contract {
			market,
			from,
			until,
			auction: Some(auction),
			versions: Versions::truncate_from(alloc::vec![from]),
			status: Status::Agreed,
		};
		let id = Self::insert(&contract, &terms)?;
		Self::keep_bounds(id, market, from);
		Self::enlist(id, market, party);
		Stakes::<T>::insert(id, party, stake);
		T::Deadlines::schedule(Self::concludes(&contract)?, Task::Conclude(id))?;
		Self::deposit_event(Event::Awarded { contract: id, details: contract, terms });
		Ok(id)
	}

	fn weight() -> Weight {
		<T as Config>::WeightInfo::award()
	}

	fn deliveries(market: MarketId, party: Party, day: Day) -> Vec<Delivery> {
		let mut ids = OpenContracts::<T>::iter_key_prefix((market, party)).collect::<Vec<_>>();
		ids.sort_unstable();
		let delivery = |id: ContractId| {
			let version = Contracts::<T>::get(id)?.version_on(day)?;
			let terms = TermsFrom::<T>::get(id, version)?;
			let sells = terms.seller == Some(party);
			let counterparty = terms.other(party);
			let takes_part = sells || terms.buyer == Some(party);
			let Terms { profile, pricing, .. } = terms;
			takes_part.then_some(Delivery { contract: id, counterparty, sells, profile, pricing })
		};
		ids.into_iter().filter_map(delivery).collect()
	}
}
