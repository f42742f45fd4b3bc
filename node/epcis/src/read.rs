// SPDX-License-Identifier: Apache-2.0

//! Documents and events from JSON.

use crate::{
	context::Namespaces,
	decimal::Decimal,
	event::{
		BizTransaction, ErrorDeclaration, Event, Party, PersistentDisposition, Place, Quantity,
		SensorElement, SensorMetadata, SensorReport, What,
	},
	fault::{Fault, NotADocument, Problem},
	json::{raw_items, Fields, Json, RawFields},
	uri::Uri,
	vocabulary::{Term, Vocabulary},
};
use serde_json::value::RawValue;
use std::str::FromStr;

/// What a document holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
	/// The events that are in order, in the document's order.
	pub events: Vec<Event>,
	/// Those that are not, in the document's order.
	pub problems: Vec<Problem>,
}

/// Reads an `EPCISDocument`, an `EPCISQueryDocument`, an event, or a list of events. Events that
/// are unknown or malformed are left out, one by one.
pub fn read(json: &str) -> Result<Reading, NotADocument> {
	let json = json.strip_prefix('\u{feff}').unwrap_or(json);
	let raw: &RawValue = serde_json::from_str(json).map_err(|error| {
		let message = error.to_string();
		let why = message.split(" at line ").next().unwrap_or_default().into();
		NotADocument::Malformed { line: error.line(), column: error.column(), why }
	})?;

	if raw.get().starts_with('[') {
		return Ok(read_events(raw_items(raw)?, &Namespaces::default()));
	}
	let fields = RawFields::read(raw)?;
	let Some(body) = fields.get("epcisBody") else {
		return match fields.get("eventTime").or_else(|| fields.get("eventTimeZoneOffset")) {
			Some(_) => Ok(read_events(vec![raw], &Namespaces::default())),
			None => Err(Fault::new("is missing").in_field("epcisBody").into()),
		};
	};

	if let Some(version) = fields.get("schemaVersion") {
		let is_known = Json::read(version).is_ok_and(|version| match version {
			Json::Text(version) => version == "2" || version.starts_with("2."),
			_ => false,
		});
		if !is_known {
			let why = format!("is {}, not \"2.0\"", version.get());
			return Err(Fault::new(why).in_field("schemaVersion").into());
		}
	}
	let mut namespaces = Namespaces::default();
	if let Some(context) = fields.get("@context") {
		Json::read(context)
			.and_then(|context| namespaces.read(&context))
			.map_err(|fault| fault.in_field("@context"))?;
	}
	let events = events_of(body).map_err(|fault| fault.in_field("epcisBody"))?;
	Ok(read_events(events, &namespaces))
}

/// The events in the body of a document.
fn events_of(body: &RawValue) -> Result<Vec<&RawValue>, Fault> {
	let fields = RawFields::read(body)?;
	if let Some(list) = fields.get("eventList") {
		return raw_items(list).map_err(|fault| fault.in_field("eventList"));
	}
	if let Some(event) = fields.get("event") {
		return Ok(vec![event]);
	}
	for inner in ["queryResults", "resultsBody"] {
		if let Some(inner_body) = fields.get(inner) {
			return events_of(inner_body).map_err(|fault| fault.in_field(inner));
		}
	}
	Err(Fault::new("is missing").in_field("eventList"))
}

fn read_events(events: Vec<&RawValue>, namespaces: &Namespaces) -> Reading {
	let mut reading = Reading::default();
	for (index, raw) in events.into_iter().enumerate() {
		let json = Json::read(raw);
		let event_id = json.as_ref().ok().and_then(|json| json.get("eventID")?.as_text());
		let event_id = event_id.map(str::to_string);
		match json.and_then(|json| read_event(json, namespaces)) {
			Ok(event) => reading.events.push(event),
			Err(Fault { path, why }) => {
				reading.problems.push(Problem { index, event_id, path, why });
			}
		}
	}
	reading
}

