// SPDX-License-Identifier: Apache-2.0

//! Who may transact, how much, and what a transaction looks like on the wire.

use crate::common::*;
use codec::{Compact, Decode, Encode};
use covenant_primitives::{OrganizationId, PersonId};
use covenant_runtime::{
	configs::system::RuntimeBlockWeights,
	genesis_config_presets::CNY,
	sponsorship::{Sponsor, NOT_ENROLLED, PATIENCE, QUOTA_EXHAUSTED, RELEASED, TIP_REFUSED},
	Balances, Runtime, RuntimeCall, System, TxExtension, UncheckedExtrinsic,
};
use frame_support::{
	assert_ok,
	dispatch::{DispatchClass, GetDispatchInfo},
	traits::fungible::Mutate,
};
use pallet_organizations::Quota;
use scale_info::TypeDef;
use sp_core::{sr25519, H256};
use sp_runtime::{
	traits::{BlakeTwo256, Hash, TransactionExtension},
	transaction_validity::{InvalidTransaction, TransactionValidityError},
};

type SystemCall = frame_system::Call<Runtime>;

const EXHAUSTED: TransactionValidityError =
	TransactionValidityError::Invalid(InvalidTransaction::ExhaustsResources);

fn remark(bytes: &[u8]) -> RuntimeCall {
	SystemCall::remark { remark: bytes.to_vec() }.into()
}

fn commitment(of: impl AsRef<[u8]>) -> H256 {
	BlakeTwo256::hash(of.as_ref())
}

/// Has the school enroll `person`.
fn enroll(name: &str) -> (sr25519::Pair, PersonId) {
	let person = pallet_persons::NextPersonId::<Runtime>::get();
	let call = PersonsCall::enroll { account: account(name), commitment: commitment(name) };
	assert_ok!(send(Charlie, call));
	(key(name), person)
}

#[test]
fn a_stranger_is_refused_whatever_it_owns() {
	on_local_chain(|| {
		let refused = |transaction: UncheckedExtrinsic| {
			assert_eq!(pool(transaction.clone()), Err(refusal(NOT_ENROLLED)));
			assert_eq!(apply(transaction), Err(refusal(NOT_ENROLLED)));
		};
		let stranger = key("stranger");
		refused(sign(&stranger, remark(b"hello")));

		assert_ok!(Balances::mint_into(&account("stranger"), 1_000_000_000_000));
		assert_ok!(send(Alice, act(transfer(account("stranger"), 1_000))));
		refused(sign(&stranger, remark(b"hello")));
		refused(sign(&stranger, transfer(Alice.account(), 1)));
		refused(sign_with(&stranger, remark(b"hello"), 0, 1_000));
		assert_eq!(cny(&account("stranger")), 1_000);
	});
}

#[test]
fn a_tip_is_refused() {
	on_local_chain(|| {
		let (person, _) = enroll("person");
		for transaction in [
			sign_with(Alice, remark(b"hello"), System::account_nonce(Alice.account()), 1),
			sign_with(&person, remark(b"hello"), 0, u128::MAX),
		] {
			assert_eq!(pool(transaction.clone()), Err(refusal(TIP_REFUSED)));
			assert_eq!(apply(transaction), Err(refusal(TIP_REFUSED)));
		}
	});
}

#[test]
fn the_operators_of_a_removed_organization_are_strangers() {
	on_local_chain(|| {
		let gone = admit(uscc(1), account("gone"), &[]);
		assert_ok!(send(&key("gone"), remark(b"hello")));
		decide(OrganizationsCall::remove { organization: gone });
		assert_eq!(pool(sign(&key("gone"), remark(b"hello"))), Err(refusal(NOT_ENROLLED)));
	});
}

/// What a transaction of `signer` takes from its quota before it is dispatched.
fn estimate(transaction: &UncheckedExtrinsic) -> u128 {
	use pallet_transaction_payment::Pallet as Payment;
	let weight = transaction.get_dispatch_info().total_weight();
	Payment::<Runtime>::weight_to_fee(weight)
		+ Payment::<Runtime>::length_to_fee(transaction.encoded_size() as u32)
}

/// Gives an organization a quota that holds `calls` of these transactions and refills a
/// `blocks`th of one with each block.
fn limit(organization: OrganizationId, fee: u128, calls: u128, blocks: u128) {
	let quota = Quota { max: fee * calls, recovery_per_block: fee / blocks, persons: 10 };
	decide(OrganizationsCall::set_quota { organization, quota });
}

