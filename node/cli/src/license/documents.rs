// SPDX-License-Identifier: Apache-2.0

//! What holders and issuers do with documents of their own: wallets, disclosures, identifiers. Only
//! the fields of a type are asked of a node.

use super::{
	arguments::{self, type_version, Named},
	disclosure::Disclosure,
	frames,
	wallet::{self, Wallet},
};
use crate::{
	args::{At, Global},
	failure::{Failure, Result},
	file,
	output::{Format, Report},
};
use clap::{ArgGroup, Args, Subcommand};
use covenant_primitives::{LicenseNumber, TypeCode};
use serde_json::{json, Value as Json};
use std::{
	fs,
	io::{stdout, IsTerminal},
	path::{Path, PathBuf},
};

/// The commands about documents.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Make a wallet: salt a license's fields, and compute the root that the chain keeps
	///
	/// FIELDS is a JSON object of texts, such as {"name": "…", "scope": "…"}. Its order is that of
	/// the fields, unless a type is named: then a node says which fields the type has, in which
	/// order. The wallet is a new file that only its owner can read; the holder keeps it, and
	/// shows fields of it with `covenant license present`. It cannot be made again.
	Prepare(Prepare),
	/// Show fields of a license: write a disclosure, as a file or as QR codes; without a node
	///
	/// QR codes hold Uniform Resources of the type `bytes` (BCR-2020-005). A disclosure that does
	/// not fit into one code is several, which are read in any order.
	Present(Present),
	/// Make an identifier in the national form (GB/T 36904-2018), or check one; without a node
	///
	/// An identifier is 1.2.156.3005.2, the type's code, the issuing authority, the serial, the
	/// version in three digits, and a check character, with dots between. The exit status is 1 if
	/// NUMBER is none.
	Number(Number),
}

/// `covenant license prepare`.
#[derive(Debug, Args)]
pub struct Prepare {
	/// The fields' file, or - for standard input
	fields: PathBuf,

	/// Where to write the wallet; the file must not exist
	#[arg(long, value_name = "FILE")]
	wallet: PathBuf,

	/// The type, whose fields a node is asked for
	#[arg(long, value_name = "CODE", value_parser = arguments::type_code)]
	type_code: Option<TypeCode>,

	/// The type's version instead of the present one
	#[arg(long, value_name = "NUMBER", requires = "type_code")]
	type_version: Option<u32>,

	/// The identifier that the license is going to have
	#[arg(long, value_parser = arguments::number)]
	number: Option<LicenseNumber>,
}

/// `covenant license present`.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("how").required(true).multiple(false))]
pub struct Present {
	/// The wallet's file
	wallet: PathBuf,

	/// The name of a field to show; repeated
	#[arg(long = "field", value_name = "NAME", required = true)]
	fields: Vec<String>,

	/// The license's id or identifier, instead of the identifier in the wallet
	#[arg(long)]
	license: Option<Named>,

	/// Write it to this file, which must not exist
	#[arg(long, value_name = "FILE", group = "how")]
	out: Option<PathBuf>,

	/// Write QR codes as SVG images to this directory, which must not exist or be empty
	#[arg(long, value_name = "DIRECTORY", group = "how")]
	qr: Option<PathBuf>,

	/// Print QR codes
	#[arg(long, group = "how")]
	show: bool,
}

/// `covenant license number`.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("what").required(true).multiple(false))]
pub struct Number {
	/// The identifier to check
	#[arg(group = "what")]
	number: Option<String>,

	/// The code of the type of a new identifier
	#[arg(
		long,
		value_name = "CODE",
		group = "what",
		requires_all = ["authority", "serial"],
		value_parser = arguments::type_code
	)]
	type_code: Option<TypeCode>,

	/// Who issues: up to 18 characters, such as a unified social credit code
	#[arg(long, requires = "type_code")]
	authority: Option<String>,

	/// The certificate among the authority's: up to 32 characters
	#[arg(long, requires = "type_code")]
	serial: Option<String>,

	/// The certificate's version, from 1
	#[arg(long, default_value_t = 1, conflicts_with = "number")]
	version: u16,
}

impl Command {
	/// Carries out the command.
	pub async fn run(self, global: &Global) -> Result<Report> {
		match self {
			Self::Prepare(command) => command.run(global).await,
			Self::Present(command) => command.run(global.format()),
			Self::Number(command) => command.run(),
		}
	}
}

