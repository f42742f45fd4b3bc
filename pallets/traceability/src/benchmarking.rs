// SPDX-License-Identifier: Apache-2.0

//! Benchmarks of every call and step, each on its longest path.

use super::*;
use alloc::{format, vec, vec::Vec};
use covenant_primitives::time;
use frame_benchmarking::v2::*;
use frame_support::{traits::EnsureOrigin, BoundedVec};
use sp_core::crypto::KeyTypeId;
use sp_runtime::traits::{BlakeTwo256, Hash};

/// Makes what benchmarks need.
pub trait BenchmarkHelper {
	/// An organization in good standing, another for each number, and none that signs benchmarks.
	fn organization(number: u32) -> OrganizationId;

	/// A receivable that can be frozen, of this creditor, another for each number. Nobody relies on it, and nobody
	/// who signs benchmarks owes it.
	fn receivable(creditor: OrganizationId, number: u32) -> ReceivableId;

	/// Sets the clock.
	fn set_time(now: Moment);
}

/// When benchmarks run: long enough after 1970 for readings to have been before.
const NOW: Moment = 20_741 * time::DAY;

const KEY: KeyTypeId = KeyTypeId(*b"snsr");

fn signer<T: Config>() -> Result<(T::RuntimeOrigin, ActorOf<T>), BenchmarkError> {
	T::BenchmarkHelper::set_time(NOW);
	let origin =
		T::OperatorOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;
	let by = T::OperatorOrigin::ensure_origin(origin.clone())
		.map_err(|_| BenchmarkError::Stop("not an operator"))??;
	Ok((origin, by))
}

/// All that can be said of an event.
fn details<T: Config>(by: &ActorOf<T>) -> Details {
	let id = LocationId(u64::MAX);
	let location = Location { owner: by.organization, name: Name::default(), gln: None };
	Locations::<T>::insert(id, location);
	Details {
		at: T::Time::now(),
		step: Some(BizStep::Other),
		disposition: Some(Disposition::Active),
		location: Some(id),
		digest: Some(H256::repeat_byte(1)),
	}
}

fn product<T: Config>(owner: OrganizationId, unit: Unit) -> ProductId {
	let id = NextProductId::<T>::get();
	NextProductId::<T>::put(ProductId(id.0 + 1));
	let name = Name::truncate_from(vec![b'x'; MAX_NAME as usize]);
	Products::<T>::insert(id, Product { owner, name, gtin: None, unit });
	id
}

fn code(number: u64) -> Code {
	Code::truncate_from(format!("{number:064}").into_bytes())
}

/// A lot of the organization's, of a product of its own.
fn lot<T: Config>(by: &ActorOf<T>, unit: Unit) -> Result<LotId, BenchmarkError> {
	let product = product::<T>(by.organization, unit);
	let serial = unit == Unit::Each;
	let quantity = if serial { 1 } else { 1_000_000 };
	let output = Output { product, code: code(product.0), quantity, serial };
	let event = Pallet::<T>::next_event()?;
	let id = Pallet::<T>::make(by.organization, output, unit, event, None)?;
	Ok(id)
}

fn lots<T: Config>(by: &ActorOf<T>, count: u32) -> Result<Vec<LotId>, BenchmarkError> {
	(0..count).map(|_| lot::<T>(by, Unit::Gram)).collect()
}

/// Puts a lot inside as many others as there can be.
fn nest<T: Config>(by: &ActorOf<T>, id: LotId) -> Result<(), BenchmarkError> {
	let mut inner = id;
	for level in 1..=MAX_LEVELS {
		let parent = lot::<T>(by, Unit::Each)?;
		Lots::<T>::mutate_extant(inner, |lot| {
			lot.place = Place::Inside { parent, bond: Bond::Content };
			lot.carried = true;
		});
		Lots::<T>::mutate_extant(parent, |lot| {
			lot.levels = level;
			lot.contents = 1;
		});
		ContentsOf::<T>::insert(parent, inner, ());
		LotsOf::<T>::remove(by.organization, inner);
		inner = parent;
	}
	Ok(())
}

fn nested<T: Config>(by: &ActorOf<T>, count: u32) -> Result<Vec<LotId>, BenchmarkError> {
	let all = lots::<T>(by, count)?;
	all.iter().try_for_each(|lot| nest::<T>(by, *lot))?;
	Ok(all)
}

fn begun<T: Config>(
	by: OrganizationId,
	cause: Cause,
	since: Moment,
	supersedes: Option<RecallId>,
) -> Result<RecallId, BenchmarkError> {
	let id = Pallet::<T>::begin(by, cause, since, None, supersedes);
	id.ok_or(BenchmarkError::Stop("no recall"))
}

