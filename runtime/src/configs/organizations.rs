// SPDX-License-Identifier: Apache-2.0

//! Organizations and persons: how they are admitted, what happens by itself, what they may use.

use crate::{
	genesis_config_presets::CNY, AccountId, Assets, Balance, Council, Deadlines, Invoices,
	Metering, Orders, Organizations, PaymentChannels, Persons, PowerAuctions, PowerContracts,
	PowerMarket, PowerRetail, PowerSettlement, ReceivableFinancing, Receivables, RedEnvelope,
	ResourceCatalog, Runtime, RuntimeCall, SealedData, Timestamp, Traceability, Validators,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use covenant_primitives::{
	persons::OnAccountReplaced, time, Capability, EnsureCapability, HandleDeadline, Moment,
	PersonId,
};
use frame_support::{
	ensure, parameter_types,
	traits::{
		fungibles::{Inspect, Mutate},
		tokens::{Fortitude, Preservation},
		ConstU32,
	},
	weights::Weight,
	PalletId,
};
use pallet_organizations::Quota;
use pallet_origin_restriction::Allowance;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_runtime::{DispatchResult, MultiAddress, Perbill, TokenError};

/// A second of execution in fee units.
const SECOND: Balance = 1_000_000_000_000;

parameter_types! {
	pub const OrganizationsPalletId: PalletId = PalletId(*b"cov/orgs");
	pub const IdentifyPersons: Capability = Capability::IdentifyPersons;
	pub const ManageMembers: Capability = Capability::ManageMembers;
	/// A person's account is recovered after a week in which the old key can object.
	pub const RecoveryDelay: Moment = 7 * time::DAY;
	/// Half a year: after it an outcome counts half.
	pub const CreditHalfLife: u32 = 180;
	/// What an organization is admitted with unless the council says otherwise: bursts of a
	/// second of execution, a twentieth of that refilled with every block (a tenth of what a
	/// block holds), 100,000 persons.
	pub const DefaultQuota: Quota =
		Quota { max: SECOND, recovery_per_block: SECOND / 20, persons: 100_000 };
	/// A person's own quota: bursts of some eighty plain calls, and one such call every six blocks.
	/// It holds the estimate of a resignation, which may end 64 memberships, twice.
	pub const PersonQuota: Allowance<Balance> =
		Allowance { max: SECOND / 20, recovery_per_block: SECOND / 10_000 };
	/// By what an organization's persons have used together lately, their priority falls: ten
	/// seconds of execution bring it to the bottom, and a tenth of a block comes back with each.
	pub const PersonsPriority: Allowance<Balance> =
		Allowance { max: SECOND * 10, recovery_per_block: SECOND / 20 };
	/// A released person's: less, to move what it owns.
	pub const ReleasedQuota: Allowance<Balance> =
		Allowance { max: SECOND / 100, recovery_per_block: SECOND / 100_000 };
	/// Of each block, tasks that are due may take this much before transactions.
	pub const DeadlineReserve: Perbill = Perbill::from_percent(20);
	/// Where a newcomer's credit score stands, and how much evidence that is worth.
	pub const PriorScore: u16 = 600;
	pub const PriorWeight: u32 = 10;
	/// What changing one council member costs when every motion is open.
	pub CouncilWeight: Weight =
		<pallet_collective::weights::SubstrateWeight<Runtime> as pallet_collective::WeightInfo>::set_members(
			super::governance::MAX_SEATS,
			super::governance::MAX_SEATS,
			super::governance::MAX_MOTIONS,
		);
}

/// What an organization's account may do through an operator: its own money takes the treasury
/// right, the roles of an asset's issuer the right to issue money; several such steps at once.
///
/// Nothing here hands out what would outlive the operator's role: no approvals, no roles in an asset
/// for any other account, no end of an asset. Two thirds of the council can (`force_asset_status`).
pub struct ActRights;

impl pallet_organizations::ActRights<RuntimeCall, AccountId> for ActRights {
	fn any_of(call: &RuntimeCall, account: &AccountId) -> &'static [Capability] {
		use pallet_assets::Call as Assets;
		use pallet_utility::Call as Utility;
		match call {
			RuntimeCall::Assets(
				Assets::transfer { .. }
				| Assets::transfer_keep_alive { .. }
				| Assets::transfer_all { .. }
				| Assets::transfer_approved { .. }
				| Assets::cancel_approval { .. }
				| Assets::touch { .. }
				| Assets::refund { .. },
			)
			| RuntimeCall::System(frame_system::Call::remark_with_event { .. }) => &[Capability::Treasury],
			RuntimeCall::Assets(Assets::create { admin: MultiAddress::Id(admin), .. })
				if admin == account =>
			{
				&[Capability::IssueMoney]
			}
			RuntimeCall::Assets(
				Assets::mint { .. }
				| Assets::burn { .. }
				| Assets::force_transfer { .. }
				| Assets::freeze { .. }
				| Assets::thaw { .. }
				| Assets::freeze_asset { .. }
				| Assets::thaw_asset { .. }
				| Assets::block { .. }
				| Assets::set_metadata { .. }
				| Assets::clear_metadata { .. }
				| Assets::set_min_balance { .. }
				| Assets::touch_other { .. }
				| Assets::refund_other { .. },
			) => &[Capability::IssueMoney],
			RuntimeCall::Utility(
				Utility::batch { .. } | Utility::batch_all { .. } | Utility::force_batch { .. },
			) => &[Capability::Treasury, Capability::IssueMoney],
			_ => &[],
		}
	}
}

