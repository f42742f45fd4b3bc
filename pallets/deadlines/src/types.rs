// SPDX-License-Identifier: Apache-2.0

//! Types that know no `Config`.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// A task and when it was scheduled for.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[cfg_attr(feature = "std", derive(serde::Serialize, serde::Deserialize))]
pub struct Entry<Task> {
	/// The minute, counted from 1970, that the task was scheduled for.
	pub minute: u32,
	/// What is to be done.
	pub task: Task,
}
