// SPDX-License-Identifier: Apache-2.0

//! A runtime of this pallet with settlement assets. Organizations are a table of the mock's own.

use crate as pallet_rewards;
use crate::*;
use covenant_primitives::{
	time::{DAY, HOUR},
	Capability, OrganizationKind,
};
use frame_support::{
	parameter_types,
	traits::{fungibles::Create, ConstU32, EnsureOrigin, OriginTrait},
};
use sp_runtime::{BuildStorage, DispatchError};

pub type AccountId = u64;

pub const SCHOOL: OrganizationId = OrganizationId(1);
pub const COLLEGE: OrganizationId = OrganizationId(2);
pub const COMPANY: OrganizationId = OrganizationId(3);
pub const SPONSOR: OrganizationId = OrganizationId(4);

/// Who may move the money of an organization.
pub fn treasurer(organization: OrganizationId) -> AccountId {
	100 + u64::from(organization.0)
}

/// Nobody's operator.
pub const STRANGER: AccountId = 50;

/// The settlement assets.
pub const CNY: AssetId = 1;
pub const USD: AssetId = 2;
/// What each organization has of each.
pub const FUNDS: Amount = 1_000_000;

/// The first of October 2026, local time.
pub const START: Moment = 20_727 * DAY - 8 * HOUR;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeTask,
		RuntimeHoldReason,
		RuntimeFreezeReason
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(2)]
	pub type Assets = pallet_assets;
	#[runtime::pallet_index(3)]
	pub type Rewards = pallet_rewards;
}

covenant_primitives::mock_assets!(());

parameter_types! {
	pub static Now: Moment = START;
	pub const UtcOffset: Moment = 8 * HOUR;
	pub const Account: PalletId = PalletId(*b"cov/rwrd");
	pub const OwnerCap: Permill = Permill::from_percent(40);
}

pub struct MockClock;

impl Time for MockClock {
	type Moment = Moment;

	fn now() -> Moment {
		Now::get()
	}
}

/// Treasurers.
pub struct EnsureTreasurer;

impl EnsureOrigin<RuntimeOrigin> for EnsureTreasurer {
	type Success = Authorized<ActorOf<Test>>;

	fn try_origin(origin: RuntimeOrigin) -> Result<Self::Success, RuntimeOrigin> {
		let Some(account) = origin.as_signer().copied() else { return Err(origin) };
		let known = [SCHOOL, COLLEGE, COMPANY, SPONSOR].into_iter();
		let organization = known.clone().find(|organization| treasurer(*organization) == account);
		let organization = organization.ok_or(DispatchError::Other("no treasurer"));
		Ok(organization.map(|organization| Actor { account, organization }))
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin() -> Result<RuntimeOrigin, ()> {
		Ok(RuntimeOrigin::signed(treasurer(SCHOOL)))
	}
}

pub struct MockOrganizations;

impl Organizations<AccountId> for MockOrganizations {
	fn exists(_: OrganizationId) -> bool {
		true
	}

	fn is_in_good_standing(_: OrganizationId) -> bool {
		true
	}

	fn has_capability(_: OrganizationId, _: Capability) -> bool {
		true
	}

	fn kind(_: OrganizationId) -> Option<OrganizationKind> {
		None
	}

	fn account(organization: OrganizationId) -> AccountId {
		organization.0.into()
	}

	fn person_limit(_: OrganizationId) -> u32 {
		0
	}
}

#[cfg(feature = "runtime-benchmarks")]
impl BenchmarkHelper<AccountId> for MockOrganizations {
	fn endow(account: &AccountId, amount: Amount) -> AssetId {
		// Benchmarks run over and over begin with an empty state.
		if !Assets::asset_exists(CNY) {
			<Assets as Create<AccountId>>::create(CNY, 9, true, 1).unwrap();
		}
		Assets::mint_into(CNY, account, amount + 1_000).unwrap();
		CNY
	}

	fn set_time(now: Moment) {
		Now::set(now);
	}
}

impl Config for Test {
	type Assets = Assets;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = MockOrganizations;
	type ClaimMonths = ConstU32<3>;
	type Organizations = MockOrganizations;
	type OwnerCap = OwnerCap;
	type PairUses = ConstU32<3>;
	type PalletId = Account;
	type Time = MockClock;
	type TreasuryOrigin = EnsureTreasurer;
	type UtcOffset = UtcOffset;
	type WeightInfo = pallet_rewards::weights::SubstrateWeight<Test>;
}

/// The chain on which tests run.
pub struct ExtBuilder;

impl ExtBuilder {
	pub fn build() -> sp_io::TestExternalities {
		Now::set(START);
		let storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| {
			System::set_block_number(1);
			for asset in [CNY, USD] {
				<Assets as Create<AccountId>>::create(asset, 9, false, 10).unwrap();
				for organization in [SCHOOL, COLLEGE, COMPANY, SPONSOR] {
					let account = MockOrganizations::account(organization);
					System::inc_providers(&account);
					Assets::mint_into(asset, &account, FUNDS).unwrap();
				}
			}
			System::reset_events();
		});
		ext
	}

	pub fn build_and_execute(test: impl FnOnce()) {
		Self::build().execute_with(|| {
			test();
			check();
		});
	}
}

/// Every invariant.
pub fn check() {
	Rewards::do_try_state().unwrap();
	for asset in [CNY, USD] {
		let holders: Amount = pallet_assets::Account::<Test>::iter_prefix(asset)
			.map(|(_, account)| account.balance)
			.sum();
		assert_eq!(holders, 4 * FUNDS, "money came or went");
	}
}
