// SPDX-License-Identifier: Apache-2.0

//! What clients ask.

use crate::{runtime_api::*, *};
use alloc::vec::Vec;
use covenant_primitives::{power::PowerContracts, Page};

impl<T: Config> Pallet<T> {
	/// See [`ContractsApi::contract`].
	pub fn query_contract(id: ContractId) -> Option<ContractInfo> {
		let contract = Contracts::<T>::get(id)?;
		let version = |from: &Day| {
			let terms = TermsFrom::<T>::get(id, from)?;
			Some(Version { from: *from, terms })
		};
		let versions = contract.versions.iter().filter_map(version).collect();
		let stakes = Stakes::<T>::iter_prefix(id).map(|(party, amount)| Stake { party, amount });
		let Contract { market, from, until, auction, status, .. } = contract;
		let stakes = stakes.collect();
		let change = Proposals::<T>::get(id);
		Some(ContractInfo { id, market, from, until, auction, status, versions, stakes, change })
	}

	/// See [`ContractsApi::contracts`].
	pub fn query_contracts(
		market: MarketId,
		party: Party,
		past: bool,
		cursor: Option<ContractId>,
		limit: u32,
	) -> Page<ContractInfo, ContractId> {
		let show = |id: &ContractId| Self::query_contract(*id);
		let prefix = (market, party);
		let key = cursor.map(|last| (market, party, last));
		match (past, key) {
			(false, None) => Page::of(OpenContracts::<T>::iter_key_prefix(prefix), limit, show),
			(false, Some(key)) => {
				let last = OpenContracts::<T>::hashed_key_for(key);
				Page::of(OpenContracts::<T>::iter_key_prefix_from(prefix, last), limit, show)
			}
			(true, None) => Page::of(PastContracts::<T>::iter_key_prefix(prefix), limit, show),
			(true, Some(key)) => {
				let last = PastContracts::<T>::hashed_key_for(key);
				Page::of(PastContracts::<T>::iter_key_prefix_from(prefix, last), limit, show)
			}
		}
	}

	/// See [`ContractsApi::awaited`].
	pub fn query_awaited(
		party: Party,
		cursor: Option<ContractId>,
		limit: u32,
	) -> Page<ContractInfo, ContractId> {
		Page::under::<Awaited<T>, _, _>(party, cursor, limit, |id| Self::query_contract(*id))
	}

	/// See [`ContractsApi::proposed`].
	pub fn query_proposed(
		party: Party,
		cursor: Option<ContractId>,
		limit: u32,
	) -> Page<ContractInfo, ContractId> {
		Page::under::<ProposedBy<T>, _, _>(party, cursor, limit, |id| Self::query_contract(*id))
	}

	/// See [`ContractsApi::deliveries`].
	pub fn query_deliveries(market: MarketId, party: Party, day: Day) -> Vec<DeliveryInfo> {
		let Some(timetable) = T::Markets::timetable(market) else { return Vec::new() };
		let bands = T::Markets::bands(market, day);
		let info = |it: covenant_primitives::power::Delivery| {
			let energy = it.profile.of_day(&timetable, &bands);
			let band = |index| timetable.band_of(index, &bands);
			let price = |index| it.pricing.in_band(band(index));
			DeliveryInfo {
				contract: it.contract,
				counterparty: it.counterparty,
				sells: it.sells,
				pricing: it.pricing,
				energy,
				prices: (0..timetable.per_day()).map(price).collect(),
			}
		};
		<Self as PowerContracts>::deliveries(market, party, day).into_iter().map(info).collect()
	}
}
