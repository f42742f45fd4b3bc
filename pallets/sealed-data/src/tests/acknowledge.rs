// SPDX-License-Identifier: Apache-2.0

use super::*;

#[test]
fn the_request_is_known_to_be_seen() {
	ExtBuilder::build_and_execute(|| {
		asked_under(two_of_three());
		let before = request();
		set_clock(START + DAY);
		assert_ok!(SealedData::acknowledge(signed(JUDGE), ASKED));
		// Nothing else changes, least of all when the answer is due.
		assert_eq!(request(), Request { acknowledge_by: None, ..before });
		let entry = logged();
		assert_eq!((entry.at, entry.by), (START + DAY, by(JUDGE)));
		assert_eq!((entry.request, entry.act), (Some(ASKED), Act::Acknowledged));
		assert_eq!(reports(), []);
	});
}

#[test]
fn once_and_only_if_it_was_promised() {
	ExtBuilder::build_and_execute(|| {
		object_with(Policy { acknowledge_days: 0, ..policy(Decision::Owner) });
		assert_ok!(SealedData::ask(signed(LAWYER), FIRST, terms()));
		assert_noop!(
			SealedData::acknowledge(signed(JUDGE), ASKED),
			Error::<Test>::NothingToAcknowledge
		);
		assert_ok!(SealedData::set_policy(signed(JUDGE), 0, policy(Decision::Owner)));
		assert_ok!(SealedData::publish_key(signed(ALICE), key(50)));
		assert_ok!(SealedData::ask(signed(ALICE), FIRST, terms()));
		assert_ok!(SealedData::acknowledge(signed(JUDGE), AGAIN));
		assert_noop!(
			SealedData::acknowledge(signed(JUDGE), AGAIN),
			Error::<Test>::NothingToAcknowledge
		);
	});
}

#[test]
fn late_is_better_than_never() {
	ExtBuilder::build_and_execute(|| {
		asked_under(Decision::Owner);
		advance_to(START + 2 * DAY);
		assert_ok!(SealedData::acknowledge(signed(JUDGE), ASKED));
		assert_eq!(reports(), []);
	});
}

#[test]
fn only_what_is_pending_is_acknowledged() {
	let states: [fn(); 5] =
		[approved, granted, refused, disputed, || asked_under(Decision::Automatic)];
	for state in states {
		ExtBuilder::build_and_execute(|| {
			state();
			assert_noop!(
				SealedData::acknowledge(signed(JUDGE), ASKED),
				Error::<Test>::InvalidState
			);
		});
	}
}

#[test]
fn the_owner_acknowledges_not_an_approver() {
	ExtBuilder::build_and_execute(|| {
		asked_under(two_of_three());
		for account in [LAWYER, PROSECUTOR, ARBITER, ALICE] {
			assert_noop!(
				SealedData::acknowledge(signed(account), ASKED),
				Error::<Test>::NotAuthorized
			);
		}
		assert_noop!(
			SealedData::acknowledge(signed(JUDGE), NO_REQUEST),
			Error::<Test>::RequestNotFound
		);
	});
}
