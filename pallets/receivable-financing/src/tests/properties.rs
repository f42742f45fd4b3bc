// SPDX-License-Identifier: Apache-2.0

//! Random lives of requests, loans and claims keep every invariant and all money.

use super::*;
use alloc::collections::BTreeMap;
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Step {
	Request(usize, bool, u64, bool),
	WithdrawRequest(usize),
	Quote(usize, usize, u32, Amount, Amount, u64),
	WithdrawQuote(usize),
	Take(usize),
	Repay(usize, Amount),
	Refinance(usize, usize),
	Realize(usize),
	Forgive(usize),
	Claim(usize, OrganizationId, Amount),
	Withdraw(usize),
	Acknowledge(usize),
	Rule(usize, bool, Option<usize>),
	Admit(usize, OrganizationId, Amount, Option<u64>, Option<u64>),
	SettleClaim(usize),
	Collect(OrganizationId),
	Settle(usize, Amount),
	Split(usize, Amount),
	CreditNote(usize, Amount),
	Offer(usize),
	Frozen(usize),
	Block(OrganizationId),
	Unblock(OrganizationId),
	Pass(Moment),
}

const PARTS: u64 = 16;

fn organization() -> impl Strategy<Value = OrganizationId> {
	prop::sample::select(vec![HOLDER, SUPPLIER, THIRD, FOURTH, BANK, SECOND, LAST])
}

fn step() -> impl Strategy<Value = Step> {
	let n = || 0..12_usize;
	let amount = || prop_oneof![3 => 1..4_000_u128, 2 => 1..4_000_000_u128];
	let at = || prop::option::of(0..3_u64);
	let market = prop_oneof![
		6 => (n(), any::<bool>(), 1..40_u64, any::<bool>())
			.prop_map(|(a, b, c, d)| Step::Request(a, b, c, d)),
		1 => n().prop_map(Step::WithdrawRequest),
		9 => (n(), n(), 0..2_500_u32, 0..300_u128, amount(), 1..12_u64)
			.prop_map(|(a, b, c, d, e, f)| Step::Quote(a, b, c, d, e, f)),
		1 => n().prop_map(Step::WithdrawQuote),
		7 => n().prop_map(Step::Take),
	];
	let loans = prop_oneof![
		3 => (n(), amount()).prop_map(|(a, b)| Step::Repay(a, b)),
		4 => (n(), n()).prop_map(|(a, b)| Step::Refinance(a, b)),
		4 => n().prop_map(Step::Realize),
		1 => n().prop_map(Step::Forgive),
		2 => (n(), amount()).prop_map(|(a, b)| Step::Settle(a, b)),
	];
	let claims = prop_oneof![
		4 => (n(), organization(), amount()).prop_map(|(a, b, c)| Step::Claim(a, b, c)),
		1 => n().prop_map(Step::Withdraw),
		4 => n().prop_map(Step::Acknowledge),
		3 => (n(), any::<bool>()).prop_map(|(a, b)| Step::Rule(a, b, None)),
		3 => (n(), any::<bool>(), n()).prop_map(|(a, b, c)| Step::Rule(a, b, Some(c))),
		1 => n().prop_map(Step::SettleClaim),
		2 => (n(), organization(), amount(), at(), at())
			.prop_map(|(a, b, c, d, e)| Step::Admit(a, b, c, d, e)),
	];
	let n = || 0..20_usize;
	let world = prop_oneof![
		1 => organization().prop_map(Step::Block),
		3 => organization().prop_map(Step::Unblock),
		2 => organization().prop_map(Step::Collect),
		1 => n().prop_map(Step::Offer),
		1 => n().prop_map(Step::Frozen),
		1 => (n(), amount()).prop_map(|(a, b)| Step::Split(a, b)),
		1 => (n(), amount()).prop_map(|(a, b)| Step::CreditNote(a, b)),
		4 => (0..DAY).prop_map(Step::Pass),
		2 => (0..20 * DAY).prop_map(Step::Pass),
	];
	prop_oneof![8 => market, 5 => loans, 4 => claims, 3 => world]
}

