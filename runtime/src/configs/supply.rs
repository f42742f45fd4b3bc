// SPDX-License-Identifier: Apache-2.0

//! Supply chains: receivables, their financing, the invoices behind them, and goods.

use super::{
	data::Arbitrate,
	envelopes::{MaxLifetime, Treasury},
	power::TaskWeight,
};
use crate::{
	Assets, AssetsHolder, Credit, Deadlines, FirstCome, Invoices, LicenseRegistry, Organizations,
	ReceivableFinancing, Receivables, Runtime, RuntimeHoldReason, Timestamp, Traceability,
};
use covenant_primitives::{
	receivables::{Fact, Facts},
	time, Capability, EnsureCapability, EnsureOperator, Licenses, Moment, OrganizationId, Party,
};
use frame_support::{parameter_types, traits::ConstU32, weights::Weight, PalletId};

parameter_types! {
	pub const Audit: Capability = Capability::Audit;
	pub const ReceivablesAccount: PalletId = PalletId(*b"cov/rcvb");
	pub const FinancingAccount: PalletId = PalletId(*b"cov/rfin");
	pub const MaxAnswer: Moment = 30 * time::DAY;
	/// Over a weekend.
	pub const Grace: Moment = 3 * time::DAY;
	pub const CallPeriod: Moment = 5 * time::DAY;
	pub const RecoursePeriod: Moment = 7 * time::DAY;
	/// As long as disputes of orders may take.
	pub const ArbitrationPeriod: Moment = 60 * time::DAY;
	/// As long as a container ship may take around the world.
	pub const MaxTransit: Moment = 90 * time::DAY;
}

/// The highest interest: 24 % a year, beyond the 0.05 % a day that is owed to small enterprises whose
/// contracts say nothing (Regulation on Ensuring Payment to Small and Medium Enterprises).
type MaxRate = ConstU32<2_400>;

/// Whoever may move the money of its organization.
type Treasurer = EnsureCapability<Organizations, Treasury>;
/// Whoever may arbitrate for its organization.
type Arbiter = EnsureCapability<Organizations, Arbitrate>;

/// What receivables wait for: goods say whether they arrived and passed, the registry whether a license is
/// valid.
pub struct SupplyFacts;

impl Facts for SupplyFacts {
	fn holds(fact: &Fact, by: OrganizationId, to: OrganizationId) -> bool {
		match fact {
			Fact::Licensed(license, type_code) => {
				let by = Party::Organization(by);
				LicenseRegistry::ensure_held(by, *license, *type_code).is_ok()
			}
			Fact::Delivered(_) | Fact::Inspected(_) => Traceability::holds(fact, by, to),
		}
	}

	fn weight() -> Weight {
		let licenses = <LicenseRegistry as Licenses>::weight();
		licenses.max(<Traceability as Facts>::weight())
	}
}

impl pallet_invoices::Config for Runtime {
	type AuditorOrigin = EnsureCapability<Organizations, Audit>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarking::Helper;
	type FirstCome = FirstCome;
	type MaxFlags = ConstU32<32>;
	type Organizations = Organizations;
	type Time = Timestamp;
	type TreasuryOrigin = Treasurer;
	type WeightInfo = pallet_invoices::weights::SubstrateWeight<Runtime>;
}

impl pallet_receivables::Config for Runtime {
	type ArbiterOrigin = Arbiter;
	type ArbitrationPeriod = ArbitrationPeriod;
	type Assets = Assets;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarking::Helper;
	type CallPeriod = CallPeriod;
	type Claims = ReceivableFinancing;
	type Credit = Credit;
	type Deadlines = Deadlines;
	type Facts = SupplyFacts;
	type Grace = Grace;
	type Invoices = Invoices;
	type Licenses = LicenseRegistry;
	type MaxAnswer = MaxAnswer;
	type MaxDrafts = ConstU32<1_000>;
	type MaxLateRate = MaxRate;
	type MaxTenor = MaxLifetime;
	type Organizations = Organizations;
	type PalletId = ReceivablesAccount;
	type RecoursePeriod = RecoursePeriod;
	type TaskWeight = TaskWeight;
	type Time = Timestamp;
	type TreasuryOrigin = Treasurer;
	type WeightInfo = pallet_receivables::weights::SubstrateWeight<Runtime>;
}

