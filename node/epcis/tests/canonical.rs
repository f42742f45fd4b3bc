// SPDX-License-Identifier: Apache-2.0

//! What is hashed of an event (CBV 2.0, section 8.9).

use covenant_epcis::{read, Event};

/// The only event of a document with this context and these fields.
fn event(context: &str, fields: &str) -> Event {
	let document = format!(
		r#"{{"@context": {context}, "type": "EPCISDocument", "schemaVersion": "2.0", "epcisBody":
		{{"eventList": [{{"eventTime": "2020-03-04T11:00:30+01:00", "eventTimeZoneOffset": "+01:00",
		{fields}}}]}}}}"#
	);
	let mut reading = read(&document).expect("a document");
	assert_eq!(reading.problems, []);
	reading.events.remove(0)
}

fn canonical(context: &str, fields: &str) -> String {
	let canonical = event(context, fields).canonical();
	let when = "eventTime=2020-03-04T10:00:30.000ZeventTimeZoneOffset=+01:00";
	canonical.replace(when, "|")
}

const CONTEXT: &str = r#"{"a": "https://a.example/", "b": "https://b.example/"}"#;
const OBSERVED: &str = r#""type": "ObjectEvent", "action": "OBSERVE", "epcList": ["urn:a:1"]"#;

#[test]
fn lists_are_sorted_and_keys_are_digital_links() {
	assert_eq!(
		canonical(
			"null",
			r#""type": "AggregationEvent", "action": "ADD",
			"parentID": "urn:epc:id:sscc:4012345.0000000333",
			"childEPCs": ["urn:epc:id:sgtin:4012345.011111.b", "http://x.example/01/4012345111118/21/a"],
			"childQuantityList": [
				{"epcClass": "urn:epc:idpat:sgtin:4012345.098765.*", "quantity": 10.0},
				{"epcClass": "urn:epc:class:lgtin:4012345.012345.998877", "quantity": 200.50, "uom": "KGM"}
			]"#,
		),
		"eventType=AggregationEvent|parentID=https://id.gs1.org/00/040123450000003338\
		 childEPCsepc=https://id.gs1.org/01/04012345111118/21/a\
		 epc=https://id.gs1.org/01/04012345111118/21/b\
		 childQuantityList\
		 quantityElementepcClass=https://id.gs1.org/01/04012345123456/10/998877quantity=200.5uom=KGM\
		 quantityElementepcClass=https://id.gs1.org/01/04012345987652quantity=10\
		 action=ADD"
	);
}

