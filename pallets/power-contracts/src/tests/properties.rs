// SPDX-License-Identifier: Apache-2.0

//! Random calls keep every invariant, and what one sells another buys.

use super::*;
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Step {
	Propose(Party, Party, bool, u32, u32, u32),
	Accept(Party, u64),
	Decline(Party, u64),
	Change(Party, u64, u32, Change),
	Agree(Party, u64),
	DeclineChange(Party, u64),
	Conclude(u64),
	Pass(Moment),
}

fn party() -> impl Strategy<Value = Party> {
	prop::sample::select(vec![PLANT, RETAILER, TRADER, HOUSEHOLD])
}

fn new_change() -> impl Strategy<Value = Change> {
	prop_oneof![
		(0..3_000_000_u64, 0..500_i64).prop_map(|(energy, price)| Change::Amend {
			profile: Profile::Flat(energy),
			pricing: Pricing::Fixed(price),
		}),
		party().prop_map(|to| Change::Transfer { to }),
		Just(Change::End),
	]
}

fn step() -> impl Strategy<Value = Step> {
	let id = || 0..6_u64;
	prop_oneof![
		(party(), party(), any::<bool>(), 0..5_u32, 1..12_u32, 1..2_000_000_u32).prop_map(
			|(a, b, sells, from, days, energy)| Step::Propose(a, b, sells, from, days, energy)
		),
		(party(), id()).prop_map(|(a, id)| Step::Accept(a, id)),
		(party(), id()).prop_map(|(a, id)| Step::Accept(a, id)),
		(party(), id()).prop_map(|(a, id)| Step::Decline(a, id)),
		(party(), id(), 0..12_u32, new_change())
			.prop_map(|(a, id, from, change)| Step::Change(a, id, from, change)),
		(party(), id()).prop_map(|(a, id)| Step::Agree(a, id)),
		(party(), id()).prop_map(|(a, id)| Step::Agree(a, id)),
		(party(), id()).prop_map(|(a, id)| Step::DeclineChange(a, id)),
		id().prop_map(Step::Conclude),
		prop_oneof![0..DAY, 0..40 * DAY].prop_map(Step::Pass),
	]
}

fn take(step: Step) {
	let _ = match step {
		Step::Propose(by, to, sells, from, days, energy) => {
			let from = TOMORROW + from;
			let profile = Profile::Flat(energy.into());
			let pricing = Pricing::Fixed(PRICE);
			let period = (from, from + days);
			Trade::propose(signer(by), MARKET, to, sells, period, profile, pricing, answer_by())
		}
		Step::Accept(by, id) => Trade::accept(signer(by), ContractId(id)),
		Step::Decline(by, id) => Trade::decline(signer(by), ContractId(id)),
		Step::Change(by, id, from, change) => {
			Trade::propose_change(signer(by), ContractId(id), TOMORROW + from, change, answer_by())
		}
		Step::Agree(by, id) => Trade::agree_change(signer(by), ContractId(id)),
		Step::DeclineChange(by, id) => Trade::decline_change(signer(by), ContractId(id)),
		Step::Conclude(id) => Trade::conclude(signer(PLANT), ContractId(id)),
		Step::Pass(time) => {
			pass(time);
			Ok(())
		}
	};
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn what_one_sells_another_buys(steps in prop::collection::vec(step(), 1..80)) {
		ExtBuilder::build_and_execute(|| {
			for step in steps {
				take(step);
				check();
				for day in [TOMORROW, TOMORROW + 4, TOMORROW + 11] {
					let all = [PLANT, RETAILER, TRADER, HOUSEHOLD].map(|party| traded(party, day));
					let sold: Energy = all.iter().map(|(sold, _)| sold).sum();
					let bought: Energy = all.iter().map(|(_, bought)| bought).sum();
					assert_eq!(sold, bought);
				}
			}
		});
	}
}
