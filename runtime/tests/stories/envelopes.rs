// SPDX-License-Identifier: Apache-2.0

//! A company's year: a budget for three departments, a lucky envelope, bonuses by a list, a gift for
//! whoever knows a code, an envelope that expires, wages, the books of a month, and an auditor.

use crate::common::*;
use covenant_primitives::{
	Line, Month, ObjectId, Obligations, Opening, Organizations as _, Party, PersonId, RequestId,
	Side,
};
use covenant_runtime::{
	AccountId, AssetsHolder, Beacon, Ledger, Organizations, RedEnvelope, Runtime, RuntimeCall,
	RuntimeEvent, SealedData, System,
};
use frame_support::{assert_err, assert_ok, traits::fungibles::InspectHold};
use pallet_red_envelope::{
	codes, double_mean,
	lists::{self, Recipient},
	Account, Audience, BudgetId, Call, EnvelopeId, EnvelopeStatus, Error, Evidence, Form,
	HoldReason, Purpose, RedemptionId, RedemptionMethod, RedemptionStatus, Terms,
};
use pallet_sealed_data::{
	Call as SealedCall, CipherSuite, Content, Decision, Policy, PublicKey, Purpose as AuditPurpose,
	PurposeCode, Terms as AuditTerms, WrappedKey,
};
use sp_core::{ed25519, sr25519, Pair, H256};
use sp_runtime::{
	traits::{BlakeTwo256, Hash},
	BoundedVec,
};

const CNY: u32 = covenant_runtime::genesis_config_presets::CNY;

/// How many people the works employ: the last ones come too late for the lucky envelope.
const EMPLOYEES: u64 = 103;

fn employee(number: u64) -> sr25519::Pair {
	key(&format!("employee {number}"))
}

fn january() -> Month {
	"2026-01".parse().unwrap()
}

/// A chain on which validators take turns and the works (Eve) employ so many people, of whom the
/// person's number is its place.
fn at_the_works(employees: u64, story: impl FnOnce()) {
	on_local_chain(|| {
		take_turns();
		for chunk in (0..employees).collect::<Vec<_>>().chunks(50) {
			let batch: Vec<_> = chunk
				.iter()
				.map(|number| {
					let account = employee(*number).public().into();
					(account, BlakeTwo256::hash(&number.to_le_bytes()))
				})
				.collect();
			let batch = BoundedVec::truncate_from(batch);
			assert_ok!(send(Eve, PersonsCall::enroll_many { batch }));
			next_block();
		}
		for number in 0..employees {
			let unit = if number.is_multiple_of(2) { "sales" } else { "laboratory" };
			let offer = PersonsCall::offer_membership {
				person: PersonId(number),
				unit: BoundedVec::truncate_from(unit.as_bytes().to_vec()),
				role: BoundedVec::truncate_from(b"employee".to_vec()),
				from: 0,
				until: None,
			};
			assert_ok!(send(Eve, offer));
			let accept = PersonsCall::accept_membership { organization: WORKS };
			assert_ok!(send(&employee(number), accept));
			if number % 20 == 19 {
				next_block();
			}
		}
		next_block();
		story();
	});
}

fn name(text: &str) -> pallet_red_envelope::Name {
	BoundedVec::truncate_from(text.as_bytes().to_vec())
}

/// Open from now on, for so many days.
fn terms(purpose: Purpose, withholding: Option<u16>, days: u64) -> Terms {
	Terms {
		purpose,
		greeting: H256::repeat_byte(1),
		withholding,
		ranking: false,
		opens_at: now(),
		expires_at: now() + days * DAY,
	}
}

fn fill(budget: BudgetId, form: Form, terms: Terms) -> EnvelopeId {
	let id = pallet_red_envelope::NextEnvelopeId::<Runtime>::get();
	assert_ok!(send(Eve, Call::<Runtime>::fill { budget, form, terms }));
	id
}

fn claim(envelope: EnvelopeId) -> Call<Runtime> {
	Call::claim { envelope, evidence: Evidence::None }
}

fn balance(person: u64) -> u128 {
	RedEnvelope::query_wallet(PersonId(person), WORKS, CNY).wallet.balance
}

fn held() -> u128 {
	let account = Organizations::account(WORKS);
	AssetsHolder::balance_on_hold(CNY, &HoldReason::RedEnvelopes.into(), &account)
}

