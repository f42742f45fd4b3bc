// SPDX-License-Identifier: Apache-2.0

//! Credit: how organizations keep their obligations.

use crate::{
	args::{At, Global, Organization, Paging},
	failure::Result,
	output::Report,
};
use clap::Subcommand;
use serde_json::json;

/// The commands about credit.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Show an organization's score and what it is computed from
	Show {
		/// Id or unified social credit code
		organization: Organization,

		#[command(flatten)]
		at: At,
	},
	/// List the outcomes that the score is made of
	Items {
		/// Id or unified social credit code
		organization: Organization,

		#[command(flatten)]
		paging: Paging,
	},
}

impl Command {
	/// Carries out the command.
	pub async fn run(self, global: &Global) -> Result<Report> {
		match self {
			Self::Show { organization, at } => {
				let node = global.node().await?;
				let params = vec![json!(organization.id(&node, &at).await?)];
				let score = node.find("credit_score", params, &at, organization).await?;
				Ok(Report::record(score, &["score", "reports"]))
			}
			Self::Items { organization, paging } => {
				let node = global.node().await?;
				// Of an unknown organization there are no items either.
				let id = organization.get(&node, &paging.at).await?["id"].take();
				let page = node.list("credit_listItems", vec![id], &paging).await?;
				Ok(Report::page(
					page,
					&[
						"index",
						"at",
						"outcome",
						"weight",
						"worth",
						"contribution",
						"source",
						"reference",
					],
				))
			}
		}
	}
}
