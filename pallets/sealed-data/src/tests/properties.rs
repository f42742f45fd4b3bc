// SPDX-License-Identifier: Apache-2.0

//! Random calls by random signers: nothing panics, no invariant breaks, what fails leaves no trace,
//! requests go the ways that the crate's documentation draws, and nobody is reported twice for one
//! step.

use super::*;
use alloc::collections::{BTreeMap, BTreeSet};
use covenant_primitives::{
	time::{HOUR, MINUTE},
	Outcome::{Breached, DisputeUpheld, Fulfilled, Late},
};
use proptest::prelude::*;
use sp_runtime::{traits::Dispatchable, StateVersion};

#[derive(Clone, Debug)]
enum Step {
	/// Any call by anybody: most are refused.
	Call(AccountId, Box<Call<Test>>),
	/// A call by somebody who may make it, if there is such a somebody; the number chooses.
	Fitting(Intent, usize),
	Advance(Moment),
	/// The chain is too busy to notice what falls due.
	Lag(Moment),
	Suspend(OrganizationId, bool),
	/// A person leaves the chain, or comes back.
	Leave(AccountId, bool),
	Appoint(OrganizationId, bool),
}

#[derive(Clone, Debug)]
enum Intent {
	PublishKey(u8),
	/// Under one of the owner's policies, with the digest and the place of the commitment.
	Register(u8, u8, bool),
	Rotate(u8, u8),
	Relocate,
	ChangePolicy,
	Retire,
	/// For a period that begins and ends so far from now.
	Ask(Moment, Moment, u32),
	Withdraw,
	Acknowledge,
	Approve,
	Refuse,
	Grant,
	Dispute,
	Rule(u8),
	Use,
	Revoke,
}

impl Intent {
	/// The call, and who may make it.
	fn resolve(self, choice: usize) -> Option<(AccountId, Call<Test>)> {
		let object = || {
			let active =
				Objects::<Test>::iter().filter(|(_, record)| record.status == ObjectStatus::Active);
			choose(active, choice)
		};
		let owned = || {
			let (id, record) = object()?;
			Some((operator(record.owner)?, id, record))
		};
		let request = |fits: fn(&Request) -> bool| {
			let fitting = Requests::<Test>::iter().filter(|(_, request)| fits(request));
			let (id, request) = choose(fitting, choice)?;
			let owner = Objects::<Test>::get(request.object)?.owner;
			Some((id, request, operator(owner)?))
		};
		let is_pending = |request: &Request| request.status == RequestStatus::Pending;
		let voter = |request: &Request, owner| match &request.decision {
			Decision::Approvers { approvers, .. } => {
				operator(choose(approvers.iter().copied(), choice / 7)?)
			}
			_ => Some(owner),
		};
		let policy = |owner| choose(Policies::<Test>::iter_key_prefix(owner), choice);
		Some(match self {
			Self::PublishKey(number) => {
				let signer = choose(PARTIES.into_iter(), choice)?;
				(signer, Call::publish_key { key: key(number) })
			}
			Self::Register(digest, place, escrow) => {
				let (owner, policy) = choose(Policies::<Test>::iter_keys(), choice)?;
				let arbiter = Policies::<Test>::get(owner, policy)?.arbiter;
				let content = sealed(digest, arbiter.filter(|_| escrow));
				let subject = choice.is_multiple_of(2).then_some(PersonId(1));
				let call = Call::register { content, salt: salt(place), policy, subject };
				(operator(owner)?, call)
			}
			Self::Rotate(digest, place) => {
				let (signer, object, _) = owned()?;
				let content = sealed(digest, None);
				(signer, Call::rotate { object, content, salt: salt(place) })
			}
			Self::Relocate => {
				let (signer, object, _) = owned()?;
				(signer, Call::relocate { object, locations: content(2).locations })
			}
			Self::ChangePolicy => {
				let (signer, object, record) = owned()?;
				(signer, Call::change_policy { object, policy: policy(record.owner)? })
			}
			Self::Retire => {
				let (signer, object, _) = owned()?;
				(signer, Call::retire { object })
			}
			Self::Ask(from, until, uses) => {
				let (object, record) = object()?;
				let others = KeyCount::<Test>::iter_keys().filter(|it| *it != record.owner);
				let signer = operator(choose(others, choice / 5)?)?;
				let from = Now::get() + from;
				let terms = Terms { from, until: from + until, uses, ..terms() };
				(signer, Call::ask { object, terms })
			}
			Self::Withdraw => {
				let (id, asked, _) = request(Request::is_open)?;
				(operator(asked.requester)?, Call::withdraw { request: id })
			}
			Self::Acknowledge => {
				let (request, _, owner) = request(is_pending)?;
				(owner, Call::acknowledge { request })
			}
			Self::Approve => {
				let (id, asked, owner) = request(is_pending)?;
				(voter(&asked, owner)?, Call::approve { request: id })
			}
			Self::Refuse => {
				let (id, asked, owner) = request(is_pending)?;
				let reason = RefusalReason::Privacy;
				(voter(&asked, owner)?, Call::refuse { request: id, reason })
			}
			Self::Grant => {
				let (id, asked, owner) = request(Request::is_open)?;
				let key_version = SealedData::present_key(asked.requester)?;
				(owner, Call::grant { request: id, key_version, wrapped: wrapped(1) })
			}
			Self::Dispute => {
				let (id, asked, _) = request(|request| {
					let refused =
						matches!(request.status, RequestStatus::Refused { upheld: false, .. });
					let overdue = request.status == RequestStatus::Approved && request.overdue;
					request.arbiter.is_some() && (refused || overdue)
				})?;
				(operator(asked.requester)?, Call::dispute { request: id })
			}
			Self::Rule(how) => {
				let (id, asked, _) =
					request(|it| matches!(it.status, RequestStatus::Escalated { .. }))?;
				let key_version = SealedData::present_key(asked.requester)?;
				let ruling = match how % 3 {
					0 => Ruling::Approve,
					1 => Ruling::Grant { key_version, wrapped: wrapped(9) },
					_ => Ruling::Refuse(RefusalReason::NotNecessary),
				};
				(operator(Party::Organization(asked.arbiter?))?, Call::rule { request: id, ruling })
			}
			Self::Use => {
				let (id, asked, _) = request(|request| request.grant().is_some())?;
				let statement = H256::repeat_byte(1);
				(operator(asked.requester)?, Call::record_use { request: id, statement })
			}
			Self::Revoke => {
				let (request, _, owner) = request(|request| request.grant().is_some())?;
				(owner, Call::revoke { request, reason: RevocationReason::Misuse })
			}
		})
	}
}