#[test]
fn an_organization_that_used_its_quota_up_starves_only_itself() {
	on_local_chain(|| {
		let fee = estimate(&sign(Eve, remark(b"flood")));
		limit(WORKS, fee, 10, 2 * u128::from(PATIENCE));
		next_block();

		let flood = |nonce| sign_with(Eve, remark(b"flood"), nonce, 0);
		let first = System::account_nonce(Eve.account());
		let mut nonce = first;
		let answer = loop {
			match apply(flood(nonce)) {
				Ok(result) => result.unwrap(),
				Err(error) => break error,
			}
			nonce += 1;
		};
		assert_eq!(answer, EXHAUSTED, "the author leaves it in the pool");
		assert!(nonce - first >= 10, "what was not used came back");
		assert_eq!(pool(flood(nonce)), Err(refusal(QUOTA_EXHAUSTED)), "it would wait for too long");

		// Others in the same block are none the worse.
		assert_ok!(pool(sign(Alice, remark(b"calm"))));
		assert_ok!(send(Alice, remark(b"calm")));
		assert_ok!(send(Ferdie, remark(b"calm")));
		assert_eq!(apply(flood(nonce)), Err(EXHAUSTED));
	});
}

#[test]
fn a_burst_beyond_the_quota_waits_in_the_pool_and_is_included() {
	on_local_chain(|| {
		let fee = estimate(&sign(Eve, remark(b"flood")));
		limit(WORKS, fee, 4, 1);
		next_block();

		let first = System::account_nonce(Eve.account());
		let mut burst: Vec<_> =
			(first..first + 20).map(|nonce| sign_with(Eve, remark(b"flood"), nonce, 0)).collect();
		let mut blocks = 0;
		while !burst.is_empty() {
			assert!(blocks < PATIENCE, "the pool would have given up");
			while let Some(next) = burst.first() {
				match apply(next.clone()) {
					Ok(result) => {
						assert_ok!(result);
						burst.remove(0);
					}
					Err(error) => {
						assert_eq!(error, EXHAUSTED);
						assert_ok!(pool(next.clone()));
						break;
					}
				}
			}
			blocks += 1;
			next_block();
		}
		println!("20 transactions on a quota of 4, one refilled per block: {blocks} blocks");
		assert!(blocks > 4, "the quota held it back");
	});
}

#[test]
fn the_quota_refills_with_every_block_and_unused_weight_comes_back() {
	on_local_chain(|| {
		let fee = estimate(&sign(Eve, remark(b"work")));
		limit(WORKS, fee, 100, 4);
		next_block();
		assert_eq!(standing(Eve).used, 0);

		assert_ok!(send(
			Eve,
			OrganizationsCall::add_operator {
				account: account("clerk"),
				capabilities: capabilities(&[]),
				administrator: false,
			}
		));
		for _ in 0..200 {
			next_block();
		}
		assert_eq!(standing(Eve).used, 0, "refilled, and no more than that");

		// The estimate covers the removal of a delegate, which the clerk is not.
		let call = OrganizationsCall::remove_operator { account: account("clerk") };
		limit(WORKS, estimate(&sign(Eve, call.clone())), 2, 1_000);
		next_block();
		let transaction = sign(Eve, call);
		let taken = estimate(&transaction);
		assert_ok!(apply(transaction).unwrap());
		let used = standing(Eve).used;
		assert!(used > 0 && used < taken, "{used} of {taken}");

		next_block();
		let refilled = standing(Eve).recovery_per_block;
		assert_eq!(standing(Eve).used, used - refilled);
	});
}

#[test]
fn priority_falls_with_use() {
	on_local_chain(|| {
		let fee = estimate(&sign(Eve, remark(b"work")));
		limit(WORKS, fee, 100, 1_000);
		next_block();
		let mut last = u64::MAX;
		for _ in 0..5 {
			let priority = pool(sign(Eve, remark(b"work"))).unwrap().priority;
			assert!(priority < last, "{priority} after {last}");
			last = priority;
			assert_ok!(send(Eve, remark(b"work")));
		}
		assert!(pool(sign(Ferdie, remark(b"work"))).unwrap().priority > last);
	});
}

