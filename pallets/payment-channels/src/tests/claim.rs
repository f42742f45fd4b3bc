// SPDX-License-Identifier: Apache-2.0

//! Vouchers that are claimed.

use super::*;

#[test]
fn the_payee_gets_what_was_promised_beyond_what_it_has() {
	ExtBuilder::build_and_execute(|| {
		opened();
		for (amount, more) in [(100, 100), (101, 1), (1_000, 899)] {
			assert_ok!(claim(voucher(amount)));
			let claimed = Event::Claimed { channel: ID, amount: more, claimed: amount };
			System::assert_last_event(claimed.into());
			assert_eq!((channel().claimed, has(2)), (amount, FUNDS + amount));
		}
	});
}

#[test]
fn nothing_is_paid_twice() {
	ExtBuilder::build_and_execute(|| {
		opened();
		assert_ok!(claim(voucher(100)));
		for amount in [100, 99, 0] {
			assert_noop!(claim(voucher(amount)), Error::<Test>::OlderVoucher);
		}
	});
}

#[test]
fn nothing_is_paid_beyond_the_deposit() {
	ExtBuilder::build_and_execute(|| {
		opened();
		for amount in [1_001, Amount::MAX] {
			assert_noop!(claim(voucher(amount)), Error::<Test>::BeyondDeposit);
		}
		assert_ok!(Payments::top_up(signed(TREASURER), ID, 1));
		assert_ok!(claim(voucher(1_001)));
	});
}

#[test]
fn a_voucher_is_void_when_its_time_is_over() {
	ExtBuilder::build_and_execute(|| {
		opened();
		Now::set(START + 7 * DAY - 1);
		assert_ok!(claim(voucher(1)));
		Now::set(START + 7 * DAY);
		assert_noop!(claim(voucher(2)), Error::<Test>::Expired);
	});
}

#[test]
fn a_voucher_is_for_one_channel_asset_and_chain() {
	ExtBuilder::build_and_execute(|| {
		opened();
		opened();
		let invalid = |voucher: Voucher, signature: MultiSignature| {
			let claimed = Payments::claim(signed(GRIDS), voucher, signature);
			assert_noop!(claimed, Error::<Test>::InvalidVoucher);
		};
		let signature = sign(&voucher(100));
		invalid(Voucher { amount: 101, ..voucher(100) }, signature.clone());
		invalid(Voucher { expires: START + 8 * DAY, ..voucher(100) }, signature.clone());
		invalid(Voucher { channel: ChannelId(1), ..voucher(100) }, signature.clone());
		let dollars = Voucher { asset: USD, ..voucher(100) };
		invalid(dollars, sign(&dollars));
		invalid(voucher(100), key().sign(&voucher(100).payload(H256::zero())).into());
		invalid(
			voucher(100),
			sr25519::Pair::from_seed(&[2; 32]).sign(&voucher(100).payload(GENESIS)).into(),
		);
		invalid(voucher(100), sr25519::Signature::default().into());
		let unknown = Voucher { channel: ChannelId(9), ..voucher(100) };
		assert_noop!(claim(unknown), Error::<Test>::NotFound);
		assert_ok!(claim(voucher(100)));
	});
}

#[test]
fn wallets_and_devices_sign() {
	ExtBuilder::build_and_execute(|| {
		opened();
		let wrapped = [b"<Bytes>", voucher(10).payload(GENESIS).as_slice(), b"</Bytes>"].concat();
		let signature = key().sign(&wrapped).into();
		assert_ok!(Payments::claim(signed(GRIDS), voucher(10), signature));
		let device = ed25519::Pair::from_seed(&[3; 32]);
		let signer = device.public().into();
		assert_ok!(Payments::open(signed(TREASURER), GRID, CNY, 50, signer, DAY));
		let of_device = Voucher { channel: ChannelId(1), ..voucher(20) };
		let signature = device.sign(&of_device.payload(GENESIS)).into();
		assert_ok!(Payments::claim(signed(GRIDS), of_device, signature));
		assert_eq!(has(2), FUNDS + 30);
	});
}

#[test]
fn a_payee_that_takes_no_money_loses_nothing() {
	ExtBuilder::build_and_execute(|| {
		opened();
		assert_ok!(Assets::block(signed(ISSUER), CNY, 2));
		assert!(claim(voucher(100)).is_err());
		assert_eq!(channel().claimed, 0);
		assert_ok!(Assets::thaw(signed(ISSUER), CNY, 2));
		assert_ok!(claim(voucher(100)));
	});
}
