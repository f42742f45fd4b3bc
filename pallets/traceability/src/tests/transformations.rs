// SPDX-License-Identifier: Apache-2.0

use super::*;

#[test]
fn bread_is_made_of_flour_and_water() {
	ExtBuilder::build_and_execute(|| {
		// 50 kg of flour and 30 kg of water become 70 kg of bread: 10 kg evaporate.
		let (flour, water) = (lot(BAKERY, 50), lot(BAKERY, 40));
		let bread = product(BAKERY, Unit::Gram);
		let outputs = vec![output(bread, "a", 60_000), output(bread, "b", 10_000)];
		assert_ok!(transform(BAKERY, &[(flour, 50), (water, 30)], outputs, 0));
		assert_eq!((get(flour).left(), get(water).left()), (0, 10));
		assert_eq!((get(LotId(2)).left(), get(LotId(3)).left()), (60_000, 10_000));
		assert_eq!(Goods::query_lots_of(BAKERY, None, 9).items.len(), 3);
		let up = EdgesUp::<Test>::iter_key_prefix(LotId(3)).collect::<BTreeSet<_>>();
		assert_eq!(up, [flour, water].into());
		let event = get(LotId(2)).origin;
		let Body::Transform { inputs, outputs, gain } = Records::<Test>::get(event).unwrap().body
		else {
			panic!("another event")
		};
		assert_eq!(inputs, vec![portion(flour, 50), portion(water, 30)]);
		assert_eq!(outputs, vec![portion(LotId(2), 60_000), portion(LotId(3), 10_000)]);
		assert_eq!((gain, get(flour).events, get(LotId(2)).events), (0, 2, 1));
	});
}

#[test]
fn no_more_comes_out_than_goes_in() {
	ExtBuilder::build_and_execute(|| {
		let flour = lot(BAKERY, 2);
		let bread = product(BAKERY, Unit::Gram);
		let make = |quantity, gain| {
			transform(BAKERY, &[(flour, 2)], vec![output(bread, "a", quantity)], gain)
		};
		// Milligrams are what a gain is stated in.
		assert_noop!(make(2_001, 999), Error::<Test>::NotBalanced);
		assert_noop!(make(Quantity::MAX, 0), Error::<Test>::NotBalanced);
		assert_ok!(make(2_001, 1_000));
	});
}

#[test]
fn what_is_not_measured_alike_is_not_balanced() {
	ExtBuilder::build_and_execute(|| {
		let (flour, cakes) = (lot(BAKERY, 1), product(BAKERY, Unit::Each));
		let make = |gain| transform(BAKERY, &[(flour, 1)], vec![output(cakes, "a", 1_000)], gain);
		assert_noop!(make(1), Error::<Test>::InvalidGain);
		assert_ok!(make(0));
		// Pieces are measured alike.
		let halves = product(BAKERY, Unit::Each);
		let cut = |gain| transform(BAKERY, &[(LotId(1), 10)], vec![output(halves, "a", 20)], gain);
		assert_noop!(cut(9), Error::<Test>::NotBalanced);
		assert_ok!(cut(10));
	});
}

#[test]
fn a_piece_that_is_put_in_makes_no_kilograms() {
	ExtBuilder::build_and_execute(|| {
		let (flour, egg) = (lot(BAKERY, 2), item(BAKERY));
		let (dough, boxes) = (product(BAKERY, Unit::Gram), product(BAKERY, Unit::Each));
		let inputs = [(flour, 2), (egg, 1)];
		let make =
			|quantity, gain| transform(BAKERY, &inputs, vec![output(dough, "a", quantity)], gain);
		assert_noop!(make(2_050, 0), Error::<Test>::NotBalanced);
		assert_noop!(make(2_050, 49_999), Error::<Test>::NotBalanced);
		// What comes out in two ways is not compared, and has no gain.
		let both = || vec![output(dough, "a", 9_000), output(boxes, "b", 3)];
		assert_noop!(transform(BAKERY, &inputs, both(), 1), Error::<Test>::InvalidGain);
		assert_noop!(
			transform(BAKERY, &inputs, vec![output(boxes, "b", 2)], 0),
			Error::<Test>::NotBalanced
		);
		assert_ok!(make(2_050, 50_000));
	});
}

#[test]
fn the_largest_amounts_are_balanced() {
	ExtBuilder::build_and_execute(|| {
		let all = (0..32).map(|_| lot(BAKERY, Quantity::MAX)).collect::<Vec<_>>();
		let inputs = all.iter().map(|lot| (*lot, Quantity::MAX)).collect::<Vec<_>>();
		let bread = product(BAKERY, Unit::Kilogram);
		let output = |n: u32| output(bread, &n.to_string(), Quantity::MAX);
		assert_ok!(transform(BAKERY, &inputs, (0..32).map(output).collect(), 0));
		assert_eq!(EdgesDown::<Test>::iter().count(), 1_024);
		assert_eq!(get(all[31]).left(), 0);
	});
}

