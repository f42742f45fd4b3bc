// SPDX-License-Identifier: Apache-2.0

//! Tests, one file a call or story.

mod content;
mod contributors;
mod costs;
mod demands;
mod derivation;
mod displacement;
mod list;
mod log;
mod obligations;
mod others;
mod properties;
mod queries;
mod retire;
mod revise;
mod roles;
mod search;
mod shares;
mod tags;
mod tiers;
mod transfer;
mod types;

use crate::{mock::*, runtime_api::*, *};
use covenant_primitives::{time::DAY, Obligations, PersonId};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{
	traits::{BlakeTwo256, Hash},
	DispatchError, DispatchResult,
};

const UNIT: u64 = crate::derivation::UNIT;

/// One that is not there.
const NOWHERE: ResourceId = ResourceId(99);

fn signed(account: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(account)
}

/// A listing with such a title: free, without tags, in Hangzhou.
fn listing(title: &str) -> Listing {
	Listing {
		title: Title::truncate_from(title.as_bytes().to_vec()),
		summary: Summary::truncate_from(b"what everybody may know".to_vec()),
		description: H256::repeat_byte(1),
		tags: Tags::new(),
		region: Region(330_106),
		price: None,
		tiered: false,
	}
}

fn tags(ids: &[u16]) -> Tags {
	ids.iter().map(|id| TagId(*id)).collect::<alloc::collections::BTreeSet<_>>().try_into().unwrap()
}

fn price(amount: Amount) -> Option<Price> {
	Some(Price { asset: CNY, amount, per: Per::Use })
}

/// An object of `owner`, and content that its organization committed to as the `place`th.
fn content(owner: OrganizationId, object: u64, fingerprint: u8, place: u8) -> (Content, Salt) {
	let object = ObjectId(object);
	Objects::mutate(|objects| objects.insert(object, Party::Organization(owner)));
	let fingerprint = H256::repeat_byte(fingerprint);
	let mut salt = [9; 16];
	salt[0] = place;
	(Content { object, fingerprint }, salt)
}

/// Lists something that is no file.
fn list(by: AccountId, kind: Kind, listing: Listing) -> ResourceId {
	let id = NextResourceId::<Test>::get();
	assert_ok!(Catalog::list(signed(by), kind, listing, None));
	id
}

/// Lists a file.
fn list_file(by: AccountId, title: &str, file: (Content, Salt)) -> DispatchResult {
	Catalog::list(signed(by), Kind::DataSet, listing(title), Some(file))
}

fn resource(id: ResourceId) -> Resource {
	Resources::<Test>::get(id).unwrap()
}

/// What the log of a resource says.
fn acts(id: ResourceId) -> Vec<Act> {
	let entries = Catalog::query_log(id, None, 100).items;
	entries.into_iter().map(|entry| entry.act).collect()
}

fn person(person: PersonId, share: u16) -> Contributor {
	Contributor { party: Party::Person(person), share }
}

fn organization(organization: OrganizationId, share: u16) -> Contributor {
	Contributor { party: Party::Organization(organization), share }
}

fn contribute(by: AccountId, id: ResourceId, contributors: &[Contributor]) -> DispatchResult {
	let contributors = Contributors::truncate_from(contributors.to_vec());
	Catalog::set_contributors(signed(by), id, contributors)
}

fn propose(by: AccountId, id: ResourceId, parent: ResourceId, royalty: u16) -> DispatchResult {
	Catalog::propose_derivation(signed(by), id, parent, royalty)
}

fn agree(by: AccountId, id: ResourceId, royalty: u16) -> DispatchResult {
	Catalog::agree_derivation(signed(by), id, royalty)
}

fn end(by: AccountId, id: ResourceId) -> DispatchResult {
	Catalog::end_derivation(signed(by), id)
}

fn course(by: AccountId) -> ResourceId {
	list(by, Kind::Course, listing("x"))
}

/// A course of `by` that is derived from another, whose owner agreed.
fn derived(by: AccountId, parent: ResourceId, owner: AccountId, royalty: u16) -> ResourceId {
	let id = course(by);
	assert_ok!(propose(by, id, parent, royalty));
	assert_ok!(agree(owner, id, royalty));
	id
}

fn shares(id: ResourceId) -> Vec<(Party, u64)> {
	Catalog::shares(id).into_iter().map(|share| (share.party, share.weight)).collect()
}

fn offer(by: AccountId, id: ResourceId, to: OrganizationId) -> DispatchResult {
	Catalog::offer_transfer(signed(by), id, to)
}

fn accept(by: AccountId, id: ResourceId, object: Option<u64>) -> DispatchResult {
	Catalog::accept_transfer(signed(by), id, object.map(ObjectId))
}

fn suspend(organization: OrganizationId, suspended: bool) {
	Standing::mutate(|standing| standing.insert(organization, suspended));
}

/// A course anywhere, that may cost 1,000, within a week.
fn wanted() -> Wanted {
	Wanted {
		kind: Kind::Course,
		tags: Tags::new(),
		region: Region::COUNTRY,
		quantity: 1,
		period: None,
		budget: Some(Budget { asset: CNY, amount: 1_000 }),
		summary: Summary::truncate_from(b"a course".to_vec()),
		description: H256::repeat_byte(2),
		until: START + 7 * DAY,
	}
}
