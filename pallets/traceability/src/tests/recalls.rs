// SPDX-License-Identifier: Apache-2.0

use super::*;

fn status(id: RecallId) -> RecallStatus {
	Recalls::<Test>::get(id).unwrap().status
}

fn attach(who: OrganizationId, target: Target, id: u64) {
	assert_ok!(Goods::attach(by(who), target, Attachment::Receivable(owed(who, id))));
}

#[test]
fn whoever_made_lots_recalls_them_and_so_does_an_auditor() {
	ExtBuilder::build_and_execute(|| {
		let (one, two, other) = (lot(MILL, 5), lot(MILL, 5), lot(BAKERY, 5));
		assert_noop!(recall(MILL, &[]), Error::<Test>::Empty);
		assert_noop!(recall(MILL, &[one, one]), Error::<Test>::Duplicate);
		assert_noop!(recall(MILL, &[LotId(9)]), Error::<Test>::NotFound);
		assert_noop!(recall(BAKERY, &[one]), Error::<Test>::NotAuthorized);
		assert_noop!(recall(MILL, &[one, other]), Error::<Test>::NotAuthorized);
		let without = |reason| {
			let roots = vec![one].try_into().unwrap();
			Goods::recall(by(MILL), roots, text(reason), H256::zero())
		};
		assert_noop!(without(""), Error::<Test>::InvalidText);
		moved(MILL, BAKERY, &[one]);
		assert_noop!(recall(BAKERY, &[one]), Error::<Test>::NotAuthorized);
		assert_ok!(recall(MILL, &[one, two]));
		assert_ok!(recall(AUDITOR, &[one, other]));
		assert_eq!(Goods::query_recalls(None, 1).next, Some(RecallId(1)));
		let last = Goods::query_recalls(Some(RecallId(1)), 9).items.remove(0).recall;
		assert_eq!((last.by, last.marked, last.since), (MILL, 2, 0));
	});
}

#[test]
fn a_recall_comes_to_all_that_came_of_its_lots() {
	ExtBuilder::build_and_execute(|| {
		//  a ─> b ─┬─> d ─> e     f: nothing to do with it
		//       c ─┘
		let (a, c, f) = (lot(MILL, 9), lot(MILL, 9), lot(MILL, 9));
		let b = made(MILL, &[(a, 5)]);
		let d = made(MILL, &[(b, 1), (c, 1)]);
		let e = made(MILL, &[(d, 1)]);
		moved(MILL, BAKERY, &[e]);
		assert_ok!(recall(MILL, &[a]));
		let id = RecallId(0);
		// The first lot at once, the others step by step.
		assert_eq!(marks(id), [a].into());
		let step = || {
			let post = Goods::spread(relay(), id, 1).unwrap();
			assert_eq!(post.actual_weight, Some(Goods::weight_of(1)));
		};
		step();
		assert_eq!(marks(id), [a, b].into());
		step();
		step();
		assert_eq!(marks(id), [a, b, d].into());
		finish(id);
		assert_eq!(marks(id), [a, b, d, e].into());
		System::assert_last_event(Event::Spread { recall: id, marked: 4 }.into());
		assert_noop!(Goods::spread(relay(), id, 1), Error::<Test>::InvalidState);
		assert_noop!(Goods::spread(relay(), RecallId(9), 1), Error::<Test>::NotFound);
		assert_eq!(Marked::<Test>::get(id, e).unwrap().via, Some(d));
		let info = Goods::query_marked(id, None, 9).items;
		let holder = info.into_iter().find(|it| it.lot == e).unwrap().custodian;
		assert_eq!(holder, BAKERY);
		assert_eq!(Goods::query_lot(f).unwrap().recalls, []);
		assert_eq!(Goods::query_lot(e).unwrap().recalls, [id]);
	});
}

