// SPDX-License-Identifier: Apache-2.0

//! What the runtime API answers.

use super::operators::add;
use crate::{mock::*, runtime_api::*};
use covenant_primitives::Page;
use Capability::*;

fn admit(number: u32) {
	let account = AccountId::new([u8::try_from(number).unwrap(); 32]);
	Organizations::do_admit(
		b"More".to_vec().try_into().unwrap(),
		*uscc(number).as_bytes(),
		OrganizationKind::Other,
		Default::default(),
		Quota::default(),
		account,
	)
	.unwrap();
}

fn ids(page: &Page<OrganizationInfo<AccountId>, OrganizationId>) -> Vec<u32> {
	page.items.iter().map(|item| item.id.0).collect()
}

#[test]
fn an_organization_is_complete() {
	ExtBuilder::default().build_and_execute(|| {
		let info = Organizations::organization_info(BANK).unwrap();
		assert_eq!(
			info,
			OrganizationInfo {
				id: BANK,
				name: "Bank".into(),
				uscc: uscc(0),
				kind: OrganizationKind::Bank,
				status: Status::Active,
				capabilities: vec![Treasury, ManageMembers, IssueMoney, ShareData],
				quota: DefaultQuota::get(),
				admitted_at: Now::get(),
				operators: 2,
				administrators: 1,
				account: Organizations::account_of(BANK),
				seated: true,
				delegate: Some(ALICE),
			}
		);
		assert_eq!(Organizations::organization_info_by_uscc(uscc(0).as_bytes()), Some(info));
		assert_eq!(Organizations::organization_info_by_uscc(uscc(9).as_bytes()), None);
		assert_eq!(Organizations::organization_info_by_uscc(b"nonsense"), None);
		assert_eq!(Organizations::organization_info(NOBODY), None);
	});
}

#[test]
fn json_is_plain() {
	ExtBuilder::default().build_and_execute(|| {
		let json = serde_json::to_value(Organizations::organization_info(SCHOOL)).unwrap();
		assert_eq!(json["id"], 2);
		assert_eq!(json["uscc"], uscc(2).to_string());
		assert_eq!(json["status"]["state"], "active");
		assert_eq!(json["quota"]["recoveryPerBlock"], "10");
		assert_eq!(json["delegate"], serde_json::Value::Null);
		assert!(json["account"].is_string());
		let json = serde_json::to_value(Organizations::operator_info(BOB)).unwrap();
		assert_eq!(json["inGoodStanding"], true);
		assert_eq!(json["given"], serde_json::json!(["Treasury", "IssueMoney"]));
	});
}

#[test]
fn organizations_are_paged_in_order() {
	ExtBuilder::default().build_and_execute(|| {
		for number in 10..18 {
			admit(number);
		}
		send(MAJORITY, Call::remove { organization: SCHOOL }).unwrap();

		let mut cursor = None;
		let mut seen = vec![];
		loop {
			let page = Organizations::organizations_page(cursor, 4);
			assert!(page.items.len() <= 4);
			seen.extend(ids(&page));
			cursor = page.next;
			if cursor.is_none() {
				break;
			}
		}
		assert_eq!(seen, [0, 1, 3, 4, 5, 6, 7, 8, 9, 10]);

		let all = Organizations::organizations_page(None, u32::MAX);
		assert_eq!((all.items.len(), all.next), (10, None));
		let none = Organizations::organizations_page(Some(OrganizationId(u32::MAX)), 10);
		assert_eq!((none.items.len(), none.next), (0, None));
		assert_eq!(ids(&Organizations::organizations_page(None, 0)), [0]);
	});
}

#[test]
fn pages_are_bounded_even_where_most_were_removed() {
	ExtBuilder::default().build_and_execute(|| {
		NextOrganizationId::<Test>::put(OrganizationId(2_500));
		let first = Organizations::organizations_page(None, 100);
		assert_eq!((ids(&first), first.next), (vec![0, 1, 2], Some(OrganizationId(999))));
		let second = Organizations::organizations_page(first.next, 100);
		assert_eq!((ids(&second), second.next), (vec![], Some(OrganizationId(1_999))));
		let third = Organizations::organizations_page(second.next, 100);
		assert_eq!((ids(&third), third.next), (vec![], None));
	});
}

#[test]
fn operators_are_paged() {
	ExtBuilder::default().build_and_execute(|| {
		send(ALICE, add(&EVE, &[], true)).unwrap();
		let mut cursor = None;
		let mut seen = vec![];
		loop {
			let page = Organizations::operators_page(BANK, cursor, 1);
			assert_eq!(page.items.len(), 1);
			seen.extend(page.items.into_iter().map(|item| item.account));
			cursor = page.next;
			if cursor.is_none() {
				break;
			}
		}
		seen.sort();
		assert_eq!(seen, [ALICE, BOB, EVE]);
		assert_eq!(Organizations::operators_page(BANK, None, 3).next, None);
		assert_eq!(Organizations::operators_page(NOBODY, None, 3).items, []);
	});
}

#[test]
fn operators_show_what_they_may_use_now() {
	ExtBuilder::default().build_and_execute(|| {
		super::standing::suspend(BANK);
		let info = Organizations::operator_info(BOB).unwrap();
		assert_eq!(
			info,
			OperatorInfo {
				account: BOB,
				organization: BANK,
				in_good_standing: false,
				administrator: false,
				given: vec![Treasury, IssueMoney],
				capabilities: vec![Treasury, IssueMoney],
			}
		);
		assert_eq!(Organizations::operator_info(EVE), None);
	});
}

#[test]
fn accounts_of_known_ids_only() {
	ExtBuilder::default().build_and_execute(|| {
		send(MAJORITY, Call::remove { organization: SCHOOL }).unwrap();
		assert!(Organizations::known_account_of(SCHOOL).is_some());
		assert_eq!(Organizations::known_account_of(NOBODY), None);
	});
}

#[test]
fn seats_are_listed() {
	ExtBuilder::default().build_and_execute(|| {
		send(TWO_THIRDS, Call::grant_seat { organization: SCHOOL }).unwrap();
		assert_eq!(
			Organizations::seat_infos(),
			[
				SeatInfo { organization: BANK, delegate: Some(ALICE) },
				SeatInfo { organization: COURT, delegate: Some(CAROL) },
				SeatInfo { organization: SCHOOL, delegate: None },
			]
		);
	});
}
