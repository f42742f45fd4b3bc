// SPDX-License-Identifier: Apache-2.0

//! Random calls by random signers: nothing panics, no invariant breaks, what fails leaves no trace,
//! and what licenses went through only ever goes forward.

use super::*;
use covenant_primitives::{Authority, Capability};
use proptest::prelude::*;
use sp_runtime::{traits::Dispatchable, StateVersion};
use std::collections::BTreeMap;

#[derive(Clone, Debug)]
enum Step {
	/// Any call by anybody: most are refused.
	Call(AccountId, crate::Call<Test>),
	/// A call by somebody who may make it, if there is such a somebody; the number chooses.
	Fitting(Intent, usize),
	Advance(Moment),
	Suspend(OrganizationId, bool),
	MayIssue(OrganizationId, bool),
	/// The organization leaves the chain, or is on it again.
	Present(OrganizationId, bool),
}

#[derive(Clone, Debug)]
enum Intent {
	Appoint(OrganizationId),
	Dismiss,
	AmendType(bool),
	Recognize,
	WithdrawRecognition,
	/// One license or so many, each on a base, perhaps.
	Issue(u32, bool),
	Renew,
	Amend,
	Offer,
	WithdrawOffer,
	Take,
	Withhold,
	Release,
	Cancel,
	Revoke(bool),
	Reassign(AccountId),
	Request(Terms),
	Authorize(Terms),
	Give,
	Refuse,
	Withdraw(bool),
	Use,
}

const OPERATORS: [AccountId; 5] = [GOVERNOR, REGISTRAR, COLLEAGUE, MANAGER, BANKER];
const PEOPLE: [AccountId; 3] = [ALICE, BOB, CAROL];

fn choose<Item>(from: impl Iterator<Item = Item>, choice: usize) -> Option<Item> {
	let mut items: Vec<_> = from.collect();
	(!items.is_empty()).then(|| items.swap_remove(choice % items.len()))
}

/// Who signs for a party.
fn signer_of(party: Party) -> Option<AccountId> {
	OPERATORS.into_iter().chain(PEOPLE).find(|account| by_party(*account) == Some(party))
}

fn by_party(account: AccountId) -> Option<Party> {
	match MockOrganizations::organization_of(&account) {
		Some(organization) => Some(Party::Organization(organization)),
		None => People::get().get(&account).copied().map(Party::Person),
	}
}

/// A license without a successor for which `fits`, and who issued it.
fn license_where(
	choice: usize,
	fits: impl Fn(&LicenseOf<Test>) -> bool,
) -> Option<(AccountId, LicenseId, LicenseOf<Test>)> {
	let present = Licenses::<Test>::iter().filter(|(_, it)| it.successor.is_none() && fits(it));
	let (id, license) = choose(present, choice)?;
	Some((signer_of(Party::Organization(license.issuer))?, id, license))
}

/// The next version of a license as it is, by an issuer of this place.
fn next_version(license: &LicenseOf<Test>) -> Option<Draft> {
	let number = LicenseNumber::new(
		license.type_code(),
		license.number.authority(),
		license.number.serial(),
		license.number.version() + 1,
	);
	Some(Draft {
		number: text(&number.ok()?),
		type_version: Types::<Test>::get(license.type_code())?.latest,
		jurisdiction: license.jurisdiction.clone(),
		holder: license.holder,
		root: license.root,
		valid_from: license.valid_from,
		valid_until: license.valid_until,
		base: license.base,
	})
}

/// Somebody who issues licenses of the type, and where.
fn issuer(choice: usize) -> Option<(AccountId, Division)> {
	let appointed = Appointments::<Test>::iter_prefix(code())
		.map(|(organization, appointment)| (organization, appointment.jurisdiction));
	let all = appointed.chain([(PROVINCE, division("34"))]);
	let (organization, jurisdiction) = choose(all, choice)?;
	Some((signer_of(Party::Organization(organization))?, jurisdiction))
}