fn pick<Key: Ord + Copy>(n: usize, all: impl Iterator<Item = Key>) -> Option<Key> {
	let mut all = all.collect::<Vec<_>>();
	all.sort_unstable();
	all.get(n % all.len().max(1)).copied()
}

fn some_part(n: usize) -> Option<(PartId, Paper)> {
	let id = pick(n, Papers::iter_keys())?;
	Some((id, part(id)))
}

fn some_request(n: usize) -> Option<(FinancingId, Request)> {
	let id = pick(n, Requests::<Test>::iter_keys())?;
	Some((id, Requests::<Test>::get(id)?))
}

/// One of those that are so, or of all.
fn some_loan(n: usize, so: impl Fn(&Loan) -> bool) -> Option<(LoanId, Loan)> {
	let fit = Loans::<Test>::iter().filter(|(_, it)| so(it)).map(|(id, _)| id);
	let id = pick(n, fit).or_else(|| pick(n, Loans::<Test>::iter_keys()))?;
	Some((id, Loans::<Test>::get(id)?))
}

fn some_quote(n: usize) -> Option<(FinancingId, OrganizationId)> {
	pick(n, Quotes::<Test>::iter_keys())
}

fn market(step: Step) -> Option<DispatchResult> {
	Some(match step {
		Step::Request(n, sale, days, recourse) => {
			let (id, paper) = some_part(n)?;
			let answer_by = Now::get() + days.min(20) * DAY / 2;
			let until = answer_by + days * DAY / 4 + 1;
			let kind = if sale {
				Kind::Sale { recourse }
			} else {
				Kind::Pledge { until, wanted: recourse.then_some(paper.amount) }
			};
			let all = [BANK, SECOND, LAST].into_iter().filter(|bank| *bank != paper.holder);
			let all = Banks::truncate_from(all.collect());
			Financing::request(signer(paper.holder), id, all, kind, answer_by)
		}
		Step::WithdrawRequest(n) => {
			let (id, request) = some_request(n)?;
			Financing::withdraw_request(signer(request.holder), id)
		}
		Step::Quote(n, bank, rate, fee, principal, days) => {
			let (id, request) = some_request(n)?;
			let offer = match request.kind {
				Kind::Sale { recourse } => Offer::Sale { recourse, license: None },
				Kind::Pledge { .. } => {
					let most = Papers::get(request.part)?.amount;
					Offer::Pledge { principal: most.saturating_sub(principal % 500) }
				}
			};
			let valid_until = (Now::get() + days * DAY).min(request.answer_by);
			let rate = if rate > 2_400 { rate } else { rate / 4 };
			let bank = request.banks[bank % request.banks.len()];
			let terms = Terms { offer, rate, fee, valid_until };
			Financing::quote(signer(bank), id, terms)
		}
		Step::WithdrawQuote(n) => {
			let (id, bank) = some_quote(n)?;
			Financing::withdraw_quote(signer(bank), id)
		}
		Step::Take(n) => {
			let (id, bank) = some_quote(n)?;
			let holder = Requests::<Test>::get(id)?.holder;
			Financing::take_quote(signer(holder), id, bank, 0)
		}
		_ => return None,
	})
}

