// SPDX-License-Identifier: Apache-2.0

//! The steps that [`super::properties`] takes.

use super::*;
use proptest::prelude::*;
use sp_runtime::StateVersion;

#[derive(Clone, Debug)]
pub enum Step {
	/// Any call by anybody: most are refused.
	Call(AccountId, Call<Test>),
	/// A call by somebody who may make it, if there is such a somebody; the number chooses.
	Fitting(Intent, usize, Amount),
	Advance(Moment),
	/// A block whose hooks can draw about so many shares before transactions, and after them.
	Block(u32, u32),
	Round,
	/// Some time in which nothing can be posted, and a block.
	BooksFail(Moment),
	/// The issuer freezes an asset, so that no money goes back to organizations, or thaws it.
	FreezeAsset(bool),
	Suspend(OrganizationId, bool),
	Release(AccountId, bool),
	Leave(AccountId, bool),
}

#[derive(Clone, Copy, Debug)]
pub enum Intent {
	OpenBudget,
	OpenSubBudget,
	Fund,
	ReturnFunds,
	Allot,
	TakeBack,
	Freeze,
	Unfreeze,
	Close,
	Grant,
	Revoke,
	SetCap,
	Fill,
	Spend,
	Pause,
	Resume,
	Cancel,
	Attach,
	Claim,
	Withdraw,
	PayOut,
	Redeem,
	WithdrawRedemption,
	Confirm,
	Reject,
	Remit,
}

const PEOPLE: [AccountId; 7] = [ALICE, BOB, CAROL, ALICE + 3, ALICE + 4, ALICE + 5, OUTSIDER];
const SIGNERS: [AccountId; 7] = [TREASURER, RIVAL_TREASURER, CLERK, ALICE, BOB, OUTSIDER, STRANGER];

/// The one list of these tests, in which somebody has nothing.
fn list() -> Vec<Recipient> {
	let amounts = [10, 20, 0, 5, 300, 7, 40];
	recipients(&PEOPLE.into_iter().zip(amounts).collect::<Vec<_>>())
}

fn choose<Item>(from: impl IntoIterator<Item = Item>, choice: usize) -> Option<Item> {
	let mut items: Vec<_> = from.into_iter().collect();
	(!items.is_empty()).then(|| items.swap_remove(choice % items.len()))
}

fn treasurer_of(organization: OrganizationId) -> AccountId {
	if organization == COMPANY {
		TREASURER
	} else {
		RIVAL_TREASURER
	}
}

/// A budget for which `fits`, and who may move its money.
fn budget_where(
	choice: usize,
	fits: impl Fn(&Budget) -> bool,
) -> Option<(AccountId, BudgetId, Budget)> {
	let open = |it: &Budget| it.status != BudgetStatus::Ended && fits(it);
	let (id, budget) = choose(Budgets::<Test>::iter().filter(|(_, it)| open(it)), choice)?;
	Some((treasurer_of(budget.book.organization), id, budget))
}

/// An envelope for which `fits`, and somebody who may manage it.
fn envelope_where(
	choice: usize,
	fits: impl Fn(&Progress) -> bool,
) -> Option<(AccountId, EnvelopeId)> {
	let (id, _) = choose(Progresses::<Test>::iter().filter(|(_, it)| fits(it)), choice)?;
	let Envelope { by, book, .. } = envelope(id);
	let filler = [by.account, treasurer_of(book.organization)];
	Some((filler[choice / 3 % 2], id))
}

fn wallet_with_money(choice: usize) -> Option<(AccountId, Book, Amount)> {
	let wallets = Wallets::<Test>::iter().filter(|(_, _, wallet)| wallet.balance > 0);
	let (person, book, wallet) = choose(wallets, choice)?;
	Some((ALICE + person.0, book, wallet.balance))
}

fn open_redemption(choice: usize) -> Option<(RedemptionId, Redemption)> {
	let is_open = |it: &Redemption| it.status == RedemptionStatus::Open;
	choose(Redemptions::<Test>::iter().filter(|(_, it)| is_open(it)), choice)
}

