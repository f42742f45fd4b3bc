// SPDX-License-Identifier: Apache-2.0

//! What the council decides, and what it cannot.

use crate::common::*;
use codec::{Decode, Encode};
use covenant_primitives::{Authority, Capability};
use covenant_runtime::{Organizations, Runtime, RuntimeCall, System, UncheckedExtrinsic, VERSION};
use frame_support::{assert_err, assert_ok, weights::Weight};
use pallet_collective::Instance1;
use pallet_organizations::{Ground, SuspensionReason};
use serde_json::json;
use sp_core::traits::{Externalities, ReadRuntimeVersion, ReadRuntimeVersionExt};
use sp_runtime::{
	traits::{BlakeTwo256, Hash},
	transaction_validity::TransactionSource,
	DispatchError::BadOrigin,
};
use sp_version::RuntimeVersion;

type WhitelistCall = pallet_whitelist::Call<Runtime>;
type SystemCall = frame_system::Call<Runtime>;

#[test]
fn the_council_admits_an_organization_whose_administrator_transacts_at_once() {
	on_local_chain(|| {
		let administrator = key("harbor");
		let address = account("harbor");
		let remark = SystemCall::remark { remark: vec![1] };
		assert_eq!(pool(sign(&administrator, remark.clone())).unwrap_err(), refusal(1));

		let harbor = admit(uscc(1), address.clone(), &[Capability::IdentifyPersons]);
		assert_eq!(Organizations::organization_of(&address), Some(harbor));
		assert_eq!(System::account(&address).data.free, 0, "no coin was ever needed");
		assert_eq!(references(&address), (1, 0, 0));
		assert_ok!(pool(sign(&administrator, remark.clone())));
		assert_ok!(send(&administrator, remark));

		// Its administrator adds an operator without the council, who enrolls a person.
		let (operator, person) = (key("operator"), key("person"));
		assert_ok!(send(
			&administrator,
			OrganizationsCall::add_operator {
				account: account("operator"),
				capabilities: capabilities(&[Capability::IdentifyPersons]),
				administrator: false,
			}
		));
		assert_ok!(send(
			&operator,
			PersonsCall::enroll {
				account: account("person"),
				commitment: BlakeTwo256::hash(b"a person and a salt"),
			}
		));
		assert_ok!(send(&person, SystemCall::remark { remark: vec![2] }));
	});
}

#[test]
fn half_of_the_council_is_not_enough() {
	on_local_chain(|| {
		let call = admission(uscc(1), account("harbor"), &[]);
		for ayes in [&[Alice][..], &[Alice, Bob][..]] {
			assert_eq!(motion(ayes, call.clone()), Err(BadOrigin));
		}
		assert_ok!(motion(&[Alice, Bob, Dave], call));
	});
}

#[test]
fn who_has_no_seat_makes_no_motion() {
	on_local_chain(|| {
		let proposal: RuntimeCall = admission(uscc(1), account("harbor"), &[]).into();
		let length_bound = proposal.encoded_size() as u32;
		assert_err!(
			send(
				Eve,
				CouncilCall::propose { threshold: 3, proposal: Box::new(proposal), length_bound }
			),
			pallet_collective::Error::<Runtime, pallet_collective::Instance1>::NotMember
		);
	});
}

/// A fifth seat tells more than half, three, from two thirds, four.
fn seat_the_works() {
	assert_ok!(motion(&MAJORITY, OrganizationsCall::grant_seat { organization: WORKS }));
	assert_ok!(send(Eve, OrganizationsCall::set_delegate { delegate: Some(Eve.account()) }));
	assert_eq!(council().len(), 5);
}

const TWO_THIRDS: [Sr25519Keyring; 4] = [Alice, Bob, Charlie, Eve];