/// Lets enough blocks pass for everything that was claimed to be drawn.
fn draw_all() {
	for _ in 0..20 {
		next_block();
	}
	assert_eq!(pallet_red_envelope::Waiting::<Runtime>::iter_keys().count(), 0, "nothing waits");
}

/// Lets time pass in which the chain is off, and then a few blocks, so that what fell due is done.
fn pass_off(millis: u64) {
	advance(millis);
	for _ in 0..5 {
		next_block();
	}
}

/// The closing balance of an account in January, as `(debit, credit)`.
fn closing(account: Account) -> (u128, u128) {
	let closing = Ledger::query_account(WORKS, CNY, account, january()).closing;
	(closing.debit, closing.credit)
}

#[test]
fn a_year_of_a_company() {
	at_the_works(EMPLOYEES, || {
		// An annual budget of 50,000 yuan for three departments.
		let year = BudgetId(0);
		let end_of_year = now() + 364 * DAY;
		assert_ok!(send(
			Eve,
			Call::<Runtime>::open_budget {
				asset: CNY,
				name: name("2026"),
				lapses_at: Some(end_of_year),
			}
		));
		assert_ok!(send(Eve, Call::<Runtime>::fund { budget: year, amount: 5_000_000 }));
		let departments = ["sales", "laboratory", "works council"].map(name);
		for (number, name) in (1..).zip(departments) {
			let open = Call::<Runtime>::open_sub_budget { parent: year, name, lapses_at: None };
			assert_ok!(send(Eve, open));
			let allot = Call::<Runtime>::allot { budget: BudgetId(number), amount: 1_000_000 };
			assert_ok!(send(Eve, allot));
		}
		let [sales, laboratory, council] = [1, 2, 3].map(BudgetId);
		assert_eq!(held(), 5_000_000);
		let too_much = Form::Lucky { total: 1_000_001, shares: 10, audience: Audience::Members };
		assert_err!(
			send(
				Eve,
				Call::<Runtime>::fill {
					budget: sales,
					form: too_much,
					terms: terms(Purpose::Festival, None, 1),
				}
			),
			Error::<Runtime>::InsufficientBudget
		);

		// The spring festival: 2,000 yuan in a hundred shares, for 103 people.
		let form = Form::Lucky { total: 200_000, shares: 100, audience: Audience::Members };
		let lucky = fill(council, form, terms(Purpose::Festival, None, 2));
		next_block();
		for number in 0..EMPLOYEES {
			let claimed = send(&employee(number), claim(lucky));
			if number < 100 {
				assert_ok!(claimed);
			} else {
				assert_err!(claimed, Error::<Runtime>::NoShareLeft);
			}
			assert_eq!(balance(number), 0, "nothing is decided in the block of the claim");
		}
		assert_err!(send(&employee(0), claim(lucky)), Error::<Runtime>::NoShareLeft);
		draw_all();
		let drawn: Vec<u128> = (0..100).map(balance).collect();
		assert_eq!(drawn.iter().sum::<u128>(), 200_000);
		assert!(drawn.iter().all(|share| *share >= 1));

		// Anybody computes the draws again, from the seeds of the beacon.
		let mut left = 200_000;
		let draws = RedEnvelope::query_draws(lucky, None, 100);
		assert_eq!((draws.items.len(), draws.next), (100, None));
		for (share, draw) in (0_u32..).zip(&draws.items) {
			let seed = Beacon::query_seed(draw.round).unwrap();
			assert_eq!(draw.seed, seed.seed);
			let claimed_in = Beacon::query_current().first;
			assert!(seed.first < claimed_in && seed.first <= seed.last);
			let number = double_mean::number(seed.seed, lucky, share);
			let amount = double_mean::draw(number, left, 100 - share);
			assert_eq!((draw.share, draw.left, draw.amount), (share, left, amount));
			let place = usize::try_from(share).unwrap();
			assert_eq!(drawn[place], amount);
			left -= amount;
		}
		assert_eq!(left, 0);

		// Bonuses by a list of which only the root is on the chain, 20 % of them withheld.
		let bonuses: Vec<_> = (0..40_u64)
			.map(|number| Recipient {
				salt: [u8::try_from(number).unwrap(); 16],
				person: PersonId(number),
				amount: 1_000 + 10 * u128::from(number),
			})
			.collect();
		let total: u128 = bonuses.iter().map(|bonus| bonus.amount).sum();
		let list = lists::list(&bonuses).unwrap();
		let form = Form::Assigned { total, list };
		let assigned = fill(laboratory, form, terms(Purpose::Bonus, Some(2_000), 10));
		let place = |index: u32, of: &Recipient| Call::<Runtime>::claim {
			envelope: assigned,
			evidence: Evidence::Listed {
				index,
				salt: of.salt,
				amount: of.amount,
				proof: BoundedVec::truncate_from(lists::prove(&bonuses, index).unwrap()),
			},
		};
		// Somebody who saw the proof in the pool gains nothing with it.
		let stolen = send(&employee(50), place(7, &bonuses[7]));
		assert_err!(stolen, Error::<Runtime>::InvalidEvidence);
		for (index, bonus) in (0..).zip(&bonuses) {
			assert_ok!(send(&employee(bonus.person.0), place(index, bonus)));
		}
		next_block();
		next_block();
		for (number, bonus) in (0..).zip(&bonuses) {
			let tax = bonus.amount / 5;
			let lucky = drawn[usize::try_from(number).unwrap()];
			assert_eq!(balance(number), lucky + bonus.amount - tax);
		}

		// A gift for whoever has the card with the code, also from outside: a student of the school.
		let code = ed25519::Pair::from_seed(&codes::seed("K7QW-93ZT-HBXR-4MPD"));
		let audience = Audience::Coded(code.public().0);
		let form = Form::Equal { share: 8_800, shares: 5, audience };
		let coded = fill(sales, form, terms(Purpose::Promotion, None, 1));
		let student = key("student");
		let commitment = H256::repeat_byte(9);
		let account = AccountId::from(student.public());
		assert_ok!(send(Charlie, PersonsCall::enroll { account: account.clone(), commitment }));
		let sign = |by: &AccountId| {
			let message = codes::message(System::block_hash(0), coded, by);
			Call::<Runtime>::claim {
				envelope: coded,
				evidence: Evidence::Code(code.sign(&message).0),
			}
		};
		assert_err!(send(&employee(1), sign(&account)), Error::<Runtime>::InvalidEvidence);
		assert_ok!(send(&student, sign(&account)));
		next_block();
		next_block();
		assert_eq!(balance(EMPLOYEES), 8_800);

		// A day later it expires, and four shares go back to the department.
		pass_off(DAY + DAY / 24);
		let info = RedEnvelope::query_envelope(coded).unwrap();
		assert_eq!(info.progress.status, EnvelopeStatus::Expired);
		let available = RedEnvelope::query_budget(sales).unwrap().budget.available;
		assert_eq!(available, 1_000_000 - 8_800);

		// Employee 0 has its money with the wages, employee 1 on its account.
		let wish = balance(0);
		assert_ok!(send(
			&employee(0),
			Call::<Runtime>::redeem {
				organization: WORKS,
				asset: CNY,
				amount: wish,
				method: RedemptionMethod::Payroll,
			}
		));
		let confirm = Call::<Runtime>::confirm_redemption {
			redemption: RedemptionId(0),
			receipt: H256::zero(),
		};
		assert_ok!(send(Eve, confirm));
		let paid = balance(1);
		assert_ok!(send(
			&employee(1),
			Call::<Runtime>::withdraw { organization: WORKS, asset: CNY, amount: paid }
		));
		assert_eq!(cny(&employee(1).public().into()), paid);

		// January is closed in February.
		let close = || pallet_ledger::Call::<Runtime>::close { asset: CNY, period: january() };
		assert_err!(send(Eve, close()), pallet_ledger::Error::<Runtime>::NotOver);
		pass_off(31 * DAY);
		assert_ok!(send(Eve, close()));
		let adjust = pallet_ledger::Call::<Runtime>::adjust {
			asset: CNY,
			period: january(),
			debit: Account::Expense(Purpose::Benefit),
			credit: Account::Expense(Purpose::Bonus),
			amount: 1,
			document: H256::zero(),
		};
		assert_err!(send(Eve, adjust), pallet_ledger::Error::<Runtime>::Closed);

		// The trial balance, against figures from above.
		let tax: u128 = bonuses.iter().map(|bonus| bonus.amount / 5).sum();
		let gone = wish + paid;
		assert_eq!(closing(Account::Funds), (5_000_000 - gone, 0));
		assert_eq!(closing(Account::Available(year)), (0, 2_000_000));
		assert_eq!(closing(Account::Available(sales)), (0, 1_000_000 - 8_800));
		assert_eq!(closing(Account::Available(laboratory)), (0, 1_000_000 - total));
		assert_eq!(closing(Account::Available(council)), (0, 800_000));
		for budget in [sales, laboratory, council] {
			assert_eq!(closing(Account::Committed(budget)), (0, 0));
		}
		assert_eq!(closing(Account::Expense(Purpose::Festival)), (200_000, 0));
		assert_eq!(closing(Account::Expense(Purpose::Bonus)), (total, 0));
		assert_eq!(closing(Account::Expense(Purpose::Promotion)), (8_800, 0));
		assert_eq!(closing(Account::TaxPayable), (0, tax));
		assert_eq!(closing(Account::Payable), (0, 200_000 + total - tax + 8_800 - gone));
		assert_eq!(closing(Account::Redeeming), (0, 0));
		let lines = Ledger::query_trial_balance(WORKS, CNY, january(), None, 100);
		assert_eq!(lines.next, None);
		let sum = |side: fn(&pallet_ledger::Totals) -> u128| -> u128 {
			lines.items.iter().map(|line| side(&line.closing)).sum()
		};
		assert_eq!(sum(|balance| balance.debit), sum(|balance| balance.credit));
		let month = Ledger::query_period(WORKS, CNY, january());
		assert!(month.closed && month.debit == month.credit && month.debit > 0);

		// The tax summary, by person and purpose.
		let mut summary = Vec::new();
		let mut cursor = None;
		loop {
			let page = RedEnvelope::query_tax_summary(WORKS, CNY, january(), cursor, 30);
			summary.extend(page.items);
			cursor = page.next;
			if cursor.is_none() {
				break;
			}
		}
		assert_eq!(summary.len(), 101, "a hundred employees and a student");
		let withheld: u128 =
			summary.iter().flat_map(|line| &line.incomes).map(|income| income.income.tax).sum();
		assert_eq!(withheld, tax);
		let due = RedEnvelope::query_funds(WORKS, CNY).tax_due;
		assert_eq!(due, tax);
		let remit =
			Call::<Runtime>::remit_tax { asset: CNY, amount: due, receipt: H256::repeat_byte(7) };
		assert_ok!(send(Eve, remit));
		assert_eq!(held(), 5_000_000 - gone - tax);
		let statement = RedEnvelope::query_statement(PersonId(0), WORKS, CNY, january());
		assert_eq!((statement.opening, statement.closing, statement.redeemed), (0, 0, wish));
		assert_eq!(statement.incomes.len(), 2);

		// The books of every month are in the vouchers: debits are credits in each.
		let vouchers = Ledger::query_vouchers(WORKS, CNY, None, 100).items;
		for info in &vouchers {
			let side = |side: Side| -> u128 {
				let of = |line: &&Line<Account>| line.side == side;
				info.voucher.lines.iter().filter(of).map(|line| line.amount).sum()
			};
			assert_eq!(side(Side::Debit), side(Side::Credit));
		}
	});
}

