// SPDX-License-Identifier: Apache-2.0

//! All that happens to an order, in order.

use super::*;
use alloc::{vec, vec::Vec};

/// What happened, each in a block and a minute of its own, and reported as it was logged.
struct Diary {
	order: OrderId,
	expected: Vec<EntryOf<Test>>,
}

type Who = Option<(AccountId, OrganizationId)>;

const BY_DEAN: Who = Some((DEAN, SCHOOL));
const BY_MANAGER: Who = Some((MANAGER, COMPANY));
const BY_JUDGE: Who = Some((JUDGE, COURT));

impl Diary {
	fn of(order: OrderId) -> Self {
		Self { order, expected: Vec::new() }
	}

	/// The diary of the next order, which the company asks for.
	fn begin(resource: ResourceId, ask: Ask) -> Self {
		let mut diary = Self::of(NextOrderId::<Test>::get());
		let total = ask.total;
		diary.then(BY_MANAGER, || request(MANAGER, resource, ask), Act::Requested { total });
		diary
	}

	/// Has `happens` done, by the operator of an organization or by nobody, and expects that it is
	/// logged as `act`.
	fn then(&mut self, by: Who, happens: impl FnOnce() -> DispatchResult, act: Act) {
		System::set_block_number(System::block_number() + 1);
		pass(60_000);
		System::reset_events();
		assert_ok!(happens());
		let block = u32::try_from(System::block_number()).unwrap();
		let by = by.map(|(account, organization)| Actor { account, organization });
		let entry = Entry { at: Now::get(), block, by, act };
		let index = u32::try_from(self.expected.len()).unwrap();
		let event = Event::Logged { order: self.order, index, entry: entry.clone() };
		System::assert_has_event(event.into());
		self.expected.push(entry);
		assert_eq!(Market::query_log(self.order, None, 100).items, self.expected);
	}

	/// Expects that it falls due now, and is logged as `act`.
	fn falls_due(&mut self, act: Act) {
		let due = order(self.order).due.unwrap();
		let time = due - Now::get() - 60_000;
		let falls = || {
			pass(time);
			Ok(())
		};
		self.then(None, falls, act);
	}
}