impl pallet_organizations::Config for Runtime {
	type AccountRelease = pallet_validators::PurgeKeys<Runtime>;
	type ActRights = ActRights;
	type Council = Council;
	type CouncilWeight = CouncilWeight;
	type DefaultQuota = DefaultQuota;
	type MajorityOrigin = super::CouncilMajority;
	type MaxNameLength = ConstU32<128>;
	type MaxOperators = ConstU32<256>;
	type MaxSeats = ConstU32<{ super::governance::MAX_SEATS }>;
	type Obligations = (
		(Persons, Validators, RedEnvelope, ResourceCatalog, Orders, PaymentChannels),
		(PowerMarket, Metering, PowerContracts, PowerAuctions, PowerRetail, PowerSettlement),
		(Invoices, Receivables, ReceivableFinancing, Traceability),
	);
	type OnStandingChange = Validators;
	type OtherRoles = Persons;
	type PalletId = OrganizationsPalletId;
	type RuntimeCall = RuntimeCall;
	type Time = Timestamp;
	type TwoThirdsOrigin = super::CouncilTwoThirds;
	type WeightInfo = pallet_organizations::weights::SubstrateWeight<Runtime>;
}

impl pallet_persons::Config for Runtime {
	type AccountRelease = pallet_validators::PurgeKeys<Runtime>;
	type Deadlines = Deadlines;
	type EnrollOrigin = EnsureCapability<Organizations, IdentifyPersons>;
	type MaxBatch = ConstU32<500>;
	type MaxMembershipsPerPerson = ConstU32<64>;
	type MembershipOrigin = EnsureCapability<Organizations, ManageMembers>;
	type OnAccountReplaced = MoveMoney;
	type Organizations = Organizations;
	type OtherRoles = Organizations;
	type RecoveryDelay = RecoveryDelay;
	type Time = Timestamp;
	type WeightInfo = pallet_persons::weights::SubstrateWeight<Runtime>;
}

impl pallet_credit::Config for Runtime {
	type HalfLife = CreditHalfLife;
	type MaxItems = ConstU32<1_000>;
	type Organizations = Organizations;
	type PriorScore = PriorScore;
	type PriorWeight = PriorWeight;
	type Time = Timestamp;
	type WeightInfo = pallet_credit::weights::SubstrateWeight<Runtime>;
}

