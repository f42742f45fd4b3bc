// SPDX-License-Identifier: Apache-2.0

//! Requests: a holder asks banks what they would give for a part.

use crate::*;
use covenant_primitives::OrganizationKind;
use frame_support::{ensure, traits::Incrementable};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn request_by_id(id: FinancingId) -> Result<Request, DispatchError> {
		Requests::<T>::get(id).ok_or_else(|| Error::<T>::NotFound.into())
	}

	/// A part that is not closed.
	pub(crate) fn part(id: PartId) -> Result<PartInfo, DispatchError> {
		T::Parts::part(id).ok_or_else(|| Error::<T>::NotFound.into())
	}

	/// Banks in good standing, each another, none of them the holder or the debtor.
	fn ensure_banks(part: &PartInfo, banks: &Banks) -> DispatchResult {
		ensure!(!banks.is_empty(), Error::<T>::InvalidParty);
		for (index, bank) in banks.iter().enumerate() {
			let again = banks.iter().skip(index.saturating_add(1)).any(|other| other == bank);
			let side = [part.holder, part.debtor].contains(bank);
			ensure!(!again && !side, Error::<T>::InvalidParty);
			Self::ensure_in_good_standing(*bank)?;
			let kind = T::Organizations::kind(*bank);
			ensure!(kind == Some(OrganizationKind::Bank), Error::<T>::NotABank);
		}
		Ok(())
	}

	pub(crate) fn ensure_in_good_standing(organization: OrganizationId) -> DispatchResult {
		let good = T::Organizations::is_in_good_standing(organization);
		ensure!(good, Error::<T>::NotInGoodStanding);
		Ok(())
	}

	pub(crate) fn do_request(
		by: ActorOf<T>,
		id: PartId,
		banks: Banks,
		kind: Kind,
		answer_by: Moment,
	) -> DispatchResult {
		let part = Self::part(id)?;
		ensure!(part.holder == by.organization, Error::<T>::NotAuthorized);
		Self::ensure_banks(&part, &banks)?;
		let now = T::Time::now();
		let last = now.saturating_add(T::MaxAnswer::get()).min(part.due);
		ensure!(now < answer_by && answer_by <= last, Error::<T>::InvalidTime);
		match kind {
			Kind::Sale { .. } => ensure!(part.idle, Error::<T>::NotIdle),
			Kind::Pledge { until, wanted } => {
				// A pledge can go over to another bank.
				ensure!(part.idle || LoanOn::<T>::contains_key(id), Error::<T>::NotIdle);
				let last = now.saturating_add(T::MaxTerm::get());
				ensure!(answer_by < until && until <= last, Error::<T>::InvalidTime);
				let wanted = wanted.unwrap_or(part.amount);
				ensure!(0 < wanted && wanted <= part.amount, Error::<T>::InvalidAmount);
			}
		}
		if let Some(before) = RequestOn::<T>::get(id) {
			let request = Self::request_by_id(before)?;
			ensure!(request.holder != part.holder, Error::<T>::AlreadyRequested);
			Self::lapse_request(before)?;
		}
		T::Parts::rely_on(id, by.organization)?;
		Self::open_request(by, id, &part, banks, kind, answer_by)
	}

	/// Keeps a request.
	pub(crate) fn open_request(
		by: ActorOf<T>,
		part: PartId,
		info: &PartInfo,
		banks: Banks,
		kind: Kind,
		answer_by: Moment,
	) -> DispatchResult {
		let id = NextFinancingId::<T>::get();
		NextFinancingId::<T>::put(id.increment().ok_or(ArithmeticError::Overflow)?);
		T::Deadlines::schedule(answer_by, Task::LapseRequest(id))?;
		RequestOn::<T>::insert(part, id);
		RequestsOf::<T>::insert(info.holder, id, ());
		for bank in &banks {
			RequestsTo::<T>::insert(bank, id, ());
		}
		Self::begin(info.holder)?;
		let asked = banks.clone();
		let PartInfo { holder, asset, .. } = *info;
		let claimed = None;
		let request = Request { part, holder, asset, kind, banks, answer_by, claimed };
		Requests::<T>::insert(id, request);
		let banks = asked;
		Self::deposit_event(Event::Requested { request: id, part, kind, banks, answer_by, by });
		Ok(())
	}

	/// Ends a request: banks have their money back.
	pub(crate) fn close_request(id: FinancingId, request: &Request) -> DispatchResult {
		T::Deadlines::cancel(request.answer_by, Task::LapseRequest(id));
		for bank in &request.banks {
			RequestsTo::<T>::remove(bank, id);
			if let Some(quote) = Quotes::<T>::get(id, bank) {
				Self::drop_quote(id, *bank, &quote);
				Self::release(request.asset, *bank, quote.held)?;
			}
		}
		Requests::<T>::remove(id);
		RequestOn::<T>::remove(request.part);
		RequestsOf::<T>::remove(request.holder, id);
		Self::end(request.holder);
		Ok(())
	}

	pub(crate) fn do_withdraw_request(by: ActorOf<T>, id: FinancingId) -> DispatchResult {
		let request = Self::request_by_id(id)?;
		ensure!(request.holder == by.organization, Error::<T>::NotAuthorized);
		Self::close_request(id, &request)?;
		Self::deposit_event(Event::RequestWithdrawn { request: id, by });
		Ok(())
	}

	pub(crate) fn lapse_request(id: FinancingId) -> DispatchResult {
		let request = Self::request_by_id(id)?;
		Self::close_request(id, &request)?;
		Self::deposit_event(Event::RequestLapsed { request: id });
		Ok(())
	}
}
