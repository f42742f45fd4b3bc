// SPDX-License-Identifier: Apache-2.0

//! Identifiers of licenses: whatever is read is written as it was, and one wrong character is noticed.

#![no_main]

use codec::{Decode, Encode};
use covenant_primitives::{license_number::MAX_LENGTH, LicenseNumber, TypeCode};
use libfuzzer_sys::fuzz_target;

const ALPHABET: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// What every identifier begins with. The check character does not cover it; any other is refused.
const PREFIX: usize = "1.2.156.3005.2.".len();

fn examine(number: &LicenseNumber, text: &str) {
	assert_eq!(number.to_string(), text);
	assert!(text.len() <= MAX_LENGTH as usize);
	assert_eq!(LicenseNumber::decode(&mut &number.encode()[..]).as_ref(), Ok(number));
	let again = LicenseNumber::new(
		number.type_code(),
		number.authority(),
		number.serial(),
		number.version(),
	);
	assert_eq!(again.as_ref(), Ok(number));

	let mut bytes = text.as_bytes().to_vec();
	for place in PREFIX..bytes.len() {
		let right = bytes[place];
		for wrong in ALPHABET.iter().chain(b".").copied().filter(|wrong| *wrong != right) {
			bytes[place] = wrong;
			let misprint = std::str::from_utf8(&bytes).unwrap();
			assert!(misprint.parse::<LicenseNumber>().is_err(), "{misprint} for {text}");
		}
		bytes[place] = right;
	}
}

fuzz_target!(|data: &[u8]| {
	if let Ok(text) = std::str::from_utf8(data) {
		if let Ok(number) = text.parse::<LicenseNumber>() {
			examine(&number, text);
		}
		// The same with the check character that belongs to it.
		let parts: Vec<_> = text.split('.').collect();
		if let [code, authority, serial, version] = parts[..] {
			if let (Ok(code), Ok(version)) = (code.parse::<TypeCode>(), version.parse()) {
				let made =
					LicenseNumber::new(code, authority.as_bytes(), serial.as_bytes(), version);
				if let Ok(number) = made {
					examine(&number, &number.to_string());
				}
			}
		}
	}
	// What is decoded was not checked, and must be told apart without a panic.
	if let Ok(number) = LicenseNumber::decode(&mut &data[..]) {
		let text = number.to_string();
		if let Ok(read) = text.parse::<LicenseNumber>() {
			assert_eq!(read.to_string(), text);
		}
	}
});
