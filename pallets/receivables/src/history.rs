// SPDX-License-Identifier: Apache-2.0

//! The history of a receivable: all that happened to it and to its parts, in order.

use crate::*;
use sp_runtime::SaturatedConversion;

impl<T: Config> Pallet<T> {
	/// Reports what happened to a receivable, and keeps it in the receivable's history.
	pub(crate) fn tell(receivable: ReceivableId, event: Event<T>) {
		if let Some(told) = told(&event) {
			let at = T::Time::now();
			let block = frame_system::Pallet::<T>::block_number().saturated_into();
			let entry = Entry { at, block, ..told };
			log::append::<HistoryLength<T>, History<T>, _, _>(receivable, &entry);
		}
		Self::deposit_event(event);
	}
}

/// An entry about nothing but an act, so far.
fn entry(act: Act) -> Entry {
	Entry { at: 0, block: 0, act, by: None, part: None, amount: None, to: None }
}

/// An entry about what somebody did.
fn done<AccountId>(act: Act, by: &Actor<AccountId>) -> Entry {
	Entry { by: Some(by.organization), ..entry(act) }
}

impl Entry {
	fn part(self, part: PartId) -> Self {
		Self { part: Some(part), ..self }
	}

	fn amount(self, amount: Amount) -> Self {
		Self { amount: Some(amount), ..self }
	}

	fn to(self, organization: OrganizationId) -> Self {
		Self { to: Some(organization), ..self }
	}
}

/// What the history says of an event; `None` if it is about no receivable, or another event says it.
fn told<T: Config>(event: &Event<T>) -> Option<Entry> {
	Some(match event {
		Event::LineSet { .. }
		| Event::GuaranteeSet { .. }
		| Event::Collected { .. }
		| Event::Taken { .. }
		| Event::__Ignore(..) => return None,
		Event::Drafted { terms, by, .. } => done(Act::Drafted, by).amount(terms.amount),
		Event::Accepted { amount, part, by, .. } => {
			done(Act::Accepted, by).part(*part).amount(*amount)
		}
		Event::Declined { by, .. } => done(Act::Declined, by),
		Event::Withdrawn { by, .. } => done(Act::Withdrawn, by),
		Event::Lapsed { .. } => entry(Act::Lapsed),
		Event::Guaranteed { by, .. } => done(Act::Guaranteed, by),
		Event::Split { part, by, .. } => done(Act::Split, by).part(*part),
		Event::Merged { into, by, .. } => done(Act::Merged, by).part(*into),
		Event::Offered { part, to, by, .. } => done(Act::Offered, by).part(*part).to(*to),
		Event::Returned { part, by } => done(Act::Returned, by).part(*part),
		Event::Recalled { part, by } => done(Act::Recalled, by).part(*part),
		Event::OfferLapsed { part } => entry(Act::OfferLapsed).part(*part),
		Event::Endorsed { part, endorsement: Endorsement { from, to, .. }, .. } => {
			Entry { by: Some(*from), ..entry(Act::Endorsed) }.part(*part).to(*to)
		}
		Event::Locked { part } => entry(Act::Locked).part(*part),
		Event::Unlocked { part } => entry(Act::Unlocked).part(*part),
		Event::ConditionMet { .. } => entry(Act::ConditionMet),
		Event::ConditionWaived { .. } => entry(Act::ConditionWaived),
		Event::Waits { .. } => entry(Act::Waits),
		Event::DueMoved { .. } => entry(Act::DueMoved),
		Event::Paid { principal, interest, by, .. } => {
			done(Act::Paid, by).amount(principal.saturating_add(*interest))
		}
		Event::PaidOut { part, organization, amount } => {
			entry(Act::PaidOut).part(*part).to(*organization).amount(*amount)
		}
		Event::NotPaidOut { organization, amount, .. } => {
			entry(Act::NotPaidOut).to(*organization).amount(*amount)
		}
		Event::Concluded { .. } => entry(Act::Concluded),
		Event::DiscountOffered { part, discount, by } => {
			done(Act::DiscountOffered, by).part(*part).amount(discount.amount_off)
		}
		Event::DiscountWithdrawn { part, by } => done(Act::DiscountWithdrawn, by).part(*part),
		Event::DiscountTaken { part, amount, by } => {
			done(Act::DiscountTaken, by).part(*part).amount(*amount)
		}
		Event::Overdue { .. } => entry(Act::Overdue),
		Event::Called { guarantor, .. } => entry(Act::Called).to(*guarantor),
		Event::Defaulted { .. } => entry(Act::Defaulted),
		Event::Repaid { amount, interest, by, .. } => {
			done(Act::Repaid, by).amount(amount.saturating_add(*interest))
		}
		Event::Forgiven { amount, by, .. } => done(Act::Forgiven, by).amount(*amount),
		Event::RecourseClaimed { part, on, by, .. } => {
			done(Act::RecourseClaimed, by).part(*part).to(*on)
		}
		Event::RecoursePaid { part, to, amount, by } => {
			done(Act::RecoursePaid, by).part(*part).to(*to).amount(*amount)
		}
		Event::RecourseFailed { part, on } => entry(Act::RecourseFailed).part(*part).to(*on),
		Event::CreditNoted { part, amount, by, .. } => {
			done(Act::CreditNoted, by).part(*part).amount(*amount)
		}
		Event::CancellationProposed { by, .. } => done(Act::CancellationProposed, by),
		Event::CancellationWithdrawn { by, .. } => done(Act::CancellationWithdrawn, by),
		Event::Consented { part, by } => done(Act::Consented, by).part(*part),
		Event::Cancelled { amount, .. } => entry(Act::Cancelled).amount(*amount),
		Event::DisputeRaised { arbiter, by, .. } => done(Act::DisputeRaised, by).to(*arbiter),
		Event::Ruled { upheld: true, by, .. } => done(Act::Upheld, by),
		Event::Ruled { upheld: false, by, .. } => done(Act::Rejected, by),
		Event::NotRuled { arbiter, .. } => entry(Act::NotRuled).to(*arbiter),
		Event::Frozen { .. } => entry(Act::Frozen),
		Event::Thawed { .. } => entry(Act::Thawed),
	})
}
