// SPDX-License-Identifier: Apache-2.0

//! Random lives of receivables keep every invariant, face value and money.

use super::*;
use proptest::prelude::*;

/// Who does something: whoever may, or one of all; `None` stands for whoever may.
type Who = Option<OrganizationId>;

#[derive(Clone, Debug)]
enum Step {
	Line(OrganizationId, Amount),
	SetGuarantee(OrganizationId, OrganizationId, Amount),
	Draft(OrganizationId, OrganizationId, bool, Amount, u64, u32, bool),
	Accept(Who, usize, Amount),
	Decline(Who, usize),
	Guarantee(OrganizationId, usize),
	Split(Who, usize, Vec<Amount>),
	Merge(Who, usize),
	Offer(Who, usize, OrganizationId, bool),
	Take(Who, usize),
	Return(Who, usize),
	Lock(usize),
	Unlock(usize),
	HandOver(usize, OrganizationId, bool),
	Settle(usize),
	Fact,
	Pay(Who, usize),
	Advance(usize, u32),
	Collect(OrganizationId),
	Discount(Who, usize, Amount),
	TakeDiscount(Who, usize),
	PayGuaranteed(Who, usize),
	Repay(Who, usize),
	Claim(Who, usize),
	PayRecourse(Who, usize),
	Credit(Who, usize, Amount),
	Propose(Who, usize),
	Consent(Who, usize),
	Dispute(Who, usize),
	Rule(Who, usize, bool),
	Freeze(usize),
	Unfreeze(usize),
	Block(OrganizationId),
	Unblock(OrganizationId),
	Pass(Moment),
}

fn organization() -> impl Strategy<Value = OrganizationId> {
	prop::sample::select(vec![MAKER, TIER1, TIER2, TIER3, BANK])
}

fn who() -> impl Strategy<Value = Who> {
	prop_oneof![9 => Just(None), 1 => organization().prop_map(Some)]
}

fn step() -> impl Strategy<Value = Step> {
	let n = || 0..30_usize;
	let amount = || 1..10_000_u128;
	let of = organization;
	let origin = prop_oneof![
		1 => (of(), 0..1_000_000_u128).prop_map(|(a, b)| Step::Line(a, b)),
		1 => (of(), of(), 0..1_000_000_u128).prop_map(|(a, b, c)| Step::SetGuarantee(a, b, c)),
		3 => (of(), of(), any::<bool>(), amount(), 1..40_u64, 0..2_400_u32, any::<bool>())
			.prop_map(|(a, b, c, d, e, f, g)| Step::Draft(a, b, c, d, e, f, g)),
		4 => (who(), n(), amount()).prop_map(|(a, b, c)| Step::Accept(a, b, c)),
		1 => (who(), n()).prop_map(|(a, b)| Step::Decline(a, b)),
		2 => (of(), n()).prop_map(|(a, b)| Step::Guarantee(a, b)),
	];
	let parts = prop_oneof![
		6 => (who(), n(), prop::collection::vec(1..50_u128, 1..4))
			.prop_map(|(a, b, c)| Step::Split(a, b, c)),
		2 => (who(), n()).prop_map(|(a, b)| Step::Merge(a, b)),
		6 => (who(), n(), of(), any::<bool>()).prop_map(|(a, b, c, d)| Step::Offer(a, b, c, d)),
		8 => (who(), n()).prop_map(|(a, b)| Step::Take(a, b)),
		1 => (who(), n()).prop_map(|(a, b)| Step::Return(a, b)),
		2 => n().prop_map(Step::Lock),
		1 => n().prop_map(Step::Unlock),
		2 => (n(), of(), any::<bool>()).prop_map(|(a, b, c)| Step::HandOver(a, b, c)),
	];
	let money = prop_oneof![
		1 => n().prop_map(Step::Settle),
		1 => Just(Step::Fact),
		1 => (who(), n()).prop_map(|(a, b)| Step::Pay(a, b)),
		6 => (n(), 0..4_u32).prop_map(|(a, b)| Step::Advance(a, b)),
		2 => of().prop_map(Step::Collect),
		2 => (who(), n(), 1..200_u128).prop_map(|(a, b, c)| Step::Discount(a, b, c)),
		3 => (who(), n()).prop_map(|(a, b)| Step::TakeDiscount(a, b)),
		3 => (who(), n()).prop_map(|(a, b)| Step::PayGuaranteed(a, b)),
		2 => (who(), n()).prop_map(|(a, b)| Step::Repay(a, b)),
		4 => (who(), n()).prop_map(|(a, b)| Step::Claim(a, b)),
		3 => (who(), n()).prop_map(|(a, b)| Step::PayRecourse(a, b)),
		1 => of().prop_map(Step::Block),
		3 => of().prop_map(Step::Unblock),
	];
	let corrections = prop_oneof![
		2 => (who(), n(), 1..200_u128).prop_map(|(a, b, c)| Step::Credit(a, b, c)),
		2 => (who(), n()).prop_map(|(a, b)| Step::Propose(a, b)),
		6 => (who(), n()).prop_map(|(a, b)| Step::Consent(a, b)),
		1 => (who(), n()).prop_map(|(a, b)| Step::Dispute(a, b)),
		2 => (who(), n(), any::<bool>()).prop_map(|(a, b, c)| Step::Rule(a, b, c)),
		1 => n().prop_map(Step::Freeze),
		2 => n().prop_map(Step::Unfreeze),
	];
	let time = prop_oneof![3 => 0..DAY / 2, 2 => 0..3 * DAY, 1 => 0..15 * DAY].prop_map(Step::Pass);
	prop_oneof![4 => origin, 9 => parts, 8 => money, 3 => corrections, 3 => time]
}

