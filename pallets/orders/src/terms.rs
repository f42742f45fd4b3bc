// SPDX-License-Identifier: Apache-2.0

//! On which terms resources can be ordered, and by whom.

use crate::*;
use covenant_primitives::catalog::Note;
use frame_support::ensure;
use sp_runtime::{
	traits::{BlakeTwo256, Hash},
	ArithmeticError, DispatchResult,
};

/// The best credit score.
const MAX_SCORE: u16 = 1_000;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_terms(
		by: ActorOf<T>,
		resource: ResourceId,
		open: bool,
		conditions: Conditions,
		eligibility: Eligibility,
	) -> DispatchResult {
		let offer = T::Catalog::offer(resource).ok_or(Error::<T>::NotOffered)?;
		ensure!(offer.owner == by.organization, Error::<T>::NotAuthorized);
		let method = conditions.method;
		ensure!(conditions.is_valid(), Error::<T>::InvalidTerms);
		ensure!(method.fits(offer.kind), Error::<T>::WrongMethod);
		ensure!(conditions.approval || !method.needs_approval(), Error::<T>::NeedsApproval);
		let arbiter = conditions.arbiter;
		let may_decide = |arbiter| Self::may_arbitrate(arbiter) && arbiter != offer.owner;
		ensure!(arbiter.is_none_or(may_decide), Error::<T>::WrongArbiter);
		let sound = eligibility.credit <= MAX_SCORE
			&& eligibility.regions.iter().all(|region| region.is_valid());
		ensure!(sound, Error::<T>::InvalidEligibility);
		let revision = match TermsOf::<T>::get(resource) {
			Some(former) => {
				let next = former.revision.checked_add(1).ok_or(ArithmeticError::Overflow)?;
				let same = Terms {
					revision: former.revision,
					open,
					conditions,
					eligibility: eligibility.clone(),
				};
				ensure!(former != same, Error::<T>::Unchanged);
				next
			}
			None => 0,
		};
		let terms = Terms { revision, open, conditions, eligibility };
		let hash = BlakeTwo256::hash_of(&terms);
		TermsOf::<T>::insert(resource, &terms);
		T::Catalog::note(resource, by.clone(), Note::TermsSet { revision, terms: hash });
		Self::deposit_event(Event::TermsSet { resource, terms, by });
		Ok(())
	}

	pub(crate) fn may_arbitrate(arbiter: OrganizationId) -> bool {
		T::Organizations::has_capability(arbiter, Capability::Arbitrate)
	}

	/// Refuses who may not ask, with the reason.
	pub(crate) fn ensure_eligible(
		buyer: OrganizationId,
		license: Option<LicenseId>,
		eligibility: &Eligibility,
	) -> DispatchResult {
		let Eligibility { kinds, regions, credit, license: type_code, capability } = eligibility;
		if !kinds.is_empty() {
			let kind = T::Organizations::kind(buyer);
			ensure!(kind.is_some_and(|kind| kinds.contains(&kind)), Error::<T>::WrongKind);
		}
		if !regions.is_empty() {
			let district = T::Districts::district(buyer);
			let lies_in = |district| regions.iter().any(|region| region.contains(district));
			ensure!(district.is_some_and(lies_in), Error::<T>::WrongRegion);
		}
		if *credit > 0 {
			let score = T::Scores::score(buyer);
			ensure!(score.is_some_and(|score| *credit <= score), Error::<T>::CreditTooLow);
		}
		if let Some(type_code) = type_code {
			let license = license.ok_or(Error::<T>::NoLicense)?;
			T::Licenses::ensure_held(party(buyer), license, *type_code)?;
		}
		let has = |capability| T::Organizations::has_capability(buyer, capability);
		ensure!(capability.is_none_or(has), Error::<T>::NoCapability);
		Ok(())
	}
}
