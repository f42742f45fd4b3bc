// SPDX-License-Identifier: Apache-2.0

//! Licenses of one city in another one, with their holders' consent, whatever happens to keys,
//! issuers and bases.

use crate::common::*;
use codec::Encode;
use covenant_primitives::{
	fields::{self, Field},
	Actor, Capability, CreditScores, LicenseNumber, OrganizationId, Page, Party, PersonId,
	Persons as _, Purpose, PurposeCode, Signatory, TypeCode,
};
use covenant_runtime::{
	configs::system::RuntimeBlockWeights,
	sponsorship::{Sponsor, NOT_ENROLLED},
	Balances, Credit, LicenseRegistry, Persons, Runtime, RuntimeEvent, System,
};
use frame_support::{
	assert_err, assert_ok,
	dispatch::{DispatchClass, GetDispatchInfo},
	traits::fungible::Inspect,
};
use pallet_license_registry::{
	runtime_api::ConsentInfo, Act, CancellationReason, Cause, CheckReport, Conditions, ConsentId,
	ConsentStanding, Disclosure, Division, Draft, Event, Failure, Form, Holder, LicenseId,
	LicenseQuery, LicenseRef, NextConsentId, NextLicenseId, RevocationReason, Rules, StatusCode,
	StatusPurpose, Terms, Unrecognized, Warning, WithholdingReason,
};
use pallet_organizations::{Ground, SuspensionReason};
use sp_core::{sr25519, H256};
use sp_runtime::{
	traits::{BlakeTwo256, Hash},
	DispatchResult, MultiAddress,
};
use std::collections::BTreeMap;

type Call = pallet_license_registry::Call<Runtime>;
type Error = pallet_license_registry::Error<Runtime>;
type ProxyCall = pallet_proxy::Call<Runtime>;
type ProxyType = <Runtime as pallet_proxy::Config>::ProxyType;
type UtilityCall = pallet_utility::Call<Runtime>;

/// The regulators of two cities, which the council admits. The office is the authority above them.
const CITY: OrganizationId = OrganizationId(6);
const NEIGHBOR: OrganizationId = OrganizationId(7);

const FIRST: LicenseId = LicenseId(0);
const SECOND: LicenseId = LicenseId(1);
const THIRD: LicenseId = LicenseId(2);

const GIVEN: ConsentId = ConsentId(0);
const AGAIN: ConsentId = ConsentId(1);

const HOLDER: PersonId = PersonId(0);
const OTHER: PersonId = PersonId(1);

const YEAR: u64 = 365 * DAY;
const WEEK: u64 = 7 * DAY;
const MINUTE: u64 = 60 * 1_000;

/// What the license of the works says.
const FIELDS: [(&str, &str); 9] = [
	("名称", "精密制造有限公司"),
	("类型", "有限责任公司"),
	("法定代表人", "张三"),
	("注册资本", "壹仟万元整"),
	("成立日期", "2020-05-20"),
	("住所", "合肥市蜀山区 1 号"),
	("经营范围", "机械零件加工"),
	("登记机关", "合肥市市场监督管理局"),
	("核准日期", "2026-01-01"),
];

/// Their places: the name, and the scope of business.
const NAME: u32 = 0;
const SCOPE: u32 = 6;

/// An identifier that was published, of another type.
const PUBLISHED: &str = "1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9";

fn city() -> sr25519::Pair {
	key("city")
}

fn neighbor() -> sr25519::Pair {
	key("neighbor")
}

fn holder() -> sr25519::Pair {
	key("holder")
}

fn business() -> TypeCode {
	"11100000000013338W011".parse().unwrap()
}

/// The type of [`PUBLISHED`].
fn catering() -> TypeCode {
	"11100000MB03271699022".parse().unwrap()
}

fn division(digits: &str) -> Division {
	Division(digits.as_bytes().to_vec().try_into().unwrap())
}

fn form(name: &str) -> Form {
	let fields: Vec<_> =
		FIELDS.iter().map(|(name, _)| name.as_bytes().to_vec().try_into().unwrap()).collect();
	Form {
		name: name.as_bytes().to_vec().try_into().unwrap(),
		fields: fields.try_into().unwrap(),
		rules: Rules { max_period: Some(5 * YEAR), organizations: true, persons: true },
	}
}

/// An identifier that the city or its neighbor gives, in the national form.
fn number(authority: &str, serial: u32, version: u16) -> String {
	let serial = format!("{serial:09}");
	LicenseNumber::new(business(), authority.as_bytes(), serial.as_bytes(), version)
		.unwrap()
		.to_string()
}