/// One of those that are so, or one of the first.
fn some_receivable(n: usize, so: impl Fn(&Receivable) -> bool) -> ReceivableId {
	let all = Receivables::<Test>::iter().filter(|(_, it)| so(it)).map(|(id, _)| id);
	let mut all = all.collect::<Vec<_>>();
	all.sort_unstable();
	all.get(n % all.len().max(1)).copied().unwrap_or(ReceivableId(n as u64))
}

fn some_part(n: usize, so: impl Fn(&Part) -> bool) -> PartId {
	let all = Parts::<Test>::iter().filter(|(_, it)| !it.status.is_closed() && so(it));
	let mut all = all.map(|(id, _)| id).collect::<Vec<_>>();
	all.sort_unstable();
	all.get(n % all.len().max(1)).copied().unwrap_or(PartId(n as u64))
}

fn is_outstanding(part: &Part) -> bool {
	Receivables::<Test>::get(part.receivable).unwrap().status == Status::Outstanding
}

fn idle(n: usize) -> PartId {
	some_part(n, |it| it.status == PartStatus::Idle && is_outstanding(it))
}

fn draft_of(n: usize) -> ReceivableId {
	some_receivable(n, |it| matches!(it.status, Status::Draft { .. }))
}

fn live(n: usize) -> ReceivableId {
	some_receivable(n, |it| it.status.is_live())
}

fn by(who: Who, may: Option<OrganizationId>) -> RuntimeOrigin {
	signer(who.or(may).unwrap_or(TIER1))
}

fn holder(who: Who, part: PartId) -> RuntimeOrigin {
	by(who, Parts::<Test>::get(part).map(|it| it.holder))
}

fn debtor(who: Who, id: ReceivableId) -> RuntimeOrigin {
	by(who, Receivables::<Test>::get(id).map(|it| it.debtor))
}

fn guarantor(who: Who, id: ReceivableId) -> RuntimeOrigin {
	by(who, Receivables::<Test>::get(id).and_then(|it| it.guarantor))
}

fn offered_to(who: Who, n: usize) -> (PartId, RuntimeOrigin) {
	let offered = |it: &Part| matches!(it.status, PartStatus::Offered { .. });
	let part = some_part(n, |it| offered(it) && is_outstanding(it));
	let to = Parts::<Test>::get(part).and_then(|it| match it.status {
		PartStatus::Offered { to, .. } => Some(to),
		_ => None,
	});
	(part, by(who, to))
}

/// The amounts that come first, and the rest of a part.
fn divided(part: PartId, mut first: Vec<Amount>) -> Amounts {
	let whole = Parts::<Test>::get(part).map_or(0, |it| it.amount);
	first.push(whole.saturating_sub(first.iter().sum()));
	amounts(&first)
}

