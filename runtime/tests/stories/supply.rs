// SPDX-License-Identifier: Apache-2.0

//! A car maker, three tiers of suppliers and two banks: what the maker owes goes down the tiers and is sold
//! and pledged on its way; an invoice is financed once; a debt that nobody pays goes back from endorser to
//! endorser, and one that the guarantor pays is owed to it; and what is owed for goods waits until they
//! arrive, and while they are recalled. Every amount is computed by hand.

use crate::common::*;
use covenant_primitives::{
	AssetId, Capability, CreditScores, DeviceKey, InvoiceId, LotId, Opening, OrganizationId,
	OrganizationKind, Organizations as _, PartId, Party, ReceivableId, ShipmentId, Uscc,
};
use covenant_runtime::{
	Credit, Invoices, Organizations, ReceivableFinancing, Receivables, Runtime, Traceability,
};
use frame_support::{assert_err, assert_ok};
use pallet_invoices::{
	fingerprints::{self, Fields, Secret},
	PartialKind, Status as InvoiceStatus,
};
use pallet_receivable_financing::{FinancingId, Kind, LoanId, Offer, Terms as QuoteTerms};
use pallet_receivables::{
	Condition, Document, DocumentKind, Fact, Gate, PartStatus, Receivable, Status, Terms,
};
use pallet_traceability::{
	BizStep, Cause, Details, Limit, Output, Portion, ProductId, Range, Reading, RecallId,
	RecallStatus, SensorId, SensorKind, SignedReading, Target, Unit,
};
use sp_core::{ed25519, sr25519, Pair, H256};
use sp_runtime::{BoundedVec, DispatchResult};

type InvoicesCall = pallet_invoices::Call<Runtime>;
type InvoicesError = pallet_invoices::Error<Runtime>;
type Call = pallet_receivables::Call<Runtime>;
type Error = pallet_receivables::Error<Runtime>;
type FinancingCall = pallet_receivable_financing::Call<Runtime>;
type GoodsCall = pallet_traceability::Call<Runtime>;
type GoodsError = pallet_traceability::Error<Runtime>;

const CNY: AssetId = covenant_runtime::genesis_config_presets::CNY;
const HOUR: u64 = DAY / 24;
const MINUTE: u64 = HOUR / 60;
/// In how many blocks after its own a commitment can be opened.
const WINDOW: u32 = 1_800;
/// What members know of the year's invoices.
const SECRET: Secret = [26; 32];

/// An organization that the presets do not know. Its administrator signs for it.
#[derive(Clone, Copy)]
struct Member {
	name: &'static str,
	id: OrganizationId,
	code: Uscc,
}

impl Signer for Member {
	fn pair(&self) -> sr25519::Pair {
		key(self.name)
	}
}

/// A member with so many fen.
fn join(number: u32, name: &'static str, kind: OrganizationKind, amount: u128) -> Member {
	let id = pallet_organizations::NextOrganizationId::<Runtime>::get();
	let code = uscc(number);
	let granted: &[_] = match kind {
		OrganizationKind::Bank => &[Capability::IssueMoney],
		_ => &[],
	};
	let mut call = admission(code, account(name), granted);
	if let OrganizationsCall::admit { kind: admitted, .. } = &mut call {
		*admitted = kind;
	}
	decide(call);
	if amount > 0 {
		let beneficiary = Organizations::account(id).into();
		assert_ok!(send(Bob, act(AssetsCall::mint { id: CNY, beneficiary, amount })));
	}
	Member { name, id, code }
}

fn enterprise(number: u32, name: &'static str, amount: u128) -> Member {
	join(number, name, OrganizationKind::Enterprise, amount)
}

/// The bank that competes with Bob's.
fn river_bank(amount: u128) -> Member {
	join(9, "river", OrganizationKind::Bank, amount)
}

/// What an organization has, without what is on hold.
fn money(organization: OrganizationId) -> u128 {
	cny(&Organizations::account(organization))
}

fn score(organization: OrganizationId) -> u16 {
	<Credit as CreditScores>::score(organization).unwrap()
}

fn list<T, const N: u32>(items: impl IntoIterator<Item = T>) -> BoundedVec<T, sp_core::ConstU32<N>>
where
	T: Clone + std::fmt::Debug,
{
	items.into_iter().collect::<Vec<_>>().try_into().unwrap()
}

fn text<const N: u32>(text: &str) -> BoundedVec<u8, sp_core::ConstU32<N>> {
	list(text.bytes())
}

