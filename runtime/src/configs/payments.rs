// SPDX-License-Identifier: Apache-2.0

//! Payments off chain.

use super::envelopes::Treasury;
use crate::{Assets, Deadlines, Organizations, Persons, Runtime, Timestamp};
use covenant_primitives::{time, EnsureParty, Moment};
use frame_support::{parameter_types, PalletId};

parameter_types! {
	pub const ChannelsPalletId: PalletId = PalletId(*b"cov/chan");
	/// Enough for a payee that looks at the chain once an hour.
	pub const MinWindow: Moment = time::HOUR;
	pub const MaxWindow: Moment = 30 * time::DAY;
}

impl pallet_payment_channels::Config for Runtime {
	type Assets = Assets;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = benchmarking::Helper;
	type Deadlines = Deadlines;
	type MaxWindow = MaxWindow;
	type MinWindow = MinWindow;
	type Organizations = Organizations;
	type PalletId = ChannelsPalletId;
	type PayerOrigin = EnsureParty<Organizations, Persons, Treasury>;
	type Persons = Persons;
	type Time = Timestamp;
	type WeightInfo = pallet_payment_channels::weights::SubstrateWeight<Runtime>;
}

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking {
	use crate::{
		configs::envelopes::benchmarking::Helper as Endowment, AccountId, Amount, AssetId,
	};

	pub struct Helper;

	impl pallet_payment_channels::BenchmarkHelper<AccountId> for Helper {
		fn endow(account: &AccountId, amount: Amount) -> AssetId {
			<Endowment as pallet_red_envelope::BenchmarkHelper<AccountId>>::endow(account, amount)
		}
	}
}
