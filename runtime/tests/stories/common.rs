// SPDX-License-Identifier: Apache-2.0

//! A chain in memory: the real runtime from a genesis preset, blocks with BABE digests and inherents,
//! signed transactions through every extension.

use codec::Encode;
use covenant_primitives::{Capabilities, Capability, OrganizationId, OrganizationKind, Uscc};
use covenant_runtime::{
	configs::{
		consensus::{EPOCH_DURATION, SLOT_DURATION},
		DefaultQuota,
	},
	genesis_config_presets::{get_preset, CNY},
	sponsorship, AccountId, Assets, AssetsHolder, Babe, Beacon, Bookings, Credit, Deadlines,
	EnergyBlocks, Executive, FirstCome, Hash, Hashing, Header, Invoices, Ledger, LicenseRegistry,
	Metering, Orders, Organizations, PaymentChannels, Persons, PowerAuctions, PowerContracts,
	PowerMarket, PowerRetail, PowerSettlement, ReceivableFinancing, Receivables, RedEnvelope,
	ResourceCatalog, Rewards, Runtime, RuntimeCall, RuntimeEvent, RuntimeGenesisConfig, SealedData,
	Session, System, Traceability, TxExtension, UncheckedExtrinsic, Validators, WorkingDays,
	VERSION,
};
use frame_support::{
	dispatch::GetDispatchInfo,
	storage::{with_transaction, TransactionOutcome},
	traits::fungibles::{Inspect, InspectHold},
};
use pallet_collective::Instance1;
use serde_json::{json, Value};
use sp_consensus_babe::{
	digests::{CompatibleDigestItem, PreDigest, SecondaryPlainPreDigest, SecondaryVRFPreDigest},
	make_vrf_sign_data, Slot,
};
use sp_core::{crypto::VrfSecret, sr25519, Pair};
use sp_runtime::{
	generic::Era,
	traits::{Hash as _, Header as _},
	transaction_validity::{
		InvalidTransaction, TransactionSource, TransactionValidity, TransactionValidityError,
	},
	ApplyExtrinsicResult, BuildStorage, DigestItem, DispatchError, DispatchResult, MultiAddress,
	MultiSignature,
};

use std::cell::Cell;

pub use covenant_runtime::genesis_config_presets::{BANK, ENDOWMENT};
pub use sp_keyring::Sr25519Keyring::{self, *};

pub type CouncilCall = pallet_collective::Call<Runtime, Instance1>;
pub type OrganizationsCall = pallet_organizations::Call<Runtime>;
pub type OrganizationsError = pallet_organizations::Error<Runtime>;
pub type PersonsCall = pallet_persons::Call<Runtime>;
pub type PersonsError = pallet_persons::Error<Runtime>;
pub type ValidatorsCall = pallet_validators::Call<Runtime>;
pub type AssetsCall = pallet_assets::Call<Runtime>;

/// The sample organizations by what they are; their administrators are Alice, Bob, and so on.
pub const OFFICE: OrganizationId = OrganizationId(0);
pub const SCHOOL: OrganizationId = OrganizationId(2);
pub const GRID: OrganizationId = OrganizationId(3);
pub const WORKS: OrganizationId = OrganizationId(4);
pub const COURT: OrganizationId = OrganizationId(5);

/// Three of the four seats: more than half of the council, and also two thirds of it.
pub const MAJORITY: [Sr25519Keyring; 3] = [Alice, Bob, Charlie];

/// 2026-01-01T00:00:00Z.
pub const START: u64 = 1_767_225_600_000;

/// Milliseconds in a day.
pub const DAY: u64 = 24 * 60 * 60 * 1_000;

/// Something that signs transactions.
pub trait Signer {
	fn pair(&self) -> sr25519::Pair;

	fn account(&self) -> AccountId {
		self.pair().public().into()
	}
}

impl Signer for Sr25519Keyring {
	fn pair(&self) -> sr25519::Pair {
		Sr25519Keyring::pair(*self)
	}
}

impl Signer for &sr25519::Pair {
	fn pair(&self) -> sr25519::Pair {
		(*self).clone()
	}
}

/// A key that the presets do not know.
pub fn key(name: &str) -> sr25519::Pair {
	sr25519::Pair::from_string(&format!("//{name}"), None).unwrap()
}

/// The account of a key that the presets do not know.
pub fn account(name: &str) -> AccountId {
	(&key(name)).account()
}

/// Lays `patch` over `base`, field by field.
pub fn merge(base: &mut Value, patch: Value) {
	match (base, patch) {
		(Value::Object(base), Value::Object(patch)) => {
			for (key, value) in patch {
				merge(base.entry(key).or_insert(Value::Null), value);
			}
		}
		(base, patch) => *base = patch,
	}
}