fn new_drafts(count: u32, based: bool, choice: usize) -> Option<(AccountId, Vec<Draft>)> {
	let (signer, jurisdiction) = issuer(choice)?;
	let base = choose(Licenses::<Test>::iter_keys(), choice).filter(|_| based);
	let first = u32::try_from(NextLicenseId::<Test>::get().0).unwrap() + 1_000;
	let type_version = Types::<Test>::get(code())?.latest;
	let drafts = (first..first + count)
		.map(|serial| {
			let holder = choose(OPERATORS.into_iter().chain(PEOPLE), choice + 1)
				.and_then(by_party)
				.unwrap_or(Party::Organization(COMPANY));
			Draft {
				type_version,
				jurisdiction: jurisdiction.clone(),
				holder: Holder { party: holder, ..draft(serial).holder },
				valid_from: Now::get(),
				valid_until: Some(Now::get() + YEAR),
				base,
				..draft(serial)
			}
		})
		.collect();
	Some((signer, drafts))
}

fn consent_where(
	choice: usize,
	fits: impl Fn(&Consent) -> bool,
) -> Option<(ConsentId, Consent, Party)> {
	let in_time = |it: &Consent| Now::get() < it.terms.until && it.uses_left > 0;
	let all = Consents::<Test>::iter().filter(|(_, it)| in_time(it) && fits(it));
	let (id, consent) = choose(all, choice)?;
	let (_, present) = Registry::in_effect(consent.license)?;
	Some((id, consent, present.holder.party))
}

fn from_now(terms: Terms) -> Terms {
	Terms { from: Now::get(), until: Now::get() + terms.until, ..terms }
}

