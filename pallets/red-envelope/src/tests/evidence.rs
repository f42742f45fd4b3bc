// SPDX-License-Identifier: Apache-2.0

//! What a claim has to show, audience by audience.

use super::*;
use codec::Encode;
use sp_io::hashing::blake2_256;

/// Some of each kind of evidence, none of which is of use to Alice.
fn of_no_use() -> Vec<Evidence> {
	let proof = Proof::default();
	vec![
		Evidence::Listed { index: 0, salt: [0; 16], amount: 1, proof },
		Evidence::License(LicenseId(7)),
		Evidence::Code([1; 64]),
	]
}

/// An envelope of each division that takes an audience.
fn for_audience(budget: BudgetId, audience: &Audience) -> [EnvelopeId; 2] {
	[equal_for(audience.clone(), 10, 10), lucky_for(audience.clone(), 100, 10)]
		.map(|form| fill(budget, form))
}

#[test]
fn members_show_nothing() {
	ExtBuilder::build_and_execute(|| {
		for id in for_audience(funded(1_000), &Audience::Members) {
			for evidence in of_no_use() {
				assert_noop!(show(ALICE, id, evidence), Error::<Test>::WrongEvidence);
			}
			assert_noop!(claim(OUTSIDER, id), DispatchError::Other("no member"));
			Left::mutate(|left| left.insert(person(CAROL)));
			assert_noop!(claim(CAROL, id), DispatchError::Other("no member"));
			for account in [ALICE, BOB] {
				assert_ok!(claim(account, id));
			}
		}
		// Nor is a member of the company one of the rival.
		let budget = rivals(100);
		let id = fill_as(RIVAL_TREASURER, budget, equal(10, 10), terms());
		assert_noop!(claim(ALICE, id), DispatchError::Other("no member"));
	});
}

#[test]
fn a_units_members_show_nothing() {
	ExtBuilder::build_and_execute(|| {
		let sales = Audience::Unit(unit(person(ALICE)));
		for id in for_audience(funded(1_000), &sales) {
			for evidence in of_no_use() {
				assert_noop!(show(ALICE, id, evidence), Error::<Test>::WrongEvidence);
			}
			assert_noop!(claim(BOB, id), Error::<Test>::WrongUnit);
			assert_noop!(claim(OUTSIDER, id), DispatchError::Other("no member"));
			for account in [ALICE, CAROL] {
				assert_ok!(claim(account, id));
			}
		}
	});
}

#[test]
fn persons_of_a_list_show_their_place() {
	for length in [1_u64, 2, 3, 4, 5, 7, 8, 11] {
		ExtBuilder::build_and_execute(|| {
			let persons: Vec<_> = (0..length).map(|place| (ALICE + place, 0)).collect();
			let list = recipients(&persons);
			let audience = Audience::Listed(lists::list(&list).unwrap());
			let budget = funded(1_000);
			let forms = [equal_for(audience.clone(), 10, 20), lucky_for(audience, 100, 20)];
			for form in forms {
				let id = fill(budget, form);
				assert_noop!(claim(ALICE, id), Error::<Test>::WrongEvidence);
				for index in 0..u32::try_from(length).unwrap() {
					let account = ALICE + u64::from(index);
					let evidence = place(&list, index);
					// Whoever copies it from the pool has nothing of it.
					for thief in [OUTSIDER, account + 1] {
						assert_noop!(
							show(thief, id, evidence.clone()),
							Error::<Test>::InvalidEvidence
						);
					}
					assert_ok!(show(account, id, evidence));
				}
			}
		});
	}
}

