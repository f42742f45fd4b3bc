// SPDX-License-Identifier: Apache-2.0

//! What retailers offer.

use crate::*;
use covenant_primitives::readable;
use frame_support::{
	ensure,
	traits::{ConstU32, Incrementable},
	BoundedVec,
};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// The month that it is where a market is.
	pub(crate) fn month(market: MarketId) -> Result<Month, DispatchError> {
		let timetable = T::Markets::timetable(market).ok_or(Error::<T>::NotFound)?;
		Ok(Month::of(T::Time::now(), timetable.offset))
	}

	pub(crate) fn package(id: PackageId) -> Result<Package, DispatchError> {
		Ok(Packages::<T>::get(id).ok_or(Error::<T>::NotFound)?)
	}

	/// A package of the signer's.
	pub(crate) fn package_by(by: &SignatoryOf<T>, id: PackageId) -> Result<Package, DispatchError> {
		let package = Self::package(id)?;
		ensure!(package.retailer == by.party, Error::<T>::NotAuthorized);
		Ok(package)
	}

	pub(crate) fn do_publish(
		by: SignatoryOf<T>,
		market: MarketId,
		name: BoundedVec<u8, ConstU32<MAX_NAME>>,
		terms: PackageTerms,
		from: Month,
		until: Month,
	) -> DispatchResult {
		let retailer = by.party;
		let role = T::Markets::ensure_trader(market, retailer)?;
		let may = role == Role::Retailer && retailer.organization().is_some();
		ensure!(may, Error::<T>::InvalidRole);
		ensure!(readable(&name).is_some(), Error::<T>::InvalidName);
		let now = Self::month(market)?;
		let last = now.after(MAX_AHEAD).min(Month::LAST);
		ensure!(now < from && from < until && until <= last, Error::<T>::InvalidPeriod);
		ensure!(terms.is_valid(), Error::<T>::InvalidTerms);
		let day = from.first_day().ok_or(Error::<T>::InvalidPeriod)?;
		let within =
			T::Markets::price_bounds(market, day).is_some_and(|bounds| terms.is_within(bounds));
		ensure!(within, Error::<T>::PriceOutOfBounds);
		let id = NextPackageId::<T>::get();
		NextPackageId::<T>::put(id.increment().ok_or(ArithmeticError::Overflow)?);
		let package = Package { market, retailer, name, terms, from, until, open: true };
		Packages::<T>::insert(id, &package);
		PackagesIn::<T>::insert(market, id, ());
		PackagesOf::<T>::insert(retailer, id, ());
		Self::deposit_event(Event::Published { package: id, details: package, by });
		Ok(())
	}

	pub(crate) fn do_close(by: SignatoryOf<T>, id: PackageId) -> DispatchResult {
		let package = Self::package_by(&by, id)?;
		ensure!(package.open, Error::<T>::Closed);
		Packages::<T>::insert(id, Package { open: false, ..package });
		Self::deposit_event(Event::Closed { package: id, by });
		Ok(())
	}
}
