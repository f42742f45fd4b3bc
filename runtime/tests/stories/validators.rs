// SPDX-License-Identifier: Apache-2.0

//! Validators across sessions: admitted, suspended, equivocating, and a chain that was off.

use crate::common::*;
use codec::{Decode, Encode};
use covenant_primitives::{Capability, OrganizationId};
use covenant_runtime::{
	configs::consensus::{HistoryDepth, EPOCH_DURATION, SLOT_DURATION},
	AccountId, Babe, Beacon, Grandpa, Header, Historical, Runtime, Session, SessionKeys,
	UncheckedExtrinsic, Validators,
};
use frame_support::{assert_err, assert_ok, traits::KeyOwnerProofSystem};
use pallet_organizations::{Ground, SuspensionReason};
use pallet_validators::{Cause, Event};
use sp_consensus_babe::{digests::CompatibleDigestItem, Slot};
use sp_consensus_grandpa::{Equivocation, Message, Prevote};
use sp_core::{ed25519, proof_of_possession::ProofOfPossessionGenerator, sr25519, Pair, H256};
use sp_keyring::Ed25519Keyring;
use sp_runtime::{
	traits::Header as _,
	transaction_validity::{InvalidTransaction, TransactionSource},
	DigestItem,
};

type SessionCall = pallet_session::Call<Runtime>;
type BabeCall = pallet_babe::Call<Runtime>;
type GrandpaCall = pallet_grandpa::Call<Runtime>;

/// The keys that a node signs blocks and votes with.
struct NodeKeys {
	babe: sr25519::Pair,
	grandpa: ed25519::Pair,
}

impl NodeKeys {
	fn new(name: &str) -> Self {
		let grandpa = ed25519::Pair::from_string(&format!("//{name}"), None).unwrap();
		Self { babe: key(name), grandpa }
	}

	fn public(&self) -> SessionKeys {
		SessionKeys { babe: self.babe.public().into(), grandpa: self.grandpa.public().into() }
	}

	/// The call with which `owner` registers them: both sign that they are the owner's.
	fn register(&mut self, owner: &AccountId) -> SessionCall {
		let proof = (
			self.babe.generate_proof_of_possession(owner.as_ref()),
			self.grandpa.generate_proof_of_possession(owner.as_ref()),
		);
		SessionCall::set_keys { keys: self.public(), proof: proof.encode() }
	}
}

/// Who authors, by name of the account, and whether GRANDPA has the same keys.
fn authorities() -> Vec<AccountId> {
	let set = Session::validators();
	let keys = |account: &AccountId| Session::load_keys(account).unwrap();
	let babe: Vec<_> = Babe::authorities().iter().map(|(id, _)| id.clone()).collect();
	let grandpa: Vec<_> = Grandpa::grandpa_authorities().into_iter().map(|(id, _)| id).collect();
	assert_eq!(babe, set.iter().map(|account| keys(account).babe).collect::<Vec<_>>());
	assert_eq!(grandpa, set.iter().map(|account| keys(account).grandpa).collect::<Vec<_>>());
	set
}

/// Goes on by a session, to a block in which GRANDPA has changed its authorities too.
fn session() {
	next_session();
	next_block();
}

fn disabled() -> Vec<AccountId> {
	let set = Session::validators();
	let index = |index: u32| set[index as usize].clone();
	Session::disabled_validators().into_iter().map(index).collect()
}

fn founders() -> Vec<AccountId> {
	[AliceStash, BobStash, CharlieStash, DaveStash].map(|stash| stash.account()).to_vec()
}

/// Has the works validate with an account that never held a coin.
fn admit_the_works() -> NodeKeys {
	let node = account("node");
	decide(OrganizationsCall::grant {
		organization: WORKS,
		capabilities: capabilities(&[Capability::ValidateBlocks]),
	});
	assert_ok!(send(
		Eve,
		OrganizationsCall::add_operator {
			account: node.clone(),
			capabilities: capabilities(&[Capability::ValidateBlocks]),
			administrator: false,
		}
	));
	decide(ValidatorsCall::admit { organization: WORKS, account: node.clone() });
	let mut keys = NodeKeys::new("node keys");
	assert_ok!(send(&key("node"), keys.register(&node)));
	keys
}

