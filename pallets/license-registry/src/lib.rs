// SPDX-License-Identifier: Apache-2.0

//! # License registry
//!
//! Certificates that authorities issue, other authorities recognize, holders disclose field by field,
//! and anybody checks without asking the issuer. The chain keeps who may issue what, a root over the
//! salted fields of each license, where it stands and how it came there; never what it says. What an
//! organization looks at with a holder's consent is logged, and the holder sees it.
//!
//! ## Words
//! | word | meaning |
//! | --- | --- |
//! | type | what a license is: name, fields, rules; in versions, which are never deleted |
//! | authority | the organization that registered a type |
//! | issuer | the authority, or whom it appointed, each in its jurisdiction |
//! | jurisdiction | a division of the country: `3401` lies in `34`, and that in the nation |
//! | license | one version of a certificate, with the identifier of its own |
//! | certificate | all versions of a license; exactly one has no successor and is in effect |
//! | holder | a commitment, and the party (organization or person) that speaks for it |
//! | base | a license on which another one stands |
//! | recognition | an organization takes licenses of a type for valid in its realm, on conditions |
//! | consent | a holder lets an organization use a license: fields, purpose, period, number of uses |
//! | series | the licenses of one type by one issuer; their positions number the bits of status lists |
//!
//! ## Calls
//! | call | who may | effect |
//! | --- | --- | --- |
//! | `register_type` | an operator with `IssueLicenses` | a type, of which its organization is the authority |
//! | `amend_type`, `retire_type` | the same, of the authority | a new version; no new licenses |
//! | `appoint_issuer`, `dismiss_issuer` | the same, of the authority | another organization issues, or no longer |
//! | `recognize`, `withdraw_recognition` | an operator with `IssueLicenses`, for its own organization | conditions set; gone |
//! | `issue`, `issue_batch` | the same, of an issuer | new certificates, all or none |
//! | `renew` | the issuer | the next version, for another period |
//! | `amend` | the issuer | the next version, with other content |
//! | `withhold`, `release` | the issuer | no effect; effect again |
//! | `cancel`, `revoke` | the issuer | the end |
//! | `reassign` | the issuer | another party speaks for the holder, whose key is lost for good |
//! | `offer_transfer`, `withdraw_transfer` | the issuer | another issuer may take the certificate over, or no longer |
//! | `transfer_in` | the issuer that it was offered to | the next version, by itself |
//! | `request_consent` | an operator with `ShareData` | the holder is asked |
//! | `authorize` | the holder | a consent, unasked |
//! | `give_consent`, `refuse_consent` | the holder | the answer |
//! | `withdraw_consent` | the holder, or the organization | the end of a consent; the organization's, of its request too |
//! | `use_consent` | the organization, by an operator with `ShareData` | one use less, and the entry in the log |
//!
//! A holder acts through its account, an operator with `ShareData`, or a proxy of either (a parent, an
//! agent; `pallet-proxy`). Checking needs no call and no account: see [`runtime_api`]. No call moves
//! money.
//!
//! An operator acts only while its organization is in good standing. Licenses of an issuer that is
//! suspended, gone or no longer entitled stay valid and are checked with a warning: what was issued
//! lawfully does not lapse with its issuer. If the issuer is gone for good, dismissed or without the
//! capability, the type's authority acts in its place on what it issued: it withholds, cancels,
//! revokes, reassigns, and offers it to another issuer. A license whose holder left the chain is
//! checked as before; nobody consents to its use until the issuer names another party.
//!
//! ## Life of a license
//! ```text
//!              ┌── release ──┐
//!              ▼             │
//! issue ──> Active ── withhold ──> Withheld
//!            │  │                   │
//!            │  └── cancel, revoke ─┴──> Canceled, Revoked
//!            │
//!            └── renew, amend, transfer_in ──> superseded by a new license, which is Active
//! ```
//! It expires by itself when `valid_until` comes. Only a license without a successor changes. What is
//! done twice is refused: `InvalidState`, `Superseded` or `Unchanged` says which.
//!
//! * The successor is in effect at once. A renewal's period has therefore begun when it is issued,
//!   and ends later than the former; amending and transferring keep the period.
//! * A license that is offered to another issuer stays valid until that one takes it over.
//! * Of a retired type nothing is issued or renewed. What there is can be amended and transferred.
//! * New versions of a license are of the present version of the type; rules do not reach back.
//! * A base counts in the version that is in effect. It belongs to an older certificate than what
//!   stands on it, hence nothing stands on itself.
//!
//! ## Consents
//! A consent belongs to the certificate: it outlives renewals and amendments, for the holder agreed to
//! the use of certain fields and not of a certain print, as long as the new version has the same
//! fields. If the fields changed, or another party speaks for the holder, it takes a new one; while
//! nobody does, who was released or removed, it rests, for nobody could withdraw it.
//! An organization has one open request a certificate. Looking at a disclosure takes no consent: the
//! holder made it.
//!
//! `use_consent` succeeds only if the license is valid right then. An organization that issues
//! licenses itself must recognize the type too, unless it is the issuer or the authority; others,
//! such as a bank, have no realm of their own.
//!
//! ## Status lists
//! Each series has W3C Bitstring Status Lists of 131,072 entries, for revocation (ended for good,
//! also by a successor) and suspension (withheld). Expiry is not in them: a credential has its own
//! `validUntil`; nor is the state of a base. Bits are kept in chunks of 1,024, so that a list is read
//! in 128 reads, and writing one costs the same whatever there is.
//!
//! ## Costs
//! Issuing writes six items: the license, its identifier, its holder's and its series' index, the
//! length of the series and the next id. In a batch the last two, the type and the appointment are
//! read and written once for all: `4n + 2` items for `n` licenses. As measured (`weights.rs`), with
//! ParityDB's weights, one license takes 636 µs of a block, each of a batch of 200 takes 337 µs, which
//! is 53 % of that. No call's cost grows with how many licenses there are.
//!
//! ## Invariants
//! * `types_are_versioned`: a type has the versions from 1 to its latest; issuers and recognitions lie
//!   within its jurisdiction.
//! * `licenses_are_indexed`: identifiers, holders and series lead to each license, and to nothing else.
//! * `one_version_is_in_effect`: the versions of a certificate are a chain, one without successor.
//! * `histories_are_complete`: a license has an entry for every change.
//! * `bits_tell_the_status`: status bits are what the licenses say.
//! * `consents_are_indexed`: each consent is listed under its certificate and its organization; open
//!   requests, and only they, are known as such.
//! * `uses_are_counted`: a consent has as many uses in the log as it has fewer left.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod checks;
mod consents;
mod decisions;
mod errors;
mod events;
mod history;
mod holders;
mod issuing;
mod license_types;
#[cfg(test)]
mod mock;
mod queries;
mod recognition;
#[allow(clippy::cast_possible_truncation, reason = "derived codecs cast an enum's index")]
pub mod reports;
pub mod runtime_api;
mod status_lists;
mod succession;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
#[allow(clippy::cast_possible_truncation, reason = "derived codecs cast an enum's index")]
pub mod types;
mod uses;
pub mod weights;