/// A bill without an invoice code, as they are now.
fn bill(seller: Member, buyer: Member, number: &str, date: &str, amount: u128) -> Fields {
	Fields {
		seller: seller.code,
		buyer: buyer.code,
		code: None,
		number: number.parse().unwrap(),
		date: date.parse().unwrap(),
		amount,
	}
}

/// Commits to the fingerprint of a bill, with a salt of zeros.
fn commit(by: Member, bill: &Fields) {
	let digest = fingerprints::fingerprint(bill, &SECRET);
	let party = Party::Organization(by.id);
	let opening = Opening { domain: pallet_invoices::DOMAIN, digest, salt: [0; 16], party };
	let commitment = opening.commitment();
	assert_ok!(send(by, pallet_first_come::Call::<Runtime>::commit { commitment }));
}

fn register(by: Member, supplier: Member, debtor: Member, bill: &Fields) -> DispatchResult {
	let register = InvoicesCall::register {
		fingerprint: fingerprints::fingerprint(bill, &SECRET),
		salt: [0; 16],
		supplier: supplier.id,
		debtor: Some(debtor.id),
		partials: fingerprints::partials(bill, &SECRET, None),
	};
	send(by, register)
}

/// Goes on to a block.
fn pass_blocks(number: u32) {
	while covenant_runtime::System::block_number() < number {
		next_block();
	}
}

fn invoice_status(invoice: InvoiceId) -> InvoiceStatus {
	Invoices::query_invoice(invoice).unwrap().invoice.status
}

/// So much, due then, for a delivery. Delay costs 18 % a year.
fn terms(amount: u128, due: u64) -> Terms {
	let (number, digest) = (H256::repeat_byte(1), H256::repeat_byte(2));
	let note = Document { kind: DocumentKind::Delivery, number, digest, amount };
	Terms {
		asset: CNY,
		amount,
		due,
		late_rate: 1_800,
		license: None,
		guarantor: None,
		arbiter: None,
		documents: list([note]),
		conditions: list([]),
		invoices: list([]),
		answer_by: now() + DAY,
	}
}

/// The same, for an invoice.
fn billed(invoice: u64, amount: u128, due: u64) -> Terms {
	let terms = terms(amount, due);
	let bill = Document { kind: DocumentKind::Invoice, ..terms.documents[0] };
	Terms { documents: list([bill]), invoices: list([InvoiceId(invoice)]), ..terms }
}

/// A supplier asks its customer to owe it that.
fn draft(by: Member, debtor: Member, terms: Terms) -> DispatchResult {
	send(by, Call::draft { counterparty: debtor.id, as_debtor: false, terms })
}

/// The receivable that a customer accepts, and the part that it is at first.
fn owed(by: Member, debtor: Member, terms: Terms) -> (ReceivableId, PartId) {
	let receivable = pallet_receivables::NextReceivableId::<Runtime>::get();
	let part = pallet_receivables::NextPartId::<Runtime>::get();
	let amount = terms.amount;
	assert_ok!(send(debtor, Call::set_line { asset: CNY, limit: 100_000_000 }));
	assert_ok!(draft(by, debtor, terms));
	assert_ok!(send(debtor, Call::accept { receivable, amount }));
	(receivable, part)
}

/// Bob's bank guarantees a receivable, and nothing else of its debtor.
fn guarantee(receivable: ReceivableId) {
	let Receivable { debtor, amount: limit, .. } = stored(receivable);
	assert_ok!(send(Bob, Call::set_guarantee { debtor, asset: CNY, limit }));
	assert_ok!(send(Bob, Call::guarantee { receivable }));
}

fn split(by: Member, part: PartId, amounts: &[u128]) -> Vec<PartId> {
	let first = pallet_receivables::NextPartId::<Runtime>::get().0;
	assert_ok!(send(by, Call::split { part, amounts: list(amounts.to_vec()) }));
	(first..).map(PartId).take(amounts.len()).collect()
}

/// Passes a part on, with recourse.
fn endorse(part: PartId, from: Member, to: Member) {
	let answer_by = now() + DAY;
	assert_ok!(send(from, Call::offer { part, to: to.id, recourse: true, answer_by }));
	let amount = Receivables::query_part(part).unwrap().part.amount;
	assert_ok!(send(to, Call::take { part, amount, recourse: true, license: None }));
}

fn stored(receivable: ReceivableId) -> Receivable {
	Receivables::query_receivable(receivable).unwrap().receivable
}

fn status(receivable: ReceivableId) -> Status {
	stored(receivable).status
}

