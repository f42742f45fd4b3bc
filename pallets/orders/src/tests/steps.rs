// SPDX-License-Identifier: Apache-2.0

//! The steps that [`super::properties`] takes.

use super::{properties::ORGANIZATIONS, *};
use alloc::{boxed::Box, vec, vec::Vec};
use covenant_primitives::{Access, PersonId, RequestId};
use proptest::prelude::*;

/// What is paid is less.
pub const AMOUNTS: Amount = 2_000;

const RESOURCES: u64 = 10;
const ACCOUNTS: [AccountId; 6] = [DEAN, RECTOR, MANAGER, JUDGE, CLERK, STRANGER];

/// What can happen.
#[derive(Clone, Debug)]
pub enum Step {
	/// Any call by anybody: most are refused.
	Call(AccountId, Box<Call<Test>>),
	/// A call that fits, by somebody who may make it, if there is such a somebody; the number chooses.
	Fitting(Intent, usize, Amount),
	Pass(Moment),
	/// The issuer blocks, freezes or thaws an account.
	Account(AccountId, AssetId, Hold),
	Suspend(OrganizationId, bool),
	/// A resource is offered on other terms, by another owner, or not at all.
	Offer(ResourceId, Change),
	/// An organization uses another encryption key.
	ReplaceKey(OrganizationId),
	/// A request for a sealed object is granted, or its grant revoked.
	Grant(usize, bool),
	/// Somebody looks for something.
	Wish(DemandId, OrganizationId),
}

#[derive(Clone, Copy, Debug)]
pub enum Hold {
	Blocked,
	Frozen,
	Thawed,
}

#[derive(Clone, Copy, Debug)]
pub enum Change {
	Price(Amount),
	Owner(OrganizationId),
	Version,
	Gone,
}

#[derive(Clone, Copy, Debug)]
pub enum Intent {
	SetTerms,
	Request,
	Quote,
	AcceptQuote,
	WithdrawQuote,
	Approve,
	Refuse,
	Withdraw,
	Cancel,
	Reschedule,
	AgreeToReschedule,
	Deliver,
	Accept,
	AcceptPart,
	AgreePart,
	Dispute,
	Rule,
	Rate,
	Collect,
}

/// Somebody who may do everything for an organization.
fn operator(organization: OrganizationId) -> AccountId {
	match organization {
		SCHOOL => DEAN,
		COLLEGE => RECTOR,
		COMPANY => MANAGER,
		_ => JUDGE,
	}
}

fn choose<Item>(items: impl IntoIterator<Item = Item>, choice: usize) -> Option<Item> {
	let mut items: Vec<_> = items.into_iter().collect();
	let index = choice.checked_rem(items.len())?;
	Some(items.swap_remove(index))
}

/// An order that fits.
fn order_where(choice: usize, fits: impl Fn(&Order) -> bool) -> Option<(OrderId, Order)> {
	choose(Orders::<Test>::iter().filter(|(_, order)| fits(order)), choice)
}

/// Something of each kind, of three owners, for two assets and for nothing.
pub fn prepared() {
	let dollars = |amount, per| Some(Price { asset: USD, amount, per });
	let period = Some(10 * DAY);
	let free = Conditions { arbiter: None, ..at_once(Method::Statement) };
	let offers = [
		(SCHOOL, Kind::Course, price(100, Per::Use), conditions(Method::Statement)),
		(SCHOOL, Kind::Facility, price(50, Per::Slot), at_once(Method::Attendance)),
		(COLLEGE, Kind::Equipment, dollars(7, Per::Use), conditions(Method::Attendance)),
		(
			SCHOOL,
			Kind::DataSet,
			price(33, Per::Period),
			Conditions { period, ..conditions(Method::Grant) },
		),
		(COMPANY, Kind::Content, price(11, Per::Quantity), at_once(Method::Key)),
		(COMPANY, Kind::DataSet, price(500, Per::Use), conditions(Method::Computation)),
		(COLLEGE, Kind::Project, price(90, Per::Use), conditions(Method::Milestones)),
		(SCHOOL, Kind::Course, None, free),
		(SCHOOL, Kind::Project, dollars(300, Per::Use), conditions(Method::Milestones)),
		(COLLEGE, Kind::Course, price(1, Per::Use), at_once(Method::Statement)),
	];
	for (owner, kind, price, conditions) in offers {
		let resource = offer(owner, kind, price);
		let conditions = Conditions { answer: 12 * HOUR, ..conditions };
		assert_ok!(set_terms(operator(owner), resource, conditions));
	}
	let third = UNIT / 3;
	let rest = UNIT - 2 * third;
	let (author, unborn) = (Party::Person(AUTHOR), Party::Person(PersonId(1_000)));
	for (resource, shares) in [
		(0, [(author, third), (party(COLLEGE), third), (party(SCHOOL), rest)]),
		(4, [(unborn, third), (party(SCHOOL), third), (party(COMPANY), rest)]),
		(6, [(party(COURT), third), (party(COMPANY), rest), (party(COLLEGE), third)]),
		(8, [(author, rest), (unborn, third), (party(COLLEGE), third)]),
	] {
		share(ResourceId(resource), &shares);
	}
	for organization in ORGANIZATIONS {
		replace_key(party(organization));
	}
}

