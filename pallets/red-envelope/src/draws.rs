// SPDX-License-Identifier: Apache-2.0

//! Draws: what claimed shares are worth, some blocks later.
//!
//! Envelopes wait by the round of the beacon whose seed their claims asked for; where nothing is left
//! to chance they wait for none, and are settled as soon as there is room in a block. The shares of an
//! envelope are drawn in the order of their claims, as many at a time as the weight allows, and posted
//! together: one voucher tells what all of them got and no single one.

use crate::*;
use covenant_primitives::Line;
use frame_support::{
	storage::with_storage_layer,
	weights::{Weight, WeightMeter},
};
use sp_runtime::{DispatchError, DispatchResult};

/// After how many shares of a lucky envelope what is left is written down.
pub(crate) const CHECKPOINT: u32 = 256;

/// What shares that are drawn together come to.
#[derive(Default)]
struct Batch {
	count: u32,
	gross: Amount,
	tax: Amount,
}

impl<T: Config> Pallet<T> {
	/// The most that drawing takes beside the shares themselves, posting included.
	fn weight_of_batch() -> Weight {
		T::WeightInfo::draw(0)
	}

	fn weight_of_shares(count: u32) -> Weight {
		T::WeightInfo::draw(count).saturating_sub(T::WeightInfo::draw(0))
	}

	/// The least with which something can be drawn.
	pub(crate) fn weight_of_one_draw() -> Weight {
		T::WeightInfo::look()
			.saturating_mul(2)
			.saturating_add(Self::weight_of_batch())
			.saturating_add(Self::weight_of_shares(1))
	}

	/// What draws may use of a block before any transaction.
	pub(crate) fn reserve() -> Weight {
		let share = T::Reserve::get();
		let block = T::BlockWeights::get().max_block;
		Weight::from_parts(share.mul_floor(block.ref_time()), share.mul_floor(block.proof_size()))
	}

	/// Draws what can be drawn within `limit`. Returns what it used.
	pub(crate) fn draw(limit: Weight) -> Weight {
		let mut meter = WeightMeter::with_limit(limit);
		Self::draw_within(&mut meter);
		meter.consumed()
	}

	fn draw_within(meter: &mut WeightMeter) {
		if meter.try_consume(T::WeightInfo::look()).is_err() || !Self::draw_round(0, meter) {
			return;
		}
		let Some(first) = FirstRound::<T>::get() else { return };
		let current = T::Beacon::current();
		let mut round = first;
		while round < current {
			if meter.try_consume(T::WeightInfo::look()).is_err() || !Self::draw_round(round, meter)
			{
				break;
			}
			round = round.saturating_add(1);
		}
		// Nobody can have asked for a later round than the next one.
		let waits = |round| Waiting::<T>::iter_key_prefix(round).next().is_some();
		if round >= current && !waits(current) && !waits(current.saturating_add(1)) {
			FirstRound::<T>::kill();
		} else if round != first {
			FirstRound::<T>::put(round);
		}
	}

	/// Draws what waits for a round that is over. Returns whether nothing does any more.
	fn draw_round(round: Round, meter: &mut WeightMeter) -> bool {
		for id in Waiting::<T>::iter_key_prefix(round) {
			loop {
				let batch = Self::weight_of_batch();
				let share = Self::weight_of_shares(1);
				let room = meter.remaining().checked_sub(&batch);
				let room = room.and_then(|room| room.checked_div_per_component(&share));
				let room = match room.map(|room| u32::try_from(room).unwrap_or(u32::MAX)) {
					Some(room) if room > 0 => room.min(CHECKPOINT),
					_ => return false,
				};
				match with_storage_layer(|| Self::draw_shares(id, round, room)) {
					Ok(count) => {
						meter.consume(batch.saturating_add(Self::weight_of_shares(count)));
						// Fewer than there was room for: the next one waits for another round.
						if count < room {
							break;
						}
					}
					Err(error) => {
						meter.consume(batch.saturating_add(Self::weight_of_shares(room)));
						Waiting::<T>::insert(Self::ask(), id, ());
						Self::deposit_event(Event::DrawFailed { envelope: id, error });
						break;
					}
				}
			}
			Waiting::<T>::remove(round, id);
		}
		true
	}

