// SPDX-License-Identifier: Apache-2.0

//! What clients are answered, and how it looks in JSON.

use super::*;
use crate::runtime_api::*;
use alloc::{collections::BTreeSet, vec, vec::Vec};
use codec::{DecodeAll, Encode, FullCodec};
use covenant_primitives::{ObjectId, OrganizationKind, Period, Region, RequestId};
use serde_json::{from_value, json, to_value, Value};

/// What a query answers in pages of every size, each list the same.
fn all<Item, Cursor: FullCodec + Clone>(
	query: impl Fn(Option<Cursor>, u32) -> Page<Item, Cursor>,
	id: impl Fn(&Item) -> u64,
) -> Vec<u64> {
	let in_pages_of = |limit: u32| {
		let (mut seen, mut cursor) = (Vec::new(), None);
		loop {
			let page = query(cursor, limit);
			assert!(page.items.len() <= limit.clamp(1, MAX_PAGE) as usize);
			seen.extend(page.items.iter().map(&id));
			assert!(seen.len() < 1_000, "a list ends");
			cursor = page.next;
			if cursor.is_none() {
				break seen;
			}
		}
	};
	let whole = in_pages_of(MAX_PAGE);
	for limit in [0, 1, 2, 3, 7, u32::MAX] {
		assert_eq!(in_pages_of(limit), whole, "in pages of {limit}");
	}
	whole
}

fn sorted(mut ids: Vec<u64>) -> Vec<u64> {
	ids.sort_unstable();
	ids
}

fn info(id: OrderId) -> OrderInfo {
	Market::query_order(id).unwrap()
}

#[test]
fn an_order_is_told_with_all_that_belongs_to_it() {
	ExtBuilder::build_and_execute(|| {
		let id = booked(10);
		let period = Period { from: START + 10 * HOUR, until: START + 13 * HOUR };
		let plain = OrderInfo {
			id,
			order: order(id),
			total: 150,
			held: 150,
			period: Some(period),
			deliveries: vec![],
			proposal: None,
			unpaid: vec![],
			marks_of_buyer: None,
			marks_of_seller: None,
		};
		assert_eq!(info(id), plain);
		let slots = hours(15, 3);
		assert_ok!(Market::reschedule(signed(DEAN), id, slots.first));
		assert_eq!(info(id), OrderInfo { proposal: Some((Role::Seller, slots)), ..plain.clone() });
		pass(10 * HOUR);
		assert_ok!(deliver(id, statement()));
		let said = OrderInfo { order: order(id), deliveries: vec![statement()], ..plain };
		assert_eq!(info(id), said);
		block(SCHOOL.0.into(), true);
		assert_ok!(accept(id));
		block(SCHOOL.0.into(), false);
		assert_ok!(rate(MANAGER, id, [1, 2, 3, 4]));
		assert_ok!(rate(DEAN, id, [5; 4]));
		let unpaid = vec![Payment { party: party(SCHOOL), amount: 150 }];
		let had = OrderInfo {
			order: order(id),
			held: 0,
			unpaid,
			marks_of_buyer: Some([1, 2, 3, 4]),
			marks_of_seller: Some([5; 4]),
			..said
		};
		assert_eq!(info(id), had);
		assert_eq!(Market::query_order(NO_ORDER), None);
	});
}

#[test]
fn what_is_held_is_what_is_left() {
	ExtBuilder::build_and_execute(|| {
		let asked = ordered(course(), ask(1_000));
		assert_eq!((info(asked).held, info(asked).total, info(asked).period), (0, 1_000, None));
		let id = project(&[10, 20, 30]);
		for (held, deliveries) in [(60, 0), (50, 1), (30, 2)] {
			assert_eq!((info(id).held, info(id).deliveries.len()), (held, deliveries));
			assert_eq!(info(id).total, 60);
			assert_ok!(deliver(id, statement()));
			assert_eq!(info(id).deliveries.len(), deliveries + 1);
			assert_ok!(accept(id));
		}
		assert_eq!((info(id).held, info(id).total), (0, 60));
		let canceled = begun();
		assert_ok!(cancel(DEAN, canceled));
		assert_eq!(info(canceled).held, 0);
	});
}