#[test]
fn it_goes_on_by_itself() {
	ExtBuilder::build_and_execute(|| {
		let mut last = lot(MILL, 9);
		let first = last;
		for _ in 0..20 {
			last = made(MILL, &[(last, 1)]);
		}
		assert_ok!(recall(MILL, &[first]));
		// Two steps a lot; five steps a minute, of which one is to begin with.
		for minutes in 1..=10_usize {
			assert_eq!(NextSpread::<Test>::get(MILL).unwrap().due, Now::get() + MINUTE);
			pass(MINUTE);
			assert_eq!(marks(RecallId(0)).len(), 1 + 2 * minutes);
		}
		pass(MINUTE);
		assert_eq!(status(RecallId(0)), RecallStatus::Open);
		assert_eq!(NextSpread::<Test>::get(MILL), None);
		assert_eq!(marks(RecallId(0)).len(), 21);
	});
}

#[test]
fn what_happens_while_it_spreads_is_reached_as_well() {
	ExtBuilder::build_and_execute(|| {
		let a = lot(MILL, 9);
		let b = made(MILL, &[(a, 5)]);
		let pallet = item(MILL);
		let c = made(MILL, &[(b, 1)]);
		pack(MILL, pallet, &[c]);
		assert_ok!(recall(MILL, &[a]));
		let d = made(MILL, &[(b, 1)]);
		unpack(MILL, pallet, &[c]);
		let e = made(MILL, &[(c, 1)]);
		finish(RecallId(0));
		assert_eq!(marks(RecallId(0)), [a, b, c, d, e].into());
	});
}

#[test]
fn recalled_goods_go_nowhere_but_back() {
	ExtBuilder::build_and_execute(|| {
		let a = lot(MILL, 9);
		moved(MILL, BAKERY, &[a]);
		let b = made(BAKERY, &[(a, 5)]);
		recalled(MILL, &[a]);
		let bread = get(b).product;
		let make = || transform(BAKERY, &[(b, 1)], vec![output(bread, "a", 1)], 0);
		assert_noop!(make(), Error::<Test>::Recalled);
		assert_noop!(
			Goods::split(by(BAKERY), b, parts(&[("c", 1)]), now()),
			Error::<Test>::Recalled
		);
		assert_noop!(ship(BAKERY, SHOP, &[b]), Error::<Test>::Recalled);
		owed(BAKERY, 1);
		let with = ship_with(BAKERY, MILL, &[b], &[], &[1]);
		assert_eq!(with, Err(Error::<Test>::Recalled.into()));
		// They can be seen, inspected and destroyed.
		assert_ok!(Goods::observe(by(BAKERY), lots(&[b]), now()));
		assert_ok!(Goods::inspect(by(BAKERY), b, false, now()));
		assert_ok!(Goods::decommission(by(BAKERY), b, 1, now()));
		moved(BAKERY, MILL, &[a, b]);
		assert_eq!(custodian(b), MILL);
	});
}

#[test]
fn goods_that_several_recalled_go_to_any_of_them() {
	ExtBuilder::build_and_execute(|| {
		let (a, b) = (lot(MILL, 9), lot(MILL, 9));
		moved(MILL, BAKERY, &[a, b]);
		let first = recalled(MILL, &[a]);
		recalled(AUDITOR, &[a, b]);
		assert_noop!(ship(BAKERY, SHOP, &[a]), Error::<Test>::Recalled);
		// The mill did not recall the other.
		assert_noop!(ship(BAKERY, MILL, &[a, b]), Error::<Test>::Recalled);
		owed(BAKERY, 1);
		let with = ship_with(BAKERY, MILL, &[a], &[], &[1]);
		assert_eq!(with, Err(Error::<Test>::Recalled.into()));
		moved(BAKERY, MILL, &[a]);
		moved(MILL, AUDITOR, &[a]);
		moved(BAKERY, AUDITOR, &[b]);
		moved(AUDITOR, MILL, &[a]);
		ended(MILL, first);
		assert_noop!(ship(MILL, BAKERY, &[a]), Error::<Test>::Recalled);
		assert_ok!(ship(MILL, AUDITOR, &[a]));
	});
}

