// SPDX-License-Identifier: Apache-2.0

//! The calls that record an event.

use super::{
	amounts::{Amount, Dimension, Unit},
	book::{Book, Stop},
	calls::{details, Output, Step},
	draft::{fault, Act, Bond, Document, Draft, Portion},
	keys::{LotKey, ProductKey},
	ledger::{Ledger, Outcome},
	names::{GAIN, TERMS},
	records::{self, Record},
};
use covenant_epcis::{Action, Fault};
use std::collections::{BTreeSet, HashMap};

/// The most lots and documents that the chain takes in one event.
const MAX_LOTS: usize = 32;
const MAX_DOCUMENTS: usize = 8;

/// The most calls in one transaction. The node takes none that weighs more beforehand than a block
/// has room for, about 350 ms; most calls weigh up to 7 ms.
pub const MAX_CALLS: usize = 32;

/// The most that put lots into another, or take them out: with 32 lots each weighs some 22 ms.
const MAX_GATHERINGS: usize = 8;

/// The most that undo an event: each weighs some 120 ms, as much as for the largest transformation
/// whatever the event was.
pub const MAX_UNDONE: usize = 2;

/// What products that have to be registered are counted in, by what the document measures of them.
pub type Units = HashMap<(ProductKey, Dimension), Unit>;

/// What is to be done for an event.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Plan {
	/// Products that have to be registered first.
	pub products: Vec<(ProductKey, Unit)>,
	/// Whether its place has to be.
	pub place: bool,
	/// The events of the chain that it is.
	pub parts: Vec<Part>,
}

/// An event of the chain.
#[derive(Debug, PartialEq, Eq)]
pub enum Part {
	Commission(New),
	Observe(Vec<u64>),
	Decommission(u64, u128),
	Gather(Bond, Action, u64, Vec<u64>),
	Link(Vec<u64>, Vec<Document>),
	Transform(Vec<(u64, u128)>, Vec<New>, u128),
}

/// A lot to come.
#[derive(Debug, PartialEq, Eq)]
pub struct New {
	key: LotKey,
	/// Its product, unless it is one of the signer's organization.
	product: Option<(u64, Unit)>,
	quantity: u128,
}

/// In what the products of a document are counted if they are new, so that all of it is whole.
pub fn units<'a>(drafts: impl IntoIterator<Item = &'a Draft>) -> Units {
	let mut amounts = HashMap::<_, Vec<_>>::new();
	for draft in drafts {
		for (portion, _) in draft.act.portions() {
			let key = (portion.lot.product.clone(), portion.amount.dimension);
			amounts.entry(key).or_default().push(portion.amount);
		}
	}
	amounts.into_iter().filter_map(|(key, amounts)| Some((key, Unit::of(&amounts)?))).collect()
}

impl Plan {
	/// Finds out what has to be done for an event, of which these events of the chain are a part.
	pub async fn make<L: Ledger>(
		draft: &Draft,
		book: &mut Book<'_, L>,
		units: &Units,
		there: &[Record],
	) -> Result<Self, Stop> {
		let mut plan = Self::default();
		let done = &records::lots(there);
		match &draft.act {
			Act::Commission(portions) => {
				for portion in portions {
					if let Some(lot) = at(portion, book.lot(&portion.lot).await)? {
						if done.contains(&lot.id) {
							continue;
						}
						return at(portion, Err(book.not_free(&portion.lot, lot).into()));
					}
					let new = plan.new_lot(portion, &[], book, units).await;
					plan.parts.push(Part::Commission(at(portion, new)?));
				}
			}
			Act::Observe(portions) => {
				let lots = whole_lots(portions, book, done).await?;
				plan.parts.extend(lots.chunks(MAX_LOTS).map(|lots| Part::Observe(lots.into())));
			}
			Act::Decommission(portions) => {
				for portion in portions {
					let lot = at(portion, book.own_lot(&portion.lot).await)?;
					if done.contains(&lot.id) {
						continue;
					}
					let quantity = portion.amount.count(lot.unit);
					let quantity = quantity.map_err(|why| fault(quantity_of(portion), why))?;
					plan.parts.push(Part::Decommission(lot.id, quantity));
				}
			}
			Act::Gather { bond, action, parent: (key, _), children } => {
				let parent = book.own_lot(key).await.map_err(|stop| in_field("parentID", stop))?;
				let children = match children {
					Some(portions) => whole_lots(portions, book, done).await?,
					None if there.is_empty() => book.contents(parent.id, *bond).await?,
					None => book.left_inside(there).await?,
				};
				if children.is_empty() && done.is_empty() {
					let why = format!("nothing is inside {key} that could leave it");
					return Err(fault("parentID", why).into());
				}
				let parts = children.chunks(MAX_LOTS);
				plan.parts
					.extend(parts.map(|lots| Part::Gather(*bond, *action, parent.id, lots.into())));
			}
			Act::Link { lots, documents } => {
				if documents.len() > MAX_DOCUMENTS {
					let why = format!("more than {MAX_DOCUMENTS}, which is the most on the chain");
					return Err(fault("bizTransactionList", why).into());
				}
				let lots = whole_lots(lots, book, done).await?;
				let parts = lots.chunks(MAX_LOTS);
				plan.parts.extend(parts.map(|lots| Part::Link(lots.into(), documents.clone())));
			}
			Act::Transform { inputs, outputs, gain } => {
				if inputs.len() > MAX_LOTS || outputs.len() > MAX_LOTS {
					let why = format!("more than {MAX_LOTS} inputs or outputs");
					return Err(fault("", why).into());
				}
				let mut used = Vec::new();
				let mut old = Vec::new();
				for portion in inputs {
					let lot = at(portion, book.own_lot(&portion.lot).await)?;
					let quantity = portion.amount.count(lot.unit);
					let quantity = quantity.map_err(|why| fault(quantity_of(portion), why))?;
					used.push((lot.id, quantity));
					old.push((portion.lot.product.clone(), (lot.product, lot.unit)));
				}
				let mut made = Vec::new();
				for portion in outputs {
					if let Some(lot) = at(portion, book.lot(&portion.lot).await)? {
						return at(portion, Err(book.not_free(&portion.lot, lot).into()));
					}
					let new = plan.new_lot(portion, &old, book, units).await;
					made.push(at(portion, new)?);
				}
				ensure_balanced(inputs, outputs, *gain)?;
				plan.parts.push(Part::Transform(used, made, *gain));
			}
		}
		if let Some(place) = &draft.place {
			plan.place = !plan.parts.is_empty() && book.place(place).await?.is_none();
		}
		Ok(plan)
	}

