// SPDX-License-Identifier: Apache-2.0

//! What each side says of the other.

use super::*;
use alloc::vec::Vec;

/// A course for 1,000, paid.
fn settled(course: ResourceId) -> OrderId {
	let id = confirmed(course, ask(1_000));
	assert_ok!(deliver(id, statement()));
	assert_ok!(accept(id));
	id
}

/// What whoever rewards sellers was told.
fn rewarded() -> Vec<(OrganizationId, OrganizationId, u8)> {
	Rewarded::get()
}

/// What the catalog was told: the marks before, and the marks now.
fn told(resource: ResourceId) -> Vec<(Vec<u8>, Vec<u8>)> {
	let of = Rated::get().into_iter().filter(|(of, ..)| *of == resource);
	of.map(|(_, before, marks)| (before, marks)).collect()
}

#[test]
fn each_side_rates_the_other_once() {
	ExtBuilder::build_and_execute(|| {
		let course = course();
		let id = settled(course);
		assert_ok!(rate(DEAN, id, [1, 2, 3, 4]));
		assert_eq!((told(course), rewarded()), (Vec::new(), Vec::new()));
		assert_ok!(rate(MANAGER, id, [5, 4, 3, 2]));
		assert_eq!(told(course), [([].to_vec(), [5, 4, 3, 2].to_vec())]);
		for (account, marks) in [(MANAGER, [1; 4]), (DEAN, [5; 4]), (CLERK, [3; 4])] {
			assert_noop!(rate(account, id, marks), Error::<Test>::AlreadyRated);
		}
		assert_eq!(MarksOf::<Test>::get(id, Role::Buyer), Some([5, 4, 3, 2]));
		assert_eq!(MarksOf::<Test>::get(id, Role::Seller), Some([1, 2, 3, 4]));
		assert_eq!(last_act(id), Act::Rated { marks: [5, 4, 3, 2] });
		assert_eq!(rewarded(), [(COMPANY, SCHOOL, 35)]);
		assert_eq!(order(id).status, Status::Settled);
	});
}

/// Each order counts for the seller, though only the last for the resource.
#[test]
fn a_seller_is_rewarded_for_each_order() {
	ExtBuilder::build_and_execute(|| {
		let course = course();
		for (marks, mean) in [([5; 4], 50), ([1; 4], 10), ([1, 1, 1, 2], 12), ([4, 5, 5, 5], 47)] {
			assert_ok!(rate(MANAGER, settled(course), marks));
			assert_eq!(rewarded().pop(), Some((COMPANY, SCHOOL, mean)));
		}
		assert_eq!(rewarded().len(), 4);
	});
}

#[test]
fn marks_are_from_one_to_five() {
	ExtBuilder::build_and_execute(|| {
		let course = course();
		let id = settled(course);
		for wrong in [0, 6, u8::MAX] {
			for place in 0..4 {
				let mut marks = [3; 4];
				marks[place] = wrong;
				for account in [MANAGER, DEAN] {
					assert_noop!(rate(account, id, marks), Error::<Test>::InvalidMarks);
				}
			}
		}
		assert_ok!(rate(MANAGER, id, [1; 4]));
		assert_ok!(rate(DEAN, id, [5; 4]));
	});
}

#[test]
fn one_rates_for_so_long() {
	ExtBuilder::build_and_execute(|| {
		let course = course();
		let ids = [settled(course), settled(course)];
		pass(90 * DAY - 1);
		assert_ok!(rate(MANAGER, ids[0], [3; 4]));
		pass(1);
		assert_noop!(rate(MANAGER, ids[1], [3; 4]), Error::<Test>::TooLate);
		assert_noop!(rate(DEAN, ids[0], [3; 4]), Error::<Test>::TooLate);
	});
}

/// The period runs from the end, not from the request.
#[test]
fn the_period_begins_when_it_is_over() {
	ExtBuilder::build_and_execute(|| {
		let id = delivered();
		assert_ok!(dispute(MANAGER, id));
		pass(60 * DAY);
		pass(90 * DAY - 1);
		assert_ok!(rate(MANAGER, id, [1; 4]));
	});
}

#[test]
fn of_a_buyer_only_the_last_marks_count() {
	ExtBuilder::build_and_execute(|| {
		let course = course();
		let ids = [settled(course), settled(course), settled(course)];
		// In whatever order it rates them.
		for (id, marks) in [(ids[1], [1; 4]), (ids[0], [5, 4, 5, 4]), (ids[2], [2; 4])] {
			assert_ok!(rate(MANAGER, id, marks));
		}
		let expected = [
			([].to_vec(), [1; 4].to_vec()),
			([1; 4].to_vec(), [5, 4, 5, 4].to_vec()),
			([5, 4, 5, 4].to_vec(), [2; 4].to_vec()),
		];
		assert_eq!(told(course), expected);
		assert_eq!(LastRated::<Test>::get(course, COMPANY), Some(ids[2]));
	});
}

