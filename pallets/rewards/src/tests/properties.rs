// SPDX-License-Identifier: Apache-2.0

//! Any calls in any order.

use super::*;
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Step {
	Fund(OrganizationId, u32, bool, Amount),
	Rate(OrganizationId, OrganizationId, u8),
	Claim(OrganizationId, u32, bool),
	RollOver(u32, bool),
	Pass(u64),
}

fn organizations() -> impl Strategy<Value = OrganizationId> {
	(1..=4_u32).prop_map(OrganizationId)
}

fn steps() -> impl Strategy<Value = Step> {
	prop_oneof![
		1 => (organizations(), 0..12_u32, any::<bool>(), 0..400_000 as Amount)
			.prop_map(|(by, month, usd, amount)| Step::Fund(by, month, usd, amount)),
		3 => (organizations(), organizations(), 10..=50_u8)
			.prop_map(|(buyer, seller, mean)| Step::Rate(buyer, seller, mean)),
		3 => (organizations(), 0..12_u32, any::<bool>())
			.prop_map(|(by, month, usd)| Step::Claim(by, month, usd)),
		1 => (0..12_u32, any::<bool>()).prop_map(|(month, usd)| Step::RollOver(month, usd)),
		2 => (0..40_u64).prop_map(Step::Pass),
	]
}

fn of(after: u32, usd: bool) -> PoolId {
	PoolId { asset: if usd { USD } else { CNY }, ..pool(after) }
}

fn take(step: Step) -> DispatchResult {
	match step {
		Step::Fund(by, month, usd, amount) => fund(by, of(month, usd), amount),
		Step::Rate(buyer, seller, mean) => {
			rate(buyer, seller, mean);
			Ok(())
		}
		Step::Claim(by, month, usd) => claim(by, of(month, usd)),
		Step::RollOver(month, usd) => roll_over(of(month, usd)),
		Step::Pass(days) => {
			Now::mutate(|now| *now += days * DAY);
			Ok(())
		}
	}
}

fn root() -> Vec<u8> {
	sp_io::storage::root(sp_runtime::StateVersion::V1)
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn no_step_breaks_an_invariant_and_what_fails_changes_nothing(
		steps in prop::collection::vec(steps(), 10..100),
	) {
		ExtBuilder::build_and_execute(|| {
			for step in steps {
				let before = root();
				if take(step).is_err() {
					assert_eq!(root(), before);
				}
				check();
			}
		});
	}

	#[test]
	fn all_parts_together_are_not_more_than_the_pool(
		amount in 1..FUNDS - 10,
		means in prop::collection::vec((organizations(), organizations(), 10..=50_u8), 1..30),
	) {
		ExtBuilder::build_and_execute(|| {
			assert_ok!(fund(SPONSOR, pool(0), amount));
			for (buyer, seller, mean) in means {
				rate(buyer, seller, mean);
			}
			let all = [SCHOOL, COLLEGE, COMPANY, SPONSOR];
			let parts = all.map(|owner| Rewards::part(pool(0), owner));
			assert!(parts.iter().sum::<Amount>() <= amount);
			assert!(parts.iter().all(|part| *part <= amount * 2 / 5));
		});
	}
}