fn suspend(organization: OrganizationId) {
	let reason = SuspensionReason { ground: Ground::RuleBreach, commitment: None };
	decide(OrganizationsCall::suspend { organization, reason });
}

#[test]
fn an_admitted_validator_authors_and_votes_two_sessions_later() {
	on_local_chain(|| {
		assert_eq!(authorities(), founders());
		admit_the_works();
		session();
		assert_eq!(authorities(), founders());
		session();
		let mut five = founders();
		five.push(account("node"));
		assert_eq!(authorities(), five);
		assert_eq!(references(&account("node")), (1, 1, 0), "its keys hold one reference");
	});
}

#[test]
fn session_keys_need_the_signature_of_each() {
	on_local_chain(|| {
		let mut keys = NodeKeys::new("node keys");
		assert_err!(
			send(Eve, keys.register(&Ferdie.account())),
			pallet_session::Error::<Runtime>::InvalidProof
		);
		let SessionCall::set_keys { keys: public, .. } = keys.register(&Eve.account()) else {
			unreachable!()
		};
		assert_err!(
			send(Eve, SessionCall::set_keys { keys: public, proof: vec![] }),
			pallet_session::Error::<Runtime>::InvalidProof
		);
		// Keys that another validator has.
		let mut stolen = NodeKeys { babe: Alice.pair(), ..NodeKeys::new("node keys") };
		assert_err!(
			send(Eve, stolen.register(&Eve.account())),
			pallet_session::Error::<Runtime>::DuplicatedKey
		);
		assert_ok!(send(Eve, keys.register(&Eve.account())));
		session();
		session();
		assert_eq!(authorities(), founders(), "keys alone give no seat");
		// They are purged when the operator leaves, not when it likes.
		assert_err!(
			send(Eve, SessionCall::purge_keys {}),
			frame_system::Error::<Runtime>::CallFiltered
		);
	});
}

#[test]
fn a_suspended_validator_is_disabled_at_once_and_out_two_sessions_later() {
	on_local_chain(|| {
		suspend(GRID);
		assert_eq!(disabled(), [DaveStash.account()]);
		session();
		assert_eq!(disabled(), [DaveStash.account()]);
		assert_eq!(authorities(), founders());
		session();
		assert_eq!(authorities(), founders()[..3]);
		assert_eq!(disabled(), []);

		decide(OrganizationsCall::reinstate { organization: GRID });
		session();
		session();
		assert_eq!(authorities(), founders());
		assert_eq!(disabled(), []);
	});
}

#[test]
fn the_last_validators_are_kept() {
	on_local_chain(|| {
		// Not the office first: it authors these blocks.
		for organization in [GRID, SCHOOL, BANK, OFFICE] {
			suspend(organization);
		}
		assert_eq!(disabled().len(), 1, "no more than the limit");
		for _ in 0..4 {
			session();
			assert_eq!(authorities(), founders());
		}
		decide(OrganizationsCall::reinstate { organization: SCHOOL });
		session();
		session();
		assert_eq!(authorities(), [CharlieStash.account()]);
	});
}

/// A header of `slot` that differs from others by its parent, sealed with the key of an authority.
fn sealed(slot: Slot, authority: u32, parent: u8, key: &sr25519::Pair) -> Header {
	let (root, number) = (H256::default(), 5);
	let digest = sp_runtime::Digest { logs: vec![pre_digest(slot, authority)] };
	let mut header = Header::new(number, root, root, H256::repeat_byte(parent), digest);
	let seal = key.sign(header.hash().as_ref());
	header.digest_mut().push(DigestItem::babe_seal(seal.into()));
	header
}

