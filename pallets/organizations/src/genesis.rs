// SPDX-License-Identifier: Apache-2.0

//! Organizations that are there from the start, as they are written in a chain spec.
//!
//! ```json
//! {
//!   "name": "First Bank",
//!   "uscc": "91110000600037341L",
//!   "kind": "Bank",
//!   "capabilities": ["IssueMoney", "ValidateBlocks"],
//!   "quota": { "max": "5000000000000", "recoveryPerBlock": "50000000000", "persons": 1000 },
//!   "administrators": ["5Grw…"],
//!   "operators": [{ "account": "5FHn…", "capabilities": ["Treasury"] }],
//!   "delegate": "5Grw…"
//! }
//! ```
//! `name`, `uscc`, `kind` and `administrators` are needed. An unknown field is an error, and so is
//! anything that the calls would refuse.

#![allow(clippy::panic, reason = "there is no chain to go on with when its genesis is wrong")]

use super::*;
use alloc::{collections::BTreeSet, string::String, vec::Vec};
use frame_support::{traits::Get, BoundedVec};
use serde::{Deserialize, Serialize};
use sp_runtime::DispatchError;

/// An organization at genesis.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GenesisOrganization<AccountId> {
	/// Its name.
	pub name: String,
	/// Its unified social credit code.
	pub uscc: String,
	/// What sort of legal body it is.
	pub kind: OrganizationKind,
	/// What it is granted.
	#[serde(default)]
	pub capabilities: Vec<Capability>,
	/// Its quota; [`Config::DefaultQuota`] if there is none.
	pub quota: Option<Quota>,
	/// Its administrators, one at least. Each is given everything that the organization holds.
	pub administrators: Vec<AccountId>,
	/// Its other operators.
	#[serde(default = "Vec::new")]
	pub operators: Vec<GenesisOperator<AccountId>>,
	/// The administrator or operator who votes in the council. Without one it has no seat.
	pub delegate: Option<AccountId>,
}

/// An operator at genesis.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GenesisOperator<AccountId> {
	/// Its account.
	pub account: AccountId,
	/// What it is given.
	#[serde(default)]
	pub capabilities: Vec<Capability>,
}

/// Admits `organizations`. Each delegate joins the council, which is empty before.
pub(crate) fn build<T: Config>(organizations: &[GenesisOrganization<T::AccountId>]) {
	for entry in organizations {
		if let Err(reason) = admit::<T>(entry) {
			panic!("genesis: organization \"{}\" ({}): {reason}", entry.name, entry.uscc);
		}
	}
}

fn admit<T: Config>(entry: &GenesisOrganization<T::AccountId>) -> Result<(), String> {
	let uscc: Uscc = entry.uscc.parse().map_err(|reason| alloc::format!("{reason}"))?;
	let name = BoundedVec::try_from(entry.name.clone().into_bytes())
		.map_err(|_| alloc::format!("the name has more than {} bytes", T::MaxNameLength::get()))?;
	let (first, others) = entry.administrators.split_first().ok_or("it has no administrator")?;
	let id = Pallet::<T>::do_admit(
		name,
		*uscc.as_bytes(),
		entry.kind,
		set(&entry.capabilities)?,
		entry.quota.unwrap_or_else(T::DefaultQuota::get),
		first.clone(),
	)
	.map_err(|error| alloc::format!("{} (with administrator {first:?})", text(error)))?;

	let mut record = Pallet::<T>::organization(id).map_err(|error| text(error.into()))?;
	for account in others {
		Pallet::<T>::full_administrator(id, &record)
			.map_err(DispatchError::from)
			.and_then(|operator| add::<T>(&mut record, account, operator))
			.map_err(|error| alloc::format!("administrator {account:?}: {}", text(error)))?;
	}
	for GenesisOperator { account, capabilities } in &entry.operators {
		let capabilities = set(capabilities)?;
		Pallet::<T>::ensure_held(&record, &capabilities)
			.and_then(|()| {
				let operator = Operator { organization: id, administrator: false, capabilities };
				add::<T>(&mut record, account, operator)
			})
			.map_err(|error| alloc::format!("operator {account:?}: {}", text(error)))?;
	}
	Organizations::<T>::insert(id, record);

	if let Some(delegate) = &entry.delegate {
		Pallet::<T>::seat(id)
			.and_then(|()| Pallet::<T>::replace_delegate(id, Some(delegate.clone())))
			.map_err(|error| alloc::format!("delegate {delegate:?}: {}", text(error)))?;
	}
	Ok(())
}

fn add<T: Config>(
	record: &mut OrganizationOf<T>,
	account: &T::AccountId,
	operator: Operator,
) -> Result<(), DispatchError> {
	Pallet::<T>::ensure_place_for_operator(record)?;
	Pallet::<T>::enlist(record, account, operator)
}

fn set(capabilities: &[Capability]) -> Result<Capabilities, String> {
	let set: BTreeSet<_> = capabilities.iter().copied().collect();
	if set.len() != capabilities.len() {
		return Err("a capability is listed twice".into());
	}
	Capabilities::try_from(set).map_err(|_| "too many capabilities".into())
}

fn text(error: DispatchError) -> &'static str {
	error.into()
}
