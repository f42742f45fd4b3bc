// SPDX-License-Identifier: Apache-2.0

//! Random calls by random signers: nothing panics, no invariant breaks, and what fails leaves no
//! trace.

use super::*;
use covenant_primitives::{Capability, Obligations};
use proptest::prelude::*;
use sp_runtime::{traits::Dispatchable, StateVersion};

#[derive(Clone, Debug)]
enum Step {
	/// Any call by anybody: most are refused.
	Call(AccountId, crate::Call<Test>),
	/// A call by somebody who may make it, if there is such a somebody; the number chooses.
	Fitting(Intent, usize),
	Advance(Moment),
	Suspend(OrganizationId, bool),
	MayIdentify(OrganizationId, bool),
	Limit(OrganizationId, u32),
	Remove(OrganizationId),
	Deposit(AccountId),
	Spend(AccountId),
	SetKeys(AccountId),
	KeysStuck(bool),
	MoneyFrozen(bool),
	Employ(AccountId),
	Dismiss(AccountId),
}

#[derive(Clone, Debug)]
enum Intent {
	Enroll(AccountId, H256),
	Release,
	Resign,
	Consent,
	TakeOver,
	Forget,
	Collect,
	/// For a period so far from now and so long.
	Offer(Moment, Option<Moment>),
	Amend(Moment, Option<Moment>),
	Accept,
	Leave,
	End,
	Sweep,
	Request(AccountId),
	Object,
	Cancel,
}

impl Intent {
	/// The call, and who may make it.
	fn resolve(self, choice: usize) -> Option<(AccountId, crate::Call<Test>)> {
		let person = || {
			let enrolled =
				crate::Persons::<Test>::iter().filter(|(_, record)| record.is_enrolled());
			choose(enrolled, choice)
		};
		let membership = |status: Option<MembershipStatus>| {
			let of = Memberships::<Test>::iter()
				.filter(|(.., membership)| status.is_none_or(|status| status == membership.status));
			let (person, organization, _) = choose(of, choice)?;
			Some((Pallet::account_of(person)?, person, organization))
		};
		let recovery = || {
			let (person, _) = choose(Recoveries::<Test>::iter(), choice)?;
			Some((person, Pallet::enrolled(person).ok()?))
		};
		let operator = |organization| match organization {
			SCHOOL => REGISTRAR,
			POLICE => OFFICER,
			_ => MANAGER,
		};
		let another = |organization| if organization == SCHOOL { POLICE } else { SCHOOL };
		let anybody = choose([REGISTRAR, OFFICER, MANAGER].into_iter(), choice)?;
		let (unit, role) = (Unit::default(), Role::default());
		let period = |ahead: Moment, length: Option<Moment>| {
			let from = Now::get() + ahead;
			(from, length.map(|length| from + length))
		};
		Some(match self {
			Self::Enroll(account, commitment) => {
				let signer = choose([REGISTRAR, OFFICER].into_iter(), choice)?;
				(signer, Call::enroll { account, commitment })
			}
			Self::Release => {
				let (person, record) = person()?;
				(operator(record.enrolled_by), Call::release { person })
			}
			Self::Resign => (person()?.1.account, Call::resign {}),
			Self::Consent => {
				let record = person()?.1;
				let to = Some(another(record.enrolled_by));
				(record.account, Call::consent_transfer { to })
			}
			Self::TakeOver => {
				let (person, record) = person()?;
				(operator(another(record.enrolled_by)), Call::take_over { person })
			}
			Self::Forget => {
				let account = choose(Released::<Test>::iter_keys(), choice)?;
				(STRANGER, Call::forget { account })
			}
			Self::Collect => {
				let account = choose(Released::<Test>::iter_keys(), choice)?;
				(STRANGER, Call::collect { account })
			}
			Self::Offer(ahead, length) => {
				let (from, until) = period(ahead, length);
				let person = person()?.0;
				(anybody, Call::offer_membership { person, unit, role, from, until })
			}
			Self::Amend(ahead, length) => {
				let (from, until) = period(ahead, length);
				let (_, person, organization) = membership(None)?;
				let call = Call::amend_membership { person, unit, role, from, until };
				(operator(organization), call)
			}
			Self::Accept => {
				let (account, _, organization) = membership(Some(MembershipStatus::Offered))?;
				(account, Call::accept_membership { organization })
			}
			Self::Leave => {
				let (account, _, organization) = membership(None)?;
				(account, Call::leave_membership { organization })
			}
			Self::End => {
				let (_, person, organization) = membership(None)?;
				(operator(organization), Call::end_membership { person })
			}
			Self::Sweep => {
				let (_, person, organization) = membership(None)?;
				(STRANGER, Call::sweep_membership { person, organization })
			}
			Self::Request(new_account) => {
				let (person, record) = person()?;
				(operator(record.enrolled_by), Call::request_recovery { person, new_account })
			}
			Self::Object => (recovery()?.1.account, Call::object {}),
			Self::Cancel => {
				let (person, record) = recovery()?;
				(operator(record.enrolled_by), Call::cancel_recovery { person })
			}
		})
	}
}