	/// Draws the next shares of an envelope, at most `room`, as far as they wait for no later round.
	/// Returns how many.
	fn draw_shares(id: EnvelopeId, round: Round, room: u32) -> Result<u32, DispatchError> {
		let (envelope, mut progress) = Self::envelope(id)?;
		let first = progress.drawn;
		let month = T::Books::period();
		let mut batch = Batch::default();
		let mut seed = None;
		while batch.count < room && progress.pending() > 0 {
			let share = progress.drawn;
			let slot = Slots::<T>::get(id, share).ok_or(Error::<T>::Inconsistent)?;
			if slot.round > round {
				break;
			}
			let worth = match (&envelope.division, slot.amount) {
				(_, Some(amount)) => amount,
				(Division::Equal { share, .. }, None) => *share,
				(Division::Lucky { .. }, None) => {
					if share.is_multiple_of(CHECKPOINT) {
						Checkpoints::<T>::insert(id, share / CHECKPOINT, progress.left);
					}
					let drawn = match seed {
						Some((of, known)) if of == slot.round => known,
						_ => T::Beacon::seed(slot.round).ok_or(Error::<T>::Inconsistent)?,
					};
					seed = Some((slot.round, drawn));
					let number = double_mean::number(drawn, id, share);
					double_mean::draw(number, progress.left, envelope.shares.saturating_sub(share))
				}
				(Division::Assigned { .. } | Division::Named, None) => {
					return Err(Error::<T>::Inconsistent.into())
				}
			};
			sub(&mut progress.left, worth)?;
			let tax = envelope.terms.tax(worth);
			Self::credit(&envelope, &slot, month, worth, tax)?;
			if slot.amount.is_some() {
				Slots::<T>::insert(id, share, Slot { amount: None, ..slot });
			}
			add(&mut batch.gross, worth)?;
			add(&mut batch.tax, tax)?;
			progress.drawn = share.saturating_add(1);
			batch.count = batch.count.saturating_add(1);
		}
		if batch.count > 0 {
			Self::post_batch(&envelope, id, first, &batch)?;
			let count = batch.count;
			Self::deposit_event(Event::Drawn { envelope: id, first, count });
			// The shares are theirs even if the rest cannot be given back now.
			let mut emptied = progress;
			match with_storage_layer(|| Self::empty(&envelope, id, &mut emptied)) {
				Ok(()) => progress = emptied,
				Err(error) => Self::postpone(Task::Expire(id), error)?,
			}
			Progresses::<T>::insert(id, progress);
		}
		Ok(batch.count)
	}

	/// Puts a share into the wallet of whoever claimed it.
	fn credit(
		envelope: &EnvelopeOf<T>,
		slot: &Slot,
		month: Month,
		gross: Amount,
		tax: Amount,
	) -> DispatchResult {
		let (book, person) = (envelope.book, slot.person);
		let net = gross.saturating_sub(tax);
		Self::change_wallet(person, book, |wallet| Ok(add(&mut wallet.balance, net)?))?;
		let expected = envelope.expected(slot.amount);
		let count = |statement: &mut Statement| -> DispatchResult {
			sub(&mut statement.counted, expected)?;
			Ok(add(&mut statement.counted, gross)?)
		};
		if slot.month != month {
			Statements::<T>::try_mutate((book, slot.month), person, count)?;
		}
		Statements::<T>::try_mutate((book, month), person, |statement| {
			if slot.month == month {
				count(statement)?;
			}
			let purpose = envelope.terms.purpose;
			let mut income = statement.incomes.get(&purpose).copied().unwrap_or_default();
			if envelope.terms.withholding.is_some() {
				add(&mut income.taxable, gross)?;
				add(&mut income.tax, tax)?;
			} else {
				add(&mut income.untaxed, gross)?;
			}
			let inserted = statement.incomes.try_insert(purpose, income);
			inserted.map(drop).map_err(|_| Error::<T>::Inconsistent.into())
		})
	}

	fn post_batch(
		envelope: &EnvelopeOf<T>,
		id: EnvelopeId,
		first: u32,
		batch: &Batch,
	) -> DispatchResult {
		let Batch { count, gross, tax } = *batch;
		Budgets::<T>::try_mutate(envelope.budget, |budget| -> DispatchResult {
			Ok(budget.as_mut().ok_or(Error::<T>::BudgetNotFound)?.spend(gross)?)
		})?;
		if tax > 0 {
			TaxDue::<T>::try_mutate(envelope.book, |due| add(due, tax))?;
		}
		let lines = [
			Line::debit(Account::Committed(envelope.budget), gross),
			Line::credit(Account::Spent(envelope.budget), gross),
			Line::debit(Account::Expense(envelope.terms.purpose), gross),
			Line::credit(Account::Payable, gross.saturating_sub(tax)),
			Line::credit(Account::TaxPayable, tax),
		];
		T::Books::post(envelope.book, None, Occasion::Drawn { envelope: id, first, count }, lines)
	}
}