impl Intent {
	/// The call, and who may make it.
	fn resolve(self, choice: usize) -> Option<(AccountId, crate::Call<Test>)> {
		let type_code = code();
		let active = |it: &LicenseOf<Test>| it.status == Status::Active;
		let open = |it: &LicenseOf<Test>| !it.has_ended();
		let asked = |it: &Consent| it.status == ConsentStatus::Requested;
		let given = |it: &Consent| matches!(it.status, ConsentStatus::Given { .. });
		Some(match self {
			Self::Appoint(organization) => {
				let places = ["3401", "3402", "34", "340102"];
				let jurisdiction = division(choose(places.into_iter(), choice)?);
				let call = Call::appoint_issuer { type_code, organization, jurisdiction };
				(GOVERNOR, call)
			}
			Self::Dismiss => {
				let organization =
					choose(Appointments::<Test>::iter_key_prefix(type_code), choice)?;
				(GOVERNOR, Call::dismiss_issuer { type_code, organization })
			}
			Self::AmendType(other_fields) => {
				let fields = if other_fields { names(&["a", "b", "c"]) } else { form().fields };
				(GOVERNOR, Call::amend_type { type_code, form: Form { fields, ..form() } })
			}
			Self::Recognize => {
				let from = Now::get() + Moment::try_from(choice % 3).unwrap() * DAY;
				let conditions = Conditions { from, ..conditions() };
				(COLLEAGUE, Call::recognize { type_code, conditions })
			}
			Self::WithdrawRecognition => (COLLEAGUE, Call::withdraw_recognition { type_code }),
			Self::Issue(count, based) => {
				let (signer, drafts) = new_drafts(count, based, choice)?;
				(signer, Call::issue_batch { batch: drafts.try_into().ok()? })
			}
			Self::Renew => {
				let (signer, predecessor, license) = license_where(choice, active)?;
				let (valid_from, valid_until) = (Now::get(), Some(Now::get() + 2 * YEAR));
				let draft = Draft { valid_from, valid_until, ..next_version(&license)? };
				(signer, Call::renew { predecessor, draft })
			}
			Self::Amend => {
				let (signer, predecessor, license) = license_where(choice, active)?;
				let root = H256::from_low_u64_be(predecessor.0 + 1);
				let draft = Draft { root, ..next_version(&license)? };
				(signer, Call::amend { predecessor, draft })
			}
			Self::Offer => {
				let (signer, license, _) = license_where(choice, active)?;
				let to = by_party(issuer(choice / 7)?.0)?.organization()?;
				(signer, Call::offer_transfer { license, to })
			}
			Self::WithdrawOffer => {
				let (signer, license, _) = license_where(choice, |it| it.offered_to.is_some())?;
				(signer, Call::withdraw_transfer { license })
			}
			Self::Take => {
				let offered = |it: &LicenseOf<Test>| it.offered_to.is_some() && active(it);
				let (_, predecessor, license) = license_where(choice, offered)?;
				let to = license.offered_to?;
				let record = Types::<Test>::get(type_code)?;
				let jurisdiction = Registry::jurisdiction_of(type_code, &record, to)?;
				let draft = Draft { jurisdiction, ..next_version(&license)? };
				let signer = signer_of(Party::Organization(to))?;
				(signer, Call::transfer_in { predecessor, draft })
			}
			Self::Withhold => {
				let (signer, license, _) = license_where(choice, active)?;
				(signer, Call::withhold { license, reason: WithholdingReason::Other })
			}
			Self::Release => {
				let withheld = |it: &LicenseOf<Test>| matches!(it.status, Status::Withheld { .. });
				let (signer, license, _) = license_where(choice, withheld)?;
				(signer, Call::release { license })
			}
			Self::Cancel => {
				let (signer, license, _) = license_where(choice, open)?;
				(signer, Call::cancel { license, reason: CancellationReason::Other })
			}
			Self::Revoke(sanction) => {
				let (signer, license, _) = license_where(choice, open)?;
				(signer, Call::revoke { license, reason: RevocationReason::Other, sanction })
			}
			Self::Reassign(to) => {
				let (signer, license, _) = license_where(choice, |_| true)?;
				(signer, Call::reassign { license, to: by_party(to)? })
			}
			Self::Request(terms) => {
				let (_, license, _) = license_where(choice, open)?;
				let signer = choose([BANKER, COLLEAGUE].into_iter(), choice)?;
				(signer, Call::request_consent { license, terms: from_now(terms) })
			}
			Self::Authorize(terms) => {
				let (_, license, record) = license_where(choice, open)?;
				let organization = choose([BANK, NEIGHBOR].into_iter(), choice)?;
				let call = Call::authorize { license, organization, terms: from_now(terms) };
				(signer_of(record.holder.party)?, call)
			}
			Self::Give => {
				let (consent, _, holder) = consent_where(choice, asked)?;
				(signer_of(holder)?, Call::give_consent { consent })
			}
			Self::Refuse => {
				let (consent, _, holder) = consent_where(choice, asked)?;
				(signer_of(holder)?, Call::refuse_consent { consent })
			}
			Self::Withdraw(by_holder) => {
				let fits = |it: &Consent| given(it) || asked(it) && !by_holder;
				let (consent, record, holder) = consent_where(choice, fits)?;
				let user = Party::Organization(record.organization);
				let signer = signer_of(if by_holder { holder } else { user })?;
				(signer, Call::withdraw_consent { consent })
			}
			Self::Use => {
				let (consent, record, _) = consent_where(choice, given)?;
				let signer = signer_of(Party::Organization(record.organization))?;
				(signer, Call::use_consent { consent, statement: H256::repeat_byte(1) })
			}
		})
	}
}

fn signer() -> impl Strategy<Value = AccountId> {
	prop_oneof![
		6 => prop::sample::select(OPERATORS.to_vec()),
		2 => prop::sample::select(PEOPLE.to_vec()),
		1 => prop::sample::select(vec![CLERK, STRANGER]),
	]
}

fn organization() -> impl Strategy<Value = OrganizationId> {
	prop::sample::select(vec![PROVINCE, CITY, NEIGHBOR, COMPANY, BANK, UNKNOWN])
}

fn any_party() -> impl Strategy<Value = Party> {
	prop_oneof![
		organization().prop_map(Party::Organization),
		(0..4_u64).prop_map(|id| Party::Person(PersonId(id))),
	]
}

fn license_id() -> impl Strategy<Value = LicenseId> {
	(0..12_u64).prop_map(LicenseId)
}

fn consent_id() -> impl Strategy<Value = ConsentId> {
	(0..8_u64).prop_map(ConsentId)
}

fn any_code() -> impl Strategy<Value = TypeCode> {
	prop::sample::select(vec![code(), other_code()])
}

