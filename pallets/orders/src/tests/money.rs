// SPDX-License-Identifier: Apache-2.0

//! Who gets what, and who gets it later.

use super::*;
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use covenant_primitives::{division::divide, PersonId};
use frame_support::traits::fungibles::{Create, Mutate};
use proptest::prelude::*;
use sp_runtime::TokenError;

/// A person without an account.
const UNBORN: PersonId = PersonId(1_000);

/// The school's and the college's, half each.
const HALVES: [(Party, u64); 2] =
	[(Party::Organization(COLLEGE), UNIT / 2), (Party::Organization(SCHOOL), UNIT / 2)];

/// A course for so much whose earnings are divided like that, delivered.
fn delivered_for(amount: Amount, shares: &[(Party, u64)]) -> OrderId {
	let course = offered(Kind::Course, price(amount, Per::Use), conditions(Method::Statement));
	share(course, shares);
	let id = confirmed(course, ask(amount));
	assert_ok!(deliver(id, statement()));
	id
}

fn collect(id: OrderId, party: Party) -> DispatchResult {
	Market::collect(signed(STRANGER), id, party)
}

/// What is unpaid of an order, and to whom.
fn unpaid(id: OrderId) -> BTreeMap<Party, Amount> {
	Unpaid::<Test>::iter_prefix(id).collect()
}

fn account(organization: OrganizationId) -> AccountId {
	organization.0.into()
}

/// What was reported of payments, in order.
fn payments() -> Vec<Event<Test>> {
	let events = System::events().into_iter().filter_map(|record| match record.event {
		RuntimeEvent::Market(event @ (Event::Paid { .. } | Event::NotPaid { .. })) => Some(event),
		_ => None,
	});
	events.collect()
}

#[test]
fn the_most_sharers_get_what_the_division_says() {
	ExtBuilder::build_and_execute(|| {
		let persons: Vec<_> = (1..=36).map(PersonId).collect();
		let weights: Vec<u64> = (0..36).map(|n| UNIT / 72 + n * 1_000_003).collect();
		let rest = UNIT - weights.iter().skip(1).sum::<u64>();
		let weights: Vec<_> = core::iter::once(rest).chain(weights.into_iter().skip(1)).collect();
		let shares: Vec<_> = persons
			.iter()
			.map(|person| Party::Person(*person))
			.zip(weights.iter().copied())
			.collect();
		let mut expected = alloc::vec![0; 36];
		for amount in [1, 35, 36, 37, 1_000, 999_999] {
			let id = delivered_for(amount, &shares);
			assert_ok!(accept(id));
			let parts = divide(amount, &weights).unwrap();
			for (sum, part) in expected.iter_mut().zip(parts) {
				*sum += part;
			}
			let have: Vec<_> = persons.iter().map(|person| free(account_of(*person))).collect();
			assert_eq!(have, expected);
		}
		assert_eq!(held(), 0);
	});
}

#[test]
fn the_odd_unit_goes_to_the_largest_fraction() {
	ExtBuilder::build_and_execute(|| {
		let author = Party::Person(AUTHOR);
		let third = UNIT / 3;
		let shares = [(party(COLLEGE), third), (author, UNIT - 2 * third), (party(SCHOOL), third)];
		assert_ok!(accept(delivered_for(100, &shares)));
		assert_eq!(free(account_of(AUTHOR)), 34);
		assert_eq!([COLLEGE, SCHOOL].map(organization_has), [FUNDS + 33; 2]);
	});
}

#[test]
fn who_has_no_part_is_not_paid() {
	ExtBuilder::build_and_execute(|| {
		let id = delivered_for(10, &[(Party::Person(AUTHOR), 1), (party(SCHOOL), UNIT - 1)]);
		System::reset_events();
		assert_ok!(accept(id));
		let (party, asset) = (party(SCHOOL), CNY);
		assert_eq!(payments(), [Event::Paid { order: id, party, asset, amount: 10 }]);
	});
}

#[test]
fn each_payment_is_reported() {
	ExtBuilder::build_and_execute(|| {
		let id = delivered_for(1_000, &HALVES);
		assert_ok!(accept_part(id, 600));
		block(account(COLLEGE), true);
		System::reset_events();
		assert_ok!(agree_part(id, 600));
		let (asset, error) = (CNY, TokenError::CannotCreate.into());
		let reported = [
			Event::NotPaid { order: id, party: party(COLLEGE), asset, amount: 300, error },
			Event::Paid { order: id, party: party(SCHOOL), asset, amount: 300 },
			Event::Paid { order: id, party: party(COMPANY), asset, amount: 400 },
		];
		assert_eq!(payments(), reported);
		block(account(COLLEGE), false);
		System::reset_events();
		assert_ok!(collect(id, party(COLLEGE)));
		let paid = Event::Paid { order: id, party: party(COLLEGE), asset, amount: 300 };
		assert_eq!(payments(), [paid]);
		// What is collected is no act of the order.
		assert!(matches!(last_act(id), Act::Paid { paid: 600, returned: 400, .. }));
	});
}