#[test]
fn a_place_is_shown_exactly() {
	ExtBuilder::build_and_execute(|| {
		let list = recipients(&[(ALICE, 50), (BOB, 30), (CAROL, 20), (OUTSIDER, 10), (1_010, 5)]);
		let Evidence::Listed { index, salt, amount, proof } = place(&list, 1) else {
			unreachable!()
		};
		let shown = |index, salt, amount, proof: &[H256]| Evidence::Listed {
			index,
			salt,
			amount,
			proof: BoundedVec::truncate_from(proof.to_vec()),
		};
		let longer = [&proof[..], &[H256::zero()]].concat();
		let longest = [&proof[..], &[H256::zero(); 14]].concat();
		let mut other = proof.to_vec();
		other.swap(0, 1);
		let wrong = [
			shown(0, salt, amount, &proof),
			shown(2, salt, amount, &proof),
			shown(5, salt, amount, &proof),
			shown(u32::MAX, salt, amount, &proof),
			shown(index, [9; 16], amount, &proof),
			shown(index, salt, amount + 1, &proof),
			shown(index, salt, 0, &proof),
			shown(index, salt, Amount::MAX, &proof),
			shown(index, salt, amount, &proof[1..]),
			shown(index, salt, amount, &proof[..2]),
			shown(index, salt, amount, &[]),
			shown(index, salt, amount, &longer),
			shown(index, salt, amount, &longest),
			shown(index, salt, amount, &other),
		];
		let budget = funded(10_000);
		let right = lists::list(&list).unwrap();
		let audience = Audience::Listed(right);
		for form in
			[assigned(200, &list), equal_for(audience.clone(), 1, 9), lucky_for(audience, 9, 9)]
		{
			let id = fill(budget, form);
			for evidence in wrong.clone() {
				assert_noop!(show(BOB, id, evidence), Error::<Test>::InvalidEvidence);
			}
			assert_ok!(show(BOB, id, place(&list, 1)));
		}
		// The same root with another length is another list.
		for length in [2, 3, 4, 6, 8] {
			let total = 200;
			let list_of_other_length = List { length, ..right };
			let id = fill(budget, Form::Assigned { total, list: list_of_other_length });
			assert_noop!(show(BOB, id, place(&list, 1)), Error::<Test>::InvalidEvidence);
		}
		// A place in another list.
		let others = recipients(&[(BOB, 30), (ALICE, 50)]);
		let id = fill(budget, assigned(80, &others));
		assert_noop!(show(BOB, id, place(&list, 1)), Error::<Test>::InvalidEvidence);
	});
}

/// Also where the way from a leaf is shorter than from others.
#[test]
fn no_node_of_a_proof_is_missing_or_left_over() {
	for length in 1..10 {
		ExtBuilder::build_and_execute(|| {
			let amounts: Vec<_> = (0..length).map(|place| (ALICE + place, 1)).collect();
			let list = recipients(&amounts);
			let id = fill(funded(100), assigned(100, &list));
			for index in 0..u32::try_from(length).unwrap() {
				let Evidence::Listed { salt, amount, proof, .. } = place(&list, index) else {
					unreachable!()
				};
				let claimant = ALICE + u64::from(index);
				let longer = [&proof[..], &[H256::zero()]].concat();
				let shorter = proof.split_last().map(|(_, rest)| rest.to_vec());
				for wrong in [longer].into_iter().chain(shorter) {
					let proof = wrong.try_into().unwrap();
					let evidence = Evidence::Listed { index, salt, amount, proof };
					assert_noop!(show(claimant, id, evidence), Error::<Test>::InvalidEvidence);
				}
				assert_ok!(show(claimant, id, Evidence::Listed { index, salt, amount, proof }));
			}
		});
	}
}

#[test]
fn a_list_that_assigns_amounts_names_one_for_everybody() {
	ExtBuilder::build_and_execute(|| {
		let list = recipients(&[(ALICE, 0), (BOB, 30)]);
		let id = fill(funded(1_000), assigned(100, &list));
		assert_noop!(show(ALICE, id, place(&list, 0)), Error::<Test>::InvalidEvidence);
		assert_ok!(show(BOB, id, place(&list, 1)));
		// Everybody else shows nothing that it takes.
		for evidence in [Evidence::None, Evidence::License(LicenseId(7)), Evidence::Code([1; 64])] {
			assert_noop!(show(ALICE, id, evidence), Error::<Test>::WrongEvidence);
		}
	});
}

#[test]
fn holders_of_a_license_show_it() {
	ExtBuilder::build_and_execute(|| {
		let license = Evidence::License(LicenseId(7));
		for id in for_audience(funded(1_000), &Audience::Licensed(type_code())) {
			LicenseHolder::set(None);
			let no_license = DispatchError::Other("no license");
			assert_noop!(show(ALICE, id, license.clone()), no_license);
			LicenseHolder::set(Some(person(ALICE)));
			assert_noop!(claim(ALICE, id), Error::<Test>::WrongEvidence);
			let signature = signature(CODE, id, ALICE);
			assert_noop!(show(ALICE, id, signature), Error::<Test>::WrongEvidence);
			assert_noop!(show(ALICE, id, Evidence::License(LicenseId(8))), no_license);
			// Whoever copies it from the pool has nothing of it.
			assert_noop!(show(BOB, id, license.clone()), no_license);
			assert_ok!(show(ALICE, id, license.clone()));
			// Membership is not asked for.
			LicenseHolder::set(Some(person(OUTSIDER)));
			assert_ok!(show(OUTSIDER, id, license.clone()));
		}
	});
}