impl pallet_receivable_financing::Config for Runtime {
	type ArbiterOrigin = Arbiter;
	type Assets = Assets;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarking::Helper;
	type Credit = Credit;
	type Deadlines = Deadlines;
	type Holds = AssetsHolder;
	type MaxAnswer = MaxAnswer;
	type MaxRate = MaxRate;
	type MaxTerm = MaxLifetime;
	type Organizations = Organizations;
	type PalletId = FinancingAccount;
	type Parts = Receivables;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Time = Timestamp;
	type TreasuryOrigin = Treasurer;
	type WeightInfo = pallet_receivable_financing::weights::SubstrateWeight<Runtime>;
}

impl pallet_traceability::Config for Runtime {
	type Authority = Organizations;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarking::Helper;
	type Deadlines = Deadlines;
	type Licenses = LicenseRegistry;
	type MaxTransit = MaxTransit;
	type OperatorOrigin = EnsureOperator<Organizations>;
	type Organizations = Organizations;
	type Receivables = Receivables;
	type StepsPerTask = ConstU32<200>;
	type Time = Timestamp;
	type WeightInfo = pallet_traceability::weights::SubstrateWeight<Runtime>;
}

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking {
	use crate::{
		configs::{
			envelopes::benchmarking::Helper as Endowment, power::benchmarking::organization,
		},
		AccountId, Amount, AssetId, Receivables, Runtime,
	};
	use covenant_primitives::{
		receivables::Parts as _, Moment, OrganizationId, OrganizationKind, ReceivableId,
	};

	pub struct Helper;

	fn endow(account: &AccountId, amount: Amount) -> AssetId {
		<Endowment as pallet_red_envelope::BenchmarkHelper<AccountId>>::endow(account, amount)
	}

	fn member(number: u32) -> OrganizationId {
		organization(number).organization().unwrap_or_default()
	}

	fn set_time(now: Moment) {
		pallet_timestamp::Now::<Runtime>::put(now);
	}

	fn receivable(creditor: OrganizationId) -> ReceivableId {
		let asset = endow(&AccountId::new([3; 32]), 1);
		let part = Receivables::set_up(creditor, asset, 1_000);
		pallet_receivables::Parts::<Runtime>::get(part)
			.map(|part| part.receivable)
			.unwrap_or_default()
	}

	impl pallet_invoices::BenchmarkHelper for Helper {
		fn organization() -> OrganizationId {
			member(0)
		}
	}

	impl pallet_receivables::BenchmarkHelper<AccountId> for Helper {
		fn endow(account: &AccountId, amount: Amount) -> AssetId {
			endow(account, amount)
		}

		fn organization(number: u32) -> OrganizationId {
			member(number)
		}

		fn set_time(now: Moment) {
			set_time(now);
		}
	}

	impl pallet_receivable_financing::BenchmarkHelper<AccountId> for Helper {
		fn endow(account: &AccountId, amount: Amount) -> AssetId {
			endow(account, amount)
		}

		fn bank(number: u32) -> OrganizationId {
			// Apart from those that owe receivables.
			let id = member(100 + number);
			if number < 10 {
				pallet_organizations::Organizations::<Runtime>::mutate_extant(id, |bank| {
					bank.kind = OrganizationKind::Bank;
				});
			}
			id
		}

		fn set_time(now: Moment) {
			set_time(now);
		}
	}

	impl pallet_traceability::BenchmarkHelper for Helper {
		fn organization(number: u32) -> OrganizationId {
			member(number)
		}

		fn receivable(creditor: OrganizationId, _: u32) -> ReceivableId {
			receivable(creditor)
		}

		fn set_time(now: Moment) {
			set_time(now);
		}
	}
}