/// A report that the authority signed two blocks in the current slot, as a node writes it.
fn babe_report(authority: u32, key: &sr25519::Pair) -> UncheckedExtrinsic {
	let slot = Babe::current_slot();
	let offender = sp_consensus_babe::AuthorityId::from(key.public());
	let key_owner_proof =
		Historical::prove((sp_consensus_babe::KEY_TYPE, offender.clone())).unwrap();
	let equivocation_proof = Box::new(sp_consensus_babe::EquivocationProof {
		offender,
		slot,
		first_header: sealed(slot, authority, 1, key),
		second_header: sealed(slot, authority, 2, key),
	});
	UncheckedExtrinsic::new_bare(
		BabeCall::report_equivocation_unsigned { equivocation_proof, key_owner_proof }.into(),
	)
}

/// A report that the authority voted for two blocks in one round, as a node writes it.
fn grandpa_report(key: &ed25519::Pair) -> UncheckedExtrinsic {
	let (round, set_id) = (3_u64, pallet_grandpa::CurrentSetId::<Runtime>::get());
	let vote = |hash: u8| {
		let vote = Prevote::<Header> { target_hash: H256::repeat_byte(hash), target_number: 5 };
		let message = Message::<Header>::Prevote(vote.clone());
		let payload = sp_consensus_grandpa::localized_payload(round, set_id, &message);
		(vote, sp_consensus_grandpa::AuthoritySignature::from(key.sign(&payload)))
	};
	let offender = sp_consensus_grandpa::AuthorityId::from(key.public());
	let key_owner_proof =
		Historical::prove((sp_consensus_grandpa::KEY_TYPE, offender.clone())).unwrap();
	let votes = (round, offender, vote(1), vote(2)).encode();
	let equivocation_proof = Box::new(sp_consensus_grandpa::EquivocationProof::new(
		set_id,
		Equivocation::Prevote(Decode::decode(&mut &votes[..]).unwrap()),
	));
	UncheckedExtrinsic::new_bare(
		GrandpaCall::report_equivocation_unsigned { equivocation_proof, key_owner_proof }.into(),
	)
}

/// What a proved equivocation of the grid company leads to, whatever it signed twice.
fn leads_to_a_bar(report: impl Fn() -> UncheckedExtrinsic) {
	let transaction = report();
	assert_eq!(
		pool(transaction.clone()),
		Err(InvalidTransaction::Call.into()),
		"only authors include reports"
	);
	assert_ok!(validate(TransactionSource::Local, transaction.clone()));
	let equivocated_in = Session::current_index();
	assert_ok!(apply(transaction.clone()).unwrap());
	assert!(has_event(Event::<Runtime>::Barred {
		organization: GRID,
		cause: Cause::Equivocation { session: equivocated_in },
	}));
	assert_eq!(disabled(), [DaveStash.account()]);
	assert_eq!(apply(transaction), Err(InvalidTransaction::Stale.into()), "reported once");

	// Disabled again in the next session, out of the set in the one after, for good.
	session();
	assert_eq!(disabled(), [DaveStash.account()]);
	for _ in 0..3 {
		session();
		assert_eq!(authorities(), founders()[..3]);
	}
	assert_err!(
		motion(
			&MAJORITY,
			ValidatorsCall::admit { organization: GRID, account: DaveStash.account() }
		),
		pallet_validators::Error::<Runtime>::AlreadyExists
	);
	assert_err!(
		motion(&[Alice, Bob, Charlie, Dave], OrganizationsCall::remove { organization: GRID }),
		pallet_validators::Error::<Runtime>::StillValidating
	);

	// Until the council decides.
	decide(ValidatorsCall::lift_bar { organization: GRID });
	session();
	session();
	assert_eq!(authorities(), founders());
}

#[test]
fn whoever_authors_two_blocks_in_a_slot_is_barred() {
	on_local_chain(|| {
		session();
		leads_to_a_bar(|| babe_report(3, &Dave.pair()));
	});
}

#[test]
fn whoever_votes_twice_in_a_round_is_barred() {
	on_local_chain(|| {
		session();
		leads_to_a_bar(|| grandpa_report(&Ed25519Keyring::Dave.pair()));
	});
}

#[test]
fn an_equivocation_is_proved_sessions_later() {
	on_local_chain(|| {
		session();
		let report = babe_report(3, &Dave.pair());
		for _ in 0..20 {
			session();
		}
		assert_ok!(apply(report).unwrap());
		assert_eq!(disabled(), [DaveStash.account()]);
	});
}

