// SPDX-License-Identifier: Apache-2.0

//! What the pallet refuses, each cause with its own error.

use frame_support::pallet_macros::pallet_section;

/// The errors, imported into the pallet's module.
#[pallet_section]
mod errors {
	#[pallet::error]
	pub enum Error<T> {
		/// No resource has this id.
		NotFound,
		/// The signer acts for another organization.
		NotAuthorized,
		/// The resource is no longer in the catalog.
		NotListed,
		/// No organization or person has this id; or what a resource is to be transferred to is
		/// suspended.
		UnknownParty,
		/// No tag has this id.
		UnknownTag,
		/// The tag is out of use.
		TagRetired,
		/// The name is blank, not UTF-8, or has characters that nobody sees.
		InvalidName,
		/// Title or summary are blank, not UTF-8, or have characters that nobody sees.
		InvalidText,
		/// The region is no code of an administrative division (GB/T 2260).
		InvalidRegion,
		/// A price is not zero: what is free has none.
		ZeroPrice,
		/// There is no such asset.
		UnknownAsset,
		/// What is delivered is a file, so it needs content; or it is not, and has none.
		WrongContent,
		/// The organization owns no sealed object of this id that is active.
		UnknownObject,
		/// Another resource delivers this object.
		ObjectInUse,
		/// Nothing would change.
		Unchanged,
		/// A contributor's share is more than nothing; shares, and a royalty, are not more than the
		/// whole.
		InvalidShares,
		/// Somebody is named twice.
		NamedTwice,
		/// The owner is suspended, and lets go of nothing.
		OwnerSuspended,
		/// A transfer to another organization waits for its answer.
		TransferPending,
		/// No transfer waits for an answer.
		NoTransfer,
		/// It is the organization's already.
		OwnResource,
		/// It is derived from another resource already.
		AlreadyDerived,
		/// It is not derived, or not from what the signer owns.
		NotDerived,
		/// Another royalty was proposed meanwhile.
		OtherRoyalty,
		/// Others are derived from it, so it cannot come to be derived itself.
		HasDerivatives,
		/// No resource can be so far down a chain of derivation.
		TooDeep,
		/// The organization still offers resources.
		StillOffers,
		/// The organization still looks for something.
		StillDemands,
		/// Tiers ask for more and raise prices more, each than the one before; means are from 10 to 50
		/// tenths, and no raise is more than the price.
		InvalidTiers,
		/// There is no such demand.
		NoDemand,
		/// The demand is over.
		DemandOver,
		/// A quantity and a budget are not zero.
		ZeroAmount,
		/// A period ends after it begins, and a demand in the future, but not in the far one.
		InvalidPeriod,
		/// The organization has as many open demands as it can have.
		TooManyDemands,
	}
}
