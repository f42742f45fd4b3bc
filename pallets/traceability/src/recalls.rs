// SPDX-License-Identifier: Apache-2.0

//! Recalls: begun by whoever made the goods, by an auditor, or by a breach, and ended.

use crate::*;
use alloc::vec::Vec;
use covenant_primitives::time::MINUTE;
use frame_support::{ensure, traits::Incrementable};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn recall_of(id: RecallId) -> Result<Recall, DispatchError> {
		Ok(Recalls::<T>::get(id).ok_or(Error::<T>::NotFound)?)
	}

	/// A recall, if its marks count.
	pub(crate) fn open_recall(id: RecallId) -> Option<Recall> {
		Recalls::<T>::get(id).filter(Recall::is_open)
	}

	/// Begins a recall, which spreads by itself. `None` if there can be no more.
	pub(crate) fn begin(
		by: OrganizationId,
		cause: Cause,
		since: Moment,
		after: Option<EventId>,
		supersedes: Option<RecallId>,
	) -> Option<RecallId> {
		let id = NextRecallId::<T>::get();
		NextRecallId::<T>::put(id.increment()?);
		let at = T::Time::now();
		let status = RecallStatus::Spreading { head: 0, stage: Stage::Roots { next: 0 } };
		let recall = Recall { by, cause, since, after, at, status, marked: 0, tail: 0, supersedes };
		Self::work_on(id, &recall);
		Some(id)
	}

	/// Keeps a recall that is to go on.
	fn work_on(id: RecallId, recall: &Recall) {
		Recalls::<T>::insert(id, recall);
		Working::<T>::insert(recall.by, id, ());
		Self::schedule(recall.by);
	}

	/// Has the recalls of an organization go on in a minute, if they are not to already. There is one task for all
	/// of them: whoever has many holds up its own. If there is no room, they go on whenever somebody asks for it.
	pub(crate) fn schedule(by: OrganizationId) {
		if !NextSpread::<T>::contains_key(by) {
			let due = T::Time::now().saturating_add(MINUTE);
			if T::Deadlines::schedule(due, Task::Spread(by)).is_ok() {
				NextSpread::<T>::insert(by, Turn { due, after: None });
			}
		}
	}

	pub(crate) fn do_recall(
		by: ActorOf<T>,
		lots: Roots,
		reason: Reason,
		digest: H256,
	) -> DispatchResult {
		Self::ensure_distinct(&lots)?;
		Self::ensure_readable(&reason)?;
		let audits = Self::audits(&by);
		for lot in &lots {
			let lot = Self::lot(*lot)?;
			ensure!(audits || lot.producer == by.organization, Error::<T>::NotAuthorized);
		}
		let cause = Cause::Called { lots: lots.clone(), reason, digest };
		let id = Self::begin(by.organization, cause, 0, None, None).ok_or(Error::<T>::TooMany)?;
		let mut recall = Self::recall_of(id)?;
		Self::deposit_event(Event::Recalled { recall: id, details: recall.clone(), by });
		for lot in lots {
			Self::mark(id, &mut recall, lot, None);
		}
		Self::next_work(id, &mut recall, 0);
		Recalls::<T>::insert(id, recall);
		Ok(())
	}

	/// A recall is ended by whoever began it, or by an auditor; a breach by an auditor alone.
	pub(crate) fn do_end_recall(by: ActorOf<T>, id: RecallId) -> DispatchResult {
		let recall = Self::recall_of(id)?;
		ensure!(recall.is_open(), Error::<T>::InvalidState);
		let began = matches!(recall.cause, Cause::Called { .. }) && recall.by == by.organization;
		ensure!(began || Self::audits(&by), Error::<T>::NotAuthorized);
		Self::end(id, recall);
		Self::deposit_event(Event::EndBegun { recall: id, by });
		Ok(())
	}

	/// Has the marks of a recall taken away.
	fn end(id: RecallId, mut recall: Recall) {
		let head = match recall.status {
			RecallStatus::Spreading { head, .. } => head,
			_ => recall.tail,
		};
		recall.status = RecallStatus::Ending { stage: EndStage::Queue { head } };
		Self::work_on(id, &recall);
	}

	/// Ends a recall whose place another takes, unless it was ended.
	pub(crate) fn supersede(id: RecallId, by: RecallId) {
		if let Some(recall) = Self::open_recall(id) {
			Self::end(id, recall);
			Self::deposit_event(Event::Superseded { recall: id, by });
		}
	}

	/// The open recalls that mark a lot or something inside it.
	pub(crate) fn recalls_on(id: LotId) -> Result<Vec<(RecallId, Recall)>, DispatchError> {
		let mut found = Vec::new();
		for (place, recall) in (0..=MAX_MARKS).zip(Burdens::<T>::iter_key_prefix(id)) {
			ensure!(place < MAX_MARKS, Error::<T>::TooMany);
			let details = Self::recall_of(recall)?;
			if details.is_open() {
				found.push((recall, details));
			}
		}
		Ok(found)
	}

	/// Whether any recall marks a lot or something inside it.
	pub(crate) fn is_recalled(id: LotId) -> bool {
		Burdens::<T>::iter_key_prefix(id).next().is_some()
	}

	/// Whether a recall that counts marks the lot itself.
	pub(crate) fn is_marked(id: LotId) -> Result<bool, DispatchError> {
		let recalls = Self::recalls_on(id)?;
		Ok(recalls.iter().any(|(recall, _)| Marked::<T>::contains_key(recall, id)))
	}

	/// The open recalls that mark any of the lots, each with one of them. Only whoever recalled goods makes
	/// something of them.
	pub(crate) fn recalls_by(
		by: &ActorOf<T>,
		lots: impl IntoIterator<Item = LotId>,
	) -> Result<Vec<(RecallId, LotId)>, DispatchError> {
		let mut found = Vec::<(RecallId, LotId)>::new();
		for lot in lots {
			for (id, recall) in Self::recalls_on(lot)? {
				ensure!(recall.by == by.organization, Error::<T>::Recalled);
				if found.iter().all(|(known, _)| *known != id) {
					found.push((id, lot));
				}
			}
		}
		let few = u32::try_from(found.len()).is_ok_and(|count| count <= MAX_MARKS);
		ensure!(few, Error::<T>::TooMany);
		Ok(found)
	}
}
