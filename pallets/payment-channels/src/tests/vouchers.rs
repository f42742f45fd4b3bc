// SPDX-License-Identifier: Apache-2.0

//! What is signed, byte by byte.

use super::*;

#[test]
fn a_payload_is_what_the_documentation_says() {
	let voucher = Voucher { channel: ChannelId(0x0102), asset: 3, amount: 0x0405, expires: 0x0607 };
	let expected = [
		b"covenant payment voucher v1".to_vec(),
		vec![7; 32],
		vec![0x02, 0x01, 0, 0, 0, 0, 0, 0],
		vec![3, 0, 0, 0],
		vec![0x05, 0x04, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
		vec![0x07, 0x06, 0, 0, 0, 0, 0, 0],
	]
	.concat();
	assert_eq!(voucher.payload(GENESIS), expected);
}

#[test]
fn a_signature_is_for_its_key_alone() {
	let voucher = voucher(5);
	let signature = sign(&voucher);
	assert!(voucher.is_signed(GENESIS, &signature, &key_account()));
	assert!(!voucher.is_signed(H256::zero(), &signature, &key_account()));
	assert!(!voucher.is_signed(GENESIS, &signature, &AccountId32::new([1; 32])));
}
