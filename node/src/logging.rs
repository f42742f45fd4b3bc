// SPDX-License-Identifier: Apache-2.0

//! How the node logs: as text for people, or as JSON for what collects the logs of many machines.

use crate::cli::Cli;
use sc_cli::{CliConfiguration, Runner, SharedParams, Signals, SubstrateCli};
use tracing_subscriber::EnvFilter;

/// How log lines are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
pub enum LogFormat {
	/// A line of text.
	#[default]
	Text,
	/// A JSON object with `timestamp` (UTC), `level`, `target` and `message`.
	Json,
}

/// What is logged unless `RUST_LOG` or `--log` say otherwise: as the SDK does, without the chatter
/// of libraries.
const DIRECTIVES: &str =
	"info,hyper=warn,hickory_proto=off,libp2p_mdns::behaviour::iface=off,rustls=off,yamux=off";

/// What runs the node, with the log set up. The SDK's own set-up writes text alone.
pub fn runner(cli: &Cli) -> sc_cli::Result<Runner<Cli>> {
	if cli.log_format == LogFormat::Text {
		return cli.create_runner(&cli.run);
	}
	refuse_text_options(&cli.run.shared_params)?;
	let runtime = sc_cli::build_runtime()?;
	let signals = runtime.block_on(async { Signals::capture() })?;
	let config = cli.run.create_configuration(cli, runtime.handle().clone())?;
	sp_panic_handler::set(&Cli::support_url(), &Cli::impl_version());
	log_json(&cli.run.log_filters()?)?;
	if let Err(error) = fdlimit::raise_fd_limit() {
		log::warn!("The limit of open files could not be raised: {error}");
	}
	Runner::new(config, runtime, signals)
}

/// Refuses options that only the SDK's own set-up heeds.
fn refuse_text_options(params: &SharedParams) -> sc_cli::Result<()> {
	let options = [
		("--detailed-log-output", params.detailed_log_output),
		("--enable-log-reloading", params.enable_log_reloading),
		("--tracing-targets", params.tracing_targets.is_some()),
	];
	match options.into_iter().find(|(_, given)| *given) {
		Some((option, _)) => Err(format!("{option} has no effect with --log-format json").into()),
		None => Ok(()),
	}
}

/// Writes one JSON object for each event to standard error.
fn log_json(directives: &str) -> sc_cli::Result<()> {
	let environment = std::env::var("RUST_LOG").unwrap_or_default();
	let filter = EnvFilter::try_new([DIRECTIVES, &environment, directives].join(","))
		.map_err(|error| sc_cli::Error::Input(format!("--log: {error}")))?;
	// What the SDK writes in color for people would be escape codes in the messages.
	console::set_colors_enabled(false);
	console::set_colors_enabled_stderr(false);
	tracing_subscriber::fmt()
		.json()
		.flatten_event(true)
		.with_current_span(false)
		.with_span_list(false)
		.with_env_filter(filter)
		.with_writer(std::io::stderr)
		.try_init()
		.map_err(sc_cli::Error::Application)
}

#[cfg(test)]
mod tests {
	use super::*;
	use clap::Parser;

	#[test]
	fn options_without_effect_are_refused() {
		let check = |args: &[&str]| {
			let cli = Cli::parse_from([&["covenant-node", "--dev"], args].concat());
			refuse_text_options(&cli.run.shared_params).map_err(|error| error.to_string())
		};
		assert!(check(&["--log", "sync=debug"]).is_ok());
		for option in ["--detailed-log-output", "--enable-log-reloading", "--tracing-targets=a"] {
			let name = option.split('=').next().unwrap_or_default();
			assert!(check(&[option]).is_err_and(|error| error.contains(name)), "{option}");
		}
	}
}
