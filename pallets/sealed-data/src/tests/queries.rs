// SPDX-License-Identifier: Apache-2.0

use super::*;
use crate::runtime_api::*;
use codec::FullCodec;
use serde_json::{json, to_value, Value};

/// What a query answers in pages of every size, each list the same.
fn all<Item, Cursor: FullCodec + Clone>(
	query: impl Fn(Option<Cursor>, u32) -> Page<Item, Cursor>,
	id: impl Fn(&Item) -> u64,
) -> Vec<u64> {
	let in_pages_of = |limit: u32| {
		let (mut seen, mut cursor) = (Vec::new(), None);
		loop {
			let page = query(cursor, limit);
			assert!(page.items.len() <= limit.clamp(1, MAX_PAGE) as usize);
			seen.extend(page.items.iter().map(&id));
			cursor = page.next;
			if cursor.is_none() {
				break;
			}
		}
		seen.sort();
		seen
	};
	let whole = in_pages_of(MAX_PAGE);
	for limit in [0, 1, 2, 3, 7, u32::MAX] {
		assert_eq!(in_pages_of(limit), whole, "in pages of {limit}");
	}
	whole
}

#[test]
fn an_object_is_found_by_id_and_digest() {
	ExtBuilder::build_and_execute(|| {
		object_under(Decision::Owner);
		let info = SealedData::query_object(FIRST).unwrap();
		let expected =
			ObjectInfo { id: FIRST, object: object(), content: content(1), log_length: 1 };
		assert_eq!(info, expected);
		assert_eq!(SealedData::query_object_by_digest(content(1).digest), Some(info));
		assert_eq!(SealedData::query_object(SECOND), None);
		assert_eq!(SealedData::query_object_by_digest(content(2).digest), None);

		// By a former digest, too; what is shown is the present content.
		assert_ok!(SealedData::rotate(signed(JUDGE), FIRST, content(2), salt(11)));
		for number in [1, 2] {
			let info = SealedData::query_object_by_digest(content(number).digest).unwrap();
			assert_eq!((info.id, info.content), (FIRST, content(2)));
		}
		displace();
		let info = SealedData::query_object_by_digest(content(1).digest).unwrap();
		assert_eq!(info.id, SECOND);
	});
}

#[test]
fn objects_are_listed_by_owner_and_subject() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(SealedData::set_policy(signed(JUDGE), 0, policy(Decision::Owner)));
		assert_ok!(SealedData::set_policy(signed(ALICE), 0, policy(Decision::Owner)));
		for number in 1..=12_u8 {
			let account = if number % 4 == 0 { ALICE } else { JUDGE };
			let about = (number % 3 == 0).then_some(PersonId(1));
			let content = content(number);
			assert_ok!(SealedData::register(signed(account), content, salt(1), 0, about));
		}
		let of = |account| {
			all(|c, limit| SealedData::query_objects_of(party(account), c, limit), |it| it.id.0)
		};
		assert_eq!(of(ALICE), [3, 7, 11]);
		assert_eq!(of(JUDGE), [0, 1, 2, 4, 5, 6, 8, 9, 10]);
		assert_eq!(of(BOB), [0_u64; 0]);
		let about = |person| {
			all(
				|c, limit| SealedData::query_objects_about(PersonId(person), c, limit),
				|it| it.id.0,
			)
		};
		assert_eq!(about(1), [2, 5, 8, 11]);
		assert_eq!(about(0), [0_u64; 0]);
	});
}

#[test]
fn keys_are_found_by_number() {
	ExtBuilder::build_and_execute(|| {
		let query = |version| SealedData::query_encryption_key(party(ALICE), version);
		assert_eq!((query(None), query(Some(0))), (None, None));
		for number in [1, 2] {
			assert_ok!(SealedData::publish_key(signed(ALICE), key(number)));
		}
		assert_eq!(query(None).unwrap().version, 1);
		assert_eq!(query(None), query(Some(1)));
		let former = query(Some(0)).unwrap();
		assert_eq!((former.key.key, former.key.replaced_at), (key(1), Some(START)));
		assert_eq!(query(Some(2)), None);
	});
}

#[test]
fn policies_are_listed() {
	ExtBuilder::build_and_execute(|| {
		for number in [0, 1, 3] {
			let terms = Policy { max_uses: number + 1, ..policy(Decision::Owner) };
			assert_ok!(SealedData::set_policy(signed(JUDGE), number, terms));
		}
		let of = |account| {
			all(
				|c, limit| SealedData::query_policies(party(account), c, limit),
				|it: &PolicyInfo| {
					assert_eq!(it.policy.max_uses, it.number + 1);
					it.number.into()
				},
			)
		};
		assert_eq!(of(JUDGE), [0, 1, 3]);
		assert_eq!(of(LAWYER), [0_u64; 0]);
	});
}