/// Who acts for each party.
const PARTIES: [AccountId; 8] = [JUDGE, LAWYER, PROSECUTOR, CHAIR, ARBITER, ALICE, BOB, CAROL];

fn operator(of: Party) -> Option<AccountId> {
	match of {
		Party::Person(person) => MockPersons::account_of(person),
		Party::Organization(_) => PARTIES[..5].iter().copied().find(|it| party(*it) == of),
	}
}

fn choose<Item>(from: impl Iterator<Item = Item>, choice: usize) -> Option<Item> {
	let mut items: Vec<_> = from.collect();
	(!items.is_empty()).then(|| items.swap_remove(choice % items.len()))
}

/// A content, with its key in escrow if an arbiter is named who has a key.
fn sealed(digest: u8, arbiter: Option<OrganizationId>) -> Content {
	let escrow = arbiter.and_then(|arbiter| {
		let key_version = SealedData::present_key(Party::Organization(arbiter))?;
		Some(Escrow { arbiter, key_version, wrapped: wrapped(3) })
	});
	Content { escrow, ..content(digest) }
}

fn signer() -> impl Strategy<Value = AccountId> {
	prop_oneof![
		8 => prop::sample::select(PARTIES.to_vec()),
		1 => prop::sample::select(vec![CLERK, STRANGER]),
	]
}

fn organization() -> impl Strategy<Value = OrganizationId> {
	prop::sample::select(vec![COURT, LAW_FIRM, PROSECUTION, BAR, DATA_OFFICE])
}

fn any_party() -> impl Strategy<Value = Party> {
	prop_oneof![
		3 => organization().prop_map(Party::Organization),
		2 => (0..3_u64).prop_map(|person| Party::Person(PersonId(person))),
	]
}

fn decision() -> impl Strategy<Value = Decision> {
	let voters = prop::collection::btree_set(any_party(), 1..5);
	prop_oneof![
		1 => Just(Decision::Automatic),
		2 => Just(Decision::Owner),
		2 => (voters, 0..6_u8).prop_map(|(voters, threshold)| {
			approvers(threshold, &voters.into_iter().collect::<Vec<_>>())
		}),
	]
}

fn any_policy() -> impl Strategy<Value = Policy> {
	let arbiter = prop_oneof![1 => Just(None), 6 => Just(Some(DATA_OFFICE)), 1 => Just(Some(BAR))];
	(decision(), 0..3_u8, 1..4_u8, arbiter, 1..5_u32).prop_map(
		|(decision, acknowledge_days, answer_days, arbiter, max_uses)| Policy {
			decision,
			acknowledge_days,
			answer_days,
			arbiter,
			max_period: 20 * DAY,
			max_uses,
		},
	)
}

