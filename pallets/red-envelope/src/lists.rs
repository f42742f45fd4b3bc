// SPDX-License-Identifier: Apache-2.0

//! Lists of persons, of which the chain knows the root; see [`List`].

use crate::{List, LIST_DOMAIN};
use alloc::vec::Vec;
use binary_merkle_tree::{merkle_proof, merkle_root};
use covenant_primitives::{merkle, Amount, PersonId, Salt};
use sp_core::H256;
use sp_runtime::traits::{BlakeTwo256, Hash};

/// A person in a list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Recipient {
	/// Random bytes, of this place alone: without them amounts could be guessed from a proof.
	pub salt: Salt,
	/// The person.
	pub person: PersonId,
	/// What the person gets; 0 where the list assigns nothing.
	pub amount: Amount,
}

impl Recipient {
	/// The content of its leaf in a list of `length`.
	fn leaf(&self, length: u32) -> H256 {
		BlakeTwo256::hash_of(&(LIST_DOMAIN, length, self.salt, self.person, self.amount))
	}
}

/// The list of `recipients`; `None` if there are none or too many.
pub fn list(recipients: &[Recipient]) -> Option<List> {
	let length = length(recipients)?;
	let root = merkle_root::<BlakeTwo256, _>(recipients.iter().map(|it| it.leaf(length)));
	Some(List { root, length })
}

/// What proves the place `index`; `None` if there is no such place.
pub fn prove(recipients: &[Recipient], index: u32) -> Option<Vec<H256>> {
	let length = length(recipients).filter(|length| index < *length)?;
	let leaves: Vec<_> = recipients.iter().map(|it| it.leaf(length)).collect();
	Some(merkle_proof::<BlakeTwo256, _, _>(leaves, index).proof)
}

/// Whether `recipient` has the place `index` of `list`.
pub fn verify(list: &List, index: u32, recipient: &Recipient, proof: &[H256]) -> bool {
	merkle::verify(list.root, list.length, index, recipient.leaf(list.length), proof)
}

fn length(recipients: &[Recipient]) -> Option<u32> {
	u32::try_from(recipients.len()).ok().filter(|length| (1..=crate::MAX_SHARES).contains(length))
}
