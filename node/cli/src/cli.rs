// SPDX-License-Identifier: Apache-2.0

//! The command line.

use crate::{
	args::Global,
	credit,
	failure::{Result, EXIT_STATUSES},
	key, license, motion, operator, organization,
	output::Report,
	person, sealed, sealing, standing, trace, validator, voucher,
};
use clap::{CommandFactory, Parser, Subcommand};
use clap_complete::Shell;

/// The users' tool of Covenant: organizations and persons, motions, sealed data, licenses.
///
/// It asks a node and signs transactions itself; keys never leave this machine and never come as
/// an argument. Answers are as of the last finalized block unless `--at` names another. Every
/// command prints text for people, or one JSON document with `--json`.
///
/// Accounts are SS58 addresses, or development names such as `//Alice`. Organizations are ids (`3`)
/// or unified social credit codes. Times are UTC, amounts of money are in yuan.
#[derive(Debug, Parser)]
#[command(
	name = "covenant",
	version,
	after_help = EXIT_STATUSES,
	after_long_help = EXIT_STATUSES,
	arg_required_else_help = true,
	disable_help_subcommand = true,
	max_term_width = 100
)]
pub struct Cli {
	#[command(flatten)]
	pub global: Global,

	#[command(subcommand)]
	pub subject: Subject,
}

/// What a command is about.
#[derive(Debug, Subcommand)]
pub enum Subject {
	/// Legal bodies on the chain: show, list, admit, suspend, pay
	///
	/// What changes an organization's record is up to the council: such a command proposes a
	/// motion, prints its hash and index, and takes effect once enough members did `covenant motion
	/// approve` and somebody did `covenant motion close`.
	#[command(subcommand, visible_alias = "org")]
	Organization(organization::Command),
	/// The council's motions: list, approve, reject, close
	///
	/// A motion is a call that the council sends if enough members approve: more than half of them,
	/// or two thirds, as the call demands. Members are the delegates of the organizations with a
	/// seat. A motion is named by its hash or its index.
	#[command(subcommand)]
	Motion(motion::Command),
	/// Accounts that act for an organization
	///
	/// An operator acts for exactly one organization, with some of its capabilities. Its
	/// organization's administrators add, change and remove operators without asking the council;
	/// the account needs no coins, before or after.
	#[command(subcommand)]
	Operator(operator::Command),
	/// Persons: commitments, enrollment, memberships, recovery
	///
	/// The chain knows a person by a salted commitment, never by name or number. `covenant person
	/// commit` makes one from a document that stays here; document and salt file together prove
	/// later who it is, so keep both.
	#[command(subcommand)]
	Person(person::Command),
	/// Organizations' credit scores and what they are made of
	///
	/// The score, from 0 to 1000, is computed from what pallets reported: obligations fulfilled,
	/// late or breached, disputes upheld. Each counts by its weight, and half as much after a
	/// half-life. Nobody sets it by hand.
	#[command(subcommand)]
	Credit(credit::Command),
	/// Organizations that validate blocks
	///
	/// To validate takes three steps: the organization's operator with `validate-blocks` sets the
	/// session keys of its node (`set-keys`), the council admits the organization (`admit`), and two
	/// sessions pass. Other decisions take two sessions as well.
	#[command(subcommand)]
	Validator(validator::Command),
	/// What an account may still use of its quota
	Standing(standing::Command),
	/// Sealed data: objects, policies, requests, grants, the log
	///
	/// Content stays off chain, encrypted (`covenant seal`); the chain keeps its digest, who owns
	/// it, who asked for it and who may open it. An owner answers within the working days that its
	/// policy names.
	#[command(subcommand)]
	Sealed(sealed::Command),
	/// Licenses and certificates: wallets, disclosures, checks, issuing, consents
	///
	/// The chain keeps a root over a license's salted fields, where it stands and how it came
	/// there. What it says stays with its holder, in a wallet file that `covenant license prepare`
	/// makes, and is shown field by field: `covenant license present` writes a disclosure, as a
	/// file or as QR codes, and `covenant license check` checks it.
	#[command(subcommand)]
	License(license::Command),
	/// Goods that are traced: import and export of EPCIS 2.0 documents
	///
	/// The chain keeps which lots there are, what they were made of, who has them and what happened
	/// to them. `covenant trace import` records the events of a document with their canonical
	/// hashes, `covenant trace export` writes a lot's history as one.
	#[command(subcommand)]
	Trace(trace::Command),
	/// Encrypt a file to a new key, without a node
	///
	/// The ciphertext is a file in the age format, version 1, to one X25519 recipient; the key is
	/// kept as age keeps its identities. Any age tool opens the one with the other. The answer says
	/// what the chain is to know of the ciphertext.
	Seal(sealing::Seal),
	/// Decrypt a file, without a node
	///
	/// With the object's own key, or with one's own and a grant. The plaintext appears whole or not
	/// at all. The exit status tells a wrong key (5) from a ciphertext that was changed (7) or cut
	/// short (8).
	Open(sealing::Open),
	/// Seal an object's key to a grantee's, without a node
	///
	/// By HPKE (RFC 9180): base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20Poly1305,
	/// info "covenant sealed-data v1", and the ciphertext's SHA-256 digest as additional data.
	Grant(sealing::Grant),
	/// Keys: whose a signing key is, and new keys to encrypt to; without a node
	#[command(subcommand)]
	Key(key::Command),
	/// Vouchers of payment channels: sign, verify; without a node
	///
	/// A channel is money that a payer put aside for a payee (`paymentChannels.open`). A voucher
	/// promises so much of it all together; the payee claims the last one when it likes.
	#[command(subcommand)]
	Voucher(voucher::Command),
	/// Write a script that completes commands for a shell
	///
	/// For bash: `covenant completions bash > /etc/bash_completion.d/covenant`
	Completions {
		/// The shell
		shell: Shell,
	},
}

