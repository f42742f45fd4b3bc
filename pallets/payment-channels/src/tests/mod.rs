// SPDX-License-Identifier: Apache-2.0

//! Tests, one file a story.

mod claim;
mod close;
mod open;
mod properties;
mod queries;
mod vouchers;

use crate::{mock::*, *};
use alloc::{vec, vec::Vec};
use covenant_primitives::{
	time::{DAY, HOUR},
	Obligations, OrganizationId, PersonId,
};
use frame_support::{assert_noop, assert_ok};
use sp_core::{ed25519, sr25519, Pair};
use sp_runtime::{DispatchError, DispatchResult};

const ID: ChannelId = ChannelId(0);
const GENESIS: H256 = H256::repeat_byte(7);

fn signed(account: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(account)
}

/// Signs vouchers of the tests.
fn key() -> sr25519::Pair {
	sr25519::Pair::from_seed(&[1; 32])
}

fn key_account() -> AccountId32 {
	key().public().into()
}

fn open(by: AccountId, payee: Party, deposit: Amount) -> DispatchResult {
	Payments::open(signed(by), payee, CNY, deposit, key_account(), DAY)
}

/// The company puts 1,000 aside for the grid company.
fn opened() {
	assert_ok!(open(TREASURER, GRID, 1_000));
}

/// So much, to be claimed within a week.
fn voucher(amount: Amount) -> Voucher {
	Voucher { channel: ID, asset: CNY, amount, expires: START + 7 * DAY }
}

fn sign(voucher: &Voucher) -> MultiSignature {
	key().sign(&voucher.payload(GENESIS)).into()
}

/// Claims a voucher that was signed rightly.
fn claim(voucher: Voucher) -> DispatchResult {
	Payments::claim(signed(STRANGER), voucher, sign(&voucher))
}

fn close(by: AccountId) -> DispatchResult {
	Payments::close(signed(by), ID)
}

fn settle() -> DispatchResult {
	Payments::settle(signed(STRANGER), ID)
}

fn channel() -> Channel {
	Channels::<Test>::get(ID).unwrap()
}

fn has(account: AccountId) -> Amount {
	Assets::balance(CNY, account)
}
