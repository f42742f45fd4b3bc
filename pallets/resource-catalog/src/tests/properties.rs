// SPDX-License-Identifier: Apache-2.0

//! Whatever anybody calls in whatever order: the invariants hold, failures change nothing, and what a
//! resource earns is divided without remainder.

use super::*;
use covenant_primitives::division::divide;
use frame_support::assert_storage_noop;
use proptest::prelude::*;
use sp_runtime::{traits::Dispatchable, StateVersion};

const ACCOUNTS: [AccountId; 4] = [DEAN, RECTOR, MANAGER, LIQUIDATOR];
const ORGANIZATIONS: [OrganizationId; 4] = [SCHOOL, COLLEGE, COMPANY, CLOSED];

/// What can happen.
#[derive(Clone, Debug)]
enum Step {
	Call(AccountId, Box<Call<Test>>),
	/// An organization is suspended, or reinstated.
	Turn(OrganizationId),
}

fn ids() -> impl Strategy<Value = ResourceId> {
	(0..9_u64).prop_map(ResourceId)
}

fn offers() -> impl Strategy<Value = Listing> {
	let subjects = prop::collection::btree_set(0..10_u16, 0..4);
	let region = prop::sample::select(vec![330_106, 330_100, 320_000, 100_000]);
	(subjects, region, prop::option::of(1..4 as Amount), "[ab]{1,3}").prop_map(
		|(subjects, region, amount, title)| Listing {
			tags: tags(&subjects.into_iter().collect::<Vec<_>>()),
			region: Region(region),
			price: amount.and_then(price),
			..listing(&title)
		},
	)
}

/// One of a few objects and fingerprints, committed to early or late.
fn files() -> impl Strategy<Value = (Content, Salt)> {
	(0..6_u64, 0..4_u8, 1..9_u8).prop_map(|(object, fingerprint, place)| {
		let content =
			Content { object: ObjectId(object), fingerprint: H256::repeat_byte(fingerprint) };
		let mut salt = [9; 16];
		salt[0] = place;
		(content, salt)
	})
}

fn contributors() -> impl Strategy<Value = Contributors> {
	let parties = vec![
		Party::Person(AUTHOR),
		Party::Person(EDITOR),
		Party::Person(UNBORN),
		Party::Organization(COLLEGE),
		Party::Organization(COMPANY),
	];
	let contributor = (prop::sample::select(parties), 0..5_000_u16)
		.prop_map(|(party, share)| Contributor { party, share });
	prop::collection::vec(contributor, 0..4).prop_map(Contributors::truncate_from)
}

fn calls() -> impl Strategy<Value = Call<Test>> {
	let kinds = prop::sample::select(vec![Kind::DataSet, Kind::Content]);
	let royalties = prop::sample::select(vec![1_000, 10_000]);
	let organizations = prop::sample::select(ORGANIZATIONS.to_vec());
	prop_oneof![
		2 => offers()
			.prop_map(|listing| Call::list { kind: Kind::Course, listing, content: None }),
		4 => (kinds, offers(), files())
			.prop_map(|(kind, listing, file)| Call::list { kind, listing, content: Some(file) }),
		2 => (ids(), offers()).prop_map(|(resource, listing)| Call::revise { resource, listing }),
		2 => (ids(), files()).prop_map(|(resource, (content, salt))| {
			Call::replace_content { resource, content, salt }
		}),
		1 => ids().prop_map(|resource| Call::retire { resource }),
		2 => (ids(), organizations)
			.prop_map(|(resource, to)| Call::offer_transfer { resource, to }),
		1 => ids().prop_map(|resource| Call::cancel_transfer { resource }),
		3 => (ids(), prop::option::of((0..6_u64).prop_map(ObjectId)))
			.prop_map(|(resource, object)| Call::accept_transfer { resource, object }),
		3 => (ids(), contributors()).prop_map(|(resource, contributors)| {
			Call::set_contributors { resource, contributors }
		}),
		4 => (ids(), ids(), royalties.clone()).prop_map(|(resource, parent, royalty)| {
			Call::propose_derivation { resource, parent, royalty }
		}),
		4 => (ids(), royalties)
			.prop_map(|(resource, royalty)| Call::agree_derivation { resource, royalty }),
		1 => ids().prop_map(|resource| Call::end_derivation { resource }),
	]
}

fn steps() -> impl Strategy<Value = Step> {
	let call = (prop::sample::select(ACCOUNTS.to_vec()), calls());
	prop_oneof![
		20 => call.prop_map(|(account, call)| Step::Call(account, Box::new(call))),
		1 => prop::sample::select(vec![COMPANY, CLOSED]).prop_map(Step::Turn),
	]
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(24))]

	#[test]
	fn any_calls_in_any_order(
		steps in prop::collection::vec(steps(), 30..120),
		amount in any::<Amount>(),
	) {
		ExtBuilder::build_and_execute(|| {
			for object in 0..6_u64 {
				let owner = ORGANIZATIONS[usize::try_from(object % 3).unwrap()];
				Objects::mutate(|objects| {
					objects.insert(ObjectId(object), Party::Organization(owner))
				});
			}
			for account in [DEAN, RECTOR, MANAGER, DEAN, RECTOR, MANAGER] {
				list(account, Kind::Course, listing("course"));
			}
			for step in steps {
				match step {
					Step::Turn(organization) => Standing::mutate(|standing| {
						let suspended = standing.get_mut(&organization).unwrap();
						*suspended = !*suspended;
					}),
					Step::Call(account, call) => {
						let before = sp_io::storage::root(StateVersion::V1);
						let called = RuntimeCall::from(*call).dispatch(signed(account));
						if called.is_err() {
							assert_eq!(sp_io::storage::root(StateVersion::V1), before);
						}
					},
				}
				Catalog::do_try_state().unwrap();
			}
			for id in Resources::<Test>::iter_keys() {
				let weights: Vec<_> =
					Catalog::shares(id).into_iter().map(|share| share.weight).collect();
				assert_eq!(divide(amount, &weights).unwrap().iter().sum::<Amount>(), amount);
				assert_storage_noop!(drop(Catalog::query_resource(id)));
			}
		});
	}
}
