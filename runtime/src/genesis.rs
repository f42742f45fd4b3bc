// SPDX-License-Identifier: Apache-2.0

//! What a chain needs from its first block on, and no pallet sees by itself.

use crate::{Organizations, Runtime, RuntimeGenesisConfig, Session};
use alloc::{format, vec::Vec};
use frame_support::{ensure, genesis_builder_helper};
use sp_genesis_builder::Result;

/// Writes the genesis state that `json` describes, unless no chain could be run from it.
pub fn build_state(json: Vec<u8>) -> Result {
	genesis_builder_helper::build_state::<RuntimeGenesisConfig>(json)?;
	ensure_governed()?;
	ensure_validated()
}

/// Without a council nobody could ever change anything, and its members are the seats' delegates.
fn ensure_governed() -> Result {
	let members = pallet_collective::Members::<Runtime, pallet_collective::Instance1>::get();
	ensure!(
		!members.is_empty(),
		"genesis: nobody is on the council: name an organization's `delegate`"
	);
	ensure!(
		members == Organizations::delegates(),
		"genesis: council.members must be empty: organizations name a `delegate`"
	);
	Ok(())
}

/// Somebody must author blocks, and the council must know who. A validator without keys is left out
/// until it has set some.
fn ensure_validated() -> Result {
	for account in pallet_session::NextKeys::<Runtime>::iter_keys() {
		ensure!(
			pallet_validators::OrganizationOf::<Runtime>::contains_key(&account),
			format!("genesis: session.keys: no organization validates with {account:?}")
		);
	}
	for (organization, validator) in pallet_validators::Validators::<Runtime>::iter() {
		if Session::load_keys(&validator.account).is_none() {
			log::warn!(
				"genesis: organization {} does not validate yet: {:?} has no session keys",
				organization.0,
				validator.account,
			);
		}
	}
	ensure!(
		!Session::validators().is_empty(),
		"genesis: nobody validates: validators.validators and session.keys name no one in common"
	);
	Ok(())
}