/// The genesis configuration of a preset with `patch` laid over it, as the chain-spec tools
/// complete it.
pub fn genesis_json(preset: &str, patch: Value) -> Value {
	let mut config = serde_json::to_value(RuntimeGenesisConfig::default()).unwrap();
	merge(&mut config, serde_json::from_slice(&get_preset(&preset.into()).unwrap()).unwrap());
	merge(&mut config, patch);
	config
}

/// Runs `story` on a fresh chain from `preset`, patched, and checks every pallet's state after it.
pub fn on_chain(preset: &str, patch: Value, story: impl FnOnce()) {
	on_chain_with(preset, patch, |_| {}, story);
}

/// As [`on_chain`], with extensions of the node that `register` provides.
pub fn on_chain_with(
	preset: &str,
	patch: Value,
	register: impl FnOnce(&mut sp_io::TestExternalities),
	story: impl FnOnce(),
) {
	let config: RuntimeGenesisConfig = serde_json::from_value(genesis_json(preset, patch)).unwrap();
	let mut chain = sp_io::TestExternalities::new(config.build_storage().unwrap());
	register(&mut chain);
	chain.execute_with(|| {
		open_block(START);
		story();
		close_block();
		check_state();
	});
}

/// Runs `story` on a fresh chain with four validators.
pub fn on_local_chain(story: impl FnOnce()) {
	on_chain("local_testnet", json!({}), story);
}

/// Recomputes what the pallets' invariants promise, from their primary records.
pub fn check_state() {
	Organizations::do_try_state().unwrap();
	Persons::do_try_state().unwrap();
	Credit::do_try_state().unwrap();
	Deadlines::do_try_state().unwrap();
	Validators::do_try_state().unwrap();
	WorkingDays::do_try_state().unwrap();
	FirstCome::do_try_state().unwrap();
	SealedData::do_try_state().unwrap();
	LicenseRegistry::do_try_state().unwrap();
	Beacon::do_try_state().unwrap();
	Ledger::do_try_state().unwrap();
	RedEnvelope::do_try_state().unwrap();
	ResourceCatalog::do_try_state().unwrap();
	Bookings::do_try_state().unwrap();
	Orders::do_try_state().unwrap();
	Rewards::do_try_state().unwrap();
	PaymentChannels::do_try_state().unwrap();
	PowerMarket::do_try_state().unwrap();
	Metering::do_try_state().unwrap();
	PowerContracts::do_try_state().unwrap();
	PowerAuctions::do_try_state().unwrap();
	PowerRetail::do_try_state().unwrap();
	EnergyBlocks::do_try_state().unwrap();
	PowerSettlement::do_try_state().unwrap();
	Invoices::do_try_state().unwrap();
	Receivables::do_try_state().unwrap();
	ReceivableFinancing::do_try_state().unwrap();
	Traceability::do_try_state().unwrap();
	#[cfg(feature = "try-runtime")]
	{
		use frame_support::traits::{TryState, TryStateSelect::All};
		covenant_runtime::AllPalletsWithSystem::try_state(System::block_number(), All).unwrap();
	}
	assert_eq!(council(), Organizations::delegates(), "the council is the seats' delegates");
	let owned: u128 = pallet_assets::Account::<Runtime>::iter_prefix(CNY)
		.map(|(owner, account)| account.balance + AssetsHolder::total_balance_on_hold(CNY, &owner))
		.sum();
	assert_eq!(owned, Assets::total_issuance(CNY), "all money is somebody's");
}

/// The members of the council.
pub fn council() -> Vec<AccountId> {
	pallet_collective::Members::<Runtime, Instance1>::get()
}

/// The hash that block `number` is known by; nothing but its being unique matters here.
fn hash_of(number: u32) -> Hash {
	Hash::from_low_u64_be(number.into())
}

/// Chain time in UTC milliseconds.
pub fn now() -> u64 {
	pallet_timestamp::Now::<Runtime>::get()
}

/// The digest of a block of this slot.
pub fn pre_digest(slot: Slot, authority_index: u32) -> DigestItem {
	DigestItem::babe_pre_digest(PreDigest::SecondaryPlain(SecondaryPlainPreDigest {
		authority_index,
		slot,
	}))
}

thread_local! {
	static TURNS: Cell<bool> = const { Cell::new(false) };
}

/// Has validators author blocks in turn from now on, as the randomness beacon needs it.
pub fn take_turns() {
	TURNS.set(true);
}