/// Has the works register a sealed file whose key is granted to whoever asks.
fn seal_for_auditors(object: ObjectId) {
	let policy = Policy {
		decision: Decision::Automatic,
		acknowledge_days: 2,
		answer_days: 5,
		arbiter: None,
		max_period: u64::MAX,
		max_uses: 10,
	};
	assert_ok!(send(Eve, SealedCall::<Runtime>::set_policy { policy: 0, terms: policy }));
	let digest = H256::repeat_byte(3);
	let opening = Opening {
		domain: pallet_sealed_data::DOMAIN,
		digest,
		salt: [3; 16],
		party: Party::Organization(WORKS),
	};
	let commitment = opening.commitment();
	assert_ok!(send(Eve, pallet_first_come::Call::<Runtime>::commit { commitment }));
	next_block();
	let location = BoundedVec::truncate_from(b"https://works.example/bonuses.age".to_vec());
	let content = Content {
		digest,
		size: 4_096,
		media_type: BoundedVec::truncate_from(b"text/csv".to_vec()),
		locations: BoundedVec::truncate_from(vec![location]),
		suite: CipherSuite::AgeX25519,
		recipient: PublicKey(H256::repeat_byte(3)),
		escrow: None,
	};
	let call = SealedCall::<Runtime>::register { content, salt: [3; 16], policy: 0, subject: None };
	assert_ok!(send(Eve, call));
	assert!(SealedData::query_object(object).is_some());
}

