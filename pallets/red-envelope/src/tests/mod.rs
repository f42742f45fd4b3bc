// SPDX-License-Identifier: Apache-2.0

//! Tests, one file a call or story.

mod batch;
mod budgets;
mod caps;
mod claim;
mod costs;
mod draw;
mod ends;
mod evidence;
mod fill;
mod invariants;
mod issuer;
mod limits;
mod manage;
mod obligations;
mod privacy;
mod properties;
mod queries;
mod redemption;
mod rights;
mod roles;
mod steps;
mod story;
mod tasks;
mod tax;
mod wallet;

use crate::{lists::Recipient, mock::*, *};
use alloc::vec::Vec;
use covenant_primitives::{
	time::{DAY, HOUR},
	HandleDeadline, LicenseId, Salt,
};
use frame_support::{
	assert_noop, assert_ok, assert_storage_noop, storage::with_transaction, weights::Weight,
	BoundedVec,
};
use sp_core::{ed25519, Pair};
use sp_runtime::{traits::Dispatchable, DispatchError, DispatchResult, TransactionOutcome};

/// The company's books in yuan, and the rival's.
const BOOK: Book = Book { organization: COMPANY, asset: CNY };
const RIVAL_BOOK: Book = Book { organization: RIVAL, asset: CNY };

/// Administers the assets.
const ISSUER: AccountId = 9;

/// What is not there.
const NO_BUDGET: BudgetId = BudgetId(70);
const NO_ENVELOPE: EnvelopeId = EnvelopeId(70);
const NO_REDEMPTION: RedemptionId = RedemptionId(70);

fn signed(account: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(account)
}

fn dispatch(call: Call<Test>, origin: RuntimeOrigin) -> DispatchResult {
	RuntimeCall::from(call).dispatch(origin).map(drop).map_err(|error| error.error)
}

/// Does something, and has it not been done.
fn undone(attempt: impl FnOnce()) {
	let undone: DispatchResult = with_transaction(|| {
		attempt();
		TransactionOutcome::Rollback(Ok(()))
	});
	assert_ok!(undone);
}

/// A call that succeeds, and is undone.
fn would_do(call: Call<Test>, account: AccountId) {
	undone(|| {
		assert_ok!(dispatch(call, signed(account)));
	});
}

fn name(text: &str) -> Name {
	BoundedVec::truncate_from(text.as_bytes().to_vec())
}

/// A budget of the company with `amount` in it.
fn funded(amount: Amount) -> BudgetId {
	let id = NextBudgetId::<Test>::get();
	assert_ok!(RedEnvelope::open_budget(signed(TREASURER), CNY, name("annual"), None));
	if amount > 0 {
		assert_ok!(RedEnvelope::fund(signed(TREASURER), id, amount));
	}
	id
}

/// A budget of the rival with `amount` in it.
fn rivals(amount: Amount) -> BudgetId {
	let id = NextBudgetId::<Test>::get();
	assert_ok!(RedEnvelope::open_budget(signed(RIVAL_TREASURER), CNY, name("rival"), None));
	assert_ok!(RedEnvelope::fund(signed(RIVAL_TREASURER), id, amount));
	id
}

/// A budget below `parent`, with `amount` in it.
fn below(parent: BudgetId, amount: Amount) -> BudgetId {
	let id = NextBudgetId::<Test>::get();
	assert_ok!(RedEnvelope::open_sub_budget(signed(TREASURER), parent, name("part"), None));
	if amount > 0 {
		assert_ok!(RedEnvelope::allot(signed(TREASURER), id, amount));
	}
	id
}

/// A festival's envelope, not taxed, open now and for a day.
fn terms() -> Terms {
	Terms {
		purpose: Purpose::Festival,
		greeting: H256::repeat_byte(1),
		withholding: None,
		ranking: false,
		opens_at: Now::get(),
		expires_at: Now::get() + DAY,
	}
}

/// The same, with so many basis points withheld.
fn taxed(basis_points: u16) -> Terms {
	Terms { withholding: Some(basis_points), ..terms() }
}

fn lucky_for(audience: Audience, total: Amount, shares: u32) -> Form {
	Form::Lucky { total, shares, audience }
}

fn equal_for(audience: Audience, share: Amount, shares: u32) -> Form {
	Form::Equal { share, shares, audience }
}

fn lucky(total: Amount, shares: u32) -> Form {
	lucky_for(Audience::Members, total, shares)
}

fn equal(share: Amount, shares: u32) -> Form {
	equal_for(Audience::Members, share, shares)
}

fn named(amounts: &[(AccountId, Amount)]) -> Form {
	let named = amounts.iter().map(|(account, amount)| (person(*account), *amount));
	Form::Named(named.collect::<Vec<_>>().try_into().unwrap())
}