/// Slots from the next hour on.
fn slots(choice: usize) -> Slots {
	let number = |most: usize| u16::try_from(choice % most).unwrap();
	let first = u32::try_from((Now::get() + 8 * HOUR) / HOUR).unwrap() + 1;
	Slots { first: first + u32::from(number(37)), count: 1 + number(4), units: 1 + number(2) }
}

/// So many stages, of which each costs at least as much as is listed.
fn stages(price: Option<Price>, choice: usize) -> Stages {
	let amount = |index: usize| match price {
		Some(price) => price.amount + Amount::try_from(choice % 100 * index).unwrap(),
		None => 0,
	};
	Stages::truncate_from((0..1 + choice % 4).map(amount).collect())
}

/// A request of `buyer` for what a resource delivers.
fn asked_for(offer: &Offer, buyer: OrganizationId, span: Moment, uses: u32) -> Option<RequestId> {
	let object = offer.content?;
	let access = Access { object, requester: party(buyer), span, uses, granted: false };
	Requests::mutate(|requests| {
		let id = RequestId(u64::try_from(requests.len()).unwrap());
		requests.insert(id, access);
		Some(id)
	})
}

/// What `buyer` adds to so much of a resource.
fn own(offer: &Offer, terms: &Conditions, buyer: OrganizationId, quantity: u32) -> Own {
	let span = terms.period.unwrap_or(1) * Moment::from(quantity);
	let request = match terms.method {
		Method::Grant => asked_for(offer, buyer, span, quantity),
		_ => None,
	};
	let program = (terms.method == Method::Computation).then(H256::zero);
	Own { program, request, purpose: H256::zero() }
}

/// What is asked for as the terms say.
fn asked(resource: ResourceId, buyer: OrganizationId, choice: usize) -> Option<Ask> {
	let offer = Offers::get().get(&resource).copied()?;
	let Terms { revision, conditions, .. } = TermsOf::<Test>::get(resource)?;
	let slots = (conditions.method == Method::Attendance).then(|| slots(choice));
	let is_project = conditions.method == Method::Milestones;
	let stages = if is_project { stages(offer.price, choice) } else { Stages::new() };
	let alone = slots.is_some() || is_project;
	let quantity = if alone { 1 } else { u32::try_from(1 + choice % 3).unwrap() };
	let counted = match (slots, offer.price) {
		(Some(slots), Some(Price { per: Per::Slot, .. }) | None) => {
			u32::from(slots.count) * u32::from(slots.units)
		}
		(Some(slots), _) => slots.units.into(),
		(None, _) => quantity,
	};
	let total = match offer.price {
		_ if is_project => stages.iter().sum(),
		Some(price) => price.amount * Amount::from(counted),
		None => 0,
	};
	let Own { program, request, purpose } = own(&offer, &conditions, buyer, quantity);
	let (version, terms) = (offer.version, revision);
	let license = None;
	Some(Ask { version, terms, total, quantity, slots, stages, program, request, license, purpose })
}

/// What shows that an order was delivered.
fn evidence(order: &Order) -> Evidence {
	let key_version = MockKeys::present_key(party(order.buyer)).unwrap_or_default();
	match order.conditions.method {
		Method::Statement | Method::Attendance | Method::Milestones => statement(),
		Method::Key => key(key_version),
		Method::Computation => result(key_version),
		Method::Grant => Evidence::Grant,
	}
}