#[test]
fn a_blocked_seller_is_paid_later() {
	ExtBuilder::build_and_execute(|| {
		let id = delivered_for(1_000, &HALVES);
		block(account(SCHOOL), true);
		assert_ok!(accept(id));
		assert_eq!(status(id), Status::Settled);
		assert_eq!((organization_has(COLLEGE), held()), (FUNDS + 500, 500));
		assert_eq!(unpaid(id), [(party(SCHOOL), 500)].into());
		assert_noop!(collect(id, party(SCHOOL)), TokenError::CannotCreate);
		block(account(SCHOOL), false);
		assert_ok!(collect(id, party(SCHOOL)));
		assert_eq!((organization_has(SCHOOL), held(), unpaid(id)), (FUNDS + 500, 0, [].into()));
	});
}

#[test]
fn a_blocked_buyer_gets_its_money_back_later() {
	ExtBuilder::build_and_execute(|| {
		let id = begun();
		block(account(COMPANY), true);
		assert_ok!(cancel(DEAN, id));
		assert_eq!((status(id), held()), (Status::Canceled { by: Role::Seller }, 1_000));
		assert_eq!(unpaid(id), [(party(COMPANY), 1_000)].into());
		assert_noop!(collect(id, party(COMPANY)), TokenError::CannotCreate);
		block(account(COMPANY), false);
		assert_ok!(collect(id, party(COMPANY)));
		assert_eq!((organization_has(COMPANY), held()), (FUNDS, 0));
	});
}

/// What is held is the seller's once it has delivered.
#[test]
fn a_blocked_buyer_pays_what_is_held() {
	ExtBuilder::build_and_execute(|| {
		delivered_for(1_000, &HALVES);
		block(account(COMPANY), true);
		pass(2 * DAY);
		assert_eq!([SCHOOL, COLLEGE].map(organization_has), [FUNDS + 500; 2]);
		block(account(COMPANY), false);
	});
}

#[test]
fn a_frozen_account_that_takes_money_is_paid() {
	ExtBuilder::build_and_execute(|| {
		let id = delivered_for(1_000, &HALVES);
		assert_ok!(accept_part(id, 600));
		for organization in [SCHOOL, COLLEGE, COMPANY] {
			assert_ok!(Assets::freeze(signed(ISSUER), CNY, account(organization)));
		}
		assert_ok!(agree_part(id, 600));
		assert_eq!([SCHOOL, COLLEGE].map(organization_has), [FUNDS + 300; 2]);
		assert_eq!((organization_has(COMPANY), unpaid(id)), (FUNDS - 600, [].into()));
	});
}

#[test]
fn everything_can_be_unpaid_for_a_while() {
	ExtBuilder::build_and_execute(|| {
		let id = delivered_for(1_001, &HALVES);
		assert_ok!(dispute(MANAGER, id));
		let all = [SCHOOL, COLLEGE, COMPANY];
		for organization in all {
			block(account(organization), true);
		}
		assert_ok!(rule(id, 501, None));
		assert_eq!((status(id), held()), (Status::Settled, 1_001));
		let expected = [(party(SCHOOL), 250), (party(COLLEGE), 251), (party(COMPANY), 500)];
		assert_eq!(unpaid(id), expected.into());
		for organization in all {
			block(account(organization), false);
			assert_ok!(collect(id, party(organization)));
			assert_noop!(collect(id, party(organization)), Error::<Test>::NothingUnpaid);
		}
		assert_eq!(held(), 0);
		assert_eq!(all.map(organization_has), [FUNDS + 250, FUNDS + 251, FUNDS - 501]);
	});
}

