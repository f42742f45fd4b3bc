// SPDX-License-Identifier: Apache-2.0

//! Outcomes that move an organization's credit score.

use crate::OrganizationId;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::weights::Weight;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_core::H256;

/// How an organization kept an obligation.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub enum Outcome {
	/// Done, and in time.
	#[codec(index = 0)]
	Fulfilled,
	/// Done after its deadline.
	#[codec(index = 1)]
	Late,
	/// Not done.
	#[codec(index = 2)]
	Breached,
	/// An arbiter upheld a dispute against the organization.
	#[codec(index = 3)]
	DisputeUpheld,
}

/// An outcome as a pallet reports it.
#[derive(
	Clone,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub struct Report {
	/// How the obligation was kept.
	pub outcome: Outcome,
	/// How much it counts, from 1. Each pallet documents how it weighs what it reports.
	pub weight: u16,
	/// The pallet that reports, written as pallet ids are (`*b"cov/catl"`).
	pub source: [u8; 8],
	/// What the outcome is about, in that pallet's terms: an id or a digest.
	pub reference: H256,
}

/// Takes reports. A report never fails: a score must not stand in the way of a settlement.
pub trait ReportOutcome {
	/// Records `report` for `organization`; a report about an unknown organization or of weight 0
	/// is dropped.
	fn report(organization: OrganizationId, report: Report);

	/// The most that [`Self::report`] may use.
	fn weight() -> Weight;
}

impl ReportOutcome for () {
	fn report(_: OrganizationId, _: Report) {}

	fn weight() -> Weight {
		Weight::zero()
	}
}

/// Says what an organization's credit score is.
pub trait CreditScores {
	/// The present score, from 0 to 1000; `None` if the organization is not on the chain.
	fn score(organization: OrganizationId) -> Option<u16>;
}

impl CreditScores for () {
	fn score(_: OrganizationId) -> Option<u16> {
		None
	}
}
