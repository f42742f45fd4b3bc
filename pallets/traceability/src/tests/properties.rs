// SPDX-License-Identifier: Apache-2.0

//! Random calls keep every invariant; recalls and traces find what a walk over a graph of the test's own finds.

use super::{tracing::traced, *};
use alloc::collections::BTreeMap;
use codec::Encode;
use proptest::prelude::*;

const ALL: [OrganizationId; 3] = [MILL, BAKERY, SHOP];

#[derive(Clone, Debug)]
enum Step {
	Commission(usize, Quantity, bool),
	Transform(usize, Vec<usize>, usize, u8, Quantity),
	Split(usize, u8),
	Decommission(usize, u8),
	Gather(bool, Action, usize, Vec<usize>),
	Ship(usize, usize, Vec<usize>, bool),
	Answer(usize, bool),
	TakeBack(usize),
	Inspect(usize, bool),
	Attach(usize, bool),
	Detach(usize),
	Sense(usize, bool),
	Read(usize, i64, Moment),
	Backlog(usize, bool),
	Recall(bool, usize, usize),
	Spread(usize, u32),
	End(usize),
	Undo(usize),
	Pass(Moment),
}

fn step() -> impl Strategy<Value = Step> {
	let n = || 0..40_usize;
	let some = || prop::collection::vec(n(), 1..4);
	let action = || prop::sample::select(vec![Action::Add, Action::Add, Action::Delete]);
	prop_oneof![
		4 => (0..3_usize, 1..1_000_u128, any::<bool>())
			.prop_map(|(who, quantity, serial)| Step::Commission(who, quantity, serial)),
		8 => (n(), some(), 1..4_usize, 1..101_u8, 0..3_u128)
			.prop_map(|(who, inputs, outputs, part, gain)| {
				Step::Transform(who, inputs, outputs, part, gain)
			}),
		3 => (n(), 1..101_u8).prop_map(|(lot, part)| Step::Split(lot, part)),
		1 => (n(), 1..101_u8).prop_map(|(lot, part)| Step::Decommission(lot, part)),
		8 => (any::<bool>(), action(), n(), prop::collection::vec(n(), 1..3))
			.prop_map(|(fix, action, parent, all)| Step::Gather(fix, action, parent, all)),
		5 => (n(), 0..3_usize, some(), any::<bool>())
			.prop_map(|(from, to, all, cool)| Step::Ship(from, to, all, cool)),
		4 => (n(), any::<bool>()).prop_map(|(n, takes)| Step::Answer(n, takes)),
		1 => n().prop_map(Step::TakeBack),
		1 => (n(), any::<bool>()).prop_map(|(lot, passed)| Step::Inspect(lot, passed)),
		4 => (n(), any::<bool>()).prop_map(|(n, at_lot)| Step::Attach(n, at_lot)),
		1 => n().prop_map(Step::Detach),
		2 => (n(), any::<bool>()).prop_map(|(n, at_lot)| Step::Sense(n, at_lot)),
		5 => (n(), 0..12_000_i64, prop_oneof![3 => Just(0), 1 => 0..2 * HOUR])
			.prop_map(|(n, value, ago)| Step::Read(n, value, ago)),
		2 => (n(), any::<bool>()).prop_map(|(n, at_once)| Step::Backlog(n, at_once)),
		2 => (any::<bool>(), n(), n()).prop_map(|(audit, a, b)| Step::Recall(audit, a, b)),
		6 => (n(), 1..8_u32).prop_map(|(n, limit)| Step::Spread(n, limit)),
		2 => n().prop_map(Step::End),
		1 => n().prop_map(Step::Undo),
		2 => prop_oneof![3 => 0..HOUR, 1 => 0..11 * DAY].prop_map(Step::Pass),
	]
}

/// One of so many.
fn pick(n: usize, count: u64) -> u64 {
	u64::try_from(n).unwrap() % count.max(1)
}

fn some_lot(n: usize) -> LotId {
	LotId(pick(n, NextLotId::<Test>::get().0))
}

/// A lot of an organization that is free, if it has any.
fn lot_of(who: OrganizationId, n: usize) -> LotId {
	let all = LotsOf::<Test>::iter_key_prefix(who).collect::<BTreeSet<_>>();
	let free = all.into_iter().filter(|lot| get(*lot).place == Place::Free).collect::<Vec<_>>();
	if free.is_empty() {
		some_lot(n)
	} else {
		free[n % free.len()]
	}
}

fn distinct(who: OrganizationId, picks: &[usize]) -> Vec<LotId> {
	let all = picks.iter().map(|n| lot_of(who, *n)).collect::<BTreeSet<_>>();
	all.into_iter().collect()
}

