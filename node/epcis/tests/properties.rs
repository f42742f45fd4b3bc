// SPDX-License-Identifier: Apache-2.0

//! What holds for all events.

use covenant_epcis::{
	read, write, Action, BizTransaction, Decimal, ErrorDeclaration, Event, Fields, Json,
	Namespaces, Party, PersistentDisposition, Place, Quantity, SensorElement, SensorMetadata,
	SensorReport, Term, Time, Uri, Vocabulary, What,
};
use proptest::{
	collection::{btree_map, btree_set, vec},
	option,
	prelude::*,
	sample::{select, Index},
};

/// Short prefixes meet between events and in texts, which is where they could be mixed up.
const PREFIXES: [&str; 4] = ["a", "b", "gs1", "urn2"];

fn time() -> impl Strategy<Value = Time> {
	(0..=253_402_300_799_999_u64).prop_map(|it| Time::from_milliseconds(it).unwrap())
}

fn decimal() -> impl Strategy<Value = Decimal> {
	"(0|[1-9][0-9]{0,30})(\\.[0-9]{1,20})?([eE][+-]?[0-9])?".prop_map(|it| it.parse().unwrap())
}

fn uri() -> impl Strategy<Value = Uri> {
	prop_oneof![
		"urn:epc:id:sgtin:4012345\\.0[0-9]{5}\\.[A-Za-z0-9]{1,8}",
		"urn:epc:id:sgln:4012345\\.[0-9]{5}\\.[0-9]{1,3}",
		"https://[a-z]{1,5}\\.example/(01|x)/[0-9]{13,14}(/21/[a-z0-9]{1,5})?(\\?q=1)?",
		"urn:x:[a-z0-9%]{0}[a-z0-9]{1,9}",
		// These look like compact URIs of other events.
		"zz:[a-z0-9]{1,4}",
	]
	.prop_map(|it| Uri::new(it).unwrap())
}

fn class() -> impl Strategy<Value = Uri> {
	prop_oneof![
		"urn:epc:class:lgtin:4012345\\.0[0-9]{5}\\.[A-Za-z0-9]{1,8}",
		"urn:epc:idpat:sgtin:4012345\\.0[0-9]{5}\\.\\*",
		"https://id\\.example/01/[0-9]{14}",
	]
	.prop_map(|it| Uri::new(it).unwrap())
}

fn uris(least: usize) -> impl Strategy<Value = Vec<Uri>> {
	btree_set(uri(), least..4).prop_map(|uris| uris.into_iter().collect::<Vec<_>>()).prop_shuffle()
}

fn term(vocabulary: Vocabulary) -> impl Strategy<Value = Term> {
	let words = vocabulary.words();
	prop_oneof![select(words).prop_map(Term::Standard), uri().prop_map(Term::Other)]
}

fn text() -> impl Strategy<Value = String> {
	prop_oneof!["[a-z0-9.]{0,6}", "(a|b|zz|gs1|x):[a-z]{0,4}", any::<String>()]
}

fn json() -> impl Strategy<Value = Json> {
	let leaf = prop_oneof![
		any::<bool>().prop_map(Json::Bool),
		decimal().prop_map(Json::Number),
		text().prop_map(Json::Text),
		Just(Json::Null),
	];
	leaf.prop_recursive(3, 12, 3, |inner| {
		let name = prop_oneof![name(), "[a-z]{1,3}".boxed()];
		let fields = btree_map(name, inner.clone(), 0..3);
		let fields = fields.prop_map(|fields| Json::Object(fields.into_iter().collect()));
		prop_oneof![fields, vec(inner, 0..3).prop_map(Json::List)]
	})
}

/// The name of an extension.
fn name() -> BoxedStrategy<String> {
	let prefix = prop_oneof![select(&PREFIXES[..]), Just("https://n.example/voc#")];
	(prefix, "[a-z]{1,3}")
		.prop_map(|(prefix, local)| match prefix.contains(':') {
			true => format!("{prefix}{local}"),
			false => format!("{prefix}:{local}"),
		})
		.boxed()
}

fn extensions() -> impl Strategy<Value = Fields> {
	let value = json().prop_filter("null is as if it were missing", |it| *it != Json::Null);
	btree_map(name(), value, 0..3).prop_map(|fields| fields.into_iter().collect())
}

fn namespaces() -> impl Strategy<Value = Namespaces> {
	let namespace = "https://[xy]\\.example/";
	vec(namespace, PREFIXES.len())
		.prop_map(|namespaces| PREFIXES.into_iter().zip(namespaces).collect())
}

