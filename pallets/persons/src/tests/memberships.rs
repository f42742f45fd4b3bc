// SPDX-License-Identifier: Apache-2.0

use super::*;
use covenant_primitives::Member;

const END: Moment = START + 30 * DAY;

fn amend_until(
	operator: AccountId,
	from: Moment,
	until: Option<Moment>,
) -> frame_support::dispatch::DispatchResult {
	Pallet::amend_membership(signed(operator), FIRST, text("lab"), text("assistant"), from, until)
}

fn ensure_member(organization: OrganizationId) -> Result<(), sp_runtime::DispatchError> {
	Pallet::ensure_member(&ALICE, organization).map(drop)
}

#[test]
fn a_membership_is_offered_and_accepted() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		assert_ok!(offer(TEACHER, FIRST, None));
		assert_eq!(ensure_member(SCHOOL), Err(Error::<Test>::NotAccepted.into()));
		assert_ok!(Pallet::accept_membership(signed(ALICE), SCHOOL));

		assert_eq!(
			Pallet::ensure_member(&ALICE, SCHOOL),
			Ok(Member {
				account: ALICE,
				person: FIRST,
				organization: SCHOOL,
				unit: text("physics"),
			})
		);
		let terms =
			Terms { unit: text("physics"), role: text("student"), from: START, until: None };
		assert_eq!(
			Memberships::<Test>::get(FIRST, SCHOOL),
			Some(Membership {
				terms: terms.clone(),
				status: MembershipStatus::Accepted,
				added_by: TEACHER,
			})
		);
		assert!(MembersOf::<Test>::contains_key(SCHOOL, FIRST));
		assert!(tasks().is_empty());
		assert_eq!(
			events(),
			[
				Event::MembershipOffered { actor: actor(TEACHER), person: FIRST, terms },
				Event::MembershipAccepted { person: FIRST, account: ALICE, organization: SCHOOL },
			]
		);
	});
}

#[test]
fn a_person_belongs_to_many_and_an_organization_has_many() {
	ExtBuilder::default().persons(&[ALICE, BOB]).build_and_execute(|| {
		join(REGISTRAR, ALICE, None);
		join(MANAGER, ALICE, None);
		join(REGISTRAR, BOB, None);
		assert_ok!(ensure_member(SCHOOL));
		assert_ok!(ensure_member(COMPANY));
		assert_eq!(MembersOf::<Test>::iter_prefix(SCHOOL).count(), 2);
		assert_eq!(MembersOf::<Test>::iter_prefix(COMPANY).count(), 1);
	});
}

#[test]
fn there_is_one_membership_of_an_organization() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		assert_ok!(offer(REGISTRAR, FIRST, None));
		assert_noop!(offer(REGISTRAR, FIRST, Some(END)), Error::<Test>::AlreadyMember);
		assert_ok!(Pallet::accept_membership(signed(ALICE), SCHOOL));
		assert_noop!(offer(TEACHER, FIRST, None), Error::<Test>::AlreadyMember);
		assert_noop!(
			Pallet::accept_membership(signed(ALICE), SCHOOL),
			Error::<Test>::AlreadyAccepted
		);
	});
}

#[test]
fn a_person_has_so_many_memberships_and_offers() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		assert_ok!(offer(REGISTRAR, FIRST, None));
		join(MANAGER, ALICE, None);
		assert_noop!(offer(OFFICER, FIRST, None), Error::<Test>::TooManyMemberships);
		assert_ok!(Pallet::leave_membership(signed(ALICE), SCHOOL));
		assert_ok!(offer(OFFICER, FIRST, None));
	});
}

#[test]
fn only_enrolled_persons_are_offered_a_membership() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		assert_noop!(offer(REGISTRAR, SECOND, None), Error::<Test>::NotFound);
		assert_ok!(Pallet::resign(signed(ALICE)));
		assert_noop!(offer(REGISTRAR, FIRST, None), Error::<Test>::Released);
	});
}

#[test]
fn a_period_must_last() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		for until in [0, START - 1, START] {
			assert_noop!(offer(REGISTRAR, FIRST, Some(until)), Error::<Test>::InvalidPeriod);
		}
		let inverted = |from, until| {
			Pallet::offer_membership(
				signed(REGISTRAR),
				FIRST,
				text(""),
				text(""),
				from,
				Some(until),
			)
		};
		assert_noop!(inverted(END, END), Error::<Test>::InvalidPeriod);
		assert_noop!(inverted(END + 1, END), Error::<Test>::InvalidPeriod);
		// It may have begun long ago.
		assert_ok!(inverted(0, Moment::MAX));
	});
}

