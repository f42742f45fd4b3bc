// SPDX-License-Identifier: Apache-2.0

//! For what somebody asks for data.

use crate::stored;
use sp_core::H256;

stored! {
	/// For what data is used.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub enum PurposeCode {
		/// Deciding on an application: approvals, registrations, public services.
		#[codec(index = 0)]
		PublicService,
		/// Supervision and law enforcement.
		#[codec(index = 1)]
		Enforcement,
		/// Proceedings before a court.
		#[codec(index = 2)]
		Judicial,
		/// Statistics.
		#[codec(index = 3)]
		Statistics,
		/// Research.
		#[codec(index = 4)]
		Research,
		/// Teaching.
		#[codec(index = 5)]
		Teaching,
		/// Concluding or performing a contract.
		#[codec(index = 6)]
		Contract,
		/// Audit.
		#[codec(index = 7)]
		Audit,
		/// The person concerned asks for its own data.
		#[codec(index = 8)]
		OwnData,
		/// Anything else.
		#[codec(index = 9)]
		Other,
	}

	/// For what data is asked for.
	#[derive(Copy)]
	#[serde(rename_all = "camelCase")]
	pub struct Purpose {
		/// The sort of purpose.
		pub code: PurposeCode,
		/// A salted hash of the statement that whoever is asked gets off chain.
		pub statement: H256,
	}
}
