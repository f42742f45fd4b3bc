// SPDX-License-Identifier: Apache-2.0

//! Claims of third parties on parts, and how what is paid for a part is divided among all who have one.

use crate::{priority::Rank, *};
use alloc::vec::Vec;
use frame_support::{ensure, traits::Incrementable, weights::Weight};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn claim_by_id(id: ClaimId) -> Result<Claim, DispatchError> {
		Claims::<T>::get(id).ok_or_else(|| Error::<T>::NotFound.into())
	}

	fn ensure_past(at: Option<Moment>) -> DispatchResult {
		let past = at.is_none_or(|at| at <= T::Time::now());
		ensure!(past, Error::<T>::InvalidTime);
		Ok(())
	}

	/// Keeps a claim that does not count yet.
	fn make_claim(part: &PartInfo, claim: &Claim) -> Result<ClaimId, DispatchError> {
		let side = [part.holder, part.debtor].contains(&claim.claimant);
		ensure!(!side, Error::<T>::InvalidParty);
		let some = 0 < claim.amount && claim.amount <= part.amount;
		ensure!(some, Error::<T>::InvalidAmount);
		let again = ClaimBy::<T>::contains_key(claim.part, claim.claimant);
		ensure!(!again, Error::<T>::AlreadyClaimed);
		let id = NextClaimId::<T>::get();
		NextClaimId::<T>::put(id.increment().ok_or(ArithmeticError::Overflow)?);
		ClaimBy::<T>::insert(claim.part, claim.claimant, id);
		ClaimsOn::<T>::insert(claim.part, id, ());
		Claims::<T>::insert(id, claim);
		Ok(id)
	}

	pub(crate) fn do_claim(
		by: ActorOf<T>,
		id: PartId,
		amount: Amount,
		digest: H256,
	) -> DispatchResult {
		let part = Self::part(id)?;
		let claim = Claim {
			part: id,
			claimant: by.organization,
			amount,
			digest,
			registered: Some(T::Time::now()),
			noticed: None,
			standing: Standing::Open,
		};
		let claim = Self::make_claim(&part, &claim)?;
		Self::deposit_event(Event::Claimed { claim, part: id, amount, digest, by });
		Ok(())
	}

	/// Has a claim count from now on, and locks its part.
	fn count(id: ClaimId, part: &PartInfo, claim: &Claim) -> DispatchResult {
		let mut counted = Counted::<T>::get(claim.part);
		let pledged = LoanOn::<T>::contains_key(claim.part);
		if counted.is_empty() && !pledged {
			T::Parts::lock(claim.part, part.holder)?;
		}
		let room = if pledged { MAX_CLAIMS.saturating_sub(1) } else { MAX_CLAIMS };
		let few = u32::try_from(counted.len()).is_ok_and(|count| count < room);
		ensure!(few, Error::<T>::TooMany);
		counted.try_push(id).map_err(|_| Error::<T>::TooMany)?;
		Counted::<T>::insert(claim.part, counted);
		Self::begin(claim.claimant)
	}

	/// Forgets a claim.
	fn drop_claim(id: ClaimId, claim: &Claim) {
		Claims::<T>::remove(id);
		ClaimsOn::<T>::remove(claim.part, id);
		ClaimBy::<T>::remove(claim.part, claim.claimant);
		if claim.standing != Standing::Open {
			Self::end(claim.claimant);
			let mut counted = Counted::<T>::get(claim.part);
			counted.retain(|other| *other != id);
			if counted.is_empty() {
				Counted::<T>::remove(claim.part);
				Self::unlock_if_free(claim.part);
			} else {
				Counted::<T>::insert(claim.part, counted);
			}
		}
	}

	pub(crate) fn do_withdraw_claim(by: ActorOf<T>, id: ClaimId) -> DispatchResult {
		let claim = Self::claim_by_id(id)?;
		let may = claim.claimant == by.organization || T::Parts::part(claim.part).is_none();
		ensure!(may, Error::<T>::NotAuthorized);
		Self::drop_claim(id, &claim);
		Self::deposit_event(Event::ClaimWithdrawn { claim: id, by });
		Ok(())
	}

	pub(crate) fn do_acknowledge(
		by: ActorOf<T>,
		id: ClaimId,
		noticed: Option<Moment>,
	) -> DispatchResult {
		let claim = Self::claim_by_id(id)?;
		let part = Self::part(claim.part)?;
		ensure!(part.holder == by.organization, Error::<T>::NotAuthorized);
		ensure!(claim.standing == Standing::Open, Error::<T>::AlreadyCounted);
		Self::ensure_past(noticed)?;
		let claim = Claim { noticed, standing: Standing::Acknowledged, ..claim };
		if let Some(loan) = LoanOn::<T>::get(claim.part).and_then(Loans::<T>::get) {
			let after = Self::rank_of(&claim) > Rank::Registered(loan.taken);
			ensure!(after, Error::<T>::Outranks);
		}
		Self::count(id, &part, &claim)?;
		Claims::<T>::insert(id, claim);
		Self::deposit_event(Event::Acknowledged { claim: id, noticed, by });
		Ok(())
	}

	/// Nobody rules in its own affairs.
	fn ensure_impartial(arbiter: OrganizationId, part: &PartInfo, claim: &Claim) -> DispatchResult {
		let lender = LoanOn::<T>::get(claim.part).and_then(Loans::<T>::get).map(|loan| loan.bank);
		let sides = [Some(part.holder), Some(part.debtor), Some(claim.claimant), lender];
		ensure!(!sides.contains(&Some(arbiter)), Error::<T>::NotImpartial);
		Ok(())
	}

	pub(crate) fn do_rule_claim(
		by: ActorOf<T>,
		id: ClaimId,
		upheld: bool,
		noticed: Option<Moment>,
	) -> DispatchResult {
		let claim = Self::claim_by_id(id)?;
		let part = Self::part(claim.part)?;
		Self::ensure_impartial(by.organization, &part, &claim)?;
		ensure!(claim.standing != Standing::Upheld, Error::<T>::AlreadyCounted);
		Self::ensure_past(noticed)?;
		if upheld {
			let ruled = Claim { noticed, standing: Standing::Upheld, ..claim };
			if claim.standing == Standing::Open {
				Self::count(id, &part, &ruled)?;
			}
			Claims::<T>::insert(id, ruled);
		} else {
			Self::drop_claim(id, &claim);
		}
		Self::deposit_event(Event::Ruled { claim: id, upheld, noticed, by });
		Ok(())
	}

	pub(crate) fn do_admit(by: ActorOf<T>, admission: Admission) -> DispatchResult {
		let Admission { part: id, claimant, amount, digest, registered, noticed } = admission;
		let part = Self::part(id)?;
		ensure!(T::Organizations::exists(claimant), Error::<T>::InvalidParty);
		Self::ensure_past(registered)?;
		Self::ensure_past(noticed)?;
		let details = Claim {
			part: id,
			claimant,
			amount,
			digest,
			registered,
			noticed,
			standing: Standing::Upheld,
		};
		Self::ensure_impartial(by.organization, &part, &details)?;
		let claim = Self::make_claim(&part, &details)?;
		Self::count(claim, &part, &details)?;
		Self::deposit_event(Event::Admitted { claim, details, by });
		Ok(())
	}

	fn rank_of(claim: &Claim) -> Rank {
		Rank::new(claim.registered, claim.noticed)
	}

	/// What each of those who have a claim on a part, or a pledge of it, gets of `amount`, in the order in
	/// which they come.
	pub(crate) fn shares(part: PartId, amount: Amount) -> Vec<Share> {
		let now = T::Time::now();
		let loan = LoanOn::<T>::get(part).and_then(|id| Some((id, Loans::<T>::get(id)?)));
		let pledge = loan.map(|(id, loan)| {
			let (source, to, claimed) = (Source::Pledge(id), loan.bank, loan.debt(now));
			(Rank::Registered(loan.taken), Share { source, to, claimed, amount: 0 })
		});
		let counted = Counted::<T>::get(part);
		let claims = counted.into_iter().filter_map(|id| {
			let claim = Claims::<T>::get(id)?;
			let (source, to, claimed) = (Source::Claim(id), claim.claimant, claim.amount);
			Some((Self::rank_of(&claim), Share { source, to, claimed, amount: 0 }))
		});
		let mut all = pledge.into_iter().chain(claims).collect::<Vec<_>>();
		all.sort_by_key(|(rank, _)| *rank);
		let asked = all.iter().map(|(rank, it)| (*rank, it.claimed)).collect::<Vec<_>>();
		let amounts = crate::priority::shares(amount, &asked);
		all.into_iter().zip(amounts).map(|((_, it), amount)| Share { amount, ..it }).collect()
	}
}