impl Prepare {
	async fn run(self, global: &Global) -> Result<Report> {
		let content = wallet::read_content(&file::read(&self.fields)?)?;
		let of_number = self.number.as_ref().map(LicenseNumber::type_code);
		if of_number.is_some() && self.type_code.is_some() && of_number != self.type_code {
			return Err(Failure::Usage(
				"the identifier is of another type than --type-code".into(),
			));
		}
		let (type_version, content) = match self.type_code {
			None => (None, content),
			Some(code) => {
				let now = At { at: None };
				let node = global.node().await?;
				let (version, names) = type_version(&node, code, self.type_version, &now).await?;
				(Some(version), wallet::in_order(&content, &names)?)
			}
		};
		let mut wallet = Wallet::new(content)?;
		wallet.number = self.number;
		wallet.type_code = self.type_code.or(of_number);
		wallet.type_version = type_version;
		wallet.save(&self.wallet)?;
		let json = json!({
			"root": wallet.root,
			"fields": wallet.fields.len(),
			"wallet": self.wallet,
		});
		Ok(Report::record(json, &["root", "fields", "wallet"]))
	}
}

impl Present {
	fn run(self, format: Format) -> Result<Report> {
		if self.show && format == Format::Json {
			return Err(Failure::Usage("--show prints for people: without --json".into()));
		}
		let wallet = Wallet::load(&self.wallet)?;
		let license = self.license.or_else(|| wallet.number.clone().map(Named::Number));
		let disclosure = Disclosure::new(&wallet, &self.fields, license)?;
		let count = disclosure.disclosed.len();
		if let Some(out) = self.out {
			file::save(&out, &disclosure.pretty()?)?;
			let json = json!({ "disclosure": out, "fields": count });
			return Ok(Report::record(json, &["disclosure", "fields"]));
		}
		let frames = frames::split(disclosure.compact()?.as_bytes())?;
		match self.qr {
			Some(directory) => {
				let json = json!({ "frames": save_all(&directory, &frames)?, "fields": count });
				Ok(Report::record(json, &["frames", "fields"]))
			}
			None => show_all(&frames, stdout().is_terminal()),
		}
	}
}

/// Writes frames to a directory of their own, so that none is taken for one of these.
fn save_all(directory: &Path, frames: &[String]) -> Result<Vec<PathBuf>> {
	let failure = |why: String| Failure::Other(format!("{}: {why}", directory.display()));
	fs::create_dir_all(directory).map_err(|error| failure(error.to_string()))?;
	let mut there = fs::read_dir(directory).map_err(|error| failure(error.to_string()))?;
	if there.next().is_some() {
		return Err(failure("the directory is not empty".into()));
	}
	let count = format!("{:02}", frames.len());
	let mut paths = Vec::new();
	for (number, frame) in (1..).zip(frames) {
		let name = format!("frame-{number:0width$}-of-{count}.svg", width = count.len());
		let path = directory.join(name);
		file::save(&path, &frames::svg(frame)?)?;
		paths.push(path);
	}
	Ok(paths)
}

fn show_all(frames: &[String], colors: bool) -> Result<Report> {
	let mut text = Vec::new();
	for (number, frame) in (1..).zip(frames) {
		text.push(format!("frame {number} of {}", frames.len()));
		text.push(frames::blocks(frame, colors)?);
	}
	Ok(Report::new(Json::Null, text.join("\n")))
}

impl Number {
	fn run(self) -> Result<Report> {
		let Self { number, type_code, authority, serial, version } = self;
		if let Some(text) = number {
			return Ok(match text.parse() {
				Ok(number) => {
					let order = ["valid", "number", "typeCode", "authority", "serial", "version"];
					Report::record(parts(&number), &order)
				}
				Err(error) => {
					let error: covenant_primitives::license_number::Invalid = error;
					let json = json!({ "valid": false, "number": text, "why": error.to_string() });
					Report::answer(false, json, format!("not an identifier: {error}"))
				}
			});
		}
		let (Some(code), Some(authority), Some(serial)) = (type_code, authority, serial) else {
			return Err(Failure::Usage("which identifier?".into()));
		};
		let number = LicenseNumber::new(code, authority.as_bytes(), serial.as_bytes(), version)
			.map_err(|error| Failure::Usage(error.to_string()))?;
		Ok(Report::new(parts(&number), number.to_string()))
	}
}

