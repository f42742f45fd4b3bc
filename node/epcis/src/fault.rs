// SPDX-License-Identifier: Apache-2.0

//! What is wrong, and where.

use std::fmt;

/// What is wrong with an event, and where in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
	/// The field, such as `epcList[1]`; empty for the event as a whole.
	pub path: String,
	/// What is wrong with it.
	pub why: String,
}

impl Fault {
	/// A fault of a value whose place is told by whoever reads it.
	pub(crate) fn new(why: impl Into<String>) -> Self {
		Self { path: String::new(), why: why.into() }
	}

	/// The value is that of a field.
	pub(crate) fn in_field(mut self, name: &str) -> Self {
		self.path = join(name, &self.path);
		self
	}

	/// The value is an item of a list.
	pub(crate) fn in_item(mut self, index: usize) -> Self {
		self.path = join(&format!("[{index}]"), &self.path);
		self
	}
}

fn join(outer: &str, inner: &str) -> String {
	let needs_point = !outer.is_empty() && !inner.is_empty() && !inner.starts_with('[');
	format!("{outer}{}{inner}", if needs_point { "." } else { "" })
}

impl fmt::Display for Fault {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self.path.as_str() {
			"" => f.write_str(&self.why),
			path => write!(f, "{path}: {}", self.why),
		}
	}
}

impl std::error::Error for Fault {}

/// An event of a document that was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
	/// Its place in the document, from zero.
	pub index: usize,
	/// Its `eventID`, if it has one.
	pub event_id: Option<String>,
	/// The field, such as `epcList[1]`; empty for the event as a whole.
	pub path: String,
	/// What is wrong with it.
	pub why: String,
}

impl fmt::Display for Problem {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "event [{}]", self.index)?;
		if let Some(id) = &self.event_id {
			write!(f, " ({id})")?;
		}
		if !self.path.is_empty() {
			write!(f, ": {}", self.path)?;
		}
		write!(f, ": {}", self.why)
	}
}

/// Why a text holds no events at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotADocument {
	/// It is not JSON from this place on, both counted from one.
	Malformed { line: usize, column: usize, why: String },
	/// It is JSON, but neither an EPCIS document nor events.
	Unknown(Fault),
}

impl From<Fault> for NotADocument {
	fn from(fault: Fault) -> Self {
		Self::Unknown(fault)
	}
}

impl fmt::Display for NotADocument {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Malformed { line, column, why } => {
				write!(f, "not JSON at line {line}, column {column}: {why}")
			}
			Self::Unknown(fault) => write!(f, "not an EPCIS document: {fault}"),
		}
	}
}

impl std::error::Error for NotADocument {}