#[test]
fn each_buyer_and_each_resource_counts() {
	ExtBuilder::build_and_execute(|| {
		let courses = [course(), course()];
		for course in courses {
			assert_ok!(rate(MANAGER, settled(course), [4; 4]));
		}
		let id = NextOrderId::<Test>::get();
		assert_ok!(request(RECTOR, courses[0], ask(1_000)));
		assert_ok!(Market::approve(signed(DEAN), id));
		assert_ok!(deliver(id, statement()));
		assert_ok!(Market::accept(signed(RECTOR), id));
		assert_ok!(rate(RECTOR, id, [2; 4]));
		let first = |marks: u8| ([].to_vec(), [marks; 4].to_vec());
		assert_eq!(told(courses[0]), [first(4), first(2)]);
		assert_eq!(told(courses[1]), [first(4)]);
	});
}

#[test]
fn what_the_seller_says_changes_no_rating_of_the_resource() {
	ExtBuilder::build_and_execute(|| {
		let course = course();
		let ids = [settled(course), settled(course)];
		assert_ok!(rate(MANAGER, ids[0], [4; 4]));
		assert_ok!(rate(DEAN, ids[0], [1; 4]));
		assert_ok!(rate(DEAN, ids[1], [1; 4]));
		assert_eq!(told(course).len(), 1);
		assert_eq!(LastRated::<Test>::get(course, COMPANY), Some(ids[0]));
	});
}

#[test]
fn what_was_not_had_is_not_rated() {
	ExtBuilder::build_and_execute(|| {
		let course = course();
		let asked = || ordered(course, ask(1_000));
		let (refused, withdrawn, lapsed, canceled, failed) =
			(asked(), asked(), asked(), begun(), begun());
		assert_ok!(Market::refuse(signed(DEAN), refused, H256::zero()));
		assert_ok!(Market::withdraw(signed(MANAGER), withdrawn));
		assert_ok!(cancel(MANAGER, canceled));
		pass(DAY);
		let disputed = delivered();
		assert_ok!(dispute(MANAGER, disputed));
		let (waits, said, stage) = (asked(), delivered(), project(&[1, 2]));
		assert_ok!(deliver(stage, statement()));
		assert_ok!(accept(stage));
		let open = [waits, begun(), said, disputed, stage];
		for id in [refused, withdrawn, lapsed, canceled, failed].into_iter().chain(open) {
			for account in [MANAGER, DEAN] {
				assert_noop!(rate(account, id, [3; 4]), Error::<Test>::WrongState);
			}
		}
		assert_noop!(rate(MANAGER, NO_ORDER, [3; 4]), Error::<Test>::NotFound);
	});
}

#[test]
fn a_project_is_rated_if_a_stage_of_it_was_had() {
	ExtBuilder::build_and_execute(|| {
		let ids = [project(&[100, 200]), project(&[100, 200])];
		for id in ids {
			assert_ok!(deliver(id, statement()));
			assert_ok!(accept(id));
		}
		assert_ok!(cancel(MANAGER, ids[0]));
		pass(DAY);
		assert_eq!(status(ids[1]), Status::Failed);
		for id in ids {
			for account in [MANAGER, DEAN] {
				assert_ok!(rate(account, id, [3; 4]));
			}
		}
	});
}

/// Also if nothing was paid for it in the end: the buyer had to do with the seller.
#[test]
fn what_was_decided_is_rated() {
	ExtBuilder::build_and_execute(|| {
		let id = delivered();
		assert_ok!(dispute(MANAGER, id));
		assert_ok!(rule(id, 0, Some(Role::Seller)));
		assert_ok!(rate(MANAGER, id, [1; 4]));
		let id = delivered();
		assert_ok!(accept_part(id, 0));
		assert_ok!(agree_part(id, 0));
		assert_ok!(rate(DEAN, id, [1; 4]));
	});
}

#[test]
fn a_resource_is_rated_though_it_changed_hands_or_is_gone() {
	ExtBuilder::build_and_execute(|| {
		let course = course();
		let ids = [settled(course), settled(course)];
		change(course, |offer| offer.owner = COLLEGE);
		assert_noop!(rate(RECTOR, ids[0], [5; 4]), Error::<Test>::NotAuthorized);
		assert_ok!(rate(DEAN, ids[0], [5; 4]));
		retire(course);
		assert_ok!(rate(MANAGER, ids[1], [2; 4]));
		assert_eq!(told(course).len(), 1);
	});
}
