// SPDX-License-Identifier: Apache-2.0

//! Lots inside others, and attached to others.
//!
//! Only what is free is put together or taken apart, so that a lot that is inside another is left alone, and
//! whoever packs begins with the innermost, whoever unpacks with the outermost.

use crate::*;
use frame_support::ensure;
use sp_runtime::{ArithmeticError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_gather(
		by: ActorOf<T>,
		bond: Bond,
		action: Action,
		parent: LotId,
		children: LotIds,
		details: Details,
	) -> DispatchResult {
		Self::ensure_details(&details)?;
		Self::ensure_distinct(&children)?;
		let mut outer = Self::free_lot(&by, parent)?;
		let event = Self::next_event()?;
		if action == Action::Add {
			ensure!(outer.serial, Error::<T>::NotContainer);
			ensure!(!Self::is_marked(parent)?, Error::<T>::Recalled);
		}
		for child in &children {
			match action {
				Action::Add => Self::put(&by, bond, (parent, &mut outer), *child, event)?,
				Action::Observe => {
					let inner = Self::inner(bond, parent, *child)?;
					Self::keep(*child, inner, event, None)?;
				}
				Action::Delete => Self::take_out(&by, bond, (parent, &mut outer), *child, event)?,
			}
		}
		Self::keep(parent, outer, event, details.disposition)?;
		Self::record(event, &by, details, Body::Gather { bond, action, parent, children });
		Ok(())
	}

	fn put(
		by: &ActorOf<T>,
		bond: Bond,
		(parent, outer): (LotId, &mut Lot),
		child: LotId,
		event: EventId,
	) -> DispatchResult {
		ensure!(child != parent, Error::<T>::Duplicate);
		let mut inner = Self::free_lot(by, child)?;
		let levels = inner.levels.saturating_add(1).max(outer.levels);
		ensure!(levels <= MAX_LEVELS, Error::<T>::TooDeep);
		outer.levels = levels;
		outer.contents = outer.contents.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		inner.place = Place::Inside { parent, bond };
		inner.carried = true;
		let before = EdgesDown::<T>::get(parent, child);
		let since = before.map_or(T::Time::now(), |edge| edge.since);
		// There is one edge: what was inside once is treated as if it always had been.
		let once = before.is_some_and(|edge| edge.link == Link::Inside);
		let link = if once || bond == Bond::Content { Link::Inside } else { Link::Fixed };
		Self::connect(parent, child, Edge { link, event, since, until: Moment::MAX });
		ContentsOf::<T>::insert(parent, child, ());
		LotsOf::<T>::remove(by.organization, child);
		Self::pass_burdens(child, parent, true)?;
		Self::keep(child, inner, event, None)
	}

	/// A lot that is in another in this way.
	fn inner(bond: Bond, parent: LotId, child: LotId) -> Result<Lot, sp_runtime::DispatchError> {
		let inner = Self::lot(child)?;
		ensure!(inner.place == Place::Inside { parent, bond }, Error::<T>::NotInside);
		Ok(inner)
	}

	fn take_out(
		by: &ActorOf<T>,
		bond: Bond,
		(parent, outer): (LotId, &mut Lot),
		child: LotId,
		event: EventId,
	) -> DispatchResult {
		let mut inner = Self::inner(bond, parent, child)?;
		outer.contents = outer.contents.saturating_sub(1);
		if outer.contents == 0 {
			outer.levels = 0;
		}
		inner.place = Place::Free;
		inner.custodian = by.organization;
		if let Some(edge) = EdgesDown::<T>::get(parent, child) {
			let edge = Edge { event, until: T::Time::now(), ..edge };
			Self::connect(parent, child, edge);
		}
		ContentsOf::<T>::remove(parent, child);
		LotsOf::<T>::insert(by.organization, child, ());
		Self::pass_burdens(child, parent, false)?;
		Self::keep(child, inner, event, None)
	}

	/// Keeps an edge, in both directions.
	pub(crate) fn connect(from: LotId, to: LotId, edge: Edge) {
		EdgesDown::<T>::insert(from, to, edge);
		EdgesUp::<T>::insert(to, from, edge);
	}
}
