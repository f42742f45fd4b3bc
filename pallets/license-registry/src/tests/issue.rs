// SPDX-License-Identifier: Apache-2.0

use super::*;
use sp_runtime::{ArithmeticError, DispatchResult};

fn attempt(draft: Draft) -> DispatchResult {
	Registry::issue(signed(REGISTRAR), draft)
}

#[test]
fn a_license_is_issued_and_found() {
	ExtBuilder::build_and_execute(|| {
		registered();
		set_clock(START + DAY);
		events();
		issue(draft(1));
		let number = license_number(code(), 1, 1);
		assert_eq!(
			license(FIRST),
			License {
				number: number.clone(),
				type_version: 1,
				issuer: CITY,
				jurisdiction: division("340102"),
				holder: draft(1).holder,
				root: root(),
				valid_from: START,
				valid_until: Some(START + 4 * YEAR),
				status: Status::Active,
				offered_to: None,
				operation: Operation::Issued,
				certificate: FIRST,
				predecessor: None,
				successor: None,
				base: None,
				issued_at: START + DAY,
				issued_in: 2,
				issued_by: REGISTRAR,
				position: 0,
				history_length: 1,
			}
		);
		assert_eq!(LicenseByNumber::<Test>::get(&number), Some(FIRST));
		assert!(LicensesOf::<Test>::contains_key(party(MANAGER), FIRST));
		assert_eq!(LicensesBy::<Test>::get(series(), 0), Some(FIRST));
		assert_eq!(SeriesLength::<Test>::get(series()), 1);
		assert_eq!(
			events(),
			[Event::Issued {
				actor: actor(REGISTRAR),
				license: FIRST,
				number,
				operation: Operation::Issued,
				predecessor: None,
			}]
		);
		assert_eq!(history(FIRST), [(REGISTRAR, Act::Issued { operation: Operation::Issued })]);
		assert_eq!(failures(FIRST), []);
	});
}

#[test]
fn the_published_identifiers_are_taken() {
	let vectors: serde_json::Value =
		serde_json::from_str(include_str!("../../../primitives/vectors/identifiers.json")).unwrap();
	let texts = |which: &str| -> Vec<NumberText> {
		let list = vectors["license_identifier"][which].as_array().unwrap();
		let text = |it: &serde_json::Value| it.as_str().unwrap().as_bytes().to_vec();
		list.iter().map(|it| text(it).try_into().unwrap()).collect()
	};
	ExtBuilder::build_and_execute(|| {
		registered();
		assert_ok!(Registry::register_type(
			signed(REGISTRAR),
			other_code(),
			division("34"),
			form()
		));
		for number in texts("valid") {
			issue(Draft { number, ..draft(1) });
		}
		for number in texts("invalid") {
			assert!(attempt(Draft { number, ..draft(1) }).is_err());
		}
	});
}

#[test]
fn identifiers_are_checked() {
	ExtBuilder::build_and_execute(|| {
		registered();
		let right = license_number(code(), 20_250_403, 1).to_string();
		let with = |from: &str, to: &str| {
			let number = right.replacen(from, to, 1).into_bytes().try_into().unwrap();
			attempt(Draft { number, ..draft(1) })
		};
		for (from, to) in [("1.2.", ""), (".001.", ".01."), ("20250403", "2025040l")] {
			assert_noop!(with(from, to), Error::<Test>::InvalidNumber);
		}
		assert_noop!(with("338W", "339W"), Error::<Test>::InvalidTypeCode);
		assert_noop!(with("20250403", "20250430"), Error::<Test>::WrongCheckCharacter);
		assert_noop!(
			attempt(Draft { number: text(&license_number(other_code(), 1, 1)), ..draft(1) }),
			Error::<Test>::TypeNotFound
		);
		assert_noop!(attempt(next_draft(1, 2)), Error::<Test>::WrongSequence);
	});
}

#[test]
fn an_identifier_is_used_once_for_ever() {
	ExtBuilder::build_and_execute(|| {
		issued();
		assert_noop!(attempt(draft(1)), Error::<Test>::AlreadyIssued);
		assert_ok!(Registry::cancel(signed(REGISTRAR), FIRST, CancellationReason::Other));
		assert_noop!(attempt(draft(1)), Error::<Test>::AlreadyIssued);
		// By whomever.
		assert_noop!(Registry::issue(signed(GOVERNOR), draft(1)), Error::<Test>::AlreadyIssued);
		issue(draft(2));
	});
}

#[test]
fn only_issuers_of_the_type_issue_within_their_jurisdiction() {
	ExtBuilder::build_and_execute(|| {
		registered();
		assert_noop!(Registry::issue(signed(COLLEAGUE), draft(1)), Error::<Test>::NotAnIssuer);
		for outside in ["34", "3402", "", "31"] {
			let draft = Draft { jurisdiction: division(outside), ..draft(1) };
			assert_noop!(attempt(draft), Error::<Test>::OutsideJurisdiction);
		}
		let draft = Draft { jurisdiction: division("3400"), ..draft(1) };
		assert_noop!(attempt(draft), Error::<Test>::InvalidJurisdiction);
	});
}

