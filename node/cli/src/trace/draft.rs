// SPDX-License-Identifier: Apache-2.0

//! What an event says in the words of the chain, as far as the chain has words for it. Nothing is
//! asked of a node here.

use super::{
	amounts::{whole, Amount},
	keys::{LotKey, PlaceKey},
	names::{self, GAIN, GAIN_URI},
};
use covenant_epcis::{
	BizTransaction, ErrorDeclaration, Event, Fault, Json, Quantity, Term, Uri, What,
};
use sha2::{Digest, Sha256};
use std::collections::HashSet;

/// An event that is to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
	/// When it was, in UTC milliseconds.
	pub at: u64,
	pub step: Option<&'static str>,
	pub disposition: Option<&'static str>,
	pub place: Option<PlaceKey>,
	/// The canonical hash.
	pub digest: [u8; 32],
	pub act: Act,
	/// Fields of which the chain knows no more than that the hash covers them.
	pub off_chain: Vec<&'static str>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
	Commission(Vec<Portion>),
	Observe(Vec<Portion>),
	Decommission(Vec<Portion>),
	/// Lots came to another, are there, or left it: these, or all.
	Gather {
		bond: Bond,
		action: covenant_epcis::Action,
		parent: (LotKey, Uri),
		children: Option<Vec<Portion>>,
	},
	Link {
		lots: Vec<Portion>,
		documents: Vec<Document>,
	},
	Transform {
		inputs: Vec<Portion>,
		outputs: Vec<Portion>,
		/// By how much more may come out than goes in, in the smallest unit of what is measured.
		gain: u128,
	},
}

/// How lots are together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Bond {
	Content,
	Fixture,
}

/// So much of a lot, and which field says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Portion {
	pub lot: LotKey,
	pub amount: Amount,
	pub path: String,
}

/// A document of business.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
	/// As the chain calls it.
	pub kind: &'static str,
	pub digest: [u8; 32],
}

/// That an event is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
	/// The canonical hash of the event.
	pub digest: [u8; 32],
	/// What it was, if the chain has words for it.
	pub act: Option<Act>,
	/// As the chain calls it.
	pub reason: String,
	/// The `eventID`s of those that are right.
	pub corrective: Vec<Uri>,
}

/// A fault of a field.
pub fn fault(path: impl Into<String>, why: impl Into<String>) -> Fault {
	Fault { path: path.into(), why: why.into() }
}

impl Draft {
	/// Reads what the chain can hold of an event.
	pub fn read(event: &Event) -> Result<Self, Fault> {
		let act = Act::read(event)?;
		let (place, place_off_chain) = place(event);
		let mut off_chain = off_chain(event, &act);
		off_chain.extend(place_off_chain);
		Ok(Self {
			at: event.time.milliseconds(),
			step: standard(event.biz_step.as_ref()),
			disposition: standard(event.disposition.as_ref()),
			place,
			digest: event.digest(),
			act,
			off_chain,
		})
	}
}

impl Act {
	fn read(event: &Event) -> Result<Self, Fault> {
		use covenant_epcis::Action::{Add, Delete, Observe};
		Ok(match &event.what {
			What::Object { action, epcs, quantities, .. } => {
				let lots = portions(("epcList", epcs), ("quantityList", quantities))?;
				if lots.is_empty() {
					return Err(fault("epcList", "is missing: the chain has events of lots"));
				}
				match action {
					Add => Self::Commission(lots),
					Observe => Self::Observe(lots),
					Delete => Self::Decommission(lots),
				}
			}
			What::Aggregation { action, parent, children, child_quantities } => {
				let parent = parent.as_ref().ok_or_else(|| {
					fault("parentID", "is missing: the chain has what lots are inside of")
				})?;
				gather(Bond::Content, *action, parent, children, child_quantities)?
			}
			What::Association { action, parent, children, child_quantities } => {
				gather(Bond::Fixture, *action, parent, children, child_quantities)?
			}
			What::Transaction { action, parent, epcs, quantities } => {
				if *action == Delete {
					let why = "DELETE: on the chain lots cannot be taken from documents";
					return Err(fault("action", why));
				}
				if parent.is_some() {
					return Err(fault("parentID", "documents have lots on the chain, not parents"));
				}
				let lots = portions(("epcList", epcs), ("quantityList", quantities))?;
				let documents = event.biz_transactions.iter().enumerate().map(|(index, it)| {
					document(it).map_err(|why| fault(format!("bizTransactionList[{index}]"), why))
				});
				Self::Link { lots, documents: documents.collect::<Result<_, _>>()? }
			}
			What::Transformation {
				inputs, input_quantities, outputs, output_quantities, ..
			} => {
				let inputs =
					portions(("inputEPCList", inputs), ("inputQuantityList", input_quantities))?;
				let outputs = portions(
					("outputEPCList", outputs),
					("outputQuantityList", output_quantities),
				)?;
				if inputs.is_empty() || outputs.is_empty() {
					let why = "has inputs or outputs only: the chain has both in one event";
					return Err(fault("", why));
				}
				Self::Transform { inputs, outputs, gain: gain(event)? }
			}
		})
	}

