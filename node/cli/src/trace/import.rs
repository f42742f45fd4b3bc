// SPDX-License-Identifier: Apache-2.0

//! `covenant trace import`.

use super::{
	amounts::{Dimension, Unit},
	book::{Book, Stop},
	calls::Step,
	document::Document,
	draft::{fault, Act, Correction, Draft, Portion},
	keys::{blank, LotKey, PlaceKey, ProductKey},
	ledger::{self, Asked, Ledger, Rehearsal, Sent},
	order::{turns, Known, Turn},
	plan::{units, Part, Plan, Units, MAX_CALLS, MAX_UNDONE},
	records::{self, Record},
	summary::{Line, Outcome, Summary},
};
use crate::{
	args::{Account, At, Global, Organization},
	failure::{unusable, Failure, Result},
	node::Node,
	output::Report,
	transaction::Signing,
};
use clap::Args;
use covenant_epcis::{Action, Event, Place, Uri, Vocabulary, What};
use std::{
	collections::{BTreeMap, BTreeSet, HashMap, HashSet},
	path::PathBuf,
};

/// The most events that correct one.
const MAX_CORRECTIVE: usize = 8;

/// What the chain says of an event that cannot be undone.
const CANNOT_UNDO: &str = "Traceability.CannotUndo";

/// A document, and who records it.
#[derive(Debug, Args)]
pub struct Import {
	/// The document: EPCIS 2.0 as JSON-LD, or - for standard input
	file: PathBuf,

	/// Find products, places and lots of this organization as well, beside those of the signer's; may
	/// be repeated
	#[arg(long = "partner", value_name = "ORGANIZATION")]
	partners: Vec<Organization>,

	/// Show what would be done, without a key
	#[arg(long, group = "key", requires = "organization")]
	dry_run: bool,

	/// Whose operator would sign
	#[arg(
		long,
		value_name = "ORGANIZATION",
		requires = "dry_run",
		conflicts_with_all = ["key_file", "key_stdin", "dev_key"]
	)]
	organization: Option<Organization>,

	#[command(flatten)]
	signing: Signing,
}

impl Import {
	/// Carries out the command.
	pub async fn run(self, global: &Global) -> Result<Report> {
		let document = Document::open(&self.file)?;
		let at = At { at: None };
		if let Some(organization) = self.organization {
			let node = global.node().await?;
			let organization = organization.id(&node, &at).await?;
			let partners = ids(&self.partners, &node).await?;
			let ledger = Rehearsal::new(Asked { node: &node, at });
			let summary = import(document, Book::new(&ledger, organization, partners)).await?;
			return Ok(summary.report(true));
		}
		let signer = self.signing.signer()?;
		signer.ensure_waits()?;
		let node = global.node().await?;
		let account = Account(signer.pair.public_key().to_account_id());
		let what = format!("operator {account}");
		let params = vec![account.json()];
		let operator = node.find("organizations_getOperator", params, &at, what).await?;
		let organization = operator["organization"].as_u64().and_then(|id| id.try_into().ok());
		let organization = organization.ok_or_else(|| unusable("an operator of nobody"))?;
		let partners = ids(&self.partners, &node).await?;
		let ledger = Sent { asked: Asked { node: &node, at }, signer };
		let summary = import(document, Book::new(&ledger, organization, partners)).await?;
		Ok(summary.report(false))
	}
}

async fn ids(organizations: &[Organization], node: &Node) -> Result<Vec<u32>> {
	let mut ids = Vec::new();
	for organization in organizations {
		ids.push(organization.id(node, &At { at: None }).await?);
	}
	Ok(ids)
}

