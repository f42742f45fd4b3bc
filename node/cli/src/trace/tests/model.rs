// SPDX-License-Identifier: Apache-2.0

//! A chain that keeps goods as the pallet does, as far as documents need it, and answers as the
//! node does: with the pallet's own types, in pages of two.

use crate::{
	failure::{Failure, Result},
	trace::{
		calls::Step,
		ledger::{Ask, Ledger, Outcome},
	},
};
use codec::Decode;
use covenant_primitives::{Actor, LotId, OrganizationId, ShipmentId};
use pallet_traceability::{
	runtime_api::{EventInfo, LocationInfo, LotInfo, ProductInfo, Run, Trace, TraceCursor},
	*,
};
use scale_info::{MetaType, PortableRegistry, Registry, TypeInfo};
use serde_json::{json, Value as Json};
use std::cell::RefCell;
use subxt::{dynamic::Value, ext::scale_value::scale};

/// Whose operator signs.
pub const OWN: u32 = 4;

/// Another organization.
pub const OTHER: u32 = 7;

/// How many microseconds of transactions a block has room for.
const ROOM: usize = 350_000;

/// How many of them a call weighs beforehand, about.
fn weight(step: &Step) -> usize {
	match step.name {
		"declare_error" if encoded(argument(step, "undo")) => 120_000,
		"aggregate" | "associate" => {
			1_000 + 672 * encoded::<LotIds>(argument(step, "children")).len()
		}
		_ => 7_000,
	}
}

fn argument<'a>(step: &'a Step, name: &str) -> &'a Value {
	&step.arguments.iter().find(|(argument, _)| *argument == name).expect(name).1
}

/// An argument of a call as the chain's type of it.
pub fn encoded<T: TypeInfo + Decode + 'static>(value: &Value) -> T {
	let mut types = Registry::new();
	let id = types.register_type(&MetaType::new::<T>()).id;
	let types: PortableRegistry = types.into();
	let mut bytes = Vec::new();
	scale::encode_as_type(value, id, &types, &mut bytes).unwrap();
	let mut rest = bytes.as_slice();
	let decoded = T::decode(&mut rest).unwrap();
	assert!(rest.is_empty());
	decoded
}

#[derive(Clone, Default)]
pub struct State {
	pub products: Vec<ProductInfo>,
	pub locations: Vec<LocationInfo>,
	pub lots: Vec<LotInfo>,
	pub events: Vec<EventInfo<u64>>,
	pub shipments: Vec<LotIds>,
	/// Lots with sensors, which lots do not tell.
	pub watched: Vec<u64>,
	/// The calls that were sent, in transactions.
	pub sent: Vec<Vec<&'static str>>,
	/// Which transaction the connection does not survive.
	pub breaks_at: Option<usize>,
}

#[derive(Default)]
pub struct Model(pub RefCell<State>);

impl State {
	fn lot(&mut self, id: LotId) -> &mut LotInfo {
		&mut self.lots[usize::try_from(id.0).unwrap()]
	}

