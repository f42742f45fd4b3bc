// SPDX-License-Identifier: Apache-2.0

//! What a transaction passes before it is dispatched.
//!
//! The extensions of Covenant's own are without content on the wire, or look like the stock one
//! they replace: clients such as polkadot.js encode nothing for an extension they do not know.

use crate::{sponsorship, Runtime, RuntimeCall, UncheckedExtrinsic};

/// The transaction extensions, in the order they are checked.
///
/// [`sponsorship::CheckEnrollment`] stands before `CheckNonce`, which would answer a stranger's
/// transaction with a plain `Payment`.
pub type TxExtension = (
	frame_system::AuthorizeCall<Runtime>,
	frame_system::CheckNonZeroSender<Runtime>,
	frame_system::CheckSpecVersion<Runtime>,
	frame_system::CheckTxVersion<Runtime>,
	frame_system::CheckGenesis<Runtime>,
	frame_system::CheckMortality<Runtime>,
	sponsorship::CheckEnrollment,
	frame_system::CheckNonce<Runtime>,
	frame_system::CheckWeight<Runtime>,
	sponsorship::SponsoredPayment,
	frame_metadata_hash_extension::CheckMetadataHash<Runtime>,
	frame_system::WeightReclaim<Runtime>,
);

impl<C> frame_system::offchain::CreateTransactionBase<C> for Runtime
where
	RuntimeCall: From<C>,
{
	type Extrinsic = UncheckedExtrinsic;
	type RuntimeCall = RuntimeCall;
}

/// Equivocation reports are unsigned.
impl<C> frame_system::offchain::CreateBare<C> for Runtime
where
	RuntimeCall: From<C>,
{
	fn create_bare(call: RuntimeCall) -> UncheckedExtrinsic {
		UncheckedExtrinsic::new_bare(call)
	}
}