#[test]
fn an_auditor_sees_all_and_a_colleague_sums() {
	at_the_works(4, || {
		let open = Call::<Runtime>::open_budget { asset: CNY, name: name("2026"), lapses_at: None };
		assert_ok!(send(Eve, open));
		let budget = BudgetId(0);
		assert_ok!(send(Eve, Call::<Runtime>::fund { budget, amount: 100_000 }));
		let bonuses: Vec<_> = (0..4_u64)
			.map(|number| Recipient {
				salt: [u8::try_from(number).unwrap() + 1; 16],
				person: PersonId(number),
				amount: 10_000 + 1_000 * u128::from(number),
			})
			.collect();
		let form = Form::Assigned { total: 46_000, list: lists::list(&bonuses).unwrap() };
		let envelope = fill(budget, form, terms(Purpose::Bonus, None, 10));

		// The list with names and salts, sealed, and the court's auditors granted the key.
		let object = ObjectId(0);
		seal_for_auditors(object);
		let attach = Call::<Runtime>::attach_register { envelope, register: Some(object) };
		assert_ok!(send(Eve, attach));
		let foreign = Call::<Runtime>::attach_register { envelope, register: Some(ObjectId(9)) };
		assert_err!(send(Eve, foreign), Error::<Runtime>::UnknownRegister);
		let asked = RequestId(0);
		let key = PublicKey(H256::repeat_byte(99));
		assert_ok!(send(Ferdie, SealedCall::<Runtime>::publish_key { key }));
		let purpose = AuditPurpose { code: PurposeCode::Audit, statement: H256::repeat_byte(7) };
		let terms = AuditTerms { purpose, from: 0, until: now() + 30 * DAY, uses: 2 };
		assert_ok!(send(Ferdie, SealedCall::<Runtime>::ask { object, terms }));
		let wrapped = WrappedKey([1; 80]);
		assert_ok!(send(
			Eve,
			SealedCall::<Runtime>::grant { request: asked, key_version: 0, wrapped }
		));
		let record = SealedCall::<Runtime>::record_use { request: asked, statement: H256::zero() };
		assert_ok!(send(Ferdie, record));

		for (index, bonus) in (0..).zip(&bonuses) {
			let proof = BoundedVec::truncate_from(lists::prove(&bonuses, index).unwrap());
			let evidence =
				Evidence::Listed { index, salt: bonus.salt, amount: bonus.amount, proof };
			let call = Call::<Runtime>::claim { envelope, evidence };
			assert_ok!(send(&employee(bonus.person.0), call));
		}
		System::reset_events();
		next_block();
		next_block();
		// What the chain says of the draw is a sum: 46,000 for four.
		let vouchers = Ledger::query_vouchers(WORKS, CNY, None, 100).items;
		let last = &vouchers.last().unwrap().voucher;
		assert!(last.lines.iter().all(|line| line.amount == 46_000));
		for (number, bonus) in (0..4).zip(&bonuses) {
			assert_eq!(balance(number), bonus.amount);
			let slot = pallet_red_envelope::Slots::<Runtime>::get(
				envelope,
				u32::try_from(number).unwrap(),
			)
			.unwrap();
			assert_eq!(slot.amount, None);
		}
		// The auditor holds the list: its root is the envelope's, so it is the one that was paid by.
		let info = RedEnvelope::query_envelope(envelope).unwrap();
		let pallet_red_envelope::Division::Assigned { list } = info.envelope.division else {
			panic!("not by a list")
		};
		assert_eq!(lists::list(&bonuses), Some(list));
		assert_eq!(info.envelope.register, Some(object));
		let log = SealedData::query_log(object, None, 100).items;
		assert!(log.iter().any(|entry| {
			entry.entry.by.as_ref().is_some_and(|by| by.party == Party::Organization(COURT))
		}));
	});
}

