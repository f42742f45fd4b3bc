// SPDX-License-Identifier: Apache-2.0

//! `workingDays_*`: which days are worked, and deadlines counted in them.

use super::query::Query;
use covenant_runtime::{Hash, Moment};
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use pallet_working_days::{
	runtime_api::{CalendarDay, WorkingDaysApi},
	Date,
};

/// `at` is a block's hash; without it the answer is that of the last finalized block. A date is
/// written `2026-10-01`.
#[rpc(server)]
pub trait WorkingDaysRpc {
	/// When so many working days after the day of `from` are over, in UTC milliseconds.
	#[method(name = "workingDays_deadline")]
	fn deadline(&self, from: Moment, days: u8, at: Option<Hash>) -> RpcResult<Moment>;

	/// Whether a day is worked; `null` for a date that does not exist.
	#[method(name = "workingDays_isWorking")]
	fn is_working(&self, date: Date, at: Option<Hash>) -> RpcResult<Option<bool>>;

	/// The days of a month; none if the month does not exist.
	#[method(name = "workingDays_month")]
	fn month(&self, year: u16, month: u8, at: Option<Hash>) -> RpcResult<Vec<CalendarDay>>;
}

impl WorkingDaysRpcServer for Query {
	fn deadline(&self, from: Moment, days: u8, at: Option<Hash>) -> RpcResult<Moment> {
		self.ask(at, |api, at| api.deadline(at, from, days))
	}

	fn is_working(&self, date: Date, at: Option<Hash>) -> RpcResult<Option<bool>> {
		self.ask(at, |api, at| api.is_working(at, date))
	}

	fn month(&self, year: u16, month: u8, at: Option<Hash>) -> RpcResult<Vec<CalendarDay>> {
		self.ask(at, |api, at| api.month(at, year, month))
	}
}
