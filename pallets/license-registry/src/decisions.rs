// SPDX-License-Identifier: Apache-2.0

//! What issuers decide about a license: its effect, its end, and who speaks for its holder.

use crate::*;
use frame_support::ensure;
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_withhold(
		actor: ActorOf<T>,
		id: LicenseId,
		reason: WithholdingReason,
	) -> DispatchResult {
		let mut license = Self::administered(&actor, id)?;
		ensure!(license.status == Status::Active, Error::<T>::InvalidState);
		license.status = Status::Withheld { reason, at: T::Time::now() };
		Self::record(id, license, actor, Act::Withheld { reason })
	}

	pub(crate) fn do_release(actor: ActorOf<T>, id: LicenseId) -> DispatchResult {
		let mut license = Self::administered(&actor, id)?;
		ensure!(matches!(license.status, Status::Withheld { .. }), Error::<T>::InvalidState);
		license.status = Status::Active;
		Self::record(id, license, actor, Act::Released)
	}

	pub(crate) fn do_cancel(
		actor: ActorOf<T>,
		id: LicenseId,
		reason: CancellationReason,
	) -> DispatchResult {
		let status = Status::Canceled { reason, at: T::Time::now() };
		Self::end(actor, id, status, Act::Canceled { reason })
	}

	pub(crate) fn do_revoke(
		actor: ActorOf<T>,
		id: LicenseId,
		reason: RevocationReason,
		sanction: bool,
	) -> DispatchResult {
		let status = Status::Revoked { reason, sanction, at: T::Time::now() };
		Self::end(actor, id, status, Act::Revoked { reason, sanction })
	}

	/// Also of a license that is withheld or has expired.
	fn end(actor: ActorOf<T>, id: LicenseId, status: Status, act: Act) -> DispatchResult {
		let mut license = Self::administered(&actor, id)?;
		ensure!(!license.has_ended(), Error::<T>::InvalidState);
		license.status = status;
		license.offered_to = None;
		Self::record(id, license, actor, act)
	}

	/// A person whose account was recovered speaks for its licenses without this: they are the
	/// person's, not the account's. Former versions stay listed under whom they were issued for.
	pub(crate) fn do_reassign(actor: ActorOf<T>, id: LicenseId, to: Party) -> DispatchResult {
		let mut license = Self::administered(&actor, id)?;
		let from = license.holder.party;
		ensure!(to != from, Error::<T>::Unchanged);
		let version = TypeVersions::<T>::get(license.type_code(), license.type_version)
			.ok_or(Error::<T>::TypeNotFound)?;
		ensure!(version.form.rules.admit(to), Error::<T>::InvalidHolder);
		ensure!(Self::exists(to), Error::<T>::UnknownParty);

		LicensesOf::<T>::remove(from, id);
		LicensesOf::<T>::insert(to, id, ());
		license.holder.party = to;
		Self::record(id, license, actor, Act::Reassigned { from, to })
	}
}