fn holder(id: LotId) -> OrganizationId {
	Lots::<Test>::get(id).map_or(MILL, |lot| Goods::custodian(&lot))
}

fn part_of(id: LotId, percent: u8) -> Quantity {
	Lots::<Test>::get(id).map_or(0, |lot| (lot.left() * u128::from(percent)).div_ceil(100))
}

/// A code that was not used.
fn fresh() -> String {
	NextEventId::<Test>::get().0.to_string()
}

fn kilograms(who: OrganizationId) -> ProductId {
	let of = ALL.iter().position(|it| *it == who).unwrap_or_default();
	ProductId(u64::try_from(of).unwrap())
}

fn transformation(
	who: OrganizationId,
	inputs: &[LotId],
	outputs: usize,
	percent: u8,
	gain: Quantity,
) -> DispatchResult {
	let inputs = inputs.iter().map(|lot| (*lot, part_of(*lot, percent))).collect::<Vec<_>>();
	let is_mass = |lot: &LotId| Lots::<Test>::get(lot).is_some_and(|lot| !lot.serial);
	let mass = inputs.iter().filter(|(lot, _)| is_mass(lot)).map(|(_, quantity)| quantity);
	let sum: Quantity = mass.sum();
	let of = u128::try_from(outputs).unwrap();
	// A little more than goes in, now and then; what comes of pieces alone has no gain.
	let alike = inputs.iter().any(|(lot, _)| is_mass(lot));
	let each = if alike { (sum + gain) / of } else { 7 };
	let output = |n: usize| output(kilograms(who), &format!("{} {n}", fresh()), each.max(1));
	let stated = if alike { gain * 1_000_000 } else { 0 };
	transform(who, &inputs, (0..outputs).map(output).collect(), stated)
}

