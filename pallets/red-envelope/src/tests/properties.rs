// SPDX-License-Identifier: Apache-2.0

//! Random steps of everybody: nothing panics, no invariant breaks, what fails leaves no trace, and in
//! the end all money is where it belongs.

use super::{
	steps::{a_step, freeze, take, try_call, Step},
	*,
};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// What went back of each envelope, as was reported once of each.
fn returned() -> BTreeMap<EnvelopeId, Amount> {
	let mut all = BTreeMap::new();
	for event in events() {
		if let Event::Emptied { envelope, returned, .. } = event {
			assert_eq!(all.insert(envelope, returned), None, "emptied twice");
		}
	}
	all
}

/// What every envelope gave is what everybody can compute.
fn envelopes_gave_what_was_computed(returned: &BTreeMap<EnvelopeId, Amount>) {
	for (id, envelope) in Envelopes::<Test>::iter() {
		let Progress { claimed, drawn, left, .. } = progress(id);
		assert_eq!((claimed, left), (drawn, 0));
		let round = |share| Slots::<Test>::get(id, share).unwrap().round;
		let gave: Amount = match envelope.division {
			Division::Equal { share, .. } => share * Amount::from(claimed),
			Division::Lucky { .. } => {
				let rounds = (0..claimed).map(round);
				let shares = expected(id, envelope.total, envelope.shares, rounds);
				assert!(shares.iter().all(|share| *share >= 1));
				shares.iter().sum()
			}
			Division::Assigned { .. } | Division::Named => envelope.total - returned[&id],
		};
		assert_eq!(returned[&id], envelope.total - gave);
	}
}

/// Of each right is used what was filled with it and has not come back.
fn rights_are_used_up(returned: &BTreeMap<EnvelopeId, Amount>) {
	for (budget, spender, right) in SpendingRights::<Test>::iter() {
		let used: Amount = Envelopes::<Test>::iter()
			.filter(|(_, it)| it.budget == budget && it.by.right == Some((spender, right.number)))
			.map(|(id, it)| it.total - returned[&id])
			.sum();
		assert_eq!(right.used, used);
	}
}

/// What counts against caps is what was drawn, in one month or another.
fn what_counts_was_drawn() {
	let mut sums = BTreeMap::<_, (Amount, Amount)>::new();
	for ((book, _), person, statement) in Statements::<Test>::iter() {
		let (counted, drawn) = sums.entry((book, person)).or_default();
		*counted += statement.counted;
		*drawn += statement.incomes.values().map(|it| it.untaxed + it.taxable).sum::<Amount>();
	}
	assert!(sums.values().all(|(counted, drawn)| counted == drawn));
}

/// Lets all deadlines pass, has everything drawn, closed, paid and remitted.
fn wind_up() {
	freeze(false);
	Suspended::set(Default::default());
	Released::set(Default::default());
	Left::set(Default::default());
	Now::mutate(|now| *now += 400 * DAY);
	assert_eq!(carry_out_due(), []);
	draw_all();
	check();
	let returned = returned();
	envelopes_gave_what_was_computed(&returned);
	rights_are_used_up(&returned);
	what_counts_was_drawn();

	let treasurer = |book: Book| match book.organization {
		COMPANY => signed(TREASURER),
		_ => signed(RIVAL_TREASURER),
	};
	let mut budgets: Vec<_> = Budgets::<Test>::iter().collect();
	budgets.sort_by_key(|(id, _)| core::cmp::Reverse(*id));
	for (id, budget) in budgets {
		if budget.status != BudgetStatus::Ended {
			assert_ok!(RedEnvelope::close_budget(treasurer(budget.book), id));
		}
	}
	for (person, book, wallet) in Wallets::<Test>::iter().collect::<Vec<_>>() {
		assert_eq!((wallet.redeeming, wallet.redemptions), (0, 0), "it has not timed out");
		if wallet.balance > 0 {
			assert_ok!(RedEnvelope::pay_out(treasurer(book), book.asset, person));
		}
	}
	for (book, due) in TaxDue::<Test>::iter().collect::<Vec<_>>() {
		let receipt = H256::zero();
		assert_ok!(RedEnvelope::remit_tax(treasurer(book), book.asset, due, receipt));
	}
	check();
}

