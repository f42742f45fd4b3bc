// SPDX-License-Identifier: Apache-2.0

//! Tests, one file a story.

mod conditions;
mod corrections;
mod delay;
mod discounts;
mod disputes;
mod drafts;
mod financing;
mod history;
mod lines;
mod obligations;
mod parts;
mod payments;
mod properties;
mod queries;
mod recourse;
mod roles;
mod story;
mod transfers;

use crate::{mock::*, *};
use alloc::{vec, vec::Vec};
use covenant_primitives::{
	testing::{operator, START},
	time::{DAY, HOUR, MINUTE},
	Freezable, InvoiceId, Obligations, Outcome, Parts as _,
};
use frame_support::{assert_noop, assert_ok, BoundedVec};
use sp_runtime::{DispatchError, DispatchResult, TokenError};

const ID: ReceivableId = ReceivableId(0);
/// The whole.
const WHOLE: PartId = PartId(0);
/// What the maker owes: 36,000.00 yuan. At 18 % a day of delay costs 18.00.
const AMOUNT: Amount = 3_600_000;
const A_DAY: Amount = 1_800;
/// When that is due.
const DUE: Moment = START + 90 * DAY;
/// Why.
const DIGEST: H256 = H256::repeat_byte(7);

fn signer(organization: OrganizationId) -> RuntimeOrigin {
	RuntimeOrigin::signed(operator(organization.0))
}

fn account(organization: OrganizationId) -> u64 {
	organization.0.into()
}

fn balance(organization: OrganizationId) -> Amount {
	Assets::balance(CNY, account(organization))
}

/// What an organization has gained, or lost.
fn gained(organization: OrganizationId) -> i128 {
	i128::try_from(balance(organization)).unwrap() - i128::try_from(MONEY).unwrap()
}

fn document() -> Document {
	let (number, digest) = (H256::repeat_byte(1), H256::repeat_byte(2));
	Document { kind: DocumentKind::Contract, number, digest, amount: AMOUNT }
}

fn terms() -> Terms {
	Terms {
		asset: CNY,
		amount: AMOUNT,
		due: DUE,
		late_rate: 1_800,
		license: None,
		guarantor: None,
		arbiter: None,
		documents: BoundedVec::truncate_from(vec![document()]),
		conditions: Conditions::default(),
		invoices: InvoiceIds::default(),
		answer_by: Now::get() + DAY,
	}
}

fn line(debtor: OrganizationId, limit: Amount) -> DispatchResult {
	Debts::set_line(signer(debtor), CNY, limit)
}

/// The first tier drafts what the maker is to owe it.
fn draft(terms: Terms) -> DispatchResult {
	Debts::draft(signer(TIER1), MAKER, false, terms)
}

fn accept(by: OrganizationId, amount: Amount) -> DispatchResult {
	Debts::accept(signer(by), ID, amount)
}

/// The maker owes the first tier, on these terms.
fn accepted_on(terms: Terms) {
	assert_ok!(line(MAKER, 10 * AMOUNT));
	assert_ok!(draft(terms));
	assert_ok!(accept(MAKER, AMOUNT));
}

/// The maker owes the first tier.
fn accepted() {
	accepted_on(terms());
}

/// The bank guarantees that.
fn guaranteed() {
	accepted();
	assert_ok!(Debts::set_guarantee(signer(BANK), MAKER, CNY, 10 * AMOUNT));
	assert_ok!(Debts::guarantee(signer(BANK), ID));
}

fn amounts(amounts: &[Amount]) -> Amounts {
	Amounts::truncate_from(amounts.to_vec())
}

fn parts(ids: &[u64]) -> PartIds {
	PartIds::truncate_from(ids.iter().map(|id| PartId(*id)).collect())
}

fn split(by: OrganizationId, part: PartId, into: &[Amount]) -> DispatchResult {
	Debts::split(signer(by), part, amounts(into))
}

fn offer(by: OrganizationId, part: PartId, to: OrganizationId, recourse: bool) -> DispatchResult {
	Debts::offer(signer(by), part, to, recourse, Now::get() + DAY)
}

fn take(by: OrganizationId, part: PartId) -> DispatchResult {
	let of = Parts::<Test>::get(part).unwrap_or_else(|| self::part(0));
	let recourse = matches!(of.status, PartStatus::Offered { recourse: true, .. });
	Debts::take(signer(by), part, of.amount, recourse, None)
}

/// A part goes from one to the other.
fn passed(from: OrganizationId, part: PartId, to: OrganizationId, recourse: bool) {
	assert_ok!(offer(from, part, to, recourse));
	assert_ok!(take(to, part));
}

fn pay(by: OrganizationId) -> DispatchResult {
	Debts::pay(signer(by), ID)
}

/// All steps of a distribution.
fn distributed() {
	while matches!(status(), Status::Paying { .. } | Status::Cancelling { .. }) {
		pass(MINUTE);
	}
}

fn receivable() -> Receivable {
	Receivables::<Test>::get(ID).unwrap()
}

fn status() -> Status {
	receivable().status
}

fn part(id: u64) -> Part {
	Parts::<Test>::get(PartId(id)).unwrap()
}

/// The clock is set, and what is due happens.
fn pass_to(at: Moment) {
	pass(at.checked_sub(Now::get()).unwrap());
}

/// In default, without a guarantor.
fn defaulted() {
	pass_to(DUE);
	pass(Grace::get());
	assert_eq!(status(), Status::Defaulted);
}

fn freeze() -> DispatchResult {
	<Debts as Freezable>::freeze(ID).map(drop)
}

/// Undoes a freeze of the first, before any ruling.
fn unfreeze() -> DispatchResult {
	<Debts as Freezable>::unfreeze(ID, 0)
}

/// On invoices, which bill the amount together.
fn with_invoices(ids: &[u64]) -> Terms {
	let bill = Document { kind: DocumentKind::Invoice, ..document() };
	let ids = ids.iter().map(|id| InvoiceId(*id)).collect::<Vec<_>>();
	Terms {
		documents: BoundedVec::truncate_from(vec![bill; ids.len()]),
		invoices: InvoiceIds::truncate_from(ids),
		..terms()
	}
}

/// Invoices of the first tier to the maker are registered.
fn registered(ids: &[u64]) {
	let all = ids.iter().map(|id| (InvoiceId(*id), (TIER1, Some(MAKER))));
	InvoiceTable::mutate(|table| table.extend(all));
}

fn settled(organization: OrganizationId) -> DispatchResult {
	<Debts as Obligations>::ensure_settled(organization)
}

/// What was reported since the last time.
fn reports() -> Vec<(OrganizationId, Outcome, u16)> {
	let all = Reports::get();
	Reports::set(Vec::new());
	all.into_iter()
		.map(|(of, it)| {
			assert_eq!(it.source, DOMAIN);
			assert_eq!(it.reference, H256::zero());
			(of, it.outcome, it.weight)
		})
		.collect()
}

fn last_event() -> Event<Test> {
	let event = System::events().pop().unwrap().event;
	let RuntimeEvent::Debts(event) = event else { panic!("an event of another pallet") };
	event
}

fn actor(organization: OrganizationId) -> ActorOf<Test> {
	Actor { account: operator(organization.0), organization }
}

/// An account takes no money, and gives none.
fn block(organization: OrganizationId) {
	let origin = RuntimeOrigin::signed(ISSUER);
	assert_ok!(Assets::block(origin, CNY, account(organization)));
}

fn unblock(organization: OrganizationId) {
	let origin = RuntimeOrigin::signed(ISSUER);
	assert_ok!(Assets::thaw(origin, CNY, account(organization)));
}
