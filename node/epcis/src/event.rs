// SPDX-License-Identifier: Apache-2.0

//! What an event says (EPCIS 2.0, section 7).

use crate::{
	context::Namespaces,
	decimal::Decimal,
	fault::Fault,
	json::{Fields, Json},
	time::{Offset, Time},
	uri::Uri,
	vocabulary::Term,
};
use std::{collections::BTreeSet, fmt, str::FromStr};

/// Something that happened: when, to what, where, why and how. Optional lists are empty when they
/// are not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
	/// `eventID`
	pub id: Option<Uri>,
	/// `eventTime`
	pub time: Time,
	/// `eventTimeZoneOffset`
	pub time_zone_offset: Offset,
	/// `recordTime`: when a repository took it.
	pub record_time: Option<Time>,
	/// That the event is wrong, and which ones are right.
	pub error_declaration: Option<ErrorDeclaration>,
	/// `certificationInfo`
	pub certifications: Vec<Uri>,
	/// What it happened to; this makes the type of the event.
	pub what: What,
	pub biz_step: Option<Term>,
	pub disposition: Option<Term>,
	pub persistent_disposition: PersistentDisposition,
	pub read_point: Option<Place>,
	pub biz_location: Option<Place>,
	pub biz_transactions: Vec<BizTransaction>,
	pub sources: Vec<Party>,
	pub destinations: Vec<Party>,
	pub sensor_elements: Vec<SensorElement>,
	/// Fields of other namespaces.
	pub extensions: Fields,
	/// What the prefixes in the names of extensions stand for, here and further within.
	pub namespaces: Namespaces,
}

/// What an event happened to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
	/// Objects are there, come into being or cease to be. What is said of them when they come into
	/// being is `ilmd`.
	Object { action: Action, epcs: Vec<Uri>, quantities: Vec<Quantity>, ilmd: Fields },
	/// Objects are together with a parent for a while: packed, loaded.
	Aggregation {
		action: Action,
		parent: Option<Uri>,
		children: Vec<Uri>,
		child_quantities: Vec<Quantity>,
	},
	/// Objects become parts of a parent: mounted, installed.
	Association { action: Action, parent: Uri, children: Vec<Uri>, child_quantities: Vec<Quantity> },
	/// Objects belong to business transactions.
	Transaction { action: Action, parent: Option<Uri>, epcs: Vec<Uri>, quantities: Vec<Quantity> },
	/// Objects are used up and others come from them. Events of one process have the same `id`.
	Transformation {
		id: Option<Uri>,
		inputs: Vec<Uri>,
		input_quantities: Vec<Quantity>,
		outputs: Vec<Uri>,
		output_quantities: Vec<Quantity>,
		ilmd: Fields,
	},
}

/// Whether the relation that an event is about begins, is seen, or ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
	Add,
	Observe,
	Delete,
}

/// So much of a class of objects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
	/// `epcClass`
	pub class: Uri,
	/// None if it is unknown.
	pub quantity: Option<Decimal>,
	/// The unit of measure (UN/ECE Recommendation 20); none if objects are counted.
	pub uom: Option<String>,
}

/// That an event is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorDeclaration {
	/// `declarationTime`
	pub time: Time,
	pub reason: Option<Term>,
	/// `correctiveEventIDs`
	pub corrective_events: Vec<Uri>,
	pub extensions: Fields,
}

/// Dispositions that stay with objects until they are taken back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PersistentDisposition {
	pub set: Vec<Term>,
	pub unset: Vec<Term>,
}

/// A read point or a business location.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
	pub id: Uri,
	pub extensions: Fields,
}

/// A document of a business transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BizTransaction {
	pub kind: Option<Term>,
	pub id: Uri,
}

/// A source or a destination: a party, or its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
	pub kind: Term,
	pub id: Uri,
}

/// What sensors reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SensorElement {
	pub metadata: SensorMetadata,
	pub reports: Vec<SensorReport>,
	pub extensions: Fields,
}

/// What holds for all reports of a sensor element.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SensorMetadata {
	pub time: Option<Time>,
	pub start_time: Option<Time>,
	pub end_time: Option<Time>,
	pub device_id: Option<Uri>,
	pub device_metadata: Option<Uri>,
	pub raw_data: Option<Uri>,
	pub data_processing_method: Option<Uri>,
	pub biz_rules: Option<Uri>,
	pub extensions: Fields,
}

/// A value that a sensor measured, or its warning.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SensorReport {
	/// What is measured.
	pub kind: Option<Term>,
	pub exception: Option<Term>,
	pub device_id: Option<Uri>,
	pub device_metadata: Option<Uri>,
	pub raw_data: Option<Uri>,
	pub data_processing_method: Option<Uri>,
	pub time: Option<Time>,
	pub microorganism: Option<Uri>,
	pub chemical_substance: Option<Uri>,
	pub value: Option<Decimal>,
	pub component: Option<Term>,
	pub string_value: Option<String>,
	pub boolean_value: Option<bool>,
	pub hex_binary_value: Option<String>,
	pub uri_value: Option<Uri>,
	pub min_value: Option<Decimal>,
	pub max_value: Option<Decimal>,
	pub mean_value: Option<Decimal>,
	/// The standard deviation.
	pub s_dev: Option<Decimal>,
	pub perc_rank: Option<Decimal>,
	pub perc_value: Option<Decimal>,
	pub uom: Option<String>,
	pub coordinate_reference_system: Option<Uri>,
	pub extensions: Fields,
}

