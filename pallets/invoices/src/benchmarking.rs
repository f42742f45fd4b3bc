// SPDX-License-Identifier: Apache-2.0

//! Benchmarks of every call and of what receivables ask, each on its longest path.

use super::*;
use alloc::vec::Vec;
use covenant_primitives::{Invoices as _, Opening, Party};
use frame_benchmarking::v2::*;
use frame_support::{traits::EnsureOrigin, BoundedVec, Hashable};

/// The most copies that a benchmarked invoice has, and the most flags. A runtime allows no more.
pub const COPIES: u32 = 32;
pub const FLAGS: u32 = COPIES * MAX_PARTIALS;

/// An organization that is not the signer's.
const OTHER: OrganizationId = OrganizationId(u32::MAX);

fn signer<T: Config>() -> Result<(T::RuntimeOrigin, ActorOf<T>), BenchmarkError> {
	let origin =
		T::TreasuryOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;
	let by = T::TreasuryOrigin::ensure_origin(origin.clone())
		.map_err(|_| BenchmarkError::Stop("not an operator"))??;
	Ok((origin, by))
}

fn like<T: Config>(by: &ActorOf<T>, organization: OrganizationId) -> ActorOf<T> {
	Actor { account: by.account.clone(), organization }
}

/// As many as there can be, of every kind.
fn partials(byte: u8) -> Partials {
	let under = |year: u8| {
		let digest = H256::repeat_byte(byte.wrapping_add(year));
		PartialKind::ALL.map(|kind| Partial { kind, digest })
	};
	BoundedVec::truncate_from([under(0), under(1)].concat())
}

/// Commits to a fingerprint, the next time before all later ones. Returns the salt.
fn commit<T: Config>(organization: OrganizationId, digest: H256, byte: u8) -> Salt {
	let (party, salt) = (Party::Organization(organization), [byte; 16]);
	T::FirstCome::set_up(&Opening { domain: DOMAIN, digest, salt, party });
	salt
}

/// An invoice that was registered by `by`.
fn registered<T: Config>(
	by: &ActorOf<T>,
	debtor: OrganizationId,
	byte: u8,
) -> Result<InvoiceId, BenchmarkError> {
	let id = NextInvoiceId::<T>::get();
	let fingerprint = H256::repeat_byte(byte);
	let salt = commit::<T>(by.organization, fingerprint, byte);
	let supplier = by.organization;
	let partials = partials(byte);
	Pallet::<T>::enter(by.clone(), fingerprint, salt, supplier, Some(debtor), partials)?;
	Ok(id)
}

/// Live invoices with these partial fingerprints, and no flags.
fn others<T: Config>(count: u32, partials: &Partials, debtor: OrganizationId) -> Vec<InvoiceId> {
	let first = NextInvoiceId::<T>::get().0;
	NextInvoiceId::<T>::put(InvoiceId(first + u64::from(count)));
	let ids = (first..first + u64::from(count)).map(InvoiceId).collect::<Vec<_>>();
	for id in &ids {
		let invoice = Invoice {
			registrar: OTHER,
			supplier: OTHER,
			debtor: Some(debtor),
			fingerprint: H256(id.blake2_256()),
			partials: partials.clone(),
			at: 0,
			ceded: false,
			status: Status::Registered,
		};
		for partial in partials {
			Copies::<T>::insert(partial, id, ());
		}
		Invoices::<T>::insert(id, invoice);
	}
	ids
}

/// Puts so many open flags on an invoice, each the last of another.
fn flagged<T: Config>(id: InvoiceId, count: u32, debtor: OrganizationId) {
	for other in others::<T>(count, &Partials::new(), debtor) {
		Pallet::<T>::flag(id, other, kinds());
	}
}

fn kinds() -> Kinds {
	let mut kinds = Kinds::new();
	for kind in PartialKind::ALL {
		let _ = kinds.try_insert(kind);
	}
	kinds
}

/// Has every registration be settled.
fn settle<T: Config>() {
	frame_system::Pallet::<T>::set_block_number(u32::MAX.into());
}

#[benchmarks]
mod benchmarks {
	use super::*;

