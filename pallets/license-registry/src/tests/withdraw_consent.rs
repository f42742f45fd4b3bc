// SPDX-License-Identifier: Apache-2.0

use super::*;
use sp_runtime::DispatchResult;

fn withdraw(account: AccountId) -> DispatchResult {
	Registry::withdraw_consent(signed(account), GIVEN)
}

#[test]
fn the_holder_withdraws_at_any_time() {
	ExtBuilder::build_and_execute(|| {
		authorized();
		assert_ok!(use_it());
		set_clock(START + DAY);
		events();
		assert_ok!(withdraw(MANAGER));
		let (by_holder, at) = (party(MANAGER), START + DAY);
		assert_eq!(consent(GIVEN).status, ConsentStatus::Withdrawn { by: by_holder, at });
		assert_eq!(events(), [Event::ConsentWithdrawn { by: by(MANAGER), consent: GIVEN }]);
		assert_eq!(standing(GIVEN), ConsentStanding::Withdrawn);
		assert_noop!(use_it(), Error::<Test>::ConsentWithdrawn);
		// What was logged stays.
		assert_eq!(UseCount::<Test>::get(FIRST), 1);
	});
}

#[test]
fn the_organization_gives_it_up() {
	ExtBuilder::build_and_execute(|| {
		authorized();
		assert_ok!(withdraw(BANKER));
		let by = party(BANKER);
		assert_eq!(consent(GIVEN).status, ConsentStatus::Withdrawn { by, at: START });
	});
}

#[test]
fn the_organization_withdraws_its_request() {
	ExtBuilder::build_and_execute(|| {
		requested();
		// The holder refuses it instead.
		assert_noop!(withdraw(MANAGER), Error::<Test>::InvalidState);
		assert_ok!(withdraw(BANKER));
		assert_eq!(OpenRequests::<Test>::iter().count(), 0);
		assert_noop!(Registry::give_consent(signed(MANAGER), GIVEN), Error::<Test>::InvalidState);
		assert_ok!(Registry::request_consent(signed(BANKER), FIRST, terms()));
	});
}

#[test]
fn nobody_else_does() {
	ExtBuilder::build_and_execute(|| {
		authorized();
		for account in [REGISTRAR, COLLEAGUE, ALICE] {
			assert_noop!(withdraw(account), Error::<Test>::NotAuthorized);
		}
		assert_noop!(
			Registry::withdraw_consent(signed(MANAGER), NO_CONSENT),
			Error::<Test>::ConsentNotFound
		);
	});
}

#[test]
fn once() {
	ExtBuilder::build_and_execute(|| {
		authorized();
		assert_ok!(withdraw(MANAGER));
		for account in [MANAGER, BANKER] {
			assert_noop!(withdraw(account), Error::<Test>::InvalidState);
		}
		assert_ok!(Registry::request_consent(signed(BANKER), FIRST, terms()));
		assert_ok!(Registry::refuse_consent(signed(MANAGER), AGAIN));
		for account in [MANAGER, BANKER] {
			assert_noop!(
				Registry::withdraw_consent(signed(account), AGAIN),
				Error::<Test>::InvalidState
			);
		}
	});
}

#[test]
fn whatever_became_of_the_license() {
	ExtBuilder::build_and_execute(|| {
		authorized();
		set_clock(START + DAY);
		assert_ok!(Registry::renew(signed(REGISTRAR), FIRST, renewal(1, 2)));
		assert_ok!(Registry::cancel(signed(REGISTRAR), SECOND, CancellationReason::Other));
		assert_ok!(withdraw(MANAGER));
	});
}
