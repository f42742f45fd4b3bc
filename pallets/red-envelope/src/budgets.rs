// SPDX-License-Identifier: Apache-2.0

//! Budgets: a tree of them, through which money goes up and down, and the right to spend them.

use crate::*;
use frame_support::{ensure, traits::Incrementable};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn budget(id: BudgetId) -> Result<Budget, DispatchError> {
		Budgets::<T>::get(id).ok_or(Error::<T>::BudgetNotFound.into())
	}

	/// The budget, if it is of the actor's organization and has not ended.
	fn own_budget(actor: &ActorOf<T>, id: BudgetId) -> Result<Budget, DispatchError> {
		let budget = Self::budget(id)?;
		ensure!(budget.book.organization == actor.organization, Error::<T>::NotAuthorized);
		ensure!(budget.status != BudgetStatus::Ended, Error::<T>::BudgetEnded);
		Ok(budget)
	}

	/// Refuses unless the budget and all above it are open. One that has lapsed is not, even if that was
	/// not noticed yet; none below another one lapses later.
	pub(crate) fn ensure_usable(budget: &Budget) -> DispatchResult {
		let lapsed = budget.lapses_at.is_some_and(|at| at <= T::Time::now());
		ensure!(!lapsed, Error::<T>::BudgetEnded);
		let mut status = budget.status;
		let mut above = budget.parent;
		loop {
			match status {
				BudgetStatus::Open => (),
				BudgetStatus::Frozen => return Err(Error::<T>::BudgetFrozen.into()),
				BudgetStatus::Ended => return Err(Error::<T>::BudgetEnded.into()),
			}
			let Some(id) = above else { return Ok(()) };
			let next = Self::budget(id)?;
			(status, above) = (next.status, next.parent);
		}
	}

	pub(crate) fn do_open_budget(
		actor: ActorOf<T>,
		asset: AssetId,
		name: Name,
		lapses_at: Option<Moment>,
	) -> DispatchResult {
		let organization = actor.organization;
		ensure!(T::Assets::asset_exists(asset), Error::<T>::UnknownAsset);
		BudgetCount::<T>::try_mutate(organization, Self::count_one)?;
		let budget = Budget::new(Book { organization, asset }, None, name, lapses_at);
		BudgetsOf::<T>::insert(organization, Self::insert_budget(actor, budget)?, ());
		Ok(())
	}

	pub(crate) fn do_open_sub_budget(
		actor: ActorOf<T>,
		parent: BudgetId,
		name: Name,
		lapses_at: Option<Moment>,
	) -> DispatchResult {
		let mut above = Self::own_budget(&actor, parent)?;
		Self::ensure_usable(&above)?;
		ensure!(above.depth < T::MaxDepth::get(), Error::<T>::TooDeep);
		if let (Some(latest), Some(at)) = (above.lapses_at, lapses_at) {
			ensure!(at <= latest, Error::<T>::InvalidLapse);
		}
		Self::count_one(&mut above.children)?;
		let lapses_at = lapses_at.or(above.lapses_at);
		let budget = Budget::new(above.book, Some((parent, above.depth)), name, lapses_at);
		Budgets::<T>::insert(parent, above);
		ChildrenOf::<T>::insert(parent, Self::insert_budget(actor, budget)?, ());
		Ok(())
	}

	/// One more that has not ended.
	fn count_one(count: &mut u32) -> DispatchResult {
		ensure!(*count < T::MaxChildren::get(), Error::<T>::TooManyBudgets);
		*count = count.saturating_add(1);
		Ok(())
	}

	fn insert_budget(by: ActorOf<T>, budget: Budget) -> Result<BudgetId, DispatchError> {
		let name = core::str::from_utf8(&budget.name);
		ensure!(name.is_ok_and(|name| !name.is_empty()), Error::<T>::InvalidName);
		let id = NextBudgetId::<T>::get();
		NextBudgetId::<T>::put(id.increment().ok_or(ArithmeticError::Overflow)?);
		if let Some(at) = budget.lapses_at {
			ensure!(T::Time::now() < at, Error::<T>::InvalidLapse);
			T::Deadlines::schedule(at, Task::Lapse(id))?;
		}
		let (parent, asset) = (budget.parent, budget.book.asset);
		Budgets::<T>::insert(id, budget);
		Self::deposit_event(Event::BudgetOpened { by, budget: id, parent, asset });
		Ok(id)
	}

	pub(crate) fn do_fund(by: ActorOf<T>, id: BudgetId, amount: Amount) -> DispatchResult {
		ensure!(amount > 0, Error::<T>::ZeroAmount);
		let mut budget = Self::own_budget(&by, id)?;
		ensure!(budget.parent.is_none(), Error::<T>::NotARoot);
		let book = budget.book;
		Self::set_aside(book, amount)?;
		budget.receive(amount)?;
		Budgets::<T>::insert(id, budget);
		let occasion = Occasion::Funded { budget: id };
		let actor = Some(by.clone());
		Self::post(book, actor, occasion, Account::Funds, Account::Available(id), amount)?;
		Self::deposit_event(Event::Funded { by, budget: id, amount });
		Ok(())
	}

	pub(crate) fn do_return_funds(by: ActorOf<T>, id: BudgetId, amount: Amount) -> DispatchResult {
		ensure!(amount > 0, Error::<T>::ZeroAmount);
		let budget = Self::own_budget(&by, id)?;
		ensure!(budget.parent.is_none(), Error::<T>::NotARoot);
		ensure!(amount <= budget.available, Error::<T>::InsufficientBudget);
		Self::send_up(Some(by), id, amount)
	}

	pub(crate) fn do_allot(by: ActorOf<T>, id: BudgetId, amount: Amount) -> DispatchResult {
		ensure!(amount > 0, Error::<T>::ZeroAmount);
		let mut budget = Self::own_budget(&by, id)?;
		let parent = budget.parent.ok_or(Error::<T>::NoParent)?;
		let mut above = Self::budget(parent)?;
		Self::ensure_usable(&above)?;
		ensure!(amount <= above.available, Error::<T>::InsufficientBudget);
		above.pass_on(amount)?;
		budget.receive(amount)?;
		let book = budget.book;
		Budgets::<T>::insert(parent, above);
		Budgets::<T>::insert(id, budget);
		let occasion = Occasion::Allotted { budget: id };
		let (from, to) = (Account::Available(parent), Account::Available(id));
		Self::post(book, Some(by.clone()), occasion, from, to, amount)?;
		Self::deposit_event(Event::Allotted { by, budget: id, amount });
		Ok(())
	}

	pub(crate) fn do_take_back(by: ActorOf<T>, id: BudgetId, amount: Amount) -> DispatchResult {
		ensure!(amount > 0, Error::<T>::ZeroAmount);
		let budget = Self::own_budget(&by, id)?;
		ensure!(budget.parent.is_some(), Error::<T>::NoParent);
		ensure!(amount <= budget.available, Error::<T>::InsufficientBudget);
		Self::send_up(Some(by), id, amount)
	}

	/// Sends `amount` of what is available in a budget to the first one above that has not ended, or
	/// to the organization.
	fn send_up(by: Option<ActorOf<T>>, id: BudgetId, amount: Amount) -> DispatchResult {
		if amount == 0 {
			return Ok(());
		}
		let (book, to) = Self::move_up(id, amount)?;
		let to = Self::land(book, to, amount)?;
		let from = Account::Available(id);
		match to {
			Some(to) => {
				let occasion = Occasion::TakenBack { budget: id };
				Self::post(book, by.clone(), occasion, from, Account::Available(to), amount)?;
				Self::deposit_event(Event::TakenBack { by, budget: id, to, amount });
			}
			None => {
				let occasion = Occasion::Returned { budget: id };
				Self::post(book, by.clone(), occasion, from, Account::Funds, amount)?;
				Self::deposit_event(Event::Returned { by, budget: id, amount });
			}
		}
		Ok(())
	}

	/// Moves `amount` from a budget to the one above, if there is one.
	fn move_up(id: BudgetId, amount: Amount) -> Result<(Book, Option<BudgetId>), DispatchError> {
		let mut budget = Self::budget(id)?;
		budget.give_back(amount)?;
		let (book, parent) = (budget.book, budget.parent);
		Budgets::<T>::insert(id, budget);
		if let Some(parent) = parent {
			let mut above = Self::budget(parent)?;
			above.get_back(amount)?;
			Budgets::<T>::insert(parent, above);
		}
		Ok((book, parent))
	}

	/// Has `amount`, which is available in `to`, go on as long as that has ended. Returns where it
	/// stays; `None` if the organization has it, as it does without a `to`.
	pub(crate) fn land(
		book: Book,
		mut to: Option<BudgetId>,
		amount: Amount,
	) -> Result<Option<BudgetId>, DispatchError> {
		while let Some(id) = to {
			if Self::budget(id)?.status != BudgetStatus::Ended {
				return Ok(to);
			}
			(_, to) = Self::move_up(id, amount)?;
		}
		Self::let_go(book, amount)?;
		Ok(None)
	}

	pub(crate) fn do_freeze(by: ActorOf<T>, id: BudgetId) -> DispatchResult {
		let budget = Self::own_budget(&by, id)?;
		ensure!(budget.status == BudgetStatus::Open, Error::<T>::BudgetFrozen);
		Budgets::<T>::insert(id, Budget { status: BudgetStatus::Frozen, ..budget });
		Self::deposit_event(Event::Frozen { by, budget: id });
		Ok(())
	}

	pub(crate) fn do_unfreeze(by: ActorOf<T>, id: BudgetId) -> DispatchResult {
		let budget = Self::own_budget(&by, id)?;
		ensure!(budget.status == BudgetStatus::Frozen, Error::<T>::NotFrozen);
		Budgets::<T>::insert(id, Budget { status: BudgetStatus::Open, ..budget });
		Self::deposit_event(Event::Unfrozen { by, budget: id });
		Ok(())
	}

	pub(crate) fn do_close_budget(by: ActorOf<T>, id: BudgetId) -> DispatchResult {
		let budget = Self::own_budget(&by, id)?;
		ensure!(budget.children == 0, Error::<T>::ChildrenRemain);
		if let Some(at) = budget.lapses_at {
			T::Deadlines::cancel(at, Task::Lapse(id));
		}
		Self::end_budget(Some(by), id, budget)
	}

	/// The time has come at which what is available lapses. Those below have lapsed, or do so in the
	/// same minute.
	pub(crate) fn lapse(id: BudgetId) -> DispatchResult {
		Self::end_budget(None, id, Self::budget(id)?)
	}

	fn end_budget(by: Option<ActorOf<T>>, id: BudgetId, budget: Budget) -> DispatchResult {
		let (organization, available) = (budget.book.organization, budget.available);
		match budget.parent {
			Some(parent) => Budgets::<T>::mutate(parent, |above| {
				if let Some(above) = above {
					above.children = above.children.saturating_sub(1);
				}
			}),
			None => BudgetCount::<T>::mutate_exists(organization, |count| {
				*count = count.unwrap_or_default().checked_sub(1).filter(|count| *count > 0);
			}),
		}
		Budgets::<T>::insert(id, Budget { status: BudgetStatus::Ended, ..budget });
		Self::deposit_event(Event::BudgetEnded { by: by.clone(), budget: id });
		Self::send_up(by, id, available)
	}

	pub(crate) fn do_grant_right(
		by: ActorOf<T>,
		id: BudgetId,
		spender: SpenderOf<T>,
		ceiling: Amount,
		from: Moment,
		until: Moment,
	) -> DispatchResult {
		let mut budget = Self::own_budget(&by, id)?;
		let in_time = from < until && T::Time::now() < until;
		ensure!(ceiling > 0 && in_time, Error::<T>::InvalidRight);
		match &spender {
			Spender::Operator(account) => ensure!(
				T::Authority::organization_of(account) == Some(by.organization),
				Error::<T>::UnknownSpender
			),
			Spender::Person(person) => {
				let account = T::Persons::account_of(*person).ok_or(Error::<T>::UnknownPerson)?;
				T::Persons::ensure_member(&account, by.organization)?;
			}
		}
		let (number, used) = match SpendingRights::<T>::get(id, &spender) {
			Some(right) => (right.number, right.used),
			None => {
				let number = budget.rights;
				budget.rights = number.checked_add(1).ok_or(ArithmeticError::Overflow)?;
				Budgets::<T>::insert(id, budget);
				(number, 0)
			}
		};
		let right = SpendingRight { number, ceiling, used, from, until };
		SpendingRights::<T>::insert(id, &spender, right);
		Self::deposit_event(Event::RightGranted { by, budget: id, spender, right });
		Ok(())
	}

	pub(crate) fn do_revoke_right(
		by: ActorOf<T>,
		id: BudgetId,
		spender: SpenderOf<T>,
	) -> DispatchResult {
		let budget = Self::budget(id)?;
		ensure!(budget.book.organization == by.organization, Error::<T>::NotAuthorized);
		SpendingRights::<T>::take(id, &spender).ok_or(Error::<T>::NoRight)?;
		Self::deposit_event(Event::RightRevoked { by, budget: id, spender });
		Ok(())
	}
}
