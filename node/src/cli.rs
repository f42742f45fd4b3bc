// SPDX-License-Identifier: Apache-2.0

//! The command line.

use crate::{logging::LogFormat, sealing::Sealing};
use sc_cli::{RpcMethods, RunCmd};
use std::num::NonZeroU32;

/// The Covenant node.
#[derive(Debug, clap::Parser)]
#[command(mut_arg("pool_limit", |arg| arg.default_value(POOL_LIMIT)))]
pub struct Cli {
	#[command(subcommand)]
	pub subcommand: Option<Subcommand>,

	/// Author a block for each transaction (`instant`), on request (`manual`) or every so many
	/// milliseconds, and finalize it at once. For integration tests on a development chain: chain
	/// time advances by a slot with each block, whatever the clock says.
	#[arg(long, value_name = "instant|manual|MS")]
	pub sealing: Option<Sealing>,

	/// How log lines are written: text for people, or one JSON object a line.
	#[arg(long, value_enum, default_value_t)]
	pub log_format: LogFormat,

	#[clap(flatten)]
	pub run: RunCmd,
}

/// Transactions that wait for a block at a time, unless the command line says otherwise: so many that
/// ten thousand people can send one in the same minute.
const POOL_LIMIT: &str = "32768";

/// Calls that one JSON-RPC batch may hold, unless the command line says otherwise.
const BATCH_LIMIT: u32 = 100;

/// JSON-RPC calls that one connection may make in a minute, unless the command line says otherwise.
const RATE_LIMIT: NonZeroU32 = match NonZeroU32::new(6_000) {
	Some(limit) => limit,
	None => unreachable!(),
};

impl Cli {
	/// Fills in what the command line leaves open, for a node that strangers can reach.
	///
	/// `--rpc-methods auto` of the SDK would expose the unsafe methods on the loopback interface,
	/// and so through any reverse proxy on the same machine; and it limits neither the batches nor
	/// the rate of requests. A development chain (`--dev`) stays without limits.
	pub fn with_production_defaults(mut self) -> Self {
		if self.run.shared_params.is_dev() {
			return self;
		}
		let rpc = &mut self.run.rpc_params;
		if rpc.rpc_methods == RpcMethods::Auto {
			rpc.rpc_methods = RpcMethods::Safe;
		}
		if !rpc.rpc_disable_batch_requests {
			rpc.rpc_max_batch_request_len.get_or_insert(BATCH_LIMIT);
		}
		rpc.rpc_rate_limit.get_or_insert(RATE_LIMIT);
		self
	}
}

#[derive(Debug, clap::Subcommand)]
#[allow(clippy::large_enum_variant)]
pub enum Subcommand {
	/// Generate, inspect and insert keys.
	#[command(subcommand)]
	Key(sc_cli::KeySubcommand),

	/// Sign a message with a key.
	Sign(sc_cli::SignCmd),

	/// Verify a signature.
	Verify(sc_cli::VerifyCmd),

	/// Generate a key whose address begins with a text.
	Vanity(sc_cli::VanityCmd),

	/// Write a chain specification (superseded by `export-chain-spec`).
	#[allow(deprecated)]
	BuildSpec(sc_cli::BuildSpecCmd),

	/// Write a chain specification.
	ExportChainSpec(sc_cli::ExportChainSpecCmd),

	/// Check blocks again.
	CheckBlock(sc_cli::CheckBlockCmd),

	/// Write blocks to a file.
	ExportBlocks(sc_cli::ExportBlocksCmd),

	/// Write the state of a block into a chain specification.
	ExportState(sc_cli::ExportStateCmd),

	/// Read blocks from a file.
	ImportBlocks(sc_cli::ImportBlocksCmd),

	/// Delete the chain's database.
	PurgeChain(sc_cli::PurgeChainCmd),

	/// Take back blocks that are not finalized.
	Revert(sc_cli::RevertCmd),

	/// Show what the database holds.
	ChainInfo(sc_cli::ChainInfoCmd),

	/// Measure weights. Needs the feature `runtime-benchmarks`.
	#[cfg(feature = "runtime-benchmarks")]
	#[command(subcommand)]
	Benchmark(frame_benchmarking_cli::BenchmarkCmd),
}

#[cfg(test)]
mod tests {
	use super::*;
	use clap::Parser;

	fn parse(args: &[&str]) -> Cli {
		Cli::parse_from([&["covenant-node"], args].concat()).with_production_defaults()
	}

	#[test]
	fn a_node_that_strangers_can_reach_is_limited() {
		let rpc = parse(&["--chain", "consortium.json"]).run.rpc_params;
		assert_eq!(rpc.rpc_methods, RpcMethods::Safe);
		assert_eq!(rpc.rpc_max_batch_request_len, Some(BATCH_LIMIT));
		assert_eq!(rpc.rpc_rate_limit, Some(RATE_LIMIT));
	}

	#[test]
	fn what_the_command_line_says_holds() {
		let rpc = parse(&[
			"--rpc-methods",
			"unsafe",
			"--rpc-max-batch-request-len",
			"7",
			"--rpc-rate-limit",
			"8",
		])
		.run
		.rpc_params;
		assert_eq!(rpc.rpc_methods, RpcMethods::Unsafe);
		assert_eq!(rpc.rpc_max_batch_request_len, Some(7));
		assert_eq!(rpc.rpc_rate_limit.map(NonZeroU32::get), Some(8));
	}

	#[test]
	fn a_development_chain_is_not_limited() {
		let rpc = parse(&["--dev"]).run.rpc_params;
		assert_eq!(rpc.rpc_methods, RpcMethods::Auto);
		assert_eq!(rpc.rpc_rate_limit, None);
	}

	#[test]
	fn a_crowd_fits_into_the_pool() {
		for args in [&["--dev"][..], &["--chain", "consortium.json"]] {
			assert_eq!(parse(args).run.pool_config.pool_limit, 32_768);
		}
		assert_eq!(parse(&["--pool-limit", "8192"]).run.pool_config.pool_limit, 8_192);
	}

	#[test]
	fn sealing_is_one_of_three() {
		assert!(matches!(parse(&["--sealing", "instant"]).sealing, Some(Sealing::Instant)));
		assert!(matches!(parse(&["--sealing", "manual"]).sealing, Some(Sealing::Manual)));
		assert!(matches!(parse(&["--sealing", "500"]).sealing, Some(Sealing::Interval(_))));
		assert!(Cli::try_parse_from(["covenant-node", "--sealing", "0"]).is_err());
		assert!(Cli::try_parse_from(["covenant-node", "--sealing", "often"]).is_err());
	}
}
