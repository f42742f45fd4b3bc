// SPDX-License-Identifier: Apache-2.0

//! The derives of what pallets keep.

/// Derives for each type in it what storage, calls, events, metadata and JSON ask for, so that the
/// long list is written once. Further derives and serde's attributes stand before the type.
///
/// ```
/// covenant_primitives::stored! {
///     /// A reading in Wh.
///     #[derive(Copy)]
///     #[serde(transparent)]
///     pub struct Reading(pub u64);
/// }
/// assert_eq!(codec::Encode::encode(&Reading(1)).len(), 8);
/// ```
#[macro_export]
macro_rules! stored {
	($($item:item)*) => {
		$(
			#[derive(
				Clone,
				PartialEq,
				Eq,
				Debug,
				::codec::Encode,
				::codec::Decode,
				::codec::DecodeWithMemTracking,
				::codec::MaxEncodedLen,
				::scale_info::TypeInfo,
				::serde::Serialize,
				::serde::Deserialize,
			)]
			$item
		)*
	};
}
