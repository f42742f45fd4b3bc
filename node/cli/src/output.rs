// SPDX-License-Identifier: Apache-2.0

//! Text for people, or one JSON document.

use crate::{
	failure::{Failure, NO},
	key, time,
};
use clap::error::{ContextKind, ContextValue};
use serde_json::{json, Map, Value as Json};
use std::{
	io::{self, Write},
	process::ExitCode,
};
use unicode_width::UnicodeWidthStr;

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
	Text,
	Json,
}

/// What a command found or did.
#[derive(Debug)]
pub struct Report {
	/// For `--json`.
	pub json: Json,
	/// For people, without a line break at the end.
	pub text: String,
	/// Whether the answer is yes; no makes the exit status 1.
	pub yes: bool,
}

impl Report {
	/// Something done, or found.
	pub fn new(json: Json, text: impl Into<String>) -> Self {
		Self { json, text: text.into(), yes: true }
	}

	/// The answer to a question.
	pub fn answer(yes: bool, json: Json, text: impl Into<String>) -> Self {
		Self { yes, ..Self::new(json, text) }
	}

	/// An object, a line for each field: those named in `order` first.
	pub fn record(json: Json, order: &[&str]) -> Self {
		let text = record(&json, order);
		Self::new(json, text)
	}

	/// An object with another one in `field`, which gets lines of its own.
	pub fn record_with(json: Json, order: &[&str], field: &str) -> Self {
		let mut outer = json.clone();
		let inner = outer.as_object_mut().and_then(|fields| fields.remove(field));
		let lines = record(&inner.unwrap_or_default(), &[]);
		let lines: String = lines.lines().map(|line| format!("\n  {line}")).collect();
		let text = format!("{}\n{}{lines}", record(&outer, order), label(field));
		Self::new(json, text)
	}

	/// A page of a list, `{"items": […], "next": …}`, as a table of the fields in `columns`.
	pub fn page(page: Json, columns: &[&str]) -> Self {
		let items = page["items"].as_array().map(Vec::as_slice).unwrap_or_default();
		let mut text = if items.is_empty() { "none".into() } else { table(items, columns) };
		if !page["next"].is_null() {
			text.push_str(&format!("\nmore: --cursor {}", plain(&page["next"])));
		}
		Self::new(page, text)
	}

	/// Text that is meant for a program and is not JSON.
	pub fn script(text: String) -> Self {
		Self::new(json!(text), text)
	}

	/// Prints it on standard output.
	pub fn print(&self, format: Format) -> ExitCode {
		let text = match format {
			Format::Text => self.text.clone(),
			Format::Json => format!("{:#}", self.json),
		};
		let mut stdout = io::stdout().lock();
		match writeln!(stdout, "{}", text.trim_end()).and_then(|()| stdout.flush()) {
			// Whoever reads has read enough.
			Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
			Err(error) => {
				let failure = Failure::Other(format!("standard output: {error}"));
				return print_failure(&failure, format);
			}
			Ok(()) => {}
		}
		ExitCode::from(if self.yes { 0 } else { NO })
	}
}

/// Prints a failure on standard error.
pub fn print_failure(failure: &Failure, format: Format) -> ExitCode {
	match format {
		Format::Text => eprintln!("covenant: {failure}"),
		Format::Json => {
			eprintln!("{:#}", json!({ "error": failure.to_string(), "status": failure.status() }))
		}
	}
	ExitCode::from(failure.status())
}

/// Prints what is wrong with the command line, or the help that was asked for.
pub fn print_usage(error: &clap::Error) -> ExitCode {
	let wants_json = has_option("--json");
	if quotes_secret(error) {
		let format = if wants_json { Format::Json } else { Format::Text };
		return print_failure(&key::secret_as_argument(), format);
	}
	if wants_json && error.use_stderr() {
		let message = error.render().to_string();
		let message = message.trim_end().trim_start_matches("error: ");
		return print_failure(&Failure::Usage(message.into()), Format::Json);
	}
	// Nobody is left to tell if this fails.
	let _ = error.print();
	u8::try_from(error.exit_code()).map_or(ExitCode::FAILURE, ExitCode::from)
}

/// Whether the command line has an option, with a value after `=` or without.
fn has_option(name: &str) -> bool {
	std::env::args_os().any(|argument| argument.to_string_lossy().split('=').next() == Some(name))
}

/// Whether a message would repeat a secret that came as an argument. 64 hex digits are taken for a
/// seed only beside `--key-stdin`: elsewhere they are more likely a hash in the wrong place.
fn quotes_secret(error: &clap::Error) -> bool {
	[ContextKind::InvalidArg, ContextKind::InvalidValue].into_iter().any(|kind| {
		matches!(error.get(kind), Some(ContextValue::String(text)) if key::is_phrase(text)
			|| has_option("--key-stdin") && key::is_secret(text))
	})
}

/// `enrolledBy` as `enrolled by`.
pub fn label(field: &str) -> String {
	let mut label = String::new();
	for character in field.chars() {
		if character.is_ascii_uppercase() {
			label.push(' ');
		}
		label.push(character.to_ascii_lowercase());
	}
	label
}

/// Fields whose numbers are points in chain time.
const TIMES: [&str; 13] = [
	"admittedAt",
	"at",
	"due",
	"enrolledAt",
	"expires",
	"from",
	"issuedAt",
	"now",
	"retiredAt",
	"since",
	"until",
	"validFrom",
	"validUntil",
];