fn part_status(part: PartId) -> PartStatus {
	Receivables::query_part(part).unwrap().part.status
}

/// Goes on to when a receivable does by itself, which is in the minute after its time.
fn wait_for(receivable: ReceivableId) {
	pass_until(stored(receivable).timer.expect("something is to happen") + MINUTE);
}

/// Has the minute pass in which holders are paid.
fn pay_out() {
	pass(MINUTE);
}

/// What of its debtor is outstanding, and what of that is overdue.
fn exposure(debtor: Member) -> (u128, u128) {
	let line = Receivables::query_exposure(debtor.id, CNY).line;
	(line.outstanding, line.overdue)
}

/// A holder asks banks about a part. They have two days.
fn ask(by: Member, part: PartId, banks: &[OrganizationId], kind: Kind) -> FinancingId {
	let request = pallet_receivable_financing::NextFinancingId::<Runtime>::get();
	let (banks, answer_by) = (list(banks.to_vec()), now() + 2 * DAY);
	assert_ok!(send(by, FinancingCall::request { part, banks, kind, answer_by }));
	request
}

/// A bank quotes, for a day.
fn quote(by: impl Signer, request: FinancingId, offer: Offer, rate: u32, fee: u128) {
	let terms = QuoteTerms { offer, rate, fee, valid_until: now() + DAY };
	assert_ok!(send(by, FinancingCall::quote { request, terms }));
}

/// What a bank has on hold for its quotes.
fn on_hold(bank: OrganizationId) -> u128 {
	pallet_receivable_financing::Exposures::<Runtime>::get(bank, CNY).quoted
}

