// SPDX-License-Identifier: Apache-2.0

//! Whatever anybody does in whatever order: the invariants hold, failures change nothing, everybody has
//! what the logs say, and in the end nothing is open, held or unpaid.

use super::{
	steps::{prepared, steps, take, AMOUNTS},
	*,
};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec,
	vec::Vec,
};
use covenant_primitives::{division::divide, Obligations};
use proptest::prelude::*;
use sp_runtime::{traits::Dispatchable, StateVersion};

pub const ORGANIZATIONS: [OrganizationId; 4] = [SCHOOL, COLLEGE, COMPANY, COURT];

/// All orders, with their shares and their logs.
type Snapshot = BTreeMap<OrderId, (Order, Shares, Vec<EntryOf<Test>>)>;

fn snapshot() -> Snapshot {
	let told = |id| {
		let log = (0..LogLength::<Test>::get(id)).map(|at| Log::<Test>::get(id, at).unwrap());
		(order(id), SharesOf::<Test>::get(id), log.collect())
	};
	Orders::<Test>::iter_keys().map(|id| (id, told(id))).collect()
}

/// Whether the crate's documentation draws an arrow from one state to the other.
fn is_drawn(from: Status, to: Status) -> bool {
	use Status::*;
	match from {
		Requested => matches!(to, Confirmed | Refused | Withdrawn | Lapsed),
		Confirmed => {
			matches!(to, Confirmed | Delivered | Canceled { .. } | Failed | Settled)
		}
		Delivered => matches!(to, Settled | Confirmed | Reduced { .. } | Disputed { .. }),
		Reduced { .. } => {
			matches!(to, Settled | Confirmed | Disputed { by: Role::Seller })
		}
		Disputed { .. } => matches!(to, Settled | Confirmed),
		_ => false,
	}
}

/// What changed went along the arrows and is logged, and nothing else changed.
fn compare(before: &Snapshot, after: &Snapshot) {
	for (id, (former, shares, log)) in before {
		let (present, shares_now, log_now) = &after[id];
		assert_eq!((shares_now, &log_now[..log.len()]), (shares, &log[..]));
		let said = log_now[log.len()..].iter().filter(|it| !matches!(it.act, Act::Rated { .. }));
		let said: Vec<_> = said.map(|entry| entry.act).collect();
		if former == present {
			assert!(matches!(said[..], [] | [Act::RescheduleProposed { .. }]), "{said:?}");
			continue;
		}
		assert_eq!(said.len(), 1, "what changes is logged: {former:?}, {present:?}");
		assert!(is_drawn(former.status, present.status), "{former:?} became {present:?}");
		let moved = matches!(said[0], Act::Rescheduled { slots } if present.slots == Some(slots));
		assert!(moved || former.slots == present.slots);
		let paid = matches!(said[0], Act::Paid { stage, .. } if stage == former.stage);
		let goes_on = paid && present.status == Status::Confirmed;
		assert_eq!(present.stage, former.stage + u8::from(goes_on));
		let Order { slots, stage, status, since, due, .. } = present.clone();
		let else_same = Order { slots, stage, status, since, due, ..former.clone() };
		assert_eq!((&else_same, since), (present, Now::get()));
	}
}

fn root() -> Vec<u8> {
	sp_io::storage::root(StateVersion::V1)
}

fn dispatch(account: AccountId, call: Call<Test>) -> DispatchResult {
	let called = RuntimeCall::from(call).dispatch(signed(account));
	called.map(drop).map_err(|refused| refused.error)
}

