// SPDX-License-Identifier: Apache-2.0

//! What was done in each month, local time: by organizations, and with resources.

use crate::*;
use covenant_primitives::time::MINUTE;

impl<T: Config> Pallet<T> {
	fn month() -> Month {
		Month::of(T::Time::now(), T::UtcOffset::get())
	}

	/// Counts something of this month, for the seller and the resource of an order.
	pub(crate) fn count(order: &Order, count: impl Fn(&mut Figures)) {
		let month = Self::month();
		FiguresOf::<T>::mutate(order.seller, month, &count);
		FiguresFor::<T>::mutate(order.resource, month, &count);
	}

	/// Counts money of this month.
	pub(crate) fn count_turnover(
		organization: OrganizationId,
		asset: AssetId,
		count: impl FnOnce(&mut Turnover),
	) {
		Turnovers::<T>::mutate(organization, (Self::month(), asset), count);
	}

	/// Counts an order that is settled.
	pub(crate) fn count_settled(order: &Order) {
		let minutes = order.slots.zip(Self::period(order).ok()).map_or(0, |(slots, period)| {
			let span = period.until.saturating_sub(period.from);
			let minutes = span.checked_div(MINUTE).unwrap_or(0);
			minutes.saturating_mul(slots.units.into())
		});
		Self::count(order, |figures| {
			figures.settled = figures.settled.saturating_add(1);
			figures.used = figures.used.saturating_add(order.quantity.into());
			figures.minutes = figures.minutes.saturating_add(minutes);
		});
	}
}