fn quantities(least: usize) -> impl Strategy<Value = Vec<Quantity>> {
	let amount = option::of((decimal(), option::of("[A-Z0-9]{2,3}")));
	let quantity = (class(), amount).prop_map(|(class, amount)| match amount {
		Some((quantity, uom)) => Quantity { class, quantity: Some(quantity), uom },
		None => Quantity { class, quantity: None, uom: None },
	});
	vec(quantity, least..3)
}

fn what() -> impl Strategy<Value = What> {
	let action = || select(vec![Action::Add, Action::Observe, Action::Delete]);
	// Apart from its children.
	let parent = || "urn:parent:[a-z]{1,4}".prop_map(|it| Uri::new(it).unwrap());
	prop_oneof![
		(action(), uris(1), quantities(0), extensions()).prop_map(
			|(action, epcs, quantities, ilmd)| {
				let ilmd = if action == Action::Add { ilmd } else { Fields::new() };
				What::Object { action, epcs, quantities, ilmd }
			}
		),
		(action(), parent(), uris(0), quantities(1)).prop_map(
			|(action, parent, children, child_quantities)| What::Aggregation {
				action,
				parent: Some(parent),
				children,
				child_quantities
			}
		),
		(action(), parent(), uris(1), quantities(0)).prop_map(
			|(action, parent, children, child_quantities)| What::Association {
				action,
				parent,
				children,
				child_quantities
			}
		),
		(action(), option::of(parent()), uris(0), quantities(1)).prop_map(
			|(action, parent, epcs, quantities)| What::Transaction {
				action,
				parent,
				epcs,
				quantities
			}
		),
		(option::of(uri()), uris(1), quantities(0), uris(0), quantities(1), extensions()).prop_map(
			|(id, inputs, input_quantities, outputs, output_quantities, ilmd)| {
				What::Transformation {
					id,
					inputs,
					input_quantities,
					outputs,
					output_quantities,
					ilmd,
				}
			}
		),
	]
}

fn sensor_element() -> impl Strategy<Value = SensorElement> {
	let metadata = (option::of(time()), option::of(uri()), extensions()).prop_map(
		|(time, device_id, extensions)| SensorMetadata {
			time,
			device_id,
			extensions,
			..Default::default()
		},
	);
	let report = (
		term(Vocabulary::Measurement),
		option::of(term(Vocabulary::Component)),
		option::of(decimal()),
		option::of(text()),
		option::of("[0-9A-Fa-f]{1,6}"),
		option::of(any::<bool>()),
		extensions(),
	)
		.prop_map(
			|(
				kind,
				component,
				value,
				string_value,
				hex_binary_value,
				boolean_value,
				extensions,
			)| {
				SensorReport {
					kind: Some(kind),
					component,
					mean_value: value.clone(),
					value,
					string_value,
					hex_binary_value,
					boolean_value,
					extensions,
					..Default::default()
				}
			},
		);
	(metadata, vec(report, 1..3), extensions())
		.prop_map(|(metadata, reports, extensions)| SensorElement { metadata, reports, extensions })
}

fn place() -> impl Strategy<Value = Place> {
	(uri(), extensions()).prop_map(|(id, extensions)| Place { id, extensions })
}

fn party() -> impl Strategy<Value = Party> {
	(term(Vocabulary::PartyType), uri()).prop_map(|(kind, id)| Party { kind, id })
}

fn error_declaration() -> impl Strategy<Value = ErrorDeclaration> {
	(time(), option::of(term(Vocabulary::ErrorReason)), uris(0), extensions()).prop_map(
		|(time, reason, corrective_events, extensions)| ErrorDeclaration {
			time,
			reason,
			corrective_events,
			extensions,
		},
	)
}

fn event() -> impl Strategy<Value = Event> {
	let offset = select(vec!["+00:00", "-00:00", "+08:00", "-14:00", "+05:30"]);
	let when = (time(), offset, option::of(time()));
	let transaction = (option::of(term(Vocabulary::BizTransactionType)), uri());
	let transaction = transaction.prop_map(|(kind, id)| BizTransaction { kind, id });
	let disposition = || vec(term(Vocabulary::Disposition), 0..3);
	let why = (
		option::of(term(Vocabulary::BizStep)),
		option::of(term(Vocabulary::Disposition)),
		(disposition(), disposition()),
		vec(transaction, 1..3),
		vec(party(), 0..3),
		vec(party(), 0..3),
	);
	let rest = (
		option::of(uri()),
		option::of(error_declaration()),
		uris(0),
		vec(sensor_element(), 0..3),
		extensions(),
		namespaces(),
	);
	(what(), when, why, option::of(place()), option::of(place()), rest).prop_map(
		|(what, (time, offset, record_time), why, read_point, biz_location, rest)| {
			let (biz_step, disposition, (set, unset), biz_transactions, sources, destinations) =
				why;
			let (id, error_declaration, certifications, sensor_elements, extensions, namespaces) =
				rest;
			Event {
				id,
				time,
				time_zone_offset: offset.parse().unwrap(),
				record_time,
				error_declaration,
				certifications,
				what,
				biz_step,
				disposition,
				persistent_disposition: PersistentDisposition { set, unset },
				read_point,
				biz_location,
				biz_transactions,
				sources,
				destinations,
				sensor_elements,
				extensions,
				namespaces,
			}
		},
	)
}

