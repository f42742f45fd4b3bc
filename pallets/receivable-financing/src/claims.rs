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

	/// A part can be claimed by others than its sides, one claim each.
	fn ensure_claimable(id: PartId, part: &PartInfo, claimant: OrganizationId) -> DispatchResult {
		let side = [part.holder, part.debtor].contains(&claimant);
		ensure!(!side, Error::<T>::InvalidParty);
		let claim = ClaimBy::<T>::get(id, claimant).and_then(Claims::<T>::get);
		ensure!(claim.is_none_or(|claim| claim.part != id), Error::<T>::AlreadyClaimed);
		Ok(())
	}

	/// Writes a claim to every list.
	fn keep_claim(id: ClaimId, claim: &Claim) {
		ClaimBy::<T>::insert(claim.part, claim.claimant, id);
		ClaimsOn::<T>::insert(claim.part, id, ());
		ClaimsIn::<T>::insert(claim.receivable, id, ());
		Claims::<T>::insert(id, claim);
	}

	/// Takes a claim from every list, save of those that count. Who made it stays known.
	fn forget_claim(id: ClaimId, claim: &Claim) {
		ClaimsOn::<T>::remove(claim.part, id);
		ClaimsIn::<T>::remove(claim.receivable, id);
		Claims::<T>::remove(id);
	}

	/// Keeps a claim that does not count yet. Banks that quoted for the part before did not know of it.
	fn make_claim(part: &PartInfo, claim: &Claim) -> Result<ClaimId, DispatchError> {
		Self::ensure_claimable(claim.part, part, claim.claimant)?;
		let some = 0 < claim.amount && claim.amount <= part.amount;
		ensure!(some, Error::<T>::InvalidAmount);
		let id = NextClaimId::<T>::get();
		NextClaimId::<T>::put(id.increment().ok_or(ArithmeticError::Overflow)?);
		Self::keep_claim(id, claim);
		if let Some(request) = RequestOn::<T>::get(claim.part) {
			Requests::<T>::mutate_extant(request, |it| it.claimed = Some(id));
		}
		Ok(id)
	}

	pub(crate) fn do_claim(
		by: ActorOf<T>,
		id: PartId,
		amount: Amount,
		digest: H256,
	) -> DispatchResult {
		let part = Self::part(id)?;
		// Claims that come and go would keep quotes from being taken for ever.
		let first = !ClaimBy::<T>::contains_key(id, by.organization);
		ensure!(first, Error::<T>::AlreadyClaimed);
		let claim = Claim {
			part: id,
			receivable: part.receivable,
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

	/// Has a claim count from now on. The first one locks its part by `lock`.
	fn count(
		id: ClaimId,
		claim: &Claim,
		lock: impl FnOnce(PartId) -> DispatchResult,
	) -> DispatchResult {
		ensure!(T::Organizations::exists(claim.claimant), Error::<T>::InvalidParty);
		let mut counted = Counted::<T>::get(claim.part);
		let pledged = LoanOn::<T>::contains_key(claim.part);
		if counted.is_empty() && !pledged {
			lock(claim.part)?;
		}
		let room = if pledged { MAX_CLAIMS.saturating_sub(1) } else { MAX_CLAIMS };
		let few = u32::try_from(counted.len()).is_ok_and(|count| count < room);
		ensure!(few, Error::<T>::TooMany);
		counted.try_push(id).map_err(|_| Error::<T>::TooMany)?;
		Counted::<T>::insert(claim.part, counted);
		Self::begin(claim.claimant)
	}

	/// Has a claim count no longer, if it did.
	fn uncount(id: ClaimId, claim: &Claim) {
		if claim.standing == Standing::Open {
			return;
		}
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

	/// Forgets a claim.
	fn drop_claim(id: ClaimId, claim: &Claim) {
		Self::forget_claim(id, claim);
		Self::uncount(id, claim);
	}

	pub(crate) fn do_withdraw_claim(by: ActorOf<T>, id: ClaimId) -> DispatchResult {
		let claim = Self::claim_by_id(id)?;
		// A part that was split or merged lives on in others, and so does a claim on it.
		let own = claim.claimant == by.organization;
		let may = own || T::Parts::is_over(claim.receivable);
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
		// A holder takes nothing from those who count already.
		let loan = LoanOn::<T>::get(claim.part).and_then(Loans::<T>::get);
		let pledge = loan.map(|loan| Rank::Registered(loan.taken));
		let last = Self::ranks(claim.part).chain(pledge).max();
		ensure!(last.is_none_or(|last| last < Self::rank_of(&claim)), Error::<T>::Outranks);
		Self::count(id, &claim, |id| T::Parts::lock(id, part.holder))?;
		Claims::<T>::insert(id, claim);
		Self::deposit_event(Event::Acknowledged { claim: id, noticed, by });
		Ok(())
	}

	/// Nobody rules in its own affairs: not on a part that it holds, owes, held first, guarantees, lent on, is
	/// asked to finance or has claimed itself.
	fn ensure_impartial(
		arbiter: OrganizationId,
		id: PartId,
		claimant: OrganizationId,
	) -> DispatchResult {
		let part = T::Parts::part(id);
		let sides =
			part.map(|it| [Some(it.holder), Some(it.debtor), Some(it.creditor), it.guarantor]);
		let lender = LoanOn::<T>::get(id).and_then(Loans::<T>::get).map(|loan| loan.bank);
		let asked = RequestOn::<T>::get(id).and_then(Requests::<T>::get);
		let partial = claimant == arbiter
			|| sides.unwrap_or_default().contains(&Some(arbiter))
			|| lender == Some(arbiter)
			|| asked.is_some_and(|request| request.banks.contains(&arbiter))
			|| ClaimBy::<T>::contains_key(id, arbiter);
		ensure!(!partial, Error::<T>::NotImpartial);
		Ok(())
	}

	/// Has a claim be on another part of its receivable, and not count yet. It stays on its own if that is named.
	fn move_claim(
		id: ClaimId,
		claim: &Claim,
		on: PartId,
		part: &PartInfo,
	) -> Result<Claim, DispatchError> {
		if on == claim.part {
			return Ok(*claim);
		}
		Self::ensure_claimable(on, part, claim.claimant)?;
		Self::drop_claim(id, claim);
		let amount = claim.amount.min(part.amount);
		let moved = Claim { part: on, amount, standing: Standing::Open, ..*claim };
		Self::keep_claim(id, &moved);
		Ok(moved)
	}

	pub(crate) fn do_rule_claim(
		by: ActorOf<T>,
		id: ClaimId,
		upheld: bool,
		noticed: Option<Moment>,
		on: Option<PartId>,
	) -> DispatchResult {
		let mut claim = Self::claim_by_id(id)?;
		// Who is a side is known of parts that are not closed.
		let on = on.unwrap_or(claim.part);
		let part = Self::part(on)?;
		ensure!(part.receivable == claim.receivable, Error::<T>::OtherReceivable);
		for part in [claim.part, on] {
			Self::ensure_impartial(by.organization, part, claim.claimant)?;
		}
		ensure!(!upheld || claim.standing != Standing::Upheld, Error::<T>::AlreadyCounted);
		Self::ensure_past(noticed)?;
		if upheld {
			let before = Self::move_claim(id, &claim, on, &part)?;
			claim = Claim { noticed, standing: Standing::Upheld, ..before };
			if before.standing == Standing::Open {
				Self::count(id, &claim, T::Parts::seize)?;
			}
			Claims::<T>::insert(id, claim);
		} else {
			Self::drop_claim(id, &claim);
		}
		let Claim { part, amount, .. } = claim;
		Self::deposit_event(Event::Ruled { claim: id, upheld, part, amount, noticed, by });
		Ok(())
	}

	pub(crate) fn do_admit(by: ActorOf<T>, admission: Admission) -> DispatchResult {
		let Admission { part: id, claimant, amount, digest, registered, noticed } = admission;
		let part = Self::part(id)?;
		Self::ensure_past(registered)?;
		Self::ensure_past(noticed)?;
		let details = Claim {
			part: id,
			receivable: part.receivable,
			claimant,
			amount,
			digest,
			registered,
			noticed,
			standing: Standing::Upheld,
		};
		Self::ensure_impartial(by.organization, id, claimant)?;
		let claim = Self::make_claim(&part, &details)?;
		Self::count(claim, &details, T::Parts::seize)?;
		Self::deposit_event(Event::Admitted { claim, details, by });
		Ok(())
	}

	pub(crate) fn do_settle_claim(by: ActorOf<T>, id: ClaimId) -> DispatchResult {
		let claim = Self::claim_by_id(id)?;
		let part = Self::part(claim.part)?;
		ensure!(part.holder == by.organization, Error::<T>::NotAuthorized);
		let Claim { claimant, amount, .. } = claim;
		ensure!(T::Organizations::exists(claimant), Error::<T>::InvalidParty);
		Self::pay(part.asset, part.holder, claimant, amount)?;
		Self::drop_claim(id, &claim);
		Self::deposit_event(Event::ClaimSettled { claim: id, amount, by });
		Ok(())
	}

	fn rank_of(claim: &Claim) -> Rank {
		Rank::new(claim.registered, claim.noticed)
	}

	/// How the claims on a part rank that count.
	pub(crate) fn ranks(part: PartId) -> impl Iterator<Item = Rank> {
		let counted = Counted::<T>::get(part).into_iter();
		counted.filter_map(Claims::<T>::get).map(|claim| Self::rank_of(&claim))
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

	/// A claim that counted is gone, and so much was paid for it.
	fn end_claim(id: ClaimId, paid: Amount) {
		let Some(claim) = Claims::<T>::get(id) else { return };
		Self::forget_claim(id, &claim);
		Self::end(claim.claimant);
		Self::deposit_event(Event::ClaimEnded { claim: id, paid });
	}

	/// Ends the claims on a part that is realized: of what it is worth the bank pays them what the pledge
	/// leaves. Returns what they leave.
	pub(crate) fn pay_claims(loan: &Loan, worth: Amount) -> Result<Amount, DispatchError> {
		let mut rest = worth;
		for Share { source, to, amount, .. } in Self::shares(loan.part, worth) {
			rest = rest.saturating_sub(amount);
			if let Source::Claim(id) = source {
				Self::pay(loan.asset, loan.bank, to, amount)?;
				Self::end_claim(id, amount);
			}
		}
		Counted::<T>::remove(loan.part);
		Ok(rest)
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
				Source::Claim(id) => Self::end_claim(id, share.amount),
			}
		}
		Counted::<T>::remove(part);
	}

	fn weight() -> Weight {
		Self::payment_weight(<T as Config>::WeightInfo::divide(), 0)
	}
}
