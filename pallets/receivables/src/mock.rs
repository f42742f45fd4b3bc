// SPDX-License-Identifier: Apache-2.0

//! A runtime of this pallet and the stock pallets that move money. Licenses, invoices, facts and claims are
//! tables of the mock's own.

use crate as pallet_receivables;
use crate::{distribution::Used, *};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use covenant_primitives::{
	testing::{agenda, World},
	time::DAY,
	Capability, EnsureCapability, InvoiceId, Party, TypeCode,
};
use frame_support::{parameter_types, traits::ConstU32, weights::Weight, Twox64Concat};
use sp_runtime::{BuildStorage, DispatchError, DispatchResult};

pub use covenant_primitives::testing::{Lacking, Now, Reports, Suspended};

type AccountId = u64;

/// The settlement assets.
pub const CNY: AssetId = 1;
pub const USD: AssetId = 2;
/// Owes.
pub const MAKER: OrganizationId = OrganizationId(1);
/// Suppliers: of the maker, of the first, of the second.
pub const TIER1: OrganizationId = OrganizationId(2);
pub const TIER2: OrganizationId = OrganizationId(3);
pub const TIER3: OrganizationId = OrganizationId(4);
/// Guarantees, and finances.
pub const BANK: OrganizationId = OrganizationId(5);
pub const OTHER_BANK: OrganizationId = OrganizationId(6);
/// Arbitrates.
pub const COURT: OrganizationId = OrganizationId(9);
/// Not on the chain.
pub const NOBODY: OrganizationId = OrganizationId(70);
/// What each organization has of each asset.
pub const MONEY: Amount = 1_000_000_000;
/// Issues them.
pub const ISSUER: AccountId = 0;

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
	pub type Debts = pallet_receivables;
}

covenant_primitives::mock_assets!(());

parameter_types! {
	pub const Treasury: Capability = Capability::Treasury;
	pub const Arbitrate: Capability = Capability::Arbitrate;
	pub const Account: PalletId = PalletId(*b"cov/rcvb");
	/// What two parts of their holders alone use, and one with claims on it.
	pub TaskWeight: Weight = Pallet::<Test>::weight_used(Used { plain: 2, locked: 1, invoices: 0 });
	pub const MaxTenor: Moment = 365 * DAY;
	pub const MaxAnswer: Moment = 30 * DAY;
	pub const Grace: Moment = 5 * DAY;
	pub const CallPeriod: Moment = 10 * DAY;
	pub const RecoursePeriod: Moment = 15 * DAY;
	pub const ArbitrationPeriod: Moment = 60 * DAY;
	/// Who holds which licenses of the type that receivables ask for.
	pub static LicensesOf: BTreeSet<(OrganizationId, LicenseId)> = BTreeSet::new();
	/// Whose invoices are registered, and to whom.
	pub static InvoiceTable: BTreeMap<InvoiceId, (OrganizationId, Option<OrganizationId>)> =
		BTreeMap::new();
	/// Those that something speaks against.
	pub static Unclear: BTreeSet<InvoiceId> = BTreeSet::new();
	/// What holds, of whom and for whom.
	pub static FactTable: Vec<(Fact, OrganizationId, OrganizationId)> = Vec::new();
	/// Who has claims on parts, and how much.
	pub static ClaimTable: BTreeMap<PartId, Vec<(OrganizationId, Amount)>> = BTreeMap::new();
}

/// For which receivables invoices stand.
#[frame_support::storage_alias]
pub type Bound = StorageMap<Debts, Twox64Concat, InvoiceId, ReceivableId>;

/// The invoices of receivables that were paid.
#[frame_support::storage_alias]
pub type Closed = StorageMap<Debts, Twox64Concat, InvoiceId, ReceivableId>;

/// The locked parts that ended, in order.
#[frame_support::storage_alias]
pub type Ended = StorageValue<Debts, Vec<PartId>, frame_support::pallet_prelude::ValueQuery>;

/// What a license has to be of.
pub fn type_code() -> TypeCode {
	"11100000000013338W011".parse().unwrap()
}