impl Intent {
	/// The call, and who may make it.
	fn resolve(self, choice: usize, amount: Amount) -> Option<(AccountId, Call<Test>)> {
		let hash = H256::zero();
		let by = |order: &Order, role| operator(order.side(role));
		let either = [Role::Buyer, Role::Seller][choice / 7 % 2];
		let is = |status| move |order: &Order| order.status == status;
		Some(match self {
			Self::SetTerms => {
				let (resource, offer) = choose(Offers::get(), choice)?;
				let Terms { open, conditions, eligibility, .. } = TermsOf::<Test>::get(resource)?;
				let notice = HOUR * Moment::try_from(choice % 30).unwrap();
				let conditions = Conditions { notice, ..conditions };
				let open = if choice.is_multiple_of(5) { !open } else { open };
				let call = Call::set_terms { resource, open, conditions, eligibility };
				(operator(offer.owner), call)
			}
			Self::Request => {
				let (resource, offer) = choose(Offers::get(), choice)?;
				let others = ORGANIZATIONS.into_iter().filter(|it| *it != offer.owner);
				let buyer = choose(others.take(2), choice / 11)?;
				let ask = asked(resource, buyer, choice / 3)?;
				(operator(buyer), Call::request { resource, ask })
			}
			Self::Quote => {
				let (demand, buyer) = choose(LookedFor::iter(), choice)?;
				let others = Offers::get().into_iter().filter(|(_, offer)| offer.owner != buyer);
				let (resource, offer) = choose(others, choice / 3)?;
				let ask = asked(resource, buyer, choice / 5)?;
				let stages = match ask.stages.is_empty() {
					true => Stages::truncate_from(vec![ask.total.min(amount.max(1))]),
					false => ask.stages,
				};
				let asset = offer.price.map(|price| price.asset);
				let until = Now::get() + 3 * DAY;
				let bid = Bid { asset, stages, quantity: ask.quantity, slots: ask.slots, until };
				(operator(offer.owner), Call::quote { demand, resource, bid })
			}
			Self::AcceptQuote => {
				let (id, quote) = choose(Quotes::<Test>::iter(), choice)?;
				let buyer = LookedFor::get(quote.demand)?;
				let offer = Offers::get().get(&quote.resource).copied()?;
				let own = own(&offer, &quote.conditions, buyer, quote.bid.quantity);
				(operator(buyer), Call::accept_quote { quote: id, own })
			}
			Self::WithdrawQuote => {
				let (id, quote) = choose(Quotes::<Test>::iter(), choice)?;
				(operator(quote.seller), Call::withdraw_quote { quote: id })
			}
			Self::Approve => {
				let (id, order) = order_where(choice, is(Status::Requested))?;
				(by(&order, Role::Seller), Call::approve { order: id })
			}
			Self::Refuse => {
				let (id, order) = order_where(choice, is(Status::Requested))?;
				(by(&order, Role::Seller), Call::refuse { order: id, reason: hash })
			}
			Self::Withdraw => {
				let (id, order) = order_where(choice, is(Status::Requested))?;
				(by(&order, Role::Buyer), Call::withdraw { order: id })
			}
			Self::Cancel => {
				let (id, order) = order_where(choice, is(Status::Confirmed))?;
				(by(&order, either), Call::cancel { order: id })
			}
			Self::Reschedule => {
				let booked = |it: &Order| it.status == Status::Confirmed && it.slots.is_some();
				let (id, order) = order_where(choice, booked)?;
				(by(&order, either), Call::reschedule { order: id, first: slots(choice / 3).first })
			}
			Self::AgreeToReschedule => {
				let (id, (role, slots)) = choose(Proposals::<Test>::iter(), choice)?;
				let order = order(id);
				(by(&order, role.other()), Call::reschedule { order: id, first: slots.first })
			}
			Self::Deliver => {
				let (id, order) = order_where(choice, is(Status::Confirmed))?;
				if let Some(request) = order.request.filter(|_| !choice.is_multiple_of(4)) {
					grant(request, true);
				}
				let evidence = evidence(&order);
				(by(&order, Role::Seller), Call::deliver { order: id, evidence })
			}
			Self::Accept => {
				let had = |it: &Order| match it.status {
					Status::Confirmed => it.slots.is_some(),
					status => status.holds(),
				};
				let (id, order) = order_where(choice, had)?;
				(by(&order, Role::Buyer), Call::accept { order: id })
			}
			Self::AcceptPart => {
				let (id, order) = order_where(choice, is(Status::Delivered))?;
				let amount = amount % order.stage_amount().max(1);
				(by(&order, Role::Buyer), Call::accept_part { order: id, amount })
			}
			Self::AgreePart => {
				let reduced = |it: &Order| matches!(it.status, Status::Reduced { .. });
				let (id, order) = order_where(choice, reduced)?;
				let Status::Reduced { amount } = order.status else { return None };
				(by(&order, Role::Seller), Call::agree_part { order: id, amount })
			}
			Self::Dispute => {
				let said =
					|it: &Order| matches!(it.status, Status::Delivered | Status::Reduced { .. });
				let (id, order) = order_where(choice, said)?;
				let role = match order.status {
					Status::Delivered => Role::Buyer,
					_ => Role::Seller,
				};
				(by(&order, role), Call::dispute { order: id, grounds: hash })
			}
			Self::Rule => {
				let disputed = |it: &Order| matches!(it.status, Status::Disputed { .. });
				let (id, order) = order_where(choice, disputed)?;
				let paid = amount % (order.stage_amount() + 1);
				let at_fault = [None, Some(Role::Buyer), Some(Role::Seller)][choice / 7 % 3];
				let arbiter = order.conditions.arbiter?;
				(operator(arbiter), Call::rule { order: id, paid, at_fault })
			}
			Self::Rate => {
				let (id, order) = order_where(choice, Order::was_had)?;
				let mark = u8::try_from(choice % 5).unwrap() + 1;
				(by(&order, either), Call::rate { order: id, marks: [mark; 4] })
			}
			Self::Collect => {
				let (order, party) = choose(Unpaid::<Test>::iter_keys(), choice)?;
				(STRANGER, Call::collect { order, party })
			}
		})
	}
}

