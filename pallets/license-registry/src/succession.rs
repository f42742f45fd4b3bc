// SPDX-License-Identifier: Apache-2.0

//! New versions of a certificate, by its issuer or by the one that takes it over.
//!
//! The identifier counts the versions, and names the type. The issuer of a version is told by the
//! identifier's authority part, and another authority has serial numbers of its own: what is
//! transferred goes on with the next version under any authority and serial.

use crate::{issuing::*, *};
use frame_support::ensure;
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_succeed(
		actor: ActorOf<T>,
		predecessor: LicenseId,
		draft: Draft,
		operation: Operation,
	) -> DispatchResult {
		let mut former = Self::license(predecessor)?;
		let transfer = operation == Operation::TransferredIn;
		if transfer {
			ensure!(former.offered_to == Some(actor.organization), Error::<T>::NotOffered);
		} else {
			ensure!(former.issuer == actor.organization, Error::<T>::NotAuthorized);
		}
		ensure!(former.successor.is_none(), Error::<T>::Superseded);
		ensure!(former.status == Status::Active, Error::<T>::InvalidState);

		let number = Self::number(&draft.number)?;
		ensure!(number.type_code() == former.type_code(), Error::<T>::TypeMismatch);
		ensure!(
			former.number.version().checked_add(1) == Some(number.version())
				&& (transfer || number.is_same_certificate(&former.number)),
			Error::<T>::WrongSequence
		);
		ensure!(draft.holder.party == former.holder.party, Error::<T>::HolderMismatch);
		let mut desk = Desk::<T>::open(actor.clone(), number.type_code())?;
		if operation == Operation::Renewed {
			ensure!(!desk.retired, Error::<T>::TypeRetired);
			ensure!(Self::is_renewal(&former, &draft, &desk), Error::<T>::InvalidPeriod);
		} else {
			let period = (draft.valid_from, draft.valid_until);
			ensure!(period == (former.valid_from, former.valid_until), Error::<T>::InvalidPeriod);
		}

		let certificate = former.certificate;
		let origin = Origin { operation, predecessor: Some((predecessor, certificate)) };
		let license = desk.issue(number, draft, origin)?;
		desk.close();
		InEffect::<T>::insert(certificate, license);
		let by = Succession { license, operation };
		former.successor = Some(by);
		former.offered_to = None;
		Self::record(predecessor, former, actor, Act::Superseded { by })
	}

	/// Whether the period of `draft` is that of a renewal: within the rules, begun, so that there is
	/// no gap, and longer lasting.
	fn is_renewal(former: &LicenseOf<T>, draft: &Draft, desk: &Desk<T>) -> bool {
		let lasts_longer = match (former.valid_until, draft.valid_until) {
			(Some(former), Some(new)) => new > former,
			(Some(_), None) => true,
			(None, _) => false,
		};
		lasts_longer
			&& draft.valid_from <= desk.now
			&& desk.rules.allow(draft.valid_from, draft.valid_until, desk.now)
	}

	pub(crate) fn do_offer_transfer(
		actor: ActorOf<T>,
		id: LicenseId,
		to: OrganizationId,
	) -> DispatchResult {
		let mut license = Self::administered(&actor, id)?;
		ensure!(license.status == Status::Active, Error::<T>::InvalidState);
		ensure!(license.offered_to != Some(to) && license.issuer != to, Error::<T>::Unchanged);
		let type_code = license.type_code();
		let jurisdiction = Self::jurisdiction_of(type_code, &Self::type_of(type_code)?, to);
		ensure!(jurisdiction.is_some(), Error::<T>::NotAnIssuer);
		license.offered_to = Some(to);
		Self::record(id, license, actor, Act::Offered { to })
	}

	pub(crate) fn do_withdraw_transfer(actor: ActorOf<T>, id: LicenseId) -> DispatchResult {
		let mut license = Self::administered(&actor, id)?;
		ensure!(license.offered_to.take().is_some(), Error::<T>::NotOffered);
		Self::record(id, license, actor, Act::OfferWithdrawn)
	}
}
