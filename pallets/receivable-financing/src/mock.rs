// SPDX-License-Identifier: Apache-2.0

//! A runtime of this pallet and the stock pallets that move money. The parts of receivables are a table of
//! the mock's own.

use crate as pallet_receivable_financing;
use crate::*;
use alloc::{collections::BTreeMap, vec::Vec};
use codec::{Decode, Encode};
use covenant_primitives::{
	testing::{agenda, AccountId, World},
	time::DAY,
	Capability, Claims as _, EnsureCapability, OrganizationKind, ReceivableId,
};
use frame_support::{
	ensure, parameter_types,
	traits::{
		fungibles::{hold::Inspect as _, Mutate},
		tokens::Preservation,
		ConstU32,
	},
	weights::Weight,
	Twox64Concat,
};
use sp_runtime::{BuildStorage, DispatchError, DispatchResult};

pub use covenant_primitives::testing::{Lacking, Now, Reports, Suspended, START};

/// The settlement asset.
pub const CNY: AssetId = 1;
/// Owes the parts.
pub const MAKER: OrganizationId = OrganizationId(20);
/// Hold them.
pub const HOLDER: OrganizationId = OrganizationId(2);
pub const SUPPLIER: OrganizationId = OrganizationId(3);
/// The first holder of every part, and who guarantees it.
pub const CREDITOR: OrganizationId = OrganizationId(6);
pub const GUARANTOR: OrganizationId = OrganizationId(7);
/// Have claims.
pub const THIRD: OrganizationId = OrganizationId(4);
pub const FOURTH: OrganizationId = OrganizationId(5);
/// Arbitrate.
pub const COURT: OrganizationId = OrganizationId(9);
/// The banks are those from 10 to 19.
pub const BANK: OrganizationId = OrganizationId(10);
pub const SECOND: OrganizationId = OrganizationId(11);
pub const LAST: OrganizationId = OrganizationId(12);
/// Not on the chain.
pub const NOBODY: OrganizationId = OrganizationId(70);
/// What each organization has.
pub const MONEY: Amount = 1_000_000_000;
/// Issues it.
pub const ISSUER: AccountId = 0;

/// How much parts are, and when they are due.
pub const AMOUNT: Amount = 3_600_000;
pub const DUE: Moment = START + 90 * DAY;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeTask,
		RuntimeHoldReason,
		RuntimeFreezeReason
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(2)]
	pub type Assets = pallet_assets;
	#[runtime::pallet_index(3)]
	pub type AssetsHolder = pallet_assets_holder;
	#[runtime::pallet_index(4)]
	pub type Financing = pallet_receivable_financing;
}

covenant_primitives::mock_assets!(AssetsHolder);

impl pallet_assets_holder::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeHoldReason = RuntimeHoldReason;
}

parameter_types! {
	pub const Treasury: Capability = Capability::Treasury;
	pub const Arbitrate: Capability = Capability::Arbitrate;
	pub const Account: PalletId = PalletId(*b"cov/rfin");
	pub const MaxAnswer: Moment = 30 * DAY;
	pub const MaxTerm: Moment = 365 * DAY;
}

/// How a part of the table is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
pub enum State {
	Idle,
	Offered,
	Locked,
}

/// A part of the table.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
pub struct Paper {
	pub receivable: ReceivableId,
	pub holder: OrganizationId,
	pub amount: Amount,
	pub due: Moment,
	pub state: State,
	/// Nobody disputes it.
	pub calm: bool,
	/// The license that a holder needs.
	pub license: Option<LicenseId>,
	/// Whether it was handed over with recourse.
	pub recourse: Option<bool>,
}

/// The parts that are not closed.
#[frame_support::storage_alias]
pub type Papers = StorageMap<Financing, Twox64Concat, PartId, Paper>;

/// Those that were put before banks.
#[frame_support::storage_alias]
pub type ReliedOn = StorageMap<Financing, Twox64Concat, PartId, ()>;

/// All that this pallet asks others.
pub struct Others;

impl Others {
	fn paper(id: PartId) -> Result<Paper, DispatchError> {
		Papers::get(id).ok_or(DispatchError::Other("closed"))
	}

	fn outstanding(paper: &Paper) -> bool {
		paper.calm && Now::get() < paper.due
	}
}

impl Parts for Others {
	fn part(id: PartId) -> Option<PartInfo> {
		let paper = Papers::get(id)?;
		Some(PartInfo {
			receivable: paper.receivable,
			holder: paper.holder,
			amount: paper.amount,
			asset: CNY,
			due: paper.due,
			debtor: MAKER,
			creditor: CREDITOR,
			guarantor: Some(GUARANTOR),
			idle: Self::outstanding(&paper) && paper.state == State::Idle,
		})
	}

