// SPDX-License-Identifier: Apache-2.0

//! What clients are answered, and how it looks in JSON; see `search` for searches.

use super::*;
use codec::FullCodec;
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

#[test]
fn a_resource_is_told_with_all_that_belongs_to_it() {
	ExtBuilder::build_and_execute(|| {
		let [parent, id] = [course(RECTOR), course(DEAN)];
		let alone = ResourceInfo {
			price_now: None,
			id,
			resource: resource(id),
			owner_in_good_standing: true,
			mean: None,
			transfer_to: None,
			derivation: None,
			contributors: Contributors::new(),
		};
		assert_eq!(Catalog::query_resource(id), Some(alone.clone()));
		let contributors = Contributors::truncate_from(vec![person(AUTHOR, 1)]);
		assert_ok!(contribute(DEAN, id, &contributors));
		assert_ok!(propose(DEAN, id, parent, 7));
		assert_ok!(offer(DEAN, id, COMPANY));
		let derivation = Some(Derivation { parent, royalty: 7, agreed: false });
		let told = ResourceInfo { transfer_to: Some(COMPANY), derivation, contributors, ..alone };
		assert_eq!(Catalog::query_resource(id), Some(told));
		assert_eq!(Catalog::query_resource(NOWHERE), None);
	});
}

#[test]
fn a_suspended_owner_is_marked() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		let is_marked = || {
			let found =
				Catalog::query_search(Filter::default(), Order::Id, None, 1).items.remove(0);
			assert_eq!(Some(&found), Catalog::query_resource(id).as_ref());
			!found.owner_in_good_standing
		};
		assert!(!is_marked());
		suspend(SCHOOL, true);
		assert!(is_marked());
		suspend(SCHOOL, false);
		assert!(!is_marked());
	});
}

#[test]
fn what_is_gone_is_told_by_id() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		assert_ok!(Catalog::retire(signed(DEAN), id));
		assert_eq!(Catalog::query_resource(id).unwrap().resource.status, Status::Retired);
	});
}

#[test]
fn derivatives_are_listed_once_agreed() {
	ExtBuilder::build_and_execute(|| {
		let [parent, other] = [course(DEAN), course(DEAN)];
		let mut expected: Vec<_> = (0..12).map(|_| derived(RECTOR, parent, DEAN, 1).0).collect();
		derived(RECTOR, other, DEAN, 1);
		let proposed = course(MANAGER);
		assert_ok!(propose(MANAGER, proposed, parent, 1));
		let ended = derived(MANAGER, parent, DEAN, 1);
		assert_ok!(end(DEAN, ended));
		let query = |id| {
			let mut ids = all(|c, limit| Catalog::query_derivatives(id, c, limit), |it| it.id.0);
			ids.sort();
			ids
		};
		expected.sort();
		assert_eq!(query(parent), expected);
		assert_eq!(query(proposed), [0_u64; 0]);
		assert_eq!(query(NOWHERE), [0_u64; 0]);
	});
}

#[test]
fn shares_are_told_as_they_are() {
	ExtBuilder::build_and_execute(|| {
		let parent = course(DEAN);
		let id = derived(RECTOR, parent, DEAN, 2_000);
		let told = Catalog::shares(id).into_iter().map(|it| (it.party, it.weight));
		assert_eq!(told.collect::<Vec<_>>(), shares(id));
		assert_eq!(Catalog::shares(NOWHERE), []);
	});
}

#[test]
fn a_log_is_read_from_the_oldest_entry() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		for version in 1..9 {
			System::set_block_number(version);
			assert_ok!(Catalog::revise(signed(DEAN), id, listing(&format!("x{version}"))));
		}
		let blocks = all(|c, limit| Catalog::query_log(id, c, limit), |it| it.block.into());
		assert_eq!(blocks, [1, 1, 2, 3, 4, 5, 6, 7, 8]);
		let page = Catalog::query_log(id, Some(0), 2);
		assert_eq!((page.items.len(), page.next), (2, Some(2)));
		assert!(matches!(page.items[0].act, Act::Revised { version: 1, .. }));
	});
}

#[test]
fn beyond_a_log_there_is_nothing() {
	ExtBuilder::build_and_execute(|| {
		let id = course(DEAN);
		let none = Page { items: Vec::new(), next: None };
		for cursor in [0, 1, u32::MAX] {
			assert_eq!(Catalog::query_log(id, Some(cursor), 9), none);
		}
		assert_eq!(Catalog::query_log(NOWHERE, None, 9), none);
	});
}

