// SPDX-License-Identifier: Apache-2.0

//! A university and a company: a laboratory by the slot, a course that is built on another school's, a
//! project in milestones, ratings, rewards and figures; data that is granted, and a demand that is met.

use crate::common::*;
use covenant_primitives::{
	catalog::{Kind, Per, Price},
	AssetId, CreditScores, DemandId, ObjectId, Obligations, Opening, OrderId, Organizations as _,
	Party, PersonId, QuoteId, Region, RequestId, ResourceId, Slots, WrappedKey,
};
use covenant_runtime::{
	Bookings, Credit, Orders, Organizations, ResourceCatalog, Rewards, Runtime, SealedData,
};
use frame_support::{assert_err, assert_ok};
use pallet_bookings::{Calendar, Hours};
use pallet_orders::{
	Ask, Bid, Call, Conditions, Eligibility, Evidence, Figures, Method, Own, Role, Stages, Status,
	Turnover,
};
use pallet_resource_catalog::{
	runtime_api::Filter, Budget, Call as CatalogCall, Content, Contributor, DemandStatus, Listing,
	Order, Tags, Wanted,
};
use pallet_rewards::{Call as RewardsCall, Pool, PoolId};
use sp_core::H256;
use sp_runtime::{traits::BlakeTwo256, traits::Hash, BoundedVec};

type BookingsCall = pallet_bookings::Call<Runtime>;
type SealedCall = pallet_sealed_data::Call<Runtime>;
type Error = pallet_orders::Error<Runtime>;

const CNY: AssetId = covenant_runtime::genesis_config_presets::CNY;
const HOUR: u64 = DAY / 24;

/// Monday, 2026-01-05, midnight China Standard Time.
const MONDAY: u64 = START + 3 * DAY + 16 * HOUR;

/// Of January, by day and hour, local time; slots are hours.
fn slot(day: u32, hour: u32) -> u32 {
	// 2026-01-01 is the 20,454th day since 1970.
	(20_454 + day - 1) * 24 + hour
}

fn january() -> covenant_primitives::Month {
	"2026-01".parse().unwrap()
}

fn text<const N: u32>(text: &str) -> BoundedVec<u8, sp_core::ConstU32<N>> {
	BoundedVec::truncate_from(text.as_bytes().to_vec())
}

fn listing(title: &str, price: Option<(u128, Per)>) -> Listing {
	Listing {
		title: text(title),
		summary: text("what everybody may know"),
		description: H256::repeat_byte(1),
		tags: Tags::new(),
		region: Region(330_106),
		price: price.map(|(amount, per)| Price { asset: CNY, amount, per }),
		tiered: false,
	}
}

fn list(by: impl Signer, kind: Kind, listing: Listing) -> ResourceId {
	let id = pallet_resource_catalog::NextResourceId::<Runtime>::get();
	assert_ok!(send(by, CatalogCall::<Runtime>::list { kind, listing, content: None }));
	id
}

/// A week to answer, deliver and object; for nothing until a day before, then for a fifth.
fn conditions(method: Method) -> Conditions {
	Conditions {
		approval: method.needs_approval(),
		method,
		period: None,
		answer: 7 * DAY,
		delivery: 7 * DAY,
		acceptance: 7 * DAY,
		notice: DAY,
		fee: 2_000,
		arbiter: Some(COURT),
		contract: H256::repeat_byte(2),
	}
}

fn anybody() -> Eligibility {
	Eligibility {
		kinds: Default::default(),
		regions: Default::default(),
		credit: 0,
		license: None,
		capability: None,
	}
}

fn set_terms(by: impl Signer, resource: ResourceId, conditions: Conditions) {
	let open = true;
	let eligibility = anybody();
	assert_ok!(send(by, Call::<Runtime>::set_terms { resource, open, conditions, eligibility }));
}

fn ask(total: u128) -> Ask {
	Ask {
		version: 0,
		terms: 0,
		total,
		quantity: 1,
		slots: None,
		stages: Stages::new(),
		program: None,
		request: None,
		license: None,
		purpose: H256::repeat_byte(3),
	}
}

