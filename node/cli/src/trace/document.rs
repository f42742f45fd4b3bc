// SPDX-License-Identifier: Apache-2.0

//! The document that is imported.

use crate::failure::{Failure, Result};
use covenant_epcis::{read, Event, Problem};
use std::{
	collections::HashSet,
	fs::File,
	io::{stdin, Read},
	path::Path,
};

/// The largest document, in bytes: some 50,000 events.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// What a document holds.
#[derive(Debug)]
pub struct Document {
	/// The events that are in order, with their places in the document, by time.
	pub events: Vec<(usize, Event)>,
	/// Those that are not.
	pub problems: Vec<Problem>,
}

impl Document {
	/// Reads a file, or standard input for `-`.
	pub fn open(file: &Path) -> Result<Self> {
		let wrong = |why: String| Failure::Usage(format!("{}: {why}", file.display()));
		let text = if file == Path::new("-") {
			text(stdin().lock(), MAX_BYTES)
		} else {
			File::open(file)
				.map_err(|error| error.to_string())
				.and_then(|file| text(file, MAX_BYTES))
		};
		text.and_then(|text| Self::parse(&text)).map_err(wrong)
	}

	/// Reads a text.
	pub fn parse(text: &str) -> std::result::Result<Self, String> {
		let reading = read(text).map_err(|error| error.to_string())?;
		let wrong: HashSet<_> = reading.problems.iter().map(|problem| problem.index).collect();
		let places = (0..).filter(|index| !wrong.contains(index));
		let mut events: Vec<_> = places.zip(reading.events).collect();
		// What happened at the same time stays in the document's order.
		events.sort_by_key(|(_, event)| event.time);
		Ok(Self { events, problems: reading.problems })
	}
}

/// A text that is not too large.
fn text(from: impl Read, most: u64) -> std::result::Result<String, String> {
	let mut bytes = Vec::new();
	let mut from = from.take(most.saturating_add(1));
	from.read_to_end(&mut bytes).map_err(|error| error.to_string())?;
	if !u64::try_from(bytes.len()).is_ok_and(|length| length <= most) {
		return Err(format!("larger than {most} bytes: import it in parts"));
	}
	String::from_utf8(bytes).map_err(|error| format!("not UTF-8: {error}"))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_document_that_is_too_large_is_refused() {
		assert_eq!(text(&b"12345"[..], 5).as_deref(), Ok("12345"));
		let letters = "三个字".as_bytes();
		for (bytes, why) in
			[(&b"123456"[..], "larger"), (letters, "larger"), (&b"\xff"[..], "not UTF-8")]
		{
			let error = text(bytes, 5).unwrap_err();
			assert!(error.contains(why), "{error}");
		}
	}
}