/// An identifier and its parts.
fn parts(number: &LicenseNumber) -> Json {
	json!({
		"valid": true,
		"number": number,
		"typeCode": number.type_code(),
		"authority": String::from_utf8_lossy(number.authority()),
		"serial": String::from_utf8_lossy(number.serial()),
		"version": number.version(),
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::license::wallet::tests::{saved, NUMBER};

	fn present(wallet: PathBuf) -> Present {
		let fields = vec!["field 1".into(), "field 3".into()];
		Present { wallet, fields, license: None, out: None, qr: None, show: false }
	}

	#[test]
	fn a_disclosure_is_written_once() {
		let (folder, wallet) = saved(9);
		let out = folder.path().join("out.json");
		let command = || Present { out: Some(out.clone()), ..present(wallet.clone()) };
		let report = command().run(Format::Json).unwrap();
		assert_eq!(report.json, json!({ "disclosure": out, "fields": 2 }));
		let disclosure = Disclosure::load(&out).unwrap();
		assert_eq!(disclosure.license, Some(NUMBER.parse().unwrap()));
		assert!(matches!(command().run(Format::Json), Err(Failure::Other(_))), "overwritten");
		let out = folder.path().join("other.json");
		let command =
			Present { license: Some(Named::Id(7)), out: Some(out.clone()), ..present(wallet) };
		command.run(Format::Text).unwrap();
		assert_eq!(Disclosure::load(&out).unwrap().license, Some(Named::Id(7)));
	}

	#[test]
	fn codes_are_written_to_a_directory_of_their_own() {
		let (folder, wallet) = saved(9);
		let directory = folder.path().join("new/codes");
		let command = || Present { qr: Some(directory.clone()), ..present(wallet.clone()) };
		let report = command().run(Format::Json).unwrap();
		let frames: Vec<PathBuf> = serde_json::from_value(report.json["frames"].clone()).unwrap();
		assert!(frames.len() > 1);
		assert!(frames.iter().all(|path| path.exists()));
		let expected = format!("frame-01-of-{:02}.svg", frames.len());
		assert_eq!(frames[0], directory.join(expected));
		assert_eq!(fs::read_dir(&directory).unwrap().count(), frames.len());
		assert!(matches!(command().run(Format::Json), Err(Failure::Other(_))), "not empty");
	}

	#[test]
	fn names_of_frames_sort_as_their_numbers_do() {
		let folder = tempfile::tempdir().unwrap();
		let frames = vec!["UR:BYTES/A".to_string(); 100];
		let paths = save_all(folder.path(), &frames).unwrap();
		assert!(paths.is_sorted());
		assert!(paths[0].ends_with("frame-001-of-100.svg"));
		let one = save_all(&folder.path().join("one"), &frames[..1]).unwrap();
		assert!(one[0].ends_with("frame-01-of-01.svg"));
	}

	#[test]
	fn codes_are_printed_for_people() {
		let (_folder, wallet) = saved(9);
		let command = || Present { show: true, ..present(wallet.clone()) };
		let text = command().run(Format::Text).unwrap().text;
		assert!(text.starts_with("frame 1 of ") && text.contains('▀'));
		assert!(matches!(command().run(Format::Json), Err(Failure::Usage(_))));
	}

	fn check(text: &str) -> Report {
		let number = Some(text.into());
		let none = None;
		Number { number, type_code: None, authority: none.clone(), serial: none, version: 1 }
			.run()
			.unwrap()
	}

	#[test]
	fn identifiers_are_made_and_taken_apart() {
		let made = Number {
			number: None,
			type_code: Some("11100000000013338W011".parse().unwrap()),
			authority: Some("11430000006122244L".into()),
			serial: Some("20230000403".into()),
			version: 1,
		}
		.run()
		.unwrap();
		assert_eq!(made.text, NUMBER);
		let checked = check(NUMBER);
		assert!(checked.yes);
		assert_eq!(checked.json, made.json);
		assert_eq!(checked.json["serial"], "20230000403");
		let wrong = check(&NUMBER.replace("403", "430"));
		assert!(!wrong.yes && wrong.json["valid"] == false);
		assert!(wrong.json["why"].as_str().unwrap().contains("check character"));
	}

	#[test]
	fn no_identifier_is_made_of_wrong_parts() {
		for (authority, serial, version) in
			[("a", "1", 1), ("A", "", 1), ("A", "1", 0), ("A", "1", 1_000), ("", "1", 1)]
		{
			let made = Number {
				number: None,
				type_code: Some("11100000000013338W011".parse().unwrap()),
				authority: Some(authority.into()),
				serial: Some(serial.into()),
				version,
			};
			assert!(matches!(made.run(), Err(Failure::Usage(_))), "{authority}.{serial}.{version}");
		}
	}
}
