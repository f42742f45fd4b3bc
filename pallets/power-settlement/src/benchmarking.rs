// SPDX-License-Identifier: Apache-2.0

//! Benchmarks of every call and step, each on its longest path: a month of 31 days of 288 intervals, and
//! as many items as rules can have.

use super::*;
use crate::{counting::Inputs, stages::MAX_BLOCKS};
use alloc::vec;
use covenant_primitives::{power::Role, time::DAY};
use frame_benchmarking::v2::*;
use frame_support::{traits::EnsureOrigin, BoundedVec};

/// October 2026.
const MONTH: Month = Month(681);

/// Far above what minimal balances take of it.
const AMOUNT: Amount = 1_000_000;

fn operator<T: Config>() -> Result<(T::RuntimeOrigin, ActorOf<T>), BenchmarkError> {
	let origin =
		T::OperatorOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;
	let by = T::OperatorOrigin::ensure_origin(origin.clone())
		.map_err(|_| BenchmarkError::Stop("not an operator"))??;
	Ok((origin, by))
}

fn participant<T: Config>() -> Result<(T::RuntimeOrigin, SignatoryOf<T>), BenchmarkError> {
	let origin =
		T::ParticipantOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;
	let by = T::ParticipantOrigin::ensure_origin(origin.clone())
		.map_err(|_| BenchmarkError::Stop("not a participant"))??;
	Ok((origin, by))
}

fn arbiter<T: Config>() -> Result<(T::RuntimeOrigin, ActorOf<T>), BenchmarkError> {
	let origin =
		T::ArbiterOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;
	let by = T::ArbiterOrigin::ensure_origin(origin.clone())
		.map_err(|_| BenchmarkError::Stop("not an arbiter"))??;
	Ok((origin, by))
}

fn reason() -> Reason {
	BoundedVec::truncate_from(vec![b'x'; MAX_REASON as usize])
}

fn prices() -> DayPrices {
	let prices = Prices::truncate_from(vec![5; MAX_INTERVALS as usize]);
	DayPrices { day_ahead: prices.clone(), real_time: prices }
}

/// A market with a participant, when the month is long over, and whoever runs it.
fn market<T: Config>(party: Party) -> Result<(MarketId, ActorOf<T>), BenchmarkError> {
	let (_, until) = Pallet::<T>::days(MONTH)?;
	T::BenchmarkHelper::set_time(DAY.saturating_mul(until.saturating_add(30).into()));
	let market = T::Markets::set_up(None, party, Role::Generator);
	let organization = T::Markets::operator(market).ok_or(BenchmarkError::Stop("no market"))?;
	Ok((market, ActorOf::<T> { organization, ..operator::<T>()?.1 }))
}

fn priced<T: Config>(party: Party) -> Result<(MarketId, ActorOf<T>), BenchmarkError> {
	let (market, by) = market::<T>(party)?;
	let (from, until) = Pallet::<T>::days(MONTH)?;
	(from..until).for_each(|day| PricesOf::<T>::insert(market, day, prices()));
	let before = Month(MONTH.0 - 1);
	Finals::<T>::insert(market, before, Final { run: RunId(u64::MAX), settled: true });
	Ok((market, by))
}

fn started<T: Config>(party: Party) -> Result<(RunId, Run), BenchmarkError> {
	let (market, by) = priced::<T>(party)?;
	let id = NextRunId::<T>::get();
	Pallet::<T>::do_start(by, market, MONTH)?;
	let mut run = Pallet::<T>::run(id)?;
	Pallet::<T>::change_account(id, &mut run, party, |_| {});
	Runs::<T>::insert(id, &run);
	Ok((id, run))
}

/// A run at a stage, with a bill of as many lines as there can be.
fn billed<T: Config>(
	party: Party,
	status: Status,
	due: i128,
) -> Result<(RunId, Run), BenchmarkError> {
	let (id, run) = started::<T>(party)?;
	let line = Line { of: LineKind::RealTime, amount: 0 };
	let lines = Lines::truncate_from(vec![line; MAX_LINES as usize]);
	Bills::<T>::insert(id, party, Bill { lines, total: due, due, paid: 0 });
	let run = Run { status, owed: AMOUNT, ..run };
	Runs::<T>::insert(id, &run);
	Debts::<T>::insert(party, run.market, 1);
	Ok((id, run))
}

