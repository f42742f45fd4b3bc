// SPDX-License-Identifier: Apache-2.0

//! Tests, one file a call or story.

mod acknowledge;
mod approve_refuse;
mod ask;
mod change_policy;
mod deadlines;
mod displacement;
mod dispute;
mod grant;
mod invariants;
mod keys;
mod policies;
mod properties;
mod queries;
mod register;
mod relocate;
mod retire;
mod revoke;
mod roles;
mod rotate;
mod rule;
mod story;
mod types;
mod uses;
mod withdraw;

pub use crate::mock::*;
use crate::*;
use covenant_primitives::{time::DAY, OrganizationId};
use frame_support::{assert_noop, assert_ok, BoundedVec};

/// The first and the second object.
pub const FIRST: ObjectId = ObjectId(0);
pub const SECOND: ObjectId = ObjectId(1);
/// One that is not there.
pub const NO_OBJECT: ObjectId = ObjectId(7);

/// The first and the second request.
pub const ASKED: RequestId = RequestId(0);
pub const AGAIN: RequestId = RequestId(1);
/// One that is not there.
pub const NO_REQUEST: RequestId = RequestId(7);

/// A public key that secrets can be shared with.
pub fn key(number: u8) -> PublicKey {
	PublicKey(H256::repeat_byte(number.max(1)))
}

pub fn wrapped(number: u8) -> WrappedKey {
	WrappedKey([number; 80])
}

pub fn location(text: &str) -> Location {
	text.as_bytes().to_vec().try_into().unwrap()
}

/// A content whose digest and key the number chooses.
pub fn content(number: u8) -> Content {
	Content {
		digest: H256::repeat_byte(number),
		size: 1_000,
		media_type: BoundedVec::truncate_from(b"application/pdf".to_vec()),
		locations: BoundedVec::truncate_from(vec![location("https://court.example/1.age")]),
		suite: CipherSuite::AgeX25519,
		recipient: key(number),
		escrow: None,
	}
}

/// The same, with its key sealed to the data office's encryption key of this number.
pub fn escrowed(number: u8, key_version: u32) -> Content {
	let escrow = Escrow { arbiter: DATA_OFFICE, key_version, wrapped: wrapped(number) };
	Content { escrow: Some(escrow), ..content(number) }
}

/// The salt of the commitment with this place in the order of commitments.
pub fn salt(precedence: u8) -> Salt {
	[precedence; 16]
}

pub fn policy(decision: Decision) -> Policy {
	Policy {
		decision,
		acknowledge_days: 2,
		answer_days: 5,
		arbiter: Some(DATA_OFFICE),
		max_period: 90 * DAY,
		max_uses: 10,
	}
}

pub fn approvers(threshold: u8, parties: &[Party]) -> Decision {
	Decision::Approvers { threshold, approvers: parties.to_vec().try_into().unwrap() }
}

/// Two of the court, the prosecution and the bar.
pub fn two_of_three() -> Decision {
	approvers(2, &[COURT, PROSECUTION, BAR].map(Party::Organization))
}

pub fn terms() -> Terms {
	Terms {
		purpose: Purpose { code: PurposeCode::Judicial, statement: H256::repeat_byte(7) },
		from: START,
		until: START + 30 * DAY,
		uses: 3,
	}
}

/// The court's first object, with this policy, and the law firm ready to ask.
pub fn object_with(policy: Policy) {
	assert_ok!(SealedData::set_policy(signed(JUDGE), 0, policy));
	assert_ok!(SealedData::register(signed(JUDGE), content(1), salt(10), 0, None));
	assert_ok!(SealedData::publish_key(signed(LAWYER), key(100)));
}

/// The same, with the other terms of [`policy`].
pub fn object_under(decision: Decision) {
	object_with(policy(decision));
}

/// The same, asked for by the law firm.
pub fn asked_under(decision: Decision) {
	object_under(decision);
	assert_ok!(SealedData::ask(signed(LAWYER), FIRST, terms()));
}

/// The same, where nobody arbitrates.
pub fn asked_without_arbiter(decision: Decision) {
	object_with(Policy { arbiter: None, ..policy(decision) });
	assert_ok!(SealedData::ask(signed(LAWYER), FIRST, terms()));
}

/// Asked for, and approved by the court.
pub fn approved() {
	asked_under(Decision::Owner);
	assert_ok!(SealedData::approve(signed(JUDGE), ASKED));
	reports();
}

/// Asked for, and refused by the court.
pub fn refused() {
	asked_under(Decision::Owner);
	assert_ok!(SealedData::refuse(signed(JUDGE), ASKED, RefusalReason::Privacy));
	reports();
}

/// The same, and disputed by the law firm.
pub fn disputed() {
	refused();
	assert_ok!(SealedData::dispute(signed(LAWYER), ASKED));
}

/// Asked for, and granted by the court.
pub fn granted() {
	asked_under(Decision::Owner);
	assert_ok!(SealedData::grant(signed(JUDGE), ASKED, 0, wrapped(1)));
	reports();
}

/// Has an earlier commitment to the first object's first digest opened, by the prosecution.
pub fn displace() {
	assert_ok!(SealedData::set_policy(signed(PROSECUTOR), 0, policy(Decision::Owner)));
	assert_ok!(SealedData::register(signed(PROSECUTOR), content(1), salt(1), 0, None));
}

pub fn object() -> Object {
	Objects::<Test>::get(FIRST).unwrap()
}

pub fn request() -> Request {
	Requests::<Test>::get(ASKED).unwrap()
}

pub fn status() -> RequestStatus {
	request().status
}

pub fn standing() -> Option<GrantStanding> {
	SealedData::query_request(ASKED).unwrap().standing
}

/// Whether the first request is listed for whom it waits.
pub fn waits_for(account: AccountId) -> bool {
	Waiting::<Test>::contains_key(party(account), ASKED)
}

/// What was written to the log of the first object: who, and what.
pub fn log() -> Vec<(Option<AccountId>, Act)> {
	log_of(FIRST)
}

pub fn log_of(object: ObjectId) -> Vec<(Option<AccountId>, Act)> {
	(0..LogLength::<Test>::get(object))
		.map(|index| Log::<Test>::get(object, index).unwrap())
		.map(|entry| (entry.by.map(|by| by.account), entry.act))
		.collect()
}

/// The last entry of the first object's log, whose event was the last one too.
pub fn logged() -> EntryOf<Test> {
	let index = LogLength::<Test>::get(FIRST) - 1;
	let entry = Log::<Test>::get(FIRST, index).unwrap();
	let event = Event::Logged { object: FIRST, index, entry: entry.clone() };
	assert_eq!(events().last(), Some(&event));
	entry
}
