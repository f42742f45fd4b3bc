// SPDX-License-Identifier: Apache-2.0

//! What the pallet keeps about validators.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use covenant_primitives::{Moment, OrganizationId};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_staking::SessionIndex;

/// An organization that validates, as its record under the organization's id.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Validator<AccountId> {
	/// The operator's account whose session keys the node runs with.
	pub account: AccountId,
	/// The session in which the council last lifted a bar. What happened in earlier sessions is
	/// decided and bars no more.
	pub cleared: SessionIndex,
}

/// An organization's place in the set of one session.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Seat<AccountId> {
	/// The organization that validates.
	pub organization: OrganizationId,
	/// The account it validated with in that session.
	pub account: AccountId,
}

/// An organization's exclusion from the set until the council decides.
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
#[serde(rename_all = "camelCase")]
pub struct Bar {
	/// When the bar was set, in UTC milliseconds.
	pub since: Moment,
	/// Why it was set.
	pub cause: Cause,
}

/// Why an organization is barred.
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
#[serde(rename_all = "camelCase")]
pub enum Cause {
	/// It signed two contradicting blocks or votes. Which, says the `Offence` event of
	/// `pallet-offences` in the same block.
	#[codec(index = 0)]
	Equivocation {
		/// The session in which it did so.
		session: SessionIndex,
	},
	/// The council barred it.
	#[codec(index = 1)]
	Council,
}

/// Why a validator of the current set is to be disabled; the greater is the graver.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Exclusion {
	/// The organization is not in good standing.
	Suspended,
	/// The organization is barred.
	Barred,
}