fn grant(request: RequestId, granted: bool) {
	Requests::mutate(|requests| {
		if let Some(access) = requests.get_mut(&request) {
			access.granted = granted;
		}
	});
}

/// Has a step taken, by `make` if it is a call.
pub fn take(step: Step, make: impl FnOnce(AccountId, Call<Test>)) {
	match step {
		Step::Call(account, call) => make(account, *call),
		Step::Fitting(intent, choice, amount) => {
			if let Some((account, call)) = intent.resolve(choice, amount) {
				make(account, call);
			}
		}
		Step::Pass(time) => pass(time),
		Step::Account(account, asset, hold) => {
			// An account that has nothing is not there.
			let _absent = match hold {
				Hold::Blocked => Assets::block(signed(ISSUER), asset, account),
				Hold::Frozen => Assets::freeze(signed(ISSUER), asset, account),
				Hold::Thawed => Assets::thaw(signed(ISSUER), asset, account),
			};
		}
		Step::Suspend(organization, suspended) => suspend(organization, suspended),
		Step::Offer(resource, Change::Gone) => retire(resource),
		Step::Offer(resource, changed) => Offers::mutate(|offers| {
			let Some(offer) = offers.get_mut(&resource) else { return };
			match changed {
				Change::Price(amount) => {
					offer.price = offer.price.map(|price| Price { amount, ..price });
				}
				Change::Owner(owner) => offer.owner = owner,
				Change::Version | Change::Gone => (),
			}
			offer.version += 1;
		}),
		Step::ReplaceKey(organization) => replace_key(party(organization)),
		Step::Grant(choice, granted) => {
			if let Some(request) = choose(Requests::get().into_keys(), choice) {
				grant(request, granted);
			}
		}
		Step::Wish(demand, organization) => LookedFor::insert(demand, organization),
	}
}

fn orders() -> impl Strategy<Value = OrderId> {
	(0..12_u64).prop_map(OrderId)
}

fn amounts() -> impl Strategy<Value = Amount> {
	prop_oneof![
		8 => 0..AMOUNTS,
		1 => Just(FUNDS),
		1 => prop::sample::select(vec![FUNDS * 3, Amount::MAX, Amount::MAX / 2 + 1]),
	]
}

