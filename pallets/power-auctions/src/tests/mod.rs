// SPDX-License-Identifier: Apache-2.0

//! Tests, one file a story.

mod bid;
mod clear;
mod failures;
mod open;
mod oracle;
mod properties;
mod queries;
mod reveal;

use crate::{mock::*, tasks::RETRY, *};
use alloc::{vec, vec::Vec};
use covenant_primitives::{
	power::{exposure, Commitments, PriceRule},
	time::{DAY, HOUR, MINUTE},
	ContractId, Obligations,
};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError, DispatchResult, Permill};

const ID: AuctionId = AuctionId(0);
const GENESIS: H256 = H256::repeat_byte(7);
const SALT: Salt = [3; 16];
const STAKE: Amount = 1_000_000;

const SUN: Party = organization(1);
const WIND: Party = organization(2);
const WATER: Party = organization(3);
const CITY: Party = organization(7);
const TOWN: Party = organization(8);
const VILLAGE: Party = organization(9);
/// A consumer.
const MILL: Party = organization(13);
const GRID: Party = organization(14);
/// Has joined no market.
const OUTSIDER: Party = organization(15);
const HOUSE: Party = person(1);

/// Who may sell and buy.
fn parties() -> Vec<Party> {
	(1..=12).map(organization).chain((1..=6).map(person)).collect()
}

fn signed(account: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(account)
}

/// Signs for a party.
fn by(party: Party) -> RuntimeOrigin {
	signed(match party {
		Party::Organization(organization) => operator(organization.0),
		Party::Person(person) => 1_000 + person.0,
	})
}

/// A whole day; bids for an hour, then two hours to reveal them.
fn terms() -> Terms {
	Terms {
		from: FIRST,
		until: FIRST + 1,
		window: Window { from: 0, until: 48 },
		bids_until: START + HOUR,
		reveal_until: START + 3 * HOUR,
		rule: PriceRule::LastAcceptedBid,
		bond: 100,
		penalty: Permill::from_percent(10),
	}
}

fn open_with(terms: Terms) -> DispatchResult {
	Power::open(signed(OPERATORS), MARKET, terms)
}

fn opened() {
	assert_ok!(open_with(terms()));
}

fn cancel() -> DispatchResult {
	Power::cancel(signed(OPERATORS), ID)
}

fn steps(steps: &[(Price, Energy)]) -> Steps {
	let steps = steps.iter().map(|(price, quantity)| Step { price: *price, quantity: *quantity });
	steps.collect::<Vec<_>>().try_into().unwrap()
}

fn sealed(party: Party, sells: bool, list: &[(Price, Energy)]) -> H256 {
	seal(GENESIS, ID, party, sells, &steps(list), &SALT)
}

fn bid_with(party: Party, sells: bool, list: &[(Price, Energy)], stake: Amount) -> DispatchResult {
	Power::bid(by(party), ID, sealed(party, sells, list), stake)
}

fn bid(party: Party, sells: bool, list: &[(Price, Energy)]) {
	assert_ok!(bid_with(party, sells, list, STAKE));
}

fn withdraw(party: Party) -> DispatchResult {
	Power::withdraw(by(party), ID)
}

fn reveal(party: Party, sells: bool, list: &[(Price, Energy)]) -> DispatchResult {
	Power::reveal(by(party), ID, sells, steps(list), SALT)
}

fn clear(limit: u32) -> DispatchResult {
	Power::clear(signed(1), ID, limit).map(drop).map_err(|error| error.error)
}

type Book<'a> = &'a [(Party, bool, &'a [(Price, Energy)])];

/// All bid, and reveal it. It is time to clear then.
fn revealed(bids: Book, terms: Terms) {
	assert_ok!(open_with(terms));
	bids.iter().for_each(|(party, sells, list)| bid(*party, *sells, list));
	Now::set(terms.bids_until);
	for (party, sells, list) in bids {
		assert_ok!(reveal(*party, *sells, list));
	}
	Now::set(terms.reveal_until);
}

fn auction() -> Auction {
	Auctions::<Test>::get(ID).unwrap()
}

fn at_stake(party: Party) -> Amount {
	Deposits::get(party).1
}

fn outcome(party: Party) -> Option<Outcome> {
	Outcomes::<Test>::get(ID, party)
}

/// What a party sold or bought.
fn won(party: Party) -> Energy {
	match outcome(party).unwrap() {
		Outcome::Awarded { quantity, .. } => quantity,
		_ => 0,
	}
}

fn cleared(price: Option<Price>, quantity: Energy) -> Status {
	Status::Cleared(Clearance { price, quantity })
}
