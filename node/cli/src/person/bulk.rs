// SPDX-License-Identifier: Apache-2.0

//! Enrollment of many persons, from a file.

use crate::{
	args::{hash, Account, Global},
	chain::call,
	failure::{unusable, Failure, Result},
	file::read,
	output::Report,
	transaction::Signing,
};
use clap::Args;
use serde::Deserialize;
use serde_json::json;
use std::{collections::HashSet, path::PathBuf, str::FromStr};
use subxt::{
	dynamic::Value,
	utils::{AccountId32, H256},
};

/// A file of persons, and how to enroll them.
#[derive(Debug, Args)]
pub struct EnrollMany {
	/// The file, or - for standard input
	file: PathBuf,

	/// Persons in a transaction; the chain sets the most
	#[arg(long, value_name = "COUNT", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..))]
	batch: u32,

	/// Begin with the person on this line
	#[arg(long, value_name = "LINE", default_value_t = 1)]
	from_line: usize,

	#[command(flatten)]
	signing: Signing,
}

/// A person in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Enrollment {
	account: AccountId32,
	commitment: H256,
	line: usize,
}

/// A line of the file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
	account: String,
	commitment: String,
}

impl FromStr for Line {
	type Err = String;

	fn from_str(text: &str) -> std::result::Result<Self, String> {
		if text.starts_with('{') {
			// The line that the error names is always the first: the text has no other.
			return serde_json::from_str(text)
				.map_err(|error| error.to_string().replace(" at line 1 column ", " at column "));
		}
		let (account, commitment) =
			text.split_once(',').ok_or("expected account,commitment or a JSON object")?;
		Ok(Self { account: account.trim().into(), commitment: commitment.trim().into() })
	}
}

fn enrollment(content: &str, line: usize) -> std::result::Result<Enrollment, String> {
	let Line { account, commitment } = content.parse()?;
	let Account(account) = account.parse()?;
	Ok(Enrollment { account, commitment: hash(&commitment)?, line })
}

/// Reads the persons from a line on. Accounts and commitments that occur twice would fail a whole
/// batch.
fn enrollments(text: &str, from_line: usize) -> Result<Vec<Enrollment>> {
	let mut all = Vec::new();
	let mut accounts = HashSet::new();
	let mut commitments = HashSet::new();
	for (line, content) in (1..).zip(text.trim_start_matches('\u{feff}').lines()) {
		let content = content.trim();
		let is_header = line == 1 && content.replace(' ', "") == "account,commitment";
		if line < from_line || content.is_empty() || is_header {
			continue;
		}
		let failure = |why: String| Failure::Usage(format!("line {line}: {why}"));
		let person = enrollment(content, line).map_err(failure)?;
		if person.commitment.is_zero() {
			return Err(failure("a commitment of zeros pins nobody".into()));
		}
		if !accounts.insert(person.account.0) {
			return Err(failure(format!("the account {} occurs twice", person.account)));
		}
		if !commitments.insert(person.commitment) {
			return Err(failure(format!("the commitment {:?} occurs twice", person.commitment)));
		}
		all.push(person);
	}
	if all.is_empty() {
		return Err(Failure::Usage("the file names nobody".into()));
	}
	Ok(all)
}

impl EnrollMany {
	/// Carries out the command.
	pub async fn run(self, global: &Global) -> Result<Report> {
		let Self { file, batch, from_line, signing } = self;
		let text = read(&file)?;
		let signer = signing.signer()?;
		let persons = enrollments(&text, from_line)?;
		let node = global.node().await?;
		let most = node.chain().await?.constant("Persons", "MaxBatch")?;
		let most = most.as_u64().and_then(|most| u32::try_from(most).ok()).unwrap_or(batch);
		let size = usize::try_from(batch.min(most)).map_err(unusable)?;

		let mut transactions = Vec::new();
		for batch in persons.chunks(size) {
			let values = batch.iter().map(|person| {
				Value::unnamed_composite([
					Value::from_bytes(person.account),
					Value::from_bytes(person.commitment),
				])
			});
			let arguments = [("batch", Value::unnamed_composite(values))];
			let receipt = signer.submit(&node, &call("Persons", "enroll_many", arguments)).await;
			let receipt =
				receipt.map_err(|failure| from_here(failure, persons[0].line, batch[0].line))?;
			transactions.push(receipt.json());
		}
		let text = format!("{} persons in {} transactions", persons.len(), transactions.len());
		Ok(Report::new(json!({ "persons": persons.len(), "transactions": transactions }), text))
	}
}

