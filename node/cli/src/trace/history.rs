// SPDX-License-Identifier: Apache-2.0

//! What the chain has of lots' pasts, with the names that things have off chain.

use super::{
	book::MOST_EVENTS,
	keys::{LotKey, PlaceKey, ProductKey, Sort},
	ledger::Ask,
	names::TERMS,
	records::{
		Action, Body, Declaration, Location, Lot, Product, Record, Shipment, Transformation,
	},
	restore::{Deed, Facts, Good, Restored, SpecialAct},
};
use crate::failure::{unusable, Failure, Result};
use covenant_epcis::{ErrorDeclaration, Event, Json as Field, Time, Uri, Vocabulary};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use subxt::utils::H256;

/// The chain at a block.
pub struct History<A> {
	ask: A,
	/// The hash of the chain's first block, in hex.
	genesis: String,
	lots: HashMap<u64, (Lot, Uri)>,
	products: HashMap<u64, Product>,
	places: HashMap<u64, Uri>,
	events: HashMap<u64, Vec<Record>>,
	shipments: HashMap<u64, Vec<u64>>,
}

/// Events off chain, and of which events of the chain they are.
#[derive(Debug, PartialEq, Eq)]
pub struct Told {
	pub event: Event,
	/// Whether its hash is the one on the chain, if there is one.
	pub is_whole: bool,
	/// The first of the chain's.
	pub id: u64,
}

impl<A: Ask> History<A> {
	pub fn new(ask: A, genesis: H256) -> Self {
		Self {
			ask,
			genesis: hex::encode(genesis.0),
			lots: HashMap::new(),
			products: HashMap::new(),
			places: HashMap::new(),
			events: HashMap::new(),
			shipments: HashMap::new(),
		}
	}

	/// What happened to these lots, by time.
	pub async fn tell(&mut self, lots: &[u64]) -> Result<Vec<Told>> {
		let mut records = BTreeMap::new();
		for lot in lots {
			let events = self.events_of(*lot).await?;
			records.extend(events.into_iter().map(|record| (record.id, record)));
		}
		let mut told = Vec::new();
		while let Some((_, record)) = records.pop_first() {
			let (Restored { event, is_whole }, group) = self.restored(&record).await?;
			for other in &group {
				records.remove(&other.id);
			}
			let event = self.declared(event, &record, &group).await?;
			told.push(Told { event, is_whole, id: record.id });
		}
		told.sort_by_key(|it| (it.event.time, it.id));
		Ok(told)
	}

	/// The event off chain, and the events of the chain that it is.
	async fn restored(&mut self, record: &Record) -> Result<(Restored, Vec<Record>)> {
		let wrong = |fault| Failure::Other(format!("event {} of the chain: {fault}", record.id));
		let group = self.group(record).await?;
		if group.len() > 1 {
			// The hash proves that they belong together, and nothing else does.
			match self.facts(&group).await?.restore() {
				Ok(restored) if restored.is_whole => return Ok((restored, group)),
				Ok(_) | Err(_) => {}
			}
		}
		let alone = vec![record.clone()];
		let restored = self.facts(&alone).await?.restore().map_err(wrong)?;
		Ok((restored, alone))
	}

	/// Events of the chain that may be one off chain: it names more lots than one of the chain's
	/// does.
	async fn group(&self, record: &Record) -> Result<Vec<Record>> {
		let Some(digest) = record.details.digest else { return Ok(Vec::new()) };
		let all: Vec<Record> =
			self.ask.all("trace_listEventsByHash", json!(digest), MOST_EVENTS).await?;
		let is_alike = |other: &Record| {
			other.by == record.by
				&& other.details == record.details
				&& other.body.is_alike(&record.body)
		};
		let mut group: Vec<_> = all.into_iter().filter(is_alike).collect();
		group.sort_by_key(|it| it.id);
		Ok(group)
	}

