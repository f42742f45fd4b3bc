// SPDX-License-Identifier: Apache-2.0

//! What the chain knows of an event as an event of EPCIS: the one that was recorded, wherever its
//! hash proves that, or else one with no more than what is known.

use super::{
	amounts::{Amount, Dimension, Measure, Unit, MEASURES},
	draft::{Bond, HASH, VERSION},
	keys::blank,
	names::{GAIN, TERMS},
};
use covenant_epcis::{
	Action, BizTransaction, Event, Fault, Fields, Json, Place, Quantity, Time, Uri, Vocabulary,
	What,
};
use sha2::{Digest, Sha256};

/// An event of the chain, or several that are one event off chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
	pub at: u64,
	pub recorded: u64,
	pub step: Option<String>,
	pub disposition: Option<String>,
	pub place: Option<Uri>,
	pub deed: Deed,
	/// What an event is that EPCIS has no word for.
	pub act: Option<SpecialAct>,
	/// The canonical hash that it was recorded with.
	pub digest: Option<[u8; 32]>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
	Object { action: Action, goods: Vec<Good> },
	Gather { bond: Bond, action: Action, parent: Uri, children: Vec<Good> },
	Link { goods: Vec<Good>, documents: Vec<(String, [u8; 32])> },
	Transform { inputs: Vec<Good>, outputs: Vec<Good>, gain: u128 },
}

/// So much of a lot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Good {
	/// The lot's id.
	pub id: u64,
	pub uri: Uri,
	pub serial: bool,
	pub quantity: u128,
	pub unit: Unit,
}

/// A step of a shipment, or an inspection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpecialAct {
	Ship(u64),
	Receive(u64),
	Reject(u64),
	TakeBack(u64),
	Inspect(bool),
}

/// An event of EPCIS, and whether its hash is the one on the chain, if there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
	pub event: Event,
	pub is_whole: bool,
}

/// What the chain does not tell.
#[derive(Clone, Copy)]
struct Guess<'a> {
	read_point: bool,
	biz_location: bool,
	/// The measure of each dimension; those of the products without one.
	measures: &'a [&'static Measure],
	/// Whether documents were seen with lots instead of added, all children meant without naming
	/// them, or a gain kept to oneself, or stated where there is none.
	other: bool,
}

const PLAIN: Guess<'static> =
	Guess { read_point: true, biz_location: false, measures: &[], other: false };

impl Facts {
	/// The event off chain.
	pub fn restore(&self) -> Result<Restored, Fault> {
		if let Some(event) = self.digest.and_then(|digest| self.fit(digest)) {
			return Ok(Restored { event, is_whole: true });
		}
		let mut event = self.event(PLAIN)?;
		if event.biz_step.is_none() {
			let step = self.act.and_then(SpecialAct::step);
			event.biz_step = step.map(|step| Vocabulary::BizStep.term(step)).transpose()?;
		}
		for (name, value) in self.act.map(SpecialAct::fields).unwrap_or_default() {
			extend(&mut event, format!("{}:{name}", TERMS.0), value);
		}
		if let Some(digest) = self.digest {
			let id = format!("{HASH}{}{VERSION}", hex::encode(digest));
			extend(&mut event, format!("{}:digest", TERMS.0), Json::Text(id));
		}
		event.check()?;
		Ok(Restored { event, is_whole: self.digest.is_none() })
	}

	/// The event that has this hash, if it is found.
	fn fit(&self, digest: [u8; 32]) -> Option<Event> {
		let places: &[_] = match self.place {
			Some(_) => &[(true, false), (true, true), (false, true)],
			None => &[(true, false)],
		};
		for other in self.alternatives() {
			for (read_point, biz_location) in places.iter().copied() {
				for measures in self.measures() {
					let measures = measures.as_slice();
					let guess = Guess { read_point, biz_location, measures, other: *other };
					let Ok(mut event) = self.event(guess) else { continue };
					if let Some(offset) = offset(&event, digest) {
						event.time_zone_offset = offset.parse().ok()?;
						return event.check().is_ok().then_some(event);
					}
				}
			}
		}
		None
	}

