// SPDX-License-Identifier: Apache-2.0

//! Changes of contracts, from a day to come: proposed by a side, agreed by all whom they concern.

use crate::*;
use frame_support::ensure;
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_propose_change(
		by: SignatoryOf<T>,
		id: ContractId,
		from: Day,
		change: Change,
		answer_by: Moment,
	) -> DispatchResult {
		let contract = Self::contract(id)?;
		ensure!(contract.status == Status::Agreed, Error::<T>::InvalidState);
		let last = contract.last_version();
		let terms = Self::terms(id, last)?;
		ensure!(terms.sides().any(|side| side == by.party), Error::<T>::NotAuthorized);
		ensure!(!Proposals::<T>::contains_key(id), Error::<T>::AlreadyProposed);
		ensure!(last <= from && from < contract.until, Error::<T>::InvalidPeriod);
		Self::ensure_answerable(contract.market, from, answer_by)?;
		let mut waiting = Waiting::default();
		let other = terms.other(by.party);
		match &change {
			Change::Amend { profile, pricing } => {
				Self::ensure_deliverable(contract.market, from, profile, pricing)?;
			}
			Change::Transfer { to } => {
				let another = *to != by.party && Some(*to) != other;
				ensure!(another, Error::<T>::InvalidParty);
				Self::ensure_trades(contract.market, *to, terms.seller == Some(by.party))?;
				waiting.try_push(*to).map_err(|_| Error::<T>::TooMany)?;
			}
			Change::End => {}
		}
		let transferred = matches!(change, Change::Transfer { .. });
		ensure!(contract.auction.is_none() || transferred, Error::<T>::FromAuction);
		if let Some(other) = other {
			waiting.try_push(other).map_err(|_| Error::<T>::TooMany)?;
		}
		for party in &waiting {
			Awaited::<T>::insert(party, id, ());
		}
		T::Deadlines::schedule(answer_by, Task::LapseChange(id))?;
		let proposal = Proposal { from, change, by: by.party, waiting, answer_by };
		Proposals::<T>::insert(id, &proposal);
		Self::deposit_event(Event::ChangeProposed { contract: id, proposal, by });
		Ok(())
	}

	pub(crate) fn do_agree_change(by: SignatoryOf<T>, id: ContractId) -> DispatchResult {
		let mut proposal = Proposals::<T>::get(id).ok_or(Error::<T>::NotProposed)?;
		let place = proposal.waiting.iter().position(|party| *party == by.party);
		let place = place.ok_or(Error::<T>::NotAuthorized)?;
		ensure!(T::Time::now() < proposal.answer_by, Error::<T>::Expired);
		proposal.waiting.remove(place);
		Awaited::<T>::remove(by.party, id);
		Self::deposit_event(Event::ChangeAgreed { contract: id, by });
		if proposal.waiting.is_empty() {
			Self::carry_out(id, proposal)
		} else {
			Proposals::<T>::insert(id, proposal);
			Ok(())
		}
	}

	fn carry_out(id: ContractId, proposal: Proposal) -> DispatchResult {
		let Proposal { from, ref change, by, .. } = proposal;
		let mut contract = Self::contract(id)?;
		let terms = Self::terms(id, contract.last_version())?;
		// The rules may have changed since.
		Self::open_gate(contract.market, from)?;
		match change.clone() {
			Change::Amend { profile, pricing } => {
				Self::ensure_deliverable(contract.market, from, &profile, &pricing)?;
				let terms = Terms { profile, pricing, ..terms };
				Self::ensure_sides(contract.market, &terms)?;
				Self::add_version(id, &mut contract, from, terms)?;
			}
			Change::Transfer { to } => {
				let sells = terms.seller == Some(by);
				Self::ensure_trades(contract.market, to, sells)?;
				Self::ensure_room(id, contract.market, to)?;
				Self::enlist(id, contract.market, to);
				Self::add_version(id, &mut contract, from, terms.with(by, to))?;
			}
			Change::End => {
				T::Deadlines::cancel(Self::concludes(&contract)?, Task::Conclude(id));
				contract.until = from;
				T::Deadlines::schedule(Self::concludes(&contract)?, Task::Conclude(id))?;
			}
		}
		Contracts::<T>::insert(id, &contract);
		Self::restake(id, &contract)?;
		T::Deadlines::cancel(proposal.answer_by, Task::LapseChange(id));
		Proposals::<T>::remove(id);
		Self::deposit_event(Event::Changed { contract: id, proposal });
		Ok(())
	}

	fn add_version(
		id: ContractId,
		contract: &mut Contract,
		from: Day,
		terms: Terms,
	) -> Result<(), DispatchError> {
		if contract.last_version() != from {
			contract.versions.try_push(from).map_err(|_| Error::<T>::TooMany)?;
		}
		Self::keep_bounds(id, contract.market, from);
		TermsFrom::<T>::insert(id, from, terms);
		Ok(())
	}

	pub(crate) fn do_decline_change(by: SignatoryOf<T>, id: ContractId) -> DispatchResult {
		let proposal = Proposals::<T>::get(id).ok_or(Error::<T>::NotProposed)?;
		let may = proposal.by == by.party || proposal.waiting.contains(&by.party);
		ensure!(may, Error::<T>::NotAuthorized);
		Self::drop_change(id);
		Self::deposit_event(Event::ChangeDeclined { contract: id, by });
		Ok(())
	}

	/// Forgets the change that was proposed, if any.
	pub(crate) fn drop_change(id: ContractId) {
		if let Some(proposal) = Proposals::<T>::take(id) {
			T::Deadlines::cancel(proposal.answer_by, Task::LapseChange(id));
			for party in proposal.waiting {
				Awaited::<T>::remove(party, id);
			}
		}
	}
}