#[test]
fn a_claim_in_a_batch_with_a_condition_gains_nothing() {
	at_the_works(2, || {
		let open = Call::<Runtime>::open_budget { asset: CNY, name: name("2026"), lapses_at: None };
		assert_ok!(send(Eve, open));
		let budget = BudgetId(0);
		assert_ok!(send(Eve, Call::<Runtime>::fund { budget, amount: 100_000 }));
		let form = Form::Lucky { total: 10_000, shares: 2, audience: Audience::Members };
		let envelope = fill(budget, form, terms(Purpose::Festival, None, 1));
		next_block();

		// "Claim, and undo all of it unless I have got 6,000": there is nothing to look at yet.
		let condition =
			Call::<Runtime>::withdraw { organization: WORKS, asset: CNY, amount: 6_000 };
		let calls: Vec<RuntimeCall> = vec![claim(envelope).into(), condition.into()];
		let batch = pallet_utility::Call::<Runtime>::batch_all { calls };
		for _ in 0..3 {
			let tried = send(&employee(0), batch.clone());
			assert_err!(tried, Error::<Runtime>::InsufficientBalance);
			assert!(RedEnvelope::query_claims(PersonId(0), None, 10).items.is_empty());
			next_block();
		}
		assert_ok!(send(&employee(0), claim(envelope)));
		assert_ok!(send(&employee(1), claim(envelope)));
		draw_all();
		let draws = RedEnvelope::query_draws(envelope, None, 10).items;
		let number = double_mean::number(draws[0].seed, envelope, 0);
		assert_eq!(balance(0), double_mean::draw(number, 10_000, 2));
		assert_eq!(balance(0) + balance(1), 10_000);
	});
}

