// SPDX-License-Identifier: Apache-2.0

//! Takes proved equivocations from `pallet-offences`.

use crate::{Cause, Config, Event, OrganizationOf, Pallet, Seats, Validators, WeightInfo};
use covenant_primitives::{OrganizationId, Organizations};
use frame_support::weights::Weight;
use sp_runtime::Perbill;
use sp_staking::{
	offence::{OffenceDetails, OnOffenceHandler},
	SessionIndex,
};

impl<T: Config> Pallet<T> {
	/// The organization that validated with `account` in `session`.
	fn offending_organization(
		account: &T::AccountId,
		session: SessionIndex,
	) -> Option<OrganizationId> {
		Seats::<T>::get(session)
			.into_iter()
			.find(|seat| seat.account == *account)
			.map(|seat| seat.organization)
			.or_else(|| OrganizationOf::<T>::get(account))
	}

	/// Whether an equivocation of `organization` in `session` bars it: not twice, not if the
	/// council has decided on that time since, and not if nobody is left to decide on.
	fn is_to_be_barred(organization: OrganizationId, session: SessionIndex) -> bool {
		!Self::is_barred(organization)
			&& T::Organizations::exists(organization)
			&& Validators::<T>::get(organization)
				.is_none_or(|validator| session >= validator.cleared)
	}

	fn record_offence(offender: &T::AccountId, session: SessionIndex) {
		let organization = Self::offending_organization(offender, session);
		Self::deposit_event(Event::OffenceRecorded {
			offender: offender.clone(),
			organization,
			session,
		});
		if let Some(organization) = organization.filter(|it| Self::is_to_be_barred(*it, session)) {
			Self::set_bar(organization, Cause::Equivocation { session });
		}
	}
}

/// There is no stake, hence nothing to slash: fractions are ignored. The list names everyone
/// reported so far for the same slot or round, the newest last: the others were judged already, and
/// the council may have decided since. An equivocation has one offender.
impl<T: Config> OnOffenceHandler<T::AccountId, (T::AccountId, ()), Weight> for Pallet<T> {
	fn on_offence(
		offenders: &[OffenceDetails<T::AccountId, (T::AccountId, ())>],
		_: &[Perbill],
		session: SessionIndex,
	) -> Weight {
		if let Some(OffenceDetails { offender: (account, ()), .. }) = offenders.last() {
			Self::record_offence(account, session);
		}
		Self::enforce();
		<T as Config>::WeightInfo::on_offence()
	}
}
