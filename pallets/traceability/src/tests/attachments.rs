// SPDX-License-Identifier: Apache-2.0

use super::*;
use covenant_primitives::{Fact, Facts, LicenseId};

fn attach(who: OrganizationId, target: Target, attachment: Attachment) -> DispatchResult {
	Goods::attach(by(who), target, attachment)
}

fn detach(who: OrganizationId, target: Target, attachment: Attachment) -> DispatchResult {
	Goods::detach(by(who), target, attachment)
}

#[test]
fn a_creditor_ties_what_it_is_owed_to_its_goods() {
	ExtBuilder::build_and_execute(|| {
		let one = lot(MILL, 5);
		let target = Target::Lot(one);
		let attachment = Attachment::Receivable(owed_by(BAKERY, MILL, 1));
		let others = Attachment::Receivable(owed(BAKERY, 2));
		let none = Attachment::Receivable(ReceivableId(3));
		assert_noop!(attach(BAKERY, target, others), Error::<Test>::NotAuthorized);
		assert_noop!(attach(MILL, target, others), Error::<Test>::NotCreditor);
		assert_noop!(attach(MILL, target, none), Error::<Test>::NotCreditor);
		let nothing = Target::Lot(LotId(9));
		assert_noop!(attach(MILL, nothing, attachment), Error::<Test>::NotFound);
		assert_ok!(attach(MILL, target, attachment));
		assert_noop!(attach(MILL, target, attachment), Error::<Test>::AlreadyExists);
		let id = shipped(MILL, BAKERY, &[one]);
		let target = Target::Shipment(id);
		assert_noop!(attach(BAKERY, target, others), Error::<Test>::NotAuthorized);
		assert_ok!(attach(MILL, target, attachment));
		assert_ok!(receive(BAKERY, id));
		let more = Attachment::Receivable(owed(MILL, 4));
		assert_noop!(attach(MILL, target, more), Error::<Test>::InvalidState);
		// The creditor does not untie it, nor does anybody else but the debtor.
		assert_noop!(detach(MILL, target, attachment), Error::<Test>::NotAuthorized);
		assert_noop!(detach(SHOP, target, attachment), Error::<Test>::NotAuthorized);
		assert_noop!(detach(BAKERY, target, more), Error::<Test>::NotAttached);
		assert_ok!(detach(BAKERY, target, attachment));
		assert_noop!(detach(BAKERY, target, attachment), Error::<Test>::NotAttached);
		let nothing = Target::Shipment(ShipmentId(9));
		assert_noop!(detach(BAKERY, nothing, attachment), Error::<Test>::NotFound);
		assert_ok!(attach(BAKERY, Target::Lot(one), others));
		assert_ok!(detach(BAKERY, Target::Lot(one), attachment));
		let left = Goods::query_lot(one).unwrap().receivables;
		assert_eq!(left, vec![TiedReceivable { receivable: ReceivableId(2), by: BAKERY }]);
	});
}

#[test]
fn nobody_ties_what_others_rely_on() {
	ExtBuilder::build_and_execute(|| {
		let one = lot(MILL, 5);
		let target = Target::Lot(one);
		let id = owed(MILL, 1);
		pass_on(id);
		let receivable = Attachment::Receivable(id);
		assert_noop!(attach(MILL, target, receivable), Error::<Test>::ReliedOn);
		assert_noop!(ship_with(MILL, BAKERY, &[one], &[], &[1]), Error::<Test>::ReliedOn);
		// What is tied before stays tied, for those to see who take it.
		owed(MILL, 1);
		assert_ok!(attach(MILL, target, receivable));
		pass_on(id);
		assert_noop!(detach(MILL, target, receivable), Error::<Test>::NotAuthorized);
		assert_eq!(Goods::query_tied_to(id, None, 9).items, [target]);
		assert_ok!(detach(OUTSIDER, target, receivable));
		assert_eq!(Goods::query_tied_to(id, None, 9).items, []);
	});
}

#[test]
fn a_receivable_leads_to_what_it_is_tied_to() {
	ExtBuilder::build_and_execute(|| {
		let (one, two) = (lot(MILL, 5), lot(MILL, 5));
		let id = owed(MILL, 1);
		for lot in [one, two] {
			assert_ok!(attach(MILL, Target::Lot(lot), Attachment::Receivable(id)));
		}
		assert_ok!(ship_with(MILL, BAKERY, &[one], &[], &[1]));
		let all = |limit| {
			let (mut found, mut cursor) = (Vec::new(), None);
			loop {
				let page = Goods::query_tied_to(id, cursor, limit);
				found.extend(page.items);
				cursor = page.next;
				if cursor.is_none() {
					return found;
				}
			}
		};
		let targets = [Target::Lot(one), Target::Lot(two), Target::Shipment(ShipmentId(0))];
		for limit in 1..5 {
			assert_eq!(all(limit).len(), 3);
			assert!(targets.iter().all(|target| all(limit).contains(target)));
		}
		let json = serde_json::to_value(targets[2]).unwrap();
		assert_eq!(json, serde_json::json!({ "shipment": 0 }));
	});
}