fn lending_step(step: Step) -> Option<DispatchResult> {
	Some(match step {
		Step::Repay(n, amount) => {
			let (id, loan) = some_loan(n, |_| true)?;
			Financing::repay(signer(loan.borrower), id, amount)
		}
		Step::Refinance(n, quote) => {
			let quoted = |on| Quotes::<Test>::iter_key_prefix(on).next().is_some();
			let asked = |it: &Loan| RequestOn::<Test>::get(it.part).is_some_and(quoted);
			let (id, loan) = some_loan(n, asked)?;
			let on = RequestOn::<Test>::get(loan.part)?;
			let bank = pick(quote, Quotes::<Test>::iter_key_prefix(on))?;
			Financing::refinance(signer(loan.borrower), id, on, bank, 0)
		}
		Step::Realize(n) => {
			let (id, loan) = some_loan(n, |it| it.secured && it.until <= Now::get())?;
			realized(id, &loan)
		}
		Step::Forgive(n) => {
			let (id, loan) = some_loan(n, |_| true)?;
			Financing::forgive(signer(loan.bank), id)
		}
		Step::Settle(n, more) => {
			let (id, paper) = some_part(n)?;
			let parties = [paper.holder].into_iter();
			let shares = Financing::query_shares(id, 0).into_iter().map(|it| it.to);
			parties.chain(shares).for_each(unblock);
			matured(id, if more % 5 == 0 { 0 } else { paper.amount + more });
			Ok(())
		}
		_ => return None,
	})
}

fn claiming(step: Step) -> Option<DispatchResult> {
	Some(match step {
		Step::Claim(n, by, amount) => {
			let (id, _) = some_part(n)?;
			Financing::claim(signer(by), id, amount, DIGEST)
		}
		Step::Withdraw(n) => {
			let id = pick(n, Claims::<Test>::iter_keys())?;
			Financing::withdraw_claim(signer(Claims::<Test>::get(id)?.claimant), id)
		}
		Step::Acknowledge(n) => {
			let id = pick(n, Claims::<Test>::iter_keys())?;
			let holder = Papers::get(Claims::<Test>::get(id)?.part)?.holder;
			Financing::acknowledge(signer(holder), id, None)
		}
		Step::Rule(n, upheld, on) => {
			let id = pick(n, Claims::<Test>::iter_keys())?;
			let of = Claims::<Test>::get(id)?.receivable;
			let all = Papers::iter().filter(|(_, it)| it.receivable == of).map(|(id, _)| id);
			let on = on.and_then(|on| pick(on, all));
			Financing::rule_claim(signer(COURT), id, upheld, None, on)
		}
		Step::SettleClaim(n) => {
			let id = pick(n, Claims::<Test>::iter_keys())?;
			let holder = Papers::get(Claims::<Test>::get(id)?.part)?.holder;
			Financing::settle_claim(signer(holder), id)
		}
		Step::Admit(n, claimant, amount, registered, noticed) => {
			let (part, _) = some_part(n)?;
			let at = |days: u64| START - days * DAY;
			let (registered, noticed) = (registered.map(at), noticed.map(at));
			admit(Admission { part, registered, noticed, ..admission(claimant, amount) })
		}
		_ => return None,
	})
}

fn do_step(step: Step) -> Option<DispatchResult> {
	Some(match step {
		Step::Collect(organization) => Financing::collect(signer(THIRD), organization, CNY),
		Step::Offer(n) => {
			let (id, paper) = some_part(n)?;
			let state = match paper.state {
				State::Idle => State::Offered,
				State::Offered => State::Idle,
				State::Locked => State::Locked,
			};
			change(id, |it| it.state = state);
			Ok(())
		}
		Step::Split(n, first) => {
			let (id, paper) = some_part(n)?;
			if paper.state == State::Idle && paper.amount > 1 {
				split(id, 1 + first % (paper.amount - 1));
			}
			Ok(())
		}
		Step::CreditNote(n, less) => {
			change(some_part(n)?.0, |it| it.amount -= less % it.amount);
			Ok(())
		}
		Step::Frozen(n) => {
			change(some_part(n)?.0, |it| it.calm = !it.calm);
			Ok(())
		}
		Step::Block(organization) => {
			block(organization);
			Ok(())
		}
		Step::Unblock(organization) => {
			unblock(organization);
			Ok(())
		}
		Step::Pass(time) => {
			pass(time);
			Ok(())
		}
		Step::Request(..)
		| Step::WithdrawRequest(..)
		| Step::Quote(..)
		| Step::WithdrawQuote(..)
		| Step::Take(..) => market(step)?,
		Step::Repay(..)
		| Step::Refinance(..)
		| Step::Realize(..)
		| Step::Forgive(..)
		| Step::Settle(..) => lending_step(step)?,
		_ => claiming(step)?,
	})
}