#[test]
fn an_extension_is_found_by_its_name_in_full() {
	let event =
		event(CONTEXT, &format!(r#"{OBSERVED}, "a:x": 1, "b:x": 2, "https://c.example/x": 3"#));
	for (name, value) in [
		("https://a.example/x", Some("1")),
		("https://b.example/x", Some("2")),
		("https://c.example/x", Some("3")),
		("a:x", None),
		("https://a.example/", None),
		("x", None),
	] {
		assert_eq!(event.extension(name).map(ToString::to_string).as_deref(), value, "{name}");
	}
}

#[test]
fn every_type_has_its_order() {
	assert_eq!(
		canonical(
			"null",
			r#""type": "TransactionEvent", "action": "DELETE", "parentID": "urn:p:1",
			"epcList": ["urn:a:1"], "quantityList": [{"epcClass": "urn:c:1"}],
			"bizTransactionList": [
				{"bizTransaction": "urn:t:1", "type": "po"}, {"bizTransaction": "urn:t:2"}
			]"#,
		),
		"eventType=TransactionEvent|epcListepc=urn:a:1parentID=urn:p:1\
		 quantityListquantityElementepcClass=urn:c:1action=DELETE\
		 bizTransactionListbizTransaction=urn:t:2\
		 type=https://ref.gs1.org/cbv/BTT-pobizTransaction=urn:t:1"
	);
	assert_eq!(
		canonical(
			CONTEXT,
			r#""type": "TransformationEvent", "transformationID": "urn:t:1", "ilmd": {"a:lot": "X"},
			"outputEPCList": ["urn:o:1"], "inputEPCList": ["urn:i:2", "urn:i:1"],
			"inputQuantityList": [{"epcClass": "urn:c:1", "quantity": 1e1}],
			"outputQuantityList": [{"epcClass": "urn:c:2", "quantity": 0.10}], "a:z": true"#,
		),
		"eventType=TransformationEvent|inputEPCListepc=urn:i:1epc=urn:i:2\
		 inputQuantityListquantityElementepcClass=urn:c:1quantity=10\
		 outputEPCListepc=urn:o:1\
		 outputQuantityListquantityElementepcClass=urn:c:2quantity=0.1transformationID=urn:t:1\
		 ilmd{https://a.example/}lot=X{https://a.example/}z=true"
	);
	assert_eq!(
		canonical(
			"null",
			r#""type": "AssociationEvent", "action": "DELETE", "parentID": "urn:p:1",
			"certificationInfo": ["urn:c:2", "urn:c:1"],
			"persistentDisposition": {"unset": ["damaged"], "set": ["recalled", "expired"]},
			"sourceList": [{"source": "urn:s:1", "type": "location"}],
			"destinationList": [{"type": "owning_party", "destination": "urn:d:1"}],
			"readPoint": {"id": "urn:r:1"}, "bizLocation": {"id": "urn:b:1"}"#,
		),
		"eventType=AssociationEvent|certificationInfo=urn:c:1certificationInfo=urn:c:2\
		 parentID=urn:p:1action=DELETE\
		 persistentDispositionset=https://ref.gs1.org/cbv/Disp-expired\
		 set=https://ref.gs1.org/cbv/Disp-recalledunset=https://ref.gs1.org/cbv/Disp-damaged\
		 readPointid=urn:r:1bizLocationid=urn:b:1\
		 sourceListtype=https://ref.gs1.org/cbv/SDT-locationsource=urn:s:1\
		 destinationListtype=https://ref.gs1.org/cbv/SDT-owning_partydestination=urn:d:1"
	);
}

#[test]
fn words_have_one_form() {
	let words = |step: &str, disposition: &str| {
		canonical(
			CONTEXT,
			&format!(r#"{OBSERVED}, "bizStep": "{step}", "disposition": "{disposition}""#),
		)
	};
	let expected = "eventType=ObjectEvent|epcListepc=urn:a:1action=OBSERVE\
		bizStep=https://ref.gs1.org/cbv/BizStep-shipping\
		disposition=https://ref.gs1.org/cbv/Disp-in_transit";
	assert_eq!(words("shipping", "in_transit"), expected);
	assert_eq!(words("cbv:BizStep-shipping", "urn:epcglobal:cbv:disp:in_transit"), expected);
	assert!(words("a:cooling", "https://b.example/cold")
		.ends_with("bizStep=https://a.example/coolingdisposition=https://b.example/cold"));
}

#[test]
fn sensors_and_what_extends_them() {
	assert_eq!(
		canonical(
			CONTEXT,
			&format!(
				r#"{OBSERVED}, "readPoint": {{"id": "urn:r:1", "b:x": "2", "a:y": "1"}},
				"sensorElementList": [
				{{"sensorReport": [
					{{"type": "Angle", "value": 42.698334, "component": "latitude", "uom": "DD"}},
					{{"type": "gs1:Angle", "value": -23.10, "component": "longitude", "uom": "DD",
					"stringValue": " 7.0 ", "booleanValue": false, "b:z": null}}
				], "a:note": "n"}},
				{{"sensorMetadata": {{"time": "2020-03-04T11:00:30.0005+01:00", "a:m2": "m2", "a:m": "m"}},
				"sensorReport": [{{"exception": "ALARM_CONDITION", "a:r": 1.0}}]}}
			]"#
			),
		),
		"eventType=ObjectEvent|epcListepc=urn:a:1action=OBSERVE\
		 readPointid=urn:r:1{https://a.example/}y=1{https://b.example/}x=2\
		 sensorElementListsensorElement\
		 sensorMetadatatime=2020-03-04T10:00:30.001Z{https://a.example/}m2=m2{https://a.example/}m=m\
		 sensorReportexception=https://gs1.org/voc/ALARM_CONDITION{https://a.example/}r=1\
		 sensorElement\
		 sensorReporttype=https://gs1.org/voc/Anglevalue=-23.1\
		 component=https://ref.gs1.org/cbv/Comp-longitudestringValue=7booleanValue=falseuom=DD\
		 sensorReporttype=https://gs1.org/voc/Anglevalue=42.698334\
		 component=https://ref.gs1.org/cbv/Comp-latitudeuom=DD\
		 {https://a.example/}note=n"
	);
}

#[test]
fn extensions_have_their_namespaces() {
	assert_eq!(
		canonical(
			CONTEXT,
			&format!(
				r#"{OBSERVED}, "b:one": {{"b:z": "2", "b:y": {{"plain": "x"}}}}, "a:many": ["3", "1"],
				"https://c.example/voc#full": "b:value", "a:empty": " ", "rdfs:comment": "not hashed",
				"cbvmda:lotNumber": "0012", "a:link": "urn:epc:id:pgln:4000001.00000",
				"a:objects": [{{"a:o": 2}}, {{"a:o": 1}}], "a:text": "say: \"hi\"", "a:none": null"#
			),
		),
		"eventType=ObjectEvent|epcListepc=urn:a:1action=OBSERVE\
		 {https://a.example/}empty\
		 {https://a.example/}link=https://id.gs1.org/417/4000001000005\
		 {https://a.example/}many=1{https://a.example/}many=3\
		 {https://a.example/}objects{https://a.example/}o=1\
		 {https://a.example/}objects{https://a.example/}o=2\
		 {https://a.example/}text=say: \"hi\"\
		 {https://b.example/}one{https://b.example/}yplain=x{https://b.example/}z=2\
		 {https://c.example/voc#}full=https://b.example/value\
		 {urn:epcglobal:cbv:mda}lotNumber=12"
	);
}

#[test]
fn prefixes_do_not_matter_but_namespaces_do() {
	let hash = |context: &str, prefix: &str| {
		event(context, &format!(r#"{OBSERVED}, "{prefix}x": "1""#)).digest()
	};
	let first = hash(CONTEXT, "a:");
	assert_eq!(hash(r#"[{"other": "https://a.example/"}]"#, "other:"), first);
	assert_eq!(hash("null", "https://a.example/"), first);
	assert_ne!(hash(CONTEXT, "b:"), first);
	let own = event(CONTEXT, &format!(r#"{OBSERVED}, "@context": {{"b": "a:"}}, "b:x": "1""#));
	assert_eq!(own.digest(), first);
}

#[test]
fn what_is_said_about_an_event_does_not_matter() {
	let first = event("null", OBSERVED);
	let second = event(
		"null",
		&format!(
			r#"{OBSERVED}, "recordTime": "2024-01-01T00:00:00Z", "eventID": "urn:e:1",
			"errorDeclaration": {{"declarationTime": "2024-01-01T00:00:00Z", "reason": "did_not_occur"}}"#
		),
	);
	assert_eq!(second.hash_id(), first.hash_id());
	assert_eq!(second.id.as_ref().unwrap().as_str(), "urn:e:1");
	assert!(second.error_declaration.is_some() && second.record_time.is_some());
	assert_ne!(event("null", &OBSERVED.replace("urn:a:1", "urn:a:2")).digest(), first.digest());
}
