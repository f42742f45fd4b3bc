// SPDX-License-Identifier: Apache-2.0

//! Whatever anybody calls in whatever order: the invariants hold, failures change nothing, and what a
//! resource earns is divided without remainder.

use super::*;
use alloc::collections::BTreeMap;
use covenant_primitives::division::divide;
use frame_support::assert_storage_noop;
use proptest::prelude::*;
use sp_runtime::{traits::Dispatchable, StateVersion};

const ACCOUNTS: [AccountId; 4] = [DEAN, RECTOR, MANAGER, LIQUIDATOR];
const ORGANIZATIONS: [OrganizationId; 4] = [SCHOOL, COLLEGE, COMPANY, CLOSED];
const OBJECTS: u64 = 16;

/// What can happen.
#[derive(Clone, Debug)]
enum Step {
	/// Any call by anybody: most are refused.
	Call(AccountId, Box<Call<Test>>),
	/// The same about something that fits, by somebody who may, if there is such a somebody; the number
	/// chooses.
	Fitting(Box<Call<Test>>, usize),
	/// An organization is suspended, or reinstated.
	Suspend(OrganizationId, bool),
}

fn choose<Item>(items: impl Iterator<Item = Item>, choice: usize) -> Option<Item> {
	let items: Vec<_> = items.collect();
	let index = choice.checked_rem(items.len())?;
	items.into_iter().nth(index)
}

fn operator(organization: OrganizationId) -> Option<AccountId> {
	ACCOUNTS.into_iter().find(|account| Operators::get()[account].0 == organization)
}

/// An object of an organization that no resource delivers.
fn free_object(owner: OrganizationId, choice: usize) -> Option<ObjectId> {
	let own = Objects::get().into_iter().filter(|(_, party)| *party == Party::Organization(owner));
	let free = own.map(|(object, _)| object).filter(|it| !ResourceOf::<Test>::contains_key(it));
	choose(free, choice)
}

/// A resource that is offered and fits, and the operator of its owner.
fn offered(fits: impl Fn(&Resource) -> bool, choice: usize) -> Option<(ResourceId, AccountId)> {
	let fitting = Resources::<Test>::iter()
		.filter(|(_, resource)| resource.status == Status::Listed && fits(resource));
	let (id, resource) = choose(fitting, choice)?;
	Some((id, operator(resource.owner)?))
}

