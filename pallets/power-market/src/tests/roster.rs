// SPDX-License-Identifier: Apache-2.0

//! What settlement reads.

use super::*;
use covenant_primitives::testing::{organization, person};

/// From behind a participant to the last, without those who were not admitted.
fn after(last: Option<Party>) -> Vec<(Party, u32)> {
	let next = |last: &(Party, Option<u32>)| Power::participant_after(ID, Some(last.0));
	let all = core::iter::successors(Power::participant_after(ID, last), next);
	all.filter_map(|(party, capacity)| Some((party, capacity?))).collect()
}

fn sorted(mut participants: Vec<(Party, u32)>) -> Vec<(Party, u32)> {
	participants.sort_unstable();
	participants
}

#[test]
fn each_participant_comes_once_with_its_capacity() {
	ExtBuilder::build_and_execute(|| {
		opened();
		assert_eq!(after(None), []);
		let parties = (2..10).map(organization).chain((1..5).map(person)).collect::<Vec<_>>();
		for party in &parties {
			joined(*party, Role::Prosumer, 0);
		}
		assert_ok!(Power::set_capacity(exchange(), ID, PLANT, 7));
		let capacity = |party: &Party| (*party, if *party == PLANT { 7 } else { 100 });
		let expected = sorted(parties.iter().map(capacity).collect());
		let found = after(None);
		assert_eq!(sorted(found.clone()), expected);
		assert_eq!(Power::participant_after(MarketId(1), None), None);
		// Whoever leaves in between is not missed.
		for (place, (party, _)) in found.iter().enumerate() {
			assert_ok!(Power::leave(signer(*party), ID));
			assert_eq!(after(Some(*party)), found[place + 1..]);
		}
	});
}

#[test]
fn whoever_only_applied_is_passed_over() {
	ExtBuilder::build_and_execute(|| {
		with_plant();
		for party in (3..10).map(organization).chain((3..10).map(person)) {
			assert_ok!(Power::join(signer(party), ID, Role::Consumer, 5));
		}
		assert_eq!(after(None), [(PLANT, 100)]);
		for party in [RETAILER, HOUSEHOLD] {
			assert_ok!(Power::admit(exchange(), ID, party));
		}
		let all = [(PLANT, 100), (RETAILER, 5), (HOUSEHOLD, 5)];
		assert_eq!(sorted(after(None)), sorted(all.into()));
		// Whoever may not trade is billed for what was.
		assert_ok!(Power::suspend(exchange(), ID, RETAILER));
		assert_ok!(Power::commit(ID, PLANT, 20_000));
		Power::draw(ID, PLANT, 500, RETAILER);
		assert!(matches!(standing(PLANT), Standing::Called { .. }));
		assert_eq!(sorted(after(None)), sorted(all.into()));
		pass(2 * DAY);
		assert_eq!(standing(PLANT), Standing::Defaulted);
		assert_eq!(sorted(after(None)), sorted(all.into()));
	});
}

#[test]
fn versions_of_rules_are_counted_from_zero() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(open());
		assert_eq!(Power::rules_version(ID, Day::MAX), None);
		assert_ok!(propose(TODAY + 1, rules()));
		// Nothing holds that was merely proposed.
		assert_eq!(Power::rules_version(ID, TODAY + 1), None);
		assert_ok!(consent());
		assert_ok!(propose(NOVEMBER, rules()));
		assert_ok!(consent());
		let days = [TODAY, TODAY + 1, NOVEMBER - 1, NOVEMBER, Day::MAX];
		let versions = days.map(|day| Power::rules_version(ID, day));
		assert_eq!(versions, [None, Some(0), Some(0), Some(1), Some(1)]);
		assert_eq!(Power::rules_version(MarketId(1), NOVEMBER), None);
	});
}