#[test]
fn the_capability_and_good_standing_are_needed() {
	ExtBuilder::build_and_execute(|| {
		registered();
		may_issue(CITY, false);
		assert!(attempt(draft(1)).is_err());
		may_issue(CITY, true);
		suspend(CITY, true);
		assert!(attempt(draft(1)).is_err());
		suspend(CITY, false);
		// Whether the authority is in good standing is not asked: its appointment stands.
		suspend(PROVINCE, true);
		issue(draft(1));
	});
}

#[test]
fn a_new_license_is_of_the_present_version() {
	ExtBuilder::build_and_execute(|| {
		registered();
		for stale in [0, 2] {
			let draft = Draft { type_version: stale, ..draft(1) };
			assert_noop!(attempt(draft), Error::<Test>::StaleVersion);
		}
		assert_ok!(Registry::amend_type(signed(GOVERNOR), code(), unlimited()));
		assert_noop!(attempt(draft(1)), Error::<Test>::StaleVersion);
		issue(Draft { type_version: 2, valid_until: None, ..draft(1) });
	});
}

#[test]
fn a_retired_type_is_not_issued() {
	ExtBuilder::build_and_execute(|| {
		registered();
		assert_ok!(Registry::retire_type(signed(GOVERNOR), code()));
		assert_noop!(attempt(draft(1)), Error::<Test>::TypeRetired);
	});
}

#[test]
fn periods_are_within_the_rules() {
	ExtBuilder::build_and_execute(|| {
		registered();
		let period = |valid_from, valid_until| Draft { valid_from, valid_until, ..draft(1) };
		for bad in [
			period(START, None),
			period(START, Some(START)),
			period(START + 1, Some(START)),
			period(START, Some(START + 5 * YEAR + 1)),
			// Over.
			period(START - DAY, Some(START)),
			period(0, Some(1)),
			period(Moment::MAX, Some(Moment::MAX)),
		] {
			assert_noop!(attempt(bad), Error::<Test>::InvalidPeriod);
		}
		issue(period(START, Some(START + 5 * YEAR)));
		let soon = period(START + YEAR, Some(START + YEAR + 1));
		issue(Draft { number: draft(2).number, ..soon });
		let long_since = period(START + 1 - 5 * YEAR, Some(START + 1));
		issue(Draft { number: draft(3).number, ..long_since });
	});
}

#[test]
fn a_period_is_valid_from_its_beginning_to_before_its_end() {
	ExtBuilder::build_and_execute(|| {
		registered();
		let (from, until) = (START + DAY, START + 2 * DAY);
		issue(Draft { valid_from: from, valid_until: Some(until), ..draft(1) });
		assert_eq!(failures(FIRST), causes(&[Cause::NotYetValid { from }]));
		set_clock(from);
		assert_eq!(failures(FIRST), []);
		set_clock(until - 1);
		assert_eq!(failures(FIRST), []);
		set_clock(until);
		assert_eq!(failures(FIRST), causes(&[Cause::Expired { since: until }]));
	});
}

#[test]
fn content_is_pinned() {
	ExtBuilder::build_and_execute(|| {
		registered();
		let draft = draft(1);
		let commitment = H256::zero();
		for bad in [
			Draft { root: H256::zero(), ..draft.clone() },
			Draft { holder: Holder { commitment, ..draft.holder }, ..draft },
		] {
			assert_noop!(attempt(bad), Error::<Test>::InvalidContent);
		}
	});
}

#[test]
fn holders_are_on_the_chain_and_admitted() {
	ExtBuilder::build_and_execute(|| {
		registered();
		let held_by = |serial, party| {
			let draft = draft(serial);
			Draft { holder: Holder { party, ..draft.holder }, ..draft }
		};
		let unknown = [Party::Organization(UNKNOWN), Party::Person(PersonId(9))];
		for party in unknown {
			assert_noop!(attempt(held_by(1, party)), Error::<Test>::UnknownParty);
		}
		issue(held_by(1, party(ALICE)));
		// A suspended organization holds licenses; so does the issuer.
		suspend(BANK, true);
		issue(held_by(2, Party::Organization(BANK)));
		issue(held_by(3, Party::Organization(CITY)));

		let persons_only = Rules { organizations: false, ..form().rules };
		let form = Form { rules: persons_only, ..form() };
		assert_ok!(Registry::amend_type(signed(GOVERNOR), code(), form));
		let second = |draft| Draft { type_version: 2, ..draft };
		assert_noop!(attempt(second(held_by(4, party(MANAGER)))), Error::<Test>::InvalidHolder);
		issue(second(held_by(4, party(BOB))));
	});
}

#[test]
fn counters_do_not_wrap() {
	ExtBuilder::build().execute_with(|| {
		registered();
		NextLicenseId::<Test>::put(LicenseId(u64::MAX));
		assert_noop!(attempt(draft(1)), ArithmeticError::Overflow);
		NextLicenseId::<Test>::kill();
		SeriesLength::<Test>::insert(series(), u32::MAX);
		assert_noop!(attempt(draft(1)), ArithmeticError::Overflow);
	});
}
