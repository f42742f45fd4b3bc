// SPDX-License-Identifier: Apache-2.0

//! What keeps participants in a market, and organizations on the chain.

use crate::*;
use covenant_primitives::{power::Commitments, Obligations, OrganizationId};
use frame_support::{ensure, weights::Weight};
use sp_runtime::DispatchResult;

/// An organization stays while it has subscribers or is subscribed, in the current month or one to come,
/// wherever clocks are.
impl<T: Config> Obligations for Pallet<T> {
	fn ensure_settled(organization: OrganizationId) -> DispatchResult {
		let tally = Tally::Organization(Party::Organization(organization));
		let open = Self::counted(tally, Self::earliest_month());
		ensure!(open == 0, Error::<T>::OpenSubscriptions);
		Ok(())
	}

	fn weight() -> Weight {
		T::DbWeight::get().reads(2)
	}
}

/// A participant stays while it has subscribers there or is subscribed, in the current month or one to
/// come, and until the last month is settled in which it had subscribers.
impl<T: Config> Commitments for Pallet<T> {
	fn ensure_settled(market: MarketId, party: Party) -> DispatchResult {
		let now = Self::month(market)?;
		let subscribed = !Histories::<T>::get(market, party).not_over(now).is_empty();
		let ends = Tallies::<T>::get(Tally::Retailer(market, party));
		let open = not_over(&ends, now);
		ensure!(!subscribed && open == 0, Error::<T>::OpenSubscriptions);
		let after = last_over(&ends, now).and_then(Month::first_day);
		let settled =
			after.is_none_or(|after| T::Settlements::is_settled(market, after.saturating_sub(1)));
		ensure!(settled, Error::<T>::NotSettled);
		Ok(())
	}

	/// Beside the market, the time and what is counted, what settlements look up: the month's last one,
	/// and how it is.
	fn weight() -> Weight {
		T::DbWeight::get().reads(6)
	}
}