#[test]
fn nobody_freezes_what_it_owes() {
	ExtBuilder::build_and_execute(|| {
		// The bakery sends its flour to be ground, owes for that, and recalls it.
		let grain = lot(BAKERY, 9);
		moved(BAKERY, MILL, &[grain]);
		owed_by(BAKERY, MILL, 1);
		owed_by(SHOP, MILL, 2);
		assert_ok!(ship_with(MILL, BAKERY, &[grain], &[], &[1, 2]));
		let id = recalled(BAKERY, &[grain]);
		assert_eq!([frozen(1), frozen(2)], [0, 1]);
		ended(BAKERY, id);
		// An auditor's recall does, and a breach.
		let id = recalled(AUDITOR, &[grain]);
		assert_eq!([frozen(1), frozen(2)], [1, 1]);
		ended(AUDITOR, id);
		assert_eq!([frozen(1), frozen(2)], [0, 0]);
	});
}

#[test]
fn whoever_recalled_goods_makes_something_of_them_that_is_recalled_too() {
	ExtBuilder::build_and_execute(|| {
		let a = lot(MILL, 9);
		let id = recalled(MILL, &[a]);
		let b = made(MILL, &[(a, 5)]);
		let c = made(MILL, &[(b, 5), (lot(MILL, 1), 1)]);
		assert!(marks(id).is_superset(&[a, b, c].into()));
		assert_eq!(Marked::<Test>::get(id, c).unwrap().via, Some(b));
		assert_eq!(Recalls::<Test>::get(id).unwrap().marked, 3);
		let other = recalled(AUDITOR, &[c]);
		let make = || transform(MILL, &[(c, 1)], vec![output(get(c).product, "z", 1)], 0);
		assert_noop!(make(), Error::<Test>::Recalled);
		// The recall of the auditor ends first: nothing is marked by it any more.
		assert_ok!(Goods::end_recall(by(AUDITOR), other));
		assert_ok!(make());
		finish(other);
		assert_eq!((marks(id).len(), marks(other).len()), (4, 0));
		ended(MILL, id);
		assert_eq!(marks(id), BTreeSet::new());
	});
}

#[test]
fn a_container_bears_what_is_inside() {
	ExtBuilder::build_and_execute(|| {
		let (pallet, box_, a, b) = (item(MILL), item(MILL), lot(MILL, 9), lot(MILL, 9));
		pack(MILL, box_, &[a, b]);
		pack(MILL, pallet, &[box_]);
		moved(MILL, BAKERY, &[pallet]);
		let id = recalled(MILL, &[a]);
		// Neither the box nor what else is in it is recalled, but it holds what is.
		assert_eq!(marks(id), [a].into());
		assert_noop!(ship(BAKERY, SHOP, &[pallet]), Error::<Test>::Recalled);
		unpack(BAKERY, pallet, &[box_]);
		assert_noop!(ship(BAKERY, SHOP, &[box_]), Error::<Test>::Recalled);
		let salt = lot(BAKERY, 1);
		pack(BAKERY, box_, &[salt]);
		unpack(BAKERY, box_, &[salt]);
		moved(BAKERY, SHOP, &[pallet]);
		unpack(BAKERY, box_, &[a]);
		moved(BAKERY, SHOP, &[box_]);
		let crate_ = item(BAKERY);
		pack(BAKERY, crate_, &[a]);
		assert_eq!(Goods::query_lot(crate_).unwrap().recalls, [id]);
		moved(BAKERY, MILL, &[crate_]);
	});
}

#[test]
fn a_recalled_container_takes_its_contents_along_and_nothing_in() {
	ExtBuilder::build_and_execute(|| {
		let (pallet, a, b, c) = (item(MILL), lot(MILL, 9), lot(MILL, 9), lot(MILL, 9));
		pack(MILL, pallet, &[a, b]);
		unpack(MILL, pallet, &[a]);
		let id = recalled(MILL, &[pallet]);
		// What was inside ever.
		assert_eq!(marks(id), [pallet, a, b].into());
		let add = || aggregate(MILL, Action::Add, pallet, &[c]);
		assert_noop!(add(), Error::<Test>::Recalled);
		unpack(MILL, pallet, &[b]);
		assert_noop!(ship(MILL, BAKERY, &[b]), Error::<Test>::Recalled);
		ended(MILL, id);
		assert_ok!(add());
	});
}

