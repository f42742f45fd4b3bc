// SPDX-License-Identifier: Apache-2.0

//! Benchmarks of every call and task, each on its longest path.

use super::*;
use alloc::{vec, vec::Vec};
use covenant_primitives::{power::Role, HandleDeadline};
use frame_benchmarking::v2::*;
use frame_support::{traits::EnsureOrigin, BoundedVec};
use sp_core::crypto::KeyTypeId;
use sp_runtime::traits::{BlakeTwo256, Hash};

/// When benchmarks run: long enough after 1970 for meters to have a past.
const NOW: Moment = 20_741 * covenant_primitives::time::DAY;

const KEY: KeyTypeId = KeyTypeId(*b"metr");

/// A key of the scheme that takes longer.
fn key() -> DeviceKey {
	DeviceKey::Sr25519(sp_io::crypto::sr25519_generate(KEY, None))
}

fn sign<T: Config>(key: DeviceKey, message: Message) -> Result<DeviceSignature, BenchmarkError> {
	let DeviceKey::Sr25519(key) = key else { return Err(BenchmarkError::Stop("another key")) };
	let payload = message.payload(Pallet::<T>::genesis());
	let signature = sp_io::crypto::sr25519_sign(KEY, &key, &payload);
	Ok(signature.ok_or(BenchmarkError::Stop("no key"))?.0)
}

fn device(key: DeviceKey) -> Device {
	let source = Some(Source::Solar);
	Device { key, imports: true, exports: true, multiplier: 1, limit: 1_000_000, source }
}

fn operator<T: Config>() -> Result<(T::RuntimeOrigin, ActorOf<T>), BenchmarkError> {
	let origin =
		T::OperatorOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;
	let by = T::OperatorOrigin::ensure_origin(origin.clone())
		.map_err(|_| BenchmarkError::Stop("not an operator"))??;
	Ok((origin, by))
}

/// A market in which `by` is the grid company and `owner` takes part.
fn market<T: Config>(by: &ActorOf<T>, owner: Party) -> MarketId {
	T::BenchmarkHelper::set_time(NOW);
	let market = T::Markets::set_up(None, Party::Organization(by.organization), Role::GridCompany);
	T::Markets::set_up(Some(market), owner, Role::Prosumer)
}

/// The owner that can sign.
fn owner<T: Config>() -> Result<(T::RuntimeOrigin, SignatoryOf<T>), BenchmarkError> {
	let origin =
		T::OwnerOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;
	let by = T::OwnerOrigin::ensure_origin(origin.clone())
		.map_err(|_| BenchmarkError::Stop("not an owner"))??;
	Ok((origin, by))
}

fn point(number: u32) -> GridPoint {
	GridPoint::truncate_from(alloc::format!("{number:032}").into_bytes())
}

/// A meter that was there for nine days.
fn meter<T: Config>(by: &ActorOf<T>, market: MarketId, owner: Party, number: u32) -> MeterId {
	let id = NextMeterId::<T>::get();
	let done = Pallet::<T>::do_register(by.clone(), market, point(number), owner, device(key()));
	assert!(done.is_ok());
	Meters::<T>::mutate(id, |meter| {
		if let Some(meter) = meter {
			let per_day = T::Markets::timetable(market).map_or(96, |it| it.per_day());
			meter.first = meter.first.saturating_sub(9 * per_day);
			meter.open = meter.open.saturating_sub(9);
			meter.since = meter.open;
		}
	});
	id
}

/// A meter, its operator, and the interval that was over last.
fn metered<T: Config>() -> Result<(T::RuntimeOrigin, MeterId, Interval), BenchmarkError> {
	let (origin, by) = operator::<T>()?;
	let (_, owner) = owner::<T>()?;
	let market = market::<T>(&by, owner.party);
	let id = meter::<T>(&by, market, owner.party, 0);
	let now = Pallet::<T>::timetable(market)?.interval_at(T::Time::now());
	Ok((origin, id, now.saturating_sub(1)))
}

