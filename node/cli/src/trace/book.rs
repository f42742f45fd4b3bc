// SPDX-License-Identifier: Apache-2.0

//! Products, places and lots by their numbers: what the chain has of them, and what came of the
//! calls that were sent since, which the last finalized block need not show yet.

use super::{
	amounts::Unit,
	draft::{fault, Bond, Portion},
	keys::{LotKey, PlaceKey, ProductKey},
	ledger::{Ledger, Outcome},
	records::{self, Action, Body, Location, Product, Record},
};
use crate::failure::{Failure, Result};
use covenant_epcis::Fault;
use serde_json::json;
use std::collections::{BTreeSet, HashMap, HashSet};

/// The most events of one hash that are looked at.
pub const MOST_EVENTS: usize = 10_000;

/// Why an event is not recorded.
#[derive(Debug, PartialEq, Eq)]
pub enum Stop {
	/// The chain cannot hold it.
	Left(Fault),
	/// Nothing more can be done at all.
	Abort(Failure),
}

impl From<Fault> for Stop {
	fn from(fault: Fault) -> Self {
		Self::Left(fault)
	}
}

impl From<Failure> for Stop {
	fn from(failure: Failure) -> Self {
		Self::Abort(failure)
	}
}

/// A lot that can be named in a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lot {
	pub id: u64,
	/// Its product.
	pub product: u64,
	pub unit: Unit,
	pub left: u128,
	pub custodian: u32,
}

/// What is known, for the organization whose operator signs.
pub struct Book<'a, L> {
	pub ledger: &'a L,
	pub organization: u32,
	/// Others whose products and lots are found as well.
	partners: Vec<u32>,
	products: HashMap<(u32, ProductKey), (u64, Unit)>,
	places: HashMap<PlaceKey, u64>,
	lots: HashMap<LotKey, Lot>,
	/// Products and places without a key of their own, by organization and name.
	named_products: HashMap<u32, HashMap<String, Product>>,
	named_places: HashMap<u32, HashMap<String, u64>>,
	/// Lots that were put into others, or taken out, by calls that were sent.
	moved: HashMap<u64, Option<(u64, Bond)>>,
	/// Events that were recorded by calls that were sent, and the lots that they made.
	recorded: HashMap<[u8; 32], Vec<Outcome>>,
	/// Lots to which something happened by calls that were sent.
	touched: HashSet<u64>,
	/// Lots whose making was undone by calls that were sent.
	void: HashSet<u64>,
	/// Lots that stay although the event that made them is declared wrong.
	kept: HashSet<u64>,
}

impl<'a, L: Ledger> Book<'a, L> {
	pub fn new(ledger: &'a L, organization: u32, partners: Vec<u32>) -> Self {
		Self {
			ledger,
			organization,
			partners,
			products: HashMap::new(),
			places: HashMap::new(),
			lots: HashMap::new(),
			named_products: HashMap::new(),
			named_places: HashMap::new(),
			moved: HashMap::new(),
			recorded: HashMap::new(),
			touched: HashSet::new(),
			void: HashSet::new(),
			kept: HashSet::new(),
		}
	}

	/// The signer's own organization first.
	fn organizations(&self) -> Vec<u32> {
		let mut all = vec![self.organization];
		all.extend(&self.partners);
		all.dedup();
		all
	}

	/// An organization's product, and what it is counted in.
	pub async fn product(&mut self, owner: u32, key: &ProductKey) -> Result<Option<(u64, Unit)>> {
		if let Some(known) = self.products.get(&(owner, key.clone())) {
			return Ok(Some(*known));
		}
		let found: Option<Product> = match key {
			ProductKey::Gtin(gtin) => {
				let params = vec![json!(owner), json!(gtin)];
				self.ledger.get("trace_getProductByGtin", params).await?
			}
			ProductKey::Sort(sort) => {
				if !self.named_products.contains_key(&owner) {
					let all: Vec<Product> =
						self.ledger.all("trace_listProducts", json!(owner), usize::MAX).await?;
					let named = all.into_iter().filter(|it| it.gtin.is_none());
					// The first of a name counts, so that later ones change nothing.
					let mut names = HashMap::new();
					for product in named {
						let id = product.id;
						let first = names.entry(product.name.clone()).or_insert(product.clone());
						if id < first.id {
							*first = product;
						}
					}
					self.named_products.insert(owner, names);
				}
				self.named_products[&owner].get(sort.name()).cloned()
			}
		};
		let found = found.map(|product| (product.id, product.unit));
		if let Some(found) = found {
			self.products.insert((owner, key.clone()), found);
		}
		Ok(found)
	}

	/// Keeps a product that was registered.
	pub fn add_product(&mut self, key: ProductKey, id: u64, unit: Unit) {
		self.products.insert((self.organization, key), (id, unit));
	}

