// SPDX-License-Identifier: Apache-2.0

//! Proofs that something stands at a place of a list whose root and length are known, in the tree of
//! the crate `binary-merkle-tree` with BLAKE2b-256: a leaf is the hash of its content, a node the
//! hash of its two children, and the last node of an odd row moves up a row.
//!
//! The content of a leaf is a hash itself, so that a leaf is the hash of 32 bytes and a node that of
//! 64, and none can be shown for the other. It should cover the length of the list: the tree alone
//! does not tell it, for the way to the first of three leaves is the way to the first of four.

use binary_merkle_tree::verify_proof;
use sp_core::H256;
use sp_runtime::traits::BlakeTwo256;

/// Whether `root` is that of a list of `count`, at whose place `index`, from 0, is `leaf`.
pub fn verify(root: H256, count: u32, index: u32, leaf: H256, proof: &[H256]) -> bool {
	// The crate takes a proof of any length. A shorter one leads from the last leaf of an odd row,
	// which moves up, as from another leaf that does not.
	index < count
		&& proof.len() == proof_length(index, count)
		&& verify_proof::<BlakeTwo256, _, _>(&root, proof.iter().copied(), count, index, &leaf)
}

/// How many nodes lie beside the way from a leaf to the root.
fn proof_length(mut position: u32, mut width: u32) -> usize {
	let mut length: usize = 0;
	while width > 1 {
		let moves_up = width % 2 == 1 && position.saturating_add(1) == width;
		length = length.saturating_add(usize::from(!moves_up));
		position /= 2;
		width = width.div_ceil(2);
	}
	length
}
