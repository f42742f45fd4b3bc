// SPDX-License-Identifier: Apache-2.0

//! Identifiers, counted up from 0 and never used again.

/// Defines identifiers: numbers that are counted up from 0, with what storage, calls, metadata and
/// JSON ask of them.
///
/// ```
/// covenant_primitives::id! {
///     /// A parcel.
///     ParcelId(u64)
/// }
/// use frame_support::traits::Incrementable;
/// assert_eq!(ParcelId(7).increment(), Some(ParcelId(8)));
/// ```
#[macro_export]
macro_rules! id {
	($($(#[$doc:meta])* $name:ident($inner:ty))*) => {
		$(
			$(#[$doc])*
			#[derive(
				Clone,
				Copy,
				PartialEq,
				Eq,
				PartialOrd,
				Ord,
				Default,
				Debug,
				::codec::Encode,
				::codec::Decode,
				::codec::DecodeWithMemTracking,
				::codec::MaxEncodedLen,
				::scale_info::TypeInfo,
				::serde::Serialize,
				::serde::Deserialize,
			)]
			pub struct $name(pub $inner);

			impl ::frame_support::traits::Incrementable for $name {
				fn increment(&self) -> Option<Self> {
					self.0.checked_add(1).map(Self)
				}

				fn initial_value() -> Option<Self> {
					Some(Self(0))
				}
			}
		)*
	};
}

id! {
	/// An organization: a legal body that the council admitted.
	OrganizationId(u32)

	/// A person: a citizen, employee or student whom an organization enrolled.
	PersonId(u64)

	/// A sealed object: encrypted content off chain, pinned on chain.
	ObjectId(u64)

	/// A request for the key to a sealed object, and the grant that may come of it.
	RequestId(u64)

	/// A license: one version of a certificate.
	LicenseId(u64)

	/// A resource of the catalog.
	ResourceId(u64)

	/// What an organization looks for in the catalog.
	DemandId(u64)

	/// What an owner offers for a demand.
	QuoteId(u64)

	/// An order of a resource.
	OrderId(u64)

	/// A payment channel.
	ChannelId(u64)

	/// A power market.
	MarketId(u32)

	/// A meter.
	MeterId(u64)

	/// A contract over power.
	ContractId(u64)

	/// An auction of power.
	AuctionId(u64)

	/// A package of a retailer of power.
	PackageId(u64)

	/// A receivable: what one organization owes another.
	ReceivableId(u64)

	/// A part of a receivable, with one holder.
	PartId(u64)

	/// An invoice in the registry of invoices.
	InvoiceId(u64)

	/// A lot of goods, or a single item with a serial number.
	LotId(u64)

	/// A shipment of lots.
	ShipmentId(u64)
}

#[cfg(test)]
mod tests {
	use super::*;
	use frame_support::traits::Incrementable;

	#[test]
	fn ids_do_not_wrap() {
		assert_eq!(OrganizationId(7).increment(), Some(OrganizationId(8)));
		assert_eq!(OrganizationId(u32::MAX).increment(), None);
	}
}
