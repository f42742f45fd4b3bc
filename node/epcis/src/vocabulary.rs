// SPDX-License-Identifier: Apache-2.0

//! The words of the Core Business Vocabulary (CBV 2.0, section 7), and of the GS1 Web Vocabulary
//! for sensors.

use crate::{fault::Fault, uri::Uri};

/// A word of a [`Vocabulary`], or someone else's word, which is a URI.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
	/// A word of the standard, such as `shipping`.
	Standard(&'static str),
	/// Someone else's.
	Other(Uri),
}

impl Term {
	/// As EPCIS 2.0 writes it in JSON: the bare word of the standard, or a URI.
	pub fn as_str(&self) -> &str {
		match self {
			Self::Standard(word) => word,
			Self::Other(uri) => uri.as_str(),
		}
	}
}

/// A list of words of the standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vocabulary {
	BizStep,
	Disposition,
	BizTransactionType,
	/// What a source or a destination is.
	PartyType,
	ErrorReason,
	/// What a sensor measures.
	Measurement,
	/// What a sensor warns of.
	Exception,
	/// What part of a vector or a position a value is.
	Component,
}

impl Vocabulary {
	/// Reads a bare word, its URI, or another URI.
	pub fn term(self, text: &str) -> Result<Term, Fault> {
		let bare = match self.urn() {
			Some(urn) => text.strip_prefix(urn),
			None => None,
		};
		let bare = bare.or_else(|| text.strip_prefix(self.uri())).unwrap_or(text);
		match self.words().iter().find(|word| **word == bare) {
			Some(word) => Ok(Term::Standard(word)),
			None if text.contains(':') => Ok(Term::Other(Uri::new(text)?)),
			None => Err(Fault::new(format!("{text:?} is neither {} nor a URI", self.one()))),
		}
	}