fn origin(step: Step) -> DispatchResult {
	match step {
		Step::Line(debtor, limit) => line(debtor, limit),
		Step::SetGuarantee(by, debtor, limit) => {
			Debts::set_guarantee(signer(by), debtor, CNY, limit)
		}
		Step::Draft(by, to, as_debtor, amount, days, late_rate, gated) => {
			let gate = if days % 2 == 0 { Gate::Transfer } else { Gate::Payment };
			let conditions = [Condition { fact: Fact::Delivered(1), gates: gate }];
			let conditions = conditions.into_iter().filter(|_| gated).collect();
			let terms = Terms {
				amount,
				due: Now::get() + days * DAY,
				late_rate,
				conditions: Conditions::truncate_from(conditions),
				..terms()
			};
			Debts::draft(signer(by), to, as_debtor, terms)
		}
		Step::Accept(who, n, amount) => {
			let id = draft_of(n);
			let it = Receivables::<Test>::get(id);
			let may = it.as_ref().map(|it| match it.status {
				Status::Draft { by_debtor: true, .. } => (it.creditor, it.amount),
				_ => (it.debtor, it.amount.min(amount)),
			});
			let amount = may.map_or(amount, |(_, amount)| amount);
			Debts::accept(by(who, may.map(|(to, _)| to)), id, amount)
		}
		Step::Decline(who, n) => {
			let id = draft_of(n);
			match n % 2 {
				0 => Debts::decline(debtor(who, id), id),
				_ => Debts::withdraw(debtor(who, id), id),
			}
		}
		Step::Guarantee(by, n) => Debts::guarantee(signer(by), live(n)),
		_ => unreachable!(),
	}
}

fn parts_step(step: Step) -> DispatchResult {
	match step {
		Step::Split(who, n, first) => {
			let part = idle(n);
			Debts::split(holder(who, part), part, divided(part, first))
		}
		Step::Merge(who, n) => {
			let idle = |it: &Part| it.status == PartStatus::Idle && is_outstanding(it);
			let part = some_part(n, |it| it.parent.is_some() && idle(it));
			let Some(it) = Parts::<Test>::get(part) else { return Ok(()) };
			let same = |other: &Part| other.parent == it.parent && other.holder == it.holder;
			let all = Parts::<Test>::iter().filter(|(_, other)| {
				same(other) && other.status == PartStatus::Idle && other.endorsements == 0
			});
			let ids = all.map(|(id, _)| id).take(4).collect();
			Debts::merge(holder(who, part), PartIds::truncate_from(ids))
		}
		Step::Offer(who, n, to, recourse) => {
			let part = idle(n);
			Debts::offer(holder(who, part), part, to, recourse, Now::get() + DAY)
		}
		Step::Take(who, n) => {
			let (part, by) = offered_to(who, n);
			let of = Parts::<Test>::get(part);
			let amount = of.as_ref().map_or(0, |it| it.amount);
			let offered = of.map(|it| it.status);
			let recourse = matches!(offered, Some(PartStatus::Offered { recourse: true, .. }));
			Debts::take(by, part, amount, recourse, None)
		}
		Step::Return(who, n) => {
			let (part, by) = offered_to(who, n);
			match n % 2 {
				0 => Debts::return_part(by, part),
				_ => Debts::recall(holder(who, part), part),
			}
		}
		Step::Lock(n) => {
			let part = idle(n);
			let holder = Parts::<Test>::get(part).map_or(TIER1, |it| it.holder);
			let claims = vec![(BANK, Amount::try_from(n).unwrap() * 10), (TIER3, 7)];
			ClaimTable::mutate(|all| all.insert(part, claims));
			Debts::lock(part, holder)
		}
		Step::Unlock(n) => {
			Debts::unlock(some_part(n, |it| it.status == PartStatus::Locked));
			Ok(())
		}
		Step::HandOver(n, to, recourse) => {
			let free = |it: &Part| matches!(it.status, PartStatus::Locked | PartStatus::Idle);
			Debts::hand_over(some_part(n, free), to, recourse, None)
		}
		_ => unreachable!(),
	}
}