	/// Adds that an event is wrong.
	async fn declared(
		&mut self,
		mut event: Event,
		record: &Record,
		group: &[Record],
	) -> Result<Event> {
		let Some(error) = &record.error else { return Ok(event) };
		let mut corrective = BTreeSet::new();
		for id in self.corrective(group, error).await? {
			let record: Option<Record> = self.ask.get("trace_getEvent", vec![json!(id)]).await?;
			let record = record.ok_or_else(|| unusable(format!("there is no event {id}")))?;
			corrective.insert(self.restored(&record).await?.0.event.hash_id());
		}
		// It may have been recorded again as it was.
		corrective.remove(&event.hash_id());
		let mut extensions = Vec::new();
		if error.undone {
			event.namespaces.insert(TERMS.0, TERMS.1);
			extensions.push((format!("{}:undone", TERMS.0), Field::Bool(true)));
		}
		event.error_declaration = Some(ErrorDeclaration {
			time: Time::from_milliseconds(error.at).ok_or_else(|| unusable("a time"))?,
			reason: Some(Vocabulary::ErrorReason.term(&error.reason).map_err(unusable)?),
			corrective_events: corrective.into_iter().collect(),
			extensions,
		});
		Ok(event)
	}

	/// The events that are right. Those that made lots of the same codes anew could not be named
	/// when the wrong one was declared so: they came only once that was undone.
	async fn corrective(&mut self, group: &[Record], error: &Declaration) -> Result<BTreeSet<u64>> {
		let mut corrective: BTreeSet<_> = error.corrective.iter().copied().collect();
		if error.undone && error.reason == "incorrect_data" {
			for id in group.iter().flat_map(|it| it.body.made()) {
				let Lot { producer, product, code, .. } = self.lot(id).await?.0;
				let params = vec![json!(producer), json!(product), json!(code)];
				let anew: Option<Lot> = self.ask.get("trace_getLotByCode", params).await?;
				corrective.extend(anew.map(|lot| lot.origin));
			}
		}
		Ok(corrective)
	}

	/// What the chain knows of events that are one off chain.
	async fn facts(&mut self, group: &[Record]) -> Result<Facts> {
		let first = group.first().ok_or_else(|| unusable("an event that is none"))?;
		let mut deed = self.deed(first, group).await?;
		self.tell_apart(&mut deed)?;
		let place = match first.details.location {
			Some(location) => Some(self.place(location).await?),
			None => None,
		};
		Ok(Facts {
			at: first.details.at,
			recorded: group.iter().map(|it| it.recorded).max().unwrap_or(first.recorded),
			step: first.details.step.clone(),
			disposition: first.details.disposition.clone(),
			place,
			deed,
			act: first.body.special(),
			digest: first.details.digest.map(|digest| digest.0),
		})
	}

	/// What happened.
	async fn deed(&mut self, first: &Record, group: &[Record]) -> Result<Deed> {
		let object = |action, goods| Deed::Object { action, goods };
		use covenant_epcis::Action::{Add, Delete, Observe};
		Ok(match &first.body {
			Body::Commission(_) => object(Add, self.portions(group).await?),
			Body::Decommission(_) => object(Delete, self.portions(group).await?),
			Body::Observe { .. } | Body::Inspect { .. } => {
				object(Observe, self.whole(group).await?)
			}
			Body::Ship { shipment }
			| Body::Receive { shipment }
			| Body::Reject { shipment }
			| Body::TakeBack { shipment } => {
				let lots = self.shipment(*shipment).await?;
				object(Observe, self.whole_lots(&lots, first).await?)
			}
			Body::Gather { bond, action, parent, .. } => {
				let children = self.whole(group).await?;
				let parent = self.lot(*parent).await?.1;
				let action = match action {
					Action::Add => Add,
					Action::Observe => Observe,
					Action::Delete => Delete,
				};
				Deed::Gather { bond: *bond, action, parent, children }
			}
			Body::Link { documents, .. } => {
				let documents = documents.iter().map(|it| (it.kind.clone(), it.digest.0)).collect();
				Deed::Link { goods: self.whole(group).await?, documents }
			}
			Body::Transform(Transformation { inputs, outputs, gain }) => {
				let mut lists = [Vec::new(), Vec::new()];
				for (list, portions) in lists.iter_mut().zip([inputs, outputs]) {
					for portion in portions {
						list.push(self.good(portion.lot, portion.quantity).await?);
					}
				}
				let [inputs, outputs] = lists;
				Deed::Transform { inputs, outputs, gain: *gain }
			}
		})
	}

