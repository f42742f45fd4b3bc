// SPDX-License-Identifier: Apache-2.0

//! Authoring on request, for back ends' integration tests.
//!
//! One node authors alone and finalizes each block at once, without GRANDPA and so without
//! justifications. Chain time is the parent's plus a slot, whatever the clock says, and can be moved
//! forward with `sealing_advanceTime` so that deadlines can be tested.

use crate::service::{inherents_at, FullClient, FullPool, FullSelectChain};
use covenant_runtime::{configs::consensus::SLOT_DURATION, opaque::Block, Hash};
use futures::{channel::mpsc, future, stream, Stream, StreamExt};
use jsonrpsee::{core::RpcResult, proc_macros::rpc, types::ErrorObjectOwned};
use sc_consensus::BlockImport;
use sc_consensus_babe::BabeLink;
use sc_consensus_manual_seal::{
	consensus::babe::BabeConsensusDataProvider, run_manual_seal, EngineCommand, ManualSealParams,
};
use sc_service::{Error, TaskManager};
use sc_transaction_pool_api::TransactionPool;
use sp_blockchain::HeaderBackend;
use sp_keystore::KeystorePtr;
use sp_timestamp::Timestamp;
use std::{
	num::NonZeroU64,
	str::FromStr,
	sync::{
		atomic::{AtomicU64, Ordering},
		Arc,
	},
	time::Duration,
};

/// When a block is sealed.
#[derive(Clone, Copy, Debug)]
pub enum Sealing {
	/// As soon as a transaction waits, and again for as long as one does.
	Instant,
	/// When `engine_createBlock` is called.
	Manual,
	/// Every so often, empty or not.
	Interval(Duration),
}

impl FromStr for Sealing {
	type Err = &'static str;

	fn from_str(text: &str) -> Result<Self, Self::Err> {
		match text {
			"instant" => Ok(Self::Instant),
			"manual" => Ok(Self::Manual),
			_ => text
				.parse::<NonZeroU64>()
				.map(|millis| Self::Interval(Duration::from_millis(millis.get())))
				.map_err(|_| "expected `instant`, `manual` or a number of milliseconds above 0"),
		}
	}
}

/// Commands to the task that seals.
pub type Commands = mpsc::Sender<EngineCommand<Hash>>;

/// Chain time of the blocks to come.
pub struct Clock {
	client: Arc<FullClient>,
	/// The next block is not earlier than this, in UTC milliseconds.
	floor: AtomicU64,
}

impl Clock {
	pub fn new(client: Arc<FullClient>) -> Self {
		Self { client, floor: AtomicU64::new(0) }
	}

	/// The time of a child of `parent`.
	pub fn after(&self, parent: Hash) -> Result<Timestamp, Error> {
		let earliest = self.earliest(parent)?;
		Ok(Timestamp::new(earliest.max(self.floor.load(Ordering::SeqCst))))
	}

	/// The time of a child of `parent` that nobody moved forward.
	fn earliest(&self, parent: Hash) -> Result<u64, Error> {
		let header = self
			.client
			.header(parent)?
			.ok_or_else(|| Error::Other(format!("block {parent} is unknown")))?;
		if header.number == 0 {
			// The beginning of the slot, as for all that follow.
			let now = *Timestamp::current();
			return Ok(now - now % SLOT_DURATION);
		}
		let digest = sc_consensus_babe::find_pre_digest::<Block>(&header)
			.map_err(|error| Error::Other(error.to_string()))?;
		Ok((*digest.slot()).saturating_add(1).saturating_mul(SLOT_DURATION))
	}

	/// Moves the time of the next block forward by `millis` and returns it.
	fn advance(&self, millis: u64) -> Result<u64, Error> {
		let earliest = self.earliest(self.client.info().best_hash)?;
		let next = |floor: u64| {
			earliest
				.max(floor)
				.checked_add(millis)
				// Ten thousand years from 1970: past it slots and minutes saturate.
				.filter(|next| *next < 315_569_520_000_000)
		};
		self.floor
			.fetch_update(Ordering::SeqCst, Ordering::SeqCst, next)
			.ok()
			.and_then(next)
			.ok_or_else(|| Error::Other("chain time would leave the calendar".into()))
	}
}

/// The methods that a sealing node adds to `engine_createBlock` and `engine_finalizeBlock`.
#[rpc(server)]
pub trait SealingApi {
	/// Moves chain time forward by `milliseconds`, which the next block will show. Returns the time
	/// of that block in UTC milliseconds.
	#[method(name = "sealing_advanceTime")]
	fn advance_time(&self, milliseconds: u64) -> RpcResult<u64>;
}

