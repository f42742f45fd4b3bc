// SPDX-License-Identifier: Apache-2.0

//! Tests, one file a story.

mod change;
mod charge;
mod end;
mod obligations;
mod properties;
mod publish;
mod queries;
mod subscribe;
mod supplies;

use crate::{mock::*, *};
use alloc::{vec, vec::Vec};
use covenant_primitives::{
	power::{Commitments, Supplies, MWH},
	testing::account_of,
	time::{DAY, HOUR},
	Obligations, OrganizationId,
};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError, DispatchResult};

fn signed(account: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(account)
}

/// Whose key signs for a party.
fn key(party: Party) -> AccountId {
	match party {
		Party::Organization(organization) => operator(organization.0),
		Party::Person(_) => account_of(party),
	}
}

fn signer(party: Party) -> RuntimeOrigin {
	signed(key(party))
}

fn by(party: Party) -> SignatoryOf<Test> {
	Signatory { account: key(party), party }
}

/// So many months after that in which tests begin.
fn month(months: u32) -> Month {
	OCTOBER.after(months)
}

/// When such a month begins in China.
fn start(months: u32) -> Moment {
	Moment::from(month(months).first_day().unwrap()) * DAY - 8 * HOUR
}

/// Has it be the middle of such a month.
fn go(months: u32) {
	Now::set(start(months) + 14 * DAY);
}

fn publish(by: Party, terms: PackageTerms, from: u32, until: u32) -> DispatchResult {
	let name = "Green home".as_bytes().to_vec().try_into().unwrap();
	Retail::publish(signer(by), MARKET, name, terms, month(from), month(until))
}

/// A package for a year from the next month on.
fn offered(by: Party) -> PackageId {
	let id = NextPackageId::<Test>::get();
	assert_ok!(publish(by, PackageTerms::Fixed(500), 1, 13));
	id
}

fn close(by: Party, id: PackageId) -> DispatchResult {
	Retail::close(signer(by), id)
}

fn subscribe(by: Party, id: PackageId, from: u32) -> DispatchResult {
	Retail::subscribe(signer(by), id, month(from))
}

fn unsubscribe(by: Party, until: u32) -> DispatchResult {
	Retail::unsubscribe(signer(by), MARKET, month(until))
}

fn take_back(by: Party) -> DispatchResult {
	Retail::take_back(signer(by), MARKET)
}

fn end(by: Party, id: PackageId, party: Party, from: u32) -> DispatchResult {
	Retail::end(signer(by), id, party, month(from))
}

/// A party's subscriptions: package, first month and first month after it.
fn has(party: Party) -> Vec<(PackageId, u32, u32)> {
	let months = |month: Month| month.0 - OCTOBER.0;
	let subscriptions = Retail::query_subscriptions(MARKET, party).into_iter();
	subscriptions.map(|it| (it.package, months(it.from), months(it.until))).collect()
}

fn subscribers(id: PackageId) -> u32 {
	Retail::query_package(id).unwrap().subscribers
}
