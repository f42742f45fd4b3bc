// SPDX-License-Identifier: Apache-2.0

//! Channels that are opened and filled.

use super::*;

#[test]
fn money_is_put_aside() {
	ExtBuilder::build_and_execute(|| {
		opened();
		assert_eq!((has(1), has(Payments::account())), (FUNDS - 1_000, 1_000));
		let details = Channel {
			payer: COMPANY,
			payee: GRID,
			asset: CNY,
			deposit: 1_000,
			claimed: 0,
			signer: key_account(),
			window: DAY,
			status: Status::Open,
		};
		assert_eq!(channel(), details);
		let by = Signatory { account: TREASURER, party: COMPANY };
		System::assert_last_event(Event::Opened { channel: ID, details, by }.into());
	});
}

#[test]
fn persons_pay_and_are_paid() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(open(DRIVERS, GRID, 300));
		assert_ok!(open(TREASURER, DRIVER, 200));
		assert_eq!((has(DRIVERS), has(1)), (FUNDS - 300, FUNDS - 200));
		let of_driver = Voucher { channel: ChannelId(1), ..voucher(50) };
		assert_ok!(claim(of_driver));
		assert_eq!(has(DRIVERS), FUNDS - 250);
	});
}

#[test]
fn what_cannot_be_a_channel_is_refused() {
	ExtBuilder::build_and_execute(|| {
		assert_noop!(open(TREASURER, COMPANY, 1), Error::<Test>::OwnChannel);
		for nobody in [CLOSED, NOBODY, RELEASED, Party::Person(PersonId(99))] {
			assert_noop!(open(TREASURER, nobody, 1), Error::<Test>::UnknownParty);
		}
		assert_noop!(open(TREASURER, GRID, 0), Error::<Test>::ZeroAmount);
		assert!(open(TREASURER, GRID, FUNDS + 1).is_err());
		let with = |asset, window| {
			Payments::open(signed(TREASURER), GRID, asset, 1, key_account(), window)
		};
		for window in [0, HOUR - 1, 30 * DAY + 1] {
			assert_noop!(with(CNY, window), Error::<Test>::InvalidWindow);
		}
		assert!(with(99, DAY).is_err());
		assert_eq!(Channels::<Test>::iter().count(), 0);
		for window in [HOUR, 30 * DAY] {
			assert_ok!(with(CNY, window));
		}
	});
}

#[test]
fn the_payer_puts_more_aside() {
	ExtBuilder::build_and_execute(|| {
		opened();
		let top_up = |by, amount| Payments::top_up(signed(by), ID, amount);
		assert_ok!(top_up(TREASURER, 500));
		assert_eq!((channel().deposit, has(1)), (1_500, FUNDS - 1_500));
		let by = Signatory { account: TREASURER, party: COMPANY };
		System::assert_last_event(Event::ToppedUp { channel: ID, amount: 500, by }.into());
		assert_noop!(top_up(GRIDS, 1), Error::<Test>::NotAuthorized);
		assert_noop!(top_up(TREASURER, 0), Error::<Test>::ZeroAmount);
		assert!(top_up(TREASURER, FUNDS).is_err());
		let error = sp_runtime::ArithmeticError::Overflow;
		assert_noop!(top_up(TREASURER, Amount::MAX), error);
		let unknown = Payments::top_up(signed(TREASURER), ChannelId(9), 1);
		assert_eq!(unknown, Err(Error::<Test>::NotFound.into()));
		assert_ok!(close(TREASURER));
		assert_noop!(top_up(TREASURER, 1), Error::<Test>::Closed);
	});
}

#[test]
fn whoever_may_not_pay_opens_nothing() {
	ExtBuilder::build_and_execute(|| {
		opened();
		let calls = |origin: RuntimeOrigin| {
			[
				Payments::open(origin.clone(), GRID, CNY, 1, key_account(), DAY),
				Payments::top_up(origin.clone(), ID, 1),
				Payments::close(origin, ID),
			]
		};
		let all = |error: DispatchError| [Err(error); 3];
		assert_eq!(calls(signed(STRANGER)), all(DispatchError::Other("nobody")));
		assert_eq!(calls(signed(103)), all(DispatchError::Other("suspended")));
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_eq!(calls(origin.clone()), all(DispatchError::BadOrigin));
			assert_noop!(Payments::settle(origin.clone(), ID), DispatchError::BadOrigin);
			let (voucher, signature) = (voucher(1), sign(&voucher(1)));
			assert_noop!(Payments::claim(origin, voucher, signature), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn an_organization_stays_while_it_has_channels() {
	ExtBuilder::build_and_execute(|| {
		let settled = |id| Payments::ensure_settled(OrganizationId(id));
		opened();
		for id in [1, 2] {
			assert_noop!(settled(id), Error::<Test>::OpenChannels);
		}
		assert_ok!(settled(3));
		assert_ok!(close(GRIDS));
		for id in [1, 2] {
			assert_ok!(settled(id));
		}
	});
}