/// The digest of a block of this slot with the author's VRF output. A block that begins an epoch, whose
/// randomness and set are not known yet, and one of an author with an unknown key have none.
fn vrf_pre_digest(slot: Slot, authority_index: u32) -> DigestItem {
	let epoch_ends = Babe::current_epoch_start() + EPOCH_DURATION <= slot;
	let authority = pallet_babe::Authorities::<Runtime>::get()
		.get(usize::try_from(authority_index).unwrap())
		.map(|(authority, _)| sr25519::Public::from(authority.clone()));
	let pair = Sr25519Keyring::iter()
		.map(|key| key.pair())
		.find(|pair| Some(pair.public()) == authority)
		.filter(|_| !epoch_ends && System::block_number() > 0);
	let Some(pair) = pair else { return pre_digest(slot, authority_index) };
	let randomness = pallet_babe::Randomness::<Runtime>::get();
	let epoch = pallet_babe::EpochIndex::<Runtime>::get();
	let vrf_signature = pair.vrf_sign(&make_vrf_sign_data(&randomness, slot, epoch));
	DigestItem::babe_pre_digest(PreDigest::SecondaryVRF(SecondaryVRFPreDigest {
		authority_index,
		slot,
		vrf_signature,
	}))
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
	// Who is disabled in a block must not be its author. Nor must whoever is disabled by what the
	// block holds, so authors take turns only in stories that ask for it.
	let disabled = Session::disabled_validators();
	let validators = u32::try_from(Session::validators().len()).unwrap();
	let authors: Vec<_> = (0..validators).filter(|index| !disabled.contains(index)).collect();
	let turn = if TURNS.get() { usize::try_from(number).unwrap() } else { 0 };
	let author = authors[turn % authors.len()];
	header.digest_mut().push(vrf_pre_digest(slot, author));
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

/// Lets chain time pass on a chain that is idle, and what is due be carried out. Each step begins a
/// session, whose first block has no weight left for deadlines: the next one catches up, and is over at
/// the end.
pub fn pass_until(time: u64) {
	while now() < time {
		advance((time - now()).min(DAY / 4));
		next_block();
		next_block();
	}
}

/// The same, for so long.
pub fn pass(millis: u64) {
	pass_until(now() + millis);
}

/// Goes on to the first block of the next session.
pub fn next_session() {
	let session = Session::current_index();
	let start = *Babe::current_epoch_start() * SLOT_DURATION;
	advance(start + EPOCH_DURATION * SLOT_DURATION - now());
	assert_eq!(Session::current_index(), session + 1);
}

/// The extensions of a transaction.
pub fn extensions(nonce: u32, tip: u128) -> TxExtension {
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

/// `call` signed by `signer` with this nonce and tip.
///
/// What is signed is put together by hand, as clients do it from metadata: if the runtime asked for
/// anything else, every transaction here would have a bad signature.
pub fn sign_with(
	signer: impl Signer,
	call: impl Into<RuntimeCall>,
	nonce: u32,
	tip: u128,
) -> UncheckedExtrinsic {
	let call = call.into();
	let extensions = extensions(nonce, tip);
	let genesis = System::block_hash(0);
	let no_metadata_hash = Option::<[u8; 32]>::None;
	let implicit =
		(VERSION.spec_version, VERSION.transaction_version, genesis, genesis, no_metadata_hash);
	let mut payload = (&call, &extensions, implicit).encode();
	if payload.len() > 256 {
		payload = sp_io::hashing::blake2_256(&payload).to_vec();
	}
	let signature = MultiSignature::Sr25519(signer.pair().sign(&payload));
	UncheckedExtrinsic::new_signed(call, MultiAddress::Id(signer.account()), signature, extensions)
}

/// `call` signed by `signer`, next in its sequence.
pub fn sign(signer: impl Signer, call: impl Into<RuntimeCall>) -> UncheckedExtrinsic {
	let nonce = System::account_nonce(signer.account());
	sign_with(signer, call, nonce, 0)
}

/// Applies a transaction to the open block. As in a node, nothing that an invalid one wrote
/// remains.
pub fn apply(transaction: UncheckedExtrinsic) -> ApplyExtrinsicResult {
	with_transaction(|| {
		let result = Executive::apply_extrinsic(transaction);
		if result.is_ok() {
			TransactionOutcome::Commit(Ok::<_, DispatchError>(result))
		} else {
			TransactionOutcome::Rollback(Ok(result))
		}
	})
	.unwrap()
}

/// What the pool of a node says of a transaction that came from `source`. As in a node, nothing
/// that is written remains.
pub fn validate(source: TransactionSource, transaction: UncheckedExtrinsic) -> TransactionValidity {
	let parent = hash_of(System::block_number());
	with_transaction(|| {
		let validity = Executive::validate_transaction(source, transaction, parent);
		TransactionOutcome::Rollback(Ok::<_, DispatchError>(validity))
	})
	.unwrap()
}

/// What the pool says of a transaction that came from outside.
pub fn pool(transaction: UncheckedExtrinsic) -> TransactionValidity {
	validate(TransactionSource::External, transaction)
}

/// The pool's and the block's answer to a transaction of code `code`.
pub fn refusal(code: u8) -> TransactionValidityError {
	InvalidTransaction::Custom(code).into()
}

/// Signs `call`, applies it and returns how its dispatch ended. When the block is full, the
/// transaction waits for the next one.
pub fn send(signer: impl Signer, call: impl Into<RuntimeCall>) -> DispatchResult {
	let transaction = sign(signer, call);
	match apply(transaction.clone()) {
		Err(TransactionValidityError::Invalid(InvalidTransaction::ExhaustsResources)) => {
			next_block();
			apply(transaction)
		}
		result => result,
	}
	.expect("the transaction is valid")
}

/// A motion that `ayes` carry: the first proposes with all of them as the threshold, all vote, the
/// first closes. Returns how the motion's call ended.
pub fn motion(ayes: &[Sr25519Keyring], call: impl Into<RuntimeCall>) -> DispatchResult {
	let call: RuntimeCall = call.into();
	let (proposal, length_bound) = (Box::new(call.clone()), call.encoded_size() as u32);
	let proposal_hash = Hashing::hash_of(&call);
	let proposer = ayes[0];
	let threshold = ayes.len() as u32;
	send(proposer, CouncilCall::propose { threshold, proposal, length_bound })?;
	if threshold > 1 {
		let index = find_event(|event| match event {
			RuntimeEvent::Council(pallet_collective::Event::Proposed {
				proposal_index, ..
			}) => Some(proposal_index),
			_ => None,
		})
		.expect("the motion was proposed");
		for aye in ayes {
			send(*aye, CouncilCall::vote { proposal: proposal_hash, index, approve: true })?;
		}
		let proposal_weight_bound = call.get_dispatch_info().call_weight;
		send(
			proposer,
			CouncilCall::close { proposal_hash, index, proposal_weight_bound, length_bound },
		)?;
	}
	find_event(|event| match event {
		RuntimeEvent::Council(pallet_collective::Event::Executed { result, .. }) => Some(result),
		_ => None,
	})
	.expect("the motion was executed")
}

/// A motion that three of four carry and that succeeds.
pub fn decide(call: impl Into<RuntimeCall>) {
	motion(&MAJORITY, call).unwrap();
}

/// The last event of this block that `select` picks.
pub fn find_event<T>(select: impl Fn(RuntimeEvent) -> Option<T>) -> Option<T> {
	System::events().into_iter().rev().find_map(|record| select(record.event))
}

/// Whether this block has the event.
pub fn has_event(event: impl Into<RuntimeEvent>) -> bool {
	let event = event.into();
	System::events().into_iter().any(|record| record.event == event)
}

/// A set of capabilities.
pub fn capabilities(list: &[Capability]) -> Capabilities {
	list.iter().copied().collect::<std::collections::BTreeSet<_>>().try_into().unwrap()
}

/// A valid code, another for each number below ten million.
pub fn uscc(number: u32) -> Uscc {
	let body: [u8; 17] = format!("91330106MB{number:07}").into_bytes().try_into().unwrap();
	Uscc::complete(&body).unwrap()
}

/// The call that admits an enterprise with this code and administrator.
pub fn admission(
	code: Uscc,
	administrator: AccountId,
	granted: &[Capability],
) -> OrganizationsCall {
	OrganizationsCall::admit {
		name: b"Harbor Logistics".to_vec().try_into().unwrap(),
		uscc: *code.as_bytes(),
		kind: OrganizationKind::Enterprise,
		capabilities: capabilities(granted),
		quota: DefaultQuota::get(),
		administrator,
	}
}

/// Has the council admit an enterprise, and returns its id.
pub fn admit(code: Uscc, administrator: AccountId, granted: &[Capability]) -> OrganizationId {
	let organization = pallet_organizations::NextOrganizationId::<Runtime>::get();
	decide(admission(code, administrator, granted));
	organization
}

/// The call that an operator with the treasury right sends from its organization's account.
pub fn act(call: impl Into<RuntimeCall>) -> OrganizationsCall {
	OrganizationsCall::act { call: Box::new(call.into()) }
}

/// The transfer of some fen.
pub fn transfer(target: AccountId, amount: u128) -> AssetsCall {
	AssetsCall::transfer { id: CNY, target: target.into(), amount }
}

/// What is left of the quota that `signer` uses.
pub fn standing(signer: impl Signer) -> sponsorship::Standing {
	sponsorship::Sponsor::of(&signer.account()).expect("no stranger").standing()
}

/// Fen of `CNY` that `account` owns.
pub fn cny(account: &AccountId) -> u128 {
	Assets::balance(CNY, account)
}

/// The references that `account` has: providers, consumers, sufficients.
pub fn references(account: &AccountId) -> (u32, u32, u32) {
	let record = frame_system::Account::<Runtime>::get(account);
	(record.providers, record.consumers, record.sufficients)
}