/// Slots that were accepted without a word of the seller have none.
#[test]
fn what_was_not_delivered_is_not_told() {
	ExtBuilder::build_and_execute(|| {
		let id = booked(10);
		pass(10 * HOUR);
		assert_ok!(accept(id));
		assert_eq!(info(id).deliveries, []);
	});
}

/// Orders of the school and the college of each other and by the company; both sides of each.
fn several() -> [Vec<u64>; 4] {
	let schools = course();
	let colleges = offer(COLLEGE, Kind::Course, None);
	assert_ok!(set_terms(RECTOR, colleges, conditions(Method::Statement)));
	let mut bought_by_company = Vec::new();
	let mut bought_by_school = Vec::new();
	let mut bought_by_college = Vec::new();
	for _ in 0..5 {
		bought_by_company.push(ordered(schools, ask(1_000)).0);
		let id = NextOrderId::<Test>::get();
		assert_ok!(request(DEAN, colleges, ask(0)));
		bought_by_school.push(id.0);
		let id = NextOrderId::<Test>::get();
		assert_ok!(request(RECTOR, schools, ask(1_000)));
		bought_by_college.push(id.0);
	}
	let sold = sorted([bought_by_company.clone(), bought_by_college.clone()].concat());
	[bought_by_company, bought_by_school, bought_by_college, sold]
}

#[test]
fn the_orders_of_an_organization_are_listed_by_side() {
	ExtBuilder::build_and_execute(|| {
		let [company, school, college, sold] = several();
		let query = |organization, role| {
			let query = |c, limit| Market::query_orders_of(organization, role, c, limit);
			sorted(all(query, |it| it.id.0))
		};
		let (buyer, seller) = (Some(Role::Buyer), Some(Role::Seller));
		assert_eq!(query(COMPANY, None), company);
		assert_eq!(query(COMPANY, buyer), company);
		assert_eq!(query(COMPANY, seller), [0_u64; 0]);
		assert_eq!(query(SCHOOL, buyer), school);
		assert_eq!(query(SCHOOL, seller), sold);
		assert_eq!(query(SCHOOL, None), sorted([school.clone(), sold.clone()].concat()));
		assert_eq!(query(COLLEGE, buyer), college);
		assert_eq!(query(COLLEGE, seller), school);
		for nobody in [COURT, NOBODY] {
			assert_eq!(query(nobody, None), [0_u64; 0]);
		}
		let page = Market::query_orders_of(SCHOOL, None, None, 1);
		assert_eq!(page.items, [info(page.items[0].id)]);
	});
}

#[test]
fn what_is_over_is_still_listed() {
	ExtBuilder::build_and_execute(|| {
		let id = delivered();
		assert_ok!(accept(id));
		assert_eq!(Market::query_orders_of(COMPANY, None, None, 9).items, [info(id)]);
		assert_eq!(Market::query_orders_for(order(id).resource, None, 9).items, [info(id)]);
	});
}

#[test]
fn the_orders_of_a_resource_are_listed() {
	ExtBuilder::build_and_execute(|| {
		let [_, school, _, sold] = several();
		let query = |resource| {
			let query = |c, limit| Market::query_orders_for(resource, c, limit);
			sorted(all(query, |it| it.id.0))
		};
		assert_eq!(query(ResourceId(0)), sold);
		assert_eq!(query(ResourceId(1)), school);
		assert_eq!(query(NOWHERE), [0_u64; 0]);
	});
}

