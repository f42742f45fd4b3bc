// SPDX-License-Identifier: Apache-2.0

//! Contracts: proposed, accepted, declined, concluded.

use crate::*;
use covenant_primitives::power::{Energy, Role, Timetable};
use frame_support::{ensure, traits::Incrementable};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn contract(id: ContractId) -> Result<Contract, DispatchError> {
		Ok(Contracts::<T>::get(id).ok_or(Error::<T>::NotFound)?)
	}

	pub(crate) fn terms(id: ContractId, version: Day) -> Result<Terms, DispatchError> {
		Ok(TermsFrom::<T>::get(id, version).ok_or(Error::<T>::NotFound)?)
	}

	pub(crate) fn timetable(market: MarketId) -> Result<Timetable, DispatchError> {
		Ok(T::Markets::timetable(market).ok_or(Error::<T>::UnknownMarket)?)
	}

	/// When trade for a day ends, if it has not.
	pub(crate) fn open_gate(market: MarketId, day: Day) -> Result<Moment, DispatchError> {
		let start = Self::timetable(market)?.start_of_day(day);
		let gate = start.saturating_sub(T::Markets::gate_closure(market, day));
		ensure!(T::Time::now() < gate, Error::<T>::GateClosed);
		Ok(gate)
	}

	/// An answer comes before the gate, and within a time.
	pub(crate) fn ensure_answerable(
		market: MarketId,
		from: Day,
		answer_by: Moment,
	) -> DispatchResult {
		let gate = Self::open_gate(market, from)?;
		let now = T::Time::now();
		let latest = now.saturating_add(T::MaxAnswer::get()).min(gate);
		ensure!(now < answer_by && answer_by <= latest, Error::<T>::InvalidAnswerTime);
		Ok(())
	}

	/// Whoever sells can generate; grid companies transmit, and trade nothing.
	pub(crate) fn ensure_trades(market: MarketId, party: Party, sells: bool) -> DispatchResult {
		let may = match T::Markets::ensure_trader(market, party)? {
			Role::GridCompany => false,
			Role::Consumer => !sells,
			_ => true,
		};
		ensure!(may, Error::<T>::InvalidRole);
		Ok(())
	}

	pub(crate) fn ensure_sides(market: MarketId, terms: &Terms) -> DispatchResult {
		if let Some(seller) = terms.seller {
			Self::ensure_trades(market, seller, true)?;
		}
		if let Some(buyer) = terms.buyer {
			Self::ensure_trades(market, buyer, false)?;
		}
		Ok(())
	}

	pub(crate) fn ensure_deliverable(
		market: MarketId,
		from: Day,
		profile: &Profile,
		pricing: &Pricing,
	) -> DispatchResult {
		let per_day = Self::timetable(market)?.per_day();
		ensure!(profile.fits(per_day), Error::<T>::InvalidProfile);
		let days = Energy::from(T::MaxDays::get());
		let most = profile.most_of_day(per_day).saturating_mul(days);
		ensure!(most < Energy::MAX, Error::<T>::InvalidProfile);
		let bounds = T::Markets::price_bounds(market, from).ok_or(Error::<T>::UnknownMarket)?;
		let (low, high) = pricing.range();
		ensure!(bounds.0 <= low && high <= bounds.1, Error::<T>::PriceOutOfBounds);
		Ok(())
	}

	#[allow(clippy::too_many_arguments, reason = "as the call has them")]
	pub(crate) fn do_propose(
		by: SignatoryOf<T>,
		market: MarketId,
		counterparty: Party,
		sells: bool,
		(from, until): (Day, Day),
		profile: Profile,
		pricing: Pricing,
		answer_by: Moment,
	) -> DispatchResult {
		ensure!(counterparty != by.party, Error::<T>::InvalidParty);
		Self::timetable(market)?;
		let days = until.checked_sub(from).filter(|days| *days > 0);
		ensure!(days.is_some_and(|days| days <= T::MaxDays::get()), Error::<T>::InvalidPeriod);
		Self::ensure_answerable(market, from, answer_by)?;
		Self::ensure_deliverable(market, from, &profile, &pricing)?;
		let (seller, buyer) =
			if sells { (by.party, counterparty) } else { (counterparty, by.party) };
		let terms = Terms { seller: Some(seller), buyer: Some(buyer), profile, pricing };
		Self::ensure_sides(market, &terms)?;
		ProposalCount::<T>::try_mutate(by.party, |count| {
			ensure!(*count < T::MaxProposals::get(), Error::<T>::TooMany);
			*count = count.saturating_add(1);
			Ok::<_, DispatchError>(())
		})?;
		let contract = Contract {
			market,
			from,
			until,
			auction: None,
			versions: Versions::truncate_from(alloc::vec![from]),
			status: Status::Proposed { by: by.party, answer_by },
		};
		let id = Self::insert(&contract, &terms)?;
		T::Deadlines::schedule(answer_by, Task::Lapse(id))?;
		ProposedBy::<T>::insert(by.party, id, ());
		Awaited::<T>::insert(counterparty, id, ());
		Self::deposit_event(Event::Proposed { contract: id, details: contract, terms, by });
		Ok(())
	}

	pub(crate) fn insert(contract: &Contract, terms: &Terms) -> Result<ContractId, DispatchError> {
		let id = NextContractId::<T>::get();
		NextContractId::<T>::put(id.increment().ok_or(ArithmeticError::Overflow)?);
		Contracts::<T>::insert(id, contract);
		TermsFrom::<T>::insert(id, contract.from, terms);
		Ok(id)
	}

	/// A contract that waits for an answer, its terms, who proposed it and until when.
	fn proposed(id: ContractId) -> Result<(Contract, Terms, Party, Moment), DispatchError> {
		let contract = Self::contract(id)?;
		let Status::Proposed { by, answer_by } = contract.status else {
			return Err(Error::<T>::InvalidState.into());
		};
		let terms = Self::terms(id, contract.from)?;
		Ok((contract, terms, by, answer_by))
	}

	/// Takes the proposal out of what waits.
	fn answered(id: ContractId, terms: &Terms, by: Party, answer_by: Moment) {
		T::Deadlines::cancel(answer_by, Task::Lapse(id));
		ProposedBy::<T>::remove(by, id);
		if let Some(other) = terms.other(by) {
			Awaited::<T>::remove(other, id);
		}
		ProposalCount::<T>::mutate_exists(by, |count| {
			let left = count.unwrap_or_default().saturating_sub(1);
			*count = (left > 0).then_some(left);
		});
	}

	pub(crate) fn do_accept(by: SignatoryOf<T>, id: ContractId) -> DispatchResult {
		let (mut contract, terms, proposer, answer_by) = Self::proposed(id)?;
		ensure!(terms.other(proposer) == Some(by.party), Error::<T>::NotAuthorized);
		ensure!(T::Time::now() < answer_by, Error::<T>::Expired);
		// The rules may have changed since.
		let Contract { market, from, .. } = contract;
		Self::open_gate(market, from)?;
		Self::ensure_deliverable(market, from, &terms.profile, &terms.pricing)?;
		Self::ensure_sides(market, &terms)?;
		Self::answered(id, &terms, proposer, answer_by);
		contract.status = Status::Agreed;
		Contracts::<T>::insert(id, &contract);
		Self::keep_bounds(id, market, from);
		for party in terms.sides() {
			Self::ensure_room(id, market, party)?;
			Self::enlist(id, market, party);
		}
		Self::restake(id, &contract)?;
		T::Deadlines::schedule(Self::concludes(&contract)?, Task::Conclude(id))?;
		Self::deposit_event(Event::Agreed { contract: id, by });
		Ok(())
	}

	pub(crate) fn do_decline(by: SignatoryOf<T>, id: ContractId) -> DispatchResult {
		let (_, terms, _, _) = Self::proposed(id)?;
		ensure!(terms.sides().any(|side| side == by.party), Error::<T>::NotAuthorized);
		Self::drop_proposal(id)?;
		Self::deposit_event(Event::Declined { contract: id, by });
		Ok(())
	}

	pub(crate) fn drop_proposal(id: ContractId) -> DispatchResult {
		let (contract, terms, by, answer_by) = Self::proposed(id)?;
		Self::answered(id, &terms, by, answer_by);
		TermsFrom::<T>::remove(id, contract.from);
		Contracts::<T>::remove(id);
		Ok(())
	}

	/// Whether a party has the contract, or can have another.
	pub(crate) fn ensure_room(id: ContractId, market: MarketId, party: Party) -> DispatchResult {
		let room = OpenCount::<T>::get(party, market) < T::MaxContracts::get();
		let has = || OpenContracts::<T>::contains_key((market, party, id));
		ensure!(room || has(), Error::<T>::TooMany);
		Ok(())
	}

	/// Puts a contract among a party's.
	pub(crate) fn enlist(id: ContractId, market: MarketId, party: Party) {
		let key = (market, party, id);
		if !OpenContracts::<T>::contains_key(key) {
			OpenCount::<T>::mutate(party, market, |count| *count = count.saturating_add(1));
			OpenContracts::<T>::insert(key, ());
		}
	}

	/// Takes a contract from among a party's.
	pub(crate) fn delist(id: ContractId, market: MarketId, party: Party) {
		OpenContracts::<T>::remove((market, party, id));
		OpenCount::<T>::mutate_exists(party, market, |count| {
			let left = count.unwrap_or_default().saturating_sub(1);
			*count = (left > 0).then_some(left);
		});
	}

	/// When a contract is concluded.
	pub(crate) fn concludes(contract: &Contract) -> Result<Moment, DispatchError> {
		let over = Self::timetable(contract.market)?.start_of_day(contract.until);
		Ok(over.saturating_add(T::SettlementPeriod::get()))
	}

	/// Whether the last day of delivery was settled, and with it all others.
	pub(crate) fn is_settled(contract: &Contract) -> bool {
		T::Settlements::is_settled(contract.market, contract.until.saturating_sub(1))
	}

	pub(crate) fn do_conclude(id: ContractId) -> DispatchResult {
		let mut contract = Self::contract(id)?;
		ensure!(contract.status == Status::Agreed, Error::<T>::InvalidState);
		let at = Self::concludes(&contract)?;
		ensure!(at <= T::Time::now(), Error::<T>::TooEarly);
		ensure!(Self::is_settled(&contract), Error::<T>::NotSettled);
		T::Deadlines::cancel(at, Task::Conclude(id));
		Self::drop_change(id);
		// Each version has two sides at most.
		for (party, amount) in Stakes::<T>::drain_prefix(id) {
			T::Markets::free(contract.market, party, amount);
			Self::delist(id, contract.market, party);
			PastContracts::<T>::insert((contract.market, party, id), ());
		}
		contract.status = Status::Concluded;
		Contracts::<T>::insert(id, contract);
		Self::deposit_event(Event::Concluded { contract: id });
		Ok(())
	}
}