/// The call about something that fits, and who may make it.
fn fitting(call: Call<Test>, choice: usize) -> Option<(AccountId, Call<Test>)> {
	let any = |_: &Resource| true;
	Some(match call {
		Call::list { kind, listing, content: Some((content, salt)) } => {
			let by = choose(ACCOUNTS.into_iter(), choice)?;
			let object = free_object(Operators::get()[&by].0, choice / 7)?;
			let content = Some((Content { object, ..content }, salt));
			(by, Call::list { kind, listing, content })
		}
		Call::revise { listing, .. } => {
			let (resource, by) = offered(any, choice)?;
			(by, Call::revise { resource, listing })
		}
		Call::replace_content { content, salt, .. } => {
			let (resource, by) = offered(|it| it.kind.is_file(), choice)?;
			let object = free_object(Operators::get()[&by].0, choice / 7)?;
			let content = Content { object, ..content };
			(by, Call::replace_content { resource, content, salt })
		}
		Call::retire { .. } => {
			let (resource, by) = offered(any, choice)?;
			(by, Call::retire { resource })
		}
		Call::offer_transfer { to, .. } => {
			let (resource, by) = offered(|it| it.owner != to, choice)?;
			(by, Call::offer_transfer { resource, to })
		}
		Call::cancel_transfer { .. } => {
			let (resource, to) = choose(Transfers::<Test>::iter(), choice)?;
			let sides = [Resources::<Test>::get(resource)?.owner, to];
			(operator(sides[choice / 7 % 2])?, Call::cancel_transfer { resource })
		}
		Call::accept_transfer { .. } => {
			let (resource, to) = choose(Transfers::<Test>::iter(), choice)?;
			let object = match Resources::<Test>::get(resource)?.content {
				Some(_) => Some(free_object(to, choice / 7)?),
				None => None,
			};
			(operator(to)?, Call::accept_transfer { resource, object })
		}
		Call::set_contributors { contributors, .. } => {
			let (resource, by) = offered(any, choice)?;
			(by, Call::set_contributors { resource, contributors })
		}
		Call::propose_derivation { royalty, .. } => {
			let (resource, by) = offered(any, choice)?;
			// Chains grow where there are some.
			let derived = Derivations::<Test>::iter().filter(|(_, derivation)| derivation.agreed);
			let end = choose(derived, choice / 7).filter(|_| choice.is_multiple_of(2));
			let parent = match end {
				Some((end, _)) => end,
				None => offered(any, choice / 7)?.0,
			};
			(by, Call::propose_derivation { resource, parent, royalty })
		}
		Call::agree_derivation { .. } => {
			let pending = Derivations::<Test>::iter().filter(|(_, derivation)| !derivation.agreed);
			let (resource, Derivation { parent, royalty, .. }) = choose(pending, choice)?;
			let owner = Resources::<Test>::get(parent)?.owner;
			(operator(owner)?, Call::agree_derivation { resource, royalty })
		}
		Call::end_derivation { .. } => {
			let (resource, derivation) = choose(Derivations::<Test>::iter(), choice)?;
			let owner = Resources::<Test>::get(derivation.parent)?.owner;
			(operator(owner)?, Call::end_derivation { resource })
		}
		other => (choose(ACCOUNTS.into_iter(), choice)?, other),
	})
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
	(0..OBJECTS, 1..6_u8, 0..40_u8).prop_map(|(object, fingerprint, place)| {
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
		3 => (ids(), prop::option::of((0..OBJECTS).prop_map(ObjectId)))
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
		8 => call.prop_map(|(account, call)| Step::Call(account, Box::new(call))),
		30 => (calls().prop_map(Box::new), any::<usize>())
			.prop_map(|(call, choice)| Step::Fitting(call, choice)),
		2 => (prop::sample::select(ORGANIZATIONS.to_vec()), prop::bool::weighted(0.3))
			.prop_map(|(organization, suspended)| Step::Suspend(organization, suspended)),
	]
}

/// Objects of each organization, and two courses of three of them.
fn prepared() {
	for object in 0..OBJECTS {
		let owner = ORGANIZATIONS[usize::try_from(object % 4).unwrap()];
		Objects::mutate(|objects| objects.insert(ObjectId(object), Party::Organization(owner)));
	}
	for account in [DEAN, RECTOR, MANAGER, DEAN, RECTOR, MANAGER] {
		list(account, Kind::Course, listing("course"));
	}
}

fn resources() -> BTreeMap<ResourceId, Resource> {
	Resources::<Test>::iter().collect()
}

fn entries() -> BTreeMap<(ResourceId, u32), EntryOf<Test>> {
	Log::<Test>::iter().map(|(id, index, entry)| ((id, index), entry)).collect()
}

/// Dispatches a call; one that fails leaves no trace.
fn dispatch(account: AccountId, call: Call<Test>) -> DispatchResult {
	let before = sp_io::storage::root(StateVersion::V1);
	let called = RuntimeCall::from(call).dispatch(signed(account));
	if called.is_err() {
		assert_eq!(sp_io::storage::root(StateVersion::V1), before);
	}
	called.map(drop).map_err(|refused| refused.error)
}

/// Has a call made, and looks at what it changed.
fn watch(account: AccountId, call: Call<Test>) {
	let (before, written) = (resources(), entries());
	let called = dispatch(account, call);
	let organization = Operators::get()[&account].0;
	assert!(called.is_err() || !Standing::get()[&organization], "it is suspended");

	let (now, log) = (resources(), entries());
	assert!(written.iter().all(|(key, entry)| log.get(key) == Some(entry)), "a log was changed");
	let new: Vec<_> = log.iter().filter(|(key, _)| !written.contains_key(key)).collect();
	let by = Some(Actor { account, organization });
	let own = new.iter().filter(|(_, entry)| entry.by == by).count();
	assert_eq!(own, usize::from(called.is_ok()), "who does one thing is in one log");
	for (_, entry) in &new {
		assert_eq!(entry.by.is_none(), matches!(entry.act, Act::Displaced { .. }));
	}
	for (id, former) in before {
		let present = &now[&id];
		let acts: Vec<_> =
			new.iter().filter(|((of, _), _)| *of == id).map(|(_, entry)| entry.act).collect();
		assert!(*present == former || !acts.is_empty(), "what changes is logged");
		assert!(is_drawn(former.status, present.status), "{former:?} became {present:?}");
		assert_eq!((present.kind, present.rating), (former.kind, former.rating));
		if present.owner != former.owner {
			assert_eq!(acts, [Act::Transferred { from: former.owner }]);
			assert_eq!(present.owner, organization);
		}
		let changed = matches!(acts[..], [Act::Revised { .. } | Act::ContentReplaced { .. }]);
		assert_eq!(present.version, former.version + u32::from(changed));
	}
}

/// Whether the crate's documentation draws an arrow from one status to the other; what is retired can
/// still give way.
fn is_drawn(former: Status, present: Status) -> bool {
	former == present
		|| former == Status::Listed
		|| (former, present) == (Status::Retired, Status::Displaced)
}

/// Has a step taken, by `make` if it is a call.
fn take(step: Step, make: impl FnOnce(AccountId, Call<Test>)) {
	match step {
		Step::Call(account, call) => make(account, *call),
		Step::Fitting(call, choice) => {
			if let Some((account, call)) = fitting(*call, choice) {
				make(account, call);
			}
		}
		Step::Suspend(organization, suspended) => suspend(organization, suspended),
	}
}

/// What each resource earns is divided to the last unit.
fn divides(amount: Amount) {
	for id in Resources::<Test>::iter_keys() {
		let weights: Vec<_> = Catalog::shares(id).into_iter().map(|share| share.weight).collect();
		assert_eq!(divide(amount, &weights).unwrap().iter().sum::<Amount>(), amount);
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(24))]

	#[test]
	fn any_calls_in_any_order(
		steps in prop::collection::vec(steps(), 30..120),
		amount in any::<Amount>(),
	) {
		ExtBuilder::build_and_execute(|| {
			prepared();
			for step in steps {
				take(step, watch);
				Catalog::do_try_state().unwrap();
				divides(amount);
			}
			for id in Resources::<Test>::iter_keys() {
				assert_storage_noop!(drop(Catalog::query_resource(id)));
			}
		});
	}

	/// Whatever happened, nobody is kept in the catalog: each organization retires what it has.
	#[test]
	fn everything_can_be_settled(steps in prop::collection::vec(steps(), 30..120)) {
		ExtBuilder::build_and_execute(|| {
			prepared();
			for step in steps {
				take(step, |account, call| {
					let _refused = dispatch(account, call);
				});
			}
			for (account, organization) in ACCOUNTS.into_iter().zip(ORGANIZATIONS) {
				suspend(organization, false);
				for (id, resource) in resources() {
					if resource.owner == organization && resource.status == Status::Listed {
						assert_ok!(Catalog::retire(signed(account), id));
					}
				}
				assert_ok!(Catalog::ensure_settled(organization));
			}
			assert_eq!(Offered::<Test>::iter_keys().count(), 0);
			assert_eq!(Index::<Test>::iter_keys().count(), 0);
			assert_eq!(ResourceOf::<Test>::iter_keys().count(), 0);
			assert_eq!(Transfers::<Test>::iter_keys().count(), 0);
			// And whoever agreed to a royalty can waive it.
			for (id, derivation) in Derivations::<Test>::iter().collect::<Vec<_>>() {
				let owner = resource(derivation.parent).owner;
				assert_ok!(end(operator(owner).unwrap(), id));
			}
			assert_eq!(Derivatives::<Test>::iter_keys().count(), 0);
		});
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(256))]

	#[test]
	fn arbitrary_calls_do_not_panic(
		account in prop::sample::select(vec![DEAN, RECTOR, PORTER, STRANGER]),
		call in 0..13_u8,
		bytes in prop::collection::vec(any::<u8>(), 0..120),
	) {
		use codec::Decode;
		ExtBuilder::build_and_execute(|| {
			prepared();
			let input = [vec![call], bytes].concat();
			if let Ok(call) = Call::<Test>::decode(&mut input.as_slice()) {
				let _refused = dispatch(account, call);
			}
		});
	}
}

