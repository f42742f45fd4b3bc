// SPDX-License-Identifier: Apache-2.0

//! Orders: asked for, confirmed, refused, taken back.
//!
//! What the buyer names is what it gets: version, terms and total are those that it saw, or there is no
//! order. The shares are those of that moment, whoever the resource belongs to later.

use crate::*;
use covenant_primitives::catalog::Offer;
use frame_support::{ensure, traits::Incrementable};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

/// What both sides agree on.
pub(crate) struct Deal {
	pub resource: ResourceId,
	pub offer: Offer,
	pub conditions: Conditions,
	pub asset: Option<AssetId>,
	pub per: Option<Per>,
	pub quantity: u32,
	pub stages: Stages,
	pub slots: Option<Slots>,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_request(by: ActorOf<T>, resource: ResourceId, ask: Ask) -> DispatchResult {
		let offer = T::Catalog::offer(resource).ok_or(Error::<T>::NotOffered)?;
		let Terms { revision, open, conditions, eligibility } =
			TermsOf::<T>::get(resource).ok_or(Error::<T>::NotOpen)?;
		ensure!(open, Error::<T>::NotOpen);
		ensure!(ask.version == offer.version, Error::<T>::OtherVersion);
		ensure!(ask.terms == revision, Error::<T>::OtherTerms);
		Self::ensure_eligible(by.organization, ask.license, &eligibility)?;
		let is_project = conditions.method == Method::Milestones;
		let one = ask.quantity == 1 || ask.slots.is_none() && ask.stages.is_empty();
		let rightly = ask.quantity > 0 && one && ask.stages.is_empty() != is_project;
		ensure!(rightly, Error::<T>::WrongAsk);
		let quantity = Self::quantity(offer.price, &ask)?;
		let deal = Deal {
			resource,
			offer,
			conditions,
			asset: offer.price.map(|price| price.asset),
			per: offer.price.map(|price| price.per),
			quantity,
			stages: Self::stages(offer.price, quantity, &ask)?,
			slots: ask.slots,
		};
		let id = Self::place(by.clone(), deal, ask.own())?;
		if !conditions.approval {
			Self::confirm(id, Some(by))?;
		}
		Ok(())
	}

	/// How much is asked for, in what the price is for.
	fn quantity(price: Option<Price>, ask: &Ask) -> Result<u32, DispatchError> {
		let per = price.map(|price| price.per);
		Ok(match ask.slots {
			Some(slots) => {
				ensure!(per != Some(Per::Period), Error::<T>::WrongAsk);
				let places = u32::from(slots.units);
				let slots = u32::from(slots.count).saturating_mul(places);
				if per.is_none_or(|per| per == Per::Slot) {
					slots
				} else {
					places
				}
			}
			None => {
				ensure!(per != Some(Per::Slot), Error::<T>::WrongAsk);
				ask.quantity
			}
		})
	}

	/// What each stage costs. A project costs at least what is listed.
	fn stages(price: Option<Price>, quantity: u32, ask: &Ask) -> Result<Stages, DispatchError> {
		let amount = price.map_or(0, |price| price.amount);
		let stages = if ask.stages.is_empty() {
			let total = amount.checked_mul(quantity.into()).ok_or(ArithmeticError::Overflow)?;
			Stages::truncate_from(alloc::vec![total])
		} else {
			Self::ensure_costs(price.is_some(), &ask.stages)?;
			ask.stages.clone()
		};
		let total = stages.iter().try_fold(0, |sum: Amount, it| sum.checked_add(*it));
		let total = total.ok_or(ArithmeticError::Overflow)?;
		ensure!(total == ask.total && amount <= total, Error::<T>::OtherPrice);
		Ok(stages)
	}

	/// Every stage costs something, or none does.
	pub(crate) fn ensure_costs(costs: bool, stages: &Stages) -> DispatchResult {
		ensure!(stages.iter().all(|it| (*it > 0) == costs), Error::<T>::OtherPrice);
		Ok(())
	}

	/// Makes an order, which waits for the seller's answer.
	pub(crate) fn place(by: ActorOf<T>, deal: Deal, own: Own) -> Result<OrderId, DispatchError> {
		let (buyer, seller) = (by.organization, deal.offer.owner);
		ensure!(buyer != seller, Error::<T>::OwnResource);
		ensure!(T::Organizations::is_in_good_standing(seller), Error::<T>::Suspended);
		Self::ensure_can_be_delivered(&deal)?;
		Self::ensure_adds_rightly(buyer, &deal, own)?;
		let Deal { resource, offer, conditions, asset, quantity, stages, slots, .. } = deal;
		let sides = [buyer, seller];
		ensure!(
			!conditions.arbiter.is_some_and(|it| sides.contains(&it)),
			Error::<T>::WrongArbiter
		);
		if asset.is_some() {
			T::Authority::ensure_capability(&by.account, Capability::Treasury)?;
			let arbiter = conditions.arbiter.ok_or(Error::<T>::NoArbiter)?;
			ensure!(Self::may_arbitrate(arbiter), Error::<T>::WrongArbiter);
		}

		let id = NextOrderId::<T>::get();
		NextOrderId::<T>::put(id.increment().ok_or(ArithmeticError::Overflow)?);
		let now = T::Time::now();
		let order = Order {
			resource,
			version: offer.version,
			buyer,
			seller,
			asset,
			conditions,
			quantity,
			slots,
			program: own.program,
			content: offer.content,
			request: own.request,
			purpose: own.purpose,
			stages,
			stage: 0,
			status: Status::Requested,
			since: now,
			due: None,
		};
		SharesOf::<T>::insert(id, Shares::truncate_from(T::Catalog::shares(resource)));
		OrdersFor::<T>::insert(resource, id, ());
		for (organization, role) in [(buyer, Role::Buyer), (seller, Role::Seller)] {
			OrdersOf::<T>::insert(organization, id, role);
			Self::count_open(organization, true);
		}
		let total = order.total();
		Self::count(&order, |figures| figures.asked = figures.asked.saturating_add(1));
		Self::enter(id, order, Status::Requested, Some(now.saturating_add(conditions.answer)))?;
		Self::record(id, Some(by), Act::Requested { total });
		Ok(id)
	}