const OWED: i128 = -(AMOUNT as i128);

/// With money that was collected.
fn collected<T: Config>(party: Party, status: Status) -> Result<(RunId, Run), BenchmarkError> {
	let (id, run) = billed::<T>(party, status, AMOUNT as i128)?;
	T::BenchmarkHelper::endow(run.asset, &Pallet::<T>::account(), AMOUNT);
	let run = Run { collected: AMOUNT, ..run };
	Runs::<T>::insert(id, &run);
	Ok((id, run))
}

fn step<T: Config>(
	id: RunId,
	run: &mut Run,
	inputs: &mut Option<Inputs>,
) -> Result<(), BenchmarkError> {
	Pallet::<T>::step(id, run, inputs)?;
	Ok(())
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn publish_prices() -> Result<(), BenchmarkError> {
		let (origin, _) = operator::<T>()?;
		let (market, by) = market::<T>(T::BenchmarkHelper::party(0))?;
		let (day, _) = Pallet::<T>::days(MONTH)?;
		let prices = prices();

		#[block]
		{
			assert!(T::OperatorOrigin::ensure_origin(origin).is_ok_and(|actor| actor.is_ok()));
			Pallet::<T>::do_publish_prices(by, market, day, prices)?;
		}

		assert!(PricesOf::<T>::contains_key(market, day));
		Ok(())
	}

	#[benchmark]
	fn start() -> Result<(), BenchmarkError> {
		let (origin, _) = operator::<T>()?;
		let (market, by) = priced::<T>(T::BenchmarkHelper::party(0))?;
		let id = NextRunId::<T>::get();
		Pallet::<T>::do_start(by.clone(), market, MONTH)?;
		Runs::<T>::mutate_extant(id, |run| run.status = Status::Settled);
		Finals::<T>::insert(market, MONTH, Final { run: id, settled: true });

		#[block]
		{
			assert!(T::OperatorOrigin::ensure_origin(origin).is_ok_and(|actor| actor.is_ok()));
			Pallet::<T>::do_start(by, market, MONTH)?;
		}

		assert_eq!(Pallet::<T>::run(RunId(id.0 + 1))?.version, 1);
		Ok(())
	}

	/// What all steps of a call have in common.
	#[benchmark]
	fn advance() -> Result<(), BenchmarkError> {
		let party = T::BenchmarkHelper::party(0);
		let (id, mut run) = started::<T>(party)?;
		run.status = Status::Counting { next: Cursor::Contracts { of: party, after: None } };
		Runs::<T>::insert(id, run);

		#[block]
		{
			Pallet::<T>::do_advance_now(id, 1)?;
		}

		let next = Cursor::After(Some(party));
		assert_eq!(Pallet::<T>::run(id)?.status, Status::Counting { next });
		Ok(())
	}

	/// A month of a meter, with so many intervals with blocks: as many as are read before a step ends but
	/// one, then a day full of them.
	#[benchmark]
	fn count_days(f: Linear<0, 575>) -> Result<(), BenchmarkError> {
		let party = T::BenchmarkHelper::party(0);
		let (id, mut run) = started::<T>(party)?;
		let (from, until) = Pallet::<T>::days(MONTH)?;
		let retailer = T::BenchmarkHelper::party(1);
		T::Retail::set_up(run.market, party, retailer, MONTH);
		let supply = T::Retail::supply(run.market, party, MONTH);
		Pallet::<T>::change_account(id, &mut run, party, |account| account.supply = supply);
		let meter = T::Meters::set_up(run.market, party, from, until);
		let count = |blocks: u32| u16::try_from(blocks).unwrap_or(u16::MAX);
		let first = f.min(MAX_BLOCKS - 1);
		T::Blocks::set_up(meter, from, count(first));
		T::Blocks::set_up(meter, until - 1, count(f - first));
		let mut inputs = Some(Inputs::of::<T>(&run)?);
		let next = Cursor::Days { of: party, meter, from, peak: 0 };
		run.status = Status::Counting { next };

		#[block]
		{
			step::<T>(id, &mut run, &mut inputs)?;
		}

		let next = Cursor::Meters { of: party, after: Some(meter) };
		assert_eq!(run.status, Status::Counting { next });
		assert!(Accounts::<T>::get(id, retailer).is_some_and(|it| it.metered.energy < 0));
		Ok(())
	}

	/// A month of a contract with a version for each day.
	#[benchmark]
	fn count_contract() -> Result<(), BenchmarkError> {
		let party = T::BenchmarkHelper::party(0);
		let (id, mut run) = started::<T>(party)?;
		let (from, until) = Pallet::<T>::days(MONTH)?;
		let buyer = T::BenchmarkHelper::party(1);
		let contract = T::Contracts::set_up(run.market, party, buyer, from, until);
		let mut inputs = Some(Inputs::of::<T>(&run)?);
		run.status = Status::Counting { next: Cursor::Contracts { of: party, after: None } };

		#[block]
		{
			step::<T>(id, &mut run, &mut inputs)?;
		}

		let next = Cursor::Contracts { of: party, after: Some(contract) };
		assert_eq!(run.status, Status::Counting { next });
		assert!(Accounts::<T>::get(id, party).is_some_and(|it| it.contracted.energy > 0));
		Ok(())
	}

	#[benchmark]
	fn price() -> Result<(), BenchmarkError> {
		let party = T::BenchmarkHelper::party(0);
		let (id, mut run) = started::<T>(party)?;
		let retailer = T::BenchmarkHelper::party(1);
		T::Retail::set_up(run.market, party, retailer, MONTH);
		let supply = T::Retail::supply(run.market, party, MONTH);
		Pallet::<T>::change_account(id, &mut run, retailer, |_| {});
		Pallet::<T>::change_account(id, &mut run, party, |account| {
			account.supply = supply;
			account.metered.import = Banded { sharp: 1, peak: 1, flat: 1, valley: 1_000_000_000 };
			account.metered.usage.energy.flat = 1_000_000_000;
			account.metered.usage.product = 1_000_000_000_000;
		});
		// Of what comes last nothing else is left.
		let others =
			Accounts::<T>::iter_key_prefix(id).filter(|it| *it != party && *it != retailer);
		others.collect::<vec::Vec<_>>().iter().for_each(|it| Accounts::<T>::remove(id, it));
		let before = Accounts::<T>::iter_key_prefix(id).take_while(|it| *it != party).last();
		run.status = Status::Pricing { last: before };

		#[block]
		{
			step::<T>(id, &mut run, &mut None)?;
		}

		assert_eq!(run.status, Status::Pricing { last: Some(party) });
		assert!(Bills::<T>::contains_key(id, party));
		Ok(())
	}

	/// The operator's bill, with what is left in the pools.
	#[benchmark]
	fn close() -> Result<(), BenchmarkError> {
		let (id, mut run) = started::<T>(T::BenchmarkHelper::party(0))?;
		let operator = Party::Organization(run.operator);
		Bills::<T>::insert(id, operator, Bill::default());
		run.import = 1;
		run.base = Some(RunId(u64::MAX));
		Bills::<T>::insert(RunId(u64::MAX), operator, Bill::default());
		run.status = Status::Closing { last: Some(operator) };

		#[block]
		{
			step::<T>(id, &mut run, &mut None)?;
		}

		assert!(matches!(run.status, Status::Preliminary { .. }));
		Ok(())
	}

	#[benchmark]
	fn post() -> Result<(), BenchmarkError> {
		let party = T::BenchmarkHelper::party(0);
		let (id, mut run) = billed::<T>(party, Status::Posting { last: None }, OWED)?;

		#[block]
		{
			step::<T>(id, &mut run, &mut None)?;
		}

		assert_eq!(run.status, Status::Posting { last: Some(party) });
		Ok(())
	}

	#[benchmark]
	fn draw() -> Result<(), BenchmarkError> {
		let party = T::BenchmarkHelper::party(0);
		let (id, mut run) = billed::<T>(party, Status::Enforcing { last: None }, OWED)?;

		#[block]
		{
			step::<T>(id, &mut run, &mut None)?;
		}

		assert_eq!(run.collected, AMOUNT);
		Ok(())
	}

	#[benchmark]
	fn distribute() -> Result<(), BenchmarkError> {
		let party = T::BenchmarkHelper::party(0);
		let (id, mut run) = collected::<T>(party, Status::Distributing { last: None })?;

		#[block]
		{
			step::<T>(id, &mut run, &mut None)?;
		}

		assert_eq!(run.paid_out, AMOUNT);
		Ok(())
	}

	#[benchmark]
	fn dispute() -> Result<(), BenchmarkError> {
		let (origin, by) = participant::<T>()?;
		let (id, mut run) = billed::<T>(by.party, Status::Short, OWED)?;
		let until = T::Time::now().saturating_add(DAY);
		run.status = Status::Preliminary { until };
		Runs::<T>::insert(id, run);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, 0, reason());

		assert_eq!(Pallet::<T>::run(id)?.disputes, 1);
		Ok(())
	}

	#[benchmark]
	fn rule() -> Result<(), BenchmarkError> {
		let (origin, by) = arbiter::<T>()?;
		let party = T::BenchmarkHelper::party(0);
		let (id, mut run) = billed::<T>(party, Status::Preliminary { until: Moment::MAX }, OWED)?;
		run.disputes = 1;
		// Nobody rules in its own affairs, and in benchmarks one does everything.
		run.market = MarketId(u32::MAX);
		Bills::<T>::remove(id, Party::Organization(by.organization));
		Runs::<T>::insert(id, run);
		Disputes::<T>::insert(id, (party, 0), Dispute { reason: reason(), ruling: None });

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, party, 0, true, reason());

		assert_eq!(Pallet::<T>::run(id)?.status, Status::Withdrawn);
		Ok(())
	}

	#[benchmark]
	fn pay() -> Result<(), BenchmarkError> {
		let (origin, by) = participant::<T>()?;
		let (id, run) = billed::<T>(by.party, Status::Payable { until: Moment::MAX }, OWED)?;
		let account = by.party.account::<T::AccountId, T::Organizations, T::Persons>();
		let account = account.ok_or(BenchmarkError::Stop("no account"))?;
		T::BenchmarkHelper::endow(run.asset, &account, AMOUNT);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert_eq!(Pallet::<T>::run(id)?.collected, AMOUNT);
		Ok(())
	}

	#[benchmark]
	fn withdraw() -> Result<(), BenchmarkError> {
		let (origin, _) = operator::<T>()?;
		let (id, run) = started::<T>(T::BenchmarkHelper::party(0))?;
		let organization = run.operator;
		let by = ActorOf::<T> { organization, ..operator::<T>()?.1 };

		#[block]
		{
			assert!(T::OperatorOrigin::ensure_origin(origin).is_ok_and(|actor| actor.is_ok()));
			Pallet::<T>::do_withdraw(by, id)?;
		}

		assert_eq!(Pallet::<T>::run(id)?.status, Status::Withdrawn);
		Ok(())
	}

	#[benchmark]
	fn enforce() -> Result<(), BenchmarkError> {
		let (origin, _) = participant::<T>()?;
		let party = T::BenchmarkHelper::party(0);
		let (id, _) = billed::<T>(party, Status::Short, OWED)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, party);

		assert_eq!(Pallet::<T>::run(id)?.collected, AMOUNT);
		Ok(())
	}

	#[benchmark]
	fn collect() -> Result<(), BenchmarkError> {
		let (origin, _) = participant::<T>()?;
		let party = T::BenchmarkHelper::party(0);
		let (id, _) = collected::<T>(party, Status::Short)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, party);

		assert_eq!(Pallet::<T>::run(id)?.status, Status::Settled);
		Ok(())
	}

	impl_benchmark_test_suite! {
		Pallet,
		crate::mock::ExtBuilder::build(),
		crate::mock::Test
	}
}
