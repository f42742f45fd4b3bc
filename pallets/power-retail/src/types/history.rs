// SPDX-License-Identifier: Apache-2.0

//! To which packages a party was, is and will be subscribed.

use super::PackageId;
use alloc::vec::Vec;
use covenant_primitives::{stored, Month, Party};
use frame_support::{traits::ConstU32, BoundedVec};

/// The most changes that are kept of a party's subscriptions in a market.
pub const MAX_CHANGES: u32 = 24;

/// How many changes that are over are forgotten at a time. At most one is added, so that no more pile up.
const FORGOTTEN: usize = 2;

/// After every month.
const NEVER: Month = Month(u32::MAX);

stored! {
	/// From a month on, a party is subscribed to a package, or to none.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Change {
		/// The first month.
		pub from: Month,
		/// The package.
		pub to: Option<Choice>,
	}

	/// A package to which a party is subscribed until it changes that.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Choice {
		/// The package.
		pub package: PackageId,
		/// Whose it is.
		pub retailer: Party,
		/// The first month that it is not supplied whatever the party does: the package is over then, or
		/// the retailer ends it.
		pub until: Month,
	}

	/// The months in which a party is supplied by a package.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Subscription {
		/// The package.
		pub package: PackageId,
		/// Whose it is.
		pub retailer: Party,
		/// The first month.
		pub from: Month,
		/// The first month after it.
		pub until: Month,
	}

	/// The changes of a party's subscriptions in a market, each in a later month than the one before. At
	/// most the last of them is planned: it is of a month that has not begun.
	#[derive(Default)]
	#[serde(transparent)]
	pub struct History(pub BoundedVec<Change, ConstU32<MAX_CHANGES>>);
}

impl Subscription {
	/// Whether it is in force in a month.
	pub fn covers(&self, month: Month) -> bool {
		self.from <= month && month < self.until
	}
}

impl History {
	/// The months in which each change is the last one.
	fn spans(&self) -> impl Iterator<Item = (&Change, Month)> {
		let next = self.0.iter().skip(1).map(|change| change.from).chain([NEVER]);
		self.0.iter().zip(next)
	}

	/// The subscriptions, in order. No two are in force in one month.
	pub fn subscriptions(&self) -> impl Iterator<Item = Subscription> + '_ {
		self.spans().filter_map(|(Change { from, to }, next)| {
			let Choice { package, retailer, until } = (*to)?;
			Some(Subscription { package, retailer, from: *from, until: until.min(next) })
		})
	}

	/// The subscription in a month.
	pub fn at(&self, month: Month) -> Option<Subscription> {
		self.subscriptions().find(|subscription| subscription.covers(month))
	}

	/// Those that are current or to come in a month.
	pub fn not_over(&self, month: Month) -> Vec<Subscription> {
		self.subscriptions().filter(|subscription| subscription.until > month).collect()
	}

	/// Whether it names a package.
	pub fn names(&self, package: PackageId) -> bool {
		self.subscriptions().any(|subscription| subscription.package == package)
	}

	/// The change that is planned, in the month `now`.
	pub fn planned(&self, now: Month) -> Option<&Change> {
		self.0.last().filter(|change| change.from > now)
	}

	/// Takes the planned change back. Whatever is current goes on.
	pub fn take_back(&mut self, now: Month) -> Option<Change> {
		self.planned(now)?;
		self.0.pop()
	}

	/// Plans a change in the place of the one that was planned. What was over by the month `oldest` may be
	/// forgotten. Returns whether there is room.
	#[must_use = "there may be no room"]
	pub fn plan(&mut self, now: Month, oldest: Month, change: Change) -> bool {
		self.take_back(now);
		self.forget(oldest);
		self.0.try_push(change).is_ok()
	}

	fn forget(&mut self, oldest: Month) {
		for _ in 0..FORGOTTEN {
			let over = self.spans().next().is_some_and(|(first, next)| match first.to {
				Some(choice) => choice.until.min(next) <= oldest,
				None => true,
			});
			if over {
				self.0.remove(0);
			}
		}
	}

	/// Has the retailer supply the package no more from a month to come. What is planned from there on
	/// does not come about: what is current goes on then. Returns whether anything changed.
	pub fn end(&mut self, now: Month, package: PackageId, from: Month) -> bool {
		let is_it = |change: &Change| change.to.is_some_and(|choice| choice.package == package);
		if self.planned(now).is_some_and(|change| change.from >= from && is_it(change)) {
			self.0.pop();
			return true;
		}
		let current = self.0.partition_point(|change| change.from <= now).saturating_sub(1);
		let mut ended = false;
		for choice in self.0.iter_mut().skip(current).filter_map(|change| change.to.as_mut()) {
			if choice.package == package && choice.until > from {
				choice.until = from;
				ended = true;
			}
		}
		ended
	}
}