fn take(step: Step) -> DispatchResult {
	match step {
		Step::Commission(who, quantity, serial) => {
			let who = ALL[who];
			let (product, quantity) = match serial {
				true => (ProductId(kilograms(who).0 + 3), 1),
				false => (kilograms(who), quantity),
			};
			Goods::commission(by(who), product, text(&fresh()), quantity, serial, now())
		}
		Step::Transform(who, inputs, outputs, percent, gain) => {
			let who = ALL[who % 3];
			transformation(who, &distinct(who, &inputs), outputs, percent, gain)
		}
		Step::Split(n, percent) => {
			let lot = lot_of(ALL[n % 3], n);
			let half = part_of(lot, percent).div_ceil(2);
			let codes = [format!("{} a", fresh()), format!("{} b", fresh())];
			let parts = parts(&[(&codes[0], half), (&codes[1], half)]);
			Goods::split(by(holder(lot)), lot, parts, now())
		}
		Step::Decommission(n, percent) => {
			let lot = lot_of(ALL[n % 3], n);
			Goods::decommission(by(holder(lot)), lot, part_of(lot, percent), now())
		}
		Step::Gather(fix, action, parent, children) => {
			let who = ALL[parent % 3];
			// An item, most often.
			let items = LotsOf::<Test>::iter_key_prefix(who).filter(|lot| get(*lot).serial);
			let items = items.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>();
			let parent =
				items.get(parent % items.len().max(1)).copied().unwrap_or(some_lot(parent));
			let inside = ContentsOf::<Test>::iter_key_prefix(parent).next();
			let children = match action {
				Action::Delete => inside.into_iter().collect(),
				_ => distinct(who, &children),
			};
			let children =
				children.into_iter().filter(|child| *child != parent).collect::<Vec<_>>();
			let bond = inside.map(|child| get(child).place);
			let fixed = bond == Some(Place::Inside { parent, bond: Bond::Fixture });
			if fixed && action == Action::Delete || fix && action == Action::Add {
				Goods::associate(by(who), action, parent, lots(&children), now())
			} else {
				aggregate(who, action, parent, &children)
			}
		}
		Step::Ship(from, to, all, cool) => {
			let from = ALL[from % 3];
			let limit = Limit { kind: SensorKind::Temperature, range: COOL };
			let limits = if cool { vec![limit] } else { vec![] };
			ship_with(from, ALL[to], &distinct(from, &all), &limits, &[])
		}
		Step::Answer(n, takes) => {
			let open = Incoming::<Test>::iter_keys().collect::<Vec<_>>();
			let Some((who, id)) = open.get(n % open.len().max(1)) else { return Ok(()) };
			let result = if takes {
				Goods::receive(by(*who), *id, now())
			} else {
				Goods::reject(by(*who), *id, now())
			};
			result.map(drop).map_err(|it| it.error)
		}
		Step::TakeBack(n) => {
			let open = Outgoing::<Test>::iter_keys().collect::<Vec<_>>();
			let Some((who, id)) = open.get(n % open.len().max(1)) else { return Ok(()) };
			let result = Goods::recall_shipment(by(*who), *id, now());
			result.map(drop).map_err(|it| it.error)
		}
		Step::Inspect(n, passed) => {
			let lot = some_lot(n);
			Goods::inspect(by(holder(lot)), lot, passed, now())
		}
		Step::Attach(n, at_lot) => {
			let lot = lot_of(ALL[n % 3], n);
			let on_its_way = Outgoing::<Test>::iter_keys().next().filter(|_| !at_lot);
			let (who, target) = match on_its_way {
				Some((who, id)) => (who, Target::Shipment(id)),
				None => (holder(lot), Target::Lot(lot)),
			};
			// Each has two.
			let id = kilograms(who).0 + 3 * pick(n, 2);
			Goods::attach(by(who), target, Attachment::Receivable(ReceivableId(id)))
		}
		Step::Detach(n) => {
			let ties = TiedTo::<Test>::iter_keys().collect::<Vec<_>>();
			let Some((id, target)) = ties.get(n % ties.len().max(1)) else { return Ok(()) };
			Goods::detach(by(OUTSIDER), *target, Attachment::Receivable(*id))
		}
		Step::Sense(n, at_lot) => {
			let on_its_way = Outgoing::<Test>::iter_keys().next().filter(|_| !at_lot);
			match on_its_way {
				Some((who, id)) => register_sensor(who, Target::Shipment(id), None),
				None => {
					let lot = some_lot(n);
					register_sensor(holder(lot), Target::Lot(lot), Some(COOL))
				}
			}
		}
		Step::Read(n, value, ago) => {
			let id = SensorId(pick(n, NextSensorId::<Test>::get().0));
			let at = Now::get().saturating_sub(ago);
			let sequence = NextEventId::<Test>::get().0 + Now::get() % 7;
			let signed = sign(Reading { at, ..reading(id, sequence, value) }, 1);
			Goods::submit(relay(), vec![signed].try_into().unwrap())
		}
		Step::Backlog(n, at_once) => {
			let at_lots = Sensors::<Test>::iter().filter_map(|(id, sensor)| match sensor.target {
				Target::Lot(_) => Some((id, sensor.since)),
				Target::Shipment(_) => None,
			});
			let at_lots = at_lots.collect::<Vec<_>>();
			let Some((id, since)) = at_lots.get(n % at_lots.len().max(1)) else { return Ok(()) };
			// The newest first.
			let between = |part: u64| since + (Now::get() - since) / 4 * part;
			let first = 1_000_000 * (1 + NextRecallId::<Test>::get().0);
			let bad = |part| {
				let it = Reading { at: between(part), ..reading(*id, first + part, 20_000) };
				sign(it, 1)
			};
			let all = [3, 2, 1].map(bad).to_vec();
			if at_once {
				Goods::submit(relay(), all.try_into().unwrap())
			} else {
				all.into_iter().try_for_each(|it| {
					pass(MINUTE);
					Goods::submit(relay(), vec![it].try_into().unwrap())
				})
			}
		}
		Step::Recall(audit, a, b) => {
			let roots = [some_lot(a), some_lot(b)].into_iter().collect::<BTreeSet<_>>();
			let roots = roots.into_iter().collect::<Vec<_>>();
			let producer = Lots::<Test>::get(roots[0]).map_or(MILL, |lot| lot.producer);
			if audit {
				recall(AUDITOR, &roots)
			} else {
				recall(producer, &roots[..1])
			}
		}
		Step::Spread(n, limit) => {
			let working = Working::<Test>::iter_keys().collect::<Vec<_>>();
			let Some((_, id)) = working.get(n % working.len().max(1)) else { return Ok(()) };
			Goods::spread(relay(), *id, limit).map(drop).map_err(|it| it.error)
		}
		Step::End(n) => {
			let id = RecallId(pick(n, NextRecallId::<Test>::get().0));
			Goods::end_recall(by(AUDITOR), id)
		}
		Step::Undo(n) => {
			let last = NextEventId::<Test>::get().0;
			let id = EventId(last.saturating_sub(1 + pick(n, 3)));
			let who = Records::<Test>::get(id).map_or(MILL, |it| it.by.organization);
			let (reason, none) = (ErrorReason::DidNotOccur, Corrective::default());
			let result = Goods::declare_error(by(who), id, reason, none, true);
			result.map(drop).map_err(|it| it.error)
		}
		Step::Pass(time) => {
			pass(time);
			Ok(())
		}
	}
}

