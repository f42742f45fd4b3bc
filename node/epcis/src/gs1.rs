// SPDX-License-Identifier: Apache-2.0

//! GS1 keys in their two notations: EPC URIs (GS1 EPC Tag Data Standard 2.0, section 6), and GS1
//! Digital Link URIs, of which the canonical hash takes the canonical ones (GS1 Digital Link: URI
//! Syntax 1.2, section 4.11) that name no more than the key at its finest level.

const DOMAIN: &str = "https://id.gs1.org";

/// Digits of a GS1 company prefix.
const COMPANY_PREFIX: std::ops::RangeInclusive<usize> = 6..=12;

/// An EPC URI that breaks the rules of its scheme.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Malformed;

/// The canonical form of a URI that holds a GS1 key, in either notation.
pub(crate) fn canonical(uri: &str) -> Option<String> {
	from_epc(uri).ok().flatten().or_else(|| from_digital_link(uri))
}

/// The Digital Link URI of an EPC URI. None has what is no EPC URI, or one without a GS1 key.
pub(crate) fn from_epc(uri: &str) -> Result<Option<String>, Malformed> {
	let Some((kind, rest)) = uri.strip_prefix("urn:epc:").and_then(|epc| epc.split_once(':'))
	else {
		return Ok(None);
	};
	let (scheme, key) = rest.split_once(':').ok_or(Malformed)?;
	let path = match (kind, scheme) {
		("id", "sgtin") => {
			let [company, item, serial] = parts(key)?;
			format!("/01/{}/21/{}", gtin(company, item)?, text(serial, 20)?)
		}
		("id", "upui") => {
			let [company, item, serial] = parts(key)?;
			format!("/01/{}/235/{}", gtin(company, item)?, text(serial, 28)?)
		}
		("class", "lgtin") => {
			let [company, item, lot] = parts(key)?;
			format!("/01/{}/10/{}", gtin(company, item)?, text(lot, 20)?)
		}
		("idpat", "sgtin" | "upui") => {
			let [company, item] = parts(any(key)?)?;
			format!("/01/{}", gtin(company, item)?)
		}
		("id", "itip") => {
			let [company, item, piece, total, serial] = parts(key)?;
			let itip = itip(company, item, piece, total)?;
			format!("/8006/{itip}/21/{}", text(serial, 20)?)
		}
		("idpat", "itip") => {
			let [company, item, piece, total] = parts(any(key)?)?;
			format!("/8006/{}", itip(company, item, piece, total)?)
		}
		("id", "sscc") => {
			let [company, reference] = parts(key)?;
			format!("/00/{}", with_leading_digit(company, reference, 17)?)
		}
		("id", "sgln") => {
			let [company, location, extension] = parts(key)?;
			let gln = with_check_digit("", company, location, 12)?;
			match extension {
				"0" => format!("/414/{gln}"),
				extension => format!("/414/{gln}/254/{}", text(extension, 20)?),
			}
		}
		("id", "pgln") => {
			let [company, party] = parts(key)?;
			format!("/417/{}", with_check_digit("", company, party, 12)?)
		}
		("id", "grai") => {
			let [company, asset, serial] = parts(key)?;
			format!("/8003/{}{}", with_check_digit("0", company, asset, 12)?, text(serial, 16)?)
		}
		("idpat", "grai") => {
			let [company, asset] = parts(any(key)?)?;
			format!("/8003/{}", with_check_digit("0", company, asset, 12)?)
		}
		("id", "giai") => {
			let [company, asset] = parts(key)?;
			format!("/8004/{}", with_reference(company, asset, is_gs1_text)?)
		}
		("id", "gsrn") => {
			let [company, service] = parts(key)?;
			format!("/8018/{}", with_check_digit("", company, service, 17)?)
		}
		("id", "gsrnp") => {
			let [company, service] = parts(key)?;
			format!("/8017/{}", with_check_digit("", company, service, 17)?)
		}
		("id", "gdti") => {
			let [company, document, serial] = parts(key)?;
			format!("/253/{}{}", with_check_digit("", company, document, 12)?, text(serial, 17)?)
		}
		("idpat", "gdti") => {
			let [company, document] = parts(any(key)?)?;
			format!("/253/{}", with_check_digit("", company, document, 12)?)
		}
		("id", "cpi") => {
			let [company, part, serial] = parts(key)?;
			let cpid = with_reference(company, part, is_component_text)?;
			format!("/8010/{cpid}/8011/{}", digits(serial, 1..=12)?)
		}
		("idpat", "cpi") => {
			let [company, part] = parts(any(key)?)?;
			format!("/8010/{}", with_reference(company, part, is_component_text)?)
		}
		("id", "sgcn") => {
			let [company, coupon, serial] = parts(key)?;
			let gcn = with_check_digit("", company, coupon, 12)?;
			format!("/255/{gcn}{}", digits(serial, 1..=12)?)
		}
		("idpat", "sgcn") => {
			let [company, coupon] = parts(any(key)?)?;
			format!("/255/{}", with_check_digit("", company, coupon, 12)?)
		}
		("id", "ginc") => {
			let [company, consignment] = parts(key)?;
			format!("/401/{}", with_reference(company, consignment, is_gs1_text)?)
		}
		("id", "gsin") => {
			let [company, shipment] = parts(key)?;
			format!("/402/{}", with_check_digit("", company, shipment, 16)?)
		}
		// A scheme that needs no GS1 key, such as `gid` or `bic`.
		_ => return Ok(None),
	};
	Ok(Some(format!("{DOMAIN}{path}")))
}

