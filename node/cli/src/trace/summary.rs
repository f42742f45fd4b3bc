// SPDX-License-Identifier: Apache-2.0

//! What is told of an import.

use super::draft::{uncovered, Act, Bond, Draft};
use crate::output::Report;
use covenant_epcis::{Event, Fault};
use serde_json::{json, Value as Json};

/// The most lots that a line names.
const LOTS_SHOWN: usize = 3;

/// What became of an event.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
	/// It is on the chain now, as these events.
	Recorded(Vec<u64>),
	/// It was there.
	Already(Vec<u64>),
	/// These events are declared to be wrong now.
	Declared(Vec<u64>),
	/// They are declared to be wrong now, and what they did is undone.
	Undone(Vec<u64>),
	/// They were declared to be wrong.
	AlreadyDeclared(Vec<u64>),
	/// The chain cannot hold it.
	LeftOut(Fault),
	/// A transaction failed. What was recorded before of an event of many lots stays.
	Failed(String, Vec<u64>),
}

/// What is told of a document.
#[derive(Debug, PartialEq, Eq)]
pub enum Line {
	Registered {
		what: &'static str,
		id: u64,
		name: String,
	},
	/// A container that had to be there first.
	Container {
		index: usize,
		name: String,
		outcome: Outcome,
	},
	Event {
		index: usize,
		id: Option<String>,
		hash: Option<String>,
		act: Option<String>,
		off_chain: Vec<String>,
		outcome: Outcome,
	},
}

/// What became of a document.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Summary(pub Vec<Line>);

impl Act {
	/// The call and its lots, for people.
	pub fn told(&self) -> String {
		let name = match self {
			Self::Commission(_) => "commission",
			Self::Observe(_) => "observe",
			Self::Decommission(_) => "decommission",
			Self::Gather { bond: Bond::Content, .. } => "aggregate",
			Self::Gather { .. } => "associate",
			Self::Link { .. } => "link",
			Self::Transform { .. } => "transform",
		};
		let portions = self.portions();
		let mut lots: Vec<_> =
			portions.iter().take(LOTS_SHOWN).map(|(it, _)| it.lot.to_string()).collect();
		if let Some(more) = portions.len().checked_sub(LOTS_SHOWN).filter(|more| *more > 0) {
			lots.push(format!("{more} more"));
		}
		let (relation, holder) = match self {
			Self::Gather { action, parent: (key, _), .. } => (
				format!("{action} "),
				if lots.is_empty() { format!("all in {key}") } else { format!(" in {key}") },
			),
			_ => Default::default(),
		};
		format!("{name} {relation}{}{holder}", lots.join(", "))
	}
}

impl Outcome {
	/// Whether it is on the chain, or would be.
	fn is_good(&self) -> bool {
		!matches!(self, Self::LeftOut(_) | Self::Failed(..))
	}

	fn told(&self, rehearsed: bool) -> String {
		let as_events = |ids: &[u64]| match ids {
			_ if rehearsed => String::new(),
			[] => String::new(),
			ids => {
				let ids: Vec<_> = ids.iter().map(ToString::to_string).collect();
				format!(" as {}", ids.join(", "))
			}
		};
		match self {
			Self::Recorded(_) if rehearsed => "would be recorded".into(),
			Self::Recorded(ids) => format!("recorded{}", as_events(ids)),
			Self::Already(ids) => format!("already recorded{}", as_events(ids)),
			Self::Declared(_) if rehearsed => "would be declared wrong".into(),
			Self::Declared(ids) => format!("declared wrong{}", as_events(ids)),
			Self::Undone(_) if rehearsed => "would be declared wrong and undone".into(),
			Self::Undone(ids) => format!("declared wrong and undone{}", as_events(ids)),
			Self::AlreadyDeclared(ids) => format!("already declared wrong{}", as_events(ids)),
			Self::LeftOut(fault) => format!("left out: {}", visible(&fault.to_string())),
			Self::Failed(why, ids) if ids.is_empty() => format!("failed: {why}"),
			Self::Failed(why, ids) => {
				format!("failed: {why}; a part is recorded{}", as_events(ids))
			}
		}
	}

	fn json(&self, rehearsed: bool) -> Json {
		let ids = |ids: &[u64]| if rehearsed { json!([]) } else { json!(ids) };
		match self {
			Self::Recorded(events) => json!({ "outcome": "recorded", "events": ids(events) }),
			Self::Already(events) => json!({ "outcome": "alreadyRecorded", "events": ids(events) }),
			Self::Declared(events) => json!({ "outcome": "declaredWrong", "events": ids(events) }),
			Self::Undone(events) => {
				json!({ "outcome": "declaredWrongAndUndone", "events": ids(events) })
			}
			Self::AlreadyDeclared(events) => {
				json!({ "outcome": "alreadyDeclaredWrong", "events": ids(events) })
			}
			Self::LeftOut(fault) => {
				json!({ "outcome": "leftOut", "path": fault.path, "why": fault.why })
			}
			Self::Failed(why, events) => {
				json!({ "outcome": "failed", "why": why, "events": ids(events) })
			}
		}
	}
}

