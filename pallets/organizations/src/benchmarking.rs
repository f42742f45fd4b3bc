// SPDX-License-Identifier: Apache-2.0

//! What the calls take at their worst. What other pallets do in them is weighed by those.

use super::*;
use alloc::{boxed::Box, format, vec};
use covenant_primitives::{OrganizationId, Uscc};
use frame_benchmarking::v2::*;
use frame_support::{
	traits::{EnsureOrigin, Get},
	BoundedVec,
};
use frame_system::RawOrigin;
use sp_core::H256;

/// Makes `account` an administrator with `capability`. An account that is one already, from a
/// former set-up, keeps what it has and gets `capability` as well.
pub(crate) fn set_up<T: Config>(account: &T::AccountId, capability: Capability) -> OrganizationId {
	let Some(mut operator) = Operators::<T>::get(account) else {
		let granted = granted().into_iter().filter(|c| *c == capability).collect();
		return admit::<T>(account.clone(), set(granted));
	};
	let organization = operator.organization;
	operator.capabilities.try_insert(capability).expect("there is room for all; qed");
	Operators::<T>::insert(account, operator);
	if !capability.is_inherent() {
		Organizations::<T>::mutate_extant(organization, |record| {
			record.capabilities.try_insert(capability).expect("there is room for all; qed");
		});
	}
	organization
}

/// Everything that can be granted.
fn granted() -> vec::Vec<Capability> {
	Capability::ALL.into_iter().filter(|capability| !capability.is_inherent()).collect()
}

fn set(capabilities: vec::Vec<Capability>) -> Capabilities {
	alloc::collections::BTreeSet::from_iter(capabilities)
		.try_into()
		.expect("there is room for all; qed")
}

fn code(number: u32) -> Uscc {
	let body = format!("{number:017}").into_bytes();
	Uscc::complete(&body.try_into().expect("17 digits; qed")).expect("digits are valid; qed")
}

fn name<T: Config>() -> BoundedVec<u8, T::MaxNameLength> {
	BoundedVec::truncate_from(vec![b'a'; T::MaxNameLength::get() as usize])
}

fn quota() -> Quota {
	Quota { max: u128::MAX, recovery_per_block: u128::MAX, persons: u32::MAX }
}

fn admit<T: Config>(administrator: T::AccountId, capabilities: Capabilities) -> OrganizationId {
	let number = NextOrganizationId::<T>::get().0;
	Pallet::<T>::do_admit(
		name::<T>(),
		*code(900_000_000 + number).as_bytes(),
		OrganizationKind::Other,
		capabilities,
		T::DefaultQuota::get(),
		administrator,
	)
	.expect("a new code and a new account; qed")
}

/// A new organization with every capability, and its administrator.
fn organization<T: Config>() -> (OrganizationId, T::AccountId) {
	let administrator = account("administrator", NextOrganizationId::<T>::get().0, 0);
	(admit::<T>(T::AccountId::clone(&administrator), set(granted())), administrator)
}

/// Adds operators until there are `count`.
fn add_operators<T: Config>(organization: OrganizationId, count: u32) -> T::AccountId {
	let mut last = account("operator", organization.0, 0);
	Organizations::<T>::mutate_extant(organization, |record| {
		for index in record.operators..count {
			last = account("operator", organization.0, index);
			let operator = Operator {
				organization,
				administrator: false,
				capabilities: record.capabilities.clone(),
			};
			Pallet::<T>::enlist(record, &last, operator).expect("new accounts; qed");
		}
	});
	last
}

/// A new organization with a seat among others with delegates, as many as there may be, and its
/// administrator.
fn seated<T: Config>() -> (OrganizationId, T::AccountId) {
	let (organization_id, administrator) = organization::<T>();
	while Seats::<T>::count() + 1 < T::MaxSeats::get() {
		let (other, delegate) = organization::<T>();
		Pallet::<T>::seat(other).expect("a seat is left; qed");
		Pallet::<T>::replace_delegate(other, Some(delegate)).expect("an operator; qed");
	}
	Pallet::<T>::seat(organization_id).expect("a seat is left; qed");
	(organization_id, administrator)
}

fn record<T: Config>(organization: OrganizationId) -> OrganizationOf<T> {
	Organizations::<T>::get(organization).expect("it was admitted; qed")
}

fn majority<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::MajorityOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)
}

fn two_thirds<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::TwoThirdsOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)
}

fn suspension() -> SuspensionReason {
	SuspensionReason { ground: Ground::Other, commitment: Some(H256::repeat_byte(1)) }
}

#[benchmarks]
mod benches {
	use super::*;

	#[benchmark]
	fn admit() -> Result<(), BenchmarkError> {
		let origin = majority::<T>()?;
		let id = NextOrganizationId::<T>::get();
		let administrator = account("administrator", id.0, 0);

		#[extrinsic_call]
		_(
			origin as T::RuntimeOrigin,
			name::<T>(),
			*code(id.0).as_bytes(),
			OrganizationKind::Other,
			set(granted()),
			quota(),
			administrator,
		);

		assert!(Organizations::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn amend() -> Result<(), BenchmarkError> {
		let origin = majority::<T>()?;
		let (id, _) = organization::<T>();
		let uscc = code(id.0);

		#[extrinsic_call]
		_(
			origin as T::RuntimeOrigin,
			id,
			Some(name::<T>()),
			Some(*uscc.as_bytes()),
			Some(OrganizationKind::Bank),
		);

		assert_eq!(OrganizationByUscc::<T>::get(uscc), Some(id));
		Ok(())
	}

	#[benchmark]
	fn grant() -> Result<(), BenchmarkError> {
		let origin = majority::<T>()?;
		let id = super::admit::<T>(account("administrator", 0, 0), Capabilities::new());

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, set(granted()));

		assert_eq!(record::<T>(id).capabilities, set(granted()));
		Ok(())
	}

	#[benchmark]
	fn withdraw() -> Result<(), BenchmarkError> {
		let origin = majority::<T>()?;
		let (id, _) = organization::<T>();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, set(granted()));

		assert!(record::<T>(id).capabilities.is_empty());
		Ok(())
	}

