// SPDX-License-Identifier: Apache-2.0

//! Benchmarks of every call, task and step, each on its longest path: with all documents, with a guarantor,
//! and with a part that its holder consents for and offers at a discount.

use super::*;
use alloc::vec;
use covenant_primitives::{
	time::{DAY, HOUR},
	Freezable, HandleDeadline, Parts as _, Party,
};
use frame_benchmarking::v2::*;
use frame_support::{traits::EnsureOrigin, BoundedVec};
use sp_runtime::traits::Zero;

/// Far above what minimal balances take of it.
const AMOUNT: Amount = 1_000_000_000;

const DIGEST: H256 = H256::repeat_byte(7);

fn treasurer<T: Config>() -> Result<(T::RuntimeOrigin, ActorOf<T>), BenchmarkError> {
	let origin =
		T::TreasuryOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;
	let by = T::TreasuryOrigin::ensure_origin(origin.clone())
		.map_err(|_| BenchmarkError::Stop("not a treasurer"))??;
	Ok((origin, by))
}

fn arbiter<T: Config>() -> Result<(T::RuntimeOrigin, OrganizationId), BenchmarkError> {
	let origin =
		T::ArbiterOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;
	let by = T::ArbiterOrigin::ensure_origin(origin.clone())
		.map_err(|_| BenchmarkError::Stop("not an arbiter"))??;
	Ok((origin, by.organization))
}

/// Another organization, for each number.
fn other<T: Config>(number: u32) -> OrganizationId {
	T::BenchmarkHelper::organization(number)
}

/// Somebody who acts for an organization.
fn like<T: Config>(by: &ActorOf<T>, organization: OrganizationId) -> ActorOf<T> {
	Actor { account: by.account.clone(), organization }
}

/// Whoever pays has the money, and accounts are known.
fn endow<T: Config>(organization: OrganizationId) -> AssetId {
	T::BenchmarkHelper::endow(&T::Organizations::account(organization), 10 * AMOUNT)
}

fn soon<T: Config>() -> Moment {
	T::Time::now().saturating_add(HOUR)
}

fn terms<T: Config>(asset: AssetId) -> Terms {
	let document =
		Document { kind: DocumentKind::Contract, number: DIGEST, digest: DIGEST, amount: AMOUNT };
	let fact = Fact::Delivered(0);
	let condition = Condition { fact, gates: Gate::Transfer };
	Terms {
		asset,
		amount: AMOUNT,
		due: T::Time::now().saturating_add(30 * DAY),
		late_rate: T::MaxLateRate::get(),
		license: None,
		guarantor: None,
		arbiter: None,
		documents: BoundedVec::truncate_from(vec![document; MAX_DOCUMENTS as usize]),
		conditions: BoundedVec::truncate_from(vec![condition; MAX_CONDITIONS as usize]),
		invoices: InvoiceIds::default(),
		answer_by: soon::<T>(),
	}
}

/// A draft that waits for its debtor, who has a line.
fn drafted<T: Config>(
	debtor: OrganizationId,
	creditor: OrganizationId,
) -> Result<ReceivableId, BenchmarkError> {
	let (_, by) = treasurer::<T>()?;
	let asset = endow::<T>(debtor);
	endow::<T>(creditor);
	let id = NextReceivableId::<T>::get();
	Pallet::<T>::do_set_line(like::<T>(&by, debtor), asset, Amount::MAX)?;
	Pallet::<T>::do_draft(like::<T>(&by, creditor), debtor, false, terms::<T>(asset))?;
	Ok(id)
}

/// What a debtor owes a creditor, guaranteed by another, its conditions met; and the part that is the whole.
fn accepted<T: Config>(
	debtor: OrganizationId,
	creditor: OrganizationId,
	guarantor: OrganizationId,
) -> Result<(ReceivableId, PartId), BenchmarkError> {
	let (_, by) = treasurer::<T>()?;
	let id = drafted::<T>(debtor, creditor)?;
	let part = NextPartId::<T>::get();
	Pallet::<T>::do_accept(like::<T>(&by, debtor), id, AMOUNT)?;
	let asset = endow::<T>(guarantor);
	let by = like::<T>(&by, guarantor);
	Pallet::<T>::do_set_guarantee(by.clone(), debtor, asset, Amount::MAX)?;
	Pallet::<T>::do_guarantee(by, id)?;
	ConditionsOf::<T>::mutate(id, |all| all.iter_mut().for_each(|it| it.met = true));
	Receivables::<T>::mutate_extant(id, |it| it.transfer_gates = 0);
	Ok((id, part))
}