/// All that receivables ask other pallets.
pub struct Others;

impl Licenses for Others {
	fn ensure_held(party: Party, license: LicenseId, of: TypeCode) -> DispatchResult {
		let holder = party.organization().unwrap();
		let held = LicensesOf::get().contains(&(holder, license)) && of == type_code();
		held.then_some(()).ok_or(DispatchError::Other("no license"))
	}

	fn weight() -> Weight {
		Weight::zero()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_up(party: Party) -> (LicenseId, TypeCode) {
		let holder = party.organization().unwrap();
		LicensesOf::mutate(|all| all.insert((holder, LicenseId(7))));
		(LicenseId(7), type_code())
	}
}

impl Invoices for Others {
	fn bind(
		invoice: InvoiceId,
		supplier: OrganizationId,
		debtor: OrganizationId,
		named: bool,
		id: ReceivableId,
	) -> DispatchResult {
		let table = InvoiceTable::get();
		let known = table
			.get(&invoice)
			.is_some_and(|(of, to)| *of == supplier && to.map_or(!named, |to| to == debtor));
		let free = !Bound::contains_key(invoice)
			&& !Closed::contains_key(invoice)
			&& Self::is_clear(invoice);
		if !known || !free {
			return Err(DispatchError::Other("invoice"));
		}
		Bound::insert(invoice, id);
		Ok(())
	}

	fn release(invoice: InvoiceId, id: ReceivableId) {
		assert_eq!(Bound::take(invoice), Some(id));
	}

	fn close(invoice: InvoiceId, id: ReceivableId) {
		assert_eq!(Bound::take(invoice), Some(id));
		Closed::insert(invoice, id);
	}

	fn receivable(invoice: InvoiceId) -> Option<ReceivableId> {
		Bound::get(invoice).or_else(|| Closed::get(invoice))
	}

	fn is_clear(invoice: InvoiceId) -> bool {
		!Unclear::get().contains(&invoice)
	}

	fn weight() -> Weight {
		Weight::from_parts(7_000, 70)
	}
}

impl Facts for Others {
	fn holds(fact: &Fact, by: OrganizationId, to: OrganizationId) -> bool {
		FactTable::get().contains(&(*fact, by, to))
	}

	fn weight() -> Weight {
		Weight::zero()
	}
}

impl Claims for Others {
	fn divide(
		part: PartId,
		holder: OrganizationId,
		amount: Amount,
	) -> Vec<(OrganizationId, Amount)> {
		// As the table says, be it too much.
		let mut all = ClaimTable::get().remove(&part).unwrap_or_default();
		let claimed = all.iter().map(|(_, claim)| *claim).sum();
		all.push((holder, amount.saturating_sub(claimed)));
		all
	}

	fn ended(part: PartId, _: Amount) {
		Ended::append(part);
	}

	fn weight() -> Weight {
		Weight::zero()
	}
}

#[cfg(feature = "runtime-benchmarks")]
impl BenchmarkHelper<AccountId> for Others {
	fn endow(account: &AccountId, amount: Amount) -> AssetId {
		use frame_support::traits::fungibles::{Inspect, Mutate};
		assert!(Assets::asset_exists(CNY));
		Assets::mint_into(CNY, account, amount).unwrap();
		CNY
	}

	fn organization(number: u32) -> OrganizationId {
		OrganizationId(2 + number)
	}