/// A value on one line, as the value of `field`.
pub fn inline(field: &str, value: &Json) -> String {
	match value {
		Json::Number(number) if TIMES.contains(&field) => match number.as_u64() {
			Some(0) => "genesis".into(),
			Some(milliseconds) => time::format(milliseconds),
			None => number.to_string(),
		},
		Json::Array(items) if items.is_empty() => "-".into(),
		Json::Array(items) => {
			items.iter().map(|item| inline(field, item)).collect::<Vec<_>>().join(", ")
		}
		Json::Object(fields) => {
			// What tells variants apart needs no label.
			let tag = fields.get("state").map(plain);
			let rest = fields.iter().filter(|(name, _)| *name != "state");
			let rest = rest.map(|(name, value)| format!("{} {}", label(name), inline(name, value)));
			tag.into_iter().chain(rest).collect::<Vec<_>>().join(", ")
		}
		other => plain(other),
	}
}

/// A scalar as people write it.
fn plain(value: &Json) -> String {
	match value {
		Json::Null => "-".into(),
		Json::Bool(true) => "yes".into(),
		Json::Bool(false) => "no".into(),
		Json::String(text) => visible(text),
		other => other.to_string(),
	}
}

/// A text as a terminal may show it. What comes from others must not move the cursor, nor turn
/// the direction of writing, to look like an answer of this tool.
fn visible(text: &str) -> String {
	let turns = |c| matches!(c, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
	let mut visible = String::with_capacity(text.len());
	for character in text.chars() {
		match character {
			c if c.is_control() || turns(c) => visible.extend(c.escape_unicode()),
			c => visible.push(c),
		}
	}
	visible
}

/// The fields of an object, a line each, with the values aligned.
fn record(value: &Json, order: &[&str]) -> String {
	let empty = Map::new();
	let fields = value.as_object().unwrap_or(&empty);
	let first = order.iter().filter_map(|name| fields.get_key_value(*name));
	let rest = fields.iter().filter(|(name, _)| !order.contains(&name.as_str()));
	let rows: Vec<_> =
		first.chain(rest).map(|(name, value)| vec![label(name), inline(name, value)]).collect();
	align(&rows)
}

/// A value in a table: what tells variants apart stands for the whole.
fn cell(field: &str, value: &Json) -> String {
	match value.get("state") {
		Some(state) => plain(state),
		None => inline(field, value),
	}
}

/// A line for each item and a column for each of the fields, under their names.
pub fn table(items: &[Json], columns: &[&str]) -> String {
	let header = columns.iter().map(|name| label(name).to_uppercase()).collect();
	let rows = items
		.iter()
		.map(|item| columns.iter().map(|name| cell(name, &item[*name])).collect::<Vec<_>>());
	align(&std::iter::once(header).chain(rows).collect::<Vec<_>>())
}

/// Pads cells to the width of their column. Chinese characters are two columns wide.
fn align(rows: &[Vec<String>]) -> String {
	let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
	let widths: Vec<usize> = (0..columns)
		.map(|column| rows.iter().filter_map(|row| row.get(column)).map(|c| c.width()).max())
		.map(Option::unwrap_or_default)
		.collect();
	let lines = rows.iter().map(|row| {
		let mut line = String::new();
		for (cell, width) in row.iter().zip(&widths) {
			line.push_str(cell);
			line.push_str(&" ".repeat(width.saturating_sub(cell.width()) + 2));
		}
		line.trim_end().to_string()
	});
	lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn tables_are_aligned_whatever_the_script() {
		let items = [
			json!({
				"id": 0,
				"name": "First Bank",
				"status": { "state": "suspended", "since": 1 },
				"capabilities": ["IssueMoney", "Audit"],
			}),
			json!({
				"id": 10,
				"name": "数据局",
				"status": { "state": "active" },
				"capabilities": [],
			}),
		];
		assert_eq!(
			table(&items, &["id", "name", "status", "capabilities"]),
			"ID  NAME        STATUS     CAPABILITIES\n\
			 0   First Bank  suspended  IssueMoney, Audit\n\
			 10  数据局      active     -"
		);
	}

	#[test]
	fn records_begin_with_what_matters() {
		let value = json!({
			"account": "5F",
			"enrolledAt": 1_700_000_000_000_u64,
			"id": 3,
			"standing": { "state": "suspended", "since": 0 },
			"status": { "released": { "at": 0 } },
			"transferTo": null,
		});
		assert_eq!(
			record(&value, &["id", "missing", "status"]),
			"id           3\n\
			 status       released at genesis\n\
			 account      5F\n\
			 enrolled at  2023-11-14T22:13:20Z\n\
			 standing     suspended, since genesis\n\
			 transfer to  -"
		);
	}

	#[test]
	fn records_within_records_are_indented() {
		let value = json!({ "call": "A.b", "arguments": { "name": "x", "id": 1 } });
		assert_eq!(
			Report::record_with(value.clone(), &["call"], "arguments").text,
			"call  A.b\narguments\n  id    1\n  name  x"
		);
		assert_eq!(Report::record_with(value.clone(), &["call"], "arguments").json, value);
	}

	#[test]
	fn texts_of_others_cannot_pose_as_answers() {
		let value = json!({ "name": "a\u{1b}[2K\r\n贵州\u{202e}b" });
		assert_eq!(record(&value, &[]), "name  a\\u{1b}[2K\\u{d}\\u{a}贵州\\u{202e}b");
	}

	#[test]
	fn pages_say_how_to_go_on() {
		let page = json!({ "items": [{ "id": 1 }], "next": 1 });
		assert_eq!(Report::page(page, &["id"]).text, "ID\n1\nmore: --cursor 1");
		let page = json!({ "items": [], "next": null });
		assert_eq!(Report::page(page, &["id"]).text, "none");
	}

	#[test]
	fn a_no_is_an_answer_with_its_own_status() {
		assert!(!Report::answer(false, json!({}), "").yes);
	}
}
