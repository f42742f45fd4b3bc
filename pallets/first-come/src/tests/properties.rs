// SPDX-License-Identifier: Apache-2.0

//! Random steps by random signers, side by side with a model that is written after the crate
//! documentation: both answer the same and hold the same, no invariant breaks, and what fails leaves
//! no trace.

use super::*;
use alloc::collections::BTreeMap;
use proptest::prelude::*;
use sp_runtime::{traits::Dispatchable, StateVersion};

type RuntimeCall = <Test as frame_system::Config>::RuntimeCall;
type Key = ([u8; 8], H256);

#[derive(Clone, Debug)]
enum Step {
	Commit(AccountId, Opening),
	/// Any opening: most were not committed to.
	Open(Opening, u64),
	/// One that waits, if there is one; the number chooses.
	OpenWaiting(usize, u64),
	Sweep(AccountId, Opening),
	SweepWaiting(usize),
	Release(Key, u64),
	/// What is registered, if anything is; the number chooses.
	ReleaseRegistered(usize),
	Advance(u32),
}

/// A commitment that waits, and what is in it.
#[derive(Clone, Copy)]
struct Waiting {
	opening: Opening,
	by: Party,
	precedence: u64,
	at: u32,
}

#[derive(Default)]
struct Model {
	made: u64,
	waiting: BTreeMap<H256, Waiting>,
	registered: BTreeMap<Key, Registration>,
	/// The precedences of all that were opened for a digest since it was last released.
	opened: BTreeMap<Key, Vec<u64>>,
	/// What was settled when somebody looked, and was not released since.
	settled: BTreeMap<Key, Registration>,
}

impl Model {
	fn count(&self, party: Party) -> u32 {
		self.waiting.values().filter(|it| it.by == party).count() as u32
	}

	fn commit(&mut self, account: AccountId, opening: Opening) -> Result<(), DispatchError> {
		if account == CLERK {
			return Err(DispatchError::Other("no capability"));
		}
		let (hash, by) = (opening.commitment(), party(account));
		if self.waiting.contains_key(&hash) {
			return Err(Error::<Test>::AlreadyExists.into());
		}
		if self.count(by) == MOST {
			return Err(Error::<Test>::TooMany.into());
		}
		let precedence = self.made;
		self.made += 1;
		self.waiting.insert(hash, Waiting { opening, by, precedence, at: block() });
		Ok(())
	}

	fn open(&mut self, opening: Opening, reference: u64) -> Registered {
		let hash = opening.commitment();
		let key = (opening.domain, opening.digest);
		let Waiting { precedence, at, .. } =
			*self.waiting.get(&hash).ok_or(Error::<Test>::NotCommitted)?;
		if block() == at {
			return Err(Error::<Test>::TooEarly.into());
		}
		if block() > at + WINDOW {
			return Err(Error::<Test>::Expired.into());
		}
		let present = self.registered.get(&key).copied();
		if present.is_some_and(|present| present.precedence < precedence) {
			return Err(Error::<Test>::AlreadyExists.into());
		}
		self.waiting.remove(&hash);
		self.opened.entry(key).or_default().push(precedence);
		let provisional_until = at + WINDOW;
		let registration =
			Registration { party: opening.party, reference, precedence, provisional_until };
		self.registered.insert(key, registration);
		Ok(present)
	}

	fn sweep(&mut self, hash: H256) -> Result<(), DispatchError> {
		let waiting = self.waiting.get(&hash).ok_or(Error::<Test>::NotFound)?;
		if block() <= waiting.at + WINDOW {
			return Err(Error::<Test>::NotExpired.into());
		}
		self.waiting.remove(&hash);
		Ok(())
	}

	fn release(&mut self, key: Key, reference: u64) -> bool {
		let held = self.registered.get(&key).is_some_and(|it| it.reference == reference);
		if held {
			self.registered.remove(&key);
			self.opened.remove(&key);
			self.settled.remove(&key);
		}
		held
	}

	/// Compares everything, and checks what the documentation guarantees.
	fn check(&mut self) {
		Pallet::do_try_state().unwrap();

		let commitments: BTreeMap<_, _> = Commitments::<Test>::iter().collect();
		let expected: BTreeMap<_, _> = self
			.waiting
			.iter()
			.map(|(hash, it)| {
				let Waiting { by, precedence, at, .. } = *it;
				(*hash, Commitment { by, precedence, at })
			})
			.collect();
		assert_eq!(commitments, expected);
		for account in SIGNERS {
			assert_eq!(waiting(account), self.count(party(account)));
		}
		assert_eq!(NextPrecedence::<Test>::get(), self.made);
		let registered: BTreeMap<_, _> = Registrations::<Test>::iter()
			.map(|(domain, digest, registration)| ((domain, digest), registration))
			.collect();
		assert_eq!(registered, self.registered);

		for (key, registration) in registered {
			assert_eq!(
				Some(registration.precedence),
				self.opened[&key].iter().copied().min(),
				"the digest is not whose who committed first"
			);
			if !Pallet::is_settled(&registration) {
				continue;
			}
			assert_eq!(
				*self.settled.entry(key).or_insert(registration),
				registration,
				"a settled registration gave way"
			);
			let threat = self.waiting.values().find(|it| {
				(it.opening.domain, it.opening.digest) == key
					&& it.precedence < registration.precedence
					&& block() <= it.at + WINDOW
			});
			assert!(threat.is_none(), "settled while an earlier commitment can be opened");
		}
	}
}

