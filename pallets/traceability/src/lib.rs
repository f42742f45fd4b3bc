// SPDX-License-Identifier: Apache-2.0

//! # Traceability
//!
//! Goods whose journey is recorded: what they were made of, who had them, what sensors read on their way; and
//! what came of those that turn out to be bad, however far it went. The words are those of EPCIS 2.0.
//!
//! ## Words
//! | word | meaning |
//! | --- | --- |
//! | product | what lots are of, with a unit and perhaps a GTIN |
//! | lot | goods of one product that are alike; one item with a serial number is a lot of one piece |
//! | location | a place, perhaps with a GLN |
//! | event | what happened to lots: when, where, in which step of business, how they are since |
//! | aggregation | lots are inside another, and share what befalls it |
//! | association | lots are fixed to another, and move with it |
//! | transformation | lots become others; a split is one |
//! | custodian | the organization that has a lot; of what is inside another, whoever has that |
//! | shipment | lots on their way from one custodian to the next |
//! | sensor | a device at a lot or a shipment that signs what it reads |
//! | breach | a reading beyond a limit |
//! | recall | what marks lots and all that came of them; a breach begins one as well |
//! | burden | the marks on a lot and on all that is inside it |
//!
//! Quantities are in a product's unit, times in UTC milliseconds, readings in thousandths of °C, of a percent, of g.
//!
//! ## Calls
//! Operators act for organizations in good standing, with or without capabilities.
//!
//! | call | who may | effect |
//! | --- | --- | --- |
//! | `register_product`, `register_location` | an operator | something to name in events |
//! | `commission` | the product's owner | a lot |
//! | `observe`, `link` | the custodian | lots were seen, or belong to documents |
//! | `decommission` | the custodian | some of a lot is no more |
//! | `aggregate`, `associate` | the custodian of all of them | lots are inside another, or fixed to it, or no longer |
//! | `transform`, `split` | the custodian of the inputs | lots become others |
//! | `declare_error` | whoever recorded the event | it is wrong, and undone if nothing came of it |
//! | `ship` | the custodian | lots are on their way |
//! | `receive`, `reject` | the receiver, in time | it has them; it does not |
//! | `recall_shipment` | the sender | they are not on their way any more |
//! | `inspect` | the custodian, or an operator with `Audit` | a lot passed, or did not |
//! | `attach` | the custodian of a lot, the sender of a shipment | a license it holds, or a receivable of which it is the creditor and on which nobody else relies |
//! | `detach` | of a receivable that is owed, its debtor; of anything else, whoever attached it, has the lot or sent the shipment | it is not attached any more |
//! | `register_sensor` | the custodian of a lot; the sender of a shipment | what it reads counts |
//! | `retire_sensor` | whoever registered it, but of a shipment not on its way; the custodian of its lot | it counts no more |
//! | `submit`, `submit_batches`, `prove` | any relay | readings are taken |
//! | `recall` | whoever made all of the lots, or an operator with `Audit` | they are marked, and all that came of them |
//! | `spread` | anybody | a recall goes on at once, and not only by itself |
//! | `end_recall` | whoever recalled; an operator with `Audit` | the marks are taken away |
//!
//! ## Life of a lot
//! ```text
//! commission, transform ─> Free ── ship ──> InTransit ── receive: Free with the receiver
//!                          ▲  │                └──────── reject, recalled, no answer: Free with the sender
//!           Delete, both ──┘  └─ aggregate, associate ─> Inside
//! ```
//! Once nothing is left of a lot nothing happens to it any more, but that a recall marks it.
//!
//! ## Quantities
//! A lot is aggregated, associated and shipped as a whole: whoever ships a part splits it first. What comes out of
//! a transformation is of the signer's own products, or of a product that went in, and of that no more than went
//! in. If all that comes out is measured alike, as mass, volume, length or number, and some that goes in is measured
//! so, no more comes out than that and the gain that is stated: a piece put in beside it makes no kilograms. Only
//! what is free is packed and unpacked: from the innermost, and from the outermost.
//!
//! ## Errors in events
//! An event that is wrong stays, and names those that are right. What it did stays done, and is put right by
//! further events. A commission or a transformation whose lots nothing has happened to since, and a
//! decommission after which nothing happened to its lot, can be undone with the declaration: the lots are void,
//! and their codes are free.
//!
//! ## Shipments
//! Custody changes when the receiver receives. A shipment that nobody received at `answer_by` lapses: the sender,
//! who answers for the goods until somebody else has them, has them again. Who still has goods does not leave the
//! chain, because nobody could move them any more.
//!
//! ## Attachments
//! A receivable that is tied to goods is frozen when they are recalled. So its creditor ties it, and only while it
//! holds all of it: nobody has frozen what others paid for. The tie protects the debtor, and is the debtor's to undo
//! as long as anything is owed. What is no longer owed, and licenses, can be cleared away by whoever has the goods:
//! there is room for eight of each. While goods are recalled receivables stay as they are.
//!
//! ## Sensors
//! What a device signs is [`Reading::payload`] or [`Batch::payload`]: it names the chain and the sensor, so that
//! it is of no use elsewhere. Of many in a transaction, each that is refused says why in an event, and the others
//! are taken. They come in any order: what one relay holds back another can show, and the gap in the numbers shows
//! it. Each number is taken once as a reading, and once as the first of a batch. Batches of which one begins within
//! another are both kept: a device that says two things of one number has signed both, and counts for both.
//!
//! A batch is one signature over the root of many readings, and their lowest and highest value: that alone tells a
//! breach. Readings of it are shown one by one with `prove`, and tell none again. A batch may go on after the
//! sensor's end, as goods arrive in the middle of one: it is kept and tells nothing by itself, and those of its
//! readings that are from before the end are judged when they are shown. A shipment's sensors are retired only
//! after it has ended, so that its sender does not choose what they tell.
//!
//! ## Recalls
//! A recall marks lots, what was made of them and what was inside them, lot by lot in steps that each read and write
//! a bounded number of records: by itself, and whenever somebody calls `spread`. The recalls of an organization share
//! one task a minute of `StepsPerTask` steps, in which each has its turn: whoever has many of them holds up no one
//! else's, nor any other deadline of the chain. What comes of a marked lot later is marked as it comes to be. A
//! breach marks what was made of the lots, or inside them, at its time or later: of a shipment, after the event in
//! which it was sent. What is fixed to a lot stays what it is, and is not marked with it. But it travels with it: the
//! breach of a shipment marks what was fixed when that was sent. What was inside a lot once counts as inside, also
//! when it is fixed to it later.
//!
//! A marked lot, and what it is inside of, is shipped to nobody but one that recalled it: of several, any, else
//! goods that two have recalled would go back to neither. Nothing is put into a marked lot, and nobody but whoever
//! recalled it makes anything of it. Receivables are frozen that are attached to marked lots, and to shipments in
//! which they were, by themselves or inside others or fixed to them, unless they did not arrive. What was taken out
//! at the moment of sending was not sent. A recall that somebody calls freezes nothing that it owes itself: nobody
//! puts its own debts off. A breach freezes nothing of shipments that had arrived before, or arrived as it began,
//! and of what is attached to lots only what is owed to whoever put the sensor there: nobody spoils goods to have
//! what it owes for them frozen. When a recall ends receivables go on.
//!
//! For a recall at most [`MAX_WINDOWS`] times are kept at which a lot held marked goods. Of one that was used more
//! often the two that are closest count as one, and what is owed for what was sent between them is frozen as well.
//!
//! A breach is ended by an auditor; what the sensor read stays on the lot. What is read beyond a limit is another
//! breach, unless one is open that counts from that time or before. So what turns up after the end is judged too: who
//! ended the first did not know of it. All that the breach of a lot marks and freezes an earlier one by the same
//! organization's sensors marks and freezes as well, and it takes its place: the later one ends by itself, once the
//! earlier one has come to all that it can come to, so that nothing is let go in between. Of several that turn up
//! meanwhile the earliest does that, and the others end at once. So an organization's sensors at a lot have no more
//! than two breaches of it open, and after a while one. What an auditor ends before it has taken another's place
//! leaves that open.
//!
//! ## Traces
//! A trace answers what lots were made of, or what was made of them, page by page. What they were inside of is not
//! an ingredient: their edges say it, and a recall follows those as well.
//!
//! ## Facts
//! | fact | holds if |
//! | --- | --- |
//! | delivered | the supplier sent the shipment to whoever is to pay, and that received it |
//! | inspected | the lot passed its last inspection, by whoever is to pay or by another than the supplier that audits now |
//!
//! ## What it costs
//! As benchmarked on two cores, with a read at 8 µs and a write at 50 µs, on the longest paths: `observe` takes
//! 0.3 ms and 0.2 ms for each lot, `ship` 0.9 and `receive` 0.5 ms with 0.3 ms for each; a transformation 22 ms, and
//! 0.1 ms for each of its edges, at most 1,024; a reading that is signed by itself 0.8 ms, as does a batch of any number
//! of readings. A step of a recall takes 1 ms, and there is one for each lot, and for each edge, shipment and
//! receivable of it: a recall that reaches 100,000 lots through as many edges takes 200,000 steps, 200 s of blocks.
//! By themselves an organization's recalls take `StepsPerTask` of them a minute, 200 on this chain, one of which is to
//! begin with each: such a recall alone is done in 17 hours, one of 90 lots in a minute. It is as fast as blocks have
//! room if anybody calls `spread`, and whoever waits for it does.
//!
//! ## Invariants
//! * `everything_is_indexed`: products, locations, codes of lots, events by lot and by hash.
//! * `quantities_add_up`: what a lot was is what is left, was transformed and is no more; and
//!   `nothing_comes_of_nothing`: the balance of each transformation.
//! * `edges_lead_both_ways`, and are those of transformations, contents and fixtures.
//! * `custody_is_unique`: each lot is free, inside one or in one shipment, and indexed with one custodian.
//! * `shipments_are_indexed`; and `ties_lead_both_ways`: what receivables are attached to.
//! * `marks_are_where_recalls_lead`: an open recall marks all that it leads to and nothing else.
//! * `burdens_are_counted`: the marks on each lot and all inside it.
//! * `recalls_work_or_rest`: what works has an owner that stays, what is over has left nothing; and
//!   `supersedes_a_part`: what is superseded ends when the other has spread. What works has a task as well, unless
//!   there was no room for one; a task that finds nothing to do is the last.
//! * `last_breaches_are_known`: of each lot, by each organization.
//! * `windows_are_apart`: when lots held marked goods.
//! * `readings_are_counted`.
//!
//! ## Errors
//! See [`Error`]; for single readings, [`Refusal`].

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod attachments;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod catalog;
mod corrections;
mod costs;
mod errors;
mod events;
mod gatherings;
#[allow(clippy::cast_possible_truncation, reason = "derived codecs cast an enum's index")]
pub mod gs1;
mod lots;
#[cfg(test)]
mod mock;
mod queries;
mod readings;
#[allow(clippy::cast_possible_truncation, reason = "derived codecs cast an enum's index")]
pub mod recall_types;
mod recalls;
pub mod runtime_api;
#[allow(clippy::cast_possible_truncation, reason = "derived codecs cast an enum's index")]
pub mod sensor_types;
mod sensors;
mod shipments;
mod spreading;
mod storage;
mod tasks;
#[cfg(test)]
mod tests;
mod trace;
mod transformations;
#[cfg(any(feature = "std", feature = "try-runtime"))]
mod try_state;
#[allow(clippy::cast_possible_truncation, reason = "derived codecs cast an enum's index")]
pub mod types;
#[allow(clippy::cast_possible_truncation, reason = "derived codecs cast an enum's index")]
pub mod units;
#[allow(clippy::cast_possible_truncation, reason = "derived codecs cast an enum's index")]
pub mod vocabulary;
pub mod weights;
pub mod windows;

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use covenant_primitives::{
	Actor, Authority, Authorized, Deadlines, Freezable, Licenses, LotId, Moment, OrganizationId,
	Organizations, ReceivableId, ReceivableSides, ShipmentId,
};
use frame_support::{
	pallet_macros::import_section,
	traits::{Get, Time},
};
use sp_core::H256;