/// Adds to a failure what was done before it.
fn from_here(failure: Failure, first: usize, line: usize) -> Failure {
	let before = if line == first {
		"nobody was enrolled before".into()
	} else {
		format!("those before line {line} are enrolled")
	};
	match failure {
		Failure::Refused(why) => Failure::Refused(format!(
			"{why}\nthe persons from line {line} on are not enrolled, {before}: go on with \
			 --from-line {line}"
		)),
		Failure::Unreachable(why) => Failure::Unreachable(doubtful(&why, line, &before)),
		Failure::Other(why) => Failure::Other(doubtful(&why, line, &before)),
		failure => failure,
	}
}

fn doubtful(why: &str, line: usize, before: &str) -> String {
	format!(
		"{why}\nwhether the batch from line {line} on is enrolled is not known, {before}: see with \
		 `covenant person show` where to go on"
	)
}

#[cfg(test)]
mod tests {
	use super::*;

	const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
	const BOB: &str = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty";

	fn digest(byte: &str) -> String {
		format!("0x{}", byte.repeat(32))
	}

	#[test]
	fn lines_are_csv_or_json() {
		let (one, two) = (digest("01"), digest("02"));
		let text = format!(
			"\u{feff}account, commitment\n{ALICE},{one}\r\n\n  \
			 {{\"commitment\": \"{two}\", \"account\": \"{BOB}\"}}\n"
		);
		let persons = enrollments(&text, 1).unwrap();
		assert_eq!(persons.len(), 2);
		assert_eq!(persons[0].account, ALICE.parse().unwrap());
		assert_eq!((persons[0].commitment, persons[0].line), (H256([1; 32]), 2));
		assert_eq!((persons[1].commitment, persons[1].line), (H256([2; 32]), 4));
		assert_eq!(enrollments(&text, 3).unwrap(), persons[1..]);
	}

	#[test]
	fn wrong_lines_are_named() {
		let (zero, one, two) = (digest("00"), digest("01"), digest("02"));
		for (text, line) in [
			(format!("{ALICE},{one}\n{ALICE},{two}"), 2),
			(format!("{ALICE},{one}\n{BOB},{one}"), 2),
			(format!("{ALICE},{zero}"), 1),
			(format!("{ALICE};{one}"), 1),
			(format!("{ALICE},{one},x"), 1),
			(format!("{{\"account\":\"{ALICE}\"}}"), 1),
			(format!("{{\"account\":\"Alice\",\"commitment\":\"{one}\"}}"), 1),
			(format!("{{\"account\":\"{ALICE}\",\"commitment\":\"{one}\",\"name\":\"x\"}}"), 1),
			(format!("{ALICE},{one}\naccount,commitment"), 2),
		] {
			let failure = enrollments(&text, 1).unwrap_err();
			assert!(failure.to_string().starts_with(&format!("line {line}: ")), "{failure}");
		}
		assert!(enrollments("account,commitment\n", 1).is_err());
	}

	#[test]
	fn a_failed_batch_says_where_to_go_on() {
		let failure = from_here(Failure::Refused("no".into()), 2, 102);
		assert_eq!(failure.status(), 4);
		assert!(failure.to_string().contains("before line 102 are enrolled"));
		assert!(failure.to_string().ends_with("--from-line 102"));
		let failure = from_here(Failure::Refused("no".into()), 2, 2);
		assert!(failure.to_string().contains("nobody was enrolled before"));
		let failure = from_here(Failure::Unreachable("gone".into()), 2, 102);
		assert_eq!(failure.status(), 3);
		assert!(failure.to_string().contains("not known"));
	}
}