fn choose<Item>(from: impl Iterator<Item = Item>, choice: usize) -> Option<Item> {
	let mut items: Vec<_> = from.collect();
	(!items.is_empty()).then(|| items.swap_remove(choice % items.len()))
}

/// Few accounts, so that they meet again in other roles.
fn account() -> impl Strategy<Value = AccountId> {
	1..7_u64
}

fn signer() -> impl Strategy<Value = AccountId> {
	prop_oneof![
		3 => prop::sample::select(vec![REGISTRAR, OFFICER, MANAGER]),
		3 => account(),
		1 => prop::sample::select(vec![TEACHER, CLERK, STRANGER]),
	]
}

fn organization() -> impl Strategy<Value = OrganizationId> {
	prop::sample::select(vec![SCHOOL, POLICE, COMPANY, UNKNOWN])
}

fn person() -> impl Strategy<Value = PersonId> {
	(0..8_u64).prop_map(PersonId)
}

fn any_commitment() -> impl Strategy<Value = H256> {
	(0..200_u64).prop_map(H256::from_low_u64_be)
}

fn period() -> impl Strategy<Value = (Moment, Option<Moment>)> {
	(0..40 * DAY, prop::option::of(0..60 * DAY))
		.prop_map(|(from, until)| (START + from, until.map(|until| START + until)))
}

fn length() -> impl Strategy<Value = Option<Moment>> {
	prop::option::weighted(0.8, 0..12 * DAY)
}

fn call() -> impl Strategy<Value = crate::Call<Test>> {
	prop_oneof![
		4 => (account(), any_commitment())
			.prop_map(|(account, commitment)| Call::enroll { account, commitment }),
		1 => prop::collection::vec((account(), any_commitment()), 0..4)
			.prop_map(|batch| Call::enroll_many { batch: batch.try_into().unwrap() }),
		1 => person().prop_map(|person| Call::release { person }),
		1 => Just(Call::resign {}),
		1 => prop::option::of(organization()).prop_map(|to| Call::consent_transfer { to }),
		2 => person().prop_map(|person| Call::take_over { person }),
		2 => account().prop_map(|account| Call::forget { account }),
		2 => account().prop_map(|account| Call::collect { account }),
		3 => (person(), period()).prop_map(|(person, (from, until))| Call::offer_membership {
			person, unit: text("a"), role: text("b"), from, until,
		}),
		2 => (person(), period()).prop_map(|(person, (from, until))| Call::amend_membership {
			person, unit: text("c"), role: text("d"), from, until,
		}),
		3 => organization().prop_map(|organization| Call::accept_membership { organization }),
		1 => organization().prop_map(|organization| Call::leave_membership { organization }),
		1 => person().prop_map(|person| Call::end_membership { person }),
		1 => (person(), organization())
			.prop_map(|(person, organization)| Call::sweep_membership { person, organization }),
		3 => (person(), account())
			.prop_map(|(person, new_account)| Call::request_recovery { person, new_account }),
		1 => Just(Call::object {}),
		1 => person().prop_map(|person| Call::cancel_recovery { person }),
	]
}

fn intent() -> impl Strategy<Value = Intent> {
	prop_oneof![
		4 => (account(), any_commitment()).prop_map(|(a, c)| Intent::Enroll(a, c)),
		1 => Just(Intent::Release),
		1 => Just(Intent::Resign),
		1 => Just(Intent::Consent),
		2 => Just(Intent::TakeOver),
		3 => Just(Intent::Forget),
		2 => Just(Intent::Collect),
		4 => (0..3 * DAY, length()).prop_map(|(ahead, length)| Intent::Offer(ahead, length)),
		2 => (0..3 * DAY, length()).prop_map(|(ahead, length)| Intent::Amend(ahead, length)),
		3 => Just(Intent::Accept),
		1 => Just(Intent::Leave),
		1 => Just(Intent::End),
		1 => Just(Intent::Sweep),
		4 => account().prop_map(Intent::Request),
		1 => Just(Intent::Object),
		1 => Just(Intent::Cancel),
	]
}