fn tree() -> Vec<Field<'static>> {
	(0..)
		.zip(FIELDS)
		.map(|(i, (name, value))| Field {
			salt: [i; 16],
			name: name.as_bytes(),
			value: value.as_bytes(),
		})
		.collect()
}

/// The city's license for the works, in its first version, for four years.
fn draft(serial: u32) -> Draft {
	Draft {
		number: number("340100", serial, 1).into_bytes().try_into().unwrap(),
		type_version: 1,
		jurisdiction: division("340104"),
		holder: Holder { commitment: H256::repeat_byte(9), party: Party::Organization(WORKS) },
		root: fields::root(&tree()).unwrap(),
		valid_from: START,
		valid_until: Some(START + 4 * YEAR),
		base: None,
	}
}

/// The same for a person.
fn personal(serial: u32) -> Draft {
	let draft = draft(serial);
	Draft { holder: Holder { party: Party::Person(HOLDER), ..draft.holder }, ..draft }
}

/// The next version of `former`, with the same content and period.
fn next(former: Draft, version: u16) -> Draft {
	let number = LicenseNumber::try_from(former.number.as_slice()).unwrap();
	let number =
		LicenseNumber::new(number.type_code(), number.authority(), number.serial(), version)
			.unwrap();
	Draft { number: number.to_string().into_bytes().try_into().unwrap(), ..former }
}

/// The next version of `former`, for five years from now.
fn renewal(former: Draft, version: u16) -> Draft {
	let valid_until = Some(now() + 5 * YEAR);
	Draft { valid_from: now(), valid_until, ..next(former, version) }
}

/// Shows a field of the license.
fn shown(index: u32) -> Disclosure {
	let (name, value) = FIELDS[index as usize];
	let (tree, salt) = (tree(), [index as u8; 16]);
	let proof = fields::prove(&tree, index).unwrap();
	Disclosure { index, name: name.into(), value: value.into(), salt, proof }
}

/// Checks what the works presents to the neighbor.
fn presented(id: LicenseId, disclosed: Vec<Disclosure>) -> CheckReport {
	let report = LicenseRegistry::query_check(LicenseQuery {
		license: LicenseRef::Id(id),
		disclosed,
		asking: Some(NEIGHBOR),
	});
	assert_eq!(report.valid, report.failures.is_empty());
	assert_eq!((report.block, report.at), (System::block_number(), now()));
	report
}

/// Presents two of nine fields.
fn two_shown(id: LicenseId) -> CheckReport {
	presented(id, vec![shown(NAME), shown(SCOPE)])
}

/// Checks a license in nobody's realm.
fn check(id: LicenseId) -> CheckReport {
	LicenseRegistry::query_check(LicenseQuery {
		license: LicenseRef::Id(id),
		disclosed: vec![],
		asking: None,
	})
}

fn code_of(id: LicenseId) -> StatusCode {
	LicenseRegistry::query_license(id).unwrap().status_code
}

fn not_recognized(why: Unrecognized) -> [Failure; 1] {
	[Failure::NotRecognized { why }]
}

fn conditions() -> Conditions {
	Conditions {
		from: START,
		until: Some(START + 30 * DAY),
		min_version: 1,
		max_version: Some(1),
		jurisdiction: division("3401"),
	}
}

fn recognize() -> Call {
	Call::recognize { type_code: business(), conditions: conditions() }
}

fn issue(draft: Draft) {
	assert_ok!(send(&city(), Call::issue { draft }));
}

fn withhold(license: LicenseId) -> Call {
	Call::withhold { license, reason: WithholdingReason::Investigation }
}

fn suspension() -> SuspensionReason {
	SuspensionReason { ground: Ground::OfficialOrder, commitment: None }
}

/// The name and the scope of business, for 30 days, twice.
fn terms() -> Terms {
	Terms {
		fields: 1 << NAME | 1 << SCOPE,
		purpose: Purpose { code: PurposeCode::Contract, statement: H256::repeat_byte(7) },
		from: START,
		until: START + 30 * DAY,
		uses: 2,
	}
}

fn authorize() -> Call {
	Call::authorize { license: FIRST, organization: BANK, terms: terms() }
}

fn use_by(user: impl Signer, consent: ConsentId) -> DispatchResult {
	send(user, Call::use_consent { consent, statement: H256::repeat_byte(8) })
}

fn standing_of(consent: ConsentId) -> ConsentStanding {
	LicenseRegistry::query_consent(consent).unwrap().standing
}

fn enroll(enroller: Sr25519Keyring, name: &str) {
	let commitment = BlakeTwo256::hash(name.as_bytes());
	assert_ok!(send(enroller, PersonsCall::enroll { account: account(name), commitment }));
}

