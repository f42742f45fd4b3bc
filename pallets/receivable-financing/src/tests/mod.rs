// SPDX-License-Identifier: Apache-2.0

//! Tests, one file a story.

mod claims;
mod credit;
mod loans;
mod maturity;
mod money;
mod obligations;
mod paper;
mod properties;
mod queries;
mod quotes;
mod refinancing;
mod requests;
mod roles;
mod sales;
mod settling;

use crate::{mock::*, *};
use alloc::{vec, vec::Vec};
use covenant_primitives::{
	testing::operator, time::DAY, Claims as _, Obligations, Outcome, ReceivableId,
};
use frame_support::{assert_noop, assert_ok, traits::fungibles::hold::Inspect as _};
use sp_runtime::{DispatchError, DispatchResult, TokenError};

/// The first part, and another of the same holder.
const PART: PartId = PartId(0);
const OTHER: PartId = PartId(1);
/// The first of each.
const ID: FinancingId = FinancingId(0);
const LOAN: LoanId = LoanId(0);
const CLAIM: ClaimId = ClaimId(0);
/// Evidence.
const DIGEST: H256 = H256::repeat_byte(7);
/// What the part costs at 5 % for a day.
const A_DAY: Amount = 500;
/// When requests and quotes of tests end, and when loans are to be repaid.
const ANSWER_BY: Moment = START + 10 * DAY;
const VALID_UNTIL: Moment = START + 5 * DAY;
const UNTIL: Moment = START + 60 * DAY;

fn signer(organization: OrganizationId) -> RuntimeOrigin {
	RuntimeOrigin::signed(operator(organization.0))
}

fn actor(organization: OrganizationId) -> ActorOf<Test> {
	Actor { account: operator(organization.0), organization }
}

/// What an organization has gained, or lost.
fn gained(organization: OrganizationId) -> i128 {
	i128::try_from(total(organization.0.into())).unwrap() - i128::try_from(MONEY).unwrap()
}

fn held(bank: OrganizationId) -> Amount {
	AssetsHolder::total_balance_on_hold(CNY, &bank.0.into())
}

fn banks(all: &[OrganizationId]) -> Banks {
	Banks::truncate_from(all.to_vec())
}

fn sale() -> Kind {
	Kind::Sale { recourse: true }
}

fn pledge() -> Kind {
	Kind::Pledge { until: UNTIL, wanted: None }
}

fn request(kind: Kind) -> DispatchResult {
	request_for(PART, kind)
}

fn request_for(part: PartId, kind: Kind) -> DispatchResult {
	let answer_by = Now::get() + 10 * DAY;
	Financing::request(signer(HOLDER), part, banks(&[BANK, SECOND, LAST]), kind, answer_by)
}

/// A price at 5 %, less 10.00.
fn buying(recourse: bool) -> Terms {
	let offer = Offer::Sale { recourse, license: None };
	Terms { offer, rate: 500, fee: 1_000, valid_until: Now::get() + 5 * DAY }
}

/// A loan at 5 %, less 10.00.
fn lending(principal: Amount) -> Terms {
	Terms { offer: Offer::Pledge { principal }, ..buying(false) }
}

fn quote(bank: OrganizationId, terms: Terms) -> DispatchResult {
	Financing::quote(signer(bank), ID, terms)
}

fn take(bank: OrganizationId) -> DispatchResult {
	Financing::take_quote(signer(HOLDER), ID, bank, 0)
}

/// The first part is pledged to the bank for so much.
fn pledged(principal: Amount) {
	assert_ok!(request(pledge()));
	assert_ok!(quote(BANK, lending(principal)));
	assert_ok!(take(BANK));
}

fn repay(amount: Amount) -> DispatchResult {
	Financing::repay(signer(HOLDER), LOAN, amount)
}

fn realize() -> DispatchResult {
	Financing::realize(signer(BANK), LOAN, None)
}

fn claim(by: OrganizationId, amount: Amount) -> DispatchResult {
	Financing::claim(signer(by), PART, amount, DIGEST)
}

fn acknowledge(id: u64) -> DispatchResult {
	Financing::acknowledge(signer(HOLDER), ClaimId(id), None)
}

fn rule(id: u64, upheld: bool) -> DispatchResult {
	rule_on(id, upheld, None)
}

fn rule_on(id: u64, upheld: bool, on: Option<PartId>) -> DispatchResult {
	Financing::rule_claim(signer(COURT), ClaimId(id), upheld, None, on)
}

fn admission(claimant: OrganizationId, amount: Amount) -> Admission {
	Admission { part: PART, claimant, amount, digest: DIGEST, registered: None, noticed: None }
}

fn admit(admission: Admission) -> DispatchResult {
	Financing::admit(signer(COURT), admission)
}

fn loan() -> Loan {
	Loans::<Test>::get(LOAN).unwrap()
}

fn part(id: PartId) -> Paper {
	Papers::get(id).unwrap()
}

/// Has a part be otherwise.
fn change(id: PartId, change: impl FnOnce(&mut Paper)) {
	let mut paper = part(id);
	change(&mut paper);
	Papers::insert(id, paper);
}

/// The clock is set, and what is due happens.
fn pass_to(at: Moment) {
	pass(at.checked_sub(Now::get()).unwrap());
}

fn exposure(bank: OrganizationId) -> (Amount, Amount) {
	let it = Financing::query_exposure(bank, CNY);
	(it.principal, it.quoted)
}

fn settled(organization: OrganizationId) -> DispatchResult {
	<Financing as Obligations>::ensure_settled(organization)
}

/// What was reported since the last time.
fn reports() -> Vec<(OrganizationId, Outcome, u16)> {
	let all = Reports::get();
	Reports::set(Vec::new());
	all.into_iter()
		.map(|(of, it)| {
			assert_eq!(it.source, DOMAIN);
			(of, it.outcome, it.weight)
		})
		.collect()
}

/// What the pallet said last.
fn last_event() -> Event<Test> {
	let events = System::events().into_iter().rev();
	let mut ours = events.filter_map(|it| match it.event {
		RuntimeEvent::Financing(event) => Some(event),
		_ => None,
	});
	ours.next().unwrap()
}

fn said(event: &Event<Test>) -> bool {
	let event = RuntimeEvent::Financing(event.clone());
	System::events().into_iter().any(|it| it.event == event)
}

/// An account takes no money, and gives none.
fn block(organization: OrganizationId) {
	assert_ok!(Assets::block(RuntimeOrigin::signed(ISSUER), CNY, organization.0.into()));
}

fn unblock(organization: OrganizationId) {
	assert_ok!(Assets::thaw(RuntimeOrigin::signed(ISSUER), CNY, organization.0.into()));
}
