// SPDX-License-Identifier: Apache-2.0

//! Who may call what, line by line of the crate's table.

use super::*;
use alloc::{vec, vec::Vec};
use frame_support::traits::GetCallName;
use sp_runtime::traits::Dispatchable;

const BAD_ORIGIN: DispatchError = DispatchError::BadOrigin;

/// Orders and a resource, such that each call below succeeds by whom it is for.
struct Scene {
	course: ResourceId,
	asked: OrderId,
	begun: OrderId,
	booked: OrderId,
	said: OrderId,
	reduced: OrderId,
	disputed: OrderId,
	unpaid: OrderId,
	quote: QuoteId,
}

const OWN: Own = Own { program: None, request: None, purpose: H256::zero() };
const WISH: DemandId = DemandId(4);

/// What the school asks for its course, which the company looks for.
fn bid() -> Bid {
	let stages = Stages::truncate_from(vec![700]);
	Bid { asset: Some(CNY), stages, quantity: 1, slots: None, until: START + DAY }
}

fn ready() -> Scene {
	let course = course();
	let said = delivered();
	let reduced = delivered();
	assert_ok!(accept_part(reduced, 1));
	let disputed = delivered();
	assert_ok!(dispute(MANAGER, disputed));
	let unpaid = delivered();
	block(SCHOOL.0.into(), true);
	assert_ok!(accept(unpaid));
	block(SCHOOL.0.into(), false);
	let (asked, begun, booked) = (ordered(course, ask(1_000)), begun(), booked(10));
	LookedFor::insert(WISH, COMPANY);
	assert_ok!(Market::quote(signed(DEAN), WISH, course, bid()));
	let quote = QuoteId(0);
	Scene { course, asked, begun, booked, said, reduced, disputed, unpaid, quote }
}

impl Scene {
	/// Of the owner.
	fn set_terms(&self) -> Call<Test> {
		let (conditions, eligibility) = (at_once(Method::Statement), anybody());
		Call::set_terms { resource: self.course, open: true, conditions, eligibility }
	}

	/// The same.
	fn quote(&self) -> Call<Test> {
		Call::quote { demand: WISH, resource: self.course, bid: bid() }
	}

	/// Of whoever buys.
	fn request(&self) -> Call<Test> {
		Call::request { resource: self.course, ask: ask(1_000) }
	}

	/// Of whoever looks for it.
	fn accept_quote(&self) -> Call<Test> {
		Call::accept_quote { quote: self.quote, own: OWN }
	}

	/// What makes something, by whom it is for.
	fn makers(&self) -> Vec<Call<Test>> {
		vec![self.set_terms(), self.quote(), self.request(), self.accept_quote()]
	}

	/// Of the seller alone.
	fn sellers(&self) -> Vec<Call<Test>> {
		vec![
			Call::approve { order: self.asked },
			Call::refuse { order: self.asked, reason: H256::zero() },
			Call::deliver { order: self.begun, evidence: statement() },
			Call::agree_part { order: self.reduced, amount: 1 },
			Call::dispute { order: self.reduced, grounds: H256::zero() },
		]
	}

	/// Of the buyer alone.
	fn buyers(&self) -> Vec<Call<Test>> {
		vec![
			Call::withdraw { order: self.asked },
			Call::accept { order: self.said },
			Call::accept_part { order: self.said, amount: 1 },
			Call::dispute { order: self.said, grounds: H256::zero() },
		]
	}

	/// Of either side.
	fn both(&self) -> Vec<Call<Test>> {
		vec![
			Call::cancel { order: self.begun },
			Call::reschedule { order: self.booked, first: hours(14, 1).first },
			Call::rate { order: self.unpaid, marks: [3; 4] },
			Call::withdraw_quote { quote: self.quote },
		]
	}

	fn rule(&self) -> Call<Test> {
		Call::rule { order: self.disputed, paid: 1, at_fault: None }
	}

	fn collect(&self) -> Call<Test> {
		Call::collect { order: self.unpaid, party: party(SCHOOL) }
	}

	/// Whatever is done to an order by an operator of a side.
	fn sides(&self) -> Vec<Call<Test>> {
		[self.sellers(), self.buyers(), self.both()].concat()
	}

	/// All but `collect`.
	fn operators(&self) -> Vec<Call<Test>> {
		[self.makers(), vec![self.rule()], self.sides()].concat()
	}
}

fn dispatch(call: &Call<Test>, origin: RuntimeOrigin) -> DispatchResult {
	let dispatched = RuntimeCall::from(call.clone()).dispatch(origin);
	dispatched.map(drop).map_err(|refused| refused.error)
}

fn refuses(calls: &[Call<Test>], account: AccountId, error: impl Into<DispatchError>) {
	let error = error.into();
	for call in calls {
		assert_noop!(dispatch(call, signed(account)), error);
	}
}

/// Each call succeeds, and is undone.
fn would_do(calls: &[Call<Test>], account: AccountId) {
	for call in calls {
		let undone = frame_support::storage::with_transaction(|| {
			let done = dispatch(call, signed(account));
			sp_runtime::TransactionOutcome::Rollback(Ok::<_, DispatchError>(done))
		});
		assert_eq!(undone.unwrap(), Ok(()), "{call:?}");
	}
}

#[test]
fn every_call_is_in_the_tables() {
	ExtBuilder::build_and_execute(|| {
		let market = ready();
		let calls = [market.operators(), vec![market.collect()]].concat();
		let mut here: Vec<_> = calls.iter().map(GetCallName::get_call_name).collect();
		let mut all = Call::<Test>::get_call_names().to_vec();
		here.sort_unstable();
		here.dedup();
		all.sort_unstable();
		assert_eq!(here, all);
	});
}

