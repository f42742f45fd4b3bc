// SPDX-License-Identifier: Apache-2.0

//! Writing the log.

use crate::*;

impl<T: Config> Pallet<T> {
	/// Adds an entry to the log of `object`, and reports it.
	pub(crate) fn record(
		object: ObjectId,
		by: Option<SignatoryOf<T>>,
		request: Option<RequestId>,
		act: Act,
	) {
		let index = LogLength::<T>::get(object);
		let entry = Entry { at: T::Time::now(), by, request, act };
		Log::<T>::insert(object, index, &entry);
		LogLength::<T>::insert(object, index.saturating_add(1));
		Self::deposit_event(Event::Logged { object, index, entry });
	}
}