impl Action {
	/// As EPCIS writes it.
	pub fn as_str(self) -> &'static str {
		match self {
			Self::Add => "ADD",
			Self::Observe => "OBSERVE",
			Self::Delete => "DELETE",
		}
	}
}

impl FromStr for Action {
	type Err = Fault;

	fn from_str(text: &str) -> Result<Self, Fault> {
		[Self::Add, Self::Observe, Self::Delete]
			.into_iter()
			.find(|action| action.as_str() == text)
			.ok_or_else(|| Fault::new(format!("{text:?} is not ADD, OBSERVE or DELETE")))
	}
}

impl fmt::Display for Action {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(self.as_str())
	}
}

impl What {
	/// The type of such an event.
	pub fn event_type(&self) -> &'static str {
		match self {
			Self::Object { .. } => "ObjectEvent",
			Self::Aggregation { .. } => "AggregationEvent",
			Self::Association { .. } => "AssociationEvent",
			Self::Transaction { .. } => "TransactionEvent",
			Self::Transformation { .. } => "TransformationEvent",
		}
	}

	/// What is said of objects that come into being.
	pub fn ilmd(&self) -> Option<&Fields> {
		match self {
			Self::Object { ilmd, .. } | Self::Transformation { ilmd, .. } => Some(ilmd),
			Self::Aggregation { .. } | Self::Association { .. } | Self::Transaction { .. } => None,
		}
	}
}

impl Event {
	/// Checks what EPCIS asks of an event as a whole (section 7.4). All that [`crate::read`] yields
	/// has passed.
	pub fn check(&self) -> Result<(), Fault> {
		match &self.what {
			What::Object { action, epcs, quantities, ilmd } => {
				instances("epcList", epcs)?;
				amounts("quantityList", quantities)?;
				// Sensors may observe a place instead.
				let observes_place = !self.sensor_elements.is_empty() && self.read_point.is_some();
				if epcs.is_empty() && quantities.is_empty() && !observes_place {
					return Err(Fault::new("neither epcList nor quantityList names an object"));
				}
				if !ilmd.is_empty() && *action != Action::Add {
					let why = format!("only goes with ADD, not with {action}");
					return Err(Fault::new(why).in_field("ilmd"));
				}
			}
			What::Aggregation { action, parent, children, child_quantities } => {
				if parent.is_none() && *action != Action::Observe {
					let why = format!("is missing, which only OBSERVE allows, not {action}");
					return Err(Fault::new(why).in_field("parentID"));
				}
				check_children(*action, parent.as_ref(), children, child_quantities)?;
			}
			What::Association { action, parent, children, child_quantities } => {
				check_children(*action, Some(parent), children, child_quantities)?;
			}
			What::Transaction { action, parent, epcs, quantities } => {
				instances("parentID", parent.as_slice())?;
				instances("epcList", epcs)?;
				amounts("quantityList", quantities)?;
				if self.biz_transactions.is_empty() {
					return Err(Fault::new("is missing").in_field("bizTransactionList"));
				}
				// Without any, DELETE means all.
				if epcs.is_empty() && quantities.is_empty() && *action != Action::Delete {
					return Err(Fault::new("neither epcList nor quantityList names an object"));
				}
			}
			What::Transformation {
				id,
				inputs,
				input_quantities,
				outputs,
				output_quantities,
				..
			} => {
				instances("inputEPCList", inputs)?;
				amounts("inputQuantityList", input_quantities)?;
				instances("outputEPCList", outputs)?;
				amounts("outputQuantityList", output_quantities)?;
				let has_inputs = !inputs.is_empty() || !input_quantities.is_empty();
				let has_outputs = !outputs.is_empty() || !output_quantities.is_empty();
				match (has_inputs, has_outputs) {
					(true, true) => {}
					(false, false) => return Err(Fault::new("has neither inputs nor outputs")),
					_ if id.is_some() => {}
					(false, true) => {
						return Err(Fault::new("has no inputs, which needs a transformationID"))
					}
					(true, false) => {
						return Err(Fault::new("has no outputs, which needs a transformationID"))
					}
				}
			}
		}
		for (index, element) in self.sensor_elements.iter().enumerate() {
			element.check().map_err(|fault| fault.in_item(index).in_field("sensorElementList"))?;
		}
		for (path, fields) in self.all_extensions() {
			self.namespaces.check(fields).map_err(|fault| fault.in_field(&path))?;
		}
		Ok(())
	}

