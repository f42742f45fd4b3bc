// SPDX-License-Identifier: Apache-2.0

//! Calls that operators send from their organization's account.

use super::*;
use frame_support::{
	dispatch::{extract_actual_weight, DispatchResultWithPostInfo, GetDispatchInfo},
	ensure,
	traits::{IsType, OriginTrait},
};
use frame_system::RawOrigin;
use sp_runtime::{traits::Dispatchable, DispatchErrorWithPostInfo};

/// What an operator must hold to send a call from its organization's account.
pub trait ActRights<Call, AccountId> {
	/// The capabilities of which one is enough to send `call` from `account`; none if nobody may.
	/// The calls that it wraps are asked about one by one.
	fn any_of(call: &Call, account: &AccountId) -> &'static [Capability];
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_act(
		signer: T::AccountId,
		call: <T as Config>::RuntimeCall,
	) -> DispatchResultWithPostInfo {
		let (actor, held) = Self::effective_capabilities(signer)?;
		let account = Self::account_of(actor.organization);
		let rights = T::ActRights::any_of(&call, &account);
		ensure!(!rights.is_empty(), Error::<T>::CallNotAllowed);
		ensure!(rights.iter().any(|right| held.contains(right)), Error::<T>::CapabilityNotHeld);

		let info = call.get_dispatch_info();
		let mut origin: T::RuntimeOrigin = RawOrigin::Signed(account.clone()).into();
		// The filter stays on the origin, or else a batch could hold what is refused alone.
		origin.add_filter(move |call: &<T as frame_system::Config>::RuntimeCall| {
			T::ActRights::any_of(<T as Config>::RuntimeCall::from_ref(call), &account)
				.iter()
				.any(|right| held.contains(right))
		});
		let result = call.dispatch(origin);
		let used = extract_actual_weight(&result, &info);
		let post_info = Some(<T as Config>::WeightInfo::act().saturating_add(used)).into();
		match result {
			Ok(_) => {
				Self::deposit_event(Event::Acted { actor });
				Ok(post_info)
			}
			Err(DispatchErrorWithPostInfo { error, .. }) => {
				Err(DispatchErrorWithPostInfo { post_info, error })
			}
		}
	}
}