fn object_id() -> impl Strategy<Value = ObjectId> {
	(0..6_u64).prop_map(ObjectId)
}

fn request_id() -> impl Strategy<Value = RequestId> {
	(0..12_u64).prop_map(RequestId)
}

fn any_terms() -> impl Strategy<Value = Terms> {
	(0..20 * DAY, 0..20 * DAY, 0..4_u32).prop_map(|(from, length, uses)| Terms {
		from: START + from,
		until: START + from + length,
		uses,
		..terms()
	})
}

fn digest() -> impl Strategy<Value = u8> {
	1..12_u8
}

/// Commitments' places; zero was never committed.
fn place() -> impl Strategy<Value = u8> {
	0..40_u8
}

fn call() -> impl Strategy<Value = Call<Test>> {
	let granted = (request_id(), 0..3_u32).prop_map(|(request, key_version)| Call::grant {
		request,
		key_version,
		wrapped: wrapped(2),
	});
	let ruling = prop_oneof![
		Just(Ruling::Approve),
		(0..2_u32).prop_map(|key_version| Ruling::Grant { key_version, wrapped: wrapped(4) }),
		Just(Ruling::Refuse(RefusalReason::Other)),
	];
	let registered = (digest(), place(), 0..5_u32, prop::option::of(0..4_u64), any::<bool>());
	let reason = RefusalReason::Other;
	prop_oneof![
		(0..6_u8).prop_map(|number| Call::publish_key { key: key(number) }),
		(0..5_u32, any_policy()).prop_map(|(policy, terms)| Call::set_policy { policy, terms }),
		registered.prop_map(|(digest, place, policy, subject, escrow)| Call::register {
			content: if escrow { escrowed(digest, 0) } else { content(digest) },
			salt: salt(place),
			policy,
			subject: subject.map(PersonId),
		}),
		object_id().prop_map(|object| Call::relocate { object, locations: Default::default() }),
		(object_id(), 0..5_u32).prop_map(|(object, policy)| Call::change_policy { object, policy }),
		(object_id(), digest(), place()).prop_map(|(object, digest, place)| Call::rotate {
			object,
			content: content(digest),
			salt: salt(place),
		}),
		object_id().prop_map(|object| Call::retire { object }),
		(object_id(), any_terms()).prop_map(|(object, terms)| Call::ask { object, terms }),
		request_id().prop_map(|request| Call::withdraw { request }),
		request_id().prop_map(|request| Call::acknowledge { request }),
		request_id().prop_map(|request| Call::approve { request }),
		request_id().prop_map(move |request| Call::refuse { request, reason }),
		granted,
		request_id().prop_map(|request| Call::dispute { request }),
		(request_id(), ruling).prop_map(|(request, ruling)| Call::rule { request, ruling }),
		request_id().prop_map(|request| Call::record_use { request, statement: H256::zero() }),
		request_id().prop_map(|request| Call::revoke { request, reason: RevocationReason::Other }),
	]
}

fn intent() -> impl Strategy<Value = Intent> {
	prop_oneof![
		2 => (0..6_u8).prop_map(Intent::PublishKey),
		3 => (digest(), place(), any::<bool>())
			.prop_map(|(digest, place, escrow)| Intent::Register(digest, place, escrow)),
		1 => (digest(), place()).prop_map(|(digest, place)| Intent::Rotate(digest, place)),
		1 => Just(Intent::Relocate),
		1 => Just(Intent::ChangePolicy),
		1 => Just(Intent::Retire),
		12 => (0..2 * DAY, MINUTE..18 * DAY, 1..3_u32)
			.prop_map(|(from, length, uses)| Intent::Ask(from, length, uses)),
		1 => Just(Intent::Withdraw),
		1 => Just(Intent::Acknowledge),
		6 => Just(Intent::Approve),
		4 => Just(Intent::Refuse),
		5 => Just(Intent::Grant),
		6 => Just(Intent::Dispute),
		9 => any::<u8>().prop_map(Intent::Rule),
		4 => Just(Intent::Use),
		1 => Just(Intent::Revoke),
	]
}

