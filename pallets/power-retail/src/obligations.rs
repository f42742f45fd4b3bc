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
/// come.
impl<T: Config> Commitments for Pallet<T> {
	fn ensure_settled(market: MarketId, party: Party) -> DispatchResult {
		let now = Self::month(market)?;
		let subscribed = !Histories::<T>::get(market, party).not_over(now).is_empty();
		let open = Self::counted(Tally::Retailer(market, party), now);
		ensure!(!subscribed && open == 0, Error::<T>::OpenSubscriptions);
		Ok(())
	}

	fn weight() -> Weight {
		T::DbWeight::get().reads(4)
	}
}