/// The events after they were written and read.
fn again(events: &[Event], created: Time) -> Vec<Event> {
	let text = write(events, created).to_string();
	let reading = read(&text).expect(&text);
	assert_eq!(reading.problems, [], "{text}");
	reading.events
}

/// As it is read: with an id, and with the namespaces that it needs.
fn as_read(event: &Event, read: &Event) -> Event {
	Event {
		id: Some(event.id.clone().unwrap_or_else(|| event.hash_id())),
		namespaces: read.namespaces.clone(),
		..event.clone()
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(128))]

	#[test]
	fn what_is_written_reads_back(events in vec(event(), 0..4), created in time()) {
		for event in &events {
			prop_assert_eq!(event.check(), Ok(()));
		}
		let read = again(&events, created);
		prop_assert_eq!(read.len(), events.len());
		for (event, read) in events.iter().zip(&read) {
			prop_assert_eq!(&as_read(event, read), read);
			prop_assert_eq!(event.canonical(), read.canonical());
		}
		// And then nothing changes any more, not even how numbers are written.
		let written = write(&read, created);
		prop_assert_eq!(&again(&read, created), &read);
		prop_assert_eq!(write(&events, created).to_string(), written.to_string());
		prop_assert_eq!(covenant_epcis::read(&format!("{written:#}")).unwrap().events, read);
	}

	#[test]
	fn order_does_not_matter(event in event(), at in any::<Index>()) {
		let mut other = event.clone();
		match &mut other.what {
			What::Object { epcs, quantities, .. } | What::Transaction { epcs, quantities, .. } => {
				rotate(epcs, at);
				rotate(quantities, at);
			}
			What::Aggregation { children, child_quantities, .. }
			| What::Association { children, child_quantities, .. } => {
				rotate(children, at);
				rotate(child_quantities, at);
			}
			What::Transformation { inputs, input_quantities, outputs, output_quantities, .. } => {
				rotate(inputs, at);
				rotate(input_quantities, at);
				rotate(outputs, at);
				rotate(output_quantities, at);
			}
		}
		rotate(&mut other.certifications, at);
		rotate(&mut other.persistent_disposition.set, at);
		rotate(&mut other.biz_transactions, at);
		rotate(&mut other.sources, at);
		rotate(&mut other.destinations, at);
		rotate(&mut other.sensor_elements, at);
		for element in &mut other.sensor_elements {
			rotate(&mut element.reports, at);
			rotate(&mut element.extensions, at);
		}
		rotate(&mut other.extensions, at);
		other.id = None;
		other.record_time = None;
		other.error_declaration = None;
		prop_assert_eq!(other.hash_id(), event.hash_id());
	}

	#[test]
	fn numbers_have_one_form(number in decimal(), zeros in 0_usize..4) {
		let canonical: Decimal = number.canonical().parse().unwrap();
		prop_assert_eq!(canonical.canonical(), number.canonical());
		prop_assert_eq!(&canonical, &number);
		let point = if number.canonical().contains('.') { "" } else { "." };
		let padded = format!("{}{point}{}", number.canonical(), "0".repeat(zeros + 1));
		prop_assert_eq!(padded.parse::<Decimal>().unwrap(), number);
	}

	#[test]
	fn no_text_is_too_much(
		event in event(),
		at in any::<Index>(),
		with in any::<char>(),
		text in any::<String>(),
	) {
		let mut document: Vec<_> = write([&event], event.time).to_string().chars().collect();
		let at = at.index(document.len());
		document[at] = with;
		for text in [document.iter().collect(), document[..at].iter().collect(), text] {
			// None of them may panic.
			let _ = (read(&text), Uri::new(text));
		}
	}
}

fn rotate<T>(items: &mut [T], at: Index) {
	if !items.is_empty() {
		let by = at.index(items.len());
		items.rotate_left(by);
	}
}
