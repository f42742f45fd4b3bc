// SPDX-License-Identifier: Apache-2.0

//! Seats and delegates, and the council that follows them.

use super::operators::add;
use crate::mock::*;

#[test]
fn a_seat_is_granted_and_its_delegate_joins_the_council() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(send(DAVE, Call::set_delegate { delegate: Some(DAVE) }), Error::NotSeated);
		assert_ok!(send(TWO_THIRDS, Call::grant_seat { organization: SCHOOL }));
		assert_eq!(last_event(), Event::SeatGranted { organization: SCHOOL });
		assert_eq!(Council::members(), [ALICE, CAROL]);

		assert_ok!(send(DAVE, Call::set_delegate { delegate: Some(DAVE) }));
		assert_eq!(
			last_event(),
			Event::DelegateSet {
				actor: Actor { account: DAVE, organization: SCHOOL },
				delegate: Some(DAVE)
			}
		);
		assert_eq!(Council::members(), [ALICE, CAROL, DAVE]);
	});
}

#[test]
fn a_delegate_is_replaced() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(send(ALICE, Call::set_delegate { delegate: Some(BOB) }));
		assert_eq!(Council::members(), [BOB, CAROL]);
		assert_noop!(send(ALICE, Call::set_delegate { delegate: Some(BOB) }), Error::NoChange);
		assert_ok!(send(ALICE, Call::set_delegate { delegate: None }));
		assert_eq!(Council::members(), [CAROL]);
		assert_noop!(send(ALICE, Call::set_delegate { delegate: None }), Error::NoChange);
	});
}

#[test]
fn seats_are_bounded() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(
			send(TWO_THIRDS, Call::grant_seat { organization: BANK }),
			Error::AlreadySeated
		);
		assert_ok!(send(TWO_THIRDS, Call::grant_seat { organization: SCHOOL }));
		assert_ok!(Organizations::do_admit(
			b"Fourth".to_vec().try_into().unwrap(),
			*uscc(4).as_bytes(),
			OrganizationKind::Other,
			Default::default(),
			Quota::default(),
			EVE,
		));
		let organization = OrganizationId(3);
		assert_noop!(send(TWO_THIRDS, Call::grant_seat { organization }), Error::TooManySeats);
		assert_ok!(send(TWO_THIRDS, Call::withdraw_seat { organization: SCHOOL }));
		assert_ok!(send(TWO_THIRDS, Call::grant_seat { organization }));
	});
}

#[test]
fn a_withdrawn_seat_ends_the_membership_and_the_last_one_stays() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(
			send(TWO_THIRDS, Call::withdraw_seat { organization: SCHOOL }),
			Error::NotSeated
		);
		assert_ok!(send(TWO_THIRDS, Call::withdraw_seat { organization: COURT }));
		assert_eq!(last_event(), Event::SeatWithdrawn { organization: COURT });
		assert_eq!(Council::members(), [ALICE]);
		assert_noop!(
			send(TWO_THIRDS, Call::withdraw_seat { organization: COURT }),
			Error::NotSeated
		);
		assert_noop!(
			send(TWO_THIRDS, Call::withdraw_seat { organization: BANK }),
			Error::LastDelegate
		);
		assert_noop!(send(TWO_THIRDS, Call::remove { organization: BANK }), Error::LastDelegate);
	});
}

#[test]
fn a_delegate_who_stops_being_an_operator_leaves_the_council_at_once() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(send(ALICE, Call::set_delegate { delegate: Some(BOB) }));
		assert_ok!(send(ALICE, Call::remove_operator { account: BOB }));
		assert_eq!(Council::members(), [CAROL]);
		System::assert_has_event(Event::DelegateLost { organization: BANK, delegate: BOB }.into());

		assert_ok!(send(CAROL, add(&EVE, &[], true)));
		assert_ok!(send(CAROL, Call::leave {}));
		assert!(Council::members().is_empty());
		// The seat is still there, and so is somebody who can fill it.
		assert_ok!(send(EVE, Call::set_delegate { delegate: Some(EVE) }));
		assert_eq!(Council::members(), [EVE]);
	});
}

#[test]
fn a_delegate_need_not_be_an_administrator() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(send(ALICE, Call::hand_over { to: BOB }));
		assert_eq!(Council::members(), [ALICE, CAROL]);
		assert_noop!(send(ALICE, Call::set_delegate { delegate: None }), Error::NotAdministrator);
	});
}