#[test]
fn the_quotes_for_a_demand_are_listed() {
	ExtBuilder::build_and_execute(|| {
		let bid = |total| Bid {
			asset: Some(CNY),
			stages: Stages::truncate_from(vec![total]),
			quantity: 1,
			slots: None,
			until: START + DAY,
		};
		let schools = course();
		let colleges = offer(COLLEGE, Kind::Course, None);
		assert_ok!(set_terms(RECTOR, colleges, conditions(Method::Statement)));
		let wishes = [DemandId(4), DemandId(9)];
		for wish in wishes {
			LookedFor::insert(wish, COMPANY);
			assert_ok!(Market::quote(signed(DEAN), wish, schools, bid(7)));
			assert_ok!(Market::quote(signed(RECTOR), wish, colleges, bid(8)));
		}
		assert_ok!(Market::quote(signed(RECTOR), wishes[1], colleges, bid(9)));
		assert_ok!(Market::withdraw_quote(signed(DEAN), QuoteId(2)));
		let query = |wish| {
			let query = |c, limit| Market::query_quotes_for(wish, c, limit);
			sorted(all(query, |it| {
				assert_eq!(Some(&it.quote), Quotes::<Test>::get(it.id).as_ref());
				it.id.0
			}))
		};
		assert_eq!(query(wishes[0]), [0, 1]);
		assert_eq!(query(wishes[1]), [3, 4]);
		assert_eq!(query(DemandId(5)), [0_u64; 0]);
	});
}

#[test]
fn a_division_is_what_would_be_paid() {
	ExtBuilder::build_and_execute(|| {
		let course = course();
		let shares = [
			(Party::Person(AUTHOR), UNIT / 3),
			(party(COLLEGE), UNIT / 3),
			(party(SCHOOL), UNIT - 2 * (UNIT / 3)),
		];
		share(course, &shares);
		let id = confirmed(course, ask(1_000));
		for (amount, parts) in [
			(0, [0, 0, 0]),
			(1, [0, 0, 1]),
			(1_000, [333, 333, 334]),
			(3, [1, 1, 1]),
			(UNIT.into(), shares.map(|(_, weight)| Amount::from(weight))),
		] {
			let expected = shares
				.into_iter()
				.zip(parts)
				.map(|((party, _), amount)| Payment { party, amount })
				.collect::<Vec<_>>();
			assert_eq!(Market::query_division(id, amount), expected);
		}
		let most = Market::query_division(id, Amount::MAX);
		assert_eq!(most.into_iter().map(|it| it.amount).sum::<Amount>(), Amount::MAX);
		assert_eq!(Market::query_division(NO_ORDER, 5), []);
	});
}

#[test]
fn a_log_is_read_from_the_oldest_entry() {
	ExtBuilder::build_and_execute(|| {
		let id = booked(10);
		for hour in 11..17 {
			System::set_block_number(hour.into());
			assert_ok!(Market::reschedule(signed(MANAGER), id, hours(hour, 1).first));
		}
		let blocks = all(|c, limit| Market::query_log(id, c, limit), |it| it.block.into());
		assert_eq!(blocks, [1, 1, 11, 12, 13, 14, 15, 16]);
		let page = Market::query_log(id, Some(0), 2);
		assert_eq!((page.items.len(), page.next), (2, Some(2)));
		assert_eq!(page.items[0].act, Act::Confirmed { held: 150 });
	});
}

#[test]
fn beyond_a_log_there_is_nothing() {
	ExtBuilder::build_and_execute(|| {
		let id = ordered(course(), ask(1_000));
		let none = Page { items: vec![], next: None };
		for cursor in [0, 1, u32::MAX] {
			assert_eq!(Market::query_log(id, Some(cursor), 9), none);
		}
		assert_eq!(Market::query_log(NO_ORDER, None, 9), none);
	});
}

#[test]
fn queries_write_nothing() {
	ExtBuilder::build_and_execute(|| {
		let id = delivered();
		frame_support::assert_storage_noop!({
			Market::query_order(id);
			Market::query_orders_of(SCHOOL, None, None, 9);
			Market::query_orders_for(order(id).resource, None, 9);
			Market::query_quotes_for(DemandId(0), None, 9);
			Market::query_division(id, 5);
			Market::query_log(id, None, 9);
		});
	});
}