#[test]
fn what_is_unpaid_adds_up() {
	ExtBuilder::build_and_execute(|| {
		let id = project(&[100, 200, 300]);
		block(account(SCHOOL), true);
		for (left, due) in [(500, 100), (300, 300)] {
			assert_ok!(deliver(id, statement()));
			assert_ok!(accept(id));
			assert_eq!(unpaid(id), [(party(SCHOOL), due)].into());
			assert_eq!((order(id).remaining(), held()), (left, 600));
		}
		block(account(SCHOOL), false);
		// It can be collected before the order is over.
		assert_ok!(collect(id, party(SCHOOL)));
		assert_eq!((organization_has(SCHOOL), held()), (FUNDS + 300, 300));
		assert_ok!(deliver(id, statement()));
		assert_ok!(accept(id));
		assert_eq!((organization_has(SCHOOL), held()), (FUNDS + 600, 0));
	});
}

#[test]
fn only_what_is_unpaid_is_collected() {
	ExtBuilder::build_and_execute(|| {
		let ids = [delivered_for(1_000, &HALVES), delivered_for(1_000, &HALVES)];
		block(account(COLLEGE), true);
		assert_ok!(accept(ids[0]));
		block(account(COLLEGE), false);
		for (id, party) in [
			(ids[0], party(SCHOOL)),
			(ids[0], party(COMPANY)),
			(ids[0], Party::Person(AUTHOR)),
			(ids[1], party(COLLEGE)),
		] {
			assert_noop!(collect(id, party), Error::<Test>::NothingUnpaid);
		}
		assert_noop!(collect(NO_ORDER, party(COLLEGE)), Error::<Test>::NotFound);
		assert_ok!(collect(ids[0], party(COLLEGE)));
		let free = confirmed(offered(Kind::Course, None, conditions(Method::Statement)), ask(0));
		assert_noop!(collect(free, party(SCHOOL)), Error::<Test>::NothingUnpaid);
	});
}

#[test]
fn the_seller_inherits_from_whom_is_gone() {
	ExtBuilder::build_and_execute(|| {
		let shares = [(party(NOBODY), UNIT / 4), (party(COLLEGE), UNIT / 4 * 3)];
		let id = delivered_for(1_000, &shares);
		remove(COLLEGE);
		System::reset_events();
		assert_ok!(accept(id));
		assert_eq!([SCHOOL, COLLEGE].map(organization_has), [FUNDS + 1_000, FUNDS]);
		assert_eq!((turnover(SCHOOL), turnover(COLLEGE)), ((1_000, 0), (0, 0)));
		let paid = |amount| Event::Paid { order: id, party: party(SCHOOL), asset: CNY, amount };
		assert_eq!(payments(), [paid(250), paid(750)]);
	});
}

#[test]
fn the_buyer_inherits_from_a_seller_that_is_gone() {
	ExtBuilder::build_and_execute(|| {
		let id = delivered_for(1_000, &HALVES);
		remove(SCHOOL);
		assert_ok!(accept(id));
		assert_eq!(organization_has(COLLEGE), FUNDS + 500);
		assert_eq!(organization_has(COMPANY), FUNDS - 500);
		let id = delivered_for_removed();
		assert_ok!(accept(id));
		assert_eq!(organization_has(COMPANY), FUNDS - 500);
		assert_eq!((turnover(SCHOOL), held()), ((0, 0), 0));
	});
}

/// The same, when the college is gone as well.
fn delivered_for_removed() -> OrderId {
	Removed::set([].into());
	let id = delivered_for(1_000, &HALVES);
	Removed::set([SCHOOL, COLLEGE].into());
	id
}

#[test]
fn the_seller_inherits_what_goes_back_to_a_buyer_that_is_gone() {
	ExtBuilder::build_and_execute(|| {
		let id = begun();
		remove(COMPANY);
		assert_ok!(cancel(DEAN, id));
		assert_eq!((organization_has(SCHOOL), held()), (FUNDS + 1_000, 0));
	});
}

#[test]
fn when_all_are_gone_it_goes_back_to_where_it_is() {
	ExtBuilder::build_and_execute(|| {
		let id = delivered_for(1_000, &HALVES);
		Removed::set([SCHOOL, COLLEGE, COMPANY].into());
		pass(2 * DAY);
		assert_eq!((status(id), held()), (Status::Settled, 0));
		assert_eq!(organization_has(COMPANY), FUNDS);
	});
}

#[test]
fn the_seller_inherits_from_persons_without_an_account() {
	ExtBuilder::build_and_execute(|| {
		let shares = [(Party::Person(UNBORN), UNIT / 2), (Party::Person(AUTHOR), UNIT / 2)];
		let id = delivered_for(1_000, &shares);
		assert_ok!(accept(id));
		assert_eq!((organization_has(SCHOOL), free(account_of(AUTHOR))), (FUNDS + 500, 500));
		assert_eq!((turnover(SCHOOL), held()), ((500, 0), 0));
	});
}

