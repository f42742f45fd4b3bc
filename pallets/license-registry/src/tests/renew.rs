// SPDX-License-Identifier: Apache-2.0

use super::*;
use sp_runtime::DispatchResult;

fn attempt(draft: Draft) -> DispatchResult {
	Registry::renew(signed(REGISTRAR), FIRST, draft)
}

#[test]
fn a_renewal_is_the_next_version() {
	ExtBuilder::build_and_execute(|| {
		issued();
		set_clock(START + DAY);
		events();
		assert_ok!(attempt(renewal(1, 2)));

		let by = Succession { license: SECOND, operation: Operation::Renewed };
		assert_eq!(license(FIRST).successor, Some(by));
		assert_eq!(license(FIRST).status, Status::Active);
		let renewed = license(SECOND);
		assert_eq!((renewed.predecessor, renewed.certificate), (Some(FIRST), FIRST));
		assert_eq!((renewed.operation, renewed.position), (Operation::Renewed, 1));
		assert_eq!(renewed.valid_until, Some(START + DAY + 5 * YEAR));
		assert_eq!(InEffect::<Test>::get(FIRST), Some(SECOND));

		let entry =
			Entry { at: START + DAY, block: 2, by: actor(REGISTRAR), act: Act::Superseded { by } };
		assert_eq!(
			events(),
			[
				Event::Issued {
					actor: actor(REGISTRAR),
					license: SECOND,
					number: license_number(code(), 1, 2),
					operation: Operation::Renewed,
					predecessor: Some(FIRST),
				},
				Event::Changed { license: FIRST, index: 1, entry },
			]
		);
		assert_eq!(history(SECOND), [(REGISTRAR, Act::Issued { operation: Operation::Renewed })]);
		assert_eq!(failures(FIRST), causes(&[Cause::Superseded { by: SECOND }]));
		assert_eq!(failures(SECOND), []);
	});
}

#[test]
fn a_chain_has_one_version_in_effect() {
	ExtBuilder::build_and_execute(|| {
		issued();
		for version in 2..6_u16 {
			set_clock(Now::get() + DAY);
			let former = LicenseId(u64::from(version) - 2);
			let renewed = Registry::renew(signed(REGISTRAR), former, renewal(1, version));
			assert_ok!(renewed);
			assert_noop!(
				Registry::renew(signed(REGISTRAR), former, renewal(1, version)),
				Error::<Test>::Superseded
			);
		}
		let last = LicenseId(4);
		for former in 0..4 {
			// The one in effect, not the next one.
			let superseded = causes(&[Cause::Superseded { by: last }]);
			assert_eq!(failures(LicenseId(former)), superseded);
		}
		assert_eq!(failures(last), []);
		assert_eq!(license(last).certificate, FIRST);
	});
}

#[test]
fn the_predecessor_is_the_issuers_and_in_effect() {
	ExtBuilder::build_and_execute(|| {
		issued();
		neighbor_appointed();
		assert_noop!(
			Registry::renew(signed(REGISTRAR), NO_LICENSE, renewal(1, 2)),
			Error::<Test>::NotFound
		);
		for account in [GOVERNOR, COLLEAGUE] {
			assert_noop!(
				Registry::renew(signed(account), FIRST, renewal(1, 2)),
				Error::<Test>::NotAuthorized
			);
		}
		assert_ok!(Registry::withhold(signed(REGISTRAR), FIRST, WithholdingReason::Other));
		set_clock(START + DAY);
		assert_noop!(attempt(renewal(1, 2)), Error::<Test>::InvalidState);
		assert_ok!(Registry::release(signed(REGISTRAR), FIRST));
		assert_ok!(attempt(renewal(1, 2)));
		assert_noop!(attempt(renewal(1, 3)), Error::<Test>::Superseded);
		assert_ok!(Registry::cancel(signed(REGISTRAR), SECOND, CancellationReason::Other));
		assert_noop!(
			Registry::renew(signed(REGISTRAR), SECOND, renewal(1, 3)),
			Error::<Test>::InvalidState
		);
	});
}

#[test]
fn the_identifier_counts_on() {
	ExtBuilder::build_and_execute(|| {
		issued();
		set_clock(START + DAY);
		let other_authority = LicenseNumber::new(code(), b"340200", b"000000001", 2).unwrap();
		for bad in [
			renewal(1, 1),
			renewal(1, 3),
			renewal(2, 2),
			Draft { number: text(&other_authority), ..renewal(1, 2) },
		] {
			assert_noop!(attempt(bad), Error::<Test>::WrongSequence);
		}
		let number = text(&license_number(other_code(), 1, 2));
		assert_noop!(attempt(Draft { number, ..renewal(1, 2) }), Error::<Test>::TypeMismatch);
		let number = BoundedVec::truncate_from(b"1.2".to_vec());
		assert_noop!(attempt(Draft { number, ..renewal(1, 2) }), Error::<Test>::InvalidNumber);
	});
}

#[test]
fn it_counts_to_999() {
	ExtBuilder::build().execute_with(|| {
		issued();
		Licenses::<Test>::mutate_extant(FIRST, |it| it.number = license_number(code(), 1, 998));
		set_clock(START + DAY);
		assert_ok!(attempt(renewal(1, 999)));
		set_clock(START + 2 * DAY);
		for version in [1, 998, 999] {
			assert_noop!(
				Registry::renew(signed(REGISTRAR), SECOND, renewal(1, version)),
				Error::<Test>::WrongSequence
			);
		}
	});
}

