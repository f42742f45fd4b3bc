// SPDX-License-Identifier: Apache-2.0

//! Benchmarks of the calls and of what other pallets call. Whatever looks at the current set is
//! measured with a full one.

use super::*;
use alloc::vec::Vec;
use codec::Decode;
use covenant_primitives::{
	Authority, Capability, Obligations, OnStandingChange, OrganizationId, ReleaseAccount,
};
use frame_benchmarking::v2::*;
use frame_support::{
	traits::{EnsureOrigin, Get},
	BoundedVec,
};
use frame_system::RawOrigin;
use pallet_session::SessionInterface;
use sp_runtime::{traits::TrailingZeroInput, Perbill};
use sp_staking::offence::{OffenceDetails, OnOffenceHandler};

type Session<T> = pallet_session::Pallet<T>;

fn council<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::CouncilOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)
}

/// An organization that may validate with the account, which is its administrator's too.
fn organization<T: Config>(index: u32) -> (OrganizationId, T::AccountId) {
	let account = account("validator", index, 0);
	(T::Authority::set_up(&account, Capability::ValidateBlocks), account)
}

fn register<T: Config>(organization: OrganizationId, account: &T::AccountId) {
	Validators::<T>::insert(organization, Validator { account: account.clone(), cleared: 0 });
	OrganizationOf::<T>::insert(account, organization);
}

/// Registers and seats as many organizations as may be; the last one.
fn full_set<T: Config>() -> (OrganizationId, T::AccountId) {
	let mut seats = Vec::new();
	for index in 0..T::MaxValidators::get() {
		let (organization, account) = organization::<T>(index);
		register::<T>(organization, &account);
		seats.push(Seat { organization, account });
	}
	let accounts: Vec<_> = seats.iter().map(|seat| seat.account.clone()).collect();
	pallet_session::Validators::<T>::put(accounts);
	pallet_session::DisabledValidators::<T>::kill();
	let last = seats.last().cloned().unwrap();
	Seats::<T>::insert(Session::<T>::current_index(), BoundedVec::truncate_from(seats));
	(last.organization, last.account)
}

fn set_keys<T: Config>(account: &T::AccountId) {
	let keys = T::Keys::decode(&mut TrailingZeroInput::zeroes()).unwrap();
	<Session<T> as SessionInterface>::set_keys(account, keys).unwrap();
}

fn is_disabled<T: Config>(account: &T::AccountId) -> bool {
	Session::<T>::validator_id_to_index(account)
		.is_some_and(|index| Session::<T>::disabled_validators().contains(&index))
}

fn can_disable<T: Config>() -> bool {
	disabling::limit(Session::<T>::validators().len()) > 0
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn admit() -> Result<(), BenchmarkError> {
		let origin = council::<T>()?;
		let (organization, account) = organization::<T>(0);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, organization, account.clone());

		assert_eq!(OrganizationOf::<T>::get(account), Some(organization));
		Ok(())
	}

	#[benchmark]
	fn retire() -> Result<(), BenchmarkError> {
		let origin = council::<T>()?;
		let (organization, account) = organization::<T>(0);
		register::<T>(organization, &account);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, organization);

		assert!(!Validators::<T>::contains_key(organization));
		Ok(())
	}

	#[benchmark]
	fn bar() -> Result<(), BenchmarkError> {
		let origin = council::<T>()?;
		let (organization, account) = full_set::<T>();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, organization);

		assert_eq!(is_disabled::<T>(&account), can_disable::<T>());
		Ok(())
	}

	#[benchmark]
	fn lift_bar() -> Result<(), BenchmarkError> {
		let origin = council::<T>()?;
		let (organization, account) = full_set::<T>();
		Pallet::<T>::do_bar(organization)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, organization);

		assert!(!is_disabled::<T>(&account));
		Ok(())
	}

	#[benchmark]
	fn set_account() -> Result<(), BenchmarkError> {
		let (organization, account) = organization::<T>(0);
		register::<T>(organization, &frame_benchmarking::account("former", 0, 0));

		#[extrinsic_call]
		_(RawOrigin::Signed(account.clone()), account.clone());

		assert_eq!(OrganizationOf::<T>::get(account), Some(organization));
		Ok(())
	}

	#[benchmark]
	fn resign() -> Result<(), BenchmarkError> {
		let (organization, account) = organization::<T>(0);
		register::<T>(organization, &account);

		#[extrinsic_call]
		_(RawOrigin::Signed(account));

		assert!(!Validators::<T>::contains_key(organization));
		Ok(())
	}

	#[benchmark]
	fn standing_change() {
		let (organization, account) = full_set::<T>();

		#[block]
		{
			<Pallet<T> as OnStandingChange>::on_loss(organization);
		}

		assert_eq!(is_disabled::<T>(&account), can_disable::<T>());
	}

	#[benchmark]
	fn on_offence() {
		let (organization, account) = full_set::<T>();
		let session = Session::<T>::current_index();
		let offence = OffenceDetails { offender: (account, ()), reporters: Vec::new() };

		#[block]
		{
			<Pallet<T> as OnOffenceHandler<_, _, _>>::on_offence(
				&[offence],
				&[Perbill::one()],
				session,
			);
		}

		assert!(Bars::<T>::contains_key(organization));
	}

	#[benchmark]
	fn ensure_settled() -> Result<(), BenchmarkError> {
		full_set::<T>();
		let (organization, _) = organization::<T>(T::MaxValidators::get());

		#[block]
		{
			<Pallet<T> as Obligations>::ensure_settled(organization)?;
		}
		Ok(())
	}

	#[benchmark]
	fn release() -> Result<(), BenchmarkError> {
		full_set::<T>();
		let (_, account) = organization::<T>(T::MaxValidators::get());
		set_keys::<T>(&account);

		#[block]
		{
			PurgeKeys::<T>::release(&account)?;
		}

		assert!(!Pallet::<T>::has_keys(&account));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, mock::ExtBuilder::default().build(), mock::Test);
}
