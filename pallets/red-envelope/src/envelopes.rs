// SPDX-License-Identifier: Apache-2.0

//! Envelopes: filled, paused, taken back, emptied.

use crate::*;
use covenant_primitives::{Capability, Party};
use frame_support::{ensure, traits::Incrementable};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

impl Form {
	/// How many persons it names.
	pub(crate) fn named(&self) -> u32 {
		match self {
			Self::Named(named) => u32::try_from(named.len()).unwrap_or(u32::MAX),
			_ => 0,
		}
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn envelope(id: EnvelopeId) -> Result<(EnvelopeOf<T>, Progress), DispatchError> {
		Envelopes::<T>::get(id)
			.zip(Progresses::<T>::get(id))
			.ok_or(Error::<T>::EnvelopeNotFound.into())
	}

	fn may_move_all_money(account: &T::AccountId, organization: OrganizationId) -> bool {
		T::Authority::ensure_capability(account, Capability::Treasury)
			.is_ok_and(|actor| actor.organization == organization)
	}

	/// Lets `account` spend `total` of a budget, by its capability or by a right, which is used.
	fn spend_right(
		account: T::AccountId,
		id: BudgetId,
		organization: OrganizationId,
		total: Amount,
	) -> Result<Filler<T::AccountId>, DispatchError> {
		if Self::may_move_all_money(&account, organization) {
			return Ok(Filler { account, right: None });
		}
		let spender = Self::spender(&account, organization)?;
		let number = SpendingRights::<T>::try_mutate(id, &spender, |right| {
			let right = right.as_mut().ok_or(Error::<T>::NoRight)?;
			ensure!(right.is_in_force(T::Time::now()), Error::<T>::RightNotInForce);
			ensure!(total <= right.left(), Error::<T>::CeilingExceeded);
			add(&mut right.used, total)?;
			Ok::<_, DispatchError>(right.number)
		})?;
		Ok(Filler { account, right: Some((spender, number)) })
	}

	/// As whom `account` has rights in an organization in good standing.
	fn spender(
		account: &T::AccountId,
		organization: OrganizationId,
	) -> Result<SpenderOf<T>, DispatchError> {
		if T::Authority::organization_of(account).is_some() {
			let actor = T::Authority::ensure_operator(account)?;
			ensure!(actor.organization == organization, Error::<T>::NotAuthorized);
			return Ok(Spender::Operator(account.clone()));
		}
		let member = T::Persons::ensure_member(account, organization)?;
		Self::ensure_good_standing(organization)?;
		Ok(Spender::Person(member.person))
	}

	pub(crate) fn ensure_good_standing(organization: OrganizationId) -> DispatchResult {
		ensure!(
			T::Organizations::is_in_good_standing(organization),
			Error::<T>::OrganizationSuspended
		);
		Ok(())
	}

	pub(crate) fn do_fill(
		account: T::AccountId,
		id: BudgetId,
		form: Form,
		terms: Terms,
	) -> DispatchResult {
		let mut budget = Self::budget(id)?;
		let now = T::Time::now();
		ensure!(terms.is_valid(now, T::MaxLifetime::get()), Error::<T>::InvalidTerms);
		let (total, shares) = form.total_and_shares().ok_or(Error::<T>::InvalidForm)?;
		let (book, organization) = (budget.book, budget.book.organization);
		let by = Self::spend_right(account.clone(), id, organization, total)?;
		Self::ensure_usable(&budget)?;
		ensure!(total <= budget.available, Error::<T>::InsufficientBudget);
		budget.commit(total)?;
		Budgets::<T>::insert(id, budget);

		let envelope = NextEnvelopeId::<T>::get();
		NextEnvelopeId::<T>::put(envelope.increment().ok_or(ArithmeticError::Overflow)?);
		let division = Self::divide(envelope, form)?;
		let unclaimed = if matches!(division, Division::Lucky { .. }) { 0 } else { total };
		let status = EnvelopeStatus::Open;
		let progress = Progress { status, claimed: 0, drawn: 0, unclaimed, left: total };
		let record = Envelope {
			book,
			budget: id,
			by,
			filled_at: now,
			division,
			total,
			shares,
			terms,
			register: None,
		};
		Envelopes::<T>::insert(envelope, record);
		Progresses::<T>::insert(envelope, progress);
		EnvelopesOf::<T>::insert(organization, envelope, ());
		OpenEnvelopes::<T>::insert(organization, envelope, ());
		T::Deadlines::schedule(terms.expires_at, Task::Expire(envelope))?;
		let actor = Actor { account: account.clone(), organization };
		let (from, to) = (Account::Available(id), Account::Committed(id));
		Self::post(book, Some(actor), Occasion::Filled { envelope }, from, to, total)?;
		Self::deposit_event(Event::Filled {
			by: account,
			organization,
			budget: id,
			envelope,
			total,
			shares,
		});
		Ok(())
	}

	/// Checks who may claim, and keeps what each of those who are named gets.
	fn divide(id: EnvelopeId, form: Form) -> Result<Division, DispatchError> {
		let division = match form {
			Form::Equal { share, audience, .. } => Division::Equal { share, audience },
			Form::Lucky { audience, .. } => Division::Lucky { audience },
			Form::Assigned { list, .. } => Division::Assigned { list },
			Form::Named(named) => {
				for (person, amount) in named {
					let known = T::Persons::account_of(person).is_some();
					ensure!(known, Error::<T>::UnknownPerson);
					let twice = Assignments::<T>::contains_key(id, person);
					ensure!(!twice, Error::<T>::Duplicate);
					Assignments::<T>::insert(id, person, amount);
				}
				Division::Named
			}
		};
		let is_somebody = match &division {
			Division::Equal { audience, .. } | Division::Lucky { audience } => match audience {
				Audience::Unit(unit) => !unit.is_empty(),
				Audience::Listed(list) => (1..=MAX_SHARES).contains(&list.length),
				Audience::Licensed(type_code) => type_code.is_valid(),
				Audience::Members | Audience::Coded(_) => true,
			},
			Division::Assigned { .. } | Division::Named => true,
		};
		ensure!(is_somebody, Error::<T>::InvalidForm);
		Ok(division)
	}

	/// The envelope, if `account` is of whoever filled it and could still do so, or may move all money.
	fn managed(
		account: &T::AccountId,
		id: EnvelopeId,
	) -> Result<(EnvelopeOf<T>, Progress), DispatchError> {
		let (envelope, progress) = Self::envelope(id)?;
		let organization = envelope.book.organization;
		if !Self::may_move_all_money(account, organization) {
			let (spender, number) = envelope.by.right.as_ref().ok_or(Error::<T>::NotAuthorized)?;
			let is_the_fillers = match spender {
				Spender::Operator(filler) => filler == account,
				Spender::Person(filler) => T::Persons::person_of(account) == Some(*filler),
			};
			ensure!(is_the_fillers, Error::<T>::NotAuthorized);
			ensure!(Self::spender(account, organization)? == *spender, Error::<T>::NotAuthorized);
			let right = SpendingRights::<T>::get(envelope.budget, spender);
			let may =
				right.is_some_and(|it| it.number == *number && it.is_in_force(T::Time::now()));
			ensure!(may, Error::<T>::NotAuthorized);
		}
		Ok((envelope, progress))
	}

	pub(crate) fn do_pause(by: T::AccountId, envelope: EnvelopeId) -> DispatchResult {
		let (_, progress) = Self::managed(&by, envelope)?;
		ensure!(progress.status == EnvelopeStatus::Open, Error::<T>::InvalidState);
		let status = EnvelopeStatus::Paused;
		Progresses::<T>::insert(envelope, Progress { status, ..progress });
		Self::deposit_event(Event::PausedClaims { by, envelope });
		Ok(())
	}

	pub(crate) fn do_resume(by: T::AccountId, envelope: EnvelopeId) -> DispatchResult {
		let (_, progress) = Self::managed(&by, envelope)?;
		ensure!(progress.status == EnvelopeStatus::Paused, Error::<T>::InvalidState);
		let status = EnvelopeStatus::Open;
		Progresses::<T>::insert(envelope, Progress { status, ..progress });
		Self::deposit_event(Event::ResumedClaims { by, envelope });
		Ok(())
	}

	pub(crate) fn do_cancel(by: T::AccountId, id: EnvelopeId) -> DispatchResult {
		let (envelope, mut progress) = Self::managed(&by, id)?;
		ensure!(!progress.status.has_ended(), Error::<T>::InvalidState);
		ensure!(progress.claimed == 0, Error::<T>::AlreadyClaimedFrom);
		T::Deadlines::cancel(envelope.terms.expires_at, Task::Expire(id));
		Self::end(&envelope, id, &mut progress, EnvelopeStatus::Canceled)?;
		Progresses::<T>::insert(id, progress);
		Ok(())
	}

	/// The time has come, or what was left could not be given back before.
	pub(crate) fn expire(id: EnvelopeId) -> DispatchResult {
		let (envelope, mut progress) = Self::envelope(id)?;
		if progress.status.has_ended() {
			Self::empty(&envelope, id, &mut progress)?;
		} else {
			Self::end(&envelope, id, &mut progress, EnvelopeStatus::Expired)?;
		}
		Progresses::<T>::insert(id, progress);
		Ok(())
	}

	/// Nothing can be claimed any more.
	pub(crate) fn end(
		envelope: &EnvelopeOf<T>,
		id: EnvelopeId,
		progress: &mut Progress,
		status: EnvelopeStatus,
	) -> DispatchResult {
		progress.status = status;
		OpenEnvelopes::<T>::remove(envelope.book.organization, id);
		Self::empty(envelope, id, progress)
	}

	/// Gives back what is left, once nothing can be claimed and everything claimed is drawn.
	pub(crate) fn empty(
		envelope: &EnvelopeOf<T>,
		id: EnvelopeId,
		progress: &mut Progress,
	) -> DispatchResult {
		if !progress.status.has_ended() || progress.pending() > 0 {
			return Ok(());
		}
		let returned = core::mem::take(&mut progress.left);
		progress.unclaimed = 0;
		if returned > 0 {
			let mut budget = Self::budget(envelope.budget)?;
			budget.uncommit(returned)?;
			Budgets::<T>::insert(envelope.budget, budget);
			if let Some((spender, number)) = &envelope.by.right {
				SpendingRights::<T>::mutate(envelope.budget, spender, |right| {
					if let Some(right) = right.as_mut().filter(|right| right.number == *number) {
						right.used = right.used.saturating_sub(returned);
					}
				});
			}
			let from = Account::Committed(envelope.budget);
			let to = match Self::land(envelope.book, Some(envelope.budget), returned)? {
				Some(budget) => Account::Available(budget),
				None => Account::Funds,
			};
			let occasion = Occasion::Emptied { envelope: id };
			Self::post(envelope.book, None, occasion, from, to, returned)?;
		}
		let status = progress.status;
		Self::deposit_event(Event::Emptied { envelope: id, status, returned });
		Ok(())
	}

	pub(crate) fn do_attach_register(
		by: T::AccountId,
		id: EnvelopeId,
		register: Option<ObjectId>,
	) -> DispatchResult {
		let (envelope, _) = Self::managed(&by, id)?;
		if let Some(object) = register {
			let owner = Party::Organization(envelope.book.organization);
			let owned = T::SealedObjects::owner(object) == Some(owner);
			ensure!(owned, Error::<T>::UnknownRegister);
		}
		Envelopes::<T>::insert(id, Envelope { register, ..envelope });
		Self::deposit_event(Event::RegisterAttached { by, envelope: id, register });
		Ok(())
	}
}
