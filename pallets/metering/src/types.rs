// SPDX-License-Identifier: Apache-2.0

//! What the pallet keeps, and what devices sign.

pub use covenant_primitives::{
	power::{Day, Energy, Interval, Reading, Substitution, Timetable, MAX_INTERVALS},
	DeviceKey, DeviceSignature,
};

use alloc::vec::Vec;
use codec::Encode;
use covenant_primitives::{id, json, stored, MarketId, MeterId, Moment, OrganizationId, Party};
use frame_support::{traits::ConstU32, BoundedVec};
use sp_core::H256;
use sp_runtime::traits::{BlakeTwo256, Hash};

/// What a signed reading begins with, so that it is nothing else.
pub const DOMAIN: &[u8] = b"covenant meter reading v1";

/// What a leaf of a batch begins with.
pub const LEAF_DOMAIN: &[u8] = b"covenant meter batch v1";

/// The longest designation of a grid point, in bytes.
pub const MAX_POINT: u32 = 32;

/// The most readings in one transaction.
pub const MAX_READINGS: u32 = 500;

/// The most meters of which one transaction closes days: as many as a block bears whose days have as many
/// intervals as there can be.
pub const MAX_METERS: u32 = 16;

/// The most nodes beside the way from a leaf to a root.
pub const MAX_PROOF: u32 = 32;

/// The most proofs in one transaction.
pub const MAX_PROOFS: u32 = 100;

/// How many readings can be given up at once: more than a month has.
pub const MAX_SKIP: u64 = 10_000;

/// The most challenges of a batch that wait for an answer.
pub const MAX_CHALLENGES: u32 = 16;

/// A designation of a place where power is taken from the grid or given to it.
pub type GridPoint = BoundedVec<u8, ConstU32<MAX_POINT>>;

/// Nodes beside the way from a leaf to a root, from the leaf up.
pub type Proof = BoundedVec<H256, ConstU32<MAX_PROOF>>;

id! {
	/// A batch of readings that is anchored by its root.
	BatchId(u64)
}