	/// All lots and quantities that it names, and whether they come to be with it.
	pub fn portions(&self) -> Vec<(&Portion, bool)> {
		let (old, new): (&[Portion], &[Portion]) = match self {
			Self::Commission(lots) => (&[], lots),
			Self::Observe(lots) | Self::Decommission(lots) | Self::Link { lots, .. } => (lots, &[]),
			Self::Gather { children, .. } => (children.as_deref().unwrap_or_default(), &[]),
			Self::Transform { inputs, outputs, .. } => (inputs, outputs),
		};
		old.iter().map(|it| (it, false)).chain(new.iter().map(|it| (it, true))).collect()
	}

	/// The lots that come to be with it.
	pub fn makes(&self) -> HashSet<&LotKey> {
		let portions = self.portions();
		portions.into_iter().filter(|(_, is_new)| *is_new).map(|(it, _)| &it.lot).collect()
	}
}

impl Correction {
	/// Reads that an event is wrong, if it says so.
	pub fn read(event: &Event) -> Option<Result<Self, Fault>> {
		let error = event.error_declaration.as_ref()?;
		let reason = standard(error.reason.as_ref()).ok_or_else(|| {
			fault("errorDeclaration.reason", "is neither did_not_occur nor incorrect_data")
		});
		Some(reason.map(|reason| Self {
			digest: event.digest(),
			act: Act::read(event).ok(),
			reason: names::variant(reason),
			corrective: error.corrective_events.clone(),
		}))
	}
}

fn gather(
	bond: Bond,
	action: covenant_epcis::Action,
	parent: &Uri,
	children: &[Uri],
	quantities: &[Quantity],
) -> Result<Act, Fault> {
	let key = LotKey::read(parent).map_err(|why| fault("parentID", why))?;
	let lots = portions(("childEPCs", children), ("childQuantityList", quantities))?;
	let children = (!lots.is_empty()).then_some(lots);
	Ok(Act::Gather { bond, action, parent: (key, parent.clone()), children })
}

/// The gain that a transformation states, which EPCIS has no field for.
fn gain(event: &Event) -> Result<u128, Fault> {
	let Some(stated) = event.extension(GAIN_URI) else { return Ok(0) };
	let gain = match stated {
		Json::Number(number) => whole(number),
		_ => None,
	};
	gain.ok_or_else(|| {
		let why = "is not a whole number, of pieces, mg, ml or mm, as the goods are measured";
		fault(GAIN, format!("{stated} {why}"))
	})
}

/// Items and so much of lots, each named once.
fn portions(
	(epc_field, epcs): (&str, &[Uri]),
	(quantity_field, quantities): (&str, &[Quantity]),
) -> Result<Vec<Portion>, Fault> {
	let mut portions = Vec::new();
	for (index, epc) in epcs.iter().enumerate() {
		let path = format!("{epc_field}[{index}]");
		let lot = LotKey::read(epc).map_err(|why| fault(&path, why))?;
		if !lot.serial {
			return Err(fault(path, format!("{epc} is a lot, not an item: how much of it?")));
		}
		portions.push(Portion { lot, amount: Amount::ONE, path });
	}
	for (index, quantity) in quantities.iter().enumerate() {
		let path = format!("{quantity_field}[{index}]");
		let lot =
			LotKey::read(&quantity.class).map_err(|why| fault(format!("{path}.epcClass"), why))?;
		if lot.serial {
			return Err(fault(path, format!("{} is an item, not a lot", quantity.class)));
		}
		let amount =
			Amount::read(quantity).map_err(|why| fault(format!("{path}.quantity"), why))?;
		portions.push(Portion { lot, amount, path });
	}
	let mut seen = HashSet::new();
	match portions.iter().find(|portion| !seen.insert(&portion.lot)) {
		Some(twice) => Err(fault(&twice.path, format!("{} is there twice", twice.lot))),
		None => Ok(portions),
	}
}

