// SPDX-License-Identifier: Apache-2.0

//! `firstCome_*`: digests that belong to whoever committed to them first.

use super::query::{Domain, Query};
use covenant_runtime::Hash;
use jsonrpsee::{core::RpcResult, proc_macros::rpc};
use pallet_first_come::runtime_api::{CommitmentInfo, FirstComeApi, RegistrationInfo};

/// `at` is a block's hash; without it the answer is that of the last finalized block. What is
/// unknown is answered with `null`.
#[rpc(server)]
pub trait FirstComeRpc {
	/// A commitment that was not opened yet.
	#[method(name = "firstCome_getCommitment")]
	fn commitment(&self, commitment: Hash, at: Option<Hash>) -> RpcResult<Option<CommitmentInfo>>;

	/// To whom a digest belongs. The domain says what sort of digest it is: `cov/seal` for the
	/// ciphertexts of sealed data.
	#[method(name = "firstCome_getRegistration")]
	fn registration(
		&self,
		domain: Domain,
		digest: Hash,
		at: Option<Hash>,
	) -> RpcResult<Option<RegistrationInfo>>;
}

impl FirstComeRpcServer for Query {
	fn commitment(&self, commitment: Hash, at: Option<Hash>) -> RpcResult<Option<CommitmentInfo>> {
		self.ask(at, |api, at| api.commitment(at, commitment))
	}

	fn registration(
		&self,
		domain: Domain,
		digest: Hash,
		at: Option<Hash>,
	) -> RpcResult<Option<RegistrationInfo>> {
		self.ask(at, |api, at| api.registration(at, domain.0, digest))
	}
}