/// Whoever made a call could, and it is in one log, if in any.
fn is_logged(before: &Snapshot, after: &Snapshot, account: AccountId, call: &Call<Test>) {
	let organization = Operators::get().get(&account).map(|(organization, _)| *organization);
	let may = organization.is_some_and(|it| !Suspended::get().contains(&it));
	let collects = matches!(call, Call::collect { .. });
	assert!(may || collects, "it is nobody's operator, or suspended");
	let new = after.iter().flat_map(|(id, (_, _, log))| {
		let known = before.get(id).map_or(0, |(_, _, log)| log.len());
		log.iter().skip(known).map(move |entry| (*id, entry))
	});
	let new: Vec<_> = new.collect();
	let by = organization.map(|organization| Actor { account, organization });
	assert!(new.iter().all(|(_, entry)| entry.by == by && entry.at == Now::get()));
	let logs: BTreeSet<_> = new.iter().map(|(id, _)| *id).collect();
	let of_no_order =
		matches!(call, Call::set_terms { .. } | Call::quote { .. } | Call::withdraw_quote { .. });
	assert_eq!(logs.len(), usize::from(!of_no_order && !collects));
}

/// What was divided, and what went back, by an act.
fn moved(act: Act) -> (Amount, Amount) {
	match act {
		Act::Paid { paid, returned, .. } => (paid, returned),
		Act::Canceled { fee, returned } => (fee, returned),
		Act::Failed { returned } => (0, returned),
		_ => (0, 0),
	}
}

/// What the logs say that everybody was to get and to pay, earned and spent.
#[derive(Default)]
struct Books {
	due: BTreeMap<(Party, AssetId), Amount>,
	taken: BTreeMap<(Party, AssetId), Amount>,
	earned: BTreeMap<(Party, AssetId), Amount>,
	spent: BTreeMap<(Party, AssetId), Amount>,
}

impl Books {
	fn of(orders: &Snapshot) -> Self {
		let mut books = Self::default();
		for (order, shares, log) in orders.values() {
			let Some(asset) = order.asset else { continue };
			let weights: Vec<_> = shares.iter().map(|share| share.weight).collect();
			let buyer = (party(order.buyer), asset);
			for entry in log {
				if let Act::Confirmed { held } = entry.act {
					*books.taken.entry(buyer).or_default() += held;
				}
				let (paid, returned) = moved(entry.act);
				*books.due.entry(buyer).or_default() += returned;
				*books.spent.entry(buyer).or_default() += paid;
				for (share, part) in shares.iter().zip(divide(paid, &weights).unwrap()) {
					let is_there = |it| MockPersons::account_of(it).is_some();
					let to = match share.party {
						Party::Person(person) if !is_there(person) => party(order.seller),
						other => other,
					};
					*books.due.entry((to, asset)).or_default() += part;
					if to != buyer.0 {
						*books.earned.entry((to, asset)).or_default() += part;
					}
				}
			}
		}
		books
	}
}

fn sum(of: &BTreeMap<(Party, AssetId), Amount>, party: Party, asset: AssetId) -> Amount {
	of.get(&(party, asset)).copied().unwrap_or_default()
}

/// Everybody has what the logs say, but for what is unpaid.
fn everybody_has_its_money(orders: &Snapshot) {
	let books = Books::of(orders);
	for asset in [CNY, USD] {
		let unpaid = |party| {
			let of = Unpaid::<Test>::iter()
				.filter(|(id, to, _)| *to == party && orders[id].0.asset == Some(asset));
			of.map(|(_, _, amount)| amount).sum::<Amount>()
		};
		let organizations = ORGANIZATIONS.map(|it| (party(it), AccountId::from(it.0)));
		for (party, account) in
			organizations.into_iter().chain([(Party::Person(AUTHOR), account_of(AUTHOR))])
		{
			let start = if (1..=3).contains(&account) { FUNDS } else { 0 };
			let paid = sum(&books.due, party, asset) - unpaid(party);
			let expected = start + paid - sum(&books.taken, party, asset);
			assert_eq!(Assets::balance(asset, account), expected, "{party:?}");
		}
	}
}

