// SPDX-License-Identifier: Apache-2.0

//! # The Covenant runtime
//!
//! | where | what |
//! | --- | --- |
//! | [`configs`] | how each pallet is configured, one file a concern |
//! | [`apis`] | the runtime APIs |
//! | [`extensions`] | what a transaction passes before it is dispatched |
//! | [`genesis_config_presets`] | the chains that ship with the node |
//! | [`sponsorship`] | who pays for a transaction: no one, within a quota |

#![cfg_attr(not(feature = "std"), no_std)]
#![recursion_limit = "512"]

#[cfg(feature = "std")]
include!(concat!(env!("OUT_DIR"), "/wasm_binary.rs"));

extern crate alloc;

pub mod apis;
pub mod configs;
pub mod extensions;
pub mod genesis;
pub mod genesis_config_presets;
#[allow(clippy::cast_possible_truncation, reason = "derived codecs cast an enum's index")]
pub mod sponsorship;
mod weights;

use alloc::vec::Vec;
use sp_runtime::{
	generic, impl_opaque_keys,
	traits::{BlakeTwo256, IdentifyAccount, Verify},
	MultiAddress, MultiSignature,
};
use sp_version::RuntimeVersion;

#[cfg(feature = "std")]
pub use apis::RuntimeApi;
pub use covenant_primitives::{Amount, AssetId, Moment};
pub use extensions::TxExtension;

/// A signature of any of the schemes that clients use.
pub type Signature = MultiSignature;
/// A public key's account.
pub type AccountId = <<Signature as Verify>::Signer as IdentifyAccount>::AccountId;
/// Fee units: one is the price of one picosecond of execution.
pub type Balance = u128;
/// The number of a block.
pub type BlockNumber = u32;
/// How many transactions an account has sent.
pub type Nonce = u32;
/// The hash that the chain runs on.
pub type Hash = sp_core::H256;
/// The digest function that the chain runs on.
pub type Hashing = BlakeTwo256;
/// How transactions name accounts.
pub type Address = MultiAddress<AccountId, ()>;
/// A block's header.
pub type Header = generic::Header<BlockNumber, Hashing>;
/// A block.
pub type Block = generic::Block<Header, UncheckedExtrinsic>;
/// A block with its justifications.
pub type SignedBlock = generic::SignedBlock<Block>;
/// A transaction as it travels.
pub type UncheckedExtrinsic =
	generic::UncheckedExtrinsic<Address, RuntimeCall, Signature, TxExtension>;
/// What a transaction's signature covers.
pub type SignedPayload = generic::SignedPayload<RuntimeCall, TxExtension>;
/// Carries out blocks.
pub type Executive = frame_executive::Executive<
	Runtime,
	Block,
	frame_system::ChainContext<Runtime>,
	Runtime,
	AllPalletsWithSystem,
>;

/// Opaque types for the node, which decodes neither calls nor extensions.
pub mod opaque {
	use super::*;
	pub use sp_runtime::OpaqueExtrinsic as UncheckedExtrinsic;

	/// A block whose transactions are not decoded.
	pub type Block = generic::Block<Header, UncheckedExtrinsic>;
}

impl_opaque_keys! {
	/// The keys that a validator signs blocks and votes with.
	pub struct SessionKeys {
		pub babe: Babe,
		pub grandpa: Grandpa,
	}
}

