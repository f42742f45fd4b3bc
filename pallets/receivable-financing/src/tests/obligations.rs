// SPDX-License-Identifier: Apache-2.0

use super::*;

fn stays(organization: OrganizationId) {
	assert_noop!(settled(organization), Error::<Test>::OpenFinancing);
}

#[test]
fn an_organization_stays_until_all_is_settled() {
	ExtBuilder::build_and_execute(|| {
		for organization in [HOLDER, BANK, SECOND] {
			assert_ok!(settled(organization));
		}
		assert_ok!(request(pledge()));
		stays(HOLDER);
		assert_ok!(settled(BANK));
		assert_ok!(quote(BANK, lending(9_000)));
		assert_ok!(quote(SECOND, lending(9_000)));
		stays(BANK);
		stays(SECOND);
		assert_ok!(take(BANK));
		stays(HOLDER);
		stays(BANK);
		assert_ok!(settled(SECOND));
		assert_ok!(repay(8_999));
		stays(HOLDER);
		assert_ok!(repay(1));
		assert_ok!(settled(HOLDER));
		assert_ok!(settled(BANK));
	});
}

#[test]
fn one_of_several_is_enough() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(request(sale()));
		assert_ok!(request_for(OTHER, sale()));
		assert_ok!(quote(BANK, buying(true)));
		assert_ok!(take(BANK));
		stays(HOLDER);
		assert_ok!(settled(BANK));
		assert_ok!(Financing::withdraw_request(signer(HOLDER), FinancingId(1)));
		assert_ok!(settled(HOLDER));
	});
}
