// SPDX-License-Identifier: Apache-2.0

//! The `@context` of JSON-LD, as far as EPCIS needs it: prefixes that stand for namespaces.

use crate::{
	fault::Fault,
	json::{Fields, Json},
};
use std::collections::{BTreeMap, BTreeSet};

/// The context that every EPCIS 2.0 document names.
pub(crate) const EPCIS_CONTEXT: &str =
	"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";

/// The prefixes that this context declares. `epcis`, `cbv` and `gs1` are as the canonical hash says
/// (CBV 2.0, section 8.9); `cbvmda` is the namespace of the same fields in XML.
const STANDARD: [(&str, &str); 8] = [
	("cbv", "https://ref.gs1.org/cbv/"),
	("cbvmda", "urn:epcglobal:cbv:mda"),
	("dcterms", "http://purl.org/dc/terms/"),
	("epcis", "https://ref.gs1.org/epcis/"),
	("gs1", "https://gs1.org/voc/"),
	("owl", "http://www.w3.org/2002/07/owl#"),
	("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
	("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

fn standard(prefix: &str) -> Option<&'static str> {
	STANDARD.iter().find(|(name, _)| *name == prefix).map(|(_, namespace)| *namespace)
}

/// Prefixes and the namespaces that they stand for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Namespaces(BTreeMap<String, String>);

impl Namespaces {
	/// Lets a prefix stand for a namespace.
	pub fn insert(&mut self, prefix: impl Into<String>, namespace: impl Into<String>) {
		let (prefix, namespace) = (prefix.into(), namespace.into());
		if standard(&prefix) == Some(&namespace) {
			self.0.remove(&prefix);
		} else {
			self.0.insert(prefix, namespace);
		}
	}

	/// What a prefix stands for: one of these, or one of the EPCIS context.
	pub fn get(&self, prefix: &str) -> Option<&str> {
		self.0.get(prefix).map(String::as_str).or_else(|| standard(prefix))
	}

	/// Those that the EPCIS context does not declare.
	pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
		self.0.iter().map(|(prefix, namespace)| (prefix.as_str(), namespace.as_str()))
	}

	/// Takes those over whose prefixes are free.
	pub(crate) fn adopt(&mut self, others: &Self) {
		for (prefix, namespace) in &others.0 {
			self.0.entry(prefix.clone()).or_insert_with(|| namespace.clone());
		}
	}

	/// Only those that these fields use.
	pub(crate) fn used_by<'a>(&self, fields: impl IntoIterator<Item = &'a Fields>) -> Self {
		let mut prefixes = BTreeSet::new();
		for fields in fields {
			prefixes_of_fields(fields, &mut prefixes);
		}
		let is_used = |(prefix, _): &(&String, &String)| prefixes.contains(prefix.as_str());
		let used = self.0.iter().filter(is_used);
		Self(used.map(|(prefix, namespace)| (prefix.clone(), namespace.clone())).collect())
	}

	/// Reads a `@context`. Of other documents that it names, only the EPCIS context is known.
	pub(crate) fn read(&mut self, context: &Json) -> Result<(), Fault> {
		match context {
			Json::Null | Json::Text(_) => Ok(()),
			Json::List(contexts) => contexts.iter().enumerate().try_for_each(|(index, context)| {
				self.read(context).map_err(|fault| fault.in_item(index))
			}),
			Json::Object(terms) => {
				for (term, meaning) in terms.iter().filter(|(term, _)| !term.starts_with('@')) {
					let meaning = meaning.get("@id").unwrap_or(meaning);
					match meaning {
						Json::Null => {
							self.0.remove(term);
						}
						Json::Text(namespace) if !namespace.starts_with('@') => {
							let namespace = self.expand(namespace);
							self.insert(term, namespace);
						}
						// A keyword by another name, or a term that has no name of its own.
						Json::Text(_) | Json::Object(_) => {}
						_ => return Err(Fault::new("is not a namespace").in_field(term)),
					}
				}
				Ok(())
			}
			_ => Err(Fault::new("is not a context")),
		}
	}

	/// Checks that the names of extensions have namespaces.
	pub(crate) fn check(&self, extensions: &Fields) -> Result<(), Fault> {
		for (name, value) in extensions {
			if !name.contains(':') {
				return Err(
					Fault::new("is no field of EPCIS here, and has no namespace").in_field(name)
				);
			}
			self.check_name(name)?;
			self.check_within(value).map_err(|fault| fault.in_field(name))?;
		}
		Ok(())
	}

	fn check_name(&self, name: &str) -> Result<(), Fault> {
		let why = match name.split_once(':') {
			_ if name == "@context" => "is only understood in documents and events".into(),
			None | Some(("http" | "https", _)) => return Ok(()),
			Some(_) if self.split(name).is_some_and(|(_, local)| !local.is_empty()) => {
				return Ok(())
			}
			Some((prefix, _)) => format!("the @context does not say what {prefix:?} stands for"),
		};
		Err(Fault::new(why).in_field(name))
	}

	fn check_within(&self, value: &Json) -> Result<(), Fault> {
		match value {
			Json::List(items) => items.iter().enumerate().try_for_each(|(index, item)| {
				self.check_within(item).map_err(|fault| fault.in_item(index))
			}),
			Json::Object(fields) => fields.iter().try_for_each(|(name, value)| {
				self.check_name(name)?;
				self.check_within(value).map_err(|fault| fault.in_field(name))
			}),
			Json::Null | Json::Bool(_) | Json::Number(_) | Json::Text(_) => Ok(()),
		}
	}

	/// A name as XML would have it (`{namespace}local`), or as it is if it has no namespace.
	pub(crate) fn expand_name(&self, name: &str) -> String {
		match self.split(name) {
			Some((namespace, local)) => format!("{{{namespace}}}{local}"),
			None => match name.rfind(['/', '#']) {
				Some(end) if name.contains("://") => {
					let (namespace, local) = name.split_at(end + 1);
					format!("{{{namespace}}}{local}")
				}
				_ => name.into(),
			},
		}
	}

	/// A compact URI (`prefix:rest`) in full, anything else as it is.
	pub(crate) fn expand(&self, text: &str) -> String {
		match self.split(text) {
			Some((namespace, rest)) => format!("{namespace}{rest}"),
			None => text.into(),
		}
	}

	/// The namespace of a compact URI, and the rest of it.
	pub(crate) fn split<'a>(&self, text: &'a str) -> Option<(&str, &'a str)> {
		let (prefix, rest) = text.split_once(':')?;
		let namespace = self.get(prefix)?;
		(!rest.starts_with("//")).then_some((namespace, rest))
	}
}

