// SPDX-License-Identifier: Apache-2.0

//! Tests, one file a call or story.

mod story;

use crate::{mock::*, *};
use covenant_primitives::{
	time::{DAY, HOUR},
	Outcome,
};
use frame_support::{assert_noop, assert_ok, traits::fungibles::hold::Inspect as _};
use sp_runtime::{DispatchError, DispatchResult};

const UNIT: u64 = 10_000_000_000_000_000;

fn signed(account: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(account)
}

fn price(amount: Amount, per: Per) -> Option<Price> {
	Some(Price { asset: CNY, amount, per })
}

/// Approved, an hour to answer, a day to deliver, two to object; for nothing until six hours before,
/// then for a fifth; the court decides.
fn conditions(method: Method) -> Conditions {
	Conditions {
		approval: true,
		method,
		period: None,
		answer: HOUR,
		delivery: DAY,
		acceptance: 2 * DAY,
		notice: 6 * HOUR,
		fee: 2_000,
		arbiter: Some(COURT),
		contract: H256::repeat_byte(7),
	}
}

fn anybody() -> Eligibility {
	Eligibility {
		kinds: Kinds::new(),
		regions: Regions::new(),
		credit: 0,
		license: None,
		capability: None,
	}
}

fn set_terms(by: AccountId, resource: ResourceId, conditions: Conditions) -> DispatchResult {
	Market::set_terms(signed(by), resource, true, conditions, anybody())
}

/// The school offers something on such conditions.
fn offered(kind: Kind, price: Option<Price>, conditions: Conditions) -> ResourceId {
	let resource = offer(SCHOOL, kind, price);
	assert_ok!(set_terms(DEAN, resource, conditions));
	resource
}

/// Asks for one, for so much.
fn ask(total: Amount) -> Ask {
	Ask {
		version: 0,
		terms: 0,
		total,
		quantity: 1,
		slots: None,
		stages: Stages::new(),
		program: None,
		request: None,
		license: None,
		purpose: H256::repeat_byte(5),
	}
}

/// `count` hours from `hour` of today on.
fn hours(first: u32, count: u16) -> Slots {
	Slots { first: 20_741 * 24 + first, count, units: 1 }
}

fn request(by: AccountId, resource: ResourceId, ask: Ask) -> DispatchResult {
	Market::request(signed(by), resource, ask)
}

/// The company orders.
fn ordered(resource: ResourceId, ask: Ask) -> OrderId {
	let id = NextOrderId::<Test>::get();
	assert_ok!(request(MANAGER, resource, ask));
	id
}

/// The company orders, and the school approves.
fn confirmed(resource: ResourceId, ask: Ask) -> OrderId {
	let id = ordered(resource, ask);
	assert_ok!(Market::approve(signed(DEAN), id));
	id
}

/// A course for 1,000, delivered.
fn delivered() -> OrderId {
	let course = offered(Kind::Course, price(1_000, Per::Use), conditions(Method::Statement));
	let id = confirmed(course, ask(1_000));
	assert_ok!(deliver(id, statement()));
	id
}

fn statement() -> Evidence {
	Evidence::Statement(H256::repeat_byte(3))
}

fn deliver(id: OrderId, evidence: Evidence) -> DispatchResult {
	Market::deliver(signed(DEAN), id, evidence)
}

fn accept(id: OrderId) -> DispatchResult {
	Market::accept(signed(MANAGER), id)
}

fn order(id: OrderId) -> Order {
	Orders::<Test>::get(id).unwrap()
}

fn status(id: OrderId) -> Status {
	order(id).status
}

/// What an account has, beside what is held.
fn free(account: AccountId) -> Amount {
	Assets::balance(CNY, account)
}

fn organization_has(organization: OrganizationId) -> Amount {
	free(organization.0.into())
}

/// What of the company's money is held.
fn held() -> Amount {
	AssetsHolder::balance_on_hold(CNY, &HoldReason::Orders.into(), &COMPANY.0.into())
}

/// What the log of an order says.
fn acts(id: OrderId) -> alloc::vec::Vec<Act> {
	Market::query_log(id, None, 100).items.into_iter().map(|entry| entry.act).collect()
}
