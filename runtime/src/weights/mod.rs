// SPDX-License-Identifier: Apache-2.0

//! Weights of the SDK's pallets whose crates come without figures, measured by `scripts/weights`.

pub mod pallet_origin_restriction;
