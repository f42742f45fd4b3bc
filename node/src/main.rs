// SPDX-License-Identifier: Apache-2.0

//! The Covenant node.

mod chain_spec;
mod cli;
mod command;
mod rpc;
mod sealing;
mod service;

fn main() -> sc_cli::Result<()> {
	command::run()
}
