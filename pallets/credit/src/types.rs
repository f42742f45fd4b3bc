// SPDX-License-Identifier: Apache-2.0

//! Types that know no `Config`.

use crate::{decay::Decay, formula::worth};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use covenant_primitives::{time, Moment, Report};
use scale_info::TypeInfo;

/// The two sums of which a score is the quotient, in units of 2^−64.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Default,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Totals {
	/// What the items count for.
	pub weight: u128,
	/// What they count for, times what they are worth.
	pub value: u128,
}

impl Totals {
	/// 1 in the units of the sums.
	pub const UNIT: u128 = 1 << 64;

	/// `weight` times a score or worth.
	pub fn new(weight: u32, score: u16) -> Self {
		let weight = u128::from(weight).saturating_mul(Self::UNIT);
		Self { weight, value: weight.saturating_mul(score.into()) }
	}

	/// The sums of both.
	pub fn plus(self, other: Self) -> Self {
		Self {
			weight: self.weight.saturating_add(other.weight),
			value: self.value.saturating_add(other.value),
		}
	}

	/// What is left of the sums after `days`.
	pub fn after(self, days: u32, half_life: u32) -> Self {
		if days == 0 {
			return self;
		}
		let decay = Decay::over(days, half_life);
		Self { weight: decay.of(self.weight), value: decay.of(self.value) }
	}
}

/// A report as it is kept.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Item {
	/// What was reported.
	pub report: Report,
	/// When, in UTC milliseconds.
	pub at: Moment,
}

impl Item {
	/// How old the item is on the day `today`.
	pub fn age(&self, today: u32) -> u32 {
		today.saturating_sub(time::day(self.at))
	}

	/// What the item still counts for on the day `today`.
	pub fn on(&self, today: u32, half_life: u32) -> Totals {
		Totals::new(self.report.weight.into(), worth(self.report.outcome))
			.after(self.age(today), half_life)
	}
}

/// What is kept of an organization beside its items.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Default,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Record {
	/// The number of the oldest item that is kept: how many were folded into the opening.
	pub first: u64,
	/// The number of the next item: how many reports there were.
	pub next: u64,
	/// The day, counted from 1970, for which the sums hold: that of the last report.
	pub day: u32,
	/// The sums of all reports.
	pub totals: Totals,
	/// The sums of those that are not kept as items.
	pub opening: Totals,
}

impl Record {
	/// The record on the day `today`.
	pub fn on(self, today: u32, half_life: u32) -> Self {
		let days = today.saturating_sub(self.day);
		Self {
			day: self.day.max(today),
			totals: self.totals.after(days, half_life),
			opening: self.opening.after(days, half_life),
			..self
		}
	}

	/// How many items are kept.
	pub fn kept(&self) -> u64 {
		self.next.saturating_sub(self.first)
	}
}
