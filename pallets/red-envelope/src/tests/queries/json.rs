// SPDX-License-Identifier: Apache-2.0

//! What clients read is plain JSON, from which the answers can be read again.

use super::*;
use serde::{de::DeserializeOwned, Serialize};
use serde_json::{json, to_value, Value};

/// More than a double can carry.
const MUCH: Amount = 9_007_199_254_740_993;

/// The JSON is what is shown, and its text reads back as what was meant.
fn is_json<Info>(info: &Info, shown: Value)
where
	Info: Serialize + DeserializeOwned + PartialEq + Debug,
{
	assert_eq!(to_value(info).unwrap(), shown);
	let text = serde_json::to_string(info).unwrap();
	assert_eq!(&serde_json::from_str::<Info>(&text).unwrap(), info);
	assert_eq!(&serde_json::from_str::<Info>(&shown.to_string()).unwrap(), info);
}

fn hex(byte: &str) -> String {
	format!("0x{}", byte.repeat(32))
}

#[test]
fn a_budget_is_plain_json() {
	let top = Budget {
		children: 3,
		rights: 4,
		allotted: Amount::MAX,
		available: MUCH,
		passed_on: 5,
		committed: 6,
		spent: 7,
		..Budget::new(BOOK, None, name("年度"), None)
	};
	let mut info = BudgetInfo { id: BudgetId(8), budget: top, usable: true };
	let mut shown = json!({
		"id": 8,
		"book": { "organization": 1, "asset": 1 },
		"parent": null,
		"depth": 0,
		"name": "年度",
		"lapsesAt": null,
		"status": "open",
		"children": 3,
		"rights": 4,
		"allotted": "340282366920938463463374607431768211455",
		"available": "9007199254740993",
		"passedOn": "5",
		"committed": "6",
		"spent": "7",
		"usable": true,
	});
	is_json(&info, shown.clone());
	info.budget.parent = Some(BudgetId(2));
	info.budget.lapses_at = Some(START);
	shown["parent"] = json!(2);
	shown["lapsesAt"] = json!(START);
	for (status, text) in [(BudgetStatus::Frozen, "frozen"), (BudgetStatus::Ended, "ended")] {
		info.budget.status = status;
		shown["status"] = json!(text);
		is_json(&info, shown.clone());
	}
}

#[test]
fn a_right_is_plain_json() {
	let right =
		SpendingRight { number: 2, ceiling: MUCH, used: 1, from: START, until: START + DAY };
	for (spender, shown) in [
		(Spender::Operator(CLERK), json!({ "operator": CLERK })),
		(Spender::Person(PersonId(5)), json!({ "person": 5 })),
	] {
		let shown = json!({
			"spender": shown,
			"number": 2,
			"ceiling": "9007199254740993",
			"used": "1",
			"from": START,
			"until": START + DAY,
		});
		is_json(&RightInfo { spender, right }, shown);
	}
}

#[test]
fn funds_are_plain_json() {
	for (cap, shown) in [
		(None, Value::Null),
		(Some((Some(3), None)), json!({ "shares": 3, "amount": null })),
		(Some((None, Some(MUCH))), json!({ "shares": null, "amount": "9007199254740993" })),
	] {
		let cap = cap.map(|(shares, amount)| Cap { shares, amount });
		let shown = json!({ "held": "9007199254740993", "taxDue": "2", "cap": shown });
		is_json(&FundsInfo { held: MUCH, tax_due: 2, cap }, shown);
	}
}