#[test]
fn what_a_maker_owes_goes_down_the_tiers_and_it_pays_once() {
	on_local_chain(|| {
		let maker = enterprise(1, "maker", 100_000_000);
		let [first, second, third] =
			[(2, "first"), (3, "second"), (4, "third")].map(|(at, name)| enterprise(at, name, 0));
		let river = river_bank(50_000_000);

		// Tier 1 registers a bill of 900,000 yuan. Nobody finances it before its window is over.
		let wheels = bill(first, maker, "2633 2000 0000 0042", "2025-12-30", 90_000_000);
		commit(first, &wheels);
		assert_err!(
			register(first, first, maker, &wheels),
			pallet_first_come::Error::<Runtime>::TooEarly
		);
		let committed = covenant_runtime::System::block_number();
		next_block();
		assert_ok!(register(first, first, maker, &wheels));
		let due = now() + 90 * DAY;
		assert_err!(draft(first, maker, billed(0, 90_000_000, due)), InvoicesError::NotSettled);
		pass_blocks(committed + WINDOW + 1);

		// The maker accepts it, no more than its line holds, and the bank guarantees it.
		let id = ReceivableId(0);
		let accept = || Call::accept { receivable: id, amount: 90_000_000 };
		let due = now() + 90 * DAY;
		assert_ok!(draft(first, maker, billed(0, 90_000_000, due)));
		assert_ok!(send(maker, Call::set_line { asset: CNY, limit: 89_999_999 }));
		assert_err!(send(maker, accept()), Error::LineExceeded);
		assert_ok!(send(maker, Call::set_line { asset: CNY, limit: 90_000_000 }));
		assert_ok!(send(maker, accept()));
		guarantee(id);
		assert_eq!((status(id), exposure(maker)), (Status::Outstanding, (90_000_000, 0)));
		assert_eq!(invoice_status(InvoiceId(0)), InvoiceStatus::Bound { receivable: id });

		// In three: to be sold, to be pledged, to be passed on.
		let parts = split(first, PartId(0), &[38_765_432, 31_234_568, 20_000_000]);
		let (sold, pledged, passed) = (parts[0], parts[1], parts[2]);

		// Two banks quote. On hold is what they would pay in a day, when 89 days are left:
		// Bob's 38,765,432 − 402,514, the other's 38,765,432 − 345,012 − 5,000.
		let request = ask(first, sold, &[BANK, river.id], Kind::Sale { recourse: false });
		let sale = Offer::Sale { recourse: false, license: None };
		quote(Bob, request, sale, 420, 0);
		quote(river, request, sale, 360, 5_000);
		assert_eq!((on_hold(BANK), on_hold(river.id)), (38_362_918, 38_415_420));
		assert_eq!(money(river.id), 50_000_000 - 38_415_420);
		let payouts = ReceivableFinancing::query_quotes(request).into_iter().map(|it| it.payout);
		assert_eq!(payouts.collect::<Vec<_>>(), [38_358_395, 38_411_543]);

		// The discount for 90 days at 3.6 % is 348,888.888, and there is a fee.
		let take = |at_least| {
			let bank = river.id;
			send(first, FinancingCall::take_quote { request, bank, at_least })
		};
		let little = pallet_receivable_financing::Error::<Runtime>::TooLittle;
		assert_err!(take(38_411_544), little);
		assert_ok!(take(38_411_543));
		assert_eq!((on_hold(BANK), on_hold(river.id)), (0, 0));
		assert_eq!(money(first.id), 38_411_543);
		assert_eq!((money(BANK), money(river.id)), (ENDOWMENT, 50_000_000 - 38_411_543));

		// A loan of 250,000 yuan at 5.4 %, less a fee of 100.
		let until = due - DAY;
		let request = ask(first, pledged, &[BANK], Kind::Pledge { until, wanted: None });
		quote(Bob, request, Offer::Pledge { principal: 25_000_000 }, 540, 10_000);
		let take = FinancingCall::take_quote { request, bank: BANK, at_least: 24_990_000 };
		assert_ok!(send(first, take));
		let (loan, taken) = (LoanId(0), now());
		assert_eq!(part_status(pledged), PartStatus::Locked);
		let answer_by = now() + DAY;
		let offer = Call::offer { part: pledged, to: second.id, recourse: true, answer_by };
		assert_err!(send(first, offer), Error::NotIdle);

		// Tier 2 takes the third part, keeps most of it and passes the rest on to tier 3.
		endorse(passed, first, second);
		let rest = split(second, passed, &[12_000_000, 8_000_000])[1];
		endorse(rest, second, third);
		let path = Receivables::query_path(rest, None, 10).items;
		assert_eq!(path.len(), 5, "made, split, endorsed, split, endorsed");

		// Ten days' interest is 37,500, and the rest of 100,000 yuan goes off the principal: of the
		// 15,037,500 that are left, the interest of twenty more days is 45,112.5.
		pass_until(taken + 10 * DAY - HOUR);
		assert_ok!(send(first, FinancingCall::repay { loan, amount: 10_000_000 }));
		let left = ReceivableFinancing::query_loan(loan).unwrap();
		assert_eq!((left.loan.principal, left.debt), (15_037_500, 15_037_500));
		pass_until(taken + 30 * DAY - HOUR);
		assert_ok!(send(first, FinancingCall::repay { loan, amount: u128::MAX }));
		assert_eq!(ReceivableFinancing::query_loan(loan), None);
		assert_eq!(part_status(pledged), PartStatus::Idle);
		assert_eq!(money(BANK), ENDOWMENT - 24_990_000 + 10_000_000 + 15_082_613);
		// (10 · 600 + 10 · 1000) / 20.
		assert_eq!(score(first.id), 800);

		// The maker pays once, and four holders have their money.
		pass_until(due - HOUR / 2);
		assert_ok!(send(maker, Call::pay { receivable: id }));
		assert_eq!((money(maker.id), score(maker.id)), (10_000_000, 800));
		pay_out();
		assert_eq!((status(id), exposure(maker)), (Status::Paid, (0, 0)));
		assert_eq!(money(river.id), 50_000_000 + 348_889 + 5_000);
		assert_eq!(money(first.id), 38_411_543 + 24_990_000 - 25_082_613 + 31_234_568);
		assert_eq!((money(second.id), money(third.id)), (12_000_000, 8_000_000));
		assert_eq!(money(BANK), ENDOWMENT + 37_500 + 45_113 + 10_000);

		// The bill stays taken.
		assert_eq!(invoice_status(InvoiceId(0)), InvoiceStatus::Closed { receivable: id });
	});
}

