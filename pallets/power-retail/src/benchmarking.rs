// SPDX-License-Identifier: Apache-2.0

//! Benchmarks of every call, each on its longest path: changes concern two retailers and two tallies each
//! beside those of the packages and the subscriber, and what is over is forgotten.

use super::*;
use alloc::vec;
use frame_benchmarking::v2::*;
use frame_support::{
	traits::{EnsureOrigin, Incrementable},
	BoundedVec,
};

fn participant<T: Config>() -> Result<(T::RuntimeOrigin, SignatoryOf<T>), BenchmarkError> {
	let origin =
		T::ParticipantOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;
	let by = T::ParticipantOrigin::ensure_origin(origin.clone())
		.map_err(|_| BenchmarkError::Stop("not a participant"))??;
	Ok((origin, by))
}

/// As many tiers as there can be, at the market's lowest price.
fn terms<T: Config>(market: MarketId) -> Result<PackageTerms, BenchmarkError> {
	let now = Pallet::<T>::month(market)?;
	let (price, _) = now
		.next()
		.first_day()
		.and_then(|day| T::Markets::price_bounds(market, day))
		.ok_or(BenchmarkError::Stop("no rules"))?;
	let up_to = |place: u32| {
		if place + 1 < MAX_TIERS {
			Energy::from(place + 1)
		} else {
			Energy::MAX
		}
	};
	let tiers = (0..MAX_TIERS).map(|place| Tier { up_to: up_to(place), price });
	Ok(PackageTerms::Tiered(BoundedVec::truncate_from(tiers.collect())))
}

fn name() -> BoundedVec<u8, frame_support::traits::ConstU32<MAX_NAME>> {
	BoundedVec::truncate_from(vec![b'x'; MAX_NAME as usize])
}

/// Has subscriptions that a tally counts end in every month to come, and the last that is over in this one.
fn fill<T: Config>(tally: Tally, now: Month) {
	let ends = (0..=MAX_AHEAD).map(|months| (now.after(months), 1));
	let ends = ends.collect::<alloc::collections::BTreeMap<_, _>>();
	if let Ok(ends) = Ends::try_from(ends) {
		Tallies::<T>::insert(tally, ends);
	}
}

/// A package that is as large as one can be, and as popular.
fn package<T: Config>(market: MarketId, retailer: Party) -> Result<Choice, BenchmarkError> {
	let now = Pallet::<T>::month(market)?;
	let id = NextPackageId::<T>::get();
	NextPackageId::<T>::put(id.increment().ok_or(BenchmarkError::Stop("too many"))?);
	let (from, until) = (now.next(), now.after(MAX_AHEAD));
	let terms = terms::<T>(market)?;
	let package = Package { market, retailer, name: name(), terms, from, until, open: true };
	Packages::<T>::insert(id, package);
	PackagesIn::<T>::insert(market, id, ());
	PackagesOf::<T>::insert(retailer, id, ());
	let tallies =
		[Tally::Package(id), Tally::Retailer(market, retailer), Tally::Organization(retailer)];
	for tally in tallies {
		fill::<T>(tally, now);
	}
	Ok(Choice { package: id, retailer, until })
}

/// Gives a party as long a history as there can be, with a current package and another that is planned for
/// the month after the next. Returns the one that is planned.
fn subscribed<T: Config>(
	market: MarketId,
	party: Party,
	planned: Party,
) -> Result<Choice, BenchmarkError> {
	let now = Pallet::<T>::month(market)?;
	fill::<T>(Tally::Organization(party), now);
	let retailer = T::BenchmarkHelper::organization(0);
	let current = package::<T>(market, retailer)?;
	let planned = package::<T>(market, planned)?;
	// What is over was over ever since, so that it is forgotten whatever the clock says.
	let over = (0..T::KeptMonths::get()).map(|ago| Choice {
		package: PackageId(u64::MAX - u64::from(ago)),
		until: Month(0),
		..current
	});
	let mut changes =
		over.map(|it| Change { from: Month(0), to: Some(it) }).collect::<vec::Vec<_>>();
	changes.push(Change { from: now, to: Some(current) });
	changes.push(Change { from: now.after(2), to: Some(planned) });
	let history = History(BoundedVec::truncate_from(changes));
	for it in history.subscriptions() {
		Customers::<T>::insert((market, it.retailer, it.package, party), ());
	}
	Histories::<T>::insert(market, party, history);
	Ok(planned)
}

