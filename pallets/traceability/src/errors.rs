// SPDX-License-Identifier: Apache-2.0

//! What the pallet refuses, each cause with its own error.

use frame_support::pallet_macros::pallet_section;

/// The errors, imported into the pallet's module.
#[pallet_section]
mod errors {
	#[pallet::error]
	pub enum Error<T> {
		/// Nothing has this id.
		NotFound,
		/// The signer's organization does not have the goods, or it is not its part.
		NotAuthorized,
		/// The text is empty, or not all of it can be seen.
		InvalidText,
		/// A key of GS1 is digits, the last of which checks the others.
		InvalidKey,
		/// The organization has a product, location or lot of this number.
		AlreadyExists,
		/// Nothing was passed.
		Empty,
		/// Something was passed twice.
		Duplicate,
		/// There are as many as there can be.
		TooMany,
		/// It is of a time to come.
		InFuture,
		/// Nothing, more than is left, or an item with a serial number that is not one piece.
		InvalidQuantity,
		/// More would come out than went in.
		NotBalanced,
		/// What comes out is not measured alike, or nothing goes in that is measured so: no gain can be stated.
		InvalidGain,
		/// The lot is inside another.
		Inside,
		/// The lot, or the shipment that the sensor is at, is on its way.
		InTransit,
		/// Nothing is left of the lot.
		UsedUp,
		/// Something is inside the lot.
		NotEmpty,
		/// Only an item with a serial number holds others.
		NotContainer,
		/// There are as many levels of lots inside one another as there can be.
		TooDeep,
		/// The lot is not inside this one, or not in this way.
		NotInside,
		/// A recall, or a breach, forbids it.
		Recalled,
		/// Nobody ships to itself, or to an organization that is not there or suspended.
		InvalidParty,
		/// An answer is due in the future, and not too late.
		InvalidAnswerTime,
		/// A range has a lowest and a highest value that can be; a kind has one, and a shipment's sensors have
		/// the shipment's.
		InvalidRange,
		/// The shipment is not on its way, the sensor is not there any more, or the recall is not open.
		InvalidState,
		/// The time to receive it is over.
		Expired,
		/// The receivable is not the signer's organization's.
		NotCreditor,
		/// Others rely on the receivable: a part was offered, put before banks or claimed.
		ReliedOn,
		/// It is not attached.
		NotAttached,
		/// The event is declared to be wrong already.
		AlreadyDeclared,
		/// An event does not correct itself.
		InvalidCorrection,
		/// An event of this kind has no effects that can be undone, or something has happened since.
		CannotUndo,
		/// The organization has goods, some are on their way from it or to it, or a recall of its own spreads or ends.
		NotSettled,
	}
}
