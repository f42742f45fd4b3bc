// SPDX-License-Identifier: Apache-2.0

//! A court's sealed file: opened by a law firm after two of three approvals; a request that nobody
//! answers; an object that gives way to an earlier commitment.

use crate::common::*;
use covenant_primitives::{
	CreditScores, ObjectId, OrganizationId, Party, PersonId, RequestId, Signatory, WorkingDays as _,
};
use covenant_runtime::{Credit, Runtime, RuntimeEvent, SealedData, WorkingDays};
use frame_support::{assert_err, assert_ok};
use pallet_first_come::Call as FirstComeCall;
use pallet_sealed_data::{
	Act, CipherSuite, Content, Decision, Error, Event, GrantStanding, ObjectStatus, Policy,
	PublicKey, Purpose, PurposeCode, RefusalReason, RequestStatus, Ruling, Terms, WrappedKey,
	DOMAIN,
};
use pallet_working_days::{Call as WorkingDaysCall, Date, DayKind};
use sp_core::H256;
use sp_runtime::{traits::BlakeTwo256, BoundedVec};

type Call = pallet_sealed_data::Call<Runtime>;

const OBJECT: ObjectId = ObjectId(0);
const REQUEST: RequestId = RequestId(0);

/// Friday, 2026-01-02, 10:00 China Standard Time.
const FRIDAY: u64 = START + DAY + 2 * 60 * 60 * 1_000;

fn party(organization: OrganizationId) -> Party {
	Party::Organization(organization)
}

fn content(number: u8) -> Content {
	Content {
		digest: H256::repeat_byte(number),
		size: 4_096,
		media_type: b"application/pdf".to_vec().try_into().unwrap(),
		locations: BoundedVec::truncate_from(vec![b"https://court.example/1.age"
			.to_vec()
			.try_into()
			.unwrap()]),
		suite: CipherSuite::AgeX25519,
		recipient: PublicKey(H256::repeat_byte(number)),
		escrow: None,
	}
}

fn commitment(number: u8, of: Party) -> FirstComeCall<Runtime> {
	let opening = covenant_primitives::Opening {
		domain: DOMAIN,
		digest: content(number).digest,
		salt: [number; 16],
		party: of,
	};
	FirstComeCall::commit { commitment: opening.commitment() }
}

fn register(number: u8, subject: Option<PersonId>) -> Call {
	Call::register { content: content(number), salt: [number; 16], policy: 0, subject }
}

fn ask(object: ObjectId, days: u64) -> Call {
	let purpose = Purpose { code: PurposeCode::Judicial, statement: H256::repeat_byte(7) };
	let until = now() + days * DAY;
	Call::ask { object, terms: Terms { purpose, from: 0, until, uses: 2 } }
}

fn policy(decision: Decision) -> Call {
	let terms = Policy {
		decision,
		acknowledge_days: 2,
		answer_days: 5,
		arbiter: Some(OFFICE),
		max_period: u64::MAX,
		max_uses: 10,
	};
	Call::set_policy { policy: 0, terms }
}

fn status() -> RequestStatus {
	pallet_sealed_data::Requests::<Runtime>::get(REQUEST).unwrap().status
}

fn score(organization: OrganizationId) -> u16 {
	<Credit as CreditScores>::score(organization).unwrap()
}

/// A chain on a Friday, on which the court (Ferdie) registered a file that it, the school and the
/// grid company decide on, and the works' law department (Eve) can be given keys.
fn on_court_file(story: impl FnOnce()) {
	on_local_chain(|| {
		advance(FRIDAY - now());
		next_block();
		let approvers = [COURT, SCHOOL, GRID].map(party).to_vec().try_into().unwrap();
		assert_ok!(send(Ferdie, policy(Decision::Approvers { threshold: 2, approvers })));
		assert_ok!(send(Ferdie, commitment(1, party(COURT))));
		assert_err!(send(Ferdie, register(1, None)), pallet_first_come::Error::<Runtime>::TooEarly);
		next_block();
		assert_ok!(send(Ferdie, register(1, None)));
		assert_err!(send(Eve, ask(OBJECT, 30)), Error::<Runtime>::NoKey);
		let key = PublicKey(H256::repeat_byte(99));
		assert_ok!(send(Eve, Call::publish_key { key }));
		story();
	});
}

#[test]
fn two_of_three_approve_and_the_file_is_opened() {
	on_court_file(|| {
		let before = score(COURT);
		assert_ok!(send(Eve, ask(OBJECT, 30)));
		assert_ok!(send(Charlie, Call::approve { request: REQUEST }));
		assert_eq!(status(), RequestStatus::Pending);
		let wrapped = WrappedKey([1; 80]);
		let grant = || Call::grant { request: REQUEST, key_version: 0, wrapped };
		assert_err!(send(Ferdie, grant()), Error::<Runtime>::InvalidState);
		assert_ok!(send(Dave, Call::approve { request: REQUEST }));
		assert_ok!(send(Ferdie, grant()));
		assert!(score(COURT) > before, "answers in time count");

		let used = |who| send(who, Call::record_use { request: REQUEST, statement: H256::zero() });
		assert_err!(used(Dave), Error::<Runtime>::NotAuthorized);
		assert_ok!(used(Eve));
		let info = SealedData::query_request(REQUEST).unwrap();
		assert_eq!(info.standing, Some(GrantStanding::InForce));
		assert_eq!(info.request.grant().unwrap().uses_left, 1);

		// The court encrypts the file anew: the key opens the former ciphertext only.
		assert_ok!(send(Ferdie, commitment(2, party(COURT))));
		next_block();
		let rotate = Call::rotate { object: OBJECT, content: content(2), salt: [2; 16] };
		assert_ok!(send(Ferdie, rotate));
		assert_err!(used(Eve), Error::<Runtime>::Superseded);

		let log = SealedData::query_log(OBJECT, None, 100).items;
		let acts: Vec<_> = log.iter().map(|info| info.entry.act).collect();
		assert_eq!(
			acts,
			[
				Act::Registered,
				Act::Asked,
				Act::Approved,
				Act::Approved,
				Act::Granted,
				Act::Used { statement: H256::zero(), left: 1 },
				Act::Rotated { epoch: 1 },
			]
		);
		let eve = Signatory { account: Eve.account(), party: party(WORKS) };
		assert_eq!(log[5].entry.by, Some(eve));
	});
}