/// Has the recalls of an organization have no turn, as if there had been no room. One that is scheduled from now on is
/// another.
fn unscheduled<T: Config>(by: OrganizationId) {
	NextSpread::<T>::remove(by);
	T::BenchmarkHelper::set_time(T::Time::now() + 2 * time::MINUTE);
}

fn cause() -> Cause {
	let reason = Reason::truncate_from(vec![b'x'; MAX_REASON as usize]);
	let lots = Roots::truncate_from(vec![LotId(0); MAX_ROOTS as usize]);
	Cause::Called { lots, reason, digest: H256::zero() }
}

/// As many recalls as can mark lots, each of all of these.
fn burden<T: Config>(by: OrganizationId, lots: &[LotId]) -> Result<(), BenchmarkError> {
	for _ in 0..MAX_MARKS {
		let id = begun::<T>(by, cause(), 0, None)?;
		let mut recall = Pallet::<T>::recall_of(id)?;
		lots.iter().for_each(|lot| Pallet::<T>::mark(id, &mut recall, *lot, None));
		Pallet::<T>::next_work(id, &mut recall, 0);
		Recalls::<T>::insert(id, recall);
	}
	Ok(())
}

/// Lots to be put into or fixed to another, each in recalls of its own, and that one, with something inside that is in
/// others.
fn heap<T: Config>(by: &ActorOf<T>, count: u32) -> Result<(LotId, LotIds), BenchmarkError> {
	let (parent, inside) = (lot::<T>(by, Unit::Each)?, lot::<T>(by, Unit::Gram)?);
	let all = lots::<T>(by, count)?;
	let (first, said) = (LotIds::truncate_from(vec![inside]), details::<T>(by));
	Pallet::<T>::do_gather(by.clone(), Bond::Content, Action::Add, parent, first, said)?;
	for lot in all.iter().chain([&inside]) {
		burden::<T>(by.organization, &[*lot])?;
	}
	Ok((parent, LotIds::truncate_from(all)))
}

/// What is used up of lots, and what is to come of them: so many edges.
fn recipe<T: Config>(by: &ActorOf<T>, edges: u32) -> Result<(Portions, Outputs), BenchmarkError> {
	let (from, to) = (edges.div_ceil(MAX_LOTS), edges.min(MAX_LOTS));
	let used = lots::<T>(by, from)?;
	let inputs = used.iter().map(|lot| Portion { lot: *lot, quantity: 1_000_000 }).collect();
	let output = |number: u32| Output {
		product: product::<T>(by.organization, Unit::Gram),
		code: code(number.into()),
		quantity: 1,
		serial: false,
	};
	let outputs = (0..to).map(output).collect();
	Ok((Portions::truncate_from(inputs), Outputs::truncate_from(outputs)))
}

/// What a transformation came to, and its event.
fn transformed<T: Config>(by: &ActorOf<T>, edges: u32) -> Result<EventId, BenchmarkError> {
	let (inputs, outputs) = recipe::<T>(by, edges)?;
	let event = NextEventId::<T>::get();
	Pallet::<T>::do_transform(by.clone(), inputs, outputs, 0, details::<T>(by))?;
	Ok(event)
}

fn other<T: Config>(by: &ActorOf<T>) -> ActorOf<T> {
	let organization = T::BenchmarkHelper::organization(1);
	Actor { account: by.account.clone(), organization }
}

fn limits() -> Limits {
	let range = Range { min: 0, max: 1 };
	let kinds = [SensorKind::Temperature, SensorKind::Humidity, SensorKind::Shock];
	Limits::truncate_from(kinds.map(|kind| Limit { kind, range }).to_vec())
}

fn answer_by<T: Config>() -> Moment {
	T::Time::now().saturating_add(T::MaxTransit::get())
}

/// A shipment of so many lots from one to another.
fn shipped<T: Config>(
	by: &ActorOf<T>,
	to: OrganizationId,
	count: u32,
) -> Result<ShipmentId, BenchmarkError> {
	let id = NextShipmentId::<T>::get();
	let lots = LotIds::truncate_from(lots::<T>(by, count)?);
	let details = details::<T>(by);
	Pallet::<T>::do_ship(by.clone(), lots, to, limits(), &[], answer_by::<T>(), details)?;
	Ok(id)
}

