// SPDX-License-Identifier: Apache-2.0

use super::*;

fn declare(who: OrganizationId, event: u64, corrective: &[u64], undo: bool) -> DispatchResult {
	let corrective = corrective.iter().copied().map(EventId).collect::<Vec<_>>();
	let (reason, corrective) = (ErrorReason::IncorrectData, corrective.try_into().unwrap());
	Goods::declare_error(by(who), EventId(event), reason, corrective, undo)
		.map(drop)
		.map_err(|it| it.error)
}

#[test]
fn a_wrong_event_stays_and_names_the_right_one() {
	ExtBuilder::build_and_execute(|| {
		let id = lot(MILL, 10);
		assert_ok!(Goods::decommission(by(MILL), id, 3, now()));
		assert_ok!(Goods::decommission(by(MILL), id, 2, now()));
		assert_noop!(declare(BAKERY, 1, &[], false), Error::<Test>::NotAuthorized);
		assert_noop!(declare(MILL, 9, &[], false), Error::<Test>::NotFound);
		assert_noop!(declare(MILL, 1, &[9], false), Error::<Test>::NotFound);
		assert_noop!(declare(MILL, 1, &[1], false), Error::<Test>::InvalidCorrection);
		assert_ok!(declare(MILL, 1, &[2], false));
		assert_noop!(declare(MILL, 1, &[2], false), Error::<Test>::AlreadyDeclared);
		assert_eq!(get(id).left(), 5);
		let info = Goods::query_event(EventId(1)).unwrap();
		assert_eq!(info.record.body, Body::Decommission { portion: portion(id, 3) });
		let error = info.error.unwrap();
		assert_eq!((error.corrective.to_vec(), error.undone), (vec![EventId(2)], false));
	});
}

#[test]
fn a_decommission_is_undone_if_it_was_the_last_event() {
	ExtBuilder::build_and_execute(|| {
		let id = lot(MILL, 10);
		assert_ok!(Goods::decommission(by(MILL), id, 3, now()));
		assert_ok!(Goods::decommission(by(MILL), id, 7, now()));
		assert_noop!(declare(MILL, 1, &[], true), Error::<Test>::CannotUndo);
		assert_ok!(declare(MILL, 2, &[], true));
		assert_eq!(get(id).left(), 7);
		assert_eq!(Goods::query_lots_of(MILL, None, 9).items.len(), 1);
	});
}

#[test]
fn what_was_not_destroyed_after_all_is_still_recalled() {
	ExtBuilder::build_and_execute(|| {
		let id = lot(MILL, 10);
		let recall = recalled(MILL, &[id]);
		assert_ok!(Goods::decommission(by(MILL), id, 10, now()));
		assert_ok!(declare(MILL, 1, &[], true));
		assert_eq!(get(id).left(), 10);
		assert_eq!(marks(recall), [id].into());
		assert_noop!(ship(MILL, BAKERY, &[id]), Error::<Test>::Recalled);
	});
}

#[test]
fn a_lot_is_unmade_that_nothing_happened_to() {
	ExtBuilder::build_and_execute(|| {
		let id = lot(MILL, 10);
		let product = get(id).product;
		assert_ok!(declare(MILL, 0, &[], true));
		let wrong = get(id);
		assert!(wrong.void && wrong.left() == 0);
		assert_noop!(ship(MILL, BAKERY, &[id]), Error::<Test>::UsedUp);
		assert_noop!(Goods::observe(by(MILL), lots(&[id]), now()), Error::<Test>::UsedUp);
		assert_ok!(commission(MILL, product, "lot", 9));
		assert_eq!(Goods::query_lot_with(MILL, product, b"lot".to_vec()).unwrap().id, LotId(1));
		assert_ok!(Goods::observe(by(MILL), lots(&[LotId(1)]), now()));
		assert_noop!(declare(MILL, 1, &[], true), Error::<Test>::CannotUndo);
	});
}

#[test]
fn a_transformation_is_undone() {
	ExtBuilder::build_and_execute(|| {
		let (flour, water) = (lot(BAKERY, 50), lot(BAKERY, 40));
		let bread = product(BAKERY, Unit::Kilogram);
		let inputs = [(flour, 50), (water, 10)];
		let outputs = vec![output(bread, "a", 40), output(bread, "b", 20)];
		assert_ok!(transform(BAKERY, &inputs, outputs.clone(), 0));
		// What happens to the inputs later does not matter.
		assert_ok!(Goods::decommission(by(BAKERY), water, 5, now()));
		assert_ok!(declare(BAKERY, 2, &[], true));
		assert_eq!((get(flour).left(), get(water).left()), (50, 35));
		assert!(get(LotId(2)).void && get(LotId(3)).void);
		assert_eq!(EdgesDown::<Test>::iter().count(), 0);
		assert_ok!(transform(BAKERY, &inputs, outputs, 0));
		assert_ok!(Goods::split(by(BAKERY), LotId(4), parts(&[("c", 1)]), now()));
		assert_noop!(declare(BAKERY, 4, &[], true), Error::<Test>::CannotUndo);
		assert_ok!(declare(BAKERY, 4, &[], false));
	});
}

#[test]
fn nothing_is_undone_that_others_have_to_do_with() {
	ExtBuilder::build_and_execute(|| {
		let flour = lot(BAKERY, 50);
		let bread = made(BAKERY, &[(flour, 10)]);
		let undo = || declare(BAKERY, 1, &[], true);
		let id = recalled(BAKERY, &[bread]);
		assert_noop!(undo(), Error::<Test>::CannotUndo);
		ended(BAKERY, id);
		let target = Target::Lot(bread);
		let attachment = Attachment::Receivable(owed(BAKERY, 1));
		assert_ok!(Goods::attach(by(BAKERY), target, attachment));
		assert_noop!(undo(), Error::<Test>::CannotUndo);
		assert_ok!(Goods::detach(by(OUTSIDER), target, attachment));
		let pallet = item(BAKERY);
		pack(BAKERY, pallet, &[flour]);
		assert_noop!(undo(), Error::<Test>::CannotUndo);
		unpack(BAKERY, pallet, &[flour]);
		moved(BAKERY, SHOP, &[flour]);
		assert_noop!(undo(), Error::<Test>::CannotUndo);
		moved(SHOP, BAKERY, &[flour]);
		assert_noop!(declare(BAKERY, 3, &[], true), Error::<Test>::CannotUndo);
		assert_ok!(undo());
		let cake = made(BAKERY, &[(flour, 10)]);
		let event = get(cake).origin.0;
		assert_ok!(register_sensor(BAKERY, Target::Lot(cake), None));
		assert_noop!(declare(BAKERY, event, &[], true), Error::<Test>::CannotUndo);
	});
}
