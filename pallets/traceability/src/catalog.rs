// SPDX-License-Identifier: Apache-2.0

//! Products and locations.

use crate::*;
use covenant_primitives::readable;
use frame_support::{ensure, traits::Incrementable};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

/// Whether an organization has something of a number already.
fn ensure_new<T: Config>(taken: bool) -> DispatchResult {
	ensure!(!taken, Error::<T>::AlreadyExists);
	Ok(())
}

impl<T: Config> Pallet<T> {
	pub(crate) fn product(id: ProductId) -> Result<Product, DispatchError> {
		Ok(Products::<T>::get(id).ok_or(Error::<T>::NotFound)?)
	}

	pub(crate) fn ensure_readable(text: &[u8]) -> DispatchResult {
		ensure!(readable(text).is_some(), Error::<T>::InvalidText);
		Ok(())
	}

	pub(crate) fn do_register_product(
		by: ActorOf<T>,
		name: Name,
		gtin: Option<Gtin>,
		unit: Unit,
	) -> DispatchResult {
		Self::ensure_readable(&name)?;
		let id = NextProductId::<T>::get();
		if let Some(gtin) = gtin {
			ensure!(gtin.is_valid(), Error::<T>::InvalidKey);
			ensure_new::<T>(ProductWith::<T>::contains_key(by.organization, gtin))?;
			ProductWith::<T>::insert(by.organization, gtin, id);
		}
		NextProductId::<T>::put(id.increment().ok_or(ArithmeticError::Overflow)?);
		let product = Product { owner: by.organization, name, gtin, unit };
		Products::<T>::insert(id, &product);
		ProductsOf::<T>::insert(by.organization, id, ());
		Self::deposit_event(Event::ProductRegistered { product: id, details: product, by });
		Ok(())
	}

	pub(crate) fn do_register_location(
		by: ActorOf<T>,
		name: Name,
		gln: Option<Gln>,
	) -> DispatchResult {
		Self::ensure_readable(&name)?;
		let id = NextLocationId::<T>::get();
		if let Some(gln) = gln {
			ensure!(gln.is_valid(), Error::<T>::InvalidKey);
			ensure_new::<T>(LocationWith::<T>::contains_key(by.organization, gln))?;
			LocationWith::<T>::insert(by.organization, gln, id);
		}
		NextLocationId::<T>::put(id.increment().ok_or(ArithmeticError::Overflow)?);
		let location = Location { owner: by.organization, name, gln };
		Locations::<T>::insert(id, &location);
		LocationsOf::<T>::insert(by.organization, id, ());
		Self::deposit_event(Event::LocationRegistered { location: id, details: location, by });
		Ok(())
	}
}