/// A chain on which the office (Alice) registered the business license for its province, and
/// appointed one of two cities.
fn on_registry(story: impl FnOnce()) {
	on_local_chain(|| {
		let may = [Capability::IssueLicenses];
		assert_eq!(admit(uscc(1), account("city"), &may), CITY);
		assert_eq!(admit(uscc(2), account("neighbor"), &may), NEIGHBOR);
		let register = |type_code, name| Call::register_type {
			type_code,
			jurisdiction: division("34"),
			form: form(name),
		};
		assert_ok!(send(Alice, register(business(), "营业执照")));
		assert_ok!(send(Alice, register(catering(), "食品经营许可证")));
		assert_ok!(send(Alice, appoint(CITY, "3401")));
		next_block();
		story();
	});
}

fn appoint(organization: OrganizationId, digits: &str) -> Call {
	Call::appoint_issuer { type_code: business(), organization, jurisdiction: division(digits) }
}

/// The same, with the license of a sole trader whom the school (Charlie) enrolled.
fn on_personal_license(story: impl FnOnce()) {
	on_registry(|| {
		enroll(Charlie, "holder");
		issue(personal(1));
		story();
	});
}

#[test]
fn two_of_nine_fields_are_shown_in_another_city() {
	on_registry(|| {
		issue(draft(1));
		assert_eq!(two_shown(FIRST).failures, not_recognized(Unrecognized::Type));
		assert_ok!(send(&neighbor(), recognize()));

		let report = two_shown(FIRST);
		assert!(report.valid);
		assert_eq!(report.warnings, []);
		let checked = report.license.unwrap();
		assert_eq!((checked.status_code, checked.issuer), (StatusCode::Valid, CITY));
		assert_eq!(checked.issuer_score, Credit::score(CITY));
		assert!(checked.issuer_score.is_some());

		// Another value, another name, another place: each is reported, what is genuine is not.
		let tampered = |index| Failure::TamperedField { index };
		let richer = Disclosure { value: "壹亿元整".into(), ..shown(3) };
		let renamed = Disclosure { name: "住所".into(), ..shown(NAME) };
		let moved = Disclosure { index: 5, ..shown(4) };
		let report = presented(FIRST, vec![shown(SCOPE), richer, renamed, moved]);
		assert_eq!(report.failures, [tampered(3), tampered(NAME), tampered(5)]);

		let named = |number: String| {
			let license = LicenseRef::Number(number);
			LicenseRegistry::query_check(LicenseQuery { license, disclosed: vec![], asking: None })
		};
		assert_eq!(named(number("340100", 1, 1)).license.unwrap().id, FIRST);
		assert_eq!(named(number("340100", 2, 1)).failures, [Failure::Unknown]);
		assert_eq!(
			named(number("340100", 1, 1).replace("340100", "340200")).failures,
			[Failure::Malformed]
		);
	});
}

#[test]
fn a_recognition_covers_what_its_conditions_say() {
	on_registry(|| {
		issue(draft(1));
		// The authority issues too, for a place that the neighbor did not name.
		let elsewhere = Draft { jurisdiction: division("3405"), ..draft(2) };
		assert_ok!(send(Alice, Call::issue { draft: elsewhere }));
		let forever = Conditions { until: None, max_version: None, ..conditions() };
		assert_err!(
			send(Eve, Call::recognize { type_code: business(), conditions: forever }),
			OrganizationsError::CapabilityNotGranted
		);
		assert_ok!(send(&neighbor(), recognize()));
		assert_eq!(two_shown(FIRST).failures, []);
		assert_eq!(two_shown(SECOND).failures, not_recognized(Unrecognized::Jurisdiction));

		assert_ok!(send(
			Alice,
			Call::amend_type { type_code: business(), form: form("营业执照（新版）") }
		));
		assert_eq!(two_shown(FIRST).failures, [], "rules do not reach back");
		let amended = Draft { type_version: 2, ..next(draft(1), 2) };
		assert_ok!(send(&city(), Call::amend { predecessor: FIRST, draft: amended }));
		assert_eq!(two_shown(THIRD).failures, not_recognized(Unrecognized::Version));

		let wider = Conditions { max_version: None, ..conditions() };
		assert_ok!(send(&neighbor(), Call::recognize { type_code: business(), conditions: wider }));
		assert_eq!(two_shown(THIRD).failures, []);
		advance(30 * DAY);
		assert_eq!(two_shown(THIRD).failures, not_recognized(Unrecognized::Ended));

		let withdraw = || Call::withdraw_recognition { type_code: business() };
		assert_ok!(send(&neighbor(), withdraw()));
		assert_eq!(two_shown(THIRD).failures, not_recognized(Unrecognized::Type));
		assert_err!(send(&neighbor(), withdraw()), Error::NotRecognized);
		assert!(check(THIRD).valid, "what others recognize does not touch it");
	});
}