/// An [`Actor`] of the runtime.
pub type ActorOf<T> = Actor<<T as frame_system::Config>::AccountId>;
/// An [`EventRecord`] of the runtime.
pub type EventRecordOf<T> = EventRecord<<T as frame_system::Config>::AccountId>;
/// A [`Declaration`] of the runtime.
pub type DeclarationOf<T> = Declaration<<T as frame_system::Config>::AccountId>;

#[import_section(errors::errors)]
#[import_section(events::events)]
#[import_section(storage::storage)]
#[allow(
	clippy::cast_possible_truncation,
	clippy::expect_used,
	clippy::unreachable,
	reason = "expansions of FRAME's macros"
)]
#[frame_support::pallet]
pub mod pallet {
	use super::{
		costs::{asking, edges, error_weight, tying, MAX_EDGES},
		Task, *,
	};
	use frame_support::pallet_prelude::*;
	use frame_system::pallet_prelude::*;
	use sp_runtime::DispatchError;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config<Hash = H256> {
		/// An operator of an organization in good standing.
		type OperatorOrigin: EnsureOrigin<Self::RuntimeOrigin, Success = Authorized<ActorOf<Self>>>;

		/// Says who audits.
		type Authority: Authority<Self::AccountId>;

		/// The organizations.
		type Organizations: Organizations<Self::AccountId>;

		/// The licenses.
		type Licenses: Licenses;

		/// The receivables.
		type Receivables: ReceivableSides + Freezable;

		/// Has what falls due happen.
		type Deadlines: Deadlines<Task>;

		/// Chain time.
		type Time: Time<Moment = Moment>;

		/// How long a shipment can be on its way, in milliseconds.
		#[pallet::constant]
		type MaxTransit: Get<Moment>;

		/// How many steps the recalls of an organization take by themselves every minute. To begin with one counts as
		/// a step.
		#[pallet::constant]
		type StepsPerTask: Get<u32>;

		/// What the calls weigh.
		type WeightInfo: WeightInfo;

		/// Makes what benchmarks need.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper;
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::StepsPerTask::get() > 1, "recalls come forward by themselves");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight = <T as Config>::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// Registers a product.
		#[pallet::call_index(0)]
		pub fn register_product(
			origin: OriginFor<T>,
			name: Name,
			gtin: Option<Gtin>,
			unit: Unit,
		) -> DispatchResult {
			let by = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_register_product(by, name, gtin, unit)
		}