/// Eve orders for the works.
fn order(resource: ResourceId, ask: Ask) -> OrderId {
	let id = pallet_orders::NextOrderId::<Runtime>::get();
	assert_ok!(send(Eve, Call::<Runtime>::request { resource, ask }));
	id
}

/// Charlie delivers for the polytechnic.
fn deliver(order: OrderId) {
	let evidence = Evidence::Statement(H256::repeat_byte(4));
	assert_ok!(send(Charlie, Call::<Runtime>::deliver { order, evidence }));
}

fn accept(order: OrderId) {
	assert_ok!(send(Eve, Call::<Runtime>::accept { order }));
}

fn rate(by: impl Signer, order: OrderId, marks: [u8; 4]) {
	assert_ok!(send(by, Call::<Runtime>::rate { order, marks }));
}

fn status(order: OrderId) -> Status {
	Orders::query_order(order).unwrap().order.status
}

fn held() -> u128 {
	pallet_orders::Held::<Runtime>::get(WORKS, CNY)
}

/// What an organization has beyond what it had at first.
fn gain(organization: covenant_primitives::OrganizationId) -> i128 {
	let has = cny(&Organizations::account(organization));
	i128::try_from(has).unwrap() - i128::try_from(ENDOWMENT).unwrap()
}

fn score(organization: covenant_primitives::OrganizationId) -> u16 {
	<Credit as CreditScores>::score(organization).unwrap()
}