fn hex(byte: &str, count: usize) -> alloc::string::String {
	format!("0x{}", byte.repeat(count))
}

/// The JSON is what was shown, and reads back as what was meant.
fn is_json<Info>(info: &Info, shown: Value)
where
	Info: serde::Serialize + serde::de::DeserializeOwned + PartialEq + core::fmt::Debug,
{
	assert_eq!(to_value(info).unwrap(), shown);
	assert_eq!(&from_value::<Info>(shown).unwrap(), info);
	let text = serde_json::to_string(info).unwrap();
	assert_eq!(&serde_json::from_str::<Info>(&text).unwrap(), info);
}

/// The usual conditions, as they are shown within an order and terms.
fn shown_conditions(method: &str) -> Value {
	json!({
		"approval": true,
		"method": method,
		"period": null,
		"answer": HOUR,
		"delivery": DAY,
		"acceptance": 2 * DAY,
		"notice": 6 * HOUR,
		"fee": 2_000,
		"arbiter": 4,
		"contract": hex("07", 32),
	})
}

fn joined(first: Value, second: Value) -> Value {
	let (Value::Object(mut first), Value::Object(second)) = (first, second) else {
		panic!("these are no objects");
	};
	for (key, value) in second {
		assert!(first.insert(key.clone(), value).is_none(), "{key} is there twice");
	}
	Value::Object(first)
}

#[test]
fn terms_are_plain_json() {
	let regions: BTreeSet<_> = [Region(330_106), Region(310_000)].into();
	let kinds: BTreeSet<_> = [OrganizationKind::School, OrganizationKind::GridCompany].into();
	let eligibility = Eligibility {
		kinds: kinds.try_into().unwrap(),
		regions: regions.try_into().unwrap(),
		credit: 600,
		license: Some(type_code()),
		capability: Some(Capability::Audit),
	};
	let conditions = conditions(Method::Statement);
	let terms = Terms { revision: 3, open: true, conditions, eligibility: eligibility.clone() };
	let shown_eligibility = json!({
		"kinds": ["School", "GridCompany"],
		"regions": ["310000", "330106"],
		"credit": 600,
		"license": "11100000000013338W011",
		"capability": "Audit",
	});
	let shown = json!({ "revision": 3, "open": true, "eligibility": shown_eligibility.clone() });
	is_json(&terms, joined(shown, shown_conditions("statement")));
	is_json(&eligibility, shown_eligibility);
	is_json(&conditions, shown_conditions("statement"));
	let none = json!({
		"kinds": [],
		"regions": [],
		"credit": 0,
		"license": null,
		"capability": null,
	});
	is_json(&anybody(), none);
	let bare = Conditions { period: Some(5), arbiter: None, ..conditions };
	let shown = to_value(bare).unwrap();
	assert_eq!((&shown["period"], &shown["arbiter"]), (&json!(5), &Value::Null));
	is_json(&bare, shown);
}

#[test]
fn what_is_asked_for_is_plain_json() {
	let plain = json!({
		"version": 0,
		"terms": 0,
		"total": "1000",
		"quantity": 1,
		"slots": null,
		"stages": [],
		"program": null,
		"request": null,
		"license": null,
		"purpose": hex("05", 32),
	});
	is_json(&ask(1_000), plain);
	let all = Ask {
		version: 1,
		terms: 2,
		total: Amount::MAX,
		quantity: 3,
		slots: Some(Slots { first: 4, count: 5, units: 6 }),
		stages: Stages::truncate_from(vec![Amount::MAX, 7]),
		program: Some(H256::repeat_byte(8)),
		request: Some(RequestId(9)),
		license: Some(LicenseId(10)),
		purpose: H256::repeat_byte(0xab),
	};
	let shown = json!({
		"version": 1,
		"terms": 2,
		"total": "340282366920938463463374607431768211455",
		"quantity": 3,
		"slots": { "first": 4, "count": 5, "units": 6 },
		"stages": ["340282366920938463463374607431768211455", "7"],
		"program": hex("08", 32),
		"request": 9,
		"license": 10,
		"purpose": hex("ab", 32),
	});
	is_json(&all, shown);
	let small = json!({ "total": 5, "stages": [2, "3"], "version": 0, "terms": 0, "quantity": 1,
		"purpose": hex("05", 32) });
	let stages = Stages::truncate_from(vec![2, 3]);
	assert_eq!(from_value::<Ask>(small).unwrap(), Ask { stages, ..ask(5) });
	let mut many = to_value(ask(0)).unwrap();
	many["stages"] = json!(vec!["1"; 17]);
	assert!(from_value::<Ask>(many).is_err());
}

