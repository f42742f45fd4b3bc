// SPDX-License-Identifier: Apache-2.0

//! What is not in order is told one by one, and the rest goes in.

use covenant_epcis::{read, NotADocument, Problem, Reading};

const WHEN: &str = r#""eventTime": "2026-09-01T08:00:00+08:00", "eventTimeZoneOffset": "+08:00""#;

/// A list of events: these fields, each after `eventTime` and `eventTimeZoneOffset`.
fn read_list(events: &[&str]) -> Reading {
	let events: Vec<_> = events.iter().map(|fields| format!("{{{WHEN}, {fields}}}")).collect();
	read(&format!("[{}]", events.join(","))).expect("a list")
}

#[test]
fn malformed_events_are_listed_and_the_others_taken() {
	let document = r#"{
		"@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
		"type": "EPCISDocument", "schemaVersion": "2.0", "creationDate": "2026-09-01T00:00:00Z",
		"epcisBody": {"eventList": [
			{"type": "ObjectEvent", "action": "ADD", "epcList": ["urn:a:1"], "eventID": "urn:e:0",
				"eventTime": "2026-09-01T08:00:00+08:00", "eventTimeZoneOffset": "+08:00"},
			{"type": "QuantityEvent", "eventID": "urn:e:1",
				"eventTime": "2026-09-01T08:00:00+08:00", "eventTimeZoneOffset": "+08:00"},
			7,
			{"type": "ObjectEvent", "action": "ADD", "epcList": ["urn:a:1", "no uri"], "eventID": "urn:e:3",
				"eventTime": "2026-09-01T08:00:00+08:00", "eventTimeZoneOffset": "+08:00"},
			{"type": "ObjectEvent", "action": "ADD", "epcList": ["urn:a:1"],
				"eventTime": "2026-09-01", "eventTimeZoneOffset": "+08:00"},
			{"type": "ObjectEvent", "action": "ADD", "action": "ADD", "eventID": "urn:e:5"},
			{"type": "ObjectEvent", "action": "DELETE", "epcList": ["urn:a:1"], "eventID": "urn:e:6",
				"eventTime": "2026-09-01T08:00:00+08:00", "eventTimeZoneOffset": "+08:00"}
		]}
	}"#;
	let reading = read(document).expect("a document");
	let ids: Vec<_> =
		reading.events.iter().map(|event| event.id.as_ref().unwrap().as_str()).collect();
	assert_eq!(ids, ["urn:e:0", "urn:e:6"]);
	let problems: Vec<_> = reading
		.problems
		.iter()
		.map(|it| (it.index, it.event_id.as_deref(), it.path.as_str()))
		.collect();
	assert_eq!(
		problems,
		[
			(1, Some("urn:e:1"), "type"),
			(2, None, ""),
			(3, Some("urn:e:3"), "epcList[1]"),
			(4, None, "eventTime"),
			(5, None, "action"),
		]
	);
	assert_eq!(
		reading.problems[2].to_string(),
		"event [3] (urn:e:3): epcList[1]: \"no uri\" is not a URI"
	);
	assert_eq!(reading.problems[1].to_string(), "event [2]: is not an object");
}

