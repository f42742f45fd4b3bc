// SPDX-License-Identifier: Apache-2.0

//! Fields that are disclosed one by one.
//!
//! A document's fields, in a fixed order, are the leaves of a binary Merkle tree, whose root pins
//! them all. Whoever has a field's name, value, salt and the proof for it can show it to anybody who
//! has the root, and shows nothing of the others: the salts make guessing them useless.
//!
//! To make the same tree elsewhere:
//! 1. The content of a leaf is the BLAKE2b-256 hash of these, one after another: the 25 bytes
//!    [`DOMAIN`]; the number of fields, 4 bytes, little-endian; the salt, 16 bytes; the name and then
//!    the value, each as SCALE encodes bytes, after their length as a compact integer.
//! 2. The tree is that of the crate `binary-merkle-tree` with BLAKE2b-256: a leaf is the hash of its
//!    content, a node the hash of its two children, and the last node of an odd row moves up a row.
//!
//! A leaf is the hash of 32 bytes and a node that of 64, so that none can be shown for the other.
//! The number of fields is in each leaf because the tree alone does not tell it: the way to the first
//! of three leaves is the way to the first of four.

use crate::{merkle, Salt};
use alloc::vec::Vec;
use binary_merkle_tree::{merkle_proof, merkle_root};
use codec::Encode;
use sp_core::H256;
use sp_runtime::traits::{BlakeTwo256, Hash};

/// The most fields of a document.
pub const MAX_FIELDS: u32 = 64;

/// What the content of a leaf begins with, so that it cannot be mistaken for anything else that is
/// hashed.
pub const DOMAIN: [u8; 25] = *b"covenant license field v1";

/// A field of a document.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Field<'a> {
	/// Random bytes, of this field alone.
	pub salt: Salt,
	/// What it is.
	pub name: &'a [u8],
	/// What it says.
	pub value: &'a [u8],
}

impl Field<'_> {
	/// The content of its leaf in a tree of `count` fields.
	fn leaf(&self, count: u32) -> H256 {
		(DOMAIN, count, self.salt, self.name, self.value).using_encoded(BlakeTwo256::hash)
	}
}