/// A shipment with as many lots and receivables as there can be, but one of these, which is returned, and with a
/// breach that is over.
fn owed<T: Config>(by: &ActorOf<T>) -> Result<(Target, ReceivableId), BenchmarkError> {
	let to = other::<T>(by).organization;
	let shipment = shipped::<T>(by, to, MAX_LOTS)?;
	let target = Target::Shipment(shipment);
	let breach = begun::<T>(by.organization, cause(), 0, None)?;
	let status = RecallStatus::Ended { at: T::Time::now() };
	Recalls::<T>::mutate_extant(breach, |recall| recall.status = status);
	Shipments::<T>::mutate_extant(shipment, |shipment| shipment.breach = Some(breach));
	let mut receivables = Vec::new();
	for number in 0..MAX_ATTACHED {
		receivables.push(T::BenchmarkHelper::receivable(by.organization, number));
	}
	let last = receivables.pop().ok_or(BenchmarkError::Stop("no receivable"))?;
	for receivable in receivables {
		let attachment = Attachment::Receivable(receivable);
		Pallet::<T>::do_attach(by.clone(), target, attachment)?;
	}
	Ok((target, last))
}

/// A sensor at a lot deep inside others, at which later breaches are known: another's, and two of its own, of which
/// one is to take the other's place.
fn sensor<T: Config>(by: &ActorOf<T>) -> Result<SensorId, BenchmarkError> {
	let lot = lot::<T>(by, Unit::Gram)?;
	nest::<T>(by, lot)?;
	let id = NextSensorId::<T>::get();
	// The scheme that takes longer.
	let key = DeviceKey::Sr25519(sp_io::crypto::sr25519_generate(KEY, None));
	let range = Some(Range { min: 0, max: 1 });
	let kind = SensorKind::Temperature;
	Pallet::<T>::do_register_sensor(by.clone(), Target::Lot(lot), key, kind, range)?;
	Sensors::<T>::mutate_extant(id, |sensor| sensor.since = 0);
	let now = T::Time::now();
	let known = begun::<T>(by.organization, cause(), now, None)?;
	let base = begun::<T>(by.organization, cause(), now, None)?;
	let last = begun::<T>(by.organization, cause(), now, Some(base))?;
	LastBreach::<T>::insert(lot, by.organization, last);
	Lots::<T>::mutate_extant(lot, |lot| lot.breach = Some(known));
	Ok(id)
}

/// Has the sensor be of an organization of its own, which has nothing scheduled.
fn disown<T: Config>(id: SensorId) {
	let other = OrganizationId(u32::MAX - u32::try_from(id.0).unwrap_or_default());
	let Some(Sensor { target: Target::Lot(lot), by, .. }) = Sensors::<T>::get(id) else { return };
	Sensors::<T>::mutate_extant(id, |sensor| sensor.by = other);
	let last = LastBreach::<T>::take(lot, by);
	if let Some(last) = last {
		LastBreach::<T>::insert(lot, other, last);
		Recalls::<T>::mutate_extant(last, |recall| recall.by = other);
	}
}