fn step() -> impl Strategy<Value = Step> {
	prop_oneof![
		10 => (signer(), call().prop_map(Box::new)).prop_map(|(signer, call)| Step::Call(signer, call)),
		40 => (intent(), any::<usize>()).prop_map(|(intent, n)| Step::Fitting(intent, n)),
		6 => (0..3 * DAY).prop_map(Step::Advance),
		1 => (0..2 * HOUR).prop_map(Step::Lag),
		2 => (organization(), prop::bool::weighted(0.2)).prop_map(|(o, s)| Step::Suspend(o, s)),
		1 => (prop::sample::select(vec![ALICE, BOB, CAROL]), prop::bool::weighted(0.3))
			.prop_map(|(account, gone)| Step::Leave(account, gone)),
		1 => (prop::sample::select(vec![BAR, DATA_OFFICE]), any::<bool>())
			.prop_map(|(o, may)| Step::Appoint(o, may)),
	]
}

/// Dispatches `call`; one that fails leaves no trace.
fn dispatch(signer: AccountId, call: Call<Test>) {
	let root = || sp_io::storage::root(StateVersion::V1);
	let before = root();
	if RuntimeCall::from(call).dispatch(signed(signer)).is_err() {
		assert_eq!(before, root());
	}
}

/// What has been seen of all requests and objects.
#[derive(Default)]
struct Witness {
	/// How often each request has gone from one state to another.
	steps: BTreeMap<RequestId, u32>,
	/// Of which request's steps a report was made, and whether it was about a dispute.
	reported: BTreeSet<(RequestId, u32, bool)>,
	/// Which requests' refusals were overruled.
	overruled: BTreeSet<RequestId>,
}

impl Witness {
	/// Has one thing happen and looks at what it changed.
	fn watch(&mut self, happens: impl FnOnce()) {
		let requests: BTreeMap<_, _> = Requests::<Test>::iter().collect();
		let objects: BTreeMap<_, _> = Objects::<Test>::iter().collect();
		let log: BTreeMap<_, _> =
			Log::<Test>::iter().map(|(o, i, entry)| ((o, i), entry)).collect();
		happens();
		check();

		for (organization, outcome, id) in reports() {
			let (id, former) = (RequestId(id), &requests[&RequestId(id)]);
			let owner = objects[&former.object].owner;
			let silent = match former.status {
				RequestStatus::Escalated { .. } if outcome != DisputeUpheld => {
					Party::Organization(former.arbiter.unwrap())
				}
				_ => owner,
			};
			assert_eq!(Party::Organization(organization), silent);
			match (&former.status, outcome) {
				(RequestStatus::Pending | RequestStatus::Escalated { .. }, Late)
				| (RequestStatus::Approved, Breached) => {
					assert!(!former.overdue && former.due <= Now::get());
				}
				(_, Fulfilled) => assert!(former.is_open() && !former.overdue),
				(RequestStatus::Escalated { refused: Some(_) }, DisputeUpheld) => {
					assert!(self.overruled.insert(id), "{id:?} was overruled twice");
				}
				other => panic!("{other:?} was reported"),
			}
			let step = self.steps.get(&id).copied().unwrap_or_default();
			let first = self.reported.insert((id, step, outcome == DisputeUpheld));
			assert!(first, "step {step} of {id:?} was reported twice");
		}
		for (id, former) in &requests {
			let present = Requests::<Test>::get(id).unwrap();
			if present.status != former.status && !is_used(former, &present) {
				assert!(is_drawn(&former.status, &present.status), "{former:?} became {present:?}");
				*self.steps.entry(*id).or_default() += 1;
			}
			let kept = |it: &Request| (it.object, it.requester, it.terms, it.asked_at, it.arbiter);
			assert_eq!(kept(former), kept(&present));
			assert_eq!(former.decision, present.decision);
			assert_eq!((present.approvals & former.approvals), former.approvals);
			assert_eq!((present.refusals & former.refusals), former.refusals);
			assert_eq!(present.approvals & present.refusals, 0);
		}
		for (id, former) in objects {
			let present = Objects::<Test>::get(id).unwrap();
			assert_eq!((present.owner, present.subject), (former.owner, former.subject));
			assert!(present.epoch >= former.epoch);
			match former.status {
				ObjectStatus::Active => (),
				ObjectStatus::Retired => assert!(present.status != ObjectStatus::Active),
				ObjectStatus::Displaced { .. } => {
					assert!(matches!(present.status, ObjectStatus::Displaced { .. }));
				}
			}
		}
		for ((object, index), entry) in log {
			assert_eq!(Log::<Test>::get(object, index), Some(entry), "a log was changed");
		}
	}

