// SPDX-License-Identifier: Apache-2.0

//! State and metadata at a block. What it holds is decoded as the runtime of that block describes
//! it, so this tool needs no new version for every new runtime.

use crate::{
	failure::{unusable, Failure, Result},
	value,
};
use scale_info::PortableRegistry;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use subxt::{
	client::OnlineClientAtBlock,
	config::{substrate::BlakeTwo256, Hasher},
	dynamic::Value,
	ext::{codec::Decode, scale_value::Composite},
	metadata::Metadata,
	transactions::DynamicPayload,
	utils::H256,
	SubstrateConfig,
};

/// How the chain hashes, addresses and signs.
pub type Config = SubstrateConfig;

/// A call with its arguments.
pub type Call = DynamicPayload<Composite<()>>;

/// BLAKE2b-256, which names blocks, transactions and motions.
pub fn digest(bytes: &[u8]) -> H256 {
	BlakeTwo256.hash(bytes)
}

/// A call by its names in metadata.
pub fn call<'a>(
	pallet: &str,
	name: &str,
	arguments: impl IntoIterator<Item = (&'a str, Value)>,
) -> Call {
	subxt::dynamic::transaction(pallet, name, Composite::named(arguments))
}

/// The chain as it is at a block.
pub struct Chain(OnlineClientAtBlock<Config>);

impl Chain {
	pub fn new(at: OnlineClientAtBlock<Config>) -> Self {
		Self(at)
	}

	/// What the library offers at this block.
	pub fn at(&self) -> &OnlineClientAtBlock<Config> {
		&self.0
	}

	/// The block's number.
	pub fn number(&self) -> u64 {
		self.0.block_number()
	}

	/// The block's hash.
	pub fn hash(&self) -> H256 {
		self.0.block_hash()
	}

	pub fn metadata(&self) -> &Metadata {
		self.0.metadata_ref()
	}

	pub fn types(&self) -> &PortableRegistry {
		self.metadata().types()
	}

	/// A storage item as its bytes and what they mean, if it has a value.
	pub async fn stored(
		&self,
		pallet: &str,
		entry: &str,
		keys: Vec<Value>,
	) -> Result<Option<(Vec<u8>, Json)>> {
		let item = self.0.storage().try_fetch((pallet, entry), keys).await.map_err(unusable)?;
		let Some(item) = item else { return Ok(None) };
		let decoded = value::decode(&mut item.bytes(), item.type_id(), self.types())?;
		Ok(Some((item.bytes().to_vec(), value::to_json(&decoded, self.types()))))
	}

	/// A storage item as a type that reads from its JSON.
	pub async fn read<T: DeserializeOwned>(
		&self,
		pallet: &str,
		entry: &str,
		keys: Vec<Value>,
	) -> Result<Option<T>> {
		let Some((_, json)) = self.stored(pallet, entry, keys).await? else { return Ok(None) };
		serde_json::from_value(json)
			.map(Some)
			.map_err(|error| unusable(format!("{pallet}.{entry}: {error}")))
	}

	/// A pallet's constant.
	pub fn constant(&self, pallet: &str, name: &str) -> Result<Json> {
		let constant = self
			.metadata()
			.pallet_by_name(pallet)
			.and_then(|pallet| pallet.constant_by_name(name))
			.ok_or_else(|| unusable(format!("this chain has no constant {pallet}.{name}")))?;
		let decoded = value::decode(&mut constant.value(), constant.ty(), self.types())?;
		Ok(value::to_json(&decoded, self.types()))
	}

	/// The answer of a runtime API that takes and yields SCALE.
	pub async fn runtime_api<T: Decode>(&self, name: &str, arguments: &[u8]) -> Result<T> {
		let answer = self.0.runtime_apis().call_raw(name, Some(arguments)).await;
		let bytes = answer.map_err(unusable)?;
		T::decode(&mut bytes.as_slice()).map_err(unusable)
	}

	/// The bytes of a call's argument as a value.
	pub fn decode_argument(
		&self,
		pallet: &str,
		call: &str,
		argument: &str,
		mut bytes: &[u8],
	) -> Result<Value> {
		let field = self
			.metadata()
			.pallet_by_name(pallet)
			.and_then(|pallet| pallet.call_variant_by_name(call))
			.and_then(|call| {
				call.fields.iter().find(|field| field.name.as_deref() == Some(argument))
			})
			.ok_or_else(|| {
				unusable(format!("this chain has no {pallet}.{call} with {argument}"))
			})?;
		let value = value::decode(&mut bytes, field.ty.id, self.types())
			.map_err(|_| Failure::Usage(format!("{argument}: not what this chain takes")))?;
		if !bytes.is_empty() {
			return Err(Failure::Usage(format!("{argument}: more bytes than this chain takes")));
		}
		Ok(value.remove_context())
	}

	/// A call as bytes.
	pub fn encode(&self, call: &Call) -> Result<Vec<u8>> {
		self.0.transactions().call_data(call).map_err(|error| {
			unusable(format!(
				"this chain has no call {}.{} with these arguments: {error}",
				call.pallet_name(),
				call.call_name()
			))
		})
	}
}
