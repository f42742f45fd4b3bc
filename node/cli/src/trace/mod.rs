// SPDX-License-Identifier: Apache-2.0

//! Goods that are traced, as documents of EPCIS 2.0: events that go onto the chain, and a lot's
//! history that comes from it.

mod amounts;
mod book;
mod calls;
mod document;
mod draft;
mod export;
mod history;
mod import;
mod keys;
mod ledger;
mod names;
mod order;
mod plan;
mod records;
mod restore;
mod summary;
#[cfg(test)]
mod tests;

use crate::{args::Global, failure::Result, output::Report};
use clap::Subcommand;

/// The commands about goods.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Record the events of an EPCIS document (an operator signs)
	///
	/// Events that are unknown or malformed are listed and left out, and so is what the chain cannot
	/// hold: classes of products without a lot, amounts that are not known or not whole in the
	/// product's unit, parts of a lot where the chain has the lot as a whole, goods that the signer's
	/// organization does not have. The others are recorded in the order of their times, each with
	/// its canonical hash (CBV 2.0, section 8.9), by which an event that is there already is found
	/// and skipped. Nothing is done twice: after a failure import the same document again.
	///
	/// An ObjectEvent is a commission (ADD), an observation (OBSERVE; goods change hands only by
	/// shipments) or a decommission (DELETE); an AggregationEvent, an AssociationEvent and a
	/// TransformationEvent are what they are called, a TransactionEvent links lots to documents. An
	/// event with an errorDeclaration, which has the hash of the event that it corrects, declares
	/// that one to be wrong once all others are in; what it did stays done. But if a corrective
	/// event of the document makes lots of the same codes, the wrong one is undone right before it.
	/// If anything else has happened to its lots it is only declared wrong, and the corrective
	/// event is left out.
	///
	/// If more comes out of a transformation, all measured alike, than goes in of what is measured
	/// so, its field `covenant:gain` has to say by how much: in pieces, milligrams, milliliters or
	/// millimeters, with `"covenant": "urn:covenant:terms:"` in @context. The hash covers it as any
	/// other field.
	///
	/// Lots are found by their numbers: GTIN with lot or serial number, SSCC, GRAI, GIAI. Products
	/// and places that the signer's organization needs are registered first, and a container
	/// (SSCC, GRAI or GIAI) that something is put into is commissioned. Of a business transaction
	/// that is named as ni:///sha-256;… the chain keeps that hash, of another the SHA-256 hash of
	/// its URI. Fields that stay off chain are listed with the event. Its hash covers them, except
	/// eventID, recordTime, errorDeclaration and comments.
	///
	/// The exit status is 1 if something was left out or failed.
	Import(import::Import),
	/// Write a lot's history as an EPCIS document
	///
	/// The document is of the last finalized block. Each event has its canonical hash for
	/// `eventID`. One that was recorded with a hash is written so that it has this hash again: of
	/// what the chain does not keep, the offset of the local clock in quarters of an hour, the unit
	/// of a quantity and whether a place is a read point or a business location are found by
	/// trying. If other fields stayed off chain (ilmd, sensor elements, sources, destinations,
	/// extensions, URIs of business transactions, …) it is written with what the chain has, at
	/// offset +00:00, and the hash that is on the chain is the field `covenant:digest`.
	///
	/// A transformation's gain is its field `covenant:gain`, unless the hash says that it has none.
	/// Shipments and inspections are ObjectEvents with what makes them such in `covenant:act`,
	/// `covenant:shipment` and `covenant:passed`. Lots and places without a key of GS1 are named
	/// urn:covenant:… with the hash of the chain's first block.
	Export(export::Export),
}

impl Command {
	/// Carries out the command.
	pub async fn run(self, global: &Global) -> Result<Report> {
		match self {
			Self::Import(command) => command.run(global).await,
			Self::Export(command) => command.run(global).await,
		}
	}
}
