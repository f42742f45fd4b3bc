// SPDX-License-Identifier: Apache-2.0

//! What the tracing of goods asks of receivables, beside [`crate::Freezable`].

use crate::{OrganizationId, ReceivableId};
use frame_support::weights::Weight;

/// Says who delivered what a receivable is for.
///
/// A receivable is frozen when goods that it is tied to are recalled, so only its creditor ties it to goods.
pub trait Creditors {
	/// The first holder of a receivable that is neither in draft nor paid nor cancelled.
	fn creditor(receivable: ReceivableId) -> Option<OrganizationId>;

	/// The most that [`Self::creditor`] may use.
	fn weight() -> Weight;
}

/// There are no receivables.
impl Creditors for () {
	fn creditor(_: ReceivableId) -> Option<OrganizationId> {
		None
	}

	fn weight() -> Weight {
		Weight::zero()
	}
}
