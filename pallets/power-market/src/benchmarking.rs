// SPDX-License-Identifier: Apache-2.0

//! Benchmarks of every call and task, each on its longest path.

use super::*;
use alloc::vec;
use covenant_primitives::{
	power::{Band, Banded, Basis, ChargeKind, Collateral, Item, Payee, Pool, Substitution},
	time::{DAY, HOUR, MINUTE},
	HandleDeadline, Month,
};
use frame_benchmarking::v2::*;
use frame_support::{traits::EnsureOrigin, BoundedVec};
use sp_runtime::{
	traits::{BlakeTwo256, Hash},
	Permill,
};

const COLLATERAL: Amount = 1_000_000_000;

/// As long as rules can be.
fn rules() -> Rules {
	let charge = Item::Charge {
		kind: ChargeKind::Transmission,
		basis: Basis::Energy(Banded { sharp: 4, peak: 3, flat: 2, valley: 1 }),
		payee: Payee::Pool(Pool::SystemOperation),
	};
	let mut items = vec![
		Item::Contracts,
		Item::Differences,
		Item::RealTime,
		Item::Deviation { tolerance: Permill::zero(), fee: Permill::one() },
		Item::Retail,
	];
	items.resize(31, charge);
	items.push(Item::Redistribution(Pool::SystemOperation));
	Rules {
		gate_closure: HOUR,
		floor: -100,
		ceiling: 1_500,
		bands: BoundedVec::truncate_from(vec![Band::Peak; 48]),
		substitution: Substitution::LastWeek,
		min_collateral: 1_000,
		margin: Permill::from_percent(10),
		margin_period: DAY,
		items: BoundedVec::truncate_from(items),
	}
}

fn insert_rules<T: Config>(market: MarketId, from: Day) {
	RulesFrom::<T>::insert(market, from, rules());
	VersionsOf::<T>::mutate(market, |versions| {
		let _ = versions.try_push(from);
	});
}

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

fn name() -> BoundedVec<u8, frame_support::pallet_prelude::ConstU32<MAX_NAME>> {
	BoundedVec::truncate_from(vec![b'x'; MAX_NAME as usize])
}

/// As many intervals a day as there can be.
fn timetable() -> Timetable {
	Timetable { length: 5 * MINUTE, offset: 8 * HOUR }
}

/// The first day of a month to come.
fn next_month<T: Config>() -> Day {
	let month = Month::of_day(timetable().day_at(T::Time::now())).next();
	month.first_day().unwrap_or(Day::MAX)
}

/// A market with as many versions as there can be, but one, of which the last holds today.
fn market<T: Config>(operator: OrganizationId) -> MarketId {
	let asset = T::BenchmarkHelper::endow(&T::Organizations::account(operator), COLLATERAL);
	let id = NextMarketId::<T>::get();
	NextMarketId::<T>::put(MarketId(id.0 + 1));
	Pallet::<T>::count_part(Party::Organization(operator));
	Markets::<T>::insert(id, Market { operator, name: name(), asset, timetable: timetable() });
	let today = timetable().day_at(T::Time::now());
	let days = (0..MAX_VERSIONS - 1).map(|ago| today.saturating_sub(MAX_VERSIONS - 2 - ago));
	for day in days.filter(|day| *day < today) {
		if !RulesFrom::<T>::contains_key(id, day) {
			insert_rules::<T>(id, day);
		}
	}
	insert_rules::<T>(id, today);
	id
}

fn insert<T: Config>(id: MarketId, party: Party, role: Role, standing: Standing) {
	let Ok(account) = Pallet::<T>::account_of(party) else { return };
	T::BenchmarkHelper::endow(&account, COLLATERAL);
	let none = Participant {
		role,
		capacity: 1,
		account: account.clone(),
		collateral: 0,
		at_stake: 0,
		standing,
	};
	Participants::<T>::insert(id, party, none);
	MarketsOf::<T>::insert(party, id, ());
	Pallet::<T>::count_part(party);
	let by = Signatory { account, party };
	assert!(Pallet::<T>::do_deposit(by, id, COLLATERAL / 2).is_ok());
}