/// Products of each organization: kilograms, then pieces. Receivables of each.
fn stage() {
	for unit in [Unit::Kilogram, Unit::Each] {
		for who in ALL {
			product(who, unit);
		}
	}
	for id in 0..6 {
		owed(ALL[usize::try_from(id).unwrap() % 3], id);
	}
	for who in ALL {
		assert_ok!(commission(who, kilograms(who), "first", 100));
		let pieces = ProductId(kilograms(who).0 + 3);
		assert_ok!(Goods::commission(by(who), pieces, text("first"), 1, true, now()));
	}
}

/// What was put into kilograms, and by how much more may have come out, is not less than what is there and gone.
fn mass_is_conserved() {
	let is_mass = |lot: &LotId| get(*lot).product.0 < 3;
	let (mut put_in, mut gone) = (0, 0);
	for (id, record) in Records::<Test>::iter() {
		let undone = Declarations::<Test>::get(id).is_some_and(|it| it.undone);
		match record.body {
			_ if undone => {}
			Body::Commission { portion } if is_mass(&portion.lot) => put_in += portion.quantity,
			Body::Decommission { portion } if is_mass(&portion.lot) => gone += portion.quantity,
			Body::Transform { inputs, outputs, gain } => {
				// A piece that goes in beside kilograms makes no more of them.
				let pieces = inputs.iter().all(|input| !is_mass(&input.lot));
				put_in += gain / 1_000_000;
				if pieces {
					put_in += outputs.iter().map(|it| it.quantity).sum::<Quantity>();
				}
			}
			_ => {}
		}
	}
	let there = Lots::<Test>::iter().filter(|(id, _)| is_mass(id)).map(|(_, lot)| lot.left());
	assert!(there.sum::<Quantity>() + gone <= put_in);
}

/// A graph of the test's own.
#[derive(Default)]
struct Graph {
	made: BTreeMap<LotId, Vec<LotId>>,
	held: BTreeMap<LotId, Vec<LotId>>,
	of: BTreeMap<LotId, Vec<LotId>>,
}

impl Graph {
	/// What records of events tell.
	fn read() -> Self {
		let mut graph = Self::default();
		for (id, record) in Records::<Test>::iter() {
			if Declarations::<Test>::get(id).is_some_and(|it| it.undone) {
				continue;
			}
			match record.body {
				Body::Transform { inputs, outputs, .. } => {
					for (input, output) in
						inputs.iter().flat_map(|a| outputs.iter().map(move |b| (a.lot, b.lot)))
					{
						graph.made.entry(input).or_default().push(output);
						graph.of.entry(output).or_default().push(input);
					}
				}
				Body::Gather { bond: Bond::Content, parent, children, .. } => {
					graph.held.entry(parent).or_default().extend(children);
				}
				_ => {}
			}
		}
		graph
	}

	fn walk(from: &[LotId], ways: &[&BTreeMap<LotId, Vec<LotId>>]) -> BTreeSet<LotId> {
		let (mut known, mut reached) = (from.to_vec(), BTreeSet::new());
		while let Some(lot) = known.pop() {
			if reached.insert(lot) {
				known.extend(ways.iter().filter_map(|way| way.get(&lot)).flatten());
			}
		}
		reached
	}
}

/// Each recall that is open and begun by somebody marks what the graph has behind its lots.
fn recalls_reach_all_behind(graph: &Graph) {
	for (id, recall) in Recalls::<Test>::iter().filter(|(_, it)| it.status == RecallStatus::Open) {
		if let Cause::Called { lots, .. } = recall.cause {
			assert_eq!(marks(id), Graph::walk(&lots, &[&graph.made, &graph.held]));
		}
	}
}

