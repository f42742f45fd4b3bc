// SPDX-License-Identifier: Apache-2.0

use super::*;
use covenant_primitives::{
	power::{Band, Item, Pool, Substitution},
	time::{HOUR, MINUTE},
	Month, OrganizationId,
};

#[test]
fn a_market_is_opened_by_whoever_may_run_one() {
	ExtBuilder::build_and_execute(|| {
		Lacking::set([(OrganizationId(3), Capability::OperateMarket)].into());
		let name = || b"M".to_vec().try_into().unwrap();
		for (account, error) in [
			(operator(3), DispatchError::Other("capability lacking")),
			(account_of(HOUSEHOLD), DispatchError::Other("no operator")),
		] {
			assert_noop!(Power::open(signed(account), name(), CNY, TIMETABLE), error);
		}
		assert_noop!(
			Power::open(exchange(), b" ".to_vec().try_into().unwrap(), CNY, TIMETABLE),
			Error::<Test>::InvalidName
		);
		assert_noop!(Power::open(exchange(), name(), 2, TIMETABLE), Error::<Test>::UnknownAsset);
		let odd = Timetable { length: 7 * MINUTE, ..TIMETABLE };
		assert_noop!(Power::open(exchange(), name(), CNY, odd), Error::<Test>::InvalidTimetable);
		assert_ok!(open());
		assert_ok!(open());
		assert_eq!(Power::operator(MarketId(1)), Some(OrganizationId(EXCHANGE)));
		assert_eq!(Power::timetable(MarketId(1)), Some(TIMETABLE));
		assert_eq!(Power::asset(MarketId(1)), Some(CNY));
		assert_eq!(Power::asset(MarketId(2)), None);
	});
}

#[test]
fn rules_hold_from_a_day_to_come_once_the_council_consents() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(open());
		assert_noop!(
			Power::propose_rules(signed(operator(2)), ID, TODAY + 1, rules()),
			Error::<Test>::NotAuthorized
		);
		assert_noop!(
			Power::propose_rules(exchange(), MarketId(1), TODAY + 1, rules()),
			Error::<Test>::NotFound
		);
		assert_noop!(propose(TODAY, rules()), Error::<Test>::TooEarly);
		assert_ok!(propose(TODAY + 1, rules()));
		let proposal = Proposals::<Test>::get(ID).unwrap();
		let hash = BlakeTwo256::hash_of(&(ID, &proposal));
		assert_noop!(Power::consent(exchange(), ID, hash), DispatchError::BadOrigin);
		// The operator thinks better of it: what the council was shown is void.
		let dearer = Rules { ceiling: 2_000, ..rules() };
		assert_ok!(propose(TODAY + 1, dearer.clone()));
		assert_noop!(Power::consent(RuntimeOrigin::root(), ID, hash), Error::<Test>::OtherProposal);
		assert_ok!(consent());
		assert_noop!(Power::consent(RuntimeOrigin::root(), ID, hash), Error::<Test>::OtherProposal);
		assert_eq!(Power::rules(ID, TODAY), None);
		assert_eq!(Power::rules(ID, TODAY + 1), Some(dearer));
		assert_eq!(Power::price_bounds(ID, TODAY + 1), Some((-100, 2_000)));
		assert_eq!(Power::gate_closure(ID, TODAY + 1), HOUR);
		assert_eq!(Power::substitution(ID, TODAY + 1), Substitution::LastWeek);
		assert_eq!(Power::bands(ID, TODAY + 1).len(), 48);
	});
}

#[test]
fn a_proposal_that_waited_too_long_is_void() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(open());
		assert_ok!(propose(TODAY + 1, rules()));
		pass(DAY);
		assert_noop!(consent(), Error::<Test>::TooEarly);
	});
}

#[test]
fn a_version_follows_every_other_and_changes_no_day_before() {
	ExtBuilder::build_and_execute(|| {
		opened();
		let next = Rules { floor: 0, ..rules() };
		for within in [NOVEMBER - 1, NOVEMBER + 1, Day::MAX] {
			assert_noop!(propose(within, next.clone()), Error::<Test>::WithinMonth);
		}
		assert_ok!(propose(NOVEMBER, next.clone()));
		assert_ok!(consent());
		for from in [TODAY + 2, NOVEMBER - 1, NOVEMBER] {
			assert_noop!(propose(from, rules()), Error::<Test>::TooEarly);
		}
		assert_eq!(Power::price_bounds(ID, NOVEMBER - 1), Some((-100, 1_500)));
		assert_eq!(Power::price_bounds(ID, NOVEMBER), Some((0, 1_500)));
		assert_eq!(Power::rules_version(ID, NOVEMBER - 1), Some(0));
		assert_eq!(Power::rules_version(ID, NOVEMBER), Some(1));
		assert_eq!(Power::rules_version(ID, TODAY - 1), None);
		assert_eq!(Power::price_bounds(ID, Day::MAX), Some((0, 1_500)));
	});
}

#[test]
fn a_market_has_so_many_versions_and_no_more() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(open());
		let from = |months| Month::of_day(NOVEMBER).after(months).first_day().unwrap();
		for version in 0..MAX_VERSIONS {
			assert_ok!(propose(from(version), rules()));
			assert_ok!(consent());
		}
		assert_ok!(propose(from(MAX_VERSIONS), rules()));
		assert_noop!(consent(), Error::<Test>::TooMany);
	});
}

#[test]
fn rules_that_contradict_themselves_are_refused() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(open());
		let with = |items: Vec<Item>| Rules { items: items.try_into().unwrap(), ..rules() };
		let shared = Item::Redistribution(Pool::Balancing);
		for invalid in [
			Rules { floor: 1, ceiling: 0, ..rules() },
			Rules { bands: vec![Band::Flat; 47].try_into().unwrap(), ..rules() },
			with(vec![Item::Contracts, Item::Contracts]),
			with(vec![shared, Item::RealTime]),
			with(vec![Item::RealTime, shared, shared]),
		] {
			assert_noop!(propose(TODAY + 1, invalid), Error::<Test>::InvalidRules);
		}
		assert_ok!(propose(TODAY + 1, with(vec![Item::Contracts, Item::RealTime, shared])));
	});
}

#[test]
fn the_council_appoints_another_operator() {
	ExtBuilder::build_and_execute(|| {
		opened();
		let root = RuntimeOrigin::root;
		assert_noop!(Power::appoint(exchange(), ID, OrganizationId(4)), DispatchError::BadOrigin);
		assert_noop!(
			Power::appoint(root(), MarketId(1), OrganizationId(4)),
			Error::<Test>::NotFound
		);
		assert_noop!(
			Power::appoint(root(), ID, OrganizationId(EXCHANGE)),
			Error::<Test>::AlreadyExists
		);
		Suspended::set([OrganizationId(4)].into());
		assert_noop!(
			Power::appoint(root(), ID, OrganizationId(4)),
			Error::<Test>::NotInGoodStanding
		);
		Suspended::set(Default::default());
		assert_noop!(Power::ensure_settled(OrganizationId(EXCHANGE)), Error::<Test>::TakesPart);
		assert_ok!(Power::appoint(root(), ID, OrganizationId(4)));
		assert_ok!(Power::ensure_settled(OrganizationId(EXCHANGE)));
		assert_noop!(Power::ensure_settled(OrganizationId(4)), Error::<Test>::TakesPart);
		assert_noop!(propose(NOVEMBER, rules()), Error::<Test>::NotAuthorized);
		assert_ok!(Power::propose_rules(signed(operator(4)), ID, NOVEMBER, rules()));
	});
}