fn money_step(step: Step) -> DispatchResult {
	match step {
		Step::Settle(n) => Debts::settle_condition(signer(MAKER), live(n), 0),
		Step::Fact => {
			FactTable::set(
				vec![TIER1, TIER2].into_iter().map(|of| (Fact::Delivered(1), of, MAKER)).collect(),
			);
			Ok(())
		}
		Step::Pay(who, n) => Debts::pay(debtor(who, live(n)), live(n)),
		Step::Advance(n, limit) => {
			let id = some_receivable(n, |it| {
				matches!(it.status, Status::Paying { .. } | Status::Cancelling { .. })
			});
			Debts::advance(signer(BANK), id, limit).map(drop).map_err(|it| it.error)
		}
		Step::Collect(of) => Debts::collect(signer(MAKER), of, CNY),
		Step::Discount(who, n, off) => {
			let part = idle(n);
			Debts::offer_discount(holder(who, part), part, off, Now::get() + DAY)
		}
		Step::TakeDiscount(who, n) => {
			let all = Discounts::<Test>::iter_keys().collect::<Vec<_>>();
			let part = all.get(n % all.len().max(1)).copied().unwrap_or(PartId(n as u64));
			let of = Parts::<Test>::get(part).map(|it| it.receivable);
			Debts::take_discount(debtor(who, of.unwrap_or_default()), part, Amount::MAX)
		}
		Step::PayGuaranteed(who, n) => {
			let late = |it: &Receivable| {
				it.guarantor.is_some()
					&& matches!(it.status, Status::Called { .. } | Status::Defaulted)
			};
			let id = some_receivable(n, late);
			Debts::pay_guaranteed(guarantor(who, id), id)
		}
		Step::Repay(who, n) => {
			let id = some_receivable(n, |it| it.subrogation.is_some());
			Debts::repay(debtor(who, id), id)
		}
		Step::Claim(who, n) => {
			let part = some_part(n, |it| {
				let of = Receivables::<Test>::get(it.receivable).unwrap();
				it.last.is_some() && of.status == Status::Defaulted
			});
			Debts::claim_recourse(holder(who, part), part)
		}
		Step::PayRecourse(who, n) => {
			let part = some_part(n, |it| matches!(it.status, PartStatus::Claimed { .. }));
			let on = Parts::<Test>::get(part).and_then(|it| match it.status {
				PartStatus::Claimed { on, .. } => Some(on),
				_ => None,
			});
			Debts::pay_recourse(by(who, on), part)
		}
		Step::Block(of) => {
			block(of);
			Ok(())
		}
		Step::Unblock(of) => {
			unblock(of);
			Ok(())
		}
		_ => unreachable!(),
	}
}

fn corrections_step(step: Step) -> DispatchResult {
	let frozen = |n| some_receivable(n, |it| matches!(it.status, Status::Frozen { .. }));
	match step {
		Step::Credit(who, n, amount) => {
			let part = idle(n);
			Debts::credit_note(holder(who, part), part, amount, DIGEST)
		}
		Step::Propose(who, n) => {
			let id = live(n);
			Debts::propose_cancellation(debtor(who, id), id, DIGEST)
		}
		Step::Consent(who, n) => {
			let part = some_part(n, |it| Proposals::<Test>::contains_key(it.receivable));
			Debts::consent(holder(who, part), part)
		}
		Step::Dispute(who, n) => {
			let id = live(n);
			match n % 2 {
				0 => Debts::dispute(debtor(who, id), id, None, COURT, DIGEST),
				_ => {
					let part = some_part(n, |it| it.receivable == id);
					Debts::dispute(holder(who, part), id, Some(part), COURT, DIGEST)
				}
			}
		}
		Step::Rule(who, n, upheld) => Debts::rule(by(who, Some(COURT)), frozen(n), upheld, DIGEST),
		Step::Freeze(n) => <Debts as Freezable>::freeze(live(n)).map(drop),
		Step::Unfreeze(n) => {
			let id = frozen(n);
			let round = Receivables::<Test>::get(id).map_or(0, |it| it.overruled);
			<Debts as Freezable>::unfreeze(id, round)
		}
		_ => unreachable!(),
	}
}

fn take_step(step: Step) -> DispatchResult {
	match step {
		Step::Line(..)
		| Step::SetGuarantee(..)
		| Step::Draft(..)
		| Step::Accept(..)
		| Step::Decline(..)
		| Step::Guarantee(..) => origin(step),
		Step::Split(..)
		| Step::Merge(..)
		| Step::Offer(..)
		| Step::Take(..)
		| Step::Return(..)
		| Step::Lock(..)
		| Step::Unlock(..)
		| Step::HandOver(..) => parts_step(step),
		Step::Credit(..)
		| Step::Propose(..)
		| Step::Consent(..)
		| Step::Dispute(..)
		| Step::Rule(..)
		| Step::Freeze(..)
		| Step::Unfreeze(..) => corrections_step(step),
		Step::Pass(time) => {
			pass(time);
			Ok(())
		}
		_ => money_step(step),
	}
}