/// An order that says everything, though none says all of it at once.
fn full() -> Order {
	Order {
		resource: ResourceId(1),
		version: 2,
		buyer: COMPANY,
		seller: SCHOOL,
		asset: Some(CNY),
		conditions: conditions(Method::Grant),
		quantity: 3,
		slots: Some(Slots { first: 4, count: 5, units: 6 }),
		program: Some(H256::repeat_byte(8)),
		content: Some(ObjectId(9)),
		request: Some(RequestId(10)),
		purpose: H256::repeat_byte(0xab),
		stages: Stages::truncate_from(vec![Amount::MAX, 7]),
		stage: 1,
		status: Status::Confirmed,
		since: START,
		due: Some(START + 1),
	}
}

fn shown_order() -> Value {
	let own = json!({
		"resource": 1,
		"version": 2,
		"buyer": 3,
		"seller": 1,
		"asset": 1,
		"quantity": 3,
		"slots": { "first": 4, "count": 5, "units": 6 },
		"program": hex("08", 32),
		"content": 9,
		"request": 10,
		"purpose": hex("ab", 32),
		"stages": ["340282366920938463463374607431768211455", "7"],
		"stage": 1,
		"status": "confirmed",
		"since": START,
		"due": START + 1,
	});
	joined(own, shown_conditions("grant"))
}

#[test]
fn an_order_is_plain_json() {
	is_json(&full(), shown_order());
	let bare = Order {
		asset: None,
		slots: None,
		program: None,
		content: None,
		request: None,
		due: None,
		..full()
	};
	let shown = to_value(&bare).unwrap();
	for nothing in ["asset", "slots", "program", "content", "request", "due"] {
		assert_eq!(shown[nothing], Value::Null, "{nothing}");
	}
	is_json(&bare, shown);
}

#[test]
fn a_quote_is_plain_json() {
	let bid = Bid {
		asset: Some(CNY),
		stages: Stages::truncate_from(vec![Amount::MAX, 7]),
		quantity: 3,
		slots: Some(Slots { first: 4, count: 5, units: 6 }),
		until: START,
	};
	let shown_bid = json!({
		"asset": 1,
		"stages": ["340282366920938463463374607431768211455", "7"],
		"quantity": 3,
		"slots": { "first": 4, "count": 5, "units": 6 },
		"until": START,
	});
	let free = Bid { asset: None, slots: None, ..bid.clone() };
	is_json(&bid, shown_bid.clone());
	let shown = to_value(&free).unwrap();
	assert_eq!((&shown["asset"], &shown["slots"]), (&Value::Null, &Value::Null));
	is_json(&free, shown);
	let quote = Quote {
		demand: DemandId(8),
		resource: ResourceId(1),
		version: 2,
		seller: SCHOOL,
		conditions: conditions(Method::Key),
		per: Some(Per::Quantity),
		bid,
	};
	let own = json!({
		"demand": 8,
		"resource": 1,
		"version": 2,
		"seller": 1,
		"per": "quantity",
	});
	let shown = joined(joined(own, shown_conditions("key")), shown_bid);
	is_json(&quote, shown.clone());
	is_json(&QuoteInfo { id: QuoteId(9), quote }, joined(json!({ "id": 9 }), shown));
	let own = Own { program: Some(H256::zero()), request: None, purpose: H256::repeat_byte(1) };
	let shown = json!({ "program": hex("00", 32), "request": null, "purpose": hex("01", 32) });
	is_json(&own, shown);
}

