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
//! | [`ids`] | identifiers of organizations and persons |
//! | [`json`] | how amounts and texts are written in JSON |
//! | [`mod_37_36`] | ISO/IEC 7064 MOD 37,36 check characters |
//! | [`money`] | amounts and settlement assets |
//! | [`organizations`] | what other pallets ask about organizations |
//! | [`paging`] | lists that are answered page by page |
//! | [`persons`] | what other pallets ask about persons |
//! | [`time`] | chain time: UTC milliseconds, days and minutes |
//! | [`uscc`] | unified social credit codes, GB 32100-2015 |

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod actor;
pub mod capability;
pub mod credit;
pub mod deadlines;
pub mod ids;
pub mod json;
pub mod mod_37_36;
pub mod money;
pub mod organizations;
pub mod paging;
pub mod persons;
pub mod time;
pub mod uscc;

pub use actor::{
	Actor, Authorized, EnsureAdministrator, EnsureCapability, EnsureMember, EnsureOperator,
	EnsurePerson,
};
pub use capability::{Capabilities, Capability};
pub use credit::{CreditScores, Outcome, Report, ReportOutcome};
pub use deadlines::{Deadlines, HandleDeadline};
pub use ids::{OrganizationId, PersonId};
pub use money::{Amount, AssetId};
pub use organizations::{
	Authority, Enrollment, Obligations, OnStandingChange, OrganizationKind, Organizations,
	ReleaseAccount,
};
pub use paging::{Page, MAX_PAGE};
pub use persons::{Member, OnAccountReplaced, Persons, Unit};
pub use time::Moment;
pub use uscc::Uscc;