/// Closes the day of an interval, of which nothing was read: what comes late corrects it, which takes
/// longer than a first reading.
fn closed<T: Config>(id: MeterId, interval: Interval) -> Result<(), BenchmarkError> {
	let mut meter = Pallet::<T>::meter(id)?;
	let timetable = Pallet::<T>::timetable(meter.market)?;
	let day = timetable.day_of(interval);
	let missing = Reading { substituted: true, ..Reading::default() };
	let readings = vec![missing; timetable.per_day() as usize];
	let readings = BoundedVec::truncate_from(readings);
	Days::<T>::insert(id, day, DayRecord { owner: meter.owner, readings });
	meter.open = day.saturating_add(1);
	Meters::<T>::insert(id, meter);
	Ok(())
}

/// How many readings were taken.
fn taken<T: Config>() -> usize {
	Days::<T>::iter_values()
		.flat_map(|record| record.readings)
		.filter(|reading| !reading.substituted)
		.count()
}

fn start<T: Config>(market: MarketId, interval: Interval) -> Moment {
	T::Markets::timetable(market).map_or(0, |timetable| timetable.start(interval))
}

/// A batch of so many readings of so many meters, with their proofs.
fn batch<T: Config>(count: u32) -> Result<(BatchId, Vec<ProvenMessage>), BenchmarkError> {
	let (_, by) = operator::<T>()?;
	let (_, owner) = owner::<T>()?;
	let market = market::<T>(&by, owner.party);
	let now = Pallet::<T>::timetable(market)?.interval_at(T::Time::now());
	let start = start::<T>(market, now.saturating_sub(1));
	let mut messages = Vec::new();
	for number in 0..count {
		// Meters of one owner in one market are bounded: they are spread over markets of the mock's.
		MeterCount::<T>::remove(market, owner.party);
		let id = meter::<T>(&by, market, owner.party, number);
		closed::<T>(id, now.saturating_sub(1))?;
		messages.push(Message { meter: id, sequence: 0, start, import: 1, export: 1 });
	}
	// As deep as a batch of two thousand million: the readings stand in its first subtree, and the other
	// nodes are made up.
	let total = 1_u32 << 31;
	let leaves = messages.iter().map(|message| message.leaf(total)).collect::<Vec<_>>();
	let (root, proofs) = tree(&leaves);
	let mut top = root;
	let mut made_up = Vec::new();
	let depth = proofs.first().map_or(0, Vec::len);
	for level in depth..31 {
		let node = BlakeTwo256::hash(&[u8::try_from(level).unwrap_or_default()]);
		top = BlakeTwo256::hash_of(&(top, node));
		made_up.push(node);
	}
	let id = NextBatchId::<T>::get();
	Pallet::<T>::do_anchor(by, market, start, top, total)?;
	let proven = messages.into_iter().zip(proofs).zip(0..).map(|((message, mut proof), index)| {
		proof.extend(made_up.iter().copied());
		ProvenMessage { message, index, proof: Proof::truncate_from(proof) }
	});
	Ok((id, proven.collect()))
}

/// The root over leaves, filled up to a power of two, and the way to it from each.
fn tree(leaves: &[H256]) -> (H256, Vec<Vec<H256>>) {
	let width = leaves.len().next_power_of_two();
	let mut row =
		(0..width).map(|at| leaves.get(at).copied().unwrap_or_default()).collect::<Vec<_>>();
	row.iter_mut().for_each(|leaf| *leaf = BlakeTwo256::hash(leaf.as_bytes()));
	let mut proofs = vec![Vec::new(); leaves.len()];
	let mut level = 0;
	while row.len() > 1 {
		for (at, proof) in proofs.iter_mut().enumerate() {
			proof.extend(row.get((at >> level) ^ 1).copied());
		}
		row = row
			.chunks(2)
			.map(|pair| BlakeTwo256::hash(&pair.iter().flat_map(|it| it.0).collect::<Vec<_>>()))
			.collect();
		level += 1;
	}
	(row.first().copied().unwrap_or_default(), proofs)
}

/// See [`covenant_primitives::power::Metering::set_up`].
pub(crate) fn set_up<T: Config>(
	market: MarketId,
	owner: Party,
	reading: Reading,
) -> (MeterId, Interval) {
	let id = NextMeterId::<T>::get();
	let timetable = T::Markets::timetable(market).unwrap_or(Timetable { length: 1, offset: 0 });
	let interval = timetable.interval_at(T::Time::now()).saturating_sub(1);
	let mut unique = [0; 32];
	unique[..8].copy_from_slice(&id.0.to_le_bytes());
	let meter = Meter {
		market,
		operator: T::Markets::operator(market).unwrap_or_default(),
		device: device(DeviceKey::Ed25519(unique.into())),
		point: point(u32::try_from(id.0).unwrap_or_default()),
		owner,
		since: timetable.day_of(interval),
		previous: None,
		first: interval,
		last: None,
		open: timetable.day_of(interval),
		predecessor: None,
		status: Status::Active,
	};
	Meters::<T>::insert(id, &meter);
	MetersOf::<T>::insert((market, owner, id), ());
	NextMeterId::<T>::put(MeterId(id.0 + 1));
	let Reading { import, export, .. } = reading;
	Readings::<T>::insert(id, interval, Register { import, export });
	(id, interval)
}