/// A consumer with such a history.
fn subscriber<T: Config>() -> Result<(T::RuntimeOrigin, Party, MarketId), BenchmarkError> {
	let (origin, by) = participant::<T>()?;
	let market = T::Markets::set_up(None, by.party, Role::Consumer);
	subscribed::<T>(market, by.party, T::BenchmarkHelper::organization(1))?;
	Ok((origin, by.party, market))
}

/// See [`covenant_primitives::power::Supplies::set_up`]. The price is another in each interval.
pub(crate) fn set_up<T: Config>(market: MarketId, party: Party, retailer: Party, month: Month) {
	let id = NextPackageId::<T>::get();
	NextPackageId::<T>::put(PackageId(id.0 + 1));
	let reference = Reference::DayAhead;
	let terms =
		PackageTerms::SpotPlusFee { reference, fee: 1, floor: Price::MIN, ceiling: Price::MAX };
	let until = month.after(MAX_AHEAD);
	let package = Package { market, retailer, name: name(), terms, from: month, until, open: true };
	Packages::<T>::insert(id, package);
	let choice = Choice { package: id, retailer, until };
	let change = Change { from: month, to: Some(choice) };
	Histories::<T>::insert(market, party, History(BoundedVec::truncate_from(vec![change])));
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn publish() -> Result<(), BenchmarkError> {
		let (origin, by) = participant::<T>()?;
		let market = T::Markets::set_up(None, by.party, Role::Retailer);
		let now = Pallet::<T>::month(market)?;
		let (id, terms) = (NextPackageId::<T>::get(), terms::<T>(market)?);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, market, name(), terms, now.next(), now.after(MAX_AHEAD));

		assert!(Packages::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn close() -> Result<(), BenchmarkError> {
		let (origin, by) = participant::<T>()?;
		let market = T::Markets::set_up(None, by.party, Role::Retailer);
		let Choice { package: id, .. } = package::<T>(market, by.party)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert!(Packages::<T>::get(id).is_some_and(|package| !package.open));
		Ok(())
	}

	/// In the place of another that is planned.
	#[benchmark]
	fn subscribe() -> Result<(), BenchmarkError> {
		let (origin, party, market) = subscriber::<T>()?;
		let retailer = T::BenchmarkHelper::organization(2);
		T::Markets::set_up(Some(market), retailer, Role::Retailer);
		let Choice { package: id, .. } = package::<T>(market, retailer)?;
		let from = Pallet::<T>::month(market)?.next();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, from);

		let history = Histories::<T>::get(market, party);
		assert!(history.at(from).is_some_and(|it| it.package == id));
		assert!(history.0.len() < T::KeptMonths::get() as usize + 2, "nothing was forgotten");
		Ok(())
	}

	#[benchmark]
	fn unsubscribe() -> Result<(), BenchmarkError> {
		let (origin, party, market) = subscriber::<T>()?;
		let until = Pallet::<T>::month(market)?.next();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, market, until);

		assert_eq!(Histories::<T>::get(market, party).at(until), None);
		Ok(())
	}

	#[benchmark]
	fn take_back() -> Result<(), BenchmarkError> {
		let (origin, party, market) = subscriber::<T>()?;
		let now = Pallet::<T>::month(market)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, market);

		assert_eq!(Histories::<T>::get(market, party).planned(now), None);
		Ok(())
	}

	/// A subscription that is planned, so that another retailer's goes on.
	#[benchmark]
	fn end() -> Result<(), BenchmarkError> {
		let (origin, by) = participant::<T>()?;
		let market = T::Markets::set_up(None, by.party, Role::Retailer);
		let party = T::BenchmarkHelper::organization(1);
		let Choice { package: id, .. } = subscribed::<T>(market, party, by.party)?;
		let now = Pallet::<T>::month(market)?;
		let from = now.after(T::NoticeMonths::get().saturating_add(1));
		// It begins no earlier than it can be ended.
		Histories::<T>::mutate(market, party, |history| {
			for change in history.0.iter_mut().filter(|change| change.from > now) {
				change.from = from;
			}
		});

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, party, from);

		assert!(Ended::<T>::contains_key(id, party));
		assert_eq!(Histories::<T>::get(market, party).planned(now), None);
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder::build(), crate::mock::Test);
}
