// SPDX-License-Identifier: Apache-2.0

//! A runtime of this pallet. Commitments and receivables are tables of the mock's own.

use crate as pallet_invoices;
use crate::*;
use alloc::collections::BTreeMap;
use covenant_primitives::{
	testing::{operator, World},
	Capability, EnsureCapability, Opening, Party, Registration,
};
use frame_support::{
	derive_impl, parameter_types, storage_alias, traits::ConstU32, weights::Weight,
	Blake2_128Concat, Twox64Concat,
};
use sp_runtime::{BuildStorage, DispatchError};

pub use covenant_primitives::testing::{Lacking, Suspended};

/// Suppliers.
pub const SUPPLIER: OrganizationId = OrganizationId(1);
pub const RIVAL: OrganizationId = OrganizationId(2);
/// Owe.
pub const MAKER: OrganizationId = OrganizationId(3);
pub const DEALER: OrganizationId = OrganizationId(4);
/// Issues money.
pub const BANK: OrganizationId = OrganizationId(5);
/// Audits.
pub const AUDITOR: OrganizationId = OrganizationId(6);
/// Has no special rights.
pub const OUTSIDER: OrganizationId = OrganizationId(9);
/// Not on the chain.
pub const NOBODY: OrganizationId = OrganizationId(70);

/// For how many blocks after its own a commitment can be opened.
pub const WINDOW: u32 = 10;
/// The most copies of a new invoice.
pub const MOST: u32 = 3;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(RuntimeCall, RuntimeEvent, RuntimeError, RuntimeOrigin, RuntimeTask)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Registry = pallet_invoices;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlock<Test>;
}

parameter_types! {
	pub const Treasury: Capability = Capability::Treasury;
	pub const Audit: Capability = Capability::Audit;
}

/// Commitments, registrations and receivables.
pub struct Others;

/// When a commitment was made, and its place among all.
#[storage_alias(verbatim)]
type Commitments = StorageMap<Others, Blake2_128Concat, H256, (u32, u64)>;

/// To whom fingerprints belong.
#[storage_alias(verbatim)]
pub type Registrations = StorageMap<Others, Blake2_128Concat, H256, Registration>;

/// How many commitments there were.
#[storage_alias(verbatim)]
type Precedence = StorageValue<Others, u64, frame_support::pallet_prelude::ValueQuery>;

/// Where receivables keep which invoices stand for them.
#[storage_alias(verbatim)]
pub type BoundTo = StorageMap<Others, Twox64Concat, InvoiceId, ReceivableId>;

pub const NOT_COMMITTED: DispatchError = DispatchError::Other("not committed");
pub const TAKEN: DispatchError = DispatchError::Other("an earlier commitment has it");
pub const TOO_EARLY: DispatchError = DispatchError::Other("made in this block");
pub const OVER: DispatchError = DispatchError::Other("the window is over");

fn block() -> u32 {
	u32::try_from(System::block_number()).unwrap()
}

/// The next blocks begin.
pub fn advance(blocks: u32) {
	System::set_block_number((block() + blocks).into());
}

/// A commitment of an organization. Returns its place.
pub fn commit_as(by: OrganizationId, digest: H256, salt: Salt) -> u64 {
	let opening = Opening { domain: DOMAIN, digest, salt, party: Party::Organization(by) };
	let precedence = Precedence::get();
	Precedence::put(precedence + 1);
	Commitments::insert(opening.commitment(), (block(), precedence));
	precedence
}

impl FirstCome for Others {
	fn register(opening: &Opening, reference: u64) -> Result<Option<Registration>, DispatchError> {
		assert_eq!(opening.domain, DOMAIN);
		let hash = opening.commitment();
		let (at, precedence) = Commitments::get(hash).ok_or(NOT_COMMITTED)?;
		if at == block() {
			return Err(TOO_EARLY);
		}
		if block() > at + WINDOW {
			return Err(OVER);
		}
		let present = Registrations::get(opening.digest);
		if present.is_some_and(|it| it.precedence < precedence || Self::is_settled(&it)) {
			return Err(TAKEN);
		}
		let provisional_until = at + WINDOW;
		let registration =
			Registration { party: opening.party, reference, precedence, provisional_until };
		Commitments::remove(hash);
		Registrations::insert(opening.digest, registration);
		Ok(present)
	}

	fn registration(domain: [u8; 8], digest: H256) -> Option<Registration> {
		Registrations::get(digest).filter(|_| domain == DOMAIN)
	}

	fn release(domain: [u8; 8], digest: H256, reference: u64) -> bool {
		let found = Self::registration(domain, digest).is_some_and(|it| it.reference == reference);
		assert!(found, "only what is registered is released");
		Registrations::remove(digest);
		true
	}

	fn is_settled(registration: &Registration) -> bool {
		block() > registration.provisional_until
	}

	fn register_weight() -> Weight {
		Weight::zero()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(opening: &Opening) {
		System::set_block_number(block().max(1).into());
		let precedence = Precedence::get();
		Precedence::put(precedence + 1);
		Commitments::insert(opening.commitment(), (block() - 1, precedence));
	}
}

#[cfg(feature = "runtime-benchmarks")]
impl BenchmarkHelper for Others {
	fn organization() -> OrganizationId {
		MAKER
	}
}

impl Config for Test {
	type AuditorOrigin = EnsureCapability<World, Audit>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Others;
	type FirstCome = Others;
	type MaxFlags = ConstU32<MOST>;
	type Organizations = World;
	type Time = World;
	type TreasuryOrigin = EnsureCapability<World, Treasury>;
	type WeightInfo = pallet_invoices::weights::SubstrateWeight<Test>;
}

pub fn signer(organization: OrganizationId) -> RuntimeOrigin {
	RuntimeOrigin::signed(operator(organization.0))
}

/// The chain on which tests run: only the bank issues money, and only the auditor audits.
pub struct ExtBuilder;

impl ExtBuilder {
	pub fn build() -> sp_io::TestExternalities {
		covenant_primitives::testing::reset();
		let all = (1..=20).map(OrganizationId);
		let lacking = all.flat_map(|id| {
			[(BANK, Capability::IssueMoney), (AUDITOR, Capability::Audit)]
				.into_iter()
				.filter(move |(having, _)| *having != id)
				.map(move |(_, capability)| (id, capability))
		});
		Lacking::set(lacking.collect());
		let storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| System::set_block_number(1));
		ext
	}

	pub fn build_and_execute(test: impl FnOnce()) {
		Self::build().execute_with(|| {
			test();
			check();
		});
	}
}

/// Every invariant; no fingerprint is registered for anything else; and receivables and invoices say the same
/// of one another.
pub fn check() {
	Registry::do_try_state().unwrap();
	let live = Invoices::<Test>::iter()
		.filter(|(_, it)| it.status.is_live())
		.map(|(id, it)| (it.fingerprint, id.0))
		.collect::<BTreeMap<_, _>>();
	let registered = Registrations::iter()
		.map(|(digest, it)| (digest, it.reference))
		.collect::<BTreeMap<_, _>>();
	assert_eq!(live, registered);
	let bound = Invoices::<Test>::iter().filter_map(|(id, it)| match it.status {
		Status::Bound { receivable } | Status::Closed { receivable } => Some((id, receivable)),
		_ => None,
	});
	assert_eq!(bound.collect::<BTreeMap<_, _>>(), BoundTo::iter().collect());
	for (id, invoice) in Invoices::<Test>::iter() {
		let flags = Flags::<Test>::iter_key_prefix(id).count();
		assert!(
			flags <= invoice.partials.len() * MOST as usize,
			"more flags than there is room for"
		);
	}
}