#[test]
fn seats_take_two_thirds_and_the_council_follows_them() {
	on_local_chain(|| {
		let agree = || assert_eq!(council(), Organizations::delegates());
		seat_the_works();
		agree();

		let grant = OrganizationsCall::grant_seat { organization: COURT };
		assert_eq!(motion(&MAJORITY, grant.clone()), Err(BadOrigin));
		assert_ok!(motion(&TWO_THIRDS, grant));
		assert_eq!(council().len(), 5, "a seat without a delegate has no vote");
		assert_ok!(send(
			Ferdie,
			OrganizationsCall::set_delegate { delegate: Some(Ferdie.account()) }
		));
		assert_eq!(council().len(), 6);
		agree();

		// A delegate that leaves its organization leaves the council with it.
		let deputy = key("deputy");
		assert_ok!(send(
			Eve,
			OrganizationsCall::add_operator {
				account: account("deputy"),
				capabilities: capabilities(&[]),
				administrator: true,
			}
		));
		assert_ok!(send(&deputy, OrganizationsCall::remove_operator { account: Eve.account() }));
		assert_eq!(council().len(), 5);
		assert!(!council().contains(&Eve.account()));
		agree();
		assert_ok!(send(
			&deputy,
			OrganizationsCall::set_delegate { delegate: Some(account("deputy")) }
		));
		agree();

		let withdraw = OrganizationsCall::withdraw_seat { organization: COURT };
		assert_eq!(motion(&[Alice, Bob, Charlie], withdraw.clone()), Err(BadOrigin));
		assert_ok!(motion(&[Alice, Bob, Charlie, Dave], withdraw));
		assert!(!council().contains(&Ferdie.account()));
		agree();
	});
}

#[test]
fn a_seated_organization_is_removed_by_two_thirds_only() {
	on_local_chain(|| {
		seat_the_works();
		let remove = OrganizationsCall::remove { organization: WORKS };
		assert_eq!(
			motion(&MAJORITY, remove.clone()),
			Err(OrganizationsError::TwoThirdsRequired.into())
		);
		assert_ok!(motion(&[Alice, Bob, Charlie, Dave], remove));
		assert_eq!(council().len(), 4);
	});
}

#[test]
fn a_suspended_organization_keeps_its_vote() {
	on_local_chain(|| {
		let reason = SuspensionReason { ground: Ground::RuleBreach, commitment: None };
		let suspend = OrganizationsCall::suspend { organization: GRID, reason };
		assert_ok!(motion(&MAJORITY, suspend));
		assert_eq!(council().len(), 4);
		assert_ok!(motion(&[Dave, Bob, Alice], admission(uscc(1), account("harbor"), &[])));
	});
}

/// Reads the version of a runtime that begins with it, as no real one does.
struct VersionFirst;

impl ReadRuntimeVersion for VersionFirst {
	fn read_runtime_version(
		&self,
		code: &[u8],
		_: &mut dyn Externalities,
	) -> Result<Vec<u8>, String> {
		RuntimeVersion::decode(&mut &code[..])
			.map(|version| version.encode())
			.map_err(|error| error.to_string())
	}
}

/// A runtime of that version, as large as a large one.
fn runtime_of(spec_version: u32) -> Vec<u8> {
	let mut code = RuntimeVersion { spec_version, ..VERSION }.encode();
	code.resize(1_800_000, 0);
	code
}

fn on_upgradable_chain(story: impl FnOnce()) {
	let register = |chain: &mut sp_io::TestExternalities| {
		chain.register_extension(ReadRuntimeVersionExt::new(VersionFirst));
	};
	on_chain_with("local_testnet", json!({}), register, story);
}

/// Two motions of `ayes` that have Root send `call`.
fn as_root(ayes: &[Sr25519Keyring], call: impl Into<RuntimeCall>) {
	let call = call.into();
	let call_hash = BlakeTwo256::hash_of(&call);
	assert_ok!(motion(ayes, WhitelistCall::whitelist_call { call_hash }));
	assert_ok!(motion(
		ayes,
		WhitelistCall::dispatch_whitelisted_call_with_preimage { call: Box::new(call) }
	));
}

fn code_on_chain() -> Option<Vec<u8>> {
	frame_support::storage::unhashed::get_raw(sp_core::storage::well_known_keys::CODE)
}

