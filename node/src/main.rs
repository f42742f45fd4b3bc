// SPDX-License-Identifier: Apache-2.0

//! The Covenant node.

#![allow(clippy::result_large_err, reason = "the size of sc_cli's error is not ours to choose")]

mod chain_spec;
mod cli;
mod command;
mod credentials;
mod logging;
mod rpc;
mod sealing;
mod service;

fn main() -> sc_cli::Result<()> {
	command::run()
}
