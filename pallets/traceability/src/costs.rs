// SPDX-License-Identifier: Apache-2.0

//! What calls and steps cost, where it depends on what they are about.

use crate::*;
use frame_support::weights::Weight;

/// The most edges of a transformation.
pub(crate) const MAX_EDGES: u32 = MAX_LOTS * MAX_LOTS;

/// How many edges lead from so many lots to so many.
pub(crate) fn edges(from: usize, to: usize) -> u32 {
	u32::try_from(from.saturating_mul(to)).unwrap_or(u32::MAX)
}

/// The most that it may take to ask whom a receivable is between.
pub(crate) fn asking<T: Config>() -> Weight {
	<T::Receivables as ReceivableSides>::weight()
}

/// The most that it may take to tie so many receivables to a shipment that is sent: each is asked for, indexed, and
/// put in the list.
pub(crate) fn tying<T: Config>(receivables: usize) -> Weight {
	let each = asking::<T>().saturating_add(T::DbWeight::get().writes(2));
	each.saturating_mul(u64::try_from(receivables).unwrap_or(u64::MAX))
}

/// To declare that an event is wrong, and to undo it if that has so many edges.
pub(crate) fn error_weight<T: Config>(undo: bool, edges: u32) -> Weight {
	let weight = <T as Config>::WeightInfo::declare_error();
	if undo {
		weight.saturating_add(<T as Config>::WeightInfo::undo(edges))
	} else {
		weight
	}
}

impl<T: Config> Pallet<T> {
	/// The most that so many steps of a recall may use.
	pub(crate) fn weight_of(steps: u32) -> Weight {
		let freezing = <T::Receivables as Freezable>::weight();
		let step = [
			<T as Config>::WeightInfo::root_step(),
			<T as Config>::WeightInfo::mark_step(),
			<T as Config>::WeightInfo::freeze_step()
				.saturating_add(asking::<T>())
				.saturating_add(freezing),
			<T as Config>::WeightInfo::carry_step(),
			<T as Config>::WeightInfo::open_step(),
			<T as Config>::WeightInfo::unmark_step(),
			<T as Config>::WeightInfo::let_go_step().saturating_add(freezing),
			<T as Config>::WeightInfo::forget_step(),
		];
		let step = step.into_iter().fold(Weight::zero(), |most, step| most.max(step));
		let steps = step.saturating_mul(steps.max(1).into());
		<T as Config>::WeightInfo::spread().saturating_add(steps)
	}
}