/// A person whose account is replaced takes the settlement asset along that is free to move. What is
/// on hold or frozen stays with the old account until it is free and `persons.collect` moves it.
pub struct MoveMoney;

impl OnAccountReplaced<AccountId> for MoveMoney {
	fn on_replaced(_: PersonId, old: &AccountId, new: &AccountId) -> DispatchResult {
		let (preservation, fortitude) = (Preservation::Expendable, Fortitude::Polite);
		if Assets::balance(CNY, old) == 0 {
			return Ok(());
		}
		let free = Assets::reducible_balance(CNY, old, preservation, fortitude);
		ensure!(free > 0, TokenError::Frozen);
		<Assets as Mutate<AccountId>>::transfer(CNY, old, new, free, preservation)?;
		Ok(())
	}

	fn weight() -> Weight {
		<pallet_assets::weights::SubstrateWeight<Runtime> as pallet_assets::WeightInfo>::transfer_all()
	}
}

/// Makes an enum of the pallets' tasks, each under an index that it has for good, and hands them back.
macro_rules! tasks {
	($($(#[$doc:meta])* $index:literal $name:ident $pallet:ident)*) => {
		/// Everything that happens by itself when chain time passes.
		#[derive(
			Clone,
			PartialEq,
			Eq,
			Debug,
			Encode,
			Decode,
			DecodeWithMemTracking,
			MaxEncodedLen,
			TypeInfo,
			Serialize,
			Deserialize,
		)]
		#[serde(rename_all = "camelCase")]
		pub enum Task {
			$($(#[$doc])* #[codec(index = $index)] $name($pallet::Task),)*
		}

		$(
			impl From<$pallet::Task> for Task {
				fn from(task: $pallet::Task) -> Self {
					Self::$name(task)
				}
			}
		)*

		/// Hands each task to the pallet that scheduled it.
		pub struct Tasks;

		impl HandleDeadline<Task> for Tasks {
			fn weight(task: &Task) -> Weight {
				match task {
					$(Task::$name(task) => $name::weight(task),)*
				}
			}

			fn handle(task: Task) -> DispatchResult {
				match task {
					$(Task::$name(task) => $name::handle(task),)*
				}
			}
		}
	};
}

tasks! {
	/// A recovery becomes effective, a membership ends.
	0 Persons pallet_persons
	/// Whoever was to act on a request for data has not.
	1 SealedData pallet_sealed_data
	/// An envelope expires, a budget lapses, a redemption is over.
	2 RedEnvelope pallet_red_envelope
	/// Whoever was to act on an order has not.
	3 Orders pallet_orders
	/// A demand expires.
	4 ResourceCatalog pallet_resource_catalog
	/// The window of a payment channel is over.
	5 PaymentChannels pallet_payment_channels
	/// A call for collateral was not answered.
	6 PowerMarket pallet_power_market
	/// A challenge of meter readings was not answered.
	7 Metering pallet_metering
	/// Whoever was to answer for a contract has not, or it was delivered and settled.
	8 PowerContracts pallet_power_contracts
	/// An auction is cleared.
	9 PowerAuctions pallet_power_auctions
	/// A month is settled, made final, paid.
	10 PowerSettlement pallet_power_settlement
	/// Whoever was to answer for a receivable or to pay it has not; its holders are paid.
	11 Receivables pallet_receivables
	/// Nobody took a quote in time.
	12 ReceivableFinancing pallet_receivable_financing
	/// A shipment was not received, a recall goes on.
	13 Traceability pallet_traceability
}

impl pallet_deadlines::Config for Runtime {
	type Handler = Tasks;
	type Reserve = DeadlineReserve;
	type Task = Task;
	type Time = Timestamp;
	type WeightInfo = pallet_deadlines::weights::SubstrateWeight<Runtime>;
}
