// SPDX-License-Identifier: Apache-2.0

//! What [`crate::runtime_api::ReceivablesApi`] is answered.

use crate::{runtime_api::*, *};

impl<T: Config> Pallet<T> {
	/// See [`crate::runtime_api::ReceivablesApi`].
	pub fn query_receivable(id: ReceivableId) -> Option<ReceivableInfo> {
		let receivable = Receivables::<T>::get(id)?;
		let payable = receivable.status.is_live() && receivable.payment_gates == 0;
		let interest = receivable.interest(T::Time::now()).filter(|_| payable);
		Some(ReceivableInfo {
			id,
			receivable,
			interest: interest.unwrap_or_default(),
			documents: DocumentsOf::<T>::get(id),
			conditions: ConditionsOf::<T>::get(id),
			invoices: InvoicesOf::<T>::get(id),
			proposal: Proposals::<T>::get(id),
			dispute: Disputes::<T>::get(id),
		})
	}

	/// See [`crate::runtime_api::ReceivablesApi`].
	pub fn query_part(id: PartId) -> Option<PartDetails> {
		let part = Parts::<T>::get(id)?;
		Some(PartDetails { id, part, discount: Discounts::<T>::get(id) })
	}

	/// See [`crate::runtime_api::ReceivablesApi`].
	pub fn query_parts_of(
		holder: OrganizationId,
		cursor: Option<PartId>,
		limit: u32,
	) -> Page<PartDetails, PartId> {
		let show = |id: &PartId| Self::query_part(*id);
		let of = |id| Parts::<T>::get(id).map(|part| part.receivable).unwrap_or_default();
		let keys = match cursor {
			Some(last) => {
				let last = PartsOf::<T>::hashed_key_for((holder, of(last), last));
				PartsOf::<T>::iter_key_prefix_from((holder,), last)
			}
			None => PartsOf::<T>::iter_key_prefix((holder,)),
		};
		Page::of(keys.map(|(_, part)| part), limit, show)
	}

	/// See [`crate::runtime_api::ReceivablesApi`].
	pub fn query_receivables_of(
		organization: OrganizationId,
		role: Option<Role>,
		cursor: Option<ReceivableId>,
		limit: u32,
	) -> Page<ReceivableInfo, ReceivableId> {
		Page::under::<ReceivablesOf<T>, _, _>(organization, cursor, limit, |id| {
			let has = ReceivablesOf::<T>::get(organization, id);
			Self::query_receivable(*id).filter(|_| role.is_none() || has == role)
		})
	}

	/// See [`crate::runtime_api::ReceivablesApi`].
	pub fn query_awaited(
		organization: OrganizationId,
		cursor: Option<ReceivableId>,
		limit: u32,
	) -> Page<ReceivableInfo, ReceivableId> {
		Page::under::<Awaited<T>, _, _>(organization, cursor, limit, |id| {
			Self::query_receivable(*id)
		})
	}

	/// See [`crate::runtime_api::ReceivablesApi`].
	pub fn query_drafted(
		organization: OrganizationId,
		cursor: Option<ReceivableId>,
		limit: u32,
	) -> Page<ReceivableInfo, ReceivableId> {
		Page::under::<Drafted<T>, _, _>(organization, cursor, limit, |id| {
			Self::query_receivable(*id)
		})
	}

	/// See [`crate::runtime_api::ReceivablesApi`].
	pub fn query_offers_to(
		organization: OrganizationId,
		cursor: Option<PartId>,
		limit: u32,
	) -> Page<PartDetails, PartId> {
		Page::under::<OffersTo<T>, _, _>(organization, cursor, limit, |id| Self::query_part(*id))
	}