	fn rely_on(id: PartId, holder: OrganizationId) -> DispatchResult {
		let paper = Self::paper(id)?;
		ensure!(paper.holder == holder, DispatchError::Other("not the holder"));
		ReliedOn::insert(id, ());
		Ok(())
	}

	fn lock(id: PartId, holder: OrganizationId) -> DispatchResult {
		let paper = Self::paper(id)?;
		ensure!(paper.holder == holder, DispatchError::Other("not the holder"));
		let idle = Self::outstanding(&paper) && paper.state == State::Idle;
		ensure!(idle, DispatchError::Other("not idle"));
		Papers::insert(id, Paper { state: State::Locked, ..paper });
		Ok(())
	}

	fn seize(id: PartId) -> DispatchResult {
		let paper = Self::paper(id)?;
		Papers::insert(id, Paper { state: State::Locked, ..paper });
		Ok(())
	}

	fn is_over(receivable: ReceivableId) -> bool {
		!Papers::iter_values().any(|paper| paper.receivable == receivable)
	}

	fn unlock(id: PartId) {
		if let Some(paper) = Papers::get(id).filter(|paper| paper.state == State::Locked) {
			Papers::insert(id, Paper { state: State::Idle, ..paper });
		}
	}

	fn hand_over(
		id: PartId,
		to: OrganizationId,
		recourse: bool,
		license: Option<LicenseId>,
	) -> DispatchResult {
		let paper = Self::paper(id)?;
		let free = paper.calm && paper.state != State::Offered;
		ensure!(free, DispatchError::Other("not idle"));
		ensure!(to != paper.holder && to != MAKER, DispatchError::Other("party"));
		let licensed = paper.license.is_none() || paper.license == license;
		ensure!(licensed, DispatchError::Other("no license"));
		Papers::insert(id, Paper { holder: to, recourse: Some(recourse), ..paper });
		Ok(())
	}

	fn weight() -> Weight {
		Weight::zero()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(holder: OrganizationId, _: AssetId, amount: Amount) -> PartId {
		let id = PartId(100 + Papers::iter().count() as u64);
		let due = Now::get() + 30 * DAY;
		Papers::insert(id, Paper { holder, amount, due, ..paper_of(id.0) });
		id
	}
}

/// The organizations of the world, of which some are banks.
pub struct Registry;

impl Organizations<AccountId> for Registry {
	fn exists(organization: OrganizationId) -> bool {
		<World as Organizations<AccountId>>::exists(organization)
	}

	fn is_in_good_standing(organization: OrganizationId) -> bool {
		<World as Organizations<AccountId>>::is_in_good_standing(organization)
	}

	fn has_capability(organization: OrganizationId, capability: Capability) -> bool {
		<World as Organizations<AccountId>>::has_capability(organization, capability)
	}

	fn kind(organization: OrganizationId) -> Option<OrganizationKind> {
		let bank = (10..=19).contains(&organization.0);
		Some(if bank { OrganizationKind::Bank } else { OrganizationKind::Enterprise })
	}

	fn account(organization: OrganizationId) -> AccountId {
		<World as Organizations<AccountId>>::account(organization)
	}

	fn person_limit(_: OrganizationId) -> u32 {
		0
	}
}

#[cfg(feature = "runtime-benchmarks")]
impl BenchmarkHelper<AccountId> for Others {
	fn endow(account: &AccountId, amount: Amount) -> AssetId {
		Assets::mint_into(CNY, account, amount).unwrap();
		CNY
	}

	fn bank(number: u32) -> OrganizationId {
		OrganizationId(if number < 10 { 10 + number } else { number - 8 })
	}

