// SPDX-License-Identifier: Apache-2.0

//! Random steps by random signers, side by side with a model that keeps nothing but vouchers: both
//! answer the same and hold the same, no invariant breaks, and what fails leaves no trace.

use super::*;
use covenant_primitives::{books::MAX_LINES, BookAccount as _};
use proptest::prelude::*;
use sp_runtime::{traits::Dispatchable, ArithmeticError::Overflow, StateVersion};
use std::collections::BTreeMap;

type RuntimeCall = <Test as frame_system::Config>::RuntimeCall;
type Outcome = Result<(), DispatchError>;

#[derive(Clone, Debug)]
enum Step {
	Post(Book, Option<AccountId>, Vec<Line<Account>>),
	Adjust {
		signer: AccountId,
		asset: AssetId,
		/// How many months before the next one.
		back: u32,
		from: Account,
		to: Account,
		amount: Amount,
	},
	Close {
		signer: AccountId,
		asset: AssetId,
		back: u32,
	},
	Pass(Moment),
	Months(u32),
}

#[derive(Default)]
struct Model {
	vouchers: Vec<(Book, VoucherOf<Test>)>,
	closed: BTreeMap<Book, Month>,
}

/// Both sums; `None` if one overflows.
fn add<'a>(lines: impl Iterator<Item = &'a Line<Account>> + Clone) -> Option<(Amount, Amount)> {
	let side = |side| {
		let amounts = lines.clone().filter(move |it| it.side == side).map(|it| it.amount);
		amounts.into_iter().try_fold(0, Amount::checked_add)
	};
	Some((side(Side::Debit)?, side(Side::Credit)?))
}

impl Model {
	fn of(&self, book: Book) -> impl Iterator<Item = &VoucherOf<Test>> + Clone {
		self.vouchers.iter().filter(move |(of, _)| *of == book).map(|(_, voucher)| voucher)
	}

	/// The lines of a book in the months that `fits`.
	fn lines(
		&self,
		book: Book,
		fits: impl Fn(Month) -> bool + Clone,
	) -> impl Iterator<Item = &Line<Account>> + Clone {
		self.of(book).filter(move |it| fits(it.period)).flat_map(|it| it.lines.iter())
	}

	/// What an account has after a month, on its side.
	fn balance(&self, book: Book, account: Account, until: Month) -> (Amount, Amount) {
		let lines = self.lines(book, move |period| period <= until);
		let (debit, credit) = add(lines.filter(|line| line.account == account)).unwrap();
		(debit.saturating_sub(credit), credit.saturating_sub(debit))
	}

	fn enter(
		&mut self,
		book: Book,
		by: Option<ActorOf<Test>>,
		period: Month,
		cause: Cause<Occasion>,
		lines: Vec<Line<Account>>,
	) -> Outcome {
		let (debit, credit) = add(lines.iter()).ok_or(Overflow)?;
		if debit != credit {
			return Err(Error::<Test>::Unbalanced.into());
		}
		if lines.len() > usize::try_from(MAX_LINES).unwrap() {
			return Err(Error::<Test>::TooManyLines.into());
		}
		let lines: Lines<Account> = lines.try_into().unwrap();
		let at = Now::get();
		self.vouchers.push((book, Voucher { period, at, by, cause, lines: lines.clone() }));
		let full = |line: &Line<Account>| {
			let all = self.lines(book, |_| true);
			add(all.filter(|it| it.account == line.account)).is_none()
		};
		let overflows =
			lines.iter().any(full) || add(self.lines(book, |it| it == period)).is_none();
		if overflows {
			self.vouchers.pop();
			return Err(Overflow.into());
		}
		Ok(())
	}

	fn post(&mut self, book: Book, by: Option<ActorOf<Test>>, lines: &[Line<Account>]) -> Outcome {
		let mut kept = Vec::new();
		for (index, line) in lines.iter().enumerate() {
			let same = |it: &&Line<Account>| it.account == line.account && it.side == line.side;
			let first = !lines[..index].iter().any(|it| same(&it) && it.amount > 0);
			if first && line.amount > 0 {
				let mut amounts = lines.iter().filter(same).map(|it| it.amount);
				let amount = amounts.try_fold(0, Amount::checked_add).ok_or(Overflow)?;
				kept.push(Line { amount, ..*line });
			}
		}
		if kept.is_empty() {
			return Ok(());
		}
		self.enter(book, by, Ledger::period(), Cause::Posted(SPENT), kept)
	}

