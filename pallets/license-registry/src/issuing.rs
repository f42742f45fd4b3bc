// SPDX-License-Identifier: Apache-2.0

//! Issuing, one by one or many at once.

use crate::*;
use alloc::vec::Vec;
use covenant_primitives::license_number::Invalid;
use frame_support::{ensure, traits::Incrementable};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

/// What the licenses of one call have in common. It is read once.
pub(crate) struct Desk<T: Config> {
	actor: ActorOf<T>,
	type_code: TypeCode,
	/// The present version of the type, and its rules.
	type_version: u32,
	pub(crate) rules: Rules,
	/// Where the issuer issues.
	jurisdiction: Division,
	pub(crate) retired: bool,
	pub(crate) now: Moment,
	block: u32,
	/// What the next license gets.
	next_id: LicenseId,
	next_position: u32,
}

/// Where a license comes from.
pub(crate) struct Origin {
	pub(crate) operation: Operation,
	/// The version before, and the certificate.
	pub(crate) predecessor: Option<(LicenseId, LicenseId)>,
}

impl<T: Config> Desk<T> {
	/// For a license of this type, by the organization of `actor`.
	pub(crate) fn open(actor: ActorOf<T>, type_code: TypeCode) -> Result<Self, DispatchError> {
		let record = Pallet::<T>::type_of(type_code)?;
		let jurisdiction = Pallet::<T>::jurisdiction_of(type_code, &record, actor.organization)
			.ok_or(Error::<T>::NotAnIssuer)?;
		let version =
			TypeVersions::<T>::get(type_code, record.latest).ok_or(Error::<T>::TypeNotFound)?;
		let series = Series { issuer: actor.organization, type_code };
		Ok(Self {
			type_code,
			type_version: record.latest,
			rules: version.form.rules,
			jurisdiction,
			retired: record.retired_at.is_some(),
			now: T::Time::now(),
			block: Pallet::<T>::block(),
			next_id: NextLicenseId::<T>::get(),
			next_position: SeriesLength::<T>::get(series),
			actor,
		})
	}

	/// Issues the license of `draft`. Its period and the identifier's sequence are the caller's to
	/// check. Returns its id.
	pub(crate) fn issue(
		&mut self,
		number: LicenseNumber,
		draft: Draft,
		origin: Origin,
	) -> Result<LicenseId, DispatchError> {
		let Draft {
			type_version, jurisdiction, holder, root, valid_from, valid_until, base, ..
		} = draft;
		ensure!(number.type_code() == self.type_code, Error::<T>::TypeMismatch);
		ensure!(!LicenseByNumber::<T>::contains_key(&number), Error::<T>::AlreadyIssued);
		ensure!(type_version == self.type_version, Error::<T>::StaleVersion);
		ensure!(jurisdiction.is_valid(), Error::<T>::InvalidJurisdiction);
		ensure!(self.jurisdiction.contains(&jurisdiction), Error::<T>::OutsideJurisdiction);
		ensure!(!root.is_zero() && !holder.commitment.is_zero(), Error::<T>::InvalidContent);
		ensure!(self.rules.admit(holder.party), Error::<T>::InvalidHolder);
		ensure!(Pallet::<T>::exists(holder.party), Error::<T>::UnknownParty);

		let id = self.next_id;
		let (predecessor, certificate) = origin.predecessor.unzip();
		let certificate = certificate.unwrap_or(id);
		if let Some(base) = base {
			Pallet::<T>::ensure_base(base, certificate)?;
		}
		let position = self.next_position;
		self.next_id = id.increment().ok_or(ArithmeticError::Overflow)?;
		self.next_position = position.checked_add(1).ok_or(ArithmeticError::Overflow)?;

		let operation = origin.operation;
		let license = License {
			number,
			type_version,
			issuer: self.actor.organization,
			jurisdiction,
			holder,
			root,
			valid_from,
			valid_until,
			status: Status::Active,
			offered_to: None,
			operation,
			certificate,
			predecessor,
			successor: None,
			base,
			issued_at: self.now,
			issued_in: self.block,
			issued_by: self.actor.account.clone(),
			position,
			history_length: 1,
		};
		LicenseByNumber::<T>::insert(&license.number, id);
		LicensesOf::<T>::insert(holder.party, id, ());
		LicensesBy::<T>::insert(license.series(), position, id);
		Licenses::<T>::insert(id, &license);
		Pallet::<T>::deposit_event(Event::Issued {
			actor: self.actor.clone(),
			license: id,
			number: license.number,
			operation,
			predecessor,
		});
		Ok(id)
	}

	/// Writes what was counted.
	pub(crate) fn close(self) {
		let series = Series { issuer: self.actor.organization, type_code: self.type_code };
		NextLicenseId::<T>::put(self.next_id);
		SeriesLength::<T>::insert(series, self.next_position);
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_issue(actor: ActorOf<T>, drafts: Vec<Draft>) -> DispatchResult {
		let mut desk: Option<Desk<T>> = None;
		for draft in drafts {
			let number = Self::number(&draft.number)?;
			let desk = match &mut desk {
				Some(desk) => desk,
				None => desk.insert(Desk::open(actor.clone(), number.type_code())?),
			};
			ensure!(!desk.retired, Error::<T>::TypeRetired);
			ensure!(number.version() == 1, Error::<T>::WrongSequence);
			ensure!(
				desk.rules.allow(draft.valid_from, draft.valid_until, desk.now),
				Error::<T>::InvalidPeriod
			);
			let origin = Origin { operation: Operation::Issued, predecessor: None };
			desk.issue(number, draft, origin)?;
		}
		if let Some(desk) = desk {
			desk.close();
		}
		Ok(())
	}

	/// The identifier that `text` says.
	pub(crate) fn number(text: &NumberText) -> Result<LicenseNumber, DispatchError> {
		LicenseNumber::try_from(text.as_slice()).map_err(|invalid| {
			let error: Error<T> = match invalid {
				Invalid::CheckCharacter => Error::WrongCheckCharacter,
				Invalid::TypeCode(_) => Error::InvalidTypeCode,
				Invalid::Structure | Invalid::Character | Invalid::Version => Error::InvalidNumber,
			};
			error.into()
		})
	}

	/// Whether a license of `certificate` may stand on `base`. That one may be withheld or have
	/// expired: checks say so as long as it is.
	fn ensure_base(base: LicenseId, certificate: LicenseId) -> DispatchResult {
		let (_, record) = Self::in_effect(base).ok_or(Error::<T>::InvalidBase)?;
		ensure!(record.certificate < certificate, Error::<T>::InvalidBase);
		ensure!(!record.has_ended(), Error::<T>::InvalidBase);
		Ok(())
	}

	/// Whether the party is on the chain.
	pub(crate) fn exists(party: Party) -> bool {
		match party {
			Party::Organization(organization) => T::Organizations::exists(organization),
			Party::Person(person) => T::Persons::account_of(person).is_some(),
		}
	}

	pub(crate) fn block() -> u32 {
		frame_system::Pallet::<T>::block_number().saturated_into()
	}
}
