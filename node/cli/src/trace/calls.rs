// SPDX-License-Identifier: Apache-2.0

//! Calls of the pallet, with arguments as the chain's metadata names them.

use super::{
	amounts::Unit,
	draft::{Bond, Document, Draft},
	keys::{PlaceKey, ProductKey},
	names,
};
use crate::args::{id_value, optional, unit_variant};
use subxt::dynamic::Value;

/// A call.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
	pub name: &'static str,
	pub arguments: Vec<(&'static str, Value)>,
	/// How many lots it makes.
	pub makes: usize,
}

/// A lot to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Output<'a> {
	pub product: u64,
	pub code: &'a str,
	pub quantity: u128,
	pub serial: bool,
}

impl Step {
	fn new(name: &'static str, arguments: Vec<(&'static str, Value)>) -> Self {
		Self { name, arguments, makes: 0 }
	}

	/// The event that tells what came of it.
	pub fn event(&self) -> &'static str {
		match self.name {
			"register_product" => "Traceability.ProductRegistered",
			"register_location" => "Traceability.LocationRegistered",
			"declare_error" => "Traceability.ErrorDeclared",
			_ => "Traceability.Recorded",
		}
	}

	pub fn register_product(key: &ProductKey, unit: Unit) -> Self {
		let gtin = match key {
			ProductKey::Gtin(gtin) => Some(Value::from_bytes(gtin)),
			ProductKey::Sort(_) => None,
		};
		Self::new(
			"register_product",
			vec![
				("name", Value::from_bytes(key.name())),
				("gtin", optional(gtin)),
				("unit", unit_variant(&unit)),
			],
		)
	}

	pub fn register_location(key: &PlaceKey) -> Self {
		let gln = match key {
			PlaceKey::Gln(gln) => Some(Value::from_bytes(gln)),
			PlaceKey::Within(_) => None,
		};
		Self::new(
			"register_location",
			vec![("name", Value::from_bytes(key.name())), ("gln", optional(gln))],
		)
	}

	pub fn commission(output: Output<'_>, details: Value) -> Self {
		let mut arguments = output.fields();
		arguments.push(("details", details));
		Self { makes: 1, ..Self::new("commission", arguments) }
	}

	pub fn observe(lots: &[u64], details: Value) -> Self {
		Self::new("observe", vec![("lots", ids(lots)), ("details", details)])
	}

	pub fn decommission(lot: u64, quantity: u128, details: Value) -> Self {
		Self::new(
			"decommission",
			vec![("lot", id_value(lot)), ("quantity", Value::u128(quantity)), ("details", details)],
		)
	}

	pub fn gather(
		bond: Bond,
		action: covenant_epcis::Action,
		parent: u64,
		children: &[u64],
		details: Value,
	) -> Self {
		let name = match bond {
			Bond::Content => "aggregate",
			Bond::Fixture => "associate",
		};
		Self::new(
			name,
			vec![
				("action", variant(action.as_str())),
				("parent", id_value(parent)),
				("children", ids(children)),
				("details", details),
			],
		)
	}

	pub fn link(lots: &[u64], documents: &[Document], details: Value) -> Self {
		let documents = documents.iter().map(|document| {
			Value::named_composite([
				("kind", Value::unnamed_variant(document.kind, [])),
				("digest", Value::from_bytes(document.digest)),
			])
		});
		Self::new(
			"link",
			vec![
				("lots", ids(lots)),
				("documents", Value::unnamed_composite(documents)),
				("details", details),
			],
		)
	}

	pub fn transform(
		inputs: &[(u64, u128)],
		outputs: &[Output<'_>],
		gain: u128,
		details: Value,
	) -> Self {
		let inputs = inputs.iter().map(|(lot, quantity)| {
			Value::named_composite([("lot", id_value(*lot)), ("quantity", Value::u128(*quantity))])
		});
		let values = outputs.iter().map(|output| Value::named_composite(output.fields()));
		let arguments = vec![
			("inputs", Value::unnamed_composite(inputs)),
			("outputs", Value::unnamed_composite(values)),
			("gain", Value::u128(gain)),
			("details", details),
		];
		Self { makes: outputs.len(), ..Self::new("transform", arguments) }
	}

	/// What the event did stays done, or is undone.
	pub fn declare_error(event: u64, reason: &str, corrective: &[u64], undo: bool) -> Self {
		Self::new(
			"declare_error",
			vec![
				("event", id_value(event)),
				("reason", Value::unnamed_variant(reason, [])),
				("corrective", ids(corrective)),
				("undo", Value::bool(undo)),
			],
		)
	}
}

impl Output<'_> {
	fn fields(&self) -> Vec<(&'static str, Value)> {
		vec![
			("product", id_value(self.product)),
			("code", Value::from_bytes(self.code)),
			("quantity", Value::u128(self.quantity)),
			("serial", Value::bool(self.serial)),
		]
	}
}

/// What is said of every event.
pub fn details(draft: &Draft, location: Option<u64>) -> Value {
	Value::named_composite([
		("at", id_value(draft.at)),
		("step", optional(draft.step.map(variant))),
		("disposition", optional(draft.disposition.map(variant))),
		("location", optional(location.map(id_value))),
		("digest", optional(Some(Value::from_bytes(draft.digest)))),
	])
}

fn ids(ids: &[u64]) -> Value {
	Value::unnamed_composite(ids.iter().map(|id| id_value(*id)))
}

fn variant(word: &str) -> Value {
	Value::unnamed_variant(names::variant(word), [])
}
