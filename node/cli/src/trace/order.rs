// SPDX-License-Identifier: Apache-2.0

//! In which order a document goes onto the chain.

use super::draft::{event_digest, Correction, Draft};
use covenant_epcis::{Event, Uri};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What is done next, by its place among the drafts or among the corrections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
	/// An event is recorded.
	Record(usize),
	/// An event is declared wrong once all are recorded. What it did stays done.
	Declare(usize),
	/// An event is declared wrong, and undone if that can be.
	Undo(usize),
}

/// The hashes of a document's events, by `eventID`.
pub struct Known(BTreeMap<Uri, [u8; 32]>);

impl Known {
	pub fn of<'a>(events: impl IntoIterator<Item = &'a Event>) -> Self {
		let known = events.into_iter().filter_map(|it| Some((it.id.clone()?, it.digest())));
		Self(known.collect())
	}

	/// The hash of the event that an `eventID` is of.
	pub fn digest(&self, id: &Uri) -> Option<[u8; 32]> {
		self.0.get(id).copied().or_else(|| event_digest(id.as_str()))
	}
}

/// Events as they come, by their times, and then which of them are wrong. But if a corrective event
/// makes lots of the same codes as the wrong one, that one and its declaration come right before
/// it: only then are the codes free.
pub fn turns(drafts: &[&Draft], corrections: &[&Correction], known: &Known) -> Vec<Turn> {
	// The first of those with the same hash.
	let places = drafts.iter().enumerate().rev().map(|(place, draft)| (draft.digest, place));
	let places: HashMap<_, _> = places.collect();
	let mut undo_first = vec![Vec::new(); drafts.len()];
	for (index, correction) in corrections.iter().enumerate() {
		let Some(wrong) = &correction.act else { continue };
		let made = wrong.makes();
		for digest in correction.corrective.iter().filter_map(|id| known.digest(id)) {
			let Some(place) = places.get(&digest).copied() else { continue };
			if digest != correction.digest && !made.is_disjoint(&drafts[place].act.makes()) {
				undo_first[place].push(index);
			}
		}
	}

	let mut turns = Vec::new();
	let (mut seen, mut recorded) = (BTreeSet::new(), BTreeSet::new());
	let mut undone = BTreeSet::new();
	for first in 0..drafts.len() {
		// Corrective events may be wrong themselves.
		let mut waiting = vec![first];
		while let Some(place) = waiting.pop() {
			let before = &undo_first[place];
			if seen.insert(place) {
				waiting.push(place);
				// The first of them last, which is taken first.
				let wrong =
					before.iter().rev().filter_map(|it| places.get(&corrections[*it].digest));
				waiting.extend(wrong.filter(|it| !seen.contains(*it)));
			} else if recorded.insert(place) {
				let before = before.iter().filter(|it| undone.insert(**it));
				turns.extend(before.map(|it| Turn::Undo(*it)));
				turns.push(Turn::Record(place));
			}
		}
	}
	let last = (0..corrections.len()).filter(|it| !undone.contains(it));
	turns.extend(last.map(Turn::Declare));
	turns
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::trace::document::Document;

	/// An event that makes items of these numbers, at a minute of an hour; and that it is wrong.
	fn event(id: &str, minute: u32, items: &[&str], error: &str) -> String {
		let item = |it: &&str| format!("\"urn:epc:id:sgtin:4012345.011111.{it}\"");
		let items: Vec<_> = items.iter().map(item).collect();
		format!(
			r#"{{"type": "ObjectEvent", "action": "ADD", "eventID": "urn:x:{id}", {error}
			"eventTime": "2026-03-01T08:{minute:02}:00Z", "eventTimeZoneOffset": "+08:00",
			"epcList": [{}]}}"#,
			items.join(",")
		)
	}

	fn error(corrective: &[&str]) -> String {
		let ids: Vec<_> = corrective.iter().map(|id| format!("\"urn:x:{id}\"")).collect();
		format!(
			r#""errorDeclaration": {{"declarationTime": "2026-03-02T08:00:00Z",
			"reason": "incorrect_data", "correctiveEventIDs": [{}]}},"#,
			ids.join(",")
		)
	}

	/// The order of these events, told by their ids.
	fn order(events: &[String]) -> String {
		let events = Document::parse(&format!("[{}]", events.join(","))).unwrap().events;
		let (wrong, right): (Vec<_>, Vec<_>) =
			events.iter().map(|(_, it)| it).partition(|it| it.error_declaration.is_some());
		let drafts: Vec<_> = right.iter().map(|it| Draft::read(it).unwrap()).collect();
		let corrections: Vec<_> =
			wrong.iter().map(|it| Correction::read(it).unwrap().unwrap()).collect();
		let known = Known::of(events.iter().map(|(_, it)| it));
		let turns = turns(
			&drafts.iter().collect::<Vec<_>>(),
			&corrections.iter().collect::<Vec<_>>(),
			&known,
		);
		let id = |event: &Event| event.id.as_ref().unwrap().as_str().replace("urn:x:", "");
		let told = |turn: &Turn| match turn {
			Turn::Record(place) => id(right[*place]),
			Turn::Declare(index) => format!("!{}", id(wrong[*index])),
			Turn::Undo(index) => format!("~{}", id(wrong[*index])),
		};
		turns.iter().map(told).collect::<Vec<_>>().join(" ")
	}

	#[test]
	fn what_makes_the_same_lots_waits_for_the_wrong_one_to_be_undone() {
		let one = |id, minute| event(id, minute, &["1", "2"], "");
		let wrong = |id, minute, by: &[&str]| event(id, minute, &["1", "2"], &error(by));
		for (events, expected) in [
			// By time, with declarations last.
			(vec![wrong("a", 1, &[]), one("b", 2), one("a", 1)], "a b !a"),
			(vec![one("a", 1), wrong("a", 1, &["b"]), event("b", 2, &["3"], "")], "a b !a"),
			// But before what makes the same lots.
			(vec![wrong("a", 1, &["b"]), one("b", 3), one("c", 2), one("a", 1)], "a c ~a b"),
			(vec![wrong("a", 1, &["b"]), event("b", 1, &["2", "3"], ""), one("a", 1)], "a ~a b"),
			(vec![one("b", 1), wrong("a", 2, &["b"]), one("c", 1), one("a", 2)], "a ~a b c"),
			// What is wrong may be on the chain, and one event right instead of two.
			(vec![wrong("a", 2, &["b"]), one("b", 1)], "~a b"),
			(
				vec![
					one("a", 2),
					event("c", 4, &["3"], ""),
					wrong("a", 2, &["b"]),
					event("c", 4, &["3"], &error(&["b"])),
					event("b", 3, &["1", "3"], ""),
				],
				"a c ~a ~c b",
			),
			// A correction that was wrong as well.
			(
				vec![
					wrong("b", 2, &["c"]),
					wrong("a", 3, &["b"]),
					one("c", 1),
					one("a", 3),
					one("b", 2),
				],
				"a ~a b ~b c",
			),
			// What makes no sense comes to an end.
			(
				vec![one("a", 1), one("b", 2), wrong("a", 1, &["b"]), wrong("b", 2, &["a"])],
				"~a b ~b a",
			),
			(vec![one("a", 1), wrong("a", 1, &["a"])], "a !a"),
		] {
			assert_eq!(order(&events), expected, "{events:?}");
		}
	}
}