	fn set_time(now: Moment) {
		Now::set(now);
	}
}

impl Config for Test {
	type ArbiterOrigin = EnsureCapability<World, Arbitrate>;
	type Assets = Assets;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Others;
	type Credit = World;
	type Deadlines = World;
	type Holds = AssetsHolder;
	type MaxAnswer = MaxAnswer;
	type MaxRate = ConstU32<2_400>;
	type MaxTerm = MaxTerm;
	type Organizations = Registry;
	type PalletId = Account;
	type Parts = Others;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Time = World;
	type TreasuryOrigin = EnsureCapability<World, Treasury>;
	type WeightInfo = pallet_receivable_financing::weights::SubstrateWeight<Test>;
}

/// The first part of the table as tests begin with it.
pub fn paper() -> Paper {
	paper_of(0)
}

/// A part of another receivable.
pub fn paper_of(receivable: u64) -> Paper {
	Paper {
		receivable: ReceivableId(receivable),
		holder: HOLDER,
		amount: AMOUNT,
		due: DUE,
		state: State::Idle,
		calm: true,
		license: None,
		recourse: None,
	}
}

/// The part's debtor pays so much for it, or it is cancelled, as the receivables do it.
pub fn settle(part: PartId, paid: Amount) {
	let paper = Papers::take(part).unwrap();
	let pay = |to: OrganizationId, amount| {
		let (from, to) = (Registry::account(MAKER), Registry::account(to));
		let kept = Preservation::Expendable;
		<Assets as Mutate<_>>::transfer(CNY, &from, &to, amount, kept).unwrap();
	};
	if paper.state == State::Locked {
		let mut left = paid;
		let payees = Financing::divide(part, paper.holder, paid);
		assert!(payees.len() <= MAX_CLAIMS as usize);
		for (to, amount) in payees {
			left -= amount;
			pay(to, amount);
		}
		pay(paper.holder, left);
		Financing::ended(part, paid);
	} else {
		pay(paper.holder, paid);
	}
}

/// Has an idle part be two, as the receivables do it: it is closed.
pub fn split(part: PartId, first: Amount) -> [PartId; 2] {
	let paper = Papers::take(part).unwrap();
	assert_eq!(paper.state, State::Idle);
	let next = 1_000 + 2 * part.0;
	let parts = [PartId(next), PartId(next + 1)];
	for (id, amount) in parts.into_iter().zip([first, paper.amount - first]) {
		Papers::insert(id, Paper { amount, ..paper });
	}
	parts
}

/// Moves the clock, and does what is due.
pub fn pass(time: Moment) {
	covenant_primitives::testing::pass::<Financing, Task>(time);
}

/// The chain on which tests run, with three parts of two holders.
pub struct ExtBuilder;

impl ExtBuilder {
	pub fn build() -> sp_io::TestExternalities {
		covenant_primitives::testing::reset();
		let storage = RuntimeGenesisConfig {
			assets: pallet_assets::GenesisConfig {
				assets: alloc::vec![(CNY, ISSUER, true, 1)],
				accounts: (1..=20).map(|account| (CNY, account, MONEY)).collect(),
				..Default::default()
			},
			..Default::default()
		}
		.build_storage()
		.unwrap();
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| {
			System::set_block_number(1);
			Papers::insert(PartId(0), paper());
			Papers::insert(PartId(1), paper_of(1));
			Papers::insert(PartId(2), Paper { holder: SUPPLIER, ..paper_of(2) });
		});
		ext
	}

	pub fn build_and_execute(test: impl FnOnce()) {
		Self::build().execute_with(|| {
			test();
			check();
		});
	}
}

/// What an account has, with what is on hold.
pub fn total(account: AccountId) -> Amount {
	Assets::balance(CNY, account) + AssetsHolder::total_balance_on_hold(CNY, &account)
}

/// Every invariant; no money came or went; the pallet's account has what is owed and nothing more; what is
/// to happen falls due; loans that are over and have no pledge are reported; parts are locked one to one with
/// what they are locked for.
pub fn check() {
	Financing::do_try_state().unwrap();
	let pot = Financing::account();
	let sum: Amount = (1..=20).chain([pot]).map(total).sum();
	assert_eq!(sum, 20 * MONEY, "money came or went");
	let owed: Amount = Owed::<Test>::iter().map(|(_, _, amount)| amount).sum();
	assert_eq!(total(pot), owed, "the pot is wrong");
	for account in 1..=20 {
		let held = Exposures::<Test>::get(OrganizationId(account as u32), CNY).quoted;
		assert_eq!(AssetsHolder::total_balance_on_hold(CNY, &account), held);
	}
	let requests = Requests::<Test>::iter().map(|(id, it)| (it.answer_by, Task::LapseRequest(id)));
	let quotes = Quotes::<Test>::iter()
		.map(|(id, bank, it)| (it.terms.valid_until, Task::LapseQuote(id, bank)));
	let loans = Loans::<Test>::iter().filter(|(_, it)| it.until > Now::get());
	let loans = loans.map(|(id, it)| (it.until, Task::Overdue(id)));
	let expected = requests.chain(quotes).chain(loans).collect::<Vec<_>>();
	let waiting = agenda::<Task>();
	assert!(expected.iter().all(|entry| waiting.contains(entry)), "{waiting:?} {expected:?}");
	assert_eq!(waiting.len(), expected.len(), "{waiting:?} {expected:?}");
	for loan in Loans::<Test>::iter_values().filter(|it| it.until <= Now::get()) {
		assert_eq!(loan.reported, !loan.secured, "reported wrongly");
	}
	let locked = Papers::iter().filter(|(_, it)| it.state == State::Locked).map(|(id, _)| (id, ()));
	let keys = LoanOn::<Test>::iter_keys().chain(Counted::<Test>::iter_keys());
	let claimed = keys.map(|id| (id, ())).collect::<BTreeMap<_, _>>();
	assert_eq!(locked.collect::<BTreeMap<_, _>>(), claimed, "locked for nothing, or not");
}