#[test]
fn an_identifier_that_was_used_is_not_used_again() {
	ExtBuilder::build().execute_with(|| {
		issued();
		LicenseByNumber::<Test>::insert(license_number(code(), 1, 2), NO_LICENSE);
		set_clock(START + DAY);
		assert_noop!(attempt(renewal(1, 2)), Error::<Test>::AlreadyIssued);
	});
}

#[test]
fn a_renewal_has_begun_and_ends_later() {
	ExtBuilder::build_and_execute(|| {
		issued();
		let now = START + 2 * YEAR;
		set_clock(now);
		let until = START + 4 * YEAR;
		let period =
			|valid_from, valid_until| Draft { valid_from, valid_until, ..next_draft(1, 2) };
		for bad in [
			// There would be a gap.
			period(now + 1, Some(until + YEAR)),
			period(until, Some(until + 5 * YEAR)),
			// No longer than before.
			period(now, Some(until)),
			period(now, Some(now + YEAR)),
			// Not within the rules.
			period(now, Some(now + 5 * YEAR + 1)),
			period(now, None),
		] {
			assert_noop!(attempt(bad), Error::<Test>::InvalidPeriod);
		}
		assert_ok!(attempt(period(now, Some(until + 1))));
	});
}

#[test]
fn what_has_expired_can_be_renewed() {
	ExtBuilder::build_and_execute(|| {
		issued();
		set_clock(START + 6 * YEAR);
		assert_ok!(attempt(renewal(1, 2)));
		assert_eq!(failures(SECOND), []);
		assert_eq!(
			failures(FIRST),
			causes(
				&[Cause::Superseded { by: SECOND }, Cause::Expired { since: START + 4 * YEAR },]
			)
		);
	});
}

#[test]
fn what_has_no_end_is_not_renewed() {
	ExtBuilder::build_and_execute(|| {
		registered();
		assert_ok!(Registry::amend_type(signed(GOVERNOR), code(), unlimited()));
		let endless = |draft| Draft { type_version: 2, valid_until: None, ..draft };
		issue(endless(draft(1)));
		issue(Draft { type_version: 2, ..draft(2) });
		set_clock(START + DAY);
		assert_noop!(attempt(endless(renewal(1, 2))), Error::<Test>::InvalidPeriod);
		let with_an_end = Draft { type_version: 2, ..renewal(1, 2) };
		assert_noop!(attempt(with_an_end), Error::<Test>::InvalidPeriod);
		// But what has an end may lose it.
		assert_ok!(Registry::renew(signed(REGISTRAR), SECOND, endless(renewal(2, 2))));
	});
}

#[test]
fn the_holder_stays() {
	ExtBuilder::build_and_execute(|| {
		issued();
		set_clock(START + DAY);
		let draft = renewal(1, 2);
		let other = Holder { party: party(BANKER), ..draft.holder };
		assert_noop!(
			attempt(Draft { holder: other, ..draft.clone() }),
			Error::<Test>::HolderMismatch
		);
		// With another salt, perhaps.
		let holder = Holder { commitment: H256::repeat_byte(1), ..draft.holder };
		assert_ok!(attempt(Draft { holder, ..draft }));
		assert!(LicensesOf::<Test>::contains_key(party(MANAGER), SECOND));
	});
}

#[test]
fn what_a_new_license_needs_a_renewal_needs() {
	ExtBuilder::build_and_execute(|| {
		issued();
		set_clock(START + DAY);
		let good = renewal(1, 2);
		for (bad, error) in [
			(Draft { root: H256::zero(), ..good.clone() }, Error::<Test>::InvalidContent),
			(Draft { jurisdiction: division("3402"), ..good.clone() }, Error::OutsideJurisdiction),
			(Draft { jurisdiction: division("3"), ..good.clone() }, Error::InvalidJurisdiction),
			(Draft { type_version: 2, ..good.clone() }, Error::StaleVersion),
			(Draft { base: Some(NO_LICENSE), ..good.clone() }, Error::InvalidBase),
		] {
			assert_noop!(attempt(bad), error);
		}
		remove(COMPANY);
		assert_noop!(attempt(good.clone()), Error::<Test>::UnknownParty);
		let rules = Rules { organizations: false, ..form().rules };
		assert_ok!(Registry::amend_type(signed(GOVERNOR), code(), Form { rules, ..form() }));
		assert_noop!(attempt(Draft { type_version: 2, ..good }), Error::<Test>::InvalidHolder);
	});
}

#[test]
fn a_retired_type_is_not_renewed() {
	ExtBuilder::build_and_execute(|| {
		issued();
		set_clock(START + DAY);
		assert_ok!(Registry::retire_type(signed(GOVERNOR), code()));
		assert_noop!(attempt(renewal(1, 2)), Error::<Test>::TypeRetired);
	});
}

#[test]
fn an_offer_ends() {
	ExtBuilder::build_and_execute(|| {
		issued();
		neighbor_appointed();
		assert_ok!(Registry::offer_transfer(signed(REGISTRAR), FIRST, NEIGHBOR));
		set_clock(START + DAY);
		assert_ok!(attempt(renewal(1, 2)));
		assert_noop!(
			Registry::transfer_in(signed(COLLEAGUE), FIRST, transferred(2)),
			Error::<Test>::NotOffered
		);
	});
}
