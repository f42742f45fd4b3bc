// SPDX-License-Identifier: Apache-2.0

use super::*;

const REASON: WithholdingReason = WithholdingReason::Investigation;

#[test]
fn a_withheld_license_has_no_effect_until_it_is_released() {
	ExtBuilder::build_and_execute(|| {
		issued();
		set_clock(START + DAY);
		assert_ok!(Registry::withhold(signed(REGISTRAR), FIRST, REASON));
		let entry = changed(FIRST);
		assert_eq!((entry.at, entry.block, entry.by), (START + DAY, 2, actor(REGISTRAR)));
		assert_eq!(entry.act, Act::Withheld { reason: REASON });
		assert_eq!(license(FIRST).status, Status::Withheld { reason: REASON, at: START + DAY });
		assert_eq!(
			failures(FIRST),
			causes(&[Cause::Withheld { reason: REASON, since: START + DAY }])
		);

		assert_ok!(Registry::release(signed(REGISTRAR), FIRST));
		assert_eq!(changed(FIRST).act, Act::Released);
		assert_eq!(license(FIRST).status, Status::Active);
		assert_eq!(failures(FIRST), []);
	});
}

#[test]
fn both_are_done_once() {
	ExtBuilder::build_and_execute(|| {
		issued();
		assert_noop!(Registry::release(signed(REGISTRAR), FIRST), Error::<Test>::InvalidState);
		assert_ok!(Registry::withhold(signed(REGISTRAR), FIRST, REASON));
		assert_noop!(
			Registry::withhold(signed(REGISTRAR), FIRST, REASON),
			Error::<Test>::InvalidState
		);
		assert_ok!(Registry::release(signed(REGISTRAR), FIRST));
		assert_noop!(Registry::release(signed(REGISTRAR), FIRST), Error::<Test>::InvalidState);
	});
}

#[test]
fn what_ended_or_was_superseded_is_neither() {
	ExtBuilder::build_and_execute(|| {
		renewed();
		assert_noop!(
			Registry::withhold(signed(REGISTRAR), FIRST, REASON),
			Error::<Test>::Superseded
		);
		assert_noop!(Registry::release(signed(REGISTRAR), FIRST), Error::<Test>::Superseded);
		assert_ok!(Registry::cancel(signed(REGISTRAR), SECOND, CancellationReason::Other));
		assert_noop!(
			Registry::withhold(signed(REGISTRAR), SECOND, REASON),
			Error::<Test>::InvalidState
		);
		assert_noop!(Registry::release(signed(REGISTRAR), SECOND), Error::<Test>::InvalidState);
	});
}

#[test]
fn only_the_issuer_decides() {
	ExtBuilder::build_and_execute(|| {
		issued();
		neighbor_appointed();
		for account in [GOVERNOR, COLLEAGUE, MANAGER] {
			assert!(Registry::withhold(signed(account), FIRST, REASON).is_err());
		}
		assert_noop!(
			Registry::withhold(signed(COLLEAGUE), FIRST, REASON),
			Error::<Test>::NotAuthorized
		);
		assert_noop!(
			Registry::withhold(signed(REGISTRAR), NO_LICENSE, REASON),
			Error::<Test>::NotFound
		);
		assert_noop!(Registry::release(signed(REGISTRAR), NO_LICENSE), Error::<Test>::NotFound);
		assert_ok!(Registry::withhold(signed(REGISTRAR), FIRST, REASON));
		assert_noop!(Registry::release(signed(GOVERNOR), FIRST), Error::<Test>::NotAuthorized);
	});
}

#[test]
fn a_license_expires_while_it_is_withheld() {
	ExtBuilder::build_and_execute(|| {
		issued();
		assert_ok!(Registry::withhold(signed(REGISTRAR), FIRST, REASON));
		let until = START + 4 * YEAR;
		set_clock(until);
		assert_eq!(
			failures(FIRST),
			causes(&[
				Cause::Withheld { reason: REASON, since: START },
				Cause::Expired { since: until },
			])
		);
		assert_ok!(Registry::release(signed(REGISTRAR), FIRST));
		assert_eq!(failures(FIRST), causes(&[Cause::Expired { since: until }]));
	});
}

#[test]
fn history_goes_on() {
	ExtBuilder::build().execute_with(|| {
		issued();
		Licenses::<Test>::mutate_extant(FIRST, |license| license.history_length = u32::MAX);
		assert_noop!(
			Registry::withhold(signed(REGISTRAR), FIRST, REASON),
			sp_runtime::ArithmeticError::Overflow
		);
	});
}
