// SPDX-License-Identifier: Apache-2.0

//! All that happens to a resource, in order.

use super::*;

/// What happened, each in a block and a minute of its own, and reported as it was logged.
struct Diary {
	resource: ResourceId,
	expected: Vec<EntryOf<Test>>,
}

impl Diary {
	fn of(resource: ResourceId) -> Self {
		Self { resource, expected: Vec::new() }
	}

	/// Has `happens` done, by the operator of an organization or by nobody, and expects that it is
	/// logged as `act`.
	fn then(
		&mut self,
		by: Option<(AccountId, OrganizationId)>,
		happens: impl FnOnce() -> DispatchResult,
		act: Act,
	) {
		System::set_block_number(System::block_number() + 1);
		Now::set(Now::get() + 60_000);
		System::reset_events();
		assert_ok!(happens());
		let block = u32::try_from(System::block_number()).unwrap();
		let by = by.map(|(account, organization)| Actor { account, organization });
		let entry = Entry { at: Now::get(), block, by, act };
		let index = u32::try_from(self.expected.len()).unwrap();
		let event = Event::Logged { resource: self.resource, index, entry: entry.clone() };
		System::assert_has_event(event.into());
		self.expected.push(entry);
		assert_eq!(Catalog::query_log(self.resource, None, 100).items, self.expected);
	}
}

const BY_DEAN: Option<(AccountId, OrganizationId)> = Some((DEAN, SCHOOL));
const BY_RECTOR: Option<(AccountId, OrganizationId)> = Some((RECTOR, COLLEGE));
const BY_MANAGER: Option<(AccountId, OrganizationId)> = Some((MANAGER, COMPANY));

#[test]
fn each_act_is_logged_with_its_block_time_and_actor() {
	ExtBuilder::build_and_execute(|| {
		let parent = course(MANAGER);
		let id = ResourceId(1);
		let mut diary = Diary::of(id);
		let first = content(SCHOOL, 1, 1, 5);
		let listed =
			Act::Listed { listing: BlakeTwo256::hash_of(&listing("x")), content: Some(first.0) };
		diary.then(BY_DEAN, || list_file(DEAN, "x", first), listed);

		let revised = Act::Revised { version: 1, listing: BlakeTwo256::hash_of(&listing("y")) };
		diary.then(BY_DEAN, || Catalog::revise(signed(DEAN), id, listing("y")), revised);

		let (file, salt) = content(SCHOOL, 2, 2, 5);
		let replaced = Act::ContentReplaced { version: 2, content: file };
		let replace = || Catalog::replace_content(signed(DEAN), id, file, salt);
		diary.then(BY_DEAN, replace, replaced);

		let contributors = [person(AUTHOR, 1_500), organization(COMPANY, 500)];
		let set = Act::ContributorsSet { owner: 8_000 };
		diary.then(BY_DEAN, || contribute(DEAN, id, &contributors), set);

		let proposed = Act::DerivationProposed { parent, royalty: 300 };
		diary.then(BY_DEAN, || propose(DEAN, id, parent, 300), proposed);
		diary.then(BY_MANAGER, || agree(MANAGER, id, 300), Act::DerivationAgreed);
		diary.then(BY_MANAGER, || end(MANAGER, id), Act::DerivationEnded);

		let offered = Act::TransferOffered { to: COLLEGE };
		diary.then(BY_DEAN, || offer(DEAN, id, COLLEGE), offered);
		let cancel = || Catalog::cancel_transfer(signed(RECTOR), id);
		diary.then(BY_RECTOR, cancel, Act::TransferCanceled);
		diary.then(BY_DEAN, || offer(DEAN, id, COLLEGE), offered);
		content(COLLEGE, 3, 2, 0);
		let transferred = Act::Transferred { from: SCHOOL };
		diary.then(BY_RECTOR, || accept(RECTOR, id, Some(3)), transferred);

		diary.then(BY_RECTOR, || Catalog::retire(signed(RECTOR), id), Act::Retired);
		let earlier = content(COMPANY, 4, 2, 1);
		let displaced = Act::Displaced { by: ResourceId(2) };
		diary.then(None, || list_file(MANAGER, "original", earlier), displaced);

		// There is nothing else that could happen.
		let mut seen: Vec<_> = acts(id).iter().map(|act| codec::Encode::encode(act)[0]).collect();
		seen.sort();
		seen.dedup();
		assert_eq!(seen, (0..12).collect::<Vec<_>>());
	});
}

#[test]
fn each_resource_has_a_log_of_its_own() {
	ExtBuilder::build_and_execute(|| {
		let [first, second] = [course(DEAN), course(RECTOR)];
		assert_ok!(Catalog::revise(signed(RECTOR), second, listing("y")));
		assert_ok!(Catalog::retire(signed(DEAN), first));
		assert_eq!((acts(first).len(), acts(second).len()), (2, 2));
		assert_eq!(acts(first).last(), Some(&Act::Retired));
		assert!(matches!(acts(second).last(), Some(Act::Revised { .. })));
	});
}

/// What concerns two resources is in the log of the one that is derived.
#[test]
fn a_derivation_is_in_the_log_of_what_is_derived() {
	ExtBuilder::build_and_execute(|| {
		let parent = course(DEAN);
		let id = derived(RECTOR, parent, DEAN, 1);
		assert_ok!(end(DEAN, id));
		assert_eq!((acts(parent).len(), acts(id).len()), (1, 4));
	});
}

#[test]
fn what_is_refused_is_not_logged() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		System::reset_events();
		assert_noop!(Catalog::retire(signed(RECTOR), id), Error::<Test>::NotAuthorized);
		assert_noop!(Catalog::revise(signed(DEAN), id, listing("x")), Error::<Test>::Unchanged);
		assert_eq!(acts(id).len(), 1);
		assert_eq!(System::events(), []);
	});
}

#[test]
fn a_log_goes_on_when_a_resource_changes_hands() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		assert_ok!(offer(DEAN, id, COLLEGE));
		assert_ok!(accept(RECTOR, id, None));
		assert_ok!(Catalog::retire(signed(RECTOR), id));
		let who: Vec<_> = Catalog::query_log(id, None, 100)
			.items
			.into_iter()
			.map(|entry| entry.by.unwrap().organization)
			.collect();
		assert_eq!(who, [SCHOOL, SCHOOL, COLLEGE, COLLEGE]);
	});
}
