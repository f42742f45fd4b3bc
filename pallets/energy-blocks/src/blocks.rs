// SPDX-License-Identifier: Apache-2.0

//! Blocks: created, given, split, removed.

use crate::*;
use frame_support::{ensure, traits::Incrementable};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn timetable(market: MarketId) -> Result<Timetable, DispatchError> {
		Ok(T::Markets::timetable(market).ok_or(Error::<T>::UnknownMarket)?)
	}

	/// When blocks of an interval lapse, in UTC milliseconds.
	pub(crate) fn lapses(timetable: &Timetable, interval: Interval) -> Moment {
		timetable.end(interval).saturating_add(T::UsePeriod::get())
	}

	fn has_lapsed(timetable: &Timetable, interval: Interval) -> bool {
		Self::lapses(timetable, interval) <= T::Time::now()
	}

	pub(crate) fn ensure_participant(market: MarketId, party: Party) -> DispatchResult {
		ensure!(T::Markets::role(market, party).is_some(), Error::<T>::NotParticipant);
		Ok(())
	}

	/// A block that was not used up.
	pub(crate) fn open(id: BlockId) -> Result<Block, DispatchError> {
		let block = Blocks::<T>::get(id).ok_or(Error::<T>::NotFound)?;
		ensure!(block.status == Status::Open, Error::<T>::InvalidState);
		Ok(block)
	}

	/// A block that can still be used.
	pub(crate) fn usable(id: BlockId) -> Result<(Block, Timetable), DispatchError> {
		let block = Self::open(id)?;
		let timetable = Self::timetable(block.market)?;
		ensure!(!Self::has_lapsed(&timetable, block.interval), Error::<T>::Lapsed);
		Ok((block, timetable))
	}

	/// A block that its owner, a participant, can still use.
	pub(crate) fn usable_by(
		party: Party,
		id: BlockId,
	) -> Result<(Block, Timetable), DispatchError> {
		let (block, timetable) = Self::usable(id)?;
		ensure!(block.owner == party, Error::<T>::NotAuthorized);
		Self::ensure_participant(block.market, party)?;
		Ok((block, timetable))
	}

	/// Puts an open block among its owner's, of whom there are `most` then.
	fn insert(id: BlockId, block: &Block, most: u32) -> DispatchResult {
		OpenBlocks::<T>::try_mutate(block.owner, |count| {
			ensure!(*count < most, Error::<T>::TooMany);
			*count = count.saturating_add(1);
			Ok::<_, DispatchError>(())
		})?;
		BlocksOf::<T>::insert(block.owner, id, ());
		Blocks::<T>::insert(id, block);
		Ok(())
	}

	fn insert_new(block: &Block) -> Result<BlockId, DispatchError> {
		let id = NextBlockId::<T>::get();
		NextBlockId::<T>::put(id.increment().ok_or(ArithmeticError::Overflow)?);
		Self::insert(id, block, T::MaxBlocks::get())?;
		Ok(id)
	}

	/// Takes a block from among its owner's and the offers.
	pub(crate) fn take(id: BlockId, block: &Block) {
		BlocksOf::<T>::remove(block.owner, id);
		OpenBlocks::<T>::mutate_exists(block.owner, |count| {
			let left = count.unwrap_or_default().saturating_sub(1);
			*count = (left > 0).then_some(left);
		});
		if block.offer.is_some() {
			OffersAt::<T>::remove((block.market, block.interval), id);
		}
	}

	/// Has `to` own a block, of whom there are `most` then.
	pub(crate) fn pass(id: BlockId, block: &Block, to: Party, most: u32) -> DispatchResult {
		Self::take(id, block);
		Self::insert(id, &Block { owner: to, offer: None, ..*block }, most)
	}

	pub(crate) fn do_create(
		by: SignatoryOf<T>,
		meter: MeterId,
		interval: Interval,
		energy: Energy,
	) -> DispatchResult {
		let market = T::Metering::market(meter).ok_or(Error::<T>::UnknownMeter)?;
		T::Markets::ensure_trader(market, by.party)?;
		let timetable = Self::timetable(market)?;
		Self::ensure_owned(meter, timetable.day_of(interval), by.party)?;
		ensure!(energy > 0, Error::<T>::ZeroEnergy);
		ensure!(!Self::has_lapsed(&timetable, interval), Error::<T>::Lapsed);
		Self::count_created(meter, &timetable, interval, energy)?;
		let block = Block {
			market,
			meter,
			interval,
			energy,
			owner: by.party,
			green: T::Metering::is_green(meter),
			offer: None,
			status: Status::Open,
		};
		let id = Self::insert_new(&block)?;
		Self::deposit_event(Event::Created { block: id, details: block, by });
		Ok(())
	}

	pub(crate) fn do_give(by: SignatoryOf<T>, id: BlockId, to: Party) -> DispatchResult {
		let (block, _) = Self::usable_by(by.party, id)?;
		ensure!(to != by.party, Error::<T>::OwnBlock);
		Self::ensure_participant(block.market, to)?;
		Self::pass(id, &block, to, T::MaxBlocks::get() / 2)?;
		Self::deposit_event(Event::Given { block: id, to, by });
		Ok(())
	}

	/// The parts get ids of their own: whoever agreed to buy a block by its id gets all of it or nothing.
	pub(crate) fn do_split(by: SignatoryOf<T>, id: BlockId, energy: Energy) -> DispatchResult {
		let (block, _) = Self::usable_by(by.party, id)?;
		let rest = block.energy.checked_sub(energy).filter(|rest| energy > 0 && *rest > 0);
		let rest = rest.ok_or(Error::<T>::InvalidSplit)?;
		Self::take(id, &block);
		Blocks::<T>::remove(id);
		let part = Self::insert_new(&Block { energy, offer: None, ..block })?;
		let rest = Self::insert_new(&Block { energy: rest, offer: None, ..block })?;
		Self::deposit_event(Event::Split { block: id, part, rest, by });
		Ok(())
	}

	pub(crate) fn do_remove(by: SignatoryOf<T>, id: BlockId) -> DispatchResult {
		let block = Self::open(id)?;
		let timetable = Self::timetable(block.market)?;
		let may = block.owner == by.party || Self::has_lapsed(&timetable, block.interval);
		ensure!(may, Error::<T>::NotAuthorized);
		Self::take(id, &block);
		Blocks::<T>::remove(id);
		Self::count_removed(&block, &timetable)?;
		Self::deposit_event(Event::Removed { block: id, by });
		Ok(())
	}
}
