// SPDX-License-Identifier: Apache-2.0

//! Benchmarks of every call and deadline, each on its longest path.
//!
//! The runtime's organizations must let an organization that they set up enroll `MaxBatch` persons.

use super::*;
use alloc::vec::Vec;
use covenant_primitives::{time::DAY, HandleDeadline};
use frame_benchmarking::v2::*;
use frame_support::{
	traits::{EnsureOrigin, Get},
	BoundedVec, Hashable,
};
use frame_system::RawOrigin;

/// An organization that is not on the chain.
const NOBODY: OrganizationId = OrganizationId(u32::MAX);

impl<T: Config> Pallet<T> {
	/// Makes `account` a person that `organization` is responsible for and that is a member of it.
	pub(crate) fn benchmark_member(
		account: &T::AccountId,
		organization: OrganizationId,
	) -> PersonId {
		let person = PersonByAccount::<T>::get(account)
			.unwrap_or_else(|| enroll_unchecked::<T>(account.clone(), organization));
		if !Memberships::<T>::contains_key(person, organization) {
			add_membership::<T>(person, organization, MembershipStatus::Accepted, None);
		}
		person
	}
}

/// Enrolls a person whatever the limit, without a membership.
fn enroll_unchecked<T: Config>(account: T::AccountId, organization: OrganizationId) -> PersonId {
	let person = NextPersonId::<T>::get();
	let commitment = H256(person.blake2_256());
	NextPersonId::<T>::put(PersonId(person.0.saturating_add(1)));
	EnrolledCount::<T>::mutate(organization, |count| *count = count.saturating_add(1));
	PersonByCommitment::<T>::insert(commitment, person);
	let prior_nonce = Pallet::<T>::bind(&account, person);
	Persons::<T>::insert(
		person,
		Person {
			account,
			commitment,
			enrolled_by: organization,
			enrolled_at: T::Time::now(),
			transfer_to: None,
			memberships: 0,
			prior_nonce,
			status: PersonStatus::Enrolled,
		},
	);
	person
}

/// The longest terms. The period ends in a year, or is open.
fn terms<T: Config>(until: Option<Moment>) -> Terms {
	Terms {
		unit: Unit::truncate_from([b'u'; 64].to_vec()),
		role: Role::truncate_from([b'r'; 64].to_vec()),
		from: T::Time::now(),
		until,
	}
}

fn in_days<T: Config>(days: Moment) -> Option<Moment> {
	Some(T::Time::now().saturating_add(days.saturating_mul(DAY)))
}

fn add_membership<T: Config>(
	person: PersonId,
	organization: OrganizationId,
	status: MembershipStatus,
	until: Option<Moment>,
) {
	if let Some(until) = until {
		T::Deadlines::schedule(until, Task::MembershipEnds { person, organization })
			.expect("a new task is accepted");
	}
	Persons::<T>::mutate_extant(person, |record| {
		record.memberships = record.memberships.saturating_add(1);
	});
	MembersOf::<T>::insert(organization, person, ());
	let added_by = whitelisted_caller();
	Memberships::<T>::insert(
		person,
		organization,
		Membership { terms: terms::<T>(until), status, added_by },
	);
}

fn enroller<T: Config>() -> Result<(T::RuntimeOrigin, ActorOf<T>), BenchmarkError> {
	let origin =
		T::EnrollOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
	let actor = T::EnrollOrigin::ensure_origin(origin.clone())
		.map_err(|_| BenchmarkError::Weightless)??;
	Ok((origin, actor))
}

fn manager<T: Config>() -> Result<(T::RuntimeOrigin, ActorOf<T>), BenchmarkError> {
	let origin =
		T::MembershipOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
	let actor = T::MembershipOrigin::ensure_origin(origin.clone())
		.map_err(|_| BenchmarkError::Weightless)??;
	Ok((origin, actor))
}

/// An account that nobody has seen.
fn fresh<T: Config>(index: u32) -> T::AccountId {
	account("fresh", index, 0)
}

/// The account of a person who does not sign the call.
fn known<T: Config>() -> T::AccountId {
	account("known", 0, 0)
}

