// SPDX-License-Identifier: Apache-2.0

//! What [`crate::runtime_api::SettlementApi`] is answered.

use crate::{runtime_api::*, *};
use alloc::vec::Vec;
use covenant_primitives::power::{Basis, Item, Rules};

fn input(name: &str, value: impl Into<i128>) -> Input {
	Input { name: Name::truncate_from(name.as_bytes().to_vec()), value: value.into() }
}

impl<T: Config> Pallet<T> {
	/// See [`crate::runtime_api::SettlementApi`].
	pub fn query_prices(market: MarketId, day: Day) -> Option<DayPrices> {
		PricesOf::<T>::get(market, day)
	}

	/// See [`crate::runtime_api::SettlementApi`].
	pub fn query_run(id: RunId) -> Option<RunInfo> {
		Some(RunInfo { id, run: Runs::<T>::get(id)? })
	}

	/// See [`crate::runtime_api::SettlementApi`].
	pub fn query_latest(market: MarketId, month: Month) -> Option<RunInfo> {
		Self::query_run(Latest::<T>::get(market, month)?)
	}

	/// See [`crate::runtime_api::SettlementApi`].
	pub fn query_runs(market: MarketId, cursor: Option<RunId>, limit: u32) -> Page<RunInfo, RunId> {
		Page::under::<RunsIn<T>, _, _>(market, cursor, limit, |id| Self::query_run(*id))
	}

	/// See [`crate::runtime_api::SettlementApi`].
	pub fn query_bill(id: RunId, party: Party) -> Option<BillInfo> {
		let Run { month, status, .. } = Runs::<T>::get(id)?;
		let bill = Bills::<T>::get(id, party)?;
		let owes = if status.is_final() { bill.owes() } else { 0 };
		Some(BillInfo { run: id, party, month, status, bill, owes })
	}

	/// See [`crate::runtime_api::SettlementApi`].
	pub fn query_bills(id: RunId, cursor: Option<Party>, limit: u32) -> Page<BillInfo, Party> {
		Page::under::<Bills<T>, _, _>(id, cursor, limit, |party| Self::query_bill(id, *party))
	}

	/// See [`crate::runtime_api::SettlementApi`].
	pub fn query_bills_of(
		party: Party,
		cursor: Option<RunId>,
		limit: u32,
	) -> Page<BillInfo, RunId> {
		Page::under::<BillsOf<T>, _, _>(party, cursor, limit, |id| Self::query_bill(*id, party))
	}

	/// See [`crate::runtime_api::SettlementApi`].
	pub fn query_accounts(
		id: RunId,
		cursor: Option<Party>,
		limit: u32,
	) -> Page<AccountInfo, Party> {
		Page::under::<Accounts<T>, _, _>(id, cursor, limit, |party| {
			Some(AccountInfo { party: *party, account: Accounts::<T>::get(id, party)? })
		})
	}

	/// See [`crate::runtime_api::SettlementApi`].
	pub fn query_disputes(
		id: RunId,
		cursor: Option<(Party, u8)>,
		limit: u32,
	) -> Page<DisputeInfo, (Party, u8)> {
		Page::under::<Disputes<T>, _, _>(id, cursor, limit, |(party, line)| {
			let dispute = Disputes::<T>::get(id, (*party, *line))?;
			Some(DisputeInfo { party: *party, line: *line, dispute })
		})
	}

	/// See [`crate::runtime_api::SettlementApi`].
	pub fn query_explain(id: RunId, party: Party) -> Vec<Explanation> {
		let explain = || {
			let run = Runs::<T>::get(id)?;
			let (bill, account) = (Bills::<T>::get(id, party)?, Accounts::<T>::get(id, party)?);
			let (_, until) = Self::days(run.month).ok()?;
			let rules = Self::rules(run.market, until).ok()?;
			let explain = |line: &Line| {
				let (formula, inputs) = Self::explain(&run, &rules, &account, line);
				Explanation { line: *line, formula, inputs }
			};
			Some(bill.lines.iter().map(explain).collect())
		};
		explain().unwrap_or_default()
	}

	fn explain(run: &Run, rules: &Rules, account: &Account, line: &Line) -> (Formula, Vec<Input>) {
		let Account { metered, contracted, .. } = account;
		let product = |value| (Formula::Product, alloc::vec![input("product", value)]);
		match line.of {
			LineKind::Contracts => product(contracted.contracts),
			LineKind::DayAhead => product(contracted.day_ahead),
			LineKind::Differences => product(contracted.differences),
			LineKind::RealTime => {
				let inputs = [
					input("energy", metered.energy),
					input("energyProduct", metered.product),
					input("contractEnergy", contracted.energy),
					input("contractProduct", contracted.product),
				];
				(Formula::Imbalance, inputs.into())
			}
			LineKind::Deviation => (Formula::Fee, Self::explain_fee(run, rules, account)),
			LineKind::Charge(place) => match rules.items.get(usize::from(place)) {
				Some(Item::Charge { basis, .. }) => Self::explain_charge(account, basis),
				_ => (Formula::Sum, Vec::new()),
			},
			LineKind::Income(_) | LineKind::Sales => {
				(Formula::Sum, alloc::vec![input("sum", line.amount)])
			}
			LineKind::Retail => {
				let cost = line.amount.saturating_neg();
				(Formula::Package, alloc::vec![input("cost", cost)])
			}
			LineKind::Share(pool) => {
				let inputs = [
					input("pool", run.pools.of(pool)),
					input("import", account.import().unwrap_or_default()),
					input("allImport", run.import),
				];
				(Formula::Share, inputs.into())
			}
			LineKind::Rest(pool) => {
				let inputs = [
					input("pool", run.pools.of(pool)),
					input("divided", run.divided.of(pool)),
					input("rest", line.amount),
				];
				(Formula::Rest, inputs.into())
			}
		}
	}

	fn explain_fee(run: &Run, rules: &Rules, account: &Account) -> Vec<Input> {
		let item = rules.items.iter().find_map(|item| match item {
			Item::Deviation { tolerance, fee } => Some((*tolerance, *fee)),
			_ => None,
		});
		let Some((tolerance, fee)) = item else { return Vec::new() };
		[
			input("energy", account.metered.energy),
			input("contractEnergy", account.contracted.energy),
			input("tolerance", tolerance.deconstruct()),
			input("excess", account.excess(tolerance)),
			input("price", run.price),
			input("fee", fee.deconstruct()),
		]
		.into()
	}

	fn explain_charge(account: &Account, basis: &Basis) -> (Formula, Vec<Input>) {
		match basis {
			Basis::Energy(prices) => {
				let import = account.metered.import;
				let inputs = [
					input("sharp", import.sharp),
					input("sharpPrice", prices.sharp),
					input("peak", import.peak),
					input("peakPrice", prices.peak),
					input("flat", import.flat),
					input("flatPrice", prices.flat),
					input("valley", import.valley),
					input("valleyPrice", prices.valley),
				];
				(Formula::EnergyCharge, inputs.into())
			}
			Basis::Demand(price) => {
				let inputs = [input("demand", account.metered.demand), input("price", *price)];
				(Formula::DemandCharge, inputs.into())
			}
			Basis::Capacity(price) => {
				let inputs = [input("capacity", account.capacity), input("price", *price)];
				(Formula::CapacityCharge, inputs.into())
			}
		}
	}
}