impl Cli {
	/// Carries out the command.
	pub async fn run(self) -> Result<Report> {
		let Self { global, subject } = self;
		match subject {
			Subject::Organization(command) => command.run(&global).await,
			Subject::Motion(command) => command.run(&global).await,
			Subject::Operator(command) => command.run(&global).await,
			Subject::Person(command) => command.run(&global).await,
			Subject::Credit(command) => command.run(&global).await,
			Subject::Validator(command) => command.run(&global).await,
			Subject::Standing(command) => command.run(&global).await,
			Subject::Sealed(command) => command.run(&global).await,
			Subject::License(command) => command.run(&global).await,
			Subject::Trace(command) => command.run(&global).await,
			Subject::Seal(command) => command.run(&global),
			Subject::Open(command) => command.run(&global),
			Subject::Grant(command) => command.run(),
			Subject::Key(command) => command.run(),
			Subject::Voucher(command) => command.run(),
			Subject::Completions { shell } => Ok(completions(shell)),
		}
	}
}

fn completions(shell: Shell) -> Report {
	let mut script = Vec::new();
	clap_complete::generate(shell, &mut Cli::command(), "covenant", &mut script);
	Report::script(String::from_utf8_lossy(&script).into_owned())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_command_line_is_consistent() {
		Cli::command().debug_assert();
	}

	#[test]
	fn every_shell_gets_a_script() {
		for shell in [Shell::Bash, Shell::Zsh, Shell::Fish] {
			assert!(completions(shell).text.contains("covenant"), "{shell}");
		}
	}

	/// Every command says what it does, and every argument what it is.
	#[test]
	fn everything_is_documented() {
		fn check(command: &clap::Command, path: &str) {
			let path = format!("{path} {}", command.get_name());
			assert!(command.get_about().is_some(), "{path}");
			for argument in command.get_arguments() {
				assert!(argument.get_help().is_some(), "{path} {}", argument.get_id());
			}
			for subcommand in command.get_subcommands() {
				check(subcommand, &path);
			}
		}
		check(&Cli::command(), "");
	}
}