/// Nothing is held or waits any more, and of each organization's money is gone what persons got.
fn all_is_settled() {
	assert_eq!(Held::<Test>::iter().count(), 0);
	assert_eq!(Waiting::<Test>::iter().count(), 0);
	assert_eq!((FirstRound::<Test>::get(), Agenda::get()), (None, vec![]));
	assert!(Wallets::<Test>::iter().all(|(_, _, wallet)| wallet == Wallet::default()));
	for organization in [COMPANY, RIVAL] {
		assert_ok!(<RedEnvelope as covenant_primitives::Obligations>::ensure_settled(organization));
		for asset in [CNY, USD] {
			let book = Book { organization, asset };
			let paid: Amount = Statements::<Test>::iter()
				.filter(|((of, _), _, _)| *of == book)
				.map(|(_, _, statement)| statement.paid_out)
				.sum();
			let account = MockOrganizations::account(organization);
			assert_eq!(Assets::balance(asset, account), FUNDS - paid);
			assert_eq!(
				Totals::get(book, Account::Payable).0,
				Totals::get(book, Account::Payable).1
			);
		}
	}
}

/// Some money to begin with: a budget, one below it, somebody else with a right, and the rival's.
fn begun() {
	let root = funded(20_000);
	let part = below(root, 8_000);
	let spender = Spender::Operator(CLERK);
	let until = START + 60 * DAY;
	assert_ok!(RedEnvelope::grant_right(signed(TREASURER), part, spender, 3_000, 0, until));
	rivals(5_000);
	fill(part, lucky(1_000, 5));
	fill(root, equal(50, 5));
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(48))]

	#[test]
	fn no_sequence_of_steps_breaks_an_invariant(
		steps in prop::collection::vec(a_step(), 30..=60),
	) {
		ExtBuilder::build_and_execute(|| {
			begun();
			for step in steps {
				take(step);
				check();
			}
			wind_up();
			all_is_settled();
		});
	}

	#[test]
	fn a_lucky_envelope_gives_what_was_put_in(
		shares in 1..60_u32,
		more in prop_oneof![0..20_u128, 0..1_000_000_u128],
		claims in 0..60_u32,
		in_a_round in 1..9_u32,
		room in 1..20_u32,
	) {
		ExtBuilder::build_and_execute(|| {
			let total = Amount::from(shares) + more;
			let budget_id = funded(2_000_000);
			let id = fill(budget_id, lucky(total, shares));
			let claims = claims.min(shares);
			for (number, account) in (0..claims).zip(ALICE..) {
				assert_ok!(claim(account, id));
				if number % in_a_round == 0 {
					take(Step::Block(room, 0));
					next_round();
				}
			}
			pass(DAY);
			draw_all();
			let drawn: Vec<_> = (0..claims).zip(ALICE..).map(|(_, by)| balance(by)).collect();
			assert!(drawn.iter().all(|share| *share >= 1));
			let round = |share| Slots::<Test>::get(id, share).unwrap().round;
			assert_eq!(drawn, expected(id, total, shares, (0..claims).map(round)));
			let sum: Amount = drawn.iter().sum();
			assert_eq!(budget(budget_id).available, 2_000_000 - sum);
			let returned = returned()[&id];
			assert_eq!(sum + returned, total);
			assert!(claims < shares || returned == 0);
		});
	}

	#[test]
	fn arbitrary_calls_do_not_panic(
		by in prop::sample::select(vec![TREASURER, CLERK, ALICE, STRANGER]),
		bytes in prop::collection::vec(any::<u8>(), 0..120),
		index in 0..25_u8,
	) {
		use codec::Decode;
		ExtBuilder::build_and_execute(|| {
			begun();
			let bytes = [vec![index], bytes].concat();
			if let Ok(call) = Call::<Test>::decode(&mut bytes.as_slice()) {
				try_call(by, call);
			}
		});
	}
}