#[test]
fn a_license_is_withheld_released_and_renewed() {
	on_registry(|| {
		issue(draft(1));
		assert_ok!(send(&neighbor(), recognize()));
		advance(DAY);
		assert_ok!(send(&city(), withhold(FIRST)));
		let reason = WithholdingReason::Investigation;
		let withheld = Failure::License(Cause::Withheld { reason, since: now() });
		advance(DAY);
		assert_eq!(two_shown(FIRST).failures, [withheld]);
		assert_eq!(code_of(FIRST), StatusCode::Withheld);
		let renewed = renewal(draft(1), 2);
		let renew = || Call::renew { predecessor: FIRST, draft: renewed.clone() };
		assert_err!(send(&city(), renew()), Error::InvalidState);
		assert_ok!(send(&city(), Call::release { license: FIRST }));
		assert!(two_shown(FIRST).valid);

		assert_ok!(send(&city(), renew()));
		let report = two_shown(FIRST);
		assert_eq!(report.failures, [Failure::License(Cause::Superseded { by: SECOND })]);
		assert_eq!(report.license.unwrap().current, SECOND);
		assert!(two_shown(SECOND).valid);
		assert_err!(send(&city(), renew()), Error::Superseded);

		let history = LicenseRegistry::query_history(FIRST, None, 10).items;
		let by = Actor { account: account("city"), organization: CITY };
		assert!(history.iter().all(|info| info.entry.by == by));
		assert!(matches!(
			history.iter().map(|info| info.entry.act).collect::<Vec<_>>()[..],
			[Act::Issued { .. }, Act::Withheld { .. }, Act::Released, Act::Superseded { .. }]
		));
	});
}

#[test]
fn what_a_suspended_issuer_issued_is_valid_with_a_warning() {
	on_registry(|| {
		issue(draft(1));
		assert_ok!(send(&neighbor(), recognize()));
		decide(OrganizationsCall::suspend { organization: CITY, reason: suspension() });
		let report = two_shown(FIRST);
		assert!(report.valid);
		assert_eq!(report.warnings, [Warning::IssuerSuspended]);

		assert_err!(send(&city(), Call::issue { draft: draft(2) }), OrganizationsError::Suspended);
		assert_err!(send(&city(), withhold(FIRST)), OrganizationsError::Suspended);
		assert_err!(send(Alice, withhold(FIRST)), Error::NotAuthorized);
		decide(OrganizationsCall::reinstate { organization: CITY });
		assert_eq!(two_shown(FIRST).warnings, []);
		issue(draft(2));

		// Without the capability it is not coming back: the authority takes its place.
		decide(OrganizationsCall::withdraw {
			organization: CITY,
			capabilities: capabilities(&[Capability::IssueLicenses]),
		});
		assert_eq!(two_shown(FIRST).warnings, [Warning::IssuerNotEntitled]);
		assert_err!(
			send(&city(), Call::issue { draft: draft(3) }),
			OrganizationsError::CapabilityNotGranted
		);
		assert_ok!(send(Alice, withhold(FIRST)));
	});
}

#[test]
fn the_authority_takes_the_place_of_an_issuer_that_was_removed() {
	on_registry(|| {
		issue(draft(1));
		issue(draft(2));
		assert_ok!(send(Alice, appoint(NEIGHBOR, "3402")));
		decide(OrganizationsCall::remove { organization: CITY });
		let report = check(FIRST);
		assert!(report.valid);
		assert_eq!(report.warnings, [Warning::IssuerGone]);
		assert_eq!(report.license.unwrap().issuer_score, None);

		assert_err!(send(&neighbor(), withhold(FIRST)), Error::NotAuthorized);
		let reason = CancellationReason::HolderRequest;
		assert_ok!(send(Alice, Call::cancel { license: SECOND, reason }));
		assert_ok!(send(Alice, Call::offer_transfer { license: FIRST, to: NEIGHBOR }));
		assert_ok!(send(&neighbor(), take_over(FIRST)));
		assert_eq!(
			[FIRST, SECOND, THIRD].map(code_of),
			[StatusCode::TransferredOut, StatusCode::Canceled, StatusCode::Valid]
		);
		assert_eq!(check(THIRD).warnings, []);
	});
}

