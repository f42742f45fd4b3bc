// SPDX-License-Identifier: Apache-2.0

//! A chain in memory: the real runtime from a genesis preset, real blocks with BABE digests, signed
//! transactions through every extension.

#![allow(dead_code)] // Each test file uses its part.

use codec::Encode;
use covenant_runtime::{
	configs::consensus::SLOT_DURATION, genesis_config_presets, sponsorship, AccountId, Assets,
	Executive, Hash, Header, Runtime, RuntimeCall, RuntimeEvent, RuntimeGenesisConfig, System,
	TxExtension, UncheckedExtrinsic, VERSION,
};
use frame_support::dispatch::GetDispatchInfo;
use pallet_collective::Instance1;
use sp_consensus_babe::{
	digests::{CompatibleDigestItem, PreDigest, SecondaryPlainPreDigest},
	Slot,
};
use sp_core::{sr25519, Pair};
use sp_keyring::Sr25519Keyring;
use sp_runtime::{
	generic::Era,
	traits::{Hash as _, Header as _},
	transaction_validity::{TransactionSource, TransactionValidity},
	ApplyExtrinsicResult, BuildStorage, DigestItem, DispatchResult, MultiAddress, MultiSignature,
};

type CouncilCall = pallet_collective::Call<Runtime, Instance1>;

/// 2026-01-01T00:00:00Z.
pub const START: u64 = 1_767_225_600_000;

/// Recursively lays `patch` over `base`.
fn merge(base: &mut serde_json::Value, patch: serde_json::Value) {
	match (base, patch) {
		(serde_json::Value::Object(base), serde_json::Value::Object(patch)) =>
			for (key, value) in patch {
				merge(base.entry(key).or_insert(serde_json::Value::Null), value);
			},
		(base, patch) => *base = patch,
	}
}

/// The state of a preset's genesis with `patch` laid over it.
pub fn genesis(preset: &str, patch: serde_json::Value) -> sp_io::TestExternalities {
	let mut config = serde_json::to_value(RuntimeGenesisConfig::default()).unwrap();
	let id = sp_genesis_builder::PresetId::from(preset);
	let json = genesis_config_presets::get_preset(&id).unwrap();
	merge(&mut config, serde_json::from_slice(&json).unwrap());
	merge(&mut config, patch);
	let config: RuntimeGenesisConfig = serde_json::from_value(config).unwrap();
	sp_io::TestExternalities::new(config.build_storage().unwrap())
}

/// Runs `story` on a fresh chain with four validators and checks every pallet's state after it.
pub fn on_local_chain(story: impl FnOnce()) {
	genesis("local_testnet", serde_json::json!({})).execute_with(|| {
		open_block(START);
		story();
		close_block();
		try_state();
	});
}

/// Each pallet's own checks of its storage.
#[cfg(feature = "try-runtime")]
pub fn try_state() {
	use frame_support::traits::{TryState, TryStateSelect};
	covenant_runtime::AllPalletsWithSystem::try_state(System::block_number(), TryStateSelect::All).unwrap();
}
#[cfg(not(feature = "try-runtime"))]
pub fn try_state() {}

/// The hash that block `number` is known by; nothing but its being unique matters here.
fn hash_of(number: u32) -> Hash {
	Hash::from_low_u64_be(number.into())
}

/// Chain time in UTC milliseconds.
pub fn now() -> u64 {
	pallet_timestamp::Now::<Runtime>::get()
}

/// Opens the block of the slot that `time`, in UTC milliseconds, lies in.
pub fn open_block(time: u64) {
	let slot = Slot::from(time / SLOT_DURATION);
	let number = System::block_number() + 1;
	let mut header = Header::new(
		number,
		Hash::default(),
		Hash::default(),
		hash_of(number - 1),
		Default::default(),
	);
	header.digest_mut().push(<DigestItem as CompatibleDigestItem>::babe_pre_digest(
		PreDigest::SecondaryPlain(SecondaryPlainPreDigest { authority_index: 0, slot }),
	));
	Executive::initialize_block(&header);
	let set = RuntimeCall::Timestamp(pallet_timestamp::Call::set { now: time });
	apply(UncheckedExtrinsic::new_bare(set)).unwrap().unwrap();
}

/// Closes the block, with the hooks that run at its end.
pub fn close_block() {
	Executive::finalize_block();
}

/// Goes on to the block that is `millis` later.
pub fn advance(millis: u64) {
	let next = now() + millis;
	close_block();
	open_block(next);
}

/// Goes on to the next slot's block.
pub fn next_block() {
	advance(SLOT_DURATION);
}