	/// Calls lots by their own names where another has the same key, as lots of different producers
	/// may: no list has a name twice.
	fn tell_apart(&self, deed: &mut Deed) -> Result<()> {
		let (holder, lists) = match deed {
			Deed::Object { goods, .. } | Deed::Link { goods, .. } => (None, vec![goods]),
			Deed::Gather { parent, children, .. } => (Some(&*parent), vec![children]),
			Deed::Transform { inputs, outputs, .. } => (None, vec![inputs, outputs]),
		};
		for goods in lists {
			let mut names: HashSet<_> = holder.map(|it| it.to_string()).into_iter().collect();
			for good in goods {
				if !names.insert(good.uri.to_string()) {
					good.uri = self.own_uri("lots", good.id)?;
				}
			}
		}
		Ok(())
	}

	/// What came to be, or is no more; each lot once.
	async fn portions(&mut self, group: &[Record]) -> Result<Vec<Good>> {
		let mut portions = BTreeMap::new();
		for record in group {
			if let Body::Commission(portion) | Body::Decommission(portion) = &record.body {
				portions.entry(portion.lot).or_insert(portion.quantity);
			}
		}
		let mut goods = Vec::new();
		for (lot, quantity) in portions {
			goods.push(self.good(lot, quantity).await?);
		}
		Ok(goods)
	}

	/// Lots as a whole; each once.
	async fn whole(&mut self, group: &[Record]) -> Result<Vec<Good>> {
		let mut goods = Vec::new();
		let mut seen = BTreeSet::new();
		for record in group {
			let lots: Vec<_> =
				record.body.lots().into_iter().filter(|it| seen.insert(*it)).collect();
			goods.extend(self.whole_lots(&lots, record).await?);
		}
		Ok(goods)
	}

	/// Lots and how much of them there was when an event was recorded.
	async fn whole_lots(&mut self, lots: &[u64], record: &Record) -> Result<Vec<Good>> {
		let mut goods = Vec::new();
		for lot in lots {
			let left = self.left_before(*lot, record).await?;
			goods.push(self.good(*lot, left).await?);
		}
		Ok(goods)
	}

	async fn left_before(&mut self, id: u64, record: &Record) -> Result<u128> {
		let lot = self.lot(id).await?.0;
		if lot.serial {
			return Ok(1);
		}
		let events = self.events_of(id).await?;
		let stood = |before: &&Record| {
			let error = before.error.as_ref().filter(|error| error.undone);
			before.id < record.id && error.is_none_or(|error| error.at > record.recorded)
		};
		let taken: u128 = events.iter().filter(stood).map(|before| before.body.taken(id)).sum();
		Ok(lot.quantity.saturating_sub(taken))
	}

	async fn good(&mut self, id: u64, quantity: u128) -> Result<Good> {
		let (lot, uri) = self.lot(id).await?;
		Ok(Good { id, uri, serial: lot.serial, quantity, unit: lot.unit })
	}