	fn alternatives(&self) -> &'static [bool] {
		match self.deed {
			Deed::Link { .. }
			| Deed::Gather { action: Action::Delete, .. }
			| Deed::Transform { .. } => &[false, true],
			_ => &[false],
		}
	}

	/// In what its quantities may have been written: as the products are counted, or all of a
	/// dimension in one measure.
	fn measures(&self) -> Vec<Vec<&'static Measure>> {
		let mut dimensions: Vec<Dimension> = self.goods().map(|it| it.unit.dimension()).collect();
		dimensions.sort_unstable();
		dimensions.dedup();
		let mut all = vec![Vec::new()];
		for dimension in dimensions {
			let measures = MEASURES.iter().filter(|it| it.dimension == dimension);
			let longer = |known: &Vec<_>| {
				let longer = measures.clone().map(|it| [known.as_slice(), &[it]].concat());
				longer.collect::<Vec<_>>()
			};
			all = all.iter().flat_map(longer).collect();
		}
		if all.first().is_some_and(|first| !first.is_empty()) {
			all.insert(0, Vec::new());
		}
		all
	}

	/// The lots that are not single items.
	fn goods(&self) -> impl Iterator<Item = &Good> {
		let (some, others): (&[Good], &[Good]) = match &self.deed {
			Deed::Object { goods, .. } | Deed::Link { goods, .. } => (goods, &[]),
			Deed::Gather { children, .. } => (children, &[]),
			Deed::Transform { inputs, outputs, .. } => (inputs, outputs),
		};
		some.iter().chain(others).filter(|good| !good.serial)
	}

	/// The event as it would be if that was so.
	fn event(&self, guess: Guess<'_>) -> Result<Event, Fault> {
		let time = |milliseconds| {
			Time::from_milliseconds(milliseconds).ok_or_else(|| Fault {
				path: "eventTime".into(),
				why: "is beyond the year 9999".into(),
			})
		};
		let what = self.what(guess)?;
		let blank = blank(what)
			.ok_or_else(|| Fault { path: String::new(), why: "cannot be written".into() })?;
		let term = |vocabulary: Vocabulary, word: &Option<String>| {
			word.as_ref().map(|word| vocabulary.term(word)).transpose()
		};
		let place = || self.place.clone().map(|id| Place { id, extensions: Fields::new() });
		let mut biz_transactions = Vec::new();
		if let Deed::Link { documents, .. } = &self.deed {
			for (kind, digest) in documents {
				biz_transactions.push(BizTransaction {
					kind: Some(Vocabulary::BizTransactionType.term(kind)?),
					id: Uri::new(format!("{HASH}{}", hex::encode(digest)))?,
				});
			}
		}
		let mut event = Event {
			time: time(self.at)?,
			record_time: Some(time(self.recorded)?),
			biz_step: term(Vocabulary::BizStep, &self.step)?,
			disposition: term(Vocabulary::Disposition, &self.disposition)?,
			read_point: place().filter(|_| guess.read_point),
			biz_location: place().filter(|_| guess.biz_location),
			biz_transactions,
			..blank
		};
		if let Deed::Transform { gain, .. } = self.deed {
			if (gain > 0) != guess.other {
				extend(&mut event, GAIN.into(), Json::Number(gain.into()));
			}
		}
		Ok(event)
	}

	fn what(&self, guess: Guess<'_>) -> Result<What, Fault> {
		Ok(match &self.deed {
			Deed::Object { action, goods } => {
				let (epcs, quantities) = lists(goods, guess)?;
				What::Object { action: *action, epcs, quantities, ilmd: Fields::new() }
			}
			Deed::Gather { bond, action, parent, children } => {
				let named = if guess.other { &[][..] } else { children };
				let (children, child_quantities) = lists(named, guess)?;
				let (action, parent) = (*action, parent.clone());
				match bond {
					Bond::Content => {
						let parent = Some(parent);
						What::Aggregation { action, parent, children, child_quantities }
					}
					Bond::Fixture => {
						What::Association { action, parent, children, child_quantities }
					}
				}
			}
			Deed::Link { goods, .. } => {
				let (epcs, quantities) = lists(goods, guess)?;
				let action = if guess.other { Action::Observe } else { Action::Add };
				What::Transaction { action, parent: None, epcs, quantities }
			}
			Deed::Transform { inputs, outputs, .. } => {
				let (inputs, input_quantities) = lists(inputs, guess)?;
				let (outputs, output_quantities) = lists(outputs, guess)?;
				let (id, ilmd) = (None, Fields::new());
				What::Transformation {
					id,
					inputs,
					input_quantities,
					outputs,
					output_quantities,
					ilmd,
				}
			}
		})
	}
}

