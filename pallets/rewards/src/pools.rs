// SPDX-License-Identifier: Apache-2.0

//! Pools: filled, shared out, rolled over.

use crate::*;
use covenant_primitives::division::share_of;
use frame_support::{ensure, traits::tokens::Preservation};
use sp_runtime::{traits::AccountIdConversion, ArithmeticError, DispatchResult};

/// For how many months ahead sponsors can put money up.
const MONTHS_AHEAD: u32 = 12;

impl<T: Config> Pallet<T> {
	/// The account that the money lies on.
	pub fn account() -> T::AccountId {
		T::PalletId::get().into_account_truncating()
	}

	/// This month.
	pub(crate) fn month() -> Month {
		Month::of(T::Time::now(), T::UtcOffset::get())
	}

	/// The last month in which a pool can be claimed.
	fn last_month(pool: PoolId) -> Month {
		Month(pool.month.0.saturating_add(T::ClaimMonths::get()))
	}

	pub(crate) fn do_fund(by: ActorOf<T>, pool: PoolId, amount: Amount) -> DispatchResult {
		let month = Self::month();
		let in_time = month <= pool.month && pool.month.0 <= month.0.saturating_add(MONTHS_AHEAD);
		ensure!(in_time, Error::<T>::WrongMonth);
		ensure!(amount > 0, Error::<T>::ZeroAmount);
		let account = Self::account();
		if !frame_system::Pallet::<T>::account_exists(&account) {
			frame_system::Pallet::<T>::inc_providers(&account);
		}
		let sponsor = T::Organizations::account(by.organization);
		T::Assets::transfer(pool.asset, &sponsor, &account, amount, Preservation::Preserve)?;
		Self::add(pool, amount)?;
		Sponsored::<T>::try_mutate(pool, by.organization, |sum| {
			*sum = sum.checked_add(amount).ok_or(ArithmeticError::Overflow)?;
			Ok::<_, ArithmeticError>(())
		})?;
		Self::deposit_event(Event::Funded { pool, amount, by });
		Ok(())
	}

	fn add(pool: PoolId, amount: Amount) -> DispatchResult {
		Pools::<T>::try_mutate(pool, |found| {
			let mut sum = found.unwrap_or_default();
			sum.amount = sum.amount.checked_add(amount).ok_or(ArithmeticError::Overflow)?;
			*found = Some(sum);
			Ok(())
		})
	}

	/// An organization's part of a pool, claimed or not.
	pub fn part(pool: PoolId, organization: OrganizationId) -> Amount {
		let amount = Pools::<T>::get(pool).map_or(0, |pool| pool.amount);
		let points = Points::<T>::get(pool.month, organization);
		let part = share_of(amount, points, AllPoints::<T>::get(pool.month)).unwrap_or(0);
		part.min(T::OwnerCap::get().mul_floor(amount))
	}

	pub(crate) fn do_claim(by: ActorOf<T>, id: PoolId) -> DispatchResult {
		let month = Self::month();
		ensure!(id.month < month, Error::<T>::TooEarly);
		ensure!(month <= Self::last_month(id), Error::<T>::TooLate);
		let pool = Pools::<T>::get(id).ok_or(Error::<T>::NoPool)?;
		let claimed = Claims::<T>::contains_key(id, by.organization);
		ensure!(!claimed, Error::<T>::AlreadyClaimed);
		let amount = Self::part(id, by.organization);
		ensure!(amount > 0, Error::<T>::NothingToClaim);
		let owner = T::Organizations::account(by.organization);
		let account = Self::account();
		T::Assets::transfer(id.asset, &account, &owner, amount, Preservation::Expendable)?;
		let claimed = pool.claimed.checked_add(amount).ok_or(ArithmeticError::Overflow)?;
		Pools::<T>::insert(id, Pool { claimed, ..pool });
		Claims::<T>::insert(id, by.organization, amount);
		Self::deposit_event(Event::Claimed { pool: id, amount, by });
		Ok(())
	}

	pub(crate) fn do_roll_over(id: PoolId) -> DispatchResult {
		let month = Self::month();
		ensure!(Self::last_month(id) < month, Error::<T>::TooEarly);
		let pool = Pools::<T>::get(id).filter(|pool| pool.left() > 0).ok_or(Error::<T>::NoPool)?;
		let amount = pool.left();
		let to = PoolId { month, ..id };
		Pools::<T>::insert(id, Pool { amount: pool.claimed, ..pool });
		Self::add(to, amount)?;
		Self::deposit_event(Event::RolledOver { pool: id, to, amount });
		Ok(())
	}
}
