// SPDX-License-Identifier: Apache-2.0

//! Tests, one file a story.

mod collateral;
mod markets;
mod participants;
mod properties;
mod queries;
mod roster;

use crate::{mock::*, *};
use alloc::{vec, vec::Vec};
use covenant_primitives::{
	power::{Collateral, PowerMarkets, Roster},
	testing::{account_of, operator},
	time::DAY,
	Capability, Obligations,
};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{
	traits::{BlakeTwo256, Hash},
	DispatchError, DispatchResult,
};

const ID: MarketId = MarketId(0);

fn signed(account: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(account)
}

fn exchange() -> RuntimeOrigin {
	signed(operator(EXCHANGE))
}

/// Who signs for a party.
fn signer(party: Party) -> RuntimeOrigin {
	signed(match party {
		Party::Organization(organization) => operator(organization.0),
		Party::Person(_) => account_of(party),
	})
}

fn open() -> DispatchResult {
	Power::open(exchange(), b"Zhejiang".to_vec().try_into().unwrap(), CNY, TIMETABLE)
}

fn propose(from: Day, rules: Rules) -> DispatchResult {
	Power::propose_rules(exchange(), ID, from, rules)
}

fn consent() -> DispatchResult {
	let proposal = Proposals::<Test>::get(ID).unwrap();
	Power::consent(RuntimeOrigin::root(), ID, BlakeTwo256::hash_of(&(ID, &proposal)))
}

/// A market whose rules hold today.
fn opened() {
	assert_ok!(open());
	assert_ok!(propose(TODAY + 1, rules()));
	assert_ok!(consent());
	pass(DAY);
}

/// With a participant that has so much collateral.
fn joined(party: Party, role: Role, collateral: Amount) {
	assert_ok!(Power::join(signer(party), ID, role, 100));
	assert_ok!(Power::admit(exchange(), ID, party));
	if collateral > 0 {
		assert_ok!(Power::deposit(signer(party), ID, collateral));
	}
}

/// A market with a plant that has 2,000 of collateral: enough for 20,000 at stake.
fn with_plant() {
	opened();
	joined(PLANT, Role::Generator, 2_000);
}

fn participant(party: Party) -> ParticipantOf<Test> {
	Participants::<Test>::get(ID, party).unwrap()
}

fn standing(party: Party) -> Standing {
	participant(party).standing
}

fn held(account: AccountId) -> Amount {
	use frame_support::traits::fungibles::hold::Inspect;
	AssetsHolder::balance_on_hold(CNY, &HoldReason::Collateral.into(), &account)
}

fn has(party: Party) -> Amount {
	Assets::balance(CNY, account_of(party))
}
