// SPDX-License-Identifier: Apache-2.0

//! The invariants, each recomputed from the primary records.

use crate::*;
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::auctions_are_whole()?;
		Self::bids_are_counted()?;
		Self::books_are_sums()?;
		Self::sold_is_bought()?;
		Self::engagements_are_counted()
	}

	fn auctions_are_whole() -> Result<(), TryRuntimeError> {
		let mut listed = BTreeSet::new();
		let mut clearings = BTreeSet::new();
		for (id, auction) in Auctions::<T>::iter() {
			ensure!(id < NextAuctionId::<T>::get(), "an auction has an id to come");
			listed.insert((auction.market, id));
			if auction.status != Status::Open && !auction.status.is_final() {
				clearings.insert(id);
			}
		}
		let found = AuctionsOf::<T>::iter_keys().collect::<BTreeSet<_>>();
		ensure!(found == listed, "an auction is listed wrongly");
		let found = Clearings::<T>::iter_keys().collect::<BTreeSet<_>>();
		ensure!(found == clearings, "an auction is cleared that is not, or the other way around");
		Ok(())
	}

	fn bids_are_counted() -> Result<(), TryRuntimeError> {
		for (id, auction) in Auctions::<T>::iter() {
			let mut ordinals = BTreeSet::new();
			let (mut bids, mut revealed) = (0_u32, 0_u32);
			let (mut offered, mut demanded): (Energy, Energy) = (0, 0);
			for (party, bid) in Bids::<T>::iter_prefix(id) {
				ensure!(party != Party::Organization(auction.operator), "an operator bids");
				ensure!(bid.stake >= auction.terms.bond, "a stake is too low");
				ensure!(bid.ordinal < auction.placed, "a bid has an ordinal to come");
				ensure!(ordinals.insert(bid.ordinal), "two bids have one ordinal");
				ensure!(!Outcomes::<T>::contains_key(id, party), "a bid is settled and is not");
				bids = bids.saturating_add(1);
				if let Some(it) = bid.revealed {
					revealed = revealed.saturating_add(1);
					let sum = if it.sells { &mut offered } else { &mut demanded };
					*sum = sum.saturating_add(it.offered);
				}
			}
			ensure!(bids == auction.bids, "bids are miscounted");
			ensure!(!auction.status.is_final() || bids == 0, "an auction is over before its bids");
			let whole = matches!(auction.status, Status::Open | Status::Matching);
			ensure!(!whole || revealed == auction.revealed, "revealed bids are miscounted");
			let sums = (auction.offered, auction.demanded);
			ensure!(!whole || (offered, demanded) == sums, "offers and demands are miscounted");
		}
		for (id, _) in Bids::<T>::iter_keys() {
			ensure!(Auctions::<T>::contains_key(id), "a bid is for no auction");
		}
		Ok(())
	}

	fn books_are_sums() -> Result<(), TryRuntimeError> {
		let mut levels = BTreeMap::<_, Energy>::new();
		let mut offered = BTreeMap::<_, Energy>::new();
		for ((id, sells), place, lot) in Book::<T>::iter() {
			let bid = Bids::<T>::get(id, lot.party).ok_or("a step is of no bid")?;
			let stands = Place::new(place.level(), bid.ordinal) == place;
			let revealed = bid.revealed.is_some_and(|it| it.sells == sells);
			ensure!(stands && revealed, "a step stands elsewhere than its bid");
			let sum = levels.entry(((id, sells), place.level())).or_default();
			*sum = sum.saturating_add(lot.quantity);
			let sum = offered.entry((id, lot.party)).or_default();
			*sum = sum.saturating_add(lot.quantity);
		}
		let stage = |id| Clearings::<T>::get(id).map(|clearing| clearing.stage);
		let is_shared = |id| matches!(stage(id), Some(Stage::Sharing { .. }));
		for (side, level, sum) in Levels::<T>::iter() {
			let found = levels.remove(&(side, level));
			ensure!(found == Some(sum), "a level is not the sum of its steps");
		}
		// The rest of the level whose steps are having their shares.
		for ((side, level), _) in levels {
			let last = match stage(side.0) {
				Some(Stage::Sharing { sells, last, .. }) if sells == side.1 => last,
				_ => None,
			};
			ensure!(last.is_some_and(|last| last.level() == level), "a level is missing");
		}
		for (id, party, bid) in Bids::<T>::iter() {
			let Some(revealed) = bid.revealed else { continue };
			ensure!(revealed.won <= revealed.offered, "a bid won more than it offered");
			if matches!(
				Auctions::<T>::get(id).map(|it| it.status),
				Some(Status::Open | Status::Matching)
			) {
				let sum = offered.get(&(id, party)).copied().unwrap_or_default();
				ensure!(sum == revealed.offered && revealed.won == 0, "a bid's steps are not all");
			} else {
				let gone = !offered.contains_key(&(id, party));
				ensure!(gone || is_shared(id), "a step was left in the book");
			}
		}
		Ok(())
	}

	fn sold_is_bought() -> Result<(), TryRuntimeError> {
		for (id, auction) in Auctions::<T>::iter() {
			let clearance = match (auction.status, Clearings::<T>::get(id)) {
				(Status::Settling(_), Some(Clearing { stage: Stage::Sharing { .. }, .. })) => {
					continue
				}
				(Status::Settling(clearance) | Status::Cleared(clearance), _) => clearance,
				_ => continue,
			};
			let waiting = Bids::<T>::iter_prefix_values(id).filter_map(|bid| bid.revealed);
			let waiting = waiting.map(|revealed| (revealed.sells, revealed.won));
			let awarded =
				Outcomes::<T>::iter_prefix_values(id).filter_map(|outcome| match outcome {
					Outcome::Awarded { sells, quantity, .. } => Some((sells, quantity)),
					_ => None,
				});
			let (mut sold, mut bought): (Energy, Energy) = (0, 0);
			for (sells, quantity) in waiting.chain(awarded) {
				let sum = if sells { &mut sold } else { &mut bought };
				*sum = sum.saturating_add(quantity);
			}
			ensure!(sold == bought && sold == clearance.quantity, "sold is not what is bought");
			ensure!(clearance.price.is_some() == (sold > 0), "a price of nothing, or none");
		}
		Ok(())
	}

	fn engagements_are_counted() -> Result<(), TryRuntimeError> {
		let market = |id| Auctions::<T>::get(id).map(|auction| auction.market);
		let bidders = Bids::<T>::iter_keys().filter_map(|(id, party)| Some((party, market(id)?)));
		let running = Auctions::<T>::iter_values().filter(|it| !it.status.is_final());
		let operators = running.map(|it| (Party::Organization(it.operator), it.market));
		let mut counts = BTreeMap::<_, u32>::new();
		for engagement in bidders.chain(operators) {
			let count = counts.entry(engagement).or_default();
			*count = count.saturating_add(1);
		}
		let counted =
			Engagements::<T>::iter().map(|(party, market, count)| ((party, market), count));
		let counted = counted.collect::<BTreeMap<_, _>>();
		ensure!(counted == counts, "engagements are miscounted");
		Ok(())
	}
}