/// What months say sums to what the logs say.
fn months_agree(orders: &Snapshot) {
	let books = Books::of(orders);
	for organization in ORGANIZATIONS {
		for asset in [CNY, USD] {
			let (mut earned, mut spent) = (0, 0);
			for ((_, of), turnover) in Turnovers::<Test>::iter_prefix(organization) {
				if of == asset {
					earned += turnover.earned;
					spent += turnover.spent;
				}
			}
			let party = party(organization);
			assert_eq!(earned, sum(&books.earned, party, asset));
			assert_eq!(spent, sum(&books.spent, party, asset));
		}
		let sold = || orders.values().filter(|(order, ..)| order.seller == organization);
		let acts =
			|| sold().flat_map(|(order, _, log)| log.iter().map(move |entry| (order, entry)));
		let settled = || sold().filter(|(order, ..)| order.status == Status::Settled);
		let answers = acts().filter(|(order, entry)| {
			matches!(entry.act, Act::Confirmed { .. } | Act::Refused { .. })
				&& entry.by.as_ref().is_some_and(|by| by.organization == order.seller)
		});
		let count = |statuses: Status| {
			u32::try_from(sold().filter(|(it, ..)| it.status == statuses).count()).unwrap()
		};
		let expected = Figures {
			asked: u32::try_from(sold().count()).unwrap(),
			answered: u32::try_from(answers.count()).unwrap(),
			answer_time: 0,
			settled: count(Status::Settled),
			failed: count(Status::Failed),
			used: settled().map(|(order, ..)| u64::from(order.quantity)).sum(),
			minutes: settled()
				.filter_map(|(order, ..)| order.slots)
				.map(|slots| 60 * u64::from(slots.count) * u64::from(slots.units))
				.sum(),
		};
		let mut found = Figures::default();
		for figures in FiguresOf::<Test>::iter_prefix_values(organization) {
			found.asked += figures.asked;
			found.answered += figures.answered;
			found.settled += figures.settled;
			found.failed += figures.failed;
			found.used += figures.used;
			found.minutes += figures.minutes;
		}
		assert_eq!(found, expected);
	}
}

/// What was reported is what the logs say; who was late is not in them.
fn reports_agree(orders: &Snapshot) {
	let mut expected = Vec::new();
	for (order, _, log) in orders.values() {
		let arbiter = || order.conditions.arbiter.unwrap();
		for entry in log {
			match entry.act {
				Act::Paid { returned: 0, cause: Cause::Accepted | Cause::Silence, .. } => {
					expected.push((order.seller, Outcome::Fulfilled));
				}
				Act::Paid { cause: Cause::Ruled { at_fault }, .. } => {
					expected.push((arbiter(), Outcome::Fulfilled));
					let blamed = at_fault.map(|role| (order.side(role), Outcome::DisputeUpheld));
					expected.extend(blamed);
				}
				Act::Paid { cause: Cause::Halved, .. } => {
					expected.push((arbiter(), Outcome::Breached));
				}
				Act::Failed { .. } => expected.push((order.seller, Outcome::Breached)),
				_ => (),
			}
		}
	}
	let canceled =
		orders.values().filter(|(order, ..)| order.status == Status::Canceled { by: Role::Seller });
	let late = reports().len() - expected.len();
	assert!(late <= canceled.count());
	let mut found = reports();
	for report in expected {
		let place = found.iter().position(|it| *it == report).unwrap();
		found.swap_remove(place);
	}
	assert!(found.into_iter().all(|(_, outcome)| outcome == Outcome::Breached));
}

/// All that was held for an order was paid or given back, once.
fn nothing_is_paid_twice(orders: &Snapshot) {
	for (id, (order, _, log)) in orders {
		let confirmed: Vec<_> = log
			.iter()
			.filter_map(|entry| match entry.act {
				Act::Confirmed { held } => Some(held),
				_ => None,
			})
			.collect();
		let out: Amount = log.iter().map(|entry| moved(entry.act)).map(|(a, b)| a + b).sum();
		let left = if order.status.holds() { order.remaining() } else { 0 };
		match confirmed[..] {
			[] => assert_eq!(out, 0),
			[held] => assert_eq!((held, out + left), (order.total(), order.total()), "{id:?}"),
			_ => panic!("{id:?} was confirmed twice"),
		}
		let stages: Vec<_> = log
			.iter()
			.filter_map(|entry| match entry.act {
				Act::Paid { stage, .. } => Some(stage),
				_ => None,
			})
			.collect();
		assert_eq!(stages, (0..u8::try_from(stages.len()).unwrap()).collect::<Vec<_>>());
	}
}