	fn set_time(now: Moment) {
		Now::set(now);
	}
}

impl Config for Test {
	type ArbiterOrigin = EnsureCapability<World, Arbitrate>;
	type ArbitrationPeriod = ArbitrationPeriod;
	type Assets = Assets;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Others;
	type CallPeriod = CallPeriod;
	type Claims = Others;
	type Credit = World;
	type Deadlines = World;
	type Facts = Others;
	type Grace = Grace;
	type Invoices = Others;
	type Licenses = Others;
	type MaxAnswer = MaxAnswer;
	type MaxDrafts = ConstU32<3>;
	type MaxLateRate = ConstU32<2_400>;
	type MaxTenor = MaxTenor;
	type Organizations = World;
	type PalletId = Account;
	type RecoursePeriod = RecoursePeriod;
	type TaskWeight = TaskWeight;
	type Time = World;
	type TreasuryOrigin = EnsureCapability<World, Treasury>;
	type WeightInfo = pallet_receivables::weights::SubstrateWeight<Test>;
}

/// Moves the clock, and does what is due.
pub fn pass(time: Moment) {
	covenant_primitives::testing::pass::<Debts, Task>(time);
}

/// The chain on which tests run.
pub struct ExtBuilder;

impl ExtBuilder {
	pub fn build() -> sp_io::TestExternalities {
		covenant_primitives::testing::reset();
		LicensesOf::set(BTreeSet::new());
		InvoiceTable::set(BTreeMap::new());
		Unclear::set(BTreeSet::new());
		FactTable::set(Vec::new());
		ClaimTable::set(BTreeMap::new());
		let money = |asset| (1..=20).map(move |account| (asset, account, MONEY));
		let storage = RuntimeGenesisConfig {
			assets: pallet_assets::GenesisConfig {
				assets: alloc::vec![(CNY, ISSUER, true, 1), (USD, ISSUER, true, 1)],
				accounts: money(CNY).chain(money(USD)).collect(),
				..Default::default()
			},
			..Default::default()
		}
		.build_storage()
		.unwrap();
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| System::set_block_number(1));
		ext
	}

	pub fn build_and_execute(test: impl FnOnce()) {
		Self::build().execute_with(|| {
			test();
			check();
		});
	}
}

/// Every invariant; the pot holds what it has to and nothing more; no money came or went; what is to happen
/// falls due; invoices stand for what is not over.
pub fn check() {
	Debts::do_try_state().unwrap();
	for asset in [CNY, USD] {
		let accounts = (1..=20).chain([Debts::account()]);
		let sum: Amount = accounts.map(|account| Assets::balance(asset, account)).sum();
		assert_eq!(sum, 20 * MONEY, "money came or went");
		let mut held: Amount = Owed::<Test>::iter()
			.filter(|(_, of, _)| *of == asset)
			.map(|(_, _, amount)| amount)
			.sum();
		for it in Receivables::<Test>::iter_values().filter(|it| it.asset == asset) {
			if let Status::Paying { principal, interest, .. } = it.status {
				let done = principal - it.outstanding;
				held +=
					it.outstanding + interest - Debts::interest_until(done, principal, interest);
			}
		}
		assert_eq!(Assets::balance(asset, Debts::account()), held, "the pot is wrong");
	}
	let mut expected =
		Receivables::<Test>::iter().filter_map(|(id, it)| it.task(id)).collect::<Vec<_>>();
	for (id, part) in Parts::<Test>::iter() {
		match part.status {
			PartStatus::Offered { answer_by, .. } => {
				expected.push((answer_by, Task::LapseOffer(id)));
			}
			PartStatus::Claimed { until, .. } | PartStatus::VoidClaimed { until, .. } => {
				expected.push((until, Task::EndRecourse(id)))
			}
			_ => {}
		}
	}
	let agenda = agenda::<Task>();
	assert!(expected.iter().all(|entry| agenda.contains(entry)), "{agenda:?} {expected:?}");
	assert_eq!(agenda.len(), expected.len(), "{agenda:?} {expected:?}");
	let (mut bound, mut closed) = (BTreeMap::new(), BTreeMap::new());
	for (id, invoices) in InvoicesOf::<Test>::iter() {
		let it = Receivables::<Test>::get(id).unwrap();
		let given_up = matches!(it.status, Status::Cancelling { .. } | Status::Cancelled);
		let paid = given_up || matches!(it.status, Status::Paid | Status::Subrogated);
		assert!(!given_up || it.paid > 0, "an invoice of what was cancelled");
		let of = if paid { &mut closed } else { &mut bound };
		of.extend(invoices.into_iter().map(|invoice| (invoice, id)));
	}
	assert_eq!(Bound::iter().collect::<BTreeMap<_, _>>(), bound);
	assert_eq!(Closed::iter().collect::<BTreeMap<_, _>>(), closed);
}