#[test]
fn an_invoice_is_financed_once() {
	on_local_chain(|| {
		let [maker, first] =
			[(1, "maker"), (2, "first")].map(|(number, name)| enterprise(number, name, 0));
		let river = river_bank(0);
		assert_ok!(send(maker, Call::set_line { asset: CNY, limit: 100_000_000 }));
		let amount = 40_000_000;
		let try_draft = |invoice| draft(first, maker, billed(invoice, amount, now() + 60 * DAY));

		// Tier 1 commits to its bill, and carries it to the other bank as well, which commits later and opens
		// earlier.
		let seats = bill(first, maker, "26332000000000077", "2026-01-04", amount);
		commit(first, &seats);
		let committed = covenant_runtime::System::block_number();
		next_block();
		commit(river, &seats);
		next_block();
		assert_ok!(register(river, first, maker, &seats));
		// What the bank registered is not the supplier's to use, until the bank says so.
		let cede = |invoice| send(river, InvoicesCall::cede { invoice: InvoiceId(invoice) });
		assert_err!(try_draft(0), InvoicesError::NotCeded);
		assert_ok!(cede(0));
		assert_err!(try_draft(0), InvoicesError::NotSettled);
		assert_ok!(register(first, first, maker, &seats));
		assert_eq!(invoice_status(InvoiceId(0)), InvoiceStatus::GaveWay { to: InvoiceId(1) });
		assert_err!(try_draft(0), InvoicesError::InvalidState);

		// It is registered no second time. A copy with another date would be, and so would a bill for the
		// next delivery, which costs the same.
		let copy = Fields { date: "2026-01-05".parse().unwrap(), ..seats.clone() };
		let next = bill(first, maker, "26332000000000078", "2026-01-06", amount);
		commit(river, &seats);
		commit(river, &copy);
		commit(first, &next);
		let last = covenant_runtime::System::block_number() + WINDOW;
		next_block();
		let again = pallet_first_come::Error::<Runtime>::AlreadyExists;
		assert_err!(register(river, first, maker, &seats), again);

		// The bill is bound, and nobody else gets it.
		pass_blocks(committed + WINDOW + 1);
		assert_ok!(try_draft(1));
		assert_err!(try_draft(1), InvoicesError::InvalidState);

		// The copy agrees with it in all but the date, the next bill in its amount.
		assert_ok!(register(river, first, maker, &copy));
		assert_ok!(register(first, first, maker, &next));
		let flags = Invoices::query_flags(InvoiceId(1), None, 10).items;
		let agrees = |other: u64| {
			let flag = flags.iter().find(|flag| flag.other == InvoiceId(other)).unwrap();
			flag.flag.kinds.iter().copied().collect::<Vec<_>>()
		};
		assert_eq!(
			agrees(2),
			[
				PartialKind::NumberAndSeller,
				PartialKind::NumberAndAmount,
				PartialKind::AmountAndParties
			]
		);
		assert_eq!(agrees(3), [PartialKind::AmountAndParties]);
		let accept = |id| send(maker, Call::accept { receivable: ReceivableId(id), amount });
		assert_err!(accept(0), Error::InvoiceNotClear);
		pass_blocks(last + 1);
		assert_ok!(cede(2));
		assert_err!(try_draft(2), InvoicesError::NotClear);
		assert_err!(try_draft(3), InvoicesError::NotClear);

		// The other bank does not take the copy back, so an auditor strikes it; the maker says that it got two
		// deliveries, which the supplier cannot.
		let strike =
			|| InvoicesCall::strike { invoice: InvoiceId(2), reasons: H256::repeat_byte(2) };
		assert_err!(send(river, strike()), OrganizationsError::CapabilityNotGranted);
		assert_ok!(send(Ferdie, strike()));
		assert_eq!(invoice_status(InvoiceId(2)), InvoiceStatus::Released);
		assert_err!(try_draft(2), InvoicesError::InvalidState);
		let clear = || {
			let (invoice, other) = (InvoiceId(1), InvoiceId(3));
			InvoicesCall::clear_flag { invoice, other, reasons: H256::repeat_byte(3) }
		};
		assert_err!(send(first, clear()), InvoicesError::NotAuthorized);
		assert_ok!(send(maker, clear()));
		assert_ok!(accept(0));
		assert_ok!(try_draft(3));
		assert_ok!(accept(1));
		assert_eq!(exposure(maker), (80_000_000, 0));
	});
}

