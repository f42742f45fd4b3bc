// SPDX-License-Identifier: Apache-2.0

//! Benchmarks of every call and of what falls due, each on its longest path.
//!
//! In a runtime the successful origins of parties and arbiters may be one operator of one
//! organization. Where calls would refuse that, records are written directly.

use super::*;
use alloc::{vec, vec::Vec};
use covenant_primitives::{time::DAY, HandleDeadline, Opening, OrganizationId};
use frame_benchmarking::v2::*;
use frame_support::{
	traits::{EnsureOrigin, Time},
	BoundedVec,
};
use frame_system::RawOrigin;

/// An arbiter that is not asked whether it is there.
const ARBITER: OrganizationId = OrganizationId(u32::MAX);

type Signer<T> = (<T as frame_system::Config>::RuntimeOrigin, SignatoryOf<T>);

/// Whoever signs for an organization.
fn operator<T: Config>() -> Result<Signer<T>, BenchmarkError> {
	let origin = T::PartyOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
	let by =
		T::PartyOrigin::ensure_origin(origin.clone()).map_err(|_| BenchmarkError::Weightless)??;
	Ok((origin, by))
}

fn arbiter<T: Config>() -> Result<(T::RuntimeOrigin, ActorOf<T>), BenchmarkError> {
	let origin =
		T::ArbiterOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
	let actor = T::ArbiterOrigin::ensure_origin(origin.clone())
		.map_err(|_| BenchmarkError::Weightless)??;
	Ok((origin, actor))
}

/// A person who signs.
fn person<T: Config>(name: &'static str, index: u32) -> SignatoryOf<T> {
	let account: T::AccountId = account(name, index, 0);
	let party = Party::Person(T::Persons::set_up(&account, OrganizationId(0)));
	Signatory { account, party }
}

/// A key that secrets can be shared with.
fn key(number: u8) -> PublicKey {
	PublicKey(H256::repeat_byte(number))
}

fn wrapped() -> WrappedKey {
	WrappedKey([7; 80])
}

/// Publishes a party's first key.
fn publish<T: Config>(by: &SignatoryOf<T>) -> Result<(), BenchmarkError> {
	Ok(Pallet::<T>::do_publish_key(by.clone(), key(1))?)
}

/// Gives an arbiter a key, for escrow.
fn publish_arbiters<T: Config>(arbiter: OrganizationId) -> Result<(), BenchmarkError> {
	let party = Party::Organization(arbiter);
	publish::<T>(&Signatory { account: whitelisted_caller(), party })
}

fn location() -> Location {
	BoundedVec::truncate_from(vec![b'l'; 256])
}

fn locations() -> Locations {
	BoundedVec::truncate_from(vec![location(); 4])
}

/// The longest content, with escrow.
fn content(number: u8) -> Content {
	let mut media_type = vec![b't'; 64];
	media_type[1] = b'/';
	Content {
		digest: H256::repeat_byte(number),
		size: u64::MAX,
		media_type: BoundedVec::truncate_from(media_type),
		locations: locations(),
		suite: CipherSuite::AgeX25519,
		recipient: key(number),
		escrow: Some(Escrow { arbiter: ARBITER, key_version: 0, wrapped: wrapped() }),
	}
}

/// Commits to the content's digest. What was committed to first has the smaller salt.
fn commit<T: Config>(party: Party, content: &Content, order: u8) -> Salt {
	let salt = [order; 16];
	let opening = Opening { domain: DOMAIN, digest: content.digest, salt, party };
	T::FirstCome::set_up(&opening);
	salt
}

/// With as many working days to count as can be.
fn policy(decision: Decision, arbiter: OrganizationId) -> Policy {
	Policy {
		decision,
		acknowledge_days: u8::MAX,
		answer_days: u8::MAX,
		arbiter: Some(arbiter),
		max_period: 90 * DAY,
		max_uses: 10,
	}
}

