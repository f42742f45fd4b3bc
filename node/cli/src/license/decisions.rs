// SPDX-License-Identifier: Apache-2.0

//! What issuers decide about licenses that there are.

use super::arguments::{call, CancellationReason, Named, RevocationReason, WithholdingReason};
use crate::{
	args::{unit_variant, Global, Organization, Party},
	failure::Result,
	node::Node,
	output::Report,
	transaction::{Signer, Signing},
};
use clap::{Args, Subcommand};
use subxt::dynamic::Value;

/// The commands of issuers about licenses. An operator with `issue-licenses` of the issuer signs; of
/// the type's authority, where the issuer can no longer act.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Offer a license to another issuer of its type (the issuer signs)
	Offer {
		#[command(flatten)]
		of: Of,

		/// The other issuer: id or unified social credit code
		#[arg(long, value_name = "ORGANIZATION")]
		to: Organization,
	},
	/// Withdraw the offer of a license (the issuer signs)
	WithdrawOffer(Of),
	/// Take the effect from a license until it is released (the issuer signs)
	Withhold {
		/// Why
		#[arg(long, value_enum)]
		reason: WithholdingReason,

		#[command(flatten)]
		of: Of,
	},
	/// Give a withheld license its effect again (the issuer signs)
	Release(Of),
	/// End a license that nobody is to blame for (the issuer signs)
	Cancel {
		/// Why
		#[arg(long, value_enum)]
		reason: CancellationReason,

		#[command(flatten)]
		of: Of,
	},
	/// Take a license away: it should not have been issued, or as a sanction (the issuer signs)
	Revoke {
		/// Why
		#[arg(long, value_enum)]
		reason: RevocationReason,

		/// As a sanction
		#[arg(long)]
		sanction: bool,

		#[command(flatten)]
		of: Of,
	},
	/// Have another party speak for a license's holder (the issuer signs)
	Reassign {
		#[command(flatten)]
		of: Of,

		/// `organization:3`, `organization:<code>` or `person:5`
		#[arg(long, value_name = "PARTY")]
		to: Party,
	},
}

/// A license and who signs.
#[derive(Debug, Args)]
pub struct Of {
	/// The license's id or identifier
	license: Named,

	#[command(flatten)]
	signing: Signing,
}

impl Of {
	/// Who signs, the node, and the license as an argument.
	async fn open(&self, global: &Global) -> Result<(Signer, Node, Value)> {
		let signer = self.signing.signer()?;
		let node = global.node().await?;
		let license = self.license.value(&node).await?;
		Ok((signer, node, license))
	}

	/// Sends a call about the license, with more arguments.
	async fn send<const N: usize>(
		self,
		global: &Global,
		name: &str,
		more: [(&str, Value); N],
	) -> Result<Report> {
		let (signer, node, license) = self.open(global).await?;
		let arguments = [("license", license)].into_iter().chain(more);
		signer.send(&node, call(name, arguments)).await
	}
}

impl Command {
	/// Carries out the command.
	pub async fn run(self, global: &Global) -> Result<Report> {
		match self {
			Self::Offer { of, to } => {
				let (signer, node, license) = of.open(global).await?;
				let to = to.value(&node).await?;
				signer.send(&node, call("offer_transfer", [("license", license), ("to", to)])).await
			}
			Self::WithdrawOffer(of) => of.send(global, "withdraw_transfer", []).await,
			Self::Withhold { reason, of } => {
				of.send(global, "withhold", [("reason", unit_variant(&reason))]).await
			}
			Self::Release(of) => of.send(global, "release", []).await,
			Self::Cancel { reason, of } => {
				of.send(global, "cancel", [("reason", unit_variant(&reason))]).await
			}
			Self::Revoke { reason, sanction, of } => {
				let more = [("reason", unit_variant(&reason)), ("sanction", Value::bool(sanction))];
				of.send(global, "revoke", more).await
			}
			Self::Reassign { of, to } => {
				let (signer, node, license) = of.open(global).await?;
				let to = to.value(&node).await?;
				signer.send(&node, call("reassign", [("license", license), ("to", to)])).await
			}
		}
	}
}
