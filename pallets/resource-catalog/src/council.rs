// SPDX-License-Identifier: Apache-2.0

//! What the council keeps: the vocabulary of subjects, and tiers of prices.

use crate::*;
use covenant_primitives::readable;
use frame_support::{ensure, traits::Incrementable};
use sp_runtime::{ArithmeticError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_add_tag(name: TagName) -> DispatchResult {
		ensure!(readable(&name).is_some(), Error::<T>::InvalidName);
		let id = NextTagId::<T>::get();
		NextTagId::<T>::put(id.increment().ok_or(ArithmeticError::Overflow)?);
		Vocabulary::<T>::insert(id, Tag { name: name.clone(), retired: false });
		Self::deposit_event(Event::TagAdded { tag: id, name });
		Ok(())
	}

	pub(crate) fn do_retire_tag(id: TagId) -> DispatchResult {
		Vocabulary::<T>::try_mutate(id, |tag| {
			let tag = tag.as_mut().ok_or(Error::<T>::UnknownTag)?;
			ensure!(!tag.retired, Error::<T>::TagRetired);
			tag.retired = true;
			Self::deposit_event(Event::TagRetired { tag: id });
			Ok(())
		})
	}

	pub(crate) fn do_set_tiers(tiers: Tiers) -> DispatchResult {
		ensure!(are_tiers(&tiers), Error::<T>::InvalidTiers);
		PriceTiers::<T>::put(&tiers);
		Self::deposit_event(Event::TiersSet { tiers });
		Ok(())
	}

	/// Refuses tags that cannot be given, those in `kept` excepted: a resource keeps what it has.
	pub(crate) fn ensure_tags(tags: &Tags, kept: Option<&Tags>) -> DispatchResult {
		for id in tags.iter().filter(|id| kept.is_none_or(|kept| !kept.contains(id))) {
			let tag = Vocabulary::<T>::get(id).ok_or(Error::<T>::UnknownTag)?;
			ensure!(!tag.retired, Error::<T>::TagRetired);
		}
		Ok(())
	}
}
