// SPDX-License-Identifier: Apache-2.0

//! Tasks that happen by themselves when chain time passes.

use crate::Moment;
use frame_support::weights::Weight;
use sp_runtime::{DispatchError, DispatchResult};

/// Keeps tasks until they are due. `Task` is the scheduling pallet's own type; the runtime
/// combines those of all pallets into one.
pub trait Deadlines<Task> {
	/// Has `task` carried out once chain time is `at` or later, by less than a minute if the chain
	/// is not busy, never earlier. The same task at the same minute is refused.
	fn schedule(at: Moment, task: Task) -> Result<(), DispatchError>;

	/// Forgets a task that was scheduled with the same `at`. Returns whether it was still waiting.
	fn cancel(at: Moment, task: Task) -> bool;
}

/// Carries out a task that is due.
pub trait HandleDeadline<Task> {
	/// The most that [`Self::handle`] may use for `task`.
	fn weight(task: &Task) -> Weight;

	/// Carries out `task`. On an error nothing that it wrote remains, and the task is not tried
	/// again.
	fn handle(task: Task) -> DispatchResult;
}