	fn book(&self, signer: AccountId, asset: AssetId) -> Result<Book, DispatchError> {
		match signer {
			BOOKKEEPER => Ok(Book { organization: COMPANY, asset }),
			BANKER => Ok(Book { organization: BANK, asset }),
			CLERK => Err(DispatchError::Other("no capability")),
			_ => Err(DispatchError::Other("nobody's operator")),
		}
	}

	fn since(&self, book: Book) -> Result<Month, DispatchError> {
		let first = self.of(book).next().ok_or(Error::<Test>::NotFound)?;
		Ok(first.period)
	}

	/// The first month that is not closed.
	fn open_from(&self, book: Book) -> Month {
		let begun = self.of(book).next().map_or(Month(0), |first| first.period);
		self.closed.get(&book).map_or(begun, |closed| closed.next())
	}

	fn adjust(
		&mut self,
		signer: AccountId,
		asset: AssetId,
		period: Month,
		[from, to]: [Account; 2],
		amount: Amount,
	) -> Outcome {
		let book = self.book(signer, asset)?;
		if amount == 0 {
			return Err(Error::<Test>::ZeroAmount.into());
		}
		if from == to {
			return Err(Error::<Test>::SameAccount.into());
		}
		if !from.is_adjustable() || !to.is_adjustable() {
			return Err(Error::<Test>::NotAdjustable.into());
		}
		let since = self.since(book)?;
		let now = Ledger::period();
		if period < since || period > now || period.0 + 12 < now.0 {
			return Err(Error::<Test>::OutOfRange.into());
		}
		if period < self.open_from(book) {
			return Err(Error::<Test>::Closed.into());
		}
		// At the end of no month since does the account have a credit balance because of it.
		if (period.0..=now.0).any(|until| self.balance(book, from, Month(until)).0 < amount) {
			return Err(Error::<Test>::InsufficientBalance.into());
		}
		let lines = vec![debit(to, amount), credit(from, amount)];
		let cause = Cause::Adjusted { document: document() };
		self.enter(book, Some(by(signer)), period, cause, lines)
	}

	fn close(&mut self, signer: AccountId, asset: AssetId, period: Month) -> Outcome {
		let book = self.book(signer, asset)?;
		self.since(book)?;
		if period >= Ledger::period() {
			return Err(Error::<Test>::NotOver.into());
		}
		if period < self.open_from(book) {
			return Err(Error::<Test>::Closed.into());
		}
		self.closed.insert(book, period);
		Ok(())
	}

	/// What is kept, and what is answered of some month.
	fn check(&self, period: Month) {
		Ledger::do_try_state().unwrap();
		for book in BOOKS {
			let Book { organization, asset } = book;
			let vouchers: Vec<_> =
				all(|cursor| Ledger::query_vouchers(organization, asset, cursor, 7))
					.into_iter()
					.map(|info| info.voucher)
					.collect();
			assert!(vouchers.iter().eq(self.of(book)));

			let progress = self.since(book).ok().map(|since| Progress {
				vouchers: self.of(book).count().try_into().unwrap(),
				open_from: self.open_from(book),
				since,
			});
			assert_eq!(BooksOf::<Test>::get(organization, asset), progress);
			self.check_month(book, period);
		}
	}

