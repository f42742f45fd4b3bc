// SPDX-License-Identifier: Apache-2.0

//! Documents that are imported, imported again and exported.

use super::model::{Model, State, OTHER, OWN};
use crate::{
	failure::Failure,
	trace::{
		book::Book,
		calls::{details, Output, Step},
		document::Document,
		draft::{fault, Bond, Draft},
		export,
		history::{History, Told},
		import::import,
		ledger::{Ledger, Rehearsal},
		summary::{Line, Outcome, Summary},
	},
};
use covenant_epcis::{Action, Event, What};
use covenant_primitives::OrganizationId;
use pallet_traceability::{BizStep, Body, Details, LocationId, Place, ProductId};
use std::future::Future;
use subxt::utils::H256;

const OFFSET: &str = r#""eventTimeZoneOffset": "+08:00""#;
const DOCK: &str = r#""readPoint": {"id": "urn:epc:id:sgln:4012345.00005.0"}"#;
const FLOUR: &str = "urn:epc:class:lgtin:4012345.012345.F1";
const BREAD: &str = "https://id.gs1.org/01/04012345222227/10/B%2F1";
const PALLET: &str = "urn:epc:id:sscc:0614141.1234567890";

fn wait<T>(future: impl Future<Output = T>) -> T {
	tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

fn run(model: &Model, document: &str) -> Summary {
	let ledger = model;
	wait(import(Document::parse(document).unwrap(), Book::new(&ledger, OWN, vec![]))).unwrap()
}

/// An event, at a minute of an hour.
fn event(minute: u32, fields: &str) -> String {
	let time = format!(r#""eventTime": "2026-03-01T08:{minute:02}:00Z""#);
	let offset = if fields.contains("eventTimeZoneOffset") { "" } else { OFFSET };
	let comma = if offset.is_empty() { "" } else { ", " };
	format!("{{{time}{comma}{offset}, {fields}}}")
}

fn document(events: &[String]) -> String {
	format!("[{}]", events.join(",\n"))
}

fn item(serial: impl std::fmt::Display) -> String {
	format!("\"urn:epc:id:sgtin:4012345.011111.{serial}\"")
}

/// A bakery's day, of which the chain has every field.
fn day() -> Vec<String> {
	let items: Vec<_> = (1..=40).map(item).collect();
	let digest = "ab".repeat(32);
	vec![
		event(
			0,
			&format!(
				r#""type": "ObjectEvent", "action": "ADD", "bizStep": "commissioning", {DOCK},
				"quantityList": [{{"epcClass": "{FLOUR}", "quantity": 200.50, "uom": "KGM"}}]"#
			),
		),
		event(
			1,
			&format!(
				r#""type": "ObjectEvent", "action": "ADD", "disposition": "active",
				"eventTimeZoneOffset": "-06:30", "epcList": [{}]"#,
				items.join(",")
			),
		),
		event(
			2,
			&format!(
				r#""type": "TransformationEvent", {DOCK},
				"bizLocation": {{"id": "urn:epc:id:sgln:4012345.00005.0"}},
				"inputQuantityList": [{{"epcClass": "{FLOUR}", "quantity": 100, "uom": "KGM"}}],
				"outputQuantityList": [{{"epcClass": "{BREAD}", "quantity": 90.25, "uom": "KGM"}}]"#
			),
		),
		event(
			3,
			&format!(
				r#""type": "AggregationEvent", "action": "ADD", "bizStep": "packing",
				"parentID": "{PALLET}", "childEPCs": [{}, {}],
				"readPoint": {{"id": "urn:epc:id:sgln:4012345.00005.line-2"}},
				"childQuantityList": [{{"epcClass": "{BREAD}", "quantity": 90.25, "uom": "KGM"}}]"#,
				item(1),
				item(2)
			),
		),
		event(
			4,
			&format!(
				r#""type": "ObjectEvent", "action": "OBSERVE", "bizStep": "storing",
				"eventTimeZoneOffset": "-00:00", "epcList": [{}],
				"bizLocation": {{"id": "https://id.gs1.org/414/4012345000054"}}"#,
				items[2..].join(",")
			),
		),
		event(
			5,
			&format!(
				r#""type": "TransactionEvent", "action": "OBSERVE",
				"quantityList": [{{"epcClass": "{FLOUR}", "quantity": 100.5, "uom": "KGM"}}],
				"bizTransactionList":
				[{{"type": "po", "bizTransaction": "ni:///sha-256;{digest}"}}]"#
			),
		),
		event(
			6,
			&format!(
				r#""type": "AggregationEvent", "action": "DELETE", "parentID": "{PALLET}",
				"bizStep": "unpacking""#
			),
		),
		event(
			7,
			&format!(
				r#""type": "ObjectEvent", "action": "DELETE", "bizStep": "destroying",
				"quantityList": [{{"epcClass": "{BREAD}", "quantity": 250, "uom": "GRM"}}]"#
			),
		),
		event(
			8,
			r#""type": "ObjectEvent", "action": "ADD", "epcList": ["urn:epc:id:giai:4000001.12345"]"#,
		),
		event(
			9,
			r#""type": "AssociationEvent", "action": "ADD", "bizStep": "assembling",
			"parentID": "urn:epc:id:grai:4012345.55555.987",
			"childEPCs": ["urn:epc:id:giai:4000001.12345"]"#,
		),
	]
}

fn digests<'a>(events: impl IntoIterator<Item = &'a Event>) -> Vec<String> {
	let mut all: Vec<_> = events.into_iter().map(|event| hex::encode(event.digest())).collect();
	all.sort();
	all
}

fn tell(model: &Model) -> Vec<Told> {
	let lots: Vec<_> = (0..model.0.borrow().lots.len() as u64).collect();
	wait(History::new(model, H256([7; 32])).tell(&lots)).unwrap()
}

fn is_recorded((_, outcome): (usize, &Outcome)) -> bool {
	matches!(outcome, Outcome::Recorded(_))
}

fn is_already((_, outcome): (usize, &Outcome)) -> bool {
	matches!(outcome, Outcome::Already(_))
}

#[test]
fn a_day_goes_onto_the_chain_once_and_comes_back_as_it_was() {
	let (model, text) = (Model::default(), document(&day()));
	let summary = run(&model, &text);
	assert!(summary.outcomes().all(is_recorded), "{summary:#?}");
	let registered: Vec<_> = summary
		.0
		.iter()
		.filter_map(|line| match line {
			Line::Registered { name, .. } => Some(name.as_str()),
			Line::Container { name, .. } => Some(name.as_str()),
			Line::Event { .. } => None,
		})
		.collect();
	assert_eq!(
		registered,
		[
			"GTIN 04012345123456, counted in g",
			"GLN 4012345000054",
			"GTIN 04012345111118, counted in pieces",
			"GTIN 04012345222227, counted in g",
			"SSCC, counted in pieces",
			"https://id.gs1.org/414/4012345000054/254/line-2",
			"SSCC 106141412345678908",
			"GIAI, counted in pieces",
			"GRAI, counted in pieces",
			"GRAI 04012345555554987",
		]
	);
	let sizes: Vec<_> = model.0.borrow().sent.iter().map(Vec::len).collect();
	assert!(sizes.contains(&32) && sizes.iter().all(|size| *size <= 32), "{sizes:?}");

	let sent = model.0.borrow().sent.clone();
	assert!(run(&model, &text).outcomes().all(is_already));
	assert_eq!(model.0.borrow().sent, sent);

	let told = tell(&model);
	assert!(told.iter().all(|it| it.is_whole), "{told:#?}");
	let own = Document::parse(&text).unwrap();
	let own = digests(own.events.iter().map(|(_, event)| event));
	let mut containers = digests(told.iter().map(|it| &it.event));
	containers.retain(|digest| !own.contains(digest));
	assert_eq!(containers.len(), 2, "the two containers");
	assert_eq!(told.len(), own.len() + 2);
	// What was exported is found again, and the containers with it.
	let exported = export::document(told.iter().map(|it| &it.event), told[0].event.time).unwrap();
	assert!(run(&model, &exported).outcomes().all(is_already));
	assert!(export::exact(&exported).is_ok());
	// Whether numbers are exact depends on features that other crates ask for.
	let fine = exported.replace("\"quantity\": 90.25", "\"quantity\": 90.2500000000000000000001");
	assert_ne!(fine, exported);
	match export::exact(&fine) {
		Ok(json) => assert!(json.to_string().contains("90.2500000000000000000001")),
		failure => assert!(matches!(failure, Err(Failure::Other(_)))),
	}
}

#[test]
fn what_a_lot_was_made_of_is_exported_with_it() {
	let two = day()[2].replace(
		"\"inputQuantityList\": [",
		"\"inputQuantityList\": [{\"epcClass\": \"urn:epc:class:lgtin:4012345.012345.F2\", \
		 \"quantity\": 1, \"uom\": \"KGM\"},",
	);
	let model = Model::default();
	run(&model, &document(&[day()[0].clone(), day()[0].replace("F1", "F2"), two]));
	for (lot, upstream, lots) in [(2, false, vec![2]), (2, true, vec![2, 1, 0])] {
		assert_eq!(wait(export::lots(&&model, lot, upstream)), Ok(lots));
	}
	assert!(matches!(wait(export::lots(&&model, 3, true)), Err(Failure::No(_))));
	let told = wait(History::new(&model, H256([7; 32])).tell(&[2, 0, 1])).unwrap();
	assert_eq!((told.len(), told.iter().all(|it| it.is_whole)), (3, true));
}

#[test]
fn a_rehearsal_sends_nothing() {
	let (model, text) = (Model::default(), document(&day()));
	let ledger = Rehearsal::new(&model);
	let document = Document::parse(&text).unwrap();
	let summary = wait(import(document, Book::new(&ledger, OWN, vec![]))).unwrap();
	assert!(summary.outcomes().all(is_recorded), "{summary:#?}");
	assert!(model.0.borrow().sent.is_empty() && model.0.borrow().products.is_empty());
}

#[test]
fn fields_that_are_not_on_the_chain_leave_their_hash() {
	let fields = format!(
		r#""type": "ObjectEvent", "action": "ADD", "epcList": [{}],
		"ilmd": {{"https://example.com/batch": "XYZ"}}"#,
		item(1)
	);
	let (model, text) = (Model::default(), document(&[event(0, &fields)]));
	let summary = run(&model, &text);
	let Some(Line::Event { off_chain, .. }) = summary.0.last() else { panic!() };
	assert_eq!(off_chain, &["ilmd"]);
	let [told] = &tell(&model)[..] else { panic!() };
	assert!(!told.is_whole);
	let own = Document::parse(&text).unwrap().events.pop().unwrap().1;
	assert_ne!(told.event.digest(), own.digest());
	let (name, value) = &told.event.extensions[0];
	assert_eq!((name.as_str(), value.as_text()), ("covenant:digest", Some(own.hash_id().as_str())));
	assert_eq!(told.event.check(), Ok(()));
}

#[test]
fn one_failure_does_not_keep_others_out() {
	let too_much = format!(
		r#""type": "TransformationEvent",
		"inputQuantityList": [{{"epcClass": "{FLOUR}", "quantity": 1, "uom": "KGM"}}],
		"outputQuantityList": [{{"epcClass": "{BREAD}", "quantity": 2, "uom": "KGM"}}]"#
	);
	let part = format!(
		r#""type": "ObjectEvent", "action": "OBSERVE",
		"quantityList": [{{"epcClass": "{FLOUR}", "quantity": 2, "uom": "KGM"}}]"#
	);
	let without_unit = part.replace(r#", "uom": "KGM""#, "");
	let unknown =
		format!(r#""type": "ObjectEvent", "action": "OBSERVE", "epcList": [{}]"#, item(9));
	let events = [
		r#"{"type": "QuantityEvent"}"#.to_string(),
		event(9, &unknown),
		event(8, &without_unit),
		event(7, &part),
		event(5, &too_much),
		day()[0].clone(),
		day()[0].clone(),
		event(30, &unknown.replace("OBSERVE", "ADD")),
	];
	let model = Model::default();
	let summary = run(&model, &document(&events));
	let mut outcomes: Vec<_> = summary.outcomes().collect();
	outcomes.sort_by_key(|(index, _)| *index);
	let left_out = |path: &str, why: &str| Outcome::LeftOut(fault(path, why));
	for ((index, outcome), expected) in outcomes.into_iter().zip([
		left_out("type", "\"QuantityEvent\" is no event type of EPCIS 2.0"),
		left_out("epcList[0]", "item 9 of GTIN 04012345111118 is not on the chain"),
		left_out("quantityList[0].quantity", "is not counted in g, as the product is"),
		left_out(
			"quantityList[0].quantity",
			"is 2000 g of lot F1 of GTIN 04012345123456, of which there are 200500 g: the chain \
			 has the lot as a whole",
		),
		left_out(
			"covenant:gain",
			"has to be 1000000 at least, because 1000000 mg more comes out than goes in. If that \
			 is right, add this field to the event, and \"covenant\": \"urn:covenant:terms:\" to \
			 @context; if not, correct the quantities",
		),
		Outcome::Recorded(vec![0]),
		Outcome::Already(vec![0]),
		Outcome::Recorded(vec![1]),
	]) {
		assert_eq!(*outcome, expected, "{index}");
	}
}

/// Dough of flour, which takes up water.
fn dough(minute: u32, kilograms: &str, fields: &str) -> String {
	event(
		minute,
		&format!(
			r#""type": "TransformationEvent", {fields}
			"inputQuantityList": [{{"epcClass": "{FLOUR}", "quantity": 1, "uom": "KGM"}}],
			"outputQuantityList":
			[{{"epcClass": "{BREAD}", "quantity": {kilograms}, "uom": "KGM"}}]"#
		),
	)
}

fn gain(gain: &str) -> String {
	format!(r#""@context": {{"covenant": "urn:covenant:terms:"}}, "covenant:gain": {gain},"#)
}

#[test]
fn a_gain_that_is_stated_goes_there_and_back() {
	let other_prefix = r#""@context": {"c": "urn:covenant:terms:"}, "c:gain": 600000.0,"#;
	for (kilograms, fields, expected) in [
		("1.6", gain("600000"), 600_000),
		("1.6", other_prefix.into(), 600_000),
		("1.6", gain("1e6"), 1_000_000),
		("0.9", gain("0"), 0),
		("1", String::new(), 0),
	] {
		let model = Model::default();
		let text = document(&[day()[0].clone(), dough(1, kilograms, &fields)]);
		let summary = run(&model, &text);
		assert!(summary.outcomes().all(is_recorded), "{summary:#?}");
		let Some(Line::Event { off_chain, .. }) = summary.0.last() else { panic!() };
		assert!(off_chain.is_empty(), "{off_chain:?}");
		let body = model.0.borrow().events[1].record.body.clone();
		let Body::Transform { gain, .. } = body else { panic!("{body:?}") };
		assert_eq!(gain, expected);
		assert!(run(&model, &text).outcomes().all(is_already));

		let told = tell(&model);
		assert!(told.iter().all(|it| it.is_whole), "{told:#?}");
		let own = Document::parse(&text).unwrap();
		assert_eq!(
			digests(told.iter().map(|it| &it.event)),
			digests(own.events.iter().map(|(_, event)| event))
		);
		let exported = export::document(told.iter().map(|it| &it.event), told[0].event.time);
		let exported = exported.unwrap();
		assert_eq!(exported.contains("\"covenant\": \"urn:covenant:terms:\""), !fields.is_empty());
		assert!(run(&model, &exported).outcomes().all(is_already));
		let anew = Model::default();
		assert!(run(&anew, &exported).outcomes().all(is_recorded));
		let (new, old) = (anew.0.borrow(), model.0.borrow());
		assert_eq!(new.events[1].record.body, old.events[1].record.body);
		assert_eq!(new.events[1].record.details, old.events[1].record.details);
	}
}

#[test]
fn a_gain_that_was_never_in_a_document_is_exported() {
	let model = Model::default();
	let text = document(&[day()[0].clone(), dough(1, "1.6", &gain("600000"))]);
	run(&model, &text);
	let without = Document::parse(&document(&[dough(1, "1.6", "")])).unwrap();
	let other = Some([9; 32].into());
	for (digest, is_whole, fields) in [
		(None, true, &["covenant:gain"][..]),
		(other, false, &["covenant:gain", "covenant:digest"]),
		// Its hash says that it stated none.
		(Some(without.events[0].1.digest().into()), true, &[]),
	] {
		model.0.borrow_mut().events[1].record.details.digest = digest;
		let told = tell(&model).pop().unwrap();
		let names: Vec<_> = told.event.extensions.iter().map(|(name, _)| name.as_str()).collect();
		assert_eq!((told.is_whole, names.as_slice()), (is_whole, fields));
		let exported = export::document([&told.event].into_iter(), told.event.time).unwrap();
		let anew = Model::default();
		run(&anew, &document(&day()[..1]));
		let states_it = !fields.is_empty();
		assert_eq!(run(&anew, &exported).outcomes().all(is_recorded), states_it, "{exported}");
	}
	// It is known by its hash, whatever it states.
	assert!(run(&model, &document(&[dough(1, "1.6", "")])).outcomes().all(is_already));
}

#[test]
fn gains_that_make_no_sense_are_refused() {
	let model = Model::default();
	run(&model, &document(&day()[..2]));
	let pieces = event(
		1,
		&format!(
			r#""type": "TransformationEvent", {}
			"inputQuantityList": [{{"epcClass": "{FLOUR}", "quantity": 1, "uom": "KGM"}}],
			"outputEPCList": [{}]"#,
			gain("1"),
			item(99)
		),
	);
	let with_item = dough(1, "1.6", &format!(r#""inputEPCList": [{}],"#, item(1)));
	let at_least = "has to be 600000 at least, because 600000 mg more comes out than goes in";
	let no_number = "is not a whole number, of pieces, mg, ml or mm, as the goods are measured";
	for (wrong, why) in [
		(dough(1, "1.6", ""), at_least),
		(dough(1, "1.6", &gain("599999")), at_least),
		(dough(1, "1.6", &gain("-600000")), no_number),
		(dough(1, "1.6", &gain("600000.5")), no_number),
		(dough(1, "1.6", &gain("\"600000\"")), no_number),
		(dough(1, "1.6", &gain("{\"c\": 600000}")), no_number),
		(pieces.clone(), "goes in measured so, too: leave it out"),
		// An item that goes in beside the flour makes no more of it.
		(with_item.clone(), at_least),
	] {
		let summary = run(&model, &document(std::slice::from_ref(&wrong)));
		let outcomes: Vec<_> = summary.outcomes().collect();
		let [(0, Outcome::LeftOut(fault))] = outcomes.as_slice() else { panic!("{outcomes:?}") };
		assert_eq!(fault.path, "covenant:gain", "{wrong}");
		assert!(fault.why.contains(why), "{wrong}: {}", fault.why);
	}
	let without = pieces.replace(&gain("1"), "");
	assert!(run(&model, &document(&[without])).outcomes().all(is_recorded));
}

#[test]
fn what_broke_off_goes_on() {
	let (model, text) = (Model::default(), document(&day()));
	// In the middle of the event with forty items.
	model.0.borrow_mut().breaks_at = Some(5);
	let ledger = &model;
	let book = Book::new(&ledger, OWN, vec![]);
	let failure = wait(import(Document::parse(&text).unwrap(), book)).unwrap_err();
	let Failure::Unreachable(why) = failure else { panic!("{failure}") };
	assert!(why.contains("1 events were recorded before"), "{why}");
	assert_eq!(model.0.borrow().lots.len(), 33);

	model.0.borrow_mut().breaks_at = None;
	assert!(run(&model, &text).outcomes().all(|(index, outcome)| match index {
		0 => is_already((index, outcome)),
		_ => is_recorded((index, outcome)),
	}));
	assert!(tell(&model).iter().all(|it| it.is_whole));
}

#[test]
fn goods_of_others_are_found_but_not_disposed_of() {
	let model = Model::default();
	run(&model, &document(&day()[..2]));
	let details = Details {
		at: 1_800_000_000_000,
		step: None,
		disposition: None,
		location: Some(LocationId(0)),
		digest: None,
	};
	model.0.borrow_mut().hand_over(&[0, 1], details);
	let observe =
		format!(r#""type": "ObjectEvent", "action": "OBSERVE", "epcList": [{}]"#, item(1));
	let text = document(&[event(10, &observe)]);
	let why = "organization 7 has item 1 of GTIN 04012345111118, not the signer's";
	let summary = run(&model, &text);
	let expected = Outcome::LeftOut(fault("epcList[0]", why));
	assert_eq!(summary.outcomes().collect::<Vec<_>>(), [(0, &expected)]);

	let ledger = &model;
	for (partners, is_found) in [(vec![], false), (vec![OWN], true)] {
		let document = Document::parse(&text).unwrap();
		let book = Book::new(&ledger, OTHER, partners);
		let summary = wait(import(document, book)).unwrap();
		assert_eq!(summary.outcomes().all(is_recorded), is_found);
	}

	let shipped = tell(&model).into_iter().find(|it| !it.event.extensions.is_empty()).unwrap();
	let fields: Vec<_> = shipped.event.extensions.iter().map(|(name, _)| name.as_str()).collect();
	assert_eq!(fields, ["covenant:act", "covenant:shipment"]);
	assert_eq!(shipped.event.biz_step.unwrap().as_str(), "shipping");
	assert!(shipped.is_whole);
}

#[test]
fn wrong_events_are_declared_so_once() {
	let right = day()[0].replace("200.50", "200").replace("F1", "F2");
	let right = right.replace("{\"eventTime", r#"{"eventID": "urn:x:right", "eventTime"#);
	let wrong = day()[0].clone();
	let declared = wrong.replace(
		"\"type\"",
		r#""errorDeclaration": {"declarationTime": "2026-03-02T08:00:00Z",
		"reason": "incorrect_data", "correctiveEventIDs": ["urn:x:right"]}, "type""#,
	);
	let model = Model::default();
	let missing = run(&model, &document(std::slice::from_ref(&declared)));
	assert!(missing.outcomes().all(|(_, it)| matches!(it, Outcome::LeftOut(_))));

	let text = document(&[declared, wrong, right]);
	let declared = |summary: &Summary| {
		let mut outcomes = summary.outcomes();
		outcomes.find(|(index, _)| *index == 0).map(|(_, outcome)| format!("{outcome:?}"))
	};
	assert_eq!(declared(&run(&model, &text)).as_deref(), Some("Declared([0])"));
	assert_eq!(declared(&run(&model, &text)).as_deref(), Some("AlreadyDeclared([0])"));

	let told = tell(&model);
	let error = told[0].event.error_declaration.as_ref().unwrap();
	assert_eq!(error.reason.as_ref().unwrap().as_str(), "incorrect_data");
	assert_eq!(error.corrective_events, [told[1].event.hash_id()]);
}

/// That an event is wrong.
fn declared(event: &str, corrective: &[&str]) -> String {
	let ids: Vec<_> = corrective.iter().map(|id| format!("\"{id}\"")).collect();
	let error = format!(
		r#""errorDeclaration": {{"declarationTime": "2026-03-02T08:00:00Z",
		"reason": "incorrect_data", "correctiveEventIDs": [{}]}}, "type""#,
		ids.join(",")
	);
	event.replacen("\"type\"", &error, 1)
}

fn named(id: &str, event: &str) -> String {
	event.replacen('{', &format!("{{\"eventID\": \"{id}\", "), 1)
}

/// What became of the events, in the document's order.
fn outcomes(summary: &Summary) -> Vec<String> {
	let mut outcomes: Vec<_> = summary.outcomes().collect();
	outcomes.sort_by_key(|(index, _)| *index);
	outcomes.into_iter().map(|(_, outcome)| format!("{outcome:?}")).collect()
}

/// What is said to stay off chain of an event.
fn off_chain(summary: &Summary, event: usize) -> Vec<&str> {
	let is_it = |line: &&Line| matches!(line, Line::Event { index, .. } if *index == event);
	match summary.0.iter().find(is_it) {
		Some(Line::Event { off_chain, .. }) => off_chain.iter().map(String::as_str).collect(),
		line => panic!("{line:?}"),
	}
}

/// An event that makes an item.
fn made(minute: u32, serial: u32) -> String {
	let item = item(serial);
	event(minute, &format!(r#""type": "ObjectEvent", "action": "ADD", "epcList": [{item}]"#))
}

/// An event that puts items onto the pallet.
fn packed(minute: u32, items: &[u32]) -> String {
	let items: Vec<_> = items.iter().map(item).collect();
	let items = items.join(",");
	let fields = format!(r#""action": "ADD", "parentID": "{PALLET}", "childEPCs": [{items}]"#);
	event(minute, &format!(r#""type": "AggregationEvent", {fields}"#))
}

fn draft(event: &str) -> Draft {
	Draft::read(&Document::parse(event).unwrap().events[0].1).unwrap()
}

#[test]
fn what_neither_the_chain_nor_the_hash_has_is_named() {
	let wrong = made(1, 1);
	let again = named("urn:x:b", &made(2, 1));
	let other = named("urn:x:c", &made(3, 2));
	let text =
		document(&[wrong.clone(), declared(&wrong, &["urn:x:b", "urn:x:c"]), again, other.clone()]);
	let declaration = "errorDeclaration.declarationTime";
	let corrective = |index| format!("errorDeclaration.correctiveEventIDs[{index}]");

	let model = Model::default();
	let summary = run(&model, &text);
	assert_eq!(
		outcomes(&summary),
		["Recorded([0])", "Undone([0])", "Recorded([1])", "Recorded([2])"]
	);
	// Of those to come, the export finds the one that makes the item anew.
	assert_eq!(off_chain(&summary, 1), [declaration, &corrective(1)]);
	let told = tell(&model);
	let error = told[0].event.error_declaration.as_ref().unwrap();
	assert_eq!(error.corrective_events, [told[1].event.hash_id()]);
	assert_eq!(off_chain(&summary, 0), [""; 0]);
	assert_eq!(
		(off_chain(&summary, 2), off_chain(&summary, 3)),
		(vec!["eventID"], vec!["eventID"])
	);
	let exported = export::document(told.iter().map(|it| &it.event), told[0].event.time).unwrap();
	assert_eq!(off_chain(&run(&model, &exported), 2), ["recordTime"]);

	// It does not if the wrong one could not be undone.
	let model = Model::default();
	run(&model, &document(std::slice::from_ref(&wrong)));
	model.0.borrow_mut().watched.push(0);
	let summary = run(&model, &text);
	assert_eq!(outcomes(&summary)[1], "Declared([0])");
	assert_eq!(off_chain(&summary, 1), [declaration, &corrective(0), &corrective(1)]);

	// Those that are there are named on the chain.
	let model = Model::default();
	let extended = declared(&wrong, &["urn:x:c"])
		.replace("{\"declarationTime", "{\"https://example.com/by\": 1, \"declarationTime");
	let summary = run(&model, &document(&[wrong, extended, other]));
	assert_eq!(off_chain(&summary, 1), [declaration, "errorDeclaration's extensions"]);
}

#[test]
fn what_was_to_leave_a_container_with_the_others_still_does() {
	let items: Vec<_> = (1..=3).map(|serial| made(0, serial)).collect();
	let unpacked = day()[6].clone();
	let model = Model::default();
	run(&model, &document(&[items.as_slice(), &[packed(1, &[1, 2])]].concat()));
	let pallet = model.0.borrow().lots.len() as u64 - 1;
	// A part of it is recorded, and something else is put in.
	let ledger = &model;
	let details = details(&draft(&unpacked), None);
	let first = Step::gather(Bond::Content, Action::Delete, pallet, &[0], details);
	wait(ledger.submit(&[first])).unwrap();
	run(&model, &document(&[packed(30, &[3])]));

	let unpacked = document(&[unpacked]);
	let summary = run(&model, &unpacked);
	assert!(summary.outcomes().all(is_recorded), "{summary:#?}");
	let is_free = |lot: usize| model.0.borrow().lots[lot].place == Place::Free;
	assert_eq!([0, 1, 2].map(is_free), [true, true, false]);
	assert!(run(&model, &unpacked).outcomes().all(is_already));
	let told = tell(&model);
	assert!(told.iter().all(|it| it.is_whole), "{told:#?}");
}

#[test]
fn lots_with_the_same_number_of_two_producers_are_told_apart() {
	let model = Model::default();
	run(&model, &document(&[made(0, 1), made(0, 2), packed(1, &[1, 2])]));
	{
		let state: &mut State = &mut model.0.borrow_mut();
		let mut product = state.products[0].clone();
		product.id = ProductId(state.products.len() as u64);
		product.product.owner = OrganizationId(OTHER);
		let code = state.lots[0].code.clone();
		let lot = &mut state.lots[1];
		(lot.producer, lot.product, lot.code) = (OrganizationId(OTHER), product.id, code);
		state.products.push(product);
	}
	let told = tell(&model);
	let is_packed = |it: &&Told| matches!(it.event.what, What::Aggregation { .. });
	let packed = told.iter().find(is_packed).unwrap();
	let What::Aggregation { children, .. } = &packed.event.what else { panic!() };
	let children: Vec<_> = children.iter().map(|it| it.as_str()).collect();
	let own = format!("urn:covenant:{}/lots/1", "07".repeat(32));
	assert_eq!(children, ["https://id.gs1.org/01/04012345111118/21/1", &own]);
	assert!(!packed.is_whole);
	assert!(export::document(told.iter().map(|it| &it.event), told[0].event.time).is_ok());
}

#[test]
fn what_was_undone_and_recorded_as_it_was_is_told_twice() {
	let item = made(0, 1);
	let model = Model::default();
	run(&model, &document(std::slice::from_ref(&item)));
	let output = Output { product: 0, code: "1", quantity: 1, serial: true };
	let steps = [
		Step::declare_error(0, "IncorrectData", &[], true),
		Step::commission(output, details(&draft(&item), None)),
	];
	let ledger = &model;
	wait(ledger.submit(&steps)).unwrap();
	let told = tell(&model);
	let [undone, again] = told.as_slice() else { panic!("{told:#?}") };
	assert!(undone.is_whole && again.is_whole);
	let error = undone.event.error_declaration.as_ref().unwrap();
	// It does not correct itself.
	assert!(error.corrective_events.is_empty() && again.event.error_declaration.is_none());
}

#[test]
fn what_is_made_again_has_the_codes_of_what_was_undone() {
	let flour = day()[0].clone();
	let right_flour = named("urn:x:flour", &flour.replace("200.50", "200"));
	let bread = day()[2].clone();
	let right_bread = named("urn:x:bread", &bread.replace("90.25", "80.25"));
	let items = day()[1].clone();
	let right_items = named("urn:x:items", &items.replace(&item(1), &item(41)));
	for (before, wrong, right, lots, events) in [
		(vec![], &flour, &right_flour, 1, 1),
		(vec![flour.clone()], &bread, &right_bread, 1, 1),
		(vec![], &items, &right_items, 40, 40),
	] {
		let id = right.split('"').nth(3).unwrap();
		let text = document(
			&[&before[..], &[wrong.clone(), declared(wrong, &[id]), right.clone()]].concat(),
		);
		// All at once, or one by one, or as a rehearsal.
		let (at_once, one_by_one) = (Model::default(), Model::default());
		let summary = run(&at_once, &text);
		let said = outcomes(&summary);
		let first = before.len();
		let ids = |from: usize| (from..from + events).collect::<Vec<_>>();
		let recorded = |from| format!("Recorded({:?})", ids(from));
		assert_eq!(
			said[first..],
			[recorded(first), format!("Undone({:?})", ids(first)), recorded(first + events)]
		);
		for event in before.iter().chain([wrong]) {
			assert!(run(&one_by_one, &document(std::slice::from_ref(event)))
				.outcomes()
				.all(is_recorded));
		}
		let rest = document(&[declared(wrong, &[id]), right.clone()]);
		assert_eq!(outcomes(&run(&one_by_one, &rest)), said[first + 1..]);
		let rehearsed = Model::default();
		let ledger = Rehearsal::new(&rehearsed);
		let book = Book::new(&ledger, OWN, vec![]);
		let told = wait(import(Document::parse(&text).unwrap(), book)).unwrap().report(true);
		assert!(told.text.contains("would be declared wrong and undone"), "{}", told.text);

		for model in [&at_once, &one_by_one] {
			let state = model.0.borrow();
			let (void, there): (Vec<_>, Vec<_>) =
				state.lots[first..].iter().partition(|lot| lot.void);
			assert_eq!((void.len(), there.len()), (lots, lots));
			assert_eq!(void[lots - 1].code, there[lots - 1].code);
			if let Some(flour) = state.lots[..first].first() {
				assert_eq!(flour.left, 100_500);
			}
			drop(state);
			let again = run(model, &text);
			let is_there = |outcome: &Outcome| {
				matches!(outcome, Outcome::Already(_) | Outcome::AlreadyDeclared(_))
			};
			assert!(again.outcomes().all(|(_, outcome)| is_there(outcome)), "{again:#?}");

			// What is right could not be named on the chain, and is exported all the same.
			let told = tell(model);
			assert!(told.iter().all(|it| it.is_whole), "{told:#?}");
			let by_id = |id: usize| &told.iter().find(|it| it.id == id as u64).unwrap().event;
			let error = by_id(first).error_declaration.as_ref().unwrap();
			assert_eq!(error.corrective_events, [by_id(first + events).hash_id()]);
			let exported =
				export::document(told.iter().map(|it| &it.event), told[0].event.time).unwrap();
			let again = run(model, &exported);
			assert!(again.outcomes().all(|(_, outcome)| is_there(outcome)), "{again:#?}");
		}
	}
}

#[test]
fn what_goes_on_with_lots_that_were_made_again_is_recorded() {
	let wrong = day()[0].clone();
	let right = named("urn:x:right", &wrong.replace("200.50", "200"));
	let shipped = event(
		1,
		&format!(
			r#""type": "ObjectEvent", "action": "OBSERVE", "bizStep": "storing",
			"quantityList": [{{"epcClass": "{FLOUR}", "quantity": 200, "uom": "KGM"}}]"#
		),
	);
	let model = Model::default();
	let text = document(&[shipped, right, declared(&wrong, &["urn:x:right"]), wrong]);
	assert_eq!(
		outcomes(&run(&model, &text)),
		["Recorded([2])", "Recorded([1])", "Undone([0])", "Recorded([0])"]
	);
}

#[test]
fn what_something_has_happened_to_stays() {
	let wrong = day()[0].clone();
	let right = named("urn:x:right", &wrong.replace("200.50", "200").replace("08:00", "08:20"));
	let seen = event(
		1,
		&format!(
			r#""type": "ObjectEvent", "action": "OBSERVE", "bizStep": "storing",
			"quantityList": [{{"epcClass": "{FLOUR}", "quantity": 200.5, "uom": "KGM"}}]"#
		),
	);
	let refused = fault(
		"quantityList[0]",
		"lot F1 of GTIN 04012345123456 is on the chain already, lot 0: the event that made it is \
		 declared wrong but not undone, which it could be only before anything else happened to \
		 the lot. Put the lot right with further events, or give the new one another number",
	);
	let refused = format!("{:?}", Outcome::LeftOut(refused));
	let correction = [declared(&wrong, &["urn:x:right"]), right];
	let text = document(&correction);
	let said = |first: &str| vec![first.to_string(), refused.clone()];
	// Before, or so that nobody sees it off the lot.
	for is_seen in [true, false] {
		let model = Model::default();
		run(&model, &document(std::slice::from_ref(&wrong)));
		if is_seen {
			run(&model, &document(std::slice::from_ref(&seen)));
		} else {
			model.0.borrow_mut().watched.push(0);
		}
		assert_eq!(outcomes(&run(&model, &text)), said("Declared([0])"));
		assert_eq!(outcomes(&run(&model, &text)), said("AlreadyDeclared([0])"));
	}
	// In the same document.
	let all = document(&[&[wrong, seen], correction.as_slice()].concat());
	let (model, rehearsed) = (Model::default(), Model::default());
	let ledger = Rehearsal::new(&rehearsed);
	let book = Book::new(&ledger, OWN, vec![]);
	let rehearsal = wait(import(Document::parse(&all).unwrap(), book)).unwrap();
	let summary = run(&model, &all);
	assert_eq!(outcomes(&summary)[2..], said("Declared([0])"));
	for summary in [summary, rehearsal] {
		let last = &outcomes(&summary)[2..];
		assert!(last[0].starts_with("Declared(") && last[1].starts_with("LeftOut("), "{last:?}");
	}
}

#[test]
fn things_without_keys_of_gs1_have_names_of_the_chain() {
	let model = Model::default();
	run(&model, &document(&day()[..1]));
	{
		let state: &mut State = &mut model.0.borrow_mut();
		state.lots[0].code = "批次 1".as_bytes().to_vec().try_into().unwrap();
		state.locations[0].location.gln = None;
		let details = Details {
			at: 1_800_000_000_000,
			step: Some(BizStep::Inspecting),
			disposition: None,
			location: Some(LocationId(0)),
			digest: None,
		};
		let body = pallet_traceability::Body::Inspect { lot: state.lots[0].id, passed: false };
		state.record(details, body);
	}
	let told = tell(&model);
	let inspected = told.last().unwrap();
	let chain = "07".repeat(32);
	let json = covenant_epcis::write([&inspected.event], inspected.event.time).to_string();
	for part in [
		format!(r#""epcClass":"urn:covenant:{chain}/lots/0","quantity":200500,"uom":"GRM""#),
		format!(r#""readPoint":{{"id":"urn:covenant:{chain}/locations/0"}}"#),
		r#""covenant:passed":false"#.into(),
	] {
		assert!(json.contains(&part), "{json}");
	}
}