const SIGNERS: [AccountId; 5] = [ALICE, BOB, REGISTRAR, BANKER, CLERK];

fn nth<Item>(mut from: impl ExactSizeIterator<Item = Item>, choice: usize) -> Option<Item> {
	let index = choice.checked_rem(from.len())?;
	from.nth(index)
}

/// Checks that what failed left no trace.
fn attempt<Good, Bad>(act: impl FnOnce() -> Result<Good, Bad>) -> Result<Good, Bad> {
	let root = || sp_io::storage::root(StateVersion::V1);
	let before = root();
	let result = act();
	assert!(result.is_ok() || before == root());
	result
}

fn dispatch(account: AccountId, call: Call<Test>) -> Result<(), DispatchError> {
	attempt(|| RuntimeCall::from(call).dispatch(signed(account)))
		.map(drop)
		.map_err(|error| error.error)
}

fn take(step: Step, model: &mut Model) {
	match step {
		Step::Commit(account, opening) => assert_eq!(
			dispatch(account, Call::commit { commitment: opening.commitment() }),
			model.commit(account, opening)
		),
		Step::Open(opening, reference) => assert_eq!(
			attempt(|| Pallet::register(&opening, reference)),
			model.open(opening, reference)
		),
		Step::OpenWaiting(choice, reference) => {
			if let Some(waiting) = nth(model.waiting.values(), choice) {
				take(Step::Open(waiting.opening, reference), model);
			}
		}
		Step::Sweep(account, opening) => {
			let commitment = opening.commitment();
			assert_eq!(dispatch(account, Call::sweep { commitment }), model.sweep(commitment));
		}
		Step::SweepWaiting(choice) => {
			if let Some(waiting) = nth(model.waiting.values(), choice) {
				take(Step::Sweep(STRANGER, waiting.opening), model);
			}
		}
		Step::Release(key, reference) => {
			assert_eq!(Pallet::release(key.0, key.1, reference), model.release(key, reference));
		}
		Step::ReleaseRegistered(choice) => {
			let registered = nth(model.registered.iter(), choice);
			if let Some((key, registration)) = registered.map(|(key, it)| (*key, *it)) {
				take(Step::Release(key, registration.reference), model);
			}
		}
		Step::Advance(blocks) => advance(blocks),
	}
}

/// Mostly the same digest, so that many commit to it.
fn key() -> impl Strategy<Value = Key> {
	prop_oneof![
		4 => Just((DOMAIN, digest())),
		1 => Just((DOMAIN, H256::repeat_byte(2))),
		1 => Just((*b"cov/else", digest())),
	]
}

fn signer() -> impl Strategy<Value = AccountId> {
	prop::sample::select(SIGNERS.to_vec())
}

/// What a party might open.
fn candidate() -> impl Strategy<Value = Opening> {
	let salt = (0..3_u8).prop_map(|salt| [salt; 16]);
	(key(), salt, signer()).prop_map(|((domain, digest), salt, account)| Opening {
		domain,
		digest,
		salt,
		party: party(account),
	})
}

fn step() -> impl Strategy<Value = Step> {
	prop_oneof![
		8 => (signer(), candidate()).prop_map(|(account, it)| Step::Commit(account, it)),
		1 => (candidate(), 0..9_u64).prop_map(|(it, reference)| Step::Open(it, reference)),
		8 => (any::<usize>(), 0..9_u64).prop_map(|(n, reference)| Step::OpenWaiting(n, reference)),
		1 => (signer(), candidate()).prop_map(|(account, it)| Step::Sweep(account, it)),
		4 => any::<usize>().prop_map(Step::SweepWaiting),
		1 => (key(), 0..9_u64).prop_map(|(key, reference)| Step::Release(key, reference)),
		2 => any::<usize>().prop_map(Step::ReleaseRegistered),
		5 => (1..3_u32).prop_map(Step::Advance),
		1 => (4..2 * WINDOW).prop_map(Step::Advance),
	]
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn the_pallet_does_what_the_model_does(steps in prop::collection::vec(step(), 30..120)) {
		ExtBuilder::build_and_execute(|| {
			let mut model = Model::default();
			for step in steps {
				take(step, &mut model);
				model.check();
			}
			// Everything can be swept in the end, and then nothing is counted any more.
			advance(WINDOW + 1);
			for hash in model.waiting.keys() {
				assert_ok!(Pallet::sweep(signed(STRANGER), *hash));
			}
			assert_eq!(Commitments::<Test>::iter().count(), 0);
			assert_eq!(OpenCommitments::<Test>::iter().count(), 0);
		});
	}

	#[test]
	fn arbitrary_calls_do_not_panic(
		account in signer(),
		bytes in prop::collection::vec(any::<u8>(), 0..40),
	) {
		use codec::Decode;
		ExtBuilder::build_and_execute(|| {
			if let Ok(call) = Call::<Test>::decode(&mut bytes.as_slice()) {
				let _ = dispatch(account, call);
			}
		});
	}
}