/// How many fields there are, if a tree can have so many.
fn count(fields: &[Field<'_>]) -> Option<u32> {
	u32::try_from(fields.len()).ok().filter(|count| (1..=MAX_FIELDS).contains(count))
}

/// The root of the tree. `None` without a field, and beyond [`MAX_FIELDS`].
pub fn root(fields: &[Field<'_>]) -> Option<H256> {
	let count = count(fields)?;
	Some(merkle_root::<BlakeTwo256, _>(fields.iter().map(|field| field.leaf(count))))
}

/// What proves the field at `index`, counted from 0: the nodes beside the way from its leaf to the
/// root. `None` if there is no such field.
pub fn prove(fields: &[Field<'_>], index: u32) -> Option<Vec<H256>> {
	let count = count(fields).filter(|count| index < *count)?;
	let leaves: Vec<_> = fields.iter().map(|field| field.leaf(count)).collect();
	Some(merkle_proof::<BlakeTwo256, _, _>(leaves, index).proof)
}

/// Whether `root` is that of a tree of `count` fields, of which the one at `index` is `field`.
pub fn verify(root: H256, count: u32, index: u32, field: &Field<'_>, proof: &[H256]) -> bool {
	(1..=MAX_FIELDS).contains(&count)
		&& merkle::verify(root, count, index, field.leaf(count), proof)
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	/// Salt, name and value of each field.
	type Owned = Vec<(Salt, Vec<u8>, Vec<u8>)>;

	fn fields(owned: &Owned) -> Vec<Field<'_>> {
		owned.iter().map(|(salt, name, value)| Field { salt: *salt, name, value }).collect()
	}

	fn numbered(count: u8) -> Owned {
		(0..count).map(|i| ([i; 16], vec![b'n', i], vec![b'v', i])).collect()
	}

	#[test]
	fn the_root_is_what_the_documentation_says() {
		let hash = |bytes: &[u8]| BlakeTwo256::hash(bytes).0;
		let leaf = |i: u8| {
			let mut content = b"covenant license field v1".to_vec();
			content.extend([3, 0, 0, 0]);
			content.extend([i; 16]);
			// Lengths of two, compact.
			content.extend([8, b'n', i, 8, b'v', i]);
			hash(&hash(&content))
		};
		let node = |left: [u8; 32], right: [u8; 32]| hash(&[left, right].concat());
		let expected = node(node(leaf(0), leaf(1)), leaf(2));
		assert_eq!(root(&fields(&numbered(3))), Some(H256(expected)));
		assert_eq!(prove(&fields(&numbered(3)), 2), Some(vec![H256(node(leaf(0), leaf(1)))]));
	}

	#[test]
	fn every_field_of_every_tree_is_proven_and_at_its_place_only() {
		for count in 1..=64_u8 {
			let owned = numbered(count);
			let fields = fields(&owned);
			let count = u32::from(count);
			let root = root(&fields).unwrap();
			for (index, field) in (0..).zip(&fields) {
				let proof = prove(&fields, index).unwrap();
				assert!(proof.len() <= 6);
				for other in 0..=count {
					let proven = verify(root, count, other, field, &proof);
					assert_eq!(proven, other == index, "{index} as {other} of {count}");
				}
				for other in (0..=66).filter(|other| *other != count) {
					assert!(!verify(root, other, index, field, &proof), "{count} as {other}");
				}
			}
		}
	}

	#[test]
	fn what_is_no_tree_has_no_root() {
		assert_eq!(root(&[]), None);
		assert_eq!(root(&fields(&numbered(65))), None);
		assert_eq!(prove(&[], 0), None);
		for index in [3, u32::MAX] {
			assert_eq!(prove(&fields(&numbered(3)), index), None);
		}
		let owned = numbered(1);
		assert!(!verify(H256::zero(), 0, 0, &fields(&owned)[0], &[]));
		assert!(!verify(H256::zero(), u32::MAX, u32::MAX, &fields(&owned)[0], &[]));
	}

	fn owned() -> impl Strategy<Value = Owned> {
		let text = || prop::collection::vec(any::<u8>(), 0..12);
		prop::collection::vec((any::<Salt>(), text(), text()), 1..=64)
	}

	proptest! {
		#[test]
		fn nothing_but_the_field_is_accepted(
			owned in owned(),
			at in any::<prop::sample::Index>(),
			(byte, bit) in (any::<prop::sample::Index>(), 0..8_u32),
			other in any::<prop::sample::Index>(),
		) {
			let tree = fields(&owned);
			let root = root(&tree).unwrap();
			let count = u32::try_from(tree.len()).unwrap();
			let index = u32::try_from(at.index(tree.len())).unwrap();
			let field = tree[at.index(tree.len())];
			let proof = prove(&tree, index).unwrap();
			prop_assert!(verify(root, count, index, &field, &proof));

			let flipped = |bytes: &[u8]| {
				let mut bytes = bytes.to_vec();
				let place = byte.index(bytes.len().max(1));
				match bytes.get_mut(place) {
					Some(byte) => *byte ^= 1 << bit,
					None => bytes.push(0),
				}
				bytes
			};
			let salt = flipped(&field.salt).try_into().unwrap();
			let (name, value) = (flipped(field.name), flipped(field.value));
			for wrong in [
				Field { salt, ..field },
				Field { name: &name, ..field },
				Field { value: &value, ..field },
			] {
				prop_assert!(!verify(root, count, index, &wrong, &proof));
			}
			let wrong_root = H256::from_slice(&flipped(root.as_bytes()));
			prop_assert!(!verify(wrong_root, count, index, &field, &proof));
			for place in 0..proof.len() {
				let mut wrong = proof.clone();
				wrong[place] = H256::from_slice(&flipped(proof[place].as_bytes()));
				prop_assert!(!verify(root, count, index, &field, &wrong));
				wrong.remove(place);
				prop_assert!(!verify(root, count, index, &field, &wrong));
			}
			let longer = [&proof[..], &[root]].concat();
			prop_assert!(!verify(root, count, index, &field, &longer));
			for wrong in (0..70).filter(|wrong| *wrong != count) {
				prop_assert!(!verify(root, wrong, index, &field, &proof));
			}
			for wrong in (0..70).filter(|wrong| *wrong != index) {
				prop_assert!(!verify(root, count, wrong, &field, &proof));
			}

			// Fields that changed places make another tree.
			let other = other.index(tree.len());
			let mut swapped = tree.clone();
			swapped.swap(at.index(tree.len()), other);
			prop_assert_eq!(super::root(&swapped) == Some(root), swapped == tree);
			// So does a name that goes over into the value.
			let moved = Field { name: &[field.name, field.value].concat(), value: &[], ..field };
			prop_assert_eq!(verify(root, count, index, &moved, &proof), moved == field);
		}

		#[test]
		fn arbitrary_proofs_neither_panic_nor_prove(
			root in any::<[u8; 32]>(),
			count in prop_oneof![0..70_u32, any::<u32>()],
			index in prop_oneof![0..70_u32, any::<u32>()],
			salt in any::<Salt>(),
			name in prop::collection::vec(any::<u8>(), 0..40),
			value in prop::collection::vec(any::<u8>(), 0..40),
			proof in prop::collection::vec(any::<[u8; 32]>().prop_map(H256), 0..80),
		) {
			let field = Field { salt, name: &name, value: &value };
			prop_assert!(!verify(H256(root), count, index, &field, &proof));
		}
	}
}
