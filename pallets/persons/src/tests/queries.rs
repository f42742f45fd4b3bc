// SPDX-License-Identifier: Apache-2.0

use super::*;
use crate::runtime_api::*;

#[test]
fn a_person_is_found_by_id_account_and_commitment() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		let info = Pallet::query_person(FIRST).unwrap();
		assert_eq!((info.id, info.account, info.enrolled_by), (FIRST, ALICE, SCHOOL));
		assert_eq!(Pallet::query_person_by_account(&ALICE), Some(info.clone()));
		assert_eq!(Pallet::query_person_by_commitment(info.commitment), Some(info));
		assert_eq!(Pallet::query_person(SECOND), None);
		assert_eq!(Pallet::query_enrollment(SCHOOL), EnrollmentInfo { enrolled: 1, limit: 300 });
		assert_eq!(Pallet::query_enrollment(UNKNOWN), EnrollmentInfo { enrolled: 0, limit: 0 });

		assert_ok!(Pallet::resign(signed(ALICE)));
		let info = Pallet::query_person(FIRST).unwrap();
		assert_eq!(info.status, PersonStatus::Released { at: START });
		assert_eq!(Pallet::query_person_by_account(&ALICE), None);
		assert!(Pallet::query_person_by_commitment(commitment(ALICE)).is_some());
	});
}

#[test]
fn members_are_listed_in_pages() {
	let accounts: Vec<AccountId> = (1000..1250).collect();
	ExtBuilder::default().persons(&accounts).build_and_execute(|| {
		for person in 0..250 {
			assert_ok!(offer(REGISTRAR, PersonId(person), None));
		}
		for limit in [1, 7, 100, 250, 1000, u32::MAX] {
			let (mut seen, mut cursor) = (Vec::new(), None);
			loop {
				let page = Pallet::query_members(SCHOOL, cursor, limit);
				assert!(page.items.len() <= limit.min(MAX_PAGE) as usize);
				seen.extend(page.items.into_iter().map(|item| item.person.0));
				cursor = page.next;
				if cursor.is_none() {
					break;
				}
			}
			seen.sort();
			assert_eq!(seen, (0..250).collect::<Vec<_>>(), "in pages of {limit}");
		}
		// A page of nothing would never end.
		assert_eq!(Pallet::query_members(SCHOOL, None, 0).items.len(), 1);
		let none = Pallet::query_members(COMPANY, None, 10);
		assert_eq!(none, Page { items: vec![], next: None });
	});
}

#[test]
fn a_full_last_page_has_no_successor() {
	ExtBuilder::default().persons(&[ALICE, BOB]).build_and_execute(|| {
		assert_ok!(offer(REGISTRAR, FIRST, None));
		assert_ok!(offer(REGISTRAR, SECOND, None));
		assert_eq!(Pallet::query_members(SCHOOL, None, 2).next, None);
		assert!(Pallet::query_members(SCHOOL, None, 1).next.is_some());
	});
}

#[test]
fn memberships_are_listed_in_pages_with_their_standing() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		join(REGISTRAR, ALICE, Some(START + DAY));
		assert_ok!(offer(MANAGER, FIRST, None));
		let first = Pallet::query_memberships(FIRST, None, 1);
		let second = Pallet::query_memberships(FIRST, first.next, 1);
		assert_eq!(second.next, None);
		let mut items = [first.items, second.items].concat();
		assert_eq!(items, Pallet::query_memberships(FIRST, None, 100).items);
		items.sort_by_key(|item| item.organization);
		assert_eq!(items[0].standing, MembershipStanding::InForce);
		assert_eq!(items[1].standing, MembershipStanding::Offered);

		set_clock(START + DAY);
		let item = Pallet::query_membership(FIRST, SCHOOL).unwrap();
		assert_eq!(item.standing, MembershipStanding::Ended);
		assert_eq!(Pallet::query_membership(FIRST, POLICE), None);
	});
}

#[test]
fn a_recovery_shows_both_accounts() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		assert_eq!(Pallet::query_recovery(FIRST), None);
		assert_ok!(Pallet::request_recovery(signed(REGISTRAR), FIRST, BOB));
		assert_eq!(
			Pallet::query_recovery(FIRST),
			Some(RecoveryInfo {
				person: FIRST,
				old_account: ALICE,
				new_account: BOB,
				requested_by: actor(REGISTRAR),
				due: START + DELAY,
			})
		);
	});
}

#[test]
fn answers_are_plain_json() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		join(REGISTRAR, ALICE, Some(START + DAY));
		let info = Pallet::query_membership(FIRST, SCHOOL).unwrap();
		assert_eq!(
			serde_json::to_value(&info).unwrap(),
			serde_json::json!({
				"person": 0,
				"organization": 1,
				"unit": "physics",
				"role": "student",
				"from": START,
				"until": START + DAY,
				"status": "accepted",
				"standing": "inForce",
				"addedBy": REGISTRAR,
			})
		);
		let person = serde_json::to_value(Pallet::query_person(FIRST).unwrap()).unwrap();
		assert_eq!(person["status"], "enrolled");
		assert_eq!(person["enrolledBy"], 1);
		assert!(person["commitment"].as_str().unwrap().starts_with("0x"));
	});
}
