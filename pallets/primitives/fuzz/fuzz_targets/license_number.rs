// SPDX-License-Identifier: Apache-2.0

//! Identifiers of licenses: what is read is written as it was, and one wrong character is noticed.

#![no_main]

use arbitrary::{Result, Unstructured};
use codec::{Decode, Encode};
use covenant_primitives::{
	license_number::{MAX_AUTHORITY, MAX_LENGTH, MAX_SERIAL, MAX_VERSION},
	mod_37_36, LicenseNumber, TypeCode, Uscc,
};
use libfuzzer_sys::fuzz_target;

const ALPHABET: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// Some of the characters that are never accepted, those first that a reader of numbers may take.
const FOREIGN: &[u8; 8] = b"+- .az_\0";

/// That of credit codes.
const USCC_ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// What every identifier begins with. The check character does not protect it; any other is refused.
const PREFIX: &str = "1.2.156.3005.2.";

/// Those between the parts after it.
const DOTS: usize = 4;

/// A number made of whatever bytes there are, with the check characters that belong to it.
fn made(u: &mut Unstructured<'_>) -> Result<LicenseNumber> {
	let mut body = [0; 17];
	for character in &mut body {
		*character = *u.choose(USCC_ALPHABET)?;
	}
	let registrar = Uscc::complete(&body).unwrap();
	let version = u.int_in_range(1..=MAX_VERSION)?;
	let mut text = |lengths| {
		let length = u.int_in_range(lengths)?;
		(0..length).map(|_| u.choose(ALPHABET).copied()).collect::<Result<Vec<_>>>()
	};
	let number = text(3..=3)?.try_into().unwrap();
	let code = TypeCode::new(registrar, number).unwrap();
	let (authority, serial) = (text(1..=MAX_AUTHORITY)?, text(1..=MAX_SERIAL)?);
	Ok(LicenseNumber::new(code, &authority, &serial, version).unwrap())
}

/// The same number, if each of its parts is what it has to be.
fn again(number: &LicenseNumber) -> Option<LicenseNumber> {
	let code = number.type_code();
	let (authority, serial) = (number.authority(), number.serial());
	LicenseNumber::new(code, authority, serial, number.version()).ok().filter(|_| code.is_valid())
}

/// Puts every other character at those places, of the ones that the check character protects.
fn examine(number: &LicenseNumber, text: &str, wrong_at: impl Fn(usize) -> bool) {
	assert_eq!(number.to_string(), text);
	assert_eq!(text.parse().as_ref(), Ok(number));
	assert!(text.len() <= usize::try_from(MAX_LENGTH).unwrap());
	assert_eq!(again(number).as_ref(), Some(number));
	assert_eq!(LicenseNumber::decode(&mut &number.encode()[..]).as_ref(), Ok(number));
	assert_eq!(number.type_code().to_string().parse(), Ok(number.type_code()));

	let protected = text.strip_prefix(PREFIX).unwrap().bytes().filter(|c| *c != b'.');
	let mut protected: Vec<_> = protected.collect();
	assert!(mod_37_36::is_valid(&protected));
	let mut text = text.as_bytes().to_vec();
	let places = (PREFIX.len()..text.len()).filter(|place| text[*place] != b'.');
	for (place, at) in places.collect::<Vec<_>>().into_iter().enumerate() {
		if !wrong_at(place) {
			continue;
		}
		let right = text[at];
		assert_eq!(protected[place], right);
		for wrong in ALPHABET.iter().copied().filter(|wrong| *wrong != right) {
			(protected[place], text[at]) = (wrong, wrong);
			// The credit code in it has a check character of its own: asked for both, the one would
			// hide that the other does not notice.
			assert!(!mod_37_36::is_valid(&protected), "{wrong} at {at} of {number}");
			assert!(LicenseNumber::try_from(&text[..]).is_err(), "{wrong} at {at} of {number}");
		}
		for foreign in *FOREIGN {
			text[at] = foreign;
			assert!(LicenseNumber::try_from(&text[..]).is_err(), "{foreign} at {at} of {number}");
		}
		(protected[place], text[at]) = (right, right);
	}
}

fuzz_target!(|bytes: &[u8]| {
	let read = LicenseNumber::try_from(bytes);
	if let Ok(text) = std::str::from_utf8(bytes) {
		assert_eq!(text.parse(), read);
		if let Ok(number) = &read {
			examine(number, text, |_| true);
		}
		if let Ok(code) = text.parse::<TypeCode>() {
			assert_eq!(code.to_string(), text);
		}
		if let Ok(code) = text.parse::<Uscc>() {
			assert_eq!(code.to_string(), text);
		}
	} else {
		assert!(read.is_err());
	}
	// The same with all the check characters in place, which bytes alone seldom have.
	let mut u = Unstructured::new(bytes);
	if let (Ok(at), Ok(number)) = (u.int_in_range(0..=MAX_LENGTH), made(&mut u)) {
		let text = number.to_string();
		let at = usize::try_from(at).unwrap() % (text.len() - PREFIX.len() - DOTS);
		examine(&number, &text, |place| place == at);
	}
	// What is decoded was not checked. It may look like a number, but never like itself.
	let mut rest = bytes;
	if let Ok(number) = LicenseNumber::decode(&mut rest) {
		assert_eq!(number.encode(), bytes[..bytes.len() - rest.len()]);
		let same = number.to_string().parse().ok().filter(|read| *read == number);
		assert_eq!(same, again(&number));
		assert_eq!(format!("{number:?}"), number.to_string());
	}
});