/// Its holder offers it at a discount and consents to a cancellation; another part of it, with a holder of its
/// own, keeps that from happening.
fn busy<T: Config>(
	debtor: OrganizationId,
	creditor: OrganizationId,
	guarantor: OrganizationId,
) -> Result<(ReceivableId, PartId), BenchmarkError> {
	let (_, by) = treasurer::<T>()?;
	let (id, part) = accepted::<T>(debtor, creditor, guarantor)?;
	let (holder, half) = (like::<T>(&by, creditor), AMOUNT / 2);
	let amounts = BoundedVec::truncate_from(vec![half, AMOUNT - half]);
	Pallet::<T>::do_split(holder.clone(), part, amounts)?;
	let part = PartId(part.0 + 1);
	Pallet::<T>::do_propose_cancellation(holder.clone(), id, DIGEST)?;
	Pallet::<T>::do_consent(holder.clone(), part)?;
	Pallet::<T>::do_offer_discount(holder, part, 1, soon::<T>())?;
	Ok((id, part))
}

/// A part of the signer's, and what it is of.
fn own<T: Config>() -> Result<(T::RuntimeOrigin, ReceivableId, PartId), BenchmarkError> {
	let (origin, by) = treasurer::<T>()?;
	let (id, part) = busy::<T>(other::<T>(0), by.organization, other::<T>(1))?;
	Ok((origin, id, part))
}

/// With a holder that has it from another with recourse, in default.
fn defaulted<T: Config>(
	from: OrganizationId,
	to: OrganizationId,
) -> Result<(ReceivableId, PartId), BenchmarkError> {
	let (id, part) = busy::<T>(other::<T>(0), from, other::<T>(1))?;
	Pallet::<T>::hand_over(part, to, true, None)?;
	let (_, by) = treasurer::<T>()?;
	Pallet::<T>::do_consent(like::<T>(&by, to), part)?;
	change::<T>(id, |it| {
		it.status = Status::Defaulted;
		it.timer = None;
	})?;
	Ok((id, part))
}

/// Has a receivable be otherwise.
fn change<T: Config>(
	id: ReceivableId,
	change: impl FnOnce(&mut Receivable),
) -> Result<(), BenchmarkError> {
	let before = Pallet::<T>::receivable(id)?;
	let mut after = before.clone();
	change(&mut after);
	Ok(Pallet::<T>::keep(id, &before, &after)?)
}

/// It is late by a day.
fn late<T: Config>(id: ReceivableId) -> Result<(), BenchmarkError> {
	let due = Pallet::<T>::receivable(id)?.due;
	T::BenchmarkHelper::set_time(due.saturating_add(DAY));
	Ok(())
}