#[test]
fn a_membership_is_in_force_within_its_period_by_the_clock() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		let from = START + DAY;
		assert_ok!(Pallet::offer_membership(
			signed(REGISTRAR),
			FIRST,
			text("physics"),
			text("student"),
			from,
			Some(END)
		));
		assert_ok!(Pallet::accept_membership(signed(ALICE), SCHOOL));
		for (now, result) in [
			(from - 1, Err(Error::<Test>::NotYetInForce.into())),
			(from, Ok(())),
			(END - 1, Ok(())),
			(END, Err(Error::<Test>::Expired.into())),
		] {
			set_clock(now);
			assert_eq!(ensure_member(SCHOOL), result);
		}
	});
}

#[test]
fn an_ended_membership_goes_by_itself() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		join(REGISTRAR, ALICE, Some(END));
		advance_to(END - 1);
		assert_ok!(ensure_member(SCHOOL));
		events();
		advance_to(END);
		assert_eq!(ensure_member(SCHOOL), Err(Error::<Test>::NotAMember.into()));
		assert!(!MembersOf::<Test>::contains_key(SCHOOL, FIRST));
		assert_eq!(events(), [Event::MembershipExpired { person: FIRST, organization: SCHOOL }]);
		// There is room for a new one.
		assert_ok!(offer(REGISTRAR, FIRST, None));
	});
}

#[test]
fn an_offer_goes_with_its_period() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		assert_ok!(offer(REGISTRAR, FIRST, Some(END)));
		set_clock(END);
		assert_noop!(Pallet::accept_membership(signed(ALICE), SCHOOL), Error::<Test>::Expired);
		advance_to(END);
		assert_noop!(Pallet::accept_membership(signed(ALICE), SCHOOL), Error::<Test>::NotAMember);
	});
}

#[test]
fn a_membership_is_amended_and_stays_accepted() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		join(REGISTRAR, ALICE, None);
		events();
		assert_ok!(amend_until(TEACHER, START, None));
		let terms = Terms { unit: text("lab"), role: text("assistant"), from: START, until: None };
		assert_eq!(
			Memberships::<Test>::get(FIRST, SCHOOL),
			Some(Membership {
				terms: terms.clone(),
				status: MembershipStatus::Accepted,
				added_by: REGISTRAR,
			})
		);
		assert_eq!(
			events(),
			[Event::MembershipAmended { actor: actor(TEACHER), person: FIRST, terms }]
		);
	});
}

#[test]
fn an_amended_period_is_the_one_that_counts() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		let task = Task::MembershipEnds { person: FIRST, organization: SCHOOL };
		join(REGISTRAR, ALICE, Some(END));

		assert_ok!(amend_until(REGISTRAR, START, Some(END + DAY)));
		assert_eq!(tasks(), [(END + DAY, task)]);
		advance_to(END);
		assert_ok!(ensure_member(SCHOOL));

		assert_ok!(amend_until(REGISTRAR, START, Some(END + DAY)));
		assert_ok!(amend_until(REGISTRAR, START, None));
		assert!(tasks().is_empty());
		advance_to(END + 2 * DAY);
		assert_ok!(ensure_member(SCHOOL));

		assert_ok!(amend_until(REGISTRAR, START, Some(END + 3 * DAY)));
		advance_to(END + 3 * DAY);
		assert_eq!(ensure_member(SCHOOL), Err(Error::<Test>::NotAMember.into()));
	});
}

#[test]
fn an_offer_is_amended_and_still_has_to_be_accepted() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		assert_ok!(offer(REGISTRAR, FIRST, None));
		assert_ok!(amend_until(REGISTRAR, START, Some(END)));
		assert_eq!(ensure_member(SCHOOL), Err(Error::<Test>::NotAccepted.into()));
	});
}

