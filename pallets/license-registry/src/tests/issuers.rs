// SPDX-License-Identifier: Apache-2.0

//! Appointing and dismissing issuers.

use super::*;
use sp_runtime::DispatchResult;

fn appoint(organization: OrganizationId, digits: &str) -> DispatchResult {
	Registry::appoint_issuer(signed(GOVERNOR), code(), organization, division(digits))
}

#[test]
fn an_issuer_is_appointed_for_a_jurisdiction() {
	ExtBuilder::build_and_execute(|| {
		registered();
		events();
		set_clock(START + DAY);
		assert_ok!(appoint(NEIGHBOR, "3402"));
		assert_eq!(
			Appointments::<Test>::get(code(), NEIGHBOR),
			Some(Appointment { jurisdiction: division("3402"), since: START + DAY })
		);
		let (actor, type_code, jurisdiction) = (actor(GOVERNOR), code(), division("3402"));
		let organization = NEIGHBOR;
		assert_eq!(
			events(),
			[Event::IssuerAppointed { actor, type_code, organization, jurisdiction }]
		);
	});
}

#[test]
fn it_can_be_appointed_for_somewhere_else() {
	ExtBuilder::build_and_execute(|| {
		issued();
		assert_noop!(appoint(CITY, "3401"), Error::<Test>::Unchanged);
		assert_ok!(appoint(CITY, "340103"));
		assert_noop!(
			Registry::issue(signed(REGISTRAR), draft(2)),
			Error::<Test>::OutsideJurisdiction
		);
		issue(Draft { jurisdiction: division("340103"), ..draft(2) });
	});
}

#[test]
fn an_appointment_lies_within_the_types_jurisdiction() {
	ExtBuilder::build_and_execute(|| {
		registered();
		for bad in ["340", "3400"] {
			assert_noop!(appoint(NEIGHBOR, bad), Error::<Test>::InvalidJurisdiction);
		}
		for outside in ["", "31", "3101"] {
			assert_noop!(appoint(NEIGHBOR, outside), Error::<Test>::OutsideJurisdiction);
		}
		assert_ok!(appoint(NEIGHBOR, "34"));
	});
}

#[test]
fn who_is_appointed_is_another_organization_on_the_chain() {
	ExtBuilder::build_and_execute(|| {
		registered();
		assert_noop!(appoint(UNKNOWN, "34"), Error::<Test>::UnknownParty);
		assert_noop!(appoint(PROVINCE, "34"), Error::<Test>::OwnType);
		// Whether it may issue at all is the council's matter, and may still come.
		assert_ok!(appoint(BANK, "34"));
		suspend(NEIGHBOR, true);
		assert_ok!(appoint(NEIGHBOR, "34"));
	});
}

#[test]
fn only_the_authority_appoints_and_dismisses() {
	ExtBuilder::build_and_execute(|| {
		registered();
		for account in [REGISTRAR, COLLEAGUE] {
			assert_noop!(
				Registry::appoint_issuer(signed(account), code(), NEIGHBOR, division("3401")),
				Error::<Test>::NotAuthorized
			);
			assert_noop!(
				Registry::dismiss_issuer(signed(account), code(), CITY),
				Error::<Test>::NotAuthorized
			);
		}
		assert_noop!(
			Registry::appoint_issuer(signed(GOVERNOR), other_code(), CITY, division("34")),
			Error::<Test>::TypeNotFound
		);
		assert_noop!(
			Registry::dismiss_issuer(signed(GOVERNOR), other_code(), CITY),
			Error::<Test>::TypeNotFound
		);
	});
}

#[test]
fn a_dismissed_issuer_issues_no_more() {
	ExtBuilder::build_and_execute(|| {
		issued();
		events();
		assert_ok!(Registry::dismiss_issuer(signed(GOVERNOR), code(), CITY));
		let (actor, type_code, organization) = (actor(GOVERNOR), code(), CITY);
		assert_eq!(events(), [Event::IssuerDismissed { actor, type_code, organization }]);
		assert_noop!(
			Registry::dismiss_issuer(signed(GOVERNOR), code(), CITY),
			Error::<Test>::NotAnIssuer
		);
		for result in [
			Registry::issue(signed(REGISTRAR), draft(2)),
			Registry::renew(signed(REGISTRAR), FIRST, renewal(1, 2)),
			Registry::amend(signed(REGISTRAR), FIRST, next_draft(1, 2)),
			Registry::withhold(signed(REGISTRAR), FIRST, WithholdingReason::Other),
		] {
			assert_eq!(result, Err(Error::<Test>::NotAnIssuer.into()));
		}
		// What it issued is still there.
		assert_eq!(failures(FIRST), []);
	});
}

#[test]
fn the_authority_itself_issues_everywhere_in_its_jurisdiction() {
	ExtBuilder::build_and_execute(|| {
		registered();
		for (serial, digits) in [(1, "34"), (2, "3401"), (3, "340224")] {
			let draft = Draft { jurisdiction: division(digits), ..draft(serial) };
			assert_ok!(Registry::issue(signed(GOVERNOR), draft));
		}
		let outside = Draft { jurisdiction: division("31"), ..draft(4) };
		assert_noop!(
			Registry::issue(signed(GOVERNOR), outside),
			Error::<Test>::OutsideJurisdiction
		);
		assert_noop!(
			Registry::dismiss_issuer(signed(GOVERNOR), code(), PROVINCE),
			Error::<Test>::NotAnIssuer
		);
	});
}
