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
//! | [`beacon`] | randomness that nobody could know when it was asked for |
//! | [`bookings`] | resources that are booked for a time |
//! | [`books`] | double entry: what is posted to an organization's books |
//! | [`capability`] | what the council lets an organization do |
//! | [`catalog`] | what the resource catalog tells other pallets |
//! | [`credit`] | outcomes that move an organization's credit score |
//! | [`date`] | dates of the Gregorian calendar |
//! | [`deadlines`] | tasks that happen by themselves when chain time passes |
//! | [`device`] | devices that sign what they measure |
//! | [`division`] | money divided by weights, so that the parts sum to the whole |
//! | [`fields`] | fields of a document that are disclosed one by one |
//! | [`first_come`] | digests that belong to whoever committed to them first |
//! | [`ids`] | identifiers that several pallets use |
//! | [`interest`] | simple interest |
//! | [`json`] | how amounts, texts and bytes are written in JSON |
//! | [`licenses`] | what other pallets ask about licenses |
//! | [`license_number`] | identifiers of licenses in the national form, GB/T 36904-2018 |
//! | [`log`] | entries that are added one behind another, and stay |
//! | [`merkle`] | proofs that something stands in a list |
//! | [`mod_37_36`] | ISO/IEC 7064 MOD 37,36 check characters |
//! | [`money`] | amounts and settlement assets |
//! | [`month`] | months: the periods of books and of what is counted by period |
//! | [`organizations`] | what other pallets ask about organizations |
//! | [`paging`] | lists that are answered page by page |
//! | [`party`] | an organization or a person, where either may act |
//! | [`persons`] | what other pallets ask about persons |
//! | [`power`] | energy, prices and intervals, and how the pallets of the power market meet |
//! | [`purpose`] | for what somebody asks for data |
//! | [`ratings`] | what verified users say of what they had |
//! | [`receivables`] | receivables, and how the pallets around them meet |
//! | [`region`] | administrative divisions, GB/T 2260 |
//! | [`sealed_objects`] | what other pallets ask about sealed data |
//! | [`text`] | texts that people read |
//! | [`time`] | chain time: UTC milliseconds, days and minutes |
//! | [`traceability`] | what the tracing of goods asks of receivables |
//! | [`uscc`] | unified social credit codes, GB 32100-2015 |
//! | [`voucher`] | promises to pay that are signed off chain |
//! | [`working_days`] | deadlines counted in working days |

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod actor;
pub mod beacon;
pub mod bookings;
#[allow(clippy::cast_possible_truncation, reason = "derived codecs cast an enum's index")]
pub mod books;
pub mod capability;
#[allow(clippy::cast_possible_truncation, reason = "derived codecs cast an enum's index")]
pub mod catalog;
pub mod credit;
pub mod date;
pub mod deadlines;
#[allow(clippy::cast_possible_truncation, reason = "derived codecs cast an enum's index")]
pub mod device;
pub mod division;
pub mod fields;
pub mod first_come;
pub mod ids;
pub mod interest;
pub mod json;
pub mod license_number;
pub mod licenses;
pub mod log;
pub mod merkle;
pub mod mod_37_36;
pub mod money;
pub mod month;
pub mod organizations;
pub mod paging;
#[allow(clippy::cast_possible_truncation, reason = "derived codecs cast an enum's index")]
pub mod party;
pub mod persons;
#[allow(clippy::cast_possible_truncation, reason = "derived codecs cast an enum's index")]
pub mod power;
pub mod purpose;
pub mod ratings;
#[allow(clippy::cast_possible_truncation, reason = "derived codecs cast an enum's index")]
pub mod receivables;
pub mod region;
pub mod sealed_objects;
mod stored;
#[cfg(feature = "std")]
pub mod testing;
pub mod text;
pub mod time;
pub mod traceability;
pub mod uscc;
pub mod voucher;
pub mod working_days;

pub use actor::{
	Actor, Authorized, EnsureAdministrator, EnsureCapability, EnsureMember, EnsureOperator,
	EnsurePerson,
};
pub use beacon::{Beacon, Round};
pub use bookings::{Bookings, Period, Slots};
pub use books::{Book, BookAccount, Books, Line, Side};
pub use capability::{Capabilities, Capability};
pub use catalog::Catalog;
pub use credit::{CreditScores, Outcome, Report, ReportOutcome};
pub use date::Date;
pub use deadlines::{Deadlines, HandleDeadline};
pub use device::{DeviceKey, DeviceSignature};
pub use first_come::{FirstCome, Opening, Registration, Salt};
pub use ids::{
	AuctionId, ChannelId, ContractId, DemandId, InvoiceId, LicenseId, LotId, MarketId, MeterId,
	ObjectId, OrderId, OrganizationId, PackageId, PartId, PersonId, QuoteId, ReceivableId,
	RequestId, ResourceId, ShipmentId,
};
pub use license_number::{LicenseNumber, TypeCode};
pub use licenses::Licenses;
pub use money::{Amount, AssetId};
pub use month::Month;
pub use organizations::{
	Authority, Districts, Enrollment, Obligations, OnStandingChange, OrganizationKind,
	Organizations, ReleaseAccount,
};
pub use paging::{Page, MAX_PAGE};
pub use party::{EnsureParty, Party, Signatory};
pub use persons::{Member, OnAccountReplaced, Persons, Unit};
pub use purpose::{Purpose, PurposeCode};
pub use ratings::OnRated;
pub use receivables::{Claims, Fact, Facts, Freezable, Invoices, PartInfo, Parts};
pub use region::Region;
pub use sealed_objects::{Access, SealedKeys, SealedObjects, WrappedKey};
pub use text::readable;
pub use time::Moment;
pub use traceability::{ReceivableSides, Sides};
pub use uscc::Uscc;
pub use voucher::Voucher;
pub use working_days::WorkingDays;