	#[benchmark]
	fn suspend() -> Result<(), BenchmarkError> {
		let origin = majority::<T>()?;
		let (id, _) = organization::<T>();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, suspension());

		assert!(!record::<T>(id).is_active());
		Ok(())
	}

	#[benchmark]
	fn reinstate() -> Result<(), BenchmarkError> {
		let origin = majority::<T>()?;
		let (id, _) = organization::<T>();
		Pallet::<T>::do_suspend(id, suspension())?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert!(record::<T>(id).is_active());
		Ok(())
	}

	#[benchmark]
	fn remove(o: Linear<1, { T::MaxOperators::get() }>) -> Result<(), BenchmarkError> {
		let origin = two_thirds::<T>()?;
		let (id, _) = seated::<T>();
		add_operators::<T>(id, o);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert!(!Organizations::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn set_quota() -> Result<(), BenchmarkError> {
		let origin = majority::<T>()?;
		let (id, _) = organization::<T>();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, quota());

		assert_eq!(Pallet::<T>::quota(id), Some(quota()));
		Ok(())
	}

	/// A new operator while there is a place, an old one when there is none.
	#[benchmark]
	fn appoint_administrator(
		o: Linear<1, { T::MaxOperators::get() }>,
	) -> Result<(), BenchmarkError> {
		let origin = majority::<T>()?;
		let (id, _) = organization::<T>();
		let last = add_operators::<T>(id, o);
		let administrator =
			if o < T::MaxOperators::get() { account("appointed", 0, 0) } else { last };

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, administrator.clone());

		assert!(Operators::<T>::get(administrator).is_some_and(|operator| operator.administrator));
		Ok(())
	}

	#[benchmark]
	fn grant_seat() -> Result<(), BenchmarkError> {
		let origin = two_thirds::<T>()?;
		let (id, _) = organization::<T>();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert!(Seats::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn withdraw_seat() -> Result<(), BenchmarkError> {
		let origin = two_thirds::<T>()?;
		let (id, _) = seated::<T>();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert!(!Seats::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn set_delegate() -> Result<(), BenchmarkError> {
		let (id, administrator) = organization::<T>();
		Pallet::<T>::seat(id)?;

		#[extrinsic_call]
		_(RawOrigin::Signed(administrator.clone()), Some(administrator.clone()));

		assert_eq!(Seats::<T>::get(id), Some(Seat { delegate: Some(administrator) }));
		Ok(())
	}

	#[benchmark]
	fn add_operator() {
		let (_, administrator) = organization::<T>();
		let operator: T::AccountId = account("operator", 0, 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(administrator), operator.clone(), set(granted()), true);

		assert!(Operators::<T>::contains_key(operator));
	}

	#[benchmark]
	fn change_operator() {
		let (id, administrator) = organization::<T>();
		let operator = add_operators::<T>(id, 2);

		#[extrinsic_call]
		_(RawOrigin::Signed(administrator), operator.clone(), set(granted()), true);

		assert!(Operators::<T>::get(operator).is_some_and(|operator| operator.administrator));
	}

	#[benchmark]
	fn remove_operator() {
		let (id, administrator) = organization::<T>();
		let operator = add_operators::<T>(id, 2);

		#[extrinsic_call]
		_(RawOrigin::Signed(administrator), operator.clone());

		assert!(!Operators::<T>::contains_key(operator));
	}

	#[benchmark]
	fn hand_over() {
		let (id, administrator) = organization::<T>();
		let to = add_operators::<T>(id, 2);

		#[extrinsic_call]
		_(RawOrigin::Signed(administrator), to.clone());

		assert!(Operators::<T>::get(to).is_some_and(|operator| operator.administrator));
	}

	/// The inner call is weighed by itself as well.
	#[benchmark]
	fn act() {
		let (_, administrator) = organization::<T>();
		let call: <T as Config>::RuntimeCall =
			frame_system::Call::<T>::remark_with_event { remark: vec![] }.into();

		#[extrinsic_call]
		_(RawOrigin::Signed(administrator), Box::new(call));
	}

	#[benchmark]
	fn leave() {
		let (id, _) = organization::<T>();
		let operator = add_operators::<T>(id, 2);

		#[extrinsic_call]
		_(RawOrigin::Signed(operator.clone()));

		assert!(!Operators::<T>::contains_key(operator));
	}

	#[benchmark]
	fn release_account() {
		let retained: T::AccountId = account("retained", 0, 0);
		frame_system::Pallet::<T>::inc_providers(&retained);
		RetainedAccounts::<T>::insert(&retained, ());

		#[extrinsic_call]
		_(RawOrigin::Signed(whitelisted_caller()), retained.clone());

		assert!(!RetainedAccounts::<T>::contains_key(retained));
	}

	/// One member for another in a full council.
	#[benchmark]
	fn change_council() -> Result<(), BenchmarkError> {
		let (id, administrator) = seated::<T>();
		let operator = add_operators::<T>(id, 2);
		Pallet::<T>::replace_delegate(id, Some(administrator.clone()))?;
		Seats::<T>::insert(id, Seat { delegate: Some(operator.clone()) });

		#[block]
		{
			Pallet::<T>::change_council(Some(operator.clone()), Some(administrator));
		}

		assert!(Pallet::<T>::delegates().contains(&operator));
		Ok(())
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::mock::ExtBuilder::default().build(),
		crate::mock::Test
	);
}
