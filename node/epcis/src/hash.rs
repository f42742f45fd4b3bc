// SPDX-License-Identifier: Apache-2.0

//! The canonical hash of an event (CBV 2.0, section 8.9), which is the same however the event is
//! written.
//!
//! Fields stand in the order of the standard, items of lists and extensions in the order of their
//! bytes, without anything between them. `eventID`, `recordTime`, `errorDeclaration` and comments
//! are left out.
//!
//! Where implementations of the standard differ, this one does as the reference implementation
//! (`RalphTro/epcis-event-hash-generator`, version 1.9) did when it published the hashes in the
//! tests. Its later versions do some of this only for CBV 2.1.
//! - `certificationInfo` comes after `eventTimeZoneOffset`;
//! - `sensorElementList` is named;
//! - the type of a business transaction, a source or a destination comes before its id;
//! - extensions of a field come at the end of it, and not at the end of the event;
//! - text that is a number is written as one, because XML cannot tell them apart.
//!
//! The order of the standard is kept where that implementation leaves it: `parentID` comes after
//! `epcList`.

use crate::{
	context::Namespaces,
	decimal::{self, Decimal},
	event::{
		Action, Event, Party, Place, Quantity, SensorElement, SensorMetadata, SensorReport, What,
	},
	gs1,
	json::{Fields, Json},
	time::Time,
	uri::Uri,
	vocabulary::{self, Term, Vocabulary},
};
use sha2::{Digest, Sha256};

impl Event {
	/// The canonical hash as an `eventID`, `ni:///sha-256;…?ver=CBV2.0` (RFC 6920).
	pub fn hash_id(&self) -> Uri {
		let id = format!("ni:///sha-256;{}?ver=CBV2.0", hex::encode(self.digest()));
		Uri::new(id).expect("it has a scheme, and no character that URIs forbid")
	}

	/// The bytes of the canonical hash.
	pub fn digest(&self) -> [u8; 32] {
		Sha256::digest(self.canonical()).into()
	}

	/// What is hashed.
	pub fn canonical(&self) -> String {
		let form = Form { namespaces: &self.namespaces };
		let certifications = self.certifications.iter();
		let certifications = certifications.map(|it| uri("certificationInfo", Some(it)));
		let transactions = self.biz_transactions.iter().map(|it| {
			term("type", it.kind.as_ref(), Vocabulary::BizTransactionType)
				+ &uri("bizTransaction", Some(&it.id))
		});
		let party = |id, party: &Party| {
			term("type", Some(&party.kind), Vocabulary::PartyType) + &uri(id, Some(&party.id))
		};
		let sources = self.sources.iter().map(|it| party("source", it));
		let destinations = self.destinations.iter().map(|it| party("destination", it));
		let sensor_elements = self.sensor_elements.iter().map(|it| form.sensor_element(it));
		let dispositions = |name, terms: &[Term]| {
			sorted(terms.iter().map(|it| term(name, Some(it), Vocabulary::Disposition)))
		};
		let persistent = dispositions("set", &self.persistent_disposition.set)
			+ &dispositions("unset", &self.persistent_disposition.unset);
		let ilmd = self.what.ilmd().map(|ilmd| form.extensions(ilmd)).unwrap_or_default();

		[
			pair("eventType", self.what.event_type()),
			time("eventTime", Some(self.time)),
			pair("eventTimeZoneOffset", self.time_zone_offset.as_str()),
			sorted(certifications),
			what(&self.what),
			term("bizStep", self.biz_step.as_ref(), Vocabulary::BizStep),
			term("disposition", self.disposition.as_ref(), Vocabulary::Disposition),
			group("persistentDisposition", persistent),
			form.place("readPoint", self.read_point.as_ref()),
			form.place("bizLocation", self.biz_location.as_ref()),
			group("bizTransactionList", sorted(transactions)),
			group("sourceList", sorted(sources)),
			group("destinationList", sorted(destinations)),
			group("sensorElementList", sorted(sensor_elements)),
			group("ilmd", ilmd),
			form.extensions(&self.extensions),
		]
		.concat()
	}
}

