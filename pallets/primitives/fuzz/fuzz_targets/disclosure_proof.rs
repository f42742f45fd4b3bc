// SPDX-License-Identifier: Apache-2.0

//! Proofs of disclosed fields: each true one is accepted, and nothing else is.

#![no_main]

use arbitrary::{Arbitrary, Result, Unstructured};
use codec::{Compact, Encode};
use covenant_primitives::{
	fields::{prove, root, verify, Field, DOMAIN, MAX_FIELDS},
	Salt,
};
use libfuzzer_sys::fuzz_target;
use sp_core::{Blake2Hasher, Hasher, H256};

/// A name or a value; the longer ones have a length that takes two bytes.
#[derive(Clone, Copy, Debug)]
struct Text<'a>(&'a [u8]);

impl<'a> Arbitrary<'a> for Text<'a> {
	fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
		let length = u.int_in_range(0..=80_usize)?;
		u.bytes(length.min(u.len())).map(Self)
	}
}

#[derive(Arbitrary, Clone, Copy, Debug)]
struct Entry<'a> {
	salt: Salt,
	name: Text<'a>,
	value: Text<'a>,
}

impl<'a> Entry<'a> {
	fn field(&self) -> Field<'a> {
		Field { salt: self.salt, name: self.name.0, value: self.value.0 }
	}
}

#[derive(Debug)]
struct Tree<'a>(Vec<Entry<'a>>);

impl<'a> Arbitrary<'a> for Tree<'a> {
	fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
		let count = u.int_in_range(1..=MAX_FIELDS)?;
		(0..count).map(|_| u.arbitrary()).collect::<Result<_>>().map(Self)
	}
}

/// What is done to a true disclosure. Enough of it makes one that is arbitrary throughout.
#[derive(Arbitrary, Debug)]
enum Change<'a> {
	Root([u8; 32]),
	RootBit(u8),
	Count(u32),
	Index(u32),
	Salt(Salt),
	Name(Text<'a>),
	Value(Text<'a>),
	/// The name ends, and the value begins, elsewhere in the two of them.
	Boundary(u8),
	/// Another field of the tree.
	FieldOf(u8),
	/// The proof of another field.
	ProofOf(u8),
	/// A node of the proof becomes arbitrary.
	Node(u8, [u8; 32]),
	NodeBit(u8, u8),
	/// A node of the proof becomes a node of the tree: in this row, at this place.
	NodeOf(u8, u8, u8),
	Insert(u8, [u8; 32]),
	InsertRoot(u8),
	Remove(u8),
	Swap(u8, u8),
}

#[derive(Arbitrary, Debug)]
struct Input<'a> {
	changes: Vec<Change<'a>>,
	index: u8,
	tree: Tree<'a>,
}

/// The rows of the tree from its leaves to its root, made as the documentation of `fields` says.
fn rows(fields: &[Field<'_>]) -> Vec<Vec<H256>> {
	let hash = |parts: &[&[u8]]| Blake2Hasher::hash(&parts.concat());
	let count = u32::try_from(fields.len()).unwrap().to_le_bytes();
	let length = |bytes: &[u8]| Compact(u32::try_from(bytes.len()).unwrap()).encode();
	let mut row: Vec<_> = fields
		.iter()
		.map(|Field { salt, name, value }| {
			let content = [&DOMAIN[..], &count, salt, &length(name), name, &length(value), value];
			hash(&[hash(&content).as_bytes()])
		})
		.collect();
	let mut rows = vec![row.clone()];
	while row.len() > 1 {
		row = row
			.chunks(2)
			.map(|pair| match pair {
				[left, right] => hash(&[left.as_bytes(), right.as_bytes()]),
				_ => pair[0],
			})
			.collect();
		rows.push(row.clone());
	}
	rows
}

/// The nodes beside the way from the leaf at `place` to the root.
fn beside(rows: &[Vec<H256>], place: usize) -> Vec<H256> {
	let beside = |(height, row): (usize, &Vec<H256>)| row.get((place >> height) ^ 1).copied();
	rows.iter().enumerate().filter_map(beside).collect()
}

fn flip(hash: &mut H256, bit: u8) {
	hash.0[usize::from(bit / 8)] ^= 1 << (bit % 8);
}

fuzz_target!(|input: Input<'_>| {
	let fields: Vec<_> = input.tree.0.iter().map(Entry::field).collect();
	let rows = rows(&fields);
	let within = |place: u8, length: usize| usize::from(place) % length;
	let place = within(input.index, fields.len());
	let true_count = u32::try_from(fields.len()).unwrap();

	let true_root = root(&fields).unwrap();
	assert_eq!([true_root], rows.last().unwrap()[..]);
	let mut root = true_root;
	let mut count = true_count;
	let mut index = u32::try_from(place).unwrap();
	let Field { mut salt, name, value } = fields[place];
	let (mut name, mut value) = (name.to_vec(), value.to_vec());
	let mut proof = prove(&fields, index).unwrap();
	assert_eq!(proof, beside(&rows, place));
	assert!(verify(root, count, index, &fields[place], &proof));
	assert_eq!(prove(&fields, count), None);

	for change in input.changes {
		let length = proof.len();
		match change {
			Change::Root(other) => root = H256(other),
			Change::RootBit(bit) => flip(&mut root, bit),
			Change::Count(other) => count = other,
			Change::Index(other) => index = other,
			Change::Salt(other) => salt = other,
			Change::Name(Text(other)) => name = other.to_vec(),
			Change::Value(Text(other)) => value = other.to_vec(),
			Change::Boundary(place) => {
				let text = [&name[..], &value].concat();
				let (one, other) = text.split_at(within(place, text.len() + 1));
				(name, value) = (one.to_vec(), other.to_vec());
			}
			Change::FieldOf(place) => {
				let other = fields[within(place, fields.len())];
				(salt, name, value) = (other.salt, other.name.to_vec(), other.value.to_vec());
			}
			Change::ProofOf(place) => proof = beside(&rows, within(place, fields.len())),
			Change::Insert(place, node) => proof.insert(within(place, length + 1), H256(node)),
			Change::InsertRoot(place) => proof.insert(within(place, length + 1), true_root),
			_ if length == 0 => {}
			Change::Node(place, node) => proof[within(place, length)] = H256(node),
			Change::NodeBit(place, bit) => flip(&mut proof[within(place, length)], bit),
			Change::NodeOf(place, height, node) => {
				let row = &rows[within(height, rows.len())];
				proof[within(place, length)] = row[within(node, row.len())];
			}
			Change::Remove(place) => drop(proof.remove(within(place, length))),
			Change::Swap(one, other) => proof.swap(within(one, length), within(other, length)),
		}
	}

	let field = Field { salt, name: &name, value: &value };
	let is_true = count == true_count
		&& usize::try_from(index)
			.is_ok_and(|place| fields.get(place) == Some(&field) && proof == beside(&rows, place));
	assert_eq!(verify(true_root, count, index, &field, &proof), is_true);
	// Another root may be that of another tree, of which what is disclosed is a true field, but then
	// it is none of this one.
	if root != true_root {
		assert!(!(is_true && verify(root, count, index, &field, &proof)));
	}
});
