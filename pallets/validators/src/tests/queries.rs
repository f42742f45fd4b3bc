// SPDX-License-Identifier: Apache-2.0

//! What the runtime API answers.

use super::*;
use crate::{
	runtime_api::{MemberInfo, ValidatorInfo},
	Bar, Cause,
};
use covenant_primitives::{OrganizationId, Page};

fn numbers(page: &Page<ValidatorInfo<AccountId>, OrganizationId>) -> Vec<u32> {
	page.items.iter().map(|it| it.organization.0).collect()
}

#[test]
fn validators_are_listed_in_pages() {
	ExtBuilder::default().validators(7).build_and_execute(|| {
		let page = Validators::validators(None, 3);
		assert_eq!((numbers(&page), page.next), (vec![1, 2, 3], Some(id(3))));
		assert_ok!(retire(4));
		let page = Validators::validators(page.next, 3);
		assert_eq!((numbers(&page), page.next), (vec![5, 6, 7], None));

		assert_eq!(numbers(&Validators::validators(None, u32::MAX)).len(), 6);
		let one = Validators::validators(None, 0);
		assert_eq!((numbers(&one), one.next), (vec![1], Some(id(1))));
		let beyond = Validators::validators(Some(id(8)), 3);
		assert_eq!((numbers(&beyond), beyond.next), (vec![], None));
	});
}

#[test]
fn a_validator_is_shown_as_it_stands() {
	ExtBuilder::default().build_and_execute(|| {
		let seated = ValidatorInfo {
			organization: id(1),
			account: node(1),
			authorized: true,
			has_keys: true,
			active: true,
			queued: true,
			disabled: false,
			bar: None,
		};
		assert_eq!(Validators::validator(id(1)), Some(seated.clone()));
		assert_eq!(Validators::validator(id(5)), None);

		assert_ok!(bar(1));
		rotate();
		let since = Now::get();
		let barred = ValidatorInfo {
			queued: false,
			disabled: true,
			bar: Some(Bar { since, cause: Cause::Council }),
			..seated
		};
		assert_eq!(Validators::validator(id(1)), Some(barred));

		assert_ok!(admit(5, node(5)));
		suspend(5);
		let waiting = Validators::validator(id(5)).unwrap();
		assert!(!waiting.authorized && !waiting.has_keys && !waiting.active && !waiting.queued);
	});
}

#[test]
fn bars_are_shown_after_retirement() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(Validators::bar_of(id(1)), None);
		equivocate(node(1));
		assert_ok!(retire(1));
		let cause = Cause::Equivocation { session: 0 };
		assert_eq!(Validators::bar_of(id(1)), Some(Bar { since: Now::get(), cause }));
	});
}

#[test]
fn the_current_set_names_organizations() {
	ExtBuilder::default().build_and_execute(|| {
		suspend(2);
		assert_ok!(retire(3));
		let member = |index: u32, disabled| MemberInfo {
			index,
			account: node(index + 1),
			organization: Some(id(index + 1)),
			disabled,
		};
		assert_eq!(
			Validators::current_set(),
			[member(0, false), member(1, true), member(2, false), member(3, false)]
		);
	});
	ExtBuilder::default().keys(vec![777]).build_and_execute(|| {
		let stranger = MemberInfo { index: 0, account: 777, organization: None, disabled: false };
		assert_eq!(Validators::current_set(), [stranger]);
	});
}

#[test]
fn answers_read_well_in_json() {
	ExtBuilder::default().build_and_execute(|| {
		equivocate(node(1));
		let json = serde_json::to_value(Validators::validator(id(1))).unwrap();
		assert_eq!(
			json,
			serde_json::json!({
				"organization": 1,
				"account": 11,
				"authorized": true,
				"hasKeys": true,
				"active": true,
				"queued": true,
				"disabled": true,
				"bar": {
					"since": 1_700_000_000_000_u64,
					"cause": { "equivocation": { "session": 0 } },
				},
			})
		);
	});
}
