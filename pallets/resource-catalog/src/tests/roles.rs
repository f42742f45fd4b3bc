// SPDX-License-Identifier: Apache-2.0

//! Who may call what.

use super::*;
use covenant_primitives::Capability;
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
		Call::post_demand { wanted: wanted() },
		Call::withdraw_demand { demand: DemandId(0) },
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
		assert_ok!(Catalog::post_demand(signed(DEAN), wanted()));
		let parent = list(DEAN, Kind::Course, listing("x"));
		let id = list(DEAN, Kind::Course, listing("x"));
		assert_ok!(Catalog::propose_derivation(signed(DEAN), id, parent, 1));
		assert_ok!(Catalog::offer_transfer(signed(DEAN), id, COLLEGE));
		for call in calls(id) {
			if !matches!(call, Call::list { .. } | Call::post_demand { .. }) {
				assert_noop!(dispatch(&call, signed(MANAGER)), Error::<Test>::NotAuthorized);
			}
		}
	});
}

#[test]
fn the_vocabulary_is_the_councils() {
	ExtBuilder::build_and_execute(|| {
		for call in council_calls() {
			for origin in [signed(DEAN), RuntimeOrigin::none()] {
				assert_noop!(dispatch(&call, origin), BAD_ORIGIN);
			}
			assert_ok!(dispatch(&call, RuntimeOrigin::root()));
		}
		assert_eq!(Catalog::query_tags(Some(TagId(9)), 10).items[0].id, TagId(10));
	});
}

/// Every call of the council.
fn council_calls() -> [Call<Test>; 3] {
	let name = TagName::truncate_from(b"robotics".to_vec());
	let tiers = Tiers::new();
	[Call::add_tag { name }, Call::retire_tag { tag: TagId(0) }, Call::set_tiers { tiers }]
}

fn refuses(calls: &[Call<Test>], origin: RuntimeOrigin, error: DispatchError) {
	for call in calls {
		assert_noop!(dispatch(call, origin.clone()), error);
	}
}

#[test]
fn every_call_is_in_the_table() {
	use frame_support::traits::GetCallName;
	let calls = [council_calls().to_vec(), calls(NOWHERE)].concat();
	let mut here: Vec<_> = calls.iter().map(GetCallName::get_call_name).collect();
	let mut all = Call::<Test>::get_call_names().to_vec();
	here.sort();
	all.sort();
	assert_eq!(here, all);
}

#[test]
fn a_stranger_calls_nothing() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		refuses(&calls(id), signed(STRANGER), DispatchError::Other("nobody's operator"));
		refuses(&council_calls(), signed(STRANGER), BAD_ORIGIN);
	});
}

#[test]
fn another_capability_does_not_help() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		let others = Capability::ALL.into_iter().filter(|it| *it != Capability::ShareData);
		Operators::mutate(|operators| operators.insert(PORTER, (SCHOOL, others.collect())));
		refuses(&calls(id), signed(PORTER), DispatchError::Other("no capability"));
	});
}

#[test]
fn the_capability_is_all_it_takes() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		let share = [Capability::ShareData].into();
		Operators::mutate(|operators| operators.insert(PORTER, (SCHOOL, share)));
		assert_ok!(Catalog::retire(signed(PORTER), id));
	});
}

#[test]
fn a_suspended_organization_does_nothing_with_what_it_has() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		suspend(SCHOOL, true);
		refuses(&calls(id), signed(DEAN), DispatchError::Other("suspended"));
		// What it has stays there, and it does it again once it is reinstated.
		assert_eq!(resource(id).status, Status::Listed);
		suspend(SCHOOL, false);
		assert_ok!(Catalog::retire(signed(DEAN), id));
	});
}

#[test]
fn the_council_owns_nothing_and_nobody_is_no_one() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			refuses(&calls(id), origin, BAD_ORIGIN);
		}
		refuses(&council_calls(), RuntimeOrigin::none(), BAD_ORIGIN);
	});
}

#[test]
fn no_operator_keeps_the_vocabulary() {
	ExtBuilder::build_and_execute(|| {
		for account in [DEAN, RECTOR, MANAGER, LIQUIDATOR, PORTER] {
			refuses(&council_calls(), signed(account), BAD_ORIGIN);
		}
	});
}

/// Each call as the crate's table has it, by whom it names.
#[test]
fn each_call_is_made_by_whom_the_table_names() {
	ExtBuilder::build_and_execute(|| {
		let parent = course(RECTOR);
		assert_ok!(list_file(DEAN, "x", content(SCHOOL, 1, 1, 1)));
		let resource = ResourceId(1);
		let (file, salt) = content(SCHOOL, 2, 2, 1);
		content(COLLEGE, 3, 2, 0);
		let contributors = Contributors::truncate_from(vec![person(AUTHOR, 1)]);
		for (account, call) in [
			(DEAN, Call::list { kind: Kind::Course, listing: listing("x"), content: None }),
			(DEAN, Call::revise { resource, listing: listing("y") }),
			(DEAN, Call::replace_content { resource, content: file, salt }),
			(DEAN, Call::set_contributors { resource, contributors }),
			(DEAN, Call::propose_derivation { resource, parent, royalty: 1 }),
			(DEAN, Call::end_derivation { resource }),
			(DEAN, Call::propose_derivation { resource, parent, royalty: 1 }),
			(RECTOR, Call::agree_derivation { resource, royalty: 1 }),
			(RECTOR, Call::end_derivation { resource }),
			(DEAN, Call::offer_transfer { resource, to: COMPANY }),
			(MANAGER, Call::cancel_transfer { resource }),
			(DEAN, Call::offer_transfer { resource, to: COLLEGE }),
			(DEAN, Call::cancel_transfer { resource }),
			(DEAN, Call::offer_transfer { resource, to: COLLEGE }),
			(RECTOR, Call::accept_transfer { resource, object: Some(ObjectId(3)) }),
			(RECTOR, Call::retire { resource }),
		] {
			assert_ok!(dispatch(&call, signed(account)));
		}
	});
}