/// Adds a field of the chain's own.
fn extend(event: &mut Event, name: String, value: Json) {
	event.namespaces.insert(TERMS.0, TERMS.1);
	event.extensions.push((name, value));
}

/// Items, and so much of lots.
fn lists(goods: &[Good], guess: Guess<'_>) -> Result<(Vec<Uri>, Vec<Quantity>), Fault> {
	let epcs = goods.iter().filter(|good| good.serial).map(|good| good.uri.clone());
	let quantities = goods.iter().filter(|good| !good.serial).map(|good| {
		let own = good.unit.measure();
		let guessed = guess.measures.iter().find(|it| it.dimension == own.dimension);
		let number = match guessed {
			None => Some(good.quantity.into()),
			Some(measure) => {
				Amount::new(good.quantity, good.unit).and_then(|amount| amount.write(measure))
			}
		};
		Ok(Quantity {
			class: good.uri.clone(),
			quantity: Some(number.ok_or_else(|| Fault {
				path: "quantity".into(),
				why: "is too large for this unit".into(),
			})?),
			uom: guessed.map_or(own, |it| it).uom.map(Into::into),
		})
	});
	Ok((epcs.collect(), quantities.collect::<Result<_, _>>()?))
}

/// The offset of the local clock with which an event has a hash.
fn offset(event: &Event, digest: [u8; 32]) -> Option<String> {
	const ZERO: &str = "eventTimeZoneOffset=+00:00";
	let canonical = event.canonical();
	let (before, after) = canonical.split_once(ZERO)?;
	let quarters = (0..=56).flat_map(|quarters| {
		let (hours, minutes) = (quarters / 4, quarters % 4 * 15);
		["+", "-"].map(|sign| format!("{sign}{hours:02}:{minutes:02}"))
	});
	quarters.into_iter().find(|offset| {
		let hash = Sha256::new()
			.chain_update(before)
			.chain_update("eventTimeZoneOffset=")
			.chain_update(offset)
			.chain_update(after)
			.finalize();
		hash.as_slice() == digest
	})
}

impl SpecialAct {
	/// The step of business that it is.
	fn step(self) -> Option<&'static str> {
		match self {
			Self::Ship(_) => Some("shipping"),
			Self::Receive(_) => Some("receiving"),
			Self::TakeBack(_) => Some("void_shipping"),
			Self::Inspect(_) => Some("inspecting"),
			Self::Reject(_) => None,
		}
	}

	fn fields(self) -> Fields {
		let of = |act: &str, shipment: u64| {
			vec![
				("act".to_string(), Json::from(act)),
				("shipment".to_string(), Json::Number(shipment.into())),
			]
		};
		match self {
			Self::Ship(shipment) => of("ship", shipment),
			Self::Receive(shipment) => of("receive", shipment),
			Self::Reject(shipment) => of("reject", shipment),
			Self::TakeBack(shipment) => of("takeBack", shipment),
			Self::Inspect(passed) => {
				vec![("act".into(), Json::from("inspect")), ("passed".into(), Json::Bool(passed))]
			}
		}
	}
}
