// SPDX-License-Identifier: Apache-2.0

//! The connection to a node, and what its JSON-RPC answers.

use crate::{
	args::{At, Paging},
	chain::{Chain, Config},
	failure::{unusable, Failure, Result},
};
use serde::de::DeserializeOwned;
use serde_json::{json, Value as Json};
use std::{fmt, sync::Arc};
use subxt::{
	backend::LegacyBackend,
	rpcs::{
		client::{RpcParams, RpcSubscription},
		Error as RpcError, RpcClient, UserError,
	},
	utils::H256,
	OnlineClient,
};
use tokio::sync::OnceCell;

/// The most items that the node puts on a page.
const MAX_PAGE: u32 = 100;

/// Codes that JSON-RPC itself defines.
const METHOD_NOT_FOUND: i32 = -32601;
const INVALID_PARAMS: i32 = -32602;
/// Covenant's code for a block that is unknown or whose state is gone.
const BLOCK_UNAVAILABLE: i32 = -32001;

/// A node that answered.
pub struct Node {
	url: String,
	rpc: RpcClient,
	client: OnceCell<OnlineClient<Config>>,
}

impl Node {
	/// Connects to the node at `url`. Without TLS nothing secret is at risk, but whoever is in
	/// between could make up answers: `--url` says so.
	pub async fn connect(url: &str) -> Result<Self> {
		let rpc = RpcClient::from_insecure_url(url).await.map_err(|error| {
			Failure::Unreachable(format!(
				"no node answers at {url}: {}: see that it runs, or name another with --url",
				root(&error)
			))
		})?;
		Ok(Self { url: url.into(), rpc, client: OnceCell::new() })
	}

	/// Calls a method.
	pub async fn request<T: DeserializeOwned>(&self, method: &str, params: Vec<Json>) -> Result<T> {
		let answer = self.rpc.request(method, positional(params)?).await;
		answer.map_err(|error| self.explain(method, error))
	}

	/// Subscribes to a method. A refusal is the caller's to explain.
	pub async fn subscribe(
		&self,
		method: &str,
		params: Vec<Json>,
		unsubscribe: &str,
	) -> Result<std::result::Result<RpcSubscription<Json>, UserError>> {
		match self.rpc.subscribe(method, positional(params)?, unsubscribe).await {
			Ok(subscription) => Ok(Ok(subscription)),
			Err(RpcError::User(refusal)) => Ok(Err(refusal)),
			Err(error) => Err(self.explain(method, error)),
		}
	}

	/// Asks one of Covenant's queries, which all take the block as their last parameter.
	pub async fn query(&self, method: &str, mut params: Vec<Json>, at: &At) -> Result<Json> {
		params.extend(at.at.map(|hash| json!(hash)));
		self.request(method, params).await
	}

	/// Asks for a record; there being none is a failure that names it.
	pub async fn find(
		&self,
		method: &str,
		params: Vec<Json>,
		at: &At,
		what: impl fmt::Display,
	) -> Result<Json> {
		match self.query(method, params, at).await? {
			Json::Null => Err(Failure::No(format!("there is no {what}"))),
			record => Ok(record),
		}
	}

	/// Asks for a list, page after page until there are as many items as wanted or no more.
	pub async fn list(&self, method: &str, params: Vec<Json>, paging: &Paging) -> Result<Json> {
		let mut items = Vec::new();
		let mut cursor = paging.cursor();
		let mut wanted = paging.limit;
		loop {
			let mut params = params.clone();
			params.extend([cursor, json!(wanted.min(MAX_PAGE))]);
			let mut page = self.query(method, params, &paging.at).await?;
			let Some(Json::Array(more)) = page.get_mut("items").map(Json::take) else {
				return Err(unusable(format!("{method}: a list without items")));
			};
			wanted = wanted.saturating_sub(u32::try_from(more.len()).unwrap_or(u32::MAX));
			items.extend(more);
			cursor = page["next"].take();
			if cursor.is_null() || wanted == 0 {
				return Ok(json!({ "items": items, "next": cursor }));
			}
		}
	}

	/// The state at the last finalized block.
	pub async fn chain(&self) -> Result<Chain> {
		self.client()
			.await?
			.at_current_block()
			.await
			.map(Chain::new)
			.map_err(|error| self.broken(error))
	}

	/// The state at a block.
	pub async fn chain_at(&self, block: H256) -> Result<Chain> {
		let at = self.client().await?.at_block(block).await;
		at.map(Chain::new).map_err(|error| self.broken(error))
	}

	async fn client(&self) -> Result<&OnlineClient<Config>> {
		let connect = || async {
			let backend = LegacyBackend::builder().build(self.rpc.clone());
			OnlineClient::from_backend(Arc::new(backend)).await
		};
		self.client.get_or_try_init(connect).await.map_err(|error| self.broken(error))
	}

	fn broken(&self, error: impl fmt::Display) -> Failure {
		Failure::Unreachable(format!("{}: {error}", self.url))
	}

	/// An error of a JSON-RPC call in words.
	pub fn explain(&self, method: &str, error: RpcError) -> Failure {
		match error {
			RpcError::User(error) if error.code == METHOD_NOT_FOUND => Failure::Other(format!(
				"the node at {} does not know {method}: it is older than this tool, serves no \
				 such method to strangers, or is not a Covenant node",
				self.url
			)),
			RpcError::User(error) if error.code == INVALID_PARAMS => {
				Failure::Usage(format!("{method}: {}", in_full(&error)))
			}
			RpcError::User(error) if error.code == BLOCK_UNAVAILABLE => {
				Failure::No(format!("the node has no state of this block: {}", in_full(&error)))
			}
			RpcError::User(error) => Failure::Other(format!("{method}: {}", in_full(&error))),
			RpcError::Deserialization(error) => unusable(format!("{method}: {error}")),
			error => self.broken(error),
		}
	}
}

/// What went wrong at the bottom: the library wraps errors that repeat each other.
fn root(error: &dyn std::error::Error) -> String {
	match error.source() {
		Some(source) => root(source),
		None => match error.to_string().rsplit_once("client error: ") {
			Some((_, root)) => root.into(),
			None => error.to_string(),
		},
	}
}

/// The message of an error and what it adds.
pub fn in_full(error: &UserError) -> String {
	match error.data.as_ref().map(|data| data.get().trim_matches('"')) {
		Some(data) => format!("{}: {data}", error.message),
		None => error.message.clone(),
	}
}

fn positional(params: Vec<Json>) -> Result<RpcParams> {
	let mut positional = RpcParams::new();
	for param in params {
		positional.push(param).map_err(|error| Failure::Other(error.to_string()))?;
	}
	Ok(positional)
}