	/// What its words begin with as URIs of the canonical hash.
	pub(crate) fn uri(self) -> &'static str {
		match self {
			Self::BizStep => "https://ref.gs1.org/cbv/BizStep-",
			Self::Disposition => "https://ref.gs1.org/cbv/Disp-",
			Self::BizTransactionType => "https://ref.gs1.org/cbv/BTT-",
			Self::PartyType => "https://ref.gs1.org/cbv/SDT-",
			Self::ErrorReason => "https://ref.gs1.org/cbv/ER-",
			Self::Component => "https://ref.gs1.org/cbv/Comp-",
			Self::Measurement | Self::Exception => "https://gs1.org/voc/",
		}
	}

	/// What its words began with in EPCIS 1.
	pub(crate) fn urn(self) -> Option<&'static str> {
		match self {
			Self::BizStep => Some("urn:epcglobal:cbv:bizstep:"),
			Self::Disposition => Some("urn:epcglobal:cbv:disp:"),
			Self::BizTransactionType => Some("urn:epcglobal:cbv:btt:"),
			Self::PartyType => Some("urn:epcglobal:cbv:sdt:"),
			Self::ErrorReason => Some("urn:epcglobal:cbv:er:"),
			Self::Measurement | Self::Exception | Self::Component => None,
		}
	}

	fn one(self) -> &'static str {
		match self {
			Self::BizStep => "a business step of the CBV",
			Self::Disposition => "a disposition of the CBV",
			Self::BizTransactionType => "a business transaction type of the CBV",
			Self::PartyType => "a source or destination type of the CBV",
			Self::ErrorReason => "an error reason of the CBV",
			Self::Measurement => "a measurement type of GS1",
			Self::Exception => "a sensor alert type of GS1",
			Self::Component => "a component of the CBV",
		}
	}

	/// Its words.
	#[rustfmt::skip]
	pub fn words(self) -> &'static [&'static str] {
		match self {
			Self::BizStep => &[
				"accepting", "arriving", "assembling", "collecting", "commissioning", "consigning",
				"creating_class_instance", "cycle_counting", "decommissioning", "departing",
				"destroying", "disassembling", "dispensing", "encoding", "entering_exiting", "holding",
				"inspecting", "installing", "killing", "loading", "other", "packing", "picking",
				"receiving", "removing", "repackaging", "repairing", "replacing", "reserving",
				"retail_selling", "sampling", "sensor_reporting", "shipping", "staging_outbound",
				"stock_taking", "stocking", "storing", "transporting", "unloading", "unpacking",
				"void_shipping",
			],
			Self::Disposition => &[
				"active", "available", "completeness_inferred", "completeness_verified", "conformant",
				"container_closed", "container_open", "damaged", "destroyed", "dispensed", "disposed",
				"encoded", "expired", "in_progress", "in_transit", "inactive", "mismatch_class",
				"mismatch_instance", "mismatch_quantity", "needs_replacement", "no_pedigree_match",
				"non_conformant", "non_sellable_other", "partially_dispensed", "recalled", "reserved",
				"retail_sold", "returned", "sellable_accessible", "sellable_not_accessible", "stolen",
				"unavailable", "unknown",
			],
			Self::BizTransactionType => &[
				"bol", "cert", "desadv", "inv", "pedigree", "po", "poc", "prodorder", "recadv", "rma",
				"testprd", "testres", "upevt",
			],
			Self::PartyType => &["location", "owning_party", "possessing_party"],
			Self::ErrorReason => &["did_not_occur", "incorrect_data"],
			Self::Measurement => &[
				"AbsoluteHumidity", "AbsorbedDose", "AbsorbedDoseRate", "Acceleration", "Altitude",
				"AmountOfSubstance", "AmountOfSubstancePerUnitVolume", "Angle", "AngularAcceleration",
				"AngularMomentum", "AngularVelocity", "Area", "Capacitance", "Conductance",
				"Conductivity", "Count", "Density", "Dimensionless", "DoseEquivalent",
				"DoseEquivalentRate", "DynamicViscosity", "ElectricCharge", "ElectricCurrent",
				"ElectricCurrentDensity", "ElectricFieldStrength", "Energy", "Exposure", "Force",
				"Frequency", "Illuminance", "Inductance", "Irradiance", "KinematicViscosity", "Length",
				"LinearMomentum", "Luminance", "LuminousFlux", "LuminousIntensity", "MagneticFlux",
				"MagneticFluxDensity", "MagneticVectorPotential", "Mass", "MassConcentration",
				"MassFlowRate", "MassPerAreaTime", "MemoryCapacity", "MolalityOfSolute", "MolarEnergy",
				"MolarMass", "MolarVolume", "Power", "Pressure", "RadiantFlux", "RadiantIntensity",
				"Radioactivity", "RelativeHumidity", "Resistance", "Resistivity", "SolidAngle",
				"SpecificVolume", "Speed", "SurfaceDensity", "SurfaceTension", "Temperature", "Time",
				"Torque", "Voltage", "Volume", "VolumeFlowRate", "VolumeFraction", "VolumetricFlux",
				"Wavenumber",
			],
			Self::Exception => &["ALARM_CONDITION", "ERROR_CONDITION"],
			Self::Component => &[
				"altitude", "axial_distance", "azimuth", "easting", "elevation_angle", "height",
				"latitude", "longitude", "northing", "polar_angle", "spherical_radius", "x", "y", "z",
			],
		}
	}
}

/// A word of EPCIS 1 as the URI that it has since.
pub(crate) fn from_urn(text: &str) -> Option<String> {
	use Vocabulary::*;
	[BizStep, Disposition, BizTransactionType, PartyType, ErrorReason].into_iter().find_map(|it| {
		let word = text.strip_prefix(it.urn()?)?;
		Some(format!("{}{word}", it.uri()))
	})
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_word_has_many_forms() {
		for text in [
			"shipping",
			"urn:epcglobal:cbv:bizstep:shipping",
			"https://ref.gs1.org/cbv/BizStep-shipping",
		] {
			assert_eq!(Vocabulary::BizStep.term(text), Ok(Term::Standard("shipping")), "{text}");
		}
		let other = Vocabulary::BizStep.term("https://example.com/voc/freezing").unwrap();
		assert_eq!(other.as_str(), "https://example.com/voc/freezing");
		for text in ["", "in_transit", "Shipping", "shipping "] {
			assert!(Vocabulary::BizStep.term(text).is_err(), "{text}");
		}
	}

	#[test]
	fn words_of_epcis_1_have_uris() {
		assert_eq!(
			from_urn("urn:epcglobal:cbv:disp:in_transit").as_deref(),
			Some("https://ref.gs1.org/cbv/Disp-in_transit")
		);
		assert_eq!(from_urn("urn:epcglobal:cbv:bt:0614141073467:1152"), None);
	}
}