/// See [`covenant_primitives::power::MeterDays::set_up`].
pub(crate) fn set_up_days<T: Config>(
	market: MarketId,
	owner: Party,
	from: Day,
	until: Day,
) -> MeterId {
	let reading = Reading { import: 7, export: 5, substituted: false };
	let (id, _) = set_up::<T>(market, owner, reading);
	let per_day = T::Markets::timetable(market).map_or(MAX_INTERVALS, |it| it.per_day());
	let readings = BoundedVec::truncate_from(vec![reading; per_day as usize]);
	let record = DayRecord { owner, readings };
	(from..until).for_each(|day| Days::<T>::insert(id, day, &record));
	id
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn register() -> Result<(), BenchmarkError> {
		let (origin, by) = operator::<T>()?;
		let (_, owner) = owner::<T>()?;
		let market = market::<T>(&by, owner.party);
		let device = device(key());

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, market, point(1), owner.party, device);

		assert_eq!(NextMeterId::<T>::get(), MeterId(1));
		Ok(())
	}

	#[benchmark]
	fn replace() -> Result<(), BenchmarkError> {
		let (origin, id, interval) = metered::<T>()?;
		let device = device(key());
		let shown = Register::default();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, device, interval, shown, shown);

		assert_eq!(NextMeterId::<T>::get(), MeterId(2));
		Ok(())
	}

	#[benchmark]
	fn transfer() -> Result<(), BenchmarkError> {
		let (origin, id, interval) = metered::<T>()?;
		let market = Pallet::<T>::meter(id)?.market;
		let to = Party::Organization(OrganizationId(2));
		T::Markets::set_up(Some(market), to, Role::Consumer);
		let from = Pallet::<T>::timetable(market)?.day_of(interval) + 2;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, to, from);

		assert_eq!(Pallet::<T>::meter(id)?.owner, to);
		Ok(())
	}

	#[benchmark]
	fn suspend() -> Result<(), BenchmarkError> {
		let (origin, id, _) = metered::<T>()?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert_eq!(Pallet::<T>::meter(id)?.status, Status::Suspended);
		Ok(())
	}

	#[benchmark]
	fn resume() -> Result<(), BenchmarkError> {
		let (origin, id, _) = metered::<T>()?;
		Meters::<T>::mutate(id, |meter| {
			if let Some(meter) = meter {
				meter.status = Status::Suspended;
			}
		});

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert_eq!(Pallet::<T>::meter(id)?.status, Status::Active);
		Ok(())
	}

	#[benchmark]
	fn retire() -> Result<(), BenchmarkError> {
		let (origin, id, interval) = metered::<T>()?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, interval);

		assert_eq!(Pallet::<T>::meter(id)?.status, Status::Retired);
		Ok(())
	}

	#[benchmark]
	fn skip() -> Result<(), BenchmarkError> {
		let (origin, id, _) = metered::<T>()?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, MAX_SKIP);

		assert_eq!(ProgressOf::<T>::get(id).next, MAX_SKIP);
		Ok(())
	}

	/// Late readings of as many meters.
	#[benchmark]
	fn submit(n: Linear<1, MAX_READINGS>) -> Result<(), BenchmarkError> {
		let (origin, by) = operator::<T>()?;
		let (_, owner) = owner::<T>()?;
		let market = market::<T>(&by, owner.party);
		let now = Pallet::<T>::timetable(market)?.interval_at(T::Time::now());
		let start = start::<T>(market, now.saturating_sub(1));
		let mut messages = Vec::new();
		for number in 0..n {
			MeterCount::<T>::remove(market, owner.party);
			let id = meter::<T>(&by, market, owner.party, number);
			closed::<T>(id, now.saturating_sub(1))?;
			let message = Message { meter: id, sequence: 0, start, import: 1, export: 1 };
			let signature = sign::<T>(Pallet::<T>::meter(id)?.device.key, message)?;
			messages.push(SignedMessage { message, signature });
		}
		let messages = BoundedVec::truncate_from(messages);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, messages);

		assert_eq!(taken::<T>(), n as usize);
		Ok(())
	}

	/// Of days with every reading but one, a week after days that were closed.
	#[benchmark]
	fn close_days(m: Linear<1, MAX_METERS>) -> Result<(), BenchmarkError> {
		let (origin, by) = operator::<T>()?;
		let (_, owner) = owner::<T>()?;
		let market = market::<T>(&by, owner.party);
		let timetable = Pallet::<T>::timetable(market)?;
		let day = timetable.day_at(T::Time::now()).saturating_sub(2);
		let mut ids = Vec::new();
		for number in 0..m {
			MeterCount::<T>::remove(market, owner.party);
			let id = meter::<T>(&by, market, owner.party, number);
			let readings = vec![Reading::default(); timetable.per_day() as usize];
			let readings = BoundedVec::truncate_from(readings);
			let record = DayRecord { owner: owner.party, readings };
			Days::<T>::insert(id, day - 7, record);
			Meters::<T>::mutate(id, |meter| {
				if let Some(meter) = meter {
					meter.open = day;
				}
			});
			let first = timetable.first_of(day);
			for interval in first..first + timetable.per_day() - 1 {
				Readings::<T>::insert(id, interval, Register { import: 1, export: 1 });
			}
			ids.push(id);
		}

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, BoundedVec::truncate_from(ids), day);

		assert_eq!(Readings::<T>::iter_keys().count(), 0);
		Ok(())
	}

	#[benchmark]
	fn anchor() -> Result<(), BenchmarkError> {
		let (origin, by) = operator::<T>()?;
		let (_, owner) = owner::<T>()?;
		let market = market::<T>(&by, owner.party);
		let now = Pallet::<T>::timetable(market)?.interval_at(T::Time::now());
		let start = start::<T>(market, now.saturating_sub(1));

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, market, start, H256::zero(), 1_000);

		assert_eq!(NextBatchId::<T>::get(), BatchId(1));
		Ok(())
	}

	#[benchmark]
	fn challenge() -> Result<(), BenchmarkError> {
		let (id, proven) = batch::<T>(2)?;
		let (origin, _) = owner::<T>()?;
		let doubted = proven.into_iter().next().ok_or(BenchmarkError::Stop("no reading"))?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, doubted);

		assert!(Challenges::<T>::contains_key(id, 0));
		Ok(())
	}

	#[benchmark]
	fn answer() -> Result<(), BenchmarkError> {
		let (id, proven) = batch::<T>(2)?;
		let (origin, by) = owner::<T>()?;
		let doubted = proven.into_iter().next().ok_or(BenchmarkError::Stop("no reading"))?;
		Pallet::<T>::do_challenge(by, id, &doubted)?;
		let key = Pallet::<T>::meter(doubted.message.meter)?.device.key;
		let signature = sign::<T>(key, doubted.message)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, 0, signature);

		assert!(!Challenges::<T>::contains_key(id, 0));
		Ok(())
	}

	#[benchmark]
	fn prove(n: Linear<1, MAX_PROOFS>) -> Result<(), BenchmarkError> {
		let (id, proven) = batch::<T>(n)?;
		let (origin, _) = owner::<T>()?;
		Batches::<T>::mutate(id, |batch| {
			if let Some(batch) = batch {
				batch.until = T::Time::now();
			}
		});

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, BoundedVec::truncate_from(proven));

		assert_eq!(taken::<T>(), n as usize);
		Ok(())
	}

	#[benchmark]
	fn strike() -> Result<(), BenchmarkError> {
		let (id, proven) = batch::<T>(2)?;
		let (_, by) = owner::<T>()?;
		let doubted = proven.into_iter().next().ok_or(BenchmarkError::Stop("no reading"))?;
		Pallet::<T>::do_challenge(by, id, &doubted)?;

		#[block]
		{
			Pallet::<T>::handle(Task::Strike { batch: id, index: 0 })?;
		}

		assert!(Pallet::<T>::batch(id)?.struck);
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder::build(), crate::mock::Test);
}