fn read_event(json: Json, namespaces: &Namespaces) -> Result<Event, Fault> {
	let mut object = Object::new(json)?;
	let mut namespaces = namespaces.clone();
	object.optional("@context", |context| namespaces.read(&context))?;
	let values = Values { namespaces: &namespaces };

	let mut event = Event {
		what: values.what(&mut object)?,
		id: object.optional("eventID", |it| values.uri(it))?,
		time: object.required("eventTime", parse)?,
		time_zone_offset: object.required("eventTimeZoneOffset", parse)?,
		record_time: object.optional("recordTime", parse)?,
		error_declaration: object
			.optional("errorDeclaration", |it| values.error_declaration(it))?,
		certifications: object
			.optional("certificationInfo", |it| match it {
				Json::List(_) => list(it, |it| values.uri(it)),
				it => Ok(vec![values.uri(it)?]),
			})?
			.unwrap_or_default(),
		biz_step: object.optional("bizStep", |it| values.term(it, Vocabulary::BizStep))?,
		disposition: object
			.optional("disposition", |it| values.term(it, Vocabulary::Disposition))?,
		persistent_disposition: object
			.optional("persistentDisposition", |it| values.persistent_disposition(it))?
			.unwrap_or_default(),
		read_point: object.optional("readPoint", |it| values.place(it))?,
		biz_location: object.optional("bizLocation", |it| values.place(it))?,
		biz_transactions: object.list("bizTransactionList", |it| values.biz_transaction(it))?,
		sources: object.list("sourceList", |it| values.party(it, "source"))?,
		destinations: object.list("destinationList", |it| values.party(it, "destination"))?,
		sensor_elements: object.list("sensorElementList", |it| values.sensor_element(it))?,
		extensions: object.rest(),
		namespaces: Namespaces::default(),
	};
	event.namespaces = namespaces;
	event.namespaces = event.used_namespaces();
	event.check()?;
	Ok(event)
}

/// Reads values whose meaning depends on the `@context`.
struct Values<'a> {
	namespaces: &'a Namespaces,
}