#[test]
fn a_university_shares_what_it_has_and_everybody_gets_their_part() {
	on_local_chain(|| {
		let rector = key("rector");
		let college = admit(uscc(7), (&rector).account(), &[]);
		let authors = ["author", "editor"].map(account);
		for (number, account) in (0_u64..).zip(authors.clone()) {
			let commitment = BlakeTwo256::hash(&number.to_le_bytes());
			assert_ok!(send(Charlie, PersonsCall::enroll { account, commitment }));
		}
		advance(MONDAY - 2 * DAY - now());
		next_block();

		// A laboratory, open from 9 to 17 on working days, for 100 yuan an hour.
		let lab = list(Charlie, Kind::Facility, listing("Laser lab", Some((10_000, Per::Slot))));
		let open = Hours { from: 9 * 60, until: 17 * 60 };
		let week = [open, open, open, open, open, Hours::default(), Hours::default()];
		let calendar = Calendar { length: 60, week, capacity: 1, horizon: 30 };
		assert_ok!(send(Charlie, BookingsCall::set_calendar { resource: lab, calendar }));
		set_terms(Charlie, lab, conditions(Method::Attendance));

		// A course that is built on the college's, with three contributors.
		let basics = list(&rector, Kind::Course, listing("Optics", None));
		set_terms(&rector, basics, conditions(Method::Statement));
		let course = list(Charlie, Kind::Course, listing("Laser welding", Some((9_999, Per::Use))));
		let (resource, parent, royalty) = (course, basics, 1_000);
		let propose = CatalogCall::<Runtime>::propose_derivation { resource, parent, royalty };
		assert_ok!(send(Charlie, propose));
		let agree = CatalogCall::<Runtime>::agree_derivation { resource: course, royalty };
		assert_ok!(send(&rector, agree));
		let share = |party, share| Contributor { party, share };
		let contributors = BoundedVec::truncate_from(vec![
			share(Party::Person(PersonId(0)), 2_000),
			share(Party::Organization(GRID), 500),
			share(Party::Person(PersonId(1)), 500),
		]);
		let set = CatalogCall::<Runtime>::set_contributors { resource: course, contributors };
		assert_ok!(send(Charlie, set));
		set_terms(Charlie, course, conditions(Method::Statement));

		// A project.
		let project = list(Charlie, Kind::Project, listing("Fixture", Some((400_000, Per::Use))));
		set_terms(Charlie, project, conditions(Method::Milestones));

		// Two bookings: one moves, the other is canceled late.
		let slots = |day, hour, count| Some(Slots { first: slot(day, hour), count, units: 1 });
		let first = order(lab, Ask { slots: slots(5, 10, 2), ..ask(20_000) });
		let second = order(lab, Ask { slots: slots(6, 14, 3), ..ask(30_000) });
		assert_eq!(held(), 50_000);
		let taken = Ask { slots: slots(5, 11, 1), ..ask(10_000) };
		let request = Call::<Runtime>::request { resource: lab, ask: taken };
		assert_err!(send(Dave, request), pallet_bookings::Error::<Runtime>::Taken);
		let moved = Call::<Runtime>::reschedule { order: first, first: slot(7, 10) };
		assert_ok!(send(Eve, moved));
		let free_at = |day: u64, hour: u64| Filter {
			free_at: Some(MONDAY + (day - 5) * DAY + hour * HOUR),
			..Filter::default()
		};
		let found = |filter| {
			let page = ResourceCatalog::query_search(filter, Order::Id, None, 10);
			page.items.into_iter().map(|info| info.id).collect::<Vec<_>>()
		};
		assert_eq!((found(free_at(5, 10)), found(free_at(7, 10))), (vec![lab], vec![]));

		pass_until(MONDAY + DAY);
		assert_ok!(send(Eve, Call::<Runtime>::cancel { order: second }));
		assert_eq!((status(second), held()), (Status::Canceled { by: Role::Buyer }, 20_000));
		assert_eq!(gain(SCHOOL), 6_000);

		// The course, three times over: 29,997 fen among five.
		let lessons = order(course, Ask { quantity: 3, ..ask(29_997) });
		deliver(lessons);
		accept(lessons);
		assert_eq!((gain(GRID), gain(SCHOOL)), (1_350, 24_898));
		assert_eq!(cny(&Organizations::account(college)), 3_000);
		assert_eq!(authors.each_ref().map(cny), [5_399, 1_350]);

		// The first milestone is fine, the second is not.
		let stages = Stages::truncate_from(vec![300_000, 200_000]);
		let fixture = order(project, Ask { stages, ..ask(500_000) });
		pass(DAY);
		assert_ok!(send(Charlie, Call::<Runtime>::approve { order: fixture }));
		deliver(fixture);
		accept(fixture);
		deliver(fixture);
		let (before, grounds) = (score(SCHOOL), H256::repeat_byte(5));
		assert_ok!(send(Eve, Call::<Runtime>::dispute { order: fixture, grounds }));
		let rule = |by: Sr25519Keyring| {
			let (paid, at_fault) = (120_000, Some(Role::Seller));
			send(by, Call::<Runtime>::rule { order: fixture, paid, at_fault })
		};
		assert_err!(rule(Alice), Error::NotAuthorized);
		assert_ok!(rule(Ferdie));
		assert!(score(SCHOOL) < before, "a dispute that was upheld costs credit");
		assert_eq!((status(fixture), gain(SCHOOL)), (Status::Settled, 444_898));

		// The laboratory was used.
		pass_until(MONDAY + 2 * DAY + 12 * HOUR);
		deliver(first);
		accept(first);
		assert_eq!((held(), gain(SCHOOL)), (0, 464_898));

		// Ratings, and what a sponsor adds. What is the college's is free, and used by the grid.
		rate(Eve, first, [4, 4, 4, 4]);
		rate(Eve, lessons, [5, 5, 4, 4]);
		rate(Eve, fixture, [3, 2, 2, 1]);
		rate(Charlie, fixture, [5, 5, 5, 5]);
		let free = pallet_orders::NextOrderId::<Runtime>::get();
		let request = Call::<Runtime>::request { resource: basics, ask: ask(0) };
		assert_ok!(send(Dave, request));
		let evidence = Evidence::Statement(H256::repeat_byte(6));
		assert_ok!(send(&rector, Call::<Runtime>::deliver { order: free, evidence }));
		pass(7 * DAY + HOUR);
		assert_eq!(status(free), Status::Settled, "nobody objected");
		rate(Dave, free, [5, 5, 5, 5]);
		let pool = PoolId { month: january(), asset: CNY };
		assert_ok!(send(Alice, RewardsCall::<Runtime>::fund { pool, amount: 1_000_000 }));
		assert_err!(
			send(Charlie, RewardsCall::<Runtime>::claim { pool }),
			pallet_rewards::Error::<Runtime>::TooEarly
		);

		// Statistics, as computed by hand.
		let figures = Figures {
			asked: 4,
			answered: 1,
			answer_time: pallet_orders::FiguresOf::<Runtime>::get(SCHOOL, january()).answer_time,
			settled: 3,
			failed: 0,
			used: 2 + 3 + 1,
			minutes: 120,
		};
		assert_eq!(pallet_orders::FiguresOf::<Runtime>::get(SCHOOL, january()), figures);
		assert!((DAY..DAY + HOUR).contains(&figures.answer_time), "a day, and some blocks");
		let of_lab = pallet_orders::FiguresFor::<Runtime>::get(lab, january());
		assert_eq!((of_lab.asked, of_lab.settled, of_lab.minutes), (2, 1, 120));
		let turnover =
			|organization| pallet_orders::Turnovers::<Runtime>::get(organization, (january(), CNY));
		assert_eq!(turnover(SCHOOL), Turnover { earned: 464_898, spent: 0 });
		assert_eq!(turnover(WORKS), Turnover { earned: 0, spent: 475_997 });
		assert_eq!(turnover(college), Turnover { earned: 3_000, spent: 0 });
		assert_eq!(turnover(GRID), Turnover { earned: 1_350, spent: 0 });

		// The month closes: the school has 40 + 45 + 20 points, the college 50; each is capped.
		advance(20 * DAY);
		next_block();
		assert_eq!(Rewards::query_reward(pool, SCHOOL).points, 105);
		assert_ok!(send(Charlie, RewardsCall::<Runtime>::claim { pool }));
		assert_ok!(send(&rector, RewardsCall::<Runtime>::claim { pool }));
		assert_eq!(gain(SCHOOL), 464_898 + 250_000);
		let left = Pool { amount: 1_000_000, claimed: 500_000 };
		assert_eq!(pallet_rewards::Pools::<Runtime>::get(pool), Some(left));

		// The trace of an order tells it all again.
		let log = Orders::query_log(second, None, 100).items;
		assert_eq!(log.len(), 3);
		assert!(log.iter().all(|entry| entry.by.as_ref().unwrap().organization == WORKS));
	});
}

