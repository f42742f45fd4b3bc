// SPDX-License-Identifier: Apache-2.0

//! Payments from the account of the signer's organization.

use crate::{
	amount,
	args::{id_value, Account, At, Global, Organization},
	chain::call,
	failure::{unusable, Failure, Result},
	node::Node,
	output::Report,
	transaction::Signing,
};
use clap::{ArgGroup, Args};
use serde_json::{json, Value as Json};
use subxt::dynamic::Value;

/// What is paid to whom, and who signs.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("payee").required(true))]
pub struct Payment {
	/// The settlement asset's id; CNY is 1 on the chains that ship with the node
	#[arg(long, value_name = "ID", default_value_t = 1)]
	asset: u32,

	/// The account that is paid
	#[arg(long, value_name = "ACCOUNT", group = "payee")]
	to: Option<Account>,

	/// The organization whose account is paid: id or unified social credit code
	#[arg(long, value_name = "ORGANIZATION", group = "payee")]
	to_organization: Option<Organization>,

	/// How much, in the asset's major unit, with at most as many decimals as it has: 1200.50
	/// yuan are 120050 fen
	#[arg(long)]
	amount: String,

	#[command(flatten)]
	signing: Signing,
}

impl Payment {
	/// Carries out the command.
	pub async fn run(self, global: &Global) -> Result<Report> {
		let Self { asset, to, to_organization, amount, signing } = self;
		let signer = signing.signer()?;
		let node = global.node().await?;
		let Asset { decimals, symbol } = Asset::get(&node, asset).await?;
		let minor = amount::parse(&amount, decimals).map_err(Failure::Usage)?;
		let payee = payee(&node, to, to_organization).await?;
		let transfer = call(
			"Assets",
			"transfer",
			[("id", id_value(asset)), ("target", payee.address()), ("amount", Value::u128(minor))],
		);
		let act = call("Organizations", "act", [("call", transfer.into_value())]);
		let receipt = signer.submit(&node, &act).await?;
		let amount = amount::format(minor, decimals);
		Ok(Report::new(
			json!({
				"payment": {
					"asset": asset,
					"to": payee.json(),
					"amount": amount,
					"minorUnits": minor.to_string(),
				},
				"transaction": receipt.json(),
			}),
			format!("{amount} {symbol} to {payee}\n{}", receipt.text()),
		))
	}
}

/// How amounts of an asset are written.
struct Asset {
	decimals: u8,
	symbol: String,
}

impl Asset {
	async fn get(node: &Node, id: u32) -> Result<Self> {
		let chain = node.chain().await?;
		let key = || vec![id_value(id)];
		if chain.stored("Assets", "Asset", key()).await?.is_none() {
			return Err(Failure::No(format!("there is no asset {id}")));
		}
		let metadata: Option<Json> = chain.read("Assets", "Metadata", key()).await?;
		let metadata = metadata.unwrap_or_default();
		let decimals = metadata["decimals"].as_u64().and_then(|count| u8::try_from(count).ok());
		let symbol = metadata["symbol"].as_str().filter(|symbol| !symbol.is_empty());
		Ok(Self {
			decimals: decimals.unwrap_or_default(),
			symbol: symbol.map_or_else(|| format!("of asset {id}"), Into::into),
		})
	}
}

async fn payee(
	node: &Node,
	to: Option<Account>,
	to_organization: Option<Organization>,
) -> Result<Account> {
	match (to, to_organization) {
		(Some(account), _) => Ok(account),
		(None, Some(organization)) => {
			let record = organization.get(node, &At { at: None }).await?;
			let account = record["account"].as_str().and_then(|account| account.parse().ok());
			account.ok_or_else(|| unusable("an organization without an account"))
		}
		(None, None) => Err(Failure::Usage("nobody to pay".into())),
	}
}