#[test]
fn two_thirds_upgrade_the_runtime() {
	on_upgradable_chain(|| {
		let code = runtime_of(VERSION.spec_version + 1);
		let code_hash = BlakeTwo256::hash(&code);
		as_root(&MAJORITY, SystemCall::authorize_upgrade { code_hash });
		assert_eq!(System::authorized_upgrade().unwrap().code_hash(), &code_hash);

		// Anyone who may transact applies it: here an operator of a company without a seat.
		next_block();
		let other = runtime_of(VERSION.spec_version + 2);
		assert_err!(
			send(Ferdie, SystemCall::apply_authorized_upgrade { code: other }),
			frame_system::Error::<Runtime>::Unauthorized
		);
		assert_ok!(send(Eve, SystemCall::apply_authorized_upgrade { code: code.clone() }));
		assert!(has_event(frame_system::Event::<Runtime>::CodeUpdated { hash: code_hash }));
		assert_eq!(code_on_chain(), Some(code));
		next_block();
	});
}

#[test]
fn a_whitelisted_call_of_any_size_is_dispatched_from_its_preimage() {
	on_upgradable_chain(|| {
		let code_hash = BlakeTwo256::hash(&runtime_of(VERSION.spec_version + 1));
		let call = RuntimeCall::from(SystemCall::authorize_upgrade { code_hash });
		let call_hash = BlakeTwo256::hash_of(&call);
		assert_ok!(motion(&MAJORITY, WhitelistCall::whitelist_call { call_hash }));
		// Once it is asked for, any enrolled account may note it, without a deposit.
		assert_ok!(send(
			Eve,
			pallet_preimage::Call::<Runtime>::note_preimage { bytes: call.encode() }
		));
		assert_ok!(motion(
			&MAJORITY,
			WhitelistCall::dispatch_whitelisted_call {
				call_hash,
				call_encoded_len: call.encoded_size() as u32,
				call_weight_witness: Weight::from_parts(10_000_000_000, 1_000_000),
			}
		));
		assert!(System::authorized_upgrade().is_some());
	});
}

#[test]
fn an_authorized_runtime_needs_no_signature_and_a_higher_version() {
	on_upgradable_chain(|| {
		let old = runtime_of(VERSION.spec_version);
		let code_hash = BlakeTwo256::hash(&old);
		as_root(&MAJORITY, SystemCall::authorize_upgrade { code_hash });
		let before = code_on_chain();
		let transaction = UncheckedExtrinsic::new_bare(
			SystemCall::apply_authorized_upgrade { code: old.clone() }.into(),
		);
		// The version is read when it is applied: the authorization is used up.
		next_block();
		assert_ok!(validate(TransactionSource::External, transaction.clone()));
		assert_ok!(apply(transaction.clone()));
		assert!(has_event(frame_system::Event::<Runtime>::RejectedInvalidAuthorizedUpgrade {
			code_hash,
			error: frame_system::Error::<Runtime>::SpecVersionNeedsToIncrease.into(),
		}));
		assert_eq!(code_on_chain(), before);
		assert!(apply(transaction).is_err(), "nothing is authorized any more");
	});
}

#[test]
fn a_bare_majority_upgrades_nothing() {
	on_upgradable_chain(|| {
		seat_the_works();
		let code_hash = BlakeTwo256::hash(&runtime_of(VERSION.spec_version + 1));
		let call: RuntimeCall = SystemCall::authorize_upgrade { code_hash }.into();
		let call_hash = BlakeTwo256::hash_of(&call);
		let whitelist = WhitelistCall::whitelist_call { call_hash };
		let dispatch =
			WhitelistCall::dispatch_whitelisted_call_with_preimage { call: Box::new(call.clone()) };

		assert_eq!(motion(&MAJORITY, call), Err(BadOrigin));
		assert_eq!(motion(&MAJORITY, whitelist.clone()), Err(BadOrigin));
		assert_ok!(motion(&TWO_THIRDS, whitelist));
		assert!(motion(&MAJORITY, dispatch.clone()).is_err());
		assert!(System::authorized_upgrade().is_none());
		assert_ok!(motion(&TWO_THIRDS, dispatch));
		assert!(System::authorized_upgrade().is_some());
	});
}

