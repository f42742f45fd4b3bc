// SPDX-License-Identifier: Apache-2.0

//! Certificates that go over to another issuer.

use super::*;
use sp_runtime::DispatchResult;

fn offer() -> DispatchResult {
	Registry::offer_transfer(signed(REGISTRAR), FIRST, NEIGHBOR)
}

fn take(draft: Draft) -> DispatchResult {
	Registry::transfer_in(signed(COLLEAGUE), FIRST, draft)
}

fn with_offer(test: impl FnOnce()) {
	ExtBuilder::build_and_execute(|| {
		issued();
		neighbor_appointed();
		assert_ok!(offer());
		test();
	});
}

#[test]
fn an_offered_license_stays_valid() {
	with_offer(|| {
		assert_eq!(changed(FIRST).act, Act::Offered { to: NEIGHBOR });
		assert_eq!(license(FIRST).offered_to, Some(NEIGHBOR));
		let report = check(FIRST);
		assert!(report.valid);
		assert_eq!(report.warnings, [Warning::Offered { to: NEIGHBOR }]);
		assert_eq!(report.license.unwrap().status_code, StatusCode::Valid);
	});
}

#[test]
fn the_other_issuer_takes_it_over() {
	with_offer(|| {
		set_clock(START + DAY);
		assert_ok!(take(transferred(2)));
		let by = Succession { license: SECOND, operation: Operation::TransferredIn };
		assert_eq!(changed(FIRST).act, Act::Superseded { by });
		assert_eq!(changed_by(FIRST), actor(COLLEAGUE));
		let (former, new) = (license(FIRST), license(SECOND));
		assert_eq!((former.successor, former.offered_to), (Some(by), None));
		assert_eq!((new.issuer, new.operation), (NEIGHBOR, Operation::TransferredIn));
		assert_eq!((new.certificate, new.predecessor), (FIRST, Some(FIRST)));
		// The first of the other issuer's series.
		assert_eq!(new.position, 0);

		let report = check(FIRST);
		assert_eq!(report.failures, causes(&[Cause::TransferredOut { by: SECOND }]));
		assert_eq!(report.license.unwrap().status_code, StatusCode::TransferredOut);
		assert_eq!(failures(SECOND), []);
	});
}

fn changed_by(id: LicenseId) -> ActorOf<Test> {
	History::<Test>::get(id, license(id).history_length - 1).unwrap().by
}

#[test]
fn then_the_former_issuer_has_no_say() {
	with_offer(|| {
		assert_ok!(take(transferred(2)));
		assert_noop!(
			Registry::withhold(signed(REGISTRAR), SECOND, WithholdingReason::Other),
			Error::<Test>::NotAuthorized
		);
		assert_noop!(
			Registry::withhold(signed(REGISTRAR), FIRST, WithholdingReason::Other),
			Error::<Test>::Superseded
		);
		assert_ok!(Registry::withhold(signed(COLLEAGUE), SECOND, WithholdingReason::Other));
	});
}

#[test]
fn it_goes_over_once_and_can_go_back() {
	with_offer(|| {
		assert_ok!(take(transferred(2)));
		assert_noop!(take(transferred(3)), Error::<Test>::NotOffered);
		assert_ok!(Registry::offer_transfer(signed(COLLEAGUE), SECOND, CITY));
		// Under the identifier that it had here, or another one.
		assert_ok!(Registry::transfer_in(signed(REGISTRAR), SECOND, next_draft(1, 3)));
		assert_eq!(failures(FIRST), causes(&[Cause::TransferredOut { by: THIRD }]));
		assert_eq!(failures(THIRD), []);
	});
}

#[test]
fn only_whom_it_was_offered_takes_it() {
	with_offer(|| {
		assert_noop!(
			Registry::transfer_in(signed(GOVERNOR), FIRST, transferred(2)),
			Error::<Test>::NotOffered
		);
		assert_noop!(
			Registry::transfer_in(signed(COLLEAGUE), NO_LICENSE, transferred(2)),
			Error::<Test>::NotFound
		);
		// Another offer takes the place of the former.
		assert_ok!(Registry::offer_transfer(signed(REGISTRAR), FIRST, PROVINCE));
		assert_noop!(take(transferred(2)), Error::<Test>::NotOffered);
		assert_ok!(Registry::transfer_in(signed(GOVERNOR), FIRST, next_draft(1, 2)));
		assert_eq!(license(SECOND).issuer, PROVINCE);
	});
}

#[test]
fn a_receiving_issuer_must_be_one_still() {
	with_offer(|| {
		assert_ok!(Registry::dismiss_issuer(signed(GOVERNOR), code(), NEIGHBOR));
		assert_noop!(take(transferred(2)), Error::<Test>::NotAnIssuer);
	});
}

