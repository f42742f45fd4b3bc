// SPDX-License-Identifier: Apache-2.0

//! How a recall goes from lot to lot, and ends: step by step, each of which reads and writes a bounded number of
//! records.
//!
//! A lot that is marked takes nothing in and nothing is made of it, unless by whoever recalled it, and what that
//! makes is marked at once. So whatever lies behind a lot lies there when the recall comes to it.

use crate::{trace::edge_after, *};
use covenant_primitives::paging::keys_after;
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
			// Only now, so that nothing is let go in between.
			if let Some(superseded) = recall.supersedes {
				Self::supersede(superseded, id);
			}
		}
	}

	/// Goes on with at most `limit` steps, and returns how many it were. None counts as one.
	pub(crate) fn do_spread(id: RecallId, limit: u32) -> Result<u32, DispatchError> {
		let limit = limit.max(1);
		let mut left = limit;
		let recall = Self::take_steps(id, &mut left)?;
		if recall.is_working() {
			Self::schedule(recall.by);
		}
		Ok(limit.saturating_sub(left))
	}

	/// Has the recalls of an organization go on in turn, and later whatever is not done then. It does not fail: that
	/// would be the last time.
	pub(crate) fn spread_by_itself(by: OrganizationId) {
		let mut after = NextSpread::<T>::take(by).and_then(|turn| turn.after);
		let mut left = T::StepsPerTask::get();
		let mut failed = None;
		let next = |after| {
			let behind = keys_after::<Working<T>, _, _, _>(by, after).next();
			behind.or_else(|| keys_after::<Working<T>, _, _, _>(by, None).next())
		};
		while let Some(id) = next(after).filter(|id| left > 1 && failed != Some(*id)) {
			// To begin with one takes no longer than a step.
			left = left.saturating_sub(1);
			if let Err(error) = with_storage_layer(|| Self::take_steps(id, &mut left)) {
				Self::deposit_event(Event::NotSpread { recall: id, error });
				// Nothing but what failed is left once its turn has come again.
				failed = failed.or(Some(id));
			}
			after = Some(id);
		}
		if next(None).is_some() {
			Self::schedule(by);
			NextSpread::<T>::mutate_extant(by, |turn| turn.after = after);
		}
	}

	/// Takes as many steps as are left, or as there are to take.
	fn take_steps(id: RecallId, left: &mut u32) -> Result<Recall, DispatchError> {
		let mut recall = Self::recall_of(id)?;
		ensure!(recall.is_working(), Error::<T>::InvalidState);
		while recall.is_working() && *left > 0 {
			match recall.status {
				RecallStatus::Spreading { head, stage } => {
					Self::spread_step(id, &mut recall, head, stage)?;
				}
				RecallStatus::Ending { stage } => Self::end_step(id, &mut recall, stage),
				_ => {}
			}
			*left = left.saturating_sub(1);
		}
		Recalls::<T>::insert(id, &recall);
		Ok(recall)
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
				let lot = Self::shipment(shipment)?.lots.get(place).copied();
				if let Some(lot) = lot {
					Lots::<T>::mutate_extant(lot, |lot| lot.breach = Some(id));
				}
				lot
			}
			Cause::Breach { target: Target::Lot(lot), .. } => Some(lot).filter(|_| next == 0),
			Cause::Called { .. } => None,
		};
		let Some(lot) = lot else {
			Self::next_work(id, recall, 0);
			return Ok(());
		};
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
			Stage::Shipments { after } => {
				match keys_after::<ShipmentsOf<T>, _, _, _>(work.lot(), after).next() {
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
				}
			}
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

	/// Whether the goods were in a shipment of the lot, and what is owed for it is to be frozen.
	fn was_in(recall: &Recall, work: &Work, shipment: ShipmentId) -> Result<bool, DispatchError> {
		let details = Self::shipment(shipment)?;
		// What was taken out at the moment of sending was not sent.
		let held = work.window().holds(details.sent);
		Ok(held && recall.reaches(shipment, &details))
	}

	/// What the lot was inside of, or fixed to, while it held the goods, unless that is known. Each time something is
	/// added to the windows of a lot, which begin and end when something was put in or taken out: so it comes to an
	/// end, also where lots were inside one another in turn.
	fn push_carrier(id: RecallId, recall: &mut Recall, work: &Work, carrier: LotId, edge: Edge) {
		if edge.link == Link::Made {
			return;
		}
		let window = work.window().within(Window { from: edge.since, until: edge.until });
		let mut windows = Carried::<T>::get(id, carrier);
		let added = windows.add(window);
		if added.iter().any(Option::is_some) {
			Carried::<T>::insert(id, carrier, windows);
		}
		for window in added.into_iter().flatten() {
			Self::push(id, recall, Work::Carrier { lot: carrier, window });
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

	fn let_go(recall: RecallId, receivable: ReceivableId) {
		let Some(freeze) = Frozen::<T>::take(recall, receivable) else { return };
		match with_storage_layer(|| T::Receivables::unfreeze(receivable, freeze)) {
			Ok(()) => Self::deposit_event(Event::ReceivableLetGo { recall, receivable }),
			Err(error) => Self::deposit_event(Event::NotLetGo { recall, receivable, error }),
		}
	}

	/// Each goes on behind the last one: to look for the first that is left takes the longer the more were removed in
	/// a block.
	pub(crate) fn end_step(id: RecallId, recall: &mut Recall, stage: EndStage) {
		let stage = match stage {
			EndStage::Queue { head } if head < recall.tail => {
				Queue::<T>::remove(id, head);
				EndStage::Queue { head: head.saturating_add(1) }
			}
			EndStage::Queue { .. } => EndStage::Marks { after: None },
			EndStage::Marks { after } => match keys_after::<Marked<T>, _, _, _>(id, after).next() {
				Some(lot) => {
					Self::unmark(id, lot);
					EndStage::Marks { after: Some(lot) }
				}
				None => EndStage::Receivables { after: None },
			},
			EndStage::Receivables { after } => {
				match keys_after::<Frozen<T>, _, _, _>(id, after).next() {
					Some(receivable) => {
						Self::let_go(id, receivable);
						EndStage::Receivables { after: Some(receivable) }
					}
					None => EndStage::Carriers { after: None },
				}
			}
			EndStage::Carriers { after } => {
				match keys_after::<Carried<T>, _, _, _>(id, after).next() {
					Some(lot) => {
						Carried::<T>::remove(id, lot);
						EndStage::Carriers { after: Some(lot) }
					}
					None => return Self::rest(id, recall),
				}
			}
		};
		recall.status = RecallStatus::Ending { stage };
	}

	fn unmark(id: RecallId, lot: LotId) {
		Marked::<T>::mutate(id, lot, |mark| {
			if let Some(mark) = mark {
				mark.active = false;
			}
		});
		Self::change_burden(id, lot, false);
		Self::deposit_event(Event::Unmarked { recall: id, lot });
	}

	fn rest(id: RecallId, recall: &mut Recall) {
		recall.status = RecallStatus::Ended { at: T::Time::now() };
		Working::<T>::remove(recall.by, id);
		Self::deposit_event(Event::RecallEnded { recall: id });
	}
}