#[test]
fn a_fingerprint_names_the_first_and_its_resource() {
	ExtBuilder::build_and_execute(|| {
		let fingerprint = H256::repeat_byte(1);
		assert_eq!(Catalog::query_fingerprint(fingerprint), None);
		let named = |party, reference, precedence| {
			let found = Catalog::query_fingerprint(fingerprint).unwrap();
			assert_eq!((found.party, found.reference), (Party::Organization(party), reference));
			assert_eq!(found.precedence, precedence);
		};
		assert_ok!(list_file(DEAN, "copy", content(SCHOOL, 1, 1, 5)));
		named(SCHOOL, 0, 5);
		assert_ok!(list_file(RECTOR, "original", content(COLLEGE, 2, 1, 3)));
		named(COLLEGE, 1, 3);
		assert_ok!(Catalog::retire(signed(RECTOR), ResourceId(1)));
		named(COLLEGE, 1, 3);
	});
}

#[test]
fn the_vocabulary_is_listed_with_what_is_out_of_use() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(Catalog::retire_tag(RuntimeOrigin::root(), TagId(4)));
		let ids = all(Catalog::query_tags, |it| {
			assert_eq!(it.tag.retired, it.id == TagId(4));
			assert_eq!(it.tag.name[..], *format!("subject {}", it.id.0).as_bytes());
			it.id.0.into()
		});
		assert_eq!(ids, (0..10).collect::<Vec<_>>());
		let none = Page { items: Vec::new(), next: None };
		for cursor in [9, 10, u16::MAX] {
			assert_eq!(Catalog::query_tags(Some(TagId(cursor)), 9), none);
		}
	});
}

#[test]
fn queries_write_nothing() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(list_file(DEAN, "x", content(SCHOOL, 1, 1, 1)));
		let id = ResourceId(0);
		derived(RECTOR, id, DEAN, 1);
		frame_support::assert_storage_noop!({
			Catalog::query_resource(id);
			Catalog::query_derivatives(id, None, 9);
			Catalog::shares(id);
			Catalog::query_log(id, None, 9);
			Catalog::query_fingerprint(H256::repeat_byte(1));
			Catalog::query_tags(None, 9);
			Catalog::query_search(Filter::default(), Order::Rating, None, 9);
		});
	});
}