fn what(what: &What) -> String {
	match what {
		What::Object { action, epcs, quantities, .. } => [
			objects("epcList", epcs),
			amounts("quantityList", quantities),
			pair("action", action.as_str()),
		]
		.concat(),
		What::Aggregation { action, parent, children, child_quantities } => {
			family(*action, parent.as_ref(), children, child_quantities)
		}
		What::Association { action, parent, children, child_quantities } => {
			family(*action, Some(parent), children, child_quantities)
		}
		What::Transaction { action, parent, epcs, quantities } => [
			objects("epcList", epcs),
			uri("parentID", parent.as_ref()),
			amounts("quantityList", quantities),
			pair("action", action.as_str()),
		]
		.concat(),
		What::Transformation {
			id, inputs, input_quantities, outputs, output_quantities, ..
		} => [
			objects("inputEPCList", inputs),
			amounts("inputQuantityList", input_quantities),
			objects("outputEPCList", outputs),
			amounts("outputQuantityList", output_quantities),
			uri("transformationID", id.as_ref()),
		]
		.concat(),
	}
}

fn family(
	action: Action,
	parent: Option<&Uri>,
	children: &[Uri],
	quantities: &[Quantity],
) -> String {
	[
		uri("parentID", parent),
		objects("childEPCs", children),
		amounts("childQuantityList", quantities),
		pair("action", action.as_str()),
	]
	.concat()
}

fn objects(list: &str, epcs: &[Uri]) -> String {
	group(list, sorted(epcs.iter().map(|epc| uri("epc", Some(epc)))))
}

fn amounts(list: &str, quantities: &[Quantity]) -> String {
	let quantities = quantities.iter().map(|it| {
		let fields = [
			uri("epcClass", Some(&it.class)),
			number("quantity", it.quantity.as_ref()),
			text("uom", it.uom.as_ref()),
		];
		group("quantityElement", fields.concat())
	});
	group(list, sorted(quantities))
}

/// Writes what may have extensions.
struct Form<'a> {
	namespaces: &'a Namespaces,
}

