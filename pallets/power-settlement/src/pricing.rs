// SPDX-License-Identifier: Apache-2.0

//! Bills: a line for each item of the rules, in whole minor units. Each is rounded once, half up; whatever
//! that leaves is in the pool of rounding.

use crate::{counting::add, *};
use covenant_primitives::power::{round, round_to, total, Band, Basis, Item, Payee, Rules, MWH};
use frame_support::ensure;
use sp_runtime::{ArithmeticError, DispatchError, Permill};

/// A millionth.
const PARTS: u64 = 1_000_000;

/// W in a kW.
const KILO: u64 = 1_000;

/// Adds a line, unless it is one of nothing.
fn push<T: Config>(bill: &mut Bill, of: LineKind, amount: i128) -> Result<(), DispatchError> {
	if amount != 0 {
		bill.lines.try_push(Line { of, amount }).map_err(|_| Error::<T>::TooManyLines)?;
		add(&mut bill.total, amount)?;
	}
	Ok(())
}

impl Account {
	/// All that was taken from the grid, in Wh.
	pub fn import(&self) -> Result<Energy, ArithmeticError> {
		let bands = self.metered.import.all().into_iter();
		bands.clone().try_fold(0, Energy::checked_add).ok_or(ArithmeticError::Overflow)
	}

	/// What was delivered beyond contracts, or less, times the real-time price of each interval.
	pub fn imbalance(&self) -> Result<i128, ArithmeticError> {
		let product = self.metered.product.checked_sub(self.contracted.product);
		product.ok_or(ArithmeticError::Overflow)
	}

	/// The energy beyond the band, in Wh: none of whoever has no contract.
	pub fn excess(&self, tolerance: Permill) -> i128 {
		if !self.contracted.any {
			return 0;
		}
		let contracted = self.contracted.energy;
		let deviation = self.metered.energy.abs_diff(contracted);
		let band = tolerance.mul_floor(contracted.unsigned_abs());
		i128::try_from(deviation.saturating_sub(band)).unwrap_or(i128::MAX)
	}

	/// The fee for that: a part of what it is worth at the month's price; nothing if that is below zero.
	pub fn fee(
		&self,
		tolerance: Permill,
		fee: Permill,
		price: Price,
	) -> Result<i128, ArithmeticError> {
		let excess = self.excess(tolerance);
		let worth = excess.checked_mul(price.max(0).into());
		let product = worth.and_then(|worth| worth.checked_mul(fee.deconstruct().into()));
		let product = product.ok_or(ArithmeticError::Overflow)?;
		Ok(round_to(product, MWH.saturating_mul(PARTS)))
	}

	/// What a charge comes to.
	pub fn charge(&self, basis: &Basis) -> Result<i128, ArithmeticError> {
		let product = |quantity: u64, price: Price| {
			let product = i128::from(quantity).checked_mul(price.into());
			product.ok_or(ArithmeticError::Overflow)
		};
		match basis {
			Basis::Energy(prices) => {
				let mut sum = 0;
				for band in [Band::Sharp, Band::Peak, Band::Flat, Band::Valley] {
					add(&mut sum, product(self.metered.import.of(band), prices.of(band))?)?;
				}
				Ok(round(sum))
			}
			Basis::Demand(price) => Ok(round_to(product(self.metered.demand, *price)?, KILO)),
			Basis::Capacity(price) if self.metered.connected => {
				product(self.capacity.into(), *price)
			}
			Basis::Capacity(_) => Ok(0),
		}
	}
}

impl Run {
	/// Whether a pool is divided: by the rules, and among somebody.
	pub fn divides(&self, rules: &Rules, pool: Pool) -> bool {
		self.import > 0 && rules.items.contains(&Item::Redistribution(pool))
	}

	/// A party's share of a pool, by what it took from the grid.
	pub fn share(&self, account: &Account, pool: Pool) -> Result<i128, ArithmeticError> {
		let product = self.pools.of(pool).checked_mul(account.import()?.into());
		Ok(round_to(product.ok_or(ArithmeticError::Overflow)?, self.import))
	}

	/// What is left in the pools once all shares were given. What dividing one leaves is in that of
	/// rounding.
	pub fn rests(&self, rules: &Rules) -> Result<Pools, ArithmeticError> {
		let mut rests = Pools::default();
		for pool in Pools::ALL {
			let left = self.pools.of(pool).checked_sub(self.divided.of(pool));
			let left = left.ok_or(ArithmeticError::Overflow)?;
			let kept = if self.divides(rules, pool) { Pool::Rounding } else { pool };
			add(rests.of_mut(kept), left)?;
		}
		Ok(rests)
	}
}

impl<T: Config> Pallet<T> {
	fn rules_of(run: &Run) -> Result<Rules, DispatchError> {
		let (_, until) = Self::days(run.month)?;
		Self::rules(run.market, until)
	}

	/// Computes the lines of the party that comes next.
	pub(crate) fn price_next(
		id: RunId,
		run: &mut Run,
		last: Option<Party>,
	) -> Result<Status, DispatchError> {
		match Self::after::<Accounts<T>, _>(id, last).next() {
			Some((party, account)) => {
				let rules = Self::rules_of(run)?;
				Self::price(id, run, &rules, party, &account)?;
				Ok(Status::Pricing { last: Some(party) })
			}
			None => Ok(Status::Closing { last: None }),
		}
	}