		/// Registers a location.
		#[pallet::call_index(1)]
		pub fn register_location(
			origin: OriginFor<T>,
			name: Name,
			gln: Option<Gln>,
		) -> DispatchResult {
			let by = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_register_location(by, name, gln)
		}

		/// Makes a lot of a product. One item with a serial number is one piece.
		#[pallet::call_index(2)]
		pub fn commission(
			origin: OriginFor<T>,
			product: ProductId,
			code: Code,
			quantity: Quantity,
			serial: bool,
			details: Details,
		) -> DispatchResult {
			let by = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_commission(by, Output { product, code, quantity, serial }, details)
		}

		/// Says that lots were seen, and how they are.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::observe(lots.len() as u32))]
		pub fn observe(origin: OriginFor<T>, lots: LotIds, details: Details) -> DispatchResult {
			let by = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_observe(by, lots, details)
		}

		/// Says that so much of a lot is no more.
		#[pallet::call_index(4)]
		pub fn decommission(
			origin: OriginFor<T>,
			lot: LotId,
			quantity: Quantity,
			details: Details,
		) -> DispatchResult {
			let by = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_decommission(by, Portion { lot, quantity }, details)
		}

		/// Says that lots came into another, are there or left it.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::aggregate(children.len() as u32))]
		pub fn aggregate(
			origin: OriginFor<T>,
			action: Action,
			parent: LotId,
			children: LotIds,
			details: Details,
		) -> DispatchResult {
			let by = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_gather(by, Bond::Content, action, parent, children, details)
		}

