// SPDX-License-Identifier: Apache-2.0

//! # Covenant primitives
//!
//! The vocabulary that Covenant's pallets share, and the small traits through which they meet.
//! No pallet depends on another: each names what it needs as one of these traits in its `Config`,
//! and the runtime plugs the pallet in that provides it.
//!
//! | module | what it holds |
//! | --- | --- |
//! | [`actor`] | who does something, and the origins that establish it |
//! | [`capability`] | what the council lets an organization do |
//! | [`credit`] | outcomes that move an organization's credit score |
//! | [`deadlines`] | tasks that happen by themselves when chain time passes |
//! | [`fields`] | fields of a document that are disclosed one by one |
//! | [`first_come`] | digests that belong to whoever committed to them first |
//! | [`ids`] | identifiers of organizations, persons, sealed objects and requests for them |
//! | [`json`] | how amounts, texts and bytes are written in JSON |
//! | [`license_number`] | identifiers of licenses in the national form, GB/T 36904-2018 |
//! | [`mod_37_36`] | ISO/IEC 7064 MOD 37,36 check characters |
//! | [`money`] | amounts and settlement assets |
//! | [`organizations`] | what other pallets ask about organizations |
//! | [`paging`] | lists that are answered page by page |
//! | [`party`] | an organization or a person, where either may act |
//! | [`persons`] | what other pallets ask about persons |
//! | [`purpose`] | for what somebody asks for data |
//! | [`time`] | chain time: UTC milliseconds, days and minutes |
//! | [`uscc`] | unified social credit codes, GB 32100-2015 |
//! | [`working_days`] | deadlines counted in working days |

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod actor;
pub mod capability;
pub mod credit;
pub mod deadlines;
pub mod fields;
pub mod first_come;
pub mod ids;
pub mod json;
pub mod license_number;
pub mod mod_37_36;
pub mod money;
pub mod organizations;
pub mod paging;
#[allow(clippy::cast_possible_truncation, reason = "derived codecs cast an enum's index")]
pub mod party;
pub mod persons;
pub mod purpose;
mod stored;
pub mod time;
pub mod uscc;
pub mod working_days;

pub use actor::{
	Actor, Authorized, EnsureAdministrator, EnsureCapability, EnsureMember, EnsureOperator,
	EnsurePerson,
};
pub use capability::{Capabilities, Capability};
pub use credit::{CreditScores, Outcome, Report, ReportOutcome};
pub use deadlines::{Deadlines, HandleDeadline};
pub use first_come::{FirstCome, Opening, Registration, Salt};
pub use ids::{ObjectId, OrganizationId, PersonId, RequestId};
pub use license_number::{LicenseNumber, TypeCode};
pub use money::{Amount, AssetId};
pub use organizations::{
	Authority, Enrollment, Obligations, OnStandingChange, OrganizationKind, Organizations,
	ReleaseAccount,
};
pub use paging::{Page, MAX_PAGE};
pub use party::{EnsureParty, Party, Signatory};
pub use persons::{Member, OnAccountReplaced, Persons, Unit};
pub use purpose::{Purpose, PurposeCode};
pub use time::Moment;
pub use uscc::Uscc;
pub use working_days::WorkingDays;
