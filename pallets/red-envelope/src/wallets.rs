// SPDX-License-Identifier: Apache-2.0

//! Wallets: what persons have drawn, until it is paid to their accounts or redeemed.

use crate::*;
use frame_support::ensure;
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	/// Pays `amount` of a person's wallet to `account`.
	pub(crate) fn do_pay(
		by: Option<ActorOf<T>>,
		account: T::AccountId,
		person: PersonId,
		book: Book,
		amount: Amount,
	) -> DispatchResult {
		ensure!(amount > 0, Error::<T>::ZeroAmount);
		Self::change_wallet(person, book, |wallet| {
			ensure!(amount <= wallet.balance, Error::<T>::InsufficientBalance);
			Ok(sub(&mut wallet.balance, amount)?)
		})?;
		Self::pay(book, &account, amount)?;
		Self::change_statement(person, book, |statement| add(&mut statement.paid_out, amount))?;
		let occasion = Occasion::PaidOut { person };
		Self::post(book, by.clone(), occasion, Account::Payable, Account::Funds, amount)?;
		Self::deposit_event(Event::PaidOut { by, person, book });
		Ok(())
	}

	pub(crate) fn do_pay_out(by: ActorOf<T>, asset: AssetId, person: PersonId) -> DispatchResult {
		let book = Book { organization: by.organization, asset };
		let account = T::Persons::last_account_of(person).ok_or(Error::<T>::NoAccount)?;
		let amount = Wallets::<T>::get(person, book).balance;
		Self::do_pay(Some(by), account, person, book, amount)
	}

	/// An empty wallet is forgotten.
	pub(crate) fn change_wallet(
		person: PersonId,
		book: Book,
		change: impl FnOnce(&mut Wallet) -> DispatchResult,
	) -> DispatchResult {
		Wallets::<T>::try_mutate_exists(person, book, |kept| {
			let mut wallet = kept.unwrap_or_default();
			change(&mut wallet)?;
			*kept = Some(wallet).filter(|wallet| *wallet != Wallet::default());
			Ok(())
		})
	}

	/// Of this month.
	pub(crate) fn change_statement(
		person: PersonId,
		book: Book,
		change: impl FnOnce(&mut Statement) -> Result<(), sp_runtime::ArithmeticError>,
	) -> DispatchResult {
		Statements::<T>::try_mutate((book, T::Books::period()), person, |statement| {
			Ok(change(statement)?)
		})
	}

	pub(crate) fn do_remit_tax(
		by: ActorOf<T>,
		asset: AssetId,
		amount: Amount,
		receipt: H256,
	) -> DispatchResult {
		ensure!(amount > 0, Error::<T>::ZeroAmount);
		let book = Book { organization: by.organization, asset };
		TaxDue::<T>::try_mutate_exists(book, |due| -> DispatchResult {
			let mut sum = due.unwrap_or_default();
			ensure!(amount <= sum, Error::<T>::TooMuchTax);
			sub(&mut sum, amount)?;
			*due = Some(sum).filter(|sum| *sum > 0);
			Ok(())
		})?;
		Self::let_go(book, amount)?;
		let occasion = Occasion::TaxRemitted { receipt };
		let actor = Some(by.clone());
		Self::post(book, actor, occasion, Account::TaxPayable, Account::Funds, amount)?;
		Self::deposit_event(Event::TaxRemitted { by, asset, amount, receipt });
		Ok(())
	}
}