#[test]
fn what_is_taken_over_is_the_same_certificate() {
	with_offer(|| {
		let good = transferred(2);
		let person = Holder { party: party(ALICE), ..good.holder };
		let other = text(&license_number(other_code(), 1, 2));
		for (bad, error) in [
			(transferred(1), Error::<Test>::WrongSequence),
			(transferred(3), Error::WrongSequence),
			(Draft { number: other, ..good.clone() }, Error::TypeMismatch),
			(Draft { holder: person, ..good.clone() }, Error::HolderMismatch),
			(Draft { valid_until: Some(START + YEAR), ..good.clone() }, Error::InvalidPeriod),
			(Draft { valid_from: START + 1, ..good.clone() }, Error::InvalidPeriod),
			(Draft { jurisdiction: division("3401"), ..good.clone() }, Error::OutsideJurisdiction),
			(Draft { type_version: 2, ..good.clone() }, Error::StaleVersion),
			(Draft { number: draft(1).number, ..good.clone() }, Error::WrongSequence),
			(Draft { root: H256::zero(), ..good }, Error::InvalidContent),
		] {
			assert_noop!(take(bad), error);
		}
	});
}

#[test]
fn a_license_without_effect_is_not_taken_over() {
	with_offer(|| {
		assert_ok!(Registry::withhold(signed(REGISTRAR), FIRST, WithholdingReason::Other));
		assert_noop!(take(transferred(2)), Error::<Test>::InvalidState);
		assert_ok!(Registry::release(signed(REGISTRAR), FIRST));
		assert_ok!(take(transferred(2)));
	});
}

#[test]
fn an_end_ends_the_offer() {
	with_offer(|| {
		assert_ok!(Registry::cancel(signed(REGISTRAR), FIRST, CancellationReason::Other));
		assert_noop!(take(transferred(2)), Error::<Test>::NotOffered);
		assert_noop!(offer(), Error::<Test>::InvalidState);
	});
}

#[test]
fn certificates_of_a_retired_type_go_over() {
	with_offer(|| {
		assert_ok!(Registry::retire_type(signed(GOVERNOR), code()));
		assert_ok!(take(transferred(2)));
		assert_eq!(failures(SECOND), []);
	});
}

#[test]
fn an_offer_is_made_to_another_issuer_of_the_type() {
	ExtBuilder::build_and_execute(|| {
		issued();
		assert_noop!(offer(), Error::<Test>::NotAnIssuer);
		neighbor_appointed();
		assert_noop!(
			Registry::offer_transfer(signed(REGISTRAR), FIRST, CITY),
			Error::<Test>::Unchanged
		);
		assert_noop!(
			Registry::offer_transfer(signed(COLLEAGUE), FIRST, NEIGHBOR),
			Error::<Test>::NotAuthorized
		);
		assert_noop!(
			Registry::offer_transfer(signed(REGISTRAR), NO_LICENSE, NEIGHBOR),
			Error::<Test>::NotFound
		);
		assert_ok!(offer());
		assert_noop!(offer(), Error::<Test>::Unchanged);
		assert_ok!(Registry::withhold(signed(REGISTRAR), FIRST, WithholdingReason::Other));
		assert_noop!(
			Registry::offer_transfer(signed(REGISTRAR), FIRST, PROVINCE),
			Error::<Test>::InvalidState
		);
	});
}

#[test]
fn an_offer_is_withdrawn() {
	with_offer(|| {
		assert_noop!(
			Registry::withdraw_transfer(signed(COLLEAGUE), FIRST),
			Error::<Test>::NotAuthorized
		);
		assert_noop!(
			Registry::withdraw_transfer(signed(REGISTRAR), NO_LICENSE),
			Error::<Test>::NotFound
		);
		assert_ok!(Registry::withdraw_transfer(signed(REGISTRAR), FIRST));
		assert_eq!(changed(FIRST).act, Act::OfferWithdrawn);
		assert_noop!(
			Registry::withdraw_transfer(signed(REGISTRAR), FIRST),
			Error::<Test>::NotOffered
		);
		assert_noop!(take(transferred(2)), Error::<Test>::NotOffered);
		assert_eq!(check(FIRST).warnings, []);
	});
}

#[test]
fn of_a_former_version_nothing_is_offered_or_withdrawn() {
	ExtBuilder::build_and_execute(|| {
		renewed();
		neighbor_appointed();
		assert_noop!(offer(), Error::<Test>::Superseded);
		assert_noop!(
			Registry::withdraw_transfer(signed(REGISTRAR), FIRST),
			Error::<Test>::Superseded
		);
	});
}