/// The neighbor takes over the license of the works, as the second version of the certificate.
fn take_over(predecessor: LicenseId) -> Call {
	let number = number("340200", 77, 2).into_bytes().try_into().unwrap();
	let draft = Draft { number, jurisdiction: division("3402"), ..draft(1) };
	Call::transfer_in { predecessor, draft }
}

#[test]
fn a_license_goes_over_to_another_issuer() {
	on_registry(|| {
		issue(draft(1));
		let offer = || Call::offer_transfer { license: FIRST, to: NEIGHBOR };
		assert_err!(send(&city(), offer()), Error::NotAnIssuer);
		assert_ok!(send(Alice, appoint(NEIGHBOR, "3402")));
		assert_err!(send(&neighbor(), take_over(FIRST)), Error::NotOffered);
		assert_ok!(send(&city(), offer()));
		let report = check(FIRST);
		assert!(report.valid, "until it is taken over");
		assert_eq!(report.warnings, [Warning::Offered { to: NEIGHBOR }]);

		assert_ok!(send(&neighbor(), take_over(FIRST)));
		let report = check(FIRST);
		assert_eq!(report.failures, [Failure::License(Cause::TransferredOut { by: SECOND })]);
		assert_eq!(report.warnings, []);
		let code = report.license.unwrap().status_code;
		assert_eq!(code.encode(), [6]);
		assert_eq!(serde_json::to_value(code).unwrap(), "06");
		let report = check(SECOND);
		assert!(report.valid);
		assert_eq!(report.license.unwrap().issuer, NEIGHBOR);

		// Whoever reads status lists only sees the same.
		let ended = |issuer| {
			let revocation = StatusPurpose::Revocation;
			LicenseRegistry::query_status_list(issuer, business(), revocation, 0).unwrap().bits[0]
		};
		assert_eq!((ended(CITY), ended(NEIGHBOR)), (0x80, 0));
		for license in [FIRST, SECOND] {
			assert_err!(
				send(&city(), withhold(license)),
				if license == FIRST { Error::Superseded } else { Error::NotAuthorized }
			);
		}
		assert_ok!(send(&neighbor(), withhold(SECOND)));
	});
}

#[test]
fn a_license_stands_and_falls_with_its_base() {
	on_registry(|| {
		issue(draft(1));
		// The authority's own, on the city's.
		let catering = |base| Draft {
			number: PUBLISHED.as_bytes().to_vec().try_into().unwrap(),
			base: Some(base),
			..draft(1)
		};
		assert_ok!(send(Alice, Call::issue { draft: catering(FIRST) }));
		let authorize = Call::authorize { license: SECOND, organization: BANK, terms: terms() };
		assert_ok!(send(Eve, authorize));
		assert!(check(SECOND).valid);
		assert_ok!(use_by(Bob, GIVEN));

		assert_ok!(send(&city(), withhold(FIRST)));
		let reason = WithholdingReason::Investigation;
		let cause = Cause::Withheld { reason, since: now() };
		assert_eq!(check(SECOND).failures, [Failure::Base { license: FIRST, cause }]);
		assert_eq!(code_of(SECOND), StatusCode::Valid, "by itself it is");
		assert_err!(use_by(Bob, GIVEN), Error::BaseInvalid);
		assert_ok!(send(&city(), Call::release { license: FIRST }));
		assert!(check(SECOND).valid);

		advance(DAY);
		let draft = renewal(draft(1), 2);
		assert_ok!(send(&city(), Call::renew { predecessor: FIRST, draft }));
		assert!(check(SECOND).valid, "it stands on whichever version is in effect");

		let (reason, sanction) = (RevocationReason::Violation, true);
		assert_ok!(send(&city(), Call::revoke { license: THIRD, reason, sanction }));
		let cause = Cause::Revoked { reason, sanction, since: now() };
		assert_eq!(check(SECOND).failures, [Failure::Base { license: THIRD, cause }]);
		assert_err!(use_by(Bob, GIVEN), Error::BaseInvalid);
		let again = Draft {
			number: number("340100", 2, 1).into_bytes().try_into().unwrap(),
			..catering(FIRST)
		};
		assert_err!(send(Alice, Call::issue { draft: again }), Error::InvalidBase);
	});
}

