// SPDX-License-Identifier: Apache-2.0

//! What participants put aside so that they keep what they promise.

use crate::*;
use covenant_primitives::power::Collateral;
use frame_support::{
	ensure,
	storage::with_storage_layer,
	traits::{
		fungibles::hold::Mutate,
		tokens::{Fortitude, Precision, Restriction},
	},
};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	fn reason() -> T::RuntimeHoldReason {
		HoldReason::Collateral.into()
	}

	/// What a participant has to have, by the rules in force. Without rules nobody trades.
	pub(crate) fn required(id: MarketId, market: &Market, at_stake: Amount) -> Amount {
		Self::rules_on(id, Self::today(market)).map_or(0, |rules| rules.required(at_stake))
	}

	fn move_held(
		asset: AssetId,
		from: &T::AccountId,
		to: &T::AccountId,
		amount: Amount,
		mode: Restriction,
	) -> DispatchResult {
		T::Assets::transfer_on_hold(
			asset,
			&Self::reason(),
			from,
			to,
			amount,
			Precision::Exact,
			mode,
			Fortitude::Polite,
		)?;
		Ok(())
	}

	pub(crate) fn do_deposit(by: SignatoryOf<T>, id: MarketId, amount: Amount) -> DispatchResult {
		let market = Self::market(id)?;
		let mut participant = Self::participant(id, by.party)?;
		ensure!(amount > 0, Error::<T>::ZeroAmount);
		let account = Self::account_of(by.party)?;
		T::Assets::hold(market.asset, &Self::reason(), &account, amount)?;
		if account != participant.account && participant.collateral > 0 {
			let (from, had) = (&participant.account, participant.collateral);
			Self::move_held(market.asset, from, &account, had, Restriction::OnHold)?;
		}
		let sum = participant.collateral.checked_add(amount);
		participant.collateral = sum.ok_or(ArithmeticError::Overflow)?;
		participant.account = account;
		let was_short =
			matches!(participant.standing, Standing::Called { .. } | Standing::Defaulted);
		let required = Self::required(id, &market, participant.at_stake);
		let standing = match participant.standing {
			_ if was_short && participant.collateral >= required => Standing::Active,
			standing => standing,
		};
		if standing == participant.standing {
			Participants::<T>::insert(id, by.party, participant);
		} else {
			Self::stand(id, by.party, participant, standing);
		}
		Self::deposit_event(Event::Deposited { market: id, amount, by });
		Ok(())
	}

	pub(crate) fn do_withdraw(by: SignatoryOf<T>, id: MarketId, amount: Amount) -> DispatchResult {
		let market = Self::market(id)?;
		let mut participant = Self::participant(id, by.party)?;
		ensure!(amount > 0, Error::<T>::ZeroAmount);
		let left = participant.collateral.checked_sub(amount);
		let left = left.ok_or(Error::<T>::InsufficientCollateral)?;
		let required = Self::required(id, &market, participant.at_stake);
		ensure!(left >= required, Error::<T>::InsufficientCollateral);
		let account = &participant.account;
		T::Assets::release(market.asset, &Self::reason(), account, amount, Precision::Exact)?;
		participant.collateral = left;
		Participants::<T>::insert(id, by.party, participant);
		Self::deposit_event(Event::Withdrawn { market: id, amount, by });
		Ok(())
	}

	pub(crate) fn do_call(id: MarketId, party: Party) -> DispatchResult {
		let market = Self::market(id)?;
		let participant = Self::participant(id, party)?;
		Self::ensure_active(&participant)?;
		let rules = Self::rules_now(id, &market)?;
		let required = rules.required(participant.at_stake);
		// Whoever promised nothing and put nothing aside is not asked for the minimum.
		let idle = participant.at_stake == 0 && participant.collateral == 0;
		let missing = required.saturating_sub(participant.collateral);
		ensure!(missing > 0 && !idle, Error::<T>::NotShort);
		let until = T::Time::now().saturating_add(rules.margin_period);
		T::Deadlines::schedule(until, Task::EndCall { market: id, party })?;
		Self::stand(id, party, participant, Standing::Called { until });
		Self::deposit_event(Event::Called { market: id, party, missing, until });
		Ok(())
	}

	fn try_draw(
		id: MarketId,
		party: Party,
		amount: Amount,
		to: Party,
	) -> Result<Amount, DispatchError> {
		let market = Self::market(id)?;
		let mut participant = Self::participant(id, party)?;
		let amount = amount.min(participant.collateral);
		ensure!(amount > 0, Error::<T>::ZeroAmount);
		let account = Self::account_of(to)?;
		if account == participant.account {
			let from = &participant.account;
			T::Assets::release(market.asset, &Self::reason(), from, amount, Precision::Exact)?;
		} else {
			let from = &participant.account;
			Self::move_held(market.asset, from, &account, amount, Restriction::Free)?;
		}
		participant.collateral = participant.collateral.saturating_sub(amount);
		Participants::<T>::insert(id, party, participant);
		Self::deposit_event(Event::Drawn { market: id, party, amount, to });
		Ok(amount)
	}
}

impl<T: Config> Collateral for Pallet<T> {
	fn commit(id: MarketId, party: Party, amount: Amount) -> DispatchResult {
		let market = Self::market(id)?;
		let mut participant = Self::participant(id, party)?;
		Self::ensure_active(&participant)?;
		let sum = participant.at_stake.checked_add(amount).ok_or(ArithmeticError::Overflow)?;
		let required = Self::rules_now(id, &market)?.required(sum);
		ensure!(participant.collateral >= required, Error::<T>::InsufficientCollateral);
		participant.at_stake = sum;
		Participants::<T>::insert(id, party, participant);
		Ok(())
	}

	fn free(market: MarketId, party: Party, amount: Amount) {
		Participants::<T>::mutate(market, party, |participant| {
			if let Some(participant) = participant {
				participant.at_stake = participant.at_stake.saturating_sub(amount);
			}
		});
	}

	fn draw(market: MarketId, party: Party, amount: Amount, to: Party) -> Amount {
		let drawn = with_storage_layer(|| Self::try_draw(market, party, amount, to));
		// It is not short, or was called already.
		let _ = with_storage_layer(|| Self::do_call(market, party));
		drawn.unwrap_or_default()
	}
}