/// Lets everything fall due, thaws all accounts and has everything collected.
fn wind_up() {
	Suspended::set([].into());
	for asset in [CNY, USD] {
		for account in pallet_assets::Account::<Test>::iter_key_prefix(asset).collect::<Vec<_>>() {
			assert_ok!(Assets::thaw(signed(ISSUER), asset, account));
		}
	}
	while let Some(due) = Orders::<Test>::iter_values().filter_map(|order| order.due).max() {
		pass(due - Now::get());
	}
	let unpaid: Vec<_> = Unpaid::<Test>::iter_keys().collect();
	for (id, party) in unpaid {
		assert_ok!(dispatch(STRANGER, Call::collect { order: id, party }));
	}
}

/// Nothing is open, held, booked or unpaid any more.
fn all_is_settled() {
	assert!(Orders::<Test>::iter_values().all(|order| !order.status.is_open()));
	assert_eq!(OpenOrders::<Test>::iter().count(), 0);
	assert_eq!(Held::<Test>::iter().count(), 0);
	assert_eq!(Unpaid::<Test>::iter().count(), 0);
	assert_eq!(Proposals::<Test>::iter().count(), 0);
	assert_eq!(Booked::iter().count(), 0);
	assert_eq!(Agenda::get(), []);
	for organization in ORGANIZATIONS {
		assert_ok!(<Market as Obligations>::ensure_settled(organization));
		for asset in [CNY, USD] {
			let account = AccountId::from(organization.0);
			assert_eq!(AssetsHolder::total_balance_on_hold(asset, &account), 0);
		}
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(16))]

	#[test]
	fn no_sequence_of_steps_breaks_an_invariant(
		steps in prop::collection::vec(steps(), 60..130),
	) {
		ExtBuilder::build_and_execute(|| {
			prepared();
			let (mut before, mut former) = (snapshot(), root());
			for step in steps {
				let mut made = None;
				take(step, |account, call| {
					made = Some((account, call.clone(), dispatch(account, call)));
				});
				let present = root();
				if matches!(made, Some((_, _, Err(_)))) {
					assert_eq!(present, former, "what is refused changes nothing: {made:?}");
					continue;
				}
				check();
				let after = snapshot();
				compare(&before, &after);
				if let Some((account, call, _)) = made {
					is_logged(&before, &after, account, &call);
				}
				everybody_has_its_money(&after);
				(before, former) = (after, present);
			}
			wind_up();
			check();
			all_is_settled();
			let orders = snapshot();
			everybody_has_its_money(&orders);
			nothing_is_paid_twice(&orders);
			months_agree(&orders);
			reports_agree(&orders);
		});
	}

}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(48))]

	/// A project with such stages, each ended in one of all ways.
	#[test]
	fn each_stage_is_paid_once(
		stages in prop::collection::vec((1..AMOUNTS, 0..7_u8, any::<prop::sample::Index>()), 1..17),
	) {
		ExtBuilder::build_and_execute(|| {
			let amounts: Vec<_> = stages.iter().map(|(amount, ..)| *amount).collect();
			let id = project(&amounts);
			let mut earned = 0;
			for (amount, way, part) in stages {
				let part = part.index(usize::try_from(amount).unwrap()) as Amount;
				assert_ok!(deliver(id, statement()));
				earned += match way {
					0 => {
						assert_ok!(accept(id));
						amount
					}
					1 => {
						pass(2 * DAY);
						amount
					}
					2 => {
						assert_ok!(accept_part(id, part));
						assert_ok!(agree_part(id, part));
						part
					}
					3 => {
						assert_ok!(accept_part(id, part));
						pass(2 * DAY);
						part
					}
					4 => {
						assert_ok!(dispute(MANAGER, id));
						assert_ok!(rule(id, part, Some(Role::Seller)));
						part
					}
					5 => {
						assert_ok!(accept_part(id, part));
						assert_ok!(dispute(DEAN, id));
						assert_ok!(accept(id));
						amount
					}
					_ => {
						assert_ok!(dispute(MANAGER, id));
						pass(60 * DAY);
						amount / 2
					}
				};
				assert_eq!(organization_has(SCHOOL), FUNDS + earned);
				assert_eq!(held(), if status(id).holds() { order(id).remaining() } else { 0 });
			}
			assert_eq!(status(id), Status::Settled);
			assert_eq!(organization_has(COMPANY), FUNDS - earned);
			nothing_is_paid_twice(&snapshot());
		});
	}

	/// Of one place nobody has an hour that another has, however often they change their minds.
	#[test]
	fn places_are_had_once(
		wishes in prop::collection::vec((0..6_u64, 6..36_u32, 1..5_u16), 1..60),
	) {
		ExtBuilder::build_and_execute(|| {
			let lab = lab();
			let mut has = BTreeMap::<u64, (OrderId, Slots)>::new();
			for (who, hour, count) in wishes {
				let others = || has.iter().filter(|(other, _)| **other != who);
				let clashes = |slots: Slots| {
					let end = |it: Slots| it.first + u32::from(it.count);
					others().any(|(_, (_, it))| it.first < end(slots) && slots.first < end(*it))
				};
				let taken = Err(DispatchError::Other("taken"));
				if let Some((id, former)) = has.get(&who).copied() {
					let slots = Slots { first: hours(hour, 1).first, ..former };
					let expected = match slots == former {
						true => Err(Error::<Test>::Unchanged.into()),
						false if clashes(slots) => taken,
						false => Ok(()),
					};
					let called = Market::reschedule(signed(MANAGER), id, slots.first);
					assert_eq!(called, expected);
					if called.is_ok() {
						has.insert(who, (id, slots));
					}
				} else {
					let slots = hours(hour, count);
					let expected = if clashes(slots) { taken } else { Ok(()) };
					let id = NextOrderId::<Test>::get();
					let asked = Ask { slots: Some(slots), ..ask(50 * Amount::from(count)) };
					let called = request(MANAGER, lab, asked);
					assert_eq!(called, expected);
					if called.is_ok() {
						has.insert(who, (id, slots));
					}
				}
				let booked: BTreeMap<_, _> = Booked::iter_prefix(lab).collect();
				let expected = has.values().map(|(id, slots)| (id.0, *slots)).collect();
				assert_eq!(booked, expected);
			}
		});
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(256))]

	#[test]
	fn arbitrary_calls_do_not_panic(
		account in prop::sample::select(vec![DEAN, RECTOR, MANAGER, JUDGE, PORTER, STRANGER]),
		call in 0..19_u8,
		bytes in prop::collection::vec(any::<u8>(), 0..200),
	) {
		use codec::Decode;
		ExtBuilder::build_and_execute(|| {
			prepared();
			let input = [vec![call], bytes].concat();
			if let Ok(call) = Call::<Test>::decode(&mut input.as_slice()) {
				let before = root();
				if dispatch(account, call).is_err() {
					assert_eq!(root(), before);
				}
			}
		});
	}

	/// A project that is given up between two stages costs a fee of the rest, rounded down.
	#[test]
	fn a_fee_is_a_part_of_what_is_left(
		amounts in prop::collection::vec(1..AMOUNTS, 2..5),
		fee in 0..=10_000_u16,
		late in any::<bool>(),
	) {
		ExtBuilder::build_and_execute(|| {
			let terms = Conditions { fee, ..conditions(Method::Milestones) };
			let project = offered(Kind::Project, price(1, Per::Use), terms);
			let id = confirmed(project, ask_stages(&amounts));
			assert_ok!(deliver(id, statement()));
			assert_ok!(accept(id));
			pass(18 * HOUR + u64::from(late));
			assert_ok!(cancel(MANAGER, id));
			let left: Amount = amounts.iter().skip(1).sum();
			let expected = if late { left * Amount::from(fee) / 10_000 } else { 0 };
			let returned = left - expected;
			assert_eq!(last_act(id), Act::Canceled { fee: expected, returned });
			assert_eq!(organization_has(SCHOOL), FUNDS + amounts[0] + expected);
		});
	}
}