#[test]
fn a_person_lets_a_bank_use_two_fields_twice() {
	on_personal_license(|| {
		assert_err!(send(Eve, authorize()), Error::NotAuthorized);
		assert_ok!(send(&holder(), authorize()));
		assert_err!(use_by(Dave, GIVEN), Error::NotAuthorized);
		assert_ok!(use_by(Bob, GIVEN));
		// The consent is to the certificate: it outlives the renewal.
		advance(DAY);
		let draft = renewal(personal(1), 2);
		assert_ok!(send(&city(), Call::renew { predecessor: FIRST, draft }));
		assert_ok!(use_by(Bob, GIVEN));
		assert_err!(use_by(Bob, GIVEN), Error::UsedUp);
		assert_eq!(standing_of(GIVEN), ConsentStanding::UsedUp);

		// The holder sees who looked at it, which version, and how often more.
		let log = LicenseRegistry::query_uses(SECOND, None, 10).items;
		let bank = Actor { account: Bob.account(), organization: BANK };
		assert!(log.iter().all(|info| info.entry.by == bank && info.entry.consent == GIVEN));
		let seen: Vec<_> = log.iter().map(|info| (info.entry.license, info.entry.left)).collect();
		assert_eq!(seen, [(FIRST, 1), (SECOND, 0)]);

		// To the version in effect; the former one is no longer there to be consented to.
		assert_err!(send(&holder(), authorize()), Error::Superseded);
		let again = Call::authorize { license: SECOND, organization: BANK, terms: terms() };
		assert_ok!(send(&holder(), again));
		assert_ok!(use_by(Bob, AGAIN));
		let withdraw = || Call::withdraw_consent { consent: AGAIN };
		assert_err!(send(Eve, withdraw()), Error::NotAuthorized);
		assert_ok!(send(&holder(), withdraw()));
		assert_err!(use_by(Bob, AGAIN), Error::ConsentWithdrawn);
		assert_err!(send(Bob, withdraw()), Error::InvalidState);
		let standings = |page: Page<ConsentInfo, ConsentId>| {
			page.items.iter().map(|info| (info.id, info.standing)).collect::<BTreeMap<_, _>>()
		};
		let told = [(GIVEN, ConsentStanding::UsedUp), (AGAIN, ConsentStanding::Withdrawn)].into();
		assert_eq!(standings(LicenseRegistry::query_consents_of(FIRST, None, 10)), told);
		assert_eq!(standings(LicenseRegistry::query_consents_to(BANK, None, 10)), told);
	});
}

#[test]
fn a_bank_asks_and_the_holder_answers() {
	on_personal_license(|| {
		enroll(Charlie, "other");
		let request = || Call::request_consent { license: FIRST, terms: terms() };
		assert_err!(send(&key("other"), request()), Error::NotAnOrganization);
		assert_ok!(send(Bob, request()));
		assert_err!(send(Bob, request()), Error::AlreadyRequested);
		assert_err!(use_by(Bob, GIVEN), Error::NotGiven);

		let give = |consent| Call::give_consent { consent };
		assert_err!(send(&key("other"), give(GIVEN)), Error::NotAuthorized);
		assert_err!(send(Bob, give(GIVEN)), Error::NotAuthorized);
		assert_ok!(send(&holder(), give(GIVEN)));
		assert_ok!(use_by(Bob, GIVEN));

		assert_ok!(send(Dave, request()));
		assert_ok!(send(&holder(), Call::refuse_consent { consent: AGAIN }));
		assert_err!(use_by(Dave, AGAIN), Error::NotGiven);
		assert_err!(send(&holder(), give(AGAIN)), Error::InvalidState);
	});
}

#[test]
fn whoever_issues_licenses_uses_only_what_it_recognizes() {
	on_personal_license(|| {
		let user = |organization| {
			let license = FIRST;
			assert_ok!(send(&holder(), Call::authorize { license, organization, terms: terms() }));
		};
		user(NEIGHBOR);
		user(BANK);
		assert_err!(use_by(&neighbor(), GIVEN), Error::Unrecognized);
		assert_ok!(send(&neighbor(), recognize()));
		assert_ok!(use_by(&neighbor(), GIVEN));

		// A bank has no realm of its own, until the council lets it issue licenses.
		assert_ok!(use_by(Bob, AGAIN));
		decide(OrganizationsCall::grant {
			organization: BANK,
			capabilities: capabilities(&[Capability::IssueLicenses]),
		});
		assert_err!(use_by(Bob, AGAIN), Error::Unrecognized);
		// The council lets the bank, the bank lets its operators.
		assert_err!(send(Bob, recognize()), OrganizationsError::CapabilityNotHeld);
		let registrar = OrganizationsCall::add_operator {
			account: account("registrar"),
			capabilities: capabilities(&[Capability::IssueLicenses]),
			administrator: false,
		};
		assert_ok!(send(Bob, registrar));
		assert_ok!(send(&key("registrar"), recognize()));
		assert_ok!(use_by(Bob, AGAIN));
	});
}