	fn take(&mut self, step: Step) {
		match step {
			Step::Call(signer, call) => self.watch(|| dispatch(signer, *call)),
			Step::Fitting(intent, choice) => {
				if let Some((signer, call)) = intent.resolve(choice) {
					self.watch(|| dispatch(signer, call));
				}
			}
			Step::Advance(by) => self.advance(Now::get() + by),
			Step::Lag(by) => set_clock(Now::get() + by),
			Step::Suspend(organization, suspended) => suspend(organization, suspended),
			Step::Leave(account, true) => {
				People::mutate(|people| people.remove(&account));
			}
			Step::Leave(account, false) => {
				People::mutate(|people| people.insert(account, PersonId(account - 1)));
			}
			Step::Appoint(organization, true) => {
				Arbiters::mutate(|arbiters| arbiters.insert(organization));
				let operator = if organization == BAR { CHAIR } else { ARBITER };
				Operators::mutate(|operators| {
					let given = &mut operators.get_mut(&operator).unwrap().1;
					given.insert(covenant_primitives::Capability::Arbitrate)
				});
			}
			Step::Appoint(organization, false) => {
				Arbiters::mutate(|arbiters| arbiters.remove(&organization));
			}
		}
	}

	/// Carries out what falls due, moment by moment.
	fn advance(&mut self, to: Moment) {
		while let Some(at) = tasks().into_iter().map(|(at, _)| at).min().filter(|at| *at <= to) {
			self.watch(|| advance_to(at.max(Now::get())));
		}
		set_clock(to);
	}
}

/// Whether a grant was used, and nothing else.
fn is_used(former: &Request, present: &Request) -> bool {
	match (former.grant(), present.grant()) {
		(Some(former), Some(present)) => {
			*present == Grant { uses_left: former.uses_left - 1, ..*former }
		}
		_ => false,
	}
}

/// Whether the documentation draws an arrow from one state to the other, or the object or the
/// period ended.
fn is_drawn(former: &RequestStatus, present: &RequestStatus) -> bool {
	use RequestStatus::*;
	match (former, present) {
		(Pending, Approved | Granted(_) | Escalated { refused: None } | Withdrawn)
		| (Approved, Granted(_) | Escalated { refused: None } | Withdrawn)
		| (Escalated { .. }, Approved | Granted(_) | Withdrawn | Refused { upheld: true, .. })
		| (Pending | Approved, Refused { upheld: true, .. })
		| (Pending, Refused { upheld: false, .. })
		| (Granted(_), Revoked { .. }) => true,
		(Refused { reason, upheld: false, .. }, Escalated { refused }) => *refused == Some(*reason),
		_ => false,
	}
}

/// Policies of the court, the data office and two persons, and everybody's key.
fn prepared(policies: Vec<Policy>) {
	for account in PARTIES {
		assert_ok!(SealedData::publish_key(signed(account), key(7)));
	}
	for (number, terms) in policies.into_iter().enumerate() {
		for account in [JUDGE, PROSECUTOR, ALICE] {
			// What does not suit an owner is refused.
			let policy = u32::try_from(number).unwrap();
			dispatch(account, Call::set_policy { policy, terms: terms.clone() });
		}
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn no_sequence_of_steps_breaks_an_invariant(
		policies in prop::collection::vec(any_policy(), 4),
		steps in prop::collection::vec(step(), 40..120),
	) {
		ExtBuilder::build_and_execute(|| {
			prepared(policies);
			let mut witness = Witness::default();
			for step in steps {
				witness.take(step);
			}
			// Whatever happened, no request is stuck: each falls due, and can be withdrawn.
			witness.advance(Now::get() + 30 * DAY);
			assert_eq!(tasks(), []);
			for organization in [COURT, LAW_FIRM, PROSECUTION, BAR, DATA_OFFICE] {
				suspend(organization, false);
			}
			for account in [ALICE, BOB, CAROL] {
				witness.take(Step::Leave(account, false));
			}
			for (id, request) in Requests::<Test>::iter().collect::<Vec<_>>() {
				if request.is_open() {
					let signer = operator(request.requester).unwrap();
					assert_ok!(SealedData::withdraw(signed(signer), id));
				}
			}
			assert_eq!(Waiting::<Test>::iter_keys().count(), 0);
			assert_eq!(OpenCount::<Test>::iter_keys().count(), 0);
			assert_eq!(OpenRequests::<Test>::iter_keys().count(), 0);
		});
	}

	#[test]
	fn arbitrary_calls_do_not_panic(
		signer in signer(),
		call in 0..18_u8,
		bytes in prop::collection::vec(any::<u8>(), 0..120),
	) {
		use codec::Decode;
		ExtBuilder::build_and_execute(|| {
			granted();
			let input = [vec![call], bytes].concat();
			if let Ok(call) = Call::<Test>::decode(&mut input.as_slice()) {
				dispatch(signer, call);
			}
		});
	}
}
