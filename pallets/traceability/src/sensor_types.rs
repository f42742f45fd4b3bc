// SPDX-License-Identifier: Apache-2.0

//! What the pallet keeps of sensors, and what they sign.

pub use covenant_primitives::{DeviceKey, DeviceSignature};

use crate::{SensorId, Target};
use alloc::vec::Vec;
use codec::Encode;
use covenant_primitives::{json, stored, Moment, OrganizationId};
use frame_support::{traits::ConstU32, BoundedVec};
use sp_core::H256;
use sp_runtime::traits::{BlakeTwo256, Hash};

/// What a signed reading begins with, so that it is nothing else.
pub const READING_DOMAIN: &[u8] = b"covenant sensor reading v1";

/// What a signed batch begins with.
pub const BATCH_DOMAIN: &[u8] = b"covenant sensor batch v1";

/// What a leaf of a batch begins with.
pub const LEAF_DOMAIN: &[u8] = b"covenant sensor leaf v1";

/// The most kinds of sensors that a shipment has limits for: all.
pub const MAX_LIMITS: u32 = 3;

/// The most readings in one transaction.
pub const MAX_READINGS: u32 = 200;

/// The most batches in one transaction.
pub const MAX_BATCHES: u32 = 50;

/// The most nodes beside the way from a leaf to a root.
pub const MAX_PROOF: u32 = 32;

/// The most proofs in one transaction.
pub const MAX_PROOFS: u32 = 100;

/// Limits of a shipment, one a kind at most.
pub type Limits = BoundedVec<Limit, ConstU32<MAX_LIMITS>>;

/// Nodes beside the way from a leaf to a root, from the leaf up.
pub type Proof = BoundedVec<H256, ConstU32<MAX_PROOF>>;

stored! {
	/// A device at a lot or a shipment. The same device can be at others, and measure other things, under other
	/// ids.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Sensor {
		/// Where it is.
		pub target: Target,
		/// Its key.
		pub key: DeviceKey,
		/// What it measures.
		pub kind: SensorKind,
		/// What it may read; anything if `None`.
		pub range: Option<Range>,
		/// Who registered it.
		pub by: OrganizationId,
		/// When what it reads begins to count, in UTC milliseconds.
		pub since: Moment,
		/// When it ends to, in UTC milliseconds. At a shipment it does with that, too.
		pub until: Option<Moment>,
		/// One more than the highest number of its readings.
		pub next: u64,
		/// How many of its readings are here, one by one.
		pub readings: u64,
		/// How many are in batches.
		pub batched: u64,
	}

	/// What a sensor measures.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum SensorKind {
		/// Temperature, in thousandths of a degree Celsius.
		#[codec(index = 0)]
		Temperature,
		/// Relative humidity, in thousandths of a percent.
		#[codec(index = 1)]
		Humidity,
		/// Acceleration in any direction, in thousandths of g.
		#[codec(index = 2)]
		Shock,
	}

	/// The values from `min` to `max`, both included.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Range {
		/// The lowest.
		pub min: i64,
		/// The highest.
		pub max: i64,
	}

	/// What sensors of a kind may read.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Limit {
		/// Of which kind.
		pub kind: SensorKind,
		/// What.
		#[serde(flatten)]
		pub range: Range,
	}

	/// What a device says.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Reading {
		/// Which sensor it is.
		pub sensor: SensorId,
		/// The number of the reading, another for each.
		pub sequence: u64,
		/// When it read, in UTC milliseconds.
		pub at: Moment,
		/// What, in the unit of [`SensorKind`].
		pub value: i64,
	}

	/// The same, with the device's signature.
	#[derive(Copy)]
	pub struct SignedReading {
		/// What it says.
		#[serde(flatten)]
		pub reading: Reading,
		/// The signature of [`Reading::payload`].
		#[serde(with = "json::hex")]
		pub signature: DeviceSignature,
	}

	/// The same, with its way to the root of a batch.
	#[serde(rename_all = "camelCase")]
	pub struct ProvenReading {
		/// What it says.
		#[serde(flatten)]
		pub reading: Reading,
		/// The way to the root.
		pub proof: Proof,
	}

	/// What a device says of many readings that follow one another.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Batch {
		/// Which sensor it is.
		pub sensor: SensorId,
		/// The number of the first.
		pub first: u64,
		/// How many.
		pub count: u32,
		/// When the earliest was, in UTC milliseconds.
		pub from: Moment,
		/// When the latest was, in UTC milliseconds.
		pub until: Moment,
		/// The lowest value.
		pub lowest: i64,
		/// The highest value.
		pub highest: i64,
		/// The root over [`Reading::leaf`], in the order of their numbers.
		pub root: H256,
	}

	/// A batch that is here.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct StoredBatch {
		/// What the device says.
		#[serde(flatten)]
		pub batch: Batch,
		/// Whether all of it is of the time in which the sensor counted. If not, it tells no breach by itself, and
		/// each of its readings is judged when it is shown.
		pub whole: bool,
	}

	/// The same, with the device's signature.
	#[derive(Copy)]
	pub struct SignedBatch {
		/// What it says.
		#[serde(flatten)]
		pub batch: Batch,
		/// The signature of [`Batch::payload`].
		#[serde(with = "json::hex")]
		pub signature: DeviceSignature,
	}

	/// A reading that is here.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct StoredReading {
		/// When it was, in UTC milliseconds.
		pub at: Moment,
		/// What it was.
		pub value: i64,
	}

	/// Why a reading or a batch was refused.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum Refusal {
		/// No sensor has this id.
		#[codec(index = 0)]
		UnknownSensor,
		/// It is from a time to come.
		#[codec(index = 1)]
		Future,
		/// It is from before the sensor was there, or after; a batch, if it begins then.
		#[codec(index = 2)]
		NotInService,
		/// Nothing of this kind has such a value, or no reading comes after such a number.
		#[codec(index = 3)]
		Impossible,
		/// The number was used already.
		#[codec(index = 4)]
		Replayed,
		/// The device did not sign it.
		#[codec(index = 5)]
		WrongSignature,
		/// It is not in the batch.
		#[codec(index = 6)]
		WrongProof,
		/// A batch has readings, whose first is not after the last, and the lowest not above the highest.
		#[codec(index = 7)]
		WrongBatch,
	}
}

