// SPDX-License-Identifier: Apache-2.0

//! Who shares in what a resource earns: contributors, and what it is derived from.
//!
//! Of what a resource earns, its parent's royalty goes first, and is divided as what the parent itself
//! earns; of the rest, each contributor has its share, and the owner what is left. A resource of which
//! others are derived cannot come to be derived itself, so that chains do not close and do not grow
//! above anybody's head.

use crate::*;
use alloc::vec::Vec;
use frame_support::ensure;
use sp_runtime::DispatchResult;

/// The weights of all shares in what a resource earns sum to this much.
pub const UNIT: u64 = 10_000_000_000_000_000;

/// `part` basis points of `whole`, rounded down.
fn part_of(whole: u64, part: u16) -> u64 {
	let product = u128::from(whole).saturating_mul(part.into());
	product.checked_div(WHOLE.into()).and_then(|part| u64::try_from(part).ok()).unwrap_or(0)
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_contributors(
		by: ActorOf<T>,
		id: ResourceId,
		contributors: Contributors,
	) -> DispatchResult {
		let resource = Self::owned(&by, id)?;
		let mut owner = WHOLE;
		for (index, contributor) in contributors.iter().enumerate() {
			let Contributor { party, share } = *contributor;
			ensure!(share > 0, Error::<T>::InvalidShares);
			owner = owner.checked_sub(share).ok_or(Error::<T>::InvalidShares)?;
			ensure!(party != Party::Organization(resource.owner), Error::<T>::NamedTwice);
			let before = contributors.iter().take(index);
			ensure!(before.clone().all(|other| other.party != party), Error::<T>::NamedTwice);
			ensure!(Self::is_known(party), Error::<T>::UnknownParty);
		}
		ensure!(ContributorsOf::<T>::get(id) != contributors, Error::<T>::Unchanged);
		ContributorsOf::<T>::insert(id, contributors);
		Self::record(id, Some(by), Act::ContributorsSet { owner });
		Ok(())
	}

	fn is_known(party: Party) -> bool {
		match party {
			Party::Organization(organization) => T::Organizations::exists(organization),
			Party::Person(person) => T::Persons::account_of(person).is_some(),
		}
	}

	/// A person that was released still owns what it earns; an organization that was removed is gone.
	fn can_earn(party: Party) -> bool {
		match party {
			Party::Organization(organization) => T::Organizations::exists(organization),
			Party::Person(_) => true,
		}
	}

	pub(crate) fn do_propose_derivation(
		by: ActorOf<T>,
		id: ResourceId,
		parent: ResourceId,
		royalty: u16,
	) -> DispatchResult {
		Self::owned(&by, id)?;
		Self::listed(parent)?;
		ensure!(royalty <= WHOLE, Error::<T>::InvalidShares);
		ensure!(!Derivations::<T>::contains_key(id), Error::<T>::AlreadyDerived);
		Self::ensure_can_derive(id, parent)?;
		Derivations::<T>::insert(id, Derivation { parent, royalty, agreed: false });
		Self::record(id, Some(by), Act::DerivationProposed { parent, royalty });
		Ok(())
	}

	/// Refuses what would close a chain, or make it too long.
	fn ensure_can_derive(id: ResourceId, parent: ResourceId) -> DispatchResult {
		ensure!(id != parent, Error::<T>::OwnResource);
		let has_derivatives = Derivatives::<T>::iter_key_prefix(id).next().is_some();
		ensure!(!has_derivatives, Error::<T>::HasDerivatives);
		let above = u32::try_from(Self::ancestors(parent).count()).unwrap_or(u32::MAX);
		ensure!(above < MAX_ANCESTORS, Error::<T>::TooDeep);
		Ok(())
	}

	/// The agreed derivations above a resource, from the nearest on.
	pub(crate) fn ancestors(id: ResourceId) -> impl Iterator<Item = Derivation> {
		let agreed = |id| Derivations::<T>::get(id).filter(|derivation| derivation.agreed);
		core::iter::successors(agreed(id), move |below| agreed(below.parent))
	}

	pub(crate) fn do_agree_derivation(
		by: ActorOf<T>,
		id: ResourceId,
		royalty: u16,
	) -> DispatchResult {
		Self::listed(id)?;
		let derivation = Derivations::<T>::get(id).filter(|derivation| !derivation.agreed);
		let derivation = derivation.ok_or(Error::<T>::NotDerived)?;
		Self::owned(&by, derivation.parent)?;
		ensure!(derivation.royalty == royalty, Error::<T>::OtherRoyalty);
		Self::ensure_can_derive(id, derivation.parent)?;
		Derivations::<T>::insert(id, Derivation { agreed: true, ..derivation });
		Derivatives::<T>::insert(derivation.parent, id, ());
		Self::record(id, Some(by), Act::DerivationAgreed);
		Ok(())
	}

	/// By the owner of the parent, who declines or waives; or of the resource, if it was not agreed.
	pub(crate) fn do_end_derivation(by: ActorOf<T>, id: ResourceId) -> DispatchResult {
		let resource = Self::resource(id)?;
		let derivation = Derivations::<T>::get(id).ok_or(Error::<T>::NotDerived)?;
		let parent = Self::resource(derivation.parent)?;
		let is_parents = parent.owner == by.organization;
		let is_proposers = !derivation.agreed && resource.owner == by.organization;
		ensure!(is_parents || is_proposers, Error::<T>::NotAuthorized);
		Derivations::<T>::remove(id);
		Derivatives::<T>::remove(derivation.parent, id);
		Self::record(id, Some(by), Act::DerivationEnded);
		Ok(())
	}

	/// Whose what a resource earns is: contributors and owner, then those of its parent, and so on.
	/// The weights sum to [`UNIT`]; nobody is named twice. A parent that gave way to somebody's earlier
	/// commitment, or whose owner is no longer on the chain, and those above it, get nothing; what a
	/// contributor that is no longer on the chain would have is the owner's.
	pub fn shares(id: ResourceId) -> Vec<Share> {
		let mut shares = Vec::new();
		let mut next = Resources::<T>::get(id).map(|resource| (id, resource));
		let mut earned = UNIT;
		while let Some((id, resource)) = next {
			let derivation = Derivations::<T>::get(id).filter(|derivation| derivation.agreed);
			let parent = derivation.and_then(|derivation| {
				let parent = Resources::<T>::get(derivation.parent)?;
				let earns = parent.status != Status::Displaced
					&& Self::can_earn(Party::Organization(parent.owner));
				earns.then_some((derivation, parent))
			});
			let royalty =
				parent.as_ref().map_or(0, |(derivation, _)| part_of(earned, derivation.royalty));
			let rest = earned.saturating_sub(royalty);
			let mut left = rest;
			let contributors = ContributorsOf::<T>::get(id).into_iter();
			for Contributor { party, share } in contributors.filter(|it| Self::can_earn(it.party)) {
				let weight = part_of(rest, share);
				left = left.saturating_sub(weight);
				add_share(&mut shares, party, weight);
			}
			add_share(&mut shares, Party::Organization(resource.owner), left);
			earned = royalty;
			next = parent.map(|(derivation, parent)| (derivation.parent, parent));
		}
		shares.retain(|share| share.weight > 0);
		shares
	}
}

/// Adds to what a party has.
fn add_share(shares: &mut Vec<Share>, party: Party, weight: u64) {
	match shares.iter_mut().find(|share| share.party == party) {
		Some(share) => share.weight = share.weight.saturating_add(weight),
		None => shares.push(Share { party, weight }),
	}
}