	/// `f` copies are flagged; an invoice gives way that had `r` flags.
	#[benchmark]
	fn register(f: Linear<0, COPIES>, r: Linear<0, FLAGS>) -> Result<(), BenchmarkError> {
		let f = f.min(T::MaxFlags::get());
		let (origin, by) = signer::<T>()?;
		let debtor = T::BenchmarkHelper::organization();
		let salt = commit::<T>(by.organization, H256::repeat_byte(1), 9);
		let late = registered::<T>(&like::<T>(&by, OTHER), debtor, 1)?;
		flagged::<T>(late, r, debtor);
		let partials = partials(5);
		let copies = others::<T>(f, &partials, debtor);
		let id = NextInvoiceId::<T>::get();
		let (fingerprint, supplier) = (H256::repeat_byte(1), by.organization);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, fingerprint, salt, supplier, Some(debtor), partials);

		assert_eq!(Pallet::<T>::invoice(late)?.status, Status::GaveWay { to: id });
		assert_eq!(OpenFlags::<T>::get(id), f);
		assert_eq!(OpenFlags::<T>::get(late), 0);
		assert_eq!(copies.len(), f as usize);
		Ok(())
	}

	#[benchmark]
	fn clear_flag() -> Result<(), BenchmarkError> {
		let (origin, by) = signer::<T>()?;
		let id = registered::<T>(&like::<T>(&by, OTHER), by.organization, 1)?;
		flagged::<T>(id, 1, by.organization);
		let other = Flags::<T>::iter_key_prefix(id).next();
		let other = other.ok_or(BenchmarkError::Stop("no flag"))?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, other, H256::repeat_byte(7));

		assert_eq!(OpenFlags::<T>::get(id), 0);
		Ok(())
	}

	/// The invoice has `r` flags.
	#[benchmark]
	fn release(r: Linear<0, FLAGS>) -> Result<(), BenchmarkError> {
		let (origin, by) = signer::<T>()?;
		let id = registered::<T>(&by, OTHER, 1)?;
		flagged::<T>(id, r, OTHER);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert_eq!(Pallet::<T>::invoice(id)?.status, Status::Released);
		Ok(())
	}

	#[benchmark]
	fn cede() -> Result<(), BenchmarkError> {
		let (origin, by) = signer::<T>()?;
		let id = registered::<T>(&by, OTHER, 1)?;
		Invoices::<T>::mutate_extant(id, |it| it.supplier = OTHER);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert!(Pallet::<T>::invoice(id)?.ceded);
		Ok(())
	}

	#[benchmark]
	fn bind() -> Result<(), BenchmarkError> {
		let (_, by) = signer::<T>()?;
		let id = registered::<T>(&by, OTHER, 1)?;
		let receivable = ReceivableId(7);
		settle::<T>();

		#[block]
		{
			<Pallet<T>>::bind(id, by.organization, OTHER, true, receivable)?;
		}

		assert_eq!(Pallet::<T>::invoice(id)?.status, Status::Bound { receivable });
		Ok(())
	}

	/// An invoice stands for a receivable no longer.
	#[benchmark]
	fn unbind() -> Result<(), BenchmarkError> {
		let (_, by) = signer::<T>()?;
		let id = registered::<T>(&by, OTHER, 1)?;
		settle::<T>();
		<Pallet<T>>::bind(id, by.organization, OTHER, true, ReceivableId(7))?;

		#[block]
		{
			<Pallet<T> as covenant_primitives::Invoices>::release(id, ReceivableId(7));
		}

		assert_eq!(Pallet::<T>::invoice(id)?.status, Status::Registered);
		Ok(())
	}

	/// The receivable was paid.
	#[benchmark]
	fn close() -> Result<(), BenchmarkError> {
		let (_, by) = signer::<T>()?;
		let id = registered::<T>(&by, OTHER, 1)?;
		let receivable = ReceivableId(7);
		settle::<T>();
		<Pallet<T>>::bind(id, by.organization, OTHER, true, receivable)?;

		#[block]
		{
			<Pallet<T> as covenant_primitives::Invoices>::close(id, receivable);
		}

		assert_eq!(Pallet::<T>::invoice(id)?.status, Status::Closed { receivable });
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder::build(), crate::mock::Test);
}
