// SPDX-License-Identifier: Apache-2.0

//! What an account may still use.

use crate::{
	args::{Account, At, Global},
	failure::Result,
	output::Report,
};
use clap::Args;

/// Show what an account may still use of the quota that its transactions count against: its
/// organization's, or a person's own. Amounts are fee units, picoseconds of execution. The exit
/// status is 1 for a stranger, whose transactions are refused.
#[derive(Debug, Args)]
pub struct Command {
	/// The account: an SS58 address
	account: Account,

	#[command(flatten)]
	at: At,
}

impl Command {
	/// Carries out the command.
	pub async fn run(self, global: &Global) -> Result<Report> {
		let node = global.node().await?;
		let params = vec![self.account.json()];
		let what = format!("quota for {}: the account is a stranger's", self.account);
		let standing = node.find("sponsorship_standing", params, &self.at, what).await?;
		Ok(Report::record(standing, &["sponsor", "available", "used", "max", "recoveryPerBlock"]))
	}
}
