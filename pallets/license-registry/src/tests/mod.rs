// SPDX-License-Identifier: Apache-2.0

//! Tests, one file a call or story.

mod amend;
mod answers;
mod authorize;
mod bases;
mod batch;
mod cancel_revoke;
mod checks;
mod constants;
mod costs;
mod disclosures;
mod invariants;
mod issue;
mod issuers;
mod license_types;
mod properties;
mod queries;
mod reassign;
mod recognition;
mod renew;
mod request_consent;
mod roles;
mod status_lists;
mod stead;
mod story;
mod transfer;
mod types;
mod use_consent;
mod withdraw_consent;
mod withhold_release;

pub use crate::mock::*;
use crate::*;
use covenant_primitives::{
	fields::{self, Field},
	time::DAY,
	PersonId, Purpose, PurposeCode, Salt,
};
use frame_support::{assert_noop, assert_ok, BoundedVec};

/// The first license, the one after it, and one that is not there.
pub const FIRST: LicenseId = LicenseId(0);
pub const SECOND: LicenseId = LicenseId(1);
pub const THIRD: LicenseId = LicenseId(2);
pub const NO_LICENSE: LicenseId = LicenseId(70);

/// The first consent, the one after it, and one that is not there.
pub const GIVEN: ConsentId = ConsentId(0);
pub const AGAIN: ConsentId = ConsentId(1);
pub const NO_CONSENT: ConsentId = ConsentId(70);

pub const YEAR: Moment = 365 * DAY;

/// The nine fields of the tests' type.
pub const FIELDS: [&str; 9] =
	["名称", "类型", "法定代表人", "住所", "注册资本", "成立日期", "经营范围", "登记机关", "编号"];

pub fn code() -> TypeCode {
	"11100000000013338W011".parse().unwrap()
}

/// A code of another type.
pub fn other_code() -> TypeCode {
	"11100000MB03271699022".parse().unwrap()
}

pub fn division(digits: &str) -> Division {
	Division(digits.as_bytes().to_vec().try_into().unwrap())
}

pub fn names(list: &[&str]) -> FieldNames {
	list.iter()
		.map(|name| name.as_bytes().to_vec().try_into().unwrap())
		.collect::<Vec<FieldName>>()
		.try_into()
		.unwrap()
}

pub fn form() -> Form {
	Form {
		name: "营业执照".as_bytes().to_vec().try_into().unwrap(),
		fields: names(&FIELDS),
		rules: Rules { max_period: Some(5 * YEAR), organizations: true, persons: true },
	}
}

/// The same, without a limit to the period.
pub fn unlimited() -> Form {
	let rules = Rules { max_period: None, ..form().rules };
	Form { rules, ..form() }
}

/// The identifier of the city's certificate with this serial, in this version.
pub fn license_number(type_code: TypeCode, serial: u32, version: u16) -> LicenseNumber {
	LicenseNumber::new(type_code, b"340100", format!("{serial:09}").as_bytes(), version).unwrap()
}

pub fn text(number: &LicenseNumber) -> NumberText {
	number.to_string().into_bytes().try_into().unwrap()
}

/// A field in the holder's wallet.
pub type Owned = (Salt, &'static str, String);

/// What the holder of the tests' license has.
pub fn wallet() -> Vec<Owned> {
	(0..).zip(FIELDS).map(|(i, name)| ([i; 16], name, format!("{name} {i}"))).collect()
}

pub fn tree(wallet: &[Owned]) -> Vec<Field<'_>> {
	wallet
		.iter()
		.map(|(salt, name, value)| Field {
			salt: *salt,
			name: name.as_bytes(),
			value: value.as_bytes(),
		})
		.collect()
}

pub fn root() -> H256 {
	fields::root(&tree(&wallet())).unwrap()
}

/// Shows a field of the wallet.
pub fn disclosure(index: u32) -> Disclosure {
	let wallet = wallet();
	let (salt, name, value) = wallet[usize::try_from(index).unwrap()].clone();
	let proof = fields::prove(&tree(&wallet), index).unwrap();
	Disclosure { index, name: name.into(), value, salt, proof }
}

/// A license of the city for the company, for four years from now on.
pub fn draft(serial: u32) -> Draft {
	Draft {
		number: text(&license_number(code(), serial, 1)),
		type_version: 1,
		jurisdiction: division("340102"),
		holder: Holder { commitment: H256::repeat_byte(9), party: Party::Organization(COMPANY) },
		root: root(),
		valid_from: START,
		valid_until: Some(START + 4 * YEAR),
		base: None,
	}
}

/// The same, in a later version.
pub fn next_draft(serial: u32, version: u16) -> Draft {
	Draft { number: text(&license_number(code(), serial, version)), ..draft(serial) }
}