/// A list with a salt of its own for each place.
fn recipients(amounts: &[(AccountId, Amount)]) -> Vec<Recipient> {
	let salt = |place: usize| -> Salt { [u8::try_from(place % 256).unwrap(); 16] };
	let places = amounts.iter().enumerate();
	places
		.map(|(place, (account, amount))| {
			let person = person(*account);
			Recipient { salt: salt(place), person, amount: *amount }
		})
		.collect()
}

/// What the place `index` of a list shows.
fn place(list: &[Recipient], index: u32) -> Evidence {
	let Recipient { salt, amount, .. } = list[usize::try_from(index).unwrap()];
	let proof = lists::prove(list, index).unwrap().try_into().unwrap();
	Evidence::Listed { index, salt, amount, proof }
}

fn assigned(total: Amount, list: &[Recipient]) -> Form {
	Form::Assigned { total, list: lists::list(list).unwrap() }
}

const CODE: &str = "K7QM-3XPA-9RTE-5WZB";

/// The key of a claim code.
fn key(code: &str) -> ed25519::Pair {
	ed25519::Pair::from_seed(&codes::seed(code))
}

/// What whoever knows `code` shows to claim with `account`.
fn signature(code: &str, envelope: EnvelopeId, account: AccountId) -> Evidence {
	let message = codes::message(System::block_hash(0), envelope, &account);
	Evidence::Code(key(code).sign(&message).0)
}

fn coded(code: &str) -> Audience {
	Audience::Coded(key(code).public().0)
}

/// Fills an envelope.
fn fill_as(account: AccountId, budget: BudgetId, form: Form, terms: Terms) -> EnvelopeId {
	let id = NextEnvelopeId::<Test>::get();
	assert_ok!(RedEnvelope::fill(signed(account), budget, form, terms));
	id
}

/// Fills an envelope as the treasurer.
fn fill_with(budget: BudgetId, form: Form, terms: Terms) -> EnvelopeId {
	fill_as(TREASURER, budget, form, terms)
}

fn fill(budget: BudgetId, form: Form) -> EnvelopeId {
	fill_with(budget, form, terms())
}

fn show(account: AccountId, envelope: EnvelopeId, evidence: Evidence) -> DispatchResult {
	RedEnvelope::claim(signed(account), envelope, evidence)
}

fn claim(account: AccountId, envelope: EnvelopeId) -> DispatchResult {
	show(account, envelope, Evidence::None)
}

/// A person's wallet with the company, in yuan.
fn wallet(account: AccountId) -> Wallet {
	Wallets::<Test>::get(person(account), BOOK)
}

fn balance(account: AccountId) -> Amount {
	wallet(account).balance
}

/// Has a person draw this amount.
fn endow(account: AccountId, amount: Amount) {
	let budget = funded(amount);
	let envelope = fill(budget, named(&[(account, amount)]));
	assert_ok!(claim(account, envelope));
	next_block();
	assert_ok!(RedEnvelope::close_budget(signed(TREASURER), budget));
}

/// What a person got from the company this month.
fn statement(account: AccountId) -> Statement {
	Statements::<Test>::get((BOOK, MockBooks::period()), person(account))
}

/// What the first shares of a lucky envelope come to, from the rounds that they waited for.
fn expected(
	id: EnvelopeId,
	total: Amount,
	shares: u32,
	rounds: impl IntoIterator<Item = Round>,
) -> Vec<Amount> {
	let mut left = total;
	(0..)
		.zip(rounds)
		.map(|(share, round)| {
			let number = double_mean::number(seed(round), id, share);
			let amount = double_mean::draw(number, left, shares - share);
			left -= amount;
			amount
		})
		.collect()
}

fn budget(id: BudgetId) -> Budget {
	Budgets::<Test>::get(id).unwrap()
}

fn envelope(id: EnvelopeId) -> EnvelopeOf<Test> {
	Envelopes::<Test>::get(id).unwrap()
}

fn progress(id: EnvelopeId) -> Progress {
	Progresses::<Test>::get(id).unwrap()
}

fn status(id: EnvelopeId) -> EnvelopeStatus {
	progress(id).status
}

/// What the company has to itself, in yuan.
fn free() -> Amount {
	Assets::balance(CNY, MockOrganizations::account(COMPANY))
}

/// What is held of it.
fn held() -> Amount {
	Held::<Test>::get(COMPANY, CNY)
}

/// The treasurer, acting for the company.
fn treasurer() -> ActorOf<Test> {
	Actor { account: TREASURER, organization: COMPANY }
}

/// The pallet's events since the last call, oldest first.
fn events() -> Vec<Event<Test>> {
	let events = System::read_events_for_pallet::<Event<Test>>();
	System::reset_events();
	events
}

/// What was posted since the last call, oldest first.
fn posted() -> Vec<Occasion> {
	Vouchers::take().into_iter().map(|(_, occasion)| occasion).collect()
}

fn suspend(organization: OrganizationId, suspended: bool) {
	Suspended::mutate(|all| match suspended {
		true => all.insert(organization),
		false => all.remove(&organization),
	});
}