/// The canonical form of a GS1 Digital Link URI: at `id.gs1.org`, without a query, with the key and
/// its finest qualifier.
fn from_digital_link(uri: &str) -> Option<String> {
	let rest = uri.strip_prefix("https://").or_else(|| uri.strip_prefix("http://"))?;
	let (path, _) = rest.split_once(['?', '#']).unwrap_or((rest, ""));
	let (_, path) = path.split_once('/')?;
	let segments: Vec<_> = path.strip_suffix('/').unwrap_or(path).split('/').collect();
	// Custom segments may stand before the key, but nothing else after it.
	(0..segments.len())
		.find_map(|start| from_segments(&segments[start..]))
		.map(|path| format!("{DOMAIN}{path}"))
}

/// The path of a key and its qualifiers, if they are nothing else.
fn from_segments(segments: &[&str]) -> Option<String> {
	let [name, value, qualifiers @ ..] = segments else { return None };
	// The qualifiers of a key, the finest first; those without a form of their value are left out.
	let (key, value, known): (_, _, &[&str]) = match *name {
		"01" | "gtin" => ("01", gtin_of_any_length(value)?, &["21", "235", "10", "22"]),
		"8006" | "itip" => ("8006", digits(value, 18..=18).ok()?.into(), &["21", "10", "22"]),
		"8010" | "cpid" => ("8010", reference(value, is_component_text)?, &["8011"]),
		"414" | "gln" => ("414", digits(value, 13..=13).ok()?.into(), &["254"]),
		"417" | "party" => ("417", digits(value, 13..=13).ok()?.into(), &[]),
		"8017" | "gsrnp" => ("8017", digits(value, 18..=18).ok()?.into(), &["8019"]),
		"8018" | "gsrn" => ("8018", digits(value, 18..=18).ok()?.into(), &["8019"]),
		"255" | "gcn" => ("255", digits(value, 13..=25).ok()?.into(), &[]),
		"00" | "sscc" => ("00", digits(value, 18..=18).ok()?.into(), &[]),
		"253" | "gdti" => ("253", digits_and_serial(value, 13, 17)?, &[]),
		"401" | "ginc" => ("401", reference(value, is_gs1_text)?, &[]),
		"402" | "gsin" => ("402", digits(value, 17..=17).ok()?.into(), &[]),
		"8003" | "grai" => ("8003", digits_and_serial(value, 14, 16)?, &[]),
		"8004" | "giai" => ("8004", reference(value, is_gs1_text)?, &[]),
		_ => return None,
	};

	let mut finest: Option<(usize, String)> = None;
	let pairs = qualifiers.chunks_exact(2);
	if !pairs.remainder().is_empty() {
		return None;
	}
	for pair in pairs {
		let qualifier = match pair[0] {
			"cpv" => "22",
			"lot" => "10",
			"ser" => "21",
			"cpsn" => "8011",
			"glnx" => "254",
			"srin" => "8019",
			name => name,
		};
		let rank = known.iter().position(|it| *it == qualifier)?;
		let value = match qualifier {
			"8011" => digits(pair[1], 1..=12).ok()?.into(),
			"8019" => digits(pair[1], 1..=10).ok()?.into(),
			"235" => text(pair[1], 28).ok()?,
			_ => text(pair[1], 20).ok()?,
		};
		// Neither says which object it is.
		let is_coarse = matches!(qualifier, "22" | "8019");
		if !is_coarse && finest.as_ref().is_none_or(|(best, _)| rank < *best) {
			finest = Some((rank, format!("/{qualifier}/{value}")));
		}
	}
	let finest = finest.map(|(_, qualifier)| qualifier).unwrap_or_default();
	Some(format!("/{key}/{value}{finest}"))
}

