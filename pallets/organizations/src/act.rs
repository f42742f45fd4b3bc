// SPDX-License-Identifier: Apache-2.0

//! Calls that operators send from their organization's account.

use super::*;
use frame_support::{
	dispatch::{extract_actual_weight, DispatchResultWithPostInfo, GetDispatchInfo},
	ensure,
	traits::{Contains, IsType, OriginTrait},
};
use frame_system::RawOrigin;
use sp_runtime::{traits::Dispatchable, DispatchErrorWithPostInfo};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_act(
		signer: T::AccountId,
		call: <T as Config>::RuntimeCall,
	) -> DispatchResultWithPostInfo {
		let actor = Self::ensure_capability(&signer, Capability::Treasury)?;
		ensure!(T::ActFilter::contains(&call), Error::<T>::CallNotAllowed);

		let info = call.get_dispatch_info();
		let mut origin: T::RuntimeOrigin =
			RawOrigin::Signed(Self::account_of(actor.organization)).into();
		// The filter stays on the origin, or else a batch could hold what is refused alone.
		origin.add_filter(|call: &<T as frame_system::Config>::RuntimeCall| {
			T::ActFilter::contains(<T as Config>::RuntimeCall::from_ref(call))
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
