// SPDX-License-Identifier: Apache-2.0

//! When an organization owes nothing any more.

use super::*;
use covenant_primitives::Obligations;

fn settled(organization: OrganizationId) -> DispatchResult {
	<Market as Obligations>::ensure_settled(organization)
}

/// Both sides have open orders; who shares, or would decide, has none.
fn sides_wait() {
	for organization in [COMPANY, SCHOOL] {
		assert_noop!(settled(organization), Error::<Test>::OpenOrders);
	}
	for organization in [COLLEGE, COURT] {
		assert_ok!(settled(organization));
	}
}

#[test]
fn who_never_ordered_owes_nothing() {
	ExtBuilder::build_and_execute(|| {
		course();
		for organization in [SCHOOL, COLLEGE, COMPANY, COURT, NOBODY] {
			assert_ok!(settled(organization));
		}
	});
}

/// It binds nobody: whoever is gone sells nothing.
#[test]
fn a_quote_keeps_nobody() {
	ExtBuilder::build_and_execute(|| {
		LookedFor::insert(DemandId(4), COMPANY);
		let stages = Stages::truncate_from(alloc::vec![7]);
		let bid = Bid { asset: Some(CNY), stages, quantity: 1, slots: None, until: START + 1 };
		assert_ok!(Market::quote(signed(DEAN), DemandId(4), course(), bid));
		assert_ok!(settled(SCHOOL));
		assert_ok!(settled(COMPANY));
	});
}

#[test]
fn both_sides_wait_for_the_end_of_an_order() {
	ExtBuilder::build_and_execute(|| {
		let id = ordered(course(), ask(1_000));
		sides_wait();
		assert_ok!(Market::approve(signed(DEAN), id));
		sides_wait();
		assert_ok!(deliver(id, statement()));
		sides_wait();
		assert_ok!(accept_part(id, 1));
		sides_wait();
		assert_ok!(dispute(DEAN, id));
		sides_wait();
		assert_ok!(rule(id, 1, None));
		for organization in [COMPANY, SCHOOL] {
			assert_ok!(settled(organization));
		}
	});
}

#[test]
fn each_order_counts() {
	ExtBuilder::build_and_execute(|| {
		let ids = [ordered(course(), ask(1_000)), begun()];
		assert_ok!(Market::withdraw(signed(MANAGER), ids[0]));
		sides_wait();
		assert_ok!(cancel(MANAGER, ids[1]));
		assert_ok!(settled(COMPANY));
		assert_ok!(settled(SCHOOL));
	});
}

#[test]
fn a_buyer_waits_until_what_is_held_of_its_money_is_paid() {
	ExtBuilder::build_and_execute(|| {
		let id = delivered();
		block(SCHOOL.0.into(), true);
		assert_ok!(accept(id));
		assert_noop!(settled(COMPANY), Error::<Test>::MoneyHeld);
		// What a seller will get does not keep it.
		assert_ok!(settled(SCHOOL));
		block(SCHOOL.0.into(), false);
		assert_ok!(Market::collect(signed(STRANGER), id, party(SCHOOL)));
		assert_ok!(settled(COMPANY));
	});
}

#[test]
fn every_asset_counts() {
	ExtBuilder::build_and_execute(|| {
		let dollars = Some(Price { asset: USD, amount: 7, per: Per::Use });
		let course = offered(Kind::Course, dollars, at_once(Method::Statement));
		let id = ordered(course, ask(7));
		assert_ok!(Assets::block(signed(ISSUER), USD, COMPANY.0.into()));
		assert_ok!(cancel(DEAN, id));
		assert_noop!(settled(COMPANY), Error::<Test>::MoneyHeld);
		assert_ok!(Assets::thaw(signed(ISSUER), USD, COMPANY.0.into()));
		assert_ok!(Market::collect(signed(STRANGER), id, party(COMPANY)));
		assert_ok!(settled(COMPANY));
	});
}