#[test]
fn what_is_owed_is_frozen_and_let_go() {
	ExtBuilder::build_and_execute(|| {
		let a = lot(MILL, 9);
		attach(MILL, Target::Lot(a), 1);
		owed(MILL, 2);
		assert_ok!(ship_with(MILL, BAKERY, &[a], &[], &[2]));
		assert_ok!(receive(BAKERY, ShipmentId(0)));
		let b = made(BAKERY, &[(a, 1)]);
		owed(BAKERY, 3);
		assert_ok!(ship_with(BAKERY, SHOP, &[b], &[], &[3]));
		let c = made(BAKERY, &[(a, 1)]);
		owed(BAKERY, 4);
		// It did not arrive.
		assert_ok!(ship_with(BAKERY, SHOP, &[c], &[], &[4]));
		assert_ok!(Goods::reject(by(SHOP), ShipmentId(2), now()));
		let (other, unaffected) = (lot(MILL, 1), owed(MILL, 5));
		attach(MILL, Target::Lot(other), unaffected.0);
		// One thing at two places is frozen once, and again for another recall.
		owed(MILL, 1);
		let first = recalled(MILL, &[a]);
		assert_eq!([1, 2, 3, 4, 5].map(frozen), [1, 1, 1, 0, 0]);
		let second = recalled(AUDITOR, &[b]);
		assert_eq!([1, 2, 3, 4, 5].map(frozen), [1, 1, 2, 0, 0]);
		assert_eq!(Goods::query_frozen(first, None, 9).items.len(), 3);
		ended(MILL, first);
		assert_eq!([1, 2, 3, 4, 5].map(frozen), [0, 0, 1, 0, 0]);
		ended(AUDITOR, second);
		assert_eq!(frozen(3), 0);
		System::assert_has_event(
			Event::ReceivableLetGo { recall: second, receivable: ReceivableId(3) }.into(),
		);
	});
}

#[test]
fn what_cannot_be_frozen_holds_nothing_up() {
	ExtBuilder::build_and_execute(|| {
		let a = lot(MILL, 9);
		let b = made(MILL, &[(a, 1)]);
		attach(MILL, Target::Lot(a), 1);
		attach(MILL, Target::Lot(a), 2);
		Final::set([ReceivableId(1)].into());
		let id = recalled(MILL, &[a]);
		assert_eq!((frozen(1), frozen(2)), (0, 1));
		let error = DispatchError::Unavailable;
		System::assert_has_event(
			Event::NotFrozen { recall: id, receivable: ReceivableId(1), error }.into(),
		);
		assert_eq!(marks(id), [a, b].into());
		ended(MILL, id);
	});
}

#[test]
fn nothing_is_passed_over_that_is_owed() {
	ExtBuilder::build_and_execute(|| {
		let (pallet, a) = (item(MILL), lot(MILL, 9));
		pack(MILL, pallet, &[a]);
		let paid = owed(MILL, 1);
		owed(MILL, 2);
		assert_ok!(ship_with(MILL, BAKERY, &[pallet], &[], &[1, 2]));
		let target = Target::Shipment(ShipmentId(0));
		pass(HOUR);
		assert_ok!(receive(BAKERY, ShipmentId(0)));
		unpack(BAKERY, pallet, &[a]);
		assert_ok!(recall(MILL, &[a]));
		// The recall finds the shipment by the pallet, which is not recalled: what is paid can be taken off.
		while frozen(1) == 0 {
			assert_ok!(Goods::spread(relay(), RecallId(0), 1));
		}
		settle(paid);
		assert_ok!(Goods::detach(by(MILL), target, Attachment::Receivable(paid)));
		finish(RecallId(0));
		assert_eq!(frozen(2), 1);
	});
}

