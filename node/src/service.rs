// SPDX-License-Identifier: Apache-2.0

//! Puts the node together: database, network, block import, BABE, GRANDPA, JSON-RPC.

use crate::{
	rpc,
	sealing::{self, Clock, Sealing},
};
use covenant_runtime::{configs::consensus::SLOT_DURATION, opaque::Block, RuntimeApi};
use futures::FutureExt;
use sc_client_api::{Backend as _, BlockBackend};
use sc_consensus_babe::{BabeBlockImport, BabeLink, BabeWorkerHandle, SlotProportion};
use sc_consensus_grandpa::{
	FinalityProofProvider, GrandpaBlockImport, GrandpaPruningFilter, LinkHalf, SharedVoterState,
};
use sc_executor::{HeapAllocStrategy, DEFAULT_HEAP_ALLOC_STRATEGY};
use sc_network::NetworkBackend;
use sc_service::{ChainType, Configuration, Error, TaskManager, WarpSyncConfig};
use sc_telemetry::{Telemetry, TelemetryWorker};
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sp_consensus_babe::{
	inherents::{BabeCreateInherentDataProviders, InherentDataProvider as SlotInherent},
	SlotDuration,
};
use sp_timestamp::{InherentDataProvider as TimestampInherent, Timestamp};
use std::{sync::Arc, time::Duration};

#[cfg(not(feature = "runtime-benchmarks"))]
type HostFunctions = sp_io::SubstrateHostFunctions;
#[cfg(feature = "runtime-benchmarks")]
type HostFunctions =
	(sp_io::SubstrateHostFunctions, frame_benchmarking::benchmarking::HostFunctions);

type Executor = sc_executor::WasmExecutor<HostFunctions>;
pub type FullClient = sc_service::TFullClient<Block, RuntimeApi, Executor>;
pub type FullBackend = sc_service::TFullBackend<Block>;
pub type FullSelectChain = sc_consensus::LongestChain<FullBackend, Block>;
pub type FullPool = sc_transaction_pool::TransactionPoolHandle<Block, FullClient>;
type Grandpa = GrandpaBlockImport<FullBackend, Block, FullClient, FullSelectChain>;
type Babe = BabeBlockImport<
	Block,
	FullClient,
	Grandpa,
	BabeCreateInherentDataProviders<Block>,
	FullSelectChain,
>;

/// Blocks between two justifications that are kept even if no one asks for them: facts are certified
/// from them.
const JUSTIFICATION_PERIOD: u32 = 8;

/// How long a round of votes gossips at least. As shipped it is a second, which would be the floor
/// of the time to finality.
const GOSSIP_DURATION: Duration = Duration::from_millis(100);

/// The part of a slot in which a block is filled: two thirds, so that the last third is left for the
/// block to travel.
const PROPOSAL_PORTION: f32 = 2.0 / 3.0;

/// Where in the base path a runtime is kept once it is compiled to the machine's code.
const RUNTIME_CACHE: &str = "runtime-cache";

/// The SDK's executor as [`sc_service::new_wasm_executor`] sets it up, but with a cache on disk: a node that
/// starts again need not compile the runtime again.
fn executor(config: &Configuration) -> Executor {
	let Configuration { base_path, executor, .. } = config;
	let heap = executor.default_heap_pages.map_or(DEFAULT_HEAP_ALLOC_STRATEGY, |pages| {
		HeapAllocStrategy::Static { extra_pages: u32::try_from(pages).unwrap_or(u32::MAX) }
	});
	Executor::builder()
		.with_execution_method(executor.wasm_method)
		.with_onchain_heap_alloc_strategy(heap)
		.with_offchain_heap_alloc_strategy(heap)
		.with_max_runtime_instances(executor.max_runtime_instances)
		.with_runtime_cache_size(executor.runtime_cache_size)
		.with_cache_path(base_path.path().join(RUNTIME_CACHE))
		.build()
}

