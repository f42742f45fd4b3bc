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
		let attachment = Attachment::Receivable(owed(MILL, 1));
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
		assert_noop!(detach(BAKERY, target, attachment), Error::<Test>::NotAuthorized);
		assert_noop!(detach(MILL, target, more), Error::<Test>::NotAttached);
		assert_ok!(detach(MILL, target, attachment));
		assert_noop!(detach(MILL, target, attachment), Error::<Test>::NotAttached);
		let nothing = Target::Shipment(ShipmentId(9));
		assert_noop!(detach(MILL, nothing, attachment), Error::<Test>::NotFound);
		// The lot is another's, and what was attached to it still its owner's.
		assert_ok!(attach(BAKERY, Target::Lot(one), others));
		assert_ok!(detach(MILL, Target::Lot(one), attachment));
		let left = Goods::query_lot(one).unwrap().receivables;
		assert_eq!(left, vec![TiedReceivable { receivable: ReceivableId(2), by: BAKERY }]);
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
		assert_ok!(detach(MILL, target, license(1)));
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
		ended(MILL, recall);
		assert_ok!(detach(MILL, target, Attachment::Receivable(first)));
		assert_ok!(attach(MILL, on_its_way, Attachment::Receivable(second)));
	});
}

#[test]
fn payment_waits_for_facts() {
	ExtBuilder::build_and_execute(|| {
		let one = lot(MILL, 5);
		let id = shipped(MILL, BAKERY, &[one]);
		let delivered = |by| Goods::holds(&Fact::Delivered(id.0), by);
		assert!(!delivered(MILL));
		assert_ok!(receive(BAKERY, id));
		assert!(delivered(MILL) && !delivered(BAKERY));
		assert!(!Goods::holds(&Fact::Delivered(9), MILL));
		let inspected = |by| Goods::holds(&Fact::Inspected(one.0), by);
		let inspect = |who, passed| {
			assert_ok!(Goods::inspect(by(who), one, passed, now()));
		};
		assert!(!inspected(MILL));
		inspect(BAKERY, true);
		// Nobody is paid for its own word.
		assert!(inspected(MILL) && !inspected(BAKERY));
		inspect(AUDITOR, false);
		assert!(!inspected(MILL));
		assert!(!Goods::holds(&Fact::Inspected(9), MILL));
		assert!(!Goods::holds(&Fact::Licensed(LicenseId(1), type_code()), MILL));
	});
}
