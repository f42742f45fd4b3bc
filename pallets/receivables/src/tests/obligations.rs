// SPDX-License-Identifier: Apache-2.0

use super::*;

fn stays(organization: OrganizationId) {
	assert_noop!(settled(organization), Error::<Test>::OpenReceivables);
}

fn all_free(all: &[OrganizationId]) {
	for organization in all {
		assert_ok!(settled(*organization));
	}
}

#[test]
fn an_organization_stays_until_all_is_settled() {
	ExtBuilder::build_and_execute(|| {
		let all = [MAKER, TIER1, TIER2, BANK];
		all_free(&all);
		assert_ok!(line(MAKER, 10 * AMOUNT));
		assert_ok!(Debts::set_guarantee(signer(BANK), MAKER, CNY, AMOUNT));
		all_free(&all);
		assert_ok!(draft(terms()));
		stays(TIER1);
		assert_ok!(settled(MAKER));
		assert_ok!(accept(MAKER, AMOUNT));
		stays(MAKER);
		stays(TIER1);
		assert_ok!(Debts::guarantee(signer(BANK), ID));
		stays(BANK);
		assert_ok!(offer(TIER1, WHOLE, TIER2, false));
		assert_ok!(settled(TIER2));
		assert_ok!(take(TIER2, WHOLE));
		stays(TIER2);
		assert_ok!(settled(TIER1));
		assert_ok!(pay(MAKER));
		assert_ok!(settled(MAKER));
		assert_ok!(settled(BANK));
		stays(TIER2);
		distributed();
		all_free(&all);
	});
}

#[test]
fn one_of_several_is_enough() {
	ExtBuilder::build_and_execute(|| {
		accepted();
		assert_ok!(draft(terms()));
		assert_ok!(Debts::accept(signer(MAKER), ReceivableId(1), 7));
		assert_ok!(pay(MAKER));
		distributed();
		stays(MAKER);
		stays(TIER1);
		assert_ok!(Debts::pay(signer(MAKER), ReceivableId(1)));
		assert_ok!(settled(MAKER));
		assert_ok!(Debts::advance(signer(MAKER), ReceivableId(1), 2));
		assert_ok!(settled(TIER1));
	});
}