#[test]
fn what_is_no_longer_owed_is_cleared_away() {
	ExtBuilder::build_and_execute(|| {
		let one = lot(MILL, 5);
		let target = Target::Lot(one);
		let ids = [1, 2, 3].map(|id| owed(MILL, id));
		let attached = ids.map(Attachment::Receivable);
		for receivable in attached {
			assert_ok!(attach(MILL, target, receivable));
		}
		owed(MILL, 4);
		assert_ok!(ship_with(MILL, BAKERY, &[one], &[], &[4]));
		assert_ok!(receive(BAKERY, ShipmentId(0)));
		// As long as it is owed neither who has the goods does it nor who attached it.
		for who in [MILL, BAKERY] {
			assert_noop!(detach(who, target, attached[0]), Error::<Test>::NotAuthorized);
		}
		ids.into_iter().for_each(settle);
		settle(ReceivableId(4));
		assert_noop!(detach(SHOP, target, attached[0]), Error::<Test>::NotAuthorized);
		assert_noop!(detach(OUTSIDER, target, attached[0]), Error::<Test>::NotAuthorized);
		assert_ok!(detach(MILL, target, attached[0]));
		assert_ok!(detach(BAKERY, target, attached[1]));
		let shipped = (Target::Shipment(ShipmentId(0)), Attachment::Receivable(ReceivableId(4)));
		assert_noop!(detach(BAKERY, shipped.0, shipped.1), Error::<Test>::NotAuthorized);
		assert_ok!(detach(MILL, shipped.0, shipped.1));
		// While goods are recalled all stays as it is.
		let id = recalled(MILL, &[one]);
		assert_noop!(detach(BAKERY, target, attached[2]), Error::<Test>::Recalled);
		ended(MILL, id);
		assert_ok!(detach(BAKERY, target, attached[2]));
	});
}

#[test]
fn a_shipment_begins_with_receivables() {
	ExtBuilder::build_and_execute(|| {
		let one = lot(MILL, 5);
		owed(MILL, 1);
		owed(BAKERY, 2);
		let ship = |ids: &[u64]| ship_with(MILL, BAKERY, &[one], &[], ids);
		assert_noop!(ship(&[1, 2]), Error::<Test>::NotCreditor);
		assert_noop!(ship(&[1, 1]), Error::<Test>::Duplicate);
		assert_ok!(ship(&[1]));
		let tied = Goods::query_shipment(ShipmentId(0)).unwrap().receivables;
		assert_eq!(tied, vec![TiedReceivable { receivable: ReceivableId(1), by: MILL }]);
	});
}

#[test]
fn a_license_is_attached_by_who_holds_it() {
	ExtBuilder::build_and_execute(|| {
		let one = lot(MILL, 5);
		HolderOf::set([(LicenseId(1), MILL), (LicenseId(2), BAKERY)].into());
		let license = |id| Attachment::License(LicenseId(id), type_code());
		let target = Target::Lot(one);
		assert_noop!(attach(MILL, target, license(2)), DispatchError::Other("no license"));
		assert_noop!(attach(BAKERY, target, license(2)), Error::<Test>::NotAuthorized);
		assert_ok!(attach(MILL, target, license(1)));
		assert_noop!(attach(MILL, target, license(1)), Error::<Test>::AlreadyExists);
		let id = shipped(MILL, BAKERY, &[one]);
		assert_ok!(attach(MILL, Target::Shipment(id), license(1)));
		assert_noop!(attach(MILL, target, license(1)), Error::<Test>::InTransit);
		assert_eq!(Goods::query_shipment(id).unwrap().licenses.len(), 1);
		assert_noop!(detach(MILL, target, license(2)), Error::<Test>::NotAttached);
		assert_noop!(detach(BAKERY, target, license(1)), Error::<Test>::NotAuthorized);
		// Whoever has the lot now takes off what others left there, and of a shipment its sender does.
		assert_ok!(receive(BAKERY, id));
		assert_noop!(detach(SHOP, target, license(1)), Error::<Test>::NotAuthorized);
		assert_ok!(detach(BAKERY, target, license(1)));
		let shipment = Target::Shipment(id);
		assert_noop!(detach(BAKERY, shipment, license(1)), Error::<Test>::NotAuthorized);
		assert_ok!(detach(MILL, shipment, license(1)));
		assert_ok!(attach(BAKERY, target, license(2)));
		moved(BAKERY, SHOP, &[one]);
		assert_ok!(detach(BAKERY, target, license(2)));
	});
}

