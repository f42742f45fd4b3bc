// SPDX-License-Identifier: Apache-2.0

//! Tests, one file a call or story.

mod accept;
mod answer;
mod atomicity;
mod cancel;
mod deliver;
mod dispute;
mod due;
mod eligibility;
mod log;
mod money;
mod obligations;
mod part;
mod properties;
mod queries;
mod quotes;
mod ratings;
mod request;
mod reschedule;
mod roles;
mod set_terms;
mod states;
mod statistics;
mod steps;
mod story;
mod types;

use crate::{mock::*, *};
use covenant_primitives::{
	catalog::Offer,
	time::{DAY, HOUR},
	Outcome, WrappedKey,
};
use frame_support::{assert_noop, assert_ok, traits::fungibles::hold::Inspect as _};
use sp_runtime::{DispatchError, DispatchResult};

const UNIT: u64 = 10_000_000_000_000_000;

/// One that is not there.
const NOWHERE: ResourceId = ResourceId(99);
const NO_ORDER: OrderId = OrderId(99);

const KINDS: [Kind; 7] = [
	Kind::Course,
	Kind::Content,
	Kind::DataSet,
	Kind::Equipment,
	Kind::Facility,
	Kind::ExpertTime,
	Kind::Project,
];

const METHODS: [Method; 6] = [
	Method::Statement,
	Method::Key,
	Method::Grant,
	Method::Attendance,
	Method::Computation,
	Method::Milestones,
];

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

/// The same, and confirmed as they are made.
fn at_once(method: Method) -> Conditions {
	Conditions { approval: false, ..conditions(method) }
}

/// A course for 1,000 a use.
fn course() -> ResourceId {
	offered(Kind::Course, price(1_000, Per::Use), conditions(Method::Statement))
}

/// A laboratory for 50 an hour, which needs no approval.
fn lab() -> ResourceId {
	offered(Kind::Facility, price(50, Per::Slot), at_once(Method::Attendance))
}

/// Asks for three hours of it.
fn ask_hours(first: u32) -> Ask {
	Ask { slots: Some(hours(first, 3)), ..ask(150) }
}

/// The company has it for three hours.
fn booked(first: u32) -> OrderId {
	ordered(lab(), ask_hours(first))
}

/// Asks for a project in such stages.
fn ask_stages(stages: &[Amount]) -> Ask {
	let stages = Stages::truncate_from(stages.to_vec());
	Ask { total: stages.iter().sum(), stages, ..ask(0) }
}

/// A project in such stages, confirmed.
fn project(stages: &[Amount]) -> OrderId {
	let project = offered(Kind::Project, price(1, Per::Use), conditions(Method::Milestones));
	confirmed(project, ask_stages(stages))
}

/// A course for 1,000, confirmed.
fn begun() -> OrderId {
	confirmed(course(), ask(1_000))
}

/// The same, delivered.
fn delivered() -> OrderId {
	let id = begun();
	assert_ok!(deliver(id, statement()));
	id
}

fn statement() -> Evidence {
	Evidence::Statement(H256::repeat_byte(3))
}

fn deliver(id: OrderId, evidence: Evidence) -> DispatchResult {
	Market::deliver(signed(DEAN), id, evidence)
}

/// A key sealed to the buyer's key of this number.
fn key(key_version: u32) -> Evidence {
	Evidence::Key { key_version, wrapped: WrappedKey([1; 80]) }
}

/// The same of a result.
fn result(key_version: u32) -> Evidence {
	let (report, result) = (H256::repeat_byte(1), H256::repeat_byte(2));
	Evidence::Result { report, result, key_version, wrapped: WrappedKey([1; 80]) }
}

fn accept(id: OrderId) -> DispatchResult {
	Market::accept(signed(MANAGER), id)
}

fn cancel(by: AccountId, id: OrderId) -> DispatchResult {
	Market::cancel(signed(by), id)
}

fn accept_part(id: OrderId, amount: Amount) -> DispatchResult {
	Market::accept_part(signed(MANAGER), id, amount)
}

fn agree_part(id: OrderId, amount: Amount) -> DispatchResult {
	Market::agree_part(signed(DEAN), id, amount)
}

fn dispute(by: AccountId, id: OrderId) -> DispatchResult {
	Market::dispute(signed(by), id, H256::repeat_byte(1))
}

fn rule(id: OrderId, paid: Amount, at_fault: Option<Role>) -> DispatchResult {
	Market::rule(signed(JUDGE), id, paid, at_fault)
}

fn rate(by: AccountId, id: OrderId, marks: Marks) -> DispatchResult {
	Market::rate(signed(by), id, marks)
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

/// The last of it.
fn last_act(id: OrderId) -> Act {
	acts(id).pop().unwrap()
}

fn suspend(organization: OrganizationId, suspended: bool) {
	Suspended::mutate(|all| match suspended {
		true => all.insert(organization),
		false => all.remove(&organization),
	});
}

fn remove(organization: OrganizationId) {
	Removed::mutate(|all| all.insert(organization));
}

/// The owner withdraws its offer.
fn retire(resource: ResourceId) {
	Offers::mutate(|offers| offers.remove(&resource));
}

/// Changes what the owner offers.
fn change(resource: ResourceId, change: impl FnOnce(&mut Offer)) {
	Offers::mutate(|offers| change(offers.get_mut(&resource).unwrap()));
}

/// An account takes no money any more, or does again.
fn block(account: AccountId, blocked: bool) {
	assert_ok!(match blocked {
		true => Assets::block(signed(ISSUER), CNY, account),
		false => Assets::thaw(signed(ISSUER), CNY, account),
	});
}

/// What a resource earns is theirs, by weight.
fn share(resource: ResourceId, shares: &[(Party, u64)]) {
	let shares = shares.iter().map(|(party, weight)| Share { party: *party, weight: *weight });
	SharesTable::mutate(|table| table.insert(resource, shares.collect()));
}

fn month() -> Month {
	Month::of(Now::get(), UtcOffset::get())
}

/// What an organization did this month.
fn figures(organization: OrganizationId) -> Figures {
	FiguresOf::<Test>::get(organization, month())
}

/// What it earned and spent this month.
fn turnover(organization: OrganizationId) -> (Amount, Amount) {
	let Turnover { earned, spent } = Turnovers::<Test>::get(organization, (month(), CNY));
	(earned, spent)
}
