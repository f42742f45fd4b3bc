// SPDX-License-Identifier: Apache-2.0

//! JSON-RPC: the standard methods, and for each subject of Covenant a file of aliases of its runtime
//! API.

mod auctions;
mod beacon;
mod blocks;
mod books;
mod catalog;
mod channels;
mod contracts;
mod credit;
mod deadlines;
mod envelopes;
mod financing;
mod first_come;
mod invoices;
mod licenses;
mod meters;
mod orders;
mod organizations;
mod persons;
mod power;
mod query;
mod receivables;
mod retail;
mod sealed;
mod settlement;
mod sponsorship;
mod trace;
mod validators;
mod working_days;

use crate::{
	sealing::{Clock, Commands, SealingApiServer},
	service::{FullBackend, FullClient, FullPool, FullSelectChain},
};
use covenant_runtime::{opaque::Block, BlockNumber, Hash};
use jsonrpsee::RpcModule;
use sc_consensus_babe::BabeWorkerHandle;
use sc_consensus_grandpa::{
	FinalityProofProvider, GrandpaJustificationStream, SharedAuthoritySet, SharedVoterState,
};
use sc_rpc::SubscriptionTaskExecutor;
use sp_keystore::KeystorePtr;
use std::{error::Error, sync::Arc};

/// What a sealing node adds.
#[derive(Clone)]
pub struct Sealing {
	pub sender: Commands,
	pub clock: Arc<Clock>,
}

/// What the methods need.
pub struct Deps {
	pub client: Arc<FullClient>,
	pub pool: Arc<FullPool>,
	pub select_chain: FullSelectChain,
	pub chain_spec: Arc<dyn sc_chain_spec::ChainSpec>,
	pub babe_worker: BabeWorkerHandle<Block>,
	pub keystore: KeystorePtr,
	pub shared_voter_state: SharedVoterState,
	pub shared_authority_set: SharedAuthoritySet<Hash, BlockNumber>,
	pub justification_stream: GrandpaJustificationStream<Block>,
	pub finality_provider: Arc<FinalityProofProvider<FullBackend, Block>>,
	pub sealing: Option<Sealing>,
}

/// All methods that the SDK's service does not add by itself.
pub fn create(
	deps: &Deps,
	subscriptions: SubscriptionTaskExecutor,
) -> Result<RpcModule<()>, Box<dyn Error + Send + Sync>> {
	use pallet_transaction_payment_rpc::{TransactionPayment, TransactionPaymentApiServer};
	use sc_consensus_babe_rpc::{Babe, BabeApiServer};
	use sc_consensus_grandpa_rpc::{Grandpa, GrandpaApiServer};
	use sc_consensus_manual_seal::rpc::{ManualSeal, ManualSealApiServer};
	use sc_sync_state_rpc::{SyncState, SyncStateApiServer};
	use substrate_frame_rpc_system::{System, SystemApiServer};

	let client = &deps.client;
	let mut module = RpcModule::new(());
	module.merge(System::new(client.clone(), deps.pool.clone()).into_rpc())?;
	module.merge(TransactionPayment::new(client.clone()).into_rpc())?;
	module.merge(
		Babe::new(
			client.clone(),
			deps.babe_worker.clone(),
			deps.keystore.clone(),
			deps.select_chain.clone(),
		)
		.into_rpc(),
	)?;
	module.merge(
		Grandpa::new(
			subscriptions,
			deps.shared_authority_set.clone(),
			deps.shared_voter_state.clone(),
			deps.justification_stream.clone(),
			deps.finality_provider.clone(),
		)
		.into_rpc(),
	)?;
	module.merge(
		SyncState::new(
			deps.chain_spec.cloned_box(),
			client.clone(),
			deps.shared_authority_set.clone(),
			deps.babe_worker.clone(),
		)?
		.into_rpc(),
	)?;

	let query = query::Query::new(client.clone());
	module.merge(beacon::BeaconRpcServer::into_rpc(query.clone()))?;
	module.merge(books::BooksRpcServer::into_rpc(query.clone()))?;
	module.merge(catalog::CatalogRpcServer::into_rpc(query.clone()))?;
	module.merge(channels::ChannelsRpcServer::into_rpc(query.clone()))?;
	module.merge(power::PowerRpcServer::into_rpc(query.clone()))?;
	module.merge(meters::MetersRpcServer::into_rpc(query.clone()))?;
	module.merge(contracts::ContractsRpcServer::into_rpc(query.clone()))?;
	module.merge(auctions::AuctionsRpcServer::into_rpc(query.clone()))?;
	module.merge(settlement::SettlementRpcServer::into_rpc(query.clone()))?;
	module.merge(retail::RetailRpcServer::into_rpc(query.clone()))?;
	module.merge(blocks::BlocksRpcServer::into_rpc(query.clone()))?;
	module.merge(orders::OrdersRpcServer::into_rpc(query.clone()))?;
	module.merge(credit::CreditRpcServer::into_rpc(query.clone()))?;
	module.merge(deadlines::DeadlinesRpcServer::into_rpc(query.clone()))?;
	module.merge(envelopes::EnvelopesRpcServer::into_rpc(query.clone()))?;
	module.merge(first_come::FirstComeRpcServer::into_rpc(query.clone()))?;
	module.merge(licenses::LicensesRpcServer::into_rpc(query.clone()))?;
	module.merge(organizations::OrganizationsRpcServer::into_rpc(query.clone()))?;
	module.merge(persons::PersonsRpcServer::into_rpc(query.clone()))?;
	module.merge(sealed::SealedRpcServer::into_rpc(query.clone()))?;
	module.merge(sponsorship::SponsorshipRpcServer::into_rpc(query.clone()))?;
	module.merge(receivables::ReceivablesRpcServer::into_rpc(query.clone()))?;
	module.merge(financing::FinancingRpcServer::into_rpc(query.clone()))?;
	module.merge(invoices::InvoicesRpcServer::into_rpc(query.clone()))?;
	module.merge(trace::TraceRpcServer::into_rpc(query.clone()))?;
	module.merge(validators::ValidatorsRpcServer::into_rpc(query.clone()))?;
	module.merge(working_days::WorkingDaysRpcServer::into_rpc(query))?;

	if let Some(Sealing { sender, clock }) = &deps.sealing {
		module.merge(ManualSeal::new(sender.clone()).into_rpc())?;
		module.merge(clock.clone().into_rpc())?;
	}
	Ok(module)
}