fn hex(byte: &str, count: usize) -> String {
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

#[test]
fn a_resource_is_plain_json() {
	ExtBuilder::build_and_execute(|| {
		let parent = course(RECTOR);
		let (file, salt) = content(SCHOOL, 7, 0xab, 1);
		let offered =
			Listing { tags: tags(&[2, 1]), price: price(Amount::MAX), ..listing("数控 data") };
		assert_ok!(Catalog::list(signed(DEAN), Kind::DataSet, offered, Some((file, salt))));
		let id = ResourceId(1);
		assert_ok!(propose(DEAN, id, parent, 250));
		assert_ok!(agree(RECTOR, id, 250));
		assert_ok!(contribute(DEAN, id, &[person(AUTHOR, 100), organization(COMPANY, 5)]));
		assert_ok!(offer(DEAN, id, COMPANY));
		suspend(SCHOOL, true);
		let before = resource(id);
		let rated = Resource { rating: Rating { stars: 9, count: 2 }, ..before.clone() };
		Catalog::reindex(id, &before, &rated);
		Resources::<Test>::insert(id, rated);
		let shown = json!({
			"id": 1,
			"owner": 1,
			"kind": "dataSet",
			"title": "数控 data",
			"summary": "what everybody may know",
			"description": hex("01", 32),
			"tags": [1, 2],
			"region": "330106",
			"price": {
				"asset": 1,
				"amount": "340282366920938463463374607431768211455",
				"per": "use",
			},
			"priceNow": {
				"asset": 1,
				"amount": "340282366920938463463374607431768211455",
				"per": "use",
			},
			"tiered": false,
			"content": { "object": 7, "fingerprint": hex("ab", 32) },
			"version": 0,
			"status": "listed",
			"rating": { "stars": 9, "count": 2 },
			"ownerInGoodStanding": false,
			"mean": 45,
			"transferTo": 3,
			"derivation": { "parent": 0, "royalty": 250, "agreed": true },
			"contributors": [
				{ "party": { "person": 1 }, "share": 100 },
				{ "party": { "organization": 3 }, "share": 5 },
			],
		});
		is_json(&Catalog::query_resource(id).unwrap(), shown);
	});
}

#[test]
fn what_there_is_not_is_null() {
	ExtBuilder::build_and_execute(|| {
		let id = list(DEAN, Kind::ExpertTime, listing("x"));
		let shown = to_value(Catalog::query_resource(id).unwrap()).unwrap();
		assert_eq!(shown["kind"], "expertTime");
		for nothing in ["price", "content", "mean", "transferTo", "derivation"] {
			assert_eq!(shown[nothing], Value::Null, "{nothing}");
		}
		assert_eq!((&shown["tags"], &shown["contributors"]), (&json!([]), &json!([])));
		is_json(&Catalog::query_resource(id).unwrap(), shown);
	});
}

#[test]
fn kinds_statuses_and_units_are_words() {
	let words = |values: Vec<Value>| Value::Array(values);
	let kinds = [
		Kind::Course,
		Kind::Content,
		Kind::DataSet,
		Kind::Equipment,
		Kind::Facility,
		Kind::ExpertTime,
		Kind::Project,
	];
	let shown = ["course", "content", "dataSet", "equipment", "facility", "expertTime", "project"];
	assert_eq!(words(kinds.map(|kind| to_value(kind).unwrap()).into()), json!(shown));
	let statuses = [Status::Listed, Status::Retired, Status::Displaced];
	assert_eq!(
		words(statuses.map(|status| to_value(status).unwrap()).into()),
		json!(["listed", "retired", "displaced"])
	);
	let units = [Per::Use, Per::Slot, Per::Quantity, Per::Period];
	assert_eq!(
		words(units.map(|per| to_value(per).unwrap()).into()),
		json!(["use", "slot", "quantity", "period"])
	);
	let orders = [Order::Id, Order::Rating];
	assert_eq!(words(orders.map(|order| to_value(order).unwrap()).into()), json!(["id", "rating"]));
}

#[test]
fn a_share_is_plain_json() {
	ExtBuilder::build_and_execute(|| {
		let parent = course(DEAN);
		let id = derived(RECTOR, parent, DEAN, 1);
		is_json(
			&Catalog::shares(id),
			json!([
				{ "party": { "organization": 2 }, "weight": "9999000000000000" },
				{ "party": { "organization": 1 }, "weight": "1000000000000" },
			]),
		);
	});
}

#[test]
fn a_tag_is_plain_json() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(Catalog::retire_tag(RuntimeOrigin::root(), TagId(1)));
		is_json(
			&Catalog::query_tags(None, 2),
			json!({
				"items": [
					{ "id": 0, "name": "subject 0", "retired": false },
					{ "id": 1, "name": "subject 1", "retired": true },
				],
				"next": 1,
			}),
		);
	});
}

#[test]
fn a_fingerprint_is_plain_json() {
	ExtBuilder::build_and_execute(|| {
		assert_ok!(list_file(DEAN, "x", content(SCHOOL, 1, 1, 5)));
		is_json(
			&Catalog::query_fingerprint(H256::repeat_byte(1)),
			json!({
				"party": { "organization": 1 },
				"reference": 0,
				"precedence": 5,
				"provisionalUntil": 0,
			}),
		);
	});
}