/// Goes on, block by block, until another session begins.
pub fn next_session() {
	let session = pallet_session::CurrentIndex::<Runtime>::get();
	while pallet_session::CurrentIndex::<Runtime>::get() == session {
		// An empty block each quarter of an epoch is enough to see it begin.
		advance(SLOT_DURATION * covenant_runtime::configs::consensus::EPOCH_DURATION / 4);
	}
}

/// The extensions of a transaction without a tip.
fn extensions(nonce: u32, tip: u128) -> TxExtension {
	(
		frame_system::AuthorizeCall::new(),
		frame_system::CheckNonZeroSender::new(),
		frame_system::CheckSpecVersion::new(),
		frame_system::CheckTxVersion::new(),
		frame_system::CheckGenesis::new(),
		frame_system::CheckMortality::from(Era::Immortal),
		sponsorship::CheckEnrollment,
		frame_system::CheckNonce::from(nonce),
		frame_system::CheckWeight::new(),
		sponsorship::SponsoredPayment::from(tip),
		frame_metadata_hash_extension::CheckMetadataHash::new(false),
		frame_system::WeightReclaim::new(),
	)
}

/// `call` signed by `pair` with this nonce and tip.
pub fn sign_with(
	pair: &sr25519::Pair,
	call: impl Into<RuntimeCall>,
	nonce: u32,
	tip: u128,
) -> UncheckedExtrinsic {
	let call = call.into();
	let extensions = extensions(nonce, tip);
	let genesis = System::block_hash(0);
	let implicit = (
		(),
		(),
		VERSION.spec_version,
		VERSION.transaction_version,
		genesis,
		genesis,
		(),
		(),
		(),
		(),
		None,
		(),
	);
	let payload = covenant_runtime::SignedPayload::from_raw(call.clone(), extensions.clone(), implicit);
	let signature = payload.using_encoded(|bytes| pair.sign(bytes));
	let account = AccountId::from(pair.public());
	UncheckedExtrinsic::new_signed(
		call,
		MultiAddress::Id(account),
		MultiSignature::Sr25519(signature),
		extensions,
	)
}

/// `call` signed by `signer`, next in its sequence.
pub fn sign(signer: Sr25519Keyring, call: impl Into<RuntimeCall>) -> UncheckedExtrinsic {
	sign_with(&signer.pair(), call, System::account_nonce(signer.to_account_id()), 0)
}

/// Applies a transaction to the open block.
pub fn apply(transaction: UncheckedExtrinsic) -> ApplyExtrinsicResult {
	Executive::apply_extrinsic(transaction)
}

/// What the pool says of a transaction that came from outside.
pub fn pool(transaction: UncheckedExtrinsic) -> TransactionValidity {
	Executive::validate_transaction(TransactionSource::External, transaction, System::parent_hash())
}

/// Signs `call`, applies it and returns how its dispatch ended.
pub fn send(signer: Sr25519Keyring, call: impl Into<RuntimeCall>) -> DispatchResult {
	apply(sign(signer, call)).expect("the transaction is valid")
}

/// A motion that `ayes` carry: the first proposes with all of them as the threshold, the others
/// vote, the last closes. Returns how the motion's call ended.
pub fn motion(ayes: &[Sr25519Keyring], call: impl Into<RuntimeCall>) -> DispatchResult {
	let call: RuntimeCall = call.into();
	let (proposal, length_bound) = (Box::new(call.clone()), call.encoded_size() as u32);
	let proposal_hash = <Runtime as frame_system::Config>::Hashing::hash_of(&call);
	let proposer = ayes[0];
	let threshold = ayes.len() as u32;
	send(proposer, CouncilCall::propose { threshold, proposal, length_bound })?;
	if threshold > 1 {
		let index = pallet_collective::Voting::<Runtime, Instance1>::get(proposal_hash).unwrap().index;
		for aye in ayes {
			send(*aye, CouncilCall::vote { proposal: proposal_hash, index, approve: true })?;
		}
		send(
			proposer,
			CouncilCall::close {
				proposal_hash,
				index,
				proposal_weight_bound: call.get_dispatch_info().call_weight,
				length_bound,
			},
		)?;
	}
	System::events()
		.into_iter()
		.rev()
		.find_map(|record| match record.event {
			RuntimeEvent::Council(pallet_collective::Event::Executed { result, .. }) => Some(result),
			_ => None,
		})
		.expect("the motion was executed")
}

/// Fen of `CNY` that `account` owns.
pub fn cny(account: &AccountId) -> u128 {
	use frame_support::traits::fungibles::Inspect;
	Assets::balance(genesis_config_presets::CNY, account)
}
