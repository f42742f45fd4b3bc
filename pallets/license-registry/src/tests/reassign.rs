// SPDX-License-Identifier: Apache-2.0

//! Another party speaks for the holder.

use super::*;
use sp_runtime::DispatchResult;

fn reassign(to: Party) -> DispatchResult {
	Registry::reassign(signed(REGISTRAR), FIRST, to)
}

#[test]
fn the_license_is_listed_under_the_new_party() {
	ExtBuilder::build_and_execute(|| {
		issued();
		let (from, to) = (party(MANAGER), party(ALICE));
		assert_ok!(reassign(to));
		assert_eq!(changed(FIRST).act, Act::Reassigned { from, to });
		assert_eq!(license(FIRST).holder.party, to);
		assert_eq!(license(FIRST).holder.commitment, draft(1).holder.commitment);
		assert!(LicensesOf::<Test>::contains_key(to, FIRST));
		assert!(!LicensesOf::<Test>::contains_key(from, FIRST));
		assert_eq!(failures(FIRST), []);
	});
}

#[test]
fn a_recovered_person_needs_nothing() {
	ExtBuilder::build_and_execute(|| {
		registered();
		let holder = Holder { party: party(ALICE), ..draft(1).holder };
		issue(Draft { holder, ..draft(1) });
		// Another account signs for the person.
		let person = PersonId(0);
		People::mutate(|people| {
			people.remove(&ALICE);
			people.insert(STRANGER, person)
		});
		assert_ok!(Registry::authorize(signed(STRANGER), FIRST, BANK, terms()));
		assert!(Registry::authorize(signed(ALICE), FIRST, BANK, terms()).is_err());
		let page = Registry::query_licenses_of(Party::Person(person), None, 10);
		assert_eq!(page.items.len(), 1);
	});
}

#[test]
fn the_new_party_is_another_one_that_is_admitted_and_there() {
	ExtBuilder::build_and_execute(|| {
		registered();
		let rules = Rules { persons: false, ..form().rules };
		assert_ok!(Registry::amend_type(signed(GOVERNOR), code(), Form { rules, ..form() }));
		issue(Draft { type_version: 2, ..draft(1) });
		assert_noop!(reassign(party(MANAGER)), Error::<Test>::Unchanged);
		assert_noop!(reassign(party(ALICE)), Error::<Test>::InvalidHolder);
		assert_noop!(reassign(Party::Organization(UNKNOWN)), Error::<Test>::UnknownParty);
		assert_ok!(reassign(party(BANKER)));
	});
}

#[test]
fn only_the_issuer_decides_about_what_is_in_effect() {
	ExtBuilder::build_and_execute(|| {
		renewed();
		let to = party(ALICE);
		assert_noop!(reassign(to), Error::<Test>::Superseded);
		for account in [GOVERNOR, COLLEAGUE] {
			assert_noop!(
				Registry::reassign(signed(account), SECOND, to),
				Error::<Test>::NotAuthorized
			);
		}
		assert_noop!(
			Registry::reassign(signed(REGISTRAR), NO_LICENSE, to),
			Error::<Test>::NotFound
		);
		assert_ok!(Registry::reassign(signed(REGISTRAR), SECOND, to));
		// Former versions stay with whom they were issued for.
		assert_eq!(license(FIRST).holder.party, party(MANAGER));
	});
}

#[test]
fn whoever_spoke_for_the_holder_no_longer_does() {
	ExtBuilder::build_and_execute(|| {
		authorized();
		assert_ok!(Registry::request_consent(signed(COLLEAGUE), FIRST, terms()));
		assert_ok!(reassign(party(ALICE)));
		assert_eq!(standing(GIVEN), ConsentStanding::HolderReplaced);
		for result in [
			Registry::give_consent(signed(MANAGER), AGAIN),
			Registry::withdraw_consent(signed(MANAGER), GIVEN),
			Registry::authorize(signed(MANAGER), FIRST, BANK, terms()),
		] {
			assert_eq!(result, Err(Error::<Test>::NotAuthorized.into()));
		}
		assert_noop!(use_it(), Error::<Test>::HolderReplaced);
		assert_ok!(Registry::withdraw_consent(signed(ALICE), GIVEN));
		assert_ok!(Registry::give_consent(signed(ALICE), AGAIN));
	});
}

#[test]
fn a_license_that_ended_is_reassigned_too() {
	ExtBuilder::build_and_execute(|| {
		issued();
		assert_ok!(Registry::cancel(signed(REGISTRAR), FIRST, CancellationReason::Other));
		assert_ok!(reassign(party(ALICE)));
	});
}
