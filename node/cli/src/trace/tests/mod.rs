// SPDX-License-Identifier: Apache-2.0

//! Documents onto a chain, and back.

mod mapping;
mod model;
mod stories;

pub use model::encoded;
