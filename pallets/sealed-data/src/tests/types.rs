// SPDX-License-Identifier: Apache-2.0

//! Rules that need no storage.

use super::*;
use proptest::prelude::*;
use x25519_dalek::x25519;

/// A shared secret that is all zeros is known to everybody.
const NO_SECRET: [u8; 32] = [0; 32];

fn is_valid(key: [u8; 32]) -> bool {
	PublicKey(H256(key)).is_valid()
}

/// The points of <https://cr.yp.to/ecdh.html#validate> that are shorter than 255 bits.
fn refused_points() -> [[u8; 32]; 7] {
	[
		"0000000000000000000000000000000000000000000000000000000000000000",
		"0100000000000000000000000000000000000000000000000000000000000000",
		"e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
		"5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
		"ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
		"edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
		"eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
	]
	.map(|digits| digits.parse::<H256>().unwrap().0)
}

fn with_highest_bit(mut key: [u8; 32]) -> [u8; 32] {
	key[31] |= 0x80;
	key
}

#[test]
fn the_refused_points_give_no_secret() {
	for point in refused_points() {
		for point in [point, with_highest_bit(point)] {
			assert!(!is_valid(point), "{point:?}");
			for scalar in [[0; 32], [1; 32], [0xff; 32]] {
				assert_eq!(x25519(scalar, point), NO_SECRET, "{point:?}");
			}
		}
	}
}

#[test]
fn their_neighbors_give_one() {
	for point in refused_points() {
		for bit in 0..255 {
			let mut other = point;
			other[bit / 8] ^= 1 << (bit % 8);
			if refused_points().contains(&other) {
				continue;
			}
			for other in [other, with_highest_bit(other)] {
				assert!(is_valid(other), "{other:?}");
				assert_ne!(x25519([1; 32], other), NO_SECRET, "{other:?}");
			}
		}
	}
	// The other numbers above the prime: 2 to 18, written in two ways.
	for number in 2..=18_u8 {
		let mut high = [0xff; 32];
		(high[0], high[31]) = (0xed + number, 0x7f);
		let mut low = [0; 32];
		low[0] = number;
		assert!(is_valid(high) && is_valid(low));
		assert_eq!(x25519([1; 32], high), x25519([1; 32], low));
		assert_ne!(x25519([1; 32], low), NO_SECRET);
	}
}

proptest! {
	#[test]
	fn other_keys_are_accepted_and_give_a_secret(key: [u8; 32], scalar: [u8; 32]) {
		prop_assert!(is_valid(key));
		prop_assert_ne!(x25519(scalar, key), NO_SECRET);
	}
}

#[test]
fn media_types_have_two_parts() {
	let with = |text: &[u8]| {
		Content { media_type: BoundedVec::truncate_from(text.to_vec()), ..content(1) }.is_valid()
	};
	for good in ["a/b", "application/pdf", "image/svg+xml", "text/csv; charset=utf-8"] {
		assert!(with(good.as_bytes()), "{good}");
	}
	for bad in ["", "/", "a/", "/b", "pdf", "text/\u{7}", "text/文"] {
		assert!(!with(bad.as_bytes()), "{bad}");
	}
	assert!(!with(b"a/\xff"));
}

#[test]
fn locations_are_visible_text() {
	let of = |list: &[&[u8]]| {
		let list: Vec<Location> = list.iter().map(|it| it.to_vec().try_into().unwrap()).collect();
		are_locations(&list.try_into().unwrap())
	};
	assert!(of(&[b"https://a.example/1"]));
	assert!(of(&[b"a", "文".as_bytes(), &[b'u'; 256], b"d"]));
	assert!(!of(&[]));
	for bad in [&b""[..], b"a b", b" a", b"a\n", b"a\0", b"\xff", "a\u{3000}".as_bytes()] {
		assert!(!of(&[bad]), "{bad:?}");
		assert!(!of(&[b"a", bad]), "{bad:?}");
	}
}

fn persons(count: u64) -> Vec<Party> {
	(0..count).map(|person| Party::Person(PersonId(person))).collect()
}

fn pending(decision: Decision) -> Request {
	Request {
		object: FIRST,
		requester: Party::Organization(LAW_FIRM),
		terms: terms(),
		asked_at: START,
		decision,
		approvals: 0,
		refusals: 0,
		answer_days: 5,
		arbiter: None,
		acknowledge_by: None,
		due: START,
		overdue: false,
		status: RequestStatus::Pending,
	}
}

