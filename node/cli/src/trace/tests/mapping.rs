// SPDX-License-Identifier: Apache-2.0

//! What becomes of published documents, and of broken ones.

use super::model::encoded;
use crate::trace::{
	amounts::Unit,
	calls::details,
	document::Document,
	draft::{Correction, Draft},
	names,
};
use clap::Parser;
use codec::Encode;
use covenant_epcis::{Event, Vocabulary};
use pallet_traceability as pallet;
use scale_info::TypeInfo;
use subxt::dynamic::Value;

macro_rules! vector {
	($name:literal) => {
		include_str!(concat!("../../../../epcis/tests/vectors/", $name, ".jsonld"))
	};
}

fn events(document: &str) -> Vec<Event> {
	let document = Document::parse(document).unwrap();
	assert_eq!(document.problems, []);
	document.events.into_iter().map(|(_, event)| event).collect()
}

/// What the events of a document are on the chain, or why they are not.
fn told(document: &str) -> Vec<String> {
	let told = |event: &Event| match Draft::read(event) {
		Ok(draft) => {
			let place = draft.place.as_ref().map(ToString::to_string).unwrap_or("-".into());
			let (step, disposition) = (draft.step.unwrap_or("-"), draft.disposition.unwrap_or("-"));
			let act = draft.act.told();
			format!("{act}; {step}, {disposition}, {place}; {}", draft.off_chain.join(", "))
		}
		Err(fault) => fault.to_string(),
	};
	events(document).iter().map(told).collect()
}

#[test]
fn published_events_are_what_the_chain_has_of_them() {
	for (document, expected) in [
		(
			vector!("Example_9.6.1-ObjectEvent"),
			&[
				"observe item 2017 of GTIN 10614141073464, item 2018 of GTIN 10614141073464; \
				 shipping, in_transit, https://id.gs1.org/414/0614141073467/254/1234; \
				 bizTransactionList",
				"observe item 2018 of GTIN 10614141073464; receiving, in_progress, \
				 https://id.gs1.org/414/0012345111112/254/400; bizTransactionList, extensions, \
				 bizLocation",
			][..],
		),
		(
			vector!("Example_9.6.2-ObjectEvent"),
			&["observe lot 998877 of GTIN 04012345123456; receiving, in_progress, \
			   GLN 0614141007776; sourceList, destinationList, extensions, bizLocation"],
		),
		(
			vector!("Example_9.6.3-AggregationEvent"),
			&["childQuantityList[0].epcClass: urn:epc:idpat:sgtin:4012345.098765.* is a product, \
			   without the number of a lot"],
		),
		(
			vector!("Example_9.6.4-TransformationEvent"),
			&["inputQuantityList[2].epcClass: urn:epc:idpat:sgtin:4012345.066666.* is a product, \
			   without the number of a lot"],
		),
		(
			vector!("AssociationEvent-a"),
			&["associate ADD GIAI 400000112345 in GRAI 04012345555554987; assembling, -, \
			   GLN 4012345000016; "],
		),
		(
			vector!("AssociationEvent-b"),
			&["parentID: urn:epc:id:sgln:4012345.00002.12 is neither a GTIN with a lot or serial \
			   number, nor an SSCC, a GRAI with a serial number or a GIAI"],
		),
		(
			vector!("ReferenceEventHashAlgorithm2"),
			&["observe item 9876 of GTIN 04012345111118; inspecting, -, GLN 4012345000054; \
			   sensorElementList"],
		),
		(
			vector!("TimeStampRoundOff"),
			&[
				"observe SSCC 040123451111111110; transporting, -, -; readPoint",
				"observe SSCC 040123451111111110; shipping, in_transit, GLN 4012345000115; ",
				"observe item XYZ-1234 of GTIN 04012345999990; receiving, in_progress, \
				 GLN 4012345000115; certificationInfo, sensorElementList",
			],
		),
	] {
		assert_eq!(told(document), expected);
	}
}

/// An event, with these fields besides its time.
fn event(fields: &str) -> Event {
	let json = format!(
		r#"{{"eventTime": "2026-03-01T08:00:00Z", "eventTimeZoneOffset": "+08:00", {fields}}}"#
	);
	events(&json).pop().unwrap()
}

