// SPDX-License-Identifier: Apache-2.0

//! What the chain has of goods, as the JSON-RPC tells it.

use super::{amounts::Unit, draft::Bond};
use covenant_primitives::json::decimal;
use serde::Deserialize;
use std::collections::BTreeSet;
use subxt::utils::H256;

/// A product.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Product {
	pub id: u64,
	pub name: String,
	pub gtin: Option<String>,
	pub unit: Unit,
}

/// A location.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Location {
	pub id: u64,
	pub name: String,
	pub gln: Option<String>,
}

/// A lot.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Lot {
	pub id: u64,
	pub product: u64,
	pub producer: u32,
	pub code: String,
	pub serial: bool,
	pub unit: Unit,
	#[serde(with = "decimal")]
	pub quantity: u128,
	#[serde(with = "decimal")]
	pub left: u128,
	pub custodian: u32,
	pub place: Place,
	/// How many events it has.
	pub events: u32,
	/// The event that it came of.
	pub origin: u64,
}

/// Where a lot is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Place {
	Free,
	Inside { parent: u64, bond: Bond },
	InTransit { shipment: u64 },
}

/// A shipment.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Shipment {
	pub lots: Vec<u64>,
}

/// A page of a trace.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Trace {
	pub items: Vec<Lot>,
	pub next: Option<serde_json::Value>,
	pub cut: bool,
}

/// An event.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Record {
	pub id: u64,
	pub recorded: u64,
	pub by: By,
	#[serde(flatten)]
	pub details: Details,
	pub body: Body,
	pub error: Option<Declaration>,
}

/// Who did something.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct By {
	pub organization: u32,
}

/// What is said of every event.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub struct Details {
	pub at: u64,
	pub step: Option<String>,
	pub disposition: Option<String>,
	pub location: Option<u64>,
	pub digest: Option<H256>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Body {
	Commission(Portion),
	Observe { lots: Vec<u64> },
	Decommission(Portion),
	Gather { bond: Bond, action: Action, parent: u64, children: Vec<u64> },
	Link { lots: Vec<u64>, documents: Vec<Document> },
	Transform(Transformation),
	Ship { shipment: u64 },
	Receive { shipment: u64 },
	Reject { shipment: u64 },
	TakeBack { shipment: u64 },
	Inspect { lot: u64, passed: bool },
}

/// Lots that became others.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Transformation {
	pub inputs: Vec<Portion>,
	pub outputs: Vec<Portion>,
	/// In the smallest unit.
	#[serde(with = "decimal")]
	pub gain: u128,
}

/// What an event does to a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Action {
	Add,
	Observe,
	Delete,
}

/// So much of a lot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Portion {
	pub lot: u64,
	#[serde(with = "decimal")]
	pub quantity: u128,
}

/// A document of business.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub struct Document {
	pub kind: String,
	pub digest: H256,
}

/// That an event is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Declaration {
	pub at: u64,
	pub reason: String,
	pub corrective: Vec<u64>,
	pub undone: bool,
}

/// The lots that events name, without what holds others.
pub fn lots(records: &[Record]) -> BTreeSet<u64> {
	records.iter().flat_map(|record| record.body.lots()).collect()
}

impl Body {
	/// The lots that it names, without what holds others.
	pub fn lots(&self) -> BTreeSet<u64> {
		let ids = |portions: &[Portion]| portions.iter().map(|it| it.lot).collect::<Vec<_>>();
		let lots = match self {
			Self::Commission(portion) | Self::Decommission(portion) => vec![portion.lot],
			Self::Observe { lots } | Self::Link { lots, .. } => lots.clone(),
			Self::Gather { children, .. } => children.clone(),
			Self::Transform(it) => [ids(&it.inputs), ids(&it.outputs)].concat(),
			Self::Inspect { lot, .. } => vec![*lot],
			Self::Ship { .. }
			| Self::Receive { .. }
			| Self::Reject { .. }
			| Self::TakeBack { .. } => Vec::new(),
		};
		lots.into_iter().collect()
	}

	/// The lots that came to be with it.
	pub fn made(&self) -> Vec<u64> {
		let portions = match self {
			Self::Commission(portion) => std::slice::from_ref(portion),
			Self::Transform(it) => &it.outputs,
			_ => &[],
		};
		portions.iter().map(|it| it.lot).collect()
	}

	/// How much of a lot is gone by it.
	pub fn taken(&self, lot: u64) -> u128 {
		let portions = match self {
			Self::Decommission(portion) => std::slice::from_ref(portion),
			Self::Transform(it) => &it.inputs,
			_ => &[],
		};
		portions.iter().filter(|it| it.lot == lot).map(|it| it.quantity).sum()
	}
}
