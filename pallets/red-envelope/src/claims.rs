// SPDX-License-Identifier: Apache-2.0

//! Claims: who may have a share. What it is worth is decided later, see [`crate::draws`].

use crate::{lists::Recipient, *};
use covenant_primitives::Party;
use frame_support::{ensure, weights::Weight};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_core::ed25519::{Public, Signature};
use sp_io::crypto::ed25519_verify;
use sp_runtime::{traits::Zero, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// What checking a claim's evidence weighs beside the claim of a member.
	pub(crate) fn weight_of_evidence(evidence: &Evidence) -> Weight {
		match evidence {
			Evidence::None => Weight::zero(),
			Evidence::Listed { .. } => T::WeightInfo::check_place(),
			Evidence::License(_) => T::Licenses::weight(),
			Evidence::Code(_) => T::WeightInfo::check_code(),
		}
	}

	pub(crate) fn do_claim(
		account: T::AccountId,
		person: PersonId,
		id: EnvelopeId,
		evidence: Evidence,
	) -> DispatchResult {
		let (envelope, mut progress) = Self::envelope(id)?;
		match progress.status {
			EnvelopeStatus::Open => (),
			EnvelopeStatus::Paused => Err(Error::<T>::Paused)?,
			EnvelopeStatus::Claimed => Err(Error::<T>::NoShareLeft)?,
			EnvelopeStatus::Canceled => Err(Error::<T>::Canceled)?,
			EnvelopeStatus::Expired => Err(Error::<T>::Expired)?,
		}
		let now = T::Time::now();
		ensure!(envelope.terms.opens_at <= now, Error::<T>::NotYetOpen);
		// It has not been noticed yet.
		ensure!(now < envelope.terms.expires_at, Error::<T>::Expired);
		let book = envelope.book;
		Self::ensure_good_standing(book.organization)?;
		ensure!(!Claims::<T>::contains_key(person, id), Error::<T>::AlreadyClaimed);
		let amount = Self::ensure_may_claim(&account, person, id, &envelope, evidence)?;
		let expected = envelope.expected(amount);
		if !envelope.is_lucky() {
			progress.unclaimed =
				progress.unclaimed.checked_sub(expected).ok_or(Error::<T>::ListExceedsTotal)?;
		}
		let month = T::Books::period();
		Self::count_claim(book, month, person, expected)?;

		let share = progress.claimed;
		progress.claimed = share.saturating_add(1);
		let round = if envelope.is_lucky() { Self::ask() } else { 0 };
		Slots::<T>::insert(id, share, Slot { person, round, month, amount });
		Claims::<T>::insert(person, id, share);
		Waiting::<T>::insert(round, id, ());
		if progress.claimed >= envelope.shares {
			T::Deadlines::cancel(envelope.terms.expires_at, Task::Expire(id));
			Self::end(&envelope, id, &mut progress, EnvelopeStatus::Claimed)?;
		}
		Progresses::<T>::insert(id, progress);
		Self::deposit_event(Event::Claimed { person, envelope: id, share, round });
		Ok(())
	}

	/// Asks for chance, and remembers to look whether it has come.
	pub(crate) fn ask() -> Round {
		let round = T::Beacon::ask();
		if !FirstRound::<T>::exists() {
			FirstRound::<T>::put(round);
		}
		round
	}

	/// Refuses whoever may not claim. Returns what it gets if that was assigned.
	fn ensure_may_claim(
		account: &T::AccountId,
		person: PersonId,
		id: EnvelopeId,
		envelope: &EnvelopeOf<T>,
		evidence: Evidence,
	) -> Result<Option<Amount>, DispatchError> {
		let organization = envelope.book.organization;
		let audience = match &envelope.division {
			Division::Equal { audience, .. } | Division::Lucky { audience } => audience,
			Division::Assigned { list } => {
				let amount = Self::ensure_listed(list, person, evidence)?;
				ensure!(amount > 0, Error::<T>::InvalidEvidence);
				return Ok(Some(amount));
			}
			Division::Named => {
				ensure!(evidence == Evidence::None, Error::<T>::WrongEvidence);
				let amount = Assignments::<T>::take(id, person).ok_or(Error::<T>::NotNamed)?;
				return Ok(Some(amount));
			}
		};
		match (audience, evidence) {
			(Audience::Members, Evidence::None) => {
				T::Persons::ensure_member(account, organization)?;
			}
			(Audience::Unit(unit), Evidence::None) => {
				let member = T::Persons::ensure_member(account, organization)?;
				ensure!(member.unit == *unit, Error::<T>::WrongUnit);
			}
			(Audience::Listed(list), evidence @ Evidence::Listed { .. }) => {
				Self::ensure_listed(list, person, evidence)?;
			}
			(Audience::Licensed(type_code), Evidence::License(license)) => {
				T::Licenses::ensure_held(Party::Person(person), license, *type_code)?;
			}
			(Audience::Coded(key), Evidence::Code(signature)) => {
				let signed = Self::is_signed(account, id, key, signature);
				ensure!(signed, Error::<T>::InvalidEvidence);
			}
			_ => return Err(Error::<T>::WrongEvidence.into()),
		}
		Ok(None)
	}

	fn ensure_listed(
		list: &List,
		person: PersonId,
		evidence: Evidence,
	) -> Result<Amount, DispatchError> {
		let Evidence::Listed { index, salt, amount, proof } = evidence else {
			return Err(Error::<T>::WrongEvidence.into());
		};
		let recipient = Recipient { salt, person, amount };
		let listed = lists::verify(list, index, &recipient, &proof);
		ensure!(listed, Error::<T>::InvalidEvidence);
		Ok(amount)
	}

	/// Whether `signature` was made for `account` with the key of an envelope's code.
	pub(crate) fn is_signed(
		account: &T::AccountId,
		id: EnvelopeId,
		key: &[u8; 32],
		signature: [u8; 64],
	) -> bool {
		// The hash of block 0, which no other chain has.
		let genesis = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
		let message = codes::message(genesis, id, account);
		ed25519_verify(&Signature::from_raw(signature), &message, &Public::from_raw(*key))
	}
}