/// A text of the document as a terminal may show it.
fn visible(text: &str) -> String {
	let show = |character: char| match character {
		'"' | '\'' | '\\' => character.to_string(),
		other => other.escape_debug().to_string(),
	};
	text.chars().map(show).collect()
}

impl Line {
	/// What became of an event of the document. What its declaration could not name stays off
	/// chain, too.
	pub fn event(
		index: usize,
		event: &Event,
		draft: Option<&Draft>,
		unnamed: Vec<String>,
		outcome: Outcome,
	) -> Self {
		let covered = draft.map(|draft| draft.off_chain.as_slice()).unwrap_or_default();
		let mut off_chain: Vec<_> =
			covered.iter().copied().chain(uncovered(event)).map(String::from).collect();
		off_chain.extend(unnamed);
		Self::Event {
			index,
			id: event.id.as_ref().map(ToString::to_string),
			hash: Some(event.hash_id().to_string()),
			act: draft.map(|draft| draft.act.told()),
			off_chain,
			outcome,
		}
	}

	fn told(&self, rehearsed: bool) -> String {
		match self {
			Self::Registered { what, name, .. } if rehearsed => {
				format!("{what} would be registered: {name}")
			}
			Self::Registered { what, id, name } => format!("{what} {id} registered: {name}"),
			Self::Container { index, name, outcome } => {
				format!("event [{index}] needs {name}, commissioned: {}", outcome.told(rehearsed))
			}
			Self::Event { index, id, act, off_chain, outcome, .. } => {
				let id = id.as_ref().map(|id| format!(" ({})", visible(id))).unwrap_or_default();
				let act = act.as_ref().map(|act| format!("\n  {act}")).unwrap_or_default();
				let off_chain = match off_chain.as_slice() {
					fields if fields.is_empty() || !outcome.is_good() => String::new(),
					fields => format!("\n  off chain: {}", fields.join(", ")),
				};
				format!("event [{index}]{id}: {}{act}{off_chain}", outcome.told(rehearsed))
			}
		}
	}

	fn json(&self, rehearsed: bool) -> Json {
		match self {
			Self::Registered { what, id, name } => {
				let id = (!rehearsed).then_some(id);
				json!({ "registered": what, "id": id, "name": name })
			}
			Self::Container { index, name, outcome } => {
				let mut json = outcome.json(rehearsed);
				json["container"] = json!(name);
				json["neededBy"] = json!(index);
				json
			}
			Self::Event { index, id, hash, act, off_chain, outcome } => {
				let mut json = outcome.json(rehearsed);
				json["index"] = json!(index);
				json["eventID"] = json!(id);
				json["hash"] = json!(hash);
				json["act"] = json!(act);
				json["offChain"] = json!(off_chain);
				json
			}
		}
	}
}

impl Summary {
	/// The outcomes of the document's events.
	pub fn outcomes(&self) -> impl Iterator<Item = (usize, &Outcome)> {
		self.0.iter().filter_map(|line| match line {
			Line::Event { index, outcome, .. } => Some((*index, outcome)),
			Line::Registered { .. } | Line::Container { .. } => None,
		})
	}

	/// The answer of the command.
	pub fn report(&self, rehearsed: bool) -> Report {
		let count = |is: fn(&Outcome) -> bool| self.outcomes().filter(|(_, it)| is(it)).count();
		let is_new = |it: &Outcome| {
			matches!(it, Outcome::Recorded(_) | Outcome::Declared(_) | Outcome::Undone(_))
		};
		let recorded = count(is_new);
		let left_out = count(|it| matches!(it, Outcome::LeftOut(_)));
		let failed = count(|it| matches!(it, Outcome::Failed(..)));
		let already = count(|it| matches!(it, Outcome::Already(_) | Outcome::AlreadyDeclared(_)));

		let mut text: Vec<_> = self.0.iter().map(|line| line.told(rehearsed)).collect();
		let verb = if rehearsed { "would be recorded" } else { "recorded" };
		text.push(format!(
			"{recorded} {verb}, {already} already recorded, {left_out} left out, {failed} failed"
		));
		let json = json!({
			"dryRun": rehearsed,
			"recorded": recorded,
			"alreadyRecorded": already,
			"leftOut": left_out,
			"failed": failed,
			"lines": self.0.iter().map(|line| line.json(rehearsed)).collect::<Vec<_>>(),
		});
		Report::answer(left_out + failed == 0, json, text.join("\n"))
	}
}