#[test]
fn what_the_chain_cannot_hold_is_named() {
	let transaction =
		r#""type": "TransactionEvent", "epcList": ["urn:epc:id:sgtin:4012345.011111.1"]"#;
	let po = r#""bizTransactionList": [{"type": "po", "bizTransaction": "urn:x:1"}]"#;
	let lot = r#"{"epcClass": "urn:epc:class:lgtin:4012345.012345.1""#;
	for (fields, path) in [
		(
			format!(r#""type": "ObjectEvent", "action": "ADD", "quantityList": [{lot}}}]"#),
			"quantityList[0].quantity",
		),
		(
			format!(
				r#""type": "ObjectEvent", "action": "ADD",
				"quantityList": [{lot}, "quantity": 3, "uom": "BX"}}]"#
			),
			"quantityList[0].quantity",
		),
		(
			format!(
				r#""type": "ObjectEvent", "action": "OBSERVE", "quantityList":
				[{lot}, "quantity": 3}}, {lot}, "quantity": 4}}]"#
			),
			"quantityList[1]",
		),
		(
			r#""type": "ObjectEvent", "action": "ADD",
			"epcList": ["https://id.gs1.org/01/04012345123456/10/1"]"#
				.into(),
			"epcList[0]",
		),
		(
			r#""type": "ObjectEvent", "action": "OBSERVE", "epcList": [], "readPoint":
			{"id": "urn:epc:id:sgln:4012345.00005.0"}, "sensorElementList":
			[{"sensorReport": [{"type": "Temperature", "value": 4, "uom": "CEL"}]}]"#
				.into(),
			"epcList",
		),
		(
			r#""type": "AggregationEvent", "action": "OBSERVE",
			"childEPCs": ["urn:epc:id:sgtin:4012345.011111.1"]"#
				.into(),
			"parentID",
		),
		(format!(r#"{transaction}, "action": "DELETE", {po}"#), "action"),
		(
			format!(
				r#"{transaction}, "action": "ADD", {po}, "parentID": "urn:epc:id:sscc:0614141.1234567890""#
			),
			"parentID",
		),
		(
			format!(
				r#"{transaction}, "action": "ADD",
				"bizTransactionList": [{{"bizTransaction": "urn:x:1"}}]"#
			),
			"bizTransactionList[0]",
		),
		(
			r#""type": "TransformationEvent", "transformationID": "urn:x:2",
			"inputEPCList": ["urn:epc:id:sgtin:4012345.011111.1"]"#
				.into(),
			"",
		),
	] {
		let fault = Draft::read(&event(&fields)).expect_err(&fields);
		assert_eq!(fault.path, path, "{fields}");
	}
}

#[test]
fn broken_documents_are_refused_or_their_events_left_out() {
	for (text, why) in [
		("", "not JSON"),
		("not JSON", "not JSON"),
		("{\"epcisBody\": ", "not JSON"),
		("{}", "not an EPCIS document"),
		("7", "not an EPCIS document"),
		("\"<epcis:EPCISDocument/>\"", "not an EPCIS document"),
		(r#"{"schemaVersion": "1.2", "epcisBody": {"eventList": []}}"#, "not an EPCIS document"),
	] {
		let error = Document::parse(text).unwrap_err();
		assert!(error.starts_with(why), "{text}: {error}");
	}

	let good = |time: &str, id: &str| {
		format!(
			r#"{{"type": "ObjectEvent", "action": "OBSERVE", "eventTime": "{time}", "eventID": "{id}",
			"eventTimeZoneOffset": "+08:00", "epcList": ["urn:epc:id:sgtin:4012345.011111.1"]}}"#
		)
	};
	let (late, early) =
		(good("2026-03-02T08:00:00Z", "urn:x:late"), good("2026-03-01T08:00:00Z", "urn:x:early"));
	for (bad, path) in [
		(r#"{"type": "QuantityEvent", "eventID": "urn:x:bad"}"#, "type"),
		(r#"{"eventID": "urn:x:bad"}"#, "type"),
		(&late.replace("08:00:00Z", "8").replace("late", "bad"), "eventTime"),
		(&late.replace("+08:00", "8").replace("late", "bad"), "eventTimeZoneOffset"),
		(&late.replace("sgtin:4012345", "sgtin:x").replace("late", "bad"), "epcList[0]"),
		(&late.replace("OBSERVE", "SEE").replace("late", "bad"), "action"),
	] {
		let document = Document::parse(&format!("[{late}, {bad}, {early}]")).unwrap();
		let [problem] = document.problems.as_slice() else { panic!("{bad}") };
		assert_eq!((problem.index, problem.path.as_str()), (1, path), "{bad}");
		assert_eq!(problem.event_id.as_deref(), Some("urn:x:bad"));
		let order: Vec<_> = document
			.events
			.iter()
			.map(|(index, event)| (*index, event.id.as_ref().unwrap().as_str()))
			.collect();
		assert_eq!(order, [(2, "urn:x:early"), (0, "urn:x:late")]);
	}
}

#[test]
fn corrections_name_the_event_by_its_hash() {
	let events = events(vector!("ErrorDeclarationAndCorrectiveEvent"));
	let correction = Correction::read(&events[0]).unwrap().unwrap();
	assert_eq!(correction.digest, events[0].digest());
	assert_eq!(correction.reason, "IncorrectData");
	assert_eq!(correction.corrective[0].as_str(), "urn:uuid:404d95fc-9457-4a51-bd6a-0bba133845a8");
	assert!(Correction::read(&events[1]).is_none());
	let mut other = events[0].clone();
	other.error_declaration.as_mut().unwrap().reason = None;
	assert_eq!(Correction::read(&other).unwrap().unwrap_err().path, "errorDeclaration.reason");
}

/// Whether each word of the standard is a variant of the chain's type, in the same order, and what
/// JSON-RPC calls it.
fn are_words<T: TypeInfo + codec::Decode + Encode + serde::Serialize + 'static>(
	words: &[&str],
	variant: impl Fn(&str) -> String,
) {
	for (index, word) in (0..).zip(words) {
		let value: T = encoded(&Value::unnamed_variant(variant(word), []));
		assert_eq!(value.encode(), [index], "{word}");
		assert_eq!(serde_json::to_value(value).unwrap(), *word);
	}
}