/// What [`new_partial`] makes beside the SDK's usual parts.
pub struct Consensus {
	pub block_import: Babe,
	pub babe_link: BabeLink<Block>,
	pub babe_worker: BabeWorkerHandle<Block>,
	pub grandpa_link: LinkHalf<Block, FullClient, FullSelectChain>,
	pub telemetry: Option<Telemetry>,
	/// The clock of a node that seals.
	pub clock: Option<Arc<Clock>>,
}

type PartialComponents = sc_service::PartialComponents<
	FullClient,
	FullBackend,
	FullSelectChain,
	sc_consensus::DefaultImportQueue<Block>,
	FullPool,
	Consensus,
>;

/// The parts that subcommands need as well as the node. When it seals, blocks are checked against
/// its own clock.
pub fn new_partial(config: &Configuration, seals: bool) -> Result<PartialComponents, Error> {
	let telemetry = config
		.telemetry_endpoints
		.clone()
		.filter(|endpoints| !endpoints.is_empty())
		.map(|endpoints| -> Result<_, sc_telemetry::Error> {
			let worker = TelemetryWorker::new(16)?;
			let telemetry = worker.handle().new_telemetry(endpoints);
			Ok((worker, telemetry))
		})
		.transpose()?;

	// Blocks with a justification outlive pruning: warp sync starts from them.
	let (client, backend, keystore_container, task_manager) =
		sc_service::new_full_parts::<Block, RuntimeApi, _>(
			config,
			telemetry.as_ref().map(|(_, telemetry)| telemetry.handle()),
			executor(config),
			vec![Arc::new(GrandpaPruningFilter)],
		)?;
	let client = Arc::new(client);
	let telemetry = telemetry.map(|(worker, telemetry)| {
		task_manager.spawn_handle().spawn("telemetry", None, worker.run());
		telemetry
	});

	let select_chain = sc_consensus::LongestChain::new(backend.clone());
	let transaction_pool = Arc::from(
		sc_transaction_pool::Builder::new(
			task_manager.spawn_essential_handle(),
			client.clone(),
			config.role.is_authority().into(),
		)
		.with_options(config.transaction_pool.clone())
		.with_prometheus(config.prometheus_registry())
		.build(),
	);

	let (grandpa_block_import, grandpa_link) = sc_consensus_grandpa::block_import(
		client.clone(),
		JUSTIFICATION_PERIOD,
		&client,
		select_chain.clone(),
		telemetry.as_ref().map(|telemetry| telemetry.handle()),
	)?;
	let justification_import = grandpa_block_import.clone();

	let clock = seals.then(|| Arc::new(Clock::new(client.clone())));
	let inherents: BabeCreateInherentDataProviders<Block> = match clock.clone() {
		Some(clock) => Arc::new(move |parent, ()| {
			let inherents = clock.after(parent).map(inherents_at);
			async move { Ok(inherents?) }
		}),
		None => Arc::new(|_, ()| async { Ok(inherents_at(Timestamp::current())) }),
	};
	let (block_import, babe_link) = sc_consensus_babe::block_import(
		sc_consensus_babe::configuration(&*client)?,
		grandpa_block_import,
		client.clone(),
		inherents,
		select_chain.clone(),
		OffchainTransactionPoolFactory::new(transaction_pool.clone()),
	)?;
	let (import_queue, babe_worker) =
		sc_consensus_babe::import_queue(sc_consensus_babe::ImportQueueParams {
			link: babe_link.clone(),
			block_import: block_import.clone(),
			justification_import: Some(Box::new(justification_import)),
			client: client.clone(),
			slot_duration: SlotDuration::from_millis(SLOT_DURATION),
			spawner: &task_manager.spawn_essential_handle(),
			registry: config.prometheus_registry(),
			telemetry: telemetry.as_ref().map(|telemetry| telemetry.handle()),
		})?;

	Ok(sc_service::PartialComponents {
		client,
		backend,
		task_manager,
		import_queue,
		keystore_container,
		select_chain,
		transaction_pool,
		other: Consensus { block_import, babe_link, babe_worker, grandpa_link, telemetry, clock },
	})
}

/// What a block of this time begins with: its slot and the time itself.
pub fn inherents_at(time: Timestamp) -> (SlotInherent, TimestampInherent) {
	let slot_duration = SlotDuration::from_millis(SLOT_DURATION);
	let slot = SlotInherent::from_timestamp_and_slot_duration(time, slot_duration);
	(slot, TimestampInherent::new(time))
}

