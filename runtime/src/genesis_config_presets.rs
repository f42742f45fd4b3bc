// SPDX-License-Identifier: Apache-2.0

//! The chains that ship with the node.
//!
//! Both presets have the same six sample organizations, four of them founders with a seat on the
//! council, and the settlement asset `CNY`. `development` has one validator, `local_testnet` four.
//! Session keys are registered for the `//Alice//stash` style of accounts, which is also what
//! network tools write.

use crate::{
	configs::consensus::BABE_GENESIS_CONFIGURATION, AccountId, Amount, AssetId, AssetsConfig,
	BabeConfig, Organizations, OrganizationsConfig, RuntimeGenesisConfig, SessionConfig,
	SessionKeys, ValidatorsConfig,
};
use alloc::{string::String, vec, vec::Vec};
use covenant_primitives::{
	Capability::{self, *},
	OrganizationId, OrganizationKind, Organizations as _, Uscc,
};
use frame_support::build_struct_json_patch;
use pallet_organizations::{GenesisOperator, GenesisOrganization};
use sp_genesis_builder::{PresetId, DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET};
use sp_keyring::{
	Ed25519Keyring,
	Sr25519Keyring::{self, *},
};

/// The settlement asset `CNY` in `pallet-assets`.
pub const CNY: AssetId = 1;

/// The sample bank, which issues [`CNY`].
pub const BANK: OrganizationId = OrganizationId(1);

/// What each sample organization starts with, in fen: 1,000,000 yuan.
pub const ENDOWMENT: Amount = 100_000_000;

/// A sample organization. Its id is its position in [`SAMPLES`].
struct Sample {
	name: &'static str,
	/// The unified social credit code without its check character.
	uscc: &'static [u8; 17],
	kind: OrganizationKind,
	capabilities: &'static [Capability],
	administrator: Sr25519Keyring,
	/// Founders have a seat on the council and may validate.
	founder: Option<Founder>,
}

/// How a founder validates. Its BABE key is its administrator's.
struct Founder {
	/// The account that registers the session keys.
	validator: Sr25519Keyring,
	grandpa: Ed25519Keyring,
}

const SAMPLES: [Sample; 6] = [
	Sample {
		name: "Municipal Data Office",
		uscc: b"11330100MB0000001",
		kind: OrganizationKind::Department,
		capabilities: &[IdentifyPersons, ValidateBlocks, IssueLicenses, Arbitrate],
		administrator: Alice,
		founder: Some(Founder { validator: AliceStash, grandpa: Ed25519Keyring::Alice }),
	},
	Sample {
		name: "First Settlement Bank",
		uscc: b"91330100MA0000002",
		kind: OrganizationKind::Bank,
		capabilities: &[IdentifyPersons, ValidateBlocks, IssueMoney],
		administrator: Bob,
		founder: Some(Founder { validator: BobStash, grandpa: Ed25519Keyring::Bob }),
	},
	Sample {
		name: "Provincial Polytechnic",
		uscc: b"12330000470000003",
		kind: OrganizationKind::School,
		capabilities: &[IdentifyPersons, ValidateBlocks, IssueLicenses, IssueCredits],
		administrator: Charlie,
		founder: Some(Founder { validator: CharlieStash, grandpa: Ed25519Keyring::Charlie }),
	},
	Sample {
		name: "Regional Grid Company",
		uscc: b"91330000MA0000004",
		kind: OrganizationKind::GridCompany,
		capabilities: &[IdentifyPersons, ValidateBlocks, OperateMarket, OperateMeters],
		administrator: Dave,
		founder: Some(Founder { validator: DaveStash, grandpa: Ed25519Keyring::Dave }),
	},
	Sample {
		name: "Precision Works",
		uscc: b"91330106MA0000005",
		kind: OrganizationKind::Enterprise,
		capabilities: &[IdentifyPersons],
		administrator: Eve,
		founder: None,
	},
	Sample {
		name: "Intermediate Court",
		uscc: b"11330100002500006",
		kind: OrganizationKind::Court,
		capabilities: &[Arbitrate, Audit],
		administrator: Ferdie,
		founder: None,
	},
];

impl Sample {
	fn genesis(&self) -> GenesisOrganization<AccountId> {
		GenesisOrganization {
			name: self.name.into(),
			uscc: sample_uscc(self.uscc),
			kind: self.kind,
			capabilities: self.capabilities.to_vec(),
			administrators: vec![self.administrator.to_account_id()],
			operators: self
				.founder
				.iter()
				.map(|founder| GenesisOperator {
					account: founder.validator.to_account_id(),
					capabilities: vec![ValidateBlocks],
				})
				.collect(),
			delegate: self.founder.as_ref().map(|_| self.administrator.to_account_id()),
			quota: None,
		}
	}
}

/// Completes a sample's code. Presets are built when a chain specification is written or a test
/// starts, never in a block.
#[allow(clippy::expect_used)]
fn sample_uscc(body: &[u8; 17]) -> String {
	Uscc::complete(body).expect("the samples use the characters of the alphabet").into()
}

impl Founder {
	/// The session keys that `--alice` and its like put into a node's keystore.
	fn session_keys(&self, administrator: Sr25519Keyring) -> SessionKeys {
		SessionKeys { babe: administrator.public().into(), grandpa: self.grandpa.public().into() }
	}
}

/// The sample organizations, of which the first `validators` validate.
fn samples(validators: usize) -> serde_json::Value {
	let organizations = || (0..).map(OrganizationId).zip(SAMPLES.iter());
	let validators = || {
		organizations()
			.filter_map(|(id, sample)| {
				let founder = sample.founder.as_ref()?;
				let account = founder.validator.to_account_id();
				Some((id, account, founder.session_keys(sample.administrator)))
			})
			.take(validators)
	};
	build_struct_json_patch!(RuntimeGenesisConfig {
		assets: AssetsConfig {
			assets: vec![(CNY, Organizations::account(BANK), true, 1)],
			metadata: vec![(CNY, b"Chinese yuan".to_vec(), b"CNY".to_vec(), 2)],
			accounts: organizations()
				.map(|(id, _)| (CNY, Organizations::account(id), ENDOWMENT))
				.collect::<Vec<_>>(),
		},
		babe: BabeConfig { epoch_config: BABE_GENESIS_CONFIGURATION },
		organizations: OrganizationsConfig {
			organizations: SAMPLES.iter().map(Sample::genesis).collect::<Vec<_>>(),
		},
		session: SessionConfig {
			keys: validators()
				.map(|(_, account, keys)| (account.clone(), account, keys))
				.collect::<Vec<_>>(),
		},
		validators: ValidatorsConfig {
			validators: validators().map(|(id, account, _)| (id, account)).collect::<Vec<_>>(),
		},
	})
}

/// The genesis patch of a preset, as JSON.
pub fn get_preset(id: &PresetId) -> Option<Vec<u8>> {
	let patch = match id.as_ref() {
		DEV_RUNTIME_PRESET => samples(1),
		LOCAL_TESTNET_RUNTIME_PRESET => samples(4),
		_ => return None,
	};
	serde_json::to_vec(&patch).ok()
}

/// The presets there are.
pub fn preset_names() -> Vec<PresetId> {
	vec![PresetId::from(DEV_RUNTIME_PRESET), PresetId::from(LOCAL_TESTNET_RUNTIME_PRESET)]
}
