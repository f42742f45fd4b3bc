// SPDX-License-Identifier: Apache-2.0

//! Who may not.

use super::*;

fn calls(origin: &RuntimeOrigin) -> [DispatchResult; 8] {
	let origin = || origin.clone();
	[
		EnergyBlocks::create(origin(), ROOF, AT, 1),
		EnergyBlocks::buy(origin(), ID, 90),
		EnergyBlocks::give(origin(), ID, NEIGHBOR),
		EnergyBlocks::split(origin(), ID, 1),
		EnergyBlocks::offer(origin(), ID, 1, None),
		EnergyBlocks::use_up(origin(), ID, HOUSE),
		EnergyBlocks::withdraw_offer(origin(), ID),
		EnergyBlocks::remove(origin(), ID),
	]
}

#[test]
fn strangers_do_nothing() {
	ExtBuilder::build_and_execute(|| {
		offered();
		let all = |error: DispatchError| [Err(error); 8];
		assert_eq!(calls(&signed(STRANGER)), all(DispatchError::Other("no person")));
		Released::set([covenant_primitives::PersonId(1)].into());
		assert_eq!(calls(&signed(FAMILYS)), all(DispatchError::Other("no person")));
		Suspended::set([covenant_primitives::OrganizationId(1)].into());
		assert_eq!(calls(&signed(HOTELS)), all(DispatchError::Other("suspended")));
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_eq!(calls(&origin), all(DispatchError::BadOrigin));
		}
	});
}

#[test]
fn operators_need_the_treasury() {
	use covenant_primitives::{testing::Lacking, Capability, OrganizationId};
	ExtBuilder::build_and_execute(|| {
		offered();
		Lacking::set([(OrganizationId(1), Capability::Treasury)].into());
		let lacking = DispatchError::Other("capability lacking");
		assert_eq!(calls(&signed(HOTELS)), [Err(lacking); 8]);
	});
}

#[test]
fn whoever_may_not_trade_makes_and_buys_nothing() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(create(HOTELS, BOILER, 60));
		assert_ok!(create(FAMILYS, ROOF, 50));
		assert_ok!(offer(FAMILYS, BlockId(1), 5, None));
		Barred::set([HOTEL].into());
		assert_noop!(create(HOTELS, BOILER, 1), DispatchError::Other("barred"));
		assert_noop!(buy(HOTELS, BlockId(1), 5), DispatchError::Other("barred"));
		// What it has it sells, and uses.
		assert_ok!(split(HOTELS, ID, 10));
		assert_ok!(offer(HOTELS, BlockId(2), 7, None));
		assert_ok!(buy(FAMILYS, BlockId(2), 7));
		assert_ok!(give(FAMILYS, BlockId(1), HOTEL));
		assert_ok!(use_up(HOTELS, BlockId(1), BOILER));
		assert_ok!(remove(HOTELS, BlockId(3)));
	});
}

#[test]
fn whoever_left_the_market_lets_its_blocks_lapse() {
	ExtBuilder::build_and_execute(|| {
		offered();
		Participants::mutate(|participants| participants.remove(&(MARKET, FAMILY)));
		assert_noop!(create(FAMILYS, ROOF, 1), DispatchError::Other("no participant"));
		for refused in [
			give(FAMILYS, ID, NEIGHBOR),
			split(FAMILYS, ID, 1),
			offer(FAMILYS, ID, 1, None),
			use_up(FAMILYS, ID, HOUSE),
		] {
			assert_eq!(refused, Err(Error::<Test>::NotParticipant.into()));
		}
		assert_noop!(buy(OUTSIDERS, ID, 90), DispatchError::Other("no participant"));
		assert_noop!(buy(HOTELS, ID, 90), Error::<Test>::NotParticipant);
		assert_ok!(withdraw_offer(FAMILYS, ID));
		assert_ok!(remove(FAMILYS, ID));
	});
}