#[test]
fn what_several_leave_is_unpaid_in_one_sum() {
	ExtBuilder::build_and_execute(|| {
		let shares = [
			(party(NOBODY), UNIT / 10),
			(Party::Person(UNBORN), UNIT / 10 * 2),
			(party(SCHOOL), UNIT / 10 * 7),
		];
		let id = delivered_for(1_000, &shares);
		block(account(SCHOOL), true);
		assert_ok!(accept(id));
		assert_eq!(unpaid(id), [(party(SCHOOL), 1_000)].into());
		for absent in [party(NOBODY), Party::Person(UNBORN)] {
			assert_noop!(collect(id, absent), Error::<Test>::NothingUnpaid);
		}
		block(account(SCHOOL), false);
		assert_ok!(collect(id, party(SCHOOL)));
		assert_eq!(organization_has(SCHOOL), FUNDS + 1_000);
	});
}

#[test]
fn what_is_unpaid_is_inherited_too() {
	ExtBuilder::build_and_execute(|| {
		let id = delivered_for(1_000, &HALVES);
		for organization in [COLLEGE, SCHOOL] {
			block(account(organization), true);
		}
		assert_ok!(accept(id));
		remove(COLLEGE);
		// To whom it would go now takes nothing either.
		assert_noop!(collect(id, party(COLLEGE)), TokenError::CannotCreate);
		block(account(SCHOOL), false);
		System::reset_events();
		assert_ok!(collect(id, party(COLLEGE)));
		let paid = Event::Paid { order: id, party: party(SCHOOL), asset: CNY, amount: 500 };
		assert_eq!(payments(), [paid]);
		assert_eq!((organization_has(SCHOOL), held()), (FUNDS + 500, 500));
		remove(SCHOOL);
		assert_ok!(collect(id, party(SCHOOL)));
		assert_eq!((organization_has(COMPANY), held()), (FUNDS - 500, 0));
	});
}

/// An account without money is there only from the smallest balance on.
#[test]
fn a_part_that_makes_no_account_is_paid_later() {
	ExtBuilder::build_and_execute(|| {
		const GOLD: AssetId = 3;
		assert_ok!(<Assets as Create<AccountId>>::create(GOLD, ISSUER, true, 100));
		for organization in [COMPANY, SCHOOL] {
			assert_ok!(Assets::mint_into(GOLD, &account(organization), 10_000));
		}
		let gold = Some(Price { asset: GOLD, amount: 1_000, per: Per::Use });
		let course = offered(Kind::Course, gold, conditions(Method::Statement));
		let author = Party::Person(AUTHOR);
		share(course, &[(author, UNIT / 1_000 * 99), (party(SCHOOL), UNIT / 1_000 * 901)]);
		let id = confirmed(course, ask(1_000));
		assert_ok!(deliver(id, statement()));
		assert_ok!(accept(id));
		let has = |account| Assets::balance(GOLD, account);
		assert_eq!((has(account(SCHOOL)), has(account_of(AUTHOR))), (10_901, 0));
		assert_eq!(unpaid(id), [(author, 99)].into());
		assert_eq!(Held::<Test>::get(COMPANY, GOLD), 99);
		assert_noop!(collect(id, author), TokenError::CannotCreate);
		assert_ok!(Assets::mint_into(GOLD, &account_of(AUTHOR), 100));
		assert_ok!(collect(id, author));
		assert_eq!(has(account_of(AUTHOR)), 199);
		assert_eq!(Held::<Test>::iter().count(), 0);
	});
}

#[test]
fn a_buyer_that_shares_gets_its_part_back() {
	ExtBuilder::build_and_execute(|| {
		let id = delivered_for(1_000, &[(party(COMPANY), UNIT / 4), (party(SCHOOL), UNIT / 4 * 3)]);
		assert_ok!(accept(id));
		assert_eq!([SCHOOL, COMPANY].map(organization_has), [FUNDS + 750, FUNDS - 750]);
		assert_eq!(held(), 0);
	});
}