fn any_division() -> impl Strategy<Value = Division> {
	prop::sample::select(vec!["", "34", "3401", "340102", "3402", "31", "3"]).prop_map(division)
}

fn any_form() -> impl Strategy<Value = Form> {
	prop::sample::select(vec![
		form(),
		unlimited(),
		Form { fields: names(&["a", "b"]), ..form() },
		Form { fields: names(&["a", "a"]), ..form() },
		Form { rules: Rules { persons: false, ..form().rules }, ..form() },
	])
}

prop_compose! {
	fn any_draft()(
		type_code in any_code(),
		serial in 0..4_u32,
		version in 1..4_u16,
		type_version in 1..3_u32,
		jurisdiction in any_division(),
		party in any_party(),
		from in 0..20 * DAY,
		until in prop::option::of(0..60 * DAY),
		base in prop::option::weighted(0.2, license_id()),
	) -> Draft {
		Draft {
			number: text(&license_number(type_code, serial, version)),
			type_version,
			jurisdiction,
			holder: Holder { party, ..draft(0).holder },
			root: root(),
			valid_from: START + from,
			valid_until: until.map(|until| START + until),
			base,
		}
	}
}

prop_compose! {
	fn any_terms()(
		fields in prop_oneof![1..8_u64, any::<u64>()],
		from in 0..20 * DAY,
		length in 0..30 * DAY,
		uses in 0..4_u32,
	) -> Terms {
		Terms { fields, from: START + from, until: START + from + length, uses, ..terms() }
	}
}

/// For a while from now on.
fn fitting_terms() -> impl Strategy<Value = Terms> {
	(1..8_u64, 1..200 * DAY, 1..4_u32).prop_map(|(fields, until, uses)| Terms {
		fields,
		until,
		uses,
		..terms()
	})
}

fn issuer_call() -> impl Strategy<Value = crate::Call<Test>> {
	prop_oneof![
		1 => (any_code(), any_division(), any_form()).prop_map(|(type_code, jurisdiction, form)| {
			Call::register_type { type_code, jurisdiction, form }
		}),
		1 => (any_code(), any_form())
			.prop_map(|(type_code, form)| Call::amend_type { type_code, form }),
		1 => Just(Call::retire_type { type_code: other_code() }),
		1 => (any_code(), organization(), any_division()).prop_map(
			|(type_code, organization, jurisdiction)| {
				Call::appoint_issuer { type_code, organization, jurisdiction }
			}
		),
		1 => (any_code(), organization())
			.prop_map(|(type_code, organization)| Call::dismiss_issuer { type_code, organization }),
		1 => (any_code(), any_division(), 0..3_u32).prop_map(
			|(type_code, jurisdiction, min_version)| {
				let conditions = Conditions { jurisdiction, min_version, ..conditions() };
				Call::recognize { type_code, conditions }
			}
		),
		1 => any_code().prop_map(|type_code| Call::withdraw_recognition { type_code }),
		4 => any_draft().prop_map(|draft| Call::issue { draft }),
		2 => prop::collection::vec(any_draft(), 0..4)
			.prop_map(|batch| Call::issue_batch { batch: batch.try_into().unwrap() }),
		2 => (license_id(), any_draft())
			.prop_map(|(predecessor, draft)| Call::renew { predecessor, draft }),
		2 => (license_id(), any_draft())
			.prop_map(|(predecessor, draft)| Call::amend { predecessor, draft }),
		2 => (license_id(), any_draft())
			.prop_map(|(predecessor, draft)| Call::transfer_in { predecessor, draft }),
		1 => (license_id(), organization())
			.prop_map(|(license, to)| Call::offer_transfer { license, to }),
		1 => license_id().prop_map(|license| Call::withdraw_transfer { license }),
		1 => license_id().prop_map(|license| {
			Call::withhold { license, reason: WithholdingReason::Penalty }
		}),
		1 => license_id().prop_map(|license| Call::release { license }),
		1 => license_id().prop_map(|license| {
			Call::cancel { license, reason: CancellationReason::HolderRequest }
		}),
		1 => (license_id(), any::<bool>()).prop_map(|(license, sanction)| {
			Call::revoke { license, reason: RevocationReason::Violation, sanction }
		}),
		1 => (license_id(), any_party()).prop_map(|(license, to)| Call::reassign { license, to }),
	]
}