/// The version of this runtime.
#[sp_version::runtime_version]
pub const VERSION: RuntimeVersion = RuntimeVersion {
	spec_name: alloc::borrow::Cow::Borrowed("covenant"),
	impl_name: alloc::borrow::Cow::Borrowed("covenant"),
	authoring_version: 1,
	spec_version: 1,
	impl_version: 1,
	apis: apis::RUNTIME_API_VERSIONS,
	transaction_version: 1,
	system_version: 1,
};

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Runtime;

	// Consensus. Organizations and validators precede the session, whose genesis asks for them.
	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Timestamp = pallet_timestamp;
	#[runtime::pallet_index(2)]
	pub type Babe = pallet_babe;
	#[runtime::pallet_index(3)]
	pub type Authorship = pallet_authorship;

	// Fees and money.
	#[runtime::pallet_index(10)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(11)]
	pub type TransactionPayment = pallet_transaction_payment;
	#[runtime::pallet_index(12)]
	pub type OriginRestriction = pallet_origin_restriction;
	#[runtime::pallet_index(13)]
	pub type Assets = pallet_assets;
	#[runtime::pallet_index(14)]
	pub type AssetsHolder = pallet_assets_holder;

	// Organizations and persons.
	#[runtime::pallet_index(20)]
	pub type Council = pallet_collective::Pallet<Runtime, Instance1>;
	#[runtime::pallet_index(21)]
	pub type Organizations = pallet_organizations;
	#[runtime::pallet_index(22)]
	pub type Persons = pallet_persons;
	#[runtime::pallet_index(23)]
	pub type Credit = pallet_credit;
	#[runtime::pallet_index(24)]
	pub type Deadlines = pallet_deadlines;
	#[runtime::pallet_index(25)]
	pub type Validators = pallet_validators;
	#[runtime::pallet_index(26)]
	pub type WorkingDays = pallet_working_days;
	#[runtime::pallet_index(27)]
	pub type FirstCome = pallet_first_come;

	// The rest of consensus, which builds on the validators.
	#[runtime::pallet_index(30)]
	pub type Offences = pallet_offences;
	#[runtime::pallet_index(31)]
	pub type Historical = pallet_session::historical;
	#[runtime::pallet_index(32)]
	pub type Session = pallet_session;
	#[runtime::pallet_index(33)]
	pub type Grandpa = pallet_grandpa;
	#[runtime::pallet_index(34)]
	pub type Beacon = pallet_beacon;

	// Governance.
	#[runtime::pallet_index(40)]
	pub type Preimage = pallet_preimage;
	#[runtime::pallet_index(41)]
	pub type Scheduler = pallet_scheduler;
	#[runtime::pallet_index(42)]
	pub type Whitelist = pallet_whitelist;
	#[runtime::pallet_index(43)]
	pub type TxPause = pallet_tx_pause;
	#[runtime::pallet_index(44)]
	pub type MultiBlockMigrations = pallet_migrations;

	// Ways to sign.
	#[runtime::pallet_index(50)]
	pub type Utility = pallet_utility;
	#[runtime::pallet_index(51)]
	pub type Multisig = pallet_multisig;
	#[runtime::pallet_index(52)]
	pub type Proxy = pallet_proxy;

	// Data.
	#[runtime::pallet_index(60)]
	pub type SealedData = pallet_sealed_data;
	#[runtime::pallet_index(61)]
	pub type LicenseRegistry = pallet_license_registry;

	// Subjects.
	#[runtime::pallet_index(70)]
	pub type Ledger = pallet_ledger;
	#[runtime::pallet_index(71)]
	pub type RedEnvelope = pallet_red_envelope;
	#[runtime::pallet_index(72)]
	pub type ResourceCatalog = pallet_resource_catalog;
	#[runtime::pallet_index(73)]
	pub type Bookings = pallet_bookings;
	#[runtime::pallet_index(74)]
	pub type Orders = pallet_orders;
	#[runtime::pallet_index(75)]
	pub type Rewards = pallet_rewards;

	// Payments.
	#[runtime::pallet_index(80)]
	pub type PaymentChannels = pallet_payment_channels;

	// Power.
	#[runtime::pallet_index(90)]
	pub type PowerMarket = pallet_power_market;
	#[runtime::pallet_index(91)]
	pub type Metering = pallet_metering;
	#[runtime::pallet_index(92)]
	pub type PowerContracts = pallet_power_contracts;
	#[runtime::pallet_index(93)]
	pub type PowerAuctions = pallet_power_auctions;
	#[runtime::pallet_index(94)]
	pub type PowerRetail = pallet_power_retail;
	#[runtime::pallet_index(95)]
	pub type EnergyBlocks = pallet_energy_blocks;
	#[runtime::pallet_index(96)]
	pub type PowerSettlement = pallet_power_settlement;

	// Supply chains.
	#[runtime::pallet_index(100)]
	pub type Invoices = pallet_invoices;
	#[runtime::pallet_index(101)]
	pub type Receivables = pallet_receivables;
	#[runtime::pallet_index(102)]
	pub type ReceivableFinancing = pallet_receivable_financing;
	#[runtime::pallet_index(103)]
	pub type Traceability = pallet_traceability;
}
