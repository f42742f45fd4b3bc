// SPDX-License-Identifier: Apache-2.0

//! Fee units, which nobody owns, and settlement assets, which banks issue.

use super::system::{MAXIMUM_BLOCK_LENGTH, MAXIMUM_BLOCK_WEIGHT};
use crate::{
	sponsorship, AccountId, Amount, AssetId, AssetsHolder, Balance, Balances, Organizations,
	Runtime, RuntimeEvent, RuntimeHoldReason, RuntimeOrigin, System,
};
use covenant_primitives::{Capability, Organizations as _};
use frame_support::{
	parameter_types,
	traits::{ConstU128, ConstU32, EitherOf, EnsureOriginWithArg, OriginTrait},
	weights::{ConstantMultiplier, IdentityFee},
};
use frame_system::EnsureRoot;
use pallet_transaction_payment::FungibleAdapter;

/// Fee units for a byte of a transaction: a block that is full of bytes costs as much as one that is
/// full of work.
const FEE_PER_BYTE: Balance =
	(MAXIMUM_BLOCK_WEIGHT.ref_time() / MAXIMUM_BLOCK_LENGTH as u64) as Balance;

/// The native balance exists because stock pallets are written against one. Nothing mints it and
/// no deposit is taken in it.
impl pallet_balances::Config for Runtime {
	type AccountStore = System;
	type Balance = Balance;
	type DoneSlashHandler = ();
	type DustRemoval = ();
	type ExistentialDeposit = ConstU128<1>;
	type FreezeIdentifier = crate::RuntimeFreezeReason;
	type MaxFreezes = ConstU32<8>;
	type MaxLocks = ConstU32<8>;
	type MaxReserves = ConstU32<8>;
	type ReserveIdentifier = [u8; 8];
	type RuntimeEvent = RuntimeEvent;
	type RuntimeFreezeReason = crate::RuntimeFreezeReason;
	type RuntimeHoldReason = RuntimeHoldReason;
	type WeightInfo = pallet_balances::weights::SubstrateWeight<Runtime>;
}

/// Computes fees, in fee units; [`sponsorship`] counts them against quotas instead of charging
/// them.
impl pallet_transaction_payment::Config for Runtime {
	/// The price does not move with demand: quotas bound it.
	type FeeMultiplierUpdate = ();
	type LengthToFee = ConstantMultiplier<Balance, ConstU128<FEE_PER_BYTE>>;
	type OnChargeTransaction = FungibleAdapter<Balances, ()>;
	type OperationalFeeMultiplier = frame_support::traits::ConstU8<1>;
	type RuntimeEvent = RuntimeEvent;
	/// One fee unit for one picosecond.
	type WeightToFee = IdentityFee<Balance>;
	type WeightInfo = pallet_transaction_payment::weights::SubstrateWeight<Runtime>;
}

impl pallet_origin_restriction::Config for Runtime {
	type OperationAllowedOneTimeExcess = frame_support::traits::Nothing;
	type RestrictedEntity = sponsorship::Sponsor;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = crate::weights::pallet_origin_restriction::WeightInfo<Runtime>;
}

parameter_types! {
	pub const NoDeposit: Balance = 0;
}

/// The account of an organization in good standing that may issue money. Such an account signs
/// through the `act` call of the organizations pallet alone.
pub struct EnsureBank;

impl EnsureOriginWithArg<RuntimeOrigin, AssetId> for EnsureBank {
	type Success = AccountId;

	fn try_origin(origin: RuntimeOrigin, _: &AssetId) -> Result<AccountId, RuntimeOrigin> {
		match origin.as_signer() {
			Some(account)
				if Organizations::organization_of_account(account).is_some_and(
					|organization| {
						Organizations::has_capability(organization, Capability::IssueMoney)
					},
				) =>
			{
				Ok(account.clone())
			}
			_ => Err(origin),
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin(_: &AssetId) -> Result<RuntimeOrigin, ()> {
		use covenant_primitives::Authority;
		let operator = frame_benchmarking::account("banker", 0, 0);
		let bank = Organizations::set_up(&operator, Capability::IssueMoney);
		Ok(RuntimeOrigin::signed(Organizations::account(bank)))
	}
}

impl pallet_assets::Config for Runtime {
	type ApprovalDeposit = NoDeposit;
	type AssetAccountDeposit = NoDeposit;
	type AssetDeposit = NoDeposit;
	type AssetId = AssetId;
	type AssetIdAllocator = ();
	type AssetIdParameter = AssetId;
	type Balance = Amount;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = ();
	type CallbackHandle = ();
	type CreateOrigin = EnsureBank;
	type Currency = Balances;
	type Extra = ();
	/// Makes an asset sufficient, so that an account can live on it alone.
	type ForceOrigin = EitherOf<EnsureRoot<AccountId>, super::CouncilTwoThirds>;
	type Freezer = ();
	type Holder = AssetsHolder;
	type MetadataDepositBase = NoDeposit;
	type MetadataDepositPerByte = NoDeposit;
	type RemoveItemsLimit = ConstU32<1_000>;
	type ReserveData = ();
	type RuntimeEvent = RuntimeEvent;
	type StringLimit = ConstU32<50>;
	type WeightInfo = pallet_assets::weights::SubstrateWeight<Runtime>;
}

impl pallet_assets_holder::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeHoldReason = RuntimeHoldReason;
}
