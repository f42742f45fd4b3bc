// SPDX-License-Identifier: Apache-2.0

//! Admission, corrections, quotas and appointments by the council.

use crate::mock::*;
use Capability::*;

fn admit_with(name: &[u8], code: [u8; 18], granted: &[Capability], who: AccountId) -> Call {
	Call::admit {
		name: name.to_vec().try_into().unwrap(),
		uscc: code,
		kind: OrganizationKind::Notary,
		capabilities: capabilities(granted),
		quota: Quota { max: 7, recovery_per_block: 1, persons: 2 },
		administrator: who,
	}
}

fn admit(code: [u8; 18]) -> Call {
	admit_with(b"Notary", code, &[Notarize], EVE)
}

#[test]
fn an_organization_is_admitted() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(send(MAJORITY, admit(*uscc(9).as_bytes())));

		let id = OrganizationId(3);
		let account = Organizations::account_of(id);
		assert_eq!(
			last_event(),
			Event::Admitted {
				organization: id,
				uscc: uscc(9),
				account: account.clone(),
				administrator: EVE
			}
		);
		let record = crate::Organizations::<Test>::get(id).unwrap();
		assert_eq!(record.name.to_vec(), b"Notary");
		assert_eq!(record.admitted_at, Now::get());
		assert_eq!(record.status, Status::Active);
		assert_eq!((record.operators, record.administrators), (1, 1));
		assert_eq!(
			Organizations::operator(&EVE).unwrap(),
			Operator {
				organization: id,
				administrator: true,
				capabilities: capabilities(&[Treasury, ManageMembers, Notarize, ShareData]),
			}
		);
		assert_eq!((providers(&account), providers(&EVE)), (1, 1));
	});
}

#[test]
fn codes_are_checked() {
	ExtBuilder::default().build_and_execute(|| {
		for (code, error) in [
			(*b"91110000600037341N", Error::WrongCheckCharacter),
			(*b"A1110000600037341L", Error::WrongCheckCharacter),
			(*b"91110000600037341I", Error::InvalidUscc),
			(*b"91110000600037341l", Error::InvalidUscc),
			([0; 18], Error::InvalidUscc),
			([0xFF; 18], Error::InvalidUscc),
			(*uscc(0).as_bytes(), Error::AlreadyExists),
		] {
			assert_noop!(send(MAJORITY, admit(code)), error);
		}
		assert_ok!(send(MAJORITY, admit(*b"91110000600037341L")));
		assert_noop!(send(MAJORITY, admit(*b"91110000600037341L")), Error::AlreadyExists);
	});
}

#[test]
fn admission_refuses_what_makes_no_sense() {
	ExtBuilder::default().build_and_execute(|| {
		let code = *uscc(9).as_bytes();
		for name in [&b""[..], b"  ", b"\xFF\xFE"] {
			assert_noop!(send(MAJORITY, admit_with(name, code, &[], EVE)), Error::InvalidName);
		}
		assert_noop!(
			send(MAJORITY, admit_with(b"N", code, &[Notarize, Treasury], EVE)),
			Error::InherentCapability
		);
		for (account, error) in [
			(BOB, Error::AlreadyOperator),
			(PERSON, Error::HasOtherRole),
			(Organizations::account_of(SCHOOL), Error::OrganizationAccount),
			(Organizations::account_of(OrganizationId(3)), Error::OrganizationAccount),
		] {
			assert_noop!(send(MAJORITY, admit_with(b"N", code, &[], account)), error);
		}
		NextOrganizationId::<Test>::put(OrganizationId(u32::MAX));
		assert_noop!(send(MAJORITY, admit(code)), Error::TooManyOrganizations);
	});
}

#[test]
fn a_record_is_amended() {
	ExtBuilder::default().build_and_execute(|| {
		let amend = |name: Option<&[u8]>, uscc: Option<Uscc>, kind| Call::amend {
			organization: BANK,
			name: name.map(|name| name.to_vec().try_into().unwrap()),
			uscc: uscc.map(|code| *code.as_bytes()),
			kind,
		};
		assert_ok!(send(MAJORITY, amend(Some("银行".as_bytes()), Some(uscc(7)), None)));
		assert_eq!(last_event(), Event::Amended { organization: BANK, uscc: uscc(7) });
		let record = crate::Organizations::<Test>::get(BANK).unwrap();
		assert_eq!(record.name.to_vec(), "银行".as_bytes());
		assert_eq!(record.kind, OrganizationKind::Bank);
		assert_eq!(OrganizationByUscc::<Test>::get(uscc(0)), None);
		assert_eq!(OrganizationByUscc::<Test>::get(uscc(7)), Some(BANK));

		assert_ok!(send(MAJORITY, amend(None, Some(uscc(7)), Some(OrganizationKind::Other))));
		for call in
			[amend(None, None, None), amend(None, Some(uscc(7)), Some(OrganizationKind::Other))]
		{
			assert_noop!(send(MAJORITY, call), Error::NoChange);
		}
		assert_noop!(send(MAJORITY, amend(Some(b""), None, None)), Error::InvalidName);
		assert_noop!(send(MAJORITY, amend(None, Some(uscc(2)), None)), Error::AlreadyExists);
		assert_noop!(
			send(
				MAJORITY,
				Call::amend {
					organization: BANK,
					name: None,
					uscc: Some(*b"91110000600037341N"),
					kind: None
				}
			),
			Error::WrongCheckCharacter
		);
	});
}

