// SPDX-License-Identifier: Apache-2.0

//! `covenant trace export`.

use super::{
	history::{History, Told},
	ledger::{Ask, Asked},
	records::{Lot, Trace},
};
use crate::{
	args::{At, Global},
	failure::{unusable, Failure, Result},
	file,
	output::Report,
};
use clap::Args;
use covenant_epcis::{read, write, Event, Time};
use serde_json::{json, Value as Json};
use std::path::PathBuf;
use subxt::utils::H256;

/// The most lots on a page of a trace.
const PAGE: u32 = 100;

/// A lot, and where its history goes.
#[derive(Debug, Args)]
pub struct Export {
	/// The lot's id
	lot: u64,

	/// Write the history of all that it was made of as well
	#[arg(long)]
	upstream: bool,

	/// Write the document to this file, which must not exist, instead of printing it
	#[arg(long, value_name = "FILE")]
	output: Option<PathBuf>,
}

impl Export {
	/// Carries out the command.
	pub async fn run(self, global: &Global) -> Result<Report> {
		let node = global.node().await?;
		let chain = node.chain().await?;
		let now = chain.read::<u64>("Timestamp", "Now", vec![]).await?;
		let now = now.and_then(Time::from_milliseconds).ok_or_else(|| unusable("no time"))?;
		let genesis: H256 = node.request("chain_getBlockHash", vec![json!(0)]).await?;
		let asked = Asked { node: &node, at: At { at: Some(chain.hash()) } };
		let lots = lots(&asked, self.lot, self.upstream).await?;
		let told = History::new(asked, genesis).tell(&lots).await?;
		self.report(&lots, &told, now)
	}

	fn report(self, lots: &[u64], told: &[Told], now: Time) -> Result<Report> {
		let text = document(told.iter().map(|it| &it.event), now)?;
		let Some(output) = self.output else {
			return Ok(Report::new(exact(&text)?, text));
		};
		file::save(&output, &text)?;
		let partial = told.iter().filter(|it| !it.is_whole).count();
		let json = json!({
			"file": output,
			"lots": lots.len(),
			"events": told.len(),
			"withoutAllFields": partial,
		});
		let events = told.len();
		let mut said = format!("{events} events of {} lots: {}", lots.len(), output.display());
		if partial > 0 {
			said.push_str(&format!(
				"\n{partial} of them have fields that are not on the chain: covenant:digest is the \
				 hash that they were recorded with"
			));
		}
		Ok(Report::new(json, said))
	}
}

/// The lot, and what it was made of if that is asked for.
pub async fn lots(ask: &impl Ask, lot: u64, upstream: bool) -> Result<Vec<u64>> {
	let found: Option<Lot> = ask.get("trace_getLot", vec![json!(lot)]).await?;
	if found.is_none() {
		return Err(Failure::No(format!("there is no lot {lot}")));
	}
	let mut lots = vec![lot];
	let mut cursor = upstream.then_some(Json::Null);
	while let Some(from) = cursor {
		let page: Option<Trace> =
			ask.get("trace_back", vec![json!(lot), from, json!(PAGE)]).await?;
		let page = page.ok_or_else(|| unusable("trace_back: no page"))?;
		if page.cut {
			return Err(Failure::Other(format!(
				"lot {lot} was made of more lots than the node follows at a time: export those \
				 that it was made of one by one"
			)));
		}
		lots.extend(page.items.iter().map(|lot| lot.id));
		cursor = page.next;
	}
	Ok(lots)
}

/// A document that reads back as these events.
pub fn document<'a>(events: impl Iterator<Item = &'a Event> + Clone, now: Time) -> Result<String> {
	let text = format!("{:#}", write(events.clone(), now));
	let broken = |why: String| Failure::Other(format!("the document would be wrong: {why}"));
	let back = read(&text).map_err(|error| broken(error.to_string()))?;
	if let Some(problem) = back.problems.first() {
		return Err(broken(problem.to_string()));
	}
	if !back.events.iter().map(Event::digest).eq(events.map(Event::digest)) {
		return Err(broken("an event has another hash".into()));
	}
	Ok(text)
}

/// The document for `--json`, whose numbers have to be as they were.
pub fn exact(text: &str) -> Result<Json> {
	let json: Json = serde_json::from_str(text).map_err(unusable)?;
	let hashes = |text: &str| {
		let events = read(text).map(|reading| reading.events).unwrap_or_default();
		events.iter().map(Event::digest).collect::<Vec<_>>()
	};
	if hashes(text) != hashes(&json.to_string()) {
		return Err(Failure::Other(
			"a number has more digits than --json keeps: export without it, or to a file".into(),
		));
	}
	Ok(json)
}
