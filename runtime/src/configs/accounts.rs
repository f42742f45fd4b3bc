// SPDX-License-Identifier: Apache-2.0

//! Ways to sign: batches, several signers, proxies. Deposits are zero, because accounts own no
//! coins; quotas bound how fast a sponsor's accounts can fill storage.

use super::money::NoDeposit;
use crate::{Balances, OriginCaller, Runtime, RuntimeCall, RuntimeEvent, System};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::traits::{ConstU32, InstanceFilter};
use pallet_invoices::Call as Invoices;
use pallet_license_registry::Call as Licenses;
use pallet_orders::Call as Orders;
use pallet_organizations::Call as Organizations;
use pallet_persons::Call as Persons;
use pallet_power_market::Call as Power;
use pallet_proxy::Call as Proxy;
use pallet_resource_catalog::Call as Catalog;
use scale_info::TypeInfo;

impl pallet_utility::Config for Runtime {
	type PalletsOrigin = OriginCaller;
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_utility::weights::SubstrateWeight<Runtime>;
}

impl pallet_multisig::Config for Runtime {
	type BlockNumberProvider = System;
	type Currency = Balances;
	type DepositBase = NoDeposit;
	type DepositFactor = NoDeposit;
	type MaxSignatories = ConstU32<32>;
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_multisig::weights::SubstrateWeight<Runtime>;
}

/// What a proxy may do for the account it stands for.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum ProxyType {
	/// Everything.
	#[default]
	#[codec(index = 0)]
	Any,
	/// Everything that neither moves money or gives away what earns it, nor lets anyone else do so, nor
	/// acts in yet another name, whose rights this type cannot know.
	#[codec(index = 1)]
	NonTransfer,
	/// The council's motions and votes.
	#[codec(index = 2)]
	Governance,
	/// A person's memberships and recovery, and consents to the use of its licenses: for a parent or
	/// an agent.
	#[codec(index = 3)]
	Personal,
}

impl InstanceFilter<RuntimeCall> for ProxyType {
	fn filter(&self, call: &RuntimeCall) -> bool {
		match self {
			Self::Any => true,
			Self::NonTransfer => {
				!matches!(
					call,
					RuntimeCall::Assets(..)
						| RuntimeCall::Balances(..)
						| RuntimeCall::Organizations(
							Organizations::act { .. }
								| Organizations::add_operator { .. }
								| Organizations::change_operator { .. }
								| Organizations::hand_over { .. }
								| Organizations::set_delegate { .. }
						) | RuntimeCall::Persons(
						Persons::request_recovery { .. } | Persons::collect { .. }
					) | RuntimeCall::RedEnvelope(..)
						| RuntimeCall::ResourceCatalog(
							Catalog::offer_transfer { .. }
								| Catalog::set_contributors { .. }
								| Catalog::propose_derivation { .. }
								| Catalog::end_derivation { .. }
						) | RuntimeCall::Rewards(..)
						| RuntimeCall::PaymentChannels(..)
						| RuntimeCall::PowerContracts(..)
						| RuntimeCall::PowerAuctions(..)
						| RuntimeCall::PowerRetail(..)
						| RuntimeCall::PowerSettlement(..)
						| RuntimeCall::EnergyBlocks(..)
						| RuntimeCall::Receivables(..)
						| RuntimeCall::ReceivableFinancing(..)
						| RuntimeCall::Invoices(Invoices::cede { .. })
						| RuntimeCall::PowerMarket(Power::deposit { .. } | Power::withdraw { .. })
						| RuntimeCall::Orders(
							Orders::request { .. }
								| Orders::accept { .. } | Orders::accept_part { .. }
								| Orders::agree_part { .. }
								| Orders::accept_quote { .. }
								| Orders::cancel { .. } | Orders::rule { .. }
						) | RuntimeCall::Multisig(..)
						| RuntimeCall::Proxy(Proxy::proxy { .. } | Proxy::proxy_announced { .. })
				)
			}
			Self::Governance => matches!(
				call,
				RuntimeCall::Council(..) | RuntimeCall::Preimage(..) | RuntimeCall::Utility(..)
			),
			Self::Personal => matches!(
				call,
				RuntimeCall::Persons(..)
					| RuntimeCall::Utility(..)
					| RuntimeCall::LicenseRegistry(
						Licenses::authorize { .. }
							| Licenses::give_consent { .. }
							| Licenses::refuse_consent { .. }
							| Licenses::withdraw_consent { .. }
					)
			),
		}
	}

	fn is_superset(&self, other: &Self) -> bool {
		self == other
			|| *self == Self::Any
			|| (*self == Self::NonTransfer && matches!(other, Self::Governance | Self::Personal))
	}
}

impl pallet_proxy::Config for Runtime {
	type AnnouncementDepositBase = NoDeposit;
	type AnnouncementDepositFactor = NoDeposit;
	type BlockNumberProvider = System;
	type CallHasher = crate::Hashing;
	type Currency = Balances;
	type MaxPending = ConstU32<32>;
	type MaxProxies = ConstU32<32>;
	type ProxyDepositBase = NoDeposit;
	type ProxyDepositFactor = NoDeposit;
	type ProxyType = ProxyType;
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_proxy::weights::SubstrateWeight<Runtime>;
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::Decode;
	use covenant_primitives::{OrderId, OrganizationId, ReceivableId};
	use pallet_red_envelope::Call as Envelopes;

	#[test]
	fn who_may_do_everything_but_move_money_acts_in_no_other_name() {
		let account = || crate::AccountId::from([1; 32]);
		let remark = || RuntimeCall::System(frame_system::Call::remark { remark: vec![] });
		let person = Decode::decode(&mut &[0; 8][..]).unwrap();
		let resource = covenant_primitives::ResourceId(0);
		let refused = [
			Proxy::proxy {
				real: account().into(),
				force_proxy_type: None,
				call: Box::new(remark()),
			}
			.into(),
			Persons::request_recovery { person, new_account: account() }.into(),
			Persons::collect { account: account() }.into(),
			Organizations::set_delegate { delegate: None }.into(),
			Envelopes::pay_out { asset: 1, person }.into(),
			Catalog::offer_transfer { resource, to: OrganizationId(1) }.into(),
			Catalog::set_contributors { resource, contributors: Default::default() }.into(),
			Catalog::propose_derivation { resource, parent: resource, royalty: 1 }.into(),
			Catalog::end_derivation { resource }.into(),
			Orders::accept { order: OrderId(0) }.into(),
			Orders::rule { order: OrderId(0), paid: 1, at_fault: None }.into(),
			pallet_receivables::Call::pay { receivable: ReceivableId(0) }.into(),
		];
		for call in refused {
			assert!(!ProxyType::NonTransfer.filter(&call), "{call:?}");
			assert!(ProxyType::Any.filter(&call));
		}
		let withdraw = Orders::withdraw { order: OrderId(0) }.into();
		for call in [remark(), Catalog::retire { resource }.into(), withdraw] {
			assert!(ProxyType::NonTransfer.filter(&call), "{call:?}");
		}
	}

	#[test]
	fn who_does_a_persons_matters_consents_but_issues_nothing() {
		let consent = Decode::decode(&mut &[0; 8][..]).unwrap();
		let license = Decode::decode(&mut &[0; 8][..]).unwrap();
		assert!(ProxyType::Personal.filter(&Licenses::give_consent { consent }.into()));
		assert!(!ProxyType::Personal.filter(&Licenses::release { license }.into()));
	}
}
