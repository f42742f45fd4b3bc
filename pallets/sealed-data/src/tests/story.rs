// SPDX-License-Identifier: Apache-2.0

//! A court's file, from its registration to the end of a grant.

use super::*;
use covenant_primitives::Outcome::{Fulfilled, Late};

#[test]
fn two_of_three_approve_and_the_lawyer_reads_the_file() {
	ExtBuilder::build_and_execute(|| {
		asked_under(two_of_three());
		assert_ok!(SealedData::acknowledge(signed(JUDGE), ASKED));
		assert_ok!(SealedData::approve(signed(PROSECUTOR), ASKED));
		assert_eq!(request().status, RequestStatus::Pending);
		assert_ok!(SealedData::approve(signed(CHAIR), ASKED));
		assert_eq!(request().status, RequestStatus::Approved);
		assert_ok!(SealedData::grant(signed(JUDGE), ASKED, 0, wrapped(1)));
		assert_eq!(reports(), [(COURT, Fulfilled, 0), (COURT, Fulfilled, 0)]);

		for left in [2, 1, 0] {
			assert_ok!(SealedData::record_use(signed(LAWYER), ASKED, H256::zero()));
			assert_eq!(request().grant().unwrap().uses_left, left);
		}
		assert_noop!(
			SealedData::record_use(signed(LAWYER), ASKED, H256::zero()),
			Error::<Test>::UsedUp
		);
		let statement = H256::zero();
		assert_eq!(
			log(),
			[
				(Some(JUDGE), Act::Registered),
				(Some(LAWYER), Act::Asked),
				(Some(JUDGE), Act::Acknowledged),
				(Some(PROSECUTOR), Act::Approved),
				(Some(CHAIR), Act::Approved),
				(Some(JUDGE), Act::Granted),
				(Some(LAWYER), Act::Used { statement, left: 2 }),
				(Some(LAWYER), Act::Used { statement, left: 1 }),
				(Some(LAWYER), Act::Used { statement, left: 0 }),
			]
		);
	});
}

#[test]
fn silence_escalates_and_the_arbiter_decides() {
	ExtBuilder::build_and_execute(|| {
		asked_under(Decision::Owner);
		advance_to(START + 5 * DAY);
		assert_eq!(request().status, RequestStatus::Escalated { refused: None });
		assert_eq!(reports(), [(COURT, Late, 0)]);
		let ruling = Ruling::Grant { key_version: 0, wrapped: wrapped(9) };
		assert_ok!(SealedData::rule(signed(ARBITER), ASKED, ruling));
		assert_eq!(request().grant().unwrap().wrapped, wrapped(9));
		assert_eq!(reports(), [(DATA_OFFICE, Fulfilled, 0)]);
		assert_ok!(SealedData::record_use(signed(LAWYER), ASKED, H256::zero()));
	});
}
