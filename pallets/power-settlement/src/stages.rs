// SPDX-License-Identifier: Apache-2.0

//! How a run goes on: step by step, each of which reads and writes a bounded number of records, so that it
//! does not matter into how many blocks they fall.

use crate::{counting::Inputs, *};
use covenant_primitives::{
	power::{BlockFlows, Item, Payee, PowerMarkets, Roster, Rules, Settlements},
	time::MINUTE,
};
use frame_support::{
	ensure,
	storage::{IterableStorageDoubleMap, PrefixIterator},
	traits::Incrementable,
	weights::Weight,
};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

/// After how long a run is tried again that waits for a day to be closed, in milliseconds.
pub const RETRY: Moment = 10 * MINUTE;

/// How many intervals with energy in blocks a step reads before it ends, at the end of a day.
pub const MAX_BLOCKS: u32 = MAX_INTERVALS;

/// How it goes on after a step.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Pace {
	/// With the next step.
	On,
	/// Once a meter's day is closed.
	Blocked(MeterId, Day),
	/// Not before that.
	At(Moment),
	/// Not at all.
	Over,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn run(id: RunId) -> Result<Run, DispatchError> {
		Ok(Runs::<T>::get(id).ok_or(Error::<T>::NotFound)?)
	}

	/// The first day of a month, and the first after it.
	pub(crate) fn days(month: Month) -> Result<(Day, Day), DispatchError> {
		let days = month.first_day().zip(month.next().first_day());
		Ok(days.ok_or(Error::<T>::InvalidMonth)?)
	}

	/// The rules by which a month is settled: those in force on its last day. They are so from its first on,
	/// unless they are the market's first.
	pub(crate) fn rules(market: MarketId, until: Day) -> Result<Rules, DispatchError> {
		let rules = T::Markets::rules(market, until.saturating_sub(1));
		Ok(rules.ok_or(Error::<T>::NoRules)?)
	}

	/// What a run has of its parties, behind one of them.
	pub(crate) fn after<Map, Value>(
		id: RunId,
		last: Option<Party>,
	) -> PrefixIterator<(Party, Value)>
	where
		Map: IterableStorageDoubleMap<
			RunId,
			Party,
			Value,
			PrefixIterator = PrefixIterator<(Party, Value)>,
		>,
		Value: codec::FullCodec,
	{
		match last {
			Some(last) => Map::iter_prefix_from(id, Map::hashed_key_for(id, last)),
			None => Map::iter_prefix(id),
		}
	}

	pub(crate) fn do_start(by: ActorOf<T>, market: MarketId, month: Month) -> DispatchResult {
		Self::ensure_runs(&by, market)?;
		let (from, until) = Self::days(month)?;
		let rules = Self::rules(market, until)?;
		let last = until.saturating_sub(1);
		let version = T::Markets::rules_version(market, last).ok_or(Error::<T>::NoRules)?;
		let asset = T::Markets::asset(market).ok_or(Error::<T>::NotFound)?;
		ensure!(T::Blocks::is_final(market, last), Error::<T>::TooEarly);
		let earlier = from.saturating_sub(1);
		let first = T::Markets::rules_version(market, earlier).is_none();
		ensure!(first || Self::is_settled(market, earlier), Error::<T>::EarlierMonth);
		let before = Latest::<T>::get(market, month);
		let number = match before.map(Self::run).transpose()? {
			Some(before) => {
				let over = before.status.is_paid_for() || before.status == Status::Withdrawn;
				ensure!(over, Error::<T>::InvalidState);
				before.version.checked_add(1).ok_or(ArithmeticError::Overflow)?
			}
			None => 0,
		};
		let base = Finals::<T>::get(market, month).map(|last| last.run);
		// What pools hold stays whose it was.
		let operator = match base.map(Self::run).transpose()? {
			Some(base) => base.operator,
			None => by.organization,
		};
		let id = NextRunId::<T>::get();
		NextRunId::<T>::put(id.increment().ok_or(ArithmeticError::Overflow)?);
		let mut run = Run {
			market,
			month,
			version: number,
			before,
			base,
			rules: version,
			operator,
			asset,
			price: Self::month_price(market, from, until)?,
			status: Status::Counting { next: Cursor::After(None) },
			accounts: 0,
			import: 0,
			incomes: Sums::truncate_from(rules.items.iter().map(|_| 0).collect()),
			pools: Pools::default(),
			divided: Pools::default(),
			sum: 0,
			disputes: 0,
			owed: 0,
			collected: 0,
			paid_out: 0,
			due: T::Time::now().saturating_add(MINUTE),
		};
		// Whoever is paid by the rules has a bill, even if it does not take part.
		Self::change_account(id, &mut run, Party::Organization(operator), |_| {});
		for item in &rules.items {
			if let Item::Charge { payee: Payee::Participant(party), .. } = item {
				Self::change_account(id, &mut run, *party, |_| {});
			}
		}
		T::Deadlines::schedule(run.due, Task::Advance(id))?;
		Runs::<T>::insert(id, run);
		RunsIn::<T>::insert(market, id, ());
		Latest::<T>::insert(market, month, id);
		Self::deposit_event(Event::Started { run: id, market, month, version: number, by });
		Ok(())
	}

	/// The most that so many steps may use.
	pub(crate) fn most(steps: u32) -> Weight {
		let steps = Self::heaviest_step().saturating_mul(steps.max(1).into());
		<T as Config>::WeightInfo::advance().saturating_add(steps)
	}

	/// The most that a step may use.
	fn heaviest_step() -> Weight {
		[
			<T as Config>::WeightInfo::count_days(MAX_BLOCKS.saturating_add(MAX_INTERVALS)),
			<T as Config>::WeightInfo::count_contract(),
			<T as Config>::WeightInfo::price(),
			<T as Config>::WeightInfo::close(),
			<T as Config>::WeightInfo::post(),
			<T as Config>::WeightInfo::draw(),
			<T as Config>::WeightInfo::distribute(),
		]
		.into_iter()
		.fold(Weight::zero(), |most, step| most.max(step))
	}

	/// Has a run go on that can, and returns what it used.
	pub(crate) fn do_advance_now(id: RunId, limit: u32) -> Result<Weight, DispatchError> {
		let before = Self::run(id)?.status;
		let (used, pace) = Self::do_advance(id, limit, Self::most(limit))?;
		let stays = Runs::<T>::get(id).is_some_and(|run| run.status == before);
		match pace {
			Pace::At(_) if stays => Err(Error::<T>::TooEarly.into()),
			Pace::Over if stays => Err(Error::<T>::InvalidState.into()),
			_ => Ok(used),
		}
	}

	/// Goes on with at most `limit` steps, and no longer than `most` allows for the heaviest one, but with
	/// one at least. Returns what they used.
	pub(crate) fn do_advance(
		id: RunId,
		limit: u32,
		most: Weight,
	) -> Result<(Weight, Pace), DispatchError> {
		let mut run = Self::run(id)?;
		let mut inputs = None;
		let step = Self::heaviest_step();
		let (mut steps, mut used) = (0_u32, <T as Config>::WeightInfo::advance());
		let pace = loop {
			let (pace, weight) = Self::step(id, &mut run, &mut inputs)?;
			steps = steps.saturating_add(1);
			used = used.saturating_add(weight);
			let full = steps >= limit || used.saturating_add(step).any_gt(most);
			if full || pace != Pace::On {
				break pace;
			}
		};
		let now = T::Time::now();
		let due = match pace {
			Pace::On => now.saturating_add(MINUTE),
			Pace::Blocked(meter, day) => {
				Self::deposit_event(Event::Waits { run: id, meter, day });
				now.saturating_add(RETRY)
			}
			Pace::At(due) => due,
			Pace::Over => now,
		};
		Self::reschedule(id, &mut run, (pace != Pace::Over).then_some(due))?;
		Runs::<T>::insert(id, run);
		Ok((used, pace))
	}

	/// Gives a run up whose bills are not final: inputs can be mended then, and another takes its place.
	pub(crate) fn do_withdraw(by: ActorOf<T>, id: RunId) -> DispatchResult {
		let mut run = Self::run(id)?;
		Self::ensure_runs(&by, run.market)?;
		let posting = matches!(run.status, Status::Posting { .. });
		ensure!(run.status.is_locked() && !posting, Error::<T>::InvalidState);
		run.status = Status::Withdrawn;
		Self::reschedule(id, &mut run, None)?;
		Runs::<T>::insert(id, run);
		Self::deposit_event(Event::Withdrawn { run: id, by });
		Ok(())
	}

	/// Has a run go on by itself at another time, or not at all.
	pub(crate) fn reschedule(id: RunId, run: &mut Run, due: Option<Moment>) -> DispatchResult {
		T::Deadlines::cancel(run.due, Task::Advance(id));
		if let Some(due) = due {
			T::Deadlines::schedule(due, Task::Advance(id))?;
			run.due = due;
		}
		Ok(())
	}

	/// Takes a step, and returns what it weighs.
	pub(crate) fn step(
		id: RunId,
		run: &mut Run,
		inputs: &mut Option<Inputs>,
	) -> Result<(Pace, Weight), DispatchError> {
		let (status, weight) = match run.status {
			Status::Counting { next } => {
				let inputs = match inputs {
					Some(inputs) => &*inputs,
					None => inputs.insert(Inputs::of::<T>(run)?),
				};
				let (next, pace, weight) = Self::count(id, run, inputs, next)?;
				run.status = match next {
					Some(next) => Status::Counting { next },
					None => Status::Pricing { last: None },
				};
				return Ok((pace, weight));
			}
			Status::Pricing { last } => {
				(Self::price_next(id, run, last)?, <T as Config>::WeightInfo::price())
			}
			Status::Closing { last } => {
				(Self::close_next(id, run, last)?, <T as Config>::WeightInfo::close())
			}
			Status::Preliminary { until } => {
				return Ok((Self::end_disputes(run, until), <T as Config>::WeightInfo::post()));
			}
			Status::Posting { last } => {
				(Self::post_next(id, run, last)?, <T as Config>::WeightInfo::post())
			}
			Status::Payable { until } if T::Time::now() < until => {
				return Ok((Pace::At(until), Weight::zero()));
			}
			Status::Payable { .. } => (Status::Enforcing { last: None }, Weight::zero()),
			Status::Enforcing { last } => {
				(Self::enforce_next(id, run, last)?, <T as Config>::WeightInfo::draw())
			}
			Status::Distributing { last } => {
				let pace = Self::distribute_next(id, run, last)?;
				return Ok((pace, <T as Config>::WeightInfo::distribute()));
			}
			Status::Withdrawn | Status::Settled | Status::Short => {
				return Ok((Pace::Over, Weight::zero()));
			}
		};
		run.status = status;
		Ok((Pace::On, weight))
	}
}