	fn price(
		id: RunId,
		run: &mut Run,
		rules: &Rules,
		party: Party,
		account: &Account,
	) -> Result<(), DispatchError> {
		let mut bill = Bill::default();
		let taken = run.import.checked_add(account.import()?);
		run.import = taken.ok_or(ArithmeticError::Overflow)?;
		for (index, item) in rules.items.iter().enumerate() {
			// There are no more than 32.
			let place = u8::try_from(index).unwrap_or(u8::MAX);
			let mut line = |of, amount: i128, pool| {
				push::<T>(&mut bill, of, amount)?;
				add(run.pools.of_mut(pool), amount.saturating_neg())?;
				Ok::<_, DispatchError>(())
			};
			match item {
				Item::Contracts => {
					let Contracted { contracts, day_ahead, .. } = account.contracted;
					line(LineKind::Contracts, round(contracts), Pool::Rounding)?;
					line(LineKind::DayAhead, round(day_ahead), Pool::Rounding)?;
				}
				Item::Differences => {
					let differences = round(account.contracted.differences);
					line(LineKind::Differences, differences, Pool::Rounding)?;
				}
				Item::RealTime => {
					line(LineKind::RealTime, round(account.imbalance()?), Pool::Balancing)?;
				}
				Item::Deviation { tolerance, fee } => {
					let fee = account.fee(*tolerance, *fee, run.price)?;
					line(LineKind::Deviation, fee.saturating_neg(), Pool::Deviation)?;
				}
				Item::Charge { basis, payee, .. } => {
					let charge = account.charge(basis)?;
					push::<T>(&mut bill, LineKind::Charge(place), charge.saturating_neg())?;
					let to = match payee {
						Payee::Pool(pool) => run.pools.of_mut(*pool),
						Payee::Participant(_) => {
							run.incomes.get_mut(index).ok_or(Error::<T>::NoRules)?
						}
					};
					add(to, charge)?;
				}
				Item::Retail => {
					let cost = Self::supply_cost(account)?;
					push::<T>(&mut bill, LineKind::Retail, cost.saturating_neg())?;
					if let Some(supply) = account.supply.filter(|_| cost != 0) {
						Accounts::<T>::try_mutate(id, supply.retailer, |sold| {
							let sold = sold.as_mut().ok_or(Error::<T>::NotFound)?;
							add(&mut sold.sales, cost)?;
							Ok::<_, DispatchError>(())
						})?;
					}
				}
				Item::Redistribution(_) => {}
			}
		}
		Bills::<T>::insert(id, party, bill);
		Ok(())
	}

	/// What a party pays for what its retailer supplied.
	pub(crate) fn supply_cost(account: &Account) -> Result<i128, DispatchError> {
		let terms = account.supply.and_then(|supply| T::Retail::terms(supply.package));
		let Some(terms) = terms else { return Ok(0) };
		let lines = account.metered.usage.charge(&terms).ok_or(ArithmeticError::Overflow)?;
		Ok(total(&lines))
	}

	/// Closes the bill of the party that comes next, the operator's after all others.
	pub(crate) fn close_next(
		id: RunId,
		run: &mut Run,
		last: Option<Party>,
	) -> Result<Status, DispatchError> {
		let rules = Self::rules_of(run)?;
		let operator = Party::Organization(run.operator);
		let next = Self::after::<Bills<T>, _>(id, last).next();
		if let Some((party, mut bill)) = next {
			if party != operator {
				Self::close(id, run, &rules, party, &mut bill)?;
				Self::insert_closed(id, run, party, bill)?;
			}
			return Ok(Status::Closing { last: Some(party) });
		}
		let mut bill = Bills::<T>::get(id, operator).ok_or(Error::<T>::NotFound)?;
		Self::close(id, run, &rules, operator, &mut bill)?;
		let rests = run.rests(&rules)?;
		for pool in Pools::ALL {
			push::<T>(&mut bill, LineKind::Rest(pool), rests.of(pool))?;
		}
		Self::insert_closed(id, run, operator, bill)?;
		ensure!(run.sum == 0, Error::<T>::Unbalanced);
		let until = T::Time::now().saturating_add(T::DisputePeriod::get());
		Self::deposit_event(Event::Preliminary { run: id, until });
		Ok(Status::Preliminary { until })
	}

	/// Adds what a party gets of what others pay, and of pools.
	fn close(
		id: RunId,
		run: &mut Run,
		rules: &Rules,
		party: Party,
		bill: &mut Bill,
	) -> Result<(), DispatchError> {
		let account = Accounts::<T>::get(id, party).ok_or(Error::<T>::NotFound)?;
		for (index, item) in rules.items.iter().enumerate() {
			let place = u8::try_from(index).unwrap_or(u8::MAX);
			match item {
				Item::Charge { payee: Payee::Participant(payee), .. } if *payee == party => {
					let income = run.incomes.get(index).copied().unwrap_or_default();
					push::<T>(bill, LineKind::Income(place), income)?;
				}
				Item::Retail => push::<T>(bill, LineKind::Sales, account.sales)?,
				Item::Redistribution(pool) if run.divides(rules, *pool) => {
					let share = run.share(&account, *pool)?;
					push::<T>(bill, LineKind::Share(*pool), share)?;
					add(run.divided.of_mut(*pool), share)?;
				}
				_ => {}
			}
		}
		Ok(())
	}

	fn insert_closed(
		id: RunId,
		run: &mut Run,
		party: Party,
		mut bill: Bill,
	) -> Result<(), DispatchError> {
		let before = run.base.and_then(|base| Bills::<T>::get(base, party));
		let before = before.map_or(0, |bill| bill.total);
		bill.due = bill.total.checked_sub(before).ok_or(ArithmeticError::Overflow)?;
		add(&mut run.sum, bill.total)?;
		Bills::<T>::insert(id, party, bill);
		Ok(())
	}
}