impl Values<'_> {
	fn uri(&self, json: Json) -> Result<Uri, Fault> {
		Uri::new(self.namespaces.expand(&text(json)?))
	}

	fn term(&self, json: Json, vocabulary: Vocabulary) -> Result<Term, Fault> {
		vocabulary.term(&self.namespaces.expand(&text(json)?))
	}

	fn what(&self, object: &mut Object) -> Result<What, Fault> {
		let kind = object.required("type", text)?;
		let uri = |it| self.uri(it);
		let quantity = |it| self.quantity(it);
		Ok(match kind.as_str() {
			"ObjectEvent" => What::Object {
				action: object.required("action", parse)?,
				epcs: object.list("epcList", uri)?,
				quantities: object.list("quantityList", quantity)?,
				ilmd: object.fields("ilmd")?,
			},
			"AggregationEvent" => What::Aggregation {
				action: object.required("action", parse)?,
				parent: object.optional("parentID", uri)?,
				children: object.list("childEPCs", uri)?,
				child_quantities: object.list("childQuantityList", quantity)?,
			},
			"AssociationEvent" => What::Association {
				action: object.required("action", parse)?,
				parent: object.required("parentID", uri)?,
				children: object.list("childEPCs", uri)?,
				child_quantities: object.list("childQuantityList", quantity)?,
			},
			"TransactionEvent" => What::Transaction {
				action: object.required("action", parse)?,
				parent: object.optional("parentID", uri)?,
				epcs: object.list("epcList", uri)?,
				quantities: object.list("quantityList", quantity)?,
			},
			"TransformationEvent" => What::Transformation {
				id: object.optional("transformationID", uri)?,
				inputs: object.list("inputEPCList", uri)?,
				input_quantities: object.list("inputQuantityList", quantity)?,
				outputs: object.list("outputEPCList", uri)?,
				output_quantities: object.list("outputQuantityList", quantity)?,
				ilmd: object.fields("ilmd")?,
			},
			_ => {
				let why = format!("{kind:?} is no event type of EPCIS 2.0");
				return Err(Fault::new(why).in_field("type"));
			}
		})
	}

	fn quantity(&self, json: Json) -> Result<Quantity, Fault> {
		let mut object = Object::new(json)?;
		let quantity = Quantity {
			class: object.required("epcClass", |it| self.uri(it))?,
			quantity: object.optional("quantity", number)?,
			uom: object.optional("uom", text)?,
		};
		object.end()?;
		Ok(quantity)
	}

	fn error_declaration(&self, json: Json) -> Result<ErrorDeclaration, Fault> {
		let mut object = Object::new(json)?;
		Ok(ErrorDeclaration {
			time: object.required("declarationTime", parse)?,
			reason: object.optional("reason", |it| self.term(it, Vocabulary::ErrorReason))?,
			corrective_events: object.list("correctiveEventIDs", |it| self.uri(it))?,
			extensions: object.rest(),
		})
	}

	fn persistent_disposition(&self, json: Json) -> Result<PersistentDisposition, Fault> {
		let mut object = Object::new(json)?;
		let term = |it| self.term(it, Vocabulary::Disposition);
		let disposition = PersistentDisposition {
			set: object.list("set", term)?,
			unset: object.list("unset", term)?,
		};
		object.end()?;
		if disposition == PersistentDisposition::default() {
			return Err(Fault::new("neither sets nor unsets a disposition"));
		}
		Ok(disposition)
	}

	fn place(&self, json: Json) -> Result<Place, Fault> {
		let mut object = Object::new(json)?;
		let id = object.required("id", |it| self.uri(it))?;
		Ok(Place { id, extensions: object.rest() })
	}

	fn biz_transaction(&self, json: Json) -> Result<BizTransaction, Fault> {
		let mut object = Object::new(json)?;
		let transaction = BizTransaction {
			kind: object.optional("type", |it| self.term(it, Vocabulary::BizTransactionType))?,
			id: object.required("bizTransaction", |it| self.uri(it))?,
		};
		object.end()?;
		Ok(transaction)
	}

	fn party(&self, json: Json, id: &str) -> Result<Party, Fault> {
		let mut object = Object::new(json)?;
		let party = Party {
			kind: object.required("type", |it| self.term(it, Vocabulary::PartyType))?,
			id: object.required(id, |it| self.uri(it))?,
		};
		object.end()?;
		Ok(party)
	}

	fn sensor_element(&self, json: Json) -> Result<SensorElement, Fault> {
		let mut object = Object::new(json)?;
		Ok(SensorElement {
			metadata: object
				.optional("sensorMetadata", |it| self.sensor_metadata(it))?
				.unwrap_or_default(),
			reports: object.list("sensorReport", |it| self.sensor_report(it))?,
			extensions: object.rest(),
		})
	}

	fn sensor_metadata(&self, json: Json) -> Result<SensorMetadata, Fault> {
		let mut object = Object::new(json)?;
		let uri = |it| self.uri(it);
		Ok(SensorMetadata {
			time: object.optional("time", parse)?,
			start_time: object.optional("startTime", parse)?,
			end_time: object.optional("endTime", parse)?,
			device_id: object.optional("deviceID", uri)?,
			device_metadata: object.optional("deviceMetadata", uri)?,
			raw_data: object.optional("rawData", uri)?,
			data_processing_method: object.optional("dataProcessingMethod", uri)?,
			biz_rules: object.optional("bizRules", uri)?,
			extensions: object.rest(),
		})
	}

	fn sensor_report(&self, json: Json) -> Result<SensorReport, Fault> {
		let mut object = Object::new(json)?;
		let uri = |it| self.uri(it);
		Ok(SensorReport {
			kind: object.optional("type", |it| self.term(it, Vocabulary::Measurement))?,
			exception: object.optional("exception", |it| self.term(it, Vocabulary::Exception))?,
			device_id: object.optional("deviceID", uri)?,
			device_metadata: object.optional("deviceMetadata", uri)?,
			raw_data: object.optional("rawData", uri)?,
			data_processing_method: object.optional("dataProcessingMethod", uri)?,
			time: object.optional("time", parse)?,
			microorganism: object.optional("microorganism", uri)?,
			chemical_substance: object.optional("chemicalSubstance", uri)?,
			value: object.optional("value", number)?,
			component: object.optional("component", |it| self.term(it, Vocabulary::Component))?,
			string_value: object.optional("stringValue", text)?,
			boolean_value: object.optional("booleanValue", |it| match it {
				Json::Bool(value) => Ok(value),
				_ => Err(Fault::new("is neither true nor false")),
			})?,
			hex_binary_value: object.optional("hexBinaryValue", text)?,
			uri_value: object.optional("uriValue", uri)?,
			min_value: object.optional("minValue", number)?,
			max_value: object.optional("maxValue", number)?,
			mean_value: object.optional("meanValue", number)?,
			s_dev: object.optional("sDev", number)?,
			perc_rank: object.optional("percRank", number)?,
			perc_value: object.optional("percValue", number)?,
			uom: object.optional("uom", text)?,
			coordinate_reference_system: object.optional("coordinateReferenceSystem", uri)?,
			extensions: object.rest(),
		})
	}
}