	/// A place of one of the organizations.
	pub async fn place(&mut self, key: &PlaceKey) -> Result<Option<u64>> {
		if let Some(known) = self.places.get(key) {
			return Ok(Some(*known));
		}
		for owner in self.organizations() {
			let found = match key {
				PlaceKey::Gln(gln) => {
					let params = vec![json!(owner), json!(gln)];
					let found = self.ledger.get::<Location>("trace_getLocationByGln", params);
					found.await?.map(|location| location.id)
				}
				PlaceKey::Within(name) => {
					if !self.named_places.contains_key(&owner) {
						let all: Vec<Location> = self
							.ledger
							.all("trace_listLocations", json!(owner), usize::MAX)
							.await?;
						let mut names = HashMap::new();
						for place in all.into_iter().filter(|it| it.gln.is_none()) {
							let first = names.entry(place.name).or_insert(place.id);
							*first = place.id.min(*first);
						}
						self.named_places.insert(owner, names);
					}
					self.named_places[&owner].get(name).copied()
				}
			};
			if let Some(id) = found {
				self.places.insert(key.clone(), id);
				return Ok(Some(id));
			}
		}
		Ok(None)
	}

	/// Keeps a place that was registered.
	pub fn add_place(&mut self, key: PlaceKey, id: u64) {
		self.places.insert(key, id);
	}

	/// A lot of one of the organizations. Of several, the one that the signer's has.
	pub async fn lot(&mut self, key: &LotKey) -> std::result::Result<Option<Lot>, Stop> {
		if let Some(known) = self.lots.get(key) {
			return Ok(Some(*known));
		}
		let organizations = self.organizations();
		let mut found = Vec::new();
		for owner in &organizations {
			let Some((product, _)) = self.product(*owner, &key.product).await? else { continue };
			for producer in &organizations {
				let params = vec![json!(producer), json!(product), json!(key.code)];
				found.extend(self.ledger.get("trace_getLotByCode", params).await?);
			}
		}
		found.retain(|lot: &records::Lot| !self.void.contains(&lot.id));
		let has = |lot: &records::Lot| lot.custodian == self.organization;
		if found.iter().any(has) {
			found.retain(has);
		}
		let lot = match found.as_slice() {
			[] => return Ok(None),
			[lot] => lot,
			[one, other, ..] => {
				let why = format!("{key} is lot {} or lot {}", one.id, other.id);
				return Err(fault("", why).into());
			}
		};
		if lot.serial != key.serial {
			let is = if lot.serial { "an item" } else { "a lot of more than one" };
			return Err(fault("", format!("{key} is {is} on the chain, lot {}", lot.id)).into());
		}
		let records::Lot { id, product, unit, left, custodian, .. } = *lot;
		let lot = Lot { id, product, unit, left, custodian };
		self.lots.insert(key.clone(), lot);
		Ok(Some(lot))
	}

	/// A lot that the signer's organization has.
	pub async fn own_lot(&mut self, key: &LotKey) -> std::result::Result<Lot, Stop> {
		let lot = self.lot(key).await?;
		let lot = lot.ok_or_else(|| fault("", format!("{key} is not on the chain")))?;
		if lot.custodian != self.organization {
			let why = format!("organization {} has {key}, not the signer's", lot.custodian);
			return Err(fault("", why).into());
		}
		Ok(lot)
	}

	/// A lot as a whole: the chain takes no part of one where it stays what it is.
	pub async fn whole_lot(&mut self, portion: &Portion) -> std::result::Result<Lot, Stop> {
		let lot = self.own_lot(&portion.lot).await?;
		if !portion.lot.serial {
			let quantity = portion.amount.count(lot.unit).map_err(|why| fault("quantity", why))?;
			if quantity != lot.left {
				let why = format!(
					"is {quantity} {unit} of {key}, of which there are {left} {unit}: the chain has \
					 the lot as a whole",
					unit = lot.unit,
					key = portion.lot,
					left = lot.left,
				);
				return Err(fault("quantity", why).into());
			}
		}
		Ok(lot)
	}

	/// Keeps a lot that was made.
	pub fn add_lot(&mut self, key: LotKey, id: u64, (product, unit): (u64, Unit), left: u128) {
		let custodian = self.organization;
		self.lots.insert(key, Lot { id, product, unit, left, custodian });
	}

	/// Takes so much away from a lot.
	pub fn take(&mut self, id: u64, quantity: u128) {
		for lot in self.lots.values_mut().filter(|lot| lot.id == id) {
			lot.left = lot.left.saturating_sub(quantity);
		}
	}

	/// Gives so much back to a lot.
	fn give(&mut self, id: u64, quantity: u128) {
		for lot in self.lots.values_mut().filter(|lot| lot.id == id) {
			lot.left = lot.left.saturating_add(quantity);
		}
	}