impl<P: Into<String>, N: Into<String>> FromIterator<(P, N)> for Namespaces {
	fn from_iter<I: IntoIterator<Item = (P, N)>>(pairs: I) -> Self {
		let mut namespaces = Self::default();
		for (prefix, namespace) in pairs {
			namespaces.insert(prefix, namespace);
		}
		namespaces
	}
}

/// What could be a prefix: what stands before the first colon of a name or of a text.
fn prefixes_of_fields<'a>(fields: &'a Fields, prefixes: &mut BTreeSet<&'a str>) {
	for (name, value) in fields {
		prefixes.extend(name.split_once(':').map(|(prefix, _)| prefix));
		prefixes_of(value, prefixes);
	}
}

/// What could be a prefix in any name or text of a value.
pub(crate) fn prefixes_of<'a>(value: &'a Json, prefixes: &mut BTreeSet<&'a str>) {
	match value {
		Json::Text(text) => prefixes.extend(text.split_once(':').map(|(prefix, _)| prefix)),
		Json::List(items) => items.iter().for_each(|item| prefixes_of(item, prefixes)),
		Json::Object(fields) => prefixes_of_fields(fields, prefixes),
		Json::Null | Json::Bool(_) | Json::Number(_) => {}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn read(context: &str) -> Result<Namespaces, Fault> {
		let context = Json::read(serde_json::from_str(context).expect("JSON"))?;
		let mut namespaces = Namespaces::default();
		namespaces.read(&context)?;
		Ok(namespaces)
	}

	#[test]
	fn prefixes_of_a_context() {
		let namespaces = read(
			r#"["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
			{"ex": "http://ns.example.com/", "gs1": "https://gs1.org/voc/", "@version": 1.1},
			{"sub": "ex:sub/", "object": {"@id": "http://ns.example.com/object#"}, "name": "@id"},
			{"gone": "http://gone.example.com/"}, {"gone": null}]"#,
		)
		.unwrap();
		let expected = [
			("ex", "http://ns.example.com/"),
			("object", "http://ns.example.com/object#"),
			("sub", "http://ns.example.com/sub/"),
		];
		assert_eq!(namespaces, expected.into_iter().collect());
		assert_eq!(namespaces.expand("sub:a:b"), "http://ns.example.com/sub/a:b");
		assert_eq!(namespaces.expand("cbv:BizStep-x"), "https://ref.gs1.org/cbv/BizStep-x");
		assert_eq!(namespaces.expand("ex://a"), "ex://a");
		assert_eq!(namespaces.expand("gone:a"), "gone:a");
		assert_eq!(read("null"), Ok(Namespaces::default()));
		assert_eq!(read(r#"[{"a": 1}]"#).unwrap_err().path, "[0].a");
		assert!(read("7").is_err());
	}
}