stored! {
	/// A meter.
	#[serde(rename_all = "camelCase")]
	pub struct Meter {
		/// The market that it is of.
		pub market: MarketId,
		/// The organization that operates it.
		pub operator: OrganizationId,
		/// What it is, as the operator registered it.
		#[serde(flatten)]
		pub device: Device,
		/// Where it is.
		#[serde(with = "json::text")]
		pub point: GridPoint,
		/// Whose it is.
		pub owner: Party,
		/// The first day on which it is.
		pub since: Day,
		/// Whose it was before.
		pub previous: Option<Party>,
		/// The first interval that it meters.
		pub first: Interval,
		/// The last one.
		pub last: Option<Interval>,
		/// The first day that is not closed.
		pub open: Day,
		/// The meter in whose place it came.
		pub predecessor: Option<MeterId>,
		/// How it is.
		pub status: Status,
	}

	/// What a meter is.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Device {
		/// Its key.
		pub key: DeviceKey,
		/// Whether it counts what is taken from the grid.
		pub imports: bool,
		/// Whether it counts what is given to the grid.
		pub exports: bool,
		/// How many Wh one of its counts is.
		pub multiplier: u32,
		/// The most Wh, either way, that it can count in an interval.
		pub limit: Energy,
		/// Where what it exports comes from.
		pub source: Option<Source>,
	}

	/// Where power comes from.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum Source {
		/// The sun.
		#[codec(index = 0)]
		Solar,
		/// Wind.
		#[codec(index = 1)]
		Wind,
		/// Water.
		#[codec(index = 2)]
		Hydro,
		/// Biomass.
		#[codec(index = 3)]
		Biomass,
		/// Fission.
		#[codec(index = 4)]
		Nuclear,
		/// Coal.
		#[codec(index = 5)]
		Coal,
		/// Gas.
		#[codec(index = 6)]
		Gas,
		/// A storage.
		#[codec(index = 7)]
		Storage,
	}

	/// How a meter is.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum Status {
		/// It is read.
		#[codec(index = 0)]
		Active,
		/// Its readings are refused for now.
		#[codec(index = 1)]
		Suspended,
		/// It is no longer there.
		#[codec(index = 2)]
		Retired,
	}

	/// The counts of a meter, as it shows them.
	#[derive(Copy, Default)]
	#[serde(rename_all = "camelCase")]
	pub struct Register {
		/// What was taken from the grid, in Wh.
		pub import: Energy,
		/// What was given to the grid, in Wh.
		pub export: Energy,
	}

	/// How far a meter is.
	#[derive(Copy, Default)]
	#[serde(rename_all = "camelCase")]
	pub struct Progress {
		/// The number of the reading that is expected next.
		pub next: u64,
		/// The last interval that was read.
		pub last: Option<Interval>,
	}

	/// What a device says of an interval.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Message {
		/// Which meter.
		pub meter: MeterId,
		/// The number of the reading, from 0: each one more than the one before.
		pub sequence: u64,
		/// When the interval began, in UTC milliseconds.
		pub start: Moment,
		/// Counts of what was taken from the grid.
		pub import: u64,
		/// Counts of what was given to the grid.
		pub export: u64,
	}

	/// The same, with the device's signature.
	#[derive(Copy)]
	pub struct SignedMessage {
		/// What it says.
		#[serde(flatten)]
		pub message: Message,
		/// The signature of [`Message::payload`].
		#[serde(with = "json::hex")]
		pub signature: DeviceSignature,
	}

	/// What a device says, with its place in a batch.
	#[serde(rename_all = "camelCase")]
	pub struct ProvenMessage {
		/// What it says.
		pub message: Message,
		/// Its place, from 0.
		pub index: u32,
		/// The way to the root.
		pub proof: Proof,
	}

	/// A day that is closed.
	#[serde(rename_all = "camelCase")]
	pub struct DayRecord {
		/// Whose the meter was.
		pub owner: Party,
		/// Every interval of the day, in order.
		pub readings: BoundedVec<Reading, ConstU32<MAX_INTERVALS>>,
	}

	/// Readings of many meters in one interval.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Batch {
		/// Of which market.
		pub market: MarketId,
		/// Who read the meters.
		pub operator: OrganizationId,
		/// When the interval began, in UTC milliseconds.
		pub start: Moment,
		/// The root over [`Message::leaf`].
		pub root: H256,
		/// How many readings there are.
		pub count: u32,
		/// Until when it can be challenged, in UTC milliseconds.
		pub until: Moment,
		/// How many challenges wait for an answer.
		pub challenges: u32,
		/// Whether a challenge was not answered: nothing is taken from it any more.
		pub struck: bool,
	}

	/// What the owner of a meter does not believe.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Challenge {
		/// What the device is said to say.
		pub message: Message,
		/// Who challenges it.
		pub by: Party,
		/// Until when the operator has to show the device's signature, in UTC milliseconds.
		pub until: Moment,
	}

	/// Why a reading was refused.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum Refusal {
		/// No meter has this id.
		#[codec(index = 0)]
		UnknownMeter,
		/// The meter is suspended.
		#[codec(index = 1)]
		Suspended,
		/// No interval of the market begins then.
		#[codec(index = 2)]
		NoInterval,
		/// The interval is not over.
		#[codec(index = 3)]
		Future,
		/// The meter was not there yet, or no longer.
		#[codec(index = 4)]
		NotInService,
		/// The meter does not count in this direction.
		#[codec(index = 5)]
		WrongDirection,
		/// It is more than the meter can count.
		#[codec(index = 6)]
		OutOfRange,
		/// The interval was read already.
		#[codec(index = 7)]
		Replayed,
		/// Readings before it are missing: they are to be sent again, or given up.
		#[codec(index = 8)]
		Gap,
		/// The day is being settled.
		#[codec(index = 9)]
		Locked,
		/// The device did not sign it.
		#[codec(index = 10)]
		WrongSignature,
		/// It is not in the batch.
		#[codec(index = 11)]
		WrongProof,
		/// The meter is of another market, or another organization operates it.
		#[codec(index = 12)]
		OtherOperator,
	}

	/// Why a day was not closed.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum NotClosed {
		/// No meter has this id.
		#[codec(index = 0)]
		UnknownMeter,
		/// It is not the first day that is open, or the meter was no longer there.
		#[codec(index = 1)]
		NotNext,
		/// Readings of the day are waited for.
		#[codec(index = 2)]
		TooEarly,
	}

	/// What happens by itself.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
	pub enum Task {
		/// The time to answer a challenge is over.
		#[codec(index = 0)]
		Strike {
			/// Of which batch.
			batch: BatchId,
			/// Of which of its readings.
			index: u32,
		},
	}
}

impl Message {
	/// What the device signs: [`DOMAIN`], the hash of the chain's first block, then the fields in their
	/// order, each in 8 bytes, little-endian.
	pub fn payload(&self, genesis: H256) -> Vec<u8> {
		let mut payload = DOMAIN.to_vec();
		(genesis, self).encode_to(&mut payload);
		payload
	}

	/// What stands in a batch of so many: BLAKE2b-256 of [`LEAF_DOMAIN`], the count in 4 bytes, and the
	/// fields as they are signed.
	pub fn leaf(&self, count: u32) -> H256 {
		let mut content = LEAF_DOMAIN.to_vec();
		(count, self).encode_to(&mut content);
		BlakeTwo256::hash(&content)
	}
}

impl Meter {
	/// Whose it was on a day that is not closed, or on any since the last change.
	pub fn owner_on(&self, day: Day) -> Party {
		match self.previous {
			Some(previous) if day < self.since => previous,
			_ => self.owner,
		}
	}

	/// Whether it meters an interval.
	pub fn is_in_service(&self, interval: Interval) -> bool {
		self.first <= interval && self.last.is_none_or(|last| interval <= last)
	}

	/// Wh in so many counts, if the meter can count them.
	pub fn energy(&self, counts: u64) -> Option<Energy> {
		let energy = counts.checked_mul(self.device.multiplier.into())?;
		(energy <= self.device.limit).then_some(energy)
	}
}

impl Source {
	/// Whether it is sun, wind, water or biomass.
	pub fn is_green(self) -> bool {
		matches!(self, Self::Solar | Self::Wind | Self::Hydro | Self::Biomass)
	}
}

impl DayRecord {
	/// How many readings stand for others that are missing.
	pub fn substituted(&self) -> u32 {
		let count = self.readings.iter().filter(|reading| reading.substituted).count();
		u32::try_from(count).unwrap_or(u32::MAX)
	}
}