/// A recall freezes what is owed for the lots that it marks, and for shipments that they were in, by themselves or by
/// what they were in or fixed to then: found by every way through these, one by one.
fn what_is_owed_is_frozen(root: LotId) {
	let id = recalled(AUDITOR, &[root]);
	let mut ways = marks(id).into_iter().map(|lot| (lot, 0, Moment::MAX)).collect::<Vec<_>>();
	let (mut known, mut targets) = (BTreeSet::new(), BTreeSet::new());
	targets.extend(marks(id).into_iter().map(|lot| Target::Lot(lot).encode()));
	while let Some((lot, from, until)) = ways.pop() {
		if from >= until || !known.insert((lot, from, until)) {
			continue;
		}
		for shipment in ShipmentsOf::<Test>::iter_key_prefix(lot) {
			let Shipment { sent, status, .. } = Shipments::<Test>::get(shipment).unwrap();
			let arrives = [ShipmentStatus::InTransit, ShipmentStatus::Received].contains(&status);
			if from <= sent && sent < until && arrives {
				targets.insert(Target::Shipment(shipment).encode());
			}
		}
		let up = EdgesUp::<Test>::iter_prefix(lot).filter(|(_, edge)| edge.link != Link::Made);
		ways.extend(up.map(|(outer, it)| (outer, from.max(it.since), until.min(it.until))));
	}
	let tied = TiedTo::<Test>::iter_keys().filter(|(_, to)| targets.contains(&to.encode()));
	let expected = tied.map(|(receivable, _)| receivable).collect::<BTreeSet<_>>();
	assert_eq!(Frozen::<Test>::iter_key_prefix(id).collect::<BTreeSet<_>>(), expected);
}

fn traces_find_all(graph: &Graph, lot: LotId, limit: u32, steps: u32) {
	for (forward, way) in [(true, &graph.made), (false, &graph.of)] {
		let mut expected = Graph::walk(&[lot], &[way]);
		expected.remove(&lot);
		let mut expected = expected.into_iter().collect::<Vec<_>>();
		if !forward {
			expected.reverse();
		}
		assert_eq!(traced(lot, forward, limit, steps, 1_000), (expected, false));
	}
}

/// How often each kind of step was done and how often refused, to see that most of them do something.
#[derive(Default, Debug)]
struct Tally(BTreeMap<String, (u32, u32)>);

impl Tally {
	fn count(&mut self, step: &Step, result: DispatchResult) {
		let name = format!("{step:?}");
		let name = name.split('(').next().unwrap_or_default().to_string();
		let entry = self.0.entry(name).or_default();
		match result {
			Ok(()) => entry.0 += 1,
			Err(_) => entry.1 += 1,
		}
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(32))]

	#[test]
	fn every_invariant_holds_at_every_step(steps in prop::collection::vec(step(), 1..70)) {
		ExtBuilder::build_and_execute(|| {
			stage();
			for step in steps {
				// What may be and what may not is for the other tests.
				let _ = frame_support::storage::with_storage_layer(|| take(step));
				check();
			}
			mass_is_conserved();
		});
	}

	#[test]
	fn recalls_and_traces_find_what_is_behind(
		steps in prop::collection::vec(step(), 60..160),
		lots in prop::collection::vec((0..200_usize, 1..5_u32, 1..20_u32), 5),
	) {
		ExtBuilder::build_and_execute(|| {
			stage();
			for step in steps {
				let _ = frame_support::storage::with_storage_layer(|| take(step));
			}
			let working = Working::<Test>::iter_keys().collect::<Vec<_>>();
			working.into_iter().for_each(|(_, id)| finish(id));
			let graph = Graph::read();
			recalls_reach_all_behind(&graph);
			for (n, limit, steps) in lots {
				traces_find_all(&graph, some_lot(n), limit, steps);
				what_is_owed_is_frozen(some_lot(n));
			}
			mass_is_conserved();
		});
	}
}

#[test]
fn most_steps_do_something() {
	use proptest::{strategy::ValueTree, test_runner::TestRunner};
	let mut tally = Tally::default();
	let (mut breaches, mut frozen, mut inside, mut spread) = (0, 0, 0, 0);
	let (mut superseding, mut carried) = (0, 0);
	let mut runner = TestRunner::deterministic();
	for _ in 0..20 {
		ExtBuilder::build_and_execute(|| {
			stage();
			for _ in 0..100 {
				let step = step().new_tree(&mut runner).unwrap().current();
				let kept = step.clone();
				let result = frame_support::storage::with_storage_layer(|| take(step));
				tally.count(&kept, result);
			}
			for recall in Recalls::<Test>::iter_values() {
				breaches += u32::from(matches!(recall.cause, Cause::Breach { .. }));
				spread += u32::from(recall.marked > 2);
				superseding += u32::from(recall.supersedes.is_some());
			}
			carried += Carried::<Test>::iter().count();
			frozen += Frozen::<Test>::iter().count();
			inside += EdgesDown::<Test>::iter().filter(|it| it.2.link == Link::Inside).count();
		});
	}
	for (name, (done, refused)) in &tally.0 {
		assert!(*done * 10 >= *refused, "{name} is refused too often: {tally:#?}");
	}
	let all = (breaches, frozen, inside, spread, superseding, carried);
	assert!(breaches > 5 && frozen > 3 && inside > 9 && spread > 9, "{all:?}");
	assert!(superseding > 9 && carried > 5, "{all:?}");
}
