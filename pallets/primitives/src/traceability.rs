// SPDX-License-Identifier: Apache-2.0

//! What the tracing of goods asks of receivables, beside [`crate::Freezable`].

use crate::{OrganizationId, ReceivableId};
use frame_support::weights::Weight;

/// Whom a receivable is between.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sides {
	/// Who delivered what it is for: its first holder.
	pub creditor: OrganizationId,
	/// Who owes it.
	pub debtor: OrganizationId,
	/// Whether others rely on it: a part was offered, put before banks or claimed.
	pub relied_on: bool,
}

/// Says whom receivables are between.
///
/// A receivable is frozen when goods that it is tied to are recalled, so only its creditor ties it to goods, and
/// only as long as nobody else relies on it.
pub trait ReceivableSides {
	/// The sides of a receivable that is neither in draft nor paid nor cancelled.
	fn sides(receivable: ReceivableId) -> Option<Sides>;

	/// The most that [`Self::sides`] may use.
	fn weight() -> Weight;
}

/// There are no receivables.
impl ReceivableSides for () {
	fn sides(_: ReceivableId) -> Option<Sides> {
		None
	}

	fn weight() -> Weight {
		Weight::zero()
	}
}
