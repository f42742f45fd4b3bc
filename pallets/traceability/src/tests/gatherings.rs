// SPDX-License-Identifier: Apache-2.0

use super::*;

#[test]
fn what_is_inside_another_moves_with_it_only() {
	ExtBuilder::build_and_execute(|| {
		let (pallet, flour, salt) = (item(MILL), lot(MILL, 5), lot(MILL, 6));
		pack(MILL, pallet, &[flour, salt]);
		assert_eq!(Goods::query_lots_of(MILL, None, 9).items.len(), 1);
		assert_eq!(Goods::query_contents_of(pallet, None, 9).items.len(), 2);
		for result in [
			ship(MILL, BAKERY, &[flour]),
			Goods::decommission(by(MILL), flour, 1, now()),
			Goods::split(by(MILL), flour, parts(&[("a", 1)]), now()),
			aggregate(MILL, Action::Add, pallet, &[flour]),
		] {
			assert_eq!(result, Err(Error::<Test>::Inside.into()));
		}
		assert_noop!(Goods::decommission(by(MILL), pallet, 1, now()), Error::<Test>::NotEmpty);
		moved(MILL, BAKERY, &[pallet]);
		assert_eq!(custodian(flour), BAKERY);
		// It can be seen and inspected inside.
		assert_ok!(Goods::observe(by(BAKERY), lots(&[flour]), now()));
		assert_noop!(Goods::observe(by(MILL), lots(&[flour]), now()), Error::<Test>::NotAuthorized);
		assert_ok!(Goods::inspect(by(BAKERY), flour, true, now()));
		assert_noop!(
			aggregate(MILL, Action::Delete, pallet, &[flour]),
			Error::<Test>::NotAuthorized
		);
		unpack(BAKERY, pallet, &[flour]);
		assert_eq!((custodian(flour), get(flour).place), (BAKERY, Place::Free));
		assert_noop!(aggregate(BAKERY, Action::Delete, pallet, &[flour]), Error::<Test>::NotInside);
		assert_ok!(Goods::decommission(by(BAKERY), flour, 1, now()));
	});
}

#[test]
fn only_items_hold_others_and_not_themselves() {
	ExtBuilder::build_and_execute(|| {
		let (pallet, box_, flour) = (item(MILL), item(MILL), lot(MILL, 5));
		let add = |parent, child| aggregate(MILL, Action::Add, parent, &[child]);
		assert_noop!(add(flour, box_), Error::<Test>::NotContainer);
		assert_noop!(add(pallet, pallet), Error::<Test>::Duplicate);
		assert_noop!(add(LotId(9), box_), Error::<Test>::NotFound);
		assert_noop!(add(pallet, LotId(9)), Error::<Test>::NotFound);
		let other = lot(BAKERY, 5);
		assert_noop!(add(pallet, other), Error::<Test>::NotAuthorized);
		assert_noop!(aggregate(MILL, Action::Add, pallet, &[]), Error::<Test>::Empty);
		assert_noop!(
			aggregate(MILL, Action::Add, pallet, &[flour, flour]),
			Error::<Test>::Duplicate
		);
		pack(MILL, box_, &[flour]);
		pack(MILL, pallet, &[box_]);
		// From the inside out, and from the outside in.
		let salt = lot(MILL, 1);
		assert_noop!(add(box_, salt), Error::<Test>::Inside);
		assert_noop!(aggregate(MILL, Action::Delete, box_, &[flour]), Error::<Test>::Inside);
		assert_noop!(add(flour, pallet), Error::<Test>::Inside);
		assert_noop!(aggregate(MILL, Action::Delete, pallet, &[flour]), Error::<Test>::NotInside);
		unpack(MILL, pallet, &[box_]);
		unpack(MILL, box_, &[flour]);
		assert_eq!((get(pallet).levels, get(box_).levels), (0, 0));
		// Nobody knows better what is where.
		pack(MILL, pallet, &[box_]);
		assert_noop!(add(box_, pallet), Error::<Test>::Inside);
	});
}

#[test]
fn there_are_so_many_levels_and_no_more() {
	ExtBuilder::build_and_execute(|| {
		let mut inner = item(MILL);
		for _ in 0..MAX_LEVELS {
			let outer = item(MILL);
			pack(MILL, outer, &[inner]);
			inner = outer;
		}
		let outer = item(MILL);
		assert_noop!(aggregate(MILL, Action::Add, outer, &[inner]), Error::<Test>::TooDeep);
		moved(MILL, BAKERY, &[inner]);
		assert_eq!(custodian(LotId(0)), BAKERY);
	});
}

#[test]
fn what_is_fixed_to_another_moves_with_it_and_shares_nothing_else() {
	ExtBuilder::build_and_execute(|| {
		let (container, tracker, flour) = (item(MILL), item(MILL), lot(MILL, 5));
		let associate =
			|action| Goods::associate(by(MILL), action, container, lots(&[tracker]), now());
		assert_ok!(associate(Action::Add));
		assert_noop!(
			aggregate(MILL, Action::Delete, container, &[tracker]),
			Error::<Test>::NotInside
		);
		pack(MILL, container, &[flour]);
		let link = |child| EdgesDown::<Test>::get(container, child).unwrap().link;
		assert_eq!((link(tracker), link(flour)), (Link::Fixed, Link::Inside));
		let id = recalled(MILL, &[container]);
		assert_eq!(marks(id), [container, flour].into());
		ended(MILL, id);
		moved(MILL, BAKERY, &[container]);
		assert_eq!(custodian(tracker), BAKERY);
		assert_noop!(associate(Action::Delete), Error::<Test>::NotAuthorized);
		let delete = Action::Delete;
		assert_ok!(Goods::associate(by(BAKERY), delete, container, lots(&[tracker]), now()));
		assert_eq!(get(tracker).custodian, BAKERY);
		assert_eq!(EdgesUp::<Test>::get(tracker, container).unwrap().until, Now::get());
	});
}

#[test]
fn contents_are_observed() {
	ExtBuilder::build_and_execute(|| {
		let (pallet, flour, salt) = (item(MILL), lot(MILL, 5), lot(MILL, 6));
		pack(MILL, pallet, &[flour]);
		assert_ok!(aggregate(MILL, Action::Observe, pallet, &[flour]));
		assert_noop!(aggregate(MILL, Action::Observe, pallet, &[salt]), Error::<Test>::NotInside);
		assert_eq!(get(flour).events, 3);
		let Body::Gather { bond, action, parent, children } =
			Records::<Test>::get(EventId(4)).unwrap().body
		else {
			panic!("another event")
		};
		assert_eq!((bond, action, parent), (Bond::Content, Action::Observe, pallet));
		assert_eq!(children, lots(&[flour]));
	});
}

#[test]
fn an_edge_says_when_contents_came_and_left() {
	ExtBuilder::build_and_execute(|| {
		let (pallet, flour) = (item(MILL), lot(MILL, 5));
		let start = Now::get();
		let edge = || EdgesDown::<Test>::get(pallet, flour).unwrap();
		pack(MILL, pallet, &[flour]);
		assert_eq!((edge().since, edge().until), (start, Moment::MAX));
		pass(HOUR);
		unpack(MILL, pallet, &[flour]);
		assert_eq!((edge().since, edge().until), (start, start + HOUR));
		assert_eq!(EdgesUp::<Test>::get(flour, pallet), Some(edge()));
		pass(HOUR);
		pack(MILL, pallet, &[flour]);
		assert_eq!((edge().since, edge().until), (start, Moment::MAX));
		assert_eq!(edge().link, Link::Inside);
	});
}