#[test]
fn requests_are_listed_for_by_and_waiting() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(SealedData::set_policy(signed(JUDGE), 0, policy(two_of_three())));
		for number in 1..=3 {
			assert_ok!(SealedData::register(signed(JUDGE), content(number), salt(1), 0, None));
		}
		for account in [LAWYER, ALICE, BOB] {
			assert_ok!(SealedData::publish_key(signed(account), key(1)));
			for object in 0..3 {
				assert_ok!(SealedData::ask(signed(account), ObjectId(object), terms()));
			}
		}
		assert_ok!(SealedData::withdraw(signed(ALICE), RequestId(4)));
		assert_ok!(SealedData::approve(signed(CHAIR), RequestId(0)));
		assert_ok!(SealedData::approve(signed(PROSECUTOR), RequestId(0)));

		let number = |it: &RequestInfo| it.id.0;
		let of = |object| {
			all(|c, limit| SealedData::query_requests_for(ObjectId(object), c, limit), number)
		};
		assert_eq!(of(1), [1, 4, 7]);
		assert_eq!(of(9), [0_u64; 0]);
		let made_by = |account| {
			all(|c, limit| SealedData::query_requests_by(party(account), c, limit), number)
		};
		assert_eq!(made_by(ALICE), [3, 4, 5]);
		assert_eq!(made_by(JUDGE), [0_u64; 0]);
		let waiting_for = |account| {
			all(|c, limit| SealedData::query_requests_waiting(party(account), c, limit), number)
		};
		assert_eq!(waiting_for(JUDGE), [0, 1, 2, 3, 5, 6, 7, 8]);
		assert_eq!(waiting_for(CHAIR), [1, 2, 3, 5, 6, 7, 8]);
		assert_eq!(waiting_for(ARBITER), [0_u64; 0]);
		advance_to(START + 5 * DAY);
		assert_eq!(waiting_for(JUDGE), [0]);
		assert_eq!(waiting_for(ARBITER), [1, 2, 3, 5, 6, 7, 8]);
	});
}

#[test]
fn a_request_says_what_its_grant_is_worth() {
	ExtBuilder::build_and_execute(|| {
		asked_under(Decision::Owner);
		let info = SealedData::query_request(ASKED).unwrap();
		let owner = party(JUDGE);
		assert_eq!(info, RequestInfo { id: ASKED, owner, request: request(), standing: None });
		assert_ok!(SealedData::grant(signed(JUDGE), ASKED, 0, wrapped(1)));
		assert_eq!(standing(), Some(GrantStanding::InForce));
		set_clock(START + 30 * DAY);
		assert_eq!(standing(), Some(GrantStanding::Expired));
		assert_eq!(SealedData::query_request(NO_REQUEST), None);
	});
}

#[test]
fn the_log_is_read_from_the_oldest_entry() {
	ExtBuilder::build_and_execute(|| {
		granted();
		for _ in 0..3 {
			assert_ok!(SealedData::record_use(signed(LAWYER), ASKED, H256::zero()));
		}
		let indices = all(|c, limit| SealedData::query_log(FIRST, c, limit), |it| it.index);
		assert_eq!(indices, [0, 1, 2, 3, 4, 5]);
		let page = SealedData::query_log(FIRST, Some(0), 2);
		let acts: Vec<_> = page.items.iter().map(|it| it.entry.act).collect();
		assert_eq!((acts, page.next), (vec![Act::Asked, Act::Granted], Some(2)));
		let none = Page { items: vec![], next: None };
		assert_eq!(SealedData::query_log(FIRST, Some(5), 9), none);
		assert_eq!(SealedData::query_log(FIRST, Some(u64::MAX), 9), none);
		assert_eq!(SealedData::query_log(SECOND, None, 9), none);
	});
}

fn hex(byte: &str, count: usize) -> String {
	format!("0x{}", byte.repeat(count))
}