/// What can happen to a few resources of one owner: of the first two numbers the one is derived from the
/// other.
#[derive(Clone, Copy, Debug)]
enum Family {
	Propose(u64, u64),
	Agree(u64),
	End(u64),
}

fn families() -> impl Strategy<Value = Family> {
	prop_oneof![
		4 => (0..8_u64, 0..8_u64).prop_map(|(id, parent)| Family::Propose(id, parent)),
		4 => (0..8_u64).prop_map(Family::Agree),
		1 => (0..8_u64).prop_map(Family::End),
	]
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(48))]

	/// Whatever the order, nothing is refused but what would close a chain or make it too long, and
	/// nothing of that is allowed.
	#[test]
	fn families_are_trees_of_four_generations(
		steps in prop::collection::vec(families(), 20..100),
	) {
		/// The agreed parent, its parent and so on.
		fn above(agreed: &BTreeMap<u64, u64>, id: u64) -> Vec<u64> {
			let up = |id: &u64| agreed.get(id).copied();
			core::iter::successors(up(&id), up).take(20).collect()
		}
		ExtBuilder::build_and_execute(|| {
			for _ in 0..8 {
				course(DEAN);
			}
			let (mut proposed, mut agreed) = (BTreeMap::new(), BTreeMap::<u64, u64>::new());
			for step in steps {
				let fits = |agreed: &BTreeMap<u64, u64>, id: u64, parent: u64| {
					if id == parent {
						Err(Error::<Test>::OwnResource)
					} else if agreed.values().any(|of| *of == id) {
						Err(Error::<Test>::HasDerivatives)
					} else if above(agreed, parent).len() >= 3 {
						Err(Error::<Test>::TooDeep)
					} else {
						Ok(())
					}
				};
				let (called, expected) = match step {
					Family::Propose(id, parent) => {
						let is_derived = proposed.contains_key(&id) || agreed.contains_key(&id);
						let expected = match is_derived {
							true => Err(Error::<Test>::AlreadyDerived),
							false => fits(&agreed, id, parent),
						};
						if expected.is_ok() {
							proposed.insert(id, parent);
						}
						(propose(DEAN, ResourceId(id), ResourceId(parent), 1), expected)
					}
					Family::Agree(id) => {
						let expected = match proposed.get(&id) {
							Some(parent) => fits(&agreed, id, *parent),
							None => Err(Error::<Test>::NotDerived),
						};
						if expected.is_ok() {
							agreed.extend(proposed.remove(&id).map(|parent| (id, parent)));
						}
						(agree(DEAN, ResourceId(id), 1), expected)
					}
					Family::End(id) => {
						let ended = proposed.remove(&id).or(agreed.remove(&id));
						let expected = ended.map(drop).ok_or(Error::<Test>::NotDerived);
						(end(DEAN, ResourceId(id)), expected)
					}
				};
				assert_eq!(called, expected.map_err(DispatchError::from), "{step:?}");
				for id in 0..8 {
					let above = above(&agreed, id);
					assert!(above.len() <= 3 && !above.contains(&id));
					let found = Catalog::ancestors(ResourceId(id)).map(|it| it.parent.0);
					assert_eq!(found.collect::<Vec<_>>(), above);
				}
			}
		});
	}
}