/// See [`covenant_primitives::power::PowerMarkets::set_up`].
pub(crate) fn set_up<T: Config>(id: Option<MarketId>, party: Party, role: Role) -> MarketId {
	let id = id.unwrap_or_else(|| {
		let operator = match (T::OperatorOrigin::try_successful_origin(), party) {
			(Ok(origin), _) => T::OperatorOrigin::ensure_origin(origin)
				.ok()
				.and_then(Result::ok)
				.map(|actor| actor.organization),
			(Err(()), party) => party.organization(),
		};
		market::<T>(operator.unwrap_or_default())
	});
	insert::<T>(id, party, role, Standing::Active);
	id
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn open() -> Result<(), BenchmarkError> {
		let (origin, by) = operator::<T>()?;
		let asset = T::BenchmarkHelper::endow(&T::Organizations::account(by.organization), 1);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, name(), asset, timetable());

		assert_eq!(NextMarketId::<T>::get(), MarketId(1));
		Ok(())
	}

	#[benchmark]
	fn propose_rules() -> Result<(), BenchmarkError> {
		let (origin, by) = operator::<T>()?;
		let id = market::<T>(by.organization);
		let from = next_month::<T>();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, from, rules());

		assert!(Proposals::<T>::contains_key(id));
		Ok(())
	}

	#[benchmark]
	fn consent() -> Result<(), BenchmarkError> {
		let (_, by) = operator::<T>()?;
		let id = market::<T>(by.organization);
		let from = next_month::<T>();
		let proposal = Proposal { from, rules: rules() };
		let hash = BlakeTwo256::hash_of(&(id, &proposal));
		Proposals::<T>::insert(id, proposal);
		let origin =
			T::CouncilOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, hash);

		assert!(RulesFrom::<T>::contains_key(id, from));
		Ok(())
	}

	#[benchmark]
	fn join() -> Result<(), BenchmarkError> {
		let (_, by) = operator::<T>()?;
		let id = market::<T>(by.organization);
		let (origin, by) = participant::<T>()?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, Role::Consumer, 1);

		assert!(Participants::<T>::contains_key(id, by.party));
		Ok(())
	}

	/// A market of the operator's with a participant in this standing.
	fn with_participant<T: Config>(
		standing: Standing,
	) -> Result<(T::RuntimeOrigin, MarketId, Party), BenchmarkError> {
		let (origin, by) = operator::<T>()?;
		let id = market::<T>(by.organization);
		let (_, by) = participant::<T>()?;
		insert::<T>(id, by.party, Role::Consumer, standing);
		Ok((origin, id, by.party))
	}

	fn standing<T: Config>(id: MarketId, party: Party) -> Option<Standing> {
		Participants::<T>::get(id, party).map(|participant| participant.standing)
	}

	/// A call for all that is there.
	fn called<T: Config>(id: MarketId, party: Party) -> Result<(), BenchmarkError> {
		Participants::<T>::mutate(id, party, |participant| {
			if let Some(participant) = participant {
				participant.at_stake = COLLATERAL * 6;
			}
		});
		Ok(Pallet::<T>::do_call(id, party)?)
	}

	#[benchmark]
	fn admit() -> Result<(), BenchmarkError> {
		let (origin, id, party) = with_participant::<T>(Standing::Applied)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, party);

		assert_eq!(standing::<T>(id, party), Some(Standing::Active));
		Ok(())
	}

	#[benchmark]
	fn suspend() -> Result<(), BenchmarkError> {
		let (origin, id, party) = with_participant::<T>(Standing::Active)?;
		called::<T>(id, party)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, party);

		assert_eq!(standing::<T>(id, party), Some(Standing::Suspended));
		Ok(())
	}

	#[benchmark]
	fn reinstate() -> Result<(), BenchmarkError> {
		let (origin, id, party) = with_participant::<T>(Standing::Suspended)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, party);

		assert_eq!(standing::<T>(id, party), Some(Standing::Active));
		Ok(())
	}

	#[benchmark]
	fn set_capacity() -> Result<(), BenchmarkError> {
		let (origin, id, party) = with_participant::<T>(Standing::Active)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, party, 7);

		assert!(Participants::<T>::get(id, party).is_some_and(|it| it.capacity == 7));
		Ok(())
	}

	/// Answers a call.
	#[benchmark]
	fn deposit() -> Result<(), BenchmarkError> {
		let (_, id, party) = with_participant::<T>(Standing::Active)?;
		called::<T>(id, party)?;
		let (origin, _) = participant::<T>()?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, COLLATERAL / 2);

		assert_eq!(standing::<T>(id, party), Some(Standing::Active));
		Ok(())
	}

	#[benchmark]
	fn withdraw() -> Result<(), BenchmarkError> {
		let (_, id, party) = with_participant::<T>(Standing::Active)?;
		let (origin, _) = participant::<T>()?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, COLLATERAL / 4);

		assert!(Participants::<T>::get(id, party).is_some_and(|it| it.collateral < COLLATERAL / 2));
		Ok(())
	}

	#[benchmark]
	fn call_for_collateral() -> Result<(), BenchmarkError> {
		let (origin, id, party) = with_participant::<T>(Standing::Active)?;
		Participants::<T>::mutate(id, party, |participant| {
			if let Some(participant) = participant {
				participant.at_stake = COLLATERAL * 6;
			}
		});

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, party);

		assert!(matches!(standing::<T>(id, party), Some(Standing::Called { .. })));
		Ok(())
	}

	#[benchmark]
	fn leave() -> Result<(), BenchmarkError> {
		let (_, id, party) = with_participant::<T>(Standing::Active)?;
		<Pallet<T> as Collateral>::free(id, party, Amount::MAX);
		let (origin, _) = participant::<T>()?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert!(!Participants::<T>::contains_key(id, party));
		Ok(())
	}

	#[benchmark]
	fn appoint() -> Result<(), BenchmarkError> {
		let (_, by) = operator::<T>()?;
		// Of nobody's that is there.
		let id = market::<T>(OrganizationId(by.organization.0.saturating_add(1)));
		let origin =
			T::CouncilOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, by.organization);

		assert!(Markets::<T>::get(id).is_some_and(|it| it.operator == by.organization));
		Ok(())
	}

	#[benchmark]
	fn end_call() -> Result<(), BenchmarkError> {
		let (_, id, party) = with_participant::<T>(Standing::Active)?;
		called::<T>(id, party)?;

		#[block]
		{
			Pallet::<T>::handle(Task::EndCall { market: id, party })?;
		}

		assert_eq!(standing::<T>(id, party), Some(Standing::Defaulted));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder::build(), crate::mock::Test);
}