#[test]
fn nobody_pays_and_holders_turn_to_their_endorsers() {
	on_local_chain(|| {
		let maker = enterprise(1, "maker", 11_000_000);
		let first = enterprise(2, "first", 0);
		let second = enterprise(3, "second", 6_500_000);
		let third = enterprise(4, "third", 0);
		let due = now() + 30 * DAY;
		let (id, whole) = owed(first, maker, terms(10_000_000, due));
		guarantee(id);
		let parts = split(first, whole, &[4_000_000, 6_000_000]);
		let (kept, passed) = (parts[0], parts[1]);
		endorse(passed, first, second);
		endorse(passed, second, third);
		let claim = |by: Member, part| send(by, Call::claim_recourse { part });
		let pay_recourse = |by: Member| send(by, Call::pay_recourse { part: passed });

		// Three days of grace, five for the guarantor.
		wait_for(id);
		assert!(matches!(status(id), Status::Overdue { .. }));
		assert_eq!(exposure(maker), (10_000_000, 10_000_000));
		assert_err!(send(Bob, Call::pay_guaranteed { receivable: id }), Error::InvalidState);
		wait_for(id);
		assert!(matches!(status(id), Status::Called { .. }));
		assert_eq!((score(maker.id), score(BANK)), (600, 600));
		assert_err!(claim(third, passed), Error::InvalidState);
		wait_for(id);
		assert_eq!(status(id), Status::Defaulted);
		// 10 · 600 / (10 + 100).
		assert_eq!((score(maker.id), score(BANK)), (54, 54));

		// Tier 3 turns to tier 2, which pays and turns to tier 1, which does not.
		assert_err!(claim(first, kept), Error::NoRecourse);
		assert_ok!(claim(third, passed));
		assert_err!(pay_recourse(first), Error::NotAuthorized);
		assert_ok!(pay_recourse(second));
		assert_eq!((money(second.id), money(third.id)), (500_000, 6_000_000));
		assert_eq!(score(second.id), 600);
		assert_ok!(claim(second, passed));
		let asked = Receivables::query_recourse_of(first.id, None, 10).items;
		assert_eq!(asked.iter().map(|it| it.id).collect::<Vec<_>>(), [passed]);
		pass(7 * DAY + MINUTE);
		assert_eq!(part_status(passed), PartStatus::Idle);
		// 10 · 600 / (10 + 50).
		assert_eq!((score(first.id), score(second.id)), (100, 600));
		assert_err!(claim(second, passed), Error::NoRecourse);

		// In the end the maker pays, with interest for 17 days: 10,000,000 · 18 % · 17 / 360.
		pass_until(due + 17 * DAY + HOUR);
		let before = score(maker.id);
		assert_ok!(send(maker, Call::pay { receivable: id }));
		pay_out();
		assert_eq!((status(id), exposure(maker)), (Status::Paid, (0, 0)));
		assert_eq!(money(maker.id), 11_000_000 - 10_085_000);
		assert_eq!((money(first.id), money(second.id)), (4_034_000, 500_000 + 6_051_000));
		assert_eq!(money(third.id), 6_000_000);
		assert_eq!(score(maker.id), before, "that does not mend it");
	});
}

#[test]
fn a_guarantor_that_pays_is_owed_what_it_paid() {
	on_local_chain(|| {
		let maker = enterprise(1, "maker", 6_000_000);
		let [first, second] =
			[(2, "first"), (3, "second")].map(|(number, name)| enterprise(number, name, 0));
		let due = now() + 30 * DAY;
		let (id, whole) = owed(first, maker, terms(5_000_000, due));
		guarantee(id);
		let part = split(first, whole, &[3_000_000, 2_000_000])[1];
		endorse(part, first, second);
		wait_for(id);
		wait_for(id);

		// Four whole days late: 5,000,000 · 18 % · 4 / 360 = 10,000, divided as the parts are.
		pass_until(due + 4 * DAY + HOUR);
		assert_ok!(send(Bob, Call::pay_guaranteed { receivable: id }));
		// 10 · 600 / (10 + 100); (10 · 600 + 10 · 1000) / 20.
		assert_eq!((score(maker.id), score(BANK)), (54, 800));
		pay_out();
		assert_eq!(status(id), Status::Subrogated);
		assert_eq!((money(first.id), money(second.id)), (3_006_000, 2_004_000));
		assert_eq!(money(BANK), ENDOWMENT - 5_010_000);
		assert_eq!(exposure(maker), (5_000_000, 5_000_000));

		// Ten days later: 5,010,000 · 18 % · 10 / 360 = 25,050.
		pass(10 * DAY);
		assert_ok!(send(maker, Call::repay { receivable: id }));
		assert_eq!((status(id), exposure(maker)), (Status::Paid, (0, 0)));
		assert_eq!((money(BANK), money(maker.id)), (ENDOWMENT + 25_050, 6_000_000 - 5_035_050));
	});
}

fn details(step: BizStep) -> Details {
	Details { at: now(), step: Some(step), disposition: None, location: None, digest: None }
}

fn product(by: Member, name: &str, unit: Unit) -> ProductId {
	let product = pallet_traceability::NextProductId::<Runtime>::get();
	let name = text(name);
	assert_ok!(send(by, GoodsCall::register_product { name, gtin: None, unit }));
	product
}

