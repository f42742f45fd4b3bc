// SPDX-License-Identifier: Apache-2.0

//! # Invoices
//!
//! The registry that keeps an invoice from being financed twice. The chain sees no invoice: it sees
//! fingerprints. The exact one is registered once, by whoever committed to it first; partial ones flag
//! invoices that agree in something, and are not financed until somebody has looked at them.
//!
//! ## Words
//! | word | meaning |
//! | --- | --- |
//! | fingerprint | a hash of all that makes an invoice, see [`fingerprints`] |
//! | partial fingerprint | a hash of some of that, such as number and amount |
//! | secret | 32 bytes of the year in each fingerprint, which members know and the chain does not |
//! | registrar | who registered an invoice: its supplier, or a bank for it |
//! | live | of an invoice: registered, bound or closed |
//! | copy | a live invoice with a partial fingerprint of another |
//! | flag | stands between two copies; open until it is cleared |
//! | bound | of an invoice: it stands for a receivable |
//! | settled | of a fingerprint: no earlier commitment can be opened any more |
//! | clear | of an invoice: live, settled, without open flags |
//!
//! ## Calls
//! | call | who may | effect |
//! | --- | --- | --- |
//! | `register` | the supplier; a bank (`IssueMoney`) for one in good standing | opens a commitment: an invoice, flagged with its copies. One that was committed to later gives way |
//! | `clear_flag` | the debtor of both invoices; an operator with `Audit` | the flag is open no longer |
//! | `release` | the registrar, while it is not bound | the invoice is cancelled, its fingerprints are free |
//! | `strike` | an operator with `Audit` of none of its sides, while it is not bound | the same, for reasons that are given |
//! | `cede` | the bank that registered it | the supplier can have it bound |
//!
//! | function of [`covenant_primitives::Invoices`] | effect |
//! | --- | --- |
//! | `bind` | a clear invoice of the supplier, to no other debtor, stands for a receivable |
//! | `release` | it stands for nothing again |
//! | `close` | something was paid on it, and nothing is owed any more: the invoice stands for nothing any more, and keeps its fingerprints for good |
//!
//! But for `strike`, and `clear_flag` by auditors, calls take an operator with `Treasury`. Whoever is supplier
//! or registrar of one of two copies clears no flag between them, even as debtor or auditor. Nothing here
//! moves money, and nothing happens by itself.
//!
//! ## Life of an invoice
//! ```text
//! commit ── register ──> Registered ── bind ──> Bound ── close ──> Closed
//!                          │    │  ▲              │
//!        an earlier one is │    │  └── release ───┘
//!                   opened │    │  (by the receivable)
//!                          ▼    └── release ──> Released
//!                       GaveWay    (by the registrar, or struck by an auditor)
//! ```
//! The registrar commits through the pallet of commitments first, for its organization and in the domain
//! [`DOMAIN`], to the exact fingerprint; see [`covenant_primitives::first_come`]. Invoices are kept whatever
//! becomes of them, fingerprints as long as they are live: also those of a registrar that has left the chain, until an
//! auditor strikes them.
//!
//! ## Copies
//! An invoice is given with a partial fingerprint of each kind, under one secret or two. At registration a
//! flag is put between it and each live invoice with one of them; if those are more than `MaxFlags`, it is
//! refused. So no more than `MaxFlags + 1` live invoices have the same partial fingerprint, and one has eight
//! times `MaxFlags` flags at most. Equal bills, such as a rent, share that of amount and parties as long as
//! they are under one secret: there is room for those of a year.
//!
//! A copy that comes when an invoice is bound makes it unclear too: the draft of a receivable is not accepted
//! then, while what was accepted goes on. When one of two copies is released or gives way, the flag is gone.
//!
//! ## What is guaranteed, and what is not
//! * No two live invoices have the same exact fingerprint, and of two commitments to it the earlier wins. What
//!   is bound was settled before, so that it does not give way.
//! * The chain cannot tell whether fingerprints are those of a real invoice: who registers answers for it, and
//!   who reviews a document computes them anew. What somebody registers to be in another's way an auditor strikes.
//! * An invoice that a bank registered, because it has paid for it, stands for no receivable until the bank cedes
//!   it.
//! * Who knows the secret can find out which of the invoices that it can guess are registered.
//!
//! ## What it costs
//! As benchmarked on two cores, with a read at 8 µs and a write at 50 µs: `register` takes 3 ms, and 0.3 ms for each
//! flag.
//!
//! ## Invariants
//! * `fingerprints_are_theirs`: each live invoice has its fingerprint, settled if it is bound; no other has.
//! * `partials_are_indexed`: those of live invoices, and no others.
//! * `copies_are_flagged`: with what they agree in, the same from both sides, and nothing else is.
//! * `open_flags_are_counted`: for each invoice, and listed under its debtor.
//! * `bound_invoices_are_counted`: for each supplier.
//! * `invoices_are_indexed`: under registrar, supplier and debtor.
//!
//! ## Errors
//! See [`Error`].

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod bindings;
pub mod fingerprints;
mod flags;
#[cfg(test)]
mod mock;
mod queries;
mod registrations;
pub mod runtime_api;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
#[allow(clippy::cast_possible_truncation, reason = "derived codecs cast an enum's index")]
pub mod types;
pub mod weights;

pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use covenant_primitives::{
	Actor, Authorized, FirstCome, InvoiceId, Moment, OrganizationId, Organizations, ReceivableId,
	Salt,
};
use frame_support::traits::{Get, Time};
use sp_core::H256;

/// An [`Actor`] of the runtime.
pub type ActorOf<T> = Actor<<T as frame_system::Config>::AccountId>;

/// Makes what benchmarks need.
#[cfg(feature = "runtime-benchmarks")]
pub trait BenchmarkHelper {
	/// An organization on the chain that signs no benchmarks.
	fn organization() -> OrganizationId;
}

#[allow(
	clippy::cast_possible_truncation,
	clippy::expect_used,
	clippy::unreachable,
	reason = "expansions of FRAME's macros"
)]
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use frame_support::pallet_prelude::*;
	use frame_system::pallet_prelude::*;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// An operator who may act in matters of money for an organization in good standing.
		type TreasuryOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = Authorized<ActorOf<Self>>>;

		/// An operator who may audit for an organization in good standing.
		type AuditorOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = Authorized<ActorOf<Self>>>;

		/// The organizations.
		type Organizations: Organizations<Self::AccountId>;

		/// Registers exact fingerprints in the order of their commitments.
		type FirstCome: FirstCome;

		/// Chain time.
		type Time: Time<Moment = Moment>;

		/// How many copies an invoice can have when it is registered. From 1; an upgrade can raise it.
		#[pallet::constant]
		type MaxFlags: Get<u32>;

		/// What the calls weigh.
		type WeightInfo: WeightInfo;

		/// Makes what benchmarks need.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper;
	}

	/// The id of the next invoice.
	#[pallet::storage]
	pub type NextInvoiceId<T: Config> = StorageValue<_, InvoiceId, ValueQuery>;

	/// The invoices, whatever has become of them.
	#[pallet::storage]
	pub type Invoices<T: Config> = StorageMap<_, Twox64Concat, InvoiceId, Invoice>;

	/// The invoices that an organization registered, is to be paid or is to pay.
	#[pallet::storage]
	pub type InvoicesOf<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OrganizationId, Twox64Concat, InvoiceId, ()>;

	/// The live invoices that have a partial fingerprint.
	#[pallet::storage]
	pub type Copies<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, Partial, Twox64Concat, InvoiceId, ()>;

	/// The flags between live invoices, from either.
	#[pallet::storage]
	pub type Flags<T: Config> =
		StorageDoubleMap<_, Twox64Concat, InvoiceId, Twox64Concat, InvoiceId, Flag>;

	/// How many flags of an invoice nobody has cleared.
	#[pallet::storage]
	pub type OpenFlags<T: Config> = StorageMap<_, Twox64Concat, InvoiceId, u32, ValueQuery>;

	/// The invoices of a debtor with flags that nobody has cleared.
	#[pallet::storage]
	pub type FlaggedOf<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OrganizationId, Twox64Concat, InvoiceId, ()>;

	/// How many invoices of a supplier are bound.
	#[pallet::storage]
	pub type BoundCount<T: Config> = StorageMap<_, Twox64Concat, OrganizationId, u32, ValueQuery>;

	#[pallet::error]
	pub enum Error<T> {
		/// No invoice has this id, or no flag stands between the two.
		NotFound,
		/// The signer's organization is neither the supplier nor a bank; did not register the invoice; or
		/// is no debtor and no auditor, or supplier or registrar of one of the two; or is a side of what it
		/// would strike. Or the invoice is another supplier's.
		NotAuthorized,
		/// The supplier is suspended, or not on the chain.
		NotInGoodStanding,
		/// Supplier and debtor are two.
		InvalidParty,
		/// The debtor is not on the chain.
		UnknownDebtor,
		/// A kind of partial fingerprint is missing, or one is given twice.
		InvalidPartials,
		/// A digest is zero, which is no hash of anything.
		InvalidDigest,
		/// More live invoices have the same partial fingerprints than can be flagged.
		TooManyCopies,
		/// The invoice is bound, is not, or is live no longer.
		InvalidState,
		/// The invoice bills another, or does not say who drafts as its debtor.
		WrongDebtor,
		/// A bank registered the invoice, and has not left it to its supplier.
		NotCeded,
		/// An earlier commitment to the fingerprint may still be opened.
		NotSettled,
		/// A flag of the invoice is open.
		NotClear,
		/// The flag was cleared already.
		AlreadyCleared,
		/// Invoices of the organization stand for receivables.
		BoundInvoices,
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An invoice was registered.
		Registered {
			/// The invoice.
			invoice: InvoiceId,
			/// Who is to be paid.
			supplier: OrganizationId,
			/// Who is to pay, if that was said.
			debtor: Option<OrganizationId>,
			/// The exact fingerprint.
			fingerprint: H256,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// Another had committed to an invoice's fingerprint earlier.
		GaveWay {
			/// The invoice that gave way.
			invoice: InvoiceId,
			/// The one that has the fingerprint now.
			to: InvoiceId,
		},
		/// A new invoice agrees with another.
		Flagged {
			/// The new one.
			invoice: InvoiceId,
			/// The other.
			other: InvoiceId,
			/// In what.
			kinds: Kinds,
		},
		/// Somebody looked at two invoices and found that they are two.
		FlagCleared {
			/// One.
			invoice: InvoiceId,
			/// The other.
			other: InvoiceId,
			/// The digest of the reasons.
			reasons: H256,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// An invoice was left to its supplier.
		Ceded {
			/// The invoice.
			invoice: InvoiceId,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// An invoice stands for a receivable.
		Bound {
			/// The invoice.
			invoice: InvoiceId,
			/// The receivable.
			receivable: ReceivableId,
		},
		/// An invoice stands for a receivable no longer.
		Unbound {
			/// The invoice.
			invoice: InvoiceId,
			/// The receivable.
			receivable: ReceivableId,
		},
		/// Nothing is owed any more for the receivable that an invoice stood for, and something was paid on it.
		Closed {
			/// The invoice.
			invoice: InvoiceId,
			/// The receivable.
			receivable: ReceivableId,
		},
		/// An invoice was cancelled. Its fingerprints are free.
		Released {
			/// The invoice.
			invoice: InvoiceId,
			/// Who did it.
			by: ActorOf<T>,
		},
		/// An auditor cancelled an invoice. Its fingerprints are free.
		Struck {
			/// The invoice.
			invoice: InvoiceId,
			/// The digest of the reasons.
			reasons: H256,
			/// Who did it.
			by: ActorOf<T>,
		},
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::MaxFlags::get() > 0, "no copy could be flagged");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight = <T as Config>::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// Registers an invoice of `supplier` by opening the commitment to its exact fingerprint that the
		/// signer's organization made with `salt`.
		#[pallet::call_index(0)]
		#[pallet::weight(Pallet::<T>::weight_of((T::MaxFlags::get(), Pallet::<T>::most_flags())))]
		pub fn register(
			origin: OriginFor<T>,
			fingerprint: H256,
			salt: Salt,
			supplier: OrganizationId,
			debtor: Option<OrganizationId>,
			partials: Partials,
		) -> DispatchResultWithPostInfo {
			let by = T::TreasuryOrigin::ensure_origin(origin)??;
			let work = Self::do_register(by, fingerprint, salt, supplier, debtor, partials)?;
			Ok(Some(Self::weight_of(work)).into())
		}

		/// Says, for `reasons` that have this digest, that two invoices are two although they agree in
		/// something.
		#[pallet::call_index(1)]
		pub fn clear_flag(
			origin: OriginFor<T>,
			invoice: InvoiceId,
			other: InvoiceId,
			reasons: H256,
		) -> DispatchResult {
			let (by, audits) = match T::AuditorOrigin::ensure_origin(origin.clone()) {
				Ok(Ok(by)) => (by, true),
				_ => (T::TreasuryOrigin::ensure_origin(origin)??, false),
			};
			Self::do_clear_flag(by, audits, invoice, other, reasons)
		}

		/// Cancels an invoice that is not bound.
		#[pallet::call_index(2)]
		#[pallet::weight(<T as Config>::WeightInfo::release(Pallet::<T>::most_flags()))]
		pub fn release(origin: OriginFor<T>, invoice: InvoiceId) -> DispatchResultWithPostInfo {
			let by = T::TreasuryOrigin::ensure_origin(origin)??;
			let removed = Self::do_release(by, invoice)?;
			Ok(Some(<T as Config>::WeightInfo::release(removed)).into())
		}

		/// Leaves an invoice that the signer's bank registered to its supplier.
		#[pallet::call_index(3)]
		pub fn cede(origin: OriginFor<T>, invoice: InvoiceId) -> DispatchResult {
			let by = T::TreasuryOrigin::ensure_origin(origin)??;
			Self::do_cede(by, invoice)
		}

		/// Cancels, for `reasons` that have this digest, an invoice that is not bound and that somebody had no right to
		/// register, or has left behind.
		#[pallet::call_index(4)]
		#[pallet::weight(<T as Config>::WeightInfo::release(Pallet::<T>::most_flags()))]
		pub fn strike(
			origin: OriginFor<T>,
			invoice: InvoiceId,
			reasons: H256,
		) -> DispatchResultWithPostInfo {
			let by = T::AuditorOrigin::ensure_origin(origin)??;
			let removed = Self::do_strike(by, invoice, reasons)?;
			Ok(Some(<T as Config>::WeightInfo::release(removed)).into())
		}
	}
}