#[test]
fn each_act_is_logged_with_its_block_time_and_actor() {
	ExtBuilder::build_and_execute(|| {
		let lab = offered(Kind::Facility, price(50, Per::Slot), conditions(Method::Attendance));
		let mut seen = Vec::new();
		let mut see = |diary: Diary| {
			seen.extend(
				diary.expected.into_iter().map(|entry| codec::Encode::encode(&entry.act)[0]),
			);
		};

		let mut diary = Diary::begin(lab, ask_hours(10));
		let id = diary.order;
		let approve = || Market::approve(signed(DEAN), id);
		diary.then(BY_DEAN, approve, Act::Confirmed { held: 150 });
		let slots = hours(14, 3);
		let reschedule = |by| move || Market::reschedule(signed(by), id, slots.first);
		diary.then(BY_MANAGER, reschedule(MANAGER), Act::RescheduleProposed { slots });
		diary.then(BY_DEAN, reschedule(DEAN), Act::Rescheduled { slots });
		diary.then(BY_MANAGER, || cancel(MANAGER, id), Act::Canceled { fee: 0, returned: 150 });
		see(diary);

		let project = offered(Kind::Project, price(1, Per::Use), conditions(Method::Milestones));
		let mut diary = Diary::begin(project, ask_stages(&[10, 20, 30, 40, 50, 60]));
		let id = diary.order;
		let approve = || Market::approve(signed(DEAN), id);
		diary.then(BY_DEAN, approve, Act::Confirmed { held: 210 });
		let said = || deliver(id, statement());
		let paid = |stage, paid, returned, cause| Act::Paid { stage, paid, returned, cause };
		diary.then(BY_DEAN, said, Act::Delivered { stage: 0 });
		diary.then(BY_MANAGER, || accept(id), paid(0, 10, 0, Cause::Accepted));
		diary.then(BY_DEAN, said, Act::Delivered { stage: 1 });
		diary.then(BY_MANAGER, || accept_part(id, 5), Act::Reduced { amount: 5 });
		diary.then(BY_DEAN, || agree_part(id, 5), paid(1, 5, 15, Cause::PartAgreed));
		diary.then(BY_DEAN, said, Act::Delivered { stage: 2 });
		let grounds = H256::repeat_byte(1);
		diary.then(BY_MANAGER, || dispute(MANAGER, id), Act::Disputed { grounds });
		let at_fault = Some(Role::Buyer);
		let cause = Cause::Ruled { at_fault };
		diary.then(BY_JUDGE, || rule(id, 29, at_fault), paid(2, 29, 1, cause));
		diary.then(BY_DEAN, said, Act::Delivered { stage: 3 });
		diary.falls_due(paid(3, 40, 0, Cause::Silence));
		diary.then(BY_DEAN, said, Act::Delivered { stage: 4 });
		diary.then(BY_MANAGER, || dispute(MANAGER, id), Act::Disputed { grounds });
		diary.falls_due(paid(4, 25, 25, Cause::Halved));
		diary.falls_due(Act::Failed { returned: 60 });
		let marks = [1, 2, 3, 4];
		diary.then(BY_DEAN, || rate(DEAN, id, marks), Act::Rated { marks });
		diary.then(BY_MANAGER, || rate(MANAGER, id, marks), Act::Rated { marks });
		see(diary);

		let mut diary = Diary::begin(project, ask_stages(&[10]));
		let (id, reason) = (diary.order, H256::repeat_byte(4));
		let refuse = || Market::refuse(signed(DEAN), id, reason);
		diary.then(BY_DEAN, refuse, Act::Refused { reason });
		see(diary);

		let mut diary = Diary::begin(project, ask_stages(&[10]));
		let id = diary.order;
		diary.then(BY_MANAGER, || Market::withdraw(signed(MANAGER), id), Act::Withdrawn);
		see(diary);

		let mut diary = Diary::begin(project, ask_stages(&[10]));
		diary.falls_due(Act::Lapsed);
		see(diary);

		// There is nothing else that could happen.
		seen.sort_unstable();
		seen.dedup();
		assert_eq!(seen, (0..14).collect::<Vec<_>>());
	});
}

#[test]
fn each_order_has_a_log_of_its_own() {
	ExtBuilder::build_and_execute(|| {
		let ids = [ordered(course(), ask(1_000)), begun(), delivered()];
		assert_eq!(ids.map(|id| acts(id).len()), [1, 2, 3]);
		assert_eq!(ids.map(LogLength::<Test>::get), [1, 2, 3]);
	});
}

#[test]
fn what_is_refused_is_not_logged() {
	ExtBuilder::build_and_execute(|| {
		let id = begun();
		System::reset_events();
		assert_noop!(accept(id), Error::<Test>::WrongState);
		assert_noop!(deliver(id, key(0)), Error::<Test>::WrongEvidence);
		assert_noop!(cancel(RECTOR, id), Error::<Test>::NotAuthorized);
		assert_eq!((acts(id).len(), System::events()), (2, vec![]));
	});
}

/// Whatever organizations are called later, the log says who signed.
#[test]
fn the_operator_who_signs_is_logged() {
	ExtBuilder::build_and_execute(|| {
		let free = offered(Kind::Course, None, at_once(Method::Statement));
		assert_ok!(request(CLERK, free, ask(0)));
		let id = OrderId(0);
		assert_ok!(deliver(id, statement()));
		assert_ok!(accept(id));
		let who = Market::query_log(id, None, 9).items.into_iter().map(|it| it.by.unwrap().account);
		assert_eq!(who.collect::<Vec<_>>(), [CLERK, CLERK, DEAN, MANAGER]);
	});
}