/// Receivables to begin with.
fn begin() {
	for of in [MAKER, TIER1, TIER2, TIER3, BANK] {
		assert_ok!(line(of, 1_000_000));
	}
	for by in [BANK, TIER3] {
		assert_ok!(Debts::set_guarantee(signer(by), MAKER, CNY, 1_000_000));
	}
	for (id, days) in (0..).zip([3, 10, 20]) {
		assert_ok!(draft(Terms { due: START + days * DAY, ..terms() }));
		assert_ok!(Debts::accept(signer(MAKER), ReceivableId(id), 9_000));
		if id > 0 {
			assert_ok!(Debts::guarantee(signer(BANK), ReceivableId(id)));
		}
	}
	// The first one falls due soon, and goes through many hands.
	assert_ok!(split(TIER1, WHOLE, &[2_000, 3_000, 4_000]));
	for id in [3, 4] {
		passed(TIER1, PartId(id), TIER2, true);
		passed(TIER2, PartId(id), TIER3, id == 3);
	}
}

/// What each organization has, with what it is owed.
fn wealth() -> Amount {
	let has = |of: OrganizationId| balance(of) + Owed::<Test>::get(of, CNY);
	[MAKER, TIER1, TIER2, TIER3, BANK].into_iter().map(has).sum()
}

/// All that is owed is paid, whoever has to.
fn wind_up() {
	for of in [MAKER, TIER1, TIER2, TIER3, BANK] {
		unblock(of);
	}
	let facts = [MAKER, TIER1, TIER2, TIER3, BANK].map(|of| (Fact::Delivered(1), of, MAKER));
	FactTable::set(facts.to_vec());
	for id in Receivables::<Test>::iter_keys().collect::<Vec<_>>() {
		while let Some(it) = Receivables::<Test>::get(id) {
			match it.status {
				Status::Draft { .. } => pass(DAY),
				Status::Frozen { .. } if Disputes::<Test>::contains_key(id) => {
					assert_ok!(Debts::rule(signer(COURT), id, false, DIGEST));
				}
				Status::Frozen { .. } => {
					assert_ok!(<Debts as Freezable>::unfreeze(id, it.overruled));
				}
				Status::Paying { .. } | Status::Cancelling { .. } => pass(MINUTE),
				Status::Subrogated => {
					assert_ok!(Debts::repay(signer(it.debtor), id));
				}
				Status::Paid | Status::Cancelled => break,
				_ => {
					assert_ok!(Debts::pay(signer(it.debtor), id));
				}
			}
			check();
		}
	}
	for (of, asset) in Owed::<Test>::iter_keys().collect::<Vec<_>>() {
		assert_ok!(Debts::collect(signer(MAKER), of, asset));
	}
	assert_eq!(Assets::balance(CNY, Debts::account()), 0);
	for of in [MAKER, TIER1, TIER2, TIER3, BANK] {
		assert_ok!(settled(of));
	}
	assert_eq!(wealth(), 5 * MONEY);
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(32))]

	#[test]
	fn random_lives_conserve_face_value_and_money(
		steps in prop::collection::vec(step(), 1..160),
	) {
		ExtBuilder::build_and_execute(|| {
			begin();
			for step in steps {
				// What may be and what may not is for the other tests.
				let _ = frame_support::storage::with_storage_layer(|| take_step(step));
				check();
			}
			wind_up();
		});
	}

	#[test]
	fn shares_sum_to_what_was_paid_and_are_fair(
		parts in prop::collection::vec(1..1_000_000_u128, 2..16),
		days in 0..700_u64,
		late_rate in 0..2_400_u32,
	) {
		ExtBuilder::build_and_execute(|| {
			let amount = parts.iter().sum();
			assert_ok!(line(MAKER, amount));
			assert_ok!(draft(Terms { amount, late_rate, ..terms() }));
			assert_ok!(accept(MAKER, amount));
			assert_ok!(split(TIER1, WHOLE, &parts));
			// Each part is its own receivable's share: whose it is shows what it got.
			pass_to(DUE + days * DAY);
			let interest = Debts::query_receivable(ID).unwrap().interest;
			assert_ok!(pay(MAKER));
			assert_ok!(Debts::advance(signer(TIER1), ID, 99));
			assert_eq!(balance(TIER1), MONEY + amount + interest);
			let shares = System::events().into_iter().filter_map(|it| match it.event {
				RuntimeEvent::Debts(Event::PaidOut { part, amount, .. }) => Some((part, amount)),
				_ => None,
			});
			for (part, paid) in shares {
				let face = Parts::<Test>::get(part).unwrap().face;
				let share = paid - face;
				// Within a unit of interest · face / amount.
				assert!(share * amount < interest * face + amount);
				assert!(interest * face < (share + 1) * amount);
			}
		});
	}
}