#[test]
fn goods_in_containers_have_the_containers_shipments() {
	ExtBuilder::build_and_execute(|| {
		let ship_owed = |from, to, ids: &[LotId], id| {
			owed(from, id);
			let shipment = NextShipmentId::<Test>::get();
			assert_ok!(ship_with(from, to, ids, &[], &[id]));
			assert_ok!(receive(to, shipment));
			pass(HOUR);
		};
		let (pallet, box_, a) = (item(MILL), item(MILL), lot(MILL, 9));
		// The box travels without the goods, and the pallet without the box.
		ship_owed(MILL, BAKERY, &[box_, pallet], 1);
		ship_owed(BAKERY, MILL, &[box_, pallet], 2);
		pack(MILL, pallet, &[box_]);
		ship_owed(MILL, BAKERY, &[pallet], 8);
		ship_owed(BAKERY, MILL, &[pallet], 9);
		unpack(MILL, pallet, &[box_]);
		pass(HOUR);
		pack(MILL, box_, &[a]);
		pass(HOUR);
		pack(MILL, pallet, &[box_]);
		ship_owed(MILL, BAKERY, &[pallet], 3);
		unpack(BAKERY, pallet, &[box_]);
		pass(HOUR);
		ship_owed(BAKERY, SHOP, &[box_], 4);
		ship_owed(BAKERY, SHOP, &[pallet], 5);
		unpack(SHOP, box_, &[a]);
		pass(HOUR);
		ship_owed(SHOP, MILL, &[box_], 6);
		ship_owed(SHOP, MILL, &[a], 7);
		recalled(MILL, &[a]);
		assert_eq!([1, 2, 3, 4, 5, 6, 7, 8, 9].map(frozen), [0, 0, 1, 1, 0, 0, 1, 0, 0]);
	});
}

#[test]
fn a_recall_is_ended_by_who_began_it_or_an_auditor() {
	ExtBuilder::build_and_execute(|| {
		let a = lot(MILL, 9);
		moved(MILL, BAKERY, &[a]);
		let id = recalled(MILL, &[a]);
		let end = |who| Goods::end_recall(by(who), id);
		assert_noop!(Goods::end_recall(by(MILL), RecallId(9)), Error::<Test>::NotFound);
		assert_noop!(end(BAKERY), Error::<Test>::NotAuthorized);
		assert_ok!(end(MILL));
		assert_noop!(end(MILL), Error::<Test>::InvalidState);
		// Its marks do not count from then on.
		assert_ok!(ship(BAKERY, SHOP, &[a]));
		(0..2).for_each(|_| pass(MINUTE));
		let at = Now::get();
		assert_eq!(status(id), RecallStatus::Ended { at });
		assert_noop!(end(MILL), Error::<Test>::InvalidState);
		let marked = Goods::query_marked(id, None, 9).items;
		assert_eq!(marked.iter().map(|it| it.mark.active).collect::<Vec<_>>(), [false]);
		// Recalled again, it is another recall.
		let again = recalled(AUDITOR, &[a]);
		assert_eq!(marks(again), [a].into());
	});
}

#[test]
fn a_recall_that_spreads_can_be_ended() {
	ExtBuilder::build_and_execute(|| {
		let a = lot(MILL, 9);
		attach(MILL, Target::Lot(a), 1);
		let b = made(MILL, &[(a, 1)]);
		made(MILL, &[(a, 1)]);
		made(MILL, &[(b, 1)]);
		assert_ok!(recall(MILL, &[a]));
		assert_ok!(Goods::spread(relay(), RecallId(0), 3));
		assert_eq!(frozen(1), 1);
		ended(MILL, RecallId(0));
		assert_eq!((frozen(1), marks(RecallId(0)).len()), (0, 0));
		assert_eq!(Queue::<Test>::iter().count(), 0);
	});
}

#[test]
fn a_lot_in_too_many_recalls_stays_where_it_is() {
	ExtBuilder::build_and_execute(|| {
		let (a, pallet) = (lot(MILL, 9), item(MILL));
		pack(MILL, pallet, &[a]);
		moved(MILL, BAKERY, &[pallet]);
		let ids = [0; 5].map(|_| recalled(MILL, &[a]));
		assert_noop!(ship(BAKERY, MILL, &[pallet]), Error::<Test>::TooMany);
		assert_noop!(aggregate(BAKERY, Action::Delete, pallet, &[a]), Error::<Test>::TooMany);
		ended(MILL, ids[0]);
		unpack(BAKERY, pallet, &[a]);
		moved(BAKERY, MILL, &[a]);
		// Of what is in one recall each, not too many become one.
		let all = [0; 5].map(|_| {
			let lot = lot(MILL, 1);
			recalled(MILL, &[lot]);
			lot
		});
		let inputs = all.map(|lot| (lot, 1));
		let product = get(all[0]).product;
		let make = |inputs: &[(LotId, Quantity)]| {
			transform(MILL, inputs, vec![output(product, "all", 1)], 0)
		};
		assert_noop!(make(&inputs), Error::<Test>::TooMany);
		assert_ok!(make(&inputs[1..]));
	});
}

