// SPDX-License-Identifier: Apache-2.0

//! Benchmarks of every call, each on its longest path.

use super::*;
use frame_benchmarking::v2::*;
use frame_support::traits::EnsureOrigin;
use sp_core::crypto::KeyTypeId;
use sp_runtime::{traits::IdentifyAccount, MultiSigner};

const DEPOSIT: Amount = 1_000_000;

const KEY: KeyTypeId = KeyTypeId(*b"chan");

/// Makes an sr25519 key, and tells its account.
fn key() -> (sp_core::sr25519::Public, AccountId32) {
	let public = sp_io::crypto::sr25519_generate(KEY, None);
	let account = MultiSigner::from(public).into_account();
	(public, account)
}

/// A payer with money, an asset, and a payee.
fn payer<T: Config>() -> Result<(T::RuntimeOrigin, SignatoryOf<T>, AssetId, Party), BenchmarkError>
{
	let origin =
		T::PayerOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;
	let by = T::PayerOrigin::ensure_origin(origin.clone())
		.map_err(|_| BenchmarkError::Stop("not a payer"))??;
	let organization = by.party.organization().ok_or(BenchmarkError::Stop("a person"))?;
	let from = T::Organizations::account(organization);
	let asset = T::BenchmarkHelper::endow(&from, DEPOSIT.saturating_mul(3));
	let other: T::AccountId = account("payee", 0, 0);
	let payee = Party::Person(T::Persons::set_up(&other, organization));
	Ok((origin, by, asset, payee))
}

/// A channel.
fn opened<T: Config>(
	signer: AccountId32,
) -> Result<(T::RuntimeOrigin, ChannelId, AssetId), BenchmarkError> {
	let (origin, by, asset, payee) = payer::<T>()?;
	let id = NextChannelId::<T>::get();
	Pallet::<T>::do_open(by, payee, asset, DEPOSIT, signer, T::MaxWindow::get())?;
	Ok((origin, id, asset))
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn open() -> Result<(), BenchmarkError> {
		let (origin, _, asset, payee) = payer::<T>()?;
		let id = NextChannelId::<T>::get();
		let signer = AccountId32::new([1; 32]);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, payee, asset, DEPOSIT, signer, T::MaxWindow::get());

		assert!(Channels::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn top_up() -> Result<(), BenchmarkError> {
		let (origin, id, _) = opened::<T>(AccountId32::new([1; 32]))?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, DEPOSIT);

		assert!(Channels::<T>::get(id).is_some_and(|it| it.deposit == DEPOSIT * 2));
		Ok(())
	}

	/// Signed as wallets do, so that two payloads are verified.
	#[benchmark]
	fn claim() -> Result<(), BenchmarkError> {
		let (public, signer) = key();
		let (origin, id, asset) = opened::<T>(signer)?;
		let voucher = Voucher { channel: id, asset, amount: DEPOSIT / 2, expires: Moment::MAX };
		let genesis = frame_system::Pallet::<T>::block_hash(
			frame_system::pallet_prelude::BlockNumberFor::<T>::default(),
		);
		let payload = voucher.payload(genesis);
		let wrapped = [b"<Bytes>", payload.as_slice(), b"</Bytes>"].concat();
		let signature = sp_io::crypto::sr25519_sign(KEY, &public, &wrapped)
			.ok_or(BenchmarkError::Stop("no key"))?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, voucher, signature.into());

		assert!(Channels::<T>::get(id).is_some_and(|it| it.claimed == DEPOSIT / 2));
		Ok(())
	}

	/// By the payee, while the payer closes.
	#[benchmark]
	fn close() -> Result<(), BenchmarkError> {
		let (origin, id, _) = opened::<T>(AccountId32::new([1; 32]))?;
		let by = T::PayerOrigin::ensure_origin(origin)
			.map_err(|_| BenchmarkError::Stop("not a payer"))??;
		Pallet::<T>::do_close(by.clone(), id)?;
		let payee = Channels::<T>::get(id).map(|channel| channel.payee);
		let party = payee.ok_or(BenchmarkError::Stop("no channel"))?;

		#[block]
		{
			Pallet::<T>::do_close(Signatory { party, ..by }, id)?;
		}

		assert!(Channels::<T>::get(id).is_some_and(|it| it.status == Status::Closed));
		Ok(())
	}

	#[benchmark]
	fn settle() -> Result<(), BenchmarkError> {
		let (origin, id, _) = opened::<T>(AccountId32::new([1; 32]))?;
		Channels::<T>::mutate(id, |channel| {
			if let Some(channel) = channel {
				channel.status = Status::Closing { until: T::Time::now() };
			}
		});

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert!(Channels::<T>::get(id).is_some_and(|it| it.status == Status::Closed));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder::build(), crate::mock::Test);
}