impl<T: Config> covenant_primitives::Claims for Pallet<T> {
	fn divide(
		part: PartId,
		holder: OrganizationId,
		amount: Amount,
	) -> Vec<(OrganizationId, Amount)> {
		let mut left = amount;
		let mut payees = Vec::new();
		for share in Self::shares(part, amount).into_iter().filter(|share| share.amount > 0) {
			left = left.saturating_sub(share.amount);
			payees.push((share.to, share.amount));
		}
		// What is missing is the holder's, too.
		let room = u32::try_from(payees.len()).is_ok_and(|count| count < MAX_CLAIMS);
		if left > 0 && room {
			payees.push((holder, left));
		}
		payees
	}

	fn ended(part: PartId, paid: Amount) {
		for share in Self::shares(part, paid) {
			match share.source {
				Source::Pledge(id) => Self::end_pledge(id, share.amount),
				Source::Claim(id) => {
					Claims::<T>::remove(id);
					ClaimsOn::<T>::remove(part, id);
					ClaimBy::<T>::remove(part, share.to);
					Self::end(share.to);
					Self::deposit_event(Event::ClaimEnded { claim: id, paid: share.amount });
				}
			}
		}
		Counted::<T>::remove(part);
	}

	fn weight() -> Weight {
		<T as Config>::WeightInfo::divide()
	}
}