/// A child's license; its parent, a person too, is its proxy with these rights.
fn parent_authorizes(proxy_type: ProxyType) -> DispatchResult {
	enroll(Charlie, "parent");
	let parent = key("parent");
	let as_child = || ProxyCall::proxy {
		real: MultiAddress::Id(account("holder")),
		force_proxy_type: None,
		call: Box::new(authorize().into()),
	};
	assert_err!(send(&parent, authorize()), Error::NotAuthorized);
	assert_err!(send(&parent, as_child()), pallet_proxy::Error::<Runtime>::NotProxy);
	let delegate = MultiAddress::Id(account("parent"));
	assert_ok!(send(&holder(), ProxyCall::add_proxy { delegate, proxy_type, delay: 0 }));
	next_block();
	assert_ok!(send(&parent, as_child()));
	find_event(|event| match event {
		RuntimeEvent::Proxy(pallet_proxy::Event::ProxyExecuted { result }) => Some(result),
		_ => None,
	})
	.unwrap()
}

#[test]
fn a_parent_answers_for_a_child() {
	on_personal_license(|| {
		assert_ok!(parent_authorizes(ProxyType::NonTransfer));
		assert!(has_event(Event::<Runtime>::ConsentGiven {
			by: Signatory { account: account("holder"), party: Party::Person(HOLDER) },
			consent: GIVEN,
			license: FIRST,
			organization: BANK,
			terms: terms(),
		}));
		assert_ok!(use_by(Bob, GIVEN));
	});
}

#[test]
fn a_parent_with_a_childs_personal_matters_answers_for_it() {
	on_personal_license(|| {
		assert_ok!(parent_authorizes(ProxyType::Personal));
		assert_ok!(use_by(Bob, GIVEN));
	});
}

#[test]
fn nothing_is_left_of_a_batch_in_which_a_call_fails() {
	on_personal_license(|| {
		next_block();
		let reported = || {
			find_event(|event| match event {
				RuntimeEvent::LicenseRegistry(event) => Some(event),
				_ => None,
			})
		};
		let calls = vec![
			authorize().into(),
			Call::withdraw_consent { consent: GIVEN }.into(),
			authorize().into(),
			Call::withdraw_consent { consent: GIVEN }.into(),
		];
		assert_err!(send(&holder(), UtilityCall::batch_all { calls }), Error::InvalidState);
		assert_eq!(reported(), None);
		assert_eq!(NextConsentId::<Runtime>::get(), GIVEN);
		assert_eq!(LicenseRegistry::query_consents_of(FIRST, None, 10).items, []);

		let renewed = renewal(personal(1), 2);
		let calls = vec![
			withhold(FIRST).into(),
			Call::release { license: FIRST }.into(),
			Call::renew { predecessor: FIRST, draft: renewed }.into(),
			withhold(FIRST).into(),
		];
		assert_err!(send(&city(), UtilityCall::batch_all { calls }), Error::Superseded);
		assert_eq!(reported(), None);
		assert_eq!(NextLicenseId::<Runtime>::get(), SECOND);
		assert!(check(FIRST).valid);
		assert_eq!(LicenseRegistry::query_history(FIRST, None, 10).items.len(), 1);
	});
}

#[test]
fn who_lost_its_key_keeps_its_licenses_and_consents() {
	on_personal_license(|| {
		assert_ok!(send(&holder(), authorize()));
		let new_account = account("new key");
		assert_ok!(send(
			Charlie,
			PersonsCall::request_recovery { person: HOLDER, new_account: new_account.clone() }
		));
		// What falls due within a minute is carried out when that is over.
		pass(WEEK + MINUTE);
		assert_eq!(Persons::account_of(HOLDER), Some(new_account));

		let of_holder = LicenseRegistry::query_licenses_of(Party::Person(HOLDER), None, 10).items;
		assert_eq!(of_holder.iter().map(|info| info.id).collect::<Vec<_>>(), [FIRST]);
		assert!(check(FIRST).valid);
		assert_eq!(LicenseRegistry::query_history(FIRST, None, 10).items.len(), 1, "nobody acted");
		assert_ok!(use_by(Bob, GIVEN));

		// The new key speaks for the licenses, the old one for nothing.
		for call in [authorize(), Call::withdraw_consent { consent: GIVEN }] {
			assert_eq!(pool(sign(&holder(), call)), Err(refusal(NOT_ENROLLED)));
		}
		let withdraw = Call::withdraw_consent { consent: GIVEN };
		assert_ok!(send(&key("new key"), withdraw));
		assert_err!(use_by(Bob, GIVEN), Error::ConsentWithdrawn);
		assert_ok!(send(&key("new key"), authorize()));
		assert_ok!(use_by(Bob, AGAIN));
	});
}