/// A form of at most `amount`, of which there is some.
fn form(choice: usize, amount: Amount) -> Form {
	let shares = u32::try_from(choice % 7).unwrap() + 1;
	let total = amount.max(shares.into());
	let share = total / Amount::from(shares);
	let audience = match choice / 7 % 6 {
		0 => Audience::Unit(unit(person(ALICE))),
		1 => Audience::Listed(lists::list(&list()).unwrap()),
		2 => Audience::Licensed(type_code()),
		3 => coded(CODE),
		_ => Audience::Members,
	};
	match choice / 42 % 6 {
		0 => assigned(total.max(7), &list()),
		1 => named(&PEOPLE.map(|account| (account, share))[..usize::try_from(shares).unwrap()]),
		2 => equal_for(audience, share, shares),
		_ => lucky_for(audience, total, shares),
	}
}

fn some_terms(choice: usize) -> Terms {
	let parts = [None, None, Some(0), Some(300), Some(2_000), Some(10_000)];
	let purposes = [Purpose::Festival, Purpose::Bonus, Purpose::Relief];
	let days = Moment::try_from(choice % 9).unwrap();
	Terms {
		withholding: parts[choice % 6],
		purpose: purposes[choice % 3],
		opens_at: Now::get() + if days == 8 { DAY } else { 0 },
		expires_at: Now::get() + days * 5 * DAY + 1,
		..terms()
	}
}

/// What `account` shows to claim, if it can show anything.
fn evidence(account: AccountId, id: EnvelopeId) -> Evidence {
	let audience = match envelope(id).division {
		Division::Equal { audience, .. } | Division::Lucky { audience } => audience,
		Division::Assigned { list } => Audience::Listed(list),
		Division::Named => Audience::Members,
	};
	match audience {
		Audience::Listed(_) => {
			let index = PEOPLE.iter().position(|other| *other == account).unwrap();
			place(&list(), u32::try_from(index).unwrap())
		}
		Audience::Licensed(_) => {
			LicenseHolder::set(Some(person(account)));
			Evidence::License(LicenseId(7))
		}
		Audience::Coded(_) => signature(CODE, id, account),
		Audience::Members | Audience::Unit(_) => Evidence::None,
	}
}

