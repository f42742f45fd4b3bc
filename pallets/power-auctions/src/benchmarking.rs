// SPDX-License-Identifier: Apache-2.0

//! Benchmarks of every call and of the steps of clearing, each on its longest path.

use super::*;
use alloc::vec::Vec;
use covenant_primitives::{power::PriceRule, time::DAY, PersonId};
use frame_benchmarking::v2::*;
use frame_support::traits::EnsureOrigin;
use sp_runtime::Permill;

/// Far above what minimal balances take of it.
const BOND: Amount = 1_000_000;

fn operator<T: Config>() -> Result<(T::RuntimeOrigin, ActorOf<T>), BenchmarkError> {
	let origin =
		T::OperatorOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;
	let by = T::OperatorOrigin::ensure_origin(origin.clone())
		.map_err(|_| BenchmarkError::Stop("not an operator"))??;
	Ok((origin, by))
}

/// Whoever signs for parties that bid. It is no operator of the market's: whom it signs for is replaced.
fn participant<T: Config>() -> Result<(T::RuntimeOrigin, SignatoryOf<T>), BenchmarkError> {
	let origin =
		T::ParticipantOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;
	let by = T::ParticipantOrigin::ensure_origin(origin.clone())
		.map_err(|_| BenchmarkError::Stop("not a participant"))??;
	Ok((origin, by))
}

/// A market with a participant, who runs it, and an auction that could be opened there.
fn market<T: Config>() -> Result<(MarketId, ActorOf<T>, Terms), BenchmarkError> {
	let market = T::Markets::set_up(None, T::BenchmarkHelper::party(0), Role::Generator);
	let organization = T::Markets::operator(market).ok_or(BenchmarkError::Stop("no market"))?;
	let timetable = T::Markets::timetable(market).ok_or(BenchmarkError::Stop("no market"))?;
	let bids_until = T::Time::now().saturating_add(DAY);
	let reveal_until = bids_until.saturating_add(T::MinReveal::get());
	let gate = T::Markets::gate_closure(market, timetable.day_at(reveal_until));
	let from = timetable.day_at(reveal_until.saturating_add(gate)).saturating_add(1);
	let terms = Terms {
		from,
		until: from.saturating_add(1),
		window: Window { from: 0, until: 1 },
		bids_until,
		reveal_until,
		rule: PriceRule::Midpoint,
		bond: BOND,
		penalty: Permill::one(),
	};
	Ok((market, ActorOf::<T> { organization, ..operator::<T>()?.1 }, terms))
}

/// An auction with as many bids, none of them revealed.
fn opened<T: Config>(bids: u32, seal: H256) -> Result<(AuctionId, ActorOf<T>), BenchmarkError> {
	let (market, by, terms) = market::<T>()?;
	let id = NextAuctionId::<T>::get();
	Pallet::<T>::do_open(by.clone(), market, terms)?;
	let (_, signer) = participant::<T>()?;
	for number in 0..bids {
		let party = T::BenchmarkHelper::party(number);
		if number > 0 {
			T::Markets::set_up(Some(market), party, Role::Generator);
		}
		Pallet::<T>::do_bid(SignatoryOf::<T> { party, ..signer.clone() }, id, seal, BOND)?;
	}
	Ok((id, by))
}

/// Has a bid be placed, or revealed, so long ago.
fn pass<T: Config>(id: AuctionId) -> Result<(), BenchmarkError> {
	let mut auction = Pallet::<T>::auction(id)?;
	auction.terms.bids_until = T::Time::now();
	Auctions::<T>::insert(id, auction);
	Ok(())
}

/// Has an auction be cleared from this stage on.
fn enter<T: Config>(
	id: AuctionId,
	status: Status,
	clearing: Clearing,
) -> Result<(), BenchmarkError> {
	let auction = Pallet::<T>::auction(id)?;
	Auctions::<T>::insert(id, Auction { status, ..auction });
	Clearings::<T>::insert(id, clearing);
	Ok(())
}