	/// Keeps that something happened to lots.
	pub fn touch(&mut self, lots: impl IntoIterator<Item = u64>) {
		self.touched.extend(lots);
	}

	/// Whether nothing is known to have happened to lots since they were made, without which that
	/// cannot be undone.
	pub async fn is_untouched(&self, lots: &[u64]) -> Result<bool> {
		for id in lots {
			if self.touched.contains(id) {
				return Ok(false);
			}
			let lot: Option<records::Lot> =
				self.ledger.get("trace_getLot", vec![json!(id)]).await?;
			if lot.is_some_and(|lot| lot.events > 1 || lot.place != records::Place::Free) {
				return Ok(false);
			}
		}
		Ok(true)
	}

	/// Keeps that an event was undone: the lots that it made are void, their codes free, and what
	/// it took is given back.
	pub fn undo(&mut self, made: &[u64], taken: &[(u64, u128)]) {
		self.void.extend(made);
		self.lots.retain(|_, lot| !made.contains(&lot.id));
		taken.iter().for_each(|(lot, quantity)| self.give(*lot, *quantity));
	}

	/// Keeps that lots stay although the event that made them is declared wrong.
	pub fn keep(&mut self, made: &[u64]) {
		self.kept.extend(made);
	}

	/// Why a lot cannot come to be: there is one.
	pub fn not_free(&self, key: &LotKey, lot: Lot) -> Fault {
		let mut why = format!("{key} is on the chain already, lot {}", lot.id);
		if self.kept.contains(&lot.id) {
			why.push_str(
				": the event that made it is declared wrong but not undone, which it could be only \
				 before anything else happened to the lot. Put the lot right with further events, \
				 or give the new one another number",
			);
		}
		fault("", why)
	}

	/// What is directly inside a lot, or fixed to it.
	pub async fn contents(&self, parent: u64, bond: Bond) -> Result<Vec<u64>> {
		let there: Vec<records::Lot> =
			self.ledger.all("trace_listContents", json!(parent), usize::MAX).await?;
		let is_in = |lot: &records::Lot| {
			lot.place == records::Place::Inside { parent, bond }
				&& !self.moved.contains_key(&lot.id)
		};
		let mut contents: Vec<_> =
			there.iter().filter(|lot| is_in(lot)).map(|lot| lot.id).collect();
		let came = self.moved.iter().filter(|(_, place)| **place == Some((parent, bond)));
		contents.extend(came.map(|(lot, _)| *lot));
		contents.sort_unstable();
		Ok(contents)
	}

	/// What was inside a lot when the first of these events took some of it out, and has been ever
	/// since: if that event meant all, it is still to leave.
	pub async fn left_inside(&self, there: &[Record]) -> Result<Vec<u64>> {
		let gathering = |it: &Record| match it.body {
			Body::Gather { bond, parent, .. } => Some((it.id, parent, bond)),
			_ => None,
		};
		let Some((first, parent, bond)) = there.iter().filter_map(gathering).min() else {
			return Ok(Vec::new());
		};
		let events: Vec<Record> =
			self.ledger.all("trace_listEvents", json!(parent), usize::MAX).await?;
		let mut inside = BTreeSet::new();
		for event in events.iter().filter(|it| gathering(it).is_some_and(|it| it.1 == parent)) {
			let Body::Gather { action, children, .. } = &event.body else { continue };
			match action {
				Action::Add if event.id < first => inside.extend(children),
				Action::Delete => inside.retain(|it| !children.contains(it)),
				Action::Add | Action::Observe => {}
			}
		}
		if inside.is_empty() {
			return Ok(Vec::new());
		}
		let contents = self.contents(parent, bond).await?;
		Ok(contents.into_iter().filter(|it| inside.contains(it)).collect())
	}

	/// Puts a lot into another, or takes it out.
	pub fn move_lot(&mut self, lot: u64, into: Option<(u64, Bond)>) {
		self.moved.insert(lot, into);
	}

	/// Events that the signer's organization recorded with a hash, as of the last finalized block.
	pub async fn events(&self, digest: [u8; 32]) -> Result<Vec<Record>> {
		let hash = json!(subxt::utils::H256(digest));
		let all: Vec<Record> = self.ledger.all("trace_listEventsByHash", hash, MOST_EVENTS).await?;
		Ok(all.into_iter().filter(|it| it.by.organization == self.organization).collect())
	}

	/// Those that were recorded since, and the lots that they made.
	pub fn recorded(&self, digest: &[u8; 32]) -> &[Outcome] {
		self.recorded.get(digest).map(Vec::as_slice).unwrap_or_default()
	}

	/// Keeps an event that was recorded.
	pub fn add_event(&mut self, digest: [u8; 32], outcome: Outcome) {
		self.recorded.entry(digest).or_default().push(outcome);
	}
}
