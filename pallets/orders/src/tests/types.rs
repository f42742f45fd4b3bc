// SPDX-License-Identifier: Apache-2.0

//! The rules that need no storage.

use super::*;
use alloc::vec::Vec;
use codec::{DecodeAll, Encode, MaxEncodedLen};
use frame_support::traits::{GetCallIndex, GetCallName};

/// What happens, each once.
fn all_acts() -> [Act; 14] {
	let (hash, slots) = (H256::zero(), hours(1, 1));
	[
		Act::Requested { total: 1 },
		Act::Confirmed { held: 1 },
		Act::Refused { reason: hash },
		Act::Withdrawn,
		Act::Lapsed,
		Act::RescheduleProposed { slots },
		Act::Rescheduled { slots },
		Act::Delivered { stage: 1 },
		Act::Reduced { amount: 1 },
		Act::Disputed { grounds: hash },
		Act::Paid { stage: 1, paid: 1, returned: 1, cause: Cause::Halved },
		Act::Canceled { fee: 1, returned: 1 },
		Act::Failed { returned: 1 },
		Act::Rated { marks: [1; 4] },
	]
}

const STATUSES: [Status; 11] = [
	Status::Requested,
	Status::Confirmed,
	Status::Delivered,
	Status::Reduced { amount: 1 },
	Status::Disputed { by: Role::Seller },
	Status::Withdrawn,
	Status::Refused,
	Status::Lapsed,
	Status::Canceled { by: Role::Buyer },
	Status::Failed,
	Status::Settled,
];

/// Each is encoded with its place as index, and read back.
fn indexed<Item>(items: &[Item])
where
	Item: Encode + DecodeAll + PartialEq + core::fmt::Debug + MaxEncodedLen,
{
	for (index, item) in (0..).zip(items) {
		let bytes = item.encode();
		assert_eq!(bytes[0], index, "{item:?}");
		assert!(bytes.len() <= Item::max_encoded_len());
		assert_eq!(&Item::decode_all(&mut &bytes[..]).unwrap(), item);
	}
}

#[test]
fn the_codec_keeps_its_indices() {
	indexed(&[Role::Buyer, Role::Seller]);
	indexed(&METHODS);
	indexed(&STATUSES);
	indexed(&all_acts());
	indexed(&[statement(), key(1), Evidence::Grant, result(1)]);
	let at_fault = Some(Role::Buyer);
	let ruled = Cause::Ruled { at_fault };
	indexed(&[Cause::Accepted, Cause::Silence, Cause::PartAgreed, ruled, Cause::Halved]);
	indexed(&[Task::Due(NO_ORDER)]);
	indexed(&[HoldReason::Orders]);
}

#[test]
fn calls_keep_their_indices() {
	let names = [
		"set_terms",
		"request",
		"approve",
		"refuse",
		"withdraw",
		"cancel",
		"reschedule",
		"deliver",
		"accept",
		"accept_part",
		"agree_part",
		"dispute",
		"rule",
		"rate",
		"collect",
		"quote",
		"withdraw_quote",
		"accept_quote",
	];
	assert_eq!(Call::<Test>::get_call_names(), names);
	let indices: Vec<_> = (0..18).collect();
	assert_eq!(Call::<Test>::get_call_indices(), indices);
}

#[test]
fn what_is_kept_is_read_back() {
	ExtBuilder::build_and_execute(|| {
		let id = booked(10);
		let order = order(id);
		assert_eq!(Order::decode_all(&mut &order.encode()[..]).unwrap(), order);
		let terms = TermsOf::<Test>::get(order.resource).unwrap();
		assert_eq!(Terms::decode_all(&mut &terms.encode()[..]).unwrap(), terms);
		let asked = ask_stages(&[1; 16]);
		assert_eq!(Ask::decode_all(&mut &asked.encode()[..]).unwrap(), asked);
	});
}

#[test]
fn a_state_is_open_until_it_is_over_and_holds_from_confirmation_on() {
	for (index, status) in STATUSES.into_iter().enumerate() {
		assert_eq!(status.is_open(), index < 5, "{status:?}");
		assert_eq!(status.holds(), (1..5).contains(&index), "{status:?}");
	}
}

#[test]
fn what_is_an_orders_own_needs_approval() {
	let own: Vec<_> = METHODS.into_iter().filter(|method| method.needs_approval()).collect();
	assert_eq!(own, [Method::Computation, Method::Milestones]);
}

#[test]
fn each_kind_is_delivered_somehow() {
	for kind in KINDS {
		assert!(METHODS.into_iter().any(|method| method.fits(kind)));
		// What is delivered by a key has content, and what is booked can be.
		for method in METHODS.into_iter().filter(|method| method.fits(kind)) {
			let is_file = matches!(method, Method::Key | Method::Grant | Method::Computation);
			assert_eq!(is_file, kind.is_file());
			assert!(method != Method::Attendance || kind.is_bookable());
		}
	}
}

#[test]
fn a_side_has_another() {
	assert_eq!(Role::Buyer.other(), Role::Seller);
	assert_eq!(Role::Seller.other(), Role::Buyer);
	ExtBuilder::build_and_execute(|| {
		let order = order(begun());
		assert_eq!([Role::Buyer, Role::Seller].map(|role| order.side(role)), [COMPANY, SCHOOL]);
		let roles = [COMPANY, SCHOOL, COURT, COLLEGE].map(|it| order.role_of(it));
		assert_eq!(roles, [Some(Role::Buyer), Some(Role::Seller), None, None]);
	});
}

#[test]
fn stages_are_counted_from_the_first() {
	ExtBuilder::build_and_execute(|| {
		let order = order(project(&[1, 20, 300]));
		for (stage, amount, remaining, last) in
			[(0, 1, 321, false), (1, 20, 320, false), (2, 300, 300, true), (3, 0, 0, true)]
		{
			let order = Order { stage, ..order.clone() };
			assert_eq!((order.stage_amount(), order.remaining()), (amount, remaining));
			assert_eq!((order.is_last_stage(), order.total()), (last, 321));
		}
	});
}

#[test]
fn something_was_had_if_it_is_over_and_not_in_the_first_stage() {
	ExtBuilder::build_and_execute(|| {
		let order = order(project(&[1, 2]));
		for status in STATUSES {
			for stage in [0, 1] {
				let order = Order { status, stage, ..order.clone() };
				let expected = status == Status::Settled || !status.is_open() && stage == 1;
				assert_eq!(order.was_had(), expected, "{status:?} in {stage}");
			}
		}
	});
}

#[test]
fn marks_are_four_from_one_to_five() {
	assert!(are_marks(&[1, 2, 5, 4]));
	for wrong in [[0, 1, 1, 1], [1, 6, 1, 1], [5, 5, 255, 5], [3, 3, 3, 0]] {
		assert!(!are_marks(&wrong));
	}
}

#[test]
fn a_mean_is_in_tenths_rounded_down() {
	for (marks, expected) in [
		([1; 4], 10),
		([5; 4], 50),
		([1, 1, 1, 2], 12),
		([5, 5, 5, 4], 47),
		([1, 2, 3, 5], 27),
		([0; 4], 0),
		([255; 4], 255),
	] {
		assert_eq!(mean(&marks), expected, "{marks:?}");
	}
}

#[test]
fn an_outcome_is_reported_in_the_name_of_orders() {
	assert_eq!(&DOMAIN, b"cov/ordr");
	assert_eq!((MAX_STAGES, WHOLE), (16, 10_000));
}