pub use pallet::*;
pub use reports::*;
pub use types::*;
pub use weights::WeightInfo;

use covenant_primitives::{
	Actor, Authorized, CreditScores, LicenseNumber, Moment, OrganizationId, Organizations, Party,
	Persons, Signatory, TypeCode,
};
use frame_support::{
	pallet_macros::import_section,
	traits::{Get, Time},
};
use sp_core::H256;
use sp_runtime::SaturatedConversion;

/// An [`Actor`] of the runtime.
pub type ActorOf<T> = Actor<<T as frame_system::Config>::AccountId>;

/// A [`Signatory`] of the runtime.
pub type SignatoryOf<T> = Signatory<<T as frame_system::Config>::AccountId>;

/// A [`License`] of the runtime.
pub type LicenseOf<T> = License<<T as frame_system::Config>::AccountId>;

/// An [`Entry`] of the runtime.
pub type EntryOf<T> = Entry<<T as frame_system::Config>::AccountId>;

/// A [`Use`] of the runtime.
pub type UseOf<T> = Use<<T as frame_system::Config>::AccountId>;

#[import_section(errors::errors)]
#[import_section(events::events)]
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
		/// An operator who may issue licenses for an organization in good standing.
		type IssuerOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = Authorized<ActorOf<Self>>>;

		/// A person, or an operator who may share the data of an organization in good standing.
		type PartyOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = Authorized<SignatoryOf<Self>>>;

		/// The organizations.
		type Organizations: Organizations<Self::AccountId>;

		/// The persons.
		type Persons: Persons<Self::AccountId>;

		/// The scores that checks report.
		type Credit: CreditScores;

		/// Chain time.
		type Time: Time<Moment = Moment>;

		/// How many licenses one call can issue; at least 200.
		#[pallet::constant]
		type MaxBatch: Get<u32>;

		/// How many bases, each standing on the next, a check follows. What stands on more is not
		/// valid.
		#[pallet::constant]
		type MaxDepth: Get<u32>;

		/// What the calls weigh.
		type WeightInfo: WeightInfo;
	}

	/// The license types.
	#[pallet::storage]
	pub type Types<T: Config> = StorageMap<_, Blake2_128Concat, TypeCode, LicenseType>;

	/// The versions of each type, from 1.
	#[pallet::storage]
	pub type TypeVersions<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, TypeCode, Twox64Concat, u32, TypeVersion>;

	/// Who issues licenses of a type beside its authority.
	#[pallet::storage]
	pub type Appointments<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, TypeCode, Twox64Concat, OrganizationId, Appointment>;

	/// Who recognizes a type, and on which conditions.
	#[pallet::storage]
	pub type Recognitions<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, TypeCode, Twox64Concat, OrganizationId, Conditions>;

	/// The id of the next license.
	#[pallet::storage]
	pub type NextLicenseId<T: Config> = StorageValue<_, LicenseId, ValueQuery>;

	/// Every license that was ever issued.
	#[pallet::storage]
	pub type Licenses<T: Config> = StorageMap<_, Twox64Concat, LicenseId, LicenseOf<T>>;

	/// The license with an identifier.
	#[pallet::storage]
	pub type LicenseByNumber<T: Config> = StorageMap<_, Blake2_128Concat, LicenseNumber, LicenseId>;

	/// The version in effect of each certificate that has several.
	#[pallet::storage]
	pub type InEffect<T: Config> = StorageMap<_, Twox64Concat, LicenseId, LicenseId>;

	/// The licenses for whose holder a party speaks, or spoke when the next version was issued.
	#[pallet::storage]
	pub type LicensesOf<T: Config> =
		StorageDoubleMap<_, Twox64Concat, Party, Twox64Concat, LicenseId, ()>;

	/// How many licenses a series has.
	#[pallet::storage]
	pub type SeriesLength<T: Config> = StorageMap<_, Blake2_128Concat, Series, u32, ValueQuery>;

	/// The licenses of a series by their positions.
	#[pallet::storage]
	pub type LicensesBy<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, Series, Twox64Concat, u32, LicenseId>;

	/// The status bits of a series, by purpose and chunk. A chunk without a set bit is not kept.
	#[pallet::storage]
	pub type StatusBits<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, Series, Twox64Concat, (StatusPurpose, u32), Chunk>;

	/// The history of each license, from entry 1. Entry 0 is its issuance, which its record tells.
	#[pallet::storage]
	pub type History<T: Config> =
		StorageDoubleMap<_, Twox64Concat, LicenseId, Twox64Concat, u32, EntryOf<T>>;

	/// The id of the next consent.
	#[pallet::storage]
	pub type NextConsentId<T: Config> = StorageValue<_, ConsentId, ValueQuery>;

	/// Every consent that was ever given or asked for.
	#[pallet::storage]
	pub type Consents<T: Config> = StorageMap<_, Twox64Concat, ConsentId, Consent>;

	/// The consents of a certificate.
	#[pallet::storage]
	pub type ConsentsOf<T: Config> =
		StorageDoubleMap<_, Twox64Concat, LicenseId, Twox64Concat, ConsentId, ()>;

	/// The consents to an organization.
	#[pallet::storage]
	pub type ConsentsTo<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OrganizationId, Twox64Concat, ConsentId, ()>;

	/// The open request of an organization for a certificate.
	#[pallet::storage]
	pub type OpenRequests<T: Config> =
		StorageDoubleMap<_, Twox64Concat, LicenseId, Twox64Concat, OrganizationId, ConsentId>;

	/// How many entries a certificate's log of uses has.
	#[pallet::storage]
	pub type UseCount<T: Config> = StorageMap<_, Twox64Concat, LicenseId, u64, ValueQuery>;

	/// The log of uses of each certificate.
	#[pallet::storage]
	pub type Uses<T: Config> =
		StorageDoubleMap<_, Twox64Concat, LicenseId, Twox64Concat, u64, UseOf<T>>;

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::MaxBatch::get() >= 200, "a batch must have room for 200 licenses");
			assert!(T::MaxDepth::get() > 0, "nothing could stand on a base");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight = <T as Config>::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// Registers a license type in version 1. `type_code` begins with the unified social credit
		/// code of whoever defined the type.
		#[pallet::call_index(0)]
		pub fn register_type(
			origin: OriginFor<T>,
			type_code: TypeCode,
			jurisdiction: Division,
			form: Form,
		) -> DispatchResult {
			let actor = T::IssuerOrigin::ensure_origin(origin)??;
			Self::do_register_type(actor, type_code, jurisdiction, form)
		}

		/// Adds a version to a type of the signer's organization.
		#[pallet::call_index(1)]
		pub fn amend_type(origin: OriginFor<T>, type_code: TypeCode, form: Form) -> DispatchResult {
			let actor = T::IssuerOrigin::ensure_origin(origin)??;
			Self::do_amend_type(actor, type_code, form)
		}

		/// Ends the issuing of licenses of a type.
		#[pallet::call_index(2)]
		pub fn retire_type(origin: OriginFor<T>, type_code: TypeCode) -> DispatchResult {
			let actor = T::IssuerOrigin::ensure_origin(origin)??;
			Self::do_retire_type(actor, type_code)
		}

		/// Has another organization issue licenses of a type in `jurisdiction`, also instead of where
		/// it did before.
		#[pallet::call_index(3)]
		pub fn appoint_issuer(
			origin: OriginFor<T>,
			type_code: TypeCode,
			organization: OrganizationId,
			jurisdiction: Division,
		) -> DispatchResult {
			let actor = T::IssuerOrigin::ensure_origin(origin)??;
			Self::do_appoint_issuer(actor, type_code, organization, jurisdiction)
		}

		/// Ends the appointment of an issuer.
		#[pallet::call_index(4)]
		pub fn dismiss_issuer(
			origin: OriginFor<T>,
			type_code: TypeCode,
			organization: OrganizationId,
		) -> DispatchResult {
			let actor = T::IssuerOrigin::ensure_origin(origin)??;
			Self::do_dismiss_issuer(actor, type_code, organization)
		}

		/// Says on which conditions the signer's organization recognizes a type, also instead of
		/// former ones.
		#[pallet::call_index(5)]
		pub fn recognize(
			origin: OriginFor<T>,
			type_code: TypeCode,
			conditions: Conditions,
		) -> DispatchResult {
			let actor = T::IssuerOrigin::ensure_origin(origin)??;
			Self::do_recognize(actor, type_code, conditions)
		}

		/// Ends the recognition of a type by the signer's organization.
		#[pallet::call_index(6)]
		pub fn withdraw_recognition(origin: OriginFor<T>, type_code: TypeCode) -> DispatchResult {
			let actor = T::IssuerOrigin::ensure_origin(origin)??;
			Self::do_withdraw_recognition(actor, type_code)
		}

		/// Issues a license: a new certificate.
		#[pallet::call_index(7)]
		pub fn issue(origin: OriginFor<T>, draft: Draft) -> DispatchResult {
			let actor = T::IssuerOrigin::ensure_origin(origin)??;
			Self::do_issue(actor, alloc::vec![draft])
		}

		/// Issues every license of `batch`, or none. All are of one type.
		#[pallet::call_index(8)]
		#[pallet::weight(<T as Config>::WeightInfo::issue_batch(batch.len().saturated_into()))]
		pub fn issue_batch(
			origin: OriginFor<T>,
			batch: BoundedVec<Draft, T::MaxBatch>,
		) -> DispatchResult {
			let actor = T::IssuerOrigin::ensure_origin(origin)??;
			ensure!(!batch.is_empty(), Error::<T>::Empty);
			Self::do_issue(actor, batch.into_inner())
		}

		/// Issues the next version of a certificate, for another period.
		#[pallet::call_index(9)]
		pub fn renew(origin: OriginFor<T>, predecessor: LicenseId, draft: Draft) -> DispatchResult {
			let actor = T::IssuerOrigin::ensure_origin(origin)??;
			Self::do_succeed(actor, predecessor, draft, Operation::Renewed)
		}

		/// Issues the next version of a certificate, with other content.
		#[pallet::call_index(10)]
		pub fn amend(origin: OriginFor<T>, predecessor: LicenseId, draft: Draft) -> DispatchResult {
			let actor = T::IssuerOrigin::ensure_origin(origin)??;
			Self::do_succeed(actor, predecessor, draft, Operation::Amended)
		}

		/// Takes over a certificate that was offered to the signer's organization, by issuing its next
		/// version.
		#[pallet::call_index(11)]
		pub fn transfer_in(
			origin: OriginFor<T>,
			predecessor: LicenseId,
			draft: Draft,
		) -> DispatchResult {
			let actor = T::IssuerOrigin::ensure_origin(origin)??;
			Self::do_succeed(actor, predecessor, draft, Operation::TransferredIn)
		}

		/// Offers a certificate to another issuer of its type, also instead of a former offer.
		#[pallet::call_index(12)]
		pub fn offer_transfer(
			origin: OriginFor<T>,
			license: LicenseId,
			to: OrganizationId,
		) -> DispatchResult {
			let actor = T::IssuerOrigin::ensure_origin(origin)??;
			Self::do_offer_transfer(actor, license, to)
		}

		/// Withdraws the offer of a certificate.
		#[pallet::call_index(13)]
		pub fn withdraw_transfer(origin: OriginFor<T>, license: LicenseId) -> DispatchResult {
			let actor = T::IssuerOrigin::ensure_origin(origin)??;
			Self::do_withdraw_transfer(actor, license)
		}

		/// Takes the effect from a license until it is released.
		#[pallet::call_index(14)]
		pub fn withhold(
			origin: OriginFor<T>,
			license: LicenseId,
			reason: WithholdingReason,
		) -> DispatchResult {
			let actor = T::IssuerOrigin::ensure_origin(origin)??;
			Self::do_withhold(actor, license, reason)
		}

		/// Gives a withheld license its effect again.
		#[pallet::call_index(15)]
		pub fn release(origin: OriginFor<T>, license: LicenseId) -> DispatchResult {
			let actor = T::IssuerOrigin::ensure_origin(origin)??;
			Self::do_release(actor, license)
		}

		/// Ends a license that nobody is to blame for.
		#[pallet::call_index(16)]
		pub fn cancel(
			origin: OriginFor<T>,
			license: LicenseId,
			reason: CancellationReason,
		) -> DispatchResult {
			let actor = T::IssuerOrigin::ensure_origin(origin)??;
			Self::do_cancel(actor, license, reason)
		}

		/// Takes a license away: because it should not have been issued, or as a `sanction`.
		#[pallet::call_index(17)]
		pub fn revoke(
			origin: OriginFor<T>,
			license: LicenseId,
			reason: RevocationReason,
			sanction: bool,
		) -> DispatchResult {
			let actor = T::IssuerOrigin::ensure_origin(origin)??;
			Self::do_revoke(actor, license, reason, sanction)
		}

		/// Has another party speak for a license's holder.
		#[pallet::call_index(18)]
		pub fn reassign(origin: OriginFor<T>, license: LicenseId, to: Party) -> DispatchResult {
			let actor = T::IssuerOrigin::ensure_origin(origin)??;
			Self::do_reassign(actor, license, to)
		}

		/// Asks a holder to let the signer's organization use a license.
		#[pallet::call_index(19)]
		pub fn request_consent(
			origin: OriginFor<T>,
			license: LicenseId,
			terms: Terms,
		) -> DispatchResult {
			let by = T::PartyOrigin::ensure_origin(origin)??;
			Self::do_request_consent(by, license, terms)
		}

		/// Lets an organization use a license of the signer.
		#[pallet::call_index(20)]
		pub fn authorize(
			origin: OriginFor<T>,
			license: LicenseId,
			organization: OrganizationId,
			terms: Terms,
		) -> DispatchResult {
			let by = T::PartyOrigin::ensure_origin(origin)??;
			Self::do_authorize(by, license, organization, terms)
		}

		/// Consents to what an organization asked for.
		#[pallet::call_index(21)]
		pub fn give_consent(origin: OriginFor<T>, consent: ConsentId) -> DispatchResult {
			let by = T::PartyOrigin::ensure_origin(origin)??;
			Self::do_give_consent(by, consent)
		}

		/// Refuses what an organization asked for.
		#[pallet::call_index(22)]
		pub fn refuse_consent(origin: OriginFor<T>, consent: ConsentId) -> DispatchResult {
			let by = T::PartyOrigin::ensure_origin(origin)??;
			Self::do_refuse_consent(by, consent)
		}

		/// Ends a consent, or the signer's own request for one.
		#[pallet::call_index(23)]
		pub fn withdraw_consent(origin: OriginFor<T>, consent: ConsentId) -> DispatchResult {
			let by = T::PartyOrigin::ensure_origin(origin)??;
			Self::do_withdraw_consent(by, consent)
		}

		/// Checks a license and uses a consent to it. `statement` is a salted hash of what for.
		#[pallet::call_index(24)]
		pub fn use_consent(
			origin: OriginFor<T>,
			consent: ConsentId,
			statement: H256,
		) -> DispatchResult {
			let by = T::PartyOrigin::ensure_origin(origin)??;
			Self::do_use_consent(by, consent, statement)
		}
	}
}