#[test]
fn an_entry_is_plain_json() {
	let hash = H256::repeat_byte(0xab);
	let file = Content { object: ObjectId(7), fingerprint: H256::repeat_byte(1) };
	let shown_file = json!({ "object": 7, "fingerprint": hex("01", 32) });
	let parent = ResourceId(8);
	for (act, shown) in [
		(
			Act::Listed { listing: hash, content: Some(file) },
			json!({ "listed": { "listing": hex("ab", 32), "content": shown_file } }),
		),
		(
			Act::Listed { listing: hash, content: None },
			json!({ "listed": { "listing": hex("ab", 32), "content": null } }),
		),
		(
			Act::Revised { version: 1, listing: hash },
			json!({ "revised": { "version": 1, "listing": hex("ab", 32) } }),
		),
		(
			Act::ContentReplaced { version: 2, content: file },
			json!({ "contentReplaced": { "version": 2, "content": shown_file } }),
		),
		(Act::Retired, json!("retired")),
		(Act::Displaced { by: parent }, json!({ "displaced": { "by": 8 } })),
		(Act::TransferOffered { to: COLLEGE }, json!({ "transferOffered": { "to": 2 } })),
		(Act::TransferCanceled, json!("transferCanceled")),
		(Act::Transferred { from: SCHOOL }, json!({ "transferred": { "from": 1 } })),
		(Act::ContributorsSet { owner: 9_000 }, json!({ "contributorsSet": { "owner": 9_000 } })),
		(
			Act::DerivationProposed { parent, royalty: 5 },
			json!({ "derivationProposed": { "parent": 8, "royalty": 5 } }),
		),
		(Act::DerivationAgreed, json!("derivationAgreed")),
		(Act::DerivationEnded, json!("derivationEnded")),
		(Act::Noted(Note::CalendarCleared), json!({ "noted": "calendarCleared" })),
		(
			Act::Noted(Note::TermsSet { revision: 1, terms: H256::repeat_byte(2) }),
			json!({ "noted": { "termsSet": { "revision": 1, "terms": H256::repeat_byte(2) } } }),
		),
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
fn a_filter_is_plain_json() {
	let filter = Filter {
		kind: Some(Kind::DataSet),
		tags: tags(&[2, 1]),
		region: Some(Region(330_000)),
		owner: Some(COLLEGE),
		price: Some(PriceFilter::Within { asset: CNY, least: 1, most: Amount::MAX }),
		free_at: Some(START),
		title: Some("数控".into()),
	};
	let shown = json!({
		"kind": "dataSet",
		"tags": [1, 2],
		"region": "330000",
		"owner": 2,
		"price": {
			"within": {
				"asset": 1,
				"least": "1",
				"most": "340282366920938463463374607431768211455",
			},
		},
		"freeAt": START,
		"title": "数控",
	});
	is_json(&filter, shown);
	is_json(&PriceFilter::Free, json!("free"));
}

fn filter(shown: Value) -> Result<Filter, serde_json::Error> {
	from_value(shown)
}

#[test]
fn what_a_filter_does_not_tell_is_not_looked_at() {
	assert_eq!(filter(json!({})).unwrap(), Filter::default());
	let free = Filter { price: Some(PriceFilter::Free), ..Filter::default() };
	assert_eq!(filter(json!({ "price": "free" })).unwrap(), free);
	let nothing = json!({ "kind": null, "region": null, "owner": null, "price": null });
	assert_eq!(filter(nothing).unwrap(), Filter::default());
}

#[test]
fn small_amounts_can_be_numbers() {
	let within = json!({ "within": { "asset": 1, "least": 5, "most": "6" } });
	assert_eq!(
		from_value::<PriceFilter>(within).unwrap(),
		PriceFilter::Within { asset: CNY, least: 5, most: 6 }
	);
}

/// A misspelled filter would otherwise find everything.
#[test]
fn an_unknown_filter_is_refused() {
	for wrong in [
		json!({ "kinds": "course" }),
		json!({ "Kind": "course" }),
		json!({ "kind": "course", "limit": 5 }),
		json!({ "price": { "within": { "asset": 1, "least": "1", "most": "2", "per": "use" } } }),
	] {
		let refused = filter(wrong.clone()).unwrap_err().to_string();
		assert!(refused.contains("unknown field"), "{wrong}: {refused}");
	}
}

#[test]
fn a_wrong_filter_is_refused() {
	for wrong in [
		json!({ "kind": "data_set" }),
		json!({ "region": 330_106 }),
		json!({ "region": "330006" }),
		json!({ "tags": [0, 1, 2, 3, 4, 5, 6, 7, 8] }),
		json!({ "tags": null }),
		json!({ "tags": [65_536] }),
		json!({ "owner": "2" }),
		json!({ "price": "cheap" }),
		json!({ "price": { "within": { "asset": 1, "least": "1" } } }),
		json!({ "price": { "within": { "asset": 1, "least": "-1", "most": "2" } } }),
		json!({ "price": { "within": { "asset": 1, "least": "1", "most": 2.5 } } }),
	] {
		assert!(filter(wrong.clone()).is_err(), "{wrong}");
	}
}

#[test]
fn a_cursor_is_plain_json() {
	let rating = Rating { stars: 9, count: 2 };
	let position = Position::of(Order::Rating, ResourceId(258), rating);
	is_json(&position, json!("0xd20000000000000102"));
	for wrong in ["", "0x", "0xd2", "0xd2000000000000010200", "d20000000000000102x"] {
		assert!(from_value::<Position>(json!(wrong)).is_err(), "{wrong}");
	}
}