	/// A lot to come, of a product of the signer's organization or one that goes in.
	async fn new_lot<L: Ledger>(
		&mut self,
		portion: &Portion,
		old: &[(ProductKey, (u64, Unit))],
		book: &mut Book<'_, L>,
		units: &Units,
	) -> Result<New, Stop> {
		let key = &portion.lot.product;
		let own = book.product(book.organization, key).await?;
		let product = match own {
			Some(_) => None,
			None => old.iter().find(|(it, _)| it == key).map(|(_, product)| *product),
		};
		let to_come = self.products.iter().find(|(it, _)| it == key).map(|(_, unit)| *unit);
		let unit = match own.or(product).map(|(_, unit)| unit).or(to_come) {
			Some(unit) => unit,
			None => {
				let unit = units.get(&(key.clone(), portion.amount.dimension));
				let unit =
					*unit.ok_or_else(|| fault("", format!("{key} is counted in no unit")))?;
				self.products.push((key.clone(), unit));
				unit
			}
		};
		let quantity = portion.amount.count(unit).map_err(|why| fault("quantity", why))?;
		Ok(New { key: portion.lot.clone(), product, quantity })
	}

	/// Its events in the transactions that record them.
	pub fn transactions(&self) -> impl Iterator<Item = &[Part]> {
		self.parts.chunks(self.parts.first().map_or(MAX_CALLS, Part::most))
	}
}

impl New {
	async fn output<L: Ledger>(&self, book: &mut Book<'_, L>) -> Result<Output<'_>, Stop> {
		let (product, _) = self.product(book).await?;
		let LotKey { code, serial, .. } = &self.key;
		Ok(Output { product, code, quantity: self.quantity, serial: *serial })
	}

	async fn product<L: Ledger>(&self, book: &mut Book<'_, L>) -> Result<(u64, Unit), Stop> {
		match self.product {
			Some(product) => Ok(product),
			None => {
				let own = book.product(book.organization, &self.key.product).await?;
				let why = || fault("", format!("{} is not on the chain", self.key.product));
				Ok(own.ok_or_else(why)?)
			}
		}
	}

	async fn add<L: Ledger>(&self, id: u64, book: &mut Book<'_, L>) -> Result<(), Stop> {
		let product = self.product(book).await?;
		book.add_lot(self.key.clone(), id, product, self.quantity);
		Ok(())
	}
}

impl Part {
	/// How many such calls there are in a transaction at most.
	fn most(&self) -> usize {
		match self {
			Self::Gather(..) => MAX_GATHERINGS,
			_ => MAX_CALLS,
		}
	}

	/// The call, once products and the place are registered.
	pub async fn step<L: Ledger>(
		&self,
		draft: &Draft,
		book: &mut Book<'_, L>,
	) -> Result<Step, Stop> {
		let place = match &draft.place {
			Some(place) => book.place(place).await?,
			None => None,
		};
		let details = details(draft, place);
		Ok(match self {
			Self::Commission(new) => Step::commission(new.output(book).await?, details),
			Self::Observe(lots) => Step::observe(lots, details),
			Self::Decommission(lot, quantity) => Step::decommission(*lot, *quantity, details),
			Self::Gather(bond, action, parent, children) => {
				Step::gather(*bond, *action, *parent, children, details)
			}
			Self::Link(lots, documents) => Step::link(lots, documents, details),
			Self::Transform(inputs, outputs, gain) => {
				let mut made = Vec::new();
				for new in outputs {
					made.push(new.output(book).await?);
				}
				Step::transform(inputs, &made, *gain, details)
			}
		})
	}