#[test]
fn inputs_are_what_the_signer_has() {
	ExtBuilder::build_and_execute(|| {
		let (flour, water) = (lot(BAKERY, 5), lot(BAKERY, 5));
		let bread = product(BAKERY, Unit::Kilogram);
		let make = |inputs: &[(LotId, Quantity)]| {
			transform(BAKERY, inputs, vec![output(bread, "a", 1)], 0)
		};
		assert_noop!(make(&[]), Error::<Test>::Empty);
		assert_noop!(transform(BAKERY, &[(flour, 1)], vec![], 0), Error::<Test>::Empty);
		assert_noop!(make(&[(flour, 1), (flour, 1)]), Error::<Test>::Duplicate);
		assert_noop!(make(&[(flour, 0)]), Error::<Test>::InvalidQuantity);
		assert_noop!(make(&[(flour, 6)]), Error::<Test>::InvalidQuantity);
		assert_noop!(make(&[(LotId(9), 1)]), Error::<Test>::NotFound);
		let other = lot(MILL, 5);
		assert_noop!(make(&[(other, 1)]), Error::<Test>::NotAuthorized);
		shipped(BAKERY, SHOP, &[water]);
		assert_noop!(make(&[(water, 1)]), Error::<Test>::InTransit);
		let pallet = item(BAKERY);
		pack(BAKERY, pallet, &[lot(BAKERY, 1)]);
		assert_noop!(make(&[(pallet, 1)]), Error::<Test>::NotEmpty);
	});
}

#[test]
fn outputs_are_the_signers_own_products_or_what_went_in() {
	ExtBuilder::build_and_execute(|| {
		let flour = lot(MILL, 10);
		let other = product(MILL, Unit::Kilogram);
		moved(MILL, BAKERY, &[flour]);
		let water = lot(BAKERY, 90);
		let bread = product(BAKERY, Unit::Kilogram);
		let product = get(flour).product;
		let inputs = [(flour, 10), (water, 90)];
		let make = |outputs| transform(BAKERY, &inputs, outputs, 0);
		assert_noop!(make(vec![output(other, "a", 1)]), Error::<Test>::NotAuthorized);
		assert_noop!(make(vec![output(ProductId(9), "a", 1)]), Error::<Test>::NotFound);
		// Flour that is thinned is not the mill's flour any more.
		let thinned = vec![output(product, "a", 8), output(product, "b", 3)];
		assert_noop!(make(thinned), Error::<Test>::NotBalanced);
		let twice = vec![output(bread, "a", 8), output(bread, "a", 3)];
		assert_noop!(make(twice), Error::<Test>::AlreadyExists);
		assert_noop!(make(vec![output(bread, "a", 0)]), Error::<Test>::InvalidQuantity);
		assert_ok!(make(vec![output(product, "a", 10), output(bread, "a", 90)]));
		assert_eq!(get(LotId(2)).producer, BAKERY);
	});
}

#[test]
fn a_lot_is_split() {
	ExtBuilder::build_and_execute(|| {
		let flour = lot(MILL, 10);
		moved(MILL, BAKERY, &[flour]);
		let split = |who, all: &[(&str, Quantity)]| Goods::split(by(who), flour, parts(all), now());
		assert_noop!(split(MILL, &[("a", 1)]), Error::<Test>::NotAuthorized);
		assert_noop!(split(BAKERY, &[]), Error::<Test>::InvalidQuantity);
		assert_noop!(split(BAKERY, &[("a", 4), ("b", 7)]), Error::<Test>::InvalidQuantity);
		assert_noop!(split(BAKERY, &[("a", 4), ("b", 0)]), Error::<Test>::InvalidQuantity);
		let largest = [("a", Quantity::MAX), ("b", 1)];
		assert_noop!(split(BAKERY, &largest), Error::<Test>::InvalidQuantity);
		assert_noop!(
			Goods::split(by(BAKERY), LotId(9), parts(&[("a", 1)]), now()),
			Error::<Test>::NotFound
		);
		assert_ok!(split(BAKERY, &[("lot", 4), ("b", 3)]));
		assert_eq!(get(flour).left(), 3);
		let half = get(LotId(1));
		assert_eq!((half.product, half.left()), (get(flour).product, 4));
		// The mill's lot has the same code, and is another.
		assert_eq!((half.producer, half.code), (BAKERY, text("lot")));
		let box_ = item(MILL);
		let halves = parts(&[("a", 1)]);
		assert_ok!(Goods::split(by(MILL), box_, halves, now()));
	});
}
