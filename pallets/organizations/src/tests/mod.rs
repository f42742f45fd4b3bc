// SPDX-License-Identifier: Apache-2.0

//! One file a story.

mod accounts;
mod act;
mod authority;
mod capabilities;
mod genesis;
mod machine;
mod operators;
mod queries;
mod registry;
mod removal;
mod roles;
mod seats;
mod standing;