fn signed(domain: &[u8], genesis: H256, content: &impl Encode) -> Vec<u8> {
	let mut payload = domain.to_vec();
	(genesis, content).encode_to(&mut payload);
	payload
}

impl SensorKind {
	/// Whether a value can be.
	pub fn is_possible(self, value: i64) -> bool {
		let range = match self {
			Self::Temperature => Range { min: -273_150, max: 10_000_000 },
			Self::Humidity => Range { min: 0, max: 100_000 },
			Self::Shock => Range { min: 0, max: 1_000_000_000 },
		};
		range.holds(value)
	}
}

impl Range {
	/// Whether a value is in it.
	pub fn holds(&self, value: i64) -> bool {
		self.min <= value && value <= self.max
	}

	/// Whether there is anything in it that can be.
	pub fn is_valid(&self, kind: SensorKind) -> bool {
		self.min <= self.max && kind.is_possible(self.min) && kind.is_possible(self.max)
	}
}

impl Reading {
	/// What the device signs: [`READING_DOMAIN`], the hash of the chain's first block, then the fields in their
	/// order, each in 8 bytes, little-endian; the value as two's complement.
	pub fn payload(&self, genesis: H256) -> Vec<u8> {
		signed(READING_DOMAIN, genesis, self)
	}

	/// What stands in a batch of so many: BLAKE2b-256 of [`LEAF_DOMAIN`], the count in 4 bytes, and the fields
	/// as they are signed.
	pub fn leaf(&self, count: u32) -> H256 {
		let mut content = LEAF_DOMAIN.to_vec();
		(count, self).encode_to(&mut content);
		BlakeTwo256::hash(&content)
	}
}

impl Batch {
	/// What the device signs: [`BATCH_DOMAIN`], the hash of the chain's first block, then the fields in their
	/// order, little-endian: the count in 4 bytes, the root in 32, the others in 8 each.
	pub fn payload(&self, genesis: H256) -> Vec<u8> {
		signed(BATCH_DOMAIN, genesis, self)
	}

	/// Whether what it says can be.
	pub fn is_sound(&self) -> bool {
		self.count > 0
			&& self.from <= self.until
			&& self.lowest <= self.highest
			&& self.first.checked_add(self.count.into()).is_some()
	}

	/// The place of a reading that is in it.
	pub fn place(&self, reading: &Reading) -> Option<u32> {
		let place = reading.sequence.checked_sub(self.first)?;
		let place = u32::try_from(place).ok().filter(|place| *place < self.count)?;
		let in_time = self.from <= reading.at && reading.at <= self.until;
		let range = Range { min: self.lowest, max: self.highest };
		(in_time && range.holds(reading.value)).then_some(place)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const READING: Reading = Reading { sensor: SensorId(1), sequence: 2, at: 3, value: -4 };

	#[test]
	fn a_reading_is_signed_byte_by_byte() {
		let mut payload = b"covenant sensor reading v1".to_vec();
		payload.extend([7; 32]);
		payload.extend([1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0]);
		payload.extend([0xfc, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
		assert_eq!(READING.payload(H256::repeat_byte(7)), payload);
	}

	#[test]
	fn a_batch_is_signed_byte_by_byte() {
		let batch = Batch {
			sensor: SensorId(1),
			first: 2,
			count: 3,
			from: 4,
			until: 5,
			lowest: 6,
			highest: 7,
			root: H256::repeat_byte(9),
		};
		let payload = batch.payload(H256::repeat_byte(8));
		assert_eq!(payload.len(), 24 + 32 + 8 + 8 + 4 + 8 + 8 + 8 + 8 + 32);
		assert_eq!(
			payload[24 + 32..][..20],
			[1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0]
		);
	}

	#[test]
	fn a_batch_says_what_is_in_it() {
		let batch = Batch {
			sensor: SensorId(1),
			first: 2,
			count: 3,
			from: 3,
			until: 5,
			lowest: -4,
			highest: 7,
			root: H256::zero(),
		};
		assert!(batch.is_sound());
		assert_eq!(batch.place(&READING), Some(0));
		assert_eq!(batch.place(&Reading { sequence: 4, ..READING }), Some(2));
		assert_eq!(batch.place(&Reading { sequence: 5, ..READING }), None);
		assert_eq!(batch.place(&Reading { sequence: 1, ..READING }), None);
		assert_eq!(batch.place(&Reading { at: 6, ..READING }), None);
		assert_eq!(batch.place(&Reading { value: -5, ..READING }), None);
		for wrong in [
			Batch { count: 0, ..batch },
			Batch { from: 6, ..batch },
			Batch { lowest: 8, ..batch },
			Batch { first: u64::MAX - 2, ..batch },
		] {
			assert!(!wrong.is_sound());
		}
	}

	#[test]
	fn values_have_bounds() {
		assert!(SensorKind::Temperature.is_possible(-273_150));
		assert!(!SensorKind::Temperature.is_possible(-273_151));
		assert!(!SensorKind::Humidity.is_possible(100_001));
		assert!(!Range { min: 2, max: 1 }.is_valid(SensorKind::Shock));
		assert!(Range { min: 1, max: 1 }.is_valid(SensorKind::Shock));
	}
}