fn party_call() -> impl Strategy<Value = crate::Call<Test>> {
	prop_oneof![
		2 => (license_id(), any_terms())
			.prop_map(|(license, terms)| Call::request_consent { license, terms }),
		2 => (license_id(), organization(), any_terms()).prop_map(
			|(license, organization, terms)| Call::authorize { license, organization, terms }
		),
		1 => consent_id().prop_map(|consent| Call::give_consent { consent }),
		1 => consent_id().prop_map(|consent| Call::refuse_consent { consent }),
		1 => consent_id().prop_map(|consent| Call::withdraw_consent { consent }),
		1 => consent_id()
			.prop_map(|consent| Call::use_consent { consent, statement: H256::zero() }),
	]
}

fn intent() -> impl Strategy<Value = Intent> {
	prop_oneof![
		2 => organization().prop_map(Intent::Appoint),
		1 => Just(Intent::Dismiss),
		1 => any::<bool>().prop_map(Intent::AmendType),
		1 => Just(Intent::Recognize),
		1 => Just(Intent::WithdrawRecognition),
		6 => (1..4_u32, any::<bool>()).prop_map(|(count, based)| Intent::Issue(count, based)),
		4 => Just(Intent::Renew),
		3 => Just(Intent::Amend),
		3 => Just(Intent::Offer),
		1 => Just(Intent::WithdrawOffer),
		6 => Just(Intent::Take),
		2 => Just(Intent::Withhold),
		2 => Just(Intent::Release),
		1 => Just(Intent::Cancel),
		1 => any::<bool>().prop_map(Intent::Revoke),
		2 => prop::sample::select(PEOPLE.to_vec()).prop_map(Intent::Reassign),
		3 => fitting_terms().prop_map(Intent::Request),
		3 => fitting_terms().prop_map(Intent::Authorize),
		3 => Just(Intent::Give),
		1 => Just(Intent::Refuse),
		1 => any::<bool>().prop_map(Intent::Withdraw),
		5 => Just(Intent::Use),
	]
}

fn step() -> impl Strategy<Value = Step> {
	prop_oneof![
		4 => (signer(), issuer_call()).prop_map(|(signer, call)| Step::Call(signer, call)),
		2 => (signer(), party_call()).prop_map(|(signer, call)| Step::Call(signer, call)),
		30 => (intent(), any::<usize>()).prop_map(|(intent, n)| Step::Fitting(intent, n / 2)),
		5 => (0..20 * DAY).prop_map(Step::Advance),
		2 => (organization(), prop::bool::weighted(0.15)).prop_map(|(o, s)| Step::Suspend(o, s)),
		2 => (organization(), prop::bool::weighted(0.9)).prop_map(|(o, m)| Step::MayIssue(o, m)),
		1 => (organization(), prop::bool::weighted(0.7)).prop_map(|(o, p)| Step::Present(o, p)),
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
		Step::Advance(by) => set_clock(Now::get() + by),
		Step::Suspend(organization, suspended) => suspend(organization, suspended),
		Step::MayIssue(organization, may) => may_issue(organization, may),
		Step::Present(organization, present) => Profiles::mutate(|profiles| {
			if present {
				let profile = Profile { suspended: false, may_issue: true };
				profiles.entry(organization).or_insert(profile);
			} else {
				profiles.remove(&organization);
			}
		}),
	}
}

type Seen = BTreeMap<LicenseId, LicenseOf<Test>>;

/// Nothing that was ever written is changed but by an entry in the history, and what ended stays so.
fn goes_forward(before: &Seen) -> Seen {
	let after: Seen = Licenses::<Test>::iter().collect();
	for (id, former) in before {
		let license = &after[id];
		assert!(license.history_length >= former.history_length);
		if license.history_length == former.history_length {
			assert_eq!(license, former);
		}
		if former.has_ended() {
			assert_eq!(license.status, former.status);
		}
		if former.successor.is_some() {
			assert_eq!(license, former);
		}
		let holder = Holder { party: former.holder.party, ..license.holder };
		let unchanged = License {
			holder,
			status: former.status,
			offered_to: former.offered_to,
			successor: former.successor,
			history_length: former.history_length,
			..license.clone()
		};
		assert_eq!(&unchanged, former);
	}
	after
}

