// SPDX-License-Identifier: Apache-2.0

//! What the council grants and withdraws, and what that does to operators.

use crate::mock::*;
use Capability::*;

fn grant(list: &[Capability]) -> Call {
	Call::grant { organization: BANK, capabilities: capabilities(list) }
}

fn withdraw(list: &[Capability]) -> Call {
	Call::withdraw { organization: BANK, capabilities: capabilities(list) }
}

fn granted() -> Capabilities {
	crate::Organizations::<Test>::get(BANK).unwrap().capabilities
}

#[test]
fn capabilities_are_granted() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(send(MAJORITY, grant(&[Audit, IssueMoney])));
		assert_eq!(
			last_event(),
			Event::Granted { organization: BANK, capabilities: capabilities(&[Audit, IssueMoney]) }
		);
		assert_eq!(granted(), capabilities(&[Audit, IssueMoney]));

		assert_noop!(send(MAJORITY, grant(&[Audit])), Error::NoChange);
		assert_noop!(send(MAJORITY, grant(&[])), Error::NoChange);
		assert_noop!(send(MAJORITY, grant(&[Treasury])), Error::InherentCapability);
		assert_noop!(send(MAJORITY, grant(&[ManageMembers, Notarize])), Error::InherentCapability);
	});
}

#[test]
fn everything_fits() {
	ExtBuilder::default().build_and_execute(|| {
		let all: Vec<_> = Capability::ALL.into_iter().filter(|c| !c.is_inherent()).collect();
		assert_ok!(send(MAJORITY, grant(&all)));
		assert_ok!(send(ALICE, super::operators::change(&ALICE, &Capability::ALL, true)));
		assert_ok!(send(MAJORITY, withdraw(&all)));
		assert!(granted().is_empty());
	});
}

#[test]
fn operators_lose_what_is_withdrawn_and_get_it_back() {
	ExtBuilder::default().build_and_execute(|| {
		let may_issue = || Organizations::ensure_capability(&BOB, IssueMoney);
		assert_ok!(may_issue());
		let before = Operators::<Test>::get(BOB);

		assert_ok!(send(MAJORITY, withdraw(&[IssueMoney])));
		assert_eq!(
			last_event(),
			Event::Withdrawn { organization: BANK, capabilities: capabilities(&[IssueMoney]) }
		);
		assert_noop!(may_issue(), Error::CapabilityNotGranted);
		assert_eq!(Organizations::operator_info(BOB).unwrap().capabilities, [Treasury]);
		assert_eq!(Operators::<Test>::get(BOB), before);

		assert_ok!(send(MAJORITY, grant(&[IssueMoney])));
		assert_ok!(may_issue());
	});
}

#[test]
fn only_what_was_granted_is_withdrawn() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(send(MAJORITY, withdraw(&[Audit])), Error::CapabilityNotGranted);
		assert_noop!(send(MAJORITY, withdraw(&[IssueMoney, Audit])), Error::CapabilityNotGranted);
		assert_noop!(send(MAJORITY, withdraw(&[Treasury])), Error::InherentCapability);
		assert_noop!(send(MAJORITY, withdraw(&[])), Error::NoChange);
		assert_ok!(send(MAJORITY, withdraw(&[IssueMoney])));
		assert_noop!(send(MAJORITY, withdraw(&[IssueMoney])), Error::CapabilityNotGranted);
	});
}
