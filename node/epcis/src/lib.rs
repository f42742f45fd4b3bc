// SPDX-License-Identifier: Apache-2.0

//! # EPCIS
//!
//! What companies that trace goods exchange are events of EPCIS 2.0 (GS1; ISO/IEC 19987:2024), in
//! documents of JSON-LD: that these boxes left that dock at that time. This crate reads and writes
//! them, and gives each the hash by which everyone who holds it can call it. It knows nothing of
//! the chain.
//!
//! | call | what |
//! | --- | --- |
//! | [`read`] | the [`Event`]s of a document, and a [`Problem`] for each one that is left out |
//! | [`write()`] | a document with events |
//! | [`Event::hash_id`] | the canonical hash of an event (CBV 2.0, section 8.9) |
//! | [`Event::check`] | whether an event that was made by hand keeps the rules of EPCIS |
//!
//! An event has one form here, however it was written: times are UTC milliseconds ([`Time`]),
//! words of the Core Business Vocabulary are bare ([`Term`]), compact URIs are written out
//! ([`Uri`]). Numbers are exact ([`Decimal`]); nothing is a float. Fields of other namespaces stay
//! as they were ([`Json`]), and with them what their prefixes stand for ([`Namespaces`]).
//!
//! Always: what was written reads back as the same events with the same hashes; the hash does not
//! depend on the order of fields or lists, on notation, or on `eventID`, `recordTime` and
//! `errorDeclaration`.
//!
//! Not here: EPCIS in XML, master data and header of a document, event types other than the five
//! of the standard, contexts that would have to be fetched.

mod context;
mod decimal;
mod event;
mod fault;
mod gs1;
mod hash;
mod json;
mod read;
mod time;
mod uri;
mod vocabulary;
mod write;

pub use context::Namespaces;
pub use decimal::Decimal;
pub use event::{
	Action, BizTransaction, ErrorDeclaration, Event, Party, PersistentDisposition, Place, Quantity,
	SensorElement, SensorMetadata, SensorReport, What,
};
pub use fault::{Fault, NotADocument, Problem};
pub use json::{Fields, Json};
pub use read::{read, Reading};
pub use time::{Offset, Time};
pub use uri::Uri;
pub use vocabulary::{Term, Vocabulary};
pub use write::write;
