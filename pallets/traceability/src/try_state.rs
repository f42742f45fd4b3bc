// SPDX-License-Identifier: Apache-2.0

//! The invariants, each recomputed from the primary records.

use crate::*;
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use codec::Encode;
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::everything_is_indexed()?;
		Self::quantities_add_up()?;
		Self::nothing_comes_of_nothing()?;
		Self::edges_lead_both_ways()?;
		Self::custody_is_unique()?;
		Self::shipments_are_indexed()?;
		Self::ties_lead_both_ways()?;
		Self::marks_are_where_recalls_lead()?;
		Self::burdens_are_counted()?;
		Self::recalls_work_or_rest()?;
		Self::last_breaches_are_known()?;
		Self::windows_are_apart()?;
		Self::readings_are_counted()
	}

	fn everything_is_indexed() -> Result<(), TryRuntimeError> {
		let (mut owned, mut with) = (BTreeSet::new(), BTreeMap::new());
		for (id, product) in Products::<T>::iter() {
			ensure!(id < NextProductId::<T>::get(), "a product has an id to come");
			owned.insert((product.owner, id));
			if let Some(gtin) = product.gtin {
				ensure!(gtin.is_valid(), "an invalid key");
				with.insert((product.owner, gtin.0), id);
			}
		}
		let found = ProductsOf::<T>::iter_keys().collect::<BTreeSet<_>>();
		ensure!(found == owned, "products are not indexed");
		let found = ProductWith::<T>::iter().map(|(owner, key, id)| ((owner, key.0), id));
		ensure!(found.collect::<BTreeMap<_, _>>() == with, "keys of products are not indexed");
		let (mut owned, mut with) = (BTreeSet::new(), BTreeMap::new());
		for (id, location) in Locations::<T>::iter() {
			ensure!(id < NextLocationId::<T>::get(), "a location has an id to come");
			owned.insert((location.owner, id));
			if let Some(gln) = location.gln {
				ensure!(gln.is_valid(), "an invalid key");
				with.insert((location.owner, gln.0), id);
			}
		}
		let found = LocationsOf::<T>::iter_keys().collect::<BTreeSet<_>>();
		ensure!(found == owned, "locations are not indexed");
		let found = LocationWith::<T>::iter().map(|(owner, key, id)| ((owner, key.0), id));
		ensure!(found.collect::<BTreeMap<_, _>>() == with, "keys of locations are not indexed");
		Self::lots_have_codes()?;
		Self::events_are_indexed()
	}

	fn lots_have_codes() -> Result<(), TryRuntimeError> {
		let mut with = BTreeMap::new();
		for (id, lot) in Lots::<T>::iter() {
			ensure!(id < NextLotId::<T>::get(), "a lot has an id to come");
			ensure!(Products::<T>::contains_key(lot.product), "a lot of no product");
			if !lot.void {
				let key = (lot.producer, lot.product, lot.code.into_inner());
				ensure!(with.insert(key, id).is_none(), "two lots have one code");
			}
		}
		let found = LotWith::<T>::iter()
			.map(|((producer, product, code), id)| ((producer, product, code.into_inner()), id));
		ensure!(found.collect::<BTreeMap<_, _>>() == with, "codes are not indexed");
		Ok(())
	}

	/// The lots of an event.
	fn lots_in(body: &Body) -> Vec<LotId> {
		match body {
			Body::Commission { portion } | Body::Decommission { portion } => {
				alloc::vec![portion.lot]
			}
			Body::Observe { lots } | Body::Link { lots, .. } => lots.to_vec(),
			Body::Gather { parent, children, .. } => {
				children.iter().chain([parent]).copied().collect()
			}
			Body::Transform { inputs, outputs, .. } => {
				inputs.iter().chain(outputs).map(|it| it.lot).collect()
			}
			Body::Ship { shipment }
			| Body::Receive { shipment }
			| Body::Reject { shipment }
			| Body::TakeBack { shipment } => {
				Shipments::<T>::get(shipment).map_or_else(Vec::new, |it| it.lots.into_inner())
			}
			Body::Inspect { lot, .. } => alloc::vec![*lot],
		}
	}

	fn events_are_indexed() -> Result<(), TryRuntimeError> {
		let (mut of, mut with) = (BTreeSet::new(), BTreeSet::new());
		for (id, record) in Records::<T>::iter() {
			ensure!(id < NextEventId::<T>::get(), "an event has an id to come");
			with.extend(record.details.digest.map(|digest| (digest, id)));
			of.extend(Self::lots_in(&record.body).into_iter().map(|lot| (lot, id)));
		}
		let found = EventsWith::<T>::iter_keys().collect::<BTreeSet<_>>();
		ensure!(found == with, "hashes are not indexed");
		let (mut found, mut counts) = (BTreeSet::new(), BTreeMap::<LotId, u32>::new());
		for (lot, index, event) in EventsOf::<T>::iter() {
			ensure!(found.insert((lot, event)), "an event is twice with a lot");
			let count = counts.entry(lot).or_default();
			*count += 1;
			let events = Lots::<T>::get(lot).map(|lot| lot.events);
			ensure!(events.is_some_and(|events| index < events), "an event has a number to come");
		}
		ensure!(found == of, "events are not with their lots");
		for (id, lot) in Lots::<T>::iter() {
			ensure!(counts.get(&id) == Some(&lot.events), "events are miscounted");
			ensure!(EventsOf::<T>::get(id, 0) == Some(lot.origin), "a lot begins with no event");
		}
		for id in Declarations::<T>::iter_keys() {
			ensure!(Records::<T>::contains_key(id), "no event is wrong");
		}
		Ok(())
	}

	/// Whether the effects of an event count.
	fn counts(id: EventId) -> bool {
		!Declarations::<T>::get(id).is_some_and(|declaration| declaration.undone)
	}

	fn quantities_add_up() -> Result<(), TryRuntimeError> {
		let (mut made, mut consumed, mut gone) =
			(BTreeMap::new(), BTreeMap::<_, Quantity>::new(), BTreeMap::<_, Quantity>::new());
		let mut void = BTreeSet::new();
		for (id, record) in Records::<T>::iter() {
			let counts = Self::counts(id);
			let outputs = match &record.body {
				Body::Commission { portion } => alloc::vec![*portion],
				Body::Decommission { portion } if counts => {
					*gone.entry(portion.lot).or_default() += portion.quantity;
					Vec::new()
				}
				Body::Transform { inputs, outputs, .. } => {
					for input in inputs.iter().filter(|_| counts) {
						*consumed.entry(input.lot).or_default() += input.quantity;
					}
					outputs.to_vec()
				}
				_ => Vec::new(),
			};
			for output in outputs {
				ensure!(made.insert(output.lot, (id, output.quantity)).is_none(), "made twice");
				if !counts {
					void.insert(output.lot);
					gone.insert(output.lot, output.quantity);
				}
			}
		}
		for (id, lot) in Lots::<T>::iter() {
			ensure!(made.remove(&id) == Some((lot.origin, lot.quantity)), "a lot was not made");
			ensure!(lot.quantity > 0, "a lot was nothing");
			ensure!(!lot.serial || lot.quantity == 1, "an item is not one");
			ensure!(lot.void == void.contains(&id), "a lot is void, or is not");
			let used = consumed.remove(&id).unwrap_or_default();
			let gone = gone.remove(&id).unwrap_or_default();
			ensure!((lot.consumed, lot.decommissioned) == (used, gone), "quantities are wrong");
			let left = lot.quantity.checked_sub(used).and_then(|left| left.checked_sub(gone));
			ensure!(left == Some(lot.left()), "more was taken of a lot than there was");
		}
		ensure!(made.is_empty() && consumed.is_empty() && gone.is_empty(), "events of no lot");
		Ok(())
	}

	fn nothing_comes_of_nothing() -> Result<(), TryRuntimeError> {
		let unit = |portion: &Portion| {
			let product = Lots::<T>::get(portion.lot)?.product;
			Some((Products::<T>::get(product)?.unit, portion.quantity))
		};
		for record in Records::<T>::iter_values() {
			let Body::Transform { inputs, outputs, gain } = record.body else { continue };
			let inputs = inputs.iter().filter_map(unit).collect::<Vec<_>>();
			let outputs = outputs.iter().filter_map(unit).collect::<Vec<_>>();
			match units::comparable(inputs, &outputs) {
				Some(used) => {
					let most = used.saturating_add(gain.into());
					ensure!(units::total(outputs) <= most, "more came out than went in");
				}
				None => ensure!(gain == 0, "a gain over nothing"),
			}
		}
		Ok(())
	}

	fn edges_lead_both_ways() -> Result<(), TryRuntimeError> {
		let down = EdgesDown::<T>::iter().map(|(from, to, edge)| ((from, to), edge.encode()));
		let up = EdgesUp::<T>::iter().map(|(to, from, edge)| ((from, to), edge.encode()));
		let same = down.collect::<BTreeMap<_, _>>() == up.collect::<BTreeMap<_, _>>();
		ensure!(same, "edges do not lead both ways");
		let mut made = BTreeSet::new();
		for (id, record) in Records::<T>::iter() {
			let Body::Transform { inputs, outputs, .. } = record.body else { continue };
			for output in outputs.iter().filter(|_| Self::counts(id)) {
				made.extend(inputs.iter().map(|input| (input.lot, output.lot)));
			}
		}
		let mut found = BTreeSet::new();
		for (from, to, edge) in EdgesDown::<T>::iter() {
			match edge.link {
				Link::Made => {
					ensure!(from < to, "a lot was made of a later one");
					found.insert((from, to));
				}
				Link::Inside | Link::Fixed => {
					let lot = Lots::<T>::get(to).ok_or("an edge to no lot")?;
					let there = lot.parent() == Some(from);
					ensure!(there == (edge.until == Moment::MAX), "contents have another end");
					ensure!(lot.carried, "a lot was never carried");
					let content = Place::Inside { parent: from, bond: Bond::Content };
					let inside = edge.link == Link::Inside;
					ensure!(inside || lot.place != content, "what is inside is only fixed");
				}
			}
		}
		ensure!(found == made, "edges are not those of transformations");
		Ok(())
	}

	fn custody_is_unique() -> Result<(), TryRuntimeError> {
		let (mut had, mut contents) = (BTreeSet::new(), BTreeSet::new());
		let mut counts = BTreeMap::<LotId, u32>::new();
		for (id, lot) in Lots::<T>::iter() {
			match lot.place {
				Place::Free => {
					if lot.left() > 0 {
						had.insert((lot.custodian, id));
					}
				}
				Place::InTransit { shipment } => {
					had.insert((lot.custodian, id));
					let shipment = Shipments::<T>::get(shipment).ok_or("in no shipment")?;
					ensure!(shipment.lots.contains(&id), "a lot is not in its shipment");
					ensure!(shipment.from == lot.custodian, "a lot was sent by another");
					let on_its_way = shipment.status == ShipmentStatus::InTransit;
					ensure!(on_its_way, "a lot is on its way, and its shipment is not");
				}
				Place::Inside { parent, .. } => {
					ensure!(lot.left() > 0, "nothing is inside a lot");
					contents.insert((parent, id));
					*counts.entry(parent).or_default() += 1;
					let outer = Lots::<T>::get(parent).ok_or("a lot is inside none")?;
					ensure!(lot.levels < outer.levels, "levels are miscounted");
				}
			}
		}
		for (id, lot) in Lots::<T>::iter() {
			let count = counts.get(&id).copied().unwrap_or_default();
			ensure!(lot.contents == count, "contents are miscounted");
			ensure!(lot.levels <= MAX_LEVELS, "too many levels");
			ensure!(lot.contents > 0 || lot.levels == 0, "an empty lot has levels");
			ensure!(count == 0 || lot.serial && lot.left() > 0, "a lot cannot hold others");
		}
		ensure!(LotsOf::<T>::iter_keys().collect::<BTreeSet<_>>() == had, "custody is wrong");
		let found = ContentsOf::<T>::iter_keys().collect::<BTreeSet<_>>();
		ensure!(found == contents, "contents are not indexed");
		Ok(())
	}

	fn shipments_are_indexed() -> Result<(), TryRuntimeError> {
		let (mut of, mut out, mut coming) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
		for (id, shipment) in Shipments::<T>::iter() {
			ensure!(id < NextShipmentId::<T>::get(), "a shipment has an id to come");
			of.extend(shipment.lots.iter().map(|lot| (*lot, id)));
			let on_its_way = shipment.status == ShipmentStatus::InTransit;
			ensure!(on_its_way == shipment.ended.is_none(), "a shipment has ended, or has not");
			if on_its_way {
				out.insert((shipment.from, id));
				coming.insert((shipment.to, id));
				for lot in &shipment.lots {
					let place = Lots::<T>::get(lot).map(|lot| lot.place);
					let there = place == Some(Place::InTransit { shipment: id });
					ensure!(there, "a lot is not where its shipment is");
				}
			}
		}
		ensure!(ShipmentsOf::<T>::iter_keys().collect::<BTreeSet<_>>() == of, "shipments of lots");
		ensure!(Outgoing::<T>::iter_keys().collect::<BTreeSet<_>>() == out, "what is sent");
		ensure!(Incoming::<T>::iter_keys().collect::<BTreeSet<_>>() == coming, "what comes");
		Ok(())
	}

	fn ties_lead_both_ways() -> Result<(), TryRuntimeError> {
		let empty = LicensesOf::<T>::iter_values().any(|tied| tied.is_empty());
		ensure!(!empty, "a list of nothing");
		let mut tied = BTreeSet::new();
		for (target, all) in ReceivablesOf::<T>::iter() {
			ensure!(!all.is_empty(), "a list of nothing");
			for it in all {
				ensure!(tied.insert((it.receivable, target.encode())), "tied twice");
			}
		}
		let found = TiedTo::<T>::iter_keys().map(|(receivable, to)| (receivable, to.encode()));
		ensure!(found.collect::<BTreeSet<_>>() == tied, "ties are not indexed");
		Ok(())
	}

	/// The lots of a recall, and all behind them: what it is to mark.
	pub(crate) fn reached(recall: &Recall) -> BTreeSet<LotId> {
		let mut known = match &recall.cause {
			Cause::Called { lots, .. } => lots.to_vec(),
			Cause::Breach { target: Target::Lot(lot), .. } => alloc::vec![*lot],
			Cause::Breach { target: Target::Shipment(shipment), .. } => {
				Shipments::<T>::get(shipment).map_or_else(Vec::new, |it| it.lots.into_inner())
			}
		};
		let mut reached = BTreeSet::new();
		while let Some(lot) = known.pop() {
			if reached.insert(lot) {
				let edges = EdgesDown::<T>::iter_prefix(lot);
				let behind = edges.filter(|(_, edge)| edge.conducts(recall));
				known.extend(behind.map(|(lot, _)| lot));
			}
		}
		reached
	}

	fn marks_are_where_recalls_lead() -> Result<(), TryRuntimeError> {
		for (id, recall) in Recalls::<T>::iter() {
			let marks = Marked::<T>::iter_prefix(id).collect::<BTreeMap<_, _>>();
			ensure!(u64::try_from(marks.len()) == Ok(recall.marked), "marks are miscounted");
			if !recall.is_open() {
				continue;
			}
			ensure!(marks.values().all(|mark| mark.active), "a mark of an open recall is gone");
			let found = marks.into_keys().collect::<BTreeSet<_>>();
			let expected = Self::reached(&recall);
			ensure!(found.is_subset(&expected), "a lot is marked that nothing leads to");
			if recall.status == RecallStatus::Open {
				ensure!(found == expected, "a lot is not marked");
				continue;
			}
			let waiting = Queue::<T>::iter_prefix_values(id).map(|work| work.lot());
			let waiting = waiting.collect::<BTreeSet<_>>();
			for lot in found.difference(&waiting) {
				let mut behind =
					EdgesDown::<T>::iter_prefix(lot).filter(|it| it.1.conducts(&recall));
				ensure!(behind.all(|(lot, _)| found.contains(&lot)), "a lot was passed over");
			}
		}
		Ok(())
	}

	fn burdens_are_counted() -> Result<(), TryRuntimeError> {
		let mut burdens = BTreeMap::<(LotId, RecallId), u32>::new();
		for (recall, lot, mark) in Marked::<T>::iter().filter(|(_, _, mark)| mark.active) {
			ensure!(mark.via != Some(lot), "a lot is marked by itself");
			let mut at = Some(lot);
			while let Some(lot) = at {
				*burdens.entry((lot, recall)).or_default() += 1;
				at = Lots::<T>::get(lot).and_then(|lot| lot.parent());
			}
		}
		let found = Burdens::<T>::iter().map(|(lot, recall, count)| ((lot, recall), count));
		ensure!(found.collect::<BTreeMap<_, _>>() == burdens, "burdens are miscounted");
		Ok(())
	}

	fn recalls_work_or_rest() -> Result<(), TryRuntimeError> {
		let (mut working, mut queued) = (BTreeSet::new(), BTreeSet::new());
		for (id, recall) in Recalls::<T>::iter() {
			ensure!(id < NextRecallId::<T>::get(), "a recall has an id to come");
			if recall.is_working() {
				working.insert((recall.by, id));
			}
			let rest = match recall.status {
				RecallStatus::Spreading { head, .. }
				| RecallStatus::Ending { stage: EndStage::Queue { head } } => head..recall.tail,
				_ => 0..0,
			};
			queued.extend(rest.map(|place| (id, place)));
			if matches!(recall.status, RecallStatus::Ended { .. }) {
				let marked = Marked::<T>::iter_prefix_values(id).any(|mark| mark.active);
				let frozen = Frozen::<T>::iter_key_prefix(id).next().is_some();
				let carried = Carried::<T>::iter_key_prefix(id).next().is_some();
				let left = marked || frozen || carried;
				ensure!(!left, "a recall is over, and something is left of it");
			}
			Self::supersedes_a_part(id, &recall)?;
		}
		ensure!(Working::<T>::iter_keys().collect::<BTreeSet<_>>() == working, "who works");
		ensure!(Queue::<T>::iter_keys().collect::<BTreeSet<_>>() == queued, "what waits");
		Ok(())
	}

	/// What is superseded is a breach of the same lot by the same organization's sensors that was later, and ends
	/// when the other has spread.
	fn supersedes_a_part(id: RecallId, recall: &Recall) -> Result<(), TryRuntimeError> {
		let Some(base) = recall.supersedes else { return Ok(()) };
		let part = Recalls::<T>::get(base).ok_or("what is superseded is not there")?;
		let lot = |recall: &Recall| match recall.cause {
			Cause::Breach { target: Target::Lot(lot), .. } => Some(lot),
			_ => None,
		};
		let same = lot(recall).is_some() && lot(recall) == lot(&part) && recall.by == part.by;
		ensure!(base < id && same && recall.since < part.since, "another is superseded");
		let waits = recall.status != RecallStatus::Open || !part.is_open();
		ensure!(waits, "what is superseded has not ended");
		Ok(())
	}

	fn last_breaches_are_known() -> Result<(), TryRuntimeError> {
		let mut last = BTreeMap::new();
		for (id, recall) in Recalls::<T>::iter() {
			if let Cause::Breach { target: Target::Lot(lot), .. } = recall.cause {
				let known = last.entry((lot, recall.by)).or_insert(id);
				*known = id.max(*known);
			}
		}
		let known = LastBreach::<T>::iter().map(|(lot, by, id)| ((lot, by), id));
		ensure!(known.collect::<BTreeMap<_, _>>() == last, "which breach is the last");
		Ok(())
	}

	fn windows_are_apart() -> Result<(), TryRuntimeError> {
		for windows in Carried::<T>::iter_values() {
			let next = windows.iter().skip(1);
			let apart = windows.iter().zip(next).all(|(one, next)| one.until < next.from);
			ensure!(apart && windows.iter().all(|it| it.from < it.until), "windows meet");
		}
		Ok(())
	}

	fn readings_are_counted() -> Result<(), TryRuntimeError> {
		let mut counts = BTreeMap::<SensorId, (u64, u64)>::new();
		for (id, sequence, reading) in Readings::<T>::iter() {
			let sensor = Sensors::<T>::get(id).ok_or("a reading of no sensor")?;
			ensure!(sequence < sensor.next, "a reading has a number to come");
			ensure!(sensor.since <= reading.at, "a reading from before its sensor was there");
			counts.entry(id).or_default().0 += 1;
		}
		for (id, first, StoredBatch { batch, .. }) in Batches::<T>::iter() {
			ensure!((batch.sensor, batch.first) == (id, first), "a batch is at another place");
			counts.entry(id).or_default().1 += u64::from(batch.count);
		}
		let mut at = BTreeSet::new();
		for (id, sensor) in Sensors::<T>::iter() {
			ensure!(id < NextSensorId::<T>::get(), "a sensor has an id to come");
			at.insert((sensor.target.encode(), id));
			let found = counts.remove(&id).unwrap_or_default();
			ensure!(found == (sensor.readings, sensor.batched), "readings are miscounted");
		}
		ensure!(counts.is_empty(), "readings of no sensor");
		let found = SensorsOf::<T>::iter_keys().map(|(target, id)| (target.encode(), id));
		ensure!(found.collect::<BTreeSet<_>>() == at, "sensors are not indexed");
		Ok(())
	}
}