/// An envelope in which nothing is left out, and its JSON.
fn envelope_info() -> (EnvelopeInfo<AccountId>, Value) {
	let envelope = Envelope {
		book: BOOK,
		budget: BudgetId(2),
		by: Filler { account: CLERK, right: Some((Spender::Operator(CLERK), 3)) },
		filled_at: START,
		division: Division::Equal { share: MUCH, audience: Audience::Members },
		total: 5 * MUCH,
		shares: 5,
		terms: Terms {
			purpose: Purpose::ExpenseRefund,
			greeting: H256::repeat_byte(1),
			withholding: Some(2_000),
			ranking: true,
			opens_at: START + HOUR,
			expires_at: START + DAY,
		},
		register: Some(ObjectId(4)),
	};
	let progress = Progress {
		status: EnvelopeStatus::Open,
		claimed: 2,
		drawn: 1,
		unclaimed: 3 * MUCH,
		left: 4 * MUCH,
	};
	let info =
		EnvelopeInfo { id: EnvelopeId(7), envelope, progress, shares_left: 3, is_open: true };
	let shown = json!({
		"id": 7,
		"book": { "organization": 1, "asset": 1 },
		"budget": 2,
		"by": { "account": CLERK, "right": [{ "operator": CLERK }, 3] },
		"filledAt": START,
		"division": { "equal": { "share": "9007199254740993", "audience": "members" } },
		"total": "45035996273704965",
		"shares": 5,
		"terms": {
			"purpose": "expenseRefund",
			"greeting": hex("01"),
			"withholding": 2_000,
			"ranking": true,
			"opensAt": START + HOUR,
			"expiresAt": START + DAY,
		},
		"register": 4,
		"progress": {
			"status": "open",
			"claimed": 2,
			"drawn": 1,
			"unclaimed": "27021597764222979",
			"left": "36028797018963972",
		},
		"sharesLeft": 3,
		"isOpen": true,
	});
	(info, shown)
}

#[test]
fn an_envelope_is_plain_json() {
	let (mut info, mut shown) = envelope_info();
	is_json(&info, shown.clone());
	info.envelope.by.right = None;
	info.envelope.terms.withholding = None;
	info.envelope.register = None;
	shown["by"]["right"] = Value::Null;
	shown["terms"]["withholding"] = Value::Null;
	shown["register"] = Value::Null;
	is_json(&info, shown);
}

#[test]
fn every_division_and_audience_is_plain_json() {
	let (mut info, mut shown) = envelope_info();
	let list = List { root: H256::repeat_byte(0xab), length: 9 };
	let list_shown = json!({ "root": hex("ab"), "length": 9 });
	let mut divisions = vec![
		(Division::Assigned { list }, json!({ "assigned": { "list": list_shown } })),
		(Division::Named, json!("named")),
	];
	for (audience, audience_shown) in [
		(Audience::Members, json!("members")),
		(Audience::Unit(unit(person(ALICE))), json!({ "unit": "sales" })),
		(Audience::Listed(list), json!({ "listed": list_shown })),
		(Audience::Licensed(type_code()), json!({ "licensed": "11100000000013338W011" })),
		(Audience::Coded([0xcd; 32]), json!({ "coded": hex("cd") })),
	] {
		let even = json!({ "share": "9007199254740993", "audience": audience_shown });
		let equal = Division::Equal { share: MUCH, audience: audience.clone() };
		divisions.push((equal, json!({ "equal": even })));
		let by_chance = json!({ "lucky": { "audience": audience_shown } });
		divisions.push((Division::Lucky { audience }, by_chance));
	}
	for (division, division_shown) in divisions {
		info.envelope.division = division;
		shown["division"] = division_shown;
		is_json(&info, shown.clone());
	}
}

#[test]
fn every_status_of_an_envelope_is_plain_json() {
	let (mut info, mut shown) = envelope_info();
	for (status, text) in [
		(EnvelopeStatus::Open, "open"),
		(EnvelopeStatus::Paused, "paused"),
		(EnvelopeStatus::Claimed, "claimed"),
		(EnvelopeStatus::Canceled, "canceled"),
		(EnvelopeStatus::Expired, "expired"),
	] {
		info.progress.status = status;
		shown["progress"]["status"] = json!(text);
		is_json(&info, shown.clone());
	}
}

#[test]
fn what_may_be_claimed_is_an_envelope_and_what_it_needs() {
	let (envelope, mut shown) = envelope_info();
	for (needs, text) in [
		(Needs::Nothing, "nothing"),
		(Needs::Place, "place"),
		(Needs::License, "license"),
		(Needs::Code, "code"),
	] {
		shown["needs"] = json!(text);
		is_json(&Claimable { envelope: envelope.clone(), needs }, shown.clone());
	}
}

#[test]
fn claims_and_draws_are_plain_json() {
	is_json(
		&ClaimInfo { envelope: EnvelopeId(3), share: 4, round: 5, drawn: true },
		json!({ "envelope": 3, "share": 4, "round": 5, "drawn": true }),
	);
	let seed = H256::repeat_byte(6);
	is_json(
		&DrawInfo { share: 4, round: 5, seed, left: MUCH + 2, shares_left: 2, amount: MUCH },
		json!({
			"share": 4,
			"round": 5,
			"seed": hex("06"),
			"left": "9007199254740995",
			"sharesLeft": 2,
			"amount": "9007199254740993",
		}),
	);
	is_json(
		&ranked(BOB, 4, MUCH),
		json!({ "person": 1, "share": 4, "amount": "9007199254740993" }),
	);
}