/// Records the events of a document.
pub async fn import<L: Ledger>(document: Document, book: Book<'_, L>) -> Result<Summary> {
	let Document { events, problems } = document;
	let mut lines = Vec::new();
	for problem in problems {
		lines.push(Line::Event {
			index: problem.index,
			id: problem.event_id,
			hash: None,
			act: None,
			off_chain: Vec::new(),
			outcome: Outcome::LeftOut(fault(problem.path, problem.why)),
		});
	}
	let mut drafts = Vec::new();
	let mut corrections = Vec::new();
	for (index, event) in &events {
		let left_out =
			|fault| Line::event(*index, event, None, Vec::new(), Outcome::LeftOut(fault));
		match Correction::read(event) {
			Some(Ok(correction)) => corrections.push((*index, event, correction)),
			Some(Err(fault)) => lines.push(left_out(fault)),
			None => match Draft::read(event) {
				Ok(draft) => drafts.push((*index, event, draft)),
				Err(fault) => lines.push(left_out(fault)),
			},
		}
	}

	let known = Known::of(events.iter().map(|(_, event)| event));
	let all_drafts: Vec<_> = drafts.iter().map(|(_, _, draft)| draft).collect();
	let all_corrections: Vec<_> = corrections.iter().map(|(_, _, it)| it).collect();
	let turns = turns(&all_drafts, &all_corrections, &known);
	let units = units(all_drafts.iter().copied());
	let to_come = all_drafts.iter().map(|draft| (draft.digest, draft.act.makes())).collect();
	let mut importer = Importer { book, units, known, to_come, lines };
	for turn in turns {
		let (index, event, draft, done) = match turn {
			Turn::Record(place) => {
				let (index, event, draft) = &drafts[place];
				let outcome = match importer.container(*index, event, draft).await {
					Ok(()) => importer.record(draft).await,
					stop => stop.map(|()| Outcome::Already(Vec::new())),
				};
				importer.to_come.remove(&draft.digest);
				(index, event, Some(draft), outcome.map(|it| (it, Vec::new())))
			}
			Turn::Declare(place) | Turn::Undo(place) => {
				let (index, event, correction) = &corrections[place];
				let undo = matches!(turn, Turn::Undo(_));
				(index, event, None, importer.correct(correction, undo).await)
			}
		};
		let (outcome, unnamed) = importer.outcome(done)?;
		importer.lines.push(Line::event(*index, event, draft, unnamed, outcome));
	}
	Ok(Summary(importer.lines))
}

struct Importer<'a, L> {
	book: Book<'a, L>,
	units: Units,
	known: Known,
	/// The hashes of events whose turn has not come, and the lots that come to be with them.
	to_come: HashMap<[u8; 32], HashSet<&'a LotKey>>,
	lines: Vec<Line>,
}

/// What became of an event, and the fields of its declaration that stay off chain.
type Done = (Outcome, Vec<String>);

/// The events of the chain that are right.
struct Corrective {
	events: Vec<u64>,
	/// The places in the declaration, and the hashes, of those whose turn has not come.
	to_come: Vec<(usize, [u8; 32])>,
}

