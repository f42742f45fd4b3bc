// SPDX-License-Identifier: Apache-2.0

//! Channels that come to an end.

use super::*;

#[test]
fn a_payee_closes_at_once() {
	ExtBuilder::build_and_execute(|| {
		opened();
		assert_ok!(claim(voucher(300)));
		assert_ok!(close(GRIDS));
		System::assert_last_event(Event::Closed { channel: ID, returned: 700 }.into());
		assert_eq!((has(1), has(2)), (FUNDS - 300, FUNDS + 300));
		assert_eq!(channel().status, Status::Closed);
		assert_noop!(claim(voucher(301)), Error::<Test>::Closed);
		for by in [GRIDS, TREASURER] {
			assert_noop!(close(by), Error::<Test>::Closed);
		}
		assert_noop!(settle(), Error::<Test>::Closed);
	});
}

#[test]
fn a_payer_waits_for_the_window() {
	ExtBuilder::build_and_execute(|| {
		opened();
		assert_noop!(settle(), Error::<Test>::TooEarly);
		assert_ok!(close(TREASURER));
		let until = START + DAY;
		System::assert_last_event(Event::Closing { channel: ID, until }.into());
		assert_noop!(close(TREASURER), Error::<Test>::AlreadyClosing);
		pass(DAY - 1);
		assert_ok!(claim(voucher(400)));
		assert_noop!(settle(), Error::<Test>::TooEarly);
		Now::mutate(|now| *now += 1);
		assert_noop!(claim(voucher(401)), Error::<Test>::Closed);
		pass(0);
		assert_eq!(channel().status, Status::Closed);
		assert_eq!((has(1), has(2)), (FUNDS - 400, FUNDS + 400));
	});
}

#[test]
fn a_payee_ends_the_wait() {
	ExtBuilder::build_and_execute(|| {
		opened();
		assert_ok!(close(TREASURER));
		assert_ok!(close(GRIDS));
		assert_eq!(Agenda::get(), []);
		assert_eq!(has(1), FUNDS);
	});
}

#[test]
fn strangers_close_nothing() {
	ExtBuilder::build_and_execute(|| {
		opened();
		assert_noop!(close(DRIVERS), Error::<Test>::NotAuthorized);
		let unknown = Payments::close(signed(GRIDS), ChannelId(9));
		assert_eq!(unknown, Err(Error::<Test>::NotFound.into()));
		let unknown = Payments::settle(signed(GRIDS), ChannelId(9));
		assert_eq!(unknown, Err(Error::<Test>::NotFound.into()));
	});
}

#[test]
fn what_a_payers_account_does_not_take_stays_until_it_does() {
	ExtBuilder::build_and_execute(|| {
		opened();
		assert_ok!(close(TREASURER));
		assert_ok!(Assets::block(signed(ISSUER), CNY, 1));
		pass(DAY);
		assert_eq!(channel().status, Status::Closing { until: START + DAY });
		assert!(settle().is_err());
		assert_ok!(Assets::thaw(signed(ISSUER), CNY, 1));
		assert_ok!(settle());
		assert_eq!(has(1), FUNDS);
	});
}

#[test]
fn a_channel_that_was_used_up_closes() {
	ExtBuilder::build_and_execute(|| {
		opened();
		assert_ok!(claim(voucher(1_000)));
		assert_ok!(close(GRIDS));
		System::assert_last_event(Event::Closed { channel: ID, returned: 0 }.into());
		assert_eq!(has(Payments::account()), 0);
		opened();
	});
}