/// All of seven persons, of whom the last signs.
fn approvers<T: Config>() -> (Decision, Vec<SignatoryOf<T>>) {
	let signers: Vec<_> = (0..7).map(|index| person::<T>("approver", index)).collect();
	let parties = signers.iter().map(|by| by.party).collect();
	(Decision::Approvers { threshold: 7, approvers: BoundedVec::truncate_from(parties) }, signers)
}

fn terms<T: Config>() -> Terms {
	let from = T::Time::now();
	Terms {
		purpose: Purpose { code: PurposeCode::Other, statement: H256::repeat_byte(8) },
		from,
		until: from.saturating_add(90 * DAY),
		uses: 10,
	}
}

/// Gives the party a policy and an object under it.
fn object<T: Config>(
	by: &SignatoryOf<T>,
	policy: Policy,
	number: u8,
) -> Result<ObjectId, BenchmarkError> {
	let content = Content { escrow: None, ..content(number) };
	let id = NextObjectId::<T>::get();
	let salt = commit::<T>(by.party, &content, number);
	Policies::<T>::insert(by.party, 0, policy);
	Pallet::<T>::do_register(by.clone(), content, salt, 0, None)?;
	Ok(id)
}

/// Has the requester ask for an object of the owner's, who decides as given.
fn asked<T: Config>(
	owner: &SignatoryOf<T>,
	requester: &SignatoryOf<T>,
	policy: Policy,
) -> Result<RequestId, BenchmarkError> {
	let object = object::<T>(owner, policy, 1)?;
	publish::<T>(requester)?;
	let id = NextRequestId::<T>::get();
	Pallet::<T>::do_ask(requester.clone(), object, terms::<T>())?;
	Ok(id)
}

/// The same, granted.
fn granted<T: Config>(
	owner: &SignatoryOf<T>,
	requester: &SignatoryOf<T>,
) -> Result<RequestId, BenchmarkError> {
	let id = asked::<T>(owner, requester, policy(Decision::Owner, ARBITER))?;
	Pallet::<T>::do_grant(owner.clone(), id, 0, wrapped())?;
	Ok(id)
}

fn status<T: Config>(id: RequestId) -> Option<RequestStatus> {
	Requests::<T>::get(id).map(|request| request.status)
}

fn is_displaced<T: Config>(id: ObjectId) -> bool {
	Objects::<T>::get(id)
		.is_some_and(|record| matches!(record.status, ObjectStatus::Displaced { .. }))
}

#[benchmarks]
mod benchmarks {
	use super::*;

	// The former key is marked as replaced.
	#[benchmark]
	fn publish_key() -> Result<(), BenchmarkError> {
		let (origin, by) = operator::<T>()?;
		publish::<T>(&by)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, key(2));