impl<L: Ledger> Importer<'_, L> {
	/// What is left out or fails is told, and the others go on. Anything else ends it.
	fn outcome(&self, result: std::result::Result<Done, Stop>) -> Result<Done> {
		let outcome = match result {
			Ok(done) => return Ok(done),
			Err(Stop::Left(fault)) => Outcome::LeftOut(fault),
			Err(Stop::Abort(Failure::Refused(why))) => Outcome::Failed(why, Vec::new()),
			Err(Stop::Abort(failure)) => return Err(self.given_up(failure)),
		};
		Ok((outcome, Vec::new()))
	}

	/// Adds to a failure what was done before it.
	fn given_up(&self, failure: Failure) -> Failure {
		let is_in =
			|line: &&Line| matches!(line, Line::Event { outcome: Outcome::Recorded(_), .. });
		let count = self.lines.iter().filter(is_in).count();
		let told = |why: String| {
			format!(
				"{why}\n{count} events were recorded before: import the document again to go on, \
				 what is recorded is skipped"
			)
		};
		match failure {
			Failure::Unreachable(why) => Failure::Unreachable(told(why)),
			Failure::Other(why) => Failure::Other(told(why)),
			failure => failure,
		}
	}

	/// Commissions a container that something is put into, if it is not there: nobody says of
	/// those when they came to be.
	async fn container(
		&mut self,
		index: usize,
		event: &Event,
		draft: &Draft,
	) -> std::result::Result<(), Stop> {
		let Act::Gather { action: Action::Add, parent: (key, uri), .. } = &draft.act else {
			return Ok(());
		};
		if !matches!(key.product, ProductKey::Sort(_)) || self.book.lot(key).await?.is_some() {
			return Ok(());
		}
		// Whoever is asked to leave the event out is not to make a container for it.
		self.ensure_children(draft).await?;
		let made = commissioned(event, uri).ok_or_else(|| fault("parentID", "is not an object"))?;
		let made = Draft::read(&made)?;
		let counted = (key.product.clone(), Dimension::Count);
		self.units.entry(counted).or_insert(Unit::Each);
		let outcome = self.record(&made).await?;
		let failed = match &outcome {
			Outcome::Failed(why, _) => Some(why.clone()),
			_ => None,
		};
		self.lines.push(Line::Container { index, name: key.to_string(), outcome });
		match failed {
			Some(why) => Err(Stop::Abort(Failure::Refused(format!("{key}: {why}")))),
			None => Ok(()),
		}
	}

	async fn ensure_children(&mut self, draft: &Draft) -> std::result::Result<(), Stop> {
		for (portion, _) in draft.act.portions() {
			self.book.whole_lot(portion).await.map_err(|stop| match stop {
				Stop::Left(it) => Stop::Left(fault(&portion.path, it.why)),
				stop => stop,
			})?;
		}
		Ok(())
	}

	async fn record(&mut self, draft: &Draft) -> std::result::Result<Outcome, Stop> {
		let digest = draft.digest;
		let since = self.book.recorded(&digest);
		if !since.is_empty() {
			return Ok(Outcome::Already(since.iter().map(|it| it.id).collect()));
		}
		let there = self.book.events(digest).await?;
		let is_wrong = there.iter().any(|it| it.error.is_some());
		if !there.is_empty() && (is_wrong || self.is_all(&draft.act, &there).await?) {
			return Ok(Outcome::Already(there.iter().map(|it| it.id).collect()));
		}

		let plan = Plan::make(draft, &mut self.book, &self.units, &there).await?;
		self.register(draft, &plan).await?;
		let mut recorded: Vec<_> = there.iter().map(|it| it.id).collect();
		for parts in plan.transactions() {
			match self.send(draft, parts).await {
				Ok(ids) => recorded.extend(ids),
				Err(Stop::Abort(Failure::Refused(why))) => {
					return Ok(Outcome::Failed(why, recorded))
				}
				Err(stop) => return Err(stop),
			}
		}
		Ok(Outcome::Recorded(recorded))
	}

	/// Whether these events of the chain are all that an event is.
	async fn is_all(&self, act: &Act, there: &[Record]) -> Result<bool> {
		Ok(match act {
			Act::Transform { .. } => true,
			Act::Gather { children: None, .. } => self.book.left_inside(there).await?.is_empty(),
			_ => records::lots(there).len() >= act.portions().len(),
		})
	}

	async fn register(&mut self, draft: &Draft, plan: &Plan) -> std::result::Result<(), Stop> {
		for (key, unit) in &plan.products {
			let id = self.make(Step::register_product(key, *unit)).await?;
			self.book.add_product(key.clone(), id, *unit);
			let name = format!("{key}, counted in {unit}");
			self.lines.push(Line::Registered { what: "product", id, name });
		}
		if let Some(place) = draft.place.as_ref().filter(|_| plan.place) {
			let id = self.make(Step::register_location(place)).await?;
			self.book.add_place(place.clone(), id);
			self.lines.push(Line::Registered { what: "location", id, name: place.name() });
		}
		Ok(())
	}

	async fn make(&self, step: Step) -> Result<u64> {
		let name = step.name;
		let outcomes = self.book.ledger.submit(&[step]).await.map_err(|failure| match failure {
			Failure::Refused(why) => Failure::Refused(format!("{name}: {why}")),
			failure => failure,
		})?;
		let made = outcomes.first().ok_or_else(|| unusable("a call that did nothing"))?;
		Ok(made.id)
	}

	async fn send(&mut self, draft: &Draft, parts: &[Part]) -> std::result::Result<Vec<u64>, Stop> {
		let mut steps = Vec::new();
		for part in parts {
			steps.push(part.step(draft, &mut self.book).await?);
		}
		let outcomes = self.book.ledger.submit(&steps).await?;
		for (part, outcome) in parts.iter().zip(&outcomes) {
			part.done(outcome, draft.digest, &mut self.book).await?;
		}
		Ok(outcomes.iter().map(|outcome| outcome.id).collect())
	}

	/// Declares events of the chain to be wrong, and undoes them if that is asked for and nothing
	/// happened since to the lots that they made.
	async fn correct(
		&mut self,
		correction: &Correction,
		undo: bool,
	) -> std::result::Result<Done, Stop> {
		let mut wrong = Vec::new();
		// With the lots that they made.
		let mut open = BTreeMap::new();
		for record in self.book.events(correction.digest).await? {
			let made = record.body.made();
			match record.error {
				None => {
					open.insert(record.id, made);
				}
				Some(error) => {
					wrong.push(record.id);
					if !error.undone {
						self.book.keep(&made);
					}
				}
			}
		}
		for ledger::Outcome { id, lots } in self.book.recorded(&correction.digest) {
			if !wrong.contains(id) {
				open.insert(*id, lots.clone());
			}
		}
		if open.is_empty() {
			if wrong.is_empty() {
				let why = "the event is not on the chain, so that it cannot be declared wrong: \
				           import it without its errorDeclaration first";
				return Err(fault("errorDeclaration", why).into());
			}
			return Ok((Outcome::AlreadyDeclared(wrong), Vec::new()));
		}

		let Corrective { events: corrective, to_come } = self.corrective(correction).await?;
		// How much of them there is has to be known before it changes.
		let taken = if undo { self.taken(correction).await? } else { Vec::new() };
		let made: Vec<_> = open.values().flatten().copied().collect();
		let undo = undo && self.book.is_untouched(&made).await?;
		let (ids, made): (Vec<_>, Vec<_>) = open.into_iter().unzip();
		let mut is_undone = undo;
		let most = if undo { MAX_UNDONE } else { MAX_CALLS };
		for (ids, made) in ids.chunks(most).zip(made.chunks(most)) {
			let made = made.concat();
			if self.declare(ids, correction, &corrective, undo).await? {
				self.book.undo(&made, &taken);
			} else {
				self.book.keep(&made);
				is_undone = false;
			}
		}
		let unnamed = self.unnamed(correction, &to_come, is_undone);
		Ok((if is_undone { Outcome::Undone(ids) } else { Outcome::Declared(ids) }, unnamed))
	}

	/// Corrective events that are lost: they cannot be named yet. Those that make the undone lots
	/// anew are found again by the codes of these.
	fn unnamed(
		&self,
		correction: &Correction,
		to_come: &[(usize, [u8; 32])],
		is_undone: bool,
	) -> Vec<String> {
		let is_found = is_undone && correction.reason == "IncorrectData";
		let undone = correction.act.as_ref().filter(|_| is_found).map(Act::makes);
		let undone = undone.unwrap_or_default();
		let is_lost = |digest| self.to_come.get(digest).is_none_or(|it| it.is_disjoint(&undone));
		let lost = to_come.iter().filter(|(_, digest)| is_lost(digest));
		lost.map(|(index, _)| corrective_field(*index)).collect()
	}

	/// The events of the chain that are right.
	async fn corrective(&self, correction: &Correction) -> std::result::Result<Corrective, Stop> {
		let mut corrective = BTreeSet::new();
		let mut to_come = Vec::new();
		for (index, id) in correction.corrective.iter().enumerate() {
			let path = corrective_field(index);
			let digest = self.known.digest(id).ok_or_else(|| {
				fault(&path, format!("{id} is neither a canonical hash nor in the document"))
			})?;
			let mut events: Vec<_> = self.book.recorded(&digest).iter().map(|it| it.id).collect();
			if events.is_empty() {
				events.extend(self.book.events(digest).await?.iter().map(|it| it.id));
			}
			if events.is_empty() {
				if !self.to_come.contains_key(&digest) {
					return Err(fault(path, format!("{id} is not on the chain")).into());
				}
				to_come.push((index, digest));
			}
			corrective.extend(events);
		}
		if corrective.len() > MAX_CORRECTIVE {
			let why = format!("more than {MAX_CORRECTIVE} events of the chain");
			return Err(fault("errorDeclaration.correctiveEventIDs", why).into());
		}
		Ok(Corrective { events: corrective.into_iter().collect(), to_come })
	}

	/// What a transformation took of which lots.
	async fn taken(
		&mut self,
		correction: &Correction,
	) -> std::result::Result<Vec<(u64, u128)>, Stop> {
		let Some(Act::Transform { inputs, .. }) = &correction.act else { return Ok(Vec::new()) };
		let mut taken = Vec::new();
		for Portion { lot, amount, path } in inputs {
			if let Some(lot) = self.book.lot(lot).await? {
				let quantity = amount.count(lot.unit).map_err(|why| fault(path, why))?;
				taken.push((lot.id, quantity));
			}
		}
		Ok(taken)
	}

	/// Whether events were undone with it.
	async fn declare(
		&self,
		events: &[u64],
		correction: &Correction,
		corrective: &[u64],
		undo: bool,
	) -> Result<bool> {
		let declare = |undo| {
			let step =
				|event: &u64| Step::declare_error(*event, &correction.reason, corrective, undo);
			events.iter().map(step).collect::<Vec<_>>()
		};
		if undo {
			match self.book.ledger.submit(&declare(true)).await {
				// Something has happened that was not seen from here.
				Err(Failure::Refused(why)) if why.starts_with(CANNOT_UNDO) => {}
				result => return result.map(|_| true),
			}
		}
		self.book.ledger.submit(&declare(false)).await?;
		Ok(false)
	}
}

/// That a container came to be, when and where something was put into it.
fn commissioned(event: &Event, container: &Uri) -> Option<Event> {
	let what = What::Object {
		action: Action::Add,
		epcs: vec![container.clone()],
		quantities: Vec::new(),
		ilmd: Vec::new(),
	};
	// No more of the place than the chain can hold, so that the hash is one of what it has.
	let place = event.read_point.as_ref().filter(|place| PlaceKey::read(&place.id).is_ok());
	let read_point = place.map(|place| Place { id: place.id.clone(), extensions: Vec::new() });
	Some(Event {
		time: event.time,
		time_zone_offset: event.time_zone_offset.clone(),
		biz_step: Vocabulary::BizStep.term("commissioning").ok(),
		read_point,
		..blank(what)?
	})
}

/// The field of a corrective event's id.
fn corrective_field(index: usize) -> String {
	format!("errorDeclaration.correctiveEventIDs[{index}]")
}
