// SPDX-License-Identifier: Apache-2.0

//! # covenant
//!
//! The users' tool: reads the chain through a node's JSON-RPC and sends transactions that are
//! signed here. It holds no database and runs no runtime.
//!
//! | where | what |
//! | --- | --- |
//! | [`cli`] | the command line: a variant for each subject |
//! | `organization`, `operator`, `person`, … | a subject: its commands, their arguments and what they do |
//! | [`args`] | arguments that several subjects take |
//! | [`node`], [`chain`], [`transaction`] | the connection, state and metadata, submit and watch |
//! | [`key`] | where keys come from |
//! | [`file`] | files that are read, or that appear whole and once |
//! | [`output`], [`failure`] | text or JSON, exit statuses |
//!
//! A new subject is a module with a `Command` like the others', and a line in [`cli::Subject`].

mod amount;
mod args;
mod chain;
mod cli;
mod commitment;
mod credit;
mod failure;
mod file;
mod key;
mod license;
mod motion;
mod node;
mod operator;
mod organization;
mod output;
mod person;
mod sealed;
mod sealing;
mod standing;
mod time;
mod trace;
mod transaction;
mod validator;
mod value;
mod voucher;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
	let cli = match cli::Cli::try_parse() {
		Ok(cli) => cli,
		Err(error) => return output::print_usage(&error),
	};
	let format = cli.global.format();
	let outcome = tokio::runtime::Builder::new_current_thread()
		.enable_all()
		.build()
		.map_err(|error| failure::Failure::Other(error.to_string()))
		.and_then(|runtime| runtime.block_on(cli.run()));
	match outcome {
		Ok(report) => report.print(format),
		Err(failure) => output::print_failure(&failure, format),
	}
}