#[test]
fn nothing_but_a_whitelisted_call_reaches_root() {
	on_local_chain(|| {
		let all = [Alice, Bob, Charlie, Dave];
		let root_only: [RuntimeCall; 8] = [
			SystemCall::set_storage { items: vec![] }.into(),
			SystemCall::set_code { code: vec![] }.into(),
			SystemCall::kill_prefix { prefix: vec![], subkeys: 0 }.into(),
			pallet_grandpa::Call::<Runtime>::note_stalled {
				delay: 1,
				best_finalized_block_number: 0,
			}
			.into(),
			pallet_balances::Call::<Runtime>::force_set_balance {
				who: Alice.account().into(),
				new_free: 1,
			}
			.into(),
			pallet_balances::Call::<Runtime>::force_adjust_total_issuance {
				direction: pallet_balances::AdjustmentDirection::Increase,
				delta: 1,
			}
			.into(),
			pallet_scheduler::Call::<Runtime>::cancel { when: 1, index: 0 }.into(),
			pallet_utility::Call::<Runtime>::dispatch_as {
				as_origin: Box::new(frame_system::RawOrigin::Root.into()),
				call: Box::new(SystemCall::set_code { code: vec![] }.into()),
			}
			.into(),
		];
		for call in root_only {
			assert_eq!(send(Alice, call.clone()), Err(BadOrigin), "{call:?}");
			assert_eq!(motion(&all, call.clone()), Err(BadOrigin), "{call:?}");
			next_block();
		}
		// Nobody names members but the organizations pallet.
		let set_members = CouncilCall::set_members {
			new_members: vec![Alice.account()],
			prime: None,
			old_count: 4,
		};
		assert_eq!(motion(&all, set_members), Err(BadOrigin));
	});
}

#[test]
fn what_the_chain_lives_on_cannot_be_paused() {
	on_local_chain(|| {
		let pause = |pallet: &[u8], call: &[u8]| pallet_tx_pause::Call::<Runtime>::pause {
			full_name: (pallet.to_vec().try_into().unwrap(), call.to_vec().try_into().unwrap()),
		};
		for (pallet, call) in [
			("Timestamp", "set"),
			("Council", "vote"),
			("TxPause", "unpause"),
			("Whitelist", "whitelist_call"),
		] {
			assert_eq!(
				motion(&MAJORITY, pause(pallet.as_bytes(), call.as_bytes())),
				Err(pallet_tx_pause::Error::<Runtime>::Unpausable.into())
			);
		}
		assert_ok!(motion(&MAJORITY, pause(b"Assets", b"transfer")));
		assert_err!(
			send(Alice, act(transfer(Bob.account(), 1))),
			frame_system::Error::<Runtime>::CallFiltered
		);
	});
}

#[test]
fn silence_is_no_vote() {
	on_local_chain(|| {
		// With five seats three are more than half and less than two thirds.
		decide(OrganizationsCall::grant_seat { organization: WORKS });
		assert_ok!(send(Eve, OrganizationsCall::set_delegate { delegate: Some(Eve.account()) }));
		let proposal = RuntimeCall::from(OrganizationsCall::grant_seat { organization: COURT });
		let (hash, length) = (BlakeTwo256::hash_of(&proposal), proposal.encoded_size() as u32);
		let index = pallet_collective::ProposalCount::<Runtime, Instance1>::get();
		let propose = CouncilCall::propose {
			threshold: 4,
			proposal: Box::new(proposal),
			length_bound: length,
		};
		assert_ok!(send(Alice, propose));
		for member in MAJORITY {
			assert_ok!(send(member, CouncilCall::vote { proposal: hash, index, approve: true }));
		}
		let close = || CouncilCall::close {
			proposal_hash: hash,
			index,
			proposal_weight_bound: Weight::from_parts(10_000_000_000, 1_000_000),
			length_bound: length,
		};
		assert!(send(Ferdie, close()).is_err(), "its time is not over");
		let today = System::block_number();
		System::set_block_number(today + 7 * 24 * 60 * 60 / 2);
		assert_ok!(send(Ferdie, close()));
		System::set_block_number(today);
		assert!(has_event(pallet_collective::Event::<Runtime, Instance1>::Disapproved {
			proposal_hash: hash
		}));
		assert_eq!(council().len(), 5);
	});
}

#[test]
fn only_members_of_the_council_note_what_nobody_asked_for() {
	on_local_chain(|| {
		let note = || pallet_preimage::Call::<Runtime>::note_preimage { bytes: vec![1; 64] };
		assert_err!(send(Eve, note()), BadOrigin);
		assert_ok!(send(Alice, note()));
	});
}