impl SealingApiServer for Arc<Clock> {
	fn advance_time(&self, milliseconds: u64) -> RpcResult<u64> {
		self.advance(milliseconds).map_err(|error| {
			ErrorObjectOwned::owned(
				jsonrpsee::types::error::INVALID_PARAMS_CODE,
				error.to_string(),
				None::<()>,
			)
		})
	}
}

/// What it takes to seal.
pub struct Params<BI> {
	pub sealing: Sealing,
	pub requests: mpsc::Receiver<EngineCommand<Hash>>,
	pub clock: Arc<Clock>,
	pub client: Arc<FullClient>,
	pub pool: Arc<FullPool>,
	pub select_chain: FullSelectChain,
	pub block_import: BI,
	pub babe_link: BabeLink<Block>,
	pub keystore: KeystorePtr,
	pub prometheus: Option<substrate_prometheus_endpoint::Registry>,
}

/// Starts the task that seals.
pub fn start<BI>(params: Params<BI>, task_manager: &TaskManager) -> Result<(), Error>
where
	BI: BlockImport<Block, Error = sp_consensus::Error> + Send + Sync + 'static,
{
	let Params {
		sealing,
		requests,
		clock,
		client,
		pool,
		select_chain,
		block_import,
		babe_link,
		keystore,
		prometheus,
	} = params;

	let env = sc_basic_authorship::ProposerFactory::new(
		task_manager.spawn_handle(),
		client.clone(),
		pool.clone(),
		prometheus.as_ref(),
		None,
	);
	let authorities = sc_consensus_babe::configuration(&*client)?.authorities;
	let digests = BabeConsensusDataProvider::new(
		client.clone(),
		keystore,
		babe_link.epoch_changes().clone(),
		authorities,
	)
	.map_err(|error| Error::Other(error.to_string()))?;

	let seal = run_manual_seal(ManualSealParams {
		block_import,
		env,
		client: client.clone(),
		pool: pool.clone(),
		commands_stream: commands(sealing, requests, client, pool),
		select_chain,
		consensus_data_provider: Some(Box::new(digests)),
		create_inherent_data_providers: move |parent, ()| {
			let clock = clock.clone();
			async move { Ok(inherents_at(clock.after(parent)?)) }
		},
	});
	task_manager.spawn_essential_handle().spawn_blocking("sealing", None, seal);
	Ok(())
}

/// How long what a block left in the pool waits for the next one.
const RETRY: Duration = Duration::from_millis(100);

/// A block for what comes into the pool, and another for what that one left: quotas are refilled by
/// blocks alone, and a transaction may wait for its own.
fn instant(
	client: Arc<FullClient>,
	pool: Arc<FullPool>,
) -> impl Stream<Item = EngineCommand<Hash>> + Send {
	let imported = pool.import_notification_stream();
	stream::unfold(
		(client, pool, imported, false),
		|(client, pool, mut imported, sealed)| async move {
			if sealed {
				future::select(imported.next(), futures_timer::Delay::new(RETRY)).await;
			} else {
				imported.next().await?;
			}
			loop {
				// As of the best block: until the pool has seen that, it still counts what is in it.
				let best = client.info().best_hash;
				if pool.ready_at_with_timeout(best, RETRY).await.next().is_some() {
					return Some((seal(), (client, pool, imported, true)));
				}
				imported.next().await?;
			}
		},
	)
}

/// A block that is finalized at once.
fn seal() -> EngineCommand<Hash> {
	EngineCommand::SealNewBlock {
		create_empty: true,
		finalize: true,
		parent_hash: None,
		sender: None,
	}
}

fn commands(
	sealing: Sealing,
	requests: mpsc::Receiver<EngineCommand<Hash>>,
	client: Arc<FullClient>,
	pool: Arc<FullPool>,
) -> impl Stream<Item = EngineCommand<Hash>> + Unpin {
	// The engine counts a block's inherents wrong when it looks for something to seal: whether a
	// transaction waits is asked here.
	let waiting = {
		let pool = pool.clone();
		move || pool.status().ready > 0
	};
	let requests = requests.map(move |command| match command {
		EngineCommand::SealNewBlock { create_empty, parent_hash, sender, .. } => {
			let create_empty = create_empty || waiting();
			EngineCommand::SealNewBlock { create_empty, finalize: true, parent_hash, sender }
		}
		other => other,
	});
	let own = match sealing {
		Sealing::Manual => stream::pending().boxed(),
		Sealing::Instant => instant(client, pool).boxed(),
		Sealing::Interval(every) => stream::unfold((), move |()| async move {
			futures_timer::Delay::new(every).await;
			Some((seal(), ()))
		})
		.boxed(),
	};
	stream::select(requests, own).boxed()
}