	/// Slots are for attendance, and for nothing else.
	pub(crate) fn ensure_can_be_delivered(deal: &Deal) -> DispatchResult {
		let Deal { resource, offer, conditions, slots, .. } = deal;
		let method = conditions.method;
		ensure!(method.fits(offer.kind), Error::<T>::WrongMethod);
		ensure!(slots.is_some() == (method == Method::Attendance), Error::<T>::WrongAsk);
		if let Some(slots) = *slots {
			ensure!(T::Bookings::period(*resource, slots).is_some(), Error::<T>::NotBookable);
		}
		Ok(())
	}

	/// Each method needs something of the buyer that the others do not.
	fn ensure_adds_rightly(buyer: OrganizationId, deal: &Deal, own: Own) -> DispatchResult {
		let Deal { offer, conditions, per, quantity, .. } = deal;
		let method = conditions.method;
		let rightly = own.program.is_some() == (method == Method::Computation)
			&& own.request.is_some() == (method == Method::Grant);
		ensure!(rightly, Error::<T>::WrongAsk);
		let span = match (per, conditions.period) {
			(Some(Per::Period), None) => Err(Error::<T>::NoPeriod)?,
			(Some(Per::Period), Some(period)) => period.saturating_mul((*quantity).into()),
			_ => Moment::MAX,
		};
		let uses = if *per == Some(Per::Use) { *quantity } else { u32::MAX };
		if let Some(request) = own.request {
			let access = T::SealedKeys::access(request).ok_or(Error::<T>::WrongRequest)?;
			let is_it = access.requester == party(buyer)
				&& Some(access.object) == offer.content
				&& access.span <= span
				&& access.uses <= uses;
			ensure!(is_it, Error::<T>::WrongRequest);
		}
		if matches!(method, Method::Key | Method::Computation) {
			ensure!(T::SealedKeys::present_key(party(buyer)).is_some(), Error::<T>::WrongKey);
		}
		Ok(())
	}

	/// Holds what an order costs, and books its slots.
	pub(crate) fn confirm(id: OrderId, by: Option<ActorOf<T>>) -> DispatchResult {
		let order = Self::order(id)?;
		let held = order.total();
		Self::hold(&order, held)?;
		let from = match order.slots {
			Some(slots) => {
				T::Bookings::book(order.resource, id.0, slots)?;
				Self::period(&order)?.until
			}
			None => T::Time::now(),
		};
		let due = from.saturating_add(order.conditions.delivery);
		Self::enter(id, order, Status::Confirmed, Some(due))?;
		Self::record(id, by, Act::Confirmed { held });
		Ok(())
	}

	pub(crate) fn do_approve(by: ActorOf<T>, id: OrderId) -> DispatchResult {
		let order = Self::of_side(&by, id, Role::Seller)?;
		ensure!(order.status == Status::Requested, Error::<T>::WrongState);
		ensure!(T::Catalog::offer(order.resource).is_some(), Error::<T>::NotOffered);
		ensure!(T::Organizations::is_in_good_standing(order.buyer), Error::<T>::Suspended);
		Self::count_answer(&order);
		Self::confirm(id, Some(by))
	}

	pub(crate) fn do_refuse(by: ActorOf<T>, id: OrderId, reason: H256) -> DispatchResult {
		let order = Self::of_side(&by, id, Role::Seller)?;
		ensure!(order.status == Status::Requested, Error::<T>::WrongState);
		Self::count_answer(&order);
		Self::end(id, order, Status::Refused)?;
		Self::record(id, Some(by), Act::Refused { reason });
		Ok(())
	}

	pub(crate) fn do_withdraw(by: ActorOf<T>, id: OrderId) -> DispatchResult {
		let order = Self::of_side(&by, id, Role::Buyer)?;
		ensure!(order.status == Status::Requested, Error::<T>::WrongState);
		Self::end(id, order, Status::Withdrawn)?;
		Self::record(id, Some(by), Act::Withdrawn);
		Ok(())
	}

	fn count_answer(order: &Order) {
		let took = T::Time::now().saturating_sub(order.since);
		Self::count(order, |figures| {
			figures.answered = figures.answered.saturating_add(1);
			figures.answer_time = figures.answer_time.saturating_add(took);
		});
	}
}
