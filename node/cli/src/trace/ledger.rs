// SPDX-License-Identifier: Apache-2.0

//! What is asked of the chain about goods, and calls that are sent to it, or only rehearsed.

use super::calls::Step;
use crate::{
	args::At,
	chain::{call, Call},
	failure::{unusable, Result},
	node::Node,
	transaction::Signer,
};
use serde::de::DeserializeOwned;
use serde_json::{json, Value as Json};
use std::{cell::Cell, collections::HashMap};
use subxt::dynamic::Value;

/// The most items on a page.
const PAGE: u32 = 100;

/// Something that answers as a node does.
pub trait Ask {
	/// The answer to a query.
	async fn ask(&self, method: &str, params: Vec<Json>) -> Result<Json>;

	/// A record, if there is one.
	async fn get<T: DeserializeOwned>(&self, method: &str, params: Vec<Json>) -> Result<Option<T>> {
		let answer = self.ask(method, params).await?;
		serde_json::from_value(answer).map_err(|error| unusable(format!("{method}: {error}")))
	}

	/// All items of a list, but no more than so many.
	async fn all<T: DeserializeOwned>(
		&self,
		method: &str,
		of: Json,
		most: usize,
	) -> Result<Vec<T>> {
		let mut items = Vec::new();
		let mut cursor = Json::Null;
		loop {
			let mut page = self.ask(method, vec![of.clone(), cursor, json!(PAGE)]).await?;
			let more: Vec<T> = serde_json::from_value(page["items"].take())
				.map_err(|error| unusable(format!("{method}: {error}")))?;
			items.extend(more);
			cursor = page["next"].take();
			if cursor.is_null() || items.len() >= most {
				return Ok(items);
			}
		}
	}
}

/// A node that is asked about the state at a block.
pub struct Asked<'a> {
	pub node: &'a Node,
	pub at: At,
}

impl Ask for Asked<'_> {
	async fn ask(&self, method: &str, params: Vec<Json>) -> Result<Json> {
		self.node.query(method, params, &self.at).await
	}
}

/// What came of a call.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
	/// The event, product or location that it made.
	pub id: u64,
	/// The lots that it made.
	pub lots: Vec<u64>,
}

/// Something that takes calls: all of them, or none.
pub trait Ledger: Ask {
	async fn submit(&self, steps: &[Step]) -> Result<Vec<Outcome>>;
}

/// A node that gets transactions, each of which is waited for.
pub struct Sent<'a> {
	pub asked: Asked<'a>,
	pub signer: Signer,
}

impl Ask for Sent<'_> {
	async fn ask(&self, method: &str, params: Vec<Json>) -> Result<Json> {
		self.asked.ask(method, params).await
	}
}

impl Ledger for Sent<'_> {
	async fn submit(&self, steps: &[Step]) -> Result<Vec<Outcome>> {
		let receipt = self.signer.submit(self.asked.node, &together(steps)).await?;
		let mut outcomes = Vec::new();
		let mut places = HashMap::<_, usize>::new();
		for step in steps {
			let event = step.event();
			let place = places.entry(event).or_default();
			let fields = receipt
				.events(event)
				.nth(*place)
				.ok_or_else(|| unusable(format!("the transaction succeeded without {event}")))?;
			*place += 1;
			outcomes.push(outcome(fields)?);
		}
		Ok(outcomes)
	}
}

/// One call for all of them.
fn together(steps: &[Step]) -> Call {
	match steps {
		[step] => call("Traceability", step.name, step.arguments.clone()),
		steps => {
			let calls = Value::unnamed_composite(steps.iter().map(within));
			call("Utility", "batch_all", [("calls", calls)])
		}
	}
}

/// A call as an argument of another.
fn within(step: &Step) -> Value {
	let call = Value::named_variant(step.name, step.arguments.clone());
	Value::unnamed_variant("Traceability", [call])
}