impl Intent {
	/// The call, and who may make it.
	fn resolve(self, choice: usize, amount: Amount) -> Option<(AccountId, Call<Test>)> {
		let receipt = H256::repeat_byte(1);
		let lapses_at = choice.is_multiple_of(3).then(|| Now::get() + 40 * DAY);
		let moved = |available: Amount| amount.min(available).max(1);
		let available = |it: &Budget| it.available > 0;
		Some(match self {
			Self::OpenBudget => {
				let asset = if choice % 5 == 1 { USD } else { CNY };
				let by = [TREASURER, TREASURER, RIVAL_TREASURER][choice % 3];
				(by, Call::open_budget { asset, name: name("root"), lapses_at })
			}
			Self::OpenSubBudget => {
				let (by, parent, above) = budget_where(choice, |_| true)?;
				let lapses_at = lapses_at.filter(|at| above.lapses_at.is_none_or(|end| *at <= end));
				(by, Call::open_sub_budget { parent, name: name("part"), lapses_at })
			}
			Self::Fund => {
				let (by, budget, _) = budget_where(choice, |it| it.parent.is_none())?;
				(by, Call::fund { budget, amount: amount * 10 })
			}
			Self::ReturnFunds => {
				let root = |it: &Budget| it.parent.is_none() && available(it);
				let (by, budget, it) = budget_where(choice, root)?;
				(by, Call::return_funds { budget, amount: moved(it.available) })
			}
			Self::Allot => {
				let (by, budget, it) = budget_where(choice, |it| it.parent.is_some())?;
				let above = Budgets::<Test>::get(it.parent?)?.available;
				(by, Call::allot { budget, amount: moved(above) })
			}
			Self::TakeBack => {
				let child = |it: &Budget| it.parent.is_some() && available(it);
				let (by, budget, it) = budget_where(choice, child)?;
				(by, Call::take_back { budget, amount: moved(it.available) })
			}
			Self::Freeze => {
				let (by, budget, _) = budget_where(choice, |it| it.status == BudgetStatus::Open)?;
				(by, Call::freeze { budget })
			}
			Self::Unfreeze => {
				let frozen = |it: &Budget| it.status == BudgetStatus::Frozen;
				let (by, budget, _) = budget_where(choice, frozen)?;
				(by, Call::unfreeze { budget })
			}
			Self::Close => {
				let (by, budget, _) = budget_where(choice, |it| it.children == 0)?;
				(by, Call::close_budget { budget })
			}
			Self::Grant => {
				let (by, budget, _) = budget_where(choice, |_| true)?;
				let spender = match choice / 2 % 2 {
					0 => Spender::Operator(CLERK),
					_ => Spender::Person(person(BOB)),
				};
				let (from, until) = (Now::get(), Now::get() + 30 * DAY);
				(by, Call::grant_right { budget, spender, ceiling: amount, from, until })
			}
			Self::Revoke => {
				let (budget, spender) = choose(SpendingRights::<Test>::iter_keys(), choice)?;
				let organization = Budgets::<Test>::get(budget)?.book.organization;
				(treasurer_of(organization), Call::revoke_right { budget, spender })
			}
			Self::SetCap => {
				let shares = choice.is_multiple_of(2).then_some(3);
				let cap = Some(Cap { shares, amount: Some(amount) })
					.filter(|_| !choice.is_multiple_of(3));
				(TREASURER, Call::set_cap { asset: CNY, cap })
			}
			Self::Fill => {
				let (by, budget, it) = budget_where(choice, available)?;
				let form = form(choice, moved(it.available));
				(by, Call::fill { budget, form, terms: some_terms(choice) })
			}
			Self::Spend => {
				let (budget, spender) = choose(SpendingRights::<Test>::iter_keys(), choice)?;
				let by = match spender {
					Spender::Operator(account) => account,
					Spender::Person(person) => ALICE + person.0,
				};
				let left = SpendingRights::<Test>::get(budget, spender)?.left();
				let form = form(choice, moved(left.min(Budgets::<Test>::get(budget)?.available)));
				(by, Call::fill { budget, form, terms: some_terms(choice) })
			}
			Self::Pause => {
				let (by, envelope) =
					envelope_where(choice, |it| it.status == EnvelopeStatus::Open)?;
				(by, Call::pause { envelope })
			}
			Self::Resume => {
				let paused = |it: &Progress| it.status == EnvelopeStatus::Paused;
				let (by, envelope) = envelope_where(choice, paused)?;
				(by, Call::resume { envelope })
			}
			Self::Cancel => {
				let fresh = |it: &Progress| !it.status.has_ended() && it.claimed == 0;
				let (by, envelope) = envelope_where(choice, fresh)?;
				(by, Call::cancel { envelope })
			}
			Self::Attach => {
				let (by, envelope) = envelope_where(choice, |_| true)?;
				(by, Call::attach_register { envelope, register: Some(ObjectId(1)) })
			}
			Self::Claim => {
				let (_, envelope) = envelope_where(choice, |it| it.status == EnvelopeStatus::Open)?;
				let fresh = |account| !Claims::<Test>::contains_key(person(account), envelope);
				let by = choose(PEOPLE.into_iter().filter(|by| fresh(*by)), choice / 11)?;
				(by, Call::claim { envelope, evidence: evidence(by, envelope) })
			}
			Self::Withdraw => {
				let (by, Book { organization, asset }, has) = wallet_with_money(choice)?;
				(by, Call::withdraw { organization, asset, amount: moved(has) })
			}
			Self::PayOut => {
				let (of, Book { organization, asset }, _) = wallet_with_money(choice)?;
				(treasurer_of(organization), Call::pay_out { asset, person: person(of) })
			}
			Self::Redeem => {
				let (by, Book { organization, asset }, has) = wallet_with_money(choice)?;
				let method = RedemptionMethod::Points;
				(by, Call::redeem { organization, asset, amount: moved(has), method })
			}
			Self::WithdrawRedemption => {
				let (redemption, it) = open_redemption(choice)?;
				(ALICE + it.person.0, Call::withdraw_redemption { redemption })
			}
			Self::Confirm => {
				let (redemption, it) = open_redemption(choice)?;
				let by = treasurer_of(it.book.organization);
				(by, Call::confirm_redemption { redemption, receipt })
			}
			Self::Reject => {
				let (redemption, it) = open_redemption(choice)?;
				let by = treasurer_of(it.book.organization);
				let reason = RejectionReason::PaymentFailed;
				(by, Call::reject_redemption { redemption, reason })
			}
			Self::Remit => {
				let (Book { organization, asset }, due) = choose(TaxDue::<Test>::iter(), choice)?;
				(treasurer_of(organization), Call::remit_tax { asset, amount: moved(due), receipt })
			}
		})
	}
}