		/// Says that lots were fixed to another, are there or were taken off.
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::associate(children.len() as u32))]
		pub fn associate(
			origin: OriginFor<T>,
			action: Action,
			parent: LotId,
			children: LotIds,
			details: Details,
		) -> DispatchResult {
			let by = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_gather(by, Bond::Fixture, action, parent, children, details)
		}

		/// Says that lots belong to documents of business: a transaction.
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::link(lots.len() as u32))]
		pub fn link(
			origin: OriginFor<T>,
			lots: LotIds,
			documents: Documents,
			details: Details,
		) -> DispatchResult {
			let by = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_link(by, lots, documents, details)
		}

		/// Makes lots of others. `gain` is by how much more comes out than goes in, in the smallest unit of what
		/// they are measured in: pieces, milligrams, milliliters or millimeters.
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::transform(edges(inputs.len(), outputs.len())))]
		pub fn transform(
			origin: OriginFor<T>,
			inputs: Portions,
			outputs: Outputs,
			gain: Quantity,
			details: Details,
		) -> DispatchResult {
			let by = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_transform(by, inputs, outputs, gain, details)
		}

		/// Makes lots of a part of one, of the same product.
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::split(parts.len() as u32))]
		pub fn split(
			origin: OriginFor<T>,
			lot: LotId,
			parts: Parts,
			details: Details,
		) -> DispatchResult {
			let by = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_split(by, lot, parts, details)
		}

		/// Says that an event is wrong. Its effects stay, unless they are undone, which they can be if nothing
		/// happened since.
		#[pallet::call_index(10)]
		#[pallet::weight(error_weight::<T>(*undo, MAX_EDGES))]
		pub fn declare_error(
			origin: OriginFor<T>,
			event: EventId,
			reason: ErrorReason,
			corrective: Corrective,
			undo: bool,
		) -> DispatchResultWithPostInfo {
			let by = T::OperatorOrigin::ensure_origin(origin)??;
			let edges = Self::do_declare_error(by, event, reason, corrective, undo)?;
			Ok(Some(error_weight::<T>(undo, edges)).into())
		}

		/// Sends lots. Receivables of which the sender is the creditor can be attached.
		#[pallet::call_index(11)]
		#[pallet::weight(
			T::WeightInfo::ship(lots.len() as u32).saturating_add(tying::<T>(receivables.len()))
		)]
		#[allow(clippy::too_many_arguments, reason = "a shipment says as much")]
		pub fn ship(
			origin: OriginFor<T>,
			lots: LotIds,
			to: OrganizationId,
			limits: Limits,
			receivables: BoundedVec<ReceivableId, ConstU32<MAX_RECEIVABLES>>,
			answer_by: Moment,
			details: Details,
		) -> DispatchResult {
			let by = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_ship(by, lots, to, limits, &receivables, answer_by, details)
		}

		/// Takes a shipment.
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::receive(MAX_LOTS))]
		pub fn receive(
			origin: OriginFor<T>,
			shipment: ShipmentId,
			details: Details,
		) -> DispatchResultWithPostInfo {
			let by = T::OperatorOrigin::ensure_origin(origin)??;
			let lots = Self::do_answer(by, shipment, true, details)?;
			Ok(Some(T::WeightInfo::receive(lots)).into())
		}

		/// Does not take a shipment.
		#[pallet::call_index(13)]
		#[pallet::weight(T::WeightInfo::reject(MAX_LOTS))]
		pub fn reject(
			origin: OriginFor<T>,
			shipment: ShipmentId,
			details: Details,
		) -> DispatchResultWithPostInfo {
			let by = T::OperatorOrigin::ensure_origin(origin)??;
			let lots = Self::do_answer(by, shipment, false, details)?;
			Ok(Some(T::WeightInfo::reject(lots)).into())
		}

		/// Calls a shipment back that is on its way.
		#[pallet::call_index(14)]
		#[pallet::weight(T::WeightInfo::recall_shipment(MAX_LOTS))]
		pub fn recall_shipment(
			origin: OriginFor<T>,
			shipment: ShipmentId,
			details: Details,
		) -> DispatchResultWithPostInfo {
			let by = T::OperatorOrigin::ensure_origin(origin)??;
			let lots = Self::do_recall_shipment(by, shipment, details)?;
			Ok(Some(T::WeightInfo::recall_shipment(lots)).into())
		}

		/// Says what an inspection of a lot found.
		#[pallet::call_index(15)]
		pub fn inspect(
			origin: OriginFor<T>,
			lot: LotId,
			passed: bool,
			details: Details,
		) -> DispatchResult {
			let by = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_inspect(by, lot, passed, details)
		}

		/// Attaches a license or a receivable to a lot or a shipment.
		#[pallet::call_index(16)]
		#[pallet::weight(
			T::WeightInfo::attach()
				.saturating_add(T::Licenses::weight())
				.saturating_add(asking::<T>())
		)]
		pub fn attach(
			origin: OriginFor<T>,
			target: Target,
			attachment: Attachment,
		) -> DispatchResult {
			let by = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_attach(by, target, attachment)
		}

		/// Takes a license or a receivable off.
		#[pallet::call_index(17)]
		#[pallet::weight(T::WeightInfo::detach().saturating_add(asking::<T>()))]
		pub fn detach(
			origin: OriginFor<T>,
			target: Target,
			attachment: Attachment,
		) -> DispatchResult {
			let by = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_detach(by, target, attachment)
		}

		/// Registers a sensor at a lot or a shipment. At a lot it may read what is in `range`; at a shipment what
		/// its limits say.
		#[pallet::call_index(18)]
		pub fn register_sensor(
			origin: OriginFor<T>,
			target: Target,
			key: DeviceKey,
			kind: SensorKind,
			range: Option<Range>,
		) -> DispatchResult {
			let by = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_register_sensor(by, target, key, kind, range)
		}

		/// Has a sensor count no more.
		#[pallet::call_index(19)]
		pub fn retire_sensor(origin: OriginFor<T>, sensor: SensorId) -> DispatchResult {
			let by = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_retire_sensor(by, sensor)
		}

		/// Takes readings that devices signed.
		#[pallet::call_index(20)]
		#[pallet::weight(T::WeightInfo::submit(readings.len() as u32))]
		pub fn submit(
			origin: OriginFor<T>,
			readings: BoundedVec<SignedReading, ConstU32<MAX_READINGS>>,
		) -> DispatchResult {
			let by = ensure_signed(origin)?;
			Self::do_submit(by, &readings)
		}

		/// Takes batches that devices signed.
		#[pallet::call_index(21)]
		#[pallet::weight(T::WeightInfo::submit_batches(batches.len() as u32))]
		pub fn submit_batches(
			origin: OriginFor<T>,
			batches: BoundedVec<SignedBatch, ConstU32<MAX_BATCHES>>,
		) -> DispatchResult {
			let by = ensure_signed(origin)?;
			Self::do_submit_batches(by, &batches)
		}

		/// Takes readings of a sensor's batch, which the number of its first reading names.
		#[pallet::call_index(22)]
		#[pallet::weight(T::WeightInfo::prove(readings.len() as u32))]
		pub fn prove(
			origin: OriginFor<T>,
			sensor: SensorId,
			first: u64,
			readings: BoundedVec<ProvenReading, ConstU32<MAX_PROOFS>>,
		) -> DispatchResult {
			let by = ensure_signed(origin)?;
			Self::do_prove(by, sensor, first, &readings)
		}

		/// Recalls lots, and all that came of them. `digest` is the hash of the notice.
		#[pallet::call_index(23)]
		#[pallet::weight(T::WeightInfo::recall(lots.len() as u32))]
		pub fn recall(
			origin: OriginFor<T>,
			lots: Roots,
			reason: Reason,
			digest: H256,
		) -> DispatchResult {
			let by = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_recall(by, lots, reason, digest)
		}

		/// Has a recall that spreads or ends go on with at most so many steps.
		#[pallet::call_index(24)]
		#[pallet::weight(Pallet::<T>::weight_of(*limit))]
		pub fn spread(
			origin: OriginFor<T>,
			recall: RecallId,
			limit: u32,
		) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let steps = Self::do_spread(recall, limit)?;
			Ok(Some(Self::weight_of(steps)).into())
		}

		/// Ends a recall: its marks are taken away, and receivables go on.
		#[pallet::call_index(25)]
		pub fn end_recall(origin: OriginFor<T>, recall: RecallId) -> DispatchResult {
			let by = T::OperatorOrigin::ensure_origin(origin)??;
			Self::do_end_recall(by, recall)
		}
	}
}
