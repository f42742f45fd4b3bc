// SPDX-License-Identifier: Apache-2.0

//! Tests, one file a story.

mod attachments;
mod breaches;
mod catalog;
mod corrections;
mod gatherings;
mod leaving;
mod lots;
mod properties;
mod queries;
mod readings;
mod recalls;
mod shipments;
mod tracing;
mod transformations;

use crate::{mock::*, *};
use alloc::{collections::BTreeSet, vec, vec::Vec};
use covenant_primitives::{
	testing::{agenda, operator},
	time::{DAY, HOUR, MINUTE},
	Deadlines as _, Obligations, Sides,
};
use frame_support::{assert_noop, assert_ok, BoundedVec};
use sp_core::{ed25519, Pair};
use sp_runtime::{DispatchError, DispatchResult};

const GENESIS: H256 = H256::repeat_byte(7);

fn by(organization: OrganizationId) -> RuntimeOrigin {
	RuntimeOrigin::signed(operator(organization.0))
}

fn relay() -> RuntimeOrigin {
	RuntimeOrigin::signed(77)
}

/// What is said of an event that is now.
fn now() -> Details {
	Details { at: Now::get(), step: None, disposition: None, location: None, digest: None }
}

fn text<Bound: Get<u32>>(text: &str) -> BoundedVec<u8, Bound> {
	text.as_bytes().to_vec().try_into().unwrap()
}

/// A product, and its id.
fn product(owner: OrganizationId, unit: Unit) -> ProductId {
	let id = NextProductId::<Test>::get();
	assert_ok!(Goods::register_product(by(owner), text("product"), None, unit));
	id
}

fn commission(
	owner: OrganizationId,
	product: ProductId,
	code: &str,
	quantity: Quantity,
) -> DispatchResult {
	Goods::commission(by(owner), product, text(code), quantity, false, now())
}

/// A lot of kilograms, of a product of its own.
fn lot(owner: OrganizationId, quantity: Quantity) -> LotId {
	let product = product(owner, Unit::Kilogram);
	let id = NextLotId::<Test>::get();
	assert_ok!(commission(owner, product, "lot", quantity));
	id
}

/// An item with a serial number, of a product of its own.
fn item(owner: OrganizationId) -> LotId {
	let product = product(owner, Unit::Each);
	let id = NextLotId::<Test>::get();
	assert_ok!(Goods::commission(by(owner), product, text("1"), 1, true, now()));
	id
}

fn portion(lot: LotId, quantity: Quantity) -> Portion {
	Portion { lot, quantity }
}

fn lots(ids: &[LotId]) -> LotIds {
	ids.to_vec().try_into().unwrap()
}

fn output(product: ProductId, code: &str, quantity: Quantity) -> Output {
	Output { product, code: text(code), quantity, serial: false }
}

fn transform(
	who: OrganizationId,
	inputs: &[(LotId, Quantity)],
	outputs: Vec<Output>,
	gain: Quantity,
) -> DispatchResult {
	let inputs = inputs.iter().map(|(lot, quantity)| portion(*lot, *quantity)).collect::<Vec<_>>();
	let (inputs, outputs) = (inputs.try_into().unwrap(), outputs.try_into().unwrap());
	Goods::transform(by(who), inputs, outputs, gain, now())
}

/// Makes a lot of so much of each of others, of a product of its own.
fn made(who: OrganizationId, inputs: &[(LotId, Quantity)]) -> LotId {
	let product = product(who, Unit::Kilogram);
	let id = NextLotId::<Test>::get();
	let quantity = inputs.iter().map(|(_, quantity)| quantity).sum();
	assert_ok!(transform(who, inputs, vec![output(product, "made", quantity)], 0));
	id
}

fn parts(parts: &[(&str, Quantity)]) -> Parts {
	let part = |(code, quantity): &(&str, Quantity)| Part { code: text(code), quantity: *quantity };
	parts.iter().map(part).collect::<Vec<_>>().try_into().unwrap()
}

fn aggregate(
	who: OrganizationId,
	action: Action,
	parent: LotId,
	children: &[LotId],
) -> DispatchResult {
	Goods::aggregate(by(who), action, parent, lots(children), now())
}

fn pack(who: OrganizationId, parent: LotId, children: &[LotId]) {
	assert_ok!(aggregate(who, Action::Add, parent, children));
}

fn unpack(who: OrganizationId, parent: LotId, children: &[LotId]) {
	assert_ok!(aggregate(who, Action::Delete, parent, children));
}

fn ship(from: OrganizationId, to: OrganizationId, ids: &[LotId]) -> DispatchResult {
	ship_with(from, to, ids, &[], &[])
}

fn ship_with(
	from: OrganizationId,
	to: OrganizationId,
	ids: &[LotId],
	limits: &[Limit],
	receivables: &[u64],
) -> DispatchResult {
	let receivables = receivables.iter().copied().map(ReceivableId).collect::<Vec<_>>();
	Goods::ship(
		by(from),
		lots(ids),
		to,
		limits.to_vec().try_into().unwrap(),
		receivables.try_into().unwrap(),
		Now::get() + 10 * DAY,
		now(),
	)
}

/// A shipment that is on its way.
fn shipped(from: OrganizationId, to: OrganizationId, ids: &[LotId]) -> ShipmentId {
	let id = NextShipmentId::<Test>::get();
	assert_ok!(ship(from, to, ids));
	id
}