#[test]
fn another_person_in_the_holders_place_consents_anew() {
	on_personal_license(|| {
		assert_ok!(send(&holder(), authorize()));
		assert_ok!(use_by(Bob, GIVEN));
		// The school lets go of its graduate, whom the office enrolls as a new person.
		assert_ok!(send(Charlie, PersonsCall::release { person: HOLDER }));
		enroll(Alice, "other");
		let other = key("other");
		assert!(check(FIRST).valid, "it is still the holder's");
		assert_err!(use_by(Bob, GIVEN), Error::HolderGone);
		assert_err!(send(&other, authorize()), Error::NotAuthorized);

		let reassign = |person| Call::reassign { license: FIRST, to: Party::Person(person) };
		assert_err!(send(Alice, reassign(OTHER)), Error::NotAuthorized);
		assert_err!(send(&city(), reassign(PersonId(2))), Error::UnknownParty);
		assert_ok!(send(&city(), reassign(OTHER)));
		assert_err!(send(&city(), reassign(HOLDER)), Error::UnknownParty);

		assert_eq!(standing_of(GIVEN), ConsentStanding::HolderReplaced);
		assert_err!(use_by(Bob, GIVEN), Error::HolderReplaced);
		assert_ok!(send(&other, authorize()));
		assert_ok!(use_by(Bob, AGAIN));
		let of = |person| LicenseRegistry::query_licenses_of(Party::Person(person), None, 10).items;
		assert_eq!((of(HOLDER).len(), of(OTHER).len()), (0, 1));
		let (from, to) = (Party::Person(HOLDER), Party::Person(OTHER));
		let history = LicenseRegistry::query_history(FIRST, None, 10).items;
		assert_eq!(history[1].entry.act, Act::Reassigned { from, to });
	});
}

#[test]
fn consents_cost_no_money() {
	on_personal_license(|| {
		let used = || {
			let standing = standing(&holder());
			assert_eq!(standing.sponsor, Sponsor::Person(HOLDER));
			standing.used
		};
		let before = used();
		assert_ok!(send(&holder(), authorize()));
		assert!(used() > before, "a quota is used instead");
		let owner = account("holder");
		assert_eq!((cny(&owner), Balances::total_balance(&owner)), (0, 0));
	});
}

#[test]
fn two_hundred_licenses_are_issued_in_one_transaction_or_none() {
	on_registry(|| {
		let batch = |drafts: Vec<Draft>| {
			let call = Call::issue_batch { batch: drafts.try_into().unwrap() };
			sign(&city(), call)
		};
		let mut drafts: Vec<_> = (1..=200).map(draft).collect();
		drafts[120].jurisdiction = division("3402");
		assert_err!(apply(batch(drafts.clone())).unwrap(), Error::OutsideJurisdiction);
		drafts[120] = drafts[7].clone();
		assert_err!(apply(batch(drafts.clone())).unwrap(), Error::AlreadyIssued);
		let listed =
			|cursor| LicenseRegistry::query_licenses_by(CITY, business(), cursor, 1_000).items;
		assert_eq!(NextLicenseId::<Runtime>::get(), FIRST);
		assert_eq!(listed(None), []);

		next_block();
		drafts[120] = draft(121);
		let transaction = batch(drafts);
		let weight = transaction.get_dispatch_info().total_weight();
		let normal = RuntimeBlockWeights::get().get(DispatchClass::Normal).max_total.unwrap();
		println!(
			"200 licenses: {} bytes, {}% of the weight that transactions may fill",
			transaction.encoded_size(),
			weight.ref_time() * 100 / normal.ref_time()
		);
		assert!(weight.all_lt(normal / 2), "there is room for others");
		assert_ok!(pool(transaction.clone()));
		assert_ok!(apply(transaction).unwrap());
		assert_eq!(NextLicenseId::<Runtime>::get(), LicenseId(200));
		for (place, id) in (0..200).map(LicenseId).enumerate() {
			let info = LicenseRegistry::query_license(id).unwrap();
			assert_eq!(
				(info.license.position as usize, info.status_code),
				(place, StatusCode::Valid)
			);
		}

		// The largest batch there is fits as well.
		let drafts = (201..=700).map(draft).collect();
		next_block();
		assert_ok!(apply(batch(drafts)).unwrap());
		assert!(check(LicenseId(699)).valid);
	});
}