fn an_amount() -> impl Strategy<Value = Amount> {
	prop_oneof![
		8 => 1..2_000_u128,
		1 => 0..3_u128,
		1 => Just(FUNDS),
		1 => prop::sample::select(vec![FUNDS * 3, Amount::MAX, Amount::MAX / 2 + 1]),
	]
}

fn an_evidence() -> impl Strategy<Value = Evidence> {
	prop_oneof![
		3 => Just(Evidence::None),
		1 => (0..8_u32, 0..7_u32).prop_map(|(of, shown)| {
			match place(&list(), shown) {
				Evidence::Listed { salt, amount, proof, .. } => {
					Evidence::Listed { index: of, salt, amount, proof }
				}
				other => other,
			}
		}),
		1 => Just(Evidence::License(LicenseId(7))),
		1 => (0..6_u64).prop_map(|id| Evidence::Code(key(CODE).sign(&id.to_le_bytes()).0)),
	]
}

/// Any call, with ids that may be there.
fn any_call() -> impl Strategy<Value = Call<Test>> {
	let ids = (0..30_usize, 0..6_u64, an_amount(), any::<usize>());
	(ids, an_evidence()).prop_map(|((call, id, amount, choice), evidence)| {
		let (budget, envelope, redemption) = (BudgetId(id), EnvelopeId(id), RedemptionId(id));
		let (organization, asset) = ([COMPANY, RIVAL][choice % 2], [CNY, USD][choice / 2 % 2]);
		let moment = START + Moment::try_from(choice % 50).unwrap() * DAY;
		let person = PersonId(id);
		let spender = match choice % 3 {
			0 => Spender::Operator([CLERK, STRANGER][choice / 3 % 2]),
			_ => Spender::Person(person),
		};
		let text = BoundedVec::truncate_from(vec![if id == 0 { 0xff } else { b'x' }; choice % 70]);
		let receipt = H256::zero();
		let lapses_at = id.is_multiple_of(2).then_some(moment);
		let terms = Terms { expires_at: moment, ..terms() };
		let method = RedemptionMethod::Payroll;
		match call {
			0 => Call::open_budget { asset, name: text, lapses_at },
			1 => Call::open_sub_budget { parent: budget, name: text, lapses_at },
			2 => Call::fund { budget, amount },
			3 => Call::return_funds { budget, amount },
			4 => Call::allot { budget, amount },
			5 => Call::take_back { budget, amount },
			6 => Call::freeze { budget },
			7 => Call::unfreeze { budget },
			8 => Call::close_budget { budget },
			9 => Call::grant_right { budget, spender, ceiling: amount, from: START, until: moment },
			10 => Call::revoke_right { budget, spender },
			11 => Call::set_cap { asset, cap: Some(Cap { shares: None, amount: None }) },
			12 => Call::fill { budget, form: form(choice, amount), terms },
			13 => Call::fill { budget, form: equal(amount, u32::MAX), terms },
			14 => Call::pause { envelope },
			15 => Call::resume { envelope },
			16 => Call::cancel { envelope },
			17 => Call::attach_register { envelope, register: Some(ObjectId(id)) },
			18 => Call::withdraw { organization, asset, amount },
			19 => Call::pay_out { asset, person },
			20 => Call::redeem { organization, asset, amount, method },
			21 => Call::withdraw_redemption { redemption },
			22 => Call::confirm_redemption { redemption, receipt },
			23 => Call::reject_redemption { redemption, reason: RejectionReason::Other },
			24 => Call::remit_tax { asset, amount, receipt },
			_ => Call::claim { envelope, evidence },
		}
	})
}

