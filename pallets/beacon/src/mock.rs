// SPDX-License-Identifier: Apache-2.0

//! A runtime of this pallet alone. Who authors a block and how many validators there are is up to
//! the tests.

use crate as pallet_beacon;
use crate::*;
use alloc::collections::BTreeMap;
use covenant_primitives::beacon::{Beacon as _, Round};
use frame_support::{derive_impl, parameter_types, traits::Hooks, weights::Weight};
use sp_core::H256;
use sp_runtime::BuildStorage;

pub type ValidatorId = u64;

/// The most validators that count.
pub const MOST: u32 = 100;
/// Of how many validators tests are that do not say. They are numbered from 0, their threshold is 2.
pub const FOUR: u32 = 4;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(RuntimeCall, RuntimeEvent, RuntimeError, RuntimeOrigin, RuntimeTask)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Beacon = pallet_beacon;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
}

parameter_types! {
	pub static MaxValidators: u32 = MOST;
	/// How many validators there are.
	pub static Validators: u32 = FOUR;
	/// What the present block has of an output, until it is asked for.
	pub static Output: Option<(ValidatorId, H256)> = None;
	/// What blocks had of outputs.
	pub static Record: BTreeMap<u32, (ValidatorId, H256)> = BTreeMap::new();
}

pub struct MockOutputs;

impl AuthorOutput<ValidatorId> for MockOutputs {
	fn output() -> Option<(ValidatorId, H256)> {
		Output::take()
	}

	fn validators() -> u32 {
		Validators::get()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(validators: u32) {
		Validators::set(validators);
		Output::set(Some((ValidatorId::MAX, H256::repeat_byte(2))));
	}
}

impl Config for Test {
	type ValidatorId = ValidatorId;
	type Outputs = MockOutputs;
	type MaxValidators = MaxValidators;
	type WeightInfo = pallet_beacon::weights::SubstrateWeight<Test>;
}

/// The VRF output of `validator` at `block`: all differ.
pub fn output(validator: ValidatorId, block: u32) -> H256 {
	H256::from_low_u64_be(validator << 32 | u64::from(block))
}

/// The present block, or the last one if it is over.
pub fn now() -> u32 {
	Pallet::<Test>::now()
}

/// Makes the next block, with `author`'s output if there is one, and does what `inside` does in it.
pub fn block_with<Answer>(author: Option<ValidatorId>, inside: impl FnOnce() -> Answer) -> Answer {
	let number = now() + 1;
	System::set_block_number(number.into());
	let reserved = Beacon::on_initialize(number.into());
	assert_eq!(reserved, <Test as Config>::WeightInfo::note_output());
	assert!(reserved.all_gt(Weight::zero()));

	let answer = inside();

	let given = author.map(|validator| (validator, output(validator, number)));
	Output::set(given);
	Record::mutate(|record| record.extend(given.map(|given| (number, given))));
	Beacon::on_finalize(number.into());
	assert_eq!(Output::get(), None, "the output was not asked for");
	answer
}

/// Makes a block of each of `authors`, in this order.
pub fn blocks(authors: impl IntoIterator<Item = ValidatorId>) {
	for author in authors {
		block_with(Some(author), || ());
	}
}

/// Makes a block of an author or an output that is not known.
pub fn block_without_output() {
	block_with(None, || ());
}

/// Makes a block by `author` in which somebody asks; for which round.
pub fn asking_block(author: ValidatorId) -> Round {
	block_with(Some(author), Beacon::ask)
}

/// The round that goes on after the last block.
pub fn in_progress() -> InProgressOf<Test> {
	Current::<Test>::get().unwrap()
}

/// The seeds that are kept.
pub fn kept() -> BTreeMap<Round, Seed> {
	Seeds::<Test>::iter().collect()
}

/// The pallet's events since the last call, oldest first.
pub fn events() -> Vec<Event<Test>> {
	let events = System::read_events_for_pallet::<Event<Test>>();
	System::reset_events();
	events
}

pub struct ExtBuilder;

impl ExtBuilder {
	/// Of four validators. The first block is still to come.
	pub fn build() -> sp_io::TestExternalities {
		MaxValidators::set(MOST);
		Validators::set(FOUR);
		Output::set(None);
		Record::set(BTreeMap::new());
		frame_system::GenesisConfig::<Test>::default().build_storage().unwrap().into()
	}

	/// Runs `test`, then checks the invariants.
	pub fn build_and_execute(test: impl FnOnce()) {
		Self::build().execute_with(|| {
			test();
			Beacon::do_try_state().unwrap();
		});
	}
}