/// What an event of the pallet says was made.
fn outcome(fields: &Json) -> Result<Outcome> {
	let id = ["event", "product", "location"].iter().find_map(|name| fields[*name].as_u64());
	let id = id.ok_or_else(|| unusable(format!("an event without an id: {fields}")))?;
	let body = &fields["record"]["body"];
	let made = body["Transform"]["outputs"].as_array().cloned().unwrap_or_else(|| {
		let commissioned = &body["Commission"]["portion"];
		Some(commissioned.clone()).filter(|it| !it.is_null()).into_iter().collect()
	});
	let lots = made.iter().filter_map(|it| it["lot"].as_u64()).collect();
	Ok(Outcome { id, lots })
}

/// A chain that is asked, and whose answers to calls are made up: ids that it never gets to.
pub struct Rehearsal<A> {
	asked: A,
	next: Cell<u64>,
}

impl<A> Rehearsal<A> {
	pub fn new(asked: A) -> Self {
		Self { asked, next: Cell::new(1 << 63) }
	}

	fn id(&self) -> u64 {
		let id = self.next.get();
		self.next.set(id + 1);
		id
	}
}

impl<A: Ask> Ask for Rehearsal<A> {
	async fn ask(&self, method: &str, params: Vec<Json>) -> Result<Json> {
		self.asked.ask(method, params).await
	}
}

impl<A: Ask> Ledger for Rehearsal<A> {
	async fn submit(&self, steps: &[Step]) -> Result<Vec<Outcome>> {
		let outcomes = steps.iter().map(|step| {
			let lots = (0..step.makes).map(|_| self.id()).collect();
			Outcome { id: self.id(), lots }
		});
		Ok(outcomes.collect())
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::trace::tests::encoded;
	use codec::Decode;
	use pallet_traceability::{Corrective, ErrorReason, EventId};
	use scale_info::TypeInfo;

	#[test]
	fn what_was_made_is_read_off_the_events() {
		for (fields, id, lots) in [
			(json!({ "product": 3, "details": {}, "by": {} }), 3, vec![]),
			(json!({ "location": 4 }), 4, vec![]),
			(
				json!({ "event": 5, "record": { "body": {
					"Commission": { "portion": { "lot": 6, "quantity": "2" } },
				} } }),
				5,
				vec![6],
			),
			(
				json!({ "event": 5, "record": { "body": { "Transform": {
					"inputs": [{ "lot": 1, "quantity": "2" }],
					"outputs": [{ "lot": 6, "quantity": "1" }, { "lot": 7, "quantity": "1" }],
				} } } }),
				5,
				vec![6, 7],
			),
			(
				json!({ "event": 5, "record": { "body": { "Observe": { "lots": [1] } } } }),
				5,
				vec![],
			),
			(json!({ "event": 5, "declaration": {} }), 5, vec![]),
		] {
			assert_eq!(outcome(&fields), Ok(Outcome { id, lots }), "{fields}");
		}
		assert!(outcome(&json!({})).is_err());
	}

	#[derive(Debug, PartialEq, Eq, Decode, TypeInfo)]
	enum RuntimeCall {
		Traceability(PalletCall),
	}

	#[derive(Debug, PartialEq, Eq, Decode, TypeInfo)]
	#[allow(non_camel_case_types)]
	enum PalletCall {
		declare_error { event: u64, reason: ErrorReason, corrective: Corrective, undo: bool },
	}

	#[test]
	fn a_call_within_another_has_the_same_arguments() {
		let call = encoded(&within(&Step::declare_error(3, "DidNotOccur", &[5, 4], true)));
		let expected = PalletCall::declare_error {
			event: 3,
			reason: ErrorReason::DidNotOccur,
			corrective: vec![EventId(5), EventId(4)].try_into().unwrap(),
			undo: true,
		};
		assert_eq!(RuntimeCall::Traceability(expected), call);
	}

	#[test]
	fn several_calls_are_one_transaction() {
		let step = |name| Step { name, arguments: vec![], makes: 0 };
		assert_eq!(together(&[step("observe")]).call_name(), "observe");
		let both = together(&[step("observe"), step("commission")]);
		assert_eq!((both.pallet_name(), both.call_name()), ("Utility", "batch_all"));
	}
}