#[test]
fn every_rule_of_an_event() {
	let object = r#""type": "ObjectEvent", "action": "ADD", "epcList": ["urn:a:1"]"#;
	let with = |fields: &str| format!("{object}, {fields}");
	let epcs = |list: &str| format!(r#""type": "ObjectEvent", "action": "ADD", "epcList": {list}"#);
	let aggregation = |fields: &str| format!(r#""type": "AggregationEvent", {fields}"#);
	let association = |fields: &str| format!(r#""type": "AssociationEvent", {fields}"#);
	let transaction = |fields: &str| format!(r#""type": "TransactionEvent", {fields}"#);
	let transformation = |fields: &str| format!(r#""type": "TransformationEvent", {fields}"#);
	let quantity = |fields: &str| with(&format!(r#""quantityList": [{{{fields}}}]"#));
	let report = |fields: &str| {
		with(&format!(r#""sensorElementList": [{{"sensorReport": [{{{fields}}}]}}]"#))
	};
	for (fields, path) in [
		(r#""action": "ADD""#.into(), "type"),
		(r#""type": 1"#.into(), "type"),
		// What and action.
		(r#""type": "ObjectEvent", "epcList": ["urn:a:1"]"#.into(), "action"),
		(r#""type": "ObjectEvent", "action": "add", "epcList": ["urn:a:1"]"#.into(), "action"),
		(r#""type": "ObjectEvent", "action": "ADD""#.into(), ""),
		(r#""type": "ObjectEvent", "action": "ADD", "epcList": [], "quantityList": []"#.into(), ""),
		(with(r#""parentID": "urn:p:1""#), "parentID"),
		(with(r#""bizstep": "shipping""#), "bizstep"),
		(object.replace("ADD", "DELETE") + r#", "ilmd": {"cbvmda:x": 1}"#, "ilmd"),
		(aggregation(r#""action": "ADD", "childEPCs": ["urn:a:1"]"#), "parentID"),
		(aggregation(r#""action": "DELETE", "childEPCs": ["urn:a:1"]"#), "parentID"),
		(aggregation(r#""action": "ADD", "parentID": "urn:p:1""#), ""),
		(aggregation(r#""action": "OBSERVE", "parentID": "urn:p:1", "childEPCs": []"#), ""),
		(
			aggregation(
				r#""action": "ADD", "parentID": "urn:p:1", "childEPCs": ["urn:a:1", "urn:p:1"]"#,
			),
			"childEPCs[1]",
		),
		(association(r#""action": "OBSERVE", "childEPCs": ["urn:a:1"]"#), "parentID"),
		(association(r#""action": "OBSERVE", "parentID": "urn:p:1""#), ""),
		(transaction(r#""action": "ADD", "epcList": ["urn:a:1"]"#), "bizTransactionList"),
		(
			transaction(
				r#""action": "ADD", "bizTransactionList": [{"bizTransaction": "urn:t:1"}]"#,
			),
			"",
		),
		(
			transaction(r#""action": "DELETE", "bizTransactionList": [{"type": "po"}]"#),
			"bizTransactionList[0].bizTransaction",
		),
		(transformation(r#""inputEPCList": ["urn:a:1"]"#), ""),
		(transformation(r#""outputEPCList": ["urn:a:1"]"#), ""),
		(transformation(r#""transformationID": "urn:t:1""#), ""),
		(
			transformation(
				r#""inputEPCList": ["urn:a:1"], "outputEPCList": ["urn:a:2"], "action": "ADD""#,
			),
			"action",
		),
		// Objects and classes.
		(epcs(r#""urn:a:1""#), "epcList"),
		(epcs(r#"["urn:a:1", "urn:a:1"]"#), "epcList[1]"),
		(epcs(r#"["urn:epc:id:sgtin:4012345.0.1"]"#), "epcList[0]"),
		(epcs(r#"["urn:epc:idpat:sgtin:4012345.012345.*"]"#), "epcList[0]"),
		(quantity(r#""quantity": 1"#), "quantityList[0].epcClass"),
		(
			quantity(r#""epcClass": "urn:epc:id:sgtin:4012345.012345.1""#),
			"quantityList[0].epcClass",
		),
		(quantity(r#""epcClass": "urn:c:1", "quantity": -1"#), "quantityList[0].quantity"),
		(quantity(r#""epcClass": "urn:c:1", "quantity": "1""#), "quantityList[0].quantity"),
		(quantity(r#""epcClass": "urn:c:1", "quantity": 1e300"#), "quantityList[0].quantity"),
		(quantity(r#""epcClass": "urn:c:1", "uom": "KGM""#), "quantityList[0].uom"),
		(quantity(r#""epcClass": "urn:c:1", "quantity": 1, "uom": "kg""#), "quantityList[0].uom"),
		(
			quantity(r#""epcClass": "urn:c:1", "quantity": 1, "cbvmda:x": 1"#),
			"quantityList[0].cbvmda:x",
		),
		// Everything else.
		(with(r#""recordTime": "yesterday""#), "recordTime"),
		(with(r#""eventID": 1"#), "eventID"),
		(with(r#""errorDeclaration": {}"#), "errorDeclaration.declarationTime"),
		(
			with(
				r#""errorDeclaration": {"declarationTime": "2026-09-01T08:00:00Z", "reason": "so"}"#,
			),
			"errorDeclaration.reason",
		),
		(with(r#""certificationInfo": ["urn:c:1", ""]"#), "certificationInfo[1]"),
		(with(r#""bizStep": "in_transit""#), "bizStep"),
		(with(r#""disposition": ["in_transit"]"#), "disposition"),
		(with(r#""persistentDisposition": {}"#), "persistentDisposition"),
		(with(r#""persistentDisposition": {"set": ["shipping"]}"#), "persistentDisposition.set[0]"),
		(with(r#""readPoint": "urn:r:1""#), "readPoint"),
		(with(r#""bizLocation": {}"#), "bizLocation.id"),
		(with(r#""readPoint": {"id": "urn:r:1", "x:y": 1}"#), "readPoint.x:y"),
		(with(r#""sourceList": [{"source": "urn:s:1"}]"#), "sourceList[0].type"),
		(
			with(r#""destinationList": [{"type": "location", "source": "urn:s:1"}]"#),
			"destinationList[0].destination",
		),
		(with(r#""sensorElementList": [{}]"#), "sensorElementList[0].sensorReport"),
		(report(r#""value": 1"#), "sensorElementList[0].sensorReport[0]"),
		(report(r#""type": "Warmth""#), "sensorElementList[0].sensorReport[0].type"),
		(
			report(r#""type": "Temperature", "value": "1""#),
			"sensorElementList[0].sensorReport[0].value",
		),
		(
			report(r#""type": "Temperature", "booleanValue": 1"#),
			"sensorElementList[0].sensorReport[0].booleanValue",
		),
		(
			report(r#""type": "Temperature", "hexBinaryValue": "0g""#),
			"sensorElementList[0].sensorReport[0].hexBinaryValue",
		),
		(
			report(r#""type": "Temperature", "Value": 1"#),
			"sensorElementList[0].sensorReport[0].Value",
		),
		// Extensions.
		(with(r#""x:y": 1"#), "x:y"),
		(with(r#""gs1:": 1"#), "gs1:"),
		(with(r#""gs1:a": {"b": [{"x:y": 1}]}"#), "gs1:a.b[0].x:y"),
		(with(r#""gs1:a": {"@context": {}}"#), "gs1:a.@context"),
		(with(r#""ilmd": {"y": 1}"#), "ilmd.y"),
		(with(r#""@context": {"x": 1}"#), "@context.x"),
		(with(r#""gs1:a": "\ud800""#), "gs1:a"),
	] {
		let fields: String = fields;
		let reading = read_list(&[&fields, object]);
		assert_eq!(reading.events.len(), 1, "{fields}");
		let [Problem { index: 0, path: found, why, .. }] = &reading.problems[..] else {
			panic!("{fields}: {:?}", reading.problems);
		};
		assert_eq!(found, path, "{fields}: {why}");
	}
}

#[test]
fn when_is_required_and_well_formed() {
	for (when, path) in [
		(r#""eventTimeZoneOffset": "+08:00""#, "eventTime"),
		(r#""eventTime": "2026-09-01T08:00:00", "eventTimeZoneOffset": "+08:00""#, "eventTime"),
		(r#""eventTime": "2026-09-01T08:00:00Z""#, "eventTimeZoneOffset"),
		(
			r#""eventTime": "2026-09-01T08:00:00Z", "eventTimeZoneOffset": "+8""#,
			"eventTimeZoneOffset",
		),
	] {
		let event = format!(
			r#"{{"type": "ObjectEvent", "action": "ADD", "epcList": ["urn:a:1"], {when}}}"#
		);
		let reading = read(&event).expect("an event");
		assert_eq!(reading.problems[0].path, path, "{when}");
	}
}

#[test]
fn what_may_be_missing() {
	let reading = read_list(&[
		r#""type": "ObjectEvent", "action": "OBSERVE", "readPoint": {"id": "urn:r:1"},
			"sensorElementList": [{"sensorReport": [{"type": "Temperature", "value": -4.50}]}]"#,
		r#""type": "AggregationEvent", "action": "OBSERVE", "childEPCs": ["urn:a:1"]"#,
		r#""type": "AggregationEvent", "action": "DELETE", "parentID": "urn:p:1""#,
		r#""type": "AssociationEvent", "action": "DELETE", "parentID": "urn:p:1""#,
		r#""type": "TransactionEvent", "action": "DELETE",
			"bizTransactionList": [{"bizTransaction": "urn:t:1"}]"#,
		r#""type": "TransformationEvent", "transformationID": "urn:t:1", "inputEPCList": ["urn:a:1"]"#,
		r#""type": "ObjectEvent", "action": "OBSERVE", "quantityList": [{"epcClass": "urn:c:1"}],
			"bizStep": null"#,
	]);
	assert_eq!((reading.events.len(), reading.problems), (7, vec![]));
}

#[test]
fn documents_lists_and_events() {
	let event =
		format!(r#"{{{WHEN}, "type": "ObjectEvent", "action": "ADD", "epcList": ["urn:a:1"]}}"#);
	for document in [
		format!(r#"{{"type": "EPCISDocument", "epcisBody": {{"eventList": [{event}]}}}}"#),
		format!(r#"{{"type": "EPCISDocument", "epcisBody": {{"event": {event}}}}}"#),
		format!(
			r#"{{"type": "EPCISQueryDocument", "schemaVersion": "2.0", "epcisBody": {{"queryResults":
			{{"queryName": "SimpleEventQuery", "resultsBody": {{"eventList": [{event}]}}}}}}}}"#
		),
		format!("[{event}]"),
		event.clone(),
		format!("\u{feff} {event}\n"),
	] {
		let reading = read(&document).expect(&document);
		assert_eq!((reading.events.len(), reading.problems), (1, vec![]), "{document}");
	}
	assert_eq!(read("[]"), Ok(Reading::default()));
}

#[test]
fn what_is_no_document() {
	let malformed = |text: &str| match read(text) {
		Err(NotADocument::Malformed { line, column, .. }) => (line, column),
		other => panic!("{text}: {other:?}"),
	};
	assert_eq!(malformed(""), (1, 0));
	assert_eq!(malformed("[\n{\"a\": 1,}\n]"), (2, 9));
	assert_eq!(malformed("[] []"), (1, 4));
	assert_eq!(malformed("<?xml version=\"1.0\"?>"), (1, 1));
	assert_eq!(
		read("{\"a\":\n tru}").unwrap_err().to_string(),
		"not JSON at line 2, column 5: expected ident"
	);

	for (text, path) in [
		("7", ""),
		("{}", "epcisBody"),
		(r#"{"epcisBody": []}"#, "epcisBody"),
		(r#"{"epcisBody": {}}"#, "epcisBody.eventList"),
		(r#"{"epcisBody": {"eventList": {}}}"#, "epcisBody.eventList"),
		(r#"{"epcisBody": {"queryResults": {}}}"#, "epcisBody.queryResults.eventList"),
		(r#"{"epcisBody": {}, "epcisBody": {}}"#, "epcisBody"),
		(r#"{"epcisBody": {"eventList": []}, "schemaVersion": "1.2"}"#, "schemaVersion"),
		(r#"{"epcisBody": {"eventList": []}, "schemaVersion": 2}"#, "schemaVersion"),
		(r#"{"epcisBody": {"eventList": []}, "@context": {"x": []}}"#, "@context.x"),
	] {
		match read(text) {
			Err(NotADocument::Unknown(fault)) => assert_eq!(fault.path, path, "{text}"),
			other => panic!("{text}: {other:?}"),
		}
	}
}
