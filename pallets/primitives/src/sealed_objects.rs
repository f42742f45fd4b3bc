// SPDX-License-Identifier: Apache-2.0

//! What other pallets ask about sealed data.

use crate::{ObjectId, Party};

/// Describes sealed objects.
pub trait SealedObjects {
	/// Who owns an object that is not retired.
	fn owner(object: ObjectId) -> Option<Party>;

	/// Gives `owner` an object.
	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(owner: Party) -> ObjectId;
}
