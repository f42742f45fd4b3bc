// SPDX-License-Identifier: Apache-2.0

//! Proofs of disclosed fields: each true one is accepted, and nothing else is.

#![no_main]

use arbitrary::Arbitrary;
use covenant_primitives::{
	fields::{prove, root, verify, Field, MAX_FIELDS},
	Salt,
};
use libfuzzer_sys::fuzz_target;
use sp_core::H256;

#[derive(Arbitrary, Clone, Debug, PartialEq)]
struct Owned {
	salt: Salt,
	name: Vec<u8>,
	value: Vec<u8>,
}

impl Owned {
	fn field(&self) -> Field<'_> {
		Field { salt: self.salt, name: &self.name, value: &self.value }
	}
}

/// What is done to a true disclosure.
#[derive(Arbitrary, Debug)]
enum Change {
	Root([u8; 32]),
	Count(u32),
	Index(u32),
	Field(Owned),
	/// Some bytes go over from the name to the value.
	Boundary(usize),
	Node(usize, [u8; 32]),
	Bit(usize, u8),
	Push([u8; 32]),
	PushRoot,
	Pop,
	Swap(usize, usize),
	/// The proof of another field.
	ProofOf(u32),
}

#[derive(Arbitrary, Debug)]
struct Input {
	fields: Vec<Owned>,
	index: u32,
	changes: Vec<Change>,
}

fuzz_target!(|input: Input| {
	let tree: Vec<_> = input.fields.iter().map(Owned::field).collect();
	let Some(true_root) = root(&tree) else {
		assert!(tree.is_empty() || tree.len() > MAX_FIELDS as usize);
		assert!(prove(&tree, input.index).is_none());
		return;
	};
	let true_count = u32::try_from(tree.len()).unwrap();
	let true_index = input.index % true_count;
	let true_proof = prove(&tree, true_index).unwrap();
	assert!(verify(true_root, true_count, true_index, &tree[true_index as usize], &true_proof));

	let (mut root, mut count, mut index) = (true_root, true_count, true_index);
	let mut shown = input.fields[true_index as usize].clone();
	let mut proof = true_proof;
	for change in input.changes {
		let length = proof.len();
		match change {
			Change::Root(other) => root = H256(other),
			Change::Count(other) => count = other,
			Change::Index(other) => index = other,
			Change::Field(other) => shown = other,
			Change::Boundary(place) => {
				let moved = shown.name.split_off(place % (shown.name.len() + 1));
				shown.value.splice(0..0, moved);
			}
			Change::Node(place, node) if length > 0 => proof[place % length] = H256(node),
			Change::Bit(place, bit) if length > 0 => {
				proof[place % length].0[usize::from(bit / 8)] ^= 1 << (bit % 8);
			}
			Change::Push(node) => proof.push(H256(node)),
			Change::PushRoot => proof.push(root),
			Change::Pop => drop(proof.pop()),
			Change::Swap(one, other) if length > 0 => proof.swap(one % length, other % length),
			Change::ProofOf(other) => proof = prove(&tree, other % true_count).unwrap(),
			Change::Node(..) | Change::Bit(..) | Change::Swap(..) => {}
		}
	}
	if verify(root, count, index, &shown.field(), &proof) {
		// A root that was made up is the root of nothing that is known here.
		assert_eq!((root, count), (true_root, true_count));
		assert_eq!(input.fields[index as usize], shown);
		assert_eq!(prove(&tree, index), Some(proof));
	}
});
