// SPDX-License-Identifier: Apache-2.0

//! What [`crate::runtime_api::CreditApi`] and other pallets are answered.

use crate::{
	formula::worth,
	runtime_api::{CreditItem, CreditScore},
	Config, Formula, Item, Items, Pallet, Record, Records, Totals,
};
use covenant_primitives::{time, CreditScores, OrganizationId, Organizations, Page};
use frame_support::{traits::Time, BoundedVec};

impl<T: Config> CreditScores for Pallet<T> {
	fn score(organization: OrganizationId) -> Option<u16> {
		T::Organizations::exists(organization)
			.then(|| Self::formula().score(Self::present(organization).totals))
	}
}

impl<T: Config> Pallet<T> {
	/// The record of `organization` as of today.
	fn present(organization: OrganizationId) -> Record {
		Records::<T>::get(organization)
			.unwrap_or_default()
			.on(time::day(T::Time::now()), Self::formula().half_life)
	}

	/// See [`crate::runtime_api::CreditApi::score`].
	pub fn credit_score(organization: OrganizationId) -> Option<CreditScore> {
		if !T::Organizations::exists(organization) {
			return None;
		}
		let formula = Self::formula();
		let record = Self::present(organization);
		let Totals { weight, value } = record.totals;
		let Formula { half_life, prior_score, prior_weight } = formula;
		Some(CreditScore {
			score: formula.score(record.totals),
			day: record.day,
			half_life,
			prior_score,
			prior_weight,
			weight,
			value,
			reports: record.next,
			items: record.kept(),
			prior: formula.contribution(formula.prior(), record.totals),
			opening: formula.contribution(record.opening, record.totals),
		})
	}

	/// See [`crate::runtime_api::CreditApi::items`].
	pub fn credit_items(
		organization: OrganizationId,
		cursor: Option<u64>,
		limit: u32,
	) -> Page<CreditItem, u64> {
		let record = Self::present(organization);
		let end = cursor.unwrap_or(record.next).min(record.next);
		Page::of((record.first..end).rev(), limit, |index| {
			let item = Items::<T>::get(organization, index)?;
			Some(Self::explain(*index, item, &record))
		})
	}

	fn explain(index: u64, item: Item, record: &Record) -> CreditItem {
		let formula = Self::formula();
		let part = item.on(record.day, formula.half_life);
		CreditItem {
			index,
			outcome: item.report.outcome,
			worth: worth(item.report.outcome),
			weight: item.report.weight,
			age: item.age(record.day),
			contribution: formula.contribution(part, record.totals),
			source: BoundedVec::truncate_from(item.report.source.to_vec()),
			reference: item.report.reference,
			at: item.at,
		}
	}
}
