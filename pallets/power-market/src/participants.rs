// SPDX-License-Identifier: Apache-2.0

//! Who takes part.

use crate::*;
use frame_support::{ensure, traits::fungibles::hold::Mutate, traits::tokens::Precision};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn participant(
		market: MarketId,
		party: Party,
	) -> Result<ParticipantOf<T>, DispatchError> {
		Ok(Participants::<T>::get(market, party).ok_or(Error::<T>::NotParticipant)?)
	}

	pub(crate) fn ensure_active(participant: &ParticipantOf<T>) -> DispatchResult {
		match participant.standing {
			Standing::Active => Ok(()),
			Standing::Called { .. } | Standing::Defaulted => {
				Err(Error::<T>::CalledForCollateral.into())
			}
			Standing::Applied | Standing::Suspended => Err(Error::<T>::InvalidStanding.into()),
		}
	}

	/// Whose money a party's is now.
	pub(crate) fn account_of(party: Party) -> Result<T::AccountId, DispatchError> {
		let account = party.account::<T::AccountId, T::Organizations, T::Persons>();
		Ok(account.ok_or(Error::<T>::NotInGoodStanding)?)
	}

	pub(crate) fn count_part(party: Party) {
		Parts::<T>::mutate(party, |parts| *parts = parts.saturating_add(1));
	}

	pub(crate) fn uncount_part(party: Party) {
		Parts::<T>::mutate_exists(party, |parts| {
			let left = parts.unwrap_or_default().saturating_sub(1);
			*parts = (left > 0).then_some(left);
		});
	}

	pub(crate) fn do_join(
		by: SignatoryOf<T>,
		market: MarketId,
		role: Role,
		capacity: u32,
	) -> DispatchResult {
		Self::market(market)?;
		let party = by.party;
		ensure!(!Participants::<T>::contains_key(market, party), Error::<T>::AlreadyExists);
		let organization = party.organization().is_some();
		ensure!(organization || role != Role::GridCompany, Error::<T>::InvalidRole);
		let participant = Participant {
			role,
			capacity,
			account: Self::account_of(party)?,
			collateral: 0,
			at_stake: 0,
			standing: Standing::Applied,
		};
		Participants::<T>::insert(market, party, participant);
		MarketsOf::<T>::insert(party, market, ());
		Self::count_part(party);
		Self::deposit_event(Event::Applied { market, role, by });
		Ok(())
	}

	pub(crate) fn do_admit(by: ActorOf<T>, market: MarketId, party: Party) -> DispatchResult {
		Self::market_of(&by, market)?;
		let participant = Self::participant(market, party)?;
		ensure!(participant.standing == Standing::Applied, Error::<T>::InvalidStanding);
		Self::stand(market, party, participant, Standing::Active);
		Self::deposit_event(Event::Admitted { market, party, by });
		Ok(())
	}

	pub(crate) fn stand(
		market: MarketId,
		party: Party,
		participant: ParticipantOf<T>,
		standing: Standing,
	) {
		if let Standing::Called { until } = participant.standing {
			T::Deadlines::cancel(until, Task::EndCall { market, party });
		}
		Participants::<T>::insert(market, party, Participant { standing, ..participant });
	}

	pub(crate) fn do_suspend(by: ActorOf<T>, market: MarketId, party: Party) -> DispatchResult {
		Self::market_of(&by, market)?;
		let participant = Self::participant(market, party)?;
		let may = !matches!(participant.standing, Standing::Applied | Standing::Suspended);
		ensure!(may, Error::<T>::InvalidStanding);
		Self::stand(market, party, participant, Standing::Suspended);
		Self::deposit_event(Event::Suspended { market, party, by });
		Ok(())
	}

	pub(crate) fn do_reinstate(by: ActorOf<T>, id: MarketId, party: Party) -> DispatchResult {
		let market = Self::market_of(&by, id)?;
		let participant = Self::participant(id, party)?;
		ensure!(participant.standing == Standing::Suspended, Error::<T>::InvalidStanding);
		let required = Self::rules_now(id, &market)?.required(participant.at_stake);
		ensure!(participant.collateral >= required, Error::<T>::InsufficientCollateral);
		Self::stand(id, party, participant, Standing::Active);
		Self::deposit_event(Event::Reinstated { market: id, party, by });
		Ok(())
	}

	pub(crate) fn do_set_capacity(
		by: ActorOf<T>,
		market: MarketId,
		party: Party,
		capacity: u32,
	) -> DispatchResult {
		Self::market_of(&by, market)?;
		let participant = Self::participant(market, party)?;
		Participants::<T>::insert(market, party, Participant { capacity, ..participant });
		Self::deposit_event(Event::CapacitySet { market, party, capacity, by });
		Ok(())
	}

	pub(crate) fn do_leave(by: SignatoryOf<T>, id: MarketId) -> DispatchResult {
		let market = Self::market(id)?;
		let party = by.party;
		let participant = Self::participant(id, party)?;
		ensure!(participant.at_stake == 0, Error::<T>::AtStake);
		T::Commitments::ensure_settled(id, party)?;
		let returned = participant.collateral;
		if returned > 0 {
			let reason = HoldReason::Collateral.into();
			let account = &participant.account;
			T::Assets::release(market.asset, &reason, account, returned, Precision::Exact)?;
		}
		if let Standing::Called { until } = participant.standing {
			T::Deadlines::cancel(until, Task::EndCall { market: id, party });
		}
		Participants::<T>::remove(id, party);
		MarketsOf::<T>::remove(party, id);
		Self::uncount_part(party);
		Self::deposit_event(Event::Left { market: id, returned, by });
		Ok(())
	}
}
