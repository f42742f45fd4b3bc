// SPDX-License-Identifier: Apache-2.0

//! Tests, one file a story.

mod create;
mod give;
mod offers;
mod properties;
mod queries;
mod remove;
mod roles;
mod split;
mod use_up;

use crate::{mock::*, *};
use alloc::{vec, vec::Vec};
use covenant_primitives::time::{DAY, MINUTE};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError, DispatchResult};

const ID: BlockId = BlockId(0);

fn signed(account: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(account)
}

fn create(by: AccountId, meter: MeterId, energy: Energy) -> DispatchResult {
	EnergyBlocks::create(signed(by), meter, AT, energy)
}

fn give(by: AccountId, id: BlockId, to: Party) -> DispatchResult {
	EnergyBlocks::give(signed(by), id, to)
}

fn split(by: AccountId, id: BlockId, energy: Energy) -> DispatchResult {
	EnergyBlocks::split(signed(by), id, energy)
}

fn offer(by: AccountId, id: BlockId, price: Amount, to: Option<Party>) -> DispatchResult {
	EnergyBlocks::offer(signed(by), id, price, to)
}

fn withdraw_offer(by: AccountId, id: BlockId) -> DispatchResult {
	EnergyBlocks::withdraw_offer(signed(by), id)
}

fn buy(by: AccountId, id: BlockId, price: Amount) -> DispatchResult {
	EnergyBlocks::buy(signed(by), id, price)
}

fn use_up(by: AccountId, id: BlockId, meter: MeterId) -> DispatchResult {
	EnergyBlocks::use_up(signed(by), id, meter)
}

fn remove(by: AccountId, id: BlockId) -> DispatchResult {
	EnergyBlocks::remove(signed(by), id)
}

/// The family makes a block of 400 Wh.
fn created() {
	assert_ok!(create(FAMILYS, ROOF, 400));
}

/// And gives it to its neighbor.
fn given() {
	created();
	assert_ok!(give(FAMILYS, ID, NEIGHBOR));
}

/// Or offers it to anybody for 90.
fn offered() {
	created();
	assert_ok!(offer(FAMILYS, ID, 90, None));
}

/// Moves the clock to when blocks of the interval lapse.
fn lapse() {
	Now::set(QUARTERS.end(AT) + UsePeriod::get());
}

fn block(id: BlockId) -> Block {
	Blocks::<Test>::get(id).unwrap()
}

fn flow(meter: MeterId) -> Flow {
	Flows::<Test>::get((meter, TODAY, 30)).unwrap_or_default()
}

fn has(party: Party) -> Amount {
	Assets::balance(CNY, account_of(party))
}

fn by(account: AccountId, party: Party) -> SignatoryOf<Test> {
	Signatory { account, party }
}

fn last_event(event: Event<Test>) {
	System::assert_last_event(event.into());
}