/// Who would be paid how much, found without the pallet's order: again and again all of the first rank that
/// was not looked at yet.
fn oracle(
	part: PartId,
	holder: OrganizationId,
	amount: Amount,
) -> BTreeMap<OrganizationId, Amount> {
	let now = Now::get();
	let mut all = Vec::new();
	if let Some(loan) = Loans::<Test>::iter_values().find(|it| it.secured && it.part == part) {
		all.push((loan.bank, loan.debt(now), Some(loan.taken), None));
	}
	let claims = Claims::<Test>::iter_values().filter(|it| it.part == part);
	for it in claims.filter(|it| it.standing != Standing::Open) {
		all.push((it.claimant, it.amount, it.registered, it.noticed));
	}
	let mut left = amount;
	let mut paid = BTreeMap::new();
	while !all.is_empty() {
		let registered = all.iter().filter_map(|it| it.2).min();
		let noticed = all.iter().filter(|it| it.2.is_none()).filter_map(|it| it.3).min();
		let first = |it: &(OrganizationId, Amount, Option<Moment>, Option<Moment>)| {
			if registered.is_some() {
				it.2 == registered
			} else {
				it.3 == noticed
			}
		};
		let (equal, rest): (Vec<_>, Vec<_>) = all.into_iter().partition(first);
		all = rest;
		let sum: Amount = equal.iter().map(|it| it.1).sum();
		let given = sum.min(left);
		for (to, claim, _, _) in equal {
			// Within a unit: who has which of the units that are left is tested with the shares.
			*paid.entry(to).or_default() += given * claim / sum;
		}
		left -= given;
	}
	*paid.entry(holder).or_default() += left;
	paid
}

/// What an organization has, and is owed by the pallet.
fn wealth(organization: OrganizationId) -> Amount {
	total(organization.0.into()) + Owed::<Test>::get(organization, CNY)
}

/// A pledge is realized, and all are paid as the oracle says, by the bank.
fn realized(id: LoanId, loan: &Loan) -> DispatchResult {
	let all = || (1..=20).map(OrganizationId);
	let before = all().map(wealth).collect::<Vec<_>>();
	let mut expected = Papers::get(loan.part)
		.map(|it| oracle(loan.part, loan.borrower, it.amount))
		.unwrap_or_default();
	let open = |part| {
		let all = Claims::<Test>::iter_values().filter(|it| it.part == part);
		all.filter(|it| it.standing == Standing::Open).count()
	};
	let waiting = open(loan.part);
	Financing::realize(signer(loan.bank), id, None)?;
	expected.remove(&loan.bank);
	for (organization, had) in all().zip(before) {
		if organization != loan.bank {
			let got = wealth(organization) - had;
			let amount = expected.remove(&organization).unwrap_or_default();
			assert!(got.abs_diff(amount) <= 1, "{organization:?} {got} {amount}");
		}
	}
	assert_eq!((Counted::<Test>::get(loan.part).len(), open(loan.part)), (0, waiting));
	Ok(())
}

/// The part is paid, and all are paid as the oracle says.
fn matured(id: PartId, paid: Amount) {
	let paper = part(id);
	let divided = Financing::divide(id, paper.holder, paid);
	if paper.state == State::Locked {
		let mut found = BTreeMap::<_, Amount>::new();
		for (to, amount) in &divided {
			*found.entry(*to).or_default() += amount;
		}
		let sum: Amount = divided.iter().map(|(_, amount)| amount).sum();
		assert!(sum == paid || divided.len() == MAX_CLAIMS as usize);
		*found.entry(paper.holder).or_default() += paid - sum;
		for (to, amount) in oracle(id, paper.holder, paid) {
			let got = found.remove(&to).unwrap_or_default();
			assert!(got.abs_diff(amount) <= 1, "{to:?} {got} {amount}");
		}
		assert!(found.values().all(|amount| *amount == 0), "{found:?}");
	}
	settle(id, paid);
}