#[test]
fn methods_sides_and_states_are_words() {
	let words = |values: Vec<Value>| Value::Array(values);
	assert_eq!(
		words(METHODS.map(|method| to_value(method).unwrap()).into()),
		json!(["statement", "key", "grant", "attendance", "computation", "milestones"])
	);
	is_json(&[Role::Buyer, Role::Seller], json!(["buyer", "seller"]));
	for (status, shown) in [
		(Status::Requested, json!("requested")),
		(Status::Confirmed, json!("confirmed")),
		(Status::Delivered, json!("delivered")),
		(Status::Reduced { amount: 5 }, json!({ "reduced": { "amount": "5" } })),
		(Status::Disputed { by: Role::Buyer }, json!({ "disputed": { "by": "buyer" } })),
		(Status::Withdrawn, json!("withdrawn")),
		(Status::Refused, json!("refused")),
		(Status::Lapsed, json!("lapsed")),
		(Status::Canceled { by: Role::Seller }, json!({ "canceled": { "by": "seller" } })),
		(Status::Failed, json!("failed")),
		(Status::Settled, json!("settled")),
	] {
		is_json(&status, shown.clone());
		let mut order = shown_order();
		order["status"] = shown;
		is_json(&Order { status, ..full() }, order);
	}
}

#[test]
fn evidence_is_plain_json() {
	is_json(&statement(), json!({ "statement": hex("03", 32) }));
	is_json(&key(2), json!({ "key": { "keyVersion": 2, "wrapped": hex("01", 80) } }));
	is_json(&Evidence::Grant, json!("grant"));
	let shown = json!({
		"result": {
			"report": hex("01", 32),
			"result": hex("02", 32),
			"keyVersion": 2,
			"wrapped": hex("01", 80),
		},
	});
	is_json(&result(2), shown);
}

#[test]
fn an_entry_is_plain_json() {
	let hash = H256::repeat_byte(0xab);
	let slots = Slots { first: 1, count: 2, units: 3 };
	let shown_slots = json!({ "slots": { "first": 1, "count": 2, "units": 3 } });
	let most = Amount::MAX;
	let shown_most = "340282366920938463463374607431768211455";
	let paid = |cause| Act::Paid { stage: 1, paid: most, returned: 5, cause };
	let shown_paid = |cause: Value| json!({ "paid": { "stage": 1, "paid": shown_most, "returned": "5", "cause": cause } });
	let ruled = |at_fault| paid(Cause::Ruled { at_fault });
	let shown_ruled = |at_fault: Value| shown_paid(json!({ "ruled": { "atFault": at_fault } }));
	for (act, shown) in [
		(Act::Requested { total: most }, json!({ "requested": { "total": shown_most } })),
		(Act::Confirmed { held: most }, json!({ "confirmed": { "held": shown_most } })),
		(Act::Refused { reason: hash }, json!({ "refused": { "reason": hex("ab", 32) } })),
		(Act::Withdrawn, json!("withdrawn")),
		(Act::Lapsed, json!("lapsed")),
		(Act::RescheduleProposed { slots }, json!({ "rescheduleProposed": shown_slots.clone() })),
		(Act::Rescheduled { slots }, json!({ "rescheduled": shown_slots })),
		(Act::Delivered { stage: 1 }, json!({ "delivered": { "stage": 1 } })),
		(Act::Reduced { amount: most }, json!({ "reduced": { "amount": shown_most } })),
		(Act::Disputed { grounds: hash }, json!({ "disputed": { "grounds": hex("ab", 32) } })),
		(paid(Cause::Accepted), shown_paid(json!("accepted"))),
		(paid(Cause::Silence), shown_paid(json!("silence"))),
		(paid(Cause::PartAgreed), shown_paid(json!("partAgreed"))),
		(paid(Cause::Halved), shown_paid(json!("halved"))),
		(ruled(None), shown_ruled(Value::Null)),
		(ruled(Some(Role::Seller)), shown_ruled(json!("seller"))),
		(
			Act::Canceled { fee: most, returned: 0 },
			json!({ "canceled": { "fee": shown_most, "returned": "0" } }),
		),
		(Act::Failed { returned: most }, json!({ "failed": { "returned": shown_most } })),
		(Act::Rated { marks: [1, 2, 3, 4] }, json!({ "rated": { "marks": [1, 2, 3, 4] } })),
	] {
		let by = Some(Actor { account: DEAN, organization: SCHOOL });
		is_json(
			&Entry { at: START, block: 7, by, act },
			json!({
				"at": START,
				"block": 7,
				"by": { "account": DEAN, "organization": 1 },
				"act": shown,
			}),
		);
		let nobodys = Entry::<AccountId> { at: START, block: 7, by: None, act };
		is_json(&nobodys, json!({ "at": START, "block": 7, "by": null, "act": shown }));
	}
}