#[test]
fn a_quota_is_set() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(Organizations::quota(BANK), Some(DefaultQuota::get()));
		for quota in [
			Quota { max: u128::MAX, recovery_per_block: u128::MAX, persons: u32::MAX },
			Quota { max: 0, recovery_per_block: 0, persons: 0 },
		] {
			let call = Call::set_quota { organization: BANK, quota };
			assert_ok!(send(MAJORITY, call.clone()));
			assert_eq!(last_event(), Event::QuotaSet { organization: BANK, quota });
			assert_eq!(Organizations::quota(BANK), Some(quota));
			assert_noop!(send(MAJORITY, call), Error::NoChange);
		}
		assert_eq!(Organizations::quota(NOBODY), None);
	});
}

#[test]
fn lost_administrators_are_replaced() {
	ExtBuilder::default().build_and_execute(|| {
		let appoint = |account: &AccountId| Call::appoint_administrator {
			organization: BANK,
			administrator: account.clone(),
		};
		// An administrator names the delegate: a majority must not get at another's vote.
		assert_noop!(send(MAJORITY, appoint(&EVE)), Error::TwoThirdsRequired);
		assert_ok!(send(TWO_THIRDS, appoint(&EVE)));
		assert_eq!(
			last_event(),
			Event::AdministratorAppointed { organization: BANK, administrator: EVE }
		);
		let eve = Organizations::operator(&EVE).unwrap();
		assert!(eve.administrator);
		assert_eq!(
			eve.capabilities,
			capabilities(&[Treasury, ManageMembers, IssueMoney, ShareData])
		);
		assert_eq!(providers(&EVE), 1);
		assert!(!Organizations::operator(&ALICE).unwrap().administrator);
		assert_noop!(send(ALICE, Call::hand_over { to: BOB }), Error::NotAdministrator);

		// An operator is promoted, and keeps its one provider reference.
		assert_ok!(send(TWO_THIRDS, appoint(&BOB)));
		assert_eq!(providers(&BOB), 1);
		assert_eq!(crate::Organizations::<Test>::get(BANK).unwrap().administrators, 1);
		assert_ok!(send(BOB, Call::remove_operator { account: EVE }));

		assert_noop!(send(TWO_THIRDS, appoint(&DAVE)), Error::AlreadyOperator);
		assert_noop!(send(TWO_THIRDS, appoint(&PERSON)), Error::HasOtherRole);
	});
}

#[test]
fn an_organization_filled_up_by_a_thief_still_has_a_place_for_the_council() {
	ExtBuilder::default().build_and_execute(|| {
		for number in 100..102 {
			assert_ok!(send(
				ALICE,
				super::operators::add(&AccountId::new([number; 32]), &[], true)
			));
		}
		assert_noop!(
			send(ALICE, super::operators::add(&AccountId::new([102; 32]), &[], true)),
			Error::TooManyOperators
		);
		let appoint =
			|administrator| Call::appoint_administrator { organization: BANK, administrator };
		assert_ok!(send(TWO_THIRDS, appoint(EVE)));
		assert_noop!(send(TWO_THIRDS, appoint(AccountId::new([103; 32]))), Error::TooManyOperators);
		assert_noop!(send(ALICE, Call::remove_operator { account: EVE }), Error::NotAdministrator);
		assert_ok!(send(EVE, Call::remove_operator { account: ALICE }));
	});
}

#[test]
fn unknown_organizations_are_not_found() {
	ExtBuilder::default().build_and_execute(|| {
		let organization = NOBODY;
		for call in [
			Call::amend { organization, name: None, uscc: None, kind: None },
			Call::grant { organization, capabilities: capabilities(&[Audit]) },
			Call::withdraw { organization, capabilities: capabilities(&[Audit]) },
			Call::suspend { organization, reason: super::standing::REASON },
			Call::reinstate { organization },
			Call::remove { organization },
			Call::set_quota { organization, quota: Quota::default() },
			Call::appoint_administrator { organization, administrator: EVE },
			Call::grant_seat { organization },
			Call::withdraw_seat { organization },
		] {
			assert_noop!(send(TWO_THIRDS, call), Error::NotFound);
		}
	});
}