/// All is paid, repaid and withdrawn.
fn wind_up() {
	for organization in (1..=20).map(OrganizationId) {
		unblock(organization);
	}
	for id in Papers::iter_keys().collect::<Vec<_>>() {
		matured(id, part(id).amount);
		check();
	}
	for (id, loan) in Loans::<Test>::iter().collect::<Vec<_>>() {
		assert!(!loan.secured);
		assert_ok!(Financing::repay(signer(loan.borrower), id, Amount::MAX));
	}
	for id in Claims::<Test>::iter_keys().collect::<Vec<_>>() {
		assert_ok!(Financing::withdraw_claim(signer(COURT), id));
	}
	pass(40 * DAY);
	for (organization, asset) in Owed::<Test>::iter_keys().collect::<Vec<_>>() {
		assert_ok!(Financing::collect(signer(COURT), organization, asset));
	}
	assert_eq!(total(Financing::account()), 0);
	for organization in (1..=20).map(OrganizationId) {
		assert_ok!(settled(organization));
		assert_eq!((exposure(organization), held(organization)), ((0, 0), 0));
	}
}

/// Some parts are pledged.
fn begin() {
	for id in 6..12 {
		let (part, on) = (PartId(id), NextFinancingId::<Test>::get());
		let bank = OrganizationId(10 + u32::try_from(id).unwrap() % 3);
		let until = START + (id - 3) * DAY;
		let kind = Kind::Pledge { until, wanted: None };
		let all = banks(&[BANK, SECOND, LAST]);
		assert_ok!(Financing::request(signer(HOLDER), part, all, kind, START + DAY));
		let terms = Terms { fee: 1, valid_until: START + DAY, ..lending(500 * Amount::from(id)) };
		assert_ok!(Financing::quote(signer(bank), on, terms));
		assert_ok!(Financing::take_quote(signer(HOLDER), on, bank, 0));
	}
	pass(1);
	// Claims that come after some of them, and one that comes before.
	for id in 6..9 {
		let (part, claim) = (PartId(id), NextClaimId::<Test>::get());
		assert_ok!(Financing::claim(signer(THIRD), part, 600 * Amount::from(id), DIGEST));
		assert_ok!(Financing::acknowledge(signer(HOLDER), claim, None));
		assert_ok!(admit(Admission { part, ..admission(FOURTH, 300) }));
		assert_ok!(admit(Admission { part, ..admission(SUPPLIER, 5_000) }));
	}
	// One on a part that is split then, one on a part that the holder asks banks for.
	assert_ok!(Financing::claim(signer(FOURTH), PartId(12), 9_000, DIGEST));
	split(PartId(12), 5_000);
	let (part, on) = (PartId(13), NextFinancingId::<Test>::get());
	assert_ok!(Financing::request(signer(HOLDER), part, banks(&[BANK]), sale(), START + DAY));
	let terms = Terms { valid_until: START + DAY, ..buying(true) };
	assert_ok!(Financing::quote(signer(BANK), on, terms));
	assert_ok!(Financing::claim(signer(THIRD), part, 9_000, DIGEST));
	let registered = Some(START - DAY);
	assert_ok!(admit(Admission { part: PartId(8), registered, ..admission(LAST, 9) }));
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(32))]

	#[test]
	fn random_lives_conserve_money_and_finance_nothing_twice(
		steps in prop::collection::vec(step(), 1..140),
	) {
		ExtBuilder::build_and_execute(|| {
			for id in 3..PARTS {
				let due = START + (10 + 20 * id) * DAY;
				let amount = 1_000 * Amount::from(id);
				// Some are of the same receivable.
				Papers::insert(PartId(id), Paper { due, amount, ..paper_of(3 + id / 3) });
			}
			begin();
			for step in steps {
				// What may be and what may not is for the other tests.
				let _ = frame_support::storage::with_storage_layer(|| {
					do_step(step).unwrap_or(Ok(()))
				});
				check();
			}
			wind_up();
		});
	}
}
