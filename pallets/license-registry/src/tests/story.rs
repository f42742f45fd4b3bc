// SPDX-License-Identifier: Apache-2.0

//! A business license from its issuing to its end.

use super::*;

#[test]
fn a_business_license_in_two_cities() {
	ExtBuilder::build_and_execute(|| {
		// A neighbor that does not issue this type recognizes what the city issues.
		registered();
		assert_ok!(Registry::recognize(signed(COLLEAGUE), code(), conditions()));
		issue(draft(1));

		// The company shows two of nine fields to the neighbor, without asking anybody.
		let shown = |id| LicenseQuery {
			disclosed: vec![disclosure(0), disclosure(6)],
			asking: Some(NEIGHBOR),
			..query(id)
		};
		assert_eq!(failures_for(shown(FIRST)), []);

		// The bank looks at it with consent.
		assert_ok!(Registry::request_consent(signed(BANKER), FIRST, terms()));
		assert_ok!(Registry::give_consent(signed(MANAGER), GIVEN));
		assert_ok!(use_it());

		set_clock(START + DAY);
		let reason = WithholdingReason::Rectification;
		assert_ok!(Registry::withhold(signed(REGISTRAR), FIRST, reason));
		let withheld = Cause::Withheld { reason, since: START + DAY };
		assert_eq!(failures_for(shown(FIRST)), causes(&[withheld]));
		assert_noop!(use_it(), Error::<Test>::Withheld);
		assert_ok!(Registry::release(signed(REGISTRAR), FIRST));

		set_clock(START + 2 * DAY);
		assert_ok!(Registry::renew(signed(REGISTRAR), FIRST, renewal(1, 2)));
		assert_eq!(failures_for(shown(FIRST)), causes(&[Cause::Superseded { by: SECOND }]));
		assert_eq!(failures_for(shown(SECOND)), []);
		assert_ok!(use_it());

		// The company moves; the bank's consent moves along, the recognition does not.
		neighbor_appointed();
		assert_ok!(Registry::offer_transfer(signed(REGISTRAR), SECOND, NEIGHBOR));
		let Draft { valid_from, valid_until, .. } = renewal(1, 2);
		let taken = Draft { valid_from, valid_until, ..transferred(3) };
		assert_ok!(Registry::transfer_in(signed(COLLEAGUE), SECOND, taken));
		assert_ok!(use_it());
		let asked = |asking| LicenseQuery { asking: Some(asking), ..query(THIRD) };
		assert_eq!(failures_for(asked(NEIGHBOR)), []);
		assert_eq!(failures_for(asked(CITY)), [Failure::NotRecognized { why: Unrecognized::Type }]);

		let (reason, sanction) = (RevocationReason::Violation, true);
		assert_ok!(Registry::revoke(signed(COLLEAGUE), THIRD, reason, sanction));
		let code_of = |id| check(id).license.unwrap().status_code;
		assert_eq!(
			[FIRST, SECOND, THIRD].map(code_of),
			[StatusCode::Lapsed, StatusCode::TransferredOut, StatusCode::RevokedAsSanction]
		);
		let revoked = |issuer| {
			let purpose = StatusPurpose::Revocation;
			Registry::query_status_list(issuer, code(), purpose, 0).unwrap().bits[0]
		};
		assert_eq!((revoked(CITY), revoked(NEIGHBOR)), (0b1100_0000, 0b1000_0000));

		let told = |id| history(id).into_iter().map(|(by, _)| by).collect::<Vec<_>>();
		assert_eq!(told(FIRST), [REGISTRAR; 4]);
		assert_eq!(told(SECOND), [REGISTRAR, REGISTRAR, COLLEAGUE]);
		assert_eq!(told(THIRD), [COLLEAGUE; 2]);
		let uses = Registry::query_uses(THIRD, None, 100).items;
		assert_eq!(
			uses.iter().map(|it| it.entry.license).collect::<Vec<_>>(),
			[FIRST, SECOND, THIRD]
		);
	});
}
