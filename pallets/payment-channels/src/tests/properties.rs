// SPDX-License-Identifier: Apache-2.0

//! Any calls in any order.

use super::*;
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Step {
	Open(AccountId, u8, Amount),
	TopUp(AccountId, u64, Amount),
	Claim(u64, Amount, Moment, bool),
	Close(AccountId, u64),
	Settle(u64),
	Pass(Moment),
	Block(AccountId, bool),
}

fn payers() -> impl Strategy<Value = AccountId> {
	prop::sample::select(vec![TREASURER, GRIDS, DRIVERS, 103, STRANGER])
}

fn steps() -> impl Strategy<Value = Step> {
	prop_oneof![
		2 => (payers(), 0..4_u8, 0..2_000 as Amount)
			.prop_map(|(by, to, deposit)| Step::Open(by, to, deposit)),
		1 => (payers(), 0..6_u64, 0..500 as Amount)
			.prop_map(|(by, id, amount)| Step::TopUp(by, id, amount)),
		6 => (0..6_u64, 0..2_500 as Amount, 0..40_u64, prop::bool::weighted(0.9))
			.prop_map(|(id, amount, hours, rightly)| Step::Claim(id, amount, hours, rightly)),
		2 => (payers(), 0..6_u64).prop_map(|(by, id)| Step::Close(by, id)),
		1 => (0..6_u64).prop_map(Step::Settle),
		2 => (0..40_u64).prop_map(Step::Pass),
		1 => (prop::sample::select(vec![1, 2, DRIVERS]), any::<bool>())
			.prop_map(|(account, blocked)| Step::Block(account, blocked)),
	]
}

fn take(step: Step) -> DispatchResult {
	match step {
		Step::Open(by, to, deposit) => {
			open(by, [COMPANY, GRID, DRIVER, CLOSED][usize::from(to)], deposit)
		}
		Step::TopUp(by, id, amount) => Payments::top_up(signed(by), ChannelId(id), amount),
		Step::Claim(id, amount, hours, rightly) => {
			let expires = START + hours * HOUR;
			let voucher = Voucher { channel: ChannelId(id), asset: CNY, amount, expires };
			let presented = Voucher { amount: amount + Amount::from(!rightly), ..voucher };
			Payments::claim(signed(STRANGER), presented, sign(&voucher))
		}
		Step::Close(by, id) => Payments::close(signed(by), ChannelId(id)),
		Step::Settle(id) => Payments::settle(signed(STRANGER), ChannelId(id)),
		Step::Pass(hours) => {
			pass(hours * HOUR);
			Ok(())
		}
		Step::Block(account, true) => Assets::block(signed(ISSUER), CNY, account),
		Step::Block(account, false) => Assets::thaw(signed(ISSUER), CNY, account),
	}
}

fn root() -> Vec<u8> {
	sp_io::storage::root(sp_runtime::StateVersion::V1)
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn channels_never_pay_more_than_was_put_aside(
		steps in prop::collection::vec(steps(), 10..80),
	) {
		ExtBuilder::build_and_execute(|| {
			for step in steps {
				let before = root();
				if take(step).is_err() {
					assert_eq!(root(), before, "what is refused changes nothing");
				}
				check();
			}
			// In the end everybody has what is its own.
			for account in [1, 2, DRIVERS] {
				assert_ok!(Assets::thaw(signed(ISSUER), CNY, account));
			}
			for id in (0..NextChannelId::<Test>::get().0).map(ChannelId) {
				let channel = Channels::<Test>::get(id).unwrap();
				if channel.status == Status::Open {
					let payer = match channel.payer {
						COMPANY => TREASURER,
						GRID => GRIDS,
						_ => DRIVERS,
					};
					assert_ok!(Payments::close(signed(payer), id));
				}
			}
			pass(DAY);
			for id in (0..NextChannelId::<Test>::get().0).map(ChannelId) {
				let _ = Payments::settle(signed(STRANGER), id);
				assert_eq!(Channels::<Test>::get(id).unwrap().status, Status::Closed);
			}
			assert_eq!(has(Payments::account()), 0);
		});
	}
}