		assert_eq!(KeyCount::<T>::get(by.party), 2);
		Ok(())
	}

	// A person sets it: an organization of the benchmark's would be its own arbiter.
	#[benchmark]
	fn set_policy() -> Result<(), BenchmarkError> {
		let (_, actor) = arbiter::<T>()?;
		let by = person::<T>("owner", 0);
		let (decision, _) = approvers::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(by.account), 0, policy(decision, actor.organization));

		assert!(Policies::<T>::contains_key(by.party, 0));
		Ok(())
	}

	// Another object gives way.
	#[benchmark]
	fn register() -> Result<(), BenchmarkError> {
		let (origin, by) = operator::<T>()?;
		let other = person::<T>("other", 0);
		publish_arbiters::<T>(ARBITER)?;
		Policies::<T>::insert(by.party, 0, policy(approvers::<T>().0, ARBITER));
		let salt = commit::<T>(by.party, &content(2), 1);
		let displaced = object::<T>(&other, policy(Decision::Owner, ARBITER), 2)?;
		let Party::Person(subject) = other.party else {
			return Err(BenchmarkError::Stop("a person is one"));
		};

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, content(2), salt, 0, Some(subject));

		assert!(is_displaced::<T>(displaced));
		Ok(())
	}

	#[benchmark]
	fn relocate() -> Result<(), BenchmarkError> {
		let (origin, by) = operator::<T>()?;
		let object = object::<T>(&by, policy(Decision::Owner, ARBITER), 1)?;
		let elsewhere: Locations =
			BoundedVec::truncate_from(vec![BoundedVec::truncate_from(vec![b'e'; 256]); 4]);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, object, elsewhere.clone());

		let content = Contents::<T>::get(object, 0);
		assert_eq!(content.map(|content| content.locations), Some(elsewhere));
		Ok(())
	}

	#[benchmark]
	fn change_policy() -> Result<(), BenchmarkError> {
		let (origin, by) = operator::<T>()?;
		let object = object::<T>(&by, policy(Decision::Owner, ARBITER), 1)?;
		Policies::<T>::insert(by.party, 1, policy(approvers::<T>().0, ARBITER));

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, object, 1);

		assert_eq!(Objects::<T>::get(object).map(|record| record.policy), Some(1));
		Ok(())
	}

	// Another object gives way.
	#[benchmark]
	fn rotate() -> Result<(), BenchmarkError> {
		let (origin, by) = operator::<T>()?;
		let other = person::<T>("other", 0);
		publish_arbiters::<T>(ARBITER)?;
		let object = super::object::<T>(&by, policy(approvers::<T>().0, ARBITER), 1)?;
		let salt = commit::<T>(by.party, &content(2), 1);
		let displaced = super::object::<T>(&other, policy(Decision::Owner, ARBITER), 2)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, object, content(2), salt);

		assert!(is_displaced::<T>(displaced));
		Ok(())
	}

	#[benchmark]
	fn retire() -> Result<(), BenchmarkError> {
		let (origin, by) = operator::<T>()?;
		let object = object::<T>(&by, policy(Decision::Owner, ARBITER), 1)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, object);

		let status = Objects::<T>::get(object).map(|record| record.status);
		assert_eq!(status, Some(ObjectStatus::Retired));
		Ok(())
	}

	#[benchmark]
	fn ask() -> Result<(), BenchmarkError> {
		let (origin, by) = operator::<T>()?;
		let owner = person::<T>("owner", 0);
		let object = object::<T>(&owner, policy(approvers::<T>().0, ARBITER), 1)?;
		publish::<T>(&by)?;
		let id = NextRequestId::<T>::get();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, object, terms::<T>());

		assert_eq!(status::<T>(id), Some(RequestStatus::Pending));
		Ok(())
	}

	#[benchmark]
	fn withdraw() -> Result<(), BenchmarkError> {
		let (origin, by) = operator::<T>()?;
		let owner = person::<T>("owner", 0);
		let id = asked::<T>(&owner, &by, policy(approvers::<T>().0, ARBITER))?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert_eq!(status::<T>(id), Some(RequestStatus::Withdrawn));
		Ok(())
	}

	#[benchmark]
	fn acknowledge() -> Result<(), BenchmarkError> {
		let (origin, by) = operator::<T>()?;
		let requester = person::<T>("requester", 0);
		let id = asked::<T>(&by, &requester, policy(approvers::<T>().0, ARBITER))?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert_eq!(Requests::<T>::get(id).and_then(|request| request.acknowledge_by), None);
		Ok(())
	}

	// The last vote that is needed. The owner is an organization, about which is reported.
	#[benchmark]
	fn approve() -> Result<(), BenchmarkError> {
		let (_, owner) = operator::<T>()?;
		let requester = person::<T>("requester", 0);
		let (decision, mut voters) = approvers::<T>();
		let last = voters.pop().ok_or(BenchmarkError::Stop("somebody votes"))?;
		let id = asked::<T>(&owner, &requester, policy(decision, ARBITER))?;
		for voter in voters {
			Pallet::<T>::do_approve(voter, id)?;
		}

		#[extrinsic_call]
		_(RawOrigin::Signed(last.account), id);

		assert_eq!(status::<T>(id), Some(RequestStatus::Approved));
		Ok(())
	}

	// The vote that makes approval impossible. The owner is an organization, about which is reported.
	#[benchmark]
	fn refuse() -> Result<(), BenchmarkError> {
		let (_, owner) = operator::<T>()?;
		let requester = person::<T>("requester", 0);
		let (decision, mut voters) = approvers::<T>();
		let last = voters.pop().ok_or(BenchmarkError::Stop("somebody votes"))?;
		let id = asked::<T>(&owner, &requester, policy(decision, ARBITER))?;
		for voter in voters {
			Pallet::<T>::do_approve(voter, id)?;
		}

		#[extrinsic_call]
		_(RawOrigin::Signed(last.account), id, RefusalReason::Other);

		assert!(matches!(status::<T>(id), Some(RequestStatus::Refused { upheld: false, .. })));
		Ok(())
	}

	// What seven approved is handed over.
	#[benchmark]
	fn grant() -> Result<(), BenchmarkError> {
		let (origin, by) = operator::<T>()?;
		let requester = person::<T>("requester", 0);
		let (decision, voters) = approvers::<T>();
		let id = asked::<T>(&by, &requester, policy(decision, ARBITER))?;
		for voter in voters {
			Pallet::<T>::do_approve(voter, id)?;
		}

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, 0, wrapped());

		assert!(matches!(status::<T>(id), Some(RequestStatus::Granted(_))));
		Ok(())
	}

	#[benchmark]
	fn dispute() -> Result<(), BenchmarkError> {
		let (origin, by) = operator::<T>()?;
		let owner = person::<T>("owner", 0);
		let (decision, voters) = approvers::<T>();
		let id = asked::<T>(&owner, &by, policy(decision, ARBITER))?;
		for voter in voters.into_iter().take(1) {
			Pallet::<T>::do_refuse(voter, id, RefusalReason::Other)?;
		}

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert!(matches!(status::<T>(id), Some(RequestStatus::Escalated { .. })));
		Ok(())
	}

	// A refusal is overruled: owner and arbiter are organizations, about which is reported.
	#[benchmark]
	fn rule() -> Result<(), BenchmarkError> {
		let (origin, actor) = arbiter::<T>()?;
		let party = Party::Organization(actor.organization);
		let owner = Signatory { account: actor.account, party };
		let requester = person::<T>("requester", 0);
		let (decision, voters) = approvers::<T>();
		let id = asked::<T>(&owner, &requester, policy(decision, actor.organization))?;
		for voter in voters.into_iter().take(1) {
			Pallet::<T>::do_refuse(voter, id, RefusalReason::Other)?;
		}
		Pallet::<T>::do_dispute(requester, id)?;
		let ruling = Ruling::Grant { key_version: 0, wrapped: wrapped() };

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, ruling);

		assert!(matches!(status::<T>(id), Some(RequestStatus::Granted(_))));
		Ok(())
	}

	#[benchmark]
	fn record_use() -> Result<(), BenchmarkError> {
		let (origin, by) = operator::<T>()?;
		let owner = person::<T>("owner", 0);
		let id = granted::<T>(&owner, &by)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, H256::repeat_byte(1));

		let left = Requests::<T>::get(id).and_then(|request| Some(request.grant()?.uses_left));
		assert_eq!(left, Some(9));
		Ok(())
	}

	#[benchmark]
	fn revoke() -> Result<(), BenchmarkError> {
		let (origin, by) = operator::<T>()?;
		let requester = person::<T>("requester", 0);
		let id = granted::<T>(&by, &requester)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, RevocationReason::Other);

		assert!(matches!(status::<T>(id), Some(RequestStatus::Revoked { .. })));
		Ok(())
	}

	// Seven approvers and the owner, an organization, were silent.
	#[benchmark]
	fn request_due() -> Result<(), BenchmarkError> {
		let (_, owner) = operator::<T>()?;
		let requester = person::<T>("requester", 0);
		let id = asked::<T>(&owner, &requester, policy(approvers::<T>().0, ARBITER))?;
		// Its time has come, and its task is gone.
		Requests::<T>::mutate_extant(id, |request| {
			T::Deadlines::cancel(request.due, Task::RequestDue(id));
			request.due = T::Time::now();
		});

		#[block]
		{
			Pallet::<T>::handle(Task::RequestDue(id))?;
		}

		assert!(matches!(status::<T>(id), Some(RequestStatus::Escalated { .. })));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder::build(), crate::mock::Test);
}