#[test]
fn words_are_the_chain_s() {
	are_words::<pallet::BizStep>(Vocabulary::BizStep.words(), names::variant);
	are_words::<pallet::Disposition>(Vocabulary::Disposition.words(), names::variant);
	are_words::<pallet::ErrorReason>(Vocabulary::ErrorReason.words(), names::variant);
	are_words::<pallet::Action>(&["ADD", "OBSERVE", "DELETE"], names::variant);
	let kind = |word: &str| names::document(word).unwrap().to_string();
	are_words::<pallet::DocumentKind>(Vocabulary::BizTransactionType.words(), kind);
	for unit in
		["each", "milligram", "gram", "kilogram", "milliliter", "liter", "millimeter", "meter"]
	{
		let own: Unit = serde_json::from_value(unit.into()).unwrap();
		let theirs: pallet::Unit = encoded(&crate::args::unit_variant(&own));
		assert_eq!(serde_json::to_value(theirs).unwrap(), unit);
	}
}

#[test]
fn details_are_the_chain_s() {
	let fields = r#""type": "ObjectEvent", "action": "ADD", "bizStep": "commissioning",
		"disposition": "active", "epcList": ["urn:epc:id:sgtin:4012345.011111.1"]"#;
	let draft = Draft::read(&event(fields)).unwrap();
	let details: pallet::Details = encoded(&details(&draft, Some(3)));
	assert_eq!(
		details,
		pallet::Details {
			at: 1_772_352_000_000,
			step: Some(pallet::BizStep::Commissioning),
			disposition: Some(pallet::Disposition::Active),
			location: Some(pallet::LocationId(3)),
			digest: Some(event(fields).digest().into()),
		}
	);
}

#[test]
fn a_document_is_imported_with_a_key_or_rehearsed_without() {
	let parses = |arguments: &str| {
		let arguments = format!("covenant trace {arguments}");
		crate::cli::Cli::try_parse_from(arguments.split(' ')).is_ok()
	};
	for (arguments, is_right) in [
		("import day.jsonld --dev-key //Eve", true),
		("import - --dev-key //Eve --partner 2 --partner 91110000600037341L --wait block", true),
		("import day.jsonld --dry-run --organization 4", true),
		("import day.jsonld", false),
		("import day.jsonld --dry-run", false),
		("import day.jsonld --dry-run --organization 4 --dev-key //Eve", false),
		("import day.jsonld --organization 4 --dev-key //Eve", false),
		("import --dev-key //Eve", false),
		("export 3", true),
		("export 3 --upstream --output day.jsonld", true),
		("export", false),
		("export x", false),
	] {
		assert_eq!(parses(arguments), is_right, "{arguments}");
	}
}