/// Very many lots, each made of one or two before it, as records alone.
#[test]
fn a_very_large_graph_is_recalled_and_traced_page_by_page() {
	ExtBuilder::build().execute_with(|| {
		// Without optimization it takes minutes.
		const COUNT: u64 = if cfg!(debug_assertions) { 10_000 } else { 100_000 };
		let first = get(lot(MILL, 1));
		let edge = Edge { link: Link::Made, event: EventId(0), since: 1, until: 1 };
		// A generator of numbers that look random is enough.
		let mut state = 1_u64;
		let mut random = |below: u64| {
			state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
			(state >> 33) % below
		};
		let mut behind = vec![false; COUNT as usize];
		behind[0] = true;
		for id in 1..COUNT {
			Lots::<Test>::insert(LotId(id), &first);
			for _ in 0..2 {
				let parent = id - 1 - random(id.min(1_000));
				Goods::connect(LotId(parent), LotId(id), edge);
				behind[id as usize] |= behind[parent as usize];
			}
		}
		NextLotId::<Test>::put(LotId(COUNT));
		let expected = (1..COUNT).filter(|id| behind[*id as usize]).map(LotId).collect::<Vec<_>>();
		assert!(expected.len() as u64 > COUNT / 10 * 9);
		let (found, cut) = super::tracing::traced(LotId(0), true, 100, 2_000, 65_536);
		assert_eq!((found == expected, cut), (true, false));
		assert_ok!(recall(MILL, &[LotId(0)]));
		let id = RecallId(0);
		while Recalls::<Test>::get(id).unwrap().is_working() {
			System::reset_events();
			assert_ok!(Goods::spread(relay(), id, 1_000));
		}
		assert_eq!(marks(id).into_iter().skip(1).collect::<Vec<_>>(), expected);
	});
}

#[test]
fn what_went_around_in_a_circle_is_marked_once() {
	ExtBuilder::build_and_execute(|| {
		let (one, two) = (item(MILL), item(MILL));
		pack(MILL, one, &[two]);
		unpack(MILL, one, &[two]);
		pack(MILL, two, &[one]);
		assert_eq!(marks(recalled(MILL, &[one])), [one, two].into());
	});
}

/// The tasks that wait.
fn tasks() -> Vec<Task> {
	agenda::<Task>().into_iter().map(|(_, task)| task).collect()
}

#[test]
fn who_recalls_very_often_holds_up_its_own_recalls_alone() {
	ExtBuilder::build_and_execute(|| {
		let (a, b) = (lot(MILL, 9), lot(BAKERY, 9));
		let c = made(BAKERY, &[(b, 1)]);
		for _ in 0..50 {
			assert_ok!(recall(MILL, &[a]));
		}
		assert_eq!(tasks(), [Task::Spread(MILL)]);
		assert_eq!(NextSpread::<Test>::get(MILL).unwrap().due, Now::get() + MINUTE);
		assert_ok!(recall(BAKERY, &[b]));
		let bakerys = RecallId(50);
		assert_eq!(tasks().len(), 2);
		pass(MINUTE);
		assert_eq!((marks(bakerys), status(bakerys)), ([b, c].into(), RecallStatus::Open));
		// Of the mill's one step each is left: it takes two, with that to begin with.
		assert_eq!(Working::<Test>::iter_key_prefix(MILL).count(), 48);
		assert_eq!(tasks(), [Task::Spread(MILL)]);
		pass(MINUTE);
		assert_eq!(Working::<Test>::iter_key_prefix(MILL).count(), 46);
		(0..23).for_each(|_| pass(MINUTE));
		assert_eq!((Working::<Test>::iter().count(), tasks()), (0, vec![]));
	});
}