/// What checks and lists say agrees with the records.
fn reports_agree(licenses: &Seen) {
	let marked = |license: &LicenseOf<Test>, purpose| {
		let list = license.position / LIST_ENTRIES;
		let (issuer, type_code) = (license.issuer, license.type_code());
		let bits = Registry::query_status_list(issuer, type_code, purpose, list).unwrap().bits;
		let index = usize::try_from(license.position % LIST_ENTRIES).unwrap();
		bits[index / 8] >> (7 - index % 8) & 1 == 1
	};
	for (id, license) in licenses {
		let report = check(*id);
		let checked = report.license.unwrap();
		assert_eq!(report.valid, report.failures.is_empty());
		if report.valid {
			assert_eq!((checked.status_code, checked.current), (StatusCode::Valid, *id));
		}
		assert!(licenses[&checked.current].successor.is_none());
		assert_eq!(licenses[&checked.current].certificate, license.certificate);
		let revoked = marked(license, StatusPurpose::Revocation);
		assert_eq!(revoked, license.has_ended() || license.successor.is_some());
		let suspended = marked(license, StatusPurpose::Suspension);
		assert!(!report.valid || !revoked && !suspended);
		assert_eq!(history(*id).len(), usize::try_from(license.history_length).unwrap());
	}
	for (id, consent) in Consents::<Test>::iter() {
		let usable = standing(id) == ConsentStanding::InForce;
		assert!(!usable || consent.uses_left > 0);
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(48))]

	#[test]
	fn no_sequence_of_steps_breaks_an_invariant(steps in prop::collection::vec(step(), 30..70)) {
		ExtBuilder::build_and_execute(|| {
			issued();
			let mut seen = Seen::new();
			for step in steps {
				take(step);
				Registry::do_try_state().unwrap();
				seen = goes_forward(&seen);
			}
			reports_agree(&seen);
		});
	}

	#[test]
	fn arbitrary_calls_do_not_panic(
		signer in signer(),
		bytes in prop::collection::vec(any::<u8>(), 0..120),
	) {
		use codec::Decode;
		ExtBuilder::build_and_execute(|| {
			authorized();
			if let Ok(call) = crate::Call::<Test>::decode(&mut bytes.as_slice()) {
				dispatch(signer, call);
			}
		});
	}

	#[test]
	fn arbitrary_questions_do_not_panic(
		bytes in prop::collection::vec(any::<u8>(), 0..200),
		text in ".*",
	) {
		use codec::Decode;
		ExtBuilder::build_and_execute(|| {
			authorized();
			if let Ok(query) = LicenseQuery::decode(&mut bytes.as_slice()) {
				Registry::query_check(query);
			}
			let license = LicenseRef::Number(text.clone());
			let report = Registry::query_check(LicenseQuery { license, ..query(FIRST) });
			assert_eq!(report.failures, [Failure::Malformed]);
			assert_eq!(Registry::query_license_by_number(text), None);
			let mut rest = bytes.as_slice();
			if let Ok((party, type_code)) = <(Party, TypeCode)>::decode(&mut rest) {
				Registry::query_licenses_of(party, None, u32::MAX);
				Registry::query_licenses_by(CITY, type_code, Some(u32::MAX), u32::MAX);
				Registry::query_type_versions(type_code, Some(u32::MAX), 0);
				let purpose = StatusPurpose::Revocation;
				Registry::query_status_list(CITY, type_code, purpose, u32::MAX);
			}
		});
	}
}

/// The operators keep what they have in these tests.
#[test]
fn every_operator_has_both_capabilities() {
	ExtBuilder::build_and_execute(|| {
		for account in OPERATORS {
			let given = &Operators::get()[&account].1;
			assert!(given.contains(&Capability::IssueLicenses));
			assert!(given.contains(&Capability::ShareData));
		}
	});
}