fn an_intent() -> impl Strategy<Value = Intent> {
	use Intent::*;
	prop_oneof![
		24 => Just(Claim),
		14 => prop::sample::select(vec![Fill, Fill, Spend]),
		6 => prop::sample::select(vec![OpenSubBudget, Fund, Allot]),
		4 => prop::sample::select(vec![OpenBudget, Grant, TakeBack, ReturnFunds, Cancel]),
		5 => prop::sample::select(vec![Close, Freeze, Revoke, SetCap, Pause]),
		3 => prop::sample::select(vec![Unfreeze, Resume]),
		10 => prop::sample::select(vec![Withdraw, PayOut, Redeem, Redeem]),
		10 => prop::sample::select(vec![WithdrawRedemption, Confirm, Reject, Remit, Attach]),
	]
}

pub fn a_step() -> impl Strategy<Value = Step> {
	let signer = || prop::sample::select(SIGNERS.to_vec());
	let fitting = (an_intent(), any::<usize>(), 1..2_000_u128);
	prop_oneof![
		6 => (signer(), any_call()).prop_map(|(by, call)| Step::Call(by, call)),
		40 => fitting.prop_map(|(intent, choice, amount)| Step::Fitting(intent, choice, amount)),
		3 => (0..DAY).prop_map(Step::Advance),
		2 => (0..14 * DAY).prop_map(Step::Advance),
		6 => (0..4_u32, 0..3_u32).prop_map(|(poll, idle)| Step::Block(poll, idle)),
		2 => Just(Step::Block(500, 500)),
		6 => Just(Step::Round),
		1 => (0..2 * DAY).prop_map(Step::BooksFail),
		1 => prop::bool::weighted(0.4).prop_map(Step::FreezeAsset),
		1 => (0..2_usize, prop::bool::weighted(0.3))
			.prop_map(|(which, is)| Step::Suspend([COMPANY, RIVAL][which], is)),
		1 => (signer(), prop::bool::weighted(0.5)).prop_map(|(of, is)| Step::Release(of, is)),
		1 => (signer(), prop::bool::weighted(0.5)).prop_map(|(of, is)| Step::Leave(of, is)),
	]
}

fn mark(marked: &mut std::collections::BTreeSet<PersonId>, account: AccountId, is: bool) {
	if account >= ALICE {
		match is {
			true => marked.insert(person(account)),
			false => marked.remove(&person(account)),
		};
	}
}

/// What is due is done, or put off.
fn advance(by: Moment) {
	Now::mutate(|now| *now += by);
	assert_eq!(carry_out_due(), []);
}

/// The issuer freezes yuan, or thaws them. They may be so already.
pub fn freeze(is: bool) {
	let call = if is { Assets::freeze_asset } else { Assets::thaw_asset };
	call(signed(ISSUER), CNY).unwrap_or_default();
}

/// Dispatches a call; one that fails leaves no trace.
pub fn try_call(by: AccountId, call: Call<Test>) {
	let root = || sp_io::storage::root(StateVersion::V1);
	let before = root();
	if dispatch(call, signed(by)).is_err() {
		assert_eq!(before, root());
	}
}

pub fn take(step: Step) {
	type Weights = <Test as Config>::WeightInfo;
	match step {
		Step::Call(by, call) => try_call(by, call),
		Step::Fitting(intent, choice, amount) => {
			if let Some((by, call)) = intent.resolve(choice, amount) {
				try_call(by, call);
			}
		}
		Step::Advance(by) => advance(by),
		Step::Block(poll, idle) => {
			let weight = |shares| Weights::look() * 3 + Weights::draw(shares);
			block(weight(poll), weight(idle));
		}
		Step::Round => next_round(),
		Step::BooksFail(by) => {
			BooksFail::set(true);
			advance(by);
			block(Weight::MAX, Weight::MAX);
			BooksFail::set(false);
		}
		Step::FreezeAsset(is) => freeze(is),
		Step::Suspend(organization, is) => suspend(organization, is),
		Step::Release(account, is) => Released::mutate(|released| mark(released, account, is)),
		Step::Leave(account, is) => Left::mutate(|left| mark(left, account, is)),
	}
}