	fn check_month(&self, book: Book, period: Month) {
		let mut expected: BTreeMap<Account, AccountInfo<Account>> = BTreeMap::new();
		for Line { account, .. } in self.lines(book, |_| true) {
			let pair = |(debit, credit)| totals(debit, credit);
			let within = self.lines(book, move |it| it == period);
			let shows = |voucher: &&VoucherOf<Test>| {
				voucher.period == period && voucher.lines.iter().any(|it| it.account == *account)
			};
			expected.entry(*account).or_insert_with(|| AccountInfo {
				account: *account,
				opening: pair(self.balance(book, *account, Month(period.0 - 1))),
				turnover: pair(add(within.filter(|it| it.account == *account)).unwrap()),
				entries: self.of(book).filter(shows).count().try_into().unwrap(),
				closing: pair(self.balance(book, *account, period)),
			});
		}
		let answered = trial_balance(book, period);
		assert_eq!(answered.len(), expected.len());
		let answered: BTreeMap<_, _> = answered.into_iter().map(|it| (it.account, it)).collect();
		assert_eq!(answered, expected);

		let (debit, credit) = add(self.lines(book, move |it| it == period)).unwrap();
		let vouchers = self.of(book).filter(|it| it.period == period).count();
		assert_eq!(debit, credit);
		assert_eq!(
			Ledger::query_period(book.organization, book.asset, period),
			PeriodInfo {
				period,
				debit,
				credit,
				vouchers: vouchers.try_into().unwrap(),
				closed: self.since(book).is_ok() && period < self.open_from(book),
			}
		);
	}
}

const BOOKS: [Book; 3] = [BOOK, OTHER_ASSET, OTHER_ORGANIZATION];
const SIGNERS: [AccountId; 4] = [BOOKKEEPER, BANKER, CLERK, STRANGER];

/// Checks that what failed left no trace.
fn attempt<Good, Bad>(act: impl FnOnce() -> Result<Good, Bad>) -> Result<Good, Bad> {
	let root = || sp_io::storage::root(StateVersion::V1);
	let before = root();
	let result = act();
	assert!(result.is_ok() || before == root());
	result
}

fn dispatch(signer: AccountId, call: Call<Test>) -> Outcome {
	attempt(|| RuntimeCall::from(call).dispatch(signed(signer)))
		.map(drop)
		.map_err(|error| error.error)
}

/// A month so many before the next one.
fn month_at(back: u32) -> Month {
	Month(Ledger::period().0 + 1 - back)
}

fn take(step: Step, model: &mut Model) {
	match step {
		Step::Post(book, signer, lines) => {
			let signer = signer.map(by);
			assert_eq!(
				// By itself, unlike a call, posting has no storage layer around it.
				attempt(|| Ledger::post(book, signer.clone(), SPENT, lines.clone())),
				model.post(book, signer, &lines)
			);
		}
		Step::Adjust { signer, asset, back, from, to, amount } => {
			let period = month_at(back);
			let document = document();
			let call = Call::adjust { asset, period, debit: to, credit: from, amount, document };
			let expected = model.adjust(signer, asset, period, [from, to], amount);
			assert_eq!(dispatch(signer, call), expected);
		}
		Step::Close { signer, asset, back } => {
			let period = month_at(back);
			let expected = model.close(signer, asset, period);
			assert_eq!(dispatch(signer, Call::close { asset, period }), expected);
		}
		Step::Pass(time) => set_clock(Now::get() + time),
		Step::Months(months) => {
			let to = Month(Ledger::period().0 + months);
			set_clock(start_of(to));
		}
	}
}

fn account() -> impl Strategy<Value = Account> {
	prop_oneof![
		2 => Just(Cash),
		1 => (0..2_u8).prop_map(Owed),
		4 => (0..8_u8).prop_map(Expense),
	]
}

/// Mostly accounts that may be adjusted.
fn adjustable() -> impl Strategy<Value = Account> {
	prop_oneof![12 => (0..5_u8).prop_map(Expense), 1 => account()]
}

fn amount() -> impl Strategy<Value = Amount> {
	prop_oneof![
		1 => Just(0),
		40 => 1..50_u128,
		1 => prop::sample::select(vec![Amount::MAX, Amount::MAX / 2, Amount::MAX - 20]),
	]
}

fn book() -> impl Strategy<Value = Book> {
	prop_oneof![6 => Just(BOOK), 1 => Just(OTHER_ASSET), 1 => Just(OTHER_ORGANIZATION)]
}

fn asset() -> impl Strategy<Value = AssetId> {
	prop_oneof![8 => Just(CNY), 1 => Just(USD)]
}

fn signer() -> impl Strategy<Value = AccountId> {
	prop_oneof![8 => Just(BOOKKEEPER), 3 => prop::sample::select(SIGNERS.to_vec())]
}