#[test]
fn a_report_that_proves_nothing_is_refused() {
	on_local_chain(|| {
		session();
		// The key of somebody else under the headers.
		let slot = Babe::current_slot();
		let offender = sp_consensus_babe::AuthorityId::from(Dave.public());
		let key_owner_proof =
			Historical::prove((sp_consensus_babe::KEY_TYPE, offender.clone())).unwrap();
		let eve = Eve.pair();
		let equivocation_proof = Box::new(sp_consensus_babe::EquivocationProof {
			offender,
			slot,
			first_header: sealed(slot, 3, 1, &eve),
			second_header: sealed(slot, 3, 2, &eve),
		});
		let forged = BabeCall::report_equivocation_unsigned { equivocation_proof, key_owner_proof };
		assert_err!(
			apply(UncheckedExtrinsic::new_bare(forged.into())).unwrap(),
			pallet_babe::Error::<Runtime>::InvalidEquivocationProof
		);
		assert_eq!(disabled(), []);
	});
}

#[test]
fn a_chain_that_was_off_for_a_day_goes_on() {
	on_local_chain(|| {
		admit_the_works();
		session();
		let before = Session::current_index();
		advance(DAY);
		// The day is one long session: however many epochs passed, one begins.
		assert_eq!(Session::current_index(), before + 1);
		next_block();
		let mut five = founders();
		five.push(account("node"));
		assert_eq!(authorities(), five);

		// Equivocations are proved across the gap, where epochs no longer equal sessions.
		let report = babe_report(3, &Dave.pair());
		session();
		assert_ok!(apply(report).unwrap());
		assert_eq!(disabled(), [DaveStash.account()]);
		session();
		session();
		assert_eq!(authorities().len(), 4);
	});
}

#[test]
fn a_validator_with_another_account_does_not_contribute_twice() {
	on_local_chain(|| {
		// The office's account of tomorrow, with keys of its own.
		let other = One.to_account_id();
		assert_ok!(send(
			Alice,
			OrganizationsCall::add_operator {
				account: other.clone(),
				capabilities: capabilities(&[Capability::ValidateBlocks]),
				administrator: false,
			}
		));
		let mut keys = NodeKeys { babe: One.pair(), grandpa: Ed25519Keyring::One.pair() };
		assert_ok!(send(One, keys.register(&other)));
		assert_ok!(send(Alice, ValidatorsCall::set_account { account: other.clone() }));

		// As long as nobody else authors, the round of the beacon, which takes two of four, goes on.
		assert_eq!(Session::validators()[0], AliceStash.account());
		next_block();
		next_block();
		let round = Beacon::query_current();
		assert_eq!((round.contributed, round.needed), (1, 2));
		session();
		session();
		assert_eq!(Session::validators()[0], other);
		let earlier = Babe::author_vrf_randomness();
		next_block();
		assert_ne!(Babe::author_vrf_randomness(), earlier, "the account has an output");
		assert_eq!(Beacon::query_current(), round);
		take_turns();
		next_block();
		next_block();
		assert!(Beacon::query_current().number > round.number);
	});
}

#[test]
fn old_sessions_are_forgotten() {
	on_local_chain(|| {
		let depth = HistoryDepth::get();
		session();
		let report = babe_report(3, &Dave.pair());
		for _ in 0..depth + 10 {
			advance(EPOCH_DURATION * SLOT_DURATION);
		}
		let (first, end) = pallet_session::historical::StoredRange::<Runtime>::get().unwrap();
		assert_eq!(first, Session::current_index() - depth);
		assert!(end - first <= depth + 2, "{first}..{end}");
		let roots =
			pallet_session::historical::HistoricalSessions::<Runtime>::iter().count() as u32;
		assert_eq!(roots, end - first);
		// What can no longer be proved is refused, not misjudged.
		assert_eq!(apply(report), Err(InvalidTransaction::BadProof.into()));
		assert_eq!(Validators::bar_of(GRID), None);
	});
}