#[test]
fn each_recall_of_an_organization_has_its_turn() {
	ExtBuilder::build_and_execute(|| {
		let mut roots = Vec::new();
		for _ in 0..3 {
			let mut last = lot(MILL, 9);
			roots.push(last);
			(0..6).for_each(|_| last = made(MILL, &[(last, 1)]));
		}
		for root in &roots {
			assert_ok!(recall(MILL, &[*root]));
		}
		let counts = || [0, 1, 2].map(|id| marks(RecallId(id)).len());
		(0..3).for_each(|_| pass(MINUTE));
		assert_eq!(counts(), [3, 3, 3]);
		(0..3).for_each(|_| pass(MINUTE));
		assert_eq!(counts(), [5, 5, 5]);
		// One that is done is passed over from then on.
		finish(RecallId(1));
		(0..4).for_each(|_| pass(MINUTE));
		assert_eq!(counts(), [7, 7, 7]);
	});
}

#[test]
fn a_recall_that_cannot_go_on_holds_up_no_other() {
	ExtBuilder::build().execute_with(|| {
		let a = lot(MILL, 9);
		assert_ok!(recall(MILL, &[a]));
		// One that is not there.
		let gone = RecallId(7);
		Working::<Test>::insert(MILL, gone, ());
		(0..2).for_each(|_| pass(MINUTE));
		assert_eq!(status(RecallId(0)), RecallStatus::Open);
		let error = Error::<Test>::NotFound.into();
		let event = RuntimeEvent::from(Event::NotSpread { recall: gone, error });
		System::assert_has_event(event.clone());
		assert_eq!(tasks(), [Task::Spread(MILL)]);
		// It is tried once a turn, although steps are left.
		System::reset_events();
		pass(MINUTE);
		assert_eq!(System::events().iter().filter(|it| it.event == event).count(), 1);
	});
}

#[test]
fn a_turn_that_finds_nothing_to_do_is_the_last() {
	ExtBuilder::build_and_execute(|| {
		let a = lot(MILL, 9);
		let id = recalled(MILL, &[a]);
		assert_eq!(tasks(), [Task::Spread(MILL)]);
		pass(MINUTE);
		assert_eq!((tasks(), NextSpread::<Test>::get(MILL)), (vec![], None));
		// Whoever ends it, it is its owner's turn.
		assert_ok!(Goods::end_recall(by(AUDITOR), id));
		assert_eq!(tasks(), [Task::Spread(MILL)]);
		(0..2).for_each(|_| pass(MINUTE));
		assert_eq!(status(id), RecallStatus::Ended { at: Now::get() });
		assert_eq!(tasks(), []);
	});
}

#[test]
fn where_there_was_no_room_whoever_asks_has_it_go_on_by_itself_again() {
	ExtBuilder::build_and_execute(|| {
		let a = lot(MILL, 9);
		made(MILL, &[(a, 1)]);
		assert_ok!(recall(MILL, &[a]));
		// As if there had been none.
		let turn = NextSpread::<Test>::take(MILL).unwrap();
		assert!(<Test as Config>::Deadlines::cancel(turn.due, Task::Spread(MILL)));
		pass(HOUR);
		assert_eq!(marks(RecallId(0)), [a].into());
		assert_ok!(Goods::spread(relay(), RecallId(0), 1));
		assert_eq!(NextSpread::<Test>::get(MILL).unwrap().due, Now::get() + MINUTE);
		pass(MINUTE);
		assert_eq!(status(RecallId(0)), RecallStatus::Open);
	});
}

/// How many entries the queue of a recall had, all of which were worked on.
fn entries(id: RecallId) -> u64 {
	Recalls::<Test>::get(id).unwrap().tail
}

/// How many ways lead up from a lot through so many levels of what it was in meanwhile.
fn ways(lot: LotId, window: Window, levels: u32) -> u64 {
	let up = EdgesUp::<Test>::iter_prefix(lot).filter(|(_, edge)| edge.link != Link::Made);
	let up = up.map(|(lot, edge)| {
		let window = window.within(Window { from: edge.since, until: edge.until });
		let onward = levels > 1 && window.from < window.until;
		1 + if onward { ways(lot, window, levels - 1) } else { 0 }
	});
	up.sum()
}

