// SPDX-License-Identifier: Apache-2.0

//! JSON whose numbers are exact and whose fields keep their order, which `serde_json::Value` does
//! not promise: what its numbers are depends on features that other crates of a build ask for.

use crate::{decimal::Decimal, fault::Fault};
use serde::{
	de::{MapAccess, Visitor},
	Deserialize, Deserializer,
};
use serde_json::value::RawValue;
use std::{
	collections::BTreeSet,
	fmt::{self, Write},
};

/// How deep lists and objects may lie within each other; each level costs a look at all within it.
const MAX_DEPTH: usize = 64;

/// The fields of an object, in order and each there once.
pub type Fields = Vec<(String, Json)>;

/// A JSON value. It is printed compact, or with indents by `{:#}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Json {
	Null,
	Bool(bool),
	Number(Decimal),
	Text(String),
	List(Vec<Json>),
	Object(Fields),
}

impl Json {
	/// A field of an object.
	pub fn get(&self, name: &str) -> Option<&Self> {
		match self {
			Self::Object(fields) => {
				fields.iter().find(|(field, _)| field == name).map(|(_, it)| it)
			}
			_ => None,
		}
	}

	/// The text that it is.
	pub fn as_text(&self) -> Option<&str> {
		match self {
			Self::Text(text) => Some(text),
			_ => None,
		}
	}

	/// Reads what was found to be JSON.
	pub(crate) fn read(raw: &RawValue) -> Result<Self, Fault> {
		Self::read_within(raw, MAX_DEPTH)
	}

	fn read_within(raw: &RawValue, depth: usize) -> Result<Self, Fault> {
		let text = raw.get();
		let deeper = || {
			depth
				.checked_sub(1)
				.ok_or_else(|| Fault::new(format!("more than {MAX_DEPTH} levels deep")))
		};
		Ok(match text.as_bytes().first() {
			Some(b'{') => {
				let depth = deeper()?;
				let read = |(name, value): (String, _)| match Self::read_within(value, depth) {
					Ok(value) => Ok((name, value)),
					Err(fault) => Err(fault.in_field(&name)),
				};
				Self::Object(
					RawFields::read(raw)?.0.into_iter().map(read).collect::<Result<_, _>>()?,
				)
			}
			Some(b'[') => {
				let depth = deeper()?;
				let read = |(index, item): (usize, _)| {
					Self::read_within(item, depth).map_err(|fault| fault.in_item(index))
				};
				let items = raw_items(raw)?;
				Self::List(items.into_iter().enumerate().map(read).collect::<Result<_, _>>()?)
			}
			Some(b'"') => Self::Text(serde_json::from_str(text).map_err(unreadable)?),
			Some(b'n') => Self::Null,
			Some(b't') => Self::Bool(true),
			Some(b'f') => Self::Bool(false),
			_ => Self::Number(text.parse()?),
		})
	}

	fn write(&self, out: &mut impl Write, indent: Option<usize>) -> fmt::Result {
		let deeper = indent.map(|indent| indent + 1);
		match self {
			Self::Null => out.write_str("null"),
			Self::Bool(value) => write!(out, "{value}"),
			Self::Number(number) => out.write_str(number.as_str()),
			Self::Text(text) => write_text(text, out),
			Self::List(items) if items.is_empty() => out.write_str("[]"),
			Self::Object(fields) if fields.is_empty() => out.write_str("{}"),
			Self::List(items) => {
				for (index, item) in items.iter().enumerate() {
					out.write_char(if index == 0 { '[' } else { ',' })?;
					break_line(out, deeper)?;
					item.write(out, deeper)?;
				}
				break_line(out, indent)?;
				out.write_char(']')
			}
			Self::Object(fields) => {
				for (index, (name, value)) in fields.iter().enumerate() {
					out.write_char(if index == 0 { '{' } else { ',' })?;
					break_line(out, deeper)?;
					write_text(name, out)?;
					out.write_str(if indent.is_some() { ": " } else { ":" })?;
					value.write(out, deeper)?;
				}
				break_line(out, indent)?;
				out.write_char('}')
			}
		}
	}
}