#[test]
fn sock_puppets_starve_their_own() {
	on_local_chain(|| {
		let enroll = |by, name: &str| {
			let person = key(name);
			let call = PersonsCall::enroll { account: account(name), commitment: commitment(name) };
			assert_ok!(send(by, call));
			person
		};
		let (puppet, fellow) = (enroll(Alice, "puppet"), enroll(Alice, "fellow"));
		let stranger = enroll(Bob, "another's");
		let priority = |person: &_| pool(sign(person, remark(b"vote"))).unwrap().priority;
		assert_eq!(priority(&fellow), priority(&stranger));

		for _ in 0..20 {
			assert_ok!(send(&puppet, remark(b"flood")));
		}
		// The fellow has used nothing, and is behind only once much was used.
		assert_eq!(priority(&fellow), priority(&stranger));
		let crowd = Sponsor::PersonsOf(OFFICE);
		let used = crowd.used();
		assert!(used > 0 && used <= 20 * estimate(&sign(&puppet, remark(b"flood"))));
		pallet_origin_restriction::Usages::<Runtime>::mutate(&crowd, |usage| {
			usage.as_mut().unwrap().used = 9_000_000_000_000;
		});
		assert!(priority(&fellow) < priority(&stranger) / 5);
		assert_ok!(send(&fellow, remark(b"vote")));
	});
}

#[test]
fn a_block_full_of_bytes_uses_as_much_as_one_full_of_work() {
	use covenant_runtime::configs::system::{MAXIMUM_BLOCK_LENGTH, MAXIMUM_BLOCK_WEIGHT};
	use pallet_transaction_payment::Pallet as Payment;
	let work = Payment::<Runtime>::weight_to_fee(MAXIMUM_BLOCK_WEIGHT);
	let bytes = Payment::<Runtime>::length_to_fee(MAXIMUM_BLOCK_LENGTH);
	assert!(work - bytes < work / 1_000);
}

#[test]
fn a_released_person_moves_what_it_owns_and_nothing_else() {
	on_local_chain(|| {
		let (alumna, person) = enroll("alumna");
		assert_ok!(send(Charlie, act(transfer(account("alumna"), 500))));
		assert_ok!(send(&alumna, remark(b"enrolled")));
		assert_ok!(send(Charlie, PersonsCall::release { person }));

		for call in [
			remark(b"released"),
			pallet_utility::Call::<Runtime>::batch {
				calls: vec![transfer(Alice.account(), 1).into()],
			}
			.into(),
			PersonsCall::resign {}.into(),
			AssetsCall::approve_transfer { id: CNY, delegate: Alice.account().into(), amount: 1 }
				.into(),
		] {
			let transaction = sign(&alumna, call);
			assert_eq!(pool(transaction.clone()), Err(refusal(RELEASED)));
			assert_eq!(apply(transaction), Err(refusal(RELEASED)));
		}

		assert_ok!(pool(sign(&alumna, transfer(Alice.account(), 200))));
		assert_ok!(send(&alumna, transfer(Alice.account(), 200)));
		let forget = PersonsCall::forget { account: account("alumna") };
		assert_eq!(
			send(Alice, forget.clone()),
			Err(PersonsError::AccountInUse.into()),
			"it still owns something"
		);
		assert_ok!(send(
			&alumna,
			AssetsCall::transfer_all { id: CNY, dest: Alice.account().into(), keep_alive: false }
		));
		assert_eq!(cny(&Alice.account()), 500);
		assert_ok!(send(Alice, forget));
		assert_eq!(references(&account("alumna")), (0, 0, 0));
		assert_eq!(pool(sign(&alumna, transfer(Alice.account(), 1))), Err(refusal(NOT_ENROLLED)));
	});
}

#[test]
fn a_person_can_always_leave() {
	on_local_chain(|| {
		// A resignation is estimated with as many memberships as a person may have. Twice that much,
		// for there is use before, and weights change.
		let (person, _) = enroll("person");
		let resign = sign(&person, PersonsCall::resign {});
		let (needed, max) = (estimate(&resign), standing(&person).max);
		println!("a resignation is estimated at {needed} of a person's {max} fee units");
		assert!(2 * needed <= max);
		assert_ok!(apply(resign).unwrap());
	});
}

const BURST: usize = 5_000;