/// One account is paid from for all orders of a buyer, each its own.
#[test]
fn the_orders_of_a_buyer_are_held_apart() {
	ExtBuilder::build_and_execute(|| {
		let ids = [delivered(), delivered(), begun()];
		assert_eq!(held(), 3_000);
		assert_ok!(accept(ids[0]));
		assert_eq!(held(), 2_000);
		block(account(SCHOOL), true);
		assert_ok!(accept(ids[1]));
		assert_eq!(held(), 2_000);
		assert_ok!(cancel(DEAN, ids[2]));
		assert_eq!(held(), 1_000);
		block(account(SCHOOL), false);
		assert_ok!(collect(ids[1], party(SCHOOL)));
		assert_eq!((held(), organization_has(SCHOOL)), (0, FUNDS + 2_000));
	});
}

#[test]
fn a_fee_is_unpaid_like_anything_else() {
	ExtBuilder::build_and_execute(|| {
		let id = begun();
		pass(DAY - 1);
		for organization in [SCHOOL, COMPANY] {
			block(account(organization), true);
		}
		assert_ok!(cancel(MANAGER, id));
		assert_eq!(unpaid(id), [(party(SCHOOL), 200), (party(COMPANY), 800)].into());
		for organization in [SCHOOL, COMPANY] {
			block(account(organization), false);
			assert_ok!(collect(id, party(organization)));
		}
		assert_eq!([SCHOOL, COMPANY].map(organization_has), [FUNDS + 200, FUNDS - 200]);
	});
}

const PARTIES: [Party; 7] = [
	Party::Organization(SCHOOL),
	Party::Organization(COLLEGE),
	Party::Organization(COMPANY),
	Party::Organization(COURT),
	Party::Organization(NOBODY),
	Party::Person(AUTHOR),
	Party::Person(UNBORN),
];

/// Who gets what is a party's, when these organizations are gone.
fn inherits(party: Party, gone: &BTreeSet<OrganizationId>) -> Party {
	let is_gone = |it: Party| match it {
		Party::Organization(it) => it == NOBODY || gone.contains(&it),
		Party::Person(it) => it == UNBORN,
	};
	let seller = Party::Organization(SCHOOL);
	match (is_gone(party), is_gone(seller)) {
		(false, _) => party,
		(true, false) => seller,
		(true, true) => Party::Organization(COMPANY),
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn each_has_its_part_in_the_end(
		weights in prop::collection::vec(1..UNIT / 8, 6),
		total in prop_oneof![1..50_u128, 1..FUNDS],
		part in any::<prop::sample::Index>(),
		gone in prop::collection::btree_set(prop::sample::select(vec![SCHOOL, COLLEGE, COMPANY]), 0..3),
		blocked in prop::collection::btree_set(prop::sample::select(vec![SCHOOL, COLLEGE, COMPANY]), 0..3),
	) {
		ExtBuilder::build_and_execute(|| {
			let rest = UNIT - weights.iter().sum::<u64>();
			let weights: Vec<_> = weights.into_iter().chain([rest]).collect();
			let shares: Vec<_> = PARTIES.into_iter().zip(weights.iter().copied()).collect();
			let id = delivered_for(total, &shares);
			assert_ok!(dispute(MANAGER, id));
			gone.iter().copied().for_each(remove);
			blocked.iter().for_each(|it| block(account(*it), true));

			let paid = Amount::try_from(part.index(total as usize + 1)).unwrap();
			assert_ok!(rule(id, paid, None));
			let mut expected = BTreeMap::<Party, Amount>::new();
			let parts = divide(paid, &weights).unwrap();
			let back = (party(COMPANY), total - paid);
			for (party, part) in PARTIES.into_iter().zip(parts).chain([back]) {
				*expected.entry(inherits(party, &gone)).or_default() += part;
			}
			let late = |party: &Party| {
				party.organization().is_some_and(|organization| blocked.contains(&organization))
			};
			let owed: BTreeMap<_, _> = expected
				.clone()
				.into_iter()
				.filter(|(party, amount)| late(party) && *amount > 0)
				.collect();
			assert_eq!(unpaid(id), owed);
			assert_eq!(held(), owed.values().sum::<Amount>());
			check();

			blocked.iter().for_each(|it| block(account(*it), false));
			for party in owed.into_keys() {
				assert_ok!(collect(id, party));
			}
			assert_eq!(held(), 0);
			let of = |party| expected.get(&party).copied().unwrap_or_default();
			for organization in [SCHOOL, COLLEGE] {
				assert_eq!(organization_has(organization), FUNDS + of(party(organization)));
			}
			assert_eq!(organization_has(COMPANY), FUNDS - total + of(party(COMPANY)));
			assert_eq!(organization_has(COURT), of(party(COURT)));
			assert_eq!(free(account_of(AUTHOR)), of(Party::Person(AUTHOR)));
		});
	}
}