#[test]
fn data_is_granted_for_what_was_paid_and_owners_answer_demands() {
	on_local_chain(|| {
		advance(MONDAY - now());
		next_block();
		// The polytechnic seals a file and lists it: both digests are committed to first.
		let school = Party::Organization(SCHOOL);
		let ciphertext = H256::repeat_byte(11);
		let plaintext = H256::repeat_byte(12);
		let salt = [1; 16];
		for (domain, digest) in
			[(pallet_sealed_data::DOMAIN, ciphertext), (pallet_resource_catalog::DOMAIN, plaintext)]
		{
			let opening = Opening { domain, digest, salt, party: school };
			let commitment = opening.commitment();
			let commit = pallet_first_come::Call::<Runtime>::commit { commitment };
			assert_ok!(send(Charlie, commit));
		}
		next_block();
		let policy = pallet_sealed_data::Policy {
			decision: pallet_sealed_data::Decision::Owner,
			acknowledge_days: 2,
			answer_days: 5,
			arbiter: Some(COURT),
			max_period: u64::MAX,
			max_uses: 100,
		};
		assert_ok!(send(Charlie, SealedCall::set_policy { policy: 0, terms: policy }));
		let content = pallet_sealed_data::Content {
			digest: ciphertext,
			size: 4_096,
			media_type: text("text/csv"),
			locations: BoundedVec::truncate_from(vec![text("https://school.example/1.age")]),
			suite: pallet_sealed_data::CipherSuite::AgeX25519,
			recipient: pallet_sealed_data::PublicKey(H256::repeat_byte(13)),
			escrow: None,
		};
		let register = SealedCall::register { content, salt, policy: 0, subject: None };
		assert_ok!(send(Charlie, register));
		let data = pallet_resource_catalog::NextResourceId::<Runtime>::get();
		let content = Content { object: ObjectId(0), fingerprint: plaintext };
		assert_ok!(send(
			Charlie,
			CatalogCall::<Runtime>::list {
				kind: Kind::DataSet,
				listing: listing("Weld seams", Some((500, Per::Use))),
				content: Some((content, salt)),
			}
		));
		set_terms(Charlie, data, conditions(Method::Grant));

		// The works looks for just that, and finds it; so does the polytechnic find the works.
		let wanted = Wanted {
			kind: Kind::DataSet,
			tags: Tags::new(),
			region: Region(330_000),
			quantity: 10,
			period: None,
			budget: Some(Budget { asset: CNY, amount: 5_000 }),
			summary: text("seams"),
			description: H256::repeat_byte(14),
			until: now() + 30 * DAY,
		};
		assert_ok!(send(Eve, CatalogCall::<Runtime>::post_demand { wanted }));
		let demand = DemandId(0);
		let fitting = ResourceCatalog::query_resources_for(demand, Order::Id, None, 10).items;
		assert_eq!(fitting[0].id, data);
		let wishes = ResourceCatalog::query_demands_for(data, None, 10).items;
		assert_eq!(wishes[0].id, demand);
		let bid = Bid {
			asset: Some(CNY),
			stages: Stages::truncate_from(vec![4_000]),
			quantity: 10,
			slots: None,
			until: now() + DAY,
		};
		assert_ok!(send(Charlie, Call::<Runtime>::quote { demand, resource: data, bid }));
		assert_err!(
			<ResourceCatalog as Obligations>::ensure_settled(WORKS),
			pallet_resource_catalog::Error::<Runtime>::StillDemands
		);

		// It asks for ten uses, and orders them.
		let key = pallet_sealed_data::PublicKey(H256::repeat_byte(15));
		assert_ok!(send(Eve, SealedCall::publish_key { key }));
		let asks = |uses| {
			let purpose = pallet_sealed_data::Purpose {
				code: pallet_sealed_data::PurposeCode::Research,
				statement: H256::repeat_byte(16),
			};
			let until = now() + 30 * DAY;
			let terms = pallet_sealed_data::Terms { purpose, from: 0, until, uses };
			SealedCall::ask { object: ObjectId(0), terms }
		};
		assert_ok!(send(Eve, asks(11)));
		let own = |request| Own {
			program: None,
			request: Some(RequestId(request)),
			purpose: H256::repeat_byte(17),
		};
		let accept = |own| Call::<Runtime>::accept_quote { quote: QuoteId(0), own };
		assert_err!(send(Eve, accept(own(0))), Error::WrongRequest);
		assert_ok!(send(Eve, SealedCall::withdraw { request: RequestId(0) }));
		assert_ok!(send(Eve, asks(10)));
		assert_ok!(send(Eve, accept(own(1))));
		let id = OrderId(0);
		assert_eq!((status(id), held()), (Status::Confirmed, 4_000));
		let met = ResourceCatalog::query_demand(demand).unwrap().demand.status;
		assert_eq!(met, DemandStatus::Met { order: id });

		// The grant is what delivers it.
		let deliver = || Call::<Runtime>::deliver { order: id, evidence: Evidence::Grant };
		assert_err!(send(Charlie, deliver()), Error::NotGranted);
		let wrapped = WrappedKey([1; 80]);
		let grant = SealedCall::grant { request: RequestId(1), key_version: 0, wrapped };
		assert_ok!(send(Charlie, grant));
		assert_ok!(send(Charlie, deliver()));
		assert_err!(<Orders as Obligations>::ensure_settled(SCHOOL), Error::OpenOrders);
		pass(7 * DAY + HOUR);
		assert_eq!((status(id), gain(SCHOOL)), (Status::Settled, 4_000));
		assert_ok!(<Orders as Obligations>::ensure_settled(SCHOOL));
		let uses = SealedData::query_request(RequestId(1)).unwrap();
		assert_eq!(uses.request.grant().unwrap().uses_left, 10);
		assert_eq!(Bookings::query_calendar(data), None);
	});
}
