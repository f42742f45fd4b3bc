// SPDX-License-Identifier: Apache-2.0

//! Tests, one file a story.

mod award;
mod change;
mod conclude;
mod months;
mod properties;
mod propose;
mod queries;
mod rules;

use crate::{mock::*, *};
use alloc::{vec, vec::Vec};
use covenant_primitives::{
	power::{
		Award, Banded, Commitments, ContractMonths, Energy, PowerContracts, Price, Reference,
		Stretch,
	},
	testing::{account_of, agenda, operator},
	time::{DAY, HOUR},
	AuctionId, HandleDeadline, Obligations, OrganizationId,
};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError, DispatchResult};

const ID: ContractId = ContractId(0);
/// The day on which tests begin, at eight in the morning.
const TODAY: Day = 20_741;
const TOMORROW: Day = TODAY + 1;
/// Fen a MWh.
const PRICE: Price = 400;

fn signer(party: Party) -> RuntimeOrigin {
	RuntimeOrigin::signed(match party {
		Party::Organization(organization) => operator(organization.0),
		Party::Person(_) => account_of(party),
	})
}

/// A MWh in each half hour.
fn flat() -> Profile {
	Profile::Flat(1_000_000)
}

fn answer_by() -> Moment {
	Now::get() + HOUR
}

/// `by` sells `to` a party, for ten days from tomorrow.
fn propose(by: Party, to: Party) -> DispatchResult {
	let days = (TOMORROW, TOMORROW + 10);
	let pricing = Pricing::Fixed(PRICE);
	Trade::propose(signer(by), MARKET, to, true, days, flat(), pricing, answer_by())
}

fn accept(by: Party) -> DispatchResult {
	Trade::accept(signer(by), ID)
}

/// The plant sells the retailer a MWh each half hour for ten days: 480 MWh for 192,000 fen.
fn agreed() {
	assert_ok!(propose(PLANT, RETAILER));
	assert_ok!(accept(RETAILER));
}

fn change(by: Party, from: Day, change: Change) -> DispatchResult {
	Trade::propose_change(signer(by), ID, from, change, answer_by())
}

fn agree(by: Party) -> DispatchResult {
	Trade::agree_change(signer(by), ID)
}

fn contract() -> Contract {
	Contracts::<Test>::get(ID).unwrap()
}

fn at_stake(party: Party) -> Amount {
	AtStake::get(party)
}

/// The contracts of a party behind one of them, as settlement goes through them.
fn after(party: Party, last: Option<ContractId>) -> Vec<ContractId> {
	let next = |last: &ContractId| Trade::contract_after(MARKET, party, Some(*last));
	core::iter::successors(Trade::contract_after(MARKET, party, last), next).collect()
}

/// Wh that a party sells, and buys, on a day.
fn traded(party: Party, day: Day) -> (Energy, Energy) {
	let sum = |sells| {
		let all = Trade::query_deliveries(MARKET, party, day);
		all.iter().filter(|it| it.sells == sells).flat_map(|it| it.energy.iter()).sum()
	};
	(sum(true), sum(false))
}