#[test]
fn a_burst_of_5_000_persons_transactions_is_included_in_full() {
	on_local_chain(|| {
		// Five organizations may identify persons: each enrolls a thousand.
		let students: Vec<_> = (0..BURST).map(|n| key(&format!("student/{n}"))).collect();
		for (enroller, class) in
			[Alice, Bob, Charlie, Dave, Eve].into_iter().zip(students.chunks(1_000))
		{
			for batch in class.chunks(250) {
				let batch: Vec<_> = batch
					.iter()
					.map(|student| {
						let account = student.account();
						(account.clone(), commitment(account))
					})
					.collect();
				let call = PersonsCall::enroll_many { batch: batch.try_into().unwrap() };
				assert_ok!(send(enroller, call));
			}
		}
		next_block();

		let call = || PersonsCall::consent_transfer { to: Some(COURT) };
		let burst: Vec<_> =
			students.iter().map(|student| sign_with(student, call(), 0, 0)).collect();
		for transaction in burst.iter().step_by(500) {
			assert_ok!(pool(transaction.clone()));
		}

		// What the limits let into a block, if every transaction were charged its estimate.
		let limits = RuntimeBlockWeights::get();
		let normal = limits.get(DispatchClass::Normal);
		let each = burst[0]
			.get_dispatch_info()
			.total_weight()
			.saturating_add(normal.base_extrinsic)
			.ref_time();
		let per_block = normal.max_total.unwrap().ref_time() / each;
		let expected = (BURST as u64).div_ceil(per_block);

		let mut waiting = burst.into_iter();
		let mut next = waiting.next();
		let (mut blocks, mut included) = (0, 0);
		while let Some(transaction) = next.take() {
			match apply(transaction.clone()) {
				Ok(result) => {
					assert_ok!(result);
					included += 1;
					next = waiting.next();
				}
				Err(error) => {
					assert_eq!(error, EXHAUSTED, "it waits");
					next = Some(transaction);
					blocks += 1;
					next_block();
				}
			}
		}
		blocks += 1;
		println!(
			"{included} transactions of {} ns in {blocks} blocks, {} s; the limits let {per_block} into a \
			 block, {expected} blocks",
			each / 1_000,
			2 * blocks,
		);
		assert_eq!(included, BURST);
		assert!(blocks <= expected, "{blocks} blocks instead of {expected}");
		assert!(blocks <= u64::from(PATIENCE), "the pool would have given up");
		let consented = pallet_persons::Persons::<Runtime>::iter_values()
			.filter(|person| person.transfer_to == Some(COURT))
			.count();
		assert_eq!(consented, BURST);
	});
}

#[test]
fn a_transaction_has_the_bytes_that_clients_write() {
	on_local_chain(|| {
		let (nonce, call) = (7, remark(b"bytes"));
		let transaction = sign_with(Alice, call.clone(), nonce, 0);
		let mut expected = vec![0x84, 0x00]; // version 4, signed; by an account's id
		expected.extend(Alice.account().encode());
		expected.push(0x01); // sr25519
		let encoded = transaction.encode();
		let mut body = &encoded[..];
		let length = Compact::<u32>::decode(&mut body).unwrap();
		assert_eq!(length.0 as usize, body.len());
		let signature = &body[expected.len()..expected.len() + 64];
		expected.extend(signature);
		expected.push(0x00); // CheckMortality: immortal
		expected.extend(Compact(nonce).encode()); // CheckNonce
		expected.extend(Compact(0_u128).encode()); // ChargeTransactionPayment: the tip
		expected.push(0x00); // CheckMetadataHash: disabled
		expected.extend(call.encode());
		assert_eq!(body, expected);
	});
}

#[test]
fn metadata_names_the_extensions_in_order() {
	let metadata = <TxExtension as TransactionExtension<RuntimeCall>>::metadata();
	let identifiers: Vec<_> = metadata.iter().map(|extension| extension.identifier).collect();
	assert_eq!(
		identifiers,
		[
			"AuthorizeCall",
			"CheckNonZeroSender",
			"CheckSpecVersion",
			"CheckTxVersion",
			"CheckGenesis",
			"CheckMortality",
			"CheckEnrollment",
			"CheckNonce",
			"CheckWeight",
			"ChargeTransactionPayment",
			"CheckMetadataHash",
			"WeightReclaim",
		]
	);
	// What clients do not know must be nothing on the wire.
	for extension in metadata {
		if ["AuthorizeCall", "CheckEnrollment", "WeightReclaim"].contains(&extension.identifier) {
			for part in [extension.ty, extension.implicit] {
				let empty = match part.type_info().type_def {
					TypeDef::Composite(composite) => composite.fields.is_empty(),
					TypeDef::Tuple(tuple) => tuple.fields.is_empty(),
					_ => false,
				};
				assert!(empty, "{}", extension.identifier);
			}
		}
	}
}
