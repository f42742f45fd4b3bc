// SPDX-License-Identifier: Apache-2.0

//! The invariants, each recomputed from the primary records.

use crate::*;
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::offers_are_counted()?;
		Self::lists_are_complete()?;
		Self::content_is_listed_once()?;
		Self::derivation_has_no_cycles()?;
		Self::shares_sum_to_one()?;
		Self::demands_are_listed()?;
		Self::logs_have_no_gaps()
	}

	fn offers_are_counted() -> Result<(), TryRuntimeError> {
		let mut offered = BTreeMap::<OrganizationId, u32>::new();
		for (id, resource) in Resources::<T>::iter() {
			ensure!(id < NextResourceId::<T>::get(), "a resource has an id to come");
			if resource.status == Status::Listed {
				let count = offered.entry(resource.owner).or_default();
				*count = count.saturating_add(1);
			}
		}
		ensure!(
			Offered::<T>::iter().collect::<BTreeMap<_, _>>() == offered,
			"offers are miscounted"
		);
		for (id, to) in Transfers::<T>::iter() {
			let resource = Resources::<T>::get(id).ok_or("what is nowhere is offered")?;
			ensure!(resource.status == Status::Listed, "what is gone is offered");
			ensure!(resource.owner != to, "a resource is offered to its owner");
		}
		Ok(())
	}

	fn lists_are_complete() -> Result<(), TryRuntimeError> {
		let mut expected = BTreeSet::new();
		for (id, resource) in Resources::<T>::iter() {
			if resource.status != Status::Listed {
				continue;
			}
			for order in [Order::Id, Order::Rating] {
				let position = Position::of(order, id, resource.rating);
				let keys = index::terms(&resource).into_iter();
				expected.extend(keys.map(|term| (order == Order::Id, term, position)));
			}
		}
		let found = Index::<T>::iter_keys()
			.map(|((order, term), position)| (order == Order::Id, term, position))
			.collect::<BTreeSet<_>>();
		ensure!(found == expected, "the lists are not those of the resources");
		Ok(())
	}

	fn content_is_listed_once() -> Result<(), TryRuntimeError> {
		let mut expected = BTreeMap::new();
		for (id, resource) in Resources::<T>::iter() {
			ensure!(resource.kind.is_file() == resource.content.is_some(), "a file has no content");
			if let Some(content) = resource.content.filter(|_| resource.status == Status::Listed) {
				ensure!(expected.insert(content.object, id).is_none(), "an object is listed twice");
				let registered = T::FirstCome::registration(DOMAIN, content.fingerprint);
				let is_its = registered.is_some_and(|it| it.reference == id.0);
				ensure!(is_its, "a fingerprint is another's");
			}
		}
		let found = ResourceOf::<T>::iter().collect::<BTreeMap<_, _>>();
		ensure!(found == expected, "an object leads to another resource");
		Ok(())
	}

	fn derivation_has_no_cycles() -> Result<(), TryRuntimeError> {
		let most = usize::try_from(MAX_ANCESTORS).unwrap_or(usize::MAX);
		let mut expected = BTreeSet::new();
		for (id, derivation) in Derivations::<T>::iter() {
			ensure!(derivation.royalty <= WHOLE, "a royalty is more than the whole");
			ensure!(Resources::<T>::contains_key(derivation.parent), "a parent is nowhere");
			let above = Self::ancestors(id).take(most.saturating_add(1));
			ensure!(above.count() <= most, "a chain is too long, or closed");
			if derivation.agreed {
				expected.insert((derivation.parent, id));
			}
		}
		let found = Derivatives::<T>::iter_keys().collect::<BTreeSet<_>>();
		ensure!(found == expected, "derivatives are not those of the derivations");
		Ok(())
	}

	fn shares_sum_to_one() -> Result<(), TryRuntimeError> {
		for id in Resources::<T>::iter_keys() {
			let shares = Self::shares(id);
			let sum = shares.iter().map(|share| u128::from(share.weight)).sum::<u128>();
			ensure!(sum == derivation::UNIT.into(), "shares do not sum to one");
			let parties = shares.iter().map(|share| share.party).collect::<BTreeSet<_>>();
			ensure!(parties.len() == shares.len(), "a party has two shares");
		}
		Ok(())
	}

	fn demands_are_listed() -> Result<(), TryRuntimeError> {
		let mut listed = BTreeSet::new();
		let mut owned = BTreeSet::new();
		let mut open = BTreeMap::<OrganizationId, u32>::new();
		for (id, demand) in Demands::<T>::iter() {
			ensure!(id < NextDemandId::<T>::get(), "a demand has an id to come");
			owned.insert((demand.organization, id));
			if demand.status == DemandStatus::Open {
				listed.insert((demands::list_of(&demand.wanted), DemandPosition::from(id)));
				let count = open.entry(demand.organization).or_default();
				*count = count.saturating_add(1);
			}
		}
		let found = DemandIndex::<T>::iter_keys().collect::<BTreeSet<_>>();
		ensure!(found == listed, "the lists of demands are not those of the demands");
		ensure!(DemandsOf::<T>::iter_keys().collect::<BTreeSet<_>>() == owned, "a demand is lost");
		let counted = OpenDemands::<T>::iter().collect::<BTreeMap<_, _>>();
		ensure!(counted == open, "demands are miscounted");
		Ok(())
	}

	fn logs_have_no_gaps() -> Result<(), TryRuntimeError> {
		let whole = LogLength::<T>::iter_keys().all(Resources::<T>::contains_key);
		ensure!(whole, "a log is of nothing");
		Ok(log::check::<LogLength<T>, Log<T>, _, _>()?)
	}
}