#[test]
fn what_nobody_answers_or_claims_comes_back() {
	at_the_works(1, || {
		let lapses_at = Some(now() + 60 * DAY);
		let open = Call::<Runtime>::open_budget { asset: CNY, name: name("2026"), lapses_at };
		let before = cny(&Organizations::account(WORKS));
		assert_ok!(send(Eve, open));
		let budget = BudgetId(0);
		assert_ok!(send(Eve, Call::<Runtime>::fund { budget, amount: 100_000 }));
		let form = Form::Equal { share: 1_000, shares: 10, audience: Audience::Members };
		let envelope = fill(budget, form, terms(Purpose::Benefit, None, 90));
		assert_ok!(send(&employee(0), claim(envelope)));
		next_block();
		next_block();
		let redeem = Call::<Runtime>::redeem {
			organization: WORKS,
			asset: CNY,
			amount: 1_000,
			method: RedemptionMethod::Points,
		};
		assert_ok!(send(&employee(0), redeem));
		// After 45 days without an answer the money is in the wallet again.
		pass_off(46 * DAY);
		let redemption = RedEnvelope::query_redemption(RedemptionId(0)).unwrap().redemption;
		assert_eq!(redemption.status, RedemptionStatus::TimedOut);
		assert_eq!(balance(0), 1_000);
		// The budget lapses, and later the envelope expires: all of it is the company's again.
		pass_off(15 * DAY);
		assert_eq!(held(), 10_000);
		pass_off(31 * DAY);
		assert_eq!(held(), 1_000);
		let removal = <RedEnvelope as Obligations>::ensure_settled(WORKS);
		assert_err!(removal, Error::<Runtime>::MoneyHeld);
		// The employee is let go, and still gets what it earned.
		assert_ok!(send(Eve, PersonsCall::release { person: PersonId(0) }));
		let pay = Call::<Runtime>::pay_out { asset: CNY, person: PersonId(0) };
		assert_ok!(send(Eve, pay));
		assert_eq!(cny(&employee(0).public().into()), 1_000);
		assert_eq!(held(), 0);
		assert_eq!(cny(&Organizations::account(WORKS)), before - 1_000);
		assert_ok!(<RedEnvelope as Obligations>::ensure_settled(WORKS));
		let failed = |event| match event {
			RuntimeEvent::Deadlines(pallet_deadlines::Event::Failed { error, .. }) => Some(error),
			_ => None,
		};
		assert_eq!(find_event(failed), None);
	});
}