#[test]
fn a_request_that_nobody_answers_costs_credit_and_goes_to_the_arbiter() {
	on_court_file(|| {
		// Monday is made a day of rest; the weekend is one anyway.
		let date = Date { year: 2026, month: 1, day: 5 };
		let days = vec![(date, DayKind::Rest)].try_into().unwrap();
		decide(WorkingDaysCall::<Runtime>::declare { days });
		assert_ok!(send(Eve, ask(OBJECT, 30)));
		let due = pallet_sealed_data::Requests::<Runtime>::get(REQUEST).unwrap().due;
		// Tuesday to Friday and the Monday after, to its end in China.
		assert_eq!(due, START + 12 * DAY - 8 * 60 * 60 * 1_000);
		assert_eq!(due, WorkingDays::after(now(), 5));

		let before = score(COURT);
		pass_until(due + DAY / 4);
		assert_eq!(status(), RequestStatus::Escalated { refused: None });
		assert!(score(COURT) < before, "silence costs credit");

		let rule = |ruling| Call::rule { request: REQUEST, ruling };
		assert_err!(send(Ferdie, rule(Ruling::Approve)), Error::<Runtime>::NotAuthorized);
		assert_ok!(send(Alice, rule(Ruling::Approve)));
		assert_eq!(status(), RequestStatus::Approved);
		let wrapped = WrappedKey([1; 80]);
		assert_ok!(send(Ferdie, Call::grant { request: REQUEST, key_version: 0, wrapped }));
		assert!(matches!(status(), RequestStatus::Granted(_)));
	});
}

#[test]
fn a_refusal_is_disputed_and_upheld() {
	on_court_file(|| {
		assert_ok!(send(Eve, ask(OBJECT, 30)));
		let reason = RefusalReason::NotEntitled;
		for approver in [Charlie, Dave] {
			assert_ok!(send(approver, Call::refuse { request: REQUEST, reason }));
		}
		assert_ok!(send(Eve, Call::dispute { request: REQUEST }));
		let ruling = Ruling::Refuse(RefusalReason::Privacy);
		assert_ok!(send(Alice, Call::rule { request: REQUEST, ruling }));
		assert_err!(send(Eve, Call::dispute { request: REQUEST }), Error::<Runtime>::RefusalFinal);
	});
}

#[test]
fn whoever_committed_first_wins_whoever_opens_first() {
	on_court_file(|| {
		assert_ok!(send(Eve, policy(Decision::Automatic)));
		assert_ok!(send(Ferdie, commitment(3, party(COURT))));
		assert_ok!(send(Eve, commitment(3, party(WORKS))));
		next_block();
		assert_ok!(send(Eve, register(3, None)));
		let copy = ObjectId(1);
		assert_eq!(SealedData::query_object_by_digest(content(3).digest).unwrap().id, copy);
		assert_ok!(send(Ferdie, register(3, None)));
		let original = ObjectId(2);
		assert_eq!(SealedData::query_object_by_digest(content(3).digest).unwrap().id, original);
		assert_eq!(
			SealedData::query_object(copy).unwrap().object.status,
			ObjectStatus::Displaced { by: original }
		);
	});
}

#[test]
fn a_person_sees_who_used_what_is_about_it() {
	use sp_runtime::traits::Hash;
	on_court_file(|| {
		assert_ok!(send(
			Charlie,
			PersonsCall::enroll {
				account: account("student"),
				commitment: BlakeTwo256::hash(b"student")
			}
		));
		assert_ok!(send(Charlie, policy(Decision::Automatic)));
		assert_ok!(send(Charlie, commitment(4, party(SCHOOL))));
		next_block();
		assert_ok!(send(Charlie, register(4, Some(PersonId(0)))));
		let transcript = ObjectId(1);
		assert_ok!(send(Eve, ask(transcript, 30)));
		let about = SealedData::query_objects_about(PersonId(0), None, 10).items;
		assert_eq!(about.iter().map(|info| info.id).collect::<Vec<_>>(), [transcript]);
		let logged = find_event(|event| match event {
			RuntimeEvent::SealedData(Event::Logged { object, index, .. }) => Some((object, index)),
			_ => None,
		});
		// Registered, asked, approved by policy.
		assert_eq!(logged, Some((transcript, 2)));

		// The person asks for its own data, from its own account.
		let student = &key("student");
		let own = PublicKey(H256::repeat_byte(98));
		assert_ok!(send(student, Call::publish_key { key: own }));
		assert_ok!(send(student, ask(transcript, 30)));
		let waiting = SealedData::query_requests_waiting(party(SCHOOL), None, 10).items;
		assert_eq!(waiting.len(), 2);
	});
}
