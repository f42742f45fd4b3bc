// SPDX-License-Identifier: Apache-2.0

//! Documents and events as JSON.

use crate::{
	context::{prefixes_of, Namespaces, EPCIS_CONTEXT},
	event::{
		BizTransaction, ErrorDeclaration, Event, Party, PersistentDisposition, Place, Quantity,
		SensorElement, SensorMetadata, SensorReport, What,
	},
	json::{Fields, Json},
	time::Time,
	uri::Uri,
	vocabulary::Term,
	Decimal,
};
use std::collections::BTreeSet;

/// An `EPCISDocument` with these events. One without an `eventID` gets its canonical hash.
pub fn write<'a>(events: impl IntoIterator<Item = &'a Event>, creation_date: Time) -> Json {
	let events: Vec<_> = events.into_iter().map(|it| (it, it.used_namespaces())).collect();
	let mut shared = Namespaces::default();
	for (_, own) in &events {
		shared.adopt(own);
	}

	let list = events.iter().map(|(event, own)| within(&shared, to_json(event), own)).collect();
	let mut context = vec![Json::from(EPCIS_CONTEXT)];
	if shared.iter().next().is_some() {
		let names = shared.iter().map(|(prefix, namespace)| (prefix.into(), namespace.into()));
		context.push(Json::Object(names.collect()));
	}
	Record::default()
		.value("@context", Json::List(context))
		.text("type", "EPCISDocument")
		.text("schemaVersion", "2.0")
		.text("creationDate", &creation_date.to_string())
		.value("epcisBody", Record::default().value("eventList", Json::List(list)).into())
		.into()
}

/// An event in a document whose prefixes are shared. Those that mean something else to the event
/// get a context of its own.
fn within(shared: &Namespaces, event: Json, namespaces: &Namespaces) -> Json {
	let mut prefixes = BTreeSet::new();
	prefixes_of(&event, &mut prefixes);
	let own = prefixes.into_iter().filter_map(|prefix| {
		let namespace = namespaces.get(prefix);
		let meaning = namespace.map_or(Json::Null, Json::from);
		(namespace != shared.get(prefix)).then(|| (prefix.to_string(), meaning))
	});
	let own: Fields = own.collect();
	match event {
		Json::Object(mut fields) if !own.is_empty() => {
			fields.insert(0, ("@context".into(), Json::Object(own)));
			Json::Object(fields)
		}
		event => event,
	}
}

fn to_json(event: &Event) -> Json {
	let id = event.id.clone().unwrap_or_else(|| event.hash_id());
	let record = Record::default()
		.text("type", event.what.event_type())
		.text("eventID", id.as_str())
		.text("eventTime", &event.time.to_string())
		.text("eventTimeZoneOffset", event.time_zone_offset.as_str())
		.time("recordTime", event.record_time)
		.optional("errorDeclaration", event.error_declaration.as_ref().map(error_declaration))
		.list("certificationInfo", event.certifications.iter().map(uri));
	what(record, &event.what)
		.term("bizStep", event.biz_step.as_ref())
		.term("disposition", event.disposition.as_ref())
		.optional("persistentDisposition", persistent_disposition(&event.persistent_disposition))
		.optional("readPoint", event.read_point.as_ref().map(place))
		.optional("bizLocation", event.biz_location.as_ref().map(place))
		.list("bizTransactionList", event.biz_transactions.iter().map(biz_transaction))
		.list("sourceList", event.sources.iter().map(|it| party("source", it)))
		.list("destinationList", event.destinations.iter().map(|it| party("destination", it)))
		.list("sensorElementList", event.sensor_elements.iter().map(sensor_element))
		.fields("ilmd", event.what.ilmd())
		.extensions(&event.extensions)
		.into()
}

fn what(record: Record, what: &What) -> Record {
	match what {
		What::Object { action, epcs, quantities, .. } => record
			.text("action", action.as_str())
			.list("epcList", epcs.iter().map(uri))
			.list("quantityList", quantities.iter().map(quantity)),
		What::Aggregation { action, parent, children, child_quantities } => record
			.text("action", action.as_str())
			.uri("parentID", parent.as_ref())
			.list("childEPCs", children.iter().map(uri))
			.list("childQuantityList", child_quantities.iter().map(quantity)),
		What::Association { action, parent, children, child_quantities } => record
			.text("action", action.as_str())
			.uri("parentID", Some(parent))
			.list("childEPCs", children.iter().map(uri))
			.list("childQuantityList", child_quantities.iter().map(quantity)),
		What::Transaction { action, parent, epcs, quantities } => record
			.text("action", action.as_str())
			.uri("parentID", parent.as_ref())
			.list("epcList", epcs.iter().map(uri))
			.list("quantityList", quantities.iter().map(quantity)),
		What::Transformation {
			id, inputs, input_quantities, outputs, output_quantities, ..
		} => record
			.uri("transformationID", id.as_ref())
			.list("inputEPCList", inputs.iter().map(uri))
			.list("inputQuantityList", input_quantities.iter().map(quantity))
			.list("outputEPCList", outputs.iter().map(uri))
			.list("outputQuantityList", output_quantities.iter().map(quantity)),
	}
}

fn uri(uri: &Uri) -> Json {
	uri.as_str().into()
}

fn quantity(it: &Quantity) -> Json {
	Record::default()
		.uri("epcClass", Some(&it.class))
		.number("quantity", it.quantity.as_ref())
		.string("uom", it.uom.as_ref())
		.into()
}

