// SPDX-License-Identifier: Apache-2.0

//! How much a debtor may owe, by its own word, and how much of that is guaranteed.

use crate::*;
use frame_support::ensure;
use sp_runtime::{ArithmeticError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Payments are divided to the unit, so that accounts have to hold a single one.
	pub(crate) fn ensure_asset(asset: AssetId) -> DispatchResult {
		let divisible = T::Assets::minimum_balance(asset) <= 1;
		ensure!(T::Assets::asset_exists(asset) && divisible, Error::<T>::UnknownAsset);
		Ok(())
	}

	pub(crate) fn do_set_line(by: ActorOf<T>, asset: AssetId, limit: Amount) -> DispatchResult {
		Self::ensure_asset(asset)?;
		Lines::<T>::mutate_exists(by.organization, asset, |line| {
			let new = Line { limit, ..line.unwrap_or_default() };
			*line = Some(new).filter(|it| *it != Line::default());
		});
		Self::deposit_event(Event::LineSet { asset, limit, by });
		Ok(())
	}

	pub(crate) fn do_set_guarantee(
		by: ActorOf<T>,
		debtor: OrganizationId,
		asset: AssetId,
		limit: Amount,
	) -> DispatchResult {
		ensure!(debtor != by.organization, Error::<T>::InvalidParty);
		ensure!(T::Organizations::exists(debtor), Error::<T>::NotInGoodStanding);
		Self::ensure_asset(asset)?;
		Guarantees::<T>::mutate_exists((by.organization, debtor, asset), |guarantee| {
			let new = Guarantee { limit, ..guarantee.unwrap_or_default() };
			*guarantee = Some(new).filter(|it| *it != Guarantee::default());
		});
		Self::deposit_event(Event::GuaranteeSet { debtor, asset, limit, by });
		Ok(())
	}

	/// Refuses what would have a debtor owe more than its line.
	pub(crate) fn ensure_room(
		debtor: OrganizationId,
		asset: AssetId,
		amount: Amount,
	) -> DispatchResult {
		let line = Lines::<T>::get(debtor, asset).unwrap_or_default();
		let sum = line.outstanding.checked_add(amount).ok_or(ArithmeticError::Overflow)?;
		ensure!(sum <= line.limit, Error::<T>::LineExceeded);
		Ok(())
	}

	pub(crate) fn do_guarantee(by: ActorOf<T>, id: ReceivableId) -> DispatchResult {
		let before = Self::receivable(id)?;
		let Receivable { debtor, creditor, asset, outstanding, .. } = before;
		let guarantor = by.organization;
		ensure!(![debtor, creditor].contains(&guarantor), Error::<T>::InvalidParty);
		let named = before.named.is_none_or(|named| named == guarantor);
		ensure!(named, Error::<T>::NotAuthorized);
		Self::ensure_status(&before, Status::Outstanding)?;
		ensure!(before.guarantor.is_none(), Error::<T>::AlreadyGuaranteed);
		ensure!(T::Time::now() < before.due, Error::<T>::Expired);
		let line = Guarantees::<T>::get((guarantor, debtor, asset)).unwrap_or_default();
		let sum = line.outstanding.checked_add(outstanding).ok_or(ArithmeticError::Overflow)?;
		ensure!(sum <= line.limit, Error::<T>::LineExceeded);
		let after = Receivable { guarantor: Some(guarantor), ..before.clone() };
		Self::keep(id, &before, &after)?;
		ReceivablesOf::<T>::insert(guarantor, id, Role::Guarantor);
		Self::tell(id, Event::Guaranteed { receivable: id, by });
		Ok(())
	}
}