#[test]
fn containers_that_were_inside_one_another_in_turn_are_walked_a_few_times() {
	ExtBuilder::build_and_execute(|| {
		const COUNT: usize = 8;
		let all = [(); COUNT].map(|()| item(MILL));
		let a = lot(MILL, 9);
		pack(MILL, all[0], &[a]);
		unpack(MILL, all[0], &[a]);
		// Each was inside each other once, and, for all that is kept, from then until now.
		for round in 0..2 {
			for one in all {
				for other in all.into_iter().filter(|other| *other != one) {
					pack(MILL, one, &[other]);
					pass(MINUTE);
					unpack(MILL, one, &[other]);
				}
			}
			if round == 0 {
				pack(MILL, all[0], &[a]);
			}
		}
		unpack(MILL, all[0], &[a]);
		let id = recalled(MILL, &[a]);
		assert!(ways(a, Window::ALWAYS, 5) > 1_000);
		assert!(entries(id) <= 1 + 3 * COUNT as u64, "{}", entries(id));
		assert_eq!(Carried::<Test>::iter_key_prefix(id).count(), COUNT);
		ended(MILL, id);
		assert_eq!(Carried::<Test>::iter().count(), 0);
	});
}

#[test]
fn a_pallet_that_is_used_again_is_frozen_for_when_it_held_the_goods() {
	ExtBuilder::build_and_execute(|| {
		let (pallet, flour) = (item(MILL), lot(MILL, 90));
		let mut id = 0;
		let mut trip = |inside: &[LotId]| {
			id += 1;
			owed(MILL, id);
			if !inside.is_empty() {
				pack(MILL, pallet, inside);
			}
			assert_ok!(ship_with(MILL, BAKERY, &[pallet], &[], &[id]));
			pass(MINUTE);
			assert_ok!(receive(BAKERY, ShipmentId(2 * (id - 1))));
			if !inside.is_empty() {
				unpack(BAKERY, pallet, inside);
			}
			pass(MINUTE);
			moved(BAKERY, MILL, &[pallet]);
			pass(MINUTE);
		};
		let bags = [0; 6].map(|_| made(MILL, &[(flour, 1)]));
		let other = lot(MILL, 9);
		trip(&bags[..1]);
		trip(&[]);
		trip(&bags[1..3]);
		trip(&[other]);
		trip(&bags[3..]);
		let recall = recalled(MILL, &[flour]);
		assert_eq!([1, 2, 3, 4, 5].map(frozen), [1, 0, 1, 0, 1]);
		// It is walked once for each time, not for each bag.
		assert_eq!(entries(recall), 7 + 3);
		assert_eq!(Carried::<Test>::get(recall, pallet).iter().count(), 3);
		ended(MILL, recall);
		assert_eq!([1, 2, 3, 4, 5].map(frozen), [0; 5]);
	});
}

#[test]
fn a_pallet_that_is_used_very_often_is_frozen_for_a_little_more() {
	ExtBuilder::build_and_execute(|| {
		let (pallet, flour) = (item(MILL), lot(MILL, 90));
		let trips = u64::from(MAX_WINDOWS) + 1;
		let mut sent = 0;
		let mut trip = |id| {
			owed(MILL, id);
			assert_ok!(ship_with(MILL, BAKERY, &[pallet], &[], &[id]));
			assert_ok!(receive(BAKERY, ShipmentId(sent)));
			moved(BAKERY, MILL, &[pallet]);
			sent += 2;
		};
		for id in 0..trips {
			let bag = made(MILL, &[(flour, 1)]);
			pack(MILL, pallet, &[bag]);
			trip(id);
			pass(MINUTE);
			unpack(MILL, pallet, &[bag]);
			// Empty between, for the shortest time after the first.
			pass(MINUTE);
			trip(1_000 + id);
			pass(if id == 0 { MINUTE } else { HOUR });
		}
		let recall = recalled(MILL, &[flour]);
		assert!((0..trips).all(|id| frozen(id) == 1));
		let empty = (0..trips).filter(|id| frozen(1_000 + id) > 0).collect::<Vec<_>>();
		assert_eq!(empty, [0]);
		assert_eq!(Carried::<Test>::get(recall, pallet).iter().count(), MAX_WINDOWS as usize);
		ended(MILL, recall);
	});
}
