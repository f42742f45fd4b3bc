// SPDX-License-Identifier: Apache-2.0

//! A runtime with organizations, balances and batches. Sibling pallets are a few lines each; what
//! they keep lies in storage, so that it is rolled back when a call fails.

use crate as pallet_organizations;
pub use crate::*;
use codec::Encode;
pub use frame_support::{assert_noop, assert_ok};
use frame_support::{
	derive_impl, ord_parameter_types, parameter_types,
	storage::unhashed,
	traits::{ChangeMembers, ConstU32, EitherOf, Time},
	weights::Weight,
	PalletId,
};
use frame_system::EnsureSignedBy;
use sp_runtime::{
	traits::{Dispatchable, IdentityLookup},
	AccountId32, BuildStorage, DispatchError, DispatchResult,
};

pub type AccountId = AccountId32;
pub type Block = frame_system::mocking::MockBlock<Test>;
pub type Error = crate::Error<Test>;
pub type Call = crate::Call<Test>;

/// The bank's administrator and delegate.
pub const ALICE: AccountId = AccountId::new([1; 32]);
/// The bank's treasurer.
pub const BOB: AccountId = AccountId::new([2; 32]);
/// The court's administrator and delegate.
pub const CAROL: AccountId = AccountId::new([3; 32]);
/// The school's administrator.
pub const DAVE: AccountId = AccountId::new([4; 32]);
/// Nobody's operator.
pub const EVE: AccountId = AccountId::new([5; 32]);
/// Signs for a person.
pub const PERSON: AccountId = AccountId::new([6; 32]);
/// More than half of the council.
pub const MAJORITY: AccountId = AccountId::new([0xC1; 32]);
/// Two thirds of the council.
pub const TWO_THIRDS: AccountId = AccountId::new([0xC2; 32]);

/// A bank with a seat; it may issue money.
pub const BANK: OrganizationId = OrganizationId(0);
/// A court with a seat; it may arbitrate.
pub const COURT: OrganizationId = OrganizationId(1);
/// A school without a seat; it may issue academic credits and identify persons.
pub const SCHOOL: OrganizationId = OrganizationId(2);
/// An id that was never given.
pub const NOBODY: OrganizationId = OrganizationId(99);

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(2)]
	pub type Utility = pallet_utility;
	#[runtime::pallet_index(3)]
	pub type Organizations = pallet_organizations;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type AccountId = AccountId;
	type Lookup = IdentityLookup<AccountId>;
	type Block = Block;
	type AccountData = pallet_balances::AccountData<u64>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
}

impl pallet_utility::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type PalletsOrigin = OriginCaller;
	type WeightInfo = ();
}

ord_parameter_types! {
	pub const Majority: AccountId = MAJORITY;
	pub const TwoThirds: AccountId = TWO_THIRDS;
}

parameter_types! {
	pub const OrganizationsPalletId: PalletId = PalletId(*b"cov/orgs");
	pub const DefaultQuota: Quota =
		Quota { max: 1_000, recovery_per_block: 10, persons: 100 };
	pub const CouncilWeight: Weight = Weight::from_parts(1_000, 0);
	pub static Now: Moment = 1_700_000_000_000;
	pub static Unsettled: Option<OrganizationId> = None;
	/// Losses (`false`) and reinstatements (`true`) that other pallets were told about.
	pub static Told: Vec<(OrganizationId, bool)> = Vec::new();
}

pub struct Clock;
impl Time for Clock {
	type Moment = Moment;

	fn now() -> Moment {
		Now::get()
	}
}

/// Keeps the members, and checks that it is told the truth about who comes and goes.
pub struct Council;
impl Council {
	pub fn members() -> Vec<AccountId> {
		unhashed::get_or_default(b":council")
	}
}
impl ChangeMembers<AccountId> for Council {
	fn change_members_sorted(incoming: &[AccountId], outgoing: &[AccountId], new: &[AccountId]) {
		assert!(new.is_sorted());
		let (came, went) = Self::compute_members_diff_sorted(new, &Self::members());
		assert_eq!((&came[..], &went[..]), (incoming, outgoing));
		unhashed::put(b":council", &new.to_vec());
	}
}

/// Payments are the treasury's, burning is the issuer's, and either may do several things at once.
pub struct OwnMoney;
impl ActRights<RuntimeCall, AccountId> for OwnMoney {
	fn any_of(call: &RuntimeCall, _: &AccountId) -> &'static [Capability] {
		match call {
			RuntimeCall::Balances(pallet_balances::Call::transfer_allow_death { .. })
			| RuntimeCall::System(frame_system::Call::remark_with_event { .. }) => &[Capability::Treasury],
			RuntimeCall::Balances(pallet_balances::Call::burn { .. }) => &[Capability::IssueMoney],
			RuntimeCall::Utility(_) => &[Capability::Treasury, Capability::IssueMoney],
			_ => &[],
		}
	}
}

pub struct Persons;
impl Enrollment<AccountId> for Persons {
	fn is_enrolled(account: &AccountId) -> bool {
		*account == PERSON
	}
}

/// Session keys: they hold a consumer reference until the account is released.
pub struct SessionKeys;
impl SessionKeys {
	fn key(account: &AccountId) -> Vec<u8> {
		(b":keys", account).encode()
	}

	pub fn set(account: &AccountId) {
		System::inc_consumers(account).unwrap();
		unhashed::put(&Self::key(account), &());
	}