/// See [`covenant_primitives::Parts::set_up`].
pub(crate) fn set_up<T: Config>(holder: OrganizationId, asset: AssetId, amount: Amount) -> PartId {
	let id = NextReceivableId::<T>::get();
	NextReceivableId::<T>::put(ReceivableId(id.0 + 1));
	let due = T::Time::now().saturating_add(30 * DAY);
	let none = Receivable {
		debtor: other::<T>(9),
		creditor: holder,
		asset,
		amount,
		outstanding: 0,
		waived: 0,
		paid: 0,
		due,
		late_rate: 0,
		license: None,
		named: None,
		guarantor: None,
		arbiter: None,
		relied_on: false,
		subrogation: None,
		status: Status::Outstanding,
		timer: None,
		transfer_gates: 0,
		payment_gates: 0,
		proposals: 0,
		overruled: 0,
	};
	let owed = Receivable { outstanding: amount, timer: Some(due), ..none.clone() };
	assert!(Pallet::<T>::keep(id, &none, &owed).is_ok());
	let part = NextPartId::<T>::get();
	assert!(Pallet::<T>::make_part(id, holder, amount, None).is_ok());
	part
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn set_line() -> Result<(), BenchmarkError> {
		let (origin, by) = treasurer::<T>()?;
		let asset = endow::<T>(by.organization);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, asset, 1);

		assert!(Lines::<T>::contains_key(by.organization, asset));
		Ok(())
	}

	#[benchmark]
	fn set_guarantee() -> Result<(), BenchmarkError> {
		let (origin, by) = treasurer::<T>()?;
		let asset = endow::<T>(by.organization);
		let debtor = other::<T>(0);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, debtor, asset, 1);

		assert!(Guarantees::<T>::contains_key((by.organization, debtor, asset)));
		Ok(())
	}

	#[benchmark]
	fn draft() -> Result<(), BenchmarkError> {
		let (origin, by) = treasurer::<T>()?;
		let asset = endow::<T>(by.organization);
		let id = NextReceivableId::<T>::get();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, other::<T>(0), false, terms::<T>(asset));

		assert!(Receivables::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn accept() -> Result<(), BenchmarkError> {
		let (origin, by) = treasurer::<T>()?;
		let id = drafted::<T>(by.organization, other::<T>(0))?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, AMOUNT);

		assert_eq!(Pallet::<T>::receivable(id)?.outstanding, AMOUNT);
		Ok(())
	}

	#[benchmark]
	fn decline() -> Result<(), BenchmarkError> {
		let (origin, by) = treasurer::<T>()?;
		let id = drafted::<T>(by.organization, other::<T>(0))?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert!(!Receivables::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn withdraw() -> Result<(), BenchmarkError> {
		let (origin, by) = treasurer::<T>()?;
		let id = drafted::<T>(other::<T>(0), by.organization)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert!(!Receivables::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn lapse() -> Result<(), BenchmarkError> {
		let id = drafted::<T>(other::<T>(0), other::<T>(1))?;

		#[block]
		{
			Pallet::<T>::handle(Task::Lapse(id))?;
		}

		assert!(!Receivables::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn guarantee() -> Result<(), BenchmarkError> {
		let (origin, by) = treasurer::<T>()?;
		let (id, _) = accepted::<T>(other::<T>(0), other::<T>(1), by.organization)?;
		change::<T>(id, |it| it.guarantor = None)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert_eq!(Pallet::<T>::receivable(id)?.guarantor, Some(by.organization));
		Ok(())
	}

	#[benchmark]
	fn split(n: Linear<2, MAX_PARTS>) -> Result<(), BenchmarkError> {
		let (origin, id, part) = own::<T>()?;
		let mut into = vec![1; n as usize - 1];
		into.push(AMOUNT / 2 - Amount::from(n) + 1);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, part, BoundedVec::truncate_from(into));

		assert_eq!(Leaves::<T>::iter_key_prefix(id).count(), n as usize + 1);
		Ok(())
	}

	/// All of them consent.
	#[benchmark]
	fn merge(n: Linear<2, MAX_PARTS>) -> Result<(), BenchmarkError> {
		let (origin, id, part) = own::<T>()?;
		let (_, by) = treasurer::<T>()?;
		let mut into = vec![2; n as usize - 1];
		into.push(AMOUNT / 2 - 2 * Amount::from(n) + 2);
		let first = NextPartId::<T>::get().0;
		Pallet::<T>::do_split(by.clone(), part, BoundedVec::truncate_from(into))?;
		let ids = (first..).take(n as usize).map(PartId).collect::<alloc::vec::Vec<_>>();
		for part in &ids {
			Pallet::<T>::do_offer_discount(by.clone(), *part, 1, soon::<T>())?;
			Pallet::<T>::do_consent(by.clone(), *part)?;
		}

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, BoundedVec::truncate_from(ids));

		assert_eq!(Leaves::<T>::iter_key_prefix(id).count(), 2);
		Ok(())
	}

	#[benchmark]
	fn offer() -> Result<(), BenchmarkError> {
		let (origin, _, part) = own::<T>()?;
		let to = other::<T>(2);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, part, to, true, soon::<T>());

		assert!(OffersTo::<T>::contains_key(to, part));
		Ok(())
	}

	/// With a license.
	#[benchmark]
	fn take() -> Result<(), BenchmarkError> {
		let (origin, by) = treasurer::<T>()?;
		let from = other::<T>(2);
		let (id, part) = busy::<T>(other::<T>(0), from, other::<T>(1))?;
		let to = by.organization;
		Pallet::<T>::do_offer(like::<T>(&by, from), part, to, true, soon::<T>())?;
		let (license, type_code) = T::Licenses::set_up(Party::Organization(to));
		Receivables::<T>::mutate_extant(id, |it| it.license = Some(type_code));

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, part, AMOUNT / 2, true, Some(license));

		assert_eq!(Pallet::<T>::leaf(part)?.holder, to);
		Ok(())
	}

	#[benchmark]
	fn return_part() -> Result<(), BenchmarkError> {
		let (origin, by) = treasurer::<T>()?;
		let from = other::<T>(2);
		let (_, part) = busy::<T>(other::<T>(0), from, other::<T>(1))?;
		let to = by.organization;
		Pallet::<T>::do_offer(like::<T>(&by, from), part, to, true, soon::<T>())?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, part);

		assert!(!OffersTo::<T>::contains_key(to, part));
		Ok(())
	}

	#[benchmark]
	fn recall() -> Result<(), BenchmarkError> {
		let (origin, _, part) = own::<T>()?;
		let (_, by) = treasurer::<T>()?;
		Pallet::<T>::do_offer(by, part, other::<T>(2), true, soon::<T>())?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, part);

		assert!(!OffersTo::<T>::contains_key(other::<T>(2), part));
		Ok(())
	}

	#[benchmark]
	fn lapse_offer() -> Result<(), BenchmarkError> {
		let (_, _, part) = own::<T>()?;
		let (_, by) = treasurer::<T>()?;
		Pallet::<T>::do_offer(by, part, other::<T>(2), true, soon::<T>())?;

		#[block]
		{
			Pallet::<T>::handle(Task::LapseOffer(part))?;
		}

		assert!(!OffersTo::<T>::contains_key(other::<T>(2), part));
		Ok(())
	}

	#[benchmark]
	fn hand_over() -> Result<(), BenchmarkError> {
		let (_, _, part) = own::<T>()?;

		#[block]
		{
			<Pallet<T> as covenant_primitives::Parts>::hand_over(part, other::<T>(2), true, None)?;
		}

		assert_eq!(Pallet::<T>::leaf(part)?.holder, other::<T>(2));
		Ok(())
	}

	/// All but looking at the fact.
	#[benchmark]
	fn settle_condition() -> Result<(), BenchmarkError> {
		let (origin, id, _) = own::<T>()?;
		ConditionsOf::<T>::mutate(id, |all| {
			all.iter_mut().for_each(|it| it.condition.gates = Gate::Payment);
		});
		Receivables::<T>::mutate_extant(id, |it| it.payment_gates = 1);
		late::<T>(id)?;
		let before = Pallet::<T>::receivable(id)?;

		#[block]
		{
			assert!(T::TreasuryOrigin::ensure_origin(origin).is_ok_and(|it| it.is_ok()));
			let mut after = before.clone();
			let mut all = ConditionsOf::<T>::get(id);
			Pallet::<T>::meet(id, &mut after, 0, &mut all[0]);
			after.timer = Some(after.due);
			ConditionsOf::<T>::insert(id, all);
			Pallet::<T>::keep(id, &before, &after)?;
		}

		assert_eq!(Pallet::<T>::receivable(id)?.due, T::Time::now());
		Ok(())
	}

	#[benchmark]
	fn pay() -> Result<(), BenchmarkError> {
		let (origin, by) = treasurer::<T>()?;
		let (id, _) = busy::<T>(by.organization, other::<T>(0), other::<T>(1))?;
		late::<T>(id)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert!(matches!(Pallet::<T>::receivable(id)?.status, Status::Paying { .. }));
		Ok(())
	}

	/// What all steps of a call have in common: here with the end.
	#[benchmark]
	fn advance() -> Result<(), BenchmarkError> {
		let (_, id, part) = own::<T>()?;
		for part in [part, PartId(part.0 + 1)] {
			let leaf = Pallet::<T>::leaf(part)?;
			Pallet::<T>::close(part, leaf, PartStatus::Paid);
		}
		change::<T>(id, |it| {
			it.status = Status::Paying { principal: AMOUNT, interest: 1, last: Some(part) };
			it.outstanding = 0;
			it.paid = AMOUNT;
		})?;

		#[block]
		{
			Pallet::<T>::do_advance(id, 1, Weight::MAX)?;
		}

		assert_eq!(Pallet::<T>::receivable(id)?.status, Status::Paid);
		Ok(())
	}

	/// A part that was offered.
	#[benchmark]
	fn distribute() -> Result<(), BenchmarkError> {
		let (_, by) = treasurer::<T>()?;
		let (holder, guarantor) = (other::<T>(0), other::<T>(1));
		let (id, part) = busy::<T>(by.organization, holder, guarantor)?;
		for part in [part, PartId(part.0 + 1)] {
			let holder = like::<T>(&by, holder);
			Pallet::<T>::do_offer(holder, part, other::<T>(2), true, soon::<T>())?;
		}
		late::<T>(id)?;
		Pallet::<T>::do_pay(by, id)?;
		let mut receivable = Pallet::<T>::receivable(id)?;
		let owed = receivable.outstanding;

		#[block]
		{
			Pallet::<T>::step(id, &mut receivable, &mut Default::default())?;
		}

		assert!(receivable.outstanding < owed);
		Ok(())
	}

	#[benchmark]
	fn pay_out() -> Result<(), BenchmarkError> {
		let (_, by) = treasurer::<T>()?;
		let (id, part) = busy::<T>(by.organization, other::<T>(0), other::<T>(1))?;
		let asset = Pallet::<T>::receivable(id)?.asset;
		Pallet::<T>::do_pay(by, id)?;
		let to = other::<T>(2);

		#[block]
		{
			Pallet::<T>::pay_out((id, part), asset, to, AMOUNT / 2)?;
		}

		assert!(Owed::<T>::get(to, asset).is_zero());
		Ok(())
	}

	#[benchmark]
	fn collect() -> Result<(), BenchmarkError> {
		let (origin, by) = treasurer::<T>()?;
		let (id, _) = busy::<T>(by.organization, other::<T>(0), other::<T>(1))?;
		let asset = Pallet::<T>::receivable(id)?.asset;
		Pallet::<T>::do_pay(by, id)?;
		let to = other::<T>(2);
		Owed::<T>::insert(to, asset, AMOUNT / 2);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, to, asset);

		assert!(!Owed::<T>::contains_key(to, asset));
		Ok(())
	}

	#[benchmark]
	fn offer_discount() -> Result<(), BenchmarkError> {
		let (origin, _, part) = own::<T>()?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, part, 2, soon::<T>());

		assert!(Discounts::<T>::get(part).is_some_and(|it| it.amount_off == 2));
		Ok(())
	}

	#[benchmark]
	fn withdraw_discount() -> Result<(), BenchmarkError> {
		let (origin, _, part) = own::<T>()?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, part);

		assert!(!Discounts::<T>::contains_key(part));
		Ok(())
	}

	/// The other holder consents, so that what is left is cancelled.
	#[benchmark]
	fn take_discount() -> Result<(), BenchmarkError> {
		let (origin, by) = treasurer::<T>()?;
		let holder = other::<T>(0);
		let (id, part) = busy::<T>(by.organization, holder, other::<T>(1))?;
		let holder = like::<T>(&by, holder);
		Pallet::<T>::do_credit_note(holder.clone(), part, 1, DIGEST)?;
		Pallet::<T>::do_consent(holder.clone(), PartId(part.0 + 1))?;
		Pallet::<T>::do_offer_discount(holder, part, 1, soon::<T>())?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, part, AMOUNT);

		assert!(matches!(Pallet::<T>::receivable(id)?.status, Status::Cancelling { .. }));
		Ok(())
	}

	/// An arbiter did not decide, and the receivable goes on.
	#[benchmark]
	fn fall_due() -> Result<(), BenchmarkError> {
		let (_, by) = treasurer::<T>()?;
		let (_, court) = arbiter::<T>()?;
		let (id, _) = busy::<T>(other::<T>(0), other::<T>(1), other::<T>(2))?;
		let status = Status::Overdue { until: T::Time::now() };
		change::<T>(id, |it| it.status = status)?;
		let debtor = like::<T>(&by, other::<T>(0));
		Pallet::<T>::do_dispute(debtor, id, None, court, DIGEST)?;
		late::<T>(id)?;

		#[block]
		{
			Pallet::<T>::handle(Task::Due(id))?;
		}

		assert!(matches!(Pallet::<T>::receivable(id)?.status, Status::Overdue { .. }));
		Ok(())
	}

	/// Debtor and guarantor are reported.
	#[benchmark]
	fn fall_in_default() -> Result<(), BenchmarkError> {
		let (id, _) = busy::<T>(other::<T>(0), other::<T>(1), other::<T>(2))?;
		let status = Status::Called { until: T::Time::now() };
		change::<T>(id, |it| it.status = status)?;

		#[block]
		{
			Pallet::<T>::handle(Task::Due(id))?;
		}

		assert_eq!(Pallet::<T>::receivable(id)?.status, Status::Defaulted);
		Ok(())
	}

	#[benchmark]
	fn pay_guaranteed() -> Result<(), BenchmarkError> {
		let (origin, by) = treasurer::<T>()?;
		let (id, _) = busy::<T>(other::<T>(0), other::<T>(1), by.organization)?;
		late::<T>(id)?;
		let status = Status::Called { until: T::Time::now() };
		change::<T>(id, |it| it.status = status)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert!(Pallet::<T>::receivable(id)?.subrogation.is_some());
		Ok(())
	}

	#[benchmark]
	fn repay() -> Result<(), BenchmarkError> {
		let (origin, by) = treasurer::<T>()?;
		let guarantor = other::<T>(1);
		let (id, _) = busy::<T>(by.organization, other::<T>(0), guarantor)?;
		let status = Status::Called { until: T::Time::now() };
		change::<T>(id, |it| it.status = status)?;
		Pallet::<T>::do_pay_guaranteed(like::<T>(&by, guarantor), id)?;
		Pallet::<T>::do_advance(id, 9, Weight::MAX)?;
		late::<T>(id)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert_eq!(Pallet::<T>::receivable(id)?.status, Status::Paid);
		Ok(())
	}

	#[benchmark]
	fn forgive() -> Result<(), BenchmarkError> {
		let (origin, by) = treasurer::<T>()?;
		let (id, _) = busy::<T>(other::<T>(0), other::<T>(1), by.organization)?;
		let status = Status::Called { until: T::Time::now() };
		change::<T>(id, |it| it.status = status)?;
		Pallet::<T>::do_pay_guaranteed(by, id)?;
		Pallet::<T>::do_advance(id, 9, Weight::MAX)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert_eq!(Pallet::<T>::receivable(id)?.status, Status::Paid);
		Ok(())
	}

	#[benchmark]
	fn claim_recourse() -> Result<(), BenchmarkError> {
		let (origin, by) = treasurer::<T>()?;
		let (_, part) = defaulted::<T>(other::<T>(2), by.organization)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, part);

		assert!(RecourseOf::<T>::contains_key(other::<T>(2), part));
		Ok(())
	}

	#[benchmark]
	fn pay_recourse() -> Result<(), BenchmarkError> {
		let (origin, by) = treasurer::<T>()?;
		let holder = other::<T>(2);
		let (_, part) = defaulted::<T>(by.organization, holder)?;
		Pallet::<T>::do_claim_recourse(like::<T>(&by, holder), part)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, part);

		assert_eq!(Pallet::<T>::leaf(part)?.holder, by.organization);
		Ok(())
	}

	#[benchmark]
	fn end_recourse() -> Result<(), BenchmarkError> {
		let (_, by) = treasurer::<T>()?;
		let holder = other::<T>(2);
		let (_, part) = defaulted::<T>(by.organization, holder)?;
		Pallet::<T>::do_claim_recourse(like::<T>(&by, holder), part)?;

		#[block]
		{
			Pallet::<T>::handle(Task::EndRecourse(part))?;
		}

		assert!(!RecourseOf::<T>::contains_key(by.organization, part));
		Ok(())
	}

	#[benchmark]
	fn credit_note() -> Result<(), BenchmarkError> {
		let (origin, id, part) = own::<T>()?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, part, 1, DIGEST);

		assert_eq!(Pallet::<T>::receivable(id)?.waived, 1);
		Ok(())
	}

	/// By a holder.
	#[benchmark]
	fn propose_cancellation() -> Result<(), BenchmarkError> {
		let (origin, by) = treasurer::<T>()?;
		let (id, part) = accepted::<T>(other::<T>(0), other::<T>(2), other::<T>(1))?;
		Pallet::<T>::hand_over(part, by.organization, true, None)?;
		change::<T>(id, |it| {
			it.status = Status::Defaulted;
			it.timer = None;
		})?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, DIGEST);

		assert!(Proposals::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn withdraw_cancellation() -> Result<(), BenchmarkError> {
		let (origin, id, _) = own::<T>()?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert!(!Proposals::<T>::contains_key(id));
		Ok(())
	}

	/// The last one.
	#[benchmark]
	fn consent() -> Result<(), BenchmarkError> {
		let (origin, id, part) = own::<T>()?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, PartId(part.0 + 1));

		assert!(matches!(Pallet::<T>::receivable(id)?.status, Status::Cancelling { .. }));
		Ok(())
	}

	#[benchmark]
	fn dispute() -> Result<(), BenchmarkError> {
		let (_, court) = arbiter::<T>()?;
		let (origin, by) = treasurer::<T>()?;
		// In benchmarks one organization does everything, and nobody arbitrates for itself.
		let holder = other::<T>(2);
		let (id, part) = busy::<T>(other::<T>(0), holder, other::<T>(1))?;

		#[block]
		{
			assert!(T::TreasuryOrigin::ensure_origin(origin).is_ok_and(|it| it.is_ok()));
			Pallet::<T>::do_dispute(like::<T>(&by, holder), id, Some(part), court, DIGEST)?;
		}

		assert!(Disputes::<T>::contains_key(id));
		Ok(())
	}

	/// It is upheld.
	#[benchmark]
	fn rule() -> Result<(), BenchmarkError> {
		let (origin, court) = arbiter::<T>()?;
		let (_, by) = treasurer::<T>()?;
		let (id, _) = busy::<T>(other::<T>(0), other::<T>(2), other::<T>(1))?;
		Pallet::<T>::do_dispute(like::<T>(&by, other::<T>(0)), id, None, court, DIGEST)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, true, DIGEST);

		assert!(matches!(Pallet::<T>::receivable(id)?.status, Status::Cancelling { .. }));
		Ok(())
	}

	#[benchmark]
	fn freeze() -> Result<(), BenchmarkError> {
		let (_, id, _) = own::<T>()?;

		#[block]
		{
			<Pallet<T> as Freezable>::freeze(id)?;
		}

		assert!(matches!(Pallet::<T>::receivable(id)?.status, Status::Frozen { .. }));
		Ok(())
	}

	/// It is due on another day.
	#[benchmark]
	fn unfreeze() -> Result<(), BenchmarkError> {
		let (_, id, _) = own::<T>()?;
		let undo = <Pallet<T> as Freezable>::freeze(id)?;
		late::<T>(id)?;

		#[block]
		{
			<Pallet<T> as Freezable>::unfreeze(id, undo)?;
		}

		assert_eq!(Pallet::<T>::receivable(id)?.due, T::Time::now());
		Ok(())
	}

	/// One that is offered.
	#[benchmark]
	fn lock() -> Result<(), BenchmarkError> {
		let (_, by) = treasurer::<T>()?;
		let (_, part) = busy::<T>(other::<T>(0), by.organization, other::<T>(1))?;
		Pallet::<T>::do_offer(by, part, other::<T>(2), true, soon::<T>())?;

		#[block]
		{
			<Pallet<T> as covenant_primitives::Parts>::seize(part)?;
		}

		assert_eq!(Pallet::<T>::leaf(part)?.status, PartStatus::Locked);
		Ok(())
	}

	impl_benchmark_test_suite! {
		Pallet,
		crate::mock::ExtBuilder::build(),
		crate::mock::Test
	}
}