fn sign<T: Config>(id: SensorId, payload: &[u8]) -> Result<DeviceSignature, BenchmarkError> {
	let DeviceKey::Sr25519(key) = Pallet::<T>::sensor(id)?.key else {
		return Err(BenchmarkError::Stop("another key"));
	};
	let signature = sp_io::crypto::sr25519_sign(KEY, &key, payload);
	Ok(signature.ok_or(BenchmarkError::Stop("no key"))?.0)
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

/// A batch as deep as one of two thousand million that was not judged, and so many readings of it, each a breach that
/// was earlier than those before: they stand in its first subtree, and the other nodes are made up.
fn batch<T: Config>(
	by: &ActorOf<T>,
	count: u32,
) -> Result<(SensorId, Vec<ProvenReading>), BenchmarkError> {
	let id = sensor::<T>(by)?;
	let now = T::Time::now();
	let total = 1_u32 << 31;
	let reading =
		|sequence: u64| Reading { sensor: id, sequence, at: now - sequence - 1, value: 2 };
	let readings = (0..u64::from(count)).map(reading).collect::<Vec<_>>();
	let leaves = readings.iter().map(|reading| reading.leaf(total)).collect::<Vec<_>>();
	let (mut root, proofs) = tree(&leaves);
	let depth = proofs.first().map_or(0, Vec::len);
	let made_up = (depth..31)
		.map(|level| BlakeTwo256::hash_of(&u32::try_from(level).ok()))
		.collect::<Vec<_>>();
	for node in &made_up {
		root = BlakeTwo256::hash_of(&(root, node));
	}
	let (from, until) = (0, now);
	let batch =
		Batch { sensor: id, first: 0, count: total, from, until, lowest: 2, highest: 2, root };
	Batches::<T>::insert(id, 0, StoredBatch { batch, whole: false });
	let proven = readings.into_iter().zip(proofs).map(|(reading, mut proof)| {
		proof.extend(made_up.iter().copied());
		ProvenReading { reading, proof: Proof::truncate_from(proof) }
	});
	Ok((id, proven.collect()))
}

/// A recall that spreads, at a stage of its first entry.
fn spreading<T: Config>(
	by: &ActorOf<T>,
	lot: LotId,
	stage: impl FnOnce(u64) -> RecallStatus,
) -> Result<(RecallId, Recall), BenchmarkError> {
	let id = begun::<T>(by.organization, cause(), 0, None)?;
	let mut recall = Pallet::<T>::recall_of(id)?;
	Pallet::<T>::mark(id, &mut recall, lot, None);
	recall.status = stage(0);
	Recalls::<T>::insert(id, &recall);
	Ok((id, recall))
}

/// A lot that was carried, from which an edge leads to one deep inside others.
fn marked<T: Config>(by: &ActorOf<T>) -> Result<(RecallId, Recall, LotId), BenchmarkError> {
	let (from, to) = (lot::<T>(by, Unit::Gram)?, lot::<T>(by, Unit::Gram)?);
	nest::<T>(by, to)?;
	Lots::<T>::mutate_extant(from, |lot| lot.carried = true);
	let now = T::Time::now();
	let edge = Edge { link: Link::Made, event: EventId(0), since: now, until: now };
	Pallet::<T>::connect(from, to, edge);
	let stage = Stage::Receivables { of: Target::Lot(from), after: None };
	let (id, recall) = spreading::<T>(by, from, |head| RecallStatus::Spreading { head, stage })?;
	Ok((id, recall, to))
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn register_product() -> Result<(), BenchmarkError> {
		let (origin, _) = signer::<T>()?;
		let name = Name::truncate_from(vec![b'x'; MAX_NAME as usize]);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, name, Some(Gtin(*b"10614141543219")), Unit::Each);

		assert_eq!(NextProductId::<T>::get(), ProductId(1));
		Ok(())
	}

	#[benchmark]
	fn register_location() -> Result<(), BenchmarkError> {
		let (origin, _) = signer::<T>()?;
		let name = Name::truncate_from(vec![b'x'; MAX_NAME as usize]);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, name, Some(Gln(*b"0614141999996")));

		assert_eq!(NextLocationId::<T>::get(), LocationId(1));
		Ok(())
	}

	#[benchmark]
	fn commission() -> Result<(), BenchmarkError> {
		let (origin, by) = signer::<T>()?;
		let id = product::<T>(by.organization, Unit::Each);
		let said = details::<T>(&by);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, code(0), 1, true, said);

		assert_eq!(NextLotId::<T>::get(), LotId(1));
		Ok(())
	}

	#[benchmark]
	fn observe(n: Linear<1, MAX_LOTS>) -> Result<(), BenchmarkError> {
		let (origin, by) = signer::<T>()?;
		let all = nested::<T>(&by, n)?;
		let said = details::<T>(&by);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, LotIds::truncate_from(all.clone()), said);

		assert_eq!(Pallet::<T>::lot(all[0])?.events, 2);
		Ok(())
	}

	#[benchmark]
	fn decommission() -> Result<(), BenchmarkError> {
		let (origin, by) = signer::<T>()?;
		let id = lot::<T>(&by, Unit::Gram)?;
		let said = details::<T>(&by);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, 1_000_000, said);

		assert_eq!(Pallet::<T>::lot(id)?.left(), 0);
		Ok(())
	}

	#[benchmark]
	fn aggregate(n: Linear<1, MAX_LOTS>) -> Result<(), BenchmarkError> {
		let (origin, by) = signer::<T>()?;
		let (parent, all) = heap::<T>(&by, n)?;
		let said = details::<T>(&by);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, Action::Add, parent, all, said);

		assert_eq!(Pallet::<T>::lot(parent)?.contents, n + 1);
		Ok(())
	}

	#[benchmark]
	fn associate(n: Linear<1, MAX_LOTS>) -> Result<(), BenchmarkError> {
		let (origin, by) = signer::<T>()?;
		let (parent, all) = heap::<T>(&by, n)?;
		let said = details::<T>(&by);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, Action::Add, parent, all, said);

		assert_eq!(Pallet::<T>::lot(parent)?.contents, n + 1);
		Ok(())
	}

	#[benchmark]
	fn link(n: Linear<1, MAX_LOTS>) -> Result<(), BenchmarkError> {
		let (origin, by) = signer::<T>()?;
		let all = nested::<T>(&by, n)?;
		let said = details::<T>(&by);
		let document = Document { kind: DocumentKind::Invoice, digest: H256::zero() };
		let documents = Documents::truncate_from(vec![document; MAX_DOCUMENTS as usize]);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, LotIds::truncate_from(all.clone()), documents, said);

		assert_eq!(Pallet::<T>::lot(all[0])?.events, 2);
		Ok(())
	}

	/// By so many edges, of lots that the signer recalled.
	#[benchmark]
	fn transform(e: Linear<1, 1_024>) -> Result<(), BenchmarkError> {
		let (origin, by) = signer::<T>()?;
		let (inputs, outputs) = recipe::<T>(&by, e)?;
		let used = inputs.iter().map(|input| input.lot).collect::<Vec<_>>();
		// In the same recalls: in more of them than lots can be in, nothing is made of them.
		burden::<T>(by.organization, &used)?;
		let said = details::<T>(&by);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, inputs, outputs, 0, said);

		assert!(EdgesDown::<T>::iter().count() as u32 >= e);
		Ok(())
	}

	#[benchmark]
	fn split(n: Linear<1, MAX_LOTS>) -> Result<(), BenchmarkError> {
		let (origin, by) = signer::<T>()?;
		let id = lot::<T>(&by, Unit::Gram)?;
		burden::<T>(by.organization, &[id])?;
		let part = |number: u32| Part { code: code(u64::from(number) + 1_000), quantity: 1 };
		let parts = Parts::truncate_from((0..n).map(part).collect());
		let said = details::<T>(&by);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, parts, said);

		assert_eq!(EdgesDown::<T>::iter().count() as u32, n);
		Ok(())
	}

	#[benchmark]
	fn declare_error() -> Result<(), BenchmarkError> {
		let (origin, by) = signer::<T>()?;
		let event = transformed::<T>(&by, 1_024)?;
		let mut right = Vec::new();
		for _ in 0..MAX_CORRECTIVE {
			let seen = LotIds::truncate_from(lots::<T>(&by, 1)?);
			right.push(NextEventId::<T>::get());
			Pallet::<T>::do_observe(by.clone(), seen, details::<T>(&by))?;
		}
		let right = Corrective::truncate_from(right);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, event, ErrorReason::IncorrectData, right, false);

		assert!(Declarations::<T>::contains_key(event));
		Ok(())
	}

	/// A transformation with so many edges.
	#[benchmark]
	fn undo(e: Linear<1, 1_024>) -> Result<(), BenchmarkError> {
		let (_, by) = signer::<T>()?;
		let event = transformed::<T>(&by, e)?;
		let none = Corrective::default();

		#[block]
		{
			let reason = ErrorReason::IncorrectData;
			Pallet::<T>::do_declare_error(by, event, reason, none, true)?;
		}

		assert_eq!(EdgesDown::<T>::iter().count(), 0);
		Ok(())
	}

	/// Back to whoever recalled the lots.
	#[benchmark]
	fn ship(n: Linear<1, MAX_LOTS>) -> Result<(), BenchmarkError> {
		let (origin, by) = signer::<T>()?;
		let to = other::<T>(&by).organization;
		let all = lots::<T>(&by, n)?;
		for lot in &all {
			burden::<T>(to, &[*lot])?;
		}
		let said = details::<T>(&by);
		let (all, none) = (LotIds::truncate_from(all), BoundedVec::default());

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, all, to, limits(), none, answer_by::<T>(), said);

		assert_eq!(Outgoing::<T>::iter().count(), 1);
		Ok(())
	}

	#[benchmark]
	fn receive(n: Linear<1, MAX_LOTS>) -> Result<(), BenchmarkError> {
		let (origin, by) = signer::<T>()?;
		let id = shipped::<T>(&other::<T>(&by), by.organization, n)?;
		let said = details::<T>(&by);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, said);

		assert_eq!(Pallet::<T>::shipment(id)?.status, ShipmentStatus::Received);
		Ok(())
	}

	#[benchmark]
	fn reject(n: Linear<1, MAX_LOTS>) -> Result<(), BenchmarkError> {
		let (origin, by) = signer::<T>()?;
		let id = shipped::<T>(&other::<T>(&by), by.organization, n)?;
		let said = details::<T>(&by);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, said);

		assert_eq!(Pallet::<T>::shipment(id)?.status, ShipmentStatus::Rejected);
		Ok(())
	}

	#[benchmark]
	fn recall_shipment(n: Linear<1, MAX_LOTS>) -> Result<(), BenchmarkError> {
		let (origin, by) = signer::<T>()?;
		let id = shipped::<T>(&by, other::<T>(&by).organization, n)?;
		let said = details::<T>(&by);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, said);

		assert_eq!(Pallet::<T>::shipment(id)?.status, ShipmentStatus::TakenBack);
		Ok(())
	}

	#[benchmark]
	fn inspect() -> Result<(), BenchmarkError> {
		let (origin, by) = signer::<T>()?;
		let all = nested::<T>(&by, 1)?;
		let said = details::<T>(&by);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, all[0], true, said);

		assert!(Pallet::<T>::lot(all[0])?.inspection.is_some());
		Ok(())
	}

	#[benchmark]
	fn attach() -> Result<(), BenchmarkError> {
		let (origin, by) = signer::<T>()?;
		let (target, last) = owed::<T>(&by)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, target, Attachment::Receivable(last));

		assert_eq!(ReceivablesOf::<T>::get(target).len(), MAX_ATTACHED as usize);
		Ok(())
	}

	#[benchmark]
	fn detach() -> Result<(), BenchmarkError> {
		let (origin, by) = signer::<T>()?;
		let (target, _) = owed::<T>(&by)?;
		// One that is not owed any more, which another attached: the sender is looked up.
		let gone =
			TiedReceivable { receivable: ReceivableId(u64::MAX), by: other::<T>(&by).organization };
		ReceivablesOf::<T>::mutate(target, |tied| tied.try_push(gone))
			.map_err(|_| BenchmarkError::Stop("no room"))?;
		TiedTo::<T>::insert(gone.receivable, target, ());

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, target, Attachment::Receivable(gone.receivable));

		assert_eq!(ReceivablesOf::<T>::get(target).len(), MAX_ATTACHED as usize - 1);
		Ok(())
	}

	#[benchmark]
	fn register_sensor() -> Result<(), BenchmarkError> {
		let (origin, by) = signer::<T>()?;
		let all = nested::<T>(&by, 1)?;
		let key = DeviceKey::Ed25519([1; 32].into());
		let (target, kind) = (Target::Lot(all[0]), SensorKind::Shock);
		let range = Some(Range { min: 0, max: 1 });

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, target, key, kind, range);

		assert_eq!(NextSensorId::<T>::get(), SensorId(1));
		Ok(())
	}

	#[benchmark]
	fn retire_sensor() -> Result<(), BenchmarkError> {
		let (origin, by) = signer::<T>()?;
		let id = sensor::<T>(&by)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert!(Pallet::<T>::sensor(id)?.until.is_some());
		Ok(())
	}

	/// Breaches, each of another lot.
	#[benchmark]
	fn submit(n: Linear<1, MAX_READINGS>) -> Result<(), BenchmarkError> {
		let (origin, by) = signer::<T>()?;
		let mut readings = Vec::new();
		for _ in 0..n {
			let sensor = sensor::<T>(&by)?;
			disown::<T>(sensor);
			let at = T::Time::now() - 1;
			let reading = Reading { sensor, sequence: 0, at, value: 2 };
			let signature = sign::<T>(sensor, &reading.payload(Pallet::<T>::genesis()))?;
			readings.push(SignedReading { reading, signature });
		}
		let before = NextRecallId::<T>::get().0;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, BoundedVec::truncate_from(readings));

		assert_eq!(NextRecallId::<T>::get().0, before + u64::from(n));
		Ok(())
	}

	/// The same in batches.
	#[benchmark]
	fn submit_batches(n: Linear<1, MAX_BATCHES>) -> Result<(), BenchmarkError> {
		let (origin, by) = signer::<T>()?;
		let mut batches = Vec::new();
		for _ in 0..n {
			let sensor = sensor::<T>(&by)?;
			disown::<T>(sensor);
			let at = T::Time::now() - 1;
			let (lowest, highest, root) = (0, 2, H256::zero());
			let batch =
				Batch { sensor, first: 0, count: 9, from: at, until: at, lowest, highest, root };
			let signature = sign::<T>(sensor, &batch.payload(Pallet::<T>::genesis()))?;
			batches.push(SignedBatch { batch, signature });
		}
		let before = NextRecallId::<T>::get().0;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, BoundedVec::truncate_from(batches));

		assert_eq!(NextRecallId::<T>::get().0, before + u64::from(n));
		Ok(())
	}

	#[benchmark]
	fn prove(n: Linear<1, MAX_PROOFS>) -> Result<(), BenchmarkError> {
		let (origin, by) = signer::<T>()?;
		let (id, proven) = batch::<T>(&by, n)?;
		disown::<T>(id);
		let before = NextRecallId::<T>::get().0;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, 0, BoundedVec::truncate_from(proven));

		assert_eq!(NextRecallId::<T>::get().0, before + u64::from(n));
		Ok(())
	}

	#[benchmark]
	fn recall(n: Linear<1, MAX_ROOTS>) -> Result<(), BenchmarkError> {
		let (origin, by) = signer::<T>()?;
		let all = Roots::truncate_from(nested::<T>(&by, n)?);
		let reason = Reason::truncate_from(vec![b'x'; MAX_REASON as usize]);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, all, reason, H256::zero());

		assert_eq!(Pallet::<T>::recall_of(RecallId(0))?.marked, u64::from(n));
		Ok(())
	}

	/// One step, beside what it weighs by itself. The turn is scheduled again.
	#[benchmark]
	fn spread() -> Result<(), BenchmarkError> {
		let (origin, by) = signer::<T>()?;
		let (id, _, to) = marked::<T>(&by)?;
		unscheduled::<T>(by.organization);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, 1);

		assert!(Marked::<T>::contains_key(id, to));
		assert!(NextSpread::<T>::contains_key(by.organization));
		Ok(())
	}

	#[benchmark]
	fn end_recall() -> Result<(), BenchmarkError> {
		let (origin, by) = signer::<T>()?;
		let (id, ..) = marked::<T>(&by)?;
		unscheduled::<T>(by.organization);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id);

		assert!(!Pallet::<T>::recall_of(id)?.is_open());
		assert!(NextSpread::<T>::contains_key(by.organization));
		Ok(())
	}

	/// The last lot of a shipment, deep inside others since that arrived.
	#[benchmark]
	fn root_step() -> Result<(), BenchmarkError> {
		let (_, by) = signer::<T>()?;
		let shipment = shipped::<T>(&by, other::<T>(&by).organization, MAX_LOTS)?;
		let target = Target::Shipment(shipment);
		let last = Pallet::<T>::shipment(shipment)?.lots.last().copied();
		let last = last.ok_or(BenchmarkError::Stop("no lot"))?;
		nest::<T>(&by, last)?;
		let (sensor, at) = (SensorId(0), T::Time::now());
		let evidence = Evidence { sensor, sequence: 0, batch: false, value: 0, at };
		let id = begun::<T>(by.organization, Cause::Breach { target, evidence }, at, None)?;
		let mut it = Pallet::<T>::recall_of(id)?;
		let stage = Stage::Roots { next: MAX_LOTS - 1 };

		#[block]
		{
			Pallet::<T>::spread_step(id, &mut it, 0, stage)?;
		}

		assert!(Marked::<T>::contains_key(id, last));
		Ok(())
	}

	#[benchmark]
	fn mark_step() -> Result<(), BenchmarkError> {
		let (_, by) = signer::<T>()?;
		let (id, mut it, to) = marked::<T>(&by)?;
		let RecallStatus::Spreading { head, stage } = it.status else {
			return Err(BenchmarkError::Stop("not spreading"));
		};

		#[block]
		{
			Pallet::<T>::spread_step(id, &mut it, head, stage)?;
		}

		assert!(Marked::<T>::contains_key(id, to));
		Ok(())
	}

	/// Without what it takes to freeze.
	#[benchmark]
	fn freeze_step() -> Result<(), BenchmarkError> {
		let (_, by) = signer::<T>()?;
		let id = lot::<T>(&by, Unit::Gram)?;
		let target = Target::Lot(id);
		for number in 0..MAX_ATTACHED {
			let receivable = T::BenchmarkHelper::receivable(by.organization, number);
			let attachment = Attachment::Receivable(receivable);
			Pallet::<T>::do_attach(by.clone(), target, attachment)?;
		}
		let after = ReceivablesOf::<T>::get(target)
			.iter()
			.map(|it| it.receivable)
			.nth(MAX_ATTACHED as usize - 2);
		let stage = Stage::Receivables { of: target, after };
		let (id, mut it) = spreading::<T>(&by, id, |head| RecallStatus::Spreading { head, stage })?;

		#[block]
		{
			Pallet::<T>::spread_step(id, &mut it, 0, stage)?;
		}

		assert_eq!(Frozen::<T>::iter().count(), 1);
		Ok(())
	}

	/// The last lot that was inside another, which was used as often as is kept, and once more.
	#[benchmark]
	fn carry_step() -> Result<(), BenchmarkError> {
		let (_, by) = signer::<T>()?;
		let (from, to) = (lot::<T>(&by, Unit::Gram)?, lot::<T>(&by, Unit::Each)?);
		Lots::<T>::mutate_extant(from, |lot| lot.carried = true);
		let (since, until) = (T::Time::now(), Moment::MAX);
		let edge = Edge { link: Link::Inside, event: EventId(0), since, until };
		Pallet::<T>::connect(to, from, edge);
		let stage = Stage::Receivables { of: Target::Lot(from), after: None };
		let (id, mut it) =
			spreading::<T>(&by, from, |head| RecallStatus::Spreading { head, stage })?;
		Carried::<T>::mutate(id, to, |windows| {
			for number in 0..u64::from(MAX_WINDOWS) {
				windows.add(Window { from: number * 10, until: number * 10 + 1 });
			}
		});
		let before = it.tail;

		#[block]
		{
			Pallet::<T>::spread_step(id, &mut it, 0, stage)?;
		}

		assert_eq!(it.tail, before + 2);
		Ok(())
	}

	/// Nothing is left, and what it takes the place of begins to end.
	#[benchmark]
	fn open_step() -> Result<(), BenchmarkError> {
		let (_, by) = signer::<T>()?;
		let from = lot::<T>(&by, Unit::Gram)?;
		Lots::<T>::mutate_extant(from, |lot| lot.carried = true);
		let base = begun::<T>(by.organization, cause(), 0, None)?;
		let stage = Stage::Receivables { of: Target::Lot(from), after: None };
		let (id, mut it) =
			spreading::<T>(&by, from, |head| RecallStatus::Spreading { head, stage })?;
		it.supersedes = Some(base);
		unscheduled::<T>(by.organization);

		#[block]
		{
			Pallet::<T>::spread_step(id, &mut it, 0, stage)?;
		}

		assert_eq!(it.status, RecallStatus::Open);
		assert!(!Pallet::<T>::recall_of(base)?.is_open());
		Ok(())
	}

	#[benchmark]
	fn unmark_step() -> Result<(), BenchmarkError> {
		let (_, by) = signer::<T>()?;
		let all = nested::<T>(&by, 1)?;
		let stage = EndStage::Marks { after: None };
		let (id, mut it) = spreading::<T>(&by, all[0], |_| RecallStatus::Ending { stage })?;

		#[block]
		{
			Pallet::<T>::end_step(id, &mut it, stage);
		}

		assert_eq!(Burdens::<T>::iter().count(), 0);
		Ok(())
	}

	/// Without what it takes to let a receivable go.
	#[benchmark]
	fn let_go_step() -> Result<(), BenchmarkError> {
		let (_, by) = signer::<T>()?;
		let id = lot::<T>(&by, Unit::Gram)?;
		let receivable = T::BenchmarkHelper::receivable(by.organization, 0);
		let target = Target::Lot(id);
		Pallet::<T>::do_attach(by.clone(), target, Attachment::Receivable(receivable))?;
		let from = Stage::Receivables { of: target, after: None };
		let (id, mut it) =
			spreading::<T>(&by, id, |head| RecallStatus::Spreading { head, stage: from })?;
		Pallet::<T>::spread_step(id, &mut it, 0, from)?;

		#[block]
		{
			Pallet::<T>::end_step(id, &mut it, EndStage::Receivables { after: None });
		}

		assert_eq!(Frozen::<T>::iter().count(), 0);
		Ok(())
	}

	#[benchmark]
	fn forget_step() -> Result<(), BenchmarkError> {
		let (_, by) = signer::<T>()?;
		let from = lot::<T>(&by, Unit::Gram)?;
		let stage = EndStage::Carriers { after: None };
		let (id, mut it) = spreading::<T>(&by, from, |_| RecallStatus::Ending { stage })?;
		Carried::<T>::mutate(id, from, |windows| {
			for number in 0..u64::from(MAX_WINDOWS) {
				windows.add(Window { from: number * 10, until: number * 10 + 1 });
			}
		});

		#[block]
		{
			Pallet::<T>::end_step(id, &mut it, stage);
		}

		assert_eq!(Carried::<T>::iter().count(), 0);
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder::build(), crate::mock::Test);
}