#[test]
fn each_call_is_made_by_whom_the_table_names() {
	ExtBuilder::build_and_execute(|| {
		let market = ready();
		would_do(&[market.set_terms(), market.quote()], DEAN);
		would_do(&[market.accept_quote()], MANAGER);
		for account in [MANAGER, RECTOR] {
			would_do(&[market.request()], account);
		}
		would_do(&market.sellers(), DEAN);
		would_do(&market.buyers(), MANAGER);
		for account in [DEAN, MANAGER] {
			would_do(&market.both(), account);
		}
		would_do(&[market.rule()], JUDGE);
		for account in [DEAN, MANAGER, JUDGE, STRANGER, PORTER] {
			would_do(&[market.collect()], account);
		}
	});
}

#[test]
fn the_other_side_does_nothing_of_a_side() {
	ExtBuilder::build_and_execute(|| {
		let market = ready();
		refuses(&market.sellers(), MANAGER, Error::<Test>::NotAuthorized);
		refuses(&market.buyers(), DEAN, Error::<Test>::NotAuthorized);
		refuses(&[market.set_terms(), market.quote()], MANAGER, Error::<Test>::NotAuthorized);
		refuses(&[market.accept_quote()], DEAN, Error::<Test>::NotAuthorized);
		for account in [DEAN, MANAGER] {
			refuses(&[market.rule()], account, DispatchError::Other("no capability"));
		}
	});
}

#[test]
fn another_organization_does_nothing_to_an_order() {
	ExtBuilder::build_and_execute(|| {
		let market = ready();
		for account in [RECTOR, JUDGE] {
			refuses(&market.sides(), account, Error::<Test>::NotAuthorized);
			let calls = [market.set_terms(), market.quote(), market.accept_quote()];
			refuses(&calls, account, Error::<Test>::NotAuthorized);
		}
		refuses(&[market.rule()], RECTOR, DispatchError::Other("no capability"));
	});
}

#[test]
fn another_arbiter_decides_nothing() {
	ExtBuilder::build_and_execute(|| {
		let market = ready();
		let arbiter = |arbiter| {
			Orders::<Test>::mutate(market.disputed, |order| {
				order.as_mut().unwrap().conditions.arbiter = arbiter;
			});
		};
		for other in [Some(COLLEGE), None] {
			arbiter(other);
			refuses(&[market.rule()], JUDGE, Error::<Test>::NotAuthorized);
		}
		arbiter(Some(COURT));
		would_do(&[market.rule()], JUDGE);
	});
}

#[test]
fn a_stranger_only_collects() {
	ExtBuilder::build_and_execute(|| {
		let market = ready();
		refuses(&market.operators(), STRANGER, DispatchError::Other("nobody's operator"));
		would_do(&[market.collect()], STRANGER);
	});
}

#[test]
fn without_a_capability_an_operator_only_collects() {
	ExtBuilder::build_and_execute(|| {
		let market = ready();
		refuses(&market.operators(), PORTER, DispatchError::Other("no capability"));
		for organization in [SCHOOL, COURT] {
			Operators::mutate(|all| all.insert(PORTER, (organization, [].into())));
			refuses(&market.operators(), PORTER, DispatchError::Other("no capability"));
		}
		would_do(&[market.collect()], PORTER);
	});
}

#[test]
fn another_capability_does_not_help() {
	ExtBuilder::build_and_execute(|| {
		let market = ready();
		let without =
			|capability| Capability::ALL.into_iter().filter(move |it| *it != capability).collect();
		for organization in [SCHOOL, COMPANY] {
			let others = without(Capability::ShareData);
			Operators::mutate(|all| all.insert(PORTER, (organization, others)));
			let calls = [market.makers(), market.sides()].concat();
			refuses(&calls, PORTER, DispatchError::Other("no capability"));
		}
		let others = without(Capability::Arbitrate);
		Operators::mutate(|all| all.insert(PORTER, (COURT, others)));
		refuses(&[market.rule()], PORTER, DispatchError::Other("no capability"));
	});
}

/// Money that is held already is given out by whoever acts for the side.
#[test]
fn a_say_over_money_is_needed_for_orders_alone() {
	ExtBuilder::build_and_execute(|| {
		let market = ready();
		let spending = [market.request(), market.accept_quote()];
		refuses(&spending, CLERK, DispatchError::Other("no capability"));
		would_do(&[market.buyers(), market.both()].concat(), CLERK);
		Operators::mutate(|all| {
			all.insert(PORTER, (SCHOOL, [Capability::ShareData].into()));
			all.insert(STRANGER, (COURT, [Capability::Arbitrate].into()));
		});
		let offering = vec![market.set_terms(), market.quote()];
		would_do(&[offering, market.sellers(), market.both()].concat(), PORTER);
		would_do(&[market.rule()], STRANGER);
	});
}

#[test]
fn a_suspended_organization_only_collects() {
	ExtBuilder::build_and_execute(|| {
		let market = ready();
		for organization in [SCHOOL, COMPANY, COURT] {
			suspend(organization, true);
		}
		for account in [DEAN, MANAGER, CLERK, JUDGE] {
			refuses(&market.operators(), account, DispatchError::Other("suspended"));
			would_do(&[market.collect()], account);
		}
		for organization in [SCHOOL, COMPANY, COURT] {
			suspend(organization, false);
		}
		would_do(&market.sellers(), DEAN);
	});
}

#[test]
fn nothing_is_unsigned_or_roots() {
	ExtBuilder::build_and_execute(|| {
		let market = ready();
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			for call in market.operators().into_iter().chain([market.collect()]) {
				assert_noop!(dispatch(&call, origin.clone()), BAD_ORIGIN);
			}
		}
	});
}