impl Form<'_> {
	fn place(&self, name: &str, place: Option<&Place>) -> String {
		let fields = place.map(|it| uri("id", Some(&it.id)) + &self.extensions(&it.extensions));
		group(name, fields.unwrap_or_default())
	}

	fn sensor_element(&self, element: &SensorElement) -> String {
		let fields = [
			self.sensor_metadata(&element.metadata),
			sorted(element.reports.iter().map(|report| self.sensor_report(report))),
			self.extensions(&element.extensions),
		];
		group("sensorElement", fields.concat())
	}

	fn sensor_metadata(&self, it: &SensorMetadata) -> String {
		let fields = [
			time("time", it.time),
			time("startTime", it.start_time),
			time("endTime", it.end_time),
			uri("deviceID", it.device_id.as_ref()),
			uri("deviceMetadata", it.device_metadata.as_ref()),
			uri("rawData", it.raw_data.as_ref()),
			uri("dataProcessingMethod", it.data_processing_method.as_ref()),
			uri("bizRules", it.biz_rules.as_ref()),
			self.extensions(&it.extensions),
		];
		group("sensorMetadata", fields.concat())
	}

	fn sensor_report(&self, it: &SensorReport) -> String {
		let boolean = it.boolean_value.map(|value| pair("booleanValue", &value.to_string()));
		let fields = [
			term("type", it.kind.as_ref(), Vocabulary::Measurement),
			term("exception", it.exception.as_ref(), Vocabulary::Exception),
			uri("deviceID", it.device_id.as_ref()),
			uri("deviceMetadata", it.device_metadata.as_ref()),
			uri("rawData", it.raw_data.as_ref()),
			uri("dataProcessingMethod", it.data_processing_method.as_ref()),
			time("time", it.time),
			uri("microorganism", it.microorganism.as_ref()),
			uri("chemicalSubstance", it.chemical_substance.as_ref()),
			number("value", it.value.as_ref()),
			term("component", it.component.as_ref(), Vocabulary::Component),
			text("stringValue", it.string_value.as_ref()),
			boolean.unwrap_or_default(),
			text("hexBinaryValue", it.hex_binary_value.as_ref()),
			uri("uriValue", it.uri_value.as_ref()),
			number("minValue", it.min_value.as_ref()),
			number("maxValue", it.max_value.as_ref()),
			number("meanValue", it.mean_value.as_ref()),
			number("sDev", it.s_dev.as_ref()),
			number("percRank", it.perc_rank.as_ref()),
			number("percValue", it.perc_value.as_ref()),
			text("uom", it.uom.as_ref()),
			uri("coordinateReferenceSystem", it.coordinate_reference_system.as_ref()),
			self.extensions(&it.extensions),
		];
		group("sensorReport", fields.concat())
	}

	/// Fields of other namespaces, or of an object in one of them.
	fn extensions(&self, fields: &Fields) -> String {
		let is_comment = |name: &str| matches!(name, "rdfs:comment" | "comment");
		let fields = fields.iter().filter(|(name, _)| !is_comment(name));
		let parts = fields
			.flat_map(|(name, value)| self.extension(&self.namespaces.expand_name(name), value));
		sorted(parts)
	}

	/// A field of another namespace: one part, or one for each item of a list.
	fn extension(&self, name: &str, value: &Json) -> Vec<String> {
		match value {
			Json::Null => Vec::new(),
			Json::Bool(value) => vec![pair(name, &value.to_string())],
			Json::Number(value) => vec![pair(name, &value.canonical())],
			Json::Text(text) => {
				let text = canonical(&self.namespaces.expand(text.trim()));
				vec![if text.is_empty() { name.into() } else { pair(name, &text) }]
			}
			Json::Object(fields) => vec![format!("{name}{}", self.extensions(fields))],
			Json::List(items) => items.iter().flat_map(|item| self.extension(name, item)).collect(),
		}
	}
}

/// The canonical form of a text, whatever it is.
pub(crate) fn canonical(text: &str) -> String {
	let text = text.trim();
	let canonical = vocabulary::from_urn(text)
		.or_else(|| decimal::canonical_text(text))
		.or_else(|| gs1::canonical(text));
	canonical.unwrap_or_else(|| text.into())
}

fn pair(name: &str, value: &str) -> String {
	format!("{name}={value}")
}

/// A field with fields of its own, which is left out with them.
fn group(name: &str, fields: String) -> String {
	if fields.is_empty() {
		fields
	} else {
		format!("{name}{fields}")
	}
}

fn text(name: &str, text: Option<&String>) -> String {
	let text = text.map(|text| canonical(text)).filter(|text| !text.is_empty());
	text.map(|text| pair(name, &text)).unwrap_or_default()
}

fn uri(name: &str, uri: Option<&Uri>) -> String {
	uri.map(|uri| pair(name, &canonical(uri.as_str()))).unwrap_or_default()
}

fn term(name: &str, term: Option<&Term>, vocabulary: Vocabulary) -> String {
	match term {
		None => String::new(),
		Some(Term::Standard(word)) => pair(name, &format!("{}{word}", vocabulary.uri())),
		Some(Term::Other(other)) => uri(name, Some(other)),
	}
}

fn number(name: &str, value: Option<&Decimal>) -> String {
	value.map(|value| pair(name, &value.canonical())).unwrap_or_default()
}

fn time(name: &str, value: Option<Time>) -> String {
	value.map(|value| pair(name, &value.to_string())).unwrap_or_default()
}

fn sorted(parts: impl Iterator<Item = String>) -> String {
	let mut parts: Vec<_> = parts.collect();
	parts.sort_unstable();
	parts.concat()
}
