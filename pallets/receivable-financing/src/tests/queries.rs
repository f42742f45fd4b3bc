// SPDX-License-Identifier: Apache-2.0

use super::*;

#[test]
fn requests_and_quotes_are_found() {
	ExtBuilder::build_and_execute(|| {
		assert_eq!(Financing::query_request(ID), None);
		assert_eq!(Financing::query_quotes(ID), []);
		assert_ok!(request(sale()));
		assert_ok!(request_for(OTHER, pledge()));
		let found = Financing::query_request_on(OTHER).unwrap();
		assert_eq!((found.id, found.request.kind), (FinancingId(1), pledge()));
		let first = Financing::query_requests_to(BANK, None, 1);
		assert_eq!(first.items.len(), 1);
		let second = Financing::query_requests_to(BANK, first.next, 1);
		assert_eq!((second.items.len(), second.next), (1, None));
		assert_ne!(first.items, second.items);
		assert_eq!(Financing::query_requests_to(OrganizationId(13), None, 9).items, []);
		assert_eq!(Financing::query_requests_of(HOLDER, None, 9).items.len(), 2);
		assert_ok!(quote(SECOND, buying(true)));
		let quotes = Financing::query_quotes(ID);
		assert_eq!(quotes.len(), 1);
		assert_eq!((quotes[0].bank, quotes[0].payout), (SECOND, 3_554_000));
		let json = serde_json::to_value(&quotes[0]).unwrap();
		assert_eq!((&json["payout"], &json["fee"]), (&"3554000".into(), &"1000".into()));
		let json = serde_json::to_value(Financing::query_request(ID).unwrap()).unwrap();
		assert_eq!(json["kind"], serde_json::json!({"sale": {"recourse": true}}));
	});
}

#[test]
fn loans_and_claims_are_found() {
	ExtBuilder::build_and_execute(|| {
		assert_eq!(Financing::query_loan(LOAN), None);
		pledged(AMOUNT);
		assert_ok!(claim(THIRD, 5));
		pass(DAY);
		let found = Financing::query_loan_on(PART).unwrap();
		assert_eq!((found.id, found.debt), (LOAN, AMOUNT + A_DAY));
		let all = vec![found.clone()];
		assert_eq!(Financing::query_loans_of(BANK, None, 9).items, all);
		assert_eq!(Financing::query_loans_by(HOLDER, None, 9).items, all);
		assert_eq!(Financing::query_loans_by(BANK, None, 9).items, []);
		let json = serde_json::to_value(&found).unwrap();
		assert_eq!((&json["debt"], &json["secured"]), (&"3600500".into(), &true.into()));
		let claims = Financing::query_claims_on(PART, None, 9).items;
		assert_eq!((claims.len(), claims[0].id, claims[0].claim.claimant), (1, CLAIM, THIRD));
		assert_eq!(Financing::query_claims_in(ReceivableId(0), None, 9).items, claims);
		assert_eq!(Financing::query_claims_in(ReceivableId(1), None, 9).items, []);
		let json = serde_json::to_value(&claims[0]).unwrap();
		assert_eq!((&json["part"], &json["receivable"]), (&0.into(), &0.into()));
		assert_eq!((&json["standing"], &json["amount"]), (&"open".into(), &"5".into()));
		let shares = Financing::query_shares(PART, 7);
		let json = serde_json::to_value(&shares).unwrap();
		assert_eq!(json[0]["source"], serde_json::json!({"pledge": 0}));
		assert_eq!((&json[0]["claimed"], &json[0]["amount"]), (&"3600500".into(), &"7".into()));
		let exposure = Financing::query_exposure(BANK, CNY);
		let json = serde_json::to_value(exposure).unwrap();
		assert_eq!(json, serde_json::json!({"principal": "3600000", "quoted": "0"}));
	});
}