/// The parts of a key between points; the last one may have points itself.
fn parts<const N: usize>(key: &str) -> Result<[&str; N], Malformed> {
	let parts: Vec<_> = key.splitn(N, '.').collect();
	parts.try_into().map_err(|_| Malformed)
}

/// What a pattern of all serial numbers begins with.
fn any(pattern: &str) -> Result<&str, Malformed> {
	pattern.strip_suffix(".*").ok_or(Malformed)
}

fn digits(text: &str, length: std::ops::RangeInclusive<usize>) -> Result<&str, Malformed> {
	let is_number = text.bytes().all(|digit| digit.is_ascii_digit());
	(is_number && length.contains(&text.len())).then_some(text).ok_or(Malformed)
}

/// The company prefix and a reference, which together have so many digits.
fn company_and_reference<'a>(
	company: &'a str,
	reference: &'a str,
	length: usize,
) -> Result<(&'a str, &'a str), Malformed> {
	let company = digits(company, COMPANY_PREFIX)?;
	let length = length.checked_sub(company.len()).ok_or(Malformed)?;
	Ok((company, digits(reference, length..=length)?))
}

/// A key of digits with its check digit.
fn with_check_digit(
	lead: &str,
	company: &str,
	reference: &str,
	length: usize,
) -> Result<String, Malformed> {
	let (company, reference) = company_and_reference(company, reference, length)?;
	Ok(check(format!("{lead}{company}{reference}")))
}

/// A key whose first digit is that of the reference.
fn with_leading_digit(company: &str, reference: &str, length: usize) -> Result<String, Malformed> {
	let (company, reference) = company_and_reference(company, reference, length)?;
	let (lead, reference) = reference.split_at_checked(1).ok_or(Malformed)?;
	Ok(check(format!("{lead}{company}{reference}")))
}

fn gtin(company: &str, item: &str) -> Result<String, Malformed> {
	with_leading_digit(company, item, 13)
}

fn itip(company: &str, item: &str, piece: &str, total: &str) -> Result<String, Malformed> {
	Ok(format!("{}{}{}", gtin(company, item)?, digits(piece, 2..=2)?, digits(total, 2..=2)?))
}

/// A company prefix and a reference of up to 30 characters together.
fn with_reference(
	company: &str,
	reference: &str,
	is_allowed: fn(u8) -> bool,
) -> Result<String, Malformed> {
	let company = digits(company, COMPANY_PREFIX)?;
	Ok(format!("{company}{}", encode(reference, 30 - company.len(), is_allowed)?))
}

/// Appends the check digit (GS1 General Specifications, section 7.9).
fn check(digits: String) -> String {
	let weights = [3, 1].into_iter().cycle();
	let sum: u32 =
		digits.bytes().rev().zip(weights).map(|(it, by)| u32::from(it - b'0') * by).sum();
	format!("{digits}{}", (10 - sum % 10) % 10)
}

/// A GTIN of 8, 12, 13 or 14 digits as one of 14.
fn gtin_of_any_length(value: &str) -> Option<String> {
	let value = digits(value, 8..=14).ok()?;
	matches!(value.len(), 8 | 12 | 13 | 14).then(|| format!("{value:0>14}"))
}

/// A key of digits that a serial number may follow.
fn digits_and_serial(value: &str, length: usize, max: usize) -> Option<String> {
	let (key, serial) = value.split_at_checked(length)?;
	let key = digits(key, length..=length).ok()?;
	match serial {
		"" => Some(key.into()),
		serial => Some(format!("{key}{}", text(serial, max).ok()?)),
	}
}

/// A company prefix and a reference as one; the prefix has at least four digits.
fn reference(value: &str, is_allowed: fn(u8) -> bool) -> Option<String> {
	digits(value.get(..4)?, 4..=4).ok()?;
	encode(value, 30, is_allowed).ok()
}

fn text(value: &str, max: usize) -> Result<String, Malformed> {
	encode(value, max, is_gs1_text)
}

