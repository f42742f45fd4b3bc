// SPDX-License-Identifier: Apache-2.0

//! Money is an asset of `pallet-assets` that a bank organization issued.

/// Minor units: fen for `CNY`.
pub type Amount = u128;

/// A settlement asset's id in `pallet-assets`.
pub type AssetId = u32;