#[test]
fn figures_and_money_are_plain_json() {
	let figures = Figures {
		asked: 1,
		answered: 2,
		answer_time: u64::MAX,
		settled: 3,
		failed: 4,
		used: u64::MAX,
		minutes: 5,
	};
	let shown = json!({
		"asked": 1,
		"answered": 2,
		"answerTime": "18446744073709551615",
		"settled": 3,
		"failed": 4,
		"used": "18446744073709551615",
		"minutes": "5",
	});
	is_json(&figures, shown);
	let turnover = Turnover { earned: Amount::MAX, spent: 1 };
	let earned = "340282366920938463463374607431768211455";
	is_json(&turnover, json!({ "earned": earned, "spent": "1" }));
	let payment = Payment { party: Party::Person(AUTHOR), amount: Amount::MAX };
	is_json(&payment, json!({ "party": { "person": 1 }, "amount": earned }));
}

#[test]
fn what_is_answered_is_encoded() {
	ExtBuilder::build_and_execute(|| {
		let id = booked(10);
		let info = info(id);
		assert_eq!(OrderInfo::decode_all(&mut &info.encode()[..]).unwrap(), info);
		let page = Market::query_orders_of(SCHOOL, None, None, 9);
		let read = Page::<OrderInfo, OrderId>::decode_all(&mut &page.encode()[..]);
		assert_eq!(read.unwrap(), page);
	});
}

#[test]
fn all_of_an_order_is_plain_json() {
	let told = OrderInfo {
		id: OrderId(7),
		order: full(),
		total: Amount::MAX,
		held: 7,
		period: Some(Period { from: START, until: START + HOUR }),
		deliveries: vec![Evidence::Grant, statement()],
		proposal: Some((Role::Seller, Slots { first: 1, count: 2, units: 3 })),
		unpaid: vec![Payment { party: party(SCHOOL), amount: 5 }],
		marks_of_buyer: Some([1, 2, 3, 4]),
		marks_of_seller: None,
	};
	let own = json!({
		"id": 7,
		"total": "340282366920938463463374607431768211455",
		"held": "7",
		"period": { "from": START, "until": START + HOUR },
		"deliveries": ["grant", { "statement": hex("03", 32) }],
		"proposal": ["seller", { "first": 1, "count": 2, "units": 3 }],
		"unpaid": [{ "party": { "organization": 1 }, "amount": "5" }],
		"marksOfBuyer": [1, 2, 3, 4],
		"marksOfSeller": null,
	});
	let shown = to_value(&told).unwrap();
	for (key, value) in own.as_object().unwrap() {
		assert_eq!(&shown[key], value, "{key}");
	}
	for (key, value) in
		shown_order().as_object().unwrap().iter().filter(|(key, _)| *key != "period")
	{
		assert_eq!(&shown[key], value, "{key}");
	}
}
