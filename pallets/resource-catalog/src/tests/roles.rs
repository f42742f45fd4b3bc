// SPDX-License-Identifier: Apache-2.0

//! Who may call what.

use super::*;
use sp_runtime::traits::Dispatchable;

const BAD_ORIGIN: DispatchError = DispatchError::BadOrigin;

/// Every call of an owner, for what the school offers; each would be its own to make, or the college's.
fn calls(id: ResourceId) -> Vec<Call<Test>> {
	let (file, salt) = content(SCHOOL, 99, 99, 1);
	vec![
		Call::list { kind: Kind::Course, listing: listing("x"), content: None },
		Call::revise { resource: id, listing: listing("y") },
		Call::replace_content { resource: id, content: file, salt },
		Call::retire { resource: id },
		Call::offer_transfer { resource: id, to: COMPANY },
		Call::cancel_transfer { resource: id },
		Call::accept_transfer { resource: id, object: None },
		Call::set_contributors { resource: id, contributors: Default::default() },
		Call::propose_derivation { resource: id, parent: id, royalty: 1 },
		Call::agree_derivation { resource: id, royalty: 1 },
		Call::end_derivation { resource: id },
	]
}

fn dispatch(call: &Call<Test>, origin: RuntimeOrigin) -> DispatchResult {
	let dispatched = RuntimeCall::from(call.clone()).dispatch(origin);
	dispatched.map(drop).map_err(|refused| refused.error)
}

#[test]
fn only_operators_who_share_call() {
	ExtBuilder::build_and_execute(|| {
		let id = list(DEAN, Kind::Course, listing("x"));
		for call in calls(id) {
			for (account, why) in [
				(STRANGER, "nobody's operator"),
				(PORTER, "no capability"),
				(LIQUIDATOR, "suspended"),
			] {
				assert_noop!(dispatch(&call, signed(account)), DispatchError::Other(why));
			}
			for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
				assert_noop!(dispatch(&call, origin), BAD_ORIGIN);
			}
		}
	});
}

#[test]
fn another_organization_does_nothing_to_a_resource() {
	ExtBuilder::build_and_execute(|| {
		let parent = list(DEAN, Kind::Course, listing("x"));
		let id = list(DEAN, Kind::Course, listing("x"));
		assert_ok!(Catalog::propose_derivation(signed(DEAN), id, parent, 1));
		assert_ok!(Catalog::offer_transfer(signed(DEAN), id, COLLEGE));
		for call in calls(id) {
			if !matches!(call, Call::list { .. }) {
				assert_noop!(dispatch(&call, signed(MANAGER)), Error::<Test>::NotAuthorized);
			}
		}
	});
}

#[test]
fn the_vocabulary_is_the_councils() {
	ExtBuilder::build_and_execute(|| {
		let name = TagName::truncate_from(b"robotics".to_vec());
		for call in [Call::add_tag { name }, Call::retire_tag { tag: TagId(0) }] {
			for origin in [signed(DEAN), RuntimeOrigin::none()] {
				assert_noop!(dispatch(&call, origin), BAD_ORIGIN);
			}
			assert_ok!(dispatch(&call, RuntimeOrigin::root()));
		}
		assert_eq!(Catalog::query_tags(Some(TagId(9)), 10).items[0].id, TagId(10));
	});
}