fn error_declaration(it: &ErrorDeclaration) -> Json {
	Record::default()
		.time("declarationTime", Some(it.time))
		.term("reason", it.reason.as_ref())
		.list("correctiveEventIDs", it.corrective_events.iter().map(uri))
		.extensions(&it.extensions)
		.into()
}

fn persistent_disposition(it: &PersistentDisposition) -> Option<Json> {
	let terms = |terms: &[Term]| terms.iter().map(|it| it.as_str().into()).collect::<Vec<_>>();
	let record = Record::default().list("set", terms(&it.set)).list("unset", terms(&it.unset));
	(!record.0.is_empty()).then(|| record.into())
}

fn place(it: &Place) -> Json {
	Record::default().uri("id", Some(&it.id)).extensions(&it.extensions).into()
}

fn biz_transaction(it: &BizTransaction) -> Json {
	Record::default().term("type", it.kind.as_ref()).uri("bizTransaction", Some(&it.id)).into()
}

fn party(id: &str, it: &Party) -> Json {
	Record::default().term("type", Some(&it.kind)).uri(id, Some(&it.id)).into()
}

fn sensor_element(it: &SensorElement) -> Json {
	let metadata = sensor_metadata(&it.metadata);
	Record::default()
		.optional("sensorMetadata", (metadata != Json::Object(Fields::new())).then_some(metadata))
		.list("sensorReport", it.reports.iter().map(sensor_report))
		.extensions(&it.extensions)
		.into()
}

fn sensor_metadata(it: &SensorMetadata) -> Json {
	Record::default()
		.time("time", it.time)
		.time("startTime", it.start_time)
		.time("endTime", it.end_time)
		.uri("deviceID", it.device_id.as_ref())
		.uri("deviceMetadata", it.device_metadata.as_ref())
		.uri("rawData", it.raw_data.as_ref())
		.uri("dataProcessingMethod", it.data_processing_method.as_ref())
		.uri("bizRules", it.biz_rules.as_ref())
		.extensions(&it.extensions)
		.into()
}

fn sensor_report(it: &SensorReport) -> Json {
	Record::default()
		.term("type", it.kind.as_ref())
		.term("exception", it.exception.as_ref())
		.uri("deviceID", it.device_id.as_ref())
		.uri("deviceMetadata", it.device_metadata.as_ref())
		.uri("rawData", it.raw_data.as_ref())
		.uri("dataProcessingMethod", it.data_processing_method.as_ref())
		.time("time", it.time)
		.uri("microorganism", it.microorganism.as_ref())
		.uri("chemicalSubstance", it.chemical_substance.as_ref())
		.number("value", it.value.as_ref())
		.term("component", it.component.as_ref())
		.string("stringValue", it.string_value.as_ref())
		.optional("booleanValue", it.boolean_value.map(Json::Bool))
		.string("hexBinaryValue", it.hex_binary_value.as_ref())
		.uri("uriValue", it.uri_value.as_ref())
		.number("minValue", it.min_value.as_ref())
		.number("maxValue", it.max_value.as_ref())
		.number("meanValue", it.mean_value.as_ref())
		.number("sDev", it.s_dev.as_ref())
		.number("percRank", it.perc_rank.as_ref())
		.number("percValue", it.perc_value.as_ref())
		.string("uom", it.uom.as_ref())
		.uri("coordinateReferenceSystem", it.coordinate_reference_system.as_ref())
		.extensions(&it.extensions)
		.into()
}

/// An object that is being written. What is not there is left out.
#[derive(Default)]
struct Record(Fields);

impl Record {
	fn value(mut self, name: &str, value: Json) -> Self {
		self.0.push((name.into(), value));
		self
	}

	fn optional(self, name: &str, value: Option<Json>) -> Self {
		match value {
			Some(value) => self.value(name, value),
			None => self,
		}
	}

	fn text(self, name: &str, text: &str) -> Self {
		self.value(name, text.into())
	}

	fn string(self, name: &str, text: Option<&String>) -> Self {
		self.optional(name, text.map(|text| text.as_str().into()))
	}

	fn uri(self, name: &str, uri: Option<&Uri>) -> Self {
		self.optional(name, uri.map(|uri| uri.as_str().into()))
	}

	fn term(self, name: &str, term: Option<&Term>) -> Self {
		self.optional(name, term.map(|term| term.as_str().into()))
	}

	fn time(self, name: &str, time: Option<Time>) -> Self {
		self.optional(name, time.map(|time| Json::Text(time.to_string())))
	}

	fn number(self, name: &str, number: Option<&Decimal>) -> Self {
		self.optional(name, number.map(|number| Json::Number(number.clone())))
	}

	fn list(self, name: &str, items: impl IntoIterator<Item = Json>) -> Self {
		let items: Vec<_> = items.into_iter().collect();
		self.optional(name, (!items.is_empty()).then_some(Json::List(items)))
	}

	fn fields(self, name: &str, fields: Option<&Fields>) -> Self {
		let fields = fields.filter(|fields| !fields.is_empty());
		self.optional(name, fields.map(|fields| Json::Object(fields.clone())))
	}

	fn extensions(mut self, extensions: &Fields) -> Self {
		self.0.extend(extensions.iter().cloned());
		self
	}
}

impl From<Record> for Json {
	fn from(record: Record) -> Self {
		Self::Object(record.0)
	}
}
