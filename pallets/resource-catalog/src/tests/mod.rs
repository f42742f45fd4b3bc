// SPDX-License-Identifier: Apache-2.0

//! Tests, one file a call or story.

mod costs;
mod derivation;
mod list;
mod properties;
mod roles;
mod search;
mod transfer;

use crate::{mock::*, runtime_api::*, *};
use covenant_primitives::Obligations;
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{
	traits::{BlakeTwo256, Hash},
	DispatchError, DispatchResult,
};

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