/// A side of the book, with a step of another party at each of the levels.
fn fill<T: Config>(id: AuctionId, sells: bool, levels: u32) {
	for number in 0..levels {
		let level =
			Level::of(sells, if sells { number.into() } else { Price::MAX - Price::from(number) });
		let party = Party::Person(PersonId(number.into()));
		let revealed = Some(Revealed { sells, offered: 1, won: 0 });
		let bid = Bid { ordinal: number, commitment: H256::zero(), stake: BOND, revealed };
		Bids::<T>::insert(id, party, bid);
		Book::<T>::insert((id, sells), Place::new(level, number), Lot { party, quantity: 1 });
		Levels::<T>::insert((id, sells), level, 1);
	}
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn open() -> Result<(), BenchmarkError> {
		let (market, by, terms) = market::<T>()?;
		let (origin, _) = operator::<T>()?;
		let id = NextAuctionId::<T>::get();

		#[block]
		{
			assert!(T::OperatorOrigin::ensure_origin(origin).is_ok_and(|actor| actor.is_ok()));
			Pallet::<T>::do_open(by, market, terms)?;
		}

		assert!(Auctions::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn cancel() -> Result<(), BenchmarkError> {
		let (id, by) = opened::<T>(1, H256::zero())?;
		let (origin, _) = operator::<T>()?;

		#[block]
		{
			assert!(T::OperatorOrigin::ensure_origin(origin).is_ok_and(|actor| actor.is_ok()));
			Pallet::<T>::do_cancel(by, id)?;
		}

		assert!(Clearings::<T>::contains_key(id));
		Ok(())
	}

	/// The first one of a party.
	#[benchmark]
	fn bid() -> Result<(), BenchmarkError> {
		let (id, _) = opened::<T>(0, H256::zero())?;
		let (origin, by) = participant::<T>()?;
		let party = T::BenchmarkHelper::party(0);

		#[block]
		{
			assert!(T::ParticipantOrigin::ensure_origin(origin).is_ok_and(|by| by.is_ok()));
			Pallet::<T>::do_bid(Signatory { party, ..by }, id, H256::zero(), BOND)?;
		}

		assert!(Bids::<T>::contains_key(id, party));
		Ok(())
	}

	#[benchmark]
	fn withdraw() -> Result<(), BenchmarkError> {
		let (id, _) = opened::<T>(1, H256::zero())?;
		let (origin, by) = participant::<T>()?;
		let party = T::BenchmarkHelper::party(0);

		#[block]
		{
			assert!(T::ParticipantOrigin::ensure_origin(origin).is_ok_and(|by| by.is_ok()));
			Pallet::<T>::do_withdraw(Signatory { party, ..by }, id)?;
		}

		assert!(!Bids::<T>::contains_key(id, party));
		Ok(())
	}

	#[benchmark]
	fn reveal(s: Linear<1, MAX_STEPS>) -> Result<(), BenchmarkError> {
		let party = T::BenchmarkHelper::party(0);
		let id = NextAuctionId::<T>::get();
		opened::<T>(1, H256::zero())?;
		let floor = Pallet::<T>::auction(id)?.floor;
		let steps =
			(0..s).map(|step| Step { price: floor.saturating_add(step.into()), quantity: 1 });
		let steps = Steps::truncate_from(steps.collect::<Vec<_>>());
		let commitment = seal(Pallet::<T>::genesis(), id, party, true, &steps, &[1; 16]);
		Bids::<T>::mutate(id, party, |it| {
			if let Some(it) = it {
				it.commitment = commitment;
			}
		});
		pass::<T>(id)?;
		let (origin, by) = participant::<T>()?;

		#[block]
		{
			assert!(T::ParticipantOrigin::ensure_origin(origin).is_ok_and(|by| by.is_ok()));
			Pallet::<T>::do_reveal(Signatory { party, ..by }, id, true, steps, [1; 16])?;
		}

		assert!(Bids::<T>::get(id, party).is_some_and(|it| it.revealed.is_some()));
		Ok(())
	}

	/// Both levels are used up each time. The last step finds the price.
	#[benchmark]
	fn match_levels(n: Linear<1, 50>) -> Result<(), BenchmarkError> {
		let (id, _) = opened::<T>(0, H256::zero())?;
		fill::<T>(id, true, n - 1);
		fill::<T>(id, false, n - 1);
		enter::<T>(id, Status::Matching, Clearing::at(Stage::Matching, 0))?;

		#[block]
		{
			Pallet::<T>::do_clear(id, n)?;
		}

		let Status::Settling(clearance) = Pallet::<T>::auction(id)?.status else {
			return Err(BenchmarkError::Stop("levels are left"));
		};
		assert_eq!(clearance.quantity, Energy::from(n - 1));
		Ok(())
	}

	/// All of each step is accepted, and each is the only one of its level. The last step goes on with
	/// the other side.
	#[benchmark]
	fn share(n: Linear<1, 50>) -> Result<(), BenchmarkError> {
		let (id, _) = opened::<T>(0, H256::zero())?;
		fill::<T>(id, true, n - 1);
		let stage = Stage::Sharing { sells: true, last: None, before: 0 };
		let offers = Some(Margin { level: Level::of(true, Price::MAX), total: 1, filled: 1 });
		let clearing = Clearing { offers, ..Clearing::at(stage, 0) };
		let clearance = Clearance { price: Some(1), quantity: n.into() };
		enter::<T>(id, Status::Settling(clearance), clearing)?;

		#[block]
		{
			Pallet::<T>::do_clear(id, n)?;
		}

		let stage = Clearings::<T>::get(id).map(|clearing| clearing.stage);
		assert_eq!(stage, Some(Stage::Sharing { sells: false, last: None, before: 0 }));
		Ok(())
	}

	/// None was revealed. The last step ends the auction.
	#[benchmark]
	fn settle(n: Linear<1, 50>) -> Result<(), BenchmarkError> {
		let (id, _) = opened::<T>(n - 1, H256::zero())?;
		let due = Pallet::<T>::auction(id)?.terms.reveal_until;
		let clearance = Clearance { price: None, quantity: 0 };
		let clearing = Clearing::at(Stage::Settling { last: None }, due);
		enter::<T>(id, Status::Settling(clearance), clearing)?;

		#[block]
		{
			Pallet::<T>::do_clear(id, n)?;
		}

		assert_eq!(Pallet::<T>::auction(id)?.status, Status::Cleared(clearance));
		Ok(())
	}

	#[benchmark]
	fn reschedule() -> Result<(), BenchmarkError> {
		let (id, _) = opened::<T>(0, H256::zero())?;
		enter::<T>(id, Status::Matching, Clearing::at(Stage::Matching, 0))?;
		let due = T::Time::now().saturating_add(DAY);

		#[block]
		{
			Pallet::<T>::reschedule(id, due)?;
		}

		assert!(Clearings::<T>::get(id).is_some_and(|clearing| clearing.due == due));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder::build(), crate::mock::Test);
}