/// The characters that serial and lot numbers may have: set 82 of the GS1 General Specifications.
fn is_gs1_text(byte: u8) -> bool {
	byte.is_ascii_alphanumeric() || b"!\"%&'()*+,-./:;<=>?_".contains(&byte)
}

/// Those that part numbers may have: set 39.
fn is_component_text(byte: u8) -> bool {
	byte.is_ascii_digit() || byte.is_ascii_uppercase() || b"#-/".contains(&byte)
}

/// One to `max` characters, escaped as canonical URIs have them: all but letters, digits and a few
/// that have no meaning in a URI.
fn encode(value: &str, max: usize, is_allowed: fn(u8) -> bool) -> Result<String, Malformed> {
	let mut encoded = String::new();
	let mut length = 0;
	let mut rest = value.as_bytes();
	while let [byte, after @ ..] = rest {
		let (byte, after) = match (byte, after) {
			(b'%', [high, low, after @ ..]) => {
				let hex = |digit: &u8| char::from(*digit).to_digit(16).ok_or(Malformed);
				let byte = hex(high)? * 16 + hex(low)?;
				(u8::try_from(byte).map_err(|_| Malformed)?, after)
			}
			(b'%', _) => return Err(Malformed),
			(byte, after) => (*byte, after),
		};
		if !is_allowed(byte) {
			return Err(Malformed);
		}
		if byte.is_ascii_alphanumeric() || b"'-.;=_".contains(&byte) {
			encoded.push(char::from(byte));
		} else {
			encoded.push_str(&format!("%{byte:02X}"));
		}
		length += 1;
		rest = after;
	}
	(1..=max).contains(&length).then_some(encoded).ok_or(Malformed)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn every_scheme_has_its_key() {
		for (epc, path) in [
			("id:sgtin:4012345.011111.98%22", "/01/04012345111118/21/98%22"),
			(
				"id:sgtin:0614141.812345.6789%2f%26%25%22!%3F()",
				"/01/80614141123458/21/6789%2F%26%25%22%21%3F%28%29",
			),
			("id:sgtin:415056789012.0.987.654", "/01/04150567890128/21/987.654"),
			("id:sscc:4012345.0000000333", "/00/040123450000003338"),
			("id:sscc:0614141.1234567890", "/00/106141412345678908"),
			("id:sgln:4012345.00005.0", "/414/4012345000054"),
			("id:sgln:4012345.00005.122", "/414/4012345000054/254/122"),
			("id:sgln:999999999999..0", "/414/9999999999994"),
			("id:pgln:4000001.00000", "/417/4000001000005"),
			("id:pgln:999999999999.", "/417/9999999999994"),
			("id:grai:4012345.00022.334455", "/8003/04012345000221334455"),
			("id:giai:4012345.ABC345", "/8004/4012345ABC345"),
			("id:gsrn:4012345.0000006765", "/8018/401234500000067657"),
			("id:gsrnp:4012345.0000000007", "/8017/401234500000000074"),
			("id:gdti:4012345.00009.PO-4711", "/253/4012345000092PO-4711"),
			("id:gdti:987659999999..9", "/253/98765999999929"),
			(
				"id:cpi:0614141.11111111111111-A%23%2F.1234",
				"/8010/061414111111111111111-A%23%2F/8011/1234",
			),
			("id:sgcn:4012345.99999.44", "/255/401234599999044"),
			("id:ginc:0614141.xyz47%2F11", "/401/0614141xyz47%2F11"),
			("id:gsin:4012345.222333444", "/402/40123452223334442"),
			("id:itip:4012345.011111.01.02.987", "/8006/040123451111180102/21/987"),
			(
				"id:upui:1234567.098765.51qIgY)%3C%26Jp3*j7SDB",
				"/01/01234567987651/235/51qIgY%29%3C%26Jp3%2Aj7SDB",
			),
			("class:lgtin:4012345.012345.Lot987", "/01/04012345123456/10/Lot987"),
			("idpat:sgtin:4012345.012345.*", "/01/04012345123456"),
			("idpat:upui:4012345.012345.*", "/01/04012345123456"),
			("idpat:itip:4012345.012345.01.02.*", "/8006/040123451234560102"),
			("idpat:grai:4012345.99999.*", "/8003/04012345999990"),
			("idpat:gdti:4012345.11111.*", "/253/4012345111118"),
			("idpat:sgcn:4012345.22222.*", "/255/4012345222227"),
			("idpat:cpi:4012345.AB12.*", "/8010/4012345AB12"),
		] {
			let expected = format!("{DOMAIN}{path}");
			assert_eq!(canonical(&format!("urn:epc:{epc}")), Some(expected.clone()), "{epc}");
			assert_eq!(canonical(&expected), Some(expected), "{epc}");
		}
	}

	#[test]
	fn epcs_are_checked() {
		for epc in [
			"id:sgtin:4012345.011111",
			"id:sgtin:4012345.01111.1",
			"id:sgtin:40123.01111111.1",
			"id:sgtin:4012345.011111.",
			"id:sgtin:4012345.011111.123456789012345678901",
			"id:sgtin:4012345.011111.a%2",
			"id:sgtin:4012345.011111.%00",
			"id:sgtin:4012345.011111.é",
			"id:sgtin:401234x.011111.1",
			"id:sscc:4012345.000000033",
			"id:sgln:4012345.00005",
			"id:sgcn:4012345.99999.x",
			"id:cpi:0614141.abc.1",
			"id:giai:4012345.123456789012345678901234",
			"idpat:sgtin:4012345.012345.1",
			"idpat:sgtin:4012345.*.*",
			"id:sgtin",
		] {
			assert_eq!(from_epc(&format!("urn:epc:{epc}")), Err(Malformed), "{epc}");
		}
		for other in ["urn:epc:id:gid:95100000.12345.400", "urn:epcglobal:cbv:bt:1:2", "urn:uuid:0"]
		{
			assert_eq!(from_epc(other), Ok(None), "{other}");
		}
	}

	#[test]
	fn digital_links_are_canonical() {
		for (uri, path) in [
			("https://id.gs1.de/00/040123451111111110", "/00/040123451111111110"),
			("http://example.com:8080/some/path/01/9780345418913/", "/01/09780345418913"),
			("https://example.com/gtin/97803111#x", "/01/00000097803111"),
			("https://example.com/01/001122334455/ser/GHB", "/01/00001122334455/21/GHB"),
			(
				"https://example.com/gtin/9780345418913/cpv/344/lot/1223/ser/765tz?17=221109",
				"/01/09780345418913/21/765tz",
			),
			("https://example.com/01/9780345418913/10/12(3", "/01/09780345418913/10/12%283"),
			("https://example.com/01/9780345418913/22/344", "/01/09780345418913"),
			("https://example.com/01/9780345418913/235/x/10/y", "/01/09780345418913/235/x"),
			(
				"https://example.com/8006/040123451234560102/22/AB/10/XYZ",
				"/8006/040123451234560102/10/XYZ",
			),
			("https://example.co.uk/party/4226350800008", "/417/4226350800008"),
			("https://example.com/414/4280000000002/254/12", "/414/4280000000002/254/12"),
			("https://example.com/8018/385888700111111111/8019/1", "/8018/385888700111111111"),
			("https://example.com/8003/03870585000552987", "/8003/03870585000552987"),
			("https://example.com/8004/0180451111ABC987", "/8004/0180451111ABC987"),
			("https://example.com/253/4602443000331XYZ", "/253/4602443000331XYZ"),
			("https://example.com/8010/0628165987/8011/9876", "/8010/0628165987/8011/9876"),
			("https://example.com/255/0811625999996554433", "/255/0811625999996554433"),
			(
				"https://example.com/01/04012345111118/21/98%22%41%2f",
				"/01/04012345111118/21/98%22A%2F",
			),
		] {
			assert_eq!(canonical(uri), Some(format!("{DOMAIN}{path}")), "{uri}");
		}
	}

	#[test]
	fn other_uris_are_no_digital_links() {
		for uri in [
			"https://example.com",
			"https://example.com/",
			"http://transaction.acme.com/po/12345678",
			"http://example.org/123/4012345ABC987/456/4711",
			"http://id.gs1.org/99/9780345418913",
			"http://id.gs1.org/01/9780345418913/99/utfgf",
			"http://id.gs1.org/01/9780345418913/10",
			"http://example.de/abc/9780345418913",
			"http://example.de/01/97803",
			"https://id.gs1.org/8006/04012345123456/22/ABCD/10/XYZ",
			"https://example.com/401/page",
			"https://example.com/8004/é",
			"https://www.ncbi.nlm.nih.gov/taxonomy/1126011",
			"urn:uuid:0",
			"Hello World!",
			"42",
		] {
			assert_eq!(canonical(uri), None, "{uri}");
		}
	}
}