	/// See [`crate::runtime_api::ReceivablesApi`].
	pub fn query_maturing(
		asset: Option<AssetId>,
		from: Day,
		until: Day,
		cursor: Option<(Day, ReceivableId)>,
		limit: u32,
	) -> Page<ReceivableInfo, (Day, ReceivableId)> {
		let until = until.min(from.saturating_add(MAX_WINDOW));
		let first = cursor.map_or(from, |(day, _)| day.max(from));
		let keys = (first..until).flat_map(|day| {
			let ids = match cursor.filter(|(last, _)| *last == day) {
				Some((day, last)) => {
					let last = Maturing::<T>::hashed_key_for(day, last);
					Maturing::<T>::iter_key_prefix_from(day, last)
				}
				None => Maturing::<T>::iter_key_prefix(day),
			};
			ids.map(move |id| (day, id))
		});
		Page::of(keys, limit, |(_, id)| {
			let found = Self::query_receivable(*id);
			found.filter(|it| asset.is_none_or(|asset| it.receivable.asset == asset))
		})
	}

	/// See [`crate::runtime_api::ReceivablesApi`].
	pub fn query_leaves(
		receivable: ReceivableId,
		cursor: Option<PartId>,
		limit: u32,
	) -> Page<PartDetails, PartId> {
		Page::under::<Leaves<T>, _, _>(receivable, cursor, limit, |id| Self::query_part(*id))
	}

	/// See [`crate::runtime_api::ReceivablesApi`].
	pub fn query_tree(
		receivable: ReceivableId,
		cursor: Option<PartId>,
		limit: u32,
	) -> Page<PartDetails, PartId> {
		Page::under::<PartsIn<T>, _, _>(receivable, cursor, limit, |id| Self::query_part(*id))
	}

	/// What was before a place on a part's path: an endorsement by its number and one, or with zero how the
	/// part was made.
	fn step_before((part, number): (PartId, u32)) -> Option<(PartId, u32)> {
		match number.checked_sub(1) {
			Some(before) => Some((part, before)),
			None => {
				let parent = Parts::<T>::get(part)?.parent?;
				Some((parent, Parts::<T>::get(parent)?.endorsements))
			}
		}
	}

	fn show_step((part, number): (PartId, u32)) -> Option<Step> {
		match number.checked_sub(1) {
			Some(number) => {
				let endorsement = Endorsements::<T>::get(part, number)?;
				Some(Step::Endorsed { part, number, endorsement })
			}
			None => {
				let Part { face, parent, merged, .. } = Parts::<T>::get(part)?;
				Some(Step::Made { part, face, parent, merged })
			}
		}
	}

	/// See [`crate::runtime_api::ReceivablesApi`].
	pub fn query_path(
		part: PartId,
		cursor: Option<(PartId, u32)>,
		limit: u32,
	) -> Page<Step, (PartId, u32)> {
		let first = match cursor {
			Some(last) => Self::step_before(last),
			None => Parts::<T>::get(part).map(|it| (part, it.endorsements)),
		};
		let places = core::iter::successors(first, |place| Self::step_before(*place));
		Page::of(places, limit, |place| Self::show_step(*place))
	}

	/// See [`crate::runtime_api::ReceivablesApi`].
	pub fn query_history(
		receivable: ReceivableId,
		cursor: Option<u32>,
		limit: u32,
	) -> Page<Entry, u32> {
		log::page::<HistoryLength<T>, History<T>, _, _>(receivable, cursor, limit)
	}

	/// See [`crate::runtime_api::ReceivablesApi`].
	pub fn query_exposure(debtor: OrganizationId, asset: AssetId) -> Exposure {
		let line = Lines::<T>::get(debtor, asset).unwrap_or_default();
		Exposure { line, available: line.limit.saturating_sub(line.outstanding) }
	}

	/// See [`crate::runtime_api::ReceivablesApi`].
	pub fn query_guarantees(
		guarantor: OrganizationId,
		debtor: OrganizationId,
		asset: AssetId,
	) -> Guarantee {
		Guarantees::<T>::get((guarantor, debtor, asset)).unwrap_or_default()
	}

	/// See [`crate::runtime_api::ReceivablesApi`].
	pub fn query_recourse_of(
		organization: OrganizationId,
		cursor: Option<PartId>,
		limit: u32,
	) -> Page<PartDetails, PartId> {
		Page::under::<RecourseOf<T>, _, _>(organization, cursor, limit, |id| Self::query_part(*id))
	}

	/// See [`crate::runtime_api::ReceivablesApi`].
	pub fn query_owed(organization: OrganizationId, asset: AssetId) -> Amount {
		Owed::<T>::get(organization, asset)
	}
}