/// Every way in which up to seven can vote, with every threshold: the first vote that settles the
/// question is the one that reaches the threshold or puts it out of reach.
#[test]
fn votes_settle_the_question_as_soon_as_they_can() {
	for count in 1..=7_u8 {
		let parties = persons(count.into());
		for (threshold, votes) in
			(1..=count).flat_map(|t| (0..1_u8 << count).map(move |votes| (t, votes)))
		{
			let mut request = pending(approvers(threshold, &parties));
			let (mut yes, mut no) = (0, 0);
			for (index, party) in parties.iter().enumerate() {
				let approve = votes & 1 << index != 0;
				if approve {
					yes += 1;
				} else {
					no += 1;
				}
				let expected = match (yes, no) {
					(yes, _) if yes == threshold => Outcome::Approved,
					(_, no) if no == count - threshold + 1 => Outcome::Refused,
					_ => Outcome::Open,
				};
				assert_eq!(request.vote(*party, approve), Ok(expected));
				assert_eq!(request.vote(*party, !approve), Err(NoVote::AlreadyVoted));
				if expected != Outcome::Open {
					break;
				}
			}
			// The last vote settles it at the latest.
			assert!(yes == threshold || no == count - threshold + 1);
		}
	}
}

#[test]
fn who_is_not_named_has_no_vote() {
	let stranger = Party::Person(PersonId(7));
	// An id alone does not make the party.
	let namesake = Party::Organization(OrganizationId(0));
	let mut request = pending(approvers(1, &persons(7)));
	for party in [stranger, namesake] {
		assert_eq!(request.vote(party, true), Err(NoVote::NotAnApprover));
	}
	assert_eq!(request, pending(approvers(1, &persons(7))));
	for decision in [Decision::Owner, Decision::Automatic] {
		assert_eq!(pending(decision).vote(stranger, true), Err(NoVote::NotAnApprover));
	}
}

#[test]
fn nobody_is_among_those_who_decide_on_its_own_request() {
	let me = Party::Person(PersonId(0));
	for count in 1..=7_u8 {
		let named = persons(count.into());
		let others = &named[1..];
		for threshold in 1..=count {
			let decision = approvers(threshold, &named);
			let expected = (threshold < count).then(|| approvers(threshold, others));
			assert_eq!(decision.clone().on_request_of(me), expected);
			let stranger = Party::Organization(OrganizationId(0));
			assert_eq!(decision.clone().on_request_of(stranger), Some(decision));
		}
	}
	for decision in [Decision::Automatic, Decision::Owner] {
		assert_eq!(decision.clone().on_request_of(me), Some(decision));
	}
}

#[test]
fn a_grant_is_worth_what_its_period_uses_and_object_say() {
	let object = Object {
		owner: Party::Organization(COURT),
		subject: None,
		policy: 0,
		epoch: 1,
		status: ObjectStatus::Active,
	};
	let grant = Grant { epoch: 1, key_version: 0, wrapped: wrapped(1), uses_left: 1 };
	let granted =
		|grant| Request { status: RequestStatus::Granted(grant), ..pending(Decision::Owner) };
	let (from, until) = (terms().from, terms().until);
	let standing = |grant, object: Object, now| granted(grant).standing(&object, now);

	assert_eq!(pending(Decision::Owner).standing(&object, from), None);
	assert_eq!(standing(grant, object, from - 1), Some(GrantStanding::NotYet));
	for now in [from, until - 1] {
		assert_eq!(standing(grant, object, now), Some(GrantStanding::InForce));
	}
	let used_up = Grant { uses_left: 0, ..grant };
	assert_eq!(standing(used_up, object, from), Some(GrantStanding::UsedUp));
	let former = Grant { epoch: 0, ..grant };
	assert_eq!(standing(former, object, from), Some(GrantStanding::Superseded));
	for status in [ObjectStatus::Retired, ObjectStatus::Displaced { by: SECOND }] {
		let closed = Object { status, ..object };
		assert_eq!(standing(grant, closed, from), Some(GrantStanding::ObjectClosed));
	}
	// Nothing brings an ended period back.
	for (grant, status) in [(grant, ObjectStatus::Active), (used_up, ObjectStatus::Retired)] {
		let object = Object { status, ..object };
		assert_eq!(standing(grant, object, until), Some(GrantStanding::Expired));
	}
}

#[test]
fn the_codec_keeps_its_indices() {
	use codec::Encode;
	let first = |bytes: Vec<u8>| bytes[0];
	assert_eq!(first(CipherSuite::AgeX25519.encode()), 0);
	assert_eq!(first(ObjectStatus::Displaced { by: FIRST }.encode()), 2);
	assert_eq!(first(Decision::Owner.encode()), 1);
	assert_eq!(first(PurposeCode::Other.encode()), 9);
	assert_eq!(first(RefusalReason::Other.encode()), 7);
	assert_eq!(first(RevocationReason::Other.encode()), 4);
	assert_eq!(first(RequestStatus::Withdrawn.encode()), 6);
	assert_eq!(first(GrantStanding::ObjectClosed.encode()), 5);
	assert_eq!(first(Ruling::Refuse(RefusalReason::Other).encode()), 2);
	assert_eq!(first(Act::Withdrawn.encode()), 15);
	assert_eq!(first(Task::RequestDue(ASKED).encode()), 0);
}
