// SPDX-License-Identifier: Apache-2.0

//! Taking reports.

use crate::{Config, Event, Formula, Item, Items, Pallet, Records, WeightInfo};
use covenant_primitives::{time, Moment, OrganizationId, Organizations, Report, ReportOutcome};
use frame_support::{
	traits::{Get, Time},
	weights::Weight,
};

/// How many items a report folds at most: one makes room for its own, the other brings the number
/// down after an upgrade lowered [`Config::MaxItems`].
const MAX_FOLDED: u32 = 2;

impl<T: Config> ReportOutcome for Pallet<T> {
	fn report(organization: OrganizationId, report: Report) {
		if report.weight > 0 && T::Organizations::exists(organization) {
			Self::do_report(T::Time::now(), organization, report);
		}
	}

	fn weight() -> Weight {
		<T as Config>::WeightInfo::report()
	}
}

impl<T: Config> Pallet<T> {
	/// The constants of the formula.
	pub fn formula() -> Formula {
		Formula {
			half_life: T::HalfLife::get(),
			prior_score: T::PriorScore::get(),
			prior_weight: T::PriorWeight::get(),
		}
	}

	pub(crate) fn do_report(at: Moment, organization: OrganizationId, report: Report) {
		let today = time::day(at);
		let formula = Self::formula();
		let mut record =
			Records::<T>::get(organization).unwrap_or_default().on(today, formula.half_life);

		let index = record.next;
		let item = Item { report: report.clone(), at };
		record.totals = record.totals.plus(item.on(today, formula.half_life));
		record.next = index.saturating_add(1);
		Items::<T>::insert(organization, index, item);

		for _ in 0..MAX_FOLDED {
			if record.kept() <= T::MaxItems::get().into() {
				break;
			}
			if let Some(oldest) = Items::<T>::take(organization, record.first) {
				record.opening = record.opening.plus(oldest.on(today, formula.half_life));
			}
			record.first = record.first.saturating_add(1);
		}

		let score = formula.score(record.totals);
		Records::<T>::insert(organization, record);
		Self::deposit_event(Event::Reported { organization, index, report, at, score });
	}
}
