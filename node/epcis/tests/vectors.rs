// SPDX-License-Identifier: Apache-2.0

//! Published documents: the examples of EPCIS 2.0 (`gs1/EPCIS`), and those with `.hashes` from the
//! reference implementation of the canonical hash (`RalphTro/epcis-event-hash-generator`). The
//! `eventID`s in the examples are of a draft of the algorithm.

use covenant_epcis::{read, write, Event, Time};
use std::collections::BTreeSet;

/// Reads a document that has nothing wrong.
fn events(document: &str) -> Vec<Event> {
	let reading = read(document).expect("a document");
	assert_eq!(reading.problems, []);
	let created = Time::from_milliseconds(0).unwrap();
	let again = read(&write(&reading.events, created).to_string()).expect("a document");
	assert_eq!(again.problems, []);
	assert_eq!(hashes(&again.events), hashes(&reading.events));
	reading.events
}

fn hashes(events: &[Event]) -> Vec<String> {
	events.iter().map(|event| event.hash_id().to_string()).collect()
}

/// Documents whose hashes were published.
macro_rules! exact {
	($($test:ident: $file:literal,)*) => {$(
		#[test]
		fn $test() {
			let document = include_str!(concat!("vectors/", $file, ".jsonld"));
			let expected = include_str!(concat!("vectors/", $file, ".hashes"));
			assert_eq!(hashes(&events(document)), expected.lines().collect::<Vec<_>>());
		}
	)*};
}

exact! {
	reference_event_hash_algorithm_2: "ReferenceEventHashAlgorithm2",
	time_stamp_round_off: "TimeStampRoundOff",
	document_with_single_event: "epcisDocWithSingleEvent",
}

/// The reference implementation has these two events in a query document of its own.
#[test]
fn example_9_6_1_object_event() {
	let events = events(include_str!("vectors/Example_9.6.1-ObjectEvent.jsonld"));
	assert_eq!(
		events.iter().map(|event| hex::encode(event.digest())).collect::<Vec<_>>(),
		[
			"df6523665bc5e5803d6c7b84f5a04e103694d8220f2abc4f2c74310e89f31bc6",
			"32547b2344d525ea60ab1b899d82a9011fd9c39bb26ed936e113066146f49941",
		]
	);
}

/// Documents that hold so many events, each with a hash of its own.
macro_rules! complete {
	($($test:ident: $file:literal, $count:literal,)*) => {$(
		#[test]
		fn $test() {
			let events = events(include_str!(concat!("vectors/", $file, ".jsonld")));
			let distinct: BTreeSet<_> = events.iter().map(Event::digest).collect();
			assert_eq!((events.len(), distinct.len()), ($count, $count));
		}
	)*};
}

complete! {
	association_event_a: "AssociationEvent-a", 1,
	association_event_b: "AssociationEvent-b", 1,
	error_declaration_and_corrective_event: "ErrorDeclarationAndCorrectiveEvent", 2,
	example_9_6_2_object_event: "Example_9.6.2-ObjectEvent", 1,
	example_9_6_3_aggregation_event: "Example_9.6.3-AggregationEvent", 1,
	example_9_6_4_transformation_event: "Example_9.6.4-TransformationEvent", 1,
	sensor_data_example_1: "SensorDataExample1", 1,
	sensor_data_example_2: "SensorDataExample2", 1,
}