/// Any call, with ids that may be there.
fn calls() -> impl Strategy<Value = Call<Test>> {
	let numbers = (0..18_usize, orders(), amounts(), any::<usize>());
	numbers.prop_map(|(call, order, amount, choice)| {
		let hash = H256::zero();
		let resource = ResourceId(order.0);
		let quote = QuoteId(order.0 / 3);
		let organization = ORGANIZATIONS[choice % 4];
		let slots = hours(u32::try_from(choice % 90).unwrap(), u16::try_from(choice % 51).unwrap());
		let stages = Stages::truncate_from(vec![amount; choice % 4]);
		let has = choice.is_multiple_of(3);
		match call {
			0 => Call::set_terms {
				resource,
				open: has,
				conditions: Conditions {
					fee: (choice % 12_000) as u16,
					..at_once(METHODS[choice % 6])
				},
				eligibility: Eligibility { credit: (choice % 1_100) as u16, ..anybody() },
			},
			1 => Call::request {
				resource,
				ask: Ask {
					quantity: (choice % 5) as u32,
					slots: has.then_some(slots),
					stages,
					..ask(amount)
				},
			},
			2 => Call::approve { order },
			3 => Call::refuse { order, reason: hash },
			4 => Call::withdraw { order },
			5 => Call::cancel { order },
			6 => Call::reschedule { order, first: slots.first },
			7 => {
				let all = [statement(), key(0), Evidence::Grant, result(1)];
				Call::deliver { order, evidence: all[choice % 4] }
			}
			8 => Call::accept { order },
			9 => Call::accept_part { order, amount },
			10 => Call::agree_part { order, amount },
			11 => Call::dispute { order, grounds: hash },
			12 => Call::rule { order, paid: amount, at_fault: None },
			13 => Call::rate { order, marks: [(choice % 7) as u8; 4] },
			14 => Call::collect { order, party: party(organization) },
			15 => {
				let until = Now::get() + DAY;
				let asset = has.then_some(CNY);
				let slots = Some(slots).filter(|_| choice.is_multiple_of(2));
				let bid = Bid { asset, stages, quantity: 1, slots, until };
				Call::quote { demand: DemandId(order.0 % 4), resource, bid }
			}
			16 => Call::withdraw_quote { quote },
			_ => Call::accept_quote {
				quote,
				own: Own { program: None, request: None, purpose: hash },
			},
		}
	})
}

fn intents() -> impl Strategy<Value = Intent> {
	use Intent::*;
	prop_oneof![
		16 => Just(Request),
		11 => Just(Approve),
		11 => Just(Deliver),
		7 => Just(Accept),
		4 => prop::sample::select(vec![Quote, Quote, AcceptQuote, WithdrawQuote]),
		3 => prop::sample::select(vec![SetTerms, Refuse, Withdraw, Cancel]),
		5 => prop::sample::select(vec![Reschedule, AgreeToReschedule]),
		9 => prop::sample::select(vec![AcceptPart, AcceptPart, AgreePart, Dispute, Dispute, Rule]),
		4 => prop::sample::select(vec![Rate, Collect]),
	]
}

fn changes() -> impl Strategy<Value = Change> {
	prop_oneof![
		4 => (1..AMOUNTS).prop_map(Change::Price),
		3 => prop::sample::select(ORGANIZATIONS.to_vec()).prop_map(Change::Owner),
		2 => Just(Change::Version),
		1 => Just(Change::Gone),
	]
}

pub fn steps() -> impl Strategy<Value = Step> {
	let organizations = || prop::sample::select(ORGANIZATIONS.to_vec());
	let call = (prop::sample::select(ACCOUNTS.to_vec()), calls());
	let resources = (0..RESOURCES).prop_map(ResourceId);
	let accounts = prop::sample::select(vec![1, 2, 3, account_of(AUTHOR)]);
	let holds =
		prop::sample::select(vec![Hold::Blocked, Hold::Blocked, Hold::Frozen, Hold::Thawed]);
	let times = prop_oneof![
		6 => 1..2 * HOUR,
		3 => prop::sample::select(vec![HOUR, 2 * HOUR, 6 * HOUR, 18 * HOUR]),
		1 => prop::sample::select(vec![DAY, 2 * DAY, 60 * DAY]),
	];
	prop_oneof![
		8 => call.prop_map(|(account, call)| Step::Call(account, Box::new(call))),
		70 => (intents(), any::<usize>(), amounts())
			.prop_map(|(intent, choice, amount)| Step::Fitting(intent, choice, amount)),
		10 => times.prop_map(Step::Pass),
		5 => (accounts, prop::sample::select(vec![CNY, CNY, USD]), holds)
			.prop_map(|(account, asset, hold)| Step::Account(account, asset, hold)),
		2 => (organizations(), prop::bool::weighted(0.2))
			.prop_map(|(organization, suspended)| Step::Suspend(organization, suspended)),
		2 => (resources, changes()).prop_map(|(resource, change)| Step::Offer(resource, change)),
		1 => organizations().prop_map(Step::ReplaceKey),
		1 => (any::<usize>(), any::<bool>())
			.prop_map(|(choice, granted)| Step::Grant(choice, granted)),
		3 => (0..4_u64, organizations())
			.prop_map(|(demand, organization)| Step::Wish(DemandId(demand), organization)),
	]
}