	/// Makes releasing the account fail.
	pub fn jam(account: &AccountId) {
		unhashed::put(&(b":jam", account).encode(), &());
	}

	pub fn is_set(account: &AccountId) -> bool {
		unhashed::exists(&Self::key(account))
	}
}
impl ReleaseAccount<AccountId> for SessionKeys {
	fn release(account: &AccountId) -> DispatchResult {
		if unhashed::take::<()>(&Self::key(account)).is_some() {
			System::dec_consumers(account);
		}
		if unhashed::exists(&(b":jam", account).encode()) {
			return Err(DispatchError::Other("jammed"));
		}
		Ok(())
	}

	fn weight() -> Weight {
		Weight::from_parts(10_000, 0)
	}
}

pub struct Debts;
impl Obligations for Debts {
	fn ensure_settled(organization: OrganizationId) -> DispatchResult {
		if Unsettled::get() == Some(organization) {
			return Err(DispatchError::Other("owes"));
		}
		Ok(())
	}

	fn weight() -> Weight {
		Weight::from_parts(100_000, 0)
	}
}

pub struct Listener;
impl OnStandingChange for Listener {
	fn on_loss(organization: OrganizationId) {
		Told::mutate(|told| told.push((organization, false)));
	}

	fn on_reinstatement(organization: OrganizationId) {
		Told::mutate(|told| told.push((organization, true)));
	}

	fn weight() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}
}

impl Config for Test {
	type RuntimeCall = RuntimeCall;
	type MajorityOrigin =
		EitherOf<EnsureSignedBy<Majority, AccountId>, EnsureSignedBy<TwoThirds, AccountId>>;
	type TwoThirdsOrigin = EnsureSignedBy<TwoThirds, AccountId>;
	type Council = Council;
	type CouncilWeight = CouncilWeight;
	type ActRights = OwnMoney;
	type Time = Clock;
	type OtherRoles = Persons;
	type AccountRelease = SessionKeys;
	type Obligations = Debts;
	type OnStandingChange = Listener;
	type PalletId = OrganizationsPalletId;
	type MaxNameLength = ConstU32<32>;
	type MaxOperators = ConstU32<5>;
	type MaxSeats = ConstU32<3>;
	type DefaultQuota = DefaultQuota;
	type WeightInfo = pallet_organizations::weights::SubstrateWeight<Test>;
}

/// A valid code for each number.
pub fn uscc(number: u32) -> Uscc {
	let body = format!("{number:017}").into_bytes();
	Uscc::complete(&body.try_into().unwrap()).unwrap()
}

pub fn capabilities(list: &[Capability]) -> Capabilities {
	alloc::collections::BTreeSet::from_iter(list.iter().copied()).try_into().unwrap()
}

/// Sends a call as a transaction would, rolling it back if it fails.
pub fn send(signer: AccountId, call: Call) -> DispatchResult {
	dispatch(RuntimeOrigin::signed(signer), call)
}

pub fn dispatch(origin: RuntimeOrigin, call: Call) -> DispatchResult {
	RuntimeCall::from(call).dispatch(origin).map(|_| ()).map_err(|failure| failure.error)
}

/// The last event.
pub fn last_event() -> Event<Test> {
	match System::events().pop().map(|record| record.event) {
		Some(RuntimeEvent::Organizations(event)) => event,
		other => panic!("not an event of this pallet: {other:?}"),
	}
}

pub fn providers(account: &AccountId) -> u32 {
	System::providers(account)
}

fn entry(
	number: u32,
	name: &str,
	kind: OrganizationKind,
	capabilities: &[Capability],
	administrator: AccountId,
) -> GenesisOrganization<AccountId> {
	GenesisOrganization {
		name: name.into(),
		uscc: uscc(number).to_string(),
		kind,
		capabilities: capabilities.to_vec(),
		quota: None,
		administrators: vec![administrator],
		operators: vec![],
		delegate: None,
	}
}

pub struct ExtBuilder {
	pub organizations: Vec<GenesisOrganization<AccountId>>,
}

impl Default for ExtBuilder {
	fn default() -> Self {
		use Capability::*;
		let mut bank = entry(0, "Bank", OrganizationKind::Bank, &[IssueMoney], ALICE);
		bank.operators =
			vec![GenesisOperator { account: BOB, capabilities: vec![Treasury, IssueMoney] }];
		bank.delegate = Some(ALICE);
		let mut court = entry(1, "Court", OrganizationKind::Court, &[Arbitrate], CAROL);
		court.delegate = Some(CAROL);
		let school =
			entry(2, "School", OrganizationKind::School, &[IssueCredits, IdentifyPersons], DAVE);
		Self { organizations: vec![bank, court, school] }
	}
}

impl ExtBuilder {
	pub fn build(self) -> sp_io::TestExternalities {
		let storage = RuntimeGenesisConfig {
			organizations: GenesisConfig { organizations: self.organizations },
			..Default::default()
		}
		.build_storage()
		.unwrap();
		let mut ext = sp_io::TestExternalities::from(storage);
		ext.execute_with(|| System::set_block_number(1));
		ext
	}

	pub fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			test();
			check_state();
		});
	}
}

/// `try_state`, and that the council is what the seats say.
pub fn check_state() {
	Organizations::do_try_state().unwrap();
	assert_eq!(Council::members(), Organizations::delegates());
	for account in RetainedAccounts::<Test>::iter_keys() {
		assert_eq!(providers(&account), 1);
	}
}