#[test]
fn what_is_over_or_was_never_there_is_not_amended() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		assert_noop!(amend_until(REGISTRAR, START, None), Error::<Test>::NotAMember);
		join(REGISTRAR, ALICE, Some(END));
		assert_noop!(amend_until(MANAGER, START, None), Error::<Test>::NotAMember);
		assert_noop!(amend_until(REGISTRAR, END, Some(END)), Error::<Test>::InvalidPeriod);
		assert_noop!(amend_until(REGISTRAR, 0, Some(START)), Error::<Test>::InvalidPeriod);
		set_clock(END);
		assert_noop!(amend_until(REGISTRAR, START, None), Error::<Test>::Expired);
	});
}

#[test]
fn a_person_leaves_or_declines() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		let leave = |organization| Pallet::leave_membership(signed(ALICE), organization);
		assert_noop!(leave(SCHOOL), Error::<Test>::NotAMember);
		join(REGISTRAR, ALICE, Some(END));
		assert_ok!(offer(MANAGER, FIRST, None));
		events();
		assert_ok!(leave(SCHOOL));
		assert_ok!(leave(COMPANY));
		assert_eq!(Memberships::<Test>::iter().count(), 0);
		assert!(tasks().is_empty());
		assert_eq!(
			events(),
			[SCHOOL, COMPANY].map(|organization| Event::MembershipLeft {
				person: FIRST,
				account: ALICE,
				organization
			})
		);
		assert_noop!(leave(SCHOOL), Error::<Test>::NotAMember);
	});
}

#[test]
fn an_organization_ends_its_own_memberships() {
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		join(REGISTRAR, ALICE, Some(END));
		assert_noop!(Pallet::end_membership(signed(MANAGER), FIRST), Error::<Test>::NotAMember);
		events();
		assert_ok!(Pallet::end_membership(signed(TEACHER), FIRST));
		assert_eq!(
			events(),
			[Event::MembershipEnded {
				actor: Some(actor(TEACHER)),
				person: FIRST,
				organization: SCHOOL
			}]
		);
		assert!(tasks().is_empty());
		assert_noop!(Pallet::end_membership(signed(TEACHER), FIRST), Error::<Test>::NotAMember);
	});
}

#[test]
fn a_suspended_organization_keeps_its_members() {
	ExtBuilder::default().persons(&[ALICE, BOB]).build_and_execute(|| {
		join(REGISTRAR, ALICE, None);
		assert_ok!(offer(REGISTRAR, SECOND, None));
		suspend(SCHOOL, true);
		assert_ok!(ensure_member(SCHOOL));
		assert_ok!(Pallet::accept_membership(signed(BOB), SCHOOL));
		assert_ok!(Pallet::leave_membership(signed(ALICE), SCHOOL));
	});
}

#[test]
fn memberships_of_a_removed_organization_are_void_and_swept_by_anyone() {
	ExtBuilder::default().persons(&[ALICE, BOB]).build_and_execute(|| {
		let sweep = |person| Pallet::sweep_membership(signed(STRANGER), person, COMPANY);
		join(MANAGER, ALICE, Some(END));
		assert_ok!(offer(MANAGER, SECOND, None));
		assert_noop!(sweep(FIRST), Error::<Test>::OrganizationExists);
		suspend(COMPANY, true);
		assert_noop!(sweep(FIRST), Error::<Test>::OrganizationExists);

		remove(COMPANY);
		assert_eq!(ensure_member(COMPANY), Err(Error::<Test>::UnknownOrganization.into()));
		assert_noop!(
			Pallet::accept_membership(signed(BOB), COMPANY),
			Error::<Test>::UnknownOrganization
		);
		events();
		assert_ok!(sweep(FIRST));
		assert_eq!(
			events(),
			[Event::MembershipEnded { actor: None, person: FIRST, organization: COMPANY }]
		);
		assert_noop!(sweep(FIRST), Error::<Test>::NotAMember);
		assert_ok!(Pallet::leave_membership(signed(BOB), COMPANY));
	});
}

#[test]
fn an_early_deadline_changes_nothing() {
	use covenant_primitives::HandleDeadline;
	ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
		join(REGISTRAR, ALICE, Some(END));
		let handle =
			|organization| Pallet::handle(Task::MembershipEnds { person: FIRST, organization });
		assert_noop!(handle(SCHOOL), Error::<Test>::NotDue);
		assert_noop!(handle(COMPANY), Error::<Test>::NotAMember);
	});
}