impl fmt::Display for Json {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		self.write(f, f.alternate().then_some(0))
	}
}

impl From<&str> for Json {
	fn from(text: &str) -> Self {
		Self::Text(text.into())
	}
}

fn write_text(text: &str, out: &mut impl Write) -> fmt::Result {
	out.write_str(&serde_json::to_string(text).map_err(|_| fmt::Error)?)
}

fn break_line(out: &mut impl Write, indent: Option<usize>) -> fmt::Result {
	match indent {
		Some(indent) => write!(out, "\n{:width$}", "", width = 2 * indent),
		None => Ok(()),
	}
}

/// The fields of an object whose values are not read yet.
#[derive(Debug)]
pub(crate) struct RawFields<'a>(pub Vec<(String, &'a RawValue)>);

impl<'a> RawFields<'a> {
	/// Reads an object.
	pub fn read(raw: &'a RawValue) -> Result<Self, Fault> {
		if !raw.get().starts_with('{') {
			return Err(Fault::new("is not an object"));
		}
		let fields: Self = serde_json::from_str(raw.get()).map_err(unreadable)?;
		let mut names = BTreeSet::new();
		match fields.0.iter().find(|(name, _)| !names.insert(name)) {
			Some((name, _)) => Err(Fault::new("is there twice").in_field(name)),
			None => Ok(fields),
		}
	}

	/// The value of a field; null is as if it were not there.
	pub fn get(&self, name: &str) -> Option<&'a RawValue> {
		let (_, value) = self.0.iter().find(|(field, _)| field == name)?;
		(value.get() != "null").then_some(value)
	}
}

impl<'de> Deserialize<'de> for RawFields<'de> {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		struct InOrder;

		impl<'de> Visitor<'de> for InOrder {
			type Value = RawFields<'de>;

			fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
				f.write_str("an object")
			}

			fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
				let mut fields = Vec::new();
				while let Some(field) = map.next_entry()? {
					fields.push(field);
				}
				Ok(RawFields(fields))
			}
		}

		deserializer.deserialize_map(InOrder)
	}
}

/// The items of a list, not read yet.
pub(crate) fn raw_items(raw: &RawValue) -> Result<Vec<&RawValue>, Fault> {
	if !raw.get().starts_with('[') {
		return Err(Fault::new("is not a list"));
	}
	serde_json::from_str(raw.get()).map_err(unreadable)
}

/// What a text that was found to be JSON may still have: escapes that stand for no character.
fn unreadable(error: serde_json::Error) -> Fault {
	let error = error.to_string();
	let why = error.split(" at line ").next().unwrap_or_default();
	Fault::new(why)
}

#[cfg(test)]
mod tests {
	use super::*;

	fn read(text: &str) -> Result<Json, Fault> {
		Json::read(serde_json::from_str(text).expect("JSON"))
	}

	#[test]
	fn numbers_and_order_are_kept() {
		for text in [
			r#"{"z":26.0,"a":[1e3,-0,0.10000000000000000000000000000001],"m":{}}"#,
			r#"[null,true,false,[],"a\"\\\n\u0001é𝄞"]"#,
			"340282366920938463463374607431768211456",
		] {
			assert_eq!(read(text).unwrap().to_string(), text);
			assert_eq!(read(&format!("{:#}", read(text).unwrap())), read(text));
		}
		assert_eq!(
			format!("{:#}", read(r#"{"a":[1,{}],"b":null}"#).unwrap()),
			"{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": null\n}"
		);
	}

	#[test]
	fn what_has_no_meaning_is_refused() {
		for (text, path) in [
			(r#"{"a":[{"b":1,"b":1}]}"#, "a[0].b"),
			(r#"[[],["\ud800"]]"#, "[1][0]"),
			(r#"{"a":1e1000}"#, "a"),
		] {
			assert_eq!(read(text).unwrap_err().path, path, "{text}");
		}
		assert!(read(&format!("{}{}", "[".repeat(MAX_DEPTH), "]".repeat(MAX_DEPTH))).is_ok());
		assert!(read(&format!("{}{}", "[".repeat(100_000), "]".repeat(100_000))).is_err());
	}
}