/// A hundred kilograms of tier 2's adhesive.
fn adhesive(by: Member) -> LotId {
	let lot = pallet_traceability::NextLotId::<Runtime>::get();
	let product = product(by, "adhesive", Unit::Kilogram);
	let commission = GoodsCall::commission {
		product,
		code: text("B-0042"),
		quantity: 100,
		serial: false,
		details: details(BizStep::Commissioning),
	};
	assert_ok!(send(by, commission));
	lot
}

/// Lots on their way, from 2 °C to 8 °C, and what is owed for them.
fn ship(by: Member, to: Member, lots: &[LotId], receivables: &[ReceivableId]) -> ShipmentId {
	let shipment = pallet_traceability::NextShipmentId::<Runtime>::get();
	let range = Range { min: 2_000, max: 8_000 };
	let ship = GoodsCall::ship {
		lots: list(lots.to_vec()),
		to: to.id,
		limits: list([Limit { kind: SensorKind::Temperature, range }]),
		receivables: list(receivables.to_vec()),
		answer_by: now() + 30 * DAY,
		details: details(BizStep::Shipping),
	};
	assert_ok!(send(by, ship));
	shipment
}

fn receive(by: Member, shipment: ShipmentId) {
	let details = details(BizStep::Receiving);
	assert_ok!(send(by, GoodsCall::receive { shipment, details }));
}

/// What the device says, relayed by Dave.
fn submit(device: &ed25519::Pair, sequence: u64, at: u64, value: i64) {
	let reading = Reading { sensor: SensorId(0), sequence, at, value };
	let genesis = covenant_runtime::System::block_hash(0);
	let signature = device.sign(&reading.payload(genesis)).0;
	let readings = list([SignedReading { reading, signature }]);
	assert_ok!(send(Dave, GoodsCall::submit { readings }));
}

/// Which lots a recall marks, and who has them.
fn marked(recall: RecallId) -> Vec<(LotId, OrganizationId)> {
	let items = Traceability::query_marked(recall, None, 10).items;
	let active = items.into_iter().filter(|it| it.mark.active);
	let mut lots = active.map(|it| (it.lot, it.custodian)).collect::<Vec<_>>();
	lots.sort();
	lots
}