fn step() -> impl Strategy<Value = Step> {
	prop_oneof![
		6 => (signer(), call()).prop_map(|(signer, call)| Step::Call(signer, call)),
		30 => (intent(), any::<usize>()).prop_map(|(intent, n)| Step::Fitting(intent, n)),
		6 => (0..8 * DAY).prop_map(Step::Advance),
		2 => (organization(), prop::bool::weighted(0.2)).prop_map(|(o, s)| Step::Suspend(o, s)),
		2 => (organization(), prop::bool::weighted(0.8)).prop_map(|(o, c)| Step::MayIdentify(o, c)),
		1 => (organization(), 0..6_u32).prop_map(|(o, l)| Step::Limit(o, l)),
		1 => organization().prop_map(Step::Remove),
		4 => account().prop_map(Step::Deposit),
		2 => account().prop_map(Step::Spend),
		1 => account().prop_map(Step::SetKeys),
		1 => prop::bool::weighted(0.3).prop_map(Step::KeysStuck),
		1 => prop::bool::weighted(0.3).prop_map(Step::MoneyFrozen),
		1 => account().prop_map(Step::Employ),
		1 => account().prop_map(Step::Dismiss),
	]
}

/// Dispatches `call`; one that fails leaves no trace.
fn dispatch(signer: AccountId, call: crate::Call<Test>) {
	let root = || sp_io::storage::root(StateVersion::V1);
	let before = root();
	if RuntimeCall::from(call).dispatch(signed(signer)).is_err() {
		assert_eq!(before, root());
	}
}

fn take(step: Step) {
	match step {
		Step::Call(signer, call) => dispatch(signer, call),
		Step::Fitting(intent, choice) => {
			if let Some((signer, call)) = intent.resolve(choice) {
				dispatch(signer, call);
			}
		}
		Step::Advance(by) => advance_to(Now::get() + by),
		Step::Suspend(organization, suspended) => suspend(organization, suspended),
		Step::MayIdentify(organization, may) => amend(organization, |it| it.may_identify = may),
		Step::Limit(organization, limit) => amend(organization, |it| it.limit = limit),
		Step::Remove(organization) if Pallet::ensure_settled(organization).is_ok() => {
			remove(organization)
		}
		// Money lies only on accounts that may move it.
		Step::Deposit(account) if Pallet::standing_of(&account).is_some() => deposit(account, 1),
		Step::Spend(account) => spend_all(account),
		Step::SetKeys(account)
			if PersonByAccount::<Test>::contains_key(account)
				&& !Keys::get().contains(&account) =>
		{
			set_keys(account)
		}
		Step::KeysStuck(stuck) => KeysStuck::set(stuck),
		Step::MoneyFrozen(frozen) => MoneyFrozen::set(frozen),
		Step::Employ(account) if !Pallet::is_enrolled(&account) => {
			let given = [Capability::ManageMembers].into();
			Operators::mutate(|operators| operators.insert(account, (COMPANY, given)));
		}
		Step::Dismiss(account) => {
			Operators::mutate(|operators| operators.remove(&account));
		}
		Step::Remove(_) | Step::Deposit(_) | Step::SetKeys(_) | Step::Employ(_) => (),
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(48))]

	#[test]
	fn no_sequence_of_steps_breaks_an_invariant(steps in prop::collection::vec(step(), 30..60)) {
		ExtBuilder::default().persons(&[ALICE, BOB]).build_and_execute(|| {
			for step in steps {
				take(step);
				check();
			}
			// Everybody can go, and then no account has a reference left.
			KeysStuck::set(false);
			for (account, _) in PersonByAccount::<Test>::iter().collect::<Vec<_>>() {
				assert_ok!(Pallet::resign(signed(account)));
			}
			for account in Money::get().into_keys() {
				spend_all(account);
			}
			for account in Released::<Test>::iter_keys().collect::<Vec<_>>() {
				assert_ok!(Pallet::forget(signed(STRANGER), account));
			}
			assert_eq!(frame_system::Account::<Test>::iter().count(), 0);
		});
	}

	#[test]
	fn arbitrary_calls_do_not_panic(
		signer in signer(),
		bytes in prop::collection::vec(any::<u8>(), 0..80),
	) {
		use codec::Decode;
		ExtBuilder::default().persons(&[ALICE]).build_and_execute(|| {
			if let Ok(call) = crate::Call::<Test>::decode(&mut bytes.as_slice()) {
				dispatch(signer, call);
			}
		});
	}
}