	/// Keeps what came of it.
	pub async fn done<L: Ledger>(
		&self,
		outcome: &Outcome,
		digest: [u8; 32],
		book: &mut Book<'_, L>,
	) -> Result<(), Stop> {
		book.add_event(digest, outcome.clone());
		match self {
			Self::Commission(new) => {
				for lot in &outcome.lots {
					new.add(*lot, book).await?;
				}
			}
			Self::Decommission(lot, quantity) => {
				book.touch([*lot]);
				book.take(*lot, *quantity);
			}
			Self::Gather(bond, action, parent, children) => {
				book.touch(children.iter().copied().chain([*parent]));
				let into = match action {
					Action::Add => Some((*parent, *bond)),
					Action::Delete => None,
					Action::Observe => return Ok(()),
				};
				children.iter().for_each(|child| book.move_lot(*child, into));
			}
			Self::Transform(inputs, outputs, _) => {
				book.touch(inputs.iter().map(|(lot, _)| *lot));
				inputs.iter().for_each(|(lot, quantity)| book.take(*lot, *quantity));
				for (new, lot) in outputs.iter().zip(&outcome.lots) {
					new.add(*lot, book).await?;
				}
			}
			Self::Observe(lots) | Self::Link(lots, _) => book.touch(lots.iter().copied()),
		}
		Ok(())
	}
}

/// If what comes out is measured alike, and some that goes in is measured so, no more comes out than that, and the
/// gain.
fn ensure_balanced(inputs: &[Portion], outputs: &[Portion], gain: u128) -> Result<(), Fault> {
	let amounts = |portions: &[Portion]| portions.iter().map(|it| it.amount).collect::<Vec<_>>();
	let (mut used, made) = (amounts(inputs), amounts(outputs));
	let Some(dimension) = made.first().map(|amount| amount.dimension) else { return Ok(()) };
	used.retain(|amount| amount.dimension == dimension);
	if used.is_empty() || made.iter().any(|amount| amount.dimension != dimension) {
		let why =
			"goes with what comes out measured alike and goes in measured so, too: leave it out";
		return if gain == 0 { Ok(()) } else { Err(fault(GAIN, why)) };
	}
	// What is too large to be summed here is left to the chain.
	let sums = Amount::total(used).zip(Amount::total(made));
	match sums.and_then(|(used, made)| made.checked_sub(used)).filter(|excess| *excess > gain) {
		None => Ok(()),
		Some(excess) => {
			let (unit, (prefix, namespace)) = (dimension.smallest(), TERMS);
			let why = format!(
				"has to be {excess} at least, because {excess} {unit} more comes out than goes in. \
				 If that is right, add this field to the event, and \"{prefix}\": \"{namespace}\" to \
				 @context; if not, correct the quantities"
			);
			Err(fault(GAIN, why))
		}
	}
}

/// Lots as a whole, without those that are done.
async fn whole_lots<L: Ledger>(
	portions: &[Portion],
	book: &mut Book<'_, L>,
	done: &BTreeSet<u64>,
) -> Result<Vec<u64>, Stop> {
	let mut lots = Vec::new();
	for portion in portions {
		let lot = if done.is_empty() {
			book.whole_lot(portion).await
		} else {
			// Those that are done may have become fewer since.
			match book.own_lot(&portion.lot).await {
				Ok(lot) if done.contains(&lot.id) => continue,
				Ok(_) => book.whole_lot(portion).await,
				stop => stop,
			}
		};
		lots.push(at(portion, lot)?.id);
	}
	Ok(lots)
}

/// Says which field a fault is of.
fn at<T>(portion: &Portion, result: Result<T, Stop>) -> Result<T, Stop> {
	result.map_err(|stop| in_field(&portion.path, stop))
}

fn quantity_of(portion: &Portion) -> String {
	format!("{}.quantity", portion.path)
}

fn in_field(path: &str, stop: Stop) -> Stop {
	match stop {
		Stop::Left(it) if it.path.is_empty() => Stop::Left(fault(path, it.why)),
		Stop::Left(it) => Stop::Left(fault(format!("{path}.{}", it.path), it.why)),
		stop => stop,
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn heavy_calls_are_fewer_in_a_transaction() {
		let sizes = |part: &dyn Fn() -> Part| {
			let plan = Plan { parts: (0..40).map(|_| part()).collect(), ..Plan::default() };
			plan.transactions().map(<[_]>::len).collect::<Vec<_>>()
		};
		assert_eq!(sizes(&|| Part::Observe(vec![1])), [32, 8]);
		for bond in [Bond::Content, Bond::Fixture] {
			assert_eq!(sizes(&|| Part::Gather(bond, Action::Delete, 1, vec![2])), [8; 5]);
		}
	}
}