	/// A lot, and how it is called off chain.
	async fn lot(&mut self, id: u64) -> Result<(Lot, Uri)> {
		if let Some(known) = self.lots.get(&id) {
			return Ok(known.clone());
		}
		let lot: Option<Lot> = self.ask.get("trace_getLot", vec![json!(id)]).await?;
		let lot = lot.ok_or_else(|| unusable(format!("there is no lot {id}")))?;
		if !self.products.contains_key(&lot.product) {
			let product: Option<Product> =
				self.ask.get("trace_getProduct", vec![json!(lot.product)]).await?;
			let product = product.ok_or_else(|| unusable(format!("lot {id} is of no product")))?;
			self.products.insert(lot.product, product);
		}
		let product = &self.products[&lot.product];
		let product = match &product.gtin {
			Some(gtin) => Some(ProductKey::Gtin(gtin.clone())),
			None => Sort::named(&product.name).map(ProductKey::Sort),
		};
		let key =
			product.map(|product| LotKey { product, code: lot.code.clone(), serial: lot.serial });
		let uri = match key.and_then(|key| key.uri()) {
			Some(uri) => uri,
			None => self.own_uri("lots", id)?,
		};
		self.lots.insert(id, (lot.clone(), uri.clone()));
		Ok((lot, uri))
	}

	/// How a place is called off chain.
	async fn place(&mut self, id: u64) -> Result<Uri> {
		if let Some(known) = self.places.get(&id) {
			return Ok(known.clone());
		}
		let place: Option<Location> = self.ask.get("trace_getLocation", vec![json!(id)]).await?;
		let place = place.ok_or_else(|| unusable(format!("there is no location {id}")))?;
		let key = place.gln.map_or(PlaceKey::Within(place.name), PlaceKey::Gln);
		let uri = match key.uri() {
			Some(uri) => uri,
			None => self.own_uri("locations", id)?,
		};
		self.places.insert(id, uri.clone());
		Ok(uri)
	}

	/// The name of something that has no key of GS1.
	fn own_uri(&self, what: &str, id: u64) -> Result<Uri> {
		Uri::new(format!("urn:covenant:{}/{what}/{id}", self.genesis)).map_err(unusable)
	}

	async fn events_of(&mut self, lot: u64) -> Result<Vec<Record>> {
		if let Some(known) = self.events.get(&lot) {
			return Ok(known.clone());
		}
		let events: Vec<Record> = self.ask.all("trace_listEvents", json!(lot), usize::MAX).await?;
		self.events.insert(lot, events.clone());
		Ok(events)
	}

	async fn shipment(&mut self, id: u64) -> Result<Vec<u64>> {
		if let Some(known) = self.shipments.get(&id) {
			return Ok(known.clone());
		}
		let shipment: Option<Shipment> = self.ask.get("trace_getShipment", vec![json!(id)]).await?;
		let lots = shipment.ok_or_else(|| unusable(format!("there is no shipment {id}")))?.lots;
		self.shipments.insert(id, lots.clone());
		Ok(lots)
	}
}

impl Body {
	/// What it is that EPCIS has no word for.
	fn special(&self) -> Option<SpecialAct> {
		match self {
			Self::Ship { shipment } => Some(SpecialAct::Ship(*shipment)),
			Self::Receive { shipment } => Some(SpecialAct::Receive(*shipment)),
			Self::Reject { shipment } => Some(SpecialAct::Reject(*shipment)),
			Self::TakeBack { shipment } => Some(SpecialAct::TakeBack(*shipment)),
			Self::Inspect { passed, .. } => Some(SpecialAct::Inspect(*passed)),
			_ => None,
		}
	}

	/// Whether two events differ in nothing but their lots, so that they may be one off chain.
	fn is_alike(&self, other: &Self) -> bool {
		match (self, other) {
			(Self::Commission(_), Self::Commission(_))
			| (Self::Decommission(_), Self::Decommission(_))
			| (Self::Observe { .. }, Self::Observe { .. }) => true,
			(
				Self::Gather { bond, action, parent, .. },
				Self::Gather {
					bond: other_bond, action: other_action, parent: other_parent, ..
				},
			) => (bond, action, parent) == (other_bond, other_action, other_parent),
			(Self::Link { documents, .. }, Self::Link { documents: others, .. }) => {
				documents == others
			}
			_ => false,
		}
	}
}
