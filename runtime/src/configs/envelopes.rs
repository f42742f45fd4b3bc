// SPDX-License-Identifier: Apache-2.0

//! Red envelopes, and the books in which they are kept.

use super::data::UtcOffset;
use crate::{
	AssetsHolder, Beacon, Deadlines, Ledger, LicenseRegistry, Organizations, Persons, Runtime,
	RuntimeHoldReason, SealedData, Timestamp,
};
use covenant_primitives::{time, Capability, EnsureCapability, EnsurePerson, Moment};
use frame_support::{
	parameter_types,
	traits::{ConstU32, ConstU8},
};
use sp_runtime::Perbill;

parameter_types! {
	pub const Treasury: Capability = Capability::Treasury;
	/// A year with a leap day.
	pub const MaxLifetime: Moment = 366 * time::DAY;
	/// What a finance desk has for paying with the next wages.
	pub const RedemptionPeriod: Moment = 45 * time::DAY;
	/// Of each block, draws may take this much before transactions.
	pub const DrawReserve: Perbill = Perbill::from_percent(20);
}

impl pallet_ledger::Config for Runtime {
	type Account = pallet_red_envelope::Account;
	type AccountantOrigin = EnsureCapability<Organizations, Treasury>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarking::Helper;
	type Occasion = pallet_red_envelope::Occasion;
	type Time = Timestamp;
	type UtcOffset = UtcOffset;
	type WeightInfo = pallet_ledger::weights::SubstrateWeight<Runtime>;
}

impl pallet_red_envelope::Config for Runtime {
	type Assets = AssetsHolder;
	type Authority = Organizations;
	type Beacon = Beacon;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarking::Helper;
	type Books = Ledger;
	type Deadlines = Deadlines;
	type Licenses = LicenseRegistry;
	type MaxChildren = ConstU32<256>;
	type MaxDepth = ConstU8<7>;
	type MaxLifetime = MaxLifetime;
	type MaxRedemptions = ConstU32<16>;
	type Organizations = Organizations;
	type PersonOrigin = EnsurePerson<Persons>;
	type Persons = Persons;
	type RedemptionPeriod = RedemptionPeriod;
	type Reserve = DrawReserve;
	type RuntimeHoldReason = RuntimeHoldReason;
	type SealedObjects = SealedData;
	type Time = Timestamp;
	type TreasuryOrigin = EnsureCapability<Organizations, Treasury>;
	type WeightInfo = pallet_red_envelope::weights::SubstrateWeight<Runtime>;
}

#[cfg(feature = "runtime-benchmarks")]
pub(super) mod benchmarking {
	use crate::{genesis_config_presets::CNY, AccountId, Amount, AssetId, Assets};
	use frame_support::traits::fungibles::{Create, Inspect, Mutate};
	use pallet_red_envelope::{Account, Occasion, Purpose};

	pub struct Helper;

	impl pallet_ledger::BenchmarkHelper<Account, Occasion> for Helper {
		fn account(number: u32) -> Account {
			Account::Expense(match number {
				0 => Purpose::Bonus,
				1 => Purpose::Benefit,
				2 => Purpose::Festival,
				3 => Purpose::ExpenseRefund,
				4 => Purpose::Award,
				5 => Purpose::Allowance,
				6 => Purpose::Relief,
				_ => Purpose::Promotion,
			})
		}

		fn occasion() -> Occasion {
			Occasion::TaxRemitted { receipt: Default::default() }
		}
	}

	impl pallet_red_envelope::BenchmarkHelper<AccountId> for Helper {
		fn endow(account: &AccountId, amount: Amount) -> AssetId {
			if !Assets::asset_exists(CNY) {
				let created = <Assets as Create<AccountId>>::create(CNY, account.clone(), true, 1);
				assert!(created.is_ok());
			}
			// The minimal balance stays free of holds.
			assert!(Assets::mint_into(CNY, account, amount.saturating_add(1_000)).is_ok());
			CNY
		}
	}
}