fn receive(who: OrganizationId, shipment: ShipmentId) -> DispatchResult {
	Goods::receive(by(who), shipment, now()).map(drop).map_err(|it| it.error)
}

/// Lots that have gone from one to another.
fn moved(from: OrganizationId, to: OrganizationId, ids: &[LotId]) -> ShipmentId {
	let id = shipped(from, to, ids);
	assert_ok!(receive(to, id));
	id
}

fn get(id: LotId) -> Lot {
	Lots::<Test>::get(id).unwrap()
}

fn custodian(id: LotId) -> OrganizationId {
	Goods::custodian(&get(id))
}

fn recall(who: OrganizationId, ids: &[LotId]) -> DispatchResult {
	let roots = ids.to_vec().try_into().unwrap();
	Goods::recall(by(who), roots, text("metal in it"), H256::repeat_byte(1))
}

/// A recall that has spread.
fn recalled(who: OrganizationId, ids: &[LotId]) -> RecallId {
	let id = NextRecallId::<Test>::get();
	assert_ok!(recall(who, ids));
	finish(id);
	id
}

/// Has a recall take all the steps that it can.
fn finish(id: RecallId) {
	while Recalls::<Test>::get(id).unwrap().is_working() {
		assert_ok!(Goods::spread(relay(), id, 3).map(drop).map_err(|it| it.error));
	}
}

fn ended(who: OrganizationId, id: RecallId) {
	assert_ok!(Goods::end_recall(by(who), id));
	finish(id);
}

/// The lots that a recall marks and counts.
fn marks(id: RecallId) -> BTreeSet<LotId> {
	let marks = Marked::<Test>::iter_prefix(id).filter(|(_, mark)| mark.active);
	marks.map(|(lot, _)| lot).collect()
}

fn key(number: u8) -> ed25519::Pair {
	ed25519::Pair::from_seed(&[number; 32])
}

fn register_sensor(who: OrganizationId, target: Target, range: Option<Range>) -> DispatchResult {
	let key = DeviceKey::Ed25519(key(1).public());
	Goods::register_sensor(by(who), target, key, SensorKind::Temperature, range)
}

/// A thermometer.
fn sensor(who: OrganizationId, target: Target, range: Option<Range>) -> SensorId {
	let id = NextSensorId::<Test>::get();
	assert_ok!(register_sensor(who, target, range));
	id
}

/// From two to eight degrees.
const COOL: Range = Range { min: 2_000, max: 8_000 };

fn reading(sensor: SensorId, sequence: u64, value: i64) -> Reading {
	Reading { sensor, sequence, at: Now::get(), value }
}

fn sign(reading: Reading, number: u8) -> SignedReading {
	SignedReading { reading, signature: key(number).sign(&reading.payload(GENESIS)).0 }
}

/// Submits readings that the device signed, and says of each why it was refused.
fn taken(readings: Vec<SignedReading>) -> Vec<Result<(), Refusal>> {
	let wanted = readings.iter().map(|it| (it.reading.sensor, it.reading.sequence));
	let wanted = wanted.collect::<Vec<_>>();
	System::reset_events();
	assert_ok!(Goods::submit(relay(), readings.try_into().unwrap()));
	refusals(&wanted)
}

fn refusals(wanted: &[(SensorId, u64)]) -> Vec<Result<(), Refusal>> {
	let mut refused = Vec::new();
	let mut counts = (0, 0);
	for record in System::events() {
		match record.event {
			RuntimeEvent::Goods(Event::Refused { sensor, sequence, reason }) => {
				refused.push(((sensor, sequence), reason));
			}
			RuntimeEvent::Goods(Event::Submitted { taken, refused, by }) => {
				assert_eq!(by, 77);
				counts = (taken as usize, refused as usize);
			}
			_ => {}
		}
	}
	assert_eq!(counts, (wanted.len() - refused.len(), refused.len()));
	let reason = |it: &(SensorId, u64)| {
		refused.iter().find(|(key, _)| key == it).map_or(Ok(()), |(_, reason)| Err(*reason))
	};
	wanted.iter().map(reason).collect()
}

/// What the first device reads now.
fn read(sensor: SensorId, sequence: u64, value: i64) -> Result<(), Refusal> {
	taken(vec![sign(reading(sensor, sequence, value), 1)]).remove(0)
}

/// A receivable of which this organization is the creditor, and another than in these stories the debtor.
fn owed(creditor: OrganizationId, id: u64) -> ReceivableId {
	owed_by(OUTSIDER, creditor, id)
}

fn owed_by(debtor: OrganizationId, creditor: OrganizationId, id: u64) -> ReceivableId {
	let id = ReceivableId(id);
	SidesOf::mutate(|all| all.insert(id, Sides { creditor, debtor, relied_on: false }));
	id
}

/// Has a part of a receivable passed on.
fn pass_on(id: ReceivableId) {
	SidesOf::mutate(|all| all.get_mut(&id).unwrap().relied_on = true);
}

/// Has nothing owed any more.
fn settle(id: ReceivableId) {
	SidesOf::mutate(|all| all.remove(&id));
}

/// How often a receivable is frozen.
fn frozen(id: u64) -> usize {
	Freezes::iter_prefix(ReceivableId(id)).count()
}
