// SPDX-License-Identifier: Apache-2.0

//! Queries about waiting tasks.

use crate::Entry;
use codec::{Codec, Decode, Encode};
use covenant_primitives::Page;
use scale_info::TypeInfo;

/// How far draining has come.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
#[cfg_attr(
	feature = "std",
	derive(serde::Serialize, serde::Deserialize),
	serde(rename_all = "camelCase")
)]
pub struct Progress {
	/// The minute, counted from 1970, that chain time lies in.
	pub present: u32,
	/// The first minute that still takes tasks. A task for an earlier one waits there.
	pub open: u32,
	/// How many minutes are over and still to be drained, the one being drained included; 0 if the
	/// chain keeps up.
	pub behind: u32,
}

sp_api::decl_runtime_apis! {
	/// What waits for its time to come. Minutes are counted from 1970, UTC.
	pub trait DeadlinesApi<Task: Codec> {
		/// How far draining has come; `None` before the clock of the chain has started.
		fn progress() -> Option<Progress>;

		/// The tasks that will be carried out in `minute`, 100 at most. Each names the minute that
		/// it was scheduled for, which is an earlier one if it came late.
		fn waiting(minute: u32, cursor: Option<Entry<Task>>, limit: u32) -> Page<Entry<Task>, Entry<Task>>;
	}
}
