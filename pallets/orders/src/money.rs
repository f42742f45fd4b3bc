// SPDX-License-Identifier: Apache-2.0

//! The money itself: held on the buyer's account, divided, paid and given back.
//!
//! Nothing that is due to one keeps another waiting. If somebody's account takes no money, because an
//! issuer froze it or it is not there, its part stays held and can be collected later.

use crate::*;
use covenant_primitives::division::divide;
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
		HoldReason::Orders.into()
	}

	fn change_held(
		buyer: OrganizationId,
		asset: AssetId,
		change: impl FnOnce(Amount) -> Option<Amount>,
	) -> DispatchResult {
		Held::<T>::try_mutate_exists(buyer, asset, |held| {
			let sum = change(held.unwrap_or_default()).ok_or(ArithmeticError::Overflow)?;
			*held = Some(sum).filter(|sum| *sum > 0);
			Ok(())
		})
	}

	/// Holds `amount` of the buyer's.
	pub(crate) fn hold(order: &Order, amount: Amount) -> DispatchResult {
		let Some(asset) = order.asset.filter(|_| amount > 0) else { return Ok(()) };
		let account = T::Organizations::account(order.buyer);
		T::Assets::hold(asset, &Self::reason(), &account, amount)?;
		Self::change_held(order.buyer, asset, |held| held.checked_add(amount))
	}

	/// Divides `amount` of what is held by the order's shares.
	pub(crate) fn divide_among_sharers(
		id: OrderId,
		order: &Order,
		amount: Amount,
	) -> DispatchResult {
		let Some(asset) = order.asset.filter(|_| amount > 0) else { return Ok(()) };
		let shares = SharesOf::<T>::get(id);
		let weights = shares.iter().map(|share| share.weight).collect::<alloc::vec::Vec<_>>();
		let parts = divide(amount, &weights).ok_or(ArithmeticError::DivisionByZero)?;
		for (share, part) in shares.iter().zip(parts) {
			Self::pay_out(id, order, asset, share.party, part);
		}
		Self::count_turnover(order.buyer, asset, |it| it.spent = it.spent.saturating_add(amount));
		Ok(())
	}

	/// Gives `amount` of what is held back to the buyer.
	pub(crate) fn give_back(id: OrderId, order: &Order, amount: Amount) {
		if let Some(asset) = order.asset {
			Self::pay_out(id, order, asset, party(order.buyer), amount);
		}
	}

	/// Whose it is if an organization is no longer on the chain: the seller's, or else the buyer's.
	fn heir(order: &Order, of: Party) -> Party {
		let is_there = |party: &Party| match party {
			Party::Organization(organization) => T::Organizations::exists(*organization),
			Party::Person(person) => T::Persons::last_account_of(*person).is_some(),
		};
		let candidates = [of, party(order.seller)].into_iter();
		candidates.clone().find(is_there).unwrap_or(party(order.buyer))
	}

	fn pay_out(id: OrderId, order: &Order, asset: AssetId, to: Party, amount: Amount) {
		if amount == 0 {
			return;
		}
		let to = Self::heir(order, to);
		match with_storage_layer(|| Self::transfer(order, asset, to, amount)) {
			Ok(()) => Self::deposit_event(Event::Paid { order: id, party: to, asset, amount }),
			Err(error) => {
				Unpaid::<T>::mutate(id, to, |unpaid| *unpaid = unpaid.saturating_add(amount));
				let party = to;
				Self::deposit_event(Event::NotPaid { order: id, party, asset, amount, error });
			}
		}
		let earns = to.organization().filter(|organization| *organization != order.buyer);
		if let Some(organization) = earns {
			Self::count_turnover(organization, asset, |it| {
				it.earned = it.earned.saturating_add(amount);
			});
		}
	}

	fn transfer(order: &Order, asset: AssetId, to: Party, amount: Amount) -> DispatchResult {
		let from = T::Organizations::account(order.buyer);
		let account = match to {
			Party::Organization(organization) => T::Organizations::account(organization),
			Party::Person(person) => {
				T::Persons::last_account_of(person).ok_or(DispatchError::CannotLookup)?
			}
		};
		if account == from {
			T::Assets::release(asset, &Self::reason(), &from, amount, Precision::Exact)?;
		} else {
			T::Assets::transfer_on_hold(
				asset,
				&Self::reason(),
				&from,
				&account,
				amount,
				Precision::Exact,
				Restriction::Free,
				Fortitude::Polite,
			)?;
		}
		Self::change_held(order.buyer, asset, |held| held.checked_sub(amount))
	}

	/// Pays what could not be paid.
	pub(crate) fn do_collect(id: OrderId, of: Party) -> DispatchResult {
		let order = Self::order(id)?;
		let amount = Unpaid::<T>::take(id, of);
		ensure!(amount > 0, Error::<T>::NothingUnpaid);
		let asset = order.asset.ok_or(Error::<T>::NothingUnpaid)?;
		let to = Self::heir(&order, of);
		Self::transfer(&order, asset, to, amount)?;
		Self::deposit_event(Event::Paid { order: id, party: to, asset, amount });
		Ok(())
	}
}