/// Starts the node.
pub fn new_full<N: NetworkBackend<Block, <Block as sp_runtime::traits::Block>::Hash>>(
	config: Configuration,
	sealing: Option<Sealing>,
) -> Result<TaskManager, Error> {
	// On a chain with other nodes it would finalize a fork of its own.
	if sealing.is_some() && config.chain_spec.chain_type() != ChainType::Development {
		return Err(Error::Other(format!(
			"--sealing is for chains of the type Development: `{}` is not one",
			config.chain_spec.id()
		)));
	}

	let sc_service::PartialComponents {
		client,
		backend,
		mut task_manager,
		import_queue,
		keystore_container,
		select_chain,
		transaction_pool,
		other:
			Consensus { block_import, babe_link, babe_worker, grandpa_link, mut telemetry, clock },
	} = new_partial(&config, sealing.is_some())?;

	let role = config.role;
	let name = config.network.node_name.clone();
	let force_authoring = config.force_authoring;
	let enable_grandpa = !config.disable_grandpa && sealing.is_none();
	let prometheus = config.prometheus_registry().cloned();

	let mut net_config = sc_network::config::FullNetworkConfiguration::<_, _, N>::new(
		&config.network,
		prometheus.clone(),
	);
	let metrics = N::register_notification_metrics(prometheus.as_ref());
	let genesis_hash = client
		.block_hash(0)?
		.ok_or_else(|| Error::Other("the database has no genesis block".into()))?;
	let grandpa_protocol =
		sc_consensus_grandpa::protocol_standard_name(&genesis_hash, &config.chain_spec);
	let (grandpa_protocol_config, grandpa_notifications) =
		sc_consensus_grandpa::grandpa_peers_set_config::<_, N>(
			grandpa_protocol.clone(),
			metrics.clone(),
			net_config.peer_store_handle(),
		);
	net_config.add_notification_protocol(grandpa_protocol_config);
	let warp_sync = Arc::new(sc_consensus_grandpa::warp_proof::NetworkProvider::new(
		backend.clone(),
		grandpa_link.shared_authority_set().clone(),
		Vec::default(),
	));

	let (network, system_rpc_tx, tx_handler_controller, sync_service, _) =
		sc_service::build_network(sc_service::BuildNetworkParams {
			config: &config,
			net_config,
			client: client.clone(),
			transaction_pool: transaction_pool.clone(),
			spawn_handle: task_manager.spawn_handle(),
			spawn_essential_handle: task_manager.spawn_essential_handle(),
			import_queue,
			block_announce_validator_builder: None,
			warp_sync_config: Some(WarpSyncConfig::WithProvider(warp_sync)),
			block_relay: None,
			metrics,
			gap_sync_body_policy: None,
		})?;

	if config.offchain_worker.enabled {
		let workers = sc_offchain::OffchainWorkers::new(sc_offchain::OffchainWorkerOptions {
			runtime_api_provider: client.clone(),
			is_validator: role.is_authority(),
			keystore: Some(keystore_container.keystore()),
			offchain_db: backend.offchain_storage(),
			transaction_pool: Some(OffchainTransactionPoolFactory::new(transaction_pool.clone())),
			network_provider: Arc::new(network.clone()),
			enable_http_requests: false,
			custom_extensions: |_| vec![],
		})?;
		task_manager.spawn_handle().spawn(
			"offchain-workers-runner",
			"offchain-worker",
			workers.run(client.clone(), task_manager.spawn_handle()).boxed(),
		);
	}

	let shared_voter_state = SharedVoterState::empty();
	let sealing = sealing.zip(clock).map(|(sealing, clock)| {
		let (sender, requests) = futures::channel::mpsc::channel(1_000);
		(sealing, requests, rpc::Sealing { sender, clock })
	});
	let rpc_builder = {
		let deps = rpc::Deps {
			client: client.clone(),
			pool: transaction_pool.clone(),
			select_chain: select_chain.clone(),
			chain_spec: config.chain_spec.cloned_box().into(),
			babe_worker,
			keystore: keystore_container.keystore(),
			shared_voter_state: shared_voter_state.clone(),
			shared_authority_set: grandpa_link.shared_authority_set().clone(),
			justification_stream: grandpa_link.justification_stream(),
			finality_provider: FinalityProofProvider::new_for_service(
				backend.clone(),
				Some(grandpa_link.shared_authority_set().clone()),
			),
			sealing: sealing.as_ref().map(|(_, _, rpc)| rpc.clone()),
		};
		Box::new(move |subscriptions| {
			rpc::create(&deps, subscriptions).map_err(|error| Error::Other(error.to_string()))
		})
	};

	sc_service::spawn_tasks(sc_service::SpawnTasksParams {
		config,
		backend,
		client: client.clone(),
		keystore: keystore_container.keystore(),
		network: network.clone(),
		sync_service: sync_service.clone(),
		rpc_builder,
		transaction_pool: transaction_pool.clone(),
		task_manager: &mut task_manager,
		system_rpc_tx,
		tx_handler_controller,
		telemetry: telemetry.as_mut(),
		tracing_execute_block: None,
	})?;

	if let Some((sealing, requests, rpc)) = sealing {
		if !role.is_authority() {
			return Err(Error::Other("--sealing needs a validator's keys: add --dev".into()));
		}
		let params = sealing::Params {
			sealing,
			requests,
			clock: rpc.clock,
			client,
			pool: transaction_pool,
			select_chain,
			block_import,
			babe_link,
			keystore: keystore_container.keystore(),
			prometheus,
		};
		sealing::start(params, &task_manager)?;
		return Ok(task_manager);
	}

	if role.is_authority() {
		let proposer = sc_basic_authorship::ProposerFactory::new(
			task_manager.spawn_handle(),
			client.clone(),
			transaction_pool.clone(),
			prometheus.as_ref(),
			telemetry.as_ref().map(|telemetry| telemetry.handle()),
		);
		let babe = sc_consensus_babe::start_babe(sc_consensus_babe::BabeParams {
			keystore: keystore_container.keystore(),
			client,
			select_chain,
			env: proposer,
			block_import,
			sync_oracle: sync_service.clone(),
			justification_sync_link: sync_service.clone(),
			create_inherent_data_providers: |_, ()| async {
				Ok(inherents_at(Timestamp::current()))
			},
			force_authoring,
			// Blocks go on when finality stops: the council's repair needs them.
			backoff_authoring_blocks: None::<()>,
			babe_link,
			block_proposal_slot_portion: SlotProportion::new(PROPOSAL_PORTION),
			max_block_proposal_slot_portion: None,
			telemetry: telemetry.as_ref().map(|telemetry| telemetry.handle()),
		})?;
		task_manager.spawn_essential_handle().spawn_blocking(
			"babe-proposer",
			Some("block-authoring"),
			babe,
		);
	}

	if enable_grandpa {
		let voter = sc_consensus_grandpa::run_grandpa_voter(sc_consensus_grandpa::GrandpaParams {
			config: sc_consensus_grandpa::Config {
				gossip_duration: GOSSIP_DURATION,
				justification_generation_period: JUSTIFICATION_PERIOD,
				name: Some(name),
				observer_enabled: false,
				keystore: role.is_authority().then(|| keystore_container.keystore()),
				local_role: role,
				telemetry: telemetry.as_ref().map(|telemetry| telemetry.handle()),
				protocol_name: grandpa_protocol,
			},
			link: grandpa_link,
			network,
			sync: sync_service,
			notification_service: grandpa_notifications,
			// The default rules hold votes back by two blocks and a quarter of the chain, which
			// only delays finality where few validators are close to each other.
			voting_rule: (),
			prometheus_registry: prometheus,
			shared_voter_state,
			telemetry: telemetry.as_ref().map(|telemetry| telemetry.handle()),
			offchain_tx_pool_factory: OffchainTransactionPoolFactory::new(transaction_pool),
		})?;
		task_manager.spawn_essential_handle().spawn_blocking("grandpa-voter", None, voter);
	}

	Ok(task_manager)
}