fn any_lines() -> impl Strategy<Value = Vec<Line<Account>>> {
	let side = prop_oneof![2 => Just(Side::Debit), 1 => Just(Side::Credit)];
	let line = (account(), side, amount());
	let line = line.prop_map(|(account, side, amount)| Line { account, side, amount });
	prop::collection::vec(line, 0..12)
}

/// With a line of cash that makes up the difference, if any can.
fn balanced_lines() -> impl Strategy<Value = Vec<Line<Account>>> {
	any_lines().prop_map(|mut lines| {
		if let Some((left, right)) = add(lines.iter()) {
			lines.push(debit(Cash, right.saturating_sub(left)));
			lines.push(credit(Cash, left.saturating_sub(right)));
		}
		lines
	})
}

/// Some expenses, paid in cash.
fn expenses() -> impl Strategy<Value = Vec<Line<Account>>> {
	let expenses = prop::collection::vec((0..3_u8, 1..50_u128), 1..4);
	expenses.prop_map(|expenses| {
		let paid = expenses.iter().map(|(_, amount)| credit(Cash, *amount));
		let spent = expenses.iter().map(|(number, amount)| debit(Expense(*number), *amount));
		spent.chain(paid).collect()
	})
}

fn step() -> impl Strategy<Value = Step> {
	let actor = prop::option::of(Just(CLERK));
	let post = |lines: BoxedStrategy<_>| {
		(book(), actor.clone(), lines).prop_map(|(book, by, lines)| Step::Post(book, by, lines))
	};
	prop_oneof![
		2 => post(any_lines().boxed()),
		5 => post(balanced_lines().boxed()),
		5 => post(expenses().boxed()),
		10 => adjustment(),
		3 => (signer(), asset(), 0..6_u32)
			.prop_map(|(signer, asset, back)| Step::Close { signer, asset, back }),
		3 => (1..20 * covenant_primitives::time::DAY).prop_map(Step::Pass),
		2 => (1..6_u32).prop_map(Step::Months),
	]
}

fn adjustment() -> impl Strategy<Value = Step> {
	let back = prop_oneof![8 => 1..5_u32, 2 => 0..16_u32];
	let amount = prop_oneof![4 => 1..20_u128, 1 => amount()];
	(signer(), asset(), back, adjustable(), adjustable(), amount).prop_map(
		|(signer, asset, back, from, to, amount)| Step::Adjust {
			signer,
			asset,
			back,
			from,
			to,
			amount,
		},
	)
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn the_pallet_does_what_the_model_does(
		steps in prop::collection::vec((step(), 0..8_u32), 15..45),
	) {
		ExtBuilder::build_and_execute(|| {
			let mut model = Model::default();
			for (step, back) in steps {
				take(step, &mut model);
				model.check(month_at(back));
			}
		});
	}

	/// Where expenses only grow, no adjustment ever makes less than nothing of one.
	#[test]
	fn no_expense_is_ever_less_than_nothing(
		steps in prop::collection::vec(
			prop_oneof![
				2 => expenses().prop_map(|lines| Step::Post(BOOK, None, lines)),
				4 => adjustment(),
				1 => (1..3_u32).prop_map(Step::Months),
			],
			20..60,
		),
	) {
		ExtBuilder::build_and_execute(|| {
			let mut model = Model::default();
			for step in steps {
				take(step, &mut model);
			}
			for period in month(START).0..=Ledger::period().0 {
				for number in 0..8 {
					let info = Ledger::query_account(COMPANY, CNY, Expense(number), Month(period));
					assert_eq!((info.opening.credit, info.closing.credit), (0, 0));
				}
			}
		});
	}

	#[test]
	fn arbitrary_calls_do_not_panic(
		signer in signer(),
		bytes in prop::collection::vec(any::<u8>(), 0..80),
	) {
		use codec::Decode;
		ExtBuilder::build_and_execute(|| {
			spend(1, 5);
			if let Ok(call) = Call::<Test>::decode(&mut bytes.as_slice()) {
				let _ = dispatch(signer, call);
			}
		});
	}
}