/// A word of the standard.
fn standard(term: Option<&Term>) -> Option<&'static str> {
	match term {
		Some(Term::Standard(word)) => Some(word),
		Some(Term::Other(_)) | None => None,
	}
}

/// Where it was: at the read point, or else where the goods are since; and what of that stays off
/// chain.
fn place(event: &Event) -> (Option<PlaceKey>, Vec<&'static str>) {
	let read = |place: &Option<covenant_epcis::Place>| {
		place.as_ref().and_then(|place| PlaceKey::read(&place.id).ok())
	};
	let (read_point, biz_location) = (read(&event.read_point), read(&event.biz_location));
	let place = read_point.clone().or(biz_location.clone());
	let mut off_chain = Vec::new();
	if event.read_point.is_some() && read_point.is_none() {
		off_chain.push("readPoint");
	}
	if event.biz_location.is_some() && biz_location != place {
		off_chain.push("bizLocation");
	}
	(place, off_chain)
}

fn document(transaction: &BizTransaction) -> Result<Document, String> {
	let kind = standard(transaction.kind.as_ref()).and_then(names::document);
	let kind = kind.ok_or("has no type of the CBV, by which the chain knows what it is")?;
	let digest = named_digest(&transaction.id)
		.unwrap_or_else(|| Sha256::digest(transaction.id.as_str()).into());
	Ok(Document { kind, digest })
}

/// What URIs that are SHA-256 hashes begin with.
pub const HASH: &str = "ni:///sha-256;";

/// What canonical hashes of events end with.
pub const VERSION: &str = "?ver=CBV2.0";

/// The hash that a URI is.
fn named_digest(uri: &Uri) -> Option<[u8; 32]> {
	hex::decode(uri.as_str().strip_prefix(HASH)?).ok()?.try_into().ok()
}

/// The canonical hash that an `eventID` is.
pub fn event_digest(id: &str) -> Option<[u8; 32]> {
	hex::decode(id.strip_prefix(HASH)?.strip_suffix(VERSION)?).ok()?.try_into().ok()
}

/// What of an event the chain has no place for, and the hash does not cover.
pub fn uncovered(event: &Event) -> Vec<&'static str> {
	let is_other = |id: &Uri| event_digest(id.as_str()) != Some(event.digest());
	let error = event.error_declaration.as_ref();
	let extends = |error: &ErrorDeclaration| !error.extensions.is_empty();
	there([
		("eventID", event.id.as_ref().is_some_and(is_other)),
		("recordTime", event.record_time.is_some()),
		("errorDeclaration.declarationTime", error.is_some()),
		("errorDeclaration's extensions", error.is_some_and(extends)),
	])
}

/// What of an event the chain has no place for, but the hash covers.
fn off_chain(event: &Event, act: &Act) -> Vec<&'static str> {
	let is_link = matches!(act, Act::Link { .. });
	let is_named = |it: &BizTransaction| named_digest(&it.id).is_some();
	let transactions = &event.biz_transactions;
	let extends = |place: &Option<covenant_epcis::Place>| {
		place.as_ref().is_some_and(|place| !place.extensions.is_empty())
	};
	let persistent = &event.persistent_disposition;
	let has_gain = matches!(act, Act::Transform { .. }) && event.extension(GAIN_URI).is_some();
	let transformation = matches!(&event.what, What::Transformation { id: Some(_), .. });
	there([
		("certificationInfo", !event.certifications.is_empty()),
		("transformationID", transformation),
		("bizStep", matches!(event.biz_step, Some(Term::Other(_)))),
		("disposition", matches!(event.disposition, Some(Term::Other(_)))),
		("persistentDisposition", !persistent.set.is_empty() || !persistent.unset.is_empty()),
		("readPoint's extensions", extends(&event.read_point)),
		("bizLocation's extensions", extends(&event.biz_location)),
		("bizTransactionList", !is_link && !transactions.is_empty()),
		("bizTransactionList's URIs", is_link && !transactions.iter().all(is_named)),
		("sourceList", !event.sources.is_empty()),
		("destinationList", !event.destinations.is_empty()),
		("sensorElementList", !event.sensor_elements.is_empty()),
		("ilmd", event.what.ilmd().is_some_and(|ilmd| !ilmd.is_empty())),
		("extensions", event.extensions.len() > usize::from(has_gain)),
	])
}

/// The names of the fields that are there.
fn there<const N: usize>(fields: [(&'static str, bool); N]) -> Vec<&'static str> {
	fields.into_iter().filter(|(_, is_there)| *is_there).map(|(name, _)| name).collect()
}
