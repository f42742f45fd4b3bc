// SPDX-License-Identifier: Apache-2.0

//! Batches: anchored by their root, challenged, and proved reading by reading.

use crate::*;
use covenant_primitives::merkle;
use frame_support::{ensure, traits::Incrementable};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn batch(id: BatchId) -> Result<Batch, DispatchError> {
		Ok(Batches::<T>::get(id).ok_or(Error::<T>::NotFound)?)
	}

	/// Whether a reading stands in a batch.
	fn holds(batch: &Batch, proven: &ProvenMessage) -> bool {
		let leaf = proven.message.leaf(batch.count);
		proven.message.start == batch.start
			&& merkle::verify(batch.root, batch.count, proven.index, leaf, &proven.proof)
	}

	pub(crate) fn do_anchor(
		by: ActorOf<T>,
		market: MarketId,
		start: Moment,
		root: H256,
		count: u32,
	) -> DispatchResult {
		Self::ensure_operates(&by, market)?;
		ensure!(count > 0, Error::<T>::Empty);
		let timetable = Self::timetable(market)?;
		let interval = timetable.interval_at(start);
		let now = T::Time::now();
		let over = timetable.start(interval) == start && timetable.end(interval) <= now;
		ensure!(over, Error::<T>::InvalidTime);
		let id = NextBatchId::<T>::get();
		NextBatchId::<T>::put(id.increment().ok_or(ArithmeticError::Overflow)?);
		let batch = Batch {
			market,
			operator: by.organization,
			start,
			root,
			count,
			until: now.saturating_add(T::ChallengePeriod::get()),
			challenges: 0,
			struck: false,
		};
		Batches::<T>::insert(id, batch);
		Self::deposit_event(Event::Anchored { batch: id, details: batch, by });
		Ok(())
	}

	pub(crate) fn do_challenge(
		by: SignatoryOf<T>,
		id: BatchId,
		doubted: &ProvenMessage,
	) -> DispatchResult {
		let mut batch = Self::batch(id)?;
		let (index, message) = (doubted.index, doubted.message);
		let now = T::Time::now();
		ensure!(!batch.struck, Error::<T>::Struck);
		ensure!(now < batch.until, Error::<T>::TooLate);
		let day = Self::timetable(batch.market)?.day_at(batch.start);
		let owner = <Self as covenant_primitives::power::Metering>::owner(message.meter, day);
		ensure!(owner == Some(by.party), Error::<T>::NotAuthorized);
		ensure!(Self::holds(&batch, doubted), Error::<T>::InvalidProof);
		ensure!(!Challenges::<T>::contains_key(id, index), Error::<T>::AlreadyExists);
		ensure!(batch.challenges < MAX_CHALLENGES, Error::<T>::TooMany);
		let until = now.saturating_add(T::ChallengePeriod::get());
		T::Deadlines::schedule(until, Task::Strike { batch: id, index })?;
		batch.challenges = batch.challenges.saturating_add(1);
		Batches::<T>::insert(id, batch);
		let challenge = Challenge { message, by: by.party, until };
		Challenges::<T>::insert(id, index, challenge);
		Self::deposit_event(Event::Challenged { batch: id, index, details: challenge });
		Ok(())
	}

	/// Ends a challenge.
	pub(crate) fn take_challenge(
		id: BatchId,
		index: u32,
	) -> Result<(Batch, Challenge), DispatchError> {
		let mut batch = Self::batch(id)?;
		let challenge = Challenges::<T>::take(id, index).ok_or(Error::<T>::NotFound)?;
		batch.challenges = batch.challenges.saturating_sub(1);
		Batches::<T>::insert(id, batch);
		Ok((batch, challenge))
	}

	pub(crate) fn do_answer(
		id: BatchId,
		index: u32,
		signature: &DeviceSignature,
	) -> DispatchResult {
		let (_, challenge) = Self::take_challenge(id, index)?;
		let meter = Self::meter(challenge.message.meter)?;
		let payload = challenge.message.payload(Self::genesis());
		ensure!(meter.device.key.signed(&payload, signature), Error::<T>::InvalidSignature);
		T::Deadlines::cancel(challenge.until, Task::Strike { batch: id, index });
		Self::deposit_event(Event::Answered { batch: id, index });
		Ok(())
	}

	pub(crate) fn do_prove(
		by: T::AccountId,
		id: BatchId,
		proven: &[ProvenMessage],
	) -> DispatchResult {
		let batch = Self::batch(id)?;
		ensure!(!batch.struck, Error::<T>::Struck);
		let settled = batch.until <= T::Time::now() && batch.challenges == 0;
		ensure!(settled, Error::<T>::TooEarly);
		Self::take_each(by, proven.iter().map(|it| (&it.message, it)), |meter, proven| {
			ensure!(meter.operator == batch.operator, Refusal::OtherOperator);
			ensure!(meter.market == batch.market, Refusal::OtherOperator);
			ensure!(Self::holds(&batch, proven), Refusal::WrongProof);
			Ok(())
		})
	}
}
