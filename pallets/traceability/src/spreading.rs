// SPDX-License-Identifier: Apache-2.0

//! How a recall goes from lot to lot, and ends: step by step, each of which reads and writes a bounded number of
//! records.
//!
//! A lot that is marked takes nothing in and nothing is made of it, unless by whoever recalled it, and what that
//! makes is marked at once. So whatever lies behind a lot lies there when the recall comes to it.

use crate::{trace::edge_after, *};
use frame_support::{ensure, storage::with_storage_layer};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Counts a mark more or less of a lot, and of all that it is inside of.
	fn change_burden(recall: RecallId, lot: LotId, more: bool) {
		let mut at = Some(lot);
		for _ in 0..=MAX_LEVELS {
			let Some(lot) = at else { break };
			Self::add_burden(lot, recall, 1, more);
			at = Lots::<T>::get(lot).and_then(|lot| lot.parent());
		}
	}

	fn add_burden(lot: LotId, recall: RecallId, count: u32, more: bool) {
		Burdens::<T>::mutate_exists(lot, recall, |burden| {
			let had = burden.unwrap_or_default();
			let has = if more { had.saturating_add(count) } else { had.saturating_sub(count) };
			*burden = Some(has).filter(|has| *has > 0);
		});
	}

	/// Has a lot bear what another does that came to it, or bear it no more.
	pub(crate) fn pass_burdens(child: LotId, parent: LotId, more: bool) -> DispatchResult {
		for (place, (recall, count)) in (0..=MAX_MARKS).zip(Burdens::<T>::iter_prefix(child)) {
			ensure!(place < MAX_MARKS, Error::<T>::TooMany);
			Self::add_burden(parent, recall, count, more);
		}
		Ok(())
	}

	fn push(id: RecallId, recall: &mut Recall, work: Work) {
		Queue::<T>::insert(id, recall.tail, work);
		recall.tail = recall.tail.saturating_add(1);
	}

	/// Marks a lot that was not, and has what came of it marked.
	pub(crate) fn mark(id: RecallId, recall: &mut Recall, lot: LotId, via: Option<LotId>) {
		if !Marked::<T>::contains_key(id, lot) {
			Self::put_mark(id, recall, lot, via);
			Self::push(id, recall, Work::Visit { lot });
		}
	}

	fn put_mark(id: RecallId, recall: &mut Recall, lot: LotId, via: Option<LotId>) {
		Marked::<T>::insert(id, lot, Mark { via, active: true });
		Self::change_burden(id, lot, true);
		recall.marked = recall.marked.saturating_add(1);
		Self::deposit_event(Event::Marked { recall: id, lot, via });
	}

	/// Marks a lot that was just made. Nothing came of it yet.
	pub(crate) fn mark_made(id: RecallId, lot: LotId, via: LotId) {
		Recalls::<T>::mutate_extant(id, |recall| Self::put_mark(id, recall, lot, Some(via)));
	}

	/// Goes on with an entry of the queue, or is done if there is none.
	pub(crate) fn next_work(id: RecallId, recall: &mut Recall, head: u64) {
		if let Some(work) = Queue::<T>::get(id, head) {
			recall.status = RecallStatus::Spreading { head, stage: work.first_stage() };
		} else {
			recall.status = RecallStatus::Open;
			Working::<T>::remove(recall.by, id);
			Self::deposit_event(Event::Spread { recall: id, marked: recall.marked });
		}
	}

	/// Goes on with at most `limit` steps, and returns how many it were. None counts as one.
	pub(crate) fn do_spread(id: RecallId, limit: u32) -> Result<u32, DispatchError> {
		let mut recall = Self::recall_of(id)?;
		ensure!(recall.is_working(), Error::<T>::InvalidState);
		let mut used = 0_u32;
		while recall.is_working() && used < limit.max(1) {
			match recall.status {
				RecallStatus::Spreading { head, stage } => {
					Self::spread_step(id, &mut recall, head, stage)?;
				}
				RecallStatus::Ending { stage } => Self::end_step(id, &mut recall, stage)?,
				_ => {}
			}
			used = used.saturating_add(1);
		}
		Self::reschedule(id, &mut recall);
		Recalls::<T>::insert(id, recall);
		Ok(used)
	}

	/// Moves on until something is done, or nothing is left of the entry.
	pub(crate) fn spread_step(
		id: RecallId,
		recall: &mut Recall,
		head: u64,
		stage: Stage,
	) -> DispatchResult {
		if let Stage::Roots { next } = stage {
			return Self::mark_root(id, recall, next);
		}
		let work = Queue::<T>::get(id, head).ok_or(Error::<T>::NotFound)?;
		let mut stage = Some(stage);
		while let Some(at) = stage {
			let (next, done) = Self::advance(id, recall, &work, at)?;
			if let Some(stage) = next.filter(|_| done) {
				recall.status = RecallStatus::Spreading { head, stage };
				return Ok(());
			}
			stage = next;
		}
		Queue::<T>::remove(id, head);
		Self::next_work(id, recall, head.saturating_add(1));
		Ok(())
	}

	/// Marks the next lot of a breach.
	fn mark_root(id: RecallId, recall: &mut Recall, next: u32) -> DispatchResult {
		let lot = match recall.cause {
			Cause::Breach { target: Target::Shipment(shipment), .. } => {
				let place = usize::try_from(next).unwrap_or(usize::MAX);
				Self::shipment(shipment)?.lots.get(place).copied()
			}
			Cause::Breach { target: Target::Lot(lot), .. } => Some(lot).filter(|_| next == 0),
			Cause::Called { .. } => None,
		};
		let Some(lot) = lot else {
			Self::next_work(id, recall, 0);
			return Ok(());
		};
		Lots::<T>::mutate_extant(lot, |lot| lot.breach = Some(id));
		Self::mark(id, recall, lot, None);
		let stage = Stage::Roots { next: next.saturating_add(1) };
		recall.status = RecallStatus::Spreading { head: 0, stage };
		Ok(())
	}

	/// Where it goes on, and whether that is for the next step; nowhere once nothing is left of the entry.
	fn advance(
		id: RecallId,
		recall: &mut Recall,
		work: &Work,
		stage: Stage,
	) -> Result<(Option<Stage>, bool), DispatchError> {
		Ok(match stage {
			Stage::Roots { .. } => (None, false),
			Stage::Receivables { of, after } => {
				let tied = ReceivablesOf::<T>::get(of);
				let left = tied.iter().filter(|tied| after.is_none_or(|it| it < tied.receivable));
				if let Some(tied) = left.min_by_key(|tied| tied.receivable) {
					let is_shipped = matches!(of, Target::Shipment(_));
					if is_shipped || recall.concerns(tied.by) {
						Self::freeze(id, recall, tied.receivable);
					}
					(Some(Stage::Receivables { of, after: Some(tied.receivable) }), true)
				} else {
					let after = match of {
						Target::Lot(_) => None,
						Target::Shipment(shipment) => Some(shipment),
					};
					(Some(Stage::Shipments { after }), false)
				}
			}
			Stage::Shipments { after } => match Self::shipment_after(work.lot(), after) {
				Some(shipment) => {
					let stage = if Self::was_in(recall, work, shipment)? {
						Stage::Receivables { of: Target::Shipment(shipment), after: None }
					} else {
						Stage::Shipments { after: Some(shipment) }
					};
					(Some(stage), true)
				}
				None if Self::lot(work.lot())?.carried => {
					(Some(Stage::Carriers { after: None }), false)
				}
				None => (Self::descendants_of(work), false),
			},
			Stage::Carriers { after } => match edge_after::<EdgesUp<T>>(work.lot(), after) {
				Some((carrier, edge)) => {
					Self::push_carrier(id, recall, work, carrier, edge);
					(Some(Stage::Carriers { after: Some(carrier) }), true)
				}
				None => (Self::descendants_of(work), false),
			},
			Stage::Descendants { after } => match edge_after::<EdgesDown<T>>(work.lot(), after) {
				Some((lot, edge)) => {
					if edge.conducts(recall) {
						Self::mark(id, recall, lot, Some(work.lot()));
					}
					(Some(Stage::Descendants { after: Some(lot) }), true)
				}
				None => (None, false),
			},
		})
	}

	fn descendants_of(work: &Work) -> Option<Stage> {
		match work {
			Work::Visit { .. } => Some(Stage::Descendants { after: None }),
			Work::Carrier { .. } => None,
		}
	}

	fn shipment_after(lot: LotId, after: Option<ShipmentId>) -> Option<ShipmentId> {
		let mut shipments = match after {
			Some(last) => {
				let last = ShipmentsOf::<T>::hashed_key_for(lot, last);
				ShipmentsOf::<T>::iter_key_prefix_from(lot, last)
			}
			None => ShipmentsOf::<T>::iter_key_prefix(lot),
		};
		shipments.next()
	}

	/// Whether the goods were in a shipment of the lot, and what is owed for it is to be frozen.
	fn was_in(recall: &Recall, work: &Work, shipment: ShipmentId) -> Result<bool, DispatchError> {
		let (from, until, _) = work.window();
		let details = Self::shipment(shipment)?;
		// What was taken out at the moment of sending was not sent.
		let held = from <= details.sent && details.sent < until;
		Ok(held && recall.reaches(shipment, &details))
	}

	/// What the lot was inside of, or fixed to, while it held the goods.
	fn push_carrier(id: RecallId, recall: &mut Recall, work: &Work, carrier: LotId, edge: Edge) {
		let (from, until, level) = work.window();
		let (from, until) = (from.max(edge.since), until.min(edge.until));
		let level = level.saturating_add(1);
		if edge.link != Link::Made && from < until && level <= MAX_LEVELS {
			Self::push(id, recall, Work::Carrier { lot: carrier, from, until, level });
		}
	}

	/// Freezes a receivable, once for a recall, unless its debtor called that. One that cannot be frozen holds
	/// nothing up.
	fn freeze(recall: RecallId, details: &Recall, receivable: ReceivableId) {
		let sides = T::Receivables::sides(receivable);
		let by_debtor = sides.is_some_and(|sides| details.is_called_by(sides.debtor));
		if Frozen::<T>::contains_key(recall, receivable) || by_debtor {
			return;
		}
		match with_storage_layer(|| T::Receivables::freeze(receivable)) {
			Ok(freeze) => {
				Frozen::<T>::insert(recall, receivable, freeze);
				Self::deposit_event(Event::ReceivableFrozen { recall, receivable });
			}
			Err(error) => Self::deposit_event(Event::NotFrozen { recall, receivable, error }),
		}
	}

	fn let_go(recall: RecallId, receivable: ReceivableId, freeze: u32) {
		Frozen::<T>::remove(recall, receivable);
		match with_storage_layer(|| T::Receivables::unfreeze(receivable, freeze)) {
			Ok(()) => Self::deposit_event(Event::ReceivableLetGo { recall, receivable }),
			Err(error) => Self::deposit_event(Event::NotLetGo { recall, receivable, error }),
		}
	}

	pub(crate) fn end_step(id: RecallId, recall: &mut Recall, stage: EndStage) -> DispatchResult {
		let stage = match stage {
			EndStage::Queue { head } if head < recall.tail => {
				Queue::<T>::remove(id, head);
				EndStage::Queue { head: head.saturating_add(1) }
			}
			EndStage::Queue { .. } => EndStage::Marks { after: None },
			EndStage::Marks { after } => {
				let mut marked = match after {
					Some(last) => {
						let last = Marked::<T>::hashed_key_for(id, last);
						Marked::<T>::iter_prefix_from(id, last)
					}
					None => Marked::<T>::iter_prefix(id),
				};
				if let Some((lot, mark)) = marked.next() {
					Marked::<T>::insert(id, lot, Mark { active: false, ..mark });
					Self::change_burden(id, lot, false);
					Self::deposit_event(Event::Unmarked { recall: id, lot });
					EndStage::Marks { after: Some(lot) }
				} else {
					EndStage::Receivables
				}
			}
			EndStage::Receivables => {
				if let Some((receivable, freeze)) = Frozen::<T>::iter_prefix(id).next() {
					Self::let_go(id, receivable, freeze);
					EndStage::Receivables
				} else {
					recall.status = RecallStatus::Ended { at: T::Time::now() };
					Working::<T>::remove(recall.by, id);
					Self::deposit_event(Event::RecallEnded { recall: id });
					return Ok(());
				}
			}
		};
		recall.status = RecallStatus::Ending { stage };
		Ok(())
	}
}