/// The same, with another period.
pub fn renewal(serial: u32, version: u16) -> Draft {
	let valid_until = Some(Now::get() + 5 * YEAR);
	Draft { valid_from: Now::get(), valid_until, ..next_draft(serial, version) }
}

/// The province's type, of which the city issues licenses too.
pub fn registered() {
	assert_ok!(Registry::register_type(signed(GOVERNOR), code(), division("34"), form()));
	assert_ok!(Registry::appoint_issuer(signed(GOVERNOR), code(), CITY, division("3401")));
}

/// The same, with the company's license.
pub fn issued() {
	registered();
	issue(draft(1));
}

/// The same, renewed a day later.
pub fn renewed() {
	issued();
	set_clock(Now::get() + DAY);
	assert_ok!(Registry::renew(signed(REGISTRAR), FIRST, renewal(1, 2)));
}

pub fn issue(draft: Draft) {
	assert_ok!(Registry::issue(signed(REGISTRAR), draft));
}

/// The neighbor issues licenses too, of another city.
pub fn neighbor_appointed() {
	assert_ok!(Registry::appoint_issuer(signed(GOVERNOR), code(), NEIGHBOR, division("3402")));
}

/// The next version of the first certificate, as the neighbor issues it.
pub fn transferred(version: u16) -> Draft {
	let number = LicenseNumber::new(code(), b"340200", b"77", version).unwrap();
	Draft { number: text(&number), jurisdiction: division("3402"), ..draft(1) }
}

/// The first license goes over to the neighbor.
pub fn transfer() {
	neighbor_appointed();
	assert_ok!(Registry::offer_transfer(signed(REGISTRAR), FIRST, NEIGHBOR));
	assert_ok!(Registry::transfer_in(signed(COLLEAGUE), FIRST, transferred(2)));
}

/// Conditions under which the company's license is recognized.
pub fn conditions() -> Conditions {
	Conditions {
		from: START,
		until: Some(START + 10 * YEAR),
		min_version: 1,
		max_version: None,
		jurisdiction: division("3401"),
	}
}

/// The first and the third field, for 30 days, three times.
pub fn terms() -> Terms {
	Terms {
		fields: 0b101,
		purpose: Purpose { code: PurposeCode::Contract, statement: H256::repeat_byte(7) },
		from: START,
		until: START + 30 * DAY,
		uses: 3,
	}
}

/// The company lets the bank use its license.
pub fn authorized() {
	issued();
	assert_ok!(Registry::authorize(signed(MANAGER), FIRST, BANK, terms()));
}

/// The bank asks for it.
pub fn requested() {
	issued();
	assert_ok!(Registry::request_consent(signed(BANKER), FIRST, terms()));
}

pub fn use_it() -> sp_runtime::DispatchResult {
	Registry::use_consent(signed(BANKER), GIVEN, H256::repeat_byte(8))
}

pub fn license(id: LicenseId) -> LicenseOf<Test> {
	Licenses::<Test>::get(id).unwrap()
}

pub fn consent(id: ConsentId) -> Consent {
	Consents::<Test>::get(id).unwrap()
}

pub fn standing(id: ConsentId) -> ConsentStanding {
	Registry::query_consent(id).unwrap().standing
}

pub fn series() -> Series {
	Series { issuer: CITY, type_code: code() }
}

/// What happened to a license: who acted, and what.
pub fn history(id: LicenseId) -> Vec<(AccountId, Act)> {
	let page = Registry::query_history(id, None, 100);
	assert_eq!(page.next, None);
	page.items.into_iter().map(|info| (info.entry.by.account, info.entry.act)).collect()
}

/// The last entry of a license's history, whose event was the last one too.
pub fn changed(id: LicenseId) -> EntryOf<Test> {
	let index = license(id).history_length - 1;
	let entry = History::<Test>::get(id, index).unwrap();
	let event = Event::Changed { license: id, index, entry: entry.clone() };
	assert_eq!(events().last(), Some(&event));
	entry
}

/// Asked by nobody in particular, without fields.
pub fn check(id: LicenseId) -> CheckReport {
	Registry::query_check(query(id))
}

pub fn query(id: LicenseId) -> LicenseQuery {
	LicenseQuery { license: LicenseRef::Id(id), disclosed: vec![], asking: None }
}

/// Checks a license, and that the report agrees with itself.
pub fn failures(id: LicenseId) -> Vec<Failure> {
	failures_for(query(id))
}

pub fn failures_for(query: LicenseQuery) -> Vec<Failure> {
	let report = Registry::query_check(query);
	assert_eq!(report.valid, report.failures.is_empty());
	assert_eq!((report.at, u64::from(report.block)), (Now::get(), System::block_number()));
	report.failures
}

/// The causes of the license's own.
pub fn causes(list: &[Cause]) -> Vec<Failure> {
	list.iter().copied().map(Failure::License).collect()
}