/// The JSON is what was shown, and reads back as what was meant.
fn is_json<Info>(info: &Info, shown: Value)
where
	Info: serde::Serialize + serde::de::DeserializeOwned + PartialEq + core::fmt::Debug,
{
	assert_eq!(to_value(info).unwrap(), shown);
	assert_eq!(&serde_json::from_value::<Info>(shown).unwrap(), info);
	let text = serde_json::to_string(info).unwrap();
	assert_eq!(&serde_json::from_str::<Info>(&text).unwrap(), info);
}

#[test]
fn an_object_is_plain_json() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(SealedData::publish_key(signed(ARBITER), key(9)));
		assert_ok!(SealedData::set_policy(signed(JUDGE), 0, policy(Decision::Owner)));
		let content = Content { size: u64::MAX, ..escrowed(1, 0) };
		let about = Some(PersonId(2));
		assert_ok!(SealedData::register(signed(JUDGE), content, salt(10), 0, about));
		let shown = json!({
			"id": 0,
			"owner": { "organization": 1 },
			"subject": 2,
			"policy": 0,
			"epoch": 0,
			"status": "active",
			"content": {
				"digest": hex("01", 32),
				"size": "18446744073709551615",
				"mediaType": "application/pdf",
				"locations": ["https://court.example/1.age"],
				"suite": "ageX25519",
				"recipient": hex("01", 32),
				"escrow": { "arbiter": 5, "keyVersion": 0, "wrapped": hex("01", 80) },
			},
			"logLength": 1,
		});
		is_json(&SealedData::query_object(FIRST).unwrap(), shown);

		displace();
		let info = SealedData::query_object(FIRST).unwrap();
		assert_eq!(to_value(&info).unwrap()["status"], json!({ "displaced": { "by": 1 } }));
		let entry = SealedData::query_log(FIRST, None, 1).items.remove(0);
		is_json(
			&entry,
			json!({
				"index": 0,
				"at": START,
				"by": { "account": JUDGE, "party": { "organization": 1 } },
				"request": null,
				"act": "registered",
			}),
		);
	});
}

#[test]
fn a_request_is_plain_json() {
	ExtBuilder::build_and_execute(|| {
		let decision = approvers(1, &[party(CHAIR), party(ALICE)]);
		asked_under(decision);
		assert_ok!(SealedData::approve(signed(ALICE), ASKED));
		assert_ok!(SealedData::grant(signed(JUDGE), ASKED, 0, wrapped(0xab)));
		let shown = json!({
			"id": 0,
			"owner": { "organization": 1 },
			"object": 0,
			"requester": { "organization": 2 },
			"terms": {
				"purpose": { "code": "judicial", "statement": hex("07", 32) },
				"from": START,
				"until": START + 30 * DAY,
				"uses": 3,
			},
			"askedAt": START,
			"decision": {
				"approvers": {
					"threshold": 1,
					"approvers": [{ "organization": 4 }, { "person": 0 }],
				},
			},
			"approvals": 2,
			"refusals": 0,
			"answerDays": 5,
			"arbiter": 5,
			"acknowledgeBy": START + 2 * DAY,
			"due": START + 5 * DAY,
			"overdue": false,
			"status": {
				"granted": {
					"epoch": 0,
					"keyVersion": 0,
					"wrapped": hex("ab", 80),
					"usesLeft": 3,
				},
			},
			"standing": "inForce",
		});
		is_json(&SealedData::query_request(ASKED).unwrap(), shown);
	});
}

#[test]
fn keys_policies_and_acts_are_plain_json() {
	ExtBuilder::build_and_execute(|| {
		disputed();
		let key = SealedData::query_encryption_key(party(LAWYER), None).unwrap();
		is_json(
			&key,
			json!({ "version": 0, "key": hex("64", 32), "since": START, "replacedAt": null }),
		);
		let policies = SealedData::query_policies(party(JUDGE), None, 1);
		is_json(
			&policies,
			json!({
				"items": [{
					"number": 0,
					"decision": "owner",
					"acknowledgeDays": 2,
					"answerDays": 5,
					"arbiter": 5,
					"maxPeriod": 90 * DAY,
					"maxUses": 10,
				}],
				"next": null,
			}),
		);
		let acts: Vec<_> = log().into_iter().map(|(_, act)| to_value(act).unwrap()).collect();
		assert_eq!(
			acts,
			[
				json!("registered"),
				json!("asked"),
				json!({ "refused": { "reason": "privacy" } }),
				json!("disputed"),
			]
		);
		let info = SealedData::query_request(ASKED).unwrap();
		let status = &to_value(&info).unwrap()["status"];
		assert_eq!(status, &json!({ "escalated": { "refused": "privacy" } }));
	});
}