#[test]
fn who_knows_a_code_signs_with_it() {
	ExtBuilder::build_and_execute(|| {
		let budget = funded(1_000);
		let [id, other] = for_audience(budget, &coded(CODE));
		for id in [id, other] {
			assert_noop!(claim(ALICE, id), Error::<Test>::WrongEvidence);
			let license = Evidence::License(LicenseId(7));
			assert_noop!(show(ALICE, id, license), Error::<Test>::WrongEvidence);
		}
		let message = |genesis, id, account: AccountId| codes::message(genesis, id, &account);
		let genesis = System::block_hash(0);
		let sign = |code, message: &[u8]| Evidence::Code(key(code).sign(message).0);
		for wrong in [
			sign("K7QM-3XPA-9RTE-5WZC", &message(genesis, id, ALICE)),
			sign("", &message(genesis, id, ALICE)),
			sign(CODE, &message(H256::repeat_byte(1), id, ALICE)),
			sign(CODE, &message(genesis, other, ALICE)),
			sign(CODE, b""),
			Evidence::Code([0; 64]),
			// Copied from the pool.
			signature(CODE, id, BOB),
		] {
			assert_noop!(show(ALICE, id, wrong), Error::<Test>::InvalidEvidence);
		}
		for account in [ALICE, BOB, OUTSIDER] {
			assert_ok!(show(account, id, signature(CODE, id, account)));
			assert_ok!(show(account, other, signature(CODE, other, account)));
			let again = signature(CODE, id, account);
			assert_noop!(show(account, id, again), Error::<Test>::AlreadyClaimed);
		}
	});
}

/// Put together by hand, as the documentation says.
#[test]
fn keys_and_messages_of_codes_are_as_documented() {
	let content = [&b"covenant envelope code v1"[..], CODE.as_bytes()].concat();
	assert_eq!(codes::seed(CODE), blake2_256(&content));
	let mut message = b"covenant envelope code v1".to_vec();
	message.extend([7; 32]);
	message.extend([3, 0, 0, 0, 0, 0, 0, 0]);
	message.extend([9; 32]);
	let by = sp_runtime::AccountId32::new([9; 32]);
	assert_eq!(codes::message(H256::repeat_byte(7), EnvelopeId(3), &by), message);
}

/// The same of lists: three leaves, the last of which moves up.
#[test]
fn lists_are_as_documented() {
	let persons = recipients(&[(ALICE, 50), (BOB, 30), (CAROL, 20)]);
	let leaf = |place: u8, amount: u8| {
		let mut content = b"covenant envelope list v1".to_vec();
		content.extend([3, 0, 0, 0]);
		content.extend([place; 16]);
		content.extend(u64::from(place).to_le_bytes());
		content.extend(u128::from(amount).to_le_bytes());
		blake2_256(&blake2_256(&content))
	};
	let [first, second, third] = [leaf(0, 50), leaf(1, 30), leaf(2, 20)];
	let node = |left: [u8; 32], right: [u8; 32]| blake2_256(&(left, right).encode());
	let root = H256(node(node(first, second), third));
	assert_eq!(lists::list(&persons), Some(List { root, length: 3 }));
	assert_eq!(lists::prove(&persons, 1), Some(vec![H256(first), H256(third)]));
	assert_eq!(lists::prove(&persons, 2), Some(vec![H256(node(first, second))]));
	assert_eq!(lists::prove(&persons, 3), None);
	assert_eq!(lists::list(&[]), None);
	assert_eq!(lists::prove(&[], 0), None);
}

#[test]
fn who_is_named_shows_nothing() {
	ExtBuilder::build_and_execute(|| {
		let id = fill(funded(1_000), named(&[(ALICE, 50), (OUTSIDER, 30)]));
		for evidence in of_no_use() {
			assert_noop!(show(ALICE, id, evidence), Error::<Test>::WrongEvidence);
		}
		assert_noop!(claim(BOB, id), Error::<Test>::NotNamed);
		assert_ok!(claim(OUTSIDER, id));
		assert_ok!(claim(ALICE, id));
		assert_noop!(claim(BOB, id), Error::<Test>::NoShareLeft);
	});
}

#[test]
fn claims_weigh_what_is_checked() {
	ExtBuilder::build_and_execute(|| {
		use frame_support::dispatch::GetDispatchInfo;
		type Weights = <Test as Config>::WeightInfo;
		let weight = |evidence| {
			let call = Call::<Test>::claim { envelope: NO_ENVELOPE, evidence };
			call.get_dispatch_info().call_weight
		};
		let [listed, license, code] = <[_; 3]>::try_from(of_no_use()).unwrap();
		assert_eq!(weight(Evidence::None), Weights::claim());
		assert_eq!(weight(listed), Weights::claim() + Weights::check_place());
		assert_eq!(weight(license), Weights::claim() + MockLicenses::weight());
		assert_eq!(weight(code), Weights::claim() + Weights::check_code());
	});
}
