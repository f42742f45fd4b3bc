// SPDX-License-Identifier: Apache-2.0

//! The invariants, each recomputed from the primary records.

use crate::*;
use alloc::collections::BTreeMap;
use frame_support::{ensure, traits::fungibles::hold::Inspect as _};
use sp_runtime::TryRuntimeError;

type Checked = Result<(), TryRuntimeError>;

/// Sums by keys.
type Sums<Key> = BTreeMap<Key, Amount>;

fn add<Key: Ord>(sums: &mut Sums<Key>, key: Key, amount: Amount) {
	let sum = sums.entry(key).or_default();
	*sum = sum.saturating_add(amount);
}

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet.
	pub fn do_try_state() -> Checked {
		Self::requests_are_indexed()?;
		Self::money_is_held()?;
		Self::pledges_are_unique()?;
		Self::claims_are_indexed()?;
		Self::principal_is_counted()?;
		Self::obligations_are_counted()?;
		Self::money_is_there()
	}

	fn requests_are_indexed() -> Checked {
		let (mut count, mut asked, mut quotes) = (0_usize, 0_usize, 0_usize);
		for (id, request) in Requests::<T>::iter() {
			ensure!(id < NextFinancingId::<T>::get(), "a request has an id to come");
			ensure!(RequestOn::<T>::get(request.part) == Some(id), "two requests for a part");
			ensure!(RequestsOf::<T>::contains_key(request.holder, id), "a holder is not indexed");
			count = count.saturating_add(1);
			asked = asked.saturating_add(request.banks.len());
			for bank in request.banks {
				ensure!(RequestsTo::<T>::contains_key(bank, id), "a bank is not indexed");
				let quoted = usize::from(Quotes::<T>::contains_key(id, bank));
				quotes = quotes.saturating_add(quoted);
			}
		}
		ensure!(RequestOn::<T>::iter().count() == count, "parts of no request");
		ensure!(RequestsOf::<T>::iter().count() == count, "holders of no request");
		ensure!(RequestsTo::<T>::iter().count() == asked, "banks of no request");
		ensure!(Quotes::<T>::iter().count() == quotes, "quotes of nobody who is asked");
		Ok(())
	}

	fn money_is_held() -> Checked {
		let mut quoted = Sums::new();
		for (id, bank, quote) in Quotes::<T>::iter() {
			let asset = Requests::<T>::get(id).ok_or("a quote for nothing")?.asset;
			add(&mut quoted, (bank, asset), quote.held);
		}
		for (bank, asset, exposure) in Exposures::<T>::iter() {
			let sum = quoted.remove(&(bank, asset)).unwrap_or_default();
			ensure!(sum == exposure.quoted, "quotes are not counted");
			let account = T::Organizations::account(bank);
			let held = T::Holds::balance_on_hold(asset, &Self::reason(), &account);
			ensure!(held == sum, "what is on hold is not what is quoted");
		}
		ensure!(quoted.is_empty(), "quotes of nobody");
		Ok(())
	}

	fn pledges_are_unique() -> Checked {
		let (mut pledged, mut count) = (0_usize, 0_usize);
		for (id, loan) in Loans::<T>::iter() {
			ensure!(id < NextLoanId::<T>::get(), "a loan has an id to come");
			ensure!(!loan.is_paid(), "nothing is owed on a loan");
			ensure!(LoansOf::<T>::contains_key(loan.bank, id), "a bank is not indexed");
			ensure!(LoansBy::<T>::contains_key(loan.borrower, id), "a borrower is not indexed");
			count = count.saturating_add(1);
			if loan.secured {
				ensure!(!loan.reported, "a loan is reported while it is pledged");
				ensure!(LoanOn::<T>::get(loan.part) == Some(id), "a part is pledged twice");
				let part = T::Parts::part(loan.part).ok_or("a part is pledged and closed")?;
				ensure!(part.holder == loan.borrower, "a part is pledged by another");
				ensure!(!part.idle, "a part is pledged and idle");
				pledged = pledged.saturating_add(1);
			}
		}
		ensure!(LoanOn::<T>::iter().count() == pledged, "parts of no loan");
		ensure!(LoansOf::<T>::iter().count() == count, "banks of no loan");
		ensure!(LoansBy::<T>::iter().count() == count, "borrowers of no loan");
		Ok(())
	}

	fn claims_are_indexed() -> Checked {
		let (mut count, mut counted) = (0_usize, 0_usize);
		for (id, claim) in Claims::<T>::iter() {
			ensure!(id < NextClaimId::<T>::get(), "a claim has an id to come");
			ensure!(claim.amount > 0, "a claim of nothing");
			ensure!(ClaimsOn::<T>::contains_key(claim.part, id), "a part is not indexed");
			let of = claim.receivable;
			ensure!(ClaimsIn::<T>::contains_key(of, id), "a receivable is not indexed");
			let same = T::Parts::part(claim.part).is_none_or(|part| part.receivable == of);
			ensure!(same, "a claim is of another receivable than its part");
			let by = ClaimBy::<T>::get(claim.part, claim.claimant);
			ensure!(by == Some(id), "two claims of one organization");
			count = count.saturating_add(1);
			let counts = Counted::<T>::get(claim.part).contains(&id);
			ensure!(counts == (claim.standing != Standing::Open), "a claim is counted wrongly");
			counted = counted.saturating_add(usize::from(counts));
		}
		ensure!(ClaimsOn::<T>::iter().count() == count, "parts of no claim");
		ensure!(ClaimsIn::<T>::iter().count() == count, "receivables of no claim");
		for (_, claimant, id) in ClaimBy::<T>::iter() {
			ensure!(id < NextClaimId::<T>::get(), "an organization has a claim to come");
			let own = Claims::<T>::get(id).is_none_or(|claim| claim.claimant == claimant);
			ensure!(own, "an organization has the claim of another");
		}
		let mut listed = 0_usize;
		for (id, claims) in Counted::<T>::iter() {
			ensure!(!claims.is_empty(), "a list of nothing");
			let part = T::Parts::part(id).ok_or("claims count on a part that is closed")?;
			ensure!(!part.idle, "claims count on a part that is idle");
			listed = listed.saturating_add(claims.len());
		}
		ensure!(listed == counted, "claims are counted twice");
		Ok(())
	}

	fn principal_is_counted() -> Checked {
		let mut sums = Sums::new();
		for loan in Loans::<T>::iter_values() {
			add(&mut sums, (loan.bank, loan.asset), loan.principal);
		}
		for (bank, asset, exposure) in Exposures::<T>::iter() {
			let sum = sums.remove(&(bank, asset)).unwrap_or_default();
			ensure!(sum == exposure.principal, "principal is not counted");
		}
		ensure!(sums.is_empty(), "principal of nobody");
		Ok(())
	}

	fn obligations_are_counted() -> Checked {
		let mut sums = Sums::new();
		for request in Requests::<T>::iter_values() {
			add(&mut sums, request.holder, 1);
		}
		for (_, bank, _) in Quotes::<T>::iter() {
			add(&mut sums, bank, 1);
		}
		for loan in Loans::<T>::iter_values() {
			add(&mut sums, loan.bank, 1);
			add(&mut sums, loan.borrower, 1);
		}
		for claim in Claims::<T>::iter_values().filter(|it| it.standing != Standing::Open) {
			add(&mut sums, claim.claimant, 1);
		}
		for (organization, count) in Open::<T>::iter() {
			let sum = sums.remove(&organization).unwrap_or_default();
			ensure!(sum == Amount::from(count) && sum > 0, "obligations are not counted");
		}
		ensure!(sums.is_empty(), "obligations of nobody");
		Ok(())
	}

	fn money_is_there() -> Checked {
		let mut sums = Sums::new();
		for (_, asset, amount) in Owed::<T>::iter() {
			ensure!(amount > 0, "nothing is owed");
			add(&mut sums, asset, amount);
		}
		for (asset, sum) in sums {
			let has = <T::Assets as Inspect<_>>::balance(asset, &Self::account());
			ensure!(has >= sum, "less money than is owed");
		}
		Ok(())
	}
}