	fn make(&mut self, output: Output) -> std::result::Result<LotId, &'static str> {
		let Output { product, code, quantity, serial } = output;
		let is_taken = |lot: &LotInfo| lot.product == product && lot.code == code && !lot.void;
		if self.lots.iter().any(is_taken) {
			return Err("AlreadyExists");
		}
		let id = LotId(self.lots.len() as u64);
		let producer = OrganizationId(OWN);
		self.lots.push(LotInfo {
			id,
			product,
			producer,
			code,
			serial,
			unit: self.products[usize::try_from(product.0).unwrap()].product.unit,
			quantity,
			left: quantity,
			custodian: producer,
			place: Place::Free,
			contents: 0,
			events: 0,
			origin: EventId(self.events.len() as u64),
			void: false,
			disposition: None,
			inspection: None,
			breach: None,
			recalls: vec![],
			licenses: TiedLicenses::default(),
			receivables: TiedReceivables::default(),
		});
		Ok(id)
	}

	fn take(&mut self, portion: Portion) -> std::result::Result<(), &'static str> {
		let lot = self.lot(portion.lot);
		lot.left = lot.left.checked_sub(portion.quantity).ok_or("InvalidQuantity")?;
		Ok(())
	}

	fn undo(&mut self, event: EventId) -> std::result::Result<(), &'static str> {
		let body = self.events[usize::try_from(event.0).unwrap()].record.body.clone();
		let (made, taken) = match body {
			Body::Commission { portion } => (vec![portion], Portions::default()),
			Body::Transform { inputs, outputs, .. } => (outputs.to_vec(), inputs),
			_ => return Err("CannotUndo"),
		};
		for portion in made {
			let is_watched = self.watched.contains(&portion.lot.0);
			let lot = self.lot(portion.lot);
			if lot.events > 1 || lot.place != Place::Free || is_watched {
				return Err("CannotUndo");
			}
			(lot.left, lot.void) = (0, true);
		}
		for portion in &taken {
			self.lot(portion.lot).left += portion.quantity;
		}
		Ok(())
	}

	/// Records an event, as somebody's operator.
	pub fn record(&mut self, details: Details, body: Body) -> u64 {
		let id = self.events.len() as u64;
		let by = Actor { account: 1, organization: OrganizationId(OWN) };
		let record = EventRecord { recorded: 2_000_000_000_000 + id, by, details, body };
		let event = EventInfo { id: EventId(id), record, error: None };
		for lot in self.lots_of(&event) {
			self.lot(lot).events += 1;
		}
		self.events.push(event);
		id
	}

	fn apply(&mut self, step: &Step) -> std::result::Result<Outcome, &'static str> {
		let argument = |name: &str| argument(step, name);
		let details = || encoded::<Details>(argument("details"));
		let mut made = vec![];
		let body = match step.name {
			"register_product" => {
				let id = self.products.len() as u64;
				self.products.push(ProductInfo {
					id: ProductId(id),
					product: Product {
						owner: OrganizationId(OWN),
						name: encoded(argument("name")),
						gtin: encoded(argument("gtin")),
						unit: encoded(argument("unit")),
					},
				});
				return Ok(Outcome { id, lots: made });
			}
			"register_location" => {
				let id = self.locations.len() as u64;
				self.locations.push(LocationInfo {
					id: LocationId(id),
					location: Location {
						owner: OrganizationId(OWN),
						name: encoded(argument("name")),
						gln: encoded(argument("gln")),
					},
				});
				return Ok(Outcome { id, lots: made });
			}
			"commission" => {
				let quantity = encoded(argument("quantity"));
				let lot = self.make(Output {
					product: encoded(argument("product")),
					code: encoded(argument("code")),
					quantity,
					serial: encoded(argument("serial")),
				})?;
				made.push(lot.0);
				Body::Commission { portion: Portion { lot, quantity } }
			}
			"observe" => Body::Observe { lots: encoded(argument("lots")) },
			"decommission" => {
				let (lot, quantity) = (encoded(argument("lot")), encoded(argument("quantity")));
				let portion = Portion { lot, quantity };
				self.take(portion)?;
				Body::Decommission { portion }
			}
			name @ ("aggregate" | "associate") => {
				let bond = if name == "aggregate" { Bond::Content } else { Bond::Fixture };
				let action = encoded(argument("action"));
				let parent: LotId = encoded(argument("parent"));
				let children: LotIds = encoded(argument("children"));
				for child in &children {
					self.lot(*child).place = match action {
						Action::Add => Place::Inside { parent, bond },
						Action::Observe => continue,
						Action::Delete => Place::Free,
					};
				}
				Body::Gather { bond, action, parent, children }
			}
			"link" => Body::Link {
				lots: encoded(argument("lots")),
				documents: encoded(argument("documents")),
			},
			"transform" => {
				let inputs: Portions = encoded(argument("inputs"));
				let outputs: Outputs = encoded(argument("outputs"));
				let gain: Quantity = encoded(argument("gain"));
				let used = inputs.iter().map(|it| (self.lot(it.lot).unit, it.quantity));
				let used = pallet_traceability::units::total(used.collect::<Vec<_>>());
				let unit =
					|id: ProductId| self.products[usize::try_from(id.0).unwrap()].product.unit;
				let made_of = outputs.iter().map(|it| (unit(it.product), it.quantity));
				if pallet_traceability::units::total(made_of) > used.saturating_add(gain.into()) {
					return Err("NotBalanced");
				}
				for input in &inputs {
					self.take(*input)?;
				}
				let mut portions = vec![];
				for output in outputs {
					let quantity = output.quantity;
					let lot = self.make(output)?;
					made.push(lot.0);
					portions.push(Portion { lot, quantity });
				}
				Body::Transform { inputs, outputs: portions.try_into().unwrap(), gain }
			}
			"declare_error" => {
				let event: EventId = encoded(argument("event"));
				let index = usize::try_from(event.0).unwrap();
				let corrective: Corrective = encoded(argument("corrective"));
				if corrective.iter().any(|it| it.0 >= self.events.len() as u64) {
					return Err("NotFound");
				}
				if self.events[index].error.is_some() {
					return Err("AlreadyDeclared");
				}
				let undone = encoded(argument("undo"));
				if undone {
					self.undo(event)?;
				}
				self.events[index].error = Some(Declaration {
					at: 2_000_000_100_000,
					by: Actor { account: 1, organization: OrganizationId(OWN) },
					reason: encoded(argument("reason")),
					corrective,
					undone,
				});
				return Ok(Outcome { id: event.0, lots: made });
			}
			name => panic!("there is no call {name}"),
		};
		Ok(Outcome { id: self.record(details(), body), lots: made })
	}

	fn lots_of(&self, event: &EventInfo<u64>) -> Vec<LotId> {
		let ids = |portions: &Portions| portions.iter().map(|it| it.lot).collect::<Vec<_>>();
		match &event.record.body {
			Body::Commission { portion } | Body::Decommission { portion } => vec![portion.lot],
			Body::Observe { lots } | Body::Link { lots, .. } => lots.to_vec(),
			Body::Gather { parent, children, .. } => [&[*parent], children.as_slice()].concat(),
			Body::Transform { inputs, outputs, .. } => [ids(inputs), ids(outputs)].concat(),
			Body::Ship { shipment }
			| Body::Receive { shipment }
			| Body::Reject { shipment }
			| Body::TakeBack { shipment } => self.shipments[usize::try_from(shipment.0).unwrap()].to_vec(),
			Body::Inspect { lot, .. } => vec![*lot],
		}
	}

	/// The lots that went into the event of which a lot came.
	fn made_of(&self, lot: LotId) -> Vec<LotId> {
		let of = |event: &EventInfo<u64>| match &event.record.body {
			Body::Transform { inputs, outputs, .. } if outputs.iter().any(|it| it.lot == lot) => {
				inputs.iter().map(|it| it.lot).collect()
			}
			_ => vec![],
		};
		self.events.iter().flat_map(of).collect()
	}

	/// Sends lots to another organization, which receives them.
	pub fn hand_over(&mut self, lots: &[u64], details: Details) {
		let lots: LotIds = lots.iter().map(|id| LotId(*id)).collect::<Vec<_>>().try_into().unwrap();
		let shipment = ShipmentId(self.shipments.len() as u64);
		for lot in &lots {
			self.lot(*lot).custodian = OrganizationId(OTHER);
		}
		self.shipments.push(lots);
		self.record(details, Body::Ship { shipment });
	}

	fn answer(&self, method: &str, params: &[Json]) -> Json {
		let owner = || OrganizationId(serde_json::from_value(params[0].clone()).unwrap());
		let id = || usize::try_from(params[0].as_u64().unwrap()).ok();
		let page = |items: Vec<Json>| {
			let from = usize::try_from(params[1].as_u64().unwrap_or_default()).unwrap();
			let until = items.len().min(from + 2);
			json!({ "items": items[from..until], "next": (until < items.len()).then_some(until) })
		};
		match method {
			"trace_getProduct" => json!(id().and_then(|id| self.products.get(id))),
			"trace_getLocation" => json!(id().and_then(|id| self.locations.get(id))),
			"trace_getLot" => json!(id().and_then(|id| self.lots.get(id))),
			"trace_getEvent" => json!(id().and_then(|id| self.events.get(id))),
			"trace_getShipment" => {
				json!(id()
					.and_then(|id| self.shipments.get(id))
					.map(|lots| json!({ "lots": lots })))
			}
			"trace_getProductByGtin" => {
				let gtin: Gtin = serde_json::from_value(params[1].clone()).unwrap();
				json!(self
					.products
					.iter()
					.find(|it| it.product.owner == owner() && it.product.gtin == Some(gtin)))
			}
			"trace_getLocationByGln" => {
				let gln: Gln = serde_json::from_value(params[1].clone()).unwrap();
				json!(self
					.locations
					.iter()
					.find(|it| it.location.owner == owner() && it.location.gln == Some(gln)))
			}
			"trace_getLotByCode" => {
				let product = params[1].as_u64().unwrap();
				let code = params[2].as_str().unwrap().as_bytes();
				json!(self.lots.iter().find(|it| it.producer == owner()
					&& it.product.0 == product
					&& it.code.as_slice() == code
					&& !it.void))
			}
			"trace_listProducts" => {
				let own = self.products.iter().filter(|it| it.product.owner == owner());
				page(own.map(|it| json!(it)).collect())
			}
			"trace_listLocations" => {
				let own = self.locations.iter().filter(|it| it.location.owner == owner());
				page(own.map(|it| json!(it)).collect())
			}
			"trace_listContents" => {
				let parent = params[0].as_u64().unwrap();
				let is_in = |lot: &&LotInfo| matches!(lot.place, Place::Inside { parent: it, .. } if it.0 == parent);
				page(self.lots.iter().filter(is_in).map(|it| json!(it)).collect())
			}
			"trace_listEvents" => {
				let lot = LotId(params[0].as_u64().unwrap());
				let is_of = |event: &&EventInfo<u64>| self.lots_of(event).contains(&lot);
				page(self.events.iter().filter(is_of).map(|it| json!(it)).collect())
			}
			"trace_listEventsByHash" => {
				let digest = serde_json::from_value(params[0].clone()).unwrap();
				let has = |event: &&EventInfo<u64>| event.record.details.digest == Some(digest);
				page(self.events.iter().filter(has).map(|it| json!(it)).collect())
			}
			"trace_back" => {
				let known = |cursor: &TraceCursor| cursor.known[0].from..cursor.known[0].until;
				let cursor: Option<TraceCursor> =
					serde_json::from_value(params[1].clone()).unwrap();
				let ids: Vec<_> = match cursor.as_ref().map(known) {
					Some(rest) => (rest.start.0..rest.end.0).map(LotId).collect(),
					None => self.made_of(LotId(params[0].as_u64().unwrap())),
				};
				let (first, rest) = ids.split_first().unwrap();
				let lot = |id: &LotId| self.lots[usize::try_from(id.0).unwrap()].clone();
				let run = |rest: &[LotId]| {
					Some(Run { from: *rest.first()?, until: LotId(rest.last()?.0 + 1) })
				};
				let next = run(rest).map(|run| TraceCursor { known: vec![run], at: None });
				json!(Trace { items: vec![lot(first)], next, cut: false })
			}
			method => panic!("there is no {method}"),
		}
	}
}

impl Ask for &Model {
	async fn ask(&self, method: &str, params: Vec<Json>) -> Result<Json> {
		Ok(self.0.borrow().answer(method, &params))
	}
}

impl Ledger for &Model {
	async fn submit(&self, steps: &[Step]) -> Result<Vec<Outcome>> {
		let mut state = self.0.borrow_mut();
		if state.breaks_at == Some(state.sent.len()) {
			return Err(Failure::Unreachable("gone".into()));
		}
		if steps.iter().map(weight).sum::<usize>() > ROOM {
			return Err(Failure::Refused("the transaction does not fit into a block".into()));
		}
		// All of them, or none.
		let mut after = state.clone();
		let outcomes = steps.iter().map(|step| {
			after.apply(step).map_err(|error| Failure::Refused(format!("Traceability.{error}: …")))
		});
		let outcomes = outcomes.collect::<Result<_>>()?;
		after.sent.push(steps.iter().map(|step| step.name).collect());
		*state = after;
		Ok(outcomes)
	}
}