#[test]
fn there_are_so_many_attachments_and_no_more() {
	ExtBuilder::build_and_execute(|| {
		let target = Target::Lot(lot(MILL, 5));
		HolderOf::set((0..9).map(|id| (LicenseId(id), MILL)).collect());
		for id in 0..8 {
			assert_ok!(attach(MILL, target, Attachment::Receivable(owed(MILL, id))));
			let license = Attachment::License(LicenseId(id), type_code());
			assert_ok!(attach(MILL, target, license));
		}
		let receivable = Attachment::Receivable(owed(MILL, 8));
		assert_noop!(attach(MILL, target, receivable), Error::<Test>::TooMany);
		let license = Attachment::License(LicenseId(8), type_code());
		assert_noop!(attach(MILL, target, license), Error::<Test>::TooMany);
	});
}

#[test]
fn what_is_owed_for_recalled_goods_stays_as_it_is() {
	ExtBuilder::build_and_execute(|| {
		let (one, two) = (lot(MILL, 5), lot(MILL, 5));
		let (first, second) = (owed(MILL, 1), owed(MILL, 2));
		let target = Target::Lot(one);
		assert_ok!(attach(MILL, target, Attachment::Receivable(first)));
		let id = shipped(MILL, BAKERY, &[two]);
		let on_its_way = Target::Shipment(id);
		assert_ok!(attach(MILL, on_its_way, Attachment::Receivable(first)));
		let recall = recalled(MILL, &[one, two]);
		for target in [target, on_its_way] {
			let attached = Attachment::Receivable(first);
			assert_noop!(detach(MILL, target, attached), Error::<Test>::Recalled);
			let more = Attachment::Receivable(second);
			assert_noop!(attach(MILL, target, more), Error::<Test>::Recalled);
		}
		HolderOf::set([(LicenseId(1), MILL)].into());
		assert_ok!(attach(MILL, target, Attachment::License(LicenseId(1), type_code())));
		assert_noop!(
			detach(OUTSIDER, target, Attachment::Receivable(first)),
			Error::<Test>::Recalled
		);
		ended(MILL, recall);
		assert_ok!(detach(OUTSIDER, target, Attachment::Receivable(first)));
		assert_ok!(attach(MILL, on_its_way, Attachment::Receivable(second)));
	});
}

#[test]
fn payment_waits_for_facts() {
	ExtBuilder::build_and_execute(|| {
		let one = lot(MILL, 5);
		let id = shipped(MILL, BAKERY, &[one]);
		let delivered = |by, to| Goods::holds(&Fact::Delivered(id.0), by, to);
		assert!(!delivered(MILL, BAKERY));
		assert_ok!(receive(BAKERY, id));
		assert!(delivered(MILL, BAKERY) && !delivered(BAKERY, MILL));
		// What came to another is not delivered to who is to pay.
		assert!(!delivered(MILL, SHOP));
		assert!(!Goods::holds(&Fact::Delivered(9), MILL, BAKERY));
		let inspected = |by, to| Goods::holds(&Fact::Inspected(one.0), by, to);
		let inspect = |who, passed| {
			assert_ok!(Goods::inspect(by(who), one, passed, now()));
		};
		assert!(!inspected(MILL, BAKERY));
		inspect(BAKERY, true);
		// Nobody is paid for its own word, or for that of somebody who has nothing to do with it.
		assert!(inspected(MILL, BAKERY) && !inspected(BAKERY, MILL) && !inspected(MILL, SHOP));
		inspect(AUDITOR, false);
		assert!(!inspected(MILL, BAKERY));
		inspect(AUDITOR, true);
		assert!(inspected(MILL, BAKERY) && inspected(BAKERY, SHOP));
		// An auditor's own goods are another matter.
		assert!(!inspected(AUDITOR, BAKERY));
		Suspended::set([AUDITOR].into());
		assert!(!inspected(MILL, BAKERY));
		assert!(!Goods::holds(&Fact::Inspected(9), MILL, BAKERY));
		let licensed = Fact::Licensed(LicenseId(1), type_code());
		assert!(!Goods::holds(&licensed, MILL, BAKERY));
	});
}