/// The fields of an object that are still to be read.
struct Object(Fields);

impl Object {
	fn new(json: Json) -> Result<Self, Fault> {
		match json {
			Json::Object(fields) => Ok(Self(fields)),
			_ => Err(Fault::new("is not an object")),
		}
	}

	/// A field that may be missing, or null, which is the same in JSON-LD.
	fn optional<T>(
		&mut self,
		name: &str,
		read: impl FnOnce(Json) -> Result<T, Fault>,
	) -> Result<Option<T>, Fault> {
		let Some(index) = self.0.iter().position(|(field, _)| field == name) else {
			return Ok(None);
		};
		match self.0.remove(index) {
			(_, Json::Null) => Ok(None),
			(_, value) => read(value).map(Some).map_err(|fault| fault.in_field(name)),
		}
	}

	fn required<T>(
		&mut self,
		name: &str,
		read: impl FnOnce(Json) -> Result<T, Fault>,
	) -> Result<T, Fault> {
		self.optional(name, read)?.ok_or_else(|| Fault::new("is missing").in_field(name))
	}

	/// A list, which is empty if it is missing.
	fn list<T>(
		&mut self,
		name: &str,
		read: impl Fn(Json) -> Result<T, Fault>,
	) -> Result<Vec<T>, Fault> {
		Ok(self.optional(name, |json| list(json, read))?.unwrap_or_default())
	}

	/// An object of extensions.
	fn fields(&mut self, name: &str) -> Result<Fields, Fault> {
		let fields = self.optional(name, |json| Ok(Object::new(json)?.rest()))?;
		Ok(fields.unwrap_or_default())
	}

	/// What is left: extensions, or fields that should not be here.
	fn rest(self) -> Fields {
		self.0.into_iter().filter(|(_, value)| *value != Json::Null).collect()
	}

	/// Nothing may be left.
	fn end(self) -> Result<(), Fault> {
		match self.rest().first() {
			Some((name, _)) => Err(Fault::new("is no field of EPCIS here").in_field(name)),
			None => Ok(()),
		}
	}
}

fn list<T>(json: Json, read: impl Fn(Json) -> Result<T, Fault>) -> Result<Vec<T>, Fault> {
	let Json::List(items) = json else { return Err(Fault::new("is not a list")) };
	let read = |(index, item)| read(item).map_err(|fault| fault.in_item(index));
	items.into_iter().enumerate().map(read).collect()
}

fn text(json: Json) -> Result<String, Fault> {
	match json {
		Json::Text(text) => Ok(text),
		_ => Err(Fault::new("is not text")),
	}
}

fn number(json: Json) -> Result<Decimal, Fault> {
	match json {
		Json::Number(number) => Ok(number),
		_ => Err(Fault::new("is not a number")),
	}
}

fn parse<T: FromStr<Err = Fault>>(json: Json) -> Result<T, Fault> {
	text(json)?.parse()
}
