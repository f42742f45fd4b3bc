// SPDX-License-Identifier: Apache-2.0

use super::*;

fn settled(organization: OrganizationId) -> DispatchResult {
	<Goods as Obligations>::ensure_settled(organization)
}

#[test]
fn an_organization_stays_while_it_has_goods() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(settled(MILL));
		let (one, pallet) = (lot(MILL, 5), item(MILL));
		pack(MILL, pallet, &[one]);
		assert_noop!(settled(MILL), Error::<Test>::NotSettled);
		moved(MILL, BAKERY, &[pallet]);
		assert_ok!(settled(MILL));
		assert_noop!(settled(BAKERY), Error::<Test>::NotSettled);
		unpack(BAKERY, pallet, &[one]);
		assert_ok!(Goods::decommission(by(BAKERY), pallet, 1, now()));
		assert_noop!(settled(BAKERY), Error::<Test>::NotSettled);
		assert_ok!(Goods::decommission(by(BAKERY), one, 5, now()));
		assert_ok!(settled(BAKERY));
	});
}

#[test]
fn and_while_goods_are_on_their_way() {
	ExtBuilder::build_and_execute(|| {
		let one = lot(MILL, 5);
		let id = shipped(MILL, BAKERY, &[one]);
		assert_noop!(settled(MILL), Error::<Test>::NotSettled);
		assert_noop!(settled(BAKERY), Error::<Test>::NotSettled);
		assert_ok!(settled(SHOP));
		assert_ok!(receive(BAKERY, id));
		assert_ok!(settled(MILL));
		shipped(BAKERY, SHOP, &[one]);
		assert_noop!(settled(SHOP), Error::<Test>::NotSettled);
		pass(10 * DAY);
		assert_ok!(settled(SHOP));
		assert_noop!(settled(BAKERY), Error::<Test>::NotSettled);
	});
}

#[test]
fn and_while_a_recall_of_its_own_spreads_or_ends() {
	ExtBuilder::build_and_execute(|| {
		let one = lot(MILL, 5);
		assert_ok!(Goods::decommission(by(MILL), one, 5, now()));
		assert_ok!(settled(MILL));
		assert_ok!(recall(MILL, &[one]));
		assert_noop!(settled(MILL), Error::<Test>::NotSettled);
		finish(RecallId(0));
		assert_ok!(settled(MILL));
		assert_ok!(Goods::end_recall(by(AUDITOR), RecallId(0)));
		assert_noop!(settled(MILL), Error::<Test>::NotSettled);
		assert_ok!(settled(AUDITOR));
		(0..2).for_each(|_| pass(MINUTE));
		assert_ok!(settled(MILL));
	});
}