	/// A field of another namespace by its name in full, whatever its prefix is.
	pub fn extension(&self, name: &str) -> Option<&Json> {
		let is_it = |(field, _): &&(String, Json)| self.namespaces.expand(field) == name;
		self.extensions.iter().find(is_it).map(|(_, value)| value)
	}

	/// The namespaces that extensions use.
	pub(crate) fn used_namespaces(&self) -> Namespaces {
		self.namespaces.used_by(self.all_extensions().into_iter().map(|(_, fields)| fields))
	}

	/// All fields of other namespaces, and what they are fields of.
	pub(crate) fn all_extensions(&self) -> Vec<(String, &Fields)> {
		let mut all = vec![(String::new(), &self.extensions)];
		all.extend(self.what.ilmd().map(|ilmd| ("ilmd".into(), ilmd)));
		let error = self.error_declaration.as_ref().map(|error| &error.extensions);
		let read_point = self.read_point.as_ref().map(|place| &place.extensions);
		let biz_location = self.biz_location.as_ref().map(|place| &place.extensions);
		all.extend(error.map(|fields| ("errorDeclaration".into(), fields)));
		all.extend(read_point.map(|fields| ("readPoint".into(), fields)));
		all.extend(biz_location.map(|fields| ("bizLocation".into(), fields)));
		for (index, element) in self.sensor_elements.iter().enumerate() {
			let path = format!("sensorElementList[{index}]");
			all.push((format!("{path}.sensorMetadata"), &element.metadata.extensions));
			for (index, report) in element.reports.iter().enumerate() {
				all.push((format!("{path}.sensorReport[{index}]"), &report.extensions));
			}
			all.push((path, &element.extensions));
		}
		all
	}
}

impl SensorElement {
	fn check(&self) -> Result<(), Fault> {
		if self.reports.is_empty() {
			return Err(Fault::new("is missing").in_field("sensorReport"));
		}
		for (index, report) in self.reports.iter().enumerate() {
			let at = |fault: Fault| fault.in_item(index).in_field("sensorReport");
			if report.kind.is_none() && report.exception.is_none() {
				return Err(at(Fault::new("has neither a type nor an exception")));
			}
			if let Some(value) = &report.hex_binary_value {
				if value.is_empty() || !value.bytes().all(|digit| digit.is_ascii_hexdigit()) {
					let fault = Fault::new(format!("{value:?} is not hexadecimal"));
					return Err(at(fault.in_field("hexBinaryValue")));
				}
			}
		}
		Ok(())
	}
}

fn check_children(
	action: Action,
	parent: Option<&Uri>,
	children: &[Uri],
	quantities: &[Quantity],
) -> Result<(), Fault> {
	instances("parentID", parent.map(std::slice::from_ref).unwrap_or_default())?;
	instances("childEPCs", children)?;
	amounts("childQuantityList", quantities)?;
	// Without any, DELETE means all.
	if children.is_empty() && quantities.is_empty() && action != Action::Delete {
		let why = "neither childEPCs nor childQuantityList names a child, which only DELETE allows";
		return Err(Fault::new(why));
	}
	if let Some(index) = children.iter().position(|child| Some(child) == parent) {
		return Err(Fault::new("is its own parent").in_item(index).in_field("childEPCs"));
	}
	Ok(())
}

/// Objects, each named once.
fn instances(field: &str, objects: &[Uri]) -> Result<(), Fault> {
	let mut seen = BTreeSet::new();
	for (index, object) in objects.iter().enumerate() {
		let why = if object.is_epc_class() {
			"is a class, not an object"
		} else if !seen.insert(object) {
			"is there twice"
		} else {
			continue;
		};
		let fault = Fault::new(format!("{:?} {why}", object.as_str()));
		// A parent is no list.
		return Err(match field {
			"parentID" => fault.in_field(field),
			_ => fault.in_item(index).in_field(field),
		});
	}
	Ok(())
}

fn amounts(field: &str, quantities: &[Quantity]) -> Result<(), Fault> {
	quantities.iter().enumerate().try_for_each(|(index, quantity)| {
		quantity.check().map_err(|fault| fault.in_item(index).in_field(field))
	})
}

impl Quantity {
	fn check(&self) -> Result<(), Fault> {
		if self.class.is_epc_instance() {
			let why = format!("{:?} is an object, not a class", self.class.as_str());
			return Err(Fault::new(why).in_field("epcClass"));
		}
		if let Some(quantity) = self.quantity.as_ref().filter(|quantity| quantity.is_negative()) {
			return Err(Fault::new(format!("{quantity} is negative")).in_field("quantity"));
		}
		if let Some(uom) = &self.uom {
			let is_unit = matches!(uom.len(), 2 | 3)
				&& uom.bytes().all(|it| it.is_ascii_uppercase() || it.is_ascii_digit());
			if !is_unit {
				let why = format!("{uom:?} is not a unit of UN/ECE Recommendation 20");
				return Err(Fault::new(why).in_field("uom"));
			}
			if self.quantity.is_none() {
				return Err(Fault::new("goes with no quantity").in_field("uom"));
			}
		}
		Ok(())
	}
}
