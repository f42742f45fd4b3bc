// SPDX-License-Identifier: Apache-2.0

//! The invariants, each recomputed from the primary records.

use crate::*;
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::versions_are_whole()?;
		Self::stakes_are_by_the_versions()?;
		Self::contracts_are_indexed()?;
		Self::what_waits_is_indexed()
	}

	fn versions_are_whole() -> Result<(), TryRuntimeError> {
		let (mut days, mut agreed_days) = (BTreeSet::new(), BTreeSet::new());
		for (id, contract) in Contracts::<T>::iter() {
			ensure!(id < NextContractId::<T>::get(), "a contract has an id to come");
			let versions = &contract.versions;
			ensure!(versions.first() == Some(&contract.from), "a contract begins with no version");
			ensure!(versions.is_sorted_by(|a, b| a < b), "versions do not ascend");
			ensure!(contract.last_version() <= contract.until, "a version after the end");
			for from in versions {
				days.insert((id, *from));
				let terms = TermsFrom::<T>::get(id, from).ok_or("a version has no terms")?;
				let sides = terms.sides().collect::<BTreeSet<_>>();
				let expected = if contract.auction.is_some() { 1 } else { 2 };
				ensure!(sides.len() == expected, "a contract has too many or too few sides");
				let agreed = !matches!(contract.status, Status::Proposed { .. });
				if agreed {
					agreed_days.insert((id, *from));
				}
			}
		}
		let found = TermsFrom::<T>::iter_keys().collect::<BTreeSet<_>>();
		ensure!(found == days, "terms of no version");
		let found = BoundsFrom::<T>::iter_keys().collect::<BTreeSet<_>>();
		ensure!(found == agreed_days, "bounds of what nobody agreed");
		Ok(())
	}

	fn stakes_are_by_the_versions() -> Result<(), TryRuntimeError> {
		let mut stakes = BTreeMap::<ContractId, BTreeMap<Party, Amount>>::new();
		for (id, party, amount) in Stakes::<T>::iter() {
			stakes.entry(id).or_default().insert(party, amount);
		}
		for (id, contract) in Contracts::<T>::iter() {
			let found = stakes.remove(&id).unwrap_or_default();
			if contract.status != Status::Agreed {
				ensure!(found.is_empty(), "something is at stake in no contract");
				continue;
			}
			let expected = Self::stakes(id, &contract).map_err(|_| "a contract of no market")?;
			let same = match contract.auction {
				Some(_) => {
					let no_more = found.iter().all(|(party, it)| expected.get(party) >= Some(it));
					no_more && found.len() == expected.len()
				}
				None => found == expected,
			};
			ensure!(same, "stakes are not by the versions");
		}
		ensure!(stakes.is_empty(), "stakes of no contract");
		Ok(())
	}

	fn contracts_are_indexed() -> Result<(), TryRuntimeError> {
		let (mut open, mut past) = (BTreeSet::new(), BTreeSet::new());
		for (id, contract) in Contracts::<T>::iter() {
			for from in &contract.versions {
				let terms = TermsFrom::<T>::get(id, from).ok_or("a version has no terms")?;
				let keys = terms.sides().map(|party| (contract.market, party, id));
				match contract.status {
					Status::Proposed { .. } => {}
					Status::Agreed => open.extend(keys),
					Status::Concluded => past.extend(keys),
				}
			}
		}
		let mut counts = BTreeMap::<(Party, MarketId), u32>::new();
		for (market, party, _) in &open {
			*counts.entry((*party, *market)).or_default() += 1;
		}
		let found = OpenContracts::<T>::iter_keys().collect::<BTreeSet<_>>();
		ensure!(found == open, "contracts are not indexed");
		let found = PastContracts::<T>::iter_keys().collect::<BTreeSet<_>>();
		ensure!(found == past, "past contracts are not indexed");
		let counted = OpenCount::<T>::iter().map(|(party, market, it)| ((party, market), it));
		ensure!(counted.collect::<BTreeMap<_, _>>() == counts, "contracts are miscounted");
		Ok(())
	}

	fn what_waits_is_indexed() -> Result<(), TryRuntimeError> {
		let (mut awaited, mut proposed) = (BTreeSet::new(), BTreeSet::new());
		let mut counts = BTreeMap::<Party, u32>::new();
		for (id, contract) in Contracts::<T>::iter() {
			if let Status::Proposed { by, .. } = contract.status {
				let terms = TermsFrom::<T>::get(id, contract.from).ok_or("no terms")?;
				awaited.extend(terms.other(by).map(|party| (party, id)));
				proposed.insert((by, id));
				*counts.entry(by).or_default() += 1;
			}
		}
		for (id, proposal) in Proposals::<T>::iter() {
			let agreed = Contracts::<T>::get(id).is_some_and(|it| it.status == Status::Agreed);
			ensure!(agreed, "a change of no contract");
			ensure!(!proposal.waiting.is_empty(), "a change waits for nobody");
			awaited.extend(proposal.waiting.into_iter().map(|party| (party, id)));
		}
		ensure!(Awaited::<T>::iter_keys().collect::<BTreeSet<_>>() == awaited, "who is asked");
		ensure!(ProposedBy::<T>::iter_keys().collect::<BTreeSet<_>>() == proposed, "who asks");
		let counted = ProposalCount::<T>::iter().collect::<BTreeMap<_, _>>();
		ensure!(counted == counts, "proposals are miscounted");
		Ok(())
	}
}