/// Makes `account` a person of `organization` with `memberships`, each of which has an end, and with
/// a pending recovery.
fn burdened<T: Config>(
	account: T::AccountId,
	organization: OrganizationId,
	memberships: u32,
) -> Result<PersonId, BenchmarkError> {
	let person = enroll_unchecked::<T>(account, organization);
	for index in 0..memberships {
		let of = OrganizationId(u32::MAX.saturating_sub(index));
		add_membership::<T>(person, of, MembershipStatus::Accepted, in_days::<T>(365));
	}
	let actor = Actor { account: whitelisted_caller(), organization };
	Pallet::<T>::do_request_recovery(actor, person, fresh::<T>(0))?;
	Ok(person)
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn enroll() -> Result<(), BenchmarkError> {
		let (origin, _) = enroller::<T>()?;
		let new = fresh::<T>(0);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, new.clone(), H256::repeat_byte(1));

		assert!(PersonByAccount::<T>::contains_key(new));
		Ok(())
	}

	#[benchmark]
	fn enroll_many(n: Linear<1, { T::MaxBatch::get() }>) -> Result<(), BenchmarkError> {
		let (origin, actor) = enroller::<T>()?;
		let batch: Vec<_> = (0..n).map(|i| (fresh::<T>(i), H256(i.blake2_256()))).collect();
		let batch = BoundedVec::truncate_from(batch);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, batch);

		assert_eq!(EnrolledCount::<T>::get(actor.organization), n);
		Ok(())
	}

	#[benchmark]
	fn release(m: Linear<0, { T::MaxMembershipsPerPerson::get() }>) -> Result<(), BenchmarkError> {
		let (origin, actor) = enroller::<T>()?;
		let person = burdened::<T>(known::<T>(), actor.organization, m)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, person);

		assert!(Pallet::<T>::enrolled(person).is_err());
		Ok(())
	}

	#[benchmark]
	fn resign(m: Linear<0, { T::MaxMembershipsPerPerson::get() }>) -> Result<(), BenchmarkError> {
		let caller: T::AccountId = whitelisted_caller();
		let person = burdened::<T>(caller.clone(), NOBODY, m)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(caller));

		assert!(Pallet::<T>::enrolled(person).is_err());
		Ok(())
	}

	#[benchmark]
	fn consent_transfer() -> Result<(), BenchmarkError> {
		let (_, actor) = enroller::<T>()?;
		let caller: T::AccountId = whitelisted_caller();
		let person = enroll_unchecked::<T>(caller.clone(), NOBODY);

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), Some(actor.organization));

		assert!(Pallet::<T>::enrolled(person)?.transfer_to.is_some());
		Ok(())
	}

	#[benchmark]
	fn take_over() -> Result<(), BenchmarkError> {
		let (origin, actor) = enroller::<T>()?;
		let person = burdened::<T>(known::<T>(), NOBODY, 0)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, person);

		assert_eq!(Pallet::<T>::enrolled(person)?.enrolled_by, actor.organization);
		Ok(())
	}

	#[benchmark]
	fn forget() -> Result<(), BenchmarkError> {
		let caller: T::AccountId = whitelisted_caller();
		let old = fresh::<T>(0);
		frame_system::Pallet::<T>::inc_providers(&old);
		let since = T::Time::now();
		Released::<T>::insert(&old, ReleasedAccount { person: PersonId(0), since, own: true });

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), old.clone());

		assert!(!Released::<T>::contains_key(old));
		Ok(())
	}

	#[benchmark]
	fn collect() -> Result<(), BenchmarkError> {
		let caller: T::AccountId = whitelisted_caller();
		let person = enroll_unchecked::<T>(known::<T>(), NOBODY);
		let old = fresh::<T>(0);
		frame_system::Pallet::<T>::inc_providers(&old);
		let since = T::Time::now();
		Released::<T>::insert(&old, ReleasedAccount { person, since, own: true });

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), old.clone());

		assert!(!Released::<T>::contains_key(old));
		Ok(())
	}

	#[benchmark]
	fn offer_membership() -> Result<(), BenchmarkError> {
		let (origin, actor) = manager::<T>()?;
		let person = enroll_unchecked::<T>(known::<T>(), NOBODY);
		let Terms { unit, role, from, until } = terms::<T>(in_days::<T>(365));

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, person, unit, role, from, until);

		assert!(Memberships::<T>::contains_key(person, actor.organization));
		Ok(())
	}

	#[benchmark]
	fn amend_membership() -> Result<(), BenchmarkError> {
		let (origin, actor) = manager::<T>()?;
		let person = enroll_unchecked::<T>(known::<T>(), NOBODY);
		let accepted = MembershipStatus::Accepted;
		add_membership::<T>(person, actor.organization, accepted, in_days::<T>(365));
		let Terms { unit, role, from, until } = terms::<T>(in_days::<T>(730));

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, person, unit, role, from, until);

		let amended = Memberships::<T>::get(person, actor.organization);
		assert_eq!(amended.and_then(|membership| membership.terms.until), in_days::<T>(730));
		Ok(())
	}

	#[benchmark]
	fn accept_membership() -> Result<(), BenchmarkError> {
		let (_, actor) = manager::<T>()?;
		let caller: T::AccountId = whitelisted_caller();
		let person = enroll_unchecked::<T>(caller.clone(), NOBODY);
		let offered = MembershipStatus::Offered;
		add_membership::<T>(person, actor.organization, offered, in_days::<T>(365));

		#[extrinsic_call]
		_(RawOrigin::Signed(caller.clone()), actor.organization);

		assert!(Pallet::<T>::ensure_member(&caller, actor.organization).is_ok());
		Ok(())
	}

	#[benchmark]
	fn leave_membership() -> Result<(), BenchmarkError> {
		let caller: T::AccountId = whitelisted_caller();
		let person = enroll_unchecked::<T>(caller.clone(), NOBODY);
		add_membership::<T>(person, NOBODY, MembershipStatus::Accepted, in_days::<T>(365));

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), NOBODY);

		assert!(!Memberships::<T>::contains_key(person, NOBODY));
		Ok(())
	}

	#[benchmark]
	fn end_membership() -> Result<(), BenchmarkError> {
		let (origin, actor) = manager::<T>()?;
		let person = enroll_unchecked::<T>(known::<T>(), NOBODY);
		let accepted = MembershipStatus::Accepted;
		add_membership::<T>(person, actor.organization, accepted, in_days::<T>(365));

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, person);

		assert!(!Memberships::<T>::contains_key(person, actor.organization));
		Ok(())
	}

	#[benchmark]
	fn sweep_membership() -> Result<(), BenchmarkError> {
		let caller: T::AccountId = whitelisted_caller();
		let person = enroll_unchecked::<T>(known::<T>(), NOBODY);
		add_membership::<T>(person, NOBODY, MembershipStatus::Accepted, in_days::<T>(365));

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), person, NOBODY);

		assert!(!Memberships::<T>::contains_key(person, NOBODY));
		Ok(())
	}

	#[benchmark]
	fn request_recovery() -> Result<(), BenchmarkError> {
		let (origin, actor) = enroller::<T>()?;
		let person = enroll_unchecked::<T>(known::<T>(), actor.organization);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, person, fresh::<T>(0));

		assert!(Recoveries::<T>::contains_key(person));
		Ok(())
	}

	#[benchmark]
	fn object() -> Result<(), BenchmarkError> {
		let caller: T::AccountId = whitelisted_caller();
		let person = burdened::<T>(caller.clone(), NOBODY, 0)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(caller));

		assert!(!Recoveries::<T>::contains_key(person));
		Ok(())
	}

	#[benchmark]
	fn cancel_recovery() -> Result<(), BenchmarkError> {
		let (origin, actor) = enroller::<T>()?;
		let person = burdened::<T>(known::<T>(), actor.organization, 0)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, person);

		assert!(!Recoveries::<T>::contains_key(person));
		Ok(())
	}

	#[benchmark]
	fn recovery_due() -> Result<(), BenchmarkError> {
		let (_, actor) = enroller::<T>()?;
		let person = burdened::<T>(known::<T>(), actor.organization, 0)?;
		Recoveries::<T>::mutate_extant(person, |recovery| recovery.due = T::Time::now());

		#[block]
		{
			Pallet::<T>::handle(Task::RecoveryDue(person))?;
		}

		assert_eq!(Pallet::<T>::enrolled(person)?.account, fresh::<T>(0));
		Ok(())
	}

	#[benchmark]
	fn membership_ends() -> Result<(), BenchmarkError> {
		let person = enroll_unchecked::<T>(known::<T>(), NOBODY);
		add_membership::<T>(person, NOBODY, MembershipStatus::Accepted, None);
		Memberships::<T>::mutate(person, NOBODY, |membership| {
			if let Some(membership) = membership {
				membership.terms.until = Some(T::Time::now());
			}
		});

		#[block]
		{
			Pallet::<T>::handle(Task::MembershipEnds { person, organization: NOBODY })?;
		}

		assert!(!Memberships::<T>::contains_key(person, NOBODY));
		Ok(())
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::mock::ExtBuilder::default().build(),
		crate::mock::Test
	);
}