/// The cursor of a list of wallets is whose money it is, and which.
#[test]
fn a_page_of_wallets_is_plain_json() {
	let wallet = Wallet { balance: MUCH, redeeming: 2, redemptions: 1 };
	is_json(
		&Page { items: vec![WalletInfo { book: BOOK, wallet }], next: Some(BOOK) },
		json!({
			"items": [{
				"organization": 1,
				"asset": 1,
				"balance": "9007199254740993",
				"redeeming": "2",
				"redemptions": 1,
			}],
			"next": { "organization": 1, "asset": 1 },
		}),
	);
}

#[test]
fn a_statement_is_plain_json() {
	let incomes = vec![withheld(Purpose::Bonus, MUCH, 3), untaxed(Purpose::Festival, 4)];
	let info = StatementInfo {
		person: PersonId(5),
		month: month("2026-01"),
		opening: MUCH,
		claims: 6,
		incomes,
		paid_out: 7,
		redeemed: 8,
		closing: Amount::MAX,
	};
	let shown = json!({
		"person": 5,
		"month": "2026-01",
		"opening": "9007199254740993",
		"claims": 6,
		"incomes": [
			{ "purpose": "bonus", "untaxed": "0", "taxable": "9007199254740993", "tax": "3" },
			{ "purpose": "festival", "untaxed": "4", "taxable": "0", "tax": "0" },
		],
		"paidOut": "7",
		"redeemed": "8",
		"closing": "340282366920938463463374607431768211455",
	});
	is_json(&info, shown);
}

#[test]
fn taxes_of_every_purpose_are_plain_json() {
	for (purpose, text) in [
		(Purpose::Bonus, "bonus"),
		(Purpose::Benefit, "benefit"),
		(Purpose::Festival, "festival"),
		(Purpose::ExpenseRefund, "expenseRefund"),
		(Purpose::Award, "award"),
		(Purpose::Allowance, "allowance"),
		(Purpose::Relief, "relief"),
		(Purpose::Promotion, "promotion"),
		(Purpose::Other, "other"),
	] {
		let incomes = vec![withheld(purpose, MUCH, 1)];
		let income = json!({
			"purpose": text,
			"untaxed": "0",
			"taxable": "9007199254740993",
			"tax": "1",
		});
		let shown = json!({ "person": 5, "incomes": [income] });
		is_json(&TaxInfo { person: PersonId(5), incomes }, shown);
	}
}

#[test]
fn a_redemption_is_plain_json() {
	let redemption = Redemption {
		person: PersonId(5),
		book: BOOK,
		amount: MUCH,
		method: RedemptionMethod::Payroll,
		asked_at: START,
		due: START + 30 * DAY,
		status: RedemptionStatus::Open,
	};
	let mut info = RedemptionInfo { id: RedemptionId(7), redemption };
	let mut shown = json!({
		"id": 7,
		"person": 5,
		"book": { "organization": 1, "asset": 1 },
		"amount": "9007199254740993",
		"method": "payroll",
		"askedAt": START,
		"due": START + 30 * DAY,
		"status": "open",
	});
	is_json(&info, shown.clone());
	for (method, text) in
		[(RedemptionMethod::MallVoucher, "mallVoucher"), (RedemptionMethod::Points, "points")]
	{
		info.redemption.method = method;
		shown["method"] = json!(text);
		is_json(&info, shown.clone());
	}
	let rejected = RedemptionStatus::Rejected;
	for (status, status_shown) in [
		(RedemptionStatus::Confirmed(H256::repeat_byte(2)), json!({ "confirmed": hex("02") })),
		(rejected(RejectionReason::UnknownRecipient), json!({ "rejected": "unknownRecipient" })),
		(rejected(RejectionReason::NotOffered), json!({ "rejected": "notOffered" })),
		(rejected(RejectionReason::PaymentFailed), json!({ "rejected": "paymentFailed" })),
		(rejected(RejectionReason::Other), json!({ "rejected": "other" })),
		(RedemptionStatus::Withdrawn, json!("withdrawn")),
		(RedemptionStatus::TimedOut, json!("timedOut")),
	] {
		info.redemption.status = status;
		shown["status"] = status_shown;
		is_json(&info, shown.clone());
	}
}
