// SPDX-License-Identifier: Apache-2.0

//! What verified users say of what they had.

use crate::OrganizationId;
use frame_support::weights::Weight;

/// Is told when a buyer rated what it had of a seller, once for each order.
pub trait OnRated {
	/// `mean` is the mean of its marks in tenths, from 10 to 50.
	fn on_rated(buyer: OrganizationId, seller: OrganizationId, mean: u8);

	/// The most that [`Self::on_rated`] may use.
	fn weight() -> Weight;
}

impl OnRated for () {
	fn on_rated(_: OrganizationId, _: OrganizationId, _: u8) {}

	fn weight() -> Weight {
		Weight::zero()
	}
}