#[test]
fn goods_that_got_warm_are_recalled_and_what_is_owed_for_them_waits() {
	on_local_chain(|| {
		let maker = enterprise(1, "maker", 0);
		let first = enterprise(2, "first", 2_000_000);
		let second = enterprise(3, "second", 0);

		// Tier 2 sends adhesive to tier 1, which owes it 20,000 yuan for that.
		let glue = adhesive(second);
		let (id, _) = owed(second, first, terms(2_000_000, now() + 30 * DAY));
		let sent = ship(second, first, &[glue], &[id]);
		let device = ed25519::Pair::from_seed(&[7; 32]);
		let register = GoodsCall::register_sensor {
			target: Target::Shipment(sent),
			key: DeviceKey::Ed25519(device.public()),
			kind: SensorKind::Temperature,
			range: None,
		};
		assert_ok!(send(second, register));
		pass(2 * HOUR);
		submit(&device, 0, now() - 90 * MINUTE, 5_125);
		let warm = now() - 30 * MINUTE;
		receive(first, sent);

		// Tier 1 glues 40 packs, of which the maker gets 30.
		let pack = product(first, "battery pack", Unit::Each);
		let output =
			|code, quantity| Output { product: pack, code: text(code), quantity, serial: false };
		let transform = GoodsCall::transform {
			inputs: list([Portion { lot: glue, quantity: 80 }]),
			outputs: list([output("P-1", 30), output("P-2", 10)]),
			gain: 0,
			details: details(BizStep::Assembling),
		};
		assert_ok!(send(first, transform));
		let (delivered, kept) = (LotId(glue.0 + 1), LotId(glue.0 + 2));
		let shipment = ship(first, maker, &[delivered], &[]);
		receive(maker, shipment);
		assert_eq!(Traceability::query_recalls(None, 10).items, []);

		// A reading turns up late: 12.5 °C on the way. All that came of the adhesive is marked by itself.
		submit(&device, 1, warm, 12_500);
		let breach = RecallId(0);
		let recall = Traceability::query_recall(breach).unwrap().recall;
		assert_eq!(recall.by, second.id);
		let Cause::Breach { target, evidence } = recall.cause else { panic!("a breach") };
		assert_eq!((target, evidence.value), (Target::Shipment(sent), 12_500));
		pass(2 * MINUTE);
		let reached = [(glue, first.id), (delivered, maker.id), (kept, first.id)];
		assert_eq!(marked(breach), reached);
		assert_eq!(Traceability::query_frozen(breach, None, 10).items, [id]);
		assert!(matches!(status(id), Status::Frozen { recalls: 1, .. }));

		// Tier 2 recalls the lot, too. Nobody goes on with the goods, and nobody pays for them.
		let recall = GoodsCall::recall {
			lots: list([glue]),
			reason: text("does not harden"),
			digest: H256::repeat_byte(4),
		};
		assert_ok!(send(second, recall));
		let called = RecallId(1);
		assert_ok!(send(Dave, GoodsCall::spread { recall: called, limit: 20 }));
		assert_eq!(marked(called), reached);
		assert!(matches!(status(id), Status::Frozen { recalls: 2, .. }));
		assert_err!(send(first, Call::pay { receivable: id }), Error::InvalidState);
		let car = product(maker, "car", Unit::Each);
		let build = || GoodsCall::transform {
			inputs: list([Portion { lot: delivered, quantity: 1 }]),
			outputs: list([Output { product: car, code: text("C-1"), quantity: 1, serial: true }]),
			gain: 0,
			details: details(BizStep::Assembling),
		};
		assert_err!(send(maker, build()), GoodsError::Recalled);

		// The packs pass a test. Tier 2 ends its recall; what the sensor said is for an auditor.
		pass(3 * DAY);
		let end = |recall| GoodsCall::end_recall { recall };
		assert_ok!(send(second, end(called)));
		assert_err!(send(second, end(breach)), GoodsError::NotAuthorized);
		pass(2 * MINUTE);
		assert_eq!((marked(called), marked(breach)), (vec![], reached.to_vec()));
		assert!(matches!(status(id), Status::Frozen { recalls: 1, .. }));
		assert_ok!(send(Ferdie, end(breach)));
		pass(2 * MINUTE);
		let over = Traceability::query_recall(breach).unwrap().recall.status;
		assert!(matches!(over, RecallStatus::Ended { .. }));
		assert_eq!(marked(breach), []);

		// The receivable goes on, and so does the maker.
		assert_eq!(status(id), Status::Outstanding);
		assert_ok!(send(first, Call::pay { receivable: id }));
		pay_out();
		assert_eq!((status(id), score(first.id)), (Status::Paid, 800));
		assert_eq!((money(first.id), money(second.id)), (0, 2_000_000));
		assert_ok!(send(maker, build()));
	});
}

#[test]
fn what_is_owed_for_a_shipment_waits_until_it_arrives() {
	on_local_chain(|| {
		let first = enterprise(2, "first", 2_000_000);
		let [second, third] =
			[(3, "second"), (4, "third")].map(|(number, name)| enterprise(number, name, 0));
		let glue = adhesive(second);
		let sent = ship(second, first, &[glue], &[]);
		let condition = |gates| Condition { fact: Fact::Delivered(sent.0), gates };
		let due = now() + 10 * DAY;
		let conditions = list([condition(Gate::Transfer), condition(Gate::Payment)]);
		let terms = Terms { conditions, ..terms(2_000_000, due) };
		let (id, part) = owed(second, first, terms);

		// It can be offered, not taken and not paid. When it is due nothing happens.
		let answer_by = now() + 20 * DAY;
		assert_ok!(send(second, Call::offer { part, to: third.id, recourse: false, answer_by }));
		let (amount, recourse, license) = (2_000_000, false, None);
		let take = || send(third, Call::take { part, amount, recourse, license });
		let settle = || send(third, Call::settle_condition { receivable: id, index: 0 });
		wait_for(id);
		pass(2 * DAY);
		assert_eq!((status(id), exposure(first)), (Status::Outstanding, (2_000_000, 0)));
		assert_err!(take(), Error::ConditionNotMet);
		assert_err!(settle(), Error::ConditionNotMet);

		// It arrives: tier 3 takes the part, and tier 1 pays, in time.
		receive(first, sent);
		assert_ok!(settle());
		assert_ok!(take());
		assert_ok!(send(first, Call::pay { receivable: id }));
		let Receivable { transfer_gates, payment_gates, due: moved, .. } = stored(id);
		assert_eq!((transfer_gates, payment_gates, moved), (0, 0, now()));
		pay_out();
		assert_eq!((status(id), score(first.id)), (Status::Paid, 800));
		assert_eq!((money(first.id), money(second.id), money(third.id)), (0, 0, 2_000_000));
	});
}
